import { formatYuan } from '../../../shared/rules/money.ts';
import type { LoanWhole } from './words.ts';

const STATES = { paid: '已还', part: '没还完', late: '过期', coming: '' } as const;

/** 还款计划: what falls due when, each fee with how it came about; and the fee as it runs now. */
export function Schedule({ whole }: { whole: LoanWhole }) {
  const { schedule, fees } = whole;
  if (schedule.length === 0) return null;
  const principalFen = schedule.reduce((sum, row) => sum + row.principalFen, 0);
  const feeFen = schedule.reduce((sum, row) => sum + row.feeFen, 0);
  return (
    <>
      <h3>还款计划</h3>
      <div className="fund-table">
        <table aria-label="还款计划">
          <thead>
            <tr>
              <th>期</th>
              <th>应还日</th>
              <th className="right">本金</th>
              <th className="right">占用费</th>
              <th className="right">合计</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {schedule.map((row) => (
              <tr key={row.no} className={row.state} title={row.feeText}>
                <td>{row.no}</td>
                <td className="figures">{row.dueOn}</td>
                <td className="figures right">{formatYuan(row.principalFen)}</td>
                <td className="figures right">{formatYuan(row.feeFen)}</td>
                <td className="figures right">{formatYuan(row.totalFen)}</td>
                <td>
                  {row.state === 'paid' && whole.loan.state === 'written-off' ? '已核销' : STATES[row.state]}
                </td>
              </tr>
            ))}
          </tbody>
          {schedule.length > 1 && (
            <tfoot>
              <tr>
                <td colSpan={2}>合计</td>
                <td className="figures right">{formatYuan(principalFen)}</td>
                <td className="figures right">{formatYuan(feeFen)}</td>
                <td className="figures right">{formatYuan(principalFen + feeFen)}</td>
                <td />
              </tr>
            </tfoot>
          )}
        </table>
      </div>
      <details className="fund-explained">
        <summary>占用费怎么算的</summary>
        <ul>
          {(fees.length > 0
            ? fees.map((line) => ({ ...line, key: `${line.kind} ${line.from} ${line.to}` }))
            : []
          ).map((line) => (
            <li key={line.key} className="figures">
              {line.kind === 'penalty' ? '逾期加收 ' : ''}
              {line.from} 至 {line.to}
              <br />
              {line.text}
            </li>
          ))}
          {fees.length === 0 &&
            schedule.map((row) => (
              <li key={row.no} className="figures">
                第 {row.no} 期：{row.feeText}
              </li>
            ))}
        </ul>
      </details>
    </>
  );
}
