import { useState } from 'react';
import type { Input } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { EntryPreview } from '../../parts/EntryPreview.tsx';
import { useSettled } from '../../parts/useSettled.ts';
import { DateField, TextField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { useForm } from '../../parts/useForm.ts';
import type { Line, Sheet } from './CountSheet.tsx';
import { PayerFields } from './fields.tsx';
import { NO_PAYER, type PayerDraft, payerOf } from './typed.ts';

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/u.test(text);

/** 盘完入账: differences onto 181 until they are approved. */
export function BookDifferences({ sheet, onClose }: { sheet: Sheet; onClose: () => void }) {
  const { today } = useSession();
  const { stocktake } = sheet;
  const form = useForm({ date: stocktake.date > today ? today : stocktake.date });
  const ready = useSettled(isDay(form.value.date) ? { id: stocktake.id, date: form.value.date } : null);
  const { value, error } = useCall('stocktakes.previewBook', ready);
  return (
    <Dialog
      title={`盘完入账：${stocktake.date} 盘点`}
      form={form}
      width={860}
      saveLabel="盘完入账"
      onClose={onClose}
      onSave={async ({ date }) => {
        const { state, warnings } = await call('stocktakes.book', { id: stocktake.id, date });
        notify(
          state === 'settled'
            ? '账实相符，盘点已经完成，没有凭证。'
            : '差额已记入待处理财产损溢，凭证已生成；批准以后请点“批准处理”。',
        );
        notifyWarnings(warnings);
      }}
    >
      <div className="event-dialog">
        <div className="event-fields fields">
          <DateField {...form.field('date')} label="入账日期" required />
          <p className="wide form-note">
            盘亏的按净值从卡片转出，盘盈的按填的价值建新卡片，差额都先记 181
            待处理非流动资产损溢。备查资产只改登记簿。
          </p>
          <div className="wide">
            <Stat label="盘亏" value={stocktake.missing} />
            <Stat label="盘盈" value={stocktake.found} />
          </div>
        </div>
        <EntryPreview
          asked={ready !== null}
          value={value}
          error={error}
          said={form.error?.message}
          incomplete=""
          nothing="账实相符，或只有备查资产有差：不写凭证。"
        >
          {value && (
            <>
              <Stat label="盘亏净值" valueFen={value.lossFen} />
              <Stat label="盘盈价值" valueFen={value.gainFen} />
            </>
          )}
        </EntryPreview>
      </div>
    </Dialog>
  );
}

interface Paid extends PayerDraft {
  amountFen: number | null;
}

/** 批准处理: by which resolution; who pays for what is missing, the rest to 529, what was found to 502. */
export function SettleDifferences({ sheet, onClose }: { sheet: Sheet; onClose: () => void }) {
  const { today } = useSession();
  const { stocktake } = sheet;
  const missing = sheet.lines.filter((line) => line.isBooked && (line.difference ?? 0) < 0);
  const [paid, setPaid] = useState<Readonly<Record<number, Paid>>>({});
  const form = useForm({ date: today, approvalNo: '', approvedOn: today });
  const input = settlementOf(stocktake.id, form.value, paid);
  const ready = useSettled(input);
  const { value, error } = useCall('stocktakes.previewSettle', ready);
  return (
    <Dialog
      title={`批准处理：${stocktake.date} 盘点`}
      form={form}
      width={980}
      saveLabel="处理入账"
      disabled={form.value.approvalNo.trim() === ''}
      onClose={onClose}
      onSave={async () => {
        if (!input) throw new Refusal('incomplete', '请填批准文号和日期；有人赔的，写明金额和谁赔。');
        const { warnings } = await call('stocktakes.settle', input);
        notify('盘盈盘亏已经处理，181 转平，凭证已生成。');
        notifyWarnings(warnings);
      }}
    >
      <div className="event-dialog long">
        <div className="event-fields fields">
          <TextField
            {...form.field('approvalNo')}
            label="批准文号、会议决议"
            required
            placeholder="成决〔2018〕9号"
          />
          <DateField {...form.field('approvedOn')} label="批准日期" required />
          <DateField {...form.field('date')} label="入账日期" required />
          {missing.map((line) => (
            <PaidFor
              key={line.id}
              line={line}
              value={paid[line.id] ?? { ...NO_PAYER, amountFen: null }}
              set={(change) =>
                setPaid((old) => ({
                  ...old,
                  [line.id]: { ...(old[line.id] ?? { ...NO_PAYER, amountFen: null }), ...change },
                }))
              }
            />
          ))}
        </div>
        <EntryPreview
          asked={ready !== null}
          value={value && { ...value, warnings: [] }}
          error={error}
          said={form.error?.message}
          incomplete="填批准文号，这里就显示处理的分录。"
          nothing="没有在账上的差额，不写凭证。"
        >
          {value && (
            <>
              <Stat label="盘亏净值" valueFen={value.lossFen} />
              <Stat label="有人赔的" valueFen={value.paidFen} />
              <Stat label="合作社的损失（529）" valueFen={value.lossFen - value.paidFen} strong />
              <Stat label="盘盈（502）" valueFen={value.gainFen} />
            </>
          )}
        </EntryPreview>
      </div>
    </Dialog>
  );
}

function PaidFor({ line, value, set }: { line: Line; value: Paid; set: (change: Partial<Paid>) => void }) {
  const netFen = line.missingCostFen - line.missingAccumulatedFen;
  return (
    <fieldset className="wide fields paid-for">
      <legend>
        {line.no} {line.name} 盘亏 {Math.abs(line.difference ?? 0)} {line.unit || '件'}，净值{' '}
        {formatYuan(netFen)} 元
      </legend>
      <MoneyField
        label="责任人、保险赔偿（元）"
        valueFen={value.amountFen}
        onChange={(amountFen) => set({ amountFen })}
        hint="没有人赔就空着"
      />
      {value.amountFen !== null && <PayerFields value={value} set={set} errorOf={() => undefined} />}
    </fieldset>
  );
}

function settlementOf(
  id: number,
  value: { date: string; approvalNo: string; approvedOn: string },
  paid: Readonly<Record<number, Paid>>,
): Input<'stocktakes.settle'> | null {
  if (!isDay(value.date) || !isDay(value.approvedOn) || value.approvalNo.trim() === '') return null;
  const lines = Object.entries(paid)
    .filter(([, one]) => one.amountFen !== null)
    .map(([lineId, one]) => ({ lineId: Number(lineId), amountFen: one.amountFen ?? 0, payer: payerOf(one) }));
  if (lines.some((one) => one.payer === null || one.amountFen === 0)) return null;
  return {
    id,
    ...value,
    paid: lines.flatMap(({ payer, ...one }) => (payer ? [{ ...one, payer }] : [])),
  };
}
