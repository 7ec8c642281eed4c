import { useState } from 'react';
import { useCall } from '../../api.ts';
import { settle } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { SelectField } from '../../parts/Field.tsx';
import { Grid } from '../../parts/Grid.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { Into } from '../labour/slots.tsx';
import { CONFLICT_COLUMNS } from './columns.ts';
import type { Conflict } from './words.ts';

const NO_ROWS: readonly Conflict[] = [];

/** 疑点: what an inspection would ask about. Nothing is forbidden here; each is to be looked at. */
export function ConflictsTab() {
  const { today } = useSession();
  const [title, setTitle] = useState('');
  const found = useCall('loans.conflicts', {});
  const all = found.value?.rows ?? NO_ROWS;
  const titles = [...new Set(all.map((one) => one.title))];
  const rows = title === '' ? all : all.filter((one) => one.title === title);
  return (
    <>
      <Into place="filters">
        <SelectField
          bare
          label="哪类疑点"
          value={title}
          onChange={setTitle}
          choices={[
            { value: '', label: `全部疑点 ${all.length}` },
            ...titles.map((one) => ({
              value: one,
              label: `${one} ${all.filter((each) => each.title === one).length}`,
            })),
          ]}
        />
      </Into>
      <Into place="actions">
        <Button
          disabled={rows.length === 0}
          onClick={() => void exportXlsx(`贷款疑点-${today}.xlsx`, CONFLICT_COLUMNS, rows, '条')}
        >
          导出 Excel
        </Button>
      </Into>
      <Into place="banner">
        <ErrorBanner error={found.error} onRetry={found.reload} />
      </Into>
      <Grid<Conflict>
        label="贷款疑点"
        columns={CONFLICT_COLUMNS}
        rows={rows}
        rowId={(one) => `${one.kind} ${one.loanId} ${one.sentence}`}
        loading={found.loading}
        failed={found.error !== null}
        onOpen={(one) => settle('loans', one.loanId)}
        empty="没有发现疑点。"
      />
    </>
  );
}
