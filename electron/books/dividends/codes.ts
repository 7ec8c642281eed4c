import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { invariant, ok, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import type { RunLine } from './lines.ts';
import { type Approval, findRun, headOf, type Run } from './runs.ts';
import { codeFits, type CodedLine, MEMBERS, readCode, RUNS, verificationCode } from './verificationCode.ts';

/** The code printed on a member's statement of an approved run. */
export function codeOf(run: Run, approval: Approval, line: RunLine): string {
  const { memberId, memberNo, name, totalFen, netFen } = line;
  return verificationCode(approval.codeKey, { runId: run.id, memberId, memberNo, name, totalFen, netFen });
}

/**
 * 核验通知单: whose statement a typed code is, and what it must say. Not genuine: no line of any approved run has it, be it a slip of the
 * hand or a forgery. A void run's statement is genuine and says 作废.
 */
export function checkCode(
  { db }: Reading,
  { code }: Parsed<'dividends.checkCode'>,
): Result<Output<'dividends.checkCode'>> {
  const typed = readCode(code);
  const line = typed && linesAt(db, typed).find((one) => codeFits(typed.code, one.codeKey, one));
  if (!line) {
    return ok({ genuine: false, fiscalYear: null, memberNo: null, name: null, netFen: null, state: null });
  }
  const found = findRun(db, line.runId);
  invariant(found.ok, `run ${line.runId} of the line exists`);
  const { memberNo, name, netFen } = line;
  const { fiscalYear, state } = headOf(db, found.value);
  return ok({ genuine: true, fiscalYear, memberNo, name, netFen, state });
}

/** The lines a code can belong to: one, as long as a file has fewer runs and members than the code can count. */
function linesAt(
  db: ReadableDb,
  { runRest, memberRest }: { runRest: number; memberRest: number },
): (CodedLine & { codeKey: string })[] {
  return db.all(
    `SELECT run.id AS runId, run.code_key AS codeKey, line.member_id AS memberId, line.member_no AS memberNo,
            line.name, line.total_fen AS totalFen, line.net_fen AS netFen
     FROM dividend_run run JOIN dividend_line line ON line.run_id = run.id
     WHERE run.code_key IS NOT NULL AND run.id % ? = ? AND line.member_id % ? = ?`,
    RUNS,
    runRest,
    MEMBERS,
    memberRest,
  );
}
