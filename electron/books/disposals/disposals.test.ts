import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Input, Output } from '../../../shared/contract/index.ts';
import { type TestWorkspace, testWorkspace } from '../../workspace/testing.ts';
import { assetsHandlers } from '../assets/index.ts';
import { businessHandlers } from '../business/index.ts';
import { depreciationHandlers } from '../depreciation/index.ts';
import { balanceOf, callsOf, entriesOf, runThrough, testCard } from '../depreciation/testCards.ts';
import { bookChecks } from '../ledger/index.ts';
import { vouchersHandlers } from '../vouchers/index.ts';
import { disposalsHandlers } from './index.ts';

let workspace: TestWorkspace;
let calls: ReturnType<typeof callsOf>;
beforeEach(() => {
  workspace = testWorkspace();
  calls = callsOf(workspace, {
    ...disposalsHandlers,
    ...depreciationHandlers,
    ...assetsHandlers,
    ...vouchersHandlers,
    ...businessHandlers,
  });
});
afterEach(() => workspace.close());

const BANK = { kind: 'bank' } as const;
const sheds = () =>
  testCard(workspace, {
    no: 'DP',
    name: '钢架大棚',
    costFen: 61_000_000,
    inServiceOn: '2018-05-20',
    pieces: 122,
    isRelief: true,
    category: '生产设施',
  });
const dryer = () =>
  testCard(workspace, { no: 'HG-01', name: '烘干设备', costFen: 4_800_000, inServiceOn: '2018-07-10' });

const piecesOf = (assetId: number, ...nos: string[]) => ({
  kind: 'pieces' as const,
  pieceIds: nos.map(
    (no) => calls.call('assets.get', { id: assetId }).pieceRows.find((one) => one.no === no)!.id,
  ),
});
const on = (
  assetId: number,
  date: string,
  what: Input<'disposals.record'>['what'] = { kind: 'whole' },
  more: Partial<Input<'disposals.record'>> = {},
): Input<'disposals.record'> => ({ assetId, date, what, way: 'destroyed', reason: '雪灾压垮', ...more });
const dispose = (...given: Parameters<typeof on>) => calls.call('disposals.record', on(...given));
const refused = (...given: Parameters<typeof on>) => {
  const sentence = calls.refusal('disposals.record', on(...given));
  expect(calls.refusal('disposals.preview', on(...given))).toBe(sentence);
  return sentence;
};
const card = (id: number) => calls.call('assets.get', { id });
const standing = (id: number) => {
  const { pieces, costFen, accumulatedFen, state } = card(id);
  return [pieces, costFen, accumulatedFen, state];
};
const disposal = (id: number) => calls.call('disposals.list', {}).find((one) => one.id === id)!;
const failing = () =>
  bookChecks(workspace.connection, 1)
    .filter((one) => !one.ok && one.level === 'block')
    .map((one) => `${one.id} ${one.left} ${one.right}`);
const due = (id: number): Output<'depreciation.schedule'>['rows'] =>
  calls.call('depreciation.schedule', { assetId: id }).rows.filter((row) => row.state === 'due');

