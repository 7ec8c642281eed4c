import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { defaultMethod } from '../../../shared/rules/dividend.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import { cooperativeOf } from '../entities/index.ts';
import { yearSurplus } from '../ledger/index.ts';
import { computeRun } from './computing.ts';
import { findRun, nameOfRun, type RunInputs, standingRun } from './runs.ts';

/**
 * Where a new plan starts: the charter's settings, and of last year's approved run what it left undistributed and the
 * property that was quantified.
 */
export function defaultInputs(
  { db }: Reading,
  input: Parsed<'dividends.defaults'>,
): Result<Output<'dividends.defaults'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const { id, settings } = cooperative.value;
  const books = yearSurplus(db, id, input.fiscalYear);
  const last = standingRun(db, id, input.fiscalYear - 1)?.approval ?? null;
  return ok({
    fiscalYear: input.fiscalYear,
    surplusFen: books.surplusFen,
    openingUndistributedFen: books.booked ? books.openingUndistributedFen : (last?.totals.remainderFen ?? 0),
    reservePercent: settings.reservePercent,
    reserveBase: settings.reserveBase,
    patronagePercent: settings.patronagePercent,
    grantFen: books.booked ? books.grantFen : (last?.inputs.grantFen ?? 0),
    donationFen: books.booked ? books.donationFen : (last?.inputs.donationFen ?? 0),
    shareOnlyResolution: null,
    guaranteed: null,
    hardship: null,
    village: null,
    capitalBasis: settings.capitalBasis,
    method: defaultMethod(false),
    withholding: settings.withholding,
    reserveQuantifiedBy: settings.reserveQuantifiedBy,
  });
}

/**
 * Keeps a plan that is being worked on, as a new draft or in place of one. A plan that can't be computed yet is kept too: the
 * preview says what it lacks. Refuses to replace anything but a draft.
 */
export function saveDraft(
  context: Writing,
  input: Parsed<'dividends.saveDraft'>,
): Result<Output<'dividends.saveDraft'>> {
  if (input.id !== undefined) return replaceDraft(context, input.id, input.inputs);
  const { db, now, operator } = context;
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const draftNo = nextDraftNo(context, entityId, input.inputs.fiscalYear);
  const { lastId } = db.run(
    `INSERT INTO dividend_run (entity_id, fiscal_year, draft_no, state, inputs, totals, created_at, operator)
     VALUES (?, ?, ?, 'draft', ?, ?, ?, ?)`,
    entityId,
    input.inputs.fiscalYear,
    draftNo,
    JSON.stringify(input.inputs),
    totalsNow(context, entityId, input.inputs),
    now,
    operator,
  );
  return ok({ id: lastId, draftNo });
}

function replaceDraft(
  context: Writing,
  id: number,
  inputs: RunInputs,
): Result<Output<'dividends.saveDraft'>> {
  const { db } = context;
  const found = findRun(db, id);
  if (!found.ok) return found;
  const run = found.value;
  if (run.state !== 'draft') {
    return refuse('dividend.not-draft', `${nameOfRun(run)}已经批准或作废，不能再改。请另存为新的草稿。`);
  }
  const sameYear = inputs.fiscalYear === run.fiscalYear;
  const draftNo = sameYear ? run.draftNo : nextDraftNo(context, run.entityId, inputs.fiscalYear);
  db.run(
    `UPDATE dividend_run SET fiscal_year = ?, draft_no = ?, inputs = ?, totals = ? WHERE id = ?`,
    inputs.fiscalYear,
    draftNo,
    JSON.stringify(inputs),
    totalsNow(context, run.entityId, inputs),
    id,
  );
  return ok({ id, draftNo });
}

function nextDraftNo({ db }: Reading, entityId: number, fiscalYear: number): number {
  const row = db.get<{ last: number | null }>(
    `SELECT MAX(draft_no) AS last FROM dividend_run WHERE entity_id = ? AND fiscal_year = ?`,
    entityId,
    fiscalYear,
  );
  return (row?.last ?? 0) + 1;
}

/** What the list of drafts shows; null when nothing could be distributed. Approval computes anew. */
function totalsNow(context: Reading, entityId: number, inputs: RunInputs): string | null {
  const computed = computeRun(context.db, entityId, inputs);
  return computed.ok ? JSON.stringify(computed.value.result.totals) : null;
}
