import type { bank } from '../../../shared/contract/bank.ts';
import { prepared, type Handlers, type MethodsOf } from '../../workspace/handlers.ts';
import { openStatement } from './file.ts';
import { importStatement, previewStatement } from './importing.ts';
import { autoMatch, matchByHand, unmatch } from './matching.ts';
import { addOpening, removeOpening } from './openings.ts';
import { reconciliationOf } from './reconciliation.ts';
import { listStatements, removeStatement } from './statements.ts';

export { bankCode } from './account.ts';
export { reconciliationOf } from './reconciliation.ts';

/** Bank reconciliation (银行对账): statements in, matched with the entries of 银行存款, 余额调节表 month by month. */
export const bankHandlers: Handlers<MethodsOf<typeof bank>> = {
  'bank.preview': prepared(openStatement, previewStatement),
  'bank.import': prepared(openStatement, importStatement),
  'bank.statements': listStatements,
  'bank.removeStatement': removeStatement,
  'bank.reconciliation': reconciliationOf,
  'bank.autoMatch': autoMatch,
  'bank.match': matchByHand,
  'bank.unmatch': unmatch,
  'bank.addOpening': addOpening,
  'bank.removeOpening': removeOpening,
};
