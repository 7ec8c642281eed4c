import { addMonths } from '../../../shared/rules/calendar.ts';
import { canLend, percentText } from '../../../shared/rules/fundRules.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { refuse, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { booksBegin } from '../vouchers/index.ts';
import { matesOn } from './groups.ts';
import { moneyOn } from './figures.ts';
import { type LoanFile, loanNamed, loansOf, standingMoves } from './loanFile.ts';
import { isComing, isOut, lostOf, stateNow } from './loanState.ts';
import { described, type FundMember, groupsOn } from './members.ts';
import type { Fund } from './settings.ts';

/** What the charter asks before money is lent; each bar names the rule and the way out. */
type Bar = Result<never> | null;

const refusedAt = (code: string, field: string, sentence: string): Result<never> =>
  refuse(code, sentence, { [field]: sentence });

/** Of a sum and a term: the cap, the first loan's cap, the longest term. */
export function barFromCaps(
  db: ReadableDb,
  fund: Fund,
  member: { readonly id: number; readonly name: string },
  asked: { readonly amountFen: number; readonly months: number },
): Bar {
  const { loanCapFen, firstLoanCapFen, maxMonths } = fund.settings;
  const way = '请改小；会员大会另有决议的，先在“设置”里改上限。';
  if (asked.amountFen > loanCapFen) {
    const sentence = `单笔借款最多 ${formatYuan(loanCapFen)} 元，填了 ${formatYuan(asked.amountFen)} 元。${way}`;
    return refusedAt('loan_above_cap', 'amountFen', sentence);
  }
  if (firstLoanCapFen !== null && asked.amountFen > firstLoanCapFen) {
    const hasHad = loansOf(db, fund.id).some(
      (loan) => loan.memberId === member.id && standingMoves(loan).some((move) => move.kind === 'pay-out'),
    );
    if (!hasHad) {
      const sentence = `${member.name}是第一次借款，首次最多 ${formatYuan(firstLoanCapFen)} 元，填了 ${formatYuan(asked.amountFen)} 元。${way}`;
      return refusedAt('first_loan_above_cap', 'amountFen', sentence);
    }
  }
  if (asked.months > maxMonths) {
    const sentence = `借款期限最长 ${maxMonths} 个月，填了 ${asked.months} 个月。请改短；会员大会另有决议的，先在“设置”里改期限。`;
    return refusedAt('term_too_long', 'months', sentence);
  }
  return null;
}

/** One loan a household (or a member): what runs or is on the way, but for the loan itself. */
export function barFromHousehold(
  fund: Fund,
  loans: readonly LoanFile[],
  member: Pick<FundMember, 'id' | 'householdId' | 'householdCode'>,
  date: string,
  except = 0,
): Bar {
  const where = member.householdCode === '' ? '这个会员' : `${member.householdCode} 这一户`;
  const own = loans.filter(
    (loan) =>
      loan.id !== except &&
      (loan.memberId === member.id ||
        (member.householdId !== null && loan.householdId === member.householdId)),
  );
  const lost = own.find((loan) => lostOf(loan, date, fund.settings) > 0);
  if (lost) {
    const fen = lostOf(lost, date, fund.settings);
    const sentence = `${where}的借款 ${loanNamed(lost)} 核销了 ${formatYuan(fen)} 元，没有追回，不能再借。追回来的，先冲销核销再登记还款。`;
    return refusedAt('written_off_before', 'memberId', sentence);
  }
  if (!fund.settings.oneLoanAHousehold) return null;
  const other = own.find((loan) => {
    const state = stateNow(loan, date, fund.settings);
    return isOut(state) || isComing(state);
  });
  if (!other) return null;
  const state = stateNow(other, date, fund.settings);
  const sentence = isOut(state)
    ? `${where}还有借款 ${loanNamed(other)}，余额 ${formatYuan(state.balanceFen)} 元，一户只能有一笔。请先还清。`
    : `${where}已经有一份在办的申请 ${loanNamed(other)}。请接着办那一份，或先终止它。`;
  return refusedAt('household_has_loan', 'memberId', sentence);
}

