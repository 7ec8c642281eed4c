import { compareMemberNo } from '../rules/allocation.ts';
import { invariant } from '../rules/result.ts';
import { sumFen } from './figures.ts';
import type { Column } from './table.ts';

/** What one member gets in a run; amounts in fen. The roster, the notice and the plan print the same lines. */
export interface DistributionRow {
  readonly memberNo: string;
  /** Empty when the member belongs to no household (an organisation). */
  readonly householdCode: string;
  readonly groupNo: number | null;
  readonly name: string;
  readonly capitalFen: number;
  readonly patronageFen: number;
  readonly patronageReturnFen: number;
  /** 保底, capped at the remainder. */
  readonly guaranteedFen: number;
  /** 困难成员照顾. */
  readonly hardshipFen: number;
  /** 村集体, where that body is a member. */
  readonly villageFen: number;
  /** What was split by weight or by share. */
  readonly weightedShareFen: number;
  readonly totalFen: number;
  readonly withheldFen: number;
  readonly netFen: number;
}

/** The members' meeting (成员大会) that approved a run. */
export interface Resolution {
  readonly number: string;
  readonly date: string;
  readonly present: number;
  readonly votesFor: number;
  readonly votesTotal: number;
}

/**
 * The rows by member number. Throws when a row's parts do not make its total, or what is paid is not the total less what is
 * withheld: such a run must never reach paper.
 */
export function orderedRows<Row extends DistributionRow>(rows: readonly Row[]): Row[] {
  for (const row of rows) {
    const parts = [
      row.patronageReturnFen,
      row.guaranteedFen,
      row.hardshipFen,
      row.villageFen,
      row.weightedShareFen,
    ];
    invariant(sumFen(parts) === row.totalFen, `the parts of ${row.memberNo} make the total`);
    invariant(
      row.totalFen - row.withheldFen === row.netFen,
      `${row.memberNo} is paid the total less what is withheld`,
    );
  }
  return rows.toSorted((a, b) => compareMemberNo(a.memberNo, b.memberNo));
}

/** 盈余返还, then the parts of 剩余盈余分配 that this run has. A run without special steps has one column of it. */
export function distributionColumns(
  rows: readonly DistributionRow[],
  widthMm: number,
): Column<DistributionRow>[] {
  const steps: [string, (row: DistributionRow) => number][] = [
    ['保底分红', (row) => row.guaranteedFen],
    ['困难照顾', (row) => row.hardshipFen],
    ['村集体', (row) => row.villageFen],
  ];
  const used = steps.filter(([, fen]) => rows.some((row) => fen(row) !== 0));
  const weighted = used.length === 0 ? '剩余盈余\n分配' : '剩余盈余\n按份额';
  return [
    { kind: 'money', title: '盈余返还', widthMm, fen: (row) => row.patronageReturnFen },
    ...used.map(([title, fen]): Column<DistributionRow> => ({
      kind: 'money',
      title: `剩余盈余\n${title}`,
      widthMm,
      fen,
    })),
    { kind: 'money', title: weighted, widthMm, fen: (row) => row.weightedShareFen },
  ];
}

/** '3组', or nothing for an organisation. */
export function groupName(groupNo: number | null): string {
  return groupNo === null ? '' : `${groupNo}组`;
}

/** Where the money goes, by the last four digits of a masked card: '尾号 4400'; without a card 现金. */
export function payeeText(cardMasked: string): string {
  if (cardMasked === '') return '现金';
  return `尾号 ${cardMasked.slice(-4)}`;
}

/** '12 户' when every member stands for a household of its own; else it counts members, because households repeat. */
export function countOf(rows: readonly DistributionRow[], all: readonly DistributionRow[]): string {
  const households = new Set(all.map((row) => row.householdCode).filter((code) => code !== ''));
  return households.size === all.length ? `${rows.length} 户` : `${rows.length} 名成员`;
}

/** One line for the head of a page: the meeting's resolution, its date and its votes. */
export function resolutionText(resolution: Resolution): string {
  return `成员大会决议：${resolution.date} ${resolution.number}`;
}
