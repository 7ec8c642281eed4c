import type { Output } from '../../shared/contract/index.ts';
import { href } from '../frame/routes.ts';
import { checkTone, groupedChecks, type Check, type Tier } from './checks.ts';

type Row = Output<'periods.check'>[number]['rows'][number];

/** Rows behind a difference that are listed; more are counted. */
const MOST_ROWS = 100;

/** Named checks in their tiers: both sides, whether they agree, and the rows behind a difference with the way to each. */
export function CheckList(props: {
  checks: readonly Check[];
  /** Months that a linked account's ledger is opened for. */
  from: string;
  to: string;
}) {
  return (
    <div className="check-list">
      {groupedChecks(props.checks).map((tier) => (
        <CheckTier key={tier.tier} tier={tier} from={props.from} to={props.to} />
      ))}
    </div>
  );
}

function CheckTier({ tier, from, to }: { tier: Tier; from: string; to: string }) {
  return (
    <section aria-label={tier.name}>
      <h3>
        {tier.name}
        <span className={tier.failing > 0 ? 'negative' : 'quiet'}>
          {tier.failing > 0 ? `${tier.failing} 项不符` : `${tier.checks.length} 项`}
          {tier.warning > 0 && `，${tier.warning} 项要看一看`}
        </span>
      </h3>
      <ul>
        {tier.checks.map((check) => (
          <li key={check.id}>
            {check.rows.length === 0 ? (
              <CheckLine check={check} />
            ) : (
              <details open={!check.ok && check.level === 'block' && check.rows.length <= 8}>
                <summary>
                  <CheckLine check={check} />
                </summary>
                <Behind rows={check.rows} from={from} to={to} />
              </details>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const MARKS = { good: '✓', bad: '✗', attention: '!' } as const;
const SAID = { good: '相符', bad: '不符', attention: '注意' } as const;

function CheckLine({ check }: { check: Check }) {
  const tone = checkTone(check);
  return (
    <div className={`check-line ${tone}`}>
      <span className="check-mark" aria-hidden="true">
        {MARKS[tone]}
      </span>
      <span className="check-name">{check.name}</span>
      <span className="check-side">
        <small>{check.leftLabel}</small>
        <b className="figures">{check.left}</b>
      </span>
      <span className="check-sign">{check.ok ? '＝' : '≠'}</span>
      <span className="check-side">
        <small>{check.rightLabel}</small>
        <b className="figures">{check.right}</b>
      </span>
      <span className={`tag ${tone}`}>{SAID[tone]}</span>
    </div>
  );
}

function Behind({ rows, from, to }: { rows: readonly Row[]; from: string; to: string }) {
  return (
    <ol className="check-rows">
      {rows.slice(0, MOST_ROWS).map((row, index) => {
        const link = linkOf(row, from, to);
        return <li key={index}>{link ? <a href={link}>{row.text}</a> : row.text}</li>;
      })}
      {rows.length > MOST_ROWS && <li className="quiet">还有 {rows.length - MOST_ROWS} 行没有列出。</li>}
    </ol>
  );
}

/** Where a row leads: the page it is done on, its voucher, else its account (of the member where it names one), else its member. */
function linkOf(row: Row, from: string, to: string): string | null {
  if (row.page !== undefined) return href(row.page.word, null, { tab: row.page.tab });
  if (row.voucherId !== undefined) return href('vouchers', row.voucherId);
  if (row.account !== undefined) {
    return href('ledger', null, {
      tab: 'account',
      account: row.account,
      from,
      to,
      ...(row.memberId === undefined ? {} : { member: String(row.memberId) }),
    });
  }
  return row.memberId === undefined ? null : href('members', row.memberId);
}
