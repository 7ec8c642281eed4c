import type { production } from '../../../shared/contract/production.ts';
import { ok } from '../../../shared/rules/result.ts';
import type { Handlers, MethodsOf } from '../../workspace/handlers.ts';
import { cooperativeOf } from '../entities/index.ts';
import { getBatch, listBatches } from './batches.ts';
import { getEvent, listEvents } from './events.ts';
import { loseBags, undoLoss } from './losing.ts';
import { greenhousesOn } from './occupancy.ts';
import { placeBags, undoPlace } from './placing.ts';
import { previewProduction, recordProduction, reverseProduction } from './recording.ts';
import { reportProduction } from './report.ts';
import { saveBatch } from './saving.ts';
import { listCostsToShare } from './sharing.ts';

export { getBatch } from './batches.ts';
export { batchAt, greenhouseNo, greenhousesOn, type Occupied } from './occupancy.ts';

export { reportProduction } from './report.ts';

/** Mushroom bags (菌袋生产): batches, what they cost, where they stand, what they bear. */
export const productionHandlers: Handlers<MethodsOf<typeof production>> = {
  'production.saveBatch': saveBatch,
  'production.batches': listBatches,
  'production.batch': getBatch,
  'production.record': recordProduction,
  'production.preview': previewProduction,
  'production.events': listEvents,
  'production.event': getEvent,
  'production.reverse': reverseProduction,
  'production.place': placeBags,
  'production.undoPlace': undoPlace,
  'production.loseBags': loseBags,
  'production.undoLoss': undoLoss,
  'production.greenhouses': ({ db, today }, input) => {
    const cooperative = cooperativeOf(db, input.entityId);
    return cooperative.ok ? ok(greenhousesOn(db, cooperative.value.id, input.asOf ?? today)) : cooperative;
  },
  'production.costsToShare': listCostsToShare,
  'production.report': reportProduction,
};
