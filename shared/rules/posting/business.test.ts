import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chartAccount, UNDISTRIBUTED_CODE } from '../chart/accounts.ts';
import { type BusinessEvent, businessPostings, BUSINESS_TITLES } from './business.ts';
import type { Money, Posting, PostingLine } from './posting.ts';
import { averageE4, costOut } from './stock.ts';

const CASH: Money = { kind: 'cash' };
const BANK: Money = { kind: 'bank' };
const ZHANG = { memberId: 1, name: 'M001 张守田' };
const LI = { memberId: 2, name: 'M002 李秀英' };
const MEMBER = { kind: 'member', ...ZHANG } as const;
const SHOP = { kind: 'party', name: '兴隆商行' } as const;
const COUNTER = { kind: 'party', name: '' } as const;

const dried = (memberId: number, quantityMilli: number, fen: number) => ({
  memberId,
  product: '干菇',
  quantityMilli,
  fen,
});
const award = (memberId: number, fen: number) => ({ memberId, product: '质量奖', quantityMilli: null, fen });

/** A line as an accountant writes it: 借 121[干菇] 88.6 × 4979.32. */
function written({ account, side, fen, memberId, item, item2, quantityMilli }: PostingLine): string {
  const analysis = [memberId === undefined ? undefined : `#${memberId}`, item, item2].filter(
    (one) => one !== undefined,
  );
  const of = analysis.length > 0 ? `[${analysis.join('/')}]` : '';
  const quantity = quantityMilli === undefined ? '' : ` ${quantityMilli / 1000}件`;
  return `${side === 'debit' ? '借' : '贷'} ${account}${of}${quantity} ${(fen / 100).toFixed(2)}`;
}

const entries = (postings: readonly Posting[]): string[][] => postings.map((one) => one.lines.map(written));

