import type { ReadableDb } from '../../workspace/database.ts';
import type { VillageCheck } from '../loans/index.ts';

/** One equation of the claims with its offenders, as the check of the file shows it. */
interface Equation {
  readonly name: string;
  /** Batches that break it; none when it holds. */
  readonly sql: string;
}

const CLAIM_EQUATIONS: readonly Equation[] = [
  {
    name: '贴息申请：每笔的利息、贴息 = 各期之和',
    sql: `SELECT line.batch_id AS id FROM claim_line line LEFT JOIN claim_part part ON part.line_id = line.id GROUP BY line.id
          HAVING line.interest_fen <> COALESCE(SUM(part.interest_fen), 0) OR line.subsidy_fen <> COALESCE(SUM(part.subsidy_fen), 0)
            OR line.claimed_fen <> COALESCE(SUM(part.claimed_fen), 0)
            OR COALESCE(line.bank_fen, line.interest_fen) <> COALESCE(SUM(COALESCE(part.bank_fen, part.interest_fen)), 0)`,
  },
  {
    name: '贴息申请：贴息不多于利息；银行利息和测算一样时，申请 = 应贴息额',
    sql: `SELECT line.batch_id AS id FROM claim_part part JOIN claim_line line ON line.id = part.line_id
          WHERE part.claimed_fen > COALESCE(part.bank_fen, part.interest_fen)
            OR (COALESCE(part.bank_fen, part.interest_fen) = part.interest_fen AND part.claimed_fen <> part.subsidy_fen)`,
  },
  {
    name: '贴息申请：一笔贷款的同一天只申请一次',
    sql: `SELECT other.batch_id AS id FROM claim_part a JOIN claim_part b ON b.loan_id = a.loan_id AND b.line_id > a.line_id
            AND a.from_date < b.to_date AND b.from_date < a.to_date
            -- The part repaid beside the rest, where interest is collected with it.
            AND (a.to_date = b.to_date OR NOT EXISTS (
              SELECT 1 FROM bank_loan_event e JOIN bank_loan loan ON loan.id = e.loan_id
              WHERE loan.id = a.loan_id AND loan.interest_with_principal = 1 AND e.date = MIN(a.to_date, b.to_date) AND e.principal_fen > 0
                AND e.kind IN ('repayment', 'renewal', 'write-off', 'compensation')))
          JOIN claim_line one ON one.id = a.line_id JOIN claim_line other ON other.id = b.line_id
          JOIN claim_batch first ON first.id = one.batch_id JOIN claim_batch second ON second.id = other.batch_id
          WHERE first.state <> 'void' AND second.state <> 'void'`,
  },
  {
    name: '贴息到账：每笔到账 = 各户之和',
    sql: `SELECT receipt.batch_id AS id FROM claim_receipt receipt LEFT JOIN claim_receipt_line line ON line.receipt_id = receipt.id
          GROUP BY receipt.id HAVING receipt.amount_fen <> COALESCE(SUM(line.fen), 0)`,
  },
  {
    name: '贴息：每户已发 ≤ 到账 ≤ 申请',
    sql: `SELECT batch_id AS id FROM (
            SELECT line.batch_id, line.claimed_fen AS claimed,
              COALESCE((SELECT SUM(fen) FROM claim_receipt_line r WHERE r.line_id = line.id), 0) AS received,
              COALESCE((SELECT SUM(amount_fen) FROM claim_payment p WHERE p.line_id = line.id), 0) AS paid
            FROM claim_line line)
          WHERE paid < 0 OR paid > received OR received > claimed`,
  },
];

const FIRST_BATCHES = 20;

/** What must hold of the claims at every commit; each with the batches that break it. */
export function claimChecks(db: ReadableDb): VillageCheck[] {
  return CLAIM_EQUATIONS.map(({ name, sql }) => {
    const offenders = db.all<{ no: string }>(
      `SELECT DISTINCT batch.no FROM claim_batch batch JOIN (${sql}) wrong ON wrong.id = batch.id ORDER BY batch.no`,
    );
    return {
      name,
      ok: offenders.length === 0,
      left: `${offenders.length} 批不符`,
      right: '0 批不符',
      rows: offenders.slice(0, FIRST_BATCHES).map((batch) => batch.no),
    };
  });
}
