import type { Output } from '../../../shared/contract/index.ts';
import { call, useCall } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { Stat, yuanOrDash } from '../../parts/Stat.tsx';
import { BooksToDo } from './BooksToDo.tsx';
import { FundToDo } from './FundToDo.tsx';
import { LoansToDo } from './LoansToDo.tsx';

/** 工作台: where the books stand and what to do next. */
export function DeskPage() {
  const { today, setStatus, cooperative } = useSession();
  const groups = useCall('groups.list', {});
  const members = useCall('members.list', {});
  const runs = useCall('dividends.list', {});
  const year = yearAtHand(today, runs.value);
  const deliveries = useCall('deliveries.totals', { year });
  const history = useCall('imports.history', {});

  const households = groups.value?.reduce((sum, group) => sum + group.households, 0) ?? 0;
  const people = groups.value?.reduce((sum, group) => sum + group.people, 0) ?? 0;
  const active = members.value?.filter((member) => member.state !== 'left') ?? [];
  const capitalFen = active.reduce((sum, member) => sum + member.capitalFen, 0);
  const equityFen = active.reduce((sum, member) => sum + member.equityFen, 0);
  const patronageFen = deliveries.value?.reduce((sum, row) => sum + row.amountFen, 0) ?? 0;
  const latest = runs.value?.find((run) => run.state !== 'void') ?? null;
  const loaded = groups.value && members.value && runs.value && deliveries.value;
  const trouble = groups.error ?? members.error ?? runs.error ?? deliveries.error;

  const steps: readonly Step[] = [
    {
      title: '导入户籍',
      done: households > 0,
      state: households > 0 ? `${households} 户、${people} 人` : '把户籍表（Excel）读进来，或逐户登记',
      subject: households > 0 ? 'village' : 'imports',
      params: { kind: 'households' },
    },
    {
      title: '导入入股',
      done: capitalFen > 0,
      state:
        capitalFen > 0
          ? `${active.length} 个社员，出资 ${yuanOrDash(capitalFen)} 元`
          : '把入股登记表读进来，或在“社员与股金”里逐笔登记',
      subject: capitalFen > 0 ? 'members' : 'imports',
      params: { kind: 'shares' },
    },
    {
      title: '导入交售',
      done: patronageFen > 0,
      state:
        patronageFen > 0 ? `${year} 年交易额 ${yuanOrDash(patronageFen)} 元` : `${year} 年还没有交售记录`,
      subject: patronageFen > 0 ? 'deliveries' : 'imports',
      params: { kind: 'deliveries' },
    },
    {
      title: '分红方案',
      done: latest !== null,
      state: latest
        ? `${latest.fiscalYear} 年度第 ${latest.draftNo} 稿，可分配 ${yuanOrDash(latest.distributableFen)} 元`
        : '填本年盈余，试算，保存草稿',
      subject: 'dividends',
    },
    {
      title: '批准打印',
      done: latest !== null && latest.state !== 'draft',
      state: approvalState(latest),
      pay: latest !== null && latest.state !== 'draft' && latest.payableFen > 0,
      subject: 'dividends',
    },
  ];
  const next = steps.find((step) => !step.done);

  return (
    <Page
      title="工作台"
      layout="scroll"
      sub={cooperative?.name}
      actions={
        <>
          <Button onClick={() => go('backup')}>备份</Button>
          <Button onClick={() => void call('workspace.close', {}).then(setStatus, () => undefined)}>
            关闭台账
          </Button>
        </>
      }
      banner={<ErrorBanner error={trouble} onRetry={members.reload} />}
    >
      <div className="desk">
        <section className="sheet" aria-label="分红五步">
          <h2>从表格到分红</h2>
          <ol className="steps">
            {steps.map((step, index) => (
              <li key={step.title} className={step.done ? 'done' : step === next && loaded ? 'next' : ''}>
                <i aria-hidden="true">{step.done ? '✓' : index + 1}</i>
                <div>
                  <b>{step.title}</b>
                  <small>{loaded ? step.state : '正在读取…'}</small>
                </div>
                {step.pay ? (
                  <Button kind="primary" onClick={() => go('dividends')}>
                    去发放
                  </Button>
                ) : step === next && loaded ? (
                  <Button
                    kind="primary"
                    title={step.title}
                    onClick={() => go(step.subject, null, step.params)}
                  >
                    去做
                  </Button>
                ) : (
                  <Button kind="quiet" title={step.title} onClick={() => go(step.subject)}>
                    查看
                  </Button>
                )}
              </li>
            ))}
          </ol>
        </section>
        <div className="desk-side">
          <section className="sheet" aria-label="现在的数">
            <h2>现在的数</h2>
            <Stat label="户 / 人" value={`${households} / ${people}`} />
            <Stat label="社员" value={active.length} />
            <Stat label="出资额" valueFen={capitalFen} />
            <Stat label="权益合计" valueFen={equityFen} hint="出资 + 公积金份额 + 财政与捐赠量化" />
            <Stat label={`${year} 年交易额`} valueFen={patronageFen} />
            {latest && latest.state !== 'draft' && (
              <>
                <Stat label={`${latest.fiscalYear} 年度分红`} valueFen={latest.totalFen} />
                <Stat label="已发放" valueFen={latest.paidFen} />
                <Stat label="还应发放" valueFen={latest.payableFen} strong />
              </>
            )}
          </section>
          <BooksToDo />
          <LoansToDo />
          <FundToDo />
          <section className="sheet" aria-label="最近导入">
            <h2>最近导入</h2>
            {history.value?.length ? (
              <ul className="history">
                {history.value.slice(0, 6).map((one) => (
                  <li key={`${one.time}${one.fileName}`}>
                    <span>{one.fileName}</span>
                    <small>
                      {one.time.slice(0, 10)} · 新增 {one.created} · 有变 {one.changed} · 拒绝 {one.refused} ·{' '}
                      {one.operator}
                    </small>
                  </li>
                ))}
              </ul>
            ) : (
              <p className="quiet">还没有导入过表格。</p>
            )}
          </section>
        </div>
      </div>
    </Page>
  );
}

interface Step {
  title: string;
  done: boolean;
  state: string;
  subject: string;
  params?: Record<string, string>;
  /** Approved, and not all paid yet. */
  pay?: boolean;
}

type Run = Output<'dividends.list'>[number];

function approvalState(run: Run | null): string {
  switch (run?.state) {
    case 'approved':
      return '已批准，可以打印名册、通知单和公示，再发放';
    case 'paying':
      return `发放中，还应发放 ${yuanOrDash(run.payableFen)} 元`;
    case 'settled':
      return '已全部发放';
    default:
      return '成员（代表）大会表决通过后批准，打印名册、通知单和公示';
  }
}

/** The year people work on: that of the newest run, else the last full year in spring, else this year. */
function yearAtHand(today: string, runs: readonly Run[] | undefined): number {
  const newest = runs?.reduce((most, run) => Math.max(most, run.fiscalYear), 0) ?? 0;
  if (newest > 0) return newest;
  const year = Number(today.slice(0, 4));
  return Number(today.slice(5, 7)) <= 6 ? year - 1 : year;
}
