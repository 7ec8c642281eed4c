import { useMemo, useRef, useState } from 'react';
import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { asRefusal, call, useCall } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { SelectField } from '../../parts/Field.tsx';
import { Grid, type GridHandle } from '../../parts/Grid.tsx';
import { readAmount } from '../../parts/MoneyField.tsx';
import { ErrorBanner, notify, notifyWarnings } from '../../parts/Notice.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { CATEGORIES, type Category } from '../village/categories.ts';
import { industryColumns, kindFigure } from './columns.ts';
import { Frame, useYear } from './Frame.tsx';
import { IndustryDrawer } from './IndustryDrawer.tsx';
import { IndustrySheet } from './IndustrySheet.tsx';
import { KindsDialog } from './KindsDialog.tsx';
import { plainQuantity } from './sheetLines.ts';
import type { IndustryRow } from './words.ts';

/** 产业: the ledger of a year, household by household, typed as a sheet. */
export function LedgerTab() {
  const { readOnly } = useSession();
  const { year } = useYear();
  const print = usePrint();
  const grid = useRef<GridHandle<IndustryRow>>(null);
  const [search, setSearch] = useState('');
  const [group, setGroup] = useState('');
  const [category, setCategory] = useState<Category | ''>('');
  const [kindId, setKindId] = useState<number | null>(null);
  const [asking, setAsking] = useState<'sheet' | 'kinds' | 'remove' | null>(null);
  const [row, setRow] = useState<IndustryRow | null>(null);
  const [opened, setOpened] = useState<number | null>(null);
  const summary = useCall('industry.summary', { year });
  const list = useCall('industry.list', {
    year,
    ...(search ? { search } : {}),
    ...(group ? { groupNo: Number(group) } : {}),
    ...(category ? { category } : {}),
    ...(kindId === null ? {} : { kindId }),
  });
  const rows = list.value ?? NO_ROWS;
  const current = row && (rows.find((one) => one.id === row.id) ?? null);
  const groups = summary.value?.byGroup ?? [];
  const kinds = summary.value?.byKind.filter((one) => one.rows > 0) ?? [];
  const filtered = search !== '' || group !== '' || category !== '' || kindId !== null;
  const columns = useMemo(() => industryColumns(!readOnly, opened !== null), [readOnly, opened !== null]);

  async function edit(before: IndustryRow, field: string, text: string): Promise<void> {
    const change = changeOf(field, text);
    if (typeof change === 'string') {
      notify(`${before.householdCode} ${before.headName} ${before.kind}：${change}`, 'warning');
      return;
    }
    const { householdId, scale, inputFen, expectedFen, output, incomeFen, note } = before;
    try {
      const saved = await call('industry.save', {
        year,
        rows: [
          {
            householdId,
            kindId: before.kindId,
            scale,
            inputFen,
            expectedFen,
            output,
            incomeFen,
            note,
            ...change,
          },
        ],
        reason: '',
      });
      if (saved.changed > 0) notify(`已改 ${before.householdCode} ${before.headName} 的${before.kind}。`);
      notifyWarnings(saved.warnings);
    } catch (reason) {
      notify(asRefusal(reason).message, 'error');
    }
  }

  return (
    <Frame
      tab="ledger"
      filters={
        <>
          <SearchField
            label="查找户"
            placeholder="户主、首字母、户号、项目"
            width={210}
            onChange={setSearch}
            onDown={() => grid.current?.focus()}
          />
          <SelectField
            bare
            label="村民小组"
            value={group}
            onChange={setGroup}
            choices={[
              { value: '', label: '全部组' },
              ...groups.map((one) => ({
                value: String(one.groupNo),
                label: `${one.groupNo}组（${one.households}户）`,
              })),
            ]}
          />
          <SelectField
            bare
            label="户类别"
            value={category}
            onChange={setCategory}
            choices={[{ value: '' as const, label: '全部类别' }, ...CATEGORIES]}
          />
        </>
      }
      actions={
        <>
          <Button kind="primary" shortcut="Ctrl+N" writes onClick={() => setAsking('sheet')}>
            登记产业
          </Button>
          <Button writes disabled={!current} onClick={() => setAsking('remove')}>
            删去…
          </Button>
          <Button onClick={() => setAsking('kinds')}>产业项目…</Button>
          <Button onClick={() => go('imports', null, { kind: 'industry' })}>导入</Button>
          <Button
            shortcut="Ctrl+P"
            disabled={rows.length === 0}
            onClick={() =>
              print({
                document: 'industry-register',
                year,
                ...(group ? { groupNo: Number(group) } : {}),
                ...(kindId === null ? {} : { kindId }),
              })
            }
          >
            打印台账
          </Button>
          <Button
            disabled={rows.length === 0}
            onClick={() =>
              void exportXlsx(`户产业台账-${year}.xlsx`, columns, grid.current?.shownRows() ?? rows, '条')
            }
          >
            导出 Excel
          </Button>
        </>
      }
      banner={<ErrorBanner error={list.error ?? summary.error} onRetry={list.reload} />}
    >
      {kinds.length > 0 && (
        <div className="industry-kinds" role="group" aria-label="各项目合计">
          <KindButton
            name="全部"
            figure={`${summary.value?.totals.households ?? 0} 户`}
            pressed={kindId === null}
            onClick={() => setKindId(null)}
          />
          {kinds.map((one) => (
            <KindButton
              key={one.kindId}
              name={one.kind}
              figure={kindFigure(one)}
              count={`${one.households} 户`}
              pressed={kindId === one.kindId}
              onClick={() => setKindId(kindId === one.kindId ? null : one.kindId)}
            />
          ))}
        </div>
      )}
      <div className="industry-side">
        <Grid<IndustryRow>
          gridRef={grid}
          label="户产业台账"
          columns={columns}
          rows={rows}
          rowId={(one) => one.id}
          totals={{ unit: '条' }}
          loading={list.loading}
          failed={list.error !== null}
          onOpen={(one) => setOpened(one.id)}
          onSelect={([one]) => {
            setRow(one ?? null);
            if (one && opened !== null) setOpened(one.id);
          }}
          onEdit={(one, field, text) => void edit(one, field, text)}
          empty={
            filtered ? (
              '没有符合条件的产业。'
            ) : (
              <Empty
                title={`${year} 年还没有产业台账`}
                actions={
                  <>
                    <Button kind="primary" writes onClick={() => setAsking('sheet')}>
                      登记产业
                    </Button>
                    <Button onClick={() => go('imports', null, { kind: 'industry' })}>导入台账</Button>
                  </>
                }
              >
                一户一年一个项目记一行：规模、投入、预计收入，年底补产量和实际收入。已有 Excel
                台账的直接导入。
              </Empty>
            )
          }
        />
        {opened !== null && <IndustryDrawer id={opened} onClose={() => setOpened(null)} />}
      </div>
      {asking === 'sheet' && <IndustrySheet year={year} onClose={() => setAsking(null)} />}
      {asking === 'kinds' && <KindsDialog onClose={() => setAsking(null)} />}
      {asking === 'remove' && current && (
        <ReasonDialog
          title={`删去 ${current.householdCode} ${current.headName}户的${current.kind}`}
          danger
          saveLabel="删去"
          onClose={() => setAsking(null)}
          onSave={async ({ reason }) => {
            await call('industry.remove', { id: current.id, reason });
            notify(`已删去 ${current.householdCode} ${current.headName}户 ${year} 年的${current.kind}。`);
          }}
        >
          <p className="form-note">登错户或登错项目的才删；数字有变的直接在格子里改。原来的记录留着备查。</p>
        </ReasonDialog>
      )}
    </Frame>
  );
}

