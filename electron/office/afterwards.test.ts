import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Input, Method, Output } from '../../shared/contract/index.ts';
import { Office } from './office.ts';

/**
 * What is done afterwards: undone, dated back, paid late, opened in the middle of a year. Each told through the contract, and after each the
 * months close.
 */
let home: string;
let office: Office;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'coop-afterwards-'));
  office = new Office({
    door: 'test',
    home,
    paths: 'anywhere',
    remember: false,
    operator: '李会计',
    clock: () => ({ today: '2022-06-30', now: '2022-06-30T09:00:00', nowMs: 0 }),
    randomHex: (bytes) => '7'.repeat(bytes * 2),
    onBug: (method, error) => {
      throw new Error(`${method} broke`, { cause: error });
    },
  });
});
afterEach(() => {
  office.close();
  rmSync(home, { recursive: true });
});

async function done<M extends Method>(method: M, input: Input<M>): Promise<Output<M>> {
  const answer = await office.call(method, input);
  if (!answer.ok) throw new Error(`${method}: ${answer.error.message}`);
  return answer.value;
}

async function refusal(call: Promise<Answer<unknown>>): Promise<string> {
  const answer = await call;
  if (answer.ok) throw new Error('it was taken');
  return `${answer.error.code} ${answer.error.message}`;
}

const item = async (dim: Input<'items.add'>['dim'], name: string) =>
  (await done('items.list', { dim })).find((one) => one.name === name)?.id ??
  (await done('items.add', { dim, name })).id;

type HandLine = readonly [side: '借' | '贷', account: string, fen: number, more?: object];

async function hand(date: string, ...lines: HandLine[]): Promise<number> {
  const { id } = await done('vouchers.save', {
    date,
    attachments: 1,
    lines: lines.map(([side, account, fen, more]) => ({
      summary: '凭证',
      account,
      debitFen: side === '借' ? fen : 0,
      creditFen: side === '贷' ? fen : 0,
      ...more,
    })),
  });
  return id;
}

/** A surplus (or, negative, a loss) of a day, in money. */
async function earn(date: string, fen: number): Promise<void> {
  const bank = { itemId: await item('bank', '基本存款账户') };
  const sales = { itemId: await item('businessItem', '产品销售') };
  await hand(date, ['借', '102', fen, bank], ['贷', '501', fen, sales]);
}

/** Everything that waits is posted, and every month up to this one closed. */
async function closeTo(last: string): Promise<void> {
  for (const state of ['draft', 'reviewed'] as const) {
    const ids = (await done('vouchers.list', { state }))
      .filter((one) => one.word !== '初')
      .map((one) => one.id);
    if (ids.length > 0) await done(state === 'draft' ? 'vouchers.review' : 'vouchers.post', { ids });
  }
  for (;;) {
    const { currentPeriod } = await done('periods.list', {});
    if (currentPeriod > last) return;
    await done('periods.close', { period: currentPeriod });
  }
}

async function expectRight(): Promise<void> {
  const { checks } = await done('workspace.verify', {});
  expect(checks.filter((check) => !check.ok && check.level === 'block')).toEqual([]);
}

async function open(from: string): Promise<void> {
  await done('workspace.create', {
    path: join(home, '村.coop'),
    villageName: '张家坝村',
    cooperativeName: '合作社',
    from,
  });
}

/** Members who each put in 10,000 yuan on a day. */
async function members(count: number, date: string): Promise<number[]> {
  const ids: number[] = [];
  for (let n = 1; n <= count; n++) {
    const organisation = { name: `第${n}社`, code: `C${n}`, isVillageBody: false };
    const { id } = await done('members.create', {
      kind: 'organisation',
      organisation,
      joinedOn: '2015-01-01',
    });
    await done('shares.contribute', {
      ...{ memberId: id, date, source: '自筹', fromRelief: false, amountFen: 1_000_000 },
      ...{ form: 'cash', document: '', note: '' },
    });
    ids.push(id);
  }
  return ids;
}

