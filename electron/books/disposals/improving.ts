import type { Output, Parsed } from '../../../shared/contract/index.ts';
import {
  type Beginning,
  changedTerms,
  monthlyAt,
  nextPeriod,
  type RestOfLife,
  type Segment,
} from '../../../shared/rules/assetLife.ts';
import { NOMINAL_FEN } from '../../../shared/rules/depreciation.ts';
import { quantityMilli } from '../../../shared/rules/measures.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { assetImproved, improvementDeferred } from '../../../shared/rules/posting/assets.ts';
import type { Posting } from '../../../shared/rules/posting/posting.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import {
  bookedAsset,
  insertFunding,
  insertMove,
  insertTerms,
  nameOf,
  residualMillionths,
  undoMoves,
  undoTermsOf,
} from '../assets/index.ts';
import { beginning, type CardLife, standingLife } from '../depreciation/index.ts';
import { cooperativeOf } from '../entities/index.ts';
import {
  checkDay,
  enteredBefore,
  itemNamed,
  paperNo,
  previewOf,
  registerEvent,
  standingEvent,
  undoEvent,
  vouchersByEvent,
} from '../events/index.ts';
import { balancesFrom } from '../ledger/index.ts';
import { barToDate } from './removal.ts';
import { barToMoves } from './undoing.ts';

type Wanted = Parsed<'improvements.record'>;

interface Plan {
  readonly life: CardLife;
  readonly mode: 'card' | 'deferred';
  readonly postings: readonly Posting[];
  /** Null: deferred, or a card without terms. */
  readonly terms: (RestOfLife & { readonly segment: Segment }) | null;
  readonly fromPeriod: string;
  readonly warnings: readonly string[];
}

function plan(ctx: Reading, input: Wanted): Result<Plan> {
  const standing = standingLife(ctx, input.assetId);
  if (!standing.ok) return standing;
  const life = standing.value;
  const day = checkDay(ctx, life.entityId, input.date);
  if (!day.ok) return day;
  const bar = barToDate(life, input.date) ?? barToFunding(input);
  if (bar) return bar;
  const fromPeriod = nextPeriod(input.date.slice(0, 7));
  const begins = beginning(ctx, life, fromPeriod);
  if (!begins.ok) return begins;
  const isDeferred =
    life.itemId !== null &&
    begins.value.leftFen === 0 &&
    life.costFen > NOMINAL_FEN &&
    begins.value.segment.lifeMonths > 0;
  const postings = postingsOf(ctx.db, life, input, isDeferred);
  if (!postings.ok) return postings;
  const warnings =
    life.itemId === null
      ? ['备查资产只在卡片上加原值，不作凭证。社里出钱改建别人的资产，支出记“长期待摊费用”，请填凭证。']
      : [];
  if (isDeferred) {
    warnings.push('这项资产已经提足折旧，改建支出记“长期待摊费用”，不加原值。以后每月摊销请填凭证。');
    return ok({ life, mode: 'deferred', postings: postings.value, terms: null, fromPeriod, warnings });
  }
  const terms = termsAfter(life, begins.value, input, fromPeriod);
  if (!terms.ok) return terms;
  return ok({ life, mode: 'card', postings: postings.value, terms: terms.value, fromPeriod, warnings });
}

function barToFunding({ amountFen, funding }: Wanted): Result<never> | null {
  if (funding === undefined) return null;
  const sumFen = funding.reduce((fen, one) => fen + one.amountFen, 0);
  if (sumFen === amountFen) return null;
  const sentence = `资金来源合计 ${formatYuan(sumFen)} 元，与改建支出 ${formatYuan(amountFen)} 元不相等，请核对。`;
  return refuse('funding_differs', sentence, { funding: sentence });
}

/** What it cost stands on the works (153), and leaves it. */
function postingsOf(db: ReadableDb, life: CardLife, input: Wanted, isDeferred: boolean): Result<Posting[]> {
  const fault = (code: string, sentence: string): Result<never> =>
    refuse(code, sentence, { project: sentence });
  const { project, amountFen } = input;
  if (life.itemId === null) {
    return project === undefined
      ? ok([])
      : fault('memo_project', '备查资产的改建不作凭证，不要选在建工程。社里出的钱请填凭证记“长期待摊费用”。');
  }
  if (project === undefined) {
    return fault(
      'project_missing',
      '请选改建支出归集在哪个在建工程。日常修理不改变年限的，直接填凭证记支出。',
    );
  }
  const itemId = itemNamed(db, life.entityId, 'project', project);
  const key = { account: '153', memberId: null, itemId, item2Id: null };
  const has =
    itemId === null
      ? 0
      : Math.min(...balancesFrom(db, life.entityId, key, input.date).map((point) => point.fen));
  if (has < amountFen) {
    return fault(
      'project_short',
      `在建工程“${project}”只有 ${formatYuan(Math.max(has, 0))} 元，不够转出 ${formatYuan(amountFen)} 元。请先把改建支出记进在建工程（借 在建工程，贷 银行存款等）。`,
    );
  }
  const twice = enteredBefore(db, life.entityId, paperNo(input.documentNo ?? ''), amountFen, project);
  if (twice) return twice;
  const asset = bookedAsset(life);
  return ok([
    isDeferred ? improvementDeferred(asset, project, amountFen) : assetImproved(asset, project, amountFen),
  ]);
}

