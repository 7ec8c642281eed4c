import { formatYuan } from '../../../shared/rules/money.ts';
import { type BookCheck, type Books, equation } from './equation.ts';

/** What fixed assets ask of the books beside their control accounts: depreciation, clearing, the yearly stock-take. */
export function assetChecks(books: Books): BookCheck[] {
  return [depreciationBooked(books), clearingsListed(books), ...stocktakeMade(books)];
}

/** Each month's charge on a card in the books is a line of its event's voucher, the card's own. */
function depreciationBooked({ db, entityId, upTo, firstPeriod }: Books): BookCheck {
  const rows = db.all<{
    eventId: number;
    itemId: number;
    date: string;
    name: string;
    chargedFen: number;
    bookedFen: number;
  }>(
    `WITH ask(entity_id, first, last) AS (VALUES (?, ?, ?)),
     charged AS (
       SELECT m.event_id, c.item_id, m.date, m.accumulated_fen AS fen
       FROM ask JOIN asset_card c ON c.entity_id = ask.entity_id AND c.item_id IS NOT NULL
         JOIN asset_move m ON m.asset_id = c.id AND m.kind = 'depreciated' AND m.in_books = 1
         -- Depreciated by hand in older books, whose cards nobody registered (migration 6): of no event.
         AND (m.event_id IS NOT NULL OR c.operator <> '')
       WHERE m.date >= ask.first AND m.date <= ask.last || '-31' AND m.accumulated_fen <> 0
     ),
     booked AS (
       SELECT v.source_id AS event_id, e.item_id, MAX(v.date) AS date, SUM(e.credit_fen) AS fen
       FROM ask JOIN account a ON a.entity_id = ask.entity_id AND a.code IN ('152', '143') JOIN entry e ON e.account_id = a.id AND e.state > 0
         JOIN voucher v ON v.id = e.voucher_id AND v.source = 'business' AND v.reverses_id IS NULL
         JOIN business_event b ON b.id = v.source_id
       WHERE e.credit_fen > 0 AND v.period <= ask.last AND b.kind IN ('depreciated', 'assetCleared', 'assetMissing') GROUP BY v.source_id, e.item_id
     )
     SELECT event_id AS eventId, item_id AS itemId, MAX(date) AS date, COALESCE(i.name, '') AS name, SUM(charged) AS chargedFen, SUM(booked) AS bookedFen
     FROM (
       SELECT event_id, item_id, date, fen AS charged, 0 AS booked FROM charged
       UNION ALL SELECT event_id, item_id, date, 0, fen FROM booked
     ) LEFT JOIN analysis_item i ON i.id = item_id GROUP BY event_id, item_id ORDER BY 3`,
    entityId,
    firstPeriod,
    upTo,
  );
  const sum = (pick: (one: (typeof rows)[number]) => number): string =>
    formatYuan(rows.reduce((fen, one) => fen + pick(one), 0));
  return equation({
    id: 'depreciation-booked',
    tier: 2,
    name: '卡片上各月的折旧都有金额相同的凭证',
    left: ['启用以来凭证上计提的折旧', sum((one) => one.bookedFen)],
    right: ['启用以来卡片上计提的折旧', sum((one) => one.chargedFen)],
    rows: rows
      .filter((one) => one.chargedFen !== one.bookedFen)
      .map((one) => ({
        text: `${one.date} ${one.name}：凭证 ${formatYuan(one.bookedFen)}，卡片 ${formatYuan(one.chargedFen)}`,
        account: '152',
      })),
  });
}

/**
 * What stands on 154 of a card is what its disposals have open. Only to look at: a clearing takes the time it takes, and older books may
 * have one by hand.
 */
