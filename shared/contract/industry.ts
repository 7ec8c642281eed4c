import { z } from 'zod';
import { MAX_FEN } from '../rules/money.ts';
import { command, query } from './method.ts';
import {
  date,
  done,
  fen,
  id,
  positiveQuantity,
  quantityText,
  requiredText,
  shortText,
  year,
} from './values.ts';
import { householdCategory } from './village.ts';

/** A household as every list of industries and awards names it. */
export const listedHousehold = z.object({
  householdId: id,
  householdCode: z.string(),
  groupNo: z.int(),
  headName: z.string(),
  category: householdCategory,
});

const kind = z.object({
  id,
  name: z.string(),
  /** What its scale is counted in: 筒, 窝, 箱, 只. */
  unit: z.string(),
  outputUnit: z.string(),
  enabled: z.boolean(),
  /** How many rows of all years are of this kind. */
  rows: z.int(),
});

const industryRow = listedHousehold.extend({
  id,
  year: z.int(),
  headId: id.nullable(),
  kindId: id,
  kind: z.string(),
  unit: z.string(),
  outputUnit: z.string(),
  scale: z.string(),
  inputFen: fen,
  expectedFen: fen,
  /** Null: not known yet. */
  output: z.string().nullable(),
  incomeFen: fen.nullable(),
  /** Of the last inspection that stands. */
  inspectedScale: z.string().nullable(),
  inspectedOn: z.string().nullable(),
  inspector: z.string(),
  /** Awards of the year for this industry, of programmes that are approved. */
  awardFen: fen,
  note: z.string(),
  /** How often it was written: more than once is a change with its history. */
  versions: z.int(),
});

const inspection = z.object({
  id,
  date: z.string(),
  inspector: z.string(),
  scale: z.string(),
  note: z.string(),
  reversesId: id.nullable(),
  reversedById: id.nullable(),
  operator: z.string(),
  recordedAt: z.string(),
});

/** Money that may be nothing yet. */
const yuan = z.int('金额要精确到分').min(0, '金额不能是负数').max(MAX_FEN, '金额太大，最多一万亿元');
const outputQuantity = quantityText.regex(/^[^-]/, '产量不能是负数');

/** One line of the sheet; of a household's industry of the year there is one row. */
const typedRow = z.object({
  householdId: id,
  kindId: id,
  scale: positiveQuantity,
  inputFen: yuan,
  expectedFen: yuan,
  output: outputQuantity.nullable(),
  incomeFen: yuan.nullable(),
  note: shortText,
});

const sums = z.object({
  households: z.int(),
  rows: z.int(),
  inputFen: fen,
  expectedFen: fen,
  /** Of the rows whose income is known. */
  incomeFen: fen,
  known: z.int(),
  inspected: z.int(),
  awardFen: fen,
});

const summaryOfKind = sums.extend({
  kindId: id,
  kind: z.string(),
  unit: z.string(),
  outputUnit: z.string(),
  scale: z.string(),
  inspectedScale: z.string(),
  output: z.string(),
  /** The year before; "0" where there was none. */
  previousScale: z.string(),
  previousHouseholds: z.int(),
  previousIncomeFen: fen,
});

/** 户产业台账: each household's industries by year, and their inspections. The village's; no vouchers. */
export const industry = {
  'industry.kinds': query('产业项目', z.object({}), z.array(kind)),
  'industry.saveKind': command(
    '设置产业项目',
    z.object({
      id: id.optional(),
      name: requiredText.max(20, '名称最多 20 个字'),
      unit: requiredText.max(6, '单位最多 6 个字'),
      outputUnit: requiredText.max(6, '单位最多 6 个字'),
      enabled: z.boolean(),
    }),
    z.object({ id }),
  ),
  /** The years that have rows or programmes, the latest first. */
  'industry.years': query('产业年度', z.object({}), z.array(z.int())),
  'industry.list': query(
    '户产业台账',
    z.object({
      year: year.optional(),
      householdId: id.optional(),
      kindId: id.optional(),
      groupNo: z.int().optional(),
      category: householdCategory.optional(),
      search: shortText.optional(),
    }),
    z.array(industryRow),
  ),
  /** What was written of one row, the newest state last, and its inspections. */
  'industry.get': query(
    '一项产业',
    z.object({ id }),
    z.object({
      row: industryRow.nullable(),
      states: z.array(
        z.object({
          id,
          removed: z.boolean(),
          scale: z.string(),
          inputFen: fen,
          expectedFen: fen,
          output: z.string().nullable(),
          incomeFen: fen.nullable(),
          note: z.string(),
          reason: z.string(),
          imported: z.boolean(),
          operator: z.string(),
          recordedAt: z.string(),
        }),
      ),
      inspections: z.array(inspection),
    }),
  ),
  /** A sheet of lines at once: all of them or none. A line that says what stands already changes nothing. */
  'industry.save': command(
    '登记户产业',
    z.object({
      year,
      rows: z.array(typedRow).min(1, '至少要有一行').max(2000, '一次最多 2000 行'),
      /** Why rows that stand already are changed. */
      reason: shortText,
    }),
    z.object({ created: z.int(), changed: z.int(), same: z.int(), warnings: z.array(z.string()) }),
  ),
  'industry.remove': command('删去户产业', z.object({ id, reason: requiredText }), done),
  /** Which rows of a year wait for an inspection, and all that were inspected: see industry.list. */
  'industry.inspect': command(
    '登记验收',
    z.object({
      date,
      inspector: requiredText,
      rows: z
        .array(
          z.object({
            industryId: id,
            /** Found: "0" where there was nothing. */
            scale: quantityText.regex(/^[^-]/, '验收规模不能是负数'),
            note: shortText,
          }),
        )
        .min(1, '至少要有一行')
        .max(2000, '一次最多 2000 行'),
    }),
    z.object({ count: z.int(), warnings: z.array(z.string()) }),
  ),
  'industry.undoInspection': command('撤销验收', z.object({ id, reason: requiredText }), done),
  'industry.inspections': query(
    '验收记录',
    z.object({ year }),
    z.array(
      inspection.extend({
        ...listedHousehold.shape,
        industryId: id,
        kind: z.string(),
        unit: z.string(),
        claimedScale: z.string(),
      }),
    ),
  ),
  'industry.summary': query(
    '产业汇总',
    z.object({ year }),
    z.object({
      totals: sums,
      byKind: z.array(summaryOfKind),
      byGroup: z.array(sums.extend({ groupNo: z.int() })),
      byCategory: z.array(sums.extend({ category: householdCategory })),
      byYear: z.array(sums.extend({ year: z.int() })),
      /** Awards that are for no industry: 务工补助, 定额. */
      otherAwardFen: fen,
    }),
  ),
};
