import { z } from 'zod';
import { LONGEST_CODE } from '../rules/chart/accounts.ts';
import { command, query } from './method.ts';
import { entityId, id, name, requiredText, shortText } from './values.ts';

/** What lines of an account can be analysed by (辅助核算). `member` is a member of the cooperative; the rest are items. */
export const dim = z.enum([
  'member',
  'counterparty',
  'consignor',
  'employee',
  'worker',
  'lender',
  'bank',
  'product',
  'contract',
  'investment',
  'asset',
  'project',
  'grantProject',
  'spendItem',
  'payItem',
  'taxItem',
  'fundSource',
  'reserveSource',
  'purpose',
  'costItem',
  'businessItem',
  'incomeSource',
  'expenseItem',
  'herd',
]);

const CODE_FORM = `科目编码是 3 到 ${LONGEST_CODE} 位数字`;
export const accountCode = z
  .string()
  .regex(/^\d{3,}$/, CODE_FORM)
  .max(LONGEST_CODE, CODE_FORM);

const account = z.object({
  id,
  code: accountCode,
  name: z.string(),
  /** 银行存款/信用社基本户: with its parents' names. */
  fullName: z.string(),
  parentId: id.nullable(),
  level: z.int(),
  class: z.enum(['asset', 'liability', 'equity', 'cost', 'profit']),
  normal: z.enum(['debit', 'credit']),
  dims: z.array(dim),
  isLeaf: z.boolean(),
  isStatutory: z.boolean(),
  /** What the programs post there for, in an association's chart; '' elsewhere. */
  role: z.string(),
  enabled: z.boolean(),
  withQuantity: z.boolean(),
  /** Set: why no voucher may be typed on it, and where to go instead. */
  controlledBy: z.string().nullable(),
  explanation: z.string(),
  examples: z.array(z.string()),
  traps: z.array(z.string()),
  pinyinInitials: z.string(),
  pinyinFull: z.string(),
  /** Whether any voucher or opening stands on it. */
  used: z.boolean(),
});

export const item = z.object({
  id,
  dim,
  name: z.string(),
  note: z.string(),
  isPovertyAsset: z.boolean(),
  isLivestock: z.boolean(),
  enabled: z.boolean(),
  pinyinInitials: z.string(),
  pinyinFull: z.string(),
});

/** The chart of accounts (会计科目) and what its lines are analysed by. */
export const accounts = {
  'accounts.list': query('会计科目', z.object({ entityId }), z.array(account)),
  /** A sub-account of one's own; the code follows the parent's, two digits more. */
  'accounts.add': command(
    '新增明细科目',
    z.object({
      entityId,
      parentCode: accountCode,
      /** Left out: the next free one. */
      code: accountCode.optional(),
      name,
      /** Left out: the parent's. */
      dims: z.array(dim).max(2, '一个科目最多两项辅助核算').optional(),
    }),
    z.object({ id, code: accountCode }),
  ),
  'accounts.rename': command('修改科目名称', z.object({ id, name }), z.object({ id })),
  /** An association's accounts follow the county's template; a cooperative's codes are the regulation's. */
  'accounts.recode': command('修改科目编码', z.object({ id, code: accountCode }), z.object({ id })),
  /** Switched off, not deleted: what stands on it stays readable. */
  'accounts.enable': command('启用或停用科目', z.object({ id, enabled: z.boolean() }), z.object({ id })),
  'items.list': query('辅助核算项目', z.object({ entityId, dim: dim.optional() }), z.array(item)),
  /** Whom lines of an account by member can name, in whichever books: those found (20 at most), or one. */
  'items.members': query(
    '按成员核算',
    z.object({ entityId, search: shortText.optional(), id: id.optional() }),
    z.array(
      z.object({
        id,
        no: z.string(),
        name: z.string(),
        groupNo: z.int().nullable(),
        idMasked: z.string(),
        left: z.boolean(),
      }),
    ),
  ),
  'items.add': command(
    '新增辅助核算项目',
    z.object({
      entityId,
      dim,
      name: requiredText,
      note: shortText.optional(),
      isPovertyAsset: z.boolean().optional(),
      isLivestock: z.boolean().optional(),
    }),
    z.object({ id }),
  ),
  'items.update': command(
    '修改辅助核算项目',
    z.object({
      id,
      name: requiredText.optional(),
      note: shortText.optional(),
      isPovertyAsset: z.boolean().optional(),
      isLivestock: z.boolean().optional(),
      enabled: z.boolean().optional(),
    }),
    z.object({ id }),
  ),
};
