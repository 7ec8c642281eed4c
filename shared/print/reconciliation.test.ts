import { describe, expect, it } from 'vitest';
import type { Output } from '../contract/index.ts';
import { renderDocument } from './page.ts';
import { reconciliationDocument } from './reconciliation.ts';
import { cellsOf, fenOf, textOf } from './testReading.ts';
import { header } from './testVillage.ts';

type Sheet = Output<'bank.reconciliation'>;
type Item = Sheet['bankReceived'][number];

function item(side: 'bank' | 'book', summary: string, inFen: number, outFen: number): Item {
  const none = { lineId: null, voucherId: null, no: null, openingId: null, balanceFen: null };
  const reference = side === 'bank' ? 'A1' : '记-012';
  const counter = side === 'bank' ? '县供销社' : '库存现金';
  return {
    ...none,
    key: summary,
    side,
    date: '2019-01-31',
    reference,
    summary,
    counter,
    inFen,
    outFen,
    isPosted: true,
    ageDays: 0,
  };
}

const SHEET: Sheet = {
  bankId: 3,
  bankName: '信用社基本户',
  period: '2019-01',
  start: '2019-01-01',
  coveredTo: '2019-01-31',
  bookFen: 345_000,
  bankFen: 379_325,
  matches: [],
  bankReceived: [item('bank', '利息', 325, 0)],
  bankPaid: [item('bank', '手续费', 0, 1000)],
  bookReceived: [],
  bookPaid: [item('book', '付运费', 0, 36_000), item('book', '红字', 0, -1000)],
  bankReceivedFen: 325,
  bankPaidFen: 1000,
  bookReceivedFen: 0,
  bookPaidFen: 35_000,
  adjustedBookFen: 344_325,
  adjustedBankFen: 344_325,
  differenceFen: 0,
  startDifferenceFen: 0,
  openings: [],
  notes: [],
};

const documentOf = (sheet: Sheet) => reconciliationDocument({ header, asOf: '2019-01-31', sheet });
const textsOf = (sheet: Sheet): string[] => documentOf(sheet).pages.map(textOf);

describe('余额调节表', () => {
  it('brings both balances to the same', () => {
    const rows = documentOf(SHEET).pages.flatMap(cellsOf);
    const sums = rows
      .filter((cells) => cells.length === 4)
      .map((cells) => [fenOf(cells[1]!), fenOf(cells[3]!)]);
    expect(sums).toEqual([
      [345_000, 379_325],
      [325, 0],
      [1000, 35_000],
      [344_325, 344_325],
    ]);
    const [text = ''] = textsOf(SHEET);
    for (const part of ['信用社基本户', '2019年1月31日', '利息 县供销社', '记-012 付运费', '−10.00'])
      expect(text).toContain(part);
    expect(text).toContain('调节后两边余额相等，均为 3,443.25 元（人民币叁仟肆佰肆拾叁元贰角伍分）');
  });

  it('says when they are not the same, and what to look at', () => {
    const notes = ['银行流水到 2019-01-28 为止。'];
    const [text = ''] = textsOf({ ...SHEET, adjustedBookFen: 344_326, differenceFen: 1, notes });
    expect(text).toContain('不相等，相差 0.01 元');
    expect(text).toContain('注：银行流水到 2019-01-28 为止。');
  });

  it('has each item once, over as many pages as it takes, the end on the last', () => {
    const many = Array.from({ length: 70 }, (_, index) => item('bank', `第${index}笔`, 100, 0));
    const sheet = { ...SHEET, bankReceived: many, bankReceivedFen: 7000 };
    const texts = textsOf(sheet);
    expect(texts).toHaveLength(3);
    const found = documentOf(sheet)
      .pages.flatMap(cellsOf)
      .filter(([, text]) => /^第\d+笔/.test(text ?? ''));
    expect(found).toHaveLength(70);
    expect(texts.map((text) => text.includes('编制：'))).toEqual([false, false, true]);
    expect(texts.every((text) => /第 \d 页 共 3 页/.test(text))).toBe(true);
  });

  it('leaves markup in a bank’s words as text', () => {
    const sheet = { ...SHEET, bankPaid: [item('bank', '<img src=x>', 0, 1000)] };
    expect(renderDocument(documentOf(sheet))).not.toContain('<img');
  });
});
