import { z } from 'zod';
import { accountCode } from './accounts.ts';
import { bankTemplate } from './entities.ts';
import { previewVoucher } from './eventParts.ts';
import { command, query } from './method.ts';
import {
  base64,
  date,
  entityId,
  fen,
  id,
  money,
  name,
  positiveFen,
  positiveQuantity,
  requiredText,
  shortText,
  year,
} from './values.ts';
import { personInput } from './village.ts';

/** Yuan a unit with up to four decimals, as decimal text. */
const price = z.string().regex(/^\d{1,9}(\.\d{1,4})?$/, '单价最多四位小数');
/** 等级系数: 1.2 for a first-class worker. */
const coefficient = z.string().regex(/^\d{1,2}(\.\d{1,3})?$/, '系数最多三位小数，如 1.2');
const paidBy = z.enum(['day', 'hour', 'piece', 'points']);
/** What work is charged to: 401, 141, 523, 153 or 521 with its item (empty where the account has none). */
const charge = z.object({ account: accountCode, item: z.string().trim().max(50, '最多 50 个字') });
/** 等级; '' for none. */
const grade = z.string().trim().max(20, '最多 20 个字');
const voucherIds = z.array(id);
const warnings = z.array(z.string());

const worker = z.object({
  id,
  personId: id,
  name: z.string(),
  /** What 213 calls them: the name, told apart where two have it. */
  itemName: z.string(),
  itemId: id,
  idMasked: z.string(),
  cardMasked: z.string(),
  phone: z.string(),
  householdId: id.nullable(),
  householdCode: z.string(),
  groupNo: z.int().nullable(),
  memberId: id.nullable(),
  memberNo: z.string().nullable(),
  /** On the day asked for (today). */
  grade: z.string(),
  active: z.boolean(),
  note: z.string(),
  lastWorkedOn: z.string().nullable(),
  /** 213: earned and not paid. */
  unpaidFen: fen,
});

const rate = z.object({ from: z.string(), grade: z.string(), price: z.string() });

const kind = z.object({
  id,
  name: z.string(),
  pinyinInitials: z.string(),
  paidBy,
  unit: z.string(),
  charge,
  accountName: z.string(),
  /** Work in a greenhouse with a batch of bags goes to that batch (141). */
  toBatch: z.boolean(),
  active: z.boolean(),
  /** Latest first. */
  rates: z.array(rate),
  /** In force today without a grade; null: none yet. */
  price: z.string().nullable(),
  used: z.boolean(),
});

/** One row of a day's work sheet. */
const dayRow = z.object({
  workerId: id,
  kindId: id,
  /** Greenhouse (DP-017) or another place; '' for none. */
  place: z.string().trim().max(50, '最多 50 个字'),
  /** Left out: the batch that stands in the greenhouse on the day. Null: none. */
  batchId: id.nullable().optional(),
  quantity: positiveQuantity,
  /** Left out: the rate in force. */
  price: price.optional(),
  note: shortText.optional(),
});

const day = z.object({
  entityId,
  date,
  /** 记工员 */
  recorder: z.string().trim().max(50, '最多 50 个字'),
  rows: z.array(dayRow).min(1, '至少要有一行').max(2000, '一次最多 2000 行'),
  /** What repeats an entry that stands is meant: they did the same again. */
  again: z.boolean().optional(),
});

/** `row`: index of the row in the input; null: of the whole. */
const rowWarning = z.object({ row: z.int().nullable(), text: z.string() });

const workRow = z.object({
  id,
  date: z.string(),
  workerId: id,
  name: z.string(),
  groupNo: z.int().nullable(),
  memberNo: z.string().nullable(),
  kindId: id,
  kind: z.string(),
  paidBy,
  unit: z.string(),
  place: z.string(),
  batchId: id.nullable(),
  batchNo: z.string().nullable(),
  quantity: z.string(),
  /** 工分: the grade's coefficient, "1.2"; null for other work. */
  coefficient: z.string().nullable(),
  price: z.string(),
  amountFen: fen,
  charge,
  recorder: z.string(),
  note: z.string(),
  operator: z.string(),
  /** The approved pay sheet it is in. */
  sheetId: id.nullable(),
  sheetNo: z.string().nullable(),
  reversesId: id.nullable(),
  reversedById: id.nullable(),
});

