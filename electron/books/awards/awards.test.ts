import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { contract, type Input, type Output } from '../../../shared/contract/index.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { PreparedHandler } from '../../workspace/handlers.ts';
import { testWorkspace, type TestWorkspace } from '../../workspace/testing.ts';
import { csv, idNumberOf } from '../imports/importingForTests.ts';
import { industryHandlers } from '../industry/index.ts';
import { createHousehold, createPerson, recordDeath } from '../village/index.ts';
import { awardChecks, awardsHandlers } from './index.ts';

const CARDS = ['6230000000000000011', '6230000000000000029', '6230000000000000037'];

let workspace: TestWorkspace;
/** H001 张守田 with his wife, H002 李秀英, H003 王德福 without a card. */
let homes: { id: number; headId: number }[];
let wife: number;
let kinds: Record<string, number>;

beforeEach(() => {
  workspace = testWorkspace();
  homes = ['张守田', '李秀英', '王德福'].map((name, index) => {
    const made = workspace.run((ctx) =>
      createHousehold(
        ctx,
        { code: `H00${index + 1}`, groupNo: index + 1, category: '一般', phone: '', note: '' },
        {
          name,
          relation: '户主',
          idNumber: idNumberOf(index + 1),
          phone: '',
          card: index === 2 ? null : CARDS[index]!,
        },
      ),
    );
    if (!made.ok) throw new Error(made.error.message);
    return made.value;
  });
  const made = workspace.run((ctx) =>
    createPerson(
      ctx,
      { name: '陈桂花', relation: '配偶', idNumber: idNumberOf(9), phone: '', card: CARDS[2]! },
      { householdId: homes[0]!.id },
    ),
  );
  if (!made.ok) throw new Error(made.error.message);
  wife = made.value.id;
  kinds = Object.fromEntries(ask('industry.kinds', {}).map((kind) => [kind.name, kind.id]));
});
afterEach(() => {
  expect(awardChecks(workspace.connection).filter((check) => !check.ok)).toEqual([]);
  workspace.close();
});

type Asked = keyof typeof industryHandlers | keyof typeof awardsHandlers;
const HANDLERS = { ...industryHandlers, ...awardsHandlers };

function attempt<M extends Asked>(method: M, input: Input<M>, today?: string): Result<Output<M>> {
  const handler = HANDLERS[method] as unknown as (context: unknown, input: unknown) => Result<Output<M>>;
  const parsed = contract[method].input.parse(input);
  return workspace.run((ctx) => handler(ctx, parsed), today === undefined ? undefined : { today });
}

function ask<M extends Asked>(method: M, input: Input<M>): Output<M> {
  const result = attempt(method, input);
  if (!result.ok) throw new Error(result.error.message);
  return contract[method].output.parse(result.value) as Output<M>;
}

function refusal<M extends Asked>(method: M, input: Input<M>, today?: string): string {
  const result = attempt(method, input, today);
  expect(result.ok).toBe(false);
  return result.ok ? '' : result.error.message;
}

type Terms = Input<'awards.saveProgramme'>['terms'];
const TERMS: Terms = {
  year: 2018,
  name: '产业奖补',
  basis: 'scale',
  document: '文件 1 号',
  fund: '财政',
  monthFen: null,
  capFen: null,
  rates: [],
  note: '',
};

function rate(
  kind: string,
  text: string,
  more: Partial<Terms['rates'][number]> = {},
): Terms['rates'][number] {
  return { kindId: kinds[kind]!, rate: text, fromScale: '0', capFen: null, ...more };
}

/** Mushrooms 5,400 with the first, 3,000 with the second; the first's chickens 40; bees 20 with the third. */
function growing(inspected: boolean): void {
  const row = (home: number, kind: string, scale: string): Input<'industry.save'>['rows'][number] => ({
    householdId: homes[home]!.id,
    kindId: kinds[kind]!,
    scale,
    inputFen: 100_00,
    expectedFen: 300_00,
    output: null,
    incomeFen: null,
    note: '',
  });
  ask('industry.save', {
    year: 2018,
    rows: [row(0, '香菇', '5400'), row(1, '香菇', '3000'), row(0, '乌鸡', '40'), row(2, '养蜂', '20')],
    reason: '',
  });
  if (inspected) inspectAll();
}

function inspectAll(): void {
  ask('industry.inspect', {
    date: '2018-11-15',
    inspector: '验收组',
    rows: ask('industry.list', { year: 2018 }).map(({ id, scale }) => ({ industryId: id, scale, note: '' })),
  });
}

