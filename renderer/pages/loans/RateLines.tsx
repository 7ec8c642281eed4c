import { DateField, NumberField } from '../../parts/Field.tsx';
import { Lines } from '../../parts/Lines.tsx';
import type { RateDraft } from './draft.ts';

const EMPTY: RateDraft = { from: '', percent: '' };
const isEmpty = (line: RateDraft): boolean => line.from === '' && line.percent === '';

/** A rate by the day it is from: the first at the draw, below it what changed since. */
export function RateLines(props: {
  label: string;
  lines: readonly RateDraft[];
  onChange: (lines: RateDraft[]) => void;
  error?: string | undefined;
}) {
  const { label, lines, onChange, error } = props;
  const last = lines.at(-1);
  // A blank line always waits for the next change.
  const shown = last && isEmpty(last) ? lines : [...lines, EMPTY];
  return (
    <div className="half loan-rates">
      <Lines<RateDraft>
        label={label}
        heads={['从哪天起', `${label}（%）`]}
        lines={shown}
        empty={EMPTY}
        isEmpty={isEmpty}
        onChange={onChange}
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
