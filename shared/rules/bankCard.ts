import { toHalfWidth, withoutSpaces } from './fullwidth.ts';
import { ok, refuse, type Result } from './result.ts';

interface BankCard {
  /** Digits only. */
  normalised: string;
  /** False is a warning, not a refusal: passbook accounts (存折) of rural banks carry no Luhn digit. */
  luhnValid: boolean;
}

/**
 * Reads a bank card or account number: blanks, hyphens and full-width digits cleaned, 12 to 19 digits.
 * Refuses, with one code a cause, bank_card_ + empty, scientific, digits_lost, character, length. `digits_lost` is a
 * number of 18 or 19 digits with nothing but zeros after the fifteenth, the trace of a spreadsheet's number;
 * a few genuine cards look like that, and their Luhn digit tells them apart.
 * The message never repeats the number, so that it may go into logs.
 */
export function checkBankCard(text: string): Result<BankCard> {
  const normalised = withoutSpaces(toHalfWidth(text))
    .replace(/^['’‘]/u, '')
    .replace(/-/gu, '');
  if (normalised === '') return refuse('bank_card_empty', '没有填写银行卡号。');
  if (/^\d(?:\.\d*)?E\+?\d+$/iu.test(normalised)) {
    return refuse(
      'bank_card_scientific',
      `银行卡号被电子表格变成了科学计数（如 6.2303E+18），后几位已丢失。${AS_TEXT}`,
    );
  }
  const wrong = [...normalised].findIndex((character) => !/^\d$/u.test(character));
  if (wrong >= 0) {
    return refuse(
      'bank_card_character',
      `银行卡号第 ${wrong + 1} 位是“${[...normalised][wrong]}”，只能是数字。`,
    );
  }
  if (normalised.length < MIN_DIGITS || normalised.length > MAX_DIGITS) {
    return refuse(
      'bank_card_length',
      `银行卡号应为 ${MIN_DIGITS} 至 ${MAX_DIGITS} 位数字，这里有 ${normalised.length} 位。`,
    );
  }
  const luhn = luhnValid(normalised);
  if (!luhn && /^\d{15}0{3,4}$/u.test(normalised)) {
    return refuse(
      'bank_card_digits_lost',
      `银行卡号第 15 位以后全是 0，多半是电子表格只保留了 15 位数字。${AS_TEXT}`,
    );
  }
  return ok({ normalised, luhnValid: luhn });
}

/** Whether the last digit is the one the Luhn formula (ISO/IEC 7812-1) asks for. Expects digits only. */
export function luhnValid(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const value = Number(digits[digits.length - 1 - place]);
    const weighted = place % 2 === 1 ? value * 2 : value;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return digits !== '' && sum % 10 === 0;
}

/** For screen and paper: the first four digits, which show the bank's kind, and the last four: 6230***********0016. */
export function maskCard(card: string): string {
  const head = card.length >= MIN_DIGITS ? card.slice(0, 4) : '';
  const tail = cardTail(card);
  return head + '*'.repeat(Math.max(0, card.length - head.length - tail.length)) + tail;
}

/** The last four digits; nothing of a text too short to hide the rest. */
export function cardTail(card: string): string {
  return card.length > 4 ? card.slice(-4) : '';
}

const MIN_DIGITS = 12;
const MAX_DIGITS = 19;
const AS_TEXT = '请把该列设为“文本”格式，按卡面重新录入后再导入。';
