import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { yearOf } from '../../../shared/rules/calendar.ts';
import { quantityMilli, quantityShown, quantityText } from '../../../shared/rules/measures.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { listKinds } from './kinds.ts';
import { rowById } from './rows.ts';

/** What somebody says about a household's industry of a year. */
export interface IndustryFacts {
  readonly scaleMilli: number;
  readonly inputFen: number;
  readonly expectedFen: number;
  /** Null: not known yet. */
  readonly outputMilli: number | null;
  readonly incomeFen: number | null;
  readonly note: string;
}

/** A row as it stands; removed: taken out, and its place is free. */
export interface StoredIndustry extends IndustryFacts {
  readonly id: number;
  readonly householdId: number;
  readonly kindId: number;
  readonly removed: 0 | 1;
}

/** All rows of a year, those taken out too, by household and kind. */
export function industriesOf(db: ReadableDb, year: number): Map<string, StoredIndustry> {
  const rows = db.all<StoredIndustry>(
    `SELECT i.id, i.household_id AS householdId, i.kind_id AS kindId, s.removed, s.scale_milli AS scaleMilli, s.input_fen AS inputFen,
       s.expected_fen AS expectedFen, s.output_milli AS outputMilli, s.income_fen AS incomeFen, s.note
     FROM industry i JOIN industry_state s ON s.id = (SELECT MAX(v.id) FROM industry_state v WHERE v.industry_id = i.id)
     WHERE i.year = ?`,
    year,
  );
  return new Map(rows.map((row) => [industryKey(row.householdId, row.kindId), row]));
}

export function industryKey(householdId: number, kindId: number): string {
  return `${householdId}/${kindId}`;
}

/** What differs between what stands and what is said now, in words: 规模 100→120. */
export function industryDifferences(stored: IndustryFacts, said: IndustryFacts): string[] {
  const quantity = (milli: number | null): string =>
    milli === null ? '未填' : quantityShown(quantityText(milli));
  const money = (fen: number | null): string => (fen === null ? '未填' : formatYuan(fen));
  const differences: string[] = [];
  const compare = <K extends keyof IndustryFacts>(
    key: K,
    title: string,
    text: (value: IndustryFacts[K]) => string,
  ): void => {
    if (stored[key] !== said[key]) differences.push(`${title} ${text(stored[key])}→${text(said[key])}`);
  };
  compare('scaleMilli', '规模', quantity);
  compare('inputFen', '投入', money);
  compare('expectedFen', '预计收入', money);
  compare('outputMilli', '产量', quantity);
  compare('incomeFen', '实际收入', money);
  compare('note', '备注', (text) => text || '无');
  return differences;
}

/** Writes a new state of a household's industry; the row itself where there is none yet. */
export function putIndustry(
  { db, operator, now }: Writing,
  at: { readonly householdId: number; readonly year: number; readonly kindId: number },
  facts: IndustryFacts,
  why: { readonly reason: string; readonly importId: number | null },
): number {
  const known = db.get<{ id: number }>(
    'SELECT id FROM industry WHERE household_id = ? AND year = ? AND kind_id = ?',
    ...[at.householdId, at.year, at.kindId],
  );
  const id =
    known?.id ??
    db.run(
      'INSERT INTO industry (household_id, year, kind_id) VALUES (?, ?, ?)',
      ...[at.householdId, at.year, at.kindId],
    ).lastId;
  insertState({ db, operator, now }, id, facts, { ...why, removed: 0 });
  return id;
}

