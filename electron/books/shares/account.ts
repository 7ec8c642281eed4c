import type { z } from 'zod';
import type { memberAccount } from '../../../shared/contract/shares.ts';
import { invariant, ok, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf } from '../entities/index.ts';
import { personById } from '../village/index.ts';
import { type ShareKind, pursesOn } from './ledger.ts';
import { memberById, unknownMember, type Member } from './member.ts';
import { FROM_SURPLUS_RESERVE, quantifiedOn } from './quantified.ts';
import { KIND_LABELS } from './roster.ts';

type Account = z.output<typeof memberAccount>;
type AccountRow = Account['opening'];

/** A row before it has its number; quantities in 1/1000 kg. */
interface Movement extends Omit<AccountRow, 'no' | 'quantity'> {
  readonly quantityMilli: Record<string, number>;
}

/**
 * A member's statutory account (成员账户) for a year: opening, every movement, closing. Deliveries are summed by month.
 * A dividend run stands in the account of the fiscal year it distributes, under its posting date, so that the year's
 * deliveries and what they earned are on one page and the closing is what the roster shows for 12-31.
 * Columns that are balances carry over; patronage and what was distributed are totals of the year.
 */
export function accountOf(db: ReadableDb, memberId: number, year: number): Result<Account> {
  const member = memberById(db, memberId);
  if (!member) return unknownMember('id');
  const cooperative = cooperativeOf(db, member.entityId);
  if (!cooperative.ok) return cooperative;
  const opening = balanceRow(db, member, `${year - 1}-12-31`, { date: `${year}-01-01`, summary: '年初余额' });
  const target = balanceRow(db, member, `${year}-12-31`, { date: `${year}-12-31`, summary: '年末余额/总额' });
  const movements = [...shareRows(db, member, year), ...deliveryRows(db, member, year)].sort(byDate);
  const afterRuns = [...movements, ...runRows(db, member, year, opening)];
  const refunds = reserveRows(db, member, year);
  const all = [...afterRuns, ...refunds, ...leavingRow(member, year, opening, [...afterRuns, ...refunds])];
  const rows = all.map((movement, index) => numbered(movement, index + 1));
  const closing = numbered(all.reduce(plus, unnumbered(opening)), rows.length + 1);
  for (const column of BALANCES) {
    invariant(closing[column] === target[column], `account column ${column}: opening + rows = closing`);
  }
  return ok({
    memberId,
    memberNo: member.no,
    name: member.name,
    address: addressOf(db, member, cooperative.value.villageName),
    year,
    products: [...new Set(all.flatMap((row) => Object.keys(row.amountFen)))].sort(),
    opening,
    rows,
    closing: { ...closing, date: target.date, summary: target.summary },
  });
}

const BALANCES = ['capitalReliefFen', 'capitalOtherFen', 'reserveFen', 'grantFen', 'donationFen'] as const;

const NOTHING: Omit<Movement, 'date' | 'summary'> = {
  capitalReliefFen: 0,
  capitalOtherFen: 0,
  reserveFen: 0,
  grantFen: 0,
  donationFen: 0,
  quantityMilli: {},
  amountFen: {},
  patronageReturnFen: 0,
  surplusShareFen: 0,
};

function balanceRow(
  db: ReadableDb,
  member: Member,
  asOf: string,
  head: { date: string; summary: string },
): AccountRow {
  const purses = pursesOn(db, member.id, asOf);
  const quantified = quantifiedOn(db, member.id, asOf);
  return {
    no: 0,
    ...head,
    capitalReliefFen: purses.reliefFen,
    capitalOtherFen: purses.otherFen,
    ...quantified,
    quantity: {},
    amountFen: {},
    patronageReturnFen: 0,
    surplusShareFen: 0,
  };
}

