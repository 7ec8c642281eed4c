import { rankInSplit, splitByLargestRemainder } from './allocation.ts';
import {
  reserveHalves,
  splitCappedGuarantee,
  type DividendInputs,
  type DividendLine,
  type DividendResult,
} from './dividend.ts';
import { checkedPercent } from './dividendInputs.ts';
import { divideHalfUp, formatYuan, percentOfFen, type Fen } from './money.ts';
import { ok, refuse, type Result } from './result.ts';

/** Where an amount comes from, for the screen and for the member's statement: sentences true for this very amount. */
export type Explanation = { title: string; steps: { text: string }[]; law: string };

/** Amounts of a member's line that can be explained. */
export type LineField = keyof typeof LINE_FIELDS;

/** Totals of the chain that can be explained. */
export type TotalField = keyof typeof TOTAL_FIELDS;

/**
 * Explains one amount of one member's line. The split is made again from the result, so what it says about the
 * left-over fen (who got one, in which place, by what tie-break) is what happened.
 * `inputs` must be those the result was computed from. Refuses an unknown member number.
 */
export function explainAmount(
  result: DividendResult,
  inputs: DividendInputs,
  memberNo: string,
  field: LineField,
): Result<Explanation> {
  const index = result.lines.findIndex((line) => line.memberNo === memberNo);
  const line = result.lines[index];
  if (!line) {
    return refuse('dividend_member_unknown', `本次分配中没有社员号 ${memberNo}，请核对。`, {
      memberNo: '没有这个社员。',
    });
  }
  const { label, law, steps } = LINE_FIELDS[field];
  return ok({
    title: `${line.name}的${label(result)} ${formatYuan(line[field])} 是怎么来的`,
    steps: steps({ result, inputs, line, index }).map((text) => ({ text })),
    law: lawFor(result, inputs, law),
  });
}

/** Explains one total of the chain from the surplus to the members. */
export function explainTotal(result: DividendResult, inputs: DividendInputs, field: TotalField): Explanation {
  const { label, law, steps } = TOTAL_FIELDS[field];
  const amount = result.totals[field];
  return {
    title: `${label(result)} ${amount === null ? '—' : formatYuan(amount)} 是怎么来的`,
    steps: steps(result, inputs).map((text) => ({ text })),
    law: lawFor(result, inputs, law),
  };
}

/** Whether a name is that of an explainable amount, for callers that receive names as text. */
export function isLineField(field: string): field is LineField {
  return Object.hasOwn(LINE_FIELDS, field);
}

export function isTotalField(field: string): field is TotalField {
  return Object.hasOwn(TOTAL_FIELDS, field);
}

const LAW = '《农民专业合作社法》';
const ART_42 = `${LAW}第四十二条：可以按照章程或者成员大会决议提取公积金`;
const ART_43 = `${LAW}第四十三条：成员账户记载出资额、公积金份额、交易量（额）和返还情况`;
const ART_44 = `${LAW}第四十四条：弥补亏损、提取公积金后为可分配盈余`;
const ART_44_RETURN = `${LAW}第四十四条：按交易量（额）返还的总额不低于可分配盈余的百分之六十`;
const ART_44_REST = `${LAW}第四十四条：返还后的剩余部分，按出资额、公积金份额和平均量化到成员的份额分配`;
const ART_44_CHARTER = `${LAW}第四十四条：具体分配办法按章程或者成员大会决议确定`;
const TAX = '《个人所得税法》：利息、股息、红利所得税率 20%；合作社分配是否代扣由主管税务所确认';

/** A share-only run rests on its resolution, not on the article's order of return and remainder. */
function lawFor(result: DividendResult, inputs: DividendInputs, law: string): string {
  if (!result.shareOnly || (law !== ART_44_REST && law !== ART_44_RETURN)) return law;
  return `成员大会决议 ${inputs.shareOnlyResolution?.trim() ?? ''}，只按出资额分配；${ART_44_CHARTER}`;
}

type Context = { result: DividendResult; inputs: DividendInputs; line: DividendLine; index: number };
type LineEntry = {
  label: (result: DividendResult) => string;
  law: string;
  steps: (context: Context) => string[];
};

const named = (label: string) => (): string => label;
const weightedLabel = (result: DividendResult): string => (result.shareOnly ? '按出资额分配' : '按份额分配');

