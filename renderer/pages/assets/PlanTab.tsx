import { useEffect, useMemo, useRef, useState } from 'react';
import { changedWord, STATE_NAMES } from '../../../shared/rules/assetWords.ts';
import { isRealDate } from '../../../shared/rules/calendar.ts';
import { call, useCall } from '../../api.ts';
import { go, settle, useRoute } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Drawer } from '../../parts/Drawer.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { DateField, SelectField } from '../../parts/Field.tsx';
import { isComposing } from '../../parts/keys.ts';
import { ErrorBanner, notify } from '../../parts/Notice.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { AssetsFrame } from './AssetsFrame.tsx';
import { ChangeDialog } from './ChangeDialog.tsx';
import { DisposeDialog } from './DisposeDialog.tsx';
import { type ColourBy, matches, moved, planOf } from './plan.ts';
import { type Batch, type Card, type Piece, showCard } from './view.ts';

/** 平面图: the pieces of a batch as they stand on a day, coloured by state or by the mushroom batch in them. */
export function PlanTab() {
  const { today } = useSession();
  const route = useRoute();
  const [asOf, setAsOf] = useState(today);
  const day = isRealDate(asOf) ? asOf : today;
  const [by, setBy] = useState<ColourBy>('state');
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const plan = useCall('assets.plan', { asOf: day });
  const standing = useCall('production.greenhouses', { asOf: day });
  const batches = plan.value ?? [];
  const wanted = Number(route.params.get('batch') ?? 0);
  const batch = batches.find((one) => one.assetId === wanted) ?? largest(batches);
  const drawn = useMemo(
    () => planOf(batch?.pieces ?? [], standing.value ?? [], by),
    [batch, standing.value, by],
  );
  const picked = (batch?.pieces ?? []).filter((piece) => chosen.includes(piece.id));
  const show = (id: number): void => {
    settle('assets', null, { tab: 'plan', batch: String(id) });
    setChosen([]);
  };
  return (
    <AssetsFrame
      filters={
        <>
          <span className="quiet">截至</span>
          <DateField bare label="截至日期" width={108} value={asOf} onChange={setAsOf} />
        </>
      }
      narrow={
        batch && (
          <>
            <SelectField
              bare
              label="成批资产"
              width={176}
              value={String(batch.assetId)}
              onChange={(id) => show(Number(id))}
              choices={batches.map((one) => ({
                value: String(one.assetId),
                label: `${one.no} ${one.name} ${one.pieces.length} 件`,
              }))}
            />
            <SelectField
              bare
              label="按什么着色"
              value={by}
              onChange={setBy}
              choices={[
                { value: 'state', label: '按状态着色' },
                { value: 'batch', label: '按菌袋批次着色' },
              ]}
            />
            <SearchField
              label="找棚号"
              placeholder="棚号：17，20-25"
              width={130}
              onChange={setSearch}
              onDown={() => {
                const found = batch.pieces.filter((piece) => matches(piece.no, search));
                setChosen(found.map((piece) => piece.id));
                document.querySelector<HTMLElement>(`[data-piece="${found[0]?.id ?? 0}"]`)?.focus();
              }}
            />
          </>
        )
      }
      actions={
        batch && (
          <>
            <Button onClick={() => showCard('cards', batch.assetId)}>看卡片</Button>
            <PrintLabels batch={batch} picked={picked} />
          </>
        )
      }
      banner={<ErrorBanner error={plan.error} onRetry={plan.reload} />}
      drawer={
        batch &&
        picked.length > 0 && (
          <PieceDrawer
            batch={batch}
            pieces={picked}
            standing={standing.value ?? []}
            onClose={() => setChosen([])}
          />
        )
      }
    >
      {batch ? (
        <div className="plan" aria-label={`${batch.name}平面图`}>
          <ul className="plan-legend" aria-label="图例">
            {drawn.legend.map((entry) => (
              <li key={entry.tone}>
                <i className={`plan-tone ${entry.tone}`} aria-hidden="true" />
                {entry.label} <b className="figures">{entry.count}</b>
              </li>
            ))}
            <li className="quiet">共 {batch.pieces.length} 件；点一件，或按住 Ctrl、Shift 选几件</li>
          </ul>
          <Cells cells={drawn.cells} search={search} chosen={chosen} onChoose={setChosen} />
        </div>
      ) : (
        !plan.loading && (
          <div className="plan">
            <Empty
              title="还没有成批的资产"
              actions={
                <Button kind="primary" onClick={() => go('imports', null, { kind: 'assets' })}>
                  导入固定资产清单
                </Button>
              }
            >
              大棚按一张卡片登记 122 个，每个有自己的编号（DP-001 … DP-122），这里就画出平面图。
            </Empty>
          </div>
        )
      )}
    </AssetsFrame>
  );
}

