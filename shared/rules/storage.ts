import { addDays, daysBetween } from './calendar.ts';
import { divideHalfUp } from './money.ts';
import { invariant } from './result.ts';

/**
 * The cold store's arithmetic. Weights in 1/1000 kg, room in 1/1000 m³, baskets whole. Goods are there for the day they come in and not for
 * the day they leave (算进不算出), so a day counts what is in the room at its end.
 */

/** What came or (below zero) went on a day. */
export interface StoreMove {
  readonly date: string;
  readonly kgMilli: number;
  readonly pieces: number;
  readonly volumeMilli: number;
  /** Goods that were brought and not sent back at once: what a fee by the basket counts. */
  readonly isIntake?: boolean;
}

/** What is in store of a lot, or of a lot in one room. */
export interface InStore {
  readonly kgMilli: number;
  readonly pieces: number;
  readonly volumeMilli: number;
}

export const EMPTY_STORE: InStore = { kgMilli: 0, pieces: 0, volumeMilli: 0 };

/** By what a lot kept for others pays. A month is 30 days; `piece` is paid once for each basket that comes in. */
export type FeeBasis = 'none' | 'ton-day' | 'ton-month' | 'piece-day' | 'piece-month' | 'piece';

/** How long how much was kept from one day to another, both counted. */
export interface Stay {
  /** Days on which anything was there. */
  readonly days: number;
  /** 1/1000 kg × days. */
  readonly kgMilliDays: bigint;
  readonly pieceDays: bigint;
  /** Baskets that came in, whenever they left. */
  readonly piecesIn: number;
}

/** What was there at the end of each day between two days. Moves in any order; a run of equal days is one step. */
function daysOf(
  moves: readonly StoreMove[],
  from: string,
  to: string,
): { days: number; from: string; store: InStore }[] {
  if (to < from) return [];
  const steps: { days: number; from: string; store: InStore }[] = [];
  let store = EMPTY_STORE;
  let since = from;
  for (const move of moves.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))) {
    if (move.date > to) break;
    if (move.date > since) {
      steps.push({ days: daysBetween(since, move.date), from: since, store });
      since = move.date;
    }
    store = plus(store, move);
  }
  steps.push({ days: daysBetween(since, to) + 1, from: since, store });
  return steps;
}

function plus(a: InStore, b: InStore): InStore {
  return {
    kgMilli: a.kgMilli + b.kgMilli,
    pieces: a.pieces + b.pieces,
    volumeMilli: a.volumeMilli + b.volumeMilli,
  };
}

export function stayOf(moves: readonly StoreMove[], from: string, to: string): Stay {
  const steps = daysOf(moves, from, to);
  const there = steps.filter(({ store }) => store.kgMilli > 0 || store.pieces > 0);
  return {
    days: there.reduce((sum, step) => sum + step.days, 0),
    kgMilliDays: there.reduce((sum, step) => sum + BigInt(step.store.kgMilli) * BigInt(step.days), 0n),
    pieceDays: there.reduce((sum, step) => sum + BigInt(step.store.pieces) * BigInt(step.days), 0n),
    piecesIn: moves
      .filter((move) => move.isIntake === true && move.date >= from && move.date <= to)
      .reduce((sum, move) => sum + move.pieces, 0),
  };
}

const KG_MILLI_OF_TON = 1_000_000n;
/** 1/10000 yuan in a fen. */
const E4_OF_FEN = 100n;
const DAYS_OF_MONTH = 30n;

/** Fee of a stay at a rate in 1/10000 yuan, rounded half-up to the fen once for the whole stay. */
export function storageFee(basis: FeeBasis, rateE4: number, stay: Stay): number {
  invariant(rateE4 >= 0, 'a rate is not below zero');
  const rate = BigInt(rateE4);
  switch (basis) {
    case 'none':
      return 0;
    case 'ton-day':
      return Number(divideHalfUp(stay.kgMilliDays * rate, KG_MILLI_OF_TON * E4_OF_FEN));
    case 'ton-month':
      return Number(divideHalfUp(stay.kgMilliDays * rate, KG_MILLI_OF_TON * E4_OF_FEN * DAYS_OF_MONTH));
    case 'piece-day':
      return Number(divideHalfUp(stay.pieceDays * rate, E4_OF_FEN));
    case 'piece-month':
      return Number(divideHalfUp(stay.pieceDays * rate, E4_OF_FEN * DAYS_OF_MONTH));
    case 'piece':
      return Number(divideHalfUp(BigInt(stay.piecesIn) * rate, E4_OF_FEN));
  }
}

/** Room that a weight takes, at so many m³ a ton, half-up to the litre. */
export function volumeOf(kgMilli: number, volumePerTonMilli: number): number {
  return Number(divideHalfUp(BigInt(kgMilli) * BigInt(volumePerTonMilli), KG_MILLI_OF_TON));
}

/**
 * Room that becomes free when a part of a lot leaves: its share by weight (by baskets where nothing was weighed), half-up. Who leaves last
 * leaves nothing behind.
 */
