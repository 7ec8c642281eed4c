import { useEffect, useRef, useState } from 'react';
import type { Input } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { EntryPreview } from '../../parts/EntryPreview.tsx';
import { CheckField, DateField, SelectField } from '../../parts/Field.tsx';
import { Grid, type GridHandle } from '../../parts/Grid.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { ErrorBanner, notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { useSettled } from '../../parts/useSettled.ts';
import { WordField } from '../assets/fields.tsx';
import { moneyOf } from '../business/draft.ts';
import { Into } from '../labour/slots.tsx';
import { EVENT_COLUMNS, openVoucher } from './columns.ts';
import { useFund, useView } from './context.ts';
import { NO_PAPER, type PaperDraft, PaperFields, paperOf, PayField } from './fields.tsx';
import { useYear } from './RepaymentsTab.tsx';
import { UndoEventDialog } from './UndoEventDialog.tsx';
import { type FundEvent, SOURCES } from './words.ts';

/** 资金与支出: what came in from outside, what was spent, and every event of a year with its voucher. */
export function EventsTab() {
  const fund = useFund();
  const { eventId } = useView();
  const { year, field } = useYear();
  const [selected, setSelected] = useState<FundEvent | null>(null);
  const [asking, setAsking] = useState<'bring' | 'spend' | 'undo' | null>(null);
  const grid = useRef<GridHandle<FundEvent>>(null);
  const events = useCall('fund.events', { entityId: fund.id, ...(eventId === null ? { year } : {}) });
  const rows = events.value ?? [];
  const current = selected && (rows.find((row) => row.id === selected.id) ?? null);
  const led = eventId !== null && events.value !== undefined;
  // Whoever came from a voucher stands on its event.
  useEffect(() => {
    if (led && eventId !== null) grid.current?.focus(eventId);
  }, [led, eventId]);
  return (
    <>
      <Into place="filters">{eventId === null ? field : <span className="quiet">全部年度</span>}</Into>
      <Into place="actions">
        <Button kind="primary" shortcut="Ctrl+N" writes onClick={() => setAsking('bring')}>
          资金到账…
        </Button>
        <Button writes onClick={() => setAsking('spend')}>
          费用支出…
        </Button>
        <Button
          disabled={!current || current.vouchers.length === 0}
          onClick={() => current && openVoucher(current)}
        >
          看凭证
        </Button>
        <Button
          writes
          disabled={!current || current.reversesId !== null || current.reversedById !== null}
          onClick={() => setAsking('undo')}
        >
          冲销…
        </Button>
      </Into>
      <Into place="banner">
        <ErrorBanner error={events.error} onRetry={events.reload} />
      </Into>
      <Grid<FundEvent>
        gridRef={grid}
        label="互助资金业务"
        columns={EVENT_COLUMNS}
        rows={rows}
        rowId={(row) => row.id}
        totals={{ unit: '笔' }}
        loading={events.loading}
        failed={events.error !== null}
        rowClass={(row) => (row.reversesId ? 'red' : row.reversedById ? 'faded' : undefined)}
        onOpen={openVoucher}
        onSelect={([row]) => setSelected(row ?? null)}
        empty={
          <Empty title={`${year} 年还没有业务`}>
            财政扶持、捐赠资金到账和办公费支出在这里登记；互助金、借款、还款在各自的页签登记，也列在这里。
          </Empty>
        }
      />
      {asking === 'bring' && <BringDialog onClose={() => setAsking(null)} />}
      {asking === 'spend' && <SpendDialog onClose={() => setAsking(null)} />}
      {asking === 'undo' && current && (
        <UndoEventDialog
          eventId={current.id}
          title={current.title}
          what={`${current.date} ${current.party}`}
          fen={current.amountFen}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}

interface BringDraft extends PaperDraft {
  date: string;
  source: keyof typeof SOURCES;
  party: string;
  amountFen: number | null;
  isRestricted: boolean;
  pay: string;
}

/** 财政扶持, 捐赠, 社会帮扶: money that comes in for good. */
function BringDialog({ onClose }: { onClose: () => void }) {
  const fund = useFund();
  const { today } = useSession();
  const capital = useCall('fund.capital', { entityId: fund.id });
  const form = useForm<BringDraft>(() => ({
    ...NO_PAPER,
    date: today,
    source: 'fiscal',
    party: '',
    amountFen: null,
    isRestricted: true,
    pay: 'bank',
  }));
  const settled = useSettled(bringingOf(fund.id, form.value));
  const preview = useCall('fund.preview', settled && { act: 'bring', input: settled });
  return (
    <Dialog
      title="资金到账"
      form={form}
      width={920}
      saveLabel="登记入账"
      disabled={form.value.amountFen === null || form.value.party.trim() === ''}
      onClose={onClose}
      onSave={async (draft) => {
        const ready = bringingOf(fund.id, draft);
        if (!ready) throw new Refusal('incomplete', '请填拨付单位和金额；附单据填张数。');
        const saved = await call('fund.bring', ready);
        notify(`已登记${SOURCES[draft.source]}资金 ${formatYuan(ready.amountFen)} 元。`);
        notifyWarnings(saved.warnings);
      }}
    >
      <div className="event-dialog">
        <div className="event-fields fields">
          <SelectField
            {...form.field('source')}
            label="来源"
            choices={(Object.keys(SOURCES) as (keyof typeof SOURCES)[]).map((value) => ({
              value,
              label: SOURCES[value],
            }))}
          />
          <DateField {...form.field('date')} label="到账日期" required max={today} />
          <WordField
            {...form.field('party')}
            label="拨付单位、捐赠人"
            required
            words={[...new Set((capital.value ?? []).map((one) => one.party))]}
            placeholder="县扶贫办"
          />
          <MoneyField
            label="金额（元）"
            required
            valueFen={form.value.amountFen}
            onChange={(amountFen) => form.set({ amountFen })}
            error={form.errorOf('amountFen')}
          />
          <PayField
            label="收到"
            value={form.value.pay}
            onChange={(pay) => form.set({ pay })}
            error={form.errorOf('paid')}
          />
          <CheckField
            {...form.field('isRestricted')}
            label="限定用途（只能用来借给会员）"
            hint="限定的，期末转入限定性净资产"
          />
          <PaperFields form={form} label="拨款文号、单据号" />
        </div>
        <EntryPreview
          asked={settled !== null}
          value={preview.value}
          error={preview.error}
          incomplete="填好单位和金额，这里显示借贷分录。"
          nothing="在协会记账以前的只登记来源，不写凭证。"
          said={form.error?.message}
        />
      </div>
    </Dialog>
  );
}

function bringingOf(entityId: number, draft: BringDraft): Input<'fund.bring'> | null {
  const paper = paperOf(draft);
  const paid = moneyOf(draft.pay);
  if (!draft.amountFen || draft.party.trim() === '' || !paper || !paid) return null;
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(draft.date)) return null;
  const { date, source, party, amountFen, isRestricted } = draft;
  return { entityId, date, source, party, amountFen, isRestricted, paid, ...paper };
}

interface SpendDraft extends PaperDraft {
  date: string;
  cost: 'programme' | 'management';
  item: string;
  party: string;
  amountFen: number | null;
  pay: string;
}

/** 业务活动成本, 管理费用. */
function SpendDialog({ onClose }: { onClose: () => void }) {
  const fund = useFund();
  const { today } = useSession();
  const form = useForm<SpendDraft>(() => ({
    ...NO_PAPER,
    date: today,
    cost: 'management',
    item: '',
    party: '',
    amountFen: null,
    pay: fund.settings.usualMoney,
  }));
  const settled = useSettled(spendingOf(fund.id, form.value));
  const preview = useCall('fund.preview', settled && { act: 'spend', input: settled });
  return (
    <Dialog
      title="费用支出"
      form={form}
      width={920}
      saveLabel="登记入账"
      disabled={form.value.amountFen === null || form.value.item.trim() === ''}
      onClose={onClose}
      onSave={async (draft) => {
        const ready = spendingOf(fund.id, draft);
        if (!ready) throw new Refusal('incomplete', '请填费用项目和金额；附单据填张数。');
        const saved = await call('fund.spend', ready);
        notify(`已登记${draft.item} ${formatYuan(ready.amountFen)} 元。`);
        notifyWarnings(saved.warnings);
      }}
    >
      <div className="event-dialog">
        <div className="event-fields fields">
          <SelectField
            {...form.field('cost')}
            label="记入"
            choices={[
              { value: 'management', label: '管理费用（办公、会议、差旅）' },
              { value: 'programme', label: '业务活动成本（借款业务、培训）' },
            ]}
          />
          <DateField {...form.field('date')} label="日期" required max={today} />
          <WordField
            {...form.field('item')}
            label="费用项目"
            required
            words={['办公费', '会议费', '差旅费', '培训费', '误工补贴', '银行手续费']}
          />
          <MoneyField
            label="金额（元）"
            required
            valueFen={form.value.amountFen}
            onChange={(amountFen) => form.set({ amountFen })}
            error={form.errorOf('amountFen')}
          />
          <WordField {...form.field('party')} label="付给谁" words={[]} />
          <PayField
            label="付出"
            value={form.value.pay}
            onChange={(pay) => form.set({ pay })}
            error={form.errorOf('paid')}
          />
          <PaperFields form={form} label="发票、单据号" />
        </div>
        <EntryPreview
          asked={settled !== null}
          value={preview.value}
          error={preview.error}
          incomplete="填好项目和金额，这里显示借贷分录。"
          said={form.error?.message}
        />
      </div>
    </Dialog>
  );
}

function spendingOf(entityId: number, draft: SpendDraft): Input<'fund.spend'> | null {
  const paper = paperOf(draft);
  const paid = moneyOf(draft.pay);
  if (!draft.amountFen || draft.item.trim() === '' || !paper || !paid) return null;
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(draft.date)) return null;
  const { date, cost, item, party, amountFen } = draft;
  return { entityId, date, cost, item, party, amountFen, paid, ...paper };
}
