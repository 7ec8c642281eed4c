import { useState } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, SelectField, TextField } from '../../parts/Field.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import type { Claim, Payment } from './claimWords.ts';
import { groupName } from './words.ts';

interface Draft {
  date: string;
  method: Payment['method'];
  slipNo: string;
  note: string;
}

/** 发放: what came is passed on, to the households or to the bank that charged them nothing. */
export function PayClaimDialog({ given, onClose }: { given: Claim; onClose: () => void }) {
  const { batch, lines } = given;
  const { today } = useSession();
  const open = lines.filter((line) => line.unpaidFen > 0);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(() => new Set(open.map((line) => line.id)));
  const form = useForm<Draft>(() => ({
    date: today,
    method: batch.payee === 'bank' ? 'bank' : 'transfer',
    slipNo: '',
    note: '',
  }));
  const sum = open.reduce((total, line) => (chosen.has(line.id) ? total + line.unpaidFen : total), 0);
  return (
    <Dialog
      title={`发放贴息：${batch.no}`}
      form={form}
      width={900}
      saveLabel="登记发放"
      disabled={chosen.size === 0}
      onClose={onClose}
      onSave={async (value) => {
        const done = await call('claims.pay', { id: batch.id, ...value, lineIds: [...chosen] });
        notify(`已登记发放 ${done.count} 户 ${formatYuan(done.amountFen)} 元。`);
        notifyWarnings(done.warnings);
      }}
      foot={
        <span>
          选中 {chosen.size} 户，共 <b className="figures">{formatYuan(sum)}</b> 元
        </span>
      }
    >
      <div className="loan-dialog">
        <div className="fields">
          <DateField {...form.field('date')} label="发放日期" required max={today} />
          <SelectField
            {...form.field('method')}
            label="方式"
            choices={
              batch.payee === 'bank'
                ? [{ value: 'bank', label: '付给承贷银行' }]
                : [
                    { value: 'transfer', label: '转到一卡通' },
                    { value: 'cash', label: '现金，农户签字' },
                  ]
            }
          />
          <TextField {...form.field('slipNo')} label="凭证号" />
          <TextField {...form.field('note')} label="备注" />
          <p className="wide form-note">
            成批转到一卡通的，在“银行代发”里生成文件交给银行，回单读进来就登记了，不用在这里再登。
          </p>
        </div>
        <section className="loan-side loan-scroll" aria-label="发给谁">
          <table className="loan-table" aria-label="要发放的户">
            <thead>
              <tr>
                <th>
                  <label>
                    <input
                      type="checkbox"
                      checked={chosen.size === open.length && open.length > 0}
                      onChange={(event) =>
                        setChosen(new Set(event.target.checked ? open.map((line) => line.id) : []))
                      }
                    />{' '}
                    全选
                  </label>
                </th>
                <th>一卡通号</th>
                <th className="right">未发</th>
              </tr>
            </thead>
            <tbody>
              {open.map((line) => (
                <tr key={line.id}>
                  <td>
                    <label>
                      <input
                        type="checkbox"
                        checked={chosen.has(line.id)}
                        onChange={(event) => {
                          const next = new Set(chosen);
                          if (event.target.checked) next.add(line.id);
                          else next.delete(line.id);
                          setChosen(next);
                        }}
                      />{' '}
                      {groupName(line.groupNo)} {line.borrowerName}
                    </label>
                  </td>
                  <td className="figures">{line.cardMasked || '没有登记'}</td>
                  <td className="figures right">{formatYuan(line.unpaidFen)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </Dialog>
  );
}
