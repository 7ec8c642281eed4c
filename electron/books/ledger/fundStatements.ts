import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import {
  evaluateFundActivity,
  evaluateFundSheet,
  type FundFigure,
  fundStatementChecks,
} from '../../../shared/rules/statements/fund.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { type Account, accountsOf } from '../accounts/index.ts';
import { booksOf } from '../entities/index.ts';
import type { BookCheck } from './equation.ts';
import { beforeBooks } from './statements.ts';

type Shown = Output<'statements.fund'>;

/** 资产负债表 and 业务活动表 of the association at the end of a period. */
export function getFundStatements({ db }: Reading, input: Parsed<'statements.fund'>): Result<Shown> {
  const books = booksOf(db, input.entityId);
  if (!books.ok) return books;
  const { id, kind, name } = books.value;
  if (kind !== 'fund') {
    return refuse('entity_not_fund', `“${name}”不是互助资金协会，它的报表是会农社 01、02、03 表。`);
  }
  const early = beforeBooks(db, id, input.period);
  if (early) return early;
  const { period } = input;
  const figures = fundFigures(db, id, period, input.postedOnly === true);
  const sheet = evaluateFundSheet(figures);
  const activity = evaluateFundActivity(figures);
  return ok({
    period,
    unposted: db.get<{ count: number }>(
      `SELECT COUNT(*) AS count FROM voucher
       WHERE entity_id = ? AND period <= ? AND state IN ('draft', 'reviewed') AND kind <> 'opening'`,
      id,
      period,
    )!.count,
    openFen: 0 - figures.filter((one) => one.isProfit).reduce((fen, one) => fen + one.endFen, 0),
    sheet,
    activity,
    checks: fundChecksOf(figures),
  });
}

/** The equations of the two statements, as the list of checks has them. */
export function fundStatementEquations(db: ReadableDb, entityId: number, period: string): BookCheck[] {
  return fundChecksOf(fundFigures(db, entityId, period, false));
}

function fundChecksOf(figures: readonly FundFigure[]): BookCheck[] {
  return fundStatementChecks(evaluateFundSheet(figures), evaluateFundActivity(figures)).map((one) => ({
    id: one.id,
    tier: 3,
    name: one.name,
    level: 'block',
    ok: one.ok,
    leftLabel: one.leftLabel,
    left: formatYuan(one.leftFen),
    rightLabel: one.rightLabel,
    right: formatYuan(one.rightFen),
    rows: [],
  }));
}

interface Turned {
  readonly accountId: number;
  readonly beginFen: number;
  readonly endFen: number;
  readonly monthFen: number;
  readonly yearFen: number;
}

function fundFigures(db: ReadableDb, entityId: number, period: string, postedOnly: boolean): FundFigure[] {
  const turned = db.all<Turned>(
    `WITH ask(entity_id, year_start, period, least_state) AS (VALUES (?, ?, ?, ?)),
     closings AS (
       SELECT e.account_id, e.period, SUM(e.debit_fen - e.credit_fen) AS fen
       FROM ask CROSS JOIN voucher v CROSS JOIN entry e ON e.voucher_id = v.id
       WHERE v.entity_id = ask.entity_id AND v.kind NOT IN ('entry', 'event') AND v.kind = 'close-profit' AND e.state >= ask.least_state
         AND v.period >= ask.year_start AND v.period <= ask.period
       GROUP BY e.account_id, e.period
     ),
     moves AS (
       SELECT t.account_id, t.period, t.debit_fen - t.credit_fen AS fen, 0 AS closing_fen
       FROM ask CROSS JOIN account a CROSS JOIN turnover t ON t.account_id = a.id
       WHERE a.entity_id = ask.entity_id AND t.period <= ask.period AND t.state >= ask.least_state
       UNION ALL SELECT account_id, period, 0, fen FROM closings
     )
     SELECT m.account_id AS accountId,
       COALESCE(SUM(m.fen) FILTER (WHERE m.period < ask.year_start), 0) AS beginFen, SUM(m.fen) AS endFen,
       COALESCE(SUM(m.fen - m.closing_fen) FILTER (WHERE m.period = ask.period), 0) AS monthFen,
       COALESCE(SUM(m.fen - m.closing_fen) FILTER (WHERE m.period >= ask.year_start), 0) AS yearFen
     FROM ask CROSS JOIN moves m GROUP BY m.account_id`,
    entityId,
    `${period.slice(0, 4)}-01`,
    period,
    postedOnly ? 2 : 1,
  );
  const accounts = new Map(accountsOf(db, entityId).map((one) => [one.id, one]));
  return turned.map(({ accountId, ...fen }) => {
    const account = accounts.get(accountId);
    return {
      ...fen,
      roles: rolesOf(account, accounts),
      isProfit: account?.class === 'profit',
      isEquity: account?.class === 'equity',
    };
  });
}

function rolesOf(account: Account | undefined, accounts: ReadonlyMap<number, Account>): string[] {
  if (!account) return [];
  const parent = account.parentId === null ? undefined : accounts.get(account.parentId);
  return [account.role, ...rolesOf(parent, accounts)];
}
