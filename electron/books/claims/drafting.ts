import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { isRealDate } from '../../../shared/rules/calendar.ts';
import type { ListedRow } from '../../../shared/rules/claimList.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import { type Batch, batchById, nextNo } from './batches.ts';
import { claimableLoans } from './claimable.ts';
import { type Computation, computeLines, type Line, type Terms } from './computing.ts';
import { previewRows } from './lines.ts';
import { choicesOf, claimedSpans, listRowsOf, writeChoice, writeLines, writeStep } from './writing.ts';

type Recorded = Output<'claims.compute'>;

export function previewClaim(
  ctx: Reading,
  { terms, loanIds }: Parsed<'claims.preview'>,
): Result<Output<'claims.preview'>> {
  const checked = checkTerms(ctx, terms);
  if (!checked.ok) return checked;
  const { lines } = computationOf(ctx, { terms, loanIds: loanIds ?? null, batchId: null });
  return ok({ lines: previewRows(lines), totals: totalsOf(lines), warnings: warningsOf(terms, lines) });
}

export function computeClaim(
  ctx: Writing,
  { terms, loanIds, date }: Parsed<'claims.compute'>,
): Result<Recorded> {
  const checked = checkTerms(ctx, terms);
  if (!checked.ok) return checked;
  const day = computedOn(ctx, terms, date);
  if (!day.ok) return day;
  const { lines } = computationOf(ctx, { terms, loanIds: loanIds ?? null, batchId: null });
  if (lines.length === 0) return nothingThere(terms);
  const { db, operator, now } = ctx;
  const id = db.run(
    `INSERT INTO claim_batch (no, kind, from_date, to_date, takes, payee, office, title, overdue, needs_slip, loan_ids, note, state,
       computed_on, telephone, document_no, void_reason, bank_list, operator, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'computed', ?, '', '', '', '', ?, ?)`,
    ...[nextNo(db, terms.to), terms.kind, terms.from, terms.to, terms.by, terms.payee, terms.office],
    ...[terms.title, terms.overdue, terms.needsSlip ? 1 : 0],
    loanIds === undefined ? null : JSON.stringify(loanIds),
    ...[terms.note, day.value, operator, now],
  ).lastId;
  writeLines(ctx, id, lines);
  writeStep(ctx, id, { date: day.value, title: '测算', note: summary(lines) });
  return ok({ id, warnings: warningsOf(terms, lines) });
}

function computedOn({ today }: Reading, { to }: Terms, date: string | undefined): Result<string> {
  if (date === undefined || (isRealDate(date) && date >= to && date <= today)) return ok(date ?? today);
  const message = `测算日期 ${date} 不对：要在止日 ${to} 以后、今天 ${today} 以前。`;
  return refuse('claim_date', message, { date: message });
}

export function recomputeClaim(ctx: Writing, input: Parsed<'claims.recompute'>): Result<Recorded> {
  const found = openBatch(ctx, input.id);
  if (!found.ok) return found;
  const terms = input.terms ?? found.value;
  const checked = checkTerms(ctx, terms);
  if (!checked.ok) return checked;
  const { db, today } = ctx;
  db.run(
    `UPDATE claim_batch SET kind = ?, from_date = ?, to_date = ?, takes = ?, payee = ?, office = ?, title = ?, overdue = ?, needs_slip = ?,
       note = ?, computed_on = ? WHERE id = ?`,
    ...[terms.kind, terms.from, terms.to, terms.by, terms.payee, terms.office, terms.title, terms.overdue],
    ...[terms.needsSlip ? 1 : 0, terms.note, today, input.id],
  );
  const rebuilt = rebuild(ctx, input.id);
  if (!rebuilt.ok) return rebuilt;
  writeStep(ctx, input.id, { date: today, title: '重新测算', note: summary(rebuilt.value.lines) });
  return ok({ id: input.id, warnings: warningsOf(terms, rebuilt.value.lines) });
}

export function setLine(ctx: Writing, input: Parsed<'claims.setLine'>): Result<Recorded> {
  const { db } = ctx;
  const line = db.get<{ batchId: number; loanId: number }>(
    'SELECT batch_id AS batchId, loan_id AS loanId FROM claim_line WHERE id = ?',
    input.lineId,
  );
  if (!line) return refuse('claim_line_unknown', '没有这一行，请刷新后重选。');
  const found = openBatch(ctx, line.batchId);
  if (!found.ok) return found;
  const before = choicesOf(db, line.batchId).find((choice) => choice.loanId === line.loanId);
  writeChoice(db, line.batchId, {
    loanId: line.loanId,
    excludedReason:
      input.excludedReason === undefined ? (before?.excludedReason ?? null) : input.excludedReason,
    bankFen: input.bankFen === undefined ? (before?.bankFen ?? null) : input.bankFen,
    note: input.note ?? before?.note ?? '',
  });
  const rebuilt = rebuild(ctx, line.batchId);
  if (!rebuilt.ok) return rebuilt;
  const after = rebuilt.value.lines.find((one) => one.loanId === line.loanId);
  const warnings =
    after && input.excludedReason === '' && after.excludedReason !== ''
      ? [`${after.facts.borrowerName}（${after.facts.noteNo}）还是不能申请：${after.excludedReason}。`]
      : [];
  return ok({ id: line.batchId, warnings });
}

/** The lines of a batch as they follow now, written in the place of the old. */
export function rebuild(ctx: Writing, batchId: number): Result<Computation> {
  const found = batchById(ctx.db, batchId);
  if (!found.ok) return found;
  const computation = computationOf(ctx, { terms: found.value, loanIds: found.value.loanIds, batchId });
  if (computation.lines.length === 0) return nothingThere(found.value);
  writeLines(ctx, batchId, computation.lines);
  return ok(computation);
}

