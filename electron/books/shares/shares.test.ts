import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { capitalOfYear } from '../../../shared/rules/capital.ts';
import type { Result } from '../../../shared/rules/result.ts';
import { type TestWorkspace, testWorkspace } from '../../workspace/testing.ts';
import { createHousehold, createPerson } from '../village/index.ts';
import {
  accountOf,
  createMember,
  holdings,
  membersForRun,
  payableOfRun,
  recordContribution,
  shareMovements,
  sharesHandlers,
} from './index.ts';
import { moveReserve } from './quantified.ts';
import { compositionWarnings } from './member.ts';
import { ROSTER } from './roster.ts';
import { HOLDINGS } from './weights.ts';

let workspace: TestWorkspace;
beforeEach(() => (workspace = testWorkspace()));
afterEach(() => workspace.close());

const call = sharesHandlers as {
  readonly [K in keyof typeof sharesHandlers]: Extract<
    (typeof sharesHandlers)[K],
    (...a: never[]) => unknown
  >;
};

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function member(name: string, more: { code?: string; no?: string; joinedOn?: string } = {}): number {
  return value(
    workspace.run((ctx) => {
      const home = createHousehold(
        ctx,
        { code: more.code ?? name, groupNo: 1, category: '低保', phone: '', note: '' },
        { name, relation: '', idNumber: null, phone: '', card: null },
      );
      if (!home.ok) return home;
      const joinedOn = more.joinedOn ?? '2018-01-01';
      return createMember(ctx, { kind: 'person', personId: home.value.headId, no: more.no, joinedOn });
    }),
  ).id;
}

function contribute(memberId: number, date: string, amountFen: number, more: { fromRelief?: boolean } = {}) {
  return workspace.run((ctx) =>
    recordContribution(ctx, {
      memberId,
      date,
      form: 'cash',
      source: '自筹',
      fromRelief: false,
      amountFen,
      document: '',
      note: '',
      ...more,
    }),
  );
}

function transfer(fromMemberId: number, toMemberId: number, date: string, amountFen: number) {
  return workspace.run((ctx) =>
    call['shares.transfer'](ctx, { fromMemberId, toMemberId, date, amountFen, agreement: '协议1', note: '' }),
  );
}

function reverse(id: number, date: string, today?: string) {
  return workspace.run(
    (ctx) => call['shares.reverse'](ctx, { id, date, reason: '记错' }),
    today === undefined ? undefined : { today },
  );
}

function apply(memberId: number, appliedOn: string) {
  return workspace.run((ctx) =>
    call['shares.requestWithdrawal'](ctx, { memberId, appliedOn, document: '申请书' }),
  );
}

function held(asOf: string): Record<number, number> {
  return Object.fromEntries([...holdings(workspace.connection, 1, asOf)].filter(([, fen]) => fen !== 0));
}

function roster(asOf: string, search?: string) {
  return value(call['members.list'](workspace.writing(), search === undefined ? { asOf } : { asOf, search }));
}

/** An approved run written straight into the tables, as the dividend book would leave it. */
function approvedRun(
  fiscalYear: number,
  lines: { memberId: number; netFen: number; reserveFen?: number; grantFen?: number }[],
): number {
  const db = workspace.connection;
  const { lastId: runId } = db.run(
    `INSERT INTO dividend_run (entity_id, fiscal_year, draft_no, state, inputs, totals, meeting_date, resolution, posting_date, created_at, operator)
     VALUES (1, ?, 1, 'approved', '{}', '{}', ?, '决1', ?, '', '')`,
    fiscalYear,
    `${fiscalYear + 1}-01-10`,
    `${fiscalYear + 1}-01-20`,
  );
  for (const line of lines) {
    db.run(
      `INSERT INTO dividend_line VALUES (?, ?, '', '', NULL, '', 0, '0', 1, 0, 0, 1, 0, 0, 0, ?, 0, 0, 0, 0, 0, 0, ?, ?, ?, 0, ?, ?)`,
      runId,
      line.memberId,
      line.grantFen ?? 0,
      line.netFen,
      line.netFen,
      line.netFen,
      line.netFen,
      line.reserveFen ?? 0,
    );
    moveReserve(
      db,
      {
        register: 'dividend-run',
        id: runId,
        entityId: 1,
        date: `${fiscalYear + 1}-01-20`,
        countsFrom: `${fiscalYear}-12-31`,
      },
      [{ memberId: line.memberId, fen: line.reserveFen ?? 0 }],
    );
  }
  return runId;
}

