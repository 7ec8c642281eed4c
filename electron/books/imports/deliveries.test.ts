import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testWorkspace, type TestWorkspace } from '../../workspace/testing.ts';
import { deliveriesHandlers } from '../deliveries/index.ts';
import { csv, dump, idNumberOf, imported } from './importingForTests.ts';

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = testWorkspace();
  await members(workspace);
});
afterEach(() => workspace.close());

/** M001 张守田, and two 李秀英. */
async function members(target: TestWorkspace): Promise<void> {
  const roster = csv([
    '社员号 组别 姓名 身份证号 金额 日期 资金来源'.split(' '),
    ['M001', '1组', '张守田', idNumberOf(1), '10000', '2018-01-02', '自筹'],
    ['M002', '2组', '李秀英', idNumberOf(2), '10000', '2018-01-02', '自筹'],
    ['M030', '6组', '李秀英', idNumberOf(3), '10000', '2018-01-02', '自筹'],
  ]);
  await imported(target, 'shares', roster, { fileName: 'a.csv' });
}

const TITLES = '日期 社员号 户主 身份证号 产品 数量 单价 金额'.split(' ');
type Line = Partial<
  Record<'date' | 'no' | 'name' | 'id' | 'product' | 'quantity' | 'price' | 'amount', string>
>;

function sheet(...lines: Line[]): Uint8Array {
  return csv([
    TITLES,
    ...lines.map((line) => [
      line.date ?? '2018-06-01',
      line.no ?? '',
      line.name ?? '张守田',
      line.id ?? idNumberOf(1),
      line.product ?? '鲜香菇',
      line.quantity ?? '100',
      line.price ?? '8.1',
      line.amount ?? '810',
    ]),
  ]);
}

const bring = (...lines: Line[]) => imported(workspace, 'deliveries', sheet(...lines), { fileName: 'a.csv' });

const ordinals = (): number[] =>
  workspace.connection
    .all<{ ordinal: number }>('SELECT ordinal FROM delivery WHERE reverses_id IS NULL ORDER BY id')
    .map((row) => row.ordinal);

describe('a delivery', () => {
  test('the same sale twice a day is two, and both are known the next time', async () => {
    expect(await bring({}, {})).toMatchObject({ total: 2, created: 2 });
    const before = dump(workspace);
    expect(await bring({}, {})).toMatchObject({ same: 2 });
    // By number instead of ID, in full width, in other words the same.
    expect(await bring({ no: 'M001', id: '', quantity: '１００', product: ' 鲜香菇' }, {})).toMatchObject({
      same: 2,
    });
    expect(dump(workspace)).toBe(before);
    expect(await bring({}, {}, {})).toMatchObject({ same: 2, created: 1 });
    expect(ordinals()).toEqual([1, 2, 3]);
  });

  test('a reversed one stands no longer and is new', async () => {
    await bring({}, {});
    const reverse = deliveriesHandlers['deliveries.reverse'];
    if (typeof reverse !== 'function') throw new Error('plain');
    workspace.run((ctx) => reverse(ctx, { id: 1, date: '2018-06-02', reason: '写错' }));
    expect(await bring({}, {})).toMatchObject({ same: 1, created: 1 });
    expect(ordinals()).toEqual([1, 2, 3]);
    expect(await bring({}, {})).toMatchObject({ same: 2 });
  });

  test('an award has neither quantity nor price', async () => {
    expect(await bring({ product: '质量奖', quantity: '', price: '', amount: '350' })).toMatchObject({
      created: 1,
    });
    expect(await bring({ product: '质量奖', quantity: '', price: '', amount: '350' })).toMatchObject({
      same: 1,
    });
  });

  test.each<[string, Line, string | null, RegExp]>([
    ['to come', { date: '2019-03-02' }, 'A', /之后/],
    ['too early', { date: '1900-01-02' }, 'A', /太早/],
    ['of nobody', { name: '王五', id: idNumberOf(9) }, 'D', /王五不是社员.*或删除此行/],
    ['of an unknown number', { no: 'M777', id: '' }, 'B', /没有社员号 M777/],
    ['of two people', { no: 'M002', name: '李秀英', id: idNumberOf(3) }, 'B', /请改成一致/],
    ['under another name', { name: '张守天' }, 'C', /登记的 M001 是张守田/],
    ['with another’s ID number', { no: 'M001', id: idNumberOf(9) }, 'D', /身份证号不同/],
    ['with too long a product', { product: '菇'.repeat(31) }, 'E', /产品名称/],
  ])('%s is refused', async (_what, line, column, reason) => {
    const before = dump(workspace);
    const summary = await bring(line);
    expect(summary.refused).toEqual([
      { sheet: 'a', row: 2, column, reason: expect.stringMatching(reason) as string },
    ]);
    expect(dump(workspace)).toBe(before);
  });

  test('before joining: taken, with a remark', async () => {
    const summary = await bring({ date: '2018-01-01' });
    expect(summary).toMatchObject({ created: 1, warnings: [{ row: 2 }] });
    expect(summary.warnings[0]?.reason).toContain('入社之前');
  });

  test('bad rows in the middle do not stop the good ones', async () => {
    const summary = await bring(
      {},
      { name: '王五', id: idNumberOf(9) },
      { date: '2018-06-31' },
      { date: '2018-07-01' },
    );
    expect(summary).toMatchObject({ total: 4, created: 2 });
    expect(summary.refused.map((one) => [one.row, one.column])).toEqual([
      [3, 'D'],
      [4, 'A'],
    ]);
    expect(summary.preview.rows.map((one) => one.outcome)).toEqual([
      'created',
      'refused',
      'refused',
      'created',
    ]);
  });
});

test('any list imported twice is the same the second time', async () => {
  const line = fc.record({
    date: fc.constantFrom('2018-06-01', '2018/6/1', '2018-06-02', '2020-01-01'),
    no: fc.constantFrom('', 'M001', 'M002'),
    name: fc.constantFrom('张守田', '李秀英'),
    id: fc.integer({ min: 1, max: 4 }).map(idNumberOf),
    product: fc.constantFrom('鲜香菇', '干香菇'),
    amount: fc.constantFrom('810', '810.00', '811'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 10 }), async (lines) => {
      const fresh = testWorkspace();
      try {
        await members(fresh);
        const file = sheet(...lines);
        const first = await imported(fresh, 'deliveries', file, { fileName: 'a.csv' });
        const before = dump(fresh);
        expect(await imported(fresh, 'deliveries', file, { fileName: 'a.csv' })).toMatchObject({
          created: 0,
          same: first.created,
          total: lines.length,
        });
        expect(dump(fresh)).toBe(before);
      } finally {
        fresh.close();
      }
    }),
    { numRuns: 40 },
  );
}, 60_000);
