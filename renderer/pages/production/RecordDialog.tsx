import type { ReactNode } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { EVENT_TITLES } from '../../../shared/rules/posting/eventKinds.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { EntryPreview, useSettled } from '../../parts/EntryPreview.tsx';
import { DateField, NumberField, TextField } from '../../parts/Field.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { type Form, useForm } from '../../parts/useForm.ts';
import { amountText, isDate, type ProductionEvent, type Recorded } from './view.ts';

export interface Paper {
  date: string;
  documentNo: string;
  attachments: string;
  note: string;
}

export const noPaper = (date: string): Paper => ({ date, documentNo: '', attachments: '1', note: '' });

/** One event of the production desk: its facts left, how the amount comes about and the entries right. */
export function RecordDialog<D extends Paper>(props: {
  title: string;
  initial: (today: string) => D;
  /** Null while something is missing. */
  eventOf: (draft: D) => ProductionEvent | null;
  incomplete: string;
  saveLabel?: string;
  width?: number;
  /** Instead of recording an event: says what was done. */
  saveOtherwise?: (draft: D) => (() => Promise<string>) | null;
  onClose: () => void;
  children: (form: Form<D>) => ReactNode;
}) {
  const { today } = useSession();
  const form = useForm<D>(() => props.initial(today));
  const input = useSettled(recordedOf(form.value, props.eventOf));
  const { value, error } = useCall('production.preview', input);
  return (
    <Dialog
      title={props.title}
      form={form}
      width={props.width ?? 980}
      saveLabel={props.saveLabel ?? '登记入账'}
      onClose={props.onClose}
      onSave={async (draft) => {
        const otherwise = props.saveOtherwise?.(draft) ?? null;
        if (otherwise) notify(await otherwise());
        else await record(recordedOf(draft, props.eventOf));
      }}
    >
      <div className="event-dialog long">
        <div className="event-fields fields">
          <DateField {...form.field('date')} label="日期" required max={today} />
          {props.children(form)}
          <TextField {...form.field('documentNo')} label="单据号" placeholder="领料单、入库单…" />
          <NumberField {...form.field('attachments')} label="附单据" suffix="张" />
          <div className="wide">
            <TextField {...form.field('note')} label="备注" />
          </div>
        </div>
        <EntryPreview
          asked={input !== null}
          value={value}
          error={error}
          said={form.error?.message}
          incomplete={props.incomplete}
        >
          {value && value.explanation.length + value.shares.length > 0 && (
            <>
              {value.explanation.map((sentence) => (
                <p key={sentence}>{sentence}</p>
              ))}
              {value.shares.map((one) => (
                <p key={one.batchId} className="stat">
                  <span className="stat-label">{one.name}</span>
                  <span className="stat-value">{formatYuan(one.amountFen)}</span>
                </p>
              ))}
            </>
          )}
        </EntryPreview>
      </div>
    </Dialog>
  );
}

function recordedOf<D extends Paper>(
  draft: D,
  eventOf: (draft: D) => ProductionEvent | null,
): Recorded | null {
  const { date, documentNo, note } = draft;
  const attachments = draft.attachments.trim() === '' ? '0' : draft.attachments.trim();
  const event = eventOf(draft);
  if (!event || !isDate(date) || (attachments !== '0' && amountText(attachments, 0) === '')) return null;
  return { date, documentNo, note, attachments: Number(amountText(attachments, 0) || 0), event };
}

async function record(input: Recorded | null): Promise<void> {
  if (!input) {
    throw new Refusal(
      'incomplete',
      '还有没填完的：带 * 的各项都要填；一行开了头，就要填完或去掉；附单据填张数。',
    );
  }
  const { amountFen } = await call('production.preview', input);
  const { voucherIds, warnings } = await call('production.record', input);
  const vouchers = voucherIds.length === 1 ? '凭证' : `${voucherIds.length} 张凭证`;
  notify(`已登记“${EVENT_TITLES[input.event.kind]}” ${formatYuan(amountFen)} 元，${vouchers}已生成。`);
  notifyWarnings(warnings);
}
