import type { loans } from '../../../shared/contract/loans.ts';
import { ok } from '../../../shared/rules/result.ts';
import type { Handlers, MethodsOf } from '../../workspace/handlers.ts';
import {
  compensateLoan,
  drawLoan,
  extendLoan,
  markMisused,
  payInterest,
  recoverLoan,
  repayLoan,
  undoEvent,
  writeOffLoan,
} from './events.ts';
import { getLoan, listConflicts, listLoans, listSettled, listSettlements } from './lists.ts';
import { changeLoan, changeRates, recordLoan, renewLoan, voidLoan } from './recording.ts';
import { listCalendar, listReminders, listVisits } from './reminding.ts';
import { previewRepay } from './repaying.ts';
import { readLoanSettings, saveLoanSettings } from './settings.ts';
import { previewSettle, setBankFigure, settleLoans, undoSettlement } from './settling.ts';

export { repaidOn } from './claimed.ts';
export { villageChecks, type VillageCheck } from './checks.ts';
export { ImportedLoans, type KnownLoan } from './importing.ts';
export { nextInterestOf } from './reminding.ts';
export { subsidiesOf, type LoanSubsidy, type SubsidyPart, type SubsidyRange } from './forClaims.ts';

/** 产业扶持贴息贷款: the register of what banks lent to households, its interest and who bears it. */
export const loansHandlers: Handlers<MethodsOf<typeof loans>> = {
  'loans.settings': ({ db }) => ok(readLoanSettings(db)),
  'loans.saveSettings': ({ db }, { settings }) => saveLoanSettings(db, settings),
  'loans.list': listLoans,
  'loans.get': getLoan,
  'loans.record': (ctx, input) => recordLoan(ctx, input),
  'loans.change': changeLoan,
  'loans.void': voidLoan,
  'loans.changeRates': changeRates,
  'loans.draw': drawLoan,
  'loans.repay': (ctx, input) => repayLoan(ctx, input),
  'loans.previewRepay': previewRepay,
  'loans.payInterest': payInterest,
  'loans.extend': extendLoan,
  'loans.renew': renewLoan,
  'loans.writeOff': writeOffLoan,
  'loans.compensate': compensateLoan,
  'loans.recover': recoverLoan,
  'loans.markMisused': markMisused,
  'loans.undo': undoEvent,
  'loans.conflicts': listConflicts,
  'loans.settlements': listSettlements,
  'loans.settled': listSettled,
  'loans.previewSettle': previewSettle,
  'loans.settle': settleLoans,
  'loans.setBankFigure': setBankFigure,
  'loans.undoSettlement': undoSettlement,
  'loans.reminders': listReminders,
  'loans.calendar': listCalendar,
  'loans.visits': listVisits,
};
