import { formatYuan } from '../../../shared/rules/money.ts';
import { invariant, ok, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { insertLine, lineKey, reverseLine, standingLines } from './lines.ts';
import { insertPayment } from './paying.ts';
import { insertStep } from './steps.ts';

/** The programme that holds what a year's ledger lists as awards; one a year. */
const NAME = '奖补及务工补助（台账导入）';
const SAYS_PAID = '台账所列，按已发登记；付款凭据以原始单据为准';

/** What ledgers brought in earlier list for a year, by household and industry. */
export function importedAwards(db: ReadableDb, year: number): Map<string, number> {
  const id = programmeOf(db, year);
  if (id === null) return new Map();
  return new Map([...standingLines(db, id)].map(([key, line]) => [key, line.amountFen]));
}

export const awardKey = lineKey;

function programmeOf(db: ReadableDb, year: number): number | null {
  return (
    db.get<{ id: number }>('SELECT id FROM award_programme WHERE year = ? AND imported = 1', year)?.id ?? null
  );
}

/**
 * An award that a ledger lists: it went to the household, so it stands as paid, on the last day of its year or today. A ledger that
 * says another amount later takes the first back by red rows; 0 only takes it back.
 */
export function putImportedAward(
  ctx: Writing,
  award: {
    readonly year: number;
    readonly householdId: number;
    readonly personId: number;
    readonly kindId: number;
    readonly amountFen: number;
  },
  importId: number,
): Result<true> {
  const { db } = ctx;
  const lastDay = `${award.year}-12-31`;
  const date = lastDay < ctx.today ? lastDay : ctx.today;
  const programmeId = programmeOf(db, award.year) ?? makeProgramme(ctx, award.year, date);
  const before = standingLines(db, programmeId).get(lineKey(award.householdId, award.kindId));
  if (before?.amountFen === award.amountFen) return ok(true);
  if (before) {
    const note = `台账改为 ${formatYuan(award.amountFen)}`;
    reverseLine(ctx, programmeId, before, note, importId);
    const payment = db.get<{ id: number; personId: number; date: string }>(
      `SELECT p.id, p.person_id AS personId, p.date FROM award_payment p
       WHERE p.programme_id = ? AND p.household_id = ? AND p.amount_fen = ? AND p.reverses_id IS NULL
         AND NOT EXISTS (SELECT 1 FROM award_payment r WHERE r.reverses_id = p.id) LIMIT 1`,
      ...[programmeId, award.householdId, before.amountFen],
    );
    invariant(payment !== undefined, 'what a ledger lists was paid');
    insertPayment(ctx, {
      programmeId,
      householdId: award.householdId,
      personId: payment.personId,
      date: payment.date < date ? date : payment.date,
      method: 'ledger',
      amountFen: -before.amountFen,
      note,
      reversesId: payment.id,
      importId,
    });
  }
  if (award.amountFen === 0) return ok(true);
  const { householdId, kindId, amountFen } = award;
  const none = { scaleMilli: null, rateE4: null, monthsMilli: null, computedFen: null };
  insertLine(ctx, programmeId, { householdId, kindId, ...none, amountFen, note: '' }, { importId });
  insertPayment(ctx, {
    programmeId,
    householdId,
    personId: award.personId,
    date,
    method: 'ledger',
    amountFen,
    note: SAYS_PAID,
    importId,
  });
  return ok(true);
}

function makeProgramme(ctx: Writing, year: number, date: string): number {
  const { db, operator, now } = ctx;
  const { lastId: id } = db.run(
    `INSERT INTO award_programme (year, name, basis, document, fund, month_fen, cap_fen, note, state, notice_to, imported, operator, recorded_at)
     VALUES (?, ?, 'fixed', '', '', NULL, NULL, ?, 'noticed', ?, 1, ?, ?)`,
    ...[year, NAME, SAYS_PAID, date, operator, now],
  );
  insertStep(ctx, id, { step: 'approve', date, dateTo: null, document: '户产业台账', note: '随台账导入' });
  insertStep(ctx, id, { step: 'notice', date, dateTo: date, document: '', note: '随台账导入' });
  return id;
}
