import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { compareMemberNo } from '../../../shared/rules/allocation.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { checkPastDate } from '../entities/index.ts';
import { payableOfRun, refreshRunState } from '../shares/index.ts';
import { releaseLine } from '../transfers/index.ts';
import { RUN_TRANSFERS } from './bank/book.ts';
import { type Approval, findRun, nameOfRun, type Run } from './runs.ts';
import { bookPayments, bookReturned, moneyOf } from './vouchers.ts';

/**
 * 发放: what each member gets now, cash or transfer. All of it or nothing: one member who can't be paid refuses the
 * whole list, by name. Nobody gets more than is payable, nobody whose account is frozen gets anything.
 */
export function pay(context: Writing, input: Parsed<'dividends.pay'>): Result<Output<'dividends.pay'>> {
  const { db } = context;
  const payable = runToPay(db, input.runId, input.date, context.today);
  if (!payable.ok) return payable;
  const people = payeesOf(db, payable.value.run.id);

  const seen = new Set<number>();
  const faults: string[] = [];
  const payments: { payee: RunPayee; amountFen: number }[] = [];
  for (const wanted of input.members) {
    const payee = people.get(wanted.memberId);
    if (!payee) {
      faults.push(`${nameOfRun(payable.value.run)}里没有所选的社员（编号 ${wanted.memberId}）。`);
      continue;
    }
    const amountFen = wanted.amountFen ?? payee.payableFen;
    const trouble = seen.has(wanted.memberId)
      ? '在名单里出现了两次。'
      : whyNotPaid(payee, amountFen, input.note);
    seen.add(wanted.memberId);
    if (trouble === null) payments.push({ payee, amountFen });
    else faults.push(`${payee.memberNo} ${payee.name}${trouble}`);
  }
  if (faults.length > 0) return refuse('dividend.not-payable', firstOf(faults));

  for (const { payee, amountFen: fen } of payments) {
    if (payee.pendingIn !== null)
      releaseLine(db, RUN_TRANSFERS, input.runId, payee.memberId, { method: input.method, fen });
  }
  const recorded = recordPayments(context, payable.value.run, {
    date: input.date,
    method: input.method,
    bankId: input.bankId,
    payments: payments.map(({ payee, amountFen: fen }) => ({
      memberId: payee.memberId,
      amountFen: fen,
      note: input.note,
      batchId: null,
    })),
  });
  if (!recorded.ok) return recorded;
  refreshRunState(db, input.runId);
  return ok({ count: payments.length, amountFen: recorded.value });
}

