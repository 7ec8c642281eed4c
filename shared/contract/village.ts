import { z } from 'zod';
import { command, query } from './method.ts';
import { date, id, name, nothing, requiredText, shortText } from './values.ts';

/** 户类别: 一般贫困户, 低保贫困户, 五保贫困户, 脱贫户, 监测户, 一般农户. */
export const householdCategory = z.enum(['一般', '低保', '五保', '脱贫', '监测', '一般农户']);

const householdRow = z.object({
  id,
  code: z.string(),
  groupNo: z.int(),
  headId: id.nullable(),
  headName: z.string(),
  category: householdCategory,
  people: z.int(),
  phone: z.string(),
  idMasked: z.string(),
  cardMasked: z.string(),
  memberNos: z.array(z.string()),
  note: z.string(),
});

const personRow = z.object({
  id,
  householdId: id.nullable(),
  householdCode: z.string(),
  groupNo: z.int().nullable(),
  name: z.string(),
  relation: z.string(),
  idMasked: z.string(),
  phone: z.string(),
  cardMasked: z.string(),
  /** The bank's spelling of the name, where its system can't hold the real one. */
  bankAlias: z.string(),
  diedOn: z.string().nullable(),
  memberNo: z.string().nullable(),
});

/** Sealed on arrival: ID and card numbers never come back whole except through persons.reveal. */
export const personInput = z.object({
  name,
  relation: shortText,
  idNumber: shortText.nullable(),
  phone: shortText,
  card: shortText.nullable(),
  bankAlias: shortText.optional(),
});

const householdInput = z.object({
  code: requiredText,
  groupNo: z.int('组号是数字').min(1, '组号从 1 开始').max(99, '组号最多到 99'),
  category: householdCategory,
  phone: shortText,
  note: shortText,
});

const saved = z.object({ id, warnings: z.array(z.string()) });

/** What the village owns together: groups, households, persons. */
export const village = {
  'groups.list': query(
    '村民小组',
    nothing,
    z.array(z.object({ no: z.int(), households: z.int(), people: z.int() })),
  ),
  'households.list': query(
    '户籍',
    z.object({
      /** Chinese, pinyin initials, household number, phone, or the last digits of an ID number. */
      search: shortText.optional(),
      groupNo: z.int().optional(),
      category: householdCategory.optional(),
    }),
    z.array(householdRow),
  ),
  'households.get': query(
    '一户',
    z.object({ id }),
    z.object({
      household: householdRow,
      persons: z.array(personRow),
      heads: z.array(
        z.object({
          date: z.string(),
          name: z.string(),
          previousName: z.string(),
          reason: z.string(),
          operator: z.string(),
        }),
      ),
    }),
  ),
  'households.create': command('新增户', z.object({ household: householdInput, head: personInput }), saved),
  'households.update': command('修改户', z.object({ id, household: householdInput }), saved),
  'households.changeHead': command(
    '变更户主',
    z.object({ id, personId: id, date, reason: requiredText }),
    saved,
  ),
  'persons.search': query(
    '找人',
    z.object({ search: requiredText, limit: z.int().min(1).max(200).optional() }),
    z.array(personRow),
  ),
  'persons.create': command('新增人员', z.object({ householdId: id.nullable(), person: personInput }), saved),
  'persons.update': command(
    '修改人员',
    z.object({
      id,
      name: name.optional(),
      relation: shortText.optional(),
      phone: shortText.optional(),
      /** Present: replaces. Left out: kept. */
      idNumber: shortText.optional(),
      card: shortText.optional(),
      bankAlias: shortText.optional(),
      householdId: id.nullable().optional(),
    }),
    saved,
  ),
  /** The full number, for somebody who needs it; written to the audit log each time. */
  'persons.reveal': command(
    '查看完整号码',
    z.object({ id, field: z.enum(['idNumber', 'card']), reason: requiredText }),
    z.object({ value: z.string() }),
  ),
  /** Ctrl+K: households, persons, members by Chinese, pinyin initials or number; vouchers by 字号 (记-12, 2018-03 记12); assets and their pieces. */
  'search.jump': query(
    '跳转',
    z.object({ text: shortText }),
    z.array(
      z.object({
        kind: z.enum(['household', 'member', 'fundMember', 'voucher', 'asset']),
        id,
        title: z.string(),
        detail: z.string(),
      }),
    ),
  ),
};
