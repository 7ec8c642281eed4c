import { type Money, moneyLine, posting, type Posting, type PostingLine } from './posting.ts';

/** Marks the opening voucher that carries profit: turnover of the year leaves it out like any 结转. */
export const CARRIED = '结转';

/** A balance that stands on a profit account, analysed; debit positive, in fen. */
export interface OpenBalance {
  readonly account: string;
  readonly memberId: number | null;
  readonly itemId: number | null;
  readonly item2Id: number | null;
  readonly debitFen: number;
}

/** 结转损益: every open balance of 5xx to 331 (37号 account 331). Income and cost each against one line of 331. */
export function carryProfit(period: string, balances: readonly OpenBalance[]): Posting[] {
  const income = balances.filter((one) => INCOME.has(one.account.slice(0, 3)));
  const cost = balances.filter((one) => !INCOME.has(one.account.slice(0, 3)));
  const month = Number(period.slice(5));
  return [
    posting(`结转${month}月收入`, [...income.map(closed), against331(-total(income))]),
    posting(`结转${month}月成本费用`, [against331(-total(cost)), ...cost.map(closed)]),
  ].filter(({ lines }) => lines.length > 0);
}

/** A balance is closed on its other side: interest earned (524 in credit) by a debit, as any cost by a credit. */
function closed(one: OpenBalance): PostingLine {
  return one.debitFen > 0 ? analysed(one, 'credit', one.debitFen) : analysed(one, 'debit', -one.debitFen);
}

function against331(surplusFen: number): PostingLine {
  return { account: '331', side: surplusFen > 0 ? 'credit' : 'debit', fen: Math.abs(surplusFen) };
}

/** 经营收入, 其他收入, 投资收益. */
const INCOME = new Set(['501', '502', '511']);

/** ① 年末结转: Dr 331; Cr 332-未分配盈余, the other way round for a loss. Nothing for a year without either. */
export function carryYear(year: number, surplusFen: number): Posting {
  const fen = Math.abs(surplusFen);
  const [debit, credit] = surplusFen >= 0 ? (['331', '33202'] as const) : (['33202', '331'] as const);
  return posting(`结转${year}年度本年${surplusFen >= 0 ? '盈余' : '亏损'}`, [
    { account: debit, side: 'debit', fen },
    { account: credit, side: 'credit', fen },
  ]);
}

/** ⑤ Clears what was distributed: Dr 332-未分配盈余; Cr 332-各项分配 by purpose. */
export function clearDistribution(year: number, balances: readonly OpenBalance[]): Posting {
  return posting(`结清${year}年各项分配`, [
    { account: '33202', side: 'debit', fen: total(balances) },
    ...balances.map((one) => analysed(one, 'credit', one.debitFen)),
  ]);
}

/**
 * 公积金弥补亏损 by resolution: Dr 322; Cr 332-未分配盈余 (37号 accounts 322, 332; 02表 row 14 其他转入). What it takes off the members'
 * 公积金份额 is not the books'.
 */
export function lossFromReserve(fen: number, resolution: string): Posting {
  return posting(`盈余公积弥补亏损（${resolution}）`, [
    { account: '322', side: 'debit', fen, item: '弥补亏损' },
    { account: '33202', side: 'credit', fen },
  ]);
}

/**
 * 退还公积金份额 of who left († as on 退社, no rule names the entry): Dr 322; Cr 114 of the member until it is paid, or the money.
 */
export function reserveRefund(
  member: { readonly memberId: number; readonly name: string },
  fen: number,
  paid: Money | null,
): Posting {
  return posting(`退还${member.name}公积金份额`, [
    { account: '322', side: 'debit', fen, item: '其他' },
    paid === null
      ? { account: '114', side: 'credit', fen, memberId: member.memberId }
      : moneyLine(paid, 'credit', fen),
  ]);
}

function analysed(one: OpenBalance, side: 'debit' | 'credit', fen: number): PostingLine {
  return {
    account: one.account,
    side,
    fen,
    ...(one.memberId === null ? {} : { memberId: one.memberId }),
    ...(one.itemId === null ? {} : { item: one.itemId }),
    ...(one.item2Id === null ? {} : { item2: one.item2Id }),
  };
}

function total(balances: readonly OpenBalance[]): number {
  return balances.reduce((sum, one) => sum + one.debitFen, 0);
}
