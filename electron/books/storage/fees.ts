import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { addDays } from '../../../shared/rules/calendar.ts';
import { priceText } from '../../../shared/rules/measures.ts';
import { formatYuan, isFen, MAX_FEN } from '../../../shared/rules/money.ts';
import type { Posting } from '../../../shared/rules/posting/posting.ts';
import { feeCharged, type LossPayer } from '../../../shared/rules/posting/storage.ts';
import { stayOf, storageFee } from '../../../shared/rules/storage.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf } from '../entities/index.ts';
import {
  checkDay,
  checkMovements,
  enteredBefore,
  movementsOf,
  paperNo,
  previewOf,
  registerEvent,
} from '../events/index.ts';
import { LOT, type Lot, lotOf, movesOf } from './lots.ts';

type FeeLine = Output<'storage.previewFees'>['lines'][number];

/** What a lot owes from the day after its last settlement (or its first goods) up to a day; null: it pays nothing, or nothing has run up. */
export function feeOf(db: ReadableDb, lot: Lot, to: string): FeeLine | null {
  if (lot.feeBasis === 'none') return null;
  const moves = movesOf(db, lot.id);
  const first = moves[0]?.date;
  if (first === undefined) return null;
  const from = lot.settledTo === null ? first : addDays(lot.settledTo, 1);
  if (from > to) return null;
  const stay = stayOf(moves, from, to);
  const feeFen = storageFee(lot.feeBasis, lot.feeRateE4, stay);
  return {
    lotId: lot.id,
    lotNo: lot.no,
    product: lot.product,
    from,
    to,
    days: stay.days,
    feeBasis: lot.feeBasis,
    feeRate: priceText(lot.feeRateE4),
    feeFen,
  };
}

/** Lots with something run up, by owner. */
export function listFees(
  { db, today }: Reading,
  input: Parsed<'storage.fees'>,
): Result<Output<'storage.fees'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const lots = db.all<Lot & { memberNo: string | null }>(
    `${LOT} WHERE l.entity_id = ? AND l.fee_basis <> 'none' ORDER BY l.member_id IS NULL, l.member_id, l.party_id, l.id`,
    cooperative.value.id,
  );
  return ok(
    lots.flatMap((lot) => {
      const line = feeOf(db, lot, input.to ?? today);
      if (line === null || line.feeFen === 0) return [];
      const { memberId, memberNo, partyId, ownerName } = lot;
      return [{ ...line, memberId, memberNo, partyId, ownerName }];
    }),
  );
}

interface FeePlan {
  readonly entityId: number;
  readonly lines: readonly FeeLine[];
  readonly posting: Posting;
  readonly amountFen: number;
  readonly party: string;
  readonly documentNo: string;
  readonly warnings: readonly string[];
}

/** One owner's lots up to a day, each a line rounded by itself; their sum is the fee. */
function planFees(ctx: Reading, input: Parsed<'storage.settleFees'>): Result<FeePlan> {
  const { db } = ctx;
  const lots: Lot[] = [];
  for (const lotId of new Set(input.lotIds)) {
    const lot = lotOf(db, lotId);
    if (!lot.ok) return lot;
    lots.push(lot.value);
  }
  const [first] = lots;
  if (!first) return refuse('lot_unknown', '请至少选一批货。');
  const other = lots.find((lot) => lot.memberId !== first.memberId || lot.partyId !== first.partyId);
  if (other) {
    return refuse(
      'owners_differ',
      `${first.no} 批是 ${first.ownerName} 的，${other.no} 批是 ${other.ownerName || '本社'} 的。一次只结一个货主的，请分开结算。`,
    );
  }
  const day = checkDay(ctx, first.entityId, input.date);
  if (!day.ok) return day;
  if (input.to > input.date) {
    const sentence = `结算到 ${input.to}，晚于结算日期 ${input.date}。还没到的日子不能先收。`;
    return refuse('fee_ahead', sentence, { to: sentence });
  }
  const lines: FeeLine[] = [];
  for (const lot of lots) {
    const line = feeOf(db, lot, input.to);
    if (line === null || line.feeFen === 0) {
      const why =
        lot.feeBasis === 'none'
          ? '不收仓储费'
          : lot.settledTo !== null && lot.settledTo >= input.to
            ? `已经结算到 ${lot.settledTo}`
            : `到 ${input.to} 没有产生费用`;
      return refuse('fee_nothing', `${lot.no} 批${why}，请去掉这一批，或改结算到的日期。`);
    }
    lines.push(line);
  }
  const amountFen = lines.reduce((sum, line) => sum + line.feeFen, 0);
  if (!isFen(amountFen)) {
    return refuse('amount_invalid', `合计超过 ${formatYuan(MAX_FEN)} 元，请核对费率和数量。`);
  }
  return provedFees(db, first, input, lines, amountFen);
}

function provedFees(
  db: ReadableDb,
  owner: Lot,
  input: Parsed<'storage.settleFees'>,
  lines: readonly FeeLine[],
  amountFen: number,
): Result<FeePlan> {
  const { entityId, ownerName: party } = owner;
  const documentNo = paperNo(input.documentNo);
  const twice = enteredBefore(db, entityId, documentNo, amountFen, party);
  if (twice) return twice;
  const payer: LossPayer =
    input.received !== null
      ? { kind: 'money', money: input.received }
      : owner.memberId !== null
        ? { kind: 'member', memberId: owner.memberId }
        : { kind: 'party', name: party };
  const posting = feeCharged(payer, party, amountFen);
  const guarded = checkMovements(db, entityId, input.date, movementsOf(db, entityId, [posting]));
  if (!guarded.ok) return guarded;
  return ok({ entityId, lines, posting, amountFen, party, documentNo, warnings: guarded.value });
}

export function settleFees(
  ctx: Writing,
  input: Parsed<'storage.settleFees'>,
): Result<Output<'storage.settleFees'>> {
  const planned = planFees(ctx, input);
  if (!planned.ok) return planned;
  const { entityId, lines, posting, amountFen, party, documentNo, warnings } = planned.value;
  const { date, note } = input;
  const event = { kind: 'storageFee', date, facts: input, amountFen, documentNo, party, note } as const;
  const registered = registerEvent(ctx, entityId, event, [posting], input.attachments);
  if (!registered.ok) return registered;
  for (const line of lines) {
    ctx.db.run(
      'INSERT INTO cold_fee (lot_id, event_id, from_date, to_date, days, fee_fen) VALUES (?, ?, ?, ?, ?, ?)',
      line.lotId,
      registered.value.id,
      line.from,
      line.to,
      line.days,
      line.feeFen,
    );
  }
  return ok({ ...registered.value, warnings: [...warnings] });
}

export function previewFees(
  ctx: Reading,
  input: Parsed<'storage.previewFees'>,
): Result<Output<'storage.previewFees'>> {
  const planned = planFees(ctx, input);
  if (!planned.ok) return planned;
  const { entityId, lines, posting, amountFen, warnings } = planned.value;
  return ok({
    vouchers: previewOf(ctx.db, entityId, [posting]),
    amountFen,
    warnings: [...warnings],
    lines: [...lines],
  });
}
