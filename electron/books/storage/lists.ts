import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { daysBetween, fiscalYearBounds } from '../../../shared/rules/calendar.ts';
import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { priceText, quantityText } from '../../../shared/rules/measures.ts';
import { STORAGE_TITLES } from '../../../shared/rules/posting/storage.ts';
import { usedByDay } from '../../../shared/rules/storage.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf } from '../entities/index.ts';
import { listEvents } from '../events/index.ts';
import { feeOf } from './fees.ts';
import { LOT, type Lot } from './lots.ts';
import { movesInRoom, percentUsed } from './rooms.ts';

type LotRow = Output<'storage.lots'>[number];
type MoveRow = Output<'storage.moves'>[number];
type StoredLot = Lot & { readonly memberNo: string | null; readonly note: string };

/** Lots in store at the end of a day, or all that ever were. */
export function listLots({ db, today }: Reading, input: Parsed<'storage.lots'>): Result<LotRow[]> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const lots = db.all<StoredLot>(
    `${LOT} WHERE l.entity_id = ? AND (? IS NULL OR l.ownership = ?) ORDER BY l.id`,
    cooperative.value.id,
    input.ownership ?? null,
    input.ownership ?? null,
  );
  const rows = lotRows(db, cooperative.value.id, lots, input.asOf ?? today);
  const shown = rows.filter((row) => input.all === true || row.places.length > 0);
  return ok(shown.filter(matches(input.search, (row) => [row.no, row.product, row.ownerName, row.note])));
}

function matches<T>(search: string | undefined, words: (row: T) => readonly string[]): (row: T) => boolean {
  const wanted = toHalfWidth(search ?? '')
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  return (row) => {
    const text = words(row).join('\n').toLowerCase();
    return wanted.every((word) => text.includes(word));
  };
}

interface Place {
  readonly lotId: number;
  readonly roomId: number;
  readonly roomName: string;
  readonly since: string;
  readonly kgMilli: number;
  readonly pieces: number;
  readonly volumeMilli: number;
}

function lotRows(db: ReadableDb, entityId: number, lots: readonly StoredLot[], asOf: string): LotRow[] {
  const places = db.all<Place>(
    `SELECT m.lot_id AS lotId, m.room_id AS roomId, r.name AS roomName, MIN(m.date) AS since, SUM(m.kg_milli) AS kgMilli,
       SUM(m.pieces) AS pieces, SUM(m.volume_milli) AS volumeMilli
     FROM cold_move m JOIN cold_room r ON r.id = m.room_id WHERE m.entity_id = ? AND m.date <= ?
     GROUP BY m.lot_id, m.room_id ORDER BY m.lot_id, m.room_id`,
    entityId,
    asOf,
  );
  const byLot = Map.groupBy(places, (place) => place.lotId);
  return lots.flatMap((lot): LotRow[] => {
    const here = byLot.get(lot.id) ?? [];
    if (here.length === 0) return [];
    const since = here.reduce((first, place) => (place.since < first ? place.since : first), asOf);
    const total = (pick: (place: Place) => number): number => here.reduce((sum, one) => sum + pick(one), 0);
    const { entityId: _, itemId: _item, feeRateE4, ...shown } = lot;
    return [
      {
        ...shown,
        since,
        days: daysBetween(since, asOf) + 1,
        quantity: quantityText(total((place) => place.kgMilli)),
        pieces: total((place) => place.pieces),
        volume: quantityText(total((place) => place.volumeMilli)),
        places: here
          .filter((place) => place.kgMilli !== 0 || place.pieces !== 0)
          .map(({ roomId, roomName, kgMilli, pieces, volumeMilli }) => ({
            roomId,
            roomName,
            quantity: quantityText(kgMilli),
            pieces,
            volume: quantityText(volumeMilli),
          })),
        feeRate: priceText(feeRateE4),
        feeFen: feeOf(db, lot, asOf)?.feeFen ?? 0,
      },
    ];
  });
}

export function getLot({ db, today }: Reading, { id }: Parsed<'storage.lot'>): Result<Output<'storage.lot'>> {
  const lot = db.get<StoredLot>(`${LOT} WHERE l.id = ?`, id);
  const [row] = lot ? lotRows(db, lot.entityId, [lot], today) : [];
  if (!lot || !row) return refuse('lot_unknown', '没有这批货，请回到列表重新选择。');
  const fees = db.all<{
    eventId: number;
    from: string;
    to: string;
    days: number;
    feeFen: number;
    isUndone: number;
  }>(
    `SELECT event_id AS eventId, from_date AS "from", to_date AS "to", days, fee_fen AS feeFen, undone_by IS NOT NULL AS isUndone
     FROM cold_fee WHERE lot_id = ? ORDER BY from_date, id`,
    id,
  );
  return ok({
    lot: row,
    moves: movesWhere(db, 'm.lot_id = ?', [id]),
    fees: fees.map((fee) => ({ ...fee, isUndone: fee.isUndone === 1 })),
  });
}

