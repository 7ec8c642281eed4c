import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { quantityMilli, quantityText } from '../../../shared/rules/measures.ts';
import {
  EMPTY_STORE,
  fullestFrom,
  type InStore,
  shortFrom,
  storeOn,
  volumeLeaving,
  volumeOf,
} from '../../../shared/rules/storage.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { checkPastDate, cooperativeOf } from '../entities/index.ts';
import { balancesFrom } from '../ledger/index.ts';
import { amountsOf, amountWords, type Lot, lotOf, movesOf, openLot } from './lots.ts';
import { movesInRoom, type Room, roomOf } from './rooms.ts';

type Moved = Output<'storage.takeOut'>;

export type MoveKind = 'in' | 'out' | 'transfer' | 'loss' | 'reversal';

/** Letters of a slip's number. */
const SLIPS: Readonly<Record<Exclude<MoveKind, 'reversal'>, string>> = {
  in: 'RK',
  out: 'CK',
  transfer: 'YK',
  loss: 'SK',
};

/** RK-2018-0001: by kind and year, numbered. */
export function nextSlipNo(db: ReadableDb, entityId: number, kind: keyof typeof SLIPS, date: string): string {
  const head = `${SLIPS[kind]}-${date.slice(0, 4)}-`;
  const { last } = db.get<{ last: number }>(
    `SELECT COALESCE(MAX(CAST(substr(no, 9) AS INTEGER)), 0) AS last FROM cold_move WHERE entity_id = ? AND no >= ? AND no < ? || 'a'`,
    entityId,
    head,
    head,
  )!;
  return head + String(last + 1).padStart(4, '0');
}

export interface NewMove extends InStore {
  readonly no: string;
  readonly roomId: number;
  readonly date: string;
  readonly kind: MoveKind;
  readonly reason?: string;
  readonly party?: string;
  readonly pairId?: number;
  readonly eventId?: number | null;
  readonly reversesId?: number;
}

