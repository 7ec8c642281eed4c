import type { z } from 'zod';
import type { Output } from '../../../shared/contract/index.ts';
import { dividendInputs } from '../../../shared/contract/dividends.ts';
import type { DividendInputs, DividendTotals } from '../../../shared/rules/dividend.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { payableOfRun } from '../shares/index.ts';
import type { Meeting } from './meeting.ts';

/** What the meeting decides, as the contract carries it. */
export type RunInputs = z.output<typeof dividendInputs>;
type RunHead = Output<'dividends.list'>[number];
type RunState = RunHead['state'];

/** A run as it stands in the file. An approved one has all that a draft lacks. */
export interface Run {
  readonly id: number;
  readonly entityId: number;
  readonly fiscalYear: number;
  readonly draftNo: number;
  /** Kept in line with the money by whoever pays, converts or takes back. */
  readonly state: RunState;
  readonly inputs: RunInputs;
  /** Set once approved, also when void since. */
  readonly approval: Approval | null;
  /** Of a draft: as they were when it was saved, null when nothing could be distributed. */
  readonly totals: DividendTotals | null;
  readonly warnings: readonly string[];
  readonly createdAt: string;
  readonly operator: string;
  readonly voidReason: string | null;
}

export interface Approval {
  readonly meeting: Meeting;
  readonly approvedAt: string;
  readonly totals: DividendTotals;
  /** What the run was computed from, the par value of that day included. */
  readonly inputs: DividendInputs;
  readonly codeKey: string;
}

/** 第 2 稿 and the like: what a run is called in sentences. */
export function nameOfRun(run: Pick<Run, 'fiscalYear' | 'draftNo'>): string {
  return `${run.fiscalYear} 年度盈余分配方案第 ${run.draftNo} 稿`;
}

export function findRun(db: ReadableDb, id: number): Result<Run> {
  const row = db.get<RunRow>(`${SELECT} WHERE id = ?`, id);
  return row
    ? ok(runOf(row))
    : refuse('dividend.not-found', '没有这个分配方案，可能已被删除。请回到列表重新选择。');
}

/** The runs of a cooperative, the latest year first, within a year the latest draft. */
export function runsOf(db: ReadableDb, entityId: number): Run[] {
  return db
    .all<RunRow>(`${SELECT} WHERE entity_id = ? ORDER BY fiscal_year DESC, draft_no DESC`, entityId)
    .map(runOf);
}

/** The approved run of a year, paid or not, that is not void. */
export function standingRun(db: ReadableDb, entityId: number, fiscalYear: number): Run | null {
  const row = db.get<RunRow>(
    `${SELECT} WHERE entity_id = ? AND fiscal_year = ? AND state IN ('approved', 'paying', 'settled')`,
    entityId,
    fiscalYear,
  );
  return row ? runOf(row) : null;
}

export function headOf(db: ReadableDb, run: Run): RunHead {
  const amounts = run.approval === null ? [] : [...payableOfRun(db, run.id).values()];
  return {
    id: run.id,
    entityId: run.entityId,
    fiscalYear: run.fiscalYear,
    state: run.state,
    draftNo: run.draftNo,
    createdAt: run.createdAt,
    operator: run.operator,
    meeting: run.approval?.meeting ?? null,
    approvedAt: run.approval?.approvedAt ?? null,
    voidReason: run.voidReason,
    distributableFen: run.totals?.distributableFen ?? 0,
    totalFen: run.totals?.totalFen ?? 0,
    paidFen: amounts.reduce((sum, member) => sum + member.paidFen, 0),
    payableFen: amounts.reduce((sum, member) => sum + member.payableFen, 0),
  };
}

const SELECT = /* sql */ `
  SELECT id, entity_id, fiscal_year, draft_no, state, inputs, totals, warnings, meeting_date, resolution, present,
         votes_for, votes_total, posting_date, code_key, created_at, operator, approved_at, void_reason
  FROM dividend_run`;

interface RunRow {
  id: number;
  entity_id: number;
  fiscal_year: number;
  draft_no: number;
  state: RunState;
  inputs: string;
  totals: string | null;
  warnings: string | null;
  meeting_date: string | null;
  resolution: string | null;
  present: number | null;
  votes_for: number | null;
  votes_total: number | null;
  posting_date: string | null;
  code_key: string | null;
  created_at: string;
  operator: string;
  approved_at: string | null;
  void_reason: string | null;
}

function runOf(row: RunRow): Run {
  const totals = row.totals === null ? null : (JSON.parse(row.totals) as DividendTotals);
  return {
    id: row.id,
    entityId: row.entity_id,
    fiscalYear: row.fiscal_year,
    draftNo: row.draft_no,
    state: row.state,
    inputs: dividendInputs.parse(JSON.parse(row.inputs)),
    approval: approvalOf(row, totals),
    totals,
    warnings: row.warnings === null ? [] : (JSON.parse(row.warnings) as string[]),
    createdAt: row.created_at,
    operator: row.operator,
    voidReason: row.void_reason,
  };
}

function approvalOf(row: RunRow, totals: DividendTotals | null): Approval | null {
  if (row.approved_at === null) return null;
  const { meeting_date: date, resolution, present, votes_for: votesFor } = row;
  const { votes_total: votesTotal, posting_date: postingDate, code_key: codeKey } = row;
  invariant(
    totals !== null && date !== null && resolution !== null && postingDate !== null && codeKey !== null,
    `run ${row.id} was approved with totals, meeting and key`,
  );
  invariant(
    present !== null && votesFor !== null && votesTotal !== null,
    `run ${row.id} was approved by votes`,
  );
  return {
    meeting: { date, resolution, present, votesFor, votesTotal, postingDate },
    approvedAt: row.approved_at,
    totals,
    inputs: JSON.parse(row.inputs) as DividendInputs,
    codeKey,
  };
}
