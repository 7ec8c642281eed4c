import type { ReadableDb } from '../../workspace/database.ts';
import { netBalance, openingEnd } from './balances.ts';
import { firstPeriodOf } from '../entities/index.ts';

/** What the books say about a fiscal year's distribution, in fen. */
export interface YearSurplus {
  /** Whether the year lies in the books: not before the first booked period's year. */
  readonly booked: boolean;
  /** 本年盈余 (02表 row 12): what ① carried, or what stands in 331 and on the profit accounts before it. */
  readonly surplusFen: number;
  /** 未分配盈余 of earlier years that this year's distribution starts from, reserves put in (row 14) included. */
  readonly openingUndistributedFen: number;
  /** Whether ① of the year stands. */
  readonly carried: boolean;
  /** 311 by source, at the year's end. */
  readonly grantFen: number;
  readonly donationFen: number;
}

/**
 * The figures a dividend run of a year takes from the ledger. The opening is what earlier years left in 332 by the year's end,
 * less what runs of earlier years distribute later: a meeting in March posts in the new year, but distributes the old year's.
 */
export function yearSurplus(db: ReadableDb, entityId: number, year: number): YearSurplus {
  const booked = year >= Number(firstPeriodOf(db, entityId).slice(0, 4));
  if (!booked) {
    const nothing = { surplusFen: 0, openingUndistributedFen: 0, grantFen: 0, donationFen: 0 };
    return { booked, carried: false, ...nothing };
  }
  const december = `${year}-12`;
  const carriedFen = carriedSurplus(db, entityId, year);
  const openProfitFen = -netBalance(db, entityId, '331', december) - netBalance(db, entityId, '5', december);
  const undistributedFen = -netBalance(db, entityId, '332', december);
  const funds = new Map(
    db
      .all<{ name: string; fen: number }>(
        `SELECT i.name, SUM(e.credit_fen - e.debit_fen) AS fen
         FROM account a JOIN entry e ON e.account_id = a.id AND e.period <= ? AND e.state > 0
           JOIN analysis_item i ON i.id = e.item_id
         WHERE a.entity_id = ? AND a.code = '311' GROUP BY i.name`,
        december,
        entityId,
      )
      .map((row) => [row.name, row.fen]),
  );
  return {
    booked,
    carried: carriedFen !== null,
    surplusFen: (carriedFen ?? 0) + openProfitFen,
    openingUndistributedFen:
      undistributedFen -
      (carriedFen ?? 0) +
      distributedOf(db, entityId, 'own', year) -
      distributedOf(db, entityId, 'later', year),
    grantFen: funds.get('国家财政直接补助') ?? 0,
    donationFen: funds.get('他人捐赠') ?? 0,
  };
}

/** What ① of a year carried to 332, reversals taken off; null when none stands. */
export function carriedSurplus(db: ReadableDb, entityId: number, year: number): number | null {
  const row = db.get<{ standing: number; fen: number }>(
    `SELECT COUNT(DISTINCT CASE WHEN v.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM voucher r WHERE r.reverses_id = v.id AND r.state <> 'void')
         THEN v.id END) AS standing,
       COALESCE(SUM(e.credit_fen - e.debit_fen), 0) AS fen
     FROM voucher v JOIN entry e ON e.voucher_id = v.id JOIN account a ON a.id = e.account_id
     WHERE v.entity_id = ? AND v.kind = 'close-year' AND v.period = ? AND v.state <> 'void' AND a.code = '33202'`,
    entityId,
    `${year}-12`,
  )!;
  return row.standing > 0 ? row.fen : null;
}

/**
 * Debit of 332 by runs: `own` – of this year, posted by its end; `later` – of earlier years, posted after it. Reversals are red and
 * count against it.
 */
function distributedOf(db: ReadableDb, entityId: number, which: 'own' | 'later', year: number): number {
  const row = db.get<{ fen: number }>(
    `SELECT COALESCE(SUM(e.debit_fen - e.credit_fen), 0) AS fen
     FROM dividend_run r JOIN voucher v ON v.source = 'dividend-run' AND v.source_id = r.id AND v.state <> 'void'
       JOIN entry e ON e.voucher_id = v.id JOIN account a ON a.id = e.account_id
     WHERE r.entity_id = ? AND a.code = '33201' AND CASE ? WHEN 'own' THEN r.fiscal_year = ? AND v.period <= ?
       ELSE r.fiscal_year < ? AND v.period > ? END`,
    entityId,
    which,
    year,
    `${year}-12`,
    year,
    `${year}-12`,
  )!;
  return row.fen;
}

/**
 * What the openings brought in 332 (and runs from before the books gave back when they were made void in them), and what standing runs
 * of years before the books distribute out of it in the books, their 公积金 included.
 */
export function openingDistributed(
  db: ReadableDb,
  entityId: number,
): { readonly broughtFen: number; readonly distributedFen: number } {
  const firstPeriod = firstPeriodOf(db, entityId);
  const { distributedFen } = db.get<{ distributedFen: number }>(
    `SELECT COALESCE(SUM((totals ->> 'reserveFen') + (totals ->> 'totalFen')), 0) AS distributedFen FROM dividend_run
     WHERE entity_id = ? AND state IN ('approved', 'paying', 'settled') AND fiscal_year < ? AND posting_date >= ?`,
    entityId,
    Number(firstPeriod.slice(0, 4)),
    firstPeriod,
  )!;
  const { returnedFen } = db.get<{ returnedFen: number }>(
    `SELECT COALESCE(SUM((totals ->> 'reserveFen') + (totals ->> 'totalFen')), 0) AS returnedFen FROM dividend_run
     WHERE entity_id = ? AND state = 'void' AND posting_date < ? AND voided_on >= ?`,
    entityId,
    firstPeriod,
    firstPeriod,
  )!;
  return {
    broughtFen: 0 - netBalance(db, entityId, '332', openingEnd(firstPeriod)) + returnedFen,
    distributedFen,
  };
}
