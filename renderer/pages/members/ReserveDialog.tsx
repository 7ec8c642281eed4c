import { formatYuan } from '../../../shared/rules/money.ts';
import { call } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, RadioField, TextField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';

/** 公积金转增: a reserve turned into everybody's capital by the meeting's resolution. */
export function ReserveDialog({ onClose }: { onClose: () => void }) {
  const { today } = useSession();
  const form = useForm({
    date: today,
    reserve: '322' as '321' | '322',
    amountFen: null as number | null,
    resolution: '',
  });
  return (
    <Dialog
      title="公积金转增股金"
      form={form}
      onClose={onClose}
      saveLabel="转增"
      disabled={form.value.amountFen === null}
      onSave={async ({ date, reserve, amountFen, resolution }) => {
        if (amountFen === null) return;
        const saved = await call('shares.fromReserve', { date, reserve, amountFen, resolution });
        notifyWarnings(saved.warnings);
        notify(`已转增股金 ${formatYuan(amountFen)} 元，各户的份额见股金流水。`);
      }}
    >
      <p>盈余公积按各户已量化的公积金份额转，份额同时减少；资本公积按出资额转。余下的分按最大余额法。</p>
      <div className="fields">
        <div className="wide">
          <RadioField
            {...form.field('reserve')}
            label="从哪里转"
            choices={[
              { value: '322', label: '盈余公积' },
              { value: '321', label: '资本公积' },
            ]}
          />
        </div>
        <MoneyField
          label="金额（元）"
          required
          valueFen={form.value.amountFen}
          onChange={(amountFen) => form.set({ amountFen })}
          error={form.errorOf('amountFen')}
        />
        <DateField {...form.field('date')} label="日期" required />
        <div className="wide">
          <TextField {...form.field('resolution')} label="决议文号" required />
        </div>
      </div>
    </Dialog>
  );
}
