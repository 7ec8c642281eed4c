import type { Column } from '../../parts/Grid.tsx';
import type { Member } from '../../parts/MemberPicker.tsx';

/** The register's columns; what follows from another column (占比) follows in the totals row too. */
export function columnsFor(
  open: (row: Member) => void,
  /** All members are shown: their shares are 100 %. */
  all: boolean,
  /** `withState`: somebody's account is frozen, or somebody leaves or has left. `withLastChange`: no drawer tells of it. */
  { withState, withLastChange } = { withState: false, withLastChange: true },
): readonly Column<Member>[] {
  const columns: (Column<Member> | false)[] = [
    { field: 'no', title: '社员号', kind: 'code', width: 60 },
    {
      field: 'name',
      title: '户主',
      kind: 'text',
      width: 58,
      onClick: open,
      tooltip: (row) => row.name,
    },
    withState && { field: 'state', title: '状态', kind: 'text', width: 62, words: STATES },
    {
      field: 'groupNo',
      title: '组',
      kind: 'code',
      width: 40,
      value: (row) => (row.groupNo === null ? '' : `${row.groupNo}组`),
    },
    { field: 'shares', title: '股数', kind: 'number', width: 60, total: true },
    { field: 'capitalFen', title: '出资额', kind: 'money', width: 86, total: true },
    {
      field: 'percent',
      title: '占比',
      kind: 'number',
      width: 73,
      value: (row) => `${row.percent}%`,
      total: (rows) => (all && rows.some((row) => row.capitalFen !== 0) ? '100.00%' : sumOfPercents(rows)),
    },
    { field: 'reserveShareFen', title: '公积金份额', kind: 'money', width: 80, total: true },
    { field: 'grantShareFen', title: '财政量化', kind: 'money', width: 84, total: true },
    { field: 'donationShareFen', title: '捐赠量化', kind: 'money', width: 80, total: true },
    { field: 'equityFen', title: '权益合计', kind: 'money', width: 100, total: true, strong: true },
    withLastChange && {
      field: 'lastChange',
      title: '最近变动',
      kind: 'text',
      width: 176,
      quiet: true,
      value: lastChange,
      tooltip: lastChange,
    },
  ];
  return columns.filter((column) => column !== false);
}

/** 社员状态; the usual one is left blank. */
const STATES: Readonly<Record<Member['state'], string>> = {
  active: '',
  frozen: '冻结',
  leaving: '退社中',
  left: '已退社',
};

/** Part of the members: what their rounded shares add up to. (All of them are 100 %, whatever rounding did.) */
function sumOfPercents(rows: readonly Member[]): string {
  let hundredths = 0;
  for (const row of rows) hundredths += Math.round(Number(row.percent) * 100);
  return `${(hundredths / 100).toFixed(2)}%`;
}

function lastChange(row: Member): string {
  return row.lastChange ? `${row.lastChange.date} ${row.lastChange.label}` : '';
}
