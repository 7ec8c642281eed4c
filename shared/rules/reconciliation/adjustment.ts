import { assertFen } from '../money.ts';

/** What one side has and the other has not, each in fen on its own side; a red or corrected one is negative. */
export interface Outstanding {
  /** 银行已收企业未收. */
  readonly bankReceived: readonly { readonly amountFen: number }[];
  /** 银行已付企业未付. */
  readonly bankPaid: readonly { readonly amountFen: number }[];
  /** 企业已收银行未收. */
  readonly bookReceived: readonly { readonly amountFen: number }[];
  /** 企业已付银行未付. */
  readonly bookPaid: readonly { readonly amountFen: number }[];
}

export interface Adjustment {
  readonly bankReceivedFen: number;
  readonly bankPaidFen: number;
  readonly bookReceivedFen: number;
  readonly bookPaidFen: number;
  /** 企业账面余额 + 银行已收企业未收 − 银行已付企业未付. */
  readonly adjustedBookFen: number;
  /** 银行对账单余额 + 企业已收银行未收 − 企业已付银行未付. */
  readonly adjustedBankFen: number;
  /** Adjusted book less adjusted bank: 0 when the two agree. */
  readonly differenceFen: number;
}

/**
 * 银行存款余额调节表 (会计基础工作规范: bank balances are proved against the statement each month). Both adjusted balances are equal
 * exactly when every movement that only one side has is on its list and neither balance has a fault of its own. Whole fen,
 * nothing is rounded.
 */
export function reconcile(bookFen: number, bankFen: number, outstanding: Outstanding): Adjustment {
  assertFen(bookFen, 'book balance');
  assertFen(bankFen, 'bank balance');
  const bankReceivedFen = total(outstanding.bankReceived);
  const bankPaidFen = total(outstanding.bankPaid);
  const bookReceivedFen = total(outstanding.bookReceived);
  const bookPaidFen = total(outstanding.bookPaid);
  const adjustedBookFen = bookFen + bankReceivedFen - bankPaidFen;
  const adjustedBankFen = bankFen + bookReceivedFen - bookPaidFen;
  assertFen(adjustedBookFen, 'adjusted book balance');
  assertFen(adjustedBankFen, 'adjusted bank balance');
  return {
    bankReceivedFen,
    bankPaidFen,
    bookReceivedFen,
    bookPaidFen,
    adjustedBookFen,
    adjustedBankFen,
    differenceFen: adjustedBookFen - adjustedBankFen,
  };
}

function total(items: readonly { readonly amountFen: number }[]): number {
  const sum = items.reduce((fen, item) => fen + item.amountFen, 0);
  assertFen(sum, 'sum of outstanding items');
  return sum;
}
