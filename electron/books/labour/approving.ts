import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { yearOf } from '../../../shared/rules/calendar.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import {
  type Deducted,
  labourAccrued,
  labourDeducted,
  PAY_ITEMS,
} from '../../../shared/rules/posting/labour.ts';
import type { Posting } from '../../../shared/rules/posting/posting.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import { lastClosedYear, readSettings } from '../entities/index.ts';
import { checkMovements, movementsOf, registerEvent, standingEvent, undoEvent } from '../events/index.ts';
import { booksBegin, checkBookDate, dropOpening } from '../vouchers/index.ts';
import { compute, type Computed, openWork, paidOf } from './computing.ts';
import { draftById, termsOf } from './drafting.ts';
import { moveLabour, undoLabour } from './register.ts';
import { describeSheet, type Sheet, sheetById } from './sheets.ts';
import { whoIs } from './workers.ts';

/** A draft with its work as it stands, and the entries that approving it writes. */
export function planSheet(
  ctx: Reading,
  sheet: Sheet,
  date: string,
): Result<{ computed: Computed; postings: Posting[] }> {
  const { db } = ctx;
  const work = openWork(db, sheet.entityId, sheet);
  const computed = compute(db, sheet.entityId, work, termsOf(db, sheet.id), {
    date,
    awardCharge: sheet.awardCharge,
  });
  if (!computed.ok) return computed;
  return ok({ computed: computed.value, postings: postingsOf(sheet, computed.value) });
}

function postingsOf(sheet: Sheet, { lines, charges }: Computed): Posting[] {
  const period = `${sheet.from} 至 ${sheet.to}`;
  const accrued = labourAccrued(
    `计提劳务费 ${period}，${lines.length} 人`,
    charges.map(({ account, item, batchItemId, fen }) => ({
      account,
      item: batchItemId ?? (item === '' ? undefined : item),
      fen,
    })),
    lines.map(({ worker, timeFen, pieceFen, awardFen }) => ({
      worker: worker.itemId,
      timeFen,
      pieceFen,
      awardFen,
    })),
  );
  const deductions = lines.flatMap((line): Deducted[] => {
    const { worker, advanceFen, taxFen } = line;
    if (advanceFen + taxFen === 0) return [];
    return [{ from: earnedParts(line, advanceFen + taxFen), memberId: worker.memberId, advanceFen, taxFen }];
  });
  if (deductions.length === 0) return [accrued];
  return [accrued, labourDeducted(`劳务费扣回借支、代扣个税 ${period}`, deductions)];
}

/** So much out of what a line earns: time first, then pieces, then the award. */
function earnedParts(line: Computed['lines'][number], fen: number): Deducted['from'] {
  const parts = [
    { payItem: PAY_ITEMS.time, fen: line.timeFen },
    { payItem: PAY_ITEMS.piece, fen: line.pieceFen },
    { payItem: PAY_ITEMS.award, fen: line.awardFen },
  ];
  let left = fen;
  return parts.flatMap((part) => {
    const taken = Math.min(left, part.fen);
    left -= taken;
    return taken === 0 ? [] : [{ worker: line.worker.itemId, payItem: part.payItem, fen: taken }];
  });
}

