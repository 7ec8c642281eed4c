import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Input } from '../../../shared/contract/index.ts';
import { type TestWorkspace, testWorkspace } from '../../workspace/testing.ts';
import { assetsHandlers } from '../assets/index.ts';
import { bookChecks } from '../ledger/index.ts';
import { periodsHandlers } from '../periods/index.ts';
import { vouchersHandlers } from '../vouchers/index.ts';
import { depreciationHandlers } from './index.ts';
import {
  balanceOf,
  callsOf,
  entriesOf,
  runThrough,
  sampleCards,
  type TestCard,
  testCard,
} from './testCards.ts';

let workspace: TestWorkspace;
let calls: ReturnType<typeof callsOf>;
beforeEach(() => {
  workspace = testWorkspace();
  calls = callsOf(workspace, {
    ...depreciationHandlers,
    ...assetsHandlers,
    ...vouchersHandlers,
    ...periodsHandlers,
  });
});
afterEach(() => workspace.close());

type Worked = Input<'depreciation.run'>['worked'];
const run = (period: string, worked: Worked = []) => calls.call('depreciation.run', { period, worked });
const preview = (period: string, worked: Worked = []) =>
  calls.call('depreciation.preview', { period, worked });
const refused = (period: string, worked: Worked = []) => {
  const sentence = calls.refusal('depreciation.run', { period, worked });
  expect(preview(period, worked).problem).toBe(sentence);
  return sentence;
};
const schedule = (assetId: number) => calls.call('depreciation.schedule', { assetId });
const reverse = (id: number, date = '2019-02-28') =>
  calls.refusal('depreciation.reverse', { id, date, reason: '提错' });
const shown = (period: string) =>
  preview(period).rows.map((one) => `${one.no} ${one.period} ${one.state} ${yuan(one.fen)}`);

const yuan = (fen: number) => (fen / 100).toFixed(2);
const failing = () =>
  bookChecks(workspace.connection, 1)
    .filter((one) => !one.ok && one.level === 'block')
    .map((one) => `${one.id} ${one.left} ${one.right}`);
const dryer = (more: Partial<TestCard> = {}) =>
  testCard(workspace, {
    no: 'HG-01',
    name: '烘干设备',
    costFen: 4_800_000,
    inServiceOn: '2018-07-10',
    ...more,
  });
const van = (units = '200000') =>
  testCard(workspace, { no: 'CL-01', name: '货车', costFen: 10_000_000, inServiceOn: '2018-08-10', units });
/** Closes the months before one, without asking whether they may be. */
function closeThrough(last: string): void {
  for (let month = 1; month <= Number(last.slice(5)); month++) {
    workspace.connection.run(
      "INSERT OR IGNORE INTO closed_period (entity_id, period, closed_by, closed_at) VALUES (1, ?, '', '')",
      `${last.slice(0, 4)}-${String(month).padStart(2, '0')}`,
    );
  }
}

describe('the sample list, 2018', () => {
  test('each month by card: what starts when, one voucher a month, 备查 without', () => {
    sampleCards(workspace);
    const months = runThrough(calls, '2018-05', '2018-12');
    expect(
      months.map((one) => [one.period, one.cards, yuan(one.bookedFen), yuan(one.registeredFen)]),
    ).toEqual([
      ['2018-05', 2, '317.99', '0.00'],
      ['2018-06', 3, '5147.16', '0.00'],
      ['2018-07', 4, '5593.83', '0.00'],
      ['2018-08', 5, '5973.83', '0.00'],
      ['2018-09', 7, '6030.83', '1583.33'],
      ['2018-10', 7, '6030.83', '1583.33'],
      ['2018-11', 7, '6030.83', '1583.33'],
      ['2018-12', 7, '6030.83', '1583.33'],
    ]);
    expect(months.map((one) => one.date)).toEqual([
      '2018-05-31',
      '2018-06-30',
      '2018-07-31',
      '2018-08-31',
      '2018-09-30',
      '2018-10-31',
      '2018-11-30',
      '2018-12-31',
    ]);
    expect(entriesOf(workspace, months.at(-1)!.voucherIds[0]!)).toEqual([
      '借 401[折旧与摊销] 5867.22',
      '借 523[折旧费] 163.61',
      '贷 152[CC-01 手动液压叉车] 57.00',
      '贷 152[DN-01 办公电脑及打印机] 163.61',
      '贷 152[DP 钢架大棚] 4829.17',
      '贷 152[HG-01 香菇烘干设备] 380.00',
      '贷 152[PG-01 喷灌系统] 446.67',
      '贷 152[ZD-01 装袋机] 154.38',
    ]);
    expect(failing()).toEqual([]);
  });
});

