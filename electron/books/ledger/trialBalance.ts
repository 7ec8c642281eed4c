import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import { codesUpTo, levelOf, rangeOf } from './range.ts';

type Shown = Output<'ledger.trialBalance'>;

interface Figures {
  readonly openingFen: number;
  readonly debitFen: number;
  readonly creditFen: number;
  readonly yearDebitFen: number;
  readonly yearCreditFen: number;
}

interface AccountRow extends Figures {
  readonly accountId: number;
  readonly code: string;
  readonly name: string;
  readonly class: string;
  readonly isLeaf: number;
}

/** From the turnover kept by month, so that it takes no longer with more vouchers. */
export const TRIAL_BALANCE = /* sql */ `
  WITH ask(entity_id, first, last, year_start, least_state) AS (VALUES (?, ?, ?, ?, ?))
  SELECT a.id AS accountId, a.code, a.name, a.class, NOT EXISTS (SELECT 1 FROM account s WHERE s.parent_id = a.id) AS isLeaf,
    COALESCE(SUM(t.debit_fen - t.credit_fen) FILTER (WHERE t.period < ask.first), 0) AS openingFen,
    COALESCE(SUM(t.debit_fen) FILTER (WHERE t.period >= ask.first), 0) AS debitFen,
    COALESCE(SUM(t.credit_fen) FILTER (WHERE t.period >= ask.first), 0) AS creditFen,
    COALESCE(SUM(t.debit_fen) FILTER (WHERE t.period >= ask.year_start), 0) AS yearDebitFen,
    COALESCE(SUM(t.credit_fen) FILTER (WHERE t.period >= ask.year_start), 0) AS yearCreditFen
  FROM ask CROSS JOIN account a
    LEFT JOIN turnover t ON t.account_id = a.id AND t.period <= ask.last AND t.state >= ask.least_state
  WHERE a.entity_id = ask.entity_id GROUP BY a.id ORDER BY a.code`;

/**
 * 科目余额表: opening, turnover, turnover of the year so far and closing of every account that has any. Sub-accounts are
 * summed into those above them, which stand on one side with what is left.
 */
export function trialBalance({ db }: Reading, input: Parsed<'ledger.trialBalance'>): Result<Shown> {
  const range = rangeOf(db, input);
  if (!range.ok) return range;
  const { entityId, from, to, toYearStart, leastState } = range.value;
  const accounts = db.all<AccountRow>(TRIAL_BALANCE, entityId, from, to, toYearStart, leastState);
  const sums = new Map<string, Figures>();
  for (const one of accounts) {
    for (const code of codesUpTo(one.code)) sums.set(code, plus(sums.get(code) ?? NOTHING, one));
  }
  const rows = accounts.flatMap(({ accountId, code, name, class: kind, isLeaf }) => {
    const figures = sums.get(code) ?? NOTHING;
    if (Object.keys(NOTHING).every((key) => figures[key as keyof Figures] === 0)) return [];
    const row = { accountId, code, name, level: levelOf(code), isLeaf: isLeaf === 1, class: kind };
    return [{ ...row, ...onSides(figures) }];
  });
  return ok({
    rows: rows.filter((row) => input.level === undefined || row.level <= input.level),
    totals: totalsOf(rows.filter((row) => row.level === 1)),
  });
}

const NOTHING: Figures = { openingFen: 0, debitFen: 0, creditFen: 0, yearDebitFen: 0, yearCreditFen: 0 };

function plus(a: Figures, b: Figures): Figures {
  return {
    openingFen: a.openingFen + b.openingFen,
    debitFen: a.debitFen + b.debitFen,
    creditFen: a.creditFen + b.creditFen,
    yearDebitFen: a.yearDebitFen + b.yearDebitFen,
    yearCreditFen: a.yearCreditFen + b.yearCreditFen,
  };
}

type Sides = Shown['totals'];

function onSides({ openingFen, ...moved }: Figures): Sides {
  const closingFen = openingFen + moved.debitFen - moved.creditFen;
  return {
    openingDebitFen: Math.max(openingFen, 0),
    openingCreditFen: Math.max(0 - openingFen, 0),
    ...moved,
    closingDebitFen: Math.max(closingFen, 0),
    closingCreditFen: Math.max(0 - closingFen, 0),
  };
}

function totalsOf(rows: readonly Sides[]): Sides {
  const sum = (pick: (row: Sides) => number): number => rows.reduce((fen, row) => fen + pick(row), 0);
  return {
    openingDebitFen: sum((row) => row.openingDebitFen),
    openingCreditFen: sum((row) => row.openingCreditFen),
    debitFen: sum((row) => row.debitFen),
    creditFen: sum((row) => row.creditFen),
    yearDebitFen: sum((row) => row.yearDebitFen),
    yearCreditFen: sum((row) => row.yearCreditFen),
    closingDebitFen: sum((row) => row.closingDebitFen),
    closingCreditFen: sum((row) => row.closingCreditFen),
  };
}
