import type { z } from 'zod';
import type { printRequest } from '../../../shared/contract/prints.ts';
import {
  accountBook,
  analysisBook,
  type BookFrame,
  columnBook,
  generalLedgerBook,
  journalBook,
  trialBalanceBook,
} from '../../../shared/print/books.ts';
import type { PrintDocument } from '../../../shared/print/page.ts';
import { DIM_NAMES } from '../../../shared/rules/chart/accounts.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { itemById } from '../accounts/index.ts';
import { booksOf } from '../entities/index.ts';
import { memberOfBooks } from '../shares/index.ts';
import { ask } from './asking.ts';
import { headerOf, printedBefore, subjectOfBook } from './counting.ts';
import type { Paper } from './paper.ts';

type Request = z.output<typeof printRequest>;
export type BookRequest = Extract<Request, { from: string; to: string }>;

/** An account book over some months, as the screen shows it. */
export function bookPaper(reading: Reading, request: BookRequest): Result<Paper> {
  const books = booksOf(reading.db, request.entityId);
  if (!books.ok) return books;
  const { id } = books.value;
  const { document: name, entityId: _, ...asked } = request;
  const printed = { document: name, subject: subjectOfBook(id, Object.entries(asked).sort().flat()) };
  const frame: BookFrame = {
    header: headerOf(reading, books.value, 0),
    from: request.from,
    to: request.to,
    postedOnly: request.postedOnly === true,
    unposted: unpostedUpTo(reading.db, id, request.to),
  };
  const document = bookOf(reading, { ...request, entityId: id }, frame);
  if (!document.ok) return document;
  const before = printedBefore(reading.db, printed);
  return ok({ document: document.value, printed: [printed], before, unmarked: true });
}

function unpostedUpTo(db: ReadableDb, entityId: number, period: string): number {
  return db.get<{ count: number }>(
    `SELECT COUNT(*) AS count FROM voucher
     WHERE entity_id = ? AND period <= ? AND state IN ('draft', 'reviewed') AND kind <> 'opening'`,
    entityId,
    period,
  )!.count;
}

function bookOf(reading: Reading, request: BookRequest, frame: BookFrame): Result<PrintDocument> {
  switch (request.document) {
    case 'trial-balance': {
      const data = ask(reading, 'ledger.trialBalance', request);
      return data.ok ? ok(trialBalanceBook(frame, data.value)) : data;
    }
    case 'general-ledger': {
      const data = ask(reading, 'ledger.general', request);
      return data.ok ? ok(generalLedgerBook(frame, data.value)) : data;
    }
    case 'account-ledger':
      return accountOf(reading, request, frame);
    case 'column-ledger': {
      const data = ask(reading, 'ledger.columns', request);
      return data.ok ? ok(columnBook(frame, data.value, request.by)) : data;
    }
    case 'journal': {
      const data = ask(reading, 'ledger.journal', request);
      if (!data.ok) return data;
      if (data.value.truncated) {
        const sentence = `${request.from} 至 ${request.to} 的分录超过 ${data.value.rows.length} 行，一次印不完。请按月或按季分开打印。`;
        return refuse('print.too-long', sentence, { 'request.to': sentence });
      }
      return ok(journalBook(frame, data.value));
    }
    case 'analysis': {
      const data = ask(reading, 'ledger.analysis', request);
      return data.ok ? ok(analysisBook(frame, data.value, request.dim)) : data;
    }
  }
}

function accountOf(
  reading: Reading,
  request: Extract<BookRequest, { document: 'account-ledger' }>,
  frame: BookFrame,
): Result<PrintDocument> {
  const subject = subjectOf(reading, request);
  if (!subject.ok) return subject;
  const data = ask(reading, 'ledger.account', request);
  if (!data.ok) return data;
  return ok(accountBook(frame, data.value, { subject: subject.value, daily: request.daily === true }));
}

/** Whose part of the account it is, in words. */
function subjectOf(
  { db }: Reading,
  { entityId, memberId, itemId }: Extract<BookRequest, { document: 'account-ledger' }>,
): Result<string> {
  if (memberId !== undefined) {
    const books = booksOf(db, entityId);
    const kind = books.ok ? books.value.kind : 'cooperative';
    const member = memberOfBooks(db, memberId);
    if (member === null || member.entityId !== entityId) {
      return refuse('print.member-unknown', '这个账套里没有所选的社员，请重新选择。');
    }
    return ok(`${kind === 'fund' ? '会员' : '社员'}：${member.no} ${member.name}`);
  }
  if (itemId === undefined) return ok('');
  const item = itemById(db, itemId);
  if (item === null || item.entityId !== entityId) {
    return refuse('print.item-unknown', '没有所选的辅助核算项目，请重新选择。');
  }
  return ok(`${DIM_NAMES[item.dim]}：${item.name}`);
}
