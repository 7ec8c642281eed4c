import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Input, Output } from '../../../shared/contract/index.ts';
import type { Result } from '../../../shared/rules/result.ts';
import { bookChecks, ledgerHandlers } from '../ledger/index.ts';
import { periodsHandlers } from '../periods/index.ts';
import { businessHandlers } from '../business/index.ts';
import { sharesHandlers } from '../shares/index.ts';
import { vouchersHandlers } from '../vouchers/index.ts';
import { accountsHandlers } from '../accounts/index.ts';
import { INPUTS, MEETING, type TestCooperative, testCooperative } from './testCooperative.ts';
import { dividendsHandlers } from './index.ts';

/** The example of DOMAIN §10a in its own books: they begin with 2018, the year makes 186,437.29, 2017 left a loss. */
let coop: TestCooperative;
beforeEach(() => (coop = testCooperative('2018-01')));
afterEach(() => coop.close());

const handlers = {
  ...periodsHandlers,
  ...vouchersHandlers,
  ...accountsHandlers,
  ...dividendsHandlers,
  ...sharesHandlers,
  ...ledgerHandlers,
  ...businessHandlers,
};
type Called = keyof typeof handlers;

function call<M extends Called>(method: M, input: Input<M>, today = '2019-03-01'): Result<Output<M>> {
  const handler = handlers[method] as unknown as (ctx: unknown, input: unknown) => Result<Output<M>>;
  return coop.run((ctx) => handler(ctx, input), { today });
}

function done<M extends Called>(method: M, input: Input<M>, today?: string): Output<M> {
  const result = call(method, input, today);
  if (!result.ok) throw new Error(`${method}: ${result.error.message}`);
  return result.value;
}

function item(dim: Input<'items.add'>['dim'], name: string): number {
  const found = done('items.list', { dim }).find((one) => one.name === name);
  return found?.id ?? done('items.add', { dim, name }).id;
}

/** Shares of 2017 stand in the openings already; the rest of them is typed. */
function openBooks(): void {
  done('openings.save', {
    rows: [
      {
        account: '102',
        itemId: item('bank', '基本存款账户'),
        balanceFen: 92_000_000 - 2_315_060,
        yearDebitFen: 0,
        yearCreditFen: 0,
      },
      { account: '33202', balanceFen: 2_315_060, yearDebitFen: 0, yearCreditFen: 0 },
    ],
  });
}

function earn(date: string, fen: number): void {
  const { id } = done('vouchers.save', {
    date,
    attachments: 1,
    lines: [
      {
        summary: '售香菇',
        account: '102',
        debitFen: fen,
        creditFen: 0,
        itemId: item('bank', '基本存款账户'),
      },
      {
        summary: '售香菇',
        account: '501',
        debitFen: 0,
        creditFen: fen,
        itemId: item('businessItem', '产品销售'),
      },
    ],
  });
  postAll([id]);
}

function postAll(ids: number[]): void {
  done('vouchers.review', { ids });
  done('vouchers.post', { ids });
}

function postOpen(): void {
  const ids = done('vouchers.list', { state: 'reviewed' }).map((one) => one.id);
  if (ids.length > 0) done('vouchers.post', { ids });
}

function closeThrough(last: string): void {
  for (let month = 1; month <= 12; month++) {
    const period = `2018-${String(month).padStart(2, '0')}`;
    if (period <= last) done('periods.close', { period });
  }
}

function balance(code: string, to = '2019-12'): number {
  const { rows } = done('ledger.trialBalance', { from: '2018-01', to });
  const row = rows.find((one) => one.code === code);
  return row ? row.closingCreditFen - row.closingDebitFen : 0;
}

const failing = () => bookChecks(coop.connection, 1).filter((check) => !check.ok && check.level === 'block');

