import { changedWord, gathered } from '../../../shared/rules/assetWords.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { VoucherLink } from '../../parts/VoucherLink.tsx';
import type { Card } from './view.ts';

type Line = { key: string; date: string; red: boolean; gone: boolean; what: React.ReactNode };

/** 变动和凭证: every event with its vouchers, each move and correction, newest first; months of depreciation gathered by year. */
export function CardHistory({ card }: { card: Card }) {
  const lines = [...events(card), ...withoutEvent(card), ...depreciated(card), ...changes(card)].sort(
    (a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0),
  );
  return (
    <>
      <h3>变动和凭证</h3>
      <ol className="timeline">
        {lines.map((line) => (
          <li key={line.key} className={[line.red ? 'red' : '', line.gone ? 'gone' : ''].join(' ')}>
            <b className="figures">{line.date}</b> {line.what}
          </li>
        ))}
      </ol>
      <p className="quiet">
        {card.operator} 于 {card.recordedAt.slice(0, 10)} 登记。
      </p>
    </>
  );
}

function events(card: Card): Line[] {
  return card.events.map((event) => ({
    key: `e${event.id}`,
    date: event.date,
    red: event.reversesId !== null,
    gone: event.reversedById !== null,
    what: (
      <>
        {event.title} <span className="figures">{formatYuan(event.amountFen)}</span>
        <small>
          {event.vouchers.map((voucher) => (
            <VoucherLink key={voucher.id} voucher={voucher} />
          ))}{' '}
          {[event.party, event.documentNo, event.note, event.operator].filter(Boolean).join(' · ')}
        </small>
      </>
    ),
  }));
}

const MOVES = {
  acquired: '登记卡片',
  improved: '改建',
  depreciated: '折旧',
  disposed: '处置',
  missing: '盘亏',
  found: '盘盈',
  reversal: '冲销',
} as const;

/** Moves of what is only registered, or from before the books: no event tells of them. */
function withoutEvent(card: Card): Line[] {
  return card.moves
    .filter((move) => move.eventId === null && move.kind !== 'depreciated' && move.kind !== 'reversal')
    .map((move) => ({
      key: `m${move.id}`,
      date: move.date,
      red: move.costFen < 0,
      gone: move.isUndone,
      what: (
        <>
          {MOVES[move.kind]} {move.pieceNo ?? ''}{' '}
          <span className={move.costFen < 0 ? 'figures negative' : 'figures'}>
            {formatYuan(move.costFen)}
          </span>
          {move.accumulatedFen !== 0 && <small>累计折旧 {formatYuan(move.accumulatedFen)}，没有凭证</small>}
        </>
      ),
    }));
}

/** A year's depreciation as one line, the months' vouchers under it. */
function depreciated(card: Card): Line[] {
  const years = Map.groupBy(
    card.moves.filter((move) => move.kind === 'depreciated' && !move.isUndone),
    (move) => (move.period ?? move.date).slice(0, 4),
  );
  return [...years].map(([year, moves]) => {
    const fen = moves.reduce((sum, move) => sum + move.accumulatedFen, 0);
    return {
      key: `y${year}`,
      date: moves.reduce((last, move) => (move.date > last ? move.date : last), ''),
      red: false,
      gone: false,
      what: (
        <>
          {year} 年计提折旧 {moves.length} 个月 <span className="figures">{formatYuan(fen)}</span>
          <small>
            {moves.flatMap((move) =>
              move.vouchers.map((voucher) => (
                <VoucherLink key={voucher.id} voucher={voucher} title={`${move.period ?? ''} 的折旧`} />
              )),
            )}
          </small>
        </>
      ),
    };
  });
}

function changes(card: Card): Line[] {
  return gathered(card.changes).map((change) => ({
    key: `c${change.id}`,
    date: change.date,
    red: false,
    gone: false,
    what: (
      <>
        {change.of} {change.field}：{changedWord(change.field, change.before)} →{' '}
        {changedWord(change.field, change.after)}
        <small>{[change.note, change.operator].filter(Boolean).join(' · ')}</small>
      </>
    ),
  }));
}
