import { toHalfWidth, withoutSpaces } from '../fullwidth.ts';
import { type Unit } from './cells.ts';
import { columnLetter } from './sheet.ts';

/** One thing an import looks for in a table's columns. */
export type Field = {
  field: string;
  /** What the screen calls it. */
  title: string;
  /** Titles people give such a column, without white space. */
  synonyms: readonly string[];
  required: boolean;
  /** 小计 and 合计 rows add it up. */
  summed?: boolean;
};

/** A column under its title; the levels of a title are joined: 入股情况/金额. */
export type TitledColumn = { column: number; title: string };

/** Field → column letter. A field without a column is absent. */
export type Mapping = Record<string, string>;

/** Best first: the title is a synonym; its lowest level is; the same without brackets; a synonym at its start or end. */
const SCORES = { whole: 400, leaf: 300, bare: 200, part: 100 };
const MIN_SYNONYM_IN_PART = 2;
const MAX_EXTRA_IN_PART = 4;

/**
 * Matches titles to fields, each column and each field at most once, the surest pair first, then the left
 * column. `corrections` come from the person and win: field → letter, '' for "no such column".
 */
export function matchColumns(
  columns: readonly TitledColumn[],
  fields: readonly Field[],
  corrections: Mapping = {},
): Mapping {
  const mapping: Mapping = {};
  const taken = new Set<string>();
  for (const { field } of fields) {
    const letter = corrections[field];
    if (letter) {
      mapping[field] = letter;
      taken.add(letter);
    }
  }
  const open = fields.filter(({ field }) => corrections[field] === undefined);
  const pairs = columns.flatMap((column) =>
    open.map((field) => ({ field: field.field, column: column.column, score: score(column.title, field) })),
  );
  const ranked = pairs
    .filter((pair) => pair.score > 0)
    .sort((a, b) => b.score - a.score || a.column - b.column);
  for (const pair of ranked) {
    const letter = columnLetter(pair.column);
    if (taken.has(letter) || mapping[pair.field] !== undefined) continue;
    mapping[pair.field] = letter;
    taken.add(letter);
  }
  return mapping;
}

/** A title for comparison: half width, no white space, no trailing colon or star. */
export function plainTitle(text: string): string {
  return withoutSpaces(toHalfWidth(text)).replace(/^\*+|[:*]+$/g, '');
}

function score(title: string, field: Field): number {
  const whole = title.replaceAll('/', '');
  // The stroke of a unit, 单价(元/公斤), joins no levels.
  const leaf = /(?:^|\/)((?:[^/([]|[([][^)\]]*[)\]])*)$/.exec(title)?.[1] ?? title;
  const bare = leaf.replace(/[([][^)\]]*[)\]]/g, '');
  // Of two fields that both know a title, the one that lists it earlier has the better claim.
  const rank = (text: string): number => field.synonyms.indexOf(text);
  for (const [text, points] of [
    [whole, SCORES.whole],
    [leaf, SCORES.leaf],
    [bare, SCORES.bare],
  ] as const) {
    if (rank(text) >= 0) return points - Math.min(rank(text), 50);
  }
  const partial = field.synonyms.filter(
    (synonym) =>
      synonym.length >= MIN_SYNONYM_IN_PART &&
      bare.length <= synonym.length + MAX_EXTRA_IN_PART &&
      (bare.startsWith(synonym) || bare.endsWith(synonym)),
  );
  const longest = Math.max(0, ...partial.map((synonym) => synonym.length));
  return longest > 0 ? SCORES.part + Math.min(longest, 50) : 0;
}

/**
 * The unit that a column title (金额(万元)) or the lines above the header (单位：公斤、元) state; null when nothing does.
 * A column's own title outranks the lines above.
 */
export function statedUnit(titles: readonly string[], above: readonly string[]): Unit | null {
  for (const title of titles) {
    const unit = unitAmong([...title.matchAll(/[([]([^)\]]*)[)\]]/g)].map((match) => match[1] ?? ''));
    if (unit) return unit;
  }
  return unitAmong(above.flatMap(unitNotes));
}

/** The unit of weight a title or the lines above state; null when nothing does. */
export function statedWeight(titles: readonly string[], above: readonly string[]): '公斤' | '斤' | null {
  const words = [
    ...titles.flatMap((title) => [...title.matchAll(/[([]([^)\]]*)[)\]]/g)].map((match) => match[1] ?? '')),
    ...above.flatMap(unitNotes),
  ].flatMap(unitWords);
  const found = words.find((word) => /^(?:公斤|千克|kg|斤|市斤)$/i.test(word));
  if (found === undefined) return null;
  return /^市?斤$/.test(found) ? '斤' : '公斤';
}

/** What stands behind 单位: in a line such as 填报单位:两河口镇  单位:公斤、元. */
function unitNotes(line: string): string[] {
  return [...toHalfWidth(line).matchAll(/单位:\s*([^\s;)]+)/g)].map((match) => match[1] ?? '');
}

function unitAmong(notes: readonly string[]): Unit | null {
  const words = notes.flatMap(unitWords);
  if (words.some((word) => /^(?:人民币)?万元$/.test(word))) return '万元';
  return words.some((word) => /^(?:人民币)?元$/.test(word)) ? '元' : null;
}

/** Whole words only: a village called 状元村 is no unit. */
function unitWords(note: string): string[] {
  return note.replace(/^单位:/, '').split(/[、,/和]/);
}
