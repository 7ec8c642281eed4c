import { DIM_NAMES, type Dim } from '../../../shared/rules/chart/accounts.ts';
import { call } from '../../api.ts';
import { settle } from '../../frame/routes.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { SelectField, TextField } from '../../parts/Field.tsx';
import { notify } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { DIMS } from '../ledger/view.ts';
import type { Account } from '../vouchers/lookup.ts';

/** 新增明细科目 under an account: its code follows the parent's, its analysis too unless one more is wanted. */
export function NewAccountDialog({ parent, onClose }: { parent: Account; onClose: () => void }) {
  const form = useForm({ name: '', code: '', dim: '' as Dim | '' });
  const own = parent.dims.map((dim) => DIM_NAMES[dim]).join('、');
  const room = parent.dims.length < 2;
  return (
    <Dialog
      title={`在 ${parent.code} ${parent.name} 下增设明细`}
      saveLabel="增设"
      form={form}
      width={440}
      disabled={form.value.name.trim() === ''}
      onClose={onClose}
      onSave={async ({ name, code, dim }) => {
        const wanted = code.trim();
        const added = await call('accounts.add', {
          parentCode: parent.code,
          name,
          ...(wanted ? { code: wanted } : {}),
          ...(dim ? { dims: [...parent.dims, dim] } : {}),
        });
        notify(`已增设 ${added.code} ${name.trim()}。`);
        settle('accounts', added.id, { tab: 'chart' });
      }}
    >
      <TextField {...form.field('name')} label="名称" required maxLength={50} />
      <TextField
        {...form.field('code')}
        label="编码"
        maxLength={12}
        hint={`空着就接着往下编；要自己编，写 ${parent.code} 加两位数字`}
      />
      {room && (
        <SelectField<Dim | ''>
          {...form.field('dim')}
          label="另加辅助核算"
          error={form.errorOf('dims')}
          hint={own ? `上级科目的辅助核算（${own}）照样要填` : '例如按品名、按工程项目分开核算'}
          choices={[
            { value: '', label: '不加' },
            ...DIMS.filter((dim) => !parent.dims.includes(dim) && dim !== 'herd').map((dim) => ({
              value: dim,
              label: DIM_NAMES[dim],
            })),
          ]}
        />
      )}
    </Dialog>
  );
}

export function RenameAccountDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const form = useForm({ name: account.name });
  return (
    <Dialog
      title={`修改科目名称 ${account.code}`}
      saveLabel="改名"
      form={form}
      width={420}
      disabled={form.value.name.trim() === ''}
      onClose={onClose}
      onSave={async ({ name }) => {
        await call('accounts.rename', { id: account.id, name });
        notify(`${account.code} 已改名为“${name.trim()}”。`);
      }}
    >
      <TextField {...form.field('name')} label="名称" required maxLength={50} />
      <p className="form-note">编码和已经记的账不变，以后的账页、报表都用新名称。</p>
    </Dialog>
  );
}
