import type { ReactNode } from 'react';
import { useSession } from '../frame/session.ts';
import { useKeys } from './keys.ts';

interface ButtonProps {
  children: ReactNode;
  onClick: () => void;
  kind?: 'primary' | 'plain' | 'danger' | 'quiet';
  /** 'Ctrl+N': shown on the button, and pressing it clicks the button. */
  shortcut?: string;
  /** It writes to the books: disabled while the workspace is open for reading only. */
  writes?: boolean;
  disabled?: boolean;
  busy?: boolean;
  title?: string;
  type?: 'button' | 'submit';
}

export function Button(props: ButtonProps) {
  const {
    children,
    onClick,
    kind = 'plain',
    shortcut,
    writes,
    disabled,
    busy,
    title,
    type = 'button',
  } = props;
  const { readOnly } = useSession();
  const off = Boolean(disabled) || Boolean(busy) || (Boolean(writes) && readOnly);
  useKeys(shortcut ? { [shortcut.toLowerCase()]: onClick } : {}, { enabled: Boolean(shortcut) && !off });
  const hint = writes && readOnly ? '现在是只读打开，不能改动' : title;
  return (
    <button
      type={type}
      className={`button ${kind}`}
      disabled={off}
      aria-busy={busy ?? false}
      onClick={onClick}
      {...(hint ? { title: hint } : {})}
      {...(shortcut ? { 'aria-keyshortcuts': shortcut.replace('Ctrl', 'Control') } : {})}
    >
      {children}
      {shortcut && <kbd aria-hidden="true">{shortcut.replace('+', ' ')}</kbd>}
    </button>
  );
}
