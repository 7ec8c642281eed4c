import type { PrintHeader } from '../../../shared/print/page.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import type { Books } from '../entities/index.ts';

/** What is counted: a document, and what it is of. Statements are counted member by member. */
export interface Printed {
  readonly document: string;
  readonly subject: string;
}

export const subjectOfRun = (runId: number): string => `run ${runId}`;
export const subjectOfStatement = (runId: number, memberId: number): string =>
  `run ${runId} member ${memberId}`;
export const subjectOfAccount = (memberId: number, year: number): string => `member ${memberId} year ${year}`;
export const subjectOfVoucher = (id: number): string => `voucher ${id}`;
/** An account book or a statement: which entity's, and what was asked for. */
export const subjectOfBook = (
  entityId: number,
  asked: readonly (string | number | boolean | undefined)[],
): string => [`entity ${entityId}`, ...asked.filter((one) => one !== undefined)].join(' ');
export const subjectOfPaySheet = (sheetId: number): string => `pay sheet ${sheetId}`;
export const subjectOfPay = (paymentId: number): string => `labour payment ${paymentId}`;
export const subjectOfTransaction = (id: number): string => `transaction ${id}`;

/** How often it went out before. */
export function printedBefore(db: ReadableDb, { document, subject }: Printed): number {
  const row = db.get<{ count: number }>(
    `SELECT count FROM print_count WHERE document = ? AND subject = ?`,
    document,
    subject,
  );
  return row?.count ?? 0;
}

export function countPrint({ db, now, operator }: Writing, { document, subject }: Printed): void {
  db.run(
    `INSERT INTO print_count (document, subject, count, last_at, last_by) VALUES (?, ?, 1, ?, ?)
     ON CONFLICT (document, subject) DO UPDATE SET count = count + 1, last_at = excluded.last_at, last_by = excluded.last_by`,
    document,
    subject,
    now,
    operator,
  );
}

/** The head of a sheet: whose it is, who prints it today, and from the second time on that it is a reprint (补打). */
export function headerOf(
  { today, operator }: Pick<Reading, 'today' | 'operator'>,
  books: Pick<Books, 'name' | 'villageName'>,
  before: number,
): PrintHeader {
  return {
    cooperativeName: books.name,
    villageName: books.villageName,
    printedOn: today,
    operator,
    reprint: before === 0 ? null : before,
  };
}
