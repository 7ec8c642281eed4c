import type { Input, Output } from '../../../shared/contract/index.ts';
import { addDays } from '../../../shared/rules/calendar.ts';

export type Loan = Output<'loans.list'>['rows'][number];
export type LoanView = Output<'loans.get'>;
export type Terms = Input<'loans.record'>['terms'];
export type LoanEvent = LoanView['events'][number];
export type Settlement = LoanView['settlements'][number];
export type SettledRow = Output<'loans.settled'>['rows'][number];
export type Settings = Output<'loans.settings'>;
export type Conflict = Output<'loans.conflicts'>['rows'][number];
export type Reminders = Output<'loans.reminders'>;
export type Due = Reminders['due30'][number];

export const STATES = {
  undrawn: '未放款',
  normal: '正常',
  extended: '展期',
  overdue: '逾期',
  settled: '结清',
  'written-off': '核销',
  compensated: '风险补偿',
} as const satisfies Record<Loan['state'], string>;

export const SETTLEMENTS = {
  monthly: '按月',
  quarterly: '按季',
  'at-maturity': '到期一次',
} as const satisfies Record<Loan['settlement'], string>;

export const MODES = {
  'actual-days': '实际天数',
  'whole-periods': '整年整月',
  'whole-periods-odd-days': '整年整月加零头天数',
} as const satisfies Record<Settings['mode'], string>;

export const PAYEES = { household: '先付后贴', bank: '银行代扣' } as const satisfies Record<
  Loan['payee'],
  string
>;

export const REASONS = {
  'settlement-day': '结息日',
  maturity: '到期',
  cleared: '还清',
  repayment: '还本付息',
  running: '未到结息日',
} as const satisfies Record<Settlement['reason'], string>;

export const groupName = (no: number | null): string => (no === null ? '' : `${no}组`);

/** 逾期 12 天, 今天到期, 还有 14 天; nothing once nothing is owed. */
export function dueWords(inDays: number | null): string {
  if (inDays === null) return '';
  if (inDays < 0) return `过了 ${-inDays} 天`;
  return inDays === 0 ? '今天' : `还有 ${inDays} 天`;
}

/** A period's last day: the register keeps the first day after it. */
export const lastDayBefore = (to: string): string => addDays(to, -1);

/** 4.75%, and nothing for no rate. */
export const percentWords = (percent: string): string => (percent === '' ? '' : `${percent}%`);

export const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/u.test(text);

/** The quarters whose settlement day lies between two days, the newest first: its name, its first and its last day. */
export function quartersBetween(from: string, to: string, settlementDay: number): readonly Quarter[] {
  const quarters: Quarter[] = [];
  for (let year = Number(to.slice(0, 4)); year >= Number(from.slice(0, 4)); year -= 1) {
    for (let quarter = 4; quarter >= 1; quarter -= 1) {
      const last = dayOf(year, quarter * 3, settlementDay);
      const before =
        quarter === 1 ? dayOf(year - 1, 12, settlementDay) : dayOf(year, quarter * 3 - 3, settlementDay);
      if (last <= to && last >= from) {
        quarters.push({ name: `${year} 年第 ${quarter} 季度`, from: addDays(before, 1), to: last });
      }
    }
  }
  return quarters;
}

/** The day interest is settled next: a settlement day, or the due day where that is sooner. */
export function nextSettlement(
  terms: Pick<Settings, 'settlement' | 'settlementDay'>,
  payableOn: string,
  asOf: string,
): string {
  const due = payableOn >= asOf ? payableOn : null;
  if (terms.settlement === 'at-maturity') return payableOn;
  const [year = 0, month = 0] = asOf.split('-').map(Number);
  const months = Array.from({ length: 13 }, (_, more) => month - 1 + more)
    .filter((at) => terms.settlement === 'monthly' || (at + 1) % 3 === 0)
    .map((at) => dayOf(year + Math.floor(at / 12), (at % 12) + 1, terms.settlementDay));
  const next = months.find((day) => day >= asOf) ?? payableOn;
  return due !== null && due < next ? due : next;
}

export interface Quarter {
  readonly name: string;
  readonly from: string;
  /** 结息日 */
  readonly to: string;
}

const dayOf = (year: number, month: number, day: number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
