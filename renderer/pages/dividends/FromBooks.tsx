import { formatYuan } from '../../../shared/rules/money.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { href } from '../../frame/routes.ts';
import { Button } from '../../parts/Button.tsx';
import type { Plan } from './plan.ts';

export type Books = Output<'dividends.fromBooks'>;

/** What the ledger says about the plan's year, and the way back to it where something else was typed. */
export function FromBooks(props: { books: Books; plan: Plan; change: (change: Partial<Plan>) => void }) {
  const { books, plan, change } = props;
  if (!books.booked) return null;
  const { surplusFen, openingUndistributedFen } = books;
  const agrees = plan.surplusFen === surplusFen && plan.openingUndistributedFen === openingUndistributedFen;
  return (
    <div className="chain-books" role="note" aria-label="账上的数字">
      {agrees ? (
        <span className="quiet">两个数字取自账簿</span>
      ) : (
        <>
          <span className="negative">
            假设试算：账上是本年盈余 {formatYuan(surplusFen)}、年初未分配{' '}
            {formatYuan(openingUndistributedFen)}
          </span>
          <Button kind="quiet" onClick={() => change({ surplusFen, openingUndistributedFen })}>
            用账上的数
          </Button>
        </>
      )}
      {!books.carried && (
        <span>
          批准前要先在<a href={href('periods')}>期末</a>做 {plan.fiscalYear} 年的年末结转
        </span>
      )}
    </div>
  );
}
