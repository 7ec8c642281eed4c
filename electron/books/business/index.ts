import type { business } from '../../../shared/contract/business.ts';
import type { Handlers, MethodsOf } from '../../workspace/handlers.ts';
import { getBusiness, listBalances, listBusiness } from './lists.ts';
import { previewBusiness, recordBusiness, reverseBusiness } from './recording.ts';
import { listStock } from './stock.ts';
import { listOpenDeliveries } from './using.ts';

export { costsOf } from './stock.ts';

/** Business (业务登记): purchases, sales, grants, donations, loans, wages – each event typed once, its vouchers made with it. */
export const businessHandlers: Handlers<MethodsOf<typeof business>> = {
  'business.record': recordBusiness,
  'business.preview': previewBusiness,
  'business.list': listBusiness,
  'business.get': getBusiness,
  'business.reverse': reverseBusiness,
  'business.openDeliveries': listOpenDeliveries,
  'business.stock': listStock,
  'business.balances': listBalances,
};
