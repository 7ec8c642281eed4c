import writeExcelFile from 'write-excel-file/node';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testWorkspace, type TestWorkspace } from '../../workspace/testing.ts';
import { findHouseholdByCode, villageHandlers } from '../village/index.ts';
import { csv, dump, idNumberOf, imported } from './importingForTests.ts';

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = testWorkspace();
});
afterEach(() => workspace.close());

type Household = Partial<
  Record<'code' | 'group' | 'head' | 'id' | 'category' | 'size' | 'phone' | 'card' | 'note', string>
>;
/** 户编号, name, relation, ID number. */
type Person = readonly [string, string, string, string];

/** A register of two sheets; what a household leaves out is filled so that it is good. Rows count from 2. */
async function register(households: readonly Household[], persons: readonly Person[]): Promise<Uint8Array> {
  const row = (one: Household): string[] => [
    one.code ?? 'H001',
    one.group ?? '1组',
    one.head ?? '张守田',
    one.id ?? idNumberOf(1),
    one.category ?? '一般贫困户',
    one.size ?? '',
    one.phone ?? '',
    one.card ?? '',
    one.note ?? '',
  ];
  const sheets = [
    {
      sheet: '户',
      data: ['户编号 组 户主 身份证号 户类别 人口 电话 一卡通号 备注'.split(' '), ...households.map(row)],
    },
    { sheet: '人口', data: ['户编号 姓名 与户主关系 身份证号'.split(' '), ...persons] },
  ].map(({ sheet, data }) => ({
    sheet,
    data: data.map((cells) => cells.map((text) => (text === '' ? null : { value: text, type: String }))),
  }));
  return writeExcelFile(persons.length > 0 ? sheets : sheets.slice(0, 1)).toBuffer();
}

const bring = async (households: readonly Household[], persons: readonly Person[] = []) =>
  imported(workspace, 'households', await register(households, persons));

const HEAD: Person = ['H001', '张守田', '户主', idNumberOf(1)];
const WIFE: Person = ['H001', '何𬭎', '配偶', idNumberOf(2)];
const SON: Person = ['H001', '张小田', '儿子', idNumberOf(3)];

const persons = (): { code: string | null; name: string; relation: string; tail: string; card: string }[] =>
  workspace.connection.all(
    `SELECT h.code, p.name, p.relation, p.id_tail AS tail, p.card_masked AS card
     FROM person p LEFT JOIN household h ON h.id = p.household_id ORDER BY p.id`,
  );
const tail = (serial: number): string => idNumberOf(serial).slice(-4);

