import type { Parsed } from '../../../shared/contract/index.ts';
import { isRealDate } from '../../../shared/rules/calendar.ts';
import { checkFlow } from '../../../shared/rules/interest.ts';
import { formatYuan, parsePercent } from '../../../shared/rules/money.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb, WritableDb } from '../../workspace/database.ts';
import { personById } from '../village/index.ts';
import { flowOf, type Loan, loanNamed, loanOf, standing } from './loan.ts';
import { sumsOf } from './state.ts';

export type Terms = Parsed<'loans.record'>['terms'];

/** What is wrong with the terms themselves, by field. */
function termFaults(terms: Terms): Record<string, string> {
  const fields: Record<string, string> = {};
  const day = (field: 'startsOn' | 'dueOn' | 'subsidyFrom' | 'subsidyTo'): void => {
    const value = terms[field];
    if (value !== null && !isRealDate(value)) {
      fields[`terms.${field}`] = `${value} 这一天不存在，请改正日期。`;
    }
  };
  (['startsOn', 'dueOn', 'subsidyFrom', 'subsidyTo'] as const).forEach(day);
  if (Object.keys(fields).length > 0) return fields;
  if (terms.dueOn <= terms.startsOn) {
    fields['terms.dueOn'] = `到期日 ${terms.dueOn} 不晚于放款日 ${terms.startsOn}，请核对。`;
  }
  if (terms.subsidyFrom !== null && terms.subsidyTo !== null && terms.subsidyTo < terms.subsidyFrom) {
    fields['terms.subsidyTo'] = `贴息止日 ${terms.subsidyTo} 早于起日 ${terms.subsidyFrom}，请核对。`;
  }
  for (const [field, lines, what] of [
    ['rates', terms.rates, '年利率'],
    ['ratios', terms.ratios, '贴息比例'],
  ] as const) {
    const fault = linesFault(lines, what);
    if (fault !== null) fields[`terms.${field}`] = fault;
  }
  if (!terms.rates.some((line) => line.from <= terms.startsOn)) {
    fields['terms.rates'] ??= `放款日 ${terms.startsOn} 还没有利率，第一行的起日要不晚于放款日。`;
  }
  return fields;
}

function linesFault(lines: Terms['rates'], what: string): string | null {
  for (const { from, percent } of lines) {
    if (!isRealDate(from)) return `${what}的起日 ${from} 不存在，请改正日期。`;
    const read = parsePercent(percent);
    if (!read.ok) return read.error.message;
    if (what === '年利率' && read.value.numerator === 0n) return '年利率要大于 0。';
  }
  const twice = lines.find((line, index) => lines.findIndex((one) => one.from === line.from) !== index);
  return twice ? `${what}在 ${twice.from} 写了两次，请删去一行。` : null;
}

/** Of a new loan and a changed one alike: dates, rates, whose it is, a 借据号 of its own. */
export function checkTerms(
  db: ReadableDb,
  terms: Terms,
  today: string,
  exceptId: number | null,
): Result<true> {
  const fields = termFaults(terms);
  if (Object.keys(fields).length === 0 && terms.startsOn > today) {
    fields['terms.startsOn'] = `放款日 ${terms.startsOn} 在今天（${today}）之后，放款后再登记。`;
  }
  const person = personById(db, terms.personId);
  if (!person) fields['terms.personId'] = '没有这个人，请先在户籍里登记，或重新选择借款人。';
  else if (person.diedOn !== null && person.diedOn < terms.startsOn) {
    fields['terms.personId'] =
      `${person.name}已于 ${person.diedOn} 去世，不能在 ${terms.startsOn} 借款，请核对借款人。`;
  }
  const same = db.get<{ id: number; name: string; startsOn: string }>(
    `SELECT b.id, p.name, b.starts_on AS startsOn FROM bank_loan b JOIN person p ON p.id = b.person_id
     WHERE b.note_no = ? AND b.voided_on IS NULL`,
    terms.noteNo,
  );
  if (same && same.id !== exceptId) {
    fields['terms.noteNo'] =
      `借据号 ${terms.noteNo} 已经登记过了（${same.name}，${same.startsOn} 放款）。请核对借据，一张借据只登记一次。`;
  }
  const [first] = Object.values(fields);
  return first === undefined ? ok(true) : refuse('loan_invalid', first, fields);
}

