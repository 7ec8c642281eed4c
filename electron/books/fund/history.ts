import type { FundSettings } from '../../../shared/contract/fundSettings.ts';
import type { FeeRate } from '../../../shared/rules/fundFee.ts';
import { addMonths } from '../../../shared/rules/calendar.ts';
import { invariant, ok, type Result } from '../../../shared/rules/result.ts';
import type { Money } from '../../../shared/rules/posting/posting.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { createFund, fundId } from '../entities/index.ts';
import { record } from './acts.ts';
import { insertApplication, insertContract, insertStep, nextApplication } from './applying.ts';
import { payOutAct } from './lending.ts';
import { lastOf, type LoanFile, loansOf, loanWith, standingMoves, standingSteps } from './loanFile.ts';
import { enrol, POOR } from './members.ts';
import { historyAct } from './repaying.ts';
import { defaultFundSettings, type Fund, fundWith } from './settings.ts';

/**
 * What a register kept on paper or in a sheet brings: loans that were lent and repaid before the program. Steps are written as the sheet
 * implies them, the charter's limits are not asked again, and an amount of the sheet stands even where the rule gives another.
 */
export interface KnownFund {
  /** Null: the workspace has no association yet. */
  readonly fund: Fund | null;
  readonly settings: FundSettings;
  /** By 借据号. */
  readonly loans: ReadonlyMap<string, KnownLoan>;
  readonly members: readonly KnownFundMember[];
}

export interface KnownLoan {
  readonly no: string;
  readonly personId: number;
  readonly name: string;
  readonly fen: number;
  readonly paidOutOn: string;
  readonly dueOn: string;
  readonly method: 'lump' | 'instalments';
  readonly months: number;
  readonly rate: FeeRate;
  readonly repayments: readonly {
    readonly date: string;
    readonly principalFen: number;
    readonly feeFen: number;
  }[];
}

export interface KnownFundMember {
  readonly id: number;
  readonly no: string;
  readonly name: string;
  readonly personId: number;
  readonly householdCode: string;
  readonly state: string;
  readonly group: string;
}

export function readFund(db: ReadableDb): KnownFund {
  const id = fundId(db);
  if (id === null) return { fund: null, settings: defaultFundSettings, loans: new Map(), members: [] };
  const fund = fundWith(db, id);
  invariant(fund.ok, 'the association is there');
  return {
    fund: fund.value,
    settings: fund.value.settings,
    loans: new Map(
      loansOf(db, id)
        .flatMap((loan) => knownLoan(loan) ?? [])
        .map((loan) => [loan.no, loan]),
    ),
    members: db.all<KnownFundMember>(
      `SELECT m.id, m.no, p.name, m.person_id AS personId, COALESCE(h.code, '') AS householdCode, m.state, COALESCE(g.name, '') AS "group"
       FROM fund_member f JOIN member m ON m.id = f.member_id JOIN person p ON p.id = m.person_id
         LEFT JOIN household h ON h.id = COALESCE(f.household_id, p.household_id)
         LEFT JOIN fund_group_member gm ON gm.member_id = m.id AND gm.to_date IS NULL LEFT JOIN fund_group g ON g.id = gm.group_id
       WHERE m.entity_id = ?`,
      id,
    ),
  };
}

function knownLoan(loan: LoanFile): KnownLoan | null {
  const steps = standingSteps(loan);
  const contract = lastOf(steps, 'contract')?.contract;
  const paidOut = lastOf(steps, 'pay-out');
  if (!contract || !paidOut) return null;
  return {
    no: contract.no,
    personId: loan.personId,
    name: loan.name,
    fen: contract.fen,
    paidOutOn: paidOut.date,
    dueOn: paidOut.facts.dueOn ?? '',
    method: contract.method,
    months: contract.months,
    rate: contract.rate,
    repayments: standingMoves(loan)
      .filter((move) => move.kind === 'repayment')
      .map((move) => ({
        date: move.date,
        principalFen: 0 - move.principalFen,
        feeFen: move.feeFen + move.penaltyFen,
      })),
  };
}

/** The association, made when there is none: its books begin with the month after what is history. */
export function ensureFund(ctx: Writing, villageName: string, firstPeriod: string): Result<Fund> {
  const id = fundId(ctx.db);
  if (id !== null) return fundWith(ctx.db, id);
  const made = createFund(ctx, `${villageName}互助资金协会`, firstPeriod);
  return made.ok ? fundWith(ctx.db, made.value) : made;
}

/** A member who borrowed, in the group that guarantees; whoever is both already stays so. */
export function ensureBorrower(
  ctx: Writing,
  fund: Fund,
  row: { readonly personId: number; readonly joinedOn: string; readonly group: string },
): Result<number> {
  const { db } = ctx;
  const member = db.get<{ id: number }>(
    'SELECT id FROM member WHERE entity_id = ? AND person_id = ?',
    fund.id,
    row.personId,
  );
  const id = member
    ? ok(member)
    : enrol(ctx, fund, { ...row, date: row.joinedOn, isExempt: isPoor(db, fund, row.personId) });
  if (!id.ok) return id;
  const memberId = id.value.id;
  if (!db.get('SELECT 1 FROM fund_group_member WHERE member_id = ? AND to_date IS NULL', memberId)) {
    db.run(
      'INSERT INTO fund_group_member (group_id, member_id, from_date, operator, recorded_at) VALUES (?, ?, ?, ?, ?)',
      ensureGroup(db, fund, row.group),
      memberId,
      row.joinedOn,
      ctx.operator,
      ctx.now,
    );
  }
  return ok(memberId);
}

