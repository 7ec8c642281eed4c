import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Output } from '../../../shared/contract/index.ts';
import { claimChecks } from './checks.ts';
import { ClaimDesk, type LoanFacts, termsOf } from './deskForTests.ts';

let desk: ClaimDesk;
beforeEach(() => {
  desk = new ClaimDesk();
});
afterEach(() => desk.close());

type Claim = Output<'claims.get'>;
const get = (id: number): Promise<Claim> => desk.call('claims.get', { id });

/** DOMAIN §10b: 50,000 drawn 2018-04-12, 4.75 % and 4.65 % from 2020-04-12, 20,000 repaid 2020-05-20, 30,000 late on 2021-04-25. */
async function example(more: LoanFacts = {}): Promise<number> {
  const rates = [
    { from: '2018-04-12', percent: '4.75' },
    { from: '2020-04-12', percent: '4.65' },
  ];
  const id = await desk.loan('张守田', { noteNo: 'JJ-2018-041', rates, ...more });
  await desk.repay(id, '2020-05-20', 20_000_00);
  await desk.repay(id, '2021-04-25', 30_000_00);
  return id;
}

it('suggests the quarter after the last claim, none before the first loan, and says which were claimed', async () => {
  desk.today = '2019-03-01';
  await desk.loan('张守田', { noteNo: 'JJ-2018-041', startsOn: '2018-04-12', dueOn: '2021-04-12' });
  const before = await desk.call('claims.defaults', {});
  expect(before.suggestions.filter((one) => one.kind === 'quarter').map((one) => one.to)).toEqual([
    '2018-06-20',
    '2018-09-20',
    '2018-12-20',
  ]);
  await desk.batch({ kind: 'quarter', from: '2018-03-21', to: '2018-06-20' });
  const after = await desk.call('claims.defaults', {});
  expect(after).toMatchObject({ kind: 'quarter', from: '2018-06-21', to: '2018-09-20' });
  expect(after.suggestions.map((one) => one.isClaimed)).toEqual([true, false, false, false, false]);
});

const RANGES = [
  ['2018-06-21', '2018-09-20'],
  ['2018-03-21', '2018-06-20'],
] as const;

describe('what is claimed', () => {
  it('10b: the quarter of 92 days, each stretch explained', async () => {
    await example();
    const { lines } = await desk.call('claims.preview', { terms: termsOf() });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      borrowerName: '张守田',
      from: '2020-03-21',
      to: '2020-06-20',
      days: 92,
      product: 50_000_00 * 60 + 30_000_00 * 32,
      interestFen: 51_456,
      subsidyFen: 51_456,
      claimedFen: 51_456,
      ownFen: 0,
      bankFen: null,
      isIncluded: true,
    });
    expect(lines[0]!.parts[0]!.segments.map((one) => one.text)).toEqual([
      '22天 × 50,000.00 × 4.75% ÷ 360 = 145.138889',
      '38天 × 50,000.00 × 4.65% ÷ 360 = 245.416667',
      '32天 × 30,000.00 × 4.65% ÷ 360 = 124.000000',
    ]);
  });

  it.each([
    [360, 633_512],
    [365, 624_832],
  ] as const)('10b: quarter after quarter on /%i is what the whole is', async (basis, expected) => {
    await example({ basis });
    desk.today = '2021-07-01';
    const ends = ['03-20', '06-20', '09-20', '12-20'];
    const quarters = [2018, 2019, 2020, 2021].flatMap((year) => ends.map((end) => `${year}-${end}`));
    let sum = 0;
    let from = '2018-03-21';
    for (const to of quarters.filter((day) => day > '2018-04' && day < '2021-07')) {
      // The loan was overdue for some days of the last quarter, and repaid at its end: what ran to the due day is claimed.
      const id = await desk.batch({ kind: 'quarter', from, to });
      const { batch, lines } = await get(id);
      expect(batch.totals.claimedFen).toBe(lines.reduce((all, line) => all + line.claimedFen, 0));
      sum += batch.totals.claimedFen;
      from = `${to.slice(0, 8)}21`;
    }
    expect(sum).toBe(expected);
    const all = await desk.call('claims.preview', {
      terms: termsOf({ from: '2018-03-21', to: '2021-06-20' }),
    });
    expect(all.lines[0]).toMatchObject({ isIncluded: false, claimedFen: 0 });
    expect(all.lines[0]!.excludedReason).toContain('贴息-2018-001');
  });

  it.each<[string, LoanFacts, Partial<Parameters<typeof termsOf>[0]>, Partial<Claim['lines'][number]>]>([
    [
      '#39: 100 % to 2023, then 70 %',
      {
        ...{ startsOn: '2023-09-15', dueOn: '2024-09-15', repaidOn: '2024-09-15', settlement: 'at-maturity' },
        rates: [{ from: '2023-09-15', percent: '3.45' }],
        ratios: [
          { from: '2023-09-15', percent: '100' },
          { from: '2024-01-01', percent: '70' },
        ],
      },
      { from: '2024-06-21', to: '2024-09-20' },
      { days: 366, interestFen: 175_375, claimedFen: 138_288 },
    ],
    [
      '#41: over the cap',
      { startsOn: '2019-12-21', amountFen: 80_000_00, rates: [{ from: '2019-12-21', percent: '4.35' }] },
      { from: '2019-12-21', to: '2020-03-19', by: 'days' },
      { days: 90, interestFen: 87_000, claimedFen: 54_375, ownFen: 32_625, subsidisableFen: 50_000_00 },
    ],
    [
      'the days of a range within a settlement',
      {},
      { from: '2020-04-01', to: '2020-04-30', by: 'days' },
      { from: '2020-04-01', to: '2020-04-30', days: 30, interestFen: 19_792, claimedFen: 19_792 },
    ],
  ])('%s', async (_, facts, range, expected) => {
    desk.today = '2024-12-31';
    await desk.loan('王德福', facts);
    const { lines } = await desk.call('claims.preview', { terms: termsOf(range) });
    expect(lines.map((line) => ({ ...line }))).toMatchObject([expected]);
  });

  it('sums up by settlement, and two quarters make the half year', async () => {
    await desk.loan('张守田');
    await desk.loan('李秀英', { amountFen: 33_333_00, rates: [{ from: '2018-04-12', percent: '4.35' }] });
    const parts = await Promise.all(
      RANGES.map(([from, to]) => desk.call('claims.preview', { terms: termsOf({ from, to }) })),
    );
    const whole = await desk.call('claims.preview', {
      terms: termsOf({ from: '2018-03-21', to: '2018-09-20' }),
    });
    expect(parts.reduce((sum, one) => sum + one.totals.claimedFen, 0)).toBe(whole.totals.claimedFen);
    expect(whole.lines.map((line) => line.parts.length)).toEqual([2, 2]);
  });
});

