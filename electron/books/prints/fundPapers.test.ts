import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { Output } from '../../../shared/contract/index.ts';
import type { printRequest } from '../../../shared/contract/prints.ts';
import type { Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import { BANK, type FundDesk, fundDesk, PAPER } from '../fund/deskForTests.ts';
import { printsHandlers } from './index.ts';

type Request = z.input<typeof printRequest>;

const NAMES = ['张守田', '李秀英', '王德福', '赵明清', '何正贵'];

let desk: FundDesk;
let mates: number[];
let loanId: number;

/** Five members in a group, a loan of 10,000 back by the month, and its first month paid. */
beforeEach(() => {
  desk = fundDesk('2018-01');
  desk.settings({ noticeDays: 0, chairperson: '侯建平', supervisorPhone: '0916-4800000' });
  desk.call('fund.bring', {
    date: '2018-01-02',
    source: 'fiscal',
    party: '县扶贫办',
    amountFen: 500_000_00,
    isRestricted: true,
    paid: BANK,
    ...PAPER,
  });
  mates = desk.group(1, NAMES).memberIds;
  loanId = desk.lend(mates[0]!, mates, '2018-03-01', { method: 'instalments' });
});
afterEach(() => desk.close());

function print(request: Request, today = '2018-06-30'): Result<Output<'prints.issue'>> {
  const issue = printsHandlers['prints.issue'] as (
    ctx: Writing,
    input: { request: Request },
  ) => Result<Output<'prints.issue'>>;
  return desk.workspace.run((ctx) => issue(ctx, { request }), { today });
}
function text(request: Request): string {
  const printed = print(request);
  if (!printed.ok) throw new Error(printed.error.message);
  return printed.value.html
    .slice(printed.value.html.indexOf('<body>'))
    .replace(/<[^>]*>/gu, ' ')
    .replace(/\s+/gu, ' ');
}
function refusal(request: Request): string {
  const printed = print(request);
  return printed.ok ? '' : printed.error.message;
}
const repay = (amountFen: number, payerMemberId?: number): void => {
  desk.call('fund.repay', {
    loanId,
    date: '2018-04-01',
    amountFen,
    waivedFen: 0,
    ...(payerMemberId === undefined ? {} : { payerMemberId }),
    paid: BANK,
    ...PAPER,
  });
};
const repaymentId = (): number => desk.call('fund.repayments', {}).at(-1)!.id;

describe('forms of a loan', () => {
  it('借据: three copies, what falls due each month', () => {
    const note = text({ document: 'fund-note', loanId });
    expect(note).toContain('人民币壹万元整');
    expect(note).toContain('2018年3月1日');
    expect(note).toContain('833.37');
    expect(note).toContain('第 3 页 共 3 页');
    expect(note).toContain('联保人 李秀英、王德福、赵明清、何正贵');
  });

  it('there is no 借据 before the contract, and an application that says what has been decided', () => {
    const { id } = desk.call('fund.apply', {
      memberId: mates[1]!,
      date: '2018-05-02',
      amountFen: 8_000_00,
      months: 6,
      method: 'lump',
      purpose: '养蜂',
      note: '',
    });
    expect(refusal({ document: 'fund-note', loanId: id })).toContain('签了合同再打印');
    const early = text({ document: 'fund-application', loanId: id });
    expect(early).toContain('人民币捌仟元整');
    expect(early).not.toContain('同意借款');
    const late = text({ document: 'fund-application', loanId });
    expect(late).toContain('同意借款 10,000.00 元');
    expect(late).toContain('审批人：理事会');
  });

  it('还款收据 says what the money was, who paid, and that it goes out again', () => {
    repay(883_33, mates[1]);
    const request: Request = { document: 'fund-receipt', repaymentId: repaymentId() };
    const first = text(request);
    expect(first).toContain('¥883.33');
    expect(first).toContain('归还本金 833.33，占用费 50.00');
    expect(first).toContain('李秀英（代 张守田');
    expect(first).toContain('9,166.67 元');
    expect(first).not.toContain('补打');
    expect(text(request)).toContain('补打 第 1 次');
  });

  it('a receipt of what was taken back is not printed', () => {
    repay(883_33);
    const [row] = desk.call('fund.repayments', {});
    desk.call('fund.reverse', { id: row!.eventId!, date: '2018-04-02', reason: '登错' });
    expect(refusal({ document: 'fund-receipt', repaymentId: row!.id })).toContain('已经冲销');
    const red = desk.call('fund.repayments', {}).find((one) => one.kind === 'reversal');
    expect(refusal({ document: 'fund-receipt', repaymentId: red!.id })).toContain('没有收款');
  });
});

describe('registers', () => {
  it('借款台账 as of a day, never 补打', () => {
    repay(883_33);
    const march = text({ document: 'fund-loans', asOf: '2018-03-31' });
    expect(march).toContain('合计 1 笔 10,000.00');
    expect(march).not.toContain('9,166.67');
    expect(text({ document: 'fund-loans', asOf: '2018-04-30' })).toContain('9,166.67');
    expect(text({ document: 'fund-loans', asOf: '2018-04-30' })).not.toContain('补打');
    expect(refusal({ document: 'fund-loans', asOf: '2018-02-01' })).toContain('还没有发放借款');
  });

  it('会员名册, 收缴台账 and 小组登记表 have everybody once', () => {
    const members = text({ document: 'fund-members', asOf: '2018-06-30' });
    for (const name of NAMES) expect(members.split(name)).toHaveLength(2);
    expect(members).toContain('合计 5 人 2,500.00');
    desk.call('fund.contribute', {
      memberId: mates[0]!,
      date: '2018-02-01',
      kind: 'granted',
      amountFen: 300_00,
      paid: BANK,
      ...PAPER,
    });
    const contributions = text({ document: 'fund-contributions', year: 2018 });
    expect(contributions).toContain('合计 6 笔 2,500.00 300.00');
    expect(refusal({ document: 'fund-contributions', year: 2017 })).toContain('换一个年度');
    const group = text({ document: 'fund-groups', asOf: '2018-06-30' });
    expect(group).toContain('合计 5 户 10,000.00');
  });

  it('还款台账 and 占用费台账 explain the fee; what was taken back stands in red and adds up to nothing', () => {
    expect(refusal({ document: 'fund-repayments', year: 2018 })).toContain('没有还款');
    repay(883_33);
    expect(text({ document: 'fund-repayments', year: 2018 })).toContain('合计 1 笔 833.33 50.00 — 883.33');
    const fees = text({ document: 'fund-fees', year: 2018 });
    expect(fees).toContain('2018-03-01 至 2018-04-01');
    expect(fees).toMatch(/合计 1 行 50\.00 50\.00/u);
    const [row] = desk.call('fund.repayments', {});
    desk.call('fund.reverse', { id: row!.eventId!, date: '2018-04-02', reason: '登错' });
    expect(text({ document: 'fund-repayments', year: 2018 })).toContain('合计 2 笔 — — — —');
    expect(refusal({ document: 'fund-fees', year: 2018 })).toContain('没有收占用费');
  });

  it('公示单 of the days, with where to object', () => {
    expect(refusal({ document: 'fund-notice', since: '2018-05-01', until: '2018-05-31' })).toContain(
      '没有在公示的借款',
    );
    desk.settings({ noticeDays: 7, supervisorPhone: '0916-4800000' });
    const { id } = desk.call('fund.apply', {
      memberId: mates[1]!,
      date: '2018-05-02',
      amountFen: 8_000_00,
      months: 6,
      method: 'lump',
      purpose: '养蜂',
      note: '',
    });
    const date = '2018-05-03';
    desk.call('fund.guarantee', {
      loanId: id,
      date,
      memberIds: [mates[0]!, mates[2]!, mates[3]!, mates[4]!],
      note: '',
    });
    desk.call('fund.approve', {
      loanId: id,
      date,
      amountFen: 8_000_00,
      months: 6,
      approvedBy: '理事会',
      note: '',
    });
    desk.call('fund.notice', { loanId: id, date: '2018-05-04', place: '村公示栏', note: '' });
    const notice = text({ document: 'fund-notice', since: '2018-05-01', until: '2018-05-31' });
    expect(notice).toContain('公示期：2018年5月4日至2018年5月10日');
    expect(notice).toContain('0916-4800000');
    expect(notice).toContain('合计 1 户 8,000.00');
  });

  it('季度报表: both ends, what happened, by when', () => {
    repay(883_33);
    const report = text({ document: 'fund-report', year: 2018, quarter: 2 });
    expect(report).toContain('借出余额 10,000.00 9,166.67 −833.33');
    expect(report).toContain('收回本金 833.33');
    expect(report).toContain('占用费收入 50.00');
    expect(report).toContain('2018年7月5日以前报');
    expect(report).toContain('会长：侯建平');
  });
});
