import type { Output } from '../../../shared/contract/index.ts';
import type { dividends } from '../../../shared/contract/dividends.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import { type Handlers, type MethodsOf, prepared } from '../../workspace/handlers.ts';
import { cooperativeOf } from '../entities/index.ts';
import { yearSurplus } from '../ledger/index.ts';
import { cancelBatch, prepareReturn } from '../transfers/index.ts';
import { approveRun, voidRun } from './approval.ts';
import { bankTemplates, batchesOf, makeBankBatch } from './bank/batch.ts';
import { RUN_TRANSFERS } from './bank/book.ts';
import { bankReturn } from './bank/return.ts';
import { checkCode } from './codes.ts';
import { figuresOf, previewRun } from './computing.ts';
import { defaultInputs, saveDraft } from './drafts.ts';
import { explain } from './explaining.ts';
import { paymentsOf, pay, reversePayment } from './payments.ts';
import { findRun, headOf, runsOf } from './runs.ts';

export { figuresOf } from './computing.ts';
export { codeOf } from './codes.ts';
export type { ComputedRun, RunLine } from './lines.ts';
export { findRun, nameOfRun, type Approval, type Run, type RunInputs } from './runs.ts';

/** Dividend runs (盈余分配): trial, draft, approval for good, payment, the bank's files, and where each fen comes from. */
export const dividendsHandlers: Handlers<MethodsOf<typeof dividends>> = {
  'dividends.list': ({ db }, { entityId }) => {
    const cooperative = cooperativeOf(db, entityId);
    if (!cooperative.ok) return cooperative;
    return ok(runsOf(db, cooperative.value.id).map((run) => headOf(db, run)));
  },
  'dividends.defaults': defaultInputs,
  'dividends.fromBooks': ({ db }, { entityId, fiscalYear }) => {
    const cooperative = cooperativeOf(db, entityId);
    return cooperative.ok ? ok(yearSurplus(db, cooperative.value.id, fiscalYear)) : cooperative;
  },
  'dividends.preview': (reading, { entityId, inputs }) => previewRun(reading, entityId, inputs),
  'dividends.explain': explain,
  'dividends.get': getRun,
  'dividends.saveDraft': saveDraft,
  'dividends.approve': approveRun,
  'dividends.void': voidRun,
  'dividends.pay': pay,
  'dividends.reversePayment': reversePayment,
  'dividends.bankTemplates': bankTemplates,
  'dividends.bankBatch': makeBankBatch,
  'dividends.cancelBatch': ({ db }, { batchId, reason }) => cancelBatch(db, RUN_TRANSFERS, batchId, reason),
  'dividends.bankReturn': prepared(prepareReturn, bankReturn),
  'dividends.checkCode': checkCode,
};

function getRun(reading: Reading, { id }: { id: number }): Result<Output<'dividends.get'>> {
  const { db } = reading;
  const found = findRun(db, id);
  if (!found.ok) return found;
  const run = found.value;
  return ok({
    ...figuresOf(reading, run),
    run: headOf(db, run),
    inputs: run.inputs,
    payments: paymentsOf(db, id),
    batches: batchesOf(db, id),
  });
}
