import { z } from 'zod';
import { EVENT_KINDS, type EventKind } from '../rules/posting/eventKinds.ts';
import { payer, previewVoucher, voucherName } from './eventParts.ts';
import { command, query } from './method.ts';
import {
  date,
  entityId,
  fen,
  id,
  money,
  name,
  positiveFen,
  positiveQuantity as quantity,
  requiredText,
  shortText,
  year,
} from './values.ts';

type ProductionKind = Extract<EventKind, keyof typeof EVENT_KINDS.production>;

const product = requiredText.max(30, '品名最多 30 个字');
const bags = z.int('袋数是整数').positive('袋数必须大于 0').max(100_000_000, '袋数太大');
const greenhouse = z.string().trim().min(1, '请填棚号').max(20, '棚号最多 20 个字');
const flushNo = z.int().positive('潮次从 1 起').max(30, '潮次太大');
/** 各潮比例 as text: "40", "12.5". */
const share = z
  .string()
  .trim()
  .regex(/^\d{1,3}(\.\d{1,2})?$/, '比例要写成 40 或 12.5 这样');
const costRule = z.enum(['percent', 'expected']);
const someone = z.string().trim().max(50, '最多 50 个字');

const batchFacts = z.object({
  /** 批次号; none is used twice. */
  no: requiredText.max(20, '批次号最多 20 个字'),
  name,
  product,
  strain: someone,
  bags,
  begunOn: date,
  costRule,
  /** Of all flushes together; needed by the rule that goes by it. */
  expectedKg: quantity.nullable(),
  /** One a flush, summing to 100. */
  flushes: z.array(share).max(20, '最多 20 潮'),
  note: shortText,
});

const costLine = z.object({ item: name, amountFen: positiveFen });

const approval = z.object({
  /** 批准文号、会议记录. */
  approval: requiredText.max(50, '最多 50 个字'),
  compensationFen: fen.min(0, '赔款不能是负数'),
  payer: payer.nullable(),
});

/** What happened to batches. Amounts in fen, quantities as decimal text in the product's unit, bags whole. */
const productionEvent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('bagMaterial'),
    batchId: id,
    goods: z.array(z.object({ product, quantity })).min(1, '至少要有一行').max(200, '一次最多 200 行'),
  }),
  z.object({
    kind: z.literal('bagCost'),
    batchId: id,
    what: requiredText.max(50, '最多 50 个字'),
    amountFen: positiveFen,
    /** Money; owed to a non-member; or what stands on an item of 141 that is no batch. */
    from: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('money'), money, party: someone }),
      z.object({ kind: z.literal('owed'), party: name }),
      z.object({ kind: z.literal('item'), itemId: id }),
    ]),
  }),
  z.object({
    kind: z.literal('bagShare'),
    costs: z.array(costLine).min(1, '至少要有一个成本项目').max(50, '最多 50 行'),
    by: z.enum(['bags', 'cost', 'typed']),
    /** `amountFen` of the typed ones. */
    batches: z
      .array(z.object({ batchId: id, amountFen: positiveFen.optional() }))
      .min(1, '至少选一个批次')
      .max(200, '最多 200 个批次'),
  }),
  z.object({
    kind: z.literal('bagHarvest'),
    batchId: id,
    flushNo,
    isLast: z.boolean(),
    quantity,
    /** Weighed by greenhouse, as far as they were. */
    places: z.array(z.object({ greenhouse, quantity })).max(500, '最多 500 个棚'),
  }),
  z.object({
    kind: z.literal('bagLoss'),
    batchId: id,
    bags,
    /** Empty: not placed yet. */
    greenhouse: z.string().trim().max(20),
    reason: requiredText,
    /** Null: waits on 181 until it is approved. */
    approved: approval.nullable(),
  }),
  z.object({ kind: z.literal('bagLossSettled'), lossId: id, approved: approval }),
  z.object({ kind: z.literal('bagTail'), batchId: id, account: z.enum(['521', '529']) }),
  z.object({
    kind: z.literal('drying'),
    freshProduct: product,
    freshQuantity: quantity,
    dryProduct: product,
    dryQuantity: quantity,
    /** Fuel, power, labour that stand on 401. */
    costs: z.array(costLine).max(20, '最多 20 行'),
  }),
]);

