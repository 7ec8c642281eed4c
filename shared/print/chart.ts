import type { Output } from '../contract/index.ts';
import { DIM_NAMES } from '../rules/chart/accounts.ts';
import { html } from './markup.ts';
import { metaLine, pageFoot, pageTitle, type PrintDocument, type PrintHeader } from './page.ts';
import { paginate } from './paginate.ts';
import { tableOfPage, type TableShape } from './table.ts';

type Account = Output<'accounts.list'>[number];

/** 会计科目表, A4: every account with its class, side and analysis, in the order of codes. */
export function chartDocument(header: PrintHeader, accounts: readonly Account[]): PrintDocument {
  const pages = paginate(accounts, { rows: ROWS, rowsOnLast: ROWS });
  // Only an association's accounts have roles.
  const shape = shapeOf(accounts.some((one) => one.role !== '') ? FUND_CLASSES : CLASSES);
  return {
    title: `${header.cooperativeName} 会计科目表`,
    paper: 'A4',
    css: LIST_CSS,
    watermark: null,
    pages: pages.map(
      (page, index) =>
        html`<div class="list">
          ${pageTitle('会计科目表', 190)}
          ${metaLine(190, `账套：${header.cooperativeName}`, '', `共 ${accounts.length} 个科目`)}
          ${tableOfPage(shape, page, [])} ${pageFoot(header, index + 1, pages.length)}
        </div>`,
    ),
  };
}

const ROWS = 40;

const CLASSES = { asset: '资产', liability: '负债', equity: '权益', cost: '成本', profit: '损益' } as const;

const FUND_CLASSES = { ...CLASSES, equity: '净资产', profit: '收支' } as const;

const shapeOf = (classes: Readonly<Record<Account['class'], string>>): TableShape<Account> => ({
  columns: [
    { kind: 'text', title: '科目编码', widthMm: 22, align: 'left', text: (row) => row.code },
    {
      kind: 'text',
      title: '科目名称',
      widthMm: 62,
      align: 'left',
      text: (row) => '\u3000'.repeat(row.level - 1) + row.name,
    },
    { kind: 'text', title: '类别', widthMm: 14, text: (row) => classes[row.class] },
    { kind: 'text', title: '余额方向', widthMm: 16, text: (row) => (row.normal === 'debit' ? '借' : '贷') },
    {
      kind: 'text',
      title: '辅助核算',
      widthMm: 50,
      align: 'left',
      text: (row) => row.dims.map((dim) => DIM_NAMES[dim]).join('、'),
    },
    { kind: 'text', title: '数量', widthMm: 12, text: (row) => (row.withQuantity ? '√' : '') },
    { kind: 'text', title: '状态', widthMm: 14, text: (row) => (row.enabled ? '' : '停用') },
  ],
  widthMm: 190,
  headHeightMm: 7,
  rowHeightMm: 6.2,
  closingHeightMm: 6.5,
  basePt: 9,
});

/** Of plain lists: chart and openings. */
export const LIST_CSS = `
.list{position:absolute;inset:10mm 10mm 0}
.list .foot{left:0;right:0}
.list .remark{padding-top:1mm;font-size:9pt;line-height:1.2}
.list .signers{left:0;right:0;bottom:11mm;line-height:5mm}
.list .signers span:last-child{flex:1 1 0}
`;