function noticed(id: number): void {
  ask('awards.approve', { id, date: '2018-12-01', document: '会议纪要' });
  ask('awards.notice', { id, from: '2018-12-02', to: '2018-12-08', note: '公开栏' });
}

/** 定额 500.00, 800.00, 300.00 of the three, up to the notice. */
function fixedProgramme(): number {
  const { id } = ask('awards.saveProgramme', { terms: { ...TERMS, name: '定额补助', basis: 'fixed' } });
  ask('awards.saveLines', {
    id,
    lines: [500_00, 800_00, 300_00].map((amountFen, index) => ({
      householdId: homes[index]!.id,
      kindId: null,
      months: null,
      amountFen,
      note: '',
    })),
  });
  noticed(id);
  return id;
}

const only = (home: number, amountFen?: number) => [
  { householdId: homes[home]!.id, ...(amountFen === undefined ? {} : { amountFen }) },
];

describe('awards by scale', () => {
  it('are the inspected scale times its rate, within the limits; who is left out is said with the reason', () => {
    growing(true);
    const { id } = ask('awards.saveProgramme', {
      terms: {
        ...TERMS,
        rates: [
          rate('香菇', '0.5', { capFen: 2_000_00 }),
          rate('乌鸡', '10', { fromScale: '50' }),
          rate('养蜂', '150'),
        ],
      },
    });
    const made = ask('awards.compute', { id });
    expect(made).toMatchObject({ lines: 3, amountFen: 2_000_00 + 1_500_00 + 3_000_00 });
    expect(made.leftOut.map((one) => [one.householdCode, one.kind, one.reason])).toEqual([
      ['H001', '乌鸡', '验收 40 只，不到起补的 50 只'],
    ]);
    const { lines, programme } = ask('awards.get', { id });
    expect(lines.map((line) => line.how)).toEqual([
      '5,400 筒 × 0.5 元 = 2,700.00，按上限 2,000.00',
      '3,000 筒 × 0.5 元 = 1,500.00',
      '20 箱 × 150 元 = 3,000.00',
    ]);
    expect(programme).toMatchObject({ state: 'draft', households: 3, amountFen: 6_500_00 });
    // Once more: nothing doubles.
    expect(ask('awards.compute', { id })).toMatchObject({ lines: 3, amountFen: 6_500_00 });
    // A draft's awards are nobody's yet.
    expect(ask('industry.list', { year: 2018, householdId: homes[0]!.id })[0]!.awardFen).toBe(0);
    ask('awards.approve', { id, date: '2018-12-01', document: '纪要' });
    expect(ask('industry.list', { year: 2018, householdId: homes[0]!.id })[0]!.awardFen).toBe(2_000_00);
  });

  it('need an inspection, and by hand a reason', () => {
    growing(false);
    const { id } = ask('awards.saveProgramme', { terms: { ...TERMS, rates: [rate('香菇', '0.5')] } });
    expect(ask('awards.compute', { id }).leftOut.map((one) => one.reason)).toEqual(['没有验收', '没有验收']);
    const line = {
      householdId: homes[0]!.id,
      kindId: kinds['香菇']!,
      months: null,
      amountFen: null,
      note: '',
    };
    expect(refusal('awards.saveLines', { id, lines: [line] })).toContain('没有验收或没有标准');
    expect(refusal('awards.saveLines', { id, lines: [{ ...line, amountFen: 900_00 }] })).toContain(
      '请在备注里写明依据',
    );
    ask('awards.saveLines', { id, lines: [{ ...line, amountFen: 900_00, note: '水毁，按户核定' }] });
    inspectAll();
    // What was decided by hand stays beside what is computed.
    expect(ask('awards.compute', { id })).toMatchObject({ lines: 2, amountFen: 900_00 + 1_500_00 });
  });

  it('share a household’s limit in proportion', () => {
    growing(true);
    const { id } = ask('awards.saveProgramme', {
      terms: { ...TERMS, capFen: 1_000_00, rates: [rate('香菇', '0.5'), rate('乌鸡', '10')] },
    });
    ask('awards.compute', { id });
    const amounts = ask('awards.get', { id }).lines.map((line) => line.amountFen);
    // 2,700.00 and 400.00 within 1,000.00: 870.97 and 129.03.
    expect(amounts).toEqual([870_97, 129_03, 1_000_00]);
  });
});