describe('members', () => {
  test('numbers follow on, and the list is in their order with exact percentages', () => {
    const ids = ['张守田', '李秀英', '王德福'].map((name) => member(name));
    const tenth = member('赵明清', { no: 'm010' });
    [1_000_000, 1_000_000, 1_000_000].forEach((fen, index) =>
      value(contribute(ids[index]!, '2018-05-01', fen)),
    );
    expect(roster('2018-12-31').map((row) => [row.no, row.capitalFen, row.percent, row.shares])).toEqual([
      ['M001', 1_000_000, '33.33', '10'],
      ['M002', 1_000_000, '33.33', '10'],
      ['M003', 1_000_000, '33.33', '10'],
      ['M010', 0, '0.00', '0'],
    ]);
    expect(roster('2018-12-31', 'lxy').map((row) => row.no)).toEqual(['M002']);
    expect(roster('2018-12-31', 'm010').map((row) => row.id)).toEqual([tenth]);
    expect(roster('2018-05-01')[0]?.lastChange).toEqual({ date: '2018-05-01', label: '入股 +10,000.00' });
  });

  test('one person, one account; two members in one household are two accounts', () => {
    const first = member('张守田', { code: 'H001' });
    const person = workspace.connection.get<{ id: number; householdId: number }>(
      'SELECT p.id, p.household_id AS householdId FROM member m JOIN person p ON p.id = m.person_id WHERE m.id = ?',
      first,
    )!;
    const again = workspace.run((ctx) =>
      createMember(ctx, { kind: 'person', personId: person.id, joinedOn: '2018-01-01' }),
    );
    expect(again).toMatchObject({ ok: false, error: { code: 'member_exists' } });
    const wife = value(
      workspace.run((ctx) => {
        const made = createPerson(
          ctx,
          { name: '李秀英', relation: '配偶', idNumber: null, phone: '', card: null },
          { householdId: person.householdId },
        );
        return made.ok
          ? createMember(ctx, { kind: 'person', personId: made.value.id, joinedOn: '2018-01-01' })
          : made;
      }),
    );
    expect(roster('2018-12-31').map((row) => [row.id, row.householdCode])).toEqual([
      [first, 'H001'],
      [wife.id, 'H001'],
    ]);
  });

  test.each([
    [5, 1, 0],
    [20, 2, 1],
    [47, 2, 0],
    [47, 3, 1],
    [4, 1, 1],
    [10, 3, 2],
  ])('%i members, %i organisations: %i warnings', (members, organisations, warnings) => {
    expect(compositionWarnings(members, organisations)).toHaveLength(warnings);
  });

  test('an organisation joins once, and only with a warning if it is a village body', () => {
    const body = { name: '张家坝村股份经济合作社', code: '', isVillageBody: true };
    const join = () =>
      workspace.run((ctx) =>
        createMember(ctx, { kind: 'organisation', organisation: body, joinedOn: '2018-01-01' }),
      );
    expect(value(join()).warnings[0]).toContain('第十九条');
    expect(join()).toMatchObject({ ok: false, error: { code: 'member_exists' } });
  });
});

