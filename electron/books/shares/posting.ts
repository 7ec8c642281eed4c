import type { Item, Money, Posting } from '../../../shared/rules/posting/posting.ts';
import { inRed } from '../../../shared/rules/posting/posting.ts';
import { contribution, type ContributedAs, type MemberPart } from '../../../shared/rules/posting/shares.ts';
import { productName, quantityMilli } from '../../../shared/rules/measures.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { accountByCode } from '../accounts/index.ts';
import { bookedAsset, type Card, createIncomplete, moveIncomplete, nameOf } from '../assets/index.ts';
import { checkEntryDate, readSettings } from '../entities/index.ts';
import { booksBegin, checkBookDate, recordEvent, reverseEvent, vouchersOf } from '../vouchers/index.ts';
import type { Member } from './member.ts';

/** What came in instead of money: the account it stands on, and the item by id or (made when new) by name. */
export interface ContributedAsset {
  readonly account: string;
  readonly itemId?: number | undefined;
  readonly itemName?: string | undefined;
  /** Of goods only: decimal text in the product's unit. */
  readonly quantity?: string | undefined;
}

/** A date for the share ledger: past, of a year whose dividend is open, and in an open period of the books. */
export function checkShareDate(
  db: ReadableDb,
  entityId: number,
  date: string,
  today: string,
): Result<string> {
  const entry = checkEntryDate(db, entityId, date, today);
  return entry.ok ? checkBookDate(db, entityId, date, today) : entry;
}

interface Brought {
  readonly form: 'cash' | 'in-kind' | 'land' | 'labour';
  readonly amountFen: number;
  readonly asset?: ContributedAsset | undefined;
  readonly premiumFen?: number | undefined;
}

/** What is brought fits the form, and is worth something. */
export function checkContributedAs(db: ReadableDb, entityId: number, input: Brought): Result<null> {
  const refused = (field: string, sentence: string): Result<never> =>
    refuse('contributed_invalid', sentence, { [field]: sentence });
  if (input.amountFen + (input.premiumFen ?? 0) <= 0) {
    return refused('premiumFen', '实际收到的价值要大于 0。');
  }
  if (!input.asset) return ok(null);
  if (input.form === 'cash') return refused('asset', '货币出资不用选资产科目。');
  const account = accountByCode(db, entityId, input.asset.account);
  if (!account || !ASSETS.has(account.code.slice(0, 3)) || !account.isLeaf || !account.enabled) {
    return refused(
      'asset.account',
      '实物、土地出资要记在产品物资、生物资产、固定资产、在建工程或无形资产科目上，请从中选一个。',
    );
  }
  if (cardAccount(account.code) !== null && input.asset.itemId !== undefined) {
    return refused('asset.itemName', `${account.name}出资要新建一张资产卡片，请写明资产名称。`);
  }
  if (input.asset.itemId === undefined && !input.asset.itemName?.trim()) {
    return refused('asset.itemName', `请写明是什么${account.name}。`);
  }
  if (account.withQuantity !== (input.asset.quantity !== undefined)) {
    return refused(
      'asset.quantity',
      account.withQuantity ? `${account.name}要填数量，卖出时才能结转成本。` : `${account.name}不填数量。`,
    );
  }
  return ok(null);
}

/** Accounts that a contribution in kind may come in on. */
const ASSETS = new Set(['121', '141', '142', '144', '151', '153', '161']);

/** What comes in on a card of its own (固定资产, 生产性生物资产); null: it does not. */
const cardAccount = (code: string): '151' | '142' | null =>
  code.startsWith('151') ? '151' : code.startsWith('142') ? '142' : null;

/** Dr what came in; Cr 301 and 321; a fixed asset with its card. Says what was assumed where the entry did not tell. */
export function bookContribution(
  ctx: Writing,
  member: Member,
  firstId: number,
  input: Brought & { readonly date: string; readonly money?: Money | undefined },
): Result<string[]> {
  if (!booksBegin(ctx.db, member.entityId, input.date)) {
    const booked = bookShareEvent(ctx, member.entityId, firstId, input.date, NOTHING);
    return booked.ok ? ok([]) : booked;
  }
  const card = cardOf(ctx, member, input);
  const as: ContributedAs =
    card === null
      ? contributedAs(ctx, member, input)
      : { kind: 'asset', account: card.account, item: bookedAsset(card).item, quantityMilli: undefined };
  const booked = bookShareEvent(
    ctx,
    member.entityId,
    firstId,
    input.date,
    contribution(partOf(member, input.amountFen), input.premiumFen ?? 0, as),
  );
  if (!booked.ok) return booked;
  if (card !== null) {
    const costFen = input.amountFen + (input.premiumFen ?? 0);
    moveIncomplete(ctx, card, { date: input.date, costFen }, { kind: 'acquired', shareId: firstId });
    return ok([`已建资产卡片 ${nameOf(card)}，类别、年限等资料待补，请到“固定资产”补全，补全后才计提折旧。`]);
  }
  if (input.form === 'cash' || input.asset) return ok([]);
  const [account, name, lot] = ASSUMED[input.form === 'land' ? 'land' : 'in-kind'];
  return ok([
    `没有指明资产科目，凭证先记在 ${account}“${name}”${lot === undefined ? '' : '，数量 1 批'}，金额 ${formatYuan(input.amountFen)} 元。不对的请冲销这笔入股，选好科目再登记。`,
  ]);
}

