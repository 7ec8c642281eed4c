import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Input, Method, Output } from '../../shared/contract/index.ts';
import { Office } from './office.ts';

/**
 * A first month from paper slips, as somebody new would book it: opening, a share, a cold store bought with a grant, wages, a
 * purchase and a sale, the close. Every figure below was added up by hand from the slips.
 */
const home = mkdtempSync(join(tmpdir(), 'coop-january-'));
const path = join(home, '村.coop');
const office = new Office({
  door: 'test',
  home,
  paths: 'anywhere',
  remember: false,
  operator: '李会计',
  clock: () => ({ today: '2018-02-01', now: '2018-02-01T09:00:00', nowMs: 0 }),
  randomHex: (bytes) => '3'.repeat(bytes * 2),
  onBug: (_method, error) => {
    throw error;
  },
});

async function ask<M extends Method>(method: M, input: Input<M>): Promise<Output<M>> {
  const answer = await office.call(method, input);
  if (!answer.ok) throw new Error(`${method}: ${answer.error.message}`);
  return answer.value;
}

const BANK = { kind: 'bank' } as const;
const CASH = { kind: 'cash' } as const;
let slips = 0;
const book = (date: string, event: Input<'business.record'>['event']) =>
  ask('business.record', { date, documentNo: `单 ${++slips}`, note: '', attachments: 1, event });

beforeAll(async () => {
  await ask('workspace.create', {
    path,
    villageName: '张家坝村',
    cooperativeName: '合作社',
    from: '2018-01',
  });
  const [bank] = await ask('items.list', { dim: 'bank' });
  const { id: seller } = await ask('items.add', { dim: 'counterparty', name: '县食用菌菌种站' });
  const none = { yearDebitFen: 0, yearCreditFen: 0 };
  await ask('openings.save', {
    rows: [
      { account: '101', balanceFen: 1_200_00, ...none },
      { account: '102', itemId: bank?.id ?? 0, balanceFen: 48_800_00, ...none },
      { account: '211', itemId: seller, balanceFen: -50_000_00, ...none },
    ],
  });
  const { id: personId } = await ask('persons.create', {
    householdId: null,
    person: { name: '张守田', relation: '户主', idNumber: null, phone: '', card: null },
  });
  const { id: memberId } = await ask('members.create', { kind: 'person', personId, joinedOn: '2018-01-05' });
  await ask('shares.contribute', {
    memberId,
    date: '2018-01-05',
    form: 'cash',
    source: '自筹',
    fromRelief: false,
    amountFen: 20_000_00,
    document: '',
    note: '',
    money: CASH,
  });
  const project = '冷库项目';
  await book('2018-01-08', { kind: 'grantReceived', project, amountFen: 300_000_00, money: BANK });
  await ask('assets.acquire', {
    date: '2018-01-15',
    standing: 'booked',
    account: '151',
    facts: {
      ...{ no: 'LK-01', name: '冷库', category: '房屋建筑物', spec: '', unit: '座', supplier: '制冷公司' },
      ...{ documentNo: '', use: 'production', place: '', department: '', custodian: '' },
      ...{ ownerKind: 'cooperative', owner: '', controlContract: '', note: '' },
    },
    costFen: 310_000_00,
    funding: [
      { source: 'state', note: project, amountFen: 300_000_00 },
      { source: 'own', note: '', amountFen: 10_000_00 },
    ],
    terms: { method: 'straight-line', lifeMonths: 240, residual: '5' },
    isRelief: true,
    relief: null,
    pieces: null,
    attachments: 1,
    how: { kind: 'granted', project, grantFen: 300_000_00, party: '制冷公司', paid: BANK },
  });
  const people = [{ name: '王德福', payItem: '劳务费', amountFen: 1_098_00 }];
  const charge = { account: '141', item: '菌袋第1批' };
  await book('2018-01-25', { kind: 'wagesAccrued', payroll: 'labour', people, charge });
  await book('2018-01-26', { kind: 'wagesPaid', payroll: 'labour', people, money: CASH });
  const goods = { product: '干菇', quantity: '100' };
  await book('2018-01-27', {
    kind: 'buyOutside',
    party: '县农资公司',
    goods: [{ ...goods, amountFen: 6_000_00 }],
    paid: BANK,
  });
  const buyer = { kind: 'party', party: '西安菇行' } as const;
  await book('2018-01-30', {
    kind: 'sale',
    buyer,
    received: BANK,
    goods: [{ ...goods, amountFen: 7_500_00 }],
  });
  await ask('vouchers.post', { ids: (await ask('vouchers.list', {})).map((one) => one.id) });
  await ask('periods.close', { period: '2018-01' });
});
afterAll(() => {
  office.close();
  rmSync(home, { recursive: true, force: true });
});

