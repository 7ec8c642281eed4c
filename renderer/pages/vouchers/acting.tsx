import { formatYuan } from '../../../shared/rules/money.ts';
import { asRefusal, call } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { useForm } from '../../parts/useForm.ts';
import { sumOfStanding } from './columns.ts';
import { numberOf, type VoucherHead } from './words.ts';

/** What vouchers go through (审核, 取消审核, 记账), one or many at once, and the words for it. */
const STEPS = {
  review: { method: 'vouchers.review', done: '已审核' },
  unreview: { method: 'vouchers.unreview', done: '已取消审核' },
  post: { method: 'vouchers.post', done: '已记账' },
} as const;

/** True when it was done; else the corner says why not. */
export async function act(step: keyof typeof STEPS, vouchers: readonly VoucherHead[]): Promise<boolean> {
  try {
    await take(step, vouchers);
    return true;
  } catch (reason) {
    notify(asRefusal(reason).message, 'error');
    return false;
  }
}

async function take(step: keyof typeof STEPS, vouchers: readonly VoucherHead[]): Promise<void> {
  const { method, done } = STEPS[step];
  const { count, warnings } = await call(method, { ids: vouchers.map((voucher) => voucher.id) });
  const [only] = vouchers;
  notify(count === 1 && only ? `${done} ${numberOf(only)}。` : `${done} ${count} 张。`);
  notifyWarnings(warnings);
}

/** 记账 can't be taken back, so it is asked once. */
export function PostDialog(props: {
  vouchers: readonly VoucherHead[];
  onClose: () => void;
  onDone?: () => void;
}) {
  const { vouchers } = props;
  const form = useForm({});
  const [only] = vouchers;
  return (
    <Dialog
      title={vouchers.length === 1 && only ? `记账 ${numberOf(only)}` : `记账 ${vouchers.length} 张凭证`}
      width={420}
      saveLabel="记账"
      form={form}
      onClose={props.onClose}
      onSave={async () => {
        await take('post', vouchers);
        props.onDone?.();
      }}
    >
      <p>
        金额合计 <b className="figures">{formatYuan(sumOfStanding(vouchers))}</b> 元。
      </p>
      <p className="form-note">记账以后不能修改、作废或取消；有错只能用红字冲销，再填正确的。</p>
    </Dialog>
  );
}

export function VoidDialog(props: { voucher: VoucherHead; onClose: () => void; onDone?: () => void }) {
  const { voucher } = props;
  return (
    <ReasonDialog
      title={`作废 ${numberOf(voucher)}`}
      saveLabel="作废"
      danger
      onClose={props.onClose}
      onSave={async ({ reason }) => {
        await call('vouchers.void', { id: voucher.id, reason });
        notify(`已作废 ${numberOf(voucher)}，号码保留。`);
        props.onDone?.();
      }}
    >
      <p>
        {voucher.date} {voucher.summary} <b className="figures">{formatYuan(voucher.amountFen)}</b> 元
      </p>
      <p className="form-note">作废后不再计入账簿，凭证号保留不补用，也不能恢复。</p>
    </ReasonDialog>
  );
}

/** 红字冲销: the same voucher in red, on a day of its own. Ends on the red voucher. */
export function ReverseDialog(props: { voucher: VoucherHead; onClose: () => void }) {
  const { voucher } = props;
  return (
    <ReasonDialog
      title={`冲销 ${numberOf(voucher)}`}
      saveLabel="开红字凭证"
      danger
      dated
      onClose={props.onClose}
      onSave={async ({ date, reason }) => {
        const made = await call('vouchers.reverse', { id: voucher.id, date, reason });
        notify(`已开红字凭证 ${numberOf(made)}，还要审核、记账。`);
        go('vouchers', made.id);
      }}
    >
      <p>
        {voucher.date} {voucher.summary} <b className="figures">{formatYuan(voucher.amountFen)}</b> 元
      </p>
      <p className="form-note">原凭证保留不动，另开一张金额为红字的凭证注销它；再填正确的（蓝字）。</p>
    </ReasonDialog>
  );
}
