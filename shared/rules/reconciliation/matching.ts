import { daysBetween } from '../calendar.ts';
import { invariant } from '../result.ts';

/** A line of the bank, or an entry of 银行存款. Amounts are fen: positive when money came in, negative when it went out. */
export interface Movement {
  /** Names it among its own side's. */
  readonly key: string;
  readonly date: string;
  readonly amountFen: number;
}

export interface BookMovement extends Movement {
  readonly voucherId: number;
  /** The column it stands in; a red entry is negative in its own. */
  readonly side: 'debit' | 'credit';
  /** The voucher that its own voucher reverses. */
  readonly reversesId: number | null;
}

export interface Matched {
  readonly lines: readonly string[];
  readonly entries: readonly string[];
  /** How it was found. `red`: entries that cancel each other, without the bank. */
  readonly by: 'red' | 'date' | 'date-sum' | 'near' | 'near-sum';
}

export interface Matching {
  readonly matches: readonly Matched[];
  /** Those that have partners but not one certain one: for a person to decide. */
  readonly ambiguous: { readonly lines: readonly string[]; readonly entries: readonly string[] };
}

/**
 * What of the bank's lines surely answers to what of the books (自动勾对). In this order, each finding taking what it matched out:
 *
 * 1. a red entry and the original that its voucher reverses (红字冲销) cancel – unless the bank too has both of them, as when a
 *    payment came back: then each goes with its own line;
 * 2. same day, same amount and side, as many lines as entries: one with one;
 * 3. same day, a line that is the sum of one voucher's entries;
 * 4. and 5. the same within `days` days, where either has no other partner;
 * 6. a red entry that reverses by hand: cancels the one entry before it that is its opposite.
 *
 * Nothing is guessed: two lines and one entry alike stay open, all three. The result does not depend on the order given.
 */
export function matchLines(
  bankLines: readonly Movement[],
  bookEntries: readonly BookMovement[],
  days: number,
): Matching {
  invariant(Number.isSafeInteger(days) && days >= 0, 'days is a count');
  const open = new Open(bankLines, bookEntries);
  cancelLinked(open, days);
  pairOfDay(open);
  pairSums(open, 0, 'date-sum');
  pairNear(open, days);
  pairSums(open, days, 'near-sum');
  cancelByHand(open);
  return { matches: open.matches, ambiguous: ambiguous(open, days) };
}

/** What is not matched yet, in an order of its own. */
class Open {
  readonly #lines: readonly Movement[];
  readonly #entries: readonly BookMovement[];
  readonly #gone = new Set<Movement>();
  readonly matches: Matched[] = [];

  constructor(lines: readonly Movement[], entries: readonly BookMovement[]) {
    this.#lines = [...lines].sort(byDate);
    this.#entries = [...entries].sort(byDate);
  }

  get lines(): readonly Movement[] {
    return this.#lines.filter((line) => !this.#gone.has(line));
  }

  get entries(): readonly BookMovement[] {
    return this.#entries.filter((entry) => !this.#gone.has(entry));
  }

