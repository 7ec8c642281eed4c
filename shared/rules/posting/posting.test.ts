import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carryProfit, carryYear, clearDistribution } from './closing.ts';
import { distribution, payment, withheldFromReturn } from './dividends.ts';
import { inRed, posting, type Posting } from './posting.ts';
import { contribution, reserveToShare, surplusToShare, transfer, withdrawal } from './shares.ts';

/** A posting as an accountant writes it: 借 102[基本存款账户] 200.00. */
function written({ lines }: Posting): string[] {
  return lines.map((line) => {
    const analysis = line.memberId === undefined ? (line.item ?? '') : `M${line.memberId}`;
    return `${line.side === 'debit' ? '借' : '贷'} ${line.account}${analysis === '' ? '' : `[${analysis}]`} ${line.fen}`;
  });
}

const member = { memberId: 1, name: '张守田', fen: 20_000_00 };
const other = { memberId: 2, name: '李秀英', fen: 20_000_00 };
const bank = { kind: 'bank' } as const;

describe('what events post (DOMAIN §1.4)', () => {
  it.each<[string, Posting, string[]]>([
    [
      'cash share',
      contribution(member, 0, { kind: 'money', money: { kind: 'cash' } }),
      ['借 101 2000000', '贷 301[M1] 2000000'],
    ],
    [
      'cash share with a premium',
      contribution(member, 500_00, { kind: 'money', money: bank }),
      ['借 102[基本存款账户] 2050000', '贷 301[M1] 2000000', '贷 321[股金溢价] 50000'],
    ],
    [
      'a shed worth less than the capital agreed on',
      contribution(member, -100_00, { kind: 'asset', account: '151', item: '旧棚一座' }),
      ['借 151[旧棚一座] 1990000', '贷 301[M1] 2000000', '借 321[股金溢价] 10000'],
    ],
    [
      'land',
      contribution(member, 0, { kind: 'asset', account: '161', item: 7 }),
      ['借 161[7] 2000000', '贷 301[M1] 2000000'],
    ],
    ['transfer', transfer('股金转让', member, [other]), ['借 301[M1] 2000000', '贷 301[M2] 2000000']],
    [
      'reserve to shares',
      reserveToShare('322', [member, other]),
      ['借 322[转为成员出资] 4000000', '贷 301[M1] 2000000', '贷 301[M2] 2000000'],
    ],
    [
      'surplus to shares, more than 222 holds',
      surplusToShare(member, 5_00),
      ['借 221[M1] 500', '借 222[M1] 1999500', '贷 301[M1] 2000000'],
    ],
    [
      'withdrawal, owed until paid',
      withdrawal(member, 354_97, null),
      ['借 301[M1] 2000000', '借 322[其他] 35497', '贷 114[M1] 2035497'],
    ],
    [
      'withdrawal, paid at once',
      withdrawal(member, 0, bank),
      ['借 301[M1] 2000000', '贷 102[基本存款账户] 2000000'],
    ],
    [
      'payment of a list, one line of money',
      payment(
        2018,
        [
          { memberId: 1, fen: 399_766, returnFen: 273_132 },
          { memberId: 3, fen: 108_264, returnFen: 0 },
        ],
        bank,
      ),
      ['借 221[M1] 273132', '借 222[M1] 126634', '借 222[M3] 108264', '贷 102[基本存款账户] 508030'],
    ],
    ['① of a surplus', carryYear(2018, 186_437_29), ['借 331 18643729', '贷 33202 18643729']],
    ['① of a loss', carryYear(2018, -5_00), ['借 33202 500', '贷 331 500']],
    ['① of neither', carryYear(2018, 0), []],
  ])('%s', (_name, made, lines) => {
    expect(written(made)).toEqual(lines);
  });

  it('② to ④ of an approval, each by itself, and the tax withheld (M011 of DOMAIN §10a)', () => {
    const line = { memberId: 11, patronageReturnFen: 315_331, surplusShareFen: 236_853, withheldFen: 47_371 };
    expect(distribution(2018, 16_328_67, [line]).map(written)).toEqual([
      ['借 33201[提取盈余公积] 1632867', '贷 322[提取盈余公积] 1632867'],
      ['借 33201[盈余返还] 315331', '贷 221[M11] 315331'],
      ['借 33201[剩余盈余分配] 236853', '贷 222[M11] 236853'],
      ['借 222[M11] 47371', '贷 21412 47371'],
    ]);
  });

  it('withholds from 盈余返还 only what 剩余盈余 does not cover', () => {
    const line = { memberId: 1, patronageReturnFen: 1000, surplusShareFen: 100, withheldFen: 220 };
    expect(withheldFromReturn(line)).toBe(120);
    expect(written(distribution(2018, 0, [line]).at(-1)!)).toEqual([
      '借 221[M1] 120',
      '借 222[M1] 100',
      '贷 21412 220',
    ]);
  });

  it('makes no voucher of nothing: no reserve, no return', () => {
    const line = { memberId: 1, patronageReturnFen: 0, surplusShareFen: 100, withheldFen: 0 };
    expect(distribution(2018, 0, [line])).toHaveLength(1);
  });
});

describe('closings', () => {
  const of = (account: string, debitFen: number) => ({
    account,
    memberId: null,
    itemId: 5,
    item2Id: null,
    debitFen,
  });

  it('carries income and cost to 331, each against one line', () => {
    expect(carryProfit('2018-03', [of('501', -500), of('521', 300), of('523', 50)]).map(written)).toEqual([
      ['借 501[5] 500', '贷 331 500'],
      ['借 331 350', '贷 521[5] 300', '贷 523[5] 50'],
    ]);
  });

  it('carries a cost that stands in credit (interest earned) by its other side', () => {
    expect(carryProfit('2018-03', [of('524', -300)]).map(written)).toEqual([['贷 331 300', '借 524[5] 300']]);
    expect(carryProfit('2018-03', [of('523', 100), of('524', -300)]).map(written)).toEqual([
      ['贷 331 200', '贷 523[5] 100', '借 524[5] 300'],
    ]);
    expect(carryProfit('2018-03', [])).toEqual([]);
  });

  it('⑤ clears what was distributed', () => {
    expect(written(clearDistribution(2018, [of('33201', 16_328_669)]))).toEqual([
      '借 33202 16328669',
      '贷 33201[5] 16328669',
    ]);
  });
});

describe('every posting', () => {
  const fen = fc.integer({ min: 1, max: 1_000_000_00 });

  it('balances, and so does it in red', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            memberId: fc.integer({ min: 1, max: 99 }),
            patronageReturnFen: fen,
            surplusShareFen: fen,
            withheldFen: fc.constant(0),
          }),
          { minLength: 1, maxLength: 30 },
        ),
        fen,
        (lines, reserveFen) => {
          for (const made of distribution(2018, reserveFen, lines)) {
            const net = (one: Posting): number =>
              one.lines.reduce((sum, line) => sum + (line.side === 'debit' ? line.fen : -line.fen), 0);
            expect(net(made)).toBe(0);
            expect(net(inRed(made, '冲销'))).toBe(0);
          }
        },
      ),
    );
  });

  it('is refused as a bug when it does not', () => {
    expect(() =>
      posting('错', [
        { account: '101', side: 'debit', fen: 1 },
        { account: '301', side: 'credit', fen: 2, memberId: 1 },
      ]),
    ).toThrow(/balances/);
  });
});
