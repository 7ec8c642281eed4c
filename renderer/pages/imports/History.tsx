import type { Output } from '../../../shared/contract/index.ts';
import { kindTitle } from './kinds.ts';

/** What was imported before, newest first. */
export function History({ rows }: { rows: Output<'imports.history'> }) {
  if (rows.length === 0) return null;
  return (
    <section className="import-history" aria-label="导入记录">
      <h2>导入记录</h2>
      <table>
        <thead>
          <tr>
            <th>时间</th>
            <th>表</th>
            <th>文件</th>
            <th className="right">新增</th>
            <th className="right">有变</th>
            <th className="right">相同</th>
            <th className="right">拒绝</th>
            <th>经办人</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, 50).map((row, index) => (
            <tr key={index}>
              <td className="figures">{row.time.slice(0, 16).replace('T', ' ')}</td>
              <td>{kindTitle(row.kind)}</td>
              <td className="import-file-name">{row.fileName}</td>
              <td className="figures right">{row.created || '—'}</td>
              <td className="figures right">{row.changed || '—'}</td>
              <td className="figures right">{row.same || '—'}</td>
              <td className={row.refused ? 'figures right negative' : 'figures right'}>
                {row.refused || '—'}
              </td>
              <td>{row.operator}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
