import { useState } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { settle, useRoute } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Drawer } from '../../parts/Drawer.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { DateField, NumberField, SelectField, TextField } from '../../parts/Field.tsx';
import { Grid } from '../../parts/Grid.tsx';
import type { Column } from '../../parts/gridColumns.ts';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { ErrorBanner, notify, notifyWarnings } from '../../parts/Notice.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { VoucherLink } from '../../parts/VoucherLink.tsx';
import { useForm } from '../../parts/useForm.ts';
import { moneyOf } from '../business/draft.ts';
import { NameField } from '../business/inputs.tsx';
import { AssetsFrame } from './AssetsFrame.tsx';
import { WAY_NAMES } from './DisposeDialog.tsx';
import { PayerFields, PayField } from './fields.tsx';
import { NO_PAYER, type PayerDraft, payerOf } from './typed.ts';
import { showCard } from './view.ts';

type Disposal = Output<'disposals.list'>[number];
type Asking = 'cost' | 'proceeds' | 'close' | 'reverse';

const STATES: Readonly<Record<Disposal['state'], string>> = {
  open: '清理中',
  closed: '已结转',
  undone: '已冲销',
};

/** 清理: what went out of the cards, what stands on 154 for it, what it cost and brought, and the close. */
export function ClearingTab() {
  const { today } = useSession();
  const route = useRoute();
  const [state, setState] = useState<'open' | 'all'>(route.params.has('at') ? 'all' : 'open');
  const [asking, setAsking] = useState<Asking | null>(null);
  const list = useCall('disposals.list', { state });
  const rows = list.value ?? [];
  const current = rows.find((row) => String(row.id) === route.params.get('at')) ?? null;
  const open = (id: number | null): void =>
    settle('assets', null, { tab: 'clearing', ...(id === null ? {} : { at: String(id) }) });
  const off = (why: string) => ({ disabled: true, title: why });
  const closed =
    current === null
      ? off('先在表里选一笔')
      : !current.isBooked
        ? off('备查资产没有清理科目')
        : current.state === 'open'
          ? {}
          : off(`这一笔${STATES[current.state]}`);
  return (
    <AssetsFrame
      narrow={
        <SelectField
          bare
          label="看哪些"
          value={state}
          onChange={setState}
          choices={[
            { value: 'open', label: '清理中的' },
            { value: 'all', label: '全部处置' },
          ]}
        />
      }
      actions={
        <>
          <Button writes {...closed} onClick={() => setAsking('cost')}>
            清理费用…
          </Button>
          <Button writes {...closed} onClick={() => setAsking('proceeds')}>
            收入、赔款…
          </Button>
          <Button kind="primary" writes {...closed} onClick={() => setAsking('close')}>
            结转净损益…
          </Button>
          <Button
            kind="danger"
            writes
            {...(current === null || current.state === 'undone' ? off('先在表里选一笔没有冲销的') : {})}
            onClick={() => setAsking('reverse')}
          >
            冲销上一步…
          </Button>
          <Button
            disabled={rows.length === 0}
            onClick={() => void exportXlsx(`资产处置-${today}.xlsx`, COLUMNS, rows, '笔')}
          >
            导出
          </Button>
        </>
      }
      banner={<ErrorBanner error={list.error} onRetry={list.reload} />}
      drawer={
        <>
          {current && <DisposalDrawer disposal={current} onClose={() => open(null)} />}
          {current && asking && <Asked disposal={current} asking={asking} onClose={() => setAsking(null)} />}
        </>
      }
    >
      <Grid
        label="资产处置"
        columns={current ? COLUMNS.filter((column) => !WIDE.has(column.field)) : COLUMNS}
        rows={rows}
        rowId={(row) => row.id}
        totals={{ unit: '笔' }}
        loading={list.loading}
        failed={list.error !== null}
        rowClass={(row) => (row.state === 'undone' ? 'faded' : undefined)}
        onOpen={(row) => open(row.id)}
        onSelect={([row]) => row && open(row.id)}
        empty={
          state === 'open'
            ? '没有清理中的资产：报废、出售、毁损在卡片或平面图上点“处置”。'
            : '还没有处置过资产。'
        }
      />
    </AssetsFrame>
  );
}

const WIDE = new Set(['reason', 'accumulatedFen', 'netFen']);

