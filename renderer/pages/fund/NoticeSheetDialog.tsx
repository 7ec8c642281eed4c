import { addDays } from '../../../shared/rules/calendar.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { useCall } from '../../api.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField } from '../../parts/Field.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { usePrint } from '../../parts/usePrint.ts';
import { useFund, useView } from './context.ts';

/** 公示单: the loans whose notice stands in some days, on one sheet for the board. */
export function NoticeSheetDialog({ onClose }: { onClose: () => void }) {
  const fund = useFund();
  const { asOf } = useView();
  const print = usePrint();
  const form = useForm(() => ({ since: addDays(asOf, -fund.settings.noticeDays), until: asOf }));
  const { since, until } = form.value;
  const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/u.test(text);
  const notices = useCall(
    'fund.notices',
    isDay(since) && isDay(until) ? { entityId: fund.id, from: since, to: until } : null,
  );
  const rows = notices.value ?? [];
  return (
    <Dialog
      title="打印公示单"
      form={form}
      width={620}
      writes={false}
      saveLabel="打印预览"
      disabled={rows.length === 0}
      onClose={onClose}
      onSave={async (draft) => {
        print({ document: 'fund-notice', entityId: fund.id, ...draft });
        return Promise.resolve();
      }}
    >
      <div className="fields">
        <DateField {...form.field('since')} label="公示从" required />
        <DateField {...form.field('until')} label="到" required />
      </div>
      <ErrorBanner error={notices.error} onRetry={notices.reload} />
      <div className="fund-table">
        <table aria-label="公示的借款">
          <thead>
            <tr>
              <th>借款人</th>
              <th>互助小组</th>
              <th>用途</th>
              <th className="right">金额</th>
              <th>公示</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.loanId}>
                <td>{row.name}</td>
                <td>{row.guaranteeGroup}</td>
                <td>{row.purpose}</td>
                <td className="figures right">{formatYuan(row.amountFen)}</td>
                <td className="figures">
                  {row.from} 至 {row.to}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length === 0 && !notices.loading && (
          <p className="quiet">这些天没有公示的借款。审批以后，在那笔借款里登记公示。</p>
        )}
      </div>
    </Dialog>
  );
}
