import type { Input } from '../../../shared/contract/index.ts';
import type { DemoCall } from './build.ts';

/**
 * The demo's mushroom bags: four batches of 100,000 made in August, in the 122 greenhouses, picked from October on. At the year's end two are
 * picked out and two still bear.
 */
const DEMO_BATCHES = [
  '香菇菌袋 2018年秋栽一批',
  '香菇菌袋 2018年秋栽二批',
  '香菇菌袋 2018年秋栽三批',
  '香菇菌袋 2018年秋栽四批',
] as const;

export const OWN_DRY = '自产干菇';
const FRESH = '鲜香菇';
const BAGS = 100_000;

interface Planned {
  readonly no: string;
  readonly name: string;
  readonly begunOn: string;
  readonly greenhouses: readonly [first: number, last: number];
}

const PLANNED: readonly Planned[] = [
  { no: '2018-01', name: DEMO_BATCHES[0], begunOn: '2018-08-04', greenhouses: [1, 30] },
  { no: '2018-02', name: DEMO_BATCHES[1], begunOn: '2018-08-08', greenhouses: [31, 60] },
  { no: '2018-03', name: DEMO_BATCHES[2], begunOn: '2018-08-13', greenhouses: [61, 91] },
  { no: '2018-04', name: DEMO_BATCHES[3], begunOn: '2018-08-18', greenhouses: [92, 122] },
];

type Event = Input<'production.record'>['event'];

/** August: materials for 400,000 bags, taken batch by batch, and the bags put where they grow. */
export function makeDemoBags(call: DemoCall): void {
  for (const [at, { no, name, begunOn, greenhouses }] of PLANNED.entries()) {
    const isLast = at === PLANNED.length - 1;
    const { id: batchId } = call('production.saveBatch', {
      no,
      name,
      product: FRESH,
      strain: '香菇 808',
      bags: BAGS,
      begunOn,
      // The last batch goes by what is expected of it, so that both ways can be seen.
      costRule: isLast ? 'expected' : 'percent',
      expectedKg: isLast ? '16000' : null,
      flushes: isLast ? [] : ['40', '35', '25'],
      note: '',
    });
    const quarter = (kg: number): string => String(kg / PLANNED.length);
    record(call, begunOn, {
      kind: 'bagMaterial',
      batchId,
      goods: [
        { product: '木屑', quantity: quarter(120_000) },
        { product: '麸皮', quantity: quarter(28_000) },
        { product: '菌种', quantity: quarter(2_800) },
      ],
    });
    const [first, last] = greenhouses;
    const count = last - first + 1;
    call('production.place', {
      batchId,
      date: begunOn,
      note: '',
      places: Array.from({ length: count }, (_, index) => ({
        from: null,
        to: greenhouse(first + index),
        bags: Math.floor(BAGS / count) + (index < BAGS % count ? 1 : 0),
      })),
    });
  }
  lose(call, '2018-01', '2018-09-06', 12, 60);
  lose(call, '2018-02', '2018-09-12', 47, 45);
}

/** What of 401 a month brought goes to the batches that grow, by bags. */
export function shareDemoCosts(call: DemoCall, date: string): void {
  const costs = call('production.costsToShare', { asOf: date }).map(({ item, balanceFen }) => ({
    item,
    amountFen: balanceFen,
  }));
  const batches = call('production.batches', { asOf: date })
    .filter((one) => one.state === 'growing' || one.state === 'fruiting')
    .map(({ id }) => ({ batchId: id }));
  if (costs.length > 0) record(call, date, { kind: 'bagShare', by: 'bags', costs, batches });
}

/** Fresh kilograms by batch and flush; of the first flush some greenhouses' are known. */
const FLUSHES: Readonly<Record<string, readonly [no: string, flushNo: number, kg: number][]>> = {
  '2018-10': [
    ['2018-01', 1, 8_000],
    ['2018-02', 1, 8_000],
  ],
  '2018-11': [
    ['2018-01', 2, 5_000],
    ['2018-02', 2, 5_000],
    ['2018-03', 1, 7_600],
  ],
  '2018-12': [
    ['2018-01', 3, 4_000],
    ['2018-02', 3, 4_000],
    ['2018-03', 2, 5_400],
    ['2018-04', 1, 5_000],
  ],
};

/** A month's flushes picked, and all of it dried, eight to one. */
export function pickAndDryDemo(call: DemoCall, date: string): void {
  const flushes = FLUSHES[date.slice(0, 7)] ?? [];
  for (const [no, flushNo, kg] of flushes) {
    record(call, date, {
      kind: 'bagHarvest',
      batchId: idOf(call, no),
      flushNo,
      isLast: false,
      quantity: String(kg),
      places: no === '2018-01' && flushNo === 1 ? weighed(kg) : [],
    });
  }
  const fresh = flushes.reduce((sum, [, , kg]) => sum + kg, 0);
  record(call, date, {
    kind: 'drying',
    freshProduct: FRESH,
    freshQuantity: String(fresh),
    dryProduct: OWN_DRY,
    dryQuantity: String(fresh / 8),
    costs: [],
  });
}

/** The greenhouses of the first batch, none like the other. */
function weighed(kg: number): { greenhouse: string; quantity: string }[] {
  return Array.from({ length: 30 }, (_, index) => ({
    greenhouse: greenhouse(index + 1),
    quantity: String(Math.floor(kg / 30) - 12 + ((index * 7) % 25)),
  }));
}

/** In December a storm takes bags of one greenhouse; the council approves the loss at once. */
export function loseDemoBags(call: DemoCall): void {
  record(call, '2018-12-12', {
    kind: 'bagLoss',
    batchId: idOf(call, '2018-04'),
    bags: 300,
    greenhouse: greenhouse(105),
    reason: '大风掀棚，菌袋冻坏',
    approved: { approval: '理事会决议 2018-12-11', compensationFen: 0, payer: null },
  });
}

/** Work of the last days may come to a batch after it was picked out. */
export function clearDemoTails(call: DemoCall, date: string): void {
  for (const { id, state, balanceFen } of call('production.batches', { asOf: date })) {
    if (state === 'settled' && balanceFen > 0) {
      record(call, date, { kind: 'bagTail', batchId: id, account: '521' });
    }
  }
}

function lose(call: DemoCall, no: string, date: string, at: number, bags: number): void {
  call('production.loseBags', {
    batchId: idOf(call, no),
    date,
    bags,
    greenhouse: greenhouse(at),
    reason: '杂菌污染',
  });
}

function record(call: DemoCall, date: string, event: Event): void {
  call('production.record', { date, documentNo: '', note: '', attachments: 1, event });
}

function idOf(call: DemoCall, no: string): number {
  const found = call('production.batches', {}).find((one) => one.no === no);
  if (!found) throw new Error(`the demo has batch ${no}`);
  return found.id;
}

const greenhouse = (number: number): string => `DP-${String(number).padStart(3, '0')}`;