/** 冲销发放: the opposite row, linked; once. The amount is payable again. */
export function reversePayment(
  context: Writing,
  { paymentId, date, reason }: Parsed<'dividends.reversePayment'>,
): Result<Output<'dividends.reversePayment'>> {
  const { db, today, now, operator } = context;
  const original = db.get<PaymentRow>(
    `SELECT id, run_id, member_id, date, method, amount_fen, return_fen, reverses_id, batch_id, voucher_id FROM dividend_payment WHERE id = ?`,
    paymentId,
  );
  if (!original) return refuse('dividend.payment-not-found', '没有这笔发放，请回到列表重新选择。');
  if (original.reverses_id !== null) return refuse('dividend.is-reversal', '这一行本身是冲销，不能再冲销。');
  const reversedBy = db.get<{ id: number }>(
    `SELECT id FROM dividend_payment WHERE reverses_id = ?`,
    paymentId,
  );
  if (reversedBy) return refuse('dividend.reversed', '这笔发放已经冲销过了。');
  const past = checkPastDate(date, today);
  if (!past.ok) return past;
  if (date < original.date) {
    const message = `冲销日期 ${date} 早于发放日期 ${original.date}，请改为当天或以后。`;
    return refuse('dividend.date', message, { date: message });
  }
  const run = findRun(db, original.run_id);
  if (!run.ok) return run;
  const reversalId = nextPaymentId(db);
  const booked = bookReturned(context, run.value, {
    reversalId,
    voucherId: original.voucher_id,
    date,
    reason,
    method: original.method,
    part: { memberId: original.member_id, fen: original.amount_fen, returnFen: original.return_fen },
  });
  if (!booked.ok) return booked;
  db.run(
    `INSERT INTO dividend_payment (id, run_id, member_id, date, method, amount_fen, return_fen, note, batch_id, voucher_id,
       reverses_id, operator, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    reversalId,
    original.run_id,
    original.member_id,
    date,
    original.method,
    -original.amount_fen,
    -original.return_fen,
    reason,
    original.batch_id,
    booked.value,
    paymentId,
    operator,
    now,
  );
  refreshRunState(db, original.run_id);
  return ok({ id: reversalId });
}

function nextPaymentId(db: ReadableDb): number {
  return db.get<{ id: number }>('SELECT COALESCE(MAX(id), 0) + 1 AS id FROM dividend_payment')!.id;
}

/** The run, when money of it may be handed out on that day. */
export function runToPay(
  db: ReadableDb,
  runId: number,
  date: string,
  today: string,
): Result<{ run: Run; approval: Approval }> {
  const found = findRun(db, runId);
  if (!found.ok) return found;
  const run = found.value;
  if (run.state === 'draft') {
    return refuse(
      'dividend.not-approved',
      `${nameOfRun(run)}还没有批准，不能发放。请先登记成员大会的决议并批准。`,
    );
  }
  if (run.state === 'void') {
    return refuse('dividend.void', `${nameOfRun(run)}已经作废，不能发放。请选择同年度有效的方案。`);
  }
  const { approval } = run;
  invariant(approval !== null, `run ${runId} was approved`);
  const past = checkPastDate(date, today);
  if (!past.ok) return past;
  if (date < approval.meeting.postingDate) {
    const message = `发放日期 ${date} 早于过账日期 ${approval.meeting.postingDate}，请改为当天或以后。`;
    return refuse('dividend.date', message, { date: message });
  }
  return ok({ run, approval });
}

/** A member of an approved run, as the person who pays has to know them. */
export interface RunPayee {
  readonly memberId: number;
  readonly memberNo: string;
  readonly name: string;
  readonly personId: number | null;
  readonly frozenReason: string | null;
  readonly payableFen: number;
  /** The bank file that waits for its return, if the member is in one. */
  readonly pendingIn: string | null;
}

/** By member id, in member-number order. */
export function payeesOf(db: ReadableDb, runId: number): Map<number, RunPayee> {
  const amounts = payableOfRun(db, runId);
  const rows = db.all<PayeeRow>(
    `WITH ask(run_id) AS (VALUES (?))
     SELECT line.member_id, line.member_no, line.name, member.person_id, member.state,
            COALESCE(member.frozen_reason, '') AS frozen_reason, pending.file_name AS pending_in
     FROM ask JOIN dividend_line line ON line.run_id = ask.run_id
     JOIN member ON member.id = line.member_id
     LEFT JOIN (SELECT bank_batch_line.member_id, MIN(bank_batch.file_name) AS file_name
                FROM bank_batch_line JOIN bank_batch ON bank_batch.id = bank_batch_line.batch_id
                WHERE bank_batch.run_id = (SELECT run_id FROM ask) AND bank_batch_line.result = 'pending'
                GROUP BY bank_batch_line.member_id) pending ON pending.member_id = line.member_id`,
    runId,
  );
  rows.sort((a, b) => compareMemberNo(a.member_no, b.member_no));
  return new Map(
    rows.map((row) => [
      row.member_id,
      {
        memberId: row.member_id,
        memberNo: row.member_no,
        name: row.name,
        personId: row.person_id,
        frozenReason: row.state === 'frozen' ? row.frozen_reason : null,
        payableFen: amounts.get(row.member_id)?.payableFen ?? 0,
        pendingIn: row.pending_in,
      },
    ]),
  );
}

/** Why a frozen account gets no money, and what has to happen first. */
export function frozenText(reason: string): string {
  return `的账户已冻结（${reason || '未注明原因'}），继承手续办完之前不发放，款项留在应付。`;
}

/** Payments made together, in one voucher. What is owed as 盈余返还 goes first. Gives the sum. */
export function recordPayments(
  context: Writing,
  run: Run,
  paid: {
    readonly date: string;
    readonly method: 'cash' | 'transfer';
    readonly bankId?: number | undefined;
    readonly payments: readonly {
      readonly memberId: number;
      readonly amountFen: number;
      readonly note: string;
      readonly batchId: number | null;
    }[];
  },
): Result<number> {
  const { db, operator, now } = context;
  if (paid.payments.length === 0) return ok(0);
  const payable = payableOfRun(db, run.id);
  const parts = paid.payments.map(({ memberId, amountFen }) => {
    invariant(amountFen > 0, 'a payment is more than nothing');
    const returnFen = Math.min(amountFen, payable.get(memberId)?.returnPayableFen ?? 0);
    return { memberId, fen: amountFen, returnFen };
  });
  const firstId = nextPaymentId(db);
  const money = moneyOf(paid.method, paid.bankId);
  const booked = bookPayments(context, run, { firstId, date: paid.date, money, parts });
  if (!booked.ok) return booked;
  paid.payments.forEach((one, index) =>
    db.run(
      `INSERT INTO dividend_payment (id, run_id, member_id, date, method, amount_fen, return_fen, note, batch_id, voucher_id,
         operator, recorded_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      firstId + index,
      run.id,
      one.memberId,
      paid.date,
      paid.method,
      one.amountFen,
      parts[index]!.returnFen,
      one.note,
      one.batchId,
      booked.value,
      operator,
      now,
    ),
  );
  return ok(parts.reduce((sum, part) => sum + part.fen, 0));
}

