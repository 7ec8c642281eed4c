import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract, type Input, type Output } from '../../../shared/contract/index.ts';
import type { Result } from '../../../shared/rules/result.ts';
import { bookChecks } from '../../books/ledger/index.ts';
import type { Reading } from '../../workspace/context.ts';
import { testWorkspace, type TestWorkspace } from '../../workspace/testing.ts';
import { bookHandlers, type BookMethod } from '../handlers.ts';
import { buildDemo } from './build.ts';

describe('the demo’s mutual-aid association', () => {
  let workspace: TestWorkspace;
  beforeAll(() => {
    workspace = testWorkspace();
    const built = workspace.run(buildDemo, { today: '2019-03-01' });
    if (!built.ok) throw new Error(built.error.message);
  }, 60_000);
  afterAll(() => workspace.close());

  function ask<M extends BookMethod>(method: M, input: Input<M>): Output<M> {
    const handler = bookHandlers[method] as (context: Reading, input: unknown) => Result<Output<M>>;
    const result = handler(workspace.writing(), contract[method].input.parse(input));
    if (!result.ok) throw new Error(result.error.message);
    return contract[method].output.parse(result.value) as Output<M>;
  }

  it('has 34 loans of 340,000.00 in six groups, two overdue at the year’s end', () => {
    const loans = ask('fund.loans', { asOf: '2018-12-31' });
    expect(loans).toHaveLength(34);
    expect(loans.reduce((sum, loan) => sum + loan.principalFen, 0)).toBe(340_000_00);
    expect(loans.reduce((sum, loan) => sum + loan.repaidFen, 0)).toBe(47_499_85);
    expect(loans.reduce((sum, loan) => sum + loan.feePaidFen, 0)).toBe(2_016_66);
    expect(loans.filter((loan) => loan.state === 'overdue').map((loan) => loan.dueOn)).toEqual([
      '2018-10-07',
      '2018-10-24',
    ]);
    expect(loans.filter((loan) => loan.behindFen > 0)).toEqual([]);
    expect(ask('fund.groups', { asOf: '2018-12-31' }).map((group) => group.size)).toEqual([6, 7, 5, 6, 5, 5]);
  });

  it('knows where its money is, and lends within its limit', () => {
    const position = ask('fund.position', { asOf: '2018-12-31' });
    expect(position).toMatchObject({
      lentFen: 292_500_15,
      overdueFen: 20_000_00,
      overdueLoans: 2,
      fiscalFen: 400_000_00,
      assistanceFen: 20_000_00,
      members: 34,
      groups: 6,
      warnings: [],
    });
    // All that came in, less what was spent.
    expect(position.fundFen).toBe(420_000_00 + position.ownFen + 2_016_66 - 480_00 - 260_00 - 315_50);
    expect(position.ownFen + position.grantedFen).toBe(34 * 500_00);
  });

  it('distributed the fee of the year, to the fen', () => {
    const { feeFen, parts, warnings, eventId } = ask('fund.distribution', { year: 2018 });
    expect([feeFen, warnings]).toEqual([1_966_66, []]);
    expect(parts.map((part) => [part.name, part.fen])).toEqual([
      ['运行费', 786_66],
      ['公积金', 590_00],
      ['公益金', 295_00],
      ['风险准备金', 295_00],
    ]);
    expect(eventId).not.toBeNull();
  });

  it('closed its books month by month, and every equation of both books holds', () => {
    const fundId = ask('fund.get', {})!.id;
    expect(ask('periods.list', { entityId: fundId }).currentPeriod).toBe('2019-01');
    for (const id of [1, fundId]) {
      expect(bookChecks(workspace.connection, id).filter((one) => !one.ok)).toEqual([]);
    }
  });
});
