import type { ReactNode } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { TextField } from '../../parts/Field.tsx';
import { Banner, ErrorBanner, notify } from '../../parts/Notice.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { useForm } from '../../parts/useForm.ts';
import {
  carryFundPreview,
  carryProfitPreview,
  carryYearPreview,
  clearDistributionPreview,
  surplusOf,
  toPutRight,
  type Preview,
} from './close.ts';

export type Asking =
  | { what: 'carry-profit'; period: string }
  | { what: 'carry-year' | 'undo-year'; year: number }
  | { what: 'carry-fund'; period: string; byYear: boolean }
  | { what: 'close' | 'close-fund'; period: string; byYear: boolean; checks: Output<'periods.check'> }
  | { what: 'reopen'; period: string };

/** What each button will do, said before it is done. */
export function PeriodDialogs({ asking, onClose }: { asking: Asking; onClose: () => void }) {
  switch (asking.what) {
    case 'carry-profit':
      return <CarryProfit period={asking.period} onClose={onClose} />;
    case 'carry-year':
      return <CarryYear year={asking.year} onClose={onClose} />;
    case 'undo-year':
      return <UndoCarryYear year={asking.year} onClose={onClose} />;
    case 'close':
      return <Close period={asking.period} checks={asking.checks} onClose={onClose} />;
    case 'carry-fund':
      return <CarryFund period={asking.period} byYear={asking.byYear} onClose={onClose} />;
    case 'close-fund':
      return (
        <CloseFund period={asking.period} byYear={asking.byYear} checks={asking.checks} onClose={onClose} />
      );
    case 'reopen':
      return <Reopen period={asking.period} onClose={onClose} />;
  }
}

function CarryProfit({ period, onClose }: { period: string; onClose: () => void }) {
  const balances = useBalances(period);
  const form = useForm({});
  const previews = carryProfitPreview(period, balances.rows);
  const isNothing = balances.known && previews.length === 0;
  return (
    <Dialog
      title={`结转 ${period} 损益`}
      saveLabel="结转"
      form={form}
      width={560}
      disabled={!balances.known || isNothing}
      onClose={onClose}
      onSave={async () => {
        const { surplusFen } = await call('periods.carryProfit', { period });
        notify(`已结转 ${period} 损益，本年盈余到现在是 ${formatYuan(surplusFen)} 元。`);
      }}
    >
      <ErrorBanner error={balances.error} />
      <p>
        收入、支出科目在 {period} 月末的余额全部转到 331
        本年盈余，凭证自动记账。之后这个月又记了收支，可以再结转一次。
      </p>
      {isNothing ? (
        <Banner kind="info">收入、支出科目都没有余额，不用结转。</Banner>
      ) : (
        <Previews of={previews} />
      )}
    </Dialog>
  );
}

function CarryYear({ year, onClose }: { year: number; onClose: () => void }) {
  const period = `${year}-12`;
  const balances = useBalances(period);
  const form = useForm({});
  const surplusFen = surplusOf(balances.rows);
  return (
    <Dialog
      title={`${year} 年末结转`}
      saveLabel="结转"
      form={form}
      width={560}
      disabled={!balances.known || surplusFen === 0}
      onClose={onClose}
      onSave={async () => {
        const { surplusFen: carried } = await call('periods.carryYear', { year });
        notify(`已把 ${year} 年本年盈余 ${formatYuan(carried)} 元转到未分配盈余。`);
      }}
    >
      <ErrorBanner error={balances.error} />
      <p>
        {`${year} 年的本年盈余转到“盈余分配/未分配盈余”，分红方案从那里分配。一年只做一次；方案批准前发现有错，可以“冲回年末结转”再改。12 月结账时没有做的话，会自动做。`}
      </p>
      {balances.known && surplusFen === 0 ? (
        <Banner kind="info">本年盈余没有余额，不用结转。</Banner>
      ) : (
        <Previews
          of={[...carryProfitPreview(period, balances.rows), ...carryYearPreview(year, balances.rows)]}
        />
      )}
    </Dialog>
  );
}

