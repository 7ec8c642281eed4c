import { DIM_NAMES, type Dim } from '../../../shared/rules/chart/accounts.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { NumberField, SelectField, TextField } from '../../parts/Field.tsx';
import { BookMemberPicker } from '../../parts/BookMemberPicker.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { useForm, type Form } from '../../parts/useForm.ts';
import type { Account } from '../vouchers/lookup.ts';
import { secondDim, type Item, type Typed } from './openings.ts';

/** The value of the choice that adds a new item. */
const NEW = 'new';

interface Value {
  memberId: number | null;
  memberName: string | null;
  item: string;
  itemName: string;
  item2: string;
  item2Name: string;
  debitFen: number | null;
  creditFen: number | null;
  yearDebitFen: number | null;
  yearCreditFen: number | null;
  quantity: string;
}

/** One opening of an account that is analysed: whose, of what, and how much. */
export function OpeningRowDialog(props: {
  row: Typed;
  isNew: boolean;
  accounts: readonly Account[];
  items: readonly Item[];
  midYear: boolean;
  onClose: () => void;
  onPut: (row: Typed | null, key: string) => void;
}) {
  const { row, items, midYear } = props;
  const account = props.accounts.find((one) => one.code === row.account);
  const form = useForm<Value>(() => valueOf(row));
  if (!account) return null;
  const [first] = account.dims;
  const isMember = first === 'member' || (first === 'consignor' && form.value.item === '');
  const second = secondDim(account, Number(form.value.item) || null, items);
  async function save(value: Value): Promise<void> {
    if (first === 'member' && value.memberId === null) throw missing('memberId', 'member');
    const itemId = await itemOf(value.item, value.itemName, first === 'consignor' ? 'counterparty' : first);
    if (first !== undefined && itemId === null && value.memberId === null) throw missing('item', first);
    const item2Id = second === undefined ? null : await itemOf(value.item2, value.item2Name, second);
    if (second !== undefined && item2Id === null) throw missing('item2', second);
    props.onPut(
      {
        ...row,
        memberId: value.memberId,
        memberName: value.memberId === null ? null : value.memberName,
        itemId: value.memberId === null ? itemId : null,
        item2Id,
        balanceFen: (value.debitFen ?? 0) - (value.creditFen ?? 0),
        yearDebitFen: value.yearDebitFen ?? 0,
        yearCreditFen: value.yearCreditFen ?? 0,
        quantity: value.quantity.trim() === '' ? null : value.quantity.trim(),
      },
      row.key,
    );
  }
  return (
    <Dialog
      title={`${account.code} ${account.fullName} 的期初`}
      saveLabel={props.isNew ? '放进表里' : '改好'}
      form={form}
      width={540}
      onClose={props.onClose}
      onSave={save}
      foot={
        !props.isNew && (
          <Button
            kind="danger"
            onClick={() => {
              props.onPut(null, row.key);
              props.onClose();
            }}
          >
            去掉这一行
          </Button>
        )
      }
    >
      {first !== undefined && (first === 'member' || first === 'consignor') && isMember && (
        <MemberOf form={form} />
      )}
      {first !== undefined && first !== 'member' && form.value.memberId === null && (
        <ItemOf form={form} name="item" dim={first === 'consignor' ? 'counterparty' : first} items={items} />
      )}
      {second !== undefined && <ItemOf form={form} name="item2" dim={second} items={items} />}
      <div className="fields">
        {account.class !== 'profit' && (
          <>
            <MoneyField
              label="期初借方（元）"
              allowNegative
              valueFen={form.value.debitFen}
              onChange={(debitFen) => form.set({ debitFen, ...(debitFen ? { creditFen: null } : {}) })}
            />
            <MoneyField
              label="期初贷方（元）"
              allowNegative
              valueFen={form.value.creditFen}
              onChange={(creditFen) => form.set({ creditFen, ...(creditFen ? { debitFen: null } : {}) })}
            />
          </>
        )}
        {midYear && (
          <>
            <MoneyField
              label="本年累计借方（元）"
              valueFen={form.value.yearDebitFen}
              onChange={(yearDebitFen) => form.set({ yearDebitFen })}
            />
            <MoneyField
              label="本年累计贷方（元）"
              valueFen={form.value.yearCreditFen}
              onChange={(yearCreditFen) => form.set({ yearCreditFen })}
            />
          </>
        )}
        {account.withQuantity && <NumberField {...form.field('quantity')} label="数量" />}
      </div>
    </Dialog>
  );
}

function valueOf(row: Typed): Value {
  return {
    memberId: row.memberId,
    memberName: row.memberName,
    item: row.itemId === null ? '' : String(row.itemId),
    itemName: '',
    item2: row.item2Id === null ? '' : String(row.item2Id),
    item2Name: '',
    debitFen: row.balanceFen > 0 ? row.balanceFen : null,
    creditFen: row.balanceFen < 0 ? -row.balanceFen : null,
    yearDebitFen: row.yearDebitFen || null,
    yearCreditFen: row.yearCreditFen || null,
    quantity: row.quantity ?? '',
  };
}

function MemberOf({ form }: { form: Form<Value> }) {
  const { memberId } = form.value;
  const member = useCall('items.members', memberId === null ? null : { id: memberId }).value?.[0] ?? null;
  return (
    <BookMemberPicker
      label={DIM_NAMES.member}
      required
      value={member}
      error={form.errorOf('memberId')}
      onChange={(picked) =>
        form.set({ memberId: picked?.id ?? null, memberName: picked ? `${picked.no} ${picked.name}` : null })
      }
    />
  );
}

function ItemOf(props: { form: Form<Value>; name: 'item' | 'item2'; dim: Dim; items: readonly Item[] }) {
  const { form, name, dim } = props;
  const own = props.items.filter(
    (one) => one.dim === dim && (one.enabled || String(one.id) === form.value[name]),
  );
  return (
    <>
      <SelectField
        label={DIM_NAMES[dim]}
        required
        value={form.value[name]}
        error={form.errorOf(name)}
        onChange={(value) => form.set({ [name]: value })}
        choices={[
          { value: '', label: '请选择' },
          ...own.map((one) => ({ value: String(one.id), label: one.name })),
          { value: NEW, label: `＋ 新增${DIM_NAMES[dim]}…` },
        ]}
      />
      {form.value[name] === NEW && (
        <TextField
          label={`新的${DIM_NAMES[dim]}`}
          required
          autoFocus
          value={form.value[`${name}Name`]}
          error={form.errorOf('name')}
          onChange={(text) => form.set({ [`${name}Name`]: text })}
        />
      )}
    </>
  );
}

/** The item chosen, or the one that was named, made now. */
async function itemOf(chosen: string, name: string, dim: Dim | undefined): Promise<number | null> {
  if (chosen === '' || dim === undefined) return null;
  if (chosen !== NEW) return Number(chosen);
  if (name.trim() === '')
    throw new Refusal('item_missing', `请写新的${DIM_NAMES[dim]}的名称。`, { name: '不能空着' });
  return (await call('items.add', { dim, name })).id;
}

function missing(field: string, dim: Dim): Refusal {
  const sentence = `请选${DIM_NAMES[dim]}。`;
  return new Refusal('analysis_missing', sentence, { [field]: sentence });
}
