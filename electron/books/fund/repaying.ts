import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { allocateEqually } from '../../../shared/rules/allocation.ts';
import type { FeeLine } from '../../../shared/rules/fundFee.ts';
import { splitRepayment } from '../../../shared/rules/fundLoan.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { type FundMember as Named, repaid, writtenOff } from '../../../shared/rules/posting/fund.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import { accountByCode } from '../accounts/index.ts';
import { checkPastDate } from '../entities/index.ts';
import { leastFrom } from '../ledger/index.ts';
import { booksBegin } from '../vouchers/index.ts';
import { type Act, checked, preview, record } from './acts.ts';
import { notItsTurn } from './applying.ts';
import { insertMove, latestOf } from './lending.ts';
import { type Guarantor, lastOf, type LoanFile, loanNamed, loanWith, standingSteps } from './loanFile.ts';
import { isOut, type LoanState, stateNow, stateOn } from './loanState.ts';
import { described } from './members.ts';
import { type Fund, fundWith } from './settings.ts';

/** What is owed on a day, before anything is paid. */
interface Owed {
  readonly lines: readonly FeeLine[];
  readonly feeFen: number;
  readonly penaltyFen: number;
  readonly balanceFen: number;
}

function owedOf(state: LoanState): Owed {
  const of = (kind: FeeLine['kind']): number =>
    state.lines.filter((line) => line.kind === kind).reduce((sum, line) => sum + line.fen, 0);
  return {
    lines: state.lines,
    feeFen: state.feeUnpaidFen + of('usage'),
    penaltyFen: of('penalty'),
    balanceFen: state.balanceFen,
  };
}

const totalOf = ({ feeFen, penaltyFen, balanceFen }: Owed): number => feeFen + penaltyFen + balanceFen;

/** What is let off goes off what being late added first. */
function afterWaiver(owed: Owed, waivedFen: number): Owed {
  const penaltyFen = Math.max(owed.penaltyFen - waivedFen, 0);
  const rest = waivedFen - (owed.penaltyFen - penaltyFen);
  return { ...owed, penaltyFen, feeFen: owed.feeFen - rest };
}

export const guarantorsOf = (loan: LoanFile): readonly Guarantor[] =>
  lastOf(standingSteps(loan), 'guarantee')?.guarantors ?? [];

/** 应还: what a loan costs on a day, how money in hand would be split, what each mate would bear. */
export function quote({ db, today }: Reading, input: Parsed<'fund.quote'>): Result<Output<'fund.quote'>> {
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const { settings } = found.value;
  const opened = loanWith(db, found.value, input.loanId);
  if (!opened.ok) return opened;
  const loan = opened.value;
  const asOf = input.asOf ?? today;
  const day = checkPastDate(asOf, '9999-12-31', 'asOf');
  if (!day.ok) return day;
  const state = stateOn(loan, asOf, settings);
  const owed = owedOf(state);
  const mates = guarantorsOf(loan);
  const shares =
    mates.length === 0
      ? []
      : allocateEqually(
          totalOf(owed),
          mates.map((one) => one.memberNo),
        );
  const waivedFen = Math.min(input.waivedFen ?? 0, owed.feeFen + owed.penaltyFen);
  const left = afterWaiver(owed, waivedFen);
  const split =
    input.amountFen === undefined
      ? null
      : splitRepayment(Math.min(input.amountFen, totalOf(left)), left, settings.order);
  return ok({
    loanId: loan.id,
    asOf,
    balanceFen: owed.balanceFen,
    lines: [...owed.lines],
    feeUnpaidFen: state.feeUnpaidFen,
    feeFen: owed.feeFen,
    penaltyFen: owed.penaltyFen,
    owedFen: totalOf(owed),
    split:
      split === null
        ? null
        : {
            ...split,
            waivedFen,
            feeLeftFen: left.feeFen + left.penaltyFen - split.feeFen - split.penaltyFen,
            balanceLeftFen: left.balanceFen - split.principalFen,
          },
    mates: mates.map(({ memberId, memberNo, name }, index) => ({
      memberId,
      memberNo,
      name,
      fen: shares[index] ?? 0,
    })),
  });
}

/** The loan a repayment is of, on a day that is not before anything else of it. */
function opened(
  ctx: Reading,
  input: { readonly entityId?: number | undefined; readonly loanId: number; readonly date: string },
  doing: string,
): Result<{ fund: Fund; loan: LoanFile; state: LoanState }> {
  const { db } = ctx;
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const fund = found.value;
  const loan = loanWith(db, fund, input.loanId);
  if (!loan.ok) return loan;
  const day = checkPastDate(input.date, ctx.today);
  if (!day.ok) return day;
  const now = stateNow(loan.value, ctx.today, fund.settings);
  if (!isOut(now)) return notItsTurn(loan.value, now.state, doing);
  const latest = latestOf(loan.value);
  if (input.date < latest) {
    const sentence = `${loanNamed(loan.value)} 在 ${latest} 已经有登记，${doing}日期不能早于它。漏登的，请先冲销后面的，按日期先后补登。`;
    return refuse('loan_moved_later', sentence, { date: sentence });
  }
  return ok({ fund, loan: loan.value, state: stateNow(loan.value, input.date, fund.settings) });
}