/** By shares only, half of the surplus into the reserve. */
async function approve(
  fiscalYear: number,
  date: string,
  more: Partial<Input<'dividends.approve'>['inputs']> = {},
): Promise<number> {
  const inputs = {
    ...(await done('dividends.defaults', { fiscalYear })),
    patronagePercent: '0',
    shareOnlyResolution: '决0',
    reservePercent: '50',
    ...more,
  };
  const all = (await done('members.list', {})).filter((one) => one.state !== 'left').length;
  const meeting = {
    ...{ date, resolution: '决1', postingDate: date },
    ...{ present: all, votesFor: all, votesTotal: all },
  };
  return (await done('dividends.approve', { inputs, meeting })).id;
}

const business = (date: string, event: Input<'business.record'>['event']) =>
  office.call('business.record', { date, documentNo: '', note: '', attachments: 1, event });

const loss = (date: string, amountFen: number) =>
  business(date, { kind: 'lossFromReserve', amountFen, resolution: '决2' });

async function balance(code: string): Promise<number> {
  const { from } = { from: (await done('periods.list', {})).firstPeriod };
  const { rows } = await done('ledger.trialBalance', { from, to: '2022-06' });
  const row = rows.find((one) => one.code === code);
  return row ? row.closingCreditFen - row.closingDebitFen : 0;
}

const shares = async () => (await done('members.list', {})).map((one) => one.reserveShareFen);

describe('a withdrawal', () => {
  test('undone in a later month gives the reserve share back in that month', async () => {
    await open('2018-01');
    const [first = 0] = await members(2, '2018-01-05');
    await earn('2018-03-01', 300_000);
    const { id } = await done('shares.requestWithdrawal', {
      memberId: first,
      appliedOn: '2018-05-01',
      document: '申请1',
    });
    await closeTo('2018-12');
    await approve(2018, '2019-01-10');
    const { id: share } = await done('shares.effectWithdrawal', {
      id,
      date: '2019-02-15',
      document: '申请1',
    });
    expect(await shares()).toEqual([0, 75_000]);
    await done('shares.reverse', { id: share, date: '2019-03-12', reason: '撤回' });
    expect(await shares()).toEqual([75_000, 75_000]);
    await closeTo('2019-03');
    await expectRight();
  });

  test('before the run is posted refunds no reserve that is not there yet; what comes late is refunded by itself', async () => {
    await open('2018-01');
    const [first = 0] = await members(2, '2018-01-05');
    await earn('2018-03-01', 300_000);
    const { id } = await done('shares.requestWithdrawal', {
      memberId: first,
      appliedOn: '2018-05-01',
      document: '申请1',
    });
    await closeTo('2018-12');
    const early = await done('shares.effectWithdrawal', { id, date: '2019-01-05', document: '申请1' });
    expect(early.warnings.join()).toContain('退还公积金份额');
    expect(
      await refusal(business('2019-01-20', { kind: 'reserveRefund', memberId: first, paid: null })),
    ).toMatch(/没有可以退还/u);
    await approve(2018, '2019-03-10');
    expect(await shares()).toEqual([75_000, 75_000]);
    const refunded = await business('2019-03-12', {
      kind: 'reserveRefund',
      memberId: first,
      paid: { kind: 'cash' },
    });
    if (!refunded.ok) throw new Error(refunded.error.message);
    expect(await shares()).toEqual([0, 75_000]);
    expect(await balance('322')).toBe(75_000);
    await closeTo('2019-03');
    await expectRight();
  });

  test('is refused while the reserve it would refund is not in the books', async () => {
    await open('2018-01');
    const [first = 0] = await members(2, '2018-01-05');
    await earn('2018-03-01', 300_000);
    const { id } = await done('shares.requestWithdrawal', {
      memberId: first,
      appliedOn: '2018-05-01',
      document: '申请1',
    });
    await closeTo('2018-12');
    await approve(2018, '2019-03-10');
    const effect = office.call('shares.effectWithdrawal', { id, date: '2019-01-15', document: '申请1' });
    expect(await refusal(effect)).toMatch(/^reserve_not_enough .*方案入账以后/u);
  });

  test('without capital pays nothing out, and may be taken back', async () => {
    await open('2018-01');
    const [first = 0, second = 0] = await members(2, '2018-01-05');
    await earn('2018-03-01', 300_000);
    await closeTo('2018-12');
    await approve(2018, '2019-01-10');
    await done('shares.transfer', {
      ...{ fromMemberId: first, toMemberId: second, date: '2019-01-20', amountFen: 1_000_000 },
      ...{ agreement: '协议', note: '' },
    });
    const { id } = await done('shares.requestWithdrawal', {
      memberId: first,
      appliedOn: '2019-02-01',
      document: '申请1',
    });
    await closeTo('2019-11');
    await done('shares.effectWithdrawal', { id, date: '2020-03-15', document: '申请1' });
    expect(await shares()).toEqual([75_000, 75_000]);
    await done('shares.cancelWithdrawal', { id, reason: '不退了' });
    expect((await done('members.list', {})).map((one) => one.state)).toEqual(['active', 'active']);
    await closeTo('2020-03');
    await expectRight();
  });
});

