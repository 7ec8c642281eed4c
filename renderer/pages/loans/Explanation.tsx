import { formatYuan } from '../../../shared/rules/money.ts';
import type { Settlement } from './words.ts';

const KINDS = { normal: '', overdue: '逾期 ', misuse: '挪用 ', compound: '复利 ' } as const;

/** Why this amount: days × principal × rate ÷ basis, stretch by stretch; then the bank's figure and the subsidy. */
export function Explanation({ row }: { row: Settlement }) {
  return (
    <div className="loan-why" aria-label="怎么算的">
      <ol>
        {row.segments.map((segment, at) => (
          <li key={at} className={segment.kind === 'normal' ? '' : 'negative'}>
            <small className="figures">
              {segment.from} 起 {KINDS[segment.kind]}
            </small>
            <span className="figures">{segment.text}</span>
          </li>
        ))}
      </ol>
      <p>
        合计四舍五入到分：<b className="figures">{formatYuan(row.interestFen + row.penaltyFen)}</b>
        {row.penaltyFen > 0 && `（其中罚息 ${formatYuan(row.penaltyFen)}，不贴息）`}
      </p>
      {row.bankInterestFen !== null && (
        <p>
          银行 <b className="figures">{formatYuan(row.bankInterestFen + (row.bankPenaltyFen ?? 0))}</b>，
          {row.differenceFen === 0 ? '与计算相同' : `差 ${formatYuan(row.differenceFen ?? 0)}，以银行为准`}
        </p>
      )}
      {row.subsidyLines.map((line) => (
        <p key={line} className="figures">
          贴息 {line}
        </p>
      ))}
      <p>
        应贴息 <b className="figures">{formatYuan(row.subsidyFen)}</b>，户自付{' '}
        <b className="figures">{formatYuan(row.ownFen)}</b>
      </p>
    </div>
  );
}
