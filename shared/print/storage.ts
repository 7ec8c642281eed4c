import type { Output } from '../contract/index.ts';
import { LIST_CSS } from './chart.ts';
import { chineseDate, DASH } from './figures.ts';
import { fitted } from './fit.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { metaLine, pageFoot, pageTitle, type PrintDocument, type PrintHeader, reprintMark } from './page.ts';
import { paginate } from './paginate.ts';
import { type Column, tableOfPage, type TableShape } from './table.ts';

type Move = Output<'storage.moves'>[number];
type Lot = Output<'storage.lots'>[number];
type Reading = Output<'storage.readings'>[number];

const SLIP_TITLES: Readonly<Record<Move['kind'], string>> = {
  in: '冷库入库单',
  out: '冷库出库单',
  transfer: '冷库移库单',
  loss: '冷库损耗单',
  reversal: '冷库冲销单',
};

const OWNERSHIP: Readonly<Record<Lot['ownership'], string>> = {
  own: '自有',
  commission: '代销',
  kept: '代存',
};

const ownerOf = ({ ownership, ownerName }: Pick<Lot, 'ownership' | 'ownerName'>): string =>
  ownership === 'own' ? '本社' : ownerName;

/** One slip on an A4 sheet: the store keeps the upper half, who brought or fetched the goods takes the lower. */
export function slipDocument(header: PrintHeader, move: Move): PrintDocument {
  const title = SLIP_TITLES[move.kind];
  return {
    title: `${title} ${move.no}`,
    paper: 'A4',
    css: SLIP_CSS,
    watermark: null,
    pages: [html`${['第一联　仓库', '第二联　货主'].map((copy) => slipCopy(header, move, title, copy))}`],
  };
}

function slipCopy(header: PrintHeader, move: Move, title: string, copy: string): Markup {
  const field = (text: string, widthMm: number): Markup => fitted(text, { widthMm, heightMm: 9, basePt: 11 });
  const where = move.toRoomName === null ? move.roomName : `${move.roomName} → ${move.toRoomName}`;
  const plain = (text: string): string => text.replace('-', '');
  const quantity = plain(move.quantity) === '0' ? DASH : `${plain(move.quantity)} 公斤`;
  const sign =
    move.kind === 'reversal'
      ? move.quantity.startsWith('-') || move.pieces < 0
        ? '冲回入库 '
        : '冲回出库 '
      : '';
  const cells = (left: [string, string], right: [string, string]): Markup =>
    html`<tr>
      <th>${left[0]}</th>
      <td class="l">${field(left[1], 62)}</td>
      <th>${right[0]}</th>
      <td class="l">${field(right[1], 62)}</td>
    </tr>`;
  const person = move.kind === 'in' ? '送货人' : '提货人';
  return html`<article class="slip">
    ${reprintMark(header)}
    <h1>${title}</h1>
    <div class="meta">
      <span>${header.cooperativeName}</span><span>${chineseDate(move.date)}</span><span>№ ${move.no}</span>
    </div>
    <div class="body">
      <table>
        <colgroup>
          <col style="width:22mm" />
          <col />
          <col style="width:22mm" />
          <col />
        </colgroup>
        <tbody>
          ${cells(['品名', move.product], ['批号', move.lotNo])}
          ${cells(['货主', `${ownerOf(move)}（${OWNERSHIP[move.ownership]}）`], ['库房', where])}
          ${cells(['重量', sign + quantity], ['件数', move.pieces === 0 ? DASH : `${Math.abs(move.pieces)} 件`])}
          ${cells(['占用', `${plain(move.volume)} 立方米`], [person, move.party])}
          <tr>
            <th>备注</th>
            <td class="l" colspan="3">${field(move.reason, 146)}</td>
          </tr>
        </tbody>
      </table>
      <div class="which">${copy}</div>
    </div>
    <div class="signers">
      <span>仓管员：</span><span>${person}（签字）：</span><span>会计：</span
      ><span>制单：${move.operator}</span>
    </div>
  </article> `;
}

const SLIP_CSS = `
.slip{position:relative;height:148.5mm;padding:16mm 16mm 0;overflow:hidden;font-size:11pt}
.slip+.slip{border-top:.25mm dashed #777}
.slip h1{font-size:18pt;line-height:11mm}
.slip .meta{height:8mm;line-height:8mm}
.slip .meta span{flex:1;text-align:center}
.slip .meta span:first-child{text-align:left}
.slip .meta span:last-child{text-align:right}
.slip .body{position:relative}
.slip table{width:172mm}
.slip tr{height:12mm}
.slip td{padding:0 1.5mm}
.slip .which{position:absolute;left:173.5mm;top:0;bottom:0;writing-mode:vertical-rl;text-align:center;font-size:9pt;line-height:4mm}
.slip .signers{position:absolute;left:16mm;right:16mm;top:108mm}
.slip .signers span:last-child{flex:1}
.slip .reprint{right:16mm;top:9mm}
`;

/** 冷库存货清单, A4 landscape: every lot in the store on a day, whose it is, where it lies, and room to write what was counted. */
export function stockDocument(header: PrintHeader, asOf: string, lots: readonly Lot[]): PrintDocument {
  const pages = paginate(lots, { rows: 20, rowsOnLast: 18 });
  return {
    title: `冷库存货清单 ${asOf}`,
    paper: 'A4 landscape',
    css: LIST_CSS,
    watermark: null,
    pages: pages.map(
      (page, index) =>
        html`<div class="list">
          ${pageTitle('冷库存货清单', 277)}
          ${metaLine(277, `单位：${header.cooperativeName}`, chineseDate(asOf), `共 ${lots.length} 批`)}
          ${tableOfPage(STOCK_SHAPE, page, page.isLast ? [{ label: '合计', rows: lots }] : [])}
          <div class="signers">
            <span>仓管员：</span><span>盘点人：</span><span>监盘人：</span
            ><span>制表：${header.operator}</span>
          </div>
          ${pageFoot(header, index + 1, pages.length)}
        </div>`,
    ),
  };
}

