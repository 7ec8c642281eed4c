import { useState } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { asRefusal, bridge, call, type Refusal } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { ErrorBanner, Banner } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { TakeOut } from './TakeOut.tsx';
import { FolderPanel, hasSystemPanels, sizeText } from '../start/FolderPanel.tsx';

/** 备份与核验: a safe copy while in use, and the proof that the file is sound. */
export function BackupPage() {
  const { status, today } = useSession();
  const [choosing, setChoosing] = useState(false);
  const [busy, setBusy] = useState<'' | 'backup' | 'verify'>('');
  const [error, setError] = useState<Refusal | null>(null);
  const [copy, setCopy] = useState<Output<'workspace.backup'> | null>(null);
  const [checks, setChecks] = useState<Output<'workspace.verify'>['checks'] | null>(null);
  const suggested = `${status.open?.fileName.replace(/\.coop$/, '') ?? '台账'}-备份${today.replaceAll('-', '')}.coop`;

  async function backUp(path: string): Promise<void> {
    setBusy('backup');
    try {
      setCopy(await call('workspace.backup', { path }));
      setError(null);
      setChoosing(false);
    } finally {
      setBusy('');
    }
  }
  async function choose(): Promise<void> {
    setCopy(null);
    if (!hasSystemPanels) return setChoosing(true);
    const path = await bridge.pickSave?.(suggested);
    if (path) await backUp(path).catch((reason: unknown) => setError(asRefusal(reason)));
  }
  async function verify(): Promise<void> {
    setBusy('verify');
    setError(null);
    try {
      setChecks((await call('workspace.verify', {})).checks);
    } catch (reason) {
      setError(asRefusal(reason));
    } finally {
      setBusy('');
    }
  }
  const wrong = checks?.filter((check) => !check.ok && check.level === 'block').length ?? 0;
  const toSee = checks?.filter((check) => !check.ok && check.level === 'warn').length ?? 0;

  return (
    <Page
      title="备份与核验"
      layout="scroll"
      actions={
        <>
          <Button busy={busy === 'verify'} onClick={() => void verify()}>
            {busy === 'verify' ? '正在核验…' : '核验'}
          </Button>
          <Button kind="primary" shortcut="Ctrl+S" busy={busy === 'backup'} onClick={() => void choose()}>
            备份到…
          </Button>
        </>
      }
      banner={<ErrorBanner error={error} />}
    >
      <div className="backup">
        <section className="sheet">
          <h2>备份</h2>
          <p>
            整个台账就是一个文件：{status.open?.path}。备份可以边用边做，建议每次大批登记后备份一份到 U
            盘；备份从不覆盖已有的文件。
          </p>
          {copy && (
            <Banner kind="info">
              已备份到 {copy.path}（{sizeText(copy.bytes)}）
              {copy.verified ? '，备份已经核验，可以放心。' : '，但还没有核验。'}
            </Banner>
          )}
        </section>
        <section className="sheet">
          <h2>核验</h2>
          {!checks && <p>逐项核对：文件完好、明细与合计相等、审计记录没有被改动。大的台账可能要几秒钟。</p>}
          {checks && (
            <>
              <Banner kind={wrong > 0 ? 'error' : 'info'}>
                {wrong > 0
                  ? `${checks.length} 项里有 ${wrong} 项不相等。请先不要继续登记，另存一份备份，再请维护人员看。`
                  : toSee > 0
                    ? `${checks.length - toSee} 项相等，${toSee} 项请看一看（不影响记账）。`
                    : `${checks.length} 项全部相等。`}
              </Banner>
              <table className="checks">
                <thead>
                  <tr>
                    <th>核对什么</th>
                    <th>一边</th>
                    <th>另一边</th>
                    <th>结果</th>
                  </tr>
                </thead>
                <tbody>
                  {checks.map((check) => (
                    <tr key={check.name}>
                      <td>
                        {check.name}
                        {check.rows.map((row) => (
                          <div key={row} className="negative">
                            {row}
                          </div>
                        ))}
                      </td>
                      <td className="figures">{check.left}</td>
                      <td className="figures">{check.right}</td>
                      <td>
                        <span className={check.ok ? 'tag good' : check.level === 'warn' ? 'tag' : 'tag bad'}>
                          {check.ok ? '相等' : check.level === 'warn' ? '请看一看' : '不相等'}
                        </span>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </>
          )}
        </section>
        <TakeOut />
      </div>
      {choosing && (
        <FolderPanel
          title="备份到哪里"
          mode="save"
          suggested={suggested}
          saveLabel="备份到这里"
          onClose={() => setChoosing(false)}
          onChoose={backUp}
        />
      )}
    </Page>
  );
}
