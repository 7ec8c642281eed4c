import { useEffect, useMemo, useRef, useState } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { useCall } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import { Button } from '../../parts/Button.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { SelectField } from '../../parts/Field.tsx';
import { Grid, type GridHandle } from '../../parts/Grid.tsx';
import { useKeys } from '../../parts/keys.ts';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { act, PostDialog, ReverseDialog, VoidDialog } from './acting.tsx';
import { COLUMNS } from './columns.ts';
import { barToReversing, canVoid, STATES, type VoucherHead } from './words.ts';
import { goToNew } from './VoucherPage.tsx';

type Periods = Output<'periods.list'>;
export interface ListFilters {
  /** '' is all of them; null, not chosen yet, the open one. */
  period: string | null;
  state: VoucherHead['state'] | '';
  word: VoucherHead['word'] | '';
}

/** The vouchers of a month, and what they go through: 审核 → 记账, many at once. */
export function VoucherList(props: {
  filters: ListFilters;
  onFilter: (change: Partial<ListFilters>) => void;
  /** The voucher one comes back from: the keyboard is on it. */
  cameFrom: number | null;
}) {
  const { filters, onFilter } = props;
  const periods = useCall('periods.list', {});
  const settings = useCall('entities.books', {});
  const period = filters.period ?? periods.value?.currentPeriod ?? null;
  const [search, setSearch] = useState('');
  const [ticked, setTicked] = useState<readonly VoucherHead[]>([]);
  const [asking, setAsking] = useState<'post' | 'void' | 'reverse' | null>(null);
  const grid = useRef<GridHandle<VoucherHead>>(null);
  const print = usePrint();
  // An amount is looked for among the figures shown; everything else in the books.
  const amount = /^-?[\d,]+\.\d{1,2}$/u.test(search);
  const list = useCall(
    'vouchers.list',
    period === null
      ? null
      : {
          ...(period === '' ? {} : { from: period, to: period }),
          ...(filters.state === '' ? {} : { state: filters.state }),
          ...(filters.word === '' ? {} : { word: filters.word }),
          ...(search === '' || amount ? {} : { search }),
        },
  );
  const rows = useMemo(() => list.value ?? [], [list.value]);
  // As they stand now: what was ticked may have been reviewed since, or is no longer in the list.
  const picked = useMemo(() => {
    const ids = new Set(ticked.map((voucher) => voucher.id));
    return rows.filter((row) => ids.has(row.id));
  }, [rows, ticked]);
  const drafts = picked.filter((voucher) => voucher.state === 'draft');
  const reviewed = picked.filter((voucher) => voucher.state === 'reviewed');
  const only = picked.length === 1 ? (picked[0] ?? null) : null;
  const barred = only ? barToReversing(only) : '先选一张已记账的凭证';

  const focused = useRef(false);
  useEffect(() => {
    if (focused.current || rows.length === 0) return;
    focused.current = true;
    if (props.cameFrom !== null || document.activeElement === document.body) {
      const known = rows.some((row) => row.id === props.cameFrom);
      grid.current?.focus(known && props.cameFrom !== null ? props.cameFrom : undefined);
    }
  }, [rows, props.cameFrom]);
  const printAll = (): void =>
    print({
      document: 'vouchers',
      ids: (picked.length > 0 ? picked : (grid.current?.shownRows() ?? rows)).map((voucher) => voucher.id),
    });
  useKeys({ 'ctrl+n': () => goToNew() });

  const isFiltered = filters.state !== '' || filters.word !== '' || search !== '';
  return (
    <Page
      title="凭证"
      filters={
        <>
          <SelectField
            bare
            label="月份"
            value={period ?? ''}
            onChange={(chosen) => onFilter({ period: chosen })}
            choices={monthChoices(periods.value)}
          />
          <SelectField
            bare
            label="状态"
            value={filters.state}
            onChange={(state) => onFilter({ state })}
            choices={[
              { value: '', label: '全部状态' },
              ...(['draft', 'reviewed', 'posted', 'void'] as const).map((state) => ({
                value: state,
                label: STATES[state],
              })),
            ]}
          />
          {settings.value?.voucherWords === '收付转' && (
            <SelectField
              bare
              label="凭证字"
              value={filters.word}
              onChange={(word) => onFilter({ word })}
              choices={[
                { value: '', label: '全部字' },
                ...(['收', '付', '转', '记'] as const).map((word) => ({ value: word, label: word })),
              ]}
            />
          )}
          <SearchField
            label="找凭证"
            placeholder="摘要、字号、金额 Ctrl F"
            width={176}
            onChange={setSearch}
            onDown={() => grid.current?.focus()}
          />
        </>
      }
      actions={
        <>
          <Button kind="primary" shortcut="Ctrl+N" writes onClick={() => goToNew()}>
            新填凭证
          </Button>
          <Button
            writes
            disabled={drafts.length === 0}
            title={
              drafts.length === 0
                ? '先勾选草稿（空格勾选，表头勾全部）'
                : `审核勾选的 ${drafts.length} 张草稿`
            }
            onClick={() => void act('review', drafts)}
          >
            审核{counted(drafts)}
          </Button>
          <Button
            writes
            disabled={reviewed.length === 0}
            title={reviewed.length === 0 ? '先勾选已审核的凭证' : '退回草稿'}
            onClick={() => void act('unreview', reviewed)}
          >
            取消审核
          </Button>
          <Button
            writes
            disabled={reviewed.length === 0}
            title={reviewed.length === 0 ? '先勾选已审核的凭证' : `记账 ${reviewed.length} 张`}
            onClick={() => setAsking('post')}
          >
            记账{counted(reviewed)}
          </Button>
          <Button
            writes
            disabled={!only || !canVoid(only)}
            title={only ? '没有记账、手工填的凭证才能作废' : '先勾选一张'}
            onClick={() => setAsking('void')}
          >
            作废…
          </Button>
          <Button
            writes
            disabled={barred !== null}
            title={barred ?? '开一张红字凭证冲掉它'}
            onClick={() => setAsking('reverse')}
          >
            冲销…
          </Button>
          <Button shortcut="Ctrl+P" disabled={rows.length === 0} onClick={printAll}>
            打印{counted(picked)}
          </Button>
          <Button
            disabled={rows.length === 0}
            onClick={() => void exportXlsx(`凭证${period ?? ''}.xlsx`, COLUMNS, rows, '张')}
          >
            导出
          </Button>
        </>
      }
      banner={
        <ErrorBanner
          error={list.error ?? periods.error}
          onRetry={() => {
            periods.reload();
            list.reload();
          }}
        />
      }
    >
      <Grid<VoucherHead>
        gridRef={grid}
        label="凭证"
        columns={COLUMNS}
        rows={rows}
        rowId={(row) => row.id}
        selection="multiple"
        totals={{ unit: '张' }}
        quickFilter={amount ? search : ''}
        loading={period === null || list.loading}
        failed={list.error !== null || periods.error !== null}
        onOpen={(row) => go('vouchers', row.id)}
        onSelect={setTicked}
        rowClass={(row) =>
          row.state === 'void' ? 'faded' : row.reversesId !== null || row.amountFen < 0 ? 'red' : undefined
        }
        empty={
          isFiltered ? (
            '没有符合条件的凭证。'
          ) : (
            <Empty
              title={period ? `${period} 还没有凭证` : '还没有凭证'}
              actions={
                <Button kind="primary" writes onClick={() => goToNew()}>
                  填第一张
                </Button>
              }
            >
              入股、分红等登记会自己生成凭证；其余的收支在这里填。填好后审核、记账，账簿和报表就有了。
            </Empty>
          )
        }
      />
      {asking === 'post' && (
        <PostDialog
          vouchers={reviewed}
          onClose={() => setAsking(null)}
          onDone={() => grid.current?.clearSelection()}
        />
      )}
      {asking === 'void' && only && (
        <VoidDialog
          voucher={only}
          onClose={() => setAsking(null)}
          onDone={() => grid.current?.clearSelection()}
        />
      )}
      {asking === 'reverse' && only && <ReverseDialog voucher={only} onClose={() => setAsking(null)} />}
    </Page>
  );
}

const counted = (some: readonly VoucherHead[]): string => (some.length > 1 ? ` ${some.length} 张` : '');

/** The latest month first. */
function monthChoices(periods: Periods | undefined): { value: string; label: string }[] {
  if (!periods) return [{ value: '', label: '…' }];
  const months = periods.periods.toReversed().map(({ period, state }) => ({
    value: period,
    label: `${period}${state === 'closed' ? ' 已结账' : period === periods.currentPeriod ? ' 当前' : ''}`,
  }));
  return [...months, { value: '', label: '全部月份' }];
}
