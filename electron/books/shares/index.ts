import type { shares } from '../../../shared/contract/shares.ts';
import type { Handlers, MethodsOf } from '../../workspace/handlers.ts';
import { accountOf } from './account.ts';
import { recordContribution } from './contribution.ts';
import { createMember, freezeMember } from './member.ts';
import { recordReversal } from './reversal.ts';
import { getMember, listMembers, listShares } from './roster.ts';
import { recordReserveToShare } from './reserve.ts';
import { recordSurplusToShare } from './surplus.ts';
import { recordInheritance, recordTransfer } from './transfer.ts';
import { cancelWithdrawal, effectWithdrawal, requestWithdrawal } from './withdrawal.ts';

export { accountOf } from './account.ts';
export { checkContribution, LABOUR_REFUSED, recordContribution } from './contribution.ts';
export {
  checkMemberNo,
  createMember,
  describe,
  memberById,
  memberByNo,
  memberOfBooks,
  type Member,
} from './member.ts';
export {
  freeReserveOn,
  moveReserve,
  type ReserveMove,
  undoReserve,
  userOfRunsReserve,
} from './quantified.ts';
export { cutsForLoss } from './reserve.ts';
export { payableOfRun, refreshRunState } from './payable.ts';
export { recordSurplusToShare } from './surplus.ts';
export { holdings, membersForRun, shareMovements, type RunMember } from './weights.ts';

/** Members (社员) and their share capital (股金). */
export const sharesHandlers: Handlers<MethodsOf<typeof shares>> = {
  'members.list': ({ db, today }, input) => listMembers(db, today, input),
  'members.get': ({ db, today }, { id, asOf }) => getMember(db, today, id, asOf),
  'members.create': createMember,
  'members.freeze': freezeMember,
  'members.account': ({ db }, { id, year }) => accountOf(db, id, year),
  'shares.list': ({ db }, input) => listShares(db, input),
  'shares.contribute': recordContribution,
  'shares.transfer': recordTransfer,
  'shares.inherit': recordInheritance,
  'shares.fromSurplus': recordSurplusToShare,
  'shares.fromReserve': recordReserveToShare,
  'shares.requestWithdrawal': requestWithdrawal,
  'shares.cancelWithdrawal': cancelWithdrawal,
  'shares.effectWithdrawal': effectWithdrawal,
  'shares.reverse': recordReversal,
};
