import { useEffect, useMemo, useRef, useState } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { asRefusal, call, useCall } from '../../api.ts';
import { go, settle, useRoute } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { SelectField } from '../../parts/Field.tsx';
import { Grid, type Column, type GridHandle } from '../../parts/Grid.tsx';
import { ErrorBanner, notify, notifyWarnings } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { CATEGORIES, categoryWords, type Category } from './categories.ts';
import { HouseholdDialog } from './HouseholdDialog.tsx';
import { HouseholdDrawer } from './HouseholdDrawer.tsx';

type Household = Output<'households.list'>[number];

/** 户籍: the households of the village and their people. */
export function VillagePage() {
  const { readOnly, today, status } = useSession();
  const route = useRoute();
  const grid = useRef<GridHandle<Household>>(null);
  const [search, setSearch] = useState('');
  const [group, setGroup] = useState('');
  const [category, setCategory] = useState<Category | ''>('');
  const [creating, setCreating] = useState(false);
  const [inside, setInside] = useState(false);
  const groups = useCall('groups.list', {});
  const households = useCall('households.list', {
    ...(search ? { search } : {}),
    ...(group ? { groupNo: Number(group) } : {}),
    ...(category ? { category } : {}),
  });
  const rows = households.value ?? NO_ROWS;
  const filtered = search !== '' || group !== '' || category !== '';
  const beside = route.id !== null;
  const columns = useMemo(() => columnsFor(readOnly, open, beside), [readOnly, beside]);

  // Whoever came by the jump box has the keyboard nowhere: it goes to the row.
  useEffect(() => {
    if (route.id !== null && document.activeElement === document.body) grid.current?.focus(route.id);
  }, [route.id, rows]);

  function open(row: Household): void {
    setInside(window.location.hash === `#/village/${row.id}`);
    settle('village', row.id);
  }
  async function editNote(row: Household, note: string): Promise<void> {
    const { id, code, groupNo, category: kind, phone } = row;
    try {
      const saved = await call('households.update', {
        id,
        household: { code, groupNo, category: kind, phone, note },
      });
      notifyWarnings(saved.warnings);
      notify(`已保存 ${row.code} ${row.headName} 的备注。`);
    } catch (reason) {
      notify(asRefusal(reason).message, 'error');
    }
  }

  return (
    <Page
      title="户籍"
      filters={
        <>
          <SearchField
            label="查找户"
            placeholder="户主、首字母、户号、电话"
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
              ...(groups.value ?? []).map((one) => ({
                value: String(one.no),
                label: `${one.no}组（${one.households}户）`,
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
          <Button kind="primary" shortcut="Ctrl+N" writes onClick={() => setCreating(true)}>
            新增户
          </Button>
          <Button onClick={() => go('imports', null, { kind: 'households' })}>导入</Button>
          <Button
            disabled={rows.length === 0}
            onClick={() =>
              void exportXlsx(
                `${status.open?.villageName ?? ''}户籍-${today}.xlsx`,
                columns,
                grid.current?.shownRows() ?? rows,
              )
            }
          >
            导出表格
          </Button>
        </>
      }
      banner={<ErrorBanner error={households.error} onRetry={households.reload} />}
    >
      <Grid
        label="户籍"
        gridRef={grid}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        totals={{ unit: '户' }}
        loading={households.loading}
        failed={households.error !== null}
        onOpen={open}
        onSelect={([row]) => {
          if (row && route.id !== null && row.id !== route.id) settle('village', row.id);
        }}
        onEdit={(row, _field, value) => void editNote(row, value)}
        empty={
          filtered ? (
            '没有符合条件的户。'
          ) : (
            <Empty
              title="还没有户籍"
              actions={
                <Button kind="primary" onClick={() => go('imports', null, { kind: 'households' })}>
                  导入户籍表
                </Button>
              }
            >
              先把村里的户籍表（Excel）导入，或用“新增户”逐户登记。社员、股金、交售都从户和人开始。
            </Empty>
          )
        }
      />
      {route.id !== null && (
        <HouseholdDrawer
          id={route.id}
          focus={inside}
          onClose={() => {
            setInside(false);
            settle('village');
          }}
        />
      )}
      {creating && (
        <HouseholdDialog onClose={() => setCreating(false)} onSaved={(id) => settle('village', id)} />
      )}
    </Page>
  );
}

const NO_ROWS: readonly Household[] = [];

/** `beside`: the drawer is open, which tells the numbers; the rest then fits a small screen. */
function columnsFor(
  readOnly: boolean,
  open: (row: Household) => void,
  beside: boolean,
): readonly Column<Household>[] {
  const numbers: readonly Column<Household>[] = [
    { field: 'idMasked', title: '户主身份证', kind: 'code', width: 148, quiet: true },
    { field: 'cardMasked', title: '银行卡', kind: 'code', width: 130, quiet: true },
  ];
  return [
    { field: 'code', title: '户号', kind: 'code', width: 92 },
    { field: 'headName', title: '户主', kind: 'text', width: 80, onClick: open },
    { field: 'groupNo', title: '组', kind: 'code', width: 50, value: (row) => `${row.groupNo}组` },
    { field: 'category', title: '户类别', kind: 'text', width: 96, words: categoryWords },
    { field: 'people', title: '人口', kind: 'number', width: 56, total: true },
    { field: 'phone', title: '电话', kind: 'code', width: 104 },
    ...(beside ? [] : numbers),
    {
      field: 'memberNos',
      title: '社员号',
      kind: 'code',
      width: 70,
      value: (row) => row.memberNos.join('、'),
    },
    { field: 'note', title: '备注', kind: 'text', width: 130, editable: !readOnly },
  ];
}
