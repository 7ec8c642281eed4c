import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import {
  accountsWithoutRow,
  checks,
  evaluateBalanceSheet,
  evaluateEquityChanges,
  evaluateSurplus,
  flowsWithoutLine,
  type StatementCheck,
  type StatementInput,
} from '../../../shared/rules/statements/evaluate.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf, firstPeriodOf } from '../entities/index.ts';
import { type BookCheck, MOST_ROWS } from './equation.ts';
import { type BookFigures, twoYears, yearFigures } from './figures.ts';

type Shown = Output<'statements.get'>;

/** What the books say of a period's year, and of the whole year before where they go back that far. */
export interface BookStatements extends StatementInput {
  readonly current: BookFigures;
  readonly previous: BookFigures | null;
}

export function statementInput(
  db: ReadableDb,
  entityId: number,
  period: string,
  postedOnly: boolean,
): BookStatements {
  const year = Number(period.slice(0, 4));
  if (firstPeriodOf(db, entityId) <= `${year - 1}-12`) return twoYears(db, entityId, period, postedOnly);
  return { current: yearFigures(db, entityId, year, period, postedOnly), previous: null };
}

/** 会农社01/02/03表 at the end of a period; before December the flows are those of the year so far. */
export function getStatements({ db }: Reading, input: Parsed<'statements.get'>): Result<Shown> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const early = beforeBooks(db, entityId, input.period);
  if (early) return early;
  const { period } = input;
  const figures = statementInput(db, entityId, period, input.postedOnly === true);
  const unposted = db.get<{ count: number }>(
    `SELECT COUNT(*) AS count FROM voucher
     WHERE entity_id = ? AND period <= ? AND state IN ('draft', 'reviewed') AND kind <> 'opening'`,
    entityId,
    period,
  )!.count;
  return ok({
    period,
    unposted,
    profitOpen: figures.current.accounts.some((one) => one.code.startsWith('5') && one.endDebitFen !== 0),
    notes: notesOf(period),
    balanceSheet: evaluateBalanceSheet(figures),
    surplus: evaluateSurplus(figures),
    equity: evaluateEquityChanges(figures).columns.map((column) => ({
      ...column,
      increase: [...column.increase],
      decrease: [...column.decrease],
    })),
    checks: statementChecks(figures, true),
  });
}

export function beforeBooks(db: ReadableDb, entityId: number, period: string): Result<never> | null {
  const first = firstPeriodOf(db, entityId);
  if (period >= first) return null;
  const sentence = `账套从 ${first} 启用，${period} 没有报表。请选 ${first} 或以后的期间。`;
  return refuse('before_books', sentence, { period: sentence });
}

/** The first year of the regulation whose statements these are. */
const REGULATION_YEAR = 2023;

function notesOf(period: string): string[] {
  const year = Number(period.slice(0, 4));
  if (year >= REGULATION_YEAR) return [];
  return [
    `财会〔2021〕37号自 ${REGULATION_YEAR} 年 1 月 1 日起施行。${year} 年度适用的是财会〔2007〕15号；这里按新制度的格式列示，只供参照，不能当作当年的正式报表。`,
  ];
}

/**
 * The equations of the three statements. While a month runs, profit stands in its accounts, losses may wait for their approval
 * (181) and a distribution for its clearing: then they are only to look at; `atEnd`, when the month is to be closed, they block.
 */
export function statementChecks(input: BookStatements, atEnd: boolean): BookCheck[] {
  const all = checks(input);
  const isWaiting = all.some((one) => one.id === '01-c' && !one.ok);
  return all.map((one) => ({
    id: one.id,
    tier: 3,
    name: one.name,
    level:
      atEnd || !(OPEN_MEANWHILE.test(one.id) || (isWaiting && one.id.startsWith('01-a'))) ? 'block' : 'warn',
    ok: one.ok,
    leftLabel: one.leftLabel,
    left: formatYuan(one.leftFen),
    rightLabel: one.rightLabel,
    right: formatYuan(one.rightFen),
    rows: rowsBehind(one, input),
  }));
}

const OPEN_MEANWHILE = /^(?:01-c|01-d|02-e-.*)$/u;

/** What a difference comes from: accounts that should be nil or have no row, and the vouchers no line of 02 and 03 can show. */
function rowsBehind(check: StatementCheck, { current }: BookStatements): BookCheck['rows'] {
  if (check.ok) return [];
  const balanceOf = (code: string, fen: number) => ({
    text: `${code} 余额 ${formatYuan(fen)}`,
    account: code,
  });
  const prefix = check.id.startsWith('01-a') ? '181' : NIL_ACCOUNTS[check.id];
  const open = current.accounts
    .filter((one) => prefix !== undefined && one.code.startsWith(prefix) && one.endDebitFen !== 0)
    .map((one) => balanceOf(one.code, one.endDebitFen));
  if (/^01-[ae]/u.test(check.id)) {
    return [...open, ...accountsWithoutRow(current).map(([code, fen]) => balanceOf(code, fen))];
  }
  if (!/^0[23]-/u.test(check.id) || open.length > 0) return open;
  return flowsWithoutLine(current.flows)
    .slice(0, MOST_ROWS)
    .map(({ voucherId, debit, credit, fen }) => ({
      text: `凭证里的“借 ${sideName(debit)}、贷 ${sideName(credit)}”${formatYuan(fen)} 元，报表没有这种变动的位置`,
      voucherId,
    }));
}

const sideName = (code: string): string => (code === 'other' ? '其他科目' : code);

const NIL_ACCOUNTS: Readonly<Record<string, string>> = {
  '01-c': '181',
  '01-d': '5',
  '02-e-331': '331',
  '02-e-33201': '33201',
};
