import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { yearOf } from '../../../shared/rules/calendar.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { labourPaid } from '../../../shared/rules/posting/labour.ts';
import { inRed, type Money, type Posting } from '../../../shared/rules/posting/posting.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf } from '../entities/index.ts';
import { checkMovements, movementsOf, registerEvent } from '../events/index.ts';
import { booksBegin, checkBookDate, isOpeningLocked, materialiseOpening } from '../vouchers/index.ts';
import { releaseLine } from '../transfers/index.ts';
import { PAY_TRANSFERS } from './book.ts';
import { paidOf } from './computing.ts';
import { partsOf } from './parts.ts';
import { moveLabour, owedOn } from './register.ts';
import { describeSheet, type Sheet, sheetById } from './sheets.ts';
import { type Worker, whoIs, workersOf } from './workers.ts';

/** What somebody gets now. */
export interface Paying {
  readonly worker: Worker;
  readonly amountFen: number;
  readonly note: string;
  readonly batchId: number | null;
}

/** 发放: all of the list or nobody; nobody gets more than is owed. */
export function pay(ctx: Writing, input: Parsed<'labour.pay'>): Result<Output<'labour.pay'>> {
  return payNoted(ctx, input, input.note);
}

/** Kept with a note of ours; only the person's own says why somebody is paid whom a bank's file waits for. */
export function payNoted(
  ctx: Writing,
  input: Parsed<'labour.pay'>,
  note: string,
): Result<Output<'labour.pay'>> {
  const { db } = ctx;
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const source = sourceOf(ctx, entityId, input.sheetId, input.date);
  if (!source.ok) return source;
  const payable = payableOf(db, entityId, source.value, input.date);
  const waiting = waitingIn(db, input.sheetId);
  const seen = new Set<number>();
  const paying: Paying[] = [];
  const faults: string[] = [];
  for (const wanted of input.workers) {
    const one = payable.get(wanted.workerId);
    if (!one) {
      faults.push(`没有所选的务工人员（编号 ${wanted.workerId}）在这里等发工钱。`);
      continue;
    }
    const amountFen = wanted.amountFen ?? one.fen;
    const trouble = seen.has(wanted.workerId)
      ? '在名单里出现了两次。'
      : whyNotPaid(one.fen, amountFen, waiting.get(wanted.workerId), input.note);
    seen.add(wanted.workerId);
    if (trouble === null) paying.push({ worker: one.worker, amountFen, note, batchId: null });
    else faults.push(`${whoIs(one.worker)}${trouble}`);
  }
  if (faults.length > 0) {
    const more = faults.length > 3 ? `（另有 ${faults.length - 3} 处）` : '';
    return refuse('not_payable', faults.slice(0, 3).join('') + more, { workers: faults[0]! });
  }
  releaseWaiting(ctx, input.sheetId, paying, input.money.kind === 'bank');
  return recordPayments(ctx, entityId, {
    sheet: source.value,
    date: input.date,
    money: input.money,
    paying,
  });
}

function whyNotPaid(
  hasFen: number,
  amountFen: number,
  waitingFile: string | undefined,
  note: string,
): string | null {
  if (hasFen <= 0) return '没有应付余额，已经发清。';
  if (amountFen > hasFen) {
    return `要发 ${formatYuan(amountFen)} 元，超过应付余额 ${formatYuan(hasFen)} 元。`;
  }
  if (waitingFile === undefined || note !== '') return null;
  return `在银行代发文件“${waitingFile}”里，还没有回单。请先读入回单；银行确实没有付的，在备注里写明原因再发。`;
}

/** The sheet paid from, or null for older debts; and whether money may go out for it on that day. */
export function sourceOf(
  ctx: Reading,
  entityId: number,
  sheetId: number | null,
  date: string,
): Result<Sheet | null> {
  const day = checkBookDate(ctx.db, entityId, date, ctx.today);
  if (!day.ok) return day;
  if (sheetId === null) return ok(null);
  const found = sheetById(ctx.db, sheetId);
  if (!found.ok) return found;
  const sheet = found.value;
  if (sheet.entityId !== entityId) return refuse('sheet_unknown', '这张发放表不在这个账套里，请重新选择。');
  if (sheet.state === 'draft') {
    return refuse('sheet_draft', `${describeSheet(sheet)}还没有批准，不能发放。请先批准。`);
  }
  if (sheet.state === 'void') {
    return refuse('sheet_void', `${describeSheet(sheet)}已经作废，不能发放。请选有效的表。`);
  }
  if (date < sheet.approvedOn!) {
    const sentence = `发放日期 ${date} 早于入账日期 ${sheet.approvedOn}，请改为当天或以后。`;
    return refuse('paid_too_early', sentence, { date: sentence });
  }
  return ok(sheet);
}

