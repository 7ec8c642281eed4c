import type { Output } from '../../../shared/contract/index.ts';
import { STATE_NAMES } from '../../../shared/rules/assetWords.ts';
import type { AssetState, Piece } from './view.ts';

type Standing = Output<'production.greenhouses'>[number];

/** What the cells of the plan are coloured by. */
export type ColourBy = 'state' | 'batch';

export interface Cell {
  readonly piece: Piece;
  /** What stands in the cell: the number's end, 017 of DP-017. */
  readonly short: string;
  /** A state, or a place among the batches' colours; 'none' for an empty greenhouse. */
  readonly tone: string;
  /** Said when the cell has the keyboard or the mouse. */
  readonly title: string;
}

export interface LegendEntry {
  readonly tone: string;
  readonly label: string;
  readonly count: number;
}

const STATES = Object.keys(STATE_NAMES) as AssetState[];
const BATCH_COLOURS = 8;

/** The greenhouses in the order of their numbers, with what each is coloured by. */
export function planOf(
  pieces: readonly Piece[],
  standing: readonly Standing[],
  by: ColourBy,
): { cells: Cell[]; legend: LegendEntry[] } {
  const batches = [...new Map(standing.map((one) => [one.batchId, one])).values()];
  const inHouse = Map.groupBy(standing, (one) => one.greenhouse);
  const cells = pieces.map((piece): Cell => {
    const bags = inHouse.get(piece.no) ?? [];
    const [first] = bags;
    const at = first ? batches.findIndex((one) => one.batchId === first.batchId) : -1;
    const batchTone = at < 0 ? 'none' : `batch-${at % BATCH_COLOURS}`;
    return {
      piece,
      short: /(\d+)$/u.exec(piece.no)?.[1] ?? piece.no,
      tone: by === 'state' ? piece.state : piece.state === 'gone' ? 'gone' : batchTone,
      title: [
        piece.no,
        STATE_NAMES[piece.state],
        piece.place,
        piece.custodian === '' ? '' : `保管 ${piece.custodian}`,
        ...bags.map((one) => `${one.batchNo} ${one.batchName} ${one.bags} 袋`),
      ]
        .filter(Boolean)
        .join(' · '),
    };
  });
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell.tone, (counts.get(cell.tone) ?? 0) + 1);
  const legend =
    by === 'state'
      ? STATES.map((state) => ({ tone: state, label: STATE_NAMES[state], count: counts.get(state) ?? 0 }))
      : [
          // Batches beyond the colours there are share one: they are counted together.
          ...Array.from({ length: Math.min(batches.length, BATCH_COLOURS) }, (_, at) => ({
            tone: `batch-${at}`,
            label: batches
              .filter((_one, index) => index % BATCH_COLOURS === at)
              .map((one) => `${one.batchNo} ${one.batchName}`)
              .join('、'),
            count: counts.get(`batch-${at}`) ?? 0,
          })),
          { tone: 'none', label: '没有菌袋', count: counts.get('none') ?? 0 },
          { tone: 'gone', label: STATE_NAMES.gone, count: counts.get('gone') ?? 0 },
        ];
  return { cells, legend: legend.filter((entry) => entry.count > 0 || by === 'state') };
}

/** Where the arrow keys lead on a plan of so many columns; null where they lead out. */
export function moved(at: number, key: string, columns: number, count: number): number | null {
  const to = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    ArrowDown: at + columns,
    ArrowUp: at - columns,
    Home: at - (at % columns),
    End: Math.min(at - (at % columns) + columns - 1, count - 1),
  }[key];
  return to === undefined || to < 0 || to >= count ? null : to;
}

/** DP-017 by 17, 017, DP-017, or a range 10-20 of the numbers at the end. */
export function matches(no: string, wanted: string): boolean {
  const end = Number(/(\d+)$/u.exec(no)?.[1] ?? Number.NaN);
  return wanted
    .split(/[,，、;；\s]+/u)
    .filter(Boolean)
    .some((part) => {
      const range = /^(?:[^\d]*)(\d+)\s*(?:-|~|至|到)\s*(?:[^\d]*)(\d+)$/u.exec(part);
      if (range && no.toLowerCase() !== part.toLowerCase()) {
        return end >= Number(range[1]) && end <= Number(range[2]);
      }
      return /^\d+$/u.test(part) ? end === Number(part) : no.toLowerCase().includes(part.toLowerCase());
    });
}
