import type { Output } from '../../../shared/contract/index.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import type { Terms } from './computing.ts';

type BatchRow = Output<'claims.list'>[number];
type Totals = BatchRow['totals'];

/** A batch as it is stored. */
export interface Batch extends Terms {
  readonly id: number;
  readonly no: string;
  readonly loanIds: readonly number[] | null;
  readonly state: 'computed' | 'noticed' | 'submitted' | 'void';
  readonly computedOn: string;
  readonly noticeFrom: string | null;
  readonly noticeTo: string | null;
  readonly telephone: string;
  readonly submittedOn: string | null;
  readonly documentNo: string;
  readonly voidReason: string;
  readonly bankList: string;
}

interface Stored extends Omit<Batch, 'loanIds' | 'needsSlip'> {
  readonly loanIds: string | null;
  readonly needsSlip: number;
}

const COLUMNS = /* sql */ `id, no, kind, from_date AS "from", to_date AS "to", takes AS "by", payee, office, title, overdue,
  needs_slip AS needsSlip, loan_ids AS loanIds, note, state, computed_on AS computedOn, notice_from AS noticeFrom, notice_to AS noticeTo,
  telephone, submitted_on AS submittedOn, document_no AS documentNo, void_reason AS voidReason, bank_list AS bankList`;

const read = ({ loanIds, needsSlip, ...rest }: Stored): Batch => ({
  ...rest,
  needsSlip: needsSlip === 1,
  loanIds: loanIds === null ? null : (JSON.parse(loanIds) as number[]),
});

export function batchById(db: ReadableDb, id: number): Result<Batch> {
  const row = db.get<Stored>(`SELECT ${COLUMNS} FROM claim_batch WHERE id = ?`, id);
  if (row) return ok(read(row));
  return refuse('claim_unknown', '没有这一批贴息申请，请回到贴息申请页面重新选择。');
}

/** The batch that was recorded last, void or not: whose terms the next one will probably have. */
export function lastBatch(db: ReadableDb): Batch | null {
  const row = db.get<Stored>(`SELECT ${COLUMNS} FROM claim_batch ORDER BY id DESC LIMIT 1`);
  return row ? read(row) : null;
}

/** 贴息-2018-003: numbered within the year the range ends in; void ones keep theirs. */
export function nextNo(db: ReadableDb, to: string): string {
  const year = to.slice(0, 4);
  const row = db.get<{ last: number | null }>(
    `SELECT MAX(CAST(substr(no, 9) AS INTEGER)) AS last FROM claim_batch WHERE no LIKE ? || '%'`,
    `贴息-${year}-`,
  );
  return `贴息-${year}-${String((row?.last ?? 0) + 1).padStart(3, '0')}`;
}

export function listBatches(
  { db }: Reading,
  { year }: { readonly year?: number | undefined },
): Result<BatchRow[]> {
  const rows = db.all<Stored>(
    `SELECT ${COLUMNS} FROM claim_batch WHERE ? IS NULL OR substr(to_date, 1, 4) = ? ORDER BY to_date, id`,
    year ?? null,
    year === undefined ? null : String(year),
  );
  const totals = totalsOf(db);
  const open = openObjections(db);
  return ok(rows.map((row) => described(read(row), totals.get(row.id) ?? NOTHING, open.get(row.id) ?? 0)));
}

export function describeBatch(db: ReadableDb, batch: Batch): BatchRow {
  return described(
    batch,
    totalsOf(db, batch.id).get(batch.id) ?? NOTHING,
    openObjections(db).get(batch.id) ?? 0,
  );
}

function described({ loanIds: _, ...batch }: Batch, totals: Totals, open: number): BatchRow {
  return { ...batch, state: stateOf(batch.state, totals), openObjections: open, totals };
}

/** 到账 once money came; 发放完 once all that came was passed on and nothing more is to come of it. */
function stateOf(state: Batch['state'], { receivedFen, paidFen }: Totals): BatchRow['state'] {
  if (state !== 'submitted' || receivedFen === 0) return state;
  return paidFen === receivedFen ? 'paid' : 'received';
}

function openObjections(db: ReadableDb): Map<number, number> {
  const rows = db.all<{ batchId: number; count: number }>(
    `SELECT batch_id AS batchId, COUNT(*) AS count FROM claim_objection WHERE answer = '' GROUP BY batch_id`,
  );
  return new Map(rows.map((row) => [row.batchId, row.count]));
}

const NOTHING: Totals = {
  ...{ loans: 0, excluded: 0, interestFen: 0, bankFen: 0, differenceFen: 0, subsidyFen: 0, claimedFen: 0 },
  ...{ paidByHouseholdFen: 0, receivedFen: 0, paidFen: 0, unreceivedFen: 0, unpaidFen: 0 },
};

/** Each batch's sums, from its lines and their money. */
function totalsOf(db: ReadableDb, batchId: number | null = null): Map<number, Totals> {
  const rows = db.all<Omit<Totals, 'differenceFen' | 'unreceivedFen' | 'unpaidFen'> & { batchId: number }>(
    `SELECT line.batch_id AS batchId, SUM(line.excluded_reason = '') AS loans, SUM(line.excluded_reason <> '') AS excluded,
       SUM(line.interest_fen) AS interestFen, SUM(COALESCE(line.bank_fen, line.interest_fen)) AS bankFen,
       SUM(line.subsidy_fen) AS subsidyFen, SUM(line.claimed_fen) AS claimedFen, SUM(line.paid_by_household_fen) AS paidByHouseholdFen,
       COALESCE((SELECT SUM(amount_fen) FROM claim_receipt r WHERE r.batch_id = line.batch_id), 0) AS receivedFen,
       COALESCE((SELECT SUM(amount_fen) FROM claim_payment p WHERE p.batch_id = line.batch_id), 0) AS paidFen
     FROM claim_line line WHERE ? IS NULL OR line.batch_id = ? GROUP BY line.batch_id`,
    batchId,
    batchId,
  );
  return new Map(
    rows.map(({ batchId: id, ...sums }) => [
      id,
      {
        ...sums,
        differenceFen: sums.bankFen - sums.interestFen,
        unreceivedFen: sums.claimedFen - sums.receivedFen,
        unpaidFen: sums.receivedFen - sums.paidFen,
      },
    ]),
  );
}
