import type { z } from 'zod';
import type { Output } from '../../../shared/contract/index.ts';
import type { printRequest } from '../../../shared/contract/prints.ts';
import { fundGroupsDocument } from '../../../shared/print/fundGroups.ts';
import {
  fundApplicationDocument,
  type FundLoanPaper,
  fundNoteDocument,
} from '../../../shared/print/fundLoan.ts';
import { fundNoticeDocument } from '../../../shared/print/fundNotice.ts';
import { fundReceiptDocument } from '../../../shared/print/fundReceipt.ts';
import {
  contributionsDocument,
  feesDocument,
  fundLoansDocument,
  fundMembersDocument,
  repaymentsDocument,
} from '../../../shared/print/fundRegisters.ts';
import { fundReportDocument } from '../../../shared/print/fundReport.ts';
import type { PrintDocument, PrintHeader } from '../../../shared/print/page.ts';
import { LOAN_METHODS, LOAN_STATES } from '../../../shared/rules/fundWords.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import { booksOf } from '../entities/index.ts';
import { ask } from './asking.ts';
import { headerOf, type Printed, printedBefore, subjectOfBook } from './counting.ts';
import type { Paper } from './paper.ts';

/** The association's registers; its statements are papers of the books. */
type FundRequest = Exclude<
  Extract<z.output<typeof printRequest>, { document: `fund-${string}` }>,
  { document: 'fund-statement' }
>;
type Of<D extends FundRequest['document']> = Extract<FundRequest, { document: D }>;
type Association = NonNullable<Output<'fund.get'>>;
type Application = Output<'fund.application'>;
type Loan = Application['loan'];

/** A paper of the association; `header` is made once it is known how often it went out before. */
interface Made {
  readonly printed: Printed;
  readonly document: (header: PrintHeader) => PrintDocument;
  /** Registers are printed anew as they grow: no 补打. */
  readonly unmarked?: true;
}

/** The papers of the mutual-aid association, from the answers the screen shows. */
export function fundPaper(reading: Reading, request: FundRequest): Result<Paper> {
  const association = associationOf(reading, 'entityId' in request ? request.entityId : undefined);
  if (!association.ok) return association;
  const made = paperOf(reading, association.value, request);
  if (!made.ok) return made;
  const { printed, document, unmarked } = made.value;
  const before = printedBefore(reading.db, printed);
  const books = booksOf(reading.db, association.value.id);
  if (!books.ok) return books;
  return ok({
    document: document(headerOf(reading, books.value, unmarked ? 0 : before)),
    printed: [printed],
    before,
    ...(unmarked ? { unmarked } : {}),
  });
}

function associationOf(reading: Reading, entityId: number | undefined): Result<Association> {
  const found = ask(reading, 'fund.get', { entityId });
  if (!found.ok) return found;
  if (found.value !== null) return ok(found.value);
  return refuse('print.no-fund', '还没有互助资金协会。请在“互助资金”里建立，或导入互助资金借款台账。');
}

function paperOf(reading: Reading, fund: Association, request: FundRequest): Result<Made> {
  switch (request.document) {
    case 'fund-members':
      return membersPaper(reading, fund, request);
    case 'fund-groups':
      return groupsPaper(reading, fund, request);
    case 'fund-loans':
      return loansPaper(reading, fund, request);
    case 'fund-contributions':
      return contributionsPaper(reading, fund, request);
    case 'fund-repayments':
      return repaymentsPaper(reading, fund, request);
    case 'fund-fees':
      return feesPaper(reading, fund, request);
    case 'fund-application':
    case 'fund-note':
      return loanPaper(reading, request);
    case 'fund-notice':
      return noticePaper(reading, fund, request);
    case 'fund-receipt':
      return receiptPaper(reading, fund, request);
    case 'fund-report':
      return reportPaper(reading, fund, request);
  }
}

function register(
  fund: Association,
  request: FundRequest,
  asked: string | number,
): Pick<Made, 'printed' | 'unmarked'> {
  return {
    printed: { document: request.document, subject: subjectOfBook(fund.id, [asked]) },
    unmarked: true,
  };
}

