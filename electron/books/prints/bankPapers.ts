import { lastDayOf } from '../../../shared/rules/calendar.ts';
import { reconciliationDocument } from '../../../shared/print/reconciliation.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import { reconciliationOf } from '../bank/index.ts';
import { booksOf } from '../entities/index.ts';
import { headerOf, printedBefore } from './counting.ts';
import type { Paper } from './paper.ts';

/** 银行存款余额调节表 of one account at a month's end. */
export function reconciliationPaper(
  reading: Reading,
  request: { readonly entityId?: number | undefined; readonly bankId: number; readonly period: string },
): Result<Paper> {
  const books = booksOf(reading.db, request.entityId);
  if (!books.ok) return books;
  const sheet = reconciliationOf(reading, request);
  if (!sheet.ok) return sheet;
  if (sheet.value.bankFen === null) {
    const { bankName, period } = sheet.value;
    return refuse(
      'print.no-statement',
      `${bankName}到 ${period} 还没有银行对账单，编不出余额调节表。请先导入对账单。`,
    );
  }
  const printed = {
    document: 'bank-reconciliation',
    subject: `bank ${request.bankId} period ${request.period}`,
  };
  const before = printedBefore(reading.db, printed);
  return ok({
    document: reconciliationDocument({
      header: headerOf(reading, books.value, before),
      asOf: lastDayOf(request.period),
      sheet: sheet.value,
    }),
    printed: [printed],
    before,
  });
}
