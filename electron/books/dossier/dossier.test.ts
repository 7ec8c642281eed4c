import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { contract, type Input, type Output } from '../../../shared/contract/index.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import { bookHandlers, type BookMethod } from '../../office/handlers.ts';
import { testWorkspace, type TestWorkspace } from '../../workspace/testing.ts';
import { idNumberOf } from '../imports/importingForTests.ts';
import { createHousehold, recordDeath } from '../village/index.ts';

let workspace: TestWorkspace;
let home: { id: number; headId: number };

beforeEach(() => {
  workspace = testWorkspace();
  home = household('H001', '张守田', idNumberOf(1));
});
afterEach(() => workspace.close());

function household(code: string, name: string, idNumber: string | null) {
  const made = workspace.run((ctx) =>
    createHousehold(
      ctx,
      { code, groupNo: 1, category: '一般', phone: '', note: '' },
      { name, relation: '户主', idNumber, phone: '', card: null },
    ),
  );
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
}

function ask<M extends BookMethod>(method: M, input: Input<M>): Output<M> {
  const handler = bookHandlers[method] as unknown as (context: unknown, input: unknown) => Result<Output<M>>;
  const result = workspace.run((ctx) => handler(ctx, contract[method].input.parse(input)));
  if (!result.ok) throw new Error(result.error.message);
  return contract[method].output.parse(result.value) as Output<M>;
}

const dossier = (asOf?: string) =>
  ask('household.dossier', { householdId: home.id, ...(asOf === undefined ? {} : { asOf }) });
const sentences = (asOf?: string) => dossier(asOf).answers.map((one) => `${one.kind} ${one.sentence}`);

test('a household of which nothing is known has a page that says so', () => {
  expect(dossier()).toMatchObject({
    asOf: '2019-03-01',
    household: { code: 'H001', headName: '张守田', people: 1 },
    persons: [{ name: '张守田', isHead: true, idMasked: expect.stringContaining('*') as string }],
    ...Object.fromEntries(
      'answers members deliveries labour bankLoans fundLoans guarantees industries awards leases'
        .split(' ')
        .map((part) => [part, []]),
    ),
    fundSharesFen: 0,
  });
});

describe('people', () => {
  it('have the age of the day asked for; nobody is 130', () => {
    const born1960 = '610727196005170018';
    const digits = born1960.slice(0, 17);
    const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
    home = household('H002', '李秀英', digits + '10X98765432'.charAt(sum % 11));
    expect(dossier('2019-05-16').persons[0]).toMatchObject({ age: 58, sex: '男' });
    expect(dossier('2019-05-17').persons[0]).toMatchObject({ age: 59 });
    home = household('H003', '王德福', idNumberOf(3));
    expect(dossier().persons[0]!.age).toBeNull();
    home = household('H004', '赵明清', null);
    expect(dossier().persons[0]).toMatchObject({ age: null, sex: '' });
  });

  it('who died are still named', () => {
    workspace.run((ctx) => {
      recordDeath(ctx, home.headId, '2018-12-01');
      return ok(true);
    });
    expect(dossier().persons).toMatchObject([{ name: '张守田', diedOn: '2018-12-01' }]);
  });
});

describe('what a household has with the cooperative', () => {
  it('is as of the day: shares, deliveries and what is owed for them', () => {
    const { id: memberId } = ask('members.create', {
      no: 'M001',
      kind: 'person',
      personId: home.headId,
      joinedOn: '2018-02-01',
    });
    const share = {
      memberId,
      source: '自筹',
      form: 'cash',
      document: '',
      note: '',
      fromRelief: false,
    } as const;
    ask('shares.contribute', { ...share, date: '2018-02-01', amountFen: 5_000_00 });
    ask('shares.contribute', {
      ...share,
      date: '2018-06-01',
      amountFen: 1_000_00,
      source: '到户产业扶持资金',
      fromRelief: true,
    });
    const sold = { memberId, product: '干菇', quantity: '10', price: '70', amountFen: 700_00 };
    const { id: delivery } = ask('deliveries.record', { ...sold, date: '2018-09-10' });
    const { id: wrong } = ask('deliveries.record', { ...sold, date: '2018-10-10' });
    ask('deliveries.reverse', { id: wrong, date: '2018-10-11', reason: '记错户' });
    ask('business.record', {
      date: '2018-09-30',
      documentNo: '收购汇总',
      note: '',
      attachments: 1,
      event: { kind: 'purchase', deliveryIds: [delivery], paid: null },
    });
    expect(dossier('2018-01-31').members).toEqual([]);
    expect(dossier('2018-05-31').members).toMatchObject([{ no: 'M001', capitalFen: 5_000_00, reliefFen: 0 }]);
    const now = dossier();
    expect(now.members).toMatchObject([
      { capitalFen: 6_000_00, reliefFen: 1_000_00, owedFen: 700_00, years: [] },
    ]);
    expect(now.deliveries).toEqual([
      { year: 2018, memberNo: 'M001', product: '干菇', quantity: '10', amountFen: 700_00, count: 1 },
    ]);
    expect(sentences()).toEqual(['gets M001 张守田：合作社欠货款等 700.00 元']);
    expect(sentences('2018-09-29')).toEqual([]);
  });
});

