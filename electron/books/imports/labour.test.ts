import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contract, type Input, type Output } from '../../../shared/contract/index.ts';
import type { Result } from '../../../shared/rules/result.ts';
import { parseLabour } from '../../../shared/rules/sheet/kinds/labour.ts';
import { sheetOf, type Written } from '../../../shared/rules/sheet/sheetForTests.ts';
import type { Writing } from '../../workspace/context.ts';
import { testWorkspace, type TestWorkspace } from '../../workspace/testing.ts';
import { labourHandlers } from '../labour/index.ts';
import { createHousehold } from '../village/index.ts';
import { imported } from './importingForTests.ts';
import { planLabour } from './labour.ts';

const SAMPLES = join(import.meta.dirname, '../../../../shared/data');

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = testWorkspace();
});
afterEach(() => workspace.close());

type Method = Exclude<keyof typeof labourHandlers, 'labour.bankReturn'>;
function call<M extends Method>(method: M, input: Input<M>): Output<M> {
  const handler = labourHandlers[method] as (ctx: Writing, input: unknown) => Result<Output<M>>;
  const result = workspace.run((ctx) => handler(ctx, contract[method].input.parse(input)));
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe.skipIf(!existsSync(join(SAMPLES, '记工表.xlsx')))('the sample work sheets', () => {
  test('two months come in as expected.json has them; a second time everything is the same', async () => {
    const expected = (
      JSON.parse(readFileSync(join(SAMPLES, 'expected.json'), 'utf8')) as {
        files: Record<string, { months: Record<string, Month>; refused: Refused[] }>;
      }
    ).files['记工表.xlsx']!;
    await imported(workspace, 'households', join(SAMPLES, '户籍花名册.xlsx'));
    const file = join(SAMPLES, '记工表.xlsx');
    const first = await imported(workspace, 'labour', file);
    const months = Object.entries(expected.months);
    expect(first).toMatchObject({
      total: months.reduce((sum, [, one]) => sum + one.rows, 0),
      created: months.reduce((sum, [, one]) => sum + one.goodRows, 0),
      changed: 0,
      same: 0,
    });
    expect(first.refused.map(({ sheet, row }) => ({ sheet, row }))).toEqual(
      expected.refused.map(({ sheet, row }) => ({ sheet, row })),
    );
    for (const [at, { reason }] of expected.refused.entries()) {
      const said = first.refused[at]!.reason;
      // 校验码错误 is told at more length.
      if (reason === '身份证校验码错误') expect(said).toMatch(/校验/u);
      else if (reason === '金额 ≠ 数量 × 单价') expect(said).toContain('≠ 数量 × 单价');
      else if (reason === '日期不在本月') expect(said).toMatch(/日期 .* 不在本月/u);
      else expect(said).toContain(reason);
    }
    for (const [month, { goodRows, goodAmount, workers }] of months) {
      const work = call('labour.work', { from: `${month}-01`, to: `${month}-31` });
      expect([work.rows.length, work.amountFen, work.byWorker.length]).toEqual([
        goodRows,
        goodAmount,
        workers,
      ]);
      const sheet = call('labour.draftSheet', {
        from: `${month}-01`,
        to: month === '2018-09' ? '2018-09-30' : '2018-10-31',
      });
      expect(sheet.totals).toMatchObject({ workers, grossFen: goodAmount });
    }
    const kinds = call('labour.kinds', {}).map((one) => `${one.name} ${one.paidBy} ${one.price}/${one.unit}`);
    expect(kinds.sort()).toEqual(
      [
        '上架 piece 0.08/袋',
        '刺孔 piece 0.06/袋',
        '剪柄 piece 0.4/斤',
        '接种 piece 0.12/袋',
        '日工 day 100/工日',
        '装袋 piece 0.35/袋',
        '采菇 piece 0.5/斤',
      ].sort(),
    );
    expect(first.warnings.filter((one) => one.reason.startsWith('新增工种'))).toHaveLength(7);
    // Two people of one name worked a day and half a day on 2018-09-25: neither more than a day.
    expect(first.warnings.filter((one) => one.reason.includes('个工日'))).toEqual([]);
    const again = await imported(workspace, 'labour', file);
    expect(again).toMatchObject({ created: 0, same: first.created });
    expect(again.refused).toHaveLength(10);
  });
});

interface Month {
  readonly rows: number;
  readonly goodRows: number;
  readonly goodAmount: number;
  readonly workers: number;
}

interface Refused {
  readonly sheet: string;
  readonly row: number;
  readonly reason: string;
}

const HEADER = ['日期', '姓名', '身份证号', '组别', '工种', '棚号', '单位', '数量', '单价', '金额', '记工员'];
type Row = readonly Written[];
const BAGS: Row = ['2018-09-01', '陈大', null, '1组', '装袋', 'DP-066', '袋', 560, 0.35, 196, '李记工'];

function plan(...rows: Row[]) {
  const parse = parseLabour([sheetOf([['2018-09 投劳记工表'], HEADER, ...rows], [], '2018-09')]);
  return planLabour(workspace.writing(), 1, parse);
}

function carryOut(made: ReturnType<typeof plan>): void {
  const done = workspace.run((ctx) => {
    const { lastId } = ctx.db.run(
      `INSERT INTO import (entity_id, kind, file_name, file_sha256, created_count, changed_count, same_count, refused_count, operator, recorded_at)
       VALUES (1, 'labour', 'a.xlsx', '', 0, 0, 0, 0, '', '')`,
    );
    return made.carryOut(ctx, lastId);
  });
  if (!done.ok) throw new Error(done.error.message);
}

function person(name: string, groupNo: number): number {
  const made = workspace.run((ctx) =>
    createHousehold(
      ctx,
      { code: `H${groupNo}${name}`, groupNo, category: '一般', phone: '', note: '' },
      { name, relation: '户主', idNumber: null, phone: '', card: null },
    ),
  );
  if (!made.ok) throw new Error(made.error.message);
  return made.value.headId;
}

describe('a row of a work sheet', () => {
  test('without an ID number it is the only one of that name in the group', () => {
    person('陈大', 1);
    person('陈大', 2);
    const made = plan(BAGS, BAGS.with(3, null).with(7, 100).with(9, 35));
    expect(made.rows.map((one) => one.outcome)).toEqual(['created', 'refused']);
    expect(made.rows[1]!.reason).toMatch(/户籍里有 2 个陈大.*请填身份证号/u);
  });

  test('nobody of the register is refused', () => {
    expect(plan(BAGS).rows).toMatchObject([
      { outcome: 'refused', column: 'B', reason: expect.stringContaining('不在户籍花名册') as string },
    ]);
  });

  test('a day whose sheet is approved is refused; before it the same file is the same', () => {
    person('陈大', 1);
    carryOut(plan(BAGS));
    expect(plan(BAGS).rows).toMatchObject([{ outcome: 'same' }]);
    const { id } = call('labour.saveSheet', { from: '2018-09-01', to: '2018-09-30', terms: [] });
    call('labour.approveSheet', { id, date: '2018-09-30' });
    const late = plan(BAGS, BAGS.with(7, 100).with(9, 35));
    expect(late.rows.map((one) => one.outcome)).toEqual(['same', 'refused']);
    expect(late.rows[1]).toMatchObject({
      column: 'A',
      reason: expect.stringMatching(/已经在批准的发放表 2018-01/u) as string,
    });
  });

  test('more than a day by one person is said', () => {
    person('陈大', 1);
    const day = (quantity: number, place: string): Row => [
      ...['2018-09-01', '陈大', null, '1组', '日工', place, '工日', quantity, 100, quantity * 100, '李记工'],
    ];
    const made = plan(day(1, 'DP-001'), day(0.5, 'DP-002'));
    expect(made.warnings.map((one) => one.reason).join()).toMatch(
      /陈大2018-09-01 共记了 1\.5 个工日，超过 1 个工日/u,
    );
  });

  test('another price than the rate is kept and said; another unit is refused', () => {
    person('陈大', 1);
    carryOut(plan(BAGS));
    const made = plan(
      BAGS.with(0, '2018-09-02').with(8, 0.4).with(9, 224),
      BAGS.with(0, '2018-09-03').with(6, '斤'),
    );
    expect(made.rows.map((one) => one.outcome)).toEqual(['created', 'refused']);
    expect(made.warnings.map((one) => one.reason).join()).toMatch(/单价 0\.4 与定的工价 0\.35 不同/u);
    expect(made.rows[1]!.reason).toMatch(/单位是袋，这里写的是斤/u);
    carryOut(made);
    expect(call('labour.work', { from: '2018-09-02', to: '2018-09-02' }).rows).toMatchObject([
      { price: '0.4', amountFen: 224_00, kind: '装袋' },
    ]);
  });
});
