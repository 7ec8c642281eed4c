import type { Input } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { EntryPreview } from '../../parts/EntryPreview.tsx';
import { useSettled } from '../../parts/useSettled.ts';
import { CheckField, DateField, NumberField, TextField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { useForm } from '../../parts/useForm.ts';
import { PayerFields } from '../assets/fields.tsx';
import { NO_PAYER, type PayerDraft, payerOf } from '../assets/typed.ts';
import type { StoreEvent } from './columns.ts';

interface Draft extends PayerDraft {
  date: string;
  isPaid: boolean;
  paidFen: number | null;
  approval: string;
  documentNo: string;
  attachments: string;
}

/** A loss that is decided: who pays pays, the rest is a cost. */
export function SettleLossDialog({ loss, onClose }: { loss: StoreEvent; onClose: () => void }) {
  const { today } = useSession();
  const form = useForm<Draft>({
    ...NO_PAYER,
    date: today,
    isPaid: false,
    paidFen: null,
    approval: '',
    documentNo: '',
    attachments: '1',
  });
  const settled = useSettled(settlingOf(loss, form.value));
  const { value, error } = useCall('storage.previewSettleLoss', settled);
  return (
    <Dialog
      title="处理冷库盘亏"
      form={form}
      width={900}
      saveLabel="处理入账"
      onClose={onClose}
      onSave={async (draft) => {
        const ready = settlingOf(loss, draft);
        if (!ready) throw new Refusal('incomplete', '批准文号要填；有人赔的，要填谁赔、赔多少。');
        const saved = await call('storage.settleLoss', ready);
        notify(`盘亏 ${formatYuan(loss.amountFen)} 元已处理，凭证已生成。`);
        notifyWarnings(saved.warnings);
      }}
    >
      <div className="event-dialog">
        <div className="event-fields fields">
          <div className="wide store-facts">
            <Stat label={loss.date} value={loss.party} />
            <Stat label="盘亏" valueFen={loss.amountFen} strong />
          </div>
          <DateField {...form.field('date')} label="处理日期" required max={today} />
          <TextField {...form.field('approval')} label="批准" required placeholder="理事会〔2018〕9号" />
          <div className="wide">
            <CheckField {...form.field('isPaid')} label="有人赔一部分或全部" />
          </div>
          {form.value.isPaid && (
            <>
              <MoneyField
                label="赔多少（元）"
                required
                valueFen={form.value.paidFen}
                onChange={(paidFen) => form.set({ paidFen })}
                error={form.errorOf('paidFen')}
              />
              <PayerFields value={form.value} set={form.set} errorOf={form.errorOf} />
            </>
          )}
          <TextField {...form.field('documentNo')} label="单据号" />
          <NumberField {...form.field('attachments')} label="附单据" suffix="张" />
        </div>
        <EntryPreview
          asked={settled !== null}
          value={value}
          error={error}
          incomplete="填好批准文号，这里显示借贷分录。没有人赔的记“其他支出”。"
          said={form.error?.message}
        />
      </div>
    </Dialog>
  );
}

function settlingOf(loss: StoreEvent, draft: Draft): Input<'storage.settleLoss'> | null {
  const { date, approval, documentNo } = draft;
  const payer = draft.isPaid ? payerOf(draft) : null;
  const paidFen = draft.isPaid ? (draft.paidFen ?? 0) : 0;
  if (approval.trim() === '' || !/^\d{1,4}$/u.test(draft.attachments.trim())) return null;
  if (draft.isPaid && (payer === null || paidFen === 0)) return null;
  return {
    lossId: loss.id,
    date,
    payer,
    paidFen,
    approval,
    documentNo,
    attachments: Number(draft.attachments),
  };
}
