import { BUSINESS_TITLES, type BusinessKind } from '../../../shared/rules/posting/business.ts';

export type { BusinessKind } from '../../../shared/rules/posting/business.ts';

interface Group {
  readonly title: string;
  readonly kinds: readonly BusinessKind[];
}

/** What can be recorded, as the menu groups it; a dialog changes between the kinds of its group. */
export const GROUPS: readonly Group[] = [
  { title: '收购', kinds: ['purchase', 'commission', 'buyOutside'] },
  { title: '销售', kinds: ['sale', 'sellConsigned'] },
  {
    title: '往来收付',
    kinds: ['payMember', 'receiveFromMember', 'buyForMember', 'payOutside', 'receiveOutside'],
  },
  {
    title: '财政补助',
    kinds: ['grantReceived', 'grantSpentOnAsset', 'grantSpentOnExpense', 'grantAfterAsset', 'grantReturned'],
  },
  { title: '捐赠', kinds: ['donationCash', 'donationUsed', 'donationInKind'] },
  { title: '借款', kinds: ['loanReceived', 'loanRepaid', 'interestAccrued', 'interestPaid'] },
  { title: '工资劳务', kinds: ['wagesAccrued', 'wagesPaid'] },
  { title: '公积金', kinds: ['lossFromReserve', 'reserveRefund'] },
];

export function groupOf(kind: BusinessKind): Group {
  return (
    GROUPS.find((group) => group.kinds.includes(kind)) ?? { title: BUSINESS_TITLES[kind], kinds: [kind] }
  );
}

/** One line under the kind: what it is for, where people go wrong. */
export const HINTS: Readonly<Partial<Record<BusinessKind, string>>> = {
  buyOutside: '向非成员买的货。和成员交售分别核算，不计入交易额，不参加盈余返还。',
  sale: '一笔销售记两张凭证：收入一张，结转成本一张。',
  sellConsigned: '收入只记差价：高于约定价的部分进经营收入，低于的进经营支出。',
  payMember: '付收购款、代销款，或者借给社员。',
  receiveFromMember: '社员还欠款、交农资款。入股走“社员与股金”。',
  buyForMember: '货款由社员承担，社里的收入只有服务费。',
  grantReceived: '发给农户个人的奖补不是合作社的补助，不在这里登记。',
  grantSpentOnAsset:
    '还要建、要装的记在建工程，用补助的部分同时转入专项基金。买来就能用的固定资产，到“固定资产”登记。',
  grantSpentOnExpense: '培训、推销、质量认证等不形成资产的支出，直接冲减补助。',
  grantAfterAsset: '资产先建好，补助后到账：当天进、当天转入专项基金，资产原值不变。',
  donationCash: '限定用途又还没用的，先挂应付款；用了以后登记“捐款已使用”。',
  donationUsed: '限定用途的捐款已按约定用掉，从应付款转入专项基金。',
  donationInKind: '按凭据或评估价入账。捐来的固定资产到“固定资产”登记，卡片和凭证一起生成。',
  loanReceived: '只登记合作社自己借的。农户名下的贴息贷款是农户的债，不进社里的账。',
  interestAccrued: '每个结息日计提一次，以银行利息清单的数为准。',
  wagesAccrued: '固定人员走应付工资，临时用工走应付劳务费。发之前先计提。',
  reserveRefund: '退社、继承后账上还留着的公积金份额，全部退还；先记往来的挂成员往来。',
  lossFromReserve: '经成员大会决议，用盈余公积弥补亏损。各户的公积金份额按比例减少。',
  wagesPaid: '只能发已经计提的；扣回借支请用“收社员款”。',
};
