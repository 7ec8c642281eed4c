import { expect, test } from 'vitest';
import type { Posting } from './posting.ts';
import {
  batchCharged,
  bagsLost,
  costsShared,
  dried,
  harvested,
  lossSettled,
  materialTaken,
  tailCleared,
} from './production.ts';

const BATCH = { itemId: 7, name: '香菇菌袋 2018年秋栽' };

function entries({ summary, lines }: Posting): string[] {
  return [
    summary,
    ...lines.map((line) => {
      const of = line.memberId === undefined ? line.item : `社员${line.memberId}`;
      const quantity = line.quantityMilli === undefined ? '' : ` ${line.quantityMilli / 1000}`;
      return `${line.side === 'debit' ? '借' : '贷'} ${line.account}${of === undefined ? '' : `[${of}]`}${quantity} ${(line.fen / 100).toFixed(2)}`;
    }),
  ];
}

/** DOMAIN §1.4: costs to bags, harvest, drying; losses like a stock-take. */
test.each<[string, Posting, string[]]>([
  [
    '领料制袋',
    materialTaken(BATCH, [
      { product: '木屑', quantityMilli: 120_000_000, fen: 96_000_00 },
      { product: '麸皮', quantityMilli: 28_000_000, fen: 56_000_00 },
    ]),
    [
      '香菇菌袋 2018年秋栽领用木屑、麸皮',
      '借 141[7] 152000.00',
      '贷 121[木屑] 120000 96000.00',
      '贷 121[麸皮] 28000 56000.00',
    ],
  ],
  [
    'paid',
    batchCharged(BATCH, '灭菌加工费', 800_00, { kind: 'money', money: { kind: 'cash' } }),
    ['香菇菌袋 2018年秋栽灭菌加工费', '借 141[7] 800.00', '贷 101 800.00'],
  ],
  [
    'owed',
    batchCharged(BATCH, '灭菌加工费', 800_00, { kind: 'owed', party: '李师傅' }),
    ['香菇菌袋 2018年秋栽灭菌加工费', '借 141[7] 800.00', '贷 211[李师傅] 800.00'],
  ],
  [
    'from another item of 141',
    batchCharged(BATCH, '转入', 800_00, { kind: 'item', itemId: 3 }),
    ['香菇菌袋 2018年秋栽转入', '借 141[7] 800.00', '贷 141[3] 800.00'],
  ],
  [
    '分摊',
    costsShared(
      [
        { batch: BATCH, fen: 9_000_00 },
        { batch: { itemId: 8, name: '二' }, fen: 9_000_00 },
      ],
      [
        { item: '场地租金', fen: 8_000_00 },
        { item: '折旧与摊销', fen: 10_000_00 },
      ],
    ),
    [
      '场地租金、折旧与摊销分摊到菌袋',
      '借 141[7] 9000.00',
      '借 141[8] 9000.00',
      '贷 401[场地租金] 8000.00',
      '贷 401[折旧与摊销] 10000.00',
    ],
  ],
  [
    '采收',
    harvested(BATCH, {
      product: '鲜香菇',
      quantityMilli: 16_000_000,
      fen: 90_000_00,
      flushNo: 1,
      isLast: false,
    }),
    ['香菇菌袋 2018年秋栽第1潮采收鲜香菇', '借 121[鲜香菇] 16000 90000.00', '贷 141[7] 90000.00'],
  ],
  [
    '末潮',
    harvested(BATCH, { product: '鲜香菇', quantityMilli: 1_000, fen: 1, flushNo: 4, isLast: true }),
    ['香菇菌袋 2018年秋栽第4潮采收鲜香菇（末潮结清）', '借 121[鲜香菇] 1 0.01', '贷 141[7] 0.01'],
  ],
  [
    '损失',
    bagsLost(BATCH, 500, 900_00),
    ['香菇菌袋 2018年秋栽损失500袋', '借 18101 900.00', '贷 141[7] 900.00'],
  ],
  [
    '处理, 保险赔一部分',
    lossSettled(BATCH, 900_00, 300_00, { kind: 'party', name: '县人保公司' }),
    [
      '处理香菇菌袋 2018年秋栽损失',
      '借 113[县人保公司] 300.00',
      '借 529[资产盘亏毁损] 600.00',
      '贷 18101 900.00',
    ],
  ],
  [
    '处理, 社员全赔',
    lossSettled(BATCH, 900_00, 900_00, { kind: 'member', memberId: 2 }),
    ['处理香菇菌袋 2018年秋栽损失', '借 114[社员2] 900.00', '贷 18101 900.00'],
  ],
  [
    '尾数',
    tailCleared(BATCH, 12_00, '521'),
    ['香菇菌袋 2018年秋栽结清后的成本转出', '借 521[产品销售] 12.00', '贷 141[7] 12.00'],
  ],
])('%s', (_, posting, lines) => {
  expect(entries(posting)).toEqual(lines);
});

test('烘干: fresh to 401, then 401 with its fuel to dry', () => {
  const fresh = { product: '鲜香菇', quantityMilli: 16_000_000, fen: 80_000_00 };
  const [first, second] = dried(fresh, { product: '干香菇', quantityMilli: 2_000_000 }, [
    { item: '燃料水电', fen: 6_000_00 },
  ]);
  expect(entries(first!)).toEqual([
    '烘干领用鲜香菇',
    '借 401[烘干加工] 80000.00',
    '贷 121[鲜香菇] 16000 80000.00',
  ]);
  expect(entries(second!)).toEqual([
    '干香菇烘干入库',
    '借 121[干香菇] 2000 86000.00',
    '贷 401[烘干加工] 80000.00',
    '贷 401[燃料水电] 6000.00',
  ]);
});
