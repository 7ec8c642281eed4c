import type { Output } from '../../../shared/contract/index.ts';
import { lifeText, METHOD_NAMES } from '../../../shared/rules/assetWords.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { asRefusal, call, useCall } from '../../api.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Grid } from '../../parts/Grid.tsx';
import type { Column } from '../../parts/gridColumns.ts';
import { notify } from '../../parts/Notice.tsx';
import { Stat } from '../../parts/Stat.tsx';
import type { Card } from './view.ts';

type Schedule = Output<'depreciation.schedule'>;
type Row = Schedule['rows'][number];

/** Net value over the life: what was charged as a full line, what is to come as a dotted one, the residual as the ground. */
export function LifeChart({ schedule }: { schedule: Schedule }) {
  const { rows, costFen, residualFen } = schedule;
  const [wide, high] = [320, 64];
  const x = (at: number): number => (at / rows.length) * wide;
  const y = (fen: number): number => (costFen === 0 ? high : high - (fen / costFen) * (high - 4));
  const points = [
    `0,${y(costFen)}`,
    ...rows.map((row, at) => `${x(at + 1).toFixed(1)},${y(row.netFen).toFixed(1)}`),
  ];
  const charged = rows.filter((row) => row.state === 'charged').length;
  const [first, last] = [rows[0], rows.at(-1)];
  return (
    <figure className="life-chart">
      <svg
        viewBox={`0 0 ${wide} ${high}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`净值从 ${formatYuan(costFen)} 元到 ${last?.period ?? ''} 的 ${formatYuan(last?.netFen ?? 0)} 元，已提 ${charged} 个月，共 ${rows.length} 个月`}
      >
        <rect className="residual" x="0" width={wide} y={y(residualFen)} height={high - y(residualFen)} />
        <polyline className="to-come" points={points.slice(charged).join(' ')} />
        <polyline className="charged" points={points.slice(0, charged + 1).join(' ')} />
      </svg>
      <figcaption>
        <span>{first?.period}</span>
        <span>
          已提 {charged} / {rows.length} 个月
        </span>
        <span>{last?.period}</span>
      </figcaption>
    </figure>
  );
}

const COLUMNS: readonly Column<Row>[] = [
  { field: 'period', title: '月份', kind: 'code', width: 66 },
  { field: 'state', title: '', kind: 'text', width: 46, words: { charged: '已提', due: '' }, quiet: true },
  { field: 'fen', title: '折旧额', kind: 'money', width: 88, total: true },
  { field: 'accumulatedFen', title: '累计折旧', kind: 'money', width: 100 },
  { field: 'netFen', title: '净值', kind: 'money', width: 100, strong: true },
];

/** Terms that followed others, by which no month was charged; whether somebody changed them the books know. */
function canTakeBack({ terms, rows }: Schedule): boolean {
  const newest = terms.at(-1);
  return (
    newest !== undefined &&
    terms.length > 1 &&
    !rows.some((row) => row.state === 'charged' && row.period >= newest.fromPeriod)
  );
}

async function takeBack(assetId: number): Promise<void> {
  try {
    const { fromPeriod } = await call('depreciation.undoTerms', { assetId });
    notify(`从 ${fromPeriod} 起的折旧办法已撤销，按之前的办法计提。`);
  } catch (reason) {
    notify(asRefusal(reason).message, 'error');
  }
}

/** 折旧计划: a card's life month by month, and the terms it went by. */
export function ScheduleDialog({ card, onClose }: { card: Card; onClose: () => void }) {
  const { value, loading, error } = useCall('depreciation.schedule', { assetId: card.id });
  return (
    <Dialog title={`折旧计划：${card.no} ${card.name}`} width={860} onClose={onClose}>
      <div className="schedule">
        <Grid
          label="折旧计划"
          columns={COLUMNS}
          rows={value?.rows ?? []}
          rowId={(row) => row.period}
          totals={{ unit: '个月' }}
          loading={loading}
          failed={error !== null}
          sortable={false}
          empty="没有要计提的：名义金额、已经提足或不计提。"
        />
        {value && (
          <div>
            <Stat label="原值" valueFen={value.costFen} />
            <Stat label="预计净残值" valueFen={value.residualFen} />
            <Stat label="累计折旧" valueFen={value.accumulatedFen} />
            <Stat label="净值" valueFen={value.netFen} strong />
            <Stat label="还要提" valueFen={value.leftFen} />
            <LifeChart schedule={value} />
            <h3>折旧办法</h3>
            <ol className="timeline">
              {[...value.terms].reverse().map((one) => (
                <li key={one.id}>
                  <b className="figures">{one.fromPeriod}</b> 起 {METHOD_NAMES[one.method]}，
                  {lifeText(one.lifeMonths)}，残值率 {one.residualPercent}%
                  {one.monthlyFen !== null && `，每月 ${formatYuan(one.monthlyFen)}`}
                  {one.perUnit !== null && `，每${one.workUnit} ${one.perUnit} 元`}
                  <small>{[one.reason, one.operator].filter(Boolean).join(' · ')}</small>
                </li>
              ))}
            </ol>
            {canTakeBack(value) && (
              <Button writes onClick={() => void takeBack(card.id)}>
                撤销变更折旧办法
              </Button>
            )}
          </div>
        )}
      </div>
    </Dialog>
  );
}
