import { useState } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import type { Input } from '../../../shared/contract/index.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { CheckField, DateField, TextField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { useSettled } from '../../parts/useSettled.ts';
import type { Claim } from './claimWords.ts';
import { groupName, isDate } from './words.ts';

interface Draft {
  date: string;
  amountFen: number | null;
  documentNo: string;
  note: string;
}

/** 到账: what the county sent; less than claimed is shared out pro rata, or as its list says line by line. */
export function ReceiveDialog({ given, onClose }: { given: Claim; onClose: () => void }) {
  const { batch, lines } = given;
  const { today } = useSession();
  const form = useForm<Draft>(() => ({
    date: today,
    amountFen: batch.totals.unreceivedFen,
    documentNo: '',
    note: '',
  }));
  const [byLine, setByLine] = useState<Readonly<Record<number, number | null>> | null>(null);
  const open = lines.filter((line) => line.isIncluded && line.unreceivedFen > 0);
  const asked = useSettled(byLine === null ? askedOf(batch.id, form.value, null) : null);
  const trial = useCall('claims.previewReceive', asked);
  const shares = new Map(trial.value?.lines.map((line) => [line.lineId, line.fen]));
  const typedFen = byLine === null ? 0 : open.reduce((sum, line) => sum + (byLine[line.id] ?? 0), 0);
  const short = batch.totals.unreceivedFen - (form.value.amountFen ?? 0);
  return (
    <Dialog
      title={`登记到账：${batch.no}`}
      form={form}
      width={900}
      saveLabel="登记到账"
      disabled={form.value.amountFen === null}
      onClose={onClose}
      onSave={async (draft) => {
        const input = askedOf(batch.id, draft, byLine);
        if (!input) throw new Refusal('incomplete', '请填到账日期和金额。', { amountFen: '没有填' });
        const { warnings } = await call('claims.receive', input);
        notify(`已登记到账 ${formatYuan(input.amountFen)} 元，可以发放了。`);
        notifyWarnings(warnings);
      }}
      foot={
        byLine === null ? (
          <span>
            申请还没到账 <b className="figures">{formatYuan(batch.totals.unreceivedFen)}</b>
            {short > 0 && `，这次少 ${formatYuan(short)}，按比例分到各户，余下仍列未拨`}
          </span>
        ) : (
          <span className={typedFen === form.value.amountFen ? '' : 'negative'}>
            各户合计 <b className="figures">{formatYuan(typedFen)}</b>
          </span>
        )
      }
    >
      <div className="loan-dialog">
        <div className="fields">
          <MoneyField
            label="到账金额（元）"
            required
            valueFen={form.value.amountFen}
            onChange={(amountFen) => form.set({ amountFen })}
            error={form.errorOf('amountFen')}
          />
          <DateField {...form.field('date')} label="到账日期" required max={today} />
          <div className="wide">
            <TextField {...form.field('documentNo')} label="拨款文件或凭证号" />
          </div>
          <div className="wide">
            <TextField {...form.field('note')} label="备注" />
          </div>
          <div className="wide">
            <CheckField
              label="按县里的清单逐户填"
              value={byLine !== null}
              onChange={(on) => {
                // Starts from the shares that were reckoned: the county's list mostly differs in a few.
                setByLine(
                  on
                    ? Object.fromEntries(
                        open.map((line) => [line.id, shares.get(line.id) ?? line.unreceivedFen]),
                      )
                    : null,
                );
              }}
            />
          </div>
        </div>
        <section className="loan-side loan-scroll" aria-label="分到各户">
          {trial.error && byLine === null && <p className="negative">{trial.error.message}</p>}
          {trial.value?.warnings.map((warning) => (
            <p key={warning} className="form-note">
              {warning}
            </p>
          ))}
          <table className="loan-table" aria-label="各户到账">
            <thead>
              <tr>
                <th>借款人</th>
                <th className="right">未到账</th>
                <th className="right">这次</th>
              </tr>
            </thead>
            <tbody>
              {open.map((line) => (
                <tr key={line.id}>
                  <td>
                    {groupName(line.groupNo)} {line.borrowerName} <small>{line.noteNo}</small>
                  </td>
                  <td className="figures right">{formatYuan(line.unreceivedFen)}</td>
                  <td className="figures right">
                    {byLine === null ? (
                      formatYuan(shares.get(line.id) ?? 0)
                    ) : (
                      <MoneyField
                        bare
                        label={`${line.borrowerName} ${line.noteNo} 到账`}
                        valueFen={byLine[line.id] ?? null}
                        onChange={(fen) => setByLine({ ...byLine, [line.id]: fen })}
                      />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </Dialog>
  );
}

function askedOf(
  id: number,
  draft: Draft,
  byLine: Readonly<Record<number, number | null>> | null,
): Input<'claims.receive'> | null {
  const { date, amountFen, documentNo, note } = draft;
  if (amountFen === null || amountFen === 0 || !isDate(date)) return null;
  return {
    id,
    date,
    amountFen,
    documentNo,
    note,
    ...(byLine === null
      ? {}
      : {
          lines: Object.entries(byLine).map(([lineId, fen]) => ({ lineId: Number(lineId), fen: fen ?? 0 })),
        }),
  };
}
