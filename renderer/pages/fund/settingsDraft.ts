import type { Input } from '../../../shared/contract/index.ts';
import { sumDecimals } from '../../parts/gridColumns.ts';
import type { Association } from './context.ts';

export type Settings = Association['settings'];
export type SplitLine = Settings['split'][number];

/** The settings as they are typed: whole numbers and days as text, amounts that may be empty for a moment. */
export type SettingsDraft = Omit<
  Settings,
  WholeNumber | 'loanCapFen' | 'baseFen' | 'rate' | 'restDays' | 'workDays'
> &
  Record<WholeNumber, string> & {
    loanCapFen: number | null;
    baseFen: number | null;
    per: Settings['rate']['per'];
    rateText: string;
    restText: string;
    workText: string;
  };

const WHOLE = [
  'maxMonths',
  'extensionMonths',
  'groupMin',
  'groupMax',
  'noticeDays',
  'remindDays',
  'exitMonths',
  'reportDays',
] as const;
type WholeNumber = (typeof WHOLE)[number];

export function settingsDraft(settings: Settings): SettingsDraft {
  const { rate, restDays, workDays, ...kept } = settings;
  const whole = Object.fromEntries(WHOLE.map((name) => [name, String(settings[name])])) as Record<
    WholeNumber,
    string
  >;
  return {
    ...kept,
    ...whole,
    per: rate.per,
    rateText: rate.rate,
    restText: restDays.join(' '),
    workText: workDays.join(' '),
  };
}

/** What is sent: numbers that are none go as such, and are refused at their fields. */
export function settingsOf(draft: SettingsDraft): Input<'fund.saveSettings'>['settings'] {
  const { per, rateText, restText, workText, ...kept } = draft;
  const whole = Object.fromEntries(
    WHOLE.map((name) => [name, /^\d{1,4}$/u.test(draft[name].trim()) ? Number(draft[name]) : Number.NaN]),
  ) as Record<WholeNumber, number>;
  return {
    ...kept,
    ...whole,
    loanCapFen: draft.loanCapFen ?? 0,
    baseFen: draft.baseFen ?? 0,
    rate: { per, rate: rateText },
    split: draft.split.filter((line) => !isEmptySplit(line)),
    restDays: daysOf(restText),
    workDays: daysOf(workText),
  };
}

export const EMPTY_SPLIT: SplitLine = { name: '', percent: '', target: 'reserve' };

export const isEmptySplit = (line: SplitLine): boolean =>
  line.name.trim() === '' && line.percent.trim() === '';

/** Per cent that the table comes to, as text: "100", "99.5". */
export const splitSum = (lines: readonly SplitLine[]): string =>
  sumDecimals(lines.map((line) => line.percent.trim()));

/** Days typed with spaces, commas or line breaks between them. */
function daysOf(text: string): string[] {
  return [...new Set(text.split(/[\s,，、;；]+/u).filter(Boolean))].sort();
}