describe('what is left out, and why', () => {
  it.each<[string, LoanFacts, Partial<Parameters<typeof termsOf>[0]>, string]>([
    ['overdue', { dueOn: '2020-06-01' }, {}, '到 2020-06-20 已逾期 19 天，逾期贷款不贴息'],
    ['no slip seen', {}, { needsSlip: true }, '没有见到付息凭证（应付 606.94，已登记 0.00）'],
    ['the subsidy is over', { subsidyTo: '2020-03-20' }, {}, '贴息到 2020-03-20 为止'],
    ['no subsidy at all', { ratios: [] }, {}, '没有登记贴息比例'],
  ])('%s', async (_, facts, terms, reason) => {
    await desk.loan('张守田', facts);
    const { lines, warnings } = await desk.call('claims.preview', { terms: termsOf(terms) });
    expect(lines).toMatchObject([
      { isIncluded: false, excludedReason: reason, claimedFen: 0, days: 0, parts: [] },
    ]);
    expect(warnings.join('')).toContain('张守田（JJ-001）没有申请');
  });

  it('#38: where the county pays up to the due day, no day after it', async () => {
    await desk.loan('张守田', { dueOn: '2020-06-01' });
    const { lines } = await desk.call('claims.preview', { terms: termsOf({ overdue: 'until-due' }) });
    // 72 days to the due day of the 92.
    expect(lines).toMatchObject([{ days: 72, claimedFen: 47_500, interestFen: 47_500 }]);
  });

  it('lent on: nothing, unless somebody says so by hand; taken in again, and left out', async () => {
    const loanId = await desk.loan('张守田');
    await desk.loan('李秀英');
    await desk.call('loans.markMisused', { loanId: loanId, date: '2020-05-01' });
    const id = await desk.batch();
    let { lines } = await get(id);
    expect(lines.map((line) => line.excludedReason).sort()).toEqual(['', '登记了挪用，不贴息']);
    const [zhang, li] = ['张守田', '李秀英'].map(
      (name) => lines.find((line) => line.borrowerName === name)!.id,
    );
    await desk.call('claims.setLine', { lineId: zhang!, excludedReason: '' });
    await desk.call('claims.setLine', { lineId: li!, excludedReason: '本人放弃' });
    ({ lines } = await get(id));
    // To the day it was lent on: 41 days.
    expect(lines.find((line) => line.id === zhang)).toMatchObject({
      isIncluded: true,
      isByHand: true,
      claimedFen: 27_049,
    });
    expect(lines.find((line) => line.id === li)).toMatchObject({ excludedReason: '本人放弃', claimedFen: 0 });
    await desk.call('claims.setLine', { lineId: li!, excludedReason: null });
    ({ lines } = await get(id));
    expect(lines.find((line) => line.id === li)).toMatchObject({ isIncluded: true, isByHand: false });
  });

  it('of several settlements those whose slip was seen', async () => {
    const loanId = await desk.loan('张守田');
    await desk.payInterest(loanId, '2018-06-21', 461_81, 'PZ-1');
    const terms = termsOf({ from: '2018-03-21', to: '2018-09-20', needsSlip: true });
    const { lines } = await desk.call('claims.preview', { terms });
    expect(lines).toMatchObject([
      {
        claimedFen: 46_181,
        paidByHouseholdFen: 46_181,
        note: '1 期没有见到付息凭证，没有申请',
        to: '2018-06-20',
      },
    ]);
    expect(lines[0]!.parts).toMatchObject([{ slipNo: 'PZ-1' }]);
  });

  it('a slip of the days after the settlement counts; one that is dated after today is not there yet', async () => {
    const loanId = await desk.loan('张守田');
    await desk.payInterest(loanId, '2018-06-25', 461_81, 'PZ-1');
    const terms = termsOf({ from: '2018-03-21', to: '2018-06-20', needsSlip: true });
    const seen = async (): Promise<boolean> =>
      (await desk.call('claims.preview', { terms })).lines[0]!.isIncluded;
    expect(await seen()).toBe(true);
    desk.today = '2018-06-24';
    expect(await seen()).toBe(false);
  });

  it('payee B is another batch', async () => {
    await desk.loan('张守田');
    await desk.loan('李秀英', { payee: 'bank' });
    const names = async (payee: 'household' | 'bank'): Promise<string[]> =>
      (await desk.call('claims.preview', { terms: termsOf({ payee }) })).lines.map(
        (line) => line.borrowerName,
      );
    expect([await names('household'), await names('bank')]).toEqual([['张守田'], ['李秀英']]);
  });

  it.each<[string, Partial<Parameters<typeof termsOf>[0]>, string]>([
    ['no such day', { from: '2020-02-30' }, '不是一个日子'],
    ['the wrong way round', { from: '2020-07-01' }, '在起日 2020-07-01 之前'],
    ['days to come', { to: '2021-06-02' }, '还没有到'],
    ['a quarter of a year', { kind: 'quarter', from: '2019-06-21' }, '不止一个季度'],
    ['before the loan', { from: '2017-01-01', to: '2017-12-31' }, '没有先付后贴'],
  ])('refuses %s', async (_, terms, sentence) => {
    await desk.loan('张守田');
    expect(await desk.refusal('claims.compute', { terms: termsOf(terms) })).toContain(sentence);
    expect(await desk.call('claims.list', {})).toEqual([]);
  });
});

