import { useState } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { OWNER_NAMES, RELIEF_NAMES, STATE_NAMES } from '../../../shared/rules/assetWords.ts';
import { useCall } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { NumberField } from '../../parts/Field.tsx';
import { Grid } from '../../parts/Grid.tsx';
import type { Column } from '../../parts/gridColumns.ts';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { AssetsFrame } from './AssetsFrame.tsx';
import { BenefitDialog } from './ReliefDialog.tsx';

type Row = Output<'assets.reliefLedger'>[number];

/** 扶贫资产: the ledger of a year for the township and the public board. */
export function ReliefTab() {
  const { today, status } = useSession();
  const print = usePrint();
  const [typed, setTyped] = useState(String(yearAtHand(today)));
  const [selected, setSelected] = useState<Row | null>(null);
  const [asking, setAsking] = useState(false);
  const year = /^(19|20)\d{2}$/u.test(typed) ? Number(typed) : yearAtHand(today);
  const list = useCall('assets.reliefLedger', { year });
  const rows = list.value ?? [];
  const current = selected && (rows.find((row) => row.id === selected.id) ?? null);
  const name = `${status.open?.villageName ?? ''}扶贫项目资产明细账-${year}`;
  return (
    <AssetsFrame
      filters={
        <>
          <NumberField bare label="年度" width={84} value={typed} suffix="年" onChange={setTyped} />
          <span className="quiet">截至 {year}-12-31</span>
        </>
      }
      actions={
        <>
          <Button
            writes
            disabled={current === null}
            title={current ? `${current.no} ${current.name}` : '先在表里选一项'}
            onClick={() => setAsking(true)}
          >
            年度收益…
          </Button>
          <Button
            disabled={rows.length === 0}
            onClick={() => void exportXlsx(`${name}.xlsx`, COLUMNS, rows, '项')}
          >
            导出
          </Button>
          <Button
            disabled={rows.length === 0}
            title="张贴用：带公示期和监督电话"
            onClick={() => print({ document: 'relief-ledger', year, from: today })}
          >
            公示表
          </Button>
          <Button
            shortcut="Ctrl+P"
            disabled={rows.length === 0}
            onClick={() => print({ document: 'relief-ledger', year })}
          >
            打印明细账
          </Button>
        </>
      }
      banner={<ErrorBanner error={list.error} onRetry={list.reload} />}
      drawer={
        asking &&
        current && (
          <BenefitDialog
            asset={current}
            year={year}
            amountFen={current.benefitFen}
            note={current.benefitNote}
            onClose={() => setAsking(false)}
          />
        )
      }
    >
      <Grid
        label="扶贫项目资产明细账"
        columns={COLUMNS}
        rows={rows}
        rowId={(row) => row.id}
        totals={{ unit: '项' }}
        loading={list.loading}
        failed={list.error !== null}
        onOpen={(row) => go('assets', row.id)}
        onSelect={([row]) => setSelected(row ?? null)}
        empty="没有扶贫项目资产。在卡片上点“扶贫信息…”，填项目、批文、管护人，这里就列出来。"
      />
    </AssetsFrame>
  );
}

/** The ledger is of a year that is over: until summer the one before. */
function yearAtHand(today: string): number {
  const year = Number(today.slice(0, 4));
  return Number(today.slice(5, 7)) <= 6 ? year - 1 : year;
}

const COLUMNS: readonly Column<Row>[] = [
  { field: 'no', title: '编号', kind: 'code', width: 56, onClick: (row) => go('assets', row.id) },
  { field: 'name', title: '名称', kind: 'text', width: 100, tooltip: (row) => row.name },
  {
    field: 'kind',
    title: '类型',
    kind: 'text',
    width: 60,
    value: (row) => (row.relief ? RELIEF_NAMES[row.relief.kind] : ''),
  },
  {
    field: 'project',
    title: '项目、批文',
    kind: 'text',
    width: 128,
    value: (row) => [row.relief?.project, row.relief?.approvalNo].filter(Boolean).join(' '),
    tooltip: (row) => [row.relief?.project, row.relief?.approvalNo].filter(Boolean).join(' '),
  },
  { field: 'costFen', title: '原值', kind: 'money', width: 92, total: true },
  {
    field: 'state',
    title: '财政',
    kind: 'money',
    width: 92,
    total: true,
    value: (row) => row.funding.stateFen,
  },
  {
    field: 'partner',
    title: '帮扶',
    kind: 'money',
    width: 76,
    total: true,
    value: (row) => row.funding.partnerFen,
  },
  { field: 'own', title: '自筹', kind: 'money', width: 90, total: true, value: (row) => row.funding.ownFen },
  {
    field: 'others',
    title: '捐赠贷款',
    kind: 'money',
    width: 76,
    total: true,
    value: (row) => row.funding.donatedFen + row.funding.loanFen,
  },
  { field: 'netFen', title: '净值', kind: 'money', width: 92, total: true },
  {
    field: 'owner',
    title: '所有权人',
    kind: 'text',
    width: 70,
    value: (row) => row.owner || OWNER_NAMES[row.ownerKind],
  },
  {
    field: 'caretaker',
    title: '管护人',
    kind: 'text',
    width: 60,
    value: (row) => row.relief?.caretaker ?? '',
  },
  { field: 'benefitFen', title: '年度收益', kind: 'money', width: 76, total: true },
  {
    field: 'mark',
    title: '状态',
    kind: 'text',
    width: 62,
    value: (row) =>
      [STATE_NAMES[row.state], row.disposals.length > 0 ? `处置 ${row.disposals.length} 次` : '']
        .filter(Boolean)
        .join('，'),
    tooltip: (row) => row.disposals.map((one) => `${one.date} ${one.text}`).join('\n'),
  },
];