function UndoCarryYear({ year, onClose }: { year: number; onClose: () => void }) {
  return (
    <ReasonDialog
      title={`冲回 ${year} 年末结转`}
      saveLabel="冲回"
      danger
      onClose={onClose}
      onSave={async ({ reason }) => {
        await call('periods.undoCarryYear', { year, reason });
        notify(`已用红字冲回 ${year} 年末结转。`);
      }}
    >
      <p>
        {`用一张红字凭证把 ${year} 年的盈余从“未分配盈余”转回“本年盈余”，原来的凭证保留。这一年的分红方案还没有批准、12 月还没有结账时才可以。改完收支后要再做一次结转损益和年末结转。`}
      </p>
    </ReasonDialog>
  );
}

function Close(props: { period: string; checks: Output<'periods.check'>; onClose: () => void }) {
  const { period } = props;
  const year = Number(period.slice(0, 4));
  const isDecember = period.endsWith('-12');
  const balances = useBalances(period);
  const form = useForm({});
  const wrong = toPutRight(props.checks);
  const yearCarried = props.checks.some((one) => one.id === 'year-carried' && one.rows.length > 0);
  const previews = [
    ...carryProfitPreview(period, balances.rows),
    ...(isDecember && !yearCarried ? carryYearPreview(year, balances.rows) : []),
    ...(isDecember ? clearDistributionPreview(year, balances.rows) : []),
  ];
  return (
    <Dialog
      title={`结账 ${period}`}
      saveLabel="结账"
      form={form}
      width={560}
      disabled={!balances.known || wrong.length > 0}
      onClose={props.onClose}
      onSave={async () => {
        const { voucherIds } = await call('periods.close', { period });
        const made = voucherIds.length > 0 ? `，自动生成 ${voucherIds.length} 张结转凭证` : '';
        notify(`${period} 已结账${made}。`);
      }}
    >
      <ErrorBanner error={balances.error} />
      {wrong.length > 0 ? (
        <Banner kind="error">
          还不能结账，要先处理：{wrong.join('、')}。在检查表里展开，可以直接去那几笔。
        </Banner>
      ) : (
        <p>
          结账后 {period} 不能再增加凭证，{isDecember ? '明年的账从 1 月开始' : '以后的业务记在下一个月'}
          。账已经印出、报表已经报送后再结账最稳妥；万一有错，最近一个月可以反结账。
        </p>
      )}
      {previews.length > 0 && (
        <>
          <p>结账时会自动生成并记账：</p>
          <Previews of={previews} />
        </>
      )}
      {previews.length === 0 && balances.known && <p className="quiet">收支已经结转，不再生成凭证。</p>}
    </Dialog>
  );
}

function CarryFund(props: { period: string; byYear: boolean; onClose: () => void }) {
  const { period, byYear, onClose } = props;
  const previews = useFundPreviews(period, byYear);
  const form = useForm({});
  const isNothing = previews.known && previews.of.length === 0;
  return (
    <Dialog
      title={byYear ? `结转 ${period.slice(0, 4)} 年收支` : `结转 ${period} 收支`}
      saveLabel="结转"
      form={form}
      width={560}
      disabled={!previews.known || isNothing}
      onClose={onClose}
      onSave={async () => {
        const { surplusFen } = await call('periods.carryProfit', { period });
        notify(
          `收入、费用已结转，净资产${surplusFen < 0 ? '减少' : '增加'} ${formatYuan(Math.abs(surplusFen))} 元。`,
        );
      }}
    >
      <ErrorBanner error={previews.error} />
      <p>
        收入、费用科目的余额转到净资产：指定做本金的补助和捐赠转到限定性净资产，其余转到非限定性净资产的未分配结余。凭证自动记账，之后又记了收支可以再结转一次。
      </p>
      {isNothing ? (
        <Banner kind="info">收入、费用科目都没有余额，不用结转。</Banner>
      ) : (
        <Previews of={previews.of} />
      )}
    </Dialog>
  );
}

