import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import { booksOf } from '../entities/index.ts';

/** Vouchers that come again every month (常用凭证), kept as lines to start from. */
export function listTemplates(
  { db }: Reading,
  input: Parsed<'vouchers.templates'>,
): Result<Output<'vouchers.templates'>> {
  const books = booksOf(db, input.entityId);
  if (!books.ok) return books;
  const rows = db.all<{ id: number; name: string; lines: string }>(
    'SELECT id, name, lines FROM voucher_template WHERE entity_id = ? ORDER BY name',
    books.value.id,
  );
  return ok(
    rows.map((row) => ({
      ...row,
      lines: JSON.parse(row.lines) as Output<'vouchers.templates'>[number]['lines'],
    })),
  );
}

/** Of the same name: replaced. */
export function saveTemplate(ctx: Writing, input: Parsed<'vouchers.saveTemplate'>): Result<{ id: number }> {
  const books = booksOf(ctx.db, input.entityId);
  if (!books.ok) return books;
  const row = ctx.db.get<{ id: number }>(
    `INSERT INTO voucher_template (entity_id, name, lines) VALUES (?, ?, ?)
     ON CONFLICT (entity_id, name) DO UPDATE SET lines = excluded.lines RETURNING id`,
    books.value.id,
    input.name,
    JSON.stringify(input.lines),
  );
  return ok({ id: row!.id });
}

export function deleteTemplate(
  ctx: Writing,
  { id }: Parsed<'vouchers.deleteTemplate'>,
): Result<{ id: number }> {
  const { changes } = ctx.db.run('DELETE FROM voucher_template WHERE id = ?', id);
  return changes === 1 ? ok({ id }) : refuse('template_unknown', '没有这张常用凭证，可能已经删除。');
}
