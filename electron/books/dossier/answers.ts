import type { Output } from '../../../shared/contract/index.ts';
import { daysBetween } from '../../../shared/rules/calendar.ts';
import { formatYuan } from '../../../shared/rules/money.ts';

type Dossier = Output<'household.dossier'>;
type Answer = Dossier['answers'][number];
type Known = Omit<Dossier, 'answers'>;

/** What somebody of the household at the counter has to hear, the most urgent first: overdue, due, to be fetched. */
export function answersOf(known: Known): Answer[] {
  return [
    ...known.bankLoans.flatMap((loan) => bankAnswers(loan, known.asOf)),
    ...known.fundLoans.flatMap((loan) => fundAnswers(loan, known.asOf)),
    ...known.guarantees.flatMap(guaranteeAnswer),
    ...known.members.flatMap(memberAnswers),
    ...labourAnswer(known.labour),
    ...known.awards.flatMap(awardAnswer),
    ...known.leases.flatMap((lease) => leaseAnswer(lease, known.asOf)),
  ].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || compare(a.date, b.date));
}

const ORDER: readonly Answer['kind'][] = ['overdue', 'due', 'gets', 'todo'];

/** What has a day comes before what has none. */
function compare(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}

const yuan = (fen: number): string => `${formatYuan(fen)} 元`;

function dated(date: string | null, asOf: string): Pick<Answer, 'date' | 'inDays'> {
  return { date, inDays: date === null ? null : daysBetween(asOf, date) };
}

function bankAnswers(loan: Known['bankLoans'][number], asOf: string): Answer[] {
  const page = { subject: 'loans', subjectId: loan.loanId, what: '贴息贷款' };
  const which = `${loan.borrowerName} ${loan.bank} ${loan.noteNo}`;
  const isOverdue = loan.overdueDays > 0;
  const principal: Answer = {
    ...page,
    ...dated(loan.dueOn, asOf),
    kind: isOverdue ? 'overdue' : 'due',
    fen: loan.balanceFen,
    sentence: `${which}：本金 ${yuan(loan.balanceFen)}，${loan.dueOn} 到期${isOverdue ? `，已逾期 ${loan.overdueDays} 天` : ''}`,
  };
  const interest: Answer = {
    ...page,
    ...dated(loan.nextInterestOn, asOf),
    kind: loan.isInterestSettled ? 'overdue' : 'due',
    what: '贷款利息',
    fen: loan.nextInterestFen,
    sentence: loan.isInterestSettled
      ? `${which}：${loan.nextInterestOn} 结息的利息 ${yuan(loan.nextInterestFen)}，没有见到付息凭证`
      : `${which}：利息 ${loan.nextInterestOn} 结，到 ${asOf} 是 ${yuan(loan.nextInterestFen)}`,
  };
  return [
    ...(loan.balanceFen > 0 ? [principal] : []),
    ...(loan.nextInterestOn !== null && loan.nextInterestFen > 0 ? [interest] : []),
  ];
}

function fundAnswers(loan: Known['fundLoans'][number], asOf: string): Answer[] {
  const page = { subject: 'fund', subjectId: loan.loanId, what: '互助金借款' };
  if (loan.balanceFen === 0) return [];
  const fee = loan.feeOwedFen > 0 ? `，占用费 ${yuan(loan.feeOwedFen)}` : '';
  if (loan.overdueFen > 0) {
    const sentence = `${loan.name} ${loan.no}：逾期 ${yuan(loan.overdueFen)}（${loan.overdueDays} 天）${fee}，余额 ${yuan(loan.balanceFen)}`;
    return [{ ...page, ...dated(loan.dueOn, asOf), kind: 'overdue', fen: loan.overdueFen, sentence }];
  }
  const [date, fen] =
    loan.nextDueOn === null ? [loan.dueOn, loan.balanceFen] : [loan.nextDueOn, loan.nextDueFen];
  const sentence = `${loan.name} ${loan.no}：下次 ${date ?? ''} 还 ${yuan(fen)}，余额 ${yuan(loan.balanceFen)}${fee && `，到今天${fee.slice(1)}`}`;
  return [{ ...page, ...dated(date, asOf), kind: 'due', fen, sentence }];
}

