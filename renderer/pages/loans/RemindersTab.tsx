import { useMemo, useState } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { lastDayOf } from '../../../shared/rules/calendar.ts';
import { useCall } from '../../api.ts';
import { settle, useRoute } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { SelectField } from '../../parts/Field.tsx';
import { Grid } from '../../parts/Grid.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { PeriodField } from '../../parts/PeriodField.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { Into } from '../labour/slots.tsx';
import { DUE_COLUMNS } from './columns.ts';
import { type DayMark, MonthCalendar } from './MonthCalendar.tsx';
import { type Due, groupName, type Reminders } from './words.ts';

type Kind = Exclude<keyof Reminders, 'asOf'>;

const KINDS: ReadonlyArray<{ kind: Kind; label: string; empty: string }> = [
  { kind: 'overdue', label: '已逾期', empty: '没有逾期的贷款。' },
  { kind: 'due30', label: '30 天内到期', empty: '30 天内没有到期的贷款。' },
  { kind: 'due60', label: '60 天内到期', empty: '60 天内没有到期的贷款。' },
  { kind: 'due90', label: '90 天内到期', empty: '90 天内没有到期的贷款。' },
  { kind: 'interestNotSeen', label: '没有见到付息', empty: '登记过的各期都见到了付息凭证。' },
  { kind: 'notSettled', label: '没有结息', empty: '过了结息日的各期都登记了。' },
  { kind: 'notClaimed', label: '没有申请贴息', empty: '该贴的息都申请了。' },
];

const NO_ROWS: readonly Due[] = [];

/** 提醒与日历: who has to be reminded of what, the month as it hangs on the wall, and the list to take to the houses. */
export function RemindersTab() {
  const { today } = useSession();
  const { params } = useRoute();
  const print = usePrint();
  const [kind, setKind] = useState<Kind>(
    KINDS.find((one) => one.kind === params.get('kind'))?.kind ?? 'due90',
  );
  const [group, setGroup] = useState('');
  const [period, setPeriod] = useState(today.slice(0, 7));
  const [day, setDay] = useState(today);
  const groups = useCall('groups.list', {});
  const reminders = useCall('loans.reminders', {});
  const calendar = useCall('loans.calendar', { from: `${period}-01`, to: lastDayOf(period) });
  const rows = rowsOf(reminders.value, kind).filter((one) => !group || one.groupNo === Number(group));
  const marks = useMemo(() => marksOf(calendar.value?.days ?? [], today), [calendar.value, today]);
  const chosen = KINDS.find((one) => one.kind === kind);
  const onDay = calendar.value?.days.find((one) => one.date === day);
  const within = kind === 'due30' ? 30 : kind === 'due60' ? 60 : 90;
  return (
    <>
      <Into place="filters">
        <SelectField
          bare
          label="提醒什么"
          value={kind}
          onChange={setKind}
          choices={KINDS.map((one) => ({
            value: one.kind,
            label: `${one.label} ${reminders.value ? rowsOf(reminders.value, one.kind).length : ''}`,
          }))}
        />
        <SelectField
          bare
          label="村民小组"
          value={group}
          onChange={setGroup}
          choices={[
            { value: '', label: '全部组' },
            ...(groups.value ?? []).map(({ no }) => ({ value: String(no), label: `${no} 组` })),
          ]}
        />
      </Into>
      <Into place="actions">
        <Button
          kind="primary"
          shortcut="Ctrl+P"
          title={`逾期和 ${within} 天内到期的，按组排好，带去入户`}
          onClick={() =>
            print({ document: 'loan-visits', days: within, ...(group ? { groupNo: Number(group) } : {}) })
          }
        >
          打印走访单
        </Button>
        <Button
          disabled={rows.length === 0}
          onClick={() =>
            void exportXlsx(`贷款提醒-${chosen?.label ?? ''}-${today}.xlsx`, DUE_COLUMNS, rows, '笔')
          }
        >
          导出 Excel
        </Button>
      </Into>
      <Into place="banner">
        <ErrorBanner error={reminders.error ?? calendar.error} onRetry={reminders.reload} />
      </Into>
      <Grid<Due>
        key={kind}
        label="贷款提醒"
        columns={DUE_COLUMNS}
        rows={rows}
        rowId={(one) => `${one.loanId} ${one.date} ${one.sentence}`}
        totals={{ unit: '笔' }}
        loading={reminders.loading}
        failed={reminders.error !== null}
        rowClass={(one) => (one.inDays < 0 ? 'late' : undefined)}
        onOpen={(one) => settle('loans', one.loanId)}
        empty={chosen?.empty}
      />
      <section className="loan-month" aria-label="日历">
        <PeriodField bare steps label="日历的月份" width={130} value={period} onChange={setPeriod} />
        <MonthCalendar period={period} today={today} marks={marks} chosen={day} onChoose={setDay} />
        <div className="loan-day" aria-live="polite">
          <h3 className="figures">{day}</h3>
          {onDay && onDay.settlements > 0 && (
            <p>
              结息 {onDay.settlements} 笔，利息约{' '}
              <span className="figures">{formatYuan(onDay.settlementsFen)}</span> 元。
            </p>
          )}
          {onDay?.due.map((one) => (
            <p key={one.loanId}>
              <button type="button" className="loan-open" onClick={() => settle('loans', one.loanId)}>
                {groupName(one.groupNo)} {one.borrowerName} {one.noteNo}
              </button>{' '}
              到期，<span className="figures">{formatYuan(one.fen)}</span> 元 {one.phone}
            </p>
          ))}
          {!onDay && <p className="quiet">这天没有结息，也没有到期。</p>}
        </div>
      </section>
    </>
  );
}

/** Within 60 days are also those within 30: the program keeps them apart, people don't. */
function rowsOf(reminders: Reminders | undefined, kind: Kind): readonly Due[] {
  if (!reminders) return NO_ROWS;
  const { due30, due60, due90 } = reminders;
  if (kind === 'due60') return [...due30, ...due60];
  if (kind === 'due90') return [...due30, ...due60, ...due90];
  return reminders[kind];
}

interface Day {
  readonly date: string;
  readonly settlements: number;
  readonly due: readonly Due[];
}

function marksOf(days: readonly Day[], today: string): DayMark[] {
  return days.flatMap(({ date, settlements, due }) => [
    ...(settlements > 0 ? [{ date, text: `结息 ${settlements}`, kind: 'settle' as const }] : []),
    ...(due.length > 0
      ? [
          {
            date,
            text: `到期 ${due.length}`,
            kind: date < today ? ('overdue' as const) : ('due' as const),
          },
        ]
      : []),
  ]);
}
