import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Input } from '../../../shared/contract/index.ts';
import { BANK, type FundDesk, fundDesk, PAPER } from './deskForTests.ts';

let desk: FundDesk;
let zhang: number;
let mates: number[];
beforeEach(() => {
  desk = fundDesk();
  desk.settings({ noticeDays: 0 });
  desk.call('fund.bring', {
    date: '2018-01-05',
    source: 'fiscal',
    party: '县扶贫办',
    amountFen: 300_000_00,
    isRestricted: true,
    paid: BANK,
    ...PAPER,
  });
  ({ memberIds: mates } = desk.group(1, ['张一', '李二', '王三', '赵四', '何五']));
  zhang = mates[0]!;
});
afterEach(() => {
  expect(desk.failing()).toEqual([]);
  desk.close();
});

const repay = (loanId: number, date: string, amountFen: number, more: Partial<Input<'fund.repay'>> = {}) =>
  desk.call('fund.repay', { loanId, date, amountFen, waivedFen: 0, paid: BANK, ...PAPER, ...more });
const refusal = (loanId: number, date: string, amountFen: number, more: Partial<Input<'fund.repay'>> = {}) =>
  desk.refusal('fund.repay', { loanId, date, amountFen, waivedFen: 0, paid: BANK, ...PAPER, ...more });

test('instalments as scheduled come to 10,000.00 and 325.00, and the last takes the remainder', () => {
  const loanId = desk.lend(zhang, mates, '2018-01-20', { method: 'instalments' });
  const { schedule } = desk.call('fund.loan', { id: loanId });
  for (const row of schedule) repay(loanId, row.dueOn, row.totalFen);
  const { loan, repayments } = desk.call('fund.loan', { id: loanId });
  expect(loan).toMatchObject({ state: 'settled', repaidFen: 10_000_00, feePaidFen: 325_00, feeOwedFen: 0 });
  expect(repayments.map((row) => row.principalFen)).toEqual([...Array<number>(11).fill(833_33), 833_37]);
  expect(
    desk
      .call('fund.fees', {})
      .map((line) => line.text)
      .slice(0, 2),
  ).toEqual(['10,000.00 × 5‰/月 × 1 个月 = 50.00', '9,166.67 × 5‰/月 × 1 个月 = 45.83']);
});

