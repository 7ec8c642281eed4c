import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { releaseLine, type TransferBook } from '../transfers/index.ts';
import { type Batch, batchById } from './batches.ts';
import { type LineRow, linesOf } from './lines.ts';
import { checkPast } from './states.ts';

/** The bank files of claims. */
export const CLAIM_TRANSFERS: TransferBook = {
  batch: 'claim_file',
  line: 'claim_file_line',
  owner: 'claim_id',
  who: 'line_id',
  whoName: '借款人',
  ownerName: '贴息批次',
};

/** A batch that money came for, on a day it can be passed on. */
export function batchToPay(ctx: Reading, id: number, date: string): Result<Batch> {
  const found = batchById(ctx.db, id);
  if (!found.ok) return found;
  const batch = found.value;
  const past = checkPast(ctx, date);
  if (!past.ok) return past;
  const first = ctx.db.get<{ date: string | null }>(
    `SELECT MIN(date) AS date FROM claim_receipt r WHERE batch_id = ? AND reverses_id IS NULL
       AND NOT EXISTS (SELECT 1 FROM claim_receipt red WHERE red.reverses_id = r.id)`,
    id,
  );
  const from = first?.date ?? null;
  if (from === null) return refuse('claim_no_money', `${batch.no} 还没有到账，不能发放。请先登记到账。`);
  if (date < from) {
    const message = `${batch.no} 是 ${from} 到账的，发放不会在它以前。`;
    return refuse('claim_date', message, { date: message });
  }
  return found;
}

export function payClaim(ctx: Writing, input: Parsed<'claims.pay'>): Result<Output<'claims.pay'>> {
  const { db } = ctx;
  const found = batchToPay(ctx, input.id, input.date);
  if (!found.ok) return found;
  const batch = found.value;
  if ((batch.payee === 'bank') !== (input.method === 'bank')) {
    return refuse(
      'claim_method',
      batch.payee === 'bank'
        ? `${batch.no} 的收款方是银行，请选“付给银行”。`
        : `${batch.no} 的收款方是农户，请选现金或转账。`,
      { method: '与收款方不符' },
    );
  }
  const chosen = chosenLines(db, batch, input.lineIds);
  if (!chosen.ok) return chosen;
  const there = checkThere(db, chosen.value, input.date);
  if (!there.ok) return there;
  const waiting = waitingIn(db, batch.id);
  const inFile = chosen.value.filter((line) => waiting.has(line.id));
  // Named one by one, they are paid by hand after all; all of them together leaves those at the bank to the bank.
  const paying = input.lineIds ? chosen.value : chosen.value.filter((line) => !waiting.has(line.id));
  const warnings = inFile.length === 0 ? [] : [waitingText(inFile, waiting, input.lineIds !== undefined)];
  if (paying.length === 0) {
    return refuse(
      'claim_waiting',
      `${batch.no} 没有发完的都在代发文件里等银行回单。请先读入回单，或撤销代发文件。`,
    );
  }
  if (input.lineIds && inFile.length > 0 && input.note === '') {
    const message = `${warnings.join('')}确实没有经银行付的，请在备注里说明再登记。`;
    return refuse('claim_waiting', message, { note: message });
  }
  for (const line of paying) {
    if (!waiting.has(line.id) || input.method === 'bank') continue;
    releaseLine(db, CLAIM_TRANSFERS, batch.id, line.id, { method: input.method, fen: line.unpaidFen });
  }
  const paymentIds = recordPayments(ctx, batch.id, {
    ...input,
    payments: paying.map((line) => ({
      lineId: line.id,
      amountFen: line.unpaidFen,
      note: input.note,
      fileId: null,
    })),
  });
  const amountFen = paying.reduce((sum, line) => sum + line.unpaidFen, 0);
  return ok({ paymentIds, count: paying.length, amountFen, warnings });
}

/** All that came for a line is passed on at once: no earlier than the last of it came. */
function checkThere(db: ReadableDb, lines: readonly LineRow[], date: string): Result<true> {
  const late = db.get<{ lineId: number; date: string }>(
    `SELECT line.line_id AS lineId, r.date FROM claim_receipt_line line JOIN claim_receipt r ON r.id = line.receipt_id
     WHERE line.line_id IN (SELECT value FROM json_each(?)) AND r.date > ? AND r.reverses_id IS NULL
       AND NOT EXISTS (SELECT 1 FROM claim_receipt red WHERE red.reverses_id = r.id)
     ORDER BY r.date DESC LIMIT 1`,
    JSON.stringify(lines.map((line) => line.id)),
    date,
  );
  if (!late) return ok(true);
  const { borrowerName, noteNo } = lines.find((line) => line.id === late.lineId)!;
  const message = `${borrowerName}（${noteNo}）的钱里有 ${late.date} 到账的，发放不会在它以前。请核对日期。`;
  return refuse('claim_date', message, { date: message });
}

