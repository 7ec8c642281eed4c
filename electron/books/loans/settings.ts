import type { z } from 'zod';
import { loanSettings } from '../../../shared/contract/loans.ts';
import { isRealDate } from '../../../shared/rules/calendar.ts';
import { parsePercent } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb, WritableDb } from '../../workspace/database.ts';

export type LoanSettings = z.output<typeof loanSettings>;

/** What the county's notice and the bank's contract usually say; each is the village's to change. */
const DEFAULTS: LoanSettings = {
  basis: 360,
  mode: 'actual-days',
  settlement: 'quarterly',
  settlementDay: 20,
  rateKind: 'contract',
  resetOn: 'anniversary',
  penaltyPercent: '50',
  misusePercent: '100',
  compounds: false,
  interestWithPrincipal: false,
  payee: 'household',
  capFen: 50_000_00,
  repaidFirst: 'excess',
  subsidisesExtension: false,
  bank: '农村信用合作联社',
  subsidyPercent: '100',
  householdLimitFen: 50_000_00,
  longestMonths: 36,
  youngest: 18,
  oldest: 65,
  holidays: [],
  workdays: [],
};

export function readLoanSettings(db: ReadableDb): LoanSettings {
  const row = db.get<{ settings: string }>('SELECT settings FROM bank_loan_settings WHERE id = 1');
  return row ? loanSettings.parse({ ...DEFAULTS, ...(JSON.parse(row.settings) as object) }) : DEFAULTS;
}

export function saveLoanSettings(db: WritableDb, settings: LoanSettings): Result<{ done: true }> {
  const fields: Record<string, string> = {};
  if (!parsePercent(settings.subsidyPercent).ok) fields['settings.subsidyPercent'] = '贴息比例是 0 至 100。';
  if (settings.youngest > settings.oldest) fields['settings.youngest'] = '年龄下限不能大于上限。';
  for (const field of ['holidays', 'workdays'] as const) {
    const wrong = settings[field].find((day) => !isRealDate(day));
    if (wrong !== undefined) fields[`settings.${field}`] = `${wrong} 这一天不存在，请改正日期。`;
  }
  const both = settings.holidays.find((day) => settings.workdays.includes(day));
  if (both !== undefined) fields['settings.workdays'] = `${both} 既写成节假日又写成上班日，请删去一处。`;
  const [first] = Object.values(fields);
  if (first !== undefined) return refuse('settings_invalid', first, fields);
  const text = JSON.stringify({
    ...settings,
    holidays: [...new Set(settings.holidays)].sort(),
    workdays: [...new Set(settings.workdays)].sort(),
  });
  db.run(
    `INSERT INTO bank_loan_settings (id, settings) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET settings = excluded.settings`,
    text,
  );
  return ok({ done: true });
}