const text = <Row>(
  title: string,
  widthMm: number,
  of: (row: Row, position: number) => string,
  more: Partial<Omit<Extract<Column<Row>, { kind: 'text' }>, 'kind' | 'title' | 'widthMm' | 'text'>> = {},
): Column<Row> => ({ kind: 'text', title, widthMm, text: of, ...more });

/** The sum of decimal texts with three decimals at most. */
function summed(texts: readonly string[]): string {
  const milli = texts.reduce((sum, one) => sum + milliOf(one), 0);
  const digits = Math.abs(milli).toString().padStart(4, '0');
  return `${milli < 0 ? '-' : ''}${digits.slice(0, -3)}.${digits.slice(-3)}`.replace(/\.?0+$/u, '');
}

/** 2,000.0: thousands apart, and so many decimals at least that points stand under one another. */
function figure(decimal: string, decimals: number): string {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/gu, ',')}.${fraction.padEnd(decimals, '0')}`;
}

function milliOf(decimal: string): number {
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.');
  const milli = Number(whole + fraction.padEnd(3, '0'));
  return decimal.startsWith('-') ? -milli : milli;
}

const placesOf = (lot: Lot): string =>
  lot.places.length === 1
    ? (lot.places[0]?.roomName ?? '')
    : lot.places.map((place) => `${place.roomName} ${place.quantity}`).join('；');

const STOCK_SHAPE: TableShape<Lot> = {
  columns: [
    text('序号', 10, (_, position) => String(position)),
    text('批号', 27, (lot) => lot.no),
    text('品名', 30, (lot) => lot.product, { align: 'left' }),
    text('性质', 13, (lot) => OWNERSHIP[lot.ownership]),
    text('货主', 34, ownerOf, { align: 'left' }),
    text('库房', 30, placesOf, { align: 'left' }),
    text('入库日期', 22, (lot) => lot.since),
    text('已存天数', 13, (lot) => String(lot.days)),
    text('重量（公斤）', 24, (lot) => figure(lot.quantity, 1), {
      align: 'right',
      total: (lots) => figure(summed(lots.map((lot) => lot.quantity)), 1),
    }),
    text('件数', 14, (lot) => (lot.pieces === 0 ? '' : String(lot.pieces)), {
      align: 'right',
      total: (lots) => String(lots.reduce((sum, lot) => sum + lot.pieces, 0)),
    }),
    text('占用（m³）', 20, (lot) => figure(lot.volume, 2), {
      align: 'right',
      total: (lots) => figure(summed(lots.map((lot) => lot.volume)), 2),
    }),
    text('实存', 20, () => ''),
    text('备注', 20, (lot) => lot.note, { align: 'left' }),
  ],
  widthMm: 277,
  headHeightMm: 8,
  rowHeightMm: 7,
  closingHeightMm: 7,
  basePt: 9.5,
};

export interface LogData {
  readonly header: PrintHeader;
  /** YYYY-MM */
  readonly period: string;
  /** Empty: all rooms. */
  readonly roomName: string;
  /** 0 至 5 ℃ … of each room. */
  readonly ranges: string;
  readonly readings: readonly Reading[];
}

/** 冷库温度巡检记录 of a month, A4: each reading, what was out of range in bold, room to sign. */
export function logDocument({ header, period, roomName, ranges, readings }: LogData): PrintDocument {
  const rows = readings.filter((one) => one.struckReason === null);
  const pages = paginate(rows, { rows: 36, rowsOnLast: 33 });
  const [year, month] = period.split('-').map(Number);
  const faults = rows.filter((one) => one.fault !== '').length;
  return {
    title: `冷库温度巡检记录 ${period}${roomName === '' ? '' : ` ${roomName}`}`,
    paper: 'A4',
    css: LIST_CSS,
    watermark: null,
    pages: pages.map(
      (page, index) =>
        html`<div class="list">
          ${pageTitle(`冷库温度巡检记录`, 190)}
          ${metaLine(190, `单位：${header.cooperativeName}`, `${year} 年 ${month} 月　${roomName}`, `共 ${rows.length} 次`)}
          ${tableOfPage(LOG_SHAPE, page, [])}
          ${
            page.isLast
              ? html`<div class="remark">
                  ${fitted(`注：${ranges}。本月超出范围 ${faults} 次。`, { widthMm: 190, heightMm: 11, basePt: 9 })}
                </div>`
              : NOTHING
          }
          <div class="signers">
            <span>巡检人：</span><span>负责人：</span><span>制表：${header.operator}</span>
          </div>
          ${pageFoot(header, index + 1, pages.length)}
        </div>`,
    ),
  };
}

const LOG_SHAPE: TableShape<Reading> = {
  columns: [
    text('日期', 24, (one) => one.at.slice(0, 10)),
    text('时间', 15, (one) => one.at.slice(11)),
    text('库房', 24, (one) => one.roomName),
    text('温度（℃）', 20, (one) => one.temperature.replace('-', '−'), { align: 'right' }),
    text('湿度（%）', 18, (one) => (one.humidity === null ? '' : String(one.humidity)), { align: 'right' }),
    text('情况', 36, (one) => (one.fault === '' ? '正常' : `超出：${one.fault}`), { align: 'left' }),
    text('巡检人', 20, (one) => one.inspector),
    text('处理和备注', 33, (one) => one.note, { align: 'left' }),
  ],
  widthMm: 190,
  headHeightMm: 8,
  rowHeightMm: 6.6,
  closingHeightMm: 7,
  basePt: 9,
};
