import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { Output } from '../../../shared/contract/index.ts';
import type { printRequest } from '../../../shared/contract/prints.ts';
import { cellsOf, fenOf, textOf } from '../../../shared/print/testReading.ts';
import type { Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import { cardOf, ClaimDesk } from '../claims/deskForTests.ts';
import { printsHandlers } from './index.ts';

type Request = z.input<typeof printRequest>;
type Rendered = Output<'prints.issue'>;

let desk: ClaimDesk;
/** 30 loans in three groups; the claim of the quarter of 92 days, on notice. */
let batchId: number;
beforeEach(async () => {
  desk = new ClaimDesk();
  for (let n = 0; n < 30; n++) {
    const id = await desk.loan(`张${'甲乙丙丁戊己庚辛壬癸'.at(n % 10)}${'一二三'.at(n / 10)}`, {
      amountFen: n % 2 === 0 ? 50_000_00 : 80_000_00,
    });
    if (n === 0) await desk.payInterest(id, '2018-06-20', 461_81, 'FX-1');
  }
  batchId = await desk.batch({ title: '2020年第二季度贷款贴息', kind: 'quarter' });
});
afterEach(() => desk.close());

function issue(request: Request): Result<Rendered> {
  const handler = printsHandlers['prints.issue'] as (
    ctx: Writing,
    input: { request: Request },
  ) => Result<Rendered>;
  return desk.workspace.run((ctx) => handler(ctx, { request }), { today: desk.today });
}
function printed(request: Request): Rendered {
  const result = issue(request);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
const pagesOf = (rendered: Rendered): { markup: string }[] =>
  rendered.html
    .split('<section class="page">')
    .slice(1)
    .map((markup) => ({ markup }));
const refusal = (request: Request): string => {
  const result = issue(request);
  return result.ok ? '' : result.error.message;
};
const notice = (): Promise<unknown> =>
  desk.call('claims.notice', {
    id: batchId,
    from: '2021-05-10',
    to: '2021-05-16',
    telephone: '0916-4822222',
  });

describe('贴息花名册', () => {
  it('each group on sheets of its own; subtotals make the group’s, the groups’ the whole', async () => {
    const pages = pagesOf(printed({ document: 'subsidy-roster', batchId }));
    const { totals } = (await desk.call('claims.get', { id: batchId })).batch;
    const rows = pages.map((page) => cellsOf(page).slice(1));
    const closing = (label: string): number[] =>
      rows.flat().flatMap((row) => (row[0]?.startsWith(label) ? [fenOf(row.at(-4) ?? '')] : []));
    const sum = (fens: readonly number[]): number => fens.reduce((all, fen) => all + fen, 0);
    expect(closing('全村合计')).toEqual([totals.claimedFen]);
    expect(sum(closing('本页小计'))).toBe(totals.claimedFen);
    expect(sum([1, 2, 3].flatMap((group) => closing(`${group}组合计`)))).toBe(totals.claimedFen);
    for (const page of rows) {
      const groups = page.map((row) => row[1]).filter((cell) => /^\d组$/.test(cell ?? ''));
      expect(new Set(groups).size).toBe(1);
    }
    expect(textOf(pages.at(-1)!)).toContain('（大写）');
    expect(textOf(pages[0]!)).toContain('测算稿');
  });

  it('a draft is not counted; what is on notice says 补打 from the second time on', async () => {
    expect(printed({ document: 'subsidy-roster', batchId }).printedBefore).toBe(0);
    await notice();
    expect(pagesOf(printed({ document: 'subsidy-roster', batchId }))[0]!.markup).not.toContain('补打');
    expect(pagesOf(printed({ document: 'subsidy-roster', batchId }))[0]!.markup).toContain('补打 第 1 次');
  });
});

describe('贴息公示表', () => {
  it('comes with the notice: its days, the telephone, no card, no telephone of anybody', async () => {
    expect(refusal({ document: 'subsidy-notice', batchId })).toContain('还没有公示');
    await notice();
    const { html } = printed({ document: 'subsidy-notice', batchId });
    const text = textOf({ markup: html });
    expect(text).toContain('公示期：2021年5月10日至2021年5月16日');
    expect(text).toContain('监督电话：0916-4822222');
    expect(text).not.toContain('13800000000');
    expect(text).not.toContain(cardOf(1).slice(-4));
    await desk.call('claims.takeBack', { id: batchId, date: '2021-05-12', reason: '重算' });
    await desk.call('claims.void', { id: batchId, date: '2021-05-12', reason: '错' });
    expect(refusal({ document: 'subsidy-notice', batchId })).toContain('作废');
  });
});

describe('贴息申请表', () => {
  it('one a loan, with how the interest comes about and the amount in words', async () => {
    const { lines } = await desk.call('claims.get', { id: batchId });
    const all = printed({ document: 'subsidy-applications', batchId });
    expect(all.pages).toBe(30);
    const big = lines.find((line) => line.amountFen === 80_000_00)!;
    const [page] = pagesOf(printed({ document: 'subsidy-applications', batchId, lineIds: [big.id] }));
    const text = textOf(page!);
    expect(text).toContain('92天 × 80,000.00 × 4.75% ÷ 360 = 971.111111');
    expect(text).toContain('92天利息 971.111111 × 50,000.00 ÷ 80,000.00 × 100% = 606.944444');
    expect(text).toContain('人民币陆佰零陆元玖角肆分');
    expect(text).toContain('张家坝村村民委员会（公章）');
  });

  it('years of settlements go on to an annex', async () => {
    await desk.call('claims.void', { id: batchId, date: '2021-05-12', reason: '错' });
    const id = await desk.batch({ from: '2018-03-21', to: '2021-03-20' });
    const [line] = (await desk.call('claims.get', { id })).lines;
    const pages = pagesOf(printed({ document: 'subsidy-applications', batchId: id, lineIds: [line!.id] }));
    expect(pages).toHaveLength(2);
    expect(textOf(pages[0]!)).toContain('计算过程见附页');
    expect(textOf(pages[1]!).match(/天 × /g)).toHaveLength(12);
  });

  it('those left out have none', async () => {
    const [line] = (await desk.call('claims.get', { id: batchId })).lines;
    await desk.call('claims.setLine', { lineId: line!.id, excludedReason: '本人放弃' });
    expect(refusal({ document: 'subsidy-applications', batchId, lineIds: [line!.id] })).toContain('不申请');
    expect(printed({ document: 'subsidy-applications', batchId }).pages).toBe(29);
  });
});

describe('the register, the visits, one loan', () => {
  it('贷款台账: what was settled, paid and passed back, on a day', async () => {
    await notice();
    await desk.call('claims.submit', { id: batchId, date: '2021-05-17', documentNo: '' });
    const { batch } = await desk.call('claims.get', { id: batchId });
    await desk.call('claims.receive', {
      id: batchId,
      date: '2021-05-20',
      amountFen: batch.totals.claimedFen,
      documentNo: '',
      note: '',
    });
    await desk.call('claims.pay', {
      id: batchId,
      date: '2021-05-21',
      method: 'transfer',
      slipNo: '',
      note: '',
    });
    const last = (asOf: string): string[] =>
      cellsOf(pagesOf(printed({ document: 'loan-register', asOf })).at(-1)!).at(-1)!;
    const total = last('2021-06-01');
    expect(total[0]).toContain('合计（30 笔，未还清 30 笔）');
    expect(total).toContain('1,950,000.00');
    expect(fenOf(total.at(-4)!)).toBe(batch.totals.claimedFen);
    // The day before it was not passed back yet.
    expect(fenOf(last('2021-05-20').at(-4)!)).toBe(0);
    expect(refusal({ document: 'loan-register', asOf: '2018-01-01' })).toContain('没有贷款可以打印');
    expect(refusal({ document: 'loan-register', asOf: '2018-02-30' })).toContain('不是一个日子');
  });

  it('到期走访单: by group; nobody due is said', () => {
    const pages = pagesOf(printed({ document: 'loan-visits', asOf: '2021-03-20', days: 30 }));
    expect(pages.map((page) => /走访单\s*(\d组)/.exec(textOf(page))?.[1])).toEqual(['1组', '2组', '3组']);
    expect(textOf(pages[0]!)).toContain('还有 23 天');
    expect(refusal({ document: 'loan-visits', asOf: '2019-03-20', days: 30 })).toContain(
      '没有到期或逾期的贷款',
    );
  });

  it('还款结息明细: each settlement with its explanation, the claim beside it', () => {
    const [page] = pagesOf(printed({ document: 'loan-statement', loanId: 1, asOf: '2020-06-20' }));
    const text = textOf(page!);
    expect(text).toContain('70天 × 50,000.00 × 4.75% ÷ 360 = 461.805556');
    expect(text).toContain('合计（9 期）');
    expect(text).toContain('FX-1');
    expect(text).toContain('贴息-2020-001');
  });
});
