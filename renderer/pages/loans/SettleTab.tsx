import { useMemo, useRef, useState } from 'react';
import type { Input } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { asRefusal, call, useCall } from '../../api.ts';
import { useRoute } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { SelectField } from '../../parts/Field.tsx';
import { Grid, type GridHandle } from '../../parts/Grid.tsx';
import { readAmount } from '../../parts/MoneyField.tsx';
import { Banner, ErrorBanner, notify, notifyWarnings } from '../../parts/Notice.tsx';
import { Into } from '../labour/slots.tsx';
import type { Pasted } from './bankLines.ts';
import { BankPaste } from './BankPaste.tsx';
import { settleColumns } from './columns.ts';
import { SettledDrawer } from './SettledDrawer.tsx';
import { lastDayBefore, type Quarter, quartersBetween, type SettledRow } from './words.ts';

/** 待登记: what the program reckons, with the bank's figures typed beside; 已登记: as it stands in the register. */
type View = 'open' | 'recorded';

/** What stays beside a drawer. */
const BESIDE: readonly string[] = [
  ...[
    'noteNo',
    'groupNo',
    'borrowerName',
    'to',
    'interestFen',
    'penaltyFen',
    'bankInterestFen',
    'differenceFen',
  ],
  'subsidyFen',
];
const OPEN_COLUMNS = settleColumns(true);
const RECORDED_COLUMNS = settleColumns(false);
const BESIDE_COLUMNS = RECORDED_COLUMNS.filter(({ field }) => BESIDE.includes(field));
const NO_ROWS: readonly SettledRow[] = [];

const keyOf = (row: { loanId: number; to: string }): string => `${row.loanId} ${row.to}`;

/** 结息: a quarter of all loans at once – reckoned, compared with the bank, registered. */
export function SettleTab() {
  const { today } = useSession();
  const { params } = useRoute();
  const settings = useCall('loans.settings', {});
  const list = useCall('loans.list', {});
  const earliest = list.value?.rows.reduce((day, row) => (row.startsOn < day ? row.startsOn : day), today);
  const quarters =
    settings.value && earliest ? quartersBetween(earliest, today, settings.value.settlementDay) : null;
  // Where one left off: the oldest quarter with something that is not in the register.
  const reminders = useCall('loans.reminders', {});
  const oldest = reminders.value?.notSettled.reduce<string | null>(
    (day, one) => (day === null || one.date < day ? one.date : day),
    null,
  );
  if (!quarters || !reminders.value) {
    return (
      <>
        <Into place="banner">
          <ErrorBanner error={settings.error ?? list.error ?? reminders.error} onRetry={reminders.reload} />
        </Into>
        {!(settings.error ?? list.error ?? reminders.error) && <p className="waiting">正在读取…</p>}
      </>
    );
  }
  const [newest] = quarters;
  if (!newest) {
    return <p className="waiting">还没有过了结息日的贷款。登记或导入贷款以后，过了结息日就在这里结息。</p>;
  }
  const usual = [...quarters].reverse().find(({ to }) => typeof oldest === 'string' && oldest <= to);
  const asked = quarters.find(({ to }) => to === params.get('to'));
  return (
    <Settling
      key={quarters.length}
      quarters={quarters}
      first={asked ?? usual ?? newest}
      isOpen={reminders.value.notSettled.length > 0}
    />
  );
}