/** Cost, and life or residual where the works changed them, from the next month on (37号 Art. 26, 59). */
function termsAfter(
  life: CardLife,
  begins: Beginning,
  input: Wanted,
  fromPeriod: string,
): Result<Plan['terms']> {
  // Terms that begin with the next month already, by something else of this month, are what is changed.
  const segment = life.segments.find((one) => one.fromPeriod === fromPeriod) ?? begins.segment;
  const lifeMonths = input.lifeMonths ?? segment.lifeMonths;
  if (lifeMonths === 0) {
    return refuse('terms_missing', `${nameOf(life)}资料待补，没有填折旧年限，请先在卡片里补全。`);
  }
  const residual =
    input.residualPercent === undefined
      ? ok(segment.residualMillionths)
      : residualMillionths(input.residualPercent);
  if (!residual.ok) {
    const { code, message } = residual.error;
    return refuse(code, message, { residualPercent: message });
  }
  const byUnits = segment.method === 'units';
  const typed = input.units !== undefined && !input.units.startsWith('-') ? quantityMilli(input.units) : 0;
  const unitsMilli = byUnits ? typed || begins.leftUnitsMilli : 0;
  const rest = changedTerms(begins, life.costFen + input.amountFen, {
    lifeMonths,
    residualMillionths: residual.value,
    unitsMilli,
  });
  if (rest.months < 1) {
    const sentence = `到 ${fromPeriod} 已经用了 ${begins.usedMonths} 个月，改建后的年限至少要 ${begins.usedMonths + 1} 个月。`;
    return refuse('life_over', sentence, { lifeMonths: sentence });
  }
  if (byUnits && unitsMilli === 0) {
    const sentence = '请填改建后预计还能完成的工作量。';
    return refuse('units_missing', sentence, { units: sentence });
  }
  return ok({ ...rest, segment: { ...segment, lifeMonths, residualMillionths: residual.value } });
}

export function previewImprovement(
  ctx: Reading,
  input: Parsed<'improvements.preview'>,
): Result<Output<'improvements.preview'>> {
  const planned = plan(ctx, input);
  if (!planned.ok) return planned;
  const { life, mode, postings, terms, fromPeriod, warnings } = planned.value;
  const after =
    terms === null
      ? life
      : {
          ...life,
          segments: [
            ...life.segments.filter((one) => one.fromPeriod < fromPeriod),
            { ...terms.segment, ...terms, fromPeriod, charged: { fen: 0, months: 0, unitsMilli: 0 } },
          ],
        };
  return ok({
    mode,
    costFen: mode === 'card' ? life.costFen + input.amountFen : life.costFen,
    beforeFen: monthlyAt(life, fromPeriod),
    afterFen: mode === 'card' ? monthlyAt(after, fromPeriod) : null,
    months: terms?.months ?? 0,
    fromPeriod: mode === 'card' ? fromPeriod : null,
    vouchers: previewOf(ctx.db, life.entityId, postings),
    warnings: [...warnings],
  });
}

