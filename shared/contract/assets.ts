import { z } from 'zod';
import { previewVoucher, voucherName } from './eventParts.ts';
import { command, query } from './method.ts';
import {
  base64,
  costFen as cost,
  date,
  done,
  entityId,
  fen,
  id,
  money,
  name,
  percent,
  period,
  positiveFen,
  positiveQuantity as quantity,
  requiredText,
  shortText,
  year,
} from './values.ts';

/** 在用, 闲置, 出租, 损坏; gone is what was disposed of, missing or undone. */
const assetState = z.enum(['in-use', 'idle', 'rented', 'damaged', 'gone']);
/** What it is used for, and so where its depreciation goes: 401, 523, 529. */
export const assetUse = z.enum(['production', 'management', 'public']);
/** 入账: on 151/152 (142/143). 备查: registered, depreciated on the card and counted, without vouchers. */
const assetStanding = z.enum(['booked', 'memo']);
const acquisition = z.enum(['purchase', 'built', 'grant', 'donation', 'share', 'found', 'other']);
/** 财政资金, 帮扶单位, 捐赠, 自筹股金, 贷款. */
export const fundingSource = z.enum(['state', 'partner', 'donated', 'own', 'loan']);
const ownerKind = z.enum(['cooperative', 'village', 'state', 'household', 'other']);
const account = z.enum(['151', '142']);

const no = z.string().trim().min(1, '请填资产编号').max(20, '资产编号最多 20 个字');
const text = z.string().trim().max(50, '最多 50 个字');
const months = z.int('年限按整月计').min(1, '年限至少一个月').max(1200, '年限最多 100 年');
const fundingRow = z.object({
  source: fundingSource,
  /** Which grant project, partner, donor, lender. */
  note: text,
  amountFen: cost,
});
const MOST_PIECES = 9999;

/** What is asked of 扶贫项目资产 beside (国办函〔2021〕51号). */
const relief = z.object({
  kind: z.enum(['business', 'public', 'household']),
  project: text,
  projectYear: year.nullable(),
  /** 批文 */
  approvalNo: text,
  /** 实施单位 */
  implementer: text,
  /** 竣工验收日 */
  acceptedOn: date.nullable(),
  /** 经营权人 */
  operatedBy: text,
  /** 收益权与分配方式 */
  benefitRule: shortText,
  /** 监管单位 */
  supervisor: text,
  /** 管护责任人 */
  caretaker: text,
  /** 确权日, 证号 */
  certifiedOn: date.nullable(),
  certificateNo: text,
});

/** What a card says beside money; it may be corrected at any time, each correction is kept. */
const facts = z.object({
  no,
  name,
  category: name,
  spec: text,
  unit: z.string().trim().max(10, '单位最多 10 个字'),
  supplier: text,
  documentNo: shortText,
  use: assetUse,
  place: text,
  department: text,
  custodian: text,
  ownerKind,
  /** The owner's name where it is not the cooperative. */
  owner: text,
  /** By what contract the cooperative controls what another owns (37号 Art. 14). */
  controlContract: text,
  note: shortText,
});

/** 年限平均法, 工作量法; the residual in percent of the cost. */
const terms = z.discriminatedUnion('method', [
  z.object({ method: z.literal('straight-line'), lifeMonths: months, residual: percent }),
  z.object({
    method: z.literal('units'),
    lifeMonths: months,
    residual: percent,
    /** All the work expected of it. */
    units: quantity,
    workUnit: z.string().trim().min(1, '请填工作量单位').max(10, '单位最多 10 个字'),
  }),
]);