describe('money in hand', () => {
  test('fee first, the rest to the principal; both in one voucher', () => {
    const loanId = desk.lend(zhang, mates, '2018-01-20');
    // Six months: 300.00 of fee (DOMAIN §9 #37).
    const quote = desk.call('fund.quote', { loanId, asOf: '2018-07-20', amountFen: 5_000_00 });
    expect(quote).toMatchObject({
      balanceFen: 10_000_00,
      feeFen: 300_00,
      owedFen: 10_300_00,
      split: { feeFen: 300_00, principalFen: 4_700_00, feeLeftFen: 0, balanceLeftFen: 5_300_00 },
    });
    expect(quote.lines.map((line) => line.text)).toEqual(['10,000.00 × 5‰/月 × 6 个月 = 300.00']);
    const done = repay(loanId, '2018-07-20', 5_000_00);
    expect(desk.entries(done.voucherIds[0]!)).toEqual([
      '借 1002[基本存款账户] 5000.00',
      '贷 4301 300.00',
      '贷 1121[HY001] 4700.00',
    ]);
    // Paid back early: the time it was out, on what was out.
    expect(desk.call('fund.quote', { loanId, asOf: '2018-08-04' }).owedFen).toBe(5_300_00 + 13_25);
    repay(loanId, '2018-08-04', 5_313_25);
    expect(desk.call('fund.loan', { id: loanId }).loan.state).toBe('settled');
  });

  test('principal first where the meeting says so; the fee stays owed', () => {
    desk.settings({ noticeDays: 0, order: 'principal-first' });
    const loanId = desk.lend(zhang, mates, '2018-01-20');
    expect(repay(loanId, '2018-07-20', 10_000_00).warnings).toEqual([
      '本金已经还清，还欠占用费 300.00 元，收到以后请再登记。',
    ]);
    const on = (asOf: string) => desk.call('fund.loan', { id: loanId, asOf }).loan;
    // Nothing runs on a fee.
    expect(on('2018-12-31')).toMatchObject({ state: 'running', balanceFen: 0, feeOwedFen: 300_00 });
    repay(loanId, '2018-12-31', 300_00);
    expect(on('2018-12-31').state).toBe('settled');
  });

  test('as agreed at the desk: only a fee, less than it is', () => {
    const loanId = desk.lend(zhang, mates, '2018-01-20');
    expect(repay(loanId, '2018-07-20', 100_00).warnings).toEqual(['占用费还差 200.00 元没有收，留到下次。']);
    expect(
      repay(loanId, '2018-07-20', 1_000_00, { split: { principalFen: 1_000_00, feeFen: 0 } }).warnings,
    ).toEqual(['占用费还差 200.00 元没有收，留到下次。']);
    // 200.00 and a month of 9,000.00.
    expect(desk.call('fund.quote', { loanId, asOf: '2018-08-20' })).toMatchObject({
      feeUnpaidFen: 200_00,
      feeFen: 245_00,
      balanceFen: 9_000_00,
    });
  });

  test.each([
    [
      20_000_00,
      {},
      'HZ2018001 张一 到 2018-07-20 欠本金 10,000.00 元、占用费 300.00 元，共 10,300.00 元，收 20,000.00 元就多了',
    ],
    [0, {}, '请填收到的金额'],
    [500_00, { split: { principalFen: 300_00, feeFen: 300_00 } }, '是 600.00 元，和收到的 500.00 元不一样'],
    [500_00, { split: { principalFen: 0, feeFen: 500_00 } }, '占用费只欠 300.00 元'],
    [0, { waivedFen: 100_00 }, '减免占用费要在备注里写明谁批准、为什么'],
    [0, { waivedFen: 300_01, note: '理事会同意' }, '到 2018-07-20 只欠占用费 300.00 元，减免不能比它多'],
    [100_00, { date: '2018-01-19' }, '还款日期不能早于它'],
    [100_00, { date: '2019-03-02' }, '日期 2019-03-02 在今天'],
    [100_00, { payerMemberId: 999_999 }, '这个会员没有为 HZ2018001 张一 担保'],
  ])('%i %o is refused', (amountFen, more, sentence) => {
    const loanId = desk.lend(zhang, mates, '2018-01-20');
    expect(refusal(loanId, '2018-07-20', amountFen, more)).toContain(sentence);
  });

  test('a fee let off moves no money and needs no voucher', () => {
    const loanId = desk.lend(zhang, mates, '2018-01-20');
    const done = repay(loanId, '2018-07-20', 0, {
      waivedFen: 300_00,
      note: '理事会 7 月 18 日同意，家里有病人',
    });
    expect(done.voucherIds).toEqual([]);
    expect(desk.call('fund.quote', { loanId, asOf: '2018-07-20' }).feeFen).toBe(0);
    expect(desk.call('fund.repayments', {})[0]).toMatchObject({ waivedFen: 300_00, totalFen: 0 });
  });

  test('the same receipt is not entered twice', () => {
    const loanId = desk.lend(zhang, mates, '2018-01-20');
    repay(loanId, '2018-07-20', 500_00, { documentNo: '收 12' });
    expect(refusal(loanId, '2018-08-20', 500_00, { documentNo: '收 12 ' })).toContain('已经登记过');
  });
});

describe('a repayment undone', () => {
  test('in red, from the last one back; what it settled is owed again', () => {
    const loanId = desk.lend(zhang, mates, '2018-01-20');
    const first = repay(loanId, '2018-03-20', 500_00);
    const second = repay(loanId, '2018-04-20', 500_00);
    const how = { date: '2018-05-02', reason: '记错户' };
    expect(desk.refusal('fund.reverse', { id: first.id, ...how })).toContain('在 2018-04-20 还有后面的登记');
    const undone = desk.call('fund.reverse', { id: second.id, ...how });
    expect(desk.entries(undone.voucherIds[0]!)).toEqual([
      '借 1002[基本存款账户] -500.00',
      '贷 4301 -48.00',
      '贷 1121[HY001] -452.00',
    ]);
    expect(desk.call('fund.loan', { id: loanId, asOf: '2018-05-02' }).loan.balanceFen).toBe(9_600_00);
    // Two months on 9,600.00 again.
    expect(desk.call('fund.quote', { loanId, asOf: '2018-05-20' }).feeFen).toBe(96_00);
    expect(
      desk.call('fund.repayments', { loanId }).map((row) => [row.kind, row.totalFen, row.balanceFen]),
    ).toEqual([
      ['repayment', 500_00, 9_600_00],
      ['repayment', 500_00, 9_148_00],
      ['reversal', -500_00, 9_600_00],
    ]);
    desk.call('fund.reverse', { id: first.id, ...how });
    expect(desk.call('fund.loan', { id: loanId, asOf: '2018-05-02' }).loan.balanceFen).toBe(10_000_00);
  });
});

