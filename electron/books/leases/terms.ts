import type { Parsed } from '../../../shared/contract/index.ts';
import { addDays, isRealDate } from '../../../shared/rules/calendar.ts';
import {
  areaHundredths,
  type LeaseTerms,
  leaseYears,
  MAX_LEASE_YEARS,
  yearRent,
} from '../../../shared/rules/leases.ts';
import { formatYuan, isFen, MAX_FEN } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf } from '../entities/index.ts';
import { personById } from '../village/index.ts';
import { paymentsOf } from './payments.ts';

/** A lease (租地合同) as the commands need it. */
export interface Lease extends LeaseTerms {
  readonly id: number;
  readonly entityId: number;
  readonly no: string;
  readonly personId: number | null;
  readonly lessorName: string;
  /** The lessor's membership, where there is one that stands. */
  readonly memberId: number | null;
  readonly memberNo: string | null;
  readonly householdCode: string;
  readonly groupNo: number | null;
  readonly plot: string;
  readonly amortise: 'month' | 'year';
  readonly itemId: number | null;
  readonly note: string;
}

/** Names as the register has them now; the contract's own word where the lessor is nobody of the village. */
export const LEASE = /* sql */ `
  SELECT l.id, l.entity_id AS entityId, l.no, l.person_id AS personId, COALESCE(p.name, l.lessor) AS lessorName, m.id AS memberId,
    m.no AS memberNo, COALESCE(h.code, '') AS householdCode, COALESCE(h.group_no, p.listed_group_no) AS groupNo, l.plot,
    l.area_hundredths AS areaHundredths, l.rent_fen AS rentFen, l.from_date AS "from", l.to_date AS "to", l.timing, l.due_day AS dueDay,
    l.years_at_once AS yearsAtOnce, l.amortise, l.item_id AS itemId, l.ended_on AS endedOn, l.note
  FROM land_lease l LEFT JOIN person p ON p.id = l.person_id LEFT JOIN household h ON h.id = p.household_id
    LEFT JOIN member m ON m.person_id = l.person_id AND m.entity_id = l.entity_id AND m.state <> 'left'`;

export function leaseOf(db: ReadableDb, id: number): Result<Lease> {
  const lease = db.get<Lease>(`${LEASE} WHERE l.id = ?`, id);
  return lease ? ok(lease) : refuse('lease_unknown', '没有这份合同，请回到列表重新选择。');
}

