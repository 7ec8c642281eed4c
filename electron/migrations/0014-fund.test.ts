import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FundDesk, fundDesk, BANK, PAPER } from '../books/fund/deskForTests.ts';

let desk: FundDesk;
beforeEach(() => {
  desk = fundDesk();
  desk.settings({ noticeDays: 0 });
  const { memberIds } = desk.group(1, ['张一', '李二', '王三', '赵四', '何五']);
  desk.call('fund.bring', {
    date: '2018-01-05',
    source: 'fiscal',
    party: '县里',
    amountFen: 100_000_00,
    isRestricted: true,
    paid: BANK,
    ...PAPER,
  });
  const loanId = desk.lend(memberIds[0]!, memberIds, '2018-01-20');
  desk.call('fund.repay', {
    loanId,
    date: '2018-12-20',
    amountFen: 1_000_00,
    waivedFen: 0,
    paid: BANK,
    ...PAPER,
  });
  desk.call('fund.distribute', { year: 2018, date: '2018-12-31', resolution: '决议', note: '' });
});
afterEach(() => desk.close());

test.each([
  'UPDATE fund_contribution SET fen = 1',
  'DELETE FROM fund_contribution',
  'UPDATE fund_capital SET fen = 1',
  'UPDATE fund_loan SET fen = 1',
  'DELETE FROM fund_loan_step',
  'UPDATE fund_contract SET rate = 0',
  'DELETE FROM fund_guarantor',
  'UPDATE fund_loan_move SET principal_fen = 0',
  'DELETE FROM fund_fee',
  'UPDATE fund_distribution SET fee_fen = 1',
  'DELETE FROM fund_distribution',
  // OR REPLACE would delete without asking.
  'INSERT OR REPLACE INTO fund_loan_move SELECT * FROM fund_loan_move LIMIT 1',
  'INSERT OR REPLACE INTO fund_contract SELECT * FROM fund_contract LIMIT 1',
  'INSERT OR REPLACE INTO fund_guarantor SELECT * FROM fund_guarantor LIMIT 1',
])('%s is refused', (sql) => {
  expect(() => desk.workspace.connection.run(sql)).toThrow('the registers of the fund are kept');
});
