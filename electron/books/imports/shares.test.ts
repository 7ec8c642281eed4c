import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testWorkspace, type TestWorkspace } from '../../workspace/testing.ts';
import { sharesHandlers, memberByNo } from '../shares/index.ts';
import { createHousehold } from '../village/index.ts';
import { csv, dump, idNumberOf, imported, inspected } from './importingForTests.ts';

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = testWorkspace();
});
afterEach(() => workspace.close());

const TITLES = '社员号 组别 户主姓名 身份证号 户类别 股数 金额 日期 资金来源 联系电话 银行卡号'.split(' ');
type Line = Partial<
  Record<
    'no' | 'group' | 'name' | 'id' | 'category' | 'shares' | 'amount' | 'date' | 'source' | 'phone' | 'card',
    string
  >
>;

/** A roster; what a line leaves out is filled so that it is good. */
function roster(...lines: Line[]): Uint8Array {
  return csv([
    TITLES,
    ...lines.map((line) => [
      line.no ?? 'M001',
      line.group ?? '1组',
      line.name ?? '张守田',
      line.id ?? idNumberOf(1),
      line.category ?? '',
      line.shares ?? '',
      line.amount ?? '10000',
      line.date ?? '2018-04-02',
      line.source ?? '自筹',
      line.phone ?? '',
      line.card ?? '',
    ]),
  ]);
}

const bring = (...lines: Line[]) => imported(workspace, 'shares', roster(...lines), { fileName: 'a.csv' });

/** Row, column and reason of what is refused. */
async function refusals(...lines: Line[]): Promise<[number, string | null, string][]> {
  return (await bring(...lines)).refused.map(({ row, column, reason }) => [row, column, reason]);
}

function household(
  code: string,
  groupNo: number,
  name: string,
  idNumber: string | null,
  category = '脱贫',
): void {
  const facts = { code, groupNo, category: category as '脱贫', phone: '', note: '' };
  const made = workspace.run((ctx) =>
    createHousehold(ctx, facts, { name, relation: '户主', idNumber, phone: '', card: null }),
  );
  if (!made.ok) throw new Error(made.error.message);
}

const rows = (): {
  no: string;
  date: string;
  source: string;
  fromRelief: number;
  fen: number;
  form: string;
}[] =>
  workspace.connection.all(
    `SELECT m.no, t.date, t.source, t.from_relief AS fromRelief, t.amount_fen AS fen, t.form
     FROM share_transaction t JOIN member m ON m.id = t.member_id ORDER BY t.id`,
  );

describe('a contribution', () => {
  test('spaces and full-width signs in the source make no second contribution', async () => {
    await bring({ source: '自筹（现金）' });
    expect(await bring({ source: '自 筹(现金)' })).toMatchObject({ created: 0, same: 1 });
    expect(rows()).toHaveLength(1);
  });

  test('once, however often it is imported; a second source the same day is another', async () => {
    const lines: Line[] = [
      {},
      { source: '到户产业扶持资金', amount: '5000' },
      { date: '2018-03-01', amount: '1.05' },
    ];
    expect(await bring(...lines)).toMatchObject({ total: 3, created: 3 });
    const before = dump(workspace);
    expect(await bring(...lines)).toMatchObject({ total: 3, same: 3 });
    expect(dump(workspace)).toBe(before);
    expect(rows().map((row) => [row.source, row.fromRelief, row.fen])).toEqual([
      ['自筹', 0, 1_000_000],
      ['到户产业扶持资金', 1, 500_000],
      ['自筹', 0, 105],
    ]);
    expect(memberByNo(workspace.connection, 1, 'M001')?.joinedOn).toBe('2018-03-01');
  });

  test('a changed amount is refused; after a reversal it is new', async () => {
    await bring({});
    const [refused] = await refusals({ amount: '20000' });
    expect(refused).toMatchObject([
      2,
      'G',
      expect.stringMatching(/20,000.00 与已登记的 10,000.00 不同.*冲销/),
    ]);
    const reverse = sharesHandlers['shares.reverse'];
    if (typeof reverse !== 'function') throw new Error('plain');
    workspace.run((ctx) => reverse(ctx, { id: 1, date: '2018-04-02', reason: '金额写错' }));
    expect(await bring({ amount: '20000' })).toMatchObject({ created: 1, refused: [] });
    expect(await bring({ amount: '20000' })).toMatchObject({ same: 1 });
    expect(rows().map((row) => row.fen)).toEqual([1_000_000, -1_000_000, 2_000_000]);
  });

  test.each<[string, Line, string, RegExp]>([
    ['to come', { date: '2019-03-02' }, 'H', /之后/],
    ['too early', { date: '1948-12-31' }, 'H', /太早/],
    [
      'share count that is not the amount',
      { shares: '11' },
      'F',
      /股数 11 × 每股 1,000.00 不等于金额 10,000.00/,
    ],
    ['labour', { source: '劳务入股' }, 'I', /第十三条/],
    ['a number that is none', { no: 'M/001' }, 'A', /社员号“M\/001”/],
    ['more than all money', { amount: '99999999999.99' }, 'G', /超过/],
  ])('%s is refused', async (_what, line, column, reason) => {
    if (reason.source === '超过') await bring({ amount: '99999999999.00', date: '2018-01-01' });
    expect(await refusals(line)).toEqual([[2, column, expect.stringMatching(reason)]]);
  });

  test.each([
    ['到户产业扶持资金', 'cash', 1],
    ['扶贫贴息贷款', 'cash', 0],
    ['土地经营权作价', 'land', 0],
    ['土地流转费', 'cash', 0],
    ['实物', 'in-kind', 0],
    ['', 'cash', 0],
  ])('from %s: %s, relief %i', async (source, form, fromRelief) => {
    await bring({ source });
    expect(rows()).toMatchObject([{ form, fromRelief, source: source === '' ? '未注明' : source }]);
  });

  test('a year whose dividend is approved takes nothing new, and knows what it has', async () => {
    await bring({});
    workspace.connection.run(
      `INSERT INTO dividend_run (entity_id, fiscal_year, draft_no, state, inputs, totals, meeting_date, resolution, created_at, operator)
       VALUES (1, 2018, 1, 'approved', '{}', '{}', '2019-02-01', '1号', '', '')`,
    );
    expect(await bring({}, { date: '2018-05-01' }, { date: '2019-01-05' })).toMatchObject({
      created: 1,
      same: 1,
      refused: [{ row: 3, column: 'H', reason: expect.stringContaining('已经批准') as string }],
    });
  });
});

