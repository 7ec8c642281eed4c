import { useState } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal } from '../../api.ts';
import { href } from '../../frame/routes.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Drawer } from '../../parts/Drawer.tsx';
import { TextField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { Banner, notify, notifyWarnings } from '../../parts/Notice.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { useForm } from '../../parts/useForm.ts';
import { Explanation } from './Explanation.tsx';
import { REASONS, type Settlement } from './words.ts';

/** One period of one loan: why it is this much; the bank's figure can still be corrected once it is in the register. */
export function SettledDrawer(props: { row: Settlement; title: string; sub: string; onClose: () => void }) {
  const { row, title, sub, onClose } = props;
  const [asking, setAsking] = useState<'bank' | 'undo' | null>(null);
  return (
    <Drawer title={title} sub={sub} width={400} onClose={onClose}>
      {row.isStale && (
        <Banner kind="warning">登记以后又记了这期间的还款或利率，现在重算不是这个数。可以撤销后重结。</Banner>
      )}
      <Stat
        label="结息日"
        value={row.settlesOn}
        {...(row.reason === 'settlement-day' ? {} : { hint: REASONS[row.reason] })}
      />
      <Stat label="应付" valueFen={row.dueFen} strong />
      <Stat label="应贴息" valueFen={row.subsidyFen} />
      <Stat label="户自付" valueFen={row.ownFen} />
      <Stat label="可贴息本金" valueFen={row.subsidisableFen} />
      {row.settlementId !== null && (
        <Stat
          label="已付息"
          valueFen={row.paidFen}
          {...(row.paidOn === null ? {} : { hint: `${row.paidOn} ${row.slipNo}` })}
        />
      )}
      <h3>怎么算的</h3>
      <Explanation row={row} />
      <div className="drawer-actions">
        {row.settlementId !== null && (
          <>
            <Button writes onClick={() => setAsking('bank')}>
              登记银行利息…
            </Button>
            <Button kind="danger" writes onClick={() => setAsking('undo')}>
              撤销结息…
            </Button>
          </>
        )}
        <a href={href('loans', row.loanId)}>看这笔贷款</a>
      </div>
      {asking === 'bank' && row.settlementId !== null && (
        <BankFigure row={row} id={row.settlementId} title={title} onClose={() => setAsking(null)} />
      )}
      {asking === 'undo' && row.settlementId !== null && (
        <ReasonDialog
          title={`撤销结息：${title}`}
          danger
          saveLabel="撤销"
          onClose={() => setAsking(null)}
          onSave={async ({ reason }) => {
            await call('loans.undoSettlement', { settlementId: row.settlementId ?? 0, reason });
            notify('已撤销，这一期回到“待登记”。');
          }}
        >
          <p className="form-note">原来的登记保留，另记一行撤销。已经进了贴息申请的，要先把申请退回。</p>
        </ReasonDialog>
      )}
    </Drawer>
  );
}

function BankFigure(props: { row: Settlement; id: number; title: string; onClose: () => void }) {
  const { row, id, title, onClose } = props;
  const form = useForm<{ interestFen: number | null; penaltyFen: number | null; note: string }>(() => ({
    interestFen: row.bankInterestFen ?? row.interestFen,
    penaltyFen: row.bankPenaltyFen ?? row.penaltyFen,
    note: '',
  }));
  return (
    <Dialog
      title={`登记银行利息：${title}`}
      form={form}
      width={480}
      disabled={form.value.interestFen === null}
      onClose={onClose}
      onSave={async ({ interestFen, penaltyFen, note }) => {
        if (interestFen === null) throw new Refusal('amount', '请填银行利息。', { interestFen: '没有填' });
        const { warnings } = await call('loans.setBankFigure', {
          settlementId: id,
          interestFen,
          penaltyFen: penaltyFen ?? 0,
          note,
        });
        notify(`银行利息 ${formatYuan(interestFen)} 元已登记，贴息以银行为准。`);
        notifyWarnings(warnings);
      }}
    >
      <div className="fields">
        <p className="wide form-note">
          计算的利息是 {formatYuan(row.interestFen)} 元。两个数都留着，贴息按银行的；改过的旧数也留着。
        </p>
        <MoneyField
          label="银行利息（元）"
          required
          valueFen={form.value.interestFen}
          onChange={(interestFen) => form.set({ interestFen })}
          error={form.errorOf('interestFen')}
        />
        <MoneyField
          label="银行罚息（元）"
          valueFen={form.value.penaltyFen}
          onChange={(penaltyFen) => form.set({ penaltyFen })}
          error={form.errorOf('penaltyFen')}
        />
        <div className="wide">
          <TextField {...form.field('note')} label="备注" placeholder="利息清单号" />
        </div>
      </div>
    </Dialog>
  );
}
