import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { type FundSettings, fundSettings } from '../../../shared/contract/fundSettings.ts';
import { isRealDate } from '../../../shared/rules/calendar.ts';
import { faultInSplit } from '../../../shared/rules/fundRules.ts';
import { parsePercent } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { booksOf, firstPeriodOf, fundId, fundOf, readFundRules, saveFundRules } from '../entities/index.ts';

/** The association (互助资金协会) with its rules. */
export interface Fund {
  readonly id: number;
  readonly name: string;
  readonly firstPeriod: string;
  readonly settings: FundSettings;
}

/** What a new association starts with; no national rule fixes the fee or its parts, so the meeting says. */
export const defaultFundSettings: FundSettings = {
  loanCapFen: 10_000_00,
  firstLoanCapFen: null,
  maxMonths: 12,
  extensionMonths: 6,
  lentPercent: '90',
  oneLoanAHousehold: true,
  stopGroupOverdue: true,
  groupMin: 5,
  groupMax: 7,
  baseFen: 500_00,
  poorExempt: true,
  noticeDays: 7,
  remindDays: 30,
  rate: { per: 'mille-month', rate: '5' },
  feeTime: 'month-day',
  overdueMille: '0',
  order: 'fee-first',
  split: [
    { name: '运行费', percent: '40', target: 'running' },
    { name: '公积金', percent: '30', target: 'reserve' },
    { name: '公益金', percent: '15', target: 'welfare' },
    { name: '风险准备金', percent: '15', target: 'risk' },
  ],
  exitMonths: 2,
  exitWithShare: false,
  reportDays: 5,
  usualMoney: 'bank',
  restDays: [],
  workDays: [],
  chairperson: '',
  supervisorPhone: '',
};

/** The association asked for, or the workspace's own. Refuses books that are no association's. */
export function fundWith(db: ReadableDb, entityId: number | undefined): Result<Fund> {
  const found = entityId === undefined ? fundOf(db) : booksOf(db, entityId);
  if (!found.ok) return found;
  const { id, name } = found.value;
  if (id !== fundId(db)) {
    return refuse('entity_not_fund', `“${name}”不是互助资金协会。请换到协会的账套。`);
  }
  return ok({ id, name, firstPeriod: firstPeriodOf(db, id), settings: settingsOf(db, id) });
}

/** What an older file does not know yet has its default. */
function settingsOf(db: ReadableDb, entityId: number): FundSettings {
  return fundSettings.parse({ ...defaultFundSettings, ...(readFundRules(db, entityId) as object) });
}

/** Null while the workspace has no association. */
export function getFund({ db }: Reading, input: Parsed<'fund.get'>): Result<Output<'fund.get'>> {
  if (input.entityId === undefined && fundId(db) === null) return ok(null);
  return fundWith(db, input.entityId);
}

export function saveSettings({ db }: Writing, input: Parsed<'fund.saveSettings'>): Result<{ done: true }> {
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const faults = faultsOf(input.settings);
  const [first] = Object.values(faults);
  if (first !== undefined) return refuse('settings_invalid', first, faults);
  saveFundRules(db, found.value.id, input.settings);
  return ok({ done: true });
}

function faultsOf(settings: FundSettings): Record<string, string> {
  const faults: Record<string, string> = {};
  const split = faultInSplit(settings.split);
  if (split !== null) faults['settings.split'] = split;
  const lent = parsePercent(settings.lentPercent);
  if (!lent.ok) faults['settings.lentPercent'] = lent.error.message;
  if (settings.groupMin > settings.groupMax) {
    faults['settings.groupMax'] =
      `联保小组最多 ${settings.groupMax} 户，少于最少的 ${settings.groupMin} 户，请改正。`;
  }
  if (settings.firstLoanCapFen !== null && settings.firstLoanCapFen > settings.loanCapFen) {
    faults['settings.firstLoanCapFen'] = '首次借款的上限不能超过单笔上限，请改正。';
  }
  for (const field of ['restDays', 'workDays'] as const) {
    const unreal = settings[field].find((day) => !isRealDate(day));
    if (unreal !== undefined) faults[`settings.${field}`] = `${unreal} 这一天不存在，请改正日期。`;
  }
  return faults;
}
