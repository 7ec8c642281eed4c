import { useEffect, useState } from 'react';
import { asRefusal, call, type Refusal } from '../../api.ts';
import { type Computed, type Inputs } from './run.ts';

/** Long enough that typing "186437.29" asks once, short enough to feel immediate. */
const PAUSE_MS = 150;

type Trial = {
  /** The last figures that could be computed; kept (dimmed) while newer ones are on their way or refused. */
  computed: Computed | null;
  refusal: Refusal | null;
  /** The figures shown do not yet belong to the inputs shown. */
  stale: boolean;
};

/**
 * Computes a plan anew whenever its inputs change. Only the answer to the latest inputs is ever shown:
 * an answer that arrives after a further change is dropped. With `inputs` null nothing is asked.
 */
export function useTrial(inputs: Inputs | null): Trial {
  const [answer, setAnswer] = useState<{
    computed: Computed | null;
    refusal: Refusal | null;
    of: Inputs | null;
  }>({ computed: null, refusal: null, of: null });
  const isFirst = answer.of === null;

  useEffect(() => {
    if (inputs === null) return;
    let isDropped = false;
    const timer = setTimeout(
      () => {
        call('dividends.preview', { inputs }).then(
          (computed) => {
            if (!isDropped) setAnswer({ computed, refusal: null, of: inputs });
          },
          (reason: unknown) => {
            if (isDropped) return;
            const refusal = asRefusal(reason);
            setAnswer((before) => ({ computed: before.computed, refusal, of: inputs }));
          },
        );
      },
      isFirst ? 0 : PAUSE_MS,
    );
    return () => {
      isDropped = true;
      clearTimeout(timer);
    };
    // Whether it is the first time matters only when the inputs change.
  }, [inputs]);

  return {
    computed: answer.computed,
    refusal: answer.refusal,
    stale: inputs !== null && (answer.of !== inputs || answer.refusal !== null),
  };
}
