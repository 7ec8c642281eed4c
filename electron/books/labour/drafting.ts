import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { yearOf } from '../../../shared/rules/calendar.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb, WritableDb } from '../../workspace/database.ts';
import { cooperativeOf } from '../entities/index.ts';
import {
  compute,
  type Computed,
  openWork,
  remarksOn,
  shownCharges,
  shownLines,
  type Terms,
  totalsOf,
} from './computing.ts';
import { type Charge, checkCharge } from './kinds.ts';
import { approvedSheets, checkPeriod, describeSheet, type Sheet, sheetById } from './sheets.ts';
import { whoIs, workerById } from './workers.ts';

/** Awards are a cost of production unless the sheet says otherwise. */
const AWARDS: Charge = { account: '401', item: '人工' };

/** A sheet of the period as it would be without awards and deductions. */
export function draftSheet(
  ctx: Reading,
  input: Parsed<'labour.draftSheet'>,
): Result<Output<'labour.draftSheet'>> {
  const { db } = ctx;
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const period = checkPeriod(input.from, input.to);
  if (!period.ok) return period;
  const computed = compute(db, entityId, openWork(db, entityId, input), [], {
    date: ctx.today,
    awardCharge: AWARDS,
  });
  if (!computed.ok) return computed;
  return ok(shownComputed(db, entityId, computed.value, settledDays(db, entityId, input)));
}

export function shownComputed(
  db: ReadableDb,
  entityId: number,
  computed: Computed,
  warnings: readonly string[],
): Output<'labour.draftSheet'> {
  return {
    lines: shownLines(db, computed),
    totals: totalsOf(
      computed.lines.map((line) => ({ ...line, paidFen: 0 })),
      computed.work.length,
    ),
    charges: shownCharges(db, entityId, computed.charges),
    warnings: [...warnings, ...remarksOn(computed)],
  };
}

/** Sheets that have settled days of the period already: their work is not in this one. */
function settledDays(
  db: ReadableDb,
  entityId: number,
  { from, to }: { readonly from: string; readonly to: string },
): string[] {
  return approvedSheets(db, entityId)
    .filter((one) => one.from <= to && from <= one.to)
    .map((one) => `${describeSheet(one)}已经批准，里面的工不再算进来。`);
}

/** A draft keeps what the work book doesn't say; the work itself is read anew until it is approved. */
export function saveSheet(
  ctx: Writing,
  input: Parsed<'labour.saveSheet'>,
): Result<Output<'labour.saveSheet'>> {
  const { db } = ctx;
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const period = checkPeriod(input.from, input.to);
  if (!period.ok) return period;
  const awardCharge = checkCharge(db, entityId, input.awardCharge ?? AWARDS, 'awardCharge');
  if (!awardCharge.ok) return awardCharge;
  if (awardCharge.value.account === '141') {
    const sentence = '奖补不直接记在菌袋批次上。请记生产成本，月末随别的费用分摊到批次。';
    return refuse('award_on_batch', sentence, { 'awardCharge.account': sentence });
  }
  const terms = checkTerms(db, entityId, input);
  if (!terms.ok) return terms;
  const computed = compute(db, entityId, openWork(db, entityId, input), terms.value, {
    date: ctx.today,
    awardCharge: awardCharge.value,
  });
  if (!computed.ok) return computed;
  const kept = keep(ctx, entityId, input, awardCharge.value);
  if (!kept.ok) return kept;
  putTerms(db, kept.value, terms.value);
  const sheet = sheetById(db, kept.value);
  if (!sheet.ok) return sheet;
  const warnings = [...settledDays(db, entityId, input), ...remarksOn(computed.value)];
  if (computed.value.lines.length === 0) {
    warnings.push('这段日期里没有还没结的工。先记工，再批准这张表。');
  }
  return ok({ id: sheet.value.id, no: sheet.value.no, warnings });
}

