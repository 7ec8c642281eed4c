import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { firstChargedPeriod, toCharge } from '../../../shared/rules/depreciation.ts';
import { foundMissing, foundMore } from '../../../shared/rules/posting/assets.ts';
import type { EventKind } from '../../../shared/rules/posting/eventKinds.ts';
import type { Posting } from '../../../shared/rules/posting/posting.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import {
  cardOfNo,
  insertCard,
  insertFunding,
  insertMove,
  insertTerms,
  nameOf,
  nextNo,
  residualMillionths,
} from '../assets/index.ts';
import { planRemoval, type Removal, removalPostings, writeRemoval } from '../disposals/index.ts';
import { checkDay, previewOf, registerEvent } from '../events/index.ts';
import { foundOf, type Line, linesOf, type State, type Stored, stocktakeById } from './sheets.ts';

type Found = ReturnType<typeof foundOf>[number] & { readonly no: string };

interface Plan {
  readonly sheet: Stored;
  readonly missing: readonly { readonly line: Line; readonly removal: Removal }[];
  readonly found: readonly Found[];
  readonly missingPostings: readonly Posting[];
  readonly foundPostings: readonly Posting[];
  readonly lossFen: number;
  readonly gainFen: number;
  readonly warnings: readonly string[];
}

/** What differed, as it goes onto 181: what is missing at what it stood at, what was found at its value. */
function plan(ctx: Reading, { id, date }: Parsed<'stocktakes.book'>): Result<Plan> {
  const { db } = ctx;
  const stored = stocktakeById(db, id);
  if (!stored.ok) return stored;
  const sheet = stored.value;
  const bar = barToBooking(sheet, date);
  if (bar) return bar;
  const day = checkDay(ctx, sheet.entityId, date);
  if (!day.ok) return day;
  const missing: { line: Line; removal: Removal }[] = [];
  for (const line of linesOf(db, id)) {
    if ((line.difference ?? 0) >= 0) continue;
    const what =
      line.missingPieceIds.length > 0
        ? { kind: 'pieces' as const, pieceIds: line.missingPieceIds }
        : { kind: 'whole' as const };
    const removal = planRemoval(ctx, line.assetId, what, date);
    if (!removal.ok) return removal;
    missing.push({ line, removal: removal.value });
  }
  const numbered = numbersOf(ctx, sheet, foundOf(db, id));
  if (!numbered.ok) return numbered;
  const found = numbered.value;
  const booked = missing.filter((one) => one.removal.life.itemId !== null);
  const memo = missing.length - booked.length;
  return ok({
    sheet,
    missing,
    found,
    missingPostings: booked.flatMap(({ removal }) =>
      removalPostings(removal, (asset) => foundMissing(asset, removal)),
    ),
    foundPostings: found.map((one) => foundMore({ item: nameOf(one), account: '151' }, one.valueFen)),
    lossFen: booked.reduce((fen, { removal }) => fen + removal.costFen - removal.accumulatedFen, 0),
    gainFen: found.reduce((fen, one) => fen + one.valueFen, 0),
    warnings: memo === 0 ? [] : [`备查资产盘亏 ${memo} 张卡片，只登记卡片，不作凭证，请告知所有人。`],
  });
}

function barToBooking({ state, date: countedOn, bookedOn }: Stored, date: string): Result<never> | null {
  if (state === 'open') {
    return refuse('not_counted', '这张盘点表还没有盘完。请填完实存数，点“完成盘点”，再入账。');
  }
  if (state === 'dropped') return refuse('stocktake_dropped', '这张盘点表已经作废，不能入账。');
  if (state !== 'counted') return refuse('stocktake_booked', `盘点结果已经在 ${bookedOn ?? ''} 入账。`);
  if (date >= countedOn) return null;
  const sentence = `入账日期不能早于盘点的日期 ${countedOn}。`;
  return refuse('before_count', sentence, { date: sentence });
}

/** The numbers of the cards of what was found: as given, or the next free ones (PY-01 …). */
function numbersOf({ db }: Reading, sheet: Stored, found: ReturnType<typeof foundOf>): Result<Found[]> {
  const numbered: Found[] = [];
  let next = nextNo(db, sheet.entityId, 'PY');
  for (const one of found) {
    const given = one.no ?? '';
    const twin = given === '' ? null : cardOfNo(db, sheet.entityId, given);
    if (twin) {
      return refuse(
        'no_taken',
        `盘盈的“${one.name}”编号 ${given} 已经用在“${twin.name}”上，请在盘点表里换一个。`,
      );
    }
    numbered.push({ ...one, no: given === '' ? next : given });
    if (given === '') next = `PY-${String(Number(next.slice(3)) + 1).padStart(2, '0')}`;
  }
  return ok(numbered);
}

export function previewBook(
  ctx: Reading,
  input: Parsed<'stocktakes.previewBook'>,
): Result<Output<'stocktakes.previewBook'>> {
  const planned = plan(ctx, input);
  if (!planned.ok) return planned;
  const { sheet, missingPostings, foundPostings, lossFen, gainFen, warnings } = planned.value;
  const vouchers = previewOf(ctx.db, sheet.entityId, [...missingPostings, ...foundPostings]);
  return ok({ vouchers, lossFen, gainFen, warnings: [...warnings] });
}

