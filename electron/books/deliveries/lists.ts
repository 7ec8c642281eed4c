import type { z } from 'zod';
import type { deliveries } from '../../../shared/contract/deliveries.ts';
import { compareMemberNo } from '../../../shared/rules/allocation.ts';
import { fiscalYearBounds } from '../../../shared/rules/calendar.ts';
import { priceText, quantityText } from '../../../shared/rules/measures.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf } from '../entities/index.ts';
import { searchTest } from '../village/index.ts';

type DeliveryRow = z.output<(typeof deliveries)['deliveries.list']['output']>[number];
type Total = z.output<(typeof deliveries)['deliveries.totals']['output']>[number];

interface StoredDelivery extends Omit<DeliveryRow, 'quantity' | 'price'> {
  readonly quantityMilli: number | null;
  readonly priceE4: number | null;
  readonly initials: string;
  readonly full: string;
  readonly idTail: string;
  readonly idDigest: string | null;
  readonly householdCode: string;
  readonly phone: string;
}

/** Deliveries by date and then as recorded, reversals among them. */
export function listDeliveries(
  db: ReadableDb,
  wanted: {
    entityId?: number | undefined;
    year?: number | undefined;
    memberId?: number | undefined;
    product?: string | undefined;
    search?: string | undefined;
    booking?: 'booked' | 'open' | undefined;
  },
): Result<DeliveryRow[]> {
  const cooperative = cooperativeOf(db, wanted.entityId);
  if (!cooperative.ok) return cooperative;
  const year = wanted.year === undefined ? null : fiscalYearBounds(wanted.year);
  const rows = db.all<StoredDelivery>(
    `SELECT d.id, d.date, d.member_id AS memberId, m.no AS memberNo, COALESCE(p.name, m.organisation_name) AS memberName,
       COALESCE(h.group_no, p.listed_group_no) AS groupNo, d.product, d.quantity_milli AS quantityMilli, d.price_e4 AS priceE4,
       d.amount_fen AS amountFen, d.ordinal, d.operator, d.reverses_id AS reversesId, r.id AS reversedById,
       COALESCE(p.pinyin_initials, '') AS initials, COALESCE(p.pinyin_full, '') AS full, COALESCE(p.id_tail, '') AS idTail,
       p.id_digest AS idDigest, COALESCE(h.code, '') AS householdCode, COALESCE(p.phone, '') AS phone,
       v.id AS voucherId, v.period || ' ' || v.word || '-' || printf('%03d', v.number) AS voucherName,
       CASE WHEN u.id IS NOT NULL THEN 'booked' WHEN d.date < en.first_period THEN 'history'
         WHEN d.reverses_id IS NULL AND r.id IS NOT NULL AND ru.id IS NULL THEN 'cancelled'
         WHEN d.reverses_id IS NOT NULL AND ou.id IS NULL AND o.date >= en.first_period THEN 'cancelled'
         ELSE 'open' END AS booking
     FROM delivery d JOIN entity en ON en.id = d.entity_id JOIN member m ON m.id = d.member_id
       LEFT JOIN person p ON p.id = m.person_id
       LEFT JOIN household h ON h.id = p.household_id LEFT JOIN delivery r ON r.reverses_id = d.id
       -- A purchase or commission is one voucher.
       LEFT JOIN delivery_use u ON u.delivery_id = d.id AND u.released_by IS NULL
       LEFT JOIN voucher v ON v.source = 'business' AND v.source_id = u.event_id AND v.state <> 'void'
       LEFT JOIN delivery_use ru ON ru.delivery_id = r.id AND ru.released_by IS NULL
       LEFT JOIN delivery o ON o.id = d.reverses_id
       LEFT JOIN delivery_use ou ON ou.delivery_id = o.id AND ou.released_by IS NULL
     WHERE d.entity_id = ? AND d.date BETWEEN ? AND ? AND d.member_id = COALESCE(?, d.member_id)
       AND d.product = COALESCE(?, d.product) ORDER BY d.date, d.id`,
    cooperative.value.id,
    year?.firstDay ?? '0000-01-01',
    year?.lastDay ?? '9999-12-31',
    wanted.memberId ?? null,
    wanted.product?.trim() || null,
  );
  const fits = searchTest(db, wanted.search);
  return ok(
    rows
      .filter((row) => wanted.booking === undefined || row.booking === wanted.booking)
      .filter((row) =>
        fits({ ...row, name: row.memberName, codes: [row.memberNo, row.householdCode, row.product] }),
      )
      .map(deliveryRow),
  );
}

/** A year's deliveries by member and product, by member number; reversals are taken off, what is nil is left out. */
export function totalDeliveries(db: ReadableDb, entityId: number | undefined, year: number): Result<Total[]> {
  const cooperative = cooperativeOf(db, entityId);
  if (!cooperative.ok) return cooperative;
  const { firstDay, lastDay } = fiscalYearBounds(year);
  const rows = db.all<Omit<Total, 'quantity'> & { milli: number }>(
    `SELECT d.member_id AS memberId, m.no AS memberNo, COALESCE(p.name, m.organisation_name) AS memberName,
       COALESCE(h.group_no, p.listed_group_no) AS groupNo, d.product, COALESCE(SUM(d.quantity_milli), 0) AS milli,
       SUM(d.amount_fen) AS amountFen, SUM(CASE WHEN d.reverses_id IS NULL THEN 1 ELSE -1 END) AS count
     FROM delivery d JOIN member m ON m.id = d.member_id LEFT JOIN person p ON p.id = m.person_id
       LEFT JOIN household h ON h.id = p.household_id
     WHERE d.entity_id = ? AND d.date BETWEEN ? AND ? GROUP BY d.member_id, d.product HAVING SUM(d.amount_fen) <> 0`,
    cooperative.value.id,
    firstDay,
    lastDay,
  );
  rows.sort((a, b) => compareMemberNo(a.memberNo, b.memberNo) || (a.product < b.product ? -1 : 1));
  return ok(rows.map(({ milli, ...row }) => ({ ...row, quantity: quantityText(milli) })));
}

function deliveryRow(stored: StoredDelivery): DeliveryRow {
  const {
    quantityMilli,
    priceE4,
    initials: _i,
    full: _f,
    idTail: _t,
    idDigest: _d,
    householdCode: _h,
    phone: _p,
    ...row
  } = stored;
  return {
    ...row,
    quantity: quantityMilli === null ? null : quantityText(quantityMilli),
    price: priceE4 === null ? null : priceText(priceE4),
  };
}
