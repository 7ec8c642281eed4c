import { useState } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, useCall } from '../../api.ts';
import { href } from '../../frame/routes.ts';
import { Button } from '../../parts/Button.tsx';
import { Drawer } from '../../parts/Drawer.tsx';
import { ErrorBanner, notify, notifyWarnings } from '../../parts/Notice.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { VoucherLink } from '../../parts/VoucherLink.tsx';
import type { EventRow } from './view.ts';

/** One event: its paper, its batches, its vouchers; and undoing it. */
export function EventDrawer({ id, onClose }: { id: number; onClose: () => void }) {
  const { value, error } = useCall('production.event', { id });
  const [reversing, setReversing] = useState(false);
  if (!value) return error ? <ErrorBanner error={error} /> : null;
  const { event, batches } = value;
  const standing = event.reversesId === null && event.reversedById === null;
  return (
    <Drawer title={event.title} sub={`${event.date} · ${event.party}`} onClose={onClose}>
      <Stat label="金额" valueFen={event.amountFen} strong />
      <Stat label="单据号" value={event.documentNo || '—'} />
      <Stat label="附单据" value={`${value.attachments} 张`} />
      <Stat label="经办人" value={event.operator} />
      {event.note && <p>{event.note}</p>}
      {batches.length > 0 && (
        <>
          <h3>批次</h3>
          <ol className="timeline">
            {batches.map((one) => (
              <li key={one.id}>
                <a href={href('production', one.id, { tab: 'batches' })}>{one.name}</a>
              </li>
            ))}
          </ol>
        </>
      )}
      <h3>凭证</h3>
      <ol className="timeline">
        {event.vouchers.map((one) => (
          <li key={one.id}>
            <VoucherLink voucher={one} />
          </li>
        ))}
      </ol>
      <div className="drawer-actions">
        <Button
          kind="danger"
          writes
          disabled={!standing}
          title={standing ? '用红字凭证冲掉这一笔' : '已经冲销过，或本身是冲销'}
          onClick={() => setReversing(true)}
        >
          冲销…
        </Button>
      </div>
      {reversing && <ReverseEvent event={event} onClose={() => setReversing(false)} />}
    </Drawer>
  );
}

function ReverseEvent({ event, onClose }: { event: EventRow; onClose: () => void }) {
  return (
    <ReasonDialog
      title={`冲销${event.title}`}
      danger
      dated
      saveLabel="冲销"
      onClose={onClose}
      onSave={async ({ date, reason }) => {
        const { warnings } = await call('production.reverse', { id: event.id, date, reason });
        notify(`已冲销 ${event.date} 的“${event.title}” ${formatYuan(event.amountFen)} 元，红字凭证已生成。`);
        notifyWarnings(warnings);
      }}
    >
      <p className="form-note">
        {event.date} {event.party} {formatYuan(event.amountFen)} 元，凭证{' '}
        {event.vouchers.map((one) => one.name).join('、')}
        。原来的登记和凭证保留不动，另开红字凭证冲掉。同一批次后面的采收、损失要从最后一笔起先冲销。
      </p>
    </ReasonDialog>
  );
}