/** What each worker can get: unpaid on the sheet; or what 213 owes beyond all sheets. By worker, in the order of the sheet. */
export function payableOf(
  db: ReadableDb,
  entityId: number,
  sheet: Sheet | null,
  date: string,
): Map<number, { readonly worker: Worker; readonly fen: number }> {
  const workers = workersOf(db, entityId);
  if (sheet) {
    const paid = paidOf(db, sheet.id);
    const rows = db.all<{ workerId: number; netFen: number }>(
      'SELECT worker_id AS workerId, net_fen AS netFen FROM pay_line WHERE sheet_id = ? ORDER BY worker_id',
      sheet.id,
    );
    return new Map(
      rows.map(({ workerId, netFen }) => [
        workerId,
        { worker: workers.get(workerId)!, fen: netFen - (paid.get(workerId) ?? 0) },
      ]),
    );
  }
  const owed = owedOn(db, entityId, date);
  const onSheets = unpaidOnSheets(db, entityId, date);
  return new Map(
    [...workers.values()].map((worker) => [
      worker.id,
      { worker, fen: (owed.get(worker.itemId) ?? 0) - (onSheets.get(worker.id)?.fen ?? 0) },
    ]),
  );
}

/** What approved sheets have unpaid, by worker, at the end of a day; and since when. */
export function unpaidOnSheets(
  db: ReadableDb,
  entityId: number,
  asOf: string,
): Map<number, { readonly fen: number; readonly since: string | null }> {
  const rows = db.all<{ workerId: number; fen: number; since: string | null }>(
    `SELECT workerId, SUM(fen) AS fen, MIN(CASE WHEN fen > 0 THEN no END) AS since FROM (
       SELECT l.worker_id AS workerId, s.year || '-' || printf('%02d', s.seq) AS no,
         l.net_fen - COALESCE((SELECT SUM(p.amount_fen) FROM labour_payment p
           WHERE p.sheet_id = s.id AND p.worker_id = l.worker_id AND p.date <= ?), 0) AS fen
       FROM pay_sheet s JOIN pay_line l ON l.sheet_id = s.id
       WHERE s.entity_id = ? AND s.approved_on <= ? AND (s.state = 'approved' OR s.voided_on > ?)
     ) GROUP BY workerId`,
    asOf,
    entityId,
    asOf,
    asOf,
  );
  return new Map(rows.map(({ workerId, ...row }) => [workerId, row]));
}

/** Who is in a bank file of the sheet that has no return yet. */
export function waitingIn(db: ReadableDb, sheetId: number | null): Map<number, string> {
  if (sheetId === null) return new Map();
  const rows = db.all<{ workerId: number; name: string }>(
    `SELECT l.worker_id AS workerId, MIN(b.file_name) AS name FROM pay_batch b JOIN pay_batch_line l ON l.batch_id = b.id
     WHERE b.sheet_id = ? AND l.result = 'pending' GROUP BY l.worker_id`,
    sheetId,
  );
  return new Map(rows.map((row) => [row.workerId, row.name]));
}

/** Paid by hand after all: the row of the bank's file no longer waits. */
function releaseWaiting(
  { db }: Writing,
  sheetId: number | null,
  paying: readonly Paying[],
  byBank: boolean,
): void {
  if (sheetId === null) return;
  for (const { worker, amountFen: fen } of paying) {
    releaseLine(db, PAY_TRANSFERS, sheetId, worker.id, { method: byBank ? 'transfer' : 'cash', fen });
  }
}

