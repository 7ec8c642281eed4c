import { Decimal } from 'decimal.js';
import { checkBankCard } from '../bankCard.ts';
import { parseDate } from '../calendar.ts';
import { squeeze, toHalfWidth, withoutSpaces } from '../fullwidth.ts';
import { checkIdNumber } from '../idNumber.ts';
import { MAX_FEN, type Fen } from '../money.ts';
import { normaliseName } from '../names.ts';
import { ok, type Result } from '../result.ts';
import { cellText, type CellValue } from './sheet.ts';

/**
 * One cell into one value of the field. Each parser takes a cell or nothing, answers null for a blank, and for
 * the rest a reason in Chinese without the place, which the caller knows.
 */
export type Parsed<T> = { ok: true; value: T } | { ok: false; reason: string };

type MaybeCell = CellValue | undefined;

/** What a number in a money column counts: the header says, the person decides. */
export type Unit = '元' | '万元';

/** Exact for any number a sheet can hold: never rounds at the sizes the patterns below allow. */
const Exact = Decimal.clone({ precision: 60 });

const WAN = 10_000;
const FEN_PER_YUAN = 100;

/**
 * Money into fen. Cleans ￥ ¥ 人民币, thousands separators, full-width digits, spaces, a trailing 元 or 圆; dashes
 * mean nothing. A number cell counts with its 15 significant digits. Never rounds: a part of a fen is refused,
 * as are amounts outside ±MAX_FEN, negative ones unless `negative` is 'allowed', and a 万 behind the figure.
 */
export function parseMoney(
  cell: MaybeCell,
  unit: Unit,
  negative: 'refused' | 'allowed' = 'refused',
): Parsed<Fen | null> {
  const number = parseNumber(cell);
  if (!number.ok || number.value === null) return number as Parsed<null>;
  const fen = number.value.times(unit === '万元' ? WAN : 1).times(FEN_PER_YUAN);
  const shown = squeeze(cellText(cell));
  if (fen.isNegative() && !fen.isZero() && negative === 'refused') {
    return no(`“${shown}”是负数。退款、冲减不从表格导入，请在程序里冲销`);
  }
  if (fen.abs().greaterThan(MAX_FEN)) return no(`“${shown}”太大，最多一万亿元`);
  if (!fen.isInteger()) {
    return no(
      unit === '元' ? `“${shown}”超过两位小数，请写到分为止` : `“${shown}”万元不是整分，请改成元填写`,
    );
  }
  return ok(fen.isZero() ? 0 : fen.toNumber());
}

/** An exact decimal as an integer count of 10⁻ᵈᵉᶜⁱᵐᵃˡˢ: quantity 88.6 with 3 decimals is 88600. Refuses negatives and more decimals. */
export function parseScaled(cell: MaybeCell, decimals: number): Parsed<number | null> {
  const number = parseNumber(cell);
  if (!number.ok || number.value === null) return number as Parsed<null>;
  const scaled = number.value.times(new Exact(10).pow(decimals));
  const shown = squeeze(cellText(cell));
  if (scaled.isNegative() && !scaled.isZero()) return no(`“${shown}”是负数`);
  if (!scaled.isInteger()) return no(`“${shown}”超过 ${decimals} 位小数`);
  const value = scaled.toNumber();
  return value < 1e15 ? ok(value === 0 ? 0 : value) : no(`“${shown}”太大`);
}

/** A whole number from 0; 47户 and 3.5 are none. */
export function parseInteger(cell: MaybeCell): Parsed<number | null> {
  const parsed = parseScaled(cell, 0);
  return parsed.ok ? parsed : no(`“${squeeze(cellText(cell))}”不是整数，请只写数字`);
}

/** Text with white space tidied; '' for a blank and for what people write there instead: — or 无. */
export function parseText(cell: MaybeCell): Parsed<string> {
  const fault = errorReason(cell);
  if (fault) return no(fault);
  const text = squeeze(cellText(cell));
  if (saysNothing(text)) return ok('');
  return [...text].length <= MAX_TEXT ? ok(text) : no(`太长，最多 ${MAX_TEXT} 个字`);
}

const MAX_TEXT = 200;