function CloseFund(props: {
  period: string;
  byYear: boolean;
  checks: Output<'periods.check'>;
  onClose: () => void;
}) {
  const { period, byYear } = props;
  const previews = useFundPreviews(period, byYear);
  const form = useForm({});
  const wrong = toPutRight(props.checks);
  const waits = byYear && !period.endsWith('-12');
  return (
    <Dialog
      title={`结账 ${period}`}
      saveLabel="结账"
      form={form}
      width={560}
      disabled={!previews.known || wrong.length > 0}
      onClose={props.onClose}
      onSave={async () => {
        const { voucherIds } = await call('periods.close', { period });
        const made = voucherIds.length > 0 ? `，自动生成 ${voucherIds.length} 张结转凭证` : '';
        notify(`${period} 已结账${made}。`);
      }}
    >
      <ErrorBanner error={previews.error} />
      {wrong.length > 0 ? (
        <Banner kind="error">
          还不能结账，要先处理：{wrong.join('、')}。在检查表里展开，可以直接去那几笔。
        </Banner>
      ) : (
        <p>结账后 {period} 不能再增加凭证；万一有错，最近一个月可以反结账。</p>
      )}
      {waits ? (
        <p className="quiet">收入、费用设为年末一次结转，这个月不生成结转凭证。</p>
      ) : previews.of.length > 0 ? (
        <>
          <p>结账时会自动生成并记账：</p>
          <Previews of={previews.of} />
        </>
      ) : (
        previews.known && <p className="quiet">收支已经结转，不再生成凭证。</p>
      )}
    </Dialog>
  );
}

/** What the close of an association will write. */
function useFundPreviews(period: string, byYear: boolean) {
  const balances = useBalances(period);
  const accounts = useCall('accounts.list', {}).value;
  const of = accounts ? carryFundPreview(period, byYear, balances.rows, accounts) : [];
  return { of, known: balances.known && accounts !== undefined, error: balances.error };
}

function Reopen({ period, onClose }: { period: string; onClose: () => void }) {
  const chief = useCall('entities.books', {}).value?.chiefAccountant;
  // The name of who allowed it is known before the form is made, so that it can stand in it.
  return chief === undefined ? null : <ReopenForm period={period} chief={chief} onClose={onClose} />;
}

function ReopenForm({ period, chief, onClose }: { period: string; chief: string; onClose: () => void }) {
  const { operator } = useSession();
  const form = useForm({ reason: '', authorisedBy: chief });
  return (
    <Dialog
      title={`反结账 ${period}`}
      saveLabel="反结账"
      danger
      form={form}
      width={480}
      disabled={form.value.reason.trim() === '' || form.value.authorisedBy.trim() === ''}
      onClose={onClose}
      onSave={async ({ reason, authorisedBy }) => {
        await call('periods.reopen', { period, reason, authorisedBy });
        notify(`${period} 已反结账，可以补记凭证；改完请重新结账。`, 'warning');
      }}
    >
      <p>
        只能反结最近结账的一个月。反结后 {period}{' '}
        可以再加凭证，已经记账的凭证仍然不能改，错的用红字冲销。这次反结账会留在记录里。
      </p>
      {chief !== '' && chief !== operator && (
        <Banner kind="warning">
          反结账由会计主管 {chief} 办理，现在的经办人是 {operator}。
        </Banner>
      )}
      <TextField {...form.field('reason')} label="原因" required placeholder="例如：12 月漏记一笔水电费" />
      <TextField {...form.field('authorisedBy')} label="批准人" required maxLength={50} />
    </Dialog>
  );
}

/** Where all accounts stand at the end of a month. */
function useBalances(period: string) {
  const { value, error, loading } = useCall('ledger.trialBalance', { from: period, to: period });
  return { rows: value?.rows ?? [], known: value !== undefined && !loading, error };
}

function Previews({ of }: { of: readonly Preview[] }): ReactNode {
  return (
    <div className="period-previews">
      {of.map((one) => (
        <section key={one.summary}>
          <h3>{one.summary}</h3>
          <ul>
            {one.lines.map((line) => (
              <PreviewLine key={line} line={line} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** 贷 stands a step to the right, as on paper; the amount at the end. */
function PreviewLine({ line }: { line: string }) {
  const at = line.lastIndexOf(' ');
  return (
    <li className={line.startsWith('贷') ? 'credit' : ''}>
      <span>{line.slice(0, at)}</span>
      <span className={line.slice(at + 1).startsWith('-') ? 'figures negative' : 'figures'}>
        {line.slice(at + 1)}
      </span>
    </li>
  );
}
