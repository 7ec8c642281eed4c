import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatYuan,
  isFen,
  MAX_FEN,
  parsePercent,
  parseYuan,
  percentOfFen,
  percentOfFenUp,
  plainYuan,
  roundHalfUpFen,
} from './money.ts';

describe('reading yuan', () => {
  it.each([
    ['0', 0],
    ['-0', 0],
    ['0.05', 5],
    ['1.5', 150],
    ['1234.56', 123_456],
    ['1,234.56', 123_456],
    ['-23150.60', -2_315_060],
    ['−23,150.60', -2_315_060],
    [' 920,000.00 ', 92_000_000],
    ['1000000000000', MAX_FEN],
  ])('%s is %d fen', (text, fen) => expect(parseYuan(text)).toEqual({ ok: true, value: fen }));

  it.each([
    ['', '没有填'],
    ['1.234', '超过两位小数'],
    ['12,34.00', '千位逗号'],
    ['1,2345', '千位逗号'],
    ['1000000000000.01', '太大'],
    ['1e3', '认不出来'],
    ['--1', '认不出来'],
    ['.5', '认不出来'],
    ['5.', '认不出来'],
    ['￥5', '认不出来'],
    ['NaN', '认不出来'],
  ])('“%s” is refused: %s', (text, reason) => {
    const parsed = parseYuan(text);
    expect(parsed.ok ? '' : parsed.error.message).toContain(reason);
  });
});

describe('writing yuan', () => {
  it.each([
    [0, '0.00', '0.00'],
    [5, '0.05', '0.05'],
    [-5, '-0.05', '-0.05'],
    [123_456, '1,234.56', '1234.56'],
    [100_000, '1,000.00', '1000.00'],
    [-92_000_000, '-920,000.00', '-920000.00'],
    [MAX_FEN, '1,000,000,000,000.00', '1000000000000.00'],
  ])('%d fen is %s', (fen, shown, plain) => {
    expect(formatYuan(fen)).toBe(shown);
    expect(plainYuan(fen)).toBe(plain);
  });

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.integer({ min: -MAX_FEN, max: MAX_FEN }), (fen) => {
        expect(parseYuan(formatYuan(fen))).toEqual({ ok: true, value: fen });
        expect(parseYuan(plainYuan(fen))).toEqual({ ok: true, value: fen });
      }),
    );
  });

  it('writes no amount that is not whole fen', () => {
    for (const wrong of [0.5, NaN, Infinity, 2 ** 53]) {
      expect(isFen(wrong)).toBe(false);
      expect(() => formatYuan(wrong)).toThrow('not an amount in fen');
    }
  });
});

describe('percentages', () => {
  const percent = (text: string) => {
    const parsed = parsePercent(text);
    if (!parsed.ok) throw new Error(parsed.error.message);
    return parsed.value;
  };

  it('rounds half-up, or up', () => {
    expect(percentOfFen(16_328_669, percent('10'))).toBe(1_632_867);
    expect(percentOfFen(1, percent('50'))).toBe(1);
    expect(percentOfFen(1, percent('49.999999'))).toBe(0);
    expect(percentOfFenUp(14_695_802, percent('60'))).toBe(8_817_482);
    expect(percentOfFenUp(100, percent('60'))).toBe(60);
    expect(percentOfFenUp(100, percent('60.000001'))).toBe(61);
  });

  it.each(['', '-1', '100.000001', '101', '1.1234567', '10%', '1e1', '.5', '一成'])(
    '“%s” is refused',
    (text) => expect(parsePercent(text).ok).toBe(false),
  );

  it('rounds decimals half away from zero', () => {
    expect(roundHalfUpFen(new Decimal('51455.5'))).toBe(51_456);
    expect(roundHalfUpFen(new Decimal('-0.5'))).toBe(-1);
    expect(Object.is(roundHalfUpFen(new Decimal('-0.4')), 0)).toBe(true);
  });
});
