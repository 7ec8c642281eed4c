import { useSyncExternalStore } from 'react';

/** Where the window is: `#/members/12?tab=account` is subject 'members', id 12. */
interface Route {
  subject: string;
  id: number | null;
  params: URLSearchParams;
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(listen, () => window.location.hash);
  return routeOf(hash);
}

/** The address of a page, for links. */
export function href(subject: string, id?: number | null, params?: Record<string, string>): string {
  const query = params && Object.keys(params).length > 0 ? `?${new URLSearchParams(params).toString()}` : '';
  return `#/${subject}${id ? `/${id}` : ''}${query}`;
}

/** Goes to a page; the way back is the window's own. */
export function go(subject: string, id?: number | null, params?: Record<string, string>): void {
  window.location.hash = href(subject, id, params);
}

/** Changes the address without a step in the history: which row of a list is open, which filter holds. */
export function settle(subject: string, id?: number | null, params?: Record<string, string>): void {
  const next = href(subject, id, params);
  if (window.location.hash === next) return;
  window.history.replaceState(null, '', next);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

export function routeOf(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [subject = '', id = ''] = path.split('/');
  return {
    subject: subject || 'desk',
    id: /^\d{1,15}$/.test(id) ? Number(id) : null,
    params: new URLSearchParams(query),
  };
}

function listen(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
