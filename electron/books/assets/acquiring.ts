import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { lastDayOf } from '../../../shared/rules/calendar.ts';
import { firstChargedPeriod, toCharge } from '../../../shared/rules/depreciation.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { ensureItem, markPovertyAsset } from '../accounts/index.ts';
import { paperNo, previewOf, registerEvent } from '../events/index.ts';
import { booksBegin, checkBookDate, dropOpening } from '../vouchers/index.ts';
import { type Acquired, type Card, cardById, nameOf, pastOf, standingCard } from './card.ts';
import { insertMove, insertTerms, logChange, standingOn, undoMoves } from './moves.ts';
import {
  acquisitionOf,
  checkNo,
  checkOwner,
  checkWay,
  type Facts,
  KIND,
  type Plan,
  planAcquisition,
  planVouchers,
  type Wanted,
} from './planning.ts';
import { saveRelief } from './relief.ts';

type Written = Output<'assets.acquire'>;

/** A new card: its facts and sources, its pieces, its terms, what came and (in the books) the voucher, together. */
export function acquireAsset(ctx: Writing, input: Wanted, importId: number | null = null): Result<Written> {
  const planned = planAcquisition(ctx, input);
  if (!planned.ok) return planned;
  const plan = planned.value;
  const card = insertCard(ctx, plan.entityId, {
    ...plan,
    ...{ standing: input.standing, account: input.account, date: input.date },
    ...{ isRelief: input.isRelief, isIncomplete: false, importId },
  });
  for (const row of input.funding) insertFunding(ctx, card.id, row);
  if (input.isRelief && input.relief) saveRelief(ctx.db, card.id, input.relief);
  for (const no of plan.pieceNos) {
    ctx.db.run(
      `INSERT INTO asset_piece (asset_id, no, place, custodian, state) VALUES (?, ?, ?, ?, 'in-use')`,
      card.id,
      no,
      plan.facts.place,
      plan.facts.custodian,
    );
  }
  const registered = registerComing(ctx, plan, input);
  if (!registered.ok) return registered;
  const { eventId, voucherIds } = registered.value;
  const { terms, history, typedFen } = plan.terms;
  insertMove(ctx.db, card, {
    ...{ kind: 'acquired', date: input.date, costFen: input.costFen, accumulatedFen: typedFen, eventId },
    pieces: Math.max(plan.pieceNos.length, 1),
  });
  for (const { period, fen } of history) {
    insertMove(ctx.db, card, {
      ...{ kind: 'depreciated', date: lastDayOf(period), period, costFen: 0, accumulatedFen: fen, pieces: 0 },
      eventId,
    });
  }
  insertTerms(ctx, { ...terms, assetId: card.id });
  // The openings are made of what the cards say before the books begin.
  if (plan.isBefore) dropOpening(ctx.db, plan.entityId);
  return ok({ id: card.id, voucherIds, warnings: [...plan.warnings] });
}

/** What stands in the books is an event, with its voucher or (before the books) without; 备查 is none. */
function registerComing(
  ctx: Writing,
  plan: Plan,
  input: Wanted,
): Result<{ eventId: number | null; voucherIds: number[] }> {
  if (plan.kind === null) return ok({ eventId: null, voucherIds: [] });
  const registered = registerEvent(
    ctx,
    plan.entityId,
    {
      ...{ kind: plan.kind, date: input.date, facts: input, amountFen: input.costFen },
      ...{ documentNo: plan.documentNo, party: plan.party, note: plan.facts.note },
    },
    plan.postings,
    input.attachments,
  );
  return registered.ok
    ? ok({ eventId: registered.value.id, voucherIds: registered.value.voucherIds })
    : registered;
}

export interface CardFacts {
  readonly facts: Facts;
  readonly standing: Wanted['standing'];
  readonly account: '151' | '142';
  readonly acquisition: Acquired;
  readonly date: string;
  readonly inServiceOn: string;
  readonly isRelief: boolean;
  readonly isIncomplete: boolean;
  readonly importId: number | null;
}