const LINE_FIELDS = {
  capitalFen: { label: named('出资额'), law: ART_43, steps: explainCapital },
  capitalWeightFen: { label: named('参加分配的出资额'), law: ART_44_CHARTER, steps: explainCapitalWeight },
  patronageFen: { label: named('交易额'), law: ART_43, steps: explainPatronage },
  reserveShareFen: { label: named('公积金份额'), law: ART_43, steps: explainReserveShare },
  grantShareFen: {
    label: named('财政补助量化份额'),
    law: ART_44_REST,
    steps: (context) =>
      explainPerHead(context, '国家财政直接补助形成的财产', context.inputs.grantFen, 'grantShareFen'),
  },
  donationShareFen: {
    label: named('捐赠量化份额'),
    law: ART_44_REST,
    steps: (context) =>
      explainPerHead(context, '他人捐赠形成的财产', context.inputs.donationFen, 'donationShareFen'),
  },
  weightFen: { label: named('分配份额'), law: ART_44_REST, steps: explainWeight },
  patronageReturnFen: { label: named('盈余返还'), law: ART_44_RETURN, steps: explainReturn },
  guaranteedFen: { label: named('保底分红'), law: ART_44_CHARTER, steps: explainGuaranteed },
  hardshipFen: { label: named('困难户分配'), law: ART_44_CHARTER, steps: explainHardship },
  villageFen: { label: named('村集体分配'), law: ART_44_CHARTER, steps: explainVillage },
  weightedShareFen: {
    label: weightedLabel,
    law: ART_44_REST,
    steps: explainWeighted,
  },
  surplusShareFen: { label: named('剩余盈余分配'), law: ART_44_REST, steps: explainSurplusShare },
  totalFen: { label: named('应分合计'), law: ART_44, steps: explainLineTotal },
  withheldFen: { label: named('代扣个人所得税'), law: TAX, steps: explainWithheld },
  netFen: { label: named('实发'), law: ART_44, steps: explainNet },
  reserveQuantifiedFen: { label: named('本年公积金量化份额'), law: ART_42, steps: explainReserveQuantified },
} satisfies Partial<Record<keyof DividendLine, LineEntry>>;

function explainCapital({ inputs, line }: Context): string[] {
  return [
    `${inputs.fiscalYear} 年末成员账户记载的出资额 ${formatYuan(line.capitalFen)}（年末退社的，本年仍计）。`,
  ];
}

function explainCapitalWeight({ inputs, result, line }: Context): string[] {
  const amount = formatYuan(line.capitalWeightFen);
  if (inputs.capitalBasis === 'year-end')
    return [`持股口径为年末数：${inputs.fiscalYear} 年末出资额 ${amount}。`];
  const denominator = result.totals.weightDenominator;
  const [unit, rule] =
    inputs.capitalBasis === 'fen-days'
      ? ['天', `按天计算，出资当天计入，全年 ${denominator} 天`]
      : ['个月', '按整月计算，自出资次月起计，1 日出资的当月计'];
  return [
    `持股口径：${rule}。`,
    `每笔出资 × 所计${unit === '天' ? '天数' : '月数'}，合计 ${yuanOfWeight(BigInt(line.capitalWeight))} 元${unit} ÷ ${denominator} ${unit}${roundedTo(BigInt(line.capitalWeight), BigInt(denominator), line.capitalWeightFen)}。`,
    '分配时用未经舍入的数，四舍五入只为打印。',
  ];
}

function explainPatronage({ inputs, line }: Context): string[] {
  if (line.patronageFen === 0) return [`${inputs.fiscalYear} 年没有与本社的交易记录，为 0.00。`];
  return [`${inputs.fiscalYear} 年各笔交售金额合计 ${formatYuan(line.patronageFen)}。`];
}

function explainReserveShare({ inputs, line }: Context): string[] {
  return [
    `${inputs.fiscalYear} 年初成员账户记载的公积金份额 ${formatYuan(line.reserveShareFen)}，本年提取的从下年起计。`,
  ];
}

type PerHeadField = 'grantShareFen' | 'donationShareFen' | 'hardshipFen';

