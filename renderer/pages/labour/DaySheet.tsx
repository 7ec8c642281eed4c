import { useEffect, useId, useMemo, useRef, type KeyboardEvent } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { CheckField, DateField, TextField } from '../../parts/Field.tsx';
import { isComposing } from '../../parts/keys.ts';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { useSettled } from '../../parts/useSettled.ts';
import { isBlank, lineAfter, rowOf, whatIsMissing, type DayLine } from './dayLines.ts';
import { DaySheetLine, type Found } from './DaySheetLine.tsx';
import type { Kind } from './words.ts';

/** A day of 122 greenhouses has no more lines than this. */
const MOST_LINES = 400;
const NO_PLACES: Output<'labour.places'> = { pieces: [], batches: [] };
/** What a repeated line is told: the trial takes it as meant, so that the other lines have their amounts all the same. */
const REPEATED = '同样的一笔已经有了';

interface DayForm {
  date: string;
  recorder: string;
  lines: readonly DayLine[];
  again: boolean;
}

/**
 * A day's work sheet (记工单), line under line, by keyboard alone: a person, Enter, a quantity, Enter, the next person. Place and kind
 * of work stay from the line above. Prices, amounts and warnings come from the work book while one types; all lines are saved
 * together or not at all.
 */
export function DaySheet(props: {
  kinds: readonly Kind[];
  date: string;
  recorder: string;
  onClose: () => void;
  onRecorded: (date: string) => void;
}) {
  const { cooperative } = useSession();
  const form = useForm<DayForm>(() => ({
    date: props.date,
    recorder: props.recorder,
    lines: [lineAfter(undefined)],
    again: false,
  }));
  const { date, recorder, lines, again } = form.value;
  const sheet = useRef<HTMLTableSectionElement>(null);
  const placeList = useId();
  const isDay = /^\d{4}-\d{2}-\d{2}$/u.test(date);
  const places = useCall('labour.places', isDay ? { date } : null).value ?? NO_PLACES;

  const ready = useMemo(() => {
    return lines.flatMap((line) => {
      const row = rowOf(line, places);
      return row ? [{ key: line.key, row }] : [];
    });
  }, [lines, places]);
  const input =
    isDay && ready.length > 0 ? { date, recorder, rows: ready.map(({ row }) => row), again: true } : null;
  const settled = useSettled(input && { input, keys: ready.map(({ key }) => key) });
  const checked = useCall('labour.checkDay', settled?.input ?? null);
  const found = useMemo(
    () => findings(settled?.keys ?? [], checked.value, checked.error),
    [settled, checked.value, checked.error],
  );

  const change = (key: number, part: Partial<DayLine>): void =>
    form.set({ lines: form.value.lines.map((one) => (one.key === key ? { ...one, ...part } : one)) });
  function remove(key: number): void {
    const rest = lines.filter((one) => one.key !== key);
    form.set({ lines: rest.length > 0 ? rest : [lineAfter(lines.at(-1))] });
  }

  const count = useRef(lines.length);
  useEffect(() => {
    // A line that was added is the one to type in.
    if (lines.length > count.current) focusCell(sheet.current, lines.length - 1, 'worker');
    count.current = lines.length;
  }, [lines.length]);

  /** From one cell on to the next that is still to be filled in; behind the quantity comes the next person. */
  function onwards(at: number, cell: string): void {
    const line = lines[at];
    if (cell === 'worker') focusCell(sheet.current, at, line?.kind ? 'quantity' : 'place');
    else if (cell === 'place') focusCell(sheet.current, at, 'kind');
    else if (cell === 'kind') focusCell(sheet.current, at, 'quantity');
    else if (at + 1 < lines.length) focusCell(sheet.current, at + 1, 'worker');
    else if (line && !isBlank(line) && lines.length < MOST_LINES) {
      form.set({ lines: [...lines, lineAfter(line)] });
    }
  }
  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (isComposing(event.nativeEvent) || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey || !(event.target instanceof HTMLInputElement)) return;
    const [at, cell] = cellOf(event.target);
    if (at === -1) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      onwards(at, cell);
    } else if (
      (event.key === 'ArrowDown' || event.key === 'ArrowUp') &&
      (cell === 'quantity' || cell === 'price')
    ) {
      event.preventDefault();
      focusCell(sheet.current, at + (event.key === 'ArrowDown' ? 1 : -1), cell);
    }
  }

  async function save(value: DayForm): Promise<boolean> {
    const typed = value.lines.filter((line) => !isBlank(line));
    const wrong = typed.find((line) => whatIsMissing(line) !== null);
    if (wrong) {
      const at = value.lines.indexOf(wrong);
      focusCell(sheet.current, at, wrong.worker ? (wrong.kind ? 'quantity' : 'kind') : 'worker');
      throw new Refusal(
        'line_missing',
        `第 ${at + 1} 行${whatIsMissing(wrong) ?? ''}。填好或去掉这一行再登记。`,
      );
    }
    const rows = typed.flatMap((line) => rowOf(line, places) ?? []);
    const saved = await call('labour.saveDay', {
      date: value.date,
      recorder: value.recorder,
      rows,
      ...(value.again ? { again: true } : {}),
    });
    notify(`已记 ${value.date} 的工 ${saved.ids.length} 笔，共 ${formatYuan(saved.amountFen)} 元。`);
    // What is odd in a line was said in the line.
    notifyWarnings(saved.warnings.filter(({ row }) => row === null).map(({ text }) => text));
    props.onRecorded(value.date);
    return true;
  }

  const filled = lines.filter((line) => !isBlank(line)).length;
  const general = found.general.filter((text) => text !== form.error?.message);
  return (
    <Dialog
      title={`一天的记工单${cooperative ? `：${cooperative.name}` : ''}`}
      width={1140}
      saveLabel={`全部登记 ${filled} 笔`}
      form={form}
      disabled={filled === 0}
      onClose={props.onClose}
      onSave={save}
      foot={
        <span>
          这里 {filled} 笔 <b>{formatYuan(found.amountFen)}</b> 元
          {general.length > 0 && (
            <span className={checked.error ? 'negative' : 'warned'}>　{general.join('')}</span>
          )}
        </span>
      }
    >
      <div className="labour-day">
        <div className="labour-day-head">
          <DateField {...form.field('date')} label="日期" required width={150} />
          <TextField {...form.field('recorder')} label="记工员" maxLength={50} />
          <p className="form-note">
            选人、回车、数量、回车，就到下一个人；棚号和工种沿用上一行。棚号只打数字 17 就是
            DP-017，工种可打序号或拼音首字母。单价空着按当天工价。Ctrl+回车全部登记。
          </p>
          {(again || found.repeats) && <CheckField {...form.field('again')} label="有重复：确实又干了一回" />}
        </div>
        <div className="labour-day-lines">
          <table aria-label="记工单">
            <thead>
              <tr>
                <th>行</th>
                <th>姓名</th>
                <th>棚号/批次</th>
                <th>工种</th>
                <th className="right">数量</th>
                <th>单位</th>
                <th className="right">单价（元）</th>
                <th className="right">金额（元）</th>
                <th>记入、提示</th>
                <th aria-label="去掉" />
              </tr>
            </thead>
            <tbody ref={sheet} onKeyDown={onKeyDown}>
              {lines.map((line, index) => (
                <DaySheetLine
                  key={line.key}
                  line={line}
                  number={index + 1}
                  kinds={props.kinds}
                  places={places}
                  placeList={placeList}
                  found={found.lines.get(line.key)}
                  onChange={(part) => change(line.key, part)}
                  onPicked={(cell) => requestAnimationFrame(() => focusNext(sheet.current, index, cell))}
                  onRemove={() => remove(line.key)}
                />
              ))}
            </tbody>
          </table>
        </div>
        <datalist id={placeList}>
          {places.batches.map((batch) => (
            <option key={batch.id} value={batch.no}>
              批次 {batch.name}
            </option>
          ))}
          {places.pieces.map((piece) => (
            <option key={piece.pieceId} value={piece.no}>
              {piece.batchNo === null ? '' : `批次 ${piece.batchNo}`}
            </option>
          ))}
        </datalist>
      </div>
    </Dialog>
  );
}

