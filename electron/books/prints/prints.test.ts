import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { Output } from '../../../shared/contract/index.ts';
import type { printRequest } from '../../../shared/contract/prints.ts';
import type { Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import { INPUTS, MEETING, testCooperative, type TestCooperative } from '../dividends/testCooperative.ts';
import { sharesHandlers } from '../shares/index.ts';
import { printsHandlers } from './index.ts';

type Request = z.input<typeof printRequest>;
type Printed = Output<'prints.issue'>;

let coop: TestCooperative;
beforeEach(() => {
  coop = testCooperative();
});
afterEach(() => {
  coop.close();
});

function call(method: 'prints.preview' | 'prints.issue', request: Request): Result<Printed> {
  const handler = printsHandlers[method] as (
    context: Writing,
    input: { request: Request },
  ) => Result<Printed>;
  return coop.run((context) => handler(context, { request }));
}

function print(request: Request): Printed {
  const result = call('prints.issue', request);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** The page's text without its tags. */
const textOf = (html: string): string =>
  html
    .slice(html.indexOf('<body>'))
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

describe('papers of an approved run', () => {
  it.each(['roster', 'statements', 'notice'] as const)(
    'a draft has no %s, and says what it has',
    async (document) => {
      const { id } = await coop.done('dividends.saveDraft', { inputs: INPUTS });
      const refused = call('prints.issue', { document, runId: id });
      expect(refused).toMatchObject({ ok: false, error: { code: 'print.draft' } });
      expect(!refused.ok && refused.error.message).toContain('盈余分配方案（草案）');
    },
  );

  it.each(['roster', 'statements', 'notice', 'plan'] as const)(
    'a void run prints no %s',
    async (document) => {
      const id = await coop.approve();
      await coop.done('dividends.void', { id, reason: '错' });
      expect(call('prints.issue', { document, runId: id })).toMatchObject({ ok: false });
    },
  );

  it('roster: all members, the total and its words', async () => {
    const runId = await coop.approve();
    const { title, html, printedBefore } = print({ document: 'roster', runId });
    expect(title).toContain('2018 年度分红发放表');
    expect(printedBefore).toBe(0);
    const text = textOf(html);
    for (const member of coop.members) expect(text).toContain(member.name);
    expect(text).toContain('146,958.02');
    expect(text).toContain('壹拾肆万陆仟玖佰伍拾捌元零贰分');
    expect(text).toContain('610727********');
    for (const member of coop.members) expect(text).not.toContain(member.card);
  });

  it('notice: no ID number, no card; the period, resolution and telephone', async () => {
    coop.connection.run(
      `UPDATE entity SET settings = json_set(settings, '$.supervisorPhone', '0916-4820000')`,
    );
    const runId = await coop.approve();
    const text = textOf(print({ document: 'notice', runId }).html);
    expect(text).not.toContain('610727');
    expect(text).not.toContain('6230');
    expect(text).toContain('公示期：2019年2月20日至2019年2月26日');
    expect(text).toContain('成决〔2019〕3号');
    expect(text).toContain('0916-4820000');
    expect(textOf(print({ document: 'notice', runId, from: '2019-03-01' }).html)).toContain(
      '2019年3月1日至2019年3月7日',
    );
    expect(call('prints.preview', { document: 'notice', runId, from: '2019-02-15' })).toMatchObject({
      ok: false,
    });
    expect(call('prints.preview', { document: 'notice', runId, from: '明天' })).toMatchObject({ ok: false });
  });

  it('notice: a run posted back to the year’s last day is posted up from the meeting on', async () => {
    const { id: runId } = await coop.done('dividends.saveDraft', { inputs: INPUTS });
    await coop.done('dividends.approve', {
      id: runId,
      meeting: { ...MEETING, postingDate: '2018-12-31' },
    });
    expect(textOf(print({ document: 'notice', runId }).html)).toContain(
      '公示期：2019年2月16日至2019年2月22日',
    );
  });

  it('statements: a code each that the program knows again', async () => {
    const runId = await coop.approve();
    const { html, pages } = print({ document: 'statements', runId });
    expect(pages).toBe(24);
    const codes = [...html.matchAll(/核验码 <b>([0-9A-Z-]+)<\/b>/g)].map((match) => match[1] ?? '');
    expect(new Set(codes).size).toBe(47);
    const known = await coop.done('dividends.checkCode', {
      code: codes[0]!.toLowerCase().replaceAll('-', ' '),
    });
    expect(known).toEqual({
      genuine: true,
      fiscalYear: 2018,
      memberNo: 'M001',
      name: '张守田',
      netFen: 399_766,
      state: 'approved',
    });
    const forged = codes[0]!.slice(0, -1) + (codes[0]!.endsWith('0') ? '2' : '0');
    expect((await coop.done('dividends.checkCode', { code: forged })).genuine).toBe(false);
    await coop.done('dividends.void', { id: runId, reason: '错' });
    expect(await coop.done('dividends.checkCode', { code: codes[46]! })).toMatchObject({
      genuine: true,
      name: '何𬭎',
      state: 'void',
    });
  });

  it('statements say how each amount came about', async () => {
    const runId = await coop.approve();
    const memberIds = [coop.member('M001').id];
    const text = textOf(print({ document: 'statements', runId, memberIds }).html);
    expect(text).toContain('返还总额 88,174.82 × 您的交易额 21,582.30 ÷ 全社交易额 696,739.35');
    expect(text).toContain('剩余盈余 58,783.20 × 您的份额 34,468.09 ÷ 全社份额 1,600,000.00');
    expect(text).toContain('叁仟玖佰玖拾柒元陆角陆分');
    expect(text).not.toContain('李秀英');
  });

  it.each([
    [
      'by shares alone',
      { shareOnlyResolution: '成决〔2019〕4号', method: 'B' as const },
      '每股 159.73 元 × 20 股',
      '未按交易量',
    ],
    [
      'with a guarantee and steps',
      {
        guaranteed: { ratePercent: '3', authority: '章程第三十条' },
        withholding: 'surplus-20' as const,
      },
      '出资额 20,000.00 × 3%（章程第三十条）',
      '余下的盈余',
    ],
    [
      'with a guarantee that must be cut',
      { guaranteed: { ratePercent: '8', authority: '章程' } },
      '不够付足',
      '出资额 20,000.00 × 8%',
    ],
    ['by days', { capitalBasis: 'fen-days' as const }, '出资按天数加权', '34,468.09'],
  ])('statements of a run %s add up', async (_, inputs, ...words) => {
    const runId = await coop.approve(inputs);
    const text = textOf(print({ document: 'statements', runId, memberIds: [coop.member('M001').id] }).html);
    for (const word of words) expect(text).toContain(word);
    print({ document: 'roster', runId });
    print({ document: 'notice', runId });
  });

  it('refuses members that are not in it', async () => {
    const runId = await coop.approve();
    expect(call('prints.preview', { document: 'statements', runId, memberIds: [9999] })).toMatchObject({
      ok: false,
    });
  });
});

describe('the plan', () => {
  it('is laid out from a draft, watermarked, with its chain', async () => {
    const { id: runId } = await coop.done('dividends.saveDraft', { inputs: INPUTS });
    const { html } = print({ document: 'plan', runId });
    const text = textOf(html);
    expect(html).toContain('class="watermark"');
    for (const word of ['草案', '第 1 稿', '可分配盈余', '146,958.02', '16,328.67', '第四十条', '何𬭎']) {
      expect(text).toContain(word);
    }
  });

  it('is not printed of an approved run, nor of one that can’t be computed', async () => {
    const approved = await coop.approve();
    expect(call('prints.issue', { document: 'plan', runId: approved })).toMatchObject({ ok: false });
    const { id: runId } = await coop.done('dividends.saveDraft', { inputs: { ...INPUTS, surplusFen: 0 } });
    const refused = call('prints.issue', { document: 'plan', runId });
    expect(!refused.ok && refused.error.message).toContain('可分配盈余');
  });
});

describe('reprints', () => {
  it('are counted and say so; the preview shows what prints next', async () => {
    const runId = await coop.approve();
    const request = { document: 'roster', runId } as const;
    expect(call('prints.preview', request)).toMatchObject({ ok: true, value: { printedBefore: 0 } });
    expect(print(request).html).not.toContain('补打 第');
    const preview = call('prints.preview', request);
    const again = print(request);
    expect(preview).toEqual({ ok: true, value: again });
    expect(again.printedBefore).toBe(1);
    expect(again.html).toContain('补打 第 1 次');
    expect(print(request).html).toContain('补打 第 2 次');
  });

  it('of statements are counted member by member', async () => {
    const runId = await coop.approve();
    const one: Request = { document: 'statements', runId, memberIds: [coop.member('M001').id] };
    print(one);
    expect(print(one).html).toContain('补打 第 1 次');
    const all = print({ document: 'statements', runId });
    expect(all.printedBefore).toBe(2);
    expect(all.html.split('补打 第').length - 1).toBe(1);
    expect(all.html.split('核验码').length - 1).toBe(47);
  });
});

describe('papers of a member', () => {
  it('the account prints at any time', async () => {
    const { id: memberId } = coop.member('M047');
    expect(textOf(print({ document: 'member-account', memberId, year: 2018 }).html)).toContain('何𬭎');
    await coop.approve();
    const text = textOf(print({ document: 'member-account', memberId, year: 2018 }).html);
    expect(text).toContain('3,521.72');
    expect(text).toContain('补打 第 1 次');
    expect(call('prints.preview', { document: 'member-account', memberId: 9999, year: 2018 })).toMatchObject({
      ok: false,
    });
  });

  it('receipt and certificate of a contribution, until it is reversed', () => {
    const { id: memberId } = coop.member('M001');
    const row = coop.connection.get<{ id: number }>(
      `SELECT id FROM share_transaction WHERE member_id = ?`,
      memberId,
    );
    const transactionId = row!.id;
    const receipt = textOf(print({ document: 'receipt', transactionId }).html);
    expect(receipt).toContain('SJ2017-0001');
    expect(receipt).toContain('贰万元整');
    const certificate = textOf(print({ document: 'certificate', transactionId }).html);
    expect(certificate).toContain('CZ2017-0001');
    expect(certificate).toContain('610727********');

    const reverse = sharesHandlers['shares.reverse'] as (
      context: Writing,
      input: object,
    ) => Result<{ id: number }>;
    const reversed = coop.run((context) =>
      reverse(context, { id: transactionId, date: '2019-01-02', reason: '错' }),
    );
    expect(reversed.ok).toBe(true);
    for (const document of ['receipt', 'certificate'] as const) {
      const refused = call('prints.preview', { document, transactionId });
      expect(!refused.ok && refused.error.message).toContain('冲销');
      const reversalId = reversed.ok ? reversed.value.id : 0;
      expect(call('prints.preview', { document, transactionId: reversalId })).toMatchObject({ ok: false });
    }
  });
});
