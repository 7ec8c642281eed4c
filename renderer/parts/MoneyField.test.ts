import { expect, test } from 'vitest';
import { readAmount } from './MoneyField.tsx';

test.each([
  ['1234.5', false, 123450],
  ['１，２３４．５６', false, 123456],
  ['￥1,000元', false, 100000],
  [' 12 ', false, 1200],
  ['-3.00', true, -300],
  ['', false, null],
  ['-3.00', false, null],
  ['1.005', false, null],
  ['abc', false, null],
])('%s (negative allowed: %s) is %s fen', (text, allowNegative, fen) => {
  expect(readAmount(text, allowNegative).fen).toBe(fen);
});

test('what is wrong is said in words', () => {
  expect(readAmount('1.005', false).error).toContain('两位小数');
  expect(readAmount('-1', false).error).toContain('负数');
  expect(readAmount('', false).error).toBeUndefined();
});
