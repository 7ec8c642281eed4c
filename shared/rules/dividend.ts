import {
  allocateByShareRate,
  orderByMemberNo,
  splitByLargestRemainder,
  splitEqually,
  type Split,
} from './allocation.ts';
import {
  checkedPercent,
  faultsInDividend,
  type DividendInputs,
  type DividendMember,
} from './dividendInputs.ts';
import { divideHalfUp, formatYuan, MAX_FEN, percentOfFen, percentOfFenUp, type Fen } from './money.ts';
import { invariant, ok, refuse, type Result } from './result.ts';

export { defaultMethod, type DividendInputs, type DividendMember } from './dividendInputs.ts';

/** One member's line of the distribution. Weights are decimal strings of integers over totals.weightDenominator. */
export type DividendLine = {
  memberNo: string;
  name: string;
  isHardship: boolean;
  isVillageBody: boolean;
  sharesGrants: boolean;
  /** Capital at the year's end. */
  capitalFen: Fen;
  patronageFen: Fen;
  reserveShareFen: Fen;
  grantShareFen: Fen;
  donationShareFen: Fen;
  /** Capital by the basis of the run, exact, and rounded half-up for print. */
  capitalWeight: string;
  capitalWeightFen: Fen;
  /** Weight of the last split: capital, and unless share-only the three shares; exact, and for print. */
  weight: string;
  weightFen: Fen;
  patronageReturnFen: Fen;
  guaranteedFen: Fen;
  hardshipFen: Fen;
  villageFen: Fen;
  weightedShareFen: Fen;
  /** 剩余盈余分配 = 保底 + hardship + village + by weight. */
  surplusShareFen: Fen;
  totalFen: Fen;
  withheldFen: Fen;
  netFen: Fen;
  /** This year's reserve quantified to the member; counts in next year's weight. */
  reserveQuantifiedFen: Fen;
};

export type DividendTotals = {
  surplusFen: Fen;
  openingUndistributedFen: Fen;
  /** What the reserve percentage was taken of; never below 0. */
  reserveBaseFen: Fen;
  reserveFen: Fen;
  distributableFen: Fen;
  patronagePoolFen: Fen;
  /** distributable − patronage pool; = guaranteed + hardship + village + weighted + remainder. */
  surplusPoolFen: Fen;
  /** 保底 as promised, before the cap. */
  guaranteedDueFen: Fen;
  guaranteedFen: Fen;
  hardshipFen: Fen;
  villageFen: Fen;
  /** Paid out by weight. */
  weightedFen: Fen;
  /** Stated and left undistributed (method B only). */
  remainderFen: Fen;
  /** Method B: fen per share of par value; null for A. */
  shareRateFen: Fen | null;
  totalCapitalFen: Fen;
  totalPatronageFen: Fen;
  totalWeight: string;
  totalWeightFen: Fen;
  weightDenominator: number;
  totalFen: Fen;
  withheldFen: Fen;
  netFen: Fen;
};

/** A computed distribution: plain JSON, lines in member-number order. */
export type DividendResult = {
  fiscalYear: number;
  shareOnly: boolean;
  method: 'A' | 'B';
  totals: DividendTotals;
  lines: DividendLine[];
  /** What the meeting and the reader of the statement should know (Chinese sentences). */
  warnings: string[];
};

/**
 * Distributes a year's surplus among the members of a cooperative (盈余分配, 农民专业合作社法 Art. 42–44).
 *
 * surplus → losses of earlier years → reserve (half-up) = distributable → patronage pool (rounded up, so that the
 * 60 % floor holds to the fen) → from the remainder only: 保底, hardship, village (each half-up) → the rest by
 * member-account weight. Splits: largest remainder; share-only runs may use a rate per share and then state what is
 * left. Withholding is rounded half-up per member. Amounts are fen.
 *
 * Refuses, never throws, on anything an accountant can enter: `fields` names the inputs at fault.
 */
