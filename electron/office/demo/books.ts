import type { Input } from '../../../shared/contract/index.ts';
import { buyColdStore, buyDryers, handOverSheds, registerComputer } from './assets.ts';
import type { DemoCall } from './build.ts';
import { hireDemoWorkers, payDemoWork } from './labour.ts';
import {
  clearDemoTails,
  loseDemoBags,
  makeDemoBags,
  OWN_DRY,
  pickAndDryDemo,
  shareDemoCosts,
} from './production.ts';

/**
 * The cooperative's books of 2018, told month by month: a grant and a donation, sheds and a cold store, mushroom bags, what members
 * deliver and what it sells for. The last sale brings the year to the surplus of the worked example, to the fen.
 */
const SURPLUS_2018_FEN = 186_437_29;

const BANK = { kind: 'bank' } as const;
const GRANT = '2018年产业扶持大棚和冷库项目';
const SHEDS = '香菇大棚 DP-001 至 DP-122';

type Line = Input<'vouchers.save'>['lines'][number];

/** What the desk of the demo needs: calls as the accountant, and as the person who reviews. */
export interface DemoDesk {
  readonly call: DemoCall;
  readonly reviewer: DemoCall;
}

/** Loss of 2017, and what the cooperative owed for its first spawn; before the first voucher. */
export function openDemoBooks({ call }: DemoDesk): void {
  const nothing = { yearDebitFen: 0, yearCreditFen: 0 };
  call('openings.save', {
    rows: [
      { account: '102', itemId: item(call, 'bank', '基本存款账户'), balanceFen: 26_849_40, ...nothing },
      {
        account: '211',
        itemId: item(call, 'counterparty', '县食用菌菌种站'),
        balanceFen: -50_000_00,
        ...nothing,
      },
      { account: '33202', balanceFen: 23_150_60, ...nothing },
    ],
  });
}

/** Everything of 2018 but shares and deliveries, which are recorded before; each month is posted and closed. */
export function keepDemoBooks(desk: DemoDesk): void {
  for (let month = 1; month <= 12; month++) {
    const period = `2018-${String(month).padStart(2, '0')}`;
    everyMonth(desk, period);
    MONTHS[month]?.(desk, period);
    postAndClose(desk, period);
  }
}

/** In January the members get what was still owed for December's deliveries. */
export function payForDecember({ call }: DemoDesk): void {
  payMembers(call, '2019-01-15', '2019-付-01');
}

