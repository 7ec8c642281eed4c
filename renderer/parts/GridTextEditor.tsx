import { useLayoutEffect, useRef, useState } from 'react';
import type { Column } from 'ag-grid-community';
import { type CustomCellEditorProps, useGridCellEditor } from 'ag-grid-react';
import { isComposing } from './keys.ts';

/**
 * A cell's editor that is already a real input when the first key comes, so an input method gets the
 * first pinyin letter too. Until something is typed the arrows still walk the grid, as in a spreadsheet.
 */
export function GridTextEditor(props: CustomCellEditorProps<unknown, string>) {
  const input = useRef<HTMLInputElement>(null);
  const [touched, setTouched] = useState(false);
  const typed = useRef(false);
  typed.current = touched;
  // What nobody typed into changes nothing, whatever the row became under it.
  useGridCellEditor({ isCancelAfterEnd: () => !typed.current });
  const original = props.initialValue ?? '';
  useLayoutEffect(() => {
    const cell = input.current?.closest('.ag-cell');
    const take = (): void => {
      input.current?.focus();
      input.current?.select();
    };
    take();
    // The grid may give the focus back to the cell a moment later; keys belong to the input while it is open.
    cell?.addEventListener('focus', take);
    return () => cell?.removeEventListener('focus', take);
  }, []);

  function onKeyDown(event: React.KeyboardEvent<HTMLInputElement>): void {
    if (isComposing(event.nativeEvent)) return;
    const move = moveOf(event, touched);
    if (event.key === 'Escape' && touched) {
      event.preventDefault();
      event.stopPropagation();
      props.onValueChange(original);
      setTouched(false);
      requestAnimationFrame(() => input.current?.select());
    } else if (event.key === 'F2') {
      event.preventDefault();
      setTouched(true);
      input.current?.setSelectionRange(original.length, original.length);
    } else if (move) {
      if (leave(props, move)) {
        event.preventDefault();
        event.stopPropagation();
      }
    }
  }

  return (
    <input
      ref={input}
      className="grid-editor"
      data-typed={touched}
      aria-label={props.colDef.headerName ?? ''}
      value={props.value ?? ''}
      maxLength={200}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => {
        typed.current = true;
        setTouched(true);
        props.onValueChange(event.target.value);
      }}
      onKeyDown={onKeyDown}
    />
  );
}

type Move = 'up' | 'down' | 'left' | 'right' | 'next' | 'previous';

function moveOf(event: React.KeyboardEvent, touched: boolean): Move | null {
  switch (event.key) {
    case 'Enter':
      return event.ctrlKey ? null : event.shiftKey ? 'up' : 'down';
    case 'Tab':
      return event.shiftKey ? 'previous' : 'next';
    case 'ArrowUp':
      return 'up';
    case 'ArrowDown':
      return 'down';
    case 'ArrowLeft':
      return touched ? null : 'left';
    case 'ArrowRight':
      return touched ? null : 'right';
    default:
      return null;
  }
}

/** Commits and moves the focus. False at the grid's edge on Tab: the key then leaves the grid. */
function leave(props: CustomCellEditorProps<unknown, string>, move: Move): boolean {
  const { api, column } = props;
  const rowIndex = props.node.rowIndex ?? 0;
  const columns = api.getAllDisplayedColumns();
  const here = columns.indexOf(column);
  if (move === 'next' || move === 'previous') {
    const step = move === 'next' ? 1 : -1;
    const editable = columns.filter((one) => one.isCellEditable(props.node));
    const next = editable[editable.indexOf(column) + step];
    const wrapped = next ?? (move === 'next' ? editable[0] : editable.at(-1));
    const row = next ? rowIndex : rowIndex + step;
    api.stopEditing();
    if (!wrapped || row < 0 || row >= api.getDisplayedRowCount()) return false;
    return enter(props, row, wrapped);
  }
  const row = Math.min(
    api.getDisplayedRowCount() - 1,
    Math.max(0, rowIndex + (move === 'down' ? 1 : move === 'up' ? -1 : 0)),
  );
  const next = columns[here + (move === 'right' ? 1 : move === 'left' ? -1 : 0)] ?? column;
  api.stopEditing();
  api.ensureIndexVisible(row);
  api.ensureColumnVisible(next);
  return enter(props, row, next);
}

/** The grid tells of a new focus a moment later; the next cell's input opens at once, before the next key. */
function enter(props: CustomCellEditorProps<unknown, string>, row: number, column: Column): true {
  const { api } = props;
  api.setFocusedCell(row, column);
  const node = api.getDisplayedRowAtIndex(row);
  if (row === props.node.rowIndex && column === props.column) {
    // At the edge it is the same cell: opened again at once, it would keep its old text and lose the focus.
    requestAnimationFrame(() => {
      if (!api.isDestroyed() && api.getEditingCells().length === 0) {
        api.startEditingCell({ rowIndex: row, colKey: column });
      }
    });
    return true;
  }
  if (node && column.isCellEditable(node)) api.startEditingCell({ rowIndex: row, colKey: column });
  return true;
}
