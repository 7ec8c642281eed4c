import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { compareMemberNo } from '../../../shared/rules/allocation.ts';
import { isRealDate } from '../../../shared/rules/calendar.ts';
import { quantityText } from '../../../shared/rules/measures.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf } from '../entities/index.ts';
import { eventNamed } from '../events/index.ts';

export type Booking = 'purchase' | 'commission';

/** A delivery as booking it needs to know it. */
export interface BookableDelivery {
  readonly id: number;
  readonly entityId: number;
  readonly date: string;
  readonly memberId: number;
  readonly memberNo: string;
  readonly memberName: string;
  readonly product: string;
  readonly quantityMilli: number | null;
  readonly amountFen: number;
  readonly reversesId: number | null;
  /** Before the books begin: history. */
  readonly isHistory: number;
  /** The standing event it is in. */
  readonly eventId: number | null;
  /** Its own red row, and whether that is in a standing event. */
  readonly reversedById: number | null;
  readonly reversalEventId: number | null;
  /** Of a red row: whether the original is history, and how it is booked. */
  readonly originalIsHistory: number | null;
  readonly originalBooking: Booking | null;
}

const BOOKABLE = /* sql */ `
  SELECT d.id, d.entity_id AS entityId, d.date, d.member_id AS memberId, m.no AS memberNo,
    COALESCE(p.name, m.organisation_name) AS memberName, d.product, d.quantity_milli AS quantityMilli, d.amount_fen AS amountFen,
    d.reverses_id AS reversesId, d.date < en.first_period AS isHistory, u.event_id AS eventId, r.id AS reversedById,
    ru.event_id AS reversalEventId, o.date < en.first_period AS originalIsHistory, oe.kind AS originalBooking
  FROM delivery d JOIN entity en ON en.id = d.entity_id JOIN member m ON m.id = d.member_id
    LEFT JOIN person p ON p.id = m.person_id
    LEFT JOIN delivery_use u ON u.delivery_id = d.id AND u.released_by IS NULL
    LEFT JOIN delivery r ON r.reverses_id = d.id
    LEFT JOIN delivery_use ru ON ru.delivery_id = r.id AND ru.released_by IS NULL
    LEFT JOIN delivery o ON o.id = d.reverses_id
    LEFT JOIN delivery_use ou ON ou.delivery_id = o.id AND ou.released_by IS NULL
    LEFT JOIN business_event oe ON oe.id = ou.event_id`;

export function listOpenDeliveries(
  { db }: Reading,
  input: Parsed<'business.openDeliveries'>,
): Result<Output<'business.openDeliveries'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const { id: entityId } = cooperative.value;
  for (const field of ['from', 'to'] as const) {
    const day = input[field];
    if (day !== undefined && !isRealDate(day)) {
      return refuse('date_unreal', `${day} 这一天不存在，请改正日期。`, { [field]: '没有这一天' });
    }
  }
  const [from, to] = [input.from ?? '0000-01-01', input.to ?? '9999-12-31'];
  const all = db.all<BookableDelivery>(
    `${BOOKABLE} WHERE d.entity_id = ? AND d.date BETWEEN ? AND ? AND u.id IS NULL ORDER BY d.date, d.id`,
    entityId,
    from,
    to,
  );
  const rows = all.filter(isOpen);
  const byProduct = new Map<string, { milli: number; amountFen: number; count: number }>();
  const byMember = new Map<
    number,
    { memberId: number; memberNo: string; memberName: string; amountFen: number; count: number }
  >();
  for (const row of rows) {
    const product = byProduct.get(row.product) ?? { milli: 0, amountFen: 0, count: 0 };
    product.milli += row.quantityMilli ?? 0;
    product.amountFen += row.amountFen;
    product.count += 1;
    byProduct.set(row.product, product);
    const { memberId, memberNo, memberName } = row;
    const member = byMember.get(memberId) ?? { memberId, memberNo, memberName, amountFen: 0, count: 0 };
    member.amountFen += row.amountFen;
    member.count += 1;
    byMember.set(memberId, member);
  }
  return ok({
    rows: rows.map((row) => ({ ...shown(row), onlyAs: row.originalBooking })),
    byProduct: [...byProduct].map(([product, { milli, ...rest }]) => ({
      product,
      quantity: quantityText(milli),
      ...rest,
    })),
    byMember: [...byMember.values()].sort((a, b) => compareMemberNo(a.memberNo, b.memberNo)),
    historyCount: all.filter((row) => row.isHistory === 1).length,
  });
}

/**
 * Waits to be booked: in the books' time, and no half of a pair that cancelled out before either was booked. A red row waits
 * when its original is booked, or lies before the books and so in the openings.
 */
function isOpen(row: BookableDelivery): boolean {
  if (row.isHistory === 1) return false;
  if (row.reversesId === null) return row.reversedById === null || row.reversalEventId !== null;
  return row.originalBooking !== null || row.originalIsHistory === 1;
}

