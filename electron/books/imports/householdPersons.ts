import { invariant } from '../../../shared/rules/result.ts';
import type { PersonRow } from '../../../shared/rules/sheet/kinds/households.ts';
import { checkPerson, createPerson, personDifferences, updatePerson } from '../village/index.ts';
import { adopt } from './adoption.ts';
import { isDeclaredHead, whyNotToMoveIn } from './householdHead.ts';
import type { HouseholdPlace, HouseholdWork } from './households.ts';
import type { RegisteredPerson } from './register.ts';

interface PlannedPersons {
  /** Names. */
  readonly created: string[];
  /** 张三：与户主关系. */
  readonly changed: string[];
  /** Registered in the household, alive, and not in the file. */
  readonly unlisted: RegisteredPerson[];
}

/**
 * Plans the persons of one household besides its head. Known ID numbers are recognised first, then names without
 * a number, then new numbers, so that the order of the rows does not matter. A faulty person is refused
 * alone. `registered`: who lives in the household now, without the head.
 */
export function planPersons(
  work: HouseholdWork,
  place: HouseholdPlace,
  registered: readonly RegisteredPerson[],
): PlannedPersons {
  const planned: PlannedPersons = { created: [], changed: [], unlisted: [] };
  const left = new Set(registered);
  const unnumbered = new Set<string>();
  for (const person of inOrderOfCertainty(work, work.row.people)) {
    const fault = isDeclaredHead(person)
      ? '这一户的户主写了两次，请删去一行，或改成与户主的关系'
      : person.idNumber === null && unnumbered.has(person.name)
        ? `这一户有两个没有身份证号的${person.name}，分不清，请填身份证号`
        : null;
    if (person.idNumber === null) unnumbered.add(person.name);
    if (fault) work.plan.refuse(person, work.personColumn('relation'), fault, person.name);
    else planPerson(work, place, person, left, planned);
  }
  planned.unlisted.push(...[...left].filter((person) => person.diedOn === null));
  return planned;
}

function inOrderOfCertainty(work: HouseholdWork, people: readonly PersonRow[]): PersonRow[] {
  const rank = (person: PersonRow): number =>
    person.idNumber === null ? 1 : work.register.byIdNumber(person.idNumber) ? 0 : 2;
  return people
    .map((person) => ({ person, rank: rank(person) }))
    .sort((a, b) => a.rank - b.rank || a.person.row - b.person.row)
    .map(({ person }) => person);
}

function planPerson(
  work: HouseholdWork,
  place: HouseholdPlace,
  person: PersonRow,
  left: Set<RegisteredPerson>,
  planned: PlannedPersons,
): void {
  const found = recognise(work, person, left);
  if (typeof found === 'string') {
    const field = person.idNumber === null ? 'name' : 'idNumber';
    return work.plan.refuse(person, work.personColumn(field), found, person.name);
  }
  if (found === null) {
    planned.created.push(person.name);
    return work.plan.step(person, (ctx) => {
      invariant(place.id !== null, 'the household is made before its persons');
      return createPerson(ctx, factsOf(person), { householdId: place.id }, 'sheet');
    });
  }
  left.delete(found);
  const changed = updateKnown(work, person, found);
  if (changed.length > 0) planned.changed.push(`${person.name}：${changed.join('、')}`);
}

/** Who the row means in this household; null for somebody to be registered or moved in; text: why it is refused. */
function recognise(
  work: HouseholdWork,
  person: PersonRow,
  left: ReadonlySet<RegisteredPerson>,
): RegisteredPerson | null | string {
  const holder = person.idNumber === null ? undefined : work.register.byIdNumber(person.idNumber);
  if (holder) return left.has(holder) ? holder : whyNotToMoveIn(holder, person.name);
  const named = [...left].filter((one) => one.name === person.name);
  const unnumbered = named.filter((one) => one.idDigest === null);
  const candidates = person.idNumber !== null || unnumbered.length > 0 ? unnumbered : named;
  if (candidates.length === 0 && person.idNumber !== null) {
    adopt(work, person, work.personColumn('name'), { name: person.name, idNumber: person.idNumber });
  }
  if (candidates.length > 1) return `本户登记了 ${candidates.length} 个${person.name}，分不清，请填身份证号`;
  return candidates[0] ?? null;
}

function updateKnown(work: HouseholdWork, person: PersonRow, known: RegisteredPerson): string[] {
  invariant(known.id !== null, 'a registered person has an id');
  const { id } = known;
  const checked = checkPerson(factsOf(person), 'sheet');
  if (!checked.ok) {
    work.plan.refuse(person, work.personColumn('name'), checked.error.message, person.name);
    return [];
  }
  const facts = checked.value;
  const differences = personDifferences(work.ctx.db, id, facts);
  if (differences.length === 0) return [];
  if (differences.includes('姓名')) {
    const reason = `姓名由${known.name}改为${facts.name}（身份证号相同），请核对证件`;
    work.plan.warn(person, work.personColumn('name'), reason);
  }
  work.plan.step(person, (ctx) =>
    updatePerson(
      ctx,
      id,
      {
        name: facts.name,
        ...(facts.relation === '' ? {} : { relation: facts.relation }),
        ...(facts.idNumber === null ? {} : { idNumber: facts.idNumber }),
      },
      'sheet',
    ),
  );
  return differences;
}

function factsOf(person: PersonRow): Parameters<typeof createPerson>[1] {
  return { name: person.name, relation: person.relation, idNumber: person.idNumber, phone: '', card: null };
}
