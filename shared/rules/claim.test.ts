import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { bankByPart, claimsOver, receivedByLine, subsidyOnBank } from './claim.ts';

describe('the subsidy on the bank’s figure', () => {
  it.each([
    ['#42: all subsidised, the bank has a fen less', 51_456, 51_456, 51_455, 51_455],
    ['#42: a fen more', 51_456, 51_456, 51_457, 51_457],
    ['the bank says what was computed', 60_694, 60_694, 60_694, 60_694],
    ['#41: 80,000 with a cap of 50,000, a fen more: 543.75625', 87_000, 54_375, 87_001, 54_376],
    ['#41: half up: 543.74375', 87_000, 54_375, 86_999, 54_374],
    ['#39: 70 % of 1,236.25', 123_625, 86_538, 123_625, 86_538],
    ['nothing subsidised', 60_694, 0, 60_695, 0],
    ['the bank charged nothing', 60_694, 60_694, 0, 0],
    ['nothing was computed', 0, 0, 100, 0],
    ['exactly half a fen goes up', 200, 100, 201, 101],
  ])('%s', (_, interestFen, subsidyFen, bankFen, expected) => {
    const share = [BigInt(subsidyFen), BigInt(interestFen)] as const;
    expect(subsidyOnBank({ interestFen, subsidyFen, share }, bankFen)).toBe(expected);
  });

  it('is never more than the bank’s figure, and the computed one on the computed interest', () => {
    const money = fc.integer({ min: 0, max: 10_000_000 });
    fc.assert(
      fc.property(money, money, money, (a, b, bankFen) => {
        const [interestFen, subsidyFen] = [Math.max(a, b), Math.min(a, b)];
        const part = { interestFen, subsidyFen, share: [BigInt(subsidyFen), BigInt(interestFen)] as const };
        expect(subsidyOnBank(part, bankFen)).toBeLessThanOrEqual(bankFen);
        expect(subsidyOnBank(part, part.interestFen)).toBe(part.subsidyFen);
      }),
    );
  });
});

describe('one figure of the bank for several settlements', () => {
  it.each([
    ['as computed', [46_181, 60_694], 106_875, [46_181, 60_694]],
    ['a fen less', [46_181, 60_694], 106_874, [46_181, 60_693]],
    ['one of them computed as nothing', [0, 60_694], 60_700, [0, 60_700]],
    ['nothing computed at all', [0, 0], 5, [5, 0]],
  ])('%s', (_, computed, bankFen, expected) => {
    const parts = computed.map((interestFen) => ({ interestFen }));
    expect(bankByPart(parts, bankFen)).toEqual(expected);
  });
});

describe('less received than claimed', () => {
  it.each([
    ['all of it', 300, [100, 150, 50], [100, 150, 50]],
    ['half, no rest', 150, [100, 150, 50], [50, 75, 25]],
    ['odd fen to the largest remainders', 100, [100, 100, 100], [34, 33, 33]],
    ['who is paid up gets nothing more', 10, [0, 20, 0], [0, 10, 0]],
  ])('%s', (_, amountFen, openFen, expected) => {
    expect(receivedByLine(amountFen, openFen)).toEqual(expected);
  });

  it('sums to what came, and gives no line more than it is short of', () => {
    const open = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(open, fc.double({ min: 0, max: 1, noNaN: true }), (openFen, share) => {
        const whole = openFen.reduce((sum, fen) => sum + fen, 0);
        const amountFen = Math.floor(whole * share);
        const given = receivedByLine(amountFen, openFen);
        expect(given.reduce((sum, fen) => sum + fen, 0)).toBe(amountFen);
        given.forEach((fen, index) => expect(fen).toBeLessThanOrEqual(openFen[index]!));
      }),
    );
  });
});

describe('days that are claimed', () => {
  const day = (text: string) => `2020-${text}`;
  const span = (text: string) => ({ from: day(text.slice(0, 5)), to: day(text.slice(6)) });
  test.each<[what: string, asked: string, claimed: string[], repaidOn: string[], over: string[]]>([
    ['apart', '03-21 06-21', ['01-01 03-21'], [], []],
    ['one day in common', '03-21 06-21', ['01-01 03-22'], [], ['01-01 03-22']],
    ['the same part repaid', '03-21 05-20', ['03-21 05-20'], ['05-20'], ['03-21 05-20']],
    ['the rest beside the part repaid', '03-21 06-21', ['03-21 05-20'], ['05-20'], []],
    ['the part repaid beside the rest', '03-21 05-20', ['03-21 06-21'], ['05-20'], []],
    ['another part repaid later', '03-21 06-02', ['03-21 05-20'], ['05-20', '06-02'], []],
    ['claimed before it was repaid', '03-21 05-20', ['03-21 05-01'], ['05-20'], ['03-21 05-01']],
    ['where interest waits for its day', '03-21 06-21', ['03-21 05-20'], [], ['03-21 05-20']],
    [
      'both claimed to the day it was repaid',
      '03-21 06-21',
      ['03-21 05-20', '03-21 05-20'],
      ['05-20'],
      ['03-21 05-20', '03-21 05-20'],
    ],
  ])('%s', (_, asked, claimed, repaidOn, over) => {
    expect(claimsOver(span(asked), claimed.map(span), repaidOn.map(day))).toEqual(over.map(span));
  });
});