describe('a loss met from the reserve', () => {
  async function lost(): Promise<number[]> {
    await open('2018-01');
    const ids = await members(2, '2018-01-05');
    await earn('2018-03-01', 300_000);
    await closeTo('2018-12');
    await approve(2018, '2019-01-10');
    await earn('2019-04-01', -100_000);
    await closeTo('2019-12');
    return ids;
  }

  test('is met once, also when the second time is dated back', async () => {
    await lost();
    expect((await loss('2020-03-05', 100_000)).ok).toBe(true);
    expect(await refusal(loss('2020-01-05', 100_000))).toMatch(/^loss_too_small/u);
    expect([await balance('322'), await balance('332')]).toEqual([50_000, 0]);
  });

  test('stands while a later run rests on it', async () => {
    await lost();
    const met = await loss('2020-01-05', 100_000);
    if (!met.ok) throw new Error(met.error.message);
    await earn('2020-03-01', 200_000);
    await closeTo('2020-11');
    await done('periods.carryYear', { year: 2020 });
    await approve(2020, '2021-01-10');
    const { id } = met.value as { id: number };
    const undo = office.call('business.reverse', { id, date: '2020-12-20', reason: '重议' });
    expect(await refusal(undo)).toMatch(/^run_stands .*2021 年的日期/u);
    await closeTo('2021-01');
    await expectRight();
  });

  test('undone after somebody left gives them a share that can be paid out', async () => {
    const [first = 0] = await lost();
    const met = await loss('2020-01-05', 100_000);
    if (!met.ok) throw new Error(met.error.message);
    const asked = await done('shares.requestWithdrawal', {
      memberId: first,
      appliedOn: '2019-05-01',
      document: '申请1',
    });
    await done('shares.effectWithdrawal', { id: asked.id, date: '2020-02-01', document: '申请1' });
    const { id } = met.value as { id: number };
    const { warnings } = await done('business.reverse', { id, date: '2020-02-10', reason: '重议' });
    expect(warnings.join()).toMatch(/已经退社的 .*退还公积金份额/u);
    const refunded = await business('2020-02-11', { kind: 'reserveRefund', memberId: first, paid: null });
    expect(refunded.ok).toBe(true);
    expect(await shares()).toEqual([0, 75_000]);
    await closeTo('2020-02');
    await expectRight();
  });
});

describe('a voucher undone in the next year', () => {
  test('of equity is red, because its statements have lines for one direction only', async () => {
    await open('2018-01');
    await members(2, '2018-01-05');
    const bank = { itemId: await item('bank', '基本存款账户') };
    const gift = { itemId: await item('fundSource', '他人捐赠') };
    const id = await hand('2018-12-05', ['借', '102', 10_000, bank], ['贷', '311', 10_000, gift]);
    await closeTo('2018-12');
    const undone = await done('vouchers.reverse', { id, date: '2019-01-10', reason: '记错' });
    const { lines } = await done('vouchers.get', { id: undone.id });
    expect(lines.map((one) => [one.debitFen, one.creditFen])).toEqual([
      [-10_000, 0],
      [0, -10_000],
    ]);
    await closeTo('2019-01');
    await expectRight();
  });

  test('of stock takes the quantity out that it brought in', async () => {
    await open('2018-01');
    await members(1, '2018-01-05');
    const bank = { itemId: await item('bank', '基本存款账户') };
    const goods = { itemId: await item('product', '香菇'), quantity: '100' };
    const id = await hand('2018-12-05', ['借', '121', 10_000, goods], ['贷', '102', 10_000, bank]);
    await closeTo('2018-12');
    await done('vouchers.reverse', { id, date: '2019-01-10', reason: '记错' });
    expect(await done('business.stock', {})).toEqual([]);
    await closeTo('2019-01');
    await expectRight();
  });
});

