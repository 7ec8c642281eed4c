import { useMemo, useRef, useState } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { asRefusal, call, type Refusal } from '../../api.ts';
import { balanceInWords } from '../ledger/balance.ts';
import { ACCEPTED, readSheetFile } from '../imports/sheetFile.ts';
import type { Account } from '../vouchers/lookup.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { RadioField } from '../../parts/Field.tsx';
import { Banner, ErrorBanner } from '../../parts/Notice.tsx';
import { yuanOrDash } from '../../parts/Stat.tsx';
import { useForm } from '../../parts/useForm.ts';
import type { Item, Shown, Typed } from './openings.ts';
import { clearTarget, LEFT_OUT, placeSheet, targetsFor, type SheetRow } from './sheet.ts';

type Read = Output<'openings.readSheet'>;
type System = '2007' | '2021';

/** A trial balance from a spreadsheet: its codes translated, what is not clear chosen here, then into the table. */
export function ImportOpenings(props: {
  accounts: readonly Account[];
  items: readonly Item[];
  typed: readonly Typed[];
  shown: readonly Shown[];
  midYear: boolean;
  onClose: () => void;
  onPlaced: (rows: Typed[], notes: string[]) => void;
}) {
  const { accounts, items, typed, shown, midYear } = props;
  const [system, setSystem] = useState<System>('2007');
  const [file, setFile] = useState<{ fileName: string; dataBase64: string } | null>(null);
  const [read, setRead] = useState<Read | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Refusal | string | null>(null);
  const form = useForm<{ chosen: Readonly<Record<number, string>> }>({ chosen: {} });
  const input = useRef<HTMLInputElement>(null);
  const { chosen } = form.value;
  const rows = read?.rows ?? [];
  const open = rows.filter((row) => clearTarget(row, accounts) === null);
  const undecided = open.filter((row) => chosen[row.row] === undefined);

  async function look(source: { fileName: string; dataBase64: string }, as: System): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      const got = await call('openings.readSheet', { ...source, system: as });
      setRead(got);
      setProblem(got.problem);
      form.restart({ chosen: {} });
    } catch (reason) {
      setProblem(asRefusal(reason));
    } finally {
      setBusy(false);
    }
  }
  async function choose(picked: File): Promise<void> {
    const source = await readSheetFile(picked);
    if (typeof source === 'string') return setProblem(source);
    setFile(source);
    await look(source, system);
  }
  function place(): void {
    const computed = new Map<string, number>();
    for (const row of shown) {
      if (row.computed) computed.set(row.account, (computed.get(row.account) ?? 0) + row.balanceFen);
    }
    const all = new Map(
      rows.map((row) => [row.row, clearTarget(row, accounts) ?? chosen[row.row] ?? LEFT_OUT] as const),
    );
    const placed = placeSheet({ rows, chosen: all, accounts, items, typed, computed, midYear });
    props.onPlaced(placed.rows, placed.notes);
  }

  return (
    <Dialog
      title="从表格导入期初余额"
      saveLabel="放进期初表"
      form={form}
      width={980}
      writes={false}
      disabled={rows.length === 0 || undecided.length > 0}
      onClose={props.onClose}
      onSave={() => Promise.resolve(place())}
      foot={
        rows.length > 0 && (
          <span>
            读到 {rows.length} 行，余额取自“{read?.balanceFrom}”
            {open.length > 0 && `，${open.length} 行要您选科目`}
            {undecided.length > 0 && <b className="negative">，还有 {undecided.length} 行没选</b>}
          </span>
        )
      }
    >
      <div className="opening-import-head">
        <RadioField<System>
          label="旧账用的是哪个制度"
          value={system}
          onChange={(next) => {
            setSystem(next);
            if (file) void look(file, next);
          }}
          choices={[
            { value: '2007', label: '2007 年制度（2022 年以前的账）' },
            { value: '2021', label: '2021 年制度（现行编码）' },
          ]}
        />
        <Button kind={read ? 'plain' : 'primary'} busy={busy} onClick={() => input.current?.click()}>
          {busy ? '正在读取…' : file ? `换一个文件（现在是 ${file.fileName}）` : '选择科目余额表…'}
        </Button>
        <input
          ref={input}
          type="file"
          aria-label="科目余额表文件"
          className="unseen"
          tabIndex={-1}
          accept={ACCEPTED}
          onChange={(event) => {
            const picked = event.target.files?.[0];
            event.target.value = '';
            if (picked) void choose(picked);
          }}
        />
      </div>
      {typeof problem === 'string' ? (
        <Banner kind="error">{problem}</Banner>
      ) : (
        <ErrorBanner error={problem} />
      )}
      {system === '2007' && !read && <Traps />}
      {read?.warnings.map((warning) => (
        <Banner key={warning} kind="warning">
          {warning}
        </Banner>
      ))}
      {rows.length > 0 && (
        <Rows
          rows={rows}
          accounts={accounts}
          midYear={midYear}
          chosen={chosen}
          onChoose={(row, code) => form.set({ chosen: { ...chosen, [row]: code } })}
        />
      )}
    </Dialog>
  );
}