/** Locks a sheet: its lines and work stay as they are, 213 owes it, and it can be paid. */
export function approveSheet(
  ctx: Writing,
  input: Parsed<'labour.approveSheet'>,
): Result<Output<'labour.approveSheet'>> {
  const { db } = ctx;
  const draft = draftById(db, input.id);
  if (!draft.ok) return draft;
  const sheet = draft.value;
  const date = checkBookDate(db, sheet.entityId, input.date, ctx.today);
  if (!date.ok) return date;
  if (input.date < sheet.to) {
    const sentence = `入账日期 ${input.date} 早于这张表的最后一天 ${sheet.to}，活还没有干完。请改日期，或把表的结束日期提前。`;
    return refuse('approved_too_early', sentence, { date: sentence });
  }
  const planned = planSheet(ctx, sheet, input.date);
  if (!planned.ok) return planned;
  const { computed, postings } = planned.value;
  const fault = faultOf(sheet, computed);
  if (fault) return fault;
  const { entityId } = sheet;
  const guarded = booksBegin(db, entityId, input.date)
    ? checkMovements(db, entityId, input.date, movementsOf(db, entityId, postings))
    : ok([]);
  if (!guarded.ok) return guarded;
  const grossFen = computed.lines.reduce((sum, line) => sum + line.grossFen, 0);
  const registered = registerEvent(
    ctx,
    entityId,
    {
      kind: 'labourAccrued',
      date: input.date,
      facts: { sheetId: sheet.id },
      amountFen: grossFen,
      documentNo: '',
      party: `${computed.lines.length} 人`,
      note: input.note ?? '',
    },
    postings,
    1,
  );
  if (!registered.ok) return registered;
  const { id: eventId, voucherIds } = registered.value;
  moveLabour(db, { id: eventId, entityId, date: input.date }, postings);
  keepLines(ctx, sheet, computed);
  db.run(
    `UPDATE pay_sheet SET state = 'approved', event_id = ?, approved_on = ?, approved_by = ? WHERE id = ?`,
    eventId,
    input.date,
    ctx.operator,
    sheet.id,
  );
  return ok({ id: sheet.id, voucherIds, warnings: guarded.value });
}

function faultOf(sheet: Sheet, { lines, charges }: Computed): Result<never> | null {
  if (lines.length === 0) {
    return refuse(
      'sheet_empty',
      `${sheet.from} 至 ${sheet.to} 没有还没结的工，没有什么可批准。请先记工，或核对日期。`,
    );
  }
  const owing = lines.find((line) => line.grossFen < 0);
  if (owing) {
    return refuse(
      'pay_negative',
      `${whoIs(owing.worker)}的应发是 ${formatYuan(owing.grossFen)} 元，冲销的比记的多。请核对这段日期里的红字。`,
    );
  }
  const red = charges.find((one) => one.fen < 0);
  if (!red) return null;
  return refuse(
    'charge_negative',
    `${red.account} ${red.item}合计是 ${formatYuan(red.fen)} 元，冲销的比记的多。请核对这段日期里的红字。`,
  );
}

