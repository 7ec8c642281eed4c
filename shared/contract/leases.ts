import { z } from 'zod';
import { business } from './business.ts';
import { command, query } from './method.ts';
import { subjectEvent } from './storage.ts';
import {
  date,
  entityId,
  fen,
  id,
  money,
  name,
  period,
  positiveFen,
  requiredText,
  shortText,
  year,
} from './values.ts';

/** Mu with two decimals at most. */
const area = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,2})?$/, '面积最多两位小数')
  .regex(/[1-9]/, '面积要大于 0');
const dueDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, '付款日写成 03-15 这样（月-日）');

const terms = z.object({
  /** 合同编号 */
  no: requiredText.max(40, '合同编号最多 40 个字'),
  /** Who leases it out: a person of the village, or somebody else by name. */
  lessor: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('person'), personId: id }),
    z.object({ kind: z.literal('party'), party: name }),
  ]),
  plot: requiredText.max(60, '地块最多 60 个字'),
  area,
  /** Of a mu and year. */
  rentFen: positiveFen,
  from: date,
  to: date,
  timing: z.enum(['advance', 'arrears']),
  dueDay,
  yearsAtOnce: z.int('年数是整数').min(1, '一次至少付 1 年').max(70, '一次最多付 70 年'),
  amortise: z.enum(['month', 'year']),
  note: shortText,
});

const leaseRow = z.object({
  id,
  no: z.string(),
  lessorName: z.string(),
  personId: id.nullable(),
  householdCode: z.string(),
  groupNo: z.int().nullable(),
  memberId: id.nullable(),
  memberNo: z.string().nullable(),
  plot: z.string(),
  area: z.string(),
  rentFen: fen,
  yearRentFen: fen,
  from: z.string(),
  to: z.string(),
  endedOn: z.string().nullable(),
  timing: z.enum(['advance', 'arrears']),
  dueDay: z.string(),
  yearsAtOnce: z.int(),
  amortise: z.enum(['month', 'year']),
  note: z.string(),
  /** Due up to the day asked for, paid (or put to the lessor's account), and still owed. */
  dueFen: fen,
  paidFen: fen,
  owedFen: fen,
  /** The first year not paid. */
  nextDueOn: z.string().nullable(),
  nextDueFen: fen,
  /** Paid ahead and not yet cost (171). */
  prepaidFen: fen,
  /** Days from the day asked for to the next due day; below zero: overdue. */
  dueIn: z.int().nullable(),
});

const yearRow = z.object({
  no: z.int(),
  from: z.string(),
  to: z.string(),
  dueOn: z.string(),
  rentFen: fen,
  state: z.enum(['paid', 'overdue', 'due', 'coming']),
  paidOn: z.string().nullable(),
  eventId: id.nullable(),
});

const paying = z.object({
  entityId,
  date,
  /** Each lease's next years that are not paid. */
  leases: z
    .array(
      z.object({ leaseId: id, years: z.int('年数是整数').min(1, '至少付 1 年').max(70, '最多付 70 年') }),
    )
    .min(1, '请至少选一份合同')
    .max(500, '一次最多 500 份合同'),
  /** Null: it stays owing (114 of a member, 211 of others). */
  paid: money.nullable(),
  documentNo: shortText,
  attachments: z.int('附单据张数是整数').min(0, '附单据张数不能是负数').max(9999, '附单据张数太大'),
  note: shortText,
});

const recorded = z.object({ id, voucherIds: z.array(id), warnings: z.array(z.string()) });
const preview = business['business.preview'].output;

const charging = z.object({ entityId, period, date });

/** Leased land (土地租赁): contracts with households, rent due and paid, several years paid ahead made cost. */
export const leases = {
  'leases.list': query(
    '土地租赁',
    z.object({ entityId, asOf: date.optional(), search: shortText.optional(), all: z.boolean().optional() }),
    z.array(leaseRow),
  ),
  'leases.get': query(
    '一份租地合同',
    z.object({ id, asOf: date.optional() }),
    z.object({
      lease: leaseRow,
      years: z.array(yearRow),
      /** Of what is paid ahead: each month's or year's charge, and whether it was made. */
      charges: z.array(z.object({ period: z.string(), fen, isCharged: z.boolean(), eventId: id.nullable() })),
    }),
  ),
  'leases.save': command(
    '登记租地合同',
    z.object({ entityId, id: id.optional(), terms }),
    z.object({ id, warnings: z.array(z.string()) }),
  ),
  'leases.end': command(
    '提前终止租地合同',
    z.object({ id, endedOn: date, reason: requiredText }),
    z.object({ id, warnings: z.array(z.string()) }),
  ),
  /** What falls due up to some days from now, oldest first. */
  'leases.due': query(
    '到期租金',
    z.object({ entityId, asOf: date.optional(), days: z.int().min(0).max(730) }),
    z.array(
      z.object({
        leaseId: id,
        no: z.string(),
        lessorName: z.string(),
        yearNo: z.int(),
        dueOn: z.string(),
        dueIn: z.int(),
        rentFen: fen,
      }),
    ),
  ),
  'leases.pay': command('付土地租金', paying, recorded),
  'leases.previewPay': query('试算租金分录', paying, preview),
  'leases.previewCharge': query(
    '试算地租摊销',
    charging,
    preview.extend({
      lines: z.array(
        z.object({
          paymentId: id,
          leaseId: id,
          no: z.string(),
          lessorName: z.string(),
          fen,
          /** Left on 171 afterwards. */
          leftFen: fen,
        }),
      ),
    }),
  ),
  'leases.charge': command('摊销预付地租', charging, recorded),
  'leases.events': query(
    '租金付款与摊销',
    z.object({ entityId, year: year.optional() }),
    z.array(subjectEvent),
  ),
  'leases.reverse': command('冲销土地业务', z.object({ id, date, reason: requiredText }), recorded),
};
