import { useEffect, useMemo, useRef, useState } from 'react';
import { useCall } from '../../api.ts';
import { go, settle, useRoute } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { isRealDate } from '../../../shared/rules/calendar.ts';
import { Button } from '../../parts/Button.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { CheckField, DateField, SelectField } from '../../parts/Field.tsx';
import { Grid, type GridHandle } from '../../parts/Grid.tsx';
import type { Member } from '../../parts/MemberPicker.tsx';
import { Banner, ErrorBanner } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { columnsFor } from './columns.ts';
import { MemberDialogs, type Asking } from './MemberDialogs.tsx';
import { MemberDrawer } from './MemberDrawer.tsx';

/** 社员与股金: who owns what on a day, and every change to it. */
export function MembersPage() {
  const { today, status } = useSession();
  const route = useRoute();
  const print = usePrint();
  const grid = useRef<GridHandle<Member>>(null);
  const [asOf, setAsOf] = useState(today);
  const [group, setGroup] = useState('');
  const [search, setSearch] = useState('');
  const [withLeft, setWithLeft] = useState(false);
  const [inside, setInside] = useState(false);
  const [asking, setAsking] = useState<Asking | null>(null);
  const day = isRealDate(asOf) ? asOf : today;
  const groups = useCall('groups.list', {});
  const members = useCall('members.list', {
    asOf: day,
    ...(search ? { search } : {}),
    ...(group ? { groupNo: Number(group) } : {}),
  });
  const rows = useMemo(
    () =>
      (members.value ?? []).filter(
        (member) => withLeft || member.state !== 'left' || member.capitalFen !== 0,
      ),
    [members.value, withLeft],
  );
  const all = search === '' && group === '';
  const withState = rows.some((row) => row.state !== 'active');
  const withLastChange = route.id === null;
  const columns = useMemo(
    () => columnsFor(open, all, { withState, withLastChange }),
    [all, withState, withLastChange],
  );
  const current = rows.find((row) => row.id === route.id) ?? null;

  function open(row: Member): void {
    setInside(window.location.hash === `#/members/${row.id}`);
    settle('members', row.id);
  }
  // A link from a household names the member by number.
  const wantedNo = route.params.get('no');
  useEffect(() => {
    const wanted = wantedNo ? members.value?.find((member) => member.no === wantedNo) : undefined;
    if (wanted) settle('members', wanted.id);
  }, [wantedNo, members.value]);

  // Whoever came by the jump box has the keyboard nowhere: it goes to the row.
  useEffect(() => {
    if (route.id !== null && document.activeElement === document.body) grid.current?.focus(route.id);
  }, [route.id, rows]);

  const year = Number(day.slice(0, 4));
  return (
    <Page
      title="社员与股金"
      filters={
        <>
          <span className="quiet">截至</span>
          <DateField bare label="截至日期" width={108} value={asOf} onChange={setAsOf} />
          <SelectField
            bare
            label="村民小组"
            value={group}
            onChange={setGroup}
            choices={[
              { value: '', label: '全部组' },
              ...(groups.value ?? []).map((one) => ({ value: String(one.no), label: `${one.no}组` })),
            ]}
          />
          <SearchField
            label="查找社员"
            placeholder="姓名、首字母、社员号"
            width={168}
            onChange={setSearch}
            onDown={() => grid.current?.focus()}
          />
          <CheckField label="含已退社" value={withLeft} onChange={setWithLeft} />
        </>
      }
      actions={
        <>
          <Button
            kind="primary"
            shortcut="Ctrl+N"
            writes
            onClick={() => setAsking({ what: 'contribute', member: current })}
          >
            新增入股
          </Button>
          <Button writes onClick={() => setAsking({ what: 'create' })}>
            新增社员
          </Button>
          <Button writes onClick={() => setAsking({ what: 'transfer', member: current })}>
            转让
          </Button>
          <Button writes onClick={() => setAsking({ what: 'withdraw', member: current })}>
            退社
          </Button>
          <Button writes title="按决议把公积金转为各户股金" onClick={() => setAsking({ what: 'reserve' })}>
            公积金转增
          </Button>
          <Button
            disabled={rows.length === 0}
            title="把表里的行存成 Excel 表格"
            onClick={() =>
              void exportXlsx(
                `${status.open?.villageName ?? ''}社员与股金-${day}.xlsx`,
                columns,
                grid.current?.shownRows() ?? rows,
              )
            }
          >
            导出
          </Button>
          <Button
            shortcut="Ctrl+P"
            disabled={current === null}
            title={current ? `打印 ${current.name} ${year} 年的成员账户` : '先在表里选一个社员'}
            onClick={() => current && print({ document: 'member-account', memberId: current.id, year })}
          >
            打印
          </Button>
        </>
      }
      banner={
        <>
          <ErrorBanner error={members.error} onRetry={members.reload} />
          {day !== today && (
            <Banner kind="info">看的是 {day} 当天结束时的数；新登记的写在各自的日期上。</Banner>
          )}
        </>
      }
    >
      <Grid
        label="社员与股金"
        gridRef={grid}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        totals={{ unit: '户' }}
        loading={members.loading}
        failed={members.error !== null}
        rowClass={(row) => (row.state === 'left' ? 'faded' : undefined)}
        onOpen={open}
        onSelect={([row]) => {
          if (row && route.id !== null && row.id !== route.id) settle('members', row.id);
        }}
        empty={
          search || group ? (
            '没有符合条件的社员。'
          ) : (
            <Empty
              title="还没有社员"
              actions={
                <>
                  <Button kind="primary" onClick={() => go('imports', null, { kind: 'shares' })}>
                    导入入股登记表
                  </Button>
                  <Button writes onClick={() => setAsking({ what: 'create' })}>
                    新增社员
                  </Button>
                </>
              }
            >
              导入入股登记表会一并建立社员；也可以先“新增社员”，再逐笔登记入股。
            </Empty>
          )
        }
      />
      {route.id !== null && (
        <MemberDrawer
          id={route.id}
          asOf={day}
          focus={inside}
          onAsk={setAsking}
          onClose={() => {
            setInside(false);
            settle('members');
          }}
        />
      )}
      {asking && <MemberDialogs asking={asking} onClose={() => setAsking(null)} />}
    </Page>
  );
}