describe('from the computing to the money', () => {
  it('goes through every step, and not past one', async () => {
    await example();
    const id = await desk.batch();
    expect(await desk.refusal('claims.submit', { id, date: '2021-05-17', documentNo: '' })).toContain(
      '公示期满才能上报',
    );
    expect(
      await desk.refusal('claims.receive', {
        id,
        date: '2021-05-17',
        amountFen: 1,
        documentNo: '',
        note: '',
      }),
    ).toContain('还没有上报');
    const short = await desk.call('claims.notice', {
      id,
      from: '2021-05-10',
      to: '2021-05-14',
      telephone: '0916',
    });
    expect(short.warnings.join('')).toContain('只有 5 天');
    expect(await desk.refusal('claims.recompute', { id })).toContain('正在公示');
    expect(await desk.refusal('claims.submit', { id, date: '2021-05-14', documentNo: '' })).toContain(
      '公示到 2021-05-14',
    );

    const objection = await desk.call('claims.object', {
      id,
      date: '2021-05-12',
      who: '王二',
      text: '他没有养香菇',
    });
    expect(await desk.refusal('claims.submit', { id, date: '2021-05-15', documentNo: '' })).toContain(
      '1 条异议没有答复',
    );
    await desk.call('claims.answer', {
      objectionId: objection.id,
      date: '2021-05-13',
      answer: '已入户核实，棚里有 3000 筒',
    });
    expect(
      await desk.refusal('claims.answer', { objectionId: objection.id, date: '2021-05-13', answer: '再答' }),
    ).toContain('已经答复过');
    await desk.call('claims.submit', { id, date: '2021-05-15', documentNo: '张村〔2021〕3号' });
    expect((await get(id)).batch).toMatchObject({
      state: 'submitted',
      documentNo: '张村〔2021〕3号',
      openObjections: 0,
    });
    expect(await desk.refusal('claims.void', { id, date: '2021-05-16', reason: '错' })).toContain('已经上报');

    // The county sends it back; a line is mended, and it goes the way again.
    await desk.call('claims.takeBack', { id, date: '2021-05-18', reason: '县里退回补材料' });
    await desk.call('claims.recompute', { id });
    await desk.submit(id, '2021-05-19', '2021-05-25', '2021-05-26');
    const claim = await get(id);
    expect(claim.steps.map((step) => step.title)).toEqual([
      ...['测算', '公示', '上报', '退回重新测算', '重新测算', '公示', '上报'],
    ]);
    expect(claim.batch).toMatchObject({ state: 'submitted', submittedOn: '2021-05-26' });
  });

  it('interest collected with what was repaid is one claim, the rest of the quarter another', async () => {
    const usual = await desk.call('loans.settings', {});
    await desk.call('loans.saveSettings', { settings: { ...usual, interestWithPrincipal: true } });
    const loanId = await desk.loan('赵守田');
    await desk.repay(loanId, '2020-05-20', 2_000_000);
    const claimed = async (from: string, to: string) => {
      const id = await desk.batch({ from, to });
      const [line] = (await desk.call('claims.get', { id })).lines;
      return line!.excludedReason || line!.claimedFen;
    };
    // 20,000 for 60 days and 30,000 for 92, both at 4.75 %.
    expect(await claimed('2020-03-21', '2020-05-31')).toBe(15_833);
    expect(await desk.call('claims.unclaimed', { asOf: '2020-06-20' })).toMatchObject([
      // What was settled until 2020-03-20, and the 30,000 of the quarter.
      { to: '2020-06-20', subsidyFen: 467_743 + 36_417 },
    ]);
    expect(await claimed('2020-06-01', '2020-06-20')).toBe(36_417);
    expect(await claimed('2020-03-21', '2020-06-20')).toMatch(/已在 .*里申请/u);
    expect(claimChecks(desk.workspace.connection).filter((check) => !check.ok)).toEqual([]);
  });

  it('void frees the days for another batch', async () => {
    await example();
    const id = await desk.batch();
    const again = await desk.call('claims.compute', { terms: termsOf({ to: '2020-09-20' }) });
    expect((await get(again.id)).lines[0]).toMatchObject({
      claimedFen: 35_650,
      note: '1 期已在别的批次里申请',
    });
    await desk.call('claims.void', { id, date: '2021-05-01', reason: '重复' });
    await desk.call('claims.recompute', { id: again.id });
    expect((await get(again.id)).lines[0]).toMatchObject({ claimedFen: 51_456 + 35_650, note: '' });
    expect((await get(id)).batch).toMatchObject({ state: 'void', no: '贴息-2020-001', voidReason: '重复' });
    expect(await desk.refusal('claims.recompute', { id })).toContain('已经作废');
  });

  it('money is passed on no earlier than all of it came', async () => {
    await desk.loan('张守田');
    const id = await desk.batch();
    await desk.submit(id);
    const money = { id, documentNo: '', note: '' };
    await desk.call('claims.receive', { ...money, date: '2021-05-20', amountFen: 10_000 });
    await desk.call('claims.receive', { ...money, date: '2021-05-25', amountFen: 20_000 });
    const pay = { id, method: 'cash', slipNo: '', note: '' } as const;
    expect(await desk.refusal('claims.pay', { ...pay, date: '2021-05-24' })).toContain('2021-05-25 到账的');
    expect(await desk.call('claims.pay', { ...pay, date: '2021-05-25' })).toMatchObject({
      amountFen: 30_000,
    });
  });

  it('less than was claimed comes in two parts, is passed on in cash and by the bank, and taken back', async () => {
    await desk.loan('张守田');
    await desk.loan('李秀英', { amountFen: 30_000_00 });
    await desk.loan('王德福', { amountFen: 20_000_00 });
    const id = await desk.batch();
    await desk.submit(id);
    const claimed = (await get(id)).batch.totals.claimedFen;
    expect(claimed).toBe(60_694 + 36_417 + 24_278);
    const money = { id, date: '2021-05-20', documentNo: '略财〔2021〕8号', note: '' };
    expect(await desk.refusal('claims.receive', { ...money, amountFen: claimed + 1 })).toContain(
      '只有 1,213.89 元没有到账',
    );
    expect(await desk.refusal('claims.receive', { ...money, date: '2021-05-01', amountFen: 1 })).toContain(
      '到账不会在它以前',
    );

    const half = await desk.call('claims.previewReceive', { ...money, amountFen: 100_000 });
    expect(half.lines.map((line) => line.fen).sort()).toEqual([20_000, 30_000, 50_000]);
    expect(half.warnings.join('')).toContain('少到账 213.89 元');
    const { id: receiptId } = await desk.call('claims.receive', { ...money, amountFen: 100_000 });
    expect((await get(id)).batch).toMatchObject({
      state: 'received',
      totals: { receivedFen: 100_000, unreceivedFen: 21_389 },
    });
    expect(await desk.refusal('claims.takeBack', { id, date: '2021-05-21', reason: '错' })).toContain(
      '已经到账 1,000.00 元',
    );

    const { lines } = await get(id);
    const [zhang] = lines.filter((line) => line.borrowerName === '张守田');
    const pay = { id, date: '2021-05-22', slipNo: '领-1', note: '' };
    expect(await desk.refusal('claims.pay', { ...pay, method: 'bank' })).toContain('收款方是农户');
    expect(await desk.refusal('claims.pay', { ...pay, method: 'cash', date: '2021-05-19' })).toContain(
      '发放不会在它以前',
    );
    const paid = await desk.call('claims.pay', { ...pay, method: 'cash', lineIds: [zhang!.id] });
    expect(paid).toMatchObject({ count: 1, amountFen: 50_000 });
    expect(await desk.refusal('claims.pay', { ...pay, method: 'cash', lineIds: [zhang!.id] })).toContain(
      '已经发了 500.00 元',
    );
    expect(
      await desk.refusal('claims.reverseReceipt', { receiptId, date: '2021-05-23', reason: '记错' }),
    ).toContain('1 户共 500.00 元已经发放');
    await desk.call('claims.reversePayment', {
      paymentId: paid.paymentIds[0]!,
      date: '2021-05-23',
      reason: '发错人',
    });
    expect(
      await desk.refusal('claims.reversePayment', {
        paymentId: paid.paymentIds[0]!,
        date: '2021-05-23',
        reason: '再',
      }),
    ).toContain('已经冲销');
    await desk.call('claims.reverseReceipt', { receiptId, date: '2021-05-24', reason: '记错批次' });
    expect((await get(id)).batch).toMatchObject({
      state: 'submitted',
      totals: { receivedFen: 0, paidFen: 0 },
    });

    const list = lines.map((line) => ({ lineId: line.id, fen: line.claimedFen - 100 }));
    expect(await desk.refusal('claims.receive', { ...money, amountFen: claimed, lines: list })).toContain(
      '相差 3.00 元',
    );
    await desk.call('claims.receive', {
      ...money,
      date: '2021-05-25',
      amountFen: claimed - 300,
      lines: list,
    });
    await desk.call('claims.pay', { ...pay, date: '2021-05-26', method: 'transfer' });
    expect((await get(id)).batch).toMatchObject({
      state: 'paid',
      totals: { unreceivedFen: 300, unpaidFen: 0 },
    });
    await desk.call('claims.receive', { ...money, date: '2021-05-27', amountFen: 300 });
    expect((await get(id)).batch.state).toBe('received');
  });

  it('payee B: to the bank, and no bank file for households', async () => {
    await desk.loan('张守田', { payee: 'bank' });
    const id = await desk.batch({ payee: 'bank', needsSlip: true });
    await desk.submit(id);
    await desk.call('claims.receive', {
      id,
      date: '2021-05-20',
      amountFen: 60_694,
      documentNo: '',
      note: '',
    });
    expect(
      await desk.refusal('claims.pay', { id, date: '2021-05-20', method: 'cash', slipNo: '', note: '' }),
    ).toContain('收款方是银行');
    expect(await desk.refusal('claims.bankFile', { id, date: '2021-05-20', template: 'xinhe' })).toContain(
      '不用代发文件',
    );
    await desk.call('claims.pay', { id, date: '2021-05-20', method: 'bank', slipNo: '', note: '' });
    expect((await get(id)).batch.state).toBe('paid');
  });
});
