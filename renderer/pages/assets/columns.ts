import { ACQUISITION_NAMES, FUNDING_NAMES, STATE_NAMES } from '../../../shared/rules/assetWords.ts';
import type { Column } from '../../parts/Grid.tsx';
import type { Asset } from './view.ts';

/** The register's columns; beside an open card only what tells the rows apart. */
export function columnsFor(open: (row: Asset) => void, narrow: boolean): readonly Column<Asset>[] {
  const columns: (Column<Asset> | false)[] = [
    { field: 'no', title: '编号', kind: 'code', width: 66, onClick: open },
    { field: 'name', title: '名称', kind: 'text', width: 132, onClick: open, tooltip: (row) => row.name },
    !narrow && { field: 'category', title: '类别', kind: 'text', width: 78 },
    {
      field: 'pieces',
      title: '数量',
      kind: 'number',
      width: 54,
      value: (row) => String(row.pieces),
      total: true,
    },
    { field: 'costFen', title: '原值', kind: 'money', width: 102, total: true },
    { field: 'accumulatedFen', title: '累计折旧', kind: 'money', width: 92, total: true },
    { field: 'netFen', title: '净值', kind: 'money', width: 102, total: true, strong: true },
    {
      field: 'monthlyFen',
      title: '月折旧',
      kind: 'money',
      width: 78,
      total: true,
      tooltip: (row) => (row.monthlyFen === null ? '按工作量计提' : ''),
    },
    !narrow && { field: 'place', title: '坐落', kind: 'text', width: 96, tooltip: (row) => row.place },
    !narrow && { field: 'custodian', title: '保管人', kind: 'text', width: 62 },
    { field: 'state', title: '状态', kind: 'text', width: 50, words: STATE_NAMES },
    {
      field: 'standing',
      title: '账',
      kind: 'text',
      width: 48,
      words: { booked: '入账', memo: '备查' },
      tooltip: (row) =>
        row.standing === 'memo' ? '只登记、计提、盘点，不写凭证' : '在固定资产和累计折旧账上',
    },
    {
      field: 'isRelief',
      title: '扶贫',
      kind: 'text',
      width: 46,
      value: (row) => (row.isRelief ? '是' : ''),
    },
  ];
  return columns.filter((column) => column !== false);
}

/** What goes into a spreadsheet: with everything the window has no room for. */
export const EXPORT_COLUMNS: readonly Column<Asset>[] = [
  ...columnsFor(() => undefined, false),
  { field: 'spec', title: '规格', kind: 'text', width: 90 },
  { field: 'unit', title: '单位', kind: 'text', width: 50 },
  { field: 'acquisition', title: '取得方式', kind: 'text', width: 80, words: ACQUISITION_NAMES },
  { field: 'acquiredOn', title: '取得日期', kind: 'date', width: 90 },
  { field: 'inServiceOn', title: '投入使用日', kind: 'date', width: 90 },
  {
    field: 'lifeMonths',
    title: '年限（月）',
    kind: 'number',
    width: 80,
    value: (row) => String(row.lifeMonths),
  },
  { field: 'residual', title: '残值率', kind: 'number', width: 70, value: (row) => `${row.residual}%` },
  { field: 'department', title: '使用部门', kind: 'text', width: 80 },
  { field: 'owner', title: '所有权人', kind: 'text', width: 90 },
  ...(['state', 'partner', 'donated', 'own', 'loan'] as const).map((source): Column<Asset> => ({
    field: `funding-${source}`,
    title: FUNDING_NAMES[source],
    kind: 'money',
    width: 100,
    total: true,
    value: (row) => row.funding[`${source}Fen`],
  })),
];
