import type { Output } from '../../../shared/contract/index.ts';
import { canLend, percentText } from '../../../shared/rules/fundRules.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { loansOf } from './loanFile.ts';
import { isOut, stateOn } from './loanState.ts';
import { ownOn } from './members.ts';
import type { Fund } from './settings.ts';

type Figures = Output<'fund.report'>['start'];

/** Money of the association at the end of a day: cash and bank as the books have them, lent as the register has it. */
export function moneyOn(
  db: ReadableDb,
  entityId: number,
  asOf: string,
): { cashFen: number; bankFen: number; lentFen: number; fundFen: number } {
  const row = db.get<{ cashFen: number; bankFen: number; lentFen: number }>(
    `WITH ask(entity_id, last) AS (VALUES (?, ?)),
     roots AS (SELECT a.role, a.code FROM ask JOIN account a ON a.entity_id = ask.entity_id AND a.role IN ('cash', 'bank')),
     moved AS (
       SELECT roots.role, e.debit_fen - e.credit_fen AS fen
       FROM ask JOIN roots JOIN account a ON a.entity_id = ask.entity_id AND a.code >= roots.code AND a.code < roots.code || 'a'
         JOIN entry e ON e.account_id = a.id AND e.state > 0 AND e.period <= substr(ask.last, 1, 7)
         JOIN voucher v ON v.id = e.voucher_id AND v.date <= ask.last)
     SELECT COALESCE(SUM(fen) FILTER (WHERE role = 'cash'), 0) AS cashFen, COALESCE(SUM(fen) FILTER (WHERE role = 'bank'), 0) AS bankFen,
       (SELECT COALESCE(SUM(m.principal_fen), 0) FROM ask JOIN fund_loan_move m ON m.entity_id = ask.entity_id AND m.date <= ask.last) AS lentFen
     FROM moved`,
    entityId,
    asOf,
  )!;
  return { ...row, fundFen: row.cashFen + row.bankFen + row.lentFen };
}

/** Everything the association looks at first, at the end of a day. */
export function figuresOn(db: ReadableDb, fund: Fund, asOf: string): Figures {
  const money = moneyOn(db, fund.id, asOf);
  const states = loansOf(db, fund.id)
    .filter((loan) => loan.appliedOn <= asOf)
    .map((loan) => stateOn(loan, asOf, fund.settings));
  const out = states.filter(isOut);
  const overdue = out.filter((one) => one.state === 'overdue');
  const behind = out.filter((one) => one.behindFen > 0);
  const own = [...ownOn(db, fund.id, asOf).values()];
  const { lentPercent } = fund.settings;
  return {
    ...money,
    loans: out.length,
    overdueFen: sum(overdue.map((one) => one.overdueFen)),
    overdueLoans: overdue.length,
    behindFen: sum(behind.map((one) => one.behindFen)),
    behindLoans: behind.length,
    lentPercent: percentText(money.lentFen, money.fundFen),
    limitPercent: lentPercent,
    canLendFen: canLend(money.fundFen, money.lentFen, lentPercent),
    ownFen: sum(own.map((one) => one.baseFen + one.additionalFen)),
    grantedFen: sum(own.map((one) => one.grantedFen)),
    ...capitalOn(db, fund.id, asOf),
    ...membersOn(db, fund.id, asOf),
  };
}

const sum = (fens: readonly number[]): number => fens.reduce((total, fen) => total + fen, 0);

function capitalOn(
  db: ReadableDb,
  entityId: number,
  asOf: string,
): Pick<Figures, 'fiscalFen' | 'donationFen' | 'assistanceFen'> {
  return db.get<Pick<Figures, 'fiscalFen' | 'donationFen' | 'assistanceFen'>>(
    `SELECT COALESCE(SUM(fen) FILTER (WHERE source = 'fiscal'), 0) AS fiscalFen,
       COALESCE(SUM(fen) FILTER (WHERE source = 'donation'), 0) AS donationFen,
       COALESCE(SUM(fen) FILTER (WHERE source = 'assistance'), 0) AS assistanceFen
     FROM fund_capital WHERE entity_id = ? AND date <= ?`,
    entityId,
    asOf,
  )!;
}

function membersOn(
  db: ReadableDb,
  entityId: number,
  asOf: string,
): Pick<Figures, 'members' | 'households' | 'groups'> {
  return db.get<Pick<Figures, 'members' | 'households' | 'groups'>>(
    `WITH ask(entity_id, day) AS (VALUES (?, ?)),
     present AS (
       SELECT m.id, COALESCE(f.household_id, p.household_id) AS household_id
       FROM ask JOIN member m ON m.entity_id = ask.entity_id AND m.joined_on <= ask.day AND (m.left_on IS NULL OR m.left_on > ask.day)
         JOIN fund_member f ON f.member_id = m.id JOIN person p ON p.id = m.person_id)
     SELECT COUNT(*) AS members, COUNT(DISTINCT household_id) AS households,
       (SELECT COUNT(DISTINCT g.id) FROM ask JOIN fund_group g ON g.entity_id = ask.entity_id JOIN fund_group_member gm ON gm.group_id = g.id
        WHERE gm.from_date <= ask.day AND (gm.to_date IS NULL OR gm.to_date > ask.day)) AS "groups"
     FROM present`,
    entityId,
    asOf,
  )!;
}