/** `list`: in the place of the list that was read in. */
export function computationOf(
  ctx: Reading,
  {
    terms,
    loanIds,
    batchId,
    list,
  }: {
    readonly terms: Terms;
    readonly loanIds: readonly number[] | null;
    readonly batchId: number | null;
    readonly list?: readonly ListedRow[];
  },
): Computation {
  const { db } = ctx;
  return computeLines(terms, claimableLoans(ctx, terms, loanIds), {
    choices: batchId === null ? [] : choicesOf(db, batchId),
    claimed: claimedSpans(db, batchId),
    list: list ?? (batchId === null ? [] : listRowsOf(db, batchId)),
  });
}

/** A batch that may still be changed. */
export function openBatch({ db }: Reading, id: number): Result<Batch> {
  const found = batchById(db, id);
  if (!found.ok) return found;
  const { state, no } = found.value;
  switch (state) {
    case 'computed':
      return found;
    case 'void':
      return refuse('claim_void', `${no} 已经作废。请新测算一批。`);
    case 'noticed':
      return refuse('claim_frozen', `${no} 正在公示，明细已经固定。要改请先“退回重新测算”。`);
    case 'submitted':
      return refuse('claim_frozen', `${no} 已经上报，明细已经固定。县里退回的，请先“退回重新测算”。`);
  }
}

function checkTerms({ today }: Reading, { from, to, kind, by }: Terms): Result<true> {
  const at = (field: 'from' | 'to', message: string): Result<never> =>
    refuse('claim_range', message, { [`terms.${field}`]: message });
  if (!isRealDate(from)) return at('from', `“${from}”不是一个日子，日期要写成 2018-06-21 这样。`);
  if (!isRealDate(to)) return at('to', `“${to}”不是一个日子，日期要写成 2018-09-20 这样。`);
  if (from > to) return at('to', `止日 ${to} 在起日 ${from} 之前，请核对。`);
  if (to > today) {
    return at('to', `止日 ${to} 还没有到，利息还在变。请在那一天以后再测算，或把止日提前。`);
  }
  if (Number(to.slice(0, 4)) - Number(from.slice(0, 4)) > MAX_YEARS) {
    return at('from', `${from} 至 ${to} 太长，一批最多 ${MAX_YEARS} 年。`);
  }
  if (kind === 'quarter' && by === 'settlements' && monthsIn(from, to) > 4) {
    return at('to', `${from} 至 ${to} 不止一个季度。请改选“年度”或“自定”，或改日期。`);
  }
  return ok(true);
}

const MAX_YEARS = 10;
const monthsIn = (from: string, to: string): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
  Number(to.slice(5, 7)) -
  Number(from.slice(5, 7));

function nothingThere({ from, to, payee }: Terms): Result<never> {
  const who = payee === 'household' ? '先付后贴（收款方是农户）' : '银行代扣（收款方是银行）';
  return refuse(
    'claim_empty',
    `${from} 至 ${to} 没有${who}的贷款可以申请贴息。请检查起止日期、收款方，或先登记贷款。`,
  );
}

function warningsOf(terms: Terms, lines: readonly Line[]): string[] {
  const included = lines.filter((line) => line.excludedReason === '');
  const warnings: string[] = [];
  if (included.length === 0) warnings.push('没有一笔可以申请，都列在“不申请”里，附有原因。');
  const reasons = Map.groupBy(
    lines.filter((line) => line.excludedReason !== ''),
    (line) => line.excludedReason.replace(/\d{4}-\d{2}-\d{2}|[\d,]+\.\d{2}|\d+ 天/g, '…'),
  );
  for (const [reason, same] of reasons) {
    const [first] = same;
    warnings.push(
      same.length === 1
        ? `${first!.facts.borrowerName}（${first!.facts.noteNo}）没有申请：${first!.excludedReason}。`
        : `${same.length} 笔没有申请：${reason}。`,
    );
  }
  if (terms.payee === 'household') {
    const noCard = included.filter((line) => line.facts.cardMasked === '').length;
    if (noCard > 0) warnings.push(`${noCard} 笔的借款人没有登记一卡通，到账后只能发现金或补登卡号。`);
  }
  const differing = included.filter((line) => line.bankFen !== null && line.bankFen !== line.interestFen);
  if (differing.length > 0) {
    const fen = differing.reduce((sum, line) => sum + line.bankFen! - line.interestFen, 0);
    warnings.push(
      `${differing.length} 笔银行利息和测算不同，合计相差 ${formatYuan(fen)} 元，按银行的数申请。`,
    );
  }
  return warnings;
}

function summary(lines: readonly Line[]): string {
  const { loans, claimedFen } = totalsOf(lines);
  return `${loans} 笔，申请贴息 ${formatYuan(claimedFen)} 元`;
}

function totalsOf(lines: readonly Line[]): Output<'claims.preview'>['totals'] {
  const sumOf = (of: (line: Line) => number): number => lines.reduce((sum, line) => sum + of(line), 0);
  const interestFen = sumOf((line) => line.interestFen);
  const bankFen = sumOf((line) => line.bankFen ?? line.interestFen);
  const claimedFen = sumOf((line) => line.claimedFen);
  return {
    loans: lines.filter((line) => line.excludedReason === '').length,
    excluded: lines.filter((line) => line.excludedReason !== '').length,
    interestFen,
    bankFen,
    differenceFen: bankFen - interestFen,
    subsidyFen: sumOf((line) => line.subsidyFen),
    claimedFen,
    paidByHouseholdFen: sumOf((line) => line.paidByHouseholdFen),
    ...{ receivedFen: 0, paidFen: 0, unreceivedFen: claimedFen, unpaidFen: 0 },
  };
}
