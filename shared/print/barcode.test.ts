import { describe, expect, it } from 'vitest';
import { barcode, code128 } from './barcode.ts';

/** Symbols of a printed code, read back by their widths: the first 103 as this list has them, counted from one symbol. */
const widthsOf = (text: string): string[] => {
  const widths = (code128(text) ?? []).join('');
  return [...(widths.slice(0, -7).match(/.{6}/gu) ?? []), widths.slice(-7)];
};

describe('Code 128', () => {
  it('is start, characters, check symbol and stop', () => {
    // 104 + 1×36 + 2×48 + 3×13 + 4×16 + 5×17 + 6×23 = 562; 562 mod 103 = 47, the symbol of O.
    expect(widthsOf('DP-017')).toEqual([
      ...['211214', '112313', '313121', '122132', '123122', '123221', '312131', '133121', '2331112'],
    ]);
  });

  it('takes digits in pairs where that is shorter', () => {
    // Start C, 20, 18, 12; 105 + 20 + 36 + 36 = 197; 197 mod 103 = 94.
    expect(widthsOf('201812')).toEqual(['211232', '221231', '223211', '112232', '131141', '2331112']);
    // B for the letters, then set C (99) for 2018.
    expect(widthsOf('LK2018').slice(0, 6)).toEqual([
      ...['211214', '132131', '112331', '113141', '221231', '223211'],
    ]);
    // An odd run leaves its first digit before the pairs, and what follows goes back to B (100).
    expect(widthsOf('1234567A')).toHaveLength(1 + 1 + 1 + 3 + 1 + 1 + 2);
    expect(widthsOf('AB12345678CD')).toHaveLength(1 + 2 + 1 + 4 + 1 + 2 + 2);
    // Three digits are not worth it.
    expect(widthsOf('DP-122')).toHaveLength(9);
  });

  it.each(['DP', 'DP-001', 'LK-01', '2018120001', 'a~ Z!', '1', '0'.repeat(47), 'X'.repeat(48)])(
    '%s: every symbol is eleven modules, bars of even width, and the check symbol is right',
    (text) => {
      const symbols = widthsOf(text);
      expect(symbols.at(-1)).toBe('2331112');
      for (const symbol of symbols.slice(0, -1)) {
        const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = [...symbol].map(Number);
        expect([a + b + c + d + e + f, (a + c + e) % 2]).toEqual([11, 0]);
      }
    },
  );

  it('says no to what has no bars', () => {
    for (const text of ['', '冷库-01', 'é', 'X'.repeat(49), 'A\n']) expect(code128(text)).toBeNull();
    expect(barcode('冷库-01', 40, 8).markup).toBe('');
  });

  it('is drawn with white of ten modules on both sides', () => {
    const { markup } = barcode('DP-001', 40, 8);
    const [, wide] = /viewBox="0 0 (\d+) 1"/u.exec(markup) ?? [];
    expect(Number(wide)).toBe(8 * 11 + 13 + 20);
    expect(markup).toContain('<rect x="10" ');
    const rects = [...markup.matchAll(/x="(\d+)" y="0" width="(\d)"/gu)];
    const last = rects.at(-1);
    expect(Number(last?.[1]) + Number(last?.[2])).toBe(Number(wide) - 10);
  });
});
