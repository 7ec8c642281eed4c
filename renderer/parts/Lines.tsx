import type { ReactNode } from 'react';

/** Several lines of one shape under one another; a blank one always waits below, and a line can be taken out. */
export function Lines<L>(props: {
  label: string;
  heads: readonly string[];
  lines: readonly L[];
  empty: L;
  isEmpty: (line: L) => boolean;
  onChange: (lines: L[]) => void;
  children: (line: L, change: (more: Partial<L>) => void, at: number) => ReactNode;
  foot?: ReactNode;
}) {
  const { lines, empty, isEmpty, onChange } = props;
  function change(at: number, more: Partial<L>): void {
    const next = lines.map((line, index) => (index === at ? { ...line, ...more } : line));
    const last = next.at(-1);
    onChange(last && isEmpty(last) ? next : [...next, empty]);
  }
  function remove(at: number): void {
    const next = lines.filter((_, index) => index !== at);
    onChange(next.length > 0 ? next : [empty]);
  }
  return (
    <div className="event-lines wide">
      <table aria-label={props.label}>
        <thead>
          <tr>
            {props.heads.map((head) => (
              <th key={head} className={/元|数量|成本|余额/u.test(head) ? 'right' : ''}>
                {head}
              </th>
            ))}
            <th aria-label="去掉" />
          </tr>
        </thead>
        <tbody>
          {lines.map((line, at) => (
            <tr key={at}>
              {props.children(line, (more) => change(at, more), at)}
              <td>
                {!isEmpty(line) && (
                  <button
                    type="button"
                    className="close"
                    tabIndex={-1}
                    aria-label={`去掉第 ${at + 1} 行`}
                    onClick={() => remove(at)}
                  >
                    ×
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {props.foot && <div className="event-lines-foot">{props.foot}</div>}
    </div>
  );
}