describe('schedules to the end of life (DOMAIN §6)', () => {
  test.each<[string, number, number, number, number]>([
    ['DP', 119, 482_917, 482_877, 3_050_000],
    ['LK-01', 239, 158_333, 158_413, 2_000_000],
    ['HG-01', 119, 38_000, 38_000, 240_000],
    ['CC-01', 59, 5_700, 5_700, 18_000],
    ['PG-01', 59, 44_667, 44_647, 0],
    ['ZD-01', 119, 15_438, 15_378, 97_500],
    ['DN-01', 35, 16_361, 16_365, 31_000],
  ])('%s: %i × %i, the last %i (#33)', (no, times, monthly, last, residualFen) => {
    const cards = sampleCards(workspace);
    runThrough(calls, '2018-05', '2018-10');
    const { rows, ...card } = schedule(cards[no]!);
    expect(rows).toHaveLength(times + 1);
    expect(new Set(rows.slice(0, -1).map((row) => row.fen))).toEqual(new Set([monthly]));
    expect(rows.at(-1)).toMatchObject({ fen: last, netFen: residualFen, state: 'due' });
    expect(card).toMatchObject({ residualFen, nextPeriod: '2018-11', overdueMonths: 4 });
    expect(
      rows
        .filter((row) => row.state === 'charged')
        .map((row) => row.period)
        .at(-1),
    ).toBe('2018-10');
    expect(card.leftFen).toBe(card.netFen - residualFen);
  });

  test('run to its end: the last month takes the remainder, and no month after it', () => {
    testCard(workspace, { no: 'BJ', costFen: 100_000, years: 1, residual: '0', inServiceOn: '2018-01-10' });
    const fen: number[] = [];
    for (let month = 2; month <= 12; month++) {
      fen.push(
        calls.call('depreciation.run', { period: `2018-${String(month).padStart(2, '0')}` }).bookedFen,
      );
    }
    fen.push(calls.call('depreciation.run', { period: '2019-01' }).bookedFen);
    expect(fen).toEqual([...Array.from({ length: 11 }, () => 8_333), 8_337]);
    expect(calls.refusal('depreciation.run', { period: '2019-02' })).toContain('2019-02 没有要提折旧的卡片');
    expect(calls.call('depreciation.preview', { period: '2019-02' }).rows).toMatchObject([
      { state: 'nothing', why: '已提足折旧', netFen: 0 },
    ]);
  });
});

