import { describe, expect, test } from 'vitest';
import {
  parseCard,
  parseCode,
  parseDateCell,
  parseIdNumber,
  parseInteger,
  parseMoney,
  parsePhone,
  parseScaled,
  type Unit,
} from './cells.ts';
import { columnLetter, columnNumber, doubleToDigits, type CellValue } from './sheet.ts';
import { cellOf, type Written } from './sheetForTests.ts';

const cell = (written: Written): CellValue | undefined => (written === null ? undefined : cellOf(written));
const outcome = (parsed: { ok: true; value: unknown } | { ok: false; reason: string }): unknown =>
  parsed.ok ? parsed.value : parsed.reason;

describe('money', () => {
  test.each<[Written, Unit, unknown]>([
    [20000, '元', 2_000_000],
    [0.1, '元', 10],
    [{ kind: 'number', digits: doubleToDigits(4979.3199999999997) }, '元', 497_932],
    [{ kind: 'number', digits: doubleToDigits(0.1 + 0.2) }, '元', 30],
    ['30,000.00', '元', 3_000_000],
    ['１５０００', '元', 1_500_000],
    ['¥15,000.00', '元', 1_500_000],
    ['￥ 50000', '元', 5_000_000],
    ['　20000 元 ', '元', 2_000_000],
    ['人民币5000圆', '元', 500_000],
    ['1，234．5', '元', 123_450],
    ['.5', '元', '“.5”不是数字'],
    ['2', '万元', 2_000_000],
    ['1.234567', '万元', 1_234_567],
    ['1.2345678', '万元', expect.stringContaining('不是整分')],
    [null, '元', null],
    ['—', '元', null],
    ['0', '元', 0],
    ['1234.567', '元', '“1234.567”超过两位小数，请写到分为止'],
    [0.005, '元', '“0.005”超过两位小数，请写到分为止'],
    ['-100', '元', expect.stringContaining('是负数')],
    ['-￥100', '元', expect.stringContaining('是负数')],
    ['￥-100', '元', expect.stringContaining('是负数')],
    ['2万', '元', expect.stringContaining('带“万”')],
    ['2万元', '元', expect.stringContaining('带“万”')],
    ['12,34', '元', expect.stringContaining('千位逗号')],
    ['1.5E+4', '元', expect.stringContaining('科学计数')],
    ['$100', '元', '“$100”不是数字'],
    ['伍佰元整', '元', '“伍佰元整”不是数字'],
    ['20000000000000', '元', expect.stringContaining('太大')],
    [{ kind: 'error', text: '#N/A' }, '元', '单元格是错误值 #N/A，请在表格里改正'],
    [{ kind: 'boolean', value: true }, '元', '“TRUE”不是数字'],
    [{ kind: 'date', date: '2018-01-01' }, '元', '“2018-01-01”不是数字'],
  ])('%j in %s', (written, unit, expected) => {
    expect(outcome(parseMoney(cell(written), unit))).toEqual(expected);
  });

  test('negative amounts where they are allowed', () => {
    expect(outcome(parseMoney(cellOf('−1,000.50'), '元', 'allowed'))).toBe(-100_050);
  });
});

test.each<[Written, number, unknown]>([
  [88.6, 3, 88_600],
  ['56.2', 4, 562_000],
  ['0.0001', 3, '“0.0001”超过 3 位小数'],
  ['-1', 3, '“-1”是负数'],
  ['', 3, null],
])('%j with %d decimals', (written, decimals, expected) => {
  expect(outcome(parseScaled(cell(written), decimals))).toEqual(expected);
});

test.each<[Written, unknown]>([
  [3, 3],
  ['３', 3],
  ['47户', '“47户”不是整数，请只写数字'],
  [3.5, '“3.5”不是整数，请只写数字'],
])('integer %j', (written, expected) => expect(outcome(parseInteger(cell(written)))).toEqual(expected));

test.each<[Written, unknown]>([
  ['610727188001010016', '610727188001010016'],
  ['6107 2718 8001 0100 16', '610727188001010016'],
  ['１１０１０５１９４９１２３１００２ｘ', '11010519491231002X'],
  ["'612327188001010016", '612327188001010016'],
  ['610727188302290015', expect.stringContaining('1883-02-29')],
  ['610727188001010017', expect.stringContaining('校验码')],
  ['6.10727E+17', expect.stringContaining('科学计数')],
  [{ kind: 'number', digits: doubleToDigits(610727188001010016) }, expect.stringContaining('3 位已丢失')],
  [{ kind: 'error', text: '#REF!' }, expect.stringContaining('#REF!')],
  [null, null],
  ['无', null],
  ['—', null],
])('ID number %j', (written, expected) => expect(outcome(parseIdNumber(cell(written)))).toEqual(expected));

test.each<[Written, unknown]>([
  ['2018-04-02', '2018-04-02'],
  ['2018.4.2', '2018-04-02'],
  ['2018年3月30日', '2018-03-30'],
  [43206, '2018-04-16'],
  [{ kind: 'number', digits: '41744', from1904: true }, '2018-04-16'],
  ['—', null],
  [{ kind: 'date', date: '2018-04-16' }, '2018-04-16'],
  [2018, expect.stringContaining('只有年份')],
  ['2018-02-30', expect.stringContaining('没有这一天')],
  ['  ', null],
])('date %j', (written, expected) => expect(outcome(parseDateCell(cell(written)))).toEqual(expected));

test.each<[Written, unknown]>([
  ['ｍ００１', 'M001'],
  [{ kind: 'number', digits: '7', shown: 'M007' }, 'M007'],
  [null, ''],
])('code %j', (written, expected) => expect(outcome(parseCode(cell(written)))).toEqual(expected));

test('phones and cards', () => {
  expect(outcome(parsePhone(cellOf(19900000007)))).toBe('19900000007');
  expect(outcome(parsePhone(cellOf('找村长')))).toBe('“找村长”不是电话号码');
  expect(outcome(parseCard(cellOf('6230 5569 7834 9670 275')))).toEqual({
    number: '6230556978349670275',
    luhnValid: true,
  });
  expect(outcome(parseCard({ kind: 'number', digits: '6230556978349670000' }))).toContain('已丢失');
});

test('column letters', () => {
  for (const [column, letter] of [
    [1, 'A'],
    [26, 'Z'],
    [27, 'AA'],
    [702, 'ZZ'],
    [703, 'AAA'],
  ] as const) {
    expect(columnLetter(column)).toBe(letter);
    expect(columnNumber(letter)).toBe(column);
  }
  expect(columnNumber('a1')).toBeNull();
});