/** How it came, and so what stands on the other side of the voucher. */
const how = z.discriminatedUnion('kind', [
  /** `paid`: null leaves it owed to the supplier (211). */
  z.object({ kind: z.literal('bought'), party: text, paid: money.nullable() }),
  /** 完工交付 from 153 at 决算价. */
  z.object({ kind: z.literal('built'), project: name }),
  /** Bought, paid (in part) with a grant: 235 to 311 as well. */
  z.object({
    kind: z.literal('granted'),
    project: name,
    grantFen: positiveFen,
    party: text,
    paid: money.nullable(),
  }),
  /** In kind. `nominal`: neither paper nor appraisal nor market price, at 1 yuan; what it cost to get it goes to 529. */
  z.object({
    kind: z.literal('donated'),
    party: name,
    basis: z.enum(['voucher', 'appraisal', 'nominal']),
    costs: z.object({ fen: positiveFen, party: text, paid: money.nullable() }).nullable(),
  }),
  /** Listed before anybody looked at how it was paid: owed (211) until that is recorded. */
  z.object({
    kind: z.literal('pending'),
    party: name,
    /** What of it was given in kind, and so is known: 311. */
    donatedFen: fen.min(0, '金额不能是负数').optional(),
    acquisition: acquisition.optional(),
  }),
  /** 备查, or before the books begin: no voucher. */
  z.object({ kind: z.literal('register'), acquisition }),
]);

const acquired = z.object({
  entityId,
  /** 取得日, and the day of the voucher. */
  date,
  /** 投入使用日: left out, the day it came. */
  inServiceOn: date.optional(),
  standing: assetStanding,
  account,
  facts,
  costFen: cost,
  /** Sources of the cost: together they are the cost. */
  funding: z.array(fundingRow).min(1, '请填资金来源').max(50, '资金来源最多 50 行'),
  terms,
  isRelief: z.boolean(),
  relief: relief.nullable(),
  /**
   * Pieces of a batch, each with a place, a custodian and a state of its own; null: one thing. Numbers as given, or made: DP-001 … by the
   * card's number.
   */
  pieces: z
    .object({
      count: z.int('数量是整数').min(1, '数量至少是 1').max(MOST_PIECES, `数量最多 ${MOST_PIECES}`),
      nos: z.array(no).max(MOST_PIECES).optional(),
    })
    .nullable(),
  /** In service before the books begin: what was depreciated until then; left out, as the terms give. */
  accumulatedFen: fen.min(0, '累计折旧不能是负数').optional(),
  attachments: z.int('附单据张数是整数').min(0, '附单据张数不能是负数').max(9999, '附单据张数太大'),
  how,
});

const fundingSplit = z.object({ stateFen: fen, partnerFen: fen, donatedFen: fen, ownFen: fen, loanFen: fen });

const row = z.object({
  id,
  no: z.string(),
  name: z.string(),
  category: z.string(),
  spec: z.string(),
  unit: z.string(),
  standing: assetStanding,
  account,
  /** Pieces standing; 1 for one thing. */
  pieces: z.int(),
  isBatch: z.boolean(),
  costFen: fen,
  accumulatedFen: fen,
  netFen: fen,
  /** 月折旧额 by the terms of the day; 0 when nothing is left to charge; null for 工作量法. */
  monthlyFen: fen.nullable(),
  lifeMonths: z.int(),
  residual: z.string(),
  acquisition,
  acquiredOn: z.string(),
  inServiceOn: z.string(),
  use: assetUse,
  place: z.string(),
  department: z.string(),
  custodian: z.string(),
  state: assetState,
  ownerKind,
  owner: z.string(),
  isRelief: z.boolean(),
  funding: fundingSplit,
  /** 资料待补: made with something else (an older file, a share, a stock-take), facts are to be completed. */
  isIncomplete: z.boolean(),
});

const pieceRow = z.object({
  id,
  assetId: id,
  no: z.string(),
  place: z.string(),
  custodian: z.string(),
  state: assetState,
});