interface Paying {
  readonly date: string;
  readonly amountFen: number;
  readonly split?: { readonly principalFen: number; readonly feeFen: number } | undefined;
  readonly waivedFen: number;
  readonly payer: Named | null;
  readonly paid: Parsed<'fund.repay'>['paid'];
  readonly documentNo: string;
  readonly attachments: number;
  readonly note: string;
  readonly facts: object;
}

/** One payment against what is owed; `owed` is passed on so that several can follow each other. */
function paymentAct(fund: Fund, loan: LoanFile, owed: Owed, input: Paying): Result<{ act: Act; left: Owed }> {
  const fault = faultInPayment(loan, owed, input);
  if (fault) return fault;
  const { date, amountFen, waivedFen, payer, note, documentNo } = input;
  const due = afterWaiver(owed, waivedFen);
  const part = input.split
    ? {
        principalFen: input.split.principalFen,
        penaltyFen: Math.min(input.split.feeFen, due.penaltyFen),
        feeFen: input.split.feeFen - Math.min(input.split.feeFen, due.penaltyFen),
      }
    : splitRepayment(amountFen, due, fund.settings.order);
  const { principalFen, feeFen, penaltyFen } = part;
  const left: Owed = {
    lines: [],
    // What is left of the penalty is a fee of before by the next payment.
    feeFen: due.feeFen + due.penaltyFen - feeFen - penaltyFen,
    penaltyFen: 0,
    balanceFen: due.balanceFen - principalFen,
  };
  const member = { id: loan.memberId, no: loan.memberNo, name: loan.name };
  const no = lastOf(standingSteps(loan), 'contract')?.contract?.no ?? '';
  const lines = owed.lines.filter((line) => line.fen !== 0);
  const act: Act = {
    fund,
    kind: 'fundRepaid',
    date,
    facts: input.facts,
    amountFen,
    documentNo,
    attachments: input.attachments,
    party: described(payer ?? member),
    note,
    posting:
      amountFen === 0
        ? null
        : repaid(member, no, { principalFen, feeFen: feeFen + penaltyFen, payer }, input.paid),
    warnings: leftWarnings(left),
    write: (writing, eventId) => {
      insertMove(
        writing,
        fund,
        {
          loanId: loan.id,
          memberId: loan.memberId,
          date,
          kind: 'repayment',
          principalFen: 0 - principalFen,
          feeFen,
          penaltyFen,
          waivedFen,
          payerMemberId: payer?.id ?? null,
          documentNo,
          note,
          eventId,
        },
        lines,
      );
    },
  };
  return ok({ act, left });
}

function leftWarnings({ balanceFen, feeFen }: Owed): string[] {
  if (balanceFen === 0 && feeFen > 0) {
    return [`本金已经还清，还欠占用费 ${formatYuan(feeFen)} 元，收到以后请再登记。`];
  }
  return feeFen > 0 ? [`占用费还差 ${formatYuan(feeFen)} 元没有收，留到下次。`] : [];
}

function faultInPayment(loan: LoanFile, owed: Owed, input: Paying): Result<never> | null {
  const { amountFen, waivedFen, split, note, date } = input;
  const refused = (code: string, field: string, sentence: string): Result<never> =>
    refuse(code, sentence, { [field]: sentence });
  const feeFen = owed.feeFen + owed.penaltyFen;
  if (waivedFen > feeFen) {
    return refused(
      'waived_above',
      'waivedFen',
      `到 ${date} 只欠占用费 ${formatYuan(feeFen)} 元，减免不能比它多。`,
    );
  }
  if (waivedFen > 0 && note === '') {
    return refused('waiver_reason', 'note', '减免占用费要在备注里写明谁批准、为什么。');
  }
  if (amountFen === 0 && waivedFen === 0) {
    return refused('amount_empty', 'amountFen', '请填收到的金额。');
  }
  const most = totalOf(owed) - waivedFen;
  if (amountFen > most) {
    return refused(
      'repaid_above',
      'amountFen',
      `${loanNamed(loan)} 到 ${date} 欠本金 ${formatYuan(owed.balanceFen)} 元、占用费 ${formatYuan(feeFen - waivedFen)} 元，共 ${formatYuan(most)} 元，收 ${formatYuan(amountFen)} 元就多了。多收的请当面退还，按应还的数登记。`,
    );
  }
  return split ? faultInSplit(owed, split, amountFen, feeFen - waivedFen, refused) : null;
}

