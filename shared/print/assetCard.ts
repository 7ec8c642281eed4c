import type { Output } from '../contract/index.ts';
import { amountInWords } from '../rules/amountInWords.ts';
import {
  ACQUISITION_NAMES,
  changedWord,
  FUNDING_NAMES,
  gathered,
  METHOD_NAMES,
  OWNER_NAMES,
  RELIEF_NAMES,
  STATE_NAMES,
  USE_NAMES,
  lifeText,
} from '../rules/assetWords.ts';
import { barcode } from './barcode.ts';
import { DASH, money, moneyInText, percentOf, sumFen } from './figures.ts';
import { fitted } from './fit.ts';
import { html, NOTHING, type Markup } from './markup.ts';
import { metaLine, pageFoot, pageTitle, reprintMark, type PrintDocument, type PrintHeader } from './page.ts';
import { paginate } from './paginate.ts';

type Card = Output<'assets.get'>;

export interface AssetCardData {
  readonly header: PrintHeader;
  readonly cards: readonly Card[];
}

/** 固定资产卡片, A4: what the card says and where its money came from on one sheet, what happened to it and its pieces on the next ones. */
export function assetCardDocument({ header, cards }: AssetCardData): PrintDocument {
  const sheets = cards.map((card) => [
    (page: number, count: number) => frontOf(header, card, page, count),
    ...historyOf(header, card),
    ...piecesOf(header, card),
  ]);
  const [only] = cards;
  return {
    title:
      cards.length === 1 && only
        ? `固定资产卡片 ${only.no} ${only.name}`
        : `${header.cooperativeName} 固定资产卡片 ${cards.length} 张`,
    paper: 'A4',
    css: CSS,
    watermark: null,
    pages: sheets.flatMap((sheet) => sheet.map((page, index) => page(index + 1, sheet.length))),
  };
}

type Sheet = (page: number, count: number) => Markup;

function frontOf(header: PrintHeader, card: Card, page: number, count: number): Markup {
  return sheetOf(header, card, page, count, [
    factsTable(card),
    fundingTable(card),
    card.isRelief && card.relief ? reliefTable(card, card.relief) : NOTHING,
    html`<div class="signers">
      <span>会计：</span><span>保管人：</span><span>监事：</span><span>日期：</span>
    </div>`,
  ]);
}

function sheetOf(
  header: PrintHeader,
  card: Card,
  page: number,
  count: number,
  parts: readonly Markup[],
): Markup {
  const standing = card.standing === 'booked' ? '入账资产' : '备查资产（不入账）';
  return html`<div class="card">
    ${reprintMark(header)}
    <div class="code">${barcode(card.no, 48, 9)}<span>${card.no}</span></div>
    ${pageTitle('固定资产卡片', 86)}
    ${metaLine(190, `单位（公章）：${header.cooperativeName}`, '', '单位：元')}
    <div class="standing">
      ${standing}${card.isRelief ? '　扶贫项目资产' : ''}${page > 1 ? `　${card.no} ${card.name}` : ''}
    </div>
    ${parts} ${pageFoot(header, page, count)}
  </div>`;
}

type Pair = readonly [label: string, value: string];