function clearingsListed({ db, entityId, upTo }: Books): BookCheck {
  const rows = db.all<{ name: string; bookedFen: number; openFen: number; openSince: string | null }>(
    `WITH ask(entity_id, last) AS (VALUES (?, ?)),
     moved AS (
       SELECT e.item_id, e.debit_fen - e.credit_fen AS booked, 0 AS open, NULL AS since
       FROM ask JOIN account a ON a.entity_id = ask.entity_id AND a.code >= '154' AND a.code < '155'
         JOIN entry e ON e.account_id = a.id AND e.state > 0 AND e.period <= ask.last
       UNION ALL
       SELECT c.item_id, 0, d.cost_fen - d.accumulated_fen + COALESCE((
           SELECT SUM(s.fen) FROM disposal_step s WHERE s.disposal_id = d.id AND s.date <= ask.last || '-31'
             AND (s.undone_on IS NULL OR s.undone_on > ask.last || '-31')), 0), d.date
       FROM ask JOIN asset_disposal d ON d.entity_id = ask.entity_id JOIN asset_card c ON c.id = d.asset_id
       -- Also of what stood at nothing and so went without an event: what its scrap brings stands on 154 all the same.
       WHERE EXISTS (SELECT 1 FROM disposal_move l JOIN asset_move k ON k.id = l.move_id AND k.in_books = 1 WHERE l.disposal_id = d.id)
         AND d.date <= ask.last || '-31' AND (d.undone_on IS NULL OR d.undone_on > ask.last || '-31')
     )
     SELECT COALESCE(i.name, '没有指明资产') AS name, SUM(booked) AS bookedFen, SUM(open) AS openFen,
       MIN(since) FILTER (WHERE open <> 0) AS openSince
     FROM moved LEFT JOIN analysis_item i ON i.id = item_id GROUP BY item_id HAVING bookedFen <> 0 OR openFen <> 0 ORDER BY i.name`,
    entityId,
    upTo,
  );
  const sum = (pick: (one: (typeof rows)[number]) => number): string =>
    formatYuan(rows.reduce((fen, one) => fen + pick(one), 0));
  return equation({
    id: 'clearing-open',
    tier: 2,
    name: '固定资产清理已结清',
    level: 'warn',
    left: ['154 固定资产清理余额', sum((one) => one.bookedFen)],
    right: ['没有结清的处置', sum((one) => one.openFen)],
    rows: rows.map((one) => ({
      text:
        one.bookedFen === one.openFen
          ? `${one.name}：${one.openSince ?? ''} 起的清理还有 ${formatYuan(one.openFen)} 没有结转`
          : `${one.name}：账面 ${formatYuan(one.bookedFen)}，处置登记 ${formatYuan(one.openFen)}`,
      ...(one.bookedFen === one.openFen ? { page: { word: 'assets', tab: 'clearing' } } : { account: '154' }),
    })),
  });
}

/** 年末盘点 (37号 Art. 34): closing December, a stock-take of everything in the last quarter; only where there is something to count. */
function stocktakeMade({ db, entityId, upTo, isPeriodEnd }: Books): BookCheck[] {
  if (!isPeriodEnd || !upTo.endsWith('-12')) return [];
  const year = upTo.slice(0, 4);
  const cards = db.get<{ count: number }>(
    `SELECT COUNT(*) AS count FROM (
       SELECT c.id FROM asset_card c JOIN asset_move m ON m.asset_id = c.id AND m.date <= ? || '-31'
       WHERE c.entity_id = ? AND c.undone_on IS NULL GROUP BY c.id HAVING SUM(m.pieces) > 0)`,
    upTo,
    entityId,
  )!.count;
  if (cards === 0) return [];
  const made = db.get<{ date: string }>(
    `SELECT MAX(date) AS date FROM stocktake WHERE entity_id = ? AND scope = 'all' AND state IN ('booked', 'settled')
       AND date BETWEEN ? || '-10-01' AND ? || '-12-31' HAVING COUNT(*) > 0`,
    entityId,
    year,
    year,
  );
  return [
    equation({
      id: 'stocktake-made',
      tier: 2,
      name: '年末固定资产已全面盘点',
      level: 'warn',
      left: ['在册资产卡片', `${cards} 张`],
      right: ['年末盘点', made ? made.date : '没有做'],
      rows: made
        ? []
        : [
            {
              text: `每年年末要全面盘点固定资产，${year} 年 10 月以来没有办完的全面盘点。请到“固定资产—盘点”办理。`,
              page: { word: 'assets', tab: 'stocktake' },
            },
          ],
    }),
  ];
}
