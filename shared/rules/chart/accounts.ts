/**
 * The chart of accounts of a farmers' cooperative (会农社, 财会〔2021〕37号): 48 statutory first-level accounts and the two
 * that a cooperative may add (109, 122). Codes, names and required analysis are the regulation's; the explanations are ours.
 */
export type AccountClass = 'asset' | 'liability' | 'equity' | 'cost' | 'profit';
export type Side = 'debit' | 'credit';

/** What a line can be analysed by (辅助核算). */
export type Dim =
  | 'member'
  | 'counterparty'
  | 'consignor'
  | 'employee'
  | 'worker'
  | 'lender'
  | 'bank'
  | 'product'
  | 'contract'
  | 'investment'
  | 'asset'
  | 'project'
  | 'grantProject'
  | 'spendItem'
  | 'payItem'
  | 'taxItem'
  | 'fundSource'
  | 'reserveSource'
  | 'purpose'
  | 'costItem'
  | 'businessItem'
  | 'incomeSource'
  | 'expenseItem'
  | 'herd';

/** When an account must stand at nil: after each month's close, after the year's, or never by rule. */
type ZeroAt = 'periodClose' | 'yearClose' | null;

export interface SubAccount {
  readonly code: string;
  readonly name: string;
  /** Where its analysis differs from the parent's. */
  readonly dims?: readonly Dim[];
  /** Where it must be nil although the parent need not. */
  readonly zeroAt?: ZeroAt;
}

export interface ChartAccount {
  readonly code: string;
  readonly name: string;
  readonly class: AccountClass;
  /** The side on which it usually stands. */
  readonly normal: Side;
  /** The account that it reduces on the balance sheet. */
  readonly contraOf: string | null;
  /** Opened by choice, not by the regulation. */
  readonly optional: boolean;
  /** A balance on the other side has a meaning of its own. */
  readonly canReverse: boolean;
  readonly subAccounts: readonly SubAccount[];
  /**
   * The analysis each line must carry, two at most. What follows from the chosen asset, project or employee (扶贫项目资产,
   * 部门, 人员类别) is not asked again; a herd (群别) is asked for livestock only, so it is in no account's list.
   */
  readonly dims: readonly Dim[];
  /** closingOnly: only the month's and the year's close post here. */
  readonly postable: 'direct' | 'subAccountOnly' | 'closingOnly';
  readonly zeroAt: ZeroAt;
  /** What belongs here, what moves it, what its balance means. For the accountant, in Chinese. */
  readonly explanation: string;
  /** Typical entries, "事由：借 甲，贷 乙". */
  readonly examples: readonly string[];
  readonly traps: readonly string[];
}

/** 个人所得税 withheld from pay and dividends, and 企业所得税: programs post here, so the codes never change. */
export const PERSONAL_INCOME_TAX_CODE = '21412';
export const CORPORATE_INCOME_TAX_CODE = '21411';

/** 332's two halves (各项分配, 未分配盈余). */
export const DISTRIBUTIONS_CODE = '33201';
export const UNDISTRIBUTED_CODE = '33202';

/** Digits of an account code, at most: three, and two for each level below. */
export const LONGEST_CODE = 11;

/** The first-level account of a code: its own, or the one its first three digits name. */
export function chartAccount(code: string): ChartAccount | undefined {
  return /^\d{3,}$/.test(code) ? BY_CODE.get(code.slice(0, 3)) : undefined;
}

type Written = Pick<ChartAccount, 'code' | 'name' | 'explanation' | 'examples'> &
  Partial<Omit<ChartAccount, 'class' | 'normal'>>;

function account(kind: AccountClass, normal: Side, written: Written): ChartAccount {
  return {
    contraOf: null,
    optional: false,
    canReverse: false,
    subAccounts: [],
    dims: [],
    postable: 'direct',
    zeroAt: kind === 'profit' ? 'periodClose' : null,
    traps: [],
    ...written,
    class: kind,
    normal,
  };
}

const asset = (written: Written) => account('asset', 'debit', written);
const contra = (written: Written) => account('asset', 'credit', written);
const liability = (written: Written) => account('liability', 'credit', written);
const equity = (written: Written) => account('equity', 'credit', written);
const income = (written: Written) => account('profit', 'credit', written);
const expense = (written: Written) => account('profit', 'debit', written);