describe('contributions', () => {
  test('receipts are numbered by year without gaps, also after a refusal', () => {
    const id = member('张守田');
    expect(value(contribute(id, '2018-05-01', 100)).receiptNo).toBe('SJ2018-0001');
    expect(contribute(id, '2030-05-01', 100).ok).toBe(false);
    expect(value(contribute(id, '2019-01-01', 100)).receiptNo).toBe('SJ2019-0001');
    expect(value(contribute(id, '2018-05-01', 100)).receiptNo).toBe('SJ2018-0002');
  });

  test('labour is refused with the article and the way out', () => {
    const id = member('张守田');
    const refused = workspace.run((ctx) =>
      recordContribution(ctx, {
        memberId: id,
        date: '2018-05-01',
        form: 'labour',
        source: '投劳',
        fromRelief: false,
        amountFen: 100,
        document: '',
        note: '',
      }),
    );
    expect(refused).toMatchObject({ ok: false, error: { code: 'labour_refused' } });
    expect(refused.ok ? '' : refused.error.fields?.['form']).toMatch(/第十三条.*现金入股/u);
  });

  test.each([
    ['2019-03-02', 'date_future'],
    ['2018-02-30', 'date_unreal'],
  ])('%s: %s', (date, code) => {
    expect(contribute(member('张守田'), date, 100)).toMatchObject({ ok: false, error: { code } });
  });

  test('a contribution from before the day of joining moves that day', () => {
    const id = member('张守田', { joinedOn: '2018-07-01' });
    expect(value(contribute(id, '2018-05-01', 100)).warnings[0]).toContain('提前到 2018-05-01');
    expect(roster('2018-05-01')).toHaveLength(1);
  });

  test('a year whose dividend is approved takes nothing more', () => {
    const id = member('张守田');
    value(contribute(id, '2018-05-01', 100));
    approvedRun(2018, [{ memberId: id, netFen: 10 }]);
    expect(contribute(id, '2018-12-31', 100)).toMatchObject({ ok: false, error: { code: 'year_closed' } });
    expect(contribute(id, '2019-01-01', 100).ok).toBe(true);
  });
});

describe('transfers', () => {
  test('what was contributed otherwise goes first, relief capital keeps its column, the total stays', () => {
    const [a, b] = [member('张守田'), member('李秀英')];
    value(contribute(a, '2018-05-01', 300));
    value(contribute(a, '2018-05-01', 500, { fromRelief: true }));
    const moved = value(transfer(a, b, '2018-06-01', 400));
    expect(moved.warnings[0]).toContain('1.00 元来源于到户类扶贫项目资产');
    expect(held('2018-06-01')).toEqual({ [a]: 400, [b]: 400 });
    expect(roster('2018-06-01').map((row) => row.capitalFromReliefFen)).toEqual([400, 100]);
    const rows = value(call['shares.list'](workspace.writing(), {}));
    expect(rows.map((row) => [row.seq, row.kind, row.amountFen, row.fromRelief, row.date])).toEqual([
      [1, 'contribution', 300, false, '2018-05-01'],
      [2, 'contribution', 500, true, '2018-05-01'],
      [3, 'transfer-out', -300, false, '2018-06-01'],
      [4, 'transfer-out', -100, true, '2018-06-01'],
      [5, 'transfer-in', 300, false, '2018-06-01'],
      [6, 'transfer-in', 100, true, '2018-06-01'],
    ]);
  });

  test('not to oneself, not more than there is on any later day', () => {
    const [a, b] = [member('张守田'), member('李秀英')];
    value(contribute(a, '2018-05-01', 300));
    value(transfer(a, b, '2018-08-01', 200));
    expect(transfer(a, a, '2018-06-01', 100)).toMatchObject({
      ok: false,
      error: { code: 'transfer_to_self' },
    });
    expect(transfer(a, b, '2018-06-01', 101)).toMatchObject({
      ok: false,
      error: { code: 'share_not_enough' },
    });
    expect(transfer(a, b, '2018-04-30', 1)).toMatchObject({ ok: false, error: { code: 'share_not_enough' } });
    expect(value(transfer(a, b, '2018-06-01', 100)).warnings[0]).toContain('仍是社员');
  });

  test('reversing a transfer takes both legs back; a reversal is not reversed; each only once', () => {
    const [a, b] = [member('张守田'), member('李秀英')];
    const { id: contribution } = value(contribute(a, '2018-05-01', 300));
    const { id } = value(transfer(a, b, '2018-06-01', 300));
    expect(reverse(contribution, '2018-06-02')).toMatchObject({
      ok: false,
      error: { code: 'share_not_enough' },
    });
    const second = value(call['shares.list'](workspace.writing(), {})).find(
      (row) => row.kind === 'transfer-in',
    )!;
    const reversal = value(reverse(second.id, '2018-06-02'));
    expect(held('2018-06-02')).toEqual({ [a]: 300 });
    expect(reverse(id, '2018-06-02')).toMatchObject({ ok: false, error: { code: 'already_reversed' } });
    expect(reverse(reversal.id, '2018-06-02')).toMatchObject({
      ok: false,
      error: { code: 'reversal_reversed' },
    });
    expect(reverse(contribution, '2018-04-30')).toMatchObject({
      ok: false,
      error: { code: 'reversal_too_early' },
    });
    expect(value(reverse(contribution, '2018-06-02')).warnings[0]).toContain('晚于原记录');
    expect(held('2018-06-02')).toEqual({});
  });
});

