import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { priceText, quantityText } from '../../../shared/rules/measures.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { averageE4, costOut, type Stock } from '../../../shared/rules/posting/stock.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf } from '../entities/index.ts';
import { itemNamed } from '../events/index.ts';
import { balancesFrom } from '../ledger/index.ts';

/** 产品物资 on hand at the end of a day, from the entries of 121. */
export function listStock(
  { db, today }: Reading,
  input: Parsed<'business.stock'>,
): Result<Output<'business.stock'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const rows = db.all<Stock & { itemId: number; product: string }>(
    `SELECT i.id AS itemId, i.name AS product, SUM(e.debit_fen - e.credit_fen) AS fen,
       SUM(CASE WHEN e.debit_fen <> 0 THEN COALESCE(e.quantity_milli, 0) ELSE -COALESCE(e.quantity_milli, 0) END) AS quantityMilli
     FROM account a JOIN entry e ON e.account_id = a.id AND e.state > 0 JOIN voucher v ON v.id = e.voucher_id
       JOIN analysis_item i ON i.id = e.item_id
     WHERE a.entity_id = ? AND a.code = '121' AND v.date <= ?
     GROUP BY i.id HAVING fen <> 0 OR quantityMilli <> 0 ORDER BY i.id`,
    cooperative.value.id,
    input.asOf ?? today,
  );
  return ok(
    rows.map((row) => {
      const average = averageE4(row);
      return {
        itemId: row.itemId,
        product: row.product,
        quantity: quantityText(row.quantityMilli),
        amountFen: row.fen,
        average: average === null ? null : priceText(average),
      };
    }),
  );
}

export interface Leaving {
  readonly product: string;
  readonly quantityMilli: number;
  /** Typed; null: moving weighted average. */
  readonly costFen: number | null;
}

/** What goods cost that leave on a day, line by line; two lines of one product share what is on hand. They are sold, or used otherwise. */
export function costsOf(
  db: ReadableDb,
  entityId: number,
  date: string,
  goods: readonly Leaving[],
  leave = '卖出',
): Result<number[]> {
  const left = new Map<string, Stock>();
  const costs: number[] = [];
  for (const [index, { product, quantityMilli, costFen }] of goods.entries()) {
    const stock = left.get(product) ?? stockOf(db, entityId, product, date);
    const field = (name: string): string => `goods.${index}.${name}`;
    if (quantityMilli > stock.quantityMilli) {
      const sentence = `“${product}”${date} 库存 ${quantityText(Math.max(stock.quantityMilli, 0))}，不够${leave} ${quantityText(quantityMilli)}。请核对数量和日期，或先登记“收购入账”“向非成员购进”。`;
      return refuse('stock_short', sentence, { [field('quantity')]: sentence });
    }
    if (stock.fen < 0) {
      const sentence = `“${product}”账上库存 ${quantityText(stock.quantityMilli)}，金额却是 ${formatYuan(stock.fen)} 元。请先在“凭证”里查明产品物资的这一户，更正后再${leave}。`;
      return refuse('stock_wrong', sentence, { [field('product')]: sentence });
    }
    const computed = costOut(stock, quantityMilli);
    const cost = costFen ?? computed;
    if (cost === 0) {
      const sentence = `“${product}”这些数量按平均成本不到 1 分，记不了账。请和别的合在一起登记，或直接填成本。`;
      return refuse('cost_nothing', sentence, { [field('costFen')]: sentence });
    }
    const isLast = quantityMilli === stock.quantityMilli;
    // A rest of quantity keeps a fen at least, or it could never be sold.
    if (isLast ? cost !== stock.fen : cost >= stock.fen) {
      const sentence = isLast
        ? `“${product}”这一笔卖完库存，成本应是剩下的全部 ${formatYuan(stock.fen)} 元。`
        : `“${product}”库存的成本只有 ${formatYuan(stock.fen)} 元，还要留给剩下的数量，成本 ${formatYuan(cost)} 元多了。`;
      return refuse('cost_too_much', sentence, { [field('costFen')]: sentence });
    }
    costs.push(cost);
    left.set(product, { quantityMilli: stock.quantityMilli - quantityMilli, fen: stock.fen - cost });
  }
  return ok(costs);
}

function stockOf(db: ReadableDb, entityId: number, product: string, date: string): Stock {
  const itemId = itemNamed(db, entityId, 'product', product);
  if (itemId === null) return { quantityMilli: 0, fen: 0 };
  const key = { account: '121', memberId: null, itemId, item2Id: null };
  const onDay = balancesFrom(db, entityId, key, date)[0]!;
  return { quantityMilli: onDay.milli, fen: onDay.fen };
}
