import type { Output } from '../../../shared/contract/index.ts';
import { fiscalYearBounds } from '../../../shared/rules/calendar.ts';
import { type EventKind, EVENT_TITLES } from '../../../shared/rules/posting/eventKinds.ts';
import type { ReadableDb } from '../../workspace/database.ts';

type VoucherName = Output<'business.list'>[number]['vouchers'][number];

/** An event as the lists of its subject show it. */
export interface EventListRow<K extends EventKind = EventKind> {
  readonly id: number;
  readonly kind: K;
  readonly title: string;
  readonly date: string;
  readonly summary: string;
  readonly party: string;
  readonly amountFen: number;
  readonly documentNo: string;
  readonly note: string;
  readonly vouchers: VoucherName[];
  readonly reversesId: number | null;
  readonly reversedById: number | null;
  readonly operator: string;
}

type Stored<K extends EventKind> = Omit<EventListRow<K>, 'title' | 'vouchers'> & {
  readonly vouchers: string;
};

/** Vouchers are few to an event, so each event brings its own along as JSON. */
const EVENT = /* sql */ `
  SELECT e.id, e.kind, e.date, e.party, e.amount_fen AS amountFen, e.document_no AS documentNo, e.note,
    e.reverses_id AS reversesId, r.id AS reversedById, e.operator,
    COALESCE((SELECT n.summary FROM voucher v JOIN entry n ON n.voucher_id = v.id AND n.no = 1
      WHERE v.source = 'business' AND v.source_id = e.id ORDER BY v.id LIMIT 1), '') AS summary,
    (SELECT json_group_array(json_object('id', v.id, 'period', v.period, 'word', v.word, 'number', v.number, 'state', v.state))
      FROM voucher v WHERE v.source = 'business' AND v.source_id = e.id) AS vouchers
  FROM business_event e LEFT JOIN business_event r ON r.reverses_id = e.id`;

/** Events of some kinds by date and then as recorded, red ones among them. */
export function listEvents<K extends EventKind>(
  db: ReadableDb,
  entityId: number,
  kinds: readonly K[],
  year?: number,
): EventListRow<K>[] {
  const bounds = year === undefined ? null : fiscalYearBounds(year);
  return db
    .all<Stored<K>>(
      `${EVENT} WHERE e.entity_id = ? AND e.date BETWEEN ? AND ?
         AND e.kind IN (SELECT value FROM json_each(?)) ORDER BY e.date, e.seq`,
      entityId,
      bounds?.firstDay ?? '0000-01-01',
      bounds?.lastDay ?? '9999-12-31',
      JSON.stringify(kinds),
    )
    .map(eventRow);
}

/** One event of any kind. */
export function eventById(db: ReadableDb, id: number): EventListRow | null {
  const row = db.get<Stored<EventKind>>(`${EVENT} WHERE e.id = ?`, id);
  return row ? eventRow(row) : null;
}

function eventRow<K extends EventKind>(row: Stored<K>): EventListRow<K> {
  const vouchers = JSON.parse(row.vouchers) as {
    id: number;
    period: string;
    word: string;
    number: number;
    state: VoucherName['state'];
  }[];
  const month = row.date.slice(0, 7);
  return {
    ...row,
    title: row.reversesId === null ? EVENT_TITLES[row.kind] : `冲销${EVENT_TITLES[row.kind]}`,
    vouchers: vouchers
      .sort((a, b) => a.id - b.id)
      .map(({ id, period, word, number, state }) => {
        const name = `${word}-${String(number).padStart(3, '0')}`;
        return { id, state, name: period === month ? name : `${period} ${name}` };
      }),
  };
}
