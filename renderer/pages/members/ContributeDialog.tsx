import { call } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { CheckField, DateField, Field, RadioField, TextField } from '../../parts/Field.tsx';
import { MemberPicker, type Member } from '../../parts/MemberPicker.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { usePrint } from '../../parts/usePrint.ts';
import { FORM_WORDS, type Form } from './words.ts';

/** 新增入股: one contribution, its receipt printed at once if wanted. */
export function ContributeDialog({ member, onClose }: { member: Member | null; onClose: () => void }) {
  const { today } = useSession();
  const print = usePrint();
  const form = useForm({
    member,
    date: today,
    form: 'cash' as Form,
    source: '自筹',
    fromRelief: false,
    amountFen: null as number | null,
    document: '',
    note: '',
    receipt: true,
  });
  type Value = typeof form.value;
  async function save(value: Value): Promise<void> {
    if (!value.member || value.amountFen === null) return;
    const { date, form: how, source, fromRelief, amountFen, document, note } = value;
    const saved = await call('shares.contribute', {
      memberId: value.member.id,
      date,
      form: how,
      source,
      fromRelief,
      amountFen,
      document,
      note,
    });
    notifyWarnings(saved.warnings);
    notify(`已登记 ${value.member.name} 入股 ${formatYuan(amountFen)} 元，收据 ${saved.receiptNo}。`);
    if (value.receipt) print({ document: 'receipt', transactionId: saved.id });
  }
  return (
    <Dialog
      title="新增入股"
      form={form}
      onSave={save}
      onClose={onClose}
      disabled={!form.value.member || form.value.amountFen === null}
      foot={<CheckField label="保存后打印收据" {...form.field('receipt')} />}
    >
      <div className="fields">
        <div className="wide">
          <MemberPicker
            label="社员"
            required
            value={form.value.member}
            onChange={(picked) => form.set({ member: picked })}
            error={form.errorOf('memberId')}
          />
        </div>
        <MoneyField
          label="金额（元）"
          required
          valueFen={form.value.amountFen}
          onChange={(amountFen) => form.set({ amountFen })}
          error={form.errorOf('amountFen')}
        />
        <DateField {...form.field('date')} label="入股日期" required />
        <div className="wide">
          <RadioField
            {...form.field('form')}
            label="出资方式"
            choices={(Object.keys(FORM_WORDS) as Form[]).map((one) => ({
              value: one,
              label: FORM_WORDS[one],
            }))}
          />
        </div>
        <SourceField
          value={form.value.source}
          onChange={(source) => form.set({ source })}
          error={form.errorOf('source')}
        />
        <TextField {...form.field('document')} label="凭据" placeholder="收款收据号、评估报告号…" />
        <div className="wide">
          <CheckField
            {...form.field('fromRelief')}
            label="来自到户类扶贫项目资产"
            hint="成员账户里单列一栏"
          />
        </div>
        <div className="wide">
          <TextField {...form.field('note')} label="备注" />
        </div>
      </div>
    </Dialog>
  );
}

function SourceField(props: { value: string; onChange: (value: string) => void; error: string | undefined }) {
  return (
    <Field label="资金来源" required error={props.error}>
      {(control) => (
        <>
          <input
            {...control}
            list="share-sources"
            value={props.value}
            maxLength={200}
            autoComplete="off"
            onChange={(event) => props.onChange(event.target.value)}
          />
          <datalist id="share-sources">
            <option value="自筹" />
            <option value="到户产业扶持资金" />
            <option value="贴息贷款" />
            <option value="土地流转折价" />
          </datalist>
        </>
      )}
    </Field>
  );
}
