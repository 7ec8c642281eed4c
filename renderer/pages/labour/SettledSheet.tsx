import '../dividends/dividends.css';
import { useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import { Button } from '../../parts/Button.tsx';
import { Grid, type GridHandle } from '../../parts/Grid.tsx';
import { shownText } from '../../parts/gridColumns.ts';
import { Banner, notify, notifyWarnings } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { VoucherLink } from '../../parts/VoucherLink.tsx';
import { Tabs } from '../../parts/Tabs.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { Bank } from '../dividends/Bank.tsx';
import { Charges } from './Charges.tsx';
import { PayDialog } from './PayDialog.tsx';
import { paymentColumns } from './paymentColumns.ts';
import { ReversePaymentDialog } from './ReversePaymentDialog.tsx';
import { settledColumns } from './sheetColumns.ts';
import { ToSharesDialog } from './ToSharesDialog.tsx';
import { useBankDesk } from './useBankDesk.ts';
import { spanName, type Payment, type Sheet, type SheetLine } from './words.ts';

type View = 'lines' | 'payments' | 'bank';

/** A pay sheet that was approved (or voided): its papers, who was paid, who is not, the bank. */
export function SettledSheet({ given }: { given: Sheet }) {
  const { sheet, totals, lines, payments, bankFiles } = given;
  const [view, setView] = useState<View>('lines');
  const [ticked, setTicked] = useState<readonly number[]>([]);
  const [selected, setSelected] = useState<number | null>(null);
  const [asking, setAsking] = useState<'pay' | 'shares' | 'void' | 'reverse' | null>(null);
  /** Beside the tabs: each view puts its own buttons there. */
  const [bar, setBar] = useState<HTMLElement | null>(null);
  const grid = useRef<GridHandle<SheetLine>>(null);
  const print = usePrint();
  const desk = useBankDesk(given);
  const isVoid = sheet.state === 'void';
  const isOpen = !isVoid && totals.unpaidFen > 0;
  const chosen = lines.filter((line) => ticked.includes(line.workerId));
  const payable = (chosen.length > 0 ? chosen : lines).filter((line) => line.unpaidFen > 0);
  const columns = useMemo(() => settledColumns(totals, !isVoid), [totals, isVoid]);
  const payment = payments.find((one) => one.id === selected);
  const close = (): void => setAsking(null);
  const title = sheet.title || `${spanName(sheet.from, sheet.to)}劳务费`;
  const standing = payments.some((one) => one.reversesId === null && one.reversedById === null);

  return (
    <div className="labour">
      <Page
        title={title}
        sub={
          <>
            <span className={`tag ${isVoid ? 'bad' : isOpen ? 'good' : ''}`}>
              {isVoid ? '已作废' : isOpen ? (totals.paidFen > 0 ? '发放中' : '已批准') : '已发清'}
            </span>{' '}
            {sheet.no}
          </>
        }
        actions={
          <>
            <Button kind="quiet" onClick={() => go('labour', null, { tab: 'sheets' })}>
              全部发放表
            </Button>
            {!isVoid && (
              <>
                <Button
                  kind="danger"
                  writes
                  disabled={standing}
                  title={standing ? '已经有发放，先冲销发放' : '红字冲销凭证，记工可以重新造表'}
                  onClick={() => setAsking('void')}
                >
                  作废…
                </Button>
                <Button onClick={() => print({ document: 'labour-slips', sheetId: sheet.id })}>工资条</Button>
                <Button
                  shortcut="Ctrl+P"
                  onClick={() => print({ document: 'labour-pay', sheetId: sheet.id })}
                >
                  打印发放表
                </Button>
              </>
            )}
          </>
        }
        banner={
          isVoid && (
            <Banner kind="error">
              这张表 {sheet.voidedOn} 作废：{sheet.voidReason}
            </Banner>
          )
        }
      >
        <Facts given={given} />
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
                { value: 'lines', label: `发放表 ${lines.length} 人` },
                { value: 'payments', label: `发放记录 ${payments.length}` },
                { value: 'bank', label: `银行代发 ${bankFiles.length}` },
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
                      {chosen.length > 0 ? `选中 ${chosen.length} 人` : '全部未发'}，可发 {payable.length} 人{' '}
                      <b>{formatYuan(payable.reduce((sum, line) => sum + line.unpaidFen, 0))}</b>
                    </span>
                    <Button
                      writes
                      disabled={chosen.length !== 1 || payable.length !== 1}
                      title={chosen.length === 1 ? '先付给本人，再由本人以现金入股' : '先勾选一个人'}
                      onClick={() => setAsking('shares')}
                    >
                      转为入股…
                    </Button>
                    <Button
                      kind="primary"
                      writes
                      disabled={payable.length === 0}
                      onClick={() => setAsking('pay')}
                    >
                      {chosen.length > 0 ? '发放选中…' : '发放全部…'}
                    </Button>
                  </>,
                  bar,
                )}
              <Grid<SheetLine>
                gridRef={grid}
                label="劳务费发放表"
                columns={columns}
                rows={lines}
                rowId={(line) => line.workerId}
                totals={{ unit: '人' }}
                selection={isOpen ? 'multiple' : 'single'}
                onSelect={(rows) => setTicked(isOpen ? rows.map((line) => line.workerId) : [])}
                rowClass={(line) => (!isVoid && isOpen && line.unpaidFen === 0 ? 'faded' : undefined)}
                onOpen={(line) => go('labour', null, { tab: 'workers', worker: String(line.workerId) })}
              />
            </>
          )}
          {view === 'payments' && (
            <>
              {bar &&
                createPortal(
                  <>
                    <span>退票或登错：选那一笔，冲销后回到未发</span>
                    <Button
                      disabled={!payment || payment.amountFen <= 0}
                      onClick={() => payment && print({ document: 'labour-receipt', paymentId: payment.id })}
                    >
                      {payment?.shareReceiptNo ? '两张收据' : '打印领条'}
                    </Button>
                    <Button
                      writes
                      disabled={!payment || payment.reversesId !== null || payment.reversedById !== null}
                      onClick={() => setAsking('reverse')}
                    >
                      冲销发放…
                    </Button>
                  </>,
                  bar,
                )}
              <Grid<Payment>
                label="发放记录"
                columns={paymentColumns(false)}
                rows={payments}
                rowId={(row) => row.id}
                totals={{ unit: '笔' }}
                onSelect={([row]) => setSelected(row?.id ?? null)}
                rowClass={(row) => (row.reversesId ? 'red' : row.reversedById ? 'faded' : undefined)}
                empty="还没有发放。在“发放表”里勾选领款的人，按“发放选中”。"
              />
            </>
          )}
          {view === 'bank' && <Bank desk={desk} bar={bar} />}
        </div>
      </Page>
      {asking === 'pay' && (
        <PayDialog
          sheet={sheet}
          lines={payable}
          onClose={close}
          onPaid={() => grid.current?.clearSelection()}
        />
      )}
      {asking === 'shares' && payable[0] && (
        <ToSharesDialog
          sheetId={sheet.id}
          line={payable[0]}
          onClose={close}
          onDone={() => grid.current?.clearSelection()}
        />
      )}
      {asking === 'reverse' && payment && <ReversePaymentDialog payment={payment} onClose={close} />}
      {asking === 'void' && (
        <ReasonDialog
          title={`作废发放表 ${sheet.no}`}
          danger
          dated
          saveLabel="作废"
          onClose={close}
          onSave={async ({ date, reason }) => {
            const done = await call('labour.voidSheet', { id: sheet.id, date, reason });
            notify(`发放表 ${sheet.no} 已作废，凭证已红字冲销。`);
            notifyWarnings(done.warnings);
          }}
        >
          <p>凭证用红字冲销，这些记工回到“未造表”，可以改正后重新造表。</p>
        </ReasonDialog>
      )}
    </div>
  );
}

