import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Input, Output } from '../../../shared/contract/index.ts';
import { type TestWorkspace, testWorkspace } from '../../workspace/testing.ts';
import { assetsHandlers } from '../assets/index.ts';
import { depreciationHandlers } from '../depreciation/index.ts';
import { balanceOf, callsOf, entriesOf, runThrough, testCard } from '../depreciation/testCards.ts';
import { disposalsHandlers } from '../disposals/index.ts';
import { bookChecks } from '../ledger/index.ts';
import { createMember } from '../shares/index.ts';
import { createPerson } from '../village/index.ts';
import { stocktakesHandlers } from './index.ts';

let workspace: TestWorkspace;
let calls: ReturnType<typeof callsOf>;
let sheds: number;
let computer: number;
let store: number;
beforeEach(() => {
  workspace = testWorkspace();
  calls = callsOf(workspace, {
    ...stocktakesHandlers,
    ...disposalsHandlers,
    ...depreciationHandlers,
    ...assetsHandlers,
  });
  sheds = testCard(workspace, {
    no: 'DP',
    name: '钢架大棚',
    costFen: 61_000_000,
    inServiceOn: '2018-05-20',
    pieces: 122,
    category: '生产设施',
  });
  computer = testCard(workspace, {
    no: 'DN-01',
    name: '电脑',
    costFen: 620_000,
    years: 3,
    inServiceOn: '2018-04-20',
    use: 'management',
    category: '电子设备',
  });
  store = testCard(workspace, {
    no: 'LK-01',
    name: '冷库',
    costFen: 40_000_000,
    years: 20,
    inServiceOn: '2018-08-15',
    isBooked: false,
    category: '房屋建筑物',
  });
  runThrough(calls, '2018-05', '2018-11');
});
afterEach(() => workspace.close());

const begin = (more: Partial<Input<'stocktakes.begin'>> = {}) =>
  calls.call('stocktakes.begin', { date: '2018-12-28', scope: 'all', counters: '李会计、张守田', ...more })
    .id;
const get = (id: number) => calls.call('stocktakes.get', { id });
const line = (id: number, no: string) => get(id).lines.find((one) => one.no === no)!;
type Given = Omit<Input<'stocktakes.save'>['lines'][number], 'id'>;

/** Counts every card as the books have it, but for what is said. */
function count(id: number, but: Record<string, Given> = {}, more: Partial<Input<'stocktakes.save'>> = {}) {
  const lines = get(id).lines.map((one) => ({
    id: one.id,
    ...(but[one.no] ?? { countedPieces: one.bookPieces }),
  }));
  return { id, lines, finished: true, ...more };
}
const save = (...given: Parameters<typeof count>) => calls.call('stocktakes.save', count(...given));
const missing = (id: number, ...nos: string[]): Given => ({
  countedPieces: 122 - nos.length,
  missingPieceIds: nos.map((no) => line(id, 'DP').pieces.find((one) => one.no === no)!.id),
  cause: '大风刮走',
});
const PUMP = {
  name: '水泵',
  category: '机器设备',
  quantity: 2,
  valueFen: 80_000,
  use: 'production',
  lifeMonths: 40,
} as const;
const standing = (assetId: number) => {
  const card = calls.call('assets.get', { id: assetId });
  return [card.pieces, card.costFen, card.accumulatedFen, card.state];
};
const entries = (written: Output<'stocktakes.book'>) =>
  written.voucherIds.map((one) => entriesOf(workspace, one));
const failing = () =>
  bookChecks(workspace.connection, 1)
    .filter((one) => !one.ok && one.level === 'block')
    .map((one) => `${one.id} ${one.left} ${one.right}`);
const state = (id: number) => get(id).stocktake.state;

