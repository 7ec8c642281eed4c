import { useSession } from '../../frame/session.ts';
import { DateField, TextField } from '../../parts/Field.tsx';
import type { Form } from '../../parts/useForm.ts';

export interface Slip {
  date: string;
  slipNo: string;
  note: string;
}

export const emptySlip = (today: string): Slip => ({ date: today, slipNo: '', note: '' });

/** The day, the paper it stands on, a note. */
export function SlipFields<T extends Slip>(props: { form: Form<T>; dateLabel?: string; slipLabel?: string }) {
  const { form, dateLabel = '日期', slipLabel = '凭证号' } = props;
  const { today } = useSession();
  const set = (change: Partial<Slip>): void => form.set(change as Partial<T>);
  return (
    <>
      <DateField
        label={dateLabel}
        required
        max={today}
        value={form.value.date}
        onChange={(date) => set({ date })}
        error={form.errorOf('date')}
      />
      <TextField
        label={slipLabel}
        maxLength={60}
        value={form.value.slipNo}
        onChange={(slipNo) => set({ slipNo })}
        error={form.errorOf('slipNo')}
      />
      <div className="wide">
        <TextField
          label="备注"
          value={form.value.note}
          onChange={(note) => set({ note })}
          error={form.errorOf('note')}
        />
      </div>
    </>
  );
}
