import { z } from 'zod';
import { business } from './business.ts';
import { payer } from './eventParts.ts';
import { command, query } from './method.ts';
import {
  date,
  entityId,
  fen,
  id,
  money,
  name,
  period,
  positiveQuantity,
  quantityText,
  requiredText,
  shortText,
  year,
} from './values.ts';

/** Degrees with one decimal at most: -2.5. */
const temperature = z.string().regex(/^-?\d{1,2}(\.\d)?$/, '温度写成 3 或 -2.5 这样，最多一位小数');
const humidity = z.int('湿度是整数').min(0, '湿度是 0 到 100').max(100, '湿度是 0 到 100');
/** Yuan with four decimals at most. */
const rate = z.string().regex(/^\d{1,6}(\.\d{1,4})?$/, '费率最多四位小数');
const volume = positiveQuantity;
const ownership = z.enum(['own', 'commission', 'kept']);
const feeBasis = z.enum(['none', 'ton-day', 'ton-month', 'piece-day', 'piece-month', 'piece']);
/** Thousandths of a kilogram; 0 where it was not weighed. */
const weight = z.string().regex(/^\d{1,9}(\.\d{1,3})?$/, '重量最多三位小数');
const pieces = z.int('件数是整数').min(0, '件数不能是负数').max(9_999_999, '件数太大');

const room = z.object({
  name,
  assetId: id.nullable(),
  /** m³. */
  capacity: volume,
  volumePerTon: volume,
  whenFull: z.enum(['warn', 'refuse']),
  temperatureMin: temperature.nullable(),
  temperatureMax: temperature.nullable(),
  humidityMin: humidity.nullable(),
  humidityMax: humidity.nullable(),
  enabled: z.boolean(),
  note: shortText,
});

const readingRow = z.object({
  id,
  roomId: id,
  roomName: z.string(),
  /** 2018-10-01T08:00 */
  at: z.string(),
  temperature: z.string(),
  humidity: z.int().nullable(),
  inspector: z.string(),
  note: z.string(),
  /** How it lies outside its room's range, in words; empty when it does not. */
  fault: z.string(),
  struckReason: z.string().nullable(),
});

const roomRow = room.extend({
  id,
  assetNo: z.string().nullable(),
  assetName: z.string().nullable(),
  used: quantityText,
  /** Percent of the capacity, whole. */
  usedPercent: z.int(),
  lots: z.int(),
  lastReading: readingRow.nullable(),
});

const place = z.object({
  roomId: id,
  roomName: z.string(),
  quantity: z.string(),
  pieces: z.int(),
  volume: z.string(),
});

const lotRow = z.object({
  id,
  no: z.string(),
  product: z.string(),
  ownership,
  /** Empty: the cooperative's own. */
  ownerName: z.string(),
  memberId: id.nullable(),
  memberNo: z.string().nullable(),
  partyId: id.nullable(),
  /** The day its first goods came in. */
  since: z.string(),
  /** Days since then, that day counted. */
  days: z.int(),
  quantity: z.string(),
  pieces: z.int(),
  volume: z.string(),
  places: z.array(place),
  feeBasis,
  feeRate: z.string(),
  /** Fee run up and not settled, to the day asked for. */
  feeFen: fen,
  settledTo: z.string().nullable(),
  note: z.string(),
});

const moveRow = z.object({
  id,
  no: z.string(),
  date: z.string(),
  kind: z.enum(['in', 'out', 'transfer', 'loss', 'reversal']),
  lotId: id,
  lotNo: z.string(),
  product: z.string(),
  ownership,
  ownerName: z.string(),
  roomId: id,
  roomName: z.string(),
  /** Of a move between rooms: where it went; the row is the leg that leaves. */
  toRoomName: z.string().nullable(),
  /** Signed: below zero it left the room. */
  quantity: z.string(),
  pieces: z.int(),
  volume: z.string(),
  party: z.string(),
  reason: z.string(),
  eventId: id.nullable(),
  reversesId: id.nullable(),
  isUndone: z.boolean(),
  operator: z.string(),
});

const feeLine = z.object({
  lotId: id,
  lotNo: z.string(),
  product: z.string(),
  from: z.string(),
  to: z.string(),
  days: z.int(),
  feeBasis,
  feeRate: z.string(),
  feeFen: fen,
});

const owner = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('own') }),
  z.object({ kind: z.literal('member'), memberId: id }),
  z.object({ kind: z.literal('party'), party: name }),
]);

const goods = { quantity: weight, pieces };
const moved = z.object({ id, no: z.string(), warnings: z.array(z.string()) });
const paper = {
  documentNo: shortText,
  attachments: z.int('附单据张数是整数').min(0, '附单据张数不能是负数').max(9999, '附单据张数太大'),
};
const recorded = z.object({ id, voucherIds: z.array(id), warnings: z.array(z.string()) });
const preview = business['business.preview'].output;
/** As business.list tells its events, of this subject. */
export const subjectEvent = business['business.list'].output.element.extend({ kind: z.string() });

const loss = z.object({
  date,
  lotId: id,
  roomId: id,
  ...goods,
  reason: requiredText,
  ...paper,
});

const settling = z.object({
  /** The event of the loss. */
  lossId: id,
  date,
  /** Null: nobody; all of it is a cost. */
  payer: payer.nullable(),
  paidFen: fen.min(0, '金额不能是负数'),
  /** By whose decision. */
  approval: requiredText,
  ...paper,
});

