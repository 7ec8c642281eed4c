import { useState } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Drawer } from '../../parts/Drawer.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { DateField, NumberField, SelectField, TextField } from '../../parts/Field.tsx';
import { Grid } from '../../parts/Grid.tsx';
import type { Column } from '../../parts/gridColumns.ts';
import { ErrorBanner, notify, notifyWarnings } from '../../parts/Notice.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { useForm } from '../../parts/useForm.ts';
import { usePrint } from '../../parts/usePrint.ts';
import { Into } from '../labour/slots.tsx';
import { beside } from './columns.ts';
import { useFund, useView } from './context.ts';
import { FundMemberPicker } from './fields.tsx';
import { AsOfField } from './OverviewTab.tsx';
import type { FundMember, Group } from './words.ts';

type Mate = Group['members'][number];

const COLUMNS: readonly Column<Group>[] = [
  { field: 'no', title: '编号', kind: 'code', width: 52 },
  { field: 'name', title: '小组', kind: 'text', width: 110 },
  { field: 'headName', title: '组长', kind: 'text', width: 80 },
  { field: 'size', title: '户数', kind: 'number', width: 56, total: true },
  { field: 'loanFen', title: '借款余额', kind: 'money', width: 104, total: true, strong: true },
  { field: 'overdueFen', title: '逾期本金', kind: 'money', width: 92, total: true },
  {
    field: 'mates',
    title: '组员',
    kind: 'text',
    width: 280,
    value: (row) =>
      row.members
        .filter((one) => one.to === null)
        .map((one) => one.name)
        .join('、'),
    tooltip: (row) => row.members.map((one) => one.name).join('、'),
  },
  {
    field: 'faults',
    title: '提醒',
    kind: 'text',
    width: 330,
    value: (row) => row.faults.join('；'),
    tooltip: (row) => row.faults.join('；'),
  },
];

/** 互助小组: five to seven households that stand surety for one another. */
export function GroupsTab() {
  const fund = useFund();
  const { asOf, openId, show } = useView();
  const print = usePrint();
  const [editing, setEditing] = useState<Group | 'new' | null>(null);
  const groups = useCall('fund.groups', { entityId: fund.id, asOf });
  const rows = groups.value ?? [];
  const open = rows.find((row) => row.id === openId);
  return (
    <>
      <Into place="filters">
        <AsOfField />
      </Into>
      <Into place="actions">
        <Button kind="primary" shortcut="Ctrl+N" writes onClick={() => setEditing('new')}>
          新小组…
        </Button>
        <Button
          shortcut="Ctrl+P"
          disabled={rows.length === 0}
          onClick={() =>
            print({
              document: 'fund-groups',
              entityId: fund.id,
              asOf,
              ...(open ? { groupId: open.id } : {}),
            })
          }
        >
          {open ? '打印这个小组' : '打印登记表'}
        </Button>
      </Into>
      <Into place="banner">
        <ErrorBanner error={groups.error} onRetry={groups.reload} />
      </Into>
      <Grid<Group>
        label="互助小组"
        columns={open ? beside(COLUMNS) : COLUMNS}
        rows={rows}
        rowId={(row) => row.id}
        totals={{ unit: '组' }}
        loading={groups.loading}
        failed={groups.error !== null}
        rowClass={(row) => (row.overdueFen > 0 ? 'owing' : undefined)}
        onOpen={(row) => show({ open: row.id })}
        onSelect={([row]) => {
          if (row && openId !== null && row.id !== openId) show({ open: row.id });
        }}
        empty={
          <Empty
            title="还没有互助小组"
            actions={
              <Button kind="primary" writes onClick={() => setEditing('new')}>
                新小组
              </Button>
            }
          >
            {fund.settings.groupMin} 到 {fund.settings.groupMax} 户自愿结成一组，组内的借款互相联保。
          </Empty>
        }
      />
      {open && (
        <GroupDrawer group={open} onEdit={() => setEditing(open)} onClose={() => show({ open: null })} />
      )}
      {editing !== null && (
        <GroupDialog
          group={editing === 'new' ? null : editing}
          nextNo={Math.max(0, ...rows.map((row) => row.no)) + 1}
          onClose={() => setEditing(null)}
          onSaved={(id) => show({ open: id })}
        />
      )}
    </>
  );
}

