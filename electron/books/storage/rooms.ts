import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { quantityMilli, quantityText } from '../../../shared/rules/measures.ts';
import {
  fullestFrom,
  type StoreMove,
  temperatureText,
  temperatureTenths,
} from '../../../shared/rules/storage.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf } from '../entities/index.ts';
import { lastReadings } from './readings.ts';

/** A room (库房) as the commands need it. */
export interface Room {
  readonly id: number;
  readonly entityId: number;
  readonly name: string;
  readonly capacityMilli: number;
  readonly volumePerTonMilli: number;
  readonly whenFull: 'warn' | 'refuse';
  readonly enabled: number;
}

export function roomOf(db: ReadableDb, entityId: number, id: number, field = 'roomId'): Result<Room> {
  const room = db.get<Room>(
    `SELECT id, entity_id AS entityId, name, capacity_milli AS capacityMilli, volume_per_ton_milli AS volumePerTonMilli,
       when_full AS whenFull, enabled FROM cold_room WHERE id = ? AND entity_id = ?`,
    id,
    entityId,
  );
  return room ? ok(room) : refuse('room_unknown', '没有这间库房，请重新选择。', { [field]: '没有这间库房' });
}

interface StoredRoom extends Omit<Room, 'entityId'> {
  readonly assetId: number | null;
  readonly assetNo: string | null;
  readonly assetName: string | null;
  readonly temperatureMin: number | null;
  readonly temperatureMax: number | null;
  readonly humidityMin: number | null;
  readonly humidityMax: number | null;
  readonly note: string;
  readonly usedMilli: number;
  readonly lots: number;
}

/** Rooms with what is in them at the end of a day. */
export function listRooms(
  { db, today }: Reading,
  input: Parsed<'storage.rooms'>,
): Result<Output<'storage.rooms'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const asOf = input.asOf ?? today;
  const rows = db.all<StoredRoom>(
    `WITH ask(entity_id, day) AS (VALUES (?, ?)),
     here AS (
       SELECT m.room_id, m.lot_id, SUM(m.volume_milli) AS volume
       FROM ask JOIN cold_move m ON m.entity_id = ask.entity_id AND m.date <= ask.day GROUP BY m.room_id, m.lot_id
       HAVING SUM(m.kg_milli) <> 0 OR SUM(m.pieces) <> 0
     )
     SELECT r.id, r.name, r.asset_id AS assetId, a.no AS assetNo, a.name AS assetName, r.capacity_milli AS capacityMilli,
       r.volume_per_ton_milli AS volumePerTonMilli, r.when_full AS whenFull, r.temperature_min AS temperatureMin,
       r.temperature_max AS temperatureMax, r.humidity_min AS humidityMin, r.humidity_max AS humidityMax, r.enabled, r.note,
       COALESCE((SELECT SUM(volume) FROM here WHERE here.room_id = r.id), 0) AS usedMilli,
       (SELECT COUNT(*) FROM here WHERE here.room_id = r.id) AS lots
     FROM ask JOIN cold_room r ON r.entity_id = ask.entity_id LEFT JOIN asset_card a ON a.id = r.asset_id ORDER BY r.enabled DESC, r.id`,
    cooperative.value.id,
    asOf,
  );
  const readings = lastReadings(db, cooperative.value.id, asOf);
  return ok(
    rows.map(({ capacityMilli, volumePerTonMilli, usedMilli, ...row }) => ({
      ...row,
      capacity: quantityText(capacityMilli),
      volumePerTon: quantityText(volumePerTonMilli),
      temperatureMin: row.temperatureMin === null ? null : temperatureText(row.temperatureMin),
      temperatureMax: row.temperatureMax === null ? null : temperatureText(row.temperatureMax),
      enabled: row.enabled === 1,
      used: quantityText(usedMilli),
      usedPercent: percentUsed(usedMilli, capacityMilli),
      lastReading: readings.get(row.id) ?? null,
    })),
  );
}

/** Whole percent, half-up. */
export const percentUsed = (usedMilli: number, capacityMilli: number): number =>
  Math.round((usedMilli * 100) / capacityMilli);