describe('a member', () => {
  test('two 李秀英 are told apart by ID number', async () => {
    household('H010', 2, '李秀英', idNumberOf(2));
    household('H030', 6, '李秀英', idNumberOf(3));
    const lines: Line[] = [
      { no: 'M002', group: '2组', name: '李 秀 英', id: idNumberOf(2) },
      { no: 'M030', group: '六组', name: '李秀英', id: idNumberOf(3) },
    ];
    expect(await bring(...lines)).toMatchObject({ created: 2, warnings: [] });
    expect(await refusals({ ...lines[0], id: idNumberOf(3) })).toEqual([
      [2, 'A', '社员号 M002 已经是2组 H010 李秀英的，身份证号却是6组 H030 李秀英的。请改成一致'],
    ]);
    // Without ID numbers the group decides, and where it does not, nobody guesses.
    expect(await bring({ ...lines[0], id: '' })).toMatchObject({ same: 1 });
    expect(await refusals({ ...lines[0], id: '', group: '6组' })).toMatchObject([
      [2, 'A', expect.stringContaining('请填身份证号')],
    ]);
    expect(await refusals({ no: 'M099', name: '李秀英', id: '', group: '' })).toMatchObject([
      [2, 'C', expect.stringContaining('登记了 2 个李秀英')],
    ]);
  });

  test.each<[string, Line, string, RegExp]>([
    [
      'a number that is somebody else’s',
      { name: '李四', id: idNumberOf(9) },
      'D',
      /社员号 M001 已经是1组 张守田的/,
    ],
    ['a second number', { no: 'M002', date: '2018-05-01' }, 'A', /已经是社员 M001/],
    ['a second number, found by name', { no: 'M002', id: '', date: '2018-05-01' }, 'A', /填身份证号/],
    ['another name under the ID number', { no: 'M002', name: '张守天' }, 'D', /登记的是1组 张守田/],
    ['another name under number and ID', { name: '张守天' }, 'C', /本表写的是张守天/],
    [
      'an organisation under a person’s number',
      { name: '某公司', id: '91610727MA6YXXXX11' },
      'A',
      /不是单位/,
    ],
  ])('%s is refused', async (_what, line, column, reason) => {
    await bring({});
    const before = dump(workspace);
    expect(await refusals(line)).toEqual([[2, column, expect.stringMatching(reason)]]);
    expect(dump(workspace)).toBe(before);
  });

  test('who is frozen or has left takes nothing new; what is known stays the same', async () => {
    await bring({});
    const freeze = sharesHandlers['members.freeze'];
    if (typeof freeze !== 'function') throw new Error('plain');
    workspace.run((ctx) => freeze(ctx, { id: 1, date: '2018-06-01', reason: '去世' }));
    expect(await bring({}, { date: '2018-05-01' })).toMatchObject({
      same: 1,
      refused: [{ row: 3, column: 'A', reason: expect.stringContaining('冻结') as string }],
    });
  });

  test('phone and card fill what is empty and never replace', async () => {
    household('H001', 1, '张守田', idNumberOf(1));
    const first = await bring({ phone: '13800000001', card: '6217000000000000018', category: '低保户' });
    expect(first.preview.rows[0]?.detail).toContain('补登电话；补登银行卡号');
    expect(first.warnings.map((one) => [one.column, one.reason])).toEqual([
      ['K', expect.stringContaining('校验位')],
      ['E', '户类别写的是低保，户籍登记的是脱贫，请核对'],
    ]);
    const before = dump(workspace);
    const second = await bring({ phone: '13800000002', card: '6217000000000000012' });
    expect(second).toMatchObject({ same: 1 });
    expect(second.warnings.map((one) => one.column)).toEqual(expect.arrayContaining(['J', 'K']));
    expect(dump(workspace)).toBe(before);
    expect(await bring({ phone: '无' })).toMatchObject({ same: 1 });
  });

  test('an ID number fills a register that had none', async () => {
    household('H001', 1, '张守田', null);
    expect(await bring({})).toMatchObject({ created: 1, warnings: [] });
    expect(workspace.connection.all('SELECT id_tail AS tail FROM person')).toEqual([
      { tail: idNumberOf(1).slice(-4) },
    ]);
    expect(await bring({})).toMatchObject({ same: 1 });
  });

  test('an organisation is one member', async () => {
    const line: Line = { no: 'M100', name: '张家坝村股份经济合作社', id: 'N2610727MF00000000', group: '' };
    const made = await bring(line);
    expect(made).toMatchObject({ created: 1 });
    expect(made.warnings.map((one) => one.reason)).toEqual([expect.stringContaining('村集体经济组织')]);
    expect(await bring(line)).toMatchObject({ same: 1 });
    expect(await refusals({ ...line, no: 'M101' })).toEqual([
      [2, 'A', expect.stringContaining('已经是社员 M100')],
    ]);
  });
});

