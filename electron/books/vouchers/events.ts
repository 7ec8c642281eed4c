import { inRed, type Item, type Posting, type PostingLine } from '../../../shared/rules/posting/posting.ts';
import type { Dim } from '../../../shared/rules/chart/accounts.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { accountByCode, checkLine, ensureItem, type WrittenBy } from '../accounts/index.ts';
import { readSettings } from '../entities/index.ts';
import { booksBegin, checkBookDate } from './dates.ts';
import { dropOpening } from './opening.ts';
import { accountsIn, barFromSettled } from './settled.ts';
import { checkRoom, insertVoucher, markReviewed, type StoredLine } from './writing.ts';

export type Register = 'share' | 'dividend-run' | 'dividend-payment' | 'business';

export interface BookedEvent {
  readonly entityId: number;
  readonly date: string;
  /** Which register, and its row. */
  readonly source: { readonly register: Register; readonly id: number };
  readonly posting: Posting;
  readonly kind?: 'event' | 'close-profit' | 'close-year' | 'clear-distribution';
  readonly attachments?: number;
  readonly reverses?: { readonly id: number; readonly wholly: boolean };
}

/**
 * Makes an event's voucher, in the event's own transaction: a draft, or 已审核 where the settings say so. Gives null, and writes
 * nothing, for an event before the books begin. Refuses a date in a closed period.
 */
export function recordEvent(ctx: Writing, event: BookedEvent): Result<number | null> {
  const date = checkBookDate(ctx.db, event.entityId, event.date, ctx.today);
  if (!date.ok) return date;
  if (!booksBegin(ctx.db, event.entityId, event.date)) {
    // The openings are made of what the registers say before the books begin.
    dropOpening(ctx.db, event.entityId);
    return ok(null);
  }
  if (event.posting.lines.length === 0) return ok(null);
  const lines = resolve(ctx, event.entityId, event.posting, event.reverses ? 'undoing' : 'event');
  if (!lines.ok) return lines;
  const settled = barFromSettled(ctx.db, event.entityId, event.date, accountsIn(lines.value));
  if (settled) return settled;
  // What undoes must always be possible: it turns over again at most what is there.
  const room = event.reverses ? ok(null) : checkRoom(ctx.db, event.entityId, lines.value);
  if (!room.ok) return room;
  const { id } = insertVoucher(ctx, {
    entityId: event.entityId,
    date: event.date,
    kind: event.kind ?? 'event',
    attachments: event.attachments ?? 0,
    source: event.source,
    reverses: event.reverses,
    lines: lines.value,
  });
  if (readSettings(ctx.db, event.entityId).eventVoucherState === 'reviewed') {
    markReviewed(ctx, id);
  }
  return ok(id);
}

/** A posting's lines with the books' own ids; items named by the rules are made when they are new. */
export function resolve(
  ctx: Writing,
  entityId: number,
  posting: Posting,
  by: WrittenBy,
): Result<StoredLine[]> {
  const lines: StoredLine[] = [];
  for (const [index, line] of posting.lines.entries()) {
    const named = namedItems(ctx, entityId, line);
    if (!named.ok) return named;
    const wanted = {
      account: line.account,
      debitFen: line.side === 'debit' ? line.fen : 0,
      creditFen: line.side === 'credit' ? line.fen : 0,
      memberId: line.memberId ?? null,
      itemId: named.value.itemId,
      item2Id: named.value.item2Id,
      quantityMilli: line.quantityMilli ?? null,
    };
    const checked = checkLine(
      ctx.db,
      entityId,
      wanted,
      { field: 'voucher', name: `凭证“${posting.summary}”第 ${index + 1} 行` },
      by,
    );
    if (!checked.ok) return checked;
    lines.push({ ...checked.value, summary: line.summary ?? posting.summary });
  }
  return ok(lines);
}

