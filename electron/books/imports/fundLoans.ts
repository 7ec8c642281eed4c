import { addMonths } from '../../../shared/rules/calendar.ts';
import { feeLinesOf, type FundLoanTerms, movedOverRest } from '../../../shared/rules/fundLoan.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { invariant, ok, type Result } from '../../../shared/rules/result.ts';
import type {
  FundLoanRow,
  FundLoansParse,
  FundRepaymentRow,
} from '../../../shared/rules/sheet/kinds/fundLoans.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import {
  ensureBorrower,
  ensureFund,
  type KnownFund,
  type KnownLoan,
  monthsOf,
  readFund,
  recordOldLoan,
  recordOldRepayment,
} from '../fund/index.ts';
import { createPerson } from '../village/index.ts';
import { checkBookDate } from '../vouchers/index.ts';
import { dateFault } from './dates.ts';
import { Plan } from './plan.ts';
import { readRegister, type Register, type RegisteredPerson, unregisteredPerson, whoIs } from './register.ts';

/**
 * What an import of the association's register of loans (互助资金借款台账) does: members and groups come with their loans, and what came back
 * with the sheet of repayments. A workspace without an association gets one, whose books begin with the month after the last row.
 */
export function planFundLoans(ctx: Reading, villageName: string, parse: FundLoansParse): Plan {
  const plan = new Plan(parse.info?.sheets ?? [], parse.refused, parse.warnings);
  const work: Work = {
    ctx,
    plan,
    known: readFund(ctx.db),
    register: readRegister(ctx.db),
    borrowers: new Map(),
    column: (field) => parse.info?.mapping[field] ?? null,
    backColumn: (field) => parse.repayments.mapping[field] ?? null,
  };
  const rows = new Map<string, PlannedLoan>();
  for (const row of parse.records) {
    const planned = planLoan(work, row);
    if (planned) rows.set(row.no, planned);
  }
  const back = planRepayments(work, rows, parse.repayments.records);
  settle(work, rows, back);
  const firstPeriod = firstPeriodAfter(parse);
  carry(work, { villageName, firstPeriod }, [...rows.values()], back);
  return plan;
}

interface Work {
  readonly ctx: Reading;
  readonly plan: Plan;
  readonly known: KnownFund;
  readonly register: Register;
  /** Who borrows in the file, by person. */
  readonly borrowers: Map<RegisteredPerson, FundLoanRow>;
  readonly column: (field: string) => string | null;
  readonly backColumn: (field: string) => string | null;
}

/** A row that stands: a loan to come, or one the books have. */
interface PlannedLoan {
  readonly row: FundLoanRow;
  readonly person: RegisteredPerson;
  readonly known: KnownLoan | null;
}

function planLoan(work: Work, row: FundLoanRow): PlannedLoan | null {
  const { plan, known, column } = work;
  const title = `${row.no} ${row.name}`;
  const refused = (field: string | null, reason: string): null => {
    plan.refuse(row, field === null ? null : column(field), reason, title);
    return null;
  };
  const found = personOf(work, row);
  if (!found.ok) return refused(found.field, found.reason);
  const { person } = found;
  const standing = known.loans.get(row.no) ?? null;
  if (standing) {
    const differs = differenceFrom(standing, row, person);
    if (differs !== null) return refused(differs.field, differs.reason);
    work.borrowers.set(person, row);
    return { row, person, known: standing };
  }
  const fault = faultOfLoan(work, row, person);
  if (fault) return refused(fault.field, fault.reason);
  work.borrowers.set(person, row);
  if (person.id === null) {
    work.register.add(person);
    if (row.idNumber !== null) work.register.giveIdNumber(person, row.idNumber);
    plan.warn(row, column('name'), '不在户籍花名册，已按本表新建');
  } else if (row.groupNo !== null && person.groupNo !== null && row.groupNo !== person.groupNo) {
    plan.warn(row, column('groupNo'), `组别写的是${row.groupNo}组，户籍登记在${person.groupNo}组，请核对`);
  }
  return { row, person, known: null };
}

type Found =
  | { readonly ok: true; readonly person: RegisteredPerson }
  | { readonly ok: false; readonly field: string; readonly reason: string };

