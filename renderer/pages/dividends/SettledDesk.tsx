import { useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { formatYuan } from '../../../shared/rules/money.ts';
import { go } from '../../frame/routes.ts';
import { Button } from '../../parts/Button.tsx';
import { Grid, type GridHandle } from '../../parts/Grid.tsx';
import { Banner } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { Tabs } from '../../parts/Tabs.tsx';
import { Bank } from './Bank.tsx';
import { useBankDesk } from './useBankDesk.ts';
import { ConvertToShares } from './ConvertToShares.tsx';
import { Explanation } from './Explanation.tsx';
import { lineColumns } from './lineColumns.ts';
import { Pay } from './Pay.tsx';
import { Payments } from './Payments.tsx';
import { type Asked, type Line, type Run } from './run.ts';
import { SettledChain } from './SettledChain.tsx';
import { StateTag } from './StateTag.tsx';
import { VoidRun } from './VoidRun.tsx';

type View = 'lines' | 'payments' | 'bank';

/** The desk of a run that the meeting has decided (or that was voided): papers, payments, the bank. */
export function SettledDesk({ run: stored }: { run: Run }) {
  const { run, totals, lines, payments, batches } = stored;
  const [view, setView] = useState<View>('lines');
  const [asked, setAsked] = useState<Asked | null>(null);
  const [ticked, setTicked] = useState<readonly number[]>([]);
  const [dialog, setDialog] = useState<'pay' | 'convert' | 'void' | null>(null);
  const grid = useRef<GridHandle<Line>>(null);
  /** Beside the tabs: each view puts its own buttons there. */
  const [bar, setBar] = useState<HTMLElement | null>(null);
  const print = usePrint();

  const isOpen = run.state === 'approved' || run.state === 'paying';
  const isVoid = run.state === 'void';
  const chosen = lines.filter((line) => ticked.includes(line.memberId));
  const payable = (chosen.length > 0 ? chosen : lines).filter(canPay);
  const columns = useMemo(
    () =>
      lineColumns(totals, {
        withPayments: !isVoid,
        withConverted: lines.some((line) => line.convertedFen !== 0),
        ask: setAsked,
      }),
    [totals, lines, isVoid],
  );
  const runId = run.id;
  const bankDesk = useBankDesk(stored);

  return (
    <div className="dividends">
      <Page
        title={`${run.fiscalYear} 年度盈余分配`}
        sub={
          <>
            <StateTag state={run.state} /> 第 {run.draftNo} 稿
          </>
        }
        actions={
          <>
            <Button kind="quiet" onClick={() => go('dividends')}>
              全部方案
            </Button>
            {run.state === 'approved' && (
              <Button kind="danger" writes onClick={() => setDialog('void')}>
                作废…
              </Button>
            )}
            {!isVoid && (
              <>
                <Button onClick={() => print({ document: 'notice', runId })}>公示表</Button>
                <Button
                  onClick={() =>
                    print({
                      document: 'statements',
                      runId,
                      ...(chosen.length > 0 ? { memberIds: chosen.map((line) => line.memberId) } : {}),
                    })
                  }
                >
                  {chosen.length > 0 ? `通知单（选中 ${chosen.length} 户）` : '通知单'}
                </Button>
                <Button shortcut="Ctrl+P" onClick={() => print({ document: 'roster', runId })}>
                  打印发放表
                </Button>
              </>
            )}
          </>
        }
        banner={isVoid && <Banner kind="error">这份方案已作废：{run.voidReason}</Banner>}
      >
        <SettledChain run={stored} asking={{ asked, ask: setAsked }} />
        <div className="dividend-right">
          <div className="dividend-bar">
            <Tabs
              label="看法"
              value={view}
              onChange={(next) => {
                setView(next);
                setTicked([]);
              }}
              tabs={[
                { value: 'lines', label: '分配表' },
                { value: 'payments', label: `发放记录 ${payments.length}` },
                { value: 'bank', label: `银行代发 ${batches.length}` },
              ]}
            />
            <div ref={setBar} className="dividend-pay" role="toolbar" aria-label="发放" />
          </div>
          {view === 'lines' && (
            <>
              {isOpen &&
                bar &&
                createPortal(
                  <>
                    <span>
                      {chosen.length > 0 ? `选中 ${chosen.length} 户` : '全部未发'}，可发 {payable.length} 户{' '}
                      <b>{formatYuan(payable.reduce((sum, line) => sum + line.payableFen, 0))}</b>
                    </span>
                    <Button
                      writes
                      disabled={chosen.length !== 1 || payable.length !== 1}
                      title={chosen.length === 1 ? '按决议把这一户的盈余转成股金' : '先勾选一户'}
                      onClick={() => setDialog('convert')}
                    >
                      盈余转股…
                    </Button>
                    <Button
                      kind="primary"
                      writes
                      disabled={payable.length === 0}
                      onClick={() => setDialog('pay')}
                    >
                      {chosen.length > 0 ? '发放选中…' : '发放全部…'}
                    </Button>
                  </>,
                  bar,
                )}
              <Grid<Line>
                gridRef={grid}
                label="分配表"
                columns={columns}
                rows={lines}
                rowId={(line) => line.memberId}
                totals={{ unit: '户' }}
                selection={isOpen ? 'multiple' : 'single'}
                onSelect={(rows) => setTicked(isOpen ? rows.map((line) => line.memberId) : [])}
                rowClass={(line) => (line.frozen || (isOpen && line.payableFen === 0) ? 'faded' : undefined)}
                onOpen={(line) => setAsked({ field: 'totalFen', memberNo: line.memberNo })}
              />
              <Explanation asked={asked} of={{ runId }} />
            </>
          )}
          {view === 'payments' && <Payments payments={payments} bar={bar} />}
          {view === 'bank' && <Bank desk={bankDesk} bar={bar} />}
        </div>
      </Page>
      {dialog === 'void' && <VoidRun run={run} onClose={() => setDialog(null)} />}
      {dialog === 'pay' && (
        <Pay
          runId={runId}
          lines={payable}
          onClose={() => setDialog(null)}
          onPaid={() => grid.current?.clearSelection()}
        />
      )}
      {dialog === 'convert' && payable[0] && (
        <ConvertToShares
          run={run}
          line={payable[0]}
          onClose={() => setDialog(null)}
          onDone={() => grid.current?.clearSelection()}
        />
      )}
    </div>
  );
}

const canPay = (line: Line): boolean => line.payableFen > 0 && !line.frozen;
