import { expect, test } from 'vitest';
import { cardTail, checkBankCard, luhnValid, maskCard } from './bankCard.ts';

test.each([
  ['4111 1111 1111 1111', '4111111111111111', true],
  ['４１１１－１１１１－１１１１－１１１２', '4111111111111112', false],
  ["'6230 2800 0000 0012 345\u3000", '6230280000000012345', false],
  ['271234567890', '271234567890', false],
  ['6230280000000080000', '6230280000000080000', true], // ends in zeros, and the Luhn digit is right
])('%j is read', (text, normalised, valid) => {
  expect(checkBankCard(text)).toEqual({ ok: true, value: { normalised, luhnValid: valid } });
});

test.each([
  ['', 'empty', '没有填写'],
  ['6.2303E+18', 'scientific', '“文本”格式'],
  ['62303e18', 'character', '第 6 位'],
  ['6230280000000010000', 'digits_lost', '15 位'],
  ['622202000000000000', 'digits_lost', '“文本”格式'],
  ['12345678901', 'length', '11 位'],
  ['12345678901234567890', 'length', '20 位'],
  ['6230O80000000012345', 'character', '第 5 位是“O”'],
])('%j is refused: %s', (text, cause, words) => {
  const result = checkBankCard(text);
  expect(result).toMatchObject({ ok: false, error: { code: `bank_card_${cause}` } });
  expect(!result.ok && result.error.message).toContain(words);
});

test('Luhn', () => {
  expect(['79927398713', '4111111111111111', '0'].map(luhnValid)).toEqual([true, true, true]);
  expect(['79927398710', '4111111111111121', ''].map(luhnValid)).toEqual([false, false, false]);
});

test.each([
  ['6230280000000012345', '6230***********2345', '2345'],
  ['271234567890', '2712****7890', '7890'],
  ['12345', '*2345', '2345'],
  ['1234', '****', ''],
])('%s is shown as %s, its tail %j', (card, masked, tail) => {
  expect(maskCard(card)).toBe(masked);
  expect(cardTail(card)).toBe(tail);
});
