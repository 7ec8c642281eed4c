import { formatYuan } from '../../../shared/rules/money.ts';
import { type Owed, PAY_ITEMS } from '../../../shared/rules/posting/labour.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { itemNamed } from '../events/index.ts';
import { type Payable, payableFrom, takeFrom, unpaidKinds } from './register.ts';
import type { Sheet } from './sheets.ts';
import { type Worker, whoIs } from './workers.ts';

/**
 * The kinds of pay that payments take: a sheet's its own, so that other sheets stay as they are and can be made void; older debts what no
 * sheet owes, 以前欠付 first. Where lump wages (业务) have used up a kind, the others stand in.
 */
export function partsOf(
  db: ReadableDb,
  entityId: number,
  sheet: Sheet | null,
  paying: readonly { readonly worker: Worker; readonly amountFen: number }[],
  date: string,
): Result<Owed[]> {
  const itemIds = paying.map((one) => one.worker.itemId);
  const payable = payableFrom(db, entityId, itemIds, date);
  const unpaid = unpaidKinds(db, entityId, itemIds);
  const debts = itemNamed(db, entityId, 'payItem', PAY_ITEMS.opening);
  const parts: Owed[] = [];
  for (const { worker, amountFen } of paying) {
    const has = payable.get(worker.itemId) ?? [];
    const onSheets = unpaid.get(worker.itemId) ?? [];
    const own = onSheets.filter((one) => one.sheetId === sheet?.id);
    const taken = takeFrom(has, [...own, ...beyondSheets(has, onSheets, debts), ...has], amountFen);
    const fen = taken.reduce((sum, part) => sum + part.fen, 0);
    if (fen < amountFen) {
      return refuse(
        'balance_short',
        `${whoIs(worker)}在 ${date} 账上只欠 ${formatYuan(fen)} 元，不够发 ${formatYuan(amountFen)} 元。可能在“业务”里已经发过，请核对往来。`,
      );
    }
    parts.push(...taken.map((part) => ({ worker: worker.itemId, ...part })));
  }
  return ok(parts);
}

function beyondSheets(
  has: readonly Payable[],
  onSheets: readonly Payable[],
  debts: number | null,
): Payable[] {
  const free = has.map(({ item2Id, fen }) => {
    const owed = onSheets.filter((one) => one.item2Id === item2Id).reduce((sum, one) => sum + one.fen, 0);
    return { item2Id, fen: fen - owed };
  });
  return [...free.filter((one) => one.item2Id === debts), ...free.filter((one) => one.item2Id !== debts)];
}
