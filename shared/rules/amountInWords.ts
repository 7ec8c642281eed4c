import { assertFen, type Fen } from './money.ts';
import { invariant } from './result.ts';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['仟', '佰', '拾', ''];
/** Groups of four digits, highest first. 万亿 serves one amount only, the largest there is: 壹万亿元整. */
const GROUPS = ['万亿', '亿', '万', ''];

/**
 * An amount of money as vouchers and receipts want it: 人民币 followed, without a gap, by the words of
 * {@link bareAmountInWords}.
 */
export function amountInWords(amountFen: Fen): string {
  return `人民币${bareAmountInWords(amountFen)}`;
}

/**
 * The amount (integer fen) in the numerals that cannot be altered, without 人民币. Exact: nothing is rounded.
 *
 * - 整 closes an amount that ends at 元 or at 角, and never follows 分. 银发〔1997〕393号 leaves it open
 *   after 角, 会计基础工作规范 Art. 52 demands it there: writing it satisfies both.
 * - A zero or a run of zeros inside is one 零.
 * - Before 角, 零 is written exactly when the yuan digit is zero (the bank rule leaves that open);
 *   before 分 it is always written when there is no 角.
 * - Below one yuan the amount begins with 角 or 分; nothing at all is 零元整.
 * - A negative amount (红字) begins with 负.
 *
 * Throws for what is not an amount (a fraction of a fen, more than ±MAX_FEN): a bug, not a user's error.
 */
export function bareAmountInWords(amountFen: Fen): string {
  assertFen(amountFen);
  const sign = amountFen < 0 ? '负' : '';
  const absolute = Math.abs(amountFen);
  const cents = absolute % 100;
  const yuan = (absolute - cents) / 100;
  if (absolute === 0) return '零元整';
  return `${sign}${yuan > 0 ? `${integerInWords(yuan)}元` : ''}${centsInWords(cents, yuan)}`;
}

function centsInWords(cents: number, yuan: number): string {
  if (cents === 0) return '整';
  const fen = cents % 10;
  const jiao = (cents - fen) / 10;
  if (jiao === 0) return `${yuan > 0 ? '零' : ''}${digit(fen)}分`;
  const zero = yuan > 0 && yuan % 10 === 0 ? '零' : '';
  return `${zero}${digit(jiao)}角${fen === 0 ? '整' : `${digit(fen)}分`}`;
}

function integerInWords(yuan: number): string {
  const digits = String(yuan).padStart(GROUPS.length * PLACES.length, '0');
  let words = '';
  let zeroPending = false;
  GROUPS.forEach((group, groupIndex) => {
    let groupWords = '';
    PLACES.forEach((place, placeIndex) => {
      const value = Number(digits[groupIndex * PLACES.length + placeIndex]);
      if (value === 0) {
        zeroPending = true;
        return;
      }
      const zero = zeroPending && words + groupWords !== '' ? '零' : '';
      groupWords += `${zero}${digit(value)}${place}`;
      zeroPending = false;
    });
    // A zero at the end of a group is not read when the next group starts with its thousands: 壹拾万柒仟.
    if (groupWords !== '') {
      words += groupWords + group;
      zeroPending = false;
    }
  });
  return words;
}

function digit(value: number): string {
  const word = DIGITS[value];
  invariant(word !== undefined, `${value} is a digit`);
  return word;
}