test.each<[string, BusinessEvent, string[][]]>([
  [
    'a purchase is owed to the members; two deliveries of one member are one line',
    {
      kind: 'purchase',
      deliveries: [dried(1, 1000, 5000), dried(1, 500, 2500), dried(2, 2000, 9900)],
      paid: null,
    },
    [['借 121[干菇] 3.5件 174.00', '贷 114[#1] 75.00', '贷 114[#2] 99.00']],
  ],
  [
    'a purchase by product, paid at once',
    {
      kind: 'purchase',
      deliveries: [dried(1, 1000, 5000), { memberId: 2, product: '鲜菇', quantityMilli: 3000, fen: 2400 }],
      paid: BANK,
    },
    [['借 121[干菇] 1件 50.00', '借 121[鲜菇] 3件 24.00', '贷 102[基本存款账户] 74.00']],
  ],
  [
    'a quality award brings no stock',
    { kind: 'purchase', deliveries: [dried(1, 1000, 5000), award(1, 300)], paid: null },
    [['借 121[干菇] 1件 50.00', '借 521[质量奖] 3.00', '贷 114[#1] 53.00']],
  ],
  [
    'what was taken back stands in red beside it',
    { kind: 'purchase', deliveries: [dried(1, 1000, 5000), dried(2, -500, -2500)], paid: null },
    [['借 121[干菇] 1件 50.00', '借 121[干菇] -0.5件 -25.00', '贷 114[#1] 50.00', '贷 114[#2] -25.00']],
  ],
  [
    'a pair that cancels out keeps its quantities',
    { kind: 'purchase', deliveries: [dried(1, 1000, 5000), dried(1, -1000, -5000)], paid: null },
    [['借 121[干菇] 1件 50.00', '借 121[干菇] -1件 -50.00', '贷 114[#1] 50.00', '贷 114[#1] -50.00']],
  ],
  [
    'commission at the agreed price, by consignor',
    { kind: 'commission', deliveries: [dried(1, 1000, 5000), dried(2, 2000, 9900), award(2, 100)] },
    [
      [
        '借 128[#1] 50.00',
        '借 128[#2] 99.00',
        '借 521[质量奖] 1.00',
        '贷 114[#1] 50.00',
        '贷 114[#2] 100.00',
      ],
    ],
  ],
  [
    'consigned goods sold above the agreed price',
    {
      kind: 'sellConsigned',
      goods: [{ consignor: MEMBER, agreedFen: 5000 }],
      proceedsFen: 5600,
      buyer: COUNTER,
      received: CASH,
    },
    [['借 101 56.00', '贷 128[#1] 50.00', '贷 501[受托代销] 6.00']],
  ],
  [
    'consigned goods sold below it, on credit, for an outsider too',
    {
      kind: 'sellConsigned',
      goods: [
        { consignor: MEMBER, agreedFen: 5000 },
        { consignor: { kind: 'party', name: '王五' }, agreedFen: 1000 },
      ],
      proceedsFen: 5500,
      buyer: SHOP,
      received: null,
    },
    [['借 113[兴隆商行] 55.00', '借 521[受托代销] 5.00', '贷 128[#1] 50.00', '贷 128[王五] 10.00']],
  ],
  [
    'consigned goods sold at the agreed price to a member who pays later',
    {
      kind: 'sellConsigned',
      goods: [{ consignor: { kind: 'member', ...LI }, agreedFen: 5000 }],
      proceedsFen: 5000,
      buyer: MEMBER,
      received: null,
    },
    [['借 114[#1] 50.00', '贷 128[#2] 50.00']],
  ],
  [
    'a sale on credit to an outsider: revenue by product, then cost',
    {
      kind: 'sale',
      goods: [
        { product: '干菇', quantityMilli: 1500, fen: 9000, costFen: 7500 },
        { product: '鲜菇', quantityMilli: 2000, fen: 2000, costFen: 1600 },
      ],
      buyer: SHOP,
      received: null,
    },
    [
      ['借 113[兴隆商行] 110.00', '贷 501[产品销售] 90.00', '贷 501[产品销售] 20.00'],
      ['借 521[产品销售] 91.00', '贷 121[干菇] 1.5件 75.00', '贷 121[鲜菇] 2件 16.00'],
    ],
  ],
  [
    'a sale to a member on account, and one paid at the counter',
    {
      kind: 'sale',
      goods: [{ product: '干菇', quantityMilli: 1000, fen: 6000, costFen: 5000 }],
      buyer: MEMBER,
      received: null,
    },
    [
      ['借 114[#1] 60.00', '贷 501[产品销售] 60.00'],
      ['借 521[产品销售] 50.00', '贷 121[干菇] 1件 50.00'],
    ],
  ],
  [
    'paying members',
    {
      kind: 'payMember',
      members: [
        { ...ZHANG, fen: 7500 },
        { ...LI, fen: 9900 },
      ],
      money: CASH,
    },
    [['借 114[#1] 75.00', '借 114[#2] 99.00', '贷 101 174.00']],
  ],
  [
    'money from a member',
    { kind: 'receiveFromMember', members: [{ ...ZHANG, fen: 7500 }], money: { kind: 'bank', bankId: 9 } },
    [['借 102[9] 75.00', '贷 114[#1] 75.00']],
  ],
  [
    'inputs bought for members, with a fee from one of them',
    {
      kind: 'buyForMember',
      members: [
        { ...ZHANG, fen: 10000, feeFen: 200 },
        { ...LI, fen: 5000, feeFen: 0 },
      ],
      supplier: '农资店',
      paid: BANK,
    },
    [
      [
        '借 114[#1] 100.00',
        '借 114[#1] 2.00',
        '借 114[#2] 50.00',
        '贷 102[基本存款账户] 150.00',
        '贷 501[代购服务] 2.00',
      ],
    ],
  ],
  [
    'inputs for a member whose supplier is paid later',
    { kind: 'buyForMember', members: [{ ...ZHANG, fen: 10000, feeFen: 0 }], supplier: '农资店', paid: null },
    [['借 114[#1] 100.00', '贷 211[农资店] 100.00']],
  ],
  [
    'bought from an outsider on credit: never 114',
    {
      kind: 'buyOutside',
      goods: [{ product: '菌袋', quantityMilli: 500000, fen: 20000 }],
      supplier: '周口菌业',
      paid: null,
    },
    [['借 121[菌袋] 500件 200.00', '贷 211[周口菌业] 200.00']],
  ],
  [
    'bought from an outsider for cash',
    {
      kind: 'buyOutside',
      goods: [{ product: '菌袋', quantityMilli: 1000, fen: 40 }],
      supplier: '周口菌业',
      paid: CASH,
    },
    [['借 121[菌袋] 1件 0.40', '贷 101 0.40']],
  ],
  [
    'an outsider is paid',
    { kind: 'payOutside', party: '周口菌业', fen: 20000, money: BANK },
    [['借 211[周口菌业] 200.00', '贷 102[基本存款账户] 200.00']],
  ],
  [
    'an outsider pays',
    { kind: 'receiveOutside', party: '兴隆商行', fen: 11000, money: BANK },
    [['借 102[基本存款账户] 110.00', '贷 113[兴隆商行] 110.00']],
  ],
  [
    'a grant arrives',
    { kind: 'grantReceived', project: '冷库补助', fen: 30000000, money: BANK },
    [['借 102[基本存款账户] 300000.00', '贷 235[冷库补助] 300000.00']],
  ],
  [
    '#30: 400,000 of which 300,000 is grant – the asset at full cost, the fund by the grant',
    {
      kind: 'grantSpentOnAsset',
      project: '冷库补助',
      grantFen: 30000000,
      asset: { account: '151', name: '冷库' },
      costFen: 40000000,
      supplier: '',
      paid: BANK,
    },
    [
      [
        '借 151[冷库] 400000.00',
        '贷 102[基本存款账户] 400000.00',
        '借 235[冷库补助] 300000.00',
        '贷 311[国家财政直接补助] 300000.00',
      ],
    ],
  ],
  [
    'works in progress, the builder not paid yet',
    {
      kind: 'grantSpentOnAsset',
      project: '大棚补助',
      grantFen: 100,
      asset: { account: '153', name: '二期大棚' },
      costFen: 100,
      supplier: '建筑队',
      paid: null,
    },
    [
      [
        '借 153[二期大棚] 1.00',
        '贷 211[建筑队] 1.00',
        '借 235[大棚补助] 1.00',
        '贷 311[国家财政直接补助] 1.00',
      ],
    ],
  ],
  [
    'a grant spent on training',
    { kind: 'grantSpentOnExpense', project: '培训补助', fen: 5000, money: CASH },
    [['借 235[培训补助] 50.00', '贷 101 50.00']],
  ],
  [
    'what is left of a grant goes back',
    { kind: 'grantReturned', project: '培训补助', fen: 5000, money: BANK },
    [['借 235[培训补助] 50.00', '贷 102[基本存款账户] 50.00']],
  ],
  [
    '#31: the grant comes after the asset – in and out to the fund, cost unchanged',
    { kind: 'grantAfterAsset', project: '烘干机补助', fen: 480000, assetName: '烘干机', money: BANK },
    [
      ['借 102[基本存款账户] 4800.00', '贷 235[烘干机补助] 4800.00'],
      ['借 235[烘干机补助] 4800.00', '贷 311[国家财政直接补助] 4800.00'],
    ],
  ],
  [
    'cash donated without strings',
    { kind: 'donationCash', donor: '略阳商会', fen: 100000, money: BANK, restricted: false },
    [['借 102[基本存款账户] 1000.00', '贷 311[他人捐赠] 1000.00']],
  ],
  [
    'cash donated for a purpose waits',
    { kind: 'donationCash', donor: '略阳商会', fen: 100000, money: BANK, restricted: true },
    [['借 102[基本存款账户] 1000.00', '贷 211[略阳商会] 1000.00']],
  ],
  [
    '… until it is used as agreed',
    { kind: 'donationUsed', donor: '略阳商会', fen: 100000 },
    [['借 211[略阳商会] 1000.00', '贷 311[他人捐赠] 1000.00']],
  ],
  [
    'an asset donated',
    { kind: 'donationInKind', donor: '帮扶单位', thing: { account: '151', name: '烘干机' }, fen: 1200000 },
    [['借 151[烘干机] 12000.00', '贷 311[他人捐赠] 12000.00']],
  ],
  [
    'goods donated, with their quantity',
    {
      kind: 'donationInKind',
      donor: '帮扶单位',
      thing: { account: '121', name: '菌袋', quantityMilli: 100000 },
      fen: 5000,
    },
    [['借 121[菌袋] 100件 50.00', '贷 311[他人捐赠] 50.00']],
  ],
  [
    'a loan within a year',
    { kind: 'loanReceived', lender: '信用社', term: 'short', fen: 5000000, money: BANK },
    [['借 102[基本存款账户] 50000.00', '贷 201[信用社] 50000.00']],
  ],
  [
    'a longer loan repaid',
    { kind: 'loanRepaid', lender: '信用社', term: 'long', fen: 5000000, money: BANK },
    [['借 231[信用社] 50000.00', '贷 102[基本存款账户] 50000.00']],
  ],
  [
    'interest accrued',
    { kind: 'interestAccrued', lender: '信用社', fen: 18125 },
    [['借 524[利息支出] 181.25', '贷 215[信用社] 181.25']],
  ],
  [
    'interest paid',
    { kind: 'interestPaid', lender: '信用社', fen: 18125, money: BANK },
    [['借 215[信用社] 181.25', '贷 102[基本存款账户] 181.25']],
  ],
  [
    'labour accrued on the bags',
    {
      kind: 'wagesAccrued',
      payroll: 'labour',
      people: [
        { name: '陈大', payItem: '计件工资', fen: 44800 },
        { name: '陈大', payItem: '计时工资', fen: 65000 },
      ],
      charge: { account: '141', item: '春季菌袋' },
    },
    [['借 141[春季菌袋] 1098.00', '贷 213[陈大/计件工资] 448.00', '贷 213[陈大/计时工资] 650.00']],
  ],
  [
    'salaries accrued as management cost',
    {
      kind: 'wagesAccrued',
      payroll: 'staff',
      people: [{ name: '王经理', payItem: '计时工资', fen: 300000 }],
      charge: { account: '523', item: '管理人员工资' },
    },
    [['借 523[管理人员工资] 3000.00', '贷 212[王经理/计时工资] 3000.00']],
  ],
  [
    'labour paid',
    {
      kind: 'wagesPaid',
      payroll: 'labour',
      people: [{ name: '陈大', payItem: '计件工资', fen: 44800 }],
      money: CASH,
    },
    [['借 213[陈大/计件工资] 448.00', '贷 101 448.00']],
  ],
  [
    'the reserve share of who left, owed and paid',
    { kind: 'reserveRefund', member: ZHANG, fen: 500, paid: null },
    [['借 322[其他] 5.00', '贷 114[#1] 5.00']],
  ],
  [
    'a loss met from the reserve',
    { kind: 'lossFromReserve', fen: 1_000_000, resolution: '成决5号' },
    [['借 322[弥补亏损] 10000.00', '贷 33202 10000.00']],
  ],
])('%s', (_, event, expected) => {
  expect(entries(businessPostings(event))).toEqual(expected);
});

