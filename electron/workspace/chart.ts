import { CHART, PRESET_ITEMS } from '../../shared/rules/chart/accounts.ts';
import { FUND_CHART, FUND_ITEMS } from '../../shared/rules/chart/fund.ts';
import { pinyinKeys } from '../../shared/rules/names.ts';
import type { WritableDb } from './database.ts';

/** Gives every cooperative that has no accounts yet the statutory chart (财会〔2021〕37号) and the analysis it names. */
export function seedCharts(db: WritableDb): void {
  const bare = db.all<{ id: number }>(
    `SELECT id FROM entity WHERE kind = 'cooperative'
     AND NOT EXISTS (SELECT 1 FROM account WHERE entity_id = entity.id) ORDER BY id`,
  );
  for (const { id } of bare) seedChart(db, id);
}

function seedChart(db: WritableDb, entityId: number): void {
  for (const one of CHART) {
    const { lastId: parentId } = insertAccount(db, entityId, {
      ...one,
      parentId: null,
      withQuantity: WITH_QUANTITY.has(one.code),
      // Accounts that the regulation leaves to choice start switched off.
      enabled: !one.optional,
    });
    for (const sub of one.subAccounts) {
      insertAccount(db, entityId, {
        ...one,
        ...sub,
        dims: sub.dims ?? one.dims,
        parentId,
        withQuantity: WITH_QUANTITY.has(one.code),
        enabled: true,
      });
    }
  }
  insertItems(db, entityId, PRESET_ITEMS);
}

/** Gives an association its small chart (民间非营利组织会计制度) and the analysis it starts with. */
export function seedFundChart(db: WritableDb, entityId: number): void {
  const add = (one: Omit<NewAccount, 'withQuantity'>, role: string): number => {
    const { lastId } = insertAccount(db, entityId, { ...one, withQuantity: false });
    db.run('UPDATE account SET role = ? WHERE id = ?', role, lastId);
    return lastId;
  };
  for (const one of FUND_CHART) {
    const parentId = add({ ...one, parentId: null, enabled: !one.optional }, one.role);
    for (const sub of one.subAccounts) add({ ...one, ...sub, parentId, enabled: true }, sub.role);
  }
  insertItems(db, entityId, FUND_ITEMS);
}

function insertItems(
  db: WritableDb,
  entityId: number,
  items: readonly { readonly dim: string; readonly name: string }[],
): void {
  for (const { dim, name } of items) {
    const keys = pinyinKeys(name, 'organisation');
    db.run(
      `INSERT INTO analysis_item (entity_id, dim, name, note, pinyin_initials, pinyin_full) VALUES (?, ?, ?, '', ?, ?)`,
      entityId,
      dim,
      name,
      keys.initials,
      keys.full,
    );
  }
}

/** Goods by quantity: 产品物资 and what is held for others. */
const WITH_QUANTITY = new Set(['121']);

interface NewAccount {
  readonly code: string;
  readonly name: string;
  readonly class: string;
  readonly normal: string;
  readonly dims: readonly string[];
  readonly parentId: number | null;
  readonly withQuantity: boolean;
  readonly enabled: boolean;
}

function insertAccount(db: WritableDb, entityId: number, account: NewAccount): { lastId: number } {
  const keys = pinyinKeys(account.name, 'organisation');
  return db.run(
    `INSERT INTO account (entity_id, code, name, parent_id, class, normal, dims, is_statutory, with_quantity, enabled,
       pinyin_initials, pinyin_full) VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?)`,
    entityId,
    account.code,
    account.name,
    account.parentId,
    account.class,
    account.normal,
    account.dims.join(','),
    account.withQuantity ? 1 : 0,
    account.enabled ? 1 : 0,
    keys.initials,
    keys.full,
  );
}