function waitingText(
  lines: readonly LineRow[],
  waiting: ReadonlyMap<number, string>,
  named: boolean,
): string {
  const [first] = lines;
  const who = lines.length === 1 ? first!.borrowerName : `${first!.borrowerName}等 ${lines.length} 户`;
  const file = `代发文件“${waiting.get(first!.id) ?? ''}”`;
  return named ? `${who}在${file}里，还没有回单。` : `${who}在${file}里等回单，这次没有发。`;
}

function chosenLines(
  db: ReadableDb,
  batch: Batch,
  lineIds: readonly number[] | undefined,
): Result<LineRow[]> {
  const lines = linesOf(db, batch.id);
  if (lineIds === undefined) {
    const open = lines.filter((line) => line.unpaidFen > 0);
    if (open.length > 0) return ok(open);
    return refuse('claim_paid', `${batch.no} 到账的都已经发完。`);
  }
  const byId = new Map(lines.map((line) => [line.id, line]));
  const chosen: LineRow[] = [];
  for (const id of new Set(lineIds)) {
    const line = byId.get(id);
    if (!line)
      return refuse('claim_line_unknown', `${batch.no} 没有所选的明细（编号 ${id}）。请刷新后重选。`);
    if (line.unpaidFen <= 0) {
      const why = line.receivedFen === 0 ? '还没有到账' : `已经发了 ${formatYuan(line.paidFen)} 元`;
      return refuse('claim_paid', `${line.borrowerName}（${line.noteNo}）没有可发的：${why}。请去掉再发。`);
    }
    chosen.push(line);
  }
  return ok(chosen);
}

export function recordPayments(
  { db, operator, now }: Writing,
  batchId: number,
  given: {
    readonly date: string;
    readonly method: 'cash' | 'transfer' | 'bank';
    readonly slipNo: string;
    readonly payments: readonly {
      readonly lineId: number;
      readonly amountFen: number;
      readonly note: string;
      readonly fileId: number | null;
    }[];
  },
): number[] {
  return given.payments.map(
    ({ lineId, amountFen, note, fileId }) =>
      db.run(
        `INSERT INTO claim_payment (batch_id, line_id, date, method, amount_fen, slip_no, note, file_id, operator, recorded_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ...[batchId, lineId, given.date, given.method, amountFen, given.slipNo, note, fileId, operator, now],
      ).lastId,
  );
}

export function reversePayment(ctx: Writing, input: Parsed<'claims.reversePayment'>): Result<{ id: number }> {
  const { db, operator, now } = ctx;
  const payment = db.get<{
    batchId: number;
    lineId: number;
    date: string;
    method: string;
    amountFen: number;
    fileId: number | null;
    reversesId: number | null;
    reversedById: number | null;
  }>(
    `SELECT batch_id AS batchId, line_id AS lineId, date, method, amount_fen AS amountFen, file_id AS fileId, reverses_id AS reversesId,
       (SELECT red.id FROM claim_payment red WHERE red.reverses_id = p.id) AS reversedById
     FROM claim_payment p WHERE id = ?`,
    input.paymentId,
  );
  if (!payment) return refuse('payment_unknown', '没有这笔发放，请刷新后重选。');
  if (payment.reversesId !== null || payment.reversedById !== null) {
    return refuse('payment_reversed', '这笔发放已经冲销，或者本身是冲销，不能再冲。');
  }
  const past = checkPast(ctx, input.date);
  if (!past.ok) return past;
  if (input.date < payment.date) {
    const message = `发放是 ${payment.date}，冲销不会在它以前。`;
    return refuse('claim_date', message, { date: message });
  }
  const { lastId: id } = db.run(
    `INSERT INTO claim_payment (batch_id, line_id, date, method, amount_fen, slip_no, note, file_id, reverses_id, operator, recorded_at)
     VALUES (?, ?, ?, ?, ?, '', ?, ?, ?, ?, ?)`,
    ...[payment.batchId, payment.lineId, input.date, payment.method, -payment.amountFen, input.reason],
    ...[payment.fileId, input.paymentId, operator, now],
  );
  return ok({ id });
}

/** Lines that wait for a bank's return, and the file they are in. */
export function waitingIn(db: ReadableDb, batchId: number): Map<number, string> {
  const rows = db.all<{ lineId: number; fileName: string }>(
    `SELECT line.line_id AS lineId, file.file_name AS fileName FROM claim_file_line line JOIN claim_file file ON file.id = line.batch_id
     WHERE file.claim_id = ? AND line.result = 'pending' ORDER BY file.id`,
    batchId,
  );
  return new Map(rows.map(({ lineId, fileName }) => [lineId, fileName]));
}
