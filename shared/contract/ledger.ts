import { z } from 'zod';
import { accountCode, dim } from './accounts.ts';
import { query } from './method.ts';
import { bookCheck } from './periods.ts';
import { date, entityId, fen, id, period, shortText, year } from './values.ts';

/** Every report counts all vouchers that are not void; `postedOnly` leaves out what is not posted yet. */
const range = { entityId, from: period, to: period, postedOnly: z.boolean().optional() };

const balanceRow = z.object({
  accountId: id,
  code: z.string(),
  name: z.string(),
  level: z.int(),
  isLeaf: z.boolean(),
  class: z.string(),
  openingDebitFen: fen,
  openingCreditFen: fen,
  debitFen: fen,
  creditFen: fen,
  yearDebitFen: fen,
  yearCreditFen: fen,
  closingDebitFen: fen,
  closingCreditFen: fen,
});

const ledgerEntry = z.object({
  /** `entry`, or a line of totals: of the day, the month (本月合计), the year so far (本年累计). */
  kind: z.enum(['opening', 'entry', 'day', 'month', 'year']),
  date: z.string(),
  voucherId: id.nullable(),
  /** 记-012 */
  voucherName: z.string(),
  no: z.int().nullable(),
  summary: z.string(),
  /** 对方科目. */
  counter: z.string(),
  memberId: id.nullable(),
  memberName: z.string().nullable(),
  itemName: z.string().nullable(),
  debitFen: fen,
  creditFen: fen,
  /** Debit positive. */
  balanceFen: fen,
  debitQuantity: z.string().nullable(),
  creditQuantity: z.string().nullable(),
  balanceQuantity: z.string().nullable(),
});

const drillTarget = z.object({
  text: z.string(),
  account: accountCode,
  memberId: id.nullable(),
  /** Where a flow is read from: the voucher itself. */
  voucherId: id.nullable(),
  from: period,
  to: period,
  fen,
});

/** 非限定性, 限定性. */
const fundAmounts = z.object({ freeFen: fen, restrictedFen: fen });

