import type { Output } from '../../../shared/contract/index.ts';
import type { awards } from '../../../shared/contract/awards.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { prepared, type Handlers, type MethodsOf } from '../../workspace/handlers.ts';
import { cancelBatch, keptBatches, prepareReturn } from '../transfers/index.ts';
import { bankTemplates, makeBankFile, readBankReturn } from './bank.ts';
import { computeLines, linesOf, saveLines, withdrawLine } from './lines.ts';
import { AWARD_TRANSFERS, pay, payablesOf, paymentsOf, reversePayment, setPayee } from './paying.ts';
import {
  deleteProgramme,
  listProgrammes,
  programmeById,
  ratesOf,
  saveProgramme,
  shownProgramme,
} from './programmes.ts';
import { approve, lookAt, notice, stepBack, stepsOf, voidProgramme } from './steps.ts';

export { awardChecks } from './checks.ts';
export { awardKey, importedAwards, putImportedAward } from './importing.ts';

/** 奖补与务工补助: programmes, their lists, and what was paid to households. */
export const awardsHandlers: Handlers<MethodsOf<typeof awards>> = {
  'awards.programmes': ({ db }, { year }) => ok(listProgrammes(db, year)),
  'awards.get': ({ db }, { id }) => getProgramme(db, id),
  'awards.saveProgramme': saveProgramme,
  'awards.deleteProgramme': (ctx, { id }) => deleteProgramme(ctx, id),
  'awards.compute': (ctx, { id }) => computeLines(ctx, id),
  'awards.saveLines': saveLines,
  'awards.withdrawLine': withdrawLine,
  'awards.setPayee': setPayee,
  'awards.approve': approve,
  'awards.notice': notice,
  'awards.stepBack': stepBack,
  'awards.void': voidProgramme,
  'awards.pay': pay,
  'awards.reversePayment': reversePayment,
  'awards.bankTemplates': bankTemplates,
  'awards.bankFile': makeBankFile,
  'awards.cancelBankFile': ({ db }, { batchId, reason }) => cancelBatch(db, AWARD_TRANSFERS, batchId, reason),
  'awards.bankReturn': prepared(prepareReturn, readBankReturn),
};

export function getProgramme(db: ReadableDb, id: number): Result<Output<'awards.get'>> {
  const found = programmeById(db, id);
  if (!found.ok) return found;
  return ok({
    programme: shownProgramme(found.value),
    rates: ratesOf(db, id),
    lines: linesOf(db, found.value),
    households: payablesOf(db, id),
    payments: paymentsOf(db, id),
    bankFiles: keptBatches(db, AWARD_TRANSFERS, id),
    steps: stepsOf(db, id),
    warnings: found.value.isImported === 1 || found.value.stored === 'void' ? [] : lookAt(db, found.value),
  });
}