const MONTHS: Readonly<Record<number, (desk: DemoDesk, period: string) => void>> = {
  1: ({ call }) => {
    voucher(call, '2018-01-05', '提取备用金', [
      debit('101', 2_000_00),
      credit('102', 2_000_00, { itemId: item(call, 'bank', '基本存款账户') }),
    ]);
    voucher(call, '2018-01-10', '购账簿、打印纸', [
      debit('523', 680_00, { itemId: item(call, 'expenseItem', '办公费') }),
      credit('101', 680_00),
    ]);
  },
  2: ({ call }) => {
    business(call, '2018-02-08', '略财农〔2018〕12号', {
      kind: 'grantReceived',
      project: GRANT,
      amountFen: 600_000_00,
      money: BANK,
    });
  },
  3: ({ call }) => {
    business(call, '2018-03-12', '捐赠协议 2018-1', {
      kind: 'donationCash',
      party: '帮扶单位（示范）',
      amountFen: 80_000_00,
      money: BANK,
      restricted: false,
    });
    voucher(call, '2018-03-15', '付 30 亩土地流转费', [
      debit('401', 18_000_00, { itemId: item(call, 'costItem', '土地租金') }),
      credit('102', 18_000_00, { itemId: item(call, 'bank', '基本存款账户') }),
    ]);
    interest(call, '2018-03-21', 318_60);
  },
  4: ({ call }) => {
    registerComputer(call);
    business(call, '2018-04-10', '大棚合同 2018-01', {
      kind: 'grantSpentOnAsset',
      project: GRANT,
      grantFen: 300_000_00,
      asset: { account: '153', name: SHEDS, isPovertyAsset: true },
      costFen: 300_000_00,
      party: '县钢构大棚厂',
      paid: BANK,
    });
  },
  6: ({ call }) => {
    voucher(call, '2018-06-25', '付大棚工程尾款（自筹股金）', [
      debit('153', 310_000_00, { itemId: item(call, 'project', SHEDS) }),
      credit('102', 310_000_00, { itemId: item(call, 'bank', '基本存款账户') }),
    ]);
    interest(call, '2018-06-21', 402_15);
  },
  7: ({ call }) => {
    handOverSheds(call, SHEDS);
    buyColdStore(call, GRANT);
    buyDryers(call);
    business(call, '2018-07-20', '木屑发票 0718', {
      kind: 'buyOutside',
      party: '县农资公司',
      goods: [
        { product: '木屑', quantity: '120000', amountFen: 96_000_00 },
        { product: '麸皮', quantity: '28000', amountFen: 56_000_00 },
      ],
      paid: null,
    });
  },
  8: ({ call }, period) => {
    call('depreciation.run', { period });
    business(call, '2018-08-03', '菌种发票 0803', {
      kind: 'buyOutside',
      party: '县食用菌菌种站',
      goods: [{ product: '菌种', quantity: '2800', amountFen: 28_000_00 }],
      paid: BANK,
    });
    makeDemoBags(call);
    hireDemoWorkers(call);
    payDemoWork(call, period);
    business(call, '2018-08-31', '农资付款 0831', {
      kind: 'payOutside',
      party: '县农资公司',
      amountFen: 152_000_00,
      money: BANK,
    });
    shareDemoCosts(call, '2018-08-31');
  },
  9: ({ call }, period) => {
    call('depreciation.run', { period });
    buyFromMembers(call, period, '2018-09-30');
    sellAll(call, '2018-09-30', '西安农产品批发行', '销售单 0930');
    interest(call, '2018-09-21', 295_40);
    payDemoWork(call, period);
    shareDemoCosts(call, '2018-09-30');
  },
  10: ({ call }, period) => {
    call('depreciation.run', { period });
    payMembers(call, '2018-10-08', '付款单 1008');
    pickAndDryDemo(call, '2018-10-28');
    sellOwn(call, '2018-10-30', '2000', 132_000_00);
    buyFromMembers(call, period, '2018-10-31');
    sellAll(call, '2018-10-31', '西安农产品批发行', '销售单 1031');
    payDemoWork(call, period);
    shareDemoCosts(call, '2018-10-31');
  },
  11: ({ call }, period) => {
    call('depreciation.run', { period });
    payMembers(call, '2018-11-08', '付款单 1108');
    pickAndDryDemo(call, '2018-11-27');
    sellOwn(call, '2018-11-29', '2200', 146_300_00);
    buyFromMembers(call, period, '2018-11-30');
    sellAll(call, '2018-11-30', '武汉菇品公司', '销售单 1130');
    shareDemoCosts(call, '2018-11-30');
  },
  12: ({ call }, period) => {
    call('depreciation.run', { period });
    payMembers(call, '2018-12-08', '付款单 1208');
    loseDemoBags(call);
    pickAndDryDemo(call, '2018-12-27');
    voucher(call, '2018-12-28', '付全年运费', [
      debit('521', 12_600_00, { itemId: item(call, 'businessItem', '产品销售') }),
      credit('102', 12_600_00, { itemId: item(call, 'bank', '基本存款账户') }),
    ]);
    interest(call, '2018-12-21', 276_85);
    buyFromMembers(call, period, '2018-12-31');
    shareDemoCosts(call, '2018-12-31');
    clearDemoTails(call, '2018-12-31');
    sellRestForTheYear(call);
  },
};

/** 理事长 and 会计 are paid by the month. */
function everyMonth({ call }: DemoDesk, period: string): void {
  const date = `${period}-${period === '2018-02' ? '28' : '30'}`;
  const people = [
    { name: '周兴才', payItem: '工资', amountFen: 2_000_00 },
    { name: '李会计', payItem: '工资', amountFen: 1_500_00 },
  ];
  const charge = { account: '523', item: '工资' };
  business(call, date, `工资表 ${period}`, { kind: 'wagesAccrued', payroll: 'staff', people, charge });
  business(call, date, `工资发放 ${period}`, { kind: 'wagesPaid', payroll: 'staff', people, money: BANK });
}

