import { useState } from 'react';
import { asRefusal, bridge, call, useConnected, type Refusal } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import { useSession, type Status } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Banner } from '../../parts/Notice.tsx';
import { FolderPanel, hasSystemPanels } from './FolderPanel.tsx';
import { NewWorkspace } from './NewWorkspace.tsx';
import { TakeOverDialog } from './TakeOverDialog.tsx';

/** What the person sees while nothing is open: begin, open, or look around in the sample village. */
export function StartPage() {
  const { status, setStatus } = useSession();
  const connected = useConnected();
  const [panel, setPanel] = useState<'new' | 'open' | null>(null);
  const [busy, setBusy] = useState('');
  const [failed, setFailed] = useState<{ refusal: Refusal; path: string } | null>(null);

  async function run(what: string, path: string, action: () => Promise<Status>): Promise<void> {
    setBusy(what);
    setFailed(null);
    try {
      const next = await action();
      if (next.open) go('desk');
      setStatus(next);
    } catch (reason) {
      setFailed({ refusal: asRefusal(reason), path });
    } finally {
      setBusy('');
    }
  }
  const open = (path: string) => run(path, path, () => call('workspace.open', { path }));
  const forget = (path: string) => run('', path, () => call('workspace.forget', { path }));
  async function pick(): Promise<void> {
    if (!hasSystemPanels) return setPanel('open');
    const path = await bridge.pickOpen?.();
    if (path) await open(path);
  }

  return (
    <main className="start">
      <div className="start-sheet">
        <h1>合作社台账</h1>
        <p className="start-lead">社员、股金、交售、分红，记在一个文件里，拷到 U 盘就是整个村的账。</p>
        {!connected && <Banner kind="error">和台账程序的连接断了。请重新启动“合作社台账”。</Banner>}
        {failed && (
          <Failure {...failed} onPick={() => void pick()} onForget={() => void forget(failed.path)} />
        )}
        <div className="start-actions">
          <Button kind="primary" shortcut="Ctrl+N" onClick={() => setPanel('new')}>
            新建台账
          </Button>
          <Button shortcut="Ctrl+O" busy={busy !== ''} onClick={() => void pick()}>
            打开
          </Button>
          <Button
            busy={busy === 'demo'}
            onClick={() => void run('demo', '', () => call('workspace.demo', { path: null }))}
          >
            {busy === 'demo' ? '正在建示范村…' : '一键建示范村'}
          </Button>
        </div>
        <p className="field-hint">
          示范村：张家坝村 47 户、香菇合作社 2018 年的股金和交售都已录好，随便点、随便试。
        </p>
        {status.recent.length > 0 && (
          <Recent
            files={status.recent}
            busy={busy}
            onOpen={(path) => void open(path)}
            onForget={(path) => void forget(path)}
            onPick={() => void pick()}
          />
        )}
      </div>
      {panel === 'new' && <NewWorkspace onClose={() => setPanel(null)} />}
      {panel === 'open' && (
        <FolderPanel
          title="打开台账"
          mode="open"
          onClose={() => setPanel(null)}
          onChoose={async (path) => {
            const next = await call('workspace.open', { path });
            if (next.open) go('desk');
            setStatus(next);
          }}
        />
      )}
    </main>
  );
}

function Recent(props: {
  files: Status['recent'];
  busy: string;
  onOpen: (path: string) => void;
  onForget: (path: string) => void;
  onPick: () => void;
}) {
  return (
    <section aria-label="最近打开">
      <h2>最近打开</h2>
      <ul className="recent">
        {props.files.map((file) => (
          <li key={file.path} className={file.missing ? 'missing' : ''}>
            <button
              type="button"
              className="recent-open"
              disabled={file.missing || props.busy !== ''}
              onClick={() => props.onOpen(file.path)}
            >
              <b>{file.villageName || file.fileName}</b>
              <small>
                {file.missing ? `${file.path}（找不到了：被移动、改名，或 U 盘没插）` : file.path}
              </small>
            </button>
            <span className="figures quiet">{file.lastOpened.slice(0, 10)}</span>
            {file.missing && <Button onClick={props.onPick}>重新找</Button>}
            <Button
              kind="quiet"
              title={`从列表移除 ${file.fileName}，文件本身不动`}
              onClick={() => props.onForget(file.path)}
            >
              移除
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Why a file didn't open, and what can be done about it. */
function Failure(props: { refusal: Refusal; path: string; onPick: () => void; onForget: () => void }) {
  const { refusal, path } = props;
  const [taking, setTaking] = useState(false);
  const elsewhere = ['open-elsewhere', 'locked'].includes(refusal.code);
  const pickable = ['file-missing', 'not-a-workspace', 'damaged', 'no-access', 'path'].includes(refusal.code);
  return (
    <Banner
      kind="error"
      actions={
        <>
          {pickable && (
            <Button onClick={props.onPick}>{refusal.code === 'damaged' ? '打开备份' : '重新找'}</Button>
          )}
          {elsewhere && <Button onClick={() => setTaking(true)}>接管…</Button>}
          {path && refusal.code === 'file-missing' && <Button onClick={props.onForget}>移除</Button>}
        </>
      }
    >
      {refusal.message}
      {taking && <TakeOverDialog path={path} onClose={() => setTaking(false)} />}
    </Banner>
  );
}
