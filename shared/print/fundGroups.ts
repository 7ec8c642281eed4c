import { LIST_CSS } from './chart.ts';
import { groupName } from './distribution.ts';
import { BLANK_DATE, chineseDate } from './figures.ts';
import { fitted } from './fit.ts';
import { html, type Markup } from './markup.ts';
import { pageFoot, pageTitle, type PrintDocument, type PrintHeader, reprintMark } from './page.ts';
import { tableOfPage, type TableShape } from './table.ts';

/** A mutual-aid group whose households stand surety for one another. */
export interface FundGroupPaper {
  readonly name: string;
  readonly leader: string;
  /** Null: nobody is in it yet. */
  readonly formedOn: string | null;
  readonly members: readonly FundGroupMember[];
}

interface FundGroupMember {
  readonly no: string;
  readonly name: string;
  readonly idMasked: string;
  readonly householdCode: string;
  readonly groupNo: number | null;
  readonly joinedOn: string;
  readonly balanceFen: number;
}

/** 互助小组登记表, a sheet of A4 a group: who is in it, what they promise, and room for every thumb. */
export function fundGroupsDocument(header: PrintHeader, groups: readonly FundGroupPaper[]): PrintDocument {
  return {
    title: `互助小组登记表${groups.length === 1 ? ` ${groups[0]!.name}` : ''}`,
    paper: 'A4',
    css: LIST_CSS + CSS,
    watermark: null,
    pages: groups.map((group, index) => groupPage(header, group, index + 1, groups.length)),
  };
}

const SHAPE: TableShape<FundGroupMember> = {
  columns: [
    { kind: 'text', title: '序号', widthMm: 10, text: (_, position) => String(position) },
    { kind: 'text', title: '会员号', widthMm: 16, text: (row) => row.no },
    { kind: 'text', title: '姓名', widthMm: 22, text: (row) => row.name },
    { kind: 'text', title: '身份证号', widthMm: 37, text: (row) => row.idMasked },
    { kind: 'text', title: '户号', widthMm: 18, text: (row) => row.householdCode },
    { kind: 'text', title: '村民组', widthMm: 14, text: (row) => groupName(row.groupNo) },
    { kind: 'text', title: '入组日期', widthMm: 23, text: (row) => row.joinedOn },
    { kind: 'money', title: '借款余额', widthMm: 24, fen: (row) => row.balanceFen },
    { kind: 'text', title: '签字、指印', widthMm: 26, text: () => '' },
  ],
  widthMm: 190,
  headHeightMm: 9,
  rowHeightMm: 12,
  closingHeightMm: 8,
  basePt: 9.5,
};

function groupPage(header: PrintHeader, group: FundGroupPaper, page: number, pageCount: number): Markup {
  const facts = `小组：${group.name}　组长：${group.leader === '' ? '　　　　' : group.leader}　组成日期：${group.formedOn === null ? BLANK_DATE : chineseDate(group.formedOn)}　共 ${group.members.length} 户`;
  return html`<div class="list">
    ${reprintMark(header)} ${pageTitle('互助小组登记表', 190)}
    <div class="meta">
      <span>${fitted(`单位：${header.cooperativeName}`, { widthMm: 130, heightMm: 0, basePt: 9 })}</span
      ><span>单位：元</span>
    </div>
    <p class="facts">${fitted(facts, { widthMm: 190, heightMm: 7, basePt: 11 })}</p>
    ${tableOfPage(SHAPE, { rows: group.members, before: 0 }, [
      { label: `合计 ${group.members.length} 户`, rows: group.members },
    ])}
    <p class="covenant">
      ${fitted(
        '\u3000\u3000以上各户自愿结成互助小组，共同遵守协会章程和互助资金管理办法：一户一人入会；组内任一户借款，其余各户都承担连带担保责任；组内有人逾期未还时，其余各户暂停借款；组员退组，须先还清自己的借款，并由其余各户同意接替其担保。',
        { widthMm: 186, heightMm: 26, basePt: 11 },
      )}
    </p>
    <div class="endorsed">
      <div>组长（签字）：</div>
      <div>协会（公章）：</div>
      <div></div>
      <div>${BLANK_DATE}</div>
    </div>
    ${pageFoot(header, page, pageCount)}
  </div>`;
}

const CSS = `
.list .facts{margin:2mm 0;height:7mm;line-height:7mm;font-size:11pt}
.list .covenant{margin:6mm 2mm 0;font-size:11pt;line-height:1.6}
.list .covenant .fit{line-height:1.6}
.list .endorsed{display:grid;grid-template-columns:1fr 1fr;margin:8mm 2mm 0;row-gap:8mm;font-size:11pt;line-height:7mm}
`;
