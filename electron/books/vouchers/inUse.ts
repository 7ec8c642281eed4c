import { quantityText } from '../../../shared/rules/measures.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { refuse, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import type { EntityKind } from '../entities/index.ts';
import { balancesFrom, leastFrom } from '../ledger/index.ts';

/** What a voucher brought that may be gone by now: goods by product, and 资本公积. */
interface Brought {
  readonly account: string;
  readonly itemId: number | null;
  readonly name: string;
  /** Debit positive. */
  readonly fen: number;
  readonly milli: number;
}

/**
 * Why a voucher can't be taken back from a day on: its goods are sold or used, its 资本公积 turned into capital or met a loss. Nothing may
 * stand there with less than nothing, or an amount without quantity, on that day or any later one. Null when all is still there – or when
 * the books were in that state already, so that they can be put right.
 */
export function barFromUse(db: ReadableDb, voucherId: number, date: string): Result<never> | null {
  const head = db.get<{ entityId: number; kind: EntityKind }>(
    'SELECT entity_id AS entityId, entity.kind FROM voucher JOIN entity ON entity.id = entity_id WHERE voucher.id = ?',
    voucherId,
  );
  // An association has no goods and no 资本公积.
  if (head?.kind !== 'cooperative') return null;
  const card = barFromCard(db, voucherId);
  if (card) return card;
  const brought = db.all<Brought>(
    `SELECT a.code AS account, e.item_id AS itemId, COALESCE(i.name, '') AS name, SUM(e.debit_fen - e.credit_fen) AS fen,
       SUM(CASE WHEN e.debit_fen <> 0 THEN COALESCE(e.quantity_milli, 0) ELSE -COALESCE(e.quantity_milli, 0) END) AS milli
     FROM entry e JOIN account a ON a.id = e.account_id LEFT JOIN analysis_item i ON i.id = e.item_id
     WHERE e.voucher_id = ? AND substr(a.code, 1, 3) IN ('121', '321') GROUP BY a.code, e.item_id ORDER BY a.code`,
    voucherId,
  );
  for (const one of brought) {
    const bar = one.account.startsWith('121')
      ? barFromStock(db, head.entityId, one, date)
      : barFromReserve(db, head.entityId, one, date);
    if (bar) return bar;
  }
  return null;
}

/** Of older books: assets that were typed have cards by now, which say the same and would not follow. */
function barFromCard(db: ReadableDb, voucherId: number): Result<never> | null {
  const card = db.get<{ no: string; name: string }>(
    `SELECT c.no, c.name FROM voucher v JOIN entry e ON e.voucher_id = v.id JOIN account a ON a.id = e.account_id
       JOIN asset_card c ON c.item_id = e.item_id
     WHERE v.id = ? AND v.source IS NULL AND substr(a.code, 1, 3) IN ('151', '152', '142', '143') LIMIT 1`,
    voucherId,
  );
  if (!card) return null;
  return refuse(
    'in_use',
    `这张凭证里的固定资产已经转成卡片 ${card.no} ${card.name}，凭证不能再改、作废或冲销。记错了的，请到“固定资产”登记处置，或在当期更正。`,
  );
}

function barFromStock(
  db: ReadableDb,
  entityId: number,
  { account, itemId, name, fen, milli }: Brought,
  date: string,
): Result<never> | null {
  const isWrong = (left: { milli: number; fen: number }): boolean =>
    left.milli < 0 || left.fen < 0 || (left.milli === 0 && left.fen !== 0);
  const points = balancesFrom(db, entityId, { account, itemId, memberId: null, item2Id: null }, date);
  if (points.some(isWrong)) return null;
  const short = points.find((point) => isWrong({ milli: point.milli - milli, fen: point.fen - fen }));
  if (!short) return null;
  return refuse(
    'in_use',
    `“${name}”已经卖出或用掉：${short.date} 库存 ${quantityText(short.milli)}、${formatYuan(short.fen)} 元，冲回 ${quantityText(milli)}、${formatYuan(fen)} 元后数量和金额对不上，不能冲销。请先冲销后面的销售或领用。`,
  );
}

function barFromReserve(
  db: ReadableDb,
  entityId: number,
  { account, fen }: Brought,
  date: string,
): Result<never> | null {
  const leastFen = leastFrom(db, entityId, account, date);
  if (leastFen < 0 || fen >= 0 || leastFen + fen >= 0) return null;
  return refuse(
    'in_use',
    `资本公积自 ${date} 起最少只有 ${formatYuan(leastFen)} 元，冲回 ${formatYuan(-fen)} 元就不够了：它已经转增股金、弥补亏损，或抵了后来低于出资额的入股。请先冲销那一笔。`,
  );
}
