import { useEffect, useRef } from 'react';

type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/**
 * Shortcuts of a page, such as `{'ctrl+n': add}`. Ignored while an input method is composing, when
 * something nearer has taken the key, and (unless `inDialog`) while a dialog is open.
 */
export function useKeys(map: KeyMap, options: { enabled?: boolean; inDialog?: boolean } = {}): void {
  const { enabled = true, inDialog = false } = options;
  const latest = useRef(map);
  useEffect(() => {
    latest.current = map;
  });
  useEffect(() => {
    if (!enabled) return;
    const listen = (event: KeyboardEvent): void => {
      if (isComposing(event) || event.defaultPrevented) return;
      if (!inDialog && document.querySelector('dialog[open]')) return;
      const action = latest.current[combination(event)];
      if (!action) return;
      event.preventDefault();
      action(event);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [enabled, inDialog]);
}

/** True while pinyin is being typed: Enter then picks a word, Escape drops it, and neither is ours. */
export function isComposing(event: { isComposing: boolean; keyCode: number }): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** 'ctrl+shift+n', 'escape', 'f2': how shortcuts are written. */
export function combination(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string {
  const key = event.key.toLowerCase();
  return [
    event.ctrlKey || event.metaKey ? 'ctrl+' : '',
    event.altKey ? 'alt+' : '',
    event.shiftKey && key.length > 1 ? 'shift+' : '',
    key,
  ].join('');
}
