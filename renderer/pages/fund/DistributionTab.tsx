import { useState } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { EntryPreview } from '../../parts/EntryPreview.tsx';
import { DateField, TextField } from '../../parts/Field.tsx';
import { Banner, ErrorBanner, notify, notifyWarnings } from '../../parts/Notice.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { useForm } from '../../parts/useForm.ts';
import { useSettled } from '../../parts/useSettled.ts';
import { Into } from '../labour/slots.tsx';
import { goToVoucher } from './columns.ts';
import { useFund, useView } from './context.ts';
import { useYear } from './RepaymentsTab.tsx';
import { UndoEventDialog } from './UndoEventDialog.tsx';

export const TARGETS = {
  running: '运行费（抵费用）',
  reserve: '公积金（滚入本金）',
  welfare: '公益金',
  risk: '风险准备金',
} as const;

/** 占用费分配: the fee of a year by the table that sums to 100 %, tried, then booked once. */
export function DistributionTab() {
  const fund = useFund();
  const { asOf, show } = useView();
  // The year that is over is the one to be shared out.
  const { year, field } = useYear(Number(asOf.slice(0, 4)) - 1);
  const [asking, setAsking] = useState<'book' | 'undo' | null>(null);
  const { value, error, reload, loading } = useCall('fund.distribution', { entityId: fund.id, year });
  const booked = value !== undefined && value.eventId !== null;
  const sumFen = (value?.parts ?? []).reduce((sum, part) => sum + part.fen, 0);
  return (
    <>
      <Into place="filters">
        {field}
        {value && <span className={booked ? 'tag good' : 'tag'}>{booked ? '已分配' : '还没有分配'}</span>}
      </Into>
      <Into place="actions">
        <Button
          kind="primary"
          writes
          disabled={!value || booked || value.feeFen <= 0}
          title={value && value.feeFen <= 0 ? `${year} 年没有占用费收入` : '按下表分配，生成凭证'}
          onClick={() => setAsking('book')}
        >
          分配 {year} 年占用费…
        </Button>
        <Button disabled={!booked} onClick={() => value && void goToVoucher(fund.id, value.eventId)}>
          看凭证
        </Button>
        <Button writes disabled={!booked} onClick={() => setAsking('undo')}>
          冲销…
        </Button>
        <Button onClick={() => show({ tab: 'settings' })}>改分配表</Button>
      </Into>
      <Into place="banner">
        <ErrorBanner error={error} onRetry={reload} />
        {!booked &&
          value?.warnings.map((warning) => (
            <Banner key={warning} kind="warning">
              {warning}
            </Banner>
          ))}
      </Into>
      <div className="fund-distribution">
        <section className="sheet" aria-label="占用费收入">
          <h2>{year} 年</h2>
          <Stat label="占用费收入" valueFen={value?.feeFen ?? 0} strong />
          <Stat label="费用支出" valueFen={value?.costFen ?? 0} hint="业务活动成本、管理费用" />
          {booked && (
            <>
              <Stat label="分配日期" value={value.date ?? ''} />
              <Stat label="会员大会决议" value={value.resolution} />
            </>
          )}
          <p className="form-note">
            分配比例没有全国统一的规定，由会员大会定；合计必须正好
            100%。分不尽的分按最大余数落到各项，合计等于占用费收入。
          </p>
        </section>
        <section className="sheet" aria-label="分配表">
          <h2>分配表</h2>
          <div className="fund-table">
            <table aria-label="占用费分配表">
              <thead>
                <tr>
                  <th>项目</th>
                  <th>去处</th>
                  <th className="right">比例</th>
                  <th className="right">金额</th>
                  <th>算式</th>
                </tr>
              </thead>
              <tbody>
                {(value?.parts ?? []).map((part) => (
                  <tr key={part.name}>
                    <td>{part.name}</td>
                    <td>{TARGETS[part.target]}</td>
                    <td className="figures right">{part.percent}%</td>
                    <td className="figures right">
                      <b>{part.fen === 0 ? '—' : formatYuan(part.fen)}</b>
                    </td>
                    <td className="figures quiet">{part.text}</td>
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <td colSpan={2}>合计</td>
                  <td className="figures right">100%</td>
                  <td className="figures right">{formatYuan(sumFen)}</td>
                  <td>{value && sumFen === value.feeFen ? '等于占用费收入' : ''}</td>
                </tr>
              </tfoot>
            </table>
            {loading && !value && <p className="quiet">正在读取…</p>}
          </div>
        </section>
      </div>
      {asking === 'book' && <BookDialog year={year} onClose={() => setAsking(null)} />}
      {asking === 'undo' && value?.eventId && (
        <UndoEventDialog
          eventId={value.eventId}
          title="占用费分配"
          what={`${year} 年占用费分配，${value.resolution}，`}
          fen={value.feeFen}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}

function BookDialog({ year, onClose }: { year: number; onClose: () => void }) {
  const fund = useFund();
  const { today } = useSession();
  const yearEnd = `${year}-12-31`;
  const form = useForm(() => ({
    date: yearEnd < today ? yearEnd : today,
    resolution: '',
    note: '',
  }));
  const { date, resolution, note } = form.value;
  const settled = useSettled(
    resolution.trim() === '' || !/^\d{4}-\d{2}-\d{2}$/u.test(date)
      ? null
      : { entityId: fund.id, year, date, resolution, note },
  );
  const preview = useCall('fund.preview', settled && { act: 'distribute', input: settled });
  return (
    <Dialog
      title={`分配 ${year} 年占用费`}
      form={form}
      width={920}
      saveLabel="分配入账"
      disabled={resolution.trim() === ''}
      onClose={onClose}
      onSave={async (draft) => {
        const saved = await call('fund.distribute', { entityId: fund.id, year, ...draft });
        notify(`${year} 年占用费已分配，凭证已生成。`);
        notifyWarnings(saved.warnings);
      }}
    >
      <div className="event-dialog">
        <div className="event-fields fields">
          <TextField
            {...form.field('resolution')}
            label="会员大会决议"
            required
            placeholder="会员大会〔2018〕2号"
          />
          <DateField {...form.field('date')} label="入账日期" required max={today} />
          <div className="wide">
            <TextField {...form.field('note')} label="备注" />
          </div>
        </div>
        <EntryPreview
          asked={settled !== null}
          value={preview.value}
          error={preview.error}
          incomplete="填会员大会决议，这里显示借贷分录。"
          said={form.error?.message}
        />
      </div>
    </Dialog>
  );
}
