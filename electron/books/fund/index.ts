import type { fund } from '../../../shared/contract/fund.ts';
import type { fundLoans } from '../../../shared/contract/fundLoans.ts';
import { FUND_TITLES } from '../../../shared/rules/posting/fund.ts';
import { ok } from '../../../shared/rules/result.ts';
import type { Handlers, MethodsOf } from '../../workspace/handlers.ts';
import { listEvents } from '../events/index.ts';
import { preview } from './acts.ts';
import { apply, approve, contract, endApplication, giveNotice, guarantee } from './applying.ts';
import { bring, listCapital, planCapital, planSpending, spend } from './capital.ts';
import { contribute, listContributions, planContribution } from './contributing.ts';
import { distribute, getDistribution, planDistribution } from './distributing.ts';
import { enterGroup, leaveGroup, listGroups, saveGroup } from './groups.ts';
import { applyExit, cancelExit, leave, listExits, planLeaving } from './leaving.ts';
import { extend, payOut, planPayOut, undoStep } from './lending.ts';
import { getApplication, getLoan, listFees, listLoans, listNotices, listRepayments } from './loanLists.ts';
import { join, listMembers } from './members.ts';
import { planRepayment, planWriteOff, previewRecovery, quote, recover, repay, writeOff } from './repaying.ts';
import { getPosition, getReport, listReminders } from './reporting.ts';
import { fundWith, getFund, saveSettings } from './settings.ts';
import { reverse } from './undoing.ts';

export {
  ensureBorrower,
  ensureFund,
  type KnownFund,
  type KnownLoan,
  monthsOf,
  readFund,
  recordOldLoan,
  recordOldRepayment,
} from './history.ts';

/** 村互助资金协会: members, groups, loans, capital, distribution, exits and reports. */
export const fundHandlers: Handlers<MethodsOf<typeof fund & typeof fundLoans>> = {
  'fund.get': getFund,
  'fund.saveSettings': saveSettings,
  'fund.position': getPosition,
  'fund.reminders': listReminders,
  'fund.members': listMembers,
  'fund.join': join,
  'fund.contributions': listContributions,
  'fund.contribute': contribute,
  'fund.groups': listGroups,
  'fund.saveGroup': saveGroup,
  'fund.enterGroup': enterGroup,
  'fund.leaveGroup': leaveGroup,
  'fund.capital': listCapital,
  'fund.bring': bring,
  'fund.spend': spend,
  'fund.preview': (ctx, call) => {
    switch (call.act) {
      case 'contribute':
        return preview(ctx, planContribution(ctx, call.input));
      case 'bring':
        return preview(ctx, planCapital(ctx, call.input));
      case 'spend':
        return preview(ctx, planSpending(ctx, call.input));
      case 'distribute':
        return preview(ctx, planDistribution(ctx, call.input));
      case 'leave':
        return preview(ctx, planLeaving(ctx, call.input));
    }
  },
  'fund.distribution': getDistribution,
  'fund.distribute': distribute,
  'fund.exits': listExits,
  'fund.applyExit': applyExit,
  'fund.cancelExit': cancelExit,
  'fund.leave': leave,
  'fund.report': getReport,
  'fund.events': ({ db }, { entityId, year }) => {
    const found = fundWith(db, entityId);
    if (!found.ok) return found;
    const kinds = Object.keys(FUND_TITLES) as (keyof typeof FUND_TITLES)[];
    return ok(listEvents(db, found.value.id, kinds, year));
  },
  'fund.reverse': reverse,
  'fund.loans': listLoans,
  'fund.loan': getLoan,
  'fund.apply': apply,
  'fund.guarantee': guarantee,
  'fund.approve': approve,
  'fund.notice': giveNotice,
  'fund.contract': contract,
  'fund.payOut': payOut,
  'fund.endApplication': endApplication,
  'fund.undoStep': undoStep,
  'fund.extend': extend,
  'fund.quote': quote,
  'fund.repay': repay,
  'fund.recover': recover,
  'fund.writeOff': writeOff,
  'fund.previewLoan': (ctx, call) => {
    switch (call.act) {
      case 'payOut':
        return preview(ctx, planPayOut(ctx, call.input));
      case 'repay':
        return preview(ctx, planRepayment(ctx, call.input));
      case 'recover':
        return previewRecovery(ctx, call.input);
      case 'writeOff':
        return preview(ctx, planWriteOff(ctx, call.input));
    }
  },
  'fund.repayments': listRepayments,
  'fund.fees': listFees,
  'fund.notices': listNotices,
  'fund.application': getApplication,
};
