import { z } from 'zod';
import { accountCode } from './accounts.ts';
import { command, query } from './method.ts';
import { base64, entityId, fen, id, period, requiredText, shortText, year, quantityText } from './values.ts';

const periodRow = z.object({
  period,
  state: z.enum(['closed', 'open']),
  drafts: z.int(),
  reviewed: z.int(),
  posted: z.int(),
  voided: z.int(),
  closedBy: z.string().nullable(),
  closedAt: z.string().nullable(),
});

/** One named check with both its sides and the rows behind a difference. */
export const bookCheck = z.object({
  id: z.string(),
  /** 1 凭证, 2 账账 (registers against their control accounts), 3 报表. */
  tier: z.int().min(1).max(3),
  name: z.string(),
  /** `block`: a period can't close while it fails; `warn`: to look at. */
  level: z.enum(['block', 'warn']),
  ok: z.boolean(),
  leftLabel: z.string(),
  left: z.string(),
  rightLabel: z.string(),
  right: z.string(),
  rows: z.array(
    z.object({
      text: z.string(),
      voucherId: id.optional(),
      memberId: id.optional(),
      account: accountCode.optional(),
      /** The page (and the tab of it) where it is done. */
      page: z.object({ word: z.string(), tab: z.string() }).optional(),
    }),
  ),
});

const openingRow = z.object({
  account: accountCode,
  memberId: id.nullable().optional(),
  itemId: id.nullable().optional(),
  item2Id: id.nullable().optional(),
  /** Debit balance at the start, negative when in credit. Of profit accounts: 0, their year so far stands in the turnover. */
  balanceFen: fen,
  /** Turnover of the year before the books begin (本年累计), for a start after January. */
  yearDebitFen: fen,
  yearCreditFen: fen,
  quantity: quantityText.nullable().optional(),
});

const shownOpeningRow = openingRow.extend({
  accountName: z.string(),
  memberName: z.string().nullable(),
  itemName: z.string().nullable(),
  item2Name: z.string().nullable(),
  /** From the registers; not to be typed. */
  computed: z.boolean(),
});

/** Openings (期初), month and year close (结账, 年结) and reopening (反结账). */
export const periods = {
  'periods.list': query(
    '会计期间',
    z.object({ entityId }),
    z.object({
      firstPeriod: period,
      /** The earliest period not closed. */
      currentPeriod: period,
      periods: z.array(periodRow),
      log: z.array(
        z.object({
          period,
          action: z.enum(['close', 'reopen']),
          reason: z.string(),
          authorisedBy: z.string(),
          operator: z.string(),
          at: z.string(),
        }),
      ),
    }),
  ),
  'periods.check': query('期末检查', z.object({ entityId, period }), z.array(bookCheck)),
  /** 结转损益: 5xx → 331, posted at once; nothing when all are nil. */
  'periods.carryProfit': command(
    '结转损益',
    z.object({ entityId, period }),
    z.object({ voucherId: id.nullable(), surplusFen: fen }),
  ),
  /** ①: 331 → 332-未分配盈余, once every month of the year is carried. A meeting in the same year needs it before it approves. */
  'periods.carryYear': command(
    '年末结转本年盈余',
    z.object({ entityId, year }),
    z.object({ voucherId: id.nullable(), surplusFen: fen }),
  ),
  /** Takes ① back (in red) while nothing was distributed on it and December is open. */
  'periods.undoCarryYear': command(
    '冲回年末结转',
    z.object({ entityId, year, reason: requiredText }),
    z.object({ voucherId: id }),
  ),
  /** Closes the earliest open period; with December ① where it is missing, and ⑤. */
  'periods.close': command(
    '结账',
    z.object({ entityId, period }),
    z.object({ period, voucherIds: z.array(id) }),
  ),
  'periods.reopen': command(
    '反结账',
    z.object({ entityId, period, reason: requiredText, authorisedBy: requiredText }),
    z.object({ period }),
  ),
  'openings.read': query(
    '期初余额',
    z.object({ entityId }),
    z.object({
      firstPeriod: period,
      /** Whether the books begin after January, so that 本年累计 is asked. */
      midYear: z.boolean(),
      /** `locked`: something is posted, and openings no longer change. */
      state: z.enum(['unbalanced', 'balanced', 'locked']),
      rows: z.array(shownOpeningRow),
      debitFen: fen,
      creditFen: fen,
      problem: z.string().nullable(),
    }),
  ),
  'openings.save': command(
    '保存期初余额',
    z.object({ entityId, rows: z.array(openingRow).max(200_000) }),
    z.object({ balanced: z.boolean(), differenceFen: fen, warnings: z.array(z.string()) }),
  ),
  /** 启用期间: may move while nothing is recorded in the books. */
  'openings.setStart': command(
    '修改启用期间',
    z.object({ entityId, firstPeriod: period }),
    z.object({ firstPeriod: period }),
  ),
  /** Reads a trial balance; books of the 2007 system have their codes translated, what can't be is asked. */
  'openings.readSheet': query(
    '读取期初表格',
    z.object({
      entityId,
      fileName: shortText,
      dataBase64: base64,
      system: z.enum(['2007', '2021']),
      sheet: shortText.optional(),
    }),
    z.object({
      rows: z.array(
        z.object({
          row: z.int(),
          oldCode: z.string(),
          oldName: z.string(),
          /** Codes it may become; one when it is clear. */
          choices: z.array(z.string()),
          reason: z.string(),
          balanceFen: fen,
          yearDebitFen: fen,
          yearCreditFen: fen,
        }),
      ),
      problem: z.string().nullable(),
      /** Titles of the columns the balance was taken from: 期末余额/借方、期末余额/贷方. */
      balanceFrom: z.string(),
      warnings: z.array(z.string()),
    }),
  ),
};
