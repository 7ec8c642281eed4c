import { amountInWords } from '../rules/amountInWords.ts';
import { groupName } from './distribution.ts';
import { BLANK_DATE, chineseDate, moneyInText } from './figures.ts';
import { fitted } from './fit.ts';
import { type ClaimData, type ClaimLine, titleOfClaim } from './loanClaims.ts';
import { html, NOTHING, type Markup } from './markup.ts';
import { pageFoot, pageTitle, reprintMark, type PrintDocument } from './page.ts';

/**
 * 贴息申请表, one a loan, A4: who asks, for which loan, each settlement with how its interest comes about, the amount in words, and room for
 * the signature and the stamps of village, bank and county. Settlements that do not fit go on to an annex.
 */
export function claimApplicationsDocument(data: ClaimData): PrintDocument {
  const sheets = data.lines.flatMap((line) => sheetsOf(line));
  return {
    title: `${data.header.villageName}${titleOfClaim(data.batch)}申请表`,
    paper: 'A4',
    css: CSS,
    watermark: data.batch.state === 'computed' ? '测算稿' : null,
    pages: sheets.map((sheet, index) => sheetPage(data, sheet, index + 1, sheets.length)),
  };
}

/** A row of the reckoning: a settlement, or one line of how it was computed. */
type Row =
  | { readonly kind: 'part'; readonly part: ClaimLine['parts'][number] }
  | { readonly kind: 'text'; readonly text: string };

interface Sheet {
  readonly line: ClaimLine;
  readonly rows: readonly Row[];
  /** 0: the form itself. */
  readonly annex: number;
  readonly hasMore: boolean;
}

/** Below the facts, the heading and the two rows of the total. */
const ROOM_MM = 188;
const ON_FORM = 17;
const ON_ANNEX = 42;

function sheetsOf(line: ClaimLine): Sheet[] {
  const rows = line.parts.flatMap((part): Row[] => [
    { kind: 'part', part },
    ...part.segments.map(({ text }): Row => ({ kind: 'text', text })),
  ]);
  if (rows.length <= ON_FORM) return [{ line, rows, annex: 0, hasMore: false }];
  // The form has the settlements as far as they fit, the annex all of them with their explanation.
  const parts = rows.filter((row) => row.kind === 'part');
  const annexes: Sheet[] = [];
  for (let at = 0; at < rows.length; at += ON_ANNEX) {
    annexes.push({ line, rows: rows.slice(at, at + ON_ANNEX), annex: annexes.length + 1, hasMore: false });
  }
  return [{ line, rows: parts.slice(0, ON_FORM), annex: 0, hasMore: true }, ...annexes];
}

function sheetPage(data: ClaimData, sheet: Sheet, page: number, pages: number): Markup {
  const { header, batch } = data;
  const { line, annex } = sheet;
  const title = annex === 0 ? '产业扶持贷款贴息申请表' : `贴息申请表附页（${annex}）`;
  return html`<div class="form">
    ${reprintMark(header)} ${pageTitle(title, 190)}
    <div class="meta">
      <span>${titleOfClaim(batch)}</span><span>编号：${batch.no}-${String(line.no).padStart(3, '0')}</span
      ><span>单位：元</span>
    </div>
    ${annex === 0 ? facts(line) : annexHead(line)} ${reckoning(sheet)}
    ${annex === 0 ? opinions(data, sheet) : NOTHING} ${pageFoot(header, page, pages)}
  </div>`;
}

const cell = (text: string, widthMm: number): Markup => fitted(text, { widthMm, heightMm: 7, basePt: 10 });

function facts(line: ClaimLine): Markup {
  const rows: readonly (readonly [string, string, string, string, string, string])[] = [
    [
      '户主',
      line.headName || line.borrowerName,
      '组别',
      groupName(line.groupNo),
      '户类型',
      line.householdKind,
    ],
    ['借款人', line.borrowerName, '与户主关系', line.relation, '联系电话', line.phone],
    ['身份证号', line.idMasked, '一卡通', line.cardMasked || '未登记', '承贷银行', line.bank],
    ['合同号', line.contractNo, '借据号', line.noteNo, '贷款金额', moneyInText(line.amountFen)],
    ['放款日', line.drawnOn, '到期日', line.dueOn, '年利率', `${line.rate}%（贴息比例 ${line.ratio}%）`],
  ];
  return html`<table class="facts">
    <colgroup>
      <col style="width:19mm" />
      <col style="width:48mm" />
      <col style="width:21mm" />
      <col style="width:40mm" />
      <col style="width:19mm" />
      <col style="width:43mm" />
    </colgroup>
    <tbody>
      ${rows.map(
        ([a, b, c, d, e, f]) =>
          html`<tr>
            <th>${a}</th>
            <td>${cell(b, 46)}</td>
            <th>${c}</th>
            <td>${cell(d, 38)}</td>
            <th>${e}</th>
            <td>${cell(f, 41)}</td>
          </tr> `,
      )}
    </tbody>
  </table>`;
}

function annexHead(line: ClaimLine): Markup {
  return html`<div class="meta">
    <span>借款人：${line.borrowerName}</span><span>借据号：${line.noteNo}</span
    ><span>贷款金额：${moneyInText(line.amountFen)}</span>
  </div>`;
}

