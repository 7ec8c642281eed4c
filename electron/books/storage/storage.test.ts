import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { contract, type Input, type Output } from '../../../shared/contract/index.ts';
import type { Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import { type TestWorkspace, testWorkspace } from '../../workspace/testing.ts';
import { businessHandlers } from '../business/index.ts';
import { deliveriesHandlers } from '../deliveries/index.ts';
import { bookChecks } from '../ledger/index.ts';
import { createMember } from '../shares/index.ts';
import { createPerson } from '../village/index.ts';
import { vouchersHandlers } from '../vouchers/index.ts';
import { storageHandlers } from './index.ts';

const handlers = { ...storageHandlers, ...vouchersHandlers, ...businessHandlers, ...deliveriesHandlers };
type Method = keyof typeof handlers;

let workspace: TestWorkspace;
let zhang: number;
let first: number;
let second: number;
beforeEach(() => {
  workspace = testWorkspace();
  zhang = member('张守田');
  first = room('一号库', '500');
  second = room('二号库', '20', { whenFull: 'refuse' });
});
afterEach(() => workspace.close());

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function attempt<M extends Method>(method: M, input: Input<M>): Result<Output<M>> {
  const handler = handlers[method] as unknown as (ctx: Writing, input: unknown) => Result<Output<M>>;
  const result = workspace.run((ctx) => handler(ctx, contract[method].input.parse(input)));
  if (result.ok) contract[method].output.parse(result.value);
  return result;
}

function call<M extends Method>(method: M, input: Input<M>): Output<M> {
  return value(attempt(method, input));
}

function refusal<M extends Method>(method: M, input: Input<M>): string {
  const result = attempt(method, input);
  return result.ok ? '' : result.error.message;
}

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

type Room = Input<'storage.saveRoom'>['room'];
const aRoom = (name: string, capacity: string, more: Partial<Room> = {}): Room => ({
  name,
  assetId: null,
  capacity,
  volumePerTon: '4',
  whenFull: 'warn',
  temperatureMin: '0',
  temperatureMax: '4',
  humidityMin: null,
  humidityMax: 75,
  enabled: true,
  note: '',
  ...more,
});

function room(name: string, capacity: string, more: Partial<Room> = {}): number {
  return call('storage.saveRoom', { room: aRoom(name, capacity, more) }).id;
}

type In = Input<'storage.takeIn'>;
type NewLot = Extract<In['lot'], { kind: 'new' }>;
const OWN: NewLot = {
  kind: 'new',
  product: '自产干菇',
  ownership: 'own',
  owner: { kind: 'own' },
  feeBasis: 'none',
  feeRate: '0',
  note: '',
};
const kept = (more: Partial<NewLot> = {}): NewLot => ({
  ...OWN,
  product: '木耳',
  ownership: 'kept',
  owner: { kind: 'member', memberId: zhang },
  feeBasis: 'ton-day',
  feeRate: '2',
  ...more,
});

const slip = (date: string, lot: In['lot'], quantity: string, pieces = 0, more: Partial<In> = {}): In => ({
  date,
  roomId: first,
  lot,
  quantity,
  pieces,
  volume: null,
  party: '',
  ...more,
});
const takeIn = (...given: Parameters<typeof slip>): number => call('storage.takeIn', slip(...given)).lotId;
const takeOut = (lotId: number, date: string, quantity: string, pieces = 0, roomId = first) =>
  attempt('storage.takeOut', { date, lotId, roomId, quantity, pieces, party: '' });

/** 产品物资 in the books by hand. */
function stock(date: string, quantity: string, fen: number, product = '自产干菇'): void {
  call('business.record', {
    date,
    documentNo: '',
    note: '',
    attachments: 1,
    event: {
      kind: 'buyOutside',
      party: '兴隆商行',
      goods: [{ product, quantity, amountFen: fen }],
      paid: null,
    },
  });
}

function entries(voucherIds: readonly number[]): string[] {
  return voucherIds.flatMap((id) =>
    call('vouchers.get', { id }).lines.map((line) => {
      const of = [line.memberNo, line.itemName].filter(Boolean).join('/');
      const fen = line.debitFen === 0 ? line.creditFen : line.debitFen;
      return [
        line.debitFen === 0 ? '贷' : '借',
        `${line.accountCode}${of ? `[${of}]` : ''}`,
        ...(line.quantity === null ? [] : [line.quantity]),
        (fen / 100).toFixed(2),
      ].join(' ');
    }),
  );
}

const lots = (asOf?: string): string[] =>
  call('storage.lots', asOf === undefined ? {} : { asOf }).map(
    (lot) =>
      `${lot.no} ${lot.product} ${lot.ownerName || '本社'} ${lot.places
        .map((place) => `${place.roomName} ${place.quantity}/${place.pieces}/${place.volume}`)
        .join(' ')}`,
  );
const checks = (upTo?: string): string[] =>
  bookChecks(workspace.connection, 1, upTo)
    .filter((check) => check.id.startsWith('store-') && !check.ok)
    .map((check) => `${check.id} ${check.level}: ${check.rows.map((row) => row.text).join('；')}`);

const PAPER = { documentNo: '', attachments: 0 };

describe('rooms', () => {
  it('tell what is in them and how full they are', () => {
    stock('2018-10-01', '2000', 90_000_00);
    takeIn('2018-10-02', OWN, '2000', 80);
    const [one, two] = call('storage.rooms', {});
    expect(one).toMatchObject({ name: '一号库', used: '8', usedPercent: 2, lots: 1, temperatureMin: '0.0' });
    expect(two).toMatchObject({ name: '二号库', used: '0', usedPercent: 0, lots: 0 });
    expect(call('storage.rooms', { asOf: '2018-10-01' })[0]).toMatchObject({ used: '0', lots: 0 });
  });
  test.each<[string, Partial<Room>, RegExp]>([
    ['a name twice', { name: '二号库' }, /已经有一间“二号库”/u],
    ['limits crossed', { temperatureMin: '5' }, /温度上限 4 低于下限 5/u],
    ['humidity crossed', { humidityMin: 80 }, /湿度上限 75 低于下限 80/u],
    ['a card of nobody', { assetId: 99 }, /没有这张资产卡片/u],
  ])('refuse %s', (_, more, sentence) => {
    expect(refusal('storage.saveRoom', { room: aRoom('三号库', '100', more) })).toMatch(sentence);
  });
  it('with goods in them are not switched off, and made smaller only with a warning', () => {
    takeIn('2018-10-02', kept(), '1000');
    const change = (more: Partial<Room>) =>
      attempt('storage.saveRoom', { id: first, room: aRoom('一号库', '500', more) });
    expect(change({ enabled: false })).toMatchObject({ ok: false, error: { code: 'room_in_use' } });
    expect(value(change({ capacity: '3' })).warnings.join()).toMatch(/占 4 立方米，超过新的库容 3/u);
  });
});

describe('slips', () => {
  it('in, in part out, into another room, all out: lots, volumes and numbers', () => {
    const lot = takeIn('2018-10-02', kept({ no: 'A1' }), '3000', 100);
    takeIn('2018-10-03', { kind: 'more', lotId: lot }, '1000', 30, { volume: '5.5' });
    expect(lots('2018-10-02')).toEqual(['A1 木耳 M001 张守田 一号库 3000/100/12']);
    expect(lots('2018-10-03')).toEqual(['A1 木耳 M001 张守田 一号库 4000/130/17.5']);
    value(takeOut(lot, '2018-10-05', '1000', 30));
    call('storage.transfer', {
      date: '2018-10-06',
      lotId: lot,
      fromRoomId: first,
      toRoomId: second,
      quantity: '1500',
      pieces: 50,
      party: '',
    });
    expect(lots('2018-10-06')).toEqual(['A1 木耳 M001 张守田 一号库 1500/50/6.562 二号库 1500/50/6.563']);
    value(takeOut(lot, '2018-10-07', '1500', 50));
    value(takeOut(lot, '2018-10-08', '1500', 50, second));
    expect(lots('2018-10-08')).toEqual([]);
    expect(call('storage.lots', { all: true })).toHaveLength(1);
    const moves = call('storage.moves', {});
    expect(moves.map((one) => one.no)).toEqual([
      'RK-2018-0001',
      'RK-2018-0002',
      'CK-2018-0001',
      'YK-2018-0001',
      'CK-2018-0002',
      'CK-2018-0003',
    ]);
    expect(moves[3]).toMatchObject({ roomName: '一号库', toRoomName: '二号库', quantity: '-1500' });
    expect(call('storage.moves', { roomId: second }).map((one) => one.no)).toEqual([
      'YK-2018-0001',
      'CK-2018-0003',
    ]);
    expect(call('storage.lot', { id: lot }).moves).toHaveLength(6);
  });

  it('name lots by day when nobody does', () => {
    takeIn('2018-10-02', kept(), '100');
    takeIn('2018-10-02', kept({ product: '黄花菜' }), '100');
    takeIn('2018-10-03', kept(), '100');
    expect(lots().map((one) => one.split(' ')[0])).toEqual(['20181002-01', '20181002-02', '20181003-01']);
  });

  test.each<[string, () => In, RegExp]>([
    ['nothing at all', () => slip('2018-10-02', kept(), '0'), /请填重量或件数/u],
    ['own goods unweighed', () => slip('2018-10-02', OWN, '0', 5), /社里自己的货要填重量/u],
    ['baskets without room', () => slip('2018-10-02', kept(), '0', 5), /请填占用多少立方米/u],
    [
      'own goods of a member',
      () => slip('2018-10-02', { ...kept(), ownership: 'own' }, '1'),
      /货主就是本社/u,
    ],
    [
      'kept goods of nobody',
      () => slip('2018-10-02', kept({ owner: { kind: 'own' } }), '1'),
      /要填货主是谁/u,
    ],
    [
      'a fee for own goods',
      () => slip('2018-10-02', { ...OWN, feeBasis: 'piece', feeRate: '1' }, '1'),
      /不收仓储费/u,
    ],
    ['a fee without rate', () => slip('2018-10-02', kept({ feeRate: '0' }), '1'), /收费的要填费率/u],
    ['tomorrow', () => slip('2019-03-02', kept(), '1'), /还没有发生/u],
    ['no such room', () => slip('2018-10-02', kept(), '1', 0, { roomId: 77 }), /没有这间库房/u],
    ['no such lot', () => slip('2018-10-02', { kind: 'more', lotId: 77 }, '1'), /没有这批货/u],
    [
      'too much for the room',
      () => slip('2018-10-02', kept(), '5001', 0, { roomId: second }),
      /“二号库”2018-10-02 要占 20.004 立方米，库容只有 20，超出 0.004 立方米/u,
    ],
  ])('refuse %s', (_, given, sentence) => {
    expect(refusal('storage.takeIn', given())).toMatch(sentence);
    expect(call('storage.moves', {})).toEqual([]);
    expect(call('storage.lots', { all: true })).toEqual([]);
  });

  it('over the capacity only warn where the room says so', () => {
    const made = call('storage.takeIn', slip('2018-10-02', kept(), '125001'));
    expect(made.warnings.join()).toMatch(/库容只有 500，超出 0.004 立方米/u);
  });

  it('for a day in the past respect what was recorded for later days', () => {
    const lot = takeIn('2018-10-02', kept(), '1000', 10);
    value(takeOut(lot, '2018-10-20', '600', 6));
    expect(takeOut(lot, '2018-10-10', '500', 5)).toMatchObject({
      ok: false,
      error: { code: 'lot_short_later' },
    });
    // A room that is to be full in a week has no place today for what would still be there then.
    takeIn('2018-10-25', kept(), '4000', 0, { roomId: second });
    expect(refusal('storage.takeIn', slip('2018-10-18', kept(), '2000', 0, { roomId: second }))).toMatch(
      /2018-10-25 要占 24 立方米/u,
    );
  });

  test.each<[string, string, number, RegExp]>([
    ['more than is there', '1001', 10, /只有 1000 公斤、10 件，不够 1001 公斤、10 件/u],
    ['more baskets than are there', '900', 11, /不够 900 公斤、11 件/u],
    ['all the weight in part of the baskets', '1000', 9, /件数还差 1 件/u],
    ['all baskets with part of the weight', '980', 10, /重量还剩 20 公斤。少了的请先按“损耗”登记/u],
  ])('out refuse %s', (_, quantity, pieces, sentence) => {
    const lot = takeIn('2018-10-02', kept(), '1000', 10);
    const refused = takeOut(lot, '2018-10-05', quantity, pieces);
    expect(refused.ok ? '' : refused.error.message).toMatch(sentence);
  });

  it('written in error are taken back as of their own day, both legs of a move too', () => {
    const lot = takeIn('2018-10-02', kept({ no: 'A1' }), '1000', 10);
    const moved = call('storage.transfer', {
      date: '2018-10-06',
      lotId: lot,
      fromRoomId: first,
      toRoomId: second,
      quantity: '400',
      pieces: 4,
      party: '',
    });
    const out = value(takeOut(lot, '2018-10-10', '400', 4, second));
    const undo = (id: number) => attempt('storage.reverseMove', { id, date: '2018-11-01', reason: '写错' });
    expect(undo(moved.id)).toMatchObject({ ok: false, error: { code: 'lot_short_later' } });
    value(undo(out.id));
    value(undo(moved.id));
    expect(lots('2018-10-06')).toEqual(['A1 木耳 M001 张守田 一号库 1000/10/4']);
    expect(undo(out.id)).toMatchObject({ ok: false, error: { code: 'already_reversed' } });
    const red = call('storage.moves', {}).filter((one) => one.kind === 'reversal');
    expect(red).toHaveLength(2);
    expect(undo(red[0]!.id)).toMatchObject({ ok: false, error: { code: 'reversal_reversed' } });
    expect(() => workspace.connection.run('UPDATE cold_move SET kg_milli = 1 WHERE id = ?', out.id)).toThrow(
      /final/u,
    );
    expect(() => workspace.connection.run('DELETE FROM cold_move WHERE id = ?', out.id)).toThrow(/final/u);
  });
});

describe('the store against the books', () => {
  it('keeps a month from closing where it has more than 121, warns where it has less', () => {
    const made = call('storage.takeIn', slip('2018-10-02', OWN, '100'));
    expect(made.warnings.join()).toMatch(/有 100 公斤，账上产品物资只有 0 公斤/u);
    const over = '自产干菇：冷库 100 公斤，账上 0 公斤';
    expect(checks()).toEqual([`store-own-over warn: ${over}`]);
    expect(checks('2018-10')).toEqual([`store-own-over block: ${over}`]);
    stock('2018-10-02', '100', 4_500_00);
    expect(checks()).toEqual([]);
    stock('2018-11-02', '20.5', 900_00);
    expect(checks()).toEqual(['store-own-elsewhere warn: 自产干菇：冷库 100 公斤，账上 120.5 公斤']);
    expect(checks('2018-10')).toEqual([]);
    // What was never in the store is not asked after.
    stock('2018-11-03', '1000', 800_00, '木屑');
    expect(checks()).toHaveLength(1);
  });

  it('looks for each consignor on both sides', () => {
    const delivery = call('deliveries.record', {
      memberId: zhang,
      date: '2018-10-02',
      product: '干菇',
      quantity: '40',
      price: '60',
      amountFen: 2_400_00,
    });
    const commission = kept({ product: '干菇', ownership: 'commission', feeBasis: 'none', feeRate: '0' });
    const lot = takeIn('2018-10-02', commission, '40');
    expect(checks()).toEqual([
      'store-consignors warn: M001 张守田：冷库里有 1 批代销货，受托代销商品没有余额',
    ]);
    call('business.record', {
      date: '2018-10-02',
      documentNo: '',
      note: '',
      attachments: 1,
      event: { kind: 'commission', deliveryIds: [delivery.id] },
    });
    expect(checks()).toEqual([]);
    value(takeOut(lot, '2018-10-05', '40'));
    expect(checks()).toEqual([
      'store-consignors warn: M001 张守田：受托代销商品有 2,400.00 元，冷库里没有代销的货',
    ]);
  });
});

describe('losses', () => {
  const loss = (lotId: number, quantity: string, more: Partial<Input<'storage.lose'>> = {}) => ({
    date: '2018-10-10',
    lotId,
    roomId: first,
    quantity,
    pieces: 0,
    reason: '受潮霉变',
    ...PAPER,
    ...more,
  });
  const settle = (lossId: number, more: Partial<Input<'storage.settleLoss'>> = {}) => ({
    lossId,
    date: '2018-10-20',
    payer: null,
    paidFen: 0,
    approval: '理事会〔2018〕9号',
    ...PAPER,
    ...more,
  });

  it('of own goods: pending at average cost, then decided, each undone in turn', () => {
    stock('2018-10-01', '1000', 45_678_90);
    const lot = takeIn('2018-10-02', OWN, '1000', 40);
    const lost = call('storage.lose', loss(lot, '10'));
    expect(call('storage.previewLoss', loss(lot, '10')).amountFen).toBe(456_79);
    expect(entries(lost.voucherIds)).toEqual(['借 18101 456.79', '贷 121[自产干菇] 10 456.79']);
    expect(checks()).toEqual([]);
    expect(call('storage.events', {})).toMatchObject([
      { kind: 'storageLoss', amountFen: 456_79, isOpen: true },
    ]);

    expect(refusal('storage.settleLoss', settle(lost.eventId!, { paidFen: 100_00 }))).toMatch(
      /没有人赔的金额填 0/u,
    );
    const payer = { kind: 'member', memberId: zhang } as const;
    expect(refusal('storage.settleLoss', settle(lost.eventId!, { payer, paidFen: 456_80 }))).toMatch(
      /不能多于盘亏的 456.79 元/u,
    );
    const settled = call('storage.settleLoss', settle(lost.eventId!, { payer, paidFen: 156_79 }));
    expect(entries(settled.voucherIds)).toEqual([
      '借 114[M001] 156.79',
      '借 529[资产盘亏毁损] 300.00',
      '贷 18101 456.79',
    ]);
    expect(refusal('storage.settleLoss', settle(lost.eventId!))).toMatch(/已经在 2018-10-20 处理过了/u);

    const undo = (id: number) => attempt('storage.reverse', { id, date: '2018-11-01', reason: '找到了' });
    expect(undo(lost.eventId!)).toMatchObject({ ok: false, error: { code: 'loss_settled' } });
    value(undo(settled.id));
    const back = value(undo(lost.eventId!));
    expect(entries(back.voucherIds)).toEqual(['借 18101 -456.79', '贷 121[自产干菇] -10 -456.79']);
    expect(lots()).toEqual(['20181002-01 自产干菇 本社 一号库 1000/40/4']);
    // It was gone in between: the store then says the same as the books.
    expect(lots('2018-10-31')).toEqual(['20181002-01 自产干菇 本社 一号库 990/40/3.96']);
    expect([checks('2018-10'), checks('2018-11')]).toEqual([[], []]);
    expect(undo(lost.eventId!)).toMatchObject({ ok: false, error: { code: 'already_reversed' } });
  });

  it('is not undone on a day on which it was still dealt with', () => {
    stock('2018-06-01', '100', 4_500_00);
    const lot = takeIn('2018-06-02', OWN, '100');
    const lost = call('storage.lose', loss(lot, '10', { date: '2018-06-10' }));
    const settled = call('storage.settleLoss', settle(lost.eventId!, { date: '2018-06-20' }));
    call('storage.reverse', { id: settled.id, date: '2018-08-10', reason: '批错' });
    const early = { date: '2018-06-12', reason: '点错' };
    expect(refusal('storage.reverseMove', { id: lost.id, ...early })).toMatch(
      /2018-08-10 才冲销的，冲销盘亏不能比它早。请把日期改到 2018-08-10 或以后/u,
    );
    expect(refusal('storage.reverse', { id: lost.eventId!, ...early })).toMatch(/2018-08-10 或以后/u);
    call('storage.reverseMove', { id: lost.id, date: '2018-08-10', reason: '点错' });
    expect([checks('2018-06'), checks('2018-08')]).toEqual([[], []]);
  });

  it('of own goods by its slip: the voucher goes with it', () => {
    stock('2018-10-01', '100', 4_500_00);
    const lot = takeIn('2018-10-02', OWN, '100');
    const lost = call('storage.lose', loss(lot, '100', { documentNo: '盘点表1' }));
    const back = call('storage.reverseMove', { id: lost.id, date: '2018-10-12', reason: '点错' });
    expect(back.voucherIds).toHaveLength(1);
    expect(call('business.stock', {})).toMatchObject([{ quantity: '100', amountFen: 4_500_00 }]);
  });

  it('of own goods that the books have less of are refused', () => {
    const lot = takeIn('2018-10-02', OWN, '100');
    expect(refusal('storage.lose', loss(lot, '10'))).toMatch(/账上库存只有 0 公斤，不够盘亏 10 公斤/u);
  });

  it('of others’ goods leave the store only', () => {
    const lot = takeIn('2018-10-02', kept(), '100');
    const lost = call('storage.lose', loss(lot, '2.5'));
    expect(lost).toMatchObject({ eventId: null, voucherIds: [], no: 'SK-2018-0001' });
    expect(lost.warnings.join()).toMatch(/M001 张守田 代存的货，损耗只记冷库的数量/u);
    expect(call('storage.lots', {})[0]).toMatchObject({ quantity: '97.5' });
    call('storage.reverseMove', { id: lost.id, date: '2018-10-12', reason: '称错' });
    expect(call('storage.lots', {})[0]).toMatchObject({ quantity: '100' });
  });

  it('before the books begin have no voucher', () => {
    const lot = takeIn('2017-11-02', OWN, '100');
    expect(call('storage.lose', loss(lot, '1', { date: '2017-11-20' }))).toMatchObject({ eventId: null });
  });
});

describe('fees', () => {
  const settle = (lotIds: number[], more: Partial<Input<'storage.settleFees'>> = {}) => ({
    date: '2018-10-31',
    to: '2018-10-31',
    lotIds,
    received: null,
    note: '',
    ...PAPER,
    ...more,
  });

  it('run up by the day, are settled once, and open again when undone', () => {
    const lot = takeIn('2018-10-02', kept({ no: 'A1' }), '1250', 50);
    value(takeOut(lot, '2018-10-12', '250', 10));
    // 10 days × 1.25 t + 20 days × 1 t = 32.5 t·days at 2.00.
    expect(call('storage.fees', { to: '2018-10-31' })).toMatchObject([
      {
        lotNo: 'A1',
        ownerName: 'M001 张守田',
        from: '2018-10-02',
        to: '2018-10-31',
        days: 30,
        feeFen: 65_00,
      },
    ]);
    const preview = call('storage.previewFees', settle([lot]));
    expect(preview).toMatchObject({ amountFen: 65_00, lines: [{ days: 30, feeRate: '2' }] });
    const fee = call('storage.settleFees', settle([lot]));
    expect(entries(fee.voucherIds)).toEqual(['借 114[M001] 65.00', '贷 501[仓储服务] 65.00']);
    expect(call('storage.lots', {})[0]).toMatchObject({ settledTo: '2018-10-31' });
    expect(refusal('storage.settleFees', settle([lot]))).toMatch(/已经结算到 2018-10-31/u);

    // The days are settled: nothing changes them any more.
    expect(takeOut(lot, '2018-10-31', '1')).toMatchObject({ ok: false, error: { code: 'fee_settled' } });
    const slips = call('storage.moves', {});
    expect(refusal('storage.reverseMove', { id: slips[1]!.id, date: '2018-11-05', reason: '写错' })).toMatch(
      /已经结算到 2018-10-31/u,
    );
    // Another room is no other quantity.
    call('storage.transfer', {
      date: '2018-10-20',
      lotId: lot,
      fromRoomId: first,
      toRoomId: second,
      quantity: '1000',
      pieces: 40,
      party: '',
    });

    value(takeOut(lot, '2018-11-06', '1000', 40, second));
    const next = call(
      'storage.settleFees',
      settle([lot], { date: '2018-11-10', to: '2018-11-10', received: { kind: 'cash' } }),
    );
    expect(entries(next.voucherIds)).toEqual(['借 101 10.00', '贷 501[仓储服务] 10.00']);
    expect(call('storage.fees', { to: '2018-12-31' })).toEqual([]);
    const undo = (id: number) => attempt('storage.reverse', { id, date: '2018-11-20', reason: '算错' });
    expect(undo(fee.id)).toMatchObject({ ok: false, error: { code: 'fee_built_on' } });
    value(undo(next.id));
    value(undo(fee.id));
    expect(call('storage.fees', { to: '2018-12-31' })).toMatchObject([{ from: '2018-10-02', feeFen: 75_00 }]);
    expect(call('storage.lot', { id: lot }).fees.map((one) => one.isUndone)).toEqual([true, true]);
    value(attempt('storage.settleFees', settle([lot])));
  });

  it('by the basket once, by name for who is no member', () => {
    const lot = takeIn(
      '2018-10-02',
      kept({ owner: { kind: 'party', party: '何家院农场' }, feeBasis: 'piece', feeRate: '0.85' }),
      '0',
      33,
      { volume: '2' },
    );
    value(takeOut(lot, '2018-10-02', '0', 3));
    const fee = call('storage.settleFees', settle([lot]));
    expect(entries(fee.voucherIds)).toEqual(['借 113[何家院农场] 28.05', '贷 501[仓储服务] 28.05']);
    expect(refusal('storage.settleFees', settle([lot], { date: '2018-11-30', to: '2018-11-30' }))).toMatch(
      /没有产生费用/u,
    );
  });

  it('refuse two owners, days to come, and goods that pay nothing', () => {
    const li = member('李秀英');
    const lot = takeIn('2018-10-02', kept({ no: 'A1' }), '100');
    const other = takeIn('2018-10-02', kept({ no: 'B1', owner: { kind: 'member', memberId: li } }), '100');
    const free = takeIn('2018-10-02', kept({ no: 'C1', feeBasis: 'none', feeRate: '0' }), '100');
    expect(refusal('storage.settleFees', settle([lot, other]))).toMatch(/一次只结一个货主的/u);
    expect(refusal('storage.settleFees', settle([lot], { to: '2018-11-01' }))).toMatch(/还没到的日子/u);
    expect(refusal('storage.settleFees', settle([free]))).toMatch(/C1 批不收仓储费/u);
    call('storage.settleFees', settle([lot], { documentNo: '收据7' }));
    const twin = takeIn('2018-10-02', kept({ no: 'D1' }), '100');
    expect(refusal('storage.settleFees', settle([twin], { documentNo: '收据7' }))).toMatch(/已经登记过/u);
  });
});

describe('temperatures', () => {
  const round = (date: string, time: string, temperature: string, humidity: number | null = null) => ({
    inspector: '何建平',
    readings: [{ roomId: first, date, time, temperature, humidity, note: '' }],
  });

  it('are written down, what is out of range said, what is wrong struck out', () => {
    expect(call('storage.recordReadings', round('2018-10-01', '08:00', '2.5', 70)).warnings).toEqual([]);
    expect(call('storage.recordReadings', round('2018-10-01', '16:00', '6.2', 80)).warnings.join()).toMatch(
      /一号库 2018-10-01 16:00 温度偏高、湿度偏高：6.2℃、湿度 80%/u,
    );
    call('storage.recordReadings', round('2018-10-31', '16:00', '-0.5'));
    const rows = call('storage.readings', { period: '2018-10' });
    expect(rows.map((row) => [row.at, row.temperature, row.fault])).toEqual([
      ['2018-10-01T08:00', '2.5', ''],
      ['2018-10-01T16:00', '6.2', '温度偏高、湿度偏高'],
      ['2018-10-31T16:00', '-0.5', '温度偏低'],
    ]);
    expect(call('storage.rooms', {})[0]?.lastReading).toMatchObject({ at: '2018-10-31T16:00' });
    expect(call('storage.rooms', { asOf: '2018-10-01' })[0]?.lastReading).toMatchObject({
      temperature: '6.2',
    });

    expect(refusal('storage.recordReadings', round('2018-10-01', '16:00', '3'))).toMatch(/已经记过 6.2℃/u);
    const id = rows[1]!.id;
    call('storage.strikeReading', { id, reason: '看错表' });
    expect(refusal('storage.strikeReading', { id, reason: '看错表' })).toMatch(/已经作废了/u);
    call('storage.recordReadings', round('2018-10-01', '16:00', '3'));
    expect(call('storage.readings', { period: '2018-10', roomId: second })).toEqual([]);
    expect(() =>
      workspace.connection.run('UPDATE cold_reading SET temperature = 0 WHERE id = ?', id),
    ).toThrow(/final/u);
  });

  test.each([
    ['not yet', '2019-03-01', '09:01', /还没有到/u],
    ['no such day', '2018-02-30', '08:00', /这一天不存在/u],
  ])('refuse %s', (_, date, time, sentence) => {
    expect(refusal('storage.recordReadings', round(date, time, '3'))).toMatch(sentence);
  });
});

it('tells how full each room was day by day', () => {
  const lot = takeIn('2018-10-02', kept(), '2500', 0, { roomId: second });
  value(takeOut(lot, '2018-10-04', '2500', 0, second));
  const [, two] = call('storage.occupancy', { from: '2018-10-01', to: '2018-10-04' });
  expect(two?.days.map((day) => `${day.date} ${day.used} ${day.usedPercent}`)).toEqual([
    '2018-10-01 0 0',
    '2018-10-02 10 50',
    '2018-10-03 10 50',
    '2018-10-04 0 0',
  ]);
  expect(refusal('storage.occupancy', { from: '2018-10-02', to: '2018-10-01' })).toMatch(/先后两天/u);
});
