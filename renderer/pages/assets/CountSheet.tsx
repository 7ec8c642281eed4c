import { Fragment, useMemo, useState, type ReactNode } from 'react';
import type { Input, Output } from '../../../shared/contract/index.ts';
import { STATE_NAMES } from '../../../shared/rules/assetWords.ts';
import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { asRefusal, call, useCall } from '../../api.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Grid } from '../../parts/Grid.tsx';
import type { Column } from '../../parts/gridColumns.ts';
import { Banner, ErrorBanner, notify, notifyWarnings } from '../../parts/Notice.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { useForm } from '../../parts/useForm.ts';
import { usePrint } from '../../parts/usePrint.ts';
import { VoucherLink } from '../../parts/VoucherLink.tsx';
import { AssetsFrame } from './AssetsFrame.tsx';
import { FoundDialog } from './FoundDialog.tsx';
import { PiecePicker } from './PiecePicker.tsx';
import { BookDifferences, SettleDifferences } from './StocktakeDialogs.tsx';
import { STATES } from './StocktakeTab.tsx';
import { showCard, type AssetState } from './view.ts';

export type Sheet = Output<'stocktakes.get'>;
export type Line = Sheet['lines'][number];
export type Found = Sheet['found'][number];
type LineInput = Input<'stocktakes.save'>['lines'][number];

/** Rows of the sheet: what the books have, then what they have not. */
type Row = { key: string; line: Line; found: null } | { key: string; line: null; found: Found };

type Asking = 'book' | 'settle' | 'reverse' | 'drop' | { missing: Line } | { found: Found | null };

