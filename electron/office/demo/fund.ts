import { addDays, addMonths } from '../../../shared/rules/calendar.ts';
import { invariant } from '../../../shared/rules/result.ts';
import type { DemoDesk } from './books.ts';
import type { DemoCall } from './build.ts';

/**
 * The mutual-aid association of the demo: 34 households in six groups, each with a loan of 10,000.00 of the village's 340,000.00. Eight pay
 * back by the month, one of them to the end; two are overdue when the year ends; the year's fee is distributed.
 */
const FIRST_PERIOD = '2017-09';
const LOAN_FEN = 10_000_00;
const BANK = { kind: 'bank' } as const;
const PURPOSES = ['香菇', '木耳', '乌鸡', '养蜂'];

/** By group, when each loan was paid out; ×: back by the month. */
const GROUPS: readonly (readonly string[])[] = [
  ['2018-08-27', '2018-04-16', '2018-08-17', '2018-06-29×', '2018-04-21', '2018-02-28'],
  ['2018-05-24', '2018-05-20×', '2018-09-11', '2018-06-15', '2018-05-19', '2018-04-08×', '2018-09-04'],
  ['2018-02-17', '2018-07-08', '2018-07-10×', '2018-09-15', '2018-06-19'],
  ['2017-10-24', '2018-09-13×', '2018-07-04', '2018-04-09', '2018-05-06', '2018-05-21×'],
  ['2018-07-27', '2017-10-07', '2018-01-04', '2018-03-09×', '2018-04-15'],
  ['2018-09-26', '2018-04-12', '2017-11-03×', '2018-04-18', '2018-06-05'],
];

/** What happens on a day; kept in the order of the days, because the books close month by month. */
interface Act {
  readonly date: string;
  readonly run: (call: DemoCall) => void;
}

export function keepDemoFund({ call, reviewer }: DemoDesk): void {
  const entityId = call('entities.create', {
    kind: 'fund',
    name: '张家坝村互助资金协会',
    firstPeriod: FIRST_PERIOD,
  }).id;
  const groups = found(call);
  const acts = [
    ...groups.flatMap((group) => group.flatMap((borrower) => lending(borrower, group))),
    ...spending(),
    distributing(),
  ].toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  for (let period = FIRST_PERIOD; period <= '2018-12'; period = addMonths(`${period}-01`, 1).slice(0, 7)) {
    for (const act of acts) if (act.date.startsWith(period)) act.run(call);
    const list = call('vouchers.list', { entityId, from: period, to: period });
    const drafts = list.filter((one) => one.state === 'draft').map((one) => one.id);
    if (drafts.length > 0) reviewer('vouchers.review', { ids: drafts });
    const ids = list.filter((one) => one.state !== 'posted').map((one) => one.id);
    if (ids.length > 0) reviewer('vouchers.post', { ids });
    call('periods.close', { entityId, period });
  }
}

const paper = (documentNo: string, attachments = 1) => ({ documentNo, attachments, note: '' });

interface Borrower {
  readonly memberId: number;
  readonly paidOutOn: string;
  readonly method: 'lump' | 'instalments';
  readonly purpose: string;
}

