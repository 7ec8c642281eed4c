import type { claims } from '../../../shared/contract/claims.ts';
import { refuse } from '../../../shared/rules/result.ts';
import type { Handlers, MethodsOf } from '../../workspace/handlers.ts';

const notYet = () => refuse('not_yet', '贴息申请正在建，还不能用。');

/** Interest subsidies claimed from the county (贴息申请) for the households' bank loans. */
export const claimsHandlers: Handlers<MethodsOf<typeof claims>> = {
  'claims.list': notYet,
  'claims.get': notYet,
  'claims.defaults': notYet,
  'claims.preview': notYet,
  'claims.compute': notYet,
  'claims.recompute': notYet,
  'claims.setLine': notYet,
  'claims.previewBankList': notYet,
  'claims.importBankList': notYet,
  'claims.notice': notYet,
  'claims.object': notYet,
  'claims.answer': notYet,
  'claims.takeBack': notYet,
  'claims.submit': notYet,
  'claims.void': notYet,
  'claims.previewReceive': notYet,
  'claims.receive': notYet,
  'claims.reverseReceipt': notYet,
  'claims.pay': notYet,
  'claims.reversePayment': notYet,
  'claims.bankTemplates': notYet,
  'claims.bankFile': notYet,
  'claims.cancelBankFile': notYet,
  'claims.bankReturn': notYet,
  'claims.unclaimed': notYet,
  'claims.ofLoan': notYet,
};
