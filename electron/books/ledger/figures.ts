import { CARRIED } from '../../../shared/rules/posting/closing.ts';
import { invariant } from '../../../shared/rules/result.ts';
import { pairFlows, type Flow, type FlowLine } from '../../../shared/rules/statements/flows.ts';
import type {
  AccountFigures,
  MemberFigures,
  YearFigures,
} from '../../../shared/rules/statements/evaluate.ts';
import type { ReadableDb } from '../../workspace/database.ts';

/** A flow and the voucher it is in. */
export interface BookFlow extends Flow {
  readonly voucherId: number;
}

/** What the statements of a year are computed from, as the books have it. */
export interface BookFigures extends YearFigures {
  readonly accounts: readonly AccountFigures[];
  readonly members: readonly MemberFigures[];
  readonly flows: readonly BookFlow[];
}

/**
 * The figures of a year up to the end of one of its months: balances and turnover by account, 114 by member, and the flows of equity.
 * Turnover leaves out what carries profit to 331 (结转损益, and the year so far of a start after January), because by it
 * every profit account would have moved by nothing.
 */
export function yearFigures(
  db: ReadableDb,
  entityId: number,
  year: number,
  upTo = `${year}-12`,
  postedOnly = false,
): BookFigures {
  invariant(upTo.startsWith(String(year)), 'a period of the year');
  const ask: Ask = [entityId, `${year}-01`, upTo, postedOnly ? 2 : 1];
  return figuresOf(db, ask, membersOf(db, ask));
}

/** The same with the whole year before; members' lines, of which there are most, are read once for both. */
export function twoYears(
  db: ReadableDb,
  entityId: number,
  upTo: string,
  postedOnly: boolean,
): { current: BookFigures; previous: BookFigures } {
  const year = Number(upTo.slice(0, 4));
  const leastState = postedOnly ? 2 : 1;
  const ask: Ask = [entityId, `${year}-01`, upTo, leastState];
  const members = membersOf(db, ask);
  const before = members.map(({ code, memberId, beginDebitFen, earlierDebitFen }) => ({
    code,
    memberId,
    endDebitFen: beginDebitFen,
    beginDebitFen: earlierDebitFen,
  }));
  return {
    current: figuresOf(db, ask, members),
    previous: figuresOf(db, [entityId, `${year - 1}-01`, `${year - 1}-12`, leastState], before),
  };
}

function figuresOf(db: ReadableDb, ask: Ask, members: readonly MemberFigures[]): BookFigures {
  const carried = new Map(db.all<Turnover>(CARRIED_TURNOVER, ...ask, CARRIED).map((row) => [row.code, row]));
  const accounts = db.all<AccountFigures>(ACCOUNT_FIGURES, ...ask).map((one) => ({
    ...one,
    debitFen: one.debitFen - (carried.get(one.code)?.debitFen ?? 0),
    creditFen: one.creditFen - (carried.get(one.code)?.creditFen ?? 0),
  }));
  return { accounts, members, flows: flowsOf(db, ask) };
}

function membersOf(db: ReadableDb, ask: Ask): (MemberFigures & { readonly earlierDebitFen: number })[] {
  return db.all(MEMBER_FIGURES, ...ask, `${Number(ask[1].slice(0, 4)) - 1}-01`);
}

type Ask = readonly [entityId: number, yearStart: string, upTo: string, leastState: number];

interface Turnover {
  readonly code: string;
  readonly debitFen: number;
  readonly creditFen: number;
}

const ASK = /* sql */ `WITH ask(entity_id, year_start, up_to, least_state) AS (VALUES (?, ?, ?, ?))`;

export const ACCOUNT_FIGURES = /* sql */ `
  ${ASK}
  SELECT a.code, SUM(t.debit_fen - t.credit_fen) AS endDebitFen,
    COALESCE(SUM(t.debit_fen - t.credit_fen) FILTER (WHERE t.period < ask.year_start), 0) AS beginDebitFen,
    COALESCE(SUM(t.debit_fen) FILTER (WHERE t.period >= ask.year_start), 0) AS debitFen,
    COALESCE(SUM(t.credit_fen) FILTER (WHERE t.period >= ask.year_start), 0) AS creditFen
  FROM ask CROSS JOIN account a CROSS JOIN turnover t ON t.account_id = a.id
  WHERE a.entity_id = ask.entity_id AND t.period <= ask.up_to AND t.state >= ask.least_state
  GROUP BY a.code`;

/** Found by the index of closings, so that no other voucher is looked at. */
const CARRIED_TURNOVER = /* sql */ `
  ${ASK}
  SELECT a.code, SUM(e.debit_fen) AS debitFen, SUM(e.credit_fen) AS creditFen
  FROM ask CROSS JOIN voucher v CROSS JOIN entry e ON e.voucher_id = v.id JOIN account a ON a.id = e.account_id
  WHERE v.entity_id = ask.entity_id AND v.kind NOT IN ('entry', 'event') AND v.kind IN ('close-profit', 'opening')
    AND (v.kind = 'close-profit' OR v.note = ?)
    AND v.period >= ask.year_start AND v.period <= ask.up_to AND e.state >= ask.least_state
  GROUP BY a.code`;

