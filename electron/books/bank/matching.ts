import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { lastDayOf } from '../../../shared/rules/calendar.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { matchLines, type BookMovement } from '../../../shared/rules/reconciliation/matching.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { readSettings } from '../entities/index.ts';
import { bankAccount, runOf, type BankAccount } from './account.ts';
import { movementOf, standingOn, sumOf, type Item } from './items.ts';

/** Matches what is certain among all that is open up to a month's end. */
export function autoMatch(ctx: Writing, input: Parsed<'bank.autoMatch'>): Result<Output<'bank.autoMatch'>> {
  const { db } = ctx;
  const found = bankAccount(db, input.entityId, input.bankId);
  if (!found.ok) return found;
  const account = found.value;
  const run = runOf(db, account.id);
  if (run === null) {
    return refuse('bank_no_statement', `${account.name}还没有导入对账单。请先导入银行的流水，再自动勾对。`);
  }
  const standing = standingOn(db, account, run, lastDayOf(input.period));
  // What is matched with something later is matched, if not yet settled.
  const open = standing.open.filter(({ matchId }) => matchId === null);
  const byKey = new Map(open.map((item) => [item.key, item]));
  const days = readSettings(db, account.entityId).bankMatchDays;
  const certain = matchLines(
    open.filter(({ side }) => side === 'bank').map(movement),
    open.filter(({ side }) => side === 'book').map(bookMovement),
    days,
  );
  for (const { lines, entries } of certain.matches) {
    insertMatch(
      ctx,
      account.id,
      'auto',
      [...lines, ...entries].map((key) => byKey.get(key)!),
    );
  }
  return ok({
    matches: certain.matches.length,
    lines: certain.matches.reduce((sum, { lines }) => sum + lines.length, 0),
    entries: certain.matches.reduce((sum, { entries }) => sum + entries.length, 0),
    ambiguous: certain.ambiguous.lines.length,
  });
}

function movement(item: Item): { key: string; date: string; amountFen: number } {
  return { key: item.key, date: item.date, amountFen: movementOf(item) };
}

/** An item from before the start stands alone, as a voucher of its own. */
function bookMovement(item: Item): BookMovement {
  return {
    ...movement(item),
    voucherId: item.voucherId ?? -(item.openingId ?? 0),
    side: item.inFen !== 0 ? 'debit' : 'credit',
    reversesId: item.reversesId,
  };
}

export function matchByHand(ctx: Writing, input: Parsed<'bank.match'>): Result<Output<'bank.match'>> {
  const { db } = ctx;
  const lineIds = [...(input.lineId === undefined ? [] : [input.lineId]), ...(input.otherLineIds ?? [])];
  const wanted = new Set([
    ...lineIds.map((id) => `L${id}`),
    ...input.entries.map(({ voucherId, no }) => `E${voucherId}.${no}`),
    ...(input.openingIds ?? []).map((id) => `O${id}`),
  ]);
  const found = accountOfItems(db, lineIds, input.entries, input.openingIds ?? []);
  if (!found.ok) return found;
  const account = found.value;
  const standing = standingOn(db, account, runOf(db, account.id), '9999-12-31');
  const items = standing.items.filter(({ key }) => wanted.has(key));
  if (items.length < wanted.size) {
    return refuse(
      'bank_item_unknown',
      `选中的有 ${wanted.size - items.length} 笔不能和${account.name}勾对：已经删除或作废，属于别的账户，或在对账开始以前。请刷新后重选。`,
    );
  }
  const taken = items.find(({ matchId }) => matchId !== null);
  if (taken) return refuse('bank_item_matched', `${nameOf(taken)}已经勾对过了。要改，请先取消原来的勾对。`);
  const bank = items.filter(({ side }) => side === 'bank');
  const book = items.filter(({ side }) => side === 'book');
  if (items.length < 2)
    return refuse('bank_match_alone', '勾对至少要两笔：两边各选一笔，或同一边选互相抵消的两笔。');
  const differenceFen = sumOf(bank) - sumOf(book);
  if (differenceFen !== 0) {
    return refuse(
      'bank_match_unequal',
      `两边不相等：银行 ${formatYuan(sumOf(bank))}，账面 ${formatYuan(sumOf(book))}，相差 ${formatYuan(Math.abs(differenceFen))}（收入为正、支出为负）。请选到两边相等再勾对；金额记错了，请改凭证。`,
    );
  }
  return ok({ matchId: insertMatch(ctx, account.id, 'manual', items) });
}

/** The account that the first of them belongs to; what belongs to another one is found missing there. */
function accountOfItems(
  db: ReadableDb,
  lineIds: readonly number[],
  entries: readonly { voucherId: number; no: number }[],
  openingIds: readonly number[],
): Result<BankAccount> {
  const [lineId, entry, openingId] = [lineIds[0], entries[0], openingIds[0]];
  const row = db.get<{ entityId: number; bankId: number }>(
    `SELECT entity_id AS entityId, item_id AS bankId FROM bank_statement
       WHERE id = (SELECT statement_id FROM bank_line WHERE id = ?)
     UNION ALL SELECT entity_id, item_id FROM bank_opening_item WHERE id = ?
     UNION ALL SELECT v.entity_id, e.item_id FROM entry e JOIN voucher v ON v.id = e.voucher_id
       WHERE e.voucher_id = ? AND e.no = ? AND e.item_id IS NOT NULL
     LIMIT 1`,
    lineId ?? null,
    openingId ?? null,
    entry?.voucherId ?? null,
    entry?.no ?? null,
  );
  if (!row) return refuse('bank_item_unknown', '选中的流水或分录已经不在了。请刷新后重选。');
  return bankAccount(db, row.entityId, row.bankId);
}

export function unmatch(
  { db }: Writing,
  { matchId }: Parsed<'bank.unmatch'>,
): Result<Output<'bank.unmatch'>> {
  const { changes } = db.run('DELETE FROM bank_match WHERE id = ?', matchId);
  if (changes === 0) return refuse('bank_match_unknown', '没有这一组勾对，可能已经取消。请刷新后再看。');
  return ok({ done: true });
}

function insertMatch(ctx: Writing, bankId: number, how: 'auto' | 'manual', items: readonly Item[]): number {
  const { db } = ctx;
  const of = (side: Item['side']): number => sumOf(items.filter((item) => item.side === side));
  invariant(of('bank') === of('book'), 'both sides of a match are equal');
  const { lastId: matchId } = db.run(
    'INSERT INTO bank_match (item_id, how, operator, made_at) VALUES (?, ?, ?, ?)',
    bankId,
    how,
    ctx.operator,
    ctx.now,
  );
  for (const { lineId, voucherId, no, openingId } of items) {
    if (lineId !== null)
      db.run('INSERT INTO bank_match_line (line_id, match_id) VALUES (?, ?)', lineId, matchId);
    if (openingId !== null) {
      db.run('INSERT INTO bank_match_opening (opening_id, match_id) VALUES (?, ?)', openingId, matchId);
    }
    if (voucherId !== null) {
      db.run(
        'INSERT INTO bank_match_entry (voucher_id, no, match_id) VALUES (?, ?, ?)',
        voucherId,
        no,
        matchId,
      );
    }
  }
  return matchId;
}

function nameOf(item: Item): string {
  const amount = formatYuan(item.inFen === 0 ? item.outFen : item.inFen);
  const what = item.side === 'bank' ? '流水' : '分录';
  return `${item.date} ${item.reference} ${item.summary} ${amount} 元这笔${what}`.replace(/ {2,}/g, ' ');
}
