import { useMemo } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { yearOfPeriod } from '../../parts/period.ts';
import { FigureCell } from './FigureCell.tsx';
import { headingOf, isRow, labelOf, twoSided, type Figure, type Half } from './forms.ts';

/** 会农社01表, two-sided as the form is. */
export function BalanceSheet(props: { value: Output<'statements.get'>; onFigure: (figure: Figure) => void }) {
  const { value, onFigure } = props;
  const lines = useMemo(() => twoSided(value.balanceSheet), [value.balanceSheet]);
  const year = yearOfPeriod(value.period);
  return (
    <table className="statement two-sided" aria-label="资产负债表">
      <thead>
        <tr>
          <th>资产</th>
          <th className="row-no">行次</th>
          <th className="right">期末余额</th>
          <th className="right">{year} 年初余额</th>
          <th>负债和所有者权益</th>
          <th className="row-no">行次</th>
          <th className="right">期末余额</th>
          <th className="right">{year} 年初余额</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ left, right }, index) => (
          <tr key={index}>
            <HalfLine half={left} onFigure={onFigure} />
            <HalfLine half={right} onFigure={onFigure} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function HalfLine({ half, onFigure }: { half: Half; onFigure: (figure: Figure) => void }) {
  if (!isRow(half)) {
    return (
      <>
        <td className="heading">{headingOf(half)}</td>
        <td />
        <td />
        <td />
      </>
    );
  }
  const { row } = half;
  const strong = row.kind !== 'account';
  const figure = (column: 'end' | 'begin') => (
    <FigureCell
      fen={column === 'end' ? row.endFen : row.beginFen}
      name={`${row.label}${column === 'end' ? '期末余额' : '年初余额'}`}
      strong={strong}
      figure={{ statement: '01', row: row.row, column }}
      onFigure={onFigure}
    />
  );
  return (
    <>
      <td className={strong ? 'strong' : row.section === '' ? '' : 'inner'}>{labelOf(row)}</td>
      <td className="row-no">{row.row}</td>
      {figure('end')}
      {figure('begin')}
    </>
  );
}
