import { formatYuan } from '../../../shared/rules/money.ts';
import type { Sheet } from './columns.ts';

/** Both balances, what they come to, and whether that is the same. */
export function Verdict({ sheet }: { sheet: Sheet }) {
  const { bookFen, bankFen, adjustedBookFen, adjustedBankFen, differenceFen } = sheet;
  return (
    <div className="bank-verdict" role="status" aria-label="调节后余额">
      {differenceFen === null ? (
        <span className="tag">还没有对账单</span>
      ) : differenceFen === 0 ? (
        <span className="tag good">调节后余额相等</span>
      ) : (
        <span className="tag bad">调节后余额不相等，差 {formatYuan(differenceFen)}</span>
      )}
      <Figure label="企业账面余额" fen={bookFen} />
      <Figure label="调节后" fen={bankFen === null ? null : adjustedBookFen} />
      <Figure label="银行对账单余额" fen={bankFen} />
      <Figure label="调节后" fen={adjustedBankFen} />
    </div>
  );
}

function Figure({ label, fen }: { label: string; fen: number | null }) {
  return (
    <span>
      {label}{' '}
      <b className={fen !== null && fen < 0 ? 'figures negative' : 'figures'}>
        {fen === null ? '—' : formatYuan(fen)}
      </b>
    </span>
  );
}