/** An equal split: who shares it, the floor, and whether this member is among those who take an odd fen. */
function explainPerHead(context: Context, pool: string, totalFen: Fen, field: PerHeadField): string[] {
  const { result, line } = context;
  const [qualifies, kind] =
    field === 'hardshipFen'
      ? [(other: DividendLine) => other.isHardship, '困难户']
      : [(other: DividendLine) => other.sharesGrants, '参加量化的社员'];
  if (totalFen === 0) return [`本年没有${pool}，为 0.00。`];
  if (!qualifies(line)) return [`本户不是${kind}，为 0.00。`];
  const heads = result.lines.filter(qualifies);
  const floor = Math.floor(totalFen / heads.length);
  const odd = totalFen % heads.length;
  const opening = `${pool} ${formatYuan(totalFen)} ÷ ${heads.length} 户${kind}`;
  if (odd === 0) return [`${opening} = ${formatYuan(floor)}，正好分尽。`];
  const place = heads.indexOf(line) + 1;
  const got = place <= odd;
  return [
    `${opening}，每户先分 ${formatYuan(floor)}，余 ${odd} 分按社员号从小到大补给前 ${odd} 户。`,
    `本户排第 ${place}，${got ? '补 1 分' : '不补'} → ${formatYuan(line[field])}。`,
  ];
}

function explainWeight(context: Context): string[] {
  const { result, line } = context;
  const capital = `出资额 ${formatYuan(line.capitalWeightFen)}`;
  const capitalSteps = result.totals.weightDenominator === 1 ? [] : explainCapitalWeight(context);
  if (result.shareOnly) return [...capitalSteps, `本年只按出资额分配，份额就是${capital}。`];
  const rounded = result.totals.weightDenominator === 1 ? '=' : '≈';
  return [
    ...capitalSteps,
    `${capital} + 公积金份额 ${formatYuan(line.reserveShareFen)} + 财政补助量化份额 ${formatYuan(line.grantShareFen)} + 捐赠量化份额 ${formatYuan(line.donationShareFen)} ${rounded} ${formatYuan(line.weightFen)}。`,
  ];
}

function explainReturn({ result, line, index }: Context): string[] {
  if (result.shareOnly) return ['本年经决议只按出资额分配，未按交易量（额）返还，为 0.00。'];
  if (line.patronageFen === 0) return ['本户本年没有与本社的交易，返还为 0.00。'];
  const { patronagePoolFen, totalPatronageFen } = result.totals;
  const weights = result.lines.map((other) => BigInt(other.patronageFen));
  const formula = `返还总额 ${formatYuan(patronagePoolFen)} × 本户交易额 ${formatYuan(line.patronageFen)} ÷ 全体交易额 ${formatYuan(totalPatronageFen)}`;
  return explainSplit(formula, patronagePoolFen, weights, index, '交易额');
}

function explainGuaranteed(context: Context): string[] {
  const { result, inputs, line, index } = context;
  if (!inputs.guaranteed) return ['本年没有保底这一步，为 0.00。'];
  const { totals } = result;
  const { numerator, denominator } = checkedPercent(inputs.guaranteed.ratePercent);
  const capitalWeight = BigInt(line.capitalWeight);
  const divisor = denominator * BigInt(totals.weightDenominator);
  const dueFen = Number(divideHalfUp(capitalWeight * numerator, divisor));
  const due = `出资额 ${formatYuan(line.capitalWeightFen)} × 保底 ${inputs.guaranteed.ratePercent}%${roundedTo(capitalWeight * numerator, divisor, dueFen)}（依据：${inputs.guaranteed.authority.trim()}）。`;
  const capital = totals.weightDenominator === 1 ? [] : explainCapitalWeight(context);
  if (totals.guaranteedDueFen <= totals.surplusPoolFen) return [...capital, due];
  const weights = result.lines.map((other) => BigInt(other.capitalWeight));
  const capitalTotal = weights.reduce((sum, weight) => sum + weight, 0n);
  const capitalTotalFen = Number(divideHalfUp(capitalTotal, BigInt(totals.weightDenominator)));
  const split = splitCappedGuarantee(totals.surplusPoolFen, weights);
  const formula = `剩余部分 ${formatYuan(totals.surplusPoolFen)} × 本户出资额 ${formatYuan(line.capitalWeightFen)} ÷ 全体出资额 ${formatYuan(capitalTotalFen)}`;
  return [
    ...capital,
    due,
    `全体保底应付 ${formatYuan(totals.guaranteedDueFen)}，超过可用于保底的 ${formatYuan(totals.surplusPoolFen)}，以此为限，按出资额分摊。`,
    ...explainSplit(formula, totals.surplusPoolFen, split.weights, index, '出资额'),
  ];
}

function explainHardship(context: Context): string[] {
  const { result, inputs } = context;
  if (!inputs.hardship) return ['本年没有困难户这一步，为 0.00。'];
  if (!context.line.isHardship) return ['本户不是困难户，为 0.00。'];
  return [
    ...explainTotal(result, inputs, 'hardshipFen').steps.map((step) => step.text),
    ...explainPerHead(context, '困难户部分', result.totals.hardshipFen, 'hardshipFen'),
  ];
}

