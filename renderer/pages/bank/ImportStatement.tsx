import { useEffect, useRef, useState, type RefObject } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal } from '../../api.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { SelectField } from '../../parts/Field.tsx';
import { Grid } from '../../parts/Grid.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { Banner, notify } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { ACCEPTED, readSheetFile } from '../imports/sheetFile.ts';
import { PREVIEW_COLUMNS, type Preview } from './columns.ts';

interface Source {
  readonly fileName: string;
  readonly dataBase64: string;
}

/** The system's own file panel, opened by a button; emptied, so that the same file can be chosen again after it was mended. */
export function StatementFile(props: {
  input: RefObject<HTMLInputElement | null>;
  onChoose: (file: File) => void;
}) {
  return (
    <input
      ref={props.input}
      type="file"
      aria-label="对账单文件"
      className="unseen"
      tabIndex={-1}
      accept={ACCEPTED}
      onChange={(event) => {
        const file = event.target.files?.[0];
        event.target.value = '';
        if (file) props.onChoose(file);
      }}
    />
  );
}

/** A bank's file, read and shown before anything is written. */
export function ImportStatement(props: {
  bank: { id: number; name: string };
  file: File;
  onClose: () => void;
  /** The last day that came in. */
  onImported: (to: string) => void;
}) {
  const bankId = props.bank.id;
  const form = useForm({ openingFen: null as number | null });
  // The bytes stay out of the state: nothing on screen shows them and they can be large.
  const source = useRef<Source | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const [fileName, setFileName] = useState(props.file.name);
  const asked = useRef(0);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [reading, setReading] = useState(false);

  async function look(sheet?: string, openingFen = form.value.openingFen): Promise<void> {
    if (!source.current) return;
    const mine = ++asked.current;
    setReading(true);
    try {
      const seen = await call('bank.preview', inputOf(source.current, sheet, openingFen));
      if (mine === asked.current) setPreview(seen);
    } catch (reason) {
      if (mine === asked.current) form.fail(reason);
    } finally {
      if (mine === asked.current) setReading(false);
    }
  }
  async function choose(file: File): Promise<void> {
    setFileName(file.name);
    setPreview(null);
    form.restart({ openingFen: null });
    const read = await readSheetFile(file);
    if (typeof read === 'string') {
      source.current = null;
      form.fail(new Refusal('file_unreadable', read));
      return;
    }
    source.current = read;
    await look(undefined, null);
  }
  useEffect(() => {
    void choose(props.file);
    // Once: another file is chosen in here.
  }, []);
  function inputOf(from: Source, sheet: string | undefined, openingFen: number | null) {
    return { bankId, ...from, ...(sheet ? { sheet } : {}), ...(openingFen === null ? {} : { openingFen }) };
  }

  const created = preview?.created ?? 0;
  const isMissing = preview?.needsOpening === true && form.value.openingFen === null;
  return (
    <Dialog
      title={`导入对账单 · ${props.bank.name}`}
      width={860}
      form={form}
      saveLabel={created > 0 ? `导入 ${created} 笔` : '导入'}
      disabled={!preview || preview.fatal !== null || created === 0 || isMissing || reading}
      onClose={props.onClose}
      onSave={async ({ openingFen }) => {
        if (!source.current || !preview) return false;
        const done = await call('bank.import', inputOf(source.current, preview.sheet, openingFen));
        notify(
          `已导入 ${done.created} 笔${done.same > 0 ? `，${done.same} 笔原来就有` : ''}。可以自动勾对了。`,
        );
        if (done.to) props.onImported(done.to);
        return true;
      }}
      foot={preview && preview.fatal === null ? <Summary preview={preview} /> : null}
    >
      <div className="bank-choose">
        <p>
          <b>{fileName}</b>
          <br />
          <small className="quiet">网上银行导出的交易明细，.xlsx 或 .csv；原文件不会被改动</small>
        </p>
        <StatementFile input={input} onChoose={(file) => void choose(file)} />
        <Button onClick={() => input.current?.click()}>换一个文件…</Button>
        {preview && preview.sheets.length > 1 && (
          <SelectField
            label="工作表"
            width={180}
            value={preview.sheet}
            onChange={(sheet) => void look(sheet)}
            choices={preview.sheets.map((name) => ({ value: name, label: name }))}
          />
        )}
        {preview && (preview.needsOpening || form.value.openingFen !== null) && (
          <MoneyField
            label="第一笔之前的余额"
            required
            allowNegative
            width={180}
            valueFen={form.value.openingFen}
            error={form.errorOf('openingFen')}
            onChange={(openingFen) => {
              form.set({ openingFen });
              void look(preview.sheet, openingFen);
            }}
          />
        )}
      </div>
      {reading && !preview && <p className="waiting">正在读取…</p>}
      {preview && (
        <>
          {preview.fatal !== null && (
            <Banner kind="error">
              <b>不能导入：</b>
              {preview.fatal}
            </Banner>
          )}
          {preview.fatal === null && created === 0 && (
            <Banner kind="info">这份对账单里的 {preview.same} 笔都已经有了，没有要导入的。</Banner>
          )}
          {isMissing && preview.fatal === null && (
            <Banner kind="warning">
              文件里没有余额，这个账户也还没有对账单。请在上面填第一笔之前的余额（第一次对账时银行的余额）。
            </Banner>
          )}
          {preview.warnings.map(({ row, reason }) => (
            <Banner key={`${row} ${reason}`} kind="warning">
              第 {row} 行：{reason}。
            </Banner>
          ))}
          {preview.rows.length > 0 && (
            <div className="bank-preview">
              <Grid<Preview['rows'][number]>
                label="试读对账单"
                columns={PREVIEW_COLUMNS}
                rows={preview.rows}
                rowId={({ row }) => row}
                totals={{ unit: '笔' }}
                rowClass={({ outcome }) => (outcome === 'created' ? undefined : 'faded')}
              />
            </div>
          )}
        </>
      )}
    </Dialog>
  );
}

function Summary({ preview }: { preview: Preview }) {
  const { from, to, openingFen, closingFen, inFen, outFen } = preview;
  if (from === null || to === null) return null;
  const balance = (fen: number | null): string => (fen === null ? '不详' : formatYuan(fen));
  return (
    <span className="figures">
      {from} 至 {to}：期初 {balance(openingFen)} + 收 {formatYuan(inFen)} − 支 {formatYuan(outFen)} = 期末{' '}
      <b>{balance(closingFen)}</b>
    </span>
  );
}