function membersPaper(reading: Reading, fund: Association, request: Of<'fund-members'>): Result<Made> {
  const { asOf } = request;
  const members = ask(reading, 'fund.members', { entityId: fund.id, asOf, all: true });
  if (!members.ok) return members;
  if (members.value.length === 0) {
    return refuse('print.no-fund-members', `${asOf} 还没有会员。请先登记会员，或把日期改到有会员的时候。`);
  }
  const rows = members.value.map((row) => ({
    ...row,
    fundGroup: row.guaranteeGroup,
    contributedFen: row.ownFen,
    lentFen: row.loanFen,
    note: [row.isExempt ? '免交' : '', row.state === 'leaving' ? '申请退会' : ''].filter(Boolean).join('；'),
  }));
  return ok({
    ...register(fund, request, asOf),
    document: (header) => fundMembersDocument(header, asOf, rows),
  });
}

function groupsPaper(reading: Reading, fund: Association, request: Of<'fund-groups'>): Result<Made> {
  const { asOf, groupId } = request;
  const groups = ask(reading, 'fund.groups', { entityId: fund.id, asOf });
  if (!groups.ok) return groups;
  const members = ask(reading, 'fund.members', { entityId: fund.id, asOf, all: true });
  if (!members.ok) return members;
  const known = new Map(members.value.map((row) => [row.id, row]));
  const wanted = groups.value.filter((group) => groupId === undefined || group.id === groupId);
  if (wanted.length === 0) {
    return refuse('print.no-fund-groups', '没有可打印的互助小组。请先在“互助小组”里登记。');
  }
  const papers = wanted.map((group) => {
    const standing = group.members.filter((one) => one.from <= asOf && (one.to === null || one.to >= asOf));
    return {
      name: group.name,
      leader: group.headName,
      formedOn: group.members.map((one) => one.from).toSorted()[0] ?? null,
      members: standing.map((one) => ({
        no: one.memberNo,
        name: one.name,
        idMasked: known.get(one.memberId)?.idMasked ?? '',
        householdCode: one.householdCode,
        groupNo: known.get(one.memberId)?.groupNo ?? null,
        joinedOn: one.from,
        balanceFen: one.loanFen,
      })),
    };
  });
  return ok({
    ...register(fund, request, groupId === undefined ? asOf : `${asOf} group ${groupId}`),
    document: (header) => fundGroupsDocument(header, papers),
  });
}

function loansPaper(reading: Reading, fund: Association, request: Of<'fund-loans'>): Result<Made> {
  const { asOf } = request;
  const loans = ask(reading, 'fund.loans', { entityId: fund.id, asOf });
  if (!loans.ok) return loans;
  const lent = loans.value.filter((loan) => loan.paidOutOn !== null);
  if (lent.length === 0) {
    return refuse('print.no-fund-loans', `到 ${asOf} 还没有发放借款。把日期改到发放以后再打印。`);
  }
  const rows = lent.map((loan) => ({
    ...loan,
    fundGroup: loan.guaranteeGroup,
    amountFen: loan.principalFen,
    lentOn: loan.paidOutOn ?? '',
    dueOn: loan.dueOn ?? '',
    rate: loan.rateText,
    method: LOAN_METHODS[loan.method],
    state: loan.state === 'overdue' ? `逾期 ${loan.overdueDays} 天` : LOAN_STATES[loan.state],
  }));
  return ok({
    ...register(fund, request, asOf),
    document: (header) => fundLoansDocument(header, asOf, rows),
  });
}

const yearSpan = (year: number) => ({ from: `${year}-01-01`, to: `${year}-12-31` });