test('everything there: the sheet with the books’ figures, counted, done without a voucher', () => {
  const id = begin();
  expect(get(id)).toMatchObject({
    stocktake: { state: 'open', lines: 3, counted: 0, counters: '李会计、张守田' },
    lines: [
      {
        no: 'DN-01',
        bookPieces: 1,
        costFen: 620_000,
        accumulatedFen: 16_361 * 7,
        isBooked: true,
        pieces: [],
      },
      { no: 'DP', bookPieces: 122, netFen: 61_000_000 - 482_917 * 6 },
      { no: 'LK-01', bookPieces: 1, isBooked: false },
    ],
  });
  expect(line(id, 'DP').pieces).toHaveLength(122);
  expect(save(id)).toMatchObject({ state: 'counted', differences: 0 });
  expect(calls.call('stocktakes.book', { id, date: '2018-12-28' })).toMatchObject({
    state: 'settled',
    voucherIds: [],
  });
  expect(calls.call('stocktakes.reverse', { id, date: '2018-12-28', reason: '漏盘' }).state).toBe('counted');
});

describe('missing, found, 备查', () => {
  test('through 181 with the month’s depreciation; settled as approved', () => {
    const id = begin();
    expect(
      save(
        id,
        {
          DP: missing(id, 'DP-007', 'DP-008'),
          'DN-01': { countedPieces: 0, cause: '被盗' },
          'LK-01': { countedPieces: 0 },
        },
        { found: [PUMP] },
      ),
    ).toMatchObject({
      state: 'counted',
      differences: 4,
      warnings: [expect.stringContaining('LK-01 冷库 盘亏没有写原因')],
    });
    const preview = calls.call('stocktakes.previewBook', { id, date: '2018-12-28' });
    const booked = calls.call('stocktakes.book', { id, date: '2018-12-28' });
    expect(preview.vouchers).toHaveLength(booked.voucherIds.length);
    expect(entries(booked)).toEqual([
      ['借 523[折旧费] 163.61', '贷 152[DN-01 电脑] 163.61'],
      ['借 18102 4891.12', '借 152[DN-01 电脑] 1308.88', '贷 151[DN-01 电脑] 6200.00'],
      ['借 401[折旧与摊销] 4829.17', '贷 152[DP 钢架大棚] 4829.17'],
      ['借 18102 9445.84', '借 152[DP 钢架大棚] 554.16', '贷 151[DP 钢架大棚] 10000.00'],
      ['借 151[PY-01 水泵] 800.00', '贷 18102 800.00'],
    ]);
    expect(booked.warnings.join()).toContain('备查资产盘亏 1 张卡片');
    expect(get(id).stocktake).toMatchObject({ state: 'booked', lossFen: 489_112 + 944_584, gainFen: 80_000 });
    expect(standing(sheds)).toEqual([120, 60_000_000, 482_917 * 7 - 55_416, 'in-use']);
    expect(standing(computer)).toEqual([0, 0, 0, 'gone']);
    expect(standing(store)).toEqual([0, 0, 0, 'gone']);
    const pump = get(id).found[0]!.assetId!;
    expect(calls.call('assets.get', { id: pump })).toMatchObject({
      no: 'PY-01',
      pieces: 2,
      acquisition: 'found',
      costFen: 80_000,
      monthlyFen: 2_000,
      standing: 'booked',
    });
    expect(failing()).toEqual([]);

    const settle = {
      id,
      date: '2018-12-31',
      approvalNo: '社员大会〔2018〕12号',
      approvedOn: '2018-12-30',
      paid: [
        { lineId: line(id, 'DN-01').id, amountFen: 100_000, payer: { kind: 'party', name: '人保财险' } },
      ],
    } as const;
    expect(calls.call('stocktakes.previewSettle', { ...settle, paid: [...settle.paid] })).toMatchObject({
      lossFen: 1_433_696,
      paidFen: 100_000,
      gainFen: 80_000,
    });
    const settled = calls.call('stocktakes.settle', { ...settle, paid: [...settle.paid] });
    expect(entries(settled)).toEqual([
      ['借 113[人保财险] 1000.00', '借 529[资产盘亏毁损] 3891.12', '贷 18102 4891.12'],
      ['借 529[资产盘亏毁损] 9445.84', '贷 18102 9445.84'],
      ['借 18102 800.00', '贷 502[资产盘盈] 800.00'],
    ]);
    expect(balanceOf(workspace, '18102')).toBe(0);
    expect(get(id).stocktake).toMatchObject({ state: 'settled', approvalNo: '社员大会〔2018〕12号' });
    expect(line(id, 'DN-01')).toMatchObject({ paidFen: 100_000, payerName: '人保财险' });
    expect(failing()).toEqual([]);
  });

  test('undone step by step: the cards as they were, what was found gone', () => {
    const before = [standing(sheds), standing(computer), standing(store)];
    const id = begin();
    save(
      id,
      { DP: missing(id, 'DP-007'), 'DN-01': { countedPieces: 0 }, 'LK-01': { countedPieces: 0 } },
      { found: [PUMP] },
    );
    calls.call('stocktakes.book', { id, date: '2018-12-28' });
    const pump = get(id).found[0]!.assetId!;
    calls.call('stocktakes.settle', { id, date: '2018-12-30', approvalNo: '1', approvedOn: '2018-12-30' });
    const undo = () => calls.call('stocktakes.reverse', { id, date: '2018-12-31', reason: '错' });
    expect(undo().state).toBe('booked');
    expect(balanceOf(workspace, '18102')).not.toBe(0);
    expect(undo().state).toBe('counted');
    expect(calls.refusal('stocktakes.reverse', { id, date: '2018-12-31', reason: '错' })).toContain(
      '还没有入账',
    );
    expect([standing(sheds), standing(computer), standing(store)]).toEqual(before);
    expect(calls.refusal('depreciation.schedule', { assetId: pump })).toContain('已经在 2018-12-31 冲销');
    expect(['18102', '529', '502'].map((one) => balanceOf(workspace, one))).toEqual([0, 0, 0]);
    expect(failing()).toEqual([]);
    // Counted again, and booked again under the same number.
    save(id, {}, { found: [PUMP] });
    calls.call('stocktakes.book', { id, date: '2018-12-31' });
    expect(calls.call('assets.get', { id: get(id).found[0]!.assetId! }).no).toBe('PY-01');
    expect(calls.call('depreciation.run', { period: '2018-12' }).cards).toBe(3);
    expect(failing()).toEqual([]);
  });

  test('a member pays for it; more than it stood at is refused', () => {
    const memberId = (() => {
      const made = workspace.run((ctx) => {
        const facts = { name: '张守田', relation: '', idNumber: null, phone: '', card: null };
        const person = createPerson(ctx, facts, { householdId: null, listedGroupNo: 1 });
        return person.ok
          ? createMember(ctx, { kind: 'person', personId: person.value.id, joinedOn: '2017-03-01' })
          : person;
      });
      if (!made.ok) throw new Error(made.error.message);
      return made.value.id;
    })();
    const id = begin();
    save(id, { 'DN-01': { countedPieces: 0, cause: '保管不善' } });
    calls.call('stocktakes.book', { id, date: '2018-12-28' });
    const settle = (amountFen: number, lineId = line(id, 'DN-01').id): Input<'stocktakes.settle'> => ({
      id,
      date: '2018-12-28',
      approvalNo: '1',
      approvedOn: '2018-12-28',
      paid: [{ lineId, amountFen, payer: { kind: 'member', memberId } }],
    });
    expect(calls.refusal('stocktakes.settle', settle(489_113))).toContain(
      '盘亏 4,891.12 元，赔偿 4,891.13 元多了',
    );
    expect(calls.refusal('stocktakes.settle', settle(1, line(id, 'DP').id))).toContain('没有在账上盘亏');
    expect(entries(calls.call('stocktakes.settle', settle(489_112)))).toEqual([
      ['借 114[M001] 4891.12', '贷 18102 4891.12'],
    ]);
  });

  test('missing pieces that stood at nothing: off the card, no event, and back', () => {
    const racks = testCard(workspace, {
      ...{ no: 'MY', name: '旧木架', costFen: 100, residual: '0', inServiceOn: '2018-12-10', pieces: 300 },
      ...{ category: '家具' },
    });
    const id = begin({ date: '2018-12-15', scope: 'category', category: '家具' });
    const first = line(id, 'MY').pieces[0]!.id;
    save(id, { MY: { countedPieces: 299, missingPieceIds: [first], cause: '烂了' } });
    expect(calls.call('stocktakes.book', { id, date: '2018-12-16' })).toMatchObject({
      state: 'booked',
      voucherIds: [],
    });
    expect(standing(racks)).toEqual([299, 100, 0, 'in-use']);
    expect(failing()).toEqual([]);
    calls.call('stocktakes.settle', { id, date: '2018-12-17', approvalNo: '1', approvedOn: '2018-12-17' });
    const undo = { id, date: '2018-12-18', reason: '找到了' };
    calls.call('stocktakes.reverse', undo);
    calls.call('stocktakes.reverse', undo);
    expect(standing(racks)).toEqual([300, 100, 0, 'in-use']);
    expect(failing()).toEqual([]);
  });

  test('found at less than a fen a piece is refused', () => {
    const id = begin();
    expect(
      calls.refusal('stocktakes.save', count(id, {}, { found: [{ ...PUMP, quantity: 3, valueFen: 2 }] })),
    ).toContain('3 件共估价 0.02 元，一件不到一分钱');
    save(id, {}, { found: [{ ...PUMP, quantity: 3, valueFen: 3 }] });
    calls.call('stocktakes.book', { id, date: '2018-12-28' });
    expect(failing()).toEqual([]);
  });

  test('a 备查 card that came into the books since: what was missing was never on 181', () => {
    const stools = testCard(workspace, {
      ...{ no: 'DZ', name: '木凳', costFen: 120_000 * 10, inServiceOn: '2018-12-10', pieces: 10 },
      ...{ isBooked: false, category: '家具' },
    });
    const id = begin({ date: '2018-12-15', scope: 'category', category: '家具' });
    const last = line(id, 'DZ').pieces.at(-1)!.id;
    save(id, { DZ: { countedPieces: 9, missingPieceIds: [last], cause: '丢失' } });
    expect(calls.call('stocktakes.book', { id, date: '2018-12-16' }).voucherIds).toEqual([]);
    calls.call('assets.book', {
      ...{ id: stools, date: '2018-12-20', ownerKind: 'cooperative', owner: '', controlContract: '' },
      ...{ how: { kind: 'bought', party: '供货商', paid: null }, documentNo: '', attachments: 0 },
    });
    const settle = { id, date: '2018-12-25', approvalNo: '1', approvedOn: '2018-12-25' };
    expect(
      calls.refusal('stocktakes.settle', {
        ...settle,
        paid: [{ lineId: line(id, 'DZ').id, amountFen: 1, payer: { kind: 'party', name: '王五' } }],
      }),
    ).toContain('没有在账上盘亏');
    expect(calls.call('stocktakes.previewSettle', settle)).toMatchObject({ lossFen: 0, vouchers: [] });
    expect(calls.call('stocktakes.settle', settle)).toMatchObject({ state: 'settled', voucherIds: [] });
    expect(get(id).stocktake.lossFen).toBe(0);
    expect(line(id, 'DZ').isBooked).toBe(false);
    expect(balanceOf(workspace, '18102')).toBe(0);
    expect(failing()).toEqual([]);
  });
});

