import { useCall } from '../../api.ts';
import { useSettled } from '../../parts/useSettled.ts';
import type { Recorded } from './draft.ts';
import { Entries } from './Entries.tsx';

/** The entries as they would be written, while the form is being filled in; and what would refuse or warn. */
export function Preview(props: {
  input: Recorded | null;
  /** What to do before there is anything to show. */
  incomplete: string;
  /** A refusal that stands above the form already: not said twice. */
  said: string | undefined;
}) {
  const { input, incomplete, said } = props;
  const settled = useSettled(input);
  const { value, error } = useCall('business.preview', settled);
  return (
    <section className="entry-preview" aria-label="分录预览">
      <h3>分录</h3>
      {settled && !error && value ? (
        <Entries vouchers={value.vouchers} />
      ) : (
        <div className="entry-vouchers">
          {!settled && <p className="quiet">{incomplete}</p>}
          {settled && error && (
            <p className="entry-problem" role="status">
              {error.message === said ? '原因见上面。' : error.message}
            </p>
          )}
        </div>
      )}
      {settled && !error && value && value.warnings.length > 0 && (
        <ul className="entry-warnings" role="status">
          {value.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
