import { useMemo, useRef, useState, type ReactNode } from 'react';
import { DIM_NAMES, type Dim } from '../../../shared/rules/chart/accounts.ts';
import { asRefusal, call } from '../../api.ts';
import { go, settle, useRoute } from '../../frame/routes.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { CheckField, TextField } from '../../parts/Field.tsx';
import { Grid, type GridHandle } from '../../parts/Grid.tsx';
import type { Column } from '../../parts/gridColumns.ts';
import { notify } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { useForm } from '../../parts/useForm.ts';
import { DIMS } from '../ledger/view.ts';
import type { Account } from '../vouchers/lookup.ts';
import type { Item } from './openings.ts';

/** Members are kept in their register; who consigns is a member or a party. */
const KEPT_ELSEWHERE: ReadonlySet<Dim> = new Set(['member', 'consignor']);

/** 辅助核算: bank accounts, products, assets, projects, persons … that lines are analysed by. */
export function Items(props: { tabs: ReactNode; accounts: readonly Account[]; items: readonly Item[] }) {
  const { accounts, items } = props;
  const { params } = useRoute();
  const grid = useRef<GridHandle<Item>>(null);
  const [selected, setSelected] = useState<number | null>(null);
  const [editing, setEditing] = useState<Item | 'new' | null>(null);
  const dims = useMemo(() => DIMS.filter((dim) => !KEPT_ELSEWHERE.has(dim)), []);
  const dim = dims.find((one) => one === params.get('dim')) ?? 'bank';
  const rows = useMemo(() => items.filter((one) => one.dim === dim), [items, dim]);
  const columns = useMemo(() => columnsFor(dim), [dim]);
  const current = rows.find((one) => one.id === selected) ?? null;
  const users = accounts.filter((one) => one.isLeaf && one.dims.includes(dim));

  async function enable(item: Item): Promise<void> {
    try {
      await call('items.update', { id: item.id, enabled: !item.enabled });
      notify(`“${item.name}”已${item.enabled ? '停用，以后的凭证不能再选它' : '启用'}。`);
    } catch (reason) {
      notify(asRefusal(reason).message, 'error');
    }
  }
  return (
    <Page
      title="科目"
      filters={props.tabs}
      actions={
        <>
          <Button kind="primary" shortcut="Ctrl+N" writes onClick={() => setEditing('new')}>
            新增{DIM_NAMES[dim]}…
          </Button>
          <Button writes disabled={!current} onClick={() => current && setEditing(current)}>
            修改…
          </Button>
          <Button writes disabled={!current} onClick={() => current && void enable(current)}>
            {current && !current.enabled ? '启用' : '停用'}
          </Button>
          <Button onClick={() => go('ledger', null, { tab: 'analysis', dim })}>看余额</Button>
        </>
      }
    >
      <nav className="dim-list" aria-label="辅助核算种类">
        {dims.map((one) => (
          <button
            key={one}
            type="button"
            aria-current={one === dim ? 'true' : undefined}
            onClick={() => {
              setSelected(null);
              settle('accounts', null, { tab: 'items', dim: one });
            }}
          >
            {DIM_NAMES[one]}
            <small className="figures">{items.filter((item) => item.dim === one).length || ''}</small>
          </button>
        ))}
      </nav>
      <div className="dim-items">
        <p className="form-note">
          {users.length > 0
            ? `用在：${users.map((one) => `${one.code} ${one.name}`).join('、')}。`
            : dim === 'herd'
              ? '牲畜的每一行分录要再填群别（幼畜、育肥畜、产畜、役畜）。'
              : '现在没有科目用它。'}
        </p>
        <Grid<Item>
          key={dim}
          label="辅助核算项目"
          gridRef={grid}
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          rowClass={(row) => (row.enabled ? undefined : 'faded')}
          onSelect={([row]) => setSelected(row?.id ?? null)}
          onOpen={setEditing}
          empty={`还没有${DIM_NAMES[dim]}。按 Ctrl+N 新增；填凭证时也可以随手新增。`}
        />
      </div>
      {editing && (
        <ItemDialog dim={dim} item={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </Page>
  );
}

function columnsFor(dim: Dim): readonly Column<Item>[] {
  const yes = (field: 'isPovertyAsset' | 'isLivestock', title: string): Column<Item> => ({
    field,
    title,
    kind: 'text',
    width: 100,
  });
  return [
    { field: 'name', title: DIM_NAMES[dim], kind: 'text', width: 240 },
    ...(canBePoverty(dim) ? [yes('isPovertyAsset', '扶贫项目资产')] : []),
    ...(dim === 'asset' ? [yes('isLivestock', '牲畜')] : []),
    { field: 'note', title: '备注', kind: 'text', width: 260, quiet: true },
    {
      field: 'enabled',
      title: '状态',
      kind: 'text',
      width: 70,
      value: (row) => (row.enabled ? '' : '已停用'),
    },
  ];
}

const canBePoverty = (dim: Dim): boolean => dim === 'asset' || dim === 'project';

function ItemDialog(props: { dim: Dim; item: Item | null; onClose: () => void }) {
  const { dim, item } = props;
  const form = useForm({
    name: item?.name ?? '',
    note: item?.note ?? '',
    isPovertyAsset: item?.isPovertyAsset ?? false,
    isLivestock: item?.isLivestock ?? false,
  });
  return (
    <Dialog
      title={item ? `修改${DIM_NAMES[dim]}` : `新增${DIM_NAMES[dim]}`}
      form={form}
      width={440}
      disabled={form.value.name.trim() === ''}
      onClose={props.onClose}
      onSave={async (value) => {
        if (item) await call('items.update', { id: item.id, ...value });
        else await call('items.add', { dim, ...value });
        notify(`已${item ? '修改' : '新增'}“${value.name.trim()}”。`);
      }}
    >
      <TextField {...form.field('name')} label="名称" required />
      <TextField {...form.field('note')} label="备注" hint={NOTE_HINTS[dim]} />
      {canBePoverty(dim) && (
        <CheckField
          {...form.field('isPovertyAsset')}
          label="属于扶贫项目资产"
          hint="制度要求单独核算、设备查簿，报表附注也要单独说明"
        />
      )}
      {dim === 'asset' && (
        <CheckField
          {...form.field('isLivestock')}
          label="是牲畜"
          hint="记账时还要填群别（幼畜、育肥畜、产畜、役畜）"
        />
      )}
    </Dialog>
  );
}

const NOTE_HINTS: Partial<Record<Dim, string>> = {
  bank: '例如开户行和账号后四位',
  counterparty: '例如电话、统一社会信用代码',
  product: '例如计量单位、等级',
  grantProject: '例如批文号、年度',
};
