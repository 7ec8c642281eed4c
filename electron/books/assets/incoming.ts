import { firstChargedPeriod } from '../../../shared/rules/depreciation.ts';
import type { Writing } from '../../workspace/context.ts';
import { insertCard, insertFunding } from './acquiring.ts';
import { type Acquired, type Card, nextNo } from './card.ts';
import { insertMove, insertTerms } from './moves.ts';
import type { Facts } from './planning.ts';

/** What came in by something else than 固定资产: a share in kind, a stock-take. Its card is 资料待补. */
export interface Incoming {
  readonly entityId: number;
  readonly name: string;
  readonly account: '151' | '142';
  readonly date: string;
  readonly costFen: number;
  readonly acquisition: Acquired;
  readonly source: 'own' | 'donated';
  readonly note: string;
  readonly more?: Partial<Facts>;
}

/**
 * A card with a number of its own (GD-01 …) and nothing but its name and cost: what else belongs on it is asked for later. It stands in the
 * books, so the caller's voucher has to have Dr 151 by {@link bookedAsset}. Depreciated from when it is completed.
 */
export function createIncomplete(ctx: Writing, one: Incoming): Card {
  const card = insertCard(ctx, one.entityId, {
    facts: {
      ...{ no: nextNo(ctx.db, one.entityId, 'GD'), name: one.name, category: '待分类', spec: '', unit: '' },
      ...{ supplier: '', documentNo: '', use: 'production', place: '', department: '', custodian: '' },
      ...{ ownerKind: 'cooperative', owner: '', controlContract: '', note: one.note },
      ...one.more,
    },
    ...{ standing: 'booked', account: one.account, acquisition: one.acquisition, date: one.date },
    ...{ inServiceOn: one.date, isRelief: false, isIncomplete: true, importId: null },
  });
  insertFunding(ctx, card.id, { source: one.source, note: '', amountFen: one.costFen });
  insertTerms(ctx, {
    ...{ assetId: card.id, fromPeriod: firstChargedPeriod(one.date), method: 'straight-line' },
    ...{ residualMillionths: 0, lifeMonths: 0, months: 0, toChargeFen: 0, reason: '资料待补' },
  });
  return card;
}

/** What came with it: after the event or the share that its voucher is of. */
export function moveIncomplete(
  ctx: Writing,
  card: Card,
  one: Pick<Incoming, 'date' | 'costFen'>,
  by:
    | { readonly eventId: number; readonly kind: 'found' }
    | { readonly shareId: number; readonly kind: 'acquired' },
): void {
  insertMove(ctx.db, card, {
    ...{ kind: by.kind, date: one.date, costFen: one.costFen, accumulatedFen: 0, pieces: 1 },
    eventId: 'eventId' in by ? by.eventId : null,
    ...('shareId' in by ? { shareId: by.shareId } : {}),
  });
}
