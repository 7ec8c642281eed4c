import type { vouchers } from '../../../shared/contract/vouchers.ts';
import type { Handlers, MethodsOf } from '../../workspace/handlers.ts';
import { annotateVoucher, saveVoucher } from './drafts.ts';
import { addFile, readFile, removeFile } from './files.ts';
import { getVoucher, listVouchers, nextVoucher } from './lists.ts';
import { postVouchers, reviewVouchers, unreviewVouchers, voidVoucher } from './states.ts';
import { deleteTemplate, listTemplates, saveTemplate } from './templates.ts';
import { reverseVoucher } from './undoing.ts';

export { booksBegin, checkBookDate, currentPeriod, firstOpenDay, periodAfter } from './dates.ts';
export {
  recordEvent,
  type Register,
  resolve,
  reverseEvent,
  vouchersOf,
  type EventVoucher,
} from './events.ts';
export { barFromUse } from './inUse.ts';
export { nameOfVoucher } from './lists.ts';
export {
  computedOpening,
  dropOpening,
  isOpeningLocked,
  isProfit,
  materialiseOpening,
  openingDifference,
  type OpeningLine,
} from './opening.ts';
export { lockOpening } from './states.ts';
export { insertVoucher, postAtOnce, type StoredLine, type VoucherKind } from './writing.ts';

/** Vouchers (记账凭证): written by hand or made with an event, reviewed, posted for good, undone in red. */
export const vouchersHandlers: Handlers<MethodsOf<typeof vouchers>> = {
  'vouchers.list': listVouchers,
  'vouchers.get': getVoucher,
  'vouchers.next': nextVoucher,
  'vouchers.save': saveVoucher,
  'vouchers.annotate': annotateVoucher,
  'vouchers.review': reviewVouchers,
  'vouchers.unreview': unreviewVouchers,
  'vouchers.post': postVouchers,
  'vouchers.void': voidVoucher,
  'vouchers.reverse': reverseVoucher,
  'vouchers.templates': listTemplates,
  'vouchers.saveTemplate': saveTemplate,
  'vouchers.deleteTemplate': deleteTemplate,
  'vouchers.addFile': addFile,
  'vouchers.file': readFile,
  'vouchers.removeFile': removeFile,
};
