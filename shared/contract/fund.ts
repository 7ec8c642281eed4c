import { z } from 'zod';
import { previewVoucher } from './eventParts.ts';
import { fundSettings } from './fundSettings.ts';
import { command, query } from './method.ts';
import { subjectEvent } from './storage.ts';
import {
  date,
  done,
  entityId,
  fen,
  id,
  money,
  name,
  positiveFen,
  requiredText,
  shortText,
  year,
} from './values.ts';

const attachments = z.int('附单据张数是整数').min(0, '附单据张数不能是负数').max(9999, '附单据张数太大');
const paper = { documentNo: shortText, attachments, note: shortText };
export const fundRecorded = z.object({ id, voucherIds: z.array(id), warnings: z.array(z.string()) });
const saved = z.object({ id, warnings: z.array(z.string()) });

const memberRow = z.object({
  id,
  no: z.string(),
  name: z.string(),
  personId: id,
  idMasked: z.string(),
  phone: z.string(),
  householdId: id.nullable(),
  householdCode: z.string(),
  groupNo: z.int().nullable(),
  category: z.string(),
  /** 免交基准互助金. */
  isExempt: z.boolean(),
  state: z.enum(['active', 'leaving', 'left']),
  joinedOn: z.string(),
  leftOn: z.string().nullable(),
  /** Of guarantee: the group on the day. */
  guaranteeGroupId: id.nullable(),
  guaranteeGroup: z.string(),
  /** Own 互助金 (2209), and granted 赠股配股 (a ticket only). */
  baseFen: fen,
  additionalFen: fen,
  ownFen: fen,
  grantedFen: fen,
  /** Loans on the day. */
  loanFen: fen,
  overdueFen: fen,
});

const contributionRow = z.object({
  id,
  memberId: id,
  memberNo: z.string(),
  memberName: z.string(),
  date: z.string(),
  kind: z.enum(['base', 'additional', 'granted', 'refund', 'reversal']),
  title: z.string(),
  fen,
  /** Own 互助金 of the member after it. */
  balanceFen: fen,
  documentNo: z.string(),
  note: z.string(),
  eventId: id.nullable(),
  reversesId: id.nullable(),
  isUndone: z.boolean(),
  operator: z.string(),
});

const groupRow = z.object({
  id,
  no: z.int(),
  name: z.string(),
  headMemberId: id.nullable(),
  headName: z.string(),
  note: z.string(),
  members: z.array(
    z.object({
      memberId: id,
      memberNo: z.string(),
      name: z.string(),
      householdCode: z.string(),
      from: z.string(),
      to: z.string().nullable(),
      endReason: z.string(),
      loanFen: fen,
      overdueFen: fen,
    }),
  ),
  /** On the day. */
  size: z.int(),
  loanFen: fen,
  overdueFen: fen,
  /** What is not in order: too few members, somebody overdue. */
  faults: z.array(z.string()),
});

const joining = z.object({
  entityId,
  personId: id,
  /** 会员号; left out: the next one. */
  no: z.string().max(20, '会员号最多 20 个字').optional(),
  date,
  isExempt: z.boolean(),
  /** 互助金 paid on joining; 0: none (exempt, or to come). */
  amountFen: fen.min(0, '金额不能是负数'),
  paid: money,
  /** Into which group at once. */
  groupId: id.optional(),
  ...paper,
});

const contributing = z.object({
  entityId,
  memberId: id,
  date,
  kind: z.enum(['base', 'additional', 'granted']),
  amountFen: positiveFen,
  /** Not asked for granted shares: they move no money. */
  paid: money,
  ...paper,
});

const bringing = z.object({
  entityId,
  date,
  /** 财政扶持, 捐赠, 社会帮扶. */
  source: z.enum(['fiscal', 'donation', 'assistance']),
  /** Who gives: 县扶贫办. */
  party: name,
  amountFen: positiveFen,
  /** 限定用途. */
  isRestricted: z.boolean(),
  paid: money,
  ...paper,
});

