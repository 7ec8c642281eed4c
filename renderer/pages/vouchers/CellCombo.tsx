import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { isComposing } from '../../parts/keys.ts';

export interface CellOption<T> {
  readonly key: string | number;
  readonly title: string;
  readonly detail: string;
  readonly value: T;
  /** Why it can't be chosen; it is shown greyed, with this. */
  readonly bar?: string | null;
  /** What was typed names exactly this one: leaving the cell with the mouse chooses it too. */
  readonly exact?: boolean;
}

interface CellComboProps<T> {
  label: string;
  /** Where the cell is, for the keyboard's walk. */
  place: { 'data-line': number; 'data-stop': string };
  shown: string;
  /** At once where the choices are at hand, else when they have come. '' asks for all there are. */
  find: (text: string) => CellOption<T>[] | Promise<CellOption<T>[]>;
  /** Chosen by keyboard or mouse: the walk goes on from here. */
  onPick: (value: T) => void;
  onClear: () => void;
  placeholder: string;
  emptyText: string;
  invalid: boolean;
}

/**
 * The chooser in a voucher's cell. Like parts/Combo, but its list floats over the sheet's edge, what can't be chosen stands there with
 * its reason, Enter and Tab choose and walk on, and an empty cell lists everything on arrow down.
 */
export function CellCombo<T>(props: CellComboProps<T>) {
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState<string | null>(null);
  const [options, setOptions] = useState<readonly CellOption<T>[] | null>(null);
  const [at, setAt] = useState(-1);
  const [trouble, setTrouble] = useState('');
  const asked = useRef(0);
  /** Enter came before the choices did. */
  const pickWhenFound = useRef(false);

  /** `at` the first that may be chosen; with the mouse at none, so that Enter still walks on. */
  function ask(next: string, byMouse = false): void {
    setText(next);
    setTrouble('');
    pickWhenFound.current = false;
    const turn = ++asked.current;
    const take = (found: readonly CellOption<T>[]): void => {
      if (turn !== asked.current) return;
      const first = found.findIndex((option) => !option.bar);
      setOptions(found);
      setAt(byMouse ? -1 : first);
      const option = found[first];
      if (pickWhenFound.current && option) pick(option);
    };
    const found = props.find(next.trim());
    if (Array.isArray(found)) take(found);
    else {
      setOptions(null);
      found.then(take, (reason: unknown) => {
        if (turn === asked.current) setTrouble(reason instanceof Error ? reason.message : String(reason));
      });
    }
  }
  function close(): void {
    asked.current += 1;
    pickWhenFound.current = false;
    setText(null);
    setOptions(null);
    setTrouble('');
  }
  function pick(option: CellOption<T>): void {
    if (option.bar) return;
    close();
    props.onPick(option.value);
  }
  function step(by: 1 | -1): void {
    const count = options?.length ?? 0;
    for (let tries = 1; tries <= count; tries++) {
      const next = (at + by * tries + count * (tries + 1)) % count;
      if (!options?.[next]?.bar) {
        setAt(next);
        return;
      }
    }
  }
  function onKeyDown(event: React.KeyboardEvent<HTMLInputElement>): void {
    if (isComposing(event.nativeEvent)) return;
    if (text === null) {
      if (event.key === 'ArrowDown' && (event.altKey || props.shown === '')) {
        event.preventDefault();
        ask('');
      }
      return;
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      step(event.key === 'ArrowDown' ? 1 : -1);
    } else if ((event.key === 'Enter' && !event.ctrlKey) || (event.key === 'Tab' && !event.shiftKey)) {
      const chosen = options?.[at];
      if (chosen && !(event.key === 'Tab' && text.trim() === '')) {
        event.preventDefault();
        pick(chosen);
      } else if (text.trim() !== '') {
        // Nothing fits, or nothing that may be chosen: the list says why, and what was typed stays to be mended.
        event.preventDefault();
        pickWhenFound.current = options === null;
      }
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      close();
      requestAnimationFrame(() => input.current?.select());
    }
  }
  function leave(): void {
    const exact = options?.find((option) => option.exact && !option.bar);
    if (text !== null && text.trim() !== '' && exact) pick(exact);
    else close();
  }

  const open = text !== null && (options !== null || trouble !== '');
  return (
    <>
      <input
        ref={input}
        {...props.place}
        role="combobox"
        aria-label={props.label}
        aria-invalid={props.invalid}
        aria-expanded={open}
        aria-controls={list}
        aria-autocomplete="list"
        {...(open && at >= 0 ? { 'aria-activedescendant': `${list}-${at}` } : {})}
        value={text ?? props.shown}
        title={text === null ? props.shown : ''}
        placeholder={props.placeholder}
        maxLength={50}
        autoComplete="off"
        spellCheck={false}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          if (event.target.value.trim() === '') {
            close();
            props.onClear();
          } else ask(event.target.value);
        }}
        onMouseDown={(event) => {
          // A second click into the cell, or the first into an empty one, shows what there is.
          if (text === null && (props.shown === '' || event.currentTarget === document.activeElement))
            ask('', true);
        }}
        onKeyDown={onKeyDown}
        onBlur={leave}
      />
      {open && (
        <FloatingList under={input} id={list} active={at}>
          {trouble && <li className="combo-empty">{trouble}</li>}
          {options?.length === 0 && <li className="combo-empty">{props.emptyText}</li>}
          {options?.map((option, index) => (
            <li
              key={option.key}
              id={`${list}-${index}`}
              role="option"
              aria-selected={index === at}
              aria-disabled={Boolean(option.bar)}
              onMouseDown={(event) => {
                event.preventDefault();
                pick(option);
              }}
            >
              <b>{option.title}</b>
              <span>{option.bar ?? option.detail}</span>
            </li>
          ))}
        </FloatingList>
      )}
    </>
  );
}

/** Below the cell, or above it where there is more room; nothing around it cuts it off. */
function FloatingList(props: {
  under: React.RefObject<HTMLInputElement | null>;
  id: string;
  active: number;
  children: React.ReactNode;
}) {
  const list = useRef<HTMLUListElement>(null);
  const { under, active } = props;
  const [place, setPlace] = useState<React.CSSProperties>({ visibility: 'hidden' });
  useLayoutEffect(() => {
    const settle = (): void => {
      const cell = under.current?.getBoundingClientRect();
      if (!cell) return;
      const below = window.innerHeight - cell.bottom - GAP;
      const up = below < TALLEST && cell.top > below;
      setPlace({
        left: Math.min(cell.left, Math.max(GAP, window.innerWidth - WIDEST - GAP)),
        minWidth: cell.width,
        maxWidth: WIDEST,
        maxHeight: Math.min(TALLEST, (up ? cell.top : below + GAP) - GAP),
        ...(up ? { bottom: window.innerHeight - cell.top + 2 } : { top: cell.bottom + 2 }),
      });
    };
    settle();
    window.addEventListener('scroll', settle, true);
    window.addEventListener('resize', settle);
    return () => {
      window.removeEventListener('scroll', settle, true);
      window.removeEventListener('resize', settle);
    };
  }, [under]);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <ul ref={list} id={props.id} role="listbox" className="cell-list" aria-label="匹配的结果" style={place}>
      {props.children}
    </ul>
  );
}

const GAP = 8;
const TALLEST = 300;
const WIDEST = 520;
