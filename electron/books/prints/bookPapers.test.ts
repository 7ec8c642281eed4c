import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { Input, Output, Parsed } from '../../../shared/contract/index.ts';
import type { printRequest } from '../../../shared/contract/prints.ts';
import type { Result } from '../../../shared/rules/result.ts';
import { type TestWorkspace, testWorkspace } from '../../workspace/testing.ts';
import { accountsHandlers } from '../accounts/index.ts';
import { vouchersHandlers } from '../vouchers/index.ts';
import { printsHandlers } from './index.ts';

type Request = z.input<typeof printRequest>;
type Printed = Output<'prints.issue'>;

let workspace: TestWorkspace;
let items: { office: number; travel: number; bank: number; sales: number };
let ids: { supplies: number; sale: number; isVoid: number; big: number };

const handlers = { ...vouchersHandlers, ...accountsHandlers, ...printsHandlers };

function call<M extends keyof typeof handlers>(method: M, input: Input<M>): Result<Output<M>> {
  const handler = handlers[method] as unknown as (ctx: unknown, input: Parsed<M>) => Result<Output<M>>;
  return workspace.run((ctx) => handler(ctx, input as Parsed<M>));
}

function done<M extends keyof typeof handlers>(method: M, input: Input<M>): Output<M> {
  const result = call(method, input);
  if (!result.ok) throw new Error(`${method}: ${result.error.message}`);
  return result.value;
}

const print = (request: Request): Printed => done('prints.issue', { request });
const refusal = (request: Request): string => {
  const result = call('prints.preview', { request });
  if (result.ok) throw new Error('it was printed');
  return result.error.message;
};

const textOf = ({ html }: Printed): string =>
  html
    .slice(html.indexOf('<body>'))
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

/** Books of three months: cash spent, a sale to the bank, a void voucher and one of many lines. */
beforeAll(() => {
  workspace = testWorkspace('2018-01');
  const itemOf = (dim: Input<'items.add'>['dim'], name: string): number =>
    done('items.list', { dim }).find((one) => one.name === name)?.id ?? done('items.add', { dim, name }).id;
  items = {
    office: itemOf('expenseItem', '办公费'),
    travel: itemOf('expenseItem', '差旅费'),
    bank: itemOf('bank', '信用社基本户'),
    sales: itemOf('businessItem', '产品销售'),
  };
  type Line = Input<'vouchers.save'>['lines'][number];
  const save = (date: string, lines: readonly Line[]): number =>
    done('vouchers.save', { date, attachments: 3, lines: [...lines] }).id;
  const line = (
    summary: string,
    account: string,
    debitFen: number,
    creditFen: number,
    itemId?: number,
  ): Line => ({
    summary,
    account,
    debitFen,
    creditFen,
    ...(itemId === undefined ? {} : { itemId }),
  });
  ids = {
    sale: save('2018-03-05', [
      line('销售鲜香菇', '102', 500_000, 0, items.bank),
      line('销售鲜香菇', '501', 0, 500_000, items.sales),
    ]),
    supplies: save('2018-03-09', [
      line('取备用金', '101', 100_000, 0),
      line('取备用金', '102', 0, 100_000, items.bank),
    ]),
    isVoid: save('2018-03-10', [
      line('买打印纸', '523', 8000, 0, items.office),
      line('买打印纸', '101', 0, 8000),
    ]),
    big: save('2018-04-02', [
      ...Array.from({ length: 7 }, (_, index) =>
        line(`报销差旅费${index}`, '523', 1000 + index, 0, index === 0 ? items.office : items.travel),
      ),
      line('报销', '101', 0, 7021),
    ]),
  };
  done('vouchers.void', { id: ids.isVoid, reason: '重复填制' });
  done('vouchers.review', { ids: [ids.sale, ids.supplies] });
  done('vouchers.post', { ids: [ids.sale, ids.supplies] });
});
afterAll(() => workspace.close());

describe('vouchers', () => {
  it('print by month with every number, the void one marked', () => {
    const printed = print({ document: 'voucher-month', period: '2018-03' });
    const text = textOf(printed);
    expect(printed.title).toBe('鑫杰香菇种植专业合作社 2018年3月 记账凭证');
    for (const word of [
      '记字第 1 号',
      '记字第 2 号',
      '记字第 3 号',
      '作废原因：重复填制',
      '102 银行存款',
      '信用社基本户',
    ]) {
      expect(text).toContain(word);
    }
    expect(printed.html.match(/class="void"/g)).toHaveLength(1);
    expect(text.match(/记账：李会计/g)).toHaveLength(2);
    expect(text).not.toContain('报销');
  });

  it('are counted one by one, and each says 补打 for itself', () => {
    const one: Request = { document: 'vouchers', ids: [ids.big] };
    expect(print(one)).toMatchObject({ printedBefore: 0, marksReprints: true, pages: 1 });
    const both = print({ document: 'vouchers', ids: [ids.sale, ids.big, ids.big] });
    expect(both.printedBefore).toBe(1);
    const text = textOf(both);
    expect(text.match(/补打 第 1 次/g)).toHaveLength(2 + 1);
    expect(text).toMatch(/记字第 1 1\/2 号.*记字第 1 2\/2 号/);
    expect(text.indexOf('销售鲜香菇')).toBeLessThan(text.indexOf('报销差旅费'));
    expect(print({ document: 'vouchers', ids: [ids.sale] }).printedBefore).toBe(2);
  });

  it('refuse what is not there, with the way out', () => {
    expect(refusal({ document: 'vouchers', ids: [ids.sale, 9999] })).toContain('刷新后重选');
    expect(refusal({ document: 'voucher-month', period: '2018-07' })).toContain('2018年7月没有凭证');
    expect(refusal({ document: 'voucher-month', period: '2018-03', word: '付' })).toContain('“付”字');
  });
});

