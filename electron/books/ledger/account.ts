import { shortName } from '../../../shared/rules/voucherName.ts';
import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { lastDayOf } from '../../../shared/rules/calendar.ts';
import { quantityText } from '../../../shared/rules/measures.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { type Account, itemById } from '../accounts/index.ts';
import { accountOf, openingWords, type Range, rangeOf } from './range.ts';

type Shown = Output<'ledger.account'>;
type Row = Shown['rows'][number];
type Input = Parsed<'ledger.account'>;

/** Which of the account's lines: all, one member's, or those of one item as first or second analysis. */
type Part = 'all' | 'member' | 'item' | 'item2';

/** Bound after the range, twice nothing for the whole account: the statements of all parts take the same values. */
const ONLY: Readonly<Record<Part, string>> = {
  all: 'AND ? IS NULL',
  member: 'AND e.member_id = ?',
  item: 'AND e.item_id = ?',
  item2: 'AND e.item2_id = ?',
};

const ACCOUNTS = /* sql */ `
  accounts AS MATERIALIZED (SELECT id FROM account WHERE entity_id = ? AND code >= ? AND code < ? || 'a')`;

/** Before the range: the balance, and the year's turnover so far. The whole of an account is read from its months. */
export const OPENING: Readonly<Record<Part, string>> = {
  all: /* sql */ `
    WITH ${ACCOUNTS}, ask(first, year_start, least_state, part) AS (VALUES (?, ?, ?, ?))
    SELECT COALESCE(SUM(t.debit_fen - t.credit_fen), 0) AS balanceFen,
      COALESCE(SUM(t.debit_fen) FILTER (WHERE t.period >= ask.year_start), 0) AS yearDebitFen,
      COALESCE(SUM(t.credit_fen) FILTER (WHERE t.period >= ask.year_start), 0) AS yearCreditFen
    FROM ask CROSS JOIN accounts CROSS JOIN turnover t ON t.account_id = accounts.id
    WHERE t.period < ask.first AND t.state >= ask.least_state`,
  member: openingOf('e.member_id'),
  item: openingOf('e.item_id'),
  item2: openingOf('e.item2_id'),
};

function openingOf(column: 'e.member_id' | 'e.item_id' | 'e.item2_id'): string {
  return /* sql */ `
    WITH ${ACCOUNTS}, ask(first, year_start, least_state, part) AS (VALUES (?, ?, ?, ?))
    SELECT COALESCE(SUM(e.debit_fen - e.credit_fen), 0) AS balanceFen,
      COALESCE(SUM(e.debit_fen) FILTER (WHERE e.period >= ask.year_start), 0) AS yearDebitFen,
      COALESCE(SUM(e.credit_fen) FILTER (WHERE e.period >= ask.year_start), 0) AS yearCreditFen
    FROM ask CROSS JOIN accounts CROSS JOIN entry e ON e.account_id = accounts.id
    WHERE e.period < ask.first AND e.state >= ask.least_state AND ${column} = ask.part`;
}

/** Quantities stand in the entries alone. Only accounts of goods are asked. */
const openingQuantity = (part: Part): string => /* sql */ `
  WITH ${ACCOUNTS}
  SELECT COALESCE(SUM(CASE WHEN e.debit_fen <> 0 THEN e.quantity_milli ELSE -e.quantity_milli END), 0) AS milli
  FROM accounts CROSS JOIN entry e ON e.account_id = accounts.id
  WHERE e.period < ? AND e.state >= ? ${ONLY[part]}`;

/**
 * The lines of the range, each with the accounts on the other side of its voucher, gathered once a voucher: a payment list has
 * hundreds of lines of one account.
 */
export const LINES: Readonly<Record<Part, string>> = {
  all: linesOf('all'),
  member: linesOf('member'),
  item: linesOf('item'),
  item2: linesOf('item2'),
};

