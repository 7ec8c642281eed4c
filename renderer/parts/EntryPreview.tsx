import type { ReactNode } from 'react';
import { formatYuan } from '../../shared/rules/money.ts';
import type { Refusal } from '../api.ts';

interface PreviewVoucher {
  summary: string;
  lines: readonly {
    summary: string;
    accountName: string;
    analysis: string;
    debitFen: number;
    creditFen: number;
    quantity: string | null;
  }[];
}

/** The entries as they would be written, while a form is being filled in; and what would refuse or warn. */
export function EntryPreview(props: {
  /** Something was asked: the form is complete enough to be tried. */
  asked: boolean;
  value: { vouchers: readonly PreviewVoucher[]; warnings: readonly string[] } | undefined;
  error: Refusal | null;
  /** What to do before there is anything to show. */
  incomplete: string;
  /** A refusal that stands above the form already: not said twice. */
  said: string | undefined;
  /** Instead of entries where there are none: 备查, before the books begin. */
  nothing?: string;
  /** Figures above the entries. */
  children?: ReactNode;
}) {
  const { asked, value, error, incomplete, said } = props;
  const shown = asked && !error ? value : undefined;
  return (
    <section className="entry-preview" aria-label="分录预览">
      <h3>分录</h3>
      {shown && props.children && <div className="entry-figures">{props.children}</div>}
      <div className="entry-vouchers">
        {!asked && <p className="quiet">{incomplete}</p>}
        {asked && error && (
          <p className="entry-problem" role="status">
            {error.message === said ? '原因见上面。' : error.message}
          </p>
        )}
        {shown?.vouchers.length === 0 && <p className="quiet">{props.nothing ?? '不写凭证。'}</p>}
        {shown && <Entries vouchers={shown.vouchers} />}
      </div>
      {shown && shown.warnings.length > 0 && (
        <ul className="entry-warnings" role="status">
          {shown.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Entries as they would be written, a table a voucher. */
function Entries({ vouchers }: { vouchers: readonly PreviewVoucher[] }) {
  return (
    <>
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
    </>
  );
}

function Amount({ fen }: { fen: number }) {
  return <td className={fen < 0 ? 'figures negative' : 'figures'}>{fen === 0 ? '' : formatYuan(fen)}</td>;
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, fen) => total + fen, 0);
