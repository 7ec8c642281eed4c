import type { accounts } from '../../../shared/contract/accounts.ts';
import type { Handlers, MethodsOf } from '../../workspace/handlers.ts';
import { addAccount, enableAccount, listAccounts, renameAccount } from './chart.ts';
import { addItem, listItems, updateItem } from './items.ts';
import { membersOfBooks } from './members.ts';
import { recodeAccount } from './recoding.ts';

export { type Account, accountByCode, accountsOf, controlOf, parentsOf } from './chart.ts';
export { type Control, CONTROLS, controlsOf, openingOfControls, registerOn } from './controls.ts';
export { ensureItem, type ItemRow, itemById, markPovertyAsset, renameItem } from './items.ts';
export { checkLine, type WrittenBy, type CheckedLine, type WantedLine } from './lines.ts';

/** The chart of accounts (会计科目) and the analysis its lines carry (辅助核算). */
export const accountsHandlers: Handlers<MethodsOf<typeof accounts>> = {
  'accounts.list': listAccounts,
  'accounts.add': addAccount,
  'accounts.rename': renameAccount,
  'accounts.recode': recodeAccount,
  'accounts.enable': enableAccount,
  'items.list': listItems,
  'items.members': membersOfBooks,
  'items.add': addItem,
  'items.update': updateItem,
};
