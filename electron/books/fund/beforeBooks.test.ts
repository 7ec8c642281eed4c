import { afterEach, beforeEach, expect, test } from 'vitest';
import { BANK, type FundDesk, fundDesk, PAPER } from './deskForTests.ts';

/** An association whose register is older than its books, as an import makes it. */
let desk: FundDesk;
let loanId: number;
let mates: number[];
beforeEach(() => {
  desk = fundDesk('2019-01');
  desk.settings({ noticeDays: 0 });
  ({ memberIds: mates } = desk.group(1, ['张一', '李二', '王三', '赵四', '何五']));
  loanId = desk.lend(mates[0]!, mates, '2018-01-22');
});
afterEach(() => {
  desk.close();
});

const paying = { date: '2019-01-22', amountFen: 10_600_00, waivedFen: 0, paid: BANK, ...PAPER };

test('while the openings do not balance a repayment says that they come first', () => {
  const sentence = desk.refusal('fund.repay', { loanId, ...paying });
  expect(sentence).toContain('协会的期初余额还没有填平（差 7,500.00 元）');
  expect(sentence).toContain('科目与期初');
  expect(sentence).not.toContain('只有 0.00 元');
  const exit = desk.call('fund.applyExit', { memberId: mates[1]!, date: '2018-12-01', reason: '搬走' });
  desk.call('fund.repay', { loanId, ...paying, date: '2018-12-22', amountFen: 10_550_00 });
  expect(desk.refusal('fund.leave', { id: exit.id, date: '2019-02-01', paid: BANK, ...PAPER })).toContain(
    '协会的期初余额还没有填平',
  );
});

test('nobody is asked to distribute what came in before the books began', () => {
  desk.call('fund.repay', { loanId, ...paying, date: '2018-12-22', amountFen: 10_550_00 });
  const kinds = (asOf: string) => desk.call('fund.reminders', { asOf }).map((one) => one.kind);
  expect(kinds('2019-02-20')).not.toContain('distribution');
});

test('the preview names an account with its parent', () => {
  const { vouchers } = desk.call('fund.preview', {
    act: 'bring',
    input: {
      date: '2019-02-01',
      source: 'fiscal',
      party: '县里',
      amountFen: 100_00,
      isRestricted: true,
      paid: BANK,
      ...PAPER,
    },
  });
  expect(vouchers[0]!.lines.map((line) => line.accountName)).toEqual(['银行存款', '政府补助收入—限定性']);
});
