import type { Output } from '../../../shared/contract/index.ts';
import { compareMemberNo } from '../../../shared/rules/allocation.ts';
import type { DividendLine, DividendResult } from '../../../shared/rules/dividend.ts';
import { divideHalfUp } from '../../../shared/rules/money.ts';
import { invariant } from '../../../shared/rules/result.ts';
import type { ReadableDb, WritableDb } from '../../workspace/database.ts';
import { payableOfRun } from '../shares/index.ts';
import type { Approval, Run } from './runs.ts';

export type ComputedRun = Output<'dividends.preview'>;
export type RunLine = ComputedRun['lines'][number];

/** Who a computed line belongs to: what the rule does not need and the screen and paper do. */
export interface Payee {
  readonly memberId: number;
  readonly groupNo: number | null;
  readonly householdCode: string;
  readonly idMasked: string;
  readonly cardMasked: string;
  readonly frozen: boolean;
}

const NOTHING_PAID = { paidFen: 0, convertedFen: 0, payableFen: 0 } as const;

/** A computed line as the contract carries it. `paid` is left out while nothing has been approved. */
export function lineOf(
  line: DividendLine,
  payee: Payee,
  paid: typeof NOTHING_PAID | Paid = NOTHING_PAID,
): RunLine {
  return {
    memberId: payee.memberId,
    memberNo: line.memberNo,
    name: line.name,
    groupNo: payee.groupNo,
    householdCode: payee.householdCode,
    idMasked: payee.idMasked,
    cardMasked: payee.cardMasked,
    capitalFen: line.capitalFen,
    patronageFen: line.patronageFen,
    reserveShareFen: line.reserveShareFen,
    grantShareFen: line.grantShareFen,
    donationShareFen: line.donationShareFen,
    weightFen: line.weightFen,
    patronageReturnFen: line.patronageReturnFen,
    guaranteedFen: line.guaranteedFen,
    hardshipFen: line.hardshipFen,
    villageFen: line.villageFen,
    weightedShareFen: line.weightedShareFen,
    surplusShareFen: line.surplusShareFen,
    totalFen: line.totalFen,
    withheldFen: line.withheldFen,
    netFen: line.netFen,
    reserveQuantifiedFen: line.reserveQuantifiedFen,
    paidFen: paid.paidFen,
    convertedFen: paid.convertedFen,
    payableFen: paid.payableFen,
    frozen: payee.frozen,
  };
}

interface Paid {
  readonly paidFen: number;
  readonly convertedFen: number;
  readonly payableFen: number;
}

/** The rule's totals as the contract carries them. */
export function totalsOf(totals: DividendResult['totals']): ComputedRun['totals'] {
  return {
    surplusFen: totals.surplusFen,
    openingUndistributedFen: totals.openingUndistributedFen,
    reserveFen: totals.reserveFen,
    distributableFen: totals.distributableFen,
    patronagePoolFen: totals.patronagePoolFen,
    surplusPoolFen: totals.surplusPoolFen,
    guaranteedFen: totals.guaranteedFen,
    hardshipFen: totals.hardshipFen,
    villageFen: totals.villageFen,
    weightedFen: totals.weightedFen,
    remainderFen: totals.remainderFen,
    totalFen: totals.totalFen,
    withheldFen: totals.withheldFen,
    netFen: totals.netFen,
    capitalFen: totals.totalCapitalFen,
    patronageFen: totals.totalPatronageFen,
    weightFen: totals.totalWeightFen,
    shareRateFen: totals.shareRateFen,
  };
}

/** Of a plan that can't be computed. */
export const NO_TOTALS: ComputedRun['totals'] = {
  surplusFen: 0,
  openingUndistributedFen: 0,
  reserveFen: 0,
  distributableFen: 0,
  patronagePoolFen: 0,
  surplusPoolFen: 0,
  guaranteedFen: 0,
  hardshipFen: 0,
  villageFen: 0,
  weightedFen: 0,
  remainderFen: 0,
  totalFen: 0,
  withheldFen: 0,
  netFen: 0,
  capitalFen: 0,
  patronageFen: 0,
  weightFen: 0,
  shareRateFen: null,
};

