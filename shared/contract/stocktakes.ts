import { z } from 'zod';
import { payer, previewVoucher, voucherName } from './eventParts.ts';
import { assetUse } from './assets.ts';
import { command, query } from './method.ts';
import {
  costFen,
  date,
  entityId,
  fen,
  id,
  name,
  percent,
  positiveFen,
  requiredText,
  shortText,
} from './values.ts';

/** `open`: being counted; `counted`: all counted; `booked`: differences on 181; `settled`: approved and off 181, or nothing differed. */
const state = z.enum(['open', 'counted', 'booked', 'settled', 'dropped']);
const count = z.int('件数要是整数').min(0, '件数不能是负数').max(1_000_000, '件数太大');
const category = z.string().trim().min(1, '不能空着').max(30, '最多 30 个字');

/** 盘盈: what stands there and in no card. */
const found = z.object({
  /** Left out: a new row. */
  id: id.optional(),
  /** Number of the card it will have; left out: given when it is booked. */
  no: z.string().trim().max(20, '资产编号最多 20 个字').optional(),
  name,
  category,
  spec: shortText.optional(),
  unit: z.string().trim().max(10, '最多 10 个字').optional(),
  quantity: z.int('数量要是整数').min(1, '至少 1').max(9999, '最多 9999 件'),
  /** 市价 or 评估价, less wear: all of it together. */
  valueFen: costFen,
  use: assetUse,
  /** Life still ahead. */
  lifeMonths: z.int('年限要填整月数').min(1, '年限至少 1 个月').max(1200, '年限最多 1200 个月'),
  residualPercent: percent.optional(),
  place: shortText.optional(),
  custodian: shortText.optional(),
  cause: shortText.optional(),
  treatment: shortText.optional(),
});

const line = z.object({
  id,
  assetId: id,
  no: z.string(),
  name: z.string(),
  category: z.string(),
  spec: z.string(),
  unit: z.string(),
  place: z.string(),
  custodian: z.string(),
  isBooked: z.boolean(),
  isRelief: z.boolean(),
  /** 账面 on the day. */
  bookPieces: z.int(),
  costFen: fen,
  accumulatedFen: fen,
  netFen: fen,
  /** Its pieces with numbers that are there by the books. */
  pieces: z.array(z.object({ id, no: z.string(), place: z.string(), state: z.string() })),
  countedPieces: z.int().nullable(),
  missingPieceIds: z.array(id),
  /** Negative: 盘亏. Null: not counted. */
  difference: z.int().nullable(),
  /** Cost and what was depreciated of what is missing. */
  missingCostFen: fen,
  missingAccumulatedFen: fen,
  cause: z.string(),
  treatment: z.string(),
  /** Settled: who pays how much of the loss. */
  paidFen: fen,
  payerName: z.string(),
});

const stocktake = z.object({
  id,
  date: z.string(),
  scope: z.enum(['all', 'category']),
  category: z.string(),
  /** 盘点人, 监盘人 */
  counters: z.string(),
  state,
  lines: z.int(),
  counted: z.int(),
  /** Cards with something missing, and things found. */
  missing: z.int(),
  found: z.int(),
  /** Net of what is missing, value of what was found: those 入账. */
  lossFen: fen,
  gainFen: fen,
  bookedOn: z.string().nullable(),
  settledOn: z.string().nullable(),
  approvalNo: z.string(),
  approvedOn: z.string().nullable(),
  vouchers: z.array(voucherName),
  operator: z.string(),
});

const written = z.object({ id, state, voucherIds: z.array(id), warnings: z.array(z.string()) });

const settlement = z.object({
  id,
  date,
  approvalNo: requiredText,
  approvedOn: date,
  /** Who pays for what is missing; what is not named is the cooperative's loss (529). */
  paid: z
    .array(z.object({ lineId: id, amountFen: positiveFen, payer }))
    .max(2000)
    .optional(),
});

/** Stock-take of fixed assets (固定资产盘点): the count sheet, what was counted, differences through 181, approval. */
export const stocktakes = {
  /** Makes the count sheet of a day: every card that stands, or those of a category. */
  'stocktakes.begin': command(
    '开始盘点',
    z.object({
      entityId,
      date,
      scope: z.enum(['all', 'category']),
      category: category.optional(),
      counters: shortText.optional(),
    }),
    z.object({ id, lines: z.int() }),
  ),
  'stocktakes.list': query('盘点', z.object({ entityId }), z.array(stocktake)),
  'stocktakes.get': query(
    '盘点表',
    z.object({ id }),
    z.object({
      stocktake,
      lines: z.array(line),
      found: z.array(found.extend({ id, assetId: id.nullable() })),
      /** Cards whose pieces changed since the sheet was made. */
      changed: z.array(z.string()),
    }),
  ),
  /** What was counted so far; lines left out stay as they are, `found` replaces what was there. `finished`: everything is counted. */
  'stocktakes.save': command(
    '保存盘点结果',
    z.object({
      id,
      counters: shortText.optional(),
      lines: z
        .array(
          z.object({
            id,
            countedPieces: count.nullable(),
            missingPieceIds: z.array(id).max(2000).optional(),
            cause: shortText.optional(),
            treatment: shortText.optional(),
          }),
        )
        .max(20_000),
      found: z.array(found).max(500, '盘盈最多 500 行').optional(),
      finished: z.boolean().optional(),
    }),
    z.object({ id, state, differences: z.int(), warnings: z.array(z.string()) }),
  ),
  'stocktakes.previewBook': query(
    '试算盘盈盘亏',
    z.object({ id, date }),
    z.object({
      vouchers: z.array(previewVoucher),
      lossFen: fen,
      gainFen: fen,
      warnings: z.array(z.string()),
    }),
  ),
  /** Differences onto 181 (18102); 备查 cards in the register only. Nothing differs: settled at once. */
  'stocktakes.book': command('盘盈盘亏入账', z.object({ id, date }), written),
  'stocktakes.previewSettle': query(
    '试算处理盘盈盘亏',
    settlement,
    z.object({ vouchers: z.array(previewVoucher), lossFen: fen, paidFen: fen, gainFen: fen }),
  ),
  'stocktakes.settle': command('处理盘盈盘亏', settlement, written),
  /** Undoes the newest step: settled → booked → counted. */
  'stocktakes.reverse': command('冲销盘点入账', z.object({ id, date, reason: requiredText }), written),
  /** An open or counted sheet that is not wanted. */
  'stocktakes.drop': command('作废盘点表', z.object({ id, reason: requiredText }), z.object({ id })),
};
