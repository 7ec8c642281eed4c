import { luhnValid } from '../../../shared/rules/bankCard.ts';
import { checkIdNumber } from '../../../shared/rules/idNumber.ts';
import { invariant } from '../../../shared/rules/result.ts';
import type { Dice } from './dice.ts';

export type Sex = '男' | '女';

/** Years of birth, the first and the last. All lie in the 1880s, so that no number can be a living person's. */
export type BirthYears = readonly [first: number, last: number];

/** Whoever hands out names and numbers for one village: no ID number is given twice. */
export class Registrar {
  readonly #dice: Dice;
  readonly #taken = new Set<string>();
  readonly #reserved: ReadonlySet<string>;

  /** `reserved`: names of the cooperative's members, kept from everybody else so that a search finds just them. */
  constructor(dice: Dice, reserved: Iterable<string>) {
    this.#dice = dice;
    this.#reserved = new Set(reserved);
  }

  surname(other = ''): string {
    const surname = this.#dice.pick(SURNAMES);
    return surname === other ? this.surname(other) : surname;
  }

  /** A full name that nobody in `household` has. */
  name(surname: string, sex: Sex, household: readonly string[]): string {
    const { first, last } = GIVEN_NAMES[sex];
    const name = surname + this.#dice.pick(first) + this.#dice.pick(last);
    const unfit = household.includes(name) || this.#reserved.has(name);
    return unfit ? this.name(surname, sex, household) : name;
  }

  /**
   * A valid citizen identity number (GB 11643) of 略阳县; one in twenty has the county's code of the years when
   * 汉中 was a prefecture.
   */
  idNumber(sex: Sex, [first, last]: BirthYears): string {
    const dice = this.#dice;
    const region = dice.chance(5) ? '612327' : '610727';
    const day = [dice.between(first, last), dice.between(1, 12), dice.between(1, 28)]
      .map((part) => String(part).padStart(2, '0'))
      .join('');
    // The seventeenth digit is odd for men, even for women.
    const serial = dice.between(1, 498) * 2 + (sex === '男' ? 1 : 0);
    const body = region + day + String(serial).padStart(3, '0');
    const number = withCheckCharacter(body, '0123456789X', (text) => checkIdNumber(text).ok);
    if (number === null || this.#taken.has(number)) return this.idNumber(sex, [first, last]);
    this.#taken.add(number);
    return number;
  }

  /** A savings card of nineteen digits whose last is the one Luhn's formula asks for. */
  card(): string {
    const digits = Array.from({ length: 14 }, () => this.#dice.between(0, 9)).join('');
    const card = withCheckCharacter(`6230${digits}`, '0123456789', luhnValid);
    invariant(card !== null, 'one of ten digits fits');
    return card;
  }
}

/** `body` and the one of `characters` that makes it valid; null when none does. */
function withCheckCharacter(
  body: string,
  characters: string,
  isValid: (text: string) => boolean,
): string | null {
  const last = [...characters].find((character) => isValid(body + character));
  return last === undefined ? null : body + last;
}

const SURNAMES = [...'张李王赵何杨陈刘侯郭周徐马吴罗朱林胡高孙唐冯宋谢韩邓曹'];

const GIVEN_NAMES = {
  男: {
    first: [...'德永正建志文兴长开明大有自天祥玉守成'],
    last: [...'贵强才军平国华林海福全礼清义荣山春喜'],
  },
  女: { first: [...'秀玉桂春翠素菊小腊金彩月'], last: [...'英兰芳花珍梅莲香娥琴霞凤'] },
};
