import { useEffect, useRef, useState } from 'react';
import { isComposing, useKeys } from './keys.ts';

interface SearchFieldProps {
  label: string;
  /** What stands in it at first: a search that the address brought along. */
  initial?: string;
  /** Called a moment after typing stops, and not while an input method is composing. */
  onChange: (text: string) => void;
  placeholder?: string;
  /** Arrow down or Enter: the keyboard goes on to the list. */
  onDown?: () => void;
  width?: number;
}

/** The search above a list. Ctrl+F comes here, Escape empties it. */
export function SearchField(props: SearchFieldProps) {
  const { label, onChange, placeholder, onDown, width = 200 } = props;
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(props.initial ?? '');
  const composing = useRef(false);
  const report = useRef(onChange);
  useEffect(() => {
    report.current = onChange;
  });
  useEffect(() => {
    if (composing.current) return;
    const timer = setTimeout(() => report.current(text.trim()), 150);
    return () => clearTimeout(timer);
  }, [text]);
  useKeys({ 'ctrl+f': () => input.current?.select() });
  return (
    <input
      ref={input}
      type="search"
      aria-label={label}
      title={`${label}（Ctrl+F）`}
      placeholder={placeholder ?? label}
      value={text}
      maxLength={50}
      style={{ width }}
      autoComplete="off"
      spellCheck={false}
      onCompositionStart={() => (composing.current = true)}
      onCompositionEnd={(event) => {
        composing.current = false;
        setText(event.currentTarget.value);
        report.current(event.currentTarget.value.trim());
      }}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => {
        if (isComposing(event.nativeEvent)) return;
        if (event.key === 'Escape' && text !== '') {
          event.preventDefault();
          setText('');
        } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
          event.preventDefault();
          onDown?.();
        }
      }}
    />
  );
}
