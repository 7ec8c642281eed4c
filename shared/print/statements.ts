import { compareMemberNo } from '../rules/allocation.ts';
import { amountInWords } from '../rules/amountInWords.ts';
import { invariant } from '../rules/result.ts';
import { groupName, payeeText, resolutionText, type Resolution } from './distribution.ts';
import { BLANK_DATE, money, moneyInText, shareOfPool, sumFen } from './figures.ts';
import { fitted } from './fit.ts';
import { html, type Markup } from './markup.ts';
import { metaLine, reprintMark, type PrintDocument, type PrintHeader } from './page.ts';

/** How an amount on a statement came about. */
type Basis =
  | {
      /** pool × own ÷ whole, cut to the fen, left-over fen by largest remainder. */
      readonly kind: 'ratio';
      readonly poolName: string;
      readonly poolFen: number;
      readonly ownName: string;
      readonly ownFen: number;
      readonly wholeName: string;
      readonly wholeFen: number;
    }
  /** A rate in fen per share times a number of shares (text, two decimals at most). */
  | { readonly kind: 'rate'; readonly rateFen: number; readonly shares: string }
  /** Anything else, in words: 本年没有交易额. */
  | { readonly kind: 'text'; readonly text: string };

/** One row of the computation, such as 盈余返还 or 保底分红. */
export interface StatementLine {
  readonly title: string;
  readonly basis: Basis;
  readonly amountFen: number;
}

/** One member's statement; the lines make the total. */
export interface Statement {
  readonly memberNo: string;
  /** Empty when the member belongs to no household (an organisation). */
  readonly householdCode: string;
  /** The head of the household; empty when there is none. */
  readonly headName: string;
  readonly groupNo: number | null;
  readonly name: string;
  readonly lines: readonly StatementLine[];
  readonly totalFen: number;
  readonly withheldFen: number;
  /** The withholding policy in words: 不代扣, 剩余盈余的 20%. */
  readonly withheldBasis: string;
  readonly netFen: number;
  readonly capitalFen: number;
  readonly reserveShareFen: number;
  /** Masked card number; empty: paid in cash. */
  readonly cardMasked: string;
  /** Told apart from a forged or altered statement by typing it into the program. */
  readonly verificationCode: string;
}

/** The statements of an approved run, or some of them. */
export interface StatementsData {
  readonly header: PrintHeader;
  readonly fiscalYear: number;
  readonly resolution: Resolution;
  readonly contact: { readonly place: string; readonly telephone: string };
  /** Every statement of the run: they tell how many of a household there are. */
  readonly statements: readonly Statement[];
  /** Member numbers (社员号) to print; null prints all. */
  readonly printOnly: readonly string[] | null;
}

/**
 * 成员分红通知单: two to an A4 sheet with a line to cut along, by member number, the members of one household after each other.
 */
export function statementsDocument(data: StatementsData): PrintDocument {
  const wanted = data.printOnly === null ? null : new Set(data.printOnly);
  const slips = inHouseholds(data.statements)
    .filter(({ statement }) => wanted === null || wanted.has(statement.memberNo))
    .map((place) => slip(data, place));
  const pageCount = Math.ceil(slips.length / PER_PAGE);
  const pages = Array.from({ length: pageCount }, (_, index) => {
    const cut = html`<div class="cut"><span>沿虚线裁开　第 ${index + 1} 页 共 ${pageCount} 页</span></div>`;
    return html`${slips.slice(index * PER_PAGE, (index + 1) * PER_PAGE)}${cut}`;
  });
  return {
    title: `${data.header.cooperativeName} ${data.fiscalYear} 年度成员分红通知单`,
    paper: 'A4',
    css: CSS,
    watermark: null,
    pages,
  };
}

const PER_PAGE = 2;

/** A statement among those of its household: the `position`-th of `members`. */
interface PlaceInHousehold {
  readonly statement: Statement;
  readonly position: number;
  readonly members: number;
}

/** Households in the order of their lowest member number, each with its members by number. */
function inHouseholds(statements: readonly Statement[]): PlaceInHousehold[] {
  const households = new Map<string, Statement[]>();
  for (const statement of statements.toSorted((a, b) => compareMemberNo(a.memberNo, b.memberNo))) {
    const key = statement.householdCode === '' ? `member ${statement.memberNo}` : statement.householdCode;
    const household = households.get(key);
    if (household) household.push(statement);
    else households.set(key, [statement]);
  }
  return [...households.values()].flatMap((household) =>
    household.map((statement, index) => ({ statement, position: index + 1, members: household.length })),
  );
}

function slip(data: StatementsData, place: PlaceInHousehold): Markup {
  const { statement } = place;
  assertAddsUp(statement);
  const { header, contact } = data;
  const pay = statement.cardMasked === '' ? '现金领取' : `转入银行卡（${payeeText(statement.cardMasked)}）`;
  const telephone = contact.telephone === '' ? '' : `，电话 ${contact.telephone}`;
  return html`<article class="slip">
    ${reprintMark(header)}
    <h1>${data.fiscalYear} 年度成员分红通知单</h1>
    ${metaLine(178, header.cooperativeName, resolutionText(data.resolution), `社员号 ${statement.memberNo}`)}
    ${addressee(place)} ${computation(statement)}
    <div class="line">
      <span
        >出资额 ${moneyInText(statement.capitalFen)} 元　公积金份额 ${moneyInText(statement.reserveShareFen)}
        元</span
      ><span>${pay}</span>
    </div>
    <div class="end">
      <div class="line sign">
        <span>领款人签字（指印）：</span><span>会计：</span><span>（公章）${BLANK_DATE}</span>
      </div>
      <div class="line small">
        <span>核验码 <b>${statement.verificationCode}</b></span
        ><span>如有疑问，请到${contact.place}核对${telephone}</span>
      </div>
    </div>
  </article> `;
}

