import type { Output } from '../contract/index.ts';
import { amountInWords } from '../rules/amountInWords.ts';
import { quantityShown } from '../rules/measures.ts';
import { LIST_CSS } from './chart.ts';
import { payeeText } from './distribution.ts';
import { BLANK_DATE, chineseDate, moneyInText, sumFen } from './figures.ts';
import { fitted } from './fit.ts';
import { html, NOTHING, type Markup } from './markup.ts';
import { metaLine, pageFoot, pageTitle, reprintMark, type PrintDocument, type PrintHeader } from './page.ts';
import { paginate } from './paginate.ts';
import { tableOfPage, type Column, type TableShape } from './table.ts';
import { CATEGORY_WORDS } from './villageWords.ts';

export type Awards = Output<'awards.get'>;
type Programme = Awards['programme'];
type Line = Awards['lines'][number];
type Household = Awards['households'][number];

/** The lines that stand: neither red nor taken back. */
function standingLines({ lines }: Awards): Line[] {
  return lines.filter((line) => line.reversesId === null && line.reversedById === null);
}

function titleOf({ year, name }: Programme): string {
  return `${year} 年${name}`;
}

/** What a household signs for: each of its lines, and how it was computed. */
interface Signed {
  readonly household: Household;
  readonly lines: readonly Line[];
}

function whatFor({ lines }: Signed): string {
  const parts = lines.map((line) => `${line.kind}${line.kind && ' '}${line.how}`);
  // A line each while they fit: a figure broken over two lines is misread.
  return parts.length > 3 ? parts.join('；') : parts.join('\n');
}

const signedText = (
  title: string,
  widthMm: number,
  of: (row: Signed, position: number) => string,
  align: 'left' | 'center' | 'right' = 'center',
): Column<Signed> => ({ kind: 'text', title, widthMm, align, text: of });

const ROSTER: TableShape<Signed> = {
  columns: [
    signedText('序号', 9, (_, position) => String(position)),
    signedText('组', 8, ({ household }) => `${household.groupNo}组`),
    signedText('户号', 14, ({ household }) => household.householdCode),
    {
      kind: 'text',
      title: '领款人',
      widthMm: 24,
      text: ({ household }) => household.payeeName,
      note: ({ household }) =>
        household.payeeName === household.headName ? null : `户主：${household.headName}`,
    },
    signedText('身份证号', 33, ({ household }) => household.idMasked),
    signedText('补助内容', 82, whatFor, 'left'),
    {
      kind: 'money',
      title: '应发金额',
      widthMm: 25,
      bold: true,
      fen: ({ household }) => household.amountFen,
    },
    signedText('银行卡号', 20, ({ household }) => payeeText(household.cardMasked)),
    signedText('领款人签字\n（指印）', 32, () => ''),
    signedText(
      '备注',
      25,
      ({ household }) => (household.paidFen > 0 && household.unpaidFen === 0 ? '已发' : ''),
      'left',
    ),
  ],
  widthMm: 277,
  headHeightMm: 9,
  rowHeightMm: 12.2,
  closingHeightMm: 7,
  basePt: 9,
};

/** 奖补花名册, A4 landscape: who gets how much for what, and room to sign; 本页小计, and on the last page the sum in words. */
export function awardRosterDocument(header: PrintHeader, given: Awards): PrintDocument {
  const lines = Map.groupBy(standingLines(given), (line) => line.householdId);
  const rows = given.households.map((household) => ({
    household,
    lines: lines.get(household.householdId) ?? [],
  }));
  const pages = paginate(rows, { rows: 12, rowsOnLast: 11 });
  const { programme } = given;
  const isDraft = programme.state === 'draft';
  return {
    title: `${titleOf(programme)}花名册`,
    paper: 'A4 landscape',
    css: LIST_CSS,
    watermark: isDraft ? '草稿' : null,
    pages: pages.map((page, index) => {
      const closing = [{ label: '本页小计', rows: page.rows }];
      if (page.isLast) closing.push({ label: `合计（${rows.length} 户）`, rows });
      const total = sumFen(rows.map(({ household }) => household.amountFen));
      return html`<div class="list">
        ${reprintMark(header)} ${pageTitle(`${titleOf(programme)}发放花名册`, 277)}
        ${metaLine(277, `单位（公章）：${header.cooperativeName}`, basisLine(programme), '单位：元')}
        ${tableOfPage(ROSTER, page, closing, page.isLast ? [wordsRow(total)] : [])}
        <div class="signers">
          <span>负责人：</span><span>监委会：</span><span>审核：</span><span>制表：${header.operator}</span
          ><span>发放日期：${BLANK_DATE}</span>
        </div>
        ${pageFoot(header, index + 1, pages.length)}
      </div>`;
    }),
  };
}

