import type { Output, Parsed } from '../../../shared/contract/index.ts';
import type { DividendInputs, DividendResult } from '../../../shared/rules/dividend.ts';
import {
  explainAmount,
  explainTotal,
  type Explanation,
  isLineField,
  isTotalField,
} from '../../../shared/rules/explanation.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf } from '../entities/index.ts';
import { computeRun } from './computing.ts';
import { storedResult } from './lines.ts';
import { findRun } from './runs.ts';

/**
 * 怎么来的: one amount of a member's line, or without a member number one total of the chain. An approved run is explained from
 * its stored lines; a draft and inputs being tried are computed first.
 */
export function explain(
  { db }: Reading,
  input: Parsed<'dividends.explain'>,
): Result<Output<'dividends.explain'>> {
  const subject = subjectOf(db, input);
  if (!subject.ok) return subject;
  const { result, inputs } = subject.value;
  const { field, memberNo } = input;
  if (memberNo !== undefined) {
    if (!isLineField(field))
      return refuse('dividend.field', '这一项是合计，不属于哪一位社员。请在合计行上查看。');
    const explained = explainAmount(result, inputs, memberNo, field);
    return explained.ok ? ok(shown(explained.value)) : explained;
  }
  if (!isTotalField(field)) {
    return refuse('dividend.field', '要看哪一位社员的？请先选社员。', { memberNo: '请先选社员。' });
  }
  return ok(shown(explainTotal(result, inputs, field)));
}

function subjectOf(
  db: ReadableDb,
  input: Parsed<'dividends.explain'>,
): Result<{ result: DividendResult; inputs: DividendInputs }> {
  if (input.runId === undefined) {
    if (input.inputs === undefined)
      return refuse('dividend.nothing-to-explain', '没有指明是哪个方案。请从方案里点金额查看。');
    const cooperative = cooperativeOf(db, input.entityId);
    return cooperative.ok ? computeRun(db, cooperative.value.id, input.inputs) : cooperative;
  }
  const found = findRun(db, input.runId);
  if (!found.ok) return found;
  const run = found.value;
  if (run.approval === null) return computeRun(db, run.entityId, run.inputs);
  return ok({ result: storedResult(db, run, run.approval), inputs: run.approval.inputs });
}

function shown({ title, steps, law }: Explanation): Output<'dividends.explain'> {
  return { title, steps: steps.map((step) => step.text), law };
}
