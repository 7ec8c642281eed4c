import { describe, expect, it } from 'vitest';
import { chineseDate, money, moneyInText, percentOf, shareOfPool, sharesOf, sumFen } from './figures.ts';

describe('figures on paper', () => {
  it.each([
    [0, '—', '0.00'],
    [5, '0.05', '0.05'],
    [14_695_802, '146,958.02', '146,958.02'],
    [-2_315_060, '−23,150.60', '−23,150.60'],
  ])('%i fen', (fen, inCell, inText) => {
    expect([money(fen), moneyInText(fen)]).toEqual([inCell, inText]);
  });

  it.each([
    [2_000_000, 92_000_000, '2.17%'],
    [500_000, 92_000_000, '0.54%'],
    [92_000_000, 92_000_000, '100.00%'],
    [0, 92_000_000, '0.00%'],
    [1, 8, '12.50%'],
    [0, 0, '—'],
  ])('%i of %i', (part, whole, percent) => {
    expect(percentOf(part, whole)).toBe(percent);
  });

  it.each([
    [1_500_000, 100_000, '15'],
    [1_550_000, 100_000, '15.5'],
    [100_050, 100_000, '1'],
    [10_000_000, 100_000, '100'],
    [0, 100_000, '—'],
  ])('%i fen in shares of %i', (capital, par, shares) => {
    expect(sharesOf(capital, par)).toBe(shares);
  });

  it.each([
    [8_817_482, 2_158_230, 69_673_935, '2,731.31611…'],
    [10_000, 1, 4, '25.00'],
    [1, 1, 8, '0.00125'],
  ])('%i × %i ÷ %i', (pool, own, whole, quotient) => {
    expect(shareOfPool(pool, own, whole)).toBe(quotient);
  });

  it('sums only what stays exact', () => {
    expect(sumFen([1, 2, -4])).toBe(-1);
    expect(() => sumFen([Number.MAX_SAFE_INTEGER, 1])).toThrow();
  });

  it('writes dates', () => {
    expect(chineseDate('2019-02-06')).toBe('2019年2月6日');
  });
});