function addressee({ statement, position, members }: PlaceInHousehold): Markup {
  const { headName, name } = statement;
  const household = headName !== '' && headName !== name ? `（${headName}户）` : '';
  const sequence = members > 1 ? `本户 ${members} 名成员，第 ${position} 份` : '';
  const who = fitted(`${groupName(statement.groupNo)} ${name}${household}`.trim(), {
    widthMm: 92,
    heightMm: 9,
    basePt: 13,
  });
  return html`<div class="who">
    <b>${who}</b><span>${sequence}</span><span>本年实发 <b>¥${moneyInText(statement.netFen)}</b></span>
  </div>`;
}

function computation(statement: Statement): Markup {
  const heightMm = Math.min(12, ROOM_FOR_LINES_MM / statement.lines.length);
  const rows = statement.lines.map((line) => row(line.title, basisText(line), line.amountFen, heightMm));
  return html`<table>
    <colgroup>
      <col style="width:34mm" />
      <col />
      <col style="width:30mm" />
    </colgroup>
    <thead>
      <tr>
        <th>项目</th>
        <th>怎么算的</th>
        <th>金额（元）</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
      <tr class="closing">
        <td colspan="2">应分合计</td>
        <td class="r">${money(statement.totalFen)}</td>
      </tr>
      ${row('减：代扣', statement.withheldBasis, statement.withheldFen, PLAIN_ROW_MM)}
      <tr class="closing">
        <td>实发</td>
        <td class="l">
          ${fitted(amountInWords(statement.netFen), { widthMm: 108, heightMm: 6.5, basePt: 10 })}
        </td>
        <td class="r">${money(statement.netFen)}</td>
      </tr>
    </tbody>
  </table>`;
}

/** What the fixed rows of a slip leave for the computation: five lines of 10 mm. */
const ROOM_FOR_LINES_MM = 50;

function row(title: string, basis: string, amountFen: number, heightMm: number): Markup {
  const heading = fitted(title, { widthMm: 32, heightMm: heightMm - 1, basePt: 10.5 });
  const how = fitted(basis, { widthMm: BASIS_WIDTH_MM, heightMm: heightMm - 1, basePt: 9.5 });
  return html`<tr style="height:${heightMm}mm">
    <td>${heading}</td>
    <td class="l how">${how}</td>
    <td class="r">${money(amountFen)}</td>
  </tr> `;
}

const PLAIN_ROW_MM = 8;
const BASIS_WIDTH_MM = 112;

/** The computation in numbers, as a member can follow it with a calculator. */
function basisText({ basis, amountFen }: StatementLine): string {
  if (basis.kind === 'text') return basis.text;
  if (basis.kind === 'rate') return `每股 ${moneyInText(basis.rateFen)} 元 × ${basis.shares} 股`;
  const { poolName, poolFen, ownName, ownFen, wholeName, wholeFen } = basis;
  if (ownFen === 0 || wholeFen === 0) return `${ownName}为 0，不参与${poolName}的分配`;
  const formula = `${poolName} ${moneyInText(poolFen)} × ${ownName} ${moneyInText(ownFen)} ÷ ${wholeName} ${moneyInText(wholeFen)}`;
  return `${formula}\n= ${shareOfPool(poolFen, ownFen, wholeFen)}${roundingText(poolFen, ownFen, wholeFen, amountFen)}`;
}

/** Which way the part of a fen went; nothing when there was none. */
function roundingText(poolFen: number, ownFen: number, wholeFen: number, amountFen: number): string {
  const product = BigInt(poolFen) * BigInt(ownFen);
  const cutFen = product / BigInt(wholeFen);
  if (product % BigInt(wholeFen) === 0n) return '';
  if (BigInt(amountFen) === cutFen) return '，舍去不足 1 分的尾数';
  return BigInt(amountFen) === cutFen + 1n ? '，尾数按余数大小排序，进 1 分' : '';
}

function assertAddsUp(statement: Statement): void {
  const { lines, totalFen, withheldFen, netFen, memberNo } = statement;
  invariant(
    sumFen(lines.map((line) => line.amountFen)) === totalFen,
    `the lines of ${memberNo} make the total`,
  );
  invariant(totalFen - withheldFen === netFen, `${memberNo} is paid the total less what is withheld`);
}

const CSS = `
.slip{position:relative;height:148.5mm;padding:10mm 16mm 0;overflow:hidden;font-size:10pt}
.slip .reprint{right:16mm;top:6mm}
.slip h1{font-size:17pt;line-height:11mm}
.slip .meta{height:6.5mm;line-height:6.5mm}
.slip .who{display:flex;justify-content:space-between;align-items:center;height:10.5mm;font-size:11pt;white-space:nowrap}
.slip .who>b{font-size:13pt;width:93mm;white-space:normal;line-break:anywhere}
.slip .who>span:last-child b{font-size:13pt}
.slip th{height:7mm}
.slip .closing{height:8mm}
.slip td{padding:0 1.5mm}
.slip .how{font-size:9.5pt}
.slip .r{font-size:10.5pt}
.slip .line{display:flex;justify-content:space-between;height:7.5mm;line-height:7.5mm;white-space:nowrap}
.slip .end{position:absolute;left:16mm;right:16mm;bottom:6mm}
.slip .sign span{flex:1}
.slip .sign span:last-child{flex:0 0 auto}
.slip .small{font-size:9pt}
.cut{position:absolute;left:0;right:0;top:148.5mm;border-top:.25mm dashed #777}
.cut span{position:absolute;right:16mm;top:-1.6mm;padding:0 2mm;background:#fff;color:#555;font-size:7pt;line-height:3.2mm}
`;
