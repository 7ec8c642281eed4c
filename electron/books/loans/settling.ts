import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import { subsidyOfSlip } from '../../../shared/rules/subsidy.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import { checkPastDate } from '../entities/index.ts';
import { claimedSpans, spansOver } from './claimed.ts';
import { type Loan, loanNamed, loanOf, readLoans } from './loan.ts';
import { personOf } from './lists.ts';
import { type LoanSettings, readLoanSettings } from './settings.ts';
import {
  type ComputedSettlement,
  computedOf,
  segmentShown,
  settlementRows,
  type SettlementRow,
  totalsOf,
} from './settlements.ts';

type Settling = Parsed<'loans.settle'>;
interface BankFigure {
  readonly interestFen: number;
  readonly penaltyFen: number;
}

interface Planned {
  readonly loan: Loan;
  readonly row: SettlementRow;
  readonly computed: ComputedSettlement;
  readonly bank: BankFigure | null;
  /** Recorded already: only the bank's figure is new. */
  readonly replacesId: number | null;
}

/** Every period that ended in the range and is not in the register: what one call of 结息 records. */
export function previewSettle(ctx: Reading, input: Settling): Result<Output<'loans.previewSettle'>> {
  const planned = plan(ctx, input);
  if (!planned.ok) return planned;
  const rows = planned.value.map(({ loan, row }) => ({
    ...row,
    ...personOf(loan),
    noteNo: loan.noteNo,
    bank: loan.bank,
  }));
  return ok({ rows, totals: totalsOf(rows), warnings: warningsOf(planned.value) });
}

export function settleLoans(ctx: Writing, input: Settling): Result<Output<'loans.settle'>> {
  const past = checkPastDate(input.to, ctx.today, 'to');
  if (!past.ok) return past;
  const planned = plan(ctx, input);
  if (!planned.ok) return planned;
  if (planned.value.length === 0) {
    return refuse('nothing_to_settle', `到 ${input.to} 没有还没登记的结息。可换一个日期，或先登记贷款。`);
  }
  for (const one of planned.value) {
    insertSettlement(ctx, one.loan.id, one.computed, one.bank, '', one.replacesId);
  }
  return ok({
    totals: totalsOf(planned.value.map((one) => one.row)),
    warnings: warningsOf(planned.value),
  });
}

function plan({ db, today }: Reading, input: Settling): Result<Planned[]> {
  const past = checkPastDate(input.to, today, 'to');
  if (!past.ok) return past;
  const settings = readLoanSettings(db);
  const wanted = input.loanIds && new Set(input.loanIds);
  const bank = new Map(input.bank.map((one) => [`${one.loanId} ${one.to}`, one]));
  if (bank.size < input.bank.length) {
    return refuse('bank_twice', '银行利息里有一期写了两次，请删去一行。');
  }
  const planned: Planned[] = [];
  for (const loan of readLoans(db)) {
    if (wanted && !wanted.has(loan.id)) continue;
    const computed = new Map(computedOf(loan, settings, input.to).map((one) => [one.settlement.to, one]));
    for (const row of settlementRows(loan, settings, input.to)) {
      const one = computed.get(row.to);
      if (row.reason === 'running' || !one || row.settlesOn < (input.from ?? '')) continue;
      const figure = bank.get(`${loan.id} ${row.to}`) ?? null;
      bank.delete(`${loan.id} ${row.to}`);
      if (row.settlementId !== null && isKnown(row, figure)) continue;
      planned.push({
        loan,
        row: figure ? { ...row, ...withFigure(one, figure) } : row,
        computed: one,
        bank: figure,
        replacesId: row.settlementId,
      });
    }
  }
  const [stray] = bank.values();
  return stray ? strayFigure({ db, settings }, stray) : ok(planned);
}

function isKnown(row: SettlementRow, figure: BankFigure | null): boolean {
  return (
    figure === null ||
    (row.bankInterestFen === figure.interestFen && row.bankPenaltyFen === figure.penaltyFen)
  );
}

function strayFigure(
  { db }: { db: Reading['db']; settings: LoanSettings },
  stray: { loanId: number; to: string },
): Result<never> {
  const found = loanOf(db, stray.loanId);
  const name = found.ok ? loanNamed(found.value) : '所选的贷款';
  return refuse('bank_stray', `${name}没有到 ${stray.to} 为止、可以结息的区间，银行利息对不上。请核对日期。`);
}

function withFigure({ settlement, subsidy }: ComputedSettlement, bank: BankFigure): Partial<SettlementRow> {
  const dueFen = bank.interestFen + bank.penaltyFen;
  return {
    bankInterestFen: bank.interestFen,
    bankPenaltyFen: bank.penaltyFen,
    differenceFen: dueFen - settlement.totalFen,
    dueFen,
    ...subsidyOfSlip(settlement, subsidy, bank),
  };
}

