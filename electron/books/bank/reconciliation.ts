import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { lastDayOf } from '../../../shared/rules/calendar.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { reconcile } from '../../../shared/rules/reconciliation/adjustment.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { bankAccount, bankBalance, bookBalance, runOf, type BankAccount, type Run } from './account.ts';
import { movementOf, shownItem, standingOn, startDifference, type Item, type Match } from './items.ts';

type Reconciliation = Output<'bank.reconciliation'>;

/** 余额调节表 of one account at a month's end, with what is matched in the month and what is outstanding since ever. */
export function reconciliationOf(
  { db, today }: Reading,
  input: Parsed<'bank.reconciliation'>,
): Result<Reconciliation> {
  const found = bankAccount(db, input.entityId, input.bankId);
  if (!found.ok) return found;
  const account = found.value;
  const { period } = input;
  const end = lastDayOf(period);
  const run = runOf(db, account.id);
  const standing = standingOn(db, account, run !== null && end >= run.start ? run : null, end);
  const list = (side: Item['side'], direction: 'in' | 'out') =>
    standing.open
      .filter((item) => item.side === side && (item.inFen !== 0) === (direction === 'in'))
      .map((item) => ({ ...shownItem(item, end), amountFen: direction === 'in' ? item.inFen : item.outFen }));
  const lists = {
    bankReceived: list('bank', 'in'),
    bankPaid: list('bank', 'out'),
    bookReceived: list('book', 'in'),
    bookPaid: list('book', 'out'),
  };
  const bookFen = bookBalance(db, account, end);
  const bankFen = run === null ? null : bankBalance(db, account.id, run, end);
  const sheet = reconcile(bookFen, bankFen ?? 0, lists);
  const startDifferenceFen = run === null ? 0 : startDifference(db, account, run);
  const openings = standing.items.filter(({ openingId }) => openingId !== null);
  return ok({
    bankId: account.id,
    bankName: account.name,
    period,
    start: run?.start ?? null,
    coveredTo: run?.coveredTo ?? null,
    bookFen,
    bankFen,
    matches: standing.matches
      .filter(({ date }) => date >= `${period}-01` && date <= end)
      .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.id - b.id))
      .map((match) => shownMatch(match, end)),
    ...lists,
    ...sheet,
    adjustedBankFen: bankFen === null ? null : sheet.adjustedBankFen,
    differenceFen: bankFen === null ? null : sheet.differenceFen,
    startDifferenceFen,
    openings: openings.map(({ openingId, side, date, summary, inFen, outFen, matchId }) => ({
      id: openingId!,
      side,
      date,
      summary,
      inFen,
      outFen,
      isMatched: matchId !== null,
    })),
    notes: notesOf(db, account, run, { period, end, today, startDifferenceFen }),
  });
}

/** The bank's items first. The amount is that of the side it has. */
function shownMatch(
  { id, how, operator, date, items }: Match,
  end: string,
): Reconciliation['matches'][number] {
  const bank = items.filter(({ side }) => side === 'bank');
  const of = bank.length > 0 ? bank : items;
  const positive = of.map(movementOf).filter((fen) => fen > 0);
  const negative = of.map(movementOf).filter((fen) => fen < 0);
  const sum = (fens: readonly number[]): number => fens.reduce((fen, one) => fen + one, 0);
  const netFen = sum(positive) + sum(negative);
  return {
    matchId: id,
    how,
    operator,
    date,
    // Items that cancel each other have no net amount; what they cancel is said instead.
    amountFen: netFen === 0 ? sum(positive) : Math.abs(netFen),
    items: [...bank, ...items.filter(({ side }) => side === 'book')].map((item) => shownItem(item, end)),
  };
}

interface Asked {
  readonly period: string;
  readonly end: string;
  readonly today: string;
  readonly startDifferenceFen: number;
}

function notesOf(db: ReadableDb, account: BankAccount, run: Run | null, asked: Asked): string[] {
  const notes: string[] = [];
  const { period, end, today, startDifferenceFen } = asked;
  if (run === null) return [`${account.name}还没有导入对账单。请先导入银行的流水。`];
  if (end < run.start) return [`${account.name}的对账从 ${run.start} 开始，${period} 还没有流水。`];
  const until = end < today ? end : today;
  if (run.coveredTo < until) {
    notes.push(
      `银行流水到 ${run.coveredTo} 为止，之后到 ${until} 的还没有导入。如果这几天银行没有收支，可以不管。`,
    );
  }
  if (startDifferenceFen !== 0) {
    const more = startDifferenceFen > 0 ? '账面比银行多' : '账面比银行少';
    notes.push(
      `对账开始时（${run.start} 以前）${more} ${formatYuan(Math.abs(startDifferenceFen))} 元。请核对银行存款的期初余额，或登记那时的未达账项（期初未达）。`,
    );
  }
  const isOpeningMissing =
    db.get('SELECT 1 FROM opening_row WHERE item_id = ?', account.id) &&
    !db.get(`SELECT 1 FROM voucher WHERE entity_id = ? AND kind = 'opening'`, account.entityId);
  if (isOpeningMissing) notes.push('期初余额还没有试算平衡，账面余额里还没有期初。请先在“期初余额”里补齐。');
  const drafts = db.get<{ count: number }>(
    `SELECT COUNT(DISTINCT e.voucher_id) AS count FROM entry e JOIN account a ON a.id = e.account_id
     WHERE e.item_id = ? AND a.entity_id = ? AND a.code LIKE ? || '%' AND e.state = 1 AND e.period <= ? AND e.period >= ?`,
    account.id,
    account.entityId,
    account.code,
    period,
    account.booksBegin.slice(0, 7),
  )!.count;
  if (drafts > 0) notes.push(`账面余额里有 ${drafts} 张还没有记账的凭证。`);
  return notes;
}
