import { useId, useRef, useState, type ReactNode } from 'react';
import { parseDate } from '../../shared/rules/calendar.ts';
import { toHalfWidth } from '../../shared/rules/fullwidth.ts';

export interface FieldProps {
  label: string;
  hint?: string | undefined;
  /** What is wrong with it; empty: it is wrong, and the sentence stands elsewhere. */
  error?: string | undefined;
  required?: boolean;
  /** The label is read by screen readers only: for the filters above a grid. */
  bare?: boolean;
  /** In pixels; as wide as its place unless given. */
  width?: number;
}

/** Label, control, and below it the error or the hint. The control gets the id and ARIA attributes it needs. */
export function Field(
  props: FieldProps & {
    children: (control: { id: string; 'aria-invalid': boolean; 'aria-describedby'?: string }) => ReactNode;
  },
) {
  const id = useId();
  const below = props.error === '' ? props.hint : (props.error ?? props.hint);
  return (
    <div className={props.bare ? 'field bare' : 'field'} style={props.width ? { width: props.width } : {}}>
      <label htmlFor={id} className={props.bare ? 'unseen' : ''}>
        {props.label}
        {props.required && <i aria-hidden="true">*</i>}
      </label>
      {props.children({
        id,
        'aria-invalid': props.error !== undefined,
        ...(below ? { 'aria-describedby': `${id}-below` } : {}),
      })}
      {below && (
        <div id={`${id}-below`} className={props.error ? 'field-error' : 'field-hint'}>
          {below}
        </div>
      )}
    </div>
  );
}

interface TextProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  autoFocus?: boolean;
  disabled?: boolean;
  maxLength?: number;
}

export function TextField(props: TextProps & { type?: 'text' | 'search' }) {
  return (
    <Field {...props}>
      {(control) => (
        <input
          {...control}
          type={props.type ?? 'text'}
          value={props.value}
          placeholder={props.placeholder}
          autoFocus={props.autoFocus}
          disabled={props.disabled}
          maxLength={props.maxLength ?? 200}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** Digits as text (a year, a count, a quantity, a percentage); full-width ones become plain on the way. */
export function NumberField(props: TextProps & { suffix?: string }) {
  return (
    <Field {...props}>
      {(control) => (
        <span className="with-suffix">
          <input
            {...control}
            className="figures"
            inputMode="decimal"
            value={props.value}
            placeholder={props.placeholder}
            autoFocus={props.autoFocus}
            disabled={props.disabled}
            maxLength={30}
            autoComplete="off"
            onChange={(event) => props.onChange(event.target.value)}
            onBlur={() => {
              const plain = toHalfWidth(props.value).trim();
              if (plain !== props.value) props.onChange(plain);
            }}
          />
          {props.suffix && <span aria-hidden="true">{props.suffix}</span>}
        </span>
      )}
    </Field>
  );
}

/** A percentage as decimal text, "10" or "12.5"; never a binary fraction. */
export function PercentField(props: TextProps) {
  return <NumberField {...props} suffix="%" />;
}

/**
 * A date typed as people write it (20180402, 2018.4.2, 2018年4月2日) or picked from the calendar;
 * the value is YYYY-MM-DD once it is a date, else the text as typed.
 */
export function DateField(props: TextProps & { min?: string; max?: string }) {
  const picker = useRef<HTMLInputElement>(null);
  const [typing, setTyping] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  function settle(text: string): void {
    setTyping(null);
    if (text.trim() === '') {
      setWrong(undefined);
      if (props.value !== '') props.onChange('');
      return;
    }
    const read = parseDate(text);
    setWrong(read.ok ? undefined : read.error.message);
    const next = read.ok ? read.value : text;
    if (next !== props.value) props.onChange(next);
  }
  return (
    <Field {...props} error={props.error ?? wrong}>
      {(control) => (
        <span className="date-field">
          <input
            {...control}
            className="figures"
            value={typing ?? props.value}
            placeholder={props.placeholder ?? '2018-12-31'}
            autoFocus={props.autoFocus}
            disabled={props.disabled}
            maxLength={20}
            autoComplete="off"
            onChange={(event) => {
              const text = event.target.value;
              setTyping(text);
              // A complete date counts at once, so that Ctrl+Enter right after typing saves it.
              if (/^\d{4}-\d{2}-\d{2}$/.test(text) && parseDate(text).ok) props.onChange(text);
            }}
            onBlur={(event) => settle(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.nativeEvent.isComposing) settle(event.currentTarget.value);
            }}
          />
          <button
            type="button"
            tabIndex={-1}
            aria-label="选日期"
            disabled={props.disabled}
            onClick={() => picker.current?.showPicker()}
          >
            ▾
          </button>
          <input
            ref={picker}
            type="date"
            className="date-picker"
            tabIndex={-1}
            aria-hidden="true"
            value={props.value}
            min={props.min}
            max={props.max}
            onChange={(event) => event.target.value && settle(event.target.value)}
          />
        </span>
      )}
    </Field>
  );
}

export interface Choice<V extends string> {
  value: V;
  label: string;
  hint?: string;
}

export function SelectField<V extends string>(
  props: FieldProps & {
    value: V;
    onChange: (value: V) => void;
    choices: readonly Choice<V>[];
    disabled?: boolean;
    autoFocus?: boolean;
  },
) {
  return (
    <Field {...props}>
      {(control) => (
        <select
          {...control}
          value={props.value}
          disabled={props.disabled}
          autoFocus={props.autoFocus}
          onChange={(event) => props.onChange(event.target.value as V)}
        >
          {props.choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function RadioField<V extends string>(
  props: FieldProps & {
    value: V;
    onChange: (value: V) => void;
    choices: readonly Choice<V>[];
    disabled?: boolean;
  },
) {
  const name = useId();
  return (
    <fieldset className="field radios" aria-invalid={props.error !== undefined}>
      <legend>{props.label}</legend>
      <div className="radio-row">
        {props.choices.map((choice) => (
          <label key={choice.value} title={choice.hint}>
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === props.value}
              disabled={props.disabled}
              onChange={() => props.onChange(choice.value)}
            />
            {choice.label}
          </label>
        ))}
      </div>
      {(props.error ?? props.hint) && (
        <div className={props.error ? 'field-error' : 'field-hint'}>{props.error ?? props.hint}</div>
      )}
    </fieldset>
  );
}

export function CheckField(
  props: FieldProps & { value: boolean; onChange: (value: boolean) => void; disabled?: boolean },
) {
  return (
    <div className="field check">
      <label>
        <input
          type="checkbox"
          checked={props.value}
          disabled={props.disabled}
          onChange={(event) => props.onChange(event.target.checked)}
        />
        {props.label}
      </label>
      {(props.error ?? props.hint) && (
        <div className={props.error ? 'field-error' : 'field-hint'}>{props.error ?? props.hint}</div>
      )}
    </div>
  );
}
