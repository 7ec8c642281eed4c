import './business.css';
import type { Output } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';

/** Entries as they would be written, a table a voucher. */
export function Entries({ vouchers }: { vouchers: Output<'business.preview'>['vouchers'] }) {
  return (
    <div className="entry-vouchers">
      {vouchers.map((voucher, index) => (
        <table key={index}>
          <caption>
            {vouchers.length > 1 && <b>{`第 ${index + 1} 张 `}</b>}
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
  );
}

function Amount({ fen }: { fen: number }) {
  return <td className={fen < 0 ? 'figures negative' : 'figures'}>{fen === 0 ? '' : formatYuan(fen)}</td>;
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, fen) => total + fen, 0);
