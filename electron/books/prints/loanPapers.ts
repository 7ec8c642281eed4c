import type { z } from 'zod';
import type { printRequest } from '../../../shared/contract/prints.ts';
import { claimApplicationsDocument } from '../../../shared/print/loanApplication.ts';
import {
  type ClaimData,
  claimNoticeDocument,
  claimRosterDocument,
  titleOfClaim,
} from '../../../shared/print/loanClaims.ts';
import {
  loanRegisterDocument,
  loanVisitsDocument,
  type RegisterLine,
} from '../../../shared/print/loanRegister.ts';
import { loanStatementDocument } from '../../../shared/print/loanStatement.ts';
import type { PrintHeader } from '../../../shared/print/page.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import { isRealDate } from '../../../shared/rules/calendar.ts';
import type { Reading } from '../../workspace/context.ts';
import { subsidiesOf } from '../loans/index.ts';
import { ask } from './asking.ts';
import { printedBefore, type Printed } from './counting.ts';
import type { Paper } from './paper.ts';

type AnyRequest = z.output<typeof printRequest>;
type Request = Extract<AnyRequest, { document: `subsidy-${string}` | `loan-${string}` }>;
type Of<D extends Request['document']> = Extract<Request, { document: D }>;

/** The papers of subsidised loans and of the claims of their subsidies. They are the village's, not a cooperative's. */
export function loanPaper(reading: Reading, request: Request): Result<Paper> {
  switch (request.document) {
    case 'subsidy-applications':
      return applicationsPaper(reading, request);
    case 'subsidy-roster':
      return claimPaper(reading, request, claimRosterDocument);
    case 'subsidy-notice':
      return noticePaper(reading, request);
    case 'loan-register':
      return registerPaper(reading, request);
    case 'loan-visits':
      return visitsPaper(reading, request);
    case 'loan-statement':
      return statementPaper(reading, request);
  }
}

/** Claims that were sent in are signed papers: a second copy says so. What is still being computed is only looked over. */
function claimPaper(
  reading: Reading,
  request: Of<'subsidy-applications' | 'subsidy-roster' | 'subsidy-notice'>,
  documentOf: (data: ClaimData) => Paper['document'],
  lineIds?: readonly number[],
): Result<Paper> {
  const claim = ask(reading, 'claims.get', { id: request.batchId });
  if (!claim.ok) return claim;
  const { batch, lines } = claim.value;
  if (batch.state === 'void') {
    return refuse('print.claim-void', `${batch.no} 已经作废，不能打印。请选另一批。`);
  }
  const wanted = lineIds === undefined ? null : new Set(lineIds);
  // Numbered among those claimed for, so that the form has the number of the roster.
  const included = lines
    .filter((line) => line.isIncluded)
    .map((line, index) => ({ ...line, no: index + 1 }))
    .filter((line) => wanted === null || wanted.has(line.id));
  if (included.length === 0) {
    return refuse(
      'print.claim-empty',
      wanted === null
        ? `${batch.no}（${titleOfClaim(batch)}）没有要申请的贷款，不能打印。`
        : '所选的都是不申请的，或者不在这一批里。请重新选。',
    );
  }
  const isDraft = batch.state === 'computed';
  const subjects = lineIds === undefined ? [''] : included.map((line) => ` line ${line.id}`);
  const printed = subjects.map((of) => ({ document: request.document, subject: `claim ${batch.id}${of}` }));
  const before = isDraft ? 0 : Math.max(...printed.map((one) => printedBefore(reading.db, one)));
  return ok({
    document: documentOf({ ...headOf(reading, before), batch, lines: included }),
    printed: isDraft ? [] : printed,
    before,
  });
}

function applicationsPaper(reading: Reading, request: Of<'subsidy-applications'>): Result<Paper> {
  return claimPaper(reading, request, claimApplicationsDocument, request.lineIds);
}

function noticePaper(reading: Reading, request: Of<'subsidy-notice'>): Result<Paper> {
  const claim = ask(reading, 'claims.get', { id: request.batchId });
  if (!claim.ok) return claim;
  const { no, state } = claim.value.batch;
  if (state !== 'computed') return claimPaper(reading, request, claimNoticeDocument);
  return refuse('print.claim-not-noticed', `${no} 还没有公示。请先填公示起止日和监督电话，再打印公示表。`);
}

function registerPaper(reading: Reading, request: Of<'loan-register'>): Result<Paper> {
  const day = dayOf(reading, request.asOf);
  if (!day.ok) return day;
  const asOf = day.value;
  const list = ask(reading, 'loans.list', { asOf });
  if (!list.ok) return list;
  const byId = new Map(list.value.rows.map((row) => [row.id, row]));
  const rows = request.loanIds ? request.loanIds.flatMap((id) => byId.get(id) ?? []) : list.value.rows;
  if (rows.length === 0) {
    return refuse('print.no-loans', `${asOf} 台账里没有贷款可以打印。请先登记或导入贷款，或换一个日期。`);
  }
  const money = moneyOf(reading, asOf);
  const none = {
    interestFen: 0,
    subsidyFen: 0,
    interestPaidFen: 0,
    interestSlipNo: '',
    subsidisedFen: 0,
    subsidisedOn: null,
  };
  const lines = rows.map((row): RegisterLine => ({ ...row, ...(money.get(row.id) ?? none) }));
  const printed = { document: request.document, subject: `loans ${asOf}` };
  return unmarked(reading, printed, loanRegisterDocument({ ...headOf(reading, 0), asOf, rows: lines }));
}

