import './prints.css';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { asRefusal, bridge, call, savePdf, type PrintRequest, type Refusal } from '../../api.ts';
import { isRealDate } from '../../../shared/rules/calendar.ts';
import { Button } from '../../parts/Button.tsx';
import { DateField } from '../../parts/Field.tsx';
import { isComposing, useKeys } from '../../parts/keys.ts';
import { ErrorBanner, notify } from '../../parts/Notice.tsx';

type Sheet = Output<'prints.preview'>;

/**
 * Exactly the sheet that prints, over the page. The document can't run scripts; it lays out only the
 * pages in view, so a thousand statements open as fast as one.
 */
export function PrintPreview(props: { request: PrintRequest; onClose: () => void }) {
  const { onClose } = props;
  const [postedFrom, setPostedFrom] = useState('');
  const request =
    props.request.document === 'notice' && isRealDate(postedFrom)
      ? { ...props.request, from: postedFrom }
      : props.request;
  const dialog = useRef<HTMLDialogElement>(null);
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const [error, setError] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState<'print' | 'pdf' | null>(null);
  const wanted = JSON.stringify(request);

  const load = useCallback(() => {
    setError(null);
    call('prints.preview', { request: JSON.parse(wanted) as PrintRequest }).then(
      setSheet,
      (reason: unknown) => setError(asRefusal(reason)),
    );
  }, [wanted]);
  useEffect(load, [load]);

  useEffect(() => {
    const before = document.activeElement;
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  async function run(what: 'print' | 'pdf', action: () => Promise<void>): Promise<void> {
    if (busy || !sheet) return;
    setBusy(what);
    setError(null);
    try {
      await action();
    } catch (reason) {
      setError(asRefusal(reason));
    } finally {
      setBusy(null);
    }
  }
  const print = () =>
    run('print', async () => {
      const issued = await call('prints.issue', { request });
      await bridge.printHtml(issued.html);
      setSheet((shown) => shown && { ...shown, printedBefore: issued.printedBefore + 1 });
    });
  const pdf = () =>
    run('pdf', async () => {
      if (await savePdf(request)) notify('PDF 已存好。');
    });

  function onKey(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'p') {
      event.preventDefault();
      void print();
    }
  }
  useKeys({ escape: onKey, 'ctrl+p': onKey }, { inDialog: true });

  return (
    <dialog
      ref={dialog}
      className="print-preview"
      aria-label={`打印预览：${sheet?.title ?? NAMES[request.document]}`}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header>
        <h2>{sheet?.title ?? NAMES[request.document]}</h2>
        {sheet && <span className="print-pages">共 {sheet.pages} 页</span>}
        {sheet && sheet.printedBefore > 0 && (
          <span className={sheet.marksReprints ? 'tag attention' : 'tag'}>
            已打印过 {sheet.printedBefore} 次{sheet.marksReprints && '，这次会印上“补打”'}
          </span>
        )}
        {request.document === 'notice' && (
          <DateField
            bare
            label="公示从哪天起"
            placeholder="公示从哪天起"
            width={126}
            value={postedFrom}
            onChange={setPostedFrom}
          />
        )}
        <div className="print-actions" role="toolbar" aria-label="打印预览的操作">
          <button
            type="button"
            className="button primary"
            disabled={!sheet || busy !== null}
            aria-busy={busy === 'print'}
            aria-keyshortcuts="Control+P"
            onClick={() => void print()}
          >
            打印<kbd aria-hidden="true">Ctrl P</kbd>
          </button>
          <Button disabled={!sheet || busy !== null} busy={busy === 'pdf'} onClick={() => void pdf()}>
            {busy === 'pdf' ? '正在生成 PDF…' : '存为 PDF'}
          </Button>
          <button type="button" className="button" aria-keyshortcuts="Escape" onClick={onClose}>
            关闭<kbd aria-hidden="true">Esc</kbd>
          </button>
        </div>
      </header>
      <ErrorBanner error={error} {...(sheet ? {} : { onRetry: load })} />
      {sheet ? (
        <iframe
          title={sheet.title}
          sandbox="allow-same-origin"
          srcDoc={onScreen(sheet.html)}
          // Same origin without scripts: keys pressed while the paper has the focus still reach the buttons.
          onLoad={(event) => event.currentTarget.contentDocument?.addEventListener('keydown', onKey)}
        />
      ) : (
        !error && <p className="print-waiting">正在排版…</p>
      )}
    </dialog>
  );
}

/** What is being laid out, until the paper itself says whose and of when it is. */
const NAMES: Readonly<Record<PrintRequest['document'], string>> = {
  plan: '盈余分配方案（草案）',
  roster: '分红发放表',
  statements: '成员分红通知单',
  notice: '盈余分配公示表',
  'member-account': '成员账户',
  receipt: '收据',
  certificate: '出资证明书',
  vouchers: '记账凭证',
  'voucher-month': '记账凭证',
  'trial-balance': '科目余额表',
  'general-ledger': '总账',
  'account-ledger': '明细账',
  'column-ledger': '多栏明细账',
  journal: '序时账',
  analysis: '辅助余额表',
  statement: '会计报表',
  'fund-statement': '协会会计报表',
  'statement-notes': '会计报表附注',
  chart: '会计科目表',
  openings: '期初余额表',
  'household-dossier': '一户一档',
  'industry-register': '户产业台账',
  'award-roster': '奖补发放花名册',
  'award-notice': '奖补公示表',
  'batch-report': '批次成本表',
  'bank-reconciliation': '银行存款余额调节表',
  'storage-slip': '冷库库单',
  'storage-stock': '冷库存货清单',
  'storage-log': '冷库温度巡检记录',
  'rent-roster': '土地流转租金发放表',
  'lease-schedule': '土地租金付款计划',
  'asset-card': '固定资产卡片',
  'asset-labels': '资产标签',
  'asset-register': '固定资产登记簿',
  'depreciation-table': '固定资产折旧计算表',
  'stocktake-sheet': '固定资产盘点表',
  'relief-ledger': '扶贫项目资产明细账',
  'labour-pay': '劳务费发放表',
  'labour-slips': '劳务费工资条',
  'work-day': '记工单',
  'labour-receipt': '劳务费领条',
  'fund-members': '互助资金会员名册',
  'fund-groups': '互助小组登记表',
  'fund-loans': '互助资金借款台账',
  'fund-contributions': '互助金收缴台账',
  'fund-repayments': '互助资金还款台账',
  'fund-fees': '互助资金占用费台账',
  'fund-application': '互助资金借款申请审批表',
  'fund-note': '互助资金借据',
  'fund-notice': '互助资金借款公示单',
  'fund-receipt': '互助资金还款收据',
  'fund-report': '互助资金季度报表',
  'subsidy-applications': '贴息申请表',
  'subsidy-roster': '贴息花名册',
  'subsidy-notice': '贴息公示表',
  'loan-register': '贷款台账',
  'loan-visits': '到期走访单',
  'loan-statement': '贷款还款结息明细',
};

/** Pages out of view are not laid out; each has the paper's own size, so the scroll bar stays true. Paper is untouched. */
const SCREEN_STYLE = '<style>@media screen{.page{content-visibility:auto}}</style>';

function onScreen(html: string): string {
  const at = html.indexOf('</head>');
  return at < 0 ? html : html.slice(0, at) + SCREEN_STYLE + html.slice(at);
}
