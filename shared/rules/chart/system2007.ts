import { toHalfWidth, withoutSpaces } from '../fullwidth.ts';
import { CHART, DISTRIBUTIONS_CODE, UNDISTRIBUTED_CODE, chartAccount } from './accounts.ts';

/**
 * Where an account of the 2007 system (财会〔2007〕15号, in force until 2022) goes in the present chart, for importing a
 * trial balance. Most codes kept their meaning; the traps are 522, which changed it, and the accounts that were split
 * (财会〔2021〕38号 says how).
 */
export interface OldAccountMapping {
  /** same: under its own code; renamed: under another one; choose: a person decides, `to` lists what may fit. */
  readonly kind: 'same' | 'renamed' | 'choose';
  /** Codes of the present chart; empty when nothing is known to fit. */
  readonly to: readonly string[];
  /** What happens or what to decide, for the person who imports. */
  readonly reason: string;
}

/**
 * @param code as in the old books; of a sub-account (52201, 522.01) the first three digits decide
 * @param name its name there; a name of the present system (522 税金及附加) shows that the books are new already
 */
export function mapOldAccount(code: string, name: string): OldAccountMapping {
  const digits = toHalfWidth(code).replace(/\D/gu, '');
  const first = digits.slice(0, 3);
  const title = withoutSpaces(toHalfWidth(name));
  const present = chartAccount(first);
  if (!present) return unknown(code);
  if (first === '332') return distribution(title);

  const isNewName = title.startsWith(present.name);
  const trap = TRAPS[first];
  if (trap) return isNewName && !trap.sameName ? same(first, NEW_SYSTEM) : trap.mapping;
  if (NOT_IN_2007.has(first)) {
    return isNewName || title === ''
      ? same(first, NEW_SYSTEM)
      : {
          kind: 'choose',
          to: CHART.filter((one) => title.startsWith(one.name)).map((one) => one.code),
          reason: `2007 年制度没有 ${first} 这个编号，旧账里的“${title}”是自己增设的，请看它记的是什么，再选新科目。`,
        };
  }
  return same(first, NOTES[first] ?? `编号和内容都没有变，余额直接转入 ${first} ${present.name}。`);
}

const NEW_SYSTEM = '名称是现行制度的，不用换编号。';

function same(code: string, reason: string): OldAccountMapping {
  return { kind: 'same', to: [code], reason };
}

function unknown(code: string): OldAccountMapping {
  return {
    kind: 'choose',
    to: [],
    reason: `新科目表里没有编号“${code}”对应的科目，请选一个内容相同的科目，或先增设科目再导入。`,
  };
}

/** 332 takes no line itself: a balance belongs to one of its two halves. */
function distribution(title: string): OldAccountMapping {
  return title.includes('各项分配')
    ? {
        kind: 'renamed',
        to: [DISTRIBUTIONS_CODE],
        reason: '记入 33201 各项分配；年末结转后它应当没有余额，有余额请先在旧账里转平。',
      }
    : {
        kind: 'renamed',
        to: [UNDISTRIBUTED_CODE],
        reason: '历年没分的盈余（或没补的亏损）记入 33202 未分配盈余。',
      };
}

const BIOLOGICAL = ['141', '142', '143', '144'] as const;

/** `sameName`: the account keeps its name although part of it moved out, so the name proves nothing. */
const TRAPS: Readonly<Record<string, { readonly sameName?: true; readonly mapping: OldAccountMapping }>> = {
  '141': {
    mapping: {
      kind: 'choose',
      to: BIOLOGICAL,
      reason:
        '旧“牲畜（禽）资产”要按用途拆开：养来卖的幼畜、育肥畜进 141，产畜、役畜按原价进 142；以前已摊销掉的数，补加到 142 借方，同时记 143 贷方。',
    },
  },
  '142': {
    mapping: {
      kind: 'choose',
      to: BIOLOGICAL,
      reason:
        '旧“林木资产”要按用途拆开：准备砍伐出售的进 141，果树等经济林按原价进 142（以前已摊销掉的数，补加到 142 借方，同时记 143 贷方），防护林进 144。',
    },
  },
  '211': {
    sameName: true,
    mapping: {
      kind: 'choose',
      to: ['211', '213', '214', '215'],
      reason:
        '旧“应付款”要按内容拆开：欠临时工的工钱进 213，欠交的税费进 214（再选税种），欠付的利息进 215，其余留在 211。',
    },
  },
  '522': {
    mapping: {
      kind: 'renamed',
      to: ['523'],
      reason: '旧制度 522 是“管理费用”，新制度改为 523；新的 522 是“税金及附加”，不能照旧编号导入。',
    },
  },
  '529': {
    sameName: true,
    mapping: {
      kind: 'choose',
      to: ['524', '529'],
      reason: '旧“其他支出”要按内容拆开：借款利息、银行手续费、存款利息进 524，其余留在 529。',
    },
  },
};

/** Present codes that the 2007 system did not have. */
const NOT_IN_2007: ReadonlySet<string> = new Set([
  '143',
  '144',
  '162',
  '171',
  '181',
  '213',
  '214',
  '215',
  '523',
  '524',
  '531',
]);

/** What to mind where the code stays. */
const NOTES: Readonly<Record<string, string>> = {
  '114': '按成员一户一户转，欠社里的转借方，社里欠的转贷方，不能只转合计的净额。',
  '161': '余额直接转入 161；以前摊销时直接冲减的数，要补加到 161 借方，同时记 162 贷方。',
  '331': '上年结转后它应当没有余额；有余额说明旧账年末没有结转，请先结转再导入。',
};
