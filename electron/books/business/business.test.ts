import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contract, type Input, type Output } from '../../../shared/contract/index.ts';
import type { Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import { type TestWorkspace, testWorkspace } from '../../workspace/testing.ts';
import { deliveriesHandlers, patronageOfYear } from '../deliveries/index.ts';
import { createMember, sharesHandlers } from '../shares/index.ts';
import { createPerson } from '../village/index.ts';
import { vouchersHandlers } from '../vouchers/index.ts';
import { businessHandlers } from './index.ts';

const handlers = { ...businessHandlers, ...deliveriesHandlers, ...vouchersHandlers, ...sharesHandlers };
type Method = keyof typeof handlers;
type Event = Input<'business.record'>['event'];

let workspace: TestWorkspace;
let zhang: number;
let li: number;
beforeEach(() => {
  workspace = testWorkspace();
  zhang = member('张守田');
  li = member('李秀英');
});
afterEach(() => workspace.close());

function member(name: string): number {
  return value(
    workspace.run((ctx) => {
      const facts = { name, relation: '', idNumber: null, phone: '', card: null };
      const person = createPerson(ctx, facts, { householdId: null, listedGroupNo: 1 });
      if (!person.ok) return person;
      return createMember(ctx, { kind: 'person', personId: person.value.id, joinedOn: '2017-03-01' });
    }),
  ).id;
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** A call as the office makes it: parsed on the way in and out, rolled back when refused. */
function attempt<M extends Method>(method: M, input: Input<M>, today?: string): Result<Output<M>> {
  const handler = handlers[method] as unknown as (ctx: Writing, input: unknown) => Result<Output<M>>;
  const result = workspace.run(
    (ctx) => handler(ctx, contract[method].input.parse(input)),
    today === undefined ? undefined : { today },
  );
  if (result.ok) contract[method].output.parse(result.value);
  return result;
}

function call<M extends Method>(method: M, input: Input<M>): Output<M> {
  return value(attempt(method, input));
}

function deliver(
  memberId: number,
  quantity: string | null,
  amountFen: number,
  more: { date?: string; product?: string } = {},
) {
  const price = quantity === null ? null : String(amountFen / 100 / Number(quantity));
  return call('deliveries.record', {
    memberId,
    date: more.date ?? '2018-09-03',
    product: more.product ?? (quantity === null ? '质量奖' : '干菇'),
    quantity,
    price,
    amountFen,
  }).id;
}

const on = (date: string, event: Event, more: Partial<Input<'business.record'>> = {}) => ({
  date,
  documentNo: '',
  note: '',
  attachments: 1,
  event,
  ...more,
});

const record = (date: string, event: Event, more: Partial<Input<'business.record'>> = {}) =>
  call('business.record', on(date, event, more));

function refusal(date: string, event: Event, more: Partial<Input<'business.record'>> = {}): string {
  const result = attempt('business.record', on(date, event, more));
  expect(attempt('business.preview', on(date, event, more))).toEqual(result);
  return result.ok ? '' : result.error.message;
}

const reverse = (id: number, date: string) => attempt('business.reverse', { id, date, reason: '记错' });

/** A voucher as text: 借 121[干菇] 10 500.00. */
function entries(voucherId: number): string[] {
  return call('vouchers.get', { id: voucherId }).lines.map((line) => {
    const of = [line.memberNo, line.itemName, line.item2Name].filter(Boolean).join('/');
    const fen = line.debitFen === 0 ? line.creditFen : line.debitFen;
    return [
      line.debitFen === 0 ? '贷' : '借',
      `${line.accountCode}${of ? `[${of}]` : ''}`,
      ...(line.quantity === null ? [] : [line.quantity]),
      (fen / 100).toFixed(2),
    ].join(' ');
  });
}

function balance(account: string): number {
  return workspace.connection.get<{ fen: number }>(
    `SELECT COALESCE(SUM(e.debit_fen - e.credit_fen), 0) AS fen FROM entry e JOIN account a ON a.id = e.account_id
     WHERE a.code = ? AND e.state > 0`,
    account,
  )!.fen;
}

const stock = (asOf?: string) =>
  call('business.stock', asOf === undefined ? {} : { asOf }).map(
    (one) => `${one.product} ${one.quantity} ${(one.amountFen / 100).toFixed(2)} ${one.average ?? '—'}`,
  );

const BANK = { kind: 'bank' } as const;
const CASH = { kind: 'cash' } as const;
const SHOP = { kind: 'party', party: '兴隆商行' } as const;

describe('purchases from deliveries', () => {
  test('a month booked: stock, what is owed, patronage untouched, each delivery once', () => {
    const ids = [
      deliver(zhang, '10', 50000),
      deliver(zhang, '5', 25000),
      deliver(li, '20', 99000),
      deliver(li, null, 3000),
    ];
    const before = patronageOfYear(workspace.connection, 1, 2018);
    expect(call('business.openDeliveries', { from: '2018-09-01', to: '2018-09-30' })).toMatchObject({
      rows: [{}, {}, {}, { quantity: null }],
      byProduct: [
        { product: '干菇', quantity: '35', amountFen: 174000, count: 3 },
        { product: '质量奖', quantity: '0', amountFen: 3000, count: 1 },
      ],
      byMember: [
        { memberNo: 'M001', amountFen: 75000, count: 2 },
        { memberNo: 'M002', amountFen: 102000, count: 2 },
      ],
      historyCount: 0,
    });
    const { voucherIds, id } = record(
      '2018-09-30',
      { kind: 'purchase', deliveryIds: ids, paid: null },
      { attachments: 4 },
    );
    expect(voucherIds.map(entries)).toEqual([
      ['借 121[干菇] 35 1740.00', '借 521[质量奖] 30.00', '贷 114[M001] 750.00', '贷 114[M002] 1020.00'],
    ]);
    expect(stock()).toEqual(['干菇 35 1740.00 49.7143']);
    expect(call('vouchers.get', { id: voucherIds[0]! }).voucher).toMatchObject({
      attachments: 4,
      source: 'business',
      sourceId: id,
    });
    expect(patronageOfYear(workspace.connection, 1, 2018)).toEqual(before);
    expect(call('business.openDeliveries', {}).rows).toEqual([]);
    expect(call('deliveries.list', { booking: 'open' })).toEqual([]);
    expect(call('deliveries.list', { booking: 'booked' })[0]).toMatchObject({
      booking: 'booked',
      voucherId: voucherIds[0],
      voucherName: '2018-09 记-001',
    });
    expect(refusal('2018-10-01', { kind: 'purchase', deliveryIds: [ids[0]!], paid: null })).toContain(
      '已经由 2018-09-30“收购入账”（凭证 2018-09 记-001）入账',
    );
  });

  test('paid at once', () => {
    const ids = [deliver(zhang, '10', 50000), deliver(li, '20', 99000)];
    const { voucherIds, warnings } = record('2018-09-30', { kind: 'purchase', deliveryIds: ids, paid: CASH });
    expect(entries(voucherIds[0]!)).toEqual(['借 121[干菇] 30 1490.00', '贷 101 1490.00']);
    // #48: cash below nothing is said loudly.
    expect(warnings.join()).toContain('现金不能透支');
  });

  test.each<[string, (ids: { history: number; later: number; sept: number }) => [string, number[]], string]>([
    ['before the books', ({ history }) => ['2018-09-30', [history]], '在账套启用之前'],
    ['after the event', ({ later }) => ['2018-09-30', [later]], '晚于入账日期'],
    ['unknown', () => ['2018-09-30', [99999]], '找不到'],
    ['in a day to come', ({ sept }) => ['2019-03-02', [sept]], '在今天'],
    ['an event before the books', ({ sept }) => ['2017-12-31', [sept]], '账套启用之前'],
  ])('refused: deliveries %s', (_, choose, sentence) => {
    const history = deliver(zhang, '10', 50000, { date: '2017-11-01' });
    const sept = deliver(zhang, '10', 50000);
    const later = deliver(zhang, '10', 60000, { date: '2018-10-02' });
    expect(call('business.openDeliveries', {})).toMatchObject({
      rows: [{ id: sept }, { id: later }],
      historyCount: 1,
    });
    expect(call('deliveries.list', { year: 2017 })[0]?.booking).toBe('history');
    const [date, deliveryIds] = choose({ history, later, sept });
    expect(refusal(date, { kind: 'purchase', deliveryIds, paid: null })).toContain(sentence);
    expect(call('business.list', {})).toEqual([]);
  });

  test('a booked delivery taken back: its red row waits, and is booked the same way', () => {
    const id = deliver(zhang, '10', 50000);
    const other = deliver(li, '10', 40000);
    record('2018-09-30', { kind: 'purchase', deliveryIds: [id, other], paid: null });
    const red = call('deliveries.reverse', { id, date: '2018-10-05', reason: '过磅错' }).id;
    expect(call('business.openDeliveries', {}).rows).toMatchObject([
      { id: red, amountFen: -50000, quantity: '-10', onlyAs: 'purchase' },
    ]);
    expect(refusal('2018-10-31', { kind: 'commission', deliveryIds: [red] })).toContain('按“收购入账”入的账');
    expect(refusal('2018-10-31', { kind: 'purchase', deliveryIds: [red], paid: CASH })).toContain(
      '没有款可付',
    );
    const { voucherIds } = record('2018-10-31', { kind: 'purchase', deliveryIds: [red], paid: null });
    expect(entries(voucherIds[0]!)).toEqual(['借 121[干菇] -10 -500.00', '贷 114[M001] -500.00']);
    expect(stock()).toEqual(['干菇 10 400.00 40']);
    expect(call('deliveries.list', {}).map((row) => row.booking)).toEqual(['booked', 'booked', 'booked']);
  });

  test('taken back before it was booked: neither waits; together they may be booked', () => {
    const id = deliver(zhang, '10', 50000);
    const red = call('deliveries.reverse', { id, date: '2018-09-05', reason: '过磅错' }).id;
    const other = deliver(li, '10', 40000);
    expect(call('business.openDeliveries', {}).rows.map((row) => row.id)).toEqual([other]);
    expect(call('deliveries.list', {}).map((row) => row.booking)).toEqual(['cancelled', 'open', 'cancelled']);
    expect(refusal('2018-09-30', { kind: 'purchase', deliveryIds: [id], paid: null })).toContain(
      '已经冲销，不必入账',
    );
    expect(refusal('2018-09-30', { kind: 'purchase', deliveryIds: [red], paid: null })).toContain(
      '还没有入账',
    );
    const { voucherIds } = record('2018-09-30', {
      kind: 'purchase',
      deliveryIds: [id, red, other],
      paid: null,
    });
    expect(entries(voucherIds[0]!)).toEqual([
      '借 121[干菇] 20 900.00',
      '借 121[干菇] -10 -500.00',
      '贷 114[M001] 500.00',
      '贷 114[M001] -500.00',
      '贷 114[M002] 400.00',
    ]);
  });

  test('a delivery from before the books, taken back in them, is booked in red', () => {
    const history = deliver(zhang, '10', 50000, { date: '2017-11-01' });
    deliver(zhang, '20', 90000);
    workspace.connection.run(
      `INSERT INTO dividend_run (entity_id, fiscal_year, draft_no, state, inputs, totals, meeting_date, resolution, created_at, operator)
       VALUES (1, 2017, 1, 'approved', '{}', '{}', '2018-01-10', '决1', '', '')`,
    );
    const red = call('deliveries.reverse', { id: history, date: '2018-10-05', reason: '退货' }).id;
    const waiting = call('business.openDeliveries', {}).rows;
    expect(waiting).toContainEqual(expect.objectContaining({ id: red, onlyAs: null }));
    record('2018-10-31', { kind: 'purchase', deliveryIds: waiting.map((row) => row.id), paid: null });
    expect(stock()).toEqual(['干菇 10 400.00 40']);
  });

  test('undone: red voucher, deliveries wait again and can be booked anew', () => {
    const ids = [deliver(zhang, '10', 50000), deliver(li, '20', 99000)];
    const first = record('2018-09-30', { kind: 'purchase', deliveryIds: ids, paid: null });
    const undone = value(reverse(first.id, '2018-10-02'));
    expect(entries(undone.voucherIds[0]!)).toEqual([
      '借 121[干菇] -30 -1490.00',
      '贷 114[M001] -500.00',
      '贷 114[M002] -990.00',
    ]);
    expect(call('vouchers.get', { id: first.voucherIds[0]! }).voucher.reversed).toBe('wholly');
    expect(call('business.openDeliveries', {}).rows).toHaveLength(2);
    expect(stock()).toEqual([]);
    expect(balance('114')).toBe(0);
    expect(call('business.list', {})).toMatchObject([
      { title: '收购入账', amountFen: 149000, reversedById: undone.id, vouchers: [{ name: '记-001' }] },
      { title: '冲销收购入账', amountFen: -149000, reversesId: first.id, note: '记错' },
    ]);
    expect(call('business.get', { id: first.id })).toMatchObject({
      facts: { kind: 'purchase', deliveryIds: ids },
      deliveries: [{ memberNo: 'M001' }, { memberNo: 'M002' }],
    });
    record('2018-10-03', { kind: 'commission', deliveryIds: ids });
    expect(balance('128')).toBe(149000);
    expect(reverse(first.id, '2018-10-04')).toMatchObject({ error: { code: 'already_reversed' } });
    expect(reverse(undone.id, '2018-10-04')).toMatchObject({ error: { code: 'reversal_reversed' } });
  });

  test('not undone while its red row is booked elsewhere, nor before its day', () => {
    const id = deliver(zhang, '10', 50000);
    const first = record('2018-09-30', { kind: 'commission', deliveryIds: [id] });
    const red = call('deliveries.reverse', { id, date: '2018-10-05', reason: '退货' }).id;
    record('2018-10-31', { kind: 'commission', deliveryIds: [red] });
    expect(reverse(first.id, '2018-09-29')).toMatchObject({
      error: { fields: { date: expect.any(String) as string } },
    });
    const refused = reverse(first.id, '2018-11-01');
    expect(refused.ok ? '' : refused.error.message).toContain('请先冲销');
    expect(call('business.list', {})).toHaveLength(2);
  });
});

describe('stock and sales', () => {
  beforeEach(() => {
    record('2018-09-30', {
      kind: 'purchase',
      deliveryIds: [deliver(zhang, '10', 50000), deliver(li, '20', 110000)],
      paid: null,
    });
  });
  const sell = (quantity: string, amountFen: number, costFen?: number): Event => ({
    kind: 'sale',
    buyer: SHOP,
    received: null,
    goods: [{ product: '干菇', quantity, amountFen, ...(costFen === undefined ? {} : { costFen }) }],
  });

  test('at moving average; the last piece leaves nothing behind', () => {
    const { voucherIds } = record('2018-10-08', sell('7', 45000));
    expect(voucherIds.map(entries)).toEqual([
      ['借 113[兴隆商行] 450.00', '贷 501[产品销售] 450.00'],
      ['借 521[产品销售] 373.33', '贷 121[干菇] 7 373.33'],
    ]);
    expect(stock()).toEqual(['干菇 23 1226.67 53.3335']);
    record('2018-10-09', sell('23', 150000));
    expect(stock()).toEqual([]);
    expect(balance('121')).toBe(0);
    expect(stock('2018-10-08')).toEqual(['干菇 23 1226.67 53.3335']);
  });

  test('a typed cost counts, and what is left is left', () => {
    record('2018-10-08', sell('10', 60000, 50000));
    expect(stock()).toEqual(['干菇 20 1100.00 55']);
  });

  test('two lines of one product share what is on hand', () => {
    const line = { product: '干 菇', quantity: '15', amountFen: 90000 };
    const event: Event = { kind: 'sale', buyer: SHOP, received: BANK, goods: [line, line] };
    const { voucherIds } = record('2018-10-08', event);
    expect(entries(voucherIds[1]!)).toEqual([
      '借 521[产品销售] 1600.00',
      '贷 121[干菇] 15 800.00',
      '贷 121[干菇] 15 800.00',
    ]);
    expect(refusal('2018-10-09', sell('1', 100))).toContain('库存 0');
  });

  test.each<[string, string, Event, string]>([
    ['more than there is', '2018-10-08', sell('30.001', 1), '库存 30，不够卖出 30.001'],
    ['before it was there', '2018-09-29', sell('1', 100), '2018-09-29 库存 0'],
    [
      'a product never had',
      '2018-10-08',
      { ...sell('1', 100), goods: [{ product: '木耳', quantity: '1', amountFen: 100 }] } as Event,
      '“木耳”2018-10-08 库存 0',
    ],
    ['all at another cost', '2018-10-08', sell('30', 200000, 159999), '成本应是剩下的全部 1,600.00 元'],
    ['dearer than all there is', '2018-10-08', sell('1', 200000, 160001), '成本只有 1,600.00 元'],
    [
      'to nobody on credit',
      '2018-10-08',
      { ...sell('1', 9000), buyer: { kind: 'party', party: '' } } as Event,
      '请填对方的名称',
    ],
    [
      'to a member there is not',
      '2018-10-08',
      { ...sell('1', 9000), buyer: { kind: 'member', memberId: 99 } } as Event,
      '没有这个社员',
    ],
  ])('refused: %s', (_, date, event, sentence) => {
    expect(refusal(date, event)).toContain(sentence);
  });

  test('a sale entered late may not starve one that is in the books', () => {
    record('2018-10-20', sell('28', 180000));
    expect(refusal('2018-10-10', sell('3', 20000))).toContain('到 2018-10-20 库存 2，不够减少 3');
    record('2018-10-10', sell('1', 7000));
    // Two left after the second, one after the first: what remains can still be sold to nothing.
    record('2018-10-21', sell('1', 7000));
    expect(stock()).toEqual([]);
  });

  test('a late sale at a cost that would strand amounts is refused with the way out', () => {
    record('2018-10-15', {
      kind: 'buyOutside',
      party: '周口菌业',
      goods: [{ product: '干菇', quantity: '30', amountFen: 3000 }],
      paid: null,
    });
    record('2018-10-20', sell('55', 300000));
    expect(refusal('2018-10-10', sell('5', 30000))).toContain('请用 2018-10-20 或以后的日期登记');
  });

  test('a purchase whose goods are sold is not undone', () => {
    const [purchase] = call('business.list', {});
    const sale = record('2018-10-08', sell('7', 45000));
    const refused = reverse(purchase!.id, '2018-10-09');
    expect(refused.ok ? '' : refused.error.message).toContain('请先冲销后面的登记');
    expect(value(reverse(sale.id, '2018-10-09')).voucherIds).toHaveLength(2);
    expect(stock()).toEqual(['干菇 30 1600.00 53.3333']);
    expect(value(reverse(purchase!.id, '2018-10-09')).voucherIds).toHaveLength(1);
    expect(call('business.openDeliveries', {}).rows).toHaveLength(2);
  });

  test('to a member on account, and below cost', () => {
    const { voucherIds, warnings } = record('2018-10-08', {
      kind: 'sale',
      buyer: { kind: 'member', memberId: zhang },
      received: null,
      goods: [{ product: '干菇', quantity: '1', amountFen: 100 }],
    });
    expect(entries(voucherIds[0]!)[0]).toBe('借 114[M001] 1.00');
    expect(warnings.join()).toContain('低于成本');
  });

  test('goods of less than a fen', () => {
    record('2018-10-01', {
      kind: 'buyOutside',
      party: '某店',
      goods: [{ product: '标签', quantity: '100000', amountFen: 1 }],
      paid: CASH,
    });
    expect(
      refusal('2018-10-08', {
        kind: 'sale',
        buyer: SHOP,
        received: CASH,
        goods: [{ product: '标签', quantity: '1', amountFen: 1 }],
      }),
    ).toContain('不到 1 分');
  });
});

describe('consigned goods', () => {
  test('in at the agreed price, out with the difference, paid to the member', () => {
    record('2018-09-30', { kind: 'commission', deliveryIds: [deliver(zhang, '10', 50000)] });
    const sold = record('2018-10-08', {
      kind: 'sellConsigned',
      buyer: SHOP,
      received: BANK,
      proceedsFen: 36000,
      goods: [{ consignor: { kind: 'member', memberId: zhang }, agreedFen: 30000 }],
    });
    expect(entries(sold.voucherIds[0]!)).toEqual([
      '借 102[基本存款账户] 360.00',
      '贷 128[M001] 300.00',
      '贷 501[受托代销] 60.00',
    ]);
    expect(
      refusal('2018-10-09', {
        kind: 'sellConsigned',
        buyer: SHOP,
        received: BANK,
        proceedsFen: 1,
        goods: [{ consignor: { kind: 'member', memberId: zhang }, agreedFen: 20001 }],
      }),
    ).toContain('M001 张守田委托代销的商品按约定价只有 200.00 元，不够 200.01 元');
    expect(call('business.balances', { account: '128' })).toMatchObject([
      { memberNo: 'M001', balanceFen: 20000 },
    ]);
    expect(call('business.balances', { account: '114' })).toMatchObject([
      { name: '张守田', balanceFen: 50000 },
    ]);
    const paid = record('2018-10-10', {
      kind: 'payMember',
      members: [{ memberId: zhang, amountFen: 50001 }],
      money: BANK,
    });
    expect(paid.warnings.join()).toContain('成了他欠社里 0.01 元');
  });
});

describe('members and outsiders', () => {
  test('inputs bought for members are owed by them, and paid back', () => {
    const { voucherIds } = record('2018-04-02', {
      kind: 'buyForMember',
      members: [
        { memberId: zhang, amountFen: 100000, feeFen: 2000 },
        { memberId: li, amountFen: 50000 },
      ],
      party: '农资店',
      paid: null,
    });
    expect(entries(voucherIds[0]!)).toEqual([
      '借 114[M001] 1000.00',
      '借 114[M001] 20.00',
      '借 114[M002] 500.00',
      '贷 211[农资店] 1500.00',
      '贷 501[代购服务] 20.00',
    ]);
    const back = record('2018-04-03', {
      kind: 'receiveFromMember',
      members: [{ memberId: li, amountFen: 50000 }],
      money: CASH,
    });
    expect(back.warnings).toEqual([]);
    expect(call('business.balances', { account: '114' })).toMatchObject([
      { memberNo: 'M001', balanceFen: -102000 },
    ]);
  });

  test('outsiders: owed, paid, prepaid with a word; never patronage', () => {
    record('2018-04-02', {
      kind: 'buyOutside',
      party: '周口菌业',
      goods: [{ product: '菌袋', quantity: '500', amountFen: 20000 }],
      paid: null,
    });
    expect(
      record('2018-04-03', {
        kind: 'payOutside',
        party: '周口菌业',
        amountFen: 20000,
        money: BANK,
      }).warnings.join(),
    ).not.toContain('预付');
    expect(
      record('2018-04-04', {
        kind: 'payOutside',
        party: '周口菌业',
        amountFen: 100,
        money: BANK,
      }).warnings.join(),
    ).toContain('成了预付');
    expect(patronageOfYear(workspace.connection, 1, 2018).size).toBe(0);
  });

  test('an outsider with a member’s name is asked about; the same member twice is refused', () => {
    const event: Event = {
      kind: 'buyOutside',
      party: '张守田',
      goods: [{ product: '木屑', quantity: '1', amountFen: 100 }],
      paid: null,
    };
    expect(record('2018-04-02', event).warnings.join()).toContain('与社员 M001 同名');
    expect(
      refusal('2018-04-02', {
        kind: 'payMember',
        members: [
          { memberId: zhang, amountFen: 1 },
          { memberId: zhang, amountFen: 2 },
        ],
        money: CASH,
      }),
    ).toContain('前面已经有一行');
  });
});

describe('goods brought in as a contribution', () => {
  const bring = (more: Partial<Input<'shares.contribute'>>) =>
    attempt('shares.contribute', {
      memberId: zhang,
      date: '2018-04-01',
      form: 'in-kind',
      source: '自筹',
      fromRelief: false,
      amountFen: 60_000,
      document: '评1',
      note: '',
      ...more,
    });

  test('come in by quantity, and are sold at their cost', () => {
    const wood = { account: '121', itemName: '木 材' };
    expect(bring({ asset: wood })).toMatchObject({
      error: { fields: { 'asset.quantity': expect.any(String) as string } },
    });
    expect(bring({ asset: { account: '151', itemName: '旧棚', quantity: '1' } }).ok).toBe(false);
    value(bring({ asset: { ...wood, quantity: '20' } }));
    expect(stock()).toEqual(['木材 20 600.00 30']);
    record('2018-04-05', {
      kind: 'sale',
      buyer: { kind: 'party', party: '' },
      received: { kind: 'cash' },
      goods: [{ product: '木材', quantity: '5', amountFen: 20_000 }],
    });
    expect(stock()).toEqual(['木材 15 450.00 30']);
  });

  test('without a name stand as one lot, and say so', () => {
    const { warnings } = value(bring({}));
    expect(warnings.join()).toContain('数量 1 批');
    expect(stock()).toEqual(['实物出资 1 600.00 600']);
  });
});

describe('grants and donations', () => {
  const received = () =>
    record('2018-05-01', { kind: 'grantReceived', project: '冷库补助', amountFen: 30_000_000, money: BANK });
  const spent = (grantFen: number, costFen: number): Event => ({
    kind: 'grantSpentOnAsset',
    project: '冷库补助',
    grantFen,
    asset: { account: '153', name: '冷库', isPovertyAsset: true },
    costFen,
    party: '制冷设备厂',
    paid: BANK,
  });

  test('#30: 400,000 of which 300,000 is grant', () => {
    received();
    const { voucherIds } = record('2018-06-01', spent(30_000_000, 40_000_000));
    expect(entries(voucherIds[0]!)).toEqual([
      '借 153[冷库] 400000.00',
      '贷 102[基本存款账户] 400000.00',
      '借 235[冷库补助] 300000.00',
      '贷 311[国家财政直接补助] 300000.00',
    ]);
    expect(call('vouchers.get', { id: voucherIds[0]! }).lines[0]).toMatchObject({ isPovertyAsset: true });
    expect(call('business.balances', { account: '235' })).toEqual([]);
    const [first] = call('business.list', { kind: 'grantReceived' });
    const refused = reverse(first!.id, '2018-06-02');
    expect(refused.ok ? '' : refused.error.message).toContain('补助项目“冷库补助”的结余');
  });

  test.each<[string, Event, string]>([
    ['more than arrived', spent(30_000_001, 40_000_000), '只有 300,000.00 元，不够 300,000.01 元'],
    ['more grant than cost', spent(200, 100), '不能多于全部价款'],
    [
      'on what is no asset',
      { ...spent(1, 1), asset: { account: '523', name: '冷库', isPovertyAsset: false } } as Event,
      '不是资产类',
    ],
    [
      'of another project',
      { kind: 'grantSpentOnExpense', project: '培训补助', amountFen: 1, money: CASH },
      '“培训补助”的结余只有 0.00 元',
    ],
    [
      'back more than is left',
      { kind: 'grantReturned', project: '冷库补助', amountFen: 30_000_001, money: BANK },
      '不够 300,000.01',
    ],
    [
      'on a fixed asset, which has a card',
      { ...spent(1, 1), asset: { account: '151', name: '冷库', isPovertyAsset: true } } as Event,
      '请到“固定资产”登记',
    ],
    [
      'given in kind, which has a card too',
      {
        kind: 'donationInKind',
        party: '帮扶单位',
        asset: { account: '142', name: '果树', isPovertyAsset: false },
        amountFen: 100,
      },
      '请到“固定资产”登记',
    ],
  ])('refused: %s', (_, event, sentence) => {
    received();
    expect(refusal('2018-06-01', event)).toContain(sentence);
  });

  test('spent before it arrived is refused, spent late may not starve what is spent', () => {
    received();
    expect(refusal('2018-04-30', spent(100, 100))).toContain('只有 0.00 元');
    record('2018-08-01', spent(30_000_000, 30_000_000));
    expect(
      refusal('2018-07-01', { kind: 'grantReturned', project: '冷库补助', amountFen: 100, money: BANK }),
    ).toContain('到 2018-08-01 只有 0.00 元');
  });

  test('#31: the grant comes after', () => {
    const { voucherIds } = record('2018-06-01', {
      kind: 'grantAfterAsset',
      project: '烘干机补助',
      amountFen: 480_000,
      assetName: '烘干机',
      money: BANK,
    });
    expect(voucherIds.map(entries)).toEqual([
      ['借 102[基本存款账户] 4800.00', '贷 235[烘干机补助] 4800.00'],
      ['借 235[烘干机补助] 4800.00', '贷 311[国家财政直接补助] 4800.00'],
    ]);
    const [event] = call('business.list', {});
    value(reverse(event!.id, '2018-06-02'));
    expect([balance('235'), balance('311'), balance('102')]).toEqual([0, 0, 0]);
  });

  test('restricted cash waits in 211 until it is used, and no longer', () => {
    record('2018-05-01', {
      kind: 'donationCash',
      party: '略阳商会',
      amountFen: 100_000,
      money: BANK,
      restricted: true,
    });
    expect([balance('211'), balance('311')]).toEqual([-100_000, 0]);
    expect(refusal('2018-06-01', { kind: 'donationUsed', party: '略阳商会', amountFen: 100_001 })).toContain(
      '还没有使用的捐款',
    );
    const given = call('business.list', {}).find((one) => one.kind === 'donationCash')!;
    const used = record('2018-06-01', { kind: 'donationUsed', party: '略阳商会', amountFen: 100_000 });
    expect(reverse(given.id, '2018-07-01')).toMatchObject({ ok: false, error: { code: 'event_built_on' } });
    expect(reverse(used.id, '2018-07-01').ok).toBe(true);
    expect(reverse(given.id, '2018-07-01').ok).toBe(true);
    expect([balance('211'), balance('311')]).toEqual([0, 0]);
    record('2018-07-02', {
      kind: 'donationCash',
      party: '略阳商会',
      amountFen: 100_000,
      money: { kind: 'bank' },
      restricted: true,
    });
    record('2018-07-03', { kind: 'donationUsed', party: '略阳商会', amountFen: 100_000 });
    expect([balance('211'), balance('311')]).toEqual([0, -100_000]);
  });

  test('in kind: an asset at 1 yuan, goods with a quantity', () => {
    const card = { account: '161', name: '旧菌种专利', isPovertyAsset: false };
    expect(
      record('2018-05-01', {
        kind: 'donationInKind',
        party: '帮扶单位',
        asset: card,
        amountFen: 100,
      }).warnings.join(),
    ).toContain('名义金额');
    const goods = { account: '121', name: '菌袋', isPovertyAsset: false };
    record('2018-05-01', {
      kind: 'donationInKind',
      party: '帮扶单位',
      asset: goods,
      quantity: '100',
      amountFen: 5000,
    });
    expect(stock()).toEqual(['菌袋 100 50.00 0.5']);
    expect(
      refusal('2018-05-01', { kind: 'donationInKind', party: '帮扶单位', asset: goods, amountFen: 5000 }),
    ).toContain('请填数量');
    expect(
      refusal('2018-05-01', {
        kind: 'donationInKind',
        party: '帮扶单位',
        asset: card,
        quantity: '1',
        amountFen: 5000,
      }),
    ).toContain('不填数量');
  });
});

describe('loans and wages', () => {
  test('a loan is repaid to nothing, not beyond; interest is accrued first', () => {
    record('2018-02-01', {
      kind: 'loanReceived',
      lender: '信用社',
      term: 'short',
      amountFen: 5_000_000,
      money: BANK,
    });
    expect(
      refusal('2018-08-01', {
        kind: 'loanRepaid',
        lender: '信用社',
        term: 'long',
        amountFen: 1,
        money: BANK,
      }),
    ).toContain('长期借款只有 0.00');
    record('2018-08-01', {
      kind: 'loanRepaid',
      lender: '信用社',
      term: 'short',
      amountFen: 5_000_000,
      money: BANK,
    });
    expect(
      refusal('2018-08-01', { kind: 'interestPaid', lender: '信用社', amountFen: 1, money: BANK }),
    ).toContain('计提利息');
    record('2018-08-01', { kind: 'interestAccrued', lender: '信用社', amountFen: 120 });
    record('2018-08-01', { kind: 'interestPaid', lender: '信用社', amountFen: 120, money: BANK });
    expect([balance('201'), balance('215'), balance('524')]).toEqual([0, 0, 120]);
  });

  test('wages are accrued, then paid by person and item', () => {
    const people = [{ name: '陈大', payItem: '计件工资', amountFen: 44_800 }];
    expect(refusal('2018-05-31', { kind: 'wagesPaid', payroll: 'labour', people, money: CASH })).toContain(
      '计提工资劳务费',
    );
    const accrued = record('2018-05-31', {
      kind: 'wagesAccrued',
      payroll: 'labour',
      people,
      charge: { account: '401', item: '人工' },
    });
    expect(entries(accrued.voucherIds[0]!)).toEqual(['借 401[人工] 448.00', '贷 213[陈大/计件工资] 448.00']);
    record('2018-06-01', { kind: 'wagesPaid', payroll: 'labour', people, money: BANK });
    expect(call('business.balances', { account: '213' })).toEqual([]);
    expect(
      refusal('2018-05-31', {
        kind: 'wagesAccrued',
        payroll: 'staff',
        people,
        charge: { account: '529', item: '其他' },
      }),
    ).toContain('只能记入');
  });
});

describe('papers and days', () => {
  const paid = (amountFen: number, party = '周口菌业'): Event => ({
    kind: 'payOutside',
    party,
    amountFen,
    money: CASH,
  });

  test('#29: one paper is entered once – until it is undone', () => {
    const first = record('2018-04-02', paid(100), { documentNo: 'NO.0001' });
    expect(refusal('2018-04-03', paid(100), { documentNo: ' ＮＯ.0001 ' })).toContain(
      '2018-04-02“付非成员款”（凭证 2018-04 记-001）',
    );
    record('2018-04-03', paid(101), { documentNo: 'NO.0001' });
    record('2018-04-03', paid(100, '别家'), { documentNo: 'NO.0001' });
    record('2018-04-03', paid(100));
    record('2018-04-03', paid(100));
    value(reverse(first.id, '2018-04-04'));
    record('2018-04-05', paid(100), { documentNo: 'NO.0001' });
  });

  test('no paper at all is said', () => {
    expect(record('2018-04-02', paid(100), { attachments: 0 }).warnings.join()).toContain('没有附单据');
    expect(
      record('2018-04-02', paid(100), { documentNo: 'A1', attachments: 0 }).warnings.join(),
    ).not.toContain('单据');
  });

  test('a closed month takes nothing, neither an event nor its reversal', () => {
    const { id } = record('2018-01-05', paid(100));
    workspace.connection.run(
      `INSERT INTO closed_period (entity_id, period, closed_by, closed_at) VALUES (1, '2018-01', '李会计', '')`,
    );
    expect(refusal('2018-01-31', paid(100))).toContain('已经结账');
    expect(reverse(id, '2018-01-31')).toMatchObject({ error: { code: 'period_closed' } });
    expect(value(reverse(id, '2018-02-01')).voucherIds).toHaveLength(1);
  });

  test('a preview says what recording writes, and writes nothing', () => {
    const deliveryIds = [deliver(zhang, '10', 50000)];
    const preview = call('business.preview', on('2018-09-30', { kind: 'purchase', deliveryIds, paid: null }));
    expect(preview).toMatchObject({
      amountFen: 50000,
      vouchers: [
        {
          summary: '收购干菇（1笔）',
          lines: [
            {
              accountCode: '121',
              accountName: '产品物资',
              analysis: '干菇',
              debitFen: 50000,
              creditFen: 0,
              quantity: '10',
            },
            {
              accountCode: '114',
              accountName: '成员往来',
              analysis: 'M001 张守田',
              debitFen: 0,
              creditFen: 50000,
            },
          ],
        },
      ],
    });
    expect(call('business.list', {})).toEqual([]);
    expect(call('vouchers.list', {})).toEqual([]);
  });

  test('found by words, paper, voucher, amount and kind', () => {
    record('2018-04-02', paid(12_345), { documentNo: '0007', note: '春菌种' });
    record('2018-05-02', {
      kind: 'donationCash',
      party: '略阳商会',
      amountFen: 100,
      money: CASH,
      restricted: false,
    });
    const found = (input: Input<'business.list'>) => call('business.list', input).map((row) => row.party);
    expect(found({ search: '菌业' })).toEqual(['周口菌业']);
    expect(found({ search: '0007 付非成员' })).toEqual(['周口菌业']);
    expect(found({ search: '123.45' })).toEqual(['周口菌业']);
    expect(found({ search: '春菌种' })).toEqual(['周口菌业']);
    expect(found({ search: '没有' })).toEqual([]);
    expect(found({ kind: 'donationCash' })).toEqual(['略阳商会']);
    expect(found({ year: 2017 })).toEqual([]);
  });
});
