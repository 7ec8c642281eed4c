import type { Output } from '../contract/index.ts';
import { quantityMilli, quantityShown, quantityText } from '../rules/measures.ts';
import { chineseDate } from './figures.ts';
import { fitted } from './fit.ts';
import { html, NOTHING, type Markup } from './markup.ts';
import { metaLine, pageFoot, pageTitle, reprintMark, type PrintDocument, type PrintHeader } from './page.ts';
import { paginate, type PageOfRows } from './paginate.ts';
import { type Column, tableOfPage, type TableShape } from './table.ts';

type Report = Output<'production.report'>;
type BatchRow = Report['batches'][number];
type GreenhouseRow = Report['greenhouses'][number];
type DryingRow = Report['drying'][number];
type Harvest = Output<'production.batch'>['harvests'][number];

export interface BatchReportData {
  readonly header: PrintHeader;
  readonly report: Report;
  /** Of one batch: its flushes too, and where it stood. */
  readonly one: {
    readonly title: string;
    readonly rule: string;
    readonly harvests: readonly Harvest[];
  } | null;
}

/** 批次成本表, A4 landscape: batch by batch; of all of them drying too, of one its flushes and greenhouses. */
export function batchReportDocument(data: BatchReportData): PrintDocument {
  const { report, one, header } = data;
  const heading = one === null ? '菌袋批次成本表' : `菌袋批次成本表（${one.title}）`;
  const parts: Part[] = [
    part(heading, BATCHES, report.batches, '批'),
    ...(one === null ? [] : [part(`各潮采收（${one.title}）`, FLUSHES, one.harvests, '次')]),
    ...(one === null || report.greenhouses.length === 0
      ? []
      : [part(`各棚成本（${one.title}）`, GREENHOUSES, report.greenhouses, '棚')]),
    ...(one !== null || report.drying.length === 0 ? [] : [part('烘干登记', DRYING, report.drying, '次')]),
  ];
  const pages = parts.flatMap((each) => each.pages);
  return {
    title: `${header.cooperativeName} ${heading} ${report.asOf}`,
    paper: 'A4 landscape',
    css: CSS,
    watermark: null,
    pages: pages.map(
      (page, index) =>
        html`<div class="batches">
          ${reprintMark(header)} ${pageTitle(page.title, 230)}
          ${metaLine(277, `编制单位：${header.cooperativeName}`, `截至 ${chineseDate(report.asOf)}`, '单位：元、公斤')}
          ${page.table} ${page.isLast ? notes(data) : NOTHING}
          <div class="signers">
            <span>理事长：</span><span>生产负责人：</span><span>保管：</span
            ><span>会计（制表）：${header.operator}</span>
          </div>
          ${pageFoot(header, index + 1, pages.length)}
        </div>`,
    ),
  };
}

interface Part {
  readonly pages: readonly { readonly title: string; readonly table: Markup; readonly isLast: boolean }[];
}

/** 24 rows of 6 mm; the last page has room for the total and the notes. */
const CAPACITY = { rows: 23, rowsOnLast: 18 };

function part<Row>(title: string, columns: readonly Column<Row>[], rows: readonly Row[], unit: string): Part {
  const shape: TableShape<Row> = {
    columns,
    widthMm: 277,
    headHeightMm: 9,
    rowHeightMm: 6.2,
    closingHeightMm: 6.6,
    basePt: 9,
  };
  const pages = paginate(rows, CAPACITY);
  return {
    pages: pages.map((page: PageOfRows<Row>) => ({
      title,
      table: tableOfPage(shape, page, page.isLast ? [{ label: `合计（${rows.length} ${unit}）`, rows }] : []),
      isLast: page.isLast,
    })),
  };
}

function notes({ one, report }: BatchReportData): Markup {
  const lines = [
    one === null
      ? '各潮怎样分成本，会计制度没有规定，按各批选定的办法（按各潮比例，或按预计产量），末潮转完。'
      : `各潮怎样分成本，会计制度没有规定，这一批${one.rule}，末潮转完。`,
    '归集成本、采收成本、在袋成本是账上的数（141 消耗性生物资产）。',
    '收入和盈余是估计：产品混在一起卖，按截至这一天的平均售价乘采收公斤；烘干的按干品售价折回鲜品，扣烘干费用。',
    ...(one === null || report.greenhouses.length === 0
      ? []
      : ['各棚成本按袋数和天数分；采收有各棚重量的按重量，没有的也按袋数和天数分。']),
  ];
  return html`<div class="notes">
    ${fitted(`注：${lines.join('')}`, { widthMm: 275, heightMm: 12, basePt: 9 })}
  </div>`;
}

const kg = (texts: readonly string[]): string =>
  quantityShown(quantityText(texts.reduce((sum, text) => sum + quantityMilli(text), 0)));

const whole = (count: number): string => count.toLocaleString('en-US');

