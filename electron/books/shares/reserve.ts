import { allocateByLargestRemainder, orderByMemberNo } from '../../../shared/rules/allocation.ts';
import { divideHalfUp, formatYuan } from '../../../shared/rules/money.ts';
import { reserveToShare } from '../../../shared/rules/posting/shares.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf } from '../entities/index.ts';
import { leastFrom } from '../ledger/index.ts';
import { booksBegin } from '../vouchers/index.ts';
import type { Recorded } from './contribution.ts';
import { append, checkAmount } from './ledger.ts';
import { bookShareEvent, checkShareDate } from './posting.ts';
import { freeReserveOn, FROM_SURPLUS_RESERVE, moveReserve, type ReserveMove } from './quantified.ts';

interface ReserveToShare {
  readonly entityId?: number | undefined;
  readonly date: string;
  readonly reserve: '321' | '322';
  readonly amountFen: number;
  readonly resolution: string;
}

/**
 * 公积金转增 by resolution (37号 accounts 321, 322: Dr 321/322, Cr 301). 盈余公积 is divided by what is quantified to each member, which
 * falls by as much; 资本公积 by capital († the regulation names no key). Largest remainder.
 */
export function recordReserveToShare(ctx: Writing, input: ReserveToShare): Result<Recorded> {
  const cooperative = cooperativeOf(ctx.db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const amount = checkAmount(input.amountFen);
  if (!amount.ok) return amount;
  const date = checkShareDate(ctx.db, entityId, input.date, ctx.today);
  if (!date.ok) return date;
  const members = membersWithWeights(ctx.db, entityId, input);
  const wholeFen = members.reduce((sum, one) => sum + one.weightFen, 0);
  const availableFen = input.reserve === '322' ? wholeFen : Number.MAX_SAFE_INTEGER;
  const inBooksFen = booksBegin(ctx.db, entityId, input.date)
    ? leastFrom(ctx.db, entityId, input.reserve, input.date)
    : availableFen;
  const mostFen = Math.min(availableFen, inBooksFen);
  if (input.amountFen > mostFen || wholeFen === 0) {
    const name = input.reserve === '322' ? '盈余公积（已量化到成员的份额）' : '资本公积';
    const sentence = `可以转增的${name}只有 ${formatYuan(Math.max(mostFen, 0))} 元，请改小金额。`;
    return refuse('reserve_not_enough', sentence, { amountFen: sentence });
  }
  const parts = allocateByLargestRemainder(
    input.amountFen,
    members.map((one) => ({ memberNo: one.no, weight: BigInt(one.weightFen) })),
  );
  const moved = members.map((one, index) => ({ ...one, fen: parts[index]! })).filter((one) => one.fen > 0);
  const ids = append(
    ctx,
    entityId,
    moved.map((one) => ({
      memberId: one.id,
      date: input.date,
      kind: 'reserve-to-share' as const,
      source: input.reserve === '322' ? FROM_SURPLUS_RESERVE : '资本公积转增',
      fromRelief: false,
      amountFen: one.fen,
      document: input.resolution,
      note: '',
    })),
  );
  if (input.reserve === '322') {
    for (const [index, { id: memberId, fen }] of moved.entries()) {
      const source = { register: 'share', id: ids[index]!, entityId, date: input.date } as const;
      moveReserve(ctx.db, source, [{ memberId, fen: -fen }]);
    }
  }
  const posting = reserveToShare(
    input.reserve,
    moved.map((one) => ({ memberId: one.id, name: one.name, fen: one.fen })),
  );
  const booked = bookShareEvent(ctx, entityId, ids[0]!, input.date, posting);
  if (!booked.ok) return booked;
  return ok({ id: ids[0]!, receiptNo: '', warnings: ['成员出资总额变了，请按规定办理变更登记备案。'] });
}

interface Weighted {
  readonly id: number;
  readonly no: string;
  readonly name: string;
  readonly weightFen: number;
}

function membersWithWeights(db: ReadableDb, entityId: number, input: ReserveToShare): Weighted[] {
  const rows = db.all<{ id: number; no: string; name: string; capitalFen: number }>(
    `SELECT m.id, m.no, COALESCE(p.name, m.organisation_name) AS name,
       COALESCE((SELECT SUM(t.amount_fen) FROM share_transaction t WHERE t.member_id = m.id AND t.date <= ?), 0) AS capitalFen
     FROM member m LEFT JOIN person p ON p.id = m.person_id
     WHERE m.entity_id = ? AND m.state <> 'left' AND m.joined_on <= ?`,
    input.date,
    entityId,
    input.date,
  );
  return orderByMemberNo(rows.map((row) => row.no))
    .map((index) => rows[index]!)
    .map(({ capitalFen, ...row }) => ({
      ...row,
      weightFen: input.reserve === '321' ? capitalFen : freeReserveOn(db, row.id, input.date),
    }))
    .filter((row) => row.weightFen > 0);
}

/**
 * What a loss met from 盈余公积 takes off each member's 公积金份额: as much of it as of the whole reserve is quantified, divided by these
 * shares († no rule says how; who has left but not been refunded bears it too). Largest remainder; half up to the fen.
 */
export function cutsForLoss(db: ReadableDb, entityId: number, date: string, lossFen: number): ReserveMove[] {
  const rows = db.all<{ id: number; no: string }>('SELECT id, no FROM member WHERE entity_id = ?', entityId);
  const members = orderByMemberNo(rows.map((row) => row.no))
    .map((index) => ({ ...rows[index]!, weightFen: freeReserveOn(db, rows[index]!.id, date) }))
    .filter((row) => row.weightFen > 0);
  const quantifiedFen = members.reduce((sum, one) => sum + one.weightFen, 0);
  const wholeFen = Math.max(leastFrom(db, entityId, '322', date), quantifiedFen);
  if (quantifiedFen === 0) return [];
  const cutFen = Number(divideHalfUp(BigInt(lossFen) * BigInt(quantifiedFen), BigInt(wholeFen)));
  const parts = allocateByLargestRemainder(
    cutFen,
    members.map((one) => ({ memberNo: one.no, weight: BigInt(one.weightFen) })),
  );
  return members
    .map((one, index) => ({ memberId: one.id, fen: 0 - parts[index]! }))
    .filter((one) => one.fen !== 0);
}
