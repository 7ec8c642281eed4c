import type { assets } from '../../../shared/contract/assets.ts';
import type { Handlers, MethodsOf } from '../../workspace/handlers.ts';
import { acquireAsset, bookAsset, previewAsset } from './acquiring.ts';
import { changeAsset, completeAsset, updateAsset } from './changing.ts';
import { addFile, readFile, removeFile } from './files.ts';
import { assetChoices, listAssets, planOfPieces, reliefLedger, suggestNo } from './lists.ts';
import { getAsset } from './reading.ts';
import { setBenefit, setRelief } from './relief.ts';
import { reverseAsset } from './undoing.ts';

export { acquireAsset, insertCard, insertFunding } from './acquiring.ts';
export {
  bookedAsset,
  cardById,
  cardOfNo,
  nameOf,
  nextNo,
  type Piece,
  piecesOf,
  standingCard,
  type AssetState,
  type Card,
} from './card.ts';
export { createIncomplete, moveIncomplete } from './incoming.ts';
export {
  type CardStanding,
  changeState,
  insertMove,
  insertTerms,
  latestMove,
  type NewMove,
  type NewTerms,
  standingOn,
  standingsOn,
  undoMoves,
  undoMovesOf,
  undoTermsOf,
} from './moves.ts';
export { planAcquisition, type Wanted as WantedAsset } from './planning.ts';
export { residualMillionths } from './terms.ts';
export { markUndone, undoBusinessAssets, undoContributedAsset } from './undoing.ts';

/** Fixed assets (固定资产): cards, pieces, sources, where they stand and who keeps them. */
export const assetsHandlers: Handlers<MethodsOf<typeof assets>> = {
  'assets.list': listAssets,
  'assets.get': getAsset,
  'assets.choices': assetChoices,
  'assets.nextNo': suggestNo,
  'assets.acquire': (ctx, input) => acquireAsset(ctx, input),
  'assets.preview': previewAsset,
  'assets.book': bookAsset,
  'assets.update': updateAsset,
  'assets.complete': completeAsset,
  'assets.change': changeAsset,
  'assets.reverse': reverseAsset,
  'assets.setRelief': setRelief,
  'assets.setBenefit': setBenefit,
  'assets.addFile': addFile,
  'assets.file': readFile,
  'assets.removeFile': removeFile,
  'assets.plan': planOfPieces,
  'assets.reliefLedger': reliefLedger,
};