describe('what was counted or used stays', () => {
  test('a draft of a carried year is neither voided nor rewritten', async () => {
    await open('2018-01');
    await members(2, '2018-01-05');
    await earn('2018-03-01', 300_000);
    await closeTo('2018-11');
    await earn('2018-12-10', 50_000);
    const [draft] = await done('vouchers.list', { state: 'draft' });
    await done('periods.carryYear', { year: 2018 });
    const id = draft?.id ?? 0;
    expect(await refusal(office.call('vouchers.void', { id, reason: '不要了' }))).toMatch(/^year_carried/u);
    const bank = { itemId: await item('bank', '基本存款账户') };
    const rewritten = office.call('vouchers.save', {
      ...{ id, date: '2018-12-10', attachments: 1 },
      lines: [
        { summary: '改', account: '101', debitFen: 5, creditFen: 0 },
        { summary: '改', account: '102', debitFen: 0, creditFen: 5, ...bank },
      ],
    });
    expect(await refusal(rewritten)).toMatch(/^year_carried/u);
    await approve(2018, '2018-12-31');
    await closeTo('2018-12');
    await expectRight();
  });

  test('a year without surplus, but with a run, takes no income after it', async () => {
    await open('2018-01');
    await members(2, '2018-01-05');
    await earn('2018-03-01', 300_000);
    await closeTo('2019-12');
    await approve(2019, '2020-01-10');
    await done('periods.reopen', { period: '2019-12', reason: '漏记', authorisedBy: '理事长' });
    await expect(earn('2019-12-20', 5_000)).rejects.toThrow(/2019 年度的分红方案已经按账上的盈余批准/u);
    await closeTo('2020-01');
    await expectRight();
  });

  test('① is not taken back while a loss it showed is met', async () => {
    await open('2018-01');
    await members(2, '2018-01-05');
    await earn('2018-03-01', 300_000);
    await closeTo('2018-12');
    await approve(2018, '2019-01-10');
    await earn('2019-04-01', -100_000);
    await closeTo('2019-11');
    await done('periods.carryYear', { year: 2019 });
    expect((await loss('2019-12-31', 100_000)).ok).toBe(true);
    const undo = office.call('periods.undoCarryYear', { year: 2019, reason: '漏记收入' });
    expect(await refusal(undo)).toMatch(/^loss_met .*先冲销补亏/u);
    const [met] = await done('business.list', {});
    await done('business.reverse', { id: met?.id ?? 0, date: '2019-12-31', reason: '重算' });
    await done('periods.undoCarryYear', { year: 2019, reason: '漏记收入' });
    await earn('2019-12-05', 60_000);
    await closeTo('2019-12');
    expect(await refusal(loss('2020-01-05', 100_000))).toMatch(/只有 400\.00/u);
    await expectRight();
  });

  test('two years that nobody closed are a backlog, not an error', async () => {
    await open('2018-01');
    await members(1, '2018-01-05');
    await earn('2018-05-01', 300_000);
    await earn('2019-05-01', 100_000);
    await earn('2020-01-05', 1_000);
    await expectRight();
    await closeTo('2020-01');
    await expectRight();
  });

  test('goods and 资本公积 typed by hand, too', async () => {
    await open('2018-01');
    await members(2, '2018-01-05');
    const bank = { itemId: await item('bank', '基本存款账户') };
    const gain = { itemId: await item('reserveSource', '资产评估增值') };
    const reserve = await hand('2018-02-01', ['借', '102', 600, bank], ['贷', '321', 600, gain]);
    await done('shares.fromReserve', {
      date: '2018-02-10',
      reserve: '321',
      amountFen: 600,
      resolution: '决3',
    });
    expect(await refusal(office.call('vouchers.void', { id: reserve, reason: '不要了' }))).toMatch(
      /^in_use/u,
    );
    const goods = { itemId: await item('product', '菌棒'), quantity: '100' };
    const stock = await hand('2018-03-01', ['借', '121', 600, goods], ['贷', '102', 600, bank]);
    const sold = await business('2018-03-02', {
      ...{ kind: 'sale', buyer: { kind: 'party', party: '' }, received: { kind: 'cash' } },
      goods: [{ product: '菌棒', quantity: '40', amountFen: 900 }],
    });
    expect(sold.ok).toBe(true);
    expect(await refusal(office.call('vouchers.void', { id: stock, reason: '不要了' }))).toMatch(
      /^in_use .*菌棒/u,
    );
    await closeTo('2018-03');
    const undo = office.call('vouchers.reverse', { id: stock, date: '2018-04-01', reason: '记错' });
    expect(await refusal(undo)).toMatch(/^in_use .*菌棒/u);
    await expectRight();
  });

  test('goods brought at another cost than they left at', async () => {
    await open('2018-01');
    const [first = 0, second = 0] = await members(2, '2018-01-05');
    const bring = (memberId: number, amountFen: number) =>
      done('shares.contribute', {
        ...{ memberId, date: '2018-02-01', form: 'in-kind', source: '自筹', fromRelief: false, amountFen },
        ...{ document: '评1', note: '', asset: { account: '121', itemName: '木屑', quantity: '100' } },
      });
    await bring(first, 100_000);
    const { id } = await bring(second, 50_000);
    const sold = await business('2018-03-02', {
      ...{ kind: 'sale', buyer: { kind: 'party', party: '' }, received: { kind: 'cash' } },
      goods: [{ product: '木屑', quantity: '100', amountFen: 90_000 }],
    });
    expect(sold.ok).toBe(true);
    const undo = office.call('shares.reverse', { id, date: '2018-04-01', reason: '记错' });
    expect(await refusal(undo)).toMatch(/^in_use .*对不上/u);
  });
});

