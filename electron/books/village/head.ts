import { checkPastDate } from '../entities/index.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';

/** A person becomes head; the change is a row of its own and is never overwritten. */
interface NewHead {
  readonly personId: number;
  readonly date: string;
  readonly reason: string;
}

/**
 * Makes another member of the household its head (变更户主). The old head's relation follows from the new head's
 * former one where that is certain (spouses); else it reads 原户主, and the person is asked to look at all relations.
 */
export function changeHead(
  ctx: Writing,
  householdId: number,
  change: NewHead,
): Result<{ id: number; warnings: string[] }> {
  const date = checkPastDate(change.date, ctx.today);
  if (!date.ok) return date;
  const household = ctx.db.get<{ code: string; headId: number | null; lastChange: string | null }>(
    `SELECT code, head_id AS headId, (SELECT MAX(date) FROM head_change WHERE household_id = h.id AND reason <> '建户') AS lastChange
     FROM household h WHERE id = ?`,
    householdId,
  );
  if (!household) return refuse('household_unknown', '没有这一户，请重新选择。', { id: '没有这一户' });
  const person = ctx.db.get<{
    name: string;
    householdId: number | null;
    relation: string;
    diedOn: string | null;
  }>(
    'SELECT name, household_id AS householdId, relation, died_on AS diedOn FROM person WHERE id = ?',
    change.personId,
  );
  if (!person || person.householdId !== householdId) {
    const sentence = `新户主要是 ${household.code} 户里的人。请先把此人迁入本户。`;
    return refuse('head_not_in_household', sentence, { personId: sentence });
  }
  if (person.diedOn !== null) {
    const sentence = `${person.name}已于 ${person.diedOn} 去世，不能作户主。请选户里的其他人。`;
    return refuse('head_dead', sentence, { personId: sentence });
  }
  if (household.headId === change.personId) {
    return refuse('head_same', `${person.name}已经是户主，不用变更。`, { personId: '已经是户主' });
  }
  if (household.lastChange !== null && change.date < household.lastChange) {
    const sentence = `上一次变更户主是 ${household.lastChange}，这一次不能更早。`;
    return refuse('head_out_of_order', sentence, { date: sentence });
  }
  recordHead(ctx, householdId, change);
  return ok({ id: householdId, warnings: ['户主换了，请核对户里其他人“与户主关系”是否还对。'] });
}

/** Writes the head and the row of history; the caller has checked that the person belongs to the household. */
export function recordHead(ctx: Writing, householdId: number, change: NewHead): void {
  const current = ctx.db.get<{ id: number; name: string }>(
    'SELECT p.id, p.name FROM household h JOIN person p ON p.id = h.head_id WHERE h.id = ?',
    householdId,
  );
  const next = ctx.db.get<{ name: string; relation: string; householdId: number | null }>(
    'SELECT name, relation, household_id AS householdId FROM person WHERE id = ?',
    change.personId,
  );
  invariant(next?.householdId === householdId, 'a head belongs to the household');
  ctx.db.run(
    `INSERT INTO head_change (household_id, date, person_id, name, previous_person_id, previous_name, reason, operator, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    householdId,
    change.date,
    change.personId,
    next.name,
    current?.id ?? null,
    current?.name ?? '',
    change.reason,
    ctx.operator,
    ctx.now,
  );
  if (current) {
    const relation = next.relation === '配偶' ? '配偶' : '原户主';
    ctx.db.run('UPDATE person SET relation = ? WHERE id = ?', relation, current.id);
  }
  ctx.db.run(`UPDATE person SET relation = '户主' WHERE id = ?`, change.personId);
  ctx.db.run('UPDATE household SET head_id = ? WHERE id = ?', change.personId, householdId);
}

/** Whoever comes first into a household without a head is its head. */
export function fillEmptyHead(ctx: Writing, householdId: number | null, personId: number): void {
  if (householdId === null) return;
  const headless = ctx.db.get('SELECT 1 FROM household WHERE id = ? AND head_id IS NULL', householdId);
  if (headless) recordHead(ctx, householdId, { personId, date: ctx.today, reason: '入户' });
}
