import { quantityText } from '../../../shared/rules/measures.ts';
import { plainYuan } from '../../../shared/rules/money.ts';

/** A field as it stands in the file: only {@link words}, {@link yuan} and {@link whole} make one. */
export type Field = string & { readonly field: true };

/** Excel takes a file for UTF-8 when it begins with this. */
const BYTE_ORDER_MARK = '\uFEFF';

/** One record of RFC 4180. */
export function record(fields: readonly Field[]): string {
  return `${fields.join(',')}\r\n`;
}

export function head(...titles: string[]): string {
  return BYTE_ORDER_MARK + record(titles.map(words));
}

/**
 * Text, quoted where it must be. A spreadsheet would compute a text that begins like a formula: an apostrophe before it makes it
 * text again (in Excel it is not shown).
 */
export function words(text: string | null): Field {
  if (text === null) return '' as Field;
  const harmless = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
  return (/[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless) as Field;
}

export function yuan(fen: number): Field {
  return plainYuan(fen) as Field;
}

/** Thousandths as decimals: 12500 is 12.5. */
export function quantity(milli: number | null): Field {
  return (milli === null ? '' : quantityText(milli)) as Field;
}

export function whole(value: number | null): Field {
  return (value === null ? '' : String(value)) as Field;
}

export function yesNo(value: boolean): Field {
  return (value ? '是' : '否') as Field;
}
