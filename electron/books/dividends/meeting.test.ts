import { describe, expect, it } from 'vitest';
import { faultsInMeeting, type Meeting } from './meeting.ts';

const HELD: Meeting = {
  date: '2019-02-16',
  resolution: '成决〔2019〕3号',
  present: 40,
  votesFor: 39,
  votesTotal: 47,
  postingDate: '2019-02-20',
};
const FACTS = { fiscalYear: 2018, members: 47, today: '2019-03-01' };

describe('a meeting that approves', () => {
  it.each<[string, Partial<Meeting>, Partial<typeof FACTS>]>([
    ['in good order', {}, {}],
    ['exactly two thirds of 48 present', { present: 32, votesTotal: 48 }, { members: 48 }],
    ['32 of 47 present', { present: 32, votesFor: 32 }, {}],
    ['24 of 47 votes', { votesFor: 24 }, {}],
    ['additional votes of a fifth', { votesTotal: 56, votesFor: 29 }, {}],
    [
      'votes of those present given as all votes, if more than half of all',
      { votesTotal: 40, votesFor: 39 },
      {},
    ],
    ['held today, posted later', { date: '2019-03-01', postingDate: '2019-03-05' }, {}],
    ['the first day after the year', { date: '2019-01-01', postingDate: '2019-01-01' }, {}],
    ['held on the last day of the year', { date: '2018-12-31', postingDate: '2018-12-31' }, {}],
    ['posted back on the last day of its year', { postingDate: '2018-12-31' }, {}],
    ['51 representatives of 200 members', { present: 34, votesFor: 26, votesTotal: 51 }, { members: 200 }],
  ])('%s', (_, held, facts) => {
    expect(faultsInMeeting({ ...HELD, ...held }, { ...FACTS, ...facts })).toBeNull();
  });
});

describe('a meeting that does not', () => {
  it.each<[string, Partial<Meeting>, Partial<typeof FACTS>, string, string]>([
    ['31 of 47 present', { present: 31, votesFor: 31 }, {}, 'meeting.present', '至少 32 人'],
    [
      'more present than members',
      { present: 48, votesTotal: 48 },
      {},
      'meeting.present',
      '多于当日社员 47 人',
    ],
    [
      'half of the votes is not enough',
      { votesTotal: 48, votesFor: 24 },
      { members: 48 },
      'meeting.votesFor',
      '48 的一半',
    ],
    [
      'more than half of those present only',
      { votesTotal: 40, votesFor: 23 },
      {},
      'meeting.votesFor',
      '47 的一半',
    ],
    ['more for than there are', { votesFor: 48, votesTotal: 47 }, {}, 'meeting.votesFor', '多于表决权总数'],
    ['too many additional votes', { votesTotal: 57 }, {}, 'meeting.votesTotal', '超过 56'],
    ['fewer votes than people', { votesTotal: 39, votesFor: 39 }, {}, 'meeting.votesTotal', '少于到会人数'],
    ['within the year', { date: '2018-12-30' }, {}, 'meeting.date', '2018-12-31'],
    ['in the future', { date: '2019-03-02', postingDate: '2019-03-02' }, {}, 'meeting.date', '晚于今天'],
    ['no such day', { date: '2019-02-30' }, {}, 'meeting.date', '没有 2019-02-30'],
    ['posted before it was held', { postingDate: '2019-02-15' }, {}, 'meeting.postingDate', '早于会议日期'],
    ['posted in a slip of a year', { postingDate: '2099-01-01' }, {}, 'meeting.postingDate', '核对年份'],
    ['posted on no day', { postingDate: '2019-02-29' }, {}, 'meeting.postingDate', '没有 2019-02-29'],
    [
      '50 representatives',
      { present: 50, votesFor: 50, votesTotal: 50 },
      { members: 200 },
      'meeting.votesTotal',
      '51',
    ],
  ])('%s', (_, held, facts, field, words) => {
    const faults = faultsInMeeting({ ...HELD, ...held }, { ...FACTS, ...facts });
    expect(faults?.error.code).toBe('dividend.meeting');
    expect(faults?.error.fields?.[field]).toContain(words);
  });
});