/** Codes such as M001 or H023: no white space, half width, capitals; a number cell as its format shows it. '' for a blank. */
export function parseCode(cell: MaybeCell): Parsed<string> {
  const text = parseText(cell);
  return text.ok ? ok(withoutSpaces(toHalfWidth(text.value)).replace(/^'/, '').toUpperCase()) : text;
}

export function parseName(
  cell: MaybeCell,
  kind: 'person' | 'organisation' = 'person',
): Parsed<string | null> {
  const text = parseText(cell);
  if (!text.ok) return text;
  return text.value === '' ? ok(null) : fromResult(normaliseName(text.value, kind));
}

/** A citizen identity number, 18 characters. A number cell that lost digits is refused with that reason. */
export function parseIdNumber(cell: MaybeCell): Parsed<string | null> {
  const text = parseText(cell);
  if (!text.ok) return text;
  if (text.value === '') return ok(null);
  const lost = lostDigits(cell);
  if (lost > 0) return no(`身份证号按数字保存，第 15 位以后的 ${lost} 位已丢失。${AS_TEXT}`);
  const checked = checkIdNumber(text.value);
  return checked.ok ? ok(checked.value.normalised) : fromResult(checked);
}

/** A bank card or account number. */
export function parseCard(cell: MaybeCell): Parsed<{ number: string; luhnValid: boolean } | null> {
  const text = parseText(cell);
  if (!text.ok) return text;
  if (text.value === '') return ok(null);
  const lost = lostDigits(cell);
  if (lost > 0) return no(`银行卡号按数字保存，第 15 位以后的 ${lost} 位已丢失。${AS_TEXT}`);
  const checked = checkBankCard(text.value);
  if (!checked.ok) return fromResult(checked);
  return ok({ number: checked.value.normalised, luhnValid: checked.value.luhnValid });
}

/** A telephone number as digits, with + and - kept; '' for a blank. */
export function parsePhone(cell: MaybeCell): Parsed<string> {
  const text = parseText(cell);
  if (!text.ok) return text;
  const phone = withoutSpaces(toHalfWidth(text.value)).replace(/^'/, '');
  if (phone === '' || /^\+?\d[\d-]{4,19}$/.test(phone)) return ok(phone);
  return no(`“${text.value}”不是电话号码`);
}

/** 2018-04-02, 2018.4.2, 2018年3月30日 …, a date cell, or a day count in a cell without a date format. */
export function parseDateCell(cell: MaybeCell): Parsed<string | null> {
  const fault = errorReason(cell);
  if (fault) return no(fault);
  if (!cell || saysNothing(squeeze(cellText(cell)))) return ok(null);
  if (cell.kind === 'date') return ok(cell.date);
  if (cell.kind !== 'number') return fromResult(parseDate(cellText(cell)));
  return fromResult(parseDate(Number(cell.digits) + (cell.from1904 ? DAYS_TO_1904 : 0)));
}

/** Days from the 1900 system's count of days to the 1904 system's, which old Macintosh workbooks use. */
export const DAYS_TO_1904 = 1462;

/** The exact number in a cell, cleaned as {@link parseMoney} says but without unit or sign rule. */
export function parseNumber(cell: MaybeCell): Parsed<Decimal | null> {
  const fault = errorReason(cell);
  if (fault) return no(fault);
  if (!cell) return ok(null);
  if (cell.kind === 'number') return ok(new Exact(cell.digits));
  const text = withoutSpaces(toHalfWidth(cellText(cell)));
  if (cell.kind !== 'text') return no(`“${text}”不是数字`);
  if (saysNothing(text)) return ok(null);
  const bare = text
    .replace(/^([-−]?)(?:¥|人民币|RMB)/i, '$1')
    .replace(/^¥?[-−]/, '-')
    .replace(/(?:元整|元|圆)$/, '');
  const match = /^(-?)(\d{1,20}|[1-9]\d{0,2}(?:,\d{3})+)(\.\d{1,15})?$/.exec(bare);
  if (!match) return no(whyNoNumber(text));
  return ok(new Exact(`${match[1] ?? ''}${(match[2] ?? '').replaceAll(',', '')}${match[3] ?? ''}`));
}

/** How people write "nothing" in a cell: not at all, a dash or a stroke, 无. */
export function saysNothing(text: string): boolean {
  return /^(?:[-—–/]*|无)$/.test(text);
}

function whyNoNumber(text: string): string {
  if (/[万亿]元?$/.test(text))
    return `“${text}”带“万”或“亿”，请改成以元为单位的数字，或整列用万元并选单位万元`;
  if (/^-?\d[\d,]*(?:\.\d+)?$/.test(text)) return `“${text}”的千位逗号不在三位一节的位置上，请改正或去掉逗号`;
  if (/E[+-]?\d+$/i.test(text)) return `“${text}”是科学计数，请写成普通数字`;
  return `“${text}”不是数字`;
}

/** Digits behind the fifteenth of a number cell: a spreadsheet has put zeros there. */
function lostDigits(cell: MaybeCell): number {
  if (cell?.kind !== 'number') return 0;
  return Math.max(0, (cell.digits.split('.')[0] ?? '').replace('-', '').length - 15);
}

function errorReason(cell: MaybeCell): string | null {
  return cell?.kind === 'error' ? `单元格是错误值 ${cell.text}，请在表格里改正` : null;
}

const AS_TEXT = '请把该列设为“文本”格式，按证件重新录入后再导入';

function fromResult<T>(result: Result<T>): Parsed<T> {
  return result.ok ? ok(result.value) : no(result.error.message.replace(/。$/, ''));
}

function no(reason: string): { ok: false; reason: string } {
  return { ok: false, reason };
}