describe('one of 122 sheds crushed by snow (DOMAIN §9 #34)', () => {
  test('the month first, then its share into 154; insurance; the loss to 529', () => {
    const id = sheds();
    runThrough(calls, '2018-06', '2018-11');
    const what = piecesOf(id, 'DP-017');
    expect(calls.call('disposals.preview', on(id, '2018-12-03', what))).toMatchObject({
      pieces: 1,
      pieceNos: ['DP-017'],
      monthFen: 482_917,
      costFen: 500_000,
      accumulatedFen: 27_708,
      netFen: 472_292,
      balanceFen: 472_292,
    });
    const made = dispose(id, '2018-12-03', what, { approvalNo: '村委决〔2018〕9号' });
    expect(made.warnings).toEqual([]);
    expect(made.voucherIds.map((one) => entriesOf(workspace, one))).toEqual([
      ['借 401[折旧与摊销] 4829.17', '贷 152[DP 钢架大棚] 4829.17'],
      ['借 154[DP 钢架大棚] 4722.92', '借 152[DP 钢架大棚] 277.08', '贷 151[DP 钢架大棚] 5000.00'],
    ]);
    expect(standing(id)).toEqual([121, 60_500_000, 482_917 * 7 - 27_708, 'in-use']);
    expect(card(id).pieceRows.find((one) => one.no === 'DP-017')!.state).toBe('gone');

    const insurer = { kind: 'party', name: '人保财险' } as const;
    const paid = calls.call('disposals.proceeds', {
      id: made.id,
      date: '2018-12-20',
      amountFen: 300_000,
      payer: insurer,
    });
    expect(entriesOf(workspace, paid.voucherIds[0]!)).toEqual([
      '借 113[人保财险] 3000.00',
      '贷 154[DP 钢架大棚] 3000.00',
    ]);
    const cost = calls.call('disposals.cost', {
      id: made.id,
      date: '2018-12-21',
      amountFen: 20_000,
      paid: null,
      party: '李师傅',
    });
    expect(entriesOf(workspace, cost.voucherIds[0]!)).toEqual([
      '借 154[DP 钢架大棚] 200.00',
      '贷 211[李师傅] 200.00',
    ]);
    expect(disposal(made.id)).toMatchObject({
      state: 'open',
      balanceFen: 192_292,
      clearingCostFen: 20_000,
      proceedsFen: 300_000,
      steps: [{ kind: 'clearing' }, { kind: 'proceeds' }, { kind: 'cost' }],
    });
    const closed = calls.call('disposals.close', { id: made.id, date: '2018-12-25' });
    expect(entriesOf(workspace, closed.voucherIds[0]!)).toEqual([
      '借 529[资产处置损失] 1922.92',
      '贷 154[DP 钢架大棚] 1922.92',
    ]);
    expect(balanceOf(workspace, '154')).toBe(0);
    expect(disposal(made.id)).toMatchObject({ state: 'closed', balanceFen: 0 });
    expect(calls.call('disposals.list', { state: 'open' })).toEqual([]);
    expect(failing()).toEqual([]);
  });

  test('the run of the month skips the card; the rest is charged to the same end', () => {
    const id = sheds();
    runThrough(calls, '2018-06', '2018-11');
    dispose(id, '2018-12-03', piecesOf(id, 'DP-017'));
    expect(calls.call('depreciation.preview', { period: '2018-12' }).rows).toMatchObject([
      { no: 'DP', state: 'done', fen: 482_917 },
    ]);
    expect(calls.refusal('depreciation.run', { period: '2018-12' })).toContain('2018-12 的折旧已经提过');
    const rows = due(id);
    expect(rows).toHaveLength(113);
    expect(rows[0]).toMatchObject({ period: '2019-01', fen: 478_958 });
    // What is left in the end is the residual of the 121 that are left.
    expect(rows.at(-1)!.netFen).toBe(60_500_000 * 0.05);
    const [run] = runThrough(calls, '2019-01', '2019-01');
    expect(run!.bookedFen).toBe(478_958);
    expect(failing()).toEqual([]);
  });

  test('several at once, and another later in the month', () => {
    const id = sheds();
    runThrough(calls, '2018-06', '2018-12');
    const first = dispose(id, '2018-12-03', piecesOf(id, 'DP-017', 'DP-018'));
    expect(disposal(first.id)).toMatchObject({
      pieces: 2,
      pieceNos: ['DP-017', 'DP-018'],
      costFen: 1_000_000,
    });
    dispose(id, '2018-12-20', piecesOf(id, 'DP-100'));
    expect(standing(id).slice(0, 2)).toEqual([119, 59_500_000]);
    const rows = due(id);
    expect(rows).toHaveLength(113);
    expect(rows.at(-1)!.netFen).toBe(2_975_000);
    expect(failing()).toEqual([]);
  });
});

