import { allocateByLargestRemainder } from './allocation.ts';
import { priceText, quantityShown, quantityText } from './measures.ts';
import { assertFen, divideHalfUp, type Fen, formatYuan } from './money.ts';
import { invariant } from './result.ts';

/** 奖补标准 for one industry: so much for each unit found at the inspection. */
export interface ScaleRate {
  /** 1/10,000 yuan for one unit. */
  readonly rateE4: number;
  /** 起补规模, 1/1000 of the unit: a smaller scale gets nothing. */
  readonly fromMilli: number;
  /** For one household's industry at most; null: no limit. */
  readonly capFen: Fen | null;
}

/** 1/1000 of a unit times 1/10,000 yuan is 1/100,000 fen. */
const PRODUCT_PER_FEN = 100_000n;

/**
 * What an inspected scale gets, rounded half-up to the fen: scale × rate, at most the cap. Null: the scale is under the one from which
 * something is paid, or nothing was found.
 */
export function scaleAward(scaleMilli: number, { rateE4, fromMilli, capFen }: ScaleRate): Fen | null {
  if (scaleMilli === 0 || scaleMilli < fromMilli) return null;
  const fen = uncapped(scaleMilli, rateE4);
  const capped = capFen === null ? fen : Math.min(fen, capFen);
  return capped === 0 ? null : capped;
}

/** What months of work get (务工补助), rounded half-up to the fen, at most the cap. Months come in 1/1000. */
export function workAward(monthsMilli: number, monthFen: Fen, capFen: Fen | null): Fen {
  const fen = Number(divideHalfUp(BigInt(monthsMilli) * BigInt(monthFen), 1000n));
  assertFen(fen, 'award');
  return capFen === null ? fen : Math.min(fen, capFen);
}

function uncapped(scaleMilli: number, rateE4: number): Fen {
  const fen = Number(divideHalfUp(BigInt(scaleMilli) * BigInt(rateE4), PRODUCT_PER_FEN));
  assertFen(fen, 'award');
  return fen;
}

/**
 * A household's amounts brought down to what a household gets at most (每户上限): in proportion, to the fen, so that they sum to the limit;
 * of equal fractions the earlier line gets the fen. Unchanged where they sum to no more.
 */
export function withinHouseholdCap(fens: readonly Fen[], capFen: Fen): Fen[] {
  invariant(fens.every((fen) => fen > 0) && capFen >= 0, 'awards are above zero');
  const total = fens.reduce((sum, fen) => sum + fen, 0);
  if (total <= capFen) return [...fens];
  return allocateByLargestRemainder(
    capFen,
    fens.map((fen, index) => ({ memberNo: String(index + 1), weight: BigInt(fen) })),
  );
}

/** What a line's amount was made of. */
export interface AwardParts {
  readonly unit: string;
  readonly scaleMilli: number | null;
  readonly rateE4: number | null;
  readonly monthsMilli: number | null;
  readonly monthFen: Fen | null;
  readonly computedFen: Fen | null;
  readonly amountFen: Fen;
}

/** One line that a villager can follow: 5,400 筒 × 0.5 元 = 2,700.00，封顶 2,000.00; a typed amount is 核定. */
export function howAwarded(parts: AwardParts): string {
  const amountFen = Math.abs(parts.amountFen);
  const product = productOf(parts);
  if (product === null || parts.computedFen === null) return `核定 ${formatYuan(amountFen)}`;
  const capped = parts.computedFen < product.fen ? `，按上限 ${formatYuan(parts.computedFen)}` : '';
  const decided = amountFen === parts.computedFen ? '' : `，核定 ${formatYuan(amountFen)}`;
  return `${product.text} = ${formatYuan(product.fen)}${capped}${decided}`;
}

function productOf({
  unit,
  scaleMilli,
  rateE4,
  monthsMilli,
  monthFen,
}: AwardParts): { text: string; fen: Fen } | null {
  if (scaleMilli !== null && rateE4 !== null) {
    const text = `${quantityShown(quantityText(scaleMilli))} ${unit} × ${priceText(rateE4)} 元`;
    return { text, fen: uncapped(scaleMilli, rateE4) };
  }
  if (monthsMilli !== null && monthFen !== null) {
    const text = `${quantityText(monthsMilli)} 个月 × ${formatYuan(monthFen)}`;
    return { text, fen: workAward(monthsMilli, monthFen, null) };
  }
  return null;
}
