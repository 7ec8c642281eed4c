import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { accountByCode, type Account } from '../accounts/index.ts';
import { booksOf, firstPeriodOf } from '../entities/index.ts';

/** Which months of which books are asked for, and which entries count. */
export interface Range {
  readonly entityId: number;
  readonly from: string;
  readonly to: string;
  /** 1: all that is not void, 2: only what is posted. */
  readonly leastState: 1 | 2;
  /** January of the first and of the last year: what 本年累计 begins with. */
  readonly fromYearStart: string;
  readonly toYearStart: string;
}

export interface AskedRange {
  readonly entityId?: number | undefined;
  readonly from: string;
  readonly to: string;
  readonly postedOnly?: boolean | undefined;
}

/**
 * The range as the books can answer it. The opening of the books stands in the December before their first year: an earlier
 * beginning is moved past it, so that an opening never shows as turnover.
 */
export function rangeOf(db: ReadableDb, asked: AskedRange): Result<Range> {
  const books = booksOf(db, asked.entityId);
  if (!books.ok) return books;
  if (asked.to < asked.from) {
    const sentence = `结束期间 ${asked.to} 早于开始期间 ${asked.from}，请把两个对调。`;
    return refuse('period_order', sentence, { to: sentence });
  }
  const entityId = books.value.id;
  const earliest = yearStart(firstPeriodOf(db, entityId));
  return ok({
    entityId,
    from: asked.from < earliest ? earliest : asked.from,
    to: asked.to,
    leastState: asked.postedOnly === true ? 2 : 1,
    fromYearStart: yearStart(asked.from < earliest ? earliest : asked.from),
    toYearStart: yearStart(asked.to),
  });
}

/** The account asked for, of the range's books. */
export function accountOf(db: ReadableDb, { entityId }: Range, code: string): Result<Account> {
  const account = accountByCode(db, entityId, code);
  if (account) return ok(account);
  const sentence = `科目表里没有 ${code}，请在“科目”里核对编码。`;
  return refuse('account_unknown', sentence, { account: sentence });
}

function yearStart(period: string): string {
  return `${period.slice(0, 4)}-01`;
}

/**
 * Codes of an account and of all above it: 33201 → 332, 33201. First-level codes have three digits (an association's four), each level two
 * more.
 */
export function codesUpTo(code: string): string[] {
  const codes: string[] = [];
  for (let length = code.length % 2 === 1 ? 3 : 4; length <= code.length; length += 2)
    codes.push(code.slice(0, length));
  return codes;
}

export function levelOf(code: string): number {
  return Math.floor((code.length - 1) / 2);
}

/** What the first line of a ledger is called. */
export function openingWords(from: string): string {
  return from.endsWith('-01') ? '上年结转' : '期初余额';
}