test('a wrong match of columns shows in the inspection and is put right by the person', async () => {
  const sheet = csv([
    ['社员号', '姓名', '核定金额', '金额', '日期', '来源'],
    ['M001', '张守田', '1', '10000', '2018-04-02', '自筹'],
  ]);
  const input = {
    kind: 'shares',
    fileName: 'a.csv',
    dataBase64: Buffer.from(sheet).toString('base64'),
  } as const;
  const seen = await inspected(workspace, input);
  expect(seen).toMatchObject({
    problem: null,
    headerRows: [1],
    unit: '元',
    mapping: { amount: 'D', name: 'B' },
  });
  const corrected = await imported(workspace, 'shares', sheet, {
    fileName: 'a.csv',
    mapping: { amount: 'c' },
    unit: '万元',
  });
  expect(corrected).toMatchObject({ created: 1 });
  expect(rows().map((row) => row.fen)).toEqual([1_000_000]);
});

test('hostile cells do no harm', async () => {
  const summary = await bring(
    { no: '=cmd|A1' },
    { no: 'M002', name: "=cmd|' /C calc'!A0", id: idNumberOf(2) },
    { no: 'M003', name: '王五', id: idNumberOf(3), source: '长'.repeat(10_000) },
    { no: 'M004', name: '赵六', id: idNumberOf(4), source: "'); DROP TABLE person; --" },
    { no: '__proto__', name: '孙七', id: idNumberOf(5) },
  );
  expect(summary.refused.map(({ row, column }) => [row, column])).toEqual([
    [2, 'A'],
    [3, 'C'],
    [4, 'I'],
    [6, 'A'],
  ]);
  expect(rows().map((row) => row.source)).toEqual(["'); DROP TABLE person; --"]);
});

test('any roster imported twice is the same the second time, and the file of the workspace too', async () => {
  const line = fc.record({
    no: fc.constantFrom('M001', 'M002', 'M003', 'm004', 'Ｍ００5'),
    name: fc.constantFrom('张守田', '李秀英', '何𬭎'),
    id: fc.oneof(fc.constant(''), fc.integer({ min: 1, max: 4 }).map(idNumberOf)),
    group: fc.constantFrom('', '1组', '二组'),
    amount: fc.constantFrom('10000', '￥5,000.00', '0.01'),
    date: fc.constantFrom('2018-04-02', '2018.5.1', '2019-12-31'),
    source: fc.constantFrom('', '自筹', '到户产业扶持资金'),
    phone: fc.constantFrom('', '13800000001', '13800000002', '无'),
    card: fc.constantFrom('', '6217000000000000012'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 8 }), async (lines) => {
      const fresh = testWorkspace();
      try {
        const file = roster(...lines);
        const first = await imported(fresh, 'shares', file, { fileName: 'a.csv' });
        expect(first.total).toBe(lines.length);
        const before = dump(fresh);
        const second = await imported(fresh, 'shares', file, { fileName: 'a.csv' });
        expect(second).toMatchObject({ created: 0, changed: 0, same: first.created });
        expect(second.refused.map((one) => one.row)).toEqual(first.refused.map((one) => one.row));
        expect(dump(fresh)).toBe(before);
      } finally {
        fresh.close();
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);
