import { z } from 'zod';
import { command, query } from './method.ts';
import { accountCode } from './accounts.ts';
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

const memberState = z.enum(['active', 'frozen', 'leaving', 'left']);

/** 出资方式. Labour is listed so that it can be refused with the reason. */
const contributionForm = z.enum(['cash', 'in-kind', 'land', 'labour']);

const shareKind = z.enum([
  'contribution',
  'transfer-in',
  'transfer-out',
  'inheritance-in',
  'inheritance-out',
  'surplus-to-share',
  'reserve-to-share',
  'withdrawal',
  'reversal',
]);

const memberRow = z.object({
  id,
  no: z.string(),
  name: z.string(),
  kind: z.enum(['person', 'organisation']),
  state: memberState,
  isVillageBody: z.boolean(),
  personId: id.nullable(),
  householdId: id.nullable(),
  householdCode: z.string(),
  groupNo: z.int().nullable(),
  category: z.string(),
  idMasked: z.string(),
  cardMasked: z.string(),
  phone: z.string(),
  /** Shares = capital ÷ par value, two decimals at most, as text. */
  shares: z.string(),
  capitalFen: fen,
  /** Of which from 到户类扶贫项目资产. */
  capitalFromReliefFen: fen,
  reserveShareFen: fen,
  grantShareFen: fen,
  donationShareFen: fen,
  equityFen: fen,
  /** Share of the total capital, in percent with two decimals. */
  percent: z.string(),
  lastChange: z.object({ date: z.string(), label: z.string() }).nullable(),
});

const shareRow = z.object({
  id,
  seq: z.int(),
  date: z.string(),
  memberId: id,
  memberNo: z.string(),
  memberName: z.string(),
  groupNo: z.int().nullable(),
  kind: shareKind,
  form: contributionForm.nullable(),
  source: z.string(),
  fromRelief: z.boolean(),
  amountFen: fen,
  document: z.string(),
  note: z.string(),
  receiptNo: z.string(),
  operator: z.string(),
  recordedAt: z.string(),
  reversesId: id.nullable(),
  reversedById: id.nullable(),
  /** The voucher it was made with; null before the books begin. */
  voucherId: id.nullable(),
});

const withdrawalRow = z.object({
  id,
  memberId: id,
  memberNo: z.string(),
  memberName: z.string(),
  appliedOn: z.string(),
  effectiveOn: z.string(),
  explanation: z.string(),
  state: z.enum(['requested', 'effected', 'cancelled']),
  capitalFen: fen,
  reserveShareFen: fen,
  document: z.string(),
});

const accountRow = z.object({
  no: z.int(),
  date: z.string(),
  summary: z.string(),
  capitalReliefFen: fen,
  capitalOtherFen: fen,
  reserveFen: fen,
  grantFen: fen,
  donationFen: fen,
  quantity: z.record(z.string(), z.string()),
  amountFen: z.record(z.string(), fen),
  patronageReturnFen: fen,
  surplusShareFen: fen,
});

/** One member's 成员账户 for a year: opening, movements, closing (running balances stay with the printer). */
export const memberAccount = z.object({
  memberId: id,
  memberNo: z.string(),
  name: z.string(),
  address: z.string(),
  year,
  products: z.array(z.string()),
  opening: accountRow,
  rows: z.array(accountRow),
  closing: accountRow,
});

const recorded = z.object({ id, receiptNo: z.string(), warnings: z.array(z.string()) });

/** Members (社员) and their share capital (股金): an append-only ledger of share transactions. */
export const shares = {
  'members.list': query(
    '社员与股金',
    z.object({ entityId, asOf: date.optional(), search: shortText.optional(), groupNo: z.int().optional() }),
    z.array(memberRow),
  ),
  'members.get': query(
    '一个社员',
    z.object({ id, asOf: date.optional() }),
    z.object({ member: memberRow, transactions: z.array(shareRow), withdrawals: z.array(withdrawalRow) }),
  ),
  'members.create': command(
    '新增社员',
    z.object({
      entityId,
      no: shortText.optional(),
      kind: z.enum(['person', 'organisation']),
      personId: id.optional(),
      organisation: z.object({ name, code: shortText, isVillageBody: z.boolean() }).optional(),
      joinedOn: date,
    }),
    z.object({ id, no: z.string(), warnings: z.array(z.string()) }),
  ),
  /** A death: the account is frozen; its dividends are computed but not paid until the heirs are settled. */
  'members.freeze': command('冻结账户', z.object({ id, date, reason: requiredText }), z.object({ id })),
  'members.account': query('成员账户', z.object({ id, year }), memberAccount),
  'shares.list': query(
    '股金流水',
    z.object({ entityId, from: date.optional(), to: date.optional(), memberId: id.optional() }),
    z.array(shareRow),
  ),
  'shares.contribute': command(
    '入股',
    z.object({
      memberId: id,
      date,
      form: contributionForm,
      source: requiredText,
      /** From 到户类扶贫项目资产, a column of its own in the statutory account. */
      fromRelief: z.boolean(),
      amountFen: positiveFen,
      document: shortText,
      note: shortText,
      /** Where the money went; left out: as the settings say. */
      money: money.optional(),
      /** In kind or land: the account it stands on, and what it is. */
      asset: z
        .object({
          account: accountCode,
          itemId: id.optional(),
          itemName: shortText.optional(),
          /** Of goods (121), and of nothing else. */
          quantity: quantity.optional(),
        })
        .optional(),
      /** 股金溢价: received above (or, negative, below) the capital. */
      premiumFen: fen.optional(),
    }),
    recorded,
  ),
  'shares.transfer': command(
    '转让',
    z.object({
      fromMemberId: id,
      toMemberId: id,
      date,
      amountFen: positiveFen,
      agreement: requiredText,
      note: shortText,
    }),
    recorded,
  ),
  /** The whole holding passes to the heirs named in the agreement or notarial deed; the parts must sum to it. */
  'shares.inherit': command(
    '继承',
    z.object({
      fromMemberId: id,
      date,
      document: requiredText,
      heirs: z
        .array(z.object({ memberId: id, amountFen: positiveFen }))
        .min(1, '至少一位继承人')
        .max(50),
    }),
    recorded,
  ),
  /** Distributed surplus that the meeting turned into shares (法第四十四条末款). */
  'shares.fromSurplus': command(
    '盈余转股',
    z.object({ runId: id, memberId: id, date, amountFen: positiveFen, resolution: requiredText }),
    recorded,
  ),
  /** 公积金转增: a reserve turned into capital, divided over the members by rule. */
  'shares.fromReserve': command(
    '公积金转增',
    z.object({
      entityId,
      date,
      reserve: z.enum(['321', '322']),
      amountFen: positiveFen,
      resolution: requiredText,
    }),
    recorded,
  ),
  'shares.requestWithdrawal': command(
    '申请退社',
    z.object({ memberId: id, appliedOn: date, document: requiredText }),
    z.object({ id, effectiveOn: z.string(), explanation: z.string() }),
  ),
  'shares.cancelWithdrawal': command(
    '撤回退社申请',
    z.object({ id, reason: requiredText }),
    z.object({ id }),
  ),
  /** Not before the year end on which membership ends. */
  'shares.effectWithdrawal': command(
    '办理退社',
    z.object({
      id,
      date,
      document: shortText,
      /** Left out: owed in 成员往来. */ paidWith: money.optional(),
    }),
    recorded,
  ),
  /** 红字冲销: a linked row of the opposite sign; the row itself is never touched. */
  'shares.reverse': command('冲销', z.object({ id, date, reason: requiredText }), recorded),
};
