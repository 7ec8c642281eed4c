import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BANK, type FundDesk, fundDesk, PAPER } from './deskForTests.ts';

let desk: FundDesk;
let zhang: number;
let mates: number[];
let groupId: number;
beforeEach(() => {
  desk = fundDesk();
  desk.call('fund.bring', {
    date: '2018-01-05',
    source: 'fiscal',
    party: '县扶贫办',
    amountFen: 300_000_00,
    isRestricted: true,
    paid: BANK,
    ...PAPER,
  });
  ({ groupId, memberIds: mates } = desk.group(1, ['张一', '李二', '王三', '赵四', '何五']));
  zhang = mates[0]!;
});
afterEach(() => {
  expect(desk.failing()).toEqual([]);
  desk.close();
});

const application = (more: object = {}) => ({
  memberId: zhang,
  date: '2018-03-01',
  amountFen: 10_000_00,
  months: 12,
  method: 'lump' as const,
  purpose: '香菇',
  note: '',
  ...more,
});

test('a loan step by step, each in its turn; the pay-out makes the voucher', () => {
  const { id: loanId, applicationNo } = desk.call('fund.apply', application());
  expect(applicationNo).toBe('SQ-2018-0001');
  const state = () => {
    const { loan, next, bar } = desk.call('fund.loan', { id: loanId });
    return [loan.state, next, bar];
  };
  expect(state()).toEqual(['applied', 'guarantee', '']);
  const approval = {
    loanId,
    date: '2018-03-02',
    amountFen: 10_000_00,
    months: 12,
    approvedBy: '理事会',
    note: '',
  };
  expect(desk.refusal('fund.approve', approval)).toBe('SQ-2018-0001 张一 现在不能审批：要先办小组联保。');
  desk.call('fund.guarantee', { loanId, date: '2018-03-02', memberIds: mates.slice(1), note: '' });
  desk.call('fund.approve', approval);
  expect(
    desk.call('fund.notice', { loanId, date: '2018-03-03', place: '村务公开栏', note: '' }).warnings,
  ).toEqual(['公示到 2018-03-09，没有异议的，2018-03-10 起可以签合同。']);
  expect(desk.refusal('fund.contract', { loanId, date: '2018-03-09', contractNo: '', note: '' })).toBe(
    'SQ-2018-0001 张一 公示到 2018-03-09，要到 2018-03-10 才能签合同。',
  );
  expect(desk.call('fund.contract', { loanId, date: '2018-03-10', contractNo: '互借 1', note: '' }).no).toBe(
    'HZ2018001',
  );
  expect(state()).toEqual(['contracted', 'pay-out', '']);
  const paid = desk.call('fund.payOut', { loanId, date: '2018-03-12', paid: BANK, ...PAPER });
  expect(desk.entries(paid.voucherIds[0]!)).toEqual([
    '借 1121[HY001] 10000.00',
    '贷 1002[基本存款账户] 10000.00',
  ]);
  const { loan, steps, schedule } = desk.call('fund.loan', { id: loanId, asOf: '2018-12-31' });
  expect(loan).toMatchObject({
    no: 'HZ2018001',
    state: 'running',
    balanceFen: 10_000_00,
    dueOn: '2019-03-12',
    rateText: '5‰/月',
    nextDueOn: '2019-03-12',
    nextDueFen: 10_000_00,
    // 9 months and 19 days.
    feeOwedFen: 481_67,
  });
  expect(steps.map((step) => [step.title, step.text])).toEqual([
    ['申请', '申请 10,000.00 元，12 个月，整借整还，用于香菇'],
    ['小组联保', '第1互助小组 李二、王三、赵四、何五 同意联保'],
    ['审批', '理事会 批准 10,000.00 元，12 个月'],
    ['公示', '公示 2018-03-03 至 2018-03-09，村务公开栏'],
    ['签合同', '借据 HZ2018001，10,000.00 元，12 个月，5‰/月，整借整还'],
    ['放款', '到期 2019-03-12'],
  ]);
  expect(schedule.map((row) => [row.dueOn, row.totalFen, row.state])).toEqual([
    ['2019-03-12', 10_600_00, 'coming'],
  ]);
  const notices = desk.call('fund.notices', { from: '2018-03-05', to: '2018-03-05' });
  expect(notices.map((one) => [one.name, one.amountFen, one.from, one.to])).toEqual([
    ['张一', 10_000_00, '2018-03-03', '2018-03-09'],
  ]);
});

