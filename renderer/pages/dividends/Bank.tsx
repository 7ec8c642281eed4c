import { useState } from 'react';
import { createPortal } from 'react-dom';
import type { Output } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { useCall } from '../../api.ts';
import { Button } from '../../parts/Button.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { Grid, type Column } from '../../parts/Grid.tsx';
import { Banner } from '../../parts/Notice.tsx';
import { BankBatch, type Batched } from './BankBatch.tsx';
import { BankReturn } from './BankReturn.tsx';
import { CancelBatch } from './CancelBatch.tsx';
import { type Run } from './run.ts';

type Batch = Run['batches'][number];
type Returned = Output<'dividends.bankReturn'>;
/** Somebody who was left out of a file or whom the bank couldn't pay, and why. */
type Left = { memberNo: string; name: string; reason: string; amountFen: number | null };

function leftColumns(left: readonly Left[]): readonly Column<Left>[] {
  const amount: Column<Left> = { field: 'amountFen', title: '金额', kind: 'money', width: 96 };
  return [
    { field: 'memberNo', title: '社员号', kind: 'code', width: 62 },
    { field: 'name', title: '户主', kind: 'text', width: 76 },
    ...(left.some((one) => one.amountFen !== null) ? [amount] : []),
    { field: 'reason', title: '原因', kind: 'text', width: 560, tooltip: (one) => one.reason },
  ];
}

/** The bank's batch file out, its return file back in, and who is left over. */
export function Bank({ run: stored, bar }: { run: Run; bar: HTMLElement | null }) {
  const { run, batches } = stored;
  const templates = useCall('dividends.bankTemplates', {});
  const [cancelling, setCancelling] = useState<Batch | null>(null);
  const [dialog, setDialog] = useState<'batch' | 'return' | null>(null);
  const [outcome, setOutcome] = useState<{ said: string[]; title: string; left: Left[] } | null>(null);
  const isOpen = run.state === 'approved' || run.state === 'paying';

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
    { field: 'count', title: '户数', kind: 'number', width: 46 },
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
      title: `${batched.fileName}：${batched.count} 户 ${formatYuan(batched.amountFen)} 元`,
      said: batched.warnings,
      left: batched.skipped.map(({ memberNo, name, reason }) => ({
        memberNo,
        name,
        reason,
        amountFen: null,
      })),
    });
  }
  function showReturn(returned: Returned): void {
    setOutcome({
      title: `回单：成功 ${returned.paid} 户 ${formatYuan(returned.paidFen)} 元，失败 ${returned.failed.length} 户`,
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
                onClick={() => void exportXlsx('没有付成的户.xlsx', leftColumns(outcome.left), outcome.left)}
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
              rowId={(left) => left.memberNo}
            />
          )}
        </section>
      )}
      {cancelling && <CancelBatch batch={cancelling} onClose={() => setCancelling(null)} />}
      {dialog === 'batch' && (
        <BankBatch
          runId={run.id}
          templates={templates.value ?? []}
          onClose={() => setDialog(null)}
          onMade={showBatch}
        />
      )}
      {dialog === 'return' && (
        <BankReturn runId={run.id} batches={batches} onClose={() => setDialog(null)} onRead={showReturn} />
      )}
    </>
  );
}
