import { divideHalfUp, formatYuan, isFen, MAX_FEN } from '../../../shared/rules/money.ts';
import { yearOf } from '../../../shared/rules/calendar.ts';
import { productName } from '../../../shared/rules/measures.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { checkEntryDate, lastClosedYear } from '../entities/index.ts';
import { describe, memberById, type Member } from '../shares/index.ts';
import { patronageOfYear } from './patronage.ts';

/** A sale to the cooperative (交售). Quantity in 1/1000 kg and price in 1/10000 yuan; both null for a 质量奖. */
export interface Delivery {
  readonly memberId: number;
  readonly date: string;
  readonly product: string;
  readonly quantityMilli: number | null;
  readonly priceE4: number | null;
  readonly amountFen: number;
}

/** What names one delivery: all its fields and which of several alike it is. */
interface DeliveryIdentity extends Delivery {
  readonly ordinal: number;
}

/** Rounding a sale to whole yuan is custom; more than that between amount and quantity × price is a slip. */
const TOLERATED_FEN = 100n;
const MAX_PRODUCT = 30;

/**
 * Records a delivery. The same sale twice a day is two deliveries, told apart by their ordinal (the next free one
 * unless given, as an import does).
 */
export function recordDelivery(
  ctx: Writing,
  input: Delivery & { ordinal?: number; importId?: number },
): Result<{ id: number; ordinal: number; warnings: string[] }> {
  const checked = checkDelivery(ctx.db, ctx.today, input);
  if (!checked.ok) return checked;
  const { member, delivery, warnings } = checked.value;
  const next = nextOrdinal(ctx.db, member.entityId, delivery);
  const ordinal = input.ordinal ?? next;
  if (input.ordinal === undefined && next > 1) {
    warnings.push(`同一天同样的一笔已有 ${next - 1} 笔，这是第 ${next} 笔。重复登记了请冲销。`);
  }
  if (findDelivery(ctx.db, { ...delivery, ordinal })) {
    return refuse(
      'delivery_exists',
      `${describe(member)} ${delivery.date} 的这一笔${delivery.product}已经登记过了。`,
    );
  }
  const { lastId: id } = ctx.db.run(
    `INSERT INTO delivery (entity_id, member_id, date, product, quantity_milli, price_e4, amount_fen, ordinal, import_id, operator, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    member.entityId,
    delivery.memberId,
    delivery.date,
    delivery.product,
    delivery.quantityMilli,
    delivery.priceE4,
    delivery.amountFen,
    ordinal,
    input.importId ?? null,
    ctx.operator,
    ctx.now,
  );
  return ok({ id, ordinal, warnings });
}

/** What would refuse a delivery, without writing; gives it back with its product name cleaned. */
export function checkDelivery(
  db: ReadableDb,
  today: string,
  input: Delivery,
): Result<{ member: Member; delivery: Delivery; warnings: string[] }> {
  const member = memberById(db, input.memberId);
  if (!member) return refuse('member_unknown', '没有这个社员，请重新选择。', { memberId: '没有这个社员' });
  const product = productName(input.product);
  if (product === '' || [...product].length > MAX_PRODUCT) {
    const sentence = `产品名称要有 1 至 ${MAX_PRODUCT} 个字。`;
    return refuse('product_invalid', sentence, { product: sentence });
  }
  const date = checkEntryDate(db, member.entityId, input.date, today);
  if (!date.ok) return date;
  const end = member.state === 'left' ? member.leftOn : member.frozenOn;
  if (end !== null && input.date > end) {
    const sentence = `${describe(member)} 已于 ${end} ${member.state === 'left' ? '退社' : '冻结账户'}，之后的交售不是成员交易。请核对日期和姓名。`;
    return refuse('member_gone', sentence, { memberId: sentence });
  }
  const amount = amountWarnings(input);
  if (!amount.ok) return amount;
  const warnings = [...amount.value];
  if (input.date < member.joinedOn) {
    warnings.push(
      `${describe(member)} 于 ${member.joinedOn} 入社，这一笔在入社之前；与非成员的交易应分别核算（农民专业合作社法第四十一条）。`,
    );
  }
  return ok({ member, delivery: { ...input, product }, warnings });
}

/** The amount against quantity × price (half-up to the fen): within a yuan a warning, beyond it refused. */
function amountWarnings(input: Delivery): Result<string[]> {
  const { quantityMilli, priceE4, amountFen } = input;
  if (!isFen(amountFen) || amountFen <= 0) {
    const range = `金额要大于 0，最多 ${formatYuan(MAX_FEN)} 元。`;
    return refuse('amount_invalid', range, { amountFen: range });
  }
  if ((quantityMilli === null) !== (priceE4 === null)) {
    const sentence = '数量和单价要么都填，要么都不填（质量奖只有金额）。';
    return refuse('quantity_without_price', sentence, {
      [quantityMilli === null ? 'quantity' : 'price']: sentence,
    });
  }
  if (quantityMilli === null || priceE4 === null) return ok([]);
  if (quantityMilli <= 0) return refuse('quantity_invalid', '数量要大于 0。', { quantity: '数量要大于 0' });
  const computed = divideHalfUp(BigInt(quantityMilli) * BigInt(priceE4), 100_000n);
  const difference = BigInt(amountFen) - computed;
  if (difference === 0n) return ok([]);
  if (computed > BigInt(MAX_FEN)) {
    const tooLarge = `数量 × 单价超过 ${formatYuan(MAX_FEN)} 元，请核对数量和单价。`;
    return refuse('amount_differs', tooLarge, { quantity: tooLarge });
  }
  const sentence = `金额 ${formatYuan(amountFen)} 与数量 × 单价 = ${formatYuan(Number(computed))} 不等`;
  if (difference > TOLERATED_FEN || difference < -TOLERATED_FEN) {
    return refuse('amount_differs', `${sentence}，请核对过磅单。`, {
      amountFen: `${sentence}，请核对过磅单。`,
    });
  }
  return ok([`${sentence}，按金额登记。`]);
}

/** The stored delivery with this identity, reversed or not; null when there is none. */
export function findDelivery(db: ReadableDb, wanted: DeliveryIdentity): number | null {
  const row = db.get<{ id: number }>(
    `SELECT d.id FROM member m JOIN delivery d ON d.entity_id = m.entity_id AND d.member_id = m.id
     WHERE m.id = ? AND d.date = ? AND d.product = ? AND COALESCE(d.quantity_milli, -1) = ? AND COALESCE(d.price_e4, -1) = ?
       AND d.amount_fen = ? AND d.ordinal = ? AND d.reverses_id IS NULL`,
    wanted.memberId,
    wanted.date,
    wanted.product,
    wanted.quantityMilli ?? -1,
    wanted.priceE4 ?? -1,
    wanted.amountFen,
    wanted.ordinal,
  );
  return row?.id ?? null;
}

function nextOrdinal(db: ReadableDb, entityId: number, delivery: Delivery): number {
  return db.get<{ next: number }>(
    // Left to itself SQLite takes the index on reverses_id, nearly all NULL, and reads every delivery there is.
    `SELECT COALESCE(MAX(ordinal), 0) + 1 AS next FROM delivery INDEXED BY delivery_identity
     WHERE entity_id = ? AND member_id = ? AND date = ? AND product = ? AND COALESCE(quantity_milli, -1) = ?
       AND COALESCE(price_e4, -1) = ? AND amount_fen = ? AND reverses_id IS NULL`,
    entityId,
    delivery.memberId,
    delivery.date,
    delivery.product,
    delivery.quantityMilli ?? -1,
    delivery.priceE4 ?? -1,
    delivery.amountFen,
  )!.next;
}

/**
 * Red reversal of a delivery. While its year is open, the reversal belongs into the same year; afterwards it lowers the
 * patronage of the year it is dated in, which may never fall below zero for the member.
 */
export function reverseDelivery(
  ctx: Writing,
  input: { id: number; date: string; reason: string },
): Result<{ id: number }> {
  const row = ctx.db.get<Stored>(
    `SELECT d.id, d.entity_id AS entityId, d.member_id AS memberId, d.date, d.product, d.quantity_milli AS quantityMilli,
       d.price_e4 AS priceE4, d.amount_fen AS amountFen, d.ordinal, d.reverses_id AS reversesId, r.id AS reversedById
     FROM delivery d LEFT JOIN delivery r ON r.reverses_id = d.id WHERE d.id = ?`,
    input.id,
  );
  if (!row) return refuse('delivery_unknown', '没有这一笔交售，请重新选择。');
  if (row.reversesId !== null)
    return refuse('reversal_reversed', '这一笔本身就是冲销，不能再冲销。冲错了，请重新登记一笔。');
  if (row.reversedById !== null) return refuse('already_reversed', '这一笔已经冲销过了。');
  const date = checkReversalDate(ctx, row, input.date);
  if (!date.ok) return date;
  const { lastId: id } = ctx.db.run(
    `INSERT INTO delivery (entity_id, member_id, date, product, quantity_milli, price_e4, amount_fen, ordinal, reverses_id, operator, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    row.entityId,
    row.memberId,
    input.date,
    row.product,
    row.quantityMilli === null ? null : -row.quantityMilli,
    row.priceE4,
    -row.amountFen,
    row.ordinal,
    row.id,
    ctx.operator,
    ctx.now,
  );
  const year = yearOf(input.date);
  invariant(
    (patronageOfYear(ctx.db, row.entityId, year).get(row.memberId) ?? 0) >= 0,
    'patronage never falls below zero',
  );
  return ok({ id });
}

interface Stored extends DeliveryIdentity {
  readonly id: number;
  readonly entityId: number;
  readonly reversesId: number | null;
  readonly reversedById: number | null;
}

function checkReversalDate(ctx: Writing, row: Stored, date: string): Result<string> {
  const entry = checkEntryDate(ctx.db, row.entityId, date, ctx.today);
  if (!entry.ok) return entry;
  if (date < row.date) {
    const sentence = `冲销日期不能早于原记录的日期 ${row.date}。`;
    return refuse('reversal_too_early', sentence, { date: sentence });
  }
  const [year, original] = [yearOf(date), yearOf(row.date)];
  const closed = lastClosedYear(ctx.db, row.entityId);
  if (year !== original && (closed === null || original > closed)) {
    const sentence = `${original} 年度还没有批准分红，请用 ${original} 年内的日期冲销（最晚 ${original}-12-31）。`;
    return refuse('reversal_in_other_year', sentence, { date: sentence });
  }
  const patronageFen = patronageOfYear(ctx.db, row.entityId, year).get(row.memberId) ?? 0;
  if (patronageFen < row.amountFen) {
    const sentence = `冲销后这位社员 ${year} 年的交易额会成为负数（现有 ${formatYuan(patronageFen)} 元）。请等本年有交售后再冲，或先作废还没有发放的 ${original} 年度方案。`;
    return refuse('patronage_negative', sentence, { date: sentence });
  }
  return ok(date);
}
