import type { ReactNode } from 'react';

/** An empty place says what to do first. */
export function Empty(props: { title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="empty">
      <h2>{props.title}</h2>
      {props.children && <p>{props.children}</p>}
      {props.actions && <div className="empty-actions">{props.actions}</div>}
    </div>
  );
}