describe('a whole card', () => {
  test('sold, in one form: the money and the gain with it; the card is gone', () => {
    const id = dryer();
    runThrough(calls, '2018-08', '2018-11');
    const made = dispose(
      id,
      '2018-12-10',
      { kind: 'whole' },
      {
        way: 'sold',
        reason: '换新',
        proceeds: { amountFen: 5_000_000, payer: { kind: 'money', money: BANK } },
        close: true,
      },
    );
    expect(made.voucherIds.map((one) => entriesOf(workspace, one))).toEqual([
      ['借 401[折旧与摊销] 380.00', '贷 152[HG-01 烘干设备] 380.00'],
      [
        '借 154[HG-01 烘干设备] 46100.00',
        '借 152[HG-01 烘干设备] 1900.00',
        '贷 151[HG-01 烘干设备] 48000.00',
      ],
      ['借 102[基本存款账户] 50000.00', '贷 154[HG-01 烘干设备] 50000.00'],
      ['借 154[HG-01 烘干设备] 3900.00', '贷 502[资产处置收益] 3900.00'],
    ]);
    expect(standing(id)).toEqual([0, 0, 0, 'gone']);
    expect(['151', '152', '154'].map((one) => balanceOf(workspace, one))).toEqual([0, 0, 0]);
    expect(calls.call('depreciation.preview', { period: '2019-01' }).rows).toEqual([]);
    expect(failing()).toEqual([]);
  });

  test('exactly what it stood at: closed without a voucher of nothing', () => {
    const id = dryer();
    const made = dispose(
      id,
      '2018-07-20',
      { kind: 'whole' },
      { proceeds: { amountFen: 4_800_000, payer: { kind: 'party', name: '王老板' } }, close: true },
    );
    expect(made.voucherIds).toHaveLength(2);
    expect(disposal(made.id).state).toBe('closed');
    expect(calls.refusal('disposals.close', { id: made.id, date: '2018-07-20' })).toContain('已经是 0.00');
  });

  test('备查: off the card, nothing in the books, and back', () => {
    const id = testCard(workspace, {
      no: 'LK-01',
      costFen: 40_000_000,
      years: 20,
      inServiceOn: '2018-08-15',
      isBooked: false,
    });
    runThrough(calls, '2018-09', '2018-11');
    const made = dispose(id, '2018-12-05', { kind: 'whole' }, { way: 'returned', reason: '村集体收回' });
    expect(made).toMatchObject({ eventId: null, voucherIds: [] });
    expect(made.warnings.join()).toContain('不作凭证');
    expect(standing(id)).toEqual([0, 0, 0, 'gone']);
    expect(
      calls.refusal('disposals.proceeds', {
        id: made.id,
        date: '2018-12-06',
        amountFen: 100,
        payer: { kind: 'money', money: BANK },
      }),
    ).toContain('归所有人');
    calls.call('disposals.reverse', { id: made.id, eventId: null, date: '2018-12-07', reason: '记错' });
    expect(standing(id)).toEqual([1, 40_000_000, 475_000 - 1, 'in-use']);
    expect(disposal(made.id).state).toBe('undone');
    expect(calls.call('depreciation.preview', { period: '2018-12' }).rows).toMatchObject([
      { state: 'charge' },
    ]);
    expect(failing()).toEqual([]);
  });
});

const clearing = (upTo?: string) =>
  bookChecks(workspace.connection, 1, upTo).find((one) => one.id === 'clearing-open')!;