/** Who borrowed: by ID number, else the only one of that name (and group); somebody new is made with the row. */
function personOf({ register }: Work, row: FundLoanRow): Found {
  const no = (field: string, reason: string): Found => ({ ok: false, field, reason });
  const known = row.idNumber === null ? undefined : register.byIdNumber(row.idNumber);
  if (known) {
    if (known.name === row.name) return { ok: true, person: known };
    return no('name', `姓名写的是${row.name}，这个身份证号登记的是${whoIs(known)}，请核对`);
  }
  const named = register
    .byName(row.name)
    .filter((one) => row.groupNo === null || one.groupNo === null || one.groupNo === row.groupNo)
    .filter((one) => row.idNumber === null || one.idDigest === null);
  if (row.idNumber === null && named.length > 1) {
    return no('name', `登记了 ${named.length} 个${row.name}：${named.map(whoIs).join('、')}。请填身份证号`);
  }
  const [only] = named;
  if (
    only &&
    (row.idNumber === null || (named.length === 1 && row.groupNo !== null && only.groupNo === row.groupNo))
  ) {
    return { ok: true, person: only };
  }
  return {
    ok: true,
    person: unregisteredPerson({ name: row.name, groupNo: row.groupNo }),
  };
}

type Fault = { readonly field: string; readonly reason: string } | null;

function differenceFrom(known: KnownLoan, row: FundLoanRow, person: RegisteredPerson): Fault {
  if (known.personId !== person.id) {
    return { field: 'no', reason: `借据号 ${row.no} 已经登记给${known.name}，请核对借据号` };
  }
  if (known.fen !== row.amountFen) {
    return { field: 'amount', reason: `已经登记的是 ${formatYuan(known.fen)} 元，请核对` };
  }
  if (known.paidOutOn !== row.paidOutOn) {
    return { field: 'paidOutOn', reason: `已经登记的借款日是 ${known.paidOutOn}，请核对` };
  }
  return known.dueOn === row.dueOn
    ? null
    : { field: 'dueOn', reason: `已经登记的到期日是 ${known.dueOn}，请核对；展期请在“互助资金”里办` };
}

function faultOfLoan(work: Work, row: FundLoanRow, person: RegisteredPerson): Fault {
  const { ctx, known, borrowers } = work;
  const date = dateFault(row.paidOutOn, ctx.today);
  if (date) return { field: 'paidOutOn', reason: date };
  if (known.fund) {
    const day = checkBookDate(ctx.db, known.fund.id, row.paidOutOn, ctx.today);
    if (!day.ok) return { field: 'paidOutOn', reason: day.error.message };
  }
  if (person.diedOn !== null && row.paidOutOn >= person.diedOn) {
    return { field: 'name', reason: `${whoIs(person)}已于 ${person.diedOn} 去世，请核对姓名和日期` };
  }
  const member = known.members.find((one) => one.personId === person.id);
  if (member?.state === 'left') return { field: 'name', reason: `${member.no} ${member.name} 已经退会` };
  if (person.householdCode !== null) {
    const twin =
      [...borrowers].find(([one]) => one !== person && one.householdCode === person.householdCode)?.[0]
        .name ??
      known.members.find(
        (one) =>
          one.state !== 'left' && one.personId !== person.id && one.householdCode === person.householdCode,
      )?.name;
    if (twin !== undefined) {
      return { field: 'name', reason: `${person.householdCode} 这一户已经有会员${twin}，一户只能一人入会` };
    }
  }
  return null;
}

type Back = Map<FundRepaymentRow, 'created' | 'same'>;

/** Repayments in the order of their days, each against what is left of its loan; what the books have is the same. */
function planRepayments(
  work: Work,
  rows: ReadonlyMap<string, PlannedLoan>,
  repayments: readonly FundRepaymentRow[],
): Back {
  const { plan, known, backColumn } = work;
  const back: Back = new Map();
  for (const [no, own] of Map.groupBy(repayments, (one) => one.no)) {
    const loan = running(rows.get(no), known.loans.get(no));
    if (!loan) {
      for (const one of own) {
        plan.refuse(one, backColumn('no'), `没有借据 ${no}：借款表里没有，或那一行被拒绝了`, titleOf(one));
      }
      continue;
    }
    const standing = [...loan.repayments];
    for (const one of own.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.row - b.row))) {
      const twin = standing.findIndex(
        (had) => had.date === one.date && had.principalFen === one.principalFen && had.feeFen === one.feeFen,
      );
      if (twin >= 0) {
        standing.splice(twin, 1);
        back.set(one, 'same');
        continue;
      }
      const fault = faultOfRepayment(work, loan, one);
      if (fault) {
        plan.refuse(one, backColumn(fault.field), fault.reason, titleOf(one));
        continue;
      }
      compareFee(work, loan, one);
      back.set(one, 'created');
    }
  }
  return back;
}

const titleOf = ({ no, name, date }: FundRepaymentRow): string => `${date} ${no} ${name}`;

/** A loan while repayments are put against it. */
interface Running {
  readonly name: string;
  readonly terms: FundLoanTerms;
  readonly repayments: KnownLoan['repayments'];
  balanceFen: number;
  lastDate: string;
  feeUnpaidFen: number;
}

