import { useState } from 'react';
import { COST_RULES } from '../../../shared/rules/production.ts';
import { quantityShown } from '../../../shared/rules/measures.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { asRefusal, call, useCall } from '../../api.ts';
import { href } from '../../frame/routes.ts';
import { Button } from '../../parts/Button.tsx';
import { Drawer } from '../../parts/Drawer.tsx';
import { Banner, ErrorBanner, notify } from '../../parts/Notice.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { BatchDialog } from './BatchDialog.tsx';
import { CostDialog, MaterialDialog } from './CostDialogs.tsx';
import { HarvestDialog } from './HarvestDialog.tsx';
import { LossDialog, SettleLossDialog, TailDialog } from './LossDialogs.tsx';
import { PlaceDialog } from './PlaceDialog.tsx';
import { type BatchCard, isOpen, STATE_NAMES, titleOf } from './view.ts';

type Asking = 'edit' | 'material' | 'cost' | 'harvest' | 'loss' | 'tail' | 'place';

/** One batch: what it costs and bears, what can be done next, and how it came about. */
export function BatchDrawer({ id, onClose }: { id: number; onClose: () => void }) {
  const got = useCall('production.batch', { id });
  const card = got.value?.batch.id === id ? got.value : undefined;
  const [asking, setAsking] = useState<Asking | null>(null);
  const [settling, setSettling] = useState<BatchCard['losses'][number] | null>(null);
  return (
    <Drawer
      title={card ? titleOf(card.batch) : '菌袋批次'}
      sub={card && subtitle(card)}
      width={384}
      onClose={onClose}
    >
      <ErrorBanner error={got.error} onRetry={got.reload} />
      {card && (
        <div className="batch-drawer">
          {card.batch.state === 'settled' && card.batch.balanceFen !== 0 && (
            <Banner kind="warning">
              结清以后又记进 {formatYuan(card.batch.balanceFen)} 元，没有后面的潮次分担，请“尾数转出”。
            </Banner>
          )}
          <Actions card={card} onAsk={setAsking} />
          <Figures card={card} />
          <Harvests card={card} />
          <Losses card={card} onSettle={setSettling} />
          <Places card={card} />
          <Costs card={card} />
        </div>
      )}
      {card && asking && <Dialogs card={card} asking={asking} onClose={() => setAsking(null)} />}
      {card && settling && (
        <SettleLossDialog batch={card.batch} loss={settling} onClose={() => setSettling(null)} />
      )}
    </Drawer>
  );
}

function subtitle({ batch, facts }: BatchCard): string {
  return [
    batch.state === 'fruiting' ? `出菇，已采第 ${batch.flushNo} 潮` : STATE_NAMES[batch.state],
    facts.strain,
    `${batch.begunOn} 制袋`,
    COST_RULES[facts.costRule],
  ]
    .filter(Boolean)
    .join(' · ');
}

function Actions({ card, onAsk }: { card: BatchCard; onAsk: (asking: Asking) => void }) {
  const print = usePrint();
  const { batch } = card;
  const off = isOpen(batch) ? {} : { disabled: true, title: '已经结清或全部损失，不能再登记' };
  return (
    <div className="drawer-actions">
      <Button writes {...off} onClick={() => onAsk('material')}>
        领料…
      </Button>
      <Button writes {...off} onClick={() => onAsk('cost')}>
        费用…
      </Button>
      <Button writes {...off} onClick={() => onAsk('place')}>
        进棚、转棚…
      </Button>
      <Button writes {...off} onClick={() => onAsk('harvest')}>
        采收…
      </Button>
      <Button writes {...off} onClick={() => onAsk('loss')}>
        损失…
      </Button>
      {!isOpen(batch) && batch.balanceFen !== 0 && (
        <Button writes onClick={() => onAsk('tail')}>
          尾数转出…
        </Button>
      )}
      <Button writes onClick={() => onAsk('edit')}>
        改批次…
      </Button>
      <Button onClick={() => print({ document: 'batch-report', batchId: batch.id })}>打印成本表</Button>
    </div>
  );
}

function Dialogs({ card, asking, onClose }: { card: BatchCard; asking: Asking; onClose: () => void }) {
  switch (asking) {
    case 'edit':
      return <BatchDialog batch={card} onClose={onClose} />;
    case 'material':
      return <MaterialDialog batch={card.batch} onClose={onClose} />;
    case 'cost':
      return <CostDialog batch={card.batch} onClose={onClose} />;
    case 'harvest':
      return <HarvestDialog card={card} onClose={onClose} />;
    case 'loss':
      return <LossDialog batch={card.batch} onClose={onClose} />;
    case 'tail':
      return <TailDialog batch={card.batch} onClose={onClose} />;
    case 'place':
      return <PlaceDialog card={card} onClose={onClose} />;
  }
}