function linesOf(part: Part): string {
  return /* sql */ `
    WITH ${ACCOUNTS}, lines AS MATERIALIZED (
      SELECT e.voucher_id, e.no, e.summary, e.debit_fen, e.credit_fen, e.member_id, e.item_id, e.item2_id, e.quantity_milli
      FROM accounts CROSS JOIN entry e ON e.account_id = accounts.id
      WHERE e.period >= ? AND e.period <= ? AND e.state >= ? ${ONLY[part]}
    ), sides AS MATERIALIZED (
      SELECT DISTINCT o.voucher_id, o.credit_fen <> 0 AS is_credit, o.account_id
      FROM (SELECT DISTINCT voucher_id FROM lines) v CROSS JOIN entry o ON o.voucher_id = v.voucher_id
    ), counters AS MATERIALIZED (
      SELECT s.voucher_id, s.is_credit, group_concat(CASE WHEN p.id IS NULL THEN a.name ELSE p.name || '/' || a.name END, '、' ORDER BY a.code) AS names
      FROM sides s JOIN account a ON a.id = s.account_id LEFT JOIN account p ON p.id = a.parent_id
      GROUP BY s.voucher_id, s.is_credit
    )
    SELECT v.date, v.period, v.word, v.number, l.voucher_id AS voucherId, l.no, l.summary, COALESCE(c.names, '') AS counter,
      l.member_id AS memberId, COALESCE(person.name, m.organisation_name) AS memberName,
      CASE WHEN i2.id IS NULL THEN i.name ELSE i.name || '/' || i2.name END AS itemName,
      l.debit_fen AS debitFen, l.credit_fen AS creditFen, l.quantity_milli AS quantityMilli
    FROM lines l JOIN voucher v ON v.id = l.voucher_id
      LEFT JOIN counters c ON c.voucher_id = l.voucher_id AND c.is_credit = (l.debit_fen <> 0)
      LEFT JOIN member m ON m.id = l.member_id LEFT JOIN person ON person.id = m.person_id
      LEFT JOIN analysis_item i ON i.id = l.item_id LEFT JOIN analysis_item i2 ON i2.id = l.item2_id
    ORDER BY v.date, v.word, v.number, l.no`;
}

interface Line {
  readonly date: string;
  readonly period: string;
  readonly word: '记' | '收' | '付' | '转' | '初';
  readonly number: number;
  readonly voucherId: number;
  readonly no: number;
  readonly summary: string;
  readonly counter: string;
  readonly memberId: number | null;
  readonly memberName: string | null;
  readonly itemName: string | null;
  readonly debitFen: number;
  readonly creditFen: number;
  readonly quantityMilli: number | null;
}

/**
 * 明细账 of an account with all below it, or of one member or item of it; with `daily` the 日记账 of cash and bank. A line of totals
 * after each month that moved (本月合计), and the year so far (本年累计). An account of goods carries quantities (数量金额式).
 */
export function accountLedger({ db }: Reading, input: Input): Result<Shown> {
  const range = rangeOf(db, input);
  if (!range.ok) return range;
  const account = accountOf(db, range.value, input.account);
  if (!account.ok) return account;
  const part = partOf(db, account.value, input);
  if (!part.ok) return part;
  const { code, name, normal, withQuantity } = account.value;
  const { entityId, from, to, fromYearStart, leastState } = range.value;
  const of = [entityId, code, code] as const;
  const { kind, id } = part.value;

  const opening = db.get<Opening>(OPENING[kind], ...of, from, fromYearStart, leastState, id)!;
  const openingMilli = withQuantity
    ? db.get<{ milli: number }>(openingQuantity(kind), ...of, from, leastState, id)!.milli
    : null;
  const lines = db.all<Line>(LINES[kind], ...of, from, to, leastState, id);
  const written = write(lines, range.value, opening, openingMilli, input.daily === true);
  return ok({
    code,
    name,
    normal,
    withQuantity,
    openingFen: opening.balanceFen,
    openingQuantity: openingMilli === null ? null : quantityText(openingMilli),
    rows: written.rows,
    closingFen: written.balanceFen,
    below: input.daily === true ? below(lines, opening.balanceFen, normal) : [],
  });
}

function partOf(db: ReadableDb, account: Account, input: Input): Result<{ kind: Part; id: number | null }> {
  if (input.memberId !== undefined && input.itemId !== undefined) {
    return refuse('analysis_both', '社员和辅助核算项目只能选一个，请去掉一个。', { itemId: '只能选一个' });
  }
  if (input.memberId !== undefined) return ok({ kind: 'member', id: input.memberId });
  if (input.itemId === undefined) return ok({ kind: 'all', id: null });
  const item = itemById(db, input.itemId);
  if (!item || item.entityId !== account.entityId) {
    return refuse('item_unknown', '没有这个辅助核算项目，请重新选择。', { itemId: '请重新选择' });
  }
  // Livestock carries its herd second, whatever the account's own list says.
  const isSecond = item.dim === 'herd' || account.dims[1] === item.dim;
  return ok({ kind: isSecond ? 'item2' : 'item', id: item.id });
}

interface Opening {
  readonly balanceFen: number;
  readonly yearDebitFen: number;
  readonly yearCreditFen: number;
}

