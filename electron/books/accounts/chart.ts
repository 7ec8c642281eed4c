import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { chartAccount, DIM_NAMES, type Dim, LONGEST_CODE } from '../../../shared/rules/chart/accounts.ts';
import { fundAccountOf } from '../../../shared/rules/chart/fund.ts';
import { pinyinKeys } from '../../../shared/rules/names.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { booksOf, type EntityKind } from '../entities/index.ts';
import { CONTROLS, isControlled } from './controls.ts';

/** An account as the books need to know it. */
export interface Account {
  readonly id: number;
  readonly entityId: number;
  /** Whose chart it is of. */
  readonly books: EntityKind;
  readonly code: string;
  /** What programs post there for, in an association's chart (@loans); '' elsewhere. */
  readonly role: string;
  readonly name: string;
  readonly parentId: number | null;
  readonly class: 'asset' | 'liability' | 'equity' | 'cost' | 'profit';
  readonly normal: 'debit' | 'credit';
  readonly dims: readonly Dim[];
  readonly isLeaf: boolean;
  readonly enabled: boolean;
  readonly withQuantity: boolean;
  /** One of the regulation's, or of its fixed sub-accounts. */
  readonly isStatutory: boolean;
}

type Row = Omit<Account, 'dims' | 'isLeaf' | 'enabled' | 'withQuantity' | 'isStatutory'> & {
  dims: string;
  isLeaf: number;
  enabled: number;
  withQuantity: number;
  isStatutory: number;
};

const ACCOUNT = /* sql */ `
  SELECT a.id, a.entity_id AS entityId, entity.kind AS books, a.code, a.role, a.name, a.parent_id AS parentId, a.class, a.normal, a.dims, a.enabled,
    a.with_quantity AS withQuantity, a.is_statutory AS isStatutory,
    NOT EXISTS (SELECT 1 FROM account sub WHERE sub.parent_id = a.id) AS isLeaf
  FROM account a JOIN entity ON entity.id = a.entity_id`;

/** By its code; or, in an association's books, by what it is for: '@loans'. */
export function accountByCode(db: ReadableDb, entityId: number, code: string): Account | null {
  const row = code.startsWith('@')
    ? db.get<Row>(`${ACCOUNT} WHERE a.entity_id = ? AND a.role = ? AND a.role <> ''`, entityId, code.slice(1))
    : db.get<Row>(`${ACCOUNT} WHERE a.entity_id = ? AND a.code = ?`, entityId, code);
  return row ? accountOf(row) : null;
}

/** The whole chart of an entity in the order of codes. */
export function accountsOf(db: ReadableDb, entityId: number): Account[] {
  return db.all<Row>(`${ACCOUNT} WHERE a.entity_id = ? ORDER BY a.code`, entityId).map(accountOf);
}

function accountOf(row: Row): Account {
  return {
    ...row,
    dims: row.dims === '' ? [] : (row.dims.split(',') as Dim[]),
    isLeaf: row.isLeaf === 1,
    enabled: row.enabled === 1,
    withQuantity: row.withQuantity === 1,
    isStatutory: row.isStatutory === 1,
  };
}

/** Why no line may be typed on an account, or null: its figures come from a closing, a dividend, or a register. */
export function barToTyping(account: Account): string | null {
  return (account.books === 'cooperative' ? barInCooperative(account.code) : null) ?? controlOf(account);
}

function barInCooperative(code: string): string | null {
  if (code === '331') return '本年盈余只由结转凭证记，请在“期末”里结转损益';
  if (code === '33201') return '各项分配只由分红方案和年结记，请在“分红”里批准方案';
  if (code.startsWith('322')) {
    return '盈余公积由分红提取，由退社、转增和业务登记里的“公积金补亏”减少，逐户的公积金份额跟着变，不在凭证里直接填写';
  }
  return null;
}

/** Why no voucher may be typed on an account whose figures a register makes, or null. */
export function controlOf(account: Account): string | null {
  const control = CONTROLS.find((one) => isControlled(one, account));
  return control && control.typed === 'never' ? control.instead : null;
}

export function listAccounts(
  { db }: Reading,
  input: Parsed<'accounts.list'>,
): Result<Output<'accounts.list'>> {
  const books = booksOf(db, input.entityId);
  if (!books.ok) return books;
  const entityId = books.value.id;
  const all = accountsOf(db, entityId);
  const byId = new Map(all.map((one) => [one.id, one]));
  const more = new Map(
    db
      .all<{ id: number; pinyinInitials: string; pinyinFull: string; used: number }>(
        `SELECT a.id, a.pinyin_initials AS pinyinInitials, a.pinyin_full AS pinyinFull,
           EXISTS (SELECT 1 FROM entry e WHERE e.account_id = a.id)
           OR EXISTS (SELECT 1 FROM opening_row o WHERE o.account_id = a.id) AS used
         FROM account a WHERE a.entity_id = ?`,
        entityId,
      )
      .map((row) => [row.id, row]),
  );
  return ok(
    all.map((one) => {
      const parents = parentsOf(one, byId);
      const known = explained([one, ...parents]);
      const rest = more.get(one.id)!;
      return {
        id: one.id,
        code: one.code,
        name: one.name,
        fullName: [...parents, one].map((each) => each.name).join('/'),
        parentId: one.parentId,
        level: parents.length + 1,
        class: one.class,
        normal: one.normal,
        dims: [...one.dims],
        isLeaf: one.isLeaf,
        isStatutory: one.isStatutory,
        role: one.role,
        enabled: one.enabled,
        withQuantity: one.withQuantity,
        controlledBy: barToTyping(one),
        explanation: known?.explanation ?? '',
        examples: [...(known?.examples ?? [])],
        traps: [...(known?.traps ?? [])],
        pinyinInitials: rest.pinyinInitials,
        pinyinFull: rest.pinyinFull,
        used: rest.used === 1,
      };
    }),
  );
}

