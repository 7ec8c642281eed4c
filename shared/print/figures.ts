import { quantityText } from '../rules/measures.ts';
import { formatYuan } from '../rules/money.ts';
import { invariant } from '../rules/result.ts';

/** What paper shows for zero or for nothing. */
export const DASH = '—';

/** An amount for a table cell: 1,234.56, with a real minus sign when negative, and a dash for zero. */
export function money(fen: number): string {
  return fen === 0 ? DASH : moneyInText(fen);
}

/** An amount inside a sentence, where zero is written out: 0.00. */
export function moneyInText(fen: number): string {
  return formatYuan(fen).replace('-', '−');
}

/** A quantity in 1/1000 for a table cell: 1,280.5, and a dash for nothing. */
export function quantity(milli: number): string {
  if (milli === 0) return DASH;
  const [whole = '', after] = quantityText(milli).replace('-', '−').split('.');
  const thousands = whole.replace(/\B(?=(\d{3})+$)/gu, ',');
  return after === undefined ? thousands : `${thousands}.${after}`;
}

/** Sum of amounts in fen; throws when it leaves the safe integers. */
export function sumFen(amounts: Iterable<number>): number {
  let sum = 0;
  for (const amount of amounts) {
    sum += amount;
    invariant(Number.isSafeInteger(sum), 'a printed sum is a safe integer of fen');
  }
  return sum;
}

/** `partFen` of `wholeFen` in percent, two decimals, half-up, by integer arithmetic; a dash when there is no whole. */
export function percentOf(partFen: number, wholeFen: number): string {
  if (wholeFen === 0) return DASH;
  const hundredths = (BigInt(partFen) * 20_000n + BigInt(wholeFen)) / (2n * BigInt(wholeFen));
  return `${decimalText(hundredths, 2)}%`;
}

/** Number of shares that a capital makes at a par value (每股金额), two decimals at most, cut, trailing zeros left out. */
export function sharesOf(capitalFen: number, parValueFen: number): string {
  invariant(parValueFen > 0, 'a share has a par value');
  if (capitalFen === 0) return DASH;
  return decimalText((BigInt(capitalFen) * 100n) / BigInt(parValueFen), 2).replace(/\.?0+$/, '');
}

/** pool × own ÷ whole in yuan, cut after five decimals, with an ellipsis when that is not all of it: 2,731.31611… */
export function shareOfPool(poolFen: number, ownFen: number, wholeFen: number): string {
  invariant(wholeFen > 0, 'a pool is split over a whole');
  const product = BigInt(poolFen) * BigInt(ownFen) * 1000n;
  const [cut, rest] = [product / BigInt(wholeFen), product % BigInt(wholeFen)];
  const digits = decimalText(cut, 5);
  const point = digits.indexOf('.');
  const grouped = digits.slice(0, point).replace(/\B(?=(\d{3})+$)/g, ',') + digits.slice(point);
  return rest === 0n ? grouped.replace(/0{1,3}$/, '') : `${grouped}…`;
}

/** '2019-02-16' as 2019年2月16日. */
export function chineseDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  invariant(
    year !== undefined && month !== undefined && day !== undefined,
    `a date is YYYY-MM-DD, not ${date}`,
  );
  return `${year}年${month}月${day}日`;
}

/** Room to write a date by hand. */
export const BLANK_DATE = '\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日';

function decimalText(scaled: bigint, decimals: number): string {
  const digits = scaled.toString().padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
