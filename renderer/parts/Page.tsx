import type { ReactNode } from 'react';

interface PageProps {
  title: string;
  /** Beside the title, quiet: a state, a count. */
  sub?: ReactNode;
  /** Fields that choose what is shown. */
  filters?: ReactNode;
  /** Buttons on the right: what can be done next. */
  actions?: ReactNode;
  /** Lines over the content. */
  banner?: ReactNode;
  /** 'row' (usual): grid and drawer side by side. 'scroll': one scrolling column. */
  layout?: 'row' | 'scroll';
  children: ReactNode;
}

/** A page: title, filters, toolbar, and below it the content filling the rest of the window. */
export function Page(props: PageProps) {
  return (
    <section className="page" aria-label={props.title}>
      <header className="page-head">
        <h1>{props.title}</h1>
        {props.sub && <div className="page-sub">{props.sub}</div>}
        {props.filters && <div className="page-filters">{props.filters}</div>}
        <div className="page-actions" role="toolbar" aria-label={`${props.title}的操作`}>
          {props.actions}
        </div>
      </header>
      {props.banner}
      <div className={`page-body ${props.layout ?? 'row'}`}>{props.children}</div>
    </section>
  );
}
