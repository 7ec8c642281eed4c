import { useRef, useState } from 'react';
import { asRefusal, type Refusal } from '../api.ts';

export interface Form<T extends object> {
  value: T;
  /** Something differs from what the form started with. */
  dirty: boolean;
  busy: boolean;
  error: Refusal | null;
  set: (change: Partial<T>) => void;
  /** `value`, `onChange` and `error` of one field, to spread into a Field. */
  field: <K extends keyof T & string>(
    name: K,
  ) => { value: T[K]; onChange: (value: T[K]) => void; error: string | undefined };
  /** The refusal's sentence for a field whose name differs from the form's. */
  errorOf: (name: string) => string | undefined;
  fail: (reason: unknown) => void;
  /** Runs `action` once at a time; a refusal is kept and shown. True when it went through. */
  submit: (action: (value: T) => Promise<unknown>) => Promise<boolean>;
  /** Starts over with these values (after "保存并继续"). */
  restart: (value: T) => void;
}

/** The state of an entry form: values, whether they were touched, and the refusal that came back. */
export function useForm<T extends object>(initial: T | (() => T)): Form<T> {
  const [start, setStart] = useState(initial);
  const [value, setValue] = useState(start);
  // What submit sends: also what a field settled on while it was being left, before the next drawing.
  const latest = useRef(value);
  const [error, setError] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const errorOf = (name: string): string | undefined => fieldError(error, name);
  const replace = (next: T): void => {
    latest.current = next;
    setValue(next);
  };
  const set = (change: Partial<T>): void => replace({ ...latest.current, ...change });
  const fail = (reason: unknown): void => setError(asRefusal(reason));
  return {
    value,
    dirty: JSON.stringify(value) !== JSON.stringify(start),
    busy,
    error,
    set,
    field: (name) => ({
      value: value[name],
      onChange: (next) => set({ [name]: next } as unknown as Partial<T>),
      error: errorOf(name),
    }),
    errorOf,
    fail,
    submit: async (action) => {
      if (running.current) return false;
      running.current = true;
      setBusy(true);
      setError(null);
      try {
        await action(latest.current);
        return true;
      } catch (reason) {
        fail(reason);
        return false;
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
    restart: (next) => {
      setStart(next);
      replace(next);
      setError(null);
    },
  };
}

/**
 * Refused fields are named by their path ('household.code'); a form knows the last word. Empty where the sentence is
 * that of the whole refusal, which stands above the fields: the field is marked, nothing is said twice.
 */
function fieldError(error: Refusal | null, name: string): string | undefined {
  if (!error) return undefined;
  const path = Object.keys(error.fields).find((key) => key === name || key.endsWith(`.${name}`));
  const sentence = path === undefined ? undefined : error.fields[path];
  return sentence === error.message ? '' : sentence;
}
