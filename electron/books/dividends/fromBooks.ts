import { formatYuan } from '../../../shared/rules/money.ts';
import { refuse, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { openingDistributed, type YearSurplus, yearSurplus } from '../ledger/index.ts';
import { booksBegin, isOpeningLocked } from '../vouchers/index.ts';
import type { RunInputs } from './runs.ts';

/** Where a plan's surplus and opening differ from the ledger's; none for a year that is not in the books. */
export function differencesFromBooks(
  db: ReadableDb,
  entityId: number,
  inputs: RunInputs,
): { readonly books: YearSurplus; readonly sentences: readonly string[] } {
  const books = yearSurplus(db, entityId, inputs.fiscalYear);
  if (!books.booked) return { books, sentences: [] };
  const sentences: string[] = [];
  if (inputs.surplusFen !== books.surplusFen) {
    sentences.push(
      `本年盈余填的是 ${formatYuan(inputs.surplusFen)} 元，账上是 ${formatYuan(books.surplusFen)} 元`,
    );
  }
  if (inputs.openingUndistributedFen !== books.openingUndistributedFen) {
    sentences.push(
      `年初未分配盈余填的是 ${formatYuan(inputs.openingUndistributedFen)} 元，账上是 ${formatYuan(books.openingUndistributedFen)} 元`,
    );
  }
  return { books, sentences };
}

/** A plan that is none of the ledger's figures is a what-if: shown, marked, and never approved. */
export function whatIfWarning(sentences: readonly string[]): string[] {
  return sentences.length === 0 ? [] : [`假设试算：${sentences.join('；')}。只能看，不能批准。`];
}

/** Why a run of a booked year can't be approved yet; null when nothing stands in the way. */
export function barFromBooks(db: ReadableDb, entityId: number, inputs: RunInputs): Result<never> | null {
  const { books, sentences } = differencesFromBooks(db, entityId, inputs);
  if (!books.booked) return null;
  const year = inputs.fiscalYear;
  if (sentences.length > 0) {
    return refuse(
      'dividend.what-if',
      `${year} 年度已经建账，盈余要以账上为准：${sentences.join('；')}。请按账上的数字重新试算；账错了先改账。`,
      { 'inputs.surplusFen': '与账上不一致' },
    );
  }
  if (!books.carried && (books.surplusFen !== 0 || !isClosed(db, entityId, year))) {
    return refuse(
      'dividend.year-not-carried',
      `${year} 年度的本年盈余还没有结转到盈余分配（①）。请先在“期末”里做 ${year} 年的年末结转，再批准方案。`,
    );
  }
  return null;
}

/**
 * Why a run just written distributes more than there is: one of a year before the books that posts in them takes what the openings
 * brought, as soon as these can't change any more. Null when nothing is wrong.
 */
export function barFromOpening(
  db: ReadableDb,
  entityId: number,
  fiscalYear: number,
  postingDate: string,
): Result<never> | null {
  if (!booksBegin(db, entityId, postingDate) || !isOpeningLocked(db, entityId)) return null;
  if (yearSurplus(db, entityId, fiscalYear).booked) return null;
  const { broughtFen, distributedFen } = openingDistributed(db, entityId);
  if (distributedFen === 0 || distributedFen <= broughtFen) return null;
  return refuse(
    'dividend.beyond-opening',
    `${fiscalYear} 年度早于建账，批准后要在账上从期初未分配盈余里分配，但期初只有 ${formatYuan(broughtFen)} 元，启用前各年度的方案共要分 ${formatYuan(distributedFen)} 元。请核对方案的盈余。`,
  );
}

function isClosed(db: ReadableDb, entityId: number, year: number): boolean {
  return (
    db.get('SELECT 1 FROM closed_period WHERE entity_id = ? AND period = ?', entityId, `${year}-12`) !==
    undefined
  );
}
