import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import { checkPastDate } from '../entities/index.ts';
import { claimedSpans } from './claimed.ts';
import { warningsOf } from './conflicts.ts';
import { addEvent } from './events.ts';
import { loanNamed, loanOf, readLoans, standing } from './loan.ts';
import { readLoanSettings } from './settings.ts';
import { sumsOf } from './state.ts';
import { checkLoan, checkTerms, insertLoan, setRate, updateLoan } from './terms.ts';

type Saved = Output<'loans.record'>;

/** A loan with its draws; left out, all of it is drawn on 放款日. */
export function recordLoan(
  ctx: Writing,
  { terms, draws }: Parsed<'loans.record'>,
  importId?: number,
): Result<Saved> {
  const made = makeLoan(ctx, { terms, draws }, importId);
  return made.ok ? ok({ id: made.value, warnings: warningsOf(ctx, made.value) }) : made;
}

/** The same without looking for what is odd about it, which an import does once for all. */
export function makeLoan(
  ctx: Writing,
  { terms, draws }: Parsed<'loans.record'>,
  importId?: number,
): Result<number> {
  const checked = checkTerms(ctx.db, terms, ctx.today, null);
  if (!checked.ok) return checked;
  const id = insertLoan(ctx, terms, importId === undefined ? {} : { importId });
  const all = draws ?? [{ date: terms.startsOn, principalFen: terms.amountFen, slipNo: '', note: '' }];
  for (const draw of all) {
    const dated = checkDrawDay(draw.date, terms, ctx.today);
    if (!dated.ok) return dated;
    addEvent(ctx, id, { kind: 'draw', ...draw, importId });
  }
  const fits = checkLoan(ctx.db, id);
  return fits.ok ? ok(id) : fits;
}

function checkDrawDay(date: string, { startsOn }: { startsOn: string }, today: string): Result<true> {
  const past = checkPastDate(date, today);
  if (!past.ok) return past;
  if (date >= startsOn) return ok(true);
  return refuse('loan_early', `放款 ${date} 早于合同的放款日 ${startsOn}，请核对日期。`, {
    date: `不能早于 ${startsOn}`,
  });
}

export function changeLoan(ctx: Writing, { id, terms }: Parsed<'loans.change'>): Result<Saved> {
  const changed = updateLoan(ctx, id, terms);
  return changed.ok ? ok({ id, warnings: warningsOf(ctx, id) }) : changed;
}

export function voidLoan(ctx: Writing, { id, reason }: Parsed<'loans.void'>): Result<{ done: true }> {
  const found = loanOf(ctx.db, id);
  if (!found.ok) return found;
  const loan = found.value;
  const event = standing(loan, ctx.today).find((one) => one.kind !== 'draw');
  if (event || loan.settled.length > 0) {
    const what = event ? `${event.date} 的登记` : `${loan.settled[0]!.settlesOn} 的结息`;
    return refuse('loan_in_use', `${loanNamed(loan)}已有${what}，不能作废。请先冲销它，再作废贷款。`);
  }
  const claim = claimedSpans(ctx.db).get(loan.id)?.[0];
  if (claim) {
    return refuse(
      'loan_in_use',
      `${loanNamed(loan)}已在贴息申请 ${claim.batchNo} 里，不能作废。请先作废那一批，或在里面剔除这笔再重算。`,
    );
  }
  if (loan.renewsId !== null) {
    return refuse(
      'loan_in_use',
      `${loanNamed(loan)}是 ${loan.renewsNoteNo} 的续贷。请在那张借据里冲销“续贷结清”，这张随之作废。`,
    );
  }
  ctx.db.run('UPDATE bank_loan SET voided_on = ?, void_reason = ? WHERE id = ?', ctx.today, reason, id);
  return ok({ done: true });
}

