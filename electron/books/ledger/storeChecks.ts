import { quantityText } from '../../../shared/rules/measures.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { type BookCheck, type Books, equation, openingsWait, memberNames } from './equation.ts';

interface Product {
  readonly name: string;
  readonly storedMilli: number;
  readonly bookedMilli: number;
}

/** The cold store against the books; nothing is asked of a cooperative without one, or whose openings do not stand yet. */
export function storeChecks(books: Books): BookCheck[] {
  const { db, entityId } = books;
  if (!db.get('SELECT 1 FROM cold_room WHERE entity_id = ? LIMIT 1', entityId) || openingsWait(books))
    return [];
  const products = ownProducts(books);
  return [moreThanBooks(books, products), lessThanBooks(products), consignors(books)];
}

/** Own goods of each product that was ever in the store, there and in 121, by weight. */
function ownProducts({ db, entityId, upTo }: Books): Product[] {
  return db.all<Product>(
    `WITH ask(entity_id, last) AS (VALUES (?, ?)),
     stored AS (
       SELECT l.item_id, SUM(m.kg_milli) FILTER (WHERE m.date <= ask.last || '-31') AS milli
       FROM ask JOIN cold_lot l ON l.entity_id = ask.entity_id AND l.item_id IS NOT NULL JOIN cold_move m ON m.lot_id = l.id
       GROUP BY l.item_id
     )
     SELECT i.name, COALESCE(s.milli, 0) AS storedMilli,
       COALESCE((SELECT SUM(CASE WHEN e.debit_fen <> 0 THEN e.quantity_milli ELSE -e.quantity_milli END)
         FROM ask JOIN account a ON a.entity_id = ask.entity_id AND a.code = '121'
           JOIN entry e ON e.account_id = a.id AND e.item_id = s.item_id AND e.period <= ask.last AND e.state > 0
         WHERE e.quantity_milli IS NOT NULL), 0) AS bookedMilli
     FROM stored s JOIN analysis_item i ON i.id = s.item_id ORDER BY i.id`,
    entityId,
    upTo,
  );
}

const kg = (milli: number): string => `${quantityText(milli)} 公斤`;
const sum = (products: readonly Product[], pick: (one: Product) => number): string =>
  kg(products.reduce((total, one) => total + pick(one), 0));
const both = ({ name, storedMilli, bookedMilli }: Product): { text: string; account: string } => ({
  text: `${name}：冷库 ${kg(storedMilli)}，账上 ${kg(bookedMilli)}`,
  account: '121',
});

/**
 * There cannot be more of a product in the store than the cooperative has. While the month runs it is only said: a sale is often typed
 * before its goods are fetched.
 */
function moreThanBooks({ isPeriodEnd }: Books, products: readonly Product[]): BookCheck {
  return equation({
    id: 'store-own-over',
    tier: 2,
    name: '冷库里自有的货不多于账上库存',
    level: isPeriodEnd ? 'block' : 'warn',
    left: ['冷库自有存货', sum(products, (one) => one.storedMilli)],
    right: ['121 里这些品种', sum(products, (one) => one.bookedMilli)],
    rows: products.filter((one) => one.storedMilli > one.bookedMilli).map(both),
  });
}

/** Goods may lie elsewhere: said, so that somebody looks. */
function lessThanBooks(products: readonly Product[]): BookCheck {
  return equation({
    id: 'store-own-elsewhere',
    tier: 2,
    name: '账上库存都在冷库里（放在别处的请核对）',
    level: 'warn',
    left: ['121 里这些品种', sum(products, (one) => one.bookedMilli)],
    right: ['冷库自有存货', sum(products, (one) => one.storedMilli)],
    rows: products.filter((one) => one.storedMilli < one.bookedMilli).map(both),
  });
}

interface Consignor {
  readonly memberId: number | null;
  readonly partyId: number | null;
  readonly name: string;
  readonly lots: number;
  readonly fen: number;
}

/** 128 is kept by amount, the store by weight: who has the one should have the other. */
function consignors(books: Books): BookCheck {
  const { db, entityId, upTo } = books;
  const rows = db.all<Consignor>(
    `WITH ask(entity_id, last) AS (VALUES (?, ?)),
     lots AS (
       SELECT l.member_id, l.party_id, l.id FROM ask JOIN cold_lot l ON l.entity_id = ask.entity_id AND l.ownership = 'commission'
         JOIN cold_move m ON m.lot_id = l.id AND m.date <= ask.last || '-31'
       GROUP BY l.id HAVING SUM(m.kg_milli) <> 0 OR SUM(m.pieces) <> 0
     ),
     parts AS (
       SELECT member_id, party_id, 1 AS lots, 0 AS fen FROM lots
       UNION ALL
       SELECT e.member_id, e.item_id, 0, e.debit_fen - e.credit_fen FROM ask JOIN account a ON a.entity_id = ask.entity_id AND a.code = '128'
         JOIN entry e ON e.account_id = a.id AND e.period <= ask.last AND e.state > 0
     )
     SELECT p.member_id AS memberId, p.party_id AS partyId, COALESCE(i.name, '') AS name, SUM(p.lots) AS lots, SUM(p.fen) AS fen
     FROM parts p LEFT JOIN analysis_item i ON i.id = p.party_id GROUP BY p.member_id, p.party_id HAVING SUM(p.lots) > 0 OR SUM(p.fen) <> 0
     ORDER BY p.member_id, p.party_id`,
    entityId,
    upTo,
  );
  const differing = rows.filter((one) => one.lots > 0 !== (one.fen !== 0));
  const names = differing.length === 0 ? new Map<number, string>() : memberNames(books);
  return equation({
    id: 'store-consignors',
    tier: 2,
    name: '冷库里有代销货的，与受托代销商品的委托方一致',
    level: 'warn',
    left: ['冷库里有代销货的', `${rows.filter((one) => one.lots > 0).length} 户`],
    right: ['128 有余额的', `${rows.filter((one) => one.fen !== 0).length} 户`],
    rows: differing.map((one) => ({
      text: `${one.memberId === null ? one.name : (names.get(one.memberId) ?? '')}：${
        one.lots > 0
          ? `冷库里有 ${one.lots} 批代销货，受托代销商品没有余额`
          : `受托代销商品有 ${formatYuan(one.fen)} 元，冷库里没有代销的货`
      }`,
      account: '128',
      ...(one.memberId === null ? {} : { memberId: one.memberId }),
    })),
  });
}
