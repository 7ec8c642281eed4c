import { formatYuan } from '../../../shared/rules/money.ts';
import { type BookCheck, type Books, equation, hasOpening, MOST_ROWS } from './equation.ts';

/**
 * 141 by batch of mushroom bags is what its registers say: the opening typed for it, what the production desk brought and took (materials,
 * costs, shares of 401, flushes, losses), and what other events charged to it. A voucher typed by hand would be the difference.
 */
export function batchCosts(books: Books): BookCheck {
  const { db, entityId, upTo, firstPeriod } = books;
  const rows = db.all<{ name: string; ledgerFen: number; registerFen: number }>(
    `WITH ask(entity_id, last, first) AS (VALUES (?, ? || '-31', ? || '-01')),
     moved AS (
       SELECT b.id AS batch_id, e.debit_fen - e.credit_fen AS ledger, 0 AS register
       FROM ask JOIN bag_batch b ON b.entity_id = ask.entity_id JOIN account a ON a.entity_id = b.entity_id AND a.code = '141'
         JOIN entry e ON e.account_id = a.id AND e.item_id = b.item_id AND e.state > 0 JOIN voucher v ON v.id = e.voucher_id
       WHERE v.date <= ask.last
       UNION ALL
       SELECT c.batch_id, 0, c.fen FROM ask JOIN bag_batch b ON b.entity_id = ask.entity_id
         JOIN bag_cost c ON c.batch_id = b.id AND c.date <= ask.last
       UNION ALL
       SELECT b.id, 0, o.balance_fen FROM ask JOIN bag_batch b ON b.entity_id = ask.entity_id
         JOIN account a ON a.entity_id = b.entity_id AND a.code = '141' JOIN opening_row o ON o.account_id = a.id AND o.item_id = b.item_id
       WHERE ?
       UNION ALL
       -- An event of the business desk (wages, gifts) is charged to one item, wholly.
       SELECT b.id, 0, be.amount_fen FROM ask JOIN bag_batch b ON b.entity_id = ask.entity_id
         JOIN business_event be ON be.entity_id = b.entity_id AND be.date <= ask.last
           AND be.kind IN ('wagesAccrued', 'donationInKind', 'grantSpentOnAsset')
       WHERE EXISTS (SELECT 1 FROM voucher v JOIN entry e ON e.voucher_id = v.id
         WHERE v.source = 'business' AND v.source_id = be.id AND e.item_id = b.item_id)
       UNION ALL
       -- Work on a batch, once its pay sheet is approved; taken back where the sheet was made void.
       SELECT w.batch_id, 0, sign * w.amount_fen
       FROM ask JOIN pay_sheet s ON s.entity_id = ask.entity_id AND s.approved_on >= ask.first
         JOIN pay_use u ON u.sheet_id = s.id JOIN work_entry w ON w.id = u.entry_id AND w.batch_id IS NOT NULL
         JOIN (SELECT 1 AS sign UNION ALL SELECT -1) ON sign = 1 OR s.state = 'void'
       WHERE CASE sign WHEN 1 THEN s.approved_on ELSE s.voided_on END <= ask.last
     )
     SELECT b.no || ' ' || b.name AS name, SUM(m.ledger) AS ledgerFen, SUM(m.register) AS registerFen
     FROM bag_batch b JOIN moved m ON m.batch_id = b.id GROUP BY b.id ORDER BY b.id`,
    entityId,
    upTo,
    firstPeriod,
    hasOpening(books) ? 1 : 0,
  );
  const sum = (pick: (row: (typeof rows)[number]) => number): string =>
    formatYuan(rows.reduce((fen, row) => fen + pick(row), 0));
  return equation({
    id: 'batch-costs',
    tier: 2,
    name: '菌袋批次：141 与批次成本登记逐批相符',
    left: ['141 消耗性生物资产（菌袋批次）', sum((row) => row.ledgerFen)],
    right: ['批次成本登记', sum((row) => row.registerFen)],
    rows: rows
      .filter((row) => row.ledgerFen !== row.registerFen)
      .map((row) => ({
        text: `${row.name}：账面 ${formatYuan(row.ledgerFen)}，登记 ${formatYuan(row.registerFen)}`,
        account: '141',
      })),
  });
}

/** Bags in greenhouses are no more than a batch has left, and no greenhouse holds two batches. */
export function bagsPlaced({ db, entityId, upTo }: Books): BookCheck {
  const batches = db.all<{ name: string; leftBags: number; placedBags: number }>(
    `WITH ask(last) AS (VALUES (? || '-31'))
     SELECT b.no || ' ' || b.name AS name,
       b.bags - (SELECT COALESCE(SUM(l.bags), 0) FROM ask JOIN bag_loss l ON l.batch_id = b.id AND l.date <= ask.last) AS leftBags,
       (SELECT COALESCE(SUM(p.bags), 0) FROM ask JOIN bag_place p ON p.batch_id = b.id AND p.date <= ask.last) AS placedBags
     FROM bag_batch b WHERE b.entity_id = ? ORDER BY b.id`,
    upTo,
    entityId,
  );
  const shared = db.all<{ greenhouse: string; names: string }>(
    `SELECT greenhouse, group_concat(name, '、') AS names FROM (
       SELECT p.greenhouse, b.no AS name FROM bag_place p JOIN bag_batch b ON b.id = p.batch_id
       WHERE b.entity_id = ? AND p.date <= ? || '-31' GROUP BY p.greenhouse, b.id HAVING SUM(p.bags) > 0
     ) GROUP BY greenhouse HAVING COUNT(*) > 1 ORDER BY greenhouse LIMIT ?`,
    entityId,
    upTo,
    MOST_ROWS,
  );
  const sum = (pick: (row: (typeof batches)[number]) => number): number =>
    batches.reduce((bags, row) => bags + pick(row), 0);
  return equation({
    id: 'bags-placed',
    tier: 2,
    name: '在棚菌袋不多于各批剩余袋数，一棚一批',
    left: ['在棚菌袋', `${sum((row) => row.placedBags)} 袋`],
    right: ['剩余菌袋', `${sum((row) => row.leftBags)} 袋`],
    rows: [
      ...batches
        .filter((row) => row.placedBags > row.leftBags)
        .map((row) => ({ text: `${row.name}：在棚 ${row.placedBags} 袋，剩余 ${row.leftBags} 袋` })),
      ...shared.map((row) => ({ text: `${row.greenhouse} 同时有批次 ${row.names}` })),
    ],
  });
}
