import { addDays } from '../../../shared/rules/calendar.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { booksOf } from '../entities/index.ts';

/** What is taken out: which books, and from which month to which. */
export interface Range {
  readonly entityId: number;
  readonly title: string;
  /** Null: from the openings on. */
  readonly from: string | null;
  readonly to: string;
  /** Months in the range that have vouchers, from the one to go on with. */
  readonly months: readonly string[];
  /** Whether this is the first part, with everything that is not told month by month. */
  readonly isStart: boolean;
}

export interface Asked {
  readonly entityId?: number | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly mostLines?: number | undefined;
  readonly goOnWith?: string | undefined;
}

export function rangeOf({ db }: Reading, input: Asked): Result<Range> {
  const books = booksOf(db, input.entityId);
  if (!books.ok) return books;
  const { id: entityId, name, villageName } = books.value;
  const { from = null, to = '9999-12', goOnWith } = input;
  if (from !== null && from > to) {
    const sentence = `起始期间 ${from} 晚于截止期间 ${to}，请对调或改正。`;
    return refuse('range_backwards', sentence, { from: sentence });
  }
  const months = db
    .all<{ period: string }>(
      'SELECT DISTINCT period FROM voucher WHERE entity_id = ? AND period >= ? AND period <= ? ORDER BY period',
      entityId,
      goOnWith ?? from ?? '0000-00',
      to,
    )
    .map((row) => row.period);
  return ok({
    entityId,
    title: `${villageName} ${name}`,
    from,
    to,
    months,
    isStart: goOnWith === undefined,
  });
}

/** The day whose evening a range takes over from. */
export function dayBefore(period: string): string {
  return addDays(`${period}-01`, -1);
}

/** Writes month after month until `mostLines` are reached; gives the month to go on with, or null when all is written. */
export function inParts(
  months: readonly string[],
  mostLines: number | undefined,
  write: (period: string) => number,
): string | null {
  let lines = 0;
  for (const period of months) {
    if (lines > 0 && mostLines !== undefined && lines >= mostLines) return period;
    lines += write(period);
  }
  return null;
}

/** A line of a voucher with the voucher it is of. */
export interface Line {
  readonly voucherId: number;
  readonly date: string;
  readonly word: string;
  readonly number: number;
  readonly state: 'draft' | 'reviewed' | 'posted' | 'void';
  readonly note: string;
  readonly source: string | null;
  readonly sourceId: number | null;
  readonly no: number;
  readonly summary: string;
  readonly accountId: number;
  readonly memberId: number | null;
  readonly itemId: number | null;
  readonly item2Id: number | null;
  readonly debitFen: number;
  readonly creditFen: number;
  readonly quantityMilli: number | null;
}

/** A month's lines by day and number, void ones too. A month at a time, so that sorting needs little memory. */
export function linesOfMonth(db: ReadableDb, entityId: number, period: string): IterableIterator<Line> {
  return db.iterate<Line>(
    `SELECT v.id AS voucherId, v.date, v.word, v.number, v.state, v.note, v.source, v.source_id AS sourceId, e.no, e.summary,
       e.account_id AS accountId, e.member_id AS memberId, e.item_id AS itemId, e.item2_id AS item2Id, e.debit_fen AS debitFen,
       e.credit_fen AS creditFen, e.quantity_milli AS quantityMilli
     FROM voucher v JOIN entry e ON e.voucher_id = v.id
     WHERE v.entity_id = ? AND v.period = ? ORDER BY v.date, v.word, v.number, e.no`,
    entityId,
    period,
  );
}