const recorded = z.object({
  entityId,
  date,
  documentNo: shortText,
  note: shortText,
  attachments: z.int('附单据张数是整数').min(0, '附单据张数不能是负数').max(9999, '附单据张数太大'),
  event: productionEvent,
});

const eventRow = z.object({
  id,
  kind: z.enum(Object.keys(EVENT_KINDS.production) as ProductionKind[]),
  title: z.string(),
  date: z.string(),
  summary: z.string(),
  party: z.string(),
  /** Negative: it takes another back. */
  amountFen: fen,
  documentNo: z.string(),
  note: z.string(),
  vouchers: z.array(voucherName),
  reversesId: id.nullable(),
  reversedById: id.nullable(),
  operator: z.string(),
});

/** growing: nothing picked yet; fruiting: between flushes; settled: its last flush cleared it; lost: no bag is left. */
const state = z.enum(['growing', 'fruiting', 'settled', 'lost']);

const batchRow = z.object({
  id,
  itemId: id,
  no: z.string(),
  name: z.string(),
  product: z.string(),
  bags: z.int(),
  bagsLeft: z.int(),
  placedBags: z.int(),
  greenhouses: z.int(),
  begunOn: z.string(),
  state,
  /** Latest flush picked; 0 for none. */
  flushNo: z.int(),
  /** All that came to it. */
  costFen: fen,
  /** What stands on 141. */
  balanceFen: fen,
  harvestedKg: z.string(),
  harvestedFen: fen,
  /** Yuan a kilogram picked, four decimals. */
  costPerKg: z.string().nullable(),
});

/** Costs by where they came from, in fen. */
const costParts = z.object({
  openingFen: fen,
  materialFen: fen,
  labourFen: fen,
  paidFen: fen,
  shareFen: fen,
  otherFen: fen,
});

const place = z.object({ greenhouse: z.string(), bags: z.int(), since: z.string() });

const reportFigures = z.object({
  bags: z.int(),
  costFen: fen,
  harvestedKg: z.string(),
  /** Of what was picked. */
  harvestedFen: fen,
  costPerKg: z.string().nullable(),
  /** At what its product brought on average; null while nothing of it was sold. */
  revenueFen: fen.nullable(),
  surplusFen: fen.nullable(),
});

