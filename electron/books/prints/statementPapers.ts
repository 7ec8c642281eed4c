import { statementsDocument, type Statement, type StatementLine } from '../../../shared/print/statements.ts';
import type { PrintDocument } from '../../../shared/print/page.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import {
  type Approval,
  codeOf,
  type ComputedRun,
  figuresOf,
  nameOfRun,
  type RunLine,
} from '../dividends/index.ts';
import { cooperativeOf } from '../entities/index.ts';
import { headerOf, printedBefore, subjectOfStatement } from './counting.ts';
import { headNames } from './heads.ts';
import type { Paper } from './paper.ts';
import { type ApprovedRun, findApproved, resolutionOf } from './runPapers.ts';

/**
 * 成员分红通知单 of all members of an approved run, or of some. Each member's prints are counted for themselves, and a sheet says 补打
 * for all that is on it: so those printed equally often stand together, first prints first.
 */
export function statementsPaper(
  reading: Reading,
  runId: number,
  memberIds: readonly number[] | undefined,
): Result<Paper> {
  const found = findApproved(reading.db, runId);
  if (!found.ok) return found;
  const { run } = found.value;
  const cooperative = cooperativeOf(reading.db, run.entityId);
  if (!cooperative.ok) return cooperative;
  const figures = figuresOf(reading, run);
  const wanted = memberIds === undefined ? null : new Set(memberIds);
  const lines = figures.lines.filter((line) => wanted === null || wanted.has(line.memberId));
  if (lines.length < (wanted?.size ?? 1)) {
    return refuse('print.member-unknown', `${nameOfRun(run)}里没有所选的社员。请刷新后重选。`);
  }
  const heads = headNames(reading.db);
  const statements = figures.lines.map((line) =>
    statementOf(found.value, figures.totals, line, heads.get(line.householdCode) ?? ''),
  );
  const byTimes = new Map<number, string[]>();
  const printed = lines.map((line) => {
    const one = { document: 'statements', subject: subjectOfStatement(runId, line.memberId) };
    const before = printedBefore(reading.db, one);
    const together = byTimes.get(before);
    if (together) together.push(line.memberNo);
    else byTimes.set(before, [line.memberNo]);
    return one;
  });
  const times = [...byTimes.keys()].sort((a, b) => a - b);
  const { officePlace, officePhone } = cooperative.value.settings;
  const documents = times.map((before) =>
    statementsDocument({
      header: headerOf(reading, cooperative.value, before),
      fiscalYear: run.fiscalYear,
      resolution: resolutionOf(found.value.approval),
      contact: { place: officePlace === '' ? '本社办公室' : officePlace, telephone: officePhone },
      statements,
      printOnly: byTimes.get(before) ?? [],
    }),
  );
  return ok({ document: bound(documents), printed, before: times.at(-1) ?? 0 });
}

/** Documents of one kind as one. */
function bound(documents: readonly PrintDocument[]): PrintDocument {
  const [first] = documents;
  invariant(first !== undefined, 'there is something to print');
  return { ...first, pages: documents.flatMap((document) => document.pages) };
}

function statementOf(
  { run, approval }: ApprovedRun,
  totals: ComputedRun['totals'],
  line: RunLine,
  headName: string,
): Statement {
  return {
    memberNo: line.memberNo,
    householdCode: line.householdCode,
    headName,
    groupNo: line.groupNo,
    name: line.name,
    lines: computationOf(approval, totals, line),
    totalFen: line.totalFen,
    withheldFen: line.withheldFen,
    withheldBasis: withheldBasis(approval, line),
    netFen: line.netFen,
    capitalFen: line.capitalFen,
    reserveShareFen: line.reserveShareFen + line.reserveQuantifiedFen,
    cardMasked: line.cardMasked,
    verificationCode: codeOf(run, approval, line),
  };
}

type Basis = StatementLine['basis'];

/** The rows of a statement: the return, the charter's steps that this run has, and the share of the rest. */
function computationOf(approval: Approval, totals: ComputedRun['totals'], line: RunLine): StatementLine[] {
  const { inputs } = approval;
  const lines: StatementLine[] = [
    { title: '盈余返还', basis: returnBasis(approval, totals, line), amountFen: line.patronageReturnFen },
  ];
  if (inputs.guaranteed) {
    lines.push({
      title: '保底分红',
      basis: guaranteedBasis(approval, totals, line),
      amountFen: line.guaranteedFen,
    });
  }
  if (inputs.hardship) {
    const { percent, authority } = inputs.hardship;
    const share = `剩余部分的 ${percent}%，困难成员平均分（${authority}）`;
    const text = line.hardshipFen === 0 ? `${share}，您不在其列` : share;
    lines.push({ title: '困难成员照顾', basis: { kind: 'text', text }, amountFen: line.hardshipFen });
  }
  if (inputs.village && line.villageFen > 0) {
    const text = `剩余部分的 ${inputs.village.percent}%（${inputs.village.authority}）`;
    lines.push({ title: '村集体分配', basis: { kind: 'text', text }, amountFen: line.villageFen });
  }
  const title = lines.length === 1 ? '剩余盈余分配' : '按份额分配';
  return [
    ...lines,
    { title, basis: weightedBasis(approval, totals, line), amountFen: line.weightedShareFen },
  ];
}

