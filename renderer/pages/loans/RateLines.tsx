import { DateField, NumberField } from '../../parts/Field.tsx';
import { Lines } from '../../parts/Lines.tsx';
import type { RateDraft } from './draft.ts';

const EMPTY: RateDraft = { from: '', percent: '' };

/** A rate by the day it is from: the first at the draw, below it what changed since. */
export function RateLines(props: {
  label: string;
  lines: readonly RateDraft[];
  onChange: (lines: RateDraft[]) => void;
  error?: string | undefined;
}) {
  const { label, lines, onChange, error } = props;
  return (
    <div className="half loan-rates">
      <Lines<RateDraft>
        label={label}
        heads={['从哪天起', `${label}（%）`]}
        lines={lines.length > 0 ? lines : [EMPTY]}
        empty={EMPTY}
        isEmpty={(line) => line.from === '' && line.percent === ''}
        onChange={(next) =>
          onChange(
            next.filter(
              (line, at) => at === 0 || line.from !== '' || line.percent !== '' || at === next.length - 1,
            ),
          )
        }
      >
        {(line, change, at) => (
          <>
            <td>
              <DateField
                bare
                label={`${label}第 ${at + 1} 行从哪天起`}
                value={line.from}
                onChange={(from) => change({ from })}
              />
            </td>
            <td>
              <NumberField
                bare
                label={`${label}第 ${at + 1} 行`}
                value={line.percent}
                onChange={(percent) => change({ percent })}
              />
            </td>
          </>
        )}
      </Lines>
      {error && <div className="field-error">{error}</div>}
    </div>
  );
}
