import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { addDays, fiscalYearBounds } from '../../../shared/rules/calendar.ts';
import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { rateText } from '../../../shared/rules/fundFee.ts';
import { movedOverRest } from '../../../shared/rules/fundLoan.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import {
  entityOfLoan,
  lastOf,
  type LoanFile,
  loansOf,
  type LoanStep,
  loanWith,
  standingSteps,
  type StepKind,
} from './loanFile.ts';
import { barFromLater } from './lending.ts';
import { barFromGroup, barFromHousehold, barFromLimit } from './loanRules.ts';
import { loanRow, stateOn, type LoanState } from './loanState.ts';
import { guarantorsOf } from './repaying.ts';
import { type Fund, fundWith } from './settings.ts';

type LoanRow = Output<'fund.loans'>[number];
type LoanView = Output<'fund.loan'>;

/** 借款台账 on a day; ended applications only when asked for. */
export function listLoans({ db, today }: Reading, input: Parsed<'fund.loans'>): Result<LoanRow[]> {
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const { id, settings } = found.value;
  const asOf = input.asOf ?? today;
  const words = toHalfWidth(input.search ?? '')
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  return ok(
    loansOf(db, id)
      .filter((loan) => loan.appliedOn <= asOf)
      .filter((loan) => input.memberId === undefined || loan.memberId === input.memberId)
      .map((loan) => loanRow(loan, asOf, settings))
      .filter((row) => (input.state === undefined ? row.state !== 'ended' : row.state === input.state))
      .filter((row) => {
        const text = [
          row.no,
          row.applicationNo,
          row.name,
          row.memberNo,
          row.householdCode,
          row.guaranteeGroup,
          row.purpose,
        ]
          .join('\n')
          .toLowerCase();
        return words.every((word) => text.includes(word));
      }),
  );
}

/** A call on one loan names no books. */
function loanOfId(db: ReadableDb, id: number): Result<{ fund: Fund; loan: LoanFile }> {
  const entityId = entityOfLoan(db, id);
  if (entityId === null) return refuse('loan_unknown', '没有这笔借款，请回到列表重新选择。');
  const fund = fundWith(db, entityId);
  if (!fund.ok) return fund;
  const loan = loanWith(db, fund.value, id, 'id');
  return loan.ok ? ok({ fund: fund.value, loan: loan.value }) : loan;
}

export function getLoan({ db, today }: Reading, input: Parsed<'fund.loan'>): Result<LoanView> {
  const found = loanOfId(db, input.id);
  if (!found.ok) return found;
  const { fund, loan } = found.value;
  const asOf = input.asOf ?? today;
  const state = stateOn(loan, asOf, fund.settings);
  const next = nextOf(state.state, fund);
  const repaidFen = (state.terms?.principalFen ?? 0) - state.balanceFen;
  let plannedFen = 0;
  return ok({
    loan: loanRow(loan, asOf, fund.settings),
    steps: stepsOf(loan),
    next,
    bar: barToNext(db, fund, loan, state, next, asOf),
    guarantors: guarantorsOf(loan).map(({ memberId, memberNo, name }) => ({ memberId, memberNo, name })),
    schedule: state.schedule.map((row): LoanView['schedule'][number] => {
      const before = plannedFen;
      plannedFen += row.principalFen;
      const unpaid =
        movedOverRest(row.dueOn, fund.settings) < asOf ? 'late' : repaidFen > before ? 'part' : 'coming';
      return {
        ...row,
        totalFen: row.principalFen + row.feeFen,
        state: repaidFen >= plannedFen ? 'paid' : unpaid,
      };
    }),
    repayments: repaymentRows(db, fund.id, { loanId: loan.id }),
    fees: [...settledLines(db, loan.id), ...state.lines],
  });
}

