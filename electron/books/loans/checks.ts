import { formatYuan } from '../../../shared/rules/money.ts';
import type { ReadableDb } from '../../workspace/database.ts';

/** An equation of the village's own registers with both its sides. */
export interface VillageCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly left: string;
  readonly right: string;
  readonly rows: readonly string[];
}

interface Equation {
  readonly name: string;
  /** Loans that break it. */
  readonly sql: string;
}

const EQUATIONS: readonly Equation[] = [
  {
    name: '贴息贷款：每笔余额不小于 0，放款不超过合同金额',
    sql: `SELECT b.note_no AS noteNo,
            SUM(CASE WHEN e.kind = 'draw' THEN e.principal_fen
                     WHEN e.kind IN ('repayment', 'renewal', 'write-off', 'compensation') THEN -e.principal_fen ELSE 0 END) AS fen
          FROM bank_loan b JOIN bank_loan_event e ON e.loan_id = b.id WHERE b.voided_on IS NULL GROUP BY b.id
          HAVING fen < 0 OR SUM(CASE WHEN e.kind = 'draw' THEN e.principal_fen ELSE 0 END) > b.amount_fen`,
  },
  {
    name: '贴息贷款：代偿后追偿收回不超过代偿金额',
    sql: `SELECT b.note_no AS noteNo,
            SUM(CASE WHEN e.kind = 'recovery' THEN -e.principal_fen ELSE e.still_owed * e.principal_fen END) AS fen
          FROM bank_loan b JOIN bank_loan_event e ON e.loan_id = b.id AND e.kind IN ('compensation', 'recovery')
          WHERE b.voided_on IS NULL GROUP BY b.id HAVING fen < 0`,
  },
  {
    name: '贴息贷款：续贷结清 = 新借据放款',
    sql: `SELECT old.note_no AS noteNo, old.fen FROM
            (SELECT b.id, b.note_no, SUM(e.principal_fen) AS fen FROM bank_loan b JOIN bank_loan_event e ON e.loan_id = b.id AND e.kind = 'renewal'
             WHERE b.voided_on IS NULL GROUP BY b.id) old
          WHERE old.fen <> COALESCE((SELECT SUM(e.principal_fen) FROM bank_loan n JOIN bank_loan_event e ON e.loan_id = n.id AND e.kind = 'draw'
             WHERE n.renews_id = old.id AND n.voided_on IS NULL), 0)`,
  },
  {
    name: '贴息贷款结息：贴息 + 自付 = 利息',
    sql: `SELECT b.note_no AS noteNo, s.subsidy_fen + s.own_fen AS fen FROM bank_loan_settlement s JOIN bank_loan b ON b.id = s.loan_id
          WHERE s.subsidy_fen + s.own_fen <> COALESCE(s.bank_interest_fen + s.bank_penalty_fen, s.interest_fen + s.penalty_fen)`,
  },
];

const FIRST_ROWS = 20;

/** What must hold of the registers that belong to no entity; each with the loans that break it. */
export function villageChecks(db: ReadableDb): VillageCheck[] {
  return [balances(db), ...EQUATIONS.map((equation) => check(db, equation))];
}

function check(db: ReadableDb, { name, sql }: Equation): VillageCheck {
  const offenders = db.all<{ noteNo: string; fen: number }>(sql);
  return {
    name,
    ok: offenders.length === 0,
    left: `${offenders.length} 笔不符`,
    right: '0 笔不符',
    rows: offenders.slice(0, FIRST_ROWS).map(({ noteNo, fen }) => `${noteNo} ${formatYuan(fen)}`),
  };
}

/** All balances together are all draws less all that was repaid: red rows take back exactly what they name. */
function balances(db: ReadableDb): VillageCheck {
  const sums = db.get<{ drawn: number; repaid: number; standing: number }>(
    `SELECT COALESCE(SUM(CASE WHEN e.kind = 'draw' THEN e.principal_fen ELSE 0 END), 0) AS drawn,
       COALESCE(SUM(CASE WHEN e.kind IN ('repayment', 'renewal', 'write-off', 'compensation') THEN e.principal_fen ELSE 0 END), 0) AS repaid,
       COALESCE(SUM(CASE WHEN e.reverses_id IS NOT NULL OR r.id IS NOT NULL THEN 0 WHEN e.kind = 'draw' THEN e.principal_fen
         WHEN e.kind IN ('repayment', 'renewal', 'write-off', 'compensation') THEN -e.principal_fen ELSE 0 END), 0) AS standing
     FROM bank_loan_event e JOIN bank_loan b ON b.id = e.loan_id AND b.voided_on IS NULL
       LEFT JOIN bank_loan_event r ON r.reverses_id = e.id`,
  )!;
  return {
    name: '贴息贷款：余额合计 = 放款 − 还本',
    ok: sums.standing === sums.drawn - sums.repaid,
    left: `余额 ${formatYuan(sums.standing)}`,
    right: `放款 ${formatYuan(sums.drawn)} − 还本 ${formatYuan(sums.repaid)}`,
    rows: [],
  };
}
