import { divideHalfUp } from '../money.ts';
import { invariant } from '../result.ts';

/** What is on hand of one product: 1/1000 of its unit, and fen at cost. */
export interface Stock {
  readonly quantityMilli: number;
  readonly fen: number;
}

/**
 * Cost of a quantity taken out, by moving weighted average (37号 Art. 18 加权平均法), half-up to the fen. The last piece takes
 * what is left, so that no quantity means no amount.
 */
export function costOut(stock: Stock, quantityMilli: number): number {
  invariant(quantityMilli > 0 && quantityMilli <= stock.quantityMilli, 'what is taken out is on hand');
  invariant(stock.fen >= 0, 'stock is not worth less than nothing');
  if (quantityMilli === stock.quantityMilli) return stock.fen;
  return Number(divideHalfUp(BigInt(stock.fen) * BigInt(quantityMilli), BigInt(stock.quantityMilli)));
}

/** Average cost of one unit in 1/10000 yuan, half-up; null where there is none or the books make no sense. */
export function averageE4({ quantityMilli, fen }: Stock): number | null {
  if (quantityMilli <= 0 || fen < 0) return null;
  return Number(divideHalfUp(BigInt(fen) * 100_000n, BigInt(quantityMilli)));
}