test('the vouchers are those of the worked entries', async () => {
  const vouchers = await ask('vouchers.list', {});
  const lines = await Promise.all(
    vouchers.map(async ({ id }) =>
      (await ask('vouchers.get', { id })).lines
        .map(
          (line) =>
            `${line.debitFen === 0 ? '贷' : '借'}${line.accountCode} ${line.debitFen + line.creditFen}`,
        )
        .join(' '),
    ),
  );
  expect(lines).toEqual([
    '借101 2000000 贷301 2000000',
    '借102 30000000 贷235 30000000',
    '借151 31000000 贷102 31000000 借235 30000000 贷311 30000000',
    '借141 109800 贷213 109800',
    '借213 109800 贷101 109800',
    '借121 600000 贷102 600000',
    '借102 750000 贷501 750000',
    '借521 600000 贷121 600000',
    '借501 750000 贷331 750000',
    '借331 600000 贷521 600000',
  ]);
});

test('the statements are what the slips add up to', async () => {
  const { balanceSheet, surplus, equity, checks } = await ask('statements.get', { period: '2018-01' });
  const end = (row: number) => balanceSheet.find((one) => one.row === row)?.endFen;
  const begin = (row: number) => balanceSheet.find((one) => one.row === row)?.beginFen;
  // 1,200 + 20,000 − 1,098 cash, 48,800 + 300,000 − 310,000 − 6,000 + 7,500 at the bank.
  expect([1, 4, 10, 22, 24, 36, 37, 40, 42].map(end)).toEqual([
    60_402_00, 1_098_00, 310_000_00, 371_500_00, 50_000_00, 20_000_00, 300_000_00, 1_500_00, 371_500_00,
  ]);
  expect([1, 22, 24, 42].map(begin)).toEqual([50_000_00, 50_000_00, 50_000_00, 50_000_00]);
  expect([1, 3, 12, 20].map((row) => surplus.find((one) => one.row === row)?.currentFen)).toEqual([
    7_500_00, 6_000_00, 1_500_00, 1_500_00,
  ]);
  expect(equity.find((one) => one.key === 'specialFund')?.endFen).toBe(300_000_00);
  expect(checks.filter((check) => !check.ok)).toEqual([]);
});

test('the file’s check finds an entry that was changed behind its back', async () => {
  expect((await ask('workspace.verify', {})).checks.filter((check) => !check.ok)).toEqual([]);
  office.close();
  const database = new Database(path);
  database.exec(`DROP TRIGGER entry_is_final_u; UPDATE entry SET credit_fen = credit_fen + 1 WHERE voucher_id =
    (SELECT id FROM voucher WHERE source = 'share') AND credit_fen > 0;`);
  database.close();
  await ask('workspace.open', { path });
  const broken = (await ask('workspace.verify', {})).checks.filter((check) => !check.ok);
  expect(broken.find((check) => check.name.startsWith('股金：总账与股金登记簿'))).toMatchObject({
    left: expect.stringContaining('20,000.01') as string,
    right: expect.stringContaining('20,000.00') as string,
  });
  expect(broken.map((check) => check.name)).toContain('每张凭证借贷相等');
});
