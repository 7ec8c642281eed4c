import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { Input } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { isComposing } from '../../parts/keys.ts';
import { readAmount } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { HouseholdPicker } from './HouseholdPicker.tsx';
import { type PickedHousehold, plainQuantity } from './sheetLines.ts';
import type { Kind, Programme } from './words.ts';

interface TypedLine {
  readonly key: number;
  readonly household: PickedHousehold | null;
  readonly kindId: number | null;
  readonly months: string;
  readonly amount: string;
  readonly note: string;
}

type Cell = 'household' | 'kind' | 'months' | 'amount' | 'note';

const after = (before: TypedLine | undefined): TypedLine => ({
  key: (before?.key ?? 0) + 1,
  household: null,
  kindId: before?.kindId ?? null,
  months: '',
  amount: '',
  note: '',
});
const isBlank = (line: TypedLine): boolean =>
  line.household === null && line.months === '' && line.amount === '' && line.note === '';

/** Why a line can't go; null when it can. */
function missingIn(line: TypedLine, basis: Programme['basis']): string | null {
  if (line.household === null) return '没有选户';
  const amount = readAmount(line.amount, false);
  if (amount.error !== undefined) return amount.error;
  if (basis === 'scale') return line.kindId === null ? '没有选项目' : null;
  if (basis === 'fixed') return amount.fen ? null : '没有填金额';
  if (line.months === '') return amount.fen ? null : '没有填月数';
  return /^\d{1,3}(\.\d{1,3})?$/u.test(line.months) ? null : '月数写成 6 或 6.5 这样';
}