test('work is paid by months; a typed amount other than that needs its reason', () => {
  const { id } = ask('awards.saveProgramme', {
    terms: { ...TERMS, name: '务工补助', basis: 'work', monthFen: 300_00, capFen: 3_000_00 },
  });
  const line = (home: number, months: string | null, amountFen: number | null = null, note = '') => ({
    householdId: homes[home]!.id,
    kindId: null,
    months,
    amountFen,
    note,
  });
  expect(
    ask('awards.saveLines', { id, lines: [line(0, '6.5'), line(1, '11'), line(2, null, 500_00)] }),
  ).toMatchObject({
    created: 3,
    amountFen: 1_950_00 + 3_000_00 + 500_00,
  });
  expect(ask('awards.get', { id }).lines.map((one) => one.how)).toEqual([
    '6.5 个月 × 300.00 = 1,950.00',
    '11 个月 × 300.00 = 3,300.00，按上限 3,000.00',
    '核定 500.00',
  ]);
  expect(refusal('awards.saveLines', { id, lines: [line(0, '6', 2_000_00)] })).toContain(
    '请在备注里写明依据',
  );
  expect(refusal('awards.saveLines', { id, lines: [line(0, null)] })).toContain('没有填务工月数');
  expect(refusal('awards.saveLines', { id, lines: [line(0, '300')] })).toContain('最多按 120 个月');
  expect(refusal('awards.saveLines', { id, lines: [line(0, null, 3_000_01)] })).toContain(
    '超过每户上限 3,000.00',
  );
  expect(refusal('awards.saveLines', { id, lines: [line(0, '1'), line(0, '2')] })).toContain('第 2 行');
  expect(ask('awards.saveLines', { id, lines: [line(0, '6.5')] })).toMatchObject({ same: 1 });
});

describe('the terms of a programme', () => {
  it.each<[string, Partial<Terms>, string]>([
    ['without rates', {}, '至少填一个产业的标准'],
    ['of work without a month', { basis: 'work' }, '每月补助标准'],
    ['of a year to come', { year: 2050, basis: 'fixed' }, '2050 年还没有到'],
  ])('%s are refused', (_, part, sentence) => {
    expect(refusal('awards.saveProgramme', { terms: { ...TERMS, ...part } })).toContain(sentence);
  });

  it('have a name of their own, and change only in the draft', () => {
    const id = fixedProgramme();
    const terms: Terms = { ...TERMS, name: '定额补助', basis: 'fixed' };
    expect(refusal('awards.saveProgramme', { terms })).toContain('已经有了');
    expect(refusal('awards.saveProgramme', { id, terms })).toContain('已经批准');
    expect(refusal('awards.deleteProgramme', { id })).toContain('已经批准');
    ask('awards.stepBack', { id, reason: '漏了一户' });
    expect(ask('awards.programmes', {})[0]!.state).toBe('approved');
    ask('awards.stepBack', { id, reason: '漏了一户' });
    expect(refusal('awards.saveProgramme', { id, terms: { ...terms, year: 2017 } })).toContain('不能改年度');
    ask('awards.saveProgramme', { id, terms: { ...terms, fund: '另一来源' } });
    expect(refusal('awards.deleteProgramme', { id })).toContain('不能删除');
    ask('awards.void', { id, reason: '不办了' });
    expect(ask('awards.programmes', {})[0]).toMatchObject({ state: 'void', unpaidFen: 0 });
    expect(refusal('awards.stepBack', { id, reason: '再来' })).toContain('没有可以退回');
  });
});

