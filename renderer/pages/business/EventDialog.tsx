import { formatYuan } from '../../../shared/rules/money.ts';
import { BUSINESS_TITLES } from '../../../shared/rules/posting/business.ts';
import { call, Refusal } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, NumberField, SelectField, TextField } from '../../parts/Field.tsx';
import { MemberPicker } from '../../parts/MemberPicker.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { type Draft, emptyDraft, eventOf, firstPay, type Recorded, recordedOf } from './draft.ts';
import { DonationFields, GrantFields } from './GrantFields.tsx';
import { type DraftForm, PayField } from './inputs.tsx';
import { type BusinessKind, groupOf, HINTS } from './kinds.ts';
import { LoanFields, WageFields } from './LoanFields.tsx';
import { Preview } from './Preview.tsx';
import { SettleFields } from './SettleFields.tsx';
import { TradeFields } from './TradeFields.tsx';

/** One event: its facts left, the entries they make right. The kinds of a group change in place and keep what was typed. */
export function EventDialog(props: { kind: BusinessKind; onClose: () => void }) {
  const { today } = useSession();
  const form = useForm<Draft>(() => emptyDraft(props.kind, today));
  const { kind } = form.value;
  const group = groupOf(kind);
  const kinds = group.kinds.filter((one) => one !== 'purchase' && one !== 'commission');
  const input = recordedOf(form.value, eventOf(form.value));
  return (
    <Dialog
      title={`业务登记：${group.title}`}
      form={form}
      width={940}
      saveLabel="登记入账"
      onClose={props.onClose}
      onSave={(draft) => record(draft)}
    >
      <div className="event-dialog long">
        <div className="event-fields fields">
          <SelectField
            label="业务"
            value={kind}
            onChange={(next) =>
              form.set({
                kind: next,
                pay: firstPay(next),
                // Every new record tells a poverty asset apart by what usually is one.
                isPovertyAsset: next.startsWith('grant'),
              })
            }
            choices={kinds.map((one) => ({ value: one, label: BUSINESS_TITLES[one] }))}
          />
          <DateField {...form.field('date')} label="日期" required max={today} />
          {HINTS[kind] && <p className="wide form-note">{HINTS[kind]}</p>}
          <KindFields form={form} />
          <PaperFields form={form} />
        </div>
        <Preview
          said={form.error?.message}
          input={input}
          incomplete="填好带 * 的各项，这里就显示借贷分录。"
        />
      </div>
    </Dialog>
  );
}

function KindFields({ form }: { form: DraftForm }) {
  switch (form.value.kind) {
    case 'payMember':
    case 'receiveFromMember':
    case 'buyForMember':
    case 'payOutside':
    case 'receiveOutside':
      return <SettleFields form={form} />;
    case 'grantReceived':
    case 'grantSpentOnAsset':
    case 'grantSpentOnExpense':
    case 'grantAfterAsset':
    case 'grantReturned':
      return <GrantFields form={form} />;
    case 'donationCash':
    case 'donationUsed':
    case 'donationInKind':
      return <DonationFields form={form} />;
    case 'loanReceived':
    case 'loanRepaid':
    case 'interestAccrued':
    case 'interestPaid':
      return <LoanFields form={form} />;
    case 'wagesAccrued':
    case 'wagesPaid':
      return <WageFields form={form} />;
    case 'lossFromReserve':
    case 'reserveRefund':
      return <ReserveFields form={form} />;
    default:
      return <TradeFields form={form} />;
  }
}

/** 公积金: how much of it meets a loss and who decided that, or who gets their share back. */
function ReserveFields({ form }: { form: DraftForm }) {
  if (form.value.kind === 'reserveRefund') {
    return (
      <>
        <MemberPicker
          label="已退社的社员"
          required
          left
          value={form.value.member}
          onChange={(member) => form.set({ member })}
          error={form.errorOf('memberId')}
        />
        <PayField form={form} label="付款" />
      </>
    );
  }
  return (
    <>
      <MoneyField
        label="补亏金额（元）"
        required
        valueFen={form.value.amountFen}
        onChange={(amountFen) => form.set({ amountFen })}
        error={form.errorOf('amountFen')}
      />
      <TextField {...form.field('resolution')} label="成员大会决议" required placeholder="成决〔2019〕5号" />
    </>
  );
}

/** The paper it came with, and a note. */
export function PaperFields({ form }: { form: DraftForm }) {
  return (
    <div className="wide fields">
      <TextField
        {...form.field('documentNo')}
        label="单据号"
        placeholder="发票号、收据号…"
        hint="同号、同额、同一对方的不能再登一次"
      />
      <NumberField {...form.field('attachments')} label="附单据" suffix="张" />
      <div className="wide">
        <TextField {...form.field('note')} label="备注" />
      </div>
    </div>
  );
}

async function record(draft: Draft): Promise<void> {
  const input = recordedOf(draft, eventOf(draft));
  if (!input) {
    throw new Refusal(
      'incomplete',
      '还有没填完的：带 * 的各项都要填；一行开了头，就要填完或去掉；附单据填张数。',
    );
  }
  await send(input);
}

/** Records and says what came of it. */
export async function send(input: Recorded): Promise<void> {
  const { amountFen } = await call('business.preview', input);
  const { voucherIds, warnings } = await call('business.record', input);
  const vouchers = voucherIds.length === 1 ? '凭证' : `${voucherIds.length} 张凭证`;
  notify(`已登记“${BUSINESS_TITLES[input.event.kind]}” ${formatYuan(amountFen)} 元，${vouchers}已生成。`);
  notifyWarnings(warnings);
}
