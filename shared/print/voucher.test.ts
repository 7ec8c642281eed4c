import { describe, expect, it } from 'vitest';
import { renderDocument } from './page.ts';
import { header } from './testVillage.ts';
import { cellsOf, fenOf, textOf } from './testReading.ts';
import { lineOf, LONG, SIMPLE, voucherOf } from './testBooks.ts';
import { voucherDocument, type PrintedVoucher } from './voucher.ts';

const print = (...vouchers: PrintedVoucher[]) => voucherDocument({ header, title: '记账凭证', vouchers });

/** The slips of all pages, each as its rows and its text. */
function slipsOf(...vouchers: PrintedVoucher[]) {
  const slips = print(...vouchers).pages.flatMap((page) =>
    [...page.markup.matchAll(/<article class="voucher">(.*?)<\/article>/gs)].map((match) => ({
      markup: match[0],
    })),
  );
  return slips.map((slip) => ({ rows: cellsOf(slip), text: textOf(slip), markup: slip.markup }));
}

describe('记账凭证', () => {
  it('has what the regulation wants on it', () => {
    const [slip] = slipsOf(SIMPLE);
    expect(slip?.rows[0]).toEqual(['摘要', '总账科目', '明细科目及辅助核算', '借方金额', '贷方金额', '√']);
    expect(slip?.rows[2]).toEqual(['收到张守田入股', '301 股金', 'M001 张守田', '', '20,000.00', '√']);
    expect(slip?.rows.at(-1)).toEqual(['合计　人民币贰万元整', '¥20,000.00', '¥20,000.00', '']);
    expect(slip?.text).toContain('记字第 5 号');
    expect(slip?.text).toContain('2018年3月5日');
    expect(slip?.text.replace(/\s/g, '')).toContain('附单据2张');
    for (const signer of ['会计主管：', '记账：李会计', '审核：王审核', '出纳：', '制单：李会计']) {
      expect(slip?.text).toContain(signer);
    }
    expect(slip?.text).not.toMatch(/补打|承前页|过次页/);
  });

  it('cuts more than six lines into parts, carries the sums, and has one total', () => {
    const slips = slipsOf(LONG);
    expect(slips).toHaveLength(8);
    expect(slips.map((slip) => /第 (12 \d\/8) 号/.exec(slip.text)?.[1])).toEqual(
      slips.map((_, index) => `12 ${index + 1}/8`),
    );
    const lines = slips.flatMap((slip) =>
      slip.rows.slice(1).filter((row) => row.length === 6 && row[0] !== ''),
    );
    expect(lines).toHaveLength(48);
    expect(new Set(lines.map((row) => row[2])).size).toBe(48);
    const closing = slips.map((slip) => slip.rows.at(-1) ?? []);
    expect(closing.slice(0, -1).every((row) => row[0] === '过次页')).toBe(true);
    slips.slice(1).forEach((slip, index) => {
      expect(slip.rows[1]).toEqual(['承前页', ...(closing[index] ?? []).slice(1)]);
    });
    expect(slips[0]?.rows.flat()).not.toContain('承前页');
    expect(closing.at(-1)).toEqual([
      '合计　人民币伍万捌仟柒佰捌拾叁元贰角整',
      '¥58,783.20',
      '¥58,783.20',
      '',
    ]);
    const debit = lines.reduce((sum, row) => sum + fenOf(row[3] === '' ? '—' : (row[3] ?? '')), 0);
    expect(debit).toBe(5_878_320);
    expect(slips.filter((slip) => slip.text.includes('人民币'))).toHaveLength(1);
  });

  it.each([
    [1, 1],
    [3, 1],
    [4, 2],
    [7, 3],
  ])('puts %i vouchers on %i sheets', (count, sheets) => {
    const { pages } = print(...Array.from({ length: count }, () => SIMPLE));
    expect(pages).toHaveLength(sheets);
    expect(textOf(pages.at(-1) ?? { markup: '' })).toContain(`第 ${sheets} 页 共 ${sheets} 页`);
  });

  it.each([
    [2, true],
    [5, true],
    [6, false],
    [12, false],
    [13, true],
  ])('of %i lines: empty rows struck out is %s', (count, struck) => {
    const lines = Array.from({ length: count - 1 }, () => lineOf('523 管理费用', 100, 0));
    const slips = slipsOf(voucherOf([...lines, lineOf('101 库存现金', 0, 100 * (count - 1))]));
    expect(slips.at(-1)?.markup.includes('class="struck"')).toBe(struck);
    for (const slip of slips) expect(slip.rows.filter((row) => row.length === 6)).toHaveLength(7);
  });

  it('prints red entries red with a minus, in words too', () => {
    const [slip] = slipsOf(voucherOf([lineOf('102 银行存款', -50_050, 0), lineOf('301 股金', 0, -50_050)]));
    expect(slip?.rows[1]?.[3]).toBe('−500.50');
    expect(slip?.markup.match(/class="r neg"/g)).toHaveLength(4);
    expect(slip?.text).toContain('人民币负伍佰元零伍角整');
  });

  it('says what is void, draft or printed before, of each voucher alone', () => {
    const [posted, isVoid, draft] = slipsOf(
      SIMPLE,
      { ...SIMPLE, state: 'void', postedBy: null, voidReason: '重复填制' },
      { ...SIMPLE, state: 'draft', postedBy: null, reviewedBy: null, reprint: 2 },
    );
    expect(posted?.markup).not.toContain('class="void"');
    expect(isVoid?.markup).toContain('class="void"');
    expect(isVoid?.text).toContain('作废原因：重复填制');
    expect(isVoid?.rows[1]?.[5]).toBe('');
    expect(draft?.text).toMatch(/补打 第 2 次.*草稿，未审核/);
    expect(draft?.text).toMatch(/记账：\s*审核：\s*出纳/);
    expect(posted?.text).not.toContain('补打');
  });

  it('names vouchers of other words, and makes hostile text harmless', () => {
    expect(slipsOf({ ...SIMPLE, word: '付' })[0]?.text).toMatch(/付款凭证.*付字第 5 号/);
    const hostile = voucherOf([
      lineOf('101 库存现金', 1, 0, { summary: '<img src=x onerror=alert(1)>' }),
      lineOf('301 股金', 0, 1, { detail: '长'.repeat(500) }),
    ]);
    const file = renderDocument(print(hostile));
    expect(file).not.toContain('<img');
    expect(file).toContain('&lt;img');
  });

  it('refuses to print what does not balance', () => {
    const wrong = voucherOf([lineOf('101 库存现金', 2, 0), lineOf('301 股金', 0, 1)]);
    expect(() => print(wrong)).toThrow(/记字5号/);
  });
});