describe('death and inheritance', () => {
  test('a frozen account does nothing but pass to heirs whose parts sum to it', () => {
    const [dead, son, daughter] = [member('张守田'), member('张建国'), member('张玉兰')];
    value(contribute(dead, '2018-05-01', 700, { fromRelief: true }));
    value(contribute(dead, '2018-05-01', 300));
    value(
      workspace.run((ctx) => call['members.freeze'](ctx, { id: dead, date: '2018-09-01', reason: '去世' })),
    );
    expect(contribute(dead, '2018-10-01', 100)).toMatchObject({
      ok: false,
      error: { code: 'member_frozen' },
    });
    expect(transfer(dead, son, '2018-10-01', 100)).toMatchObject({
      ok: false,
      error: { code: 'member_frozen' },
    });
    expect(apply(dead, '2018-10-01')).toMatchObject({ ok: false, error: { code: 'member_frozen' } });
    const pass = (parts: [number, number]) =>
      workspace.run((ctx) =>
        call['shares.inherit'](ctx, {
          fromMemberId: dead,
          date: '2018-11-01',
          document: '公证书',
          heirs: [
            { memberId: son, amountFen: parts[0] },
            { memberId: daughter, amountFen: parts[1] },
          ],
        }),
      );
    expect(pass([600, 300])).toMatchObject({ ok: false, error: { code: 'heirs_do_not_sum' } });
    const { id } = value(pass([667, 333]));
    expect(roster('2018-11-01').map((row) => [row.state, row.capitalFen, row.capitalFromReliefFen])).toEqual([
      ['left', 0, 0],
      ['active', 667, 467],
      ['active', 333, 233],
    ]);
    expect(roster('2018-10-01').map((row) => row.state)).toEqual(['frozen', 'active', 'active']);
    value(reverse(id, '2018-11-01'));
    expect(held('2018-11-01')).toEqual({ [dead]: 1000 });
    expect(roster('2018-11-01')[0]?.state).toBe('frozen');
  });
});