function insertState(
  { db, operator, now }: Pick<Writing, 'db' | 'operator' | 'now'>,
  industryId: number,
  facts: IndustryFacts,
  how: { readonly removed: 0 | 1; readonly reason: string; readonly importId: number | null },
): void {
  db.run(
    `INSERT INTO industry_state (industry_id, removed, scale_milli, input_fen, expected_fen, output_milli, income_fen, note,
       reason, import_id, operator, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[industryId, how.removed, facts.scaleMilli, facts.inputFen, facts.expectedFen],
    ...[facts.outputMilli, facts.incomeFen, facts.note, how.reason, how.importId, operator, now],
  );
}

/** 登记户产业: a sheet of lines, all or none. */
export function saveRows(ctx: Writing, input: Parsed<'industry.save'>): Result<Output<'industry.save'>> {
  const fault = yearFault(ctx, input.year);
  if (fault !== null) return refuse('year_wrong', fault, { year: fault });
  const stored = industriesOf(ctx.db, input.year);
  const kinds = new Map(listKinds(ctx.db).map((kind) => [kind.id, kind]));
  const seen = new Set<string>();
  const counts = { created: 0, changed: 0, same: 0 };
  const warnings: string[] = [];
  for (const [index, row] of input.rows.entries()) {
    const wrong = (sentence: string): Result<never> =>
      refuse('row_wrong', `第 ${index + 1} 行：${sentence}`, { [`rows.${index}`]: sentence });
    const household = householdNamed(ctx.db, row.householdId);
    if (household === null) return wrong('没有这一户，请重新选择。');
    const kind = kinds.get(row.kindId);
    if (!kind) return wrong('没有这个产业项目，请重新选择。');
    const key = industryKey(row.householdId, row.kindId);
    const who = `${household}的${kind.name}`;
    if (seen.has(key)) return wrong(`${who}在表里有两行。一户一年一个项目只记一行，请合并。`);
    seen.add(key);
    const before = stored.get(key);
    const standing = before?.removed === 0 ? before : undefined;
    if (!standing && !kind.enabled)
      return wrong(`产业项目“${kind.name}”已停用，请改选，或先在“产业项目”里启用。`);
    const facts: IndustryFacts = {
      ...row,
      scaleMilli: quantityMilli(row.scale),
      outputMilli: row.output === null ? null : quantityMilli(row.output),
    };
    if (standing && industryDifferences(standing, facts).length === 0) {
      counts.same += 1;
      continue;
    }
    counts[standing ? 'changed' : 'created'] += 1;
    const id = putIndustry(
      ctx,
      { householdId: row.householdId, year: input.year, kindId: row.kindId },
      facts,
      {
        reason: input.reason,
        importId: null,
      },
    );
    warnings.push(...oddities(ctx.db, id, who));
  }
  return ok({ ...counts, warnings });
}

/** What of a row is worth a second look. */
function oddities(db: ReadableDb, id: number, who: string): string[] {
  const found = rowById(db, id);
  invariant(found.ok, 'a row just written stands');
  const row = found.value;
  const said: string[] = [];
  if (row.inspectedScale !== null && row.inspectedScale !== row.scale) {
    const [was, now] = [row.inspectedScale, row.scale].map(quantityShown);
    said.push(
      `${who}在 ${row.inspectedOn} 验收为 ${was} ${row.unit}，台账现在是 ${now} ${row.unit}，请核对。`,
    );
  }
  if (row.incomeFen !== null && row.incomeFen > 0 && row.output === '0') {
    said.push(`${who}产量是 0，却有收入 ${formatYuan(row.incomeFen)} 元，请核对。`);
  }
  return said;
}

export function yearFault({ today }: Reading, year: number): string | null {
  return year > yearOf(today) ? `${year} 年还没有到，产业台账记到 ${yearOf(today)} 年。请改正年度。` : null;
}

/** 1组 H006 林德全户, or null. */
export function householdNamed(db: ReadableDb, id: number): string | null {
  const found = db.get<{ code: string; groupNo: number; name: string }>(
    `SELECT h.code, h.group_no AS groupNo, COALESCE(p.name, '') AS name
     FROM household h LEFT JOIN person p ON p.id = h.head_id WHERE h.id = ?`,
    id,
  );
  return found ? `${found.groupNo}组 ${found.code} ${found.name}户` : null;
}

/** 删去户产业: its figures stay, as a state that is taken out. What was inspected or awarded goes first. */
export function removeRow(ctx: Writing, { id, reason }: Parsed<'industry.remove'>): Result<{ done: true }> {
  const found = rowById(ctx.db, id);
  if (!found.ok) return found;
  const row = found.value;
  const who = `${row.householdCode} ${row.headName}户 ${row.year} 年的${row.kind}`;
  if (row.inspectedOn !== null) {
    return refuse(
      'inspected',
      `${who}在 ${row.inspectedOn} 验收过。确实登记错了的，先在“验收”里撤销，再删去。`,
    );
  }
  const award = ctx.db.get<{ name: string }>(
    `SELECT p.name FROM award_line l JOIN award_programme p ON p.id = l.programme_id
     WHERE l.household_id = ? AND l.kind_id = ? AND p.year = ? AND p.state <> 'void'
     GROUP BY p.id HAVING SUM(l.amount_fen) > 0`,
    ...[row.householdId, row.kindId, row.year],
  );
  if (award) return refuse('awarded', `${who}在奖补项目“${award.name}”的名单里。先从名单里取消，再删去。`);
  const stored = industriesOf(ctx.db, row.year).get(industryKey(row.householdId, row.kindId));
  invariant(stored !== undefined, 'a row that stands has a state');
  insertState(ctx, id, stored, { removed: 1, reason, importId: null });
  return ok({ done: true });
}