describe('a household', () => {
  test('with its head and persons; a second time nothing', async () => {
    const lines = [{ size: '3', phone: '13800000001' }];
    expect(await bring(lines, [HEAD, WIFE, SON])).toMatchObject({
      total: 1,
      created: 1,
      people: 3,
      refused: [],
      warnings: [],
    });
    expect(persons().map((one) => [one.code, one.name, one.relation, one.tail])).toEqual([
      ['H001', '张守田', '户主', tail(1)],
      ['H001', '何𬭎', '配偶', tail(2)],
      ['H001', '张小田', '儿子', tail(3)],
    ]);
    const before = dump(workspace);
    // Order of persons, width and spacing say nothing.
    expect(await bring([{ ...lines[0], code: 'ｈ00１', head: '张　守田' }], [SON, WIFE, HEAD])).toMatchObject(
      {
        same: 1,
        warnings: [],
      },
    );
    expect(dump(workspace)).toBe(before);
  });

  test('changed in its own data and its persons', async () => {
    await bring([{}], [HEAD, WIFE]);
    const summary = await bring(
      [{ group: '2组', category: '低保户', size: '3', phone: '13800000001', card: '6217000000000000012' }],
      [HEAD, [...WIFE.slice(0, 2), '妻子', WIFE[3]] as unknown as Person, SON],
    );
    expect(summary).toMatchObject({ total: 1, changed: 1, refused: [], warnings: [] });
    expect(summary.preview.rows[0]?.detail).toBe(
      '组；户类别；电话；人口；户主银行卡号；何𬭎：与户主关系；新增 张小田',
    );
    expect(persons()).toHaveLength(3);
    const before = dump(workspace);
    expect(await bring([{}], [HEAD])).toMatchObject({
      changed: 1,
      warnings: [{ row: 2, reason: expect.stringContaining('何𬭎、张小田不在这份表里，没有删除') as string }],
    });
    expect(persons()).toHaveLength(3);
    expect(dump(workspace)).not.toBe(before);
  });

  test('blanks change nothing', async () => {
    await bring(
      [{ size: '2', phone: '13800000001', card: '6217000000000000012', note: '在外' }],
      [HEAD, WIFE],
    );
    const before = dump(workspace);
    expect(await bring([{ id: '', category: '' }], [])).toMatchObject({ same: 1, warnings: [] });
    expect(dump(workspace)).toBe(before);
  });

  test('the head changes through the history, once', async () => {
    await bring([{}], [HEAD, WIFE, SON]);
    const lines: [Household[], Person[]] = [
      [{ head: '张小田', id: idNumberOf(3) }],
      [
        ['H001', '张小田', '户主', idNumberOf(3)],
        ['H001', '张守田', '父亲', idNumberOf(1)],
        ['H001', '何𬭎', '母亲', idNumberOf(2)],
      ],
    ];
    const summary = await bring(...lines);
    expect(summary).toMatchObject({ changed: 1, refused: [], warnings: [] });
    expect(summary.preview.rows[0]?.detail).toContain('户主由张守田变更为张小田');
    expect(persons().map((one) => [one.name, one.relation])).toEqual([
      ['张守田', '父亲'],
      ['何𬭎', '母亲'],
      ['张小田', '户主'],
    ]);
    const before = dump(workspace);
    expect(await bring(...lines)).toMatchObject({ same: 1, warnings: [] });
    expect(dump(workspace)).toBe(before);
    const get = villageHandlers['households.get'];
    if (typeof get !== 'function') throw new Error('plain');
    const known = get(workspace.writing(), {
      id: findHouseholdByCode(workspace.connection, 'H001')?.id ?? 0,
    });
    expect(known.ok && known.value.heads.map((one) => [one.date, one.previousName, one.name])).toEqual([
      ['2019-03-01', '张守田', '张小田'],
      ['2019-03-01', '', '张守田'],
    ]);
  });

  test('a head nobody knows yet', async () => {
    await bring([{}], [HEAD]);
    const lines: [Household[], Person[]] = [
      [{ head: '王五', id: idNumberOf(9) }],
      [
        ['H001', '王五', '户主', idNumberOf(9)],
        ['H001', '张守田', '岳父', idNumberOf(1)],
      ],
    ];
    expect(await bring(...lines)).toMatchObject({ changed: 1, refused: [] });
    expect(persons().map((one) => [one.name, one.relation])).toEqual([
      ['张守田', '岳父'],
      ['王五', '户主'],
    ]);
    expect(await bring(...lines)).toMatchObject({ same: 1 });
  });

  test.each<[string, Household, Person[], string | null, RegExp]>([
    [
      'contradicted by the persons’ sheet in the name',
      {},
      [['H001', '李四', '户主', idNumberOf(9)]],
      'C',
      /第 2 行的户主却是李四/,
    ],
    [
      'contradicted in the ID number',
      {},
      [['H001', '张守田', '户主', idNumberOf(9)]],
      'D',
      /身份证号与“人口”第 2 行的不同/,
    ],
    [
      'with a head registered elsewhere',
      { id: idNumberOf(5), head: '赵六' },
      [],
      'D',
      /登记在3组 H003 赵六名下/,
    ],
    [
      'with another ID number under the head’s name',
      { code: 'H003', head: '赵六', id: idNumberOf(9) },
      [],
      'D',
      /与本表的不同/,
    ],
    ['in group 0', { group: '0组' }, [], 'B', /组号/],
    ['with 100 persons', { size: '100' }, [], 'F', /99/],
  ])('%s is refused', async (_what, line, people, column, reason) => {
    await bring([{ code: 'H003', group: '3', head: '赵六', id: idNumberOf(5) }]);
    const before = dump(workspace);
    const summary = await bring([line], people);
    expect(summary.refused[0]).toEqual({
      sheet: '户',
      row: 2,
      column,
      reason: expect.stringMatching(reason) as string,
    });
    expect(summary.refused).toHaveLength(1 + people.length);
    expect(summary.total).toBe(summary.refused.length);
    expect(dump(workspace)).toBe(before);
  });

  test('a phone that is none is left out with a warning', async () => {
    const summary = await bring([{ phone: '12345' }]);
    expect(summary).toMatchObject({ created: 1, people: 1, warnings: [{ row: 2, column: 'G' }] });
    expect(await bring([{ phone: '12345' }])).toMatchObject({ same: 1 });
  });
});