type Money = Pick<
  RegisterLine,
  'interestFen' | 'subsidyFen' | 'interestPaidFen' | 'interestSlipNo' | 'subsidisedFen' | 'subsidisedOn'
>;

/** What each loan's settlements came to up to a day, and what was paid back of it. */
function moneyOf({ db }: Reading, asOf: string): Map<number, Money> {
  const paid = new Map(
    db
      .all<{ loanId: number; fen: number; date: string | null }>(
        `SELECT line.loan_id AS loanId, SUM(p.amount_fen) AS fen,
           MAX(CASE WHEN p.reverses_id IS NULL AND red.id IS NULL THEN p.date END) AS date
         FROM claim_payment p JOIN claim_line line ON line.id = p.line_id LEFT JOIN claim_payment red ON red.reverses_id = p.id
         WHERE p.date <= ? GROUP BY line.loan_id`,
        asOf,
      )
      .map((row) => [row.loanId, row]),
  );
  const loans = subsidiesOf(db, { from: '0001-01-01', to: asOf, by: 'settlements' });
  return new Map(
    loans.map(({ loan, parts }) => {
      const own = paid.get(loan.id);
      const sumOf = (of: (part: (typeof parts)[number]) => number): number =>
        parts.reduce((sum, part) => sum + of(part), 0);
      return [
        loan.id,
        {
          interestFen: sumOf((part) => part.bankFen ?? part.interestFen),
          subsidyFen: sumOf((part) => part.subsidyFen),
          interestPaidFen: sumOf((part) => part.paidFen),
          interestSlipNo: parts.findLast((part) => part.slipNo !== '')?.slipNo ?? '',
          subsidisedFen: own?.fen ?? 0,
          subsidisedOn: own?.date ?? null,
        },
      ];
    }),
  );
}

function visitsPaper(reading: Reading, request: Of<'loan-visits'>): Result<Paper> {
  const day = dayOf(reading, request.asOf);
  if (!day.ok) return day;
  const asOf = day.value;
  const { days, groupNo } = request;
  const visits = ask(reading, 'loans.visits', { asOf, groupNo, dueWithinDays: days });
  if (!visits.ok) return visits;
  const { rows } = visits.value;
  if (rows.length === 0) {
    const where = groupNo === undefined ? '' : `${groupNo} 组`;
    return refuse(
      'print.no-visits',
      `${asOf} 起 ${days} 天内${where}没有到期或逾期的贷款。可以把天数放长一些。`,
    );
  }
  const printed = { document: request.document, subject: `visits ${asOf} ${days} ${groupNo ?? ''}`.trim() };
  return unmarked(reading, printed, loanVisitsDocument({ ...headOf(reading, 0), asOf, days, rows }));
}

function statementPaper(reading: Reading, request: Of<'loan-statement'>): Result<Paper> {
  const day = dayOf(reading, request.asOf);
  if (!day.ok) return day;
  const asOf = day.value;
  const found = ask(reading, 'loans.get', { id: request.loanId, asOf });
  if (!found.ok) return found;
  const claimed = ask(reading, 'claims.ofLoan', { loanId: request.loanId });
  if (!claimed.ok) return claimed;
  const { loan, events, settlements } = found.value;
  const claims = claimed.value.filter((claim) => claim.state !== 'void');
  const printed = { document: request.document, subject: `loan ${loan.id} ${asOf}` };
  const data = { ...headOf(reading, 0), asOf, loan, events, settlements, claims };
  return unmarked(reading, printed, loanStatementDocument(data));
}

/** Registers are printed anew as they grow. */
function unmarked(reading: Reading, printed: Printed, document: Paper['document']): Result<Paper> {
  return ok({ document, printed: [printed], before: printedBefore(reading.db, printed), unmarked: true });
}

function dayOf({ today }: Reading, asOf: string | undefined): Result<string> {
  const day = asOf ?? today;
  if (isRealDate(day)) return ok(day);
  const sentence = `“${day}”不是一个日子，日期要写成 2018-12-31 这样。`;
  return refuse('print.date', sentence, { 'request.asOf': sentence });
}

/** The village's own head: no cooperative stands on these papers. */
function headOf({ db, today, operator }: Reading, before: number): { header: PrintHeader; issuer: string } {
  const info = db.get<{ villageName: string }>(
    'SELECT village_name AS villageName FROM workspace_info WHERE id = 1',
  );
  invariant(info !== undefined, 'a workspace has a village');
  const { villageName } = info;
  return {
    header: {
      cooperativeName: '产业扶持贴息贷款',
      villageName,
      printedOn: today,
      operator,
      reprint: before === 0 ? null : before,
    },
    issuer: `${villageName}村民委员会`,
  };
}