const COLUMNS: readonly Column<Disposal>[] = [
  { field: 'date', title: '日期', kind: 'date', width: 82 },
  { field: 'no', title: '编号', kind: 'code', width: 58 },
  { field: 'name', title: '名称', kind: 'text', width: 100 },
  {
    field: 'what',
    title: '处置',
    kind: 'text',
    width: 96,
    value: (row) =>
      `${row.pieceNos.length > 0 ? row.pieceNos.join('、') : `${row.pieces} ${row.unit || '件'}`}`,
    tooltip: (row) => row.pieceNos.join('、'),
  },
  {
    field: 'way',
    title: '方式',
    kind: 'text',
    width: 64,
    value: (row) => WAY_NAMES[row.way].replace(/（.*/u, ''),
  },
  { field: 'reason', title: '原因', kind: 'text', width: 130, tooltip: (row) => row.reason },
  { field: 'costFen', title: '原值', kind: 'money', width: 90, total: true },
  { field: 'accumulatedFen', title: '累计折旧', kind: 'money', width: 84, total: true },
  { field: 'netFen', title: '净值', kind: 'money', width: 90, total: true },
  { field: 'clearingCostFen', title: '清理费用', kind: 'money', width: 82, total: true },
  { field: 'proceedsFen', title: '收入赔款', kind: 'money', width: 82, total: true },
  { field: 'balanceFen', title: '154 余额', kind: 'money', width: 90, total: true, strong: true },
  {
    field: 'state',
    title: '状态',
    kind: 'text',
    width: 62,
    value: (row) => (row.isBooked ? STATES[row.state] : row.state === 'undone' ? '已冲销' : '备查'),
  },
];

const STEPS = { clearing: '转入清理', cost: '清理费用', proceeds: '清理收入', close: '结转净损益' } as const;

