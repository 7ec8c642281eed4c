import { useMemo, useState } from 'react';
import { call, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, SelectField, TextField } from '../../parts/Field.tsx';
import { Grid } from '../../parts/Grid.tsx';
import { shownText } from '../../parts/gridColumns.ts';
import { ErrorBanner, notify, notifyWarnings } from '../../parts/Notice.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { useForm } from '../../parts/useForm.ts';
import { INSPECTION_COLUMNS, toInspectColumns } from './columns.ts';
import { Frame, useYear } from './Frame.tsx';
import { plainQuantity } from './sheetLines.ts';
import type { IndustryRow, Inspection } from './words.ts';

type View = 'waiting' | 'all' | 'made';

/** 验收: what waits for it, what was found, and the inspections made. */
export function InspectTab() {
  const { year } = useYear();
  const [view, setView] = useState<View>('waiting');
  const [group, setGroup] = useState('');
  const [found, setFound] = useState<ReadonlyMap<number, string>>(new Map());
  const [ticked, setTicked] = useState<readonly IndustryRow[]>([]);
  const [one, setOne] = useState<Inspection | null>(null);
  const [asking, setAsking] = useState<'inspect' | 'undo' | null>(null);
  const list = useCall('industry.list', { year });
  const made = useCall('industry.inspections', view === 'made' ? { year } : null);
  const all = list.value ?? NO_ROWS;
  const rows = useMemo(
    () =>
      all
        .filter((row) => view !== 'waiting' || row.inspectedOn === null)
        .filter((row) => group === '' || row.groupNo === Number(group)),
    [all, view, group],
  );
  const waiting = all.filter((row) => row.inspectedOn === null).length;
  const columns = useMemo(() => toInspectColumns(found), [found]);
  const groups = [...new Set(all.map((row) => row.groupNo))].sort((a, b) => a - b);
  const close = (): void => setAsking(null);

  return (
    <Frame
      tab="inspect"
      filters={
        <>
          <SelectField
            bare
            label="看哪些"
            value={view}
            onChange={(next) => {
              setView(next);
              setTicked([]);
            }}
            choices={[
              { value: 'waiting', label: `还没有验收 ${waiting} 条` },
              { value: 'all', label: `全部 ${all.length} 条（可复验）` },
              { value: 'made', label: '验收记录' },
            ]}
          />
          {view !== 'made' && (
            <SelectField
              bare
              label="村民小组"
              value={group}
              onChange={setGroup}
              choices={[
                { value: '', label: '全部组' },
                ...groups.map((no) => ({ value: String(no), label: `${no}组` })),
              ]}
            />
          )}
        </>
      }
      actions={
        view === 'made' ? (
          <Button
            writes
            disabled={!one || one.reversesId !== null || one.reversedById !== null}
            onClick={() => setAsking('undo')}
          >
            撤销验收…
          </Button>
        ) : (
          <Button
            kind="primary"
            shortcut="Ctrl+N"
            writes
            disabled={ticked.length === 0}
            title="先勾选验收过的；规模不同的在格子里改"
            onClick={() => setAsking('inspect')}
          >
            登记验收{ticked.length > 0 ? ` ${ticked.length} 条` : ''}
          </Button>
        )
      }
      banner={<ErrorBanner error={list.error ?? made.error} onRetry={list.reload} />}
    >
      {view === 'made' ? (
        <Grid<Inspection>
          label="验收记录"
          columns={INSPECTION_COLUMNS}
          rows={made.value ?? []}
          rowId={(row) => row.id}
          totals={{ unit: '次' }}
          loading={made.loading}
          failed={made.error !== null}
          rowClass={(row) =>
            row.reversesId !== null ? 'red' : row.reversedById !== null ? 'faded' : undefined
          }
          onSelect={([row]) => setOne(row ?? null)}
          empty={`${year} 年还没有验收记录。`}
        />
      ) : (
        <>
          <p className="form-note">
            勾选现场看过的，实际数与台账不同的在“这次验收规模”里改，然后“登记验收”。奖补按验收规模算。
          </p>
          <Grid<IndustryRow>
            key={view}
            label="验收名单"
            columns={columns}
            rows={rows}
            rowId={(row) => row.id}
            totals={{ unit: '条' }}
            loading={list.loading}
            failed={list.error !== null}
            selection="multiple"
            onSelect={setTicked}
            onEdit={(row, _field, text) => {
              const quantity = plainQuantity(text);
              if (/^\d{1,9}(\.\d{1,3})?$/u.test(quantity))
                setFound((old) => new Map(old).set(row.id, quantity));
              else
                notify(`${row.householdCode} ${row.headName}：“${text}”不像数量，最多三位小数。`, 'warning');
            }}
            empty={
              view === 'waiting' && all.length > 0
                ? `${year} 年的产业都验收过了。`
                : `${year} 年还没有产业台账。`
            }
          />
        </>
      )}
      {asking === 'inspect' && (
        <InspectDialog
          rows={ticked}
          found={found}
          onClose={close}
          onSaved={() => {
            setFound(new Map());
            setTicked([]);
          }}
        />
      )}
      {asking === 'undo' && one && (
        <ReasonDialog
          title={`撤销 ${one.date} ${one.householdCode} ${one.headName}户${one.kind}的验收`}
          danger
          saveLabel="撤销"
          onClose={close}
          onSave={async ({ reason }) => {
            await call('industry.undoInspection', { id: one.id, reason });
            notify('验收已撤销，以前的一次验收（如果有）重新作数。');
          }}
        />
      )}
    </Frame>
  );
}

