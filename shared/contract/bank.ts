import { z } from 'zod';
import { command, query } from './method.ts';
import {
  base64,
  date,
  done,
  entityId,
  fen,
  id,
  period,
  positiveFen,
  requiredText,
  shortText,
} from './values.ts';

/** A bank account is an analysis item of the kind `bank`: the one that lines of 银行存款 name. */
const bankId = id;

const file = z.object({
  entityId,
  bankId,
  fileName: shortText,
  dataBase64: base64,
  /** Left out: the first sheet that fits. */
  sheet: shortText.optional(),
  /** The balance before the first line, for a file without balances whose account has no statement yet. */
  openingFen: fen.optional(),
});

const finding = z.object({ row: z.int(), column: z.string().nullable(), reason: z.string() });

const statement = z.object({
  id,
  bankId,
  bankName: z.string(),
  from: date,
  to: date,
  openingFen: fen,
  closingFen: fen,
  lines: z.int(),
  /** Lines that are matched. */
  matched: z.int(),
  fileName: z.string(),
  operator: z.string(),
  importedAt: z.string(),
  /** Why it can't be taken out, or null. */
  kept: z.string().nullable(),
});

/** One movement: a line of the bank, an entry of the books, or an item outstanding from the start. */
export const bankItem = z.object({
  /** Names it within the account: L12, E3.1, O2. */
  key: z.string(),
  side: z.enum(['bank', 'book']),
  lineId: id.nullable(),
  voucherId: id.nullable(),
  no: z.int().nullable(),
  openingId: id.nullable(),
  date: z.string(),
  /** The bank's reference, or 记-012. */
  reference: z.string(),
  summary: z.string(),
  /** 对方户名 of a line, 对方科目 of an entry. */
  counter: z.string(),
  /** Into and out of the account; red ones are negative. */
  inFen: fen,
  outFen: fen,
  /** Of a line, as the bank prints it. */
  balanceFen: fen.nullable(),
  /** Of an entry: whether its voucher is posted. */
  isPosted: z.boolean(),
  /** Days from its date to the end of the period. */
  ageDays: z.int(),
});

const match = z.object({
  matchId: id,
  how: z.enum(['auto', 'manual']),
  operator: z.string(),
  /** Of the latest of its items: from then on it is settled. */
  date: z.string(),
  amountFen: fen,
  items: z.array(bankItem),
});

/** Where the matching leaves an account at the end of a month. */
const reconciliation = z.object({
  bankId,
  bankName: z.string(),
  period,
  /** The first day that is reconciled; null while no statement is there. */
  start: z.string().nullable(),
  /** The last day that a statement says it covers. */
  coveredTo: z.string().nullable(),
  /** 企业账面余额 at the period's end: 102 and its sub-accounts, of this account. */
  bookFen: fen,
  /** 银行对账单余额; null before the first statement. */
  bankFen: fen.nullable(),
  matches: z.array(match),
  /** 银行已收企业未收, 银行已付企业未付, 企业已收银行未收, 企业已付银行未付. */
  bankReceived: z.array(bankItem),
  bankPaid: z.array(bankItem),
  bookReceived: z.array(bankItem),
  bookPaid: z.array(bankItem),
  bankReceivedFen: fen,
  bankPaidFen: fen,
  bookReceivedFen: fen,
  bookPaidFen: fen,
  adjustedBookFen: fen,
  adjustedBankFen: fen.nullable(),
  /** Adjusted book less adjusted bank; null before the first statement. */
  differenceFen: fen.nullable(),
  /** What of the difference was there when the reconciliation began. */
  startDifferenceFen: fen,
  /** 期初未达账项, settled or not. */
  openings: z.array(
    z.object({
      id,
      side: z.enum(['bank', 'book']),
      date: z.string(),
      summary: z.string(),
      inFen: fen,
      outFen: fen,
      isMatched: z.boolean(),
    }),
  ),
  /** What to look at before the sheet is believed. */
  notes: z.array(z.string()),
});

/** Bank reconciliation (银行对账): statements in, matched with the books, the outstanding items listed month by month. */
export const bank = {
  /** What would come in. Writes nothing. */
  'bank.preview': query(
    '试读对账单',
    file,
    z.object({
      /** Why the file is refused whole. */
      fatal: z.string().nullable(),
      sheets: z.array(z.string()),
      sheet: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      openingFen: fen.nullable(),
      closingFen: fen.nullable(),
      inFen: fen,
      outFen: fen,
      created: z.int(),
      same: z.int(),
      /** Whether the opening balance has to be typed. */
      needsOpening: z.boolean(),
      rows: z.array(
        z.object({
          row: z.int(),
          /** `before`: dated before the books begin, and left out. */
          outcome: z.enum(['created', 'same', 'before']),
          date: z.string(),
          summary: z.string(),
          counterparty: z.string(),
          inFen: fen,
          outFen: fen,
          balanceFen: fen.nullable(),
          reference: z.string(),
        }),
      ),
      refused: z.array(finding),
      warnings: z.array(finding),
    }),
  ),
  /** One transaction; rows that are there already are passed over. */
  'bank.import': command(
    '导入对账单',
    file,
    z.object({
      /** Null: nothing in it was new. */
      statementId: id.nullable(),
      created: z.int(),
      same: z.int(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      closingFen: fen.nullable(),
      warnings: z.array(finding),
    }),
  ),
  'bank.statements': query(
    '银行对账单',
    z.object({ entityId, bankId: bankId.optional() }),
    z.array(statement),
  ),
  /** With its lines and their matches; the last one of its account only, and while its months are open. */
  'bank.removeStatement': command('删除对账单', z.object({ id, reason: requiredText }), done),
  'bank.reconciliation': query('余额调节表', z.object({ entityId, bankId, period }), reconciliation),
  /** Matches what is certain among all that is open up to the period's end. */
  'bank.autoMatch': command(
    '自动勾对',
    z.object({ entityId, bankId, period }),
    z.object({
      /** Matches made, and lines and entries in them. */
      matches: z.int(),
      lines: z.int(),
      entries: z.int(),
      /** Lines that have partners, but no certain one. */
      ambiguous: z.int(),
    }),
  ),
  /** By hand: one line (or several) with one entry or several; both sides must be equal to the fen. */
  'bank.match': command(
    '勾对',
    z.object({
      /** Left out: entries that cancel among themselves (a wrong one and its red one), or opening items with entries. */
      lineId: id.optional(),
      /** More lines that go with the same entries; without entries, lines that cancel each other (冲正). */
      otherLineIds: z.array(id).max(500, '一次最多勾对 500 笔流水').optional(),
      entries: z
        .array(z.object({ voucherId: id, no: z.int().positive() }))
        .max(500, '一次最多勾对 500 笔分录'),
      /** 期初未达账项 that it settles. */
      openingIds: z.array(id).max(500).optional(),
    }),
    z.object({ matchId: id }),
  ),
  'bank.unmatch': command('取消勾对', z.object({ matchId: id }), done),
  /** 期初未达账项: what was outstanding when the first statement begins. */
  'bank.addOpening': command(
    '登记期初未达账项',
    z.object({
      entityId,
      bankId,
      /** Who has it: `bank` 银行已收（付）企业未收（付）, `book` 企业已收（付）银行未收（付）. */
      side: z.enum(['bank', 'book']),
      direction: z.enum(['in', 'out']),
      date,
      summary: requiredText,
      amountFen: positiveFen,
    }),
    z.object({ id }),
  ),
  'bank.removeOpening': command('删除期初未达账项', z.object({ id }), done),
};