function isPoor(db: ReadableDb, { settings }: Fund, personId: number): boolean {
  const household = db.get<{ category: string }>(
    'SELECT h.category FROM person p JOIN household h ON h.id = p.household_id WHERE p.id = ?',
    personId,
  );
  return settings.poorExempt && household !== undefined && POOR.includes(household.category);
}

/** 第3互助小组 is number 3 where that is free. */
function ensureGroup(db: Writing['db'], fund: Fund, name: string): number {
  const known = db.get<{ id: number }>(
    'SELECT id FROM fund_group WHERE entity_id = ? AND name = ?',
    fund.id,
    name,
  );
  if (known) return known.id;
  const taken = db
    .all<{ no: number }>('SELECT no FROM fund_group WHERE entity_id = ?', fund.id)
    .map((row) => row.no);
  const said = Number(/\d{1,3}/u.exec(name)?.[0] ?? 0);
  const no = said > 0 && !taken.includes(said) ? said : Math.max(0, ...taken) + 1;
  return db.run(
    `INSERT INTO fund_group (entity_id, no, name, head_member_id, note) VALUES (?, ?, ?, NULL, '')`,
    fund.id,
    no,
    name,
  ).lastId;
}

export interface OldLoan {
  readonly no: string;
  readonly memberId: number;
  /** Everybody else of the group. */
  readonly guarantorIds: readonly number[];
  readonly amountFen: number;
  readonly paidOutOn: string;
  readonly dueOn: string;
  readonly rate: FeeRate;
  readonly method: 'lump' | 'instalments';
  readonly purpose: string;
  readonly note: string;
}

/** Whole months of a term, the last begun counted. */
export function monthsOf(paidOutOn: string, dueOn: string): number {
  let months = 1;
  while (addMonths(paidOutOn, months) < dueOn) months += 1;
  return months;
}

/** A loan that was lent: its papers as far as the sheet has them, and the pay-out. */
export function recordOldLoan(ctx: Writing, fund: Fund, row: OldLoan): Result<number> {
  const { db } = ctx;
  const { paidOutOn: date, note } = row;
  const months = monthsOf(date, row.dueOn);
  const place = db.get<{
    householdId: number | null;
    groupId: number | null;
    memberNo: string;
    name: string;
  }>(
    `SELECT COALESCE(f.household_id, p.household_id) AS householdId, gm.group_id AS groupId, m.no AS memberNo, p.name
     FROM fund_member f JOIN member m ON m.id = f.member_id JOIN person p ON p.id = m.person_id
       LEFT JOIN fund_group_member gm ON gm.member_id = m.id AND gm.to_date IS NULL
     WHERE m.id = ?`,
    row.memberId,
  );
  invariant(place !== undefined, 'the borrower is a member');
  const loanId = insertApplication(ctx, fund, {
    ...row,
    ...place,
    applicationNo: nextApplication(db, fund.id, date),
    date,
    months,
  });
  const step = (kind: 'guarantee' | 'approve' | 'contract', facts: object): number =>
    insertStep(ctx, { loanId, kind, date, facts, note: OLD, eventId: null });
  if (row.guarantorIds.length > 0) {
    const stepId = step('guarantee', {});
    for (const memberId of row.guarantorIds) {
      db.run('INSERT INTO fund_guarantor (step_id, member_id) VALUES (?, ?)', stepId, memberId);
    }
  }
  step('approve', { amountFen: row.amountFen, months, approvedBy: OLD });
  insertContract(ctx, fund, {
    stepId: step('contract', {}),
    loanId,
    no: row.no,
    contractNo: '',
    fen: row.amountFen,
    months,
    method: row.method,
    rate: row.rate,
    feeTime: fund.settings.feeTime,
  });
  const loan = { id: loanId, memberId: row.memberId, memberNo: place.memberNo, name: place.name };
  const out = { no: row.no, fen: row.amountFen, date, dueOn: row.dueOn };
  const paid = record(
    ctx,
    ok(
      payOutAct(fund, loan, out, {
        facts: row,
        paid: usualMoney(fund),
        documentNo: '',
        attachments: 0,
        note,
      }),
    ),
  );
  return paid.ok ? ok(loanId) : paid;
}

/** What approved it, where only the register says that it was. */
const OLD = '按台账登记';

const usualMoney = ({ settings }: Fund): Money => ({ kind: settings.usualMoney });

/** A repayment as the sheet has it: its principal and its fee. */
export function recordOldRepayment(
  ctx: Writing,
  fund: Fund,
  row: { readonly no: string; readonly date: string; readonly principalFen: number; readonly feeFen: number },
): Result<number> {
  const found = ctx.db.get<{ loanId: number }>(
    `SELECT c.loan_id AS loanId FROM fund_contract c WHERE c.entity_id = ? AND c.no = ?
       AND NOT EXISTS (SELECT 1 FROM fund_loan_step u WHERE u.undoes_id = c.step_id)`,
    fund.id,
    row.no,
  );
  invariant(found !== undefined, `loan ${row.no} is there`);
  const loan = loanWith(ctx.db, fund, found.loanId);
  if (!loan.ok) return loan;
  const done = record(ctx, historyAct(fund, loan.value, { ...row, paid: usualMoney(fund), facts: row }));
  return done.ok ? ok(done.value.id) : done;
}
