import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { accountByCode, ensureItem, markPovertyAsset } from '../accounts/index.ts';
import { undoBusinessAssets } from '../assets/index.ts';
import { cooperativeOf } from '../entities/index.ts';
import { previewOf, registerEvent, standingEvent, undoEvent } from '../events/index.ts';
import { moveLabour, undoLabour } from '../labour/index.ts';
import { moveReserve, undoReserve } from '../shares/index.ts';
import { plan, type Plan } from './planning.ts';
import { releaseDeliveries, useDeliveries } from './using.ts';

/** Records an event with its vouchers; uses up the deliveries that went into it. */
export function recordBusiness(
  ctx: Writing,
  input: Parsed<'business.record'>,
): Result<Output<'business.record'>> {
  const { db } = ctx;
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const planned = plan(ctx, entityId, input);
  if (!planned.ok) return planned;
  const { postings, deliveryIds, povertyAsset, reserveMoves, warnings } = planned.value;
  const event = { ...input, ...planned.value, kind: input.event.kind, facts: input.event };
  const registered = registerEvent(ctx, entityId, event, postings, input.attachments);
  if (!registered.ok) return registered;
  const { id } = registered.value;
  moveLabour(db, { id, entityId, date: input.date }, postings);
  useDeliveries(ctx, id, deliveryIds);
  moveReserve(db, { register: 'business', id, entityId, date: input.date }, reserveMoves);
  if (povertyAsset) {
    const dim = accountByCode(db, entityId, povertyAsset.account)?.dims[0];
    if (dim) markPovertyAsset(db, ensureItem(db, entityId, dim, povertyAsset.name));
  }
  return ok({
    ...registered.value,
    warnings: [...warnings, ...paperWarnings(planned.value, input.attachments)],
  });
}

/** An event without paper: allowed, and said (会计基础工作规范 Art. 51). */
function paperWarnings({ documentNo }: Plan, attachments: number): string[] {
  return documentNo === '' && attachments === 0
    ? ['没有填单据号，也没有附单据。除结账和更正错账外，记账凭证应附原始凭证。']
    : [];
}

/** What recording would write, or why it can't. */
export function previewBusiness(
  ctx: Reading,
  input: Parsed<'business.preview'>,
): Result<Output<'business.preview'>> {
  const cooperative = cooperativeOf(ctx.db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const planned = plan(ctx, entityId, input);
  if (!planned.ok) return planned;
  const { postings, amountFen, warnings } = planned.value;
  return ok({ vouchers: previewOf(ctx.db, entityId, postings), amountFen, warnings: [...warnings] });
}

/** Undoes an event: each of its vouchers in red, and its deliveries wait again. Nothing recorded since may stand on it. */
export function reverseBusiness(
  ctx: Writing,
  input: Parsed<'business.reverse'>,
): Result<Output<'business.reverse'>> {
  const { db } = ctx;
  const found = standingEvent(db, input.id, 'business');
  if (!found.ok) return found;
  const event = found.value;
  const facts = JSON.parse(event.facts) as Parsed<'business.record'>['event'];
  const undone = undoEvent(ctx, event, {
    date: input.date,
    reason: input.reason,
    usesDonation: facts.kind === 'donationCash' && facts.restricted,
  });
  if (!undone.ok) return undone;
  const { id, voucherIds, warnings } = undone.value;
  undoLabour(db, event.id, { id, entityId: event.entityId, date: input.date });
  const cards = undoBusinessAssets(ctx, event.id, { ...input, eventId: id });
  if (!cards.ok) return cards;
  const released = releaseDeliveries(ctx, event.id, id);
  if (!released.ok) return released;
  undoReserve(
    db,
    { register: 'business', id: event.id },
    { register: 'business', id, entityId: event.entityId, date: input.date },
  );
  return ok({ id, voucherIds, warnings: [...warnings, ...sharesOfLeavers(db, event.id)] });
}

/** Who has left by now and has a share of the reserve again: it is to be paid out. */
function sharesOfLeavers(db: ReadableDb, eventId: number): string[] {
  const names = db.all<{ name: string }>(
    `SELECT m.no || ' ' || COALESCE(p.name, m.organisation_name) AS name
     FROM reserve_move r JOIN member m ON m.id = r.member_id AND m.state = 'left' LEFT JOIN person p ON p.id = m.person_id
     WHERE r.source = 'business' AND r.source_id = ? AND r.fen < 0`,
    eventId,
  );
  return names.length === 0
    ? []
    : [`已经退社的 ${names.map((one) => one.name).join('、')} 又有了公积金份额，请登记“退还公积金份额”。`];
}
