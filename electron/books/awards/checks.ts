import type { ReadableDb } from '../../workspace/database.ts';
import type { VillageCheck } from '../loans/index.ts';

/** What must hold of awards and industries at every commit; each query returns the offenders. */
const EQUATIONS: readonly { readonly name: string; readonly sql: string }[] = [
  {
    name: '奖补：每户已发 ≤ 应发',
    sql: `SELECT p.programme_id AS id FROM award_payment p GROUP BY p.programme_id, p.household_id
          HAVING SUM(p.amount_fen) < 0 OR SUM(p.amount_fen) > COALESCE((SELECT SUM(l.amount_fen) FROM award_line l
            WHERE l.programme_id = p.programme_id AND l.household_id = p.household_id), 0)`,
  },
  {
    name: '奖补：取消和冲销的行与原来的行相反',
    sql: `SELECT r.id FROM award_line r JOIN award_line o ON o.id = r.reverses_id
            WHERE r.amount_fen <> -o.amount_fen OR r.household_id <> o.household_id OR r.kind_id IS NOT o.kind_id OR r.programme_id <> o.programme_id
          UNION ALL SELECT r.id FROM award_payment r JOIN award_payment o ON o.id = r.reverses_id
            WHERE r.amount_fen <> -o.amount_fen OR r.household_id <> o.household_id OR r.programme_id <> o.programme_id`,
  },
  {
    name: '奖补：没有公示的项目没有发放',
    sql: `SELECT p.id FROM award_programme p JOIN award_payment y ON y.programme_id = p.id
          WHERE p.state <> 'noticed' GROUP BY p.id HAVING SUM(y.amount_fen) <> 0`,
  },
  {
    name: '奖补：一户一个产业在一个项目里只有一行有效',
    sql: `SELECT l.programme_id AS id FROM award_line l
          WHERE l.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM award_line r WHERE r.reverses_id = l.id)
          GROUP BY l.programme_id, l.household_id, l.kind_id HAVING COUNT(*) > 1`,
  },
  {
    name: '产业台账：每条都有记录',
    sql: `SELECT i.id FROM industry i WHERE NOT EXISTS (SELECT 1 FROM industry_state s WHERE s.industry_id = i.id)`,
  },
];

export function awardChecks(db: ReadableDb): VillageCheck[] {
  return EQUATIONS.map(({ name, sql }) => {
    const offenders = db.all<{ id: number }>(sql);
    const ids = offenders
      .slice(0, 5)
      .map((row) => row.id)
      .join('、');
    return {
      name,
      ok: offenders.length === 0,
      left: offenders.length === 0 ? '0 处不符' : `${offenders.length} 处不符（编号 ${ids}）`,
      right: '0 处不符',
      rows: [],
    };
  });
}
