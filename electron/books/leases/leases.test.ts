import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { contract, type Input, type Output } from '../../../shared/contract/index.ts';
import type { Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import { type TestWorkspace, testWorkspace } from '../../workspace/testing.ts';
import { bookChecks } from '../ledger/index.ts';
import { periodsHandlers } from '../periods/index.ts';
import { createMember } from '../shares/index.ts';
import { createPerson } from '../village/index.ts';
import { vouchersHandlers } from '../vouchers/index.ts';
import { leasesHandlers } from './index.ts';

const handlers = { ...leasesHandlers, ...vouchersHandlers, ...periodsHandlers };
type Method = keyof typeof handlers;

let workspace: TestWorkspace;
let zhang: number;
let li: number;
beforeEach(() => start('2018-01'));
afterEach(() => workspace.close());

function start(firstPeriod: string): void {
  workspace = testWorkspace(firstPeriod);
  zhang = person('张守田', true);
  li = person('李秀英', false);
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function attempt<M extends Method>(method: M, input: Input<M>, today?: string): Result<Output<M>> {
  const handler = handlers[method] as unknown as (ctx: Writing, input: unknown) => Result<Output<M>>;
  const result = workspace.run(
    (ctx) => handler(ctx, contract[method].input.parse(input)),
    today === undefined ? undefined : { today },
  );
  if (result.ok) contract[method].output.parse(result.value);
  return result;
}

function call<M extends Method>(method: M, input: Input<M>, today?: string): Output<M> {
  return value(attempt(method, input, today));
}

function refusal<M extends Method>(method: M, input: Input<M>): string {
  const result = attempt(method, input);
  return result.ok ? '' : result.error.message;
}

function person(name: string, isMember: boolean): number {
  return value(
    workspace.run((ctx) => {
      const facts = { name, relation: '', idNumber: null, phone: '', card: null };
      const made = createPerson(ctx, facts, { householdId: null, listedGroupNo: 1 });
      if (!made.ok || !isMember) return made;
      const joined = createMember(ctx, { kind: 'person', personId: made.value.id, joinedOn: '2016-03-01' });
      return joined.ok ? made : joined;
    }),
  ).id;
}

type Terms = Input<'leases.save'>['terms'];
const terms = (no: string, more: Partial<Terms> = {}): Terms => ({
  no,
  lessor: { kind: 'person', personId: zhang },
  plot: `河边地 ${no}`,
  area: '2.5',
  rentFen: 600_00,
  from: '2018-03-01',
  to: '2021-02-28',
  timing: 'advance',
  dueDay: '03-15',
  yearsAtOnce: 1,
  amortise: 'month',
  note: '',
  ...more,
});
const lease = (no: string, more: Partial<Terms> = {}): number =>
  call('leases.save', { terms: terms(no, more) }).id;

const paying = (
  leases: { leaseId: number; years: number }[],
  more: Partial<Input<'leases.pay'>> = {},
): Input<'leases.pay'> => ({
  date: '2018-03-15',
  leases,
  paid: { kind: 'cash' },
  documentNo: '',
  attachments: 1,
  note: '',
  ...more,
});
const pay = (leaseId: number, years: number, more: Partial<Input<'leases.pay'>> = {}) =>
  call('leases.pay', paying([{ leaseId, years }], more));
const charge = (period: string, day = '28') => attempt('leases.charge', { period, date: `${period}-${day}` });
const reverse = (id: number, date: string) => attempt('leases.reverse', { id, date, reason: '记错' });

function entries(voucherIds: readonly number[]): string[] {
  return voucherIds.flatMap((id) =>
    call('vouchers.get', { id }).lines.map((line) => {
      const of = [line.memberNo, line.itemName].filter(Boolean).join('/');
      const fen = line.debitFen === 0 ? line.creditFen : line.debitFen;
      return `${line.debitFen === 0 ? '贷' : '借'} ${line.accountCode}${of ? `[${of}]` : ''} ${(fen / 100).toFixed(2)}`;
    }),
  );
}

const check = (upTo?: string) =>
  bookChecks(workspace.connection, 1, upTo).find((one) => one.id === 'leases-prepaid');
const list = (asOf: string) =>
  call('leases.list', { asOf }).map(
    (row) =>
      `${row.no} ${row.lessorName} due ${row.dueFen} paid ${row.paidFen} owed ${row.owedFen} next ${row.nextDueOn} ${row.nextDueFen} in ${row.dueIn} ahead ${row.prepaidFen}`,
  );

describe('contracts', () => {
  test.each<[string, Partial<Terms>, RegExp]>([
    ['a day that is none', { to: '2021-02-29' }, /2021-02-29 这一天不存在/u],
    ['an end before the beginning', { to: '2018-02-28' }, /早于开始的 2018-03-01/u],
    ['more than 70 years', { to: '2088-03-01' }, /不能超过 70 年/u],
    ['a due day that is none', { dueDay: '02-30' }, /没有 02-30 这一天/u],
    ['years at once afterwards', { timing: 'arrears', yearsAtOnce: 2 }, /一年一付/u],
    ['nobody', { lessor: { kind: 'person', personId: 99 } }, /没有这个人/u],
    ['a rent of nothing', { area: '0.01', rentFen: 1 }, /请核对面积和单价/u],
  ])('refuse %s', (_, more, sentence) => {
    expect(refusal('leases.save', { terms: terms('TD-1', more) })).toMatch(sentence);
  });

  it('refuse a number twice, warn of a plot twice', () => {
    lease('TD-1', { plot: '河边地' });
    expect(refusal('leases.save', { terms: terms('TD-1') })).toMatch(/已经登记过了（张守田）/u);
    expect(call('leases.save', { terms: terms('TD-2', { plot: '河边地' }) }).warnings.join()).toMatch(
      /同一时间还有合同 TD-1/u,
    );
  });

  it('change freely until rent was paid; then only the plot and the note do', () => {
    const id = lease('TD-1');
    call('leases.save', { id, terms: terms('TD-1', { area: '3' }) });
    pay(id, 1);
    expect(refusal('leases.save', { id, terms: terms('TD-1', { area: '2.5' }) })).toMatch(
      /已经付过租金（2018-03-15）/u,
    );
    expect(
      refusal('leases.save', {
        id,
        terms: terms('TD-1', { area: '3', lessor: { kind: 'person', personId: li } }),
      }),
    ).toMatch(/已经付过租金/u);
    call('leases.save', { id, terms: terms('TD-1', { area: '3', plot: '梁上地', note: '四至见附件' }) });
    expect(call('leases.get', { id }).lease).toMatchObject({
      plot: '梁上地',
      area: '3.00',
      memberNo: 'M001',
    });
  });

  it('end early: no rent beyond, none paid beyond, what is owed still owed', () => {
    const id = lease('TD-1');
    pay(id, 1);
    const end = (endedOn: string) => attempt('leases.end', { id, endedOn, reason: '改种' });
    expect(end('2018-12-31')).toMatchObject({ ok: false, error: { code: 'end_before_paid' } });
    expect(end('2021-02-28')).toMatchObject({ ok: false, error: { code: 'end_outside' } });
    // 306 of 366 days of the second year.
    expect(value(end('2019-12-31')).warnings.join()).toMatch(/还有 1,254.10 元租金没有付/u);
    expect(call('leases.get', { id }).years.map((year) => [year.to, year.rentFen])).toEqual([
      ['2019-02-28', 150_000],
      ['2019-12-31', 125_410],
    ]);
    expect(end('2019-12-31')).toMatchObject({ ok: false, error: { code: 'lease_ended' } });
  });

  it('end early by mistake: the day is moved, or the contract runs on', () => {
    const id = lease('TD-1');
    const end = (endedOn: string) => attempt('leases.end', { id, endedOn, reason: '改种' });
    const endedOn = () => call('leases.get', { id }).lease.endedOn;
    value(end('2019-12-31'));
    const begins = (from: string, to = '2021-02-28') =>
      refusal('leases.save', { id, terms: terms('TD-1', { from, to }) });
    expect(begins('2020-01-01')).toMatch(/已经在 2019-12-31 提前终止.*填合同最后一天 2021-02-28 就是不终止/u);
    expect(begins('2018-03-01', '2019-12-31')).toMatch(/到它以后为止/u);
    expect(begins('2018-04-01')).toBe('');
    call('leases.save', { id, terms: terms('TD-1') });
    value(end('2019-06-30'));
    expect(endedOn()).toBe('2019-06-30');
    pay(id, 1);
    value(end('2021-02-28'));
    expect(endedOn()).toBeNull();
    expect(call('leases.get', { id }).years).toHaveLength(3);

    // Paid by the cut year: its rent stands by that day.
    value(end('2019-06-30'));
    const last = pay(id, 1, { date: '2019-02-20' });
    for (const day of ['2019-09-30', '2021-02-28']) {
      expect(end(day)).toMatchObject({ ok: false, error: { code: 'end_paid' } });
    }
    expect(end('2019-05-31')).toMatchObject({ ok: false, error: { code: 'end_before_paid' } });
    value(reverse(last.id, '2019-02-21'));
    value(end('2019-09-30'));
  });

  it('paid to the end need no ending', () => {
    const id = lease('TD-1', { yearsAtOnce: 3 });
    pay(id, 3);
    expect(refusal('leases.end', { id, endedOn: '2019-12-31', reason: '改种' })).toMatch(
      /已经付到最后一天 2021-02-28，到期自然结束，不用终止/u,
    );
  });
});

describe('rent', () => {
  it('of one year is cost at once, from the bank for all households in one voucher', () => {
    const ids = [lease('TD-1'), lease('TD-2', { lessor: { kind: 'person', personId: li }, area: '27.5' })];
    expect(list('2018-03-01')).toEqual([
      'TD-1 张守田 due 0 paid 0 owed 0 next 2018-03-15 150000 in 14 ahead 0',
      'TD-2 李秀英 due 0 paid 0 owed 0 next 2018-03-15 1650000 in 14 ahead 0',
    ]);
    const input = paying(
      ids.map((leaseId) => ({ leaseId, years: 1 })),
      { paid: { kind: 'bank' }, documentNo: '租金表1' },
    );
    expect(call('leases.previewPay', input)).toMatchObject({ amountFen: 18_000_00 });
    const paid = call('leases.pay', input);
    expect(entries(paid.voucherIds)).toEqual(['借 401[土地租金] 18000.00', '贷 102[基本存款账户] 18000.00']);
    expect(call('vouchers.get', { id: paid.voucherIds[0]! }).lines[0]?.summary).toBe('付 30 亩土地流转费');
    expect(list('2018-03-15')[0]).toBe(
      'TD-1 张守田 due 150000 paid 150000 owed 0 next 2019-03-15 150000 in 365 ahead 0',
    );
    // The past can be asked again.
    expect(list('2018-03-14')[0]).toMatch(/due 0 paid 0 owed 0/u);
    expect(check()).toBeUndefined();
    expect(refusal('leases.pay', input)).toMatch(/已经登记过/u);
  });

  it('left owing stands with the member, or by name with who is none', () => {
    const member = pay(lease('TD-1'), 1, { paid: null });
    expect(entries(member.voucherIds)).toEqual(['借 401[土地租金] 1500.00', '贷 114[M001] 1500.00']);
    const other = pay(lease('TD-2', { lessor: { kind: 'person', personId: li } }), 1, { paid: null });
    expect(entries(other.voucherIds)).toEqual(['借 401[土地租金] 1500.00', '贷 211[李秀英] 1500.00']);
    const party = pay(lease('TD-3', { lessor: { kind: 'party', party: '邻村三组' } }), 1, { paid: null });
    expect(entries(party.voucherIds)).toEqual(['借 401[土地租金] 1500.00', '贷 211[邻村三组] 1500.00']);
  });

  it('of years owed for afterwards is cost, however many', () => {
    const id = lease('TD-1', { timing: 'arrears', from: '2016-01-01', to: '2020-12-31', dueDay: '12-20' });
    expect(list('2018-03-15')[0]).toMatch(/due 300000 paid 0 owed 300000/u);
    expect(entries(pay(id, 2).voucherIds)).toEqual(['借 401[土地租金] 3000.00', '贷 101 3000.00']);
    expect(call('leases.get', { id }).years.map((year) => year.state)).toEqual([
      'paid',
      'paid',
      'overdue',
      'coming',
      'coming',
    ]);
  });

  test.each<[string, number, RegExp]>([
    ['more years than are left', 4, /只剩 3 年没有付，填了 4 年/u],
    ['nothing', 0, /至少付 1 年/u],
  ])('refuses %s', (_, years, sentence) => {
    const id = lease('TD-1');
    if (years === 0) expect(() => pay(id, years)).toThrow(sentence);
    else expect(refusal('leases.pay', paying([{ leaseId: id, years }]))).toMatch(sentence);
  });
  it('refuses a lease twice in one payment, and one that is paid up', () => {
    const id = lease('TD-1', { to: '2019-02-28' });
    const twice = paying([
      { leaseId: id, years: 1 },
      { leaseId: id, years: 1 },
    ]);
    expect(refusal('leases.pay', twice)).toMatch(/有两行，请合成一行/u);
    pay(id, 1);
    expect(refusal('leases.pay', paying([{ leaseId: id, years: 1 }]))).toMatch(
      /已经全部付清，到 2019-02-28 为止/u,
    );
  });

  it('long before it is due is said', () => {
    const id = lease('TD-1', { from: '2019-03-01' });
    expect(pay(id, 1, { date: '2018-06-01' }).warnings.join()).toMatch(/到 2019-03-15 才该付/u);
  });

  it('paid can be undone, the last first', () => {
    const id = lease('TD-1');
    const first = pay(id, 1);
    const second = pay(id, 1, { date: '2019-02-20' });
    expect(reverse(first.id, '2019-02-21')).toMatchObject({ ok: false, error: { code: 'event_built_on' } });
    expect(entries(value(reverse(second.id, '2019-02-21')).voucherIds)).toEqual([
      '借 401[土地租金] -1500.00',
      '贷 101 -1500.00',
    ]);
    value(reverse(first.id, '2019-02-21'));
    expect(list('2019-02-28')[0]).toMatch(/paid 0 owed 150000/u);
    expect(() => workspace.connection.run('DELETE FROM lease_payment')).toThrow(/final/u);
    expect(() => workspace.connection.run('UPDATE lease_payment SET fen = 1')).toThrow(/final/u);
  });
});

describe('years paid ahead', () => {
  it('are none of this year’s cost, also one by one on a day', () => {
    const id = lease('TD-1');
    expect(entries(pay(id, 1).voucherIds)).toEqual(['借 401[土地租金] 1500.00', '贷 101 1500.00']);
    for (let year = 2; year <= 3; year++) {
      expect(entries(pay(id, 1).voucherIds)).toEqual(['借 171[地租 TD-1 张守田] 1500.00', '贷 101 1500.00']);
    }
    expect(charge('2018-12')).toMatchObject({ ok: false, error: { code: 'nothing_to_charge' } });
    expect(check()).toMatchObject({ ok: true, left: '3,000.00', right: '3,000.00' });
    // Each becomes cost in its own year.
    for (const period of ['2019-02', '2019-03']) charge(period);
    expect(check()).toMatchObject({ ok: true });
  });

  it('are none where they are overdue', () => {
    const id = lease('TD-1', { from: '2016-03-01' });
    expect(entries(pay(id, 3).voucherIds)).toEqual(['借 401[土地租金] 4500.00', '贷 101 4500.00']);
  });

  it('are none where rent is paid afterwards: only years that are over are', () => {
    const id = lease('TD-1', { timing: 'arrears', from: '2017-01-01', to: '2021-12-31', dueDay: '12-20' });
    const input = (years: number, date: string) => paying([{ leaseId: id, years }], { date });
    expect(refusal('leases.pay', input(2, '2018-11-30'))).toMatch(
      /后付的，2018-01-01 至 2018-12-31 这一年还没有过完，要到 2018-12-20 才付/u,
    );
    expect(refusal('leases.pay', input(5, '2018-12-20'))).toMatch(
      /2019-01-01 至 2019-12-31 这一年还没有过完/u,
    );
    expect(entries(call('leases.pay', input(2, '2018-12-20')).voucherIds)[0]).toBe(
      '借 401[土地租金] 3000.00',
    );
  });

  it('stand on 171 and become cost by the month, once, to nil', () => {
    const id = lease('TD-1', { yearsAtOnce: 3, rentFen: 600_01 });
    const paid = pay(id, 3);
    expect(entries(paid.voucherIds)).toEqual(['借 171[地租 TD-1 张守田] 4500.09', '贷 101 4500.09']);
    const first = value(charge('2018-03'));
    expect(entries(first.voucherIds)).toEqual(['借 401[土地租金] 125.00', '贷 171[地租 TD-1 张守田] 125.00']);
    expect(charge('2018-03')).toMatchObject({ ok: false, error: { code: 'nothing_to_charge' } });
    // Three months missed are made up for.
    expect(call('leases.previewCharge', { period: '2018-06', date: '2018-06-30' })).toMatchObject({
      amountFen: 375_00,
      lines: [{ no: 'TD-1', fen: 375_00, leftFen: 4000_09 }],
    });
    const june = value(charge('2018-06', '30'));
    expect(
      call('leases.get', { id })
        .charges.map((one) => one.isCharged)
        .indexOf(false),
    ).toBe(4);
    expect(check()).toMatchObject({ ok: true, left: '4,000.09', right: '4,000.09' });
    expect(check('2018-05')).toMatchObject({ ok: true, left: '4,375.09' });

    expect(reverse(paid.id, '2018-07-01')).toMatchObject({ ok: false, error: { code: 'event_built_on' } });
    expect(reverse(first.id, '2018-07-01')).toMatchObject({ ok: false, error: { code: 'event_built_on' } });
    value(reverse(june.id, '2018-07-01'));
    expect(check('2018-06')).toMatchObject({ ok: true, left: '4,000.09' });
    expect(check()).toMatchObject({ ok: true, left: '4,375.09' });
    expect(value(charge('2018-07'))).toBeTruthy();

    const last = call('leases.charge', { period: '2021-02', date: '2021-02-28' }, '2021-03-01');
    expect(last.voucherIds).toHaveLength(1);
    expect(check()).toMatchObject({ ok: true, left: '0.00', right: '0.00' });
    expect(call('leases.list', { all: true })[0]).toMatchObject({ prepaidFen: 0 });
  });

  it('are not taken back before their amortisation was: 171 never stands below nothing', () => {
    const id = lease('TD-1', { yearsAtOnce: 3 });
    const paid = pay(id, 3);
    const march = value(charge('2018-03'));
    value(reverse(march.id, '2018-05-10'));
    expect(reverse(paid.id, '2018-04-01')).toMatchObject({
      ok: false,
      error: { code: 'reversal_too_early', message: /2018-03 的摊销在 2018-05-10 才冲销/u },
    });
    expect(entries(value(reverse(paid.id, '2018-05-10')).voucherIds)).toEqual([
      '借 171[地租 TD-1 张守田] -4500.00',
      '贷 101 -4500.00',
    ]);
    for (const upTo of ['2018-03', '2018-04', '2018-05']) expect(check(upTo)).toMatchObject({ ok: true });
  });

  it('by the year: the whole of each when it begins', () => {
    const id = lease('TD-1', { yearsAtOnce: 3, amortise: 'year' });
    pay(id, 3);
    value(charge('2018-03', '31'));
    expect(charge('2018-12')).toMatchObject({ ok: false, error: { code: 'nothing_to_charge' } });
    expect(call('leases.get', { id }).charges).toMatchObject([
      { period: '2018-03', fen: 150_000, isCharged: true },
      { period: '2019-03', isCharged: false },
      { period: '2020-03', isCharged: false },
    ]);
  });

  it('are not charged before they are paid', () => {
    const id = lease('TD-1', { yearsAtOnce: 3 });
    pay(id, 3, { date: '2018-05-10' });
    expect(charge('2018-04')).toMatchObject({ ok: false, error: { code: 'nothing_to_charge' } });
    expect(value(charge('2018-05')).voucherIds).toHaveLength(1);
    expect(refusal('leases.charge', { period: '2018-06', date: '2018-07-01' })).toMatch(
      /日期也要在这个月里/u,
    );
  });

  it('before the books begin are registered without voucher, and their opening is asked for', () => {
    workspace.close();
    start('2019-01');
    const id = lease('TD-1', { yearsAtOnce: 3 });
    const input = paying([{ leaseId: id, years: 3 }]);
    expect(call('leases.previewPay', input).vouchers).toEqual([]);
    const paid = call('leases.pay', input);
    expect(paid.voucherIds).toEqual([]);
    // Nothing of cash that was short; what is to be done instead.
    expect(paid.warnings).toEqual([
      '付款在账本开始（2019-01）以前，不填凭证。请先摊销 2018-12（到那时已该摊 1,250.00 元），再在“期初余额”的 171 长期待摊费用里加上“地租 TD-1 张守田”的 3,250.00 元。',
    ]);
    expect(value(charge('2018-12')).voucherIds).toEqual([]);
    // 26 of 36 months are left: that is what 171 has to open with.
    expect(check()).toMatchObject({ ok: false, level: 'block', left: '0.00', right: '3,250.00' });
    expect(refusal('leases.charge', { period: '2019-01', date: '2019-01-28' })).toMatch(
      /要摊 125.00 元.*“地租 TD-1 张守田”账上只有 0.00 元.*“期初余额”的 171 里给“地租 TD-1 张守田”加上 3,250.00 元/u,
    );
    const { id: itemId } = workspace.connection.get<{ id: number }>(
      "SELECT id FROM analysis_item WHERE name = '地租 TD-1 张守田'",
    )!;
    const nothing = { yearDebitFen: 0, yearCreditFen: 0 };
    call('openings.save', {
      rows: [
        { account: '171', itemId, balanceFen: 3250_00, ...nothing },
        { account: '101', balanceFen: -3250_00, ...nothing },
      ],
    });
    expect(value(charge('2019-01')).voucherIds).toHaveLength(1);
    expect(check()).toMatchObject({ ok: true, left: '3,125.00', right: '3,125.00' });
  });
});

it('tells what falls due in 30 and in 60 days, and what is overdue', () => {
  lease('TD-1');
  lease('TD-2', { dueDay: '04-20', from: '2018-04-01', to: '2019-03-31' });
  const due = (asOf: string, days: number) =>
    call('leases.due', { asOf, days }).map((one) => `${one.no}/${one.yearNo} ${one.dueOn} ${one.dueIn}`);
  expect(due('2018-02-14', 29)).toEqual(['TD-1/1 2018-03-15 29']);
  expect(due('2018-02-19', 60)).toEqual(['TD-1/1 2018-03-15 24', 'TD-2/1 2018-04-20 60']);
  expect(due('2019-02-14', 30)).toEqual([
    'TD-1/1 2018-03-15 -336',
    'TD-2/1 2018-04-20 -300',
    'TD-1/2 2019-03-15 29',
  ]);
});
