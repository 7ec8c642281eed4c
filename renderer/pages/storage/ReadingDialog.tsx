import { call, Refusal } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { temperatureRangeWords } from '../../../shared/rules/storage.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, TextField } from '../../parts/Field.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import type { Room } from './columns.ts';

interface Line {
  roomId: number;
  temperature: string;
  humidity: string;
  note: string;
}

interface Draft {
  date: string;
  time: string;
  inspector: string;
  lines: readonly Line[];
}

/** One round through the rooms: a line each; a room left empty was not looked at. */
export function ReadingDialog(props: { rooms: readonly Room[]; inspector: string; onClose: () => void }) {
  const { today } = useSession();
  const form = useForm<Draft>(() => ({
    date: today,
    time: '08:00',
    inspector: props.inspector,
    lines: props.rooms.map((room) => ({ roomId: room.id, temperature: '', humidity: '', note: '' })),
  }));
  const change = (at: number, part: Partial<Line>): void =>
    form.set({ lines: form.value.lines.map((line, index) => (index === at ? { ...line, ...part } : line)) });
  return (
    <Dialog
      title="温度巡检"
      form={form}
      width={640}
      saveLabel="登记"
      onClose={props.onClose}
      onSave={async (draft) => {
        const { count, warnings } = await call('storage.recordReadings', readingsOf(draft));
        notify(`已登记 ${count} 间库房的温度。`);
        notifyWarnings(warnings);
      }}
    >
      <div className="store-form">
        <div className="fields store-round">
          <DateField {...form.field('date')} label="日期" required max={today} />
          <TextField {...form.field('time')} label="时间" required placeholder="08:00" maxLength={5} />
          <TextField {...form.field('inspector')} label="巡检人" required maxLength={50} />
        </div>
        <div className="store-lines">
          <table aria-label="各库房的温度">
            <thead>
              <tr>
                <th>库房</th>
                <th className="right">温度（℃）</th>
                <th className="right">湿度（%）</th>
                <th>处理和备注</th>
              </tr>
            </thead>
            <tbody>
              {form.value.lines.map((line, index) => {
                const room = props.rooms[index];
                if (!room) return null;
                return (
                  <tr key={line.roomId}>
                    <td>
                      {room.name}
                      <small>{temperatureRangeWords(room)}</small>
                    </td>
                    <td>
                      <input
                        className="figures"
                        inputMode="decimal"
                        aria-label={`${room.name}温度`}
                        value={line.temperature}
                        maxLength={6}
                        autoComplete="off"
                        onChange={(event) => change(index, { temperature: event.target.value })}
                      />
                    </td>
                    <td>
                      <input
                        className="figures"
                        inputMode="numeric"
                        aria-label={`${room.name}湿度`}
                        value={line.humidity}
                        maxLength={3}
                        autoComplete="off"
                        onChange={(event) => change(index, { humidity: event.target.value })}
                      />
                    </td>
                    <td>
                      <input
                        aria-label={`${room.name}备注`}
                        value={line.note}
                        maxLength={100}
                        autoComplete="off"
                        onChange={(event) => change(index, { note: event.target.value })}
                      />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
        <p className="form-note">没有看的库房空着。超出范围的会提醒，并在列表和打印里标出。</p>
      </div>
    </Dialog>
  );
}

function readingsOf({ date, time, inspector, lines }: Draft) {
  const filled = lines.filter((line) => line.temperature.trim() !== '');
  if (filled.length === 0) throw new Refusal('incomplete', '请至少填一间库房的温度。');
  return {
    inspector,
    readings: filled.map((line) => {
      const humidity = toHalfWidth(line.humidity).trim();
      if (humidity !== '' && !/^\d{1,3}$/u.test(humidity)) {
        throw new Refusal('humidity', `湿度“${humidity}”要写 0 到 100 的整数。`);
      }
      return {
        roomId: line.roomId,
        date,
        time: toHalfWidth(time).trim(),
        temperature: toHalfWidth(line.temperature).replace(/−/gu, '-').trim(),
        humidity: humidity === '' ? null : Number(humidity),
        note: line.note,
      };
    }),
  };
}
