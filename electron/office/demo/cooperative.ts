import type { z } from 'zod';
import type { dividendInputs, meeting } from '../../../shared/contract/dividends.ts';
import { addDays } from '../../../shared/rules/calendar.ts';
import { parseYuan, type Fen } from '../../../shared/rules/money.ts';
import { invariant } from '../../../shared/rules/result.ts';
import { Dice } from './dice.ts';
import type { Sex } from './people.ts';

/** A member of the demo's cooperative; each is the head of a household. */
export interface DemoMember {
  readonly no: string;
  readonly groupNo: number;
  readonly name: string;
  readonly sex: Sex;
  readonly capitalFen: Fen;
  /** What all deliveries of the year come to (交易额). */
  readonly patronageFen: Fen;
}

export interface DemoContribution {
  readonly memberNo: string;
  readonly date: string;
  readonly source: '自筹' | '到户产业扶持资金';
  /** The second source is money that the state gave the household (到户类扶贫项目资产). */
  readonly fromRelief: boolean;
  readonly amountFen: Fen;
}

interface DemoDelivery {
  readonly memberNo: string;
  readonly date: string;
  readonly product: '干菇' | '鲜菇' | '木耳' | '质量奖';
  /** Kilograms and yuan a kilogram as decimal text; null for a quality award (质量奖). */
  readonly quantity: string | null;
  readonly price: string | null;
  readonly amountFen: Fen;
}

/** The 47 members by number. */
export function demoMembers(): DemoMember[] {
  return MEMBERS.trim()
    .split('\n')
    .map((line, index) => {
      const [group = '', name = '', sex, capital = '', patronage = ''] = line.trim().split(/\s+/u);
      invariant(sex === '男' || sex === '女', `sex of ${name}`);
      const no = `M${String(index + 1).padStart(3, '0')}`;
      return {
        no,
        groupNo: Number(group),
        name,
        sex,
        capitalFen: fen(capital),
        patronageFen: fen(patronage),
      };
    });
}

/** One contribution each, March to July 2018; about three in five are the household's own money. */
export function demoContributions(): DemoContribution[] {
  const dice = new Dice(1801);
  return demoMembers().map(({ no, capitalFen }) => {
    const fromRelief = dice.chance(40);
    return {
      memberNo: no,
      date: addDays('2018-03-05', dice.between(0, 137)),
      source: fromRelief ? '到户产业扶持资金' : '自筹',
      fromRelief,
      amountFen: capitalFen,
    };
  });
}

/** The deliveries of autumn 2018 by date; each member's come to the member's patronage, to the fen. */
export function demoDeliveries(): DemoDelivery[] {
  const dice = new Dice(1809);
  return demoMembers()
    .filter((member) => member.patronageFen > 0)
    .flatMap((member) => deliveriesOf(member, dice))
    .sort((a, b) => compare(a.date, b.date) || compare(a.memberNo, b.memberNo));
}

/** What the members' meeting decided on the surplus of 2018. */
export const demoDistribution: z.output<typeof dividendInputs> = {
  fiscalYear: 2018,
  surplusFen: 186_437_29,
  openingUndistributedFen: -23_150_60,
  reservePercent: '10',
  reserveBase: 'after-loss-offset',
  patronagePercent: '60',
  grantFen: 600_000_00,
  donationFen: 80_000_00,
  shareOnlyResolution: null,
  guaranteed: null,
  hardship: null,
  village: null,
  capitalBasis: 'year-end',
  method: 'A',
  withholding: 'none',
  reserveQuantifiedBy: 'capital',
};

export const demoMeeting: z.output<typeof meeting> = {
  date: '2019-02-16',
  resolution: '2019年第3号',
  present: 43,
  votesFor: 41,
  votesTotal: 47,
  postingDate: '2019-02-20',
};

/** Two or three sales for about 95 % of the patronage, and a quality award at the year's end for the rest. */
function deliveriesOf(member: DemoMember, dice: Dice): DemoDelivery[] {
  const sales = salesOf(member, dice);
  const award: DemoDelivery = {
    memberNo: member.no,
    date: addDays('2018-12-21', dice.between(0, 7)),
    product: '质量奖',
    quantity: null,
    price: null,
    amountFen: member.patronageFen - sales.reduce((sum, sale) => sum + sale.amountFen, 0),
  };
  invariant(award.amountFen > 0, `quality award of ${member.no}`);
  return [...sales, award];
}