const card = row.extend({
  itemId: id.nullable(),
  supplier: z.string(),
  documentNo: z.string(),
  controlContract: z.string(),
  note: z.string(),
  operator: z.string(),
  recordedAt: z.string(),
  fundingRows: z.array(fundingRow.extend({ note: z.string(), amountFen: fen })),
  relief: relief.nullable(),
  benefits: z.array(z.object({ year, amountFen: fen, note: z.string() })),
  /** In the order they began; the last that has begun is in force. */
  terms: z.array(
    z.object({
      id,
      fromPeriod: period,
      method: z.enum(['straight-line', 'units']),
      residual: z.string(),
      lifeMonths: z.int(),
      months: z.int(),
      toChargeFen: fen,
      units: z.string(),
      workUnit: z.string(),
      reason: z.string(),
      isUndone: z.boolean(),
    }),
  ),
  /** The last month that was charged. */
  depreciatedTo: period.nullable(),
  pieceRows: z.array(pieceRow),
  changes: z.array(
    z.object({
      id,
      date: z.string(),
      /** null: of the card. */
      pieceNo: z.string().nullable(),
      /** 保管人 */
      field: z.string(),
      before: z.string(),
      after: z.string(),
      note: z.string(),
      operator: z.string(),
      recordedAt: z.string(),
    }),
  ),
  moves: z.array(
    z.object({
      id,
      date: z.string(),
      kind: z.enum(['acquired', 'improved', 'depreciated', 'disposed', 'missing', 'found', 'reversal']),
      pieceNo: z.string().nullable(),
      costFen: fen,
      accumulatedFen: fen,
      pieces: z.int(),
      period: z.string().nullable(),
      isUndone: z.boolean(),
      eventId: id.nullable(),
      vouchers: z.array(voucherName),
    }),
  ),
  events: z.array(
    z.object({
      id,
      date: z.string(),
      /** 购入固定资产 */
      title: z.string(),
      amountFen: fen,
      documentNo: z.string(),
      party: z.string(),
      note: z.string(),
      reversesId: id.nullable(),
      reversedById: id.nullable(),
      vouchers: z.array(voucherName),
      operator: z.string(),
    }),
  ),
  files: z.array(
    z.object({
      id,
      name: z.string(),
      size: z.int(),
      isPicture: z.boolean(),
      operator: z.string(),
      addedAt: z.string(),
    }),
  ),
  /** Why its coming in can't be undone (any more); null where it can. */
  reverseRefusal: z.string().nullable(),
  undoneOn: z.string().nullable(),
});

const written = z.object({ id, voucherIds: z.array(id), warnings: z.array(z.string()) });

