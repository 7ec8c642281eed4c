import type { HouseholdRow, HouseholdsParse } from '../../../shared/rules/sheet/kinds/households.ts';
import type { Reading } from '../../workspace/context.ts';
import {
  checkHousehold,
  createHousehold,
  householdDifferences,
  mergeHousehold,
  type HouseholdFacts,
} from '../village/index.ts';
import { namesakesIn } from './adoption.ts';
import { findHead, headChange, splitHead, warnOfListedHead, type HeadFacts } from './householdHead.ts';
import { planPersons } from './householdPersons.ts';
import { Plan } from './plan.ts';
import { readRegister, type Register, type RegisteredHousehold } from './register.ts';

/**
 * What an import of the household register (户籍花名册) does. A household is recognised by its number. A new one is
 * made with its head and persons; of a known one what the sheet says otherwise is changed, a new head through
 * the history of heads. A blank in the sheet changes nothing. Persons the sheet does not list stay, with a warning.
 */
export function planHouseholds(ctx: Reading, parse: HouseholdsParse): Plan {
  const plan = new Plan(
    parse.info?.sheets ?? [],
    [...parse.refused, ...parse.people.refused],
    parse.warnings,
  );
  const register = readRegister(ctx.db);
  const work = {
    ctx,
    plan,
    register,
    column: (field: string): string | null => parse.info?.mapping[field] ?? null,
    personColumn: (field: string): string | null => parse.people.mapping?.[field] ?? null,
    listsPersons: parse.people.total > 0,
    namesakes: namesakesIn(parse.records),
  };
  warnOfMissingCategory(parse.records, register, work);
  for (const row of parse.records) planHousehold({ ...work, row });
  return plan;
}

/** What planning a household needs: the row and everything around it. */
export interface HouseholdWork {
  readonly ctx: Reading;
  readonly plan: Plan;
  readonly register: Register;
  readonly row: HouseholdRow;
  /** The letter of a field's column in the sheet of households, and in that of persons. */
  readonly column: (field: string) => string | null;
  readonly personColumn: (field: string) => string | null;
  /** Whether the file has a sheet of persons at all. */
  readonly listsPersons: boolean;
  /** How many persons of a name the file has in a group. */
  readonly namesakes: (groupNo: number, name: string) => number;
}

/** The household a step writes into: known now, or when the step before has made it. */
export interface HouseholdPlace {
  id: number | null;
}

function planHousehold(work: HouseholdWork): void {
  const { row, register } = work;
  const stored = register.households.get(row.code);
  const facts = checkedFacts(work, stored);
  if (!facts.ok) return refuseHousehold(work, facts.field, facts.reason);
  const split = splitHead(row);
  if (!split.ok) return refuseHousehold(work, split.field, split.reason);
  const head: HeadFacts = {
    name: row.headName,
    idNumber: row.headIdNumber ?? split.head?.idNumber ?? null,
    phone: facts.facts.phone,
    card: row.card,
  };
  if (stored) planKnown({ ...work, row: { ...row, people: split.others } }, stored, facts.facts, head);
  else planNew({ ...work, row: { ...row, people: split.others } }, facts.facts, head);
}

function planNew(work: HouseholdWork, facts: HouseholdFacts, head: HeadFacts): void {
  const { plan, row } = work;
  const found = findHead(work, null, head);
  if (!found.ok) return refuseHousehold(work, found.field, found.reason);
  if (found.person) warnOfListedHead(work, found.person, head);
  const place: HouseholdPlace = { id: null };
  plan.step(row, (ctx) => {
    const made = createHousehold(ctx, facts, { ...head, relation: '户主' }, 'sheet');
    if (made.ok) place.id = made.value.id;
    return made;
  });
  const persons = planPersons(work, place, []);
  plan.settle(row, 'created', titleOf(row), `${facts.groupNo}组，${persons.created.length + 1} 人`);
}

