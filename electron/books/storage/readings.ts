import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { isRealDate } from '../../../shared/rules/calendar.ts';
import {
  outOfRange,
  type RoomRange,
  temperatureText,
  temperatureTenths,
} from '../../../shared/rules/storage.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf } from '../entities/index.ts';

type ReadingRow = Output<'storage.readings'>[number];

interface Stored extends RoomRange {
  readonly id: number;
  readonly roomId: number;
  readonly roomName: string;
  readonly at: string;
  readonly temperature: number;
  readonly humidity: number | null;
  readonly inspector: string;
  readonly note: string;
  readonly struckReason: string | null;
}

const READING = /* sql */ `
  SELECT t.id, t.room_id AS roomId, r.name AS roomName, t.at, t.temperature, t.humidity, t.inspector, t.note,
    t.struck_reason AS struckReason, r.temperature_min AS temperatureMin, r.temperature_max AS temperatureMax,
    r.humidity_min AS humidityMin, r.humidity_max AS humidityMax
  FROM cold_reading t JOIN cold_room r ON r.id = t.room_id`;

function shown(row: Stored): ReadingRow {
  const { temperatureMin, temperatureMax, humidityMin, humidityMax, ...reading } = row;
  const range = { temperatureMin, temperatureMax, humidityMin, humidityMax };
  return {
    ...reading,
    temperature: temperatureText(row.temperature),
    fault: row.struckReason === null ? outOfRange(range, row) : '',
  };
}

/** A month's readings, of one room or all, in order. */
export function listReadings(
  { db }: Reading,
  input: Parsed<'storage.readings'>,
): Result<Output<'storage.readings'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const rows = db.all<Stored>(
    `${READING} WHERE r.entity_id = ? AND t.at >= ? AND t.at < ? || 'a' AND (? IS NULL OR r.id = ?) ORDER BY t.at, r.id, t.id`,
    cooperative.value.id,
    `${input.period}-01`,
    `${input.period}-31`,
    input.roomId ?? null,
    input.roomId ?? null,
  );
  return ok(rows.map(shown));
}

/** Each room's last reading up to the end of a day. */
export function lastReadings(db: ReadableDb, entityId: number, asOf: string): Map<number, ReadingRow> {
  const rows = db.all<Stored>(
    `${READING} WHERE r.entity_id = ? AND t.id = (SELECT l.id FROM cold_reading l
       WHERE l.room_id = r.id AND l.struck_reason IS NULL AND l.at < ? || 'U' ORDER BY l.at DESC LIMIT 1)`,
    entityId,
    asOf,
  );
  return new Map(rows.map((row) => [row.roomId, shown(row)]));
}

/** Writes down a round through the rooms; what is out of range is said at once. */
export function recordReadings(
  ctx: Writing,
  input: Parsed<'storage.recordReadings'>,
): Result<Output<'storage.recordReadings'>> {
  const { db, now, operator } = ctx;
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const warnings: string[] = [];
  for (const [index, one] of input.readings.entries()) {
    const at = `${one.date}T${one.time}`;
    const checked = checkReading(ctx, cooperative.value.id, one, at, index);
    if (!checked.ok) return checked;
    const temperature = temperatureTenths(one.temperature);
    db.run(
      `INSERT INTO cold_reading (room_id, at, temperature, humidity, inspector, note, operator, recorded_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      one.roomId,
      at,
      temperature,
      one.humidity,
      input.inspector,
      one.note,
      operator,
      now,
    );
    const fault = outOfRange(checked.value, { temperature, humidity: one.humidity });
    if (fault !== '') {
      const humid = one.humidity === null ? '' : `、湿度 ${one.humidity}%`;
      warnings.push(
        `${checked.value.name} ${one.date} ${one.time} ${fault}：${temperatureText(temperature)}℃${humid}，请检查机组和库门。`,
      );
    }
  }
  return ok({ count: input.readings.length, warnings });
}

function checkReading(
  { db, now }: Reading,
  entityId: number,
  one: Parsed<'storage.recordReadings'>['readings'][number],
  at: string,
  index: number,
): Result<RoomRange & { readonly name: string }> {
  const refused = (code: string, field: string, sentence: string): Result<never> =>
    refuse(code, `第 ${index + 1} 条：${sentence}`, { [`readings.${index}.${field}`]: sentence });
  if (!isRealDate(one.date)) return refused('date_unreal', 'date', `${one.date} 这一天不存在，请改正日期。`);
  if (at > now.slice(0, 16))
    return refused('date_future', 'time', `${one.date} ${one.time} 还没有到，不能先记。`);
  const room = db.get<RoomRange & { name: string }>(
    `SELECT name, temperature_min AS temperatureMin, temperature_max AS temperatureMax, humidity_min AS humidityMin,
       humidity_max AS humidityMax FROM cold_room WHERE id = ? AND entity_id = ?`,
    one.roomId,
    entityId,
  );
  if (!room) return refused('room_unknown', 'roomId', '没有这间库房，请重新选择。');
  const twin = db.get<{ temperature: number }>(
    'SELECT temperature FROM cold_reading WHERE room_id = ? AND at = ? AND struck_reason IS NULL',
    one.roomId,
    at,
  );
  if (twin) {
    return refused(
      'reading_twice',
      'time',
      `${room.name} ${one.date} ${one.time} 已经记过 ${temperatureText(twin.temperature)}℃。记错了请先作废那一条。`,
    );
  }
  return ok(room);
}

export function strikeReading(
  { db }: Writing,
  { id, reason }: Parsed<'storage.strikeReading'>,
): Result<{ id: number }> {
  const row = db.get<{ struck: string | null }>(
    'SELECT struck_reason AS struck FROM cold_reading WHERE id = ?',
    id,
  );
  if (!row) return refuse('reading_unknown', '没有这条巡检记录，请重新选择。');
  if (row.struck !== null) return refuse('reading_struck', `这条记录已经作废了（${row.struck}）。`);
  db.run('UPDATE cold_reading SET struck_reason = ? WHERE id = ?', reason, id);
  return ok({ id });
}
