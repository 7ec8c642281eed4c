import { parseYuan } from '../rules/money.ts';
import type { Resolution } from './distribution.ts';
import type { PlanRow } from './plan.ts';
import type { PrintHeader } from './page.ts';
import type { RosterRow } from './roster.ts';
import type { Statement } from './statements.ts';

/** Invented data for the tests of this folder: a run of 47 households, 920,000 yuan of capital, 2018. */
export const header: PrintHeader = {
  cooperativeName: '鑫杰香菇种植专业合作社',
  villageName: '张家坝村',
  printedOn: '2019-02-20',
  operator: '李会计',
  reprint: null,
};

export const resolution: Resolution = {
  number: '成决〔2019〕3号',
  date: '2019-02-16',
  present: 40,
  votesFor: 39,
  votesTotal: 47,
};

/** Name, group, then in yuan: capital, patronage, patronage return, share of the remainder, reserve quantified. */
const TABLE = `
张守田 1 20000.00 21582.30 2731.32 1266.34 354.97
李秀英 4 10000.00 9150.00 1157.96 898.95 177.48
王德福 7 15000.00 0.00 0.00 1082.64 266.23
赵明清 2 20000.00 23039.65 2915.75 1266.34 354.97
何正贵 5 20000.00 25555.50 3234.14 1266.34 354.97
杨春花 8 20000.00 0.00 0.00 1266.34 354.97
陈自明 3 5000.00 19663.70 2488.51 715.25 88.74
刘建国 6 5000.00 19281.35 2440.12 715.25 88.74
侯永强 1 30000.00 0.00 0.00 1633.74 532.46
郭玉兰 4 15000.00 34808.65 4405.16 1082.64 266.23
周兴才 7 50000.00 24916.80 3153.31 2368.53 887.43
徐开泰 2 15000.00 0.00 0.00 1082.64 266.23
马文礼 5 30000.00 21498.55 2720.72 1633.74 532.46
吴桂芳 8 15000.00 17315.20 2191.30 1082.64 266.23
张正军 3 20000.00 0.00 0.00 1266.34 354.97
李志发 6 15000.00 19664.80 2488.65 1082.64 266.23
王秀英 1 30000.00 14504.20 1835.56 1633.74 532.46
赵小平 4 10000.00 0.00 0.00 898.95 177.48
何建平 7 20000.00 26580.10 3363.81 1266.34 354.97
杨德才 2 50000.00 12578.70 1591.88 2368.53 887.43
陈桂英 5 15000.00 0.00 0.00 1082.64 266.23
刘长寿 8 20000.00 31471.45 3982.82 1266.34 354.97
侯明贵 3 20000.00 35836.55 4535.24 1266.34 354.97
郭志强 6 20000.00 0.00 0.00 1266.34 354.97
周玉珍 1 50000.00 31359.00 3968.59 2368.53 887.43
徐文斌 4 5000.00 36265.25 4589.50 715.25 88.74
马长青 7 5000.00 0.00 0.00 715.25 88.74
吴德贵 2 20000.00 26060.05 3297.99 1266.34 354.97
张喆 5 15000.00 19965.00 2526.64 1082.64 266.23
李秀英 8 15000.00 0.00 0.00 1082.64 266.23
王建军 3 15000.00 34864.05 4412.17 1082.64 266.23
赵桂兰 6 15000.00 9285.80 1175.15 1082.64 266.23
何永福 1 15000.00 0.00 0.00 1082.64 266.23
杨自强 4 30000.00 13201.55 1670.70 1633.74 532.46
陈开明 7 20000.00 15029.40 1902.02 1266.34 354.97
刘玉芳 2 30000.00 0.00 0.00 1633.74 532.46
侯德全 5 50000.00 8128.20 1028.65 2368.53 887.43
郭正才 8 20000.00 29972.55 3793.13 1266.34 354.97
周文龑 3 15000.00 0.00 0.00 1082.64 266.23
徐兴旺 6 15000.00 21364.70 2703.78 1082.64 266.23
马桂花 1 15000.00 12497.40 1581.59 1082.64 266.23
吴永贵 4 5000.00 0.00 0.00 715.25 88.74
张开福 7 30000.00 10966.25 1387.82 1633.73 532.46
李长生 2 10000.00 20767.85 2628.24 898.94 177.48
王文清 5 15000.00 0.00 0.00 1082.64 266.23
赵德茂 8 10000.00 21736.90 2750.88 898.94 177.48
何𬭎 3 10000.00 27827.90 3521.72 898.94 177.48`;

type VillageRow = PlanRow & RosterRow;

export const villageRows: readonly VillageRow[] = TABLE.trim()
  .split('\n')
  .map((line, index) => {
    const [name = '', group = '', ...amounts] = line.split(' ');
    const [capitalFen = 0, patronageFen = 0, patronageReturnFen = 0, weightedShareFen = 0] = amounts.map(fen);
    const grantShareFen = index < 35 ? 1_276_596 : 1_276_595;
    const donationShareFen = index < 36 ? 170_213 : 170_212;
    const totalFen = patronageReturnFen + weightedShareFen;
    const serial = String(index + 1).padStart(3, '0');
    return {
      memberNo: `M${serial}`,
      householdCode: `H${serial}`,
      groupNo: Number(group),
      name,
      headName: name,
      idMasked: `610727********${String(1000 + index * 37).padStart(4, '0')}`,
      cardMasked: index % 9 === 8 ? '' : `621700********${4400 + index * 17}`,
      remark: '',
      capitalFen,
      patronageFen,
      reserveShareFen: 0,
      grantShareFen,
      donationShareFen,
      weightFen: capitalFen + grantShareFen + donationShareFen,
      patronageReturnFen,
      guaranteedFen: 0,
      hardshipFen: 0,
      villageFen: 0,
      weightedShareFen,
      totalFen,
      withheldFen: 0,
      netFen: totalFen,
    };
  });

/** The statement of one of the rows, with the computation of both amounts. */
export function statementOf(row: VillageRow): Statement {
  return {
    ...row,
    verificationCode: `7K4M-Q2XD-${row.memberNo}`,
    withheldBasis: '本社按成员大会决议不代扣个人所得税',
    lines: [
      {
        title: '盈余返还',
        amountFen: row.patronageReturnFen,
        basis: {
          kind: 'ratio',
          poolName: '返还总额',
          poolFen: 8_817_482,
          ownName: '您的交易额',
          ownFen: row.patronageFen,
          wholeName: '全社交易额',
          wholeFen: 69_673_935,
        },
      },
      {
        title: '剩余盈余分配',
        amountFen: row.weightedShareFen,
        basis: {
          kind: 'ratio',
          poolName: '剩余盈余',
          poolFen: 5_878_320,
          ownName: '您的份额',
          ownFen: row.weightFen,
          wholeName: '全社份额',
          wholeFen: 160_000_000,
        },
      },
    ],
  };
}

function fen(yuan: string): number {
  const read = parseYuan(yuan);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}