describe('paying', () => {
  it('comes after approval and the end of the notice', () => {
    const { id } = ask('awards.saveProgramme', { terms: { ...TERMS, name: '定额补助', basis: 'fixed' } });
    expect(refusal('awards.approve', { id, date: '2018-12-01', document: '纪要' })).toContain('还没有名单');
    ask('awards.saveLines', {
      id,
      lines: [{ householdId: homes[0]!.id, kindId: null, months: null, amountFen: 500_00, note: '' }],
    });
    const pay = { id, date: '2018-12-09', method: 'cash', households: only(0), note: '' } as const;
    expect(refusal('awards.notice', { id, from: '2018-12-02', to: '2018-12-08', note: '' })).toContain(
      '先批准再公示',
    );
    expect(refusal('awards.pay', pay)).toContain('还没有批准');
    expect(refusal('awards.approve', { id, date: '2017-12-01', document: '纪要' })).toContain('太早');
    ask('awards.approve', { id, date: '2018-12-01', document: '纪要' });
    expect(refusal('awards.pay', pay)).toContain('还没有公示');
    expect(refusal('awards.notice', { id, from: '2018-11-30', to: '2018-12-08', note: '' })).toContain(
      '太早',
    );
    expect(
      ask('awards.notice', { id, from: '2018-12-02', to: '2018-12-04', note: '' }).warnings[0],
    ).toContain('只有 3 天');
    expect(refusal('awards.pay', { ...pay, date: '2018-12-04' })).toContain('2018-12-05 起才能发放');
    expect(refusal('awards.pay', { ...pay, date: '2018-12-06' }, '2018-12-05')).toContain('在今天');
    expect(ask('awards.pay', pay)).toEqual({ count: 1, amountFen: 500_00, warnings: [] });
    expect(ask('awards.programmes', {})[0]!.state).toBe('paid');
  });

  it('is all of the list or nobody, never more than is still to get, and comes back by a red row', () => {
    const id = fixedProgramme();
    const pay = { id, date: '2018-12-20', method: 'cash', note: '' } as const;
    expect(refusal('awards.pay', { ...pay, households: [...only(0), ...only(1, 900_00)] })).toContain(
      '超过未发的 800.00',
    );
    expect(refusal('awards.pay', { ...pay, households: [...only(0), ...only(0)] })).toContain('出现了两次');
    ask('awards.pay', { ...pay, households: [...only(0, 200_00), ...only(1)] });
    expect(ask('awards.get', { id }).households.map((one) => one.unpaidFen)).toEqual([300_00, 0, 300_00]);
    expect(refusal('awards.pay', { ...pay, households: only(1) })).toContain('已经发清');
    expect(refusal('awards.stepBack', { id, reason: '改' })).toContain('已发 1,000.00');
    const { payments, lines } = ask('awards.get', { id });
    // Its amount can be taken back only after the money.
    const line = lines.find((one) => one.householdId === homes[1]!.id)!;
    expect(refusal('awards.withdrawLine', { lineId: line.id, reason: '不符合条件' })).toContain('先冲销发放');
    const paid = payments.find((one) => one.householdId === homes[1]!.id)!;
    expect(
      refusal('awards.reversePayment', { paymentId: paid.id, date: '2018-12-19', reason: '退回' }),
    ).toContain('早于发放');
    ask('awards.reversePayment', { paymentId: paid.id, date: '2018-12-25', reason: '退回' });
    expect(
      refusal('awards.reversePayment', { paymentId: paid.id, date: '2018-12-25', reason: '退回' }),
    ).toContain('已经冲销');
    expect(refusal('awards.withdrawLine', { lineId: line.id, reason: '' })).toContain('写明取消的原因');
    ask('awards.withdrawLine', { lineId: line.id, reason: '不符合条件' });
    expect(refusal('awards.withdrawLine', { lineId: line.id, reason: '再取消' })).toContain('已经取消过');
    const after = ask('awards.get', { id });
    expect(after.programme).toMatchObject({ households: 2, amountFen: 800_00, paidFen: 200_00 });
    expect(after.households.map((one) => one.householdCode)).toEqual(['H001', 'H003']);
    // Registers refuse to be changed.
    const db = workspace.connection;
    expect(() => db.run('UPDATE award_payment SET amount_fen = 1')).toThrow(/final/);
    expect(() => db.run('DELETE FROM award_line')).toThrow(/final/);
    expect(() => db.run(`UPDATE award_programme SET name = 'x'`)).toThrow(/final/);
  });

  it('goes to somebody of the household who lives', () => {
    const id = fixedProgramme();
    const [first, second] = homes as [(typeof homes)[0], (typeof homes)[0]];
    workspace.run((ctx) => {
      recordDeath(ctx, first.headId, '2018-12-10');
      return ok(true);
    });
    expect(ask('awards.get', { id }).warnings.join()).toContain('H001 张守田户主已去世');
    expect(refusal('awards.setPayee', { id, householdId: first.id, personId: second.headId })).toContain(
      '不是这一户的人',
    );
    expect(refusal('awards.setPayee', { id, householdId: first.id, personId: first.headId })).toContain(
      '去世',
    );
    ask('awards.setPayee', { id, householdId: first.id, personId: wife });
    const [household] = ask('awards.get', { id }).households;
    expect(household).toMatchObject({ payeeName: '陈桂花', payeeRelation: '配偶', headName: '张守田' });
    expect(ask('awards.get', { id }).warnings).toEqual([]);
    ask('awards.pay', { id, date: '2018-12-20', method: 'cash', households: only(0), note: '' });
    expect(ask('awards.get', { id }).payments[0]).toMatchObject({ payeeName: '陈桂花', amountFen: 500_00 });
  });
});

