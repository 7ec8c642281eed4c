import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract, type Input, type Output } from '../../../shared/contract/index.ts';
import type { Result } from '../../../shared/rules/result.ts';
import { awardChecks } from '../../books/awards/index.ts';
import { createHousehold } from '../../books/village/index.ts';
import { testWorkspace, type TestWorkspace } from '../../workspace/testing.ts';
import { bookHandlers, type BookMethod } from '../handlers.ts';
import { keepDemoIndustries } from './industry.ts';
import { demoVillage } from './village.ts';

describe('the demo’s industries', () => {
  let workspace: TestWorkspace;
  function ask<M extends BookMethod>(method: M, input: Input<M>): Output<M> {
    const handler = bookHandlers[method] as unknown as (
      context: unknown,
      input: unknown,
    ) => Result<Output<M>>;
    const result = handler(workspace.writing(), contract[method].input.parse(input));
    if (!result.ok) throw new Error(result.error.message);
    return contract[method].output.parse(result.value) as Output<M>;
  }
  beforeAll(() => {
    workspace = testWorkspace();
    const made = workspace.run((ctx) => {
      for (const { code, groupNo, category, phone, card, head } of demoVillage()) {
        createHousehold(ctx, { code, groupNo, category, phone, note: '' }, { ...head, phone, card });
      }
      keepDemoIndustries(ask);
      return { ok: true, value: true };
    });
    if (!made.ok) throw new Error(made.error.message);
  });
  afterAll(() => workspace.close());

  it('are those of the report: 175 households, 600,000 bags, and what else there is', () => {
    const { totals, byKind, otherAwardFen } = ask('industry.summary', { year: 2018 });
    expect(totals).toMatchObject({ households: 175, rows: 312, inspected: 312, awardFen: 1_065_000_00 });
    expect(otherAwardFen).toBe(374_800_00);
    expect(byKind.map(({ kind, scale, unit, households }) => [kind, scale, unit, households])).toEqual([
      ['香菇', '600000', '筒', 90],
      ['木耳', '2000', '架', 20],
      ['黄金木耳', '3000', '架', 15],
      ['猪苓', '13000', '窝', 35],
      ['天麻', '10000', '窝', 30],
      ['养蜂', '1500', '箱', 40],
      ['乌鸡', '6000', '只', 82],
    ]);
  });

  it('were awarded 1,439,800.00, of which three households are still to get their part', () => {
    const programmes = ask('awards.programmes', { year: 2018 });
    expect(
      programmes.map(({ name, state, amountFen, households }) => [name, state, amountFen, households]),
    ).toEqual([
      ['产业奖补', 'paid', 1_065_000_00, 175],
      ['务工补助', 'noticed', 374_800_00, 175],
    ]);
    expect(programmes.reduce((sum, one) => sum + one.amountFen, 0)).toBe(1_439_800_00);
    expect(
      ask('awards.get', { id: programmes[1]!.id }).households.filter((one) => one.unpaidFen > 0),
    ).toHaveLength(3);
    expect(awardChecks(workspace.connection).filter((check) => !check.ok)).toEqual([]);
  });
});
