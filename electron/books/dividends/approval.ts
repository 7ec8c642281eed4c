import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { moveReserve, undoReserve, userOfRunsReserve } from '../shares/index.ts';
import { booksBegin } from '../vouchers/index.ts';
import { computeRun } from './computing.ts';
import { barFromBooks, barFromOpening } from './fromBooks.ts';
import { saveDraft } from './drafts.ts';
import { writeLabour, writeLines } from './lines.ts';
import { faultsInMeeting, type Meeting } from './meeting.ts';
import { findRun, nameOfRun, type Run, standingRun } from './runs.ts';
import { bookApproval, bookVoid } from './vouchers.ts';

/**
 * 批准: checks the meeting, computes anew from what the file holds at this moment, and writes totals and lines for good. One run
 * a year can stand; a later change of shares, deliveries or settings no longer touches this one. Given inputs instead of a
 * draft, keeps them as one first.
 */
export function approveRun(
  context: Writing,
  input: Parsed<'dividends.approve'>,
): Result<Output<'dividends.approve'>> {
  const draft = draftOf(context, input);
  if (!draft.ok) return draft;
  return approveDraft(context, draft.value, input.meeting);
}

/** What a run quantifies counts from the end of its fiscal year, also when it is decided on in the next. */
const reserveOf = (run: Run) =>
  ({
    register: 'dividend-run',
    id: run.id,
    entityId: run.entityId,
    countsFrom: `${run.fiscalYear}-12-31`,
  }) as const;

function draftOf(context: Writing, { id, entityId, inputs }: Parsed<'dividends.approve'>): Result<Run> {
  if ((id === undefined) === (inputs === undefined)) {
    return refuse('dividend.nothing-to-approve', '请指明要批准的草稿，或给出方案的各项数字（两者取一）。');
  }
  if (id !== undefined) return findRun(context.db, id);
  if (inputs === undefined) throw new Error('inputs were checked above');
  const saved = saveDraft(context, { entityId, inputs });
  return saved.ok ? findRun(context.db, saved.value.id) : saved;
}

function approveDraft(context: Writing, run: Run, meeting: Meeting): Result<Output<'dividends.approve'>> {
  const { db, today, now, operator, randomHex } = context;
  const standing = standingRun(db, run.entityId, run.fiscalYear);
  if (standing) return alreadyStands(standing);
  if (run.state !== 'draft') {
    return refuse('dividend.not-draft', `${nameOfRun(run)}已经作废，不能再批准。请另存为新的草稿。`);
  }
  const members = membersOn(db, run.entityId, meeting.date);
  const faults = faultsInMeeting(meeting, { fiscalYear: run.fiscalYear, members, today });
  if (faults) return faults;
  const bar = barFromBooks(db, run.entityId, run.inputs) ?? barFromLaterRun(db, run, meeting);
  if (bar) return bar;
  const computed = computeRun(db, run.entityId, run.inputs);
  if (!computed.ok) return computed;
  const { result, inputs, payees, labour } = computed.value;

  db.run(
    `UPDATE dividend_run SET state = 'approved', inputs = ?, totals = ?, warnings = ?, meeting_date = ?, resolution = ?,
            present = ?, votes_for = ?, votes_total = ?, posting_date = ?, code_key = ?, approved_at = ?, approved_by = ?
     WHERE id = ?`,
    JSON.stringify(inputs),
    JSON.stringify(result.totals),
    JSON.stringify(result.warnings),
    meeting.date,
    meeting.resolution,
    meeting.present,
    meeting.votesFor,
    meeting.votesTotal,
    meeting.postingDate,
    randomHex(32),
    now,
    operator,
    run.id,
  );
  writeLines(db, run.id, result, payees);
  writeLabour(db, run.id, payees, labour);
  moveReserve(
    db,
    { ...reserveOf(run), date: meeting.postingDate },
    result.lines.map((line, index) => ({
      memberId: payees[index]!.memberId,
      fen: line.reserveQuantifiedFen,
    })),
  );
  const beyond = barFromOpening(db, run.entityId, run.fiscalYear, meeting.postingDate);
  if (beyond) return beyond;
  const approved = findRun(db, run.id);
  if (!approved.ok) return approved;
  const booked = bookApproval(context, approved.value, meeting.postingDate);
  return booked.ok ? ok({ id: run.id }) : booked;
}

