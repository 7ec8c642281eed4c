import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import { booksOf } from '../entities/index.ts';

/**
 * Members of the books as lines name them, by number, name or pinyin. Also those who left: what is owed to them is still paid. They come
 * last.
 */
export function membersOfBooks(
  { db }: Reading,
  input: Parsed<'items.members'>,
): Result<Output<'items.members'>> {
  const books = booksOf(db, input.entityId);
  if (!books.ok) return books;
  const word = toHalfWidth(input.search ?? '')
    .trim()
    .toLowerCase();
  const rows = db.all<Omit<Output<'items.members'>[number], 'left'> & { left: number }>(
    `WITH ask(entity_id, word, id) AS (VALUES (?, ?, ?))
     SELECT m.id, m.no, COALESCE(p.name, m.organisation_name) AS name, COALESCE(h.group_no, p.listed_group_no) AS groupNo,
       COALESCE(p.id_masked, '') AS idMasked, m.state = 'left' AS left
     FROM ask CROSS JOIN member m LEFT JOIN person p ON p.id = m.person_id LEFT JOIN household h ON h.id = p.household_id
     WHERE m.entity_id = ask.entity_id AND (ask.id IS NULL OR m.id = ask.id)
       AND (instr(lower(m.no), ask.word) > 0 OR instr(COALESCE(p.name, m.organisation_name), ask.word) > 0
         OR instr(COALESCE(p.pinyin_initials, ''), ask.word) = 1 OR instr(COALESCE(p.pinyin_full, ''), ask.word) = 1)
     ORDER BY m.state = 'left', lower(m.no) <> ask.word, length(m.no), m.no LIMIT 20`,
    books.value.id,
    word,
    input.id ?? null,
  );
  return ok(rows.map((row) => ({ ...row, left: row.left === 1 })));
}
