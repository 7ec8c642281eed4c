import fc from 'fast-check';
import writeExcelFile from 'write-excel-file/node';
import { expect, test } from 'vitest';
import { testWorkspace } from '../../workspace/testing.ts';
import { dump, idNumberOf, imported } from './importingForTests.ts';

const code = fc.constantFrom('H001', 'H002');
const name = fc.constantFrom('张守田', '何𬭎', '张小田');
const id = fc.oneof(fc.constant(''), fc.integer({ min: 1, max: 4 }).map(idNumberOf));
const group = fc.constantFrom('1组', '2组');
const phone = fc.constantFrom('', '13800000001', '13800000002');
const card = fc.constantFrom('', '6217000000000000012', '6217000000000000020');

const registers = fc
  .record({
    kind: fc.constant('households' as const),
    households: fc.array(fc.tuple(code, group, name, id, fc.constantFrom('', '2'), phone, card), {
      minLength: 1,
      maxLength: 3,
    }),
    persons: fc.array(fc.tuple(code, name, fc.constantFrom('户主', '配偶', '儿子', '儿子'), id), {
      maxLength: 6,
    }),
  })
  .map(({ kind, households, persons }) => ({
    kind,
    sheets: [
      { sheet: '户', data: ['户编号 组 户主 身份证号 人口 电话 一卡通号'.split(' '), ...households] },
      { sheet: '人口', data: ['户编号 姓名 与户主关系 身份证号'.split(' '), ...persons] },
    ],
  }));

const rosters = fc
  .array(
    fc.tuple(
      fc.constantFrom('M001', 'M002', 'M003'),
      group,
      name,
      id,
      fc.constantFrom('1000', '2000'),
      fc.constantFrom('2018-04-02', '2018-03-01'),
      phone,
      card,
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((lines) => ({
    kind: 'shares' as const,
    sheets: [
      { sheet: '入股', data: ['社员号 组别 姓名 身份证号 金额 日期 联系电话 银行卡号'.split(' '), ...lines] },
    ],
  }));

const deliveries = fc
  .array(
    fc.tuple(
      fc.constantFrom('2018-04-02', '2018-01-01'),
      fc.constantFrom('', 'M001', 'M002'),
      name,
      id,
      fc.constantFrom('鲜香菇', '质量奖'),
      fc.constantFrom('100', '200'),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((lines) => ({
    kind: 'deliveries' as const,
    sheets: [{ sheet: '交售', data: ['日期 社员号 户主 身份证号 产品 金额'.split(' '), ...lines] }],
  }));

/**
 * `imported` fails when a commit is not what its preview promised, and when a book refuses what the plan was sure of.
 */
test('whatever is imported after whatever, the plan holds, and a repetition changes nothing', async () => {
  const files = fc.array(fc.oneof(registers, registers, rosters, deliveries), { minLength: 2, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(files, async (sequence) => {
      const workspace = testWorkspace();
      try {
        for (const { kind, sheets } of sequence) {
          const text = (cells: readonly string[]) =>
            cells.map((cell) => (cell === '' ? null : { value: cell, type: String }));
          const bytes = await writeExcelFile(
            sheets.map(({ sheet, data }) => ({ sheet, data: data.map(text) })),
          ).toBuffer();
          await imported(workspace, kind, bytes);
          const before = dump(workspace);
          const again = await imported(workspace, kind, bytes);
          expect(again).toMatchObject({ created: 0, changed: 0 });
          expect(dump(workspace)).toBe(before);
        }
        expect(workspace.connection.pragma('foreign_key_check')).toBeUndefined();
      } finally {
        workspace.close();
      }
    }),
    { numRuns: 40 },
  );
}, 120_000);
