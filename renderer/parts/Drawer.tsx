import { useEffect, useRef, type ReactNode } from 'react';
import { isComposing } from './keys.ts';

interface DrawerProps {
  title: string;
  sub?: ReactNode;
  onClose: () => void;
  children: ReactNode;
  /** In pixels; 312 unless given. */
  width?: number;
  /** Take the keyboard when it opens (Enter in the grid); else the grid keeps it. */
  focus?: boolean;
}

/** The panel right of the grid, part of the page. Escape closes it and gives the keyboard back. */
export function Drawer({ title, sub, onClose, children, width = 312, focus = false }: DrawerProps) {
  const panel = useRef<HTMLElement>(null);
  const before = useRef<Element | null>(null);
  useEffect(() => {
    before.current = document.activeElement;
    if (focus) panel.current?.focus();
    return () => {
      // Who went on to another row or field meanwhile stays there.
      if (document.activeElement !== document.body) return;
      if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus();
    };
  }, [focus]);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || isComposing(event) || event.defaultPrevented) return;
      if (document.querySelector('dialog[open]')) return;
      event.preventDefault();
      onClose();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [onClose]);
  return (
    <aside ref={panel} className="drawer" tabIndex={-1} aria-label={title} style={{ width }}>
      <header className="drawer-head">
        <h2>{title}</h2>
        <button type="button" className="close" aria-label="关闭" title="关闭（Esc）" onClick={onClose}>
          ×
        </button>
        {sub && <div className="drawer-sub">{sub}</div>}
      </header>
      <div className="drawer-body">{children}</div>
    </aside>
  );
}