test('undone after a 备查 card was booked in between: only after the booking, and the missing piece is back', () => {
  const stools = testCard(workspace, {
    ...{ no: 'DZ', name: '木凳', costFen: 1_200_000, inServiceOn: '2018-12-10', pieces: 10 },
    ...{ isBooked: false, category: '家具' },
  });
  const id = begin({ date: '2018-12-15', scope: 'category', category: '家具' });
  const last = line(id, 'DZ').pieces.at(-1)!.id;
  save(id, { DZ: { countedPieces: 9, missingPieceIds: [last], cause: '丢失' } });
  calls.call('stocktakes.book', { id, date: '2018-12-16' });
  calls.call('assets.book', {
    ...{ id: stools, date: '2018-12-20', ownerKind: 'cooperative', owner: '', controlContract: '' },
    ...{ how: { kind: 'bought', party: '供货商', paid: null }, documentNo: '', attachments: 0 },
  });
  const undo = { id, date: '2018-12-22', reason: '找到了' };
  expect(calls.refusal('stocktakes.reverse', undo)).toContain('2018-12-20 由备查转入了账');
  calls.call('assets.reverse', { id: stools, date: '2018-12-21', reason: '没有买成' });
  expect(calls.refusal('stocktakes.reverse', { ...undo, date: '2018-12-20' })).toContain('2018-12-21');
  expect(calls.call('stocktakes.reverse', undo)).toMatchObject({ state: 'counted', voucherIds: [] });
  const card = calls.call('assets.get', { id: stools });
  expect(card).toMatchObject({ standing: 'memo', pieces: 10, costFen: 1_200_000, state: 'in-use' });
  expect(card.pieceRows.map((one) => one.state)).toEqual(Array.from({ length: 10 }, () => 'in-use'));
  expect(failing()).toEqual([]);
});

