import { useState } from 'react';
import { toHalfWidth } from '../../shared/rules/fullwidth.ts';
import { formatYuan, parseYuan } from '../../shared/rules/money.ts';
import { Field, type FieldProps } from './Field.tsx';

interface MoneyFieldProps extends FieldProps {
  /** Integer fen; null while empty or unreadable. */
  valueFen: number | null;
  onChange: (valueFen: number | null) => void;
  allowNegative?: boolean;
  autoFocus?: boolean;
  disabled?: boolean;
  placeholder?: string;
}

/** An amount typed in yuan and kept in fen: full-width digits and thousands separators are read, a third decimal is not. */
export function MoneyField(props: MoneyFieldProps) {
  const { valueFen, onChange, allowNegative = false } = props;
  const [typing, setTyping] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  function read(text: string, leaving: boolean): void {
    const result = readAmount(text, allowNegative);
    if (result.fen !== valueFen) onChange(result.fen);
    setWrong(leaving || result.fen !== null ? result.error : undefined);
    setTyping(leaving && (result.fen !== null || text.trim() === '') ? null : text);
  }
  return (
    <Field {...props} error={wrong ?? props.error}>
      {(control) => (
        <input
          {...control}
          className={valueFen !== null && valueFen < 0 ? 'figures negative' : 'figures'}
          inputMode="decimal"
          value={typing ?? (valueFen === null ? '' : formatYuan(valueFen))}
          placeholder={props.placeholder ?? '0.00'}
          autoFocus={props.autoFocus}
          disabled={props.disabled}
          maxLength={30}
          autoComplete="off"
          onFocus={(event) => event.target.select()}
          onChange={(event) => read(event.target.value, false)}
          onBlur={(event) => read(event.target.value, true)}
        />
      )}
    </Field>
  );
}

/** What a person typed as fen: nothing typed is null without an error. */
export function readAmount(
  text: string,
  allowNegative: boolean,
): { fen: number | null; error: string | undefined } {
  const plain = toHalfWidth(text).replace(/[¥\s]/gu, '').replace(/元$/u, '');
  if (plain === '') return { fen: null, error: undefined };
  const result = parseYuan(plain);
  if (!result.ok) return { fen: null, error: result.error.message };
  if (result.value < 0 && !allowNegative) return { fen: null, error: '这里不能是负数。' };
  return { fen: result.value, error: undefined };
}
