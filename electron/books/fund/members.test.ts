import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPerson } from '../village/index.ts';
import { BANK, type FundDesk, fundDesk, PAPER } from './deskForTests.ts';
import { defaultFundSettings } from './settings.ts';

let desk: FundDesk;
beforeEach(() => {
  desk = fundDesk();
});
afterEach(() => {
  expect(desk.failing()).toEqual([]);
  desk.close();
});

const joining = (personId: number, more: object = {}) => ({
  personId,
  date: '2018-01-02',
  isExempt: false,
  amountFen: 500_00,
  paid: BANK,
  ...PAPER,
  ...more,
});

describe('joining', () => {
  test('with the base contribution, which is owed to the member', () => {
    const done = desk.call('fund.join', joining(desk.person('张一')));
    expect(done).toMatchObject({ no: 'HY001', warnings: [] });
    expect(desk.entries(done.voucherIds[0]!)).toEqual([
      '借 1002[基本存款账户] 500.00',
      '贷 2209[HY001] 500.00',
    ]);
  });

  test('one person of a household, once', () => {
    const zhang = desk.person('张一');
    desk.call('fund.join', joining(zhang));
    expect(desk.refusal('fund.join', joining(zhang))).toContain('张一已经是会员 HY001');
    const wife = desk.workspace.run((ctx) => {
      const facts = { name: '李妻', relation: '妻', idNumber: null, phone: '', card: null };
      const home = ctx.db.get<{ id: number }>('SELECT household_id AS id FROM person WHERE id = ?', zhang);
      return createPerson(ctx, facts, { householdId: home!.id });
    });
    expect(wife.ok && desk.refusal('fund.join', joining(wife.value.id))).toBe(
      '李妻这一户（H001）已经有会员 HY001 张一，一户只能一人入会。要换人的，先给张一办退会。',
    );
  });

  test('the poor without it, and others not', () => {
    const poor = desk.person('张一', { category: '一般' });
    expect(desk.call('fund.join', joining(poor, { isExempt: true, amountFen: 0 })).warnings).toEqual([]);
    const other = desk.person('李二');
    expect(desk.call('fund.join', joining(other, { isExempt: true, amountFen: 0 })).warnings).toEqual([
      '免交基准互助金的应是贫困户，H002登记的是一般农户，请核对。',
    ]);
    expect(desk.call('fund.join', joining(desk.person('王三'), { amountFen: 0 })).warnings).toEqual([
      'HY003 还没有缴基准互助金 500.00 元。收到以后请登记“缴互助金”。',
    ]);
  });

  test.each([
    [{ no: 'HY001' }, '会员号 HY001 已经有人用了'],
    [{ no: '会 员#' }, '只能用字母、数字和短横线'],
    [{ personId: 999_999 }, '请先选人'],
    [{ date: '2019-03-02' }, '在今天（2019-03-01）之后'],
  ])('%o is refused', (more, sentence) => {
    desk.member('张一');
    expect(desk.refusal('fund.join', joining(desk.person('李二'), more))).toContain(sentence);
  });
});