describe('refused, with the way out', () => {
  test.each<[string, (id: number) => Record<string, Given>, string]>([
    ['more than the books say', () => ({ 'DN-01': { countedPieces: 2 } }), '多出来的请在“盘盈”里登记'],
    ['missing ones not named', () => ({ DP: { countedPieces: 120 } }), '缺 2 件，请选出缺的是哪 2 件'],
    [
      'too many named',
      (id) => ({ DP: { ...missing(id, 'DP-001', 'DP-002'), countedPieces: 121 } }),
      '缺 1 件',
    ],
    ['a piece of nothing', () => ({ DP: { countedPieces: 121, missingPieceIds: [9999] } }), '不是这张卡片的'],
    [
      'not all counted',
      () => ({ 'DN-01': { countedPieces: null } }),
      '还有 1 张卡片没有填实存数：DN-01 电脑',
    ],
  ])('counting: %s', (_, but, sentence) => {
    const id = begin();
    expect(calls.refusal('stocktakes.save', count(id, but(id)))).toContain(sentence);
    expect(state(id)).toBe('open');
  });

  test('out of order', () => {
    const id = begin();
    expect(calls.refusal('stocktakes.begin', { date: '2018-12-29', scope: 'all' })).toContain('还没有办完');
    expect(calls.refusal('stocktakes.book', { id, date: '2018-12-28' })).toContain('还没有盘完');
    save(id, { 'DN-01': { countedPieces: 0 } });
    expect(calls.refusal('stocktakes.book', { id, date: '2018-12-27' })).toContain(
      '不能早于盘点的日期 2018-12-28',
    );
    expect(
      calls.refusal('stocktakes.settle', {
        id,
        date: '2018-12-28',
        approvalNo: '1',
        approvedOn: '2018-12-28',
      }),
    ).toContain('还没有入账');
    calls.call('stocktakes.book', { id, date: '2018-12-28' });
    expect(calls.refusal('stocktakes.save', count(id))).toContain('请先冲销盘点入账');
    expect(calls.refusal('stocktakes.drop', { id, reason: '错' })).toContain('请先冲销盘点入账');
    expect(
      calls.refusal('stocktakes.settle', {
        id,
        date: '2018-12-28',
        approvalNo: '1',
        approvedOn: '2018-12-30',
      }),
    ).toContain('2018-12-30 才批准');
    expect(calls.refusal('stocktakes.begin', { date: '2017-12-31', scope: 'all' })).toContain(
      '没有在册的固定资产',
    );
  });

  test('a card that was disposed of since: the sheet follows the books', () => {
    const id = begin();
    calls.call('disposals.record', {
      assetId: computer,
      what: { kind: 'whole' },
      date: '2018-12-20',
      way: 'scrapped',
      reason: '坏了',
    });
    expect(get(id).changed).toEqual(['DN-01 电脑：账面 1，现在 0']);
    const saved = calls.call('stocktakes.save', { id, lines: [] });
    expect(saved.warnings).toEqual(['DN-01 电脑 的账面数由 1 变成 0，请重新填实存数。']);
    expect(save(id)).toMatchObject({ state: 'counted', differences: 0 });
    expect(calls.call('stocktakes.book', { id, date: '2018-12-28' }).state).toBe('settled');
  });

  test('dropped, and another made', () => {
    const id = begin();
    calls.call('stocktakes.drop', { id, reason: '日期错' });
    expect(state(id)).toBe('dropped');
    expect(calls.refusal('stocktakes.save', count(id))).toContain('已经作废');
    const next = begin({ scope: 'category', category: '电子设备' });
    expect(get(next).lines.map((one) => one.no)).toEqual(['DN-01']);
    expect(calls.call('stocktakes.list', {}).map((one) => one.state)).toEqual(['open', 'dropped']);
  });
});
