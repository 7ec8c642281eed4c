import type { AccountClass, Dim, Side } from './accounts.ts';

/**
 * The small chart of a mutual-aid association (村互助资金协会): codes of the 民间非营利组织 accounting system, names as the associations
 * use them (DOMAIN §4). Counties have templates of their own, so codes and names may be changed; programs post by role.
 */
export const FUND_ROLES = [
  'cash',
  'bank',
  'loans',
  'receivables',
  'feesDue',
  'fixedAssets',
  'depreciation',
  'payables',
  'wages',
  'taxes',
  'memberFund',
  'netFree',
  'reserve',
  'welfare',
  'riskReserve',
  'runningReserve',
  'undistributed',
  'netRestricted',
  'restrictedFiscal',
  'restrictedDonated',
  'donations',
  'donationFree',
  'donationRestricted',
  'dues',
  'feeIncome',
  'subsidies',
  'subsidyFree',
  'subsidyRestricted',
  'otherIncome',
  'activityCost',
  'managementCost',
  'otherCost',
] as const;
export type FundRole = (typeof FUND_ROLES)[number];

export interface FundSubAccount {
  readonly code: string;
  readonly name: string;
  readonly role: FundRole;
}

export interface FundAccount {
  readonly code: string;
  readonly name: string;
  readonly role: FundRole;
  readonly class: AccountClass;
  readonly normal: Side;
  readonly dims: readonly Dim[];
  /** Starts switched off. */
  readonly optional: boolean;
  /** The association may divide it further; elsewhere programs post on the account itself. */
  readonly divisible: boolean;
  readonly subAccounts: readonly FundSubAccount[];
  readonly explanation: string;
  readonly examples: readonly string[];
  readonly traps: readonly string[];
}

/** How a posting names an account of the association, whatever its code is by now. */
export type RoleName = `@${FundRole}`;

/** Digits of a first-level code of this system; each level below adds two. */
export const FUND_CODE_DIGITS = 4;

type Written = Pick<FundAccount, 'code' | 'name' | 'role' | 'explanation' | 'examples'> &
  Partial<Omit<FundAccount, 'class' | 'normal'>>;

function account(kind: AccountClass, normal: Side, written: Written): FundAccount {
  return {
    dims: [],
    optional: false,
    divisible: false,
    subAccounts: [],
    traps: [],
    ...written,
    class: kind,
    normal,
  };
}

const asset = (written: Written) => account('asset', 'debit', written);
const liability = (written: Written) => account('liability', 'credit', written);
const net = (written: Written) => account('equity', 'credit', written);
const income = (written: Written) => account('profit', 'credit', written);
const cost = (written: Written) => account('profit', 'debit', written);