/**
 * 成员往来 is shown by each member's side: balances at the end, before the year, and before the one before. Read member by member
 * from their covering index, so that nothing is sorted.
 */
export const MEMBER_FIGURES = /* sql */ `
  ${ASK}, ask_before(earlier_start) AS (VALUES (?))
  SELECT a.code, m.id AS memberId, SUM(e.debit_fen - e.credit_fen) AS endDebitFen,
    COALESCE(SUM(e.debit_fen - e.credit_fen) FILTER (WHERE e.period < ask.year_start), 0) AS beginDebitFen,
    COALESCE(SUM(e.debit_fen - e.credit_fen) FILTER (WHERE e.period < ask_before.earlier_start), 0) AS earlierDebitFen
  FROM ask CROSS JOIN ask_before CROSS JOIN account a CROSS JOIN member m
    CROSS JOIN entry e INDEXED BY entry_by_member ON e.member_id = m.id AND e.account_id = a.id
  WHERE a.entity_id = ask.entity_id AND a.code >= '114' AND a.code < '115' AND m.entity_id = ask.entity_id
    AND e.period <= ask.up_to AND e.state >= ask.least_state
  GROUP BY a.code, m.id`;

/** The whole of every voucher of the year that touches equity other than 本年盈余, found by account. */
export const EQUITY_VOUCHERS = /* sql */ `
  ${ASK}
  SELECT v.id AS voucherId, v.kind, a.code, i.name AS item, e.debit_fen AS debitFen, e.credit_fen AS creditFen
  FROM ask CROSS JOIN (
      SELECT DISTINCT e.voucher_id FROM ask CROSS JOIN account a CROSS JOIN entry e ON e.account_id = a.id
      WHERE a.entity_id = ask.entity_id AND substr(a.code, 1, 3) IN ('301', '311', '321', '322', '332')
        AND e.period >= ask.year_start AND e.period <= ask.up_to AND e.state >= ask.least_state
    ) touching CROSS JOIN voucher v ON v.id = touching.voucher_id CROSS JOIN entry e ON e.voucher_id = v.id
    JOIN account a ON a.id = e.account_id LEFT JOIN analysis_item i ON i.id = e.item_id
  WHERE v.kind <> 'close-profit'
  ORDER BY v.id, e.no`;

interface EquityLine extends FlowLine {
  readonly voucherId: number;
  readonly kind: string;
}

function flowsOf(db: ReadableDb, ask: Ask): BookFlow[] {
  const byVoucher = new Map<number, EquityLine[]>();
  for (const line of db.iterate<EquityLine>(EQUITY_VOUCHERS, ...ask)) {
    const lines = byVoucher.get(line.voucherId);
    if (lines) lines.push(line);
    else byVoucher.set(line.voucherId, [line]);
  }
  return [...byVoucher].flatMap(([voucherId, lines]) => {
    // Damaged: the check of the vouchers names it, and the statements' own equations show what it does to them.
    if (lines.reduce((fen, line) => fen + line.debitFen - line.creditFen, 0) !== 0) return [];
    const flows = lines[0]?.kind === 'opening' ? flowsOfOpening(lines) : pairFlows(lines).flows;
    return flows.map((flow) => ({ ...flow, voucherId }));
  });
}

/**
 * The year so far before the books began comes as one voucher of many accounts. What was distributed or turned into shares
 * names its purpose, and so the account opposite; the rest is paired as in any voucher.
 */
function flowsOfOpening(lines: readonly FlowLine[]): Flow[] {
  const left = lines.map((line) => ({ ...line }));
  const flows: Flow[] = [];
  for (const from of left) {
    const opposite = OPPOSITE.find((one) => from.code.startsWith(one.debit) && from.item === one.item);
    if (!opposite) continue;
    for (const to of left.filter((line) => line.code.startsWith(opposite.credit))) {
      const fen = Math.min(from.debitFen, to.creditFen);
      if (fen <= 0) continue;
      from.debitFen -= fen;
      to.creditFen -= fen;
      flows.push({ debit: from.code, credit: to.code, debitItem: from.item, creditItem: to.item, fen });
    }
  }
  return [...flows, ...pairFlows(left).flows];
}

/** Purposes as the chart names them (盈余分配, 盈余公积). */
const OPPOSITE = [
  { debit: '33201', item: '提取盈余公积', credit: '322' },
  { debit: '33201', item: '盈余返还', credit: '221' },
  { debit: '33201', item: '剩余盈余分配', credit: '222' },
  { debit: '33201', item: '转为成员出资', credit: '301' },
  { debit: '322', item: '转为成员出资', credit: '301' },
  { debit: '322', item: '弥补亏损', credit: '33202' },
] as const;
