import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb, WritableDb } from '../../workspace/database.ts';
import { ensureItem } from '../accounts/index.ts';
import { cooperativeOf } from '../entities/index.ts';
import { createPerson, personById, searchTest } from '../village/index.ts';
import { owedOn } from './register.ts';

/** A worker as work and pay need to know them. */
export interface Worker {
  readonly id: number;
  readonly entityId: number;
  readonly personId: number;
  readonly name: string;
  readonly itemId: number;
  readonly itemName: string;
  readonly groupNo: number | null;
  readonly memberId: number | null;
  readonly memberNo: string | null;
  readonly active: number;
  readonly diedOn: string | null;
}

const WORKER = /* sql */ `
  SELECT w.id, w.entity_id AS entityId, w.person_id AS personId, p.name, w.item_id AS itemId, i.name AS itemName,
    COALESCE(h.group_no, p.listed_group_no) AS groupNo, m.id AS memberId, m.no AS memberNo, w.active, p.died_on AS diedOn
  FROM worker w JOIN person p ON p.id = w.person_id JOIN analysis_item i ON i.id = w.item_id
    LEFT JOIN household h ON h.id = p.household_id
    LEFT JOIN member m ON m.entity_id = w.entity_id AND m.person_id = w.person_id`;

export function workerById(db: ReadableDb, id: number): Worker | null {
  return db.get<Worker>(`${WORKER} WHERE w.id = ?`, id) ?? null;
}

/** By id. */
export function workersOf(db: ReadableDb, entityId: number): Map<number, Worker> {
  return new Map(db.all<Worker>(`${WORKER} WHERE w.entity_id = ?`, entityId).map((one) => [one.id, one]));
}

/** 3组 张三: how sentences name a worker. */
export function whoIs({ name, groupNo }: Pick<Worker, 'name' | 'groupNo'>): string {
  return groupNo === null ? name : `${groupNo}组 ${name}`;
}

export function listWorkers(
  { db, today }: Reading,
  input: Parsed<'labour.workers'>,
): Result<Output<'labour.workers'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const owed = owedOn(db, entityId, '9999-12-31');
  const fits = searchTest(db, input.search);
  const rows = db.all<Listed>(
    `WITH found AS (${WORKER} WHERE w.entity_id = ?)
     SELECT f.*, p.id_masked AS idMasked, p.card_masked AS cardMasked, p.phone, p.household_id AS householdId,
       COALESCE(h.code, '') AS householdCode, w.note, p.pinyin_initials AS initials, p.pinyin_full AS full, p.id_tail AS idTail,
       p.id_digest AS idDigest,
       COALESCE((SELECT g.grade FROM worker_grade g WHERE g.worker_id = w.id AND g.from_date <= ? ORDER BY g.from_date DESC LIMIT 1), '') AS grade,
       (SELECT MAX(e.date) FROM work_entry e WHERE e.worker_id = w.id) AS lastWorkedOn
     FROM found f JOIN worker w ON w.id = f.id JOIN person p ON p.id = w.person_id LEFT JOIN household h ON h.id = p.household_id
     WHERE w.active = 1 OR ? ORDER BY f.groupNo IS NULL, f.groupNo, h.code, w.id`,
    entityId,
    today,
    input.all ? 1 : 0,
  );
  return ok(
    rows
      .filter((row) => fits({ ...row, codes: [row.memberNo ?? '', row.householdCode] }))
      .map((row) => ({
        id: row.id,
        personId: row.personId,
        name: row.name,
        itemName: row.itemName,
        itemId: row.itemId,
        idMasked: row.idMasked,
        cardMasked: row.cardMasked,
        phone: row.phone,
        householdId: row.householdId,
        householdCode: row.householdCode,
        groupNo: row.groupNo,
        memberId: row.memberId,
        memberNo: row.memberNo,
        grade: row.grade,
        active: row.active === 1,
        note: row.note,
        lastWorkedOn: row.lastWorkedOn,
        unpaidFen: owed.get(row.itemId) ?? 0,
      })),
  );
}

interface Listed extends Worker {
  readonly idMasked: string;
  readonly cardMasked: string;
  readonly phone: string;
  readonly householdId: number | null;
  readonly householdCode: string;
  readonly note: string;
  readonly initials: string;
  readonly full: string;
  readonly idTail: string;
  readonly idDigest: string | null;
  readonly grade: string;
  readonly lastWorkedOn: string | null;
}

export function addWorker(
  ctx: Writing,
  input: Parsed<'labour.addWorker'>,
): Result<Output<'labour.addWorker'>> {
  const { db } = ctx;
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const person = personFor(ctx, input.who);
  if (!person.ok) return person;
  const { personId, warnings } = person.value;
  const known = db.get<{ id: number; active: number }>(
    'SELECT id, active FROM worker WHERE entity_id = ? AND person_id = ?',
    entityId,
    personId,
  );
  if (known) {
    const sentence = `${personById(db, personId)?.name ?? ''}已经是务工人员${known.active ? '' : '（已停用，可以重新启用）'}，不用再登记。`;
    return refuse('worker_exists', sentence, { personId: sentence });
  }
  const made = ensureWorker(db, entityId, personId);
  if (input.note) db.run('UPDATE worker SET note = ? WHERE id = ?', input.note, made.id);
  if (input.grade) setGradeOf(db, made.id, '0000-01-01', input.grade);
  return ok({ ...made, personId, warnings: [...warnings, ...made.warnings] });
}

