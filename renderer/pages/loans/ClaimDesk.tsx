import '../dividends/dividends.css';
import { useMemo, useRef, useState } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { useCall } from '../../api.ts';
import { settle } from '../../frame/routes.ts';
import { Button } from '../../parts/Button.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { SelectField } from '../../parts/Field.tsx';
import { Grid, type GridHandle } from '../../parts/Grid.tsx';
import { Banner, ErrorBanner } from '../../parts/Notice.tsx';
import { Tabs } from '../../parts/Tabs.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { Bank } from '../dividends/Bank.tsx';
import { Into } from '../labour/slots.tsx';
import { ClaimDialogs, type ClaimAsking } from './ClaimDialogs.tsx';
import { ClaimHistory } from './ClaimHistory.tsx';
import { ClaimLineDrawer } from './ClaimLineDrawer.tsx';
import { ClaimMoney } from './ClaimMoney.tsx';
import {
  batchTitle,
  type Claim,
  CLAIM_STATES,
  CLAIM_STEPS,
  type ClaimLine,
  lineColumns,
} from './claimWords.ts';
import { useClaimBank } from './useClaimBank.ts';

type View = 'lines' | 'money' | 'bank' | 'history';
type Which = 'all' | 'included' | 'excluded' | 'differing' | 'unpaid';

const back = (): void => settle('loans', null, { tab: 'claims' });

/** One batch of claims: its roster, where it stands, and the next step as a button. */
export function ClaimDesk({ id }: { id: number }) {
  const { value, error, reload } = useCall('claims.get', { id });
  if (!value || value.batch.id !== id) {
    return (
      <>
        <Into place="banner">
          <ErrorBanner error={error} onRetry={reload} actions={<Button onClick={back}>回到各批</Button>} />
        </Into>
        {!error && <p className="waiting">正在读取…</p>}
      </>
    );
  }
  return <Desk given={value} />;
}

function Desk({ given }: { given: Claim }) {
  const { batch, lines, receipts, payments, bankFiles, objections } = given;
  const { totals, state } = batch;
  const print = usePrint();
  const [view, setView] = useState<View>('lines');
  const [asking, setAsking] = useState<ClaimAsking | null>(null);
  const [bar, setBar] = useState<HTMLElement | null>(null);
  const bankDesk = useClaimBank(given);
  const isVoid = state === 'void';
  const title = batchTitle(batch);

  return (
    <div className="loan-batch">
      <Into place="filters">
        <Button kind="quiet" onClick={back}>
          ← 各批
        </Button>
        <b>{title}</b>
        <span className="figures quiet">{batch.no}</span>
        <span className={`tag ${isVoid ? 'bad' : state === 'paid' ? '' : 'good'}`}>
          {CLAIM_STATES[state]}
        </span>
      </Into>
      <Into place="actions">
        <Papers given={given} onPrint={print} />
        <OtherSteps given={given} onAsk={setAsking} />
        <NextStep given={given} onAsk={setAsking} />
      </Into>
      <Into place="banner">
        {isVoid && <Banner kind="error">这一批已作废：{batch.voidReason}</Banner>}
        {batch.openObjections > 0 && (
          <Banner kind="warning">公示有 {batch.openObjections} 条异议还没有答复，答复以后才能上报。</Banner>
        )}
      </Into>
      <ol className="loan-steps" aria-label="办到哪一步">
        {CLAIM_STEPS.map(([step, name], at) => {
          const here = CLAIM_STEPS.findIndex(([one]) => one === state);
          const done = !isVoid && at <= here;
          return (
            <li key={step} className={done ? 'done' : at === here + 1 && !isVoid ? 'next' : ''}>
              <i aria-hidden="true">{done ? '✓' : at + 1}</i>
              <b>{name}</b>
              <small className="figures">{stepWords(given, step)}</small>
            </li>
          );
        })}
      </ol>
      <div className="dividend-bar">
        <Tabs
          label="这一批"
          value={view}
          onChange={setView}
          tabs={[
            { value: 'lines', label: `花名册 ${lines.length}` },
            { value: 'money', label: `到账与发放 ${receipts.length + payments.length}` },
            { value: 'bank', label: `银行代发 ${bankFiles.length}` },
            { value: 'history', label: `经过与异议 ${objections.length}` },
          ]}
        />
        <div ref={setBar} className="dividend-pay" role="toolbar" aria-label="这一页的操作" />
      </div>
      {view === 'lines' && <Roster given={given} />}
      {view === 'money' && <ClaimMoney given={given} />}
      {view === 'bank' && <Bank desk={bankDesk} bar={bar} />}
      {view === 'history' && <ClaimHistory given={given} />}
      {asking && <ClaimDialogs asking={asking} given={given} onClose={() => setAsking(null)} />}
      <span className="unseen" aria-live="polite">
        申请贴息合计 {formatYuan(totals.claimedFen)}
      </span>
    </div>
  );
}

