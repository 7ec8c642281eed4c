import type { z } from 'zod';
import type { item } from '../../../shared/contract/accounts.ts';
import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { DIM_NAMES, type Dim } from '../../../shared/rules/chart/accounts.ts';
import { pinyinKeys } from '../../../shared/rules/names.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb, WritableDb } from '../../workspace/database.ts';
import { booksOf } from '../entities/index.ts';

export type ItemRow = z.output<typeof item> & { readonly entityId: number };

const ITEM = /* sql */ `
  SELECT id, entity_id AS entityId, dim, name, note, is_poverty_asset AS isPovertyAsset, is_livestock AS isLivestock, enabled,
    pinyin_initials AS pinyinInitials, pinyin_full AS pinyinFull FROM analysis_item`;

type Stored = Omit<ItemRow, 'isPovertyAsset' | 'isLivestock' | 'enabled'> & {
  isPovertyAsset: number;
  isLivestock: number;
  enabled: number;
};

function itemOf(row: Stored): ItemRow {
  return {
    ...row,
    isPovertyAsset: row.isPovertyAsset === 1,
    isLivestock: row.isLivestock === 1,
    enabled: row.enabled === 1,
  };
}

export function itemById(db: ReadableDb, id: number): ItemRow | null {
  const row = db.get<Stored>(`${ITEM} WHERE id = ?`, id);
  return row ? itemOf(row) : null;
}

export function listItems({ db }: Reading, input: Parsed<'items.list'>): Result<Output<'items.list'>> {
  const books = booksOf(db, input.entityId);
  if (!books.ok) return books;
  const rows = db.all<Stored>(
    `${ITEM} WHERE entity_id = ? AND (? IS NULL OR dim = ?) ORDER BY dim, id`,
    books.value.id,
    input.dim ?? null,
    input.dim ?? null,
  );
  return ok(rows.map((row) => ({ ...itemOf(row) })));
}

/** An item by its name, made when it is new: what events name themselves (股金溢价, a product, a grant project). */
export function ensureItem(db: WritableDb, entityId: number, dim: Dim, name: string): number {
  const row = db.get<{ id: number }>(
    'SELECT id FROM analysis_item WHERE entity_id = ? AND dim = ? AND name = ?',
    entityId,
    dim,
    name,
  );
  return (
    row?.id ?? insertItem(db, entityId, { dim, name, note: '', isPovertyAsset: false, isLivestock: false })
  );
}

/** Another name for an item that a register owns; the caller has seen that it is free. */
export function renameItem(db: WritableDb, itemId: number, name: string): void {
  const keys = pinyinKeys(name, 'organisation');
  db.run(
    'UPDATE analysis_item SET name = ?, pinyin_initials = ?, pinyin_full = ? WHERE id = ?',
    name,
    keys.initials,
    keys.full,
    itemId,
  );
}

/** 是否属于扶贫项目资产, set with the event that says so; taken off in the item itself. */
export function markPovertyAsset(db: WritableDb, itemId: number): void {
  db.run('UPDATE analysis_item SET is_poverty_asset = 1 WHERE id = ?', itemId);
}

interface NewItem {
  readonly dim: Dim;
  readonly name: string;
  readonly note: string;
  readonly isPovertyAsset: boolean;
  readonly isLivestock: boolean;
}

function insertItem(db: WritableDb, entityId: number, one: NewItem): number {
  const keys = pinyinKeys(one.name, 'organisation');
  return db.run(
    `INSERT INTO analysis_item (entity_id, dim, name, note, is_poverty_asset, is_livestock, pinyin_initials, pinyin_full)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    entityId,
    one.dim,
    one.name,
    one.note,
    one.isPovertyAsset ? 1 : 0,
    one.isLivestock ? 1 : 0,
    keys.initials,
    keys.full,
  ).lastId;
}

export function addItem(ctx: Writing, input: Parsed<'items.add'>): Result<{ id: number }> {
  const books = booksOf(ctx.db, input.entityId);
  if (!books.ok) return books;
  if (input.dim === 'member' || input.dim === 'consignor') {
    const sentence =
      input.dim === 'member'
        ? `成员在“${books.value.kind === 'fund' ? '互助资金' : '社员与股金'}”里登记，不在这里新增。`
        : '委托方是社员的直接选社员；不是社员的，请在“往来单位”里新增。';
    return refuse('item_dim', sentence, { dim: sentence });
  }
  const taken = nameTaken(ctx.db, books.value.id, input.dim, input.name, 0);
  if (taken) return taken;
  const id = insertItem(ctx.db, books.value.id, {
    dim: input.dim,
    name: input.name,
    note: input.note ?? '',
    isPovertyAsset: input.isPovertyAsset ?? false,
    isLivestock: input.isLivestock ?? false,
  });
  return ok({ id });
}

export function updateItem(ctx: Writing, input: Parsed<'items.update'>): Result<{ id: number }> {
  const one = itemById(ctx.db, input.id);
  if (!one) return refuse('item_unknown', '没有这个辅助核算项目，请重新选择。');
  const name = input.name ?? one.name;
  const taken = nameTaken(ctx.db, one.entityId, one.dim, name, one.id);
  if (taken) return taken;
  if (name !== one.name && FIXED.has(one.dim)) {
    const sentence = `“${one.name}”是报表按名称取数的项目，不能改名。可以另增一个。`;
    return refuse('item_fixed', sentence, { name: sentence });
  }
  const card =
    name === one.name
      ? undefined
      : ctx.db.get<{ no: string }>(
          'SELECT no FROM asset_card WHERE item_id = ? AND undone_on IS NULL',
          one.id,
        );
  if (card) {
    const sentence = `“${one.name}”是资产卡片 ${card.no} 的，请到“固定资产”修改卡片的编号或名称。`;
    return refuse('item_of_card', sentence, { name: sentence });
  }
  const keys = pinyinKeys(name, 'organisation');
  ctx.db.run(
    `UPDATE analysis_item SET name = ?, note = ?, is_poverty_asset = ?, is_livestock = ?, enabled = ?, pinyin_initials = ?,
       pinyin_full = ? WHERE id = ?`,
    name,
    input.note ?? one.note,
    (input.isPovertyAsset ?? one.isPovertyAsset) ? 1 : 0,
    (input.isLivestock ?? one.isLivestock) ? 1 : 0,
    (input.enabled ?? one.enabled) ? 1 : 0,
    keys.initials,
    keys.full,
    one.id,
  );
  return ok({ id: one.id });
}

/** Statements read these by name. */
const FIXED = new Set<string>(['fundSource', 'reserveSource', 'purpose']);

function nameTaken(
  db: ReadableDb,
  entityId: number,
  dim: Dim,
  name: string,
  except: number,
): Result<never> | null {
  const twin = db.get<{ enabled: number }>(
    'SELECT enabled FROM analysis_item WHERE entity_id = ? AND dim = ? AND name = ? AND id <> ?',
    entityId,
    dim,
    name,
    except,
  );
  if (!twin) return null;
  const sentence = `${DIM_NAMES[dim]}里已经有“${name}”${twin.enabled ? '' : '（已停用，可以重新启用）'}。`;
  return refuse('item_taken', sentence, { name: sentence });
}
