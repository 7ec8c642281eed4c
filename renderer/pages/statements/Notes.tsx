import { useCall } from '../../api.ts';
import { Button } from '../../parts/Button.tsx';
import { Banner, ErrorBanner, notify } from '../../parts/Notice.tsx';
import { notesAsText } from './forms.ts';

/** 附注草稿: in the regulation's order, from the books, for the accountant to finish in a word processor. */
export function Notes({ year }: { year: number }) {
  const { value, error, reload } = useCall('statements.notes', { year });
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(notesAsText(value?.sections ?? []));
      notify('附注已复制，可以粘贴到 Word 或 WPS 里接着写。');
    } catch {
      notify('剪贴板现在用不了，没有复制成。请点一下窗口再试。', 'warning');
    }
  }
  return (
    <>
      <ErrorBanner error={error} onRetry={reload} />
      {!value && !error && <p className="waiting">正在起草…</p>}
      {value && (
        <>
          <Banner kind="info" actions={<Button onClick={() => void copy()}>复制全文</Button>}>
            这是按账上的数起草的 {year} 年度附注，文字部分请按实际情况补写、修改后再报送。
          </Banner>
          <article className="notes">
            {value.sections.map(({ title, paragraphs, table }) => (
              <section key={title}>
                <h2>{title}</h2>
                {paragraphs.map((text, index) => (
                  <p key={index}>{text}</p>
                ))}
                {table && (
                  <table>
                    <thead>
                      <tr>
                        {table.head.map((cell, index) => (
                          <th key={index}>{cell}</th>
                        ))}
                      </tr>
                    </thead>
                    <tbody>
                      {table.rows.map((row, index) => (
                        <tr key={index}>
                          {row.map((cell, at) => (
                            <td key={at} className={isFigure(cell) ? 'figures right' : ''}>
                              {cell}
                            </td>
                          ))}
                        </tr>
                      ))}
                    </tbody>
                  </table>
                )}
              </section>
            ))}
          </article>
        </>
      )}
    </>
  );
}

const isFigure = (cell: string): boolean => /^-?[\d,]+(\.\d+)?%?$|^—$/u.test(cell);
