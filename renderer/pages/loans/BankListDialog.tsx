import { useRef, useState } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal } from '../../api.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { SelectField } from '../../parts/Field.tsx';
import { Grid, type Column } from '../../parts/Grid.tsx';
import { Banner, notify, notifyWarnings } from '../../parts/Notice.tsx';
import { Tabs } from '../../parts/Tabs.tsx';
import { useForm } from '../../parts/useForm.ts';
import { ACCEPTED, readSheetFile } from '../imports/sheetFile.ts';
import { type Claim, type Comparison, OUTCOMES } from './claimWords.ts';
import { groupName } from './words.ts';

interface Source {
  readonly fileName: string;
  readonly dataBase64: string;
}

type View = 'differing' | 'lines' | 'findings';

/** 银行利息清单: read and compared before anything is written. The bank's figure wins; what differs is kept and listed. */
export function BankListDialog({ given: { batch }, onClose }: { given: Claim; onClose: () => void }) {
  const form = useForm({ sheet: '' });
  const input = useRef<HTMLInputElement>(null);
  // The bytes stay out of the state: nothing on screen shows them and they can be large.
  const source = useRef<Source | null>(null);
  const asked = useRef(0);
  const [fileName, setFileName] = useState('');
  const [seen, setSeen] = useState<Comparison | null>(null);
  const [reading, setReading] = useState(false);
  const [view, setView] = useState<View>('differing');

  async function look(sheet: string): Promise<void> {
    if (!source.current) return;
    const mine = ++asked.current;
    setReading(true);
    try {
      const found = await call('claims.previewBankList', inputOf(source.current, sheet));
      if (mine !== asked.current) return;
      setSeen(found);
      setView(found.totals.differing > 0 ? 'differing' : findingsOf(found).length > 0 ? 'findings' : 'lines');
    } catch (reason) {
      if (mine === asked.current) form.fail(reason);
    } finally {
      if (mine === asked.current) setReading(false);
    }
  }
  async function choose(file: File): Promise<void> {
    setFileName(file.name);
    setSeen(null);
    form.restart({ sheet: '' });
    const read = await readSheetFile(file);
    if (typeof read === 'string') {
      source.current = null;
      form.fail(new Refusal('file_unreadable', read));
      return;
    }
    source.current = read;
    await look('');
  }
  function inputOf(from: Source, sheet: string) {
    return { id: batch.id, ...from, ...(sheet ? { sheet } : {}) };
  }

  return (
    <Dialog
      title={`银行利息清单：${batch.no}`}
      width={1000}
      form={form}
      saveLabel={seen && seen.fatal === null ? `按银行数登记 ${seen.lines.length} 笔` : '登记'}
      disabled={!seen || seen.fatal !== null || seen.lines.length === 0 || reading}
      onClose={onClose}
      onSave={async ({ sheet }) => {
        if (!source.current) return false;
        const done = await call('claims.importBankList', inputOf(source.current, sheet));
        notify(
          `银行清单已登记 ${done.lines} 笔，${done.differing} 笔与计算不同，差 ${formatYuan(done.differenceFen)} 元；申请贴息 ${formatYuan(done.claimedFen)} 元。`,
        );
        notifyWarnings(done.warnings);
        return true;
      }}
      foot={seen && seen.fatal === null ? <Summary seen={seen} /> : null}
    >
      <div className="loan-list">
        <div className="loan-list-head">
          <input
            ref={input}
            type="file"
            aria-label="银行利息清单文件"
            className="unseen"
            tabIndex={-1}
            accept={ACCEPTED}
            onChange={(event) => {
              const file = event.target.files?.[0];
              event.target.value = '';
              if (file) void choose(file);
            }}
          />
          <Button kind={seen ? 'plain' : 'primary'} onClick={() => input.current?.click()}>
            {fileName ? '换一个文件…' : '选银行的清单文件…'}
          </Button>
          <b>{fileName}</b>
          {seen && seen.sheets.length > 1 && (
            <SelectField
              bare
              label="工作表"
              width={180}
              value={form.value.sheet || seen.sheet}
              onChange={(sheet) => {
                form.set({ sheet });
                void look(sheet);
              }}
              choices={seen.sheets.map((name) => ({ value: name, label: name }))}
            />
          )}
          <span className="quiet">借据号、借款人、起息日、止息日、天数、利息；.xlsx 或 .csv，原文件不动</span>
        </div>
        {reading && <p className="waiting">正在核对…</p>}
        {seen && seen.fatal !== null && (
          <Banner kind="error">
            <b>不能登记：</b>
            {seen.fatal}
          </Banner>
        )}
        {seen && seen.fatal === null && <Compared seen={seen} view={view} onView={setView} />}
      </div>
    </Dialog>
  );
}

type Line = Comparison['lines'][number];

