import { describe, expect, it, test } from 'vitest';
import { labourPayDocument, type LabourPayData, type LabourPayRow } from './labourPay.ts';
import { labourSlipsDocument } from './labourSlips.ts';
import { paidThenContributedDocument, payReceiptDocument } from './labourReceipt.ts';
import { renderDocument } from './page.ts';
import { cellsOf, fenOf, textOf } from './testReading.ts';
import { header } from './testVillage.ts';
import { workDayDocument } from './workDay.ts';

/** DOMAIN §5: 1,280 bags × 0.35 and 6.5 days × 100, less an advance of 200. */
const first: LabourPayRow = {
  name: '何𬭎',
  groupNo: 3,
  idMasked: '610727********0016',
  cardMasked: '6230 **** **** 4400',
  daysMilli: 6500,
  timeFen: 650_00,
  piecesMilli: 1_280_000,
  pieceFen: 448_00,
  awardFen: 0,
  grossFen: 1_098_00,
  advanceFen: 200_00,
  taxFen: 0,
  netFen: 898_00,
};
const rows = Array.from({ length: 52 }, (_, index): LabourPayRow => {
  if (index === 0) return first;
  const timeFen = index * 1_050;
  return {
    ...first,
    name: `工人${index}`,
    cardMasked: index % 2 ? '' : first.cardMasked,
    timeFen,
    awardFen: 500,
    grossFen: timeFen + 448_00 + 500,
    advanceFen: 0,
    taxFen: 10,
    netFen: timeFen + 448_00 + 490,
  };
});
const data: LabourPayData = {
  header,
  name: '2018年9月',
  from: '2018-09-01',
  to: '2018-09-30',
  isDraft: false,
  rows,
};
const workOf = (table: string[][]): string[][] => table.filter((cells) => /^\d+$/u.test(cells[0] ?? ''));
const lineOf = (table: string[][], label: string): string[] =>
  table.find((cells) => cells[0]?.startsWith(label)) ?? [];

describe('劳务费发放表', () => {
  const { pages } = labourPayDocument(data);
  const tables = pages.map(cellsOf);

  it('has the columns of the form, everybody once, numbered through', () => {
    expect(tables[0]?.[0]).toEqual(
      '序号 组别 姓名 身份证号 出勤工日 计时金额 计件数量 计件金额 奖补 应发 借支扣回 个税 实发 卡号 领款人签名（指印）'.split(
        ' ',
      ),
    );
    expect(tables.flatMap(workOf)).toHaveLength(52);
    expect(tables[0]?.[1]).toEqual(
      '1 3组 何𬭎 610727********0016 6.5 650.00 1,280 448.00 — 1,098.00 200.00 — 898.00 尾号_4400'
        .split(' ')
        .map((cell) => cell.replace('_', ' '))
        .concat(''),
    );
    expect(pages.map((page) => workOf(cellsOf(page)).length)).toEqual([12, 12, 12, 12, 4]);
  });

  it('adds the pages up to the total, column by column, and writes it in words', () => {
    const total = lineOf(tables.at(-1) ?? [], '合计（52 人）');
    expect(total[1]).toBe('338');
    for (const column of [2, 4, 5, 6, 7, 8, 9]) {
      const subtotals = tables.map((table) => fenOf(lineOf(table, '本页小计')[column] ?? ''));
      expect(subtotals.reduce((sum, fen) => sum + fen)).toBe(fenOf(total[column] ?? ''));
    }
    const net = rows.reduce((sum, row) => sum + row.netFen, 0);
    expect(fenOf(total[9] ?? '')).toBe(net);
    expect(lineOf(tables.at(-1) ?? [], '实发合计（大写）')[1]).toBe('人民币叁万柒仟玖佰壹拾捌元玖角整');
    expect(tables.slice(0, -1).every((table) => lineOf(table, '合计').length === 0)).toBe(true);
  });

  it('leaves 12 mm to sign in, marks drafts and reprints', () => {
    const heights = pages.flatMap((page) => [
      ...page.markup.matchAll(/class="row" style="height:([\d.]+)mm"/gu),
    ]);
    expect(heights).toHaveLength(52);
    expect(heights.every((match) => Number(match[1]) >= 12)).toBe(true);
    expect(labourPayDocument(data).watermark).toBeNull();
    expect(labourPayDocument({ ...data, isDraft: true }).watermark).toBe('草稿');
    const again = labourPayDocument({ ...data, header: { ...header, reprint: 1 } });
    expect(again.pages.every((page) => textOf(page).includes('补打 第 1 次'))).toBe(true);
  });

  it('never prints a line that does not add up, nor a hostile name as markup', () => {
    expect(() => labourPayDocument({ ...data, rows: [{ ...first, netFen: 899_00 }] })).toThrow(/何𬭎/u);
    const hostile = labourPayDocument({ ...data, rows: [{ ...first, name: '<script>x</script>' }] });
    expect(renderDocument(hostile)).not.toContain('<script');
  });
});

