import { useState } from 'react';
import { bridge, useCall } from '../../api.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { TextField } from '../../parts/Field.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';

interface FolderPanelProps {
  title: string;
  mode: 'open' | 'save';
  /** With 'save': the name offered. */
  suggested?: string;
  saveLabel?: string;
  /** Gets the chosen path; a thrown Refusal stays in the panel. */
  onChoose: (path: string) => Promise<unknown>;
  onClose: () => void;
}

/** The program's own "open" and "save as" panel, for a window that has no system panel. */
export function FolderPanel(props: FolderPanelProps) {
  const saving = props.mode === 'save';
  const [folder, setFolder] = useState<string | null>(null);
  const [name, setName] = useState(props.suggested ?? '');
  const [chosen, setChosen] = useState<string | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const places = useCall('workspace.places', { folder });
  const here = places.value;
  const target = saving && here && name.trim() ? joined(here.folder, withEnding(name.trim())) : chosen;

  function enter(path: string | null): void {
    setFolder(path);
    setChosen(null);
  }
  async function choose(path: string | null): Promise<void> {
    if (!path || busy) return;
    setBusy(true);
    setError(null);
    try {
      await props.onChoose(path);
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      title={props.title}
      width={640}
      writes={false}
      onClose={props.onClose}
      saveLabel={busy ? '请稍候…' : (props.saveLabel ?? (saving ? '保存在这里' : '打开'))}
      disabled={!target || busy}
      onSave={() => choose(target)}
    >
      {error && (
        <div className="banner error" role="alert">
          {error.message}
        </div>
      )}
      <ErrorBanner error={places.error} onRetry={() => enter(null)} />
      <div className="folder-path">
        <Button disabled={!here?.parent} onClick={() => here?.parent && enter(here.parent)}>
          上一级
        </Button>
        <span title={here?.folder}>{here?.folder ?? '正在读取…'}</span>
      </div>
      <ul className="folder-list" aria-label="文件夹内容">
        {here?.folders.map((one) => (
          <li key={one.path}>
            <button type="button" onClick={() => enter(one.path)}>
              <b aria-hidden="true">▸</b> {one.name}
            </button>
          </li>
        ))}
        {here?.files.map((file) => (
          <li key={file.path}>
            <button
              type="button"
              aria-pressed={chosen === file.path}
              onClick={() => (saving ? setName(file.name) : setChosen(file.path))}
              onDoubleClick={() => !saving && void choose(file.path)}
            >
              {file.name}
              <small className="figures">
                {file.modified} · {sizeText(file.bytes)}
              </small>
            </button>
          </li>
        ))}
        {here && here.folders.length + here.files.length === 0 && (
          <li className="quiet">这个文件夹里没有子文件夹，也没有台账文件（.coop）。</li>
        )}
      </ul>
      {saving && (
        <TextField label="文件名" value={name} onChange={setName} hint={target ?? ''} maxLength={100} />
      )}
    </Dialog>
  );
}

/** Whether the system's own panels are there; else the panel above is shown. */
export const hasSystemPanels = bridge.pickOpen !== undefined && bridge.pickSave !== undefined;

const withEnding = (name: string): string => (/\.coop$/i.test(name) ? name : `${name}.coop`);
const joined = (folder: string, name: string): string => {
  const separator = folder.includes('\\') ? '\\' : '/';
  return folder.endsWith(separator) ? folder + name : folder + separator + name;
};
export const sizeText = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
