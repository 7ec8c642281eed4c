import { z } from 'zod';
import { payer, previewVoucher, voucherName } from './eventParts.ts';
import { fundingSource } from './assets.ts';
import { command, query } from './method.ts';
import {
  costFen,
  date,
  entityId,
  fen,
  id,
  money,
  name,
  percent,
  positiveFen,
  quantityText,
  requiredText,
  shortText,
} from './values.ts';

/** All that is left of a card, or some of its pieces. */
const pieces = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('whole') }),
  z.object({
    kind: z.literal('pieces'),
    pieceIds: z.array(id).min(1, '请至少选一件').max(10_000, '一次最多 10000 件'),
  }),
]);

/** 报废, 毁损, 出售, 对外捐赠, 退回所有人 (备查), 其他 */
const way = z.enum(['scrapped', 'destroyed', 'sold', 'given', 'returned', 'other']);
const attachments = z
  .int('附单据张数是整数')
  .min(0, '附单据张数不能是负数')
  .max(9999, '附单据张数太大')
  .optional();

const disposal = z.object({
  assetId: id,
  what: pieces,
  date,
  way,
  reason: requiredText,
  /** 批准文号、会议决议 */
  approvalNo: shortText.optional(),
  documentNo: shortText.optional(),
  note: shortText.optional(),
  attachments,
  /** Where what it brings is known at once (出售): recorded with it; `close` then also closes the clearing. */
  proceeds: z.object({ amountFen: positiveFen, payer }).optional(),
  close: z.boolean().optional(),
});

const step = z.object({
  /** `clearing`: into 154; `cost` 清理费用, `proceeds` 清理收入, `close` 结转. */
  kind: z.enum(['clearing', 'cost', 'proceeds', 'close']),
  /** Null: 备查, without event. */
  eventId: id.nullable(),
  date: z.string(),
  /** What it did to 154: debit positive. */
  fen,
  party: z.string(),
  note: z.string(),
  vouchers: z.array(voucherName),
  undoneOn: z.string().nullable(),
});

const disposalRow = z.object({
  id,
  assetId: id,
  no: z.string(),
  name: z.string(),
  isBooked: z.boolean(),
  date: z.string(),
  way,
  reason: z.string(),
  approvalNo: z.string(),
  note: z.string(),
  pieces: z.int(),
  unit: z.string(),
  /** Numbers of the pieces that went; empty for a whole card or pieces without numbers. */
  pieceNos: z.array(z.string()),
  costFen: fen,
  accumulatedFen: fen,
  netFen: fen,
  /** 清理费用, 清理收入 so far. */
  clearingCostFen: fen,
  proceedsFen: fen,
  /** What stands on 154 for it: debit positive; nil when closed. */
  balanceFen: fen,
  state: z.enum(['open', 'closed', 'undone']),
  steps: z.array(step),
  operator: z.string(),
});

const written = z.object({
  id,
  eventId: id.nullable(),
  voucherIds: z.array(id),
  warnings: z.array(z.string()),
});

const improvement = z.object({
  assetId: id,
  date,
  /** Item of 在建工程 the works were gathered on; a 备查 card needs none. */
  project: name.optional(),
  amountFen: costFen,
  /** Where the money came from; together the amount. Left out: 自筹. */
  funding: z
    .array(z.object({ source: fundingSource, note: shortText.optional(), amountFen: positiveFen }))
    .max(20, '最多 20 行')
    .optional(),
  /** Left out: as before. The whole life, from the first month that was charged. */
  lifeMonths: z.int('年限要填整月数').min(1).max(1200).optional(),
  residualPercent: percent.optional(),
  /** 工作量法: work expected from the next month on. */
  units: quantityText.optional(),
  reason: requiredText,
  documentNo: shortText.optional(),
  attachments,
});

/** Disposal (处置): out of the card into 154, what it costs and brings, closed to 529 or 502; and improvement (改建). */
export const disposals = {
  'disposals.preview': query(
    '试算资产处置',
    disposal,
    z.object({
      pieces: z.int(),
      pieceNos: z.array(z.string()),
      costFen: fen,
      /** With the month's own charge, where that is made with the disposal. */
      accumulatedFen: fen,
      netFen: fen,
      /** The month's depreciation, charged with the disposal; 0 where it was run. */
      monthFen: fen,
      /** What would stand on 154 afterwards. */
      balanceFen: fen,
      vouchers: z.array(previewVoucher),
      warnings: z.array(z.string()),
    }),
  ),
  'disposals.record': command('资产处置', disposal, written),
  /** 清理费用; `paid` null: owed to the party (211). */
  'disposals.cost': command(
    '清理费用',
    z.object({
      id,
      date,
      amountFen: positiveFen,
      party: z.string().trim().max(50, '最多 50 个字').optional(),
      paid: money.nullable(),
      documentNo: shortText.optional(),
      note: shortText.optional(),
      attachments,
    }),
    written,
  ),
  /** 变价收入、残料、保险赔款、责任人赔偿 */
  'disposals.proceeds': command(
    '清理收入',
    z.object({
      id,
      date,
      amountFen: positiveFen,
      payer,
      documentNo: shortText.optional(),
      note: shortText.optional(),
      attachments,
    }),
    written,
  ),
  /** 结转清理净损益: what is left on 154 to 529 or 502. */
  'disposals.close': command('结转清理损益', z.object({ id, date, note: shortText.optional() }), written),
  /** Undoes the newest step that stands (`eventId` names it, so that nobody undoes another); of 备查: the disposal itself. */
  'disposals.reverse': command(
    '冲销资产处置',
    z.object({ id, eventId: id.nullable(), date, reason: requiredText }),
    written,
  ),
  /** Newest first; `open`: clearings that still stand on 154. */
  'disposals.list': query(
    '资产处置',
    z.object({ entityId, assetId: id.optional(), state: z.enum(['open', 'all']).optional() }),
    z.array(disposalRow),
  ),
  'improvements.preview': query(
    '试算资产改建',
    improvement,
    z.object({
      /** `card`: adds to the cost; `deferred`: fully depreciated, so to 171. */
      mode: z.enum(['card', 'deferred']),
      costFen: fen,
      beforeFen: fen.nullable(),
      /** 月折旧 from the next month on; null by units, and when deferred. */
      afterFen: fen.nullable(),
      months: z.int(),
      fromPeriod: z.string().nullable(),
      vouchers: z.array(previewVoucher),
      warnings: z.array(z.string()),
    }),
  ),
  'improvements.record': command('资产改建', improvement, written),
  'improvements.reverse': command('冲销资产改建', z.object({ id, date, reason: requiredText }), written),
  'improvements.list': query(
    '资产改建',
    z.object({ entityId, assetId: id.optional() }),
    z.array(
      z.object({
        id,
        assetId: id,
        no: z.string(),
        name: z.string(),
        date: z.string(),
        mode: z.enum(['card', 'deferred']),
        project: z.string(),
        amountFen: fen,
        reason: z.string(),
        vouchers: z.array(voucherName),
        undoneOn: z.string().nullable(),
        operator: z.string(),
      }),
    ),
  ),
};
