import { formatYuan } from '../../../shared/rules/money.ts';
import { useCall } from '../../api.ts';
import { Button } from '../../parts/Button.tsx';
import { Drawer } from '../../parts/Drawer.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { dueWords } from './columns.ts';

const STATES = { paid: '已付', overdue: '过期未付', due: '快到期', coming: '' } as const;

/** One contract: its terms, each year's rent, and what was paid ahead becoming cost. */
export function LeaseDrawer({ id, onClose }: { id: number; onClose: () => void }) {
  const print = usePrint();
  const { value, error } = useCall('leases.get', { id });
  if (!value) return error ? <ErrorBanner error={error} /> : null;
  const { lease, years, charges } = value;
  const left = charges.filter((charge) => !charge.isCharged);
  return (
    <Drawer
      title={`${lease.lessorName} ${lease.no}`}
      sub={`${lease.plot} · ${lease.area} 亩`}
      onClose={onClose}
    >
      <Stat label="租期" value={`${lease.from} 至 ${lease.endedOn ?? lease.to}`} />
      <Stat label="每亩每年" valueFen={lease.rentFen} />
      <Stat label="年租金" valueFen={lease.yearRentFen} strong />
      <Stat label="下次付款" value={`${lease.nextDueOn ?? '—'}（${dueWords(lease.dueIn)}）`} />
      <Stat label="到期未付" valueFen={lease.owedFen} />
      {lease.prepaidFen > 0 && <Stat label="预付未摊（171）" valueFen={lease.prepaidFen} />}
      {lease.note && <p>{lease.note}</p>}
      <div className="drawer-actions">
        <Button onClick={() => print({ document: 'lease-schedule', leaseId: lease.id })}>打印付款计划</Button>
      </div>
      <h3>各年租金</h3>
      <ol className="timeline">
        {years.map((year) => (
          <li key={year.no} className={year.state === 'overdue' ? 'red' : ''}>
            <b className="figures">{formatYuan(year.rentFen)}</b> {STATES[year.state]}
            <small className="figures">
              {year.from} 起 · {year.paidOn ? `${year.paidOn} 付` : `${year.dueOn} 到期`}
            </small>
          </li>
        ))}
      </ol>
      {charges.length > 0 && (
        <>
          <h3>
            预付摊销：{charges.length - left.length} / {charges.length} 期
          </h3>
          <ol className="timeline">
            {charges.map((charge, index) => (
              <li key={`${charge.period} ${index}`}>
                <b className="figures">{charge.period}</b>{' '}
                <span className="figures">{formatYuan(charge.fen)}</span> {charge.isCharged ? '已摊' : ''}
              </li>
            ))}
          </ol>
        </>
      )}
    </Drawer>
  );
}
