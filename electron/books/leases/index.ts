import type { leases } from '../../../shared/contract/leases.ts';
import type { Handlers, MethodsOf } from '../../workspace/handlers.ts';
import { chargeRent, previewCharging } from './charging.ts';
import { getLease, listDue, listLeaseEvents, listLeases } from './lists.ts';
import { payRent, previewPaying } from './paying.ts';
import { endLease, saveLease } from './terms.ts';
import { reverseLeaseEvent } from './undoing.ts';

export { getLease } from './lists.ts';
export { rentLinesDue, rentLinesOf } from './rosters.ts';
export { leaseOf } from './terms.ts';

/** Leased land (土地租赁): contracts with households, rent due and paid, several years paid ahead made cost. */
export const leasesHandlers: Handlers<MethodsOf<typeof leases>> = {
  'leases.list': listLeases,
  'leases.get': getLease,
  'leases.save': saveLease,
  'leases.end': endLease,
  'leases.due': listDue,
  'leases.pay': payRent,
  'leases.previewPay': previewPaying,
  'leases.previewCharge': previewCharging,
  'leases.charge': chargeRent,
  'leases.events': listLeaseEvents,
  'leases.reverse': reverseLeaseEvent,
};