function returnBasis(approval: Approval, totals: ComputedRun['totals'], line: RunLine): Basis {
  if (approval.inputs.shareOnlyResolution !== null) {
    const text = `经成员大会决议（${approval.inputs.shareOnlyResolution}）未按交易量（额）返还，只按出资额分配`;
    return { kind: 'text', text };
  }
  return {
    kind: 'ratio',
    poolName: '返还总额',
    poolFen: totals.patronagePoolFen,
    ownName: '您的交易额',
    ownFen: line.patronageFen,
    wholeName: '全社交易额',
    wholeFen: totals.patronageFen,
  };
}

function guaranteedBasis(
  { inputs, totals: all }: Approval,
  totals: ComputedRun['totals'],
  line: RunLine,
): Basis {
  const promise = `出资额 ${formatYuan(capitalByBasis(inputs, line))} × ${inputs.guaranteed?.ratePercent ?? ''}%（${inputs.guaranteed?.authority ?? ''}）`;
  if (all.guaranteedDueFen === totals.guaranteedFen) return { kind: 'text', text: promise };
  const capped = `剩余盈余 ${formatYuan(totals.guaranteedFen)} 不够付足，按出资额分摊`;
  return { kind: 'text', text: `${promise}，${capped}` };
}

function weightedBasis(
  { inputs, totals: all }: Approval,
  totals: ComputedRun['totals'],
  line: RunLine,
): Basis {
  const own = inputs.shareOnlyResolution === null ? '份额' : '出资额';
  if (totals.shareRateFen !== null) {
    const shares = sharesInHundredths(line.weightFen, inputs.parValueFen);
    if (shares !== null && all.weightDenominator === 1)
      return { kind: 'rate', rateFen: totals.shareRateFen, shares };
    const text = `每股 ${formatYuan(totals.shareRateFen)} 元（${formatYuan(inputs.parValueFen)} 元一股）× 您的${own} ${formatYuan(line.weightFen)} 元`;
    return { kind: 'text', text };
  }
  const poolName = inputs.guaranteed || inputs.hardship || inputs.village ? '余下的盈余' : '剩余盈余';
  if (all.weightDenominator !== 1) {
    const time = inputs.capitalBasis === 'fen-days' ? '天数' : '月数';
    const text = `${poolName} ${formatYuan(totals.weightedFen)} × 您的${own} ${formatYuan(line.weightFen)} ÷ 全社${own} ${formatYuan(totals.weightFen)}（出资按${time}加权，此处取到分）`;
    return { kind: 'text', text };
  }
  return {
    kind: 'ratio',
    poolName,
    poolFen: totals.weightedFen,
    ownName: `您的${own}`,
    ownFen: line.weightFen,
    wholeName: `全社${own}`,
    wholeFen: totals.weightFen,
  };
}

/** Capital by the run's basis: what of the weight is not quantified property. */
function capitalByBasis(inputs: Approval['inputs'], line: RunLine): number {
  if (inputs.shareOnlyResolution !== null) return line.weightFen;
  return line.weightFen - line.reserveShareFen - line.grantShareFen - line.donationShareFen;
}

/** A number of shares with two decimals at most, or null when it has more. */
function sharesInHundredths(weightFen: number, parValueFen: number): string | null {
  const hundredths = (BigInt(weightFen) * 100n) / BigInt(parValueFen);
  if (hundredths * BigInt(parValueFen) !== BigInt(weightFen) * 100n) return null;
  const digits = hundredths.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`.replace(/\.?0+$/, '');
}

function withheldBasis({ inputs }: Approval, line: RunLine): string {
  switch (inputs.withholding) {
    case 'none':
      return '本社不代扣个人所得税';
    case 'surplus-20':
      return `剩余盈余分配 ${formatYuan(line.surplusShareFen)} × 20%`;
    case 'all-20':
      return `应分合计 ${formatYuan(line.totalFen)} × 20%`;
  }
}
