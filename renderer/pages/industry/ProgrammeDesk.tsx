import '../dividends/dividends.css';
import './industry.css';
import { useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { addDays } from '../../../shared/rules/calendar.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { asRefusal, call, useCall } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { Grid, type GridHandle } from '../../parts/Grid.tsx';
import { Banner, ErrorBanner, notify } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { Tabs } from '../../parts/Tabs.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { Bank } from '../dividends/Bank.tsx';
import { AwardSheet } from './AwardSheet.tsx';
import { lineColumns, PAYABLE_COLUMNS, PAYMENT_COLUMNS } from './columns.ts';
import { place } from './Frame.tsx';
import { ProgrammeDialog } from './ProgrammeDialog.tsx';
import { ApproveDialog, NoticeDialog, PayDialog, PayeeDialog } from './StepDialogs.tsx';
import { useBankDesk } from './useBankDesk.ts';
import {
  type Awards,
  BASIS_WORDS,
  type Line,
  type Payable,
  type Payment,
  STATE_TAGS,
  stateWords,
  STEP_WORDS,
} from './words.ts';

type View = 'lines' | 'households' | 'payments' | 'bank';
type Asking =
  | 'terms'
  | 'sheet'
  | 'approve'
  | 'notice'
  | 'pay'
  | 'payee'
  | 'withdraw'
  | 'reverse'
  | 'back'
  | 'void'
  | 'delete';

/** One programme: its list, the next step, who was paid and who is not. */
export function ProgrammeDesk({ id }: { id: number }) {
  const { value, error, reload } = useCall('awards.get', { id });
  if (value?.programme.id === id) return <Desk given={value} />;
  return (
    <Page
      title="奖补项目"
      banner={
        <ErrorBanner
          error={error}
          onRetry={reload}
          actions={<Button onClick={() => go('industry', null, { tab: 'awards' })}>回到列表</Button>}
        />
      }
    >
      {!error && <p className="waiting">正在读取…</p>}
    </Page>
  );
}

function Desk({ given }: { given: Awards }) {
  const { programme, lines, households, payments, bankFiles } = given;
  const { today } = useSession();
  const print = usePrint();
  const isDraft = programme.state === 'draft';
  const isPayable =
    programme.state === 'noticed' && programme.noticeTo !== null && programme.noticeTo < today;
  const [view, setView] = useState<View>(isDraft ? 'lines' : 'households');
  const [asking, setAsking] = useState<Asking | null>(null);
  const [line, setLine] = useState<Line | null>(null);
  const [ticked, setTicked] = useState<readonly Payable[]>([]);
  const [payment, setPayment] = useState<Payment | null>(null);
  const [bar, setBar] = useState<HTMLElement | null>(null);
  const grid = useRef<GridHandle<Payable>>(null);
  const desk = useBankDesk(given, isPayable);
  const close = (): void => setAsking(null);
  const chosen = households.filter((row) => ticked.some((one) => one.householdId === row.householdId));
  const payable = (chosen.length > 0 ? chosen : households).filter((row) => row.unpaidFen > 0);
  const currentLine = line && (lines.find((one) => one.id === line.id) ?? null);
  const canWithdraw =
    currentLine !== null &&
    currentLine.reversesId === null &&
    currentLine.reversedById === null &&
    programme.state !== 'void';
  const currentPayment = payment && (payments.find((one) => one.id === payment.id) ?? null);

  async function compute(): Promise<void> {
    try {
      const made = await call('awards.compute', { id: programme.id });
      const left = made.leftOut
        .slice(0, 4)
        .map((one) => `${one.householdCode} ${one.headName}${one.kind}（${one.reason}）`);
      notify(`已按验收规模算出 ${made.lines} 行，共 ${formatYuan(made.amountFen)} 元。`);
      if (made.leftOut.length > 0) {
        notify(
          `${made.leftOut.length} 条没有列入：${left.join('、')}${made.leftOut.length > left.length ? ' 等' : ''}。`,
          'warning',
        );
      }
    } catch (reason) {
      notify(asRefusal(reason).message, 'error');
    }
  }

  const next: Readonly<Record<Awards['programme']['state'], React.ReactNode>> = {
    draft: (
      <>
        {programme.basis === 'scale' && (
          <Button writes onClick={() => void compute()}>
            按验收计算
          </Button>
        )}
        <Button shortcut="Ctrl+N" writes onClick={() => setAsking('sheet')}>
          登记名单
        </Button>
        <Button kind="primary" writes disabled={lines.length === 0} onClick={() => setAsking('approve')}>
          批准…
        </Button>
      </>
    ),
    approved: (
      <Button kind="primary" writes onClick={() => setAsking('notice')}>
        登记公示…
      </Button>
    ),
    noticed: (
      <Button
        kind="primary"
        writes
        disabled={!isPayable || payable.length === 0}
        title={isPayable ? '' : `公示到 ${programme.noticeTo ?? ''}，期满以后发放`}
        onClick={() => {
          setView('households');
          setAsking('pay');
        }}
      >
        {chosen.length > 0 ? `发放选中 ${payable.length} 户…` : '发放全部未发…'}
      </Button>
    ),
    paid: null,
    void: null,
  };

  return (
    <Page
      title={`${programme.year} 年${programme.name}`}
      sub={
        <>
          <span className={`tag ${STATE_TAGS[programme.state]}`}>{stateWords(programme)}</span>{' '}
          {BASIS_WORDS[programme.basis]}
        </>
      }
      actions={
        <>
          <Button kind="quiet" onClick={() => go('industry', null, place('awards', programme.year))}>
            全部项目
          </Button>
          {isDraft && <Button onClick={() => setAsking('terms')}>修改项目…</Button>}
          <Button
            disabled={households.length === 0}
            onClick={() => print({ document: 'award-notice', programmeId: programme.id })}
          >
            公示表
          </Button>
          <Button
            shortcut="Ctrl+P"
            disabled={households.length === 0}
            onClick={() => print({ document: 'award-roster', programmeId: programme.id })}
          >
            打印花名册
          </Button>
          {next[programme.state]}
        </>
      }
      banner={
        <>
          {given.warnings.length > 0 && programme.state !== 'paid' && (
            <Banner kind="warning">{given.warnings.join('')}</Banner>
          )}
          {programme.imported && (
            <Banner kind="info">
              这是从户产业台账导入的：台账列明的补助按已发登记，方式记“台账所列”，没有付款凭据。要改请改台账再导入。
            </Banner>
          )}
        </>
      }
    >
      <Facts given={given} isPayable={isPayable} onAsk={setAsking} />
      <div className="dividend-right">
        <div className="dividend-bar">
          <Tabs
            label="看法"
            value={view}
            onChange={setView}
            tabs={[
              { value: 'lines', label: `名单 ${lines.length} 行` },
              { value: 'households', label: `按户 ${households.length} 户` },
              { value: 'payments', label: `发放记录 ${payments.length}` },
              { value: 'bank', label: `银行代发 ${bankFiles.length}` },
            ]}
          />
          <div ref={setBar} className="dividend-pay" role="toolbar" aria-label="办理" />
        </div>
        {view === 'lines' && (
          <>
            {bar &&
              createPortal(
                <>
                  <Button
                    disabled={lines.length === 0}
                    onClick={() =>
                      void exportXlsx(
                        `${programme.name}-名单.xlsx`,
                        lineColumns(programme.basis),
                        lines,
                        '行',
                      )
                    }
                  >
                    导出 Excel
                  </Button>
                  <Button writes disabled={!canWithdraw} onClick={() => setAsking('withdraw')}>
                    {isDraft ? '去掉这一行' : '取消这一行…'}
                  </Button>
                </>,
                bar,
              )}
            <Grid<Line>
              label="名单"
              columns={lineColumns(programme.basis)}
              rows={lines}
              rowId={(row) => row.id}
              totals={{ unit: '行' }}
              rowClass={(row) =>
                row.reversesId !== null ? 'red' : row.reversedById !== null ? 'faded' : undefined
              }
              onSelect={([row]) => setLine(row ?? null)}
              onOpen={(row) => go('dossier', row.householdId)}
              empty={
                <Empty title="名单还是空的">
                  {programme.basis === 'scale'
                    ? '先在“验收”里登记验收规模，再按“按验收计算”，程序照标准算出每户金额。'
                    : '按“登记名单”逐户填写。'}
                </Empty>
              }
            />
          </>
        )}
        {view === 'households' && (
          <>
            {bar &&
              createPortal(
                <>
                  <span>
                    {chosen.length > 0 ? `选中 ${chosen.length} 户` : '全部'}，未发 {payable.length} 户{' '}
                    <b>{formatYuan(payable.reduce((sum, row) => sum + row.unpaidFen, 0))}</b>
                  </span>
                  <Button
                    writes
                    disabled={chosen.length !== 1 || programme.state === 'void'}
                    title={chosen.length === 1 ? '' : '先勾选一户'}
                    onClick={() => setAsking('payee')}
                  >
                    换领款人…
                  </Button>
                </>,
                bar,
              )}
            <Grid<Payable>
              gridRef={grid}
              label="按户"
              columns={PAYABLE_COLUMNS}
              rows={households}
              rowId={(row) => row.householdId}
              totals={{ unit: '户' }}
              selection="multiple"
              onSelect={setTicked}
              rowClass={(row) =>
                row.unpaidFen === 0 && row.amountFen > 0 && programme.state === 'noticed'
                  ? 'faded'
                  : undefined
              }
              onOpen={(row) => go('dossier', row.householdId)}
              empty="名单还是空的。"
            />
          </>
        )}
        {view === 'payments' && (
          <>
            {bar &&
              createPortal(
                <>
                  <span>退款或登错：选那一笔，冲销后回到未发</span>
                  <Button
                    writes
                    disabled={
                      !currentPayment ||
                      currentPayment.reversesId !== null ||
                      currentPayment.reversedById !== null
                    }
                    onClick={() => setAsking('reverse')}
                  >
                    冲销发放…
                  </Button>
                </>,
                bar,
              )}
            <Grid<Payment>
              label="发放记录"
              columns={PAYMENT_COLUMNS}
              rows={payments}
              rowId={(row) => row.id}
              totals={{ unit: '笔' }}
              rowClass={(row) =>
                row.reversesId !== null ? 'red' : row.reversedById !== null ? 'faded' : undefined
              }
              onSelect={([row]) => setPayment(row ?? null)}
              empty="还没有发放。"
            />
          </>
        )}
        {view === 'bank' && <Bank desk={desk} bar={bar} />}
      </div>
      {asking === 'terms' && <ProgrammeDialog year={programme.year} given={given} onClose={close} />}
      {asking === 'sheet' && <AwardSheet programme={programme} onClose={close} />}
      {asking === 'approve' && <ApproveDialog programme={programme} onClose={close} />}
      {asking === 'notice' && <NoticeDialog programme={programme} onClose={close} />}
      {asking === 'pay' && (
        <PayDialog
          programme={programme}
          rows={payable}
          onClose={close}
          onPaid={() => grid.current?.clearSelection()}
        />
      )}
      {asking === 'payee' && chosen[0] && (
        <PayeeDialog programme={programme} row={chosen[0]} onClose={close} />
      )}
      <Reasons given={given} asking={asking} line={currentLine} payment={currentPayment} onClose={close} />
    </Page>
  );
}

/** Everything that asks why. */
function Reasons(props: {
  given: Awards;
  asking: Asking | null;
  line: Line | null;
  payment: Payment | null;
  onClose: () => void;
}) {
  const { asking, line, payment, onClose } = props;
  const { programme } = props.given;
  const { id, name } = programme;
  if (asking === 'withdraw' && line) {
    const who = `${line.householdCode} ${line.headName}户${line.kind} ${formatYuan(line.amountFen)} 元`;
    return (
      <ReasonDialog
        title={`取消补助：${line.householdCode} ${line.headName}户`}
        danger
        saveLabel="取消补助"
        onClose={onClose}
        onSave={async ({ reason }) => {
          await call('awards.withdrawLine', { lineId: line.id, reason });
          notify(`已取消 ${who}。`);
        }}
      >
        <p className="form-note">{who}。已批准的名单里，原来的一行留着，另记一行红字。</p>
      </ReasonDialog>
    );
  }
  if (asking === 'reverse' && payment) {
    return (
      <ReasonDialog
        title={`冲销发放：${payment.householdCode} ${payment.payeeName}`}
        danger
        dated
        saveLabel="冲销"
        onClose={onClose}
        onSave={async ({ date, reason }) => {
          await call('awards.reversePayment', { paymentId: payment.id, date, reason });
          notify(`已冲销 ${payment.date} 的 ${formatYuan(payment.amountFen)} 元，这一户回到未发。`);
        }}
      >
        <p className="form-note">款项已退回或登记错了才冲销。原来的一笔留着，另记一行红字。</p>
      </ReasonDialog>
    );
  }
  if (asking === 'back') {
    return (
      <ReasonDialog
        title={`退回：${name}`}
        saveLabel="退回一步"
        onClose={onClose}
        onSave={async ({ reason }) => {
          await call('awards.stepBack', { id, reason });
          notify(programme.state === 'noticed' ? '已退回到批准。' : '已退回草拟，名单可以改。');
        }}
      >
        <p className="form-note">
          {programme.state === 'noticed'
            ? '公示作废，退回到“已批准”，改后重新公示。'
            : '批准作废，退回草拟，名单可以改。'}
        </p>
      </ReasonDialog>
    );
  }
  if (asking === 'void' || asking === 'delete') {
    const isDelete = asking === 'delete';
    return (
      <ReasonDialog
        title={`${isDelete ? '删除草拟' : '作废'}：${name}`}
        danger
        saveLabel={isDelete ? '删除' : '作废'}
        onClose={onClose}
        onSave={async ({ reason }) => {
          if (isDelete) await call('awards.deleteProgramme', { id });
          else await call('awards.void', { id, reason });
          notify(`“${name}”已${isDelete ? '删除' : '作废'}。`);
          if (isDelete) go('industry', null, place('awards', programme.year));
        }}
      />
    );
  }
  return null;
}

/** Which document, how far it is, what was done when. */
function Facts(props: { given: Awards; isPayable: boolean; onAsk: (asking: Asking) => void }) {
  const { programme, rates, steps } = props.given;
  const { state } = programme;
  const isOpen = state === 'approved' || state === 'noticed';
  const neverStepped = steps.length === 0;
  return (
    <aside className="chain settled award-facts" aria-label="这个项目">
      <div className="chain-progress">
        <Stat label="户数" value={`${programme.households} 户`} />
        <Stat label="应发" valueFen={programme.amountFen} strong />
        <Stat label="已发" valueFen={programme.paidFen} />
        <Stat label="未发" valueFen={programme.unpaidFen} strong />
        {state !== 'draft' && (
          <progress max={Math.max(1, programme.amountFen)} value={programme.paidFen} aria-label="发放进度" />
        )}
      </div>
      <div className="chain-facts">
        <h2>依据</h2>
        <Stat label="资金文件" value={programme.document || '—'} />
        <Stat label="资金来源" value={programme.fund || '—'} />
        {programme.monthFen !== null && <Stat label="每月" valueFen={programme.monthFen} />}
        {programme.capFen !== null && <Stat label="每户最多" valueFen={programme.capFen} />}
        {rates.map((rate) => (
          <Stat
            key={rate.kindId}
            label={rate.kind}
            value={`${rate.rate} 元/${rate.unit}`}
            {...(rateHint(rate) ? { hint: rateHint(rate) } : {})}
          />
        ))}
        {programme.note && <p className="chain-note">{programme.note}</p>}
      </div>
      {steps.length > 0 && (
        <div className="chain-facts">
          <h2>经过</h2>
          <ol className="timeline">
            {steps.map((step) => (
              <li key={step.id}>
                <b className="figures">{step.date}</b> {STEP_WORDS[step.step]}
                {step.dateTo !== null && ` 至 ${step.dateTo}`}
                <small>{[step.document, step.note, step.operator].filter(Boolean).join(' · ')}</small>
              </li>
            ))}
          </ol>
          {state === 'noticed' && !props.isPayable && programme.noticeTo !== null && (
            <p className="chain-note">公示期满后，{addDays(programme.noticeTo, 1)} 起可以发放。</p>
          )}
        </div>
      )}
      {!programme.imported && (
        <div className="award-undo">
          {isOpen && (
            <Button kind="quiet" writes onClick={() => props.onAsk('back')}>
              退回一步…
            </Button>
          )}
          {(isOpen || (state === 'draft' && !neverStepped)) && (
            <Button kind="quiet" writes onClick={() => props.onAsk('void')}>
              作废…
            </Button>
          )}
          {state === 'draft' && neverStepped && (
            <Button kind="quiet" writes onClick={() => props.onAsk('delete')}>
              删除草拟…
            </Button>
          )}
        </div>
      )}
    </aside>
  );
}

function rateHint({ fromScale, capFen, unit }: Awards['rates'][number]): string {
  return [
    fromScale === '0' ? '' : `${fromScale} ${unit}起补`,
    capFen === null ? '' : `最多 ${formatYuan(capFen)}`,
  ]
    .filter(Boolean)
    .join('，');
}
