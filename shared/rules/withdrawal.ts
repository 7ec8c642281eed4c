import { addMonths, fiscalYearBounds, yearOf } from './calendar.ts';
import { invariant } from './result.ts';

interface WithdrawalTimetable {
  /** The last day of the fiscal year with which the membership ends. */
  endsOn: string;
  /** The last day on which an application still counted for `endsOn`. */
  lastApplicationDay: string;
  /** The notice that was applied. */
  noticeMonths: number;
  /** The reasoning, in Chinese, for the member and the file. */
  explanation: string;
}

/** Months of notice the law asks for where the charter (章程) is silent. */
const LEGAL_NOTICE_MONTHS = { person: 3, organisation: 6 };
const MAX_NOTICE_MONTHS = 24;

/**
 * When a membership ends after an application to leave (退社): at the end of a fiscal year, never before
 * (农民专业合作社法 Art. 25). Persons apply three months before the year ends, organisations six; a charter's
 * own term goes in as `noticeMonths` (0 to 24).
 *
 * Reading chosen: the year ends with 12-31, and "three months before" is met up to and including the day
 * whose month is three earlier, its last day: 09-30 (06-30 for six). An application on that day counts; one
 * on 10-01 leaves with the next year's end.
 */
export function withdrawalEffectiveDate(
  appliedOn: string,
  memberKind: 'person' | 'organisation',
  noticeMonths?: number,
): WithdrawalTimetable {
  const months = noticeMonths ?? LEGAL_NOTICE_MONTHS[memberKind];
  invariant(
    Number.isSafeInteger(months) && months >= 0 && months <= MAX_NOTICE_MONTHS,
    `${months} months of notice lie within 0 and ${MAX_NOTICE_MONTHS}`,
  );
  const firstYear = yearOf(appliedOn);
  let endsOn = yearEnd(firstYear);
  while (addMonths(endsOn, -months) < appliedOn) endsOn = yearEnd(yearOf(endsOn) + 1);

  const lastApplicationDay = addMonths(endsOn, -months);
  const basis =
    noticeMonths === undefined
      ? LEGAL_BASIS[memberKind]
      : `按章程规定，须在会计年度终了 ${months} 个月前书面申请退社`;
  const missed = addMonths(yearEnd(firstYear), -months);
  const judgement =
    yearOf(endsOn) === firstYear
      ? `${appliedOn} 提出申请，未晚于 ${lastApplicationDay}，成员资格于 ${endsOn} 终止`
      : `${appliedOn} 提出申请，已晚于当年的最后期限 ${missed}，成员资格顺延至 ${endsOn} 终止`;
  return { endsOn, lastApplicationDay, noticeMonths: months, explanation: `${basis}。${judgement}。` };
}

const LEGAL_BASIS = {
  person: '按农民专业合作社法第二十五条，个人成员须在会计年度终了 3 个月前书面申请退社',
  organisation: '按农民专业合作社法第二十五条，单位成员须在会计年度终了 6 个月前书面申请退社',
};

function yearEnd(year: number): string {
  return fiscalYearBounds(year).lastDay;
}