describe('a person', () => {
  test('registered in another household is refused alone', async () => {
    await bring([{ code: 'H003', group: '3', head: '赵六', id: idNumberOf(5) }]);
    const summary = await bring([{}], [HEAD, ['H001', '赵六', '女婿', idNumberOf(5)], SON]);
    expect(summary).toMatchObject({ total: 2, created: 1, people: 3 });
    expect(summary.refused).toEqual([
      {
        sheet: '人口',
        row: 3,
        column: 'D',
        reason: expect.stringContaining('登记在3组 H003 赵六名下') as string,
      },
    ]);
    expect(persons().filter((one) => one.code === 'H001')).toHaveLength(2);
  });

  test('without ID number is known by name in the household, and gets the number later', async () => {
    const unnumbered: Person = ['H001', '张小田', '儿子', ''];
    await bring([{}], [HEAD, unnumbered]);
    expect(await bring([{}], [HEAD, unnumbered])).toMatchObject({ same: 1, warnings: [] });
    expect(await bring([{}], [HEAD, SON])).toMatchObject({ changed: 1 });
    expect(persons()).toHaveLength(2);
    expect(await bring([{}], [HEAD, SON])).toMatchObject({ same: 1 });
    expect(await bring([{}], [HEAD, unnumbered])).toMatchObject({ same: 1 });
    const twice = await bring([{}], [HEAD, unnumbered, unnumbered]);
    expect(twice.refused).toEqual([
      { sheet: '人口', row: 4, column: 'C', reason: expect.stringContaining('分不清') as string },
    ]);
  });

  test('listed by a roster comes in with the account, or is refused under another name', async () => {
    const roster = csv([
      '社员号 组别 姓名 身份证号 金额 日期 资金来源 联系电话'.split(' '),
      ['M001', '1组', '张守田', idNumberOf(1), '10000', '2018-04-02', '自筹', '13800000001'],
      ['M002', '1组', '张小田', idNumberOf(3), '10000', '2018-04-02', '自筹', ''],
    ]);
    await imported(workspace, 'shares', roster, { fileName: 'a.csv' });
    const lines = [{ phone: '13800000002' }];
    const summary = await bring(lines, [HEAD, WIFE, ['H001', '张大田', '儿子', idNumberOf(3)]]);
    expect(summary).toMatchObject({
      created: 1,
      refused: [{ sheet: '人口', row: 4, reason: expect.stringContaining('姓名不同') as string }],
      warnings: [{ column: 'G', reason: expect.stringContaining('按本表更正') as string }],
    });
    expect(await bring(lines, [HEAD, WIFE, SON])).toMatchObject({ changed: 1, refused: [] });
    expect(persons()).toHaveLength(3);
    expect(workspace.connection.get('SELECT COUNT(*) AS n FROM member')).toEqual({ n: 2 });
    expect(await bring(lines, [HEAD, WIFE, SON])).toMatchObject({ same: 1, warnings: [] });
  });
});

test('a roster without ID numbers, then the register: who is the only one of a name in a group is that person', async () => {
  const roster = csv([
    '社员号 组别 姓名 金额 日期 资金来源'.split(' '),
    ['M001', '1组', '张守田', '10000', '2018-04-02', '自筹'],
    ['M002', '1组', '何𬭎', '10000', '2018-04-02', '自筹'],
    ['M003', '1组', '张小田', '10000', '2018-04-02', '自筹'],
  ]);
  await imported(workspace, 'shares', roster, { fileName: 'a.csv' });
  const lines: [Household[], Person[]] = [
    [{}, { code: 'H002', head: '王五', id: idNumberOf(7) }],
    [HEAD, WIFE, SON, ['H002', '张小田', '儿子', idNumberOf(8)], ['H002', '王五', '户主', idNumberOf(7)]],
  ];
  const summary = await bring(...lines);
  expect(summary).toMatchObject({ created: 2, refused: [] });
  expect(summary.warnings.map((one) => [one.sheet, one.row, /没有认作|认作/u.exec(one.reason)?.[0]])).toEqual(
    [
      ['户', 2, '认作'],
      ['人口', 3, '认作'],
      ['人口', 4, '没有认作'],
      ['人口', 5, '没有认作'],
    ],
  );
  expect(
    workspace.connection.all(
      `SELECT m.no, h.code FROM member m JOIN person p ON p.id = m.person_id LEFT JOIN household h ON h.id = p.household_id`,
    ),
  ).toEqual([
    { no: 'M001', code: 'H001' },
    { no: 'M002', code: 'H001' },
    { no: 'M003', code: null },
  ]);
  expect(await bring(...lines)).toMatchObject({ same: 2 });
  expect(await imported(workspace, 'shares', roster, { fileName: 'a.csv' })).toMatchObject({ same: 3 });
});

test('any register imported twice is the same the second time', async () => {
  const code = fc.constantFrom('H001', 'H002', 'H003');
  const name = fc.constantFrom('张守田', '何𬭎', '张小田');
  const id = fc.oneof(fc.constant(''), fc.integer({ min: 1, max: 5 }).map(idNumberOf));
  const household = fc.record({
    code,
    head: name,
    id,
    group: fc.constantFrom('1组', '二组', '无'),
    category: fc.constantFrom('', '低保户', '富户'),
    size: fc.constantFrom('', '3'),
    phone: fc.constantFrom('', '13800000001', '12345'),
    card: fc.constantFrom('', '6217000000000000012'),
  });
  const person = fc.tuple(code, name, fc.constantFrom('户主', '配偶', '儿子'), id);
  await fc.assert(
    fc.asyncProperty(
      fc.array(household, { minLength: 1, maxLength: 4 }),
      fc.array(person, { maxLength: 8 }),
      async (households, people) => {
        const fresh = testWorkspace();
        try {
          const file = await register(households, people);
          const first = await imported(fresh, 'households', file);
          const before = dump(fresh);
          const second = await imported(fresh, 'households', file);
          expect(second).toMatchObject({ created: 0, changed: 0, same: first.created });
          expect(second.refused.map((one) => [one.sheet, one.row])).toEqual(
            first.refused.map((one) => [one.sheet, one.row]),
          );
          expect(dump(fresh)).toBe(before);
        } finally {
          fresh.close();
        }
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);
