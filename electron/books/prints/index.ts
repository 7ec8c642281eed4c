import type { z } from 'zod';
import type { Output } from '../../../shared/contract/index.ts';
import type { printRequest, prints } from '../../../shared/contract/prints.ts';
import { renderDocument } from '../../../shared/print/page.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { Handlers, MethodsOf } from '../../workspace/handlers.ts';
import { assetPaper } from './assetPapers.ts';
import { bookPaper } from './bookPapers.ts';
import { reconciliationPaper } from './bankPapers.ts';
import { countPrint } from './counting.ts';
import { dossierPaper } from './dossierPapers.ts';
import { industryPaper } from './industryPapers.ts';
import { fundPaper } from './fundPapers.ts';
import { leaseSchedulePaper, rentRosterPaper } from './leasePapers.ts';
import { accountPaper, certificatePaper, receiptPaper } from './memberPapers.ts';
import { labourPayPaper, labourReceiptPaper, labourSlipsPaper, workDayPaper } from './labourPapers.ts';
import { loanPaper } from './loanPapers.ts';
import type { Paper } from './paper.ts';
import { batchReportPaper } from './productionPapers.ts';
import {
  chartPaper,
  fundStatementPaper,
  openingsPaper,
  statementNotesPaper,
  statementPaper,
} from './reportPapers.ts';
import { noticePaper, planPaper, rosterPaper } from './runPapers.ts';
import { slipPaper, storeLogPaper, storeStockPaper } from './storagePapers.ts';
import { statementsPaper } from './statementPapers.ts';
import { voucherMonthPaper, vouchersPaper } from './voucherPapers.ts';

type PrintRequest = z.output<typeof printRequest>;
type Rendered = Output<'prints.preview'>;

/** Paper: each document from the books it stands in, previewed and printed as the same HTML, every print counted. */
export const printsHandlers: Handlers<MethodsOf<typeof prints>> = {
  'prints.preview': (reading, { request }) => {
    const paper = paperOf(reading, request);
    return paper.ok ? ok(rendered(paper.value)) : paper;
  },
  'prints.issue': (writing, { request }) => renderForPrint(writing, request),
};

/** The page that goes out, counted. What the preview showed before is this very page. */
function renderForPrint(writing: Writing, request: PrintRequest): Result<Rendered> {
  const paper = paperOf(writing, request);
  if (!paper.ok) return paper;
  for (const printed of paper.value.printed) countPrint(writing, printed);
  return ok(rendered(paper.value));
}

function paperOf(reading: Reading, request: PrintRequest): Result<Paper> {
  switch (request.document) {
    case 'plan':
      return planPaper(reading, request.runId);
    case 'roster':
      return rosterPaper(reading, request.runId);
    case 'statements':
      return statementsPaper(reading, request.runId, request.memberIds);
    case 'notice':
      return noticePaper(reading, request.runId, request.from);
    case 'member-account':
      return accountPaper(reading, request.memberId, request.year);
    case 'receipt':
      return receiptPaper(reading, request.transactionId);
    case 'certificate':
      return certificatePaper(reading, request.transactionId);
    case 'asset-card':
    case 'asset-labels':
    case 'asset-register':
    case 'depreciation-table':
    case 'stocktake-sheet':
    case 'relief-ledger':
      return assetPaper(reading, request);
    case 'household-dossier':
      return dossierPaper(reading, request);
    case 'industry-register':
    case 'award-roster':
    case 'award-notice':
      return industryPaper(reading, request);
    case 'batch-report':
      return batchReportPaper(reading, request);
    case 'bank-reconciliation':
      return reconciliationPaper(reading, request);
    case 'storage-slip':
      return slipPaper(reading, request.moveId);
    case 'storage-stock':
      return storeStockPaper(reading, request);
    case 'storage-log':
      return storeLogPaper(reading, request);
    case 'rent-roster':
      return rentRosterPaper(reading, request);
    case 'lease-schedule':
      return leaseSchedulePaper(reading, request.leaseId);
    case 'fund-members':
    case 'fund-groups':
    case 'fund-loans':
    case 'fund-contributions':
    case 'fund-repayments':
    case 'fund-fees':
    case 'fund-application':
    case 'fund-note':
    case 'fund-notice':
    case 'fund-receipt':
    case 'fund-report':
      return fundPaper(reading, request);
    case 'labour-pay':
      return labourPayPaper(reading, request.sheetId);
    case 'labour-slips':
      return labourSlipsPaper(reading, request.sheetId, request.workerIds);
    case 'work-day':
      return workDayPaper(reading, request.entityId, request.date);
    case 'labour-receipt':
      return labourReceiptPaper(reading, request.paymentId);
    case 'vouchers':
      return vouchersPaper(reading, request.ids);
    case 'voucher-month':
      return voucherMonthPaper(reading, request.entityId, request.period, request.word);
    case 'trial-balance':
    case 'general-ledger':
    case 'account-ledger':
    case 'column-ledger':
    case 'journal':
    case 'analysis':
      return bookPaper(reading, request);
    case 'statement':
      return statementPaper(reading, request);
    case 'fund-statement':
      return fundStatementPaper(reading, request);
    case 'statement-notes':
      return statementNotesPaper(reading, request.entityId, request.year);
    case 'chart':
      return chartPaper(reading, request.entityId);
    case 'openings':
      return openingsPaper(reading, request.entityId);
    case 'subsidy-applications':
    case 'subsidy-roster':
    case 'subsidy-notice':
    case 'loan-register':
    case 'loan-visits':
    case 'loan-statement':
      return loanPaper(reading, request);
  }
}

function rendered({ document, before, unmarked }: Paper): Rendered {
  return {
    title: document.title,
    html: renderDocument(document),
    pages: document.pages.length,
    printedBefore: before,
    marksReprints: unmarked !== true,
  };
}
