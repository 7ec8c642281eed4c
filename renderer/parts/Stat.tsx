import { formatYuan } from '../../shared/rules/money.ts';

interface StatProps {
  label: string;
  value?: string | number;
  valueFen?: number;
  hint?: string;
  strong?: boolean;
}

/** One figure with its name: label left, figure right, as in a statement. */
export function Stat({ label, value, valueFen, hint, strong }: StatProps) {
  const text = valueFen === undefined ? String(value ?? '—') : yuanOrDash(valueFen);
  const negative = valueFen !== undefined && valueFen < 0;
  return (
    <div className={strong ? 'stat strong' : 'stat'}>
      <span className="stat-label">
        {label}
        {hint && <small>{hint}</small>}
      </span>
      <span className={negative ? 'stat-value negative' : 'stat-value'}>{text}</span>
    </div>
  );
}

/** Money on the screen: 1,234.56, and "—" for nothing. */
export function yuanOrDash(fen: number): string {
  return fen === 0 ? '—' : formatYuan(fen);
}
