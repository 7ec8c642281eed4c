import { formatYuan } from '../../../shared/rules/money.ts';
import { call, useCall } from '../../api.ts';
import { NumberField, RadioField, TextField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import type { Form } from '../../parts/useForm.ts';
import { PayerFields } from '../assets/fields.tsx';
import { NO_PAYER, type PayerDraft, payerOf } from '../assets/typed.ts';
import { noPaper, type Paper, RecordDialog } from './RecordDialog.tsx';
import { type BatchCard, type BatchRow, isDate, type ProductionEvent, titleOf, wholeNumber } from './view.ts';

interface ApprovalDraft extends PayerDraft {
  approval: string;
  compensationFen: number | null;
}

const NO_APPROVAL: ApprovalDraft = { ...NO_PAYER, payer: 'party', approval: '', compensationFen: null };

interface LossDraft extends Paper, ApprovalDraft {
  how: 'normal' | 'abnormal';
  bags: string;
  greenhouse: string;
  reason: string;
  approved: 'yes' | 'later';
}

/** 损失: normal ones leave the cost where it is; others go to 181, and with approval on. */
export function LossDialog({ batch, onClose }: { batch: BatchRow; onClose: () => void }) {
  return (
    <RecordDialog<LossDraft>
      title={`损失：${titleOf(batch)}`}
      initial={(today) => ({
        ...noPaper(today),
        ...NO_APPROVAL,
        how: 'normal',
        bags: '',
        greenhouse: '',
        reason: '',
        approved: 'later',
      })}
      eventOf={(draft) => lossEvent(batch.id, draft)}
      saveOtherwise={(draft) => normalLoss(batch, draft)}
      saveLabel="登记损失"
      incomplete="正常损耗只减袋数，成本留给剩下的菌袋，不写凭证。非正常损失填好袋数和原因，这里显示分录。"
      onClose={onClose}
    >
      {(form) => <LossFields form={form} batch={batch} />}
    </RecordDialog>
  );
}

function LossFields({ form, batch }: { form: Form<LossDraft>; batch: BatchRow }) {
  const { how, approved } = form.value;
  return (
    <>
      <NumberField
        {...form.field('bags')}
        label="损失袋数"
        required
        suffix="袋"
        hint={useBagsOn(batch, form.value.date)}
      />
      <div className="wide">
        <RadioField
          {...form.field('how')}
          label="哪一种损失"
          choices={[
            { value: 'normal', label: '正常损耗（零星污染、烂袋）' },
            { value: 'abnormal', label: '非正常损失（灾害、事故）' },
          ]}
          hint={
            how === 'normal'
              ? '成本由剩下的菌袋承担'
              : '损失部分的成本转出：先挂待处理财产损溢，批准后记其他支出，有赔的减去赔款'
          }
        />
      </div>
      <TextField
        {...form.field('greenhouse')}
        label="哪个棚"
        maxLength={20}
        placeholder="DP-012"
        hint="还没有进棚的不填"
      />
      <TextField {...form.field('reason')} label="原因" required placeholder="杂菌污染" />
      {how === 'abnormal' && (
        <>
          <div className="wide">
            <RadioField
              {...form.field('approved')}
              label="批准"
              choices={[
                { value: 'later', label: '还没批准，先挂账' },
                { value: 'yes', label: '已经批准，一并处理' },
              ]}
            />
          </div>
          {approved === 'yes' && <ApprovalFields value={form.value} set={form.set} errorOf={form.errorOf} />}
        </>
      )}
    </>
  );
}

/** How many bags there were on that day; and how many there are, where some went since. */
function useBagsOn(batch: BatchRow, date: string): string {
  const day = isDate(date) ? date : null;
  const onDay = useCall('production.batches', day === null ? null : { asOf: day }).value?.find(
    (one) => one.id === batch.id,
  );
  if (!day || !onDay) return '';
  const then = `${day} 有 ${bagsText(onDay.bagsLeft)} 袋`;
  return onDay.bagsLeft === batch.bagsLeft ? then : `${then}，现在剩 ${bagsText(batch.bagsLeft)} 袋`;
}

const bagsText = (bags: number): string => bags.toLocaleString('en-US');

function ApprovalFields(props: {
  value: ApprovalDraft;
  set: (change: Partial<ApprovalDraft>) => void;
  errorOf: (name: string) => string | undefined;
}) {
  const { value, set, errorOf } = props;
  return (
    <>
      <TextField
        label="批准文号、会议决议"
        required
        maxLength={50}
        value={value.approval}
        onChange={(approval) => set({ approval })}
        error={errorOf('approval')}
      />
      <MoneyField
        label="保险、责任人赔款（元）"
        valueFen={value.compensationFen}
        onChange={(compensationFen) => set({ compensationFen })}
        error={errorOf('compensationFen')}
      />
      {(value.compensationFen ?? 0) > 0 && <PayerFields value={value} set={set} errorOf={errorOf} />}
    </>
  );
}

type Approved = Extract<ProductionEvent, { kind: 'bagLossSettled' }>['approved'];

function approvedOf(draft: ApprovalDraft): Approved | null {
  const compensationFen = draft.compensationFen ?? 0;
  const payer = compensationFen === 0 ? null : payerOf(draft);
  if (draft.approval.trim() === '' || (compensationFen > 0 && payer === null)) return null;
  return { approval: draft.approval, compensationFen, payer };
}

function lossEvent(batchId: number, draft: LossDraft): ProductionEvent | null {
  const bags = wholeNumber(draft.bags);
  const approved = draft.approved === 'yes' ? approvedOf(draft) : null;
  if (draft.how === 'normal' || bags === null || draft.reason.trim() === '') return null;
  if (draft.approved === 'yes' && approved === null) return null;
  const { greenhouse, reason } = draft;
  return { kind: 'bagLoss', batchId, bags, greenhouse, reason, approved };
}

function normalLoss(batch: BatchRow, draft: LossDraft): (() => Promise<string>) | null {
  const bags = wholeNumber(draft.bags);
  const { how, date, greenhouse, reason } = draft;
  if (how !== 'normal' || bags === null || reason.trim() === '' || !isDate(date)) return null;
  return async () => {
    await call('production.loseBags', { batchId: batch.id, date, bags, greenhouse, reason });
    return `已登记 ${batch.no} 正常损耗 ${bags} 袋，成本留在剩下的菌袋里，没有写凭证。`;
  };
}

type SettleDraft = Paper & ApprovalDraft;

/** 批准处理 of a loss that waits on 181. */
export function SettleLossDialog(props: {
  batch: BatchRow;
  loss: BatchCard['losses'][number];
  onClose: () => void;
}) {
  const { batch, loss, onClose } = props;
  return (
    <RecordDialog<SettleDraft>
      title={`处理损失：${titleOf(batch)}`}
      initial={(today) => ({ ...noPaper(today), ...NO_APPROVAL })}
      eventOf={(draft) => {
        const approved = approvedOf(draft);
        return approved && { kind: 'bagLossSettled', lossId: loss.id, approved };
      }}
      saveLabel="处理入账"
      incomplete="填好批准文号，这里就显示分录。"
      onClose={onClose}
    >
      {(form) => (
        <>
          <p className="form-note">
            {loss.date} {loss.reason}，{loss.bags} 袋，待处理 {formatYuan(loss.pendingFen)} 元。
          </p>
          <ApprovalFields value={form.value} set={form.set} errorOf={form.errorOf} />
        </>
      )}
    </RecordDialog>
  );
}

interface TailDraft extends Paper {
  account: '521' | '529';
}

/** 批次尾数转出: what came to a batch after it was picked out. */
export function TailDialog({ batch, onClose }: { batch: BatchRow; onClose: () => void }) {
  return (
    <RecordDialog<TailDraft>
      title={`尾数转出：${titleOf(batch)}`}
      initial={(today) => ({ ...noPaper(today), account: '521' })}
      eventOf={({ account }) => ({ kind: 'bagTail', batchId: batch.id, account })}
      saveLabel="转出"
      incomplete="填好日期，这里就显示分录。"
      onClose={onClose}
    >
      {(form) => (
        <div className="wide">
          <RadioField
            {...form.field('account')}
            label="转到哪里"
            choices={[
              { value: '521', label: '经营支出（菇已经卖了）' },
              { value: '529', label: '其他支出' },
            ]}
          />
        </div>
      )}
    </RecordDialog>
  );
}
