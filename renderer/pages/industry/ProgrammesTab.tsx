import { useState } from 'react';
import { useCall } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import { Button } from '../../parts/Button.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { Grid } from '../../parts/Grid.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { PROGRAMME_COLUMNS } from './columns.ts';
import { Frame, useYear } from './Frame.tsx';
import { ProgrammeDialog } from './ProgrammeDialog.tsx';
import type { Programme } from './words.ts';

/** 奖补项目 of a year. */
export function ProgrammesTab() {
  const { year } = useYear();
  const [chosen, setChosen] = useState<Programme | null>(null);
  const [isNew, setNew] = useState(false);
  const list = useCall('awards.programmes', { year });
  const rows = list.value ?? [];
  const current = chosen && (rows.find((one) => one.id === chosen.id) ?? null);
  const create = (
    <Button kind="primary" shortcut="Ctrl+N" writes onClick={() => setNew(true)}>
      新项目
    </Button>
  );
  return (
    <Frame
      tab="awards"
      actions={
        <>
          {create}
          <Button disabled={!current} onClick={() => current && go('industry', current.id)}>
            打开
          </Button>
          <Button
            disabled={rows.length === 0}
            onClick={() => void exportXlsx(`奖补项目-${year}.xlsx`, PROGRAMME_COLUMNS, rows, '个项目')}
          >
            导出 Excel
          </Button>
        </>
      }
      banner={<ErrorBanner error={list.error} onRetry={list.reload} />}
    >
      <Grid<Programme>
        label="奖补项目"
        columns={PROGRAMME_COLUMNS}
        rows={rows}
        rowId={(row) => row.id}
        totals={{ unit: '个项目' }}
        loading={list.loading}
        failed={list.error !== null}
        rowClass={(row) => (row.state === 'void' ? 'faded' : undefined)}
        onOpen={(row) => go('industry', row.id)}
        onSelect={([row]) => setChosen(row ?? null)}
        empty={
          <Empty title={`${year} 年还没有奖补项目`} actions={create}>
            一个资金文件一个项目：产业奖补按验收规模乘标准算，务工补助按月数算，或者照文件定额填。批准、公示期满以后发到户。
          </Empty>
        }
      />
      {isNew && <ProgrammeDialog year={year} given={null} onClose={() => setNew(false)} />}
    </Frame>
  );
}
