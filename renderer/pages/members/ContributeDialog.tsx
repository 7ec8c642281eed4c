import { call } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { AccountPicker } from '../../parts/AccountPicker.tsx';
import { CheckField, DateField, Field, NumberField, RadioField, TextField } from '../../parts/Field.tsx';
import { MemberPicker, type Member } from '../../parts/MemberPicker.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { usePrint } from '../../parts/usePrint.ts';
import { FORM_WORDS, type Form } from './words.ts';

interface Contribution extends Brought {
  member: Member | null;
  date: string;
  source: string;
  fromRelief: boolean;
  amountFen: number | null;
  document: string;
  note: string;
  receipt: boolean;
}

/** 新增入股: one contribution, its receipt printed at once if wanted. */
export function ContributeDialog({ member, onClose }: { member: Member | null; onClose: () => void }) {
  const { today } = useSession();
  const print = usePrint();
  const form = useForm<Contribution>({
    member,
    date: today,
    form: 'cash',
    source: '自筹',
    fromRelief: false,
    amountFen: null,
    money: 'bank',
    account: '121',
    itemName: '',
    quantity: '',
    premiumFen: 0,
    document: '',
    note: '',
    receipt: true,
  });
  async function save(value: Contribution): Promise<void> {
    if (!value.member || value.amountFen === null) return;
    const { date, form: how, source, fromRelief, amountFen, document, note, premiumFen } = value;
    const { account, itemName, money } = value;
    const quantity = toHalfWidth(value.quantity).trim();
    const saved = await call('shares.contribute', {
      memberId: value.member.id,
      date,
      form: how,
      source,
      fromRelief,
      amountFen,
      document,
      note,
      premiumFen: premiumFen ?? 0,
      ...(how === 'cash' ? { money: { kind: money } } : {}),
      // Labour is refused whatever it is said to be worth.
      ...(how === 'in-kind' || how === 'land'
        ? { asset: { account, itemName, ...(isGoods(account) && quantity !== '' ? { quantity } : {}) } }
        : {}),
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
        <BroughtFields value={form.value} set={form.set} errorOf={form.errorOf} />
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

interface Brought {
  form: Form;
  money: 'bank' | 'cash';
  account: string;
  itemName: string;
  quantity: string;
  premiumFen: number | null;
}

const isGoods = (account: string): boolean => account.startsWith('121');

/** Where the money went, or what came in instead; and what it was worth above the capital. */
function BroughtFields(props: {
  value: Brought;
  set: (change: Partial<Brought>) => void;
  errorOf: (field: string) => string | undefined;
}) {
  const { value, set, errorOf } = props;
  return (
    <>
      {value.form === 'cash' ? (
        <RadioField
          label="存入"
          value={value.money}
          onChange={(money) => set({ money })}
          choices={[
            { value: 'bank', label: '银行存款' },
            { value: 'cash', label: '库存现金' },
          ]}
        />
      ) : value.form === 'labour' ? null : (
        <>
          <AccountPicker
            label="记入科目"
            required
            value={value.account}
            onChange={(account) => set({ account: account?.code ?? '' })}
            among={(account) => ASSETS.has(account.code.slice(0, 3)) && account.isLeaf && account.enabled}
            error={errorOf('asset.account')}
          />
          <TextField
            label="是什么"
            required
            placeholder="旧棚一座、木材 20 方、3 组水田经营权…"
            value={value.itemName}
            onChange={(itemName) => set({ itemName })}
            error={errorOf('asset.itemName')}
          />
          {isGoods(value.account) && (
            <NumberField
              label="数量"
              required
              value={value.quantity}
              onChange={(quantity) => set({ quantity })}
              error={errorOf('asset.quantity')}
            />
          )}
        </>
      )}
      <MoneyField
        label="股金溢价（元）"
        allowNegative
        valueFen={value.premiumFen}
        onChange={(premiumFen) => set({ premiumFen })}
        error={errorOf('premiumFen')}
        hint="实际收到的超过出资额的部分，记资本公积；没有就是 0"
      />
    </>
  );
}

/** What a contribution in kind may stand on; the program checks it again. */
const ASSETS = new Set(['121', '141', '142', '144', '151', '153', '161']);

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