/** Every payment of a run and its reversals, as recorded. */
export function paymentsOf(db: ReadableDb, runId: number): Output<'dividends.get'>['payments'] {
  return db.all(
    `SELECT p.id, p.date, p.member_id AS memberId, line.member_no AS memberNo, line.name, p.method,
            p.amount_fen AS amountFen, p.note, p.batch_id AS batchId, p.voucher_id AS voucherId, p.reverses_id AS reversesId,
            r.id AS reversedById, p.operator
     FROM dividend_payment p
     JOIN dividend_line line ON line.run_id = p.run_id AND line.member_id = p.member_id
     LEFT JOIN dividend_payment r ON r.reverses_id = p.id
     WHERE p.run_id = ? ORDER BY p.id`,
    runId,
  );
}

function whyNotPaid(payee: RunPayee, amountFen: number, note: string): string | null {
  if (payee.frozenReason !== null) return frozenText(payee.frozenReason);
  if (payee.payableFen === 0) return '没有应付余额，已经发清。';
  if (amountFen > payee.payableFen) {
    return `要发 ${formatYuan(amountFen)} 元，超过应付余额 ${formatYuan(payee.payableFen)} 元。`;
  }
  if (payee.pendingIn !== null && note === '') {
    return `在银行代发文件“${payee.pendingIn}”里，还没有回单。请先读入回单；银行确实没有付的，在备注里写明原因再发。`;
  }
  return null;
}

/** The first few, and how many more. */
function firstOf(faults: readonly string[]): string {
  const more = faults.length > 3 ? `（另有 ${faults.length - 3} 处）` : '';
  return faults.slice(0, 3).join('') + more;
}

interface PaymentRow {
  id: number;
  run_id: number;
  member_id: number;
  date: string;
  method: 'cash' | 'transfer';
  amount_fen: number;
  return_fen: number;
  reverses_id: number | null;
  batch_id: number | null;
  voucher_id: number | null;
}

interface PayeeRow {
  member_id: number;
  member_no: string;
  name: string;
  person_id: number | null;
  state: string;
  frozen_reason: string;
  pending_in: string | null;
}