describe('a repayment undone that would let a closed loan run again', () => {
  const how = { date: '2018-06-02', reason: '记错户' };
  const closed = (): number =>
    repay(desk.lend(zhang, mates, '2018-01-20', { months: 1 }), '2018-02-20', 10_050_00).id;
  const leave = (memberId: number): number => {
    const { id } = desk.call('fund.applyExit', { memberId, date: '2018-03-01', reason: '搬走' });
    return desk.call('fund.leave', { id, date: '2018-05-01', paid: BANK, ...PAPER }).id;
  };

  test('not beside another loan of the household', () => {
    const id = closed();
    desk.lend(zhang, mates, '2018-03-20');
    expect(desk.refusal('fund.reverse', { id, ...how })).toContain('一户只能有一笔');
  });

  test.each([
    ['borrower', 0, '借款人 HY001 张一 已于 2018-05-01 退会'],
    ['guarantor', 1, '担保人 HY002 李二 已于 2018-05-01 退会'],
  ])('not when the %s has left; after that exit is undone, yes', (_, index, sentence) => {
    const id = closed();
    const left = leave(mates[index]!);
    expect(desk.refusal('fund.reverse', { id, ...how })).toContain(sentence);
    desk.call('fund.reverse', { id: left, ...how });
    desk.call('fund.reverse', { id, ...how });
  });
});

test('how it was paid stands in the register, in the red row too', () => {
  const loanId = desk.lend(zhang, mates, '2018-01-20');
  const { id } = repay(loanId, '2018-03-20', 100_00, { paid: { kind: 'cash' } });
  desk.call('fund.reverse', { id, date: '2018-03-21', reason: '记错' });
  repay(loanId, '2018-03-22', 100_00);
  expect(desk.call('fund.repayments', {}).map((row) => row.paidBy)).toEqual(['cash', 'cash', 'bank']);
});

test('who was written off neither borrows again nor leaves', () => {
  const loanId = desk.lend(zhang, mates, '2018-01-20', { months: 3 });
  const { id } = desk.call('fund.writeOff', { loanId, date: '2018-07-02', approval: '决议', note: '' });
  expect(desk.call('fund.repayments', {})[0]).toMatchObject({ kind: 'write-off', paidBy: null });
  const again = {
    memberId: zhang,
    date: '2018-07-03',
    amountFen: 1_000_00,
    months: 3,
    method: 'lump' as const,
    purpose: '香菇',
    note: '',
  };
  expect(desk.refusal('fund.apply', again)).toContain('核销了 10,000.00 元，没有追回，不能再借');
  const exit = desk.call('fund.applyExit', { memberId: zhang, date: '2018-07-03', reason: '搬走' });
  const leaving = { id: exit.id, date: '2018-09-03', paid: BANK, ...PAPER };
  expect(desk.refusal('fund.leave', leaving)).toContain('核销了 10,000.00 元，没有追回');
  // Recovered after all.
  desk.call('fund.reverse', { id, date: '2018-09-03', reason: '追回' });
  repay(loanId, '2018-09-03', desk.call('fund.quote', { loanId, asOf: '2018-09-03' }).owedFen);
  desk.call('fund.leave', leaving);
});

test('a distribution whose reserve a write-off has used is undone only after that', () => {
  const { loanId, distributed } = lentAndDistributed();
  const { id } = desk.call('fund.writeOff', { loanId, date: '2019-01-10', approval: '决议', note: '' });
  const how = { date: '2019-01-11', reason: '重分' };
  expect(desk.refusal('fund.reverse', { id: distributed, ...how })).toContain('协会的风险准备金只有 0.00 元');
  desk.call('fund.reverse', { id, ...how });
  desk.call('fund.reverse', { id: distributed, ...how });
});

/** 50.00 of fee in 2018, distributed, and a loan that is late. */
function lentAndDistributed(): { loanId: number; distributed: number } {
  const loanId = desk.lend(zhang, mates, '2018-01-20', { months: 3 });
  repay(loanId, '2018-02-20', 50_00);
  const { id } = desk.call('fund.distribute', {
    year: 2018,
    date: '2018-12-31',
    resolution: '会员大会 5 号',
    note: '',
  });
  return { loanId, distributed: id };
}