const feeSettling = z.object({
  date,
  /** The last day charged. */
  to: date,
  lotIds: z.array(id).min(1, '请至少选一批货').max(500, '一次最多 500 批'),
  /** Null: it stays owing (114 of a member, 113 of others). */
  received: money.nullable(),
  note: shortText,
  ...paper,
});

/** The cold store (冷库) as a place of work. */
export const storage = {
  'storage.rooms': query('冷库库房', z.object({ entityId, asOf: date.optional() }), z.array(roomRow)),
  'storage.saveRoom': command(
    '登记库房',
    z.object({ entityId, id: id.optional(), room }),
    z.object({ id, warnings: z.array(z.string()) }),
  ),
  /** Asset cards that a room can be part of. */
  'storage.assets': query(
    '可关联的资产',
    z.object({ entityId }),
    z.array(z.object({ id, no: z.string(), name: z.string() })),
  ),
  'storage.lots': query(
    '冷库存货',
    z.object({
      entityId,
      asOf: date.optional(),
      ownership: ownership.optional(),
      /** Those that are gone too. */
      all: z.boolean().optional(),
      search: shortText.optional(),
    }),
    z.array(lotRow),
  ),
  'storage.lot': query(
    '一批货',
    z.object({ id }),
    z.object({
      lot: lotRow,
      moves: z.array(moveRow),
      fees: z.array(
        z.object({
          eventId: id,
          from: z.string(),
          to: z.string(),
          days: z.int(),
          feeFen: fen,
          isUndone: z.boolean(),
        }),
      ),
    }),
  ),
  'storage.moves': query(
    '冷库进出',
    z.object({ entityId, year: year.optional(), roomId: id.optional(), search: shortText.optional() }),
    z.array(moveRow),
  ),
  'storage.takeIn': command(
    '冷库入库',
    z.object({
      entityId,
      date,
      roomId: id,
      /** More of a lot that is there, or a new one; its number left out: the next. */
      lot: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('more'), lotId: id }),
        z.object({
          kind: z.literal('new'),
          no: shortText.max(30, '批号最多 30 个字').optional(),
          product: requiredText.max(30, '品名最多 30 个字'),
          ownership,
          owner,
          feeBasis,
          feeRate: rate,
          note: shortText,
        }),
      ]),
      ...goods,
      /** m³; null: by weight, at what a ton takes in that room. */
      volume: volume.nullable(),
      /** Who brought it. */
      party: shortText,
    }),
    moved.extend({ lotId: id }),
  ),
  'storage.takeOut': command(
    '冷库出库',
    z.object({ date, lotId: id, roomId: id, ...goods, party: shortText }),
    moved,
  ),
  'storage.transfer': command(
    '冷库移库',
    z.object({ date, lotId: id, fromRoomId: id, toRoomId: id, ...goods, party: shortText }),
    moved,
  ),
  'storage.lose': command(
    '冷库损耗',
    loss,
    moved.extend({ eventId: id.nullable(), voucherIds: z.array(id) }),
  ),
  'storage.previewLoss': query('试算损耗分录', loss, preview),
  'storage.settleLoss': command('处理冷库盘亏', settling, recorded),
  'storage.previewSettleLoss': query('试算盘亏处理分录', settling, preview),
  /** A slip written in error: the goods are as they were from its day on. A loss with a voucher is undone on a day of its own. */
  'storage.reverseMove': command('冲销库单', z.object({ id, date, reason: requiredText }), recorded),
  /** What has run up and is not settled, by lot. */
  'storage.fees': query(
    '未结仓储费',
    z.object({ entityId, to: date.optional() }),
    z.array(
      feeLine.extend({
        memberId: id.nullable(),
        memberNo: z.string().nullable(),
        partyId: id.nullable(),
        ownerName: z.string(),
      }),
    ),
  ),
  'storage.settleFees': command('结算仓储费', feeSettling, recorded),
  'storage.previewFees': query('试算仓储费', feeSettling, preview.extend({ lines: z.array(feeLine) })),
  'storage.events': query(
    '冷库的费用与损耗',
    z.object({ entityId, year: year.optional() }),
    z.array(subjectEvent.extend({ isOpen: z.boolean() })),
  ),
  'storage.reverse': command('冲销冷库业务', z.object({ id, date, reason: requiredText }), recorded),
  'storage.occupancy': query(
    '库容占用',
    z.object({ entityId, from: date, to: date }),
    z.array(
      z.object({
        roomId: id,
        roomName: z.string(),
        capacity: z.string(),
        days: z.array(z.object({ date: z.string(), used: z.string(), usedPercent: z.int() })),
      }),
    ),
  ),
  'storage.readings': query(
    '温度巡检',
    z.object({ entityId, period, roomId: id.optional() }),
    z.array(readingRow),
  ),
  'storage.recordReadings': command(
    '登记温度巡检',
    z.object({
      entityId,
      inspector: name,
      readings: z
        .array(
          z.object({
            roomId: id,
            date,
            time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间写成 08:30 这样'),
            temperature,
            humidity: humidity.nullable(),
            note: shortText,
          }),
        )
        .min(1, '至少要有一条')
        .max(500, '一次最多 500 条'),
    }),
    z.object({ count: z.int(), warnings: z.array(z.string()) }),
  ),
  'storage.strikeReading': command('作废巡检记录', z.object({ id, reason: requiredText }), z.object({ id })),
};