function warningsOf(planned: readonly Planned[]): string[] {
  const differing = planned.filter(({ row }) => (row.differenceFen ?? 0) !== 0).length;
  const replaced = planned.filter((one) => one.replacesId !== null).length;
  return [
    ...(differing > 0 ? [`${differing} 期银行利息与计算的不同，以银行为准，差额留作核对。`] : []),
    ...(replaced > 0 ? [`${replaced} 期已经结息，这次只改记银行利息。`] : []),
  ];
}

function insertSettlement(
  { db, now, operator }: Writing,
  loanId: number,
  { settlement, subsidy }: ComputedSettlement,
  bank: BankFigure | null,
  note: string,
  replacesId: number | null,
): number {
  const borne = bank ? subsidyOfSlip(settlement, subsidy, bank) : subsidy;
  return db.run(
    `INSERT INTO bank_loan_settlement (loan_id, from_date, to_date, settles_on, reason, interest_fen, penalty_fen, bank_interest_fen,
       bank_penalty_fen, subsidisable_fen, subsidy_fen, own_fen, segments, subsidy_lines, note, replaces_id, operator, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    loanId,
    settlement.from,
    settlement.to,
    settlement.settlesOn,
    settlement.reason,
    settlement.interestFen,
    settlement.penaltyFen,
    bank?.interestFen ?? null,
    bank?.penaltyFen ?? null,
    subsidy.subsidisableFen,
    borne.subsidyFen,
    borne.ownFen,
    JSON.stringify(settlement.segments.map(segmentShown)),
    JSON.stringify(subsidy.lines),
    note,
    replacesId,
    operator,
    now,
  ).lastId;
}

/** The bank's figure wins: it stands in a new row, with the period computed afresh beside it. */
export function setBankFigure(
  ctx: Writing,
  { settlementId, note, ...bank }: Parsed<'loans.setBankFigure'>,
): Result<Output<'loans.setBankFigure'>> {
  const found = standingSettlement(ctx, settlementId);
  if (!found.ok) return found;
  const { loan, recorded } = found.value;
  const computed = computedOf(loan, readLoanSettings(ctx.db), recorded.settlesOn).find(
    (one) => one.settlement.to === recorded.to && one.settlement.reason !== 'running',
  );
  if (!computed) {
    return refuse(
      'settlement_stale',
      `${loanNamed(loan)} ${recorded.settlesOn} 的结息已经对不上后来的登记。请先撤销这次结息，重新结息后再填银行利息。`,
    );
  }
  const id = insertSettlement(ctx, loan.id, computed, bank, note, recorded.id);
  return ok({ id, warnings: [] });
}

export function undoSettlement(
  ctx: Writing,
  { settlementId, reason }: Parsed<'loans.undoSettlement'>,
): Result<{ done: true }> {
  const found = standingSettlement(ctx, settlementId);
  if (!found.ok) return found;
  const { db, now, operator } = ctx;
  const { loan, recorded } = found.value;
  const [fixed] = spansOver(claimedSpans(db).get(loan.id), recorded, loan).filter(
    (span) => span.isFixed === 1,
  );
  if (fixed) {
    return refuse(
      'settlement_claimed',
      `${loanNamed(loan)} ${recorded.settlesOn} 的贴息已在 ${fixed.batchNo} 里公示或上报，不能撤销结息。请先把那一批退回重算或作废。`,
    );
  }
  db.run(
    `INSERT INTO bank_loan_settlement (loan_id, from_date, to_date, settles_on, reason, interest_fen, penalty_fen, bank_interest_fen,
       bank_penalty_fen, subsidisable_fen, subsidy_fen, own_fen, segments, subsidy_lines, note, is_void, replaces_id, operator,
       recorded_at)
     SELECT loan_id, from_date, to_date, settles_on, reason, interest_fen, penalty_fen, bank_interest_fen, bank_penalty_fen,
       subsidisable_fen, subsidy_fen, own_fen, segments, subsidy_lines, ?, 1, id, ?, ?
     FROM bank_loan_settlement WHERE id = ?`,
    reason,
    operator,
    now,
    settlementId,
  );
  return ok({ done: true });
}

function standingSettlement(
  { db }: Reading,
  id: number,
): Result<{ loan: Loan; recorded: Loan['settled'][number] }> {
  const row = db.get<{ loanId: number }>(
    'SELECT loan_id AS loanId FROM bank_loan_settlement WHERE id = ?',
    id,
  );
  const found = row ? loanOf(db, row.loanId) : null;
  if (!found) return refuse('settlement_unknown', '没有这次结息，请重新选择。');
  if (!found.ok) return found;
  const recorded = found.value.settled.find((one) => one.id === id);
  return recorded
    ? ok({ loan: found.value, recorded })
    : refuse('settlement_replaced', '这次结息已经撤销或改记过了，请刷新后再试。');
}
