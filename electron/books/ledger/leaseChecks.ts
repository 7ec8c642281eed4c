import { formatYuan } from '../../../shared/rules/money.ts';
import { type BookCheck, type Books, equation, openingsWait } from './equation.ts';

/**
 * Rent paid for several years ahead stands on 171 by lease until it became cost. Other items of 171 are the accountant's own; nothing is
 * asked where no lease was paid ahead, or the openings do not stand yet.
 */
export function leaseChecks(books: Books): BookCheck[] {
  const { db, entityId, upTo } = books;
  const rows = db.all<{ no: string; lessor: string; name: string; registerFen: number; bookedFen: number }>(
    `WITH ask(entity_id, last) AS (VALUES (?, ?)),
     moved AS (
       SELECT p.lease_id, p.id AS payment_id, p.date, p.fen FROM lease_payment p WHERE p.amortise IS NOT NULL
       UNION ALL
       SELECT p.lease_id, p.id, r.date, -p.fen FROM lease_payment p JOIN business_event r ON r.id = p.undone_by WHERE p.amortise IS NOT NULL
       UNION ALL
       SELECT p.lease_id, p.id, c.date, -c.fen FROM lease_charge c JOIN lease_payment p ON p.id = c.payment_id
       UNION ALL
       SELECT p.lease_id, p.id, r.date, c.fen FROM lease_charge c JOIN lease_payment p ON p.id = c.payment_id
         JOIN business_event r ON r.id = c.undone_by
     )
     SELECT l.no, l.lessor, i.name,
       COALESCE((SELECT SUM(m.fen) FROM moved m WHERE m.lease_id = l.id AND m.date <= ask.last || '-31'), 0) AS registerFen,
       COALESCE((SELECT SUM(e.debit_fen - e.credit_fen) FROM account a JOIN entry e ON e.account_id = a.id
         WHERE a.entity_id = ask.entity_id AND a.code >= '171' AND a.code < '171a' AND e.item_id = l.item_id
           AND e.period <= ask.last AND e.state > 0), 0) AS bookedFen
     FROM ask JOIN land_lease l ON l.entity_id = ask.entity_id JOIN analysis_item i ON i.id = l.item_id ORDER BY l.no`,
    entityId,
    upTo,
  );
  if (rows.length === 0 || openingsWait(books)) return [];
  const total = (pick: (one: (typeof rows)[number]) => number): string =>
    formatYuan(rows.reduce((fen, one) => fen + pick(one), 0));
  return [
    equation({
      id: 'leases-prepaid',
      tier: 2,
      name: '预付地租：长期待摊费用与租地合同逐份相符',
      left: ['171 里的地租', total((one) => one.bookedFen)],
      right: ['合同登记的预付未摊', total((one) => one.registerFen)],
      rows: rows
        .filter((one) => one.registerFen !== one.bookedFen)
        .map((one) => ({
          text: `${one.name}：账面 ${formatYuan(one.bookedFen)}，合同 ${one.no}（${one.lessor}）预付未摊 ${formatYuan(one.registerFen)}`,
          account: '171',
        })),
    }),
  ];
}
