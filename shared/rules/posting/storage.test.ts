import { describe, expect, it, test } from 'vitest';
import { rentAmortised, rentPaid } from './leases.ts';
import type { Posting } from './posting.ts';
import { feeCharged, goodsLost, lossSettled } from './storage.ts';

const told = ({ lines }: Posting): string[] =>
  lines.map(({ side, account, item, memberId, fen, quantityMilli }) =>
    [
      side === 'debit' ? '借' : '贷',
      `${account}[${item ?? memberId ?? ''}]`,
      fen,
      ...(quantityMilli === undefined ? [] : [quantityMilli]),
    ].join(' '),
  );

const CASH = { kind: 'cash' } as const;

describe('冷库', () => {
  it('a loss waits on 181 with its quantity off the stock', () => {
    expect(told(goodsLost('干菇', 4_000, 18_000))).toEqual(['借 18101[] 18000', '贷 121[干菇] 18000 4000']);
  });
  test.each([
    ['nobody', null, 0, ['借 529[资产盘亏毁损] 18000', '贷 18101[] 18000']],
    [
      'a member a part',
      { kind: 'member', memberId: 7 } as const,
      5_000,
      ['借 114[7] 5000', '借 529[资产盘亏毁损] 13000', '贷 18101[] 18000'],
    ],
    [
      'an insurer all',
      { kind: 'party', name: '人保' } as const,
      18_000,
      ['借 113[人保] 18000', '贷 18101[] 18000'],
    ],
    ['cash', { kind: 'money', money: CASH } as const, 18_000, ['借 101[] 18000', '贷 18101[] 18000']],
  ])('%s pays', (_, payer, paid, expected) => {
    expect(told(lossSettled('干菇', 18_000, paid, payer))).toEqual(expected);
  });
  it('nobody pays more than was lost, or something for nothing', () => {
    expect(() => lossSettled('干菇', 100, 101, { kind: 'money', money: CASH })).toThrow(/pays a part/u);
    expect(() => lossSettled('干菇', 100, 0, { kind: 'money', money: CASH })).toThrow(/pays a part/u);
  });
  it('a fee is trade income', () => {
    expect(told(feeCharged({ kind: 'member', memberId: 7 }, '张守田', 6_500))).toEqual([
      '借 114[7] 6500',
      '贷 501[仓储服务] 6500',
    ]);
  });
});

describe('土地租金', () => {
  const one = { fen: 150_000, prepaidItem: null, creditor: { memberId: 7 } } as const;
  const ahead = { fen: 450_000, prepaidItem: '地租 TD-2', creditor: { party: '邻村三组' } } as const;
  it('one year is cost, several are prepaid, in one voucher', () => {
    expect(told(rentPaid([one, ahead], CASH, '付租金'))).toEqual([
      '借 401[土地租金] 150000',
      '借 171[地租 TD-2] 450000',
      '贷 101[] 600000',
    ]);
  });
  it('left owing it stands with each lessor', () => {
    expect(told(rentPaid([one, ahead], null, '付租金')).slice(2)).toEqual([
      '贷 114[7] 150000',
      '贷 211[邻村三组] 450000',
    ]);
  });
  it('what is prepaid becomes cost lease by lease', () => {
    const parts = [
      { item: '地租 TD-2', fen: 12_500 },
      { item: '地租 TD-3', fen: 1_000 },
    ];
    expect(told(rentAmortised('2018-03', parts))).toEqual([
      '借 401[土地租金] 13500',
      '贷 171[地租 TD-2] 12500',
      '贷 171[地租 TD-3] 1000',
    ]);
  });
});