const spending = z.object({
  entityId,
  date,
  /** 业务活动成本, 管理费用. */
  cost: z.enum(['programme', 'management']),
  /** What for: 办公费, 会议费. */
  item: name,
  party: shortText,
  amountFen: positiveFen,
  paid: money,
  ...paper,
});

const distributing = z.object({
  entityId,
  year,
  date,
  /** 会员大会决议. */
  resolution: requiredText,
  note: shortText,
});

const leaving = z.object({ entityId, id, date, paid: money, ...paper });

const previewed = z.object({
  vouchers: z.array(previewVoucher),
  amountFen: fen,
  warnings: z.array(z.string()),
});

const exitRow = z.object({
  id,
  memberId: id,
  memberNo: z.string(),
  name: z.string(),
  appliedOn: z.string(),
  /** From when it can take effect. */
  earliestOn: z.string(),
  reason: z.string(),
  state: z.enum(['requested', 'effected', 'cancelled']),
  closedOn: z.string().nullable(),
  closedReason: z.string(),
  ownFen: fen,
  grantedFen: fen,
  /** Accumulated share, where the setting is on. */
  shareFen: fen,
  payableFen: fen,
  paidFen: fen,
  eventId: id.nullable(),
  /** Each condition of the exit on the day asked for, with what is missing in words. */
  conditions: z.array(z.object({ name: z.string(), isMet: z.boolean(), text: z.string() })),
});

const figures = z.object({
  cashFen: fen,
  bankFen: fen,
  lentFen: fen,
  /** What has been written off is no longer lent. */
  loans: z.int(),
  overdueFen: fen,
  overdueLoans: z.int(),
  /** Behind with instalments that were due, the loan itself not yet. */
  behindFen: fen,
  behindLoans: z.int(),
  /** 资金总额: cash, bank and loans. */
  fundFen: fen,
  /** 12.34: per cent of the fund that is lent. */
  lentPercent: z.string(),
  limitPercent: z.string(),
  /** By how much more may be lent; below zero: beyond the limit. */
  canLendFen: fen,
  /** Own 互助金, granted shares (ticket), capital from outside, parts of the net assets. */
  ownFen: fen,
  grantedFen: fen,
  fiscalFen: fen,
  donationFen: fen,
  assistanceFen: fen,
  members: z.int(),
  households: z.int(),
  groups: z.int(),
});

