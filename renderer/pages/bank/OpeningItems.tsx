import { formatYuan } from '../../../shared/rules/money.ts';
import { asRefusal, call } from '../../api.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, SelectField, TextField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { Banner, notify } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import type { Sheet } from './columns.ts';

const KINDS = [
  { value: 'bank in', label: '银行已收，企业未收' },
  { value: 'bank out', label: '银行已付，企业未付' },
  { value: 'book in', label: '企业已收，银行未收' },
  { value: 'book out', label: '企业已付，银行未付' },
] as const;
type Kind = (typeof KINDS)[number]['value'];

/** 期初未达账项: what stood between the two balances when the first statement begins. */
export function OpeningItems({ sheet, onClose }: { sheet: Sheet; onClose: () => void }) {
  const empty = { kind: 'book out' as Kind, date: '', summary: '', amountFen: null as number | null };
  const form = useForm(empty);
  const { openings, start, startDifferenceFen } = sheet;
  async function remove(id: number): Promise<void> {
    try {
      await call('bank.removeOpening', { id });
      notify('已删除。');
    } catch (reason) {
      notify(asRefusal(reason).message, 'error');
    }
  }
  return (
    <Dialog
      title="期初未达账项"
      width={600}
      form={form}
      saveLabel="登记"
      disabled={form.value.amountFen === null || form.value.summary.trim() === '' || form.value.date === ''}
      onClose={onClose}
      onSave={async ({ kind, date, summary, amountFen }) => {
        const [side, direction] = kind.split(' ') as ['bank' | 'book', 'in' | 'out'];
        await call('bank.addOpening', {
          bankId: sheet.bankId,
          side,
          direction,
          date,
          summary,
          amountFen: amountFen ?? 0,
        });
        notify('已登记，和别的未达账项一样勾对。');
        form.restart(empty);
        return false;
      }}
    >
      <p>
        对账从 {start} 开始。那天以前一边已经记了、另一边以后才记的，登记在这里，才能和以后的流水或凭证勾对。
      </p>
      {startDifferenceFen === 0 ? (
        <Banner kind="info">对账开始时两边相等，不用再登记。</Banner>
      ) : (
        <Banner kind="warning">
          对账开始时账面比银行{startDifferenceFen > 0 ? '多' : '少'}{' '}
          {formatYuan(Math.abs(startDifferenceFen))} 元，还没有说明。
        </Banner>
      )}
      {openings.length > 0 && (
        <table className="opening-items" aria-label="已登记的期初未达账项">
          <tbody>
            {openings.map(({ id, side, date, summary, inFen, outFen, isMatched }) => (
              <tr key={id}>
                <td className="figures">{date}</td>
                <td>{KINDS.find(({ value }) => value === `${side} ${inFen > 0 ? 'in' : 'out'}`)?.label}</td>
                <td>{summary}</td>
                <td className="figures right">{formatYuan(inFen + outFen)}</td>
                <td>
                  {isMatched ? (
                    <span className="quiet">已勾对</span>
                  ) : (
                    <Button kind="quiet" writes onClick={() => void remove(id)}>
                      删除
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="opening-form">
        <SelectField label="哪一种" choices={KINDS} {...form.field('kind')} />
        <DateField label="日期" required placeholder={`${start ?? ''} 以前`} {...form.field('date')} />
        <TextField label="摘要" required {...form.field('summary')} />
        <MoneyField
          label="金额"
          required
          valueFen={form.value.amountFen}
          error={form.errorOf('amountFen')}
          onChange={(amountFen) => form.set({ amountFen })}
        />
      </div>
    </Dialog>
  );
}
