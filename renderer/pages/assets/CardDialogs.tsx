import { formatYuan } from '../../../shared/rules/money.ts';
import { call } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { BookDialog } from './BookDialog.tsx';
import { ChangeDialog } from './ChangeDialog.tsx';
import { DisposeDialog } from './DisposeDialog.tsx';
import { FactsDialog } from './FactsDialog.tsx';
import { ImproveDialog } from './ImproveDialog.tsx';
import { BenefitDialog, ReliefDialog } from './ReliefDialog.tsx';
import { ScheduleDialog } from './Schedule.tsx';
import { TermsDialog } from './TermsDialog.tsx';
import type { Card } from './view.ts';

/** What was asked to be done with the open card. */
export type Asking =
  | 'facts'
  | 'complete'
  | 'change'
  | 'improve'
  | 'dispose'
  | 'terms'
  | 'relief'
  | 'benefit'
  | 'book'
  | 'reverse'
  | 'schedule';

export function CardDialogs({ card, asking, onClose }: { card: Card; asking: Asking; onClose: () => void }) {
  const { today } = useSession();
  switch (asking) {
    case 'facts':
    case 'complete':
      return <FactsDialog card={card} completing={asking === 'complete'} onClose={onClose} />;
    case 'change':
      return <ChangeDialog card={card} onClose={onClose} />;
    case 'improve':
      return <ImproveDialog card={card} onClose={onClose} />;
    case 'dispose':
      return <DisposeDialog card={card} onClose={onClose} />;
    case 'terms':
      return <TermsDialog card={card} onClose={onClose} />;
    case 'relief':
      return <ReliefDialog card={card} onClose={onClose} />;
    case 'benefit': {
      const year = Number(today.slice(0, 4));
      const known = card.benefits.find((one) => one.year === year);
      return (
        <BenefitDialog
          asset={card}
          year={year}
          amountFen={known?.amountFen ?? null}
          note={known?.note ?? ''}
          onClose={onClose}
        />
      );
    }
    case 'book':
      return <BookDialog card={card} onClose={onClose} />;
    case 'schedule':
      return <ScheduleDialog card={card} onClose={onClose} />;
    case 'reverse':
      return <ReverseDialog card={card} onClose={onClose} />;
  }
}

function ReverseDialog({ card, onClose }: { card: Card; onClose: () => void }) {
  const booked = card.standing === 'booked';
  return (
    <ReasonDialog
      title={`冲销登记：${card.no} ${card.name}`}
      danger
      dated
      saveLabel="冲销"
      onClose={onClose}
      onSave={async ({ date, reason }) => {
        const { voucherIds, warnings } = await call('assets.reverse', { id: card.id, date, reason });
        notify(`已冲销 ${card.no} ${card.name} 的登记${voucherIds.length > 0 ? '，红字凭证已生成' : ''}。`);
        notifyWarnings(warnings);
      }}
    >
      <p className="form-note">
        {card.acquiredOn} 登记，原值 {formatYuan(card.costFen)} 元。
        {booked
          ? '卡片和凭证保留不动，另开红字凭证冲掉；编号可以再用。'
          : '备查卡片取消，没有凭证要冲；编号可以再用。'}
        东西真的没有了，请用“处置”。
      </p>
    </ReasonDialog>
  );
}