/** One count sheet: counted on screen, then booked, approved and settled. */
export function CountSheet(props: {
  id: number;
  beginButton: ReactNode;
  narrow: ReactNode;
  banner: ReactNode;
  children: ReactNode;
}) {
  const { id } = props;
  const print = usePrint();
  const got = useCall('stocktakes.get', { id });
  const [asking, setAsking] = useState<Asking | null>(null);
  const sheet = got.value;
  const state = sheet?.stocktake.state;
  const counting = state === 'open' || state === 'counted';
  const rows = useMemo(() => rowsOf(sheet), [sheet]);
  const uncounted = (sheet?.lines ?? []).filter((line) => line.countedPieces === null);
  const columns = useMemo(() => columnsOf(counting, (what) => setAsking(what)), [counting]);

  async function save(lines: LineInput[], more: Partial<Input<'stocktakes.save'>> = {}): Promise<boolean> {
    try {
      const { warnings } = await call('stocktakes.save', { id, lines, ...more });
      notifyWarnings(warnings);
      return true;
    } catch (reason) {
      notify(asRefusal(reason).message, 'error');
      got.reload();
      return false;
    }
  }
  /** Every line is counted: the sheet is finished, and what differs can be booked. */
  async function finish(): Promise<void> {
    if (state === 'counted' || (await save([], { finished: true }))) setAsking('book');
  }
  function edit(row: Row, field: string, text: string): void {
    if (row.line === null) return;
    const line = inputOf(row.line);
    if (field === 'counted') {
      const plain = toHalfWidth(text).trim();
      if (plain !== '' && !/^\d{1,7}$/u.test(plain)) {
        notify(`${row.line.no} 的实存数要填整数。`, 'warning');
        return;
      }
      const counted = plain === '' ? null : Number(plain);
      // Of numbered pieces it is asked which are missing.
      if (counted !== null && counted < row.line.bookPieces && row.line.pieces.length > 0) {
        setAsking({ missing: row.line });
        return;
      }
      void save([{ ...line, countedPieces: counted, missingPieceIds: [] }]);
    } else void save([{ ...line, [field]: text }]);
  }

  return (
    <AssetsFrame
      narrow={props.narrow}
      actions={
        <>
          {props.beginButton}
          {counting && (
            <>
              <Button
                writes
                disabled={uncounted.length === 0}
                title="还没有点数的各行，实存数都填成账面数"
                onClick={() =>
                  void save(
                    uncounted.map((line) => ({
                      ...inputOf(line),
                      countedPieces: line.bookPieces,
                      missingPieceIds: [],
                    })),
                  )
                }
              >
                其余都相符
              </Button>
              <Button writes onClick={() => setAsking({ found: null })}>
                盘盈一项…
              </Button>
              <Button
                kind="primary"
                writes
                disabled={uncounted.length > 0}
                title={
                  uncounted.length > 0 ? `还有 ${uncounted.length} 行没有点数` : '盘盈盘亏记入待处理财产损溢'
                }
                onClick={() => void finish()}
              >
                盘完入账…
              </Button>
            </>
          )}
          {state === 'booked' && (
            <Button kind="primary" writes onClick={() => setAsking('settle')}>
              批准处理…
            </Button>
          )}
          {(state === 'booked' || state === 'settled') && (
            <Button kind="danger" writes onClick={() => setAsking('reverse')}>
              冲销上一步…
            </Button>
          )}
          {counting && (
            <Button kind="danger" writes onClick={() => setAsking('drop')}>
              作废
            </Button>
          )}
          <Button
            title="空白的，带到现场点数"
            onClick={() => print({ document: 'stocktake-sheet', stocktakeId: id, blank: true })}
          >
            空白表
          </Button>
          <Button
            title="空白的，成批的一件一行"
            onClick={() =>
              print({ document: 'stocktake-sheet', stocktakeId: id, blank: true, byPiece: true })
            }
          >
            逐件空白表
          </Button>
          <Button shortcut="Ctrl+P" onClick={() => print({ document: 'stocktake-sheet', stocktakeId: id })}>
            打印
          </Button>
        </>
      }
      banner={
        <>
          {props.banner}
          <ErrorBanner error={got.error} onRetry={got.reload} />
          {sheet && <Standing sheet={sheet} />}
        </>
      }
      drawer={
        <>
          {props.children}
          {sheet && asking && (
            <Asked sheet={sheet} asking={asking} save={save} onClose={() => setAsking(null)} />
          )}
        </>
      }
    >
      <Grid<Row>
        label="固定资产盘点表"
        columns={columns}
        rows={rows}
        rowId={(row) => row.key}
        totals={{ unit: '行' }}
        loading={got.loading}
        failed={got.error !== null}
        onOpen={(row) => {
          if (row.line) showCard('cards', row.line.assetId);
          else if (counting) setAsking({ found: row.found });
        }}
        onEdit={edit}
        empty="这张盘点表上没有资产。"
      />
    </AssetsFrame>
  );
}

function rowsOf(sheet: Sheet | undefined): Row[] {
  if (!sheet) return [];
  return [
    ...sheet.lines.map((line): Row => ({ key: `l${line.id}`, line, found: null })),
    ...sheet.found.map((found): Row => ({ key: `f${found.id}`, line: null, found })),
  ];
}

function inputOf(line: Line): LineInput {
  return {
    id: line.id,
    countedPieces: line.countedPieces,
    missingPieceIds: line.missingPieceIds,
    cause: line.cause,
    treatment: line.treatment,
  };
}

