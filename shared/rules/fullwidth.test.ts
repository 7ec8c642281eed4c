import { describe, expect, test } from 'vitest';
import { squeeze, toHalfWidth, withoutSpaces } from './fullwidth.ts';

describe('toHalfWidth', () => {
  test.each([
    ['２０，０００．５０', '20,000.50'],
    ['￥１０', '¥10'],
    ['ＡＢｃ（１）', 'ABc(1)'],
    ['张\u3000守田\u00a0', '张 守田 '],
    ['何𬭎、《章程》。', '何𬭎、《章程》。'],
    ['', ''],
  ])('%j → %j', (text, expected) => {
    expect(toHalfWidth(text)).toBe(expected);
  });
});

describe('squeeze', () => {
  test.each([
    ['  一组 \n 张守田\t', '一组 张守田'],
    ['\ufeff户编号\u200b', '户编号'],
    ['张\u3000\u3000三', '张 三'],
    [' \u00a0 ', ''],
  ])('%j → %j', (text, expected) => {
    expect(squeeze(text)).toBe(expected);
  });
});

test('withoutSpaces leaves no blank of any kind', () => {
  expect(withoutSpaces(' 6107 27\u00a01880\u3000010\u200b1 0016\n')).toBe('610727188001010016');
});