function wordsRow(totalFen: number): Markup {
  return html`<tr style="height:7mm">
    <td colspan="5"><b>应发合计（大写）</b></td>
    <td colspan="5" class="l"><b>${amountInWords(totalFen)}</b></td>
  </tr> `;
}

function basisLine({ document, approvalDocument }: Programme): string {
  return [document && `依据：${document}`, approvalDocument && `批准：${approvalDocument}`]
    .filter(Boolean)
    .join('　');
}

const noticeText = (
  title: string,
  widthMm: number,
  of: (row: Line, position: number) => string,
  align: 'left' | 'center' | 'right' = 'center',
): Column<Line> => ({ kind: 'text', title, widthMm, align, text: of });

/** For the public board: no field for an ID number, a card or a telephone, so none can be posted. */
function noticeShape({ basis, monthFen }: Programme): TableShape<Line> {
  const scale: Column<Line>[] =
    basis === 'work'
      ? [
          noticeText('务工月数', 24, (line) => line.months ?? '', 'right'),
          noticeText(
            '标准（元/月）',
            28,
            (line) => (line.months === null ? '' : moneyInText(monthFen ?? 0)),
            'right',
          ),
        ]
      : [
          noticeText('项目', 22, (line) => line.kind),
          noticeText(
            '验收规模',
            26,
            (line) => (line.scale === null ? '' : `${quantityShown(line.scale)} ${line.unit}`),
            'right',
          ),
          noticeText(
            '标准',
            24,
            (line) => (line.rate === null ? '' : `${line.rate} 元/${line.unit}`),
            'right',
          ),
        ];
  return {
    columns: [
      noticeText('序号', 11, (_, position) => String(position)),
      noticeText('组', 9, (line) => `${line.groupNo}组`),
      noticeText('户号', 16, (line) => line.householdCode),
      noticeText('户主', 24, (line) => line.headName),
      noticeText('户类别', 26, (line) => CATEGORY_WORDS[line.category]),
      ...scale,
      { kind: 'money', title: '补助金额', widthMm: 28, bold: true, fen: (line) => line.amountFen },
    ],
    widthMm: 190,
    headHeightMm: 8,
    rowHeightMm: 6.6,
    closingHeightMm: 7,
    basePt: 9.5,
  };
}

/** 奖补公示表, A4: what each household gets for what, where and until when to object. */
export function awardNoticeDocument(header: PrintHeader, given: Awards, telephone: string): PrintDocument {
  const { programme } = given;
  const lines = standingLines(given);
  const shape = noticeShape(programme);
  const pages = paginate(lines, { rows: 32, rowsOnLast: 28 });
  const title = `${titleOf(programme)}公示表`;
  return {
    title,
    paper: 'A4',
    css: LIST_CSS + NOTICE_CSS,
    watermark: programme.state === 'draft' ? '草稿' : null,
    pages: pages.map((page, index) => {
      const closing = [{ label: '本页小计', rows: page.rows }];
      if (page.isLast) closing.push({ label: `合计（${programme.households} 户）`, rows: lines });
      return html`<div class="list">
        ${reprintMark(header)} ${pageTitle(title, 190)} ${announcement(programme, telephone)}
        ${metaLine(190, `公示单位（公章）：${header.cooperativeName}`, '', '单位：元')}
        ${tableOfPage(shape, page, closing)}
        ${page.isLast ? html`<div class="seal">${header.cooperativeName}（公章）<br />${BLANK_DATE}</div>` : NOTHING}
        ${pageFoot(header, index + 1, pages.length)}
      </div>`;
    }),
  };
}

function announcement(programme: Programme, telephone: string): Markup {
  const { noticeFrom, noticeTo, approvalDocument, document, households, amountFen } = programme;
  const by = document === '' ? '' : `根据${document}，`;
  const decided = approvalDocument === '' ? '' : `经“${approvalDocument}”研究，`;
  const days =
    noticeFrom === null || noticeTo === null
      ? `${BLANK_DATE}至${BLANK_DATE}`
      : `${chineseDate(noticeFrom)}至${chineseDate(noticeTo)}`;
  const where =
    telephone === ''
      ? '请在公示期内向村务监督委员会反映'
      : `请在公示期内向村务监督委员会反映，监督电话：${telephone}`;
  const sentence =
    `\u3000\u3000${by}${decided}拟向 ${households} 户发放 ${titleOf(programme)} ${moneyInText(amountFen)} 元，现予公示。` +
    `公示期：${days}。有异议的，${where}。`;
  return html`<p class="announcement">${fitted(sentence, { widthMm: 186, heightMm: 15, basePt: 10.5 })}</p>`;
}

const NOTICE_CSS = `
.list .announcement{margin:1mm 0;height:17mm;font-size:10.5pt;line-height:1.35;text-align:justify;overflow-wrap:anywhere}
.list .announcement .fit{line-height:1.35}
.list .seal{margin:3mm 4mm 0 auto;width:80mm;text-align:center;font-size:10pt;line-height:7mm}
`;