/** Makes a contract or changes one. What rent was paid by is not changed any more. */
export function saveLease(
  ctx: Writing,
  { entityId: asked, id, terms }: Parsed<'leases.save'>,
): Result<{ id: number; warnings: string[] }> {
  const { db, now, operator } = ctx;
  const cooperative = cooperativeOf(db, asked);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const faults = termFaults(db, entityId, id ?? null, terms);
  const [first] = Object.values(faults);
  if (first !== undefined) return refuse('lease_invalid', first, faults);
  const lessor =
    terms.lessor.kind === 'person' ? (personById(db, terms.lessor.personId)?.name ?? '') : terms.lessor.party;
  const values = [
    terms.no,
    terms.lessor.kind === 'person' ? terms.lessor.personId : null,
    lessor,
    terms.plot,
    areaHundredths(terms.area),
    terms.rentFen,
    terms.from,
    terms.to,
    terms.timing,
    terms.dueDay,
    terms.yearsAtOnce,
    terms.amortise,
    terms.note,
  ] as const;
  const warnings = overlapping(db, entityId, id ?? 0, terms);
  if (id === undefined) {
    const { lastId } = db.run(
      `INSERT INTO land_lease (no, person_id, lessor, plot, area_hundredths, rent_fen, from_date, to_date, timing, due_day, years_at_once,
         amortise, note, entity_id, operator, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...values,
      entityId,
      operator,
      now,
    );
    return ok({ id: lastId, warnings });
  }
  const before = leaseOf(db, id);
  if (!before.ok) return before;
  const bar = barFromPaid(db, before.value, terms) ?? barFromEnded(before.value, terms);
  if (bar !== null) return bar;
  db.run(
    `UPDATE land_lease SET no = ?, person_id = ?, lessor = ?, plot = ?, area_hundredths = ?, rent_fen = ?, from_date = ?, to_date = ?,
       timing = ?, due_day = ?, years_at_once = ?, amortise = ?, note = ? WHERE id = ?`,
    ...values,
    id,
  );
  return ok({ id, warnings });
}

type Terms = Parsed<'leases.save'>['terms'];

function termFaults(
  db: ReadableDb,
  entityId: number,
  id: number | null,
  terms: Terms,
): Record<string, string> {
  const faults: Record<string, string> = {};
  const twin = db.get<{ lessor: string }>(
    'SELECT lessor FROM land_lease WHERE entity_id = ? AND no = ? AND id <> ?',
    entityId,
    terms.no,
    id ?? 0,
  );
  if (twin) faults['terms.no'] = `合同编号 ${terms.no} 已经登记过了（${twin.lessor}）。`;
  if (terms.lessor.kind === 'person' && !personById(db, terms.lessor.personId)) {
    faults['terms.lessor'] = '没有这个人，请先在“户籍”里登记。';
  }
  for (const [field, day] of [
    ['from', terms.from],
    ['to', terms.to],
  ] as const) {
    if (!isRealDate(day)) faults[`terms.${field}`] = `${day} 这一天不存在，请改正日期。`;
  }
  // 2000 is a leap year: 02-29 is a day to pay on.
  if (!isRealDate(`2000-${terms.dueDay}`)) faults['terms.dueDay'] = `没有 ${terms.dueDay} 这一天，请改正。`;
  if (Object.keys(faults).length > 0) return faults;
  return amountFaults(terms);
}

function amountFaults(terms: Terms): Record<string, string> {
  const { from, to } = terms;
  if (to < from) return { 'terms.to': `租期到 ${to}，早于开始的 ${from}，请改正。` };
  const latest = `${String(Number(from.slice(0, 4)) + MAX_LEASE_YEARS).padStart(4, '0')}${from.slice(4)}`;
  if (to >= latest) return { 'terms.to': `租期不能超过 ${MAX_LEASE_YEARS} 年，请核对。` };
  if (terms.timing === 'arrears' && terms.yearsAtOnce !== 1) {
    return { 'terms.yearsAtOnce': '后付的租金一年一付。一次付几年的，请选“先付”。' };
  }
  const yearFen = yearRent(areaHundredths(terms.area), terms.rentFen);
  if (yearFen === 0 || !isFen(yearFen * MAX_LEASE_YEARS)) {
    return { 'terms.rentFen': `每年租金 ${formatYuan(Math.min(yearFen, MAX_FEN))} 元，请核对面积和单价。` };
  }
  return {};
}

/** The same plot under another contract at the same time: sometimes two households share one. */
function overlapping(db: ReadableDb, entityId: number, id: number, terms: Terms): string[] {
  const twin = db.get<{ no: string; lessor: string }>(
    `SELECT no, lessor FROM land_lease WHERE entity_id = ? AND id <> ? AND plot = ? AND from_date <= ? AND COALESCE(ended_on, to_date) >= ?
     ORDER BY id LIMIT 1`,
    entityId,
    id,
    terms.plot,
    terms.to,
    terms.from,
  );
  return twin ? [`“${terms.plot}”同一时间还有合同 ${twin.no}（${twin.lessor}），请核对是不是重复登记。`] : [];
}

function barFromPaid(db: ReadableDb, before: Lease, terms: Terms): Result<never> | null {
  const [payment] = paymentsOf(db, before.id);
  const isSame =
    before.areaHundredths === areaHundredths(terms.area) &&
    before.rentFen === terms.rentFen &&
    before.from === terms.from &&
    before.to === terms.to &&
    before.timing === terms.timing &&
    before.yearsAtOnce === terms.yearsAtOnce &&
    before.personId === (terms.lessor.kind === 'person' ? terms.lessor.personId : null) &&
    (terms.lessor.kind === 'person' || before.lessorName === terms.lessor.party);
  if (!payment || isSame) return null;
  return refuse(
    'lease_paid',
    `合同 ${before.no} 已经付过租金（${payment.date}），出租人、面积、租金、租期和付款方式不能再改。条件变了的，请把这份“提前终止”，另登记一份新合同；登记错了的，先冲销付款。`,
  );
}

/** What was ended before its time ended within its time. */
function barFromEnded({ no, endedOn, to }: Lease, terms: Terms): Result<never> | null {
  if (endedOn === null || (terms.from <= endedOn && terms.to > endedOn)) return null;
  const sentence = `合同 ${no} 已经在 ${endedOn} 提前终止，租期要从它以前开始、到它以后为止。终止登记错了的，请再做一次“提前终止”改日期，填合同最后一天 ${to} 就是不终止。`;
  return refuse('lease_ended', sentence, { [terms.from > endedOn ? 'terms.from' : 'terms.to']: sentence });
}

/**
 * Ends a contract before its time: no rent beyond that day. Said again, it moves the day, and with the contract's own last day it runs on as
 * agreed, as long as no rent was paid by the day before.
 */
export function endLease(
  { db }: Writing,
  { id, endedOn, reason }: Parsed<'leases.end'>,
): Result<{ id: number; warnings: string[] }> {
  const found = leaseOf(db, id);
  if (!found.ok) return found;
  const lease = found.value;
  const paid = paymentsOf(db, id).at(-1);
  const paidTo = paid ? (leaseYears(lease)[paid.lastYear - 1]?.to ?? null) : null;
  const bar = barToEnd(lease, endedOn, paidTo);
  if (bar !== null) return bar;
  const runsOn = endedOn === lease.to;
  db.run(
    'UPDATE land_lease SET ended_on = ?, end_reason = ? WHERE id = ?',
    runsOn ? null : endedOn,
    runsOn ? '' : reason,
    id,
  );
  if (runsOn) return ok({ id, warnings: [] });
  const owed = leaseYears({ ...lease, endedOn }).slice(paid?.lastYear ?? 0);
  const owedFen = owed.reduce((sum, year) => sum + year.rentFen, 0);
  return ok({
    id,
    warnings:
      owedFen > 0 ? [`到 ${endedOn} 还有 ${formatYuan(owedFen)} 元租金没有付，终止以后仍要付清。`] : [],
  });
}

function barToEnd(lease: Lease, endedOn: string, paidTo: string | null): Result<never> | null {
  const refused = (code: string, sentence: string): Result<never> =>
    refuse(code, sentence, { endedOn: sentence });
  if (lease.endedOn === endedOn) {
    return refused('lease_ended', `合同 ${lease.no} 已经在 ${lease.endedOn} 终止了。`);
  }
  if (!isRealDate(endedOn)) return refused('date_unreal', `${endedOn} 这一天不存在，请改正日期。`);
  if (lease.endedOn === null && paidTo === lease.to) {
    const sentence = `合同 ${lease.no} 的租金已经付到最后一天 ${lease.to}，到期自然结束，不用终止。有租金退回的，请先冲销付款，再终止。`;
    return refused('lease_paid_to_end', sentence);
  }
  const latest = lease.endedOn === null ? addDays(lease.to, -1) : lease.to;
  if (endedOn < lease.from || endedOn > latest) {
    return refused('end_outside', `终止日期要在租期 ${lease.from} 至 ${latest} 之间。`);
  }
  if (paidTo !== null && paidTo > endedOn) {
    return refused(
      'end_before_paid',
      `租金已经付到 ${paidTo}，不能终止在它以前。退回租金的，请先冲销那次付款，再终止；不退的，终止日期填 ${paidTo}。`,
    );
  }
  // Rent of a year that was cut would be less than the year's.
  const isCut = leaseYears({ ...lease, endedOn: null }).every((year) => year.to !== paidTo);
  if (paidTo !== null && isCut) {
    const sentence = `合同 ${lease.no} 的租金已经按 ${lease.endedOn ?? lease.to} 终止付清。要改终止日期，请先冲销最后一次付款。`;
    return refused('end_paid', sentence);
  }
  return null;
}
