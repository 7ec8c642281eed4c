import { useRef, useState } from 'react';
import { useCall } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import { Button } from '../../parts/Button.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { CheckField, SelectField } from '../../parts/Field.tsx';
import { Grid, type GridHandle } from '../../parts/Grid.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { Into } from '../labour/slots.tsx';
import { beside, CONTRIBUTION_COLUMNS, EXIT_COLUMNS, goToVoucher, MEMBER_COLUMNS } from './columns.ts';
import { useFund, useView } from './context.ts';
import { ContributeDialog, JoinDialog } from './MemberDialogs.tsx';
import { MemberDrawer } from './MemberDrawer.tsx';
import { AsOfField } from './OverviewTab.tsx';
import { useYear } from './RepaymentsTab.tsx';
import { UndoEventDialog } from './UndoEventDialog.tsx';
import type { Contribution, Exit, FundMember } from './words.ts';

type Look = 'members' | 'contributions' | 'exits';

/** 会员与互助金: the register, what was brought in and given back, who wants to leave. */
export function MembersTab() {
  const { look, show } = useView();
  const which: Look = look === 'contributions' || look === 'exits' ? look : 'members';
  const chooser = (
    <SelectField
      bare
      label="哪本台账"
      value={which}
      onChange={(next) => show({ look: next === 'members' ? '' : next, open: null })}
      choices={[
        { value: 'members', label: '会员名册' },
        { value: 'contributions', label: '互助金收缴台账' },
        { value: 'exits', label: '退会申请' },
      ]}
    />
  );
  if (which === 'contributions') return <Contributions chooser={chooser} />;
  if (which === 'exits') return <Exits chooser={chooser} />;
  return <Members chooser={chooser} />;
}

function Members({ chooser }: { chooser: React.ReactNode }) {
  const fund = useFund();
  const { asOf, openId, show } = useView();
  const print = usePrint();
  const [all, setAll] = useState(false);
  const [search, setSearch] = useState('');
  const [selected, setSelected] = useState<FundMember | null>(null);
  const [asking, setAsking] = useState<'join' | 'contribute' | null>(null);
  const grid = useRef<GridHandle<FundMember>>(null);
  const members = useCall('fund.members', {
    entityId: fund.id,
    asOf,
    all,
    ...(search ? { search } : {}),
  });
  const rows = members.value ?? [];
  return (
    <>
      <Into place="filters">
        {chooser}
        <AsOfField />
        <SearchField
          label="找会员"
          placeholder="姓名、拼音、会员号"
          width={136}
          onChange={setSearch}
          onDown={() => grid.current?.focus()}
        />
        <CheckField label="含已退会" value={all} onChange={setAll} />
      </Into>
      <Into place="actions">
        <Button kind="primary" shortcut="Ctrl+N" writes onClick={() => setAsking('join')}>
          登记会员…
        </Button>
        <Button writes disabled={rows.length === 0} onClick={() => setAsking('contribute')}>
          缴互助金…
        </Button>
        <Button
          disabled={rows.length === 0}
          onClick={() =>
            void exportXlsx(
              `${fund.name}会员名册-${asOf}.xlsx`,
              MEMBER_COLUMNS,
              grid.current?.shownRows() ?? rows,
              '人',
            )
          }
        >
          导出 Excel
        </Button>
        <Button
          shortcut="Ctrl+P"
          disabled={rows.length === 0}
          onClick={() => print({ document: 'fund-members', entityId: fund.id, asOf })}
        >
          打印名册
        </Button>
      </Into>
      <Into place="banner">
        <ErrorBanner error={members.error} onRetry={members.reload} />
      </Into>
      <Grid<FundMember>
        gridRef={grid}
        label="会员名册"
        columns={openId === null ? MEMBER_COLUMNS : beside(MEMBER_COLUMNS)}
        rows={rows}
        rowId={(row) => row.id}
        totals={{ unit: '人' }}
        loading={members.loading}
        failed={members.error !== null}
        rowClass={(row) => (row.overdueFen > 0 ? 'owing' : row.state === 'left' ? 'faded' : undefined)}
        onOpen={(row) => show({ open: row.id })}
        onSelect={([row]) => {
          setSelected(row ?? null);
          if (row && openId !== null && row.id !== openId) show({ open: row.id });
        }}
        empty={
          search ? (
            '没有符合条件的会员。'
          ) : (
            <Empty
              title="还没有会员"
              actions={
                <>
                  <Button kind="primary" writes onClick={() => setAsking('join')}>
                    登记会员
                  </Button>
                  <Button writes onClick={() => go('imports', null, { kind: 'fund-loans' })}>
                    导入借款台账
                  </Button>
                </>
              }
            >
              一户一人入会。导入借款台账时，借款人和小组会自动登记。
            </Empty>
          )
        }
      />
      {openId !== null && <MemberDrawer key={openId} id={openId} onClose={() => show({ open: null })} />}
      {asking === 'join' && (
        <JoinDialog onClose={() => setAsking(null)} onJoined={(id) => show({ open: id })} />
      )}
      {asking === 'contribute' && <ContributeDialog member={selected} onClose={() => setAsking(null)} />}
    </>
  );
}

