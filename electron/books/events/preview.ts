import type { Output } from '../../../shared/contract/index.ts';
import { quantityText } from '../../../shared/rules/measures.ts';
import type { Posting } from '../../../shared/rules/posting/posting.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { accountByCode, accountsOf, parentsOf } from '../accounts/index.ts';
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

/** An association's postings name accounts by what they are for; the desk sees their codes. “限定性” alone says nothing: its parent goes before it. */
function accountOf(
  db: ReadableDb,
  entityId: number,
  named: string,
): { accountCode: string; accountName: string } {
  const account = accountByCode(db, entityId, named);
  if (!account) return { accountCode: named, accountName: '' };
  const parents = parentsOf(account, new Map(accountsOf(db, entityId).map((one) => [one.id, one])));
  return { accountCode: account.code, accountName: [...parents, account].map((one) => one.name).join('—') };
}