export function computeDividend(
  inputs: DividendInputs,
  members: readonly DividendMember[],
): Result<DividendResult> {
  const faults = faultsInDividend(inputs, members);
  if (faults) return faults;
  const chain = surplusChain(inputs);
  if (chain.distributableFen <= 0) return nothingToDistribute(chain.distributableFen);
  if (chain.distributableFen > MAX_FEN) {
    return refuse('dividend_input_invalid', '可分配盈余超过一万亿元，请检查金额单位。', {
      surplusFen: '金额太大。',
    });
  }
  const accounts = memberAccounts(inputs, members);
  const unweighted = missingWeight(inputs, accounts, chain);
  if (unweighted) return unweighted;

  const returns = splitByLargestRemainder(chain.patronagePoolFen, accounts.patronageWeights).fen;
  const steps = remainderSteps(inputs, accounts, chain.surplusPoolFen);
  const weighted = weightedSplit(inputs, accounts, steps.leftFen);
  if (weighted.shareRateFen === 0 && steps.leftFen > 0) {
    const message = '每股分红不足 1 分，没有钱可发。请改用最大余额法（方法 A）。';
    return refuse('dividend_rate_below_fen', message, { method: message });
  }
  const reserves = quantifyReserve(inputs, accounts, chain.reserveFen);

  const lines = linesOf(inputs, accounts, { returns, steps, weighted: weighted.fen, reserves });
  const result: DividendResult = {
    fiscalYear: inputs.fiscalYear,
    shareOnly: inputs.shareOnlyResolution !== null,
    method: inputs.method,
    totals: {
      ...chain,
      guaranteedDueFen: steps.guaranteedDueFen,
      guaranteedFen: sum(steps.guaranteed),
      hardshipFen: sum(steps.hardship),
      villageFen: sum(steps.village),
      weightedFen: sum(weighted.fen),
      remainderFen: weighted.remainderFen,
      shareRateFen: weighted.shareRateFen,
      ...totalsOf(lines, accounts),
    },
    lines,
    warnings: [],
  };
  assertWhole(result);
  result.warnings = warningsOf(inputs, result.totals);
  return ok(result);
}

type Chain = Pick<
  DividendTotals,
  | 'surplusFen'
  | 'openingUndistributedFen'
  | 'reserveBaseFen'
  | 'reserveFen'
  | 'distributableFen'
  | 'patronagePoolFen'
  | 'surplusPoolFen'
>;

/** From the surplus to the two pools. A loss carried forward lowers the reserve's base only if the charter says after offset. */
function surplusChain(inputs: DividendInputs): Chain {
  const { surplusFen, openingUndistributedFen } = inputs;
  const lossFen = Math.min(openingUndistributedFen, 0);
  const baseFen = inputs.reserveBase === 'after-loss-offset' ? surplusFen + lossFen : surplusFen;
  const reserveBaseFen = Math.max(baseFen, 0);
  const reserveFen = percentOfFen(reserveBaseFen, checkedPercent(inputs.reservePercent));
  const distributableFen = surplusFen + openingUndistributedFen - reserveFen;
  const returning =
    inputs.shareOnlyResolution === null && distributableFen > 0 && distributableFen <= MAX_FEN;
  const patronagePoolFen = returning
    ? percentOfFenUp(distributableFen, checkedPercent(inputs.patronagePercent))
    : 0;
  const surplusPoolFen = distributableFen - patronagePoolFen;
  return {
    surplusFen,
    openingUndistributedFen,
    reserveBaseFen,
    reserveFen,
    distributableFen,
    patronagePoolFen,
    surplusPoolFen,
  };
}

function nothingToDistribute(distributableFen: Fen): Result<never> {
  const amount = Math.abs(distributableFen) <= MAX_FEN ? ` ${formatYuan(distributableFen)} 元` : '';
  const message = `弥补亏损、提取公积金后的可分配盈余${amount}，没有可分的，本年不分配。请核对本年盈余和年初未分配盈余。`;
  return refuse('dividend_nothing_to_distribute', message, { surplusFen: message });
}

/** Members in number order with their weights; index i means the same member everywhere. */
type Accounts = {
  ordered: DividendMember[];
  denominator: bigint;
  grantShares: Fen[];
  donationShares: Fen[];
  capitalWeights: bigint[];
  patronageWeights: bigint[];
  weights: bigint[];
};

