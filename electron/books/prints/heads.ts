import type { ReadableDb } from '../../workspace/database.ts';

/** The head of each household by its code, as of now: who to ask for at the door. */
export function headNames(db: ReadableDb): Map<string, string> {
  const rows = db.all<{ code: string; name: string }>(
    `SELECT household.code, person.name FROM household JOIN person ON person.id = household.head_id`,
  );
  return new Map(rows.map(({ code, name }) => [code, name]));
}
