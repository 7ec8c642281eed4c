import { html, NOTHING, type Markup } from './markup.ts';

/**
 * Code 128 (ISO/IEC 15417) of a text: widths of bars and spaces in turn, in modules, the first a bar. Digits in pairs take half the room
 * (set C), the rest stands in set B. Null where there is nothing to encode or a character has no bars (Chinese): then only words are printed.
 */
export function code128(text: string): readonly number[] | null {
  if (!/^[\x20-\x7e]{1,48}$/.test(text)) return null;
  const symbols = symbolsOf(text);
  const [start = 0, ...data] = symbols;
  const check = data.reduce((sum, symbol, index) => sum + symbol * (index + 1), start) % 103;
  return [...symbols, check, STOP].flatMap((symbol) => [...(WIDTHS[symbol] ?? '')].map(Number));
}

/** The bars as a picture of that size, the quiet zones within; nothing where the text has none. */
export function barcode(text: string, widthMm: number, heightMm: number): Markup {
  const widths = code128(text);
  if (widths === null) return NOTHING;
  const modules = widths.reduce((sum, width) => sum + width, 0) + 2 * QUIET;
  let at = QUIET;
  const bars = widths.map((width, index) => {
    const bar = index % 2 === 0 ? html`<rect x="${at}" y="0" width="${width}" height="1" />` : NOTHING;
    at += width;
    return bar;
  });
  return html`<svg
    class="barcode"
    role="img"
    aria-label="条形码 ${text}"
    viewBox="0 0 ${modules} 1"
    preserveAspectRatio="none"
    shape-rendering="crispEdges"
    style="width:${widthMm}mm;height:${heightMm}mm"
  >
    ${bars}
  </svg>`;
}

/** Modules of white left and right of the bars, without which no reader finds them. */
const QUIET = 10;

const START_B = 104;
const START_C = 105;
const TO_B = 100;
const TO_C = 99;
const STOP = 106;

/** Start symbol and data; a run of digits is worth a change of set from six on, at either end from four. */
function symbolsOf(text: string): number[] {
  const symbols: number[] = [];
  let set: 'B' | 'C' | null = null;
  for (let at = 0; at < text.length;) {
    const digits = /^\d*/.exec(text.slice(at))?.[0].length ?? 0;
    const atEnd = at === 0 || at + digits === text.length;
    if (digits >= (atEnd ? 4 : 6) || (set === 'C' && digits >= 2)) {
      // An odd run leaves its first digit to set B: its last may be the end of the text.
      if (digits % 2 === 1 && set !== 'C') {
        if (set === null) symbols.push(START_B);
        set = 'B';
        symbols.push(valueOf(text, at));
        at += 1;
      }
      if (set !== 'C') symbols.push(set === null ? START_C : TO_C);
      set = 'C';
      for (let left = digits - (digits % 2); left > 0; left -= 2, at += 2)
        symbols.push(Number(text.slice(at, at + 2)));
    } else {
      if (set !== 'B') symbols.push(set === null ? START_B : TO_B);
      set = 'B';
      symbols.push(valueOf(text, at));
      at += 1;
    }
  }
  return symbols;
}

const valueOf = (text: string, at: number): number => text.charCodeAt(at) - 32;

/** Six widths a symbol, eleven modules; the stop symbol has a bar more. */
const WIDTHS = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 ' +
  '123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 ' +
  '131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 ' +
  '213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 ' +
  '141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 ' +
  '124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 ' +
  '411131 211412 211214 211232 2331112'
).split(' ');
