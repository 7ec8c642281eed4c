import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { printRequest } from '../../shared/contract/prints.ts';
import { refuse } from '../../shared/rules/result.ts';
import type { Office } from '../office/office.ts';
import { htmlToPdf } from '../paper/pdf.ts';
import { type Asset, CONTENT_POLICY } from '../office/assets.ts';

/**
 * The browser shell's door: the same calls as the desktop's, over HTTP on this machine only.
 *
 * Who could knock: any web page the person visits (through their browser) and any program on the machine.
 * So: loopback address, random port; a one-time token in the first address, exchanged for an HttpOnly
 * SameSite=Strict cookie; Host must be ours (DNS rebinding), Origin must be ours on every POST (forgery);
 * no CORS header is ever sent; bodies are JSON and bounded.
 */
export interface BrowserDoor {
  /** The address to open, good for one visit. */
  readonly entrance: string;
  readonly origin: string;
  close(): Promise<void>;
}

const COOKIE = 'coopledger';
/** A 50 MB file in base64, and room for the rest of the call. */
const LARGEST_BODY_BYTES = 72_000_000;

export async function openBrowserDoor(
  office: Office,
  assets: ReadonlyMap<string, Asset>,
): Promise<BrowserDoor> {
  const secret = randomBytes(32).toString('base64url');
  let token: string | null = randomBytes(32).toString('base64url');
  const entrance = token;
  let origin = '';

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      if (!response.headersSent) say(response, 500, '程序内部出错。');
      else response.destroy();
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (`http://${request.headers.host ?? ''}` !== origin) return say(response, 421, '地址不对。');
    const url = URL.parse(request.url ?? '/', origin);
    if (url?.origin !== origin) return say(response, 400, '地址不对。');
    if (request.method === 'GET' && url.pathname === '/' && url.searchParams.has('token')) {
      return exchange(url.searchParams.get('token') ?? '', response);
    }
    if (!hasCookie(request, secret)) {
      return say(response, 403, '这个地址只在程序自己打开的窗口里有效。请关闭本页,重新启动合作社台账。');
    }
    if (request.method === 'GET') return serve(url.pathname, response);
    if (request.method !== 'POST') return say(response, 405, '不支持这种请求。');
    if (request.headers.origin !== origin) return say(response, 403, '请求来自别的网页,已拒绝。');
    if (request.headers['content-type'] !== 'application/json') return say(response, 415, '请求的格式不对。');
    if (url.pathname === '/call') return call(request, response);
    if (url.pathname === '/pdf') return pdf(request, response);
    return say(response, 404, '没有这个地址。');
  }

  function exchange(given: string, response: ServerResponse): void {
    if (token === null || !same(given, token)) {
      return say(response, 403, '这个地址已经用过了。请关闭本页,重新启动合作社台账。');
    }
    token = null;
    response.writeHead(303, {
      location: '/',
      'set-cookie': `${COOKIE}=${secret}; HttpOnly; SameSite=Strict; Path=/`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
    response.end();
  }

  function serve(path: string, response: ServerResponse): void {
    // A fixed list read at start-up: no path from outside ever reaches the disk.
    const asset = assets.get(path === '/' ? '/index.html' : path);
    if (!asset) return say(response, 404, '没有这个地址。');
    response.writeHead(200, {
      ...SAFE_HEADERS,
      'content-type': asset.type,
      'content-security-policy': CONTENT_POLICY,
      'cache-control': asset.immutable ? 'private, max-age=31536000, immutable' : 'no-store',
    });
    response.end(asset.bytes);
  }

  async function call(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request, response);
    if (body === null) return;
    if (!isCall(body)) return sayJson(response, 400, refuse('malformed', '请求的内容不对。'));
    sayJson(response, 200, await office.dispatch(body.method, body.input));
  }

  async function pdf(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request, response);
    if (body === null) return;
    const parsed = printRequest.safeParse((body as { request?: unknown }).request);
    if (!parsed.success) return sayJson(response, 400, refuse('malformed', '请求的内容不对。'));
    const shown = await office.call('prints.preview', { request: parsed.data });
    if (!shown.ok) return sayJson(response, 200, shown);
    const made = await htmlToPdf(shown.value.html);
    if (!made.ok) return sayJson(response, 200, made);
    const issued = await office.call('prints.issue', { request: parsed.data });
    if (!issued.ok) return sayJson(response, 200, issued);
    const name = encodeURIComponent(`${issued.value.title}.pdf`);
    response.writeHead(200, {
      ...SAFE_HEADERS,
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename*=UTF-8''${name}`,
      'cache-control': 'no-store',
    });
    response.end(made.value);
  }

  origin = `http://127.0.0.1:${await listen(server)}`;
  return {
    entrance: `${origin}/?token=${entrance}`,
    origin,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const SAFE_HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function hasCookie(request: IncomingMessage, secret: string): boolean {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value = ''] = part.trim().split('=', 2);
    if (name === COOKIE && same(value, secret)) return true;
  }
  return false;
}

function same(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** The body as JSON, or null after the refusal has been sent. */
async function readBody(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
  const declared = Number(request.headers['content-length'] ?? 0);
  const chunks: Buffer[] = [];
  let bytes = declared > LARGEST_BODY_BYTES ? Infinity : 0;
  if (bytes === 0) {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > LARGEST_BODY_BYTES) break;
      chunks.push(chunk);
    }
  }
  if (bytes > LARGEST_BODY_BYTES) {
    response.setHeader('connection', 'close');
    sayJson(response, 413, refuse('too-large', '内容太大,一次最多 50 MB。'));
    return null;
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Falls through to the refusal.
  }
  sayJson(response, 400, refuse('malformed', '请求的内容不对。'));
  return null;
}

function isCall(body: unknown): body is { method: string; input: unknown } {
  return typeof body === 'object' && body !== null && 'method' in body && typeof body.method === 'string';
}

function sayJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, {
    ...SAFE_HEADERS,
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(value));
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    ...SAFE_HEADERS,
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(text);
}
