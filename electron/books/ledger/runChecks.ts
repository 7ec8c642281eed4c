import { formatYuan } from '../../../shared/rules/money.ts';
import { type BookCheck, type Books, equation, hasOpening } from './equation.ts';
import { openingDistributed, yearSurplus } from './yearSurplus.ts';

interface StandingRun {
  readonly fiscalYear: number;
  readonly surplusFen: number;
  readonly openingUndistributedFen: number;
}

/**
 * No surplus is distributed twice: a standing run took the surplus and the undistributed rest that the ledger shows for its year
 * still, and runs of years before the books distribute no more than the openings brought.
 */
export function runsFromLedger(books: Books): BookCheck {
  const { db, entityId, upTo, firstPeriod } = books;
  const runs = db.all<StandingRun>(
    `SELECT fiscal_year AS fiscalYear, totals ->> 'surplusFen' AS surplusFen,
       totals ->> 'openingUndistributedFen' AS openingUndistributedFen
     FROM dividend_run
     WHERE entity_id = ? AND state IN ('approved', 'paying', 'settled') AND posting_date >= ? AND (posting_date <= ? || '-31' OR fiscal_year || '-12' <= ?)
     ORDER BY fiscal_year`,
    entityId,
    firstPeriod,
    upTo,
    upTo,
  );
  const rows: BookCheck['rows'] = [];
  for (const run of runs) {
    const shown = yearSurplus(db, entityId, run.fiscalYear);
    const name = `${run.fiscalYear} 年度方案`;
    if (
      shown.booked &&
      (shown.surplusFen !== run.surplusFen || shown.openingUndistributedFen !== run.openingUndistributedFen)
    ) {
      rows.push({
        text: `${name}按本年盈余 ${formatYuan(run.surplusFen)}、年初未分配盈余 ${formatYuan(run.openingUndistributedFen)} 分配，账上是 ${formatYuan(shown.surplusFen)}、${formatYuan(shown.openingUndistributedFen)}`,
        account: '332',
      });
    }
  }
  const { broughtFen, distributedFen } = openingDistributed(db, entityId);
  if (distributedFen > 0 && distributedFen > broughtFen && hasOpening(books)) {
    rows.push({
      text: `启用前各年度的方案在账上分配 ${formatYuan(distributedFen)}，期初未分配盈余只有 ${formatYuan(broughtFen)}`,
      account: '332',
    });
  }
  return equation({
    id: 'run-sources',
    tier: 2,
    name: '分红方案分配的是账上的盈余，没有重复分配',
    left: ['在账上分配的方案', `${runs.length} 个`],
    right: ['与账不符的', `${rows.length} 处`],
    ok: rows.length === 0,
    rows,
  });
}
