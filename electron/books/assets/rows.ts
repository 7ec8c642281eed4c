import type { Output } from '../../../shared/contract/index.ts';
import { chargeOf } from '../../../shared/rules/depreciation.ts';
import { priceText } from '../../../shared/rules/measures.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { type AssetState, CARD, type Card, cardFrom, type Piece, type StoredCard } from './card.ts';
import { type CardStanding, standingsOn } from './moves.ts';

export type Row = Output<'assets.list'>[number];

/** A card as it stands at the end of a day, with what a list and a card say of it. */
export interface Standing {
  readonly card: Card;
  readonly row: Row;
  readonly pieces: readonly Piece[];
  readonly sources: ReadonlySet<string>;
}

/** The cards of an entity that had come in by a day and were not undone, in the order of their numbers. */
export function standingCards(db: ReadableDb, entityId: number, asOf: string): Standing[] {
  const cards = db
    .all<StoredCard>(`${CARD} WHERE c.entity_id = ? AND c.undone_on IS NULL ORDER BY c.no, c.id`, entityId)
    .map(cardFrom);
  const standings = standingsOn(db, entityId, asOf);
  const funding = fundingOf(db, entityId);
  const terms = termsOn(db, entityId, asOf);
  const pieces = piecesOn(db, entityId, asOf);
  const changed = changedSince(db, entityId, asOf);
  return cards.flatMap((card) => {
    const standing = standings.get(card.id);
    if (!standing) return [];
    const own = pieces.get(card.id) ?? [];
    const then = { ...card, ...changed.get(card.id) };
    const sources = funding.get(card.id) ?? new Map<string, number>();
    return [
      {
        card,
        row: rowOf(then, standing, own, sources, terms.get(card.id)),
        pieces: own,
        sources: new Set(sources.keys()),
      },
    ];
  });
}

export function rowOf(
  card: Card,
  standing: CardStanding,
  pieces: readonly Piece[],
  sources: ReadonlyMap<string, number>,
  terms: TermsOn | undefined,
): Row {
  const fen = (source: string): number => sources.get(source) ?? 0;
  return {
    id: card.id,
    no: card.no,
    name: card.name,
    category: card.category,
    spec: card.spec,
    unit: card.unit,
    standing: card.itemId === null ? 'memo' : 'booked',
    account: card.account,
    pieces: standing.pieces,
    isBatch: pieces.length > 0,
    costFen: standing.costFen,
    accumulatedFen: standing.accumulatedFen,
    netFen: standing.costFen - standing.accumulatedFen,
    monthlyFen: standing.pieces === 0 ? 0 : monthly(terms),
    lifeMonths: terms?.lifeMonths ?? 0,
    residual: priceText(terms?.residualMillionths ?? 0),
    acquisition: card.acquisition,
    acquiredOn: card.acquiredOn,
    inServiceOn: card.inServiceOn,
    use: card.use,
    place: card.place,
    department: card.department,
    custodian: card.custodian,
    state: stateOf(card.state, standing, pieces),
    ownerKind: card.ownerKind,
    owner: card.owner,
    isRelief: card.isRelief,
    funding: {
      stateFen: fen('state'),
      partnerFen: fen('partner'),
      donatedFen: fen('donated'),
      ownFen: fen('own'),
      loanFen: fen('loan'),
    },
    isIncomplete: card.isIncomplete,
  };
}

/** A batch is in use while any of its pieces is; else what all that stand are. */
function stateOf(state: AssetState, standing: CardStanding, pieces: readonly Piece[]): AssetState {
  if (standing.pieces === 0) return 'gone';
  const states = new Set(pieces.map((one) => one.state).filter((one) => one !== 'gone'));
  if (states.has('in-use') || states.size === 0) return states.size === 0 ? state : 'in-use';
  const [only] = states;
  return states.size === 1 && only !== undefined ? only : state;
}

/** Terms in force on a day, and what was charged since they began. */
export interface TermsOn {
  readonly assetId: number;
  readonly method: 'straight-line' | 'units';
  readonly residualMillionths: number;
  readonly lifeMonths: number;
  readonly months: number;
  readonly toChargeFen: number;
  readonly chargedFen: number;
  readonly chargedMonths: number;
}

/** 月折旧额: what the next month would be charged. */
function monthly(terms: TermsOn | undefined): number | null {
  if (!terms) return 0;
  if (terms.method === 'units') return null;
  const { toChargeFen, months, chargedFen, chargedMonths } = terms;
  if (toChargeFen <= chargedFen || months === 0) return 0;
  return chargeOf(
    { method: 'straight-line', toChargeFen, months },
    { fen: chargedFen, months: chargedMonths, unitsMilli: 0 },
  );
}

