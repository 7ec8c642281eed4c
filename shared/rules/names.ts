import { pinyin } from 'pinyin-pro';
import { toHalfWidth, withoutSpaces } from './fullwidth.ts';
import { ok, refuse, type Result } from './result.ts';

/** People's names follow stricter rules than those of cooperatives, companies and village bodies. */
type NameKind = 'person' | 'organisation';

const MAX_CHARACTERS = 50;

/**
 * A name as the books keep it, so that two spellings of one name compare equal: blanks inside removed (between
 * Latin words of an organisation one stays), look-alike dots made · (U+00B7), Kangxi radicals and
 * compatibility forms, which some PDF and old systems put in place of the characters, replaced by them.
 * Rare characters stay; the length, 1 to 50, counts characters and not UTF-16 units.
 *
 * A person's name holds Chinese characters and single dots between them. An organisation's may also hold
 * Latin letters, digits, and （）& - . with the brackets in full width, as registered names print them.
 *
 * Refuses with one code a cause: name_ + empty, private_character, character, dot, length.
 */
export function normaliseName(text: string, kind: NameKind = 'person'): Result<string> {
  const name = kind === 'person' ? cleanedPerson(text) : cleanedOrganisation(text);
  const characters = [...name];
  if (characters.length === 0) return refuse('name_empty', '没有填写姓名或名称。');
  if (/[\p{Co}\ufffd]/u.test(name)) {
    return refuse(
      'name_private_character',
      `“${text.trim()}”里有旧系统的自造字，换一台电脑就显示不出来。请用输入法重新录入该字。`,
    );
  }
  const allowed = kind === 'person' ? PERSON_CHARACTER : ORGANISATION_CHARACTER;
  const wrong = characters.find((character) => !allowed.test(character));
  if (wrong !== undefined) {
    return refuse(
      'name_character',
      kind === 'person'
        ? `“${name}”里的“${wrong}”不能用在人名里：只能是汉字和间隔号“·”。`
        : `“${name}”里的“${wrong}”不能用在名称里。`,
    );
  }
  if (/^·|·$|··/u.test(name)) {
    return refuse('name_dot', `“${name}”的间隔号“·”只能写在两个字中间，每处一个。`);
  }
  if (characters.length > MAX_CHARACTERS) {
    return refuse('name_length', `姓名或名称最多 ${MAX_CHARACTERS} 个字，这里有 ${characters.length} 个。`);
  }
  return ok(name);
}

interface PinyinKeys {
  /** zst for 张守田. */
  initials: string;
  /** zhangshoutian for 张守田; ü is written v, as input methods have it. */
  full: string;
}

/**
 * What a person types to find a name without an input method. People's surnames are read as surnames (单 shan,
 * 仇 qiu, 尉迟 yuchi). Latin letters and digits stay, in lower case. A character whose reading is unknown is
 * left out, so that the name can still be found by the rest.
 */
export function pinyinKeys(name: string, kind: NameKind = 'person'): PinyinKeys {
  const readings = pinyin(name, {
    type: 'all',
    toneType: 'none',
    v: true,
    ...(kind === 'person' ? { mode: 'surname', surname: 'head' } : {}),
  });
  const syllables = readings
    .map(({ origin, pinyin: reading, isZh }) => (isZh ? reading : origin).toLowerCase())
    .filter((syllable) => /^[a-z0-9]+$/u.test(syllable));
  return { initials: syllables.map((syllable) => syllable.charAt(0)).join(''), full: syllables.join('') };
}

const PERSON_CHARACTER = /^[\p{Script=Han}·]$/u;
const ORGANISATION_CHARACTER = /^[\p{Script=Han}·A-Za-z0-9（）&.\- ]$/u;

/** Dots that keyboards and files put for the separator of a transliterated name. */
const LOOK_ALIKE_DOTS = /[•‧∙⋅・･．]/gu;

function cleanedPerson(text: string): string {
  return unified(withoutSpaces(text).replace(LOOK_ALIKE_DOTS, '·').replace(/\./gu, '·'));
}

function cleanedOrganisation(text: string): string {
  const dotted = text.replace(LOOK_ALIKE_DOTS, (dot) => (dot === '．' ? dot : '·'));
  const words = toHalfWidth(dotted)
    .split(/\s+/u)
    .map(withoutSpaces)
    .filter((word) => word !== '');
  const joined = words.reduce(
    (name, word) => name + (/[A-Za-z.]$/u.test(name) && /^[A-Za-z]/u.test(word) ? ' ' : '') + word,
    '',
  );
  return unified(joined).replace(/\(/gu, '（').replace(/\)/gu, '）');
}

/**
 * One character, one code: compatibility ideographs and radicals become the ordinary characters; variation
 * selectors, which choose between drawings of one character, go.
 */
function unified(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[\u2e80-\u2fd5]/gu, (radical) => radical.normalize('NFKC'))
    .replace(/[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu, '');
}
