import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { firstChargedPeriod, NOMINAL_FEN, toCharge } from '../../../shared/rules/depreciation.ts';
import { quantityMilli } from '../../../shared/rules/measures.ts';
import { pinyinKeys } from '../../../shared/rules/names.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import { checkPastDate } from '../entities/index.ts';
import { currentPeriod } from '../vouchers/index.ts';
import { insertFunding } from './acquiring.ts';
import { type AssetState, type Card, nameOf, piecesOf, standingCard } from './card.ts';
import { changeField, insertTerms, logChange, standingOn } from './moves.ts';
import { checkFunding, checkNo, checkOwner, type Facts, tidy } from './planning.ts';
import { monthsBetween, residualMillionths } from './terms.ts';

type Done = { done: true };

/** Corrects what a card says, never money; what it said before is kept. */
export function updateAsset(ctx: Writing, input: Parsed<'assets.update'>): Result<Done> {
  const found = standingCard(ctx.db, input.id);
  if (!found.ok) return found;
  return saveFacts(ctx, found.value, tidy(input.facts));
}

const COLUMNS: readonly (keyof Facts)[] = [
  'no',
  'name',
  'category',
  'spec',
  'unit',
  'supplier',
  'documentNo',
  'use',
  'place',
  'department',
  'custodian',
  'ownerKind',
  'owner',
  'controlContract',
  'note',
];

const WORDS: Readonly<Record<string, string>> = {
  production: '生产',
  management: '管理',
  public: '公益',
  cooperative: '合作社',
  village: '村集体',
  state: '国有',
  household: '农户',
  other: '其他',
};

function saveFacts(ctx: Writing, card: Card, facts: Facts): Result<Done> {
  const problem =
    checkNo(ctx.db, card.entityId, facts, card) ??
    checkOwner(card.itemId === null ? 'memo' : 'booked', facts);
  if (problem) return problem;
  ctx.db.run(
    `UPDATE asset_card SET no = ?, name = ?, category = ?, spec = ?, unit = ?, supplier = ?, document_no = ?, use = ?, place = ?, department = ?,
       custodian = ?, owner_kind = ?, owner = ?, control_contract = ?, note = ? WHERE id = ?`,
    ...COLUMNS.map((field) => facts[field]),
    card.id,
  );
  for (const field of COLUMNS) {
    if (card[field] === facts[field]) continue;
    const shown = (value: string): string =>
      field === 'use' || field === 'ownerKind' ? (WORDS[value] ?? value) : value;
    logChange(
      ctx,
      { assetId: card.id, pieceId: null, before: shown(card[field]) },
      { field, value: shown(facts[field]), date: ctx.today, note: '' },
    );
  }
  if (card.itemId !== null && nameOf(card) !== nameOf(facts)) {
    const keys = pinyinKeys(nameOf(facts), 'organisation');
    ctx.db.run(
      'UPDATE analysis_item SET name = ?, pinyin_initials = ?, pinyin_full = ? WHERE id = ?',
      nameOf(facts),
      keys.initials,
      keys.full,
      card.itemId,
    );
  }
  return ok({ done: true });
}

/**
 * 补全资料 of a card that something else made: its facts, its sources, and by what it is depreciated from now on. What was depreciated
 * before stays; the months that have gone by are not made up for (未来适用法).
 */
export function completeAsset(ctx: Writing, input: Parsed<'assets.complete'>): Result<Done> {
  const { db } = ctx;
  const found = standingCard(db, input.id);
  if (!found.ok) return found;
  const card = found.value;
  if (!card.isIncomplete) {
    return refuse(
      'asset_complete',
      `${nameOf(card)} 的资料已经齐全。改说明用“修改卡片”，改年限、残值用“变更折旧”。`,
    );
  }
  const { costFen, accumulatedFen } = standingOn(db, card.id, '9999-12-31');
  const residual = residualMillionths(input.terms.residual);
  if (!residual.ok) return residual;
  const problem = costFen === 0 ? null : checkFunding(costFen, input.funding);
  if (problem) return problem;
  const saved = saveFacts(ctx, card, tidy(input.facts));
  if (!saved.ok) return saved;
  db.run('DELETE FROM asset_funding WHERE asset_id = ?', card.id);
  for (const row of input.funding) insertFunding(ctx, card.id, row);
  const first = firstChargedPeriod(card.inServiceOn);
  const last = db.get<{ period: string | null }>(
    `SELECT MAX(period) AS period FROM asset_move WHERE asset_id = ? AND kind = 'depreciated' AND is_undone = 0`,
    card.id,
  )!.period;
  const open = currentPeriod(db, card.entityId);
  const from = [first, open, ...(last === null ? [] : [firstChargedPeriod(last)])].sort().at(-1) ?? open;
  const { terms } = input;
  const toChargeFen = costFen <= NOMINAL_FEN ? 0 : toCharge(costFen, residual.value, accumulatedFen);
  const months = terms.lifeMonths - monthsBetween(first, from);
  if (months <= 0 && toChargeFen > 0) {
    const sentence = `按这个年限到 ${from} 已经期满，还有净值没有提折旧，请填更长的年限。`;
    return refuse('life_over', sentence, { 'terms.lifeMonths': sentence });
  }
  insertTerms(ctx, {
    assetId: card.id,
    fromPeriod: from,
    method: terms.method,
    residualMillionths: residual.value,
    lifeMonths: terms.lifeMonths,
    months: Math.max(months, 1),
    toChargeFen,
    unitsMilli: terms.method === 'units' ? quantityMilli(terms.units) : 0,
    workUnit: terms.method === 'units' ? terms.workUnit : '',
    reason: '补全资料',
  });
  db.run('UPDATE asset_card SET is_incomplete = 0 WHERE id = ?', card.id);
  return ok({ done: true });
}

