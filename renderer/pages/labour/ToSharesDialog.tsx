import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { CheckField, DateField, RadioField, TextField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { usePrint } from '../../parts/usePrint.ts';
import { PayFrom, type Money } from './PayFrom.tsx';

/** Wages become a share only by being paid first and brought in after: two vouchers, two receipts (先付后投). */
export function ToSharesDialog(props: {
  sheetId: number | null;
  line: { workerId: number; name: string; memberNo: string | null; unpaidFen: number };
  onClose: () => void;
  onDone?: () => void;
}) {
  const { line } = props;
  const { today } = useSession();
  const print = usePrint();
  const form = useForm<{
    date: string;
    amountFen: number | null;
    way: 'pay-then-contribute' | 'set-off';
    money: Money;
    document: string;
    note: string;
    receipts: boolean;
  }>({
    date: today,
    amountFen: line.unpaidFen,
    way: 'pay-then-contribute',
    money: { kind: 'cash' },
    document: '',
    note: '',
    receipts: true,
  });
  const { way, receipts } = form.value;
  return (
    <Dialog
      title={`劳务费转为入股：${line.name}${line.memberNo ? `（${line.memberNo}）` : ''}`}
      width={520}
      saveLabel="先付再入股"
      form={form}
      disabled={line.memberNo === null}
      onClose={props.onClose}
      onSave={async ({ amountFen, date, money, document, note }) => {
        if (amountFen === null) throw new Refusal('amount_missing', '请填金额。', { amountFen: '没有金额' });
        const done = await call('labour.toShares', {
          workerId: line.workerId,
          sheetId: props.sheetId,
          amountFen,
          date,
          way,
          money,
          document,
          note,
        });
        notify(
          `${line.name}：已付劳务费 ${formatYuan(amountFen)} 元（${done.paymentReceiptNo}），同日收到入股（${done.shareReceiptNo}），两张凭证。`,
        );
        notifyWarnings(done.warnings);
        props.onDone?.();
        if (receipts) print({ document: 'labour-receipt', paymentId: done.paymentId });
      }}
    >
      <p className="labour-law">
        《市场主体登记管理条例》第十三条：农民专业合作社成员不得以劳务作价出资。《农民专业合作社法》第十三条：成员不得以对该社的债权充抵出资。欠的工钱就是对本社的债权，所以分两步办：先把劳务费付给本人，本人再以现金入股。两张凭证、两张收据，本人都要签字。
      </p>
      {line.memberNo === null && (
        <p className="field-error">{line.name}还不是社员。请先在“社员与股金”里新增社员，再办入股。</p>
      )}
      <RadioField
        label="怎么办"
        {...form.field('way')}
        choices={[
          { value: 'pay-then-contribute', label: '先付后投' },
          { value: 'set-off', label: '直接抵作股金' },
        ]}
      />
      <div className="fields">
        <MoneyField
          label="金额（元）"
          required
          valueFen={form.value.amountFen}
          onChange={(amountFen) => form.set({ amountFen })}
          error={form.errorOf('amountFen')}
          hint={`未发 ${formatYuan(line.unpaidFen)}`}
        />
        <DateField label="日期" required {...form.field('date')} />
        <PayFrom
          label="付出和收进都经"
          value={form.value.money}
          onChange={(money) => form.set({ money })}
          error={form.errorOf('money')}
        />
        <TextField label="单据号" {...form.field('document')} />
        <div className="wide">
          <TextField label="备注" {...form.field('note')} />
        </div>
      </div>
      <CheckField label="登记后打印两张收据" value={receipts} onChange={(on) => form.set({ receipts: on })} />
    </Dialog>
  );
}