describe('contributions', () => {
  test('granted shares are a ticket: in the register and in no account', () => {
    const memberId = desk.member('张一');
    const granted = desk.call('fund.contribute', {
      memberId,
      date: '2018-02-01',
      kind: 'granted',
      amountFen: 1_000_00,
      paid: BANK,
      ...PAPER,
    });
    expect(granted.voucherIds).toEqual([]);
    desk.call('fund.contribute', {
      memberId,
      date: '2018-02-02',
      kind: 'additional',
      amountFen: 250_00,
      paid: BANK,
      ...PAPER,
    });
    expect(desk.call('fund.members', {})[0]).toMatchObject({
      baseFen: 500_00,
      additionalFen: 250_00,
      ownFen: 750_00,
      grantedFen: 1_000_00,
    });
    expect(desk.call('fund.contributions', {}).map((row) => [row.title, row.fen, row.balanceFen])).toEqual([
      ['基准互助金', 500_00, 500_00],
      ['赠股配股', 1_000_00, 500_00],
      ['追加互助金', 250_00, 750_00],
    ]);
    desk.call('fund.reverse', { id: granted.id, date: '2018-02-03', reason: '文件撤回' });
    expect(desk.call('fund.members', {})[0]!.grantedFen).toBe(0);
  });

  test('capital from outside by who gave it, restricted or not', () => {
    const bring = (source: 'fiscal' | 'donation' | 'assistance', isRestricted: boolean) =>
      desk.call('fund.bring', {
        date: '2018-01-05',
        source,
        party: '某单位',
        amountFen: 1_000_00,
        isRestricted,
        paid: BANK,
        ...PAPER,
      });
    const accounts = [
      bring('fiscal', true),
      bring('fiscal', false),
      bring('donation', true),
      bring('assistance', false),
    ].map((done) => desk.entries(done.voucherIds[0]!)[1]);
    expect(accounts).toEqual([
      '贷 440102 1000.00',
      '贷 440101 1000.00',
      '贷 410102 1000.00',
      '贷 410101 1000.00',
    ]);
    const spent = desk.call('fund.spend', {
      date: '2018-01-06',
      cost: 'programme',
      item: '印刷费',
      party: '',
      amountFen: 80_00,
      paid: BANK,
      ...PAPER,
    });
    expect(desk.entries(spent.voucherIds[0]!)).toEqual([
      '借 5101[印刷费] 80.00',
      '贷 1002[基本存款账户] 80.00',
    ]);
    desk.call('fund.reverse', { id: spent.id, date: '2018-01-07', reason: '退货' });
    const [first] = desk.call('fund.capital', {});
    desk.call('fund.reverse', { id: first!.eventId, date: '2018-01-07', reason: '退回县里' });
    expect(desk.call('fund.position', { asOf: '2018-01-31' })).toMatchObject({
      fiscalFen: 1_000_00,
      donationFen: 1_000_00,
      assistanceFen: 1_000_00,
      bankFen: 3_000_00,
      fundFen: 3_000_00,
      warnings: [],
    });
  });

  test('nobody types on what the registers keep', () => {
    const memberId = desk.member('张一');
    const line = { summary: '改', debitFen: 0, creditFen: 0 };
    expect(
      desk.refusal('vouchers.save', {
        entityId: desk.fundId,
        date: '2018-02-01',
        attachments: 0,
        lines: [
          { ...line, account: '1001', debitFen: 100 },
          { ...line, account: '2209', creditFen: 100, memberId },
        ],
      }),
    ).toContain('互助金由“互助资金”里的缴纳、退会产生');
  });
});

describe('groups', () => {
  test('five to seven, each member in one', () => {
    const { groupId, memberIds } = desk.group(
      1,
      ['一', '二', '三', '四', '五', '六', '七'].map((n) => `张${n}`),
    );
    const eighth = desk.member('张八');
    const enter = { groupId, memberId: eighth, date: '2018-02-01' };
    expect(desk.refusal('fund.enterGroup', enter)).toContain('已经有 7 户，小组最多 7 户');
    const other = desk.call('fund.saveGroup', {
      no: 2,
      name: '第2互助小组',
      headMemberId: null,
      note: '',
    }).id;
    expect(desk.call('fund.enterGroup', { ...enter, groupId: other }).warnings).toEqual([
      '“第2互助小组”现在 1 户，满 5 户才能联保借款。',
    ]);
    expect(desk.refusal('fund.enterGroup', { ...enter, groupId: other, memberId: memberIds[0]! })).toContain(
      '在“第1互助小组”里，一个会员只参加一个小组',
    );
    expect(desk.refusal('fund.saveGroup', { no: 2, name: '又一组', headMemberId: null, note: '' })).toContain(
      '已经有第 2 组',
    );
    desk.call('fund.leaveGroup', { groupId, memberId: memberIds[6]!, date: '2018-03-01', reason: '外出' });
    const sizes = (asOf: string) => desk.call('fund.groups', { asOf }).map((group) => group.size);
    expect([sizes('2018-02-28'), sizes('2018-03-01')]).toEqual([
      [7, 1],
      [6, 1],
    ]);
  });

  test('nobody leaves while a loan hangs on it, own or guaranteed, until somebody else guarantees', () => {
    desk.settings({ noticeDays: 0 });
    desk.call('fund.bring', {
      date: '2018-01-05',
      source: 'fiscal',
      party: '县里',
      amountFen: 100_000_00,
      isRestricted: true,
      paid: BANK,
      ...PAPER,
    });
    const { groupId, memberIds } = desk.group(1, ['张一', '李二', '王三', '赵四', '何五', '侯六']);
    const [zhang = 0, li = 0] = memberIds;
    const loanId = desk.lend(zhang, memberIds, '2018-02-01');
    const leave = { groupId, date: '2018-03-01', reason: '搬走' };
    expect(desk.refusal('fund.leaveGroup', { ...leave, memberId: zhang })).toContain(
      '借款 HZ2018001 张一 还没有还清',
    );
    expect(desk.refusal('fund.leaveGroup', { ...leave, memberId: li })).toContain(
      '为 HZ2018001 张一 的借款担保',
    );
    desk.call('fund.guarantee', {
      loanId,
      date: '2018-02-20',
      memberIds: memberIds.slice(2),
      note: '李二搬走',
    });
    expect(desk.refusal('fund.leaveGroup', { ...leave, memberId: li })).toBe('');
    expect(desk.call('fund.loan', { id: loanId }).guarantors.map((one) => one.name)).toEqual([
      '王三',
      '赵四',
      '何五',
      '侯六',
    ]);
  });
});