/** Founded in September 2017 with money of the county, a base contribution of whoever is not poor, and granted shares for the poor. */
function found(call: DemoCall): Borrower[][] {
  call('fund.bring', {
    date: '2017-09-08',
    source: 'fiscal',
    party: '县扶贫开发局',
    amountFen: 400_000_00,
    isRestricted: true,
    paid: BANK,
    ...paper('略扶办〔2017〕31号'),
  });
  call('fund.bring', {
    date: '2017-09-12',
    source: 'assistance',
    party: '帮扶单位（示范）',
    amountFen: 20_000_00,
    isRestricted: false,
    paid: BANK,
    ...paper('捐赠协议 2017-2'),
  });
  // Every tenth household from the fifth: other people than lease out land.
  const households = call('households.list', {})
    .filter((one) => one.headId !== null)
    .filter((_, index) => index % 10 === 5)
    .slice(0, GROUPS.flat().length);
  let next = 0;
  return GROUPS.map((days, index) => {
    const no = index + 1;
    const { id: groupId } = call('fund.saveGroup', {
      no,
      name: `第${no}互助小组`,
      headMemberId: null,
      note: '',
    });
    const members = days.map((day): Borrower => {
      const household = households[next];
      next += 1;
      invariant(household !== undefined && household.headId !== null, 'the village has households enough');
      const isExempt = household.category !== '一般农户';
      const { id: memberId } = call('fund.join', {
        personId: household.headId,
        date: '2017-09-15',
        isExempt,
        amountFen: isExempt ? 0 : 500_00,
        paid: BANK,
        groupId,
        ...paper(isExempt ? '' : `互收 ${String(next).padStart(3, '0')}`, isExempt ? 0 : 1),
      });
      if (isExempt) {
        call('fund.contribute', {
          memberId,
          date: '2017-09-20',
          kind: 'granted',
          amountFen: 500_00,
          paid: BANK,
          ...paper('赠股花名册 2017', 0),
        });
      }
      return {
        memberId,
        paidOutOn: day.replace('×', ''),
        method: day.endsWith('×') ? 'instalments' : 'lump',
        purpose: PURPOSES[next % PURPOSES.length]!,
      };
    });
    call('fund.saveGroup', {
      id: groupId,
      no,
      name: `第${no}互助小组`,
      headMemberId: members[0]!.memberId,
      note: '',
    });
    return members;
  });
}

/** From the application to the pay-out in twelve days, then what is paid back by the month until the year ends. */
function lending(borrower: Borrower, group: readonly Borrower[]): Act[] {
  const { memberId, paidOutOn, method, purpose } = borrower;
  const day = (before: number): string => addDays(paidOutOn, -before);
  let loanId = 0;
  const step = (date: string, run: (call: DemoCall) => void): Act => ({ date, run });
  const repayments: Act[] = [];
  if (method === 'instalments') {
    for (let month = 1; month <= 12 && addMonths(paidOutOn, month) <= '2018-12-31'; month++) {
      const date = addMonths(paidOutOn, month);
      repayments.push(step(date, (call) => payInstalment(call, loanId, date)));
    }
  }
  return [
    step(day(12), (call) => {
      const asked = { memberId, date: day(12), amountFen: LOAN_FEN, months: 12, method, purpose, note: '' };
      loanId = call('fund.apply', asked).id;
    }),
    step(day(11), (call) => {
      const memberIds = group.map((one) => one.memberId).filter((id) => id !== memberId);
      call('fund.guarantee', { loanId, date: day(11), memberIds, note: '' });
    }),
    step(day(10), (call) => {
      const approval = { date: day(10), amountFen: LOAN_FEN, months: 12, approvedBy: '理事会', note: '' };
      call('fund.approve', { loanId, ...approval });
    }),
    step(day(9), (call) => {
      call('fund.notice', { loanId, date: day(9), place: '村务公开栏', note: '' });
    }),
    step(day(1), (call) => {
      call('fund.contract', { loanId, date: day(1), contractNo: '', note: '' });
    }),
    step(paidOutOn, (call) => {
      call('fund.payOut', { loanId, date: paidOutOn, paid: BANK, ...paper('') });
    }),
    ...repayments,
  ];
}

/** What the schedule says is due that day. */
function payInstalment(call: DemoCall, loanId: number, date: string): void {
  const { schedule } = call('fund.loan', { id: loanId, asOf: date });
  const due = schedule.find((row) => row.dueOn === date);
  invariant(due !== undefined, `an instalment is due on ${date}`);
  call('fund.repay', { loanId, date, amountFen: due.totalFen, waivedFen: 0, paid: BANK, ...paper('') });
}

function spending(): Act[] {
  const cost = (date: string, item: string, amountFen: number): Act => ({
    date,
    run: (call) => {
      call('fund.spend', { date, cost: 'management', item, party: '', amountFen, paid: BANK, ...paper('') });
    },
  });
  return [
    cost('2017-09-18', '印刷费', 480_00),
    cost('2018-01-16', '会议费', 260_00),
    cost('2018-07-06', '办公费', 315_50),
  ];
}

function distributing(): Act {
  const date = '2018-12-31';
  return {
    date,
    run: (call) => {
      call('fund.distribute', { year: 2018, date, resolution: '会员大会 2018 年第 2 号决议', note: '' });
    },
  };
}