function Figures({ card }: { card: BatchCard }) {
  const { batch, costs } = card;
  return (
    <>
      <Stat
        label="剩余袋数"
        value={batch.bagsLeft.toLocaleString('en-US')}
        hint={`共 ${batch.bags.toLocaleString('en-US')} 袋`}
      />
      {costs.openingFen !== 0 && <Stat label="期初" valueFen={costs.openingFen} />}
      <Stat
        label="材料"
        valueFen={costs.materialFen}
        {...(card.materials.length > 0
          ? { hint: card.materials.map((one) => `${one.product} ${quantityShown(one.quantity)}`).join('、') }
          : {})}
      />
      <Stat label="人工" valueFen={costs.labourFen} />
      <Stat label="直接费用" valueFen={costs.paidFen} />
      <Stat label="分摊的生产成本" valueFen={costs.shareFen} />
      {costs.otherFen !== 0 && <Stat label="其他" valueFen={costs.otherFen} />}
      <Stat label="归集成本" valueFen={batch.costFen} strong />
      <Stat label="已随采收转出" valueFen={batch.harvestedFen} />
      <Stat label="还在菌袋里" valueFen={batch.balanceFen} strong />
      <Stat label="采收" value={`${quantityShown(batch.harvestedKg)} 公斤`} />
      <Stat label="每公斤成本" value={batch.costPerKg ?? '—'} strong />
    </>
  );
}

function Harvests({ card }: { card: BatchCard }) {
  const { harvests, facts } = card;
  const plan =
    facts.costRule === 'percent'
      ? `比例 ${facts.flushes.map((share) => `${share}%`).join('、')}`
      : `预计 ${quantityShown(facts.expectedKg ?? '—')} 公斤`;
  return (
    <>
      <h3>各潮采收</h3>
      <p className="quiet">{plan}。会计制度没有规定各潮怎样分成本，这是本社选定的办法。</p>
      {harvests.length > 0 && (
        <table>
          <thead>
            <tr>
              <th>潮次</th>
              <th>日期</th>
              <th className="right">公斤</th>
              <th className="right">成本</th>
              <th className="right">每公斤</th>
            </tr>
          </thead>
          <tbody>
            {harvests.map((one) => (
              <tr key={one.eventId} title={placesTitle(one.places)}>
                <td>
                  <a href={href('production', one.eventId, { tab: 'events' })}>
                    第 {one.flushNo} 潮{one.isLast && '（末）'}
                  </a>
                </td>
                <td className="days">{one.date}</td>
                <td className="right">{quantityShown(one.quantity)}</td>
                <td className="right">{formatYuan(one.costFen)}</td>
                <td className="right">{one.costPerKg}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function placesTitle(places: BatchCard['harvests'][number]['places']): string | undefined {
  return places.length === 0
    ? undefined
    : places.map((one) => `${one.greenhouse} ${one.quantity}`).join('\n');
}

function Losses(props: { card: BatchCard; onSettle: (loss: BatchCard['losses'][number]) => void }) {
  const { losses } = props.card;
  if (losses.length === 0) return null;
  return (
    <>
      <h3>损失</h3>
      <table>
        <tbody>
          {losses.map((one) => (
            <tr key={one.id}>
              <td className="days">{one.date}</td>
              <td>
                {one.greenhouse} {one.reason}
                {one.isNormal ? '（正常）' : ''}
              </td>
              <td className="right">{one.bags} 袋</td>
              <td className="right">{one.costFen === 0 ? '' : formatYuan(one.costFen)}</td>
              <td className="right">
                {one.isNormal && (
                  <Button
                    kind="quiet"
                    writes
                    title="登记错了：当作没有这一笔"
                    onClick={() => void undo(() => call('production.undoLoss', { id: one.id }), '损耗')}
                  >
                    撤销
                  </Button>
                )}
                {one.pendingFen > 0 && (
                  <Button kind="quiet" writes onClick={() => props.onSettle(one)}>
                    处理…
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

const STEP_NAMES = {
  placed: '进棚',
  moved: '转棚',
  taken: '出棚',
  lost: '损失',
  cleared: '结清出棚',
} as const;

function Places({ card }: { card: BatchCard }) {
  const { batch, steps } = card;
  return (
    <>
      <h3>大棚</h3>
      <p className="quiet">
        {batch.greenhouses === 0
          ? '现在没有在棚的菌袋。'
          : `现在 ${batch.greenhouses} 个棚，${batch.placedBags.toLocaleString('en-US')} 袋。`}
      </p>
      <table>
        <tbody>
          {steps.map((one) => (
            <tr key={one.stepId}>
              <td className="days">{one.date}</td>
              <td>
                {STEP_NAMES[one.kind]} {one.text}
              </td>
              <td className="right">{one.bags.toLocaleString('en-US')} 袋</td>
              <td className="right">
                {(one.kind === 'placed' || one.kind === 'moved' || one.kind === 'taken') && (
                  <Button
                    kind="quiet"
                    writes
                    title="登记错了：当作没有这一步"
                    onClick={() =>
                      void undo(
                        () => call('production.undoPlace', { stepId: one.stepId }),
                        STEP_NAMES[one.kind],
                      )
                    }
                  >
                    撤销
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Costs({ card }: { card: BatchCard }) {
  return (
    <>
      <h3>成本明细</h3>
      <table>
        <tbody>
          {card.costRows.map((one) => (
            <tr key={one.eventId}>
              <td className="days">{one.date}</td>
              <td>
                {one.title} <span className="quiet">{one.what}</span>
              </td>
              <td className={one.fen < 0 ? 'right negative' : 'right'}>{formatYuan(one.fen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

async function undo(act: () => Promise<unknown>, what: string): Promise<void> {
  try {
    await act();
    notify(`已撤销这笔${what}。`);
  } catch (reason) {
    notify(asRefusal(reason).message, 'error');
  }
}