function explainVillage({ result, inputs, line }: Context): string[] {
  if (!inputs.village) return ['本年没有村集体这一步，为 0.00。'];
  if (!line.isVillageBody) return ['本户不是村集体，为 0.00。'];
  return explainTotal(result, inputs, 'villageFen').steps.map((step) => step.text);
}

function explainWeighted(context: Context): string[] {
  const { result, line, index } = context;
  const { totals } = result;
  const poolFen = totals.weightedFen + totals.remainderFen;
  if (result.method === 'B') return explainByRate(context, poolFen);
  if (poolFen === 0) return ['返还和前几步之后没有剩余，为 0.00。'];
  const kind = result.shareOnly ? '出资额' : '份额';
  const formula = `${poolName(context)} ${formatYuan(poolFen)} × 本户${kind} ${formatYuan(line.weightFen)} ÷ 全体${kind} ${formatYuan(totals.totalWeightFen)}`;
  const weights = result.lines.map((other) => BigInt(other.weight));
  return [...explainWeight(context), ...explainSplit(formula, poolFen, weights, index, kind)];
}

function explainByRate({ result, inputs, line }: Context, poolFen: Fen): string[] {
  const { totals } = result;
  const rateFen = totals.shareRateFen ?? 0;
  if (poolFen === 0) return ['前几步之后没有剩余，为 0.00。'];
  const denominator = BigInt(totals.weightDenominator);
  const totalShares = decimalOf(BigInt(totals.totalWeight), BigInt(inputs.parValueFen) * denominator);
  const shares = decimalOf(BigInt(line.weight), BigInt(inputs.parValueFen) * denominator);
  const exactRate = yuanQuotient(
    BigInt(poolFen) * BigInt(inputs.parValueFen) * denominator,
    BigInt(totals.totalWeight),
  );
  const amount = yuanQuotient(
    BigInt(rateFen) * BigInt(line.weight),
    BigInt(inputs.parValueFen) * denominator,
  );
  const cut = amount.exact ? '' : ` = ${amount.text}，舍到分`;
  return [
    `每股 ${formatYuan(inputs.parValueFen)}，全体出资额 ${formatYuan(totals.totalWeightFen)} 合 ${totalShares} 股。`,
    `每股分红 ${formatYuan(poolFen)} ÷ ${totalShares} 股 = ${exactRate.text}${exactRate.exact ? '' : `，舍到分 ${formatYuan(rateFen)}`}。`,
    `本户出资额 ${formatYuan(line.weightFen)} 合 ${shares} 股 × ${formatYuan(rateFen)}${cut} → ${formatYuan(line.weightedShareFen)}。`,
    `出资额相同的户分得相同；全体尾数 ${formatYuan(totals.remainderFen)} 不分配，留在未分配盈余。`,
  ];
}

function explainSurplusShare(context: Context): string[] {
  const { inputs, line } = context;
  const onlyByWeight = !inputs.guaranteed && !inputs.hardship && !inputs.village;
  if (onlyByWeight) return explainWeighted(context);
  const parts: string[] = [];
  if (inputs.guaranteed) parts.push(`保底 ${formatYuan(line.guaranteedFen)}`);
  if (inputs.hardship) parts.push(`困难户 ${formatYuan(line.hardshipFen)}`);
  if (inputs.village) parts.push(`村集体 ${formatYuan(line.villageFen)}`);
  parts.push(`${LINE_FIELDS.weightedShareFen.label(context.result)} ${formatYuan(line.weightedShareFen)}`);
  return [`${parts.join(' + ')} = ${formatYuan(line.surplusShareFen)}。`, ...explainWeighted(context)];
}

function explainLineTotal({ line }: Context): string[] {
  const [returned, shared] = [formatYuan(line.patronageReturnFen), formatYuan(line.surplusShareFen)];
  return [`盈余返还 ${returned} + 剩余盈余分配 ${shared} = ${formatYuan(line.totalFen)}。`];
}

function explainWithheld({ inputs, line }: Context): string[] {
  if (inputs.withholding === 'none') return ['代扣政策为不代扣，为 0.00。'];
  const [name, baseFen] =
    inputs.withholding === 'all-20' ? ['应分合计', line.totalFen] : ['剩余盈余分配', line.surplusShareFen];
  const exempt = inputs.withholding === 'all-20' ? [] : ['盈余返还是交易的返还，不在代扣之列。'];
  return [
    `${name} ${formatYuan(baseFen)} × 20%${roundedTo(BigInt(baseFen) * 20n, 100n, line.withheldFen)}。`,
    ...exempt,
  ];
}

