/**
 * Cleaning of text that came from a Chinese keyboard or a spreadsheet: full-width forms, ideographic
 * spaces, invisible marks.
 */

/** U+FF01…U+FF5E stand exactly this far above ASCII's ! … ~. */
const FULL_WIDTH_SHIFT = 0xfee0;

/** Zero-width spaces and joiners, direction marks, byte-order mark: pasted unseen, never meant. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/gu;

/**
 * Full-width letters, digits and signs become their ASCII forms, ￥ becomes ¥, the ideographic and the
 * no-break space become plain spaces. Chinese characters and 。、《》 stay as they are.
 */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) - FULL_WIDTH_SHIFT))
    .replace(/\uffe5/gu, '¥')
    .replace(/[\u3000\u00a0]/gu, ' ');
}

/** Trims, drops invisible marks, and makes every run of white space (line breaks too) one plain space. */
export function squeeze(text: string): string {
  return text.replace(INVISIBLE, '').replace(/\s+/gu, ' ').trim();
}

/** Removes all white space and invisible marks, for values in which a space never means anything. */
export function withoutSpaces(text: string): string {
  return text.replace(INVISIBLE, '').replace(/\s+/gu, '');
}