/** Ascending by code. */
export const FUND_CHART: readonly FundAccount[] = [
  asset({
    code: '1001',
    name: '现金',
    role: 'cash',
    explanation: '协会保险柜里的现金。收现记借方，付现记贷方；每天和现金日记账、柜里的钱对上。',
    examples: [
      '会员交基准互助金：借 现金，贷 互助金',
      '会员交占用费：借 现金，贷 占用费收入',
      '把收的现金存进信用社：借 银行存款，贷 现金',
    ],
    traps: ['任何一天都不能是负数。', '合作社的现金和协会的现金是两本账，不能混在一起。'],
  }),
  asset({
    code: '1002',
    name: '银行存款',
    role: 'bank',
    dims: ['bank'],
    explanation: '协会在信用社开的专户，一个账户一本明细。借出、收回都走专户，每月和对账单核对。',
    examples: [
      '财政扶持资金到账：借 银行存款，贷 政府补助收入—限定性',
      '发放借款：借 借款，贷 银行存款',
      '会员还本：借 银行存款，贷 借款',
    ],
    traps: ['财政资金要专户存放，不能存在个人卡里，也不能和合作社共用一个账户。'],
  }),
  asset({
    code: '1121',
    name: '借款',
    role: 'loans',
    dims: ['member'],
    explanation: '会员借去、还没有还的本金，逐户核算（制度里是应收账款）。余额等于借款台账上各户的余额。',
    examples: [
      '发放借款：借 借款（会员），贷 银行存款',
      '收回本金：借 现金，贷 借款（会员）',
      '坏账经批准由风险准备金核销：借 非限定性净资产—风险准备金，贷 借款（会员）',
    ],
    traps: ['占用费不记在这里。', '联保人代还的，也减借款人的余额，谁还的钱在还款台账里写明。'],
  }),
  asset({
    code: '1122',
    name: '其他应收款',
    role: 'receivables',
    dims: ['counterparty'],
    divisible: true,
    explanation: '借款以外别人欠协会的钱：经办人借支、垫付、赔款等，按单位或个人核算。',
    examples: ['经办人借支差旅费：借 其他应收款，贷 现金', '回来报销：借 管理费用，贷 其他应收款'],
    traps: ['给会员的借款只记“借款”，不能记在这里。'],
  }),
  asset({
    code: '1123',
    name: '应收占用费',
    role: 'feesDue',
    dims: ['member'],
    optional: true,
    explanation: '按期计提、还没有收到的占用费。占用费收到时才入账的协会不用它（默认停用）。',
    examples: ['计提本季占用费：借 应收占用费，贷 占用费收入', '收到：借 现金，贷 应收占用费'],
  }),
  asset({
    code: '1501',
    name: '固定资产',
    role: 'fixedAssets',
    optional: true,
    divisible: true,
    explanation: '协会自己的办公设备等，按原价记。没有固定资产的协会不用它（默认停用）。',
    examples: ['购入保险柜：借 固定资产，贷 银行存款'],
    traps: ['村委会、合作社的设备不是协会的。'],
  }),
  account('asset', 'credit', {
    code: '1502',
    name: '累计折旧',
    role: 'depreciation',
    optional: true,
    divisible: true,
    explanation: '固定资产逐年损耗的价值，是固定资产的减项（默认停用）。',
    examples: ['计提折旧：借 管理费用，贷 累计折旧'],
  }),
  liability({
    code: '2202',
    name: '应付账款',
    role: 'payables',
    dims: ['counterparty'],
    divisible: true,
    explanation: '协会欠单位或个人的款：还没有付的印刷费、培训费、退会待付款等。',
    examples: ['收到发票暂欠：借 管理费用，贷 应付账款', '付清：借 应付账款，贷 银行存款'],
    traps: ['会员交的互助金另记“互助金”。协会不吸收存款，不能用它收村民的钱。'],
  }),
  liability({
    code: '2204',
    name: '应付工资',
    role: 'wages',
    optional: true,
    divisible: true,
    explanation: '协会聘用人员的工资、误工补贴，已计还没有发的（默认停用）。',
    examples: ['计提：借 管理费用，贷 应付工资', '发放：借 应付工资，贷 现金'],
  }),
  liability({
    code: '2206',
    name: '应交税金',
    role: 'taxes',
    optional: true,
    divisible: true,
    explanation: '应交还没有交的税，代扣的个人所得税也记在这里（默认停用）。',
    examples: ['代扣个税：借 应付工资，贷 应交税金', '缴纳：借 应交税金，贷 银行存款'],
  }),
  liability({
    code: '2209',
    name: '互助金',
    role: 'memberFund',
    dims: ['member'],
    explanation:
      '会员自己交的互助金（基准的和追加的），退会时要还，所以是负债，逐户核算（制度里是其他应付款）。',
    examples: ['入会交基准互助金 500 元：借 现金，贷 互助金（会员）', '退会退还：借 互助金（会员），贷 现金'],
    traps: [
      '财政的赠股、配股只是一张凭证，不能转让、不能退还，不记在这里。',
      '有的县把互助金记会费收入；要退的钱记收入，退的时候就没有来处了。',
    ],
  }),
  net({
    code: '3101',
    name: '非限定性净资产',
    role: 'netFree',
    subAccounts: [
      { code: '310101', name: '公积金', role: 'reserve' },
      { code: '310102', name: '公益金', role: 'welfare' },
      { code: '310103', name: '风险准备金', role: 'riskReserve' },
      { code: '310104', name: '运行费结余', role: 'runningReserve' },
      { code: '310109', name: '未分配结余', role: 'undistributed' },
    ],
    explanation:
      '没有指定用途的净资产。收入、费用结转到“未分配结余”，年末按分配表把占用费分到公积金（转入互助资金本金）、公益金、风险准备金和运行费。',
    examples: [
      '期末结转收入：借 占用费收入，贷 非限定性净资产—未分配结余',
      '年末分配：借 非限定性净资产—未分配结余，贷 公积金、公益金、风险准备金、运行费结余',
    ],
    traps: ['云南的章程不许给会员分红，陕西的允许累积份额，按本县的章程办。'],
  }),
  net({
    code: '3102',
    name: '限定性净资产',
    role: 'netRestricted',
    subAccounts: [
      { code: '310201', name: '财政扶持资金', role: 'restrictedFiscal' },
      { code: '310202', name: '捐赠资金', role: 'restrictedDonated' },
    ],
    explanation:
      '财政和捐赠人指定只能用来周转互助的本金。限定性的补助、捐赠收入期末结转到这里，只能借，不能花。',
    examples: ['期末结转：借 政府补助收入—限定性，贷 限定性净资产—财政扶持资金'],
    traps: ['运行费、坏账不能直接用限定性净资产，要有批准解除限定的文件，再转到非限定性净资产。'],
  }),
  income({
    code: '4101',
    name: '捐赠收入',
    role: 'donations',
    subAccounts: [
      { code: '410101', name: '非限定性', role: 'donationFree' },
      { code: '410102', name: '限定性', role: 'donationRestricted' },
    ],
    explanation: '单位、个人无偿捐的钱。捐赠人指定做互助本金的记“限定性”，没有指定的记“非限定性”。',
    examples: ['帮扶单位捐互助本金：借 银行存款，贷 捐赠收入—限定性'],
    traps: ['附条件要还、要利息的不是捐赠。'],
  }),
  income({
    code: '4201',
    name: '会费收入',
    role: 'dues',
    explanation: '按章程向会员收、不退还的会费。',
    examples: ['收会费：借 现金，贷 会费收入'],
    traps: ['要退还的互助金不是会费。'],
  }),
  income({
    code: '4301',
    name: '占用费收入',
    role: 'feeIncome',
    explanation: '会员用互助资金交的占用费（制度里是提供服务收入），收到时入账。',
    examples: ['收占用费：借 现金，贷 占用费收入'],
    traps: ['还款时先收占用费后收本金还是反过来，按章程定，在设置里选。'],
  }),
  income({
    code: '4401',
    name: '政府补助收入',
    role: 'subsidies',
    subAccounts: [
      { code: '440101', name: '非限定性', role: 'subsidyFree' },
      { code: '440102', name: '限定性', role: 'subsidyRestricted' },
    ],
    explanation: '财政给协会的钱。扶持做本金的记“限定性”；工作经费等没有限定的记“非限定性”。',
    examples: ['财政扶持资金到账：借 银行存款，贷 政府补助收入—限定性'],
    traps: ['给农户的贴息、奖补不是协会的收入，不进协会的账。'],
  }),
  income({
    code: '4901',
    name: '其他收入',
    role: 'otherIncome',
    dims: ['incomeSource'],
    explanation: '存款利息、赔款等别的收入。',
    examples: ['专户结息：借 银行存款，贷 其他收入'],
  }),
  cost({
    code: '5101',
    name: '业务活动成本',
    role: 'activityCost',
    dims: ['expenseItem'],
    explanation: '直接为借款、还款、培训会员花的钱：入户调查、合同印刷、会员培训。',
    examples: ['印借款合同：借 业务活动成本（印刷费），贷 现金'],
  }),
  cost({
    code: '5201',
    name: '管理费用',
    role: 'managementCost',
    dims: ['expenseItem'],
    explanation: '协会日常管理花的钱：办公、误工补贴、会议、差旅。',
    examples: ['买账簿：借 管理费用（办公费），贷 现金', '管理人员误工补贴：借 管理费用，贷 现金'],
    traps: ['运行费不能超过分配表给的那一份，不够的要另外筹，不能动本金。'],
  }),
  cost({
    code: '5401',
    name: '其他费用',
    role: 'otherCost',
    dims: ['expenseItem'],
    explanation: '银行手续费、工本费等不属于业务和管理的支出。',
    examples: ['专户手续费：借 其他费用（银行手续费），贷 银行存款'],
  }),
];

/** The analysis a new association's books start with. */
export const FUND_ITEMS: readonly { readonly dim: Dim; readonly name: string }[] = (
  [
    ['bank', ['基本存款账户']],
    ['incomeSource', ['利息收入', '赔款收入', '其他']],
    [
      'expenseItem',
      [
        '办公费',
        '误工补贴',
        '会议费',
        '会员培训费',
        '印刷费',
        '差旅费',
        '银行手续费',
        '奖励支出',
        '公益支出',
        '其他',
      ],
    ],
  ] as const
).flatMap(([dim, names]) => names.map((name) => ({ dim, name })));

/** The account of the chart that has this role, or whose sub-account has it. */
export function fundAccountOf(role: string): FundAccount | undefined {
  return FUND_CHART.find((one) => one.role === role || one.subAccounts.some((sub) => sub.role === role));
}

/** Where an income or cost goes at the close: what is restricted by whoever gave it stays restricted. */
export function carriesTo(role: string): RoleName {
  if (role === 'subsidyRestricted') return '@restrictedFiscal';
  return role === 'donationRestricted' ? '@restrictedDonated' : '@undistributed';
}
