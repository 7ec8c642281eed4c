import { z } from 'zod';
import { accountCode, dim } from './accounts.ts';
import { EVENT_KINDS, type EventSubject } from '../rules/posting/eventKinds.ts';
import { command, query } from './method.ts';
import { base64, date, entityId, fen, id, period, quantityText, requiredText, shortText } from './values.ts';

export const voucherWord = z.enum(['记', '收', '付', '转', '初']);
const voucherState = z.enum(['draft', 'reviewed', 'posted', 'void']);
const voucherKind = z.enum(['entry', 'event', 'close-profit', 'close-year', 'clear-distribution', 'opening']);
const voucherSource = z.enum(['share', 'dividend-run', 'dividend-payment', 'business']);

const lineInput = z.object({
  summary: shortText,
  account: accountCode,
  /** One of the two; negative is red (红字). */
  debitFen: fen,
  creditFen: fen,
  memberId: id.nullable().optional(),
  itemId: id.nullable().optional(),
  item2Id: id.nullable().optional(),
  quantity: quantityText.nullable().optional(),
});

const voucherLine = z.object({
  no: z.int(),
  summary: z.string(),
  accountId: id,
  accountCode: z.string(),
  /** With its parents' names: 盈余分配/各项分配. */
  accountName: z.string(),
  debitFen: fen,
  creditFen: fen,
  memberId: id.nullable(),
  memberNo: z.string().nullable(),
  memberName: z.string().nullable(),
  itemId: id.nullable(),
  itemDim: dim.nullable(),
  itemName: z.string().nullable(),
  item2Id: id.nullable(),
  item2Dim: dim.nullable(),
  item2Name: z.string().nullable(),
  /** 是否扶贫项目资产, as the asset or project says; null where the account has neither. */
  isPovertyAsset: z.boolean().nullable(),
  quantity: z.string().nullable(),
});

const voucherHead = z.object({
  id,
  date: z.string(),
  period,
  word: voucherWord,
  number: z.int(),
  kind: voucherKind,
  state: voucherState,
  /** 已冲销 is a posted voucher whose reversal stands. */
  reversed: z.enum(['no', 'partly', 'wholly']),
  summary: z.string(),
  amountFen: fen,
  attachments: z.int(),
  files: z.int(),
  note: z.string(),
  source: voucherSource.nullable(),
  sourceId: id.nullable(),
  reversesId: id.nullable(),
  preparedBy: z.string(),
  reviewedBy: z.string().nullable(),
  postedBy: z.string().nullable(),
  voidReason: z.string().nullable(),
});

const voucherName = z.object({ id, name: z.string() });
const counted = z.object({ count: z.int(), warnings: z.array(z.string()) });
const template = z.object({ id, name: z.string(), lines: z.array(lineInput) });

/** Vouchers (记账凭证): 草稿 → 已审核 → 已记账; 作废 keeps its number, what is posted is undone in red. */
export const vouchers = {
  'vouchers.list': query(
    '凭证',
    z.object({
      entityId,
      from: period.optional(),
      to: period.optional(),
      state: voucherState.optional(),
      word: voucherWord.optional(),
      account: accountCode.optional(),
      source: voucherSource.optional(),
      sourceId: id.optional(),
      search: shortText.optional(),
    }),
    z.array(voucherHead),
  ),
  'vouchers.get': query(
    '一张凭证',
    z.object({ id }),
    z.object({
      /** Which books it is of. */
      entityId: id,
      voucher: voucherHead,
      lines: z.array(voucherLine),
      files: z.array(
        z.object({ id, name: z.string(), size: z.int(), operator: z.string(), addedAt: z.string() }),
      ),
      /** Where it came from, in words: 入股 M001 张守田 20,000.00 元. */
      source: z
        .object({
          title: z.string(),
          subject: z.enum(['members', 'dividends', ...(Object.keys(EVENT_KINDS) as EventSubject[])]),
          id,
        })
        .nullable(),
      reverses: voucherName.nullable(),
      reversedBy: z.array(voucherName),
    }),
  ),
  /** The number the next voucher of that day gets, and whether the day's period is open. */
  'vouchers.next': query(
    '下一个凭证号',
    z.object({ entityId, date, word: voucherWord.optional() }),
    z.object({ word: voucherWord, number: z.int(), problem: z.string().nullable() }),
  ),
  /** A new draft, or a draft replaced. Event vouchers are not written by hand. */
  'vouchers.save': command(
    '保存凭证',
    z.object({
      entityId,
      id: id.optional(),
      date,
      /** Left out: 记, or by the lines where the books use 收付转. */
      word: voucherWord.optional(),
      attachments: z.int('附单据张数是整数').min(0, '附单据张数不能是负数').max(9999, '附单据张数太大'),
      note: shortText.optional(),
      lines: z.array(lineInput).min(2, '一张凭证至少两行').max(2000, '一张凭证最多 2000 行'),
    }),
    z.object({ id, word: voucherWord, number: z.int(), warnings: z.array(z.string()) }),
  ),
  /** Words and sheets attached, of any voucher not posted yet; figures stay. */
  'vouchers.annotate': command(
    '修改摘要和附件数',
    z.object({
      id,
      attachments: z.int().min(0).max(9999).optional(),
      summaries: z
        .array(z.object({ no: z.int(), summary: requiredText }))
        .max(2000)
        .optional(),
    }),
    z.object({ id }),
  ),
  'vouchers.review': command('审核凭证', z.object({ ids: z.array(id).min(1).max(10_000) }), counted),
  'vouchers.unreview': command('取消审核', z.object({ ids: z.array(id).min(1).max(10_000) }), counted),
  'vouchers.post': command('凭证记账', z.object({ ids: z.array(id).min(1).max(10_000) }), counted),
  'vouchers.void': command('作废凭证', z.object({ id, reason: requiredText }), z.object({ id })),
  /** 红字冲销 of a posted voucher written by hand; an event is reversed in its register. */
  'vouchers.reverse': command(
    '冲销凭证',
    z.object({ id, date, reason: requiredText }),
    z.object({ id, word: voucherWord, number: z.int() }),
  ),
  'vouchers.templates': query('常用凭证', z.object({ entityId }), z.array(template)),
  'vouchers.saveTemplate': command(
    '存为常用凭证',
    z.object({ entityId, name: requiredText, lines: z.array(lineInput).min(1).max(200) }),
    z.object({ id }),
  ),
  'vouchers.deleteTemplate': command('删除常用凭证', z.object({ id }), z.object({ id })),
  'vouchers.addFile': command(
    '附上文件',
    z.object({ id, name: requiredText, dataBase64: base64 }),
    z.object({ id }),
  ),
  'vouchers.file': query(
    '打开附件',
    z.object({ id }),
    z.object({ name: z.string(), dataBase64: z.string() }),
  ),
  'vouchers.removeFile': command('取下附件', z.object({ id }), z.object({ id })),
};
