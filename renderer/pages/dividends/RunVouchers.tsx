import { useCall } from '../../api.ts';
import { href } from '../../frame/routes.ts';

/** The vouchers an approval made (②–④), and those that took them back. */
export function RunVouchers({ runId }: { runId: number }) {
  const vouchers = useCall('vouchers.list', { source: 'dividend-run', sourceId: runId }).value ?? [];
  if (vouchers.length === 0) return null;
  return (
    <section className="chain-books" aria-label="凭证">
      <span className="quiet">凭证</span>
      {vouchers.map((one) => (
        <a key={one.id} href={href('vouchers', one.id)} title={one.summary}>
          {one.period} {one.word}-{String(one.number).padStart(3, '0')}
          {one.reversesId === null ? '' : '（红字）'}
        </a>
      ))}
    </section>
  );
}
