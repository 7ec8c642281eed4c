import { useSyncExternalStore, type ReactNode } from 'react';
import type { Refusal } from '../api.ts';
import { Button } from './Button.tsx';

type NoticeKind = 'done' | 'warning' | 'error';

/** Says something briefly in the corner: what was saved, what to look at. Errors stay until dismissed. */
export function notify(text: string, kind: NoticeKind = 'done'): void {
  const notice = { id: ++last, text, kind };
  notices = [...notices.slice(-3), notice];
  tell();
  if (kind !== 'error') setTimeout(() => dismiss(notice.id), kind === 'done' ? 4000 : 9000);
}

/** Several sentences, one notice each; for the `warnings` that a command gives back. */
export function notifyWarnings(warnings: readonly string[]): void {
  for (const warning of warnings) notify(warning, 'warning');
}

export function Toasts() {
  const shown = useSyncExternalStore(listen, () => notices);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((notice) => (
        <div key={notice.id} className={`toast ${notice.kind}`}>
          <span>{notice.text}</span>
          <button type="button" aria-label="知道了" onClick={() => dismiss(notice.id)}>
            ×
          </button>
        </div>
      ))}
    </div>
  );
}

/** A line above the content that stays while its cause does. */
export function Banner(props: {
  kind: 'error' | 'warning' | 'info';
  children: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className={`banner ${props.kind}`} role={props.kind === 'error' ? 'alert' : 'note'}>
      <div>{props.children}</div>
      {props.actions && <div className="banner-actions">{props.actions}</div>}
    </div>
  );
}

/**
 * A query that failed, with the way to ask again. Nothing when there is no error, or when it is the lost connection,
 * which the frame speaks of for all.
 */
export function ErrorBanner(props: { error: Refusal | null; onRetry?: () => void; actions?: ReactNode }) {
  if (!props.error || props.error.code === 'connection_lost') return null;
  return (
    <Banner
      kind="error"
      actions={
        <>
          {props.actions}
          {props.onRetry && <Button onClick={props.onRetry}>重试</Button>}
        </>
      }
    >
      {props.error.message}
    </Banner>
  );
}

interface Notice {
  id: number;
  text: string;
  kind: NoticeKind;
}

let last = 0;
let notices: readonly Notice[] = [];
const listeners = new Set<() => void>();

function dismiss(id: number): void {
  notices = notices.filter((notice) => notice.id !== id);
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