/** One voucher for payments made together; a receipt for each. */
export function recordPayments(
  ctx: Writing,
  entityId: number,
  list: {
    readonly sheet: Sheet | null;
    readonly date: string;
    readonly money: Money;
    readonly paying: readonly Paying[];
  },
): Result<Output<'labour.pay'>> {
  const { db } = ctx;
  const { sheet, date, money, paying } = list;
  const amountFen = paying.reduce((sum, one) => sum + one.amountFen, 0);
  if (paying.length === 0)
    return ok({ paymentIds: [], voucherIds: [], count: 0, amountFen: 0, warnings: [] });
  const parts = partsOf(db, entityId, sheet, paying, date);
  if (!parts.ok) return parts;
  const names =
    paying.length === 1 ? paying[0]!.worker.name : `${paying[0]!.worker.name}等${paying.length}人`;
  const posting = labourPaid(
    `发放${names}劳务费${sheet ? ` ${sheet.from} 至 ${sheet.to}` : '（以前欠付）'}`,
    parts.value,
    money,
  );
  const guarded = guardPayment(ctx, entityId, date, posting);
  if (!guarded.ok) return guarded;
  const registered = registerEvent(
    ctx,
    entityId,
    {
      kind: 'labourPaid',
      date,
      facts: {
        sheetId: sheet?.id ?? null,
        money,
        workers: paying.map(({ worker, amountFen: fen }) => ({ workerId: worker.id, amountFen: fen })),
      },
      amountFen,
      documentNo: '',
      party: paying.length === 1 ? names : `${paying.length} 人`,
      note: paying[0]!.note,
    },
    [posting],
    1,
  );
  if (!registered.ok) return registered;
  const { id: eventId, voucherIds } = registered.value;
  moveLabour(db, { id: eventId, entityId, date }, [posting]);
  const paymentIds = paying.map((one) =>
    insertPayment(ctx, {
      entityId,
      workerId: one.worker.id,
      sheetId: sheet?.id ?? null,
      receiptNo: nextReceipt(ctx, entityId, date),
      date,
      money,
      amountFen: one.amountFen,
      note: one.note,
      batchId: one.batchId,
      eventId,
      reversesId: null,
    }),
  );
  return ok({ paymentIds, voucherIds, count: paying.length, amountFen, warnings: guarded.value });
}

/** What the register owes from before the books, these owe only once their openings balance and are written. */
function guardPayment(ctx: Writing, entityId: number, date: string, posting: Posting): Result<string[]> {
  const { db } = ctx;
  if (!booksBegin(db, entityId, date)) return ok([]);
  const check = (): Result<string[]> =>
    checkMovements(db, entityId, date, movementsOf(db, entityId, [posting]));
  const guarded = check();
  if (guarded.ok || isOpeningLocked(db, entityId)) return guarded;
  const { balanceFen, yearFen } = materialiseOpening(ctx, entityId);
  if (balanceFen === 0 && yearFen === 0) return check();
  return refuse(
    'openings_unbalanced',
    '账上还没有期初余额，以前欠的劳务费还不能发。请先把期初余额填齐、借贷平衡，再发放。',
  );
}

interface NewPayment {
  readonly entityId: number;
  readonly workerId: number;
  readonly sheetId: number | null;
  readonly receiptNo: string;
  readonly date: string;
  readonly money: Money;
  readonly amountFen: number;
  readonly note: string;
  readonly batchId: number | null;
  readonly eventId: number;
  readonly reversesId: number | null;
}

