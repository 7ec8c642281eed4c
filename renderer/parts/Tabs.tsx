import { useRef } from 'react';
import { isComposing } from './keys.ts';

/** Two or three views of the same thing; the arrow keys change between them. */
export function Tabs<V extends string>(props: {
  label: string;
  value: V;
  onChange: (value: V) => void;
  tabs: ReadonlyArray<{ value: V; label: string }>;
}) {
  const list = useRef<HTMLDivElement>(null);
  function onKeyDown(event: React.KeyboardEvent): void {
    if (isComposing(event.nativeEvent) || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    event.preventDefault();
    const at = props.tabs.findIndex((tab) => tab.value === props.value);
    const next = (at + (event.key === 'ArrowRight' ? 1 : props.tabs.length - 1)) % props.tabs.length;
    const tab = props.tabs[next];
    if (!tab) return;
    props.onChange(tab.value);
    list.current?.querySelectorAll('button')[next]?.focus();
  }
  return (
    <div ref={list} className="page-tabs" role="tablist" aria-label={props.label} onKeyDown={onKeyDown}>
      {props.tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          aria-selected={tab.value === props.value}
          tabIndex={tab.value === props.value ? 0 : -1}
          onClick={() => props.onChange(tab.value)}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}
