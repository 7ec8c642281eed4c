import { formatYuan } from '../../../shared/rules/money.ts';
import type { Sheet } from './words.ts';

/** What the work of a pay sheet goes to, by account and batch. */
export function Charges({ charges }: { charges: Sheet['charges'] }) {
  return (
    <table className="labour-charges" aria-label="记入">
      <tbody>
        {charges.map((one) => (
          <tr key={`${one.account} ${one.item} ${one.batchId ?? ''}`}>
            <td>
              借 {one.account} {one.accountName}
              {one.item && <small>{one.item}</small>}
            </td>
            <td className="figures right">{formatYuan(one.fen)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