function columnsOf(counting: boolean, ask: (what: Asking) => void): readonly Column<Row>[] {
  const editable = (row: Row): boolean => counting && row.line !== null;
  return [
    {
      field: 'no',
      title: '编号',
      kind: 'code',
      width: 62,
      value: ({ line, found }) => line?.no ?? (found?.no || '新'),
    },
    {
      field: 'name',
      title: '名称',
      kind: 'text',
      width: 124,
      value: ({ line, found }) => line?.name ?? found?.name ?? '',
    },
    {
      field: 'category',
      title: '类别',
      kind: 'text',
      width: 76,
      value: ({ line, found }) => line?.category ?? found?.category ?? '',
    },
    {
      field: 'place',
      title: '坐落',
      kind: 'text',
      width: 84,
      value: ({ line, found }) => line?.place ?? found?.place ?? '',
    },
    {
      field: 'custodian',
      title: '保管人',
      kind: 'text',
      width: 62,
      value: ({ line, found }) => line?.custodian ?? found?.custodian ?? '',
    },
    {
      field: 'book',
      title: '账面数',
      kind: 'number',
      width: 60,
      total: true,
      value: ({ line }) => String(line?.bookPieces ?? 0),
    },
    {
      field: 'counted',
      title: '实存数',
      kind: 'number',
      width: 64,
      total: true,
      strong: true,
      editable,
      value: ({ line, found }) =>
        line ? (line.countedPieces === null ? '' : String(line.countedPieces)) : String(found?.quantity ?? 0),
    },
    {
      field: 'over',
      title: '盘盈',
      kind: 'number',
      width: 48,
      total: true,
      value: ({ line, found }) =>
        String(line ? Math.max(line.difference ?? 0, 0) || '' : (found?.quantity ?? '')),
    },
    {
      field: 'short',
      title: '盘亏',
      kind: 'number',
      width: 48,
      total: true,
      value: ({ line }) => String(line ? Math.max(-(line.difference ?? 0), 0) || '' : ''),
    },
    {
      field: 'missing',
      title: '缺哪几件',
      kind: 'text',
      width: 92,
      value: ({ line }) => (line ? missingNos(line) : ''),
      tooltip: ({ line }) => (line ? missingNos(line) : ''),
      onClick: ({ line }) => {
        if (counting && line && line.pieces.length > 0) ask({ missing: line });
      },
    },
    {
      field: 'amount',
      title: '金额',
      kind: 'money',
      width: 86,
      total: true,
      value: ({ line, found }) =>
        line ? -(line.missingCostFen - line.missingAccumulatedFen) : (found?.valueFen ?? 0),
    },
    {
      field: 'cause',
      title: '原因',
      kind: 'text',
      width: 96,
      editable,
      value: ({ line, found }) => line?.cause ?? found?.cause ?? '',
    },
    {
      field: 'treatment',
      title: '处理意见',
      kind: 'text',
      width: 96,
      editable,
      value: ({ line, found }) => line?.treatment ?? found?.treatment ?? '',
    },
  ];
}

function missingNos(line: Line): string {
  const missing = new Set(line.missingPieceIds);
  const nos = line.pieces.filter((piece) => missing.has(piece.id)).map((piece) => piece.no);
  return nos.length > 0
    ? nos.join('、')
    : line.pieces.length > 0 && line.countedPieces !== null
      ? '都在'
      : '';
}

/** Where the sheet stands and what comes next, in a line above it. */
function Standing({ sheet }: { sheet: Sheet }) {
  const { stocktake, changed } = sheet;
  const { state, lines, counted, missing, found, lossFen, gainFen } = stocktake;
  const differences =
    missing + found === 0
      ? '账实相符'
      : `盘亏 ${missing} 项 ${formatYuan(lossFen)} 元，盘盈 ${found} 项 ${formatYuan(gainFen)} 元`;
  const said = {
    open: `已点 ${counted} / ${lines} 行。实存数直接在表里填；成批的点“缺哪几件”。`,
    counted: `已点 ${counted} / ${lines} 行，${differences}。下一步“盘完入账”，差额先记待处理财产损溢（181）。`,
    booked: `${differences}，已于 ${stocktake.bookedOn ?? ''} 入账，等理事会或成员大会批准后“批准处理”。181 期末不能有余额。`,
    settled: `${differences}${stocktake.approvalNo ? `，${stocktake.approvedOn ?? ''} ${stocktake.approvalNo} 批准` : ''}，已于 ${stocktake.settledOn ?? ''} 处理完。`,
    dropped: '这张盘点表已经作废。',
  }[state];
  return (
    <>
      <Banner kind={state === 'booked' ? 'warning' : 'info'}>
        盘点日 {stocktake.date}，{stocktake.scope === 'all' ? '全部固定资产' : stocktake.category}
        {stocktake.counters && `，盘点人 ${stocktake.counters}`}，{STATES[state]}。{said}{' '}
        {stocktake.vouchers.map((voucher) => (
          <Fragment key={voucher.id}>
            <VoucherLink voucher={voucher} />{' '}
          </Fragment>
        ))}
      </Banner>
      {changed.length > 0 && (state === 'open' || state === 'counted') && (
        <Banner kind="warning">生成盘点表以后有变动：{changed.join('、')}。请核对这几行的账面数。</Banner>
      )}
    </>
  );
}

