import { formatYuan } from '../../../shared/rules/money.ts';
import { useCall } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { DateField } from '../../parts/Field.tsx';
import { Banner, ErrorBanner } from '../../parts/Notice.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { Into } from '../labour/slots.tsx';
import { type Tab, useFund, useView } from './context.ts';

/** The day that everything is looked at on. */
export function AsOfField() {
  const { asOf, show } = useView();
  const { today } = useSession();
  return (
    <>
      <DateField
        bare
        label="截至"
        width={112}
        value={asOf}
        onChange={(day) => {
          if (/^\d{4}-\d{2}-\d{2}$/u.test(day)) show({ asOf: day });
        }}
      />
      {asOf !== today && (
        <Button kind="quiet" title={`现在看的是 ${asOf}`} onClick={() => show({ asOf: today })}>
          回到今天
        </Button>
      )}
    </>
  );
}

/** 概况: what the fund is made of, how much of it is lent, and what is to be done next. */
export function OverviewTab() {
  const fund = useFund();
  const { asOf, show } = useView();
  const position = useCall('fund.position', { entityId: fund.id, asOf });
  const reminders = useCall('fund.reminders', { entityId: fund.id, asOf });
  const openings = useCall('openings.read', { entityId: fund.id });
  const value = position.value;
  const list = reminders.value ?? [];
  /** Before the books begin there is no cash to speak of, nor what it adds up to. */
  const known = (fen: number | undefined) => (value?.inBooks ? { valueFen: fen ?? 0 } : { value: '—' });
  return (
    <>
      <Into place="filters">
        <AsOfField />
      </Into>
      <Into place="actions">
        <Button kind="primary" shortcut="Ctrl+N" writes onClick={() => show({ tab: 'loans', look: 'new' })}>
          受理借款申请…
        </Button>
        <Button onClick={() => show({ tab: 'loans' })}>看借款</Button>
      </Into>
      <Into place="banner">
        <ErrorBanner error={position.error ?? reminders.error} onRetry={position.reload} />
        {value?.warnings.map((warning) => (
          <Banner
            key={warning}
            kind="warning"
            actions={
              openings.value?.state === 'unbalanced' &&
              value.inBooks && (
                <Button onClick={() => go('accounts', null, { tab: 'openings' })}>去填期初余额</Button>
              )
            }
          >
            {warning}
          </Banner>
        ))}
      </Into>
      <div className="fund-overview">
        <section className="sheet fund-money" aria-label="资金">
          <h2>资金</h2>
          {value?.inBooks && <Shares value={value} />}
          <Stat label="现金" {...known(value?.cashFen)} />
          <Stat label="银行存款" {...known(value?.bankFen)} />
          <Stat
            label="借出"
            hint={
              value?.inBooks ? `${value.loans} 笔，占 ${value.lentPercent}%，上限 ${value.limitPercent}%` : ''
            }
            valueFen={value?.lentFen ?? 0}
          />
          <Stat label="资金总额" strong {...known(value?.fundFen)} />
          <Stat label="还可以借出" strong {...known(value?.canLendFen)} />
        </section>
        <section className="sheet" aria-label="借款情况">
          <h2>借款</h2>
          <Stat label="在借" value={value ? `${value.loans} 笔` : '—'} />
          <Stat label="在借余额" valueFen={value?.lentFen ?? 0} strong />
          <Stat
            label="逾期本金"
            hint={value && value.overdueLoans > 0 ? `${value.overdueLoans} 笔` : ''}
            valueFen={value?.overdueFen ?? 0}
          />
          <Stat
            label="分期拖欠"
            hint={value && value.behindLoans > 0 ? `${value.behindLoans} 笔没到期，但有分期没还` : ''}
            valueFen={value?.behindFen ?? 0}
          />
          <h2>会员</h2>
          <Stat label="会员 / 户" value={value ? `${value.members} / ${value.households}` : '—'} />
          <Stat label="互助小组" value={value ? `${value.groups} 个` : '—'} />
        </section>
        <section className="sheet" aria-label="资金来源">
          <h2>资金来源</h2>
          <Stat label="会员互助金" valueFen={value?.ownFen ?? 0} hint="退会时退还" />
          <Stat label="财政扶持" valueFen={value?.fiscalFen ?? 0} />
          <Stat label="捐赠" valueFen={value?.donationFen ?? 0} />
          <Stat label="社会帮扶" valueFen={value?.assistanceFen ?? 0} />
          <Stat label="赠股、配股" valueFen={value?.grantedFen ?? 0} hint="记名凭据，不是协会欠会员的钱" />
        </section>
        <section className="sheet fund-todo" aria-label="要办的事">
          <h2>要办的事{list.length > 0 ? ` ${list.length} 件` : ''}</h2>
          {value && value.members === 0 && value.fundFen === 0 ? (
            <FirstSteps />
          ) : (
            list.length === 0 && !reminders.loading && <p className="quiet">没有到期和逾期的事。</p>
          )}
          <ul>
            {list.map((one, index) => (
              <li key={`${one.kind} ${index}`}>
                <span className={TONES[one.kind] ?? 'tag'}>{NAMES[one.kind]}</span>
                <span className="figures">{one.date}</span>
                <span className="what">{one.text}</span>
                <Button
                  kind="quiet"
                  onClick={() =>
                    show({
                      tab: WHERE[one.kind],
                      open: one.loanId ?? one.memberId,
                      look: one.kind === 'exit' ? 'exits' : '',
                    })
                  }
                >
                  去看
                </Button>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </>
  );
}

const FIRST: readonly { tab: Tab; title: string; what: string }[] = [
  { tab: 'settings', title: '看设置', what: '单笔上限、费率、公示天数、分配表，按会员大会和县里的规定改' },
  { tab: 'events', title: '资金到账', what: '财政扶持、捐赠的钱记进来' },
  { tab: 'members', title: '登记会员', what: '一户一人，交互助金' },
  { tab: 'groups', title: '编小组', what: '五到七户一组，互相联保' },
  { tab: 'loans', title: '受理借款', what: '申请、联保、审批、公示、合同、发放' },
];

/** What comes first in a new association, in order. */
function FirstSteps() {
  const { show } = useView();
  return (
    <ul>
      {FIRST.map((step, index) => (
        <li key={step.tab}>
          <span className="tag">第 {index + 1} 步</span>
          <b>{step.title}</b>
          <span className="what">{step.what}</span>
          <Button kind="quiet" title={step.title} onClick={() => show({ tab: step.tab })}>
            去做
          </Button>
        </li>
      ))}
    </ul>
  );
}

type Kind = 'overdue' | 'behind' | 'due' | 'notice' | 'report' | 'exit' | 'group' | 'distribution';

const NAMES: Readonly<Record<Kind, string>> = {
  overdue: '逾期',
  behind: '拖欠',
  due: '快到期',
  notice: '公示',
  report: '季报',
  exit: '退会',
  group: '小组',
  distribution: '分配',
};
const TONES: Partial<Record<Kind, string>> = {
  overdue: 'tag bad',
  behind: 'tag bad',
  due: 'tag attention',
  report: 'tag attention',
};
const WHERE: Readonly<Record<Kind, Tab>> = {
  overdue: 'loans',
  behind: 'loans',
  due: 'loans',
  notice: 'loans',
  report: 'report',
  exit: 'members',
  group: 'groups',
  distribution: 'distribution',
};

/** How the fund is spread: cash, bank, lent, overdue, as one bar with the limit marked on it. */
function Shares(props: {
  value: {
    cashFen: number;
    bankFen: number;
    lentFen: number;
    overdueFen: number;
    fundFen: number;
    limitPercent: string;
  };
}) {
  const { cashFen, bankFen, lentFen, overdueFen, fundFen, limitPercent } = props.value;
  if (fundFen <= 0) return null;
  const width = (fen: number): string => `${Math.max(0, Math.round((fen / fundFen) * 10_000) / 100)}%`;
  return (
    <div className="fund-shares" role="img" aria-label={`借出占资金总额的比例，上限 ${limitPercent}%`}>
      <div
        className="lent"
        style={{ width: width(lentFen - overdueFen) }}
        title={`正常借出 ${formatYuan(lentFen - overdueFen)}`}
      />
      <div className="late" style={{ width: width(overdueFen) }} title={`逾期 ${formatYuan(overdueFen)}`} />
      <div className="bank" style={{ width: width(bankFen) }} title={`银行存款 ${formatYuan(bankFen)}`} />
      <div className="cash" style={{ width: width(cashFen) }} title={`现金 ${formatYuan(cashFen)}`} />
      <i style={{ left: `${limitPercent}%` }} title={`上限 ${limitPercent}%`} />
    </div>
  );
}
