import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { fiscalYearBounds } from '../../../shared/rules/calendar.ts';
import { EVENT_KINDS, EVENT_TITLES } from '../../../shared/rules/posting/eventKinds.ts';
import { shortName } from '../../../shared/rules/voucherName.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import { cooperativeOf } from '../entities/index.ts';

type EventRow = Output<'production.events'>[number];
type Stored = Omit<EventRow, 'title' | 'vouchers'> & { readonly vouchers: string };

const EVENT = /* sql */ `
  SELECT e.id, e.kind, e.date, e.party, e.amount_fen AS amountFen, e.document_no AS documentNo, e.note,
    e.reverses_id AS reversesId, r.id AS reversedById, e.operator,
    COALESCE((SELECT n.summary FROM voucher v JOIN entry n ON n.voucher_id = v.id AND n.no = 1
      WHERE v.source = 'business' AND v.source_id = e.id ORDER BY v.id LIMIT 1), '') AS summary,
    (SELECT json_group_array(json_object('id', v.id, 'period', v.period, 'word', v.word, 'number', v.number, 'state', v.state))
      FROM voucher v WHERE v.source = 'business' AND v.source_id = e.id) AS vouchers
  FROM business_event e LEFT JOIN business_event r ON r.reverses_id = e.id`;

/** By date and then as recorded, red ones among them; of one batch: those that moved its cost. */
export function listEvents(
  { db }: Reading,
  input: Parsed<'production.events'>,
): Result<Output<'production.events'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const year = input.year === undefined ? null : fiscalYearBounds(input.year);
  const rows = db.all<Stored>(
    `${EVENT} WHERE e.entity_id = ? AND e.date BETWEEN ? AND ? AND e.kind IN (SELECT value FROM json_each(?))
       AND (? IS NULL OR EXISTS (SELECT 1 FROM bag_cost c WHERE c.event_id = e.id AND c.batch_id = ?)) ORDER BY e.date, e.seq`,
    cooperative.value.id,
    year?.firstDay ?? '0000-01-01',
    year?.lastDay ?? '9999-12-31',
    JSON.stringify(Object.keys(EVENT_KINDS.production)),
    input.batchId ?? null,
    input.batchId ?? null,
  );
  return ok(rows.map(eventRow));
}

export function getEvent(
  { db }: Reading,
  { id }: Parsed<'production.event'>,
): Result<Output<'production.event'>> {
  const row = db.get<Stored>(`${EVENT} WHERE e.id = ?`, id);
  if (!row || !Object.hasOwn(EVENT_KINDS.production, row.kind)) {
    return refuse('event_unknown', '没有这笔登记，请回到列表重新选择。');
  }
  const more = db.get<{ facts: string; recordedAt: string; attachments: number }>(
    `SELECT e.facts, e.recorded_at AS recordedAt,
       (SELECT COALESCE(SUM(v.attachments), 0) FROM voucher v WHERE v.source = 'business' AND v.source_id = e.id) AS attachments
     FROM business_event e WHERE e.id = ?`,
    id,
  )!;
  const batches = db.all<{ id: number; name: string }>(
    `SELECT DISTINCT b.id, b.no || ' ' || b.name AS name FROM bag_cost c JOIN bag_batch b ON b.id = c.batch_id
     WHERE c.event_id = ? ORDER BY b.id`,
    id,
  );
  return ok({
    event: eventRow(row),
    facts: JSON.parse(more.facts) as Output<'production.event'>['facts'],
    attachments: more.attachments,
    recordedAt: more.recordedAt,
    batches,
  });
}

function eventRow(row: Stored): EventRow {
  const vouchers = JSON.parse(row.vouchers) as {
    id: number;
    period: string;
    word: '记' | '收' | '付' | '转';
    number: number;
    state: EventRow['vouchers'][number]['state'];
  }[];
  const month = row.date.slice(0, 7);
  return {
    ...row,
    title: row.reversesId === null ? EVENT_TITLES[row.kind] : `冲销${EVENT_TITLES[row.kind]}`,
    vouchers: vouchers
      .sort((a, b) => a.id - b.id)
      .map(({ id, state, ...one }) => ({
        id,
        state,
        name: one.period === month ? shortName(one) : `${one.period} ${shortName(one)}`,
      })),
  };
}