function settledLines(db: ReadableDb, loanId: number): LoanView['fees'] {
  return db.all(
    `SELECT f.kind, f.from_date AS "from", f.to_date AS "to", f.base_fen AS baseFen, f.fen, f.text
     FROM fund_loan_move m JOIN fund_fee f ON f.move_id = m.id
     WHERE m.loan_id = ? AND NOT EXISTS (SELECT 1 FROM fund_loan_move r WHERE r.reverses_id = m.id) ORDER BY m.date, f.id`,
    loanId,
  );
}

function nextOf(state: LoanRow['state'], { settings }: Fund): LoanView['next'] {
  switch (state) {
    case 'applied':
      return 'guarantee';
    case 'guaranteed':
      return 'approve';
    case 'approved':
      return settings.noticeDays > 0 ? 'notice' : 'contract';
    case 'noticed':
      return 'contract';
    case 'contracted':
      return 'pay-out';
    case 'running':
    case 'overdue':
      return 'repay';
    default:
      return null;
  }
}

/** Why the next step has to wait. */
function barToNext(
  db: ReadableDb,
  fund: Fund,
  loan: LoanFile,
  state: LoanState,
  next: LoanView['next'],
  asOf: string,
): string {
  const noticeTo = lastOf(standingSteps(loan), 'notice')?.facts.to;
  if (next === 'contract' && noticeTo !== undefined && asOf <= noticeTo) {
    return `公示到 ${noticeTo}，${addDays(noticeTo, 1)} 起可以签合同`;
  }
  if (next !== 'pay-out' || state.contract === null) return '';
  const loans = loansOf(db, fund.id);
  const borrower = { id: loan.memberId, householdId: loan.householdId, householdCode: loan.householdCode };
  const bar =
    barFromHousehold(fund, loans, borrower, asOf, loan.id) ??
    (loan.guaranteeGroupId === null ? null : barFromGroup(db, fund, loans, loan.guaranteeGroupId, asOf)) ??
    barFromLimit(db, fund, state.contract.fen, asOf);
  return bar === null || bar.ok ? '' : bar.error.message;
}

const STEP_TITLES: Readonly<Record<StepKind | 'apply', string>> = {
  apply: '申请',
  guarantee: '小组联保',
  approve: '审批',
  notice: '公示',
  contract: '签合同',
  'pay-out': '放款',
  extend: '展期',
  end: '终止',
};

/** All steps, those taken back too, from the application on. */
function stepsOf(loan: LoanFile): LoanView['steps'] {
  const last = standingSteps(loan).at(-1);
  const applied: LoanView['steps'][number] = {
    id: loan.id,
    kind: 'apply',
    title: STEP_TITLES.apply,
    date: loan.appliedOn,
    text: `申请 ${formatYuan(loan.askedFen)} 元，${loan.months} 个月，${METHODS[loan.method]}，用于${loan.purpose}`,
    documentNo: loan.applicationNo,
    note: loan.note,
    operator: loan.operator,
    eventId: null,
    canUndo: false,
    undoneOn: null,
    undoneReason: '',
  };
  return [
    applied,
    ...loan.steps.map((step) => ({
      id: step.id,
      kind: step.kind,
      title: STEP_TITLES[step.kind],
      date: step.date,
      text: textOf(loan, step),
      documentNo: step.contract?.no ?? '',
      note: step.note,
      operator: step.operator,
      eventId: step.eventId,
      canUndo: step.id === last?.id && barFromLater(loan, step) === null,
      undoneOn: step.undone?.date ?? null,
      undoneReason: step.undone?.reason ?? '',
    })),
  ];
}

const METHODS = { lump: '整借整还', instalments: '整借零还' } as const;