/** A move, another custodian, idle, rented, damaged: from a day on, of the card or of pieces of it. */
export function changeAsset(ctx: Writing, input: Parsed<'assets.change'>): Result<Output<'assets.change'>> {
  const { db } = ctx;
  const found = standingCard(db, input.id);
  if (!found.ok) return found;
  const card = found.value;
  const date = checkPastDate(input.date, ctx.today);
  if (!date.ok) return date;
  if (input.date < card.acquiredOn) {
    const sentence = `变动日期不能早于取得日 ${card.acquiredOn}。`;
    return refuse('change_too_early', sentence, { date: sentence });
  }
  const { field, value } = input.change;
  const all = piecesOf(db, card.id);
  const asked = new Set(input.pieceIds ?? []);
  const chosen =
    asked.size > 0 ? all.filter((one) => asked.has(one.id)) : all.filter((one) => one.state !== 'gone');
  if (chosen.length < asked.size) {
    return refuse('piece_unknown', `选中的有些不是 ${nameOf(card)} 的，请重新选择。`, {
      pieceIds: '请重新选择',
    });
  }
  const gone = chosen.find((one) => one.state === 'gone') ?? (card.state === 'gone' ? card : undefined);
  if (gone) {
    return refuse('asset_gone', `${gone.no} 已经处置或盘亏，不再登记变动。`);
  }
  if (asked.size > 0 && field === 'department') {
    const sentence = '使用部门按整张卡片登记，不分单件。';
    return refuse('piece_department', sentence, { change: sentence });
  }
  const pieces = field === 'department' ? [] : chosen;
  const targets = [
    ...(asked.size > 0
      ? []
      : [{ assetId: card.id, pieceId: null, before: card[field] as AssetState | string, no: card.no }]),
    ...pieces.map((one) => ({
      assetId: card.id,
      pieceId: one.id,
      before: field === 'department' ? '' : one[field],
      no: one.no,
    })),
  ];
  const later = laterChange(ctx, targets, field, input.date);
  if (later) return later;
  const change = { field, value, date: input.date, note: input.note };
  const changed = targets.filter((one) => changeField(ctx, one, change)).length;
  if (changed === 0) {
    const sentence = `本来就是“${STATE_WORDS[value] ?? value}”，没有变动。`;
    return refuse('nothing_changed', sentence, { change: sentence });
  }
  return ok({ changed });
}

const STATE_WORDS: Readonly<Record<string, string>> = {
  'in-use': '在用',
  idle: '闲置',
  rented: '出租',
  damaged: '损坏',
};

/** A change before one that stands would say what was not so. */
function laterChange(
  ctx: Writing,
  targets: readonly { readonly assetId: number; readonly pieceId: number | null; readonly no: string }[],
  field: string,
  date: string,
): Result<never> | null {
  const [first] = targets;
  if (!first) return null;
  const row = ctx.db.get<{ pieceId: number | null; date: string }>(
    `SELECT piece_id AS pieceId, date FROM asset_change WHERE asset_id = ? AND field = ? AND date > ?
       AND COALESCE(piece_id, 0) IN (SELECT value FROM json_each(?)) ORDER BY date DESC LIMIT 1`,
    first.assetId,
    field,
    date,
    JSON.stringify(targets.map((one) => one.pieceId ?? 0)),
  );
  if (!row) return null;
  const no = targets.find((one) => one.pieceId === row.pieceId)?.no ?? '';
  const sentence = `${no} 在 ${row.date} 已经有一次同样的变动，请填 ${row.date} 或以后的日期。`;
  return refuse('change_before_later', sentence, { date: sentence });
}