function explainNet({ line }: Context): string[] {
  const [total, withheld] = [formatYuan(line.totalFen), formatYuan(line.withheldFen)];
  return [`应分合计 ${total} − 代扣 ${withheld} = ${formatYuan(line.netFen)}。`];
}

function explainReserveQuantified({ result, inputs, line, index }: Context): string[] {
  const { reserveFen, totalCapitalFen, totalPatronageFen } = result.totals;
  if (reserveFen === 0) return ['本年没有提取公积金，为 0.00。'];
  const { capitalFen, patronageFen } = reserveHalves(inputs, reserveFen);
  const steps: string[] = [];
  const halves = inputs.reserveQuantifiedBy === 'half-half';
  if (halves) {
    const [byCapital, byPatronage] = [formatYuan(capitalFen), formatYuan(patronageFen)];
    steps.push(
      `本年公积金 ${formatYuan(reserveFen)} 一半按出资额（${byCapital}）、一半按交易额（${byPatronage}）量化。`,
    );
  }
  if (capitalFen > 0) {
    const weights = result.lines.map((other) => BigInt(other.capitalFen));
    const formula = `${halves ? '按出资额的一半' : '本年公积金'} ${formatYuan(capitalFen)} × 本户出资额 ${formatYuan(line.capitalFen)} ÷ 全体出资额 ${formatYuan(totalCapitalFen)}`;
    steps.push(...explainSplit(formula, capitalFen, weights, index, '出资额'));
  }
  if (patronageFen > 0) {
    const weights = result.lines.map((other) => BigInt(other.patronageFen));
    const formula = `${halves ? '按交易额的一半' : '本年公积金'} ${formatYuan(patronageFen)} × 本户交易额 ${formatYuan(line.patronageFen)} ÷ 全体交易额 ${formatYuan(totalPatronageFen)}`;
    steps.push(...explainSplit(formula, patronageFen, weights, index, '交易额'));
  }
  if (halves) steps.push(`两项合计 → ${formatYuan(line.reserveQuantifiedFen)}。`);
  return [...steps, '记入成员账户的公积金份额，从下年起参加分配。'];
}

/** A largest-remainder share: exact quotient, cut to the fen, and what became of the fraction. */
function explainSplit(
  formula: string,
  totalFen: Fen,
  weights: readonly bigint[],
  index: number,
  kind: string,
): string[] {
  const split = splitByLargestRemainder(totalFen, weights);
  const weight = weights[index]!;
  const fen = formatYuan(split.fen[index]!);
  const quotient = yuanQuotient(BigInt(totalFen) * weight, split.totalWeight || 1n);
  if (quotient.exact) return [`${formula} = ${fen}，正好到分。`];
  const floor = formatYuan(Number((BigInt(totalFen) * weight) / split.totalWeight));
  const { rank, tied } = rankInSplit(split, index);
  const got = rank <= split.extraFen;
  const fate = got ? `余数较大，补 1 分 → ${fen}` : `余数较小，不补 → ${fen}`;
  const tie = `余数与别户相同，按${kind}大的、再按社员号小的在先，${got ? '补 1 分' : '不补'} → ${fen}`;
  const tieRule = tied ? '（余数相同的户之间只能补给一部分）' : '';
  return [
    `${formula} = ${quotient.text}，先舍到分 ${floor}，${tied ? tie : fate}。`,
    `各户舍去的尾数合计 ${split.extraFen} 分，按余数从大到小补给前 ${split.extraFen} 户，本户排第 ${rank}${tieRule}。`,
  ];
}

type TotalEntry = {
  label: (result: DividendResult) => string;
  law: string;
  steps: (result: DividendResult, inputs: DividendInputs) => string[];
};

