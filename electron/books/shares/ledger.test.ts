import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Result } from '../../../shared/rules/result.ts';
import { addDays } from '../../../shared/rules/calendar.ts';
import { capitalOfYear } from '../../../shared/rules/capital.ts';
import type { Writing } from '../../workspace/context.ts';
import { type TestWorkspace, testWorkspace } from '../../workspace/testing.ts';
import { createPerson } from '../village/index.ts';
import { createMember, holdings, membersForRun, shareMovements, sharesHandlers } from './index.ts';

/**
 * A cooperative of five people lives through anything at all, in any order, with any dates. A plain list of dated
 * amounts is the model: what the commands accepted must add up to it, what they refused must have left no trace.
 */
const PEOPLE = ['张守田', '李秀英', '王德福', '赵明清', '何正贵'];
const TODAY = '2020-06-30';
const FIRST_DAY = '2018-01-01';

const call = sharesHandlers as {
  readonly [K in keyof typeof sharesHandlers]: Extract<
    (typeof sharesHandlers)[K],
    (...a: never[]) => unknown
  >;
};

const who = fc.nat({ max: PEOPLE.length - 1 });
const early = fc.integer({ min: -2, max: 300 }).map((days) => addDays(FIRST_DAY, days));
const when = fc.integer({ min: 100, max: 920 }).map((days) => addDays(FIRST_DAY, days));
const late = fc.integer({ min: 700, max: 915 }).map((days) => addDays(FIRST_DAY, days));
const amount = fc.integer({ min: 1, max: 300 });

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('contribute' as const),
      who,
      when: fc.oneof(early, when),
      amount: fc.integer({ min: 1, max: 1000 }),
      relief: fc.boolean(),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({ kind: fc.constant('transfer' as const), who, to: who, when, amount }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('reverse' as const),
      which: fc.nat(),
      when: fc.oneof(when, late),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('apply' as const), who, when }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('leave' as const), who, when: late }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('freeze' as const), who, when: late }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('inherit' as const),
      who,
      to: who,
      and: who,
      when: late,
      exact: fc.integer({ min: 0, max: 4 }).map((draw) => draw > 0),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface ModelRow {
  readonly id: number;
  readonly seq: number;
  readonly event: number;
  readonly member: number;
  readonly date: string;
  readonly fen: number;
}

test('whatever happens, holdings are the sum of what was accepted, and never below zero on any day', () => {
  const workspace = testWorkspace();
  // A crash of the machine is not what is tried here.
  workspace.connection.pragma('synchronous = OFF');
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 60, size: 'max' }), (steps) =>
      live(workspace, steps),
    ),
    { numRuns: 40 },
  );
  workspace.close();
});

/** One life, in a cooperative of its own. */
function live(workspace: TestWorkspace, steps: readonly Step[]): void {
  const entityId = anotherCooperative(workspace);
  const members = PEOPLE.map((name) => enrol(workspace, entityId, name));
  let rows: ModelRow[] = [];
  for (const one of steps) {
    const before = { rows, receipts: receipts(workspace, entityId) };
    const result = workspace.run((ctx) => carryOut(ctx, one, members, rows), { today: TODAY });
    rows = storedRows(workspace, entityId);
    if (!result.ok) {
      expect(result.error.message).toMatch(/\p{Script=Han}/u);
      expect({ rows, receipts: receipts(workspace, entityId) }).toEqual(before);
      continue;
    }
    expect(rows.slice(0, before.rows.length)).toEqual(before.rows);
    const added = rows.slice(before.rows.length);
    expect(sum(added)).toBe(expectedTotal(one, before.rows, members));
    expect(sum(added.filter((row) => row.member === movedBy(one, members)))).toBe(
      expectedOwn(one, before.rows, members),
    );
  }
  checkEverything(workspace, entityId, rows, members);
}

function anotherCooperative(workspace: TestWorkspace): number {
  return workspace.connection.run(
    `INSERT INTO entity (kind, name, first_period, settings) VALUES ('cooperative', '合作社', '2018-01', '{}')`,
  ).lastId;
}

function carryOut(
  ctx: Writing,
  one: Step,
  members: readonly number[],
  rows: readonly ModelRow[],
): Result<unknown> {
  switch (one.kind) {
    case 'contribute':
      return call['shares.contribute'](ctx, {
        memberId: members[one.who]!,
        date: one.when,
        form: 'cash',
        source: '自筹',
        fromRelief: one.relief,
        amountFen: one.amount,
        document: '',
        note: '',
      });
    case 'transfer':
      return call['shares.transfer'](ctx, {
        fromMemberId: members[one.who]!,
        toMemberId: members[one.to]!,
        date: one.when,
        amountFen: one.amount,
        agreement: '协议',
        note: '',
      });
    case 'reverse':
      return call['shares.reverse'](ctx, { id: chosen(one.which, rows), date: one.when, reason: '记错' });
    case 'apply':
      return call['shares.requestWithdrawal'](ctx, {
        memberId: members[one.who]!,
        appliedOn: one.when,
        document: '申请',
      });
    case 'leave':
      return call['shares.effectWithdrawal'](ctx, {
        id: application(ctx, members[one.who]!),
        date: one.when,
        document: '',
      });
    case 'cancel':
      return call['shares.cancelWithdrawal'](ctx, {
        id: application(ctx, members[one.who]!),
        reason: '不退了',
      });
    case 'freeze':
      return call['members.freeze'](ctx, { id: members[one.who]!, date: one.when, reason: '去世' });
    case 'inherit': {
      const whole = sum(rows.filter((row) => row.member === members[one.who])) + (one.exact ? 0 : 1);
      const first = Math.floor(whole / 3);
      const heirs = [
        { memberId: members[one.to]!, amountFen: first },
        { memberId: members[one.and]!, amountFen: whole - first },
      ].filter((heir) => heir.amountFen > 0);
      return call['shares.inherit'](ctx, {
        fromMemberId: members[one.who]!,
        date: one.when,
        document: '公证',
        heirs,
      });
    }
  }
}

