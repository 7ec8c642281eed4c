import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { productName } from '../../../shared/rules/measures.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb, WritableDb } from '../../workspace/database.ts';

export type Kind = Output<'industry.kinds'>[number];

export function listKinds(db: ReadableDb): Kind[] {
  return db
    .all<Omit<Kind, 'enabled'> & { enabled: number }>(
      `SELECT k.id, k.name, k.unit, k.output_unit AS outputUnit, k.enabled,
         (SELECT COUNT(*) FROM industry i WHERE i.kind_id = k.id) AS rows
       FROM industry_kind k ORDER BY k.enabled DESC, k.id`,
    )
    .map((kind) => ({ ...kind, enabled: kind.enabled === 1 }));
}

/** What a kind's scale is counted in stays as it is once something is counted in it. */
export function saveKind(
  { db }: Writing,
  { id, name: given, unit, outputUnit, enabled }: Parsed<'industry.saveKind'>,
): Result<{ id: number }> {
  const name = productName(given);
  const kinds = listKinds(db);
  const stored = kinds.find((one) => one.id === id);
  if (id !== undefined && !stored) return refuse('kind_unknown', '没有这个产业项目，请刷新后重选。');
  if (kinds.some((one) => one.name === name && one.id !== id)) {
    const sentence = `已经有产业项目“${name}”，请直接用它，或换一个名称。`;
    return refuse('kind_taken', sentence, { name: sentence });
  }
  if (stored && stored.rows > 0 && stored.unit !== unit) {
    const sentence = `“${stored.name}”已有 ${stored.rows} 条台账按“${stored.unit}”计，不能改成“${unit}”。要换单位请另建一个项目，把旧的停用。`;
    return refuse('kind_in_use', sentence, { unit: sentence });
  }
  if (!stored) return ok({ id: addKind(db, { name, unit, outputUnit, enabled }) });
  db.run(
    'UPDATE industry_kind SET name = ?, unit = ?, output_unit = ?, enabled = ? WHERE id = ?',
    ...[name, unit, outputUnit, enabled ? 1 : 0, stored.id],
  );
  return ok({ id: stored.id });
}

export function addKind(
  db: WritableDb,
  kind: { name: string; unit: string; outputUnit: string; enabled: boolean },
): number {
  return db.run(
    'INSERT INTO industry_kind (name, unit, output_unit, enabled) VALUES (?, ?, ?, ?)',
    ...[kind.name, kind.unit, kind.outputUnit, kind.enabled ? 1 : 0],
  ).lastId;
}
