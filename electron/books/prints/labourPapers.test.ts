import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { Output } from '../../../shared/contract/index.ts';
import type { printRequest } from '../../../shared/contract/prints.ts';
import type { Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import { type LabourDesk, labourDesk } from '../labour/deskForTests.ts';
import { printsHandlers } from './index.ts';

type Request = z.input<typeof printRequest>;

let desk: LabourDesk;
let bagging: number;
let member: number;
let outsider: number;

/** DOMAIN §5: 1,280 bags × 0.35 and 6.5 days × 100 of a member; a neighbour who is none did half a day. */
beforeEach(() => {
  desk = labourDesk();
  const { call } = desk;
  const kind = (name: string, paidBy: 'piece' | 'day', unit: string, price: string): number => {
    const { id } = call('labour.saveKind', {
      name,
      paidBy,
      unit,
      charge: { account: '401', item: '人工' },
      toBatch: true,
    });
    call('labour.setRate', { kindId: id, from: '2018-01-01', price });
    return id;
  };
  bagging = kind('装袋', 'piece', '袋', '0.35');
  const day = kind('日工', 'day', '工日', '100');
  member = desk.worker('何𬭎', { groupNo: 3, no: 'M047' });
  outsider = desk.worker('王外来', { groupNo: 5 });
  const row = (workerId: number, kindId: number, quantity: string) => ({
    workerId,
    kindId,
    quantity,
    place: '',
  });
  call('labour.saveDay', {
    date: '2018-09-03',
    recorder: '王记工',
    rows: [row(member, bagging, '1000'), row(member, day, '6.5'), row(outsider, day, '0.5')],
  });
  call('labour.saveDay', { date: '2018-09-04', recorder: '王记工', rows: [row(member, bagging, '280')] });
});
afterEach(() => desk.close());

function print(request: Request): Result<Output<'prints.issue'>> {
  const issue = printsHandlers['prints.issue'] as (
    ctx: Writing,
    input: { request: Request },
  ) => Result<Output<'prints.issue'>>;
  return desk.workspace.run((ctx) => issue(ctx, { request }));
}
function text(request: Request): string {
  const printed = print(request);
  if (!printed.ok) throw new Error(printed.error.message);
  return printed.value.html
    .slice(printed.value.html.indexOf('<body>'))
    .replace(/<[^>]*>/gu, ' ')
    .replace(/\s+/gu, ' ');
}
const refusal = (request: Request): string => {
  const printed = print(request);
  return printed.ok ? '' : printed.error.message;
};
const draft = (): number =>
  desk.call('labour.saveSheet', { from: '2018-09-01', to: '2018-09-30', terms: [] }).id;
function approved(): number {
  const id = draft();
  desk.call('labour.approveSheet', { id, date: '2018-09-30' });
  return id;
}

describe('劳务费发放表', () => {
  it('of a draft says so and is not counted; slips wait for the approval', () => {
    const sheetId = draft();
    expect(text({ document: 'labour-pay', sheetId })).toContain('草稿');
    expect(text({ document: 'labour-pay', sheetId })).not.toContain('补打');
    expect(refusal({ document: 'labour-slips', sheetId })).toContain('批准以后');
  });

  it('has every worker, the sums and their words; from the second time on it is a reprint', () => {
    const sheetId = approved();
    const paper = text({ document: 'labour-pay', sheetId });
    expect(paper).toContain('2018年9月劳务费发放表');
    expect(paper).toContain('6.5 650.00 1,280 448.00 — 1,098.00 — — 1,098.00 现金');
    expect(paper).toContain('王外来');
    expect(paper).toContain('合计（2 人） 7 700.00 1,280 448.00 — 1,148.00');
    expect(paper).toContain('人民币壹仟壹佰肆拾捌元整');
    expect(paper).not.toContain('补打');
    expect(text({ document: 'labour-pay', sheetId })).toContain('补打 第 1 次');
  });

  it('slips add up the entries of one kind and price', () => {
    const sheetId = approved();
    expect(text({ document: 'labour-slips', sheetId })).toContain(
      '明细：装袋 1280袋×0.35=448.00；日工 6.5工日×100=650.00',
    );
    const one = text({ document: 'labour-slips', sheetId, workerIds: [outsider] });
    expect(one).not.toContain('何𬭎');
    expect(refusal({ document: 'labour-slips', sheetId, workerIds: [999] })).toContain('不在这张发放表上');
  });

  it('of a void sheet is no paper', () => {
    const sheetId = approved();
    desk.call('labour.voidSheet', { id: sheetId, date: '2018-09-30', reason: '错' });
    expect(refusal({ document: 'labour-pay', sheetId })).toContain('已经作废');
  });
});

describe('记工单', () => {
  it('of a day leaves out what was taken back', () => {
    const { rows } = desk.call('labour.work', { from: '2018-09-03', to: '2018-09-03' });
    const half = rows.find((one) => one.workerId === outsider);
    desk.call('labour.reverseWork', { id: half?.id ?? 0, reason: '记错' });
    const paper = text({ document: 'work-day', date: '2018-09-03' });
    expect(paper).toContain('日期：2018年9月3日');
    expect(paper).toContain('何𬭎 3组 装袋 袋 1000 0.35 350.00');
    expect(paper).not.toContain('王外来');
    expect(paper).toContain('合计（1 人 2 笔） 1,000.00');
    expect(paper).toContain('记工员：王记工');
  });

  it('blank names the kinds; a day without work points to it', () => {
    expect(text({ document: 'work-day' })).toContain('工种（单位）：装袋（袋）、日工（工日）');
    expect(refusal({ document: 'work-day', date: '2018-09-09' })).toContain('空白单');
    expect(refusal({ document: 'work-day', date: '2018-02-30' })).toContain('不是一个日子');
  });
});

describe('领条', () => {
  const BANK = { kind: 'bank' } as const;

  it('of a payment; none of one that was taken back', () => {
    const sheetId = approved();
    const paid = desk.call('labour.pay', {
      sheetId,
      date: '2018-10-08',
      money: BANK,
      workers: [{ workerId: outsider }],
      note: '',
    });
    const paymentId = paid.paymentIds[0] ?? 0;
    const paper = text({ document: 'labour-receipt', paymentId });
    expect(paper).toContain('人民币伍拾元整');
    expect(paper).toContain('2018年9月劳务费');
    expect(paper).not.toContain('入股');
    desk.call('labour.reversePayment', { paymentId, date: '2018-10-09', reason: '错' });
    expect(refusal({ document: 'labour-receipt', paymentId })).toContain('已经冲销');
    expect(refusal({ document: 'labour-receipt', paymentId: 999 })).toContain('没有这笔发放');
  });

  it('of wages brought in as a share: both papers in one print, each counted', () => {
    const sheetId = approved();
    const done = desk.call('labour.toShares', {
      workerId: member,
      sheetId,
      amountFen: 1_098_00,
      date: '2018-10-08',
      way: 'pay-then-contribute',
      money: BANK,
      document: '',
      note: '',
    });
    const printed = print({ document: 'labour-receipt', paymentId: done.paymentId });
    expect(printed.ok && printed.value.pages).toBe(2);
    expect(printed.ok && printed.value.title).toBe(
      `劳务费领条 ${done.paymentReceiptNo}、入股收据 ${done.shareReceiptNo}`,
    );
    // The share's own receipt is the same paper: printed again it says so.
    expect(text({ document: 'receipt', transactionId: done.shareTransactionId })).toContain('补打 第 1 次');
  });
});
