import type { Output } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { useCall } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import { Button } from '../../parts/Button.tsx';
import { Drawer } from '../../parts/Drawer.tsx';
import { Banner, ErrorBanner } from '../../parts/Notice.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { categoryWords } from '../village/categories.ts';
import type { Asking } from './MemberDialogs.tsx';
import { FORM_WORDS, KIND_WORDS } from './words.ts';

type Got = Output<'members.get'>;
type Transaction = Got['transactions'][number];

interface MemberDrawerProps {
  id: number;
  asOf: string;
  focus: boolean;
  onAsk: (asking: Asking) => void;
  onClose: () => void;
}

/** One member: what it owns, what can be done, and how it came about. */
export function MemberDrawer({ id, asOf, focus, onAsk, onClose }: MemberDrawerProps) {
  const got = useCall('members.get', { id, asOf });
  const value = got.value?.member.id === id ? got.value : undefined;
  const member = value?.member;
  return (
    <Drawer
      title={member ? `${member.name} ${member.no}` : '社员'}
      sub={member && subtitle(member)}
      focus={focus}
      width={290}
      onClose={onClose}
    >
      <ErrorBanner error={got.error} onRetry={got.reload} />
      {value && member && (
        <>
          {member.state === 'frozen' && (
            <Banner kind="warning">账户已冻结：分红照算不发，股金不能进出，办完继承才解除。</Banner>
          )}
          <Stat
            label="出资额"
            valueFen={member.capitalFen}
            {...(member.capitalFromReliefFen
              ? { hint: `其中到户类扶贫项目资产 ${formatYuan(member.capitalFromReliefFen)}` }
              : {})}
          />
          <Stat label="公积金份额" valueFen={member.reserveShareFen} />
          <Stat label="财政补助量化" valueFen={member.grantShareFen} />
          <Stat label="捐赠量化" valueFen={member.donationShareFen} />
          <Stat label="权益合计" valueFen={member.equityFen} strong />
          <Papers member={member} asOf={asOf} />
          <Actions member={member} onAsk={onAsk} />
          <Withdrawals value={value} onAsk={onAsk} />
          <h3>股金流水（{value.transactions.length} 笔）</h3>
          <ol className="timeline">
            {newestFirst(value.transactions).map((one) => (
              <TransactionItem
                key={one.id}
                one={one}
                onReverse={() => onAsk({ what: 'reverse', transaction: one })}
              />
            ))}
          </ol>
          {value.transactions.length === 0 && <p className="quiet">截至 {asOf} 还没有股金变动。</p>}
        </>
      )}
    </Drawer>
  );
}

function subtitle(member: Got['member']): string {
  const parts =
    member.kind === 'organisation'
      ? [member.isVillageBody ? '村集体' : '单位社员']
      : [
          member.groupNo === null ? '' : `${member.groupNo}组`,
          member.idMasked,
          categoryWords[member.category] ?? member.category,
        ];
  return parts.filter(Boolean).join(' · ');
}

function Papers({ member, asOf }: { member: Got['member']; asOf: string }) {
  const print = usePrint();
  const year = Number(asOf.slice(0, 4));
  return (
    <div className="drawer-actions">
      <Button
        title={`${year} 年成员账户`}
        onClick={() => print({ document: 'member-account', memberId: member.id, year })}
      >
        成员账户
      </Button>
      {member.householdId !== null && (
        <Button onClick={() => go('village', member.householdId)}>看这一户</Button>
      )}
      <Button onClick={() => go('deliveries', null, { member: member.no })}>看交售</Button>
    </div>
  );
}