/** What the chart says of the first of these accounts that it knows: an own sub-account has its parent's words. */
function explained(
  accounts: readonly Account[],
): { explanation: string; examples: readonly string[]; traps: readonly string[] } | undefined {
  const [own] = accounts;
  if (own?.books === 'cooperative') return chartAccount(own.code.slice(0, 3));
  return accounts.map((one) => fundAccountOf(one.role)).find((one) => one !== undefined);
}

export function parentsOf(account: Account, byId: ReadonlyMap<number, Account>): Account[] {
  const parent = account.parentId === null ? undefined : byId.get(account.parentId);
  return parent ? [...parentsOf(parent, byId), parent] : [];
}

/**
 * Adds a sub-account (明细科目). Its parent must not carry anything yet, unless it has sub-accounts already: what stands on
 * it would belong to none of them.
 */
export function addAccount(ctx: Writing, input: Parsed<'accounts.add'>): Result<Output<'accounts.add'>> {
  const { db } = ctx;
  const books = booksOf(db, input.entityId);
  if (!books.ok) return books;
  const entityId = books.value.id;
  const parent = accountByCode(db, entityId, input.parentCode);
  if (!parent) return unknownAccount('parentCode', input.parentCode);
  const bar = barToSubAccount(db, parent);
  if (bar !== null) return refuse('account_no_sub', bar, { parentCode: bar });
  const code = input.code ?? nextSubCode(db, entityId, parent.code);
  if (code === null) {
    const sentence = `${parent.code} ${parent.name} 下面已经有 99 个明细科目，不能再加。请用辅助核算区分。`;
    return refuse('account_no_sub', sentence, { parentCode: sentence });
  }
  if (!code.startsWith(parent.code) || code.length !== parent.code.length + 2) {
    const sentence = `明细科目编码要在上级 ${parent.code} 后面加两位，例如 ${parent.code}01。`;
    return refuse('account_code', sentence, { code: sentence });
  }
  if (accountByCode(db, entityId, code)) {
    const sentence = `科目编码 ${code} 已经有了，请换一个。`;
    return refuse('account_code_taken', sentence, { code: sentence });
  }
  const twin = db.get(`SELECT 1 FROM account WHERE parent_id = ? AND name = ?`, parent.id, input.name);
  if (twin) {
    const sentence = `${parent.code} ${parent.name} 下面已经有“${input.name}”。`;
    return refuse('account_name_taken', sentence, { name: sentence });
  }
  const dims = input.dims ?? parent.dims;
  const fault = faultInDims(parent, dims);
  if (fault !== null) return refuse('account_dims', fault, { dims: fault });
  const keys = pinyinKeys(input.name, 'organisation');
  const { lastId: id } = db.run(
    `INSERT INTO account (entity_id, code, name, parent_id, class, normal, dims, is_statutory, with_quantity, enabled,
       pinyin_initials, pinyin_full) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, 1, ?, ?)`,
    entityId,
    code,
    input.name,
    parent.id,
    parent.class,
    parent.normal,
    dims.join(','),
    parent.withQuantity ? 1 : 0,
    keys.initials,
    keys.full,
  );
  return ok({ id, code });
}

/** A line has one member, or items; the parent's analysis comes first, because postings name it by its place. */
function faultInDims(parent: Account, dims: readonly Dim[]): string | null {
  if (parent.dims.some((dim, place) => dims[place] !== dim)) {
    return '上级科目按制度要求的辅助核算不能去掉，要排在前面。';
  }
  if (new Set(dims).size < dims.length) return '两项辅助核算不能相同，请去掉一项。';
  const whole = dims.find((dim) => dim === 'member' || dim === 'consignor');
  if (whole !== undefined && dims.length > 1) {
    return `按${DIM_NAMES[whole]}核算的科目不能再加另一项辅助核算，请只留一项，另一项用明细科目区分。`;
  }
  return null;
}