describe('a year in the books', () => {
  it('gives the run its figures; others are a what-if that nobody can approve', () => {
    openBooks();
    earn('2018-12-20', 18_643_729);
    expect(done('dividends.fromBooks', { fiscalYear: 2018 })).toMatchObject({
      booked: true,
      carried: false,
      surplusFen: 18_643_729,
      openingUndistributedFen: -2_315_060,
    });
    expect(done('dividends.defaults', { fiscalYear: 2018 })).toMatchObject({
      surplusFen: 18_643_729,
      openingUndistributedFen: -2_315_060,
    });
    const typed = done('dividends.preview', { inputs: { ...INPUTS, surplusFen: 20_000_000 } });
    expect(typed).toMatchObject({ whatIf: true });
    expect(typed.warnings[0]).toMatch(/假设试算.*200,000\.00.*186,437\.29/u);
    expect(done('dividends.preview', { inputs: INPUTS }).whatIf).toBe(false);
    closeThrough('2018-11');
    done('periods.carryYear', { year: 2018 });
    expect(
      call('dividends.approve', { inputs: { ...INPUTS, surplusFen: 20_000_000 }, meeting: MEETING }),
    ).toMatchObject({ ok: false, error: { code: 'dividend.what-if' } });
  });

  it('approves only after ① of its year', () => {
    openBooks();
    earn('2018-12-20', 18_643_729);
    expect(call('dividends.approve', { inputs: INPUTS, meeting: MEETING })).toMatchObject({
      ok: false,
      error: { code: 'dividend.year-not-carried' },
    });
    expect(call('periods.carryYear', { year: 2018 })).toMatchObject({
      ok: false,
      error: { code: 'year_not_ready' },
    });
  });

  it('posted in 2018: ① to ⑥ as worked out by hand, and 02表 closes at nil', async () => {
    openBooks();
    earn('2018-12-20', 18_643_729);
    closeThrough('2018-11');
    done('periods.carryYear', { year: 2018 });
    const { id } = done('dividends.approve', {
      inputs: INPUTS,
      meeting: { ...MEETING, postingDate: '2018-12-31' },
    });
    const made = done('vouchers.list', { source: 'dividend-run', sourceId: id });
    expect(made.map((one) => [one.summary, one.amountFen])).toEqual([
      ['提取2018年度盈余公积', 1_632_867],
      ['2018年度按交易量(额)返还盈余', 8_817_482],
      ['2018年度剩余盈余分配', 5_878_320],
    ]);
    expect(done('vouchers.get', { id: made[1]!.id }).lines).toHaveLength(33);
    expect(done('vouchers.get', { id: made[2]!.id }).lines).toHaveLength(48);
    postOpen();
    done('periods.close', { period: '2018-12' });
    expect([balance('331'), balance('33201'), balance('33202')]).toEqual([0, 0, 0]);
    expect([balance('322'), balance('221'), balance('222')]).toEqual([1_632_867, 8_817_482, 5_878_320]);
    const { surplus, balanceSheet } = done('statements.get', { period: '2018-12' });
    const row = (no: number) => surplus.find((one) => one.row === no)!.currentFen;
    expect([12, 13, 15, 16, 17, 18, 20].map(row)).toEqual([
      18_643_729, -2_315_060, 1_632_867, 14_695_802, 8_817_482, 5_878_320, 0,
    ]);
    expect(balanceSheet.find((one) => one.row === 40)!.endFen).toBe(0);
    await coop.done('dividends.pay', {
      runId: id,
      date: '2019-02-20',
      method: 'transfer',
      members: coop.members.map((one) => ({ memberId: one.id })),
      note: '',
    });
    const [paid] = done('vouchers.list', { source: 'dividend-payment' });
    expect(paid).toMatchObject({ summary: '发放2018年度分红(47户)', amountFen: 14_695_802 });
    expect([balance('221'), balance('222')]).toEqual([0, 0]);
    expect(failing()).toEqual([]);
  });

  it('posted next year: ⑤ waits for that year’s close, and 2018’s 02表 keeps the surplus', () => {
    openBooks();
    earn('2018-12-20', 18_643_729);
    closeThrough('2018-12');
    done('dividends.approve', { inputs: INPUTS, meeting: MEETING });
    const { surplus, balanceSheet } = done('statements.get', { period: '2018-12' });
    expect(surplus.find((one) => one.row === 20)!.currentFen).toBe(16_328_669);
    expect(balanceSheet.find((one) => one.row === 40)!.endFen).toBe(16_328_669);
    expect(balance('33201')).toBe(-16_328_669);
    const next = done('statements.get', { period: '2019-02' });
    const row = (no: number) => next.surplus.find((one) => one.row === no)!.currentFen;
    expect([12, 13, 15, 17, 18, 20].map(row)).toEqual([0, 16_328_669, 1_632_867, 8_817_482, 5_878_320, 0]);
    // What 2018's run distributes is no longer there for 2019's.
    expect(done('dividends.fromBooks', { fiscalYear: 2019 })).toMatchObject({
      surplusFen: 0,
      openingUndistributedFen: 0,
    });
    expect(done('dividends.fromBooks', { fiscalYear: 2018 })).toMatchObject({
      surplusFen: 18_643_729,
      openingUndistributedFen: -2_315_060,
    });
    expect(failing()).toEqual([]);
  });

  it('an earlier year cannot be decided after a later one that took its surplus', () => {
    openBooks();
    earn('2018-12-20', 18_643_729);
    closeThrough('2018-12');
    for (let month = 1; month <= 12; month++) {
      done('periods.close', { period: `2019-${String(month).padStart(2, '0')}` }, '2020-03-01');
    }
    const taken = { surplusFen: 0, openingUndistributedFen: 16_328_669 };
    expect(call('dividends.fromBooks', { fiscalYear: 2019 })).toMatchObject({ value: taken });
    coop.connection.run(
      `INSERT INTO delivery (entity_id, member_id, date, product, amount_fen, ordinal, operator, recorded_at)
       SELECT 1, member_id, '2019-09-01', product, amount_fen, 1, '', '' FROM delivery WHERE date < '2019'`,
    );
    const meeting = { ...MEETING, date: '2020-02-16', postingDate: '2020-02-20' };
    const later = done(
      'dividends.approve',
      { inputs: { ...INPUTS, fiscalYear: 2019, ...taken }, meeting },
      '2020-03-01',
    );
    expect(failing()).toEqual([]);
    expect(call('dividends.approve', { inputs: INPUTS, meeting }, '2020-03-01')).toMatchObject({
      ok: false,
      error: { code: 'dividend.later-stands' },
    });
    expect(done('dividends.list', {}).filter((one) => one.state !== 'draft')).toHaveLength(1);
    done('dividends.void', { id: later.id, reason: '先定 2018 年' }, '2020-03-01');
    done('dividends.approve', { inputs: INPUTS, meeting }, '2020-03-01');
    expect(done('dividends.fromBooks', { fiscalYear: 2019 }, '2020-03-01').openingUndistributedFen).toBe(0);
    expect(failing()).toEqual([]);
  });

  it('a run of before the books that pays out of them distributes no more than they brought', () => {
    openBooks();
    const before = { ...INPUTS, fiscalYear: 2017, surplusFen: 1_000_000, openingUndistributedFen: 0 };
    coop.connection.run(
      `INSERT INTO delivery (entity_id, member_id, date, product, amount_fen, ordinal, operator, recorded_at)
       SELECT 1, member_id, '2017-09-01', product, amount_fen, 1, '', '' FROM delivery`,
    );
    const { id } = done('dividends.approve', {
      inputs: before,
      meeting: { ...MEETING, date: '2018-02-16', postingDate: '2018-02-20' },
    });
    expect(failing().map((one) => one.rows.map((row) => row.text))).toEqual([
      ['启用前各年度的方案在账上分配 10,000.00，期初未分配盈余只有 -23,150.60'],
    ]);
    done('dividends.void', { id, reason: '盈余填错' });
    earn('2018-01-20', 18_643_729);
    expect(
      call('dividends.approve', {
        inputs: before,
        meeting: { ...MEETING, date: '2018-02-16', postingDate: '2018-02-20' },
      }),
    ).toMatchObject({ ok: false, error: { code: 'dividend.beyond-opening' } });
  });

  it('a returned payment takes back its own lines only; void takes back all, and another plan may follow', () => {
    openBooks();
    earn('2018-12-20', 18_643_729);
    closeThrough('2018-12');
    const { id } = done('dividends.approve', { inputs: INPUTS, meeting: MEETING });
    const three = ['M001', 'M003', 'M011'].map((no) => ({ memberId: coop.member(no).id }));
    done('dividends.pay', { runId: id, date: '2019-02-21', method: 'transfer', members: three, note: '' });
    const { payments } = done('dividends.get', { id });
    const back = payments.find((one) => one.memberNo === 'M011')!;
    done('dividends.reversePayment', { paymentId: back.id, date: '2019-02-22', reason: '账号错' });
    const list = done('vouchers.list', { source: 'dividend-payment' });
    expect(list.map((one) => [one.amountFen, one.reversed])).toEqual([
      [399_766 + 108_264 + 552_184, 'partly'],
      [-552_184, 'no'],
    ]);
    expect(
      done('vouchers.get', { id: list[1]!.id }).lines.map((one) => [
        one.accountCode,
        one.debitFen,
        one.creditFen,
      ]),
    ).toEqual([
      ['221', -315_331, 0],
      ['222', -236_853, 0],
      ['102', 0, -552_184],
    ]);
    expect(failing()).toEqual([]);
    for (const payment of payments.filter((one) => one.memberNo !== 'M011')) {
      done('dividends.reversePayment', { paymentId: payment.id, date: '2019-02-22', reason: '全部退回' });
    }
    done('dividends.void', { id, reason: '决议撤销' });
    expect([balance('221'), balance('222'), balance('322'), balance('33201')]).toEqual([0, 0, 0, 0]);
    expect(failing()).toEqual([]);
    done('dividends.approve', { inputs: { ...INPUTS, reservePercent: '20' }, meeting: MEETING });
    expect(balance('322')).toBe(3_265_734);
    expect(failing()).toEqual([]);
  });

  it('withholds tax into 214, by member off 222', () => {
    openBooks();
    earn('2018-12-20', 18_643_729);
    closeThrough('2018-12');
    const { id } = done('dividends.approve', {
      inputs: { ...INPUTS, withholding: 'surplus-20' },
      meeting: MEETING,
    });
    const m011 = coop.member('M011').id;
    const owed = done('ledger.analysis', { from: '2018-01', to: '2019-02', dim: 'member', account: '222' });
    expect(owed.find((one) => one.memberId === m011)?.closingFen).toBe(-(236_853 - 47_371));
    done('dividends.pay', {
      runId: id,
      date: '2019-02-21',
      method: 'cash',
      members: [{ memberId: m011 }],
      note: '',
    });
    expect(done('dividends.get', { id }).payments[0]?.amountFen).toBe(504_813);
    expect(failing()).toEqual([]);
  });

  it('turns what is owed into shares: 222 first, then 221, and back', () => {
    openBooks();
    earn('2018-12-20', 18_643_729);
    closeThrough('2018-12');
    const { id: runId } = done('dividends.approve', { inputs: INPUTS, meeting: MEETING });
    const memberId = coop.member('M001').id;
    const share = done('shares.fromSurplus', {
      runId,
      memberId,
      date: '2019-02-25',
      amountFen: 200_000,
      resolution: '决5',
    });
    const [voucher] = done('vouchers.list', { source: 'share', sourceId: share.id });
    expect(
      done('vouchers.get', { id: voucher!.id }).lines.map((one) => [
        one.accountCode,
        one.debitFen,
        one.creditFen,
      ]),
    ).toEqual([
      ['221', 73_366, 0],
      ['222', 126_634, 0],
      ['301', 0, 200_000],
    ]);
    expect(failing()).toEqual([]);
    done('shares.reverse', { id: share.id, date: '2019-02-26', reason: '本人反悔' });
    expect(failing()).toEqual([]);
    done('shares.fromReserve', {
      date: '2019-02-27',
      reserve: '322',
      amountFen: 1_000_000,
      resolution: '决6',
    });
    expect([balance('322'), balance('301')]).toEqual([632_867, 93_000_000]);
    expect(
      call('shares.fromReserve', {
        date: '2019-02-27',
        reserve: '322',
        amountFen: 700_000,
        resolution: '决7',
      }),
    ).toMatchObject({ ok: false, error: { code: 'reserve_not_enough' } });
    expect(
      call('shares.fromReserve', { date: '2019-02-27', reserve: '321', amountFen: 1, resolution: '决7' }),
    ).toMatchObject({ ok: false, error: { code: 'reserve_not_enough' } });
    expect(failing()).toEqual([]);
  });
});

