import type { Output } from '../../../shared/contract/index.ts';
import { labourPayDocument, type LabourPayData, type LabourPayRow } from '../../../shared/print/labourPay.ts';
import {
  paidThenContributedDocument,
  payReceiptDocument,
  type PayReceipt,
} from '../../../shared/print/labourReceipt.ts';
import { labourSlipsDocument, type SlipWork } from '../../../shared/print/labourSlips.ts';
import { workDayDocument } from '../../../shared/print/workDay.ts';
import { isRealDate } from '../../../shared/rules/calendar.ts';
import { signedQuantityMilli } from '../../../shared/rules/measures.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import { cooperativeOf } from '../entities/index.ts';
import { ask } from './asking.ts';
import {
  headerOf,
  printedBefore,
  subjectOfBook,
  subjectOfPay,
  subjectOfPaySheet,
  subjectOfTransaction,
} from './counting.ts';
import { contributionReceipt } from './memberPapers.ts';
import type { Paper } from './paper.ts';

type Sheet = Output<'labour.getSheet'>;
type Line = Sheet['lines'][number];
type Work = Output<'labour.work'>['rows'][number];

/** 劳务费发放表: of a draft to be looked over, of an approved sheet to be signed. */
export function labourPayPaper(reading: Reading, sheetId: number): Result<Paper> {
  const found = findSheet(reading, sheetId);
  if (!found.ok) return found;
  const printed = { document: 'labour-pay', subject: subjectOfPaySheet(sheetId) };
  const { sheet } = found.value;
  // What is only looked over is not counted with what is signed.
  const isDraft = sheet.state === 'draft';
  const before = isDraft ? 0 : printedBefore(reading.db, printed);
  const data = payData(reading, found.value, before);
  if (!data.ok) return data;
  return ok({ document: labourPayDocument(data.value), printed: isDraft ? [] : [printed], before });
}

/** 工资条 of everybody on an approved sheet, or of some. */
export function labourSlipsPaper(
  reading: Reading,
  sheetId: number,
  workerIds: readonly number[] | undefined,
): Result<Paper> {
  const found = findSheet(reading, sheetId);
  if (!found.ok) return found;
  const { sheet, lines } = found.value;
  if (sheet.state === 'draft') {
    return refuse('print.labour-draft', `发放表 ${sheet.no} 还是草稿，批准以后才打印工资条。`);
  }
  const wanted = lines.filter((line) => workerIds === undefined || workerIds.includes(line.workerId));
  if (wanted.length === 0) return refuse('print.labour-none', '选的人不在这张发放表上，请重新选。');
  const work = ask(reading, 'labour.work', {
    entityId: sheet.entityId,
    from: sheet.from,
    to: sheet.to,
    sheetId,
  });
  if (!work.ok) return work;
  const byWorker = Map.groupBy(work.value.rows, (row) => row.workerId);
  const printed = { document: 'labour-slips', subject: subjectOfPaySheet(sheetId) };
  const before = printedBefore(reading.db, printed);
  const data = payData(reading, { ...found.value, lines: wanted }, before);
  if (!data.ok) return data;
  const rows = wanted.map((line) => ({
    ...payRow(line),
    work: kindsOf(byWorker.get(line.workerId) ?? []),
  }));
  return ok({ document: labourSlipsDocument({ ...data.value, rows }), printed: [printed], before });
}

/** 记工单: blank for the field, or the lines of a day. */
export function workDayPaper(
  reading: Reading,
  entityId: number | undefined,
  date: string | undefined,
): Result<Paper> {
  const cooperative = cooperativeOf(reading.db, entityId);
  if (!cooperative.ok) return cooperative;
  if (date !== undefined && !isRealDate(date)) {
    const sentence = `“${date}”不是一个日子，日期要写成 2018-09-01 这样。`;
    return refuse('print.work-date', sentence, { 'request.date': sentence });
  }
  const { id } = cooperative.value;
  const printed = { document: 'work-day', subject: subjectOfBook(id, [date ?? 'blank']) };
  const before = printedBefore(reading.db, printed);
  const header = headerOf(reading, cooperative.value, 0);
  const paper = (document: Paper['document']): Result<Paper> =>
    ok({ document, printed: [printed], before, unmarked: true });
  if (date === undefined) {
    const kinds = ask(reading, 'labour.kinds', { entityId: id });
    if (!kinds.ok) return kinds;
    const words = kinds.value.map((kind) => `${kind.name}（${kind.unit}）`);
    return paper(workDayDocument({ header, date: '', recorder: '', rows: [], kinds: words }));
  }
  const work = ask(reading, 'labour.work', { entityId: id, from: date, to: date });
  if (!work.ok) return work;
  // What was taken back is not signed for.
  const standing = work.value.rows.filter((row) => row.reversesId === null && row.reversedById === null);
  if (standing.length === 0) {
    return refuse('print.no-work', `${date} 没有记工。要空白的记工单，请按“空白单”。`);
  }
  const rows = standing.map((row) => ({
    name: row.name,
    groupNo: row.groupNo,
    kind: row.kind,
    place: row.place === '' ? (row.batchNo ?? '') : row.place,
    unit: row.unit,
    quantityMilli: signedQuantityMilli(row.quantity),
    price: row.price,
    amountFen: row.amountFen,
  }));
  const recorder = [...new Set(standing.map((row) => row.recorder).filter((name) => name !== ''))].join('、');
  return paper(workDayDocument({ header, date, recorder, rows, kinds: [] }));
}

