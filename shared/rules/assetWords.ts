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

export type AssetState = keyof typeof STATE_NAMES;
export type FundingSource = keyof typeof FUNDING_NAMES;

/** 10 年, 2 年 6 个月. */
export function lifeText(months: number): string {
  const [years, rest] = [Math.floor(months / 12), months % 12];
  return [years > 0 ? `${years} 年` : '', rest > 0 ? `${rest} 个月` : ''].filter(Boolean).join(' ');
}

/** Millionths as a percentage without trailing noughts: 50000 is 5%. */
export function percentText(millionths: number): string {
  const [whole = '0', decimals = ''] = (millionths / 10_000).toFixed(4).split('.');
  const kept = decimals.replace(/0+$/u, '');
  return `${whole}${kept === '' ? '' : `.${kept}`}%`;
}
