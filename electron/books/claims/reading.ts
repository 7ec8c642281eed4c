import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { addDays, addMonths } from '../../../shared/rules/calendar.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { filesOf } from './bankFile.ts';
import { batchById, describeBatch, lastBatch, listBatches } from './batches.ts';
import { linesOf } from './lines.ts';

type Claim = Output<'claims.get'>;

export function getClaim({ db }: Reading, { id }: Parsed<'claims.get'>): Result<Claim> {
  const found = batchById(db, id);
  if (!found.ok) return found;
  return ok({
    batch: describeBatch(db, found.value),
    lines: linesOf(db, id),
    steps: db.all<Claim['steps'][number]>(
      'SELECT id, date, title, note, operator FROM claim_step WHERE batch_id = ? ORDER BY id',
      id,
    ),
    objections: db.all<Claim['objections'][number]>(
      'SELECT id, date, who, text, answer, answered_on AS answeredOn FROM claim_objection WHERE batch_id = ? ORDER BY date, id',
      id,
    ),
    receipts: receiptsOf(db, id),
    payments: paymentsOf(db, id),
    bankFiles: filesOf(db, id),
  });
}

function receiptsOf(db: ReadableDb, batchId: number): Claim['receipts'] {
  return db.all<Claim['receipts'][number]>(
    `SELECT id, date, amount_fen AS amountFen, document_no AS documentNo, note, reverses_id AS reversesId,
       (SELECT red.id FROM claim_receipt red WHERE red.reverses_id = r.id) AS reversedById, operator
     FROM claim_receipt r WHERE batch_id = ? ORDER BY date, id`,
    batchId,
  );
}

function paymentsOf(db: ReadableDb, batchId: number): Claim['payments'] {
  return db.all<Claim['payments'][number]>(
    `SELECT p.id, p.line_id AS lineId, line.facts ->> '$.groupNo' AS groupNo, line.facts ->> '$.borrowerName' AS borrowerName, p.date, p.method,
       p.amount_fen AS amountFen, p.slip_no AS slipNo, p.note, p.reverses_id AS reversesId,
       (SELECT red.id FROM claim_payment red WHERE red.reverses_id = p.id) AS reversedById, p.operator
     FROM claim_payment p JOIN claim_line line ON line.id = p.line_id WHERE p.batch_id = ? ORDER BY p.date, p.id`,
    batchId,
  );
}

/** The terms of last time, and the quarter after the last claim; beside it the quarters, the year and 10-01…09-30 that are over. */
export function claimDefaults(ctx: Reading): Result<Output<'claims.defaults'>> {
  const last = lastBatch(ctx.db);
  const batches = listBatches(ctx, {});
  if (!batches.ok) return batches;
  const standing = batches.value.filter((batch) => batch.state !== 'void');
  const ranges = rangesBefore(ctx.today);
  // What ended before the first loan was paid out can't be claimed.
  const first =
    ctx.db.get<{ date: string | null }>(`SELECT MIN(starts_on) AS date FROM bank_loan`)!.date ?? '';
  const since = ranges.filter((range) => range.to >= first);
  const suggestions = (since.length > 0 ? since : ranges).map((range) => ({
    ...range,
    isClaimed: standing.some((batch) => batch.from <= range.from && range.to <= batch.to),
  }));
  const lastDay = standing.reduce((latest, batch) => (batch.to > latest ? batch.to : latest), '');
  const quarters = suggestions.filter((range) => range.kind === 'quarter');
  const next =
    (lastDay === '' ? undefined : quarters.find((range) => range.from > lastDay)) ??
    quarters.findLast((range) => !range.isClaimed) ??
    suggestions.find((range) => !range.isClaimed) ??
    suggestions[0]!;
  return ok({
    ...{ kind: next.kind, from: next.from, to: next.to, title: next.title },
    by: last?.by ?? 'settlements',
    payee: last?.payee ?? 'household',
    office: last?.office ?? '',
    overdue: last?.overdue ?? 'exclude',
    needsSlip: last?.needsSlip ?? true,
    note: '',
    telephone: batches.value.findLast((batch) => batch.telephone !== '')?.telephone ?? '',
    suggestions,
  });
}

const QUARTERS = ['一', '二', '三', '四'] as const;

/** Quarters end with the settlement day, the 20th of their last month. Oldest first, then the year and the county's 10-01…09-30. */
function rangesBefore(today: string): Omit<Output<'claims.defaults'>['suggestions'][number], 'isClaimed'>[] {
  const year = Number(today.slice(0, 4));
  const quarters = [];
  for (let back = 7; back >= 0; back--) {
    const end = addMonths(`${year}-12-20`, -3 * back);
    if (end > today) continue;
    const month = Number(end.slice(5, 7));
    const from = addDays(addMonths(end, -3), 1);
    quarters.push({
      kind: 'quarter' as const,
      from,
      to: end,
      title: `${end.slice(0, 4)}年第${QUARTERS[month / 3 - 1]}季度贷款贴息`,
    });
  }
  const yearEnd = today >= `${year}-12-20` ? year : year - 1;
  const octoberEnd = today >= `${year}-09-30` ? year : year - 1;
  return [
    ...quarters.slice(-5),
    {
      kind: 'year',
      from: `${yearEnd - 1}-12-21`,
      to: `${yearEnd}-12-20`,
      title: `${yearEnd}年度贷款贴息`,
    },
    {
      kind: 'range',
      from: `${octoberEnd - 1}-10-01`,
      to: `${octoberEnd}-09-30`,
      title: `${octoberEnd - 1}年10月至${octoberEnd}年9月贷款贴息`,
    },
  ];
}

export function claimsOfLoan(
  ctx: Reading,
  { loanId }: Parsed<'claims.ofLoan'>,
): Result<Output<'claims.ofLoan'>> {
  const ids = ctx.db.all<{ batchId: number }>(
    'SELECT batch_id AS batchId FROM claim_line WHERE loan_id = ? ORDER BY batch_id',
    loanId,
  );
  const rows: Output<'claims.ofLoan'> = [];
  for (const { batchId } of ids) {
    const found = batchById(ctx.db, batchId);
    if (!found.ok) return found;
    const { id, no, title, state, from } = describeBatch(ctx.db, found.value);
    for (const line of linesOf(ctx.db, batchId).filter((one) => one.loanId === loanId)) {
      const { excludedReason, interestFen, claimedFen, receivedFen, paidFen, paidOn } = line;
      rows.push({
        ...{
          batchId: id,
          no,
          title: title === '' ? from : title,
          state,
          lineId: line.id,
          from: line.from,
          to: line.to,
        },
        ...{ excludedReason, interestFen, claimedFen, receivedFen, paidFen, paidOn },
      });
    }
  }
  return ok(rows);
}
