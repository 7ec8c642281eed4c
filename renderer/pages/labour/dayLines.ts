import type { Input } from '../../../shared/contract/index.ts';
import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import type { Kind, Worker } from './words.ts';

/** One line of a day's work sheet as it is typed. */
export interface DayLine {
  readonly key: number;
  readonly worker: Worker | null;
  readonly kind: Kind | null;
  /** Greenhouse, batch or another place, as typed. */
  readonly place: string;
  readonly quantity: string;
  /** Empty: the rate in force. */
  readonly price: string;
}

type Row = Input<'labour.saveDay'>['rows'][number];

/** A fresh line: the next person mostly did the same in the same greenhouse. */
export function lineAfter(before: DayLine | undefined): DayLine {
  return {
    key: (before?.key ?? 0) + 1,
    worker: null,
    kind: before?.kind ?? null,
    place: before?.place ?? '',
    quantity: '',
    price: '',
  };
}

/** Nothing of its own was typed: kind and place come from the line above. */
export function isBlank(line: DayLine): boolean {
  return line.worker === null && line.quantity === '' && line.price === '';
}

const QUANTITY = /^\d{1,9}(\.\d{1,3})?$/u;
const PRICE = /^\d{1,9}(\.\d{1,4})?$/u;

/** What keeps a line from being counted, in words for the line itself; null when it can go. */
export function whatIsMissing(line: DayLine): string | null {
  if (line.worker === null) return '没有选人';
  if (line.kind === null) return '没有选工种';
  if (line.quantity === '') return '没有填数量';
  if (!QUANTITY.test(line.quantity)) return '数量最多三位小数';
  if (!/[1-9]/u.test(line.quantity)) return '数量要大于 0';
  if (line.price !== '' && !PRICE.test(line.price)) return '单价最多四位小数';
  return null;
}

export interface Places {
  readonly pieces: ReadonlyArray<{ readonly no: string }>;
  readonly batches: ReadonlyArray<{ readonly id: number; readonly no: string }>;
}

/** 17 as the greenhouse DP-017 where that is the only one of this number; anything else as it was typed. */
export function placeMeant(typed: string, places: Places): string {
  const text = toHalfWidth(typed).trim();
  if (!/^\d{1,4}$/u.test(text)) return text;
  const numbered = places.pieces.filter(({ no }) => Number(/(\d+)$/u.exec(no)?.[1]) === Number(text));
  return numbered.length === 1 ? (numbered[0]?.no ?? text) : text;
}

/** The line as the contract wants it; null while something is missing. A batch's number in the place's field is the batch. */
export function rowOf(line: DayLine, places: Places): Row | null {
  if (whatIsMissing(line) !== null || !line.worker || !line.kind) return null;
  const place = placeMeant(line.place, places);
  const isPiece = places.pieces.some(({ no }) => no === place);
  const batch = isPiece ? undefined : places.batches.find(({ no }) => no === place);
  return {
    workerId: line.worker.id,
    kindId: line.kind.id,
    place: batch ? '' : place,
    ...(batch ? { batchId: batch.id } : {}),
    quantity: line.quantity,
    ...(line.price === '' ? {} : { price: line.price }),
  };
}
