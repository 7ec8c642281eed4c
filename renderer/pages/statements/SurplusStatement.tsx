import type { Output } from '../../../shared/contract/index.ts';
import { yearOfPeriod } from '../../parts/period.ts';
import { FigureCell } from './FigureCell.tsx';
import { labelOf, type Figure } from './forms.ts';

/** 会农社02表: the year's surplus and what became of it. */
export function SurplusStatement(props: {
  value: Output<'statements.get'>;
  onFigure: (figure: Figure) => void;
}) {
  const { value, onFigure } = props;
  const year = yearOfPeriod(value.period);
  return (
    <table className="statement surplus" aria-label="盈余及盈余分配表">
      <thead>
        <tr>
          <th>项目</th>
          <th className="row-no">行次</th>
          <th className="right">{year} 年</th>
          <th className="right">{year - 1} 年</th>
        </tr>
      </thead>
      <tbody>
        {value.surplus.map((row) => {
          const strong = row.kind !== 'account';
          return (
            <tr key={row.row}>
              <td className={strong || row.number !== '' ? 'strong' : 'inner'}>{labelOf(row)}</td>
              <td className="row-no">{row.row}</td>
              <FigureCell
                fen={row.currentFen}
                name={`${row.label}本年金额`}
                strong={strong}
                figure={{ statement: '02', row: row.row, column: 'current' }}
                onFigure={onFigure}
              />
              <FigureCell
                fen={row.previousFen}
                name={`${row.label}上年金额`}
                strong={strong}
                figure={{ statement: '02', row: row.row, column: 'previous' }}
                onFigure={onFigure}
              />
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
