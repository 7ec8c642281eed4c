import { useState } from 'react';
import {
  ACQUISITION_NAMES,
  FUNDING_NAMES,
  lifeText,
  METHOD_NAMES,
  OWNER_NAMES,
  RELIEF_NAMES,
  STATE_NAMES,
  USE_NAMES,
} from '../../../shared/rules/assetWords.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { useCall } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import { Button } from '../../parts/Button.tsx';
import { Drawer } from '../../parts/Drawer.tsx';
import { Banner, ErrorBanner } from '../../parts/Notice.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { AssetFiles } from './AssetFiles.tsx';
import { type Asking, CardDialogs } from './CardDialogs.tsx';
import { CardHistory } from './CardHistory.tsx';
import { LifeChart } from './Schedule.tsx';
import type { Card } from './view.ts';

interface CardDrawerProps {
  id: number;
  asOf: string;
  onClose: () => void;
}

/** One card: what it is worth, what can be done, everything it says, and how it came about. */
export function CardDrawer({ id, asOf, onClose }: CardDrawerProps) {
  const got = useCall('assets.get', { id, asOf });
  const card = got.value?.id === id ? got.value : undefined;
  const [asking, setAsking] = useState<Asking | null>(null);
  return (
    <>
      <Drawer
        title={card ? `${card.no} ${card.name}` : '资产卡片'}
        sub={card && subtitle(card)}
        width={356}
        onClose={onClose}
      >
        <ErrorBanner error={got.error} onRetry={got.reload} />
        {card && (
          <>
            <Notes card={card} />
            <Stat label="原值" valueFen={card.costFen} />
            <Stat
              label="累计折旧"
              valueFen={card.accumulatedFen}
              {...(card.depreciatedTo ? { hint: `计提到 ${card.depreciatedTo}` } : {})}
            />
            <Stat label="净值" valueFen={card.netFen} strong />
            <Stat
              label="月折旧"
              {...(card.monthlyFen === null ? { value: '按工作量' } : { valueFen: card.monthlyFen })}
            />
            <Actions card={card} onAsk={setAsking} />
            <Facts card={card} />
            <Funding card={card} />
            {card.isRelief && <Relief card={card} onAsk={setAsking} />}
            {card.isBatch && <Pieces card={card} />}
            <Life card={card} onAsk={setAsking} />
            <AssetFiles card={card} />
            <CardHistory card={card} />
          </>
        )}
      </Drawer>
      {card && asking && <CardDialogs card={card} asking={asking} onClose={() => setAsking(null)} />}
    </>
  );
}