describe('a piece whose share of the cost is nothing', () => {
  const nominal = () =>
    testCard(workspace, {
      ...{ no: 'MY', name: '旧木架', costFen: 100, residual: '0', inServiceOn: '2018-05-20', pieces: 300 },
    });

  test('goes off the card without an event, and back', () => {
    const id = nominal();
    const what = piecesOf(id, 'MY-001');
    expect(calls.call('disposals.preview', on(id, '2018-05-25', what))).toMatchObject({
      costFen: 0,
      vouchers: [],
      warnings: [expect.stringContaining('账面价值是 0.00')],
    });
    const made = dispose(id, '2018-05-25', what);
    expect(made).toMatchObject({ eventId: null, voucherIds: [] });
    expect(standing(id)).toEqual([299, 100, 0, 'in-use']);
    expect(disposal(made.id)).toMatchObject({ state: 'closed', isBooked: true, balanceFen: 0 });
    expect(failing()).toEqual([]);
    calls.call('disposals.reverse', { id: made.id, eventId: null, date: '2018-05-26', reason: '记错' });
    expect(standing(id)).toEqual([300, 100, 0, 'in-use']);
    expect(card(id).pieceRows[0]!.state).toBe('in-use');
    expect(failing()).toEqual([]);
  });

  test('what its scrap brings goes through 154 all the same', () => {
    const id = nominal();
    const proceeds = { amountFen: 5_000, payer: { kind: 'money', money: BANK } } as const;
    const made = dispose(id, '2018-05-25', piecesOf(id, 'MY-001'), { proceeds, close: true });
    expect(made.voucherIds.map((one) => entriesOf(workspace, one))).toEqual([
      ['借 102[基本存款账户] 50.00', '贷 154[MY 旧木架] 50.00'],
      ['借 154[MY 旧木架] 50.00', '贷 502[资产处置收益] 50.00'],
    ]);
    expect(disposal(made.id)).toMatchObject({ state: 'closed', proceedsFen: 5_000 });
    expect(failing()).toEqual([]);
    expect(clearing()).toMatchObject({ ok: true, left: '0.00', right: '0.00' });
    const undo = { id: made.id, date: '2018-05-26', reason: '记错' };
    expect(calls.refusal('disposals.reverse', { ...undo, eventId: null })).toContain('请先冲销');
    const steps = disposal(made.id).steps.flatMap((one) => one.eventId ?? []);
    const [closed, brought] = steps.reverse();
    calls.call('disposals.reverse', { ...undo, eventId: closed! });
    // As open as any other clearing, not a difference.
    expect(clearing()).toMatchObject({
      ...{ ok: false, level: 'warn', left: '-50.00', right: '-50.00' },
      rows: [{ page: { word: 'assets', tab: 'clearing' } }],
    });
    calls.call('disposals.reverse', { ...undo, eventId: brought! });
    calls.call('disposals.reverse', { ...undo, eventId: null });
    expect(clearing()).toMatchObject({ ok: true });
    expect(standing(id)).toEqual([300, 100, 0, 'in-use']);
    expect(failing()).toEqual([]);
  });
});

describe('undone, the newest first', () => {
  test('step by step back to where it was', () => {
    const id = sheds();
    runThrough(calls, '2018-06', '2018-11');
    const before = { ...card(id), changes: [], moves: [], events: [], terms: [] };
    const made = dispose(id, '2018-12-03', piecesOf(id, 'DP-017'));
    const paid = calls.call('disposals.proceeds', {
      id: made.id,
      date: '2018-12-20',
      amountFen: 300_000,
      payer: { kind: 'party', name: '人保财险' },
    });
    const closed = calls.call('disposals.close', { id: made.id, date: '2018-12-25' });
    const undo = (eventId: number | null) => ({ id: made.id, eventId, date: '2018-12-31', reason: '记错' });
    expect(calls.refusal('disposals.reverse', undo(made.eventId))).toContain('2018-12-25“结转资产清理”');
    expect(calls.refusal('disposals.reverse', undo(paid.eventId))).toContain('2018-12-25“结转资产清理”');
    for (const eventId of [closed.eventId, paid.eventId, made.eventId])
      calls.call('disposals.reverse', undo(eventId));
    expect({ ...card(id), changes: [], moves: [], events: [], terms: [] }).toEqual(before);
    expect(disposal(made.id)).toMatchObject({ state: 'undone', balanceFen: 0 });
    expect(calls.refusal('disposals.reverse', undo(made.eventId))).toContain('已经在 2018-12-31 冲销过了');
    expect(['154', '529', '113'].map((one) => balanceOf(workspace, one))).toEqual([0, 0, 0]);
    // The month is to be run again, and by the terms before.
    expect(calls.call('depreciation.run', { period: '2018-12' }).bookedFen).toBe(482_917);
    expect(due(id).at(-1)!.fen).toBe(482_877);
    expect(failing()).toEqual([]);
  });

  test('not while a month is charged after it', () => {
    const id = sheds();
    runThrough(calls, '2018-06', '2018-11');
    const made = dispose(id, '2018-12-03', piecesOf(id, 'DP-017'));
    runThrough(calls, '2019-01', '2019-01');
    expect(
      calls.refusal('disposals.reverse', {
        id: made.id,
        eventId: made.eventId,
        date: '2019-01-31',
        reason: '错',
      }),
    ).toContain('请先冲销 2019-01 的折旧');
  });

  test('not under terms changed since, until that is taken back', () => {
    const id = sheds();
    runThrough(calls, '2018-06', '2018-11');
    const made = dispose(id, '2018-12-03', piecesOf(id, 'DP-017'));
    expect(calls.refusal('depreciation.undoTerms', { assetId: id })).toContain('请冲销那笔处置');
    calls.call('depreciation.changeTerms', {
      ...{ assetId: id, fromPeriod: '2019-01', method: 'straight-line', lifeMonths: 144 },
      ...{ residualPercent: '5', reason: '加固' },
    });
    const undo = { id: made.id, eventId: made.eventId, date: '2018-12-31', reason: '记错' };
    expect(calls.refusal('disposals.reverse', undo)).toContain('请先撤销变更折旧办法');
    calls.call('depreciation.undoTerms', { assetId: id });
    calls.call('disposals.reverse', undo);
    expect(standing(id).slice(0, 2)).toEqual([122, 61_000_000]);
    expect(due(id).at(-1)!.netFen).toBe(3_050_000);
    expect(calls.refusal('depreciation.undoTerms', { assetId: id })).toContain('没有变更过折旧办法');
    expect(failing()).toEqual([]);
  });

  test('the last piece of a batch brings the card back with it', () => {
    const id = testCard(workspace, {
      no: 'CC-01',
      name: '叉车',
      costFen: 360_000,
      inServiceOn: '2018-08-20',
      pieces: 2,
    });
    dispose(id, '2018-08-25', piecesOf(id, 'CC-01-1'));
    const last = dispose(id, '2018-08-26', piecesOf(id, 'CC-01-2'));
    expect(standing(id)).toEqual([0, 0, 0, 'gone']);
    calls.call('disposals.reverse', { id: last.id, eventId: last.eventId, date: '2018-08-27', reason: '错' });
    expect(standing(id)).toEqual([1, 180_000, 0, 'in-use']);
    expect(card(id).pieceRows.map((one) => one.state)).toEqual(['gone', 'in-use']);
  });
});

