import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { quantityText } from '../../../shared/rules/measures.ts';
import type { Posting } from '../../../shared/rules/posting/posting.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { accountByCode, ensureItem, markPovertyAsset } from '../accounts/index.ts';
import { cooperativeOf } from '../entities/index.ts';
import { moveReserve, undoReserve } from '../shares/index.ts';
import { recordEvent, reverseEvent, vouchersOf } from '../vouchers/index.ts';
import { checkMovements, movementsUndoing, nameOfLine } from './guards.ts';
import { checkDay, plan, type Plan } from './planning.ts';
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
  const id = insertEvent(ctx, entityId, { ...input, ...planned.value, facts: input.event, reversesId: null });
  useDeliveries(ctx, id, deliveryIds);
  moveReserve(db, { register: 'business', id, entityId, date: input.date }, reserveMoves);
  if (povertyAsset) {
    const dim = accountByCode(db, entityId, povertyAsset.account)?.dims[0];
    if (dim) markPovertyAsset(db, ensureItem(db, entityId, dim, povertyAsset.name));
  }
  const voucherIds: number[] = [];
  for (const [index, posting] of postings.entries()) {
    const made = recordEvent(ctx, {
      entityId,
      date: input.date,
      source: { register: 'business', id },
      posting,
      // The papers hang on the first; the second refers to it by its summary.
      attachments: index === 0 ? input.attachments : 0,
    });
    if (!made.ok) return made;
    invariant(made.value !== null, 'the day lies in the books');
    voucherIds.push(made.value);
  }
  return ok({ id, voucherIds, warnings: [...warnings, ...paperWarnings(planned.value, input.attachments)] });
}

/** An event without paper: allowed, and said (会计基础工作规范 Art. 51). */
function paperWarnings({ documentNo }: Plan, attachments: number): string[] {
  return documentNo === '' && attachments === 0
    ? ['没有填单据号，也没有附单据。除结账和更正错账外，记账凭证应附原始凭证。']
    : [];
}

interface NewEvent {
  readonly date: string;
  readonly facts: Parsed<'business.record'>['event'];
  readonly amountFen: number;
  readonly documentNo: string;
  readonly party: string;
  readonly note: string;
  readonly reversesId: number | null;
}

function insertEvent(ctx: Writing, entityId: number, event: NewEvent): number {
  return ctx.db.run(
    `INSERT INTO business_event (entity_id, seq, kind, date, facts, amount_fen, document_no, party, note, reverses_id, operator, recorded_at)
     SELECT ?, COALESCE(MAX(seq), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM business_event WHERE entity_id = ?`,
    entityId,
    event.facts.kind,
    event.date,
    JSON.stringify(event.facts),
    event.amountFen,
    event.documentNo,
    event.party,
    event.note,
    event.reversesId,
    ctx.operator,
    ctx.now,
    entityId,
  ).lastId;
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
  const vouchers = postings.map((posting) => ({
    summary: posting.summary,
    lines: previewLines(ctx, entityId, posting),
  }));
  return ok({ vouchers, amountFen, warnings: [...warnings] });
}

function previewLines(
  { db }: Reading,
  entityId: number,
  { summary, lines }: Posting,
): Output<'business.preview'>['vouchers'][number]['lines'] {
  return lines.map((line) => ({
    summary: line.summary ?? summary,
    accountCode: line.account,
    accountName: accountByCode(db, entityId, line.account)?.name ?? '',
    analysis: nameOfLine(db, line.memberId, line.item, line.item2),
    debitFen: line.side === 'debit' ? line.fen : 0,
    creditFen: line.side === 'credit' ? line.fen : 0,
    quantity: line.quantityMilli === undefined ? null : quantityText(line.quantityMilli),
  }));
}

/** Undoes an event: each of its vouchers in red, and its deliveries wait again. Nothing recorded since may stand on it. */
export function reverseBusiness(
  ctx: Writing,
  input: Parsed<'business.reverse'>,
): Result<Output<'business.reverse'>> {
  const { db } = ctx;
  const event = db.get<StoredEvent>(
    `SELECT e.id, e.entity_id AS entityId, e.date, e.facts, e.amount_fen AS amountFen, e.party, e.reverses_id AS reversesId,
       r.date AS reversedOn
     FROM business_event e LEFT JOIN business_event r ON r.reverses_id = e.id WHERE e.id = ?`,
    input.id,
  );
  if (!event) return refuse('event_unknown', '没有这笔业务，请回到列表重新选择。');
  if (event.reversesId !== null) {
    return refuse('reversal_reversed', '这一笔本身就是冲销，不能再冲销。冲错了，请按原内容重新登记一笔。');
  }
  if (event.reversedOn !== null)
    return refuse('already_reversed', `这笔业务已经在 ${event.reversedOn} 冲销过了。`);
  const date = checkDay(ctx, event.entityId, input.date);
  if (!date.ok) return date;
  if (input.date < event.date) {
    const sentence = `冲销日期不能早于原业务的日期 ${event.date}。`;
    return refuse('reversal_too_early', sentence, { date: sentence });
  }
  const standing = vouchersOf(db, 'business', event.id).map((voucher) => voucher.id);
  const facts = JSON.parse(event.facts) as NewEvent['facts'];
  const guarded = checkMovements(db, event.entityId, input.date, movementsUndoing(db, standing), {
    undoes: true,
    usesDonation: facts.kind === 'donationCash' && facts.restricted,
  });
  if (!guarded.ok) return guarded;
  const id = insertEvent(ctx, event.entityId, {
    date: input.date,
    facts,
    amountFen: -event.amountFen,
    documentNo: '',
    party: event.party,
    note: input.reason,
    reversesId: event.id,
  });
  const released = releaseDeliveries(ctx, event.id, id);
  if (!released.ok) return released;
  undoReserve(
    db,
    { register: 'business', id: event.id },
    { register: 'business', id, entityId: event.entityId, date: input.date },
  );
  const voucherIds: number[] = [];
  for (const voucherId of standing) {
    const red = reverseEvent(ctx, voucherId, {
      date: input.date,
      reason: input.reason,
      source: { register: 'business', id },
    });
    if (!red.ok) return red;
    invariant(red.value !== null, 'the day lies in the books');
    voucherIds.push(red.value);
  }
  return ok({ id, voucherIds, warnings: [...guarded.value, ...sharesOfLeavers(db, event.id)] });
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

interface StoredEvent {
  readonly id: number;
  readonly entityId: number;
  readonly date: string;
  readonly facts: string;
  readonly amountFen: number;
  readonly party: string;
  readonly reversesId: number | null;
  readonly reversedOn: string | null;
}
