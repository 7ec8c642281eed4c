import type { Output } from '../../../shared/contract/index.ts';
import { lastQuarter } from '../../../shared/rules/fundRules.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { useCall } from '../../api.ts';
import { Button } from '../../parts/Button.tsx';
import { SelectField } from '../../parts/Field.tsx';
import { Banner, ErrorBanner } from '../../parts/Notice.tsx';
import { Stat, yuanOrDash } from '../../parts/Stat.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { Into } from '../labour/slots.tsx';
import { useFund, useView } from './context.ts';
import { useYear } from './RepaymentsTab.tsx';

type Report = Output<'fund.report'>;
type Figures = Report['start'];

const ROWS: readonly (readonly [label: string, of: (one: Figures) => number, counted?: true])[] = [
  ['会员（人）', (one) => one.members, true],
  ['互助小组（个）', (one) => one.groups, true],
  ['会员互助金', (one) => one.ownFen],
  ['财政扶持资金', (one) => one.fiscalFen],
  ['捐赠资金', (one) => one.donationFen],
  ['社会帮扶资金', (one) => one.assistanceFen],
  ['赠股、配股（凭据）', (one) => one.grantedFen],
  ['库存现金', (one) => one.cashFen],
  ['银行存款', (one) => one.bankFen],
  ['借出余额', (one) => one.lentFen],
  ['借款笔数（笔）', (one) => one.loans, true],
  ['其中逾期本金', (one) => one.overdueFen],
  ['资金总额', (one) => one.fundFen],
  ['还可以借出', (one) => one.canLendFen],
];

/** 季报: the fund at both ends of a quarter and what happened in it, to hand in within days of the new one. */
export function ReportTab() {
  const fund = useFund();
  const { asOf, look, show } = useView();
  // What is handed in is the quarter that has ended.
  const last = lastQuarter(asOf);
  const { year, field } = useYear(last.year);
  const print = usePrint();
  const quarter = /^q[1-4]$/u.test(look) ? Number(look.slice(1)) : last.quarter;
  const { value, error, reload } = useCall('fund.report', { entityId: fund.id, year, quarter });
  return (
    <>
      <Into place="filters">
        {field}
        <SelectField
          bare
          label="季度"
          value={String(quarter)}
          onChange={(next) => show({ look: `q${next}` })}
          choices={['1', '2', '3', '4'].map((one) => ({ value: one, label: `第 ${one} 季度` }))}
        />
        {value && (
          <span className={value.isLate ? 'tag attention' : 'tag'}>
            {value.from} 至 {value.to}，{value.dueOn} 前上报
          </span>
        )}
      </Into>
      <Into place="actions">
        <Button
          kind="primary"
          shortcut="Ctrl+P"
          disabled={!value}
          onClick={() => print({ document: 'fund-report', entityId: fund.id, year, quarter })}
        >
          打印季报
        </Button>
      </Into>
      <Into place="banner">
        <ErrorBanner error={error} onRetry={reload} />
        {value?.isLate && (
          <Banner kind="warning">
            {year} 年第 {quarter} 季度的报表应在 {value.dueOn} 以前报出、公示（新季度{' '}
            {fund.settings.reportDays} 天内）。
          </Banner>
        )}
      </Into>
      {value && (
        <div className="fund-distribution">
          <section className="sheet" aria-label="本季发生">
            <h2>本季发生</h2>
            <Stat label="新入会 / 退会" value={`${value.joined} / ${value.left} 人`} />
            <Stat label="收互助金" valueFen={value.contributedFen} />
            <Stat label="退互助金" valueFen={value.refundedFen} />
            <Stat label="财政、捐赠等到账" valueFen={value.broughtFen} />
            <Stat label="发放借款" hint={`${value.lentLoans} 笔`} valueFen={value.lentFen} strong />
            <Stat label="收回本金" valueFen={value.repaidFen} strong />
            <Stat label="核销本金" valueFen={value.writtenOffFen} />
            <Stat label="占用费收入" valueFen={value.feeFen} />
            <Stat label="费用支出" valueFen={value.costFen} />
            <Stat
              label="季末借出比例"
              value={`${value.end.lentPercent}%（上限 ${value.end.limitPercent}%）`}
            />
          </section>
          <section className="sheet" aria-label="季初与季末">
            <h2>季初与季末</h2>
            <div className="fund-table">
              <table aria-label="季初与季末">
                <thead>
                  <tr>
                    <th>项目</th>
                    <th className="right">季初</th>
                    <th className="right">季末</th>
                    <th className="right">增减</th>
                  </tr>
                </thead>
                <tbody>
                  {ROWS.map(([label, of, counted]) => (
                    <tr key={label}>
                      <td>{label}</td>
                      <Figure value={of(value.start)} counted={counted} />
                      <Figure value={of(value.end)} counted={counted} />
                      <Figure value={of(value.end) - of(value.start)} counted={counted} />
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </section>
        </div>
      )}
    </>
  );
}

function Figure({ value, counted }: { value: number; counted: true | undefined }) {
  const text = counted ? (value === 0 ? '—' : String(value)) : yuanOrDash(value);
  return (
    <td
      className={value < 0 ? 'figures right negative' : 'figures right'}
      title={counted ? '' : formatYuan(value)}
    >
      {text}
    </td>
  );
}