describe('leaving the association', () => {
  const apply = (memberId: number) =>
    desk.call('fund.applyExit', { memberId, date: '2018-03-10', reason: '外出务工' }).id;
  const leave = (id: number, date = '2018-05-10') => ({ id, date, paid: BANK, ...PAPER });

  test('two months ahead; own money goes back, the granted share does not; undone, the member is back', () => {
    const { groupId, memberIds } = desk.group(1, ['张一']);
    const memberId = memberIds[0]!;
    desk.call('fund.contribute', {
      memberId,
      date: '2018-02-01',
      kind: 'granted',
      amountFen: 500_00,
      paid: BANK,
      ...PAPER,
    });
    const id = apply(memberId);
    expect(desk.refusal('fund.leave', leave(id, '2018-05-09'))).toContain(
      '2018-03-10 申请，要到 2018-05-10 才能办',
    );
    expect(desk.call('fund.exits', { asOf: '2018-05-09' })[0]).toMatchObject({
      earliestOn: '2018-05-10',
      payableFen: 500_00,
      conditions: [{ isMet: false }, { isMet: true }, { isMet: true }],
    });
    const done = desk.call('fund.leave', leave(id));
    expect(done.warnings[0]).toBe('赠股配股 500.00 元不退，随退会作废。');
    expect(desk.entries(done.voucherIds[0]!)).toEqual([
      '借 2209[HY001] 500.00',
      '贷 1002[基本存款账户] 500.00',
    ]);
    expect(desk.call('fund.members', {})).toEqual([]);
    expect(
      desk.call('fund.members', { asOf: '2018-05-09' }).map((one) => [one.state, one.grantedFen]),
    ).toEqual([['active', 500_00]]);
    expect(desk.refusal('fund.enterGroup', { groupId, memberId, date: '2018-06-01' })).toContain(
      '已于 2018-05-10 退会',
    );
    desk.call('fund.reverse', { id: done.id, date: '2018-05-11', reason: '不退了' });
    expect(desk.call('fund.members', {})[0]).toMatchObject({
      state: 'leaving',
      ownFen: 500_00,
      guaranteeGroupId: groupId,
    });
    desk.call('fund.cancelExit', { id, date: '2018-05-12', reason: '不退了' });
    expect(desk.call('fund.members', {})[0]!.state).toBe('active');
  });

  test('undone, neither a second of the household nor an eighth of the group', () => {
    const names = ['张一', '李二', '王三', '赵四', '何五', '周六', '吴七'];
    const { groupId, memberIds } = desk.group(1, names);
    const done = desk.call('fund.leave', leave(apply(memberIds[0]!)));
    const eighth = desk.member('郑八', { date: '2018-05-11' });
    desk.call('fund.enterGroup', { groupId, memberId: eighth, date: '2018-05-11' });
    const { householdId } = desk.call('fund.members', { all: true })[0]!;
    const wife = desk.workspace.run((ctx) =>
      createPerson(
        ctx,
        { name: '钱九', relation: '妻', idNumber: null, phone: '', card: null },
        { householdId },
      ),
    );
    if (!wife.ok) throw new Error(wife.error.message);
    const joined = desk.call('fund.join', joining(wife.value.id, { date: '2018-05-12', amountFen: 0 }));
    const how = { id: done.id, date: '2018-09-01', reason: '不退了' };
    expect(desk.refusal('fund.reverse', how)).toContain(`后来由 ${joined.no} 钱九 入会，一户只能一人入会`);
    const exit = desk.call('fund.applyExit', { memberId: joined.id, date: '2018-05-12', reason: '换回来' });
    desk.call('fund.leave', leave(exit.id, '2018-07-12'));
    desk.call('fund.reverse', how);
    expect(desk.call('fund.members', {})[0]).toMatchObject({ state: 'leaving', guaranteeGroupId: null });
    expect(desk.call('fund.groups', {})[0]).toMatchObject({ size: 7, faults: [] });
  });

  test('who never paid leaves without a voucher', () => {
    const memberId = desk.member('张一', { amountFen: 0 });
    expect(desk.call('fund.leave', leave(apply(memberId))).voucherIds).toEqual([]);
  });

  test('whoever is leaving neither borrows nor pays in', () => {
    const memberId = desk.member('张一');
    apply(memberId);
    const contribution = {
      memberId,
      date: '2018-04-01',
      kind: 'additional' as const,
      amountFen: 100,
      paid: BANK,
      ...PAPER,
    };
    expect(desk.refusal('fund.contribute', contribution)).toContain('已经申请退会');
    expect(desk.refusal('fund.applyExit', { memberId, date: '2018-04-01', reason: '再' })).toContain(
      '已经有一份退会申请',
    );
  });

  test('with the accumulated share, where the charter gives it', () => {
    desk.settings({ noticeDays: 0, exitWithShare: true });
    desk.call('fund.bring', {
      date: '2018-01-05',
      source: 'fiscal',
      party: '县里',
      amountFen: 100_000_00,
      isRestricted: true,
      paid: BANK,
      ...PAPER,
    });
    const { memberIds } = desk.group(1, ['张一', '李二', '王三', '赵四', '何五']);
    const loanId = desk.lend(memberIds[0]!, memberIds, '2018-01-20');
    desk.call('fund.repay', {
      loanId,
      date: '2018-12-20',
      amountFen: 10_550_00,
      waivedFen: 0,
      paid: BANK,
      ...PAPER,
    });
    desk.call('fund.distribute', { year: 2018, date: '2018-12-31', resolution: '决议', note: '' });
    const id = desk.call('fund.applyExit', {
      memberId: memberIds[1]!,
      date: '2018-10-31',
      reason: '搬走',
    }).id;
    // A fifth of the reserve of 165.00.
    const done = desk.call('fund.leave', leave(id, '2018-12-31'));
    expect(desk.entries(done.voucherIds[0]!)).toEqual([
      '借 2209[HY002] 500.00',
      '借 310101 33.00',
      '贷 1002[基本存款账户] 533.00',
    ]);
  });
});