const TOTAL_FIELDS = {
  surplusFen: {
    label: named('本年盈余'),
    law: ART_44,
    steps: (_, { fiscalYear }) => [`${fiscalYear} 年度的本年盈余，由会计按账填列。`],
  },
  openingUndistributedFen: { label: named('年初未分配盈余'), law: ART_44, steps: explainOpening },
  reserveBaseFen: { label: named('提取公积金的基数'), law: ART_42, steps: explainReserveBase },
  reserveFen: { label: named('提取公积金'), law: ART_42, steps: explainReserve },
  distributableFen: { label: named('可分配盈余'), law: ART_44, steps: explainDistributable },
  patronagePoolFen: { label: named('返还总额'), law: ART_44_RETURN, steps: explainPatronagePool },
  surplusPoolFen: {
    label: (result) => (result.shareOnly ? '待分盈余' : '返还后的剩余部分'),
    law: ART_44_REST,
    steps: explainSurplusPool,
  },
  guaranteedDueFen: { label: named('保底应付'), law: ART_44_CHARTER, steps: explainGuaranteedDue },
  guaranteedFen: { label: named('保底分红'), law: ART_44_CHARTER, steps: explainGuaranteedTotal },
  hardshipFen: {
    label: named('困难户部分'),
    law: ART_44_CHARTER,
    steps: (result, inputs) => explainStepTotal(result, inputs, 'hardship'),
  },
  villageFen: {
    label: named('村集体部分'),
    law: ART_44_CHARTER,
    steps: (result, inputs) => explainStepTotal(result, inputs, 'village'),
  },
  weightedFen: { label: weightedLabel, law: ART_44_REST, steps: explainWeightedTotal },
  remainderFen: { label: named('尾数'), law: ART_44_CHARTER, steps: explainRemainder },
  shareRateFen: { label: named('每股分红'), law: ART_44_CHARTER, steps: explainRate },
  totalCapitalFen: {
    label: named('全体出资额'),
    law: ART_43,
    steps: (result) => [`${result.lines.length} 户年末出资额之和。`],
  },
  totalPatronageFen: {
    label: named('全体交易额'),
    law: ART_43,
    steps: (result) => [`${result.lines.filter((line) => line.patronageFen > 0).length} 户本年交易额之和。`],
  },
  totalWeightFen: {
    label: (result) => (result.shareOnly ? '参加分配的全体出资额' : '全体份额'),
    law: ART_44_REST,
    steps: explainTotalWeight,
  },
  totalFen: { label: named('应分合计'), law: ART_44, steps: explainGrandTotal },
  withheldFen: { label: named('代扣合计'), law: TAX, steps: explainWithheldTotal },
  netFen: { label: named('实发合计'), law: ART_44, steps: explainNetTotal },
} satisfies Partial<Record<keyof DividendResult['totals'], TotalEntry>>;

function explainOpening({ totals }: DividendResult): string[] {
  const { openingUndistributedFen } = totals;
  if (openingUndistributedFen === 0) return ['年初没有未分配盈余，也没有未弥补亏损。'];
  if (openingUndistributedFen > 0) return ['以前年度未分配的盈余，加入本年一起分配。'];
  return [`以前年度未弥补亏损 ${formatYuan(-openingUndistributedFen)}，先用本年盈余弥补。`];
}

function explainReserveBase({ totals }: DividendResult, inputs: DividendInputs): string[] {
  const surplus = `本年盈余 ${formatYuan(totals.surplusFen)}`;
  const lossFen = Math.max(-totals.openingUndistributedFen, 0);
  const after = inputs.reserveBase === 'after-loss-offset';
  const baseFen = after ? totals.surplusFen - lossFen : totals.surplusFen;
  const formula =
    lossFen === 0
      ? surplus
      : after
        ? `${surplus} − 弥补以前年度亏损 ${formatYuan(lossFen)} = ${formatYuan(baseFen)}（弥补亏损后提取）`
        : `${surplus}（弥补亏损前提取）`;
  return [`${formula}${baseFen < 0 ? '，不足以提取，按 0 计' : ''}。`];
}

function explainReserve(result: DividendResult, inputs: DividendInputs): string[] {
  const { reserveBaseFen, reserveFen } = result.totals;
  const { numerator, denominator } = checkedPercent(inputs.reservePercent);
  const rounding = roundedTo(BigInt(reserveBaseFen) * numerator, denominator, reserveFen);
  return [
    ...explainReserveBase(result, inputs),
    `${formatYuan(reserveBaseFen)} × ${inputs.reservePercent}%${rounding}。`,
  ];
}

function explainDistributable({ totals }: DividendResult): string[] {
  const { surplusFen, openingUndistributedFen, reserveFen, distributableFen } = totals;
  const opening =
    openingUndistributedFen < 0
      ? `− 弥补以前年度亏损 ${formatYuan(-openingUndistributedFen)}`
      : `+ 年初未分配盈余 ${formatYuan(openingUndistributedFen)}`;
  return [
    `本年盈余 ${formatYuan(surplusFen)} ${opening} − 提取公积金 ${formatYuan(reserveFen)} = ${formatYuan(distributableFen)}。`,
  ];
}