function factsTable(card: Card): Markup {
  const terms = card.terms.filter((one) => !one.isUndone).at(-1);
  const owner =
    card.ownerKind === 'cooperative'
      ? OWNER_NAMES.cooperative
      : [OWNER_NAMES[card.ownerKind], card.owner].filter(Boolean).join('：');
  const pairs: readonly Pair[] = [
    ['资产编号', card.no],
    ['资产名称', card.name],
    ['类别', card.category],
    ['规格型号', card.spec],
    ['数量', `${card.pieces} ${card.unit}`],
    ['状态', STATE_NAMES[card.state]],
    ['坐落', card.place],
    ['使用部门', card.department],
    ['保管人', card.custodian],
    ['用途', USE_NAMES[card.use]],
    ['取得方式', ACQUISITION_NAMES[card.acquisition]],
    ['供应商', card.supplier],
    ['取得日期', card.acquiredOn],
    ['投入使用日', card.inServiceOn],
    ['凭证、单据号', documentsOf(card)],
    ['所有权人', owner],
    ['原值', money(card.costFen)],
    ['净残值率', `${card.residual}%`],
    ['折旧方法', terms ? METHOD_NAMES[terms.method] : ''],
    ['使用年限', lifeText(card.lifeMonths)],
    ['月折旧额', card.monthlyFen === null ? '按工作量' : money(card.monthlyFen)],
    ['折旧计提到', card.depreciatedTo ?? DASH],
    ['累计折旧', money(card.accumulatedFen)],
    ['净值', money(card.netFen)],
  ];
  const rows: Markup[] = [];
  for (let at = 0; at < pairs.length; at += 2) {
    rows.push(
      html`<tr>
        ${pairCells(pairs[at]!)}${pairCells(pairs[at + 1] ?? ['', ''])}
      </tr>`,
    );
  }
  if (card.controlContract !== '') rows.push(wideRow('控制依据', card.controlContract));
  rows.push(wideRow('备注', card.note));
  return html`<table class="facts">
    ${COLUMNS}
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function documentsOf(card: Card): string {
  const vouchers = card.events.filter((event) => event.reversesId === null).at(0)?.vouchers ?? [];
  return [card.documentNo, ...vouchers.map((voucher) => voucher.name)].filter(Boolean).join('，');
}

const COLUMNS = html`<colgroup>
  <col style="width:24mm" />
  <col style="width:71mm" />
  <col style="width:24mm" />
  <col style="width:71mm" />
</colgroup>`;

function pairCells([label, value]: Pair): Markup {
  return html`<th>${label}</th>
    <td class="l">${fitted(value, { widthMm: 69, heightMm: 7, basePt: 10 })}</td> `;
}

function wideRow(label: string, value: string): Markup {
  return html`<tr>
    <th>${label}</th>
    <td class="l" colspan="3">${fitted(value, { widthMm: 164, heightMm: 7, basePt: 10 })}</td>
  </tr>`;
}

/** 资金来源明细: each amount, and together they are the cost. */
function fundingTable(card: Card): Markup {
  const total = sumFen(card.fundingRows.map((row) => row.amountFen));
  const rows = card.fundingRows.slice(0, MOST_FUNDING).map(
    (row) =>
      html`<tr>
        <td>${FUNDING_NAMES[row.source]}</td>
        <td class="l">${fitted(row.note, { widthMm: 86, heightMm: 6, basePt: 9 })}</td>
        <td class="r">${money(row.amountFen)}</td>
        <td class="r">${percentOf(row.amountFen, total)}</td>
      </tr>`,
  );
  return html`<h2>资金来源</h2>
    <table class="funding">
      <colgroup>
        <col style="width:34mm" />
        <col style="width:90mm" />
        <col style="width:38mm" />
        <col style="width:28mm" />
      </colgroup>
      <thead>
        <tr>
          <th>来源</th>
          <th>项目、单位</th>
          <th>金额</th>
          <th>占比</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
        <tr class="closing">
          <td>合计（原值）</td>
          <td class="l">
            ${fitted(total > 0 ? amountInWords(total) : '', { widthMm: 86, heightMm: 6, basePt: 9 })}
          </td>
          <td class="r">${money(total)}</td>
          <td class="r">${total === 0 ? DASH : '100.00%'}</td>
        </tr>
      </tbody>
    </table>`;
}

const MOST_FUNDING = 12;

function reliefTable(card: Card, relief: NonNullable<Card['relief']>): Markup {
  const benefit = card.benefits.map((one) => `${one.year} 年 ${moneyInText(one.amountFen)}`).join('；');
  const pairs: readonly Pair[] = [
    ['资产类型', RELIEF_NAMES[relief.kind]],
    ['项目名称', relief.project],
    ['项目年度', relief.projectYear === null ? '' : String(relief.projectYear)],
    ['批文', relief.approvalNo],
    ['实施单位', relief.implementer],
    ['竣工验收日', relief.acceptedOn ?? ''],
    ['经营权人', relief.operatedBy],
    ['监管单位', relief.supervisor],
    ['管护责任人', relief.caretaker],
    ['确权日、证号', [relief.certifiedOn ?? '', relief.certificateNo].filter(Boolean).join(' ')],
  ];
  const rows: Markup[] = [];
  for (let at = 0; at < pairs.length; at += 2) {
    rows.push(
      html`<tr>
        ${pairCells(pairs[at]!)}${pairCells(pairs[at + 1] ?? ['', ''])}
      </tr>`,
    );
  }
  rows.push(wideRow('收益与分配', relief.benefitRule), wideRow('年度收益', benefit));
  return html`<h2>扶贫项目资产信息</h2>
    <table class="facts">
      ${COLUMNS}
      <tbody>
        ${rows}
      </tbody>
    </table>`;
}

interface HistoryLine {
  readonly date: string;
  readonly text: string;
  readonly costFen: number;
  readonly accumulatedFen: number;
  readonly voucher: string;
}

const MOVE_NAMES = {
  acquired: '取得',
  improved: '改建',
  depreciated: '折旧',
  disposed: '处置',
  missing: '盘亏',
  found: '盘盈',
  reversal: '冲销',
} as const;

/** Moves of money, a year's depreciation in one line, and what was changed on the card, by day. */
function historyOf(header: PrintHeader, card: Card): Sheet[] {
  const lines = historyLines(card);
  if (lines.length === 0) return [];
  const pages = paginate(lines, { rows: 33, rowsOnLast: 33 });
  return pages.map((part) => (page: number, count: number) => {
    const rows = part.rows.map(
      (line) =>
        html`<tr>
          <td>${line.date}</td>
          <td class="l">${fitted(line.text, { widthMm: 78, heightMm: 6, basePt: 9 })}</td>
          <td class="r${line.costFen < 0 ? ' neg' : ''}">${line.costFen === 0 ? '' : money(line.costFen)}</td>
          <td class="r${line.accumulatedFen < 0 ? ' neg' : ''}">
            ${line.accumulatedFen === 0 ? '' : money(line.accumulatedFen)}
          </td>
          <td>${fitted(line.voucher, { widthMm: 27, heightMm: 6, basePt: 9 })}</td>
        </tr>`,
    );
    return sheetOf(header, card, page, count, [
      html`<h2>变动记录</h2>
        <table class="funding">
          <colgroup>
            <col style="width:22mm" />
            <col style="width:81mm" />
            <col style="width:29mm" />
            <col style="width:29mm" />
            <col style="width:29mm" />
          </colgroup>
          <thead>
            <tr>
              <th>日期</th>
              <th>摘要</th>
              <th>原值增减</th>
              <th>累计折旧增减</th>
              <th>凭证</th>
            </tr>
          </thead>
          <tbody>
            ${rows}
          </tbody>
        </table>`,
    ]);
  });
}

function historyLines(card: Card): HistoryLine[] {
  const moves = card.moves.filter((move) => !move.isUndone && move.kind !== 'reversal');
  const years = Map.groupBy(
    moves.filter((move) => move.kind === 'depreciated'),
    (move) => (move.period ?? move.date).slice(0, 4),
  );
  return [
    ...moves
      .filter((move) => move.kind !== 'depreciated')
      .map((move) => ({
        date: move.date,
        text: [
          MOVE_NAMES[move.kind],
          move.pieceNo,
          move.pieces === 0 ? '' : `${Math.abs(move.pieces)}${card.unit || '件'}`,
        ]
          .filter(Boolean)
          .join(' '),
        costFen: move.costFen,
        accumulatedFen: move.accumulatedFen,
        voucher: move.vouchers.map((one) => one.name).join('、'),
      })),
    ...[...years].map(([year, some]) => ({
      date: some.at(-1)?.date ?? `${year}-12-31`,
      text: `${year} 年计提折旧 ${some.length} 个月`,
      costFen: 0,
      accumulatedFen: sumFen(some.map((move) => move.accumulatedFen)),
      voucher: '',
    })),
    ...gathered(card.changes).map((change) => ({
      date: change.date,
      text: [
        change.of,
        `${change.field}：${changedWord(change.field, change.before)} → ${changedWord(change.field, change.after)}`,
        change.note,
      ]
        .filter(Boolean)
        .join(' '),
      costFen: 0,
      accumulatedFen: 0,
      voucher: '',
    })),
  ].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

/** The pieces of a batch, three beside one another. */
function piecesOf(header: PrintHeader, card: Card): Sheet[] {
  if (!card.isBatch || card.pieceRows.length === 0) return [];
  const rows = paginate(card.pieceRows, { rows: 3 * PIECE_ROWS, rowsOnLast: 3 * PIECE_ROWS });
  return rows.map((part) => (page: number, count: number) => {
    const perColumn = Math.ceil(part.rows.length / 3);
    const columns = [0, 1, 2].map((at) => part.rows.slice(at * perColumn, (at + 1) * perColumn));
    return sheetOf(header, card, page, count, [
      html`<h2>单件明细（${card.pieceRows.length} 件）</h2>
        <div class="pieces">${columns.map((some) => pieceTable(some))}</div>`,
    ]);
  });
}

const PIECE_ROWS = 42;

function pieceTable(pieces: Card['pieceRows']): Markup {
  const rows = pieces.map(
    (piece) =>
      html`<tr>
        <td class="l">${fitted(piece.no, { widthMm: 15, heightMm: 0, basePt: 8.5 })}</td>
        <td class="l">${fitted(piece.place, { widthMm: 17, heightMm: 0, basePt: 8.5 })}</td>
        <td>${fitted(piece.custodian, { widthMm: 15, heightMm: 0, basePt: 8.5 })}</td>
        <td>${STATE_NAMES[piece.state]}</td>
      </tr>`,
  );
  return html`<table>
    <colgroup>
      <col style="width:17mm" />
      <col style="width:19mm" />
      <col style="width:16mm" />
      <col style="width:10mm" />
    </colgroup>
    <thead>
      <tr>
        <th>编号</th>
        <th>坐落</th>
        <th>保管人</th>
        <th>状态</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

const CSS = `
.card{position:absolute;inset:10mm 10mm 0}
.card .reprint{right:auto;left:0;top:-4mm}
.card .foot{left:0;right:0}
.card h2{margin:2.5mm 0 1mm;font-size:10.5pt;line-height:5mm}
.card .code{position:absolute;right:0;top:-2mm;width:50mm;text-align:center;font-size:8.5pt;line-height:4mm}
.card .code svg{display:block;margin:0 auto}
.card .standing{height:6.5mm;line-height:5.5mm;font-size:9pt}
.card .facts{font-size:10pt}
.card .facts tr{height:7.6mm}
.card .facts td{padding:0 1.2mm}
.card .funding tr{height:6.6mm}
.card .signers{left:0;right:0;bottom:12mm}
.card .signers span:last-child{flex:1 1 0}
.card .pieces{display:flex;gap:2mm;align-items:flex-start}
.card .pieces table{width:62mm;font-size:8.5pt}
.card .pieces tr{height:5.4mm}
`;
