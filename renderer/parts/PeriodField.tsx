import { useState } from 'react';
import { Field, type FieldProps } from './Field.tsx';
import { readPeriod, shiftPeriod } from './period.ts';

interface PeriodFieldProps extends FieldProps {
  /** YYYY-MM. */
  value: string;
  /** Told of months only; what can't be read is said under the field and not passed on. */
  onChange: (period: string) => void;
  /** Buttons to the month before and after. */
  steps?: boolean;
  autoFocus?: boolean;
  disabled?: boolean;
}

/** A month typed as people write it: 201901, 2019.1, 2019年1月. Arrow up and down go a month on or back. */
export function PeriodField(props: PeriodFieldProps) {
  const { value, onChange } = props;
  const [typing, setTyping] = useState<string | null>(null);
  const wrong = typing !== null && typing.trim() !== '' && readPeriod(typing) === null;
  function settle(text: string): void {
    const read = readPeriod(text);
    // An emptied field goes back to what it was: there is no view of no month.
    if (read !== null || text.trim() === '') setTyping(null);
    if (read !== null && read !== value) onChange(read);
  }
  function step(months: number): void {
    setTyping(null);
    onChange(shiftPeriod(value, months));
  }
  return (
    <Field
      {...props}
      error={props.error ?? (wrong && typing.length >= 6 ? '月份要写成 2019-01 这样' : undefined)}
    >
      {(control) => (
        <span className="period-field">
          {props.steps && (
            <button
              type="button"
              tabIndex={-1}
              aria-label="上一个月"
              disabled={props.disabled}
              onClick={() => step(-1)}
            >
              ‹
            </button>
          )}
          <input
            {...control}
            className="figures"
            value={typing ?? value}
            placeholder="2019-01"
            autoFocus={props.autoFocus}
            disabled={props.disabled}
            maxLength={12}
            autoComplete="off"
            onFocus={(event) => event.target.select()}
            onChange={(event) => {
              setTyping(event.target.value);
              if (/^\d{4}-\d{2}$/u.test(event.target.value)) settle(event.target.value);
            }}
            onBlur={(event) => settle(event.target.value)}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return;
              if (event.key === 'Enter') settle(event.currentTarget.value);
              if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
                event.preventDefault();
                step(event.key === 'ArrowUp' ? 1 : -1);
              }
            }}
          />
          {props.steps && (
            <button
              type="button"
              tabIndex={-1}
              aria-label="下一个月"
              disabled={props.disabled}
              onClick={() => step(1)}
            >
              ›
            </button>
          )}
        </span>
      )}
    </Field>
  );
}
