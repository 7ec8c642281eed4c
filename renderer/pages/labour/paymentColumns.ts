import { go } from '../../frame/routes.ts';
import type { Column } from '../../parts/gridColumns.ts';
import type { Payment } from './words.ts';

/** What was paid to whom; `withSheet`: of several sheets. */
export function paymentColumns(withSheet: boolean): Column<Payment>[] {
  const sheet: Column<Payment> = {
    field: 'sheetNo',
    title: '发放表',
    kind: 'code',
    width: 80,
    value: (row) => row.sheetNo ?? '旧欠',
    onClick: (row) => {
      if (row.sheetId !== null) go('labour', null, { sheet: String(row.sheetId) });
    },
  };
  return [
    { field: 'date', title: '日期', kind: 'date', width: 92 },
    { field: 'receiptNo', title: '领条号', kind: 'code', width: 92 },
    { field: 'name', title: '姓名', kind: 'text', width: 84 },
    ...(withSheet ? [sheet] : []),
    { field: 'method', title: '方式', kind: 'text', width: 54, words: { cash: '现金', transfer: '转账' } },
    { field: 'amountFen', title: '金额', kind: 'money', width: 110, total: true, strong: true },
    {
      field: 'shareReceiptNo',
      title: '同日入股',
      kind: 'code',
      width: 92,
    },
    {
      field: 'mark',
      title: '状态',
      kind: 'text',
      width: 70,
      value: (row) => (row.reversesId ? '红字冲销' : row.reversedById ? '已冲销' : ''),
    },
    {
      field: 'voucherId',
      title: '凭证',
      kind: 'code',
      width: 54,
      value: (row) => (row.voucherId === null ? '' : '看凭证'),
      onClick: (row) => {
        if (row.voucherId !== null) go('vouchers', row.voucherId);
      },
    },
    { field: 'note', title: '备注', kind: 'text', width: 140 },
    { field: 'operator', title: '经办人', kind: 'text', width: 70, quiet: true },
  ];
}
