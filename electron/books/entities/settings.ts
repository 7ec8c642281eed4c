import type { z } from 'zod';
import { settings as settingsShape } from '../../../shared/contract/entities.ts';
import { parsePercent } from '../../../shared/rules/money.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb, WritableDb } from '../../workspace/database.ts';
import { defaultSettings } from '../../workspace/defaults.ts';

export type EntityKind = 'cooperative' | 'fund';

/** One set of books (账套) of the workspace: a cooperative's or an association's. */
export interface Books {
  readonly id: number;
  readonly kind: EntityKind;
  readonly name: string;
  readonly villageName: string;
  readonly firstPeriod: string;
}

/** The books asked for, or the workspace's first cooperative's. Refuses books that are not there. */
export function booksOf(db: ReadableDb, entityId: number | undefined): Result<Books> {
  const books = db.get<Books>(
    `SELECT entity.id, kind, name, village_name AS villageName, first_period AS firstPeriod
     FROM entity JOIN workspace_info ON workspace_info.id = 1
     WHERE entity.id = COALESCE(?, (SELECT MIN(id) FROM entity WHERE kind = 'cooperative'))`,
    entityId ?? null,
  );
  return books ? ok(books) : UNKNOWN;
}

const UNKNOWN = refuse('entity_unknown', '台账里没有这个账套。请在上方重新选择账套。');

/** What the charter, the meeting or the county decided for one entity. */
export type Settings = z.output<typeof settingsShape>;

/** One cooperative (合作社) of the workspace with its settings and the village it stands in. */
export interface Cooperative {
  readonly id: number;
  readonly name: string;
  readonly villageName: string;
  readonly settings: Settings;
}

/** The cooperative asked for, or the workspace's first. Refuses an unknown entity and one that is no cooperative. */
export function cooperativeOf(db: ReadableDb, entityId: number | undefined): Result<Cooperative> {
  const entity = db.get<EntityRow>(
    entityId === undefined
      ? `${ENTITY} WHERE kind = 'cooperative' ORDER BY entity.id LIMIT 1`
      : `${ENTITY} WHERE entity.id = ?`,
    ...(entityId === undefined ? [] : [entityId]),
  );
  if (!entity) return UNKNOWN;
  const { kind, settings, ...cooperative } = entity;
  if (kind !== 'cooperative') {
    return refuse('entity_not_cooperative', `“${entity.name}”不是合作社，没有社员和股金。请换到合作社账套。`);
  }
  return ok({ ...cooperative, settings: settingsFrom(settings) });
}

interface EntityRow {
  id: number;
  kind: string;
  name: string;
  villageName: string;
  settings: string;
}

const ENTITY = /* sql */ `
  SELECT entity.id, kind, name, village_name AS villageName, settings FROM entity JOIN workspace_info ON workspace_info.id = 1`;

/** An entity's settings; what an older file does not know yet has its default. Throws when there is no such entity. */
export function readSettings(db: ReadableDb, entityId: number): Settings {
  const row = db.get<{ settings: string }>('SELECT settings FROM entity WHERE id = ?', entityId);
  invariant(row !== undefined, `entity ${entityId} exists`);
  return settingsFrom(row.settings);
}

/** Every call asks, some more than once, and the text seldom changes: it is parsed when it does. */
function settingsFrom(text: string): Settings {
  if (lastRead?.text !== text) {
    const settings = settingsShape.parse({ ...defaultSettings, ...(JSON.parse(text) as object) });
    lastRead = { text, settings };
  }
  return lastRead.settings;
}

let lastRead: { readonly text: string; readonly settings: Settings } | null = null;

/** Replaces an entity's settings after checking what the shape alone cannot tell. */
export function saveSettings(db: WritableDb, entityId: number, settings: Settings): Result<{ done: true }> {
  const fields = settingsFaults(settings);
  const first = Object.values(fields)[0];
  if (first !== undefined) return refuse('settings_invalid', first, fields);
  db.run('UPDATE entity SET settings = ? WHERE id = ?', JSON.stringify(settings), entityId);
  return ok({ done: true });
}

function settingsFaults(settings: Settings): Record<string, string> {
  const fields: Record<string, string> = {};
  const reserve = parsePercent(settings.reservePercent);
  if (!reserve.ok) fields['settings.reservePercent'] = reserve.error.message;
  const patronage = parsePercent(settings.patronagePercent);
  if (!patronage.ok) fields['settings.patronagePercent'] = patronage.error.message;
  else if (patronage.value.numerator * 100n < 60n * patronage.value.denominator) {
    fields['settings.patronagePercent'] =
      '按交易量返还的比例不能低于 60%（农民专业合作社法第四十四条），请填 60 至 100。';
  }
  const codes = settings.bankTemplates.map((template) => template.code);
  const twice = codes.find((code, index) => codes.indexOf(code) !== index);
  if (twice !== undefined) {
    fields['settings.bankTemplates'] = `银行模板代号“${twice}”用了两次，请改成不同的代号。`;
  }
  return fields;
}

/** The association of the workspace, or null while it has none. */
export function fundId(db: ReadableDb): number | null {
  return db.get<{ id: number }>(`SELECT id FROM entity WHERE kind = 'fund'`)?.id ?? null;
}

/** The first booked period (启用期间) of an entity. */
export function firstPeriodOf(db: ReadableDb, entityId: number): string {
  return db.get<{ period: string }>('SELECT first_period AS period FROM entity WHERE id = ?', entityId)!
    .period;
}