/** 作废: a draft, or an approved run of which nothing is handed out (any more). Its number stays taken. */
export function voidRun(
  context: Writing,
  { id, reason }: Parsed<'dividends.void'>,
): Result<Output<'dividends.void'>> {
  const { db, now } = context;
  const found = findRun(db, id);
  if (!found.ok) return found;
  const run = found.value;
  const trouble = whyNotVoid(db, found.value);
  if (trouble !== null) return refuse('dividend.not-voidable', `${nameOfRun(found.value)}${trouble}`);
  const booked = bookVoid(context, found.value, reason);
  if (!booked.ok) return booked;
  undoReserve(db, reserveOf(run), { ...reserveOf(run), date: booked.value });
  db.run(
    `UPDATE dividend_run SET state = 'void', void_reason = ?, voided_at = ?, voided_on = ? WHERE id = ?`,
    reason,
    now,
    booked.value,
    id,
  );
  return ok({ id });
}

function whyNotVoid(db: ReadableDb, run: Run): string | null {
  if (run.state === 'void') return '已经作废过了。';
  if (run.state === 'draft') return null;
  if (run.state !== 'approved') {
    return '已经开始发放或转股，不能作废。确要作废，请先把每笔发放和转股冲销；收不回的差额，在下一年度的方案里更正。';
  }
  const batch = db.get<{ fileName: string }>(
    `SELECT batch.file_name AS fileName FROM bank_batch batch JOIN bank_batch_line line ON line.batch_id = batch.id
     WHERE batch.run_id = ? AND line.result = 'pending' LIMIT 1`,
    run.id,
  );
  if (batch) return `已生成银行代发文件“${batch.fileName}”，还没有回单，不能作废。请先读入银行回单。`;
  const later = laterYear(db, run);
  if (later !== null) return `量化的公积金份额已用于 ${later} 年度的方案，不能作废。`;
  const user = userOfRunsReserve(db, run.id);
  return user
    ? `量化给 ${user.no} ${user.name} 的公积金份额已经用于转增股金、退社退还或弥补亏损，不能作废。确要作废，请先冲销那一笔。`
    : null;
}

/** The fiscal year of a later run that stands; null when this is the latest. */
function laterYear(db: ReadableDb, run: Run): number | null {
  const later = db.get<{ year: number }>(
    `SELECT fiscal_year AS year FROM dividend_run
     WHERE entity_id = ? AND fiscal_year > ? AND state IN ('approved', 'paying', 'settled') LIMIT 1`,
    run.entityId,
    run.fiscalYear,
  );
  return later?.year ?? null;
}

/**
 * A later run started from what earlier years had left in the ledger: an earlier year decided on afterwards would distribute it a
 * second time. Runs that leave no trace in the ledger come from before the books, in any order.
 */
function barFromLaterRun(db: ReadableDb, run: Run, { postingDate }: Meeting): Result<never> | null {
  if (!booksBegin(db, run.entityId, postingDate)) return null;
  const later = laterYear(db, run);
  if (later === null) return null;
  return refuse(
    'dividend.later-stands',
    `${later} 年度的方案已经批准，它的年初未分配盈余里已经含有 ${run.fiscalYear} 年度留下的盈余，再批准 ${run.fiscalYear} 年度就会重复分配。要改，请先作废 ${later} 年度还没有发放的方案。`,
  );
}

function alreadyStands(standing: Run): Result<never> {
  const resolution = standing.approval?.meeting.resolution ?? '';
  return refuse(
    'dividend.year-taken',
    `${nameOfRun(standing)}已经批准（${resolution}），一个年度只能有一个。要换方案，请先把它作废（发放之前）。`,
  );
}

/** Members with a vote on a day: joined, not left, not deceased. */
function membersOn(db: ReadableDb, entityId: number, date: string): number {
  const row = db.get<{ members: number }>(
    `WITH ask(day) AS (VALUES (?))
     SELECT COUNT(*) AS members FROM member, ask
     WHERE entity_id = ? AND joined_on <= day AND (left_on IS NULL OR left_on >= day)
       AND (frozen_on IS NULL OR frozen_on > day)`,
    date,
    entityId,
  );
  return row?.members ?? 0;
}