export function volumeLeaving(there: InStore, kgMilli: number, pieces: number): number {
  if (kgMilli === there.kgMilli && pieces === there.pieces) return there.volumeMilli;
  const [part, whole] = there.kgMilli > 0 ? [kgMilli, there.kgMilli] : [pieces, there.pieces];
  if (whole <= 0 || part <= 0) return 0;
  const share = divideHalfUp(BigInt(there.volumeMilli) * BigInt(Math.min(part, whole)), BigInt(whole));
  return Number(share);
}

/** The most room taken at the end of a day from one on. */
export function fullestFrom(
  moves: readonly StoreMove[],
  date: string,
): { date: string; volumeMilli: number } {
  const last = moves.reduce((latest, move) => (move.date > latest ? move.date : latest), date);
  let fullest = { date, volumeMilli: 0 };
  for (const { from, store } of daysOf(moves, date, last)) {
    if (store.volumeMilli > fullest.volumeMilli) fullest = { date: from, volumeMilli: store.volumeMilli };
  }
  return fullest;
}

/** The first day from one on at whose end less than nothing is there; null when there is none. */
export function shortFrom(
  moves: readonly StoreMove[],
  date: string,
): { date: string; store: InStore } | null {
  const last = moves.reduce((latest, move) => (move.date > latest ? move.date : latest), date);
  const step = daysOf(moves, date, last).find(
    ({ store }) => store.kgMilli < 0 || store.pieces < 0 || store.volumeMilli < 0,
  );
  return step ? { date: step.from, store: step.store } : null;
}

/** What is there at the end of a day. */
export function storeOn(moves: readonly StoreMove[], date: string): InStore {
  return moves.filter((move) => move.date <= date).reduce<InStore>(plus, EMPTY_STORE);
}

/** The room taken at the end of each day between two days. */
export function usedByDay(
  moves: readonly StoreMove[],
  from: string,
  to: string,
): { date: string; volumeMilli: number }[] {
  return daysOf(moves, from, to).flatMap(({ days, from: first, store }) =>
    Array.from({ length: days }, (_, index) => ({
      date: addDays(first, index),
      volumeMilli: store.volumeMilli,
    })),
  );
}

/** What a room is to be kept at; null: no limit on that side. Temperatures in 1/10 °C, humidity in percent. */
export interface RoomRange {
  readonly temperatureMin: number | null;
  readonly temperatureMax: number | null;
  readonly humidityMin: number | null;
  readonly humidityMax: number | null;
}

/** How a reading lies outside its room's range, in words; empty when it does not. */
export function outOfRange(
  range: RoomRange,
  reading: { readonly temperature: number; readonly humidity: number | null },
): string {
  const words: string[] = [];
  if (range.temperatureMin !== null && reading.temperature < range.temperatureMin) words.push('温度偏低');
  if (range.temperatureMax !== null && reading.temperature > range.temperatureMax) words.push('温度偏高');
  if (reading.humidity !== null) {
    if (range.humidityMin !== null && reading.humidity < range.humidityMin) words.push('湿度偏低');
    if (range.humidityMax !== null && reading.humidity > range.humidityMax) words.push('湿度偏高');
  }
  return words.join('、');
}

/** ：0.0 至 5.0℃、湿度 75% 以下; as a room's range is set, in words. */
export function temperatureRangeWords(room: {
  readonly temperatureMin: string | null;
  readonly temperatureMax: string | null;
  readonly humidityMin: number | null;
  readonly humidityMax: number | null;
}): string {
  const span = (low: string | null, high: string | null, unit: string): string =>
    low !== null && high !== null
      ? `${low} 至 ${high}${unit}`
      : low !== null
        ? `${low}${unit} 以上`
        : high !== null
          ? `${high}${unit} 以下`
          : '';
  const humid = span(room.humidityMin?.toString() ?? null, room.humidityMax?.toString() ?? null, '%');
  const words = [
    span(room.temperatureMin, room.temperatureMax, '℃'),
    humid === '' ? '' : `湿度 ${humid}`,
  ].filter((one) => one !== '');
  return words.length === 0 ? '没有设温湿度范围' : `应保持 ${words.join('、')}`;
}

/** Degrees as decimal text (one decimal at most) in 1/10 °C: "-2.5" → -25. */
export function temperatureTenths(text: string): number {
  const match = /^(-?)(\d{1,2})(?:\.(\d))?$/u.exec(text);
  invariant(match !== null, `“${text}” is a temperature`);
  const tenths = Number(match[2]) * 10 + Number(match[3] ?? '0');
  return match[1] === '-' ? 0 - tenths : tenths;
}

/** 1/10 °C as people read it: -2.5, 3.0. */
export function temperatureText(tenths: number): string {
  const digits = Math.abs(tenths).toString().padStart(2, '0');
  return `${tenths < 0 ? '-' : ''}${digits.slice(0, -1)}.${digits.slice(-1)}`;
}