/** What is easily brought over wrongly from the books of before. */
function Traps() {
  return (
    <div className="opening-traps">
      <p>
        表里要有“科目编码、科目名称”和期末（或期初）借方、贷方余额；年中启用的再加本年累计借方、贷方。旧账编码会自动换成新编码，这几个要当心：
      </p>
      <ul>
        <li>
          <b>522</b> 旧账是“管理费用”，新账 522 是“税金及附加”，管理费用改成 <b>523</b>：自动换。
        </li>
        <li>
          <b>141、142</b> 旧账是牲畜资产、林木资产，新账按用途分到 <b>141–144</b>：要您选。
        </li>
        <li>
          <b>211</b> 旧账“应付款”里的临时工工钱、税、利息，新账分到 <b>213、214、215</b>：要您选。
        </li>
        <li>
          <b>529</b> 旧账“其他支出”里的利息、手续费，新账归 <b>524 财务费用</b>：要您选。
        </li>
      </ul>
    </div>
  );
}

function Rows(props: {
  rows: readonly SheetRow[];
  accounts: readonly Account[];
  midYear: boolean;
  chosen: Readonly<Record<number, string>>;
  onChoose: (row: number, code: string) => void;
}) {
  const { rows, accounts, midYear } = props;
  const names = useMemo(() => new Map(accounts.map((one) => [one.code, one.fullName])), [accounts]);
  return (
    <div className="opening-import long">
      <table>
        <thead>
          <tr>
            <th>行</th>
            <th>旧科目</th>
            <th className="right">余额</th>
            {midYear && <th className="right">本年累计借方</th>}
            {midYear && <th className="right">本年累计贷方</th>}
            <th>新科目</th>
            <th>说明</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const clear = clearTarget(row, accounts);
            const isOpen = clear === null && props.chosen[row.row] === undefined;
            return (
              <tr key={row.row} className={isOpen ? 'undecided' : ''}>
                <td className="figures quiet">{row.row}</td>
                <td>
                  {row.oldCode} {row.oldName}
                </td>
                <td className="figures right">{balanceInWords(row.balanceFen)}</td>
                {midYear && <td className="figures right">{yuanOrDash(row.yearDebitFen)}</td>}
                {midYear && <td className="figures right">{yuanOrDash(row.yearCreditFen)}</td>}
                <td>
                  {clear === null ? (
                    <select
                      aria-label={`第 ${row.row} 行的新科目`}
                      aria-invalid={isOpen}
                      value={props.chosen[row.row] ?? '?'}
                      onChange={(event) => props.onChoose(row.row, event.target.value)}
                    >
                      <option value="?" disabled>
                        请选择…
                      </option>
                      {targetsFor(row, accounts).map((one) => (
                        <option key={one.code} value={one.code}>
                          {one.code} {one.fullName}
                        </option>
                      ))}
                      <option value={LEFT_OUT}>不放进来</option>
                    </select>
                  ) : (
                    `${clear} ${names.get(clear) ?? ''}`
                  )}
                </td>
                <td className="quiet">{row.reason}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