describe('the equation of 154', () => {
  test('an open clearing is listed until it is closed, as of the period asked for', () => {
    const id = dryer();
    runThrough(calls, '2018-08', '2018-11');
    const made = dispose(id, '2018-12-10');
    expect(clearing('2018-11')).toMatchObject({ ok: true, left: '0.00', right: '0.00' });
    expect(clearing('2018-12')).toMatchObject({
      ok: false,
      level: 'warn',
      left: '46,100.00',
      right: '46,100.00',
      rows: [
        {
          text: 'HG-01 烘干设备：2018-12-10 起的清理还有 46,100.00 没有结转',
          page: { word: 'assets', tab: 'clearing' },
        },
      ],
    });
    calls.call('disposals.close', { id: made.id, date: '2019-01-05' });
    expect(clearing('2018-12').ok).toBe(false);
    expect(clearing('2019-01')).toMatchObject({ ok: true, rows: [] });
  });
});

describe('备查 that went in part, was booked, and is 备查 again', () => {
  const stools = () =>
    testCard(workspace, {
      ...{ no: 'DZ', name: '木凳', costFen: 1_200_000, inServiceOn: '2018-12-10', pieces: 10 },
      ...{ isBooked: false, category: '家具' },
    });
  const toBook = {
    ownerKind: 'cooperative',
    owner: '',
    controlContract: '',
    documentNo: '',
    attachments: 0,
  } as const;
  const how = { kind: 'bought', party: '供货商', paid: null } as const;
  const onDay = (id: number, asOf: string) => {
    const { pieces, costFen } = calls.call('assets.get', { id, asOf });
    return [pieces, costFen];
  };

  test('the older disposal is undone after the booking, never under it; the past stays as it was', () => {
    const id = stools();
    const left = dispose(id, '2018-12-12', piecesOf(id, 'DZ-10'));
    expect(left.eventId).toBeNull();
    const undo = { id: left.id, eventId: null, date: '2018-12-22', reason: '找到了' };
    calls.call('assets.book', { id, date: '2018-12-20', ...toBook, how });
    expect(calls.refusal('disposals.reverse', undo)).toContain('2018-12-20 由备查转入了账');
    calls.call('assets.reverse', { id, date: '2018-12-21', reason: '没有买成' });
    expect(standing(id)).toEqual([9, 1_080_000, 0, 'in-use']);
    expect(disposal(left.id)).toMatchObject({ isBooked: false, pieceNos: ['DZ-10'], state: 'closed' });
    expect(due(id)[0]!.period).toBe('2019-01');

    expect(calls.refusal('disposals.reverse', { ...undo, date: '2018-12-20' })).toContain('2018-12-21');
    calls.call('disposals.reverse', undo);
    expect(standing(id)).toEqual([10, 1_200_000, 0, 'in-use']);
    expect(card(id).pieceRows.every((one) => one.state === 'in-use')).toBe(true);
    expect(
      ['2018-12-11', '2018-12-15', '2018-12-20', '2018-12-21', '2018-12-22'].map((day) => onDay(id, day)),
    ).toEqual([
      [10, 1_200_000],
      [9, 1_080_000],
      [9, 1_080_000],
      [9, 1_080_000],
      [10, 1_200_000],
    ]);
    expect(failing()).toEqual([]);
    // Booked once more, and taken off for good.
    calls.call('assets.book', { id, date: '2018-12-23', ...toBook, how });
    expect(standing(id)).toEqual([10, 1_200_000, 0, 'in-use']);
    calls.call('assets.reverse', { id, date: '2018-12-24', reason: '还是没有买成' });
    calls.call('assets.reverse', { id, date: '2018-12-25', reason: '退回' });
    expect(card(id).undoneOn).toBe('2018-12-25');
    expect(onDay(id, '2018-12-25')).toEqual([0, 0]);
    expect(failing()).toEqual([]);
  });

  test('so is what was improved of it', () => {
    const id = stools();
    const improved = calls.call('improvements.record', {
      ...{ assetId: id, date: '2018-12-12', amountFen: 30_000, reason: '换凳面' },
    });
    calls.call('assets.book', { id, date: '2018-12-20', ...toBook, how });
    calls.call('assets.reverse', { id, date: '2018-12-21', reason: '没有买成' });
    expect(standing(id)).toEqual([10, 1_230_000, 0, 'in-use']);
    calls.call('improvements.reverse', { id: improved.id, date: '2018-12-22', reason: '记错' });
    expect(standing(id)).toEqual([10, 1_200_000, 0, 'in-use']);
    expect(failing()).toEqual([]);
  });

  test('what went of it is undone before the card is taken off', () => {
    const id = stools();
    const left = dispose(id, '2018-12-12', piecesOf(id, 'DZ-10'));
    calls.call('assets.book', { id, date: '2018-12-20', ...toBook, how });
    calls.call('assets.reverse', { id, date: '2018-12-21', reason: '没有买成' });
    const off = { id, date: '2018-12-22', reason: '退回' };
    expect(calls.refusal('assets.reverse', off)).toContain('请先冲销后面的登记');
    calls.call('disposals.reverse', { id: left.id, eventId: null, date: '2018-12-22', reason: '找到了' });
    calls.call('assets.reverse', off);
    expect(onDay(id, '2018-12-22')).toEqual([0, 0]);
  });
});