describe('盈余公积 and members’ shares of it', () => {
  /** 2018 distributed, with 16,328.67 put into the reserve; 2019 lost 20,000.00, carried, December still open. */
  function yearOfLoss(): number {
    openBooks();
    return lose();
  }
  function lose(): number {
    earn('2018-12-20', 18_643_729);
    closeThrough('2018-12');
    const { id } = done('dividends.approve', { inputs: INPUTS, meeting: MEETING });
    earn('2019-02-25', -2_000_000);
    postOpen();
    for (let month = 1; month <= 11; month++) {
      done('periods.close', { period: `2019-${String(month).padStart(2, '0')}` }, LATER);
    }
    done('periods.carryYear', { year: 2019 }, LATER);
    return id;
  }
  const LATER = '2020-01-05';
  const meet = (amountFen: number): Result<Output<'business.record'>> =>
    call(
      'business.record',
      {
        date: '2019-12-31',
        documentNo: '',
        note: '',
        attachments: 1,
        event: { kind: 'lossFromReserve', amountFen, resolution: '成决〔2019〕5号' },
      },
      LATER,
    );
  const shares = () => done('members.list', { asOf: '2019-12-31' }, LATER).map((one) => one.reserveShareFen);
  const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);

  it('a loss met from the reserve comes off each share in proportion, and undoing it gives all back', () => {
    yearOfLoss();
    const before = shares();
    expect(sum(before)).toBe(1_632_867);
    expect(meet(2_000_001)).toMatchObject({
      error: { message: expect.stringMatching(/亏损最少只有 20,000\.00/u) as string },
    });
    expect(meet(1_632_868)).toMatchObject({ error: { code: 'reserve_not_enough' } });
    const met = meet(1_000_000);
    if (!met.ok) throw new Error(met.error.message);
    expect(met.value.warnings[0]).toMatch(/47 户.*10,000\.00/u);
    expect([balance('322', '2019-12'), balance('332', '2019-12')]).toEqual([632_867, -1_000_000]);
    const after = shares();
    expect(sum(after)).toBe(632_867);
    before.forEach((fen, at) => {
      expect(Math.abs(before[at]! - after[at]! - (fen * 1_000_000) / 1_632_867)).toBeLessThan(1);
    });
    const statutory = done('members.account', { id: coop.member('M001').id, year: 2019 }, LATER);
    expect(statutory.rows.find((row) => row.summary === '公积金弥补亏损')?.reserveFen).toBe(
      after[0]! - before[0]!,
    );
    expect(failing()).toEqual([]);
    expect(bookChecks(coop.connection, 1).find((one) => one.id === 'reserve-shares')).toMatchObject({
      left: '6,328.67',
      right: '6,328.67',
    });
    done('business.reverse', { id: met.value.id, date: '2019-12-31', reason: '决议撤销' }, LATER);
    expect(shares()).toEqual(before);
    expect(failing()).toEqual([]);
  });

  it('a reserve nobody was given a share of bears its part of the loss', () => {
    openBooks();
    const rows = done('openings.read', {}).rows.filter((one) => !one.computed);
    done('openings.save', {
      rows: [
        ...rows.map(({ account, itemId, balanceFen }) => ({
          account,
          itemId,
          balanceFen: account === '102' ? balanceFen + 1_632_867 : balanceFen,
          yearDebitFen: 0,
          yearCreditFen: 0,
        })),
        {
          account: '322',
          itemId: item('purpose', '提取盈余公积'),
          balanceFen: -1_632_867,
          yearDebitFen: 0,
          yearCreditFen: 0,
        },
      ],
    });
    lose();
    expect(sum(shares())).toBe(1_632_867);
    expect(meet(1_000_000).ok).toBe(true);
    expect(sum(shares())).toBe(1_632_867 - 500_000);
    expect(failing()).toEqual([]);
    expect(bookChecks(coop.connection, 1).find((one) => one.id === 'reserve-shares')?.rightLabel).toBe(
      '启用以来登记的增减（现有份额 11,328.67＋没有量化到户的 11,328.67）',
    );
  });

  it('a run stands while its reserve is in use', () => {
    const id = yearOfLoss();
    expect(meet(1_000_000).ok).toBe(true);
    expect(call('dividends.void', { id, reason: '决议撤销' }, LATER)).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/M\d+ .*公积金份额已经用于/u) as string },
    });
  });

  it('资本公积 becomes capital of frozen accounts too', () => {
    openBooks();
    const m001 = coop.member('M001').id;
    done('shares.contribute', {
      ...{
        memberId: coop.member('M002').id,
        date: '2018-02-01',
        form: 'cash',
        source: '自筹',
        fromRelief: false,
      },
      ...{ amountFen: 100_000, premiumFen: 94_700, document: '', note: '' },
    });
    done('members.freeze', { id: m001, date: '2018-03-01', reason: '去世' });
    const before = done('members.get', { id: m001 }).member.capitalFen;
    const input = { date: '2018-04-01', reserve: '321', amountFen: 94_700, resolution: '决8' } as const;
    done('shares.fromReserve', input);
    expect(balance('321')).toBe(0);
    expect(done('members.get', { id: m001 }).member.capitalFen).toBeGreaterThan(before);
    expect(failing()).toEqual([]);
  });

  it('is not moved by hand', () => {
    openBooks();
    expect(
      call('vouchers.save', {
        date: '2018-03-01',
        attachments: 1,
        lines: [
          { summary: '补', account: '322', debitFen: 5, creditFen: 0, itemId: item('purpose', '弥补亏损') },
          { summary: '补', account: '33202', debitFen: 0, creditFen: 5 },
        ],
      }),
    ).toMatchObject({ ok: false, error: { message: expect.stringContaining('公积金补亏') as string } });
  });
});

