import type { Parsed } from '../../../shared/contract/index.ts';
import { priceE4, productName, quantityMilli, quantityText } from '../../../shared/rules/measures.ts';
import type { FeeBasis, StoreMove } from '../../../shared/rules/storage.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { ensureItem } from '../accounts/index.ts';
import { describe, memberById } from '../shares/index.ts';

/** A lot (批) as the commands need it: whose goods, and by what they pay. */
export interface Lot {
  readonly id: number;
  readonly entityId: number;
  readonly no: string;
  readonly product: string;
  readonly ownership: 'own' | 'commission' | 'kept';
  readonly itemId: number | null;
  readonly memberId: number | null;
  readonly partyId: number | null;
  /** 本社, or M001 张守田, or the party's name. */
  readonly ownerName: string;
  readonly feeBasis: FeeBasis;
  readonly feeRateE4: number;
  /** The last day whose fee is settled. */
  readonly settledTo: string | null;
}

export const LOT = /* sql */ `
  SELECT l.id, l.entity_id AS entityId, l.no, COALESCE(product.name, l.product) AS product, l.ownership, l.item_id AS itemId,
    l.member_id AS memberId, l.party_id AS partyId,
    COALESCE(m.no || ' ' || COALESCE(p.name, m.organisation_name), party.name, '') AS ownerName,
    l.fee_basis AS feeBasis, l.fee_rate_e4 AS feeRateE4,
    (SELECT MAX(f.to_date) FROM cold_fee f WHERE f.lot_id = l.id AND f.undone_by IS NULL) AS settledTo,
    m.no AS memberNo, l.note
  FROM cold_lot l LEFT JOIN analysis_item product ON product.id = l.item_id LEFT JOIN analysis_item party ON party.id = l.party_id
    LEFT JOIN member m ON m.id = l.member_id LEFT JOIN person p ON p.id = m.person_id`;

export function lotOf(db: ReadableDb, id: number): Result<Lot> {
  const lot = db.get<Lot>(`${LOT} WHERE l.id = ?`, id);
  return lot ? ok(lot) : refuse('lot_unknown', '没有这批货，请重新选择。', { lotId: '没有这批货' });
}

/** What a move did, and whether it was goods coming in that were not sent back. */
interface LotMove extends StoreMove {
  readonly roomId: number;
  readonly isIntake: boolean;
}

/** Every move of a lot by day; moves between rooms too, whose two legs come to nothing. */
export function movesOf(db: ReadableDb, lotId: number): LotMove[] {
  return db
    .all<Omit<LotMove, 'isIntake'> & { isIntake: number }>(
      `SELECT m.date, m.room_id AS roomId, m.kg_milli AS kgMilli, m.pieces, m.volume_milli AS volumeMilli,
         m.kind = 'in' AND NOT EXISTS (SELECT 1 FROM cold_move r WHERE r.reverses_id = m.id) AS isIntake
       FROM cold_move m WHERE m.lot_id = ? ORDER BY m.date, m.id`,
      lotId,
    )
    .map((row) => ({ ...row, isIntake: row.isIntake === 1 }));
}

type NewLot = Extract<Parsed<'storage.takeIn'>['lot'], { kind: 'new' }>;

