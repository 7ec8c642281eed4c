import { useCall } from '../../api.ts';
import { href } from '../../frame/routes.ts';
import { Drawer } from '../../parts/Drawer.tsx';
import { shownText } from '../../parts/gridColumns.ts';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { Stat } from '../../parts/Stat.tsx';

/** One row of the ledger: what it says, its inspections, and everything that was ever written of it. */
export function IndustryDrawer({ id, onClose }: { id: number; onClose: () => void }) {
  const got = useCall('industry.get', { id });
  const row = got.value?.row;
  const unit = row ? ` ${row.unit}` : '';
  return (
    <Drawer
      title={row ? `${row.headName}户 · ${row.kind}` : '一项产业'}
      sub={row && `${row.householdCode} · ${row.groupNo}组 · ${row.year} 年`}
      onClose={onClose}
    >
      <ErrorBanner error={got.error} onRetry={got.reload} />
      {got.value && (
        <>
          {row && (
            <>
              <Stat label="规模" value={`${shownText('number', row.scale)}${unit}`} strong />
              <Stat
                label="验收规模"
                value={
                  row.inspectedScale === null
                    ? '没有验收'
                    : `${shownText('number', row.inspectedScale)}${unit}`
                }
              />
              <Stat label="奖补" valueFen={row.awardFen} />
              <p className="industry-links">
                <a href={href('dossier', row.householdId)}>这一户的全部情况（一户一档）</a>
              </p>
            </>
          )}
          {got.value.inspections.length > 0 && (
            <>
              <h3>验收</h3>
              <ol className="timeline">
                {got.value.inspections.map((one) => (
                  <li key={one.id} className={one.reversedById !== null ? 'faded' : ''}>
                    <b className="figures">{one.date}</b> {one.reversesId !== null && '撤销 '}
                    {shownText('number', one.scale)}
                    {unit} {one.reversedById !== null && '（已撤销）'}
                    <small>{[one.inspector, one.note, one.operator].filter(Boolean).join(' · ')}</small>
                  </li>
                ))}
              </ol>
            </>
          )}
          <h3>变动记录</h3>
          <ol className="timeline">
            {got.value.states.toReversed().map((one) => (
              <li key={one.id}>
                <b className="figures">{one.recordedAt.slice(0, 16).replace('T', ' ')}</b>{' '}
                {one.removed ? '删去' : `${shownText('number', one.scale)}${unit}`}
                <small>
                  {[
                    `投入 ${shownText('money', one.inputFen)}`,
                    `预计 ${shownText('money', one.expectedFen)}`,
                    one.incomeFen === null ? '' : `实收 ${shownText('money', one.incomeFen)}`,
                    one.imported ? '台账导入' : one.reason,
                    one.operator,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </li>
            ))}
          </ol>
        </>
      )}
    </Drawer>
  );
}
