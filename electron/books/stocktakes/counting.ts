import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { squeeze, toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import { cardOfNo, residualMillionths } from '../assets/index.ts';
import { checkPastDate, cooperativeOf } from '../entities/index.ts';
import { booksOn, foundOf, type Line, linesOf, type State, type Stored, stocktakeById } from './sheets.ts';

/** Makes the count sheet: every card that stands on the day, with what the books say of it. */
export function beginStocktake(
  ctx: Writing,
  input: Parsed<'stocktakes.begin'>,
): Result<Output<'stocktakes.begin'>> {
  const { db } = ctx;
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const day = checkPastDate(input.date, ctx.today);
  if (!day.ok) return day;
  if (input.scope === 'category' && input.category === undefined) {
    return refuse('category_missing', '请选要盘点的类别。', { category: '请选类别' });
  }
  const category = input.scope === 'category' ? (input.category ?? '') : '';
  const running = db.get<{ date: string }>(
    `SELECT date FROM stocktake WHERE entity_id = ? AND state IN ('open', 'counted') AND scope = ? AND category = ? LIMIT 1`,
    entityId,
    input.scope,
    category,
  );
  if (running) {
    return refuse('stocktake_running', `${running.date} 的盘点表还没有办完，请接着办，或先作废那一张。`);
  }
  const cards = booksOn(db, {
    entityId,
    date: input.date,
    category: input.scope === 'category' ? category : null,
  });
  if (cards.length === 0) {
    const sentence = `${input.date} ${category === '' ? '' : `“${category}”`}没有在册的固定资产，没有可盘点的。`;
    return refuse('nothing_to_count', sentence);
  }
  const id = db.run(
    `INSERT INTO stocktake (entity_id, date, scope, category, counters, state, operator, recorded_at) VALUES (?, ?, ?, ?, ?, 'open', ?, ?)`,
    entityId,
    input.date,
    input.scope,
    category,
    input.counters ?? '',
    ctx.operator,
    ctx.now,
  ).lastId;
  for (const card of cards) insertLine(ctx, id, card);
  return ok({ id, lines: cards.length });
}

function insertLine(ctx: Writing, stocktakeId: number, card: ReturnType<typeof booksOn>[number]): void {
  ctx.db.run(
    'INSERT INTO stocktake_line (stocktake_id, asset_id, book_pieces, cost_fen, accumulated_fen) VALUES (?, ?, ?, ?, ?)',
    stocktakeId,
    card.assetId,
    card.pieces,
    card.costFen,
    card.accumulatedFen,
  );
}

type Saved = Parsed<'stocktakes.save'>;

/** What was counted so far. The sheet follows the books until it is booked: a card that changed since shows what it is now. */
export function saveStocktake(ctx: Writing, input: Saved): Result<Output<'stocktakes.save'>> {
  const { db } = ctx;
  const found = stocktakeById(db, input.id);
  if (!found.ok) return found;
  const sheet = found.value;
  const bar = barToCounting(sheet);
  if (bar) return bar;
  const warnings = refresh(ctx, sheet);
  const lines = new Map(linesOf(db, sheet.id).map((line) => [line.id, line]));
  for (const [index, given] of input.lines.entries()) {
    const line = lines.get(given.id);
    if (!line) return refuse('line_unknown', `第 ${index + 1} 行不在这张盘点表上，请刷新后重填。`);
    const counted = checkCount(line, given, index);
    if (!counted.ok) return counted;
    writeLine(ctx, line, given, counted.value);
  }
  if (input.found !== undefined) {
    const replaced = replaceFound(ctx, sheet, input.found);
    if (!replaced.ok) return replaced;
  }
  if (input.counters !== undefined) {
    db.run('UPDATE stocktake SET counters = ? WHERE id = ?', input.counters, sheet.id);
  }
  return finish(ctx, sheet, input, warnings);
}

function barToCounting({ state, bookedOn }: Stored): Result<never> | null {
  if (state === 'open' || state === 'counted') return null;
  return state === 'dropped'
    ? refuse('stocktake_dropped', '这张盘点表已经作废，不能再填。')
    : refuse(
        'stocktake_booked',
        `盘点结果已经在 ${bookedOn ?? ''} 入账，不能再改。要改的，请先冲销盘点入账。`,
      );
}

/** Takes 账面数 from the books of the day again, and cards that came onto them since. */
function refresh(ctx: Writing, sheet: Stored): string[] {
  const { db } = ctx;
  const head = db.get<{ scope: string; category: string }>(
    'SELECT scope, category FROM stocktake WHERE id = ?',
    sheet.id,
  )!;
  const now = new Map(
    booksOn(db, { ...sheet, category: head.scope === 'all' ? null : head.category }).map((one) => [
      one.assetId,
      one,
    ]),
  );
  const warnings: string[] = [];
  for (const line of linesOf(db, sheet.id)) {
    const then = now.get(line.assetId);
    now.delete(line.assetId);
    const pieces = then?.pieces ?? 0;
    db.run(
      'UPDATE stocktake_line SET book_pieces = ?, cost_fen = ?, accumulated_fen = ? WHERE id = ?',
      pieces,
      then?.costFen ?? 0,
      then?.accumulatedFen ?? 0,
      line.id,
    );
    if (pieces === line.bookPieces) continue;
    db.run('DELETE FROM stocktake_missing WHERE line_id = ?', line.id);
    db.run('UPDATE stocktake_line SET counted_pieces = NULL WHERE id = ?', line.id);
    warnings.push(`${line.no} ${line.name} 的账面数由 ${line.bookPieces} 变成 ${pieces}，请重新填实存数。`);
  }
  for (const card of now.values()) {
    insertLine(ctx, sheet.id, card);
    warnings.push(`${card.no} ${card.name} 是盘点表做好以后登记的，已经补进来，请填实存数。`);
  }
  return warnings;
}

type GivenLine = Saved['lines'][number];

/** The pieces that are missing by number; where a batch has numbers, as many as the count says. */
function checkCount(line: Line, given: GivenLine, index: number): Result<readonly number[]> {
  const fault = (sentence: string): Result<never> =>
    refuse('count_invalid', `${line.no} ${line.name}：${sentence}`, {
      [`lines.${index}.countedPieces`]: sentence,
    });
  const counted = given.countedPieces;
  const missing = [...new Set(given.missingPieceIds ?? [])];
  if (counted === null) return missing.length === 0 ? ok([]) : fault('选了缺少的，请把实存数也填上。');
  if (counted > line.bookPieces) {
    return fault(
      `实存 ${counted} 多于账面 ${line.bookPieces}。多出来的请在“盘盈”里登记名称、数量和估价，这里填 ${line.bookPieces}。`,
    );
  }
  const there = new Map(line.pieces.map((one) => [one.id, one]));
  const strange = missing.find((one) => !there.has(one));
  if (strange !== undefined) return fault('缺少的里有不是这张卡片的，请重新选择。');
  const short = line.bookPieces - counted;
  if (line.pieces.length > 0 && counted > 0 && missing.length !== short) {
    return fault(
      `账面 ${line.bookPieces}、实存 ${counted}，缺 ${short} 件，请选出缺的是哪 ${short} 件（现在选了 ${missing.length} 件）。`,
    );
  }
  return ok(counted === 0 ? line.pieces.map((one) => one.id) : missing);
}

function writeLine(ctx: Writing, line: Line, given: GivenLine, missing: readonly number[]): void {
  const { db } = ctx;
  db.run(
    'UPDATE stocktake_line SET counted_pieces = ?, cause = ?, treatment = ? WHERE id = ?',
    given.countedPieces,
    given.cause ?? line.cause,
    given.treatment ?? line.treatment,
    line.id,
  );
  db.run('DELETE FROM stocktake_missing WHERE line_id = ?', line.id);
  for (const pieceId of missing) {
    db.run('INSERT INTO stocktake_missing (line_id, piece_id) VALUES (?, ?)', line.id, pieceId);
  }
}

function replaceFound(ctx: Writing, sheet: Stored, given: NonNullable<Saved['found']>): Result<null> {
  const { db } = ctx;
  db.run('DELETE FROM stocktake_found WHERE stocktake_id = ?', sheet.id);
  const numbers = new Set<string>();
  for (const [index, one] of given.entries()) {
    const no = squeeze(toHalfWidth(one.no ?? ''));
    const taken =
      no === '' ? null : (cardOfNo(db, sheet.entityId, no)?.name ?? (numbers.has(no) ? one.name : null));
    if (taken !== null) {
      const sentence = `盘盈第 ${index + 1} 行：编号 ${no} 已经用在“${taken}”上，请换一个，或空着由系统编号。`;
      return refuse('no_taken', sentence, { [`found.${index}.no`]: sentence });
    }
    numbers.add(no);
    if (one.valueFen < one.quantity) {
      const sentence = `盘盈第 ${index + 1} 行：${one.quantity} 件共估价 ${formatYuan(one.valueFen)} 元，一件不到一分钱。请按全部件数填估价，或减少数量。`;
      return refuse('value_too_small', sentence, { [`found.${index}.valueFen`]: sentence });
    }
    const residual = residualMillionths(one.residualPercent ?? '0');
    if (!residual.ok) {
      const { code, message } = residual.error;
      return refuse(code, message, { [`found.${index}.residualPercent`]: message });
    }
    db.run(
      `INSERT INTO stocktake_found (stocktake_id, no, name, category, spec, unit, quantity, value_fen, use, life_months, residual_millionths,
         place, custodian, cause, treatment) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      sheet.id,
      no,
      squeeze(toHalfWidth(one.name)),
      squeeze(toHalfWidth(one.category)),
      one.spec ?? '',
      one.unit ?? '',
      one.quantity,
      one.valueFen,
      one.use,
      one.lifeMonths,
      residual.value,
      one.place ?? '',
      one.custodian ?? '',
      one.cause ?? '',
      one.treatment ?? '',
    );
  }
  return ok(null);
}

function finish(
  ctx: Writing,
  sheet: Stored,
  { finished }: Saved,
  warnings: string[],
): Result<Output<'stocktakes.save'>> {
  const { db } = ctx;
  const lines = linesOf(db, sheet.id);
  const open = lines.filter((line) => line.countedPieces === null);
  if (finished && open.length > 0) {
    const names = open.slice(0, 5).map((line) => `${line.no} ${line.name}`);
    return refuse(
      'not_counted',
      `还有 ${open.length} 张卡片没有填实存数：${names.join('、')}${open.length > 5 ? '等' : ''}。全部盘完再完成。`,
    );
  }
  const state: State = finished ? 'counted' : 'open';
  db.run('UPDATE stocktake SET state = ? WHERE id = ?', state, sheet.id);
  const short = lines.filter((line) => (line.difference ?? 0) < 0);
  if (finished) {
    const bare = short.filter((line) => line.cause === '');
    if (bare.length > 0) {
      warnings.push(
        `${bare.map((line) => `${line.no} ${line.name}`).join('、')} 盘亏没有写原因，报批时要说明。`,
      );
    }
  }
  return ok({ id: sheet.id, state, differences: short.length + foundOf(db, sheet.id).length, warnings });
}

/** A sheet that is not wanted; it stays, crossed out. */
export function dropStocktake(
  { db }: Writing,
  { id, reason }: Parsed<'stocktakes.drop'>,
): Result<Output<'stocktakes.drop'>> {
  const found = stocktakeById(db, id);
  if (!found.ok) return found;
  const bar = barToCounting(found.value);
  if (bar) return bar;
  db.run("UPDATE stocktake SET state = 'dropped', dropped_reason = ? WHERE id = ?", reason, id);
  return ok({ id });
}
