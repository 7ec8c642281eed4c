import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Input, Output } from '../../../shared/contract/index.ts';
import type { Result } from '../../../shared/rules/result.ts';
import { testWorkspace, type TestWorkspace } from '../../workspace/testing.ts';
import { awardChecks, awardsHandlers } from '../awards/index.ts';
import { industryHandlers } from '../industry/index.ts';
import { createHousehold } from '../village/index.ts';
import { csv, dump, idNumberOf, imported, importFile } from './importingForTests.ts';

const SAMPLES = join(import.meta.dirname, '../../../../shared/data');

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = testWorkspace();
});
afterEach(() => {
  expect(awardChecks(workspace.connection).filter((check) => !check.ok)).toEqual([]);
  workspace.close();
});

type Asked = keyof typeof industryHandlers | keyof typeof awardsHandlers;

function ask<M extends Asked>(method: M, input: Input<M>): Output<M> {
  const handler = { ...industryHandlers, ...awardsHandlers }[method] as unknown as (
    context: unknown,
    input: unknown,
  ) => Result<Output<M>>;
  const result = handler(workspace.writing(), input);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const HEADER = [
  '户编号',
  '组',
  '户主',
  '身份证号',
  '项目',
  '规模',
  '单位',
  '投入',
  '预计收入',
  '奖补及务工补助',
];
type Cells = readonly (string | number | null)[];
const sheet = (rows: readonly Cells[], header: Cells = HEADER): Uint8Array =>
  csv([['2018年户产业台账'], ['填报单位:张家坝村  单位:元'], header, ...rows]);

const tryToBring = (bytes: Uint8Array) => importFile(workspace, 'industry', bytes, { fileName: '台账.csv' });
const bring = (bytes: Uint8Array) => imported(workspace, 'industry', bytes, { fileName: '台账.csv' });

function household(code: string, groupNo: number, name: string, idNumber: string | null = null): number {
  const made = workspace.run((ctx) =>
    createHousehold(
      ctx,
      { code, groupNo, category: '一般', phone: '', note: '' },
      { name, relation: '户主', idNumber, phone: '', card: null },
    ),
  );
  if (!made.ok) throw new Error(made.error.message);
  return made.value.id;
}

describe.skipIf(!existsSync(join(SAMPLES, '户产业台账.xlsx')))('the sample ledger', () => {
  const [register, ledger] = ['户籍花名册.xlsx', '户产业台账.xlsx'].map((name) => join(SAMPLES, name)) as [
    string,
    string,
  ];

  test('comes in after the register with the totals of the report, and a second time changes nothing', async () => {
    await imported(workspace, 'households', register);
    expect(await imported(workspace, 'industry', ledger)).toMatchObject({
      total: 312,
      created: 312,
      changed: 0,
      same: 0,
      refused: [],
      warnings: [],
    });
    const summary = ask('industry.summary', { year: 2018 });
    expect(Object.fromEntries(summary.byKind.map((one) => [one.kind, `${one.scale}${one.unit}`]))).toEqual({
      香菇: '600000筒',
      木耳: '2000架',
      黄金木耳: '3000架',
      猪苓: '13000窝',
      天麻: '10000窝',
      养蜂: '1500箱',
      乌鸡: '6000只',
    });
    expect(summary.totals).toMatchObject({ households: 175, rows: 312, awardFen: 1_439_800_00 });
    expect(summary.otherAwardFen).toBe(0);
    const [programme, ...others] = ask('awards.programmes', { year: 2018 });
    expect(others).toEqual([]);
    expect(programme).toMatchObject({
      imported: true,
      state: 'paid',
      households: 175,
      amountFen: 1_439_800_00,
      paidFen: 1_439_800_00,
      unpaidFen: 0,
    });
    const before = dump(workspace);
    expect(await imported(workspace, 'industry', ledger)).toMatchObject({
      total: 312,
      same: 312,
      created: 0,
    });
    expect(dump(workspace)).toBe(before);
  });

  test('into an empty village: its households are made of it, and the register then finds them', async () => {
    const first = await imported(workspace, 'industry', ledger);
    expect(first).toMatchObject({ total: 312, created: 312, refused: [] });
    expect(first.warnings).toHaveLength(175);
    expect(ask('industry.summary', { year: 2018 }).totals).toMatchObject({
      households: 175,
      awardFen: 1_439_800_00,
    });
    const after = await imported(workspace, 'households', register);
    expect(after).toMatchObject({ total: 411, created: 411 - 175, changed: 175, refused: [] });
    expect(await imported(workspace, 'industry', ledger)).toMatchObject({ same: 312, warnings: [] });
  });
});

describe('a row of a ledger', () => {
  const id = idNumberOf(7);

  test('that says something else later changes the row, and its award by red rows', async () => {
    household('H001', 1, '张守田', id);
    const row = (scale: number, award: number | null): Cells => [
      'H001',
      '1',
      '张守田',
      id,
      '香菇',
      scale,
      '筒',
      100,
      500,
      award,
    ];
    await bring(sheet([row(5400, 1200)]));
    const changed = await bring(sheet([row(5600, 1300.5)]));
    expect(changed).toMatchObject({ created: 0, changed: 1 });
    expect(changed.preview.rows[0]!.detail).toBe('规模 5,400→5,600；奖补 1,200.00→1,300.50');
    const [found] = ask('industry.list', { year: 2018 });
    expect(found).toMatchObject({ scale: '5600', awardFen: 1_300_50, versions: 2 });
    const { programme, lines, payments } = ask('awards.get', { id: ask('awards.programmes', {})[0]!.id });
    expect(programme).toMatchObject({ amountFen: 1_300_50, paidFen: 1_300_50, state: 'paid' });
    expect(lines.map((line) => line.amountFen)).toEqual([1_200_00, -1_200_00, 1_300_50]);
    expect(payments.map((one) => [one.method, one.amountFen])).toEqual([
      ['ledger', 1_200_00],
      ['ledger', -1_200_00],
      ['ledger', 1_300_50],
    ]);
    // Only the award; then nothing said of it; then taken back.
    expect(await bring(sheet([row(5600, 900)]))).toMatchObject({ changed: 1 });
    expect(await bring(sheet([row(5600, null)]))).toMatchObject({ same: 1 });
    expect(await bring(sheet([row(5600, 0)]))).toMatchObject({ changed: 1 });
    expect(ask('industry.list', { year: 2018 })[0]).toMatchObject({ awardFen: 0, versions: 2 });
  });

  test('with less columns keeps what was typed', async () => {
    const at = household('H001', 1, '张守田', id);
    await bring(sheet([['H001', 1, '张守田', null, '香菇', 100, '筒', 50, 80, null]]));
    const kindId = ask('industry.kinds', {}).find((one) => one.name === '香菇')!.id;
    const typed = { householdId: at, kindId, scale: '100', inputFen: 50_00, expectedFen: 80_00 };
    workspace.run((ctx) =>
      (industryHandlers['industry.save'] as (c: unknown, i: unknown) => Result<unknown>)(ctx, {
        year: 2018,
        rows: [{ ...typed, output: '12.5', incomeFen: 90_00, note: '已售' }],
        reason: '',
      }),
    );
    const short = sheet([['H001', '张守田', '香菇', 100]], ['户编号', '户主', '项目', '规模']);
    expect(await bring(short)).toMatchObject({ same: 1 });
    expect(ask('industry.list', { year: 2018 })[0]).toMatchObject({
      output: '12.5',
      incomeFen: 90_00,
      note: '已售',
      inputFen: 50_00,
    });
  });

  test.each<[string, Cells, string, RegExp]>([
    [
      'of somebody else’s ID number',
      ['H001', 1, '张守田', idNumberOf(8), '香菇', 1, '筒', 1, 1, 1],
      'D',
      /登记的是2组 H002 李秀英/,
    ],
    [
      'whose number is another household’s',
      ['H002', 1, '张守田', id, '香菇', 1, '筒', 1, 1, 1],
      'A',
      /身份证号却是1组 H001 张守田/,
    ],
    [
      'of a stranger in a household',
      ['H001', 1, '王五', null, '香菇', 1, '筒', 1, 1, 1],
      'C',
      /户里没有王五/,
    ],
    [
      'with an unknown ID number',
      ['H001', 1, '张守田', idNumberOf(9), '香菇', 1, '筒', 1, 1, 1],
      'D',
      /户里没有这个身份证号/,
    ],
    [
      'of a new household without its group',
      ['H900', null, '赵六', null, '香菇', 1, '筒', 1, 1, 1],
      'B',
      /先导入户籍/,
    ],
    ['of nobody known', [null, 3, '赵六', null, '香菇', 1, '筒', 1, 1, 1], 'C', /不在户籍花名册/],
    ['in another unit', ['H001', 1, '张守田', id, '香菇', 1, '袋', 1, 1, 1], 'G', /按“筒”计，表里写的是“袋”/],
    ['without a scale', ['H001', 1, '张守田', id, '香菇', 0, '筒', 1, 1, 1], 'F', /规模是 0/],
    [
      'of more than three decimals',
      ['H001', 1, '张守田', id, '香菇', '1.2345', '筒', 1, 1, 1],
      'F',
      /超过 3 位小数/,
    ],
    ['with a negative award', ['H001', 1, '张守田', id, '香菇', 1, '筒', 1, 1, -5], 'J', /负数/],
    ['of a new kind without a unit', ['H001', 1, '张守田', id, '中药材', 1, null, 1, 1, 1], 'G', /要写单位/],
  ])('%s is refused by its cell', async (_, cells, column, reason) => {
    household('H001', 1, '张守田', id);
    household('H002', 2, '李秀英', idNumberOf(8));
    await bring(sheet([['H002', 2, '李秀英', null, '香菇', 5, '筒', 1, 1, 1]]));
    const { refused, created } = await bring(sheet([cells]));
    expect(created).toBe(0);
    expect(refused).toMatchObject([{ row: 4, column, reason: expect.stringMatching(reason) as string }]);
  });

  test('that repeats a household’s industry is refused, whoever is right', async () => {
    household('H001', 1, '张守田', id);
    const { refused, created } = await bring(
      sheet([
        ['H001', 1, '张守田', id, '香菇', 100, '筒', 1, 1, 1],
        ['H001', 1, '张守田', id, '香菇', 200, '筒', 1, 1, 1],
      ]),
    );
    expect(created).toBe(1);
    expect(refused).toMatchObject([
      { row: 5, column: 'E', reason: expect.stringContaining('第 4 行') as string },
    ]);
  });

  test('may count a kind otherwise, as long as nothing is counted in it yet', async () => {
    household('H001', 1, '张守田', id);
    household('H002', 2, '李秀英');
    const rows: Cells[] = [
      ['H001', 1, '张守田', id, '香菇', 100, '袋', 1, 1, 1],
      ['H002', 2, '李秀英', null, '香菇', 200, '筒', 1, 1, 1],
    ];
    const made = await bring(sheet(rows));
    expect(made.warnings.map((one) => one.reason)).toEqual(['香菇改按“袋”计，原来设的是“筒”']);
    expect(made.refused).toMatchObject([{ row: 5, column: 'G' }]);
    expect(ask('industry.list', { year: 2018 })).toMatchObject([{ unit: '袋', scale: '100' }]);
  });

  test('of a kind that is new makes the kind, in the unit it says', async () => {
    household('H001', 1, '张守田', id);
    const made = await bring(sheet([['H001', 1, '张守田', id, '中 药材', 2.5, '亩', 1, 1, null]]));
    expect(made.warnings.map((one) => one.reason)).toEqual(['新增产业项目“中药材”，按“亩”计，请核对名称']);
    expect(ask('industry.list', { year: 2018 })[0]).toMatchObject({
      kind: '中药材',
      unit: '亩',
      scale: '2.5',
    });
  });

  test('of a sheet that says no year refuses the file; a total that is wrong too', async () => {
    household('H001', 1, '张守田', id);
    const undated = csv([['户产业台账'], HEADER, ['H001', 1, '张守田', id, '香菇', 1, '筒', 1, 1, 1]]);
    const first = await tryToBring(undated);
    expect(first.preview.fatal).toContain('没有写是哪一年的台账');
    const wrong = sheet([
      ['H001', 1, '张守田', id, '香菇', 100, '筒', 10, 20, 30],
      ['合计', null, null, null, null, 100, null, 10, 20, 31],
    ]);
    const second = await tryToBring(wrong);
    expect(second.preview.fatal).toContain('31');
  });

  test('of a year to come is refused', async () => {
    household('H001', 1, '张守田', id);
    const future = csv([['2050年户产业台账'], HEADER, ['H001', 1, '张守田', id, '香菇', 1, '筒', 1, 1, 1]]);
    const { refused } = await bring(future);
    expect(refused[0]!.reason).toContain('2050 年还没有到');
  });
});