/** Fixed assets (固定资产): one card each, what it cost and from whom, where it stands and who keeps it. */
export const assets = {
  'assets.list': query(
    '固定资产',
    z.object({
      entityId,
      /** As it stood at the end of that day; left out, today. */
      asOf: date.optional(),
      search: shortText.optional(),
      standing: assetStanding.optional(),
      category: text.optional(),
      /** A batch is found by the state, the place or the custodian of any of its pieces. */
      state: assetState.optional(),
      place: text.optional(),
      custodian: text.optional(),
      source: fundingSource.optional(),
      relief: z.boolean().optional(),
      /** Came in that year. */
      year: year.optional(),
      /** Those too of which nothing stands any more. */
      withGone: z.boolean().optional(),
    }),
    z.array(row),
  ),
  'assets.get': query('资产卡片', z.object({ id, asOf: date.optional() }), card),
  /** What forms offer: categories with their usual lives, the words used so far, works in progress with what stands on them. */
  'assets.choices': query(
    '资产登记选项',
    z.object({ entityId, asOf: date.optional() }),
    z.object({
      categories: z.array(z.object({ name: z.string(), lifeMonths: z.int(), residual: z.string() })),
      places: z.array(z.string()),
      departments: z.array(z.string()),
      custodians: z.array(z.string()),
      units: z.array(z.string()),
      projects: z.array(z.object({ itemId: id, name: z.string(), balanceFen: fen })),
      /** What was donated, appraised or listed without a price stands at that (名义金额). */
      nominalFen: fen,
    }),
  ),
  /** The next free number after the last one of that prefix: HG → HG-02. */
  'assets.nextNo': query(
    '下一个资产编号',
    z.object({ entityId, prefix: z.string().trim().max(15, '前缀最多 15 个字') }),
    z.object({ no: z.string() }),
  ),
  'assets.acquire': command('登记固定资产', acquired, written),
  /** What acquiring it would write, or why it can't be. */
  'assets.preview': query(
    '试算资产登记',
    acquired,
    z.object({
      vouchers: z.array(previewVoucher),
      /** What 151 and 152 are analysed by. */
      itemName: z.string().nullable(),
      pieceNos: z.array(z.string()),
      monthlyFen: fen.nullable(),
      /** First month that is depreciated; null where nothing is. */
      firstPeriod: period.nullable(),
      /** What is depreciated when the books begin. */
      accumulatedFen: fen,
      warnings: z.array(z.string()),
    }),
  ),
  /** A card of 备查 comes into the books: the cooperative's own by now, or under its control by contract. */
  'assets.book': command(
    '备查资产转入账',
    z.object({
      id,
      date,
      ownerKind,
      owner: text,
      controlContract: text,
      documentNo: shortText,
      attachments: z.int().min(0).max(9999),
      how,
    }),
    written,
  ),
  /** Facts, never money; each change is kept with its date and operator. */
  'assets.update': command('修改资产卡片', z.object({ id, facts }), done),
  /** 资料待补: life, residual and sources of a card that something else made. */
  'assets.complete': command(
    '补全资产资料',
    z.object({ id, facts, funding: z.array(fundingRow).min(1).max(50), terms }),
    done,
  ),
  /** A move, another custodian, idle, rented, damaged: of the card, or of pieces of it; of a batch without pieces: of all that stand. */
  'assets.change': command(
    '资产变动',
    z.object({
      id,
      pieceIds: z.array(id).max(MOST_PIECES).optional(),
      date,
      change: z.discriminatedUnion('field', [
        z.object({ field: z.literal('place'), value: name }),
        z.object({ field: z.literal('custodian'), value: name }),
        z.object({ field: z.literal('department'), value: name }),
        z.object({ field: z.literal('state'), value: z.enum(['in-use', 'idle', 'rented', 'damaged']) }),
      ]),
      note: shortText,
    }),
    z.object({ changed: z.int() }),
  ),
  /** 红字冲销 of how it came in; refused while anything later stands on it. A card of 备查 is taken off. */
  'assets.reverse': command('冲销资产登记', z.object({ id, date, reason: requiredText }), written),
  'assets.setRelief': command(
    '扶贫项目资产信息',
    z.object({ id, isRelief: z.boolean(), relief: relief.nullable() }),
    done,
  ),
  /** 年度收益; null takes it out. */
  'assets.setBenefit': command(
    '登记资产年度收益',
    z.object({ id, year, amountFen: fen.nullable(), note: shortText }),
    done,
  ),
  'assets.addFile': command(
    '添加资产附件',
    z.object({ id, name: requiredText, dataBase64: base64 }),
    z.object({ id }),
  ),
  'assets.file': query(
    '资产附件',
    z.object({ fileId: id }),
    z.object({ name: z.string(), type: z.string(), dataBase64: z.string() }),
  ),
  'assets.removeFile': command('删除资产附件', z.object({ fileId: id }), done),
  /** Where the event behind a voucher is seen. */
  'assets.ofEvent': query(
    '固定资产业务的出处',
    z.object({ eventId: id }),
    z.discriminatedUnion('at', [
      z.object({ at: z.literal('card'), assetId: id }),
      z.object({ at: z.literal('depreciation'), period }),
      z.object({ at: z.literal('clearing'), disposalId: id }),
      z.object({ at: z.literal('stocktake'), stocktakeId: id }),
      z.object({ at: z.literal('list') }),
    ]),
  ),
  /** Every batch with its pieces, as they stand on a day: the plan of the greenhouses. */
  'assets.plan': query(
    '大棚平面图',
    z.object({ entityId, asOf: date.optional() }),
    z.array(
      z.object({
        assetId: id,
        no: z.string(),
        name: z.string(),
        category: z.string(),
        pieces: z.array(pieceRow.omit({ assetId: true })),
      }),
    ),
  ),
  /** 扶贫资产明细账 as it stands at the end of a year. */
  'assets.reliefLedger': query(
    '扶贫资产明细账',
    z.object({ entityId, year }),
    z.array(
      row
        .pick({
          id: true,
          no: true,
          name: true,
          category: true,
          spec: true,
          unit: true,
          standing: true,
          pieces: true,
          costFen: true,
          accumulatedFen: true,
          netFen: true,
          acquiredOn: true,
          place: true,
          custodian: true,
          state: true,
          ownerKind: true,
          owner: true,
          funding: true,
        })
        .extend({
          relief: relief.nullable(),
          /** 年度收益, of the year. */
          benefitFen: fen.nullable(),
          benefitNote: z.string(),
          /** 处置记录: what went, by day. */
          disposals: z.array(z.object({ date: z.string(), text: z.string(), costFen: fen })),
        }),
    ),
  ),
};