function textOf(loan: LoanFile, { kind, facts, guarantors, contract, date }: LoanStep): string {
  switch (kind) {
    case 'guarantee':
      return `${loan.guaranteeGroup} ${guarantors.map((one) => one.name).join('、')} 同意联保`;
    case 'approve':
      return `${facts.approvedBy ?? ''} 批准 ${formatYuan(facts.amountFen ?? 0)} 元，${facts.months ?? 0} 个月`;
    case 'notice':
      return `公示 ${date} 至 ${facts.to ?? date}${facts.place ? `，${facts.place}` : ''}`;
    case 'contract':
      return contract
        ? `借据 ${contract.no}，${formatYuan(contract.fen)} 元，${contract.months} 个月，${rateText(contract.rate)}，${METHODS[contract.method]}`
        : '';
    case 'pay-out':
      return `到期 ${facts.dueOn ?? ''}`;
    case 'extend':
      return `${facts.approvedBy ?? ''} 同意余额 ${formatYuan(facts.balanceFen ?? 0)} 元展期到 ${facts.dueOn ?? ''}`;
    case 'end':
      return facts.reason ?? '';
  }
}

type RepaymentRow = Output<'fund.repayments'>[number];

export function listRepayments({ db }: Reading, input: Parsed<'fund.repayments'>): Result<RepaymentRow[]> {
  const found = fundWith(db, input.entityId);
  return found.ok ? ok(repaymentRows(db, found.value.id, input)) : found;
}

/** 还款台账: what came back and what was given up, red rows among them, with the balance after each. */
function repaymentRows(
  db: ReadableDb,
  entityId: number,
  { year, loanId }: { readonly year?: number | undefined; readonly loanId?: number | undefined },
): RepaymentRow[] {
  const bounds = year === undefined ? null : fiscalYearBounds(year);
  return db
    .all<Omit<RepaymentRow, 'isUndone'> & { isUndone: number }>(
      `SELECT * FROM (
         SELECT v.id, v.loan_id AS loanId, c.no AS loanNo, v.member_id AS memberId, m.no AS memberNo, p.name, v.date, v.kind,
           -v.principal_fen AS principalFen, v.fee_fen AS feeFen, v.penalty_fen AS penaltyFen, v.waived_fen AS waivedFen,
           CASE WHEN COALESCE(r.kind, v.kind) = 'write-off' THEN 0 ELSE -v.principal_fen END + v.fee_fen + v.penalty_fen AS totalFen,
           SUM(v.principal_fen) OVER (PARTITION BY v.loan_id ORDER BY v.date, v.id) AS balanceFen,
           json_extract(e.facts, '$.paid.kind') AS paidBy, v.payer_member_id AS payerMemberId,
           CASE WHEN q.id IS NULL THEN '' ELSE q.no || ' ' || qp.name END AS payerName, v.document_no AS documentNo, v.note,
           v.event_id AS eventId, v.reverses_id AS reversesId,
           EXISTS (SELECT 1 FROM fund_loan_move u WHERE u.reverses_id = v.id) AS isUndone, v.operator,
           COALESCE(r.kind, v.kind) AS origin
         FROM fund_loan_move v JOIN member m ON m.id = v.member_id JOIN person p ON p.id = m.person_id
           LEFT JOIN fund_loan_move r ON r.id = v.reverses_id LEFT JOIN business_event e ON e.id = COALESCE(r.event_id, v.event_id)
           LEFT JOIN member q ON q.id = v.payer_member_id LEFT JOIN person qp ON qp.id = q.person_id
           LEFT JOIN fund_contract c ON c.step_id = (SELECT MAX(k.step_id) FROM fund_contract k WHERE k.loan_id = v.loan_id)
         WHERE v.entity_id = ? AND (? IS NULL OR v.loan_id = ?))
       WHERE origin <> 'pay-out' AND date BETWEEN ? AND ? ORDER BY date, id`,
      entityId,
      loanId ?? null,
      loanId ?? null,
      bounds?.firstDay ?? '0000-01-01',
      bounds?.lastDay ?? '9999-12-31',
    )
    .map((row) => ({ ...row, isUndone: row.isUndone === 1 }));
}

type FeeRow = Output<'fund.fees'>[number];

