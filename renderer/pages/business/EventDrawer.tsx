import { formatYuan } from '../../../shared/rules/money.ts';
import { useCall } from '../../api.ts';
import { Drawer } from '../../parts/Drawer.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { VoucherLink } from '../../parts/VoucherLink.tsx';

/** One event: its paper, its vouchers, and of a purchase or commission the deliveries in it. */
export function EventDrawer({ id, onClose }: { id: number; onClose: () => void }) {
  const { value, error } = useCall('business.get', { id });
  if (!value) return error ? <ErrorBanner error={error} /> : null;
  const { event, deliveries } = value;
  return (
    <Drawer title={event.title} sub={`${event.date} · ${event.party}`} onClose={onClose}>
      <Stat label="金额" valueFen={event.amountFen} strong />
      <Stat label="单据号" value={event.documentNo || '—'} />
      <Stat label="附单据" value={`${value.attachments} 张`} />
      <Stat label="经办人" value={event.operator} />
      {event.note && <p>{event.note}</p>}
      <h3>凭证</h3>
      <ol className="timeline">
        {event.vouchers.map((one) => (
          <li key={one.id}>
            <VoucherLink voucher={one} />
          </li>
        ))}
      </ol>
      {deliveries.length > 0 && (
        <>
          <h3>入账的交售 {deliveries.length} 笔</h3>
          <ol className="timeline">
            {deliveries.map((one) => (
              <li key={one.id} className={one.amountFen < 0 ? 'red' : ''}>
                <b className="figures">{one.date}</b> {one.memberNo} {one.memberName} {one.product}{' '}
                {one.quantity === null ? '' : `${one.quantity} 公斤 `}
                <span className="figures">{formatYuan(one.amountFen)}</span>
              </li>
            ))}
          </ol>
        </>
      )}
    </Drawer>
  );
}
