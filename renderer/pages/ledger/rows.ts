import type { Output } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';

export type BalanceRow = Output<'ledger.trialBalance'>['rows'][number];
export type AccountBook = Output<'ledger.account'>;
type Entry = AccountBook['rows'][number];
type General = Output<'ledger.general'>;
type ColumnsBook = Output<'ledger.columns'>;

/** Rows of a book in their own order, told apart by their place. */
export type Placed<T> = T & { readonly at: string };

export function placed<T extends object>(rows: readonly T[]): Placed<T>[] {
  return rows.map((row, index) => ({ ...row, at: String(index) }));
}

export interface GeneralLine {
  readonly at: string;
  readonly kind: 'opening' | 'month' | 'year';
  readonly code: string;
  readonly name: string;
  readonly period: string;
  readonly summary: string;
  readonly debitFen: number | null;
  readonly creditFen: number | null;
  readonly balanceFen: number;
}

/** 总账 as it is bound: each account's balance brought forward, then for each month its turnover and that of the year so far. */
export function generalLines(books: General, from: string): GeneralLine[] {
  return books.flatMap(({ code, name, openingFen, months }) => {
    const of = { code, name };
    const lines: GeneralLine[] = [
      {
        ...of,
        at: `${code}:0`,
        kind: 'opening',
        period: from,
        summary: from.endsWith('-01') ? '上年结转' : '期初余额',
        debitFen: null,
        creditFen: null,
        balanceFen: openingFen,
      },
    ];
    for (const month of months) {
      const { period, balanceFen } = month;
      lines.push(
        {
          ...of,
          at: `${code}:${period}`,
          kind: 'month',
          period,
          summary: '本月合计',
          debitFen: month.debitFen,
          creditFen: month.creditFen,
          balanceFen,
        },
        {
          ...of,
          at: `${code}:${period}:y`,
          kind: 'year',
          period,
          summary: '本年累计',
          debitFen: month.yearDebitFen,
          creditFen: month.yearCreditFen,
          balanceFen,
        },
      );
    }
    return lines;
  });
}

/** The class that styles a line of a book: what was brought forward and the totals stand apart from the entries. */
export function lineClass(kind: Entry['kind'] | ColumnsBook['rows'][number]['kind']): string | undefined {
  return kind === 'entry' ? undefined : `book-${kind}`;
}

/** The days on which cash or bank was below nothing, in words: 2019-01-05（-200.00）、… */
export function belowInWords(below: AccountBook['below'], most = 6): string {
  const named = below.slice(0, most).map(({ date, balanceFen }) => `${date}（${formatYuan(balanceFen)}）`);
  return `${named.join('、')}${below.length > most ? ` 等 ${below.length} 天` : ''}`;
}
