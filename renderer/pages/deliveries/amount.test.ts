import { describe, expect, test } from 'vitest';
import { amountOf } from './amount.ts';

describe('amountOf: quantity × price, half-up to the fen', () => {
  test.each([
    ['120', '9.15', 109800],
    ['0.5', '0.01', 1], // 0.005 yuan
    ['1.005', '1', 101], // 1.005 yuan: a double would say 1.00
    ['33.333', '3.3333', 11111],
    ['10', '0', 0],
    ['', '9', null],
    ['1', '', null],
    ['1.2345', '9', null],
    ['1', '9.12345', null],
    ['-1', '9', null],
    ['999999999', '999999999', null],
  ])('%s × %s', (quantity, price, fen) => {
    expect(amountOf(quantity, price)).toBe(fen);
  });
});
