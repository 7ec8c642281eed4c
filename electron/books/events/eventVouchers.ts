import { shortName } from '../../../shared/rules/voucherName.ts';
import type { ReadableDb } from '../../workspace/database.ts';

/** A voucher as lists of events name it: 2018-09 记-012. */
export interface VoucherName {
  readonly id: number;
  readonly name: string;
  readonly state: 'draft' | 'reviewed' | 'posted' | 'void';
}

/** The vouchers of events, with those that undid them, by event. */
export function vouchersByEvent(db: ReadableDb, eventIds: readonly number[]): Map<number, VoucherName[]> {
  const rows = db.all<{
    eventId: number;
    id: number;
    period: string;
    word: string;
    number: number;
    state: VoucherName['state'];
  }>(
    `SELECT COALESCE(b.reverses_id, b.id) AS eventId, v.id, v.period, v.word, v.number, v.state
     FROM json_each(?) asked JOIN business_event b ON b.id = asked.value OR b.reverses_id = asked.value
       JOIN voucher v ON v.source = 'business' AND v.source_id = b.id
     ORDER BY v.id`,
    JSON.stringify([...new Set(eventIds)]),
  );
  const named = new Map<number, VoucherName[]>();
  for (const { eventId, id, state, ...row } of rows) {
    const list = named.get(eventId) ?? [];
    list.push({ id, state, name: `${row.period} ${shortName(row)}` });
    named.set(eventId, list);
  }
  return named;
}
