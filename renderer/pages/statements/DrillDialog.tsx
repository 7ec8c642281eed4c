import type { Output } from '../../../shared/contract/index.ts';
import { useCall } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { yuanOrDash } from '../../parts/Stat.tsx';
import type { Figure } from './forms.ts';

/** What a figure is made of; each part leads to its ledger. */
export function DrillDialog(props: {
  figure: Figure;
  period: string;
  postedOnly: boolean;
  onClose: () => void;
}) {
  const { figure, period, postedOnly, onClose } = props;
  const { value, error, loading } = useCall('statements.drill', {
    ...figure,
    period,
    ...(postedOnly ? { postedOnly } : {}),
  });
  return (
    <Dialog title={value?.title ?? '数字的来源'} width={620} onClose={onClose}>
      <ErrorBanner error={error} />
      {value && <p className="drill-formula">{value.formula}</p>}
      {value && value.targets.length === 0 && <p className="quiet">账上没有相关的余额或发生额。</p>}
      {loading && !value && <p className="waiting">正在查…</p>}
      {value && value.targets.length > 0 && (
        <ul className="drill-targets long" onKeyDown={walk}>
          {value.targets.map((target, index) => (
            <li key={index}>
              <button type="button" autoFocus={index === 0} onClick={() => follow(target, postedOnly)}>
                <span>{target.text}</span>
                <span className={target.fen < 0 ? 'figures negative' : 'figures'}>
                  {yuanOrDash(target.fen)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}

type Target = Output<'statements.drill'>['targets'][number];

/** A flow is read from its voucher, a balance or turnover from the ledger. */
function follow(target: Target, postedOnly: boolean): void {
  if (target.voucherId !== null) return go('vouchers', target.voucherId);
  go('ledger', null, {
    tab: 'account',
    account: target.account,
    from: target.from,
    to: target.to,
    ...(target.memberId === null ? {} : { member: String(target.memberId) }),
    ...(postedOnly ? { posted: '1' } : {}),
  });
}

function walk(event: React.KeyboardEvent<HTMLUListElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  const all = [...event.currentTarget.querySelectorAll('button')];
  const at = all.findIndex((one) => one === document.activeElement);
  all[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
}
