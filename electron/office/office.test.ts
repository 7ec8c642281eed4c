import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Answer, contract, type Input, type Method, type Output } from '../../shared/contract/index.ts';
import { Office } from './office.ts';

let home: string;
let office: Office;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'coopledger-office-'));
  office = new Office({
    door: 'test',
    home,
    paths: 'anywhere',
    remember: false,
    operator: '周会计',
    clock: () => ({ today: '2019-03-01', now: '2019-03-01T08:00:00', nowMs: 0 }),
    randomHex: (bytes) => '0'.repeat(bytes * 2),
    onBug: (_method, error) => {
      throw error;
    },
  });
});
afterEach(() => {
  office.close();
  rmSync(home, { recursive: true });
});

async function refusal(method: string, input: unknown) {
  const answer = await office.dispatch(method, input);
  if (answer.ok) throw new Error('it was taken');
  return answer.error;
}

const INPUTS = { fiscalYear: 2018, hardship: { percent: '', authority: '' }, method: 'C' };

describe('input of the wrong shape', () => {
  test.each<[string, unknown, string]>([
    ['dividends.preview', { inputs: INPUTS }, 'inputs.hardship.percent'],
    ['members.freeze', { id: 1, date: '昨天', reason: '' }, 'date'],
    ['shares.contribute', {}, 'memberId'],
    ['workspace.open', 'no object', ''],
  ])('%s: the sentence is Chinese, the path stays with the field', async (method, input, field) => {
    const { code, message, fields } = await refusal(method, input);
    expect(code).toBe('input');
    expect(message).not.toMatch(/[A-Za-z]/);
    expect(Object.keys(fields ?? {})).toContain(field);
    for (const sentence of Object.values(fields ?? {})) expect(sentence).not.toMatch(/[A-Za-z]/);
  });

  test('what is true of several fields is said once', async () => {
    const { message } = await refusal('shares.contribute', {});
    expect(message).toBe('“入股”填写的内容不对：不能空着；金额要精确到分。');
  });

  test.each(['2018-13', '2018', '2018-112018-01', '0001-01', '2019-04'])(
    'books do not begin in %s, which is no month, or none to begin in',
    async (from) => {
      const path = join(home, '村.coop');
      const input = { path, villageName: '村', cooperativeName: '社', from };
      expect(await refusal('workspace.create', input)).toMatchObject({
        code: 'period',
        fields: { from: expect.stringContaining(from) as string },
      });
    },
  );
});

test('an answer of the wrong shape has written nothing', async () => {
  const path = join(home, '村.coop');
  await office.call('workspace.create', { path, villageName: '村', cooperativeName: '社', from: '2018-01' });
  const broken = vi.spyOn(contract['accounts.add'].output, 'parse').mockImplementation(() => {
    throw new Error('wrong shape');
  });
  await expect(office.call('accounts.add', { parentCode: '523', name: '会议费' })).rejects.toThrow(/shape/);
  broken.mockRestore();
  const accounts = await office.call('accounts.list', {});
  expect(accounts.ok && accounts.value.filter((one) => one.name === '会议费')).toEqual([]);
});

describe('amounts at the edge', () => {
  const HUGE = 100_000_000_000_000;
  async function made() {
    const path = join(home, '村.coop');
    await office.call('workspace.create', {
      path,
      villageName: '村',
      cooperativeName: '社',
      from: '2018-01',
    });
    const person = { name: '张守田', relation: '户主', idNumber: null, phone: '', card: null };
    const { id: personId } = await must('persons.create', { householdId: null, person });
    return must('members.create', { kind: 'person', personId, joinedOn: '2018-01-01' });
  }
  async function must<M extends Method>(method: M, input: Input<M>): Promise<Output<M>> {
    const answer = await office.call(method, input);
    if (!answer.ok) throw new Error(`${method}: ${answer.error.message}`);
    return answer.value;
  }
  const item = async (dim: Input<'items.add'>['dim'], name: string) =>
    (await must('items.list', { dim })).find((one) => one.name === name)?.id ??
    (await must('items.add', { dim, name })).id;

  test.each([HUGE, HUGE / 10, HUGE / 10 - 1, HUGE / 20 + 1])('%d fen, again and again', async (fen) => {
    const member = await made();
    const sales = { itemId: await item('businessItem', '产品销售') };
    const bank = { itemId: await item('bank', '基本存款账户') };
    const paper = { documentNo: '', note: '', attachments: 1 };
    const usual = { kind: 'bank' } as const;
    const calls: (() => Promise<Answer<unknown>>)[] = [
      () =>
        office.call('shares.contribute', {
          ...{ memberId: member.id, date: '2018-01-02', form: 'cash', source: '自筹', fromRelief: false },
          ...{ amountFen: fen, premiumFen: fen, document: '', note: '' },
        }),
      () =>
        office.call('vouchers.save', {
          date: '2018-01-03',
          attachments: 1,
          lines: [
            { summary: '货款', account: '102', debitFen: fen, creditFen: 0, ...bank },
            { summary: '货款', account: '501', debitFen: 0, creditFen: fen, ...sales },
          ],
        }),
      () =>
        office.call('vouchers.save', {
          date: '2018-01-03',
          attachments: 1,
          lines: Array.from({ length: 200 }, () => ({
            ...{ summary: '货款', account: '102', debitFen: fen, creditFen: 0 },
            ...{ itemId: bank.itemId },
          })),
        }),
      () =>
        office.call('business.record', {
          ...paper,
          date: '2018-01-04',
          event: { kind: 'donationCash', party: '某单位', amountFen: fen, money: usual, restricted: false },
        }),
      () =>
        office.call('openings.save', {
          rows: [
            { account: '101', balanceFen: fen, yearDebitFen: 0, yearCreditFen: 0 },
            { account: '33202', balanceFen: -fen, yearDebitFen: 0, yearCreditFen: 0 },
          ],
        }),
    ];
    for (const call of [...calls, ...calls, ...calls]) {
      const answer = await call();
      if (!answer.ok) expect(answer.error.message).toMatch(/元|金额/u);
    }
    const drafts = (await must('vouchers.list', { state: 'draft' })).filter((one) => one.word !== '初');
    const ids = drafts.map((one) => one.id);
    if (ids.length > 0) {
      await must('vouchers.review', { ids });
      await must('vouchers.post', { ids });
    }
    const { checks } = await must('workspace.verify', {});
    expect(checks.filter((one) => !one.ok && one.level === 'block')).toEqual([]);
    await must('periods.check', { period: '2018-01' });
    await must('periods.close', { period: '2018-01' });
    await must('ledger.trialBalance', { from: '2018-01', to: '2018-12' });
    await must('statements.get', { period: '2018-01' });
    const [first] = await must('business.list', {});
    if (first) await must('business.reverse', { id: first.id, date: '2018-02-01', reason: '多打了零' });
  });
});

test('verifying a file says each equation of its books with both sides', async () => {
  const path = join(home, '村.coop');
  const made = await office.call('workspace.create', {
    path,
    villageName: '村',
    cooperativeName: '社',
    from: '2018-01',
  });
  expect(made.ok).toBe(true);
  const answer = await office.call('workspace.verify', {});
  if (!answer.ok) throw new Error(answer.error.message);
  expect(answer.value.checks).toContainEqual({
    name: '股金：总账与股金登记簿按人相符',
    level: 'block',
    ok: true,
    left: '301 股金账面 0.00',
    right: '股金登记簿 0.00',
    rows: [],
  });
  expect(answer.value.checks.filter((check) => !check.ok)).toEqual([]);
});