/** The card of a fixed asset that is brought, its facts to be completed. */
function cardOf(
  ctx: Writing,
  member: Member,
  { asset, date, amountFen, premiumFen = 0 }: Brought & { readonly date: string },
): Card | null {
  const account = asset === undefined ? null : cardAccount(asset.account);
  if (asset === undefined || account === null) return null;
  const name = asset.itemName?.trim() ?? '';
  invariant(name !== '', 'an asset was checked to be named');
  return createIncomplete(ctx, {
    ...{ entityId: member.entityId, name, account, date, costFen: amountFen + premiumFen },
    ...{ acquisition: 'share', source: 'own', note: `${member.no} ${member.name}实物出资` },
  });
}

const NOTHING: Posting = { summary: '', lines: [] };

/** Where contributions in kind stand unless the entry says otherwise. */
const ASSUMED = {
  // One lot, so that it can be sold.
  'in-kind': ['121', '实物出资', 1000],
  land: ['161', '土地经营权', undefined],
} as const;

function contributedAs(
  ctx: Writing,
  member: Member,
  input: Brought & { readonly money?: Money | undefined },
): ContributedAs {
  if (input.form === 'cash')
    return { kind: 'money', money: input.money ?? usualMoney(ctx.db, member.entityId) };
  const { asset } = input;
  if (asset === undefined) {
    const [account, name, lot] = ASSUMED[input.form === 'land' ? 'land' : 'in-kind'];
    return { kind: 'asset', account, item: name, quantityMilli: lot };
  }
  const { account, quantity } = asset;
  return {
    kind: 'asset',
    account,
    item: itemOf(asset),
    quantityMilli: quantity === undefined ? undefined : quantityMilli(quantity),
  };
}

function itemOf(asset: ContributedAsset): Item {
  const item =
    asset.itemId ??
    (asset.quantity === undefined ? asset.itemName?.trim() : productName(asset.itemName ?? ''));
  invariant(item !== undefined, 'an asset was checked to be named');
  return item;
}

/** Where shares paid in money go unless the entry says otherwise. */
export function usualMoney(db: ReadableDb, entityId: number): Money {
  return readSettings(db, entityId).shareMoney === 'cash' ? { kind: 'cash' } : { kind: 'bank' };
}

/** The voucher of an event of the share ledger, named after its first row. */
export function bookShareEvent(
  ctx: Writing,
  entityId: number,
  firstId: number,
  date: string,
  posting: Posting,
): Result<number | null> {
  // Its paper: the receipt, agreement, deed or resolution.
  return recordEvent(ctx, {
    entityId,
    date,
    source: { register: 'share', id: firstId },
    posting,
    attachments: 1,
  });
}

/**
 * Undoes an event's voucher in red. An event from before the books has none, yet stands in the openings: undone in the books it
 * is what it would have been, in red.
 */
export function undoShareEvent(
  ctx: Writing,
  entityId: number,
  event: {
    readonly firstId: number;
    readonly reversalId: number;
    readonly date: string;
    readonly reason: string;
  },
  asRecorded: () => Posting,
): Result<number | null> {
  const source = { register: 'share', id: event.reversalId } as const;
  const [original] = vouchersOf(ctx.db, 'share', event.firstId);
  if (original) return reverseEvent(ctx, original.id, { date: event.date, reason: event.reason, source });
  const { date } = event;
  if (!booksBegin(ctx.db, entityId, date))
    return recordEvent(ctx, { entityId, date, source, posting: NOTHING });
  const summary = `冲销启用前的股金登记：${event.reason}`;
  return recordEvent(ctx, { entityId, date, source, posting: inRed(asRecorded(), summary) });
}

export function partOf(member: Pick<Member, 'id' | 'name'>, fen: number): MemberPart {
  return { memberId: member.id, name: member.name, fen };
}