describe('which months, in what order', () => {
  test('the month after it came; each once', () => {
    dryer();
    expect(preview('2018-07').rows).toMatchObject([
      { state: 'nothing', why: '当月增加下月起提，从 2018-08 开始', fen: 0 },
    ]);
    expect(preview('2018-06').rows).toEqual([]);
    expect(refused('2018-07')).toContain('没有要提折旧的卡片');
    expect(run('2018-08')).toMatchObject({ cards: 1, bookedFen: 38_000, date: '2018-08-31' });
    expect(refused('2018-08')).toContain('2018-08 的折旧已经提过');
    expect(shown('2018-08')).toEqual(['HG-01 2018-08 done 380.00']);
    expect(balanceOf(workspace, '152')).toBe(-38_000);
  });

  test('the running month as of today, none to come, none before the books', () => {
    dryer();
    runThrough(calls, '2018-08', '2019-02');
    expect(calls.call('depreciation.run', { period: '2019-03' }, '2019-03-11').date).toBe('2019-03-11');
    expect(refused('2019-04')).toContain('2019-04 还没有到');
    expect(refused('2017-12')).toContain('账套启用（2018-01）之前');
  });

  test('a month left out is asked for first; a card that came late is run by itself', () => {
    dryer();
    expect(refused('2018-10')).toBe('还有 1 张卡片前面的月份没有提，折旧按月份顺序计提。请先提 2018-08。');
    expect(preview('2018-10')).toMatchObject({
      earlierPeriod: '2018-08',
      rows: [{ state: 'earlier', why: '2018-08 还没有提，先提那个月' }],
    });
    runThrough(calls, '2018-08', '2018-09');
    testCard(workspace, { no: 'ZD-01', costFen: 1_950_000, inServiceOn: '2018-08-20' });
    expect(refused('2018-10')).toContain('请先提 2018-09');
    expect(run('2018-09')).toMatchObject({ cards: 1, bookedFen: 15_438 });
    expect(run('2018-10')).toMatchObject({ cards: 2, bookedFen: 53_438 });
    expect(failing()).toEqual([]);
  });

  test('closed months that were left out are caught up as rows of their own, and said', () => {
    dryer();
    run('2018-08');
    closeThrough('2018-10');
    expect(refused('2018-09')).toContain('漏提的在计提 2018-11 时一并补提');
    expect(shown('2018-11')).toEqual([
      'HG-01 2018-09 charge 380.00',
      'HG-01 2018-10 charge 380.00',
      'HG-01 2018-11 charge 380.00',
    ]);
    expect(preview('2018-11').rows.map((one) => [one.isCatchUp, one.accumulatedFen])).toEqual([
      [true, 76_000],
      [true, 114_000],
      [false, 152_000],
    ]);
    const made = run('2018-11');
    expect(made.warnings.join()).toContain(
      '补提：HG-01 烘干设备以前没有提的 2 个月一并记入本月，合计 760.00 元',
    );
    const lines = calls.call('vouchers.get', { id: made.voucherIds[0]! }).lines;
    expect(lines.map((one) => one.summary)).toEqual([
      '计提11月折旧',
      '补提2018-09折旧',
      '补提2018-10折旧',
      '计提11月折旧',
    ]);
    expect(
      schedule(1)
        .rows.filter((row) => row.state === 'charged')
        .map((row) => row.period),
    ).toEqual(['2018-08', '2018-09', '2018-10', '2018-11']);
    expect(failing()).toEqual([]);
  });

  test('only 备查: on the cards, no voucher, and said', () => {
    dryer({ isBooked: false });
    const made = run('2018-08');
    expect(made).toMatchObject({ eventId: null, voucherIds: [], bookedFen: 0, registeredFen: 38_000 });
    expect(made.warnings.join()).toContain('不作凭证');
    expect(schedule(1).accumulatedFen).toBe(38_000);
    expect(calls.refusal('depreciation.reverse', { id: made.id, date: '2018-08-31', reason: '错' })).toBe('');
    expect(schedule(1).accumulatedFen).toBe(0);
    expect(failing()).toEqual([]);
  });

  test('an asset at 1 yuan is not depreciated (#32)', () => {
    testCard(workspace, { no: 'JZ-01', name: '旧桌椅', costFen: 100, inServiceOn: '2018-07-10' });
    expect(preview('2018-08').rows).toMatchObject([
      { state: 'nothing', why: '名义金额（1 元）入账，不提折旧' },
    ]);
    expect(schedule(1)).toMatchObject({ rows: [], leftFen: 0, nextPeriod: null });
  });
});