const largest = (batches: readonly Batch[]): Batch | undefined =>
  [...batches].sort((a, b) => b.pieces.length - a.pieces.length)[0];

/** The cells in rows; arrows move, Enter or space chooses, Shift takes a run, Ctrl one more. */
function Cells(props: {
  cells: ReturnType<typeof planOf>['cells'];
  search: string;
  chosen: readonly number[];
  onChoose: (ids: readonly number[]) => void;
}) {
  const { cells, chosen } = props;
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const anchor = useRef(0);
  useEffect(() => setAt((old) => Math.min(old, Math.max(cells.length - 1, 0))), [cells.length]);

  function choose(index: number, event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }): void {
    const id = cells[index]?.piece.id;
    if (id === undefined) return;
    setAt(index);
    if (event.shiftKey) {
      const [from, to] = [Math.min(anchor.current, index), Math.max(anchor.current, index)];
      props.onChoose(cells.slice(from, to + 1).map((cell) => cell.piece.id));
      return;
    }
    anchor.current = index;
    if (event.ctrlKey || event.metaKey) {
      props.onChoose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
    } else props.onChoose([id]);
  }
  function onKeyDown(event: React.KeyboardEvent): void {
    if (isComposing(event.nativeEvent)) return;
    const to = moved(at, event.key, columnsOf(box.current), cells.length);
    if (to !== null) {
      event.preventDefault();
      setAt(to);
      box.current?.querySelectorAll('button')[to]?.focus();
      if (event.shiftKey) choose(to, event);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      choose(at, event);
    }
  }
  return (
    <div ref={box} className="plan-cells" role="group" aria-label="单件" onKeyDown={onKeyDown}>
      {cells.map((cell, index) => (
        <button
          key={cell.piece.id}
          type="button"
          data-piece={cell.piece.id}
          className={[
            'plan-cell',
            cell.tone,
            props.search !== '' && !matches(cell.piece.no, props.search) ? 'away' : '',
          ].join(' ')}
          aria-label={cell.title}
          aria-pressed={chosen.includes(cell.piece.id)}
          tabIndex={index === at ? 0 : -1}
          title={cell.title}
          onClick={(event) => choose(index, event)}
          onFocus={() => setAt(index)}
        >
          {cell.short}
        </button>
      ))}
    </div>
  );
}

/** How many cells stand beside one another: as the window has laid them out. */
function columnsOf(box: HTMLElement | null): number {
  const cells = [...(box?.querySelectorAll('button') ?? [])];
  const top = cells[0]?.offsetTop;
  return (
    Math.max(
      cells.findIndex((cell) => cell.offsetTop !== top),
      0,
    ) ||
    cells.length ||
    1
  );
}

function PrintLabels({ batch, picked }: { batch: Batch; picked: readonly Piece[] }) {
  const print = usePrint();
  const standing = batch.pieces.filter((piece) => piece.state !== 'gone');
  const of = picked.length > 0 ? picked : standing;
  return (
    <Button
      shortcut="Ctrl+P"
      disabled={of.length === 0}
      title={picked.length > 0 ? `选中的 ${picked.length} 件` : `全部 ${standing.length} 件`}
      onClick={() =>
        print({
          document: 'asset-labels',
          ids: [batch.assetId],
          ...(picked.length > 0 ? { pieceIds: picked.map((piece) => piece.id) } : {}),
        })
      }
    >
      条码标签
    </Button>
  );
}

