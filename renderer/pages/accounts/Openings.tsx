import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { asRefusal, call, Refusal, useCall } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { CheckField } from '../../parts/Field.tsx';
import { Grid, type GridHandle } from '../../parts/Grid.tsx';
import { Banner, ErrorBanner, notify } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { chartIndex, findAccounts, type Account } from '../vouchers/lookup.ts';
import { openingColumns } from './openingColumns.ts';
import { ImportOpenings } from './ImportOpenings.tsx';
import { OpeningRowDialog } from './OpeningRowDialog.tsx';
import {
  differenceInWords,
  differences,
  emptyRow,
  filledLines,
  freshKey,
  openingLines,
  refusedRow,
  sentRows,
  typedInto,
  typedRows,
  type Item,
  type Line,
  type Typed,
} from './openings.ts';
import { StartDialog } from './StartDialog.tsx';

interface OpeningsProps {
  tabs: ReactNode;
  accounts: readonly Account[];
  items: readonly Item[];
}

/** 期初余额: where the books began, account by account. */
export function Openings(props: OpeningsProps) {
  const openings = useCall('openings.read', {});
  if (!openings.value) {
    return (
      <Page
        title="科目"
        filters={props.tabs}
        banner={<ErrorBanner error={openings.error} onRetry={openings.reload} />}
      >
        {!openings.error && <p className="waiting">正在读取…</p>}
      </Page>
    );
  }
  return <Table {...props} openings={openings.value} />;
}

/** What was typed and not saved when somebody looked at another page; each workspace by itself, while the window is open. */
const kept = new Map<string, Typed[]>();

