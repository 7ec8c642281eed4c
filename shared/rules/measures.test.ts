import { expect, test } from 'vitest';
import { priceE4, priceText, quantityMilli, quantityText, signedQuantityMilli } from './measures.ts';

test.each([
  ['359.5', 359500, '359.5'],
  ['0.001', 1, '0.001'],
  ['1000', 1000000, '1000'],
  ['7.10', 7100, '7.1'],
])('quantity %s is %i thousandths', (text, milli, shown) => {
  expect(quantityMilli(text)).toBe(milli);
  expect(quantityText(milli)).toBe(shown);
  expect(priceText(priceE4(text))).toBe(shown);
});

test.each([
  ['-2.5', -2500, '-2.5'],
  ['-0.001', -1, '-0.001'],
  ['12.5', 12500, '12.5'],
  ['0', 0, '0'],
  ['-0', 0, '0'],
])('signed quantity %s is %i thousandths', (text, milli, shown) => {
  expect(signedQuantityMilli(text)).toBe(milli);
  expect(quantityText(milli)).toBe(shown);
});

test.each(['', '-', '--1', '1.2345', '1e3', ' 1', '１'])('“%s” is no quantity', (text) => {
  expect(() => quantityMilli(text)).toThrow('decimal');
  expect(() => signedQuantityMilli(text)).toThrow('decimal');
});

test('a delivery has no quantity below zero', () => {
  expect(() => quantityMilli('-1')).toThrow('decimal');
});