test('books do not begin before what is registered without vouchers', async () => {
  await open('2020-01');
  await members(2, '2017-01-05');
  await approve(2018, '2019-03-10', { surplusFen: 300_000, openingUndistributedFen: 0 });
  expect(await refusal(office.call('openings.setStart', { firstPeriod: '2019-01' }))).toMatch(
    /^events_before 2019-03-10 /u,
  );
  expect((await office.call('openings.setStart', { firstPeriod: '2019-04' })).ok).toBe(true);
});

describe('a contribution', () => {
  test('is not undone once what it brought is sold, or its premium turned into capital', async () => {
    await open('2018-01');
    const [first = 0] = await members(2, '2018-01-05');
    const kind = { memberId: first, source: '自筹', fromRelief: false, document: '评1', note: '' } as const;
    const wood = await done('shares.contribute', {
      ...{ ...kind, date: '2018-02-01', form: 'in-kind', amountFen: 10_000 },
      asset: { account: '121', itemName: '木屑', quantity: '100' },
    });
    const sold = await business('2018-02-10', {
      ...{ kind: 'sale', buyer: { kind: 'party', party: '' }, received: { kind: 'cash' } },
      goods: [{ product: '木屑', quantity: '100', amountFen: 12_000 }],
    });
    expect(sold.ok).toBe(true);
    const undo = (id: number) => office.call('shares.reverse', { id, date: '2018-04-01', reason: '记错' });
    expect(await refusal(undo(wood.id))).toMatch(/^in_use .*木屑/u);
    const paid = await done('shares.contribute', {
      ...{ ...kind, date: '2018-02-20', form: 'cash', amountFen: 100_000, premiumFen: 50_000 },
    });
    await done('shares.fromReserve', {
      ...{ date: '2018-03-01', reserve: '321', amountFen: 50_000, resolution: '决3' },
    });
    expect(await refusal(undo(paid.id))).toMatch(/^in_use .*资本公积/u);
    await closeTo('2018-04');
    await expectRight();
  });

  test('from reserves of before the books is undone in the reserve it came from', async () => {
    await open('2020-01');
    await members(1, '2018-01-05');
    const { id } = await done('shares.fromReserve', {
      ...{ date: '2019-03-01', reserve: '321', amountFen: 50_000, resolution: '决3' },
    });
    const bank = await item('bank', '基本存款账户');
    const none = { yearDebitFen: 0, yearCreditFen: 0 };
    await done('openings.save', { rows: [{ account: '102', itemId: bank, balanceFen: 1_050_000, ...none }] });
    await closeTo('2020-01');
    await done('shares.reverse', { id, date: '2020-02-20', reason: '决议无效' });
    expect([await balance('321'), await balance('322'), await balance('301')]).toEqual([
      50_000, 0, 1_000_000,
    ]);
    await closeTo('2020-02');
    await expectRight();
  });
});

