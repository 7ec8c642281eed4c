import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Office } from '../office/office.ts';
import { answerWindow, CHANNELS, type Dialogs, type Ipc } from './ipc.ts';
import { type PaperWindow, Printer } from './printer.ts';
import { APP_ORIGIN, guardContents, guardSession, isAppUrl, serveApp } from './security.ts';

/** The desktop shell against a fake of the parts of Electron it touches. */
const OURS = { senderFrame: { url: `${APP_ORIGIN}/`, parent: null } };

function fakeIpc() {
  const listeners = new Map<string, (event: typeof OURS, argument?: unknown) => Promise<unknown>>();
  const ipc: Ipc = { handle: (channel, listener) => listeners.set(channel, listener) };
  const send = (channel: string, argument?: unknown, event: unknown = OURS): Promise<unknown> => {
    const listener = listeners.get(`coopledger:${channel}`);
    if (!listener) throw new Error(`nobody listens on ${channel}`);
    return listener(event as typeof OURS, argument);
  };
  return { ipc, send, listeners };
}

function fakeOffice() {
  const calls: [string, unknown][] = [];
  const chosen: string[] = [];
  const office = {
    dispatch: (method: string, input: unknown) => {
      calls.push([method, input]);
      return Promise.resolve({
        ok: true,
        value: { html: '<p>', title: '通知单', pages: 1, printedBefore: 0 },
      });
    },
    call: (method: string, input: unknown) => office.dispatch(method, input),
    choose: (path: string) => chosen.push(path),
  };
  return { office: office as unknown as Office, calls, chosen };
}

function fakePaper(log: string[], fail = false): PaperWindow {
  return {
    loadFile: (path) => {
      log.push(`load ${readFileSync(path, 'utf8')}`);
      return fail ? Promise.reject(new Error('no such page')) : Promise.resolve();
    },
    destroy: () => log.push('destroy'),
    webContents: {
      printToPDF: (options) => {
        log.push(`pdf ${String(options.preferCSSPageSize)}`);
        return Promise.resolve(new Uint8Array([37, 80, 68, 70]));
      },
      print: (_options, done) => {
        log.push('print');
        setTimeout(() => done(true, ''), 5);
      },
    },
  };
}

const noDialogs: Dialogs = {
  openWorkspace: () => Promise.resolve(null),
  saveAs: () => Promise.resolve(null),
};

