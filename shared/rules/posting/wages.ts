import { type Money, moneyLine, type Posting, posting } from './posting.ts';

/** Managers and permanent staff by 212, seasonal and casual labour by 213. */
export type Payroll = 'staff' | 'labour';

/** One person's pay of one kind (计时工资, 奖金 …). */
export interface Pay {
  readonly name: string;
  readonly payItem: string;
  readonly fen: number;
}

function payrollAccount(payroll: Payroll): '212' | '213' {
  return payroll === 'staff' ? '212' : '213';
}

/** What the work was for: 401, 523, 141, 153 or 521 with its item. */
export interface Charge {
  readonly account: string;
  readonly item: string;
}

/** 计提: Dr what the work was for; Cr 212 or 213 by person (37号 accounts 212, 213). */
export function wagesAccrued(payroll: Payroll, people: readonly Pay[], charge: Charge): Posting {
  return posting(`计提${words(payroll, people)}`, [
    { account: charge.account, side: 'debit', fen: sum(people), item: charge.item },
    ...people.map(
      (one) =>
        ({
          account: payrollAccount(payroll),
          side: 'credit',
          fen: one.fen,
          item: one.name,
          item2: one.payItem,
        }) as const,
    ),
  ]);
}

/** 发放: Dr 212 or 213 by person; Cr money. */
export function wagesPaid(payroll: Payroll, people: readonly Pay[], money: Money): Posting {
  return posting(`发放${words(payroll, people)}`, [
    ...people.map(
      (one) =>
        ({
          account: payrollAccount(payroll),
          side: 'debit',
          fen: one.fen,
          item: one.name,
          item2: one.payItem,
        }) as const,
    ),
    moneyLine(money, 'credit', sum(people)),
  ]);
}

function words(payroll: Payroll, people: readonly Pay[]): string {
  const names = new Set(people.map((one) => one.name));
  const who = names.size === 1 ? people[0]!.name : `${names.size}人`;
  return payroll === 'staff' ? `${who}工资` : `${who}劳务费`;
}

function sum(people: readonly Pay[]): number {
  return people.reduce((total, one) => total + one.fen, 0);
}
