import type { depreciation } from '../../../shared/contract/depreciation.ts';
import type { Handlers, MethodsOf } from '../../workspace/handlers.ts';
import { previewRun, runDepreciation } from './running.ts';
import { changeTerms, previewTerms, scheduleOfCard } from './terms.ts';
import { listRuns, reverseRun, undoTerms } from './undoing.ts';

export { type CardLife, lifeOf } from './lives.ts';
export { type Charge, monthCharge, openFromOf, waitingCards } from './planning.ts';
export { writeCharge } from './running.ts';
export { beginning, standingLife } from './terms.ts';

/** Depreciation (计提折旧): a month at a time, the schedule of a card, changes of its terms. */
export const depreciationHandlers: Handlers<MethodsOf<typeof depreciation>> = {
  'depreciation.preview': previewRun,
  'depreciation.run': runDepreciation,
  'depreciation.runs': listRuns,
  'depreciation.reverse': reverseRun,
  'depreciation.schedule': scheduleOfCard,
  'depreciation.previewTerms': previewTerms,
  'depreciation.changeTerms': changeTerms,
  'depreciation.undoTerms': undoTerms,
};