/** Writes what was approved, once; the table's triggers keep it. */
export function writeLines(
  db: WritableDb,
  runId: number,
  result: DividendResult,
  payees: readonly Payee[],
): void {
  invariant(result.lines.length === payees.length, 'every line has its payee');
  result.lines.forEach((line, index) => {
    const payee = payees[index]!;
    db.run(
      `INSERT INTO dividend_line (
         run_id, member_id, member_no, name, group_no, household_code,
         capital_fen, capital_weight, weight_denominator, is_hardship, is_village_body, shares_grants,
         year_end_capital_fen, patronage_fen, reserve_share_fen, grant_share_fen, donation_share_fen, weight_fen,
         patronage_return_fen, guaranteed_fen, hardship_fen, village_fen, weighted_share_fen, surplus_share_fen,
         total_fen, withheld_fen, net_fen, reserve_quantified_fen)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      runId,
      payee.memberId,
      line.memberNo,
      line.name,
      payee.groupNo,
      payee.householdCode,
      line.capitalWeightFen,
      line.capitalWeight,
      result.totals.weightDenominator,
      Number(line.isHardship),
      Number(line.isVillageBody),
      Number(line.sharesGrants),
      line.capitalFen,
      line.patronageFen,
      line.reserveShareFen,
      line.grantShareFen,
      line.donationShareFen,
      line.weightFen,
      line.patronageReturnFen,
      line.guaranteedFen,
      line.hardshipFen,
      line.villageFen,
      line.weightedShareFen,
      line.surplusShareFen,
      line.totalFen,
      line.withheldFen,
      line.netFen,
      line.reserveQuantifiedFen,
    );
  });
}

/** How much of each member's 交易额 was labour, as the approval counted it. */
export function writeLabour(
  db: WritableDb,
  runId: number,
  payees: readonly Payee[],
  labour: ReadonlyMap<number, number>,
): void {
  for (const { memberId } of payees) {
    const fen = labour.get(memberId) ?? 0;
    if (fen > 0)
      db.run('INSERT INTO run_labour (run_id, member_id, fen) VALUES (?, ?, ?)', runId, memberId, fen);
  }
}

/** By member number. */
export function labourOfRun(db: ReadableDb, runId: number): Map<string, number> {
  const rows = db.all<{ no: string; fen: number }>(
    `SELECT l.member_no AS no, r.fen FROM run_labour r JOIN dividend_line l ON l.run_id = r.run_id AND l.member_id = r.member_id
     WHERE r.run_id = ?`,
    runId,
  );
  return new Map(rows.map((row) => [row.no, row.fen]));
}

/** An approved run as it was computed then, with what has been paid since; by member number. */
export function storedRun(db: ReadableDb, run: Run, approval: Approval): ComputedRun {
  const paid = payableOfRun(db, run.id);
  const lines = lineRows(db, run.id).map((row) =>
    lineOf(
      computedLine(row, approval),
      {
        memberId: row.member_id,
        groupNo: row.group_no,
        householdCode: row.household_code,
        idMasked: row.id_masked,
        cardMasked: row.card_masked,
        frozen: row.state === 'frozen',
      },
      paid.get(row.member_id),
    ),
  );
  return { totals: totalsOf(approval.totals), lines, warnings: [...run.warnings], whatIf: false };
}

/** The rule's own result, rebuilt from the stored lines, for explaining an approved amount. */
export function storedResult(db: ReadableDb, run: Run, approval: Approval): DividendResult {
  return {
    fiscalYear: run.fiscalYear,
    shareOnly: approval.inputs.shareOnlyResolution !== null,
    method: approval.inputs.method,
    totals: approval.totals,
    lines: lineRows(db, run.id).map((row) => computedLine(row, approval)),
    warnings: [...run.warnings],
  };
}

/** Card and ID number are today's (the member may have a new card); everything else is as approved. */
function lineRows(db: ReadableDb, runId: number): LineRow[] {
  const rows = db.all<LineRow>(
    `SELECT line.member_id, line.member_no, line.name, line.group_no, line.household_code, line.capital_weight,
            line.weight_denominator, line.capital_fen, line.is_hardship, line.is_village_body, line.shares_grants,
            line.year_end_capital_fen, line.patronage_fen, line.reserve_share_fen, line.grant_share_fen,
            line.donation_share_fen, line.weight_fen, line.patronage_return_fen, line.guaranteed_fen,
            line.hardship_fen, line.village_fen, line.weighted_share_fen, line.surplus_share_fen, line.total_fen,
            line.withheld_fen, line.net_fen, line.reserve_quantified_fen,
            member.state, COALESCE(person.id_masked, '') AS id_masked, COALESCE(person.card_masked, '') AS card_masked
     FROM dividend_line line
     JOIN member ON member.id = line.member_id
     LEFT JOIN person ON person.id = member.person_id
     WHERE line.run_id = ?`,
    runId,
  );
  return rows.sort((a, b) => compareMemberNo(a.member_no, b.member_no));
}

interface LineRow {
  member_id: number;
  member_no: string;
  name: string;
  group_no: number | null;
  household_code: string;
  capital_fen: number;
  capital_weight: string;
  weight_denominator: number;
  is_hardship: number;
  is_village_body: number;
  shares_grants: number;
  year_end_capital_fen: number;
  patronage_fen: number;
  reserve_share_fen: number;
  grant_share_fen: number;
  donation_share_fen: number;
  weight_fen: number;
  patronage_return_fen: number;
  guaranteed_fen: number;
  hardship_fen: number;
  village_fen: number;
  weighted_share_fen: number;
  surplus_share_fen: number;
  total_fen: number;
  withheld_fen: number;
  net_fen: number;
  reserve_quantified_fen: number;
  state: string;
  id_masked: string;
  card_masked: string;
}

function computedLine(row: LineRow, approval: Approval): DividendLine {
  const denominator = BigInt(row.weight_denominator);
  const quantified = row.reserve_share_fen + row.grant_share_fen + row.donation_share_fen;
  const beyondCapital = approval.inputs.shareOnlyResolution === null ? BigInt(quantified) * denominator : 0n;
  const weight = BigInt(row.capital_weight) + beyondCapital;
  invariant(
    Number(divideHalfUp(weight, denominator)) === row.weight_fen,
    `the weight of ${row.member_no} is as stored`,
  );
  return {
    memberNo: row.member_no,
    name: row.name,
    isHardship: row.is_hardship === 1,
    isVillageBody: row.is_village_body === 1,
    sharesGrants: row.shares_grants === 1,
    capitalFen: row.year_end_capital_fen,
    patronageFen: row.patronage_fen,
    reserveShareFen: row.reserve_share_fen,
    grantShareFen: row.grant_share_fen,
    donationShareFen: row.donation_share_fen,
    capitalWeight: row.capital_weight,
    capitalWeightFen: row.capital_fen,
    weight: weight.toString(),
    weightFen: row.weight_fen,
    patronageReturnFen: row.patronage_return_fen,
    guaranteedFen: row.guaranteed_fen,
    hardshipFen: row.hardship_fen,
    villageFen: row.village_fen,
    weightedShareFen: row.weighted_share_fen,
    surplusShareFen: row.surplus_share_fen,
    totalFen: row.total_fen,
    withheldFen: row.withheld_fen,
    netFen: row.net_fen,
    reserveQuantifiedFen: row.reserve_quantified_fen,
  };
}
