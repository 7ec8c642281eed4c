import type { Output } from '../../../shared/contract/index.ts';

export type Loan = Output<'fund.loans'>[number];
export type LoanWhole = Output<'fund.loan'>;
export type Step = LoanWhole['steps'][number];
export type Repayment = Output<'fund.repayments'>[number];
export type FundMember = Output<'fund.members'>[number];
export type Contribution = Output<'fund.contributions'>[number];
export type Exit = Output<'fund.exits'>[number];
export type Group = Output<'fund.groups'>[number];
export type FundEvent = Output<'fund.events'>[number];

/** 2组, or nothing. */
export const groupName = (groupNo: number | null): string => (groupNo === null ? '' : `${groupNo}组`);

/** What the button of the next step says. */
export const NEXT_STEPS: Readonly<Record<NonNullable<LoanWhole['next']>, string>> = {
  guarantee: '登记联保',
  approve: '登记审批',
  notice: '登记公示',
  contract: '签订合同',
  'pay-out': '发放借款',
  repay: '登记还款',
};

/** The way of a loan, in order, as the drawer draws it. */
export const LOAN_WAY = [
  { kind: 'apply', label: '申请' },
  { kind: 'guarantee', label: '联保' },
  { kind: 'approve', label: '审批' },
  { kind: 'notice', label: '公示' },
  { kind: 'contract', label: '合同' },
  { kind: 'pay-out', label: '发放' },
] as const;

export const MEMBER_STATES: Readonly<Record<FundMember['state'], string>> = {
  active: '在会',
  leaving: '申请退会',
  left: '已退会',
};

export const SOURCES = { fiscal: '财政扶持', donation: '捐赠', assistance: '社会帮扶' } as const;

/** 逾期 34 天, 还有 12 天. */
export function dueWords(loan: Pick<Loan, 'state' | 'overdueDays' | 'effectiveDueOn'>, asOf: string): string {
  if (loan.state === 'overdue') return `逾期 ${loan.overdueDays} 天`;
  if (loan.state !== 'running' || loan.effectiveDueOn === null) return '';
  const days = Math.round((Date.parse(loan.effectiveDueOn) - Date.parse(asOf)) / 86_400_000);
  return days === 0 ? '今天到期' : days > 0 ? `还有 ${days} 天` : `过了 ${-days} 天`;
}
