import type { Output } from '../../shared/contract/index.ts';

export type Check = Output<'periods.check'>[number];

export interface Tier {
  readonly tier: number;
  readonly name: string;
  readonly checks: readonly Check[];
  /** Those that bar a close. */
  readonly failing: number;
  /** Those to look at. */
  readonly warning: number;
}

const NAMES: Readonly<Record<number, string>> = { 1: '一、凭证', 2: '二、账账相符', 3: '三、报表' };

/** The checks by tier, in order; tiers without any are left out. */
export function groupedChecks(checks: readonly Check[]): Tier[] {
  return [...new Set(checks.map((one) => one.tier))]
    .sort((a, b) => a - b)
    .map((tier) => {
      const of = checks.filter((one) => one.tier === tier);
      return {
        tier,
        name: NAMES[tier] ?? `第 ${tier} 类`,
        checks: of,
        failing: of.filter((one) => checkTone(one) === 'bad').length,
        warning: of.filter((one) => checkTone(one) === 'attention').length,
      };
    });
}

export function checkTone(check: Pick<Check, 'ok' | 'level'>): 'good' | 'bad' | 'attention' {
  if (check.ok) return 'good';
  return check.level === 'block' ? 'bad' : 'attention';
}
