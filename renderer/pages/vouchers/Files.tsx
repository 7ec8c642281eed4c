import { useRef, useState } from 'react';
import { asRefusal, bridge, call } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { base64Of, bytesOf, sizeOf } from '../../parts/files.ts';
import { notify } from '../../parts/Notice.tsx';
import type { Voucher } from './words.ts';

/** Slips and photos kept with a voucher: add, open, take off. */
export function Files({ voucher: { voucher, files } }: { voucher: Voucher }) {
  const { readOnly } = useSession();
  const chooser = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [picture, setPicture] = useState<{ name: string; address: string } | null>(null);

  async function attempt(action: () => Promise<void>): Promise<void> {
    setBusy(true);
    try {
      await action();
    } catch (reason) {
      notify(asRefusal(reason).message, 'error');
    } finally {
      setBusy(false);
    }
  }
  const add = (chosen: readonly File[]) =>
    attempt(async () => {
      for (const file of chosen) {
        if (file.size > MOST_BYTES) {
          notify(`“${file.name}”超过 10 MB。请压缩图片或分成几个文件。`, 'error');
          continue;
        }
        await call('vouchers.addFile', { id: voucher.id, name: file.name, dataBase64: await base64Of(file) });
        notify(`已附上 ${file.name}。`);
      }
    });
  const open = (id: number) =>
    attempt(async () => {
      const { name, dataBase64 } = await call('vouchers.file', { id });
      const type = PICTURES[name.split('.').at(-1)?.toLowerCase() ?? ''];
      if (type) setPicture({ name, address: `data:${type};base64,${dataBase64}` });
      else await bridge.saveFile(name, bytesOf(dataBase64));
    });
  const remove = (id: number, name: string) =>
    attempt(async () => {
      await call('vouchers.removeFile', { id });
      notify(`已取下 ${name}。`);
    });

  return (
    <div className="voucher-files">
      <span className="voucher-label">附件</span>
      {files.length === 0 && <span className="quiet">还没有</span>}
      {files.map((file) => (
        <span key={file.id} className="voucher-file">
          <button
            type="button"
            className="people-link"
            title={`${sizeOf(file.size)} · ${file.operator} ${file.addedAt.slice(0, 10)}`}
            onClick={() => void open(file.id)}
          >
            {file.name}
          </button>
          {voucher.state !== 'posted' && (
            <Button
              kind="quiet"
              writes
              title={`取下 ${file.name}`}
              onClick={() => void remove(file.id, file.name)}
            >
              取下
            </Button>
          )}
        </span>
      ))}
      {voucher.state !== 'void' && (
        <>
          <Button writes busy={busy} onClick={() => chooser.current?.click()}>
            添加附件…
          </Button>
          <input
            ref={chooser}
            type="file"
            multiple
            hidden
            aria-label="要附上的文件"
            disabled={readOnly}
            onChange={(event) => {
              const chosen = [...(event.target.files ?? [])];
              event.target.value = '';
              void add(chosen);
            }}
          />
        </>
      )}
      {picture && (
        <Dialog title={picture.name} width={900} onClose={() => setPicture(null)}>
          <div className="voucher-picture long">
            <img src={picture.address} alt={picture.name} />
          </div>
        </Dialog>
      )}
    </div>
  );
}

const MOST_BYTES = 10 * 1024 * 1024;

/** Shown in the window; other files are saved and opened by the system. */
const PICTURES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  bmp: 'image/bmp',
};
