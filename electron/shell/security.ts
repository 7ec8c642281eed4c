import type { Asset } from '../office/assets.ts';
import { CONTENT_POLICY } from '../office/assets.ts';

/**
 * What a window may reach. The renderer comes from app://coopledger and nowhere else; it opens no windows,
 * goes nowhere, and is granted no permission.
 */
export const APP_SCHEME = 'app';
const APP_HOST = 'coopledger';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;

export function isAppUrl(url: string): boolean {
  try {
    const { protocol, host } = new URL(url);
    return protocol === `${APP_SCHEME}:` && host === APP_HOST;
  } catch {
    return false;
  }
}

/** app:// answers GET for the files read at start-up, and nothing else. */
export function serveApp(
  request: { method: string; url: string },
  assets: ReadonlyMap<string, Asset>,
): Response {
  if (request.method !== 'GET') return new Response('', { status: 405 });
  if (!isAppUrl(request.url)) return new Response('', { status: 403 });
  const { pathname } = new URL(request.url);
  const asset = assets.get(pathname === '/' || pathname === '' ? '/index.html' : pathname);
  if (!asset) return new Response('', { status: 404 });
  return new Response(new Uint8Array(asset.bytes), {
    headers: {
      'content-type': asset.type,
      'content-security-policy': CONTENT_POLICY,
      'x-content-type-options': 'nosniff',
    },
  });
}

/** A message is ours only from the main frame of a page of ours. */
export function isOwnSender(frame: { url: string; parent: unknown } | null): boolean {
  return frame !== null && frame.parent === null && isAppUrl(frame.url);
}

interface Guarded {
  setWindowOpenHandler(handler: () => { action: 'deny' }): void;
  on(
    event: 'will-navigate' | 'will-redirect',
    listener: (event: { preventDefault(): void; url: string }) => void,
  ): unknown;
  on(event: 'will-attach-webview', listener: (event: { preventDefault(): void }) => void): unknown;
}

/** Keeps a window's contents where they belong. */
export function guardContents(contents: Guarded): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  const stay = (event: { preventDefault(): void; url: string }): void => {
    if (!isAppUrl(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

interface GuardedSession {
  setPermissionRequestHandler(
    handler: (contents: unknown, permission: string, done: (granted: boolean) => void) => void,
  ): void;
  setPermissionCheckHandler(handler: (contents: unknown, permission: string) => boolean): void;
}

/** Copying a table to the clipboard is all a page of ours needs. */
export function guardSession(session: GuardedSession): void {
  const allowed = (permission: string): boolean => permission === 'clipboard-sanitized-write';
  session.setPermissionRequestHandler((_contents, permission, done) => done(allowed(permission)));
  session.setPermissionCheckHandler((_contents, permission) => allowed(permission));
}
