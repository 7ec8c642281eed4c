import { z } from 'zod';
import { MAX_FEN } from '../rules/money.ts';

/** The shapes that many calls share. Sizes are bounded: a limit on everything. */
export const id = z.int().positive();
/** Money: integer fen (1/100 yuan). */
export const fen = z.int();
export const positiveFen = z.int('金额要精确到分').positive('金额必须大于 0');
/** What a thing cost: nobody has one of more than 一万亿元. */
export const costFen = positiveFen.max(MAX_FEN, '金额太大，最多一万亿元，请检查金额单位');
export const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '日期要写成 2018-12-31 这样');
export const year = z.int('年度要写成 2018 这样').min(1949, '年度太早').max(2999, '年度太晚');
/** 会计期间: YYYY-MM. */
export const period = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '期间要写成 2018-01 这样');
export const name = z.string().trim().min(1, '不能空着').max(50, '最多 50 个字');
export const shortText = z.string().trim().max(200, '最多 200 个字');
export const requiredText = z.string().trim().min(1, '不能空着').max(200, '最多 200 个字');
export const path = z.string().min(1, '没有选文件').max(4096, '路径太长');
/** A decimal percentage as text, so that no binary fraction stands between the person and the rule: "10", "12.5". */
export const percent = z
  .string()
  .trim()
  .regex(/^\d{1,3}(\.\d{1,6})?$/, '比例要写成 10 或 12.5 这样');
/** Thousandths of the product's unit as decimal text: "12.5". */
export const quantityText = z.string().regex(/^-?\d{1,9}(\.\d{1,3})?$/, '数量最多三位小数');
export const positiveQuantity = quantityText.regex(/^[^-]*[1-9][^-]*$/, '数量要大于 0');
/** Where money is: cash in hand, or a bank account (left out: the usual one). */
export const money = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cash') }),
  z.object({ kind: z.literal('bank'), bankId: id.optional() }),
]);
/** Which books; left out, the workspace's first cooperative. */
export const entityId = id.optional();
export const nothing = z.object({});
export const done = z.object({ done: z.literal(true) });
/** A file's bytes in base64: 50 MB of file at most. */
export const base64 = z.string().max(70_000_000, '文件太大,最多 50 MB');