function barToSubAccount(db: ReadableDb, parent: Account): string | null {
  const controlled = controlOf(parent);
  if (controlled !== null) return `${parent.code} ${parent.name} 由登记簿逐户核算，不另设明细科目。`;
  if (parent.books === 'cooperative' && (parent.code === '331' || parent.code.startsWith('332')))
    return `${parent.name}的明细由制度规定，不另增设。`;
  if (isPlain(parent))
    return `${parent.code} ${parent.name} 由业务登记直接使用，请用辅助核算区分，不设明细科目。`;
  if (parent.code.length + 2 > LONGEST_CODE)
    return `${parent.code} 的编码已经有 ${parent.code.length} 位，科目编码最长 ${LONGEST_CODE} 位，不能再往下分。请用辅助核算区分。`;
  if (!parent.isLeaf) return null;
  const used = db.get(
    `SELECT 1 WHERE EXISTS (SELECT 1 FROM entry WHERE account_id = ?) OR EXISTS (SELECT 1 FROM opening_row WHERE account_id = ?)`,
    parent.id,
    parent.id,
  );
  return used ? `${parent.code} ${parent.name} 已经有发生额或期初，不能再分明细。可以用辅助核算区分。` : null;
}

/** Accounts that event postings name themselves; a sub-account would leave them without a place. */
const PLAIN = new Set(
  '101 102 113 114 121 128 201 211 212 213 215 231 235 311 321 322 501 521 524'.split(' '),
);

function isPlain(account: Account): boolean {
  if (account.books === 'cooperative') return PLAIN.has(account.code);
  return account.isLeaf && account.role !== '' && !fundAccountOf(account.role)?.divisible;
}

/** null when all 99 are taken. */
function nextSubCode(db: ReadableDb, entityId: number, parent: string): string | null {
  const last = db.get<{ code: string | null }>(
    `SELECT MAX(code) AS code FROM account WHERE entity_id = ? AND code LIKE ? || '__'`,
    entityId,
    parent,
  );
  const next = Number(last?.code?.slice(parent.length) ?? 0) + 1;
  return next > 99 ? null : parent + String(next).padStart(2, '0');
}

export function renameAccount(ctx: Writing, input: Parsed<'accounts.rename'>): Result<{ id: number }> {
  const found = ctx.db.get<Row>(`${ACCOUNT} WHERE a.id = ?`, input.id);
  if (!found) return refuse('account_unknown', '没有这个科目，请重新选择。');
  const account = accountOf(found);
  if (account.isStatutory && account.books === 'cooperative') {
    const way =
      barToSubAccount(ctx.db, account) === null ? '可以在它下面增设明细科目' : '要细分，请用辅助核算';
    const sentence = `${account.code} 是制度规定的科目，名称不能改。${way}。`;
    return refuse('account_statutory', sentence, { name: sentence });
  }
  const keys = pinyinKeys(input.name, 'organisation');
  ctx.db.run(
    'UPDATE account SET name = ?, pinyin_initials = ?, pinyin_full = ? WHERE id = ?',
    input.name,
    keys.initials,
    keys.full,
    input.id,
  );
  return ok({ id: input.id });
}

export function accountById(db: ReadableDb, id: number): Account | null {
  const row = db.get<Row>(`${ACCOUNT} WHERE a.id = ?`, id);
  return row ? accountOf(row) : null;
}

/** 停用 keeps everything readable; an account with a balance, or one that events post on, stays on. */
export function enableAccount(ctx: Writing, input: Parsed<'accounts.enable'>): Result<{ id: number }> {
  const account = accountById(ctx.db, input.id);
  if (!account) return refuse('account_unknown', '没有这个科目，请重新选择。');
  const name = `${account.code} ${account.name}`;
  const { balanceFen, open } = ctx.db.get<{ balanceFen: number; open: number }>(
    `SELECT COALESCE(SUM(e.debit_fen - e.credit_fen), 0) AS balanceFen, COALESCE(MAX(e.state = 1), 0) AS open
     FROM entry e JOIN account a ON a.id = e.account_id WHERE e.state > 0 AND a.entity_id = ? AND a.code LIKE ? || '%'`,
    account.entityId,
    account.code,
  )!;
  if (!input.enabled && (balanceFen !== 0 || open === 1)) {
    return refuse('account_in_use', `${name} 还有余额或未记账的凭证，不能停用。请先结清。`);
  }
  if (!input.enabled && isNeeded(account)) {
    return refuse('account_needed', `${name} 由业务登记和结账使用，不能停用。`);
  }
  ctx.db.run('UPDATE account SET enabled = ? WHERE id = ?', input.enabled ? 1 : 0, input.id);
  return ok({ id: input.id });
}

function isNeeded(account: Account): boolean {
  if (controlOf(account) !== null) return true;
  if (account.books === 'cooperative')
    return PLAIN.has(account.code.slice(0, 3)) || /^33[12]/u.test(account.code);
  const known = fundAccountOf(account.role);
  return known !== undefined && !known.optional && !known.divisible;
}

export function unknownAccount(field: string, code: string): Result<never> {
  const sentence = `没有科目 ${code}，请从科目表里选。`;
  return refuse('account_unknown', sentence, { [field]: sentence });
}
