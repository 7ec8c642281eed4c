import type { Answer, Input, Method, Output } from '../../shared/contract/index.ts';

/** For the random months: what a desk does with mushroom bags, dice deciding; much of it must be refused. */
interface BagDesk {
  try<M extends Method>(method: M, input: Input<M>): Promise<Answer<Output<M>>>;
  must<M extends Method>(method: M, input: Input<M>): Promise<Output<M>>;
}

type Event = Input<'production.record'>['event'];
type Made = Promise<Answer<unknown> | null>;

export function buySawdust(desk: BagDesk, date: string): Made {
  return desk.try('business.record', {
    ...{ date, documentNo: '', note: '', attachments: 1 },
    event: {
      kind: 'buyOutside',
      party: '农资公司',
      goods: [{ product: '木屑', quantity: '100', amountFen: 9_999 }],
      paid: null,
    },
  });
}

export function makeBatch(desk: BagDesk, date: string, a: number): Made {
  const no = `P${a % 7}`;
  const byPercent = a % 2 === 0;
  return desk.try('production.saveBatch', {
    ...{ no, name: `菌袋${no}`, product: '鲜香菇', strain: '', bags: 100 + (a % 3), begunOn: date, note: '' },
    costRule: byPercent ? 'percent' : 'expected',
    expectedKg: byPercent ? null : '60',
    flushes: byPercent ? ['50', '33.3', a % 11 === 0 ? '16' : '16.7'] : [],
  });
}

/** Materials, costs, a share of 401, greenhouses, losses. */
export async function tendBags(desk: BagDesk, date: string, a: number, b: number, c: number): Made {
  const batch = chosen(await desk.must('production.batches', {}), a);
  if (!batch) return null;
  const batchId = batch.id;
  switch (b % 7) {
    case 0:
      return record(desk, date, {
        kind: 'bagMaterial',
        batchId,
        goods: [{ product: '木屑', quantity: c % 5 === 0 ? '99999' : String(1 + (c % 40)) }],
      });
    case 1:
      return record(desk, date, {
        kind: 'bagCost',
        batchId,
        what: '加工费',
        amountFen: 1 + (c % 5000),
        from: { kind: 'owed', party: '李师傅' },
      });
    case 2: {
      const costs = await desk.must('production.costsToShare', {});
      const item = chosen(costs, c);
      if (!item) return null;
      const amountFen = c % 6 === 0 ? item.balanceFen + 1 : Math.max(1, Math.floor(item.balanceFen / 2));
      return record(desk, date, {
        kind: 'bagShare',
        by: c % 2 ? 'bags' : 'cost',
        costs: [{ item: item.item, amountFen }],
        batches: (await desk.must('production.batches', {})).map((one) => ({ batchId: one.id })),
      });
    }
    case 3:
      return desk.try('production.place', {
        ...{ batchId, date, note: '' },
        places: [{ from: c % 4 === 0 ? 'DP-001' : null, to: `DP-00${1 + (c % 3)}`, bags: 1 + (c % 60) }],
      });
    case 4:
      return desk.try('production.loseBags', {
        ...{ batchId, date, bags: 1 + (c % 40), reason: '污染' },
        greenhouse: c % 2 ? 'DP-001' : '',
      });
    case 5:
      return record(desk, date, {
        ...{ kind: 'bagLoss', batchId, bags: 1 + (c % 90), greenhouse: '', reason: '大雪' },
        approved: c % 3 ? { approval: '决议', compensationFen: 0, payer: null } : null,
      });
    default:
      return record(desk, date, { kind: 'bagTail', batchId, account: c % 2 ? '521' : '529' });
  }
}

export async function pickBags(desk: BagDesk, date: string, a: number, b: number, c: number): Made {
  const batch = chosen(await desk.must('production.batches', {}), a);
  if (!batch) return null;
  const flushNo = Math.max(1, batch.flushNo + (b % 3 === 0 ? 0 : 1));
  const quantity = String(1 + (c % 30));
  const places = c % 2 ? [{ greenhouse: 'DP-001', quantity: '0.5' }] : [];
  return record(desk, date, {
    ...{ kind: 'bagHarvest', batchId: batch.id, flushNo, isLast: c % 5 === 0, quantity, places },
  });
}

export async function dryPicked(desk: BagDesk, date: string, a: number): Made {
  const fresh = (await desk.must('business.stock', {})).find((one) => one.product === '鲜香菇');
  if (!fresh || fresh.amountFen <= 0) return null;
  return record(desk, date, {
    ...{ kind: 'drying', freshProduct: '鲜香菇', dryProduct: '干香菇', costs: [] },
    freshQuantity: a % 5 === 0 ? '99999' : fresh.quantity,
    dryQuantity: '0.5',
  });
}

export async function undoBags(desk: BagDesk, date: string, a: number): Made {
  const one = chosen(await desk.must('production.events', {}), a);
  return one ? desk.try('production.reverse', { id: one.id, date, reason: '登记错误' }) : null;
}

const chosen = <T>(from: readonly T[], die: number): T | undefined => from[die % Math.max(from.length, 1)];

function record(desk: BagDesk, date: string, event: Event): Promise<Answer<unknown>> {
  return desk.try('production.record', { date, documentNo: '', note: '', attachments: 1, event });
}
