import { formatYuan } from '../../../shared/rules/money.ts';
import { netBalance } from './balances.ts';
import { type Books, equation, hasOpening } from './equation.ts';
import type { BookCheck } from './statements.ts';

/** What moved the reserve, as its register says: by when it counts in the books, whole, and the part that is members' 公积金份额. */
interface Moved {
  readonly inBooks: number;
  readonly fen: number;
  readonly sharesFen: number;
}

/**
 * 盈余公积 is what was quantified to the members and what the openings brought beside it: every movement of 322 in the books has its
 * register – runs, leavers' refunds, conversions, losses met.
 */
export function reserveShares(books: Books): BookCheck {
  const { db, entityId, upTo, firstPeriod } = books;
  const moved = db.all<Moved>(
    `WITH ask(entity_id, first, last) AS (VALUES (?, ?, ?)),
     moved AS (
       SELECT CASE sign WHEN 1 THEN r.posting_date ELSE r.voided_on END AS date, sign * (totals ->> 'reserveFen') AS fen,
         sign * (SELECT COALESCE(SUM(l.reserve_quantified_fen), 0) FROM dividend_line l WHERE l.run_id = r.id) AS shares
       FROM ask JOIN dividend_run r ON r.entity_id = ask.entity_id
         JOIN (SELECT 1 AS sign UNION ALL SELECT -1) ON sign = 1 OR r.state = 'void'
       WHERE r.approved_at IS NOT NULL
       UNION ALL
       SELECT COALESCE((SELECT MAX(t.date) FROM share_transaction t WHERE t.withdrawal_id = w.id AND t.kind = 'withdrawal'), w.effective_on),
         -w.reserve_refund_fen, -w.reserve_refund_fen
       FROM ask JOIN member m ON m.entity_id = ask.entity_id JOIN withdrawal w ON w.member_id = m.id AND w.state = 'effected'
       UNION ALL
       SELECT t.date, -t.amount_fen, -t.amount_fen FROM ask JOIN share_transaction t ON t.entity_id = ask.entity_id
       WHERE t.source = '盈余公积转增' AND t.kind IN ('reserve-to-share', 'reversal')
       UNION ALL
       SELECT b.date, -b.amount_fen, (SELECT COALESCE(-SUM(c.fen), 0) FROM reserve_cut c WHERE c.event_id = b.id)
       FROM ask JOIN business_event b ON b.entity_id = ask.entity_id WHERE b.kind = 'lossFromReserve'
     )
     SELECT moved.date >= ask.first AS inBooks, SUM(fen) AS fen, SUM(shares) AS sharesFen FROM ask JOIN moved
     WHERE moved.date <= ask.last || '-31' GROUP BY 1`,
    entityId,
    firstPeriod,
    upTo,
  );
  const sum = (pick: (one: Moved) => number): number => moved.reduce((fen, one) => fen + pick(one), 0);
  const since = moved.find((one) => one.inBooks === 1);
  const [year = '', month = ''] = firstPeriod.split('-');
  const before = `${year}-${String(Number(month) - 1).padStart(2, '0')}`;
  const openingFen = 0 - netBalance(db, entityId, '322', before);
  const bookedFen = 0 - netBalance(db, entityId, '322', upTo) - openingFen;
  const sharesFen = sum((one) => one.sharesFen);
  const quantifiedBeforeFen = sharesFen - (since?.sharesFen ?? 0);
  // What a loss took off the part of the reserve that is nobody's share.
  const restFen = openingFen - quantifiedBeforeFen + (since?.fen ?? 0) - (since?.sharesFen ?? 0);
  const rest = hasOpening(books) && restFen !== 0 ? `＋没有量化到户的 ${formatYuan(restFen)}` : '';
  return equation({
    id: 'reserve-shares',
    tier: 2,
    name: '盈余公积等于各户公积金份额与没有量化的部分之和',
    left: ['启用以来 322 的增减', formatYuan(bookedFen)],
    right: [`启用以来登记的增减（现有份额 ${formatYuan(sharesFen)}${rest}）`, formatYuan(since?.fen ?? 0)],
    ok: bookedFen === (since?.fen ?? 0),
    rows: [],
  });
}
