/** What the register of fixed assets calls things, on screen and on paper. */
export const ACQUISITION_NAMES = {
  purchase: '购置',
  built: '自建',
  grant: '财政补助',
  donation: '捐赠',
  share: '作价入股',
  found: '盘盈',
  other: '其他',
} as const;

export const STATE_NAMES = {
  'in-use': '在用',
  idle: '闲置',
  rented: '出租',
  damaged: '损坏',
  gone: '报废',
} as const;

export const FUNDING_NAMES = {
  state: '财政资金',
  partner: '帮扶单位',
  donated: '捐赠',
  own: '自筹股金',
  loan: '贷款',
} as const;

export const OWNER_NAMES = {
  cooperative: '合作社',
  village: '村集体',
  state: '国有',
  household: '农户',
  other: '其他单位或个人',
} as const;

export const USE_NAMES = { production: '生产', management: '管理', public: '公益' } as const;

export const METHOD_NAMES = { 'straight-line': '年限平均法', units: '工作量法' } as const;

export const RELIEF_NAMES = { business: '经营性', public: '公益性', household: '到户类' } as const;

/** 10 年, 2 年 6 个月. */
export function lifeText(months: number): string {
  const [years, rest] = [Math.floor(months / 12), months % 12];
  return [years > 0 ? `${years} 年` : '', rest > 0 ? `${rest} 个月` : ''].filter(Boolean).join(' ');
}

/** A changed value as it is read: states, uses and owners by their names, anything else as it stands. */
export function changedWord(field: string, value: string): string {
  if (value === '') return '空';
  const names: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    状态: STATE_NAMES,
    用途: USE_NAMES,
    所有权人: OWNER_NAMES,
  };
  return names[field]?.[value] ?? value;
}

interface Changed {
  readonly date: string;
  readonly pieceNo: string | null;
  readonly field: string;
  readonly before: string;
  readonly after: string;
  readonly note: string;
}

/** The same change of several pieces on a day as one: of the card where no piece is named. */
export function gathered<C extends Changed>(changes: readonly C[]): (C & { readonly of: string })[] {
  const groups = Map.groupBy(changes, (one) =>
    [one.date, one.pieceNo === null, one.field, one.before, one.after, one.note].join('\u0000'),
  );
  return [...groups.values()].flatMap((some) => {
    const [first] = some;
    if (!first) return [];
    const nos = some.flatMap((one) => (one.pieceNo === null ? [] : [one.pieceNo]));
    const of = nos.length > 3 ? `${nos[0] ?? ''} … ${nos.at(-1) ?? ''} 共 ${nos.length} 件` : nos.join('、');
    return [{ ...first, of }];
  });
}
