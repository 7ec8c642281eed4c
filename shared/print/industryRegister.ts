import type { Output } from '../contract/index.ts';
import { quantityMilli, quantityShown } from '../rules/measures.ts';
import { LIST_CSS } from './chart.ts';
import { quantity } from './figures.ts';
import { fitted } from './fit.ts';
import { html, NOTHING, type Markup } from './markup.ts';
import { metaLine, pageFoot, pageTitle, type PrintDocument, type PrintHeader } from './page.ts';
import { type PageOfRows, paginate } from './paginate.ts';
import { tableOfPage, type Column, type TableShape } from './table.ts';
import { CATEGORY_WORDS } from './villageWords.ts';

export type IndustryRow = Output<'industry.list'>[number];

/** A line of the list: a household's industry, or what a group comes to. */
interface Line {
  /** 序号; null: the line of a group. */
  readonly no: number | null;
  readonly label: string;
  readonly rows: readonly IndustryRow[];
}

/** Only a household's own line says it. */
const own = (of: (row: IndustryRow) => string) => (line: Line) => (line.no === null ? '' : of(line.rows[0]!));

const text = (
  title: string,
  widthMm: number,
  of: (line: Line) => string,
  align: 'left' | 'center' | 'right' = 'center',
): Column<Line> => ({ kind: 'text', title, widthMm, align, text: of });

const money = (title: string, widthMm: number, of: (row: IndustryRow) => number): Column<Line> => ({
  kind: 'money',
  title,
  widthMm,
  fen: (line) => line.rows.reduce((sum, row) => sum + of(row), 0),
});

const SHAPE: TableShape<Line> = {
  columns: [
    text('序号', 10, (line) => (line.no === null ? '' : String(line.no))),
    text('组', 9, (line) => (line.no === null ? '' : `${line.rows[0]!.groupNo}组`)),
    text(
      '户号',
      15,
      own((row) => row.householdCode),
    ),
    text('户主', 22, (line) => (line.no === null ? line.label : line.rows[0]!.headName)),
    text(
      '户类别',
      21,
      own((row) => CATEGORY_WORDS[row.category]),
    ),
    text(
      '项目',
      19,
      own((row) => row.kind),
    ),
    text(
      '规模',
      20,
      own((row) => quantityShown(row.scale)),
      'right',
    ),
    text(
      '单位',
      10,
      own((row) => row.unit),
    ),
    money('投入', 27, (row) => row.inputFen),
    money('预计收入', 27, (row) => row.expectedFen),
    text(
      '产量',
      18,
      own((row) => (row.output === null ? '' : quantityShown(row.output))),
      'right',
    ),
    money('实际收入', 27, (row) => row.incomeFen ?? 0),
    text(
      '验收规模',
      20,
      own((row) => (row.inspectedScale === null ? '' : quantityShown(row.inspectedScale))),
      'right',
    ),
    money('奖补', 25, (row) => row.awardFen),
    text(
      '备注',
      16,
      own((row) => row.note),
      'left',
    ),
  ],
  widthMm: 277,
  headHeightMm: 8,
  rowHeightMm: 6.4,
  closingHeightMm: 7,
  basePt: 9,
};

const CAPACITY = { rows: 23, rowsOnLast: 20 };

/** 户产业台账, A4 landscape: by group, each with its sum; at the end what the village has of each industry. */
export function industryRegisterDocument(
  header: PrintHeader,
  year: number,
  rows: readonly IndustryRow[],
): PrintDocument {
  const lines = linesOf(rows);
  const pages = paginate(lines, CAPACITY);
  return {
    title: `${year} 年户产业台账`,
    paper: 'A4 landscape',
    css: LIST_CSS + CSS,
    watermark: null,
    pages: pages.map(
      (page, index) =>
        html`<div class="list">
          ${pageTitle(`${year} 年户产业台账`, 277)}
          ${metaLine(277, `填报单位（公章）：${header.cooperativeName}`, `${householdsOf(rows)} 户 ${rows.length} 条`, '单位：元')}
          ${tableOfPage(SHAPE, page, closingOf(page, lines))} ${page.isLast ? kindsLine(rows) : NOTHING}
          <div class="signers">
            <span>负责人：</span><span>审核：</span><span>制表：${header.operator}</span
            ><span>填报日期：${header.printedOn}</span>
          </div>
          ${pageFoot(header, index + 1, pages.length)}
        </div>`,
    ),
  };
}

function linesOf(rows: readonly IndustryRow[]): Line[] {
  let no = 0;
  return [...Map.groupBy(rows, (row) => row.groupNo)].flatMap(([groupNo, some]) => [
    ...some.map((row) => ({ no: (no += 1), label: '', rows: [row] })),
    { no: null, label: `${groupNo}组小计`, rows: some },
  ]);
}

function closingOf(page: PageOfRows<Line>, lines: readonly Line[]) {
  const own = (some: readonly Line[]): Line[] => some.filter((line) => line.no !== null);
  const closing = [{ label: '本页小计', rows: own(page.rows) }];
  if (page.isLast) closing.push({ label: '合计', rows: own(lines) });
  return closing;
}

function householdsOf(rows: readonly IndustryRow[]): number {
  return new Set(rows.map((row) => row.householdId)).size;
}

/** 香菇 600,000 筒（90 户）；木耳 …: scales of different units have no sum in the table. */
function kindsLine(rows: readonly IndustryRow[]): Markup {
  const kinds = [...Map.groupBy(rows, (row) => row.kindId)].sort(([a], [b]) => a - b);
  const parts = kinds.map(([, some]) => {
    const scale = some.reduce((sum, row) => sum + quantityMilli(row.scale), 0);
    return `${some[0]!.kind} ${quantity(scale)} ${some[0]!.unit}（${some.length} 户）`;
  });
  const sentence = `各项目合计：${parts.join('；')}。`;
  return html`<div class="kinds">${fitted(sentence, { widthMm: 277, heightMm: 11, basePt: 10 })}</div>`;
}

const CSS = `
.list .kinds{margin-top:1.5mm;height:12mm}
`;
