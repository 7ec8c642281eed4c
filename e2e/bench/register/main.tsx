import { createElement, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { ColDef } from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import '../../../renderer/frame/look.css';
import '../../../renderer/parts/parts.css';
import { columnsFor } from '../../../renderer/pages/members/columns.ts';
import { Grid } from '../../../renderer/parts/Grid.tsx';
import { gridLocale, gridTheme } from '../../../renderer/parts/gridSetup.ts';
import type { Member } from '../../../renderer/parts/MemberPicker.tsx';
import { formatYuan } from '../../../shared/rules/money.ts';
import { membersByNumber } from './rows.ts';

/** What the page measured, in milliseconds from the person's act to the painted result. */
export interface RegisterTimes {
  readonly firstPaint: number;
  /** Until the totals row stands there too; 0 where there is none. */
  readonly totals: number;
  readonly sort: number;
  readonly sortAgain: number;
  readonly filter: number;
  readonly filterAgain: number;
}

declare global {
  interface Window {
    measureRegister?: (variant: 'ours' | 'bare', rowCount: number) => Promise<RegisterTimes>;
    gc?: () => void;
  }
}

const COLUMNS = columnsFor(() => undefined, true);

/** The same columns as somebody would give them to AG Grid without the program's own Grid around it. */
const BARE_COLUMNS: ColDef<Member>[] = COLUMNS.map(({ field, title, kind, width = 90, value }) => ({
  colId: field,
  headerName: title,
  width,
  minWidth: width,
  flex: width,
  ...(value ? { valueGetter: ({ data }) => (data ? value(data) : null) } : { field: field as keyof Member }),
  ...(kind === 'money' ? { valueFormatter: ({ value: fen }) => formatYuan(fen as number) } : {}),
}));

function Register({ variant, rows }: { variant: 'ours' | 'bare'; rows: Member[] }) {
  const [search, setSearch] = useState('');
  return (
    <div style={{ height: 700, display: 'flex', flexDirection: 'column' }}>
      <input aria-label="search" value={search} onChange={(event) => setSearch(event.target.value)} />
      {variant === 'ours' ? (
        <Grid
          label="社员与股金"
          columns={COLUMNS}
          rows={rows}
          rowId={(row) => row.id}
          totals={{ unit: '户' }}
          rowClass={(row) => (row.state === 'left' ? 'faded' : undefined)}
          quickFilter={search}
        />
      ) : (
        <div style={{ flex: 1 }}>
          <AgGridReact<Member>
            theme={gridTheme}
            localeText={gridLocale}
            rowData={rows}
            columnDefs={BARE_COLUMNS}
            quickFilterText={search}
            cacheQuickFilter
            animateRows={false}
          />
        </div>
      )}
    </div>
  );
}

window.measureRegister = async (variant, rowCount) => {
  const rows = membersByNumber(rowCount);
  const place = document.getElementById('root');
  if (!place) throw new Error('index.html has no #root');
  const root = createRoot(place);
  const byCapital = rows.toSorted((a, b) => a.capitalFen - b.capitalFen);
  const found = (text: string): Member | undefined => rows.find((row) => row.name.includes(text));

  const firstPaint = await painted(rows[0], () => root.render(createElement(Register, { variant, rows })));
  const rowsShown = performance.now();
  if (variant === 'ours') await shown(() => document.querySelector('.ag-row-pinned') !== null);
  const totals = variant === 'ours' ? firstPaint + performance.now() - rowsShown : 0;
  const sort = await painted(byCapital[0], () => clickHeader('capitalFen'));
  const sortAgain = await painted(byCapital.at(-1), () => clickHeader('capitalFen'));
  await painted(rows[0], () => clickHeader('capitalFen'));
  const filter = await painted(found('守'), () => type('守'));
  const filterAgain = await painted(found('守田'), () => type('守田'));
  return { firstPaint, totals, sort, sortAgain, filter, filterAgain };
};

/** Time from the act until `first` stands in the first row and the frame it came in is painted. */
async function painted(first: Member | undefined, act: () => void): Promise<number> {
  if (!first) throw new Error('no such row');
  window.gc?.();
  await frame();
  const start = performance.now();
  act();
  await shown(() => firstRowNo() === first.no);
  return performance.now() - start;
}

/** Looks once a frame, last before it is painted; a message posted from there arrives when it has been. */
async function shown(isThere: () => boolean): Promise<void> {
  const start = performance.now();
  do {
    await frame();
    if (performance.now() - start > 30_000) throw new Error('it never came');
  } while (!isThere());
  await new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(null);
  });
}

const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));

function firstRowNo(): string | undefined {
  return document.querySelector('.ag-row[row-index="0"] [col-id="no"]')?.textContent?.trim();
}

function clickHeader(column: string): void {
  const header = document.querySelector<HTMLElement>(
    `.ag-header-cell[col-id="${column}"] .ag-header-cell-label`,
  );
  if (!header) throw new Error(`no header ${column}`);
  header.click();
}

/** As React hears typing: the value set beneath it, then the event. */
function type(text: string): void {
  const input = document.querySelector<HTMLInputElement>('input[aria-label="search"]');
  if (!input) throw new Error('no search field');
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
  input.dispatchEvent(new Event('input', { bubbles: true }));
}
