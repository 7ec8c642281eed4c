import { formatYuan } from '../../../shared/rules/money.ts';
import { useCall } from '../../api.ts';
import { href } from '../../frame/routes.ts';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { CLAIM_STATES } from './claimWords.ts';

/** What was claimed, came and was passed on for one loan. */
export function LoanClaims({ loanId }: { loanId: number }) {
  const { value, error, reload } = useCall('claims.ofLoan', { loanId });
  if (!value) return <ErrorBanner error={error} onRetry={reload} />;
  if (value.length === 0) return <p className="quiet">还没有申请过贴息。</p>;
  return (
    <table className="loan-table" aria-label="贴息申请">
      <thead>
        <tr>
          <th>批次</th>
          <th className="right">申请</th>
          <th className="right">到账</th>
          <th className="right">发放</th>
        </tr>
      </thead>
      <tbody>
        {value.map((one) => (
          <tr key={one.lineId} className={one.state === 'void' ? 'gone' : undefined}>
            <td>
              <a href={href('loans', null, { tab: 'claims', batch: String(one.batchId) })}>
                {one.title || one.no}
              </a>
              <small>
                {[
                  CLAIM_STATES[one.state],
                  one.from && `${one.from} 至 ${one.to ?? ''}`,
                  one.excludedReason && `不申请：${one.excludedReason}`,
                  one.paidOn && `${one.paidOn} 发放`,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </td>
            {[one.claimedFen, one.receivedFen, one.paidFen].map((fen, at) => (
              <td key={at} className="figures right">
                {fen === 0 ? '—' : formatYuan(fen)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
