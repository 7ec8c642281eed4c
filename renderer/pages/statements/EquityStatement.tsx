import { useMemo } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { FigureCell } from './FigureCell.tsx';
import { equityLines, type Figure } from './forms.ts';

/** 会农社03表: what became of each kind of equity in the year. */
export function EquityStatement(props: {
  value: Output<'statements.get'>;
  onFigure: (figure: Figure) => void;
}) {
  const { onFigure } = props;
  const { equity } = props.value;
  const lines = useMemo(() => equityLines(equity), [equity]);
  return (
    <table className="statement equity" aria-label="成员权益变动表">
      <thead>
        <tr>
          <th>项目</th>
          {equity.map((column) => (
            <th key={column.key} className="right">
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          <tr key={index} className={line.kind}>
            <td className={line.kind === 'sum' ? 'strong' : 'inner'}>{line.title}</td>
            {line.cells.map((cell, at) => {
              return (
                <FigureCell
                  key={equity[at]?.key}
                  fen={cell?.fen ?? null}
                  label={cell?.label ?? ''}
                  name={`${equity[at]?.label ?? ''}${cell?.label || line.title}`}
                  strong={line.kind === 'sum'}
                  figure={cell?.figure ?? null}
                  onFigure={onFigure}
                />
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
