import type { z } from 'zod';
import type { Output } from '../../../shared/contract/index.ts';
import type { printRequest } from '../../../shared/contract/prints.ts';
import { assetCardDocument } from '../../../shared/print/assetCard.ts';
import { type AssetLabel, assetLabels } from '../../../shared/print/assetLabels.ts';
import {
  assetRegister,
  depreciationTable,
  stocktakeSheet,
  type StocktakeLine,
} from '../../../shared/print/assetLists.ts';
import type { PrintDocument, PrintHeader } from '../../../shared/print/page.ts';
import { reliefLedgerDocument } from '../../../shared/print/reliefLedger.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import { type Cooperative, cooperativeOf } from '../entities/index.ts';
import { ask } from './asking.ts';
import { headerOf, printedBefore, subjectOfBook } from './counting.ts';
import type { Paper } from './paper.ts';

type Request = z.output<typeof printRequest>;
export type AssetRequest = Extract<
  Request,
  {
    document:
      | 'asset-card'
      | 'asset-labels'
      | 'asset-register'
      | 'depreciation-table'
      | 'stocktake-sheet'
      | 'relief-ledger';
  }
>;

interface Made {
  readonly cooperative: Cooperative;
  readonly header: PrintHeader;
}

/** Papers of fixed assets. They are printed anew as the register moves on, so none says 补打. */
export function assetPaper(reading: Reading, request: AssetRequest): Result<Paper> {
  const entity = entityOf(reading, request);
  if (!entity.ok) return entity;
  const cooperative = cooperativeOf(reading.db, entity.value);
  if (!cooperative.ok) return cooperative;
  const header = headerOf(reading, cooperative.value, 0);
  const document = documentOf(reading, request, { cooperative: cooperative.value, header });
  if (!document.ok) return document;
  const { document: name, ...asked } = request;
  const subject = subjectOfBook(
    cooperative.value.id,
    Object.entries(asked)
      .filter(([key]) => key !== 'entityId')
      .flatMap(([, value]) => (Array.isArray(value) ? value : [value]) as (string | number | boolean)[])
      .slice(0, 20),
  );
  const printed = { document: name, subject };
  return ok({
    document: document.value,
    printed: [printed],
    before: printedBefore(reading.db, printed),
    unmarked: true,
  });
}

/** Whose books the paper is of: those asked for, or of the card or sheet it names. */
function entityOf({ db }: Reading, request: AssetRequest): Result<number | undefined> {
  if ('entityId' in request) return ok(request.entityId);
  const found =
    request.document === 'stocktake-sheet'
      ? db.get<{ entityId: number }>(
          'SELECT entity_id AS entityId FROM stocktake WHERE id = ?',
          request.stocktakeId,
        )
      : 'ids' in request
        ? db.get<{ entityId: number }>(
            'SELECT entity_id AS entityId FROM asset_card WHERE id = ?',
            request.ids[0] ?? 0,
          )
        : undefined;
  if (found || !('ids' in request || request.document === 'stocktake-sheet')) return ok(found?.entityId);
  return refuse('print.asset-unknown', '没有所选的资产或盘点表，请回到固定资产重新选择。');
}

function documentOf(reading: Reading, request: AssetRequest, made: Made): Result<PrintDocument> {
  const { header } = made;
  const entityId = made.cooperative.id;
  switch (request.document) {
    case 'asset-card': {
      const cards = cardsOf(reading, request.ids);
      return cards.ok ? ok(assetCardDocument({ header, cards: cards.value })) : cards;
    }
    case 'asset-labels': {
      const cards = cardsOf(reading, request.ids);
      if (!cards.ok) return cards;
      const labels = cards.value.flatMap((card) => labelsOf(card, request.pieceIds));
      if (labels.length === 0) return refuse('print.no-labels', '所选的资产都已经处置，没有标签要打印。');
      return ok(assetLabels({ header, labels, skip: request.skip ?? 0 }));
    }
    case 'asset-register': {
      const rows = ask(reading, 'assets.list', { entityId, asOf: request.asOf });
      return rows.ok ? ok(assetRegister({ header, asOf: request.asOf, rows: rows.value })) : rows;
    }
    case 'depreciation-table':
      return monthTable(reading, made, request.period);
    case 'stocktake-sheet': {
      const sheet = ask(reading, 'stocktakes.get', { id: request.stocktakeId });
      return sheet.ok ? ok(countSheet(header, sheet.value, request)) : sheet;
    }
    case 'relief-ledger': {
      const rows = ask(reading, 'assets.reliefLedger', { entityId, year: request.year });
      if (!rows.ok) return rows;
      const { publicityDays, supervisorPhone } = made.cooperative.settings;
      const posted =
        request.from === undefined
          ? null
          : { from: request.from, days: publicityDays, telephone: supervisorPhone || TO_FILL_IN };
      return ok(reliefLedgerDocument({ header, year: request.year, rows: rows.value, posted }));
    }
  }
}

/** Where the settings lack a telephone, there is room to write it. */
const TO_FILL_IN = '＿＿＿＿＿＿＿＿';