/** 盘盈盘亏入账: off (or onto) the cards, with vouchers over 181 for what stands in the books. Nothing differs: done. */
export function bookStocktake(
  ctx: Writing,
  input: Parsed<'stocktakes.book'>,
): Result<Output<'stocktakes.book'>> {
  const planned = plan(ctx, input);
  if (!planned.ok) return planned;
  const { sheet, missing, found, missingPostings, foundPostings, lossFen, gainFen, warnings } = planned.value;
  const { date } = input;
  const voucherIds: number[] = [];
  const register = (
    kind: EventKind,
    amountFen: number,
    postings: readonly Posting[],
  ): Result<number | null> => {
    if (postings.length === 0) return ok(null);
    const facts = { stocktakeId: sheet.id };
    const note = `${sheet.date} 盘点`;
    const event = registerEvent(
      ctx,
      sheet.entityId,
      { kind, date, facts, amountFen, documentNo: '', party: '', note },
      postings,
    );
    if (!event.ok) return event;
    voucherIds.push(...event.value.voucherIds);
    return ok(event.value.id);
  };
  const missingEvent = register('assetMissing', lossFen, missingPostings);
  if (!missingEvent.ok) return missingEvent;
  const foundEvent = register('assetFound', gainFen, foundPostings);
  if (!foundEvent.ok) return foundEvent;
  for (const one of missing) takeOff(ctx, sheet, one, date, missingEvent.value);
  for (const one of found) putOn(ctx, sheet, one, date, foundEvent.value);
  const differs = missing.length + found.length > 0;
  const state: State = differs ? 'booked' : 'settled';
  ctx.db.run(
    `UPDATE stocktake SET state = ?, booked_on = ?, missing_event_id = ?, found_event_id = ?, settled_on = ? WHERE id = ?`,
    state,
    date,
    missingEvent.value,
    foundEvent.value,
    differs ? null : date,
    sheet.id,
  );
  return ok({ id: sheet.id, state, voucherIds, warnings: [...warnings] });
}

function takeOff(
  ctx: Writing,
  sheet: Stored,
  { line, removal }: Plan['missing'][number],
  date: string,
  eventId: number | null,
): void {
  const note = `${sheet.date} 盘亏${line.cause === '' ? '' : `：${line.cause}`}`;
  const { moveIds, termsId } = writeRemoval(ctx, removal, { kind: 'missing', eventId, date, note });
  ctx.db.run(
    'UPDATE stocktake_line SET missing_cost_fen = ?, missing_accumulated_fen = ?, terms_id = ? WHERE id = ?',
    removal.costFen,
    removal.accumulatedFen,
    termsId,
    line.id,
  );
  for (const moveId of moveIds) linkMove(ctx, sheet, moveId);
}

/** 盘盈: a card of its own, depreciated like any other from the next month on. */
function putOn(ctx: Writing, sheet: Stored, one: Found, date: string, eventId: number | null): void {
  const card = insertCard(ctx, sheet.entityId, {
    facts: {
      ...{ no: one.no, name: one.name, category: one.category, spec: one.spec ?? '', unit: one.unit ?? '' },
      ...{ supplier: '', documentNo: '', use: one.use, place: one.place ?? '', department: '' },
      ...{ custodian: one.custodian ?? '', ownerKind: 'cooperative', owner: '', controlContract: '' },
      note: `${sheet.date} 盘盈`,
    },
    ...{ standing: 'booked', account: '151', acquisition: 'found', date, inServiceOn: date },
    ...{ isRelief: false, isIncomplete: false, importId: null },
  });
  insertFunding(ctx, card.id, { source: 'own', note: '盘盈', amountFen: one.valueFen });
  if (one.quantity > 1) {
    const width = String(one.quantity).length;
    for (let at = 1; at <= one.quantity; at++) {
      ctx.db.run(
        `INSERT INTO asset_piece (asset_id, no, place, custodian, state) VALUES (?, ?, ?, ?, 'in-use')`,
        card.id,
        `${card.no}-${String(at).padStart(width, '0')}`,
        card.place,
        card.custodian,
      );
    }
  }
  const moveId = insertMove(ctx.db, card, {
    ...{ kind: 'found', date, costFen: one.valueFen, accumulatedFen: 0, pieces: one.quantity, eventId },
  });
  const residual = residualMillionths(one.residualPercent ?? '0');
  const millionths = residual.ok ? residual.value : 0;
  insertTerms(ctx, {
    assetId: card.id,
    fromPeriod: firstChargedPeriod(date),
    method: 'straight-line',
    residualMillionths: millionths,
    lifeMonths: one.lifeMonths,
    months: one.lifeMonths,
    toChargeFen: toCharge(one.valueFen, millionths, 0),
    eventId,
  });
  ctx.db.run('UPDATE stocktake_found SET asset_id = ? WHERE id = ?', card.id, one.id);
  linkMove(ctx, sheet, moveId);
}

function linkMove(ctx: Writing, sheet: Stored, moveId: number): void {
  ctx.db.run('INSERT INTO stocktake_move (move_id, stocktake_id) VALUES (?, ?)', moveId, sheet.id);
}
