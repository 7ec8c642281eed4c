import { stocktakes } from '../../../shared/contract/stocktakes.ts';
import { refuse } from '../../../shared/rules/result.ts';
import type { Handlers, MethodsOf } from '../../workspace/handlers.ts';

const pending = () => refuse('pending', '还没有做好。');

export const stocktakesHandlers = Object.fromEntries(
  Object.keys(stocktakes).map((method) => [method, pending]),
) as unknown as Handlers<MethodsOf<typeof stocktakes>>;
