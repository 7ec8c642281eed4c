import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import type { Choice, ClaimedSpan, Line } from './computing.ts';
import type { ListedRow } from '../../../shared/rules/claimList.ts';

/** What was done to a batch, and why. */
export function writeStep(
  { db, operator, now }: Writing,
  batchId: number,
  step: { readonly date: string; readonly title: string; readonly note: string },
): void {
  db.run(
    `INSERT INTO claim_step (batch_id, date, title, note, operator, recorded_at) VALUES (?, ?, ?, ?, ?, ?)`,
    ...[batchId, step.date, step.title, step.note, operator, now],
  );
}

/**
 * A batch's lines in the place of those it had. A loan's line keeps its id, so that whoever looks at it goes on looking at the same; a loan
 * that is gone from the range leaves no line.
 */
export function writeLines({ db }: Writing, batchId: number, lines: readonly Line[]): void {
  const known = new Map(
    db
      .all<{ id: number; loanId: number }>(
        'SELECT id, loan_id AS loanId FROM claim_line WHERE batch_id = ?',
        batchId,
      )
      .map(({ id, loanId }) => [loanId, id]),
  );
  db.run('DELETE FROM claim_part WHERE line_id IN (SELECT id FROM claim_line WHERE batch_id = ?)', batchId);
  const kept = new Set(lines.map((line) => line.loanId));
  for (const [loanId, id] of known) if (!kept.has(loanId)) removeLine(db, id);
  lines.forEach((line, index) => {
    const values = valuesOf(line, index + 1);
    const id = known.get(line.loanId);
    if (id !== undefined) updateLine(db, id, values);
    writeParts(db, id ?? insertLine(db, batchId, line, values), line);
  });
}

type Values = readonly (string | number | null)[];

const valuesOf = (line: Line, no: number): Values => [
  ...[line.personId, no, JSON.stringify(line.facts), line.excludedReason, line.isByHand ? 1 : 0, line.days],
  ...[line.product, line.subsidisableFen, line.interestFen, line.bankFen, line.bankSource, line.subsidyFen],
  ...[line.claimedFen, line.paidByHouseholdFen, line.note],
];

function insertLine(db: Writing['db'], batchId: number, line: Line, values: Values): number {
  return db.run(
    `INSERT INTO claim_line (batch_id, loan_id, person_id, no, facts, excluded_reason, is_by_hand, days, product, subsidisable_fen,
       interest_fen, bank_fen, bank_source, subsidy_fen, claimed_fen, paid_by_household_fen, note)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    batchId,
    line.loanId,
    ...values,
  ).lastId;
}

function updateLine(db: Writing['db'], id: number, values: Values): void {
  db.run(
    `UPDATE claim_line SET person_id = ?, no = ?, facts = ?, excluded_reason = ?, is_by_hand = ?, days = ?, product = ?, subsidisable_fen = ?,
       interest_fen = ?, bank_fen = ?, bank_source = ?, subsidy_fen = ?, claimed_fen = ?, paid_by_household_fen = ?, note = ?
     WHERE id = ?`,
    ...values,
    id,
  );
}

/** Where money once came and was taken back, or a bank file was made, the line stays as one that is left out. */
function removeLine(db: Writing['db'], id: number): void {
  const isNamed = db.get(
    `SELECT 1 FROM claim_receipt_line WHERE line_id = ? UNION ALL SELECT 1 FROM claim_file_line WHERE line_id = ?
     UNION ALL SELECT 1 FROM claim_payment WHERE line_id = ? LIMIT 1`,
    ...[id, id, id],
  );
  if (!isNamed) {
    db.run('DELETE FROM claim_line WHERE id = ?', id);
    return;
  }
  db.run(
    `UPDATE claim_line SET excluded_reason = '不在这一批的范围里', days = 0, product = 0, subsidisable_fen = 0, interest_fen = 0, bank_fen = NULL,
       bank_source = '', subsidy_fen = 0, claimed_fen = 0, paid_by_household_fen = 0, no = 1000000 + id WHERE id = ?`,
    id,
  );
}

function writeParts(db: Writing['db'], lineId: number, line: Line): void {
  line.parts.forEach((part, index) =>
    db.run(
      `INSERT INTO claim_part (line_id, no, loan_id, from_date, to_date, days, product, subsidisable_fen, interest_fen, bank_fen, subsidy_fen,
         claimed_fen, paid_by_household_fen, slip_no, segments)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[lineId, index + 1, line.loanId, part.from, part.to, part.days, part.product, part.subsidisableFen],
      ...[part.interestFen, part.bankFen, part.subsidyFen, part.claimedFen, part.paidFen, part.slipNo],
      JSON.stringify(part.segments),
    ),
  );
}

/** What was decided by hand in a batch. */
export function choicesOf(db: ReadableDb, batchId: number): Choice[] {
  return db.all<Choice>(
    'SELECT loan_id AS loanId, excluded_reason AS excludedReason, bank_fen AS bankFen, note FROM claim_choice WHERE batch_id = ?',
    batchId,
  );
}

export function writeChoice(db: Writing['db'], batchId: number, choice: Choice): void {
  db.run('DELETE FROM claim_choice WHERE batch_id = ? AND loan_id = ?', batchId, choice.loanId);
  if (choice.excludedReason === null && choice.bankFen === null && choice.note === '') return;
  db.run(
    'INSERT INTO claim_choice (batch_id, loan_id, excluded_reason, bank_fen, note) VALUES (?, ?, ?, ?, ?)',
    ...[batchId, choice.loanId, choice.excludedReason, choice.bankFen, choice.note],
  );
}

/** The bank's list as it was read in. */
export function listRowsOf(db: ReadableDb, batchId: number): ListedRow[] {
  return db
    .all<Omit<ListedRow, 'isPenalty'> & { isPenalty: number }>(
      `SELECT row, note_no AS noteNo, name, from_date AS "from", to_date AS "to", days, fen, is_penalty AS isPenalty
       FROM claim_list_row WHERE batch_id = ? ORDER BY row`,
      batchId,
    )
    .map(({ isPenalty, ...row }) => ({ ...row, isPenalty: isPenalty === 1 }));
}

export function writeList(
  db: Writing['db'],
  batchId: number,
  fileName: string,
  rows: readonly ListedRow[],
): void {
  db.run('DELETE FROM claim_list_row WHERE batch_id = ?', batchId);
  db.run('UPDATE claim_batch SET bank_list = ? WHERE id = ?', fileName, batchId);
  for (const row of rows) {
    db.run(
      'INSERT INTO claim_list_row (batch_id, row, note_no, name, from_date, to_date, days, fen, is_penalty) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      ...[batchId, row.row, row.noteNo, row.name, row.from, row.to, row.days, row.fen, row.isPenalty ? 1 : 0],
    );
  }
}

/** Days that standing batches ask for, but for one of them. */
export function claimedSpans(db: ReadableDb, exceptBatchId: number | null): ClaimedSpan[] {
  return db.all<ClaimedSpan>(
    `SELECT part.loan_id AS loanId, part.from_date AS "from", part.to_date AS "to", batch.no AS batchNo
     FROM claim_part part JOIN claim_line line ON line.id = part.line_id JOIN claim_batch batch ON batch.id = line.batch_id
     WHERE batch.state <> 'void' AND batch.id IS NOT ?`,
    exceptBatchId,
  );
}
