import { formatYuan } from '../../../shared/rules/money.ts';
import { call } from '../../api.ts';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import type { Move, StoreEvent } from './columns.ts';

/** Takes back a slip, or an event with its voucher. */
export function UndoDialog(props: {
  asking:
    | { readonly what: 'undoMove'; readonly move: Move }
    | { readonly what: 'undoEvent'; readonly event: StoreEvent };
  onClose: () => void;
}) {
  const { asking, onClose } = props;
  const name =
    asking.what === 'undoMove'
      ? `库单 ${asking.move.no}`
      : `${asking.event.date} 的“${asking.event.title}” ${formatYuan(asking.event.amountFen)} 元`;
  const hasVoucher = asking.what === 'undoEvent' || asking.move.eventId !== null;
  return (
    <ReasonDialog
      title={asking.what === 'undoMove' ? `冲销库单 ${asking.move.no}` : `冲销${asking.event.title}`}
      danger
      dated={hasVoucher}
      saveLabel="冲销"
      onClose={onClose}
      onSave={async ({ date, reason }) => {
        const { warnings } =
          asking.what === 'undoMove'
            ? await call('storage.reverseMove', { id: asking.move.id, date, reason })
            : await call('storage.reverse', { id: asking.event.id, date, reason });
        notify(`已冲销${name}${hasVoucher ? '，红字凭证已生成' : ''}。`);
        notifyWarnings(warnings);
      }}
    >
      <p className="form-note">
        {name}。
        {hasVoucher
          ? '原来的登记和凭证保留不动，另开红字凭证冲掉。'
          : '写错的库单从它的日期起就不算数，存量和仓储费按冲销后的重算。'}
      </p>
    </ReasonDialog>
  );
}