  take(lines: readonly Movement[], entries: readonly BookMovement[], by: Matched['by']): void {
    invariant(sumOf(lines) === sumOf(entries), 'both sides of a match are equal');
    for (const movement of [...lines, ...entries]) {
      invariant(!this.#gone.has(movement), 'nothing is matched twice');
      this.#gone.add(movement);
    }
    this.matches.push({ lines: lines.map(keyOf), entries: entries.map(keyOf), by });
  }
}

const keyOf = ({ key }: Movement): string => key;

function byDate(a: Movement, b: Movement): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

function sumOf(movements: readonly Movement[]): number {
  return movements.reduce((sum, { amountFen }) => sum + amountFen, 0);
}

function isNear(a: Movement, b: Movement, days: number): boolean {
  return Math.abs(daysBetween(a.date, b.date)) <= days;
}

const isRed = (entry: BookMovement): boolean => (entry.side === 'debit') === entry.amountFen < 0;

function cancelLinked(open: Open, days: number): void {
  const atBank = (entry: BookMovement): boolean =>
    open.lines.some((line) => line.amountFen === entry.amountFen && isNear(line, entry, days));
  for (const red of open.entries.filter((entry) => entry.reversesId !== null)) {
    // A reversal that was itself reversed went with its own reversal.
    if (!open.entries.includes(red)) continue;
    const original = open.entries.find(
      (entry) =>
        entry.voucherId === red.reversesId && entry.side === red.side && entry.amountFen === -red.amountFen,
    );
    if (original && !(atBank(original) && atBank(red))) open.take([], [original, red], 'red');
  }
}

function pairOfDay(open: Open): void {
  const entries = Map.groupBy(open.entries, dayAndAmount);
  for (const [key, lines] of Map.groupBy(open.lines, dayAndAmount)) {
    const partners = entries.get(key) ?? [];
    // As many as there are: whichever goes with whichever, none is left over.
    if (partners.length !== lines.length) continue;
    lines.forEach((line, index) => open.take([line], [partners[index]!], 'date'));
  }
}

const dayAndAmount = ({ date, amountFen }: Movement): string => `${date} ${amountFen}`;

function pairNear(open: Open, days: number): void {
  const { entriesOf, linesOf } = partners(open, days);
  for (const line of open.lines) {
    const [entry, ...more] = entriesOf.get(line) ?? [];
    if (entry && more.length === 0 && linesOf.get(entry)!.length === 1) open.take([line], [entry], 'near');
  }
}

/** Who could go with whom by amount and nearness. */
function partners(
  open: Open,
  days: number,
): { entriesOf: Map<Movement, BookMovement[]>; linesOf: Map<BookMovement, Movement[]> } {
  const entries = Map.groupBy(open.entries, ({ amountFen }) => amountFen);
  const entriesOf = new Map<Movement, BookMovement[]>();
  const linesOf = new Map<BookMovement, Movement[]>();
  for (const line of open.lines) {
    const near = (entries.get(line.amountFen) ?? []).filter((entry) => isNear(line, entry, days));
    entriesOf.set(line, near);
    for (const entry of near) linesOf.set(entry, [...(linesOf.get(entry) ?? []), line]);
  }
  return { entriesOf, linesOf };
}

function pairSums(open: Open, days: number, by: 'date-sum' | 'near-sum'): void {
  const { sumsOf, linesOf } = sums(open, days);
  for (const line of open.lines) {
    const [entries, ...more] = sumsOf.get(line) ?? [];
    if (entries && more.length === 0 && linesOf.get(entries)!.length === 1) open.take([line], entries, by);
  }
}

type Sum = readonly BookMovement[];

/** Vouchers of two entries and more that are open as a whole, and the lines they could be. */
function sums(open: Open, days: number): { sumsOf: Map<Movement, Sum[]>; linesOf: Map<Sum, Movement[]> } {
  const vouchers = [...Map.groupBy(open.entries, ({ voucherId }) => voucherId).values()];
  const several = vouchers.filter((entries) => entries.length > 1);
  const byAmount = Map.groupBy(several, sumOf);
  const sumsOf = new Map<Movement, Sum[]>();
  const linesOf = new Map<Sum, Movement[]>();
  for (const line of open.lines) {
    const near = (byAmount.get(line.amountFen) ?? []).filter((entries) => isNear(line, entries[0]!, days));
    sumsOf.set(line, near);
    for (const entries of near) linesOf.set(entries, [...(linesOf.get(entries) ?? []), line]);
  }
  return { sumsOf, linesOf };
}

function cancelByHand(open: Open): void {
  const reds = open.entries.filter((entry) => isRed(entry) && entry.reversesId === null);
  const originalsOf = (red: BookMovement): BookMovement[] =>
    open.entries.filter(
      (entry) =>
        entry.side === red.side &&
        entry.amountFen === -red.amountFen &&
        entry.date <= red.date &&
        entry.voucherId !== red.voucherId,
    );
  const found = reds.map((red) => ({ red, originals: originalsOf(red) }));
  for (const { red, originals } of found) {
    const [original, ...more] = originals;
    const rivals = found.filter((other) => original && other.originals.includes(original));
    if (original && more.length === 0 && rivals.length === 1) open.take([], [original, red], 'red');
  }
}

function ambiguous(open: Open, days: number): Matching['ambiguous'] {
  const single = partners(open, days);
  const several = sums(open, days);
  const entries = new Set([...single.linesOf.keys(), ...[...several.linesOf.keys()].flat()]);
  return {
    lines: open.lines
      .filter((line) => single.entriesOf.get(line)!.length + several.sumsOf.get(line)!.length > 0)
      .map(keyOf),
    entries: open.entries.filter((entry) => entries.has(entry)).map(keyOf),
  };
}