/** 村互助资金协会: the association itself, its members, groups, capital, costs, distribution, exits and reports. Loans: fundLoans.ts. */
export const fund = {
  /** Null: the workspace has none yet (entities.create makes it). */
  'fund.get': query(
    '互助资金协会',
    z.object({ entityId }),
    z.object({ id, name: z.string(), firstPeriod: z.string(), settings: fundSettings }).nullable(),
  ),
  'fund.saveSettings': command('修改互助资金设置', z.object({ entityId, settings: fundSettings }), done),
  'fund.position': query(
    '资金概况',
    z.object({ entityId, asOf: date.optional() }),
    figures.extend({
      asOf: z.string(),
      /** Cash and bank come from the books; null before they begin: typed openings are asked for. */
      inBooks: z.boolean(),
      warnings: z.array(z.string()),
    }),
  ),
  'fund.reminders': query(
    '互助资金提醒',
    z.object({ entityId, asOf: date.optional() }),
    z.array(
      z.object({
        kind: z.enum(['overdue', 'behind', 'due', 'notice', 'report', 'exit', 'group', 'distribution']),
        text: z.string(),
        /** When it falls due. */
        date: z.string(),
        loanId: id.nullable(),
        memberId: id.nullable(),
      }),
    ),
  ),
  'fund.members': query(
    '会员名册',
    z.object({ entityId, asOf: date.optional(), search: shortText.optional(), all: z.boolean().optional() }),
    z.array(memberRow),
  ),
  'fund.join': command(
    '登记会员',
    joining,
    z.object({ id, no: z.string(), voucherIds: z.array(id), warnings: z.array(z.string()) }),
  ),
  'fund.contributions': query(
    '互助金收缴台账',
    z.object({ entityId, memberId: id.optional(), year: year.optional() }),
    z.array(contributionRow),
  ),
  'fund.contribute': command('缴互助金、登记赠股', contributing, fundRecorded),
  'fund.groups': query('互助小组', z.object({ entityId, asOf: date.optional() }), z.array(groupRow)),
  'fund.saveGroup': command(
    '登记互助小组',
    z.object({
      entityId,
      id: id.optional(),
      no: z.int().min(1).max(999),
      name,
      headMemberId: id.nullable(),
      note: shortText,
    }),
    saved,
  ),
  'fund.enterGroup': command('加入互助小组', z.object({ entityId, groupId: id, memberId: id, date }), saved),
  'fund.leaveGroup': command(
    '退出互助小组',
    z.object({ entityId, groupId: id, memberId: id, date, reason: requiredText }),
    saved,
  ),
  'fund.capital': query(
    '资金来源',
    z.object({ entityId, year: year.optional() }),
    z.array(
      z.object({
        eventId: id,
        date: z.string(),
        source: z.enum(['fiscal', 'donation', 'assistance']),
        party: z.string(),
        fen,
        isRestricted: z.boolean(),
        documentNo: z.string(),
        note: z.string(),
        isUndone: z.boolean(),
      }),
    ),
  ),
  'fund.bring': command('登记资金来源', bringing, fundRecorded),
  'fund.spend': command('登记费用支出', spending, fundRecorded),
  /** Vouchers before anything is written; each act with the input of its call. */
  'fund.preview': query(
    '试算互助资金分录',
    z.discriminatedUnion('act', [
      z.object({ act: z.literal('contribute'), input: contributing }),
      z.object({ act: z.literal('bring'), input: bringing }),
      z.object({ act: z.literal('spend'), input: spending }),
      z.object({ act: z.literal('distribute'), input: distributing }),
      z.object({ act: z.literal('leave'), input: leaving }),
    ]),
    previewed,
  ),
  'fund.distribution': query(
    '占用费分配',
    z.object({ entityId, year }),
    z.object({
      year,
      /** 占用费 received in the year, what it came from, and the table's parts of it. */
      feeFen: fen,
      costFen: fen,
      parts: z.array(
        z.object({
          name: z.string(),
          percent: z.string(),
          target: z.enum(['running', 'reserve', 'welfare', 'risk']),
          fen,
          text: z.string(),
        }),
      ),
      /** Null: not distributed yet. */
      eventId: id.nullable(),
      date: z.string().nullable(),
      resolution: z.string(),
      warnings: z.array(z.string()),
    }),
  ),
  'fund.distribute': command('占用费分配', distributing, fundRecorded),
  'fund.exits': query('退会申请', z.object({ entityId, asOf: date.optional() }), z.array(exitRow)),
  'fund.applyExit': command(
    '申请退会',
    z.object({ entityId, memberId: id, date, reason: requiredText }),
    saved,
  ),
  'fund.cancelExit': command('撤回退会申请', z.object({ entityId, id, date, reason: requiredText }), saved),
  'fund.leave': command('办理退会', leaving, fundRecorded),
  'fund.report': query(
    '互助资金季报',
    z.object({
      entityId,
      year,
      quarter: z.int('季度是 1 到 4').min(1, '季度是 1 到 4').max(4, '季度是 1 到 4'),
    }),
    z.object({
      year,
      quarter: z.int(),
      from: z.string(),
      to: z.string(),
      /** The last day on which it is in time. */
      dueOn: z.string(),
      isLate: z.boolean(),
      start: figures,
      end: figures,
      /** In the quarter. */
      joined: z.int(),
      left: z.int(),
      contributedFen: fen,
      refundedFen: fen,
      broughtFen: fen,
      lentFen: fen,
      lentLoans: z.int(),
      repaidFen: fen,
      writtenOffFen: fen,
      feeFen: fen,
      costFen: fen,
    }),
  ),
  'fund.events': query('互助资金业务', z.object({ entityId, year: year.optional() }), z.array(subjectEvent)),
  'fund.reverse': command('冲销互助资金业务', z.object({ id, date, reason: requiredText }), fundRecorded),
};