function DisposalDrawer({ disposal, onClose }: { disposal: Disposal; onClose: () => void }) {
  return (
    <Drawer
      title={`${disposal.no} ${disposal.name}`}
      sub={`${disposal.date} ${WAY_NAMES[disposal.way]} · ${disposal.reason}`}
      onClose={onClose}
    >
      <Stat label="原值" valueFen={disposal.costFen} />
      <Stat label="累计折旧" valueFen={disposal.accumulatedFen} />
      <Stat label="净值" valueFen={disposal.netFen} />
      <Stat label="清理费用" valueFen={disposal.clearingCostFen} />
      <Stat label="收入、赔款" valueFen={disposal.proceedsFen} />
      <Stat
        label="154 固定资产清理余额"
        valueFen={disposal.balanceFen}
        strong
        hint={disposal.balanceFen > 0 ? '借方：净损失' : disposal.balanceFen < 0 ? '贷方：净收益' : ''}
      />
      {disposal.pieceNos.length > 0 && <p>单件：{disposal.pieceNos.join('、')}</p>}
      {disposal.approvalNo && <p>批准：{disposal.approvalNo}</p>}
      {disposal.note && <p>{disposal.note}</p>}
      <div className="drawer-actions">
        <Button onClick={() => showCard('cards', disposal.assetId)}>看卡片</Button>
      </div>
      <h3>经过</h3>
      <ol className="timeline">
        {disposal.steps.map((step, index) => (
          <li key={index} className={step.undoneOn === null ? '' : 'gone'}>
            <b className="figures">{step.date}</b> {STEPS[step.kind]}{' '}
            <span className={step.fen < 0 ? 'figures negative' : 'figures'}>{formatYuan(step.fen)}</span>
            <small>
              {step.vouchers.map((voucher) => (
                <VoucherLink key={voucher.id} voucher={voucher} />
              ))}{' '}
              {[step.party, step.note, step.undoneOn === null ? '' : `${step.undoneOn} 冲销`]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </li>
        ))}
      </ol>
      <p className="quiet">{disposal.operator} 登记。</p>
    </Drawer>
  );
}

function Asked(props: { disposal: Disposal; asking: Asking; onClose: () => void }) {
  const { disposal, onClose } = props;
  switch (props.asking) {
    case 'cost':
      return <CostDialog disposal={disposal} onClose={onClose} />;
    case 'proceeds':
      return <ProceedsDialog disposal={disposal} onClose={onClose} />;
    case 'close':
      return <CloseDialog disposal={disposal} onClose={onClose} />;
    case 'reverse':
      return <UndoDialog disposal={disposal} onClose={onClose} />;
  }
}

/** 清理费用: tearing down, carting away. */
function CostDialog({ disposal, onClose }: { disposal: Disposal; onClose: () => void }) {
  const { today } = useSession();
  const form = useForm({
    date: today,
    amountFen: null as number | null,
    party: '',
    pay: 'bank',
    documentNo: '',
    note: '',
    attachments: '1',
  });
  const { amountFen, pay } = form.value;
  return (
    <Dialog
      title={`清理费用：${disposal.no} ${disposal.name}`}
      form={form}
      disabled={amountFen === null || (pay === 'later' && form.value.party.trim() === '')}
      saveLabel="登记入账"
      onClose={onClose}
      onSave={async (value) => {
        if (value.amountFen === null) throw new Refusal('incomplete', '请填金额。');
        const { warnings } = await call('disposals.cost', {
          id: disposal.id,
          date: value.date,
          amountFen: value.amountFen,
          party: value.party,
          paid: moneyOf(value.pay),
          documentNo: value.documentNo,
          note: value.note,
          attachments: Number(toHalfWidth(value.attachments).trim() || '0'),
        });
        notify(`已登记清理费用 ${formatYuan(value.amountFen)} 元，凭证已生成。`);
        notifyWarnings(warnings);
      }}
    >
      <div className="fields">
        <MoneyField
          label="金额（元）"
          required
          valueFen={amountFen}
          onChange={(fen) => form.set({ amountFen: fen })}
          error={form.errorOf('amountFen')}
        />
        <DateField {...form.field('date')} label="日期" required />
        <PayField {...form.field('pay')} label="付款" later="还没付（应付款）" error={form.errorOf('paid')} />
        <NameField {...form.field('party')} label="付给谁" required={pay === 'later'} dim="counterparty" />
        <TextField {...form.field('documentNo')} label="单据号" />
        <NumberField {...form.field('attachments')} label="附单据" suffix="张" />
        <div className="wide">
          <TextField {...form.field('note')} label="说明" placeholder="拆棚人工、清运" />
        </div>
      </div>
    </Dialog>
  );
}

/** 变价收入、残料、保险和责任人赔偿. */
function ProceedsDialog({ disposal, onClose }: { disposal: Disposal; onClose: () => void }) {
  const { today } = useSession();
  const form = useForm<
    PayerDraft & {
      date: string;
      amountFen: number | null;
      documentNo: string;
      note: string;
      attachments: string;
    }
  >({ ...NO_PAYER, date: today, amountFen: null, documentNo: '', note: '', attachments: '1' });
  return (
    <Dialog
      title={`收入、赔款：${disposal.no} ${disposal.name}`}
      form={form}
      disabled={form.value.amountFen === null || payerOf(form.value) === null}
      saveLabel="登记入账"
      onClose={onClose}
      onSave={async (value) => {
        const payer = payerOf(value);
        if (value.amountFen === null || !payer) throw new Refusal('incomplete', '请填金额和对方。');
        const { warnings } = await call('disposals.proceeds', {
          id: disposal.id,
          date: value.date,
          amountFen: value.amountFen,
          payer,
          documentNo: value.documentNo,
          note: value.note,
          attachments: Number(toHalfWidth(value.attachments).trim() || '0'),
        });
        notify(`已登记清理收入 ${formatYuan(value.amountFen)} 元，凭证已生成。`);
        notifyWarnings(warnings);
      }}
    >
      <div className="fields">
        <MoneyField
          label="金额（元）"
          required
          valueFen={form.value.amountFen}
          onChange={(amountFen) => form.set({ amountFen })}
          error={form.errorOf('amountFen')}
        />
        <DateField {...form.field('date')} label="日期" required />
        <PayerFields value={form.value} set={form.set} errorOf={form.errorOf} />
        <TextField {...form.field('documentNo')} label="单据号" />
        <NumberField {...form.field('attachments')} label="附单据" suffix="张" />
        <div className="wide">
          <TextField {...form.field('note')} label="说明" placeholder="残料变卖、保险赔款、责任人赔偿" />
        </div>
      </div>
    </Dialog>
  );
}

function CloseDialog({ disposal, onClose }: { disposal: Disposal; onClose: () => void }) {
  const { today } = useSession();
  const form = useForm({ date: today, note: '' });
  const { balanceFen } = disposal;
  const amount = formatYuan(Math.abs(balanceFen));
  return (
    <Dialog
      title={`结转净损益：${disposal.no} ${disposal.name}`}
      form={form}
      width={460}
      saveLabel="结转"
      onClose={onClose}
      onSave={async ({ date, note }) => {
        const { warnings } = await call('disposals.close', { id: disposal.id, date, note });
        notify(`${disposal.no} ${disposal.name} 清理已经结转。`);
        notifyWarnings(warnings);
      }}
    >
      <Stat label="净值" valueFen={disposal.netFen} />
      <Stat label="加：清理费用" valueFen={disposal.clearingCostFen} />
      <Stat label="减：收入、赔款" valueFen={disposal.proceedsFen} />
      <Stat label="154 余额" valueFen={balanceFen} strong />
      <p className="form-note">
        {balanceFen > 0
          ? `净损失 ${amount} 元：借 529 其他支出，贷 154 固定资产清理。`
          : balanceFen < 0
            ? `净收益 ${amount} 元：借 154 固定资产清理，贷 502 其他收入。`
            : '没有余额，不写凭证，标为已结转。'}
      </p>
      <div className="fields">
        <DateField {...form.field('date')} label="日期" required />
        <TextField {...form.field('note')} label="说明" />
      </div>
    </Dialog>
  );
}

function UndoDialog({ disposal, onClose }: { disposal: Disposal; onClose: () => void }) {
  const step = disposal.steps.filter((one) => one.undoneOn === null).at(-1);
  return (
    <ReasonDialog
      title={`冲销“${step ? STEPS[step.kind] : '处置'}”：${disposal.no} ${disposal.name}`}
      danger
      dated
      saveLabel="冲销"
      onClose={onClose}
      onSave={async ({ date, reason }) => {
        const { warnings } = await call('disposals.reverse', {
          id: disposal.id,
          eventId: step?.eventId ?? null,
          date,
          reason,
        });
        notify('已冲销，红字凭证已生成。');
        notifyWarnings(warnings);
      }}
    >
      <p className="form-note">
        {step
          ? `${step.date} ${STEPS[step.kind]} ${formatYuan(step.fen)} 元。从最后一步往前冲；冲到“转入清理”，资产回到卡片上。`
          : '备查资产的处置取消，资产回到卡片上。'}
      </p>
    </ReasonDialog>
  );
}
