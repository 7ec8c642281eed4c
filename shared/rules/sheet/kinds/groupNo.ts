import { toHalfWidth, withoutSpaces } from '../../fullwidth.ts';
import { saysNothing, type Parsed } from '../cells.ts';
import { cellText, type CellValue } from '../sheet.ts';

/**
 * A 村民小组 as people write it (1, 1组, 一组, 第一组, 第1村民小组, 张家坝村十一组) as its number, 1 to 99; null for a blank.
 * Two groups in one cell (2-3组) are refused.
 */
export function parseGroupNo(cell: CellValue | undefined): Parsed<number | null> {
  const text = withoutSpaces(toHalfWidth(cellText(cell)));
  if (saysNothing(text)) return { ok: true, value: null };
  const match = /^\p{Script=Han}*(\d{1,2})(?:村民小组|村民组|小组|组|社|队)?$/u.exec(text);
  const words =
    /^(?:.*?第|.*村)?([一二三四五六七八九十]{1,3})(?:村民小组|村民组|小组|组|社|队)?$/.exec(text) ??
    /^\p{Script=Han}*?([一二三四五六七八九十]{1,3})(?:村民小组|村民组|小组|组|社|队)$/u.exec(text);
  const number = match ? Number(match[1]) : words ? fromWords(words[1] ?? '') : null;
  if (number !== null && number >= 1) return { ok: true, value: number };
  return { ok: false, reason: `“${text}”不是组号，请写成 1组 或 第一组` };
}

const DIGITS = '一二三四五六七八九';

/** 一 … 九十九; null for anything else made of the same signs. */
function fromWords(words: string): number | null {
  const match = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(words);
  if (!match) return null;
  const [, left, ten, right] = match;
  if (!ten) return left && !right ? DIGITS.indexOf(left) + 1 : null;
  return (left ? DIGITS.indexOf(left) + 1 : 1) * 10 + (right ? DIGITS.indexOf(right) + 1 : 0);
}