describe('overdue', () => {
  let loanId: number;
  beforeEach(() => {
    desk.settings({ noticeDays: 0, overdueMille: '2' });
    loanId = desk.lend(zhang, mates, '2018-03-05', { months: 6 });
  });

  test('what being late adds comes on top and is paid first', () => {
    // 2018-09-05 is a Wednesday; two months late.
    const quote = desk.call('fund.quote', { loanId, asOf: '2018-11-05', amountFen: 100_00 });
    expect(quote).toMatchObject({
      feeFen: 400_00,
      penaltyFen: 40_00,
      owedFen: 10_440_00,
      split: { penaltyFen: 40_00, feeFen: 60_00, principalFen: 0, feeLeftFen: 340_00 },
    });
    expect(desk.call('fund.loan', { id: loanId, asOf: '2018-11-05' }).loan).toMatchObject({
      state: 'overdue',
      overdueDays: 61,
      overdueFen: 10_000_00,
    });
  });

  test('guarantors bear it in equal parts; the borrower’s loan is paid, and who paid is kept', () => {
    const recovery = { loanId, date: '2018-11-05', paid: BANK, ...PAPER };
    expect(desk.refusal('fund.recover', { ...recovery, date: '2018-09-05' })).toContain(
      '还没有逾期，不能向担保人追偿',
    );
    expect(
      desk.call('fund.quote', { loanId, asOf: '2018-11-05' }).mates.map((one) => [one.name, one.fen]),
    ).toEqual([
      ['李二', 2_610_00],
      ['王三', 2_610_00],
      ['赵四', 2_610_00],
      ['何五', 2_610_00],
    ]);
    expect(
      desk.call('fund.previewLoan', { act: 'recover', input: recovery }).vouchers.map((one) => one.summary),
    ).toHaveLength(4);
    const done = desk.call('fund.recover', recovery);
    expect(done.eventIds).toHaveLength(4);
    expect(desk.entries(done.voucherIds[0]!)).toEqual([
      '借 1002[基本存款账户] 2610.00',
      '贷 4301 440.00',
      '贷 1121[HY001] 2170.00',
    ]);
    expect(desk.call('fund.loan', { id: loanId }).loan.state).toBe('settled');
    expect(desk.call('fund.repayments', { loanId }).map((row) => row.payerName)).toEqual([
      'HY002 李二',
      'HY003 王三',
      'HY004 赵四',
      'HY005 何五',
    ]);
  });

  test('as agreed among them, the odd fen to the first', () => {
    repay(loanId, '2018-11-05', 440_00 + 4_999_99);
    // 5,000.01 is left.
    expect(desk.call('fund.quote', { loanId, asOf: '2018-11-05' }).mates.map((one) => one.fen)).toEqual([
      1_250_01, 1_250_00, 1_250_00, 1_250_00,
    ]);
    const parts = [
      { memberId: mates[1]!, amountFen: 3_000_00 },
      { memberId: mates[2]!, amountFen: 2_000_01 },
    ];
    const recovery = { loanId, date: '2018-11-05', parts, paid: BANK, ...PAPER };
    expect(
      desk.refusal('fund.recover', { ...recovery, parts: [{ memberId: zhang, amountFen: 100 }] }),
    ).toContain('借款人自己还的，请用“还款”登记');
    desk.call('fund.recover', recovery);
    expect(desk.call('fund.loan', { id: loanId }).loan.state).toBe('settled');
  });

  test('given up for lost: out of the reserve first, beyond it a cost; undone, it is owed again', () => {
    const asked = { loanId, date: '2018-12-20', approval: '会员大会决议 3 号', note: '' };
    expect(desk.refusal('fund.writeOff', { ...asked, date: '2018-08-01' })).toContain(
      '没有逾期的本金，不能核销',
    );
    const done = desk.call('fund.writeOff', asked);
    expect(desk.entries(done.voucherIds[0]!)).toEqual([
      '借 5101[借款损失] 10000.00',
      '贷 1121[HY001] 10000.00',
    ]);
    expect(done.warnings[0]).toContain('风险准备金只有 0.00 元，不够的 10,000.00 元记业务活动成本');
    expect(desk.call('fund.loan', { id: loanId }).loan).toMatchObject({
      state: 'written-off',
      writtenOffFen: 10_000_00,
      balanceFen: 0,
      feeOwedFen: 0,
    });
    expect(refusal(loanId, '2018-12-21', 100_00)).toContain('已经核销');
    desk.call('fund.reverse', { id: done.id, date: '2018-12-31', reason: '人找到了' });
    expect(desk.call('fund.loan', { id: loanId, asOf: '2018-12-31' }).loan.state).toBe('overdue');
  });

  test('shows among the reminders, and with its group', () => {
    const reminders = desk.call('fund.reminders', { asOf: '2018-10-03' });
    expect(reminders.map((one) => [one.kind, one.date])).toEqual([
      ['overdue', '2018-09-05'],
      ['report', '2018-10-05'],
    ]);
    expect(desk.call('fund.groups', { asOf: '2018-10-03' })[0]!.faults).toEqual([
      '张一逾期 10,000.00 元，还清以前本组不能再借',
    ]);
    expect(desk.call('fund.reminders', { asOf: '2018-08-20' }).map((one) => one.kind)).toEqual(['due']);
  });
});
