import { formatYuan } from '../../../shared/rules/money.ts';
import { netBalance, openingEnd } from './balances.ts';
import { type BookCheck, type Books, equation, hasOpening } from './equation.ts';

/**
 * 盈余公积 is what was quantified to the members and what the openings brought beside it: every movement of 322 in the books stands in
 * the register of members' shares – runs, refunds, conversions, losses met – or is what a loss took off the part that is nobody's.
 */
export function reserveShares(books: Books): BookCheck {
  const { db, entityId, upTo, firstPeriod } = books;
  const { sharesFen, sinceFen, lossRestFen } = db.get<{
    sharesFen: number;
    sinceFen: number;
    lossRestFen: number;
  }>(
    `WITH ask(entity_id, first, last) AS (VALUES (?, ?, ? || '-31'))
     SELECT
       (SELECT COALESCE(SUM(r.fen), 0) FROM ask JOIN reserve_move r ON r.entity_id = ask.entity_id AND r.date <= ask.last) AS sharesFen,
       (SELECT COALESCE(SUM(r.fen), 0) FROM ask JOIN reserve_move r ON r.entity_id = ask.entity_id
        WHERE r.date >= ask.first AND r.date <= ask.last) AS sinceFen,
       (SELECT COALESCE(-SUM(b.amount_fen + (SELECT COALESCE(SUM(r.fen), 0) FROM reserve_move r
          WHERE r.source = 'business' AND r.source_id = b.id)), 0)
        FROM ask JOIN business_event b ON b.entity_id = ask.entity_id
        WHERE b.kind = 'lossFromReserve' AND b.date <= ask.last) AS lossRestFen`,
    entityId,
    firstPeriod,
    upTo,
  )!;
  const openingFen = 0 - netBalance(db, entityId, '322', openingEnd(firstPeriod));
  const bookedFen = 0 - netBalance(db, entityId, '322', upTo) - openingFen;
  const quantifiedBeforeFen = sharesFen - sinceFen;
  const restFen = openingFen - quantifiedBeforeFen + lossRestFen;
  const opened = hasOpening(books);
  const isShort = opened && restFen < 0;
  return equation({
    id: 'reserve-shares',
    tier: 2,
    name: '盈余公积等于各户公积金份额与没有量化的部分之和',
    left: ['启用以来 322 的增减', formatYuan(bookedFen)],
    right: [
      `启用以来登记的增减（现有份额 ${formatYuan(sharesFen)}${opened && restFen !== 0 ? `＋没有量化到户的 ${formatYuan(restFen)}` : ''}）`,
      formatYuan(sinceFen + lossRestFen),
    ],
    ok: bookedFen === sinceFen + lossRestFen && !isShort,
    rows: isShort
      ? [
          {
            text: `期初盈余公积 ${formatYuan(openingFen)}，少于启用前已经量化到户的公积金份额 ${formatYuan(quantifiedBeforeFen)}`,
            account: '322',
          },
        ]
      : [],
  });
}
