import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Input, Output } from '../../../shared/contract/index.ts';
import { type TestWorkspace, testWorkspace } from '../../workspace/testing.ts';
import { bookChecks } from '../ledger/index.ts';
import { periodsHandlers } from '../periods/index.ts';
import { vouchersHandlers } from '../vouchers/index.ts';
import { depreciationHandlers } from './index.ts';
import { balanceOf, callsOf, entriesOf, sampleCards, testCard } from './testCards.ts';

let workspace: TestWorkspace;
let calls: ReturnType<typeof callsOf>;
beforeEach(() => {
  workspace = testWorkspace();
  calls = callsOf(workspace, { ...depreciationHandlers, ...vouchersHandlers, ...periodsHandlers });
});
afterEach(() => workspace.close());

const run = (period: string, worked: Input<'depreciation.run'>['worked'] = []) =>
  calls.call('depreciation.run', { period, worked });
const preview = (period: string, worked: Input<'depreciation.run'>['worked'] = []) =>
  calls.call('depreciation.preview', { period, worked });
const refused = (period: string, today?: string) => calls.refusal('depreciation.run', { period }, today);
const schedule = (assetId: number) => calls.call('depreciation.schedule', { assetId });

/** Runs from a month through another. */
function runThrough(from: string, to: string): Output<'depreciation.run'>[] {
  const runs: Output<'depreciation.run'>[] = [];
  for (let period = from; period <= to; period = next(period)) runs.push(run(period));
  return runs;
}

function next(period: string): string {
  const [year = 0, month = 0] = period.split('-').map(Number);
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
}

function row(period: string, no: string): Output<'depreciation.preview'>['rows'][number] | undefined {
  return preview(period).rows.find((one) => one.no === no);
}

const yuan = (fen: number) => (fen / 100).toFixed(2);
const failing = () =>
  bookChecks(workspace.connection, 1)
    .filter((one) => !one.ok && one.level === 'block' && one.id !== 'opening-balanced')
    .map((one) => one.id);

describe('the sample list, 2018', () => {
  test('each month by card: what starts when, one voucher a month, 备查 without', () => {
    sampleCards(workspace);
    const months = runThrough('2018-05', '2018-12');
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
