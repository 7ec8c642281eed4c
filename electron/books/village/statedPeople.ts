import type { WritableDb } from '../../workspace/database.ts';

/**
 * A household's size is the larger of the persons registered as living in it and the number the village
 * stated: a roster of heads alone already has its people counted. When somebody leaves or dies, the stated
 * number must follow, or it would keep them.
 */
export const HOUSEHOLD_PEOPLE = /* sql */ `
  MAX(h.stated_people, (SELECT COUNT(*) FROM person q WHERE q.household_id = h.id AND q.died_on IS NULL))`;

export function afterOneLeft(db: WritableDb, householdId: number): void {
  db.run(
    'UPDATE household SET stated_people = stated_people - 1 WHERE id = ? AND stated_people > 0',
    householdId,
  );
}