function reckoning({ line, rows, annex, hasMore }: Sheet): Markup {
  const body = rows.map((row) =>
    row.kind === 'text'
      ? html`<tr class="how">
          <td colspan="7">${fitted(row.text, { widthMm: 184, heightMm: 0, basePt: 8.5 })}</td>
        </tr> `
      : html`<tr>
          <td>${row.part.from} 至 ${row.part.to}</td>
          <td class="r">${row.part.days}</td>
          <td class="r">${moneyInText(row.part.interestFen)}</td>
          <td class="r">${row.part.bankFen === null ? '—' : moneyInText(row.part.bankFen)}</td>
          <td class="r">${moneyInText(row.part.paidByHouseholdFen)}</td>
          <td>${fitted(row.part.slipNo, { widthMm: 30, heightMm: 0, basePt: 9 })}</td>
          <td class="r"><b>${moneyInText(row.part.claimedFen)}</b></td>
        </tr> `,
  );
  return html`<table class="reckoning">
    <colgroup>
      <col style="width:46mm" />
      <col style="width:13mm" />
      <col style="width:25mm" />
      <col style="width:25mm" />
      <col style="width:25mm" />
      <col style="width:31mm" />
      <col style="width:25mm" />
    </colgroup>
    <thead>
      <tr>
        <th>计息区间（含首尾两天）</th>
        <th>天数</th>
        <th>测算利息</th>
        <th>银行利息</th>
        <th>已付利息</th>
        <th>付息凭证号</th>
        <th>申请贴息</th>
      </tr>
    </thead>
    <tbody>
      ${body} ${annex === 0 ? totalRows(line, hasMore) : NOTHING}
    </tbody>
  </table>`;
}

function totalRows(line: ClaimLine, hasMore: boolean): Markup {
  return html`<tr class="closing">
      <td>合计${hasMore ? '（计算过程见附页）' : ''}</td>
      <td class="r">${line.days}</td>
      <td class="r">${moneyInText(line.interestFen)}</td>
      <td class="r">${line.bankFen === null ? '—' : moneyInText(line.bankFen)}</td>
      <td class="r">${moneyInText(line.paidByHouseholdFen)}</td>
      <td></td>
      <td class="r">${moneyInText(line.claimedFen)}</td>
    </tr>
    <tr class="closing">
      <td>申请贴息（大写）</td>
      <td class="l" colspan="6">
        ${fitted(amountInWords(line.claimedFen), { widthMm: 140, heightMm: 0, basePt: 11 })}
      </td>
    </tr> `;
}

function opinions({ issuer, batch }: ClaimData, { line, rows }: Sheet): Markup {
  // The room that the reckoning leaves.
  const heightMm = Math.min(34, (ROOM_MM - rows.length * 6) / 4);
  const box = (title: string, text: string, who: string): Markup =>
    html`<tr style="height:${heightMm}mm">
      <th>${title}</th>
      <td class="l opinion">
        <div>${text}</div>
        <div class="who">${who}　　${BLANK_DATE}</div>
      </td>
    </tr> `;
  const notice =
    batch.noticeFrom === null || batch.noticeTo === null
      ? ''
      : `已于${chineseDate(batch.noticeFrom)}至${chineseDate(batch.noticeTo)}公示。`;
  const declared =
    batch.payee === 'household'
      ? '本人的贷款用于产业生产，没有转借、挪用；以上利息由本人先付给银行，请将贴息发到本人一卡通。'
      : '本人的贷款用于产业生产，没有转借、挪用；以上利息由银行向县里申请贴息。';
  return html`<table class="opinions">
    <colgroup>
      <col style="width:32mm" />
      <col style="width:158mm" />
    </colgroup>
    <tbody>
      ${box('申请人承诺', declared, `申请人（${line.borrowerName}）签字（指印）：`)}
      ${box('村委会意见', notice, `${issuer}（公章）　负责人：`)}
      ${box('承贷银行意见', '', `${line.bank}（公章）　经办人：`)}
      ${box('县主管部门意见', '', `${batch.office}（公章）　审核人：`)}
    </tbody>
  </table>`;
}

const CSS = `
.form{position:absolute;inset:10mm 10mm 0}
.form .foot{left:0;right:0}
.form .reprint{right:0;top:-3mm}
.form .meta{font-size:10pt}
.form td,.form th{font-size:10pt}
.form .facts tr{height:8.5mm}
.form .reckoning{margin-top:-.25mm}
.form .reckoning tr{height:6mm}
.form .reckoning thead tr{height:8mm}
.form .reckoning td{font-size:9.5pt;white-space:nowrap}
.form .how{height:5.2mm}
.form .reckoning .how{height:5.2mm}
.form .how td{text-align:left;padding-left:4mm;border-top-style:dotted;border-top-width:.15mm;border-top-color:#666;font-size:8.5pt}
.form .closing{height:7.5mm}
.form .opinions{margin-top:-.25mm}
.form .opinion{position:relative;padding:2mm;line-height:1.4;vertical-align:top}
.form .opinion .who{position:absolute;right:2mm;bottom:1.5mm}
`;