export function insertCard(ctx: Writing, entityId: number, one: CardFacts): Card {
  const { facts } = one;
  const itemId = one.standing === 'booked' ? ensureItem(ctx.db, entityId, 'asset', nameOf(facts)) : null;
  if (itemId !== null && one.isRelief) markPovertyAsset(ctx.db, itemId);
  const { lastId } = ctx.db.run(
    `INSERT INTO asset_card (entity_id, no, name, item_id, account, category, spec, unit, acquisition, acquired_on, in_service_on, supplier,
       document_no, use, place, department, custodian, state, owner_kind, owner, control_contract, is_relief, is_incomplete, note, import_id,
       operator, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'in-use', ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    entityId,
    facts.no,
    facts.name,
    itemId,
    one.account,
    facts.category,
    facts.spec,
    facts.unit,
    one.acquisition,
    one.date,
    one.inServiceOn,
    facts.supplier,
    facts.documentNo,
    facts.use,
    facts.place,
    facts.department,
    facts.custodian,
    facts.ownerKind,
    facts.owner,
    facts.controlContract,
    one.isRelief ? 1 : 0,
    one.isIncomplete ? 1 : 0,
    facts.note,
    one.importId,
    ctx.operator,
    ctx.now,
  );
  const card = cardById(ctx.db, lastId);
  invariant(card !== null, 'a card just written is there');
  return card;
}

export function insertFunding(ctx: Writing, assetId: number, row: Wanted['funding'][number]): void {
  ctx.db.run(
    'INSERT INTO asset_funding (asset_id, source, note, amount_fen) VALUES (?, ?, ?, ?)',
    assetId,
    row.source,
    row.note,
    row.amountFen,
  );
}

/** What acquiring it would write, or why it can't be. */
export function previewAsset(ctx: Reading, input: Wanted): Result<Output<'assets.preview'>> {
  const planned = planAcquisition(ctx, input);
  if (!planned.ok) return planned;
  const { entityId, facts, postings, pieceNos, terms, warnings } = planned.value;
  return ok({
    vouchers: previewOf(ctx.db, entityId, postings),
    itemName: input.standing === 'booked' ? nameOf(facts) : null,
    pieceNos: [...pieceNos],
    monthlyFen: terms.monthlyFen,
    firstPeriod: terms.firstPeriod,
    accumulatedFen: terms.typedFen + terms.history.reduce((sum, one) => sum + one.fen, 0),
    warnings: [...warnings],
  });
}

/** A card of 备查 comes into the books with what stands of it; depreciation until then stays the owner's. */
export function bookAsset(ctx: Writing, input: Parsed<'assets.book'>): Result<Written> {
  const { db } = ctx;
  const found = standingCard(db, input.id);
  if (!found.ok) return found;
  const before = found.value;
  if (before.itemId !== null) return refuse('asset_booked', `${nameOf(before)} 已经入账，不用再转。`);
  const { entityId } = before;
  const owner = { ownerKind: input.ownerKind, controlContract: input.controlContract };
  const date = checkBookDate(db, entityId, input.date, ctx.today);
  if (!date.ok) return date;
  if (!booksBegin(db, entityId, input.date)) {
    const sentence = '备查资产转入账要在账套启用以后；启用前就该入账的，请冲销这张备查卡片，重新登记为入账。';
    return refuse('before_books', sentence, { date: sentence });
  }
  const { costFen, accumulatedFen, pieces } = standingOn(db, before.id, '9999-12-31');
  const problem =
    barToBooking(db, before, input.date, { costFen, pieces }) ??
    checkOwner('booked', owner) ??
    checkNo(db, entityId, before, before) ??
    checkWay(input.how, costFen, (field, sentence) =>
      refuse('asset_how', sentence, { [`how.${field}`]: sentence }),
    );
  if (problem) return problem;
  if (input.how.kind === 'register') {
    const sentence = '入账的资产要说明怎样来的：购入、自建、补助购置或受赠，凭证照它记。';
    return refuse('asset_how', sentence, { 'how.kind': sentence });
  }
  if (accumulatedFen > 0) {
    const sentence = `${nameOf(before)} 在备查里已经提了折旧，入账价值要按净值重新确定。请冲销折旧，或冲销这张卡片后按入账价值重新登记。`;
    return refuse('asset_depreciated', sentence);
  }
  const party = 'party' in input.how ? input.how.party : input.how.project;
  const documentNo = paperNo(input.documentNo);
  const facts: Facts = { ...before, documentNo, ownerKind: input.ownerKind };
  const booked = planVouchers(db, entityId, {
    ...{ date: input.date, account: before.account, facts, costFen, how: input.how, documentNo, party },
  });
  if (!booked.ok) return booked;
  const registered = registerEvent(
    ctx,
    entityId,
    {
      ...{ kind: KIND[input.how.kind], date: input.date, amountFen: costFen },
      // What the card said before, so that undoing it brings that back.
      facts: { ...input, before: pastOf(before) },
      ...{ documentNo, party, note: before.note },
    },
    booked.value.postings,
    input.attachments,
  );
  if (!registered.ok) return registered;
  const memo = db.all<{ id: number; assetId: number }>(
    `SELECT id, asset_id AS assetId FROM asset_move WHERE asset_id = ? AND is_undone = 0 AND kind <> 'reversal' ORDER BY id`,
    before.id,
  );
  undoMoves(db, memo, input.date, null);
  const itemId = ensureItem(db, entityId, 'asset', nameOf(before));
  if (before.isRelief) markPovertyAsset(db, itemId);
  db.run(
    `UPDATE asset_card SET item_id = ?, owner_kind = ?, owner = ?, control_contract = ?, acquisition = ?, document_no = ? WHERE id = ?`,
    itemId,
    input.ownerKind,
    input.owner,
    input.controlContract,
    acquisitionOf(input.how),
    documentNo,
    before.id,
  );
  insertMove(
    db,
    { id: before.id, itemId },
    {
      ...{ kind: 'acquired', date: input.date, costFen, accumulatedFen: 0, pieces },
      eventId: registered.value.id,
    },
  );
  // Charged from the month after it came into the books, over the whole life: what stands of it, by its latest terms.
  const terms = db.get<{ id: number; residualMillionths: number }>(
    `SELECT id, residual_millionths AS residualMillionths FROM asset_terms WHERE asset_id = ? AND undone_by IS NULL
     ORDER BY from_period DESC, id DESC LIMIT 1`,
    before.id,
  );
  invariant(terms !== undefined, `${before.no} has terms`);
  const cameIn = before.inServiceOn > input.date ? before.inServiceOn : input.date;
  db.run(
    `INSERT INTO asset_terms (asset_id, from_period, method, residual_millionths, life_months, months, to_charge_fen, units_milli, work_unit,
       reason, event_id, operator, recorded_at)
     SELECT asset_id, ?, method, residual_millionths, life_months, life_months, ?, units_milli, work_unit, '备查转入账', ?, ?, ?
     FROM asset_terms WHERE id = ?`,
    firstChargedPeriod(cameIn),
    toCharge(costFen, terms.residualMillionths, 0),
    registered.value.id,
    ctx.operator,
    ctx.now,
    terms.id,
  );
  logChange(
    ctx,
    { assetId: before.id, pieceId: null, before: '备查' },
    { field: 'standing', value: '入账', date: input.date, note: input.controlContract },
  );
  return ok({ id: before.id, voucherIds: registered.value.voucherIds, warnings: booked.value.warnings });
}

/** A card is booked while something stands of it, not before it came and not before what happened to it since. */
function barToBooking(
  db: ReadableDb,
  card: Card,
  date: string,
  { costFen, pieces }: { readonly costFen: number; readonly pieces: number },
): Result<never> | null {
  if (pieces === 0 || costFen === 0) {
    return refuse('asset_gone', `${nameOf(card)} 已经处置完，没有可以入账的实物。`);
  }
  const last = db.get<{ date: string | null }>(
    `SELECT MAX(date) AS date FROM asset_move WHERE asset_id = ? AND is_undone = 0 AND kind <> 'reversal'`,
    card.id,
  )?.date;
  if (!last || date >= last) return null;
  const sentence = `${nameOf(card)} 在 ${last} 还有备查登记，入账日期不能早于那一天。`;
  return refuse('asset_date', sentence, { date: sentence });
}
