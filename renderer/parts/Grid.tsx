import { useEffect, useImperativeHandle, useMemo, useRef, useState, type ReactNode, type Ref } from 'react';
import type {
  CellEditRequestEvent,
  CellFocusedEvent,
  CellKeyDownEvent,
  ColDef,
  GridApi,
  IRowNode,
  RowClassParams,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { cellValue, comparatorOf, pastedText, shownText, totalsOf, type Column } from './gridColumns.ts';
import { gridLocale, gridTheme } from './gridSetup.ts';
import { GridTextEditor } from './GridTextEditor.tsx';
import { isComposing } from './keys.ts';
import { notify } from './Notice.tsx';

export type { Column } from './gridColumns.ts';

export interface GridHandle<T> {
  /** Puts the keyboard on a row (the first unless given) and scrolls to it. */
  focus: (rowId?: string | number, field?: string) => void;
  /** The rows that pass the filter, in the order shown. */
  shownRows: () => T[];
  selected: () => T[];
  clearSelection: () => void;
}

interface GridProps<T> {
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowId: (row: T) => string | number;
  /** For screen readers and tests: 社员名册. */
  label: string;
  /** A totals row over the shown rows; `unit` follows the count (户 unless given). */
  totals?: boolean | { unit?: string };
  /** Enter or double click. */
  onOpen?: (row: T) => void;
  /** 'single': the row with the focus. 'multiple': those ticked. */
  onSelect?: (rows: T[]) => void;
  selection?: 'single' | 'multiple';
  selectable?: (row: T) => boolean;
  /** Shown while there are no rows. */
  empty?: ReactNode;
  loading?: boolean;
  /** The rows could not be read: the grid then doesn't claim that there are none. */
  failed?: boolean;
  /** Keeps the rows that contain every word of it. */
  quickFilter?: string;
  onEdit?: (row: T, field: string, value: string) => void;
  /** An extra class for a row: 'faded' (reversed, left), 'red' (a reversal). */
  rowClass?: (row: T) => string | undefined;
  /** False: the rows keep their order (a ledger with its subtotals). */
  sortable?: boolean;
  gridRef?: Ref<GridHandle<T>>;
}

/** The one table of the program: virtualised, sorted by true values, totals under their columns, copies to Excel. */
export function Grid<T extends object>(props: GridProps<T>) {
  const { columns, rowId, selection = 'single' } = props;
  const rows = useStableRows(props.rows, rowId);
  const api = useRef<GridApi<T> | null>(null);
  const latest = useRef(props);
  latest.current = { ...props, rows };
  const copied = useRef({ cell: '', at: 0 });
  const totalled = useRef<Totalled<T> | null>(null);
  const [shownCount, setShownCount] = useState(rows.length);

  const columnDefs = useMemo(() => {
    const spanned = columns.findIndex((column) => column.total !== undefined && column.total !== false);
    return columns.map((column, index) => definitionOf(column, index, spanned, latest));
  }, [columns]);

  /** Asked for before the grid was there; done as soon as it is. */
  const wanted = useRef<(() => void) | null>(null);
  useImperativeHandle(props.gridRef, () => handleOf(api, wanted), []);

  function refreshTotals(): void {
    const grid = api.current;
    if (!grid || grid.isDestroyed()) return;
    const { rows: all, quickFilter = '', totals } = latest.current;
    const count = grid.getDisplayedRowCount();
    // A grid that is ready, its first rows and its first filter are three events about the same sums.
    const known = totalled.current;
    if (known?.rows === all && known.columns === columns && known.quickFilter === quickFilter) {
      if (known.count === count) return;
    }
    totalled.current = { rows: all, columns, quickFilter, count };
    const shown = count === all.length ? all : shownRowsOf(grid);
    setShownCount(shown.length);
    if (!totals) return;
    const unit = typeof totals === 'object' ? (totals.unit ?? '户') : '户';
    const first = columns[0];
    const row = totalsOf(columns, shown);
    if (first) row[first.field] = `合计 ${shown.length} ${unit}`;
    grid.setGridOption('pinnedBottomRowData', [row as T]);
    widenForTotals(grid, columns, row);
  }

  // Other columns (a drawer opened beside it, a state came in) have other widths and other sums.
  useEffect(refreshTotals, [columnDefs]);

  /** The sums of a long list come in the frame after its rows: what the person looks for is there first. */
  function refreshTotalsInTime(): void {
    if (latest.current.rows.length <= SUMMED_AT_ONCE) refreshTotals();
    else requestAnimationFrame(() => setTimeout(refreshTotals));
  }

  function onCellFocused(event: CellFocusedEvent<T>): void {
    const grid = event.api;
    if (event.rowIndex === null || event.rowPinned || !event.column || typeof event.column === 'string')
      return;
    const node = grid.getDisplayedRowAtIndex(event.rowIndex);
    if (!node) return;
    if (selection === 'single' && !node.isSelected()) node.setSelected(true, true);
    if (!event.column.isCellEditable(node)) return;
    const colId = event.column.getColId();
    const already = grid
      .getEditingCells()
      .some((cell) => cell.rowIndex === event.rowIndex && cell.colId === colId);
    if (!already) grid.startEditingCell({ rowIndex: event.rowIndex, colKey: event.column });
  }

  function onCellKeyDown(event: CellKeyDownEvent<T>): void {
    const key = event.event as KeyboardEvent | null;
    // An open editor hears its own keys; the library's listener sees them first, being nearer the cell.
    if (!key || isComposing(key) || key.target instanceof HTMLInputElement) return;
    const column = columns.find((one) => one.field === event.column.getColId());
    if (key.key === 'Enter' && !key.ctrlKey && !event.node.rowPinned && event.data) {
      key.preventDefault();
      if (column?.onClick) column.onClick(event.data);
      else latest.current.onOpen?.(event.data);
    } else if (key.key.toLowerCase() === 'c' && (key.ctrlKey || key.metaKey) && column) {
      key.preventDefault();
      copyFrom(event, column);
    }
  }

  function copyFrom(event: CellKeyDownEvent<T>, column: Column<T>): void {
    const ticked = selection === 'multiple' ? event.api.getSelectedRows() : [];
    const cell = `${event.rowIndex}:${event.rowPinned ?? ''}:${column.field}`;
    const again = copied.current.cell === cell && performance.now() - copied.current.at < 2000;
    copied.current = { cell, at: performance.now() };
    const line = (row: T): string =>
      columns.map((one) => pastedText(one.kind, cellValue(one, row))).join('\t');
    if (ticked.length > 0) {
      void copyText(ticked.map(line).join('\n'), `已复制 ${ticked.length} 行，可以粘贴到表格里。`);
    } else if (again && event.data) {
      void copyText(line(event.data), '已复制整行，可以粘贴到表格里。');
    } else {
      void copyText(pastedText(column.kind, event.value), '已复制这一格；再按一次 Ctrl+C 复制整行。');
    }
  }

  return (
    <div className="grid" role="region" aria-label={props.label} data-shown={shownCount}>
      <AgGridReact<T>
        theme={gridTheme}
        localeText={gridLocale}
        rowData={rows as T[]}
        columnDefs={columnDefs}
        defaultColDef={props.sortable === false ? UNSORTED_COLUMN : DEFAULT_COLUMN}
        getRowId={(params) => String(rowId(params.data))}
        rowSelection={
          selection === 'multiple'
            ? {
                mode: 'multiRow',
                selectAll: 'filtered',
                enableClickSelection: false,
                ...(props.selectable
                  ? {
                      isRowSelectable: (node: IRowNode<T>) =>
                        !node.data || latest.current.selectable?.(node.data) !== false,
                    }
                  : {}),
              }
            : { mode: 'singleRow', checkboxes: false, enableClickSelection: true }
        }
        selectionColumnDef={SELECTION_COLUMN}
        // Told by rules too: only those are taken off again when a row is no longer so.
        rowClassRules={{
          faded: (params) => hasClass(latest.current, params, 'faded'),
          red: (params) => hasClass(latest.current, params, 'red'),
        }}
        getRowClass={(params) =>
          params.data && !params.node.rowPinned ? latest.current.rowClass?.(params.data) : undefined
        }
        quickFilterText={props.quickFilter ?? ''}
        quickFilterParser={wordsToFind}
        cacheQuickFilter
        suppressNoRowsOverlay
        suppressLoadingOverlay
        suppressCellFocus={false}
        suppressDragLeaveHidesColumns
        suppressScrollOnNewData
        readOnlyEdit
        stopEditingWhenCellsLoseFocus
        tooltipShowDelay={500}
        animateRows={false}
        ensureDomOrder
        onGridReady={(event) => {
          api.current = event.api;
          refreshTotalsInTime();
          wanted.current?.();
          wanted.current = null;
        }}
        onGridPreDestroyed={() => {
          api.current = null;
        }}
        onRowDataUpdated={(event) => {
          refreshTotalsInTime();
          showAnew(event.api, latest.current.columns);
        }}
        onFilterChanged={refreshTotalsInTime}
        onCellFocused={onCellFocused}
        onCellKeyDown={(event) => 'column' in event && onCellKeyDown(event)}
        onRowDoubleClicked={(event) => {
          if (event.data && !event.node.rowPinned) latest.current.onOpen?.(event.data);
        }}
        onSelectionChanged={(event) => latest.current.onSelect?.(event.api.getSelectedRows())}
        onCellEditRequest={(event: CellEditRequestEvent<T>) => {
          const now = String(event.newValue ?? '');
          if (now !== String(event.oldValue ?? ''))
            latest.current.onEdit?.(event.data, event.column.getColId(), now);
        }}
      />
      {rows.length === 0 && (
        <div className="grid-over">
          {props.loading
            ? '正在读取…'
            : props.failed
              ? '没有读出来，原因见上面。'
              : (props.empty ?? '还没有内容。')}
        </div>
      )}
      {rows.length > 0 && shownCount === 0 && <div className="grid-over">没有符合条件的行。</div>}
    </div>
  );
}

/** Enter in the last row leaves its input open: while nobody has typed in it again, it says what the row says by now. */
function showAnew<T>(grid: GridApi<T>, columns: readonly Column<T>[]): void {
  const input = document.activeElement?.closest('.ag-cell')?.querySelector<HTMLInputElement>('.grid-editor');
  const [cell] = grid.getEditingCells();
  if (!cell || input?.dataset['typed'] !== 'false') return;
  const row = grid.getDisplayedRowAtIndex(cell.rowIndex)?.data;
  const column = columns.find((one) => one.field === cell.colId);
  if (!row || !column || String(cellValue(column, row) ?? '') === input.value) return;
  grid.stopEditing(true);
  // At once it would be the same input, with what it said before.
  requestAnimationFrame(() => {
    if (!grid.isDestroyed()) grid.startEditingCell({ rowIndex: cell.rowIndex, colKey: cell.colId });
  });
}

/** What the totals row was made of. */
interface Totalled<T> {
  rows: readonly T[];
  columns: readonly Column<T>[];
  quickFilter: string;
  count: number;
}

/**
 * The same rows, with those that are no different kept as the objects they were: after every command the list is
 * asked again, and the library would redraw each new object and end an edit under the person's hands.
 */
function useStableRows<T extends object>(
  rows: readonly T[],
  rowId: (row: T) => string | number,
): readonly T[] {
  const kept = useRef<{ rows: readonly T[]; stable: readonly T[] }>({ rows, stable: rows });
  return useMemo(() => {
    if (kept.current.rows !== rows) {
      const old = new Map(kept.current.stable.map((row) => [rowId(row), row]));
      const stable = rows.map((row) => {
        const before = old.get(rowId(row));
        return before && sameRow(before, row) ? before : row;
      });
      kept.current = { rows, stable };
    }
    return kept.current.stable;
    // How a row is told apart doesn't change during a grid's life.
  }, [rows]);
}

function sameRow(a: object, b: object): boolean {
  const left = Object.entries(a);
  if (left.length !== Object.keys(b).length) return false;
  return left.every(([key, value]) => {
    const other = (b as Record<string, unknown>)[key];
    if (value === other) return true;
    return typeof value === 'object' && value !== null && JSON.stringify(value) === JSON.stringify(other);
  });
}

function hasClass<T>(
  { rowClass }: Pick<GridProps<T>, 'rowClass'>,
  { data, node }: RowClassParams<T>,
  name: string,
): boolean {
  return data !== undefined && !node.rowPinned && (rowClass?.(data)?.split(' ').includes(name) ?? false);
}

/** Rows that are summed within a few milliseconds. */
const SUMMED_AT_ONCE = 10_000;

const DEFAULT_COLUMN: ColDef = {
  sortable: true,
  resizable: true,
  suppressHeaderMenuButton: true,
  suppressMovable: true,
};
const UNSORTED_COLUMN: ColDef = { ...DEFAULT_COLUMN, sortable: false };
const SELECTION_COLUMN = {
  width: 36,
  minWidth: 36,
  maxWidth: 36,
  pinned: 'left',
  suppressHeaderMenuButton: true,
} as const;

/** One column as the grid library wants it. `spanned`: how many first columns the totals' label may cover. */
function definitionOf<T extends object>(
  column: Column<T>,
  index: number,
  spanned: number,
  latest: { current: GridProps<T> },
): ColDef<T> {
  const right = column.kind === 'money' || column.kind === 'number';
  const width = column.width ?? 90;
  const { render, editable, tooltip } = column;
  const classes = [
    right || column.kind === 'date' || column.kind === 'code' ? 'figures' : '',
    right ? 'right' : '',
  ];
  if (column.onClick) classes.push('link');
  if (column.strong) classes.push('strong');
  if (column.quiet) classes.push('quiet');
  if (editable === true) classes.push('typed');
  const base = classes.filter(Boolean).join(' ');
  return {
    colId: column.field,
    headerName: column.title,
    headerClass: right ? 'right' : '',
    width,
    minWidth: Math.min(width, 60),
    flex: width,
    ...(column.width ? { minWidth: column.width } : {}),
    ...(column.pinned ? { pinned: column.pinned } : {}),
    ...valueOf(column),
    valueFormatter: (params) => shownText(column.kind, params.value, column.decimals),
    // Other values are their own text; asking for it would cost a call for each of a million cells.
    ...(column.kind === 'money'
      ? { getQuickFilterText: (params: { value: unknown }) => pastedText('money', params.value) }
      : {}),
    comparator: lazyComparator(column, latest),
    cellClass: (params) => {
      if (params.node.rowPinned) return isNegative(params.value) ? `${base} negative` : base;
      return isNegative(params.value) ? `${base} negative` : base;
    },
    ...(typeof editable === 'function'
      ? {
          cellClassRules: {
            typed: (params) => params.data !== undefined && !params.node.rowPinned && editable(params.data),
          },
        }
      : {}),
    ...(index === 0 && spanned > 1
      ? { colSpan: (params: { node: IRowNode<T> | null }) => (params.node?.rowPinned ? spanned : 1) }
      : {}),
    ...(render
      ? {
          cellRendererSelector: (params: { node: IRowNode<T>; data: T | undefined }) =>
            params.node.rowPinned || !params.data
              ? undefined
              : { component: (cell: { data: T }) => <>{render(cell.data)}</> },
        }
      : {}),
    ...(column.onClick
      ? {
          onCellClicked: (event: { data: T | undefined; node: IRowNode<T> }) => {
            if (event.data && !event.node.rowPinned) column.onClick?.(event.data);
          },
        }
      : {}),
    ...(tooltip
      ? {
          tooltipValueGetter: (params: { data?: T | undefined; node?: unknown }) =>
            params.data && !(params.node as IRowNode<T> | undefined)?.rowPinned ? tooltip(params.data) : '',
        }
      : {}),
    ...(editable
      ? {
          editable: (params: { node: IRowNode<T>; data: T | undefined }) =>
            !params.node.rowPinned &&
            params.data !== undefined &&
            (typeof editable === 'function' ? editable(params.data) : true),
          cellEditor: GridTextEditor,
          suppressKeyboardEvent: (params: { editing: boolean }) => params.editing,
        }
      : {}),
  };
}

/**
 * How the library gets at a cell's value. Amounts, counts and dates that stand in the row as they are it reads by itself,
 * which in a sort of 100,000 rows is half as long as asking us two million times.
 */
function valueOf<T extends object>(column: Column<T>): ColDef<T> {
  const { field, kind } = column;
  const stored = kind === 'money' || kind === 'number' || kind === 'date';
  if (stored && !column.value && !column.words && !field.includes('.')) {
    return { field: field as NonNullable<ColDef<T>['field']> };
  }
  return {
    valueGetter: (params) => {
      if (!params.data) return null;
      return params.node?.rowPinned
        ? ((params.data as Record<string, unknown>)[field] ?? null)
        : cellValue(column, params.data);
    },
  };
}

/** The words of a quick filter; amounts are found with separators and without. */
function wordsToFind(text: string): string[] {
  return text
    .replace(/(?<=\d),(?=\d)/g, '')
    .split(/\s+/)
    .filter(Boolean);
}

function lazyComparator<T extends object>(column: Column<T>, latest: { current: GridProps<T> }) {
  let rows: readonly T[] | null = null;
  let compare: (a: unknown, b: unknown) => number = () => 0;
  return (a: unknown, b: unknown): number => {
    if (rows !== latest.current.rows) {
      rows = latest.current.rows;
      compare = comparatorOf(column, rows);
    }
    return compare(a, b);
  };
}

const isNegative = (value: unknown): boolean => typeof value === 'number' && value < 0;

function shownRowsOf<T>(grid: GridApi<T>): T[] {
  const shown: T[] = [];
  grid.forEachNodeAfterFilterAndSort((node) => {
    if (node.data) shown.push(node.data);
  });
  return shown;
}

/** A total is never cut short: its column grows. Bold tabular figures take at most 7 pixels each. */
function widenForTotals<T>(
  grid: GridApi<T>,
  columns: readonly Column<T>[],
  totals: Readonly<Record<string, string | number>>,
): void {
  const widths = columns.slice(1).flatMap((column) => {
    const needed = Math.ceil(shownText(column.kind, totals[column.field], column.decimals).length * 7) + 16;
    const actual = grid.getColumn(column.field)?.getActualWidth() ?? Infinity;
    return needed > actual ? [{ key: column.field, newWidth: needed }] : [];
  });
  if (widths.length > 0) grid.setColumnWidths(widths);
}

function handleOf<T>(
  api: { current: GridApi<T> | null },
  wanted: { current: (() => void) | null },
): GridHandle<T> {
  const handle: GridHandle<T> = {
    focus: (rowId, field) => {
      const grid = api.current;
      if (!grid) {
        wanted.current = () => handle.focus(rowId, field);
        return;
      }
      const node = rowId === undefined ? grid.getDisplayedRowAtIndex(0) : grid.getRowNode(String(rowId));
      const column =
        field ??
        grid
          .getAllDisplayedColumns()
          .find((one) => !one.getColId().startsWith('ag-Grid'))
          ?.getColId();
      if (node?.rowIndex === null || node?.rowIndex === undefined || !column) return;
      const { rowIndex } = node;
      grid.ensureIndexVisible(rowIndex);
      grid.setFocusedCell(rowIndex, column);
      // A row that was out of view is drawn in the next frame; until then the keyboard is nowhere.
      requestAnimationFrame(() => {
        const nowhere = document.activeElement === document.body;
        if (nowhere && !grid.isDestroyed()) grid.setFocusedCell(rowIndex, column);
      });
    },
    shownRows: () => (api.current ? shownRowsOf(api.current) : []),
    selected: () => api.current?.getSelectedRows() ?? [],
    clearSelection: () => api.current?.deselectAll(),
  };
  return handle;
}

async function copyText(text: string, said: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify(said);
  } catch {
    notify('剪贴板现在用不了，没有复制成。请点一下窗口再按 Ctrl+C。', 'warning');
  }
}