describe('the app:// origin', () => {
  const assets = new Map([
    ['/index.html', { type: 'text/html', bytes: Buffer.from('<html>'), immutable: false }],
  ]);

  it.each([
    ['app://coopledger/', true],
    ['app://coopledger/index.html#/members', true],
    ['app://evil/', false],
    ['https://coopledger/', false],
    ['file:///etc/passwd', false],
    ['not a url', false],
  ])('%s is ours: %s', (url, ours) => expect(isAppUrl(url)).toBe(ours));

  it('serves what was read at start-up, by GET, with the content policy', async () => {
    const page = serveApp({ method: 'GET', url: 'app://coopledger/' }, assets);
    expect(page.status).toBe(200);
    expect(await page.text()).toBe('<html>');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it.each([
    ['POST', 'app://coopledger/', 405],
    ['GET', 'app://coopledger/../../etc/passwd', 404],
    ['GET', 'app://coopledger/%2e%2e/secret', 404],
    ['GET', 'app://evil/index.html', 403],
  ])('%s %s is refused with %i', (method, url, status) =>
    expect(serveApp({ method, url }, assets).status).toBe(status),
  );
});

describe('guards', () => {
  it('opens no windows, goes nowhere, attaches no webview', () => {
    const listeners = new Map<string, (event: { preventDefault(): void; url: string }) => void>();
    let opened: { action: string } | null = null;
    guardContents({
      setWindowOpenHandler: (handler: () => { action: 'deny' }) => (opened = handler()),
      on: (event: string, listener: never) => listeners.set(event, listener),
    });
    expect(opened).toEqual({ action: 'deny' });
    const prevented = (event: string, url: string): boolean => {
      let stopped = false;
      listeners.get(event)?.({ url, preventDefault: () => (stopped = true) });
      return stopped;
    };
    expect(prevented('will-navigate', 'https://example.com/')).toBe(true);
    expect(prevented('will-redirect', 'file:///etc/passwd')).toBe(true);
    expect(prevented('will-navigate', `${APP_ORIGIN}/#/members`)).toBe(false);
    expect(prevented('will-attach-webview', '')).toBe(true);
  });

  it('grants the clipboard and nothing else', () => {
    let check: (contents: unknown, permission: string) => boolean = () => true;
    const asked: [string, boolean][] = [];
    guardSession({
      setPermissionCheckHandler: (handler) => (check = handler),
      setPermissionRequestHandler: (handler) => {
        for (const permission of ['media', 'geolocation', 'clipboard-sanitized-write']) {
          handler(null, permission, (granted) => asked.push([permission, granted]));
        }
      },
    });
    expect(asked).toEqual([
      ['media', false],
      ['geolocation', false],
      ['clipboard-sanitized-write', true],
    ]);
    expect(check(null, 'notifications')).toBe(false);
  });
});

describe('the bridge', () => {
  it('answers every channel it names, and no other', () => {
    const { ipc, listeners } = fakeIpc();
    answerWindow(ipc, fakeOffice().office, new Printer(() => fakePaper([])), noDialogs);
    expect([...listeners.keys()]).toEqual(CHANNELS.map((channel) => `coopledger:${channel}`));
  });

  it('carries a call to the office', async () => {
    const { ipc, send } = fakeIpc();
    const { office, calls } = fakeOffice();
    answerWindow(ipc, office, new Printer(() => fakePaper([])), noDialogs);
    await send('call', { method: 'entities.list', input: {} });
    expect(calls).toEqual([['entities.list', {}]]);
  });

  it.each([
    ['a frame inside the page', { senderFrame: { url: `${APP_ORIGIN}/`, parent: {} } }],
    ['another origin', { senderFrame: { url: 'https://example.com/', parent: null } }],
    ['a frame already gone', { senderFrame: null }],
  ])('refuses %s', async (_who, event) => {
    const { ipc, send } = fakeIpc();
    const { office, calls } = fakeOffice();
    answerWindow(ipc, office, new Printer(() => fakePaper([])), noDialogs);
    for (const channel of CHANNELS) {
      expect(await send(channel, { method: 'entities.list', input: {} }, event)).toMatchObject({
        ok: false,
        error: { code: 'sender' },
      });
    }
    expect(calls).toEqual([]);
  });

  it.each([
    ['call', null],
    ['call', { method: 1 }],
    ['call', { method: 'x'.repeat(101), input: {} }],
    ['print', 5],
    ['pdf', { document: 'passwords' }],
    ['save', { name: '', bytes: new Uint8Array() }],
    ['save', { name: 'a', bytes: 'text' }],
    ['pick-save', ''],
  ])('refuses a malformed %s', async (channel, argument) => {
    const { ipc, send } = fakeIpc();
    answerWindow(ipc, fakeOffice().office, new Printer(() => fakePaper([])), noDialogs);
    expect(await send(channel, argument)).toMatchObject({ ok: false, error: { code: 'malformed' } });
  });

  it('lets the office open what the person picked', async () => {
    const { ipc, send } = fakeIpc();
    const { office, chosen } = fakeOffice();
    answerWindow(ipc, office, new Printer(() => fakePaper([])), {
      openWorkspace: () => Promise.resolve('/elsewhere/a.coop'),
      saveAs: () => Promise.resolve(null),
    });
    expect(await send('pick-open')).toEqual({ ok: true, value: { path: '/elsewhere/a.coop' } });
    expect(await send('pick-save', '新台账.coop')).toEqual({ ok: true, value: { path: null } });
    expect(chosen).toEqual(['/elsewhere/a.coop']);
  });

  it('counts a PDF as printed only after it is on the disk', async () => {
    const { ipc, send } = fakeIpc();
    const { office, calls } = fakeOffice();
    const folder = mkdtempSync(join(tmpdir(), 'coop-shell-'));
    let target = join(folder, 'missing/a.pdf');
    answerWindow(ipc, office, new Printer(() => fakePaper([])), {
      ...noDialogs,
      saveAs: () => Promise.resolve(target),
    });
    const request = { document: 'roster', runId: 1 };
    expect(await send('pdf', request)).toMatchObject({ ok: false, error: { code: 'save' } });
    expect(calls.map(([method]) => method)).toEqual(['prints.preview']);
    target = join(folder, 'a.pdf');
    expect(await send('pdf', request)).toEqual({ ok: true, value: { saved: true } });
    expect(readFileSync(target, 'latin1')).toBe('%PDF');
    expect(calls.map(([method]) => method)).toEqual(['prints.preview', 'prints.preview', 'prints.issue']);
  });
});

describe('the printer', () => {
  it('takes one job at a time and closes its window, also after a failure', async () => {
    const log: string[] = [];
    let jobs = 0;
    const printer = new Printer(() => fakePaper(log, ++jobs === 2));
    const done = await Promise.allSettled([
      printer.toPrinter('one'),
      printer.toPdf('two'),
      printer.toPdf('three'),
    ]);
    expect(done.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(log).toEqual([
      'load one',
      'print',
      'destroy',
      'load two',
      'destroy',
      'load three',
      'pdf true',
      'destroy',
    ]);
  });
});
