import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';

type Place = Output<'assets.ofEvent'>;

/** What an event of fixed assets was about: a month of depreciation, a clearing, a stock-take, else a card. A red one is about what it undid. */
export function placeOfEvent({ db }: Reading, { eventId }: Parsed<'assets.ofEvent'>): Result<Place> {
  const event = db.get<{ standsFor: number }>(
    'SELECT COALESCE(reverses_id, id) AS standsFor FROM business_event WHERE id = ?',
    eventId,
  );
  if (!event) return refuse('event_unknown', '没有这笔业务，请回到凭证重新打开。');
  const id = event.standsFor;
  const run = db.get<{ period: string }>('SELECT period FROM depreciation_run WHERE event_id = ?', id);
  if (run) return ok({ at: 'depreciation', period: run.period });
  const disposal = db.get<{ id: number }>(
    `SELECT id FROM asset_disposal WHERE event_id = ? UNION SELECT disposal_id FROM disposal_step WHERE event_id = ?`,
    id,
    id,
  );
  if (disposal) return ok({ at: 'clearing', disposalId: disposal.id });
  const stocktake = db.get<{ id: number }>(
    'SELECT id FROM stocktake WHERE ? IN (missing_event_id, found_event_id, settle_event_id)',
    id,
  );
  if (stocktake) return ok({ at: 'stocktake', stocktakeId: stocktake.id });
  const card = db.get<{ id: number }>(
    `SELECT asset_id AS id FROM asset_move WHERE event_id = ?
     UNION SELECT asset_id FROM asset_improvement WHERE event_id = ? ORDER BY 1 LIMIT 1`,
    id,
    id,
  );
  return ok(card ? { at: 'card', assetId: card.id } : { at: 'list' });
}
