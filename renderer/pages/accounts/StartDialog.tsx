import { call } from '../../api.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { notify } from '../../parts/Notice.tsx';
import { PeriodField } from '../../parts/PeriodField.tsx';
import { useForm } from '../../parts/useForm.ts';

/** 启用期间: the first month that is booked here. It may move while nothing stands in the books. */
export function StartDialog({ firstPeriod, onClose }: { firstPeriod: string; onClose: () => void }) {
  const form = useForm({ firstPeriod });
  const { value } = form;
  return (
    <Dialog
      title="启用期间"
      saveLabel="修改"
      form={form}
      width={460}
      disabled={value.firstPeriod === firstPeriod}
      onClose={onClose}
      onSave={async (wanted) => {
        const set = await call('openings.setStart', wanted);
        notify(`账从 ${set.firstPeriod} 启用。`);
      }}
    >
      <PeriodField {...form.field('firstPeriod')} label="从哪个月开始记账" steps width={180} />
      <p className="form-note">
        {value.firstPeriod.endsWith('-01')
          ? '从 1 月启用：填上年末的余额。'
          : `从 ${value.firstPeriod} 启用：除了月初余额，还要填 1 月到上个月的本年累计发生额，报表才有全年的数。`}
        这个月以前的入股、分红只记登记簿，余额自动算进期初。已经有凭证以后就不能再改。
      </p>
    </Dialog>
  );
}