function contributionsPaper(
  reading: Reading,
  fund: Association,
  request: Of<'fund-contributions'>,
): Result<Made> {
  const { year } = request;
  const found = ask(reading, 'fund.contributions', { entityId: fund.id, year });
  if (!found.ok) return found;
  if (found.value.length === 0) {
    return refuse('print.no-contributions', `${year} 年没有收退互助金，请换一个年度。`);
  }
  const granted = new Set(found.value.filter((row) => row.kind === 'granted').map((row) => row.id));
  const rows = found.value.map((row) => {
    const isGranted = granted.has(row.id) || (row.reversesId !== null && granted.has(row.reversesId));
    return {
      date: row.date,
      documentNo: row.documentNo,
      no: row.memberNo,
      name: row.memberName,
      kind: row.title,
      paidFen: isGranted ? 0 : row.fen,
      grantedFen: isGranted ? row.fen : 0,
      balanceFen: row.balanceFen,
      note: row.note,
    };
  });
  return ok({
    ...register(fund, request, year),
    document: (header) => contributionsDocument(header, yearSpan(year), rows),
  });
}

function repaymentsPaper(reading: Reading, fund: Association, request: Of<'fund-repayments'>): Result<Made> {
  const { year } = request;
  const found = ask(reading, 'fund.repayments', { entityId: fund.id, year });
  if (!found.ok) return found;
  if (found.value.length === 0) {
    return refuse('print.no-repayments', `${year} 年没有还款，请换一个年度。`);
  }
  const rows = found.value.map((row) => ({
    ...row,
    note: [
      row.kind === 'write-off' ? '核销' : row.kind === 'reversal' ? '冲销' : '',
      row.payerMemberId === null ? '' : `${row.payerName}代还`,
      row.waivedFen === 0 ? '' : '有减免',
      row.note,
    ]
      .filter(Boolean)
      .join('；'),
  }));
  return ok({
    ...register(fund, request, year),
    document: (header) => repaymentsDocument(header, yearSpan(year), rows),
  });
}

function feesPaper(reading: Reading, fund: Association, request: Of<'fund-fees'>): Result<Made> {
  const { year } = request;
  const found = ask(reading, 'fund.fees', { entityId: fund.id, year });
  if (!found.ok) return found;
  // What was taken back settled nothing; its red row is in 还款台账.
  const standing = found.value.filter((row) => !row.isUndone);
  if (standing.length === 0) return refuse('print.no-fees', `${year} 年没有收占用费，请换一个年度。`);
  const rows = standing.map((row) => ({
    ...row,
    kind: row.kind === 'penalty' ? '逾期加收' : '占用费',
    feeFen: row.fen,
  }));
  return ok({
    ...register(fund, request, year),
    document: (header) => feesDocument(header, yearSpan(year), rows),
  });
}

/** 借款申请审批表 and 借据 of one loan. */
function loanPaper(
  reading: Reading,
  { document, loanId }: Of<'fund-application'> | Of<'fund-note'>,
): Result<Made> {
  const found = ask(reading, 'fund.application', { id: loanId });
  if (!found.ok) return found;
  const whole = ask(reading, 'fund.loan', { id: loanId });
  if (!whole.ok) return whole;
  const { loan } = found.value;
  if (document === 'fund-note' && loan.no === '') {
    return refuse('print.no-note', `${loan.name}的借款还没有签合同，没有借据号。签了合同再打印借据。`);
  }
  const paper = loanOnPaper(found.value, whole.value.schedule);
  return ok({
    printed: { document, subject: `fund loan ${loanId}` },
    document: (header) =>
      document === 'fund-note' ? fundNoteDocument(header, paper) : fundApplicationDocument(header, paper),
  });
}

