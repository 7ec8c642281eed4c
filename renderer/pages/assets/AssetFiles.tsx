import { useEffect, useRef, useState } from 'react';
import { asRefusal, bridge, call } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { base64Of, bytesOf, sizeOf } from '../../parts/files.ts';
import { notify } from '../../parts/Notice.tsx';
import type { Card } from './view.ts';

type AssetFile = Card['files'][number];

/** 照片和附件, kept in the workspace: add, look at, take off. */
export function AssetFiles({ card }: { card: Card }) {
  const { readOnly } = useSession();
  const chooser = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [picture, setPicture] = useState<{ file: AssetFile; address: string } | null>(null);

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
        await call('assets.addFile', { id: card.id, name: file.name, dataBase64: await base64Of(file) });
        notify(`已存入 ${file.name}。`);
      }
    });
  const open = (file: AssetFile) =>
    attempt(async () => {
      const { name, type, dataBase64 } = await call('assets.file', { fileId: file.id });
      if (file.isPicture) setPicture({ file, address: `data:${type};base64,${dataBase64}` });
      else await bridge.saveFile(name, bytesOf(dataBase64));
    });
  const remove = (file: AssetFile) =>
    attempt(async () => {
      await call('assets.removeFile', { fileId: file.id });
      setPicture(null);
      notify(`已取下 ${file.name}。`);
    });

  return (
    <>
      <h3>照片和附件（{card.files.length}）</h3>
      <div className="asset-files">
        {card.files.map((file) => (
          <figure key={file.id}>
            <button
              type="button"
              title={`${file.name} · ${sizeOf(file.size)} · ${file.operator} ${file.addedAt.slice(0, 10)}`}
              onClick={() => void open(file)}
            >
              {file.isPicture ? <Thumbnail file={file} /> : <span>{endingOf(file.name)}</span>}
            </button>
            <figcaption>{file.name}</figcaption>
            <button
              type="button"
              className="close"
              aria-label={`取下 ${file.name}`}
              title={`取下 ${file.name}`}
              disabled={readOnly}
              onClick={() => void remove(file)}
            >
              ×
            </button>
          </figure>
        ))}
        <Button writes busy={busy} onClick={() => chooser.current?.click()}>
          添加…
        </Button>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          aria-label="要存入的照片或文件"
          disabled={readOnly}
          onChange={(event) => {
            const chosen = [...(event.target.files ?? [])];
            event.target.value = '';
            void add(chosen);
          }}
        />
      </div>
      {picture && (
        <Dialog title={picture.file.name} width={900} onClose={() => setPicture(null)}>
          <div className="asset-picture long">
            <img src={picture.address} alt={picture.file.name} />
          </div>
        </Dialog>
      )}
    </>
  );
}

const MOST_BYTES = 10 * 1024 * 1024;

const endingOf = (name: string): string =>
  (name.includes('.') ? (name.split('.').at(-1) ?? '') : '文件').slice(0, 5);

/** A photo made small: fetched when the card is opened, and kept while it is. */
function Thumbnail({ file }: { file: AssetFile }) {
  const [address, setAddress] = useState('');
  useEffect(() => {
    let wanted = true;
    call('assets.file', { fileId: file.id }).then(
      ({ type, dataBase64 }) => wanted && setAddress(`data:${type};base64,${dataBase64}`),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [file.id]);
  return address === '' ? <span>照片</span> : <img src={address} alt={file.name} />;
}
