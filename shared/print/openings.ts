import type { Output } from '../contract/index.ts';
import { LIST_CSS } from './chart.ts';
import { fitted } from './fit.ts';
import { html, NOTHING, type Markup } from './markup.ts';
import { metaLine, pageFoot, pageTitle, type PrintDocument, type PrintHeader } from './page.ts';
import { paginate } from './paginate.ts';
import { tableOfPage, type Column, type TableShape } from './table.ts';

type Openings = Output<'openings.read'>;
type Row = Openings['rows'][number];

/** 期初余额表, A4: every opening on its side, whether they balance, and where the books begin after January 本年累计. */
export function openingsDocument(header: PrintHeader, openings: Openings): PrintDocument {
  const pages = paginate(openings.rows, CAPACITY);
  const shape = shapeOf(openings);
  return {
    title: `${header.cooperativeName} ${openings.firstPeriod} 期初余额表`,
    paper: 'A4',
    css: LIST_CSS,
    watermark: null,
    pages: pages.map((page, index) => {
      const closing = page.isLast ? [{ label: '合计', rows: openings.rows }] : [];
      return html`<div class="list">
        ${pageTitle('期初余额表', 190)}
        ${metaLine(190, `账套：${header.cooperativeName}`, `启用期间：${openings.firstPeriod}`, '单位：元')}
        ${tableOfPage(shape, page, closing)} ${page.isLast ? remark(openings) : NOTHING}
        <div class="signers"><span>会计主管：</span><span>复核：</span><span>制表：</span></div>
        ${pageFoot(header, index + 1, pages.length)}
      </div>`;
    }),
  };
}

const CAPACITY = { rows: 39, rowsOnLast: 36 };

function shapeOf({ midYear, rows }: Openings): TableShape<Row> {
  const year: Column<Row>[] = [
    { kind: 'money', title: '本年累计借方', widthMm: 25, fen: (row) => row.yearDebitFen },
    { kind: 'money', title: '本年累计贷方', widthMm: 25, fen: (row) => row.yearCreditFen },
  ];
  const quantity: Column<Row> = {
    kind: 'text',
    title: '数量',
    widthMm: 17,
    align: 'right',
    text: (row) => row.quantity ?? '',
  };
  return {
    columns: [
      { kind: 'text', title: '科目编码', widthMm: 17, align: 'left', text: (row) => row.account },
      { kind: 'text', title: '科目名称', widthMm: 40, align: 'left', text: (row) => row.accountName },
      { kind: 'text', title: '辅助核算', widthMm: 41, align: 'left', text: analysisOf },
      ...(midYear ? year : []),
      { kind: 'money', title: '期初借方余额', widthMm: 27, fen: (row) => Math.max(row.balanceFen, 0) },
      { kind: 'money', title: '期初贷方余额', widthMm: 27, fen: (row) => Math.max(-row.balanceFen, 0) },
      ...(rows.some((row) => typeof row.quantity === 'string') ? [quantity] : []),
    ],
    widthMm: 190,
    headHeightMm: 8,
    rowHeightMm: 6.2,
    closingHeightMm: 7,
    basePt: 9,
  };
}

function analysisOf(row: Row): string {
  return [row.memberName, row.itemName, row.item2Name].filter((name) => name !== null).join('，');
}

const STATES = {
  unbalanced: '借贷不平',
  balanced: '借贷平衡，还没有记账',
  locked: '已随凭证记账锁定',
} as const;

function remark({ state, problem, rows }: Openings): Markup {
  const computed = rows.filter((row) => row.computed).length;
  const parts = [STATES[state], ...(problem === null ? [] : [problem.replace(/。$/u, '')])];
  if (computed > 0) parts.push(`其中 ${computed} 行由登记簿得出`);
  const text = `注：${parts.join('；')}。`;
  return html`<div class="remark">${fitted(text, { widthMm: 190, heightMm: 11, basePt: 9 })}</div>`;
}
