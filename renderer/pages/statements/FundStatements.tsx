import type { Output } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { asRefusal, useCall, type PrintRequest } from '../../api.ts';
import { go, settle, useRoute } from '../../frame/routes.ts';
import { Button } from '../../parts/Button.tsx';
import { CheckList } from '../../parts/CheckList.tsx';
import { checkTone } from '../../parts/checks.ts';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { CheckField } from '../../parts/Field.tsx';
import type { Column } from '../../parts/gridColumns.ts';
import { Banner, ErrorBanner, notify } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { periodName, readPeriod, yearOfPeriod } from '../../parts/period.ts';
import { PeriodField } from '../../parts/PeriodField.tsx';
import { Tabs } from '../../parts/Tabs.tsx';
import { usePrint } from '../../parts/usePrint.ts';

type Statements = Output<'statements.fund'>;
type SheetRow = Statements['sheet'][number];
type ActivityRow = Statements['activity'][number];

const TABS = [
  { value: '01', label: '资产负债表' },
  { value: '02', label: '业务活动表' },
  { value: 'checks', label: '勾稽检查' },
] as const;
type Tab = (typeof TABS)[number]['value'];

/** 会计报表 of the association: its two statements of a period and the equations between them. */
export function FundStatements({ usual }: { usual: string }) {
  const { params } = useRoute();
  const print = usePrint();
  const period = readPeriod(params.get('period') ?? '') ?? usual;
  const tab: Tab = TABS.find((one) => one.value === params.get('tab'))?.value ?? '01';
  const postedOnly = params.get('posted') === '1';
  const got = useCall('statements.fund', { period, ...(postedOnly ? { postedOnly } : {}) });
  const value = got.value;
  function show(part: { period?: string; tab?: Tab; postedOnly?: boolean }): void {
    const next = { period, tab, postedOnly, ...part };
    settle('statements', null, {
      tab: next.tab,
      period: next.period,
      ...(next.postedOnly ? { posted: '1' } : {}),
    });
  }
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
            disabled={!value || tab === 'checks'}
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
          {value && tab === '01' && <Sheet value={value} />}
          {value && tab === '02' && <Activity value={value} />}
          {value && tab === 'checks' && (
            <CheckList checks={value.checks} from={`${yearOfPeriod(period)}-01`} to={period} />
          )}
          {!value && !got.error && <p className="waiting">正在汇总 {periodName(period)}的报表…</p>}
        </div>
      </div>
    </Page>
  );
}

function Warnings({ value, postedOnly }: { value: Statements; postedOnly: boolean }) {
  const { period, unposted, openFen } = value;
  return (
    <>
      {unposted > 0 && (
        <Banner
          kind="warning"
          actions={<Button onClick={() => go('vouchers', null, { period })}>去凭证</Button>}
        >
          到 {periodName(period)}为止还有 {unposted} 张凭证没有记账，
          {postedOnly ? '这里没有算进去。' : '这里已经算进去；它们还能改，改了报表也会变。'}
          报送以前请先审核、记账。
        </Banner>
      )}
      {openFen !== 0 && (
        <Banner kind="info">
          还没有结转的收支 {formatYuan(openFen)} 元已列在净资产里，结转以后报表不变。
        </Banner>
      )}
    </>
  );
}

