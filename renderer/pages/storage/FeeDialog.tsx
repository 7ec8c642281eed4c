import { useState } from 'react';
import type { Input } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { EntryPreview } from '../../parts/EntryPreview.tsx';
import { useSettled } from '../../parts/useSettled.ts';
import { DateField, NumberField, SelectField, TextField } from '../../parts/Field.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { PayField } from '../assets/fields.tsx';
import { moneyOf } from '../business/draft.ts';
import { BASIS, byOwner } from './columns.ts';

interface Draft {
  owner: string;
  to: string;
  date: string;
  pay: string;
  documentNo: string;
  attachments: string;
  note: string;
}

/** 结算仓储费: one owner's lots up to a day, each line with its days; left owing or paid at once. */
export function FeeDialog({ onClose }: { onClose: () => void }) {
  const { today } = useSession();
  const form = useForm<Draft>({
    owner: '',
    to: today,
    date: today,
    pay: 'later',
    documentNo: '',
    attachments: '1',
    note: '',
  });
  const { to } = form.value;
  const fees = useCall('storage.fees', /^\d{4}-\d{2}-\d{2}$/u.test(to) ? { to } : null);
  const owners = byOwner(fees.value ?? []);
  const owner = owners.find((one) => one.key === form.value.owner) ?? owners[0];
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const chosen = (owner?.lines ?? []).filter((line) => !left.has(line.lotId));
  const input = feeOf(
    form.value,
    chosen.map((line) => line.lotId),
  );
  const settled = useSettled(input);
  const preview = useCall('storage.previewFees', settled);
  return (
    <Dialog
      title="结算仓储费"
      form={form}
      width={960}
      saveLabel="结算入账"
      onClose={onClose}
      onSave={async (draft) => {
        const ready = feeOf(
          draft,
          chosen.map((line) => line.lotId),
        );
        if (!ready)
          throw new Refusal('incomplete', '没有选货主和批。到这一天没有未结的仓储费，可改“结算到”。');
        const saved = await call('storage.settleFees', ready);
        notify(`${owner?.ownerName ?? ''} 的仓储费已结算到 ${ready.to}，凭证已生成。`);
        notifyWarnings(saved.warnings);
      }}
    >
      <div className="event-dialog">
        <div className="event-fields fields">
          <DateField {...form.field('to')} label="结算到（含这一天）" required max={today} />
          <SelectField
            label="货主"
            value={owner?.key ?? ''}
            onChange={(next) => form.set({ owner: next })}
            choices={
              owners.length === 0
                ? [{ value: '', label: '没有未结的仓储费' }]
                : owners.map((one) => ({
                    value: one.key,
                    label: `${one.ownerName}　${formatYuan(one.feeFen)} 元`,
                  }))
            }
          />
          <div className="wide store-lines">
            <table aria-label="这个货主的批">
              <thead>
                <tr>
                  <th />
                  <th>批号</th>
                  <th>品名</th>
                  <th>期间</th>
                  <th className="right">天数</th>
                  <th>费率</th>
                  <th className="right">仓储费</th>
                </tr>
              </thead>
              <tbody>
                {(owner?.lines ?? []).map((line) => (
                  <tr key={line.lotId}>
                    <td>
                      <input
                        type="checkbox"
                        aria-label={`结算 ${line.lotNo}`}
                        checked={!left.has(line.lotId)}
                        onChange={(event) => {
                          const next = new Set(left);
                          if (event.target.checked) next.delete(line.lotId);
                          else next.add(line.lotId);
                          setLeft(next);
                        }}
                      />
                    </td>
                    <td>{line.lotNo}</td>
                    <td>{line.product}</td>
                    <td className="figures">
                      {line.from} 至 {line.to}
                    </td>
                    <td className="figures right">{line.days}</td>
                    <td>
                      {line.feeRate} {BASIS[line.feeBasis]}
                    </td>
                    <td className="figures right">{formatYuan(line.feeFen)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <DateField {...form.field('date')} label="记账日期" required max={today} />
          <PayField
            label="收款"
            value={form.value.pay}
            onChange={(pay) => form.set({ pay })}
            error={form.errorOf('received')}
            later="先记往来（社员 114，非社员 113）"
          />
          <TextField {...form.field('documentNo')} label="单据号" />
          <NumberField {...form.field('attachments')} label="附单据" suffix="张" />
          <div className="wide">
            <TextField {...form.field('note')} label="备注" />
          </div>
        </div>
        <EntryPreview
          asked={settled !== null}
          value={preview.value}
          error={preview.error}
          incomplete="选好货主，这里显示借贷分录。"
          said={form.error?.message}
        />
      </div>
    </Dialog>
  );
}

function feeOf(draft: Draft, lotIds: number[]): Input<'storage.settleFees'> | null {
  const { date, to, documentNo, note } = draft;
  if (lotIds.length === 0 || !/^\d{1,4}$/u.test(draft.attachments.trim())) return null;
  const received = draft.pay === 'later' ? null : moneyOf(draft.pay);
  if (draft.pay !== 'later' && received === null) return null;
  return { date, to, lotIds, received, documentNo, note, attachments: Number(draft.attachments) };
}