/** 登记名单: household after household, with months or an amount. */
export function AwardSheet({ programme, onClose }: { programme: Programme; onClose: () => void }) {
  const { basis } = programme;
  const kinds = (useCall('industry.kinds', {}).value ?? []).filter((kind) => kind.enabled);
  const cells: readonly Cell[] =
    basis === 'work' ? ['household', 'months', 'amount', 'note'] : ['household', 'kind', 'amount', 'note'];
  const form = useForm<{ lines: readonly TypedLine[] }>({ lines: [after(undefined)] });
  const { lines } = form.value;
  const sheet = useRef<HTMLTableSectionElement>(null);
  const count = useRef(lines.length);
  useEffect(() => {
    if (lines.length > count.current) focusCell(sheet.current, lines.length - 1, 'household');
    count.current = lines.length;
  }, [lines.length]);
  const typed = lines.filter((line) => !isBlank(line));
  const change = (key: number, part: Partial<TypedLine>): void =>
    form.set({ lines: lines.map((line) => (line.key === key ? { ...line, ...part } : line)) });
  const first = basis === 'work' ? 'months' : basis === 'scale' ? 'kind' : 'amount';

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (isComposing(event.nativeEvent) || event.defaultPrevented || event.ctrlKey || event.metaKey) return;
    if (
      event.key !== 'Enter' ||
      !(event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement)
    )
      return;
    const row = event.target.closest('tr');
    const at = row?.parentElement ? [...row.parentElement.children].indexOf(row) : -1;
    const line = lines[at];
    if (!line) return;
    event.preventDefault();
    const cell =
      cells.find((one) => one === (event.target as HTMLElement).closest('td')?.dataset['cell']) ??
      'household';
    const next = cells[cells.indexOf(cell) + 1];
    // Months make the amount: on to the next household.
    const isEnough = cell !== 'household' && cell !== 'kind' && missingIn(line, basis) === null;
    if (next && !isEnough) focusCell(sheet.current, at, next);
    else if (at + 1 < lines.length) focusCell(sheet.current, at + 1, 'household');
    else if (!isBlank(line)) form.set({ lines: [...lines, after(line)] });
  }

  async function save(value: { lines: readonly TypedLine[] }): Promise<void> {
    const filled = value.lines.filter((line) => !isBlank(line));
    const wrong = filled.find((line) => missingIn(line, basis) !== null);
    if (wrong) {
      throw new Refusal(
        'line_missing',
        `第 ${value.lines.indexOf(wrong) + 1} 行${missingIn(wrong, basis) ?? ''}。填好或去掉这一行再登记。`,
      );
    }
    const rows: Input<'awards.saveLines'>['lines'] = filled.flatMap((line) =>
      line.household === null
        ? []
        : [
            {
              householdId: line.household.id,
              kindId: basis === 'work' ? null : line.kindId,
              months: basis === 'work' && line.months !== '' ? line.months : null,
              amountFen: readAmount(line.amount, false).fen,
              note: line.note.trim(),
            },
          ],
    );
    const saved = await call('awards.saveLines', { id: programme.id, lines: rows });
    notify(
      `名单：新登记 ${saved.created} 行${saved.changed > 0 ? `，改动 ${saved.changed} 行` : ''}，全部共 ${formatYuan(saved.amountFen)} 元。`,
    );
    notifyWarnings(saved.warnings);
  }

  return (
    <Dialog
      title={`登记名单：${programme.year} 年${programme.name}`}
      width={880}
      saveLabel={`全部登记 ${typed.length} 行`}
      form={form}
      disabled={typed.length === 0}
      onClose={onClose}
      onSave={save}
    >
      <p className="form-note">
        {basis === 'work'
          ? `选户、回车、月数、回车，就到下一户；金额按每月 ${formatYuan(programme.monthFen ?? 0)} 元算，核定成别的数要写备注。`
          : basis === 'scale'
            ? '一般用“按验收计算”。这里登记要单独核定的：金额与标准不同的，备注里写明依据。'
            : '选户、回车、金额、回车，就到下一户。按产业补的选项目，不按产业的不选。'}
        同一户（同一项目）已在名单里的，按这里的改。Ctrl+回车全部登记。
      </p>
      <div className="industry-lines award-lines">
        <table aria-label="名单登记表">
          <thead>
            <tr>
              <th>行</th>
              <th>户</th>
              <th>{basis === 'work' ? '月数' : '项目'}</th>
              <th className="right">金额（元）</th>
              <th>备注</th>
              <th>提示</th>
              <th aria-label="去掉" />
            </tr>
          </thead>
          <tbody ref={sheet} onKeyDown={onKeyDown}>
            {lines.map((line, index) => (
              <AwardRow
                key={line.key}
                line={line}
                number={index + 1}
                basis={basis}
                kinds={kinds}
                said={
                  isBlank(line)
                    ? ''
                    : ((line.months !== '' || line.amount !== '' ? missingIn(line, basis) : null) ?? '')
                }
                onChange={(part) => change(line.key, part)}
                onPicked={() => requestAnimationFrame(() => focusCell(sheet.current, index, first))}
                onRemove={() =>
                  form.set({
                    lines:
                      lines.length === 1 ? [after(undefined)] : lines.filter((one) => one.key !== line.key),
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

function AwardRow(props: {
  line: TypedLine;
  number: number;
  basis: Programme['basis'];
  kinds: readonly Kind[];
  said: string;
  onChange: (part: Partial<TypedLine>) => void;
  onPicked: () => void;
  onRemove: () => void;
}) {
  const { line, number, basis, onChange } = props;
  const figure = (name: 'months' | 'amount', label: string) => (
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
  return (
    <tr className={props.said ? 'refused' : ''}>
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
      {basis === 'work' ? (
        figure('months', '月数')
      ) : (
        <td data-cell="kind">
          <select
            aria-label={`项目 ${number}`}
            value={line.kindId ?? ''}
            onChange={(event) =>
              onChange({ kindId: event.target.value === '' ? null : Number(event.target.value) })
            }
          >
            <option value="">{basis === 'scale' ? '选项目' : '不按产业'}</option>
            {props.kinds.map((kind) => (
              <option key={kind.id} value={kind.id}>
                {kind.name}
              </option>
            ))}
          </select>
        </td>
      )}
      {figure('amount', '金额')}
      <td data-cell="note">
        <input
          aria-label={`备注 ${number}`}
          value={line.note}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => onChange({ note: event.target.value })}
        />
      </td>
      <td className="negative">{props.said}</td>
      <td>
        <Button kind="quiet" title={`去掉第 ${number} 行`} onClick={props.onRemove}>
          ×
        </Button>
      </td>
    </tr>
  );
}

function focusCell(body: HTMLTableSectionElement | null, at: number, cell: Cell): void {
  const field = body?.children[at]?.querySelector<HTMLInputElement | HTMLSelectElement>(
    `td[data-cell="${cell}"] :is(input, select)`,
  );
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
}
