import type { z } from 'zod';
import type { imports } from '../../../shared/contract/imports.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { prepared, type Handlers, type MethodsOf } from '../../workspace/handlers.ts';
import { cooperativeOf, type Cooperative } from '../entities/index.ts';
import { planAssets } from './assets.ts';
import { planDeliveries } from './deliveries.ts';
import { planFundLoans } from './fundLoans.ts';
import { planHouseholds } from './households.ts';
import { planLabour } from './labour.ts';
import { openFile, type OpenedFile } from './opening.ts';
import { Plan, type Summary } from './plan.ts';
import { planShares } from './shares.ts';

export { encodeText, type TextEncoding } from './reading/encoding.ts';
export { readWorkbook } from './reading/readWorkbook.ts';

/** Files of the village office brought in: looked at, tried, committed. */
export const importsHandlers: Handlers<MethodsOf<typeof imports>> = {
  'imports.inspect': prepared(openFile, (_ctx, input, file) => ok(inspect(file, input.sheet ?? ''))),

  'imports.preview': prepared(openFile, (ctx, { entityId }, file) => {
    if (file.fatal !== null)
      return ok({ summary: new Plan([], [], []).summary(peopleIn(file)), fatal: file.fatal, rows: [] });
    const planned = plan(ctx, entityId, file);
    if (!planned.ok) return planned;
    return ok({ summary: planned.value.summary, fatal: null, rows: planned.value.plan.inOrder() });
  }),

  'imports.commit': prepared(openFile, (ctx, { entityId, fileName }, file) => {
    if (file.fatal !== null) return refuse('import_refused', file.fatal);
    const planned = plan(ctx, entityId, file);
    if (!planned.ok) return planned;
    const { plan: work, summary, cooperative } = planned.value;
    // A file that changes nothing leaves no trace here; that somebody tried is in the audit log.
    if (!work.writes) return ok(summary);
    const { lastId: importId } = ctx.db.run(
      `INSERT INTO import (entity_id, kind, file_name, file_sha256, created_count, changed_count, same_count, refused_count,
         operator, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      cooperative.id,
      file.kind,
      fileName,
      file.sha256,
      summary.created,
      summary.changed,
      summary.same,
      summary.refused.length,
      ctx.operator,
      ctx.now,
    );
    const written = work.carryOut(ctx, importId);
    return written.ok ? ok(summary) : written;
  }),

  'imports.history': ({ db }) => ok(history(db)),
};

/** The plan is made against the database as it is in the call's own transaction. */
function plan(
  ctx: Reading,
  entityId: number | undefined,
  file: OpenedFile,
): Result<{ plan: Plan; summary: Summary; cooperative: Cooperative }> {
  invariant(file.kind !== 'unreadable', 'an unreadable file is fatal');
  const cooperative = cooperativeOf(ctx.db, entityId);
  if (!cooperative.ok) return cooperative;
  const work = planOf(ctx, cooperative.value, file);
  return ok({ plan: work, summary: work.summary(peopleIn(file)), cooperative: cooperative.value });
}

function planOf(
  ctx: Reading,
  cooperative: Cooperative,
  file: Exclude<OpenedFile, { kind: 'unreadable' }>,
): Plan {
  switch (file.kind) {
    case 'households':
      return planHouseholds(ctx, file.parse);
    case 'shares':
      return planShares(ctx, cooperative, file.parse);
    case 'deliveries':
      return planDeliveries(ctx, cooperative.id, file.parse);
    case 'assets':
      return planAssets(ctx, cooperative, file.parse);
    case 'labour':
      return planLabour(ctx, cooperative.id, file.parse);
    case 'fund-loans':
      return planFundLoans(ctx, cooperative.villageName, file.parse);
  }
}

/** Persons in a household register: those of the persons' sheet; without one, each household's head. */
function peopleIn(file: OpenedFile): number | undefined {
  if (file.kind !== 'households') return undefined;
  const { people, records } = file.parse;
  return people.total > 0 ? people.total : records.length;
}

function inspect(file: OpenedFile, sheet: string): z.output<(typeof imports)['imports.inspect']['output']> {
  const info = file.kind === 'unreadable' ? null : file.parse.info;
  const sheets =
    file.kind === 'unreadable'
      ? []
      : file.sheets.map(({ name, rows, hidden }) => ({ name, rows: rows.length, hidden }));
  return {
    sheets,
    sheet: info?.sheet ?? sheet,
    headerRows: info?.headerRows ?? [],
    columns: info?.columns ?? [],
    fields: info?.fields ?? [],
    mapping: info?.mapping ?? {},
    unit: info?.unit ?? '元',
    problem: file.fatal,
  };
}

const HISTORY_LIMIT = 500;

function history(db: ReadableDb): z.output<(typeof imports)['imports.history']['output']> {
  return db.all(
    `SELECT recorded_at AS time, kind, file_name AS fileName, created_count AS created, changed_count AS changed,
       same_count AS same, refused_count AS refused, operator
     FROM import ORDER BY id DESC LIMIT ?`,
    HISTORY_LIMIT,
  );
}
