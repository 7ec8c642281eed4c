import type { Input } from '../../../shared/contract/index.ts';
import { addDays } from '../../../shared/rules/calendar.ts';
import { invariant } from '../../../shared/rules/result.ts';
import type { DemoCall } from './build.ts';
import { Dice } from './dice.ts';

/**
 * The demo's paid work: 52 households fill, inoculate and shelve 400,000 bags in August (0.15 yuan a bag, 60,000.00 in all), pierce them in
 * September and pick the first flush in October. A pay sheet a month, paid by the bank; two still wait for October's.
 */
const HOUSEHOLDS = 52;
const RECORDERS = ['李记工', '王会计'] as const;
const BAGS = 400_000;
/** Greenhouses with the day their bags came. */
const BATCHES = [
  { begunOn: '2018-08-04', first: 1, last: 30 },
  { begunOn: '2018-08-08', first: 31, last: 60 },
  { begunOn: '2018-08-13', first: 61, last: 91 },
  { begunOn: '2018-08-18', first: 92, last: 122 },
] as const;

const PRODUCTION = { account: '401', item: '人工' };

const KINDS = [
  { name: '装袋', paidBy: 'piece', unit: '袋', price: '0.08', toBatch: true },
  { name: '接种', paidBy: 'piece', unit: '袋', price: '0.04', toBatch: true },
  { name: '上架', paidBy: 'piece', unit: '袋', price: '0.03', toBatch: true },
  { name: '刺孔', paidBy: 'piece', unit: '袋', price: '0.02', toBatch: true },
  { name: '采菇', paidBy: 'piece', unit: '斤', price: '0.2', toBatch: true },
  { name: '剪柄', paidBy: 'piece', unit: '斤', price: '0.1', toBatch: false },
  { name: '日工', paidBy: 'day', unit: '工日', price: '100', toBatch: false },
] as const;
type KindName = (typeof KINDS)[number]['name'];

interface Task {
  readonly date: string;
  readonly kind: KindName;
  readonly place: string;
  readonly quantity: number;
}

/** Who works for the cooperative, at what, for how much. */
export function hireDemoWorkers(call: DemoCall): void {
  const dice = new Dice(1852);
  const households = call('households.list', {}).filter(
    (one) => one.headId !== null && (one.category === '一般' || one.category === '低保'),
  );
  // In the order of the register, as the roster lists them.
  const chosen = new Set(
    dice
      .shuffled(households)
      .slice(0, HOUSEHOLDS)
      .map((one) => one.id),
  );
  for (const { id, headId } of households) {
    if (chosen.has(id) && headId !== null) {
      call('labour.addWorker', { who: { kind: 'registered', personId: headId } });
    }
  }
  for (const { price, ...kind } of KINDS) {
    const { id } = call('labour.saveKind', { ...kind, charge: PRODUCTION });
    call('labour.setRate', { kindId: id, from: '2018-08-01', price });
  }
}

/** A month's work, its pay sheet, and the money. */
export function payDemoWork(call: DemoCall, period: string): void {
  recordWork(call, period);
  const to = period === '2018-09' ? '2018-09-30' : `${period}-31`;
  const awarded = period === '2018-10' ? call('labour.workers', {}).slice(0, 4) : [];
  const { id } = call('labour.saveSheet', {
    from: `${period}-01`,
    to,
    title: `${Number(period.slice(5))}月劳务费`,
    terms: awarded.map((one) => ({
      workerId: one.id,
      awardFen: 50_00,
      advanceFen: 0,
      consent: '',
      taxFen: 0,
      note: '采菇能手',
    })),
  });
  call('labour.approveSheet', { id, date: to });
  const lines = call('labour.getSheet', { id }).lines;
  // Two have given no card that works: their October wages wait.
  const waiting = period === '2018-10' ? 2 : 0;
  call('labour.pay', {
    sheetId: id,
    date: to,
    money: { kind: 'bank' },
    workers: lines.slice(0, lines.length - waiting).map((line) => ({ workerId: line.workerId })),
    note: '',
  });
}

function recordWork(call: DemoCall, period: string): void {
  const kinds = new Map(call('labour.kinds', {}).map((one) => [one.name, one.id]));
  const workers = call('labour.workers', {}).map((one) => one.id);
  const dice = new Dice(Number(period.slice(5)));
  let turn = 0;
  const days = [...Map.groupBy(tasksOf(period), (task) => task.date)].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [date, tasks] of days) {
    const rows = tasks.map(({ kind, place, quantity }): Input<'labour.saveDay'>['rows'][number] => {
      const kindId = kinds.get(kind);
      const workerId = workers[turn++ % workers.length];
      invariant(kindId !== undefined && workerId !== undefined, 'the demo has its kinds and workers');
      return { workerId, kindId, place, quantity: String(quantity) };
    });
    call('labour.saveDay', { date, recorder: dice.pick(RECORDERS), rows });
  }
}

function tasksOf(period: string): Task[] {
  switch (period) {
    case '2018-08':
      return BATCHES.flatMap(({ begunOn, first, last }) =>
        greenhouses(first, last).flatMap(({ place, bags, at }) =>
          (['装袋', '接种', '上架'] as const).map((kind, step) => ({
            date: addDays(begunOn, Math.floor(at / 4) + step),
            kind,
            place,
            quantity: bags,
          })),
        ),
      );
    case '2018-09':
      return [
        ...BATCHES.flatMap(({ begunOn, first, last }) =>
          greenhouses(first, last).map(({ place, bags, at }) => ({
            date: addDays(begunOn, 30 + Math.floor(at / 4)),
            kind: '刺孔' as const,
            place,
            quantity: bags,
          })),
        ),
        ...[3, 5, 8, 12, 18, 20, 22, 25].map((day) => dayWork(`2018-09-${String(day).padStart(2, '0')}`)),
      ];
    case '2018-10':
      return PICKED_FROM.flatMap(({ place, at }) => {
        // 32,000 jin from 60 greenhouses.
        const quantity = 533 + (at < 20 ? 1 : 0);
        const date = addDays('2018-10-12', Math.floor(at / 5));
        return [
          { date, kind: '采菇' as const, place, quantity },
          { date, kind: '剪柄' as const, place: '', quantity },
        ];
      });
    default:
      return [];
  }
}

const dayWork = (date: string): Task => ({ date, kind: '日工', place: '', quantity: 1 });

/** The batches that bore in October. */
const PICKED_FROM = [...greenhouses(1, 30), ...greenhouses(31, 60)].map((one, at) => ({ ...one, at }));

/** Bags are shared out as they were put in. */
function greenhouses(first: number, last: number): { place: string; bags: number; at: number }[] {
  const count = last - first + 1;
  const all = BAGS / BATCHES.length;
  return Array.from({ length: count }, (_, at) => ({
    place: `DP-${String(first + at).padStart(3, '0')}`,
    bags: Math.floor(all / count) + (at < all % count ? 1 : 0),
    at,
  }));
}
