import { describe, expect, test } from 'vitest';
import { checkIdNumber, idTail, maskIdNumber } from './idNumber.ts';

describe('accepted', () => {
  test.each([
    // The standard's own two examples.
    ['11010519491231002X', '1949-12-31', 'female', false],
    ['440524188001010014', '1880-01-01', 'male', false],
    ['610727188001010016', '1880-01-01', 'male', false],
    ['610727188402290012', '1884-02-29', 'male', false],
    // Hanzhong before it became a city.
    ['612327188001010016', '1880-01-01', 'male', true],
  ])('%s', (text, birthDate, sex, oldPrefix) => {
    expect(checkIdNumber(text)).toEqual({ ok: true, value: { normalised: text, birthDate, sex, oldPrefix } });
  });

  test.each([
    ['11010519491231002x', '11010519491231002X'],
    ['１１０１０５１９４９１２３１００２ｘ', '11010519491231002X'],
    [' 610727 18800101 0016\u3000', '610727188001010016'],
    ["'610727188001010016", '610727188001010016'],
    ['\u200b610727188001010016\ufeff', '610727188001010016'],
  ])('%j is cleaned', (text, normalised) => {
    expect(checkIdNumber(text)).toMatchObject({ ok: true, value: { normalised } });
  });
});

describe('refused', () => {
  test.each([
    ['', 'empty', '没有填写'],
    ['  ', 'empty', '没有填写'],
    ['6.10727E+17', 'scientific', '“文本”格式'],
    ['6.10727e17', 'scientific', '“文本”格式'],
    ['610727188001010000', 'digits_lost', '“文本”格式'],
    ['610727880101001', 'fifteen', '18 位号码'],
    ['61072718800101001', 'length', '17 位'],
    ['6107271880010100166', 'length', '19 位'],
    ['61072718800101OO16', 'character', '第 15 位'],
    ['6107271880010100X6', 'character', '第 17 位'],
    ['无', 'character', '第 1 位是“无”'],
    ['𬭎10727188001010016', 'character', '第 1 位是“𬭎”'],
    ['990727188001010016', 'region', '99'],
    ['610727188302290015', 'birth_date', '1883-02-29'],
    ['610727188013010016', 'birth_date', '1880-13-01'],
    ['610727088001010016', 'birth_date', '0880-01-01'],
    ['610727188001010017', 'check_digit', '校验码'],
    ['61072718800101001X', 'check_digit', '校验码'],
    ['610727188001010061', 'check_digit', '校验码'],
  ])('%j: %s', (text, cause, words) => {
    const result = checkIdNumber(text);
    expect(result).toMatchObject({ ok: false, error: { code: `id_number_${cause}` } });
    expect(!result.ok && result.error.message).toContain(words);
  });

  test('every single wrong digit is caught', () => {
    const right = '610727188001010016';
    for (let place = 0; place < 18; place += 1) {
      for (const wrong of '0123456789X') {
        if (wrong === right[place]) continue;
        expect(checkIdNumber(right.slice(0, place) + wrong + right.slice(place + 1)).ok).toBe(false);
      }
    }
  });
});

test('a genuine number ending in 000 can be entered by hand', () => {
  const genuine = '610727188001011000';
  expect(checkIdNumber(genuine)).toMatchObject({ ok: false, error: { code: 'id_number_digits_lost' } });
  expect(checkIdNumber(genuine, 'typed').ok).toBe(true);
  expect(checkIdNumber('610727188001010000', 'typed')).toMatchObject({
    ok: false,
    error: { code: 'id_number_check_digit' },
  });
});

test.each([
  ['610727188001010016', '610727********0016', '0016'],
  ['11010519491231002X', '110105********002X', '002X'],
  ['610727880101001', '***********1001', '1001'],
  ['123', '***', ''],
  ['', '', ''],
])('%j is shown as %j, its tail %j', (idNumber, masked, tail) => {
  expect(maskIdNumber(idNumber)).toBe(masked);
  expect(idTail(idNumber)).toBe(tail);
});
