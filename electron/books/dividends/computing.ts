import { capitalOfYear } from '../../../shared/rules/capital.ts';
import {
  computeDividend,
  type DividendInputs,
  type DividendMember,
  type DividendResult,
} from '../../../shared/rules/dividend.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { invariant, ok, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { patronageOfYear } from '../deliveries/index.ts';
import { cooperativeOf } from '../entities/index.ts';
import { labourPatronage, labourPatronageNote } from '../labour/index.ts';
import { membersForRun, type RunMember, shareMovements } from '../shares/index.ts';
import { differencesFromBooks, whatIfWarning } from './fromBooks.ts';
import { type ComputedRun, lineOf, NO_TOTALS, type Payee, storedRun, totalsOf } from './lines.ts';
import type { Run, RunInputs } from './runs.ts';

/** A run computed from what the file holds now. */
interface Computation {
  readonly result: DividendResult;
  /** What the rule was given: the meeting's inputs and the par value of the settings. */
  readonly inputs: DividendInputs;
  /** By line. */
  readonly payees: readonly Payee[];
  /** By member: what of the 交易额 is labour, where the charter counts it. */
  readonly labour: ReadonlyMap<number, number>;
}

/** Computes a run from the stored members, shares and deliveries. Refusals are the rule's, with its input fields. */
export function computeRun(db: ReadableDb, entityId: number, chosen: RunInputs): Result<Computation> {
  const cooperative = cooperativeOf(db, entityId);
  if (!cooperative.ok) return cooperative;
  const inputs: DividendInputs = { ...chosen, parValueFen: cooperative.value.settings.parValueFen };
  const labour = labourPatronage(db, entityId, inputs.fiscalYear);
  const gathered = gather(db, entityId, inputs, labour);
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
  const note = labourNote(db, entityId, payees, labour);
  const result = { ...computed.value, warnings: [...computed.value.warnings, ...note] };
  return ok({ result, inputs, payees, labour });
}

/** Said on screen and on paper: how much of the 交易额 is labour. */
function labourNote(
  db: ReadableDb,
  entityId: number,
  payees: readonly Payee[],
  labour: ReadonlyMap<number, number>,
): string[] {
  const words = labourPatronageNote(db, entityId);
  if (words === '') return [];
  const fen = payees.map((one) => labour.get(one.memberId) ?? 0);
  const count = fen.filter((one) => one > 0).length;
  const totalFen = fen.reduce((sum, one) => sum + one, 0);
  return [`${words}本年 ${count} 户，计入 ${formatYuan(totalFen)} 元。`];
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
  const { sentences } = differencesFromBooks(db, cooperative.value.id, inputs);
  const { result, payees } = computed.value;
  return ok({
    totals: totalsOf(result.totals),
    lines: result.lines.map((line, index) => lineOf(line, payees[index]!)),
    warnings: [...whatIfWarning(sentences), ...result.warnings],
    whatIf: sentences.length > 0,
  });
}

/**
 * A run's figures: stored once approved, computed now while a draft. A draft that can't be computed has no lines, and its
 * warnings say why; so has a draft that was made void.
 */
export function figuresOf(reading: Reading, run: Run): ComputedRun {
  if (run.approval !== null) return storedRun(reading.db, run, run.approval);
  if (run.state === 'void') return { totals: NO_TOTALS, lines: [], warnings: [], whatIf: false };
  const computed = previewRun(reading, run.entityId, run.inputs);
  return computed.ok
    ? computed.value
    : { totals: NO_TOTALS, lines: [], warnings: [computed.error.message], whatIf: false };
}

/** The members of the year as the rule wants them, each with whom its line belongs to. */
function gather(
  db: ReadableDb,
  entityId: number,
  { fiscalYear, capitalBasis }: DividendInputs,
  labour: ReadonlyMap<number, number>,
): { member: DividendMember; payee: Payee }[] {
  const movements = shareMovements(db, entityId, fiscalYear);
  const patronage = patronageOfYear(db, entityId, fiscalYear);
  return membersForRun(db, entityId, fiscalYear).map((member) => {
    const capital = capitalOfYear(fiscalYear, capitalBasis, movements.get(member.id) ?? []);
    invariant(
      capital.yearEndFen === member.yearEndCapitalFen,
      `the roster and the ledger agree on the capital of ${member.no}`,
    );
    return {
      member: {
        memberNo: member.no,
        name: member.name,
        yearEndCapitalFen: capital.yearEndFen,
        capitalWeight: capital.weight,
        weightDenominator: capital.denominator,
        reserveShareFen: member.openingReserveFen,
        patronageFen: (patronage.get(member.id) ?? 0) + (labour.get(member.id) ?? 0),
        isHardship: member.isHardship,
        isVillageBody: member.isVillageBody,
        sharesGrants: member.sharesGrants,
      },
      payee: payeeOf(member),
    };
  });
}

function payeeOf(member: RunMember): Payee {
  return {
    memberId: member.id,
    groupNo: member.groupNo,
    householdCode: member.householdCode,
    idMasked: member.idMasked,
    cardMasked: member.cardMasked,
    frozen: member.state === 'frozen',
  };
}
