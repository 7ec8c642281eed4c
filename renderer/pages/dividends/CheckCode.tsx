import { useState } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { call } from '../../api.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { TextField } from '../../parts/Field.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { useForm } from '../../parts/useForm.ts';
import { STATE_LABEL } from './run.ts';

type Verdict = Output<'dividends.checkCode'>;

/** Somebody brings a printed statement: is it ours, and is that what the run says? */
export function CheckCode(props: { onClose: () => void }) {
  const form = useForm({ code: '' });
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  return (
    <Dialog
      title="核验通知单"
      width={420}
      saveLabel="核验"
      writes={false}
      form={form}
      onClose={props.onClose}
      onSave={async ({ code }) => {
        setVerdict(null);
        setVerdict(await call('dividends.checkCode', { code: code.trim() }));
        form.restart({ code });
        return false;
      }}
    >
      <TextField
        label="核验码"
        autoFocus
        placeholder="印在通知单左下角，如 0080-01EN-ZESW"
        value={form.value.code}
        onChange={(code) => {
          form.set({ code });
          setVerdict(null);
        }}
        error={form.errorOf('code')}
      />
      <div aria-live="polite">
        {verdict && !verdict.genuine && (
          <div className="banner error">
            对不上：这个核验码不是本台账打印的，或者抄错了。请对照纸上的再输一次。
          </div>
        )}
        {verdict?.genuine && (
          <div className="code-genuine">
            <p>
              <span className="tag good">✓ 是本台账打印的</span>
            </p>
            <Stat label="年度" value={`${verdict.fiscalYear ?? ''} 年度`} />
            <Stat label="社员" value={`${verdict.memberNo ?? ''} ${verdict.name ?? ''}`} />
            <Stat label="实发" valueFen={verdict.netFen ?? 0} strong />
            <Stat label="方案状态" value={verdict.state ? STATE_LABEL[verdict.state] : '—'} />
            <p className="form-note">请看纸上的姓名和金额与这里是否一致。</p>
          </div>
        )}
      </div>
    </Dialog>
  );
}
