import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { contract, type Input, type Output } from '../../../shared/contract/index.ts';
import type { Result } from '../../../shared/rules/result.ts';
import { testWorkspace, type TestWorkspace } from '../../workspace/testing.ts';
import { createHousehold } from '../village/index.ts';
import { industryHandlers } from './index.ts';

let workspace: TestWorkspace;
let homes: number[];
let kinds: Record<string, number>;

beforeEach(() => {
  workspace = testWorkspace();
  homes = ['张守田', '李秀英'].map((name, index) => {
    const made = workspace.run((ctx) =>
      createHousehold(
        ctx,
        {
          code: `H00${index + 1}`,
          groupNo: index + 1,
          category: index === 0 ? '一般' : '低保',
          phone: '',
          note: '',
        },
        { name, relation: '户主', idNumber: null, phone: '', card: null },
      ),
    );
    if (!made.ok) throw new Error(made.error.message);
    return made.value.id;
  });
  kinds = Object.fromEntries(ask('industry.kinds', {}).map((kind) => [kind.name, kind.id]));
});
afterEach(() => workspace.close());

type Asked = keyof typeof industryHandlers;

function attempt<M extends Asked>(method: M, input: Input<M>): Result<Output<M>> {
  const handler = industryHandlers[method] as unknown as (
    context: unknown,
    input: unknown,
  ) => Result<Output<M>>;
  return workspace.run((ctx) => handler(ctx, contract[method].input.parse(input)));
}

function ask<M extends Asked>(method: M, input: Input<M>): Output<M> {
  const result = attempt(method, input);
  if (!result.ok) throw new Error(result.error.message);
  return contract[method].output.parse(result.value) as Output<M>;
}

function refusal<M extends Asked>(method: M, input: Input<M>): string {
  const result = attempt(method, input);
  expect(result.ok).toBe(false);
  return result.ok ? '' : result.error.message;
}

type Row = Input<'industry.save'>['rows'][number];
const row = (home: number, kind: string, scale: string, more: Partial<Row> = {}): Row => ({
  householdId: homes[home]!,
  kindId: kinds[kind]!,
  scale,
  inputFen: 100_00,
  expectedFen: 300_00,
  output: null,
  incomeFen: null,
  note: '',
  ...more,
});
const save = (year: number, ...rows: Row[]) => ask('industry.save', { year, rows, reason: '核对' });

describe('the ledger', () => {
  it('keeps every state of a row, and says what stands', () => {
    expect(save(2018, row(0, '香菇', '5400'), row(1, '养蜂', '12'))).toMatchObject({ created: 2 });
    expect(save(2018, row(0, '香菇', '5400'))).toMatchObject({ same: 1, changed: 0 });
    expect(save(2018, row(0, '香菇', '5200.5', { output: '310', incomeFen: 4_000_00 }))).toMatchObject({
      changed: 1,
    });
    const [first] = ask('industry.list', { year: 2018 });
    expect(first).toMatchObject({ scale: '5200.5', output: '310', incomeFen: 4_000_00, versions: 2 });
    const { states } = ask('industry.get', { id: first!.id });
    expect(states.map((one) => [one.scale, one.reason, one.operator])).toEqual([
      ['5400', '核对', '李会计'],
      ['5200.5', '核对', '李会计'],
    ]);
    expect(() => workspace.connection.run('UPDATE industry_state SET scale_milli = 1')).toThrow(/final/);
    expect(() =>
      workspace.connection.run(
        'INSERT OR REPLACE INTO industry (id, household_id, year, kind_id) VALUES (?, ?, 2018, ?)',
        1,
        homes[0]!,
        kinds['香菇']!,
      ),
    ).toThrow(/final/);
  });

  it('takes a row out and has a place for it again', () => {
    save(2018, row(0, '香菇', '5400'));
    const { id } = ask('industry.list', { year: 2018 })[0]!;
    ask('industry.remove', { id, reason: '登错户' });
    expect(ask('industry.list', { year: 2018 })).toEqual([]);
    expect(ask('industry.get', { id })).toMatchObject({
      row: null,
      states: [{ removed: false }, { removed: true, reason: '登错户' }],
    });
    expect(save(2018, row(0, '香菇', '10'))).toMatchObject({ created: 1 });
    expect(ask('industry.list', { year: 2018 })).toMatchObject([{ id, scale: '10', versions: 3 }]);
  });

  it.each<[string, (rows: { a: Row; b: Row }) => { year: number; rows: Row[] }, string]>([
    ['of a year to come', ({ a }) => ({ year: 2050, rows: [a] }), '2050 年还没有到'],
    [
      'with a household twice in one industry',
      ({ a }) => ({ year: 2018, rows: [a, { ...a, scale: '7' }] }),
      '第 2 行：1组 H001 张守田户的香菇在表里有两行',
    ],
    [
      'of a household that is not',
      ({ a }) => ({ year: 2018, rows: [{ ...a, householdId: 999 }] }),
      '没有这一户',
    ],
    [
      'of a kind that is not',
      ({ a, b }) => ({ year: 2018, rows: [b, { ...a, kindId: 999 }] }),
      '第 2 行：没有这个产业项目',
    ],
  ])('refuses a sheet %s, and then nothing of it', (_, made, sentence) => {
    const input = made({ a: row(0, '香菇', '5'), b: row(1, '养蜂', '3') });
    expect(refusal('industry.save', { ...input, reason: '' })).toContain(sentence);
    expect(ask('industry.list', {})).toEqual([]);
  });

  it('is found by year, household, kind, group, category, and by what people type', () => {
    save(2017, row(0, '香菇', '1'));
    save(2018, row(0, '香菇', '5400'), row(1, '香菇', '300'), row(1, '养蜂', '12'));
    const count = (wanted: Input<'industry.list'>) => ask('industry.list', wanted).length;
    expect([
      count({}),
      count({ year: 2018 }),
      count({ householdId: homes[1]! }),
      count({ kindId: kinds['香菇']!, year: 2018 }),
    ]).toEqual([4, 3, 2, 2]);
    expect([count({ year: 2018, groupNo: 2 }), count({ year: 2018, category: '一般' })]).toEqual([2, 1]);
    expect([
      count({ year: 2018, search: 'lxy' }),
      count({ year: 2018, search: '养蜂' }),
      count({ year: 2018, search: 'H001' }),
    ]).toEqual([2, 1, 1]);
    expect(ask('industry.years', {})).toEqual([2018, 2017]);
  });
});

