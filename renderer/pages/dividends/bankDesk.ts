import type { Output } from '../../../shared/contract/index.ts';

/** A bank's batch file that was made, and what became of its rows. */
export type Batch = Output<'dividends.get'>['batches'][number];

/** Somebody who was left out of a file or whom the bank couldn't pay, and why. */
export interface Left {
  readonly key: string;
  /** 社员号; empty for who is no member. */
  readonly no: string;
  readonly name: string;
  readonly reason: string;
  readonly amountFen: number | null;
}

export interface Batched {
  readonly fileName: string;
  readonly dataBase64: string;
  readonly count: number;
  readonly amountFen: number;
  readonly skipped: readonly Omit<Left, 'amountFen'>[];
  readonly warnings: string[];
}

export interface Returned {
  readonly paid: number;
  readonly paidFen: number;
  readonly failed: Left[];
  readonly already: number;
  readonly refused: readonly { readonly row: number; readonly reason: string }[];
}

/** What is paid through the bank: a dividend run, a pay sheet. */
export interface BankDesk {
  readonly batches: readonly Batch[];
  /** Whether something may still be paid. */
  readonly isOpen: boolean;
  /** What a row counts: 户, 人. */
  readonly unit: string;
  readonly templates: Output<'dividends.bankTemplates'>;
  readonly make: (template: string, date: string) => Promise<Batched>;
  readonly read: (file: {
    date: string;
    batchId?: number;
    fileName: string;
    dataBase64: string;
  }) => Promise<Returned>;
  readonly cancel: (batchId: number, reason: string) => Promise<{ count: number }>;
}
