import type { Room } from './columns.ts';

/** The rooms at a glance: how full, and how cold when last looked at. */
export function RoomStrip({ rooms, onOpen }: { rooms: readonly Room[]; onOpen: (room: Room) => void }) {
  return (
    <ul className="store-rooms" aria-label="库房">
      {rooms.map((room) => (
        <li key={room.id} className={room.enabled ? '' : 'faded'}>
          <button type="button" onClick={() => onOpen(room)} title="修改库房">
            <b>{room.name}</b>
            {room.assetNo !== null && <small>{room.assetNo}</small>}
            <Bar percent={room.usedPercent} />
            <span className={room.usedPercent > 100 ? 'figures negative' : 'figures'}>
              {room.used} / {room.capacity} m³ · {room.usedPercent}% · {room.lots} 批
            </span>
            <Last room={room} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Bar({ percent }: { percent: number }) {
  const state = percent > 100 ? 'over' : percent >= 90 ? 'full' : '';
  return (
    <span className="store-bar" aria-hidden="true">
      <i className={state} style={{ width: `${Math.min(percent, 100)}%` }} />
    </span>
  );
}

function Last({ room }: { room: Room }) {
  const last = room.lastReading;
  if (last === null) return <span className="quiet">还没有测温</span>;
  const humid = last.humidity === null ? '' : ` · ${last.humidity}%`;
  return (
    <span className={last.fault === '' ? 'figures' : 'figures negative'} title={last.fault || '在范围内'}>
      {last.temperature}℃{humid}
      <small>
        {last.at.slice(0, 10)} {last.at.slice(11)}
        {last.fault && ` ${last.fault}`}
      </small>
    </span>
  );
}
