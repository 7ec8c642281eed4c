import { useMemo, useState } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Grid, type Column } from '../../parts/Grid.tsx';
import { Banner, notify } from '../../parts/Notice.tsx';
import { addressOf, exportRefused, OUTCOME_LABEL, type Outcome, type PreviewRow } from './findings.ts';
import { kindUnit } from './kinds.ts';
import { type Import } from './useImport.ts';

type Preview = Output<'imports.preview'>;
type Shown = Outcome | 'all';
/** One row of the file, one that was noticed but is good, or both. */
type Row = PreviewRow & { warning: string };

/** Reasons get their room where there are any, else the rows' own content does. */
const columnsFor = (hasReasons: boolean): readonly Column<Row>[] => [
  {
    field: 'outcome',
    title: '结果',
    kind: 'text',
    width: 64,
    words: OUTCOME_LABEL,
    render: (row) => <span className={`outcome ${row.outcome}`}>{OUTCOME_LABEL[row.outcome]}</span>,
  },
  { field: 'sheet', title: '工作表', kind: 'text', width: 96, quiet: true },
  { field: 'address', title: '位置', kind: 'code', width: 76, value: addressOf },
  { field: 'title', title: '内容', kind: 'text', width: 168 },
  {
    field: 'detail',
    title: '明细',
    kind: 'text',
    width: hasReasons ? 220 : 380,
    tooltip: (row) => row.detail,
  },
  {
    field: 'reason',
    title: '原因和改法',
    kind: 'text',
    width: hasReasons ? 380 : 120,
    value: (row) => [row.reason, row.warning].filter(Boolean).join(' '),
    tooltip: (row) => [row.reason, row.warning].filter(Boolean).join('\n'),
  },
];

/** The dry run: what would happen to each row. Only the button here writes anything. */
export function DryRun({ job, preview }: { job: Import; preview: Preview }) {
  const { readOnly } = useSession();
  const { summary, fatal } = preview;
  const [shown, setShown] = useState<Shown>(summary.refused.length > 0 ? 'refused' : 'all');
  const [opened, setOpened] = useState<Row | null>(null);
  const rows = useMemo(() => withWarnings(preview), [preview]);
  const visible = useMemo(
    () => (shown === 'all' ? rows : rows.filter((row) => row.outcome === shown)),
    [rows, shown],
  );
  const hasReasons = visible.some((row) => row.reason !== '' || row.warning !== '');
  const columns = useMemo(() => columnsFor(hasReasons), [hasReasons]);
  const good = summary.created + summary.changed;
  const counts: ReadonlyArray<[Shown, string, number]> = [
    ['all', '全部', summary.total],
    ['created', '新增', summary.created],
    ['changed', '有变', summary.changed],
    ['same', '相同', summary.same],
    ['refused', '拒绝', summary.refused.length],
  ];

  return (
    <div className="import-dry-run">
      {fatal ? (
        <Banner kind="error">
          <b>整份表不能导入：</b>
          {fatal}
        </Banner>
      ) : good === 0 && summary.refused.length === 0 ? (
        <Banner kind="info">这份表和台账里的一样，没有要写入的内容。</Banner>
      ) : good === 0 ? (
        <Banner kind="warning">没有可以写入的行。请按下面的原因改好原表，保存后再选一次。</Banner>
      ) : null}
      <div className="import-bar">
        <div className="import-counts" role="group" aria-label="按结果筛选">
          {counts.map(([value, label, count]) => (
            <button
              key={value}
              type="button"
              className={`outcome-filter ${value}`}
              aria-pressed={value === shown}
              disabled={count === 0 && value !== 'all'}
              onClick={() => setShown(value)}
            >
              {label} <b>{count}</b>
            </button>
          ))}
        </div>
        {summary.people !== undefined && <span className="import-people">共 {summary.people} 人</span>}
        <div className="import-actions">
          <Button onClick={() => job.go('columns')}>上一步</Button>
          {summary.refused.length > 0 && (
            <Button
              onClick={() =>
                void exportRefused(job.fileName, summary.refused).catch(() =>
                  notify('没有存成，请再试一次。', 'error'),
                )
              }
            >
              导出拒绝的行
            </Button>
          )}
          <Button
            kind="primary"
            shortcut="Ctrl+S"
            writes
            busy={job.busy !== ''}
            disabled={fatal !== null || good === 0 || readOnly}
            onClick={() => void job.commit()}
          >
            {fatal ? '不能提交' : `提交 ${good} ${kindUnit(job.kind)}`}
          </Button>
        </div>
      </div>
      <Grid<Row>
        label="试导入结果"
        columns={columns}
        rows={visible}
        rowId={(row) => `${row.sheet}:${row.row}:${row.title}:${row.detail}`}
        onSelect={(picked) => setOpened(picked[0] ?? null)}
        onOpen={setOpened}
        empty={shown === 'refused' ? '没有拒绝的行。' : '没有这样的行。'}
      />
      <section className="import-row" aria-label="这一行" aria-live="polite">
        {opened && visible.includes(opened) ? (
          <>
            <b>
              {opened.sheet} {addressOf(opened)} {opened.title}
            </b>
            <p>{opened.reason || `${opened.detail}。${OUTCOME_HINT[opened.outcome]}`}</p>
            {opened.warning && <p className="import-warning">请留意：{opened.warning}</p>}
          </>
        ) : (
          <p>
            {summary.refused.length > 0
              ? '选一行，这里写明原因和改法。拒绝的行不会挡住别的行：可以先提交好的，改好原表后再导入一次，已导入的会认作“相同”。'
              : '选一行看详细。同一份表导入两次不会重复：已导入的行会认作“相同”。'}
          </p>
        )}
      </section>
    </div>
  );
}

const OUTCOME_HINT: Readonly<Record<Outcome, string>> = {
  created: '台账里还没有，提交后新增。',
  changed: '台账里已有，提交后按表里的改。',
  same: '台账里已有，内容一样，不会重复写入。',
  refused: '',
};

function withWarnings({ rows, summary }: Preview): Row[] {
  const byPlace = new Map<string, string>();
  for (const { sheet, row, column, reason } of summary.warnings) {
    const place = `${sheet}:${row}`;
    byPlace.set(
      place,
      [byPlace.get(place), column ? `${column}${row}：${reason}` : reason].filter(Boolean).join(' '),
    );
  }
  return rows.map((row) => ({ ...row, warning: byPlace.get(`${row.sheet}:${row.row}`) ?? '' }));
}
