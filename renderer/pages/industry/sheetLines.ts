import type { Input } from '../../../shared/contract/index.ts';
import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { readAmount } from '../../parts/MoneyField.tsx';

/** A household as it was picked. */
export interface PickedHousehold {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly groupNo: number;
}

/** One line of the sheet as it is typed. */
export interface SheetLine {
  readonly key: number;
  readonly household: PickedHousehold | null;
  readonly kindId: number | null;
  readonly scale: string;
  readonly input: string;
  readonly expected: string;
  readonly output: string;
  readonly income: string;
  readonly note: string;
}

export type Figure = 'scale' | 'input' | 'expected' | 'output' | 'income';

/** A fresh line: most often the next household has the same industry. */
export function lineAfter(before: SheetLine | undefined): SheetLine {
  return {
    key: (before?.key ?? 0) + 1,
    household: null,
    kindId: before?.kindId ?? null,
    ...{ scale: '', input: '', expected: '', output: '', income: '', note: '' },
  };
}

export function isBlank(line: SheetLine): boolean {
  const { household, scale, input, expected, output, income, note } = line;
  return household === null && [scale, input, expected, output, income, note].every((text) => text === '');
}

const QUANTITY = /^\d{1,9}(\.\d{1,3})?$/u;

/** A quantity as people type it: full-width digits, separators. */
export function plainQuantity(text: string): string {
  return toHalfWidth(text).replace(/[,\s]/gu, '');
}

/** What keeps a line from being saved, in words for the line itself; null when it can go. */
export function whatIsMissing(line: SheetLine): string | null {
  if (line.household === null) return '没有选户';
  if (line.kindId === null) return '没有选项目';
  if (line.scale === '') return '没有填规模';
  if (!QUANTITY.test(line.scale)) return '规模最多三位小数';
  if (!/[1-9]/u.test(line.scale)) return '规模要大于 0';
  if (line.output !== '' && !QUANTITY.test(line.output)) return '产量最多三位小数';
  for (const [title, text] of [
    ['投入', line.input],
    ['预计收入', line.expected],
    ['实际收入', line.income],
  ] as const) {
    const { error } = readAmount(text, false);
    if (error !== undefined) return `${title}：${error}`;
  }
  return null;
}

/** The line as the contract wants it; null while something is missing. */
export function rowOf(line: SheetLine): Input<'industry.save'>['rows'][number] | null {
  if (whatIsMissing(line) !== null || !line.household || line.kindId === null) return null;
  return {
    householdId: line.household.id,
    kindId: line.kindId,
    scale: line.scale,
    inputFen: readAmount(line.input, false).fen ?? 0,
    expectedFen: readAmount(line.expected, false).fen ?? 0,
    output: line.output === '' ? null : line.output,
    incomeFen: readAmount(line.income, false).fen,
    note: line.note.trim(),
  };
}

/** Households whose line repeats an earlier one's industry, by the line's key. */
export function repeated(lines: readonly SheetLine[]): ReadonlySet<number> {
  const seen = new Set<string>();
  const twice = new Set<number>();
  for (const line of lines) {
    if (!line.household || line.kindId === null) continue;
    const key = `${line.household.id}/${line.kindId}`;
    if (seen.has(key)) twice.add(line.key);
    seen.add(key);
  }
  return twice;
}