/** The pieces that are chosen: what they are, and what can be done with them. */
function PieceDrawer(props: {
  batch: Batch;
  pieces: readonly Piece[];
  standing: readonly {
    greenhouse: string;
    batchNo: string;
    batchName: string;
    bags: number;
    since: string;
  }[];
  onClose: () => void;
}) {
  const { batch, pieces } = props;
  const [asking, setAsking] = useState<'change' | 'state' | 'custodian' | 'dispose' | null>(null);
  const [card, setCard] = useState<Card | null>(null);
  const [only] = pieces;
  const one = pieces.length === 1 ? only : undefined;
  const gone = pieces.some((piece) => piece.state === 'gone');
  const bags = props.standing.filter((row) => pieces.some((piece) => piece.no === row.greenhouse));
  const ids = pieces.map((piece) => piece.id);
  function ask(what: NonNullable<typeof asking>): void {
    call('assets.get', { id: batch.assetId }).then(
      (got) => {
        setCard(got);
        setAsking(what);
      },
      (reason: unknown) => notify(reason instanceof Error ? reason.message : String(reason), 'error'),
    );
  }
  const off = gone ? { disabled: true, title: '有已经报废的，不能再变动' } : {};
  return (
    <>
      <Drawer
        title={one ? `${one.no} ${batch.name}` : `${batch.name} ${pieces.length} 件`}
        sub={one ? STATE_NAMES[one.state] : pieces.map((piece) => piece.no).join('、')}
        width={290}
        onClose={props.onClose}
      >
        {one && (
          <>
            <Stat label="坐落" value={one.place || '—'} />
            <Stat label="保管人" value={one.custodian || '—'} />
            <Stat label="状态" value={STATE_NAMES[one.state]} />
          </>
        )}
        {bags.map((row) => (
          <Stat
            key={`${row.greenhouse}${row.batchNo}`}
            label={`${one ? '' : `${row.greenhouse} `}${row.batchNo} ${row.batchName}`}
            value={`${row.bags} 袋`}
            hint={`${row.since} 进棚`}
          />
        ))}
        <div className="drawer-actions">
          <Button writes {...off} onClick={() => ask('change')}>
            移动…
          </Button>
          <Button writes {...off} onClick={() => ask('custodian')}>
            换保管人…
          </Button>
          <Button writes {...off} onClick={() => ask('state')}>
            改状态…
          </Button>
          <Button kind="danger" writes {...off} onClick={() => ask('dispose')}>
            报废、处置…
          </Button>
          <Button onClick={() => showCard('cards', batch.assetId)}>看卡片</Button>
        </div>
        {one && <PieceHistory assetId={batch.assetId} no={one.no} />}
      </Drawer>
      {card && asking === 'dispose' && (
        <DisposeDialog card={card} pieceIds={ids} onClose={() => setAsking(null)} />
      )}
      {card && asking !== null && asking !== 'dispose' && (
        <ChangeDialog
          card={one ? { ...card, place: one.place, custodian: one.custodian, state: one.state } : card}
          pieceIds={ids}
          field={asking === 'change' ? 'place' : asking}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}

function PieceHistory({ assetId, no }: { assetId: number; no: string }) {
  const card = useCall('assets.get', { id: assetId }).value;
  const changes = (card?.changes ?? []).filter((change) => change.pieceNo === no).reverse();
  if (changes.length === 0) return null;
  return (
    <>
      <h3>变动</h3>
      <ol className="timeline">
        {changes.map((change) => (
          <li key={change.id}>
            <b className="figures">{change.date}</b> {change.field}：
            {changedWord(change.field, change.before)} → {changedWord(change.field, change.after)}
            <small>{[change.note, change.operator].filter(Boolean).join(' · ')}</small>
          </li>
        ))}
      </ol>
    </>
  );
}
