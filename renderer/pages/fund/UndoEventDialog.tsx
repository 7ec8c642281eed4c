import { formatYuan } from '../../../shared/rules/money.ts';
import { call } from '../../api.ts';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';

/** Takes back an event of the association: a red row in its register, a red voucher in its books. */
export function UndoEventDialog(props: {
  eventId: number;
  title: string;
  what: string;
  fen: number;
  onClose: () => void;
}) {
  return (
    <ReasonDialog
      title={`冲销${props.title}`}
      danger
      dated
      saveLabel="冲销"
      onClose={props.onClose}
      onSave={async ({ date, reason }) => {
        const done = await call('fund.reverse', { id: props.eventId, date, reason });
        notify(`已冲销“${props.title}” ${formatYuan(props.fen)} 元。`);
        notifyWarnings(done.warnings);
      }}
    >
      <p className="form-note">
        {props.what} {formatYuan(props.fen)} 元。原来的登记和凭证保留不动，另开红字凭证。
      </p>
    </ReasonDialog>
  );
}
