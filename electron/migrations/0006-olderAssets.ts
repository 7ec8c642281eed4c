import { pinyinKeys } from '../../shared/rules/names.ts';
import type { WritableDb } from '../workspace/database.ts';

/**
 * Assets that stand in older books get a card each, to be completed (资料待补): one an item of 151 and 152 (142 and 143), with moves that say
 * what its vouchers and typed openings say, so that the register agrees with the accounts from the first day. By what each is depreciated
 * nobody wrote down: nothing is charged until the card says it.
 */
export function cardsOfOlderBooks(db: WritableDb): void {
  const numbers = new Map<number, number>();
  for (const { account, contra } of PAIRS) {
    for (const item of itemsOn(db, account, contra)) {
      const number = (numbers.get(item.entityId) ?? 0) + 1;
      numbers.set(item.entityId, number);
      const moves = [...openingMoves(db, item, account, contra), ...voucherMoves(db, item, account, contra)];
      writeCard(db, { ...item, account, no: `GD-${String(number).padStart(3, '0')}` }, moves);
    }
  }
  // What was typed there comes from the cards from now on.
  db.run(
    `DELETE FROM opening_row WHERE account_id IN (SELECT id FROM account WHERE substr(code, 1, 3) IN ('151', '152', '142', '143'))`,
  );
}

const PAIRS = [
  { account: '151', contra: '152' },
  { account: '142', contra: '143' },
] as const;

interface Item {
  readonly entityId: number;
  readonly itemId: number;
  readonly name: string;
  readonly isRelief: number;
  readonly firstPeriod: string;
}

/** What moves a card: cost and depreciation, signed. */
interface Move {
  readonly date: string;
  readonly costFen: number;
  readonly accumulatedFen: number;
  readonly eventId: number | null;
  readonly shareId: number | null;
}

function itemsOn(db: WritableDb, account: string, contra: string): Item[] {
  return db.all<Item>(
    `SELECT i.entity_id AS entityId, i.id AS itemId, i.name, i.is_poverty_asset AS isRelief, n.first_period AS firstPeriod
     FROM analysis_item i JOIN entity n ON n.id = i.entity_id
     WHERE EXISTS (SELECT 1 FROM entry e JOIN account a ON a.id = e.account_id JOIN voucher v ON v.id = e.voucher_id
         WHERE e.item_id = i.id AND substr(a.code, 1, 3) IN (?, ?) AND e.state > 0 AND v.kind <> 'opening')
       OR EXISTS (SELECT 1 FROM opening_row o JOIN account a ON a.id = o.account_id WHERE o.item_id = i.id AND substr(a.code, 1, 3) IN (?, ?))
     ORDER BY i.entity_id, i.id`,
    account,
    contra,
    account,
    contra,
  );
}

/** Typed openings: what stood at the start of the year, and what turned over in it before the books. */
function openingMoves(db: WritableDb, item: Item, account: string, contra: string): Move[] {
  const sum = db.get<Record<'cost' | 'costIn' | 'costOut' | 'worn' | 'wornIn' | 'wornOut', number | null>>(
    `SELECT SUM(o.balance_fen) FILTER (WHERE substr(a.code, 1, 3) = ?) AS cost,
       SUM(o.year_debit_fen) FILTER (WHERE substr(a.code, 1, 3) = ?) AS costIn,
       SUM(o.year_credit_fen) FILTER (WHERE substr(a.code, 1, 3) = ?) AS costOut,
       SUM(-o.balance_fen) FILTER (WHERE substr(a.code, 1, 3) = ?) AS worn,
       SUM(o.year_credit_fen) FILTER (WHERE substr(a.code, 1, 3) = ?) AS wornIn,
       SUM(o.year_debit_fen) FILTER (WHERE substr(a.code, 1, 3) = ?) AS wornOut
     FROM opening_row o JOIN account a ON a.id = o.account_id WHERE o.item_id = ?`,
    ...[account, account, account, contra, contra, contra],
    item.itemId,
  );
  if (!sum) return [];
  const of = (fen: number | null): number => fen ?? 0;
  const { firstPeriod } = item;
  const yearBefore = `${Number(firstPeriod.slice(0, 4)) - 1}-12-31`;
  const dayBefore = firstPeriod.endsWith('-01')
    ? yearBefore
    : db.get<{ day: string }>(`SELECT date(? || '-01', '-1 day') AS day`, firstPeriod)!.day;
  const move = (date: string, costFen: number, accumulatedFen: number): Move[] =>
    costFen === 0 && accumulatedFen === 0
      ? []
      : [{ date, costFen, accumulatedFen, eventId: null, shareId: null }];
  return [
    ...move(
      yearBefore,
      of(sum.cost) - of(sum.costIn) + of(sum.costOut),
      of(sum.worn) - of(sum.wornIn) + of(sum.wornOut),
    ),
    ...move(dayBefore, of(sum.costIn), 0),
    ...move(dayBefore, 0, of(sum.wornIn)),
    ...move(dayBefore, 0 - of(sum.costOut), 0 - of(sum.wornOut)),
  ];
}