function running(planned: PlannedLoan | undefined, known: KnownLoan | undefined): Running | null {
  if (planned && !planned.known) {
    const { row } = planned;
    return {
      name: row.name,
      terms: {
        ...row,
        principalFen: row.amountFen,
        months: monthsOf(row.paidOutOn, row.dueOn),
        feeTime: 'month-day',
        extension: null,
      },
      repayments: [],
      balanceFen: row.amountFen,
      lastDate: row.paidOutOn,
      feeUnpaidFen: 0,
    };
  }
  if (!known) return null;
  const { repayments } = known;
  return {
    name: known.name,
    terms: { ...known, principalFen: known.fen, feeTime: 'month-day', extension: null },
    repayments,
    balanceFen: known.fen - repayments.reduce((sum, one) => sum + one.principalFen, 0),
    lastDate: repayments.at(-1)?.date ?? known.paidOutOn,
    feeUnpaidFen: 0,
  };
}

function faultOfRepayment(work: Work, loan: Running, one: FundRepaymentRow): Fault {
  const { ctx, known } = work;
  if (one.name !== '' && one.name !== loan.name) {
    return { field: 'name', reason: `借据 ${one.no} 是${loan.name}的，这一行写的是${one.name}，请核对` };
  }
  const date = dateFault(one.date, ctx.today);
  if (date) return { field: 'date', reason: date };
  if (one.date < loan.lastDate) {
    return { field: 'date', reason: `日期早于 ${loan.lastDate}（借款或已经登记的还款），请核对` };
  }
  if (known.fund) {
    const day = checkBookDate(ctx.db, known.fund.id, one.date, ctx.today);
    if (!day.ok) return { field: 'date', reason: day.error.message };
  }
  if (one.principalFen > loan.balanceFen) {
    return {
      field: 'principal',
      reason: `归还本金 ${formatYuan(one.principalFen)} 比余额 ${formatYuan(loan.balanceFen)} 多`,
    };
  }
  return null;
}

/** The sheet's fee stands; where the rule gives another, it is said. */
function compareFee(work: Work, loan: Running, one: FundRepaymentRow): void {
  const { settings } = work.known;
  const lines = feeLinesOf(
    { ...loan.terms, feeTime: settings.feeTime },
    { fen: loan.balanceFen, from: loan.lastDate, to: one.date },
    { effectiveDueOn: movedOverRest(loan.terms.dueOn, settings), overdueMille: settings.overdueMille },
  );
  const dueFen = loan.feeUnpaidFen + lines.reduce((sum, line) => sum + line.fen, 0);
  if (dueFen !== one.feeFen) {
    const rest = one.feeFen < dueFen ? '少收的留在欠收占用费里' : '多收的按台账补记';
    work.plan.warn(
      one,
      work.backColumn('fee'),
      `占用费 ${formatYuan(one.feeFen)}，按约定算是 ${formatYuan(dueFen)}；按台账登记，${rest}，请核对`,
    );
  }
  loan.feeUnpaidFen = Math.max(dueFen - one.feeFen, 0);
  loan.balanceFen -= one.principalFen;
  loan.lastDate = one.date;
}

/** Each loan counts once, its repayments with it. */
function settle(work: Work, rows: ReadonlyMap<string, PlannedLoan>, back: Back): void {
  const { plan } = work;
  const byLoan = Map.groupBy(back, ([one]) => one.no);
  for (const { row, person, known } of rows.values()) {
    const own = byLoan.get(row.no) ?? [];
    const coming = own.filter(([, outcome]) => outcome === 'created').map(([one]) => one);
    const sum = (field: 'principalFen' | 'feeFen'): string =>
      formatYuan(coming.reduce((total, one) => total + one[field], 0));
    const repaid =
      coming.length === 0
        ? ''
        : `，还款 ${coming.length} 笔 ${sum('principalFen')} 元、占用费 ${sum('feeFen')} 元`;
    const outcome = known ? (coming.length > 0 ? 'changed' : 'same') : 'created';
    plan.settle(
      row,
      outcome,
      `${row.no} ${whoIs(person)}`,
      `${formatYuan(row.amountFen)} 元 ${row.paidOutOn}${repaid}`,
    );
  }
  for (const [no, own] of byLoan) {
    if (rows.has(no)) continue;
    for (const [one, outcome] of own) plan.settle(one, outcome, titleOf(one), formatYuan(one.principalFen));
  }
}

/** The month after the last row: what is in the sheet is history. */
function firstPeriodAfter({ records, repayments }: FundLoansParse): string {
  const last = [...records.map((row) => row.paidOutOn), ...repayments.records.map((row) => row.date)]
    .sort()
    .at(-1);
  return last === undefined ? '' : addMonths(`${last.slice(0, 7)}-01`, 1).slice(0, 7);
}

