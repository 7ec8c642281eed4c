import { formatYuan } from '../../../shared/rules/money.ts';
import type { Posting } from '../../../shared/rules/posting/posting.ts';
import {
  contribution,
  reserveToShare,
  surplusToShare,
  transfer,
  withdrawal,
} from '../../../shared/rules/posting/shares.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { undoContributedAsset } from '../assets/index.ts';
import { barFromUse, vouchersOf } from '../vouchers/index.ts';
import type { Recorded } from './contribution.ts';
import { append, availableFrom, type ShareKind } from './ledger.ts';
import { describe, memberById } from './member.ts';
import { refreshRunState } from './payable.ts';
import { FROM_SURPLUS_RESERVE, undoReserve } from './quantified.ts';
import { checkShareDate, partOf, undoShareEvent, usualMoney } from './posting.ts';

interface Row {
  readonly id: number;
  readonly entityId: number;
  readonly memberId: number;
  readonly date: string;
  readonly kind: ShareKind;
  readonly form: string | null;
  readonly source: string;
  readonly fromRelief: number;
  readonly amountFen: number;
  readonly document: string;
  readonly pairId: number | null;
  readonly withdrawalId: number | null;
  readonly runId: number | null;
  readonly returnFen: number;
}

/**
 * Red reversal (红字冲销): rows of the opposite sign linked to what they reverse; all rows of one transfer, inheritance
 * or withdrawal together. Refused where a holding would fall below zero on some day: what came later goes first.
 * Undoing a withdrawal or an inheritance gives the account back the state it had.
 */
export function recordReversal(
  ctx: Writing,
  input: { id: number; date: string; reason: string },
): Result<Recorded> {
  const rows = eventOf(ctx.db, input.id);
  const [first] = rows;
  if (!first) return refuse('share_unknown', '没有这一笔股金记录，请重新选择。');
  if (first.kind === 'reversal') {
    return refuse(
      'reversal_reversed',
      '这一笔本身就是冲销，不能再冲销。冲错了，请按原来的内容重新登记一笔。',
    );
  }
  const reversed = ctx.db.get('SELECT 1 FROM share_transaction WHERE reverses_id = ?', first.id);
  if (reversed) return refuse('already_reversed', '这一笔已经冲销过了。');
  const date = checkShareDate(ctx.db, first.entityId, input.date, ctx.today);
  if (!date.ok) return date;
  if (input.date < first.date) {
    const sentence = `冲销日期不能早于原记录的日期 ${first.date}。`;
    return refuse('reversal_too_early', sentence, { date: sentence });
  }
  const bar = barToReversal(ctx.db, rows, input.date) ?? barFromContributed(ctx.db, first, input.date);
  if (bar) return bar;

  const ids = append(
    ctx,
    first.entityId,
    rows.map((row) => ({
      memberId: row.memberId,
      date: input.date,
      kind: 'reversal' as const,
      form: row.form,
      source: row.source,
      fromRelief: row.fromRelief === 1,
      amountFen: -row.amountFen,
      returnFen: -row.returnFen,
      document: row.document,
      note: input.reason,
      withdrawalId: row.withdrawalId,
      runId: row.runId,
      reversesId: row.id,
    })),
  );
  const undone = undoShareEvent(
    ctx,
    first.entityId,
    { firstId: first.id, reversalId: ids[0]!, date: input.date, reason: input.reason },
    () => asRecorded(ctx.db, rows),
  );
  if (!undone.ok) return undone;
  const card = undoContributedAsset(ctx, first.id, { ...input, shareId: ids[0]! });
  if (!card.ok) return card;
  restoreStates(ctx, first);
  undoReserves(ctx, rows, ids, input.date);
  const warnings =
    input.date === first.date
      ? []
      : [
          `冲销日期晚于原记录 ${first.date}：按天或按整月计算分红时，这段时间仍算在内。要视为从未发生，请用原日期冲销。`,
        ];
  return ok({ id: ids[0]!, receiptNo: '', warnings });
}

/** All rows of the event a row belongs to, the first one first. */
function eventOf(db: ReadableDb, id: number): Row[] {
  return db.all<Row>(
    `SELECT t.id, t.entity_id AS entityId, t.member_id AS memberId, t.date, t.kind, t.form, t.source, t.from_relief AS fromRelief,
       t.amount_fen AS amountFen, t.document, t.pair_id AS pairId, t.withdrawal_id AS withdrawalId, t.run_id AS runId, t.return_fen AS returnFen
     FROM share_transaction asked JOIN share_transaction t ON t.id = asked.id OR t.pair_id = asked.pair_id
     WHERE asked.id = ? ORDER BY t.id`,
    id,
  );
}

