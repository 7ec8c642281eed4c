import { CHART, PRESET_ITEMS } from '../../../shared/rules/chart/accounts.ts';
import { pinyinKeys } from '../../../shared/rules/names.ts';
import type { Account } from './lookup.ts';
import type { Item } from './sheet.ts';

/** The statutory chart as accounts.list gives it, for tests without a workspace. */
export function statutoryAccounts(): Account[] {
  let id = 0;
  return CHART.flatMap((one) => {
    const parentId = ++id;
    const rows = [{ ...one, id: parentId, parentId: null, fullName: one.name }, ...one.subAccounts].map(
      (row): Account => {
        const sub = row.code.length > 3;
        const keys = pinyinKeys(row.name, 'organisation');
        return {
          id: sub ? ++id : parentId,
          code: row.code,
          name: row.name,
          fullName: sub ? `${one.name}/${row.name}` : row.name,
          parentId: sub ? parentId : null,
          level: sub ? 2 : 1,
          class: one.class,
          normal: one.normal,
          dims: [...(row.dims ?? one.dims)],
          isLeaf: sub || one.subAccounts.length === 0,
          isStatutory: true,
          role: '',
          enabled: !one.optional,
          withQuantity: one.code === '121',
          controlledBy: CONTROLLED.has(row.code) ? `${row.name}由登记产生` : null,
          explanation: '',
          examples: [],
          traps: [],
          pinyinInitials: keys.initials,
          pinyinFull: keys.full,
          used: false,
        };
      },
    );
    return rows;
  });
}

const CONTROLLED = new Set(['301', '221', '222', '331', '33201']);

export function presetItems(): Item[] {
  return PRESET_ITEMS.map(({ dim, name }, index) => ({
    id: index + 1,
    dim,
    name,
    note: '',
    isPovertyAsset: false,
    isLivestock: false,
    enabled: true,
    pinyinInitials: '',
    pinyinFull: '',
  }));
}