const NO_ROWS: readonly IndustryRow[] = [];
const SHOWN_DIFFERENCES = 6;

function InspectDialog(props: {
  rows: readonly IndustryRow[];
  found: ReadonlyMap<number, string>;
  onClose: () => void;
  onSaved: () => void;
}) {
  const { today } = useSession();
  const { rows, found } = props;
  const year = rows[0]?.year ?? 0;
  const lastDay = `${year}-12-31`;
  const form = useForm({ date: lastDay < today ? lastDay : today, inspector: '', note: '' });
  const differing = rows.filter((row) => (found.get(row.id) ?? row.scale) !== row.scale);
  return (
    <Dialog
      title={`登记验收：${rows.length} 条`}
      width={460}
      form={form}
      saveLabel="登记验收"
      disabled={form.value.inspector.trim() === ''}
      onClose={props.onClose}
      onSave={async ({ date, inspector, note }) => {
        const saved = await call('industry.inspect', {
          date,
          inspector,
          rows: rows.map((row) => ({ industryId: row.id, scale: found.get(row.id) ?? row.scale, note })),
        });
        notify(`已登记 ${date} 的验收 ${saved.count} 条。`);
        notifyWarnings(saved.warnings);
        props.onSaved();
      }}
    >
      <DateField {...form.field('date')} label="验收日期" required width={160} />
      <TextField
        {...form.field('inspector')}
        label="验收人"
        required
        placeholder="例如：村产业验收小组 张三、李四"
      />
      <TextField {...form.field('note')} label="备注" />
      <div className="form-note">
        {differing.length === 0 ? (
          '验收规模都与台账相同。'
        ) : (
          <>
            {differing.length} 条与台账不同：
            {differing.slice(0, SHOWN_DIFFERENCES).map((row) => (
              <div key={row.id}>
                {row.householdCode} {row.headName} {row.kind}：台账 {shownText('number', row.scale)}，验收{' '}
                {shownText('number', found.get(row.id) ?? '')} {row.unit}
              </div>
            ))}
            {differing.length > SHOWN_DIFFERENCES && <div>……</div>}
          </>
        )}
      </div>
    </Dialog>
  );
}