/** 利率调整, 贴息比例调整: of the loans named, else of all that owe something on the day. */
export function changeRates(
  ctx: Writing,
  { what, from, percent, loanIds }: Parsed<'loans.changeRates'>,
): Result<Output<'loans.changeRates'>> {
  const { db, today } = ctx;
  const wanted = loanIds && new Set(loanIds);
  const all = readLoans(db);
  const unknown = loanIds?.find((id) => !all.some((loan) => loan.id === id));
  if (unknown !== undefined) return refuse('loan_unknown', '所选的贷款有的已经作废，请重新选择。');
  const chosen = all.filter((loan) =>
    wanted
      ? wanted.has(loan.id)
      : loan.startsOn <= from && (from > today || sumsOf(loan, from).balanceFen > 0),
  );
  if (what === 'interest' && Number(percent) === 0) {
    return refuse('loan_invalid', '年利率要大于 0。', { percent: '要大于 0' });
  }
  if (Number(percent) > 100)
    return refuse('loan_invalid', '比例不能超过 100%。', { percent: '不能超过 100' });
  const early = chosen.find((loan) => what === 'interest' && from < loan.startsOn);
  if (early) {
    return refuse('loan_invalid', `${loanNamed(early)} ${early.startsOn} 才放款，利率不能从 ${from} 调整。`, {
      from: `${early.noteNo} 还没有放款`,
    });
  }
  for (const loan of chosen) setRate(db, loan.id, what, from, percent);
  const settled = chosen.filter((loan) => loan.settled.some((one) => one.to > from));
  const warnings =
    settled.length === 0
      ? []
      : [
          `其中 ${settled.length} 笔在 ${from} 以后已经结息，按新${what === 'interest' ? '利率' : '比例'}重算会不同。请在“疑点”里逐笔撤销结息后重新结。`,
        ];
  return ok({ changed: chosen.length, warnings });
}

/** 无还本续贷: the old 借据 is settled by the new one, the same day, to the fen. */
export function renewLoan(ctx: Writing, input: Parsed<'loans.renew'>): Result<Saved> {
  const { db, today } = ctx;
  const found = loanOf(db, input.loanId);
  if (!found.ok) return found;
  const loan = found.value;
  const past = checkPastDate(input.date, today);
  if (!past.ok) return past;
  if (loan.renewedByNoteNo !== '') {
    return refuse(
      'loan_renewed',
      `${loanNamed(loan)}已经续贷为 ${loan.renewedByNoteNo}，不能再续一次。要改，请先冲销“续贷结清”。`,
    );
  }
  const { balanceFen } = sumsOf(loan, input.date);
  if (balanceFen <= 0) {
    return refuse('loan_settled', `${loanNamed(loan)}在 ${input.date} 没有余额，不用续贷。`);
  }
  const settings = readLoanSettings(db);
  const terms = {
    ...settings,
    ...loan,
    contractNo: input.contractNo || loan.contractNo,
    noteNo: input.noteNo,
    amountFen: balanceFen,
    startsOn: input.date,
    dueOn: input.dueOn,
    rates: [{ from: input.date, percent: input.ratePercent }],
    ratios: Number(input.subsidyPercent) === 0 ? [] : [{ from: input.date, percent: input.subsidyPercent }],
    subsidyFrom: null,
    subsidyTo: null,
    note: `续贷：原借据 ${loan.noteNo}${input.note === '' ? '' : `；${input.note}`}`,
  };
  const checked = checkTerms(db, terms, today, null);
  if (!checked.ok) return checked;
  addEvent(ctx, loan.id, {
    kind: 'renewal',
    date: input.date,
    principalFen: balanceFen,
    slipNo: input.slipNo,
    note: `续贷：新借据 ${input.noteNo}，${formatYuan(balanceFen)} 元`,
  });
  const id = insertLoan(ctx, terms, { renewsId: loan.id });
  addEvent(ctx, id, {
    kind: 'draw',
    date: input.date,
    principalFen: balanceFen,
    slipNo: input.slipNo,
    note: '',
  });
  for (const one of [loan.id, id]) {
    const fits = checkLoan(db, one);
    if (!fits.ok) return fits;
  }
  return ok({ id, warnings: warningsOf(ctx, id) });
}
