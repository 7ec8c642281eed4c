import type { AccountClass } from '../../../shared/rules/chart/accounts.ts';
import { CARRIED } from '../../../shared/rules/posting/closing.ts';
import { addMonths } from '../../../shared/rules/calendar.ts';
import { invariant } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb, WritableDb } from '../../workspace/database.ts';
import { accountByCode, accountsOf, openingOfControls } from '../accounts/index.ts';
import { insertLines, type StoredLine } from './writing.ts';
import { booksOf, firstPeriodOf } from '../entities/index.ts';

/**
 * Openings (期初). They stand in the books as vouchers of the word 初 in the periods before the first: the year's first balances in
 * the December before, and where the books begin after January the year's turnover so far in the month before, its profit
 * accounts carried to 331 as each closed month carries them. Until something is posted they are written anew whenever what
 * they are made of changes; then they are posted with it, and stay.
 */
export interface OpeningLine {
  readonly accountId: number;
  readonly account: string;
  readonly class: AccountClass;
  readonly memberId: number | null;
  readonly itemId: number | null;
  readonly item2Id: number | null;
  /** Debit positive. */
  readonly balanceFen: number;
  readonly yearDebitFen: number;
  readonly yearCreditFen: number;
  readonly quantityMilli: number | null;
  readonly computed: boolean;
}

export function isOpeningLocked(db: ReadableDb, entityId: number): boolean {
  return (
    db.get(`SELECT 1 FROM voucher WHERE entity_id = ? AND state = 'posted' LIMIT 1`, entityId) !==
      undefined || db.get('SELECT 1 FROM closed_period WHERE entity_id = ? LIMIT 1', entityId) !== undefined
  );
}

/** What was typed and what the registers give, for every account, ordered by code. */
export function computedOpening(db: ReadableDb, entityId: number): OpeningLine[] {
  const books = booksOf(db, entityId);
  invariant(books.ok, `entity ${entityId} exists`);
  const typed = db
    .all<Omit<OpeningLine, 'computed'>>(
      `SELECT o.account_id AS accountId, a.code AS account, a.class, o.member_id AS memberId, o.item_id AS itemId, o.item2_id AS item2Id,
         o.balance_fen AS balanceFen, o.year_debit_fen AS yearDebitFen, o.year_credit_fen AS yearCreditFen,
         o.quantity_milli AS quantityMilli
       FROM opening_row o JOIN account a ON a.id = o.account_id WHERE o.entity_id = ? ORDER BY a.code, o.id`,
      entityId,
    )
    .map((row) => ({ ...row, computed: false }));
  const computed = openingOfControls(db, books.value).map(
    ({ account: named, memberId, itemId, item2Id, startFen, yearDebitFen, yearCreditFen }): OpeningLine => {
      const account = accountByCode(db, entityId, named);
      invariant(account !== null, `the chart has ${named}`);
      return {
        accountId: account.id,
        account: account.code,
        class: account.class,
        memberId,
        itemId,
        item2Id,
        balanceFen: 0 - startFen,
        yearDebitFen,
        yearCreditFen,
        quantityMilli: null,
        computed: true,
      };
    },
  );
  return [...typed, ...computed].sort((a, b) => (a.account < b.account ? -1 : a.account > b.account ? 1 : 0));
}

/** How far the openings are from balancing: balances, and the year's turnover so far. 0 and 0 when they do. */
export function openingDifference(lines: readonly OpeningLine[]): { balanceFen: number; yearFen: number } {
  let balanceFen = 0;
  let yearFen = 0;
  for (const line of lines) {
    balanceFen += startBalance(line);
    yearFen += line.yearDebitFen - line.yearCreditFen;
  }
  return { balanceFen, yearFen };
}

export const isProfit = (line: OpeningLine): boolean => line.class === 'profit';

/** A profit account's year so far stands in 331 by now; an association carries it at its next close. */
function startBalance(line: OpeningLine): number {
  return isProfit(line) ? line.yearDebitFen - line.yearCreditFen : line.balanceFen;
}

