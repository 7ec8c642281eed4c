import { useEffect, useState } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { useCall } from '../../api.ts';
import type { Recorded } from './draft.ts';

/** The entries as they would be written, while the form is being filled in; and what would refuse or warn. */
export function Preview(props: {
  input: Recorded | null;
  /** What to do before there is anything to show. */
  incomplete: string;
  /** A refusal that stands above the form already: not said twice. */
  said: string | undefined;
}) {
  const { input, incomplete, said } = props;
  const settled = useSettled(input);
  const { value, error } = useCall('business.preview', settled);
  return (
    <section className="entry-preview" aria-label="分录预览">
      <h3>分录</h3>
      <div className="entry-vouchers">
        {!settled && <p className="quiet">{incomplete}</p>}
        {settled && error && (
          <p className="entry-problem" role="status">
            {error.message === said ? '原因见上面。' : error.message}
          </p>
        )}
        {settled &&
          !error &&
          value?.vouchers.map((voucher, index) => (
            <table key={index}>
              <caption>
                {value.vouchers.length > 1 && <b>{`第 ${index + 1} 张 `}</b>}
                {voucher.summary}
              </caption>
              <colgroup>
                <col />
                <col />
                <col className="amount" />
                <col className="amount" />
              </colgroup>
              <tbody>
                {voucher.lines.map((line, at) => (
                  <tr key={at} className={line.debitFen === 0 ? 'credit' : ''}>
                    <td>{line.debitFen === 0 ? '贷' : '借'}</td>
                    <td>
                      {line.accountName}
                      <small>
                        {line.analysis}
                        {line.quantity !== null && ` × ${line.quantity}`}
                        {line.summary !== voucher.summary && `（${line.summary}）`}
                      </small>
                    </td>
                    <Amount fen={line.debitFen} />
                    <Amount fen={line.creditFen} />
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <td colSpan={2}>合计</td>
                  <Amount fen={sum(voucher.lines.map((line) => line.debitFen))} />
                  <Amount fen={sum(voucher.lines.map((line) => line.creditFen))} />
                </tr>
              </tfoot>
            </table>
          ))}
      </div>
      {settled && !error && value && value.warnings.length > 0 && (
        <ul className="entry-warnings" role="status">
          {value.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Amount({ fen }: { fen: number }) {
  return <td className={fen < 0 ? 'figures negative' : 'figures'}>{fen === 0 ? '' : formatYuan(fen)}</td>;
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, fen) => total + fen, 0);

/** What is typed, once the person pauses. */
function useSettled(input: Recorded | null): Recorded | null {
  const key = JSON.stringify(input);
  const [settled, setSettled] = useState(key);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(key), 200);
    return () => clearTimeout(timer);
  }, [key]);
  return JSON.parse(settled) as Recorded | null;
}
