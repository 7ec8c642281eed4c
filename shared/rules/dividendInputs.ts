import { capitalDenominator, type CapitalBasis } from './capital.ts';
import { formatYuan, isFen, MAX_FEN, parsePercent, type Fen, type Percent } from './money.ts';
import { invariant, refuse, type Refusal } from './result.ts';

/** What the meeting decides for one year's surplus distribution (盈余分配方案). Percentages are decimal strings ("12.5"). */
export type DividendInputs = {
  readonly fiscalYear: number;
  /** 本年盈余, may be a loss. */
  readonly surplusFen: Fen;
  /** 年初未分配盈余, negative for a loss carried forward. */
  readonly openingUndistributedFen: Fen;
  readonly reservePercent: string;
  /** Whether the reserve (公积金) is taken of the surplus after or before losses of earlier years are met. */
  readonly reserveBase: 'after-loss-offset' | 'before-loss-offset';
  /** Part of the whole distributable surplus returned by patronage; 60 at least (Art. 44). Unused when share-only. */
  readonly patronagePercent: string;
  /** Property formed by direct state grants, and by donations, to be quantified per head. */
  readonly grantFen: Fen;
  readonly donationFen: Fen;
  /** Not null: distribute by capital alone (不按交易量返还), and this is the resolution that says so. */
  readonly shareOnlyResolution: string | null;
  /** 保底: a fixed rate on capital, paid first out of the remainder and capped at it. */
  readonly guaranteed: { readonly ratePercent: string; readonly authority: string } | null;
  /** Parts of what is left after 保底, for members in hardship (困难户) and for the village body that is a member. */
  readonly hardship: { readonly percent: string; readonly authority: string } | null;
  readonly village: { readonly percent: string; readonly authority: string } | null;
  readonly capitalBasis: CapitalBasis;
  /** How the last split is made to the fen: A largest remainder, B a rate per share (share-only runs). */
  readonly method: 'A' | 'B';
  /** 每股金额. */
  readonly parValueFen: Fen;
  /** 代扣: nothing, 20 % of everything but the patronage return, or 20 % of everything. */
  readonly withholding: 'none' | 'surplus-20' | 'all-20';
  /** How this year's reserve is quantified to members (Art. 42, per charter). */
  readonly reserveQuantifiedBy: 'capital' | 'patronage' | 'half-half';
};

/** One member account (成员账户) as it stands for the run. */
export type DividendMember = {
  readonly memberNo: string;
  readonly name: string;
  readonly yearEndCapitalFen: Fen;
  /** Capital by the chosen basis: fen over `weightDenominator` (see capitalOfYear). */
  readonly capitalWeight: bigint;
  readonly weightDenominator: number;
  /** 公积金份额 at the year's beginning. */
  readonly reserveShareFen: Fen;
  /** 交易额 of the year. */
  readonly patronageFen: Fen;
  readonly isHardship: boolean;
  /** The village collective, where it is a member. */
  readonly isVillageBody: boolean;
  /** Takes part in the per-head quantification of grants and donations. */
  readonly sharesGrants: boolean;
};

/** Method a run takes when nobody chose: B for share-only runs, else A. */
export function defaultMethod(shareOnly: boolean): 'A' | 'B' {
  return shareOnly ? 'B' : 'A';
}

/**
 * Everything wrong with the inputs that can be told before computing, or null. `fields` is keyed by input field
 * name ("members" for the list). The code is that of the first fault.
 */
export function faultsInDividend(
  inputs: DividendInputs,
  members: readonly DividendMember[],
): { ok: false; error: Refusal } | null {
  const faults: Fault[] = [
    ...amountFaults(inputs),
    ...percentFaults(inputs),
    ...choiceFaults(inputs),
    ...memberListFaults(inputs, members),
  ];
  if (faults.length === 0) faults.push(...totalFaults(inputs, members));
  return faults.length === 0 ? null : refusalOf(faults);
}

/** A percentage that faultsInDividend has passed. */
export function checkedPercent(text: string): Percent {
  const parsed = parsePercent(text);
  invariant(parsed.ok, `percentage was checked before: ${text}`);
  return parsed.value;
}

type Fault = { field: keyof DividendInputs | 'members'; code: string; message: string };

function refusalOf(faults: readonly Fault[]): { ok: false; error: Refusal } {
  const fields: Record<string, string> = {};
  for (const { field, message } of faults) fields[field] = (fields[field] ?? '') + message;
  const shown = faults.slice(0, 3).map((fault) => fault.message);
  const more = faults.length > 3 ? `（另有 ${faults.length - 3} 处）` : '';
  return refuse(faults[0]!.code, shown.join('') + more, fields);
}

const INVALID = 'dividend_input_invalid';