function memberAccounts(inputs: DividendInputs, members: readonly DividendMember[]): Accounts {
  const ordered = orderByMemberNo(members.map((member) => member.memberNo)).map((index) => members[index]!);
  const denominator = BigInt(ordered[0]!.weightDenominator);
  const shares = (member: DividendMember): boolean => member.sharesGrants;
  const grantShares = perHead(inputs.grantFen, ordered, shares);
  const donationShares = perHead(inputs.donationFen, ordered, shares);
  const shareOnly = inputs.shareOnlyResolution !== null;
  const capitalWeights = ordered.map((member) => member.capitalWeight);
  const weights = ordered.map((member, i) => {
    if (shareOnly) return member.capitalWeight;
    const sharesFen = member.reserveShareFen + grantShares[i]! + donationShares[i]!;
    return member.capitalWeight + BigInt(sharesFen) * denominator;
  });
  const patronageWeights = ordered.map((member) => BigInt(member.patronageFen));
  return { ordered, denominator, grantShares, donationShares, capitalWeights, patronageWeights, weights };
}

/** An amount split equally over the members that qualify; odd fen to the lower numbers, nothing to the others. */
function perHead(
  totalFen: Fen,
  ordered: readonly DividendMember[],
  qualifies: (m: DividendMember) => boolean,
): Fen[] {
  const parts = splitEqually(totalFen, ordered.filter(qualifies).length);
  let next = 0;
  return ordered.map((member) => (qualifies(member) ? parts[next++]! : 0));
}

/** Amounts that would have nobody to go to. */
function missingWeight(inputs: DividendInputs, accounts: Accounts, chain: Chain): Result<never> | null {
  const capitalTotal = accounts.ordered.some((member) => member.yearEndCapitalFen > 0);
  const patronageTotal = accounts.ordered.some((member) => member.patronageFen > 0);
  const byCapital = inputs.reserveQuantifiedBy !== 'patronage';
  const byPatronage = inputs.reserveQuantifiedBy !== 'capital';
  if (chain.surplusPoolFen > 0 && !accounts.weights.some((weight) => weight > 0n)) {
    const message = '全体社员的出资额都是 0，剩余盈余无处可分。请先登记出资。';
    return refuse('dividend_without_weight', message, { members: message });
  }
  if (inputs.guaranteed && !accounts.capitalWeights.some((weight) => weight > 0n)) {
    const message = '全体社员的出资额都是 0，保底无从计算。请先登记出资或去掉保底。';
    return refuse('dividend_without_weight', message, { guaranteed: message });
  }
  if (chain.reserveFen > 0 && ((byCapital && !capitalTotal) || (byPatronage && !patronageTotal))) {
    const message = `公积金要按${!capitalTotal && byCapital ? '出资额' : '交易额'}量化，但合计是 0，请换一种量化办法。`;
    return refuse('dividend_reserve_unquantifiable', message, { reserveQuantifiedBy: message });
  }
  return null;
}

type Steps = { guaranteed: Fen[]; hardship: Fen[]; village: Fen[]; guaranteedDueFen: Fen; leftFen: Fen };

/** The charter's steps inside the remainder: 保底 first, then hardship and village of what that leaves. */
function remainderSteps(inputs: DividendInputs, accounts: Accounts, surplusPoolFen: Fen): Steps {
  const due = guaranteedDue(inputs, accounts);
  const guaranteedDueFen = sum(due);
  const capped = guaranteedDueFen > surplusPoolFen;
  const guaranteed = capped ? splitCappedGuarantee(surplusPoolFen, accounts.capitalWeights).fen : due;
  const afterGuaranteeFen = surplusPoolFen - sum(guaranteed);
  const hardshipFen = inputs.hardship
    ? percentOfFen(afterGuaranteeFen, checkedPercent(inputs.hardship.percent))
    : 0;
  // Two halves of an odd fen would round up twice: the second step never takes more than is there.
  const villageFen = inputs.village
    ? Math.min(
        percentOfFen(afterGuaranteeFen, checkedPercent(inputs.village.percent)),
        afterGuaranteeFen - hardshipFen,
      )
    : 0;
  return {
    guaranteed,
    hardship: perHead(
      hardshipFen,
      accounts.ordered,
      (member) => inputs.hardship !== null && member.isHardship,
    ),
    village: perHead(
      villageFen,
      accounts.ordered,
      (member) => inputs.village !== null && member.isVillageBody,
    ),
    guaranteedDueFen,
    leftFen: afterGuaranteeFen - hardshipFen - villageFen,
  };
}

