import { useCall } from '../../api.ts';
import { Combo } from '../../parts/Combo.tsx';
import { Field, type FieldProps, NumberField, SelectField, TextField } from '../../parts/Field.tsx';
import type { Form } from '../../parts/useForm.ts';
import { call } from '../../api.ts';
import { useFund } from './context.ts';
import type { FundMember } from './words.ts';

/** Cash or one of the association's own bank accounts: 'cash', 'bank:ID', 'bank' for the usual one. */
export function PayField(props: FieldProps & { value: string; onChange: (value: string) => void }) {
  const fund = useFund();
  const banks = useCall('items.list', { entityId: fund.id, dim: 'bank' });
  const accounts = (banks.value ?? []).filter((bank) => bank.enabled);
  const value = props.value === 'bank' && accounts[0] ? `bank:${accounts[0].id}` : props.value;
  return (
    <SelectField
      {...props}
      value={value}
      choices={[
        { value: 'cash', label: '现金' },
        ...accounts.map((bank) => ({ value: `bank:${bank.id}`, label: `银行存款：${bank.name}` })),
        ...(accounts.length === 0 ? [{ value: 'bank', label: '银行存款' }] : []),
      ]}
    />
  );
}

export interface PaperDraft {
  documentNo: string;
  attachments: string;
  note: string;
}

export const NO_PAPER: PaperDraft = { documentNo: '', attachments: '1', note: '' };

/** The paper it came with, and a note. */
export function PaperFields<D extends PaperDraft>(props: {
  form: Form<D>;
  label?: string;
  note?: string;
  placeholder?: string;
}) {
  const { value, errorOf } = props.form;
  const set = (change: Partial<PaperDraft>): void => props.form.set(change as Partial<D>);
  return (
    <>
      <TextField
        label={props.label ?? '单据号'}
        value={value.documentNo}
        onChange={(documentNo) => set({ documentNo })}
        error={errorOf('documentNo')}
        maxLength={50}
        {...(props.placeholder ? { placeholder: props.placeholder } : {})}
      />
      <NumberField
        label="附单据"
        suffix="张"
        value={value.attachments}
        onChange={(attachments) => set({ attachments })}
        error={errorOf('attachments')}
      />
      <div className="wide">
        <TextField
          label={props.note ?? '备注'}
          value={value.note}
          onChange={(note) => set({ note })}
          error={errorOf('note')}
        />
      </div>
    </>
  );
}

/** What the paper fields say, or null while the count of papers is none. */
export function paperOf(draft: PaperDraft): { documentNo: string; attachments: number; note: string } | null {
  const attachments = draft.attachments.trim();
  if (!/^\d{1,4}$/u.test(attachments)) return null;
  return { documentNo: draft.documentNo, attachments: Number(attachments), note: draft.note };
}

/** One member of the association, by name, pinyin initials or number; those who left are not offered. */
export function FundMemberPicker(
  props: FieldProps & {
    value: FundMember | null;
    onChange: (member: FundMember | null) => void;
    exclude?: readonly number[];
    autoFocus?: boolean;
  },
) {
  const fund = useFund();
  async function search(text: string) {
    const found = await call('fund.members', { entityId: fund.id, search: text });
    return found
      .filter((member) => member.state !== 'left' && !props.exclude?.includes(member.id))
      .slice(0, 20)
      .map((member) => ({
        key: member.id,
        title: `${member.no} ${member.name}`,
        detail: [
          member.groupNo === null ? '' : `${member.groupNo}组`,
          member.guaranteeGroup || '没有小组',
          member.loanFen > 0 ? '有借款' : '',
          member.idMasked,
        ]
          .filter(Boolean)
          .join(' · '),
        value: member,
      }));
  }
  return (
    <Field {...props}>
      {(control) => (
        <Combo
          control={control}
          shown={props.value ? `${props.value.no} ${props.value.name}` : ''}
          search={search}
          onPick={props.onChange}
          onClear={() => props.onChange(null)}
          placeholder="姓名、拼音首字母或会员号"
          emptyText="没有这个会员。请先在“会员与互助金”里登记。"
          {...(props.autoFocus ? { autoFocus: true } : {})}
        />
      )}
    </Field>
  );
}
