import { isRealDate } from './calendar.ts';
import { toHalfWidth, withoutSpaces } from './fullwidth.ts';
import { ok, refuse, type Result } from './result.ts';

interface IdNumber {
  /** Eighteen characters, the last a digit or a capital X. */
  normalised: string;
  birthDate: string;
  sex: 'male' | 'female';
  /**
   * The address code belongs to one of Shaanxi's prefectures (地区) that have since become cities, e.g. 612327
   * for 略阳 under 汉中地区, now 610727. A number is kept for life, so this is no error.
   */
  oldPrefix: boolean;
}

/** `sheet`: a spreadsheet's cell, which may have passed through a number. `typed`: entered by hand. */
type IdNumberOrigin = 'sheet' | 'typed';

/**
 * Checks a citizen identity number (公民身份号码, GB 11643): eighteen characters, a known province, a birth
 * day that exists, the check digit. Full-width forms, blanks, a small x and a spreadsheet's leading
 * apostrophe are cleaned first.
 *
 * Spreadsheets keep fifteen digits of a number: 6.10727E+17, or three zeros at the end, mean that the
 * number is lost and has to be fetched again with the column formatted as text. A genuine number ending in
 * 000 is rare but possible: with origin `typed` the check digit alone decides about it.
 *
 * Refuses with one code a cause: id_number_ + empty, scientific, digits_lost, fifteen, length, character, region,
 * birth_date, check_digit. The message never repeats the number, so that it may go into logs.
 */
export function checkIdNumber(text: string, origin: IdNumberOrigin = 'sheet'): Result<IdNumber> {
  const normalised = cleaned(text);
  const refusal = formRefusal(normalised) ?? (origin === 'sheet' ? lostDigitsRefusal(normalised) : null);
  if (refusal) return refusal;

  if (!PROVINCES.has(normalised.slice(0, 2))) {
    return refuse(
      'id_number_region',
      `身份证号的地区码 ${normalised.slice(0, 2)} 不是任何省份，请核对前两位。`,
    );
  }
  const birthDate = `${normalised.slice(6, 10)}-${normalised.slice(10, 12)}-${normalised.slice(12, 14)}`;
  if (!isPlausibleBirthDate(birthDate)) {
    return refuse('id_number_birth_date', `身份证号里的出生日期 ${birthDate} 不存在，请核对第 7 至 14 位。`);
  }
  if (checkCharacter(normalised) !== normalised[17]) {
    return refuse('id_number_check_digit', '身份证号的校验码（最后一位）对不上，有数字写错了，请逐位核对。');
  }
  return ok({
    normalised,
    birthDate,
    sex: Number(normalised[16]) % 2 === 1 ? 'male' : 'female',
    oldPrefix: OLD_SHAANXI_PREFECTURE.test(normalised),
  });
}

/** For screen and paper: the address code and the last four characters, 610727********0016. Other lengths show the last four only. */
export function maskIdNumber(idNumber: string): string {
  const head = idNumber.length === 18 ? idNumber.slice(0, 6) : '';
  const tail = idTail(idNumber);
  return head + '*'.repeat(Math.max(0, idNumber.length - head.length - tail.length)) + tail;
}

/** The last four characters, which tell two people of one name apart; nothing of a text too short to hide the rest. */
export function idTail(idNumber: string): string {
  return idNumber.length > 4 ? idNumber.slice(-4) : '';
}

/** GB/T 2260 provinces, and 81–83 of the residence permits for people from Hong Kong, Macau and Taiwan. */
const PROVINCES = new Set(
  (
    '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 ' +
    '50 51 52 53 54 61 62 63 64 65 71 81 82 83'
  ).split(' '),
);

/** GB/T 2260 numbers prefectures 21 to 50 within their province; Shaanxi has none left. */
const OLD_SHAANXI_PREFECTURE = /^61(?:2[1-9]|[34]\d|50)/u;

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/** By the weighted sum's remainder modulo 11. */
const CHECK_CHARACTERS = '10X98765432';

const AS_TEXT = '请把该列设为“文本”格式，按证件重新录入后再导入';

function cleaned(text: string): string {
  return withoutSpaces(toHalfWidth(text))
    .replace(/^['’‘]/u, '')
    .toUpperCase();
}

function formRefusal(text: string): Result<never> | null {
  if (text === '') return refuse('id_number_empty', '没有填写身份证号。');
  if (/^\d(?:\.\d*)?E\+?\d+$/u.test(text)) {
    return refuse(
      'id_number_scientific',
      `身份证号被电子表格变成了科学计数（如 6.10727E+17），后几位已丢失。${AS_TEXT}。`,
    );
  }
  const wrong = [...text].findIndex(
    (character, index) => !/^\d$/u.test(character) && !(character === 'X' && index === 17),
  );
  if (wrong >= 0) {
    return refuse(
      'id_number_character',
      `身份证号第 ${wrong + 1} 位是“${[...text][wrong]}”：前 17 位只能是数字，第 18 位是数字或 X。`,
    );
  }
  if (text.length === 15)
    return refuse('id_number_fifteen', '这是 15 位的旧身份证号，请按现在的证件填 18 位号码。');
  if (text.length !== 18) return refuse('id_number_length', `身份证号应为 18 位，这里有 ${text.length} 位。`);
  return null;
}

function lostDigitsRefusal(text: string): Result<never> | null {
  if (!text.endsWith('000')) return null;
  return refuse(
    'id_number_digits_lost',
    `身份证号末三位是 000，多半是电子表格只保留了 15 位数字。${AS_TEXT}；确以 000 结尾的，请在人员登记中手工录入。`,
  );
}

/** The calendar's word, within the centuries in which anybody on a roster can have been born. */
function isPlausibleBirthDate(date: string): boolean {
  return isRealDate(date) && date >= '1800-01-01' && date < '2200-01-01';
}

/** GB 11643 (ISO 7064, MOD 11-2) over the first seventeen digits. */
function checkCharacter(text: string): string | undefined {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return CHECK_CHARACTERS[sum % 11];
}