const BATCHES: readonly Column<BatchRow>[] = [
  { kind: 'text', title: '批次号', widthMm: 15, text: (row) => row.no },
  { kind: 'text', title: '名称', widthMm: 34, align: 'left', text: (row) => row.name },
  {
    kind: 'text',
    title: '袋数',
    widthMm: 16,
    align: 'right',
    text: (row) => whole(row.bags),
    total: (rows) => whole(rows.reduce((sum, row) => sum + row.bags, 0)),
  },
  {
    kind: 'text',
    title: '剩余',
    widthMm: 16,
    align: 'right',
    text: (row) => whole(row.bagsLeft),
    total: (rows) => whole(rows.reduce((sum, row) => sum + row.bagsLeft, 0)),
  },
  { kind: 'money', title: '材料', widthMm: 19, fen: (row) => row.costs.materialFen },
  { kind: 'money', title: '人工', widthMm: 18, fen: (row) => row.costs.labourFen },
  { kind: 'money', title: '分摊', widthMm: 18, fen: (row) => row.costs.shareFen },
  {
    kind: 'money',
    title: '期初、直接\n费用等',
    widthMm: 18,
    fen: (row) => row.costs.openingFen + row.costs.paidFen + row.costs.otherFen,
  },
  { kind: 'money', title: '归集成本', widthMm: 20, bold: true, fen: (row) => row.costFen },
  { kind: 'money', title: '损失、尾数\n转出', widthMm: 17, fen: (row) => row.lossFen + row.tailFen },
  { kind: 'money', title: '采收成本', widthMm: 20, fen: (row) => row.harvestedFen },
  { kind: 'money', title: '在袋成本', widthMm: 20, fen: (row) => row.balanceFen },
  {
    kind: 'text',
    title: '采收\n公斤',
    widthMm: 16,
    align: 'right',
    text: (row) => quantityShown(row.harvestedKg),
    total: (rows) => kg(rows.map((row) => row.harvestedKg)),
  },
  { kind: 'text', title: '每公斤\n成本', widthMm: 13, align: 'right', text: (row) => row.costPerKg ?? '—' },
  { kind: 'money', title: '估计收入', widthMm: 20, fen: (row) => row.revenueFen ?? 0 },
  { kind: 'money', title: '估计盈余', widthMm: 20, bold: true, fen: (row) => row.surplusFen ?? 0 },
];

const FLUSHES: readonly Column<Harvest>[] = [
  {
    kind: 'text',
    title: '潮次',
    widthMm: 30,
    text: (row) => `第 ${row.flushNo} 潮${row.isLast ? '（末潮）' : ''}`,
  },
  { kind: 'text', title: '日期', widthMm: 30, text: (row) => row.date },
  {
    kind: 'text',
    title: '采收公斤',
    widthMm: 34,
    align: 'right',
    text: (row) => quantityShown(row.quantity),
    total: (rows) => kg(rows.map((row) => row.quantity)),
  },
  { kind: 'money', title: '成本', widthMm: 40, bold: true, fen: (row) => row.costFen },
  { kind: 'text', title: '每公斤成本', widthMm: 30, align: 'right', text: (row) => row.costPerKg ?? '—' },
  {
    kind: 'text',
    title: '过秤的大棚',
    widthMm: 60,
    align: 'left',
    text: (row) => (row.places.length === 0 ? '' : `${row.places.length} 个棚`),
  },
];

const GREENHOUSES: readonly Column<GreenhouseRow>[] = [
  { kind: 'text', title: '序号', widthMm: 14, text: (_, position) => String(position) },
  { kind: 'text', title: '棚号', widthMm: 26, text: (row) => row.greenhouse },
  { kind: 'text', title: '最多袋数', widthMm: 24, align: 'right', text: (row) => whole(row.bags) },
  { kind: 'money', title: '归集成本', widthMm: 34, fen: (row) => row.costFen },
  {
    kind: 'text',
    title: '采收公斤',
    widthMm: 30,
    align: 'right',
    text: (row) => quantityShown(row.harvestedKg),
    total: (rows) => kg(rows.map((row) => row.harvestedKg)),
  },
  { kind: 'money', title: '采收成本', widthMm: 34, fen: (row) => row.harvestedFen },
  { kind: 'text', title: '每公斤成本', widthMm: 26, align: 'right', text: (row) => row.costPerKg ?? '—' },
  { kind: 'money', title: '估计收入', widthMm: 34, fen: (row) => row.revenueFen ?? 0 },
  { kind: 'money', title: '估计盈余', widthMm: 34, bold: true, fen: (row) => row.surplusFen ?? 0 },
];

const DRYING: readonly Column<DryingRow>[] = [
  { kind: 'text', title: '日期', widthMm: 30, text: (row) => row.date },
  { kind: 'text', title: '鲜品', widthMm: 40, align: 'left', text: (row) => row.freshProduct },
  {
    kind: 'text',
    title: '鲜品公斤',
    widthMm: 34,
    align: 'right',
    text: (row) => quantityShown(row.freshKg),
    total: (rows) => kg(rows.map((row) => row.freshKg)),
  },
  { kind: 'text', title: '干品', widthMm: 40, align: 'left', text: (row) => row.dryProduct },
  {
    kind: 'text',
    title: '干品公斤',
    widthMm: 34,
    align: 'right',
    text: (row) => quantityShown(row.dryKg),
    total: (rows) => kg(rows.map((row) => row.dryKg)),
  },
  { kind: 'text', title: '鲜干比', widthMm: 26, align: 'right', text: (row) => `${row.ratio}:1` },
  { kind: 'text', title: '干品每公斤成本', widthMm: 40, align: 'right', text: (row) => row.costPerKg ?? '—' },
  {
    kind: 'text',
    title: '核对',
    widthMm: 33,
    align: 'left',
    text: (row) => (row.isUsual ? '' : '不在 5:1 到 12:1'),
  },
];

const CSS = `
.batches{position:absolute;inset:9mm 10mm 0}
.batches .reprint{right:0;top:-2mm}
.batches .notes{margin-top:2mm;height:13mm;line-height:1.35;overflow-wrap:anywhere}
.batches .signers,.batches .foot{left:0;right:0}
.batches .signers{bottom:13mm;font-size:9.5pt}
`;
