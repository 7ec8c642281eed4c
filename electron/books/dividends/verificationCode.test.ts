import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeFits, type CodedLine, MEMBERS, readCode, RUNS, verificationCode } from './verificationCode.ts';

const KEY = 'ab'.repeat(32);
const LINE: CodedLine = {
  runId: 3,
  memberId: 47,
  memberNo: 'M047',
  name: '何𬭎',
  totalFen: 442_066,
  netFen: 442_066,
};

describe('verification codes', () => {
  it('lead back to run and member, however they are typed', () => {
    const code = verificationCode(KEY, LINE);
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    const typings = [
      code,
      code.toLowerCase(),
      code.replaceAll('-', ''),
      code.replaceAll('-', ' '),
      ` ${code} `,
      code.replaceAll('0', 'O').replaceAll('1', 'l'),
      [...code]
        .map((sign) => (/[0-9A-Z]/.test(sign) ? String.fromCharCode(sign.charCodeAt(0) + 0xfee0) : '－'))
        .join(''),
    ];
    for (const typed of typings) {
      expect(readCode(typed), typed).toEqual({ code, runRest: 3, memberRest: 47 });
    }
  });

  it.each([
    '',
    '7K4M-Q2XD',
    '7K4M-Q2XD-9T3',
    '7K4M-Q2XD-9T3AB',
    '7K4M-Q2XD-9T3U',
    '核验码',
    '7K4M-Q2XD-9T3!',
  ])('are told from other text: %s', (typed) => {
    expect(readCode(typed)).toBeNull();
  });

  it.each<[string, Partial<CodedLine>]>([
    ['the amount', { netFen: 442_067 }],
    ['the total', { totalFen: 442_065 }],
    ['the name', { name: '何某' }],
    ['the member number', { memberNo: 'M074' }],
  ])('no longer fit when %s was changed', (_, change) => {
    const code = verificationCode(KEY, LINE);
    expect(codeFits(code, KEY, LINE)).toBe(true);
    expect(codeFits(code, KEY, { ...LINE, ...change })).toBe(false);
    expect(codeFits(code, 'cd'.repeat(32), LINE)).toBe(false);
  });

  it('hold any run and member, beyond what six characters count too', () => {
    const id = fc.integer({ min: 1, max: 2 ** 40 });
    fc.assert(
      fc.property(id, id, (runId, memberId) => {
        const line = { ...LINE, runId, memberId };
        const read = readCode(verificationCode(KEY, line));
        expect(read).toMatchObject({ runRest: runId % RUNS, memberRest: memberId % MEMBERS });
        expect(read && codeFits(read.code, KEY, line)).toBe(true);
      }),
    );
  });
});
