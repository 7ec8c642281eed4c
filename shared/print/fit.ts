import { html, type Markup } from './markup.ts';

/** The inside of a cell or field that text has to go into. */
interface Box {
  readonly widthMm: number;
  readonly heightMm: number;
  /** The size text has when there is room, in points. */
  readonly basePt: number;
}

/**
 * Text made to fit its box: on one line at the usual size, a little smaller, on several lines, smaller still.
 * Measured here instead of by the browser, because pages are cut by code and a row must never grow. Only what does not fit
 * at {@link SMALLEST_PT} is cut, with an ellipsis: a page of text in a name's cell, never a name of 25 characters.
 * A line feed in the text is a wanted break.
 */
export function fitted(text: string, box: Box): Markup {
  const { pt, shown } = fit(text, box);
  const lines = withBreaks(shown);
  if (pt === box.basePt) return lines;
  return html`<span class="fit" style="font-size:${pt}pt">${lines}</span>`;
}

function withBreaks(text: string): Markup {
  const [first = '', ...rest] = text.split('\n');
  return rest.length === 0 ? html`${first}` : html`${first}${rest.map((line) => html`<br />${line}`)}`;
}

/** The size and text that {@link fitted} prints. */
export function fit(text: string, box: Box): { pt: number; shown: string } {
  const widths = [...text].map((character) => (character === '\n' ? NEW_LINE : widthInEm(character)));
  if (linesAt(box.basePt, widths, box) === 1) return { pt: box.basePt, shown: text };
  for (let pt = box.basePt; pt >= SMALLEST_PT; pt = nextSmaller(pt)) {
    const lines = linesAt(pt, widths, box);
    const mayWrap =
      pt <= box.basePt * ONE_LINE_DOWN_TO || linesAt(box.basePt * ONE_LINE_DOWN_TO, widths, box) > 1;
    if (lines === 1 || (mayWrap && lines * pt * MM_PER_PT * LINE_HEIGHT <= box.heightMm))
      return { pt, shown: text };
  }
  return { pt: SMALLEST_PT, shown: cutToFit(text, widths, box) };
}

/** Below this a laser printer's strokes run together. */
const SMALLEST_PT = 4.5;
/** Text stays on one line as long as that costs no more than this much of its size. */
const ONE_LINE_DOWN_TO = 0.84;
const MM_PER_PT = 0.3528;
const LINE_HEIGHT = 1.2;

function nextSmaller(pt: number): number {
  return pt === SMALLEST_PT ? 0 : Math.max(SMALLEST_PT, Math.round((pt - 0.25) * 100) / 100);
}

/** Stands for a wanted line break among the widths. */
const NEW_LINE = -1;

/** Lines that text of these widths takes when it may break anywhere. */
function linesAt(pt: number, widths: readonly number[], box: Box): number {
  const roomEm = box.widthMm / (pt * MM_PER_PT);
  let lines = 1;
  let filledEm = 0;
  for (const width of widths) {
    if (width === NEW_LINE || (filledEm + width > roomEm && filledEm > 0)) {
      lines += 1;
      filledEm = 0;
    }
    filledEm += width === NEW_LINE ? 0 : width;
  }
  return lines;
}

/**
 * Text as the lines it fills at that size, for what may run over pages. A line never begins with a mark that closes; a line
 * feed in the text is a wanted break.
 */
export function brokenLines(text: string, widthMm: number, pt: number): string[] {
  const roomEm = widthMm / (pt * MM_PER_PT);
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line: string[] = [];
    let filledEm = 0;
    for (const character of paragraph) {
      const width = widthInEm(character);
      if (filledEm + width > roomEm && line.length > 0) {
        const down = CLOSING.test(character) && line.length > 1 ? [line.pop()!] : [];
        lines.push(line.join(''));
        line = down;
        filledEm = down.reduce((sum, one) => sum + widthInEm(one), 0);
      }
      line.push(character);
      filledEm += width;
    }
    return [...lines, line.join('')];
  });
}

const CLOSING = /[，。、；：！？）》」”’%]/;

function cutToFit(text: string, widths: readonly number[], box: Box): string {
  const lines = Math.max(1, Math.floor(box.heightMm / (SMALLEST_PT * MM_PER_PT * LINE_HEIGHT)));
  const roomEm = (box.widthMm / (SMALLEST_PT * MM_PER_PT) - 1) * lines - 1;
  let filledEm = 0;
  const kept = [...text].filter((_, index) => (filledEm += widths[index] ?? 1) <= roomEm);
  return `${kept.join('')}…`;
}

/** Upper bounds over the faces of the font stack: SimSun is narrower than Noto Serif CJK, Latin capitals vary most. */
function widthInEm(character: string): number {
  if (/[.,:;|'!()[\] ]/.test(character)) return 0.36;
  if (/[0-9*\-+/]/.test(character)) return 0.57;
  if (/[a-z]/.test(character)) return 0.62;
  return /[A-V]/.test(character) ? 0.8 : 1;
}
