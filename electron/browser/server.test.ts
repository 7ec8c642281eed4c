import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Office } from '../office/office.ts';
import { type BrowserDoor, openBrowserDoor } from './server.ts';

/** Who could knock at the browser shell, and what they get. */
const assets = new Map([
  ['/index.html', { type: 'text/html', bytes: Buffer.from('<html>'), immutable: false }],
]);

let door: BrowserDoor;
let calls: string[];
beforeEach(async () => {
  calls = [];
  const office = {
    dispatch: (method: string) => {
      calls.push(method);
      return Promise.resolve({ ok: true, value: [] });
    },
  };
  door = await openBrowserDoor(office as unknown as Office, assets);
});
afterEach(() => door.close());

interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

function knock(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
) {
  return new Promise<Reply>((resolve, reject) => {
    const { hostname, port } = new URL(door.origin);
    const target = path.startsWith('http') ? new URL(path).href.slice(door.origin.length) : path;
    const sent = httpRequest(
      {
        hostname,
        port,
        path: target,
        method: options.method ?? 'GET',
        headers: options.headers ?? {},
        insecureHTTPParser: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(options.body);
  });
}

async function enter(): Promise<string> {
  const reply = await knock(door.entrance);
  expect(reply.status).toBe(303);
  const [cookie = ''] = reply.headers['set-cookie'] as string[];
  expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
  return cookie.split(';')[0] ?? '';
}

const json = (cookie: string) => ({ cookie, origin: door.origin, 'content-type': 'application/json' });
const CALL = JSON.stringify({ method: 'entities.list', input: {} });

describe('the entrance', () => {
  it('takes its token once', async () => {
    await enter();
    const again = await knock(door.entrance);
    expect(again.status).toBe(403);
    expect(again.body).toContain('重新启动');
  });

  it.each(['/', '/index.html', '/?token=', '/?token=guess', '/call'])(
    'without cookie %s is shut',
    async (path) => {
      expect((await knock(path)).status).toBe(403);
    },
  );

  it('shows its own files with the content policy, and nothing else', async () => {
    const cookie = await enter();
    const page = await knock('/', { headers: { cookie } });
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    for (const path of [
      '/../package.json',
      '/%2e%2e/package.json',
      '/..%2fpackage.json',
      '//etc/passwd',
      '//[',
      '/x',
    ]) {
      expect((await knock(path, { headers: { cookie } })).status, path).toBeGreaterThanOrEqual(400);
    }
  });
});

describe('a call', () => {
  it('with cookie, Host and Origin of ours is carried', async () => {
    const cookie = await enter();
    const reply = await knock('/call', { method: 'POST', headers: json(cookie), body: CALL });
    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.body)).toEqual({ ok: true, value: [] });
    expect(reply.headers['access-control-allow-origin']).toBeUndefined();
  });

  it.each([
    ['without cookie', { cookie: '' }, 403],
    ['with a guessed cookie', { cookie: 'coopledger=guess' }, 403],
    ['under another Host (DNS rebinding)', { host: 'evil.example' }, 421],
    ['from another Origin (forgery)', { origin: 'https://evil.example' }, 403],
    ['from a file or sandbox', { origin: 'null' }, 403],
    ['as a form would send it', { 'content-type': 'text/plain' }, 415],
  ])('%s is refused', async (_how, changed, status) => {
    const cookie = await enter();
    const headers = { ...json(cookie), ...(changed as Record<string, string>) };
    const reply = await knock('/call', { method: 'POST', headers, body: CALL });
    expect(reply.status).toBe(status);
    expect(calls).toEqual([]);
  });

  it('without an Origin is refused', async () => {
    const cookie = await enter();
    const headers = { cookie, 'content-type': 'application/json' };
    expect((await knock('/call', { method: 'POST', headers, body: CALL })).status).toBe(403);
  });

  it.each([['{'], ['null'], ['[]'], ['5'], ['{"method":5}'], [''], ['{}']])(
    'of %j is malformed',
    async (body) => {
      const cookie = await enter();
      const reply = await knock('/call', { method: 'POST', headers: json(cookie), body });
      expect(reply.status).toBe(400);
      expect(calls).toEqual([]);
    },
  );

  it('that is too large is refused before it is read', async () => {
    const cookie = await enter();
    const headers = { ...json(cookie), 'content-length': '999999999' };
    const reply = await new Promise<number>((resolve, reject) => {
      const sent = httpRequest(new URL('/call', door.origin), { method: 'POST', headers }, (response) => {
        resolve(response.statusCode ?? 0);
        sent.destroy();
      });
      sent.on('error', reject);
      sent.flushHeaders();
    });
    expect(reply).toBe(413);
  });

  it.each(['PUT', 'DELETE', 'OPTIONS', 'PATCH'])('by %s is refused', async (method) => {
    const cookie = await enter();
    expect((await knock('/call', { method, headers: json(cookie) })).status).toBe(405);
  });

  it('to an unknown address is refused', async () => {
    const cookie = await enter();
    expect((await knock('/admin', { method: 'POST', headers: json(cookie), body: CALL })).status).toBe(404);
  });
});