/** What it comes to, how far it is paid, and its vouchers. */
function Facts({ given }: { given: Sheet }) {
  const { sheet, totals, charges, vouchers } = given;
  return (
    <aside className="chain settled" aria-label="这张表">
      {sheet.state === 'approved' && (
        <div className="chain-progress">
          <Stat label="已发" valueFen={totals.paidFen} />
          <Stat label="未发" valueFen={totals.unpaidFen} strong />
          <progress max={Math.max(1, totals.netFen)} value={totals.paidFen} aria-label="发放进度" />
        </div>
      )}
      {vouchers.length > 0 && (
        <section aria-label="凭证" className="labour-vouchers">
          凭证
          {vouchers.map((one) => (
            <VoucherLink key={one.id} className="labour-link" voucher={one} />
          ))}
        </section>
      )}
      <Stat label="工日" value={shownText('number', totals.days)} />
      <Stat label="计时金额" valueFen={totals.timeFen} />
      <Stat label="计件数量" value={shownText('number', totals.pieces)} />
      <Stat label="计件金额" valueFen={totals.pieceFen} />
      <Stat label="奖补" valueFen={totals.awardFen} />
      <Stat label="应发" valueFen={totals.grossFen} strong />
      <Stat label="借支扣回" valueFen={totals.advanceFen} />
      <Stat label="个税" valueFen={totals.taxFen} />
      <Stat label="实发" valueFen={totals.netFen} strong />
      <div className="chain-facts">
        <h2>记入</h2>
        <Charges charges={charges} />
      </div>
      <div className="chain-facts">
        <h2>{sheet.state === 'void' ? '作废' : '批准'}</h2>
        <Stat label="凭证日期" value={sheet.approvedOn ?? '—'} />
        <Stat label="记工" value={`${totals.entries} 笔`} />
        <Stat label="经办人" value={sheet.approvedBy ?? sheet.operator} />
      </div>
    </aside>
  );
}
