import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import {
  type BookedAsset,
  clearingClosed,
  clearingCost,
  clearingProceeds,
} from '../../../shared/rules/posting/assets.ts';
import type { EventKind } from '../../../shared/rules/posting/eventKinds.ts';
import type { Money, Posting } from '../../../shared/rules/posting/posting.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { bookedAsset, cardById } from '../assets/index.ts';
import {
  checkDay,
  checkMovements,
  enteredBefore,
  movementsOf,
  paperNo,
  registerEvent,
} from '../events/index.ts';
import { payerNamed } from './payer.ts';

/** Of asset_disposal d: whether what went was of the books. The card may be by now what it was not then. */
export const DISPOSAL_IN_BOOKS = /* sql */ `EXISTS (SELECT 1 FROM disposal_move l JOIN asset_move k ON k.id = l.move_id
  WHERE l.disposal_id = d.id AND k.in_books = 1)`;

/** A disposal with what stands on 154 for it. */
export interface StoredDisposal {
  readonly id: number;
  readonly entityId: number;
  readonly assetId: number;
  readonly date: string;
  readonly eventId: number | null;
  readonly termsId: number | null;
  readonly undoneOn: string | null;
  /** Of the books when it went; also where it stood at nothing and no event was needed. */
  readonly isBooked: boolean;
  readonly isClosed: boolean;
  readonly balanceFen: number;
  /** The day of the newest step that stands. */
  readonly lastOn: string;
}

export function disposalById(db: ReadableDb, id: number): StoredDisposal | null {
  const row = db.get<Omit<StoredDisposal, 'isClosed' | 'isBooked'> & { isClosed: number; isBooked: number }>(
    `SELECT d.id, d.entity_id AS entityId, d.asset_id AS assetId, d.date, d.event_id AS eventId, d.terms_id AS termsId,
       d.undone_on AS undoneOn, ${DISPOSAL_IN_BOOKS} AS isBooked, COALESCE(MAX(s.kind = 'close'), 0) AS isClosed,
       CASE WHEN ${DISPOSAL_IN_BOOKS} THEN d.cost_fen - d.accumulated_fen + COALESCE(SUM(s.fen), 0) ELSE 0 END AS balanceFen,
       MAX(d.date, COALESCE(MAX(s.date), '')) AS lastOn
     FROM asset_disposal d LEFT JOIN disposal_step s ON s.disposal_id = d.id AND s.undone_on IS NULL WHERE d.id = ? GROUP BY d.id`,
    id,
  );
  return row ? { ...row, isClosed: row.isClosed === 1, isBooked: row.isBooked === 1 } : null;
}

type Payer = Parsed<'disposals.proceeds'>['payer'];

interface Paper {
  readonly documentNo?: string | undefined;
  readonly note?: string | undefined;
  readonly attachments?: number | undefined;
}

export type NewStep = { readonly id: number; readonly date: string } & Paper &
  (
    | {
        readonly kind: 'cost';
        readonly amountFen: number;
        readonly party: string;
        readonly paid: Money | null;
      }
    | { readonly kind: 'proceeds'; readonly amountFen: number; readonly payer: Payer }
    /** `ifAny`: nothing is done where nothing stands. */
    | { readonly kind: 'close'; readonly ifAny?: boolean }
  );

const KIND: Readonly<Record<NewStep['kind'], EventKind>> = {
  cost: 'clearingCost',
  proceeds: 'clearingProceeds',
  close: 'clearingClosed',
};

