import type { loans } from '../../../shared/contract/loans.ts';
import { refuse } from '../../../shared/rules/result.ts';
import type { Handlers, MethodsOf } from '../../workspace/handlers.ts';

const notYet = () => refuse('not-yet', '还没有做好。');

export const loansHandlers: Handlers<MethodsOf<typeof loans>> = {
  'loans.settings': notYet,
  'loans.saveSettings': notYet,
  'loans.list': notYet,
  'loans.get': notYet,
  'loans.record': notYet,
  'loans.change': notYet,
  'loans.void': notYet,
  'loans.changeRates': notYet,
  'loans.draw': notYet,
  'loans.repay': notYet,
  'loans.previewRepay': notYet,
  'loans.payInterest': notYet,
  'loans.extend': notYet,
  'loans.renew': notYet,
  'loans.writeOff': notYet,
  'loans.compensate': notYet,
  'loans.recover': notYet,
  'loans.markMisused': notYet,
  'loans.undo': notYet,
  'loans.conflicts': notYet,
  'loans.settlements': notYet,
  'loans.settled': notYet,
  'loans.previewSettle': notYet,
  'loans.settle': notYet,
  'loans.setBankFigure': notYet,
  'loans.undoSettlement': notYet,
  'loans.reminders': notYet,
  'loans.calendar': notYet,
  'loans.visits': notYet,
};