describe('withdrawal', () => {
  test.each([
    ['2018-09-30', '2018-12-31'],
    ['2018-11-15', '2019-12-31'],
  ])('applied %s, ends %s', (appliedOn, effectiveOn) => {
    const id = member('张守田');
    const applied = value(apply(id, appliedOn));
    expect(applied.effectiveOn).toBe(effectiveOn);
    expect(apply(id, appliedOn)).toMatchObject({ ok: false, error: { code: 'withdrawal_open' } });
    value(workspace.run((ctx) => call['shares.cancelWithdrawal'](ctx, { id: applied.id, reason: '不退了' })));
    expect(roster('2018-12-31')[0]?.state).toBe('active');
  });

  test('refunds everything after the year end, still counts in that year, and can be undone', () => {
    const [a, b] = [member('张守田'), member('李秀英')];
    value(contribute(a, '2018-05-01', 300));
    value(contribute(b, '2018-05-01', 100));
    const { id } = value(apply(a, '2018-09-01'));
    expect(contribute(a, '2018-10-01', 100)).toMatchObject({ ok: false, error: { code: 'member_leaving' } });
    const effect = (date: string) =>
      workspace.run((ctx) => call['shares.effectWithdrawal'](ctx, { id, date, document: '' }));
    expect(effect('2018-12-30')).toMatchObject({ ok: false, error: { code: 'withdrawal_too_early' } });
    approvedRun(2018, [
      { memberId: a, netFen: 50, reserveFen: 7 },
      { memberId: b, netFen: 10, grantFen: 9 },
    ]);
    const done = value(effect('2019-02-01'));
    expect(done.warnings).toEqual(['应退还出资 3.00 元、公积金份额 0.07 元。']);
    expect(held('2019-01-31')).toEqual({ [a]: 300, [b]: 100 });
    expect(held('2019-02-01')).toEqual({ [b]: 100 });
    expect(contribute(a, '2019-02-02', 100)).toMatchObject({ ok: false, error: { code: 'member_left' } });

    const movements = shareMovements(workspace.connection, 1, 2018).get(a)!;
    expect(capitalOfYear(2018, 'fen-days', movements).weight).toBe(300n * 245n);
    expect(
      capitalOfYear(2019, 'fen-days', shareMovements(workspace.connection, 1, 2019).get(a)!).weight,
    ).toBe(0n);
    const run = membersForRun(workspace.connection, 1, 2018);
    expect(run.map((row) => [row.id, row.yearEndCapitalFen, row.sharesGrants])).toEqual([
      [a, 300, false],
      [b, 100, true],
    ]);
    expect(membersForRun(workspace.connection, 1, 2019)).toMatchObject([
      { id: b, openingReserveFen: 0, isHardship: true },
    ]);
    const detail = value(call['members.get'](workspace.writing(), { id: a }));
    expect(detail.withdrawals).toMatchObject([{ state: 'effected', capitalFen: 300, reserveShareFen: 7 }]);
    expect(detail.member).toMatchObject({ state: 'left', reserveShareFen: 0 });

    value(reverse(done.id, '2019-02-01'));
    expect(held('2019-02-01')).toEqual({ [a]: 300, [b]: 100 });
    expect(roster('2019-02-01')[0]).toMatchObject({ state: 'leaving', reserveShareFen: 7 });
    value(effect('2019-02-20'));
    expect(roster('2019-02-19')[0]).toMatchObject({ reserveShareFen: 7, capitalFen: 300 });
    expect(roster('2019-02-20')[0]).toMatchObject({ reserveShareFen: 0, capitalFen: 0 });
  });

  test('a refund paid on the very year end still leaves the year its capital', () => {
    const a = member('张守田');
    value(contribute(a, '2018-05-01', 300));
    const { id } = value(apply(a, '2018-09-01'));
    value(
      workspace.run((ctx) => call['shares.effectWithdrawal'](ctx, { id, date: '2018-12-31', document: '' })),
    );
    expect(membersForRun(workspace.connection, 1, 2018)[0]).toMatchObject({ yearEndCapitalFen: 300 });
    expect(membersForRun(workspace.connection, 1, 2019)).toEqual([]);
  });
});

describe('surplus turned into shares', () => {
  test('takes from what the run still owes, and gives it back on reversal', () => {
    const a = member('张守田');
    value(contribute(a, '2018-05-01', 300));
    const runId = approvedRun(2018, [{ memberId: a, netFen: 50 }]);
    const convert = (amountFen: number) =>
      workspace.run((ctx) =>
        call['shares.fromSurplus'](ctx, {
          runId,
          memberId: a,
          date: '2019-02-01',
          amountFen,
          resolution: '决2',
        }),
      );
    expect(convert(51)).toMatchObject({ ok: false, error: { code: 'payable_not_enough' } });
    const { id } = value(convert(50));
    expect(payableOfRun(workspace.connection, runId).get(a)).toEqual({
      netFen: 50,
      paidFen: 0,
      convertedFen: 50,
      payableFen: 0,
      returnPayableFen: 0,
    });
    const state = () => workspace.connection.get<{ state: string }>('SELECT state FROM dividend_run')?.state;
    expect(state()).toBe('settled');
    value(reverse(id, '2019-02-02'));
    expect(payableOfRun(workspace.connection, runId).get(a)?.payableFen).toBe(50);
    expect(state()).toBe('approved');
  });
});