interface Sum {
  debitFen: number;
  creditFen: number;
  debitMilli: number;
  creditMilli: number;
}

const nothing = (): Sum => ({ debitFen: 0, creditFen: 0, debitMilli: 0, creditMilli: 0 });

function write(
  lines: readonly Line[],
  range: Range,
  opening: Opening,
  openingMilli: number | null,
  daily: boolean,
): { rows: Row[]; balanceFen: number } {
  let balanceFen = opening.balanceFen;
  let balanceMilli = openingMilli;
  let day = nothing();
  let month = nothing();
  // Quantities of the year are summed from the range's own lines when it begins with January, and else not known.
  const goesOn = lines[0]?.period.slice(0, 4) === range.from.slice(0, 4);
  let year: Sum = goesOn
    ? { ...nothing(), debitFen: opening.yearDebitFen, creditFen: opening.yearCreditFen }
    : nothing();
  let knowsYearQuantity = !goesOn || range.from === range.fromYearStart;
  const withQuantity = openingMilli !== null;
  const text = (milli: number | null): string | null =>
    withQuantity && milli !== null ? quantityText(milli) : null;

  const totals = (kind: 'day' | 'month' | 'year', date: string, words: string, sum: Sum): Row => {
    const known = kind !== 'year' || knowsYearQuantity;
    return {
      ...EMPTY,
      kind,
      date,
      summary: words,
      debitFen: sum.debitFen,
      creditFen: sum.creditFen,
      balanceFen,
      debitQuantity: known ? text(sum.debitMilli) : null,
      creditQuantity: known ? text(sum.creditMilli) : null,
      balanceQuantity: text(balanceMilli),
    };
  };

  const first = openingWords(range.from);
  const rows: Row[] = [
    {
      ...EMPTY,
      kind: 'opening',
      date: `${range.from}-01`,
      summary: first,
      balanceFen,
      balanceQuantity: text(balanceMilli),
    },
  ];
  lines.forEach((line, index) => {
    const isDebit = line.debitFen !== 0;
    const milli = line.quantityMilli ?? 0;
    balanceFen += line.debitFen - line.creditFen;
    if (balanceMilli !== null) balanceMilli += isDebit ? milli : -milli;
    for (const sum of [day, month, year]) add(sum, line);
    rows.push({
      kind: 'entry',
      date: line.date,
      voucherId: line.voucherId,
      voucherName: shortName(line),
      no: line.no,
      summary: line.summary,
      counter: line.counter,
      memberId: line.memberId,
      memberName: line.memberName,
      itemName: line.itemName,
      debitFen: line.debitFen,
      creditFen: line.creditFen,
      balanceFen,
      debitQuantity: isDebit ? text(line.quantityMilli) : null,
      creditQuantity: isDebit ? null : text(line.quantityMilli),
      balanceQuantity: text(balanceMilli),
    });
    const next = lines[index + 1];
    if (daily && next?.date !== line.date) {
      rows.push(totals('day', line.date, '本日合计', day));
      day = nothing();
    }
    if (next?.period !== line.period) {
      const end = lastDayOf(line.period);
      rows.push(totals('month', end, '本月合计', month), totals('year', end, '本年累计', year));
      month = nothing();
    }
    if (next && next.period.slice(0, 4) !== line.period.slice(0, 4)) {
      year = nothing();
      knowsYearQuantity = true;
    }
  });
  return { rows, balanceFen };
}

function add(sum: Sum, line: Line): void {
  sum.debitFen += line.debitFen;
  sum.creditFen += line.creditFen;
  if (line.debitFen !== 0) sum.debitMilli += line.quantityMilli ?? 0;
  else sum.creditMilli += line.quantityMilli ?? 0;
}

const EMPTY = {
  voucherId: null,
  voucherName: '',
  no: null,
  counter: '',
  memberId: null,
  memberName: null,
  itemName: null,
  debitFen: 0,
  creditFen: 0,
  debitQuantity: null,
  creditQuantity: null,
} as const;

/** Days at whose end the balance stands on the side where this account can't. */
function below(lines: readonly Line[], openingFen: number, normal: 'debit' | 'credit'): Shown['below'] {
  const days: Shown['below'] = [];
  let balanceFen = openingFen;
  lines.forEach((line, index) => {
    balanceFen += line.debitFen - line.creditFen;
    const dayEnds = lines[index + 1]?.date !== line.date;
    if (dayEnds && (normal === 'debit' ? balanceFen < 0 : balanceFen > 0))
      days.push({ date: line.date, balanceFen });
  });
  return days;
}