describe('refused, with the way out', () => {
  test.each<[string, (id: number) => Parameters<typeof on>, string]>([
    ['months not charged', (id) => [id, '2018-12-03'], '请先计提 2018-06 的折旧'],
    ['before it came', (id) => [id, '2018-05-01'], '2018-05-20 才登记取得'],
    ['a day to come', (id) => [id, '2019-03-02'], '2019-03-02'],
    ['a card that is not there', () => [999, '2018-05-25'], '没有这张资产卡片'],
    [
      'a piece of another card',
      (id) => [id, '2018-05-25', { kind: 'pieces', pieceIds: [9999] }],
      '没有选中的那一件',
    ],
    [
      'a payer who is no member',
      (id) => [
        id,
        '2018-05-25',
        { kind: 'whole' },
        { proceeds: { amountFen: 1, payer: { kind: 'member', memberId: 77 } } },
      ],
      '没有这个社员',
    ],
  ])('%s', (_, given, sentence) => {
    const id = sheds();
    expect(refused(...given(id))).toContain(sentence);
    expect(calls.call('disposals.list', {})).toEqual([]);
  });

  test('before it was let, the piece or the whole; gone for a while by mistake is no bar', () => {
    const id = sheds();
    runThrough(calls, '2018-06', '2018-11');
    const what = piecesOf(id, 'DP-017');
    calls.call('assets.change', {
      ...{ id, date: '2018-12-20', pieceIds: what.pieceIds, note: '租给张家' },
      change: { field: 'state', value: 'rented' },
    });
    const sentence = 'DP-017 在 2018-12-20 登记了“出租”，请填 2018-12-20 或以后的日期';
    expect(refused(id, '2018-12-03', what)).toContain(sentence);
    expect(refused(id, '2018-12-03')).toContain(sentence);
    dispose(id, '2018-12-03', piecesOf(id, 'DP-018'));
    const wrong = dispose(id, '2018-12-22', what);
    calls.call('disposals.reverse', {
      ...{ id: wrong.id, eventId: wrong.eventId, date: '2018-12-31', reason: '日期错' },
    });
    // That it was gone for a while by mistake is no bar to the right day.
    dispose(id, '2018-12-21', what);
    expect(failing()).toEqual([]);
  });

  test('twice the same piece, a day before what was charged, steps after the closing', () => {
    const id = sheds();
    runThrough(calls, '2018-06', '2018-11');
    const what = piecesOf(id, 'DP-017');
    expect(refused(id, '2018-10-03', what)).toContain('已经提到 2018-11 的折旧');
    const made = dispose(id, '2018-12-03', what);
    expect(made.warnings.join()).toContain('扶贫项目资产');
    expect(refused(id, '2018-12-04', what)).toContain('DP-017 已经处置或盘亏');
    expect(
      calls.refusal('disposals.cost', { id: made.id, date: '2018-12-01', amountFen: 1, paid: BANK }),
    ).toContain('不能早于处置的日期 2018-12-03');
    expect(
      calls.refusal('disposals.cost', { id: made.id, date: '2018-12-04', amountFen: 1, paid: null }),
    ).toContain('请填欠谁的');
    calls.call('disposals.close', { id: made.id, date: '2018-12-05' });
    expect(
      calls.refusal('disposals.cost', { id: made.id, date: '2018-12-06', amountFen: 1, paid: BANK }),
    ).toContain('清理已经结转');
  });
});

