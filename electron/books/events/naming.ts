import type { Dim } from '../../../shared/rules/chart/accounts.ts';
import { EVENT_TITLES, type EventKind } from '../../../shared/rules/posting/eventKinds.ts';
import { invariant } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';

/** The item of that name, or null while there is none: events make it when they are recorded. */
export function itemNamed(db: ReadableDb, entityId: number, dim: Dim, name: string): number | null {
  return (
    db.get<{ id: number }>(
      'SELECT id FROM analysis_item WHERE entity_id = ? AND dim = ? AND name = ?',
      entityId,
      dim,
      name,
    )?.id ?? null
  );
}

/** An event as sentences name it: 2018-09-30“收购入账”（凭证 2018-09 记-004）. */
export function eventNamed(db: ReadableDb, id: number): string {
  const event = db.get<{ date: string; kind: EventKind; voucher: string | null }>(
    `SELECT e.date, e.kind, (SELECT v.period || ' ' || v.word || '-' || printf('%03d', v.number) FROM voucher v
       WHERE v.source = 'business' AND v.source_id = e.id ORDER BY v.id LIMIT 1) AS voucher
     FROM business_event e WHERE e.id = ?`,
    id,
  );
  invariant(event !== undefined, `event ${id} exists`);
  return `${event.date}“${EVENT_TITLES[event.kind]}”（凭证 ${event.voucher ?? '无'}）`;
}