/** Slips by day; a move between rooms is one row. */
export function listMoves({ db }: Reading, input: Parsed<'storage.moves'>): Result<MoveRow[]> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const year = input.year === undefined ? null : fiscalYearBounds(input.year);
  const rows = movesWhere(
    db,
    'm.entity_id = ? AND m.date BETWEEN ? AND ? AND (? IS NULL OR m.room_id = ? OR other.room_id = ?)',
    [
      cooperative.value.id,
      year?.firstDay ?? '0000-01-01',
      year?.lastDay ?? '9999-12-31',
      input.roomId ?? null,
      input.roomId ?? null,
      input.roomId ?? null,
    ],
  );
  return ok(
    rows.filter(
      matches(input.search, (row) => [
        row.no,
        row.lotNo,
        row.product,
        row.ownerName,
        row.party,
        row.reason,
        row.roomName,
      ]),
    ),
  );
}

/** One slip and whose books it is in; null where there is none. */
export function moveById(db: ReadableDb, id: number): { entityId: number; row: MoveRow } | null {
  const head = db.get<{ entityId: number; first: number }>(
    'SELECT entity_id AS entityId, COALESCE(pair_id, id) AS first FROM cold_move WHERE id = ?',
    id,
  );
  const [row] = head ? movesWhere(db, 'm.id = ?', [head.first]) : [];
  return head && row ? { entityId: head.entityId, row } : null;
}

function movesWhere(db: ReadableDb, where: string, values: readonly (number | string | null)[]): MoveRow[] {
  return db
    .all<
      Omit<MoveRow, 'quantity' | 'volume' | 'isUndone'> & {
        kgMilli: number;
        volumeMilli: number;
        isUndone: number;
      }
    >(
      `SELECT m.id, m.no, m.date, m.kind, m.lot_id AS lotId, l.no AS lotNo, COALESCE(i.name, l.product) AS product, l.ownership,
         COALESCE(b.no || ' ' || COALESCE(p.name, b.organisation_name), c.name, '') AS ownerName,
         m.room_id AS roomId, r.name AS roomName, r2.name AS toRoomName, m.kg_milli AS kgMilli, m.pieces, m.volume_milli AS volumeMilli,
         m.party, m.reason, m.event_id AS eventId, m.reverses_id AS reversesId, red.id IS NOT NULL AS isUndone, m.operator
       FROM cold_move m JOIN cold_lot l ON l.id = m.lot_id JOIN cold_room r ON r.id = m.room_id
         LEFT JOIN cold_move other ON other.pair_id = m.id LEFT JOIN cold_room r2 ON r2.id = other.room_id
         LEFT JOIN cold_move red ON red.reverses_id = m.id
         LEFT JOIN analysis_item i ON i.id = l.item_id LEFT JOIN analysis_item c ON c.id = l.party_id
         LEFT JOIN member b ON b.id = l.member_id LEFT JOIN person p ON p.id = b.person_id
       WHERE m.pair_id IS NULL AND ${where} ORDER BY m.date, m.id`,
      ...values,
    )
    .map(({ kgMilli, volumeMilli, isUndone, ...row }) => ({
      ...row,
      quantity: quantityText(kgMilli),
      volume: quantityText(volumeMilli),
      isUndone: isUndone === 1,
    }));
}

/** Losses, what became of them, and fees; `isOpen`: a loss that nobody has decided yet. */
export function listStorageEvents(
  { db }: Reading,
  input: Parsed<'storage.events'>,
): Result<Output<'storage.events'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const kinds = Object.keys(STORAGE_TITLES) as (keyof typeof STORAGE_TITLES)[];
  const settled = new Set(
    db
      .all<{ id: number }>('SELECT loss_event_id AS id FROM cold_loss_settled WHERE undone_by IS NULL')
      .map((row) => row.id),
  );
  return ok(
    listEvents(db, cooperative.value.id, kinds, input.year).map((row) => ({
      ...row,
      isOpen:
        row.kind === 'storageLoss' &&
        row.reversesId === null &&
        row.reversedById === null &&
        !settled.has(row.id),
    })),
  );
}

/** Longer than this is no picture any more. */
const MOST_DAYS = 400;

/** How full each room was, day by day. */
export function occupancy(
  { db }: Reading,
  input: Parsed<'storage.occupancy'>,
): Result<Output<'storage.occupancy'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  if (input.from > input.to || daysBetween(input.from, input.to) > MOST_DAYS) {
    const sentence = `请选先后两天，最多 ${MOST_DAYS} 天。`;
    return refuse('range_invalid', sentence, { to: sentence });
  }
  const rooms = db.all<{ id: number; name: string; capacityMilli: number }>(
    'SELECT id, name, capacity_milli AS capacityMilli FROM cold_room WHERE entity_id = ? ORDER BY id',
    cooperative.value.id,
  );
  return ok(
    rooms.map((room) => ({
      roomId: room.id,
      roomName: room.name,
      capacity: quantityText(room.capacityMilli),
      days: usedByDay(movesInRoom(db, room.id), input.from, input.to).map(({ date, volumeMilli }) => ({
        date,
        used: quantityText(volumeMilli),
        usedPercent: percentUsed(volumeMilli, room.capacityMilli),
      })),
    })),
  );
}