describe('what the charter asks', () => {
  test.each([
    [{ amountFen: 10_000_01 }, '单笔借款最多 10,000.00 元，填了 10,000.01 元。'],
    [{ months: 13 }, '借款期限最长 12 个月，填了 13 个月。'],
    [{ date: '2018-01-02' }, 'HY001 张一 在 2018-01-02 还没有参加互助小组，不能联保借款。'],
    [{ date: '2019-12-01' }, '日期 2019-12-01 在今天（2019-03-01）之后'],
    [{ date: '2018-02-30' }, '2018-02-30 这一天不存在'],
  ])('%o', (more, sentence) => {
    expect(desk.refusal('fund.apply', application(more))).toContain(sentence);
  });

  test('the first loan has a cap of its own where the charter has one', () => {
    desk.settings({ firstLoanCapFen: 5_000_00 });
    expect(desk.refusal('fund.apply', application())).toContain('张一是第一次借款，首次最多 5,000.00 元');
    expect(desk.refusal('fund.apply', application({ amountFen: 5_000_00 }))).toBe('');
  });

  test('one loan a household, on the way or running, until it is paid back', () => {
    desk.settings({ noticeDays: 0 });
    desk.call('fund.apply', application());
    expect(desk.refusal('fund.apply', application())).toContain(
      '这一户已经有一份在办的申请 SQ-2018-0001 张一',
    );
    const loanId = desk.call('fund.loans', {})[0]!.id;
    desk.call('fund.endApplication', { loanId, date: '2018-03-02', reason: '本人不借了' });
    expect(desk.call('fund.loans', {})).toEqual([]);
    const lent = desk.lend(zhang, mates, '2018-03-05');
    expect(desk.refusal('fund.apply', application({ date: '2018-04-01' }))).toContain(
      'H001 这一户还有借款 HZ2018001 张一，余额 10,000.00 元',
    );
    desk.call('fund.repay', {
      loanId: lent,
      date: '2018-04-05',
      amountFen: 10_050_00,
      waivedFen: 0,
      paid: BANK,
      ...PAPER,
    });
    expect(desk.refusal('fund.apply', application({ date: '2018-04-06' }))).toBe('');
  });

  test('nobody of a group borrows while one of it is overdue', () => {
    desk.settings({ noticeDays: 0 });
    desk.lend(zhang, mates, '2018-03-05', { months: 6 });
    const other = { memberId: mates[1]!, date: '2018-09-06' };
    expect(desk.refusal('fund.apply', application(other))).toBe(
      '同组的 HZ2018001 张一 借款 2018-09-05 到期没有还，还欠本金 10,000.00 元、占用费 301.67 元。还清以前本组不能再借。',
    );
    expect(desk.refusal('fund.apply', application({ ...other, date: '2018-09-05' }))).toBe('');
  });

  test('a group that is too small can’t guarantee, and too few signatures are no guarantee', () => {
    desk.call('fund.leaveGroup', { groupId, memberId: mates[4]!, date: '2018-02-01', reason: '外出' });
    expect(desk.refusal('fund.apply', application())).toContain('“第1互助小组”在 2018-03-01 只有 4 户');
    desk.call('fund.enterGroup', { groupId, memberId: mates[4]!, date: '2018-02-02' });
    const { id: loanId } = desk.call('fund.apply', application());
    const sign = { loanId, date: '2018-03-02', note: '' };
    expect(desk.refusal('fund.guarantee', { ...sign, memberIds: mates.slice(1, 4) })).toContain(
      '联保要 4 户以上的组员同意，只选了 3 户',
    );
    expect(desk.refusal('fund.guarantee', { ...sign, memberIds: mates.slice(0, 4) })).toBe(
      '借款人不能为自己的借款担保。',
    );
    expect(desk.refusal('fund.guarantee', { ...sign, memberIds: [desk.member('外人')] })).toContain(
      '担保人要是“第1互助小组”在 2018-03-02 的组员',
    );
  });

  test('no more goes out than nine tenths of the fund', () => {
    desk.settings({ noticeDays: 0, loanCapFen: 300_000_00 });
    const { id: loanId } = desk.call('fund.apply', application({ amountFen: 275_000_00 }));
    desk.call('fund.guarantee', { loanId, date: '2018-03-02', memberIds: mates.slice(1), note: '' });
    const approval = { loanId, date: '2018-03-02', months: 12, approvedBy: '理事会', note: '' };
    expect(desk.refusal('fund.approve', { ...approval, amountFen: 280_000_00 })).toContain(
      '申请的是 275,000.00 元，批准的不能比它多',
    );
    desk.call('fund.approve', { ...approval, amountFen: 275_000_00 });
    desk.call('fund.contract', { loanId, date: '2018-03-02', contractNo: '', note: '' });
    // 300,000 and five times 500.
    const pay = { loanId, date: '2018-03-02', paid: BANK, ...PAPER };
    expect(desk.refusal('fund.payOut', pay)).toBe(
      '资金总额 302,500.00 元，已借出 0.00 元（0.00%）。按最多借出 90% 的规定还能借 272,250.00 元，这笔是 275,000.00 元。请等还款，或补充资金后再放款。',
    );
    expect(desk.call('fund.loan', { id: loanId }).bar).toContain('还能借 272,250.00 元');
    desk.settings({ noticeDays: 0, loanCapFen: 300_000_00, lentPercent: '95' });
    expect(desk.refusal('fund.payOut', pay)).toBe('');
  });
});

