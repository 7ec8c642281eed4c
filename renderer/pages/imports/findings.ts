import type { Output } from '../../../shared/contract/index.ts';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { type Column } from '../../parts/gridColumns.ts';

export type Summary = Output<'imports.commit'>;
type Finding = Summary['refused'][number];
export type PreviewRow = Output<'imports.preview'>['rows'][number];
export type Outcome = PreviewRow['outcome'];

export const OUTCOME_LABEL: Readonly<Record<Outcome, string>> = {
  created: '新增',
  changed: '有变',
  same: '相同',
  refused: '拒绝',
};

/** A cell's address as a spreadsheet writes it: E12; without a column, 第 12 行. */
export function addressOf(place: { row: number; column: string | null }): string {
  return place.column ? `${place.column}${place.row}` : `第 ${place.row} 行`;
}

const FINDING_COLUMNS: readonly Column<Finding>[] = [
  { field: 'sheet', title: '工作表', kind: 'text', width: 120 },
  { field: 'row', title: '行', kind: 'number', width: 50 },
  { field: 'column', title: '列', kind: 'code', width: 50 },
  { field: 'reason', title: '为什么没有导入、怎么改', kind: 'text', width: 620 },
];

/** The refused rows as a workbook to hand back to whoever filled in the sheet. */
export function exportRefused(fileName: string, refused: readonly Finding[]): Promise<void> {
  const base = fileName.replace(/\.[^.]+$/, '');
  return exportXlsx(`${base}-未导入的行.xlsx`, FINDING_COLUMNS, refused);
}
