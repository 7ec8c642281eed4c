import { findBrokenAudit } from './audit.ts';
import type { Connection } from './database.ts';

/** One equation or property of the file with both its sides, as a person can read them. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly left: string;
  readonly right: string;
}

interface Equation {
  readonly name: string;
  /** Rows that break it; none when it holds. */
  readonly sql: string;
}

/** What must hold in every file at every commit; each query returns the offenders. */
const EQUATIONS: readonly Equation[] = [
  {
    name: '每个社员的股金余额不小于 0',
    sql: `SELECT member_id AS id FROM share_transaction GROUP BY member_id HAVING SUM(amount_fen) < 0`,
  },
  {
    name: '转让与继承：转出 = 转入',
    sql: `SELECT COALESCE(pair_id, id) AS id FROM share_transaction
          WHERE kind IN ('transfer-in', 'transfer-out', 'inheritance-in', 'inheritance-out')
          GROUP BY COALESCE(pair_id, id) HAVING SUM(amount_fen) <> 0`,
  },
  {
    name: '冲销行与被冲销行金额相反',
    sql: `SELECT r.id FROM share_transaction r JOIN share_transaction o ON o.id = r.reverses_id
          WHERE r.amount_fen <> -o.amount_fen OR r.member_id <> o.member_id`,
  },
  {
    name: '股金流水号连续',
    sql: `SELECT entity_id AS id FROM share_transaction GROUP BY entity_id HAVING COUNT(*) <> MAX(seq)`,
  },
  {
    name: '已批准方案：各户应分合计 + 尾差 = 可分配盈余',
    sql: `SELECT run.id FROM dividend_run run JOIN dividend_line line ON line.run_id = run.id
          WHERE run.state <> 'draft' GROUP BY run.id
          HAVING SUM(line.total_fen) + (run.totals ->> '$.remainderFen') <> (run.totals ->> '$.distributableFen')`,
  },
  {
    name: '已批准方案：按交易额返还不低于可分配盈余的 60%（仅按股方案除外）',
    sql: `SELECT run.id FROM dividend_run run JOIN dividend_line line ON line.run_id = run.id
          WHERE run.state <> 'draft' AND run.inputs ->> '$.shareOnlyResolution' IS NULL GROUP BY run.id
          HAVING SUM(line.patronage_return_fen) * 100 < (run.totals ->> '$.distributableFen') * 60`,
  },
  {
    name: '每户已发 + 转股 ≤ 实发',
    sql: `SELECT line.run_id AS id FROM dividend_line line
          WHERE line.net_fen <
            COALESCE((SELECT SUM(amount_fen) FROM dividend_payment p WHERE p.run_id = line.run_id AND p.member_id = line.member_id), 0)
          + COALESCE((SELECT SUM(amount_fen) FROM share_transaction s WHERE s.run_id = line.run_id AND s.member_id = line.member_id), 0)`,
  },
  {
    name: '已结清的方案没有未发金额',
    sql: `SELECT run.id FROM dividend_run run WHERE run.state = 'settled' AND
          (SELECT SUM(net_fen) FROM dividend_line WHERE run_id = run.id) <>
            COALESCE((SELECT SUM(amount_fen) FROM dividend_payment WHERE run_id = run.id), 0)
          + COALESCE((SELECT SUM(amount_fen) FROM share_transaction WHERE run_id = run.id), 0)`,
  },
  {
    name: '户主是本户的人',
    sql: `SELECT h.id FROM household h JOIN person p ON p.id = h.head_id WHERE p.household_id IS NOT h.id`,
  },
];

/** Checks a whole file: the database's own structure, the audit chain, and every equation with its offenders. */
export function verifyWorkspace(db: Connection): Check[] {
  const structure = String(db.pragma('integrity_check(1)'));
  const foreign = db.all('PRAGMA foreign_key_check').length;
  const broken = findBrokenAudit(db);
  return [
    {
      name: '文件结构完整',
      ok: structure === 'ok',
      left: structure === 'ok' ? '完好' : structure,
      right: '完好',
    },
    { name: '引用都有对象', ok: foreign === 0, left: `${foreign} 处缺失`, right: '0 处缺失' },
    {
      name: '操作日志没有断开',
      ok: broken === null,
      left: broken === null ? '完整' : `第 ${broken} 条不符`,
      right: '完整',
    },
    ...EQUATIONS.map(({ name, sql }) => {
      const offenders = db.all<{ id: number }>(sql);
      const ids = offenders
        .slice(0, 5)
        .map((row) => row.id)
        .join('、');
      return {
        name,
        ok: offenders.length === 0,
        left: offenders.length === 0 ? '0 处不符' : `${offenders.length} 处不符(编号 ${ids})`,
        right: '0 处不符',
      };
    }),
  ];
}