/** Ascending by code. */
export const CHART: readonly ChartAccount[] = [
  asset({
    code: '101',
    name: '库存现金',
    explanation:
      '保险柜里的现金。收现记借方，付现记贷方；余额就是柜里应有的钱，出纳每天点一次，和现金日记账对上。',
    examples: [
      '收到成员现金入股：借 库存现金，贷 股金',
      '从银行取备用金：借 库存现金，贷 银行存款',
      '现金发放剩余盈余：借 应付剩余盈余，贷 库存现金',
      '盘点短款，原因待查：借 待处理财产损溢—待处理流动资产损溢，贷 库存现金',
    ],
    traps: [
      '任何一天的余额都不能是负数；出现负数，多半是收款漏记或付款记早了。',
      '微信、支付宝里的钱不算现金，增设“其他货币资金”来记。',
    ],
  }),
  asset({
    code: '102',
    name: '银行存款',
    dims: ['bank'],
    explanation:
      '存在银行、信用社的钱，一个账户一本明细。存入记借方，付出记贷方；余额每月和对账单核对，有出入就编余额调节表。',
    examples: [
      '把现金存进信用社：借 银行存款，贷 库存现金',
      '财政补助到账：借 银行存款，贷 专项应付款',
      '转账发放盈余返还：借 应付盈余返还，贷 银行存款',
    ],
    traps: ['理事长、会计个人卡里代收的公款不是银行存款，应尽快转入合作社账户。'],
  }),
  asset({
    code: '109',
    name: '其他货币资金',
    optional: true,
    explanation:
      '还没转进银行的微信、支付宝收款，以及汇票、外埠存款等特殊用途的钱。收到记借方，转入银行或用掉记贷方。用得着才开设。',
    examples: [
      '微信收到卖菇款：借 其他货币资金，贷 经营收入',
      '提现到银行，平台扣手续费：借 银行存款，借 财务费用，贷 其他货币资金',
    ],
    traps: ['收款码必须绑定合作社；绑在个人名下的，收款当天就要对账转出。'],
  }),
  asset({
    code: '113',
    name: '应收款',
    dims: ['counterparty'],
    explanation:
      '非成员的单位和个人欠合作社的钱：货款、预付款、赔款等。赊出、垫出记借方，收回记贷方；借方余额是还没收回的数。',
    examples: [
      '赊销香菇给批发商：借 应收款，贷 经营收入',
      '收回货款：借 银行存款，贷 应收款',
      '批准核销收不回的货款：借 其他支出，贷 应收款',
    ],
    traps: ['对方是成员的，一律走“成员往来”，不能记在这里。', '核销要先有批准手续，账龄长不等于可以核销。'],
  }),
  asset({
    code: '114',
    name: '成员往来',
    dims: ['member'],
    canReverse: true,
    explanation:
      '合作社和每个成员之间的欠账，双向都记这里。成员欠社里记借方，社里欠成员记贷方；一人一户头，借余是他欠社里，贷余是社里欠他。',
    examples: [
      '替成员代购菌种：借 成员往来，贷 银行存款',
      '成员交来鲜菇委托代销：借 受托代销商品，贷 成员往来',
      '付给成员代销款：借 成员往来，贷 库存现金',
      '从成员工钱里扣回借支：借 应付劳务费，贷 成员往来',
    ],
    traps: [
      '资产负债表按人分列：借余的人合计进“应收款项”，贷余的人合计进“应付款项”，不能用净额。',
      '成员欠款不能拿去抵出资，出资也不能拿去抵欠款。',
    ],
  }),
  asset({
    code: '121',
    name: '产品物资',
    dims: ['product'],
    explanation:
      '库里自有的材料、燃料、菌种、农药、包装和收下来的香菇等，按实际成本记。入库记借方，领用、卖出、盘亏记贷方；余额是库存的成本。',
    examples: [
      '买木屑麸皮入库：借 产品物资，贷 应付款',
      '采菇入库：借 产品物资，贷 消耗性生物资产',
      '领料生产：借 生产成本，贷 产品物资',
      '卖出香菇结转成本：借 经营支出，贷 产品物资',
    ],
    traps: [
      '替别人保管、代销、代购的货不是自己的，各有科目。',
      '发出计价的方法定了就不要随意改，数量和金额都要登记。',
    ],
  }),
  asset({
    code: '122',
    name: '包装物',
    optional: true,
    explanation:
      '纸箱、泡沫箱、周转筐用量大、需要单独管时才开设，否则并在“产品物资”里。买进记借方，领用、报废记贷方；余额是库存包装的成本。',
    examples: ['买纸箱：借 包装物，贷 银行存款', '发货领用纸箱：借 经营支出，贷 包装物'],
    traps: ['开设后资产负债表里仍并入“存货”。'],
  }),
  asset({
    code: '124',
    name: '委托加工物资',
    dims: ['contract', 'counterparty'],
    explanation:
      '送到外单位加工、还没收回的物资成本，包含加工费和运费。发出和付费记借方，加工完收回入库记贷方；余额是仍在外面加工的成本。',
    examples: [
      '鲜菇送厂烘干：借 委托加工物资，贷 产品物资',
      '付加工费：借 委托加工物资，贷 银行存款',
      '干菇收回入库：借 产品物资，贷 委托加工物资',
    ],
    traps: ['加工损耗摊进收回产品的成本，不要另记支出；收回的边角料也要入库。'],
  }),
  asset({
    code: '125',
    name: '委托代销商品',
    dims: ['product'],
    explanation:
      '放在外单位代卖、还没卖掉的自有商品的成本。发出记借方，收到代销清单结转成本记贷方；余额是仍在代销点的货。',
    examples: [
      '发货给超市代销：借 委托代销商品，贷 产品物资',
      '收到代销清单：借 应收款，贷 经营收入',
      '结转已销成本：借 经营支出，贷 委托代销商品',
    ],
    traps: ['货发出去还不是收入，等代销清单来了再记。'],
  }),
  asset({
    code: '127',
    name: '受托代购商品',
    dims: ['consignor'],
    explanation:
      '受成员或别人委托买来、还没交给他的货。买到记借方，交付记贷方；余额是买回来尚未交付的货款。明细按委托人登记。',
    examples: [
      '预收成员代购款：借 库存现金，贷 成员往来',
      '买进代购的地膜：借 受托代购商品，贷 银行存款',
      '交给成员：借 成员往来，贷 受托代购商品',
      '收代购手续费：借 成员往来，贷 经营收入',
    ],
    traps: ['代购的货款不是合作社的收入，只有手续费才是。'],
  }),
  asset({
    code: '128',
    name: '受托代销商品',
    dims: ['consignor'],
    explanation:
      '成员或别人交来请社里代卖、还没卖出的货，按约定价记。收货记借方，卖出记贷方；余额是尚未卖出的货，按约定价计算。',
    examples: [
      '成员交鲜菇代销：借 受托代销商品，贷 成员往来',
      '高于约定价卖出：借 银行存款，贷 受托代销商品，贷 经营收入',
      '低于约定价卖出：借 银行存款，借 经营支出，贷 受托代销商品',
    ],
    traps: ['按约定价买断的，是“产品物资”，不是代销。', '收入只记差价和手续费，不记全部货款。'],
  }),
  asset({
    code: '131',
    name: '对外投资',
    dims: ['investment'],
    explanation:
      '投到联合社、公司等外单位的钱和物，按成本记。投出记借方，收回、转让、核销记贷方；余额是尚未收回的投资成本。',
    examples: [
      '出资加入联合社：借 对外投资，贷 银行存款',
      '收回投资，多出部分作收益：借 银行存款，贷 对外投资，贷 投资收益',
      '批准核销损失：借 投资收益，贷 对外投资',
    ],
    traps: [
      '用实物投资时，评估价和账面价的差额进“资本公积”，不是收益。',
      '分到的股票股利不作分录，只在备查簿登记。',
    ],
  }),
  asset({
    code: '141',
    name: '消耗性生物资产',
    dims: ['asset'],
    explanation:
      '长着等卖、等收的生物：菌袋、大田作物、育肥猪、用材林等。培育花的钱记借方，收获、卖出、死亡毁损记贷方；余额是还没收的成本。',
    examples: [
      '做菌袋用工：借 消耗性生物资产，贷 应付劳务费',
      '分摊生产成本到菌袋：借 消耗性生物资产，贷 生产成本',
      '采收入库：借 产品物资，贷 消耗性生物资产',
      '整批出售菌袋结转成本：借 经营支出，贷 消耗性生物资产',
    ],
    traps: [
      '香菇菌袋放这里还是放“生产成本”，制度没有明说，选一种并一直用。',
      '一批菌袋出几潮菇，每潮怎么分成本要先定好，最后一潮结转到零。',
    ],
  }),
  asset({
    code: '142',
    name: '生产性生物资产',
    dims: ['asset'],
    explanation:
      '能反复产出的生物：果树、种畜、役畜等，按原价记。买进、育成记借方，出售、淘汰、死亡记贷方；余额是在用生物的原价。',
    examples: [
      '买种猪：借 生产性生物资产，贷 银行存款',
      '小牛养成母牛：借 生产性生物资产，贷 消耗性生物资产',
      '投产后喂养：借 经营支出，贷 产品物资',
    ],
    traps: ['投产后的饲养管护费不再加进原价。', '折旧另记“生产性生物资产累计折旧”，不直接冲减本科目。'],
  }),
  contra({
    code: '143',
    name: '生产性生物资产累计折旧',
    contraOf: '142',
    dims: ['asset'],
    explanation:
      '果树、种畜等投产后累计提了多少折旧，是“生产性生物资产”的减项。计提记贷方，处置时连同原价一起转销记借方；贷方余额是累计折旧。',
    examples: [
      '按月计提果树折旧：借 生产成本，贷 生产性生物资产累计折旧',
      '出售种畜发生损失：借 银行存款，借 生产性生物资产累计折旧，借 其他支出，贷 生产性生物资产',
    ],
    traps: ['投产的下个月才开始提；名义金额（1 元）入账的不提。'],
  }),
  asset({
    code: '144',
    name: '公益性生物资产',
    dims: ['asset'],
    explanation:
      '防风林、水土保持林这类为保护环境而有的林木，按成本记。取得、营造记借方，处置记贷方；余额是持有的成本。',
    examples: [
      '栽防护林：借 公益性生物资产，贷 银行存款',
      '经济林改作防护林：借 公益性生物资产，借 生产性生物资产累计折旧，贷 生产性生物资产',
      '郁闭后的管护费：借 其他支出，贷 库存现金',
    ],
    traps: ['不提折旧。'],
  }),
  asset({
    code: '151',
    name: '固定资产',
    dims: ['asset'],
    explanation:
      '大棚、冷库、烘干机、房屋、车辆等，按原价记，一项一张卡片。买进、建成记借方，卖出、报废、盘亏记贷方；余额是在册资产的原价。',
    examples: [
      '买烘干机，不用安装：借 固定资产，贷 银行存款',
      '冷库完工交付：借 固定资产，贷 在建工程',
      '收到捐赠的设备：借 固定资产，贷 专项基金',
      '报废转入清理：借 固定资产清理，借 累计折旧，贷 固定资产',
    ],
    traps: [
      '补助资金买的也按全价入账、按全价提折旧，专项基金不跟着摊销。',
      '日常修理直接记支出；要安装、要建的先走“在建工程”。',
      '扶贫项目资产另设备查簿。',
    ],
  }),
  contra({
    code: '152',
    name: '累计折旧',
    contraOf: '151',
    dims: ['asset'],
    explanation:
      '固定资产累计提了多少折旧，是“固定资产”的减项。按月计提记贷方，处置时转销记借方；贷方余额是到目前的累计数。',
    examples: [
      '大棚、烘干机折旧：借 生产成本，贷 累计折旧',
      '办公用房折旧：借 管理费用，贷 累计折旧',
      '公益用资产折旧：借 其他支出，贷 累计折旧',
    ],
    traps: [
      '当月增加下月起提，当月减少当月照提，提足为止；提前报废不补提。',
      '只有年限平均法和工作量法；年限、残值由本社定，定后不随意改。',
    ],
  }),
  asset({
    code: '153',
    name: '在建工程',
    dims: ['project'],
    explanation:
      '正在建、正在装的工程花了多少钱，按项目归集。付款、领料、用工记借方，完工交付记贷方；余额是未完工程的实际支出。',
    examples: [
      '付大棚工程款：借 在建工程，贷 银行存款',
      '工地用工：借 在建工程，贷 应付劳务费',
      '完工交付：借 固定资产，贷 在建工程',
    ],
    traps: ['交付使用按决算价转固定资产，别一直挂着不转。', '买来就能用的资产不经过这里。'],
  }),
  asset({
    code: '154',
    name: '固定资产清理',
    dims: ['asset'],
    canReverse: true,
    explanation:
      '卖掉、报废、毁损的资产在这里算总账。转入净值和清理费记借方，残值、变价款、赔款记贷方；借余是净损失，贷余是净收益，理完转平。',
    examples: [
      '转入清理：借 固定资产清理，借 累计折旧，贷 固定资产',
      '卖废铁：借 库存现金，贷 固定资产清理',
      '结转净损失：借 其他支出，贷 固定资产清理',
      '结转净收益：借 固定资产清理，贷 其他收入',
    ],
    traps: ['理完了就结转，不要长期挂账；盘亏的资产走“待处理财产损溢”。'],
  }),
  asset({
    code: '161',
    name: '无形资产',
    dims: ['asset'],
    explanation:
      '土地经营权、林权、商标、专利等，按成本记。买入、成员作价投入、受赠记借方，转让、报废记贷方；余额是持有的成本。',
    examples: [
      '成员以土地经营权入股：借 无形资产，贷 股金',
      '注册商标：借 无形资产，贷 银行存款',
      '转让商标有收益：借 银行存款，借 累计摊销，贷 无形资产，贷 其他收入',
    ],
    traps: ['租来的土地按年付租的是成本费用，不是无形资产。', '摊销另记“累计摊销”，不直接冲减。'],
  }),
  contra({
    code: '162',
    name: '累计摊销',
    contraOf: '161',
    dims: ['asset'],
    explanation:
      '无形资产累计摊了多少，是“无形资产”的减项。从能用起摊销，记贷方，处置时转销记借方；贷方余额是累计摊销数。',
    examples: [
      '摊销入股的土地经营权：借 生产成本，贷 累计摊销',
      '摊销财务软件：借 管理费用，贷 累计摊销',
      '出租商标摊销：借 其他支出，贷 累计摊销',
    ],
    traps: ['土地经营权按剩余年限摊完。'],
  }),
  asset({
    code: '171',
    name: '长期待摊费用',
    dims: ['spendItem'],
    explanation:
      '一次花了、要几年慢慢摊的钱，如一次付清几年的地租、已提足折旧的大棚改建。发生记借方，摊销记贷方；余额是还没摊完的数。',
    examples: [
      '预付五年地租：借 长期待摊费用，贷 银行存款',
      '每年摊地租：借 生产成本，贷 长期待摊费用',
      '办公室装修摊销：借 管理费用，贷 长期待摊费用',
    ],
    traps: ['没提足折旧的资产改建，走“在建工程”加到原价里。', '一年内的费用不放这里。'],
  }),
  asset({
    code: '181',
    name: '待处理财产损溢',
    postable: 'subAccountOnly',
    zeroAt: 'periodClose',
    subAccounts: [
      { code: '18101', name: '待处理流动资产损溢' },
      { code: '18102', name: '待处理非流动资产损溢' },
    ],
    explanation:
      '盘点多出、短少、毁损的财产，查清批准前暂挂这里。短少记借方，多出记贷方，批准后反向转平；结账前必须为零。',
    examples: [
      '盘亏香菇：借 待处理财产损溢—待处理流动资产损溢，贷 产品物资',
      '批准处理：借 其他支出，贷 待处理财产损溢—待处理流动资产损溢',
      '盘盈设备：借 固定资产，贷 待处理财产损溢—待处理非流动资产损溢',
      '盘盈批准转收入：借 待处理财产损溢—待处理非流动资产损溢，贷 其他收入',
    ],
    traps: [
      '资产负债表没有它的行，有余额时左右两边一定不平。',
      '责任人或保险公司要赔的，先记应收，净额才进支出。',
    ],
  }),

  liability({
    code: '201',
    name: '短期借款',
    dims: ['lender'],
    explanation: '合作社自己借的、一年以内还的本金。借入记贷方，归还记借方；余额是尚欠的本金，利息另记。',
    examples: [
      '向信用社借款：借 银行存款，贷 短期借款',
      '到期还本：借 短期借款，贷 银行存款',
      '结息日计息：借 财务费用，贷 应付利息',
    ],
    traps: ['成员、农户自己名下的贴息贷款是他们的债，不进这个科目，登记台账即可。'],
  }),
  liability({
    code: '211',
    name: '应付款',
    dims: ['counterparty'],
    explanation:
      '合作社欠非成员单位和个人的钱：货款、加工费、暂收的押金等。欠下记贷方，付清记借方；余额是还没付的数。',
    examples: [
      '赊购塑料袋：借 产品物资，贷 应付款',
      '付清货款：借 应付款，贷 银行存款',
      '批准核销无法支付的欠款：借 应付款，贷 其他收入',
    ],
    traps: ['欠成员的走“成员往来”。', '工钱、税、利息各有科目，不要都堆在这里。'],
  }),
  liability({
    code: '212',
    name: '应付工资',
    dims: ['employee', 'payItem'],
    explanation:
      '应发给管理人员和固定员工的工资、奖金、津贴、社保。计提记贷方，发放和代扣记借方；一般发完为零，贷余是欠发的工资。',
    examples: [
      '计提管理人员工资：借 管理费用，贷 应付工资',
      '发工资：借 应付工资，贷 银行存款',
      '代扣个人所得税：借 应付工资，贷 应交税费—应交个人所得税',
    ],
    traps: ['当月发没发都要先经过这里，不能直接借费用贷现金。', '临时工、季节工走“应付劳务费”。'],
  }),
  liability({
    code: '213',
    name: '应付劳务费',
    dims: ['worker', 'payItem'],
    explanation:
      '应付给临时工、季节工的工钱，一人一户头。按记工单计提记贷方，发放、扣借支记借方；贷余是还没发的工钱。',
    examples: [
      '装袋、采菇用工：借 消耗性生物资产，贷 应付劳务费',
      '发工钱：借 应付劳务费，贷 库存现金',
      '发工钱时扣回成员借支：借 应付劳务费，贷 成员往来，贷 库存现金',
    ],
    traps: ['劳务不能作价出资；要入股，先发钱，再收股金，两张凭证。', '固定员工走“应付工资”。'],
  }),
  liability({
    code: '214',
    name: '应交税费',
    canReverse: true,
    postable: 'subAccountOnly',
    subAccounts: [
      { code: '21401', name: '应交增值税' },
      { code: '21402', name: '消费税' },
      { code: '21403', name: '城市维护建设税' },
      { code: '21404', name: '资源税' },
      { code: '21405', name: '房产税' },
      { code: '21406', name: '土地使用税' },
      { code: '21407', name: '车船使用税' },
      { code: '21408', name: '印花税' },
      { code: '21409', name: '教育费附加' },
      { code: '21410', name: '地方教育费附加' },
      { code: CORPORATE_INCOME_TAX_CODE, name: '应交企业所得税' },
      { code: PERSONAL_INCOME_TAX_CODE, name: '应交个人所得税' },
    ],
    explanation:
      '该交还没交的各种税费，包括替人代扣的个人所得税，一税一户头。算出应交、扣下记贷方，缴纳记借方；贷余是欠交，借余是多交或待抵扣。',
    examples: [
      '计提房产税：借 税金及附加，贷 应交税费—房产税',
      '分红时代扣个税：借 应付剩余盈余，贷 应交税费—应交个人所得税',
      '缴纳代扣的个税：借 应交税费—应交个人所得税，贷 银行存款',
    ],
    traps: ['销售自产农产品多数免税，免不免以当地税务所答复为准。'],
  }),
  liability({
    code: '215',
    name: '应付利息',
    dims: ['lender'],
    explanation: '合作社自己的借款到结息日该付的利息。计息记贷方，付息记借方；余额是已到日子还没付的利息。',
    examples: ['结息日计息：借 财务费用，贷 应付利息', '付息：借 应付利息，贷 银行存款'],
    traps: ['农户个人贷款的利息和贴息不进合作社的账。', '以银行利息清单的数为准。'],
  }),
  liability({
    code: '221',
    name: '应付盈余返还',
    dims: ['member'],
    explanation:
      '按交易量（额）该返还给成员的盈余，一人一户头。方案通过时记贷方，发放或转为出资记借方；余额是还没领的数，可以跨年挂着。',
    examples: [
      '按方案计提返还：借 盈余分配—各项分配，贷 应付盈余返还',
      '发放：借 应付盈余返还，贷 银行存款',
      '经表决转为出资：借 应付盈余返还，贷 股金',
    ],
    traps: ['返还总额不得低于可分配盈余的百分之六十。', '没人来领的也不能擅自核销。'],
  }),
  liability({
    code: '222',
    name: '应付剩余盈余',
    dims: ['member'],
    explanation:
      '返还之后剩下的盈余，按出资额、公积金份额等分给成员的部分，一人一户头。方案通过记贷方，发放或转出资记借方；余额是还没领的数。',
    examples: [
      '按方案计提：借 盈余分配—各项分配，贷 应付剩余盈余',
      '发放：借 应付剩余盈余，贷 银行存款',
      '经表决转为出资：借 应付剩余盈余，贷 股金',
    ],
    traps: ['代扣个人所得税的做法各地不一，先问税务所，再定代扣政策。'],
  }),
  liability({
    code: '231',
    name: '长期借款',
    dims: ['lender'],
    explanation: '合作社自己借的、期限超过一年的本金。借入记贷方，归还记借方；余额是尚欠的本金，利息另记。',
    examples: ['借三年期贷款建冷库：借 银行存款，贷 长期借款', '还本：借 长期借款，贷 银行存款'],
    traps: ['快到期的也留在这里，不转到短期借款。', '农户名下的贷款不记在合作社账上。'],
  }),
  liability({
    code: '235',
    name: '专项应付款',
    dims: ['grantProject'],
    explanation:
      '收到的财政直接补助，没花、没结转之前都挂这里，按项目记。到账记贷方；买了资产转专项基金、花在培训等费用上、退回都记借方；余额是没用完的补助。',
    examples: [
      '补助到账：借 银行存款，贷 专项应付款',
      '用补助买设备，同时结转：借 专项应付款，贷 专项基金',
      '补助用于培训：借 专项应付款，贷 银行存款',
      '结余退回：借 专项应付款，贷 银行存款',
    ],
    traps: [
      '发给农户个人的奖补不是合作社的补助。',
      '买资产要记两笔：付钱一笔，转专项基金一笔，金额相同。',
      '先买后补的，到账当天进、当天转。',
    ],
  }),

  equity({
    code: '301',
    name: '股金',
    dims: ['member'],
    explanation:
      '成员投进来的本钱，一人一户头。入股、公积金转增、盈余转出资记贷方，退股、减资记借方；余额是全体成员现有的出资。',
    examples: [
      '现金入股，多交部分进公积：借 银行存款，贷 股金，贷 资本公积',
      '设备作价入股：借 固定资产，贷 股金',
      '盈余转为出资：借 应付剩余盈余，贷 股金',
      '年底退股：借 股金，贷 银行存款',
    ],
    traps: [
      '成员之间转让，只在明细和登记簿上换人，总数不变。',
      '劳务不能出资；欠款、出资不能互相抵。',
      '退股在会计年度终了时办。',
    ],
  }),
  equity({
    code: '311',
    name: '专项基金',
    dims: ['fundSource'],
    explanation:
      '国家补的、别人捐的变成的财产，归大家所有，不属于哪个成员。形成时记贷方，一般没有借方；余额是两类来源的累计数，年底平均量化到每个成员。',
    examples: [
      '补助买了烘干机：借 专项应付款，贷 专项基金',
      '收到捐赠的设备：借 固定资产，贷 专项基金',
      '收到捐款：借 银行存款，贷 专项基金',
    ],
    traps: [
      '不跟着资产折旧摊销，资产报废也不冲减。',
      '按人头平均，不按股金；退社时不退给本人。',
      '限定了用途还没用的捐款，先挂“应付款”。',
    ],
  }),
  equity({
    code: '321',
    name: '资本公积',
    dims: ['reserveSource'],
    explanation:
      '股金溢价和用实物对外投资的评估增值。多出记贷方，差额为负或转增股金记借方；余额是现有的资本公积。',
    examples: ['入股多交的部分：借 银行存款，贷 股金，贷 资本公积', '转增股金：借 资本公积，贷 股金'],
    traps: ['弥补亏损用盈余公积；科目说明里没有用资本公积补亏这一条。'],
  }),
  equity({
    code: '322',
    name: '盈余公积',
    dims: ['purpose'],
    explanation:
      '从盈余里提留、准备补亏和发展的钱。提取记贷方，补亏、转增股金、退社时退还本人份额记借方；余额是现有的盈余公积。',
    examples: [
      '按方案提取：借 盈余分配—各项分配，贷 盈余公积',
      '补亏：借 盈余公积，贷 盈余分配—未分配盈余',
      '转增股金：借 盈余公积，贷 股金',
    ],
    traps: ['提不提、提多少由章程或成员大会定。', '每年要量化到成员账户。'],
  }),
  equity({
    code: '331',
    name: '本年盈余',
    canReverse: true,
    postable: 'closingOnly',
    zeroAt: 'yearClose',
    explanation:
      '本年挣了多少。每月结账时收入转入贷方、支出转入借方；贷余是本年到目前的盈余，借余是亏损。年底转到盈余分配后为零。',
    examples: [
      '月末转收入：借 经营收入，贷 本年盈余',
      '月末转支出：借 本年盈余，贷 经营支出，贷 管理费用',
      '年末转盈余：借 本年盈余，贷 盈余分配—未分配盈余',
    ],
    traps: ['只由结账凭证登记，平时不能直接记。'],
  }),
  equity({
    code: '332',
    name: '盈余分配',
    canReverse: true,
    dims: ['purpose'],
    postable: 'subAccountOnly',
    subAccounts: [
      { code: DISTRIBUTIONS_CODE, name: '各项分配', zeroAt: 'yearClose' },
      { code: UNDISTRIBUTED_CODE, name: '未分配盈余', dims: [] },
    ],
    explanation:
      '盈余怎么分、还剩多少。提公积、返还、分配记“各项分配”借方；本年盈余、补亏转入“未分配盈余”贷方；年底两个明细对转。贷余是历年没分的盈余，借余是没补的亏损。',
    examples: [
      '年末转入盈余：借 本年盈余，贷 盈余分配—未分配盈余',
      '提取盈余公积：借 盈余分配—各项分配，贷 盈余公积',
      '返还给成员：借 盈余分配—各项分配，贷 应付盈余返还',
      '年末对转：借 盈余分配—未分配盈余，贷 盈余分配—各项分配',
    ],
    traps: [
      '分配要记在“各项分配”，直接记“未分配盈余”会使盈余分配表对不上。',
      '次年开会通过的分配记在次年，上年表上仍是未分配盈余。',
    ],
  }),

  account('cost', 'debit', {
    code: '401',
    name: '生产成本',
    dims: ['costItem'],
    explanation:
      '生产和服务过程中花的料、工、折旧、地租等，先归集在这里。发生记借方，完工入库、分摊到菌袋、服务完成结转记贷方；余额是没做完的在产品成本。',
    examples: [
      '领木屑麸皮：借 生产成本，贷 产品物资',
      '付当年地租：借 生产成本，贷 银行存款',
      '完工入库：借 产品物资，贷 生产成本',
      '服务完成结转：借 经营支出，贷 生产成本',
    ],
    traps: ['月底余额算“存货”，不是费用。'],
  }),

  income({
    code: '501',
    name: '经营收入',
    dims: ['businessItem'],
    explanation:
      '卖产品、代销代购、加工仓储等本业挣的收入。货出、款收或拿到收款凭据时记贷方，退货用红字；月末转入本年盈余后为零。',
    examples: [
      '卖鲜菇收款：借 银行存款，贷 经营收入',
      '赊销给成员：借 成员往来，贷 经营收入',
      '月末结转：借 经营收入，贷 本年盈余',
    ],
    traps: ['财政补助、捐赠不是经营收入。', '成员和非成员的交易要分得开。'],
  }),
  income({
    code: '502',
    name: '其他收入',
    dims: ['incomeSource'],
    explanation:
      '本业以外的进账：盘盈、处置资产的净收益、不用再付的欠款、赔款等。发生记贷方，月末转入本年盈余后为零。',
    examples: [
      '盘盈转收入：借 待处理财产损溢—待处理流动资产损溢，贷 其他收入',
      '清理净收益：借 固定资产清理，贷 其他收入',
      '出租商标收租金：借 银行存款，贷 其他收入',
    ],
    traps: ['银行存款利息冲减“财务费用”，不记这里。'],
  }),
  income({
    code: '511',
    name: '投资收益',
    dims: ['investment'],
    canReverse: true,
    explanation:
      '对外投资赚的或亏的。分红、联合社返还、转让得利记贷方，投资损失记借方；贷余是净收益，借余是净损失，月末转入本年盈余后为零。',
    examples: [
      '联合社宣告返还：借 应收款，贷 投资收益',
      '转让投资有损失：借 银行存款，借 投资收益，贷 对外投资',
    ],
    traps: ['亏损时报表上用负数列示。'],
  }),
  expense({
    code: '521',
    name: '经营支出',
    dims: ['businessItem'],
    explanation:
      '和经营收入对应的成本与开支：卖出产品的成本、生产设备修理、代销差价等。发生记借方，月末转入本年盈余后为零。',
    examples: [
      '结转卖出香菇的成本：借 经营支出，贷 产品物资',
      '修烘干机：借 经营支出，贷 库存现金',
      '月末结转：借 本年盈余，贷 经营支出',
    ],
    traps: ['还在生产的花费先进“生产成本”，卖掉了才到这里。'],
  }),
  expense({
    code: '522',
    name: '税金及附加',
    dims: ['taxItem'],
    explanation: '经营中应负担的房产税、印花税、城建税、教育费附加等。计提记借方，月末转入本年盈余后为零。',
    examples: [
      '计提土地使用税：借 税金及附加，贷 应交税费—土地使用税',
      '月末结转：借 本年盈余，贷 税金及附加',
    ],
    traps: [
      '2007 年制度里 522 是“管理费用”，导入旧账时不要弄错。',
      '增值税、企业所得税、代扣的个税不记这里。',
    ],
  }),
  expense({
    code: '523',
    name: '管理费用',
    dims: ['expenseItem'],
    explanation:
      '办社管社的开支：管理人员工资、办公、差旅、招待、办公用房折旧等。发生记借方，月末转入本年盈余后为零。',
    examples: [
      '管理人员工资：借 管理费用，贷 应付工资',
      '买办公用品：借 管理费用，贷 库存现金',
      '办公设备折旧：借 管理费用，贷 累计折旧',
    ],
    traps: ['2007 年制度里“管理费用”的编号是 522。'],
  }),
  expense({
    code: '524',
    name: '财务费用',
    dims: ['expenseItem'],
    explanation:
      '借款利息、银行手续费，减去存款利息。利息和手续费记借方，收到利息记贷方；月末转入本年盈余后为零。',
    examples: [
      '计借款利息：借 财务费用，贷 应付利息',
      '银行扣手续费：借 财务费用，贷 银行存款',
      '收到存款利息：借 银行存款，贷 财务费用',
    ],
    traps: ['存款利息多于支出时，本科目是贷余，报表上列负数。'],
  }),
  expense({
    code: '529',
    name: '其他支出',
    dims: ['expenseItem'],
    explanation:
      '本业以外的开支：盘亏毁损、清理净损失、坏账、罚款、捐出、防灾、公益用资产的折旧等。发生记借方，月末转入本年盈余后为零。',
    examples: [
      '核销收不回的货款：借 其他支出，贷 应收款',
      '雪压大棚净损失：借 其他支出，贷 固定资产清理',
      '盘亏批准：借 其他支出，贷 待处理财产损溢—待处理流动资产损溢',
    ],
    traps: ['利息和手续费现在有“财务费用”，不再记这里。'],
  }),
  expense({
    code: '531',
    name: '所得税费用',
    explanation: '按税法算出、合作社自己应交的企业所得税。期末计提记借方，转入本年盈余后为零。',
    examples: [
      '计提企业所得税：借 所得税费用，贷 应交税费—应交企业所得税',
      '结转：借 本年盈余，贷 所得税费用',
    ],
    traps: ['种植、初加工常可免税，先确认再计提。', '成员的个人所得税不是合作社的费用。'],
  }),
];

