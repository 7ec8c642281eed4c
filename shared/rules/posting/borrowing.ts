import { type Money, moneyLine, type Posting, posting } from './posting.ts';

/** The cooperative's own loans: within a year 201, longer 231. Households' loans are no part of the books (DOMAIN §0). */
export type LoanTerm = 'short' | 'long';

function loanAccount(term: LoanTerm): '201' | '231' {
  return term === 'short' ? '201' : '231';
}

/** 借入: Dr money; Cr 201 or 231 by lender. */
export function loanReceived(lender: string, term: LoanTerm, fen: number, money: Money): Posting {
  return posting(`向${lender}借款`, [
    moneyLine(money, 'debit', fen),
    { account: loanAccount(term), side: 'credit', fen, item: lender },
  ]);
}

/** 还本: Dr 201 or 231; Cr money. */
export function loanRepaid(lender: string, term: LoanTerm, fen: number, money: Money): Posting {
  return posting(`归还${lender}借款`, [
    { account: loanAccount(term), side: 'debit', fen, item: lender },
    moneyLine(money, 'credit', fen),
  ]);
}

/** 结息日计息: Dr 524; Cr 215 by lender. */
export function interestAccrued(lender: string, fen: number): Posting {
  return posting(`计提${lender}借款利息`, [
    { account: '524', side: 'debit', fen, item: '利息支出' },
    { account: '215', side: 'credit', fen, item: lender },
  ]);
}

/** 付息: Dr 215; Cr money. */
export function interestPaid(lender: string, fen: number, money: Money): Posting {
  return posting(`付${lender}借款利息`, [
    { account: '215', side: 'debit', fen, item: lender },
    moneyLine(money, 'credit', fen),
  ]);
}