/** 占用费台账: each line that a repayment settled, with how it came about. */
export function listFees({ db }: Reading, input: Parsed<'fund.fees'>): Result<FeeRow[]> {
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const bounds = input.year === undefined ? null : fiscalYearBounds(input.year);
  return ok(
    db
      .all<Omit<FeeRow, 'isUndone'> & { isUndone: number }>(
        `SELECT f.id, v.loan_id AS loanId, c.no AS loanNo, m.no AS memberNo, p.name, v.date, f.kind, f.from_date AS "from", f.to_date AS "to",
           f.base_fen AS baseFen, f.fen, f.text,
           CASE WHEN f.id = first.id THEN v.fee_fen + v.penalty_fen ELSE 0 END AS paidFen,
           CASE WHEN f.id = first.id THEN v.waived_fen ELSE 0 END AS waivedFen,
           EXISTS (SELECT 1 FROM fund_loan_move u WHERE u.reverses_id = v.id) AS isUndone
         FROM fund_loan_move v JOIN fund_fee f ON f.move_id = v.id JOIN member m ON m.id = v.member_id JOIN person p ON p.id = m.person_id
           JOIN (SELECT move_id, MIN(id) AS id FROM fund_fee GROUP BY move_id) first ON first.move_id = v.id
           LEFT JOIN fund_contract c ON c.step_id = (SELECT MAX(k.step_id) FROM fund_contract k WHERE k.loan_id = v.loan_id)
         WHERE v.entity_id = ? AND v.date BETWEEN ? AND ? ORDER BY v.date, f.id`,
        found.value.id,
        bounds?.firstDay ?? '0000-01-01',
        bounds?.lastDay ?? '9999-12-31',
      )
      .map((row) => ({ ...row, isUndone: row.isUndone === 1 })),
  );
}

type NoticeRow = Output<'fund.notices'>[number];

/** 公示单: notices that hang on some day of a span. */
export function listNotices({ db }: Reading, input: Parsed<'fund.notices'>): Result<NoticeRow[]> {
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const { id, settings } = found.value;
  return ok(
    loansOf(db, id).flatMap((loan): NoticeRow[] => {
      const steps = standingSteps(loan);
      const notice = lastOf(steps, 'notice');
      const to = notice?.facts.to;
      if (!notice || to === undefined || notice.date > input.to || to < input.from) return [];
      const approved = lastOf(steps, 'approve')?.facts;
      return [
        {
          loanId: loan.id,
          applicationNo: loan.applicationNo,
          name: loan.name,
          householdCode: loan.householdCode,
          groupNo: loan.groupNo,
          guaranteeGroup: loan.guaranteeGroup,
          guarantors: guarantorsOf(loan)
            .map((one) => one.name)
            .join('、'),
          purpose: loan.purpose,
          amountFen: approved?.amountFen ?? loan.askedFen,
          months: approved?.months ?? loan.months,
          rateText: rateText(lastOf(steps, 'contract')?.contract?.rate ?? settings.rate),
          approvedBy: approved?.approvedBy ?? '',
          from: notice.date,
          to,
          place: notice.facts.place ?? '',
        },
      ];
    }),
  );
}

/** 借款申请审批表 of one loan. */
export function getApplication(
  { db, today }: Reading,
  input: Parsed<'fund.application'>,
): Result<Output<'fund.application'>> {
  const found = loanOfId(db, input.id);
  if (!found.ok) return found;
  const { fund, loan } = found.value;
  const steps = standingSteps(loan);
  const approved = lastOf(steps, 'approve')?.facts;
  const notice = lastOf(steps, 'notice');
  return ok({
    loan: loanRow(loan, today, fund.settings),
    steps: stepsOf(loan),
    guarantors: [...guarantorsOf(loan)],
    contractNo: lastOf(steps, 'contract')?.contract?.contractNo ?? '',
    approvedBy: approved?.approvedBy ?? '',
    approvedFen: approved?.amountFen ?? null,
    noticeFrom: notice?.date ?? null,
    noticeTo: notice?.facts.to ?? null,
  });
}
