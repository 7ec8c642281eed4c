import { useRef, type KeyboardEvent } from 'react';
import { addDays, lastDayOf } from '../../../shared/rules/calendar.ts';
import { isComposing } from '../../parts/keys.ts';

export interface DayMark {
  readonly date: string;
  readonly text: string;
  readonly kind: 'settle' | 'due' | 'overdue' | 'other';
}

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'] as const;

/** A month as it hangs on the wall, Monday first; each day says what falls on it. The arrow keys go from day to day. */
export function MonthCalendar(props: {
  /** YYYY-MM. */
  period: string;
  today: string;
  marks: readonly DayMark[];
  chosen: string;
  onChoose: (date: string) => void;
}) {
  const { period, today, marks, chosen, onChoose } = props;
  const table = useRef<HTMLTableElement>(null);
  const first = `${period}-01`;
  const start = addDays(first, -((weekdayOf(first) + 6) % 7));
  const weeks = weeksFrom(start, lastDayOf(period));
  // One day can be reached by Tab: the chosen one, or the month's first.
  const reached = chosen.startsWith(period) ? chosen : first;

  function onKeyDown(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (step === undefined || isComposing(event.nativeEvent)) return;
    event.preventDefault();
    const next = addDays(reached, step);
    if (!next.startsWith(period)) return;
    onChoose(next);
    table.current?.querySelector<HTMLElement>(`[data-date="${next}"]`)?.focus();
  }

  return (
    <table ref={table} className="loan-calendar" aria-label={`${period} 的日历`} onKeyDown={onKeyDown}>
      <thead>
        <tr>
          {WEEKDAYS.map((day) => (
            <th key={day}>{day}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((date) => {
              if (!date.startsWith(period)) return <td key={date} className="outside" />;
              const here = marks.filter((mark) => mark.date === date);
              return (
                <td key={date} className={date === today ? 'today' : ''}>
                  <button
                    type="button"
                    data-date={date}
                    tabIndex={date === reached ? 0 : -1}
                    aria-pressed={date === chosen}
                    aria-label={`${date}${here.map((mark) => `，${mark.text}`).join('')}`}
                    onClick={() => onChoose(date)}
                  >
                    <span className="figures">{Number(date.slice(8))}</span>
                    {here.map((mark) => (
                      <small key={mark.text} className={mark.kind}>
                        {mark.text}
                      </small>
                    ))}
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** 0: Sunday. */
function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

function weeksFrom(start: string, end: string): string[][] {
  const weeks: string[][] = [];
  for (let monday = start; monday <= end; monday = addDays(monday, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, at) => addDays(monday, at)));
  }
  return weeks;
}