function checkTerms(db: ReadableDb, entityId: number, input: Parsed<'labour.saveSheet'>): Result<Terms[]> {
  const seen = new Set<number>();
  const terms: Terms[] = [];
  for (const [index, one] of input.terms.entries()) {
    const field = `terms.${index}.workerId`;
    const worker = workerById(db, one.workerId);
    if (!worker || worker.entityId !== entityId) {
      return refuse('worker_unknown', `第 ${index + 1} 行：没有这个务工人员，请重新选择。`, {
        [field]: '没有这个务工人员',
      });
    }
    if (seen.has(worker.id)) {
      const sentence = `第 ${index + 1} 行：${whoIs(worker)}前面已经有一行，请合成一行。`;
      return refuse('worker_twice', sentence, { [field]: sentence });
    }
    if (input.workerIds && !input.workerIds.includes(worker.id)) {
      const sentence = `第 ${index + 1} 行：${whoIs(worker)}不在这张表选的人里。`;
      return refuse('worker_not_chosen', sentence, { [field]: sentence });
    }
    if (one.advanceFen > 0 && worker.memberId === null) {
      const sentence = `${whoIs(worker)}不是社员，没有成员往来可以扣。借支 ${formatYuan(one.advanceFen)} 元请先发工钱，再由本人还款。`;
      return refuse('advance_of_outsider', sentence, { [`terms.${index}.advanceFen`]: sentence });
    }
    seen.add(worker.id);
    const { workerId, awardFen, advanceFen, consent, taxFen, note = '' } = one;
    terms.push({ workerId, awardFen, advanceFen, consent, taxFen, note });
  }
  return ok(terms);
}

function keep(
  ctx: Writing,
  entityId: number,
  input: Parsed<'labour.saveSheet'>,
  awardCharge: Charge,
): Result<number> {
  const { db } = ctx;
  const workerIds = input.workerIds ? JSON.stringify([...new Set(input.workerIds)]) : null;
  const year = yearOf(input.from);
  if (input.id === undefined) {
    const { lastId } = db.run(
      `INSERT INTO pay_sheet (entity_id, year, seq, from_date, to_date, title, state, worker_ids, award_account, award_item, operator, recorded_at)
       SELECT ?, ?, COALESCE(MAX(seq), 0) + 1, ?, ?, ?, 'draft', ?, ?, ?, ?, ? FROM pay_sheet WHERE entity_id = ? AND year = ?`,
      entityId,
      year,
      input.from,
      input.to,
      input.title ?? '',
      workerIds,
      awardCharge.account,
      awardCharge.item,
      ctx.operator,
      ctx.now,
      entityId,
      year,
    );
    return ok(lastId);
  }
  const draft = draftById(db, input.id);
  if (!draft.ok) return draft;
  if (yearOf(draft.value.from) !== year) {
    const sentence = `发放表 ${draft.value.no} 是 ${yearOf(draft.value.from)} 年的，不能改到 ${year} 年。请另做一张。`;
    return refuse('sheet_other_year', sentence, { from: sentence });
  }
  db.run(
    `UPDATE pay_sheet SET from_date = ?, to_date = ?, title = ?, worker_ids = ?, award_account = ?, award_item = ? WHERE id = ?`,
    input.from,
    input.to,
    input.title ?? draft.value.title,
    workerIds,
    awardCharge.account,
    awardCharge.item,
    draft.value.id,
  );
  return ok(draft.value.id);
}

function putTerms(db: WritableDb, sheetId: number, terms: readonly Terms[]): void {
  db.run('DELETE FROM pay_terms WHERE sheet_id = ?', sheetId);
  for (const { workerId, awardFen, advanceFen, consent, taxFen, note } of terms) {
    db.run(
      `INSERT INTO pay_terms (sheet_id, worker_id, award_fen, advance_fen, consent, tax_fen, note) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      ...[sheetId, workerId, awardFen, advanceFen, consent, taxFen, note],
    );
  }
}

export function termsOf(db: ReadableDb, sheetId: number): Terms[] {
  return db.all<Terms>(
    `SELECT worker_id AS workerId, award_fen AS awardFen, advance_fen AS advanceFen, consent, tax_fen AS taxFen, note
     FROM pay_terms WHERE sheet_id = ? ORDER BY worker_id`,
    sheetId,
  );
}

export function draftById(db: ReadableDb, id: number): Result<Sheet> {
  const sheet = sheetById(db, id);
  if (!sheet.ok || sheet.value.state === 'draft') return sheet;
  const done = sheet.value.state === 'approved' ? '已经批准' : '已经作废';
  return refuse(
    'sheet_final',
    `${describeSheet(sheet.value)}${done}，不能再改。要改的，${sheet.value.state === 'approved' ? '先作废，再' : ''}另做一张。`,
  );
}

/** Numbers stay without gaps only where nothing follows; a deleted draft in between leaves its number unused. */
export function deleteSheet(ctx: Writing, { id }: Parsed<'labour.deleteSheet'>): Result<{ done: true }> {
  const draft = draftById(ctx.db, id);
  if (!draft.ok) return draft;
  ctx.db.run('DELETE FROM pay_sheet WHERE id = ?', id);
  return ok({ done: true });
}
