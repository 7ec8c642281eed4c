import { call } from '../../api.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { TextField } from '../../parts/Field.tsx';
import { notify } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { type RunHead } from './run.ts';

/** Gives a run up before anything was paid; it stays on record with the reason. */
export function VoidRun(props: { run: RunHead; onClose: () => void }) {
  const { run } = props;
  const form = useForm({ reason: '' });
  return (
    <Dialog
      title={`作废 ${run.fiscalYear} 年度第 ${run.draftNo} 稿`}
      danger
      width={440}
      saveLabel="作废"
      form={form}
      onClose={props.onClose}
      onSave={async ({ reason }) => {
        await call('dividends.void', { id: run.id, reason });
        notify(`${run.fiscalYear} 年度第 ${run.draftNo} 稿已作废。`);
      }}
    >
      <p>
        {run.state === 'draft'
          ? '草稿作废后不能再改，可以另建一份。'
          : '这份方案已经批准。作废后留下记录和原因，已打印的通知单不再有效；改正后重新建方案、重新表决。'}
      </p>
      <TextField label="原因" required placeholder="例如：交售漏登两笔，需重算" {...form.field('reason')} />
    </Dialog>
  );
}