interface Findings {
  lines: ReadonlyMap<number, Found>;
  general: string[];
  amountFen: number;
  repeats: boolean;
}

/** What the work book says of the lines that were sent, by the key of the line. */
function findings(
  keys: readonly number[],
  value:
    | {
        rows: ReadonlyArray<Omit<Found, 'warnings' | 'refusal'>>;
        amountFen: number;
        warnings: ReadonlyArray<{ row: number | null; text: string }>;
      }
    | undefined,
  error: Refusal | null,
): Findings {
  const lines = new Map<number, Found>();
  if (error) {
    let said = false;
    for (const [path, text] of Object.entries(error.fields)) {
      const key = keys[Number(/rows\.(\d+)/u.exec(path)?.[1] ?? -1)];
      if (key === undefined) continue;
      said = true;
      lines.set(key, { ...NOTHING_FOUND, refusal: text });
    }
    return { lines, general: said ? [] : [error.message], amountFen: 0, repeats: false };
  }
  if (!value) return { lines, general: [], amountFen: 0, repeats: false };
  value.rows.forEach((row, index) => {
    const key = keys[index];
    if (key === undefined) return;
    const warnings = value.warnings.filter((one) => one.row === index).map(({ text }) => text);
    lines.set(key, { ...row, warnings, refusal: '' });
  });
  return {
    lines,
    general: value.warnings.filter((one) => one.row === null).map(({ text }) => text),
    amountFen: value.amountFen,
    repeats: value.warnings.some(({ text }) => text.includes(REPEATED)),
  };
}

const NOTHING_FOUND: Found = {
  price: '',
  amountFen: 0,
  charge: { account: '', item: '' },
  batchNo: null,
  coefficient: null,
  warnings: [],
  refusal: '',
};

function cellOf(input: HTMLInputElement): [at: number, cell: string] {
  const row = input.closest('tr');
  const at = row?.parentElement ? [...row.parentElement.children].indexOf(row) : -1;
  return [at, input.closest('td')?.dataset['cell'] ?? ''];
}

function focusCell(body: HTMLTableSectionElement | null, at: number, cell: string): void {
  const field = body?.children[at]?.querySelector<HTMLInputElement>(`td[data-cell="${cell}"] input`);
  field?.focus();
  field?.select();
}

/** After a choice in a list: on to the first field of the line that needs something. */
function focusNext(body: HTMLTableSectionElement | null, at: number, cell: 'worker' | 'kind'): void {
  const kind = body?.children[at]?.querySelector<HTMLInputElement>('td[data-cell="kind"] input');
  focusCell(body, at, cell === 'worker' && kind?.value === '' ? 'place' : 'quantity');
}
