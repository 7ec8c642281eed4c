import { useState } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { useCall } from '../../api.ts';
import { settle } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { Grid } from '../../parts/Grid.tsx';
import { Banner, ErrorBanner } from '../../parts/Notice.tsx';
import { Into } from '../labour/slots.tsx';
import { ClaimDialog } from './ClaimDialog.tsx';
import { BATCH_COLUMNS, type Batch } from './claimWords.ts';

const NO_ROWS: readonly Batch[] = [];

/** 贴息申请: the batches with where each stands; one opens into its roster. */
export function ClaimsTab() {
  const { today } = useSession();
  const [isNew, setNew] = useState(false);
  const batches = useCall('claims.list', {});
  const unclaimed = useCall('claims.unclaimed', {});
  const rows = batches.value ?? NO_ROWS;
  const open = unclaimed.value ?? [];
  const openFen = open.reduce((sum, one) => sum + one.subsidyFen, 0);
  const first = open.reduce((day, one) => (day === '' || one.from < day ? one.from : day), '');
  return (
    <>
      <Into place="actions">
        <Button kind="primary" shortcut="Ctrl+N" writes onClick={() => setNew(true)}>
          测算新一批
        </Button>
        <Button
          disabled={rows.length === 0}
          onClick={() => void exportXlsx(`贴息申请-${today}.xlsx`, BATCH_COLUMNS, rows, '批')}
        >
          导出 Excel
        </Button>
      </Into>
      <Into place="banner">
        <ErrorBanner error={batches.error ?? unclaimed.error} onRetry={batches.reload} />
        {openFen > 0 && (
          <Banner kind="info">
            还有 {open.length} 笔贷款的贴息没有申请，从 {first} 起，共{' '}
            <span className="figures">{formatYuan(openFen)}</span> 元。
          </Banner>
        )}
      </Into>
      <Grid<Batch>
        label="贴息申请批次"
        columns={BATCH_COLUMNS}
        rows={rows}
        rowId={(row) => row.id}
        totals={{ unit: '批' }}
        loading={batches.loading}
        failed={batches.error !== null}
        rowClass={(row) => (row.state === 'void' ? 'faded' : undefined)}
        onOpen={(row) => settle('loans', null, { tab: 'claims', batch: String(row.id) })}
        empty={
          <Empty
            title="还没有申请过贴息"
            actions={
              <Button kind="primary" writes onClick={() => setNew(true)}>
                测算第一批
              </Button>
            }
          >
            选季度、年度或 10-01 至次年 09-30，先测算每笔贷款该贴多少，再公示、上报、到账、发放。
          </Empty>
        }
      />
      {isNew && <ClaimDialog onClose={() => setNew(false)} />}
    </>
  );
}
