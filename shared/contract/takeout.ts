import { z } from 'zod';
import { query } from './method.ts';
import { entityId, period } from './values.ts';

/**
 * `from` and `to` left out: the whole books. Books too large for one answer come in parts of whole months: ask with
 * `mostLines`, and again with `goOnWith` as the last answer's `next` says, until it is null; the texts follow one another.
 */
const asked = z.object({
  entityId,
  from: period.optional(),
  to: period.optional(),
  mostLines: z.int().min(1).optional(),
  goOnWith: period.optional(),
});
const next = period.nullable();

/** The whole books to take elsewhere (账簿导出): nothing in them can be read by this program only. */
export const takeout = {
  /** A journal that hledger and ledger-cli read: one transaction a voucher, without void ones. */
  'takeout.hledger': query('导出 hledger 账簿', asked, z.object({ text: z.string(), next })),
  /** Tables that Excel opens: accounts, items, trial balance by month, members' balances, vouchers, entries. */
  'takeout.csv': query(
    '导出 CSV 账簿',
    asked,
    z.object({ files: z.array(z.object({ name: z.string(), text: z.string() })), next }),
  ),
};
