import { Decimal } from 'decimal.js';
import { isFen, roundHalfUpFen, type Fen } from '../../../shared/rules/money.ts';

/** What a quantity field may hold: kilograms, up to three decimals. */
const QUANTITY = /^\d{1,9}(\.\d{1,3})?$/;
/** What a price field may hold: yuan a kilogram, up to four decimals. */
const PRICE = /^\d{1,9}(\.\d{1,4})?$/;

/**
 * Quantity (kg) × price (yuan), rounded half-up to the fen: what a weigh slip comes to.
 * Null while either is not yet a number that the fields allow, or the product is beyond any amount.
 */
export function amountOf(quantity: string, price: string): Fen | null {
  if (!QUANTITY.test(quantity) || !PRICE.test(price)) return null;
  const fen = new Decimal(quantity).times(price).times(100);
  return isFen(fen.round().toNumber()) ? roundHalfUpFen(fen) : null;
}
