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

/** 修改科目编码 of an association's account, as the county's template has it. */
export function RecodeAccountDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const form = useForm({ code: account.code });
  return (
    <Dialog
      title={`修改科目编码 ${account.code} ${account.name}`}
      saveLabel="改编码"
      form={form}
      width={440}
      disabled={form.value.code.trim() === '' || form.value.code.trim() === account.code}
      onClose={onClose}
      onSave={async ({ code }) => {
        await call('accounts.recode', { id: account.id, code: code.trim() });
        notify(`“${account.name}”的编码已改成 ${code.trim()}。`);
      }}
    >
      <TextField {...form.field('code')} label="新编码" required maxLength={11} />
      <p className="form-note">
        下面的明细科目跟着改。已经记的账仍在这个科目上，账页、报表和以前的凭证都显示新编码；借款、互助金等登记照常记到它上面。
      </p>
    </Dialog>
  );
}
