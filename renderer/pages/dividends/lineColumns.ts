import { type Column } from '../../parts/gridColumns.ts';
import { type Asked, type Line, type Totals } from './run.ts';

/** The members' table. Columns that are nil for everybody are left out, so that the rest fits the window. */
export function lineColumns(
  totals: Totals,
  options: { withPayments: boolean; withConverted: boolean; ask: (asked: Asked) => void },
): Column<Line>[] {
  const { withPayments, withConverted, ask } = options;
  const money = (
    field: keyof Line & Asked['field'],
    title: string,
    width: number,
    strong = false,
  ): Column<Line> => ({
    field,
    title,
    kind: 'money',
    width,
    total: true,
    strong,
    onClick: (line) => ask({ field, memberNo: line.memberNo }),
  });
  const isSplit = totals.guaranteedFen !== 0 || totals.hardshipFen !== 0 || totals.villageFen !== 0;
  // Wider than a small screen: what it comes to stays in sight.
  const isWide = withConverted || isSplit || totals.withheldFen !== 0;
  const kept = isWide ? { pinned: 'left' as const } : {};
  const columns: Array<Column<Line> | false> = [
    { field: 'memberNo', title: '社员号', kind: 'code', width: 56, ...kept },
    {
      field: 'name',
      title: '户主',
      kind: 'text',
      width: 66,
      ...kept,
      tooltip: (line) =>
        line.frozen ? `${line.name}：账户已冻结，照算，继承手续办妥前不发` : `${line.name} ${line.idMasked}`,
    },
    {
      field: 'groupNo',
      title: '组',
      kind: 'code',
      width: 40,
      ...kept,
      value: (line) => (line.groupNo === null ? '' : `${line.groupNo}组`),
    },
    money('capitalFen', '出资额', 94),
    money('patronageFen', '交易额', 94),
    totals.patronagePoolFen !== 0 && money('patronageReturnFen', '盈余返还', 88),
    totals.guaranteedFen !== 0 && money('guaranteedFen', '保底', 86),
    totals.hardshipFen !== 0 && money('hardshipFen', '困难户', 82),
    totals.villageFen !== 0 && money('villageFen', '村集体', 82),
    isSplit && money('weightedShareFen', '按份额', 86),
    money('surplusShareFen', isSplit ? '剩余小计' : '剩余分配', 88),
    money('totalFen', '应分合计', 96, true),
    (!withPayments || totals.withheldFen !== 0) && money('withheldFen', '代扣', 64),
    (!withPayments || totals.withheldFen !== 0) && {
      ...money('netFen', '实发', 96),
      ...(isSplit && !withPayments ? { pinned: 'right' as const } : {}),
    },
    withPayments && { field: 'paidFen', title: '已发', kind: 'money', width: 94, total: true },
    withConverted && { field: 'convertedFen', title: '转股', kind: 'money', width: 84, total: true },
    withPayments && {
      field: 'payableFen',
      title: '未发',
      kind: 'money',
      width: 96,
      total: true,
      strong: true,
      ...(isWide ? { pinned: 'right' as const } : {}),
    },
  ];
  return columns.filter((column) => column !== false);
}