/** Each member's 保底 before the cap: capital by the basis × rate, half-up. */
function guaranteedDue(inputs: DividendInputs, accounts: Accounts): Fen[] {
  if (!inputs.guaranteed) return accounts.capitalWeights.map(() => 0);
  const { numerator, denominator } = checkedPercent(inputs.guaranteed.ratePercent);
  const divisor = denominator * accounts.denominator;
  return accounts.capitalWeights.map((weight) => Number(divideHalfUp(weight * numerator, divisor)));
}

/** The remainder cannot pay the 保底 in full: all of it goes by capital. */
export function splitCappedGuarantee(surplusPoolFen: Fen, capitalWeights: readonly bigint[]): Split {
  return splitByLargestRemainder(surplusPoolFen, capitalWeights);
}

function weightedSplit(
  inputs: DividendInputs,
  accounts: Accounts,
  leftFen: Fen,
): { fen: Fen[]; remainderFen: Fen; shareRateFen: Fen | null } {
  if (inputs.method === 'A') {
    return {
      fen: splitByLargestRemainder(leftFen, accounts.weights).fen,
      remainderFen: 0,
      shareRateFen: null,
    };
  }
  const { rateFen, fen, remainderFen } = allocateByShareRate(
    leftFen,
    inputs.parValueFen,
    accounts.weights,
    accounts.denominator,
  );
  return { fen, remainderFen, shareRateFen: rateFen };
}

/** This year's reserve per member: by year-end capital, by patronage, or half each (an odd fen to the capital half). */
function quantifyReserve(inputs: DividendInputs, accounts: Accounts, reserveFen: Fen): Fen[] {
  const halves = reserveHalves(inputs, reserveFen);
  const capital = accounts.ordered.map((member) => BigInt(member.yearEndCapitalFen));
  const byCapital = splitByLargestRemainder(halves.capitalFen, capital).fen;
  if (halves.patronageFen === 0) return byCapital;
  const byPatronage = splitByLargestRemainder(halves.patronageFen, accounts.patronageWeights).fen;
  return byCapital.map((fen, i) => fen + byPatronage[i]!);
}

/** How much of the reserve is quantified by capital and how much by patronage. */
export function reserveHalves(
  inputs: DividendInputs,
  reserveFen: Fen,
): { capitalFen: Fen; patronageFen: Fen } {
  if (inputs.reserveQuantifiedBy === 'capital') return { capitalFen: reserveFen, patronageFen: 0 };
  if (inputs.reserveQuantifiedBy === 'patronage') return { capitalFen: 0, patronageFen: reserveFen };
  const patronageFen = Math.floor(reserveFen / 2);
  return { capitalFen: reserveFen - patronageFen, patronageFen };
}

const TWENTY_PERCENT = { numerator: 20n, denominator: 100n };

function withheld(inputs: DividendInputs, surplusShareFen: Fen, totalFen: Fen): Fen {
  if (inputs.withholding === 'none') return 0;
  return percentOfFen(inputs.withholding === 'all-20' ? totalFen : surplusShareFen, TWENTY_PERCENT);
}

type Amounts = { returns: Fen[]; steps: Steps; weighted: Fen[]; reserves: Fen[] };

function linesOf(inputs: DividendInputs, accounts: Accounts, amounts: Amounts): DividendLine[] {
  const { returns, steps, weighted, reserves } = amounts;
  return accounts.ordered.map((member, i) => {
    const capitalWeight = accounts.capitalWeights[i]!;
    const weight = accounts.weights[i]!;
    const surplusShareFen = steps.guaranteed[i]! + steps.hardship[i]! + steps.village[i]! + weighted[i]!;
    const totalFen = returns[i]! + surplusShareFen;
    const withheldFen = withheld(inputs, surplusShareFen, totalFen);
    return {
      memberNo: member.memberNo,
      name: member.name,
      isHardship: member.isHardship,
      isVillageBody: member.isVillageBody,
      sharesGrants: member.sharesGrants,
      capitalFen: member.yearEndCapitalFen,
      patronageFen: member.patronageFen,
      reserveShareFen: member.reserveShareFen,
      grantShareFen: accounts.grantShares[i]!,
      donationShareFen: accounts.donationShares[i]!,
      capitalWeight: capitalWeight.toString(),
      capitalWeightFen: Number(divideHalfUp(capitalWeight, accounts.denominator)),
      weight: weight.toString(),
      weightFen: Number(divideHalfUp(weight, accounts.denominator)),
      patronageReturnFen: returns[i]!,
      guaranteedFen: steps.guaranteed[i]!,
      hardshipFen: steps.hardship[i]!,
      villageFen: steps.village[i]!,
      weightedShareFen: weighted[i]!,
      surplusShareFen,
      totalFen,
      withheldFen,
      netFen: totalFen - withheldFen,
      reserveQuantifiedFen: reserves[i]!,
    };
  });
}

