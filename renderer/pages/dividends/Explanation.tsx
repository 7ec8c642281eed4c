import { useCall } from '../../api.ts';
import { type Asked, type Inputs } from './run.ts';

/** How one amount came about: formula with numbers, step by step, and the article of law it rests on. */
export function Explanation(props: {
  asked: Asked | null;
  /** A stored run, or the inputs being tried; one of the two. */
  of: { runId: number } | { inputs: Inputs };
}) {
  const { asked, of } = props;
  const { value, error } = useCall('dividends.explain', asked && { ...of, ...asked });
  return (
    <section className="dividend-why" aria-label="怎么来的" aria-live="polite">
      {asked === null ? (
        <p className="dividend-why-hint">
          点任何一个金额（或用方向键走到它，按回车），这里说明它是怎么算出来的。
        </p>
      ) : error ? (
        <p className="dividend-why-hint">{error.message}</p>
      ) : value ? (
        <>
          <h2>{value.title}</h2>
          {value.steps.length === 1 ? (
            <p>{value.steps[0]}</p>
          ) : (
            <ol>
              {value.steps.map((step, index) => (
                <li key={index}>{step}</li>
              ))}
            </ol>
          )}
          <p className="dividend-why-law">依据：{value.law}</p>
        </>
      ) : null}
    </section>
  );
}
