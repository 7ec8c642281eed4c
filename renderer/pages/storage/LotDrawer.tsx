import { formatYuan } from '../../../shared/rules/money.ts';
import { useCall } from '../../api.ts';
import { Drawer } from '../../parts/Drawer.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { BASIS, OWNERSHIP, ownerOf } from './columns.ts';

const WORDS = { in: '入库', out: '出库', transfer: '移库', loss: '损耗', reversal: '冲销' } as const;

/** One lot: whose, where, what came and went, which days its fee is settled for. */
export function LotDrawer({ id, onClose }: { id: number; onClose: () => void }) {
  const { value, error } = useCall('storage.lot', { id });
  if (!value) return error ? <ErrorBanner error={error} /> : null;
  const { lot, moves, fees } = value;
  return (
    <Drawer
      title={`${lot.product} ${lot.no}`}
      sub={`${OWNERSHIP[lot.ownership]} · ${ownerOf(lot)}`}
      onClose={onClose}
    >
      <Stat label="现存" value={`${lot.quantity} 公斤${lot.pieces ? ` · ${lot.pieces} 件` : ''}`} strong />
      {lot.places.map((place) => (
        <Stat
          key={place.roomId}
          label={place.roomName}
          value={`${place.quantity} 公斤 · ${place.volume} m³`}
        />
      ))}
      <Stat label="入库" value={`${lot.since}，第 ${lot.days} 天`} />
      {lot.feeBasis !== 'none' && (
        <>
          <Stat label="费率" value={`${lot.feeRate} ${BASIS[lot.feeBasis]}`} />
          <Stat label="已结到" value={lot.settledTo ?? '还没有结过'} />
          <Stat label="未结仓储费" valueFen={lot.feeFen} strong />
        </>
      )}
      {lot.note && <p>{lot.note}</p>}
      <h3>进出 {moves.length} 笔</h3>
      <ol className="timeline">
        {moves.map((move) => (
          <li key={move.id} className={move.isUndone ? 'gone' : move.kind === 'reversal' ? 'red' : ''}>
            <b className="figures">{move.date}</b> {WORDS[move.kind]}{' '}
            <span className="figures">
              {move.quantity} 公斤{move.pieces ? `、${move.pieces} 件` : ''}
            </span>
            <small>
              {move.no} · {move.roomName}
              {move.toRoomName && ` → ${move.toRoomName}`}
              {move.reason && ` · ${move.reason}`}
            </small>
          </li>
        ))}
      </ol>
      {fees.length > 0 && (
        <>
          <h3>仓储费</h3>
          <ol className="timeline">
            {fees.map((fee) => (
              <li key={`${fee.eventId} ${fee.from}`} className={fee.isUndone ? 'gone' : ''}>
                <b className="figures">{formatYuan(fee.feeFen)}</b>
                <small>
                  {fee.from} 至 {fee.to}，{fee.days} 天
                </small>
              </li>
            ))}
          </ol>
        </>
      )}
    </Drawer>
  );
}