/** The books as they are read: 总账, 明细账, 日记账, 序时账, 科目余额表, 辅助余额表, and the statements. */
export const ledger = {
  'ledger.trialBalance': query(
    '科目余额表',
    z.object({
      ...range,
      /** First level only when 1; all when left out. */ level: z.int().min(1).max(6).optional(),
    }),
    z.object({
      rows: z.array(balanceRow),
      totals: balanceRow.omit({
        accountId: true,
        code: true,
        name: true,
        level: true,
        isLeaf: true,
        class: true,
      }),
    }),
  ),
  /** 总账: each account by month. */
  'ledger.general': query(
    '总账',
    z.object({ ...range, account: accountCode.optional() }),
    z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        normal: z.enum(['debit', 'credit']),
        openingFen: fen,
        months: z.array(
          z.object({
            period,
            debitFen: fen,
            creditFen: fen,
            balanceFen: fen,
            yearDebitFen: fen,
            yearCreditFen: fen,
          }),
        ),
      }),
    ),
  ),
  /** 明细账 and 日记账: one account (sub-accounts included), perhaps one member or item of it. */
  'ledger.account': query(
    '明细账',
    z.object({
      ...range,
      account: accountCode,
      memberId: id.optional(),
      itemId: id.optional(),
      /** Balance by the day, as a cash or bank journal has it. */
      daily: z.boolean().optional(),
    }),
    z.object({
      code: z.string(),
      name: z.string(),
      normal: z.enum(['debit', 'credit']),
      withQuantity: z.boolean(),
      openingFen: fen,
      openingQuantity: z.string().nullable(),
      rows: z.array(ledgerEntry),
      closingFen: fen,
      /** Days on which the balance stands on the wrong side (cash below zero). */
      below: z.array(z.object({ date, balanceFen: fen })),
    }),
  ),
  /** 多栏账: one account's turnover spread over its sub-accounts, items or members. */
  'ledger.columns': query(
    '多栏账',
    z.object({ ...range, account: accountCode, by: z.enum(['account', 'item', 'member']) }),
    z.object({
      code: z.string(),
      name: z.string(),
      openingFen: fen,
      columns: z.array(z.object({ key: z.string(), title: z.string() })),
      rows: z.array(
        z.object({
          kind: z.enum(['opening', 'entry', 'month', 'year']),
          date: z.string(),
          voucherId: id.nullable(),
          voucherName: z.string(),
          summary: z.string(),
          debitFen: fen,
          creditFen: fen,
          balanceFen: fen,
          cells: z.record(z.string(), fen),
        }),
      ),
    }),
  ),
  /** 序时账: every line by date and number. */
  'ledger.journal': query(
    '序时账',
    z.object({ ...range, account: accountCode.optional(), search: shortText.optional() }),
    z.object({
      rows: z.array(
        z.object({
          date: z.string(),
          voucherId: id,
          voucherName: z.string(),
          state: z.string(),
          no: z.int(),
          summary: z.string(),
          code: z.string(),
          name: z.string(),
          analysis: z.string(),
          debitFen: fen,
          creditFen: fen,
        }),
      ),
      /** More lines than are shown. */
      truncated: z.boolean(),
    }),
  ),
  /** 辅助余额表: an analysis (members, banks, products …) by account. */
  'ledger.analysis': query(
    '辅助余额表',
    z.object({ ...range, dim, account: accountCode.optional() }),
    z.array(
      z.object({
        memberId: id.nullable(),
        itemId: id.nullable(),
        key: z.string(),
        name: z.string(),
        code: z.string(),
        accountName: z.string(),
        openingFen: fen,
        debitFen: fen,
        creditFen: fen,
        closingFen: fen,
        closingQuantity: z.string().nullable(),
      }),
    ),
  ),
  /** 资产负债表 and 业务活动表 of a mutual-aid association, with their checks. */
  'statements.fund': query(
    '协会会计报表',
    z.object({ entityId, period, postedOnly: z.boolean().optional() }),
    z.object({
      period,
      unposted: z.int(),
      /** Income less costs that no closing carried to the net assets yet. */
      openFen: fen,
      sheet: z.array(
        z.object({
          no: z.int(),
          side: z.enum(['assets', 'claims']),
          label: z.string(),
          level: z.int(),
          isTotal: z.boolean(),
          beginFen: fen,
          endFen: fen,
        }),
      ),
      activity: z.array(
        z.object({
          no: z.int(),
          label: z.string(),
          level: z.int(),
          isTotal: z.boolean(),
          month: fundAmounts,
          year: fundAmounts,
        }),
      ),
      checks: z.array(bookCheck),
    }),
  ),
  /** 会农社01/02/03表 for a period of a year, with their checks. */
  'statements.get': query(
    '会计报表',
    z.object({ entityId, period, postedOnly: z.boolean().optional() }),
    z.object({
      period,
      /** Vouchers of the period and before that are not posted. */
      unposted: z.int(),
      /** Whether 结转损益 of the period is still to do. */
      profitOpen: z.boolean(),
      notes: z.array(z.string()),
      balanceSheet: z.array(
        z.object({
          row: z.int(),
          label: z.string(),
          prefix: z.string(),
          side: z.enum(['left', 'right']),
          section: z.string(),
          kind: z.string(),
          endFen: fen,
          beginFen: fen,
        }),
      ),
      surplus: z.array(
        z.object({
          row: z.int(),
          label: z.string(),
          prefix: z.string(),
          /** 一、 二、 …, printed before the main lines. */
          number: z.string(),
          kind: z.string(),
          currentFen: fen,
          previousFen: fen.nullable(),
        }),
      ),
      equity: z.array(
        z.object({
          key: z.string(),
          label: z.string(),
          beginFen: fen,
          increase: z.array(z.object({ label: z.string(), fen, printed: z.boolean() })),
          increaseFen: fen,
          decrease: z.array(z.object({ label: z.string(), fen, printed: z.boolean() })),
          decreaseFen: fen,
          endFen: fen,
        }),
      ),
      checks: z.array(bookCheck),
    }),
  ),
  /** What a statement row is made of, to go on from. */
  'statements.drill': query(
    '报表项目的来源',
    z.object({
      entityId,
      period,
      postedOnly: z.boolean().optional(),
      statement: z.enum(['01', '02', '03']),
      /** Of 01 and 02. */
      row: z.int().optional(),
      /** Of 03, whose lines have no numbers: column, block and label. */
      line: z
        .object({ column: z.string(), block: z.enum(['increase', 'decrease']), label: z.string() })
        .optional(),
      column: z.enum(['end', 'begin', 'current', 'previous']),
    }),
    z.object({ title: z.string(), formula: z.string(), targets: z.array(drillTarget) }),
  ),
  /** A draft of the notes (附注), in the regulation's order, for the accountant to finish. */
  'statements.notes': query(
    '附注草稿',
    z.object({ entityId, year }),
    z.object({
      sections: z.array(
        z.object({
          title: z.string(),
          paragraphs: z.array(z.string()),
          table: z.object({ head: z.array(z.string()), rows: z.array(z.array(z.string())) }).nullable(),
        }),
      ),
    }),
  ),
};
