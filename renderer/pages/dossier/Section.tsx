import type { ReactNode } from 'react';

export interface SheetColumn<T> {
  readonly title: string;
  readonly of: (row: T) => ReactNode;
  /** Figures stand right, one under another. */
  readonly figures?: true;
  readonly strong?: true;
}

/** One part of a household's page: a small sheet under its heading, or a word that there is nothing. */
export function Section<T>(props: {
  title: string;
  /** Right of the heading: where it is dealt with. */
  link?: ReactNode;
  columns: readonly SheetColumn<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string | number;
  rowClass?: (row: T) => string;
  empty: string;
  /** A last line of sums, one cell a column. */
  sums?: readonly ReactNode[];
}) {
  const { columns, rows } = props;
  return (
    <section className="dossier-part" aria-label={props.title}>
      <h2>
        {props.title}
        {props.link}
      </h2>
      {rows.length === 0 ? (
        <p className="quiet">{props.empty}</p>
      ) : (
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.title} className={column.figures ? 'right' : ''}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={props.keyOf(row)} className={props.rowClass?.(row) ?? ''}>
                {columns.map((column) => (
                  <td key={column.title} className={classOf(column)}>
                    {column.of(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {props.sums && rows.length > 1 && (
            <tfoot>
              <tr>
                {props.sums.map((sum, index) => (
                  <td
                    key={columns[index]?.title ?? index}
                    className={columns[index]?.figures ? 'right figures' : ''}
                  >
                    {sum}
                  </td>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      )}
    </section>
  );
}

function classOf<T>({ figures, strong }: SheetColumn<T>): string {
  return [figures ? 'right figures' : '', strong ? 'strong' : ''].filter(Boolean).join(' ');
}