describe('the member account', () => {
  test('opening, movements and closing agree in every column, year after year', () => {
    const [a, b] = [member('张守田'), member('李秀英')];
    value(contribute(a, '2018-05-01', 300, { fromRelief: true }));
    value(contribute(a, '2018-06-01', 200));
    value(transfer(a, b, '2018-07-01', 250));
    workspace.connection.run(
      `INSERT INTO delivery (entity_id, member_id, date, product, quantity_milli, price_e4, amount_fen, ordinal, operator, recorded_at)
       VALUES (1, ?, '2018-06-03', '鲜菇', 359500, 70000, 251650, 1, '', ''), (1, ?, '2018-06-09', '木耳', 1000, 10000, 100, 1, '', '')`,
      a,
      a,
    );
    approvedRun(2018, [{ memberId: a, netFen: 50, reserveFen: 7, grantFen: 9 }]);
    const account = value(accountOf(workspace.connection, a, 2018));
    expect(account).toMatchObject({ address: '张家坝村1组', products: ['木耳', '鲜菇'] });
    expect(account.rows.map((row) => [row.no, row.date, row.summary])).toEqual([
      [1, '2018-05-01', '入股 自筹 SJ2018-0001'],
      [2, '2018-06-01', '入股 自筹 SJ2018-0002'],
      [3, '2018-06-09', '6月交售 木耳、鲜菇'],
      [4, '2018-07-01', '转让给 M002 李秀英'],
      [5, '2018-07-01', '转让给 M002 李秀英'],
      [6, '2019-01-20', '2018 年度剩余盈余分配'],
      [7, '2019-01-20', '公积金量化'],
      [8, '2019-01-20', '财政补助、捐赠财产重新量化'],
    ]);
    expect(account.closing).toMatchObject({
      capitalReliefFen: 250,
      capitalOtherFen: 0,
      reserveFen: 7,
      grantFen: 9,
      quantity: { 鲜菇: '359.5', 木耳: '1' },
      amountFen: { 鲜菇: 251650, 木耳: 100 },
      surplusShareFen: 50,
    });
    const next = value(accountOf(workspace.connection, a, 2019));
    expect(next.opening).toMatchObject({
      capitalReliefFen: 250,
      reserveFen: 7,
      grantFen: 9,
      surplusShareFen: 0,
    });
    expect(next.rows).toEqual([]);
  });

  test('a leaver takes capital and reserve, and leaves the averaged shares', () => {
    const a = member('张守田');
    value(contribute(a, '2017-05-01', 300));
    approvedRun(2017, [{ memberId: a, netFen: 50, reserveFen: 7, grantFen: 9 }]);
    const { id } = value(apply(a, '2018-09-01'));
    value(
      workspace.run((ctx) => call['shares.effectWithdrawal'](ctx, { id, date: '2019-02-01', document: '' })),
    );
    const [leaving, refunded] = [2018, 2019].map((year) => value(accountOf(workspace.connection, a, year)));
    expect(leaving!.opening).toMatchObject({ capitalOtherFen: 300, reserveFen: 7, grantFen: 9 });
    expect(leaving!.rows).toMatchObject([{ date: '2018-12-31', grantFen: -9 }]);
    expect(refunded!.closing).toMatchObject({ capitalOtherFen: 0, reserveFen: 0, grantFen: 0 });
  });
});

test('the ledger refuses to be edited', () => {
  const id = value(contribute(member('张守田'), '2018-05-01', 300)).id;
  const { connection } = workspace;
  expect(() => connection.run('UPDATE share_transaction SET amount_fen = 1 WHERE id = ?', id)).toThrow(
    'final',
  );
  expect(() => connection.run('DELETE FROM share_transaction WHERE id = ?', id)).toThrow('final');
});

test.each([
  ['holdings', HOLDINGS, ['2018-12-31', 1]],
  ['roster', ROSTER, ['2018-12-31', 1, null]],
] as const)('%s: summed from the covering index alone', (_name, sql, asked) => {
  const plan = workspace.connection
    .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...asked)
    .map((step) => step.detail);
  expect(plan).toContainEqual(
    expect.stringMatching(/^SCAN share_transaction USING COVERING INDEX share_transaction_by_member/u),
  );
  expect(plan.filter((step) => /^SCAN (?!held|ask|CONSTANT|share_transaction)/u.test(step))).toEqual([]);
});