function subtitle(card: Card): string {
  return [
    card.category,
    card.standing === 'booked' ? '入账' : '备查',
    STATE_NAMES[card.state],
    card.isRelief ? '扶贫项目资产' : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

function Notes({ card }: { card: Card }) {
  return (
    <>
      {card.undoneOn !== null && (
        <Banner kind="info">这张卡片的登记已在 {card.undoneOn} 冲销，只能查看。</Banner>
      )}
      {card.isIncomplete && (
        <Banner kind="warning">资料待补：年限、残值率、资金来源还没有核对，请点“补全资料”。</Banner>
      )}
    </>
  );
}

function Actions({ card, onAsk }: { card: Card; onAsk: (asking: Asking) => void }) {
  const print = usePrint();
  const gone = card.state === 'gone' || card.undoneOn !== null;
  const off = gone ? { disabled: true, title: '已经处置或冲销，不能再变动' } : {};
  return (
    <div className="drawer-actions">
      {card.isIncomplete ? (
        <Button writes {...off} onClick={() => onAsk('complete')}>
          补全资料…
        </Button>
      ) : (
        <Button writes {...off} onClick={() => onAsk('facts')}>
          改卡片…
        </Button>
      )}
      <Button writes {...off} onClick={() => onAsk('change')}>
        移动、变更…
      </Button>
      <Button writes {...off} onClick={() => onAsk('improve')}>
        改建…
      </Button>
      <Button writes {...off} onClick={() => onAsk('dispose')}>
        处置…
      </Button>
      <Button writes {...off} onClick={() => onAsk('terms')}>
        变更折旧…
      </Button>
      <Button writes {...off} onClick={() => onAsk('relief')}>
        扶贫信息…
      </Button>
      {card.standing === 'memo' && (
        <Button writes {...off} onClick={() => onAsk('book')}>
          转入账…
        </Button>
      )}
      <Button onClick={() => print({ document: 'asset-card', ids: [card.id] })}>打印卡片</Button>
      <Button
        title={card.isBatch ? `${card.pieces} 件各一张，每张 70 × 37 毫米` : '70 × 37 毫米'}
        onClick={() => print({ document: 'asset-labels', ids: [card.id] })}
      >
        条码标签
      </Button>
      <Button
        kind="danger"
        writes
        disabled={card.reverseRefusal !== null}
        title={card.reverseRefusal ?? '登记错了：用红字凭证冲掉，或把备查卡片取消'}
        onClick={() => onAsk('reverse')}
      >
        冲销登记…
      </Button>
    </div>
  );
}

function Facts({ card }: { card: Card }) {
  const owner =
    card.ownerKind === 'cooperative'
      ? OWNER_NAMES.cooperative
      : [OWNER_NAMES[card.ownerKind], card.owner].filter(Boolean).join('：');
  const terms = card.terms.filter((one) => !one.isUndone).at(-1);
  return (
    <>
      <h3>卡片</h3>
      <dl className="card-facts">
        <Fact label="规格型号" value={card.spec} />
        <Fact label="数量" value={`${card.pieces} ${card.unit}`} />
        <Fact label="坐落" value={card.place} />
        <Fact label="使用部门" value={card.department} />
        <Fact label="保管人" value={card.custodian} />
        <Fact label="取得方式" value={ACQUISITION_NAMES[card.acquisition]} />
        <Fact label="取得日期" value={card.acquiredOn} />
        <Fact label="投入使用" value={card.inServiceOn} />
        <Fact label="供应商" value={card.supplier} />
        <Fact label="单据号" value={card.documentNo} />
        <Fact label="用途" value={USE_NAMES[card.use]} />
        <Fact label="折旧方法" value={terms ? METHOD_NAMES[terms.method] : ''} />
        <Fact label="年限" value={lifeText(card.lifeMonths)} />
        <Fact label="净残值率" value={`${card.residual}%`} />
        <Fact wide label="所有权人" value={owner} />
        {card.controlContract !== '' && <Fact wide label="控制合同" value={card.controlContract} />}
        {card.note !== '' && <Fact wide label="备注" value={card.note} />}
      </dl>
    </>
  );
}

function Fact({ label, value, wide }: { label: string; value: string; wide?: boolean }) {
  return (
    <div className={wide ? 'wide' : ''}>
      <dt>{label}</dt>
      <dd>{value || '—'}</dd>
    </div>
  );
}

/** 资金来源: they are the cost. */
function Funding({ card }: { card: Card }) {
  const sumFen = card.fundingRows.reduce((sum, row) => sum + row.amountFen, 0);
  return (
    <>
      <h3>资金来源</h3>
      {card.fundingRows.map((row, index) => (
        <Stat
          key={index}
          label={FUNDING_NAMES[row.source]}
          valueFen={row.amountFen}
          {...(row.note ? { hint: row.note } : {})}
        />
      ))}
      <Stat label="合计" valueFen={sumFen} strong />
      {sumFen !== card.costFen && card.state !== 'gone' && (
        <p className="quiet">
          现在的原值 {formatYuan(card.costFen)} 元：有处置、盘亏或改建，来源是登记时的。
        </p>
      )}
    </>
  );
}

function Relief({ card, onAsk }: { card: Card; onAsk: (asking: Asking) => void }) {
  const relief = card.relief;
  return (
    <>
      <h3>扶贫项目资产</h3>
      {relief ? (
        <dl className="card-facts">
          <Fact label="类型" value={RELIEF_NAMES[relief.kind]} />
          <Fact label="年度" value={relief.projectYear === null ? '' : String(relief.projectYear)} />
          <Fact wide label="项目名称" value={relief.project} />
          <Fact wide label="批文" value={relief.approvalNo} />
          <Fact label="实施单位" value={relief.implementer} />
          <Fact label="验收日" value={relief.acceptedOn ?? ''} />
          <Fact label="经营权人" value={relief.operatedBy} />
          <Fact label="监管单位" value={relief.supervisor} />
          <Fact label="管护人" value={relief.caretaker} />
          <Fact label="确权日" value={relief.certifiedOn ?? ''} />
          <Fact wide label="确权证号" value={relief.certificateNo} />
          <Fact wide label="收益分配" value={relief.benefitRule} />
        </dl>
      ) : (
        <p className="quiet">项目、批文、管护人还没有填，请点“扶贫信息…”。</p>
      )}
      {card.benefits.map((one) => (
        <Stat key={one.year} label={`${one.year} 年收益`} valueFen={one.amountFen} hint={one.note} />
      ))}
      <Button kind="quiet" writes onClick={() => onAsk('benefit')}>
        登记年度收益…
      </Button>
    </>
  );
}

function Pieces({ card }: { card: Card }) {
  const counts = [...Map.groupBy(card.pieceRows, (piece) => piece.state)]
    .map(([state, some]) => `${STATE_NAMES[state]} ${some.length}`)
    .join('，');
  const [first, last] = [card.pieceRows[0], card.pieceRows.at(-1)];
  return (
    <>
      <h3>单件</h3>
      <p>
        {first?.no} … {last?.no}：{counts}{' '}
        <Button kind="quiet" onClick={() => go('assets', null, { tab: 'plan', batch: String(card.id) })}>
          看平面图
        </Button>
      </p>
    </>
  );
}

function Life({ card, onAsk }: { card: Card; onAsk: (asking: Asking) => void }) {
  const schedule = useCall('depreciation.schedule', { assetId: card.id }).value;
  if (!schedule || schedule.rows.length === 0) return null;
  const last = schedule.rows.at(-1);
  return (
    <>
      <h3>折旧计划</h3>
      <LifeChart schedule={schedule} />
      <p className="card-life">
        {schedule.nextPeriod === null
          ? '已经提足。'
          : `下一个月 ${schedule.nextPeriod}，到 ${last?.period ?? ''} 提足，还要提 ${formatYuan(schedule.leftFen)} 元。`}
        {schedule.overdueMonths > 0 && (
          <span className="negative">已过去的月份还有 {schedule.overdueMonths} 个月没有计提。</span>
        )}
        <Button kind="quiet" onClick={() => onAsk('schedule')}>
          逐月看
        </Button>
      </p>
    </>
  );
}