describe('by units of work', () => {
  test('the work of the month is asked for; none is said as 0', () => {
    const id = van();
    expect(refused('2018-09')).toContain('CL-01 货车 按工作量法计提，请先填 2018-09 完成的工作量');
    expect(preview('2018-09').rows).toMatchObject([{ state: 'units', workUnit: '公里', units: null }]);
    expect(run('2018-09', [{ assetId: id, units: '3000' }]).bookedFen).toBe(142_500);
    expect(run('2018-10', [{ assetId: id, units: '0' }])).toMatchObject({
      eventId: null,
      cards: 1,
      bookedFen: 0,
    });
    expect(run('2018-11', [{ assetId: id, units: '1000.5' }]).bookedFen).toBe(47_524);
    expect(schedule(id)).toMatchObject({
      leftFen: 9_500_000 - 142_500 - 47_524,
      rows: [
        { period: '2018-09', units: '3000' },
        { period: '2018-10', fen: 0 },
        { period: '2018-11', units: '1000.5' },
      ],
      terms: [{ monthlyFen: null, perUnit: '0.475', units: '200000' }],
    });
    expect(failing()).toEqual([]);
  });

  test.each<[string, (id: number) => Worked, string]>([
    ['another card', (id) => [{ assetId: id + 1, units: '1' }], '没有这张按工作量法计提的卡片'],
    ['below nothing', (id) => [{ assetId: id, units: '-5' }], '不能是负数'],
    [
      'twice',
      (id) => [
        { assetId: id, units: '5' },
        { assetId: id, units: '6' },
      ],
      '填了两次',
    ],
  ])('refused: %s', (_, worked, sentence) => {
    const id = van();
    expect(calls.refusal('depreciation.run', { period: '2018-09', worked: worked(id) })).toContain(sentence);
  });
});

describe('undone', () => {
  test('the latest first; red on the card and in the books; run again', () => {
    const id = dryer();
    const [august, september] = runThrough(calls, '2018-08', '2018-09');
    expect(reverse(august!.id)).toContain('还有 2018-09 的计提');
    expect(
      calls.call('depreciation.runs', {}).map((one) => [one.period, one.bar === null, one.bookedFen]),
    ).toEqual([
      ['2018-09', true, 38_000],
      ['2018-08', false, 38_000],
    ]);
    expect(
      calls.refusal('depreciation.reverse', { id: september!.id, date: '2018-09-29', reason: '错' }),
    ).toContain('不能早于计提的日期 2018-09-30');
    const undone = calls.call('depreciation.reverse', {
      id: september!.id,
      date: '2018-09-30',
      reason: '提错',
    });
    expect(entriesOf(workspace, undone.voucherIds[0]!)).toEqual([
      '借 401[折旧与摊销] -380.00',
      '贷 152[HG-01 烘干设备] -380.00',
    ]);
    expect(reverse(september!.id)).toContain('已经在 2018-09-30 冲销过了');
    expect(schedule(id)).toMatchObject({ accumulatedFen: 38_000, nextPeriod: '2018-09' });
    expect(run('2018-09').bookedFen).toBe(38_000);
    expect(balanceOf(workspace, '152')).toBe(-76_000);
    expect(calls.call('depreciation.runs', {}).map((one) => one.undoneOn)).toEqual([
      null,
      '2018-09-30',
      null,
    ]);
    expect(failing()).toEqual([]);
  });

  test('a card of 备查 taken off since has taken its charge with it', () => {
    dryer();
    const lent = dryer({ no: 'DN-01', isBooked: false });
    const made = run('2018-08');
    calls.call('assets.reverse', { id: lent, date: '2018-09-03', reason: '还给村里' });
    expect(reverse(made.id, '2018-09-04')).toBe('');
    expect(balanceOf(workspace, '152')).toBe(0);
    expect(shown('2018-08')).toEqual(['HG-01 2018-08 charge 380.00']);
    expect(failing()).toEqual([]);
  });

  test('not while terms count on what a card by units had charged', () => {
    const id = van();
    const made = run('2018-09', [{ assetId: id, units: '3000' }]);
    calls.call('depreciation.changeTerms', {
      assetId: id,
      fromPeriod: '2018-10',
      method: 'units',
      lifeMonths: 120,
      residualPercent: '5',
      units: '150000',
      reason: '里程估多了',
    });
    expect(reverse(made.id)).toContain('请先撤销变更折旧办法');
    expect(reverse(made.id)).toContain('差额加在下月的工作量里');
    calls.call('depreciation.undoTerms', { assetId: id });
    expect(reverse(made.id)).toBe('');
    expect(failing()).toEqual([]);
  });
});

