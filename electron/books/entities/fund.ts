import type { z } from 'zod';
import type { Parsed } from '../../../shared/contract/index.ts';
import { fundBookSettings } from '../../../shared/contract/entities.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import { seedFundChart } from '../../workspace/chart.ts';
import type { ReadableDb, WritableDb } from '../../workspace/database.ts';
import { booksOf, fundId, readSettings } from './settings.ts';

/**
 * The mutual-aid association (村互助资金协会) as books: it is made once, with its small chart. Its settings lie in one JSON object: how its
 * books are kept under the cooperative's names for the same, its own rules under `fund`, whose shape the association's subject knows.
 */
export type FundBookSettings = z.output<typeof fundBookSettings>;

const DEFAULTS: Pick<FundBookSettings, 'carries'> = { carries: 'year' };

/** Makes the association's books. A village has one association; the second is refused. */
export function createFund(ctx: Writing, name: string, firstPeriod: string): Result<number> {
  const { db } = ctx;
  const standing = db.get<{ name: string }>(`SELECT name FROM entity WHERE kind = 'fund'`);
  if (standing) {
    const sentence = `这个台账已经有“${standing.name}”，一个村只有一个互助资金协会，不能再建。要改启用期间，请在它的“科目与期初”里改。`;
    return refuse('fund_exists', sentence, { name: sentence });
  }
  if (db.get('SELECT 1 FROM entity WHERE name = ?', name)) {
    const sentence = `已经有叫“${name}”的账套，请写协会的全称。`;
    return refuse('entity_name_taken', sentence, { name: sentence });
  }
  if (firstPeriod > ctx.today.slice(0, 7)) {
    const sentence = `启用期间 ${firstPeriod} 在今天之后，请填本月或以前的月份。`;
    return refuse('period_future', sentence, { firstPeriod: sentence });
  }
  const { lastId: id } = db.run(
    `INSERT INTO entity (kind, name, first_period, settings) VALUES ('fund', ?, ?, ?)`,
    name,
    firstPeriod,
    JSON.stringify({ ...DEFAULTS, fund: {} }),
  );
  seedFundChart(db, id);
  return ok(id);
}

export function createEntity(ctx: Writing, input: Parsed<'entities.create'>): Result<{ id: number }> {
  const made = createFund(ctx, input.name, input.firstPeriod);
  return made.ok ? ok({ id: made.value }) : made;
}

/** The association, for its own subject. */
export function fundOf(db: ReadableDb): Result<{ id: number; name: string }> {
  const id = fundId(db);
  if (id === null) {
    return refuse(
      'fund_missing',
      '这个台账还没有互助资金协会。请先在“互助资金”里建协会，或导入它的借款台账。',
    );
  }
  return booksOf(db, id);
}

/** The association's own rules, as its subject keeps them; {} until it has. */
export function readFundRules(db: ReadableDb, entityId: number): unknown {
  const row = db.get<{ rules: string }>(
    `SELECT COALESCE(json_extract(settings, '$.fund'), '{}') AS rules FROM entity WHERE id = ?`,
    entityId,
  );
  return JSON.parse(row?.rules ?? '{}');
}

export function saveFundRules(db: WritableDb, entityId: number, rules: object): void {
  db.run(
    `UPDATE entity SET settings = json_set(settings, '$.fund', json(?)) WHERE id = ? AND kind = 'fund'`,
    JSON.stringify(rules),
    entityId,
  );
}

/** How an association's books are kept. */
export function readFundBooks(db: ReadableDb, entityId: number): FundBookSettings {
  const row = db.get<{ carries: string | null }>(
    `SELECT json_extract(settings, '$.carries') AS carries FROM entity WHERE id = ?`,
    entityId,
  );
  const { voucherWords, eventVoucherState, chiefAccountant, bankMatchDays } = readSettings(db, entityId);
  return fundBookSettings.parse({
    voucherWords,
    eventVoucherState,
    chiefAccountant,
    bankMatchDays,
    carries: row?.carries ?? DEFAULTS.carries,
  });
}

export function readFundBookSettings(
  { db }: { db: ReadableDb },
  input: Parsed<'fundBooks.read'>,
): Result<FundBookSettings> {
  const books = fundBooksOf(db, input.entityId);
  return books.ok ? ok(readFundBooks(db, books.value)) : books;
}

export function saveFundBookSettings(ctx: Writing, input: Parsed<'fundBooks.save'>): Result<{ done: true }> {
  const books = fundBooksOf(ctx.db, input.entityId);
  if (!books.ok) return books;
  ctx.db.run(
    `UPDATE entity SET name = ?, settings = json_patch(settings, json(?)) WHERE id = ?`,
    input.name,
    JSON.stringify(input.settings),
    books.value,
  );
  return ok({ done: true });
}

function fundBooksOf(db: ReadableDb, entityId: number): Result<number> {
  const books = booksOf(db, entityId);
  if (!books.ok) return books;
  if (books.value.kind === 'fund') return ok(books.value.id);
  return refuse('entity_not_fund', `“${books.value.name}”不是互助资金协会。请换到协会的账套。`);
}
