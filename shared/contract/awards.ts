import { z } from 'zod';
import { bankTemplate } from './entities.ts';
import { listedHousehold } from './industry.ts';
import { command, query } from './method.ts';
import {
  base64,
  date,
  done,
  fen,
  id,
  positiveFen,
  positiveQuantity,
  quantityText,
  requiredText,
  shortText,
  year,
} from './values.ts';

/** Yuan for one unit, four decimals at most. */
const rate = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,4})?$/, '标准最多四位小数')
  .regex(/[1-9]/, '标准要大于 0');
const warnings = z.array(z.string());

const basis = z.enum(['scale', 'work', 'fixed']);
/** noticed: put up for everybody to see, and so payable when the notice has ended. */
const state = z.enum(['draft', 'approved', 'noticed', 'paid', 'void']);

const rateRow = z.object({
  kindId: id,
  kind: z.string(),
  unit: z.string(),
  rate: z.string(),
  fromScale: z.string(),
  capFen: fen.nullable(),
});

const programme = z.object({
  id,
  year: z.int(),
  name: z.string(),
  basis,
  /** 资金文件 */
  document: z.string(),
  /** 资金来源 */
  fund: z.string(),
  monthFen: fen.nullable(),
  capFen: fen.nullable(),
  note: z.string(),
  /** As of now; paid: nobody is still to get anything. */
  state,
  imported: z.boolean(),
  approvedOn: z.string().nullable(),
  approvalDocument: z.string(),
  noticeFrom: z.string().nullable(),
  noticeTo: z.string().nullable(),
  households: z.int(),
  amountFen: fen,
  paidFen: fen,
  unpaidFen: fen,
});

const line = listedHousehold.extend({
  id,
  kindId: id.nullable(),
  kind: z.string(),
  unit: z.string(),
  /** 验收规模 */
  scale: z.string().nullable(),
  rate: z.string().nullable(),
  months: z.string().nullable(),
  computedFen: fen.nullable(),
  amountFen: fen,
  /** How the amount comes about, in one line. */
  how: z.string(),
  note: z.string(),
  reversesId: id.nullable(),
  reversedById: id.nullable(),
});

/** What a household gets of one programme, all its lines together. */
const payable = listedHousehold.extend({
  payeeId: id.nullable(),
  payeeName: z.string(),
  /** Of the payee to the head: 户主, 长子. */
  payeeRelation: z.string(),
  idMasked: z.string(),
  cardMasked: z.string(),
  phone: z.string(),
  what: z.string(),
  amountFen: fen,
  paidFen: fen,
  unpaidFen: fen,
  /** The bank's file that waits for its return. */
  waitingIn: z.string().nullable(),
  /** Why the bank did not pay, of the last file. */
  failedBecause: z.string(),
});

const payment = listedHousehold.extend({
  id,
  date: z.string(),
  payeeName: z.string(),
  method: z.enum(['cash', 'transfer', 'ledger']),
  amountFen: fen,
  note: z.string(),
  reversesId: id.nullable(),
  reversedById: id.nullable(),
  operator: z.string(),
});