function namedItems(
  ctx: Writing,
  entityId: number,
  line: PostingLine,
): Result<{ itemId: number | null; item2Id: number | null }> {
  if (typeof line.item !== 'string' && typeof line.item2 !== 'string') {
    return ok({ itemId: line.item ?? null, item2Id: line.item2 ?? null });
  }
  const account = accountByCode(ctx.db, entityId, line.account);
  if (!account) return refuse('account_unknown', `科目表里没有 ${line.account}，请先在“科目”里增设。`);
  const find = (item: Item | undefined, dim: Dim | undefined): number | null => {
    if (item === undefined) return null;
    if (typeof item === 'number') return item;
    invariant(dim !== undefined, `${line.account} is analysed by what its posting names`);
    return ensureItem(ctx.db, entityId, dim === 'consignor' ? 'counterparty' : dim, item);
  };
  return ok({ itemId: find(line.item, account.dims[0]), item2Id: find(line.item2, account.dims[1]) });
}

/** The vouchers an event made, oldest first. */
export interface EventVoucher {
  readonly id: number;
  readonly date: string;
  readonly kind: string;
  readonly reversesId: number | null;
}

export function vouchersOf(db: ReadableDb, register: Register, id: number): EventVoucher[] {
  return db.all<EventVoucher>(
    `SELECT id, date, kind, reverses_id AS reversesId FROM voucher WHERE source = ? AND source_id = ? AND state <> 'void' ORDER BY id`,
    register,
    id,
  );
}

export interface Undoing {
  readonly date: string;
  readonly reason: string;
  /** The register's row that does the undoing. */
  readonly source: { readonly register: Register; readonly id: number };
  /** Left out: all lines. Else the lines in red that undo one member's part (a returned payment of a list). */
  readonly part?: Posting;
}

/** Undoes an event's voucher in red, wholly or in part. */
export function reverseEvent(ctx: Writing, voucherId: number, undoing: Undoing): Result<number | null> {
  const head = ctx.db.get<{ entityId: number; name: string; kind: 'event' | 'close-year' }>(
    `SELECT entity_id AS entityId, date || ' ' || word || '-' || number AS name, kind FROM voucher WHERE id = ?`,
    voucherId,
  );
  invariant(head !== undefined, `voucher ${voucherId} exists`);
  const summary = `冲销 ${head.name} 号：${undoing.reason}`;
  const whole: Posting = { summary, lines: linesOf(ctx.db, voucherId) };
  return recordEvent(ctx, {
    entityId: head.entityId,
    date: undoing.date,
    source: undoing.source,
    posting: undoing.part ? { ...undoing.part, summary } : inRed(whole, summary),
    kind: head.kind,
    reverses: { id: voucherId, wholly: undoing.part === undefined },
  });
}

function linesOf(db: ReadableDb, voucherId: number): PostingLine[] {
  return db
    .all<{
      account: string;
      debitFen: number;
      creditFen: number;
      memberId: number | null;
      itemId: number | null;
      item2Id: number | null;
      quantityMilli: number | null;
    }>(
      `SELECT a.code AS account, e.debit_fen AS debitFen, e.credit_fen AS creditFen, e.member_id AS memberId, e.item_id AS itemId,
         e.item2_id AS item2Id, e.quantity_milli AS quantityMilli
       FROM entry e JOIN account a ON a.id = e.account_id WHERE e.voucher_id = ? ORDER BY e.no`,
      voucherId,
    )
    .map((line) => ({
      account: line.account,
      side: line.debitFen !== 0 ? 'debit' : 'credit',
      fen: line.debitFen !== 0 ? line.debitFen : line.creditFen,
      ...(line.memberId === null ? {} : { memberId: line.memberId }),
      ...(line.itemId === null ? {} : { item: line.itemId }),
      ...(line.item2Id === null ? {} : { item2: line.item2Id }),
      ...(line.quantityMilli === null ? {} : { quantityMilli: line.quantityMilli }),
    }));
}