function planKnown(
  work: HouseholdWork,
  stored: RegisteredHousehold,
  facts: HouseholdFacts,
  head: HeadFacts,
): void {
  const { ctx, plan, row } = work;
  const found = findHead(work, stored, head);
  if (!found.ok) return refuseHousehold(work, found.field, found.reason);
  const place: HouseholdPlace = { id: stored.id };
  const differences = householdDifferences(ctx.db, stored.id, facts);
  if (differences.length > 0) plan.step(row, (writing) => mergeHousehold(writing, stored.id, facts));
  const newHead = headChange(work, stored, found.person, head, differences.includes('电话'));
  const others = stored.persons.filter((person) => person !== found.person);
  const persons = planPersons(work, place, others);
  const changes = [
    ...differences,
    ...newHead,
    ...persons.changed,
    ...(persons.created.length > 0 ? [`新增 ${persons.created.join('、')}`] : []),
  ];
  const outcome = changes.length > 0 ? 'changed' : 'same';
  plan.settle(row, outcome, titleOf(row), changes.join('；'));
  if (work.listsPersons) warnOfUnlisted(work, persons.unlisted);
}

type Checked = { ok: true; facts: HouseholdFacts } | { ok: false; field: string; reason: string };

/** The sheet's statement in the register's form. A phone number that is none is left out with a warning. */
function checkedFacts(work: HouseholdWork, stored: RegisteredHousehold | undefined): Checked {
  const { row } = work;
  const facts: HouseholdFacts = {
    code: row.code,
    groupNo: row.groupNo,
    category: row.category ?? stored?.category ?? UNSTATED_CATEGORY,
    phone: row.phone,
    note: row.note,
    statedPeople: row.size ?? undefined,
  };
  const checked = checkHousehold(facts);
  if (checked.ok) return { ok: true, facts: checked.value };
  const fields = checked.error.fields ?? {};
  const { phone, ...rest } = fields;
  const [fault] = Object.entries(rest);
  if (fault) return { ok: false, field: FIELD_OF[fault[0]] ?? fault[0], reason: fault[1] };
  const again = checkHousehold({ ...facts, phone: '' });
  if (!again.ok) return { ok: false, field: 'code', reason: again.error.message };
  work.plan.warnInstead(row, work.column('phone'), `${phone ?? ''}没有登记这个电话`);
  return { ok: true, facts: again.value };
}

/** The register's names of fields that the sheet calls otherwise. */
const FIELD_OF: Readonly<Record<string, string>> = { statedPeople: 'size' };

/** What a household is when nobody says so: the register's ordinary one, no registered poor household. */
const UNSTATED_CATEGORY = '一般农户';

/** With the column blank each new household is named; without such a column the file is, once. */
function warnOfMissingCategory(
  rows: readonly HouseholdRow[],
  register: Register,
  work: Pick<HouseholdWork, 'plan' | 'column'>,
): void {
  const silent = rows.filter((row) => row.category === null && !register.households.has(row.code));
  const letter = work.column('category');
  if (letter === null && silent[0]) {
    work.plan.warn(silent[0], null, `表里没有户类别，${silent.length} 个新户都按${UNSTATED_CATEGORY}登记`);
  } else {
    for (const row of silent) work.plan.warn(row, letter, `户类别没有填，按${UNSTATED_CATEGORY}登记`);
  }
}

function warnOfUnlisted(work: HouseholdWork, unlisted: readonly { name: string }[]): void {
  if (unlisted.length === 0) return;
  const names = unlisted.map((person) => person.name).join('、');
  work.plan.warn(work.row, null, `本户登记的${names}不在这份表里，没有删除。已迁出或去世的，请在户籍里办理`);
}

/** The persons of a refused household are refused with it, each in its row. */
function refuseHousehold(work: HouseholdWork, field: string, reason: string): void {
  const { plan, row } = work;
  plan.refuse(row, work.column(field), reason, titleOf(row));
  for (const person of row.people) {
    plan.refuse(person, work.personColumn('code'), `${row.code}：这一户没有导入，请先改好户`, person.name);
  }
}

function titleOf(row: HouseholdRow): string {
  return `${row.code} ${row.headName}`;
}
