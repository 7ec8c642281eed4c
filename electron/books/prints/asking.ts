import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { invariant, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { Handlers } from '../../workspace/handlers.ts';
import { accountsHandlers } from '../accounts/index.ts';
import { claimsHandlers } from '../claims/index.ts';
import { loansHandlers } from '../loans/index.ts';
import { labourHandlers } from '../labour/index.ts';
import { assetsHandlers } from '../assets/index.ts';
import { depreciationHandlers } from '../depreciation/index.ts';
import { fundHandlers } from '../fund/index.ts';
import { ledgerHandlers } from '../ledger/index.ts';
import { periodsHandlers } from '../periods/index.ts';
import { stocktakesHandlers } from '../stocktakes/index.ts';
import { vouchersHandlers } from '../vouchers/index.ts';

/** The calls whose answers are put on paper: what prints is what the screen shows. */
type Asked =
  | 'accounts.list'
  | 'openings.read'
  | 'vouchers.list'
  | 'vouchers.get'
  | 'ledger.trialBalance'
  | 'ledger.general'
  | 'ledger.account'
  | 'ledger.columns'
  | 'ledger.journal'
  | 'ledger.analysis'
  | 'statements.get'
  | 'statements.fund'
  | 'statements.notes'
  | 'labour.getSheet'
  | 'labour.work'
  | 'labour.kinds'
  | 'labour.payments'
  | 'assets.get'
  | 'assets.list'
  | 'assets.reliefLedger'
  | 'depreciation.preview'
  | 'depreciation.runs'
  | 'stocktakes.get'
  | 'fund.get'
  | 'fund.members'
  | 'fund.groups'
  | 'fund.contributions'
  | 'fund.loans'
  | 'fund.loan'
  | 'fund.application'
  | 'fund.repayments'
  | 'fund.fees'
  | 'fund.notices'
  | 'fund.report'
  | 'claims.get'
  | 'claims.ofLoan'
  | 'loans.list'
  | 'loans.get'
  | 'loans.visits';

const HANDLERS: Handlers<Asked> = {
  ...accountsHandlers,
  ...periodsHandlers,
  ...vouchersHandlers,
  ...ledgerHandlers,
  ...labourHandlers,
  ...assetsHandlers,
  ...depreciationHandlers,
  ...stocktakesHandlers,
  ...fundHandlers,
  ...claimsHandlers,
  ...loansHandlers,
};

/** The books' own answer to a query. */
export function ask<M extends Asked>(reading: Reading, method: M, input: Parsed<M>): Result<Output<M>> {
  const handler = HANDLERS[method];
  invariant(typeof handler === 'function', `${method} answers at once`);
  return (handler as unknown as (reading: Reading, input: Parsed<M>) => Result<Output<M>>)(reading, input);
}
