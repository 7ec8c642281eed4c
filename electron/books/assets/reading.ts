import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { priceText, quantityText } from '../../../shared/rules/measures.ts';
import { EVENT_TITLES, type EventKind } from '../../../shared/rules/posting/eventKinds.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { type Card, cardById } from './card.ts';
import { listFiles } from './files.ts';
import { reliefOf } from './relief.ts';
import { rowOf, standingCards } from './rows.ts';
import { barToReversal } from './undoing.ts';

type CardOut = Output<'assets.get'>;
type VoucherName = CardOut['moves'][number]['vouchers'][number];

/** Everything of a card, as it stands at the end of a day. */
export function getAsset(ctx: Reading, input: Parsed<'assets.get'>): Result<CardOut> {
  const { db } = ctx;
  const card = cardById(db, input.id);
  if (!card) return refuse('asset_unknown', '没有这张资产卡片，请回到固定资产列表重新选择。');
  const asOf = input.asOf ?? ctx.today;
  const standing = standingCards(db, card.entityId, asOf).find((one) => one.card.id === card.id);
  const { row, pieces } = standing ?? {
    row: rowOf(card, { costFen: 0, accumulatedFen: 0, pieces: 0 }, [], new Map(), undefined),
    pieces: [],
  };
  const fundingRows = db.all<CardOut['fundingRows'][number]>(
    'SELECT source, note, amount_fen AS amountFen FROM asset_funding WHERE asset_id = ? ORDER BY id',
    card.id,
  );
  const moves = movesOf(db, card.id);
  return ok({
    ...row,
    itemId: card.itemId,
    supplier: card.supplier,
    documentNo: card.documentNo,
    controlContract: card.controlContract,
    note: card.note,
    operator: card.operator,
    recordedAt: card.recordedAt,
    fundingRows,
    relief: reliefOf(db, card.id),
    benefits: db.all(
      'SELECT year, amount_fen AS amountFen, note FROM asset_benefit WHERE asset_id = ? ORDER BY year',
      card.id,
    ),
    terms: termsOf(db, card.id),
    depreciatedTo: moves
      .filter((one) => one.kind === 'depreciated' && !one.isUndone)
      .reduce<string | null>((last, { period }) => (last !== null && period! < last ? last : period), null),
    pieceRows: pieces.map(({ id, assetId, no, place, custodian, state }) => ({
      ...{ id, assetId, no, place, custodian, state },
    })),
    changes: changesOf(db, card.id),
    moves,
    events: eventsOf(db, card.id),
    files: listFiles(db, card.id),
    reverseRefusal: reverseRefusal(db, card),
    undoneOn: card.undoneOn,
  });
}

function reverseRefusal(db: ReadableDb, card: Card): string | null {
  const bar = card.undoneOn === null ? barToReversal(db, card) : null;
  if (bar) {
    invariant(!bar.ok, 'a bar is a refusal');
    return bar.error.message;
  }
  return card.undoneOn === null ? null : `已经在 ${card.undoneOn} 冲销。`;
}

function termsOf(db: ReadableDb, assetId: number): CardOut['terms'] {
  return db
    .all<{
      id: number;
      fromPeriod: string;
      method: 'straight-line' | 'units';
      residualMillionths: number;
      lifeMonths: number;
      months: number;
      toChargeFen: number;
      unitsMilli: number;
      workUnit: string;
      reason: string;
      undoneBy: number | null;
    }>(
      `SELECT id, from_period AS fromPeriod, method, residual_millionths AS residualMillionths, life_months AS lifeMonths, months,
         to_charge_fen AS toChargeFen, units_milli AS unitsMilli, work_unit AS workUnit, reason, undone_by AS undoneBy
       FROM asset_terms WHERE asset_id = ? ORDER BY from_period, id`,
      assetId,
    )
    .map(({ residualMillionths, unitsMilli, undoneBy, ...rest }) => ({
      ...rest,
      residual: priceText(residualMillionths),
      units: quantityText(unitsMilli),
      isUndone: undoneBy !== null,
    }));
}

const VOUCHERS = (
  source: string,
): string => /* sql */ `(SELECT json_group_array(json_object('id', v.id, 'period', v.period, 'word', v.word,
  'number', v.number, 'state', v.state)) FROM voucher v WHERE ${source})`;