const BY_CODE: ReadonlyMap<string, ChartAccount> = new Map(CHART.map((one) => [one.code, one]));

export const DIM_NAMES: Readonly<Record<Dim, string>> = {
  member: '成员',
  counterparty: '往来单位和个人（非成员）',
  consignor: '委托方',
  employee: '职工',
  worker: '临时用工',
  lender: '出借方',
  bank: '银行账户',
  product: '品名',
  contract: '加工合同',
  investment: '投资项目',
  asset: '资产',
  project: '工程项目',
  grantProject: '补助项目',
  spendItem: '待摊项目',
  payItem: '报酬项目',
  taxItem: '税费种类',
  fundSource: '基金来源',
  reserveSource: '公积来源',
  purpose: '用途',
  costItem: '成本项目',
  businessItem: '经营项目',
  incomeSource: '收入来源',
  expenseItem: '费用项目',
  herd: '群别',
};

/** The two sources of 专项基金 and of 资本公积: statement 03 reads them by these names. */
export const FUND_SOURCE = { state: '国家财政直接补助', donation: '他人捐赠' } as const;
export const RESERVE_SOURCE = { premium: '股金溢价', revaluation: '资产评估增值' } as const;

/** The items a new cooperative starts with (a mushroom cooperative's, where the regulation leaves them open). */
export const PRESET_ITEMS: readonly { readonly dim: Dim; readonly name: string }[] = (
  [
    ['bank', ['基本存款账户']],
    ['fundSource', Object.values(FUND_SOURCE)],
    ['reserveSource', Object.values(RESERVE_SOURCE)],
    ['purpose', ['提取盈余公积', '盈余返还', '剩余盈余分配', '转为成员出资', '弥补亏损', '其他']],
    [
      'costItem',
      ['菌种', '木屑麸皮等主料', '菌袋与辅料', '燃料水电', '人工', '折旧与摊销', '场地租金', '其他费用'],
    ],
    ['businessItem', ['产品销售', '受托代销', '代购服务', '质量奖', '其他']],
    ['incomeSource', ['资产盘盈', '资产处置收益', '无需支付的应付款', '赔款收入', '租金收入', '其他']],
    [
      'expenseItem',
      [
        '管理人员工资',
        '办公费',
        '差旅费',
        '业务招待费',
        '会议培训费',
        '水电费',
        '修理费',
        '折旧费',
        '摊销费',
        '利息支出',
        '利息收入',
        '银行手续费',
        '资产盘亏毁损',
        '资产处置损失',
        '坏账损失',
        '防灾抢险',
        '罚款支出',
        '捐赠支出',
        '其他',
      ],
    ],
    ['payItem', ['计时工资', '计件工资', '奖金', '津贴补助', '社会保险费', '其他']],
    [
      'taxItem',
      [
        '消费税',
        '城市维护建设税',
        '资源税',
        '房产税',
        '土地使用税',
        '车船使用税',
        '印花税',
        '教育费附加',
        '地方教育费附加',
      ],
    ],
  ] as const
).flatMap(([dim, names]) => names.map((name) => ({ dim, name })));
