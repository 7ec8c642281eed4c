import { formatYuan } from '../../../shared/rules/money.ts';
import { useCall } from '../../api.ts';
import { href } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { periodName, shiftPeriod } from '../../parts/period.ts';
import { Stat } from '../../parts/Stat.tsx';

/** Where the books stand this morning: the open month, what waits to be reviewed and posted, openings that do not balance. */
export function BooksToDo() {
  const periods = useCall('periods.list', {}).value;
  const openings = useCall('openings.read', {}).value;
  if (!periods) return null;
  const drafts = periods.periods.reduce((sum, one) => sum + one.drafts, 0);
  const reviewed = periods.periods.reduce((sum, one) => sum + one.reviewed, 0);
  return (
    <section className="sheet" aria-label="账务">
      <h2>账务</h2>
      <Stat label="当前会计期间" value={periods.currentPeriod} />
      <Stat label="待审核凭证" value={drafts} />
      <Stat label="待记账凭证" value={reviewed} />
      {openings?.problem && (
        <p className="negative">
          {openings.problem} <a href={href('accounts', null, { tab: 'openings' })}>去填期初余额</a>
        </p>
      )}
      <DepreciationToDo />
      <RentToDo />
      {drafts + reviewed > 0 && (
        <p>
          <a href={href('vouchers')}>去凭证</a>
        </p>
      )}
    </section>
  );
}

const RENT_DAYS = 60;

/** Leases whose rent is due within two months, as the page of leases tells them. */
function RentToDo() {
  const due = useCall('leases.due', { days: RENT_DAYS }).value ?? [];
  if (due.length === 0) return null;
  const leases = new Set(due.map((one) => one.leaseId)).size;
  const fen = due.reduce((sum, one) => sum + one.rentFen, 0);
  const overdue = new Set(due.flatMap((one) => (one.dueIn < 0 ? one.leaseId : []))).size;
  return (
    <p>
      {leases} 份租约 {RENT_DAYS} 天内到期应付，共 {formatYuan(fen)} 元。{' '}
      {overdue > 0 && <span className="negative">其中 {overdue} 份已经过期。</span>}{' '}
      <a href={href('leases', null, { tab: 'due' })}>去付租金</a>
    </p>
  );
}

/** The first month that is over and not depreciated yet. */
function DepreciationToDo() {
  const { today } = useSession();
  const over = shiftPeriod(today.slice(0, 7), -1);
  const preview = useCall('depreciation.preview', { period: over }).value;
  if (!preview) return null;
  const cards = preview.rows.filter(
    (row) => row.state === 'charge' || row.state === 'units' || row.state === 'earlier',
  );
  if (cards.length === 0) return null;
  const month = preview.earlierPeriod ?? over;
  return (
    <p>
      {periodName(month)}的折旧还没有计提。{' '}
      <a href={href('assets', null, { tab: 'depreciation', month })}>去计提折旧</a>
    </p>
  );
}
