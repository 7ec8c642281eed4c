import type { Output } from '../../../shared/contract/index.ts';
import { quantityMilli, quantityText } from '../../../shared/rules/measures.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { type IndustryRow, listRows } from './rows.ts';

type Summary = Output<'industry.summary'>;
type Sums = Summary['totals'];

/** A year by industry, group and category of household, beside the years before it. */
export function summarise(db: ReadableDb, year: number): Summary {
  const all = listRows(db, {});
  const rows = all.filter((row) => row.year === year);
  const before = all.filter((row) => row.year === year - 1);
  const kinds = grouped([...rows, ...before], (row) => row.kindId);
  return {
    totals: sumsOf(rows),
    byKind: [...kinds]
      .sort(([a], [b]) => a - b)
      .map(([kindId, both]) => {
        const [now, then] = [year, year - 1].map((one) => both.filter((row) => row.year === one)) as [
          IndustryRow[],
          IndustryRow[],
        ];
        const { kind, unit, outputUnit } = both[0]!;
        return {
          ...sumsOf(now),
          ...{ kindId, kind, unit, outputUnit },
          scale: summed(now.map((row) => row.scale)),
          inspectedScale: summed(now.map((row) => row.inspectedScale)),
          output: summed(now.map((row) => row.output)),
          previousScale: summed(then.map((row) => row.scale)),
          previousHouseholds: then.length,
          previousIncomeFen: sumsOf(then).incomeFen,
        };
      }),
    byGroup: [...grouped(rows, (row) => row.groupNo)]
      .sort(([a], [b]) => a - b)
      .map(([groupNo, some]) => ({ groupNo, ...sumsOf(some) })),
    byCategory: CATEGORIES.flatMap((category) => {
      const some = rows.filter((row) => row.category === category);
      return some.length === 0 ? [] : [{ category, ...sumsOf(some) }];
    }),
    byYear: [...grouped(all, (row) => row.year)]
      .sort(([a], [b]) => b - a)
      .map(([one, some]) => ({ year: one, ...sumsOf(some) })),
    otherAwardFen: otherAwards(db, year),
  };
}

const CATEGORIES = ['一般', '低保', '五保', '脱贫', '监测', '一般农户'] as const;

function grouped<K>(rows: readonly IndustryRow[], keyOf: (row: IndustryRow) => K): Map<K, IndustryRow[]> {
  return Map.groupBy(rows, keyOf);
}

function sumsOf(rows: readonly IndustryRow[]): Sums {
  const sum = (of: (row: IndustryRow) => number): number => rows.reduce((total, row) => total + of(row), 0);
  return {
    households: new Set(rows.map((row) => row.householdId)).size,
    rows: rows.length,
    inputFen: sum((row) => row.inputFen),
    expectedFen: sum((row) => row.expectedFen),
    incomeFen: sum((row) => row.incomeFen ?? 0),
    known: rows.filter((row) => row.incomeFen !== null).length,
    inspected: rows.filter((row) => row.inspectedOn !== null).length,
    awardFen: sum((row) => row.awardFen),
  };
}

function summed(texts: readonly (string | null)[]): string {
  return quantityText(texts.reduce((total, text) => total + (text === null ? 0 : quantityMilli(text)), 0));
}

function otherAwards(db: ReadableDb, year: number): number {
  return (
    db.get<{ fen: number }>(
      `SELECT COALESCE(SUM(l.amount_fen), 0) AS fen FROM award_line l JOIN award_programme p ON p.id = l.programme_id
       WHERE p.year = ? AND p.state IN ('approved', 'noticed') AND (l.kind_id IS NULL OR NOT EXISTS (
         SELECT 1 FROM industry i JOIN industry_state s ON s.id = (SELECT MAX(v.id) FROM industry_state v WHERE v.industry_id = i.id)
         WHERE i.household_id = l.household_id AND i.kind_id = l.kind_id AND i.year = p.year AND s.removed = 0))`,
      year,
    )?.fen ?? 0
  );
}
