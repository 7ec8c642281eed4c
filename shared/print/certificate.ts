import { amountInWords } from '../rules/amountInWords.ts';
import { invariant } from '../rules/result.ts';
import { chineseDate, moneyInText, sharesOf } from './figures.ts';
import { fitted } from './fit.ts';
import { html, type Markup } from './markup.ts';
import { reprintMark, type PrintDocument, type PrintHeader } from './page.ts';

/** One contribution, and what the member holds after it. */
export interface Certificate {
  readonly number: string;
  readonly memberNo: string;
  readonly name: string;
  /** Masked. */
  readonly idMasked: string;
  readonly groupNo: number | null;
  /** YYYY-MM-DD. */
  readonly contributedOn: string;
  readonly amountFen: number;
  /** 货币, 实物作价, 土地经营权作价 … */
  readonly form: string;
  readonly source: string;
  /** The member's whole contribution on `issuedOn`, this one included. */
  readonly cumulativeFen: number;
  readonly issuedOn: string;
}

export interface CertificateData {
  readonly header: PrintHeader;
  readonly legalRepresentative: string;
  /** 每股金额; null when the cooperative counts no shares. */
  readonly parValueFen: number | null;
  readonly certificates: readonly Certificate[];
}

/** 成员出资证明书: one A4 sheet each, framed, with room for the seal and the legal representative's signature. */
export function certificateDocument(data: CertificateData): PrintDocument {
  return {
    title: `成员出资证明书 ${data.certificates.map((certificate) => certificate.number).join('、')}`,
    paper: 'A4',
    css: CSS,
    watermark: null,
    pages: data.certificates.map((certificate) => certificatePage(data, certificate)),
  };
}

function certificatePage(data: CertificateData, certificate: Certificate): Markup {
  const { header } = data;
  invariant(certificate.amountFen > 0, 'a certificate is for a contribution');
  return html`<div class="certificate">
    ${reprintMark(header)}
    <h1>成员出资证明书</h1>
    <div class="number">编号：${certificate.number}</div>
    ${statementText(header, certificate)} ${detailsTable(data, certificate)}
    <p class="small">本证明书记载的出资以本社成员账户为准；出资转让、继承或退出后，应交回本社更换或注销。</p>
    <div class="seal">
      <div>${fitted(`${header.cooperativeName}（公章）`, { widthMm: 100, heightMm: 12, basePt: 14 })}</div>
      <div>法定代表人：${data.legalRepresentative}（签章）</div>
      <div>${chineseDate(certificate.issuedOn)}</div>
    </div>
  </div>`;
}

function statementText(header: PrintHeader, certificate: Certificate): Markup {
  const id = certificate.idMasked === '' ? '' : `（身份证号 ${certificate.idMasked}）`;
  const text = `\u3000\u3000兹证明 ${certificate.name}${id}系${header.cooperativeName}成员，于 ${chineseDate(certificate.contributedOn)}向本社出资${amountInWords(certificate.amountFen)}，出资已经收讫并记入成员账户。`;
  return html`<p class="text">${fitted(text, { widthMm: 150, heightMm: 26, basePt: 15 })}</p>`;
}

function detailsTable(data: CertificateData, certificate: Certificate): Markup {
  const shares = (fen: number): string =>
    data.parValueFen === null ? '' : `，${sharesOf(fen, data.parValueFen)} 股`;
  const group = certificate.groupNo === null ? '' : `（${certificate.groupNo}组）`;
  const rows: [string, string][] = [
    ['成员', `${certificate.name}${group}`],
    ['社员号', certificate.memberNo],
    ['本次出资', `¥${moneyInText(certificate.amountFen)}${shares(certificate.amountFen)}`],
    ['出资方式', certificate.form],
    ['资金来源', certificate.source],
    ['出资日期', chineseDate(certificate.contributedOn)],
    ['累计出资', `¥${moneyInText(certificate.cumulativeFen)}${shares(certificate.cumulativeFen)}`],
    ['累计出资（大写）', amountInWords(certificate.cumulativeFen)],
  ];
  const lines = rows.map(
    ([title, value]) =>
      html`<tr>
        <th>${title}</th>
        <td class="l">${fitted(value, { widthMm: 108, heightMm: 9, basePt: 12 })}</td>
      </tr>`,
  );
  return html`<table>
    <colgroup>
      <col style="width:40mm" />
      <col />
    </colgroup>
    <tbody>
      ${lines}
    </tbody>
  </table>`;
}

const CSS = `
.certificate{position:absolute;inset:15mm;border:1.2mm double #000;outline:.3mm solid #000;outline-offset:1.2mm;padding:22mm 14mm 0;font-size:12pt}
.certificate .reprint{right:6mm;top:6mm}
.certificate h1{font-size:26pt;line-height:16mm;letter-spacing:.2em;text-indent:.2em}
.certificate .number{text-align:right;line-height:10mm}
.certificate .text{margin:6mm 0 8mm;font-size:15pt;line-height:1.75;overflow-wrap:anywhere}
.certificate .text .fit{line-height:1.75}
.certificate tr{height:11.5mm}
.certificate td{padding:0 3mm}
.certificate .small{margin:6mm 0 0;font-size:10pt}
.certificate .seal{position:absolute;right:14mm;bottom:26mm;width:104mm;text-align:center;font-size:14pt;line-height:11mm}
`;
