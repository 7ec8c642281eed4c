import type { Fen } from './money.ts';
import { noteKey } from './sheet/kinds/interestList.ts';

/**
 * A batch of claims beside the bank's list (利息清单). Problem: banks write one row a settlement, or one a quarter, or split a settlement
 * where principal was repaid; they call the last day either the last or the day after; they list loans nobody claims for, and penalties.
 * Decision: a row belongs to the line with its note number (without one: to the only line of that name). What is no interest of the days
 * claimed is not counted and says why. A line's counted rows together are the bank's figure for it; where each row lies inside one
 * settlement and every settlement has one, they are the figures of the settlements.
 */
export interface ListedRow {
  readonly row: number;
  readonly noteNo: string;
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly days: number | null;
  readonly fen: Fen;
  readonly isPenalty: boolean;
}

export interface ListedLine {
  readonly loanId: number;
  readonly noteNo: string;
  readonly name: string;
  /** Why it is left out; empty: claimed for. */
  readonly excludedReason: string;
  readonly dueOn: string;
  /** To is exclusive. */
  readonly parts: readonly { readonly from: string; readonly to: string; readonly interestFen: Fen }[];
}

export type ListOutcome = 'same' | 'differs' | 'unknown' | 'double' | 'excluded' | 'penalty' | 'outside';

export interface MatchedRow {
  readonly row: ListedRow;
  readonly loanId: number | null;
  readonly outcome: ListOutcome;
  readonly reason: string;
}

/** What the bank says of one line. */
export interface BankFigure {
  readonly fen: Fen;
  readonly days: number | null;
  /** Settlement by settlement, where the list says it so. */
  readonly byPart: readonly Fen[] | null;
}

export interface ListMatch {
  readonly rows: readonly MatchedRow[];
  readonly figures: ReadonlyMap<number, BankFigure>;
  /** Claimed for, and not on the list. */
  readonly missing: readonly number[];
}

type Sorted = { row: ListedRow; line: ListedLine | null; outcome: ListOutcome | null; reason: string };

export function matchList(lines: readonly ListedLine[], rows: readonly ListedRow[]): ListMatch {
  const byNote = new Map(lines.map((line) => [noteKey(line.noteNo), line]));
  const byName = Map.groupBy(lines, (line) => line.name);
  const counted = new Map<number, ListedRow[]>();
  const sorted = rows.map((row): Sorted => {
    const found = lineOf(row, byNote, byName);
    if (typeof found === 'string') return { row, line: null, outcome: 'unknown', reason: found };
    const before = counted.get(found.loanId) ?? [];
    const trouble = whyNotCounted(row, found, before);
    if (trouble) return { row, line: found, ...trouble };
    counted.set(found.loanId, [...before, row]);
    const also = overlapping(row, before);
    const reasons = [
      ...(row.name === found.name ? [] : [otherName(row, found)]),
      ...(also ? [`和第 ${also.row} 行的日子重叠，两行都计入了，请核对`] : []),
    ];
    return { row, line: found, outcome: null, reason: reasons.join('；') };
  });
  const figures = new Map<number, BankFigure>();
  for (const line of lines) {
    const own = counted.get(line.loanId);
    if (own) figures.set(line.loanId, figureOf(line, own));
  }
  return {
    rows: sorted.map(({ row, line, outcome, reason }) => ({
      row,
      loanId: line?.loanId ?? null,
      outcome: outcome ?? (line && differs(line, figures.get(line.loanId)) ? 'differs' : 'same'),
      reason,
    })),
    figures,
    missing: lines
      .filter((line) => line.excludedReason === '' && !figures.has(line.loanId))
      .map((line) => line.loanId),
  };
}

function lineOf(
  row: ListedRow,
  byNote: ReadonlyMap<string, ListedLine>,
  byName: ReadonlyMap<string, readonly ListedLine[]>,
): ListedLine | string {
  if (row.noteNo !== '') {
    return byNote.get(noteKey(row.noteNo)) ?? `借据号 ${row.noteNo}（${row.name}）不在本批里`;
  }
  const named = byName.get(row.name) ?? [];
  if (named.length === 1) return named[0]!;
  return named.length === 0
    ? `没有借据号，本批里也没有叫“${row.name}”的借款人`
    : `没有借据号，本批里叫“${row.name}”的有 ${named.length} 笔，分不清是哪一笔`;
}

function otherName(row: ListedRow, line: ListedLine): string {
  return `借据号相同，清单写的是“${row.name}”，台账是“${line.name}”，请核对`;
}

function whyNotCounted(
  row: ListedRow,
  line: ListedLine,
  before: readonly ListedRow[],
): { outcome: ListOutcome; reason: string } | null {
  if (row.isPenalty) return { outcome: 'penalty', reason: '罚息、复利由借款人自付，不贴息' };
  if (line.excludedReason !== '') {
    return { outcome: 'excluded', reason: `本批没有申请这一笔：${line.excludedReason}` };
  }
  const same = before.find((one) => isSameAgain(row, one));
  if (same) return { outcome: 'double', reason: `和第 ${same.row} 行重复，没有计入` };
  if (row.from !== null && row.from >= line.dueOn) {
    return { outcome: 'penalty', reason: `${line.dueOn} 到期以后的利息不贴息，没有计入` };
  }
  const [first, last] = [line.parts[0], line.parts.at(-1)];
  const isBefore = first && row.to !== null && row.to < first.from;
  const isAfter = last && row.from !== null && row.from >= last.to;
  if (isBefore || isAfter) {
    const span = [row.from, row.to].filter((one) => one !== null).join(' 至 ');
    return { outcome: 'outside', reason: `${span}不在本批申请的日子里，没有计入` };
  }
  return null;
}

/** The very same row again. */
function isSameAgain(row: ListedRow, other: ListedRow): boolean {
  return row.fen === other.fen && row.from === other.from && row.to === other.to && row.days === other.days;
}

/**
 * Two rows of the same days are not two of the same: where principal is repaid the bank may settle that part apart (156.22 up to the
 * repayment, 358.33 for the rest). Both count, and it is said.
 */
function overlapping(row: ListedRow, before: readonly ListedRow[]): ListedRow | undefined {
  const { from, to } = row;
  if (from === null || to === null) return undefined;
  return before.find((one) => one.from !== null && one.to !== null && from < one.to && one.from < to);
}

function figureOf(line: ListedLine, rows: readonly ListedRow[]): BankFigure {
  const fen = rows.reduce((sum, row) => sum + row.fen, 0);
  const days = rows.every((row) => row.days !== null) ? rows.reduce((sum, row) => sum + row.days!, 0) : null;
  const places = rows.map((row) =>
    line.parts.findIndex(
      (part) =>
        row.from !== null &&
        row.to !== null &&
        row.from >= part.from &&
        row.from < part.to &&
        row.to <= part.to,
    ),
  );
  const isByPart = places.every((place) => place >= 0) && line.parts.every((_, at) => places.includes(at));
  if (!isByPart) return { fen, days, byPart: null };
  const byPart = line.parts.map((_, at) =>
    rows.reduce((sum, row, index) => (places[index] === at ? sum + row.fen : sum), 0),
  );
  return { fen, days, byPart };
}

function differs(line: ListedLine, figure: BankFigure | undefined): boolean {
  const computedFen = line.parts.reduce((sum, part) => sum + part.interestFen, 0);
  return figure !== undefined && figure.fen !== computedFen;
}