const bankBatch = z.object({
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

const terms = z.object({
  year,
  name: requiredText.max(60, '名称最多 60 个字'),
  basis,
  document: shortText,
  fund: shortText,
  monthFen: positiveFen.nullable(),
  capFen: positiveFen.nullable(),
  rates: z
    .array(
      z.object({
        kindId: id,
        rate,
        /** From this scale on; "0": from the first unit. */
        fromScale: quantityText.regex(/^[^-]/, '起补规模不能是负数'),
        capFen: positiveFen.nullable(),
      }),
    )
    .max(100, '标准太多'),
  note: shortText,
});

/** One line of a draft as typed. Of a programme by scale the amount is computed where it is left out. */
const typedLine = z.object({
  householdId: id,
  kindId: id.nullable(),
  months: positiveQuantity.nullable(),
  amountFen: positiveFen.nullable(),
  note: shortText,
});

const recorded = z.object({ count: z.int(), amountFen: fen, warnings });

/** 奖补与务工补助, paid to households by programme. Never in a cooperative's books. */
export const awards = {
  'awards.programmes': query('奖补项目', z.object({ year: year.optional() }), z.array(programme)),
  'awards.get': query(
    '一个奖补项目',
    z.object({ id }),
    z.object({
      programme,
      rates: z.array(rateRow),
      lines: z.array(line),
      households: z.array(payable),
      payments: z.array(payment),
      bankFiles: z.array(bankBatch),
      steps: z.array(
        z.object({
          id,
          step: z.enum(['approve', 'notice', 'back', 'void']),
          date: z.string(),
          dateTo: z.string().nullable(),
          document: z.string(),
          note: z.string(),
          operator: z.string(),
          recordedAt: z.string(),
        }),
      ),
      /** What somebody should look at before the next step. */
      warnings,
    }),
  ),
  'awards.saveProgramme': command(
    '设置奖补项目',
    z.object({ id: id.optional(), terms }),
    z.object({ id, warnings }),
  ),
  'awards.deleteProgramme': command('删除奖补项目草稿', z.object({ id }), done),
  /** Of a programme by scale: a line for each inspected industry that has a rate. Lines typed by hand stay. */
  'awards.compute': command(
    '按验收规模计算奖补',
    z.object({ id }),
    z.object({
      lines: z.int(),
      amountFen: fen,
      leftOut: z.array(listedHousehold.extend({ kind: z.string(), reason: z.string() })),
    }),
  ),
  /** Lines of a draft; a household's line for the same industry is replaced. */
  'awards.saveLines': command(
    '登记奖补名单',
    z.object({
      id,
      lines: z.array(typedLine).min(1, '至少要有一行').max(2000, '一次最多 2000 行'),
    }),
    z.object({ created: z.int(), changed: z.int(), same: z.int(), amountFen: fen, warnings }),
  ),
  /** Of a draft: the line goes. Once approved: a red line takes it back, with the reason. */
  'awards.withdrawLine': command('取消奖补', z.object({ lineId: id, reason: shortText }), done),
  /** Whose card or hand the household's money goes to. */
  'awards.setPayee': command('指定奖补领款人', z.object({ id, householdId: id, personId: id }), done),
  'awards.approve': command(
    '批准奖补名单',
    z.object({ id, date, document: requiredText }),
    z.object({ warnings }),
  ),
  'awards.notice': command(
    '公示奖补名单',
    z.object({ id, from: date, to: date, note: shortText }),
    z.object({ warnings }),
  ),
  /** Takes the last step back: from the notice to approved, from approved to the draft. */
  'awards.stepBack': command('退回奖补名单', z.object({ id, reason: requiredText }), done),
  'awards.void': command('作废奖补项目', z.object({ id, reason: requiredText }), done),
  /** All of the list or nobody. Left out, the amount is what is unpaid. */
  'awards.pay': command(
    '发放奖补',
    z.object({
      id,
      date,
      method: z.enum(['cash', 'transfer']),
      households: z
        .array(z.object({ householdId: id, amountFen: positiveFen.optional() }))
        .min(1, '请至少选一户')
        .max(2000, '一次最多 2000 户'),
      note: shortText,
    }),
    recorded,
  ),
  'awards.reversePayment': command(
    '冲销奖补发放',
    z.object({ paymentId: id, date, reason: requiredText }),
    done,
  ),
  'awards.bankTemplates': query('银行模板', z.object({}), z.array(bankTemplate)),
  /** The bank's batch file for what is unpaid. Full card numbers: each is audited. */
  'awards.bankFile': command(
    '生成奖补代发文件',
    z.object({ id, template: shortText, date, householdIds: z.array(id).max(2000).optional() }),
    z.object({
      batchId: id,
      fileName: z.string(),
      dataBase64: z.string(),
      count: z.int(),
      amountFen: fen,
      skipped: z.array(z.object({ householdId: id, name: z.string(), reason: z.string() })),
      warnings,
    }),
  ),
  'awards.cancelBankFile': command(
    '撤销奖补代发文件',
    z.object({ batchId: id, reason: requiredText }),
    z.object({ count: z.int() }),
  ),
  /** The bank's return: successes become payments, failures stay payable with the bank's reason. */
  'awards.bankReturn': command(
    '读入奖补回单',
    z.object({ id, batchId: id.optional(), date, fileName: shortText, dataBase64: base64 }),
    z.object({
      paid: z.int(),
      paidFen: fen,
      failed: z.array(z.object({ name: z.string(), amountFen: fen, reason: z.string() })),
      already: z.int(),
      refused: z.array(z.object({ row: z.int(), reason: z.string() })),
    }),
  ),
};
