import { useState } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { useCall } from '../../api.ts';
import { go, href } from '../../frame/routes.ts';
import { Button } from '../../parts/Button.tsx';
import { Drawer } from '../../parts/Drawer.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { PayDialog } from './PayDialog.tsx';
import { ReversePaymentDialog } from './ReversePaymentDialog.tsx';
import { ToSharesDialog } from './ToSharesDialog.tsx';
import { useLastWorked } from './useLastWorked.ts';
import { EditWorkerDialog } from './WorkerDialogs.tsx';
import { groupName, PAID_BY, type Payment } from './words.ts';

type Asking = 'edit' | 'pay' | 'shares' | { reverse: Payment };

/** One worker: what is owed, the year's work, pay and payments. */
export function WorkerDrawer({ id, onClose }: { id: number; onClose: () => void }) {
  const lastWorked = useLastWorked();
  const [asking, setAsking] = useState<Asking | null>(null);
  const print = usePrint();
  const workers = useCall('labour.workers', { all: true });
  const worker = workers.value?.find((one) => one.id === id);
  const year = Number((worker?.lastWorkedOn ?? lastWorked)?.slice(0, 4) ?? 0);
  const span = year > 0 ? { from: `${year}-01-01`, to: `${year}-12-31` } : null;
  const work = useCall('labour.work', span && { ...span, workerId: id });
  const payments = useCall(
    'labour.payments',
    span && { from: span.from, to: `${year + 1}-12-31`, workerId: id },
  );
  const summary = useCall('labour.year', year > 0 ? { year } : null);
  const balances = useCall('labour.balances', {});
  const own = summary.value?.households.flatMap((one) => one.workers).find((one) => one.workerId === id);
  const balance = balances.value?.rows.find((row) => row.workerId === id);
  const olderFen = balance ? balance.balanceFen - balance.onSheetsFen : 0;
  const close = (): void => setAsking(null);
  if (!worker) return workers.error ? <ErrorBanner error={workers.error} /> : null;
  const sheets = [
    ...new Map(
      (work.value?.rows ?? []).flatMap((row) => (row.sheetId === null ? [] : [[row.sheetId, row.sheetNo]])),
    ),
  ];
  return (
    <Drawer
      title={worker.itemName}
      sub={[groupName(worker.groupNo), worker.memberNo ? `社员 ${worker.memberNo}` : '不是社员', worker.grade]
        .filter(Boolean)
        .join(' · ')}
      onClose={onClose}
    >
      <Stat label="应付未付" valueFen={worker.unpaidFen} strong />
      {olderFen > 0 && <Stat label="其中发放表以外的旧欠" valueFen={olderFen} />}
      <div className="quiet figures">
        {worker.cardMasked ? `银行卡 ${worker.cardMasked}` : '没有银行卡，发现金'}
        {worker.phone && ` · ${worker.phone}`}
      </div>
      <div className="drawer-actions">
        <Button writes onClick={() => setAsking('edit')}>
          修改
        </Button>
        {olderFen > 0 && (
          <>
            <Button writes onClick={() => setAsking('pay')}>
              发旧欠
            </Button>
            <Button writes onClick={() => setAsking('shares')}>
              转为入股
            </Button>
          </>
        )}
        {worker.householdId !== null && (
          <Button onClick={() => go('village', worker.householdId)}>看这一户</Button>
        )}
        {worker.memberId !== null && <Button onClick={() => go('members', worker.memberId)}>看股金</Button>}
      </div>
      <h3>{year} 年</h3>
      <Stat label="工日" value={own && own.days !== '0' ? own.days : '—'} />
      <Stat label="应发" valueFen={own?.grossFen ?? 0} />
      {(own?.advanceFen ?? 0) !== 0 && <Stat label="借支扣回" valueFen={own?.advanceFen ?? 0} />}
      {(own?.taxFen ?? 0) !== 0 && <Stat label="个税" valueFen={own?.taxFen ?? 0} />}
      <Stat label="已发" valueFen={own?.paidFen ?? 0} />
      {(own?.patronageFen ?? 0) !== 0 && <Stat label="计入交易额" valueFen={own?.patronageFen ?? 0} />}
      <h3>干的活</h3>
      {(work.value?.byKind ?? []).map((one) => (
        <Stat
          key={`${one.key} ${one.unit}`}
          label={one.label}
          hint={`${one.paidBy === null ? '' : PAID_BY[one.paidBy]} ${one.quantity}${one.unit}，${one.count} 笔`}
          valueFen={one.amountFen}
        />
      ))}
      {work.value?.rows.length === 0 && <p className="quiet">{year} 年还没有记工。</p>}
      {sheets.length > 0 && (
        <>
          <h3>发放表</h3>
          <p>
            {sheets.map(([sheetId, no]) => (
              <a
                key={sheetId}
                className="labour-link"
                href={href('labour', null, { sheet: String(sheetId) })}
              >
                {no}
              </a>
            ))}
          </p>
        </>
      )}
      <h3>发放</h3>
      <ol className="timeline">
        {(payments.value ?? []).map((payment) => (
          <li
            key={payment.id}
            className={[payment.reversesId ? 'red' : '', payment.reversedById ? 'gone' : ''].join(' ')}
          >
            <b className="figures">{payment.date}</b> {payment.method === 'cash' ? '现金' : '转账'}{' '}
            <span className={payment.amountFen < 0 ? 'figures negative' : 'figures'}>
              {formatYuan(payment.amountFen)}
            </span>
            <small>
              {[payment.receiptNo, payment.sheetNo === null ? '旧欠' : `表 ${payment.sheetNo}`, payment.note]
                .filter(Boolean)
                .join(' · ')}
              {payment.shareReceiptNo && `，同日入股 ${payment.shareReceiptNo}`}
            </small>
            <span className="row-actions">
              {payment.voucherId !== null && (
                <Button kind="quiet" onClick={() => go('vouchers', payment.voucherId)}>
                  凭证
                </Button>
              )}
              {payment.amountFen > 0 && (
                <Button
                  kind="quiet"
                  onClick={() => print({ document: 'labour-receipt', paymentId: payment.id })}
                >
                  {payment.shareReceiptNo ? '两张收据' : '领条'}
                </Button>
              )}
              {payment.reversesId === null && payment.reversedById === null && (
                <Button kind="quiet" writes onClick={() => setAsking({ reverse: payment })}>
                  冲销
                </Button>
              )}
            </span>
          </li>
        ))}
      </ol>
      {payments.value?.length === 0 && <p className="quiet">还没有发放。</p>}
      {asking === 'edit' && <EditWorkerDialog worker={worker} onClose={close} />}
      {asking === 'pay' && (
        <PayDialog
          sheet={null}
          lines={[{ workerId: id, name: worker.itemName, unpaidFen: olderFen }]}
          onClose={close}
          onPaid={() => undefined}
        />
      )}
      {asking === 'shares' && (
        <ToSharesDialog
          sheetId={null}
          line={{ workerId: id, name: worker.itemName, memberNo: worker.memberNo, unpaidFen: olderFen }}
          onClose={close}
        />
      )}
      {asking !== null && typeof asking === 'object' && (
        <ReversePaymentDialog payment={asking.reverse} onClose={close} />
      )}
    </Drawer>
  );
}