/** Members and groups first, then loans and repayments in the order of their days. */
function carry(
  work: Work,
  made: { readonly villageName: string; readonly firstPeriod: string },
  loans: readonly PlannedLoan[],
  back: Back,
): void {
  const { plan, ctx } = work;
  const coming = loans.filter((one) => one.known === null);
  const [first] = coming;
  const thisMonth = ctx.today.slice(0, 7);
  const firstPeriod = made.firstPeriod > thisMonth ? thisMonth : made.firstPeriod;
  if (first && work.known.fund === null) {
    plan.warn(
      first.row,
      null,
      `还没有互助资金协会，随本表建立“${made.villageName}互助资金协会”，账本从 ${firstPeriod} 开始；表里的是以前的台账，期初的现金、银行存款和净资产请在“科目与期初”里填。会员交的互助金不在表里，请在“互助资金”里登记`,
    );
  }
  warnOfGroups(work, coming);
  const fundOf = (writing: Writing) => ensureFund(writing, made.villageName, firstPeriod);
  const memberIds = new Map<RegisteredPerson, number>();
  const groups = Map.groupBy(coming, ({ row }) => row.guaranteeGroup);
  for (const { row, person } of coming) {
    const joinedOn = (groups.get(row.guaranteeGroup) ?? [])
      .map((one) => one.row.paidOutOn)
      .reduce((earliest, day) => (day < earliest ? day : earliest), row.paidOutOn);
    plan.step(row, (writing) => {
      const fund = fundOf(writing);
      if (!fund.ok) return fund;
      const personId = ensurePerson(writing, person, row);
      if (!personId.ok) return personId;
      const member = ensureBorrower(writing, fund.value, {
        personId: personId.value,
        joinedOn,
        group: row.guaranteeGroup,
      });
      if (member.ok) memberIds.set(person, member.value);
      return member;
    });
  }
  const dated: {
    at: FundLoanRow | FundRepaymentRow;
    date: string;
    write: (writing: Writing) => Result<unknown>;
  }[] = [
    ...coming.map(({ row, person }) => ({
      at: row,
      date: row.paidOutOn,
      write: (writing: Writing): Result<unknown> => {
        const fund = fundOf(writing);
        if (!fund.ok) return fund;
        const memberId = memberIds.get(person);
        invariant(memberId !== undefined, 'the borrower joined before');
        const guarantorIds = (groups.get(row.guaranteeGroup) ?? []).flatMap((one) =>
          one.person === person ? [] : (memberIds.get(one.person) ?? []),
        );
        return recordOldLoan(writing, fund.value, { ...row, memberId, guarantorIds });
      },
    })),
    ...[...back]
      .filter(([, outcome]) => outcome === 'created')
      .map(([one]) => ({
        at: one,
        date: one.date,
        write: (writing: Writing): Result<unknown> => {
          const fund = fundOf(writing);
          return fund.ok ? recordOldRepayment(writing, fund.value, one) : fund;
        },
      })),
  ];
  for (const { at, write } of dated.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))) {
    plan.step(at, write);
  }
}

function ensurePerson(ctx: Writing, person: RegisteredPerson, row: FundLoanRow): Result<number> {
  if (person.id !== null) return ok(person.id);
  const facts = { name: row.name, relation: '', idNumber: row.idNumber, phone: '', card: null };
  const made = createPerson(ctx, facts, { householdId: null, listedGroupNo: row.groupNo }, 'sheet');
  if (!made.ok) return made;
  person.id = made.value.id;
  return ok(made.value.id);
}

/** Groups that are too small or too big for the charter, and members who are in another one. */
function warnOfGroups({ plan, known, column }: Work, coming: readonly PlannedLoan[]): void {
  const { groupMin, groupMax } = known.settings;
  for (const [name, own] of Map.groupBy(coming, ({ row }) => row.guaranteeGroup)) {
    const before = known.members.filter(
      (one) => one.group === name && !own.some(({ person }) => person.id === one.personId),
    );
    const size = own.length + before.length;
    const [first] = own;
    if (first && (size < groupMin || size > groupMax)) {
      plan.warn(
        first.row,
        column('guaranteeGroup'),
        `“${name}”有 ${size} 户，规定是 ${groupMin} 至 ${groupMax} 户，请核对`,
      );
    }
    for (const { row, person } of own) {
      const member = known.members.find((one) => one.personId === person.id);
      if (member && member.group !== '' && member.group !== name) {
        plan.warn(
          row,
          column('guaranteeGroup'),
          `${member.no} ${member.name} 已经在“${member.group}”里，没有改动，请核对`,
        );
      }
    }
  }
}
