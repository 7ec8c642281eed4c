import type { ChainLink, PlanChoice } from '../../../shared/print/plan.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import type { ComputedRun, RunInputs } from '../dividends/index.ts';
import type { Settings } from '../entities/index.ts';

type Totals = ComputedRun['totals'];

/** From the surplus to what is paid and what stays, each link with its article: page one of the plan. */
export function chainOf(totals: Totals, inputs: RunInputs): ChainLink[] {
  const opening = totals.openingUndistributedFen;
  const chain: ChainLink[] = [
    step('本年盈余', '法第四十四条', totals.surplusFen),
    opening < 0
      ? step('减：弥补以前年度亏损', '法第四十四条', opening)
      : step('加：年初未分配盈余', '会农社02表第13行', opening),
    step(`减：提取公积金（${inputs.reservePercent}%）`, '法第四十二条', -totals.reserveFen),
    result('可分配盈余', '法第四十四条', totals.distributableFen),
  ];
  if (inputs.shareOnlyResolution === null) {
    chain.push(
      step(
        `减：盈余返还（${inputs.patronagePercent}%）`,
        '法第四十四条，不低于 60%',
        -totals.patronagePoolFen,
      ),
      result('剩余盈余', '法第四十四条', totals.surplusPoolFen),
    );
  }
  if (inputs.guaranteed)
    chain.push(step('其中：保底分红', inputs.guaranteed.authority, totals.guaranteedFen));
  if (inputs.hardship) chain.push(step('其中：困难成员照顾', inputs.hardship.authority, totals.hardshipFen));
  if (inputs.village) chain.push(step('其中：村集体分配', inputs.village.authority, totals.villageFen));
  const byWhat = inputs.shareOnlyResolution === null ? '按份额分配' : '按出资额分配';
  chain.push(step(`其中：${byWhat}`, inputs.shareOnlyResolution ?? '法第四十四条', totals.weightedFen));
  if (totals.remainderFen !== 0)
    chain.push(step('其中：尾数，留在未分配盈余', '每股分红取到分', totals.remainderFen));
  chain.push(result('应分合计', '', totals.totalFen));
  if (totals.withheldFen !== 0) {
    chain.push(
      step('减：代扣个人所得税', '个人所得税法', -totals.withheldFen),
      result('预计实发', '', totals.netFen),
    );
  }
  return chain;
}

const step = (title: string, authority: string, amountFen: number): ChainLink => ({
  title,
  authority,
  amountFen,
  kind: 'step',
});
const result = (title: string, authority: string, amountFen: number): ChainLink => ({
  title,
  authority,
  amountFen,
  kind: 'result',
});

/** What the meeting is asked to decide, in the words it votes on. */
export function choicesOf(inputs: RunInputs, settings: Settings): PlanChoice[] {
  const charter = settings.charterArticle === '' ? '章程或成员大会决议' : settings.charterArticle;
  const choices: PlanChoice[] = [
    choice(
      '公积金提取比例',
      `${inputs.reservePercent}%，${RESERVE_BASE[inputs.reserveBase]}`,
      '法第四十二条',
    ),
    choice('公积金量化办法', QUANTIFIED_BY[inputs.reserveQuantifiedBy], '法第四十二条、章程'),
    inputs.shareOnlyResolution === null
      ? choice('按交易量（额）返还', `可分配盈余的 ${inputs.patronagePercent}%`, '法第四十四条')
      : choice('按交易量（额）返还', '不返还，只按出资额分配', inputs.shareOnlyResolution),
    choice('持股口径', CAPITAL_BASIS[inputs.capitalBasis], charter),
    choice(
      '尾差办法',
      inputs.method === 'A' ? '最大余额法，分到分，不留尾数' : '每股分红取到分，尾数不分配',
      charter,
    ),
    choice('代扣个人所得税', WITHHOLDING[inputs.withholding], '由主管税务所确认'),
  ];
  if (inputs.grantFen !== 0 || inputs.donationFen !== 0) {
    const property = `财政补助 ${formatYuan(inputs.grantFen)}、捐赠 ${formatYuan(inputs.donationFen)}，平均量化到成员`;
    choices.push(choice('补助、捐赠财产', property, '法第四十四条'));
  }
  const { guaranteed, hardship, village } = inputs;
  if (guaranteed)
    choices.push(
      choice('保底分红', `出资额的 ${guaranteed.ratePercent}%，以剩余盈余为限`, guaranteed.authority),
    );
  if (hardship)
    choices.push(choice('困难成员照顾', `剩余部分的 ${hardship.percent}%，按户平均`, hardship.authority));
  if (village) choices.push(choice('村集体分配', `剩余部分的 ${village.percent}%`, village.authority));
  return choices;
}

const choice = (title: string, chosen: string, authority: string): PlanChoice => ({
  title,
  choice: chosen,
  authority,
});

const RESERVE_BASE = {
  'after-loss-offset': '以弥补亏损后的盈余为基数',
  'before-loss-offset': '以弥补亏损前的盈余为基数',
} as const;
const QUANTIFIED_BY = {
  capital: '按出资额',
  patronage: '按交易额',
  'half-half': '出资额、交易额各半',
} as const;
const CAPITAL_BASIS = {
  'year-end': '年末出资额',
  'fen-days': '按出资天数加权，出资当天计入',
  'whole-months': '按整月加权，自次月起（1 日出资的当月计）',
} as const;
const WITHHOLDING = {
  none: '不代扣',
  'surplus-20': '剩余盈余分配的 20%',
  'all-20': '全部分配的 20%',
} as const;
