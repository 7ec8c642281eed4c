import { describe, expect, it } from 'vitest';
import { fit, fitted } from './fit.ts';

describe('fit', () => {
  it('leaves text alone that fits', () => {
    expect(fit('张守田', { widthMm: 19, heightMm: 11, basePt: 9 })).toEqual({ pt: 9, shown: '张守田' });
  });

  it('shrinks a little before it wraps', () => {
    const { pt, shown } = fit('欧阳明月清', { widthMm: 15, heightMm: 11, basePt: 9 });
    expect([pt < 9 && pt >= 9 * 0.84, shown]).toEqual([true, '欧阳明月清']);
  });

  it.each([
    ['roster', 15.9, 6.6],
    ['notice', 16.7, 6],
    ['plan', 21, 5.6],
  ])('never cuts a name of 25 characters in the narrowest cell of the %s', (_, widthMm, heightMm) => {
    const name = '阿卜杜热合曼·买买提明·吐尔逊江·伊敏江·库尔班𬭎';
    expect([...name].length).toBe(25);
    expect(fit(name, { widthMm, heightMm, basePt: 9 }).shown).toBe(name);
  });

  it('cuts a page of text with an ellipsis instead of letting a row grow', () => {
    const { shown } = fit('长'.repeat(400), { widthMm: 20, heightMm: 11, basePt: 9 });
    expect(shown.endsWith('…')).toBe(true);
    expect([...shown].length).toBeLessThan(80);
  });

  it('keeps a wanted line break and still escapes', () => {
    expect(fitted('<甲>\n乙', { widthMm: 30, heightMm: 11, basePt: 9 }).markup).toContain(
      '&lt;甲&gt;<br />乙',
    );
  });
});