function Roster({ given }: { given: Claim }) {
  const { batch, lines } = given;
  const grid = useRef<GridHandle<ClaimLine>>(null);
  const [which, setWhich] = useState<Which>('all');
  const [opened, setOpened] = useState<number | null>(null);
  const hasMoney = batch.totals.receivedFen > 0;
  const beside = opened !== null;
  const columns = useMemo(() => lineColumns(hasMoney, beside), [hasMoney, beside]);
  const rows = useMemo(() => lines.filter(FILTERS[which]), [lines, which]);
  const line = lines.find((one) => one.id === opened);
  const count = (one: Which): number => lines.filter(FILTERS[one]).length;
  return (
    <div className="loan-roster">
      <div className="loan-roster-bar">
        <SelectField<Which>
          bare
          label="看哪些"
          value={which}
          onChange={setWhich}
          choices={[
            { value: 'all', label: `全部 ${lines.length} 笔` },
            { value: 'included', label: `申请的 ${count('included')} 笔` },
            { value: 'excluded', label: `不申请的 ${count('excluded')} 笔` },
            { value: 'differing', label: `银行数不同的 ${count('differing')} 笔` },
            ...(hasMoney ? [{ value: 'unpaid' as const, label: `没有发清的 ${count('unpaid')} 笔` }] : []),
          ]}
        />
        <Button
          disabled={rows.length === 0}
          onClick={() =>
            void exportXlsx(
              `${batchTitle(batch)}.xlsx`,
              lineColumns(hasMoney, false),
              grid.current?.shownRows() ?? rows,
              '笔',
            )
          }
        >
          导出 Excel
        </Button>
        <span className="quiet">回车看怎么算的{batch.bankList && `；银行清单：${batch.bankList}`}</span>
      </div>
      <div className="loans-under">
        <Grid<ClaimLine>
          gridRef={grid}
          label="贴息花名册"
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          totals={{ unit: '笔' }}
          rowClass={(row) => (row.isIncluded ? (row.differenceFen !== 0 ? 'differs' : undefined) : 'faded')}
          onOpen={(row) => setOpened(row.id)}
          onSelect={([row]) => {
            if (row && opened !== null) setOpened(row.id);
          }}
          empty="没有这样的贷款。"
        />
        {line && <ClaimLineDrawer key={line.id} line={line} batch={batch} onClose={() => setOpened(null)} />}
      </div>
    </div>
  );
}

const FILTERS: Readonly<Record<Which, (line: ClaimLine) => boolean>> = {
  all: () => true,
  included: (line) => line.isIncluded,
  excluded: (line) => !line.isIncluded,
  differing: (line) => line.isIncluded && line.differenceFen !== 0,
  unpaid: (line) => line.unpaidFen !== 0 || line.unreceivedFen !== 0,
};

