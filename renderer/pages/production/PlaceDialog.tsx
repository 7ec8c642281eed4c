import { call, Refusal } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, NumberField, RadioField, TextField } from '../../parts/Field.tsx';
import { Lines } from '../../parts/Lines.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { type Form, useForm } from '../../parts/useForm.ts';
import { type BatchCard, greenhouseRange, isDate, spread, titleOf, wholeNumber } from './view.ts';

interface Line {
  from: string;
  to: string;
  bags: string;
}

interface Draft {
  how: 'in' | 'move' | 'out';
  date: string;
  note: string;
  first: string;
  last: string;
  total: string;
  lines: Line[];
}

const EMPTY: Line = { from: '', to: '', bags: '' };
const WORDS = { in: '进棚', move: '转棚', out: '出棚' } as const;

/** 进棚、转棚、出棚: which greenhouses, how many bags each. */
export function PlaceDialog({ card, onClose }: { card: BatchCard; onClose: () => void }) {
  const { today } = useSession();
  const { batch } = card;
  const waiting = batch.bagsLeft - batch.placedBags;
  const form = useForm<Draft>({
    how: waiting > 0 ? 'in' : 'move',
    date: today,
    note: '',
    first: '',
    last: '',
    total: waiting > 0 ? String(waiting) : '',
    lines: [EMPTY],
  });
  const { how, lines } = form.value;
  const sum = lines.reduce((bags, line) => bags + (wholeNumber(line.bags) ?? 0), 0);
  return (
    <Dialog
      title={`进棚、转棚：${titleOf(batch)}`}
      form={form}
      width={680}
      saveLabel={`登记${WORDS[how]}`}
      onClose={onClose}
      onSave={async (draft) => {
        const places = placesOf(draft);
        if (!places || !isDate(draft.date)) {
          throw new Refusal('incomplete', '每行的棚号和袋数（整数）都要填，日期要填。');
        }
        const { date, note } = draft;
        const { warnings } = await call('production.place', { batchId: batch.id, date, note, places });
        notify(`已登记${WORDS[draft.how]} ${places.length} 个棚、${sum.toLocaleString('en-US')} 袋。`);
        notifyWarnings(warnings);
      }}
    >
      <div className="fields">
        <RadioField
          {...form.field('how')}
          label="怎么动"
          choices={[
            { value: 'in', label: '进棚' },
            { value: 'move', label: '转棚' },
            { value: 'out', label: '出棚' },
          ]}
          hint={`剩余 ${batch.bagsLeft.toLocaleString('en-US')} 袋，在棚 ${batch.placedBags.toLocaleString('en-US')} 袋`}
        />
        <DateField {...form.field('date')} label="日期" required max={today} />
        {how === 'in' && <RangeFields form={form} />}
        <Lines
          label="各棚袋数"
          heads={[
            ...(how === 'in' ? [] : ['从哪个棚']),
            ...(how === 'out' ? [] : ['到哪个棚']),
            '数量（袋）',
          ]}
          lines={lines}
          empty={EMPTY}
          isEmpty={(line) => line.from === '' && line.to === '' && line.bags === ''}
          onChange={(next) => form.set({ lines: next })}
          foot={
            <>
              合计 <b>{sum === 0 ? '—' : sum.toLocaleString('en-US')}</b> 袋
            </>
          }
        >
          {(line, change, at) => (
            <>
              {how !== 'in' && (
                <td>
                  <TextField
                    bare
                    label={`第 ${at + 1} 行从`}
                    maxLength={20}
                    value={line.from}
                    onChange={(from) => change({ from, ...bagsOf(card, from, line) })}
                  />
                </td>
              )}
              {how !== 'out' && (
                <td>
                  <TextField
                    bare
                    label={`第 ${at + 1} 行到`}
                    maxLength={20}
                    value={line.to}
                    onChange={(to) => change({ to })}
                  />
                </td>
              )}
              <td>
                <NumberField
                  bare
                  label={`第 ${at + 1} 行袋数`}
                  value={line.bags}
                  onChange={(bags) => change({ bags })}
                />
              </td>
            </>
          )}
        </Lines>
        <div className="wide">
          <TextField {...form.field('note')} label="备注" />
        </div>
      </div>
    </Dialog>
  );
}

/** All that stands there, as soon as the greenhouse is known. */
function bagsOf(card: BatchCard, from: string, line: Line): Partial<Line> {
  const there = card.places.find((one) => one.greenhouse === from.trim().toUpperCase());
  return there && line.bags === '' ? { bags: String(there.bags) } : {};
}

/** DP-001 to DP-030: a line each, the bags spread evenly. */
function RangeFields({ form }: { form: Form<Draft> }) {
  const { first, last, total } = form.value;
  const range = greenhouseRange(first, last);
  const bags = wholeNumber(total);
  return (
    <div className="wide place-range">
      <TextField {...form.field('first')} label="从几号棚" placeholder="DP-001" maxLength={20} />
      <TextField {...form.field('last')} label="到几号棚" placeholder="DP-030" maxLength={20} />
      <NumberField {...form.field('total')} label="共" suffix="袋" />
      <button
        type="button"
        className="button"
        disabled={range === null || bags === null || bags < range.length}
        onClick={() => {
          if (!range || bags === null) return;
          const each = spread(bags, range.length);
          form.set({
            lines: [...range.map((to, at) => ({ from: '', to, bags: String(each[at] ?? 0) })), EMPTY],
          });
        }}
      >
        {range ? `列出 ${range.length} 个棚，平均分` : '列出各棚'}
      </button>
    </div>
  );
}

type Place = { from: string | null; to: string | null; bags: number };

function placesOf({ how, lines }: Draft): Place[] | null {
  const typed = lines.filter((line) => line.from !== '' || line.to !== '' || line.bags !== '');
  const places = typed.map((line) => ({
    from: how === 'in' ? null : line.from.trim(),
    to: how === 'out' ? null : line.to.trim(),
    bags: wholeNumber(line.bags) ?? 0,
  }));
  const whole = places.every((one) => one.from !== '' && one.to !== '' && one.bags > 0);
  return whole && places.length > 0 ? places : null;
}
