import { walkXml } from './xml.ts';

/**
 * What the number formats of a workbook mean for its numbers: which show as dates, and which pad with zeros or
 * put letters in front (a member number 7 shown as M007). Other formats change nothing that an import needs.
 */
export type NumberFormat = { isDate: boolean; show: ((digits: string) => string) | null };

const PLAIN: NumberFormat = { isDate: false, show: null };

/** Built-in formats that show a date; 27 to 36 and 50 to 58 are those of the Chinese edition (ECMA-376 18.8.30). */
const BUILT_IN_DATES = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);

/** Cell style index → number format, from xl/styles.xml. Throws XmlError. */
export function readNumberFormats(xml: string): NumberFormat[] {
  const codes = new Map<string, string>();
  const formats: NumberFormat[] = [];
  let inCellFormats = false;
  walkXml(xml, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(attributes.numFmtId ?? '', attributes.formatCode ?? '');
      else if (name === 'cellXfs') inCellFormats = true;
      else if (name === 'xf' && inCellFormats) {
        const id = attributes.numFmtId ?? '0';
        const code = codes.get(id);
        formats.push(
          code === undefined ? { ...PLAIN, isDate: BUILT_IN_DATES.has(Number(id)) } : meaning(code),
        );
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return formats;
}

function meaning(code: string): NumberFormat {
  const padded = /^(?:"([^"]*)"|\\(.))?(0{2,30})$/.exec(code);
  if (padded) {
    const prefix = padded[1] ?? padded[2] ?? '';
    const width = (padded[3] ?? '').length;
    return {
      isDate: false,
      show: (digits) => (/^\d+$/.test(digits) ? prefix + digits.padStart(width, '0') : digits),
    };
  }
  // Literal text, escaped signs, and [Red] or [$-804] could hold any letter: what is left tells dates.
  const bare = code
    .replace(/"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]/gi, '')
    .replace(/general|通用格式/gi, '');
  const letters = (bare.split(';')[0] ?? '').toLowerCase();
  const isTime = /[hs]/.test(letters) && !/[yd]/.test(letters);
  return { isDate: /[ymd]/.test(letters) && !isTime, show: null };
}