function keepLines({ db }: Writing, sheet: Sheet, { lines, work }: Computed): void {
  for (const line of lines) {
    db.run(
      `INSERT INTO pay_line (sheet_id, worker_id, days_milli, time_fen, pieces_milli, piece_fen, award_fen, gross_fen, advance_fen, consent,
         tax_fen, net_fen, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[
        sheet.id,
        line.workerId,
        line.daysMilli,
        line.timeFen,
        line.piecesMilli,
        line.pieceFen,
        line.awardFen,
      ],
      ...[line.grossFen, line.advanceFen, line.terms.consent, line.taxFen, line.netFen, line.terms.note],
    );
  }
  db.run(
    'INSERT INTO pay_use (sheet_id, entry_id) SELECT ?, value FROM json_each(?)',
    sheet.id,
    JSON.stringify(work.map((one) => one.id)),
  );
}

/** Takes an approved sheet back in red; its work waits for another. What was paid on it comes back first. */
export function voidSheet(
  ctx: Writing,
  input: Parsed<'labour.voidSheet'>,
): Result<Output<'labour.voidSheet'>> {
  const { db } = ctx;
  const found = sheetById(db, input.id);
  if (!found.ok) return found;
  const sheet = found.value;
  if (sheet.state === 'draft') return refuse('sheet_draft', '这张表还是草稿，删除就行，不用作废。');
  if (sheet.state === 'void') return refuse('already_void', `${describeSheet(sheet)}已经作废了。`);
  const paid = [...paidOf(db, sheet.id).values()].reduce((sum, fen) => sum + fen, 0);
  if (paid !== 0) {
    return refuse(
      'sheet_paid',
      `${describeSheet(sheet)}已经发了 ${formatYuan(paid)} 元，不能作废。请先逐笔冲销发放，或在下一张表里多退少补。`,
    );
  }
  const waiting = db.get<{ name: string }>(
    `SELECT b.file_name AS name FROM pay_batch b JOIN pay_batch_line l ON l.batch_id = b.id
     WHERE b.sheet_id = ? AND l.result = 'pending' LIMIT 1`,
    sheet.id,
  );
  if (waiting) {
    return refuse('sheet_in_bank', `代发文件“${waiting.name}”还没有回单。请先读入回单，或撤销代发文件。`);
  }
  const weighed = weighsInDividend(ctx, sheet);
  if (weighed) return weighed;
  invariant(sheet.eventId !== null, 'an approved sheet has its event');
  const event = standingEvent(db, sheet.eventId, 'labour');
  if (!event.ok) return event;
  const wasBefore = !booksBegin(db, sheet.entityId, event.value.date);
  if (wasBefore && booksBegin(db, sheet.entityId, input.date)) {
    const sentence = `${describeSheet(sheet)}是账套启用以前的，在期初余额里，只能用启用以前的日期作废。期初已经锁定的，在下一张表里多退少补。`;
    return refuse('sheet_before_books', sentence, { date: sentence });
  }
  const late = paidOnTheDay(ctx, sheet, input.date, wasBefore);
  if (late) return late;
  const undone = undoEvent(ctx, event.value, input);
  if (!undone.ok) return undone;
  const { id: eventId, voucherIds, warnings } = undone.value;
  if (wasBefore) dropOpening(db, sheet.entityId);
  undoLabour(db, sheet.eventId, { id: eventId, entityId: sheet.entityId, date: input.date });
  db.run('UPDATE pay_use SET released = 1 WHERE sheet_id = ?', sheet.id);
  db.run(
    `UPDATE pay_sheet SET state = 'void', voided_on = ?, void_reason = ? WHERE id = ?`,
    input.date,
    input.reason,
    sheet.id,
  );
  return ok({ id: sheet.id, voucherIds, warnings });
}

/** What was paid and came back was still paid until then: the sheet stands so long. */
function paidOnTheDay(
  { db }: Reading,
  sheet: Sheet,
  date: string,
  beforeBooks: boolean,
): Result<never> | null {
  const days = db.all<{ date: string; fen: number }>(
    'SELECT date, SUM(amount_fen) AS fen FROM labour_payment WHERE sheet_id = ? GROUP BY date ORDER BY date',
    sheet.id,
  );
  const back = days.at(-1);
  if (!back || date >= back.date) return null;
  let [paid, most] = [0, 0];
  for (const [index, day] of days.entries()) {
    paid += day.fen;
    const until = days[index + 1]?.date;
    if (until === undefined || until > date) most = Math.max(most, paid);
  }
  if (most === 0) return null;
  const way =
    beforeBooks && booksBegin(db, sheet.entityId, back.date)
      ? '期初里已经扣掉这笔发放，不能作废。请在下一张表里多退少补。'
      : `不能用 ${date} 作废，请改为 ${back.date} 或以后的日期。`;
  const sentence = `${describeSheet(sheet)}发过 ${formatYuan(most)} 元，到 ${back.date} 才冲销。${way}`;
  return refuse('sheet_paid', sentence, { date: sentence });
}

/** Where labour counts as patronage, the sheets of a year whose dividend is approved stand. */
function weighsInDividend({ db }: Reading, sheet: Sheet): Result<never> | null {
  const closed = lastClosedYear(db, sheet.entityId);
  const year = yearOf(sheet.approvedOn ?? sheet.to);
  if (closed === null || year > closed) return null;
  if (readSettings(db, sheet.entityId).labourPatronage === 'none') return null;
  return refuse(
    'year_closed',
    `${year} 年度的盈余分配方案已经批准，劳务费计入了交易额，${describeSheet(sheet)}不能作废。还没有发放分红的，可先作废方案；已经发放的，在下一年多退少补。`,
  );
}