export function insertLoan(
  { db, now, operator }: Writing,
  terms: Terms,
  more: { renewsId?: number; importId?: number } = {},
): number {
  const householdId = personById(db, terms.personId)?.householdId ?? null;
  const { lastId } = db.run(
    `INSERT INTO bank_loan (person_id, household_id, household_kind, bank, contract_no, note_no, amount_fen, purpose, starts_on, due_on,
       basis, mode, settlement, settlement_day, rate_kind, reset_on, penalty_percent, misuse_percent, compounds,
       interest_with_principal, payee, cap_fen, repaid_first, subsidises_extension, subsidy_from, subsidy_to, note, renews_id,
       import_id, operator, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    terms.personId,
    householdId,
    ...columnsOf(terms),
    more.renewsId ?? null,
    more.importId ?? null,
    operator,
    now,
  );
  writeRates(db, lastId, terms);
  return lastId;
}

function columnsOf(terms: Terms): (string | number | null)[] {
  return [
    terms.householdKind,
    terms.bank,
    terms.contractNo,
    terms.noteNo,
    terms.amountFen,
    terms.purpose,
    terms.startsOn,
    terms.dueOn,
    terms.basis,
    terms.mode,
    terms.settlement,
    terms.settlementDay,
    terms.rateKind,
    terms.resetOn,
    terms.penaltyPercent,
    terms.misusePercent,
    Number(terms.compounds),
    Number(terms.interestWithPrincipal),
    terms.payee,
    terms.capFen,
    terms.repaidFirst,
    Number(terms.subsidisesExtension),
    terms.subsidyFrom,
    terms.subsidyTo,
    terms.note,
  ];
}

function writeRates(
  db: WritableDb,
  loanId: number,
  { rates, ratios }: Pick<Terms, 'rates' | 'ratios'>,
): void {
  db.run('DELETE FROM bank_loan_rate WHERE loan_id = ?', loanId);
  for (const [what, lines] of [
    ['interest', rates],
    ['subsidy', ratios],
  ] as const) {
    for (const { from, percent } of lines) setRate(db, loanId, what, from, percent);
  }
}

export function setRate(
  db: WritableDb,
  loanId: number,
  what: 'interest' | 'subsidy',
  from: string,
  percent: string,
): void {
  db.run(
    `INSERT INTO bank_loan_rate (loan_id, what, from_date, percent) VALUES (?, ?, ?, ?)
     ON CONFLICT (loan_id, what, from_date) DO UPDATE SET percent = excluded.percent`,
    loanId,
    what,
    from,
    percent,
  );
}

/** Changes what the contract says. What happened since must still be possible under it. */
export function updateLoan(ctx: Writing, id: number, terms: Terms): Result<Loan> {
  const { db, today } = ctx;
  const found = loanOf(db, id);
  if (!found.ok) return found;
  const checked = checkTerms(db, terms, today, id);
  if (!checked.ok) return checked;
  const fitting = checkFits(found.value, terms, today);
  if (!fitting.ok) return fitting;
  const isOthers = terms.personId !== found.value.personId;
  db.run(
    `UPDATE bank_loan SET household_kind = ?, bank = ?, contract_no = ?, note_no = ?, amount_fen = ?, purpose = ?, starts_on = ?,
       due_on = ?, basis = ?, mode = ?, settlement = ?, settlement_day = ?, rate_kind = ?, reset_on = ?, penalty_percent = ?,
       misuse_percent = ?, compounds = ?, interest_with_principal = ?, payee = ?, cap_fen = ?, repaid_first = ?,
       subsidises_extension = ?, subsidy_from = ?, subsidy_to = ?, note = ?, person_id = ?, household_id = ? WHERE id = ?`,
    ...columnsOf(terms),
    terms.personId,
    isOthers ? (personById(db, terms.personId)?.householdId ?? null) : found.value.householdId,
    id,
  );
  writeRates(db, id, terms);
  const changed = loanOf(db, id);
  invariant(changed.ok, 'the loan is still there');
  return changed;
}

function checkFits(loan: Loan, terms: Terms, today: string): Result<true> {
  const { drawnFen } = sumsOf(loan, today);
  if (terms.amountFen < drawnFen) {
    const sentence = `已经放款 ${formatYuan(drawnFen)} 元，贷款金额不能改成 ${formatYuan(terms.amountFen)} 元。请先冲销多放的那笔。`;
    return refuse('loan_invalid', sentence, { 'terms.amountFen': sentence });
  }
  const first = standing(loan, today)[0];
  if (first && first.date < terms.startsOn) {
    const sentence = `${first.date} 已有登记，放款日不能改到 ${terms.startsOn}。请先冲销那笔登记，或核对日期。`;
    return refuse('loan_invalid', sentence, { 'terms.startsOn': sentence });
  }
  const extension = standing(loan, today).find((event) => event.kind === 'extension');
  if (extension && terms.dueOn >= extension.dueOn!) {
    const sentence = `这笔贷款已展期至 ${extension.dueOn}，合同到期日要早于它。`;
    return refuse('loan_invalid', sentence, { 'terms.dueOn': sentence });
  }
  return ok(true);
}

/** After a command: no more drawn than lent, no more repaid than drawn, nothing beyond what the fund is owed, on any day. */
export function checkLoan(db: ReadableDb, id: number): Result<Loan> {
  const found = loanOf(db, id);
  if (!found.ok) return found;
  const loan = found.value;
  const flow = flowOf(loan, LAST_DAY);
  const checked = checkFlow(flow);
  if (!checked.ok)
    return refuse(checked.error.code, `${loanNamed(loan)}：${checked.error.message}`, checked.error.fields);
  for (const { date } of loan.events) {
    const { drawnFen, owedToFundFen } = sumsOf(loan, date);
    if (drawnFen > loan.amountFen) {
      const sentence = `${loanNamed(loan)}到 ${date} 放款 ${formatYuan(drawnFen)} 元，超过合同金额 ${formatYuan(loan.amountFen)} 元。请核对金额，或先修改合同。`;
      return refuse('loan_overdrawn', sentence, { principalFen: '超过合同金额' });
    }
    if (owedToFundFen < 0) {
      const sentence = `${loanNamed(loan)}到 ${date} 追偿收回的多于代偿后还欠的。请核对金额和日期。`;
      return refuse('loan_overpaid', sentence, { principalFen: '多于欠款' });
    }
  }
  return ok(loan);
}

const LAST_DAY = '9999-12-31';