function GroupDrawer(props: { group: Group; onEdit: () => void; onClose: () => void }) {
  const { group } = props;
  const fund = useFund();
  const { show } = useView();
  const [asking, setAsking] = useState<'enter' | Mate | null>(null);
  const standing = group.members.filter((one) => one.to === null);
  const gone = group.members.filter((one) => one.to !== null);
  return (
    <Drawer
      width={380}
      title={group.name}
      sub={`${group.headName ? `组长 ${group.headName} · ` : ''}${group.size} 户 · 借款余额 ${formatYuan(group.loanFen)}`}
      onClose={props.onClose}
    >
      {group.faults.map((fault) => (
        <p key={fault} className="fund-bar-reason">
          {fault}
        </p>
      ))}
      <div className="drawer-actions">
        <Button
          kind="primary"
          writes
          disabled={group.size >= fund.settings.groupMax}
          title={
            group.size >= fund.settings.groupMax
              ? `一组最多 ${fund.settings.groupMax} 户`
              : '已入会、还没有编组的'
          }
          onClick={() => setAsking('enter')}
        >
          加入组员…
        </Button>
        <Button writes onClick={props.onEdit}>
          修改…
        </Button>
      </div>
      <div className="fund-table">
        <table aria-label="组员">
          <thead>
            <tr>
              <th>组员</th>
              <th>入组</th>
              <th className="right">借款余额</th>
              <th className="right">逾期</th>
              <th aria-label="退组" />
            </tr>
          </thead>
          <tbody>
            {standing.map((mate) => (
              <tr key={mate.memberId} className={mate.overdueFen > 0 ? 'late' : ''}>
                <td>
                  <button
                    type="button"
                    className="people-link"
                    onClick={() => show({ tab: 'members', open: mate.memberId })}
                  >
                    {mate.name}
                  </button>
                </td>
                <td className="figures">{mate.from}</td>
                <td className="figures right">{mate.loanFen === 0 ? '—' : formatYuan(mate.loanFen)}</td>
                <td className="figures right">{mate.overdueFen === 0 ? '—' : formatYuan(mate.overdueFen)}</td>
                <td>
                  <Button kind="quiet" writes title={`${mate.name}退组`} onClick={() => setAsking(mate)}>
                    退组
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {gone.length > 0 && (
        <>
          <h3>退过组的</h3>
          {gone.map((mate) => (
            <p key={`${mate.memberId} ${mate.from}`} className="quiet">
              {mate.name} {mate.from} 至 {mate.to} {mate.endReason}
            </p>
          ))}
        </>
      )}
      {group.note && <p className="quiet">{group.note}</p>}
      {asking === 'enter' && <EnterDialog group={group} onClose={() => setAsking(null)} />}
      {asking !== null && asking !== 'enter' && (
        <ReasonDialog
          title={`${asking.name}退出${group.name}`}
          dated
          saveLabel="退组"
          onClose={() => setAsking(null)}
          onSave={async ({ date, reason }) => {
            const saved = await call('fund.leaveGroup', {
              entityId: fund.id,
              groupId: group.id,
              memberId: asking.memberId,
              date,
              reason,
            });
            notify(`${asking.name}已退出${group.name}。`);
            notifyWarnings(saved.warnings);
          }}
        >
          <p className="form-note">还有借款的、还在为别人联保的，不能退组。</p>
        </ReasonDialog>
      )}
    </Drawer>
  );
}

function EnterDialog({ group, onClose }: { group: Group; onClose: () => void }) {
  const fund = useFund();
  const { today } = useSession();
  const form = useForm<{ member: FundMember | null; date: string }>(() => ({ member: null, date: today }));
  return (
    <Dialog
      title={`加入${group.name}`}
      form={form}
      width={460}
      saveLabel="加入"
      disabled={form.value.member === null}
      onClose={onClose}
      onSave={async ({ member, date }) => {
        if (!member) return;
        const saved = await call('fund.enterGroup', {
          entityId: fund.id,
          groupId: group.id,
          memberId: member.id,
          date,
        });
        notify(`${member.name}已加入${group.name}。`);
        notifyWarnings(saved.warnings);
      }}
    >
      <FundMemberPicker
        label="会员"
        required
        value={form.value.member}
        exclude={group.members.filter((one) => one.to === null).map((one) => one.memberId)}
        onChange={(member) => form.set({ member })}
        error={form.errorOf('memberId')}
      />
      <DateField {...form.field('date')} label="入组日期" required max={today} width={170} />
    </Dialog>
  );
}

function GroupDialog(props: {
  group: Group | null;
  nextNo: number;
  onClose: () => void;
  onSaved: (id: number) => void;
}) {
  const { group } = props;
  const fund = useFund();
  const form = useForm(() => ({
    no: String(group?.no ?? props.nextNo),
    name: group?.name ?? `第${props.nextNo}互助小组`,
    head: group?.headMemberId ? String(group.headMemberId) : '',
    note: group?.note ?? '',
  }));
  const mates = (group?.members ?? []).filter((one) => one.to === null);
  return (
    <Dialog
      title={group ? `修改${group.name}` : '新互助小组'}
      form={form}
      width={460}
      onClose={props.onClose}
      onSave={async ({ no, name, head, note }) => {
        if (!/^\d{1,3}$/u.test(no.trim())) {
          throw new Refusal('no', '编号要写 1 到 999 的整数。', { no: '写整数' });
        }
        const saved = await call('fund.saveGroup', {
          entityId: fund.id,
          ...(group ? { id: group.id } : {}),
          no: Number(no),
          name,
          headMemberId: head === '' ? null : Number(head),
          note,
        });
        notify(`${name}已保存。${group ? '' : '再按“加入组员”。'}`);
        notifyWarnings(saved.warnings);
        props.onSaved(saved.id);
      }}
    >
      <div className="fields">
        <NumberField {...form.field('no')} label="编号" required />
        <TextField {...form.field('name')} label="小组名称" required maxLength={50} />
        <SelectField
          {...form.field('head')}
          label="组长"
          choices={[
            { value: '', label: mates.length === 0 ? '加了组员再选' : '没有选' },
            ...mates.map((one) => ({ value: String(one.memberId), label: one.name })),
          ]}
        />
        <TextField {...form.field('note')} label="备注" />
      </div>
    </Dialog>
  );
}