function Contributions({ chooser }: { chooser: React.ReactNode }) {
  const fund = useFund();
  const { year, field } = useYear();
  const { show } = useView();
  const print = usePrint();
  const [selected, setSelected] = useState<Contribution | null>(null);
  const [asking, setAsking] = useState<'contribute' | 'undo' | null>(null);
  const list = useCall('fund.contributions', { entityId: fund.id, year });
  const rows = list.value ?? [];
  const current = selected && (rows.find((row) => row.id === selected.id) ?? null);
  const stands = current !== null && current.reversesId === null && !current.isUndone;
  return (
    <>
      <Into place="filters">
        {chooser}
        {field}
      </Into>
      <Into place="actions">
        <Button kind="primary" shortcut="Ctrl+N" writes onClick={() => setAsking('contribute')}>
          缴互助金…
        </Button>
        <Button
          disabled={!current || current.eventId === null}
          onClick={() => current && void goToVoucher(fund.id, current.eventId)}
        >
          看凭证
        </Button>
        <Button writes disabled={!stands || current.eventId === null} onClick={() => setAsking('undo')}>
          冲销…
        </Button>
        <Button
          disabled={rows.length === 0}
          onClick={() =>
            void exportXlsx(`${fund.name}${year}互助金收缴台账.xlsx`, CONTRIBUTION_COLUMNS, rows, '笔')
          }
        >
          导出 Excel
        </Button>
        <Button
          shortcut="Ctrl+P"
          disabled={rows.length === 0}
          onClick={() => print({ document: 'fund-contributions', entityId: fund.id, year })}
        >
          打印台账
        </Button>
      </Into>
      <Into place="banner">
        <ErrorBanner error={list.error} onRetry={list.reload} />
      </Into>
      <Grid<Contribution>
        label="互助金收缴台账"
        columns={CONTRIBUTION_COLUMNS}
        rows={rows}
        rowId={(row) => row.id}
        totals={{ unit: '笔' }}
        loading={list.loading}
        failed={list.error !== null}
        rowClass={(row) => (row.reversesId !== null ? 'red' : row.isUndone ? 'faded' : undefined)}
        onSelect={([row]) => setSelected(row ?? null)}
        onOpen={(row) => show({ look: '', open: row.memberId })}
        empty={`${year} 年没有收退互助金。`}
      />
      {asking === 'contribute' && <ContributeDialog member={null} onClose={() => setAsking(null)} />}
      {asking === 'undo' && current?.eventId && (
        <UndoEventDialog
          eventId={current.eventId}
          title={current.title}
          what={`${current.date} ${current.memberName} ${current.title}`}
          fen={current.fen}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}

function Exits({ chooser }: { chooser: React.ReactNode }) {
  const fund = useFund();
  const { asOf, show } = useView();
  const exits = useCall('fund.exits', { entityId: fund.id, asOf });
  const rows = exits.value ?? [];
  return (
    <>
      <Into place="filters">
        {chooser}
        <AsOfField />
      </Into>
      <Into place="banner">
        <ErrorBanner error={exits.error} onRetry={exits.reload} />
      </Into>
      <Grid<Exit>
        label="退会申请"
        columns={EXIT_COLUMNS}
        rows={rows}
        rowId={(row) => row.id}
        totals={{ unit: '件' }}
        loading={exits.loading}
        failed={exits.error !== null}
        rowClass={(row) => (row.state === 'requested' ? undefined : 'faded')}
        onOpen={(row) => show({ look: '', open: row.memberId })}
        empty="没有退会申请。会员要退会的，在会员名册里打开这个会员，按“申请退会”。"
      />
    </>
  );
}
