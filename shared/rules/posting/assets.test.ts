import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chartAccount } from '../chart/accounts.ts';
import * as assets from './assets.ts';
import type { Money, Posting, PostingLine } from './posting.ts';

const BANK: Money = { kind: 'bank' };
const SHED = { item: 'DP 钢架大棚', account: '151' } as const;
const DRYER = { item: 'HG-01 烘干设备', account: '151' } as const;
const COMPUTER = { item: 'DN-01 电脑', account: '151' } as const;
const COW = { item: '牛群', account: '142' } as const;

function written({ account, side, fen, memberId, item }: PostingLine): string {
  const of = memberId === undefined ? item : `#${memberId}`;
  return `${side === 'debit' ? '借' : '贷'} ${account}${of === undefined ? '' : `[${of}]`} ${(fen / 100).toFixed(2)}`;
}

test.each<[string, Posting, string[]]>([
  [
    'bought, owed for',
    assets.assetBought(DRYER, 4_800_000, '机械公司', null),
    ['借 151[HG-01 烘干设备] 48000.00', '贷 211[机械公司] 48000.00'],
  ],
  [
    'handed over from the works',
    assets.assetHandedOver(SHED, '大棚工程', 61_000_000),
    ['借 151[DP 钢架大棚] 610000.00', '贷 153[大棚工程] 610000.00'],
  ],
  [
    'a month of depreciation by use and by asset',
    assets.depreciated('2018-09', [
      { asset: SHED, use: 'production', fen: 482_917 },
      { asset: DRYER, use: 'production', fen: 38_000 },
      { asset: COMPUTER, use: 'management', fen: 16_361 },
      { asset: COW, use: 'production', fen: 100 },
    ]),
    [
      '借 401[折旧与摊销] 5210.17',
      '借 523[折旧费] 163.61',
      '贷 152[DP 钢架大棚] 4829.17',
      '贷 152[HG-01 烘干设备] 380.00',
      '贷 152[DN-01 电脑] 163.61',
      '贷 143[牛群] 1.00',
    ],
  ],
  [
    'months caught up beside it, a line each',
    assets.depreciated('2018-11', [
      { asset: SHED, use: 'production', fen: 482_917, period: '2018-10' },
      { asset: SHED, use: 'production', fen: 482_917, period: '2018-11' },
    ]),
    ['借 401[折旧与摊销] 9658.34', '贷 152[DP 钢架大棚] 4829.17', '贷 152[DP 钢架大棚] 4829.17'],
  ],
  [
    'improved',
    assets.assetImproved(SHED, '大棚加固', 6_000_000),
    ['借 151[DP 钢架大棚] 60000.00', '贷 153[大棚加固] 60000.00'],
  ],
  [
    'improved when it was fully depreciated',
    assets.improvementDeferred(SHED, '大棚加固', 6_000_000),
    ['借 171[DP 钢架大棚改建] 60000.00', '贷 153[大棚加固] 60000.00'],
  ],
  [
    'a shed crushed by snow (DOMAIN §9 #34): into clearing',
    assets.intoClearing(SHED, { costFen: 500_000, accumulatedFen: 23_750 }),
    ['借 154[DP 钢架大棚] 4762.50', '借 152[DP 钢架大棚] 237.50', '贷 151[DP 钢架大棚] 5000.00'],
  ],
  [
    'the insurer owes',
    assets.clearingProceeds(SHED, 300_000, { kind: 'party', name: '人保财险' }),
    ['借 113[人保财险] 3000.00', '贷 154[DP 钢架大棚] 3000.00'],
  ],
  [
    'clearing it costs money',
    assets.clearingCost(SHED, 20_000, '', BANK),
    ['借 154[DP 钢架大棚] 200.00', '贷 102[基本存款账户] 200.00'],
  ],
  [
    'what is not covered is a loss',
    assets.clearingClosed(SHED, 196_250),
    ['借 529[资产处置损失] 1962.50', '贷 154[DP 钢架大棚] 1962.50'],
  ],
  [
    'more than it stood at is a gain',
    assets.clearingClosed(SHED, -5_000),
    ['借 154[DP 钢架大棚] 50.00', '贷 502[资产处置收益] 50.00'],
  ],
  ['nothing over, nothing to close', assets.clearingClosed(SHED, 0), []],
  [
    'missing at the stock-take',
    assets.foundMissing(COMPUTER, { costFen: 620_000, accumulatedFen: 130_888 }),
    ['借 18102 4891.12', '借 152[DN-01 电脑] 1308.88', '贷 151[DN-01 电脑] 6200.00'],
  ],
  [
    'settled: a member pays a part',
    assets.missingSettled(COMPUTER, 489_112, 100_000, { kind: 'member', memberId: 7 }),
    ['借 114[#7] 1000.00', '借 529[资产盘亏毁损] 3891.12', '贷 18102 4891.12'],
  ],
  ['found', assets.foundMore(DRYER, 200_000), ['借 151[HG-01 烘干设备] 2000.00', '贷 18102 2000.00']],
  ['settled: a gain', assets.moreSettled(DRYER, 200_000), ['借 18102 2000.00', '贷 502[资产盘盈] 2000.00']],
])('%s', (_name, { lines }, expected) => expect(lines.map(written)).toEqual(expected));

test('from coming in to being gone every account of the asset is nil again', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000_000 }),
      fc.integer({ min: 0, max: 100 }),
      fc.nat(10_000_000),
      fc.nat(1_000_000),
      (costFen, percent, proceedsFen, costsFen) => {
        const accumulatedFen = Math.floor((costFen * percent) / 100);
        const balanceFen = costFen - accumulatedFen + costsFen - proceedsFen;
        const postings = [
          assets.assetBought(SHED, costFen, '', BANK),
          assets.depreciated('2018-09', [{ asset: SHED, use: 'public', fen: accumulatedFen }]),
          assets.intoClearing(SHED, { costFen, accumulatedFen }),
          assets.clearingCost(SHED, costsFen, '', BANK),
          assets.clearingProceeds(SHED, proceedsFen, { kind: 'money', money: BANK }),
          assets.clearingClosed(SHED, balanceFen),
        ];
        const balances = new Map<string, number>();
        for (const { account, side, fen, item, memberId } of postings.flatMap((one) => one.lines)) {
          balances.set(account, (balances.get(account) ?? 0) + (side === 'debit' ? fen : -fen));
          const given = [item ?? memberId].filter((one) => one !== undefined);
          expect(given, account).toHaveLength(chartAccount(account)?.dims.length ?? 0);
        }
        for (const account of ['151', '152', '154']) expect(balances.get(account) ?? 0, account).toBe(0);
      },
    ),
  );
});
