import type { labour } from '../../../shared/contract/labour.ts';
import { refuse } from '../../../shared/rules/result.ts';
import type { Handlers, MethodsOf } from '../../workspace/handlers.ts';

const notYet = () => refuse('not_yet', '这一项还没有做好。');

/** Paid work (务工). */
export const labourHandlers: Handlers<MethodsOf<typeof labour>> = {
  'labour.workers': notYet,
  'labour.addWorker': notYet,
  'labour.updateWorker': notYet,
  'labour.kinds': notYet,
  'labour.saveKind': notYet,
  'labour.setRate': notYet,
  'labour.rates': notYet,
  'labour.grades': notYet,
  'labour.setGrade': notYet,
  'labour.places': notYet,
  'labour.checkDay': notYet,
  'labour.saveDay': notYet,
  'labour.reverseWork': notYet,
  'labour.work': notYet,
  'labour.draftSheet': notYet,
  'labour.saveSheet': notYet,
  'labour.deleteSheet': notYet,
  'labour.approveSheet': notYet,
  'labour.voidSheet': notYet,
  'labour.sheets': notYet,
  'labour.getSheet': notYet,
  'labour.pay': notYet,
  'labour.reversePayment': notYet,
  'labour.payments': notYet,
  'labour.bankTemplates': notYet,
  'labour.bankFile': notYet,
  'labour.cancelBankFile': notYet,
  'labour.bankReturn': notYet,
  'labour.balances': notYet,
  'labour.openingDebt': notYet,
  'labour.reverseOpeningDebt': notYet,
  'labour.openingDebts': notYet,
  'labour.toShares': notYet,
  'labour.year': notYet,
};