function personFor(
  ctx: Writing,
  who: Parsed<'labour.addWorker'>['who'],
): Result<{ personId: number; warnings: string[] }> {
  if (who.kind === 'new') {
    const made = createPerson(ctx, who.person, { householdId: null });
    if (made.ok) return ok({ personId: made.value.id, warnings: made.value.warnings });
    const fields = Object.entries(made.error.fields ?? {}).map(([key, text]) => [`who.person.${key}`, text]);
    return refuse(made.error.code, made.error.message, Object.fromEntries(fields) as Record<string, string>);
  }
  const person = personById(ctx.db, who.personId);
  if (!person) return refuse('person_unknown', '没有这个人，请重新选择。', { 'who.personId': '没有这个人' });
  if (person.diedOn !== null) {
    const sentence = `${person.name}已于 ${person.diedOn} 去世，不能登记为务工人员。`;
    return refuse('person_died', sentence, { 'who.personId': sentence });
  }
  return ok({ personId: person.id, warnings: [] });
}

/** The worker that a person is, made when they are none yet. 213 calls them by name; namesakes by group or the last digits of the ID. */
export function ensureWorker(
  db: WritableDb,
  entityId: number,
  personId: number,
): { id: number; itemName: string; warnings: string[] } {
  const known = db.get<{ id: number; itemName: string }>(
    `SELECT w.id, i.name AS itemName FROM worker w JOIN analysis_item i ON i.id = w.item_id WHERE w.entity_id = ? AND w.person_id = ?`,
    entityId,
    personId,
  );
  if (known) return { ...known, warnings: [] };
  const { itemName, warnings } = freeName(db, entityId, personId);
  const itemId = ensureItem(db, entityId, 'worker', itemName);
  const { lastId: id } = db.run(
    'INSERT INTO worker (entity_id, person_id, item_id) VALUES (?, ?, ?)',
    entityId,
    personId,
    itemId,
  );
  return { id, itemName, warnings };
}

function freeName(
  db: ReadableDb,
  entityId: number,
  personId: number,
): { itemName: string; warnings: string[] } {
  const person = db.get<{ name: string; groupNo: number | null; idTail: string }>(
    `SELECT p.name, COALESCE(h.group_no, p.listed_group_no) AS groupNo, p.id_tail AS idTail
     FROM person p LEFT JOIN household h ON h.id = p.household_id WHERE p.id = ?`,
    personId,
  )!;
  const names = [
    person.name,
    ...(person.groupNo === null ? [] : [`${person.name}（${person.groupNo}组）`]),
    ...(person.idTail === '' ? [] : [`${person.name}（${person.idTail}）`]),
    `${person.name}（${personId}）`,
  ];
  for (const itemName of names) {
    const item = db.get<{ id: number; taken: number }>(
      `SELECT i.id, EXISTS (SELECT 1 FROM worker w WHERE w.item_id = i.id) AS taken
       FROM analysis_item i WHERE i.entity_id = ? AND i.dim = 'worker' AND i.name = ?`,
      entityId,
      itemName,
    );
    if (!item) return { itemName, warnings: [] };
    if (item.taken === 0) return { itemName, warnings: adoptedWarning(db, entityId, item.id, itemName) };
  }
  return { itemName: `${person.name}（${personId}-1）`, warnings: [] };
}

/** Somebody of that name stood on 213 before. */
function adoptedWarning(db: ReadableDb, entityId: number, itemId: number, name: string): string[] {
  const fen = owedOn(db, entityId, '9999-12-31').get(itemId) ?? 0;
  return fen === 0
    ? []
    : [`应付劳务费里原来就有“${name}”，余额 ${formatYuan(fen)} 元，现在算作同一个人，请核对。`];
}

export function updateWorker(ctx: Writing, input: Parsed<'labour.updateWorker'>): Result<{ id: number }> {
  const worker = workerById(ctx.db, input.id);
  if (!worker) return unknownWorker('id');
  if (input.active !== undefined) {
    ctx.db.run('UPDATE worker SET active = ? WHERE id = ?', input.active ? 1 : 0, worker.id);
  }
  if (input.note !== undefined) ctx.db.run('UPDATE worker SET note = ? WHERE id = ?', input.note, worker.id);
  if (input.grade !== undefined) setGradeOf(ctx.db, worker.id, input.gradeFrom ?? ctx.today, input.grade);
  return ok({ id: worker.id });
}

function setGradeOf(db: WritableDb, workerId: number, from: string, grade: string): void {
  db.run(
    `INSERT INTO worker_grade (worker_id, from_date, grade) VALUES (?, ?, ?)
     ON CONFLICT (worker_id, from_date) DO UPDATE SET grade = excluded.grade`,
    workerId,
    from,
    grade,
  );
}

function unknownWorker(field: string): Result<never> {
  return refuse('worker_unknown', '没有这个务工人员，请重新选择。', { [field]: '没有这个务工人员' });
}
