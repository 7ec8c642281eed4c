import { capitalOfYear } from '../../../shared/rules/capital.ts';
import {
  computeDividend,
  type DividendInputs,
  type DividendMember,
  type DividendResult,
} from '../../../shared/rules/dividend.ts';
import { invariant, ok, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { patronageOfYear } from '../deliveries/index.ts';
import { cooperativeOf } from '../entities/index.ts';
import { membersForRun, shareMovements } from '../shares/index.ts';
import { type ComputedRun, lineOf, NO_TOTALS, type Payee, storedRun, totalsOf } from './lines.ts';
import type { Run, RunInputs } from './runs.ts';

/** A run computed from what the file holds now. */
export interface Computation {
  readonly result: DividendResult;
  /** What the rule was given: the meeting's inputs and the par value of the settings. */
  readonly inputs: DividendInputs;
  /** By line. */
  readonly payees: readonly Payee[];
}

/** Computes a run from the stored members, shares and deliveries. Refusals are the rule's, with its input fields. */
export function computeRun(db: ReadableDb, entityId: number, chosen: RunInputs): Result<Computation> {
  const cooperative = cooperativeOf(db, entityId);
  if (!cooperative.ok) return cooperative;
  const inputs: DividendInputs = { ...chosen, parValueFen: cooperative.value.settings.parValueFen };
  const gathered = gather(db, entityId, inputs);
  const computed = computeDividend(
    inputs,
    gathered.map(({ member }) => member),
  );
  if (!computed.ok) return computed;
  const byNo = new Map(gathered.map(({ member, payee }) => [member.memberNo, payee]));
  const payees = computed.value.lines.map((line) => {
    const payee = byNo.get(line.memberNo);
    invariant(payee !== undefined, `line ${line.memberNo} is that of a member`);
    return payee;
  });
  return ok({ result: computed.value, inputs, payees });
}

/** What the preview shows: every member's line by member number, nothing written. */
export function previewRun(
  { db }: Reading,
  entityId: number | undefined,
  inputs: RunInputs,
): Result<ComputedRun> {
  const cooperative = cooperativeOf(db, entityId);
  if (!cooperative.ok) return cooperative;
  const computed = computeRun(db, cooperative.value.id, inputs);
  if (!computed.ok) return computed;
  const { result, payees } = computed.value;
  return ok({
    totals: totalsOf(result.totals),
    lines: result.lines.map((line, index) => lineOf(line, payees[index]!)),
    warnings: result.warnings,
  });
}

/**
 * A run's figures: stored once approved, computed now while a draft. A draft that can't be computed has no lines, and its
 * warnings say why; so has a draft that was made void.
 */
export function figuresOf(reading: Reading, run: Run): ComputedRun {
  if (run.approval !== null) return storedRun(reading.db, run, run.approval);
  if (run.stored === 'void') return { totals: NO_TOTALS, lines: [], warnings: [] };
  const computed = previewRun(reading, run.entityId, run.inputs);
  return computed.ok ? computed.value : { totals: NO_TOTALS, lines: [], warnings: [computed.error.message] };
}