/** Nobody of a group borrows while one of it is overdue. */
export function barFromGroup(
  db: ReadableDb,
  fund: Fund,
  loans: readonly LoanFile[],
  groupId: number,
  date: string,
): Bar {
  if (!fund.settings.stopGroupOverdue) return null;
  const mates = new Set(matesOn(db, fund.id, groupId, date));
  const overdue = loans.find(
    (loan) => mates.has(loan.memberId) && stateNow(loan, date, fund.settings).state === 'overdue',
  );
  if (!overdue) return null;
  const { dueOn, balanceFen, feeOwedFen } = stateNow(overdue, date, fund.settings);
  const sentence = `同组的 ${loanNamed(overdue)} 借款 ${dueOn ?? ''} 到期没有还，还欠本金 ${formatYuan(balanceFen)} 元、占用费 ${formatYuan(feeOwedFen)} 元。还清以前本组不能再借。`;
  return refusedAt('group_overdue', 'memberId', sentence);
}

/** The group that guarantees a member's loan: big enough, on that day. */
export function groupFor(
  db: ReadableDb,
  fund: Fund,
  member: FundMember,
  date: string,
): Result<never> | { ok: true; value: number } {
  const group = groupsOn(db, fund.id, date).get(member.id);
  if (!group) {
    const sentence = `${described(member)} 在 ${date} 还没有参加互助小组，不能联保借款。请先加入一个小组。`;
    return refusedAt('no_group', 'memberId', sentence);
  }
  const size = matesOn(db, fund.id, group.id, date).length;
  const { groupMin } = fund.settings;
  if (size >= groupMin) return { ok: true, value: group.id };
  const sentence = `“${group.name}”在 ${date} 只有 ${size} 户，满 ${groupMin} 户才能联保借款。请先补足小组。`;
  return refusedAt('group_small', 'memberId', sentence);
}

/** 借出占资金总额: no more goes out than the limit lets; asked only where the books know the money. */
export function barFromLimit(db: ReadableDb, fund: Fund, amountFen: number, date: string): Bar {
  if (!booksBegin(db, fund.id, date)) return null;
  const { lentPercent } = fund.settings;
  const on = [date, ...lentAfter(db, fund, date)]
    .map((day) => ({ day, ...moneyOn(db, fund.id, day) }))
    .map((one) => ({ ...one, canFen: canLend(one.fundFen, one.lentFen, lentPercent) }))
    .find(({ canFen }) => amountFen > canFen);
  if (!on) return null;
  const { day, fundFen, lentFen, canFen } = on;
  const sentence = `${day === date ? '' : `到 ${day} `}资金总额 ${formatYuan(fundFen)} 元，已借出 ${formatYuan(lentFen)} 元（${percentText(lentFen, fundFen)}%）。按最多借出 ${lentPercent}% 的规定还能借 ${formatYuan(Math.max(canFen, 0))} 元，这笔是 ${formatYuan(amountFen)} 元。请等还款，或补充资金后再放款。`;
  return refusedAt('fund_lent_out', 'date', sentence);
}

/** Days of later pay-outs: what is dated back stands beside them. */
const lentAfter = (db: ReadableDb, fund: Fund, date: string): string[] =>
  db
    .all<{ date: string }>(
      `SELECT DISTINCT date FROM fund_loan_move WHERE entity_id = ? AND kind = 'pay-out' AND date > ? ORDER BY date`,
      fund.id,
      date,
    )
    .map((row) => row.date);

/** An extension within the rules: once, before the loan is overdue, no longer than the meeting lets. */
export function faultInExtension(
  fund: Fund,
  loan: {
    readonly name: string;
    readonly dueOn: string;
    readonly effectiveDueOn: string;
    readonly isExtended: boolean;
  },
  asked: { readonly date: string; readonly dueOn: string },
): Bar {
  const { extensionMonths } = fund.settings;
  if (extensionMonths === 0) {
    return refuse('no_extension', '设置里规定不办展期。会员大会另有决议的，先在“设置”里改。');
  }
  if (loan.isExtended) {
    return refuse(
      'extended_before',
      `${loan.name} 已经展期过一次，不能再展期。到期请还清，还不上的按逾期处理。`,
    );
  }
  if (asked.date > loan.effectiveDueOn) {
    const sentence = `${loan.name} 在 ${loan.dueOn} 到期，${asked.date} 已经逾期，不能再办展期。展期要在到期以前办。`;
    return refusedAt('extension_late', 'date', sentence);
  }
  const latest = addMonths(loan.dueOn, extensionMonths);
  if (asked.dueOn <= loan.dueOn || asked.dueOn > latest) {
    const sentence = `展期后的到期日要在 ${loan.dueOn} 以后、${latest} 以前（展期最长 ${extensionMonths} 个月）。`;
    return refusedAt('extension_outside', 'dueOn', sentence);
  }
  return null;
}
