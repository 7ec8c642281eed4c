import { quantityText } from '../../../shared/rules/measures.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import type { Item, Posting } from '../../../shared/rules/posting/posting.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { accountByCode, itemById } from '../accounts/index.ts';
import { memberOfBooks } from '../shares/index.ts';
import { itemNamed } from './naming.ts';
import { balancesFrom, type Key, type Point } from '../ledger/index.ts';

/** What an event does to one balance: debit positive. */
export interface Movement extends Key {
  /** The account's role, in an association's books; '' in a cooperative's. */
  readonly role: string;
  /** Whose or what's balance, for sentences. */
  readonly name: string;
  readonly fen: number;
  readonly milli: number;
}

/** What must not happen to a balance: which side it stands on, and what is said when it would leave it. */
interface Guard {
  readonly side: 1 | -1;
  readonly refuses: boolean;
  readonly says: (name: string, hasFen: number, needsFen: number, when: string) => string;
}

const short =
  (what: (name: string) => string, way: string) =>
  (name: string, hasFen: number, needsFen: number, when: string): string =>
    `${what(name)}${when}只有 ${formatYuan(hasFen)} 元，不够 ${formatYuan(needsFen)} 元。${way}`;

const AND_DATE = '请核对金额和日期';

/** By code, and by role in an association's books. */
const GUARDS: Readonly<Record<string, Guard>> = {
  '@cash': {
    side: 1,
    refuses: false,
    says: (_, hasFen, needsFen, when) =>
      `协会的现金${when}只有 ${formatYuan(hasFen)} 元，付出 ${formatYuan(needsFen)} 元就成了负数，现金不能透支。${AND_DATE}，可能是收款漏记。`,
  },
  '@bank': {
    side: 1,
    refuses: false,
    says: (name, hasFen, needsFen, when) =>
      `协会的银行存款“${name}”${when}账上只有 ${formatYuan(hasFen)} 元，付出 ${formatYuan(needsFen)} 元就成了负数。${AND_DATE}，可能是收款漏记或期初没有填。`,
  },
  '@loans': {
    side: 1,
    refuses: true,
    says: short((name) => `${name}的借款`, `${AND_DATE}。`),
  },
  '@memberFund': {
    side: -1,
    refuses: true,
    says: short((name) => `${name}的互助金`, `${AND_DATE}。`),
  },
  '@reserve': {
    side: -1,
    refuses: true,
    says: short(() => '协会的公积金', `${AND_DATE}。`),
  },
  '@riskReserve': {
    side: -1,
    refuses: true,
    says: short(() => '协会的风险准备金', `${AND_DATE}。`),
  },
  '101': {
    side: 1,
    refuses: false,
    says: (_, hasFen, needsFen, when) =>
      `库存现金${when}只有 ${formatYuan(hasFen)} 元，付出 ${formatYuan(needsFen)} 元就成了负数，现金不能透支。${AND_DATE}，可能是收款漏记。`,
  },
  '102': {
    side: 1,
    refuses: false,
    says: (name, hasFen, needsFen, when) =>
      `银行存款“${name}”${when}账上只有 ${formatYuan(hasFen)} 元，付出 ${formatYuan(needsFen)} 元就成了负数。${AND_DATE}，可能是收款漏记或期初没有填。`,
  },
  '113': {
    side: 1,
    refuses: false,
    says: (name, hasFen, needsFen, when) =>
      `“${name}”${when}只欠社里 ${formatYuan(hasFen)} 元，收 ${formatYuan(needsFen)} 元后成了预收。${AND_DATE}。`,
  },
  '128': {
    side: 1,
    refuses: true,
    says: short((name) => `${name}委托代销的商品按约定价`, `${AND_DATE}，或先登记“代销入账”。`),
  },
  '141': {
    side: 1,
    refuses: true,
    says: short((name) => `消耗性生物资产“${name}”的成本`, `${AND_DATE}。`),
  },
  '153': {
    side: 1,
    refuses: true,
    says: short((name) => `在建工程“${name}”`, '请核对决算价，或先把工程款、补助支出登记到这个工程。'),
  },
  '201': {
    side: -1,
    refuses: true,
    says: short((name) => `欠“${name}”的短期借款`, `${AND_DATE}，是一年以上的选长期。`),
  },
  '211': {
    side: -1,
    refuses: false,
    says: (name, hasFen, needsFen, when) =>
      `社里${when}只欠“${name}” ${formatYuan(hasFen)} 元，付 ${formatYuan(needsFen)} 元后成了预付。${AND_DATE}。`,
  },
  '212': {
    side: -1,
    refuses: true,
    says: short((name) => `应付给${name}的工资`, '请先登记“计提工资劳务费”。'),
  },
  '213': {
    side: -1,
    refuses: true,
    says: short((name) => `应付给${name}的劳务费`, '请先登记“计提工资劳务费”。'),
  },
  '215': { side: -1, refuses: true, says: short((name) => `欠“${name}”的利息`, '请先登记“计提利息”。') },
  '231': {
    side: -1,
    refuses: true,
    says: short((name) => `欠“${name}”的长期借款`, `${AND_DATE}，一年以内的选短期。`),
  },
  '235': {
    side: -1,
    refuses: true,
    says: short((name) => `补助项目“${name}”的结余`, `${AND_DATE}，或先登记“补助到账”。`),
  },
  '401': {
    side: 1,
    refuses: true,
    says: short((name) => `生产成本“${name}”`, `${AND_DATE}。`),
  },
};