/** Mushroom bags (菌袋生产): batches, what they cost, where they stand, what they bear. */
export const production = {
  /** A new batch, or (with its id) changes to one: what later flushes go by, never what is recorded. */
  'production.saveBatch': command(
    '登记菌袋批次',
    batchFacts.extend({ entityId, id: id.optional() }),
    z.object({ id, itemId: id, warnings: z.array(z.string()) }),
  ),
  'production.batches': query('菌袋批次', z.object({ entityId, asOf: date.optional() }), z.array(batchRow)),
  'production.batch': query(
    '一个菌袋批次',
    z.object({ id }),
    z.object({
      batch: batchRow,
      facts: batchFacts,
      costs: costParts,
      /** In from what and out to what, by date; those undone and their red rows left out. */
      costRows: z.array(
        z.object({
          eventId: id,
          date: z.string(),
          title: z.string(),
          what: z.string(),
          quantity: z.string().nullable(),
          fen,
        }),
      ),
      materials: z.array(z.object({ product: z.string(), quantity: z.string(), fen })),
      harvests: z.array(
        z.object({
          eventId: id,
          date: z.string(),
          flushNo: z.int(),
          isLast: z.boolean(),
          quantity: z.string(),
          costFen: fen,
          costPerKg: z.string().nullable(),
          places: z.array(z.object({ greenhouse: z.string(), quantity: z.string() })),
        }),
      ),
      losses: z.array(
        z.object({
          id,
          eventId: id.nullable(),
          date: z.string(),
          isNormal: z.boolean(),
          bags: z.int(),
          greenhouse: z.string(),
          reason: z.string(),
          costFen: fen,
          /** Of one that is not normal: waits on 181. */
          pendingFen: fen,
        }),
      ),
      places: z.array(place),
      /** Steps in the greenhouses that stand, latest first. */
      steps: z.array(
        z.object({
          stepId: id,
          date: z.string(),
          kind: z.enum(['placed', 'moved', 'taken', 'lost', 'cleared']),
          text: z.string(),
          bags: z.int(),
        }),
      ),
    }),
  ),
  'production.record': command(
    '登记菌袋生产',
    recorded,
    z.object({ id, voucherIds: z.array(id), warnings: z.array(z.string()) }),
  ),
  /** What recording it would write and how the amount comes about, or why it can't be. */
  'production.preview': query(
    '试算菌袋生产分录',
    recorded,
    z.object({
      vouchers: z.array(previewVoucher),
      amountFen: fen,
      /** How it was computed, in sentences. */
      explanation: z.array(z.string()),
      /** Of 分摊: what each batch gets. */
      shares: z.array(z.object({ batchId: id, name: z.string(), amountFen: fen })),
      warnings: z.array(z.string()),
    }),
  ),
  'production.events': query(
    '菌袋生产登记',
    z.object({ entityId, year: year.optional(), batchId: id.optional() }),
    z.array(eventRow),
  ),
  'production.event': query(
    '一笔菌袋生产登记',
    z.object({ id }),
    z.object({
      event: eventRow,
      facts: productionEvent,
      attachments: z.int(),
      recordedAt: z.string(),
      /** Those it is about. */
      batches: z.array(z.object({ id, name: z.string() })),
    }),
  ),
  'production.reverse': command(
    '冲销菌袋生产登记',
    z.object({ id, date, reason: requiredText }),
    z.object({ id, voucherIds: z.array(id), warnings: z.array(z.string()) }),
  ),
  /** Bags into greenhouses (no `from`), between them, and out (no `to`). */
  'production.place': command(
    '菌袋进棚、转棚',
    z.object({
      batchId: id,
      date,
      note: shortText,
      places: z
        .array(z.object({ from: greenhouse.nullable(), to: greenhouse.nullable(), bags }))
        .min(1, '至少要有一行')
        .max(500, '一次最多 500 行'),
    }),
    z.object({ stepId: id, warnings: z.array(z.string()) }),
  ),
  'production.undoPlace': command('撤销进棚、转棚', z.object({ stepId: id }), z.object({ stepId: id })),
  /** A normal loss: bags fall, the cost stays with those that are left. */
  'production.loseBags': command(
    '菌袋正常损耗',
    z.object({ batchId: id, date, bags, greenhouse: z.string().trim().max(20), reason: requiredText }),
    z.object({ id }),
  ),
  'production.undoLoss': command('撤销正常损耗', z.object({ id }), z.object({ id })),
  /** Which batch stands in which greenhouse at the end of a day. */
  'production.greenhouses': query(
    '各棚菌袋',
    z.object({ entityId, asOf: date.optional() }),
    z.array(
      z.object({
        greenhouse: z.string(),
        batchId: id,
        batchNo: z.string(),
        batchName: z.string(),
        bags: z.int(),
        since: z.string(),
      }),
    ),
  ),
  /** 401 by cost item: what can still be shared out on a day. */
  'production.costsToShare': query(
    '可分摊的生产成本',
    z.object({ entityId, asOf: date.optional() }),
    z.array(z.object({ item: z.string(), balanceFen: fen })),
  ),
  'production.report': query(
    '批次成本表',
    z.object({ entityId, asOf: date.optional(), batchId: id.optional() }),
    z.object({
      asOf: z.string(),
      batches: z.array(
        reportFigures.extend({
          id,
          no: z.string(),
          name: z.string(),
          state,
          bagsLeft: z.int(),
          costs: costParts,
          lossFen: fen,
          tailFen: fen,
          balanceFen: fen,
          /** What a fresh kilogram brought, four decimals. */
          realisedPrice: z.string().nullable(),
        }),
      ),
      /** A batch's figures by where its bags stood: by weight where it was weighed, else by bags and days. */
      greenhouses: z.array(
        reportFigures.extend({ greenhouse: z.string(), batchId: id, batchNo: z.string() }),
      ),
      drying: z.array(
        z.object({
          eventId: id,
          date: z.string(),
          freshProduct: z.string(),
          freshKg: z.string(),
          dryProduct: z.string(),
          dryKg: z.string(),
          ratio: z.string(),
          isUsual: z.boolean(),
          /** A dry kilogram. */
          costPerKg: z.string().nullable(),
        }),
      ),
    }),
  ),
};