test('a pay-out dated back keeps the limit on the days of later ones too', () => {
  desk.settings({ noticeDays: 0, loanCapFen: 500_000_00, lentPercent: '50' });
  const { fundFen } = desk.call('fund.position', { asOf: '2018-12-31' });
  desk.lend(zhang, mates, '2018-06-04', { amountFen: Math.floor(fundFen / 2) });
  expect(() => desk.lend(mates[1]!, mates, '2018-03-05', { amountFen: 1_00 })).toThrow(
    /到 2018-06-04 资金总额 .*已借出 .*还能借 0\.00 元/u,
  );
});

describe('taking back', () => {
  test('steps go back one by one; the pay-out in red', () => {
    desk.settings({ noticeDays: 0 });
    const loanId = desk.lend(zhang, mates, '2018-03-05');
    const undo = (stepId: number) => ({ loanId, stepId, date: '2018-03-06', reason: '填错' });
    const steps = desk.call('fund.loan', { id: loanId }).steps;
    expect(steps.map((step) => step.canUndo)).toEqual([false, false, false, false, true]);
    expect(desk.refusal('fund.undoStep', undo(steps[3]!.id))).toContain('只能撤销 HZ2018001 张一 的最后一步');
    desk.call('fund.undoStep', undo(steps[4]!.id));
    expect(desk.call('fund.loan', { id: loanId }).loan).toMatchObject({ state: 'contracted', balanceFen: 0 });
    // As the books have it, the money was out for a day.
    expect(desk.call('fund.loan', { id: loanId, asOf: '2018-03-05' }).loan.balanceFen).toBe(10_000_00);
    desk.call('fund.undoStep', undo(steps[3]!.id));
    // The number of a contract taken back is free again.
    expect(desk.call('fund.contract', { loanId, date: '2018-03-07', contractNo: '', note: '' }).no).toBe(
      'HZ2018001',
    );
    desk.call('fund.payOut', { loanId, date: '2018-03-07', paid: BANK, ...PAPER });
    expect(desk.call('fund.loan', { id: loanId }).loan.balanceFen).toBe(10_000_00);
  });

  test('a pay-out on which repayments stand can’t be undone, neither as a step nor as an event', () => {
    desk.settings({ noticeDays: 0 });
    const loanId = desk.lend(zhang, mates, '2018-03-05');
    const { id } = desk.call('fund.repay', {
      loanId,
      date: '2018-04-05',
      amountFen: 50_00,
      waivedFen: 0,
      paid: BANK,
      ...PAPER,
    });
    const step = desk.call('fund.loan', { id: loanId }).steps.at(-1)!;
    expect(step.canUndo).toBe(false);
    const how = { date: '2018-04-06', reason: '填错' };
    expect(desk.refusal('fund.undoStep', { loanId, stepId: step.id, ...how })).toContain(
      '在 2018-04-05 已经有还款或核销',
    );
    expect(desk.refusal('fund.reverse', { id: step.eventId!, ...how })).toContain('还有后面的登记');
    desk.call('fund.reverse', { id, ...how });
    desk.call('fund.reverse', { id: step.eventId!, ...how });
    expect(desk.call('fund.loan', { id: loanId }).loan.state).toBe('contracted');
    expect(desk.refusal('fund.reverse', { id: step.eventId!, ...how })).toContain(
      '已经在 2018-04-06 冲销过了',
    );
  });
});

