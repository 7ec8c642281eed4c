import { RESERVE_SOURCE } from '../chart/accounts.ts';
import { invariant } from '../result.ts';

/**
 * Which account a voucher moved an amount of equity from, and to which. Statements 02 and 03 need it, because a balance
 * or a turnover does not say where a change of 股金, 专项基金, 公积 or 盈余分配 came from.
 */
export interface Flow {
  /** Code as in the books, such as 33201; 'other' when the voucher does not say which. */
  readonly debit: string;
  readonly credit: string;
  /** Name of the analysis item on that side, such as 他人捐赠; null when there is none or there are several. */
  readonly debitItem: string | null;
  readonly creditItem: string | null;
  readonly fen: number;
}

export interface FlowLine {
  readonly code: string;
  readonly item: string | null;
  /** Red lines are negative. */
  readonly debitFen: number;
  readonly creditFen: number;
}

const OTHER = 'other';

/**
 * The flows of one balanced voucher that touch 301, 311, 321, 322 or 332.
 *
 * With one account on one side every line of the other side is paired with it, exactly. With several on both sides the
 * equity lines are paired with 'other'. If two of 301, 321, 322, 332 then stand opposite one another, nothing says what
 * went where: `ambiguous`, and the voucher must be split before it is posted. Red lines give negative flows in the same
 * direction, so a reversal undoes its flow.
 */
export function pairFlows(lines: readonly FlowLine[]): { flows: Flow[]; ambiguous: boolean } {
  const debits = totals(lines.map((line) => ({ ...line, fen: line.debitFen })));
  const credits = totals(lines.map((line) => ({ ...line, fen: line.creditFen })));
  invariant(sum(debits) === sum(credits), 'a voucher balances');

  if (isContributionBelowValue(debits, credits)) {
    return { flows: pairWithOther(debits, credits), ambiguous: false };
  }
  const debitIsOne = identities(debits).size === 1;
  const creditIsOne = identities(credits).size === 1;
  if (debits.length === 0 || credits.length === 0 || (!debitIsOne && !creditIsOne)) {
    return { flows: pairWithOther(debits, credits), ambiguous: isAmbiguous(debits, credits) };
  }

  // Both sides one account: the side with more items tells more.
  const many = creditIsOne && (!debitIsOne || debits.length > credits.length) ? debits : credits;
  const one = shared(many === debits ? credits : debits);
  const flows = many.map((line) => (many === debits ? flow(line, one, line.fen) : flow(one, line, line.fen)));
  return { flows: flows.filter(touchesEquity), ambiguous: false };
}

/**
 * An asset taken in below the capital agreed on (Dr 151, Dr 321-股金溢价, Cr 301): what 321 gives up is a negative premium, not
 * capital made of reserves, which needs no asset.
 */
function isContributionBelowValue(debits: readonly SideTotal[], credits: readonly SideTotal[]): boolean {
  return (
    credits.length > 0 &&
    credits.every((one) => one.code.startsWith('301')) &&
    debits.some((one) => one.code.startsWith('321') && one.item === RESERVE_SOURCE.premium) &&
    debits.some((one) => !isIn(EQUITY, one.code))
  );
}

/** Accounts whose changes statements 02 and 03 name one by one. */
const EQUITY = ['301', '311', '321', '322', '332'];
/** Those between which amounts move; 311 only ever grows from outside. */
const MOVING = ['301', '321', '322', '332'];
/** Those of which statement 03 also names the source: one account with two sources counts as two. */
const BY_SOURCE = ['311', '321'];

const isIn = (codes: readonly string[], code: string) => codes.some((prefix) => code.startsWith(prefix));
const touchesEquity = (one: Flow) => isIn(EQUITY, one.debit) || isIn(EQUITY, one.credit);

interface SideLine {
  readonly code: string;
  readonly item: string | null;
}
interface SideTotal extends SideLine {
  readonly fen: number;
}

/** One total per account and item; what cancels out is gone. */
function totals(lines: readonly SideTotal[]): SideTotal[] {
  const byKey = new Map<string, SideTotal>();
  for (const { code, item, fen } of lines) {
    if (fen === 0) continue;
    const key = `${code}\n${item ?? ''}`;
    byKey.set(key, { code, item, fen: (byKey.get(key)?.fen ?? 0) + fen });
  }
  return [...byKey.values()].filter((one) => one.fen !== 0);
}

const identities = (side: readonly SideTotal[]) =>
  new Set(side.map(({ code, item }) => (isIn(BY_SOURCE, code) ? `${code}\n${item ?? ''}` : code)));

const sum = (lines: readonly SideTotal[]) => lines.reduce((total, one) => total + one.fen, 0);

const flow = (from: SideLine, to: SideLine, fen: number): Flow => ({
  debit: from.code,
  credit: to.code,
  debitItem: from.item,
  creditItem: to.item,
  fen,
});

/** A side of one account as one line; its item only if all lines agree. */
function shared(side: readonly SideTotal[]): SideLine {
  const [first] = side;
  invariant(first !== undefined, 'the side has an account');
  return { code: first.code, item: side.every((one) => one.item === first.item) ? first.item : null };
}

function pairWithOther(debits: readonly SideTotal[], credits: readonly SideTotal[]): Flow[] {
  const other = { code: OTHER, item: null };
  return [
    ...debits.map((line) => flow(line, other, line.fen)),
    ...credits.map((line) => flow(other, line, line.fen)),
  ].filter(touchesEquity);
}

/**
 * Two of the moving accounts on opposite sides. Red and blue on one and the same side (Dr 301 −, Dr 322 +) leave the other
 * side empty; then two accounts on it are as good as opposite.
 */
function isAmbiguous(debits: readonly SideTotal[], credits: readonly SideTotal[]): boolean {
  const moving = (side: readonly SideTotal[]) =>
    new Set(side.map((one) => one.code).filter((code) => isIn(MOVING, code))).size;
  if (debits.length === 0 || credits.length === 0) return moving(debits) + moving(credits) > 1;
  return moving(debits) > 0 && moving(credits) > 0;
}
