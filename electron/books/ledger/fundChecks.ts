import { canLend } from '../../../shared/rules/fundRules.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { type BookCheck, type Books, equation, openingsWait } from './equation.ts';

/** What must be true of an association beyond its control accounts: its loans one by one, its fee, where its money is, and its limit. */
export function fundRegisterChecks(books: Books): BookCheck[] {
  return [loansOneByOne(books), feeAsReceived(books), moneyAndSources(books), lentWithinLimit(books)];
}

/** No loan is paid back beyond what was lent, on any day. */
function loansOneByOne({ db, entityId, upTo }: Books): BookCheck {
  const below = db.all<{ no: string; name: string; date: string; fen: number }>(
    `SELECT no, name, MIN(date) AS date, fen FROM (
       SELECT m.loan_id, l.application_no AS no, p.name, m.date, SUM(SUM(m.principal_fen)) OVER (PARTITION BY m.loan_id ORDER BY m.date) AS fen
       FROM fund_loan_move m JOIN fund_loan l ON l.id = m.loan_id JOIN member b ON b.id = m.member_id JOIN person p ON p.id = b.person_id
       WHERE m.entity_id = ? AND m.date <= ? || '-31' GROUP BY m.loan_id, m.date)
     WHERE fen < 0 GROUP BY loan_id ORDER BY loan_id`,
    entityId,
    upTo,
  );
  return equation({
    id: 'fund-loans',
    tier: 2,
    name: '每笔借款的余额都不小于零',
    left: ['小于零的借款', `${below.length} 笔`],
    right: ['应为', '0 笔'],
    rows: below.map((one) => ({ text: `${one.no} ${one.name} ${one.date} 余额 ${formatYuan(one.fen)}` })),
  });
}

/** 占用费收入 of the events against the register of what was received; what was typed by hand beside them is shown and no fault. */
function feeAsReceived({ db, entityId, upTo, firstPeriod }: Books): BookCheck {
  const { bookedFen, typedFen, registerFen } = db.get<{
    bookedFen: number;
    typedFen: number;
    registerFen: number;
  }>(
    `WITH ask(entity_id, first, last) AS (VALUES (?, ?, ?)),
     fee AS (
       SELECT v.source, e.credit_fen - e.debit_fen AS fen
       FROM ask JOIN account root ON root.entity_id = ask.entity_id AND root.role = 'feeIncome'
         JOIN account a ON a.entity_id = ask.entity_id AND a.code >= root.code AND a.code < root.code || 'a'
         JOIN entry e ON e.account_id = a.id AND e.state > 0 AND e.period <= ask.last JOIN voucher v ON v.id = e.voucher_id
       WHERE v.kind IN ('entry', 'event'))
     SELECT COALESCE(SUM(fen) FILTER (WHERE source IS NOT NULL), 0) AS bookedFen, COALESCE(SUM(fen) FILTER (WHERE source IS NULL), 0) AS typedFen,
       (SELECT COALESCE(SUM(m.fee_fen + m.penalty_fen), 0) FROM ask JOIN fund_loan_move m ON m.entity_id = ask.entity_id
        WHERE m.date >= ask.first || '-01' AND m.date <= ask.last || '-31') AS registerFen
     FROM fee`,
    entityId,
    firstPeriod,
    upTo,
  )!;
  return equation({
    id: 'fund-fee',
    tier: 2,
    name: '占用费收入与占用费台账相符',
    left: [
      `登记产生的占用费收入${typedFen === 0 ? '' : `（另有凭证直接填写的 ${formatYuan(typedFen)}）`}`,
      formatYuan(bookedFen),
    ],
    right: ['启用以来占用费台账', formatYuan(registerFen)],
    rows: [],
    ok: bookedFen === registerFen,
  });
}

interface Balances {
  readonly fundFen: number;
  readonly lentFen: number;
  readonly otherAssetsFen: number;
  readonly owedFen: number;
  readonly netFen: number;
}

function balancesOf({ db, entityId, upTo }: Books): Balances {
  return db.get<Balances>(
    `WITH ask(entity_id, last) AS (VALUES (?, ?)),
     line AS (
       SELECT a.class, COALESCE(parent.role, a.role) AS role, t.debit_fen - t.credit_fen AS fen
       FROM ask JOIN account a ON a.entity_id = ask.entity_id LEFT JOIN account parent ON parent.id = a.parent_id
         JOIN turnover t ON t.account_id = a.id AND t.period <= ask.last AND t.state > 0)
     SELECT COALESCE(SUM(fen) FILTER (WHERE role IN ('cash', 'bank', 'loans')), 0) AS fundFen,
       COALESCE(SUM(fen) FILTER (WHERE role = 'loans'), 0) AS lentFen,
       COALESCE(SUM(fen) FILTER (WHERE class = 'asset' AND role NOT IN ('cash', 'bank', 'loans')), 0) AS otherAssetsFen,
       COALESCE(-SUM(fen) FILTER (WHERE class = 'liability'), 0) AS owedFen,
       COALESCE(-SUM(fen) FILTER (WHERE class NOT IN ('asset', 'liability')), 0) AS netFen
     FROM line`,
    entityId,
    upTo,
  )!;
}

/** 资金占用 = 资金来源: cash, bank and loans against what is owed (members' 互助金 first) and what is the association's own. */
function moneyAndSources(books: Books): BookCheck {
  const { fundFen, otherAssetsFen, owedFen, netFen } = balancesOf(books);
  return equation({
    id: 'fund-sources',
    tier: 2,
    name: '资金总额等于资金来源',
    left: ['现金、银行存款和借款', formatYuan(fundFen)],
    right: ['互助金和负债＋净资产和本期收支－其他资产', formatYuan(owedFen + netFen - otherAssetsFen)],
    rows: [],
    ok: fundFen === owedFen + netFen - otherAssetsFen || openingsWait(books),
  });
}

/** Only to look at: repayments, exits and costs move the share that is lent, too. */
function lentWithinLimit(books: Books): BookCheck {
  const { db, entityId } = books;
  const { fundFen, lentFen } = balancesOf(books);
  const { percent } = db.get<{ percent: string }>(
    `SELECT COALESCE(json_extract(settings, '$.fund.lentPercent'), '90') AS percent FROM entity WHERE id = ?`,
    entityId,
  )!;
  const canFen = canLend(fundFen, lentFen, percent);
  return equation({
    id: 'fund-limit',
    tier: 2,
    name: `借出不超过资金总额的 ${percent}%`,
    level: 'warn',
    left: ['已借出', formatYuan(lentFen)],
    right: ['最多', formatYuan(lentFen + canFen)],
    rows: [],
    ok: canFen >= 0 || openingsWait(books),
  });
}