function amountFaults(inputs: DividendInputs): Fault[] {
  const faults: Fault[] = [];
  const { fiscalYear, parValueFen } = inputs;
  if (!Number.isInteger(fiscalYear) || fiscalYear < 1900 || fiscalYear > 2999) {
    faults.push({ field: 'fiscalYear', code: INVALID, message: '分配年度应是四位年份，例如 2018。' });
  }
  for (const [field, label] of [
    ['surplusFen', '本年盈余'],
    ['openingUndistributedFen', '年初未分配盈余'],
    ['grantFen', '财政补助形成的财产'],
    ['donationFen', '他人捐赠形成的财产'],
    ['parValueFen', '每股金额'],
  ] as const) {
    if (!isFen(inputs[field])) {
      faults.push({ field, code: INVALID, message: `${label}不是有效金额（到分为止，最多一万亿元）。` });
    } else if ((field === 'grantFen' || field === 'donationFen') && inputs[field] < 0) {
      faults.push({ field, code: INVALID, message: `${label}不能是负数，没有就填 0。` });
    }
  }
  if (isFen(parValueFen) && parValueFen <= 0) {
    faults.push({ field: 'parValueFen', code: INVALID, message: '每股金额要大于 0，例如 1,000.00。' });
  }
  return faults;
}

function percentFaults(inputs: DividendInputs): Fault[] {
  const faults: Fault[] = [];
  const read = (field: Fault['field'], label: string, text: string): Percent | null => {
    const parsed = parsePercent(text);
    if (parsed.ok) return parsed.value;
    faults.push({ field, code: INVALID, message: `${label}：${parsed.error.message}` });
    return null;
  };
  read('reservePercent', '公积金提取比例', inputs.reservePercent);
  if (inputs.shareOnlyResolution === null) {
    const patronage = read('patronagePercent', '返还比例', inputs.patronagePercent);
    if (patronage && patronage.numerator * 100n < 60n * patronage.denominator) {
      const message = `返还比例 ${inputs.patronagePercent}% 低于法定的 60%，请填 60 至 100（农民专业合作社法第四十四条）。`;
      faults.push({ field: 'patronagePercent', code: 'dividend_below_floor', message });
    }
  }
  const steps: [Fault['field'], string, { percent: string; authority: string } | null][] = [
    [
      'guaranteed',
      '保底',
      inputs.guaranteed && { ...inputs.guaranteed, percent: inputs.guaranteed.ratePercent },
    ],
    ['hardship', '困难户分配', inputs.hardship],
    ['village', '村集体分配', inputs.village],
  ];
  const percents = steps.map(([field, label, step]) => step && read(field, `${label}比例`, step.percent));
  steps.forEach(([field, label, step], index) => {
    if (!step) return;
    if (percents[index]?.numerator === 0n) {
      faults.push({ field, code: INVALID, message: `${label}比例是 0，不用这一步就请去掉它。` });
    }
    if (step.authority.trim() === '') {
      const message = `${label}要有依据，请填章程条款或决议号。`;
      faults.push({ field, code: 'dividend_step_without_authority', message });
    }
  });
  const [, hardship, village] = percents;
  if (hardship && village && hardship.numerator + village.numerator > hardship.denominator) {
    const message = '困难户与村集体两项比例之和超过 100%，请调低其中一项。';
    faults.push({ field: 'village', code: INVALID, message });
  }
  return faults;
}

function choiceFaults(inputs: DividendInputs): Fault[] {
  const faults: Fault[] = [];
  if (inputs.shareOnlyResolution !== null && inputs.shareOnlyResolution.trim() === '') {
    const message = '只按出资额分配要有成员大会决议，请填决议号；否则改为按交易量（额）返还。';
    faults.push({ field: 'shareOnlyResolution', code: 'dividend_share_only_without_resolution', message });
  }
  if (inputs.method === 'B' && inputs.shareOnlyResolution === null) {
    const message = '每股分红（方法 B）只用于只按出资额分配的年度，按交易额返还时请用最大余额法（方法 A）。';
    faults.push({ field: 'method', code: 'dividend_method_b_needs_share_only', message });
  }
  if (inputs.guaranteed && inputs.surplusFen <= 0) {
    const message = '本年没有盈余，保底不能当作盈余分配。大会坚持要付的，请另记往来或支出凭证。';
    faults.push({ field: 'guaranteed', code: 'dividend_guaranteed_without_surplus', message });
  }
  const choices: [Fault['field'], string, string, readonly string[]][] = [
    ['reserveBase', '公积金基数', inputs.reserveBase, ['after-loss-offset', 'before-loss-offset']],
    ['capitalBasis', '持股口径', inputs.capitalBasis, ['year-end', 'fen-days', 'whole-months']],
    ['method', '尾差办法', inputs.method, ['A', 'B']],
    ['withholding', '代扣政策', inputs.withholding, ['none', 'surplus-20', 'all-20']],
    [
      'reserveQuantifiedBy',
      '公积金量化办法',
      inputs.reserveQuantifiedBy,
      ['capital', 'patronage', 'half-half'],
    ],
  ];
  for (const [field, label, chosen, allowed] of choices) {
    if (!allowed.includes(chosen)) {
      faults.push({ field, code: INVALID, message: `${label}“${chosen}”认不出来，请重新选择。` });
    }
  }
  return faults;
}

