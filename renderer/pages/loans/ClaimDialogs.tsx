import { addDays } from '../../../shared/rules/calendar.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call } from '../../api.ts';
import { settle } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, TextField } from '../../parts/Field.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { useForm } from '../../parts/useForm.ts';
import { usePrint } from '../../parts/usePrint.ts';
import { BankListDialog } from './BankListDialog.tsx';
import { ClaimDialog } from './ClaimDialog.tsx';
import type { Claim } from './claimWords.ts';
import { PayClaimDialog } from './PayClaimDialog.tsx';
import { ReceiveDialog } from './ReceiveDialog.tsx';

export type ClaimAsking =
  'bankList' | 'recompute' | 'void' | 'notice' | 'object' | 'takeBack' | 'submit' | 'receive' | 'pay';

interface Props {
  readonly given: Claim;
  readonly onClose: () => void;
}

/** The steps of a batch, each with what it asks. */
export function ClaimDialogs({ asking, given, onClose }: Props & { asking: ClaimAsking }) {
  switch (asking) {
    case 'bankList':
      return <BankListDialog given={given} onClose={onClose} />;
    case 'recompute':
      return <ClaimDialog batch={given.batch} onClose={onClose} />;
    case 'notice':
      return <NoticeDialog given={given} onClose={onClose} />;
    case 'object':
      return <ObjectDialog given={given} onClose={onClose} />;
    case 'submit':
      return <SubmitDialog given={given} onClose={onClose} />;
    case 'receive':
      return <ReceiveDialog given={given} onClose={onClose} />;
    case 'pay':
      return <PayClaimDialog given={given} onClose={onClose} />;
    case 'takeBack':
      return <TakeBack given={given} onClose={onClose} />;
    case 'void':
      return <Void given={given} onClose={onClose} />;
  }
}

/** 公示: the lines are fixed from here on; the notice is printed at once. */
function NoticeDialog({ given: { batch }, onClose }: Props) {
  const { today } = useSession();
  const print = usePrint();
  const form = useForm(() => ({
    from: batch.noticeFrom ?? today,
    to: batch.noticeTo ?? addDays(today, 6),
    telephone: batch.telephone,
  }));
  return (
    <Dialog
      title={`公示：${batch.no}`}
      form={form}
      width={480}
      saveLabel="公示并打印"
      disabled={form.value.telephone.trim() === ''}
      onClose={onClose}
      onSave={async (value) => {
        const { warnings } = await call('claims.notice', { id: batch.id, ...value });
        notify(`${batch.no} 从 ${value.from} 起公示，花名册从现在起不能再改。`);
        notifyWarnings(warnings);
        print({ document: 'subsidy-notice', batchId: batch.id });
      }}
    >
      <div className="fields">
        <p className="wide form-note">
          申请 {batch.totals.loans} 笔，贴息 {formatYuan(batch.totals.claimedFen)}{' '}
          元。公示以后花名册固定，要改先退回测算。身份证号在公示表上只留头尾。
        </p>
        <DateField {...form.field('from')} label="公示从" required />
        <DateField {...form.field('to')} label="到（含这一天）" required />
        <div className="wide">
          <TextField {...form.field('telephone')} label="监督电话" required placeholder="0916-4822345" />
        </div>
      </div>
    </Dialog>
  );
}

function ObjectDialog({ given: { batch }, onClose }: Props) {
  const { today } = useSession();
  const form = useForm(() => ({ date: today, who: '', text: '' }));
  const { who, text } = form.value;
  return (
    <Dialog
      title="登记公示异议"
      form={form}
      width={520}
      disabled={who.trim() === '' || text.trim() === ''}
      onClose={onClose}
      onSave={async (value) => {
        await call('claims.object', { id: batch.id, ...value });
        notify('异议已登记，答复以后才能上报。');
      }}
    >
      <div className="fields">
        <DateField {...form.field('date')} label="日期" required max={today} />
        <TextField {...form.field('who')} label="谁提的" required />
        <div className="wide">
          <TextField {...form.field('text')} label="异议内容" required />
        </div>
      </div>
    </Dialog>
  );
}

function SubmitDialog({ given: { batch }, onClose }: Props) {
  const { today } = useSession();
  const form = useForm(() => ({ date: today, documentNo: '' }));
  return (
    <Dialog
      title={`上报：${batch.no}`}
      form={form}
      width={480}
      saveLabel="登记上报"
      onClose={onClose}
      onSave={async (value) => {
        const { warnings } = await call('claims.submit', { id: batch.id, ...value });
        notify(`${batch.no} 已上报${batch.office}。`);
        notifyWarnings(warnings);
      }}
    >
      <div className="fields">
        <p className="wide form-note">
          {batch.noticeFrom} 至 {batch.noticeTo} 公示。上报 {batch.office || '县里'}：{batch.totals.loans} 笔{' '}
          {formatYuan(batch.totals.claimedFen)} 元。
        </p>
        <DateField {...form.field('date')} label="上报日期" required max={today} />
        <TextField {...form.field('documentNo')} label="文件号" placeholder="张村字〔2019〕2号" />
      </div>
    </Dialog>
  );
}

function TakeBack({ given: { batch }, onClose }: Props) {
  return (
    <ReasonDialog
      title={`退回测算：${batch.no}`}
      danger
      dated
      saveLabel="退回"
      onClose={onClose}
      onSave={async ({ date, reason }) => {
        const { warnings } = await call('claims.takeBack', { id: batch.id, date, reason });
        notify(`${batch.no} 已退回测算，改好后要重新公示。`);
        notifyWarnings(warnings);
      }}
    >
      <p className="form-note">公示、上报的经过都留着；改好以后重新公示、重新上报。</p>
    </ReasonDialog>
  );
}

function Void({ given: { batch }, onClose }: Props) {
  return (
    <ReasonDialog
      title={`作废：${batch.no}`}
      danger
      dated
      saveLabel="作废"
      onClose={onClose}
      onSave={async ({ date, reason }) => {
        await call('claims.void', { id: batch.id, date, reason });
        settle('loans', null, { tab: 'claims' });
        notify(`${batch.no} 已作废，这些天的利息可以在别的批次里申请。`);
      }}
    >
      <p className="form-note">作废的批次留着编号和花名册，只是不再作数。</p>
    </ReasonDialog>
  );
}
