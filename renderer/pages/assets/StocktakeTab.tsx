import { useState } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { asRefusal, call, useCall } from '../../api.ts';
import { settle, useRoute } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { DateField, SelectField, TextField } from '../../parts/Field.tsx';
import { ErrorBanner, notify } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { AssetsFrame } from './AssetsFrame.tsx';
import { CountSheet } from './CountSheet.tsx';

type Stocktake = Output<'stocktakes.list'>[number];

export const STATES: Readonly<Record<Stocktake['state'], string>> = {
  open: '盘点中',
  counted: '已盘完',
  booked: '已入账，待批准',
  settled: '已处理',
  dropped: '已作废',
};

/** 盘点: a sheet begun on a day, counted, its differences booked on 181, approved and settled. */
export function StocktakeTab() {
  const route = useRoute();
  const [beginning, setBeginning] = useState(false);
  const list = useCall('stocktakes.list', {});
  const rows = list.value ?? [];
  const wanted = Number(route.params.get('at') ?? 0);
  const current = rows.find((row) => row.id === wanted) ?? rows.find((row) => row.state !== 'dropped');
  const choose = (id: number): void => settle('assets', null, { tab: 'stocktake', at: String(id) });
  const begin = beginning && <BeginDialog onClose={() => setBeginning(false)} onBegun={choose} />;
  const banner = <ErrorBanner error={list.error} onRetry={list.reload} />;
  const beginButton = (
    <Button kind={current ? 'plain' : 'primary'} shortcut="Ctrl+N" writes onClick={() => setBeginning(true)}>
      开始盘点…
    </Button>
  );
  const narrow = rows.length > 0 && (
    <SelectField
      bare
      label="盘点表"
      width={250}
      value={String(current?.id ?? '')}
      onChange={(id) => choose(Number(id))}
      choices={rows.map((row) => ({
        value: String(row.id),
        label: `${row.date} ${row.scope === 'all' ? '全面盘点' : row.category} · ${STATES[row.state]}`,
      }))}
    />
  );
  if (current) {
    return (
      <CountSheet key={current.id} id={current.id} beginButton={beginButton} narrow={narrow} banner={banner}>
        {begin}
      </CountSheet>
    );
  }
  return (
    <AssetsFrame actions={beginButton} banner={banner} drawer={begin} narrow={narrow}>
      <div className="plan">
        {!list.loading && (
          <Empty
            title="还没有盘点过"
            actions={
              <Button kind="primary" writes onClick={() => setBeginning(true)}>
                开始盘点
              </Button>
            }
          >
            每年年末全面盘点一次：先打印空白盘点表到现场点数，回来把实存数录进来，盘盈盘亏报批以后处理。
          </Empty>
        )}
      </div>
    </AssetsFrame>
  );
}

function BeginDialog({ onClose, onBegun }: { onClose: () => void; onBegun: (id: number) => void }) {
  const { today } = useSession();
  const choices = useCall('assets.choices', {}).value;
  const form = useForm({ date: today, scope: 'all' as 'all' | 'category', category: '', counters: '' });
  return (
    <Dialog
      title="开始盘点"
      form={form}
      width={460}
      saveLabel="生成盘点表"
      onClose={onClose}
      onSave={async ({ date, scope, category, counters }) => {
        try {
          const begun = await call('stocktakes.begin', {
            date,
            scope,
            ...(scope === 'category' ? { category } : {}),
            counters,
          });
          notify(`盘点表已生成，${begun.lines} 行，可以打印空白表去点数。`);
          onBegun(begun.id);
        } catch (reason) {
          throw asRefusal(reason);
        }
      }}
    >
      <div className="fields">
        <DateField {...form.field('date')} label="盘点日" required hint="账面数按这一天" />
        <SelectField
          {...form.field('scope')}
          label="范围"
          choices={[
            { value: 'all', label: '全部固定资产' },
            { value: 'category', label: '只盘一类' },
          ]}
        />
        {form.value.scope === 'category' && (
          <SelectField
            {...form.field('category')}
            label="类别"
            choices={[
              { value: '', label: '请选' },
              ...(choices?.categories ?? []).map((one) => ({ value: one.name, label: one.name })),
            ]}
          />
        )}
        <div className="wide">
          <TextField {...form.field('counters')} label="盘点人、监盘人" placeholder="王会计、监事李明" />
        </div>
      </div>
    </Dialog>
  );
}
