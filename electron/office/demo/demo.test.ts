import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract, type Input, type Output } from '../../../shared/contract/index.ts';
import type { Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import { testWorkspace, type TestWorkspace } from '../../workspace/testing.ts';
import { claimChecks } from '../../books/claims/index.ts';
import { villageChecks } from '../../books/loans/index.ts';
import { bookHandlers, type BookMethod } from '../handlers.ts';
import { buildDemo, type DemoBuilt } from './build.ts';

describe('the demo', () => {
  let workspace: TestWorkspace;
  let built: DemoBuilt;

  beforeAll(() => {
    workspace = testWorkspace();
    const result = workspace.run(buildDemo, { today: '2019-03-01' });
    if (!result.ok) throw new Error(result.error.message);
    built = result.value;
  });
  afterAll(() => workspace.close());

  function ask<M extends BookMethod>(method: M, input: Input<M>): Output<M> {
    const handler = bookHandlers[method] as (context: Reading, input: unknown) => Result<Output<M>>;
    const result = handler(workspace.writing(), contract[method].input.parse(input));
    if (!result.ok) throw new Error(result.error.message);
    return contract[method].output.parse(result.value) as Output<M>;
  }

  it('says what it put in', () => {
    expect(built).toMatchObject({ households: 411, people: 1384, members: 47, deliveries: 115 });
  });

  it('registers the village', () => {
    const groups = ask('groups.list', {});
    expect(groups).toHaveLength(8);
    expect(sum(groups.map((group) => group.households))).toBe(411);
    expect(sum(groups.map((group) => group.people))).toBe(1384);
    expect(ask('households.list', { category: '低保' })).toHaveLength(60);
    expect(ask('persons.search', { search: '李秀英' })).toHaveLength(2);
  });

  it('has 920,000.00 of shares from 47 members, each with a receipt', () => {
    const members = ask('members.list', {});
    expect(members).toHaveLength(47);
    expect(sum(members.map((member) => member.capitalFen))).toBe(92_000_000);
    const transactions = ask('shares.list', {});
    expect(transactions).toHaveLength(47);
    expect(new Set(transactions.map((row) => row.receiptNo)).size).toBe(47);
    expect(transactions.filter((row) => row.fromRelief).map((row) => row.source)).toEqual(
      Array<string>(19).fill('到户产业扶持资金'),
    );
  });

  it('has the year’s deliveries', () => {
    const totals = ask('deliveries.totals', { year: 2018 });
    expect(sum(totals.map((total) => total.amountFen))).toBe(69_673_935);
    expect(new Set(totals.map((total) => total.memberNo)).size).toBe(32);
    const twice = ask('deliveries.list', { year: 2018 }).filter((row) => row.ordinal === 2);
    expect(twice.map((row) => row.memberNo)).toEqual(['M047']);
  });

  it('has 127 households’ bank loans of 3,145,000.00, one extended, one overdue, the quarters settled', () => {
    const { totals, rows } = ask('loans.list', { asOf: '2018-12-31' });
    expect(totals).toMatchObject({
      loans: 127,
      households: 127,
      amountFen: 314_500_000,
      drawnFen: 314_500_000,
    });
    const states = Map.groupBy(rows, (row) => row.state);
    expect([...states].map(([state, some]) => [state, some.length]).sort()).toEqual([
      ['extended', 1],
      ['normal', 124],
      ['overdue', 1],
      ['settled', 1],
    ]);
    expect(sum(rows.map((row) => Number(row.repaidFen > 0)))).toBe(14);
    expect(rows.find((row) => row.state === 'overdue')).toMatchObject({ overdueDays: 45 });
    const { rows: settled, totals: of2018 } = ask('loans.settled', { from: '2018-01-01', to: '2018-12-20' });
    expect(settled.every((row) => row.settlementId !== null && !row.isStale)).toBe(true);
    expect(of2018.subsidyFen + of2018.ownFen).toBe(of2018.interestFen + of2018.penaltyFen);
    expect(of2018.penaltyFen).toBeGreaterThan(0);
    const reminders = ask('loans.reminders', { asOf: '2018-12-31' });
    expect(reminders.overdue).toHaveLength(1);
    expect(reminders.interestNotSeen.length).toBeGreaterThan(3);
    expect(ask('loans.conflicts', { asOf: '2018-12-31' }).rows.map((row) => row.kind)).toEqual(
      Array<string>(3).fill('purpose'),
    );
    expect(villageChecks(workspace.connection).every((check) => check.ok)).toBe(true);
  });

  it('has the quarters’ subsidies claimed: one paid, one on notice, one computed', () => {
    const batches = ask('claims.list', { year: 2018 });
    expect(batches.map((batch) => batch.state)).toEqual(['paid', 'noticed', 'computed']);
    const [second] = batches;
    expect(second!.totals.paidFen).toBe(second!.totals.claimedFen);
    // Slips came in the days after the settlement.
    const { rows } = ask('loans.settled', { from: '2018-03-21', to: '2018-06-30' });
    const seen = rows.filter((row) => row.settlesOn === '2018-06-20' && row.paidFen >= row.dueFen);
    expect(second!.totals).toMatchObject({
      loans: seen.length,
      claimedFen: sum(seen.map((row) => row.subsidyFen)),
    });
    // Of the fourth, the one that is overdue and those whose slip was not seen.
    const left = ask('claims.get', { id: batches[2]!.id }).lines.filter((line) => !line.isIncluded);
    expect(left.map((line) => /逾期|付息凭证/.exec(line.excludedReason)?.[0]).sort()).toEqual([
      ...Array<string>(left.length - 1).fill('付息凭证'),
      '逾期',
    ]);
    expect(ask('claims.unclaimed', { asOf: '2018-12-31' }).length).toBeGreaterThan(3);
    expect(claimChecks(workspace.connection).every((check) => check.ok)).toBe(true);
  });

  it('has one approved run, that of 2018', () => {
    const runs = ask('dividends.list', {});
    expect(runs).toMatchObject([
      {
        id: built.runId,
        fiscalYear: 2018,
        state: 'approved',
        meeting: { date: '2019-02-16', resolution: '2019年第3号', present: 43, votesFor: 41, votesTotal: 47 },
        totalFen: 14_695_802,
        payableFen: 14_695_802,
      },
    ]);
    const { totals, lines } = ask('dividends.get', { id: built.runId });
    expect(totals).toMatchObject({
      reserveFen: 1_632_867,
      distributableFen: 14_695_802,
      patronagePoolFen: 8_817_482,
      surplusPoolFen: 5_878_320,
      remainderFen: 0,
      netFen: 14_695_802,
      weightFen: 160_000_000,
    });
    expect(lines).toHaveLength(47);
  });

  it.each([
    ['M001', 273_132, 126_634, 399_766],
    ['M003', 0, 108_264, 108_264],
    ['M011', 315_331, 236_853, 552_184],
    ['M043', 138_782, 163_373, 302_155],
    ['M047', 352_172, 89_894, 442_066],
  ])('distributes to %s as worked out by hand', (memberNo, patronageReturnFen, surplusShareFen, totalFen) => {
    const { lines } = ask('dividends.get', { id: built.runId });
    expect(lines.find((line) => line.memberNo === memberNo)).toMatchObject({
      patronageReturnFen,
      surplusShareFen,
      totalFen,
      netFen: totalFen,
    });
  });

  const expectedFile = `${import.meta.dirname}/../../../../shared/data/expected.json`;
  it.runIf(existsSync(expectedFile))('agrees with the second implementation for every member', () => {
    const { dividend } = JSON.parse(readFileSync(expectedFile, 'utf8')) as {
      dividend: { members: Record<string, unknown>[] };
    };
    const { lines } = ask('dividends.get', { id: built.runId });
    expect(
      lines.map((line) => ({
        no: line.memberNo,
        name: line.name,
        group: line.groupNo,
        capital: line.capitalFen,
        patronage: line.patronageFen,
        patronageReturn: line.patronageReturnFen,
        surplusShare: line.surplusShareFen,
        total: line.totalFen,
        grantShare: line.grantShareFen,
        donationShare: line.donationShareFen,
        reserveShare: line.reserveQuantifiedFen,
      })),
    ).toEqual(dividend.members.map(({ shareOnlyMethodA: _, ...member }) => member));
  });

  it('tells where the office is and who supervises', () => {
    expect(ask('settings.read', {})).toMatchObject({
      charterArticle: '第三十八条',
      legalRepresentative: '周兴才',
    });
  });

  it('is the same each time it is built', () => {
    const again = testWorkspace();
    try {
      again.run(buildDemo, { today: '2019-03-01' });
      expect(contentOf(again)).toEqual(contentOf(workspace));
    } finally {
      again.close();
    }
  });

  it('can be built on any later day, and not on one before its own last entry', () => {
    const later = testWorkspace();
    try {
      expect(later.run(buildDemo, { today: '2019-02-19' })).toMatchObject({
        ok: false,
        error: { code: 'demo_too_early' },
      });
      expect(later.run(buildDemo, { today: '2031-12-31' })).toMatchObject({ ok: true });
    } finally {
      later.close();
    }
  });
});

/** Every row of every table. */
function contentOf({ connection }: TestWorkspace): Record<string, unknown[]> {
  const tables = connection.all<{ name: string }>(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
  );
  return Object.fromEntries(tables.map(({ name }) => [name, connection.all(`SELECT * FROM "${name}"`)]));
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
