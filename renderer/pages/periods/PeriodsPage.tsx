import './periods.css';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { useCall } from '../../api.ts';
import { href, settle, useRoute } from '../../frame/routes.ts';
import { Button } from '../../parts/Button.tsx';
import { CheckList } from '../../parts/CheckList.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { periodName, readPeriod, yearOfPeriod } from '../../parts/period.ts';
import { byYear, countsInWords, latestClosed, type PeriodRow } from './close.ts';
import { PeriodDialogs, type Asking } from './PeriodDialogs.tsx';

type List = Output<'periods.list'>;

/** 期末: is the month right, and then carry and close it. */
export function PeriodsPage() {
  const list = useCall('periods.list', {});
  if (!list.value) {
    return (
      <Page title="期末" banner={<ErrorBanner error={list.error} onRetry={list.reload} />}>
        {!list.error && <p className="waiting">正在读取…</p>}
      </Page>
    );
  }
  return <Periods list={list.value} />;
}

function Periods({ list }: { list: List }) {
  const route = useRoute();
  const [asking, setAsking] = useState<Asking | null>(null);
  const asked = readPeriod(route.params.get('period') ?? '');
  const period = list.periods.find((one) => one.period === asked)?.period ?? list.currentPeriod;
  const row = list.periods.find((one) => one.period === period);
  const isClosed = row?.state === 'closed';
  const checks = useCall('periods.check', { period });
  const last = latestClosed(list.periods);
  const year = yearOfPeriod(period);
  const isDecember = period.endsWith('-12');
  const books = useCall('entities.books', {}).value;
  const isFund = books?.kind === 'fund';
  const carriedNow = isDecember || books?.carries === 'month';
  const yearCarried = checks.value?.some((one) => one.id === 'year-carried' && one.rows.length > 0) ?? false;
  const whyClosed = isClosed ? { disabled: true, title: `${period} 已经结账` } : {};
  return (
    <Page
      title="期末"
      sub={
        <>
          {periodName(period)}{' '}
          <span className={isClosed ? 'tag' : 'tag good'}>{isClosed ? '已结账' : '未结账'}</span>
        </>
      }
      actions={
        <>
          {isFund ? (
            <Button
              writes
              title={carriedNow ? '收入和费用转到净资产' : '协会的收入、费用设为年末一次结转'}
              disabled={!carriedNow}
              {...whyClosed}
              onClick={() => setAsking({ what: 'carry-fund', period, byYear: books?.carries === 'year' })}
            >
              结转收支…
            </Button>
          ) : (
            <Button
              writes
              title="收入和支出科目的余额转到本年盈余"
              {...whyClosed}
              onClick={() => setAsking({ what: 'carry-profit', period })}
            >
              结转损益…
            </Button>
          )}
          {!isFund && isDecember && !yearCarried && (
            <Button
              writes
              title="本年盈余转到未分配盈余，开会分配之前要先做"
              {...whyClosed}
              onClick={() => setAsking({ what: 'carry-year', year })}
            >
              年末结转…
            </Button>
          )}
          {!isFund && isDecember && yearCarried && (
            <Button writes {...whyClosed} onClick={() => setAsking({ what: 'undo-year', year })}>
              冲回年末结转…
            </Button>
          )}
          <Button
            writes
            disabled={last === null}
            title={last ? `只能反结最近结账的 ${last.period}` : '还没有结过账的月份'}
            onClick={() => last && setAsking({ what: 'reopen', period: last.period })}
          >
            反结账…
          </Button>
          <Button
            kind="primary"
            writes
            disabled={period !== list.currentPeriod}
            title={
              period === list.currentPeriod
                ? '检查通过后结账，这个月不能再记'
                : isClosed
                  ? `${period} 已经结账`
                  : `要按月份顺序结账，先结 ${list.currentPeriod}`
            }
            onClick={() =>
              setAsking({
                what: isFund ? 'close-fund' : 'close',
                period,
                byYear: books?.carries === 'year',
                checks: checks.value ?? [],
              })
            }
          >
            结账…
          </Button>
        </>
      }
      banner={<ErrorBanner error={checks.error} onRetry={checks.reload} />}
    >
      <Months list={list} period={period} />
      <div className="period-right">
        <div className="period-checks sheet">
          <header>
            <h2>期末检查</h2>
            {row && <a href={href('vouchers', null, { period })}>{countsInWords(row)}</a>}
            {row?.closedBy && (
              <span className="quiet">
                {row.closedAt?.slice(0, 16).replace('T', ' ')} {row.closedBy} 结账
              </span>
            )}
          </header>
          {checks.value ? (
            <CheckList checks={checks.value} from={`${year}-01`} to={period} />
          ) : (
            !checks.error && <p className="waiting">正在检查…</p>
          )}
        </div>
        <Log log={list.log} />
      </div>
      {asking && <PeriodDialogs asking={asking} onClose={() => setAsking(null)} />}
    </Page>
  );
}