function shareRows(db: ReadableDb, member: Member, year: number): Movement[] {
  const rows = db.all<{
    date: string;
    kind: ShareKind;
    source: string;
    relief: number;
    amountFen: number;
    receiptNo: string;
  }>(
    `SELECT date, kind, source, from_relief AS relief, amount_fen AS amountFen, receipt_no AS receiptNo
     FROM share_transaction WHERE member_id = ? AND date BETWEEN ? AND ? ORDER BY date, seq`,
    member.id,
    `${year}-01-01`,
    `${year}-12-31`,
  );
  return rows.map((row) => ({
    ...NOTHING,
    date: row.date,
    summary: [SPEAKS_FOR_ITSELF.has(row.kind) ? '' : KIND_LABELS[row.kind], row.source, row.receiptNo]
      .filter(Boolean)
      .join(' '),
    capitalReliefFen: row.relief === 1 ? row.amountFen : 0,
    capitalOtherFen: row.relief === 1 ? 0 : row.amountFen,
    reserveFen: row.source === FROM_SURPLUS_RESERVE ? -row.amountFen : 0,
  }));
}

/** Kinds whose source is a whole phrase already: 转让给 M002 李秀英. */
const SPEAKS_FOR_ITSELF: ReadonlySet<ShareKind> = new Set([
  'transfer-in',
  'transfer-out',
  'inheritance-in',
  'inheritance-out',
  'surplus-to-share',
  'reserve-to-share',
]);

/** One row a month, dated with its last delivery. */
function deliveryRows(db: ReadableDb, member: Member, year: number): Movement[] {
  const sums = db.all<{ month: string; date: string; product: string; milli: number; fen: number }>(
    `SELECT substr(date, 1, 7) AS month, MAX(date) AS date, product, COALESCE(SUM(quantity_milli), 0) AS milli, SUM(amount_fen) AS fen
     FROM delivery WHERE member_id = ? AND date BETWEEN ? AND ? GROUP BY month, product ORDER BY month, product`,
    member.id,
    `${year}-01-01`,
    `${year}-12-31`,
  );
  return [...Map.groupBy(sums, (sum) => sum.month)].map(([month, products]) => ({
    ...NOTHING,
    date: products.reduce((latest, { date }) => (date > latest ? date : latest), ''),
    summary: `${Number(month.slice(5))}月交售 ${products.map((sum) => sum.product).join('、')}`,
    quantityMilli: Object.fromEntries(products.map((sum) => [sum.product, sum.milli])),
    amountFen: Object.fromEntries(products.map((sum) => [sum.product, sum.fen])),
  }));
}

function runRows(db: ReadableDb, member: Member, year: number, opening: AccountRow): Movement[] {
  const line = db.get<{
    date: string;
    returnFen: number;
    surplusFen: number;
    reserveFen: number;
    grantFen: number;
    donationFen: number;
  }>(
    `SELECT run.posting_date AS date, line.patronage_return_fen AS returnFen, line.surplus_share_fen AS surplusFen,
       line.reserve_quantified_fen AS reserveFen, line.grant_share_fen AS grantFen, line.donation_share_fen AS donationFen
     FROM dividend_line line JOIN dividend_run run ON run.id = line.run_id
     WHERE line.member_id = ? AND run.fiscal_year = ? AND run.state IN ('approved', 'paying', 'settled')`,
    member.id,
    year,
  );
  const stands = runStands(db, member.entityId, year);
  if (!line && !stands) return [];
  const date = line?.date ?? stands ?? `${year}-12-31`;
  const rows: Movement[] = [
    { ...NOTHING, date, summary: `${year} 年度盈余返还`, patronageReturnFen: line?.returnFen ?? 0 },
    { ...NOTHING, date, summary: `${year} 年度剩余盈余分配`, surplusShareFen: line?.surplusFen ?? 0 },
    { ...NOTHING, date, summary: '公积金量化', reserveFen: line?.reserveFen ?? 0 },
    {
      ...NOTHING,
      date,
      summary: '财政补助、捐赠财产重新量化',
      grantFen: (line?.grantFen ?? 0) - opening.grantFen,
      donationFen: (line?.donationFen ?? 0) - opening.donationFen,
    },
  ];
  return rows.filter(movesSomething);
}

/** The posting date of the year's standing run of an entity, or null when none stands. */
function runStands(db: ReadableDb, entityId: number, year: number): string | null {
  const run = db.get<{ date: string | null }>(
    `SELECT posting_date AS date FROM dividend_run
     WHERE entity_id = ? AND fiscal_year = ? AND state IN ('approved', 'paying', 'settled')`,
    entityId,
    year,
  );
  return run ? (run.date ?? `${year}-12-31`) : null;
}

