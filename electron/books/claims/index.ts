import type { claims } from '../../../shared/contract/claims.ts';
import { type Handlers, type MethodsOf, prepared } from '../../workspace/handlers.ts';
import { cancelBatch, prepareReturn } from '../transfers/index.ts';
import { bankTemplates, makeClaimFile, readClaimReturn } from './bankFile.ts';
import { importBankList, openList, previewBankList } from './bankList.ts';
import { listBatches } from './batches.ts';
import { computeClaim, previewClaim, recomputeClaim, setLine } from './drafting.ts';
import { CLAIM_TRANSFERS, payClaim, reversePayment } from './paying.ts';
import { claimDefaults, claimsOfLoan, getClaim } from './reading.ts';
import { previewReceive, receiveClaim, reverseReceipt } from './receiving.ts';
import {
  answerObjection,
  noticeClaim,
  recordObjection,
  submitClaim,
  takeBackClaim,
  voidClaim,
} from './states.ts';
import { unclaimed } from './unclaimed.ts';

export { claimChecks } from './checks.ts';

/** Interest subsidies claimed from the county (贴息申请) for the households' bank loans. */
export const claimsHandlers: Handlers<MethodsOf<typeof claims>> = {
  'claims.list': listBatches,
  'claims.get': getClaim,
  'claims.defaults': claimDefaults,
  'claims.preview': previewClaim,
  'claims.compute': computeClaim,
  'claims.recompute': recomputeClaim,
  'claims.setLine': setLine,
  'claims.previewBankList': prepared(openList, previewBankList),
  'claims.importBankList': prepared(openList, importBankList),
  'claims.notice': noticeClaim,
  'claims.object': recordObjection,
  'claims.answer': answerObjection,
  'claims.takeBack': takeBackClaim,
  'claims.submit': submitClaim,
  'claims.void': voidClaim,
  'claims.previewReceive': previewReceive,
  'claims.receive': receiveClaim,
  'claims.reverseReceipt': reverseReceipt,
  'claims.pay': payClaim,
  'claims.reversePayment': reversePayment,
  'claims.bankTemplates': bankTemplates,
  'claims.bankFile': makeClaimFile,
  'claims.cancelBankFile': ({ db }, { batchId, reason }) => cancelBatch(db, CLAIM_TRANSFERS, batchId, reason),
  'claims.bankReturn': prepared(prepareReturn, readClaimReturn),
  'claims.unclaimed': unclaimed,
  'claims.ofLoan': claimsOfLoan,
};