function Actions({ member, onAsk }: { member: Got['member']; onAsk: (asking: Asking) => void }) {
  if (member.state === 'left') return <Banner kind="info">已经退社，只能查看和打印。</Banner>;
  const frozen = member.state === 'frozen';
  const whyNot = frozen ? { disabled: true, title: '账户已冻结，请先办继承' } : {};
  return (
    <div className="drawer-actions">
      <Button writes {...whyNot} onClick={() => onAsk({ what: 'contribute', member })}>
        入股
      </Button>
      <Button writes {...whyNot} onClick={() => onAsk({ what: 'transfer', member })}>
        转让
      </Button>
      {member.state !== 'leaving' && (
        <Button
          writes
          {...(frozen && member.capitalFen > 0 ? whyNot : {})}
          onClick={() => onAsk({ what: 'withdraw', member })}
        >
          退社
        </Button>
      )}
      {member.kind === 'person' && (
        <Button writes onClick={() => onAsk({ what: 'inherit', member })}>
          继承
        </Button>
      )}
      {member.kind === 'person' && member.state === 'active' && (
        <Button writes title="社员去世、继承人没有定之前" onClick={() => onAsk({ what: 'freeze', member })}>
          冻结
        </Button>
      )}
    </div>
  );
}

function Withdrawals({ value, onAsk }: { value: Got; onAsk: (asking: Asking) => void }) {
  const states = { requested: '已申请', effected: '已办理', cancelled: '已撤回' };
  if (value.withdrawals.length === 0) return null;
  return (
    <>
      <h3>退社</h3>
      <ol className="timeline">
        {value.withdrawals.map((one) => (
          <li key={one.id} className={one.state === 'cancelled' ? 'gone' : ''}>
            <b className="figures">{one.appliedOn}</b> {states[one.state]}，{one.effectiveOn} 终止社员资格
            <small>{one.explanation}</small>
            {(one.state === 'requested' || (one.state === 'effected' && one.capitalFen === 0)) && (
              <span className="row-actions">
                {one.state === 'requested' && (
                  <Button kind="quiet" writes onClick={() => onAsk({ what: 'effect', withdrawal: one })}>
                    办理退社
                  </Button>
                )}
                <Button kind="quiet" writes onClick={() => onAsk({ what: 'cancel', withdrawal: one })}>
                  撤回申请
                </Button>
              </span>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

function TransactionItem({ one, onReverse }: { one: Transaction; onReverse: () => void }) {
  const print = usePrint();
  const red = one.kind === 'reversal' || one.amountFen < 0;
  const gone = one.reversedById !== null;
  const about = [
    one.source,
    one.fromRelief ? '到户类扶贫项目资产' : '',
    one.document,
    one.note,
    one.receiptNo ? `收据 ${one.receiptNo}` : '',
    one.operator,
    gone ? '已被冲销' : '',
  ];
  const certified =
    one.kind === 'contribution' || one.kind === 'transfer-in' || one.kind === 'inheritance-in';
  const reversible = one.kind !== 'reversal' && !gone;
  return (
    <li className={[red ? 'red' : '', gone ? 'gone' : ''].join(' ')}>
      <b className="figures">{one.date}</b>{' '}
      {one.form && one.kind === 'contribution' ? FORM_WORDS[one.form] : ''}
      {KIND_WORDS[one.kind]}{' '}
      <span className={one.amountFen < 0 ? 'figures negative' : 'figures'}>
        {one.amountFen > 0 ? '+' : ''}
        {formatYuan(one.amountFen)}
      </span>
      <small>{about.filter(Boolean).join(' · ')}</small>
      <span className="row-actions">
        {one.voucherId !== null && (
          <Button kind="quiet" onClick={() => go('vouchers', one.voucherId)}>
            凭证
          </Button>
        )}
        {one.receiptNo && (
          <Button kind="quiet" onClick={() => print({ document: 'receipt', transactionId: one.id })}>
            收据
          </Button>
        )}
        {certified && !gone && (
          <Button kind="quiet" onClick={() => print({ document: 'certificate', transactionId: one.id })}>
            出资证明
          </Button>
        )}
        {reversible && (
          <Button kind="quiet" writes onClick={onReverse}>
            冲销
          </Button>
        )}
      </span>
    </li>
  );
}

function newestFirst(transactions: readonly Transaction[]): Transaction[] {
  return [...transactions].sort((a, b) => (a.date === b.date ? b.seq - a.seq : a.date < b.date ? 1 : -1));
}
