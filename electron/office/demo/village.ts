import type { z } from 'zod';
import type { householdCategory } from '../../../shared/contract/village.ts';
import { invariant } from '../../../shared/rules/result.ts';
import { demoMembers, type DemoMember } from './cooperative.ts';
import { Dice } from './dice.ts';
import { type BirthYears, Registrar, type Sex } from './people.ts';

type Category = z.output<typeof householdCategory>;

export interface DemoPerson {
  readonly name: string;
  readonly sex: Sex;
  readonly relation: string;
  readonly idNumber: string;
}

export interface DemoHousehold {
  readonly code: string;
  readonly groupNo: number;
  readonly category: Category;
  readonly phone: string;
  /** The head's savings card (一卡通). */
  readonly card: string;
  readonly head: DemoPerson;
  readonly others: readonly DemoPerson[];
  /** The cooperative's member this household's head is, if any. */
  readonly memberNo: string | null;
}

/** The whole village: 411 households with 1,384 people, H001 to H411, group by group. */
export function demoVillage(): DemoHousehold[] {
  const dice = new Dice(1807);
  const members = demoMembers();
  const registrar = new Registrar(
    dice,
    members.map((member) => member.name),
  );
  return plots(dice, members).map((plot, index) => {
    const number = index + 1;
    const [head, ...others] = family(dice, registrar, plot);
    invariant(head !== undefined, 'a household has a head');
    return {
      code: `H${String(number).padStart(3, '0')}`,
      groupNo: plot.groupNo,
      category: plot.category,
      phone: `199000${10_000 + number * 7}`,
      card: registrar.card(),
      head,
      others,
      memberNo: plot.member?.no ?? null,
    };
  });
}

/** How many households of each kind live in each of the eight groups. */
const GROUPS: readonly Readonly<Record<'一般' | '低保' | '五保' | '一般农户', number>>[] = [
  { 一般: 18, 低保: 7, 五保: 1, 一般农户: 20 },
  { 一般: 22, 低保: 8, 五保: 2, 一般农户: 26 },
  { 一般: 19, 低保: 7, 五保: 2, 一般农户: 21 },
  { 一般: 21, 低保: 8, 五保: 1, 一般农户: 25 },
  { 一般: 20, 低保: 8, 五保: 2, 一般农户: 22 },
  { 一般: 18, 低保: 7, 五保: 2, 一般农户: 20 },
  { 一般: 20, 低保: 8, 五保: 1, 一般农户: 24 },
  { 一般: 20, 低保: 7, 五保: 2, 一般农户: 22 },
];

/** People of each kind in the whole village, and the sizes their households have. */
const PEOPLE = {
  一般: { people: 549, sizes: [1, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 6, 7], most: 7 },
  低保: { people: 166, sizes: [1, 1, 2, 2, 2, 3, 3, 4, 4, 5], most: 6 },
  五保: { people: 16, sizes: [1], most: 2 },
  一般农户: { people: 653, sizes: [1, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 6, 7], most: 7 },
} as const;

type Kind = keyof typeof PEOPLE;
const KINDS: readonly Kind[] = ['一般', '低保', '五保', '一般农户'];

/** A household before anybody lives in it. */
interface Plot {
  readonly groupNo: number;
  readonly category: Kind;
  readonly size: number;
  readonly member: DemoMember | null;
}

function plots(dice: Dice, members: readonly DemoMember[]): Plot[] {
  const sizes = new Map(KINDS.map((kind) => [kind, sizesOf(dice, kind)]));
  return GROUPS.flatMap((counts, index) => {
    const groupNo = index + 1;
    const kinds = dice.shuffled(KINDS.flatMap((kind) => Array<Kind>(counts[kind]).fill(kind)));
    const seats = memberSeats(
      dice,
      kinds,
      members.filter((member) => member.groupNo === groupNo),
    );
    return kinds.map((category, place) => {
      const size = sizes.get(category)?.pop();
      invariant(size !== undefined, `a size for each ${category} household`);
      return { groupNo, category, size, member: seats.get(place) ?? null };
    });
  });
}

/** Sizes of all households of a kind: drawn, then one person moved in or out at a time until the total fits. */
function sizesOf(dice: Dice, kind: Kind): number[] {
  const { people, sizes: usual, most } = PEOPLE[kind];
  const households = GROUPS.reduce((sum, group) => sum + group[kind], 0);
  const sizes = Array.from({ length: households }, (): number => dice.pick<number>(usual));
  let missing = people - sizes.reduce((sum, size) => sum + size, 0);
  while (missing !== 0) {
    const place = dice.between(0, households - 1);
    const size = (sizes[place] ?? 0) + Math.sign(missing);
    if (size < 1 || size > most) continue;
    sizes[place] = size;
    missing -= Math.sign(missing);
  }
  return sizes;
}

/** Which households of a group are the members': 一般 and 低保 ones, for whom the cooperative was founded. */
function memberSeats(
  dice: Dice,
  kinds: readonly Kind[],
  members: readonly DemoMember[],
): Map<number, DemoMember> {
  const places = kinds.flatMap((kind, place) => (kind === '一般' || kind === '低保' ? [place] : []));
  const chosen = dice.shuffled(places).slice(0, members.length);
  return new Map(members.map((member, index) => [chosen[index] ?? 0, member]));
}

/** The generations, oldest first, squeezed into one decade. */
const PARENTS: BirthYears = [1880, 1881];
const COUPLE: BirthYears = [1882, 1885];
const FIRST_CHILD = 1886;

/** The people of a household, its head first. */
function family(dice: Dice, registrar: Registrar, { size, member }: Plot): DemoPerson[] {
  const persons: DemoPerson[] = [];
  const add = (relation: string, sex: Sex, born: BirthYears, surname: string, known?: string): void => {
    const names = persons.map((person) => person.name);
    const name = known ?? registrar.name(surname, sex, names);
    persons.push({ name, sex, relation, idNumber: registrar.idNumber(sex, born) });
  };
  const sex: Sex = member?.sex ?? (dice.chance(82) ? '男' : '女');
  const surname = member ? member.name.slice(0, 1) : registrar.surname();
  const other = registrar.surname(surname);
  add('户主', sex, COUPLE, surname, member?.name);

  let left = size - 1;
  if (left > 1 || (left === 1 && dice.chance(70))) {
    add('配偶', sex === '男' ? '女' : '男', COUPLE, other);
    left -= 1;
  }
  const parents = left > 4 ? 2 : dice.between(0, Math.min(left, 2));
  if (parents === 2) add('父亲', '男', PARENTS, surname);
  if (parents > 0) add('母亲', '女', PARENTS, registrar.surname(surname));
  // Children have their father's surname.
  addChildren(dice, left - parents, sex === '男' ? surname : other, add);
  return persons;
}

function addChildren(
  dice: Dice,
  count: number,
  surname: string,
  add: (relation: string, sex: Sex, born: BirthYears, surname: string) => void,
): void {
  const born = { 男: 0, 女: 0 };
  for (let child = 0; child < count; child += 1) {
    const sex: Sex = dice.chance(55) ? '男' : '女';
    const relation = (['长', '次', '三', '四'][born[sex]] ?? '小') + (sex === '男' ? '子' : '女');
    born[sex] += 1;
    const year = Math.min(FIRST_CHILD + child, 1889);
    add(relation, sex, [year, year], surname);
  }
}
