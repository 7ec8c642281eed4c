import type { Output } from '../../../shared/contract/index.ts';
import { call } from '../../api.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { NumberField, SelectField, TextField } from '../../parts/Field.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { CATEGORIES } from './categories.ts';

type Household = Output<'households.get'>['household'];

interface HouseholdDialogProps {
  /** Given: edits it. Left out: a new household with its head. */
  household?: Household;
  onClose: () => void;
  onSaved?: (id: number) => void;
}

/** 新增户 (with its head) or 修改户. */
export function HouseholdDialog({ household, onClose, onSaved }: HouseholdDialogProps) {
  const form = useForm({
    code: household?.code ?? '',
    groupNo: household ? String(household.groupNo) : '',
    category: household?.category ?? '一般农户',
    phone: household?.phone ?? '',
    note: household?.note ?? '',
    name: '',
    idNumber: '',
    card: '',
  });
  type Value = typeof form.value;
  async function save(value: Value): Promise<void> {
    const input = {
      code: value.code,
      groupNo: Number(value.groupNo || Number.NaN),
      category: value.category,
      phone: value.phone,
      note: value.note,
    };
    const saved = household
      ? await call('households.update', { id: household.id, household: input })
      : await call('households.create', {
          household: input,
          head: {
            name: value.name,
            relation: '户主',
            idNumber: value.idNumber.trim() || null,
            phone: value.phone,
            card: value.card.trim() || null,
          },
        });
    notifyWarnings(saved.warnings);
    notify(household ? `已修改 ${value.code}。` : `已新增 ${value.code} ${value.name}。`);
    onSaved?.(saved.id);
  }
  return (
    <Dialog
      title={household ? `修改户 ${household.code} ${household.headName}` : '新增户'}
      form={form}
      onSave={save}
      onClose={onClose}
    >
      <div className="fields">
        <TextField {...form.field('code')} label="户号" required autoFocus maxLength={50} />
        <NumberField {...form.field('groupNo')} label="村民小组" required suffix="组" />
        <SelectField {...form.field('category')} label="户类别" choices={CATEGORIES} />
        <TextField {...form.field('phone')} label="电话" maxLength={30} />
        {!household && (
          <>
            <TextField {...form.field('name')} label="户主姓名" required maxLength={50} />
            <TextField
              {...form.field('idNumber')}
              label="户主身份证号"
              maxLength={30}
              hint="加密保存，屏幕和纸上只显示头尾"
            />
            <TextField {...form.field('card')} label="户主银行卡号" maxLength={40} />
          </>
        )}
        <TextField {...form.field('note')} label="备注" />
      </div>
    </Dialog>
  );
}
