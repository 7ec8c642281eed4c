export { vouchersByEvent } from './eventVouchers.ts';
export { checkMovements, movementsOf } from './guards.ts';
export { eventNamed, itemNamed } from './naming.ts';
export { previewOf } from './preview.ts';
export {
  checkDay,
  enteredBefore,
  paperNo,
  registerEvent,
  standingEvent,
  type StandingEvent,
  undoEvent,
} from './register.ts';
