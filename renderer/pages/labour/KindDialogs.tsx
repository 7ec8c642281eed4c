import { useId } from 'react';
import { call } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { AccountPicker } from '../../parts/AccountPicker.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { CheckField, DateField, Field, NumberField, SelectField, TextField } from '../../parts/Field.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { PAID_BY, type Kind } from './words.ts';

/** What work is charged to: production, the bags themselves, management, building, sales. */
const CHARGED = ['401', '141', '523', '153', '521'];
const UNITS: Readonly<Record<Kind['paidBy'], string>> = {
  day: '工日',
  hour: '小时',
  piece: '袋',
  points: '分',
};

/** A kind of work, new or changed, with its first price. */
export function KindDialog({ kind, onClose }: { kind: Kind | null; onClose: () => void }) {
  const { today } = useSession();
  const form = useForm({
    name: kind?.name ?? '',
    paidBy: kind?.paidBy ?? 'piece',
    unit: kind?.unit ?? UNITS.piece,
    account: kind?.charge.account ?? '401',
    item: kind?.charge.item ?? '人工',
    toBatch: kind?.toBatch ?? true,
    active: kind?.active ?? true,
    price: '',
    from: today,
  });
  type Value = typeof form.value;
  async function save(value: Value): Promise<void> {
    const { name, paidBy, unit, account, item, toBatch, active } = value;
    const saved = await call('labour.saveKind', {
      ...(kind ? { id: kind.id } : {}),
      name,
      paidBy,
      unit,
      charge: { account, item },
      toBatch,
      active,
    });
    if (!kind && value.price !== '') {
      const { warnings } = await call('labour.setRate', {
        kindId: saved.id,
        from: value.from,
        price: value.price,
      });
      notifyWarnings(warnings);
    }
    notify(kind ? `工种“${name}”已修改，以后的记工按新的办。` : `已加工种“${name}”。`);
  }
  return (
    <Dialog title={kind ? `修改工种 ${kind.name}` : '新工种'} form={form} onSave={save} onClose={onClose}>
      <div className="fields">
        <TextField
          {...form.field('name')}
          label="工种"
          required
          maxLength={20}
          placeholder="装袋、采菇、日工…"
        />
        <SelectField<Kind['paidBy']>
          label="怎么计酬"
          value={form.value.paidBy}
          disabled={kind?.used ?? false}
          hint={kind?.used ? '已经用它记过工，不能再改' : ''}
          onChange={(paidBy) =>
            form.set({
              paidBy,
              ...(Object.values(UNITS).includes(form.value.unit) ? { unit: UNITS[paidBy] } : {}),
            })
          }
          choices={(['day', 'hour', 'piece', 'points'] as const).map((value) => ({
            value,
            label: PAID_BY[value],
          }))}
        />
        <TextField
          {...form.field('unit')}
          label="单位"
          required
          maxLength={10}
          disabled={kind?.used ?? false}
        />
        {!kind && (
          <NumberField
            {...form.field('price')}
            label="工价"
            suffix={`元/${form.value.unit}`}
            hint="以后再定也行"
          />
        )}
        {!kind && <DateField {...form.field('from')} label="工价执行起" />}
        <AccountPicker
          label="记入科目"
          required
          value={form.value.account}
          among={(account) => CHARGED.some((code) => account.code.startsWith(code))}
          onChange={(account) => form.set({ account: account?.code ?? '' })}
          error={form.errorOf('charge.account') ?? form.errorOf('account')}
        />
        <TextField
          {...form.field('item')}
          label="项目"
          maxLength={50}
          hint="例如 人工；科目不分项目的空着"
          error={form.errorOf('charge.item')}
        />
        <div className="wide">
          <CheckField
            {...form.field('toBatch')}
            label="干活的棚里有菌袋批次时，记入那个批次（消耗性生物资产）"
          />
        </div>
        {kind && (
          <div className="wide">
            <CheckField {...form.field('active')} label="在用（停用以后不能再用它记工，以前的不变）" />
          </div>
        )}
      </div>
    </Dialog>
  );
}

/** A price from a day on, for everybody or for one grade. */
export function RateDialog(props: { kind: Kind; grades: readonly string[]; onClose: () => void }) {
  const { kind } = props;
  const { today } = useSession();
  const list = useId();
  const form = useForm({ price: '', from: today, grade: '' });
  return (
    <Dialog
      title={`定工价：${kind.name}`}
      width={420}
      form={form}
      disabled={form.value.price === ''}
      onClose={props.onClose}
      onSave={async ({ price, from, grade }) => {
        const { warnings } = await call('labour.setRate', {
          kindId: kind.id,
          from,
          price,
          ...(grade.trim() ? { grade: grade.trim() } : {}),
        });
        notify(`${kind.name}从 ${from} 起 ${price} 元/${kind.unit}。`);
        notifyWarnings(warnings);
      }}
    >
      <NumberField
        {...form.field('price')}
        label="新工价"
        required
        suffix={`元/${kind.unit}`}
        {...(kind.price === null ? {} : { hint: `现在是 ${kind.price}` })}
      />
      <DateField {...form.field('from')} label="执行起" required />
      <Field label="只给这个等级" hint="空着就是不分等级" error={form.errorOf('grade')}>
        {(control) => (
          <>
            <input
              {...control}
              list={list}
              value={form.value.grade}
              maxLength={20}
              autoComplete="off"
              onChange={(event) => form.set({ grade: event.target.value })}
            />
            <datalist id={list}>
              {props.grades.map((name) => (
                <option key={name} value={name} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <p className="form-note">从这一天起记的工按新工价；已经记的不变。</p>
    </Dialog>
  );
}

/** 等级系数: what a point of a worker of this grade counts. */
export function GradeDialog({ onClose }: { onClose: () => void }) {
  const { today } = useSession();
  const form = useForm({ name: '', coefficient: '', from: today });
  return (
    <Dialog
      title="定等级系数"
      width={420}
      form={form}
      onClose={onClose}
      onSave={async ({ name, coefficient, from }) => {
        await call('labour.setGrade', { name, coefficient, from });
        notify(`${name}从 ${from} 起系数 ${coefficient}。`);
      }}
    >
      <TextField
        {...form.field('name')}
        label="等级"
        required
        maxLength={20}
        placeholder="甲、乙，或一级、二级"
      />
      <NumberField {...form.field('coefficient')} label="系数" required placeholder="1.2" />
      <DateField {...form.field('from')} label="执行起" required />
      <p className="form-note">工分 × 系数 × 每分工价 = 金额。务工人员的等级在“务工人员”里定。</p>
    </Dialog>
  );
}