function explainPatronagePool({ totals, shareOnly }: DividendResult, inputs: DividendInputs): string[] {
  if (shareOnly)
    return [`经决议（${inputs.shareOnlyResolution?.trim() ?? ''}）只按出资额分配，未按交易量（额）返还。`];
  const { numerator, denominator } = checkedPercent(inputs.patronagePercent);
  const exact = yuanQuotient(BigInt(totals.distributableFen) * numerator, denominator);
  const up = exact.exact ? '，正好到分' : '，向上取到分（舍去就低于规定比例）';
  return [
    `可分配盈余 ${formatYuan(totals.distributableFen)} × ${inputs.patronagePercent}% = ${exact.text}${up} → ${formatYuan(totals.patronagePoolFen)}。`,
  ];
}

function explainSurplusPool({ totals, shareOnly }: DividendResult): string[] {
  if (shareOnly) return [`可分配盈余 ${formatYuan(totals.distributableFen)} 全部按决议分配。`];
  const [whole, returned] = [formatYuan(totals.distributableFen), formatYuan(totals.patronagePoolFen)];
  return [`可分配盈余 ${whole} − 返还总额 ${returned} = ${formatYuan(totals.surplusPoolFen)}。`];
}

function explainGuaranteedDue({ totals }: DividendResult, inputs: DividendInputs): string[] {
  if (!inputs.guaranteed) return ['本年没有保底这一步。'];
  return [
    `每户出资额 × ${inputs.guaranteed.ratePercent}%，各自四舍五入到分后相加 → ${formatYuan(totals.guaranteedDueFen)}（依据：${inputs.guaranteed.authority.trim()}）。`,
  ];
}

function explainGuaranteedTotal(result: DividendResult, inputs: DividendInputs): string[] {
  const { guaranteedDueFen, guaranteedFen, surplusPoolFen } = result.totals;
  const due = explainGuaranteedDue(result, inputs);
  if (guaranteedDueFen <= guaranteedFen) return due;
  return [
    ...due,
    `超过可用于保底的 ${formatYuan(surplusPoolFen)}，以此为限 → ${formatYuan(guaranteedFen)}。`,
  ];
}

function explainStepTotal(
  { totals, shareOnly }: DividendResult,
  inputs: DividendInputs,
  step: 'hardship' | 'village',
): string[] {
  const chosen = inputs[step];
  if (!chosen) return ['本年没有这一步。'];
  const baseFen = totals.surplusPoolFen - totals.guaranteedFen;
  const { numerator, denominator } = checkedPercent(chosen.percent);
  const takenFen = step === 'hardship' ? totals.hardshipFen : totals.villageFen;
  const roundedFen = percentOfFen(baseFen, { numerator, denominator });
  const whole = shareOnly ? '待分盈余' : '返还后的剩余部分';
  const base = totals.guaranteedFen > 0 ? `${whole}减去保底后` : whole;
  const capped = takenFen < roundedFen ? `，只剩 ${formatYuan(takenFen)}，以此为限` : '';
  return [
    `${base} ${formatYuan(baseFen)} × ${chosen.percent}%${roundedTo(BigInt(baseFen) * numerator, denominator, roundedFen)}${capped}（依据：${chosen.authority.trim()}）。`,
  ];
}

function explainWeightedTotal({ totals, method, lines, shareOnly }: DividendResult): string[] {
  const { surplusPoolFen, guaranteedFen, hardshipFen, villageFen, remainderFen, weightedFen } = totals;
  const before = [
    ['保底', guaranteedFen] as const,
    ['困难户', hardshipFen] as const,
    ['村集体', villageFen] as const,
    ['尾数', remainderFen] as const,
  ]
    .filter(([, fen]) => fen > 0)
    .map(([name, fen]) => ` − ${name} ${formatYuan(fen)}`);
  const how =
    method === 'A' ? `按最大余额法分给 ${lines.length} 户，分到分，不留尾数` : '按每股分红分配，尾数不分配';
  const pool = `${shareOnly ? '待分盈余' : '返还后的剩余部分'} ${formatYuan(surplusPoolFen)}`;
  const formula =
    before.length === 0 ? `${pool} 全部` : `${pool}${before.join('')} = ${formatYuan(weightedFen)}，`;
  return [`${formula}${how}。`];
}