describe('inspections', () => {
  it('find a scale; the later counts, and one that is wrong is taken back', () => {
    save(2018, row(0, '香菇', '5400'));
    const { id } = ask('industry.list', { year: 2018 })[0]!;
    const found = (scale: string, date: string) =>
      ask('industry.inspect', { date, inspector: '验收组', rows: [{ industryId: id, scale, note: '' }] });
    expect(found('5600', '2018-10-10').warnings[0]).toContain('验收 5,600 筒，比台账的 5,400 筒 多');
    found('5000', '2018-11-10');
    expect(ask('industry.list', {})[0]).toMatchObject({ inspectedScale: '5000', inspectedOn: '2018-11-10' });
    // Another scale in the ledger afterwards is odd, and said.
    expect(save(2018, row(0, '香菇', '5100')).warnings[0]).toContain('验收为 5,000 筒');
    const [latest] = ask('industry.inspections', { year: 2018 });
    ask('industry.undoInspection', { id: latest!.id, reason: '数错' });
    expect(ask('industry.list', {})[0]).toMatchObject({ inspectedScale: '5600', inspectedOn: '2018-10-10' });
    expect(refusal('industry.undoInspection', { id: latest!.id, reason: '数错' })).toContain('已经撤销');
    expect(refusal('industry.remove', { id, reason: '没有' })).toContain('先在“验收”里撤销');
  });

  it('are of a day that has been, and not before the year', () => {
    save(2018, row(0, '香菇', '5400'));
    const { id } = ask('industry.list', { year: 2018 })[0]!;
    const on = (date: string) =>
      refusal('industry.inspect', {
        date,
        inspector: '验收组',
        rows: [{ industryId: id, scale: '1', note: '' }],
      });
    expect(on('2019-03-02')).toContain('在今天');
    expect(on('2017-12-31')).toContain('在这之前');
    expect(on('2018-02-30')).toContain('没有 2018-02-30 这一天');
  });
});

test('a summary adds up by industry, group and category, beside the year before', () => {
  save(2017, row(0, '香菇', '1000', { incomeFen: 700_00 }));
  save(2018, row(0, '香菇', '5400', { incomeFen: 900_00 }), row(1, '香菇', '300'), row(1, '养蜂', '12'));
  const summary = ask('industry.summary', { year: 2018 });
  expect(summary.totals).toMatchObject({
    households: 2,
    rows: 3,
    inputFen: 300_00,
    expectedFen: 900_00,
    incomeFen: 900_00,
    known: 1,
  });
  expect(summary.byKind).toMatchObject([
    {
      kind: '香菇',
      households: 2,
      scale: '5700',
      previousScale: '1000',
      previousHouseholds: 1,
      previousIncomeFen: 700_00,
    },
    { kind: '养蜂', households: 1, scale: '12', previousScale: '0' },
  ]);
  expect(summary.byGroup.map((one) => [one.groupNo, one.rows])).toEqual([
    [1, 1],
    [2, 2],
  ]);
  expect(summary.byCategory.map((one) => [one.category, one.households])).toEqual([
    ['一般', 1],
    ['低保', 1],
  ]);
  expect(summary.byYear.map((one) => [one.year, one.incomeFen])).toEqual([
    [2018, 900_00],
    [2017, 700_00],
  ]);
});

test('a kind keeps its unit once something is counted in it', () => {
  save(2018, row(0, '香菇', '5400'));
  const kind = { name: '香菇', unit: '袋', outputUnit: '公斤', enabled: true };
  expect(refusal('industry.saveKind', { id: kinds['香菇']!, ...kind })).toContain('已有 1 条台账按“筒”计');
  expect(refusal('industry.saveKind', { ...kind, name: '养 蜂' })).toContain('已经有产业项目“养蜂”');
  ask('industry.saveKind', { id: kinds['香菇']!, ...kind, name: '代料香菇', unit: '筒' });
  expect(ask('industry.list', {})[0]!.kind).toBe('代料香菇');
  ask('industry.saveKind', {
    id: kinds['养蜂']!,
    name: '养蜂',
    unit: '箱',
    outputUnit: '公斤',
    enabled: false,
  });
  expect(refusal('industry.save', { year: 2018, rows: [row(0, '养蜂', '3')], reason: '' })).toContain(
    '已停用',
  );
});