const anyFen = fc.integer({ min: 1, max: 100_000_000 });
const anyMoney = fc.constantFrom<Money>(CASH, BANK, { kind: 'bank', bankId: 3 });
const anyMoneyOrNone = fc.option(anyMoney);
const anyName = fc.constantFrom('甲', '乙', '丙');
const anyMember = fc.integer({ min: 1, max: 5 });
const anyParty = fc.oneof(
  fc.record({ kind: fc.constant('member' as const), memberId: anyMember, name: anyName }),
  fc.record({ kind: fc.constant('party' as const), name: anyName }),
);
const anyDeliveries = fc
  .array(
    fc.record({
      memberId: anyMember,
      product: fc.constantFrom('干菇', '鲜菇'),
      quantityMilli: fc.option(fc.integer({ min: 1, max: 1_000_000 })),
      fen: anyFen,
      red: fc.boolean(),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((rows) =>
    rows.map(({ red, quantityMilli, fen, ...row }) => ({
      ...row,
      fen: red ? -fen : fen,
      quantityMilli: quantityMilli === null ? null : red ? -quantityMilli : quantityMilli,
    })),
  );
const anyGoods = fc.array(
  fc.record({
    product: anyName,
    quantityMilli: fc.integer({ min: 1, max: 1_000_000 }),
    fen: anyFen,
    costFen: anyFen,
  }),
  { minLength: 1, maxLength: 10 },
);
const anyPeople = fc.array(
  fc.record({ memberId: anyMember, name: anyName, payItem: anyName, fen: anyFen, feeFen: fc.nat(1000) }),
  { minLength: 1, maxLength: 10 },
);

/** Every kind there is, by its name: the compiler sees that none is missing. */
const ANY: { readonly [K in BusinessEvent['kind']]: fc.Arbitrary<BusinessEvent> } = {
  purchase: fc.record({ kind: fc.constant('purchase'), deliveries: anyDeliveries, paid: anyMoneyOrNone }),
  commission: fc.record({ kind: fc.constant('commission'), deliveries: anyDeliveries }),
  sale: fc.record({ kind: fc.constant('sale'), goods: anyGoods, buyer: anyParty, received: anyMoneyOrNone }),
  sellConsigned: fc.record({
    kind: fc.constant('sellConsigned'),
    goods: fc.array(fc.record({ consignor: anyParty, agreedFen: anyFen }), { minLength: 1, maxLength: 8 }),
    proceedsFen: anyFen,
    buyer: anyParty,
    received: anyMoneyOrNone,
  }),
  buyOutside: fc.record({
    kind: fc.constant('buyOutside'),
    goods: anyGoods,
    supplier: anyName,
    paid: anyMoneyOrNone,
  }),
  payMember: fc.record({ kind: fc.constant('payMember'), members: anyPeople, money: anyMoney }),
  receiveFromMember: fc.record({
    kind: fc.constant('receiveFromMember'),
    members: anyPeople,
    money: anyMoney,
  }),
  buyForMember: fc.record({
    kind: fc.constant('buyForMember'),
    members: anyPeople,
    supplier: anyName,
    paid: anyMoneyOrNone,
  }),
  payOutside: fc.record({ kind: fc.constant('payOutside'), party: anyName, fen: anyFen, money: anyMoney }),
  receiveOutside: fc.record({
    kind: fc.constant('receiveOutside'),
    party: anyName,
    fen: anyFen,
    money: anyMoney,
  }),
  grantReceived: fc.record({
    kind: fc.constant('grantReceived'),
    project: anyName,
    fen: anyFen,
    money: anyMoney,
  }),
  grantSpentOnAsset: fc.record({
    kind: fc.constant('grantSpentOnAsset'),
    project: anyName,
    grantFen: anyFen,
    asset: fc.record({ account: fc.constantFrom('151', '153'), name: anyName }),
    costFen: anyFen,
    supplier: anyName,
    paid: anyMoneyOrNone,
  }),
  grantSpentOnExpense: fc.record({
    kind: fc.constant('grantSpentOnExpense'),
    project: anyName,
    fen: anyFen,
    money: anyMoney,
  }),
  grantAfterAsset: fc.record({
    kind: fc.constant('grantAfterAsset'),
    project: anyName,
    fen: anyFen,
    assetName: anyName,
    money: anyMoney,
  }),
  grantReturned: fc.record({
    kind: fc.constant('grantReturned'),
    project: anyName,
    fen: anyFen,
    money: anyMoney,
  }),
  donationCash: fc.record({
    kind: fc.constant('donationCash'),
    donor: anyName,
    fen: anyFen,
    money: anyMoney,
    restricted: fc.boolean(),
  }),
  donationUsed: fc.record({ kind: fc.constant('donationUsed'), donor: anyName, fen: anyFen }),
  donationInKind: fc.record({
    kind: fc.constant('donationInKind'),
    donor: anyName,
    thing: fc.record({ account: fc.constantFrom('151', '121'), name: anyName }),
    fen: anyFen,
  }),
  loanReceived: fc.record({
    kind: fc.constant('loanReceived'),
    lender: anyName,
    term: fc.constantFrom('short', 'long'),
    fen: anyFen,
    money: anyMoney,
  }),
  loanRepaid: fc.record({
    kind: fc.constant('loanRepaid'),
    lender: anyName,
    term: fc.constantFrom('short', 'long'),
    fen: anyFen,
    money: anyMoney,
  }),
  interestAccrued: fc.record({ kind: fc.constant('interestAccrued'), lender: anyName, fen: anyFen }),
  interestPaid: fc.record({
    kind: fc.constant('interestPaid'),
    lender: anyName,
    fen: anyFen,
    money: anyMoney,
  }),
  wagesAccrued: fc.record({
    kind: fc.constant('wagesAccrued'),
    payroll: fc.constantFrom('staff', 'labour'),
    people: anyPeople,
    charge: fc.record({ account: fc.constantFrom('401', '523'), item: anyName }),
  }),
  wagesPaid: fc.record({
    kind: fc.constant('wagesPaid'),
    payroll: fc.constantFrom('staff', 'labour'),
    people: anyPeople,
    money: anyMoney,
  }),
  reserveRefund: fc.record({
    kind: fc.constant('reserveRefund'),
    member: fc.record({ memberId: anyMember, name: anyName }),
    fen: anyFen,
    paid: anyMoneyOrNone,
  }),
  lossFromReserve: fc.record({ kind: fc.constant('lossFromReserve'), fen: anyFen, resolution: anyName }),
};

test('every posting balances on its own, on accounts of the chart with the analysis they ask for', () => {
  fc.assert(
    fc.property(fc.oneof(...Object.values(ANY)), (event) => {
      for (const { lines } of businessPostings(event)) {
        const balance = lines.reduce((sum, line) => sum + (line.side === 'debit' ? line.fen : -line.fen), 0);
        expect(balance).toBe(0);
        expect(lines.every((line) => line.fen !== 0)).toBe(true);
        for (const line of lines) {
          const dims = line.account === UNDISTRIBUTED_CODE ? [] : (chartAccount(line.account)?.dims ?? []);
          const given = [line.memberId ?? line.item, line.item2].filter((one) => one !== undefined);
          expect(given, `${line.account} of ${event.kind}`).toHaveLength(dims.length);
        }
      }
    }),
    { numRuns: 1000 },
  );
});

test('deliveries lose neither quantity nor amount on their way into stock', () => {
  fc.assert(
    fc.property(anyDeliveries, (deliveries) => {
      const [posting] = businessPostings({ kind: 'purchase', deliveries, paid: null });
      const stock = posting!.lines.filter((line) => line.account === '121');
      const goods = deliveries.filter((one) => one.quantityMilli !== null);
      const sum = (amounts: number[]): number => amounts.reduce((total, one) => total + one, 0);
      expect(sum(stock.map((line) => line.quantityMilli ?? 0))).toBe(
        sum(goods.map((one) => one.quantityMilli ?? 0)),
      );
      expect(sum(stock.map((line) => line.fen))).toBe(sum(goods.map((one) => one.fen)));
    }),
  );
});

test('a title for every kind', () => {
  expect(Object.keys(BUSINESS_TITLES).sort()).toEqual(Object.keys(ANY).sort());
});

test.each([
  ['a part at the average', { quantityMilli: 3000, fen: 10000 }, 1000, 3333],
  ['half a fen goes up', { quantityMilli: 2000, fen: 5 }, 1000, 3],
  ['the last piece takes the remainder', { quantityMilli: 1000, fen: 3334 }, 1000, 3334],
  ['too little for a fen', { quantityMilli: 1_000_000, fen: 1 }, 1, 0],
])('cost: %s', (_, stock, quantity, fen) => {
  expect(costOut(stock, quantity)).toBe(fen);
});

test('taken out piece by piece, the whole cost leaves with the whole quantity, and never more', () => {
  fc.assert(
    fc.property(
      fc.nat(1_000_000_000),
      fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 20 }),
      (fen, pieces) => {
        let stock = { quantityMilli: pieces.reduce((sum, one) => sum + one, 0), fen };
        for (const piece of pieces) {
          const cost = costOut(stock, piece);
          expect(cost).toBeLessThanOrEqual(stock.fen);
          stock = { quantityMilli: stock.quantityMilli - piece, fen: stock.fen - cost };
        }
        expect(stock).toEqual({ quantityMilli: 0, fen: 0 });
      },
    ),
  );
});

test('average of a unit to four decimals', () => {
  expect(averageE4({ quantityMilli: 3000, fen: 10000 })).toBe(333333);
  expect(averageE4({ quantityMilli: 0, fen: 0 })).toBeNull();
  expect(averageE4({ quantityMilli: 1000, fen: -1 })).toBeNull();
});

test('taking out what is not there is a bug of the caller', () => {
  expect(() => costOut({ quantityMilli: 1000, fen: 100 }, 1001)).toThrow('on hand');
});