const workTotal = z.object({
  key: z.string(),
  label: z.string(),
  paidBy: paidBy.nullable(),
  unit: z.string(),
  quantity: z.string(),
  amountFen: fen,
  count: z.int(),
});

const sheetState = z.enum(['draft', 'approved', 'void']);

/** A line of the 劳务费发放表. */
const sheetLine = z.object({
  workerId: id,
  name: z.string(),
  groupNo: z.int().nullable(),
  idMasked: z.string(),
  cardMasked: z.string(),
  memberId: id.nullable(),
  memberNo: z.string().nullable(),
  /** 出勤工日, 计时金额, 计件数量, 计件金额, 奖补, 应发 */
  days: z.string(),
  timeFen: fen,
  pieces: z.string(),
  pieceFen: fen,
  awardFen: fen,
  grossFen: fen,
  /** 借支扣回, and what shows the worker's consent (同意书, 签字). */
  advanceFen: fen,
  consent: z.string(),
  /** 个税, as recorded. */
  taxFen: fen,
  /** 实发 */
  netFen: fen,
  note: z.string(),
  /** Owed to the cooperative in 114 on the day of approval (a draft: today): as much can be set off. */
  owesFen: fen,
  paidFen: fen,
  unpaidFen: fen,
});

const sheetTotals = z.object({
  workers: z.int(),
  entries: z.int(),
  days: z.string(),
  timeFen: fen,
  pieces: z.string(),
  pieceFen: fen,
  awardFen: fen,
  grossFen: fen,
  advanceFen: fen,
  taxFen: fen,
  netFen: fen,
  paidFen: fen,
  unpaidFen: fen,
});

const sheetHead = z.object({
  id,
  entityId: id,
  /** 2018-03: the third of the year. */
  no: z.string(),
  from: z.string(),
  to: z.string(),
  title: z.string(),
  state: sheetState,
  /** Everybody who worked, or these only. */
  workerIds: z.array(id).nullable(),
  awardCharge: charge,
  createdAt: z.string(),
  operator: z.string(),
  /** Of its voucher. */
  approvedOn: z.string().nullable(),
  approvedBy: z.string().nullable(),
  voidedOn: z.string().nullable(),
  voidReason: z.string().nullable(),
});

const sheetTerms = z.object({
  workerId: id,
  awardFen: fen.min(0, '奖补不能是负数'),
  advanceFen: fen.min(0, '扣回不能是负数'),
  consent: shortText,
  taxFen: fen.min(0, '个税不能是负数'),
  note: shortText.optional(),
});

const sheetCharge = z.object({
  account: z.string(),
  accountName: z.string(),
  item: z.string(),
  batchId: id.nullable(),
  fen,
});

const computed = z.object({
  lines: z.array(sheetLine),
  totals: sheetTotals,
  /** What the work goes to. */
  charges: z.array(sheetCharge),
  warnings,
});

const payment = z.object({
  id,
  receiptNo: z.string(),
  date: z.string(),
  workerId: id,
  name: z.string(),
  sheetId: id.nullable(),
  sheetNo: z.string().nullable(),
  method: z.enum(['cash', 'transfer']),
  amountFen: fen,
  note: z.string(),
  batchId: id.nullable(),
  voucherId: id.nullable(),
  /** The contribution that was made with it (先付后投). */
  shareTransactionId: id.nullable(),
  shareReceiptNo: z.string().nullable(),
  reversesId: id.nullable(),
  reversedById: id.nullable(),
  operator: z.string(),
});

const bankFile = z.object({
  id,
  createdAt: z.string(),
  template: z.string(),
  fileName: z.string(),
  count: z.int(),
  amountFen: fen,
  paid: z.int(),
  failed: z.int(),
  pending: z.int(),
});

const period = z.object({ from: date, to: date });