describe('an event’s voucher', () => {
  const contribute = () =>
    done('shares.contribute', {
      memberId: coop.member('M001').id,
      date: '2018-05-06',
      form: 'cash',
      source: '自筹',
      fromRelief: false,
      amountFen: 100_000,
      document: '',
      note: '',
    });

  it.each(['reviewed', 'draft'] as const)('starts as the settings say: %s', (state) => {
    coop.connection.run(`UPDATE entity SET settings = json_set(settings, '$.eventVoucherState', ?)`, state);
    const { id } = contribute();
    expect(done('vouchers.list', { source: 'share', sourceId: id })).toMatchObject([
      { state, kind: 'event' },
    ]);
  });

  it('leads to its register and cannot be changed but there', () => {
    const { id } = contribute();
    const [voucher] = done('vouchers.list', { source: 'share', sourceId: id });
    const full = done('vouchers.get', { id: voucher!.id });
    expect(full.source).toMatchObject({ subject: 'members', id: coop.member('M001').id });
    const lines = full.lines.map((line) => ({
      summary: '改',
      account: line.accountCode,
      debitFen: line.debitFen,
      creditFen: line.creditFen,
      itemId: line.itemId,
      memberId: line.memberId,
    }));
    expect(call('vouchers.save', { id: voucher!.id, date: '2018-05-06', attachments: 1, lines }).ok).toBe(
      false,
    );
    expect(call('vouchers.void', { id: voucher!.id, reason: '改' })).toMatchObject({
      ok: false,
      error: { code: 'voucher_of_event' },
    });
    expect(() => coop.connection.run(`UPDATE voucher SET state = 'void' WHERE id = ?`, voucher!.id)).toThrow(
      /reversing the event/u,
    );
  });
});