/** One more step on 154: an event with its voucher. */
export function addStep(ctx: Writing, step: NewStep): Result<Output<'disposals.cost'>> {
  const { db } = ctx;
  const found = openDisposal(db, step);
  if (!found.ok) return found;
  const disposal = found.value;
  if (step.kind === 'close' && step.ifAny && disposal.balanceFen === 0) {
    return ok({ id: disposal.id, eventId: null, voucherIds: [], warnings: [] });
  }
  const day = checkDay(ctx, disposal.entityId, step.date);
  if (!day.ok) return day;
  const card = cardById(db, disposal.assetId);
  invariant(card !== null, 'a disposal is of a card');
  const worked = postingOf(db, disposal, bookedAsset(card), step);
  if (!worked.ok) return worked;
  const { posting, fen, party } = worked.value;
  const documentNo = paperNo(step.documentNo ?? '');
  const amountFen = Math.abs(fen);
  const twice = enteredBefore(db, disposal.entityId, documentNo, amountFen, party);
  if (twice) return twice;
  const guarded = checkMovements(
    db,
    disposal.entityId,
    step.date,
    movementsOf(db, disposal.entityId, [posting]),
  );
  if (!guarded.ok) return guarded;
  const { ifAny: _, ...facts } = { ifAny: false, ...step };
  const note = step.note ?? '';
  const registered = registerEvent(
    ctx,
    disposal.entityId,
    { kind: KIND[step.kind], date: step.date, facts, amountFen, documentNo, party, note },
    [posting],
    step.attachments ?? 0,
  );
  if (!registered.ok) return registered;
  db.run(
    `INSERT INTO disposal_step (disposal_id, kind, date, fen, party, note, event_id) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    disposal.id,
    step.kind,
    step.date,
    fen,
    party,
    note,
    registered.value.id,
  );
  return ok({
    id: disposal.id,
    eventId: registered.value.id,
    voucherIds: registered.value.voucherIds,
    warnings: guarded.value,
  });
}

function openDisposal(db: ReadableDb, step: NewStep): Result<StoredDisposal> {
  const disposal = disposalById(db, step.id);
  if (!disposal) return refuse('disposal_unknown', '没有这笔处置，请回到列表重新选择。');
  if (disposal.undoneOn !== null) {
    return refuse('already_reversed', `这笔处置已经在 ${disposal.undoneOn} 冲销，不能再登记。`);
  }
  if (!disposal.isBooked) {
    return refuse(
      'memo_disposal',
      '备查资产的处置不作凭证，清理的费用和收入归所有人。社里代垫代收的请用“业务登记”记往来。',
    );
  }
  if (disposal.isClosed) {
    return refuse(
      'clearing_closed',
      '清理已经结转。结转后才收到的款记“其他收入”、才付的费用记“其他支出”；要重算的，请先冲销结转。',
    );
  }
  if (step.date < disposal.date) {
    const sentence = `日期不能早于处置的日期 ${disposal.date}。`;
    return refuse('before_disposal', sentence, { date: sentence });
  }
  if (step.kind === 'close' && step.date < disposal.lastOn) {
    const sentence = `结转日期不能早于最后一笔清理收支的日期 ${disposal.lastOn}。`;
    return refuse('before_step', sentence, { date: sentence });
  }
  if (step.kind === 'close' && disposal.balanceFen === 0 && !step.ifAny) {
    return refuse('nothing_to_close', '固定资产清理的余额已经是 0.00，不用结转。');
  }
  return ok(disposal);
}

function postingOf(
  db: ReadableDb,
  disposal: StoredDisposal,
  asset: BookedAsset,
  step: NewStep,
): Result<{ posting: Posting; fen: number; party: string }> {
  switch (step.kind) {
    case 'cost': {
      if (step.paid === null && step.party === '') {
        const sentence = `清理费用 ${formatYuan(step.amountFen)} 元还没有付，请填欠谁的。`;
        return refuse('party_missing', sentence, { party: sentence });
      }
      const posting = clearingCost(asset, step.amountFen, step.party, step.paid);
      return ok({ posting, fen: step.amountFen, party: step.party });
    }
    case 'proceeds': {
      const payer = payerNamed(db, disposal.entityId, step.payer, 'payer');
      if (!payer.ok) return payer;
      const posting = clearingProceeds(asset, step.amountFen, payer.value.payer);
      return ok({ posting, fen: -step.amountFen, party: payer.value.name });
    }
    case 'close':
      return ok({
        posting: clearingClosed(asset, disposal.balanceFen),
        fen: -disposal.balanceFen,
        party: '',
      });
  }
}

export const recordCost = (ctx: Writing, input: Parsed<'disposals.cost'>): Result<Output<'disposals.cost'>> =>
  addStep(ctx, { ...input, kind: 'cost', party: input.party ?? '' });

export const recordProceeds = (
  ctx: Writing,
  input: Parsed<'disposals.proceeds'>,
): Result<Output<'disposals.proceeds'>> => addStep(ctx, { ...input, kind: 'proceeds' });

export const closeClearing = (
  ctx: Writing,
  input: Parsed<'disposals.close'>,
): Result<Output<'disposals.close'>> => addStep(ctx, { ...input, kind: 'close' });