function faultInSplit(
  owed: Owed,
  split: { readonly principalFen: number; readonly feeFen: number },
  amountFen: number,
  feeOwedFen: number,
  refused: (code: string, field: string, sentence: string) => Result<never>,
): Result<never> | null {
  const { principalFen, feeFen } = split;
  if (principalFen + feeFen !== amountFen) {
    return refused(
      'split_sum',
      'split.principalFen',
      `本金 ${formatYuan(principalFen)} 元加占用费 ${formatYuan(feeFen)} 元是 ${formatYuan(principalFen + feeFen)} 元，和收到的 ${formatYuan(amountFen)} 元不一样。`,
    );
  }
  if (principalFen > owed.balanceFen) {
    return refused('split_above', 'split.principalFen', `本金只欠 ${formatYuan(owed.balanceFen)} 元。`);
  }
  if (feeFen > feeOwedFen) {
    return refused('split_above', 'split.feeFen', `占用费只欠 ${formatYuan(feeOwedFen)} 元。`);
  }
  return null;
}

export function planRepayment(ctx: Reading, input: Parsed<'fund.repay'>): Result<Act> {
  const found = opened(ctx, input, '还款');
  if (!found.ok) return found;
  const { fund, loan, state } = found.value;
  const payer = payerOf(loan, input.payerMemberId);
  if (!payer.ok) return payer;
  const planned = paymentAct(fund, loan, owedOf(state), { ...input, payer: payer.value, facts: input });
  return planned.ok ? ok(planned.value.act) : planned;
}

/** A repayment of an old register: what it says was paid stands, and a fee beyond the rule's is settled with a line that says so. */
export function historyAct(
  fund: Fund,
  loan: LoanFile,
  row: {
    readonly date: string;
    readonly principalFen: number;
    readonly feeFen: number;
    readonly paid: Paying['paid'];
    readonly facts: object;
  },
): Result<Act> {
  const { date, principalFen, feeFen, paid, facts } = row;
  const owed = owedOf(stateNow(loan, date, fund.settings));
  const aboveFen = feeFen - owed.feeFen - owed.penaltyFen;
  const above: FeeLine = {
    kind: 'usage',
    from: date,
    to: date,
    baseFen: 0,
    fen: aboveFen,
    text: `台账收 ${formatYuan(feeFen)} 元，按约定应收 ${formatYuan(feeFen - aboveFen)} 元，按台账补 ${formatYuan(aboveFen)} 元`,
  };
  const planned = paymentAct(
    fund,
    loan,
    aboveFen > 0 ? { ...owed, lines: [...owed.lines, above], feeFen: owed.feeFen + aboveFen } : owed,
    {
      date,
      amountFen: principalFen + feeFen,
      split: { principalFen, feeFen },
      waivedFen: 0,
      payer: null,
      paid,
      documentNo: '',
      attachments: 0,
      note: '',
      facts,
    },
  );
  return planned.ok ? ok(planned.value.act) : planned;
}

/** Somebody of those who guaranteed; null: the borrower. */
function payerOf(loan: LoanFile, memberId: number | undefined): Result<Named | null> {
  if (memberId === undefined || memberId === loan.memberId) return ok(null);
  const mate = guarantorsOf(loan).find((one) => one.memberId === memberId);
  if (mate) return ok({ id: mate.memberId, no: mate.memberNo, name: mate.name });
  const sentence = `这个会员没有为 ${loanNamed(loan)} 担保，不能作为担保人代还。帮着还的，按借款人还款登记，在备注里写明。`;
  return refuse('not_a_guarantor', sentence, { payerMemberId: sentence });
}

export const repay = (ctx: Writing, input: Parsed<'fund.repay'>): Result<Output<'fund.repay'>> =>
  record(ctx, planRepayment(ctx, input));

