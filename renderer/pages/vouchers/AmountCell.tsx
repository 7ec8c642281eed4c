import { useLayoutEffect, useRef, useState } from 'react';
import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { formatYuan, plainYuan } from '../../../shared/rules/money.ts';
import { isComposing } from '../../parts/keys.ts';
import { fenOf } from './sheet.ts';

interface AmountCellProps {
  label: string;
  place: { 'data-line': number; 'data-stop': string };
  /** As typed; formatted while the keyboard is elsewhere. */
  text: string;
  invalid: boolean;
  onChange: (text: string) => void;
  /** `=` */
  onBalance: () => void;
  /** Space. */
  onSwitch: () => void;
}

/**
 * An amount. `=` balances the voucher here, space puts the amount on the other side; both also when an input method hands them over as
 * text, in full width too. While it composes nothing is read.
 */
export function AmountCell(props: AmountCellProps) {
  const { text } = props;
  const input = useRef<HTMLInputElement>(null);
  const [inside, setInside] = useState(false);
  // Once the plain digits stand there, and before the next key: typing replaces them.
  useLayoutEffect(() => {
    if (inside) input.current?.select();
  }, [inside]);
  const fen = fenOf(text);
  const shown = inside || fen === null ? text : fen === 0 ? '' : formatYuan(fen);

  function read(typed: string): void {
    const plain = toHalfWidth(typed);
    if (plain.includes('=')) props.onBalance();
    else if (isSpaceTyped(plain, text)) props.onSwitch();
    else props.onChange(typed);
  }
  return (
    <input
      ref={input}
      {...props.place}
      className={fen !== null && fen < 0 ? 'figures negative' : 'figures'}
      aria-label={props.label}
      aria-invalid={props.invalid}
      inputMode="decimal"
      value={shown}
      maxLength={30}
      autoComplete="off"
      onFocus={() => setInside(true)}
      onBlur={() => {
        setInside(false);
        if (fen !== null) {
          const settled = fen === 0 ? '' : plainYuan(fen);
          if (settled !== text) props.onChange(settled);
        }
      }}
      onChange={(event) => {
        if ((event.nativeEvent as InputEvent).isComposing) props.onChange(event.target.value);
        else read(event.target.value);
      }}
      onCompositionEnd={(event) => read(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (isComposing(event.nativeEvent) || event.ctrlKey || event.metaKey || event.altKey) return;
        if (event.key === '=' || event.key === '＝') {
          event.preventDefault();
          props.onBalance();
        } else if (event.key === ' ') {
          event.preventDefault();
          props.onSwitch();
        }
      }}
    />
  );
}

/** One space more than before, or in place of what was selected. A pasted amount with spaces around it is an amount. */
function isSpaceTyped(typed: string, before: string): boolean {
  if (typed === before || !typed.includes(' ')) return false;
  return typed.trim() === '' || (typed.length === before.length + 1 && typed.replace(' ', '') === before);
}
