import './statements.css';
import { useEffect, useRef } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { asRefusal, useCall, type PrintRequest } from '../../api.ts';
import { go, settle, useRoute } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { CheckList } from '../../parts/CheckList.tsx';
import { checkTone } from '../../parts/checks.ts';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { CheckField } from '../../parts/Field.tsx';
import { Banner, ErrorBanner, notify } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { periodName, readPeriod, usualRange, yearOfPeriod } from '../../parts/period.ts';
import { PeriodField } from '../../parts/PeriodField.tsx';
import { Tabs } from '../../parts/Tabs.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { BalanceSheet } from './BalanceSheet.tsx';
import { DrillDialog } from './DrillDialog.tsx';
import { EquityStatement } from './EquityStatement.tsx';
import { FundStatements } from './FundStatements.tsx';
import { focusFigure } from './FigureCell.tsx';
import {
  equityColumns,
  equityLines,
  type Figure,
  figureOf,
  keyOf,
  sheetColumns,
  SURPLUS_COLUMNS,
  twoSided,
} from './forms.ts';
import { Notes } from './Notes.tsx';
import { SurplusStatement } from './SurplusStatement.tsx';

type Statements = Output<'statements.get'>;

const TABS = [
  { value: '01', label: '资产负债表' },
  { value: '02', label: '盈余及盈余分配表' },
  { value: '03', label: '成员权益变动表' },
  { value: 'notes', label: '附注草稿' },
  { value: 'checks', label: '勾稽检查' },
] as const;

type Tab = (typeof TABS)[number]['value'];

/** 会计报表: the three official statements of a period, their notes and the equations between them. */
export function StatementsPage() {
  const { books } = useSession();
  const periods = useCall('periods.list', {});
  if (!periods.value) {
    return (
      <Page title="会计报表" banner={<ErrorBanner error={periods.error} onRetry={periods.reload} />}>
        {!periods.error && <p className="waiting">正在读取…</p>}
      </Page>
    );
  }
  const usual = usualRange(periods.value).to;
  return books?.kind === 'fund' ? <FundStatements usual={usual} /> : <ForPeriod usual={usual} />;
}

function ForPeriod({ usual }: { usual: string }) {
  const { params } = useRoute();
  const print = usePrint();
  const figure = figureOf(params.get('figure'));
  const period = readPeriod(params.get('period') ?? '') ?? usual;
  const asked = useRef<Figure | null>(null);
  // Only once the dialog is gone, and the statement there, can the figure have the keys again.
  useEffect(() => {
    if (figure !== null) asked.current = figure;
    else if (asked.current !== null && focusFigure(asked.current)) asked.current = null;
  });
  const tab = TABS.find((one) => one.value === params.get('tab'))?.value ?? '01';
  const postedOnly = params.get('posted') === '1';
  const year = yearOfPeriod(period);
  const got = useCall('statements.get', { period, ...(postedOnly ? { postedOnly } : {}) });
  const value = got.value;

  function show(part: { period?: string; tab?: Tab; postedOnly?: boolean; figure?: Figure }): void {
    const next = { period, tab, postedOnly, ...part };
    settle('statements', null, {
      tab: next.tab,
      period: next.period,
      ...(next.postedOnly ? { posted: '1' } : {}),
      ...(part.figure ? { figure: keyOf(part.figure) } : {}),
    });
  }
  const ask = (asked: Figure): void => show({ figure: asked });
  const wrong = value?.checks.filter((check) => checkTone(check) === 'bad').length ?? 0;
  return (
    <Page
      title="会计报表"
      filters={
        <>
          <PeriodField
            bare
            steps
            label="期间"
            width={122}
            value={period}
            onChange={(next) => show({ period: next })}
          />
          <CheckField
            label="含未记账"
            value={!postedOnly}
            onChange={(unposted) => show({ postedOnly: !unposted })}
          />
        </>
      }
      actions={
        <>
          <Button
            disabled={!value || tab === 'checks' || tab === 'notes'}
            title="存成 Excel 表格，金额仍是数字"
            onClick={() => {
              if (value)
                save(tab, value).catch((reason: unknown) => notify(asRefusal(reason).message, 'error'));
            }}
          >
            导出 Excel
          </Button>
          <Button shortcut="Ctrl+P" disabled={!value} onClick={() => print(paperOf(tab, period, postedOnly))}>
            打印
          </Button>
        </>
      }
      banner={<ErrorBanner error={got.error} onRetry={got.reload} />}
    >
      <div className="statements">
        <Tabs
          label="报表"
          value={tab}
          tabs={TABS.map((one) =>
            one.value === 'checks' && wrong > 0 ? { ...one, label: `${one.label} ${wrong} 项不符` } : one,
          )}
          onChange={(next) => show({ tab: next })}
        />
        <div className="statement-sheet">
          {value && <Warnings value={value} postedOnly={postedOnly} />}
          {value && tab === '01' && <BalanceSheet value={value} onFigure={ask} />}
          {value && tab === '02' && <SurplusStatement value={value} onFigure={ask} />}
          {value && tab === '03' && <EquityStatement value={value} onFigure={ask} />}
          {tab === 'notes' && <Notes year={year} />}
          {value && tab === 'checks' && <CheckList checks={value.checks} from={`${year}-01`} to={period} />}
          {!value && !got.error && <p className="waiting">正在汇总 {periodName(period)}的报表…</p>}
        </div>
      </div>
      {figure && (
        <DrillDialog figure={figure} period={period} postedOnly={postedOnly} onClose={() => show({})} />
      )}
    </Page>
  );
}

/** What a reader has to know before trusting the figures, with the way to put it right. */
function Warnings({ value, postedOnly }: { value: Statements; postedOnly: boolean }) {
  const { period, unposted, profitOpen, notes } = value;
  return (
    <>
      {unposted > 0 && (
        <Banner
          kind="warning"
          actions={<Button onClick={() => go('vouchers', null, { period })}>去凭证</Button>}
        >
          到 {periodName(period)}为止还有 {unposted} 张凭证没有记账，
          {postedOnly ? '这里没有算进去，所以数字可能不全。' : '这里已经算进去；它们还能改，改了报表也会变。'}
          报送以前请先审核、记账。
        </Banner>
      )}
      {profitOpen && (
        <Banner
          kind="warning"
          actions={<Button onClick={() => go('periods', null, { period })}>去期末</Button>}
        >
          {periodName(period)}
          的收入和支出还没有结转，所以“未分配盈余”里还没有这部分盈余，资产负债表两边会差这个数；结转损益后就相等。
        </Banner>
      )}
      {notes.map((note) => (
        <Banner key={note} kind="info">
          {note}
        </Banner>
      ))}
    </>
  );
}

function paperOf(tab: Tab, period: string, postedOnly: boolean): PrintRequest {
  if (tab === 'notes') return { document: 'statement-notes', year: yearOfPeriod(period) };
  const statement = tab === 'checks' ? '01' : tab;
  return { document: 'statement', statement, period, ...(postedOnly ? { postedOnly } : {}) };
}

async function save(tab: Tab, value: Statements): Promise<void> {
  const name = `${TABS.find((one) => one.value === tab)?.label ?? ''} ${value.period}.xlsx`;
  if (tab === '01')
    await exportXlsx(name, sheetColumns(yearOfPeriod(value.period)), twoSided(value.balanceSheet));
  if (tab === '02') await exportXlsx(name, SURPLUS_COLUMNS, value.surplus);
  if (tab === '03') await exportXlsx(name, equityColumns(value.equity), equityLines(value.equity));
}