function Table({ tabs, accounts, items, openings }: OpeningsProps & { openings: Output<'openings.read'> }) {
  const { status, readOnly, books } = useSession();
  const print = usePrint();
  const place = `${status.open?.path ?? ''} ${books?.id ?? ''}`;
  const grid = useRef<GridHandle<Line>>(null);
  const [draft, setDraft] = useState<Typed[] | null>(() => kept.get(place) ?? null);
  // What was sent stays shown until the books answer with it.
  const [sentOver, setSentOver] = useState<typeof openings | null>(null);
  const isDirty = draft !== null && sentOver === null;
  useEffect(() => {
    if (sentOver === null || openings === sentOver) return;
    setSentOver(null);
    setDraft(null);
  }, [openings, sentOver]);
  const [search, setSearch] = useState('');
  const [onlyFilled, setOnlyFilled] = useState(openings.state === 'locked');
  const [asking, setAsking] = useState<'import' | 'start' | { row: Typed; isNew: boolean } | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Refusal | null>(null);
  const [notes, setNotes] = useState<readonly string[]>([]);
  const { midYear, state, rows: shown } = openings;
  const isLocked = state === 'locked';
  const typed = useMemo(() => draft ?? typedRows(shown), [draft, shown]);
  const lines = useMemo(
    () => openingLines({ accounts, items, typed, shown, midYear, isLocked }),
    [accounts, items, typed, shown, midYear, isLocked],
  );
  const found = useMemo(() => {
    const wanted =
      search === ''
        ? null
        : new Set(findAccounts(chartIndex(accounts), search).map((one) => one.account.code));
    const among = wanted ? lines.filter((line) => wanted.has(line.code)) : lines;
    return onlyFilled ? filledLines(among) : among;
  }, [accounts, lines, search, onlyFilled]);
  const columns = useMemo(
    () => openingColumns(midYear, !isLocked && !readOnly),
    [midYear, isLocked, readOnly],
  );
  const apart = differences(lines);

  function keep(rows: Typed[] | null): void {
    setDraft(rows);
    setSentOver(null);
    setError(null);
    if (rows) kept.set(place, rows);
    else kept.delete(place);
  }
  function edit(line: Line, field: string, text: string): void {
    const result = typedInto(typed, line, field as Parameters<typeof typedInto>[2], text);
    if ('problem' in result) notify(`${line.code} ${line.name}：${result.problem}`, 'warning');
    else keep(result.rows);
  }
  function open(line: Line): void {
    if (line.kind === 'computed')
      return void (line.code === '331' ? undefined : go(registerPage(line.code, books?.kind === 'fund')));
    if (isLocked || readOnly) return void go('ledger', null, { tab: 'account', account: line.code });
    const own = typed.find((row) => row.key === line.key);
    if (line.kind === 'part' && own) setAsking({ row: own, isNew: false });
    else if (line.kind === 'head') setAsking({ row: emptyRow(line.code, freshKey(typed)), isNew: true });
  }
  function put(row: Typed | null, key: string): void {
    const others = typed.filter((one) => one.key !== key);
    keep(row ? [...others, row] : others);
    requestAnimationFrame(() => grid.current?.focus(row ? key : undefined));
  }
  async function save(): Promise<void> {
    const sent = sentRows(typed);
    setBusy(true);
    setError(null);
    try {
      const { balanced, differenceFen } = await call('openings.save', { rows: sent });
      kept.delete(place);
      setSentOver(openings);
      setNotes([]);
      notify(
        balanced
          ? '期初余额已保存，借贷相等。'
          : `期初余额已保存，${differenceInWords('', differenceFen)}，平了以后才能记账。`,
        balanced ? 'done' : 'warning',
      );
    } catch (reason) {
      const refusal = asRefusal(reason);
      // The row is the one the keyboard goes to; its number counts rows that are not all shown.
      setError(new Refusal(refusal.code, refusal.message.replace(/^第 \d+ 行：/u, ''), refusal.fields));
      const index = refusedRow(refusal.fields);
      const wrong = index === null ? undefined : sent[index];
      const line = wrong && lines.find((one) => isOf(one, typed, wrong.account, index ?? 0, sent));
      if (line) grid.current?.focus(line.key);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Page
      title="科目"
      filters={
        <>
          {tabs}
          <SearchField
            label="查找科目"
            placeholder="编码、名称、首字母"
            width={160}
            onChange={setSearch}
            onDown={() => grid.current?.focus()}
          />
          <CheckField label="只看有数的" value={onlyFilled} onChange={setOnlyFilled} />
        </>
      }
      actions={
        <>
          <Button
            shortcut="Ctrl+P"
            disabled={isDirty}
            title={isDirty ? '先保存再打印' : '打印期初余额表'}
            onClick={() => print({ document: 'openings' })}
          >
            打印
          </Button>
          {!isLocked && (
            <>
              <Button writes onClick={() => setAsking('start')}>
                启用 {openings.firstPeriod}…
              </Button>
              <Button writes onClick={() => setAsking('import')}>
                从表格导入…
              </Button>
              {isDirty && (
                <Button onClick={() => keep(null)} title="回到上次保存的样子">
                  放弃改动
                </Button>
              )}
              <Button
                kind="primary"
                shortcut="Ctrl+S"
                writes
                busy={busy}
                disabled={!isDirty}
                onClick={() => void save()}
              >
                保存
              </Button>
            </>
          )}
        </>
      }
      banner={
        <>
          <ErrorBanner error={error} />
          {isLocked ? (
            <Banner kind="info">
              账从 {openings.firstPeriod}{' '}
              启用，期初余额已经随第一张凭证记账锁定。发现期初有错，请在当期用凭证更正。
            </Banner>
          ) : (
            <State apart={apart} midYear={midYear} dirty={isDirty} firstPeriod={openings.firstPeriod} />
          )}
          {notes.map((note) => (
            <Banner key={note} kind="warning">
              {note}
            </Banner>
          ))}
        </>
      }
    >
      <Grid<Line>
        label="期初余额"
        gridRef={grid}
        columns={columns}
        rows={found}
        rowId={(row) => row.key}
        totals={{ unit: '行' }}
        sortable={false}
        rowClass={(row) => `opening-${row.kind}${row.wrong ? ' wrong' : ''}`}
        onEdit={edit}
        onOpen={open}
        empty={onlyFilled ? '还没有填期初余额。' : '没有符合的科目。'}
      />
      {asking === 'import' && (
        <ImportOpenings
          accounts={accounts}
          items={items}
          typed={typed}
          shown={shown}
          midYear={midYear}
          onClose={() => setAsking(null)}
          onPlaced={(rows, said) => {
            keep(rows);
            setNotes(said);
            setOnlyFilled(true);
          }}
        />
      )}
      {asking === 'start' && (
        <StartDialog firstPeriod={openings.firstPeriod} onClose={() => setAsking(null)} />
      )}
      {asking !== null && typeof asking === 'object' && (
        <OpeningRowDialog
          row={asking.row}
          isNew={asking.isNew}
          accounts={accounts}
          items={items}
          midYear={midYear}
          onClose={() => setAsking(null)}
          onPut={put}
        />
      )}
    </Page>
  );
}

/** The line that shows the sent row of that number. */
function isOf(
  line: Line,
  typed: readonly Typed[],
  account: string,
  index: number,
  sent: ReturnType<typeof sentRows>,
): boolean {
  if (line.code !== account) return false;
  if (line.kind === 'plain') return true;
  const before = sent.slice(0, index).filter((row) => row.account === account).length;
  const own = typed.filter(
    (row) => row.account === account && (row.balanceFen || row.yearDebitFen || row.yearCreditFen),
  );
  return own[before]?.key === line.key;
}

/** Whether it balances yet, and what is still to do. */
function State(props: {
  apart: { balanceFen: number; yearFen: number };
  midYear: boolean;
  dirty: boolean;
  firstPeriod: string;
}) {
  const { balanceFen, yearFen } = props.apart;
  const unsaved = props.dirty ? '改动还没有保存（Ctrl+S）。' : '';
  if (balanceFen === 0 && yearFen === 0) {
    return (
      <Banner kind={props.dirty ? 'warning' : 'info'}>
        借贷相等。{unsaved || `第一张凭证记账后，期初余额就锁定。`}
      </Banner>
    );
  }
  const apart = [
    balanceFen === 0 ? '' : differenceInWords('期初', balanceFen),
    yearFen === 0 ? '' : differenceInWords('本年累计', yearFen),
  ].filter(Boolean);
  return (
    <Banner kind="error">
      借贷不平：{apart.join('；')}。填 {props.firstPeriod} 月初的余额
      {props.midYear ? '和 1 月起的本年累计发生额' : ''}，相等以后才能记账；没填完也可以先保存。{unsaved}
    </Banner>
  );
}

/** Where the register is that computes an account's opening. */
function registerPage(code: string, isFund: boolean): string {
  if (isFund) return 'fund';
  return code === '301' ? 'members' : 'dividends';
}