describe('awards', () => {
  it('wait for the household from their approval until they are paid, as of the day', () => {
    const { id } = ask('awards.saveProgramme', {
      terms: {
        year: 2018,
        name: '定额补助',
        basis: 'fixed',
        document: '',
        fund: '',
        monthFen: null,
        capFen: null,
        rates: [],
        note: '',
      },
    });
    ask('awards.saveLines', {
      id,
      lines: [{ householdId: home.id, kindId: null, months: null, amountFen: 500_00, note: '' }],
    });
    expect(dossier().awards).toEqual([]);
    ask('awards.approve', { id, date: '2018-12-01', document: '纪要' });
    ask('awards.notice', { id, from: '2018-12-02', to: '2018-12-08', note: '' });
    expect(sentences('2018-12-08')).toEqual(['gets 2018 年定额补助：还有 500.00 元未发，公示期满后发放']);
    expect(sentences('2018-12-09')).toEqual(['gets 2018 年定额补助：还有 500.00 元未发，可以发放']);
    ask('awards.pay', {
      id,
      date: '2018-12-20',
      method: 'cash',
      households: [{ householdId: home.id, amountFen: 200_00 }],
      note: '',
    });
    expect(dossier('2018-12-19').awards).toMatchObject([{ paidFen: 0, unpaidFen: 500_00, paidOn: null }]);
    expect(dossier().awards).toMatchObject([{ paidFen: 200_00, unpaidFen: 300_00, paidOn: '2018-12-20' }]);
  });
});

test('land that is leased out: the next rent is announced two months ahead', () => {
  ask('leases.save', {
    terms: {
      no: 'TD-1',
      lessor: { kind: 'person', personId: home.headId },
      plot: '河边地',
      area: '2.5',
      rentFen: 600_00,
      from: '2019-03-01',
      to: '2024-02-29',
      timing: 'advance',
      dueDay: '04-15',
      yearsAtOnce: 1,
      amortise: 'month',
      note: '',
    },
  });
  expect(dossier().leases).toMatchObject([{ no: 'TD-1', area: '2.50', yearRentFen: 1_500_00 }]);
  expect(sentences()[0]).toMatch(/^gets 河边地 2\.50 亩：/u);
});

describe('debts', () => {
  it('of the household are said with the day they are due, overdue ones first', () => {
    const settings = ask('loans.settings', {});
    const {
      subsidyPercent,
      householdLimitFen: _limit,
      longestMonths: _months,
      youngest: _young,
      oldest: _old,
      holidays: _holidays,
      workdays: _workdays,
      ...reckoning
    } = settings;
    ask('loans.record', {
      terms: {
        ...reckoning,
        personId: home.headId,
        householdKind: '脱贫户',
        contractNo: '',
        noteNo: 'JJ-1',
        amountFen: 30_000_00,
        purpose: '养蜂',
        startsOn: '2018-03-01',
        dueOn: '2019-05-31',
        rates: [{ from: '2018-03-01', percent: '4.35' }],
        ratios: [{ from: '2018-03-01', percent: subsidyPercent }],
        subsidyFrom: null,
        subsidyTo: null,
        note: '',
      },
    });
    const { bankLoans, answers } = dossier();
    expect(bankLoans).toMatchObject([
      { noteNo: 'JJ-1', balanceFen: 30_000_00, state: '正常', overdueDays: 0, subsidyReceivedFen: 0 },
    ]);
    const principal = answers.find((one) => one.fen === 30_000_00)!;
    expect(principal).toMatchObject({ kind: 'due', what: '贴息贷款', date: '2019-05-31', inDays: 91 });
    // Nobody has seen a slip of what was settled up to 20 December; the next is of 20 March.
    expect(bankLoans[0]).toMatchObject({ isInterestSettled: true, nextInterestOn: '2018-03-20' });
    expect(dossier('2018-03-10').bankLoans[0]).toMatchObject({
      isInterestSettled: false,
      nextInterestOn: '2018-03-20',
      // 9 days × 30,000.00 × 4.35 % ÷ 360.
      nextInterestFen: 32_63,
    });
    expect(dossier('2019-07-01').answers[0]).toMatchObject({ kind: 'overdue' });
    expect(dossier('2018-02-28').bankLoans).toEqual([]);
  });
});

test('a household that is not, and a day that is not, are refused', () => {
  const refused = (input: Input<'household.dossier'>): string => {
    const handler = bookHandlers['household.dossier'] as unknown as (
      c: unknown,
      i: unknown,
    ) => Result<unknown>;
    const result = handler(workspace.writing(), input);
    return result.ok ? '' : result.error.message;
  };
  expect(refused({ householdId: 999 })).toContain('没有这一户');
  expect(refused({ householdId: home.id, asOf: '2018-02-30' })).toContain('没有 2018-02-30 这一天');
});