describe('the year’s fee', () => {
  beforeEach(() => {
    desk.settings({ noticeDays: 0 });
    desk.call('fund.bring', {
      date: '2018-01-05',
      source: 'fiscal',
      party: '县里',
      amountFen: 100_000_00,
      isRestricted: true,
      paid: BANK,
      ...PAPER,
    });
    const { memberIds } = desk.group(1, ['张一', '李二', '王三', '赵四', '何五']);
    const loanId = desk.lend(memberIds[0]!, memberIds, '2018-01-20');
    desk.call('fund.repay', {
      loanId,
      date: '2018-12-20',
      amountFen: 10_550_00,
      waivedFen: 0,
      paid: BANK,
      ...PAPER,
    });
  });
  const asked = { year: 2018, date: '2018-12-31', resolution: '会员大会 5 号', note: '' };
  const spend = (amountFen: number) =>
    desk.call('fund.spend', {
      date: '2018-06-06',
      cost: 'management',
      item: '办公费',
      party: '',
      amountFen,
      paid: BANK,
      ...PAPER,
    });

  test('by the table, the running part less what was spent; once; undone in red', () => {
    spend(100_00);
    const done = desk.call('fund.distribute', asked);
    expect(desk.entries(done.voucherIds[0]!)).toEqual([
      '借 310109 450.00',
      '贷 310101 165.00',
      '贷 310102 82.50',
      '贷 310103 82.50',
      '贷 310104 120.00',
    ]);
    expect(desk.refusal('fund.distribute', asked)).toContain('已经在 2018-12-31 分配过了');
    expect(desk.call('fund.distribution', { year: 2018 })).toMatchObject({
      eventId: done.id,
      feeFen: 550_00,
      warnings: [],
    });
    desk.call('fund.reverse', { id: done.id, date: '2018-12-31', reason: '分配表改了' });
    expect(desk.call('fund.distribution', { year: 2018 }).eventId).toBeNull();
    expect(desk.refusal('fund.distribute', asked)).toBe('');
  });

  test('more spent than the running part is said, and comes off what was left of before', () => {
    spend(300_00);
    const preview = desk.call('fund.preview', { act: 'distribute', input: asked });
    expect(preview.warnings[0]).toContain('2018 年费用 300.00 元，超过运行费 220.00 元');
    expect(
      preview.vouchers[0]!.lines.map((line) => [line.accountCode, line.debitFen - line.creditFen]),
    ).toEqual([
      ['310109', 250_00],
      ['310101', -165_00],
      ['310102', -82_50],
      ['310103', -82_50],
      ['310104', 80_00],
    ]);
  });

  test.each([
    [{ date: '2018-12-30' }, '日期填 2018-12-31 或以后'],
    [{ year: 2017, date: '2018-01-31' }, '2017 年没有收到占用费'],
  ])('%o is refused', (more, sentence) => {
    expect(desk.refusal('fund.distribute', { ...asked, ...more })).toContain(sentence);
  });

  test('the books close over it', () => {
    desk.call('fund.distribute', asked);
    const entityId = desk.fundId;
    const ids = desk.call('vouchers.list', { entityId }).map((one) => one.id);
    desk.call('vouchers.post', { ids });
    for (let month = 1; month <= 12; month++) {
      desk.call('periods.close', { entityId, period: `2018-${String(month).padStart(2, '0')}` });
    }
    expect(
      desk.refusal('fund.spend', {
        date: '2018-12-31',
        cost: 'management',
        item: '办公费',
        party: '',
        amountFen: 100,
        paid: BANK,
        ...PAPER,
      }),
    ).toContain('2018-12 已经结账');
  });

  test('a quarter’s report, with its last day', () => {
    expect(desk.refusal('fund.report', { year: 2019, quarter: 2 })).toContain('从 2019-04-01 开始，还没有到');
    const report = desk.call('fund.report', { year: 2018, quarter: 4 });
    expect(report).toMatchObject({
      from: '2018-10-01',
      dueOn: '2019-01-05',
      isLate: true,
      repaidFen: 10_000_00,
      feeFen: 550_00,
      lentFen: 0,
      start: { lentFen: 10_000_00, loans: 1 },
      end: { lentFen: 0, loans: 0, members: 5, groups: 1 },
    });
    expect(desk.call('fund.report', { year: 2018, quarter: 1 })).toMatchObject({
      joined: 5,
      contributedFen: 2_500_00,
      broughtFen: 100_000_00,
      lentFen: 10_000_00,
      lentLoans: 1,
    });
  });
});