/** 资产 on the left, 负债和净资产 on the right; the totals level with each other. */
function Sheet({ value }: { value: Statements }) {
  const left = value.sheet.filter((row) => row.side === 'assets');
  const right = value.sheet.filter((row) => row.side === 'claims');
  const gap = right.length - left.length;
  const lines = right.map((row, index) => ({
    right: row,
    left: index === right.length - 1 ? left.at(-1) : index < right.length - gap - 1 ? left[index] : undefined,
  }));
  const year = yearOfPeriod(value.period);
  const head = (title: string) => (
    <>
      <th>{title}</th>
      <th className="row-no">行次</th>
      <th className="right">{year} 年初数</th>
      <th className="right">期末数</th>
    </>
  );
  return (
    <table className="statement two-sided" aria-label="资产负债表">
      <thead>
        <tr>
          {head('资产')}
          {head('负债和净资产')}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.right.no}>
            <HalfLine row={line.left} />
            <HalfLine row={line.right} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function HalfLine({ row }: { row: SheetRow | undefined }) {
  if (!row) {
    return (
      <>
        <td />
        <td />
        <td />
        <td />
      </>
    );
  }
  return (
    <>
      <td className={row.isTotal ? 'strong' : row.level === 2 ? 'inner quiet' : ''}>{row.label}</td>
      <td className="row-no">{row.no}</td>
      <Amount fen={row.beginFen} strong={row.isTotal} />
      <Amount fen={row.endFen} strong={row.isTotal} />
    </>
  );
}

function Activity({ value }: { value: Statements }) {
  const year = yearOfPeriod(value.period);
  const month = Number(value.period.slice(5));
  return (
    <table className="statement activity" aria-label="业务活动表">
      <thead>
        <tr>
          <th rowSpan={2}>项目</th>
          <th rowSpan={2} className="row-no">
            行次
          </th>
          <th colSpan={3}>{month} 月</th>
          <th colSpan={3}>{year} 年累计</th>
        </tr>
        <tr>
          {['本月', '累计'].flatMap((when) =>
            ['非限定性', '限定性', '合计'].map((kind) => (
              <th key={when + kind} className="right">
                {kind}
              </th>
            )),
          )}
        </tr>
      </thead>
      <tbody>
        {value.activity.map((row) => (
          <tr key={row.no}>
            <td className={row.level === 1 ? 'strong' : 'inner'}>{row.label}</td>
            <td className="row-no">{row.no}</td>
            {[row.month, row.year].flatMap((part, index) => [
              <Amount key={`${index} free`} fen={part.freeFen} strong={row.isTotal} />,
              <Amount key={`${index} restricted`} fen={part.restrictedFen} strong={row.isTotal} />,
              <Amount key={`${index} both`} fen={part.freeFen + part.restrictedFen} strong={row.isTotal} />,
            ])}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Amount({ fen, strong }: { fen: number; strong: boolean }) {
  return (
    <td className={['figure', strong ? 'strong' : '', fen < 0 ? 'negative' : ''].filter(Boolean).join(' ')}>
      {fen === 0 ? '—' : formatYuan(fen)}
    </td>
  );
}

function paperOf(tab: Tab, period: string, postedOnly: boolean): PrintRequest {
  return {
    document: 'fund-statement',
    statement: tab === '02' ? '02' : '01',
    period,
    ...(postedOnly ? { postedOnly } : {}),
  };
}

const SHEET_COLUMNS: readonly Column<SheetRow>[] = [
  { field: 'label', title: '项目', kind: 'text', width: 180 },
  { field: 'no', title: '行次', kind: 'number', width: 60 },
  { field: 'beginFen', title: '年初数', kind: 'money', width: 120 },
  { field: 'endFen', title: '期末数', kind: 'money', width: 120 },
];

const amountColumn = (
  field: string,
  title: string,
  value: (row: ActivityRow) => number,
): Column<ActivityRow> => ({ field, title, kind: 'money', width: 120, value });

const ACTIVITY_COLUMNS: readonly Column<ActivityRow>[] = [
  { field: 'label', title: '项目', kind: 'text', width: 240 },
  { field: 'no', title: '行次', kind: 'number', width: 60 },
  amountColumn('monthFree', '本月非限定性', (row) => row.month.freeFen),
  amountColumn('monthRestricted', '本月限定性', (row) => row.month.restrictedFen),
  amountColumn('monthBoth', '本月合计', (row) => row.month.freeFen + row.month.restrictedFen),
  amountColumn('yearFree', '本年累计非限定性', (row) => row.year.freeFen),
  amountColumn('yearRestricted', '本年累计限定性', (row) => row.year.restrictedFen),
  amountColumn('yearBoth', '本年累计合计', (row) => row.year.freeFen + row.year.restrictedFen),
];

async function save(tab: Tab, value: Statements): Promise<void> {
  const name = `协会${TABS.find((one) => one.value === tab)?.label ?? ''} ${value.period}.xlsx`;
  if (tab === '01') await exportXlsx(name, SHEET_COLUMNS, value.sheet);
  if (tab === '02') await exportXlsx(name, ACTIVITY_COLUMNS, value.activity);
}