function salesOf(member: DemoMember, dice: Dice): DemoDelivery[] {
  const weights = Array.from({ length: member.patronageFen > 2_000_000 ? 3 : 2 }, () => dice.between(2, 6));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const soldPercent = dice.between(92, 97);
  return weights.flatMap((weight, index) => {
    const product = dice.pick(PRODUCTS);
    const date = addDays('2018-09-03', dice.between(0, 108));
    const twice = member.no === SOLD_TWICE && index === 0 ? 2 : 1;
    const [cheapest, dearest] = JIAO_PER_KG[product];
    const priceJiao = dice.between(cheapest, dearest);
    // Tenths of a kilogram at tenths of a yuan are whole fen.
    const quantityTenths = Math.floor(
      (member.patronageFen * soldPercent * weight) / (100 * whole * twice * priceJiao),
    );
    const sale: DemoDelivery = {
      memberNo: member.no,
      date,
      product,
      quantity: tenths(quantityTenths),
      price: tenths(priceJiao),
      amountFen: quantityTenths * priceJiao,
    };
    return Array.from({ length: twice }, () => sale);
  });
}

/** Brought the same quantity at the same price twice in one day: two rows, not a mistake. */
const SOLD_TWICE = 'M047';

/** Dried and fresh mushrooms are the common trade, wood ear the smaller one. */
const PRODUCTS = ['干菇', '干菇', '鲜菇', '鲜菇', '木耳'] as const;

const JIAO_PER_KG = { 干菇: [560, 760], 鲜菇: [66, 98], 木耳: [600, 890] } as const;

function tenths(count: number): string {
  return count % 10 === 0 ? String(count / 10) : `${Math.floor(count / 10)}.${count % 10}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function fen(yuan: string): Fen {
  const read = parseYuan(yuan);
  invariant(read.ok, `amount ${yuan}`);
  return read.value;
}

/** M001 to M047: group, name, sex, capital and patronage in yuan. */
const MEMBERS = `
  1 张守田 男 20000.00 21582.30
  4 李秀英 女 10000.00  9150.00
  7 王德福 男 15000.00     0.00
  2 赵明清 男 20000.00 23039.65
  5 何正贵 男 20000.00 25555.50
  8 杨春花 女 20000.00     0.00
  3 陈自明 男  5000.00 19663.70
  6 刘建国 男  5000.00 19281.35
  1 侯永强 男 30000.00     0.00
  4 郭玉兰 女 15000.00 34808.65
  7 周兴才 男 50000.00 24916.80
  2 徐开泰 男 15000.00     0.00
  5 马文礼 男 30000.00 21498.55
  8 吴桂芳 女 15000.00 17315.20
  3 张正军 男 20000.00     0.00
  6 李志发 男 15000.00 19664.80
  1 王秀英 女 30000.00 14504.20
  4 赵小平 男 10000.00     0.00
  7 何建平 男 20000.00 26580.10
  2 杨德才 男 50000.00 12578.70
  5 陈桂英 女 15000.00     0.00
  8 刘长寿 男 20000.00 31471.45
  3 侯明贵 男 20000.00 35836.55
  6 郭志强 男 20000.00     0.00
  1 周玉珍 女 50000.00 31359.00
  4 徐文斌 男  5000.00 36265.25
  7 马长青 男  5000.00     0.00
  2 吴德贵 男 20000.00 26060.05
  5 张喆 男 15000.00 19965.00
  8 李秀英 女 15000.00     0.00
  3 王建军 男 15000.00 34864.05
  6 赵桂兰 女 15000.00  9285.80
  1 何永福 男 15000.00     0.00
  4 杨自强 男 30000.00 13201.55
  7 陈开明 男 20000.00 15029.40
  2 刘玉芳 女 30000.00     0.00
  5 侯德全 男 50000.00  8128.20
  8 郭正才 男 20000.00 29972.55
  3 周文龑 男 15000.00     0.00
  6 徐兴旺 男 15000.00 21364.70
  1 马桂花 女 15000.00 12497.40
  4 吴永贵 男  5000.00     0.00
  7 张开福 男 30000.00 10966.25
  2 李长生 男 10000.00 20767.85
  5 王文清 男 15000.00     0.00
  8 赵德茂 男 10000.00 21736.90
  3 何𬭎 男 10000.00 27827.90
`;
