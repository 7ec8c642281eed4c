import { BUSINESS_TITLES } from './business.ts';
import { FUND_TITLES } from './fund.ts';
import { LEASE_TITLES } from './leases.ts';
import { STORAGE_TITLES } from './storage.ts';

/**
 * Every kind of event that the register of events (业务事项) knows, by the subject whose page records and undoes it. The kind is stored with
 * the event; a kind that files have is never renamed.
 */
export const EVENT_KINDS = {
  business: BUSINESS_TITLES,
  assets: {
    assetBought: '购入固定资产',
    assetBuilt: '在建工程交付使用',
    assetGranted: '用补助购置固定资产',
    assetDonated: '接受捐赠固定资产',
    assetListed: '按清单登记固定资产',
    assetRegistered: '登记启用前的固定资产',
    depreciated: '计提折旧',
    assetCleared: '资产转入清理',
    clearingCost: '资产清理费用',
    clearingProceeds: '资产清理收入',
    clearingClosed: '结转资产清理',
    assetImproved: '资产改建完工',
    assetFound: '固定资产盘盈',
    assetMissing: '固定资产盘亏',
    stocktakeSettled: '盘盈盘亏处理',
  },
  production: {
    bagMaterial: '领料制袋',
    bagCost: '支付菌袋费用',
    bagShare: '分摊生产成本',
    bagHarvest: '采收入库',
    bagLoss: '菌袋非正常损失',
    bagLossSettled: '处理菌袋损失',
    bagTail: '批次尾数转出',
    drying: '烘干入库',
  },
  labour: {
    labourAccrued: '计提劳务费',
    labourPaid: '发放劳务费',
    labourReturned: '劳务费退回',
    labourOpening: '期初欠付劳务费',
  },
  storage: STORAGE_TITLES,
  leases: LEASE_TITLES,
  fund: FUND_TITLES,
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The subject that records an event, as its page is called. */
export type EventSubject = keyof typeof EVENT_KINDS;

type KindsOf<S extends EventSubject> = Extract<keyof (typeof EVENT_KINDS)[S], string>;
export type EventKind = { [S in EventSubject]: KindsOf<S> }[EventSubject];

/** What each subject's page is called in sentences. */
export const SUBJECT_TITLES: Readonly<Record<EventSubject, string>> = {
  business: '业务',
  assets: '固定资产',
  production: '菌袋生产',
  labour: '务工',
  storage: '冷库',
  leases: '土地',
  fund: '互助资金',
};

/** What each kind is called. */
export const EVENT_TITLES: Readonly<Record<EventKind, string>> = Object.assign(
  {},
  ...Object.values(EVENT_KINDS),
) as Record<EventKind, string>;

export function subjectOf(kind: EventKind): EventSubject {
  const subjects = Object.keys(EVENT_KINDS) as EventSubject[];
  return subjects.find((one) => Object.hasOwn(EVENT_KINDS[one], kind)) ?? 'business';
}
