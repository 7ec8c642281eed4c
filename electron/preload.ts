import { contextBridge, ipcRenderer } from 'electron';
import type { Channel } from './shell/ipc.ts';

/** The one bridge between window and program: calls, paper, files. Everything is checked on the other side. */
type Answer<T> = { ok: true; value: T } | { ok: false; error: { code: string; message: string } };

async function send<T>(channel: Channel, argument?: unknown): Promise<Answer<T>> {
  return (await ipcRenderer.invoke(`coopledger:${channel}`, argument)) as Answer<T>;
}

/** Refusals travel as values; the renderer makes its own errors of them. */
async function must<T>(channel: Channel, argument?: unknown): Promise<T> {
  const answer = await send<T>(channel, argument);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}

contextBridge.exposeInMainWorld('coopledger', {
  kind: 'electron',
  call: (method: string, input: unknown) => send('call', { method, input }),
  printHtml: async (html: string) => {
    await must<{ printed: boolean }>('print', html);
  },
  savePdf: (request: unknown) => must<{ saved: boolean }>('pdf', request),
  saveFile: async (name: string, bytes: Uint8Array) => {
    await must<{ saved: boolean }>('save', { name, bytes });
  },
  pickOpen: async () => (await must<{ path: string | null }>('pick-open')).path,
  pickSave: async (suggested: string) => (await must<{ path: string | null }>('pick-save', suggested)).path,
});
