import './dividends.css';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { formatYuan } from '../../../shared/rules/money.ts';
import { Button } from '../../parts/Button.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { Grid, type Column } from '../../parts/Grid.tsx';
import { Banner } from '../../parts/Notice.tsx';
import { BankBatch } from './BankBatch.tsx';
import { BankReturn } from './BankReturn.tsx';
import type { BankDesk, Batch, Batched, Left, Returned } from './bankDesk.ts';
import { CancelBatch } from './CancelBatch.tsx';

function leftColumns(left: readonly Left[]): readonly Column<Left>[] {
  const amount: Column<Left> = { field: 'amountFen', title: '金额', kind: 'money', width: 96 };
  const no: Column<Left> = { field: 'no', title: '社员号', kind: 'code', width: 62 };
  return [
    ...(left.some((one) => one.no !== '') ? [no] : []),
    { field: 'name', title: '户名', kind: 'text', width: 76 },
    ...(left.some((one) => one.amountFen !== null) ? [amount] : []),
    { field: 'reason', title: '原因', kind: 'text', width: 560, tooltip: (one) => one.reason },
  ];
}

/** The bank's batch file out, its return file back in, and who is left over. */
export function Bank({ desk, bar }: { desk: BankDesk; bar: HTMLElement | null }) {
  const { batches, isOpen, unit } = desk;
  const [cancelling, setCancelling] = useState<Batch | null>(null);
  const [dialog, setDialog] = useState<'batch' | 'return' | null>(null);
  const [outcome, setOutcome] = useState<{ said: string[]; title: string; left: Left[] } | null>(null);

  const columns: readonly Column<Batch>[] = [
    {
      field: 'createdAt',
      title: '生成时间',
      kind: 'date',
      width: 118,
      value: (batch) => batch.createdAt.slice(0, 16).replace('T', ' '),
    },
    { field: 'template', title: '银行', kind: 'text', width: 72, tooltip: (batch) => batch.template },
    {
      field: 'fileName',
      title: '文件',
      kind: 'text',
      width: 222,
      tooltip: (batch) => batch.fileName,
    },
    { field: 'count', title: `${unit}数`, kind: 'number', width: 46 },
    { field: 'amountFen', title: '金额', kind: 'money', width: 92, strong: true },
    { field: 'paid', title: '成功', kind: 'number', width: 46 },
    { field: 'failed', title: '失败', kind: 'number', width: 46 },
    { field: 'pending', title: '等回单', kind: 'number', width: 56 },
    {
      field: 'id',
      title: '没有送出',
      kind: 'text',
      width: 72,
      value: (batch) => (batch.pending > 0 ? '撤销…' : ''),
      onClick: (batch) => batch.pending > 0 && setCancelling(batch),
    },
  ];

  function showBatch(batched: Batched): void {
    setOutcome({
      title: `${batched.fileName}：${batched.count} ${unit} ${formatYuan(batched.amountFen)} 元`,
      said: batched.warnings,
      left: batched.skipped.map((one) => ({ ...one, amountFen: null })),
    });
  }
  function showReturn(returned: Returned): void {
    setOutcome({
      title: `回单：成功 ${returned.paid} ${unit} ${formatYuan(returned.paidFen)} 元，失败 ${returned.failed.length} ${unit}`,
      said: [
        ...(returned.already > 0 ? [`${returned.already} 行以前读过，没有重复登记。`] : []),
        ...returned.refused.map(({ row, reason }) => `第 ${row} 行没有认出来：${reason}`),
      ],
      left: returned.failed,
    });
  }

  return (
    <>
      {bar &&
        createPortal(
          <>
            <span>文件里有完整卡号，用完请从电脑上删除</span>
            <Button writes disabled={!isOpen && batches.length === 0} onClick={() => setDialog('return')}>
              读入银行回单…
            </Button>
            <Button kind="primary" writes disabled={!isOpen} onClick={() => setDialog('batch')}>
              生成代发文件…
            </Button>
          </>,
          bar,
        )}
      <Grid<Batch>
        label="银行代发文件"
        columns={columns}
        rows={batches}
        rowId={(batch) => batch.id}
        empty="还没有代发文件。按“生成代发文件”，把文件交给银行；银行付完后把回单读进来。"
      />
      {outcome && (
        <section className="bank-outcome" aria-label="结果" aria-live="polite">
          <header>
            <h2>{outcome.title}</h2>
            {outcome.left.length > 0 && (
              <Button
                onClick={() => void exportXlsx('没有付成的.xlsx', leftColumns(outcome.left), outcome.left)}
              >
                导出
              </Button>
            )}
          </header>
          {outcome.said.map((said) => (
            <Banner key={said} kind="warning">
              {said}
            </Banner>
          ))}
          {outcome.left.length > 0 && (
            <Grid<Left>
              label="没有付成的户"
              columns={leftColumns(outcome.left)}
              rows={outcome.left}
              rowId={(left) => left.key}
            />
          )}
        </section>
      )}
      {cancelling && <CancelBatch batch={cancelling} desk={desk} onClose={() => setCancelling(null)} />}
      {dialog === 'batch' && <BankBatch desk={desk} onClose={() => setDialog(null)} onMade={showBatch} />}
      {dialog === 'return' && <BankReturn desk={desk} onClose={() => setDialog(null)} onRead={showReturn} />}
    </>
  );
}