describe('improvement', () => {
  const works = (fen: number) =>
    calls.call('vouchers.save', {
      date: '2018-09-01',
      attachments: 1,
      lines: [
        { summary: '改建', account: '153', itemId: project(), debitFen: fen, creditFen: 0 },
        { summary: '改建', account: '101', debitFen: 0, creditFen: fen },
      ],
    });
  const project = () =>
    workspace.connection.get<{ id: number }>(
      "SELECT id FROM analysis_item WHERE dim = 'project' AND name = '大棚加固'",
    )?.id ??
    workspace.connection.run(
      "INSERT INTO analysis_item (entity_id, dim, name, note, is_poverty_asset, is_livestock, pinyin_initials, pinyin_full) VALUES (1, 'project', '大棚加固', '', 0, 0, '', '')",
    ).lastId;
  const improvement = (
    assetId: number,
    more: Partial<Input<'improvements.record'>> = {},
  ): Input<'improvements.record'> => ({
    assetId,
    date: '2018-12-10',
    project: '大棚加固',
    amountFen: 6_000_000,
    reason: '加固改建',
    ...more,
  });

  test('adds to the cost and the life, from the next month; undone', () => {
    const id = sheds();
    works(6_000_000);
    runThrough(calls, '2018-06', '2018-11');
    const more = {
      lifeMonths: 144,
      funding: [
        { source: 'state' as const, amountFen: 4_000_000 },
        { source: 'own' as const, amountFen: 2_000_000 },
      ],
    };
    const accumulated = 482_917 * 7;
    const left = 63_650_000 - accumulated;
    expect(calls.call('improvements.preview', improvement(id, more))).toMatchObject({
      mode: 'card',
      costFen: 67_000_000,
      beforeFen: 482_917,
      months: 137,
      afterFen: Math.round(left / 137),
      fromPeriod: '2019-01',
    });
    const made = calls.call('improvements.record', improvement(id, more));
    expect(entriesOf(workspace, made.voucherIds[0]!)).toEqual([
      '借 151[DP 钢架大棚] 60000.00',
      '贷 153[大棚加固] 60000.00',
    ]);
    expect(card(id)).toMatchObject({
      costFen: 67_000_000,
      funding: { stateFen: 4_000_000, ownFen: 63_000_000 },
    });
    // December still by the terms before.
    expect(calls.call('depreciation.run', { period: '2018-12' }).bookedFen).toBe(482_917);
    expect(due(id)).toHaveLength(137);
    expect(due(id).at(-1)!.netFen).toBe(3_350_000);
    expect(failing()).toEqual([]);
    expect(
      calls.refusal('improvements.reverse', { id: made.id, date: '2018-12-31', reason: '错' }),
    ).toContain('请先冲销 2018-12 的折旧');
    const [run] = calls.call('depreciation.runs', {});
    calls.call('depreciation.reverse', { id: run!.id, date: '2018-12-31', reason: '错' });
    calls.call('improvements.reverse', { id: made.id, date: '2018-12-31', reason: '错' });
    expect(card(id)).toMatchObject({ costFen: 61_000_000, funding: { stateFen: 0, ownFen: 61_000_000 } });
    expect(calls.call('depreciation.run', { period: '2018-12' }).bookedFen).toBe(482_917);
    expect(due(id).at(-1)!.fen).toBe(482_877);
    expect(balanceOf(workspace, '153')).toBe(6_000_000);
    expect(failing()).toEqual([]);
  });

  test('fully depreciated: to 171, the card as it was', () => {
    const id = testCard(workspace, {
      no: 'ZZ-01',
      name: '遮阳网',
      costFen: 12_000,
      years: 1,
      residual: '0',
      inServiceOn: '2018-01-10',
    });
    works(6_000_000);
    runThrough(calls, '2018-02', '2019-01');
    const made = calls.call('improvements.record', improvement(id, { date: '2019-02-10' }));
    expect(entriesOf(workspace, made.voucherIds[0]!)).toEqual([
      '借 171[ZZ-01 遮阳网改建] 60000.00',
      '贷 153[大棚加固] 60000.00',
    ]);
    expect(made.warnings.join()).toContain('长期待摊费用');
    expect(card(id).costFen).toBe(12_000);
    calls.call('improvements.reverse', { id: made.id, date: '2019-02-11', reason: '错' });
    expect(balanceOf(workspace, '171')).toBe(0);
    expect(failing()).toEqual([]);
  });

  test('nothing goes before it was improved, the same month neither', () => {
    const id = sheds();
    works(6_000_000);
    runThrough(calls, '2018-06', '2018-11');
    calls.call('improvements.record', improvement(id));
    const what = piecesOf(id, 'DP-017');
    expect(refused(id, '2018-12-09', what)).toContain('在 2018-12-10 还有登记，日期不能早于那一天');
    expect(calls.refusal('improvements.record', improvement(id, { date: '2018-12-09' }))).toContain(
      '2018-12-10',
    );
    dispose(id, '2018-12-10', what);
    expect(failing()).toEqual([]);
  });

  test.each<[string, Partial<Input<'improvements.record'>>, string]>([
    ['more than the works come to', { amountFen: 6_000_001 }, '只有 60,000.00 元'],
    ['works nobody knows', { project: '没有的工程' }, '只有 0.00 元'],
    ['no works', { project: undefined }, '请选改建支出归集在哪个在建工程'],
    ['a life that is over', { lifeMonths: 7 }, '年限至少要 8 个月'],
    ['sources that are not the sum', { funding: [{ source: 'own', amountFen: 1 }] }, '资金来源合计 0.01 元'],
    ['before it came', { date: '2018-05-01' }, '才登记取得'],
  ])('refused: %s', (_, more, sentence) => {
    const id = sheds();
    works(6_000_000);
    expect(calls.refusal('improvements.record', improvement(id, more))).toContain(sentence);
  });
});