const NO_ROWS: readonly IndustryRow[] = [];

function KindButton(props: {
  name: string;
  figure: string;
  count?: string;
  pressed: boolean;
  onClick: () => void;
}) {
  return (
    <button type="button" aria-pressed={props.pressed} onClick={props.onClick}>
      <span>{props.name}</span>
      <b className="figures">{props.figure}</b>
      {props.count && <small className="figures">{props.count}</small>}
    </button>
  );
}

type Change = Partial<
  Pick<IndustryRow, 'scale' | 'inputFen' | 'expectedFen' | 'output' | 'incomeFen' | 'note'>
>;

/** What was typed into a cell, or why it can't be. */
function changeOf(field: string, text: string): Change | string {
  if (field === 'note') return { note: text.trim() };
  if (field === 'scale' || field === 'output') {
    const quantity = plainQuantity(text);
    if (quantity === '' && field === 'output') return { output: null };
    if (!/^\d{1,9}(\.\d{1,3})?$/u.test(quantity)) return `“${toHalfWidth(text)}”不像数量，最多三位小数`;
    return { [field]: quantity };
  }
  const { fen, error } = readAmount(text, false);
  if (error !== undefined) return error;
  return field === 'incomeFen' ? { incomeFen: fen } : { [field]: fen ?? 0 };
}
