import { useEffect, useRef, type RefObject } from 'react';
import type { Input } from '../../../shared/contract/index.ts';
import type { PrintRequest } from '../../api.ts';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import type { GridHandle } from '../../parts/Grid.tsx';
import type { Column } from '../../parts/gridColumns.ts';
import { rangeName } from '../../parts/period.ts';
import type { LedgerView } from './view.ts';

/** What the page's buttons do with the book that is shown: null while there is nothing to print or to keep. */
export interface Tools {
  print: PrintRequest | null;
  save: (() => Promise<void>) | null;
}

export interface TabProps {
  readonly view: LedgerView;
  /** The same book seen otherwise: no step in the history. */
  readonly change: (part: Partial<LedgerView>) => void;
  /** On to another sight; `at` is the row that the way back returns to. */
  readonly open: (next: LedgerView, at: string) => void;
  readonly openVoucher: (id: number, at: string) => void;
  readonly tools: RefObject<Tools>;
}

/** The range as the calls want it. */
export function rangeOf(view: LedgerView): Pick<Input<'ledger.trialBalance'>, 'from' | 'to' | 'postedOnly'> {
  return { from: view.from, to: view.to, ...(view.unposted ? {} : { postedOnly: true }) };
}

/** Tells the page's buttons what is shown now. */
export function useTools(tools: RefObject<Tools>, now: Tools): void {
  useEffect(() => {
    tools.current = now;
  });
  useEffect(() => {
    const held = tools;
    return () => {
      held.current = { print: null, save: null };
    };
  }, [tools]);
}

/** Keeps what a grid shows as a spreadsheet, named after the book and its range. */
export function saveAs<T>(
  book: string,
  view: LedgerView,
  columns: readonly Column<T>[],
  rows: readonly T[],
  unit?: string,
): (() => Promise<void>) | null {
  if (rows.length === 0) return null;
  return () => exportXlsx(`${book} ${rangeName(view.from, view.to)}.xlsx`, columns, rows, unit);
}

/** The keyboard goes to the row that the person left from, once its rows are there. */
export function useReturn<T>(at: string, rows: readonly unknown[]): RefObject<GridHandle<T> | null> {
  const grid = useRef<GridHandle<T>>(null);
  const returned = useRef('');
  useEffect(() => {
    if (at === '' || rows.length === 0 || returned.current === at) return;
    returned.current = at;
    if (document.activeElement === document.body) grid.current?.focus(at);
  }, [at, rows]);
  return grid;
}