/** Paid work (务工): who worked at what, pay sheets, payment. What is earned and not paid stands in 213 by worker. */
export const labour = {
  'labour.workers': query(
    '务工人员',
    z.object({ entityId, search: shortText.optional(), all: z.boolean().optional() }),
    z.array(worker),
  ),
  /** Somebody of the register, or a person new to it and outside every household. */
  'labour.addWorker': command(
    '登记务工人员',
    z.object({
      entityId,
      who: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('registered'), personId: id }),
        z.object({ kind: z.literal('new'), person: personInput }),
      ]),
      grade: grade.optional(),
      note: shortText.optional(),
    }),
    z.object({ id, personId: id, itemName: z.string(), warnings }),
  ),
  /** A new grade counts from `gradeFrom` (today) on. */
  'labour.updateWorker': command(
    '修改务工人员',
    z.object({
      id,
      active: z.boolean().optional(),
      note: shortText.optional(),
      grade: grade.optional(),
      gradeFrom: date.optional(),
    }),
    z.object({ id }),
  ),
  'labour.kinds': query('工种', z.object({ entityId, all: z.boolean().optional() }), z.array(kind)),
  'labour.saveKind': command(
    '保存工种',
    z.object({
      entityId,
      id: id.optional(),
      name: name.max(20, '最多 20 个字'),
      paidBy,
      unit: requiredText.max(10, '最多 10 个字'),
      charge,
      toBatch: z.boolean(),
      active: z.boolean().optional(),
    }),
    z.object({ id }),
  ),
  /** A price from a day on; of a grade only, where one is named. Work that is entered already keeps its price. */
  'labour.setRate': command(
    '定工价',
    z.object({ kindId: id, from: date, grade: grade.optional(), price }),
    z.object({ warnings }),
  ),
  'labour.rates': query(
    '某日工价',
    z.object({ entityId, date }),
    z.array(z.object({ kindId: id, grade: z.string(), price: z.string(), from: z.string() })),
  ),
  /** Grades with their coefficients (工分 × 系数), as of a day. */
  'labour.grades': query(
    '等级系数',
    z.object({ entityId, date: date.optional() }),
    z.array(z.object({ name: z.string(), coefficient: z.string(), from: z.string() })),
  ),
  'labour.setGrade': command(
    '定等级系数',
    z.object({ entityId, name: name.max(20, '最多 20 个字'), from: date, coefficient }),
    z.object({ done: z.literal(true) }),
  ),
  /** Where work is done: greenhouses with the batch that stands in them on the day, and all open batches. */
  'labour.places': query(
    '棚号与批次',
    z.object({ entityId, date }),
    z.object({
      pieces: z.array(
        z.object({
          pieceId: id,
          no: z.string(),
          assetName: z.string(),
          batchId: id.nullable(),
          batchNo: z.string().nullable(),
        }),
      ),
      batches: z.array(z.object({ id, no: z.string(), name: z.string() })),
    }),
  ),
  /** The day's sheet as it would be saved: prices, amounts, charges, and what is odd. Writes nothing. */
  'labour.checkDay': query(
    '试算记工',
    day,
    z.object({
      /** `coefficient` of 工分 by the worker's grade; null for other work. */
      rows: z.array(
        z.object({
          price: z.string(),
          coefficient: z.string().nullable(),
          amountFen: fen,
          charge,
          batchNo: z.string().nullable(),
        }),
      ),
      amountFen: fen,
      warnings: z.array(rowWarning),
    }),
  ),
  'labour.saveDay': command(
    '记工',
    day,
    z.object({ ids: z.array(id), amountFen: fen, warnings: z.array(rowWarning) }),
  ),
  /** Red row of the same day. Refused once an approved pay sheet has it. */
  'labour.reverseWork': command('冲销记工', z.object({ id, reason: requiredText }), z.object({ id })),
  'labour.work': query(
    '记工明细',
    period.extend({
      entityId,
      workerId: id.optional(),
      kindId: id.optional(),
      place: shortText.optional(),
      batchId: id.optional(),
      sheetId: id.optional(),
      /** Not in an approved sheet yet. */
      open: z.boolean().optional(),
      search: shortText.optional(),
    }),
    z.object({
      rows: z.array(workRow),
      amountFen: fen,
      byWorker: z.array(workTotal),
      byKind: z.array(workTotal),
      byPlace: z.array(workTotal),
    }),
  ),

  /** The pay sheet of a period from the work book: what saving it would keep, before awards and deductions. */
  'labour.draftSheet': query(
    '试算劳务费',
    period.extend({ entityId, workerIds: z.array(id).max(2000).nullable().optional() }),
    computed,
  ),
  /** A draft: awards, advances set off, tax. Its work is read anew until it is approved. */
  'labour.saveSheet': command(
    '保存劳务费发放表',
    period.extend({
      entityId,
      /** Set: changes that draft. */
      id: id.optional(),
      title: shortText.optional(),
      workerIds: z.array(id).max(2000).nullable().optional(),
      /** What awards go to; left out: 401 人工. */
      awardCharge: charge.optional(),
      terms: z.array(sheetTerms).max(2000),
    }),
    z.object({ id, no: z.string(), warnings }),
  ),
  'labour.deleteSheet': command('删除草稿', z.object({ id }), z.object({ done: z.literal(true) })),
  /** 计提: Dr by work and batch, Cr 213 by worker; the set-off and the tax. */
  'labour.approveSheet': command(
    '批准劳务费发放表',
    z.object({ id, date, note: shortText.optional() }),
    z.object({ id, voucherIds, warnings }),
  ),
  'labour.voidSheet': command(
    '作废劳务费发放表',
    z.object({ id, date, reason: requiredText }),
    z.object({ id, voucherIds, warnings }),
  ),
  'labour.sheets': query(
    '劳务费发放表',
    z.object({ entityId, year: year.optional() }),
    z.array(sheetHead.extend({ totals: sheetTotals })),
  ),
  'labour.getSheet': query(
    '一张劳务费发放表',
    z.object({ id }),
    computed.extend({
      sheet: sheetHead,
      /** Of a draft: what approving it writes. */
      preview: z.array(previewVoucher),
      vouchers: z.array(z.object({ id, name: z.string() })),
      payments: z.array(payment),
      bankFiles: z.array(bankFile),
    }),
  ),

  /** Dr 213 Cr money. With a sheet: what it left unpaid. Without: older debts (openings, lump wages). Amount left out: all of it. */
  'labour.pay': command(
    '发放劳务费',
    z.object({
      entityId,
      sheetId: id.nullable(),
      date,
      money,
      workers: z
        .array(z.object({ workerId: id, amountFen: positiveFen.optional() }))
        .min(1, '没有选人')
        .max(2000),
      note: shortText,
    }),
    z.object({
      paymentIds: z.array(id),
      voucherIds,
      count: z.int(),
      amountFen: fen,
      warnings,
    }),
  ),
  'labour.reversePayment': command(
    '冲销劳务费发放',
    z.object({ paymentId: id, date, reason: requiredText }),
    z.object({ id, voucherIds }),
  ),
  'labour.payments': query(
    '劳务费发放明细',
    period.extend({ entityId, workerId: id.optional() }),
    z.array(payment),
  ),
  'labour.bankTemplates': query('银行模板', z.object({ entityId }), z.array(bankTemplate)),
  /** The bank's batch file for what a sheet has unpaid. Full card numbers: each is audited. */
  'labour.bankFile': command(
    '生成劳务费代发文件',
    z.object({ sheetId: id, template: shortText, date, workerIds: z.array(id).max(2000).optional() }),
    z.object({
      batchId: id,
      fileName: z.string(),
      dataBase64: z.string(),
      count: z.int(),
      amountFen: fen,
      skipped: z.array(z.object({ workerId: id, name: z.string(), reason: z.string() })),
      warnings,
    }),
  ),
  'labour.cancelBankFile': command(
    '撤销劳务费代发文件',
    z.object({ batchId: id, reason: requiredText }),
    z.object({ count: z.int() }),
  ),
  /** The bank's return: successes become payments, failures stay in 213 with the bank's reason. */
  'labour.bankReturn': command(
    '读入劳务费回单',
    z.object({
      sheetId: id,
      batchId: id.optional(),
      bankId: id.optional(),
      date,
      fileName: shortText,
      dataBase64: base64,
    }),
    z.object({
      paid: z.int(),
      paidFen: fen,
      failed: z.array(z.object({ name: z.string(), amountFen: fen, reason: z.string() })),
      already: z.int(),
      refused: z.array(z.object({ row: z.int(), reason: z.string() })),
      voucherIds,
    }),
  ),

  /** 213 by worker at the end of a day (today). Who stands there without being a worker here (a gang, an old name) has no worker. */
  'labour.balances': query(
    '应付劳务费余额',
    z.object({ entityId, asOf: date.optional() }),
    z.object({
      rows: z.array(
        z.object({
          workerId: id.nullable(),
          itemId: id,
          name: z.string(),
          groupNo: z.int().nullable(),
          memberNo: z.string().nullable(),
          cardMasked: z.string(),
          balanceFen: fen,
          /** Of it: unpaid on pay sheets. The rest are openings and lump wages. */
          onSheetsFen: fen,
          /** The oldest sheet with something unpaid. */
          since: z.string().nullable(),
        }),
      ),
      balanceFen: fen,
    }),
  ),
  /** Owed from before the books: goes into the openings of 213, which is not typed. */
  'labour.openingDebt': command(
    '登记期初欠付劳务费',
    z.object({
      entityId,
      date,
      workers: z
        .array(z.object({ workerId: id, amountFen: positiveFen }))
        .min(1, '至少要有一行')
        .max(2000),
      note: shortText,
    }),
    z.object({ id }),
  ),
  /** Undoes an opening debt that was entered wrong. */
  'labour.reverseOpeningDebt': command(
    '冲销期初欠付劳务费',
    z.object({ id, date, reason: requiredText }),
    z.object({ id }),
  ),
  'labour.openingDebts': query(
    '期初欠付劳务费',
    z.object({ entityId }),
    z.array(
      z.object({
        id,
        date: z.string(),
        workers: z.array(z.object({ workerId: id, name: z.string(), amountFen: fen })),
        amountFen: fen,
        note: z.string(),
        reversed: z.boolean(),
      }),
    ),
  ),
  /**
   * 工资入股 (法 Art. 13, 市场主体登记管理条例 Art. 13): pays the wage, then takes the share in cash: two linked vouchers, two receipts.
   * `set-off` is refused.
   */
  'labour.toShares': command(
    '劳务费入股',
    z.object({
      entityId,
      workerId: id,
      /** The sheet it is paid from; null: older debts. */
      sheetId: id.nullable(),
      amountFen: positiveFen,
      date,
      way: z.enum(['pay-then-contribute', 'set-off']),
      money,
      document: shortText,
      note: shortText,
    }),
    z.object({
      paymentId: id,
      paymentReceiptNo: z.string(),
      paymentVoucherIds: voucherIds,
      shareTransactionId: id,
      shareReceiptNo: z.string(),
      shareVoucherIds: voucherIds,
      warnings,
    }),
  ),
  /** A year of work by household and its workers; those outside households each by themselves. */
  'labour.year': query(
    '务工年度汇总',
    z.object({ entityId, year }),
    z.object({
      households: z.array(
        z.object({
          householdId: id.nullable(),
          householdCode: z.string(),
          headName: z.string(),
          groupNo: z.int().nullable(),
          days: z.string(),
          pieces: z.string(),
          grossFen: fen,
          advanceFen: fen,
          taxFen: fen,
          paidFen: fen,
          unpaidFen: fen,
          patronageFen: fen,
          workers: z.array(
            z.object({
              workerId: id,
              name: z.string(),
              memberId: id.nullable(),
              memberNo: z.string().nullable(),
              days: z.string(),
              pieces: z.string(),
              /** 应发 of the year's approved sheets. */
              grossFen: fen,
              advanceFen: fen,
              taxFen: fen,
              /** Paid in the year, whatever for. */
              paidFen: fen,
              /** 213 at the end of the year. */
              unpaidFen: fen,
              /** Counted as 交易额 in the dividend run, where the charter does. */
              patronageFen: fen,
            }),
          ),
        }),
      ),
      totals: z.object({
        households: z.int(),
        workers: z.int(),
        days: z.string(),
        pieces: z.string(),
        grossFen: fen,
        advanceFen: fen,
        taxFen: fen,
        paidFen: fen,
        unpaidFen: fen,
        patronageFen: fen,
      }),
      /** How the charter counts labour as patronage, in words; '' when it does not. */
      patronageNote: z.string(),
      /** Work of the year that is in no approved sheet. */
      openEntries: z.int(),
      openFen: fen,
    }),
  ),
  /** Where a voucher of paid work leads: the pay sheet, or the worker. */
  'labour.ofEvent': query(
    '劳务费凭证的来源',
    z.object({ eventId: id }),
    z.object({ sheetId: id.nullable(), workerId: id.nullable() }),
  ),
};
