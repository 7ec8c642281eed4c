import { DIM_NAMES, type Dim } from '../../../shared/rules/chart/accounts.ts';
import { formatYuan, isFen, MAX_FEN } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { accountByCode, type Account, barToTyping, unknownAccount } from './chart.ts';
import { itemById } from './items.ts';

/** A line as somebody wants it: by code (or role), with whatever analysis was given. */
export interface WantedLine {
  readonly account: string;
  readonly debitFen: number;
  readonly creditFen: number;
  readonly memberId: number | null;
  readonly itemId: number | null;
  readonly item2Id: number | null;
  readonly quantityMilli: number | null;
}

/**
 * Who writes a line. By `hand` the accounts that registers make are refused. What undoes or closes (`undoing`) may use accounts and items
 * that were switched off since: nothing may be left standing on them.
 */
export type WrittenBy = 'hand' | 'event' | 'undoing';

export interface CheckedLine extends WantedLine {
  readonly accountId: number;
}

/**
 * Proves one line of a voucher: a leaf account that is switched on; exactly the analysis the regulation demands, each an item
 * of its kind; one side. `place` names the input field (lines.3). Sentences say the line's number and the way out.
 */
export function checkLine(
  db: ReadableDb,
  entityId: number,
  line: WantedLine,
  place: { readonly field: string; readonly name: string },
  by: WrittenBy,
): Result<CheckedLine> {
  const account = accountByCode(db, entityId, line.account);
  if (!account) return unknownAccount(`${place.field}.account`, line.account);
  const bar = barToAccount(account, by);
  if (bar !== null) return faulty(place, 'account', bar);
  if (!isFen(line.debitFen) || !isFen(line.creditFen)) {
    return faulty(place, 'debitFen', `金额太大，最多 ${formatYuan(MAX_FEN)} 元，请检查金额单位`);
  }
  if ((line.debitFen === 0) === (line.creditFen === 0)) {
    const sentence =
      line.debitFen === 0
        ? '没有金额，请在借方或贷方填一个'
        : `借方 ${formatYuan(line.debitFen)} 和贷方 ${formatYuan(line.creditFen)} 不能同时有`;
    return faulty(place, 'debitFen', sentence);
  }
  const analysis = checkAnalysis(db, entityId, account, line, by);
  if (!analysis.ok) return faulty(place, analysis.error.code, analysis.error.message);
  if (line.quantityMilli !== null && !account.withQuantity) {
    return faulty(place, 'quantity', `${nameOf(account)}不记数量`);
  }
  const batch = by === 'hand' ? barToBatch(db, account, analysis.value.itemId) : null;
  if (batch !== null) return faulty(place, 'itemId', batch);
  return ok({ ...line, ...analysis.value, account: account.code, accountId: account.id });
}

function barToAccount(account: Account, by: WrittenBy): string | null {
  if (!account.enabled && by !== 'undoing')
    return `科目 ${nameOf(account)}已停用，请在“科目”里重新启用或换一个`;
  if (!account.isLeaf) return `${nameOf(account)}下面有明细科目，请选明细科目`;
  return by === 'hand' ? barToTyping(account) : null;
}

/** A batch of mushroom bags keeps its own register of what it costs; other 消耗性生物资产 may be typed. */
function barToBatch(db: ReadableDb, account: Account, itemId: number | null): string | null {
  if (account.books !== 'cooperative' || !account.code.startsWith('141') || itemId === null) return null;
  const batch = db.get<{ no: string; name: string }>(
    'SELECT no, name FROM bag_batch WHERE item_id = ?',
    itemId,
  );
  return batch
    ? `“${batch.name}”是菌袋批次 ${batch.no}，它的成本由“菌袋生产”里的领料、费用、分摊、采收和记工产生，不在凭证里直接填写。别的消耗性生物资产不受影响`
    : null;
}

interface Analysis {
  readonly memberId: number | null;
  readonly itemId: number | null;
  readonly item2Id: number | null;
}

/**
 * The first analysis of an account is its member or its item, the second its second item. A consignor is either. A line of
 * livestock also says which herd (群别). What is not asked for is refused, so that no figure hides in an analysis nobody reads.
 */
function checkAnalysis(
  db: ReadableDb,
  entityId: number,
  account: Account,
  line: WantedLine,
  by: WrittenBy,
): Result<Analysis> {
  const [first, second] = account.dims;
  if (first === undefined) return wanted(line, account, null, null, null);
  if (first === 'member' || (first === 'consignor' && line.memberId !== null)) {
    const member = line.memberId === null ? null : memberOf(db, entityId, line.memberId);
    if (!member)
      return refuse(
        'memberId',
        `${nameOf(account)}要指明是哪个${account.books === 'fund' ? '会员' : '社员'}`,
      );
    return wanted(line, account, line.memberId, null, null);
  }
  const item = itemFor(db, entityId, first === 'consignor' ? 'counterparty' : first, line.itemId, by);
  if (!item.ok) return refuse('itemId', `${nameOf(account)}${item.error.message}`);
  const wantedSecond: Dim | undefined = item.value.isLivestock ? 'herd' : second;
  if (wantedSecond === undefined) return wanted(line, account, null, line.itemId, null);
  const item2 = itemFor(db, entityId, wantedSecond, line.item2Id, by);
  if (!item2.ok) return refuse('item2Id', `${nameOf(account)}${item2.error.message}`);
  return wanted(line, account, null, line.itemId, line.item2Id);
}

function wanted(
  line: WantedLine,
  account: Account,
  memberId: number | null,
  itemId: number | null,
  item2Id: number | null,
): Result<Analysis> {
  if (line.memberId !== memberId) return refuse('memberId', `${nameOf(account)}不按成员核算，请去掉成员`);
  if (line.itemId !== itemId) return refuse('itemId', `${nameOf(account)}没有这项辅助核算，请去掉`);
  if (line.item2Id !== item2Id) return refuse('item2Id', `${nameOf(account)}没有第二项辅助核算，请去掉`);
  return ok({ memberId, itemId, item2Id });
}

function itemFor(
  db: ReadableDb,
  entityId: number,
  dim: Dim,
  id: number | null,
  by: WrittenBy,
): Result<{ isLivestock: boolean }> {
  const one = id === null ? null : itemById(db, id);
  if (!one || one.entityId !== entityId || one.dim !== dim) {
    return refuse('item', `要指明${DIM_NAMES[dim]}`);
  }
  if (!one.enabled && by !== 'undoing')
    return refuse('item', `的${DIM_NAMES[dim]}“${one.name}”已停用，请换一个或重新启用`);
  return ok(one);
}

function memberOf(db: ReadableDb, entityId: number, id: number): { id: number } | undefined {
  return db.get<{ id: number }>('SELECT id FROM member WHERE id = ? AND entity_id = ?', id, entityId);
}

function faulty(place: { field: string; name: string }, field: string, sentence: string): Result<never> {
  return refuse('line_invalid', `${place.name}：${sentence}。`, {
    [`${place.field}.${field}`]: `${sentence}。`,
  });
}

function nameOf(account: Account): string {
  return `${account.code} ${account.name}`;
}
