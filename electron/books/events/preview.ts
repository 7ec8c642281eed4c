import type { Output } from '../../../shared/contract/index.ts';
import { quantityText } from '../../../shared/rules/measures.ts';
import type { Posting } from '../../../shared/rules/posting/posting.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { accountByCode } from '../accounts/index.ts';
import { nameOfLine } from './guards.ts';

type PreviewVoucher = Output<'business.preview'>['vouchers'][number];

/** Postings as the desk sees them before they are written. */
export function previewOf(db: ReadableDb, entityId: number, postings: readonly Posting[]): PreviewVoucher[] {
  return postings.map(({ summary, lines }) => ({
    summary,
    lines: lines.map((line) => ({
      summary: line.summary ?? summary,
      ...accountOf(db, entityId, line.account),
      analysis: nameOfLine(db, line.memberId, line.item, line.item2),
      debitFen: line.side === 'debit' ? line.fen : 0,
      creditFen: line.side === 'credit' ? line.fen : 0,
      quantity: line.quantityMilli === undefined ? null : quantityText(line.quantityMilli),
    })),
  }));
}

/** An association's postings name accounts by what they are for; the desk sees their codes. */
function accountOf(
  db: ReadableDb,
  entityId: number,
  named: string,
): { accountCode: string; accountName: string } {
  const account = accountByCode(db, entityId, named);
  return { accountCode: account?.code ?? named, accountName: account?.name ?? '' };
}