describe('the bank’s file', () => {
  async function bankReturn(
    id: number,
    rows: readonly (readonly (string | number)[])[],
  ): Promise<Output<'awards.bankReturn'>> {
    const input = {
      id,
      date: '2018-12-21',
      fileName: '回单.csv',
      dataBase64: Buffer.from(csv([['账号', '户名', '金额', '处理结果', '失败原因'], ...rows])).toString(
        'base64',
      ),
    };
    const handler = awardsHandlers['awards.bankReturn'] as unknown as PreparedHandler<'awards.bankReturn'>;
    const ready = await handler.prepare(input);
    if (!ready.ok) throw new Error(ready.error.message);
    const result = workspace.run((ctx) => handler.run(ctx, input, ready.value));
    if (!result.ok) throw new Error(result.error.message);
    return result.value;
  }

  it('has who has a card; its return pays who got it, and says why who did not', async () => {
    const id = fixedProgramme();
    const template = ask('awards.bankTemplates', {})[0]!.code;
    const made = ask('awards.bankFile', { id, template, date: '2018-12-20' });
    expect(made).toMatchObject({ count: 2, amountFen: 1_300_00 });
    expect(made.skipped).toMatchObject([
      { name: 'H003 王德福', reason: expect.stringContaining('没有登记银行卡号') as string },
    ]);
    expect(ask('awards.get', { id }).households.map((one) => one.waitingIn)).toEqual([
      made.fileName,
      made.fileName,
      null,
    ]);
    expect(refusal('awards.bankFile', { id, template, date: '2018-12-20' })).toContain('等银行回单');
    expect(
      refusal('awards.pay', { id, date: '2018-12-20', method: 'cash', households: only(0), note: '' }),
    ).toContain('还没有回单');
    expect(refusal('awards.stepBack', { id, reason: '改' })).toContain('等银行回单');
    const lines = ask('awards.get', { id }).lines;
    expect(refusal('awards.withdrawLine', { lineId: lines[0]!.id, reason: '改' })).toContain('等银行回单');
    const read = await bankReturn(id, [
      [CARDS[0]!, '张守田', '500.00', '成功', ''],
      [CARDS[1]!, '李秀英', '800.00', '失败', '账号已销户'],
    ]);
    expect(read).toMatchObject({
      paid: 1,
      paidFen: 500_00,
      failed: [{ name: 'H002 李秀英', reason: '账号已销户' }],
      refused: [],
    });
    const after = ask('awards.get', { id });
    expect(after.households.map((one) => [one.unpaidFen, one.failedBecause])).toEqual([
      [0, ''],
      [800_00, '账号已销户'],
      [300_00, ''],
    ]);
    expect(after.bankFiles).toMatchObject([{ count: 2, paid: 1, failed: 1, pending: 0 }]);
    // The same return again pays nobody.
    expect(await bankReturn(id, [[CARDS[0]!, '张守田', '500.00', '成功', '']])).toMatchObject({
      paid: 0,
      already: 1,
    });
    ask('awards.pay', {
      id,
      date: '2018-12-22',
      method: 'cash',
      households: [...only(1), ...only(2)],
      note: '',
    });
    expect(ask('awards.programmes', {})[0]!.state).toBe('paid');
  });

  it('that never went is cancelled, and its households are payable again', () => {
    const id = fixedProgramme();
    const template = ask('awards.bankTemplates', {})[0]!.code;
    const { batchId } = ask('awards.bankFile', { id, template, date: '2018-12-20' });
    expect(ask('awards.cancelBankFile', { batchId, reason: '没有送银行' })).toEqual({ count: 2 });
    expect(
      ask('awards.pay', { id, date: '2018-12-20', method: 'cash', households: only(0), note: '' }).count,
    ).toBe(1);
  });
});

test('the same industry in two programmes of a year is pointed out', () => {
  growing(true);
  const first = ask('awards.saveProgramme', { terms: { ...TERMS, rates: [rate('香菇', '0.5')] } });
  ask('awards.compute', { id: first.id });
  const second = ask('awards.saveProgramme', {
    terms: { ...TERMS, name: '菌棒补贴', rates: [rate('香菇', '0.2')] },
  });
  ask('awards.compute', { id: second.id });
  const { warnings } = ask('awards.approve', { id: second.id, date: '2018-12-01', document: '纪要' });
  expect(warnings[0]).toContain('有 2 户的同一产业当年在别的项目里也有补助（H001 张守田香菇：产业奖补');
});
