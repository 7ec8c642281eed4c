import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { BUSINESS_TITLES } from '../../../shared/rules/posting/business.ts';
import { Button } from '../../parts/Button.tsx';
import { type BusinessKind, GROUPS } from './kinds.ts';

/** 新登记: everything that can be recorded, by group. Arrows move, Enter picks, Escape closes. */
export function NewMenu({ onPick }: { onPick: (kind: BusinessKind) => void }) {
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    itemsOf(menu.current)[0]?.focus();
    const leave = (event: PointerEvent): void => {
      if (event.target instanceof Node && !menu.current?.parentElement?.contains(event.target))
        setOpen(false);
    };
    window.addEventListener('pointerdown', leave);
    return () => window.removeEventListener('pointerdown', leave);
  }, [open]);

  function onKeyDown(event: KeyboardEvent): void {
    const items = itemsOf(menu.current);
    const at = items.indexOf(document.activeElement as HTMLElement);
    const column = columnOf(menu.current, at);
    const to = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at + items.length - 1) % items.length,
      ArrowRight: column.next,
      ArrowLeft: column.before,
      Home: 0,
      End: items.length - 1,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      items[to]?.focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      setOpen(false);
      menu.current?.parentElement?.querySelector('button')?.focus();
    }
  }
  return (
    <div className="new-menu">
      <Button kind="primary" shortcut="Ctrl+N" writes onClick={() => setOpen(!open)}>
        新登记…
      </Button>
      {open && (
        <div ref={menu} className="new-menu-list" role="menu" aria-label="新登记" onKeyDown={onKeyDown}>
          {GROUPS.map((group) => (
            <div key={group.title} role="group" aria-label={group.title}>
              <h3>{group.title}</h3>
              {group.kinds.map((kind) => (
                <button
                  key={kind}
                  type="button"
                  role="menuitem"
                  tabIndex={-1}
                  onClick={() => {
                    setOpen(false);
                    onPick(kind);
                  }}
                >
                  {BUSINESS_TITLES[kind]}
                </button>
              ))}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

const itemsOf = (menu: HTMLElement | null): HTMLElement[] => [
  ...(menu?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? []),
];

/** The first item of the group after and before the one that the item `at` stands in. */
function columnOf(menu: HTMLElement | null, at: number): { next: number; before: number } {
  const items = itemsOf(menu);
  const groups = [...(menu?.querySelectorAll('[role=group]') ?? [])];
  const own = groups.findIndex((group) => group.contains(items[at] ?? null));
  const first = (index: number): number =>
    items.findIndex((item) => groups[(index + groups.length) % groups.length]?.contains(item));
  return { next: first(own + 1), before: first(own - 1) };
}