/** Opens a lot: its owner and its terms, proved. */
export function openLot(ctx: Writing, entityId: number, date: string, given: NewLot): Result<Lot> {
  const { db, now, operator } = ctx;
  const owner = ownerOf(ctx, entityId, given);
  if (!owner.ok) return owner;
  const rateE4 = given.feeBasis === 'none' ? 0 : priceE4(given.feeRate);
  if (given.feeBasis !== 'none' && (given.ownership === 'own' || rateE4 === 0)) {
    const sentence =
      given.ownership === 'own'
        ? '社里自己的货不收仓储费，请选“不收费”。'
        : '收费的要填费率，不收费请选“不收费”。';
    return refuse('fee_terms', sentence, { [given.ownership === 'own' ? 'feeBasis' : 'feeRate']: sentence });
  }
  const product = productName(given.product);
  const no = given.no?.trim() ? given.no.trim() : nextLotNo(db, entityId, date);
  const twin = db.get<{ product: string }>(
    'SELECT product FROM cold_lot WHERE entity_id = ? AND no = ?',
    entityId,
    no,
  );
  if (twin) {
    const sentence = `批号 ${no} 已经有了（${twin.product}）。同一批再进货请选“已有的批”，不是同一批的请换个批号。`;
    return refuse('lot_taken', sentence, { 'lot.no': sentence });
  }
  const itemId = given.ownership === 'own' ? ensureItem(db, entityId, 'product', product) : null;
  const { lastId: id } = db.run(
    `INSERT INTO cold_lot (entity_id, no, product, ownership, item_id, member_id, party_id, fee_basis, fee_rate_e4, note, operator, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    entityId,
    no,
    product,
    given.ownership,
    itemId,
    owner.value.memberId,
    owner.value.partyId,
    given.feeBasis,
    rateE4,
    given.note,
    operator,
    now,
  );
  return lotOf(db, id);
}

function ownerOf(
  { db }: Writing,
  entityId: number,
  { ownership, owner }: NewLot,
): Result<{ memberId: number | null; partyId: number | null }> {
  if ((ownership === 'own') !== (owner.kind === 'own')) {
    const sentence = ownership === 'own' ? '社里自己的货，货主就是本社。' : '代销和代存的货要填货主是谁。';
    return refuse('owner_misplaced', sentence, { owner: sentence });
  }
  if (owner.kind === 'own') return ok({ memberId: null, partyId: null });
  if (owner.kind === 'party') {
    return ok({ memberId: null, partyId: ensureItem(db, entityId, 'counterparty', owner.party) });
  }
  const member = memberById(db, owner.memberId);
  if (!member || member.entityId !== entityId) {
    return refuse('member_unknown', '没有这个社员，请重新选择。', { memberId: '没有这个社员' });
  }
  if (member.state === 'left') {
    const sentence = `${describe(member)} 已于 ${member.leftOn} 退社。退社以后存的货，货主请按“非社员”填姓名。`;
    return refuse('member_gone', sentence, { memberId: sentence });
  }
  return ok({ memberId: member.id, partyId: null });
}

/** 20181028-01: by the day, numbered. */
function nextLotNo(db: ReadableDb, entityId: number, date: string): string {
  const day = date.replaceAll('-', '');
  const { last } = db.get<{ last: number }>(
    `SELECT COALESCE(MAX(CAST(substr(no, 10) AS INTEGER)), 0) AS last FROM cold_lot WHERE entity_id = ? AND no GLOB ? || '-[0-9]*'`,
    entityId,
    day,
  )!;
  return `${day}-${String(last + 1).padStart(2, '0')}`;
}

/** Weight and baskets of a slip: at least one, and of the cooperative's own goods the weight, which the books count by. */
export function amountsOf(
  lot: Pick<Lot, 'ownership'>,
  given: { readonly quantity: string; readonly pieces: number },
): Result<{ kgMilli: number; pieces: number }> {
  const kgMilli = quantityMilli(given.quantity);
  if (kgMilli === 0 && (lot.ownership === 'own' || given.pieces === 0)) {
    const sentence =
      lot.ownership === 'own' ? '社里自己的货要填重量，才能和账上库存核对。' : '请填重量或件数。';
    return refuse('amount_missing', sentence, { quantity: sentence });
  }
  return ok({ kgMilli, pieces: given.pieces });
}

/** 1,200 公斤、40 件 */
export function amountWords({
  kgMilli,
  pieces,
}: {
  readonly kgMilli: number;
  readonly pieces: number;
}): string {
  const words = [
    kgMilli !== 0 ? `${quantityText(kgMilli)} 公斤` : '',
    pieces !== 0 ? `${pieces} 件` : '',
  ].filter((one) => one !== '');
  return words.length === 0 ? '0' : words.join('、');
}