function Asked(props: {
  sheet: Sheet;
  asking: Asking;
  save: (lines: LineInput[]) => Promise<boolean>;
  onClose: () => void;
}) {
  const { sheet, asking, onClose } = props;
  const { stocktake } = sheet;
  if (asking === 'book') return <BookDifferences sheet={sheet} onClose={onClose} />;
  if (asking === 'settle') return <SettleDifferences sheet={sheet} onClose={onClose} />;
  if (asking === 'reverse') {
    const what = stocktake.state === 'settled' ? '批准处理' : '盘盈盘亏入账';
    return (
      <ReasonDialog
        title={`冲销“${what}”`}
        danger
        dated
        saveLabel="冲销"
        onClose={onClose}
        onSave={async ({ date, reason }) => {
          const { warnings } = await call('stocktakes.reverse', { id: stocktake.id, date, reason });
          notify(`已冲销“${what}”。`);
          notifyWarnings(warnings);
        }}
      >
        <p className="form-note">另开红字凭证冲掉这一步；盘点表回到上一步。</p>
      </ReasonDialog>
    );
  }
  if (asking === 'drop') {
    return (
      <ReasonDialog
        title="作废盘点表"
        danger
        saveLabel="作废"
        onClose={onClose}
        onSave={async ({ reason }) => {
          await call('stocktakes.drop', { id: stocktake.id, reason });
          notify('盘点表已作废。');
        }}
      >
        <p className="form-note">{stocktake.date} 的盘点表还没有入账，作废以后不能再用，可以重新开始盘点。</p>
      </ReasonDialog>
    );
  }
  if ('missing' in asking) return <MissingDialog line={asking.missing} save={props.save} onClose={onClose} />;
  return <FoundDialog sheet={sheet} found={asking.found} onClose={onClose} />;
}

/** 缺哪几件: the pieces that were not there. */
function MissingDialog(props: {
  line: Line;
  save: (lines: LineInput[]) => Promise<boolean>;
  onClose: () => void;
}) {
  const { line } = props;
  const form = useForm({ missing: [...line.missingPieceIds] });
  const count = line.bookPieces - form.value.missing.length;
  return (
    <Dialog
      title={`缺哪几件：${line.no} ${line.name}`}
      form={form}
      width={620}
      saveLabel={`实存 ${count} ${line.unit || '件'}`}
      onClose={props.onClose}
      onSave={({ missing }) =>
        props.save([
          { ...inputOf(line), countedPieces: line.bookPieces - missing.length, missingPieceIds: missing },
        ])
      }
    >
      <p className="form-note">
        账面 {line.bookPieces} {line.unit || '件'}。勾选现场没有的；都在就不勾。
      </p>
      <PiecePicker
        pieces={line.pieces.map((piece) => ({ ...piece, custodian: '', state: stateOf(piece.state) }))}
        value={form.value.missing}
        onChange={(missing) => form.set({ missing })}
      />
    </Dialog>
  );
}

const stateOf = (state: string): AssetState =>
  Object.hasOwn(STATE_NAMES, state) ? (state as AssetState) : 'in-use';
