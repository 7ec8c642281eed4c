import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairFlows, type FlowLine } from './flows.ts';

/** "借 33201 100; 贷 322[提取] 60" as lines; amounts in fen. */
function voucher(text: string): FlowLine[] {
  return text.split(';').map((written) => {
    const match = /^\s*(借|贷) (\d+)(?:\[(.+)\])? (-?\d+)\s*$/u.exec(written);
    if (!match) throw new Error(written);
    const [, side, code = '', item = null, fen] = match;
    return side === '借'
      ? { code, item, debitFen: Number(fen), creditFen: 0 }
      : { code, item, debitFen: 0, creditFen: Number(fen) };
  });
}

const named = (code: string, item: string | null) => (item === null ? code : `${code}[${item}]`);
const told = (text: string) => {
  const { flows, ambiguous } = pairFlows(voucher(text));
  return [
    ...flows.map(
      (one) => `${named(one.debit, one.debitItem)}→${named(one.credit, one.creditItem)} ${one.fen}`,
    ),
    ...(ambiguous ? ['?'] : []),
  ].join('; ');
};

describe('the flows of a voucher', () => {
  it.each([
    ['cash share', '借 102 100; 贷 301[张三] 100', '102→301[张三] 100'],
    ['with premium', '借 102 100; 贷 301 80; 贷 321[股金溢价] 20', '102→301 80; 102→321[股金溢价] 20'],
    ['two payers, one account', '借 101 60; 借 102 40; 贷 301 100', '101→301 60; 102→301 40'],
    [
      'several assets for shares and premium',
      '借 151 70; 借 121 50; 贷 301 90; 贷 321[股金溢价] 30',
      'other→301 90; other→321[股金溢价] 30',
    ],
    [
      'asset worth less than its share',
      '借 151 100; 借 321[股金溢价] 20; 贷 301 120',
      '321[股金溢价]→other 20; other→301 120',
    ],
    [
      'grant and donation',
      '借 235 300; 借 102 100; 贷 311[国家财政直接补助] 300; 贷 311[他人捐赠] 100',
      'other→311[国家财政直接补助] 300; other→311[他人捐赠] 100',
    ],
    [
      'several grants, two sources',
      '借 235[甲] 100; 借 235[乙] 50; 借 235[丙] 50; 贷 311[国家财政直接补助] 150; 贷 311[他人捐赠] 50',
      '235→311[国家财政直接补助] 150; 235→311[他人捐赠] 50',
    ],
    [
      'a source mistaken for the other',
      '贷 311[他人捐赠] -100; 贷 311[国家财政直接补助] 100',
      'other→311[他人捐赠] -100; other→311[国家财政直接补助] 100',
    ],
    [
      'two sources into shares and out in cash',
      '借 321[股金溢价] 60; 借 321[资产评估增值] 40; 贷 301 70; 贷 102 30',
      '321[股金溢价]→other 60; 321[资产评估增值]→other 40; other→301 70; ?',
    ],
    [
      'one grant, spent on one asset',
      '借 235 300; 贷 311[国家财政直接补助] 300',
      '235→311[国家财政直接补助] 300',
    ],
    [
      'many lines of one account on both sides',
      '借 33201[盈余返还] 90; 贷 221[甲] 50; 贷 221[乙] 40',
      '33201[盈余返还]→221[甲] 50; 33201[盈余返还]→221[乙] 40',
    ],
    [
      'the whole distribution in one voucher',
      '借 33201[提取盈余公积] 10; 借 33201[盈余返还] 60; 借 33201[剩余盈余分配] 30; 贷 322 10; 贷 221 60; 贷 222 30',
      '33201→322 10; 33201→221 60; 33201→222 30',
    ],
    [
      'two sources into one member’s shares',
      '借 321[股金溢价] 60; 借 321[资产评估增值] 40; 贷 301 100',
      '321[股金溢价]→301 60; 321[资产评估增值]→301 40',
    ],
    ['transfer between members', '借 301[甲] 100; 贷 301[乙] 100', '301[甲]→301[乙] 100'],
    ['withdrawal with reserve', '借 301 100; 借 322 20; 贷 102 120', '301→102 100; 322→102 20'],
    [
      'withdrawal, partly set off',
      '借 301 100; 借 322 20; 贷 102 90; 贷 114 30',
      '301→other 100; 322→other 20',
    ],
    ['loss met from reserve', '借 322[弥补亏损] 50; 贷 33202 50', '322[弥补亏损]→33202 50'],
    ['year close', '借 331 100; 贷 33202 100', '331→33202 100'],
    ['year close of a loss', '借 33202 100; 贷 331 100', '33202→331 100'],
    ['both halves of 332 cleared', '借 33202 100; 贷 33201[其他] 100', '33202→33201[其他] 100'],
    ['a red reversal', '借 33201 -100; 贷 322 -100', '33201→322 -100'],
    ['red and blue of one pair', '借 33201 -100; 借 33201 80; 贷 322 -20', '33201→322 -20'],
    ['what cancels out', '借 301 100; 借 301 -100; 贷 102 100; 贷 102 -100', ''],
    ['no equity', '借 121 70; 借 102 30; 贷 211 100', ''],
    ['closing to 331', '借 501 100; 贷 331 100', ''],
    [
      'a member mistaken for another',
      '借 301[甲] -100; 借 301[乙] 100',
      '301[甲]→other -100; 301[乙]→other 100',
    ],
    ['a wrong account put right on one side', '借 301 -100; 借 114 100', '301→other -100'],
    ['the same, between two kinds of equity', '借 301 -100; 借 322 100', '301→other -100; 322→other 100; ?'],
    ['own sub-accounts', '借 10201 100; 贷 30101 100', '10201→30101 100'],
    [
      'reserve and surplus turned into shares, and cash paid',
      '借 322 60; 借 33201 40; 贷 301 80; 贷 222 20',
      '322→other 60; 33201→other 40; other→301 80; ?',
    ],
    [
      'both steps of the year close in one',
      '借 331 100; 借 33202 60; 贷 33202 100; 贷 33201 60',
      '33202→other 60; other→33202 100; other→33201 60; ?',
    ],
    [
      '311 beside 301 is clear',
      '借 151 80; 借 121 20; 贷 301 60; 贷 311[他人捐赠] 40',
      'other→301 60; other→311[他人捐赠] 40',
    ],
  ])('%s', (_, text, expected) => expect(told(text)).toBe(expected));

  it('refuses a voucher that does not balance', () => {
    expect(() => pairFlows(voucher('借 301 100; 贷 102 90'))).toThrow('balances');
  });

  it('are nil for an empty voucher', () => {
    expect(pairFlows([])).toEqual({ flows: [], ambiguous: false });
  });

  it('leave each equity account with the net change of its lines', () => {
    const code = fc.constantFrom(
      '101',
      '102',
      '114',
      '151',
      '221',
      '301',
      '311',
      '321',
      '322',
      '33201',
      '33202',
    );
    const anyLine = fc.record({
      code,
      item: fc.constantFrom(null, '甲', '乙'),
      isDebit: fc.boolean(),
      fen: fc.integer({ min: -500, max: 500 }),
    });
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 7 }), code, (drawn, last) => {
        const lines = drawn.map(({ code, item, isDebit, fen }) => ({
          code,
          item,
          debitFen: isDebit ? fen : 0,
          creditFen: isDebit ? 0 : fen,
        }));
        const rest = lines.reduce((total, one) => total + one.debitFen - one.creditFen, 0);
        const balanced = [...lines, { code: last, item: null, debitFen: 0, creditFen: rest }];
        const { flows } = pairFlows(balanced);
        for (const account of ['301', '311', '321', '322', '33201', '33202']) {
          const moved = flows.reduce(
            (total, one) =>
              total + (one.debit === account ? one.fen : 0) - (one.credit === account ? one.fen : 0),
            0,
          );
          const posted = balanced
            .filter((one) => one.code === account)
            .reduce((total, one) => total + one.debitFen - one.creditFen, 0);
          expect(moved).toBe(posted);
        }
      }),
    );
  });
});
