import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { printRequest } from '../../shared/contract/prints.ts';
import { ok, refuse, type Result } from '../../shared/rules/result.ts';
import type { Office } from '../office/office.ts';
import type { Printer } from './printer.ts';
import { isOwnSender } from './security.ts';

/** The channels between window and program; the preload script offers exactly these. */
export const CHANNELS = ['call', 'print', 'pdf', 'save', 'pick-open', 'pick-save'] as const;
export type Channel = (typeof CHANNELS)[number];

interface Invocation {
  readonly senderFrame: { url: string; parent: unknown } | null;
}

export interface Ipc {
  handle(channel: string, listener: (event: Invocation, ...args: unknown[]) => Promise<unknown>): void;
}

/** The system's own dialogs; null when the person cancelled. */
export interface Dialogs {
  openWorkspace(): Promise<string | null>;
  saveAs(suggested: string, kind: 'workspace' | 'file'): Promise<string | null>;
}

const LARGEST_HTML = 200_000_000;
const call = z.object({ method: z.string().max(100), input: z.unknown() });
const bytes = z.instanceof(Uint8Array).refine((value) => value.byteLength <= 200_000_000);
const fileName = z.string().min(1).max(200);

/** Answers the window. Each message is checked: who sent it, and that it is what the channel carries. */
export function answerWindow(ipc: Ipc, office: Office, printer: Printer, dialogs: Dialogs): void {
  const handlers: Record<Channel, (argument: unknown) => Promise<unknown>> = {
    async call(argument) {
      const parsed = call.safeParse(argument);
      return parsed.success ? office.dispatch(parsed.data.method, parsed.data.input) : MALFORMED;
    },
    async print(argument) {
      const html = z.string().max(LARGEST_HTML).safeParse(argument);
      return html.success ? ok({ printed: await printer.toPrinter(html.data) }) : MALFORMED;
    },
    async pdf(argument) {
      const request = printRequest.safeParse(argument);
      return request.success ? savePdf(office, printer, dialogs, request.data) : MALFORMED;
    },
    async save(argument) {
      const parsed = z.object({ name: fileName, bytes }).safeParse(argument);
      if (!parsed.success) return MALFORMED;
      const path = await dialogs.saveAs(parsed.data.name, 'file');
      if (!path) return ok({ saved: false });
      return save(path, parsed.data.bytes);
    },
    async 'pick-open'() {
      return picked(office, await dialogs.openWorkspace());
    },
    async 'pick-save'(argument) {
      const name = fileName.safeParse(argument);
      return name.success ? picked(office, await dialogs.saveAs(name.data, 'workspace')) : MALFORMED;
    },
  };
  for (const channel of CHANNELS) {
    ipc.handle(`coopledger:${channel}`, async (event, argument) => {
      if (!isOwnSender(event.senderFrame)) return refuse('sender', '请求来自别处,已拒绝。');
      return handlers[channel](argument);
    });
  }
}

const MALFORMED = refuse('malformed', '请求的内容不对。');

function picked(office: Office, path: string | null): Result<{ path: string | null }> {
  if (path) office.choose(path);
  return ok({ path });
}

async function savePdf(
  office: Office,
  printer: Printer,
  dialogs: Dialogs,
  request: z.output<typeof printRequest>,
): Promise<unknown> {
  const shown = await office.call('prints.preview', { request });
  if (!shown.ok) return shown;
  const path = await dialogs.saveAs(`${shown.value.title}.pdf`, 'file');
  if (!path) return ok({ saved: false });
  const saved = await save(path, await printer.toPdf(shown.value.html));
  if (!saved.ok) return saved;
  const issued = await office.call('prints.issue', { request });
  return issued.ok ? saved : issued;
}

async function save(path: string, content: Uint8Array): Promise<Result<{ saved: boolean }>> {
  try {
    await writeFile(path, content);
    return ok({ saved: true });
  } catch (error) {
    return refuse('save', `没有保存成功:${(error as Error).message}。请换一个位置再试。`);
  }
}
