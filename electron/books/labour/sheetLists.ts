import type { Output, Parsed } from '../../../shared/contract/index.ts';
import type { PayLine } from '../../../shared/rules/labour.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf } from '../entities/index.ts';
import { previewOf } from '../events/index.ts';
import { planSheet } from './approving.ts';
import { filesOf } from './bank.ts';
import {
  compute,
  maskedOf,
  openWork,
  paidOf,
  shownCharges,
  shownLine,
  totalsOf,
  type ComputedCharge,
} from './computing.ts';
import { shownComputed, termsOf } from './drafting.ts';
import { paymentsOfSheet } from './paying.ts';
import { headOf, type Sheet, sheetById, sheetsOf, type SheetTotals } from './sheets.ts';
import { workersOf } from './workers.ts';

/** With their totals: of a draft as it would be now. */
export function listSheets(ctx: Reading, input: Parsed<'labour.sheets'>): Result<Output<'labour.sheets'>> {
  const { db } = ctx;
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  return ok(
    sheetsOf(db, cooperative.value.id, input.year).map((sheet) => ({
      ...headOf(sheet),
      totals: sheet.state === 'draft' ? draftTotals(ctx, sheet) : keptTotals(db, sheet),
    })),
  );
}

function draftTotals({ db, today }: Reading, sheet: Sheet): SheetTotals {
  const work = openWork(db, sheet.entityId, sheet);
  const on = { date: today, awardCharge: sheet.awardCharge };
  const computed = compute(db, sheet.entityId, work, termsOf(db, sheet.id), on);
  if (!computed.ok) return totalsOf([], work.length);
  return totalsOf(
    computed.value.lines.map((line) => ({ ...line, paidFen: 0 })),
    work.length,
  );
}

interface KeptLine extends PayLine {
  readonly consent: string;
  readonly note: string;
}

function keptLines(db: ReadableDb, sheetId: number): KeptLine[] {
  return db.all<KeptLine>(
    `SELECT worker_id AS workerId, days_milli AS daysMilli, time_fen AS timeFen, pieces_milli AS piecesMilli, piece_fen AS pieceFen,
       award_fen AS awardFen, gross_fen AS grossFen, advance_fen AS advanceFen, consent, tax_fen AS taxFen, net_fen AS netFen, note
     FROM pay_line WHERE sheet_id = ?`,
    sheetId,
  );
}

function keptTotals(db: ReadableDb, sheet: Sheet): SheetTotals {
  const paid = paidOf(db, sheet.id);
  const { count } = db.get<{ count: number }>(
    'SELECT COUNT(*) AS count FROM pay_use WHERE sheet_id = ?',
    sheet.id,
  )!;
  return totalsOf(
    keptLines(db, sheet.id).map((line) => ({ ...line, paidFen: paid.get(line.workerId) ?? 0 })),
    count,
  );
}

/** A sheet with everything that hangs on it. */
export function getSheet(ctx: Reading, { id }: Parsed<'labour.getSheet'>): Result<Output<'labour.getSheet'>> {
  const { db } = ctx;
  const found = sheetById(db, id);
  if (!found.ok) return found;
  const sheet = found.value;
  const more = {
    sheet: headOf(sheet),
    payments: paymentsOfSheet(db, id),
    bankFiles: filesOf(db, id),
  };
  if (sheet.state === 'draft') {
    const planned = planSheet(ctx, sheet, ctx.today);
    if (!planned.ok) {
      // What the terms refuse by now (an advance paid back since) is said; the work is shown all the same.
      const bare = compute(db, sheet.entityId, openWork(db, sheet.entityId, sheet), [], {
        date: ctx.today,
        awardCharge: sheet.awardCharge,
      });
      if (!bare.ok) return bare;
      const shown = shownComputed(db, sheet.entityId, bare.value, [planned.error.message]);
      return ok({ ...shown, ...more, preview: [], vouchers: [] });
    }
    const { computed, postings } = planned.value;
    return ok({
      ...shownComputed(db, sheet.entityId, computed, []),
      ...more,
      preview: computed.lines.length === 0 ? [] : previewOf(db, sheet.entityId, postings),
      vouchers: [],
    });
  }
  return ok({
    ...more,
    lines: shownKept(db, sheet),
    totals: keptTotals(db, sheet),
    charges: shownCharges(db, sheet.entityId, keptCharges(db, sheet)),
    warnings: [],
    preview: [],
    vouchers: db.all(
      `SELECT id, substr(date, 1, 7) || ' ' || word || '-' || printf('%03d', number) AS name FROM voucher
       WHERE source = 'business' AND source_id = ? ORDER BY id`,
      sheet.eventId,
    ),
  });
}

function shownKept(db: ReadableDb, sheet: Sheet): Output<'labour.getSheet'>['lines'] {
  const workers = workersOf(db, sheet.entityId);
  const lines = keptLines(db, sheet.id);
  const paid = paidOf(db, sheet.id);
  const masked = maskedOf(
    db,
    lines.map((line) => line.workerId),
  );
  return lines
    .map((line) => ({ line, worker: workers.get(line.workerId)! }))
    .sort((a, b) => (a.worker.groupNo ?? 99) - (b.worker.groupNo ?? 99) || a.worker.id - b.worker.id)
    .map(({ line, worker }) =>
      shownLine(line, worker, masked.get(worker.id)!, line, line.advanceFen, paid.get(worker.id) ?? 0),
    );
}

function keptCharges(db: ReadableDb, sheet: Sheet): ComputedCharge[] {
  const charges = db.all<ComputedCharge>(
    `SELECT e.charge_account AS account, e.charge_item AS item, e.batch_id AS batchId, NULL AS batchItemId, SUM(e.amount_fen) AS fen
     FROM pay_use u JOIN work_entry e ON e.id = u.entry_id WHERE u.sheet_id = ?
     GROUP BY e.charge_account, e.charge_item, e.batch_id HAVING fen <> 0 ORDER BY e.charge_account, e.batch_id`,
    sheet.id,
  );
  const awardFen = keptLines(db, sheet.id).reduce((sum, line) => sum + line.awardFen, 0);
  if (awardFen === 0) return charges;
  const { account, item } = sheet.awardCharge;
  const at = charges.findIndex((one) => one.account === account && one.item === item && one.batchId === null);
  if (at < 0) return [...charges, { account, item, batchId: null, batchItemId: null, fen: awardFen }];
  return charges.with(at, { ...charges[at]!, fen: charges[at]!.fen + awardFen });
}
