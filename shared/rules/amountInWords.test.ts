import fc from 'fast-check';
import nzh from 'nzh/cn';
import { describe, expect, test } from 'vitest';
import { amountInWords, bareAmountInWords } from './amountInWords.ts';
import { MAX_FEN } from './money.ts';

describe('amounts in words', () => {
  test.each([
    // What the bank's and the accountant's rules spell out.
    [140_950, '壹仟肆佰零玖元伍角整'],
    [1_000, '壹拾元整'],
    [600_714, '陆仟零柒元壹角肆分'],
    [5, '伍分'],
    [168_032, '壹仟陆佰捌拾元零叁角贰分'],
    [2_000_050, '贰万元零伍角整'],
    [10_700_053, '壹拾万柒仟元零伍角叁分'],
    [100_000_005, '壹佰万元零伍分'],
    [1_640_902, '壹万陆仟肆佰零玖元零贰分'],
    [92_000_000, '玖拾贰万元整'],
    [32_504, '叁佰贰拾伍元零肆分'],
    [14_695_802, '壹拾肆万陆仟玖佰伍拾捌元零贰分'],
    [504_813, '伍仟零肆拾捌元壹角叁分'],
    // Edges.
    [0, '零元整'],
    [-0, '零元整'],
    [50, '伍角整'],
    [55, '伍角伍分'],
    [100, '壹元整'],
    [1_001_000, '壹万零壹拾元整'],
    [1_000_000_000, '壹仟万元整'],
    [10_000_000_000, '壹亿元整'],
    [10_000_000_100, '壹亿零壹元整'],
    [10_000_500_000, '壹亿零伍仟元整'],
    [10_001_000_000, '壹亿零壹万元整'],
    [101_000_000_000, '壹拾亿壹仟万元整'],
    [20_030_000_000, '贰亿零叁拾万元整'],
    [99_999_999_999_999, '玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'],
    [100_000_000_000_000, '壹万亿元整'],
    // Red ink.
    [-5, '负伍分'],
    [-2_000_050, '负贰万元零伍角整'],
  ])('%i fen is %s', (amountFen, words) => {
    expect(bareAmountInWords(amountFen)).toBe(words);
    expect(amountInWords(amountFen)).toBe(`人民币${words}`);
  });

  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 100_000_000_000_001])('%d is a bug', (amountFen) => {
    expect(() => amountInWords(amountFen)).toThrow('invariant');
  });
});

/**
 * nzh is an independent implementation. It writes no 整 after 角 and no 零 before 角, both of which are
 * the writer's choice; everything else must agree to the character.
 */
describe('second opinion', () => {
  const withoutChoices = (words: string): string =>
    words.replace(/整$/u, '').replace(/元零([壹贰叁肆伍陆柒捌玖]角)/u, '元$1');

  function expectAgreement(amountFen: number): void {
    const digits = String(Math.abs(amountFen)).padStart(3, '0');
    const yuan = `${amountFen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
    expect(withoutChoices(amountInWords(amountFen))).toBe(withoutChoices(nzh.toMoney(yuan)));
  }

  test('every amount below 1,000 yuan', () => {
    for (let amountFen = 0; amountFen < 100_000; amountFen += 1) expectAgreement(amountFen);
  });

  test('random amounts of every size', () => {
    fc.assert(fc.property(fc.integer({ min: -MAX_FEN, max: MAX_FEN }), expectAgreement), { numRuns: 5_000 });
  });

  test('amounts full of zeros', () => {
    const mostlyZero = fc
      .array(fc.constantFrom('0', '0', '0', '1', '7'), { minLength: 1, maxLength: 14 })
      .map((digits) => Number(digits.join('')));
    fc.assert(fc.property(mostlyZero, expectAgreement), { numRuns: 20_000 });
  });
});
