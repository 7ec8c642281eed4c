import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { receivedByLine } from '../../../shared/rules/claim.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import { type Batch, batchById } from './batches.ts';
import { type LineRow, linesOf } from './lines.ts';
import { checkPast } from './states.ts';
import { writeStep } from './writing.ts';

interface Plan {
  readonly batch: Batch;
  readonly lines: readonly { readonly line: LineRow; readonly fen: number }[];
  readonly warnings: string[];
}

export function previewReceive(
  ctx: Reading,
  input: Parsed<'claims.previewReceive'>,
): Result<Output<'claims.previewReceive'>> {
  const planned = planOf(ctx, input);
  if (!planned.ok) return planned;
  return ok({
    lines: planned.value.lines.map(({ line, fen }) => ({
      lineId: line.id,
      groupNo: line.groupNo,
      borrowerName: line.borrowerName,
      noteNo: line.noteNo,
      claimedFen: line.claimedFen,
      beforeFen: line.receivedFen,
      fen,
      unreceivedFen: line.unreceivedFen - fen,
    })),
    warnings: planned.value.warnings,
  });
}

export function receiveClaim(
  ctx: Writing,
  input: Parsed<'claims.receive'>,
): Result<Output<'claims.receive'>> {
  const planned = planOf(ctx, input);
  if (!planned.ok) return planned;
  const { batch, lines, warnings } = planned.value;
  const { db, operator, now } = ctx;
  const { lastId: id } = db.run(
    `INSERT INTO claim_receipt (batch_id, date, amount_fen, document_no, note, operator, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ...[batch.id, input.date, input.amountFen, input.documentNo, input.note, operator, now],
  );
  for (const { line, fen } of lines) {
    if (fen > 0)
      db.run('INSERT INTO claim_receipt_line (receipt_id, line_id, fen) VALUES (?, ?, ?)', id, line.id, fen);
  }
  writeStep(ctx, batch.id, { date: input.date, title: '到账', note: `${formatYuan(input.amountFen)} 元` });
  return ok({ id, warnings });
}

/** How the money falls on the lines: as the county's list says, else pro rata to what each is short of. */
function planOf(ctx: Reading, input: Parsed<'claims.receive'>): Result<Plan> {
  const { db } = ctx;
  const found = batchById(db, input.id);
  if (!found.ok) return found;
  const batch = found.value;
  if (batch.state !== 'submitted' || batch.submittedOn === null) {
    return refuse('claim_state', `${batch.no} 还没有上报，不会有到账。请先上报。`);
  }
  const past = checkPast(ctx, input.date);
  if (!past.ok) return past;
  if (input.date < batch.submittedOn) {
    const message = `${batch.no} 是 ${batch.submittedOn} 上报的，到账不会在它以前。`;
    return refuse('claim_date', message, { date: message });
  }
  const lines = linesOf(db, batch.id).filter((line) => line.isIncluded);
  const openFen = lines.reduce((sum, line) => sum + line.unreceivedFen, 0);
  if (input.amountFen > openFen) {
    const message = `到账 ${formatYuan(input.amountFen)} 元，${batch.no} 只有 ${formatYuan(openFen)} 元没有到账。请核对金额；别的批次的钱请登记到那一批。`;
    return refuse('claim_too_much', message, { amountFen: message });
  }
  const given = input.lines ? byList(lines, input) : ok(byShare(lines, input.amountFen));
  if (!given.ok) return given;
  const shortFen = openFen - input.amountFen;
  const warnings =
    shortFen === 0 ? [] : [`少到账 ${formatYuan(shortFen)} 元，留在各户的“未拨”里，以后到账时再登记。`];
  return ok({ batch, lines: given.value, warnings });
}

function byShare(lines: readonly LineRow[], amountFen: number): Plan['lines'] {
  const fens = receivedByLine(
    amountFen,
    lines.map((line) => line.unreceivedFen),
  );
  return lines.map((line, index) => ({ line, fen: fens[index]! }));
}

function byList(lines: readonly LineRow[], input: Parsed<'claims.receive'>): Result<Plan['lines']> {
  const byId = new Map(lines.map((line) => [line.id, line]));
  const given = new Map<number, number>();
  for (const { lineId, fen } of input.lines ?? []) {
    const line = byId.get(lineId);
    if (!line)
      return refuse(
        'claim_line_unknown',
        `本批没有所选的明细（编号 ${lineId}），或者它没有申请。请刷新后重选。`,
      );
    if (given.has(lineId))
      return refuse('claim_line_twice', `${line.borrowerName}（${line.noteNo}）列了两次，请合成一个数。`);
    if (fen > line.unreceivedFen) {
      return refuse(
        'claim_too_much',
        `${line.borrowerName}（${line.noteNo}）到账 ${formatYuan(fen)} 元，比没有到账的 ${formatYuan(line.unreceivedFen)} 元多。请核对县里的清单。`,
      );
    }
    given.set(lineId, fen);
  }
  const sumFen = [...given.values()].reduce((sum, fen) => sum + fen, 0);
  if (sumFen !== input.amountFen) {
    const message = `各户合计 ${formatYuan(sumFen)} 元，到账 ${formatYuan(input.amountFen)} 元，相差 ${formatYuan(input.amountFen - sumFen)} 元。请改到一样。`;
    return refuse('claim_sum', message, { amountFen: message });
  }
  return ok(lines.map((line) => ({ line, fen: given.get(line.id) ?? 0 })));
}

export function reverseReceipt(ctx: Writing, input: Parsed<'claims.reverseReceipt'>): Result<{ id: number }> {
  const { db, operator, now } = ctx;
  const receipt = db.get<{
    batchId: number;
    date: string;
    amountFen: number;
    reversesId: number | null;
    reversedById: number | null;
  }>(
    `SELECT batch_id AS batchId, date, amount_fen AS amountFen, reverses_id AS reversesId,
       (SELECT red.id FROM claim_receipt red WHERE red.reverses_id = r.id) AS reversedById
     FROM claim_receipt r WHERE id = ?`,
    input.receiptId,
  );
  if (!receipt) return refuse('receipt_unknown', '没有这笔到账，请刷新后重选。');
  if (receipt.reversesId !== null || receipt.reversedById !== null) {
    return refuse('receipt_reversed', '这笔到账已经冲销，或者本身是冲销，不能再冲。');
  }
  const past = checkPast(ctx, input.date);
  if (!past.ok) return past;
  if (input.date < receipt.date) {
    const message = `到账是 ${receipt.date}，冲销不会在它以前。`;
    return refuse('claim_date', message, { date: message });
  }
  const short = db.get<{ count: number; fen: number }>(
    `SELECT COUNT(*) AS count, SUM(fen) AS fen FROM (
       SELECT own.fen - (SELECT SUM(fen) FROM claim_receipt_line r WHERE r.line_id = own.line_id)
         + COALESCE((SELECT SUM(amount_fen) FROM claim_payment p WHERE p.line_id = own.line_id), 0) AS fen
       FROM claim_receipt_line own WHERE own.receipt_id = ?) WHERE fen > 0`,
    input.receiptId,
  );
  if (short && short.count > 0) {
    return refuse(
      'receipt_paid_on',
      `这笔到账里有 ${short.count} 户共 ${formatYuan(short.fen)} 元已经发放，不能冲销。请先冲销那些发放。`,
    );
  }
  const { lastId: id } = db.run(
    `INSERT INTO claim_receipt (batch_id, date, amount_fen, document_no, note, reverses_id, operator, recorded_at)
     VALUES (?, ?, ?, '', ?, ?, ?, ?)`,
    ...[receipt.batchId, input.date, -receipt.amountFen, input.reason, input.receiptId, operator, now],
  );
  db.run(
    'INSERT INTO claim_receipt_line (receipt_id, line_id, fen) SELECT ?, line_id, -fen FROM claim_receipt_line WHERE receipt_id = ?',
    ...[id, input.receiptId],
  );
  const note = `${receipt.date} 到账 ${formatYuan(receipt.amountFen)} 元冲销：${input.reason}`;
  writeStep(ctx, receipt.batchId, { date: input.date, title: '冲销到账', note });
  return ok({ id });
}