/** 向担保人追偿: an overdue loan is paid by the mates who guaranteed it, in equal parts unless agreed otherwise; one receipt each. */
function planRecovery(ctx: Reading, input: Parsed<'fund.recover'>): Result<Act[]> {
  const found = opened(ctx, input, '追偿');
  if (!found.ok) return found;
  const { fund, loan, state } = found.value;
  if (state.state !== 'overdue') {
    return refuse(
      'not_overdue',
      `${loanNamed(loan)} 在 ${input.date} 还没有逾期，不能向担保人追偿。担保人自愿代还的，用“还款”，付款人选担保人。`,
    );
  }
  const mates = guarantorsOf(loan);
  if (mates.length === 0) {
    return refuse('no_guarantors', `${loanNamed(loan)} 没有登记担保人，请先在这笔借款里登记联保。`);
  }
  let owed = owedOf(state);
  const shares = allocateEqually(
    totalOf(owed),
    mates.map((one) => one.memberNo),
  );
  const parts =
    input.parts ?? mates.map(({ memberId }, index) => ({ memberId, amountFen: shares[index] ?? 0 }));
  const acts: Act[] = [];
  for (const [index, { memberId, amountFen }] of parts.entries()) {
    if (amountFen === 0) continue;
    const payer = payerOf(loan, memberId);
    if (!payer.ok || payer.value === null) {
      const sentence = payer.ok ? '借款人自己还的，请用“还款”登记。' : payer.error.message;
      return refuse('not_a_guarantor', sentence, { [`parts.${index}.memberId`]: sentence });
    }
    const planned = paymentAct(fund, loan, owed, {
      ...input,
      amountFen,
      split: undefined,
      waivedFen: 0,
      payer: payer.value,
      facts: { ...input, parts: [{ memberId, amountFen }] },
    });
    if (!planned.ok) return planned;
    ({ left: owed } = planned.value);
    acts.push(planned.value.act);
  }
  return ok(acts);
}

export function recover(ctx: Writing, input: Parsed<'fund.recover'>): Result<Output<'fund.recover'>> {
  const planned = planRecovery(ctx, input);
  if (!planned.ok) return planned;
  const eventIds: number[] = [];
  const voucherIds: number[] = [];
  let warnings: string[] = [];
  for (const act of planned.value) {
    const done = record(ctx, ok(act));
    if (!done.ok) return done;
    eventIds.push(done.value.id);
    voucherIds.push(...done.value.voucherIds);
    ({ warnings } = done.value);
  }
  return ok({ eventIds, voucherIds, warnings });
}

/** 核销: what is lost for good, out of the risk reserve, beyond it as a cost. What the fee would have been is dropped. */
export function planWriteOff(ctx: Reading, input: Parsed<'fund.writeOff'>): Result<Act> {
  const { db } = ctx;
  const found = opened(ctx, input, '核销');
  if (!found.ok) return found;
  const { fund, loan, state } = found.value;
  const { date, approval, note } = input;
  if (state.state !== 'overdue' || state.balanceFen === 0) {
    return refuse('not_overdue', `${loanNamed(loan)} 在 ${date} 没有逾期的本金，不能核销。`);
  }
  const code = accountByCode(db, fund.id, '@riskReserve')?.code ?? '';
  const hasFen = booksBegin(db, fund.id, date) ? Math.max(leastFrom(db, fund.id, code, date), 0) : 0;
  const reserveFen = Math.min(hasFen, state.balanceFen);
  const costFen = state.balanceFen - reserveFen;
  const member = { id: loan.memberId, no: loan.memberNo, name: loan.name };
  const warnings = [
    `占用费 ${formatYuan(state.feeOwedFen)} 元一并不再计收。核销以后仍要追偿，收回来的，先冲销这次核销再登记还款。`,
  ];
  if (costFen > 0 && booksBegin(db, fund.id, date)) {
    warnings.unshift(
      `风险准备金只有 ${formatYuan(hasFen)} 元，不够的 ${formatYuan(costFen)} 元记业务活动成本（借款损失）。`,
    );
  }
  return ok({
    fund,
    kind: 'fundWrittenOff',
    date,
    facts: input,
    amountFen: state.balanceFen,
    documentNo: '',
    attachments: 0,
    party: described(member),
    note: note === '' ? approval : `${approval}；${note}`,
    posting: writtenOff(member, state.contract?.no ?? '', { reserveFen, costFen }),
    warnings,
    write: (writing, eventId) => {
      insertMove(writing, fund, {
        loanId: loan.id,
        memberId: loan.memberId,
        date,
        kind: 'write-off',
        principalFen: 0 - state.balanceFen,
        documentNo: '',
        note: approval,
        eventId,
      });
    },
  });
}

export const writeOff = (ctx: Writing, input: Parsed<'fund.writeOff'>): Result<Output<'fund.writeOff'>> =>
  record(ctx, planWriteOff(ctx, input));

export function previewRecovery(
  ctx: Reading,
  input: Parsed<'fund.recover'>,
): Result<Output<'fund.previewLoan'>> {
  const planned = planRecovery(ctx, input);
  if (!planned.ok) return planned;
  const shown: Output<'fund.previewLoan'>[] = [];
  for (const act of planned.value) {
    const good = checked(ctx, act);
    if (!good.ok) return good;
    const one = preview(ctx, ok(act));
    if (!one.ok) return one;
    shown.push(one.value);
  }
  return ok({
    vouchers: shown.flatMap((one) => one.vouchers),
    amountFen: shown.reduce((sum, one) => sum + one.amountFen, 0),
    warnings: [...(shown.at(-1)?.warnings ?? [])],
  });
}
