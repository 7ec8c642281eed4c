import type { AssetUse, BookedAsset } from '../../../shared/rules/posting/assets.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';

export type AssetState = 'in-use' | 'idle' | 'rented' | 'damaged' | 'gone';
export type Acquired = 'purchase' | 'built' | 'grant' | 'donation' | 'share' | 'found' | 'other';
export type OwnerKind = 'cooperative' | 'village' | 'state' | 'household' | 'other';

/** A card (资产卡片) as it is kept. */
export interface Card {
  readonly id: number;
  readonly entityId: number;
  readonly no: string;
  readonly name: string;
  /** Null: 备查. */
  readonly itemId: number | null;
  readonly account: '151' | '142';
  readonly category: string;
  readonly spec: string;
  readonly unit: string;
  readonly acquisition: Acquired;
  readonly acquiredOn: string;
  readonly inServiceOn: string;
  readonly supplier: string;
  readonly documentNo: string;
  readonly use: AssetUse;
  readonly place: string;
  readonly department: string;
  readonly custodian: string;
  readonly state: AssetState;
  readonly ownerKind: OwnerKind;
  readonly owner: string;
  readonly controlContract: string;
  readonly isRelief: boolean;
  readonly isIncomplete: boolean;
  readonly undoneOn: string | null;
  readonly note: string;
  readonly operator: string;
  readonly recordedAt: string;
}

export type StoredCard = Omit<Card, 'isRelief' | 'isIncomplete'> & {
  readonly isRelief: number;
  readonly isIncomplete: number;
};

export const CARD = /* sql */ `
  SELECT c.id, c.entity_id AS entityId, c.no, c.name, c.item_id AS itemId, c.account, c.category, c.spec, c.unit, c.acquisition,
    c.acquired_on AS acquiredOn, c.in_service_on AS inServiceOn, c.supplier, c.document_no AS documentNo, c.use, c.place, c.department,
    c.custodian, c.state, c.owner_kind AS ownerKind, c.owner, c.control_contract AS controlContract, c.is_relief AS isRelief,
    c.is_incomplete AS isIncomplete, c.undone_on AS undoneOn, c.note, c.operator, c.recorded_at AS recordedAt
  FROM asset_card c`;

export function cardFrom<T extends StoredCard>(row: T): Omit<T, 'isRelief' | 'isIncomplete'> & Card {
  return { ...row, isRelief: row.isRelief === 1, isIncomplete: row.isIncomplete === 1 };
}

export function cardById(db: ReadableDb, id: number): Card | null {
  const row = db.get<StoredCard>(`${CARD} WHERE c.id = ?`, id);
  return row ? cardFrom(row) : null;
}

/** A card that stands: registered, and its coming in not undone. */
export function standingCard(db: ReadableDb, id: number): Result<Card> {
  const card = cardById(db, id);
  if (!card) return refuse('asset_unknown', '没有这张资产卡片，请回到固定资产列表重新选择。');
  if (card.undoneOn !== null) {
    return refuse(
      'asset_undone',
      `${nameOf(card)}的登记已经在 ${card.undoneOn} 冲销。请按原内容重新登记一张卡片。`,
    );
  }
  return ok(card);
}

/** DP 钢架大棚: as sentences and the books' items have it. */
export const nameOf = ({ no, name }: Pick<Card, 'no' | 'name'>): string => `${no} ${name}`;

/** What the posting rules need of a card in the books. */
export function bookedAsset(card: Pick<Card, 'no' | 'name' | 'account' | 'itemId'>): BookedAsset {
  invariant(card.itemId !== null, `${card.no} stands in the books`);
  return { item: nameOf(card), account: card.account };
}

/** A piece of a batch as it stands now. */
export interface Piece {
  readonly id: number;
  readonly assetId: number;
  readonly no: string;
  readonly place: string;
  readonly custodian: string;
  readonly state: AssetState;
}

export function piecesOf(db: ReadableDb, assetId: number): Piece[] {
  return db.all<Piece>(
    'SELECT id, asset_id AS assetId, no, place, custodian, state FROM asset_piece WHERE asset_id = ? ORDER BY id',
    assetId,
  );
}

/** The card of that number that stands, if any. */
export function cardOfNo(db: ReadableDb, entityId: number, no: string): Card | null {
  const row = db.get<StoredCard>(
    `${CARD} WHERE c.entity_id = ? AND c.no = ? AND c.undone_on IS NULL`,
    entityId,
    no,
  );
  return row ? cardFrom(row) : null;
}

/** The next free number of a prefix: HG-02 after HG-01. */
export function nextNo(db: ReadableDb, entityId: number, prefix: string): string {
  const used = db.all<{ no: string }>(
    `SELECT no FROM asset_card WHERE entity_id = ? AND undone_on IS NULL AND substr(no, 1, length(?) + 1) = ? || '-'`,
    entityId,
    prefix,
    prefix,
  );
  let last = 0;
  let width = 2;
  for (const { no } of used) {
    const digits = /^\d{1,6}$/u.exec(no.slice(prefix.length + 1))?.[0];
    if (digits === undefined) continue;
    last = Math.max(last, Number(digits));
    width = Math.max(width, digits.length);
  }
  return `${prefix}-${String(last + 1).padStart(width, '0')}`;
}

/** What booking a card of 备查 changes of it: kept with the event, for its undoing. */
export const pastOf = ({ ownerKind, owner, controlContract, acquisition, documentNo }: Card) => ({
  ...{ ownerKind, owner, controlContract, acquisition, documentNo },
});
export type CardsPast = ReturnType<typeof pastOf>;
