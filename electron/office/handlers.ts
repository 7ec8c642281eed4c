import { contract, type Method } from '../../shared/contract/index.ts';
import { accountsHandlers } from '../books/accounts/index.ts';
import { assetsHandlers } from '../books/assets/index.ts';
import { bankHandlers } from '../books/bank/index.ts';
import { businessHandlers } from '../books/business/index.ts';
import { claimsHandlers } from '../books/claims/index.ts';
import { deliveriesHandlers } from '../books/deliveries/index.ts';
import { depreciationHandlers } from '../books/depreciation/index.ts';
import { disposalsHandlers } from '../books/disposals/index.ts';
import { dividendsHandlers } from '../books/dividends/index.ts';
import { entitiesHandlers } from '../books/entities/index.ts';
import { fundHandlers } from '../books/fund/index.ts';
import { importsHandlers } from '../books/imports/index.ts';
import { leasesHandlers } from '../books/leases/index.ts';
import { labourHandlers } from '../books/labour/index.ts';
import { loansHandlers } from '../books/loans/index.ts';
import { ledgerHandlers } from '../books/ledger/index.ts';
import { periodsHandlers } from '../books/periods/index.ts';
import { printsHandlers } from '../books/prints/index.ts';
import { productionHandlers } from '../books/production/index.ts';
import { sharesHandlers } from '../books/shares/index.ts';
import { storageHandlers } from '../books/storage/index.ts';
import { stocktakesHandlers } from '../books/stocktakes/index.ts';
import { takeoutHandlers } from '../books/takeout/index.ts';
import { villageHandlers } from '../books/village/index.ts';
import { vouchersHandlers } from '../books/vouchers/index.ts';
import type { Handlers } from '../workspace/handlers.ts';

/** Calls on an open workspace, as opposed to those about files and the desk itself. */
export type BookMethod = {
  [M in Method]: (typeof contract)[M]['kind'] extends 'office' ? never : M;
}[Method];

/** Every call on a workspace and the code behind it; the compiler sees that none is missing. */
export const bookHandlers: Handlers<BookMethod> = {
  ...entitiesHandlers,
  ...villageHandlers,
  ...sharesHandlers,
  ...deliveriesHandlers,
  ...businessHandlers,
  ...assetsHandlers,
  ...importsHandlers,
  ...dividendsHandlers,
  ...accountsHandlers,
  ...vouchersHandlers,
  ...periodsHandlers,
  ...ledgerHandlers,
  ...takeoutHandlers,
  ...bankHandlers,
  ...storageHandlers,
  ...leasesHandlers,
  ...productionHandlers,
  ...printsHandlers,
  ...depreciationHandlers,
  ...disposalsHandlers,
  ...stocktakesHandlers,
  ...labourHandlers,
  ...fundHandlers,
  ...claimsHandlers,
  ...loansHandlers,
};

export function isMethod(name: string): name is Method {
  return Object.hasOwn(contract, name);
}
