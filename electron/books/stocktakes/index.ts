import type { stocktakes } from '../../../shared/contract/stocktakes.ts';
import type { Handlers, MethodsOf } from '../../workspace/handlers.ts';
import { bookStocktake, previewBook } from './booking.ts';
import { beginStocktake, dropStocktake, saveStocktake } from './counting.ts';
import { reverseStocktake } from './reversing.ts';
import { previewSettle, settleStocktake } from './settling.ts';
import { getStocktake, listStocktakes } from './sheets.ts';

/** Stock-take of fixed assets (盘点): the sheet, the count, what differs through 181, its approval. */
export const stocktakesHandlers: Handlers<MethodsOf<typeof stocktakes>> = {
  'stocktakes.begin': beginStocktake,
  'stocktakes.list': listStocktakes,
  'stocktakes.get': getStocktake,
  'stocktakes.save': saveStocktake,
  'stocktakes.previewBook': previewBook,
  'stocktakes.book': bookStocktake,
  'stocktakes.previewSettle': previewSettle,
  'stocktakes.settle': settleStocktake,
  'stocktakes.reverse': reverseStocktake,
  'stocktakes.drop': dropStocktake,
};
