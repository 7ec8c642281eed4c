import { DIM_NAMES, type Dim } from '../../../shared/rules/chart/accounts.ts';
import { invariant } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { type Account, accountsOf } from '../accounts/index.ts';

/** What lines point to, read once: a line is then named without asking the database again. */
export interface Names {
  readonly accounts: ReadonlyMap<number, NamedAccount>;
  readonly members: ReadonlyMap<number, NamedMember>;
  readonly items: ReadonlyMap<number, NamedItem>;
}

export interface NamedAccount extends Account {
  /** From the first level down to the account itself. */
  readonly path: readonly Account[];
}

export interface NamedMember {
  readonly id: number;
  readonly no: string;
  readonly name: string;
}

export interface NamedItem {
  readonly id: number;
  readonly dim: Dim;
  readonly name: string;
  readonly note: string;
  readonly isPovertyAsset: number;
  readonly isLivestock: number;
  readonly enabled: number;
}

export function namesOf(db: ReadableDb, entityId: number): Names {
  const chart = accountsOf(db, entityId);
  const byId = new Map(chart.map((one) => [one.id, one]));
  const pathTo = (one: Account): Account[] => {
    const parent = one.parentId === null ? undefined : byId.get(one.parentId);
    return parent ? [...pathTo(parent), one] : [one];
  };
  const members = db.all<NamedMember>(
    `SELECT m.id, m.no, COALESCE(p.name, m.organisation_name) AS name FROM member m LEFT JOIN person p ON p.id = m.person_id
     WHERE m.entity_id = ? ORDER BY m.id`,
    entityId,
  );
  const items = db.all<NamedItem>(
    `SELECT id, dim, name, note, is_poverty_asset AS isPovertyAsset, is_livestock AS isLivestock, enabled FROM analysis_item
     WHERE entity_id = ? ORDER BY id`,
    entityId,
  );
  return {
    accounts: new Map(chart.map((one) => [one.id, { ...one, path: pathTo(one) }])),
    members: new Map(members.map((one) => [one.id, one])),
    items: new Map(items.map((one) => [one.id, one])),
  };
}

/** Where an amount stands: an account, and the member or items of it. */
export interface Place {
  readonly accountId: number;
  readonly memberId: number | null;
  readonly itemId: number | null;
  readonly item2Id: number | null;
}

/** As each system names its classes. */
const ROOTS = {
  cooperative: { asset: '资产', liability: '负债', equity: '所有者权益', cost: '成本', profit: '损益' },
  fund: { asset: '资产', liability: '负债', equity: '净资产', cost: '成本', profit: '收支' },
} as const;

export const className = ({ books, class: kind }: Pick<Account, 'books' | 'class'>): string =>
  ROOTS[books][kind];

/** hledger's type of a class: 生产成本 is goods in the making; of 损益 each first-level account says whether it is income. */
export function accountTypes(names: Names): { readonly name: string; readonly type: string }[] {
  const first = [...names.accounts.values()].filter((one) => one.parentId === null);
  const roots = ROOTS[first[0]?.books ?? 'cooperative'];
  return [
    { name: roots.asset, type: 'Asset' },
    { name: roots.liability, type: 'Liability' },
    { name: roots.equity, type: 'Equity' },
    { name: roots.cost, type: 'Asset' },
    ...first
      .filter((one) => one.class === 'profit')
      .map((one) => ({ name: chartName(one), type: one.normal === 'credit' ? 'Revenue' : 'Expense' })),
  ];
}

/** 资产:102 银行存款; 所有者权益:332 盈余分配:33201 各项分配. */
export function chartName(account: NamedAccount): string {
  const levels = account.path.map((one) => asOneName(`${one.code} ${one.name}`));
  return [className(account), ...levels].join(':');
}

/** Gives each place its journal account, 资产:114 成员往来:M001 张守田, never one name for two places. */
export function journalNames(names: Names): (place: Place) => string {
  const members = distinct(
    [...names.members.values()].map(({ id, no, name }) => ({ id, name: `${no} ${name}` })),
  );
  const items = new Map<number, string>();
  const byDim = Map.groupBy(names.items.values(), (item) => item.dim);
  for (const [dim, ofDim] of byDim) {
    // A consignor is a member or a counterparty: one may be called what another is.
    const taken = dim === 'counterparty' ? new Set(members.values()) : new Set<string>();
    for (const [id, label] of distinct(ofDim, taken)) items.set(id, label);
  }
  const charts = new Map([...names.accounts.values()].map((one) => [one.id, chartName(one)]));
  const made = new Map<string, string>();
  return ({ accountId, memberId, itemId, item2Id }) => {
    const key = `${accountId}/${memberId ?? ''}/${itemId ?? ''}/${item2Id ?? ''}`;
    let name = made.get(key);
    if (name === undefined) {
      name = found(charts, accountId);
      if (memberId !== null) name += `:${found(members, memberId)}`;
      if (itemId !== null) name += `:${found(items, itemId)}`;
      if (item2Id !== null) name += `:${found(items, item2Id)}`;
      made.set(key, name);
    }
    return name;
  };
}

/** Names that were two and became one, because what told them apart can't stand in a journal, are told apart by id. */
function distinct(
  named: readonly { readonly id: number; readonly name: string }[],
  taken = new Set<string>(),
): Map<number, string> {
  const labels = new Map<number, string>();
  for (const { id, name } of named) {
    let label = asOneName(name);
    while (taken.has(label)) label += ` #${id}`;
    taken.add(label);
    labels.set(id, label);
  }
  return labels;
}

/**
 * A text as one part of an account's name: hledger and ledger end a name at two blanks (of any kind) or a line's end, part it at
 * colons and may begin a comment at semicolons.
 */
function asOneName(text: string): string {
  return onOneLine(text) || '—';
}

/** A text on one line that says nothing to hledger or ledger: no second blank, comment or tag (date: or [2018-01-01], say). */
export function onOneLine(text: string): string {
  return text
    .replace(/[\s\p{Cc}\p{Cs}]+/gu, ' ')
    .trim()
    .replace(/[;:[\]]/g, (sign) => FULL_WIDTH[sign] ?? sign);
}

const FULL_WIDTH: Readonly<Record<string, string>> = { ';': '；', ':': '：', '[': '［', ']': '］' };

export function dimNames(dims: readonly Dim[]): string {
  return dims.map((dim) => DIM_NAMES[dim]).join('、');
}

export function found<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  invariant(value !== undefined, `a line points to what is there (${String(key)})`);
  return value;
}