describe('terms changed from a month on (#35)', () => {
  const change = (
    assetId: number,
    more: Partial<Input<'depreciation.changeTerms'>> = {},
  ): Input<'depreciation.changeTerms'> => ({
    assetId,
    fromPeriod: '2018-12',
    method: 'straight-line',
    lifeMonths: 144,
    residualPercent: '5',
    reason: '加固后能多用两年',
    ...more,
  });

  test('a longer life: (net − residual) over the months left; what was charged stays', () => {
    const { DP } = sampleCards(workspace);
    runThrough(calls, '2018-05', '2018-11');
    const left = 57_950_000 - 482_917 * 6;
    const expected = { months: 138, toChargeFen: left, afterFen: Math.round(left / 138) };
    expect(calls.call('depreciation.previewTerms', change(DP!))).toMatchObject({
      ...expected,
      beforeFen: 482_917,
      netFen: 61_000_000 - 482_917 * 6,
      residualFen: 3_050_000,
      lastPeriod: '2030-05',
    });
    expect(calls.call('depreciation.changeTerms', change(DP!))).toMatchObject(expected);
    const { rows, terms } = schedule(DP!);
    expect(rows).toHaveLength(6 + 138);
    expect(rows.slice(0, 6).every((row) => row.fen === 482_917)).toBe(true);
    expect(rows.at(-1)!.netFen).toBe(3_050_000);
    expect(terms.map((one) => [one.fromPeriod, one.lifeMonths, one.residualPercent, one.reason])).toEqual([
      ['2018-06', 120, '5', ''],
      ['2018-12', 144, '5', '加固后能多用两年'],
    ]);
    expect(run('2018-12').bookedFen).toBe(603_083 - 482_917 + expected.afterFen);
  });

  test('months not charged yet are counted by the terms before: running them later gives the same', () => {
    const id = dryer();
    run('2018-08');
    calls.call('depreciation.changeTerms', change(id, { lifeMonths: 60 }));
    runThrough(calls, '2018-09', '2018-12');
    const { rows } = schedule(id);
    expect(rows.slice(0, 4).map((row) => row.fen)).toEqual([38_000, 38_000, 38_000, 38_000]);
    expect(rows).toHaveLength(60);
    expect(rows.at(-1)!.netFen).toBe(240_000);
    expect(failing()).toEqual([]);
  });

  test('to units, and back to months', () => {
    const id = dryer();
    runThrough(calls, '2018-08', '2018-11');
    const more = { method: 'units', units: '10000', workUnit: '小时' } as const;
    expect(calls.call('depreciation.changeTerms', change(id, { ...more, lifeMonths: 120 }))).toMatchObject({
      afterFen: null,
    });
    const left = 4_560_000 - 4 * 38_000;
    expect(run('2018-12', [{ assetId: id, units: '100' }]).bookedFen).toBe(left / 100);
    calls.call('depreciation.changeTerms', change(id, { fromPeriod: '2019-01', lifeMonths: 120 }));
    expect(schedule(id).rows).toHaveLength(120);
    expect(schedule(id).rows.at(-1)!.netFen).toBe(240_000);
  });

  test.each<[string, Partial<Input<'depreciation.changeTerms'>>, string]>([
    ['a month that was charged', { fromPeriod: '2018-11' }, '最早从 2018-12 起'],
    ['far ahead', { fromPeriod: '2019-06' }, '最多提前到下月 2019-04'],
    ['a life that is over', { lifeMonths: 4 }, '已经用了 4 个月，年限至少要 5 个月'],
    ['a residual beyond all', { residualPercent: '150' }, '100'],
    ['units without any', { method: 'units' }, '预计还能完成的工作量'],
    ['units of nothing', { method: 'units', units: '10' }, '请填工作量的单位'],
  ])('refused: %s', (_, more, sentence) => {
    const id = dryer();
    runThrough(calls, '2018-08', '2018-11');
    expect(calls.refusal('depreciation.changeTerms', change(id, more))).toContain(sentence);
    expect(calls.refusal('depreciation.previewTerms', change(id, more))).toContain(sentence);
    expect(schedule(id).terms).toHaveLength(1);
  });

  test('taken back before a month was charged by it, one change after the other', () => {
    const id = dryer();
    runThrough(calls, '2018-08', '2018-11');
    const before = schedule(id);
    const undo = () => calls.refusal('depreciation.undoTerms', { assetId: id });
    expect(undo()).toContain('没有变更过折旧办法');
    calls.call('depreciation.changeTerms', change(id));
    // Another for the same month.
    const second = calls.call('depreciation.changeTerms', change(id, { lifeMonths: 60 }));
    expect(calls.call('depreciation.undoTerms', { assetId: id })).toEqual({
      id: second.id,
      fromPeriod: '2018-12',
    });
    expect(schedule(id).rows).toHaveLength(144);
    const made = run('2018-12');
    expect(undo()).toContain('已经提到 2018-12。请先冲销 2018-12 起的折旧');
    expect(schedule(id).terms).toHaveLength(2);
    expect(reverse(made.id)).toBe('');
    expect(undo()).toBe('');
    expect(schedule(id)).toEqual(before);
    expect(undo()).toContain('没有变更过折旧办法');
    expect(calls.refusal('depreciation.undoTerms', { assetId: 999 })).toContain('没有这张资产卡片');
    expect(run('2018-12').bookedFen).toBe(38_000);
    expect(failing()).toEqual([]);
  });

  test('terms a card was completed by are no change', () => {
    const id = dryer();
    workspace.run((ctx) => {
      ctx.db.run(
        `INSERT INTO asset_terms (asset_id, from_period, method, residual_millionths, life_months, months, to_charge_fen, reason, operator, recorded_at)
         VALUES (?, '2018-12', 'straight-line', 0, 120, 116, 100, '补全资料', '', '')`,
        id,
      );
      return { ok: true, value: null };
    });
    expect(calls.refusal('depreciation.undoTerms', { assetId: id })).toContain('没有变更过折旧办法');
  });

  test('refused: before the latest change, and for a card at 1 yuan', () => {
    const id = dryer();
    calls.call('depreciation.changeTerms', change(id));
    expect(calls.refusal('depreciation.changeTerms', change(id, { fromPeriod: '2018-10' }))).toContain(
      '从 2018-12 起已经有新的折旧办法',
    );
    const chairs = testCard(workspace, { no: 'JZ-01', costFen: 100, inServiceOn: '2018-07-10' });
    expect(calls.refusal('depreciation.changeTerms', change(chairs))).toContain('名义金额');
  });
});