describe('account books', () => {
  const range = { from: '2018-03', to: '2018-04' } as const;

  it.each<[Request, string[]]>([
    [{ document: 'trial-balance', ...range }, ['科目余额表', '2018年3月至4月', '库存现金', '929.79', '合计']],
    [
      { document: 'general-ledger', ...range },
      ['总 账', '科目：101 库存现金', '科目：523 管理费用', '本月合计', '本年累计'],
    ],
    [
      { document: 'general-ledger', ...range, account: '101' },
      ['科目：101 库存现金', '1,000.00', '70.21', '929.79'],
    ],
    [
      { document: 'account-ledger', ...range, account: '101' },
      ['库存现金明细账', '取备用金', '银行存款', '记-002', '本月合计', '929.79', '借'],
    ],
    [{ document: 'account-ledger', ...range, account: '101', daily: true }, ['库存现金日记账', '本日合计']],
    [
      { document: 'column-ledger', ...range, account: '523', by: 'item' },
      ['管理费用多栏明细账', '办公费', '差旅费', '60.21'],
    ],
    [
      { document: 'journal', ...range },
      ['序时账', '销售鲜香菇', '取备用金', '报销差旅费6', '合计', '6,070.21'],
    ],
    [
      { document: 'analysis', ...range, dim: 'expenseItem' },
      ['费用项目辅助余额表', '办公费', '差旅费', '70.21'],
    ],
    [{ document: 'chart' }, ['会计科目表', '盈余分配', '未分配盈余']],
    [{ document: 'openings' }, ['期初余额表', '启用期间：2018-01', '合计']],
  ])('%j prints what the books say', (request, words) => {
    const printed = print(request);
    const text = textOf(printed);
    for (const word of words) expect(text).toContain(word);
    expect(text).not.toContain('买打印纸');
    expect(printed.marksReprints).toBe(false);
  });

  it('of one item alone says whose it is', () => {
    const request = { document: 'account-ledger', ...range, account: '523' } as const;
    const text = textOf(print({ ...request, itemId: items.office }));
    expect(text).toContain('费用项目：办公费');
    expect(text).toContain('报销差旅费0');
    expect(text).not.toContain('报销差旅费1');
    expect(refusal({ ...request, itemId: 9999 })).toContain('辅助核算项目');
    expect(refusal({ ...request, account: '301', memberId: 9999 })).toContain('社员');
  });

  it('leave out what is not posted when asked to', () => {
    const request = { document: 'journal', ...range } as const;
    expect(textOf(print({ ...request, postedOnly: true }))).not.toContain('报销差旅费');
    expect(textOf(print({ ...request, postedOnly: true }))).toContain('只含已记账凭证');
    expect(textOf(print(request))).toContain('含未记账凭证');
  });

  it('are counted by what they are of, without a mark on the page', () => {
    const request = { document: 'trial-balance', from: '2018-03', to: '2018-03' } as const;
    print(request);
    const again = print(request);
    expect(again.printedBefore).toBe(1);
    expect(textOf(again)).not.toContain('补打');
    expect(print({ ...request, level: 1 }).printedBefore).toBe(0);
  });

  it('refuse months in the wrong order and accounts that are not there', () => {
    expect(refusal({ document: 'journal', from: '2018-04', to: '2018-03' })).toContain('对调');
    expect(refusal({ document: 'account-ledger', ...range, account: '999' })).toContain('999');
  });
});

describe('statements', () => {
  it.each([
    ['01', '资产负债表', '会农社01表', '4,929.79'],
    ['02', '盈余及盈余分配表', '会农社02表', '4,929.79'],
    ['03', '成员权益变动表', '会农社03表', '本年盈余'],
  ] as const)('%s prints with its form number and figures', (statement, name, form, word) => {
    const request = { document: 'statement', statement, period: '2018-04' } as const;
    const printed = print(request);
    const text = textOf(printed);
    for (const one of [name, form, word, '财会〔2021〕37号', '未记账凭证']) expect(text).toContain(one);
    expect(printed).toMatchObject({ pages: 1, printedBefore: 0, marksReprints: true });
    expect(textOf(print(request))).toContain('补打 第 1 次');
  });

  it('has the notes as a draft', () => {
    const printed = print({ document: 'statement-notes', year: 2018 });
    expect(textOf(printed)).toContain('2018 年度会计报表附注');
    expect(printed.html).toContain('class="watermark"');
  });

  it('is refused before the books begin', () => {
    expect(refusal({ document: 'statement', statement: '01', period: '2017-12' })).toContain('2018-01');
  });
});
