import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { quantityText } from '../../../shared/rules/measures.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import type { Posting } from '../../../shared/rules/posting/posting.ts';
import { costOut } from '../../../shared/rules/posting/stock.ts';
import { goodsLost, lossSettled } from '../../../shared/rules/posting/storage.ts';
import type { InStore } from '../../../shared/rules/storage.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import {
  checkDay,
  checkMovements,
  enteredBefore,
  movementsOf,
  paperNo,
  previewOf,
  registerEvent,
  standingEvent,
} from '../events/index.ts';
import { balancesFrom } from '../ledger/index.ts';
import { memberById } from '../shares/index.ts';
import { booksBegin } from '../vouchers/index.ts';
import { amountWords, type Lot } from './lots.ts';
import { checkLeaving, checkSettled, checkThere, minus, nextSlipNo, writeMove } from './moving.ts';

interface LossPlan {
  readonly lot: Lot;
  readonly out: InStore;
  /** Of own goods in the books' time. */
  readonly booked: { readonly posting: Posting; readonly fen: number; readonly documentNo: string } | null;
  readonly warnings: string[];
}

/**
 * A loss in store. Of the cooperative's own goods it is 盘亏 at average cost until somebody decides; others' goods leave the register
 * only – what is to be made good is between the owner and the cooperative.
 */
function planLoss(ctx: Reading, input: Parsed<'storage.lose'>): Result<LossPlan> {
  const { db } = ctx;
  const leaving = checkLeaving(ctx, input);
  if (!leaving.ok) return leaving;
  const { lot, out } = leaving.value;
  const settled = checkSettled(lot, input.date);
  if (!settled.ok) return settled;
  if (lot.itemId === null) {
    const whose = lot.ownership === 'commission' ? '代销' : '代存';
    return ok({
      lot,
      out,
      booked: null,
      warnings: [
        `这是 ${lot.ownerName} ${whose}的货，损耗只记冷库的数量，不进社里的账。要赔给货主的，请另填凭证。`,
      ],
    });
  }
  if (!booksBegin(db, lot.entityId, input.date)) return ok({ lot, out, booked: null, warnings: [] });
  const day = checkDay(ctx, lot.entityId, input.date);
  if (!day.ok) return day;
  const cost = costOfLoss(db, { ...lot, itemId: lot.itemId }, input.date, out.kgMilli);
  if (!cost.ok) return cost;
  const documentNo = paperNo(input.documentNo);
  const twice = enteredBefore(db, lot.entityId, documentNo, cost.value, partyOfLoss(lot, out));
  if (twice) return twice;
  const posting = goodsLost(lot.product, out.kgMilli, cost.value);
  const guarded = checkMovements(db, lot.entityId, input.date, movementsOf(db, lot.entityId, [posting]));
  if (!guarded.ok) return guarded;
  return ok({ lot, out, booked: { posting, fen: cost.value, documentNo }, warnings: guarded.value });
}

const partyOfLoss = (lot: Lot, out: InStore): string => `${lot.no} ${lot.product} ${amountWords(out)}`;

function costOfLoss(
  db: ReadableDb,
  lot: Lot & { readonly itemId: number },
  date: string,
  kgMilli: number,
): Result<number> {
  const key = { account: '121', memberId: null, itemId: lot.itemId, item2Id: null };
  const point = balancesFrom(db, lot.entityId, key, date)[0];
  const stock = { quantityMilli: point?.milli ?? 0, fen: point?.fen ?? 0 };
  if (kgMilli > stock.quantityMilli) {
    const sentence = `“${lot.product}”${date} 账上库存只有 ${quantityText(Math.max(stock.quantityMilli, 0))} 公斤，不够盘亏 ${quantityText(kgMilli)} 公斤。请先补记入库的业务，或核对数量和日期。`;
    return refuse('stock_short', sentence, { quantity: sentence });
  }
  const cost = stock.fen < 0 ? 0 : costOut(stock, kgMilli);
  const isLast = kgMilli === stock.quantityMilli;
  if (cost > 0 && (isLast || cost < stock.fen)) return ok(cost);
  const sentence = `“${lot.product}”账上库存 ${quantityText(stock.quantityMilli)} 公斤、${formatYuan(stock.fen)} 元，按平均成本算不出这次损耗的金额。请先在“账簿”里查明产品物资的这一户。`;
  return refuse('stock_wrong', sentence, { quantity: sentence });
}

export function lose(ctx: Writing, input: Parsed<'storage.lose'>): Result<Output<'storage.lose'>> {
  const planned = planLoss(ctx, input);
  if (!planned.ok) return planned;
  const { lot, out, booked, warnings } = planned.value;
  let eventId: number | null = null;
  let voucherIds: number[] = [];
  if (booked !== null) {
    const event = {
      kind: 'storageLoss',
      date: input.date,
      facts: input,
      amountFen: booked.fen,
      documentNo: booked.documentNo,
      party: partyOfLoss(lot, out),
      note: input.reason,
    } as const;
    const registered = registerEvent(ctx, lot.entityId, event, [booked.posting], input.attachments);
    if (!registered.ok) return registered;
    ({ id: eventId, voucherIds } = registered.value);
  }
  const no = nextSlipNo(ctx.db, lot.entityId, 'loss', input.date);
  const id = writeMove(ctx, lot, {
    no,
    roomId: input.roomId,
    date: input.date,
    kind: 'loss',
    ...minus(out),
    reason: input.reason,
    eventId,
  });
  const there = checkThere(ctx.db, lot, input.roomId, input.date);
  return there.ok ? ok({ id, no, eventId, voucherIds, warnings }) : there;
}

