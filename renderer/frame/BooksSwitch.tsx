import { useEffect, useRef, useState } from 'react';
import { useKeys } from '../parts/keys.ts';
import { go, useRoute } from './routes.ts';
import { type Entity, useSession } from './session.ts';
import { subjects } from './subjects.ts';

/**
 * Which books (账套) one works in, and the way to the others: a list under the name where there are several, Alt+0 goes to the next. From a
 * page of the cooperative or the association, which works in its own, one comes to the vouchers.
 */
export function BooksSwitch() {
  const { books, entities, chooseBooks } = useSession();
  const { subject } = useRoute();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const next = entities[(entities.findIndex((one) => one.id === books?.id) + 1) % entities.length];
  const several = entities.length > 1;

  function choose(one: Entity): void {
    setOpen(false);
    button.current?.focus();
    const section = subjects.find(({ word }) => word === subject)?.section;
    const isOther = section !== one.kind && (section === 'cooperative' || section === 'fund');
    chooseBooks(one.id);
    if (isOther) go('vouchers');
    // What an address names (a voucher, an account) is of the books it was found in.
    else if (section === 'books') go(subject);
  }
  useKeys(several && next ? { 'alt+0': () => choose(next) } : {});
  if (!books) return null;
  if (!several) return <span> · {books.name}</span>;
  return (
    <span className="books-switch">
      {' · '}
      <button
        ref={button}
        type="button"
        aria-label={`账套 ${books.name}`}
        aria-haspopup="menu"
        aria-expanded={open}
        title={`${books.name}：换账套（Alt+0 换到下一个）`}
        onClick={() => setOpen(!open)}
      >
        {books.name} <i aria-hidden="true">▾</i>
      </button>
      {open && <BooksMenu current={books.id} onChoose={choose} onClose={() => setOpen(false)} />}
    </span>
  );
}

function BooksMenu(props: { current: number; onChoose: (one: Entity) => void; onClose: () => void }) {
  const { entities } = useSession();
  const { current, onClose, onChoose } = props;
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    menu.current?.querySelector<HTMLButtonElement>('[aria-checked="true"]')?.focus();
  }, []);
  useEffect(() => {
    const outside = (event: MouseEvent): void => {
      if (!menu.current?.parentElement?.contains(event.target as Node)) onClose();
    };
    window.addEventListener('mousedown', outside);
    return () => window.removeEventListener('mousedown', outside);
  }, [onClose]);
  function step(by: 1 | -1): void {
    const items = [...(menu.current?.querySelectorAll('button') ?? [])];
    const at = items.findIndex((one) => one === document.activeElement);
    items[(at + by + items.length) % items.length]?.focus();
  }
  return (
    <div
      ref={menu}
      role="menu"
      aria-label="账套"
      className="books-menu"
      onKeyDown={(event) => {
        if (event.key === 'Escape' || event.key === 'Tab') onClose();
        else if (event.key === 'ArrowDown') step(1);
        else if (event.key === 'ArrowUp') step(-1);
        else return;
        event.preventDefault();
      }}
    >
      {entities.map((one) => (
        <button
          key={one.id}
          type="button"
          role="menuitemradio"
          aria-checked={one.id === current}
          onClick={() => onChoose(one)}
        >
          {one.name}
          <small>{one.kind === 'fund' ? '互助资金协会' : '合作社'}</small>
        </button>
      ))}
    </div>
  );
}
