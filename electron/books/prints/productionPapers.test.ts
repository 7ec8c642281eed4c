import { expect, test } from 'vitest';
import { contract, type Input } from '../../../shared/contract/index.ts';
import type { Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import { testWorkspace } from '../../workspace/testing.ts';
import { productionHandlers } from '../production/index.ts';
import { printsHandlers } from './index.ts';

test('the cost table is of all batches or of one, of the day asked; before the first there is none', () => {
  const workspace = testWorkspace();
  try {
    const handlers = { ...productionHandlers, ...printsHandlers };
    const attempt = <M extends keyof typeof handlers>(method: M, input: Input<M>) =>
      workspace.run((ctx) =>
        (handlers[method] as (ctx: Writing, input: unknown) => Result<{ html: string; pages: number }>)(
          ctx,
          contract[method].input.parse(input),
        ),
      );
    const page = (asOf: string, batchId?: number) => {
      const request = { document: 'batch-report', asOf, ...(batchId ? { batchId } : {}) } as const;
      const made = attempt('prints.preview', { request });
      return made.ok ? made.value.html : made.error.message;
    };
    for (const [no, begunOn] of [
      ['2018-A', '2018-08-01'],
      ['2018-B', '2018-09-01'],
    ] as const) {
      const facts = { name: `菌袋${no}`, product: '鲜香菇', strain: '', bags: 1000, note: '' };
      const rule = { costRule: 'percent' as const, expectedKg: null, flushes: ['100'] };
      expect(attempt('production.saveBatch', { no, begunOn, ...facts, ...rule }).ok).toBe(true);
    }
    expect(page('2018-07-31')).toMatch(/到 2018-07-31 还没有菌袋批次/u);
    expect(page('2018-08-31')).toMatch(/2018-A/u);
    expect(page('2018-08-31')).not.toMatch(/2018-B/u);
    expect(page('2018-09-30')).toMatch(/合计（2 批）/u);
    expect(page('2018-09-30', 2)).toMatch(/菌袋批次成本表（2018-B 菌袋2018-B）/u);
    expect(page('2018-09-30', 99)).toMatch(/没有/u);
  } finally {
    workspace.close();
  }
});
