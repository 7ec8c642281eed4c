import { useEffect, useRef, type KeyboardEvent } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { isComposing } from '../../parts/keys.ts';
import { readAmount } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { HouseholdPicker } from './HouseholdPicker.tsx';
import {
  type Figure,
  isBlank,
  lineAfter,
  plainQuantity,
  repeated,
  rowOf,
  type SheetLine,
  whatIsMissing,
} from './sheetLines.ts';
import type { Kind } from './words.ts';

const MOST_LINES = 200;
/** In the order of the keyboard. */
const CELLS = ['household', 'kind', 'scale', 'input', 'expected', 'output', 'income', 'note'] as const;
type Cell = (typeof CELLS)[number];

/** 登记产业: many lines at once, without the mouse; a household's line that stands already is changed by a new one. */
export function IndustrySheet({ year, onClose }: { year: number; onClose: () => void }) {
  const kinds = (useCall('industry.kinds', {}).value ?? []).filter((kind) => kind.enabled);
  const form = useForm<{ lines: readonly SheetLine[] }>({ lines: [lineAfter(undefined)] });
  const { lines } = form.value;
  const sheet = useRef<HTMLTableSectionElement>(null);
  const count = useRef(lines.length);
  useEffect(() => {
    if (lines.length > count.current) focusCell(sheet.current, lines.length - 1, 'household');
    count.current = lines.length;
  }, [lines.length]);
  const twice = repeated(lines);
  const typed = lines.filter((line) => !isBlank(line));

  function change(key: number, part: Partial<SheetLine>): void {
    form.set({ lines: lines.map((line) => (line.key === key ? { ...line, ...part } : line)) });
  }
  function onwards(at: number, cell: Cell): void {
    const next = CELLS[CELLS.indexOf(cell) + 1];
    // Figures that are known only at the year's end don't stand in the way of the next household.
    if (next && !(cell === 'expected' && lines[at] && rowOf(lines[at]) !== null))
      focusCell(sheet.current, at, next);
    else if (at + 1 < lines.length) focusCell(sheet.current, at + 1, 'household');
    else if (lines[at] && !isBlank(lines[at]) && lines.length < MOST_LINES) {
      form.set({ lines: [...lines, lineAfter(lines[at])] });
    }
  }
  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (isComposing(event.nativeEvent) || event.defaultPrevented || event.ctrlKey || event.metaKey) return;
    if (!(event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement)) return;
    const [at, cell] = cellOf(event.target);
    if (at === -1) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      onwards(at, cell);
    } else if (
      (event.key === 'ArrowDown' || event.key === 'ArrowUp') &&
      cell !== 'household' &&
      cell !== 'kind'
    ) {
      event.preventDefault();
      focusCell(sheet.current, at + (event.key === 'ArrowDown' ? 1 : -1), cell);
    }
  }
  async function save(value: { lines: readonly SheetLine[] }): Promise<void> {
    const filled = value.lines.filter((line) => !isBlank(line));
    const wrong = filled.find((line) => whatIsMissing(line) !== null || repeated(value.lines).has(line.key));
    if (wrong) {
      const at = value.lines.indexOf(wrong);
      focusCell(sheet.current, at, wrong.household ? 'scale' : 'household');
      const why = whatIsMissing(wrong) ?? '同一户同一项目写了两行';
      throw new Refusal('line_missing', `第 ${at + 1} 行${why}。填好或去掉这一行再登记。`);
    }
    const saved = await call('industry.save', {
      year,
      rows: filled.flatMap((line) => rowOf(line) ?? []),
      reason: '',
    });
    notify(
      `${year} 年产业：新登记 ${saved.created} 条${saved.changed > 0 ? `，改动 ${saved.changed} 条` : ''}${saved.same > 0 ? `，${saved.same} 条没有变` : ''}。`,
    );
    notifyWarnings(saved.warnings);
  }

  const sum = (field: 'input' | 'expected'): number =>
    typed.reduce((total, line) => total + (readAmount(line[field], false).fen ?? 0), 0);
  return (
    <Dialog
      title={`登记 ${year} 年户产业`}
      width={1120}
      saveLabel={`全部登记 ${typed.length} 条`}
      form={form}
      disabled={typed.length === 0}
      onClose={onClose}
      onSave={save}
      foot={
        <span>
          投入 <b className="figures">{formatYuan(sum('input'))}</b>　预计收入{' '}
          <b className="figures">{formatYuan(sum('expected'))}</b> 元
        </span>
      }
    >
      <p className="form-note">
        选户、回车、规模、回车、投入、回车、预计收入、回车，就到下一户；项目沿用上一行，按首字或上下键换。产量和实际收入年底再填也行。同一户同一项目已有一行的，按这里的改。Ctrl+回车全部登记。
      </p>
      <div className="industry-lines">
        <table aria-label="产业登记表">
          <thead>
            <tr>
              <th>行</th>
              <th>户</th>
              <th>项目</th>
              <th className="right">规模</th>
              <th>单位</th>
              <th className="right">投入（元）</th>
              <th className="right">预计收入（元）</th>
              <th className="right">产量</th>
              <th className="right">实际收入（元）</th>
              <th>备注</th>
              <th>提示</th>
              <th aria-label="去掉" />
            </tr>
          </thead>
          <tbody ref={sheet} onKeyDown={onKeyDown}>
            {lines.map((line, index) => (
              <LineRow
                key={line.key}
                line={line}
                number={index + 1}
                kinds={kinds}
                isTwice={twice.has(line.key)}
                onChange={(part) => change(line.key, part)}
                onPicked={() =>
                  requestAnimationFrame(() =>
                    focusCell(sheet.current, index, line.kindId === null ? 'kind' : 'scale'),
                  )
                }
                onRemove={() =>
                  form.set({
                    lines:
                      lines.length === 1
                        ? [lineAfter(undefined)]
                        : lines.filter((one) => one.key !== line.key),
                  })
                }
              />
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}

function LineRow(props: {
  line: SheetLine;
  number: number;
  kinds: readonly Kind[];
  isTwice: boolean;
  onChange: (part: Partial<SheetLine>) => void;
  onPicked: () => void;
  onRemove: () => void;
}) {
  const { line, number, kinds, onChange } = props;
  const kind = kinds.find((one) => one.id === line.kindId);
  const figure = (name: Figure, label: string) => (
    <td data-cell={name}>
      <input
        className="figures"
        inputMode="decimal"
        aria-label={`${label} ${number}`}
        value={line[name]}
        maxLength={18}
        autoComplete="off"
        onFocus={(event) => event.target.select()}
        onChange={(event) => onChange({ [name]: plainQuantity(event.target.value) })}
      />
    </td>
  );
  const missing = isBlank(line) ? null : props.isTwice ? '同一户同一项目写了两行' : whatIsMissing(line);
  const said = missing !== null && (props.isTwice || line.scale !== '') ? missing : '';
  return (
    <tr className={said ? 'refused' : ''}>
      <td className="quiet figures">{number}</td>
      <td data-cell="household">
        <HouseholdPicker
          bare
          label={`户 ${number}`}
          value={line.household}
          onChange={(household) => {
            onChange({ household });
            if (household) props.onPicked();
          }}
        />
      </td>
      <td data-cell="kind">
        <select
          aria-label={`项目 ${number}`}
          value={line.kindId ?? ''}
          onChange={(event) =>
            onChange({ kindId: event.target.value === '' ? null : Number(event.target.value) })
          }
        >
          <option value="">选项目</option>
          {kinds.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </td>
      {figure('scale', '规模')}
      <td className="quiet">{kind?.unit ?? ''}</td>
      {figure('input', '投入')}
      {figure('expected', '预计收入')}
      {figure('output', '产量')}
      {figure('income', '实际收入')}
      <td data-cell="note">
        <input
          aria-label={`备注 ${number}`}
          value={line.note}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => onChange({ note: event.target.value })}
        />
      </td>
      <td className="negative">{said}</td>
      <td>
        <Button kind="quiet" title={`去掉第 ${number} 行`} onClick={props.onRemove}>
          ×
        </Button>
      </td>
    </tr>
  );
}

function cellOf(field: HTMLElement): [at: number, cell: Cell] {
  const row = field.closest('tr');
  const at = row?.parentElement ? [...row.parentElement.children].indexOf(row) : -1;
  const cell = CELLS.find((one) => one === field.closest('td')?.dataset['cell']) ?? 'household';
  return [at, cell];
}

function focusCell(body: HTMLTableSectionElement | null, at: number, cell: Cell): void {
  const field = body?.children[at]?.querySelector<HTMLInputElement | HTMLSelectElement>(
    `td[data-cell="${cell}"] :is(input, select)`,
  );
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
}
