import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { contract, type Input, type Output } from '../../../shared/contract/index.ts';
import type { Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import { type TestWorkspace, testWorkspace } from '../../workspace/testing.ts';
import { createHousehold, createPerson } from '../village/index.ts';
import { villageChecks } from './checks.ts';
import { loansHandlers as handlers, subsidiesOf } from './index.ts';

type Method = keyof typeof handlers;
type Terms = Input<'loans.record'>['terms'];

const TODAY = '2021-12-31';
let workspace: TestWorkspace;
let zhang: number;
let li: number;
beforeEach(() => {
  workspace = testWorkspace();
  zhang = household('H001', 1, '张守田', '610727188511112055', '6230516839367825689');
  li = household('H002', 2, '李秀英', null, null);
});
afterEach(() => workspace.close());

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function household(
  code: string,
  groupNo: number,
  name: string,
  idNumber: string | null,
  card: string | null,
): number {
  const facts = { code, groupNo, category: '脱贫' as const, phone: '19900000001', note: '', statedPeople: 3 };
  const head = { name, relation: '户主', idNumber, phone: '', card };
  return value(workspace.run((ctx) => createHousehold(ctx, facts, head))).headId;
}

function attempt<M extends Method>(method: M, input: Input<M>, today = TODAY): Result<Output<M>> {
  const handler = handlers[method] as unknown as (ctx: Writing, input: unknown) => Result<Output<M>>;
  const result = workspace.run((ctx) => handler(ctx, contract[method].input.parse(input)), { today });
  if (result.ok) contract[method].output.parse(result.value);
  return result;
}
const call = <M extends Method>(method: M, input: Input<M>, today?: string): Output<M> =>
  value(attempt(method, input, today));
const refusal = <M extends Method>(method: M, input: Input<M>, today?: string): string => {
  const result = attempt(method, input, today);
  return result.ok ? '' : result.error.message;
};

const terms = (more: Partial<Terms> = {}): Terms => {
  const { bank, subsidyPercent, ...usual } = call('loans.settings', {});
  const startsOn = more.startsOn ?? '2018-04-12';
  return {
    ...usual,
    personId: zhang,
    householdKind: '脱贫户',
    bank,
    contractNo: '略信(2018)0001',
    noteNo: 'JJ201800001',
    amountFen: 5_000_000,
    purpose: '香菇',
    startsOn,
    dueOn: '2021-04-12',
    rates: [{ from: startsOn, percent: '4.75' }],
    ratios: [{ from: startsOn, percent: subsidyPercent }],
    subsidyFrom: null,
    subsidyTo: null,
    note: '',
    ...more,
  };
};
const record = (more: Partial<Terms> = {}, draws?: Input<'loans.record'>['draws']) =>
  call('loans.record', { terms: terms(more), ...(draws ? { draws } : {}) });
const row = (id: number, asOf = TODAY) => call('loans.get', { id, asOf }).loan;
const kinds = (id: number, asOf = TODAY) => call('loans.get', { id, asOf }).conflicts.map((one) => one.kind);

/** The loan of DOMAIN 10b. */
function example(more: Partial<Terms> = {}): number {
  const rates = [
    { from: '2018-04-12', percent: '4.75' },
    { from: '2020-04-12', percent: '4.65' },
  ];
  const { id } = record({ rates, ...more });
  call('loans.repay', { loanId: id, date: '2020-05-20', principalFen: 2_000_000 });
  call('loans.repay', { loanId: id, date: '2021-04-25', principalFen: 3_000_000, penaltyFen: 7_556 });
  return id;
}

describe('the worked example in the register', () => {
  test.each([
    ['2018-04-11', undefined],
    ['2018-04-12', ['normal', 5_000_000, 0]],
    ['2020-05-19', ['normal', 5_000_000, 0]],
    ['2020-05-20', ['normal', 3_000_000, 0]],
    ['2021-04-12', ['normal', 3_000_000, 0]],
    ['2021-04-13', ['overdue', 3_000_000, 1]],
    ['2021-04-24', ['overdue', 3_000_000, 12]],
    ['2021-04-25', ['settled', 0, 0]],
  ])('on %s', (asOf, expected) => {
    example();
    const [found] = call('loans.list', { asOf }).rows;
    expect(found && [found.state, found.balanceFen, found.overdueDays]).toEqual(expected);
  });

  it('settles to the figures of both bases, records them and adds them up', () => {
    const id = example();
    const { rows, totals } = call('loans.settlements', { loanId: id });
    expect(rows.map((one) => one.dueFen)).toEqual([
      ...[
        46_181, 60_694, 60_035, 59_375, 60_694, 60_694, 60_035, 60_035, 51_456, 35_650, 35_263, 34_875, 8_525,
      ],
      7_556,
    ]);
    expect(totals).toMatchObject({
      interestFen: 633_512,
      penaltyFen: 7_556,
      subsidyFen: 633_512,
      ownFen: 7_556,
    });
    const preview = call('loans.previewSettle', { to: '2021-12-31' });
    expect(preview.totals).toEqual(totals);
    expect(call('loans.settle', { to: '2021-12-31' }).totals).toEqual(totals);
    expect(refusal('loans.settle', { to: '2021-12-31' })).toMatch(/没有还没登记的结息/u);
    const recorded = call('loans.settlements', { loanId: id });
    expect(recorded.rows.every((one) => one.settlementId !== null && !one.isStale)).toBe(true);
    expect(recorded.totals).toEqual(totals);
    expect(villageChecks(workspace.connection).every((one) => one.ok)).toBe(true);
  });

  it('a quarter of all loans at once, and not the ones before where a first day is given', () => {
    example();
    record({ personId: li, noteNo: 'JJ2', amountFen: 1_000_000 });
    const quarter = { from: '2018-07-01', to: '2018-09-30' };
    expect(call('loans.previewSettle', quarter).totals).toMatchObject({
      loans: 2,
      rows: 2,
      interestFen: 60_694 + 12_139,
    });
    call('loans.settle', quarter);
    expect(call('loans.settled', quarter).rows.map((one) => [one.noteNo, one.settlementId !== null])).toEqual(
      [
        ['JJ201800001', true],
        ['JJ2', true],
      ],
    );
    expect(call('loans.reminders', { asOf: '2018-09-30' }).notSettled.map((one) => one.date)).toEqual([
      '2018-06-20',
      '2018-06-20',
    ]);
  });
});

describe('the bank’s figure', () => {
  it('wins, with the difference kept, in the list of a quarter and afterwards; the old rows stay', () => {
    const id = example();
    const settled = call('loans.settle', {
      to: '2018-06-20',
      bank: [{ loanId: id, to: '2018-06-21', interestFen: 46_180 }],
    });
    expect(settled.warnings.join()).toMatch(/1 期银行利息与计算的不同/u);
    expect(settled.totals).toMatchObject({
      bankFen: 46_180,
      differenceFen: -1,
      dueFen: 46_180,
      subsidyFen: 46_180,
    });
    const [first] = call('loans.settlements', { loanId: id, to: '2018-06-20' }).rows;
    expect(first).toMatchObject({ interestFen: 46_181, bankInterestFen: 46_180, differenceFen: -1 });
    expect(kinds(id, '2018-06-30')).toEqual(['bank-difference']);
    call('loans.setBankFigure', { settlementId: first!.settlementId!, interestFen: 46_181, penaltyFen: 5 });
    expect(refusal('loans.setBankFigure', { settlementId: first!.settlementId!, interestFen: 1 })).toMatch(
      /已经撤销或改记过/u,
    );
    const [again] = call('loans.settlements', { loanId: id, to: '2018-06-20' }).rows;
    expect(again).toMatchObject({
      bankInterestFen: 46_181,
      bankPenaltyFen: 5,
      subsidyFen: 46_181,
      ownFen: 5,
    });
    expect(workspace.connection.all('SELECT id FROM bank_loan_settlement')).toHaveLength(2);
  });

  it('of a period that is none is refused; of one recorded already it is written down', () => {
    const id = example();
    const figure = (to: string) => ({ to: '2018-09-20', bank: [{ loanId: id, to, interestFen: 46_180 }] });
    expect(refusal('loans.settle', figure('2018-07-21'))).toMatch(/没有到 2018-07-21 为止/u);
    call('loans.settle', { to: '2018-06-20' });
    const settled = call('loans.settle', figure('2018-06-21'));
    expect(settled.warnings.join()).toMatch(/1 期已经结息/u);
    expect(settled.totals.rows).toBe(2);
  });

  it('is undone, and what was recorded later makes a settlement stale', () => {
    const { id } = record();
    call('loans.settle', { to: '2018-06-20' });
    const late = call('loans.repay', { loanId: id, date: '2018-05-12', principalFen: 1_000_000 });
    expect(late.warnings.join()).toMatch(/2018-06-20 已经结息/u);
    expect(kinds(id)).toContain('stale-settlement');
    const [first] = call('loans.settlements', { loanId: id, to: '2018-06-20' }).rows;
    expect(first).toMatchObject({ isStale: true, interestFen: 46_181 });
    call('loans.undoSettlement', { settlementId: first!.settlementId!, reason: '重算' });
    const [fresh] = call('loans.settlements', { loanId: id, to: '2018-06-20' }).rows;
    expect(fresh).toMatchObject({ settlementId: null, isStale: false });
    expect(fresh!.interestFen).toBeLessThan(46_181);
    call('loans.settle', { to: '2018-06-20' });
    expect(kinds(id)).not.toContain('stale-settlement');
  });
});

describe('what was settled stands with its days, whatever is registered later', () => {
  const spans = (id: number, to: string) =>
    call('loans.settlements', { loanId: id, to }).rows.map((one) => [
      one.from,
      one.to,
      one.interestFen,
      one.subsidyFen,
      one.isStale,
    ]);

  it('an extension agreed after the loan was settled as due goes on from there', () => {
    const { id } = record();
    call('loans.settle', { to: '2021-05-01' }, '2021-05-01');
    call('loans.extend', { loanId: id, date: '2021-05-06', dueOn: '2021-10-12' }, '2021-05-06');
    const expected = [
      ['2021-03-21', '2021-04-12', 14_514, 14_514, false],
      // 70 days that were overdue until it was agreed: 50,000 × 4.75 % ÷ 360 each.
      ['2021-04-12', '2021-06-21', 46_181, 0, false],
    ];
    expect(spans(id, '2021-06-20').slice(-2)).toEqual(expected);
    call('loans.settle', { to: '2021-06-20' });
    expect(spans(id, '2021-06-20').slice(-2)).toEqual(expected);
    expect(kinds(id, '2021-06-20')).not.toContain('stale-settlement');
  });

  it('a repayment that was none leaves its settlement to be taken back, and no day twice', () => {
    const { id } = record();
    const { id: eventId } = call('loans.repay', { loanId: id, date: '2018-07-15', principalFen: 5_000_000 });
    call('loans.settle', { to: '2018-12-20' });
    call('loans.undo', { eventId, reason: '录错借据' });
    expect(spans(id, '2018-09-20').slice(1)).toEqual([
      ['2018-06-21', '2018-07-15', 15_833, 15_833, true],
      ['2018-07-15', '2018-09-21', 44_861, 44_861, false],
    ]);
    const [, cleared] = call('loans.settlements', { loanId: id, to: '2018-09-20' }).rows;
    call('loans.undoSettlement', { settlementId: cleared!.settlementId!, reason: '没有还清' });
    expect(spans(id, '2018-09-20').slice(1)).toEqual([['2018-06-21', '2018-09-21', 60_694, 60_694, false]]);
  });

  it('other settlement days ask for what was settled by the old ones to be taken back', () => {
    const { id } = record();
    call('loans.settle', { to: '2018-06-20' });
    call('loans.change', { id, terms: terms({ settlement: 'monthly' }) });
    expect(spans(id, '2018-07-20')).toEqual([
      ['2018-04-12', '2018-06-21', 46_181, 46_181, true],
      ['2018-06-21', '2018-07-21', 19_792, 19_792, false],
    ]);
  });

  it('a repayment registered late, before the day that was settled', () => {
    const { id } = record();
    call('loans.settle', { to: '2018-09-20' });
    call('loans.repay', { loanId: id, date: '2018-07-15', principalFen: 5_000_000 });
    expect(spans(id, '2018-09-30')).toEqual([
      ['2018-04-12', '2018-06-21', 46_181, 46_181, false],
      ['2018-06-21', '2018-09-21', 60_694, 60_694, true],
    ]);
  });
});

describe('paying interest', () => {
  it('of a quarter is seen in its list although the slip is of the days after', () => {
    const { id } = record();
    call('loans.settle', { to: '2018-06-20' });
    call('loans.payInterest', { loanId: id, date: '2018-06-22', interestFen: 46_181, slipNo: 'FX-1' });
    const seen = (today: string) =>
      call('loans.settled', { from: '2018-03-21', to: '2018-06-20' }, today).rows.map((one) => [
        one.paidFen,
        one.paidOn,
        one.slipNo,
      ]);
    expect(seen('2018-06-22')).toEqual([[46_181, '2018-06-22', 'FX-1']]);
    expect(seen('2018-06-21')).toEqual([[0, null, '']]);
  });

  it('on the settlement day itself changes nothing that was settled', () => {
    const { id } = record();
    call('loans.settle', { to: '2018-06-20' });
    const paid = call('loans.payInterest', { loanId: id, date: '2018-06-20', interestFen: 46_181 });
    expect(paid.warnings).toEqual([]);
  });

  it('more than the loan has borne is said', () => {
    const { id } = record();
    const paid = call('loans.payInterest', { loanId: id, date: '2018-06-20', interestFen: 461_810 });
    expect(paid.warnings).toEqual([
      '到 2018-06-20 没有付的利息只有 461.81 元，这笔多付 4,156.29 元，请核对金额和借据。',
    ]);
    const repaid = call('loans.repay', {
      loanId: id,
      date: '2018-06-20',
      principalFen: 1_000_000,
      interestFen: 1,
    });
    expect(repaid.warnings.join()).toMatch(/只有 0.00 元，这笔多付 0.01 元/u);
  });

  it('is seen or not, oldest first unless the slip says which', () => {
    const { id } = record({ amountFen: 3_000_000 });
    call('loans.settle', { to: '2018-09-20' });
    const missing = () =>
      call('loans.reminders', { asOf: '2018-10-01' }).interestNotSeen.map((one) => [one.date, one.fen]);
    expect(missing()).toEqual([
      ['2018-06-20', 27_708],
      ['2018-09-20', 36_417],
    ]);
    call('loans.payInterest', {
      loanId: id,
      date: '2018-09-21',
      periodTo: '2018-09-21',
      interestFen: 36_417,
      slipNo: 'FX-2',
    });
    expect(missing()).toEqual([['2018-06-20', 27_708]]);
    const paid = call('loans.payInterest', { loanId: id, date: '2018-09-25', interestFen: 20_000 });
    expect(paid.warnings).toEqual([]);
    expect(missing()).toEqual([['2018-06-20', 7_708]]);
    call('loans.payInterest', { loanId: id, date: '2018-09-26', interestFen: 7_708, slipNo: 'FX-1' });
    expect(missing()).toEqual([]);
    expect(
      call('loans.settlements', { loanId: id, to: '2018-09-30' }).rows.map((one) => [one.paidOn, one.slipNo]),
    ).toEqual([
      ['2018-09-26', 'FX-1'],
      ['2018-09-21', 'FX-2'],
      [null, ''],
    ]);
    expect(
      refusal('loans.payInterest', {
        loanId: id,
        date: '2018-09-21',
        periodTo: '2018-09-22',
        interestFen: 1,
      }),
    ).toMatch(/没有到 2018-09-22 为止的计息区间/u);
  });

  it('of a loan whose subsidy the bank gets is the household’s own part only', () => {
    record({ payee: 'bank', ratios: [{ from: '2018-01-01', percent: '70' }] });
    call('loans.settle', { to: '2018-06-20' });
    expect(call('loans.reminders', { asOf: '2018-07-01' }).interestNotSeen.map((one) => one.fen)).toEqual([
      13_855,
    ]);
  });
});

describe('set-off of a repayment', () => {
  it('interest first: 300 of interest and 4,700 of principal out of 5,000 (#37)', () => {
    const { id } = record({
      amountFen: 1_000_000,
      startsOn: '2018-01-21',
      dueOn: '2019-01-21',
      rates: [{ from: '2018-01-21', percent: '7.2' }],
    });
    // 59 days are settled on 2018-03-20 (118.00), 92 days on 2018-06-20 (184.00): pay the two fen more than 300 first.
    call('loans.payInterest', { loanId: id, date: '2018-06-20', interestFen: 200 });
    const set = call('loans.previewRepay', { loanId: id, date: '2018-06-21', amountFen: 500_000 });
    expect(set).toMatchObject({
      interestFen: 30_000,
      principalFen: 470_000,
      balanceFen: 530_000,
      leftFen: 0,
    });
    expect(set.lines).toEqual(['利息 300.00（2 期未付）', '本金 4,700.00，余额 5,300.00']);
    const { costFen, interestFen, penaltyFen, principalFen } = set;
    call('loans.repay', { loanId: id, date: '2018-06-21', costFen, interestFen, penaltyFen, principalFen });
    expect(row(id, '2018-06-30').balanceFen).toBe(530_000);
  });

  it('costs before interest; all of it with what runs; more than all is left', () => {
    const { id } = record({ amountFen: 1_000_000, dueOn: '2018-12-12' });
    const preview = (amountFen: number, costFen = 0, date = '2018-06-21') =>
      call('loans.previewRepay', { loanId: id, date, amountFen, costFen });
    expect(preview(500_000, 1_000)).toMatchObject({
      costFen: 1_000,
      interestFen: 9_236,
      principalFen: 489_764,
    });
    expect(preview(500, 1_000)).toMatchObject({ costFen: 500, interestFen: 0, principalFen: 0 });
    // On the tenth day of the next period, all of it: ten days more.
    const all = preview(2_000_000, 0, '2018-07-01');
    expect(all).toMatchObject({ interestFen: 9_236 + 1_319, principalFen: 1_000_000, balanceFen: 0 });
    expect(all.leftFen).toBe(2_000_000 - 1_000_000 - 9_236 - 1_319);
  });

  it('overdue, the penalty too', () => {
    const { id } = record({ startsOn: '2018-06-21', dueOn: '2018-09-21', amountFen: 3_000_000 });
    const set = call('loans.previewRepay', { loanId: id, date: '2018-10-04', amountFen: 1_000_000 });
    expect(set.penaltyFen).toBe(Math.round((3_000_000 * 0.0475 * 1.5 * 13) / 360));
    expect(set.interestFen).toBe(36_417);
    expect(set.owed.principalFen).toBe(3_000_000);
  });

  it('collected with the principal, both come out of the money', () => {
    const { id } = record({ interestWithPrincipal: true, amountFen: 3_000_000 });
    const set = call('loans.previewRepay', { loanId: id, date: '2018-06-11', amountFen: 1_007_917 });
    // 60 days of 10,000.00 at 4.75 %: 79.17.
    expect(set).toMatchObject({ principalFen: 1_000_000, interestFen: 7_917, leftFen: 0 });
  });
});

describe('what is refused, and the way out', () => {
  const cases: [string, (id: number) => [Method, unknown], RegExp][] = [
    [
      'a 借据号 twice',
      () => ['loans.record', { terms: terms({ personId: li }) }],
      /借据号 JJ201800001 已经登记过了（张守田，2018-04-12 放款）/u,
    ],
    [
      'nobody',
      () => ['loans.record', { terms: terms({ noteNo: 'X', personId: 99 }) }],
      /没有这个人，请先在户籍里登记/u,
    ],
    [
      'a day that is none',
      () => ['loans.record', { terms: terms({ noteNo: 'X', dueOn: '2021-02-30' }) }],
      /2021-02-30 这一天不存在/u,
    ],
    [
      'due before it began',
      () => ['loans.record', { terms: terms({ noteNo: 'X', dueOn: '2018-04-12' }) }],
      /不晚于放款日/u,
    ],
    [
      'to come',
      () => ['loans.record', { terms: terms({ noteNo: 'X', startsOn: '2022-01-01', dueOn: '2023-01-01' }) }],
      /在今天（2021-12-31）之后/u,
    ],
    [
      'no rate at the draw',
      () => [
        'loans.record',
        { terms: terms({ noteNo: 'X', rates: [{ from: '2018-05-01', percent: '4' }] }) },
      ],
      /还没有利率/u,
    ],
    [
      'a ratio above all',
      () => [
        'loans.record',
        { terms: terms({ noteNo: 'X', ratios: [{ from: '2018-05-01', percent: '101' }] }) },
      ],
      /超过 100%/u,
    ],
    [
      'more drawn than lent',
      () => [
        'loans.record',
        { terms: terms({ noteNo: 'X' }), draws: [{ date: '2018-04-12', principalFen: 5_000_001 }] },
      ],
      /超过合同金额 50,000\.00/u,
    ],
    [
      'drawn before the contract',
      () => [
        'loans.record',
        { terms: terms({ noteNo: 'X' }), draws: [{ date: '2018-04-11', principalFen: 1 }] },
      ],
      /早于合同的放款日/u,
    ],
    [
      'a second draw beyond the contract',
      (id) => ['loans.draw', { loanId: id, date: '2018-05-01', principalFen: 1 }],
      /超过合同金额/u,
    ],
    [
      'repaid too much',
      (id) => ['loans.repay', { loanId: id, date: '2018-05-01', principalFen: 5_000_001 }],
      /只欠本金 50,000\.00 元/u,
    ],
    [
      'repaid before a later repayment',
      (id) => {
        call('loans.repay', { loanId: id, date: '2018-06-01', principalFen: 4_000_000 });
        return ['loans.repay', { loanId: id, date: '2018-05-01', principalFen: 2_000_000 }];
      },
      /2018-06-01 还本 40,000\.00 元，那天只欠 30,000\.00 元/u,
    ],
    [
      'nothing repaid',
      (id) => ['loans.repay', { loanId: id, date: '2018-05-01', principalFen: 0 }],
      /没有填金额/u,
    ],
    [
      'repaid tomorrow',
      (id) => ['loans.repay', { loanId: id, date: '2022-01-01', principalFen: 1 }],
      /还没有发生/u,
    ],
    [
      'repaid before it was lent',
      (id) => ['loans.repay', { loanId: id, date: '2018-04-11', principalFen: 1 }],
      /2018-04-12 才放款/u,
    ],
    [
      'extended to an earlier day',
      (id) => ['loans.extend', { loanId: id, date: '2021-04-01', dueOn: '2021-04-12' }],
      /不晚于现在的到期日/u,
    ],
    [
      'extended though settled',
      (id) => {
        call('loans.repay', { loanId: id, date: '2018-06-01', principalFen: 5_000_000 });
        return ['loans.extend', { loanId: id, date: '2021-04-01', dueOn: '2022-04-12' }];
      },
      /没有余额，不用展期/u,
    ],
    [
      'recovered though nothing is owed to the fund',
      (id) => ['loans.recover', { loanId: id, date: '2021-05-01', principalFen: 1 }],
      /追偿收回的多于/u,
    ],
    [
      'a red row of a red row',
      (id) => {
        const paid = call('loans.repay', { loanId: id, date: '2018-06-01', principalFen: 1 });
        const red = call('loans.undo', { eventId: paid.id, reason: '记错' });
        return ['loans.undo', { eventId: red.id, reason: '记错' }];
      },
      /红字行不能再冲销/u,
    ],
    [
      'a draw that was repaid',
      (id) => {
        call('loans.repay', { loanId: id, date: '2018-06-01', principalFen: 1 });
        return ['loans.undo', { eventId: call('loans.get', { id }).events[0]!.id, reason: '记错' }];
      },
      /后面还有登记用到它/u,
    ],
    [
      'less than was drawn',
      (id) => ['loans.change', { id, terms: terms({ amountFen: 4_999_999 }) }],
      /已经放款 50,000\.00 元/u,
    ],
    [
      'void with a repayment',
      (id) => {
        call('loans.repay', { loanId: id, date: '2018-06-01', principalFen: 1 });
        return ['loans.void', { id, reason: '重复' }];
      },
      /2018-06-01 的登记，不能作废/u,
    ],
    [
      'an unknown loan',
      () => ['loans.repay', { loanId: 99, date: '2018-06-01', principalFen: 1 }],
      /没有这笔贷款/u,
    ],
    ['settled in the future', () => ['loans.settle', { to: '2022-03-20' }], /在今天（2021-12-31）之后/u],
  ];
  test.each(cases)('%s', (_, make, sentence) => {
    const [method, input] = make(record().id);
    expect(refusal(method, input as Input<typeof method>)).toMatch(sentence);
  });

  it('a void loan frees its 借据号', () => {
    const { id } = record();
    call('loans.void', { id, reason: '录错了人' });
    expect(refusal('loans.get', { id })).toMatch(/已在 2021-12-31 作废/u);
    expect(call('loans.list', {}).rows).toEqual([]);
    record({ personId: li });
  });
});

describe('what is odd', () => {
  it('a second loan of the household, and more than its limit, while both are owed', () => {
    const { id } = record({ amountFen: 3_000_000 });
    const second = record({
      noteNo: 'JJ2',
      amountFen: 3_000_000,
      startsOn: '2018-06-01',
      dueOn: '2019-06-01',
    });
    expect(second.warnings.join()).toMatch(/同一户还有没有还清的借据 JJ201800001（张守田）/u);
    expect(second.warnings.join()).toMatch(/余额 60,000\.00 元，超过 50,000\.00 元/u);
    expect(kinds(id, '2018-05-31')).toEqual([]);
    expect(kinds(id, '2018-06-01')).toEqual(['second-loan', 'household-limit']);
    call('loans.repay', { loanId: second.id, date: '2018-07-01', principalFen: 3_000_000 });
    expect(kinds(id, '2018-07-01')).toEqual([]);
  });

  test.each<[string, Partial<Terms>, string[]]>([
    ['shares in the cooperative', { purpose: '入股合作社' }, ['purpose']],
    ['a company', { purpose: '投入某某公司' }, ['purpose']],
    ['too long', { dueOn: '2021-04-13' }, ['term']],
    ['no ID number, no card', {}, ['id-missing', 'card-missing']],
  ])('%s', (name, more, expected) => {
    const { id } = record({ ...more, ...(name.startsWith('no ID') ? { personId: li } : {}) });
    expect(kinds(id)).toEqual(expected);
  });

  test.each([
    ['610727199001010017', '2018-04-12', []],
    ['610727200204130015', '2018-04-12', ['age']],
    ['610727195204110013', '2018-04-12', ['age']],
    // Births before 1900 are nobody's: sample data.
    ['610727188511112055', '2018-04-12', []],
  ])('the age by %s', (idNumber, _day, expected) => {
    const check = (text: string): string => {
      const sum = [...text.slice(0, 17)].reduce(
        (total, digit, at) =>
          total + Number(digit) * [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2][at]!,
        0,
      );
      return text.slice(0, 17) + '10X98765432'[sum % 11]!;
    };
    const personId =
      idNumber === '610727188511112055'
        ? zhang
        : household('H009', 3, '王小满', check(idNumber), '6230516839367825689');
    expect(kinds(record({ personId }).id)).toEqual(expected);
  });

  it('somebody in no household', () => {
    const facts = { name: '外来', relation: '', idNumber: null, phone: '', card: null };
    const made = value(
      workspace.run((ctx) => createPerson(ctx, facts, { householdId: null, listedGroupNo: 3 })),
    );
    expect(kinds(record({ personId: made.id }).id)).toContain('household-missing');
  });
});

describe('a loan’s life', () => {
  it('draws up to the contract bear interest from their days', () => {
    const { id } = record({}, [{ date: '2018-04-12', principalFen: 2_000_000 }]);
    expect(row(id, '2018-04-30')).toMatchObject({
      drawnFen: 2_000_000,
      balanceFen: 2_000_000,
      amountFen: 5_000_000,
    });
    call('loans.draw', { loanId: id, date: '2018-05-01', principalFen: 3_000_000 });
    expect(row(id).drawnFen).toBe(5_000_000);
    const [first] = call('loans.settlements', { loanId: id, to: '2018-06-20' }).rows;
    expect(first!.segments.map((one) => [one.days, one.principalFen])).toEqual([
      [19, 2_000_000],
      [51, 5_000_000],
    ]);
    expect(record({ noteNo: 'JJ9', personId: li }, []).warnings).toBeDefined();
    expect(call('loans.list', { state: 'undrawn' }).rows.map((one) => one.noteNo)).toEqual(['JJ9']);
  });

  it('an extension: not overdue, the same 借据, no subsidy after the old day unless the setting says so; undone', () => {
    const { id } = record();
    const made = call('loans.extend', { loanId: id, date: '2021-04-10', dueOn: '2021-10-12' });
    expect(made.warnings.join()).toMatch(/不贴息/u);
    expect(row(id, '2021-05-01')).toMatchObject({
      state: 'extended',
      dueOn: '2021-10-12',
      extendedTo: '2021-10-12',
      noteNo: 'JJ201800001',
    });
    expect(row(id, '2021-04-09')).toMatchObject({ state: 'normal', dueOn: '2021-04-12' });
    const quarter = () => call('loans.settlements', { loanId: id, to: '2021-06-20' }).rows.at(-1)!;
    // 92 days, 22 of them before the old due day.
    expect(quarter()).toMatchObject({
      from: '2021-03-21',
      penaltyFen: 0,
      interestFen: 60_694,
      subsidyFen: 14_514,
    });
    call('loans.change', { id, terms: terms({ subsidisesExtension: true }) });
    expect(quarter().subsidyFen).toBe(60_694);
    call('loans.undo', { eventId: made.id, reason: '没有批准' });
    expect(row(id, '2021-05-01').state).toBe('overdue');
  });

  it('a due day on a holiday is payable later (#43)', () => {
    const { id } = record({ startsOn: '2018-09-30', dueOn: '2020-10-01' });
    const settings = call('loans.settings', {});
    const days = ['2020-10-01', '2020-10-02', '2020-10-05', '2020-10-06', '2020-10-07', '2020-10-08'];
    call('loans.saveSettings', { settings: { ...settings, holidays: days, workdays: ['2020-10-10'] } });
    expect(row(id, '2020-10-09')).toMatchObject({
      dueOn: '2020-10-01',
      payableOn: '2020-10-09',
      state: 'normal',
      dueIn: 0,
    });
    expect(row(id, '2020-10-10')).toMatchObject({ state: 'overdue', overdueDays: 1 });
  });

  it('a renewal settles the old 借据 by a new one; undone, the new one is void', () => {
    const { id } = record();
    call('loans.repay', { loanId: id, date: '2021-04-01', principalFen: 2_000_000 });
    const renew = {
      loanId: id,
      date: '2021-04-12',
      noteNo: 'JJ2021-1',
      dueOn: '2022-04-12',
      ratePercent: '4.35',
      subsidyPercent: '70',
    };
    const made = call('loans.renew', renew);
    expect(made.warnings.join()).not.toMatch(/同一户/u);
    expect(row(id)).toMatchObject({ state: 'settled', balanceFen: 0, renewedByNoteNo: 'JJ2021-1' });
    expect(row(made.id)).toMatchObject({
      balanceFen: 3_000_000,
      renewsNoteNo: 'JJ201800001',
      ratePercent: '4.35',
      subsidyPercent: '70',
    });
    // Not on an earlier day either, when it still had a balance.
    expect(refusal('loans.renew', { ...renew, date: '2021-04-02', noteNo: 'JJ2021-2' })).toMatch(
      /已经续贷为 JJ2021-1/u,
    );
    const event = call('loans.get', { id }).events.find((one) => one.kind === 'renewal')!;
    expect(
      refusal('loans.undo', { eventId: call('loans.get', { id: made.id }).events[0]!.id, reason: '错' }),
    ).toMatch(/冲销“续贷结清”/u);
    expect(refusal('loans.void', { id: made.id, reason: '错' })).toMatch(/续贷/u);
    call('loans.undo', { eventId: event.id, reason: '没办成' });
    expect(row(id).balanceFen).toBe(3_000_000);
    expect(call('loans.list', {}).rows.map((one) => one.noteNo)).toEqual(['JJ201800001']);
  });

  it('the fund pays the bank, and the household owes it to the fund', () => {
    const { id } = record();
    call('loans.compensate', { loanId: id, date: '2021-06-30', principalFen: 5_000_000, stillOwed: true });
    expect(row(id)).toMatchObject({ state: 'compensated', balanceFen: 0, owedToFundFen: 5_000_000 });
    call('loans.recover', { loanId: id, date: '2021-07-10', principalFen: 1_000_000 });
    expect(row(id).owedToFundFen).toBe(4_000_000);
    expect(call('loans.settlements', { loanId: id }).rows.at(-1)).toMatchObject({
      to: '2021-06-30',
      reason: 'cleared',
    });
    expect(villageChecks(workspace.connection).every((one) => one.ok)).toBe(true);
  });

  it('a write-off, partly repaid before', () => {
    const { id } = record();
    call('loans.repay', { loanId: id, date: '2021-05-01', principalFen: 1_000_000 });
    call('loans.writeOff', { loanId: id, date: '2021-12-01', principalFen: 4_000_000 });
    expect(row(id)).toMatchObject({ state: 'written-off', balanceFen: 0 });
    expect(row(id, '2021-11-30')).toMatchObject({ state: 'overdue', balanceFen: 4_000_000 });
  });

  it('misuse ends the subsidy and bears its penalty', () => {
    const { id } = record();
    call('loans.markMisused', { loanId: id, date: '2018-06-21', note: '转借' });
    const [before, after] = call('loans.settlements', { loanId: id, to: '2018-09-20' }).rows;
    expect(before).toMatchObject({ subsidyFen: 46_181, penaltyFen: 0 });
    expect(after).toMatchObject({ subsidyFen: 0, interestFen: 0, penaltyFen: 121_389 });
    expect(kinds(id)).toContain('misuse');
    expect(refusal('loans.markMisused', { loanId: id, date: '2018-07-21' })).toMatch(/已从 2018-06-21 起/u);
  });

  it('rates and ratios of all that are owed change at once', () => {
    const { id } = record();
    const other = record({ noteNo: 'JJ2', personId: li });
    call('loans.repay', { loanId: other.id, date: '2020-12-01', principalFen: 5_000_000 });
    expect(call('loans.changeRates', { what: 'subsidy', from: '2021-01-01', percent: '70' }).changed).toBe(1);
    expect(row(id).subsidyPercent).toBe('70');
    expect(row(other.id).subsidyPercent).toBe('100');
    call('loans.changeRates', {
      what: 'interest',
      from: '2020-04-12',
      percent: '4.65',
      loanIds: [id, other.id],
    });
    expect(row(other.id, '2020-05-01').ratePercent).toBe('4.65');
    expect(refusal('loans.changeRates', { what: 'interest', from: '2020-04-12', percent: '0' })).toMatch(
      /大于 0/u,
    );
    expect(refusal('loans.changeRates', { what: 'subsidy', from: '2020-04-12', percent: '120' })).toMatch(
      /100%/u,
    );
  });

  it('every red row stays beside what it takes back', () => {
    const { id } = record();
    const paid = call('loans.repay', {
      loanId: id,
      date: '2018-06-01',
      principalFen: 1_000_000,
      slipNo: '还-1',
    });
    call('loans.undo', { eventId: paid.id, reason: '记错户' });
    expect(
      call('loans.get', { id }).events.map((one) => [
        one.kind,
        one.principalFen,
        one.balanceFen,
        one.reversesId,
        one.note,
      ]),
    ).toEqual([
      ['draw', 5_000_000, 5_000_000, null, ''],
      ['repayment', 1_000_000, 4_000_000, null, ''],
      ['repayment', -1_000_000, 5_000_000, paid.id, '记错户'],
    ]);
    expect(row(id, '2018-06-02').balanceFen).toBe(5_000_000);
    expect(refusal('loans.undo', { eventId: paid.id, reason: '再来' })).toMatch(/已经冲销过了/u);
  });

  it('the same slip twice is said', () => {
    const { id } = record();
    const slip = { loanId: id, date: '2018-06-01', principalFen: 100, slipNo: '还-1' };
    call('loans.repay', slip);
    expect(call('loans.repay', slip).warnings.join()).toMatch(/已经登记过一笔同样的还款/u);
  });
});

describe('reminders, calendar, visits', () => {
  beforeEach(() => {
    record();
    record({
      noteNo: 'JJ2',
      personId: li,
      amountFen: 1_000_000,
      startsOn: '2020-05-20',
      dueOn: '2021-05-20',
    });
  });

  test.each([
    ['2021-03-12', { due60: [], due30: [], due90: ['JJ2'] }, 'JJ201800001'],
    ['2021-03-13', { due30: ['JJ201800001'], due90: ['JJ2'], due60: [] }, ''],
    ['2021-04-12', { due30: ['JJ201800001'], due60: ['JJ2'], due90: [] }, ''],
    ['2021-04-13', { overdue: ['JJ201800001'], due60: ['JJ2'], due30: [] }, ''],
  ])('on %s', (asOf, expected, in60) => {
    const reminders = call('loans.reminders', { asOf });
    const names = (rows: readonly { noteNo: string }[]) => rows.map((one) => one.noteNo);
    const shown = Object.fromEntries(
      Object.keys(expected).map((key) => [
        key,
        names(reminders[key as keyof typeof expected] as { noteNo: string }[]),
      ]),
    );
    expect(shown).toEqual(in60 === '' ? expected : { ...expected, due60: [in60] });
  });

  it('a calendar of a quarter', () => {
    const { days } = call('loans.calendar', { from: '2021-03-01', to: '2021-06-30' });
    expect(days.map((day) => [day.date, day.settlements, day.due.map((one) => one.noteNo)])).toEqual([
      ['2021-03-20', 2, []],
      ['2021-04-12', 1, ['JJ201800001']],
      ['2021-05-20', 1, ['JJ2']],
      ['2021-06-20', 2, []],
    ]);
    expect(refusal('loans.calendar', { from: '2021-03-01', to: '2031-03-01' })).toMatch(/800 天以内/u);
  });

  it('who to see, by group', () => {
    const { rows } = call('loans.visits', { asOf: '2021-04-01' });
    expect(
      rows.map((one) => [
        one.groupNo,
        one.borrowerName,
        one.phone,
        one.dueIn,
        one.balanceFen,
        one.nextSettlesOn,
      ]),
    ).toEqual([
      [1, '张守田', '19900000001', 11, 5_000_000, '2021-04-12'],
      [2, '李秀英', '19900000001', 49, 1_000_000, '2021-05-20'],
    ]);
    expect(call('loans.visits', { asOf: '2021-04-01', dueWithinDays: 30 }).rows).toHaveLength(1);
    expect(call('loans.visits', { asOf: '2021-04-01', groupNo: 2 }).rows).toHaveLength(1);
  });

  test.each([
    ['zst', ['JJ201800001']],
    ['李秀英', ['JJ2']],
    ['2组', ['JJ2']],
    ['JJ2', ['JJ201800001', 'JJ2']],
    ['2055', ['JJ201800001']],
    ['610727188511112055', ['JJ201800001']],
  ])('found by %s', (search, expected) => {
    expect(call('loans.list', { search }).rows.map((one) => one.noteNo)).toEqual(expected);
  });
});

describe('what a claim asks for', () => {
  const parts = (from: string, to: string, by: 'settlements' | 'days') =>
    subsidiesOf(workspace.connection, { from, to, by }).map((one) => [
      one.loan.noteNo,
      ...one.parts.map((part) => [
        part.from,
        part.to,
        part.days,
        part.interestFen,
        part.subsidyFen,
        part.product,
      ]),
    ]);

  it('whole settlements whose day lies in the range', () => {
    example();
    expect(parts('2020-04-01', '2020-06-30', 'settlements')).toEqual([
      ['JJ201800001', ['2020-03-21', '2020-06-21', 92, 51_456, 51_456, 60 * 5_000_000 + 32 * 3_000_000]],
    ]);
    expect(parts('2021-04-13', '2021-04-30', 'settlements')).toEqual([
      ['JJ201800001', ['2021-04-12', '2021-04-25', 13, 0, 0, 0]],
    ]);
    expect(parts('2022-01-01', '2022-03-31', 'settlements')).toEqual([]);
  });

  it('the very days of a grant year 10-01 to 09-30', () => {
    record();
    const [one] = subsidiesOf(workspace.connection, { from: '2018-10-01', to: '2019-09-30', by: 'days' });
    expect(one!.parts.map((part) => [part.from, part.to, part.days])).toEqual([
      ['2018-10-01', '2018-12-21', 81],
      ['2018-12-21', '2019-03-21', 90],
      ['2019-03-21', '2019-06-21', 92],
      ['2019-06-21', '2019-09-21', 92],
      ['2019-09-21', '2019-10-01', 10],
    ]);
    const days = one!.parts.reduce((total, part) => total + part.days, 0);
    expect(days).toBe(365);
    const fen = one!.parts.reduce((total, part) => total + part.subsidyFen, 0);
    expect(Math.abs(fen - (5_000_000 * 0.0475 * 365) / 360)).toBeLessThan(3);
  });

  it('by the bank’s figure, and what was paid of it', () => {
    const id = example();
    call('loans.settle', { to: '2018-06-20', bank: [{ loanId: id, to: '2018-06-21', interestFen: 46_180 }] });
    call('loans.payInterest', { loanId: id, date: '2018-06-20', interestFen: 46_180, slipNo: 'FX-1' });
    const [whole] = subsidiesOf(workspace.connection, {
      from: '2018-06-01',
      to: '2018-06-30',
      by: 'settlements',
    });
    expect(whole!.parts[0]).toMatchObject({
      bankFen: 46_180,
      computedSubsidyFen: 46_181,
      subsidyFen: 46_180,
      paidFen: 46_180,
      slipNo: 'FX-1',
    });
    const [part] = subsidiesOf(workspace.connection, { from: '2018-04-12', to: '2018-05-16', by: 'days' });
    // Half of the 70 days.
    expect(part!.parts[0]).toMatchObject({ days: 35, interestFen: 23_090, isRunning: true });
  });
});