/** The restricted donations of a donor stand among what is owed (211): using them up may not turn that round. */
const RESTRICTED: Guard = {
  side: -1,
  refuses: true,
  says: short((name) => `“${name}”限定用途、还没有使用的捐款`, `${AND_DATE}，或先登记“收到捐款”。`),
};

/**
 * Whether the books stay in order when these movements come in on a day: nothing spent, repaid or sold beyond what there is, on
 * that day or any later one (what stands dated later counts). Gives warnings for what is odd but happens.
 */
export function checkMovements(
  db: ReadableDb,
  entityId: number,
  date: string,
  movements: readonly Movement[],
  event: { readonly usesDonation?: boolean; readonly undoes?: boolean } = {},
): Result<string[]> {
  const warnings: string[] = [];
  for (const movement of combined(movements)) {
    const guard = guardOf(movement, event.usesDonation === true);
    if (!guard && (movement.role !== '' || movement.account !== '121')) continue;
    const change = guard ? movement.fen * guard.side : Math.min(movement.fen, movement.milli);
    const late = event.undoes === true ? null : lateForBatch(db, movement);
    if (late !== null) warnings.push(late);
    if (change >= 0) continue;
    const points = balancesFrom(db, entityId, movement, date);
    if (!guard) {
      const sentence = stockProblem(movement, points, date);
      if (sentence !== null) return refused('stock_short', sentence, event.undoes);
      continue;
    }
    const low = lowest(points, guard.side);
    const has = low.fen * guard.side;
    if (has + change >= 0) continue;
    const when = low.date > date ? `到 ${low.date} ` : '';
    const sentence = guard.says(movement.name, Math.max(has, 0), -change, when);
    if (!guard.refuses) warnings.push(sentence);
    else return refused('balance_short', sentence, event.undoes);
  }
  return ok(warnings);
}

function guardOf({ account, role }: Movement, usesDonation: boolean): Guard | undefined {
  if (role !== '') return GUARDS[`@${role}`];
  return account === '211' && usesDonation ? RESTRICTED : GUARDS[account];
}

/** Cost that comes to a batch of mushroom bags after its last flush cleared it: no later flush bears it. */
function lateForBatch(db: ReadableDb, { account, itemId, fen }: Movement): string | null {
  if (account !== '141' || itemId === null || fen <= 0) return null;
  const batch = db.get<{ name: string; date: string }>(
    `SELECT b.no || ' ' || b.name AS name, h.date FROM bag_batch b JOIN bag_harvest h ON h.batch_id = b.id
     WHERE b.item_id = ? AND h.is_last = 1 AND h.reverses_id IS NULL
       AND NOT EXISTS (SELECT 1 FROM bag_harvest r WHERE r.reverses_id = h.id) LIMIT 1`,
    itemId,
  );
  return batch
    ? `菌袋批次“${batch.name}”已在 ${batch.date} 末潮结清，再记的 ${formatYuan(fen)} 元没有后面的潮次分担。请接着在“菌袋生产”里登记“批次尾数转出”。`
    : null;
}

function refused(code: string, sentence: string, undoes: boolean | undefined): Result<never> {
  return undoes
    ? refuse('event_built_on', `这笔业务后面还有登记用到它，不能先冲销：${sentence}请先冲销后面的登记。`)
    : refuse(code, sentence);
}

