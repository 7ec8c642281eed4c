import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { invariant, ok, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import { accountsOf } from '../accounts/index.ts';
import { accountOf, codesUpTo, rangeOf, type Range } from './range.ts';

type Shown = Output<'ledger.general'>[number];

interface MonthRow {
  readonly code: string;
  readonly period: string;
  readonly debitFen: number;
  readonly creditFen: number;
}

export const MONTHS = /* sql */ `
  SELECT a.code, t.period, SUM(t.debit_fen) AS debitFen, SUM(t.credit_fen) AS creditFen
  FROM account a CROSS JOIN turnover t ON t.account_id = a.id
  WHERE a.entity_id = ? AND a.code >= ? AND a.code < ? || 'a' AND t.period <= ? AND t.state >= ?
  GROUP BY a.code, t.period`;

/**
 * 总账: of one account, or of every first-level account that has anything, the months that moved. Sub-accounts are summed in.
 */
export function generalLedger({ db }: Reading, input: Parsed<'ledger.general'>): Result<Shown[]> {
  const range = rangeOf(db, input);
  if (!range.ok) return range;
  const { entityId, to, leastState } = range.value;
  if (input.account !== undefined) {
    const account = accountOf(db, range.value, input.account);
    if (!account.ok) return account;
  }
  const wanted = input.account ?? '';
  const months = new Map<string, Map<string, MonthRow>>();
  for (const row of db.all<MonthRow>(MONTHS, entityId, wanted, wanted, to, leastState)) {
    const code = codesUpTo(row.code).find((one) => one.startsWith(wanted));
    invariant(code !== undefined, 'the query gives what begins with the code');
    const ofAccount = months.get(code) ?? new Map<string, MonthRow>();
    const known = ofAccount.get(row.period);
    ofAccount.set(row.period, {
      code,
      period: row.period,
      debitFen: row.debitFen + (known?.debitFen ?? 0),
      creditFen: row.creditFen + (known?.creditFen ?? 0),
    });
    months.set(code, ofAccount);
  }
  return ok(
    accountsOf(db, entityId)
      .filter(({ code }) => (input.account === undefined ? code.length === 3 : code === input.account))
      .map(({ code, name, normal }) => ({
        code,
        name,
        normal,
        ...monthly([...(months.get(code)?.values() ?? [])], range.value),
      }))
      .filter((one) => input.account !== undefined || one.openingFen !== 0 || one.months.length > 0),
  );
}

function monthly(rows: readonly MonthRow[], { from }: Range): Pick<Shown, 'openingFen' | 'months'> {
  let balanceFen = 0;
  let openingFen = 0;
  let year = { start: '', debitFen: 0, creditFen: 0 };
  const months: Shown['months'] = [];
  for (const { period, debitFen, creditFen } of [...rows].sort((a, b) => (a.period < b.period ? -1 : 1))) {
    const start = period.slice(0, 4);
    const before = year.start === start ? year : { debitFen: 0, creditFen: 0 };
    year = { start, debitFen: before.debitFen + debitFen, creditFen: before.creditFen + creditFen };
    balanceFen += debitFen - creditFen;
    if (period < from) {
      openingFen = balanceFen;
      continue;
    }
    // A draft that was replaced, or made void, leaves a month of nothing behind.
    if (debitFen === 0 && creditFen === 0) continue;
    months.push({
      period,
      debitFen,
      creditFen,
      balanceFen,
      yearDebitFen: year.debitFen,
      yearCreditFen: year.creditFen,
    });
  }
  return { openingFen, months };
}