/** What vouchers moved, one by one; what they only depreciated, by the month. */
function voucherMoves(db: WritableDb, item: Item, account: string, contra: string): Move[] {
  const rows = db.all<Move>(
    `SELECT v.date, SUM(CASE WHEN substr(a.code, 1, 3) = ? THEN e.debit_fen - e.credit_fen ELSE 0 END) AS costFen,
       SUM(CASE WHEN substr(a.code, 1, 3) = ? THEN e.credit_fen - e.debit_fen ELSE 0 END) AS accumulatedFen,
       CASE v.source WHEN 'business' THEN v.source_id END AS eventId, CASE v.source WHEN 'share' THEN v.source_id END AS shareId
     FROM entry e JOIN account a ON a.id = e.account_id JOIN voucher v ON v.id = e.voucher_id
     WHERE e.item_id = ? AND substr(a.code, 1, 3) IN (?, ?) AND e.state > 0 AND v.kind <> 'opening'
     GROUP BY v.id ORDER BY v.date, v.id`,
    account,
    contra,
    item.itemId,
    account,
    contra,
  );
  const months = new Map<string, Move>();
  const moves: Move[] = [];
  for (const row of rows) {
    if (row.costFen === 0 && row.accumulatedFen === 0) continue;
    if (row.costFen !== 0) {
      moves.push(row);
      continue;
    }
    const month = row.date.slice(0, 7);
    const before = months.get(month);
    months.set(month, {
      ...row,
      accumulatedFen: (before?.accumulatedFen ?? 0) + row.accumulatedFen,
      // Several vouchers together are of none of them.
      eventId: before ? null : row.eventId,
    });
  }
  moves.push(...[...months.values()].filter((one) => one.accumulatedFen !== 0));
  return moves.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

function writeCard(
  db: WritableDb,
  card: Item & { readonly account: string; readonly no: string },
  moves: readonly Move[],
): void {
  const [first] = moves;
  if (!first) return;
  const costFen = moves.reduce((sum, one) => sum + one.costFen, 0);
  const cameInFen = moves.reduce((sum, one) => sum + Math.max(one.costFen, 0), 0);
  const { lastId: id } = db.run(
    `INSERT INTO asset_card (entity_id, no, name, item_id, account, category, acquisition, acquired_on, in_service_on, use, state, owner_kind,
       is_relief, is_incomplete, note, operator, recorded_at)
     VALUES (?, ?, ?, ?, ?, '待分类', 'other', ?, ?, 'production', ?, 'cooperative', ?, 1, '由旧账的科目余额转来', '', ?)`,
    card.entityId,
    card.no,
    card.name,
    card.itemId,
    card.account,
    first.date,
    first.date,
    costFen > 0 ? 'in-use' : 'gone',
    card.isRelief,
    first.date,
  );
  // Entries of events name an asset's item by its card's number and name.
  const name = `${card.no} ${card.name}`;
  const keys = pinyinKeys(name, 'organisation');
  db.run(
    'UPDATE analysis_item SET name = ?, pinyin_initials = ?, pinyin_full = ? WHERE id = ?',
    name,
    keys.initials,
    keys.full,
    card.itemId,
  );
  if (cameInFen > 0) {
    db.run(
      `INSERT INTO asset_funding (asset_id, source, note, amount_fen) VALUES (?, 'own', '旧账没有写明', ?)`,
      id,
      cameInFen,
    );
  }
  writeMoves(db, id, moves);
  db.run(
    `INSERT INTO asset_terms (asset_id, from_period, method, residual_millionths, life_months, months, to_charge_fen, reason, operator, recorded_at)
     VALUES (?, ?, 'straight-line', 0, 0, 0, 0, '资料待补', '', ?)`,
    id,
    first.date.slice(0, 7),
    first.date,
  );
}

function writeMoves(db: WritableDb, assetId: number, moves: readonly Move[]): void {
  let standingFen = 0;
  const periods = new Set<string>();
  for (const [at, move] of moves.entries()) {
    const before = standingFen;
    standingFen += move.costFen;
    const month = move.date.slice(0, 7);
    // A card has come in; a month is depreciated once.
    const wears = at > 0 && move.costFen === 0 && !periods.has(month);
    if (wears) periods.add(month);
    const kind = at === 0 ? 'acquired' : wears ? 'depreciated' : move.costFen < 0 ? 'disposed' : 'improved';
    db.run(
      `INSERT INTO asset_move (asset_id, date, kind, cost_fen, accumulated_fen, pieces, period, in_books, event_id, share_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?)`,
      assetId,
      move.date,
      kind,
      move.costFen,
      move.accumulatedFen,
      at === 0 ? 1 : before > 0 && standingFen <= 0 ? -1 : before <= 0 && standingFen > 0 && at > 0 ? 1 : 0,
      wears ? month : null,
      move.eventId,
      move.shareId,
    );
  }
}
