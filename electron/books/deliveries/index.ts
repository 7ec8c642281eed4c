import type { deliveries } from '../../../shared/contract/deliveries.ts';
import { priceE4, quantityMilli } from '../../../shared/rules/measures.ts';
import { ok } from '../../../shared/rules/result.ts';
import type { Handlers, MethodsOf } from '../../workspace/handlers.ts';
import { recordDelivery, reverseDelivery } from './delivery.ts';
import { listDeliveries, totalDeliveries } from './lists.ts';

export { checkDelivery, findDelivery, recordDelivery, type Delivery } from './delivery.ts';
export { patronageOfYear } from './patronage.ts';

/** Patronage (交易量/交易额): what members delivered. */
export const deliveriesHandlers: Handlers<MethodsOf<typeof deliveries>> = {
  'deliveries.list': ({ db }, input) => listDeliveries(db, input),
  'deliveries.totals': ({ db }, { entityId, year }) => totalDeliveries(db, entityId, year),
  'deliveries.record': (ctx, { quantity, price, ...input }) => {
    const recorded = recordDelivery(ctx, {
      ...input,
      quantityMilli: quantity === null ? null : quantityMilli(quantity),
      priceE4: price === null ? null : priceE4(price),
    });
    return recorded.ok ? ok(recorded.value) : recorded;
  },
  'deliveries.reverse': reverseDelivery,
};