describe('openings', () => {
  const none = { yearDebitFen: 0, yearCreditFen: 0 };

  test('in July, with last year’s surplus decided on and half paid in spring', async () => {
    await open('2018-07');
    const [first = 0] = await members(2, '2017-01-05');
    const runId = await approve(2017, '2018-03-10', { surplusFen: 300_000, openingUndistributedFen: 0 });
    await done('dividends.pay', {
      ...{ runId, date: '2018-03-12', method: 'transfer', note: '' },
      members: [{ memberId: first }],
    });
    const bank = await item('bank', '基本存款账户');
    const reserve = await item('purpose', '提取盈余公积');
    const rest = await item('purpose', '剩余盈余分配');
    const { balanced, warnings } = await done('openings.save', {
      rows: [
        { account: '102', itemId: bank, balanceFen: 2_225_000, yearDebitFen: 0, yearCreditFen: 75_000 },
        { account: '322', itemId: reserve, balanceFen: -150_000, yearDebitFen: 0, yearCreditFen: 150_000 },
        { account: '33201', itemId: reserve, balanceFen: 150_000, yearDebitFen: 150_000, yearCreditFen: 0 },
        { account: '33201', itemId: rest, balanceFen: 150_000, yearDebitFen: 150_000, yearCreditFen: 0 },
        { account: '33202', balanceFen: -300_000, ...none },
      ],
    });
    expect([balanced, warnings]).toEqual([true, []]);
    await earn('2018-07-02', 100);
    await closeTo('2018-07');
    const { surplus } = await done('statements.get', { period: '2018-07' });
    expect([13, 15, 18, 20].map((row) => surplus.find((one) => one.row === row)?.currentFen)).toEqual([
      300_000, 150_000, 150_000, 100,
    ]);
    await expectRight();
  });

  test('less than what was quantified from them are not locked', async () => {
    await open('2019-01');
    await members(2, '2017-01-05');
    await approve(2017, '2018-03-10', { surplusFen: 300_000, openingUndistributedFen: 0 });
    const bank = await item('bank', '基本存款账户');
    const saved = await done('openings.save', {
      rows: [{ account: '102', itemId: bank, balanceFen: 2_150_000, ...none }],
    });
    expect(saved).toMatchObject({ balanced: true, warnings: [expect.stringMatching(/少于启用前已经量化/u)] });
    await earn('2019-01-02', 100);
    const ids = (await done('vouchers.list', { state: 'draft' }))
      .filter((one) => one.word !== '初')
      .map((one) => one.id);
    await done('vouchers.review', { ids });
    expect(await refusal(office.call('vouchers.post', { ids }))).toMatch(/^opening_wrong/u);
  });

  test('a run from before them, made void in the books, may be decided on again', async () => {
    await open('2019-01');
    await members(2, '2017-01-05');
    const old = await approve(2017, '2018-03-10', { surplusFen: 300_000, openingUndistributedFen: 0 });
    const bank = await item('bank', '基本存款账户');
    const reserve = await item('purpose', '提取盈余公积');
    await done('openings.save', {
      rows: [
        { account: '102', itemId: bank, balanceFen: 2_300_000, ...none },
        { account: '322', itemId: reserve, balanceFen: -150_000, ...none },
      ],
    });
    await closeTo('2019-01');
    await done('dividends.void', { id: old, reason: '盈余算错' });
    await approve(2017, '2019-02-10', { surplusFen: 280_000, openingUndistributedFen: 0 });
    await closeTo('2019-02');
    await expectRight();
  });
});

test('a year whose surplus is carried takes no income any more; the next day does', async () => {
  await open('2018-01');
  await members(2, '2018-01-05');
  await earn('2018-03-01', 300_000);
  await closeTo('2018-11');
  await done('periods.carryYear', { year: 2018 });
  await approve(2018, '2018-12-31');
  const interest = { kind: 'interestAccrued', lender: '信用社', amountFen: 100 } as const;
  expect(await refusal(business('2018-12-31', interest))).toMatch(/^year_carried .*2019 年的日期/u);
  expect((await business('2019-01-01', interest)).ok).toBe(true);
  await closeTo('2019-01');
  await expectRight();
});
