import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Button } from './Button.tsx';
import { isComposing } from './keys.ts';
import type { Form } from './useForm.ts';

interface DialogProps<T extends object> {
  title: string;
  onClose: () => void;
  /** Saves; a thrown Refusal is shown at its fields. Afterwards the dialog closes unless it gave back `false`. */
  onSave?: (value: T) => Promise<unknown>;
  form?: Form<T>;
  saveLabel?: string;
  /** Saving writes to the books; true unless given. */
  writes?: boolean;
  danger?: boolean;
  disabled?: boolean;
  /** Left of the buttons: a total, a check. */
  foot?: ReactNode;
  width?: number;
  children: ReactNode;
}

/**
 * An entry form over the page. Enter goes on to the next field and saves from the last, Ctrl+Enter saves from
 * anywhere; Escape closes, asking only when something was typed.
 */
export function Dialog<T extends object>(props: DialogProps<T>) {
  const { form, onClose, onSave } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const [asking, setAsking] = useState(false);
  const [missing, setMissing] = useState('');
  useEffect(() => {
    const before = document.activeElement;
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    firstField(element)?.focus();
    return () => {
      element?.close();
      giveBack(before);
    };
  }, []);
  // Why the button is off: what is still to be filled in, as the fields themselves say it.
  useEffect(() => {
    setMissing(props.disabled ? emptyFields(dialog.current).map(labelOf).filter(Boolean).join('、') : '');
  });

  function leave(): void {
    if (form?.dirty && !asking) setAsking(true);
    else onClose();
  }
  async function save(): Promise<void> {
    if (!onSave) return;
    if (props.disabled) {
      emptyFields(dialog.current)[0]?.focus();
      return;
    }
    // Leaving the field lets its date or amount settle first.
    const field = document.activeElement;
    if (field instanceof HTMLInputElement) {
      field.blur();
      field.focus();
    }
    if (!form) {
      await onSave({} as T);
      return;
    }
    let stay = false;
    const saved = await form.submit(async (value) => {
      stay = (await onSave(value)) === false;
    });
    if (saved && !stay) onClose();
    if (!saved) dialog.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event.nativeEvent)) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      void save();
    } else if (event.key === 'Enter' && !event.defaultPrevented && isEntry(event.target)) {
      event.preventDefault();
      const fields = fieldsOf(dialog.current);
      const next = fields[fields.indexOf(event.target) + 1];
      if (!next) void save();
      else {
        next.focus();
        // As Tab does: what stands there is replaced by typing.
        if (next instanceof HTMLInputElement) next.select();
      }
    } else if (event.key === 'Escape' && !event.defaultPrevented) {
      event.preventDefault();
      event.stopPropagation();
      if (asking) setAsking(false);
      else leave();
    }
  }

  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={title}
      style={{ width: props.width ?? 520 }}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        leave();
      }}
    >
      <form
        method="dialog"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <header>
          <h2 id={title}>{props.title}</h2>
          <button type="button" className="close" aria-label="关闭" onClick={leave}>
            ×
          </button>
        </header>
        <div className="dialog-body">
          {form?.error && (
            <div className="banner error" role="alert">
              {form.error.message}
            </div>
          )}
          {props.children}
        </div>
        {asking ? (
          <footer className="asking" role="alert">
            <span>填写的内容还没有保存，要放弃吗？</span>
            <Button kind="danger" onClick={onClose}>
              放弃
            </Button>
            <Button kind="primary" onClick={() => setAsking(false)}>
              继续填写
            </Button>
          </footer>
        ) : (
          <footer>
            <div className="dialog-foot">
              {props.foot}
              {missing && <div className="dialog-missing">还要填：{missing}</div>}
            </div>
            <Button onClick={leave}>{onSave ? '取消' : '关闭'}</Button>
            {onSave && (
              <Button
                kind={props.danger ? 'danger' : 'primary'}
                busy={form?.busy ?? false}
                disabled={props.disabled ?? false}
                writes={props.writes ?? true}
                title="Ctrl+Enter"
                onClick={() => void save()}
              >
                {props.saveLabel ?? '保存'}
              </Button>
            )}
          </footer>
        )}
      </form>
    </dialog>
  );
}

/** Where typing starts: the first empty text field, else the first field. */
function firstField(dialog: HTMLDialogElement | null): HTMLElement | undefined {
  const fields = fieldsOf(dialog);
  const empty = fields.find(
    (field) =>
      field instanceof HTMLInputElement &&
      !field.matches('[type=radio], [type=checkbox]') &&
      field.value === '',
  );
  return empty ?? fields[0];
}

function fieldsOf(dialog: HTMLDialogElement | null): HTMLElement[] {
  const all = dialog?.querySelectorAll<HTMLElement>('.dialog-body :is(input, select, textarea)') ?? [];
  return [...all].filter(
    (field) => !field.matches(':disabled, .date-picker, [type=radio]:not(:checked), [type=file]'),
  );
}

/** Required fields with nothing in them. */
function emptyFields(dialog: HTMLDialogElement | null): HTMLInputElement[] {
  return fieldsOf(dialog).filter(
    (field): field is HTMLInputElement =>
      field instanceof HTMLInputElement &&
      field.value.trim() === '' &&
      Boolean(field.labels?.[0]?.querySelector('i')),
  );
}

/** The label's own words, without the star. */
function labelOf(field: HTMLInputElement): string {
  return field.labels?.[0]?.firstChild?.textContent ?? '';
}

/** The keyboard goes back to where it was; to the drawer when that is gone. */
function giveBack(before: Element | null): void {
  // The button that led here may go with what was saved: looked at once the page has been drawn anew.
  if (before instanceof HTMLElement && before.isConnected) before.focus();
  setTimeout(() => {
    if (document.activeElement === document.body) document.querySelector<HTMLElement>('.drawer')?.focus();
  }, 300);
}

/** Where Enter means "on to the next"; in a text area it is a new line, on a button a click. */
function isEntry(target: EventTarget): target is HTMLInputElement | HTMLSelectElement {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
}