/** 改建完工: out of 153 into the cost of the card, or to 171. */
export function recordImprovement(ctx: Writing, input: Wanted): Result<Output<'improvements.record'>> {
  const { db } = ctx;
  const planned = plan(ctx, input);
  if (!planned.ok) return planned;
  const { life, mode, postings, terms, fromPeriod, warnings } = planned.value;
  const { amountFen, date, reason } = input;
  let eventId: number | null = null;
  let voucherIds: number[] = [];
  if (life.itemId !== null) {
    const registered = registerEvent(
      ctx,
      life.entityId,
      {
        kind: 'assetImproved',
        date,
        facts: input,
        amountFen,
        documentNo: paperNo(input.documentNo ?? ''),
        party: input.project ?? '',
        note: reason,
      },
      postings,
      input.attachments ?? 0,
    );
    if (!registered.ok) return registered;
    ({ id: eventId, voucherIds } = registered.value);
  }
  let moveId: number | null = null;
  let termsId: number | null = null;
  if (mode === 'card') {
    moveId = insertMove(db, life, {
      kind: 'improved',
      date,
      costFen: amountFen,
      accumulatedFen: 0,
      pieces: 0,
      eventId,
    });
    for (const row of fundingOf(input)) insertFunding(ctx, life.id, row);
    invariant(terms !== null, 'a card that is improved has terms');
    termsId = insertTerms(ctx, {
      assetId: life.id,
      fromPeriod,
      method: terms.segment.method,
      residualMillionths: terms.segment.residualMillionths,
      lifeMonths: terms.segment.lifeMonths,
      months: terms.months,
      toChargeFen: terms.toChargeFen,
      unitsMilli: terms.unitsMilli,
      workUnit: terms.segment.method === 'units' ? life.workUnit : '',
      reason,
      eventId,
    });
  }
  const id = db.run(
    `INSERT INTO asset_improvement (entity_id, asset_id, date, mode, project, amount_fen, reason, funding, terms_id, move_id, event_id,
       operator, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    life.entityId,
    life.id,
    date,
    mode,
    input.project ?? '',
    amountFen,
    reason,
    JSON.stringify(mode === 'card' ? fundingOf(input) : []),
    termsId,
    moveId,
    eventId,
    ctx.operator,
    ctx.now,
  ).lastId;
  return ok({ id, eventId, voucherIds, warnings: [...warnings] });
}

type FundingRow = Parameters<typeof insertFunding>[2];

function fundingOf({ amountFen, funding, project }: Wanted): FundingRow[] {
  return (funding ?? [{ source: 'own' as const, amountFen }]).map((row) => ({
    source: row.source,
    note:
      ('note' in row ? row.note : undefined) ??
      (project === undefined ? '改建' : `改建：${project}`).slice(0, 50),
    amountFen: row.amountFen,
  }));
}

interface Stored {
  readonly id: number;
  readonly entityId: number;
  readonly assetId: number;
  readonly date: string;
  readonly funding: string;
  readonly termsId: number | null;
  readonly moveId: number | null;
  readonly eventId: number | null;
  readonly undoneOn: string | null;
}

/** 冲销: back onto the works; the terms before are in force again. */
export function reverseImprovement(
  ctx: Writing,
  { id, date, reason }: Parsed<'improvements.reverse'>,
): Result<Output<'improvements.reverse'>> {
  const { db } = ctx;
  const one = db.get<Stored>(
    `SELECT id, entity_id AS entityId, asset_id AS assetId, date, funding, terms_id AS termsId, move_id AS moveId, event_id AS eventId,
       undone_on AS undoneOn FROM asset_improvement WHERE id = ?`,
    id,
  );
  if (!one) return refuse('improvement_unknown', '没有这笔改建，请回到列表重新选择。');
  if (one.undoneOn !== null) return refuse('already_reversed', `这笔改建已经在 ${one.undoneOn} 冲销过了。`);
  const bar = one.moveId === null ? null : barToMoves(db, [one.moveId], one.termsId, date);
  if (bar) return bar;
  let reversalId: number | null = null;
  let voucherIds: number[] = [];
  let warnings: string[] = [];
  if (one.eventId === null) {
    const day = checkDay(ctx, one.entityId, date);
    if (!day.ok) return day;
    if (date < one.date) {
      const sentence = `冲销日期不能早于改建的日期 ${one.date}。`;
      return refuse('reversal_too_early', sentence, { date: sentence });
    }
  } else {
    const event = standingEvent(db, one.eventId, 'assets');
    if (!event.ok) return event;
    const undone = undoEvent(ctx, event.value, { date, reason });
    if (!undone.ok) return undone;
    reversalId = undone.value.id;
    ({ voucherIds, warnings } = undone.value);
  }
  if (one.moveId !== null) undoMoves(db, [{ id: one.moveId, assetId: one.assetId }], date, reversalId);
  for (const row of JSON.parse(one.funding) as FundingRow[]) {
    insertFunding(ctx, one.assetId, { ...row, amountFen: -row.amountFen });
  }
  db.run('UPDATE asset_improvement SET undone_on = ? WHERE id = ?', date, id);
  if (one.eventId !== null && reversalId !== null) undoTermsOf(db, one.eventId, reversalId);
  else if (one.termsId !== null) db.run('DELETE FROM asset_terms WHERE id = ?', one.termsId);
  return ok({ id, eventId: reversalId, voucherIds, warnings });
}

type ListRow = Output<'improvements.list'>[number];

export function listImprovements(
  { db }: Reading,
  input: Parsed<'improvements.list'>,
): Result<Output<'improvements.list'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const rows = db.all<Omit<ListRow, 'vouchers'> & { eventId: number | null }>(
    `SELECT i.id, i.asset_id AS assetId, c.no, c.name, i.date, i.mode, i.project, i.amount_fen AS amountFen, i.reason,
       i.undone_on AS undoneOn, i.operator, i.event_id AS eventId
     FROM asset_improvement i JOIN asset_card c ON c.id = i.asset_id
     WHERE i.entity_id = ? AND (? IS NULL OR i.asset_id = ?) ORDER BY i.date DESC, i.id DESC`,
    cooperative.value.id,
    input.assetId ?? null,
    input.assetId ?? null,
  );
  const vouchers = vouchersByEvent(
    db,
    rows.flatMap((row) => row.eventId ?? []),
  );
  return ok(
    rows.map(({ eventId, ...row }) => ({
      ...row,
      vouchers: eventId === null ? [] : (vouchers.get(eventId) ?? []),
    })),
  );
}