function Settling(props: { quarters: readonly Quarter[]; first: Quarter; isOpen: boolean }) {
  const { quarters, first, isOpen } = props;
  const { readOnly } = useSession();
  const grid = useRef<GridHandle<SettledRow>>(null);
  const [to, setTo] = useState(first.to);
  const [view, setView] = useState<View>(isOpen ? 'open' : 'recorded');
  const [typed, setTyped] = useState<ReadonlyMap<string, Figure>>(new Map());
  const [opened, setOpened] = useState<string | null>(null);
  const [pasting, setPasting] = useState(false);
  const [busy, setBusy] = useState(false);
  const quarter = quarters.find((one) => one.to === to) ?? first;
  const asked = askedOf(quarter, typed);
  const preview = useCall('loans.previewSettle', asked);
  const settled = useCall('loans.settled', { from: quarter.from, to: quarter.to });
  const recorded = useMemo(
    () => settled.value?.rows.filter((row) => row.settlementId !== null) ?? NO_ROWS,
    [settled.value],
  );
  const open = preview.value?.rows ?? NO_ROWS;
  const rows = view === 'open' ? open : recorded;
  const row = rows.find((one) => keyOf(one) === opened);
  const older = open.filter((one) => one.settlesOn < quarter.from).length;

  async function register(): Promise<void> {
    if (busy) return;
    setBusy(true);
    try {
      const { totals, warnings } = await call('loans.settle', asked);
      setTyped(new Map());
      notify(
        `${quarter.name}已结息：${totals.rows} 期，应付 ${formatYuan(totals.dueFen)} 元，应贴息 ${formatYuan(totals.subsidyFen)} 元。`,
      );
      notifyWarnings(warnings);
      setView('recorded');
    } catch (reason) {
      notify(asRefusal(reason).message, 'error');
    } finally {
      setBusy(false);
    }
  }
  function type(of: SettledRow, text: string): void {
    const read = readAmount(text, false);
    if (read.error) {
      notify(`${of.noteNo}：${read.error}`, 'error');
      return;
    }
    const next = new Map(typed);
    if (read.fen === null) next.delete(keyOf(of));
    else
      next.set(keyOf(of), {
        interestFen: read.fen,
        penaltyFen: typed.get(keyOf(of))?.penaltyFen ?? of.penaltyFen,
      });
    setTyped(next);
  }
  function take(pasted: readonly Pasted[]): void {
    const next = new Map(typed);
    let found = 0;
    for (const one of pasted) {
      const mine = open.filter((each) => each.noteNo === one.noteNo && each.settlesOn >= quarter.from);
      const last = mine.at(-1);
      if (!last) continue;
      next.set(keyOf(last), { interestFen: one.interestFen, penaltyFen: one.penaltyFen });
      found += 1;
    }
    setTyped(next);
    const missed = pasted.filter((one) => !open.some((each) => each.noteNo === one.noteNo));
    notify(`银行清单 ${pasted.length} 行，对上 ${found} 笔。`);
    if (missed.length > 0) {
      notify(`没有对上的借据号：${missed.map((one) => one.noteNo).join('、')}。`, 'warning');
    }
  }

  return (
    <>
      <Into place="filters">
        <SelectField
          bare
          label="结哪个季度"
          value={to}
          onChange={(next) => {
            setTo(next);
            setTyped(new Map());
            setOpened(null);
          }}
          choices={quarters.map((one) => ({ value: one.to, label: `${one.name}（${one.to} 结息）` }))}
        />
        <SelectField<View>
          bare
          label="看什么"
          value={view}
          onChange={(next) => {
            setView(next);
            setOpened(null);
          }}
          choices={[
            { value: 'open', label: `待登记 ${preview.value ? open.length : ''}` },
            { value: 'recorded', label: `已登记 ${settled.value ? recorded.length : ''}` },
          ]}
        />
      </Into>
      <Into place="actions">
        {view === 'open' && (
          <>
            <Button disabled={open.length === 0} onClick={() => setPasting(true)}>
              粘贴银行清单…
            </Button>
            <Button
              kind="primary"
              shortcut="Ctrl+S"
              writes
              busy={busy}
              disabled={open.length === 0 || preview.loading}
              title="把列出的各期写进台账；没有填银行数的，先按计算数，以后可以改"
              onClick={() => void register()}
            >
              {`登记结息 ${open.length} 期`}
            </Button>
          </>
        )}
        <Button
          disabled={rows.length === 0}
          onClick={() =>
            void exportXlsx(
              `结息-${quarter.to}.xlsx`,
              view === 'open' ? OPEN_COLUMNS : RECORDED_COLUMNS,
              grid.current?.shownRows() ?? rows,
              '期',
            )
          }
        >
          导出 Excel
        </Button>
      </Into>
      <Into place="banner">
        <ErrorBanner error={preview.error ?? settled.error} onRetry={preview.reload} />
        {view === 'open' && older > 0 && (
          <Banner kind="warning">
            其中 {older} 期是 {quarter.name}以前漏结的，一并列出。利息一期接一期，要从早的结起。
          </Banner>
        )}
        {view === 'open' &&
          preview.value?.warnings.map((warning) => (
            <Banner key={warning} kind="warning">
              {warning}
            </Banner>
          ))}
      </Into>
      <Grid<SettledRow>
        key={view}
        gridRef={grid}
        label={view === 'open' ? '待登记的结息' : '已登记的结息'}
        columns={row ? BESIDE_COLUMNS : view === 'open' && !readOnly ? OPEN_COLUMNS : RECORDED_COLUMNS}
        rows={rows}
        rowId={keyOf}
        totals={{ unit: '期' }}
        loading={view === 'open' ? preview.loading : settled.loading}
        failed={(view === 'open' ? preview.error : settled.error) !== null}
        rowClass={(one) => classOf(one)}
        onEdit={(one, _field, text) => type(one, text)}
        onOpen={(one) => setOpened(keyOf(one))}
        onSelect={([one]) => {
          if (one && opened !== null) setOpened(keyOf(one));
        }}
        empty={
          view === 'open'
            ? `${quarter.name}的利息都登记了。`
            : `${quarter.name}还没有登记过结息；在“待登记”里核对后按“登记结息”。`
        }
      />
      {row && (
        <SettledDrawer
          key={keyOf(row)}
          row={row}
          title={`${row.borrowerName} ${row.noteNo}`}
          sub={`${row.from} 至 ${lastDayBefore(row.to)}，${row.days} 天`}
          onClose={() => setOpened(null)}
        />
      )}
      {pasting && <BankPaste onTake={take} onClose={() => setPasting(false)} />}
    </>
  );
}

function classOf(row: SettledRow): string | undefined {
  const classes = [
    row.isStale ? 'stale' : '',
    row.penaltyFen > 0 ? 'penalised' : '',
    (row.differenceFen ?? 0) !== 0 ? 'differs' : '',
  ].filter(Boolean);
  return classes.length > 0 ? classes.join(' ') : undefined;
}

interface Figure {
  readonly interestFen: number;
  readonly penaltyFen: number;
}

function askedOf(quarter: Quarter, typed: ReadonlyMap<string, Figure>): Input<'loans.settle'> {
  const bank = [...typed].map(([key, figure]) => {
    const [loanId = '', to = ''] = key.split(' ');
    return { loanId: Number(loanId), to, ...figure };
  });
  return { to: quarter.to, bank };
}