/** Far above any cooperative; keeps a wrong list from taking the machine. */
const MAX_MEMBERS = 1_000_000;

function memberListFaults(inputs: DividendInputs, members: readonly DividendMember[]): Fault[] {
  const fault = (message: string): Fault => ({ field: 'members', code: 'dividend_members_invalid', message });
  if (members.length === 0) return [fault('没有可分配的社员，请先登记社员和出资。')];
  if (members.length > MAX_MEMBERS) return [fault(`社员超过 ${MAX_MEMBERS} 人，请检查名单。`)];
  const denominator = capitalDenominator(inputs.fiscalYear, inputs.capitalBasis);
  const seen = new Set<string>();
  for (const member of members) {
    const trouble = seen.has(member.memberNo) ? '在名单中出现了两次' : troubleOf(member, denominator);
    if (trouble) return [fault(`社员 ${member.memberNo || '（无社员号）'} ${member.name}${trouble}。`)];
    seen.add(member.memberNo);
  }
  return [];
}

/** What is wrong with one member, or null. */
function troubleOf(member: DividendMember, denominator: number): string | null {
  if (member.memberNo === '') return '没有社员号';
  for (const [field, label] of [
    ['yearEndCapitalFen', '出资额'],
    ['reserveShareFen', '公积金份额'],
    ['patronageFen', '交易额'],
  ] as const) {
    if (!isFen(member[field])) return `的${label}不是有效金额`;
    if (member[field] < 0) return `的${label}是负数 ${formatYuan(member[field])}，请先更正`;
  }
  if (member.weightDenominator !== denominator) return '的出资权数与所选持股口径不符，请重新计算';
  if (member.capitalWeight < 0n) return '的出资权数是负数，请检查股金变动';
  if (member.capitalWeight > BigInt(MAX_FEN) * BigInt(denominator)) return '的出资权数太大';
  return null;
}

/** Faults of the list as a whole, looked for only when each member is sound. */
function totalFaults(inputs: DividendInputs, members: readonly DividendMember[]): Fault[] {
  const faults: Fault[] = [];
  const add = (field: Fault['field'], code: string, message: string) => faults.push({ field, code, message });
  const { capitalFen, patronageFen, accountsFen } = sumsOf(inputs, members);
  if (Math.max(capitalFen, patronageFen, accountsFen) > MAX_FEN) {
    add('members', 'dividend_members_invalid', '全体社员的合计超过一万亿元，请检查金额单位。');
  }
  if (inputs.shareOnlyResolution === null && patronageFen === 0) {
    add(
      'patronagePercent',
      'dividend_without_patronage',
      '本年没有交易量（额）记录，无法返还。请先导入交售明细；确实没有的，经成员大会决议后改为只按出资额分配，并填决议号。',
    );
  }
  if ((inputs.grantFen > 0 || inputs.donationFen > 0) && !members.some((member) => member.sharesGrants)) {
    const field = inputs.grantFen > 0 ? 'grantFen' : 'donationFen';
    add(field, 'dividend_grants_without_members', '没有参加平均量化的社员，补助和捐赠份额无处可分。');
  }
  if (inputs.hardship && !members.some((member) => member.isHardship)) {
    add('hardship', 'dividend_hardship_without_members', '没有标记为困难户的社员，请先标记或去掉这一步。');
  }
  const bodies = members.filter((member) => member.isVillageBody).length;
  if (inputs.village && bodies !== 1) {
    const found = bodies === 0 ? '社员中没有村集体' : `有 ${bodies} 个社员标记为村集体`;
    add('village', 'dividend_village_not_one_member', `${found}，只有村集体是社员且只有一个时才能提这一步。`);
  }
  return faults;
}

/** Totals to compare with the limit: doubles are exact up to it, and above it only the size matters. */
function sumsOf(inputs: DividendInputs, members: readonly DividendMember[]) {
  let [capitalFen, patronageFen, accountsFen] = [0, 0, inputs.grantFen + inputs.donationFen];
  for (const member of members) {
    capitalFen += member.yearEndCapitalFen;
    patronageFen += member.patronageFen;
    accountsFen += member.reserveShareFen + Number(member.capitalWeight) / member.weightDenominator;
  }
  return { capitalFen, patronageFen, accountsFen };
}