/** No product below nothing, and no amount without quantity, on any day from the event's. */
function stockProblem({ name, fen, milli }: Movement, points: readonly Point[], date: string): string | null {
  for (const point of points) {
    const left = { milli: point.milli + milli, fen: point.fen + fen };
    const when = point.date > date ? `到 ${point.date} ` : `${date} `;
    if (left.milli < 0 && milli < 0) {
      return `“${name}”${when}库存 ${quantityText(Math.max(point.milli, 0))}，不够减少 ${quantityText(-milli)}。`;
    }
    if (left.fen < 0 || (left.milli === 0 && left.fen !== 0)) {
      return `这样“${name}”${when}的库存会剩下数量 ${quantityText(left.milli)}、金额 ${formatYuan(left.fen)} 元，对不上。请用 ${points.at(-1)!.date} 或以后的日期登记。`;
    }
  }
  return null;
}

function lowest(points: readonly Point[], side: 1 | -1): Point {
  let low = points[0];
  invariant(low !== undefined, 'the balance of the day itself is known');
  for (const point of points) if (point.fen * side < low.fen * side) low = point;
  return low;
}

function combined(movements: readonly Movement[]): Movement[] {
  const byKey = new Map<string, Movement>();
  for (const one of movements) {
    const key = `${one.account} ${one.memberId} ${one.itemId} ${one.item2Id} ${one.itemId === NEW ? one.name : ''}`;
    const before = byKey.get(key);
    byKey.set(key, before ? { ...before, fen: before.fen + one.fen, milli: before.milli + one.milli } : one);
  }
  return [...byKey.values()];
}

/** Stands for an item that is made with the event: nothing stands on it yet. */
const NEW = -1;

/** What postings do to the balances, before they are written. */
export function movementsOf(db: ReadableDb, entityId: number, postings: readonly Posting[]): Movement[] {
  return postings
    .flatMap((posting) => posting.lines)
    .map((line) => {
      const account = accountByCode(db, entityId, line.account);
      const dims = account?.dims ?? [];
      const idOf = (item: Item | undefined, at: number): number | null => {
        if (item === undefined) return null;
        if (typeof item === 'number') return item;
        const dim = dims[at] === 'consignor' ? 'counterparty' : dims[at];
        return (dim && itemNamed(db, entityId, dim, item)) ?? NEW;
      };
      const sign = line.side === 'debit' ? 1 : -1;
      return {
        account: account?.code ?? line.account,
        role: account?.role ?? '',
        memberId: line.memberId ?? null,
        itemId: idOf(line.item, 0),
        item2Id: idOf(line.item2, 1),
        name: nameOfLine(db, line.memberId, line.item, line.item2),
        fen: line.fen * sign,
        milli: (line.quantityMilli ?? 0) * sign,
      };
    });
}

/** M001 张守田; 干菇; 张三（计时工资）. */
export function nameOfLine(db: ReadableDb, memberId?: number, item?: Item, item2?: Item): string {
  if (memberId !== undefined) {
    const member = memberOfBooks(db, memberId);
    return member ? `${member.no} ${member.name}` : '';
  }
  const named = (one: Item | undefined): string =>
    one === undefined ? '' : typeof one === 'string' ? one : (itemById(db, one)?.name ?? '');
  const second = named(item2);
  return second === '' ? named(item) : `${named(item)}（${second}）`;
}

/** What undoing vouchers does to the balances: their lines the other way round. */
export function movementsUndoing(db: ReadableDb, voucherIds: readonly number[]): Movement[] {
  return db
    .all<Omit<Movement, 'name'>>(
      `SELECT a.code AS account, a.role, e.member_id AS memberId, e.item_id AS itemId, e.item2_id AS item2Id,
         e.credit_fen - e.debit_fen AS fen,
         CASE WHEN e.debit_fen <> 0 THEN -COALESCE(e.quantity_milli, 0) ELSE COALESCE(e.quantity_milli, 0) END AS milli
       FROM json_each(?) asked JOIN entry e ON e.voucher_id = asked.value JOIN account a ON a.id = e.account_id
       ORDER BY e.voucher_id, e.no`,
      JSON.stringify(voucherIds),
    )
    .map((row) => ({
      ...row,
      name: nameOfLine(db, row.memberId ?? undefined, row.itemId ?? undefined, row.item2Id ?? undefined),
    }));
}