describe('closing', () => {
  it('goes month by month, with everything posted', () => {
    openBooks();
    earn('2018-02-03', 100);
    expect(call('periods.close', { period: '2018-02' })).toMatchObject({
      ok: false,
      error: { code: 'period_order' },
    });
    done('periods.close', { period: '2018-01' });
    const { id } = done('vouchers.save', {
      date: '2018-02-05',
      attachments: 1,
      lines: [
        { summary: '提现', account: '101', debitFen: 50, creditFen: 0 },
        { summary: '提现', account: '102', debitFen: 0, creditFen: 50, itemId: item('bank', '基本存款账户') },
      ],
    });
    expect(call('periods.close', { period: '2018-02' })).toMatchObject({
      ok: false,
      error: { code: 'period_unposted' },
    });
    postAll([id]);
    const { voucherIds } = done('periods.close', { period: '2018-02' });
    expect(voucherIds).toHaveLength(1);
    expect(balance('331')).toBe(100);
    expect(call('vouchers.save', { date: '2018-02-28', attachments: 1, lines: [] as never })).toMatchObject({
      ok: false,
      error: { code: 'period_closed' },
    });
    expect(call('periods.close', { period: '2019-03' }, '2019-03-01').ok).toBe(false);
  });

  it('refuses a month that is not over', () => {
    openBooks();
    expect(call('periods.close', { period: '2018-01' }, '2018-01-30')).toMatchObject({
      ok: false,
      error: { code: 'period_running' },
    });
  });

  it('reopens the latest only, by the chief where there is one, and keeps the log', () => {
    openBooks();
    earn('2018-01-03', 100);
    done('periods.close', { period: '2018-01' });
    done('periods.close', { period: '2018-02' });
    const reopen = (period: string) =>
      call('periods.reopen', { period, reason: '漏记一笔', authorisedBy: '周理事长' });
    expect(reopen('2018-01')).toMatchObject({ ok: false, error: { code: 'period_order' } });
    coop.connection.run(`UPDATE entity SET settings = json_set(settings, '$.chiefAccountant', '王主管')`);
    expect(reopen('2018-02')).toMatchObject({ ok: false, error: { code: 'role' } });
    coop.connection.run(`UPDATE entity SET settings = json_set(settings, '$.chiefAccountant', '李会计')`);
    expect(reopen('2018-02').ok).toBe(true);
    expect(done('periods.list', {})).toMatchObject({
      currentPeriod: '2018-02',
      log: [
        { action: 'reopen', period: '2018-02', reason: '漏记一笔', authorisedBy: '周理事长' },
        { action: 'close' },
        { action: 'close' },
      ],
    });
    earn('2018-02-04', 50);
    done('periods.close', { period: '2018-02' });
    expect(balance('331')).toBe(150);
  });

  it('carries what an undoing put on an account that was switched off since', () => {
    openBooks();
    const { id: accountId, code } = done('accounts.add', { parentCode: '523', name: '会议费' });
    const office = item('expenseItem', '办公费');
    const spend = (date: string, fen: number) => {
      const lines = [
        { summary: '开会', account: code, debitFen: fen, creditFen: 0, itemId: office },
        { summary: '开会', account: '101', debitFen: 0, creditFen: fen },
      ];
      return call('vouchers.save', { date, attachments: 1, lines });
    };
    const made = spend('2018-01-10', 500);
    if (!made.ok) throw new Error(made.error.message);
    postAll([made.value.id]);
    done('periods.close', { period: '2018-01' });
    done('accounts.enable', { id: accountId, enabled: false });
    expect(spend('2018-02-10', 500)).toMatchObject({ ok: false, error: { code: 'line_invalid' } });
    const red = done('vouchers.reverse', { id: made.value.id, date: '2018-02-11', reason: '重复' });
    const edited = call('vouchers.save', {
      id: red.id,
      date: '2018-02-12',
      attachments: 1,
      lines: [
        { summary: '改', account: '101', debitFen: 5, creditFen: 0 },
        { summary: '改', account: '101', debitFen: 0, creditFen: 5 },
      ],
    });
    expect(edited).toMatchObject({
      error: { message: expect.stringMatching(/是冲销凭证.*作废/u) as string },
    });
    postAll([red.id]);
    done('periods.close', { period: '2018-02' });
    expect(balance('331')).toBe(0);
    expect(failing()).toEqual([]);
  });

  it('takes ① back while nobody decided on it, and carries again', () => {
    openBooks();
    earn('2018-12-20', 18_643_729);
    closeThrough('2018-11');
    done('periods.carryYear', { year: 2018 });
    expect(call('periods.carryYear', { year: 2018 })).toMatchObject({
      ok: false,
      error: { code: 'year_carried' },
    });
    expect(() => earn('2018-12-21', 1_00)).toThrow(/已经年末结转/u);
    done('periods.undoCarryYear', { year: 2018, reason: '漏记收入' });
    earn('2018-12-21', 1_00);
    expect(done('periods.carryYear', { year: 2018 })).toMatchObject({ surplusFen: 18_643_829 });
    expect(done('dividends.fromBooks', { fiscalYear: 2018 })).toMatchObject({
      surplusFen: 18_643_829,
      openingUndistributedFen: -2_315_060,
    });
    done('periods.close', { period: '2018-12' });
    expect([balance('331'), balance('33202')]).toEqual([0, 18_643_829 - 2_315_060]);
    expect(failing()).toEqual([]);
  });
});