function totalsOf(lines: readonly DividendLine[], accounts: Accounts) {
  const totalWeight = accounts.weights.reduce((total, weight) => total + weight, 0n);
  return {
    totalCapitalFen: sumOf(lines, 'capitalFen'),
    totalPatronageFen: sumOf(lines, 'patronageFen'),
    totalWeight: totalWeight.toString(),
    totalWeightFen: Number(divideHalfUp(totalWeight, accounts.denominator)),
    weightDenominator: Number(accounts.denominator),
    totalFen: sumOf(lines, 'totalFen'),
    withheldFen: sumOf(lines, 'withheldFen'),
    netFen: sumOf(lines, 'netFen'),
  };
}

/** On the way out: the parts and the stated remainder are the whole, and the legal floor holds. */
function assertWhole({ totals, lines, shareOnly }: DividendResult): void {
  const returned = sumOf(lines, 'patronageReturnFen');
  const shared = sumOf(lines, 'surplusShareFen');
  const reserved = sumOf(lines, 'reserveQuantifiedFen');
  invariant(returned === totals.patronagePoolFen, 'patronage returns make up their pool');
  invariant(
    shared + totals.remainderFen === totals.surplusPoolFen,
    'surplus shares and remainder make up their pool',
  );
  invariant(
    totals.totalFen + totals.remainderFen === totals.distributableFen,
    'parts and remainder are the whole',
  );
  invariant(reserved === totals.reserveFen, 'quantified reserve is the reserve');
  invariant(totals.totalFen - totals.withheldFen === totals.netFen, 'net is total less withheld');
  const floorHolds = 100n * BigInt(returned) >= 60n * BigInt(totals.distributableFen);
  invariant(shareOnly || floorHolds, 'at least 60 % returns by patronage');
}

function warningsOf(inputs: DividendInputs, totals: DividendTotals): string[] {
  const warnings: string[] = [];
  if (inputs.shareOnlyResolution !== null) {
    warnings.push(`未按交易量（额）返还，只按出资额分配（${inputs.shareOnlyResolution.trim()}）。`);
  }
  if (totals.openingUndistributedFen > 0) {
    warnings.push(
      `可分配盈余中含年初未分配盈余 ${formatYuan(totals.openingUndistributedFen)} 元，返还比例按含结转的全额计算。`,
    );
  }
  if (totals.guaranteedDueFen > totals.guaranteedFen) {
    const [due, pool] = [formatYuan(totals.guaranteedDueFen), formatYuan(totals.guaranteedFen)];
    warnings.push(`保底应付 ${due} 元，超过可用的盈余，只能付 ${pool} 元，按出资额分摊。`);
  }
  if (totals.remainderFen > 0) {
    warnings.push(`每股分红取到分，尾数 ${formatYuan(totals.remainderFen)} 元不分配，留在未分配盈余。`);
  }
  warnings.push(
    {
      none: '本次不代扣个人所得税；是否应当代扣，请向主管税务所确认。',
      'surplus-20': '按 20% 代扣剩余盈余分配的个人所得税，盈余返还不代扣；请向主管税务所确认。',
      'all-20': '按 20% 代扣全部分配的个人所得税；请向主管税务所确认。',
    }[inputs.withholding],
  );
  return warnings;
}

function sum(amounts: readonly Fen[]): Fen {
  let total = 0;
  for (const fen of amounts) total += fen;
  return total;
}

function sumOf(lines: readonly DividendLine[], field: keyof DividendLine & `${string}Fen`): Fen {
  let total = 0;
  for (const line of lines) total += line[field];
  return total;
}