describe('what the month asks for', () => {
  const checks = (period: string) => calls.call('periods.check', { period });
  const of = (period: string, id: string) => checks(period).find((one) => one.id === id);

  test('the depreciation of its cards, until it is run', () => {
    expect(of('2018-08', 'depreciation-run')).toBeUndefined();
    dryer();
    dryer({ no: 'LK-01', isBooked: false });
    expect(of('2018-08', 'depreciation-run')).toMatchObject({
      ok: false,
      level: 'warn',
      left: '1 张',
      rows: [{ text: 'HG-01 烘干设备 380.00', page: { word: 'assets', tab: 'depreciation' } }],
    });
    run('2018-08');
    expect(of('2018-08', 'depreciation-run')).toMatchObject({ ok: true, rows: [] });
    expect(of('2018-08', 'depreciation-booked')).toMatchObject({ ok: true, left: '380.00', right: '380.00' });
  });

  test('a charge that its voucher does not have is shown', () => {
    const id = dryer();
    const made = run('2018-08');
    workspace.connection.run(
      `INSERT INTO asset_move (asset_id, date, kind, cost_fen, accumulated_fen, pieces, period, in_books, event_id)
       VALUES (?, '2018-08-31', 'depreciated', 0, 38000, 0, '2018-09', 1, ?)`,
      id,
      made.eventId,
    );
    expect(of('2018-08', 'depreciation-booked')).toMatchObject({
      ok: false,
      level: 'block',
      rows: [{ text: '2018-08-31 HG-01 烘干设备：凭证 380.00，卡片 760.00' }],
    });
  });

  test('a stock-take at the year’s end', () => {
    dryer();
    expect(of('2018-11', 'stocktake-made')).toBeUndefined();
    expect(of('2018-12', 'stocktake-made')).toMatchObject({ ok: false, level: 'warn', right: '没有做' });
  });
});