function interest(call: DemoCall, date: string, fen: number): void {
  voucher(call, date, '银行存款利息', [
    debit('102', fen, { itemId: item(call, 'bank', '基本存款账户') }),
    credit('524', fen, { itemId: item(call, 'expenseItem', '利息收入') }),
  ]);
}

function buyFromMembers(call: DemoCall, period: string, date: string): void {
  const open = call('business.openDeliveries', { from: `${period}-01`, to: date });
  if (open.rows.length === 0) return;
  const deliveryIds = open.rows.map((row) => row.id);
  business(call, date, `收购汇总 ${period}`, { kind: 'purchase', deliveryIds, paid: null });
}

function payMembers(call: DemoCall, date: string, documentNo: string): void {
  const owed = call('business.balances', { account: '114', asOf: date });
  const members = owed.flatMap(({ memberId, balanceFen }) =>
    memberId === null || balanceFen <= 0 ? [] : [{ memberId, amountFen: balanceFen }],
  );
  if (members.length > 0) business(call, date, documentNo, { kind: 'payMember', members, money: BANK });
}

function sellOwn(call: DemoCall, date: string, quantity: string, amountFen: number): void {
  const goods = [{ product: OWN_DRY, quantity, amountFen }];
  const buyer = { kind: 'party', party: '西安农产品批发行' } as const;
  business(call, date, `销售单 ${date.slice(5)}`, { kind: 'sale', buyer, received: BANK, goods });
}

/** Everything in stock but the cooperative's own, at 15 % above cost, rounded down to whole yuan. */
function sellAll(call: DemoCall, date: string, party: string, documentNo: string): void {
  const goods = call('business.stock', { asOf: date })
    .filter((row) => row.product !== OWN_DRY && row.amountFen > 0)
    .map(({ product, quantity, amountFen }) => ({
      product,
      quantity,
      amountFen: Math.floor((amountFen * 115) / 100 / 100) * 100,
    }));
  if (goods.length === 0) return;
  business(call, date, documentNo, { kind: 'sale', buyer: { kind: 'party', party }, received: BANK, goods });
}

/** The rest goes to one buyer; its price is what the year's surplus still lacks. */
function sellRestForTheYear(call: DemoCall): void {
  sellAll(call, '2018-12-31', '武汉菇品公司', '销售单 1231');
  const own = call('business.stock', { asOf: '2018-12-31' }).find((row) => row.product === OWN_DRY);
  if (!own) throw new Error('the demo has mushrooms of its own');
  const { surplusFen } = call('dividends.fromBooks', { fiscalYear: 2018 });
  business(call, '2018-12-31', '销售单 1231-2', {
    kind: 'sale',
    buyer: { kind: 'party', party: '武汉菇品公司' },
    received: null,
    goods: [
      {
        product: own.product,
        quantity: own.quantity,
        amountFen: SURPLUS_2018_FEN - surplusFen + own.amountFen,
      },
    ],
  });
}

function postAndClose({ call, reviewer }: DemoDesk, period: string): void {
  const list = call('vouchers.list', { from: period, to: period });
  const drafts = list.filter((one) => one.state === 'draft').map((one) => one.id);
  if (drafts.length > 0) reviewer('vouchers.review', { ids: drafts });
  reviewer('vouchers.post', { ids: list.filter((one) => one.state !== 'posted').map((one) => one.id) });
  call('periods.close', { period });
}

function business(
  call: DemoCall,
  date: string,
  documentNo: string,
  event: Input<'business.record'>['event'],
): void {
  call('business.record', { date, documentNo, note: '', attachments: 1, event });
}

function voucher(call: DemoCall, date: string, summary: string, lines: readonly Line[]): void {
  call('vouchers.save', { date, attachments: 1, lines: lines.map((line) => ({ ...line, summary })) });
}

function debit(account: string, fen: number, more: Partial<Line> = {}): Line {
  return { summary: '', account, debitFen: fen, creditFen: 0, ...more };
}

function credit(account: string, fen: number, more: Partial<Line> = {}): Line {
  return { summary: '', account, debitFen: 0, creditFen: fen, ...more };
}

function item(call: DemoCall, dim: Input<'items.add'>['dim'], name: string): number {
  const found = call('items.list', { dim }).find((one) => one.name === name);
  return found?.id ?? call('items.add', { dim, name }).id;
}