function guaranteeAnswer(one: Known['guarantees'][number]): Answer[] {
  if (one.overdueFen === 0) return [];
  return [
    {
      kind: 'todo',
      what: '联保责任',
      date: null,
      inDays: null,
      fen: one.overdueFen,
      sentence: `${one.guarantor}联保的 ${one.householdCode} ${one.borrower}（${one.no}）逾期 ${yuan(one.overdueFen)}，要催还；不还的由联保户分担`,
      subject: 'fund',
      subjectId: one.loanId,
    },
  ];
}

function memberAnswers(member: Known['members'][number]): Answer[] {
  const nothing = { date: null, inDays: null };
  const dividends = member.years
    .filter((year) => year.unpaidFen > 0)
    .map((year): Answer => ({
      ...nothing,
      kind: 'gets',
      what: '分红',
      fen: year.unpaidFen,
      sentence: `${member.no} ${member.name}：${year.year} 年度分红还有 ${yuan(year.unpaidFen)}未领`,
      subject: 'members',
      subjectId: member.memberId,
    }));
  if (member.owedFen === 0) return dividends;
  const isOwed = member.owedFen > 0;
  return [
    ...dividends,
    {
      ...nothing,
      kind: isOwed ? 'gets' : 'due',
      what: '成员往来',
      fen: Math.abs(member.owedFen),
      sentence: isOwed
        ? `${member.no} ${member.name}：合作社欠货款等 ${yuan(member.owedFen)}`
        : `${member.no} ${member.name}：欠合作社 ${yuan(-member.owedFen)}`,
      subject: 'members',
      subjectId: member.memberId,
    },
  ];
}

function labourAnswer(labour: Known['labour']): Answer[] {
  const open = labour.filter((row) => row.unpaidFen > 0);
  const fen = open.reduce((sum, row) => sum + row.unpaidFen, 0);
  if (fen === 0) return [];
  const names = [...new Set(open.map((row) => row.name))].join('、');
  const sentence = `${names}：劳务费还有 ${yuan(fen)}未发`;
  return [
    {
      kind: 'gets',
      what: '劳务费',
      date: null,
      inDays: null,
      fen,
      sentence,
      subject: 'labour',
      subjectId: null,
    },
  ];
}

function awardAnswer(award: Known['awards'][number]): Answer[] {
  if (award.unpaidFen <= 0) return [];
  const when = award.isPayable ? '可以发放' : '公示期满后发放';
  const sentence = `${award.year} 年${award.name}：还有 ${yuan(award.unpaidFen)}未发，${when}`;
  const page = { subject: 'industry', subjectId: award.programmeId };
  return [{ ...page, kind: 'gets', what: '奖补', date: null, inDays: null, fen: award.unpaidFen, sentence }];
}

/** Rent comes to the household: on its day, or it is late. */
const SOON_DAYS = 60;

function leaseAnswer(lease: Known['leases'][number], asOf: string): Answer[] {
  const page = { what: '土地租金', subject: 'leases', subjectId: null };
  if (lease.owedFen > 0) {
    const sentence = `${lease.plot} ${lease.area} 亩：合作社应付租金 ${yuan(lease.owedFen)}`;
    return [{ ...page, ...dated(lease.nextDueOn, asOf), kind: 'gets', fen: lease.owedFen, sentence }];
  }
  if (lease.nextDueOn === null || daysBetween(asOf, lease.nextDueOn) > SOON_DAYS) return [];
  const sentence = `${lease.plot} ${lease.area} 亩：${lease.nextDueOn} 领下一年租金 ${yuan(lease.nextDueFen)}`;
  return [{ ...page, ...dated(lease.nextDueOn, asOf), kind: 'gets', fen: lease.nextDueFen, sentence }];
}
