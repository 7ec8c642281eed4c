import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { missingSettled, moreSettled, type Payer } from '../../../shared/rules/posting/assets.ts';
import type { Posting } from '../../../shared/rules/posting/posting.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import { bookedAsset, cardById } from '../assets/index.ts';
import { payerNamed } from '../disposals/index.ts';
import { checkPastDate } from '../entities/index.ts';
import { checkDay, previewOf, registerEvent } from '../events/index.ts';
import { foundOf, linesOf, type Stored, stocktakeById } from './sheets.ts';

type Settled = Parsed<'stocktakes.settle'>;

interface Plan {
  readonly sheet: Stored;
  readonly postings: readonly Posting[];
  readonly lossFen: number;
  readonly paidFen: number;
  readonly gainFen: number;
  readonly payers: readonly { readonly lineId: number; readonly fen: number; readonly name: string }[];
}

interface Paid {
  readonly fen: number;
  readonly payer: Payer;
  readonly name: string;
}

/** 181 off again, as approved: who pays for what is missing, the rest to 529; what was found to 502. */
function plan(ctx: Reading, input: Settled): Result<Plan> {
  const { db } = ctx;
  const stored = stocktakeById(db, input.id);
  if (!stored.ok) return stored;
  const sheet = stored.value;
  const bar = barToSettling(ctx, sheet, input);
  if (bar) return bar;
  const day = checkDay(ctx, sheet.entityId, input.date);
  if (!day.ok) return day;
  const missing = linesOf(db, sheet.id).filter((line) => line.isBooked && (line.difference ?? 0) < 0);
  const paid = paidBy(ctx, sheet, input, missing);
  if (!paid.ok) return paid;
  const postings: Posting[] = [];
  for (const line of missing) {
    const fen = line.missingCostFen - line.missingAccumulatedFen;
    // Depreciated to nothing: nothing of it stands on 181.
    if (fen === 0) continue;
    const by = paid.value.get(line.id);
    postings.push(missingSettled(assetOf(ctx, line.assetId), fen, by?.fen ?? 0, by?.payer ?? null));
  }
  const found = foundOf(db, sheet.id);
  for (const one of found) {
    invariant(one.assetId !== null, 'what was found has its card');
    postings.push(moreSettled(assetOf(ctx, one.assetId), one.valueFen));
  }
  return ok({
    sheet,
    postings,
    lossFen: missing.reduce((fen, line) => fen + line.missingCostFen - line.missingAccumulatedFen, 0),
    paidFen: [...paid.value.values()].reduce((fen, one) => fen + one.fen, 0),
    gainFen: found.reduce((fen, one) => fen + one.valueFen, 0),
    payers: [...paid.value].map(([lineId, one]) => ({ lineId, fen: one.fen, name: one.name })),
  });
}

function assetOf({ db }: Reading, assetId: number) {
  const card = cardById(db, assetId);
  invariant(card !== null, 'a line is of a card');
  return bookedAsset(card);
}

function barToSettling(
  ctx: Reading,
  { state, bookedOn, settledOn }: Stored,
  input: Settled,
): Result<never> | null {
  if (state === 'settled') return refuse('stocktake_settled', `这次盘点已经在 ${settledOn ?? ''} 处理完。`);
  if (state !== 'booked') {
    return refuse('not_booked', '盘盈盘亏还没有入账。请先入账（挂待处理财产损溢），批准后再处理。');
  }
  if (bookedOn !== null && input.date < bookedOn) {
    const sentence = `处理日期不能早于入账的日期 ${bookedOn}。`;
    return refuse('before_booking', sentence, { date: sentence });
  }
  const approved = checkPastDate(input.approvedOn, ctx.today, 'approvedOn');
  if (!approved.ok) return approved;
  if (input.approvedOn > input.date) {
    const sentence = `${input.approvedOn} 才批准，处理日期不能早于批准日期。`;
    return refuse('before_approval', sentence, { date: sentence });
  }
  return null;
}

function paidBy(
  { db }: Reading,
  sheet: Stored,
  { paid = [] }: Settled,
  missing: ReturnType<typeof linesOf>,
): Result<Map<number, Paid>> {
  const lines = new Map(missing.map((line) => [line.id, line]));
  const by = new Map<number, Paid>();
  for (const [index, one] of paid.entries()) {
    const fault = (sentence: string, field = 'amountFen'): Result<never> =>
      refuse('paid_invalid', sentence, { [`paid.${index}.${field}`]: sentence });
    const line = lines.get(one.lineId);
    if (!line) return fault(`第 ${index + 1} 行没有在账上盘亏，不用赔偿。请重新选择。`, 'lineId');
    if (by.has(line.id)) return fault(`${line.no} ${line.name} 填了两个赔偿，请合成一行。`, 'lineId');
    const lossFen = line.missingCostFen - line.missingAccumulatedFen;
    if (one.amountFen > lossFen) {
      return fault(
        `${line.no} ${line.name} 盘亏 ${formatYuan(lossFen)} 元，赔偿 ${formatYuan(one.amountFen)} 元多了。多赔的部分请另用凭证记“其他收入”。`,
      );
    }
    const payer = payerNamed(db, sheet.entityId, one.payer, `paid.${index}.payer`);
    if (!payer.ok) return payer;
    by.set(line.id, { fen: one.amountFen, payer: payer.value.payer, name: payer.value.name });
  }
  return ok(by);
}

export function previewSettle(
  ctx: Reading,
  input: Parsed<'stocktakes.previewSettle'>,
): Result<Output<'stocktakes.previewSettle'>> {
  const planned = plan(ctx, input);
  if (!planned.ok) return planned;
  const { sheet, postings, lossFen, paidFen, gainFen } = planned.value;
  return ok({ vouchers: previewOf(ctx.db, sheet.entityId, postings), lossFen, paidFen, gainFen });
}

/** 批准后处理 of what stands on 181; of 备查 only the approval is kept. */
export function settleStocktake(ctx: Writing, input: Settled): Result<Output<'stocktakes.settle'>> {
  const planned = plan(ctx, input);
  if (!planned.ok) return planned;
  const { sheet, postings, lossFen, gainFen, payers } = planned.value;
  let eventId: number | null = null;
  let voucherIds: number[] = [];
  if (postings.length > 0) {
    const registered = registerEvent(
      ctx,
      sheet.entityId,
      {
        kind: 'stocktakeSettled',
        date: input.date,
        facts: input,
        amountFen: lossFen + gainFen,
        documentNo: '',
        party: '',
        note: `批准文号 ${input.approvalNo}`,
      },
      postings,
    );
    if (!registered.ok) return registered;
    ({ id: eventId, voucherIds } = registered.value);
  }
  for (const { lineId, fen, name } of payers) {
    ctx.db.run('UPDATE stocktake_line SET paid_fen = ?, payer_name = ? WHERE id = ?', fen, name, lineId);
  }
  ctx.db.run(
    `UPDATE stocktake SET state = 'settled', settled_on = ?, settle_event_id = ?, approval_no = ?, approved_on = ? WHERE id = ?`,
    input.date,
    eventId,
    input.approvalNo,
    input.approvedOn,
    sheet.id,
  );
  return ok({ id: sheet.id, state: 'settled', voucherIds, warnings: [] });
}