/** What an event from before the books would have posted. */
function asRecorded(db: ReadableDb, rows: readonly Row[]): Posting {
  const first = rows[0]!;
  const sums = new Map<number, number>();
  for (const row of rows) sums.set(row.memberId, (sums.get(row.memberId) ?? 0) + row.amountFen);
  const parts = [...sums].map(([memberId, fen]) => {
    const member = memberById(db, memberId);
    invariant(member !== null, 'a share transaction has its member');
    return partOf(member, fen);
  });
  const own = parts[0]!;
  switch (first.kind) {
    case 'contribution':
      return contribution(own, 0, { kind: 'money', money: usualMoney(db, first.entityId) });
    case 'transfer-in':
    case 'transfer-out':
    case 'inheritance-in':
    case 'inheritance-out': {
      const from = parts.find((part) => part.fen < 0)!;
      const to = parts.filter((part) => part.fen > 0);
      return transfer('股金转让', { ...from, fen: -from.fen }, to);
    }
    case 'withdrawal': {
      const refundFen = refundedReserve(db, first.withdrawalId);
      return withdrawal({ ...own, fen: -own.fen }, refundFen, null);
    }
    case 'surplus-to-share':
      return surplusToShare(own, first.returnFen);
    case 'reserve-to-share':
      return reserveToShare(first.source === FROM_SURPLUS_RESERVE ? '322' : '321', parts);
    case 'reversal':
      throw new Error('a reversal is not reversed');
  }
}

function refundedReserve(db: ReadableDb, withdrawalId: number | null): number {
  return (
    db.get<{ fen: number }>('SELECT reserve_refund_fen AS fen FROM withdrawal WHERE id = ?', withdrawalId)
      ?.fen ?? 0
  );
}

function barToReversal(db: ReadableDb, rows: readonly Row[], date: string): Result<never> | null {
  for (const row of rows) {
    const member = memberById(db, row.memberId);
    invariant(member !== null, 'a share transaction has its member');
    const settling = row.kind === 'withdrawal' || row.kind === 'inheritance-out';
    if (member.state === 'left' && !settling) {
      return refuse(
        'member_left',
        `${describe(member)} 已经退出，这一笔不能单独冲销。请先冲销其退社或继承的那一笔。`,
      );
    }
    if (row.amountFen < 0) continue;
    const fromRelief = row.fromRelief === 1;
    const goingOutFen = rows
      .filter((other) => other.memberId === row.memberId && (other.fromRelief === 1) === fromRelief)
      .reduce((sum, other) => sum + other.amountFen, 0);
    const availableFen = availableFrom(db, row.memberId, date, fromRelief);
    if (goingOutFen > availableFen) {
      return refuse(
        'share_not_enough',
        `冲销后 ${describe(member)} 的出资会成为负数：要冲出 ${formatYuan(goingOutFen)} 元，自 ${date} 起最少的一天只有 ${formatYuan(availableFen)} 元。请先冲销后来的转让或退社。`,
      );
    }
  }
  return null;
}

/** What the event took off 公积金份额 comes back on the day it is undone. */
function undoReserves(ctx: Writing, rows: readonly Row[], ids: readonly number[], date: string): void {
  for (const [index, { id, entityId, kind, withdrawalId }] of rows.entries()) {
    const of = { entityId, date };
    if (kind === 'reserve-to-share') {
      undoReserve(ctx.db, { register: 'share', id }, { ...of, register: 'share', id: ids[index]! });
    }
    if (kind === 'withdrawal' && withdrawalId !== null && index === 0) {
      const refund = { register: 'withdrawal', id: withdrawalId } as const;
      undoReserve(ctx.db, refund, { ...of, ...refund });
    }
  }
}

/** What a contribution brought in may be gone by now: goods sold, a premium turned into capital. */
function barFromContributed(db: ReadableDb, { id, kind }: Row, date: string): Result<never> | null {
  if (kind !== 'contribution') return null;
  const [voucher] = vouchersOf(db, 'share', id);
  return voucher ? barFromUse(db, voucher.id, date) : null;
}

function restoreStates(ctx: Writing, first: Row): void {
  if (first.kind === 'withdrawal') {
    invariant(first.withdrawalId !== null, 'a refund belongs to an application');
    ctx.db.run(
      `UPDATE withdrawal SET state = 'requested', reserve_refund_fen = 0 WHERE id = ?`,
      first.withdrawalId,
    );
    ctx.db.run(`UPDATE member SET state = 'leaving', left_on = NULL WHERE id = ?`, first.memberId);
  }
  if (first.kind === 'inheritance-out') {
    ctx.db.run(
      `UPDATE member SET left_on = NULL, state = CASE WHEN frozen_on IS NULL THEN 'active' ELSE 'frozen' END WHERE id = ?`,
      first.memberId,
    );
  }
  if (first.runId !== null) refreshRunState(ctx.db, first.runId);
}