function vouchersFrom(json: string): VoucherName[] {
  const rows = JSON.parse(json) as {
    id: number;
    period: string;
    word: string;
    number: number;
    state: VoucherName['state'];
  }[];
  return rows
    .sort((a, b) => a.id - b.id)
    .map(({ id, period, word, number, state }) => ({
      id,
      state,
      name: `${period} ${word}-${String(number).padStart(3, '0')}`,
    }));
}

function movesOf(db: ReadableDb, assetId: number): CardOut['moves'] {
  type Move = CardOut['moves'][number];
  return db
    .all<Omit<Move, 'isUndone' | 'vouchers'> & { isUndone: number; vouchers: string }>(
      `SELECT m.id, m.date, m.kind, p.no AS pieceNo, m.cost_fen AS costFen, m.accumulated_fen AS accumulatedFen, m.pieces, m.period,
         m.is_undone AS isUndone, m.event_id AS eventId,
         ${VOUCHERS("(v.source = 'business' AND v.source_id = m.event_id) OR (v.source = 'share' AND v.source_id = m.share_id)")} AS vouchers
       FROM asset_move m LEFT JOIN asset_piece p ON p.id = m.piece_id WHERE m.asset_id = ? ORDER BY m.date, m.id`,
      assetId,
    )
    .map(({ isUndone, vouchers, ...move }) => ({
      ...move,
      isUndone: isUndone === 1,
      vouchers: vouchersFrom(vouchers),
    }));
}

/** What moved it but for the months' depreciation, which the moves tell one by one. */
function eventsOf(db: ReadableDb, assetId: number): CardOut['events'] {
  type Event = CardOut['events'][number];
  return db
    .all<Omit<Event, 'title' | 'vouchers'> & { kind: EventKind; vouchers: string }>(
      `SELECT e.id, e.date, e.kind, e.amount_fen AS amountFen, e.document_no AS documentNo, e.party, e.note, e.reverses_id AS reversesId,
         r.id AS reversedById, e.operator, ${VOUCHERS("v.source = 'business' AND v.source_id = e.id")} AS vouchers
       FROM business_event e LEFT JOIN business_event r ON r.reverses_id = e.id
       WHERE e.id IN (
         SELECT m.event_id FROM asset_move m LEFT JOIN asset_move o ON o.id = m.reverses_id
         WHERE m.asset_id = ? AND (COALESCE(o.kind, m.kind) <> 'depreciated' OR e.kind = 'assetRegistered')
         UNION SELECT event_id FROM asset_terms WHERE asset_id = ?)
       ORDER BY e.date, e.seq`,
      assetId,
      assetId,
    )
    .map(({ kind, vouchers, ...event }) => ({
      ...event,
      title: event.reversesId === null ? EVENT_TITLES[kind] : `冲销${EVENT_TITLES[kind]}`,
      vouchers: vouchersFrom(vouchers),
    }));
}

const FIELD_NAMES: Readonly<Record<string, string>> = {
  standing: '入账或备查',
  no: '资产编号',
  name: '名称',
  category: '类别',
  spec: '规格',
  unit: '单位',
  supplier: '供应商',
  documentNo: '单据号',
  use: '用途',
  place: '坐落',
  department: '使用部门',
  custodian: '保管人',
  state: '状态',
  ownerKind: '所有权',
  owner: '所有权人',
  controlContract: '控制合同',
  isRelief: '扶贫项目资产',
  note: '备注',
  funding: '资金来源',
  terms: '折旧方法',
};

function changesOf(db: ReadableDb, assetId: number): CardOut['changes'] {
  return db
    .all<CardOut['changes'][number]>(
      `SELECT ch.id, ch.date, p.no AS pieceNo, ch.field, ch.before, ch.after, ch.note, ch.operator, ch.recorded_at AS recordedAt
       FROM asset_change ch LEFT JOIN asset_piece p ON p.id = ch.piece_id WHERE ch.asset_id = ? ORDER BY ch.date, ch.id`,
      assetId,
    )
    .map((row) => ({ ...row, field: FIELD_NAMES[row.field] ?? row.field }));
}