const LINES: readonly Column<Line>[] = [
  { field: 'groupNo', title: '组', kind: 'code', width: 42, value: (row) => groupName(row.groupNo) },
  { field: 'borrowerName', title: '借款人', kind: 'text', width: 80 },
  { field: 'noteNo', title: '借据号', kind: 'code', width: 110 },
  { field: 'days', title: '计算天数', kind: 'number', width: 70 },
  { field: 'bankDays', title: '银行天数', kind: 'number', width: 70 },
  { field: 'interestFen', title: '计算利息', kind: 'money', width: 100, total: true },
  { field: 'bankFen', title: '银行利息', kind: 'money', width: 100, total: true, strong: true },
  { field: 'differenceFen', title: '差额', kind: 'money', width: 80, total: true },
  { field: 'subsidyFen', title: '按计算贴息', kind: 'money', width: 100, total: true },
  { field: 'claimedFen', title: '按银行贴息', kind: 'money', width: 100, total: true, strong: true },
];

interface Finding {
  readonly key: string;
  readonly where: string;
  readonly what: string;
  readonly who: string;
  readonly fen: number | null;
  readonly reason: string;
}

const FINDINGS: readonly Column<Finding>[] = [
  { field: 'where', title: '位置', kind: 'code', width: 80 },
  { field: 'what', title: '问题', kind: 'text', width: 90, strong: true },
  { field: 'who', title: '借款人', kind: 'text', width: 180 },
  { field: 'fen', title: '利息', kind: 'money', width: 90 },
  { field: 'reason', title: '说明', kind: 'text', width: 420, tooltip: (row) => row.reason },
];

function Compared(props: { seen: Comparison; view: View; onView: (view: View) => void }) {
  const { seen, view, onView } = props;
  const differing = seen.lines.filter((line) => line.differenceFen !== 0);
  const findings = findingsOf(seen);
  return (
    <>
      <Tabs
        label="核对结果"
        value={view}
        onChange={onView}
        tabs={[
          { value: 'differing', label: `不同的 ${differing.length}` },
          { value: 'lines', label: `对上的 ${seen.lines.length}` },
          { value: 'findings', label: `要看的 ${findings.length}` },
        ]}
      />
      <div className="loan-list-grid">
        {view === 'findings' ? (
          <Grid<Finding>
            key="findings"
            label="清单里要看的"
            columns={FINDINGS}
            rows={findings}
            rowId={(row) => row.key}
            empty="清单和花名册一笔不多、一笔不少。"
          />
        ) : (
          <Grid<Line>
            key={view}
            label={view === 'differing' ? '与银行不同的' : '与银行对上的'}
            columns={LINES}
            rows={view === 'differing' ? differing : seen.lines}
            rowId={(row) => row.lineId}
            totals={{ unit: '笔' }}
            rowClass={(row) => (row.differenceFen !== 0 ? 'differs' : undefined)}
            empty={view === 'differing' ? '银行的利息和计算的一分不差。' : '没有一笔对得上。'}
          />
        )}
      </div>
    </>
  );
}

/** Everything that is not simply a figure beside a figure: unknown, doubled, missing and unreadable rows. */
function findingsOf(seen: Comparison): Finding[] {
  return [
    ...seen.refused.map((one) => ({
      key: `r${one.row}${one.column ?? ''}`,
      where: `${one.column ?? ''}${one.row}`,
      what: '读不出',
      who: '',
      fen: null,
      reason: one.reason,
    })),
    ...seen.rows
      .filter((row) => row.outcome !== 'same' && row.outcome !== 'differs')
      .map((row) => ({
        key: `o${row.row}`,
        where: String(row.row),
        what: OUTCOMES[row.outcome],
        who: `${row.name} ${row.noteNo}`,
        fen: row.bankFen,
        reason: row.reason,
      })),
    ...seen.missing.map((line) => ({
      key: `m${line.lineId}`,
      where: '花名册',
      what: '清单没有',
      who: `${line.borrowerName} ${line.noteNo}`,
      fen: line.interestFen,
      reason: '花名册里有，银行清单里没有；不改的话按计算的利息申请。',
    })),
    ...seen.warnings.map((one) => ({
      key: `w${one.row}${one.column ?? ''}${one.reason}`,
      where: `${one.column ?? ''}${one.row}`,
      what: '留意',
      who: '',
      fen: null,
      reason: one.reason,
    })),
  ];
}

function Summary({ seen: { totals } }: { seen: Comparison }) {
  return (
    <span className="figures">
      银行 {formatYuan(totals.bankFen)} − 计算 {formatYuan(totals.interestFen)} = 差{' '}
      <b>{formatYuan(totals.differenceFen)}</b>；以银行为准，申请贴息 <b>{formatYuan(totals.claimedFen)}</b>
    </span>
  );
}