/** By how much an accepted step changes the capital of all together. */
function expectedTotal(one: Step, before: readonly ModelRow[], members: readonly number[]): number {
  if (one.kind === 'contribute') return one.amount;
  if (one.kind === 'reverse') return 0 - sum(eventOf(before, chosen(one.which, before)));
  if (one.kind === 'leave') return 0 - sum(before.filter((row) => row.member === members[one.who]));
  return 0;
}

/** By how much it changes the capital of whom it is about. */
function expectedOwn(one: Step, before: readonly ModelRow[], members: readonly number[]): number {
  const own = movedBy(one, members);
  if (one.kind === 'contribute') return one.amount;
  if (one.kind === 'transfer') return -one.amount;
  if (one.kind === 'inherit' || one.kind === 'leave')
    return 0 - sum(before.filter((row) => row.member === own));
  return 0;
}

function movedBy(one: Step, members: readonly number[]): number | null {
  return 'who' in one ? members[one.who]! : null;
}

function checkEverything(
  workspace: TestWorkspace,
  entityId: number,
  rows: readonly ModelRow[],
  members: readonly number[],
): void {
  const days = [...new Set(rows.map((row) => row.date)), TODAY, FIRST_DAY];
  for (const day of days) {
    const stored = holdings(workspace.connection, entityId, day);
    const roster = call['members.list'](workspace.writing({ today: TODAY }), { entityId, asOf: day });
    for (const member of members) {
      const fen = sum(rows.filter((row) => row.member === member && row.date <= day));
      expect(fen).toBeGreaterThanOrEqual(0);
      expect(stored.get(member) ?? 0).toBe(fen);
      const listed = roster.ok ? roster.value.find((row) => row.id === member) : undefined;
      expect(listed?.capitalFen ?? 0).toBe(fen);
    }
  }
  for (const year of [2017, 2018, 2019, 2020]) checkYear(workspace, entityId, year, members);
  const { connection } = workspace;
  expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
  if (rows.length > 0) {
    expect(() => connection.run('UPDATE share_transaction SET amount_fen = 1')).toThrow('final');
    expect(() => connection.run('DELETE FROM share_transaction')).toThrow('final');
  }
}

/** The weights' own rule never sees a negative holding, and the year-end capital is the same by both ways. */
function checkYear(
  workspace: TestWorkspace,
  entityId: number,
  year: number,
  members: readonly number[],
): void {
  const movements = shareMovements(workspace.connection, entityId, year);
  const run = new Map(
    membersForRun(workspace.connection, entityId, year).map((member) => [member.id, member]),
  );
  for (const member of members) {
    for (const basis of ['year-end', 'fen-days', 'whole-months'] as const) {
      const capital = capitalOfYear(year, basis, movements.get(member) ?? []);
      const inRun = run.get(member);
      if (inRun) expect(inRun.yearEndCapitalFen).toBe(capital.yearEndFen);
    }
    const account = call['members.account'](workspace.writing({ today: TODAY }), { id: member, year });
    expect(account.ok).toBe(true);
  }
}

function enrol(workspace: TestWorkspace, entityId: number, name: string): number {
  const made = workspace.run(
    (ctx) => {
      const facts = { name, relation: '', idNumber: null, phone: '', card: null };
      const person = createPerson(ctx, facts, { householdId: null });
      if (!person.ok) return person;
      return createMember(ctx, { entityId, kind: 'person', personId: person.value.id, joinedOn: FIRST_DAY });
    },
    { today: TODAY },
  );
  if (!made.ok) throw new Error(made.error.message);
  return made.value.id;
}

function storedRows(workspace: TestWorkspace, entityId: number): ModelRow[] {
  return workspace.connection.all<ModelRow>(
    `SELECT id, seq, COALESCE(pair_id, id) AS event, member_id AS member, date, amount_fen AS fen
     FROM share_transaction WHERE entity_id = ? ORDER BY seq`,
    entityId,
  );
}

function receipts(workspace: TestWorkspace, entityId: number): unknown {
  return workspace.connection.all(
    'SELECT name, value FROM counter WHERE entity_id = ? ORDER BY name',
    entityId,
  );
}

/** Some row's id, or one that no row has. */
function chosen(which: number, rows: readonly ModelRow[]): number {
  return rows[which % (rows.length + 1)]?.id ?? 1_000_000_000;
}

function eventOf(rows: readonly ModelRow[], id: number): ModelRow[] {
  const event = rows.find((row) => row.id === id)?.event;
  return rows.filter((row) => row.event === event);
}

function application(ctx: Writing, memberId: number): number {
  const row = ctx.db.get<{ id: number }>(
    'SELECT MAX(id) AS id FROM withdrawal WHERE member_id = ?',
    memberId,
  );
  return row?.id ?? 999;
}

function sum(rows: readonly ModelRow[]): number {
  return rows.reduce((total, row) => total + row.fen, 0);
}
