import { describe, expect, it } from 'vitest';
import { fundGroupsDocument } from './fundGroups.ts';
import { fundApplicationDocument, type FundLoanPaper, fundNoteDocument } from './fundLoan.ts';
import { fundNoticeDocument } from './fundNotice.ts';
import { fundReceiptDocument } from './fundReceipt.ts';
import {
  contributionsDocument,
  feesDocument,
  type FundLoanRow,
  fundLoansDocument,
  fundMembersDocument,
  repaymentsDocument,
} from './fundRegisters.ts';
import { cellsOf, fenOf, textOf } from './testReading.ts';
import { header as cooperative } from './testVillage.ts';

const header = { ...cooperative, cooperativeName: '张家坝村互助资金协会' };

const loan = (index: number): FundLoanRow => ({
  no: `HZ2018${String(index + 1).padStart(3, '0')}`,
  name: '何满仓',
  groupNo: 7,
  fundGroup: '第6互助小组',
  purpose: '香菇',
  amountFen: 10_000_00,
  lentOn: '2018-02-28',
  dueOn: '2019-02-28',
  rate: '5‰/月',
  method: index % 6 === 0 ? '整借零还' : '整借整还',
  repaidFen: 833_33,
  balanceFen: 9_166_67,
  feePaidFen: 50_00,
  overdueFen: 0,
  state: '正常',
});

const parts = Array.from({ length: 12 }, (_, index) => ({
  dueOn: `2018-${String(index + 1).padStart(2, '0')}-03`,
  principalFen: index === 11 ? 833_37 : 833_33,
  feeFen: 50_00 - index * 4_17,
}));

const paper: FundLoanPaper = {
  no: 'HZ2018032',
  name: '何满仓',
  idMasked: '610727********4446',
  householdCode: '7-012',
  groupNo: 7,
  memberNo: 'H032',
  fundGroup: '第6互助小组',
  appliedOn: '2018-10-20',
  appliedFen: 10_000_00,
  months: 12,
  purpose: '香菇',
  rate: '每月 5‰',
  method: '整借零还',
  guarantors: [
    { name: '徐开泰', agreedOn: '2018-10-21' },
    { name: '赵正军', agreedOn: '2018-10-22' },
  ],
  approval: { on: '2018-10-25', by: '侯建平', fen: 10_000_00 },
  notice: { from: '2018-10-26', to: '2018-11-01' },
  paid: { on: '2018-11-03', dueOn: '2019-11-03', fen: 10_000_00 },
  parts,
};

describe('registers', () => {
  it('借款台账: every loan once, each page its subtotal, the last the whole', () => {
    const loans = Array.from({ length: 34 }, (_, index) => loan(index));
    const { pages } = fundLoansDocument(header, '2018-12-31', loans);
    expect(pages).toHaveLength(2);
    const rows = pages.map((page) => cellsOf(page).slice(1));
    expect(rows.flat().filter((row) => row[1]?.startsWith('HZ'))).toHaveLength(34);
    const closing = rows.flat().filter((row) => row[0]?.includes('计'));
    expect(closing.map((row) => [row[0], row[1]])).toEqual([
      ['本页小计 21 笔', '210,000.00'],
      ['本页小计 13 笔', '130,000.00'],
      ['合计 34 笔', '340,000.00'],
    ]);
    expect(textOf(pages[0]!)).toContain('截至：2018年12月31日');
    expect(textOf(pages[1]!)).toContain('第 2 页 共 2 页');
  });

  it('one page needs no subtotal beside its total', () => {
    const [page] = fundLoansDocument(header, '2018-12-31', [loan(0)]).pages;
    expect(textOf(page!)).not.toContain('本页小计');
    expect(textOf(page!)).toContain('合计 1 笔');
  });

  it('互助金收缴台账 keeps money and tickets apart', () => {
    const row = (paidFen: number, grantedFen: number) => ({
      date: '2018-01-10',
      documentNo: 'SJ-1',
      no: 'H001',
      name: '王文清',
      kind: paidFen === 0 ? '赠股' : '基准互助金',
      paidFen,
      grantedFen,
      balanceFen: 500_00,
      note: '',
    });
    const span = { from: '2018-01-01', to: '2018-12-31' };
    const [page] = contributionsDocument(header, span, [
      row(500_00, 0),
      row(0, 300_00),
      row(-500_00, 0),
    ]).pages;
    expect(cellsOf(page!).at(-1)).toEqual(['合计 3 笔', '—', '300.00', '', '']);
  });

  it('还款台账 adds up what came in and no balances', () => {
    const row = (principalFen: number, feeFen: number, balanceFen: number) => ({
      date: '2018-01-10',
      documentNo: 'HK-1',
      loanNo: 'HZ2018032',
      name: '何满仓',
      principalFen,
      feeFen,
      penaltyFen: 0,
      balanceFen,
      paidBy: 'cash' as const,
      note: '',
    });
    const span = { from: '2018-01-01', to: '2018-12-31' };
    const rows = [row(833_33, 50_00, 9_166_67), row(833_33, 45_83, 8_333_34)];
    const [page] = repaymentsDocument(header, span, rows).pages;
    expect(cellsOf(page!).at(-1)?.slice(1)).toEqual(['1,666.66', '95.83', '—', '1,762.49', '', '', '']);
    expect(cellsOf(page!)[1]).toContain('9,166.67');
  });

  it('占用费台账 and 会员名册 say what is owed and what can be given back', () => {
    const span = { from: '2018-01-01', to: '2018-12-31' };
    const line = {
      date: '2018-07-29',
      loanNo: 'HZ2018004',
      name: '周开福',
      kind: '占用费',
      from: '2018-06-29',
      to: '2018-07-29',
      baseFen: 10_000_00,
      text: '10,000.00 × 5‰/月 × 1 个月 = 50.00',
      feeFen: 50_00,
      paidFen: 50_00,
      waivedFen: 0,
    };
    const [fees] = feesDocument(header, span, [line, { ...line, feeFen: 45_83, paidFen: 45_83 }]).pages;
    expect(textOf(fees!)).toContain('10,000.00 × 5‰/月 × 1 个月 = 50.00');
    // What each line is counted on does not add up; fees do.
    expect(cellsOf(fees!).at(-1)).toEqual(['合计 2 行', '', '', '95.83', '95.83', '—']);
    const [members] = fundMembersDocument(header, '2018-12-31', [
      {
        no: 'H032',
        name: '何满仓',
        idMasked: '610727********4446',
        groupNo: 7,
        fundGroup: '第6互助小组',
        joinedOn: '2017-10-01',
        leftOn: null,
        contributedFen: 500_00,
        grantedFen: 0,
        lentFen: 0,
        note: '',
      },
    ]).pages;
    expect(textOf(members!)).toContain('退会时不退');
    expect(cellsOf(members!).at(-1)).toEqual(['合计 1 人', '500.00', '—', '—', '']);
  });
});

