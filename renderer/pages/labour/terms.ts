import { formatYuan } from '../../../shared/rules/money.ts';
import type { SheetLine } from './words.ts';

/** What the accountant adds to or takes from a worker's own work. */
export interface Terms {
  readonly awardFen: number;
  readonly advanceFen: number;
  readonly consent: string;
  readonly taxFen: number;
  readonly note: string;
}

type Edits = ReadonlyMap<number, Terms>;

export function termsOf({ awardFen, advanceFen, consent, taxFen, note }: SheetLine): Terms {
  return { awardFen, advanceFen, consent, taxFen, note };
}

/** The line with what was typed into it: pay and what is handed out follow. */
export function lineWith(line: SheetLine, terms: Terms | undefined): SheetLine {
  if (!terms) return line;
  const grossFen = line.timeFen + line.pieceFen + terms.awardFen;
  return { ...line, ...terms, grossFen, netFen: grossFen - terms.advanceFen - terms.taxFen };
}

/** What keeps the line from being saved, in words; null when nothing does. */
export function faultOf(line: SheetLine): string | null {
  const { advanceFen, taxFen, grossFen, netFen, owesFen } = line;
  if (advanceFen > 0 && line.consent.trim() === '') return '扣回借支要本人同意：写明同意书或签字';
  if (advanceFen > owesFen) return `借支只欠 ${formatYuan(owesFen)}，不能扣 ${formatYuan(advanceFen)}`;
  if (netFen < 0) return `扣的 ${formatYuan(advanceFen + taxFen)} 多于应发 ${formatYuan(grossFen)}`;
  return null;
}

/** Every worker's terms, edited or as stored: what saving sends. Nothing added and nothing taken needs no mention. */
export function allTerms(lines: readonly SheetLine[], edits: Edits) {
  return lines.flatMap((line) => {
    const terms = edits.get(line.workerId) ?? termsOf(line);
    const isNothing =
      terms.awardFen === 0 &&
      terms.advanceFen === 0 &&
      terms.taxFen === 0 &&
      terms.consent.trim() === '' &&
      terms.note.trim() === '';
    return isNothing ? [] : [{ workerId: line.workerId, ...terms }];
  });
}
