import type { labour } from '../../../shared/contract/labour.ts';
import { type Handlers, type MethodsOf, prepared } from '../../workspace/handlers.ts';
import { cancelBatch, prepareReturn } from '../transfers/index.ts';
import { approveSheet, voidSheet } from './approving.ts';
import { bankTemplates, makeBankFile, readBankReturn } from './bank.ts';
import { PAY_TRANSFERS } from './book.ts';
import { deleteSheet, draftSheet, saveSheet } from './drafting.ts';
import { listGrades, listKinds, listRates, saveKind, setGrade, setRate } from './kinds.ts';
import { listOpeningDebts, recordOpeningDebt, reverseOpeningDebt } from './openingDebt.ts';
import { listOwed, listPayments, pay, reversePayment } from './paying.ts';
import { getSheet, listSheets } from './sheetLists.ts';
import { wagesToShares } from './toShares.ts';
import { checkDay, reverseWork, saveDay } from './work.ts';
import { addWorker, listWorkers, updateWorker } from './workers.ts';
import { listPlaces, listWork } from './workLists.ts';
import { yearOfLabour } from './year.ts';

export { ImportDesk, type ImportedWork, KnownWork } from './importing.ts';
export { labourPatronage, labourPatronageNote } from './patronage.ts';
export { sheetsInTheWay } from './paying.ts';
export { moveLabour, undoLabour } from './register.ts';
export { overrunsWith } from './work.ts';
export { unsettledWork } from './year.ts';

/** Paid work (务工): the work book, pay sheets, payment, and what 213 owes each worker. */
export const labourHandlers: Handlers<MethodsOf<typeof labour>> = {
  'labour.workers': listWorkers,
  'labour.addWorker': addWorker,
  'labour.updateWorker': updateWorker,
  'labour.kinds': listKinds,
  'labour.saveKind': saveKind,
  'labour.setRate': setRate,
  'labour.rates': listRates,
  'labour.grades': listGrades,
  'labour.setGrade': setGrade,
  'labour.places': listPlaces,
  'labour.checkDay': checkDay,
  'labour.saveDay': saveDay,
  'labour.reverseWork': reverseWork,
  'labour.work': listWork,
  'labour.draftSheet': draftSheet,
  'labour.saveSheet': saveSheet,
  'labour.deleteSheet': deleteSheet,
  'labour.approveSheet': approveSheet,
  'labour.voidSheet': voidSheet,
  'labour.sheets': listSheets,
  'labour.getSheet': getSheet,
  'labour.pay': pay,
  'labour.reversePayment': reversePayment,
  'labour.payments': listPayments,
  'labour.bankTemplates': bankTemplates,
  'labour.bankFile': makeBankFile,
  'labour.cancelBankFile': ({ db }, { batchId, reason }) => cancelBatch(db, PAY_TRANSFERS, batchId, reason),
  'labour.bankReturn': prepared(prepareReturn, readBankReturn),
  'labour.balances': listOwed,
  'labour.openingDebt': recordOpeningDebt,
  'labour.reverseOpeningDebt': reverseOpeningDebt,
  'labour.openingDebts': listOpeningDebts,
  'labour.toShares': wagesToShares,
  'labour.year': yearOfLabour,
};