export function writeMove({ db, operator, now }: Writing, lot: Lot, move: NewMove): number {
  return db.run(
    `INSERT INTO cold_move (entity_id, no, lot_id, room_id, date, kind, kg_milli, pieces, volume_milli, reason, party, pair_id, event_id,
       reverses_id, operator, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    lot.entityId,
    move.no,
    lot.id,
    move.roomId,
    move.date,
    move.kind,
    move.kgMilli,
    move.pieces,
    move.volumeMilli,
    move.reason ?? '',
    move.party ?? '',
    move.pairId ?? null,
    move.eventId ?? null,
    move.reversesId ?? null,
    operator,
    now,
  ).lastId;
}

/** Goods come in: a new lot, or more of one. */
export function takeIn(ctx: Writing, input: Parsed<'storage.takeIn'>): Result<Output<'storage.takeIn'>> {
  const { db } = ctx;
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const date = checkPastDate(input.date, ctx.today);
  if (!date.ok) return date;
  const room = usableRoom(db, entityId, input.roomId);
  if (!room.ok) return room;
  const lot =
    input.lot.kind === 'new' ? openLot(ctx, entityId, input.date, input.lot) : lotOf(db, input.lot.lotId);
  if (!lot.ok) return lot;
  const amounts = amountsOf(lot.value, input);
  if (!amounts.ok) return amounts;
  if (input.volume === null && amounts.value.kgMilli === 0) {
    const sentence = '没有称重的，请填占用多少立方米。';
    return refuse('volume_missing', sentence, { volume: sentence });
  }
  const settled = checkSettled(lot.value, input.date);
  if (!settled.ok) return settled;
  const volumeMilli =
    input.volume === null
      ? volumeOf(amounts.value.kgMilli, room.value.volumePerTonMilli)
      : quantityMilli(input.volume);
  const no = nextSlipNo(db, entityId, 'in', input.date);
  const id = writeMove(ctx, lot.value, {
    no,
    roomId: room.value.id,
    date: input.date,
    kind: 'in',
    ...amounts.value,
    volumeMilli,
    party: input.party,
  });
  const fits = checkRoom(db, room.value, input.date);
  if (!fits.ok) return fits;
  const warnings = [...fits.value, ...overBooks(db, lot.value, input.date)];
  return ok({ id, no, lotId: lot.value.id, warnings });
}

export function takeOut(ctx: Writing, input: Parsed<'storage.takeOut'>): Result<Moved> {
  const leaving = checkLeaving(ctx, input);
  if (!leaving.ok) return leaving;
  const { lot, out } = leaving.value;
  const settled = checkSettled(lot, input.date);
  if (!settled.ok) return settled;
  const no = nextSlipNo(ctx.db, lot.entityId, 'out', input.date);
  const move = {
    no,
    roomId: input.roomId,
    date: input.date,
    kind: 'out',
    ...minus(out),
    party: input.party,
  } as const;
  const id = writeMove(ctx, lot, move);
  const there = checkThere(ctx.db, lot, input.roomId, input.date);
  return there.ok ? ok({ id, no, warnings: [] }) : there;
}

/** From one room into another on the same day: a slip of two legs. */
export function transferLot(ctx: Writing, input: Parsed<'storage.transfer'>): Result<Moved> {
  const { db } = ctx;
  const leaving = checkLeaving(ctx, { ...input, roomId: input.fromRoomId }, 'fromRoomId');
  if (!leaving.ok) return leaving;
  const { lot, out } = leaving.value;
  if (input.fromRoomId === input.toRoomId) {
    const sentence = '移出和移入是同一间库房，请选另一间。';
    return refuse('same_room', sentence, { toRoomId: sentence });
  }
  const to = usableRoom(db, lot.entityId, input.toRoomId, 'toRoomId');
  if (!to.ok) return to;
  const no = nextSlipNo(db, lot.entityId, 'transfer', input.date);
  const slip = { no, date: input.date, kind: 'transfer', party: input.party } as const;
  const id = writeMove(ctx, lot, { ...slip, roomId: input.fromRoomId, ...minus(out) });
  writeMove(ctx, lot, { ...slip, roomId: to.value.id, ...out, pairId: id });
  const there = checkThere(db, lot, input.fromRoomId, input.date);
  if (!there.ok) return there;
  const fits = checkRoom(db, to.value, input.date);
  return fits.ok ? ok({ id, no, warnings: fits.value }) : fits;
}

export const minus = ({ kgMilli, pieces, volumeMilli }: InStore): InStore => ({
  kgMilli: 0 - kgMilli,
  pieces: 0 - pieces,
  volumeMilli: 0 - volumeMilli,
});

interface Leaving {
  readonly date: string;
  readonly lotId: number;
  readonly roomId: number;
  readonly quantity: string;
  readonly pieces: number;
}

/** Goods that leave a room on a day: there, and with the room they free. */
export function checkLeaving(
  { db, today }: { readonly db: ReadableDb; readonly today: string },
  input: Leaving,
  roomField = 'roomId',
): Result<{ lot: Lot; room: Room; out: InStore }> {
  const date = checkPastDate(input.date, today);
  if (!date.ok) return date;
  const lot = lotOf(db, input.lotId);
  if (!lot.ok) return lot;
  const room = roomOf(db, lot.value.entityId, input.roomId, roomField);
  if (!room.ok) return room;
  const kg = amountsOf(lot.value, input);
  if (!kg.ok) return kg;
  const { kgMilli, pieces } = kg.value;
  const there = storeOn(
    movesOf(db, lot.value.id).filter((move) => move.roomId === room.value.id),
    input.date,
  );
  if (kgMilli > there.kgMilli || pieces > there.pieces) {
    const sentence = `${lot.value.no} 批“${lot.value.product}”${input.date} 在“${room.value.name}”只有 ${amountWords(there)}，不够 ${amountWords(kg.value)}。请核对批号、库房和日期。`;
    return refuse('lot_short', sentence, { [kgMilli > there.kgMilli ? 'quantity' : 'pieces']: sentence });
  }
  // The last weight takes the baskets along: none may stay empty, and none be full without weight.
  const isAllWeight = there.kgMilli > 0 && kgMilli === there.kgMilli;
  if (isAllWeight && pieces !== there.pieces) {
    const sentence = `重量全部出完，件数还差 ${there.pieces - pieces} 件。出完的请填 ${there.pieces} 件。`;
    return refuse('pieces_left', sentence, { pieces: sentence });
  }
  if (there.pieces > 0 && pieces === there.pieces && kgMilli < there.kgMilli) {
    const sentence = `${there.pieces} 件全部出完，重量还剩 ${quantityText(there.kgMilli - kgMilli)} 公斤。少了的请先按“损耗”登记重量，再出库；没少的请填 ${quantityText(there.kgMilli)} 公斤。`;
    return refuse('weight_left', sentence, { quantity: sentence });
  }
  const out = { kgMilli, pieces, volumeMilli: volumeLeaving(there, kgMilli, pieces) };
  return ok({ lot: lot.value, room: room.value, out });
}

/** No day may end with less than nothing of the lot in the room. */
export function checkThere(db: ReadableDb, lot: Lot, roomId: number, date: string): Result<true> {
  const short = shortFrom(
    movesOf(db, lot.id).filter((move) => move.roomId === roomId),
    date,
  );
  if (!short) return ok(true);
  return refuse(
    'lot_short_later',
    `这样 ${lot.no} 批“${lot.product}”到 ${short.date} 就不够了：那天以前已经登记了出库、移库或损耗。请先冲销后面的库单，或改日期。`,
  );
}

/** Whether what is in a room has place from a day on; over it a warning, or refused, as the room says. */
export function checkRoom(db: ReadableDb, room: Room, date: string): Result<string[]> {
  const fullest = fullestFrom(movesInRoom(db, room.id), date);
  if (fullest.volumeMilli <= room.capacityMilli) return ok([]);
  const over = quantityText(fullest.volumeMilli - room.capacityMilli);
  const sentence = `“${room.name}”${fullest.date} 要占 ${quantityText(fullest.volumeMilli)} 立方米，库容只有 ${quantityText(room.capacityMilli)}，超出 ${over} 立方米。`;
  if (room.whenFull === 'warn') return ok([sentence]);
  const way = `${sentence}请放到别的库房，或先出库；容量登记错了请在“库房”里改。`;
  return refuse('room_full', way, { roomId: way });
}

/** Days whose fee is settled are not changed any more. */
export function checkSettled(lot: Lot, date: string): Result<true> {
  if (lot.settledTo === null || date > lot.settledTo) return ok(true);
  const sentence = `${lot.no} 批的仓储费已经结算到 ${lot.settledTo}，不能再改 ${date} 的存量。请用以后的日期登记，或先冲销那次结算。`;
  return refuse('fee_settled', sentence, { date: sentence });
}

function usableRoom(db: ReadableDb, entityId: number, id: number, field = 'roomId'): Result<Room> {
  const room = roomOf(db, entityId, id, field);
  if (room.ok && room.value.enabled === 0) {
    const sentence = `“${room.value.name}”已经停用，请换一间，或在“库房”里重新启用。`;
    return refuse('room_off', sentence, { [field]: sentence });
  }
  return room;
}

/** Own goods that the store says there are more of than 121 does. */
function overBooks(db: ReadableDb, lot: Lot, date: string): string[] {
  if (lot.itemId === null) return [];
  const stored = ownInStore(db, lot.entityId, lot.itemId, date);
  const key = { account: '121', memberId: null, itemId: lot.itemId, item2Id: null };
  const booked = balancesFrom(db, lot.entityId, key, date)[0]?.milli ?? 0;
  if (stored.kgMilli <= booked) return [];
  return [
    `冷库里的“${lot.product}”${date} 有 ${quantityText(stored.kgMilli)} 公斤，账上产品物资只有 ${quantityText(booked)} 公斤。请补记收购、采收入库或购进，月末检查会核对。`,
  ];
}

function ownInStore(db: ReadableDb, entityId: number, itemId: number, date: string): InStore {
  return (
    db.get<InStore>(
      `SELECT COALESCE(SUM(m.kg_milli), 0) AS kgMilli, COALESCE(SUM(m.pieces), 0) AS pieces, COALESCE(SUM(m.volume_milli), 0) AS volumeMilli
       FROM cold_lot l JOIN cold_move m ON m.lot_id = l.id WHERE l.entity_id = ? AND l.item_id = ? AND m.date <= ?`,
      entityId,
      itemId,
      date,
    ) ?? EMPTY_STORE
  );
}