/** What left the reserve share otherwise than into capital, and what undoing it gave back. */
function reserveRows(db: ReadableDb, member: Member, year: number): Movement[] {
  const rows = db.all<{ date: string; fen: number; source: keyof typeof RESERVE_WORDS; kind: string | null }>(
    `SELECT r.date, r.fen, r.source, b.kind FROM reserve_move r
       LEFT JOIN business_event b ON r.source = 'business' AND b.id = r.source_id
     WHERE r.member_id = ? AND r.date BETWEEN ? AND ? AND r.source IN ('withdrawal', 'business') ORDER BY r.date, r.id`,
    member.id,
    `${year}-01-01`,
    `${year}-12-31`,
  );
  return rows.map(({ date, fen, source, kind }) => ({
    ...NOTHING,
    date,
    summary: `${fen > 0 ? '冲销' : ''}${kind === 'lossFromReserve' ? '公积金弥补亏损' : RESERVE_WORDS[source]}`,
    reserveFen: fen,
  }));
}

const RESERVE_WORDS = { withdrawal: '退社退还公积金份额', business: '退还公积金份额' } as const;

/** Grant and donation shares of who left: not refunded, averaged again over the rest. */
function leavingRow(
  member: Member,
  year: number,
  opening: AccountRow,
  rows: readonly Movement[],
): Movement[] {
  if (member.leftOn === null || member.leftOn > `${year}-12-31` || member.leftOn < `${year}-01-01`) return [];
  const left = rows.reduce(plus, unnumbered(opening));
  const row = {
    ...NOTHING,
    date: member.leftOn,
    summary: '退出，补助和捐赠量化份额转由其他成员平均',
    grantFen: 0 - left.grantFen,
    donationFen: 0 - left.donationFen,
  };
  return movesSomething(row) ? [row] : [];
}

function addressOf(db: ReadableDb, member: Member, villageName: string): string {
  const person = member.personId === null ? null : personById(db, member.personId);
  if (!person) return '';
  return `${villageName}${person.groupNo === null ? '' : `${person.groupNo}组`}`;
}

function plus(sum: Movement, row: Movement): Movement {
  return {
    date: row.date,
    summary: row.summary,
    capitalReliefFen: sum.capitalReliefFen + row.capitalReliefFen,
    capitalOtherFen: sum.capitalOtherFen + row.capitalOtherFen,
    reserveFen: sum.reserveFen + row.reserveFen,
    grantFen: sum.grantFen + row.grantFen,
    donationFen: sum.donationFen + row.donationFen,
    quantityMilli: plusEach(sum.quantityMilli, row.quantityMilli),
    amountFen: plusEach(sum.amountFen, row.amountFen),
    patronageReturnFen: sum.patronageReturnFen + row.patronageReturnFen,
    surplusShareFen: sum.surplusShareFen + row.surplusShareFen,
  };
}

function plusEach(sum: Record<string, number>, more: Record<string, number>): Record<string, number> {
  const total = { ...sum };
  for (const [product, amount] of Object.entries(more)) total[product] = (total[product] ?? 0) + amount;
  return total;
}

function numbered({ quantityMilli, ...row }: Movement, no: number): AccountRow {
  const quantities = Object.entries(quantityMilli).filter(([, milli]) => milli !== 0);
  return {
    ...row,
    no,
    quantity: Object.fromEntries(quantities.map(([product, milli]) => [product, kilograms(milli)])),
  };
}

function unnumbered({ no: _no, quantity: _quantity, ...row }: AccountRow): Movement {
  return { ...row, quantityMilli: {} };
}

/** 1/1000 kg as decimal text without idle zeros: 359500 → 359.5. */
function kilograms(milli: number): string {
  const digits = Math.abs(milli).toString().padStart(4, '0');
  const text = `${digits.slice(0, -3)}.${digits.slice(-3)}`.replace(/\.?0+$/u, '');
  return milli < 0 ? `-${text}` : text;
}

function movesSomething(row: Movement): boolean {
  return (
    BALANCES.some((column) => row[column] !== 0) || row.patronageReturnFen !== 0 || row.surplusShareFen !== 0
  );
}

function byDate(a: Movement, b: Movement): number {
  return a.date < b.date ? -1 : a.date > b.date ? 1 : 0;
}