/** 劳务费领条; and the receipt of the share, where the money was brought in as one on the same day. */
export function labourReceiptPaper(reading: Reading, paymentId: number): Result<Paper> {
  const { db } = reading;
  const place = db.get<{ entityId: number; workerId: number; date: string }>(
    'SELECT entity_id AS entityId, worker_id AS workerId, date FROM labour_payment WHERE id = ?',
    paymentId,
  );
  if (!place) return refuse('print.payment-unknown', '没有这笔发放，请回到发放记录重新选择。');
  const { entityId, workerId, date } = place;
  const payments = ask(reading, 'labour.payments', { entityId, from: date, to: date, workerId });
  if (!payments.ok) return payments;
  const payment = payments.value.find((one) => one.id === paymentId);
  invariant(payment !== undefined, `payment ${paymentId} is among its day's`);
  if (payment.reversesId !== null || payment.reversedById !== null) {
    return refuse(
      'print.payment-reversed',
      '这笔发放已经冲销，不能再打印领条。已交出去的，请收回注明“已冲销”。',
    );
  }
  const cooperative = cooperativeOf(db, entityId);
  if (!cooperative.ok) return cooperative;
  const printed = { document: 'labour-receipt', subject: subjectOfPay(paymentId) };
  const before = printedBefore(db, printed);
  const header = headerOf(reading, cooperative.value, before);
  const paid = receiptOf(reading, workerId, payment);
  if (payment.shareTransactionId === null) {
    return ok({ document: payReceiptDocument(header, paid), printed: [printed], before });
  }
  const contributed = contributionReceipt(db, payment.shareTransactionId);
  if (!contributed.ok) return contributed;
  return ok({
    document: paidThenContributedDocument(header, paid, contributed.value),
    printed: [printed, { document: 'receipt', subject: subjectOfTransaction(payment.shareTransactionId) }],
    before,
  });
}

function receiptOf(
  { db }: Reading,
  workerId: number,
  payment: Output<'labour.payments'>[number],
): PayReceipt {
  const sheet =
    payment.sheetId === null
      ? undefined
      : db.get<{ from: string; to: string }>(
          'SELECT from_date AS "from", to_date AS "to" FROM pay_sheet WHERE id = ?',
          payment.sheetId,
        );
  const payee = db.get<{ name: string; groupNo: number | null; idMasked: string }>(
    `SELECT p.name, COALESCE(h.group_no, p.listed_group_no) AS groupNo, COALESCE(p.id_masked, '') AS idMasked
     FROM worker w JOIN person p ON p.id = w.person_id LEFT JOIN household h ON h.id = p.household_id WHERE w.id = ?`,
    workerId,
  );
  invariant(payee !== undefined, `worker ${workerId} is a person`);
  return {
    number: payment.receiptNo,
    date: payment.date,
    payee: payee.name,
    groupNo: payee.groupNo,
    idMasked: payee.idMasked,
    amountFen: payment.amountFen,
    reason: sheet
      ? `${monthName(sheet.from, sheet.to)}劳务费（发放表 ${payment.sheetNo ?? ''}）`
      : '以前欠付的劳务费',
    form: payment.method === 'cash' ? '现金' : '转账',
    handledBy: payment.operator,
  };
}

function findSheet(reading: Reading, sheetId: number): Result<Sheet> {
  const sheet = ask(reading, 'labour.getSheet', { id: sheetId });
  if (!sheet.ok) return sheet;
  const { state, no } = sheet.value.sheet;
  if (state === 'void') return refuse('print.labour-void', `发放表 ${no} 已经作废，不能打印。`);
  if (sheet.value.lines.length === 0) {
    return refuse('print.labour-empty', `发放表 ${no} 上还没有人，不能打印。请先记工。`);
  }
  return sheet;
}

function payData(reading: Reading, { sheet, lines }: Sheet, before: number): Result<LabourPayData> {
  const cooperative = cooperativeOf(reading.db, sheet.entityId);
  if (!cooperative.ok) return cooperative;
  return ok({
    header: headerOf(reading, cooperative.value, before),
    name: monthName(sheet.from, sheet.to),
    from: sheet.from,
    to: sheet.to,
    isDraft: sheet.state === 'draft',
    rows: lines.map(payRow),
  });
}

/** 2018年9月, where the days are of one month; else both days. */
function monthName(from: string, to: string): string {
  const [year, month] = from.split('-').map(Number);
  return from.slice(0, 7) === to.slice(0, 7) ? `${year}年${month}月` : `${from} 至 ${to} `;
}

function payRow(line: Line): LabourPayRow {
  return {
    name: line.name,
    groupNo: line.groupNo,
    idMasked: line.idMasked,
    cardMasked: line.cardMasked,
    daysMilli: signedQuantityMilli(line.days),
    timeFen: line.timeFen,
    piecesMilli: signedQuantityMilli(line.pieces),
    pieceFen: line.pieceFen,
    awardFen: line.awardFen,
    grossFen: line.grossFen,
    advanceFen: line.advanceFen,
    taxFen: line.taxFen,
    netFen: line.netFen,
  };
}

/** A worker's entries by kind and price, in the order they first did them. */
function kindsOf(rows: readonly Work[]): SlipWork[] {
  const kinds = Map.groupBy(rows, (row) => `${row.kind} ${row.unit} ${row.price} ${row.coefficient ?? ''}`);
  return [...kinds.values()].flatMap((same): SlipWork[] => {
    const [first] = same;
    const quantityMilli = same.reduce((sum, row) => sum + signedQuantityMilli(row.quantity), 0);
    if (!first || quantityMilli === 0) return [];
    const price = first.coefficient === null ? first.price : `${first.coefficient}×${first.price}`;
    const amountFen = same.reduce((sum, row) => sum + row.amountFen, 0);
    return [{ kind: first.kind, unit: first.unit, quantityMilli, price, amountFen }];
  });
}