export function listRoomAssets(
  { db }: Reading,
  input: Parsed<'storage.assets'>,
): Result<Output<'storage.assets'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  return ok(
    db.all(
      `SELECT id, no, name FROM asset_card WHERE entity_id = ? AND state <> 'gone' ORDER BY no`,
      cooperative.value.id,
    ),
  );
}

/** Makes a room or changes one: what is in it must still find its place, or is said. */
export function saveRoom(
  { db, today }: Writing,
  { entityId: asked, id, room }: Parsed<'storage.saveRoom'>,
): Result<Output<'storage.saveRoom'>> {
  const cooperative = cooperativeOf(db, asked);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const faults = roomFaults(db, entityId, id ?? null, room);
  const first = Object.values(faults)[0];
  if (first !== undefined) return refuse('room_invalid', first, faults);
  const values = [
    room.name,
    room.assetId,
    quantityMilli(room.capacity),
    quantityMilli(room.volumePerTon),
    room.whenFull,
    room.temperatureMin === null ? null : temperatureTenths(room.temperatureMin),
    room.temperatureMax === null ? null : temperatureTenths(room.temperatureMax),
    room.humidityMin,
    room.humidityMax,
    room.enabled ? 1 : 0,
    room.note,
  ] as const;
  if (id === undefined) {
    const made = db.run(
      `INSERT INTO cold_room (name, asset_id, capacity_milli, volume_per_ton_milli, when_full, temperature_min, temperature_max,
         humidity_min, humidity_max, enabled, note, entity_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...values,
      entityId,
    );
    return ok({ id: made.lastId, warnings: [] });
  }
  const before = roomOf(db, entityId, id, 'id');
  if (!before.ok) return before;
  db.run(
    `UPDATE cold_room SET name = ?, asset_id = ?, capacity_milli = ?, volume_per_ton_milli = ?, when_full = ?, temperature_min = ?,
       temperature_max = ?, humidity_min = ?, humidity_max = ?, enabled = ?, note = ? WHERE id = ?`,
    ...values,
    id,
  );
  const { volumeMilli } = fullestFrom(movesInRoom(db, id), today);
  if (!room.enabled && volumeMilli > 0) {
    return refuse(
      'room_in_use',
      `“${room.name}”里还有货，占 ${quantityText(volumeMilli)} 立方米，不能停用。请先出库或移库。`,
    );
  }
  return ok({
    id,
    warnings:
      volumeMilli > quantityMilli(room.capacity)
        ? [
            `“${room.name}”现有货物占 ${quantityText(volumeMilli)} 立方米，超过新的库容 ${room.capacity} 立方米。`,
          ]
        : [],
  });
}

function roomFaults(
  db: ReadableDb,
  entityId: number,
  id: number | null,
  room: Parsed<'storage.saveRoom'>['room'],
): Record<string, string> {
  const faults: Record<string, string> = {};
  const twin = db.get(
    'SELECT 1 FROM cold_room WHERE entity_id = ? AND name = ? AND id <> ?',
    entityId,
    room.name,
    id ?? 0,
  );
  if (twin) faults['room.name'] = `已经有一间“${room.name}”了，请换个名字。`;
  if (
    room.assetId !== null &&
    !db.get('SELECT 1 FROM asset_card WHERE id = ? AND entity_id = ?', room.assetId, entityId)
  ) {
    faults['room.assetId'] = '没有这张资产卡片，请重新选择。';
  }
  const { temperatureMin: low, temperatureMax: high, humidityMin: dry, humidityMax: wet } = room;
  if (low !== null && high !== null && temperatureTenths(low) > temperatureTenths(high)) {
    faults['room.temperatureMax'] = `温度上限 ${high} 低于下限 ${low}，请改正。`;
  }
  if (dry !== null && wet !== null && dry > wet) {
    faults['room.humidityMax'] = `湿度上限 ${wet} 低于下限 ${dry}，请改正。`;
  }
  return faults;
}

/** What came into and left a room, of all lots. */
export function movesInRoom(db: ReadableDb, roomId: number): StoreMove[] {
  return db.all<StoreMove>(
    `SELECT date, SUM(kg_milli) AS kgMilli, SUM(pieces) AS pieces, SUM(volume_milli) AS volumeMilli
     FROM cold_move WHERE room_id = ? GROUP BY date ORDER BY date`,
    roomId,
  );
}
