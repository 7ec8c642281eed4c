import type { ledger } from '../../../shared/contract/ledger.ts';
import type { Handlers, MethodsOf } from '../../workspace/handlers.ts';
import { accountLedger } from './account.ts';
import { analysisBalances } from './analysis.ts';
import { columnLedger } from './columns.ts';
import { drillStatement } from './drill.ts';
import { getFundStatements } from './fundStatements.ts';
import { generalLedger } from './general.ts';
import { journal } from './journal.ts';
import { draftNotes } from './notes.ts';
import { getStatements } from './statements.ts';
import { trialBalance } from './trialBalance.ts';

export { openingFaults } from './openingFaults.ts';
export { balancesFrom, type Key, leastFrom, mostFrom, type Point } from './running.ts';
export { balancesOf, netBalance, openIncome } from './balances.ts';
export { bookChecks } from './equations.ts';
export { yearFigures } from './figures.ts';
export { carriedSurplus, openingDistributed, yearSurplus, type YearSurplus } from './yearSurplus.ts';

/** Everything that reads the books (账簿、报表): nothing here writes. */
export const ledgerHandlers: Handlers<MethodsOf<typeof ledger>> = {
  'ledger.trialBalance': trialBalance,
  'ledger.general': generalLedger,
  'ledger.account': accountLedger,
  'ledger.columns': columnLedger,
  'ledger.journal': journal,
  'ledger.analysis': analysisBalances,
  'statements.fund': getFundStatements,
  'statements.get': getStatements,
  'statements.drill': drillStatement,
  'statements.notes': draftNotes,
};