describe('a loan on paper', () => {
  it('借据: the amount in words, both days, twelve parts that make the principal, three copies', () => {
    const { pages } = fundNoteDocument(header, paper);
    expect(pages).toHaveLength(3);
    const text = textOf(pages[0]!);
    expect(text).toContain('人民币壹万元整');
    expect(text).toContain('2019年11月3日');
    expect(text).toContain('第一联　存根');
    const cells = cellsOf(pages[0]!).filter((row) => row.length === 8 && /^\d+$/u.test(row[0]!));
    const amounts = cells.flatMap((row) => [fenOf(row[2]!), fenOf(row[6]!)]);
    expect(amounts.reduce((sum, fen) => sum + fen, 0)).toBe(10_000_00);
    expect(cells).toHaveLength(6);
  });

  it('借款申请审批表 leaves blank what has not happened', () => {
    const early = { ...paper, approval: null, notice: null, paid: null, parts: [] };
    const [blank] = fundApplicationDocument(header, early).pages;
    expect(textOf(blank!)).not.toContain('同意借款');
    expect(textOf(blank!)).not.toContain('借据号 HZ2018032');
    const [full] = fundApplicationDocument(header, paper).pages;
    expect(textOf(full!)).toContain('同意借款 10,000.00 元（人民币壹万元整）。审批人：侯建平');
    expect(textOf(full!)).toContain('联保人：徐开泰、赵正军');
    const unsigned = { ...paper, guarantors: [{ name: '徐开泰', agreedOn: null }] };
    expect(textOf(fundApplicationDocument(header, unsigned).pages[0]!)).toContain('徐开泰（未签）');
  });

  it('还款收据: parts make the whole, who paid is named', () => {
    const receipt = {
      number: 'HK-2018-001',
      date: '2018-12-20',
      loanNo: 'HZ2018019',
      name: '杨桂花',
      memberNo: 'H019',
      groupNo: 4,
      payer: '赵满仓',
      principalFen: 2_000_00,
      feeFen: 600_00,
      penaltyFen: 12_34,
      balanceFen: 8_000_00,
      paidBy: 'cash' as const,
      note: '',
      handledBy: '李会计',
    };
    const [page] = fundReceiptDocument(header, receipt).pages;
    const text = textOf(page!);
    expect(text).toContain('¥2,612.34');
    expect(text).toContain('人民币贰仟陆佰壹拾贰元叁角肆分');
    expect(text).toContain('赵满仓（代 杨桂花');
    expect(text).toContain('8,000.00 元');
    expect(text).toContain('逾期费 12.34（现金收款）');
    const own = fundReceiptDocument(header, { ...receipt, payer: '', penaltyFen: 0, balanceFen: 0 });
    expect(textOf(own.pages[0]!)).toContain('本金已还清');
    expect(textOf(own.pages[0]!)).not.toContain('逾期费');
  });
});

it('公示单 shows no ID and asks for objections', () => {
  const notice = {
    name: '何满仓',
    groupNo: 7,
    fundGroup: '第6互助小组',
    guarantors: '徐开泰、赵正军',
    purpose: '香菇',
    months: 12,
    amountFen: 10_000_00,
  };
  const [page] = fundNoticeDocument({
    header,
    from: '2018-10-26',
    to: '2018-11-01',
    telephone: '',
    loans: [notice, { ...notice, name: '侯素珍' }],
  }).pages;
  expect(textOf(page!)).toContain('公示期：2018年10月26日至2018年11月1日');
  expect(cellsOf(page!).at(-1)).toEqual(['合计 2 户', '20,000.00']);
});

it('互助小组登记表: a sheet a group, all who promise on it', () => {
  const member = {
    no: 'H030',
    name: '徐开泰',
    idMasked: '612327********3779',
    householdCode: '2-011',
    groupNo: 2,
    joinedOn: '2018-01-01',
    balanceFen: 10_000_00,
  };
  const group = {
    name: '第6互助小组',
    leader: '徐开泰',
    formedOn: '2018-01-01',
    members: Array(5).fill(member),
  };
  const { pages } = fundGroupsDocument(header, [group, { ...group, name: '第5互助小组', leader: '' }]);
  expect(pages).toHaveLength(2);
  expect(textOf(pages[0]!)).toContain('组长：徐开泰');
  expect(textOf(pages[0]!)).toContain('连带担保责任');
  expect(cellsOf(pages[0]!).at(-1)).toEqual(['合计 5 户', '50,000.00', '']);
});