describe('settings', () => {
  test.each([
    [
      { split: [{ name: '公积金', percent: '99', target: 'reserve' as const }] },
      '分配表各行合计 99%，要正好 100%',
    ],
    [{ groupMin: 8 }, '小组最多 7 户，少于最少的 8 户'],
    [{ firstLoanCapFen: 20_000_00 }, '首次借款的上限不能超过单笔上限'],
    [{ restDays: ['2018-02-30'] }, '2018-02-30 这一天不存在'],
    [{ lentPercent: '120' }, '超过 100%'],
  ])('%o is refused', (change, sentence) => {
    expect(desk.refusal('fund.saveSettings', { settings: { ...defaultFundSettings, ...change } })).toContain(
      sentence,
    );
  });

  test('without an association everything says how to get one', () => {
    desk.close();
    desk = fundDesk();
    desk.workspace.connection.run(`UPDATE entity SET kind = 'cooperative' WHERE id = 2`);
    expect(desk.call('fund.get', {})).toBeNull();
    expect(desk.refusal('fund.position', {})).toContain('这个台账还没有互助资金协会');
    expect(desk.refusal('fund.position', { entityId: 1 })).toContain('不是互助资金协会');
    desk.workspace.connection.run(`UPDATE entity SET kind = 'fund' WHERE id = 2`);
  });
});

test('what happened before the books begin stands in the registers only, and goes back before them', () => {
  desk.close();
  desk = fundDesk('2018-06');
  desk.settings({ noticeDays: 0 });
  const { memberIds } = desk.group(1, ['张一', '李二', '王三', '赵四', '何五']);
  const loanId = desk.lend(memberIds[0]!, memberIds, '2018-01-20');
  const { id, voucherIds } = desk.call('fund.repay', {
    loanId,
    date: '2018-03-20',
    amountFen: 1_100_00,
    waivedFen: 0,
    paid: BANK,
    ...PAPER,
  });
  expect(voucherIds).toEqual([]);
  const { rows } = desk.call('openings.read', { entityId: desk.fundId });
  expect(rows.filter((row) => row.computed).map((row) => [row.account, row.balanceFen])).toEqual([
    ['1121', 9_000_00],
    ...Array<[string, number]>(5).fill(['2209', -500_00]),
  ]);
  expect(desk.refusal('openings.setStart', { entityId: desk.fundId, firstPeriod: '2018-03' })).toContain(
    '2018-03-20 已经有没开凭证的互助资金登记',
  );
  expect(desk.refusal('fund.reverse', { id, date: '2018-06-02', reason: '错' })).toContain(
    '冲销日期也要填 2018-06-01 以前',
  );
  desk.call('fund.reverse', { id, date: '2018-03-21', reason: '错' });
  expect(desk.call('fund.position', { asOf: '2018-05-31' })).toMatchObject({
    inBooks: false,
    lentFen: 10_000_00,
  });
});
