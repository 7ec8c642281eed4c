import type { z } from 'zod';
import type { meeting } from '../../../shared/contract/dividends.ts';
import { fiscalYearBounds, isRealDate, yearOf } from '../../../shared/rules/calendar.ts';
import { refuse, type Refusal } from '../../../shared/rules/result.ts';

export type Meeting = z.output<typeof meeting>;

/** Above this many members a meeting of representatives may decide (法第三十二条), and it has 51 of them at least. */
const REPRESENTED_ABOVE = 150;
const FEWEST_REPRESENTATIVES = 51;

/**
 * What keeps a members' meeting from approving a distribution, or null. 农民专业合作社法 Art. 30: two thirds of the
 * members present, more than half of all votes in favour; Art. 22: one vote a member, additional votes a fifth at most.
 * With more than 150 members, fewer votes in all than members mean a meeting of representatives (Art. 32), who are
 * then what the two thirds and the half are taken of. Whole numbers throughout; `fields` names what to correct.
 */
export function faultsInMeeting(
  held: Meeting,
  facts: { fiscalYear: number; members: number; today: string },
): { ok: false; error: Refusal } | null {
  const fields = { ...dateFaults(held, facts), ...voteFaults(held, facts.members) };
  const [first] = Object.values(fields);
  return first === undefined ? null : refuse('dividend.meeting', Object.values(fields).join(''), fields);
}

function dateFaults(
  held: Meeting,
  { fiscalYear, today }: { fiscalYear: number; today: string },
): Record<string, string> {
  const fields: Record<string, string> = {};
  const { lastDay } = fiscalYearBounds(fiscalYear);
  if (!isRealDate(held.date)) {
    fields['meeting.date'] = `没有 ${held.date} 这一天，请核对会议日期。`;
  } else if (held.date < lastDay) {
    fields['meeting.date'] =
      `会议日期 ${held.date} 还没到 ${fiscalYear} 年度终了（${lastDay}），年终决算后才能表决分配。`;
  } else if (held.date > today) {
    fields['meeting.date'] =
      `会议日期 ${held.date} 晚于今天（${today}），会还没有开，不能批准。请先打印草案置备。`;
  }
  if (!isRealDate(held.postingDate)) {
    fields['meeting.postingDate'] = `没有 ${held.postingDate} 这一天，请核对过账日期。`;
  } else if (held.postingDate < held.date && held.postingDate !== lastDay) {
    // The year's last day is allowed: a distribution decided before the books are closed is posted in its own year.
    fields['meeting.postingDate'] =
      `过账日期 ${held.postingDate} 早于会议日期 ${held.date}，请改为会议当天或以后，或年度最后一天（${lastDay}）。`;
  } else if (yearOf(held.postingDate) > yearOf(today) + 1) {
    // Some days ahead is a plan; years ahead is a slip, and nothing could be paid until then.
    fields['meeting.postingDate'] =
      `过账日期 ${held.postingDate} 离今天（${today}）太远，在那天之前不能发放，请核对年份。`;
  }
  return fields;
}

function voteFaults(held: Meeting, members: number): Record<string, string> {
  const { present, votesFor, votesTotal } = held;
  const fields: Record<string, string> = {};
  const represented = members > REPRESENTED_ABOVE && votesTotal < members;
  const entitled = represented ? votesTotal : members;
  const mostVotes = members + Math.floor(members / 5);

  if (represented && votesTotal < FEWEST_REPRESENTATIVES) {
    fields['meeting.votesTotal'] =
      `成员代表大会的代表不少于 ${FEWEST_REPRESENTATIVES} 人（法第三十二条），这里是 ${votesTotal}。`;
  } else if (votesTotal < present) {
    fields['meeting.votesTotal'] =
      `表决权总数 ${votesTotal} 少于到会人数 ${present}，一人至少一票（法第二十二条），请核对。`;
  } else if (votesTotal > mostVotes) {
    fields['meeting.votesTotal'] =
      `表决权总数 ${votesTotal} 超过 ${mostVotes}：社员 ${members} 人各一票，附加表决权不超过百分之二十（法第二十二条）。`;
  }

  if (present > entitled) {
    fields['meeting.present'] = `到会 ${present} 人，多于当日社员 ${entitled} 人，请核对。`;
  } else if (present * 3 < entitled * 2) {
    const needed = Math.ceil((entitled * 2) / 3);
    fields['meeting.present'] =
      `到会 ${present} 人，不足应到 ${entitled} 人的三分之二（至少 ${needed} 人，法第三十条），决议无效。`;
  }

  const allVotes = Math.max(votesTotal, entitled);
  if (votesFor > votesTotal) {
    fields['meeting.votesFor'] = `赞成 ${votesFor} 票，多于表决权总数 ${votesTotal}，请核对。`;
  } else if (votesFor * 2 <= allVotes) {
    fields['meeting.votesFor'] =
      `赞成 ${votesFor} 票，没有超过表决权总数 ${allVotes} 的一半（法第三十条），没有通过。`;
  }
  return fields;
}
