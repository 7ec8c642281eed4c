import { compareMemberNo } from '../../../shared/rules/allocation.ts';
import type { Output } from '../../../shared/contract/index.ts';

type Row = Output<'business.openDeliveries'>['rows'][number];

/** The months with deliveries that wait, oldest first. */
export function monthsOf(rows: readonly Row[]): { month: string; count: number }[] {
  return counted(rows, (row) => row.date.slice(0, 7))
    .map(([month, all]) => ({ month, count: all.length }))
    .sort((a, b) => (a.month < b.month ? -1 : 1));
}

export function productsOf(rows: readonly Row[]): { product: string; count: number }[] {
  return counted(rows, (row) => row.product).map(([product, all]) => ({ product, count: all.length }));
}

interface MemberSum {
  readonly memberId: number;
  readonly memberNo: string;
  readonly memberName: string;
  readonly count: number;
  readonly amountFen: number;
}

/** By member number. */
export function sumsByMember(rows: readonly Row[]): MemberSum[] {
  return counted(rows, (row) => row.memberId)
    .map(([memberId, all]) => ({
      memberId,
      memberNo: all[0]?.memberNo ?? '',
      memberName: all[0]?.memberName ?? '',
      count: all.length,
      amountFen: all.reduce((sum, row) => sum + row.amountFen, 0),
    }))
    .sort((a, b) => compareMemberNo(a.memberNo, b.memberNo));
}

function counted<K>(rows: readonly Row[], keyOf: (row: Row) => K): [K, Row[]][] {
  const groups = new Map<K, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return [...groups];
}
