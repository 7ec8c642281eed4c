import { useState } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { Explanation } from './Explanation.tsx';
import { lastDayBefore, type Loan, REASONS, type Settlement } from './words.ts';

/** 结息: period by period, newest first; a period opens into how its interest was reckoned, stretch by stretch. */
export function Schedule({ rows, payee }: { rows: readonly Settlement[]; payee: Loan['payee'] }) {
  const [open, setOpen] = useState<string | null>(null);
  if (rows.length === 0) return <p className="quiet">还没有到结息日。</p>;
  const total = (pick: (row: Settlement) => number): number => rows.reduce((sum, row) => sum + pick(row), 0);
  return (
    <table className="loan-table" aria-label="各期利息">
      <thead>
        <tr>
          <th>计息区间</th>
          <th className="right">天数</th>
          <th className="right">利息</th>
          <th className="right">贴息</th>
          <th className="right">{payee === 'household' ? '已付' : '银行'}</th>
        </tr>
      </thead>
      <tbody>
        {[...rows].reverse().map((row) => (
          <Period
            key={row.to}
            row={row}
            payee={payee}
            isOpen={open === row.to}
            onToggle={() => setOpen(open === row.to ? null : row.to)}
          />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td>合计 {rows.length} 期</td>
          <td className="figures right">{total((row) => row.days)}</td>
          <td className="figures right">{formatYuan(total((row) => row.dueFen))}</td>
          <td className="figures right">{formatYuan(total((row) => row.subsidyFen))}</td>
          <td className="figures right">
            {formatYuan(total((row) => (payee === 'household' ? row.paidFen : (row.bankInterestFen ?? 0))))}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function Period(props: { row: Settlement; payee: Loan['payee']; isOpen: boolean; onToggle: () => void }) {
  const { row, payee, isOpen, onToggle } = props;
  const shown = payee === 'household' ? row.paidFen : row.bankInterestFen;
  return (
    <>
      <tr className={row.settlementId === null ? 'running' : undefined}>
        <td>
          <button type="button" className="loan-open" aria-expanded={isOpen} onClick={onToggle}>
            <span className="figures">
              {row.from} 至 {lastDayBefore(row.to)}
            </span>
          </button>
          <small>{stateWords(row)}</small>
        </td>
        <td className="figures right">{row.days}</td>
        <td className="figures right">
          {formatYuan(row.dueFen)}
          {row.penaltyFen > 0 && <small className="negative">罚息 {formatYuan(row.penaltyFen)}</small>}
        </td>
        <td className="figures right">{row.subsidyFen === 0 ? '—' : formatYuan(row.subsidyFen)}</td>
        <td className="figures right">{shown === null || shown === 0 ? '—' : formatYuan(shown)}</td>
      </tr>
      {isOpen && (
        <tr className="loan-explained">
          <td colSpan={5}>
            <Explanation row={row} />
          </td>
        </tr>
      )}
    </>
  );
}

function stateWords(row: Settlement): string {
  const registered = row.settlementId === null ? '未登记' : '已登记';
  const paid = row.paidOn === null ? '' : `${row.paidOn} 付 ${row.slipNo}`;
  return [REASONS[row.reason], row.reason === 'running' ? '' : registered, paid, row.isStale ? '要重算' : '']
    .filter(Boolean)
    .join(' · ');
}