/** Forgets the written openings: what they were made of has changed. Locked ones are never touched. */
export function dropOpening(db: WritableDb, entityId: number): void {
  const written = db.all<{ id: number }>(
    `SELECT id FROM voucher WHERE entity_id = ? AND kind = 'opening' AND state <> 'posted'`,
    entityId,
  );
  for (const { id } of written) {
    db.run('DELETE FROM entry WHERE voucher_id = ?', id);
    db.run('DELETE FROM voucher WHERE id = ?', id);
  }
}

/**
 * Writes the openings into the books when they balance; says by how much they don't. Called whenever the typed rows change, and
 * before the first voucher is posted.
 */
export function materialiseOpening(ctx: Writing, entityId: number): { balanceFen: number; yearFen: number } {
  const { db } = ctx;
  dropOpening(db, entityId);
  const lines = computedOpening(db, entityId);
  const difference = openingDifference(lines);
  if (difference.balanceFen !== 0 || difference.yearFen !== 0) return difference;
  const first = firstPeriodOf(db, entityId);
  const yearStart = `${Number(first.slice(0, 4)) - 1}-12-31`;
  write(ctx, entityId, yearStart, 1, '年初余额', lines.flatMap(yearStartEntries));
  if (first.endsWith('-01')) return difference;
  const before = addMonths(`${first}-01`, -1);
  write(ctx, entityId, before, 1, '本年累计', lines.flatMap(yearEntries));
  write(ctx, entityId, before, 2, '本年累计结转损益', carried(db, entityId, lines), true);
  return difference;
}

type Entry = Omit<StoredLine, 'account' | 'summary'>;

function yearStartEntries(line: OpeningLine): Entry[] {
  if (isProfit(line)) return [];
  const fen = line.balanceFen - line.yearDebitFen + line.yearCreditFen;
  return fen === 0 ? [] : [{ ...line, debitFen: fen > 0 ? fen : 0, creditFen: fen < 0 ? -fen : 0 }];
}

function yearEntries(line: OpeningLine): Entry[] {
  const of = { ...line, quantityMilli: null };
  return [
    { ...of, debitFen: line.yearDebitFen, creditFen: 0 },
    { ...of, debitFen: 0, creditFen: line.yearCreditFen },
  ].filter((entry) => entry.debitFen !== 0 || entry.creditFen !== 0);
}

function carried(db: ReadableDb, entityId: number, lines: readonly OpeningLine[]): Entry[] {
  const surplus = accountsOf(db, entityId).find((one) => one.code === '331' && one.books === 'cooperative');
  if (!surplus) return [];
  const entries = lines.filter(isProfit).flatMap((line): Entry[] => {
    const fen = line.yearDebitFen - line.yearCreditFen;
    return fen === 0
      ? []
      : [{ ...line, quantityMilli: null, debitFen: fen < 0 ? -fen : 0, creditFen: fen > 0 ? fen : 0 }];
  });
  const fen = entries.reduce((sum, entry) => sum + entry.debitFen - entry.creditFen, 0);
  if (fen === 0) return entries;
  const of = { accountId: surplus.id, memberId: null, itemId: null, item2Id: null, quantityMilli: null };
  return [...entries, { ...of, debitFen: fen < 0 ? -fen : 0, creditFen: fen > 0 ? fen : 0 }];
}

function write(
  ctx: Writing,
  entityId: number,
  date: string,
  number: number,
  summary: string,
  entries: readonly Entry[],
  closing = false,
): void {
  if (entries.length === 0) return;
  const { db } = ctx;
  const { lastId } = db.run(
    `INSERT INTO voucher (entity_id, period, date, word, number, kind, state, attachments, note, prepared_by, prepared_at)
     VALUES (?, ?, ?, '初', ?, 'opening', 'draft', 0, ?, ?, ?)`,
    entityId,
    date.slice(0, 7),
    date,
    number,
    closing ? CARRIED : '',
    ctx.operator,
    ctx.now,
  );
  insertLines(
    db,
    lastId,
    date.slice(0, 7),
    entries.map((entry) => ({ ...entry, summary })),
  );
}