/**
 * The latest terms that had begun by the month after the day: those of a card that is charged for the first time next month too.
 */
function termsOn(db: ReadableDb, entityId: number, asOf: string): Map<number, TermsOn> {
  const rows = db.all<TermsOn>(
    `WITH ask(entity_id, day) AS (VALUES (?, ?)),
     latest AS (
       SELECT t.*, ROW_NUMBER() OVER (PARTITION BY t.asset_id ORDER BY t.from_period <= strftime('%Y-%m', ask.day, 'start of month', '+1 month') DESC,
         CASE WHEN t.from_period <= strftime('%Y-%m', ask.day, 'start of month', '+1 month') THEN t.from_period END DESC, t.from_period, t.id DESC) AS place
       FROM ask JOIN asset_card c ON c.entity_id = ask.entity_id JOIN asset_terms t ON t.asset_id = c.id AND t.undone_by IS NULL
     )
     SELECT t.asset_id AS assetId, t.method, t.residual_millionths AS residualMillionths, t.life_months AS lifeMonths, t.months,
       t.to_charge_fen AS toChargeFen, COALESCE(SUM(m.accumulated_fen), 0) AS chargedFen, COUNT(m.id) AS chargedMonths
     FROM latest t LEFT JOIN asset_move m ON m.asset_id = t.asset_id AND m.kind = 'depreciated' AND m.is_undone = 0
       AND m.period >= t.from_period AND m.date <= (SELECT day FROM ask)
     WHERE t.place = 1 GROUP BY t.id`,
    entityId,
    asOf,
  );
  return new Map(rows.map((row) => [row.assetId, row]));
}

function fundingOf(db: ReadableDb, entityId: number): Map<number, Map<string, number>> {
  const rows = db.all<{ assetId: number; source: string; fen: number }>(
    `SELECT f.asset_id AS assetId, f.source, SUM(f.amount_fen) AS fen FROM asset_card c JOIN asset_funding f ON f.asset_id = c.id
     WHERE c.entity_id = ? GROUP BY f.asset_id, f.source`,
    entityId,
  );
  const byCard = new Map<number, Map<string, number>>();
  for (const { assetId, source, fen } of rows) {
    const own = byCard.get(assetId) ?? new Map<string, number>();
    byCard.set(assetId, own.set(source, fen));
  }
  return byCard;
}

/** What a field was on a day is what the first change after it says it was before. */
const THEN = (field: string): string => /* sql */ `COALESCE((SELECT ch.before FROM asset_change ch
  WHERE ch.piece_id = p.id AND ch.asset_id = p.asset_id AND ch.field = '${field}' AND ch.date > ask.day ORDER BY ch.date, ch.id LIMIT 1), p.${field})`;

function piecesOn(db: ReadableDb, entityId: number, asOf: string): Map<number, Piece[]> {
  const rows = db.all<Piece>(
    `WITH ask(entity_id, day) AS (VALUES (?, ?))
     SELECT p.id, p.asset_id AS assetId, p.no, ${THEN('place')} AS place, ${THEN('custodian')} AS custodian, ${THEN('state')} AS state
     FROM ask JOIN asset_card c ON c.entity_id = ask.entity_id JOIN asset_piece p ON p.asset_id = c.id ORDER BY p.asset_id, p.id`,
    entityId,
    asOf,
  );
  return Map.groupBy(rows, (row) => row.assetId);
}

/** The same of cards: the fields that have changed since, as they were. */
function changedSince(db: ReadableDb, entityId: number, asOf: string): Map<number, Partial<Card>> {
  const rows = db.all<{ assetId: number; field: string; before: string }>(
    `SELECT ch.asset_id AS assetId, ch.field, ch.before FROM asset_card c JOIN asset_change ch ON ch.asset_id = c.id AND ch.piece_id IS NULL
     WHERE c.entity_id = ? AND ch.date > ? AND ch.field IN ('place', 'custodian', 'department', 'state') ORDER BY ch.date DESC, ch.id DESC`,
    entityId,
    asOf,
  );
  const byCard = new Map<number, Partial<Card>>();
  for (const { assetId, field, before } of rows) {
    byCard.set(assetId, { ...byCard.get(assetId), [field]: before });
  }
  return byCard;
}