test('工资条: six to a sheet, each with the work its pay is made of', () => {
  const work = [
    { kind: '装袋', unit: '袋', quantityMilli: 1_280_000, price: '0.35', amountFen: 448_00 },
    { kind: '日工', unit: '工日', quantityMilli: 6500, price: '100', amountFen: 650_00 },
  ];
  const { pages } = labourSlipsDocument({ ...data, rows: rows.map((row) => ({ ...row, work })) });
  expect(pages).toHaveLength(9);
  const text = textOf(pages[0] ?? { markup: '' });
  expect(text).toContain('装袋 1280袋×0.35=448.00；日工 6.5工日×100=650.00');
  expect(text).toContain('银行卡尾号 4400');
  expect(text.match(/劳务费工资条/gu)).toHaveLength(6);
});

describe('记工单', () => {
  it('blank: 22 lines to write on, no sum', () => {
    const blank = workDayDocument({ header, date: '', recorder: '', rows: [], kinds: ['装袋（袋）'] });
    expect(blank.pages).toHaveLength(1);
    const table = cellsOf(blank.pages[0] ?? { markup: '' });
    expect(table[0]).toEqual('序号 姓名 组别 工种 大棚号/批次 单位 数量 单价 金额 本人签字'.split(' '));
    expect(workOf(table)).toHaveLength(22);
    expect(lineOf(table, '合计')).toEqual([]);
    expect(textOf(blank.pages[0] ?? { markup: '' })).toContain('工种（单位）：装袋（袋）');
  });

  it('of a day: its lines, and their sum once', () => {
    const line = {
      name: '何𬭎',
      groupNo: 3,
      kind: '装袋',
      place: 'DP-017',
      unit: '袋',
      quantityMilli: 320_000,
      price: '0.35',
      amountFen: 112_00,
    };
    const lines = Array.from({ length: 23 }, () => line);
    const filled = workDayDocument({
      header,
      date: '2018-09-01',
      recorder: '王记工',
      rows: lines,
      kinds: [],
    });
    expect(filled.pages).toHaveLength(2);
    const [front, back] = filled.pages.map(cellsOf);
    expect(workOf(front ?? []).length + workOf(back ?? []).length).toBe(23);
    expect(front?.[1]).toEqual(['1', '何𬭎', '3组', '装袋', 'DP-017', '袋', '320', '0.35', '112.00', '']);
    expect(lineOf(front ?? [], '合计')).toEqual([]);
    expect(lineOf(back ?? [], '合计（1 人 23 笔）')[1]).toBe('2,576.00');
    expect(textOf(filled.pages[0] ?? { markup: '' })).toContain('日期：2018年9月1日');
  });
});

describe('wages that were paid and then brought in as a share', () => {
  const paid = {
    number: 'LW00012',
    date: '2018-10-08',
    payee: '何𬭎',
    groupNo: 3,
    idMasked: first.idMasked,
    amountFen: 898_00,
    reason: '2018年9月劳务费',
    form: '现金',
    handledBy: '周会计',
  } as const;

  it('two papers, each naming its own amount, the first pointing to the second', () => {
    const { pages, title } = paidThenContributedDocument(header, paid, {
      number: 'SJ00040',
      date: paid.date,
      payer: '何𬭎',
      memberNo: 'M047',
      groupNo: 3,
      amountFen: 800_00,
      reason: '入股出资',
      source: '自筹',
      form: '现金',
      note: '',
      handledBy: '周会计',
    });
    expect(title).toBe('劳务费领条 LW00012、入股收据 SJ00040');
    expect(pages).toHaveLength(2);
    const [labour, share] = pages.map(textOf);
    expect(labour).toContain('人民币捌佰玖拾捌元整');
    expect(labour).toContain('另见入股收据 SJ00040');
    expect(share).toContain('人民币捌佰元整');
  });

  it('a plain 领条 points nowhere', () => {
    const { pages } = payReceiptDocument(header, paid);
    expect(textOf(pages[0] ?? { markup: '' })).not.toContain('入股');
    expect(textOf(pages[0] ?? { markup: '' }).match(/劳务费领条/gu)).toHaveLength(2);
  });
});