type Card = Output<'assets.get'>;

function cardsOf(reading: Reading, ids: readonly number[]): Result<Card[]> {
  const cards: Card[] = [];
  for (const id of ids) {
    const card = ask(reading, 'assets.get', { id });
    if (!card.ok) return card;
    cards.push(card.value);
  }
  return ok(cards);
}

/** Of a batch, a label for each piece that stands (or those named); else one for the card. */
function labelsOf(card: Card, pieceIds: readonly number[] | undefined): AssetLabel[] {
  const { name, isRelief } = card;
  const owner = card.ownerKind === 'cooperative' ? '' : card.owner;
  const of = (no: string, place: string, custodian: string): AssetLabel => ({
    no,
    name,
    place,
    custodian,
    isRelief,
    owner,
  });
  if (card.isBatch && card.pieceRows.length > 0) {
    return card.pieceRows
      .filter((piece) => (pieceIds === undefined ? piece.state !== 'gone' : pieceIds.includes(piece.id)))
      .map((piece) => of(piece.no, piece.place, piece.custodian));
  }
  return card.state === 'gone' ? [] : [of(card.no, card.place, card.custodian)];
}

/** What was charged in a month that is run, else what would be. */
function monthTable(reading: Reading, { cooperative, header }: Made, period: string): Result<PrintDocument> {
  const entityId = cooperative.id;
  const preview = ask(reading, 'depreciation.preview', { entityId, period });
  if (!preview.ok) return preview;
  const runs = ask(reading, 'depreciation.runs', { entityId });
  if (!runs.ok) return runs;
  const cards = ask(reading, 'assets.list', { entityId, withGone: true });
  if (!cards.ok) return cards;
  const byId = new Map(cards.value.map((card) => [card.id, card]));
  const run = runs.value.find((one) => one.period === period && one.undoneOn === null);
  const rows = preview.value.rows.filter((row) => row.fen > 0);
  if (rows.length === 0) {
    return refuse('print.no-depreciation', `${period} 没有要计提折旧的资产，没有计算表可以打印。`);
  }
  return ok(
    depreciationTable({
      header,
      period,
      voucher: run?.vouchers.map((voucher) => voucher.name).join('、') ?? '',
      rows: rows.map((row) => {
        const card = byId.get(row.assetId);
        return {
          no: row.no,
          name: row.isCatchUp ? `${row.name}（补提 ${row.period}）` : row.name,
          category: row.category,
          pieces: card?.pieces ?? 1,
          costFen: row.costFen,
          residual: card?.residual ?? '',
          lifeMonths: card?.lifeMonths ?? 0,
          method: row.method === 'units' ? '工作量法' : '年限平均法',
          account: { production: '401 生产成本', management: '523 管理费用', public: '529 其他支出' }[
            row.use
          ],
          amountFen: row.fen,
          accumulatedFen: row.accumulatedFen,
          inBooks: row.isBooked,
        };
      }),
    }),
  );
}

type Sheet = Output<'stocktakes.get'>;

function countSheet(
  header: PrintHeader,
  sheet: Sheet,
  { blank, byPiece }: { blank?: boolean | undefined; byPiece?: boolean | undefined },
): PrintDocument {
  const { stocktake } = sheet;
  const rows = sheet.lines.flatMap((line): StocktakeLine[] => {
    const row = {
      no: line.no,
      name: line.name,
      spec: line.spec,
      place: line.place,
      custodian: line.custodian,
      unit: line.unit,
      inBooks: line.isBooked,
      bookCount: line.bookPieces,
      realCount: blank ? null : line.countedPieces,
      reason: blank ? '' : line.cause,
      opinion: blank ? '' : line.treatment,
      counter: blank ? '' : stocktake.counters,
    };
    if (!byPiece || line.pieces.length === 0) return [row];
    const missing = new Set(line.missingPieceIds);
    return line.pieces.map((piece) => ({
      ...row,
      no: piece.no,
      place: piece.place || line.place,
      bookCount: 1,
      realCount: row.realCount === null ? null : missing.has(piece.id) ? 0 : 1,
    }));
  });
  const found = blank
    ? []
    : sheet.found.map((one): StocktakeLine => ({
        no: one.no ?? '',
        name: one.name,
        spec: one.spec ?? '',
        place: one.place ?? '',
        custodian: one.custodian ?? '',
        unit: one.unit ?? '',
        inBooks: true,
        bookCount: 0,
        realCount: one.quantity,
        reason: one.cause ?? '',
        opinion: one.treatment ?? '',
        counter: stocktake.counters,
      }));
  return stocktakeSheet({
    header,
    date: stocktake.date,
    title: stocktake.scope === 'all' ? '固定资产盘点表' : `固定资产盘点表（${stocktake.category}）`,
    approval:
      blank || stocktake.approvalNo === '' ? '' : `${stocktake.approvedOn ?? ''} ${stocktake.approvalNo}`,
    rows: [...rows, ...found],
  });
}