describe('openings', () => {
  it('have to balance before anything is posted, registers included', () => {
    const { state, rows, problem } = done('openings.read', {});
    expect(state).toBe('unbalanced');
    expect(rows.filter((one) => one.account === '301')).toHaveLength(47);
    expect(problem).toMatch(/920,000\.00/u);
    const { id } = done('vouchers.save', {
      date: '2018-01-05',
      attachments: 1,
      lines: [
        { summary: '息', account: '102', debitFen: 50, creditFen: 0, itemId: item('bank', '基本存款账户') },
        {
          summary: '息',
          account: '524',
          debitFen: 0,
          creditFen: 50,
          itemId: item('expenseItem', '利息收入'),
        },
      ],
    });
    done('vouchers.review', { ids: [id] });
    expect(call('vouchers.post', { ids: [id] })).toMatchObject({
      ok: false,
      error: { code: 'opening_unbalanced' },
    });
    openBooks();
    done('vouchers.post', { ids: [id] });
    expect(done('openings.read', {}).state).toBe('locked');
    expect(call('openings.save', { rows: [] })).toMatchObject({
      ok: false,
      error: { code: 'opening_locked' },
    });
    expect(
      call('shares.contribute', {
        memberId: coop.member('M001').id,
        date: '2017-05-01',
        form: 'cash',
        source: '自筹',
        fromRelief: false,
        amountFen: 1,
        document: '',
        note: '',
      }),
    ).toMatchObject({ ok: false, error: { code: 'before_books' } });
    expect(failing()).toEqual([]);
  });

  it.each([
    [
      'a register’s account',
      { account: '301', memberId: 1, balanceFen: -1, yearDebitFen: 0, yearCreditFen: 0 },
    ],
    ['a profit account’s balance', { account: '523', balanceFen: 1, yearDebitFen: 0, yearCreditFen: 0 }],
    ['331', { account: '331', balanceFen: 1, yearDebitFen: 0, yearCreditFen: 0 }],
    ['a year so far in January', { account: '101', balanceFen: 1, yearDebitFen: 1, yearCreditFen: 0 }],
    ['no analysis', { account: '102', balanceFen: 1, yearDebitFen: 0, yearCreditFen: 0 }],
  ])('refuse %s', (_name, row) => {
    expect(call('openings.save', { rows: [row] }).ok).toBe(false);
  });

  it('in mid-year bring the year so far, so that 01表 begins and 02表 counts from January', () => {
    coop.close();
    coop = testCooperative('2018-07');
    const bankId = item('bank', '基本存款账户');
    const other = item('expenseItem', '办公费');
    const sales = item('businessItem', '产品销售');
    done('openings.save', {
      rows: [
        {
          account: '102',
          itemId: bankId,
          balanceFen: 92_000_000 + 700,
          yearDebitFen: 1_000,
          yearCreditFen: 300,
        },
        { account: '501', itemId: sales, balanceFen: 0, yearDebitFen: 0, yearCreditFen: 1_000 },
        { account: '523', itemId: other, balanceFen: 0, yearDebitFen: 300, yearCreditFen: 0 },
      ],
    });
    expect(done('openings.read', {})).toMatchObject({ midYear: true, state: 'balanced' });
    earn('2018-07-03', 50);
    const { balanceSheet, surplus } = done('statements.get', { period: '2018-07' });
    const cash = balanceSheet.find((one) => one.row === 1)!;
    expect([cash.beginFen, cash.endFen]).toEqual([92_000_000, 92_000_750]);
    expect([1, 5, 12].map((no) => surplus.find((one) => one.row === no)!.currentFen)).toEqual([
      1_050, 300, 750,
    ]);
    expect(failing()).toEqual([]);
  });
});
