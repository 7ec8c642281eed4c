import type { takeout } from '../../../shared/contract/takeout.ts';
import type { Handlers, MethodsOf } from '../../workspace/handlers.ts';
import { hledgerJournal } from './journal.ts';
import { csvTables } from './tables.ts';

/** 账簿导出: the whole books in texts that other programs read. */
export const takeoutHandlers: Handlers<MethodsOf<typeof takeout>> = {
  'takeout.hledger': hledgerJournal,
  'takeout.csv': csvTables,
};
