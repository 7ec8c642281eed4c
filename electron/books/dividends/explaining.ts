import type { Output, Parsed } from '../../../shared/contract/index.ts';
import type { DividendInputs, DividendResult } from '../../../shared/rules/dividend.ts';
import {
  explainAmount,
  explainTotal,
  type Explanation,
  isLineField,
  isTotalField,
} from '../../../shared/rules/explanation.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf } from '../entities/index.ts';
import { computeRun } from './computing.ts';
import { labourOfRun, storedResult } from './lines.ts';
import { findRun, type RunInputs } from './runs.ts';

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
  const { result, inputs, labour } = subject.value;
  const { field, memberNo } = input;
  if (memberNo !== undefined) {
    if (!isLineField(field))
      return refuse('dividend.field', '这一项是合计，不属于哪一位社员。请在合计行上查看。');
    const explained = explainAmount(result, inputs, memberNo, field);
    if (!explained.ok) return explained;
    const labourFen = field === 'patronageFen' ? (labour.get(memberNo) ?? 0) : 0;
    const patronageFen = result.lines.find((one) => one.memberNo === memberNo)?.patronageFen ?? 0;
    return ok(withLabour(shown(explained.value), patronageFen, labourFen));
  }
  if (!isTotalField(field)) {
    return refuse('dividend.field', '要看哪一位社员的？请先选社员。', { memberNo: '请先选社员。' });
  }
  return ok(shown(explainTotal(result, inputs, field)));
}

function subjectOf(db: ReadableDb, input: Parsed<'dividends.explain'>): Result<Subject> {
  if (input.runId === undefined) {
    if (input.inputs === undefined)
      return refuse('dividend.nothing-to-explain', '没有指明是哪个方案。请从方案里点金额查看。');
    const cooperative = cooperativeOf(db, input.entityId);
    return cooperative.ok ? computed(db, cooperative.value.id, input.inputs) : cooperative;
  }
  const found = findRun(db, input.runId);
  if (!found.ok) return found;
  const run = found.value;
  if (run.approval === null) return computed(db, run.entityId, run.inputs);
  const labour = labourOfRun(db, run.id);
  return ok({ result: storedResult(db, run, run.approval), inputs: run.approval.inputs, labour });
}

function computed(db: ReadableDb, entityId: number, inputs: RunInputs): Result<Subject> {
  const run = computeRun(db, entityId, inputs);
  if (!run.ok) return run;
  const { result, payees, labour } = run.value;
  const byNo = result.lines.map((line, at): [string, number] => [
    line.memberNo,
    labour.get(payees[at]!.memberId) ?? 0,
  ]);
  return ok({ result, inputs: run.value.inputs, labour: new Map(byNo) });
}

interface Subject {
  readonly result: DividendResult;
  readonly inputs: DividendInputs;
  /** By member number: what of the 交易额 is labour. */
  readonly labour: ReadonlyMap<string, number>;
}

function withLabour(
  explained: Output<'dividends.explain'>,
  patronageFen: number,
  labourFen: number,
): Output<'dividends.explain'> {
  if (labourFen === 0) return explained;
  const sold = `各笔交售金额合计 ${formatYuan(patronageFen - labourFen)}`;
  const step = `${sold}，按章程投劳（务工）计入 ${formatYuan(labourFen)}，交易额共 ${formatYuan(patronageFen)}。`;
  return { ...explained, steps: [step] };
}

function shown({ title, steps, law }: Explanation): Output<'dividends.explain'> {
  return { title, steps: steps.map((step) => step.text), law };
}