export function previewLoss(
  ctx: Reading,
  input: Parsed<'storage.previewLoss'>,
): Result<Output<'storage.previewLoss'>> {
  const planned = planLoss(ctx, input);
  if (!planned.ok) return planned;
  const { lot, booked, warnings } = planned.value;
  const vouchers = booked === null ? [] : previewOf(ctx.db, lot.entityId, [booked.posting]);
  return ok({ vouchers, amountFen: booked?.fen ?? 0, warnings });
}

interface SettledPlan {
  readonly entityId: number;
  readonly posting: Posting;
  readonly fen: number;
  readonly party: string;
  readonly documentNo: string;
}

/** 盘亏 decided: who pays pays a part or all, the rest is a cost. */
function planSettled(ctx: Reading, input: Parsed<'storage.settleLoss'>): Result<SettledPlan> {
  const { db } = ctx;
  const found = standingEvent(db, input.lossId, 'storage');
  if (!found.ok) return found;
  const loss = found.value;
  if (loss.kind !== 'storageLoss')
    return refuse('not_a_loss', '这一笔不是盘亏，请在列表里选“冷库货物盘亏”。');
  const day = checkDay(ctx, loss.entityId, input.date);
  if (!day.ok) return day;
  if (input.date < loss.date) {
    const sentence = `处理日期不能早于盘亏的日期 ${loss.date}。`;
    return refuse('settled_too_early', sentence, { date: sentence });
  }
  const settled = settledBy(db, loss.id);
  if (settled !== null) return refuse('loss_settled', `这笔盘亏已经在 ${settled.date} 处理过了。`);
  const { paidFen } = input;
  if (paidFen > loss.amountFen || (paidFen === 0) !== (input.payer === null)) {
    const sentence =
      paidFen > loss.amountFen
        ? `赔款 ${formatYuan(paidFen)} 元不能多于盘亏的 ${formatYuan(loss.amountFen)} 元。`
        : '有人赔的要填赔多少，没有人赔的金额填 0。';
    return refuse('paid_misplaced', sentence, { paidFen: sentence });
  }
  if (input.payer?.kind === 'member' && memberById(db, input.payer.memberId)?.entityId !== loss.entityId) {
    return refuse('member_unknown', '没有这个社员，请重新选择。', { memberId: '没有这个社员' });
  }
  const { lotId } = JSON.parse(loss.facts) as Parsed<'storage.lose'>;
  const { product } = db.get<{ product: string }>(
    `SELECT COALESCE(i.name, l.product) AS product FROM cold_lot l LEFT JOIN analysis_item i ON i.id = l.item_id WHERE l.id = ?`,
    lotId,
  )!;
  const posting = lossSettled(product, loss.amountFen, paidFen, input.payer);
  const documentNo = paperNo(input.documentNo);
  const twice = enteredBefore(db, loss.entityId, documentNo, loss.amountFen, loss.party);
  if (twice) return twice;
  return ok({ entityId: loss.entityId, posting, fen: loss.amountFen, party: loss.party, documentNo });
}

/** The event that dealt with a loss, if one stands. */
export function settledBy(db: ReadableDb, lossEventId: number): { id: number; date: string } | null {
  return (
    db.get<{ id: number; date: string }>(
      `SELECT e.id, e.date FROM cold_loss_settled s JOIN business_event e ON e.id = s.event_id
       WHERE s.loss_event_id = ? AND s.undone_by IS NULL`,
      lossEventId,
    ) ?? null
  );
}

/** The latest day on which a settlement of a loss was undone: until then the loss was dealt with. */
export function settledUntil(db: ReadableDb, lossEventId: number): string | null {
  return (
    db.get<{ date: string | null }>(
      `SELECT MAX(r.date) AS date FROM cold_loss_settled s JOIN business_event r ON r.id = s.undone_by WHERE s.loss_event_id = ?`,
      lossEventId,
    )?.date ?? null
  );
}

export function settleLoss(
  ctx: Writing,
  input: Parsed<'storage.settleLoss'>,
): Result<Output<'storage.settleLoss'>> {
  const planned = planSettled(ctx, input);
  if (!planned.ok) return planned;
  const { entityId, posting, fen, party, documentNo } = planned.value;
  const event = {
    kind: 'storageLossSettled',
    date: input.date,
    facts: input,
    amountFen: fen,
    documentNo,
    party,
    note: input.approval,
  } as const;
  const registered = registerEvent(ctx, entityId, event, [posting], input.attachments);
  if (!registered.ok) return registered;
  ctx.db.run(
    'INSERT INTO cold_loss_settled (event_id, loss_event_id) VALUES (?, ?)',
    registered.value.id,
    input.lossId,
  );
  return ok({ ...registered.value, warnings: [] });
}

export function previewSettled(
  ctx: Reading,
  input: Parsed<'storage.previewSettleLoss'>,
): Result<Output<'storage.previewSettleLoss'>> {
  const planned = planSettled(ctx, input);
  if (!planned.ok) return planned;
  const { entityId, posting, fen } = planned.value;
  return ok({ vouchers: previewOf(ctx.db, entityId, [posting]), amountFen: fen, warnings: [] });
}
