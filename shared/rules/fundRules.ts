import { splitByLargestRemainder } from './allocation.ts';
import { addDays, addMonths } from './calendar.ts';
import { divideHalfUp, type Fen, formatYuan, parsePercent } from './money.ts';
import { invariant } from './result.ts';

/** What the members' meeting of a mutual-aid association decides, in figures (DOMAIN §4). */
export interface SplitRow {
  readonly name: string;
  readonly percent: string;
  readonly target: 'running' | 'reserve' | 'welfare' | 'risk';
}

export interface SplitPart extends SplitRow {
  readonly fen: Fen;
  readonly text: string;
}

/** Why a table of parts is refused, or null: each a percentage, all together exactly 100 %. */
export function faultInSplit(rows: readonly SplitRow[]): string | null {
  let sum = 0n;
  let whole = 1n;
  const names = new Set<string>();
  for (const { name, percent } of rows) {
    const parsed = parsePercent(percent);
    if (!parsed.ok) return parsed.error.message;
    if (names.has(name)) return `分配表里“${name}”有两行，请合成一行或改名。`;
    names.add(name);
    sum += parsed.value.numerator;
    whole = parsed.value.denominator;
  }
  if (sum === whole) return null;
  const text = percentText(Number(sum), Number(whole), 6).replace(/\.?0+$/u, '');
  return `分配表各行合计 ${text}%，要正好 100%。`;
}

/** The year's fee by the table: floors first, what is left over by the largest remainder, so that the parts are the whole. */
export function splitFee(feeFen: Fen, rows: readonly SplitRow[]): SplitPart[] {
  invariant(faultInSplit(rows) === null, 'the table sums to 100 %');
  const weights = rows.map(({ percent }) => {
    const parsed = parsePercent(percent);
    invariant(parsed.ok, 'a checked percentage');
    return parsed.value.numerator;
  });
  const { fen } = splitByLargestRemainder(feeFen, weights);
  return rows.map((row, index) => ({
    ...row,
    fen: fen[index] ?? 0,
    text: `${formatYuan(feeFen)} × ${row.percent}% = ${formatYuan(fen[index] ?? 0)}`,
  }));
}

/** A part of a whole in per cent with some decimals, cut and not rounded up: 90.00 is reached when it is. */
export function percentText(part: number, whole: number, decimals = 2): string {
  if (whole <= 0) return `0.${'0'.repeat(decimals)}`;
  const scale = 10n ** BigInt(decimals);
  const scaled = (BigInt(Math.max(part, 0)) * 100n * scale) / BigInt(whole);
  const text = scaled.toString().padStart(decimals + 1, '0');
  return `${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
}

/** How much more may be lent so that no more than the limit of the fund is out; below zero: beyond it. */
export function canLend(fundFen: Fen, lentFen: Fen, limitPercent: string): Fen {
  const limit = parsePercent(limitPercent);
  invariant(limit.ok, 'the limit is a percentage');
  const most = (BigInt(Math.max(fundFen, 0)) * limit.value.numerator) / limit.value.denominator;
  return Number(most) - lentFen;
}

/** 累积份额 of a member who leaves: of the reserves, as the member's own money is to everybody's. Half up. */
export function accumulatedShare(reserveFen: Fen, ownFen: Fen, allOwnFen: Fen): Fen {
  if (reserveFen <= 0 || ownFen <= 0 || allOwnFen <= 0) return 0;
  return Number(divideHalfUp(BigInt(reserveFen) * BigInt(ownFen), BigInt(allOwnFen)));
}

export interface Quarter {
  readonly from: string;
  readonly to: string;
  /** Last day on which its report is in time: so many days of the new quarter. */
  readonly dueOn: string;
}

export function quarterOf(year: number, quarter: number, reportDays: number): Quarter {
  invariant(quarter >= 1 && quarter <= 4, `quarter ${quarter} is 1 to 4`);
  const from = `${String(year).padStart(4, '0')}-${String(quarter * 3 - 2).padStart(2, '0')}-01`;
  const next = addMonths(from, 3);
  return { from, to: addDays(next, -1), dueOn: addDays(next, reportDays - 1) };
}

/** The quarter that was over last on a day. */
export function lastQuarter(date: string): { year: number; quarter: number } {
  const before = addMonths(`${date.slice(0, 7)}-01`, -3);
  return { year: Number(before.slice(0, 4)), quarter: Math.ceil(Number(before.slice(5, 7)) / 3) };
}
