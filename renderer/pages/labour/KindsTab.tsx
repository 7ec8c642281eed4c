import { useState } from 'react';
import { useCall } from '../../api.ts';
import { Button } from '../../parts/Button.tsx';
import { Drawer } from '../../parts/Drawer.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { CheckField } from '../../parts/Field.tsx';
import { Grid, type Column } from '../../parts/Grid.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { GradeDialog, KindDialog, RateDialog } from './KindDialogs.tsx';
import { Into } from './slots.tsx';
import { PAID_BY, type Kind } from './words.ts';

const COLUMNS: readonly Column<Kind>[] = [
  { field: 'name', title: '工种', kind: 'text', width: 110, strong: true },
  { field: 'paidBy', title: '计酬', kind: 'text', width: 70, words: PAID_BY },
  { field: 'unit', title: '单位', kind: 'text', width: 60 },
  { field: 'price', title: '现行工价（元）', kind: 'number', width: 110, decimals: 2 },
  {
    field: 'from',
    title: '执行起',
    kind: 'date',
    width: 96,
    value: (kind) => kind.rates.find((rate) => rate.grade === '' && rate.price === kind.price)?.from ?? '',
  },
  {
    field: 'charge',
    title: '记入科目',
    kind: 'text',
    width: 190,
    value: (kind) => `${kind.charge.account} ${kind.accountName} ${kind.charge.item}`.trim(),
  },
  {
    field: 'toBatch',
    title: '棚里有批次时',
    kind: 'text',
    width: 110,
    value: (kind) => (kind.toBatch ? '记入该批次' : ''),
  },
  {
    field: 'active',
    title: '状态',
    kind: 'text',
    width: 60,
    value: (kind) => (kind.active ? '' : '停用'),
    quiet: true,
  },
];

type Asking =
  { what: 'kind'; kind: Kind | null } | { what: 'rate'; kind: Kind } | { what: 'grade'; name: string };

/** 工种与工价: what work there is, where its cost goes, and what a unit is paid since when. */
export function KindsTab() {
  const [all, setAll] = useState(false);
  const [selected, setSelected] = useState<number | null>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const kinds = useCall('labour.kinds', { all });
  const grades = useCall('labour.grades', {});
  const rows = kinds.value ?? [];
  const current = rows.find((kind) => kind.id === selected) ?? rows[0] ?? null;
  return (
    <>
      <Into place="filters">
        <CheckField label="含停用" value={all} onChange={setAll} />
      </Into>
      <Into place="actions">
        <Button
          kind="primary"
          shortcut="Ctrl+N"
          writes
          onClick={() => setAsking({ what: 'kind', kind: null })}
        >
          新工种…
        </Button>
        <Button
          writes
          disabled={current === null}
          onClick={() => current && setAsking({ what: 'rate', kind: current })}
        >
          定新工价…
        </Button>
        <Button
          writes
          disabled={current === null}
          onClick={() => current && setAsking({ what: 'kind', kind: current })}
        >
          修改…
        </Button>
        <Button writes title="工分按等级系数折算" onClick={() => setAsking({ what: 'grade', name: '' })}>
          定等级系数…
        </Button>
      </Into>
      <Into place="banner">
        <ErrorBanner error={kinds.error ?? grades.error} onRetry={kinds.reload} />
      </Into>
      <Grid<Kind>
        label="工种"
        columns={COLUMNS}
        rows={rows}
        rowId={(kind) => kind.id}
        loading={kinds.loading}
        failed={kinds.error !== null}
        rowClass={(kind) => (kind.active ? undefined : 'faded')}
        onSelect={([kind]) => setSelected(kind?.id ?? null)}
        onOpen={(kind) => setAsking({ what: 'kind', kind })}
        empty={
          <Empty
            title="还没有工种"
            actions={
              <Button kind="primary" writes onClick={() => setAsking({ what: 'kind', kind: null })}>
                加第一个工种
              </Button>
            }
          >
            例如装袋、接种、采菇按件，日工按工日。导入记工表时，表里的工种和单价会一并建立。
          </Empty>
        }
      />
      {current && (
        <Drawer
          title={`${current.name}的工价`}
          sub={`元/${current.unit} · ${PAID_BY[current.paidBy]}`}
          onClose={() => setSelected(null)}
        >
          <table className="labour-rates">
            <thead>
              <tr>
                <th>执行起</th>
                <th>等级</th>
                <th className="right">工价</th>
              </tr>
            </thead>
            <tbody>
              {current.rates.map((rate) => (
                <tr key={`${rate.from} ${rate.grade}`}>
                  <td className="figures">{rate.from}</td>
                  <td>{rate.grade || '不分等级'}</td>
                  <td className="figures right">{rate.price}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {current.rates.length === 0 && <p className="quiet">还没有定工价，记工时要自己填单价。</p>}
          <p className="form-note">改工价从定的那天起算，已经记的工不变。</p>
          {(grades.value?.length ?? 0) > 0 && (
            <>
              <h3>等级系数（工分 × 系数）</h3>
              <table className="labour-rates">
                <tbody>
                  {grades.value?.map((grade) => (
                    <tr key={grade.name}>
                      <td>{grade.name}</td>
                      <td className="figures">{grade.from} 起</td>
                      <td className="figures right">{grade.coefficient}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </>
          )}
        </Drawer>
      )}
      {asking?.what === 'kind' && <KindDialog kind={asking.kind} onClose={() => setAsking(null)} />}
      {asking?.what === 'rate' && (
        <RateDialog
          kind={asking.kind}
          grades={(grades.value ?? []).map(({ name }) => name)}
          onClose={() => setAsking(null)}
        />
      )}
      {asking?.what === 'grade' && <GradeDialog onClose={() => setAsking(null)} />}
    </>
  );
}