function loanOnPaper(application: Application, schedule: Output<'fund.loan'>['schedule']): FundLoanPaper {
  const { loan, steps, approvedFen } = application;
  const standing = steps.filter((step) => step.undoneOn === null);
  const dayOf = (kind: (typeof steps)[number]['kind']): string | null =>
    standing.find((step) => step.kind === kind)?.date ?? null;
  const [approvedOn, agreedOn] = [dayOf('approve'), dayOf('guarantee')];
  return {
    ...termsOf(loan),
    guarantors: application.guarantors.map(({ name }) => ({ name, agreedOn })),
    approval:
      approvedFen === null || approvedOn === null
        ? null
        : { on: approvedOn, by: application.approvedBy, fen: approvedFen },
    notice:
      application.noticeFrom === null
        ? null
        : { from: application.noticeFrom, to: application.noticeTo ?? application.noticeFrom },
    paid:
      loan.paidOutOn === null
        ? null
        : { on: loan.paidOutOn, dueOn: loan.dueOn ?? loan.paidOutOn, fen: loan.principalFen },
    parts: schedule.map(({ dueOn, principalFen, feeFen }) => ({ dueOn, principalFen, feeFen })),
  };
}

function termsOf(loan: Loan) {
  return {
    no: loan.no,
    name: loan.name,
    idMasked: loan.idMasked,
    householdCode: loan.householdCode,
    groupNo: loan.groupNo,
    memberNo: loan.memberNo,
    fundGroup: loan.guaranteeGroup,
    appliedOn: loan.appliedOn,
    appliedFen: loan.askedFen,
    months: loan.months,
    purpose: loan.purpose,
    rate: loan.rateText,
    method: LOAN_METHODS[loan.method],
  };
}

function noticePaper(reading: Reading, fund: Association, request: Of<'fund-notice'>): Result<Made> {
  const { since, until } = request;
  const found = ask(reading, 'fund.notices', { entityId: fund.id, from: since, to: until });
  if (!found.ok) return found;
  const notices = found.value;
  if (notices.length === 0) {
    return refuse('print.no-notices', `${since} 至 ${until} 没有在公示的借款。借款审批以后，先登记公示。`);
  }
  const first = notices.map((one) => one.from).toSorted()[0]!;
  const last = notices
    .map((one) => one.to)
    .toSorted()
    .at(-1)!;
  const loans = notices.map((one) => ({ ...one, fundGroup: one.guaranteeGroup }));
  return ok({
    printed: { document: request.document, subject: subjectOfBook(fund.id, [since, until]) },
    document: (header) =>
      fundNoticeDocument({
        header,
        from: first,
        to: last,
        telephone: fund.settings.supervisorPhone,
        loans,
      }),
  });
}

function receiptPaper(reading: Reading, fund: Association, request: Of<'fund-receipt'>): Result<Made> {
  const found = ask(reading, 'fund.repayments', { entityId: fund.id });
  if (!found.ok) return found;
  const row = found.value.find((one) => one.id === request.repaymentId);
  if (!row || row.kind !== 'repayment' || row.totalFen <= 0) {
    return refuse('print.no-repayment', '这一笔没有收款，请在还款台账里选一笔还款。');
  }
  if (row.isUndone) {
    return refuse(
      'print.repayment-undone',
      '这笔还款已经冲销，不能再打印收据。已交出去的，请收回注明“已冲销”。',
    );
  }
  const loans = ask(reading, 'fund.loans', { entityId: fund.id, memberId: row.memberId });
  if (!loans.ok) return loans;
  const groupNo = loans.value.find((loan) => loan.id === row.loanId)?.groupNo ?? null;
  return ok({
    printed: { document: request.document, subject: `fund repayment ${row.id}` },
    document: (header) =>
      fundReceiptDocument(header, {
        ...row,
        number:
          row.documentNo === ''
            ? `HK-${row.date.slice(0, 4)}-${String(row.id).padStart(4, '0')}`
            : row.documentNo,
        groupNo,
        payer: row.payerMemberId === null ? '' : row.payerName,
        handledBy: row.operator,
      }),
  });
}

function reportPaper(reading: Reading, fund: Association, request: Of<'fund-report'>): Result<Made> {
  const { year, quarter } = request;
  const found = ask(reading, 'fund.report', { entityId: fund.id, year, quarter });
  if (!found.ok) return found;
  return ok({
    printed: { document: request.document, subject: subjectOfBook(fund.id, [`${year} Q${quarter}`]) },
    document: (header) => fundReportDocument(header, found.value, fund.settings.chairperson),
  });
}
