import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';

type Place = Output<'labour.ofEvent'>;

/** What an event of paid work was about: the sheet it approved or paid, the worker where there is only one. A red one is about what it undid. */
export function placeOfEvent({ db }: Reading, { eventId }: Parsed<'labour.ofEvent'>): Result<Place> {
  const event = db.get<{ standsFor: number }>(
    'SELECT COALESCE(reverses_id, id) AS standsFor FROM business_event WHERE id = ?',
    eventId,
  );
  if (!event) return refuse('event_unknown', '没有这笔业务，请回到凭证重新打开。');
  const sheet = db.get<{ id: number }>('SELECT id FROM pay_sheet WHERE event_id = ?', event.standsFor);
  if (sheet) return ok({ sheetId: sheet.id, workerId: null });
  // A payment taken back has an event of its own that undoes none: one worker's part of it.
  const paid = db.all<{ sheetId: number | null; workerId: number }>(
    'SELECT sheet_id AS sheetId, worker_id AS workerId FROM labour_payment WHERE event_id IN (?, ?) ORDER BY id LIMIT 2',
    eventId,
    event.standsFor,
  );
  const [first] = paid;
  return ok({
    sheetId: first?.sheetId ?? null,
    workerId: paid.length === 1 ? (first?.workerId ?? null) : null,
  });
}
