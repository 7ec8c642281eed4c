import { useMemo, useState } from 'react';
import { asRefusal, call, type Refusal } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import { Button } from '../../parts/Button.tsx';
import { Grid } from '../../parts/Grid.tsx';
import { readAmount } from '../../parts/MoneyField.tsx';
import { Banner, ErrorBanner, notify, notifyWarnings } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { ApproveSheet } from './ApproveSheet.tsx';
import { draftColumns } from './sheetColumns.ts';
import { allTerms, faultOf, lineWith, termsOf, type Terms } from './terms.ts';
import { spanName, type Sheet, type SheetLine } from './words.ts';

/** A pay sheet that is being filled in: awards, advances set off with consent, tax. Its work comes from the work book. */
export function DraftSheet({ given }: { given: Sheet }) {
  const { sheet } = given;
  const [edits, setEdits] = useState<ReadonlyMap<number, Terms>>(new Map());
  const [error, setError] = useState<Refusal | null>(null);
  const [isSaving, setSaving] = useState(false);
  const [asking, setAsking] = useState<'approve' | 'delete' | null>(null);
  const print = usePrint();
  const lines = useMemo(
    () => given.lines.map((line) => lineWith(line, edits.get(line.workerId))),
    [given.lines, edits],
  );
  const faults = lines.flatMap((line) => {
    const fault = faultOf(line);
    return fault === null ? [] : [`${line.name}：${fault}`];
  });
  const hasFaults = faults.length > 0;
  const columns = useMemo(() => draftColumns(given.totals, hasFaults), [given.totals, hasFaults]);
  const isDirty = edits.size > 0;
  const whyNot = isDirty ? '先保存改动' : faults.length > 0 ? '先把不行的几行改好' : null;

  function edit(line: SheetLine, field: string, text: string): void {
    const before = edits.get(line.workerId) ?? termsOf(line);
    if (field === 'consent' || field === 'note') {
      put(line.workerId, { ...before, [field]: text.trim() });
      return;
    }
    const amount = readAmount(text, false);
    if (amount.error !== undefined) {
      notify(`${line.name}：${amount.error}`, 'warning');
      return;
    }
    put(line.workerId, { ...before, [field]: amount.fen ?? 0 });
  }
  function put(workerId: number, terms: Terms): void {
    setEdits((old) => new Map(old).set(workerId, terms));
  }
  async function save(): Promise<void> {
    setSaving(true);
    setError(null);
    try {
      const { warnings } = await call('labour.saveSheet', {
        id: sheet.id,
        from: sheet.from,
        to: sheet.to,
        title: sheet.title,
        workerIds: sheet.workerIds,
        awardCharge: sheet.awardCharge,
        terms: allTerms(given.lines, edits),
      });
      setEdits(new Map());
      notify(`发放表 ${sheet.no} 已保存。`);
      notifyWarnings(warnings);
    } catch (reason) {
      setError(asRefusal(reason));
    } finally {
      setSaving(false);
    }
  }

  return (
    <div className="labour">
      <Page
        title={`${sheet.title || `${spanName(sheet.from, sheet.to)}劳务费`}`}
        sub={
          <>
            <span className="tag attention">草稿</span> {sheet.no} · {sheet.from} 至 {sheet.to} 的工
          </>
        }
        actions={
          <>
            <Button kind="quiet" onClick={() => go('labour', null, { tab: 'sheets' })}>
              全部发放表
            </Button>
            <Button kind="danger" writes onClick={() => setAsking('delete')}>
              删除草稿…
            </Button>
            <Button
              shortcut="Ctrl+S"
              writes
              busy={isSaving}
              disabled={!isDirty || faults.length > 0}
              title={faults[0] ?? ''}
              onClick={() => void save()}
            >
              保存
            </Button>
            <Button
              shortcut="Ctrl+P"
              disabled={isDirty}
              onClick={() => print({ document: 'labour-pay', sheetId: sheet.id })}
            >
              打印草稿
            </Button>
            <Button
              kind="primary"
              writes
              disabled={whyNot !== null || lines.length === 0}
              title={whyNot ?? '生成凭证，锁定这张表'}
              onClick={() => setAsking('approve')}
            >
              批准…
            </Button>
          </>
        }
        banner={
          <>
            <ErrorBanner error={error} />
            {faults.length > 0 && (
              <Banner kind="error">
                {faults.slice(0, 3).join('；')}
                {faults.length > 3 && `；还有 ${faults.length - 3} 行`}
              </Banner>
            )}
            {given.warnings.length > 0 && <Banner kind="warning">{given.warnings.join('')}</Banner>}
          </>
        }
      >
        <div className="labour-body">
          <p className="form-note labour-hint">
            工日、件数和金额取自记工，改了记工这里跟着变。直接在格子里填奖补、扣回（先写明本人同意的凭据）、个税；个税照税务所定的填，程序不算。
          </p>
          <Grid<SheetLine>
            label="劳务费发放表"
            columns={columns}
            rows={lines}
            rowId={(line) => line.workerId}
            totals={{ unit: '人' }}
            onEdit={edit}
            empty="这些天没有还没造表的工。"
          />
        </div>
      </Page>
      {asking === 'approve' && <ApproveSheet given={given} onClose={() => setAsking(null)} />}
      {asking === 'delete' && (
        <Dialog
          title="删除草稿"
          danger
          width={400}
          saveLabel="删除"
          onClose={() => setAsking(null)}
          onSave={async () => {
            try {
              await call('labour.deleteSheet', { id: sheet.id });
              notify(`草稿 ${sheet.no} 已删除。`);
              go('labour', null, { tab: 'sheets' });
            } catch (reason) {
              notify(asRefusal(reason).message, 'error');
            }
          }}
        >
          <p>
            发放表 {sheet.no} 还是草稿，没有凭证。删除以后，{sheet.from} 至 {sheet.to}{' '}
            的记工不变，可以重新造表。
          </p>
        </Dialog>
      )}
    </div>
  );
}