function insertPayment({ db, operator, now }: Writing, one: NewPayment): number {
  return db.run(
    `INSERT INTO labour_payment (entity_id, worker_id, sheet_id, receipt_no, date, method, bank_item_id, amount_fen, note, batch_id, event_id,
       reverses_id, operator, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[one.entityId, one.workerId, one.sheetId, one.receiptNo, one.date],
    one.money.kind === 'cash' ? 'cash' : 'transfer',
    one.money.kind === 'cash' ? null : (one.money.bankId ?? null),
    ...[one.amountFen, one.note, one.batchId, one.eventId, one.reversesId, operator, now],
  ).lastId;
}

/** LW2018-0001 */
function nextReceipt({ db }: Writing, entityId: number, date: string): string {
  const row = db.get<{ value: number }>(
    `INSERT INTO counter (entity_id, name, value) VALUES (?, ?, 1)
     ON CONFLICT (entity_id, name) DO UPDATE SET value = value + 1 RETURNING value`,
    entityId,
    `labour-receipt-${yearOf(date)}`,
  );
  invariant(row !== undefined, 'a counter counts');
  return `LW${yearOf(date)}-${String(row.value).padStart(4, '0')}`;
}

interface StoredPayment {
  readonly id: number;
  readonly entityId: number;
  readonly workerId: number;
  readonly sheetId: number | null;
  readonly receiptNo: string;
  readonly date: string;
  readonly method: 'cash' | 'transfer';
  readonly bankItemId: number | null;
  readonly amountFen: number;
  readonly batchId: number | null;
  readonly reversesId: number | null;
  readonly reversedById: number | null;
  readonly shareTransactionId: number | null;
  readonly shareReversed: number;
}

/** One worker's payment came back (a wrong card, the wrong person): their part in red, the others' stands. The amount is owed again. */
export function reversePayment(
  ctx: Writing,
  { paymentId, date, reason }: Parsed<'labour.reversePayment'>,
): Result<Output<'labour.reversePayment'>> {
  const { db } = ctx;
  const found = paymentToReverse(db, paymentId);
  if (!found.ok) return found;
  const payment = found.value;
  const { entityId } = payment;
  const day = checkBookDate(db, entityId, date, ctx.today);
  if (!day.ok) return day;
  if (date < payment.date) {
    const sentence = `冲销日期 ${date} 早于发放日期 ${payment.date}，请改为当天或以后。`;
    return refuse('reversal_too_early', sentence, { date: sentence });
  }
  const worker = workersOf(db, entityId).get(payment.workerId);
  invariant(worker !== undefined, 'a payment has its worker');
  const money: Money =
    payment.method === 'cash' ? { kind: 'cash' } : { kind: 'bank', bankId: payment.bankItemId ?? undefined };
  const posting = returnedPosting(db, payment.id, worker, payment.amountFen, money, reason);
  const guarded = booksBegin(db, entityId, date)
    ? checkMovements(db, entityId, date, movementsOf(db, entityId, [posting]))
    : ok([]);
  if (!guarded.ok) return guarded;
  const registered = registerEvent(
    ctx,
    entityId,
    {
      kind: 'labourReturned',
      date,
      facts: { paymentId },
      amountFen: 0 - payment.amountFen,
      documentNo: '',
      party: worker.name,
      note: reason,
    },
    [posting],
  );
  if (!registered.ok) return registered;
  const { id: eventId, voucherIds } = registered.value;
  moveLabour(db, { id: eventId, entityId, date }, [posting]);
  const id = insertPayment(ctx, {
    ...payment,
    date,
    money,
    amountFen: 0 - payment.amountFen,
    note: reason,
    eventId,
    reversesId: payment.id,
  });
  if (payment.batchId !== null) {
    db.run(
      `UPDATE pay_batch_line SET result = 'failed', reason = ? WHERE batch_id = ? AND worker_id = ? AND result = 'paid'`,
      `已冲销：${reason}`,
      payment.batchId,
      payment.workerId,
    );
  }
  return ok({ id, voucherIds });
}

function paymentToReverse(db: ReadableDb, paymentId: number): Result<StoredPayment> {
  const payment = db.get<StoredPayment>(
    `SELECT p.id, p.entity_id AS entityId, p.worker_id AS workerId, p.sheet_id AS sheetId, p.receipt_no AS receiptNo, p.date, p.method,
       p.bank_item_id AS bankItemId, p.amount_fen AS amountFen, p.batch_id AS batchId, p.reverses_id AS reversesId,
       r.id AS reversedById, p.share_transaction_id AS shareTransactionId,
       EXISTS (SELECT 1 FROM share_transaction t WHERE t.reverses_id = p.share_transaction_id) AS shareReversed
     FROM labour_payment p LEFT JOIN labour_payment r ON r.reverses_id = p.id WHERE p.id = ?`,
    paymentId,
  );
  if (!payment) return refuse('payment_unknown', '没有这笔发放，请回到列表重新选择。');
  if (payment.reversesId !== null) return refuse('is_reversal', '这一行本身是冲销，不能再冲销。');
  if (payment.reversedById !== null) return refuse('already_reversed', '这笔发放已经冲销过了。');
  if (payment.shareTransactionId !== null && payment.shareReversed === 0) {
    return refuse(
      'payment_in_shares',
      '这笔工钱领了以后已经入了股，不能先退工钱。请先在“社员与股金”里冲销那笔入股，再冲销发放。',
    );
  }
  return ok(payment);
}

/** The kinds of pay that the payment took are what comes back; they are found in the moves of its event. */
function returnedPosting(
  db: ReadableDb,
  paymentId: number,
  worker: Worker,
  amountFen: number,
  money: Money,
  reason: string,
): Posting {
  const parts = db.all<{ payItem: number; fen: number }>(
    `SELECT m.item2_id AS payItem, SUM(m.debit_fen) AS fen FROM labour_payment p JOIN labour_move m ON m.event_id = p.event_id
     WHERE p.id = ? AND m.item_id = ? GROUP BY m.item2_id ORDER BY m.item2_id`,
    paymentId,
    worker.itemId,
  );
  invariant(parts.reduce((sum, part) => sum + part.fen, 0) === amountFen, 'a payment took what it paid');
  return inRed(
    labourPaid(
      '',
      parts.map((part) => ({ worker: worker.itemId, ...part })),
      money,
    ),
    `冲销${worker.name}劳务费发放：${reason}`,
  );
}

type Payment = Output<'labour.payments'>[number];

export function listPayments(
  { db }: Reading,
  input: Parsed<'labour.payments'>,
): Result<Output<'labour.payments'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  return ok(
    db.all<Payment>(
      `${PAYMENT} WHERE p.entity_id = ? AND p.date BETWEEN ? AND ? AND (? IS NULL OR p.worker_id = ?) ORDER BY p.date, p.id`,
      cooperative.value.id,
      input.from,
      input.to,
      input.workerId ?? null,
      input.workerId ?? null,
    ),
  );
}

export function paymentsOfSheet(db: ReadableDb, sheetId: number): Payment[] {
  return db.all<Payment>(`${PAYMENT} WHERE p.sheet_id = ? ORDER BY p.id`, sheetId);
}

const PAYMENT = /* sql */ `
  SELECT p.id, p.receipt_no AS receiptNo, p.date, p.worker_id AS workerId, n.name, p.sheet_id AS sheetId,
    s.year || '-' || printf('%02d', s.seq) AS sheetNo, p.method, p.amount_fen AS amountFen, p.note, p.batch_id AS batchId,
    (SELECT v.id FROM voucher v WHERE v.source = 'business' AND v.source_id = p.event_id ORDER BY v.id LIMIT 1) AS voucherId,
    p.share_transaction_id AS shareTransactionId, t.receipt_no AS shareReceiptNo, p.reverses_id AS reversesId, r.id AS reversedById,
    p.operator
  FROM labour_payment p JOIN worker w ON w.id = p.worker_id JOIN person n ON n.id = w.person_id
    LEFT JOIN pay_sheet s ON s.id = p.sheet_id LEFT JOIN share_transaction t ON t.id = p.share_transaction_id
    LEFT JOIN labour_payment r ON r.reverses_id = p.id`;

/** 213 as it stands, by worker; old names without a worker too. */
export function listOwed(
  { db, today }: Reading,
  input: Parsed<'labour.balances'>,
): Result<Output<'labour.balances'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const asOf = input.asOf ?? today;
  const owed = owedOn(db, entityId, asOf);
  const onSheets = unpaidOnSheets(db, entityId, asOf);
  const rows = db.all<{
    itemId: number;
    workerId: number | null;
    name: string;
    groupNo: number | null;
    memberNo: string | null;
    cardMasked: string | null;
  }>(
    `SELECT i.id AS itemId, w.id AS workerId, i.name, COALESCE(h.group_no, p.listed_group_no) AS groupNo, m.no AS memberNo,
       p.card_masked AS cardMasked
     FROM json_each(?) asked JOIN analysis_item i ON i.id = asked.value LEFT JOIN worker w ON w.item_id = i.id
       LEFT JOIN person p ON p.id = w.person_id LEFT JOIN household h ON h.id = p.household_id
       LEFT JOIN member m ON m.entity_id = w.entity_id AND m.person_id = w.person_id
     ORDER BY groupNo IS NULL, groupNo, i.id`,
    JSON.stringify([...owed.keys()]),
  );
  return ok({
    rows: rows.map((row) => {
      const sheets = row.workerId === null ? undefined : onSheets.get(row.workerId);
      return {
        ...row,
        cardMasked: row.cardMasked ?? '',
        balanceFen: owed.get(row.itemId) ?? 0,
        onSheetsFen: sheets?.fen ?? 0,
        since: sheets?.since ?? null,
      };
    }),
    balanceFen: [...owed.values()].reduce((sum, fen) => sum + fen, 0),
  });
}

/** Why lump wages (业务) can't be paid to these names: it would use up what pay sheets owe them. */
export function sheetsInTheWay(
  db: ReadableDb,
  entityId: number,
  date: string,
  people: readonly { readonly name: string; readonly fen: number }[],
): string | null {
  const onSheets = unpaidOnSheets(db, entityId, date);
  if (onSheets.size === 0) return null;
  const owed = owedOn(db, entityId, date);
  const byItem = new Map([...workersOf(db, entityId).values()].map((one) => [one.itemName, one]));
  for (const [name, parts] of Map.groupBy(people, (one) => one.name)) {
    const worker = byItem.get(name);
    const sheetFen = worker ? (onSheets.get(worker.id)?.fen ?? 0) : 0;
    if (!worker || sheetFen === 0) continue;
    const free = (owed.get(worker.itemId) ?? 0) - sheetFen;
    const fen = parts.reduce((sum, part) => sum + part.fen, 0);
    if (fen <= free) continue;
    return `${name}的应付劳务费里有 ${formatYuan(sheetFen)} 元是劳务费发放表上的，请在“务工”里按表发放。这里最多能发 ${formatYuan(Math.max(free, 0))} 元。`;
  }
  return null;
}
