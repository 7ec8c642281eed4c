import { useEffect, useId, useRef, useState } from 'react';
import { isComposing } from './keys.ts';

export interface ComboOption<T> {
  key: string | number;
  title: string;
  detail: string;
  value: T;
}

interface ComboProps<T> {
  /** From Field: id and ARIA attributes; or an aria-label of its own. */
  control: { id?: string; 'aria-label'?: string; 'aria-invalid'?: boolean; 'aria-describedby'?: string };
  /** What the input shows while nothing is being typed. */
  shown: string;
  search: (text: string) => Promise<ComboOption<T>[]>;
  onPick: (value: T) => void;
  /** The text was emptied. */
  onClear?: () => void;
  placeholder?: string;
  autoFocus?: boolean;
  disabled?: boolean;
  inputRef?: React.Ref<HTMLInputElement>;
  emptyText: string;
}

/** Type, look, arrow, Enter: an input with a list of what matches. Composition keys are left to the input method. */
export function Combo<T>(props: ComboProps<T>) {
  const list = useId();
  const [text, setText] = useState<string | null>(null);
  const [options, setOptions] = useState<ComboOption<T>[] | null>(null);
  const [at, setAt] = useState(0);
  const [trouble, setTrouble] = useState('');
  const latest = useRef('');
  const waitForPick = useRef(false);
  const { search } = props;

  useEffect(() => {
    const wanted = text?.trim() ?? '';
    latest.current = wanted;
    if (wanted === '') return;
    const timer = setTimeout(() => {
      search(wanted).then(
        (found) => {
          if (latest.current !== wanted) return;
          setOptions(found);
          setAt(0);
          setTrouble('');
          const only = found[0];
          if (waitForPick.current && only) pick(only);
        },
        (reason: unknown) => setTrouble(reason instanceof Error ? reason.message : String(reason)),
      );
    }, 120);
    return () => clearTimeout(timer);
    // `pick` only sets state and reports; the search starts from the text alone.
  }, [text]);

  function change(next: string): void {
    setText(next);
    setOptions(null);
    waitForPick.current = false;
    if (next.trim() === '') props.onClear?.();
  }
  function pick(option: ComboOption<T>): void {
    setText(null);
    setOptions(null);
    waitForPick.current = false;
    props.onPick(option.value);
  }
  function onKeyDown(event: React.KeyboardEvent<HTMLInputElement>): void {
    if (isComposing(event.nativeEvent) || text === null) return;
    const count = options?.length ?? 0;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (count > 0) setAt((old) => (old + (event.key === 'ArrowDown' ? 1 : count - 1)) % count);
    } else if ((event.key === 'Enter' || event.key === 'Tab') && !event.ctrlKey && text.trim() !== '') {
      const chosen = options?.[at];
      if (event.key === 'Enter') event.preventDefault();
      if (chosen) pick(chosen);
      else if (options === null && event.key === 'Enter') waitForPick.current = true;
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      setText(null);
      setOptions(null);
    }
  }
  const open = text !== null && text.trim() !== '' && (options !== null || trouble !== '');
  return (
    <span className="combo">
      <input
        {...props.control}
        ref={props.inputRef}
        role="combobox"
        aria-expanded={open}
        aria-controls={list}
        aria-autocomplete="list"
        {...(open && options?.[at] ? { 'aria-activedescendant': `${list}-${at}` } : {})}
        value={text ?? props.shown}
        placeholder={props.placeholder}
        autoFocus={props.autoFocus}
        disabled={props.disabled}
        maxLength={50}
        autoComplete="off"
        spellCheck={false}
        onFocus={(event) => event.target.select()}
        onChange={(event) => change(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          setText(null);
          setOptions(null);
        }}
      />
      {open && (
        <ul id={list} role="listbox" className="combo-list" aria-label="匹配的结果">
          {trouble && <li className="combo-empty">{trouble}</li>}
          {options?.length === 0 && <li className="combo-empty">{props.emptyText}</li>}
          {options?.map((option, index) => (
            <li
              key={option.key}
              id={`${list}-${index}`}
              role="option"
              aria-selected={index === at}
              onMouseDown={(event) => {
                event.preventDefault();
                pick(option);
              }}
            >
              <b>{option.title}</b>
              <span>{option.detail}</span>
            </li>
          ))}
        </ul>
      )}
    </span>
  );
}
