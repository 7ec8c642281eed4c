import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import { keepBatch, keptBatches, type TransferBook } from './batches.ts';
import type { ReturnDesk } from './desk.ts';
import { makeFile, type Payee, templateOf } from './making.ts';

interface Filing {
  readonly ownerId: number;
  /** Whose settings name the bank's templates; left out: the first cooperative's. */
  readonly entityId?: number;
  /** The template's code. */
  readonly template: string;
  readonly date: string;
  readonly payees: ReadonlyMap<number, Payee>;
  /** Some of them, known to be there; left out: all who are owed something. */
  readonly wanted: readonly number[] | undefined;
  /** 附言 of each transfer. */
  readonly remark: string;
  /** How the file's name begins: 劳务费代发-2018-03. */
  readonly named: string;
  /** What is said when nobody is owed anything. */
  readonly nothing: string;
}

interface Filed {
  readonly batchId: number;
  readonly fileName: string;
  readonly dataBase64: string;
  readonly count: number;
  readonly amountFen: number;
  readonly skipped: readonly { readonly payee: Payee; readonly reason: string }[];
  readonly warnings: string[];
}

/** Makes the bank's file for what is owed and keeps it, waiting for the bank's return. Refuses a file that would have no row. */
export function fileTransfers(ctx: Writing, book: TransferBook, filing: Filing): Result<Filed> {
  const { db } = ctx;
  const found = templateOf(db, filing.entityId, filing.template);
  if (!found.ok) return found;
  const template = found.value;
  const wanted = filing.wanted === undefined ? null : new Set(filing.wanted);
  const chosen = [...filing.payees.values()].filter((one) =>
    wanted ? wanted.has(one.id) : one.payableFen > 0,
  );
  const { entries, skipped, warnings, dataBase64, amountFen } = makeFile(db, chosen, template, {
    remark: filing.remark,
    whoName: book.whoName,
  });
  if (entries.length === 0) {
    const said = skipped.slice(0, 3).map(({ payee, reason }) => `${payee.label}：${reason}`);
    const more = skipped.length > 3 ? `（另有 ${skipped.length - 3} 人）` : '';
    return refuse(
      'batch_empty',
      skipped.length === 0 ? filing.nothing : `没有一个人能写进代发文件。${said.join('')}${more}`,
    );
  }
  const clean = (text: string): string => text.replace(/[\\/:*?"<>|\s]/g, '');
  const serial = keptBatches(db, book, filing.ownerId).length + 1;
  const fileName = `${clean(filing.named)}-${clean(template.name)}-${filing.date.replaceAll('-', '')}-第${serial}批.${template.format}`;
  const batchId = keepBatch(
    ctx,
    book,
    { ownerId: filing.ownerId, template: template.name, fileName, date: filing.date },
    entries.map(({ payee, transfer }) => ({ whoId: payee.id, transfer })),
  );
  return ok({
    ...{ batchId, fileName, dataBase64, amountFen, skipped },
    count: entries.length,
    warnings: [...warnings],
  });
}

interface Answered {
  readonly paid: number;
  readonly paidFen: number;
  readonly failed: { name: string; amountFen: number; reason: string }[];
  readonly already: number;
  readonly refused: { row: number; reason: string }[];
}

/** What a return came to, as the screen is told. */
export function answered({ payments, paidFen, failed, already, refused }: ReturnDesk): Answered {
  return {
    ...{ paid: payments.length, paidFen, already, refused },
    failed: failed.map(({ payee, amountFen, reason }) => ({ name: payee.label, amountFen, reason })),
  };
}