describe('an extension', () => {
  test('once, in time, not overdue afterwards (DOMAIN §9 #36)', () => {
    desk.settings({ noticeDays: 0 });
    const loanId = desk.lend(zhang, mates, '2018-03-05', { months: 6 });
    const ask = { loanId, date: '2018-08-30', dueOn: '2018-12-05', approvedBy: '理事会', note: '' };
    expect(desk.refusal('fund.extend', { ...ask, dueOn: '2019-03-06' })).toContain(
      '要在 2018-09-05 以后、2019-03-05 以前',
    );
    expect(desk.refusal('fund.extend', { ...ask, date: '2018-09-06' })).toContain('已经逾期，不能再办展期');
    desk.call('fund.extend', ask);
    expect(desk.call('fund.loan', { id: loanId, asOf: '2018-11-30' }).loan).toMatchObject({
      state: 'running',
      isExtended: true,
      dueOn: '2018-12-05',
      no: 'HZ2018001',
    });
    expect(desk.refusal('fund.extend', { ...ask, date: '2018-11-01', dueOn: '2018-12-31' })).toContain(
      '已经展期过一次',
    );
    expect(desk.call('fund.loan', { id: loanId, asOf: '2018-12-06' }).loan.state).toBe('overdue');
  });

  test('after a part paid on the same day: the extension goes first, then the repayment', () => {
    desk.settings({ noticeDays: 0 });
    const loanId = desk.lend(zhang, mates, '2018-01-20');
    const pay = (amountFen: number) =>
      desk.call('fund.repay', { loanId, date: '2018-12-20', amountFen, waivedFen: 0, paid: BANK, ...PAPER })
        .id;
    const first = pay(5_550_00);
    desk.call('fund.extend', {
      loanId,
      date: '2018-12-20',
      dueOn: '2019-05-20',
      approvedBy: '理事会',
      note: '',
    });
    const how = { date: '2018-12-21', reason: '填错' };
    const extension = () => desk.call('fund.loan', { id: loanId }).steps.at(-1)!;
    expect(desk.refusal('fund.reverse', { id: first, ...how })).toContain('还办过展期，请先撤销它');
    // What came after it, on that day too, stands on it.
    const second = pay(100_00);
    expect(extension().canUndo).toBe(false);
    desk.call('fund.reverse', { id: second, ...how });
    expect(extension().canUndo).toBe(true);
    desk.call('fund.undoStep', { loanId, stepId: extension().id, ...how });
    desk.call('fund.reverse', { id: first, ...how });
    expect(desk.call('fund.loan', { id: loanId, asOf: '2018-12-22' }).loan).toMatchObject({
      balanceFen: 10_000_00,
      dueOn: '2019-01-20',
    });
  });

  test('the desk of the rules may rule it out', () => {
    desk.settings({ noticeDays: 0, extensionMonths: 0 });
    const loanId = desk.lend(zhang, mates, '2018-03-05', { months: 6 });
    expect(
      desk.refusal('fund.extend', {
        loanId,
        date: '2018-08-30',
        dueOn: '2018-12-05',
        approvedBy: '理事会',
        note: '',
      }),
    ).toContain('规定不办展期');
  });
});

test('a due day on a holiday is kept until the next working day (民法典 203, DOMAIN §9 #43)', () => {
  // 2018-09-08 is a Saturday.
  desk.settings({ noticeDays: 0 });
  const loanId = desk.lend(zhang, mates, '2018-03-08', { months: 6 });
  const on = (asOf: string) => desk.call('fund.loan', { id: loanId, asOf }).loan;
  expect([on('2018-09-10').state, on('2018-09-11').state]).toEqual(['running', 'overdue']);
  expect(on('2018-09-10')).toMatchObject({ effectiveDueOn: '2018-09-10', feeOwedFen: 303_33 });
  expect(on('2018-09-11').overdueDays).toBe(1);
});