function Months({ list, period }: { list: List; period: string }) {
  const years = byYear(list.periods);
  const shown = yearOfPeriod(period);
  const year = years.find((one) => one.year === shown) ?? years[0];
  return (
    <nav className="period-months" aria-label="会计期间">
      <header>
        <select
          aria-label="年度"
          value={year?.year ?? ''}
          onChange={(event) => {
            const months = years.find((one) => one.year === Number(event.target.value))?.months;
            const open = months?.find((one) => one.state === 'open') ?? months?.at(-1);
            if (open) choose(open.period);
          }}
        >
          {years.map((one) => (
            <option key={one.year} value={one.year}>
              {one.year} 年
            </option>
          ))}
        </select>
        <span className="quiet">从 {list.firstPeriod} 启用</span>
      </header>
      <ul onKeyDown={walk}>
        {year?.months.map((one) => (
          <Month
            key={one.period}
            row={one}
            chosen={one.period === period}
            isCurrent={one.period === list.currentPeriod}
          />
        ))}
      </ul>
    </nav>
  );
}

function Month({ row, chosen, isCurrent }: { row: PeriodRow; chosen: boolean; isCurrent: boolean }) {
  const waiting = row.drafts + row.reviewed;
  return (
    <li>
      <button
        type="button"
        aria-current={chosen ? 'true' : undefined}
        tabIndex={chosen ? 0 : -1}
        onClick={() => choose(row.period)}
      >
        <b>{Number(row.period.slice(5))} 月</b>
        <span className={row.state === 'closed' ? 'tag' : isCurrent ? 'tag good' : 'quiet'}>
          {row.state === 'closed' ? '已结账' : isCurrent ? '当前' : '未结账'}
        </span>
        <small className={waiting > 0 ? '' : 'quiet'}>{countsInWords(row)}</small>
      </button>
    </li>
  );
}

function choose(period: string): void {
  settle('periods', null, { period });
}

/** Arrows walk the months as they walk a list. */
function walk(event: React.KeyboardEvent<HTMLUListElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  const all = [...event.currentTarget.querySelectorAll('button')];
  const at = all.findIndex((one) => one === document.activeElement);
  const next = all[at + (event.key === 'ArrowDown' ? 1 : -1)];
  next?.focus();
  next?.click();
}

function Log({ log }: { log: List['log'] }) {
  return (
    <section className="period-log sheet" aria-label="结账记录">
      <h2>结账和反结账记录</h2>
      {log.length === 0 ? (
        <p className="quiet">还没有结过账。</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th>时间</th>
              <th>月份</th>
              <th>做了什么</th>
              <th>经办人</th>
              <th>批准人</th>
              <th>原因</th>
            </tr>
          </thead>
          <tbody>
            {log.map((one, index) => (
              <tr key={index}>
                <td className="figures">{one.at.slice(0, 16).replace('T', ' ')}</td>
                <td className="figures">{one.period}</td>
                <td className={one.action === 'reopen' ? 'negative' : ''}>
                  {one.action === 'reopen' ? '反结账' : '结账'}
                </td>
                <td>{one.operator}</td>
                <td>{one.authorisedBy}</td>
                <td>{one.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
