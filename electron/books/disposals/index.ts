import type { disposals } from '../../../shared/contract/disposals.ts';
import type { Handlers, MethodsOf } from '../../workspace/handlers.ts';
import { listImprovements, previewImprovement, recordImprovement, reverseImprovement } from './improving.ts';
import { listDisposals } from './lists.ts';
import { previewDisposal, recordDisposal } from './recording.ts';
import { reverseDisposal } from './reversing.ts';
import { closeClearing, recordCost, recordProceeds } from './steps.ts';

export { payerNamed } from './payer.ts';
export { planRemoval, type Removal, removalPostings, writeRemoval } from './removal.ts';
export { barToMoves, undoRemoval } from './undoing.ts';

/** What happens to assets in the end, or to make them better: disposal through 154, improvement through 153. */
export const disposalsHandlers: Handlers<MethodsOf<typeof disposals>> = {
  'disposals.preview': previewDisposal,
  'disposals.record': recordDisposal,
  'disposals.cost': recordCost,
  'disposals.proceeds': recordProceeds,
  'disposals.close': closeClearing,
  'disposals.reverse': reverseDisposal,
  'disposals.list': listDisposals,
  'improvements.preview': previewImprovement,
  'improvements.record': recordImprovement,
  'improvements.reverse': reverseImprovement,
  'improvements.list': listImprovements,
};
