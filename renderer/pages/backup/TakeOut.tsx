import { useState } from 'react';
import { asRefusal, bridge, call, type Refusal } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';

type Kind = 'csv' | 'hledger';

/** Lines asked for at a time, so that no answer is too large for the door. */
const LINES = 20_000;

/** 账簿导出: the whole books in files that other programs read, to keep or to check ours with. */
export function TakeOut() {
  const { today } = useSession();
  const [busy, setBusy] = useState<Kind | null>(null);
  const [error, setError] = useState<Refusal | null>(null);

  async function take(kind: Kind): Promise<void> {
    setBusy(kind);
    setError(null);
    const name = `账簿导出${today.replaceAll('-', '')}`;
    try {
      if (kind === 'csv') await bridge.saveFile(`${name}.zip`, await zipOfTables());
      else await bridge.saveFile(`${name}.journal`, await journal());
    } catch (reason) {
      setError(asRefusal(reason));
    } finally {
      setBusy(null);
    }
  }

  return (
    <section className="sheet">
      <h2>账簿导出</h2>
      <p>
        把全部账簿存成别的软件能读的文件，不含身份证号和银行卡号。表格是一个压缩包，里面的科目、凭证、分录、各月科目余额和社员余额可以用
        Excel 打开；hledger 格式是纯文本，可以用 hledger 或 ledger 另外算一遍，和本程序的余额对账。
      </p>
      <ErrorBanner error={error} />
      <p className="take-out">
        <Button busy={busy === 'csv'} disabled={busy !== null} onClick={() => void take('csv')}>
          {busy === 'csv' ? '正在导出…' : '导出表格（CSV）'}
        </Button>
        <Button busy={busy === 'hledger'} disabled={busy !== null} onClick={() => void take('hledger')}>
          {busy === 'hledger' ? '正在导出…' : '导出 hledger 账簿'}
        </Button>
      </p>
    </section>
  );
}

async function journal(): Promise<Uint8Array> {
  const texts: string[] = [];
  await inParts(async (goOn) => {
    const { text, next } = await call('takeout.hledger', { mostLines: LINES, ...goOn });
    texts.push(text);
    return next;
  });
  return new Uint8Array(await new Blob(texts).arrayBuffer());
}

async function zipOfTables(): Promise<Uint8Array> {
  const texts = new Map<string, string[]>();
  await inParts(async (goOn) => {
    const { files, next } = await call('takeout.csv', { mostLines: LINES, ...goOn });
    for (const { name, text } of files) texts.set(name, [...(texts.get(name) ?? []), text]);
    return next;
  });
  const { zipSync } = await import('fflate');
  const files: Record<string, Uint8Array> = {};
  for (const [name, parts] of texts) files[name] = new Uint8Array(await new Blob(parts).arrayBuffer());
  return zipSync(files);
}

async function inParts(take: (goOn: { goOnWith?: string }) => Promise<string | null>): Promise<void> {
  let next = await take({});
  while (next !== null) next = await take({ goOnWith: next });
}
