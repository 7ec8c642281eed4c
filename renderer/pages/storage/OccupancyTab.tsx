import { addMonths } from '../../../shared/rules/calendar.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { useState } from 'react';
import { useCall } from '../../api.ts';
import { DateField } from '../../parts/Field.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';

type RoomDays = Output<'storage.occupancy'>[number];

/** How full each room was day by day, against what it holds. */
export function OccupancyTab({ last }: { last: string }) {
  const [to, setTo] = useState(last);
  const [from, setFrom] = useState(addMonths(last, -6));
  const complete = [from, to].every((day) => /^\d{4}-\d{2}-\d{2}$/u.test(day));
  const { value, error } = useCall('storage.occupancy', complete ? { from, to } : null);
  return (
    <div className="store-occupancy">
      <div className="store-range">
        <DateField label="从" value={from} onChange={setFrom} width={150} />
        <DateField label="到" value={to} onChange={setTo} width={150} />
      </div>
      <ErrorBanner error={error} />
      {(value ?? []).map((room) => (
        <Chart key={room.roomId} room={room} />
      ))}
    </div>
  );
}

const WIDTH = 1000;
const HEIGHT = 130;

/** Steps, not slopes: a day's room is what was there at its end. */
function Chart({ room }: { room: RoomDays }) {
  const { days } = room;
  const capacity = Number(room.capacity);
  const most = days.reduce((top, day) => Math.max(top, Number(day.used)), 0);
  const scale = HEIGHT / (Math.max(capacity, most) * 1.08);
  const step = WIDTH / Math.max(days.length, 1);
  const points = days.flatMap((day, index) => {
    const y = HEIGHT - Number(day.used) * scale;
    return [`${index * step},${y}`, `${(index + 1) * step},${y}`];
  });
  const fullest = days.reduce<RoomDays['days'][number] | undefined>(
    (best, day) => (best === undefined || Number(day.used) > Number(best.used) ? day : best),
    undefined,
  );
  const average = days.reduce((sum, day) => sum + day.usedPercent, 0) / Math.max(days.length, 1);
  const line = HEIGHT - capacity * scale;
  // A month that has hardly begun has no room for its name.
  const months = days.filter(
    (day, index) => (index === 0 || day.date.endsWith('-01')) && index <= days.length * 0.95,
  );
  return (
    <figure className="store-chart" aria-label={`${room.roomName}库容占用`}>
      <figcaption>
        <b>{room.roomName}</b>
        <span className="figures">
          库容 {room.capacity} m³ · 最满 {fullest?.date} {fullest?.used} m³（{fullest?.usedPercent}%） · 平均{' '}
          {average.toFixed(0)}%
        </span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img">
        <polygon points={`0,${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}`} />
        <line className="capacity" x1="0" x2={WIDTH} y1={line} y2={line} />
      </svg>
      <div className="store-months" aria-hidden="true">
        {months.map((day) => (
          <span key={day.date} style={{ left: `${(days.indexOf(day) / days.length) * 100}%` }}>
            {day.date.slice(0, 7)}
          </span>
        ))}
      </div>
    </figure>
  );
}