function Papers(props: { given: Claim; onPrint: ReturnType<typeof usePrint> }) {
  const { given, onPrint } = props;
  const batchId = given.batch.id;
  const isVoid = given.batch.state === 'void';
  if (isVoid) return null;
  return (
    <>
      <Button onClick={() => onPrint({ document: 'subsidy-applications', batchId })}>申请表</Button>
      <Button onClick={() => onPrint({ document: 'subsidy-roster', batchId })}>花名册</Button>
      <Button shortcut="Ctrl+P" onClick={() => onPrint({ document: 'subsidy-notice', batchId })}>
        公示表
      </Button>
    </>
  );
}

function OtherSteps({ given, onAsk }: { given: Claim; onAsk: (asking: ClaimAsking) => void }) {
  const { batch } = given;
  switch (batch.state) {
    case 'computed':
      return (
        <>
          <Button writes onClick={() => onAsk('bankList')}>
            导入银行清单…
          </Button>
          <Button writes onClick={() => onAsk('recompute')}>
            重新测算…
          </Button>
          <Button kind="danger" writes onClick={() => onAsk('void')}>
            作废…
          </Button>
        </>
      );
    case 'noticed':
      return (
        <>
          <Button writes onClick={() => onAsk('object')}>
            登记异议…
          </Button>
          <Button writes onClick={() => onAsk('takeBack')}>
            退回测算…
          </Button>
        </>
      );
    case 'submitted':
      return (
        <Button writes onClick={() => onAsk('takeBack')}>
          退回测算…
        </Button>
      );
    case 'received':
    case 'paid':
      if (batch.totals.unreceivedFen === 0) return null;
      return (
        <Button writes onClick={() => onAsk('receive')}>
          再登记到账…
        </Button>
      );
    default:
      return null;
  }
}

/** The one thing to do next. */
function NextStep({ given, onAsk }: { given: Claim; onAsk: (asking: ClaimAsking) => void }) {
  const { state, totals } = given.batch;
  if (state === 'computed') {
    return (
      <Button kind="primary" writes disabled={totals.claimedFen === 0} onClick={() => onAsk('notice')}>
        公示…
      </Button>
    );
  }
  if (state === 'noticed') {
    return (
      <Button
        kind="primary"
        writes
        disabled={given.batch.openObjections > 0}
        title={given.batch.openObjections > 0 ? '先答复异议' : '报县里'}
        onClick={() => onAsk('submit')}
      >
        上报…
      </Button>
    );
  }
  if (state === 'submitted') {
    return (
      <Button kind="primary" writes onClick={() => onAsk('receive')}>
        登记到账…
      </Button>
    );
  }
  if (state === 'received') {
    return (
      <Button kind="primary" writes disabled={totals.unpaidFen === 0} onClick={() => onAsk('pay')}>
        发放…
      </Button>
    );
  }
  return null;
}

function stepWords({ batch }: Claim, step: (typeof CLAIM_STEPS)[number][0]): string {
  const { totals } = batch;
  switch (step) {
    case 'computed':
      return `${totals.loans} 笔 ${formatYuan(totals.claimedFen)}`;
    case 'noticed':
      return batch.noticeFrom === null ? '' : `${batch.noticeFrom} 至 ${batch.noticeTo ?? ''}`;
    case 'submitted':
      return batch.submittedOn === null ? '' : `${batch.submittedOn} ${batch.documentNo}`;
    case 'received':
      if (totals.receivedFen === 0) return '';
      return totals.unreceivedFen === 0
        ? formatYuan(totals.receivedFen)
        : `${formatYuan(totals.receivedFen)}，未拨 ${formatYuan(totals.unreceivedFen)}`;
    case 'paid':
      if (totals.paidFen === 0) return '';
      return totals.unpaidFen === 0
        ? formatYuan(totals.paidFen)
        : `${formatYuan(totals.paidFen)}，未发 ${formatYuan(totals.unpaidFen)}`;
  }
}