export function shown(row: BookableDelivery): Output<'business.get'>['deliveries'][number] {
  const { id, date, memberId, memberNo, memberName, product, amountFen, reversesId } = row;
  const quantity = row.quantityMilli === null ? null : quantityText(row.quantityMilli);
  return { id, date, memberId, memberNo, memberName, product, quantity, amountFen, reversesId };
}

/** The deliveries that an event used, by member number. */
export function deliveriesOf(db: ReadableDb, eventId: number): BookableDelivery[] {
  return db
    .all<BookableDelivery>(
      `${BOOKABLE} WHERE d.id IN (SELECT delivery_id FROM delivery_use WHERE event_id = ?) ORDER BY d.date, d.id`,
      eventId,
    )
    .sort((a, b) => compareMemberNo(a.memberNo, b.memberNo));
}

/**
 * The deliveries chosen for a purchase or commission, by member number. Each is booked once; what was taken back is booked with
 * or after what it takes back, and the same way.
 */
export function chooseDeliveries(
  db: ReadableDb,
  entityId: number,
  ids: readonly number[],
  booking: Booking,
  date: string,
): Result<BookableDelivery[]> {
  const chosen = new Set(ids);
  const rows = db.all<BookableDelivery>(
    `${BOOKABLE} WHERE d.id IN (SELECT value FROM json_each(?)) ORDER BY d.date, d.id`,
    JSON.stringify([...chosen]),
  );
  if (rows.length < chosen.size || rows.some((row) => row.entityId !== entityId)) {
    return refuse('delivery_unknown', '选中的交售里有找不到的，请重新选择。', { deliveryIds: '请重新选择' });
  }
  for (const row of rows) {
    const problem = problemOf(db, row, chosen, booking, date);
    if (problem !== null) {
      const name = `${row.memberNo} ${row.memberName} ${row.date} ${row.product} ${formatYuan(row.amountFen)} 元`;
      const sentence = `${name}：${problem}`;
      return refuse('delivery_not_open', sentence, { deliveryIds: sentence });
    }
  }
  return ok(rows.sort((a, b) => compareMemberNo(a.memberNo, b.memberNo)));
}

function problemOf(
  db: ReadableDb,
  row: BookableDelivery,
  chosen: ReadonlySet<number>,
  booking: Booking,
  date: string,
): string | null {
  if (row.eventId !== null) {
    return `已经由 ${eventNamed(db, row.eventId)}入账，不能重复。请去掉这一笔。`;
  }
  if (row.isHistory === 1) {
    return '在账套启用之前，属于历史记录，已包含在期初余额里，不再入账。请去掉这一笔。';
  }
  if (row.date > date) return `交售日期晚于入账日期 ${date}，还没有发生。请改入账日期，或去掉这一笔。`;
  if (row.reversesId === null) {
    const cancelled = row.reversedById !== null && row.reversalEventId === null;
    return cancelled && !chosen.has(row.reversedById) ? '已经冲销，不必入账。请去掉这一笔。' : null;
  }
  if (chosen.has(row.reversesId)) return null;
  if (row.originalBooking === null) {
    return row.originalIsHistory === 1
      ? null
      : '是一笔红字，原来那一笔还没有入账，两笔相抵，不必入账。请去掉这一笔。';
  }
  if (row.originalBooking === booking) return null;
  return `是一笔红字，原来那一笔按“${BOOKING_WORDS[row.originalBooking]}”入的账，要用同样的方式冲回。`;
}

const BOOKING_WORDS: Readonly<Record<Booking, string>> = { purchase: '收购入账', commission: '代销入账' };

export function useDeliveries(ctx: Writing, eventId: number, deliveryIds: readonly number[]): void {
  ctx.db.run(
    `INSERT INTO delivery_use (delivery_id, event_id) SELECT DISTINCT value, ? FROM json_each(?) ORDER BY value`,
    eventId,
    JSON.stringify(deliveryIds),
  );
}

/** Frees what an event used; refuses while a red row of it is booked elsewhere and would be left without its original. */
export function releaseDeliveries(ctx: Writing, eventId: number, reversalId: number): Result<null> {
  const stranded = ctx.db.get<{ memberNo: string; date: string; product: string; eventId: number }>(
    `SELECT m.no AS memberNo, r.date, r.product, ru.event_id AS eventId
     FROM delivery_use u JOIN delivery r ON r.reverses_id = u.delivery_id JOIN member m ON m.id = r.member_id
       JOIN delivery_use ru ON ru.delivery_id = r.id AND ru.released_by IS NULL AND ru.event_id <> u.event_id
     WHERE u.event_id = ? AND u.released_by IS NULL ORDER BY r.id LIMIT 1`,
    eventId,
  );
  if (stranded) {
    return refuse(
      'event_built_on',
      `${stranded.memberNo} ${stranded.date} 冲销${stranded.product}的红字，已经由 ${eventNamed(ctx.db, stranded.eventId)}入账。请先冲销那一笔。`,
    );
  }
  ctx.db.run(
    'UPDATE delivery_use SET released_by = ? WHERE event_id = ? AND released_by IS NULL',
    reversalId,
    eventId,
  );
  return ok(null);
}