function explainRemainder({ totals, method }: DividendResult): string[] {
  if (method === 'A') return ['最大余额法分到分，不留尾数。'];
  const [pool, paid] = [formatYuan(totals.weightedFen + totals.remainderFen), formatYuan(totals.weightedFen)];
  return [`待分 ${pool} − 各户按每股分红合计 ${paid} = ${formatYuan(totals.remainderFen)}，留在未分配盈余。`];
}

function explainRate({ totals }: DividendResult, inputs: DividendInputs): string[] {
  if (totals.shareRateFen === null) return ['最大余额法不用每股分红。'];
  const poolFen = totals.weightedFen + totals.remainderFen;
  const parWeight = BigInt(inputs.parValueFen) * BigInt(totals.weightDenominator);
  const exact = yuanQuotient(BigInt(poolFen) * parWeight, BigInt(totals.totalWeight));
  const shares = decimalOf(BigInt(totals.totalWeight), parWeight);
  return [
    `待分 ${formatYuan(poolFen)} ÷ ${shares} 股（每股 ${formatYuan(inputs.parValueFen)}）= ${exact.text}${exact.exact ? '' : `，舍到分 ${formatYuan(totals.shareRateFen)}`}。`,
  ];
}

function explainTotalWeight({ totals, shareOnly, lines }: DividendResult): string[] {
  const what = shareOnly ? '参加分配的出资额' : '出资额、公积金份额、财政补助和捐赠量化份额';
  return [`${lines.length} 户${what}之和 ${formatYuan(totals.totalWeightFen)}。`];
}

function explainGrandTotal({ totals }: DividendResult): string[] {
  const [returned, shared] = [
    formatYuan(totals.patronagePoolFen),
    formatYuan(totals.surplusPoolFen - totals.remainderFen),
  ];
  const left =
    totals.remainderFen > 0 ? `，另有尾数 ${formatYuan(totals.remainderFen)} 未分配` : '，与可分配盈余相等';
  return [`盈余返还 ${returned} + 剩余盈余分配 ${shared} = ${formatYuan(totals.totalFen)}${left}。`];
}

function explainWithheldTotal({ lines }: DividendResult, inputs: DividendInputs): string[] {
  if (inputs.withholding === 'none') return ['代扣政策为不代扣。'];
  const base = inputs.withholding === 'all-20' ? '应分合计' : '剩余盈余分配';
  return [`${lines.length} 户各按${base}的 20% 四舍五入到分后相加。`];
}

function explainNetTotal({ totals }: DividendResult): string[] {
  const [total, withheld] = [formatYuan(totals.totalFen), formatYuan(totals.withheldFen)];
  return [`应分合计 ${total} − 代扣合计 ${withheld} = ${formatYuan(totals.netFen)}。`];
}

function poolName({ inputs, result }: Context): string {
  if (inputs.guaranteed || inputs.hardship || inputs.village) return '前几步之后的剩余部分';
  return result.shareOnly ? '待分盈余' : '返还后的剩余部分';
}

/** " = 1,632.8669，四舍五入 → 1,632.87" or, when nothing was rounded, " = 1,632.87". */
function roundedTo(dividendFen: bigint, divisor: bigint, roundedFen: Fen): string {
  const quotient = yuanQuotient(dividendFen, divisor);
  return quotient.exact
    ? ` = ${formatYuan(roundedFen)}`
    : ` = ${quotient.text}，四舍五入 → ${formatYuan(roundedFen)}`;
}

/** A quotient of fen shown in yuan: five decimals, cut, with an ellipsis where digits follow. Exact = a whole fen. */
function yuanQuotient(dividendFen: bigint, divisor: bigint): { text: string; exact: boolean } {
  if (dividendFen % divisor === 0n) return { text: formatYuan(Number(dividendFen / divisor)), exact: true };
  return { text: decimalOf(dividendFen, divisor * 100n), exact: false };
}

/** Non-negative quotient with up to five decimals, trailing zeros dropped; an ellipsis says that digits were cut. */
function decimalOf(dividend: bigint, divisor: bigint): string {
  const scaled = (dividend * 100_000n) / divisor;
  const whole = scaled / 100_000n;
  const cut = (dividend * 100_000n) % divisor !== 0n;
  const decimals = (scaled % 100_000n).toString().padStart(5, '0');
  const shown = cut ? decimals : decimals.replace(/0+$/, '');
  return `${whole}${shown === '' ? '' : `.${shown}`}${cut ? '…' : ''}`;
}

/** A weight's numerator (fen × days or months) as yuan. */
function yuanOfWeight(weight: bigint): string {
  return decimalOf(weight, 100n);
}
