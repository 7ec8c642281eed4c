import type { Input, Output } from '../../../shared/contract/index.ts';
import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { plainYuan } from '../../../shared/rules/money.ts';
import { readAmount } from '../../parts/MoneyField.tsx';
import type { Account } from './lookup.ts';

/** The state of a voucher while it is typed, and everything that happens to it: pure, so that it is tested as tables. */

export type Item = Output<'items.list'>[number];
type Dim = Item['dim'];
type Word = Output<'vouchers.next'>['word'];
type VoucherLine = Output<'vouchers.get'>['lines'][number];
type SavedLine = Input<'vouchers.save'>['lines'][number];

export interface LineMember {
  readonly id: number;
  readonly no: string;
  readonly name: string;
}
export type LineItem = Pick<Item, 'id' | 'dim' | 'name' | 'isPovertyAsset' | 'isLivestock'>;

export interface SheetLine {
  readonly key: number;
  readonly summary: string;
  readonly account: Account | null;
  readonly member: LineMember | null;
  readonly item: LineItem | null;
  readonly item2: LineItem | null;
  /** Figures as typed; '' for none. Negative is red. */
  readonly quantity: string;
  readonly debit: string;
  readonly credit: string;
}

export interface Sheet {
  readonly date: string;
  /** '' lets the books choose: 记, or 收付转 by the lines. */
  readonly word: Word | '';
  readonly attachments: string;
  readonly note: string;
  readonly lines: readonly SheetLine[];
}

export type Side = 'debit' | 'credit';
export type Stop = 'summary' | 'account' | 'member' | 'item' | 'item2' | 'quantity' | Side;
export interface Place {
  readonly key: number;
  readonly stop: Stop;
}

/** A voucher has no more lines than this typed by hand; what comes from registers may. */
const MOST_LINES = 2000;

export function blankSheet(date: string): Sheet {
  return { date, word: '', attachments: '', note: '', lines: [blankLine(1, ''), blankLine(2, '')] };
}

function blankLine(key: number, summary: string): SheetLine {
  return {
    key,
    summary,
    account: null,
    member: null,
    item: null,
    item2: null,
    quantity: '',
    debit: '',
    credit: '',
  };
}

/** Integer fen of an amount as typed: null while it is unreadable, 0 for nothing. */
export function fenOf(text: string): number | null {
  const { fen, error } = readAmount(text, true);
  return error === undefined ? (fen ?? 0) : null;
}

/** Nothing but a summary, which may have been copied from the line above. */
function isBlank(line: SheetLine): boolean {
  return (
    line.account === null &&
    line.debit.trim() === '' &&
    line.credit.trim() === '' &&
    line.quantity.trim() === ''
  );
}

// ---- What an account asks for -------------------------------------------------------------------------------------

export interface Slot {
  readonly stop: 'member' | 'item' | 'item2';
  readonly dim: Dim;
}

/**
 * The analysis (辅助核算) a line must carry, in the order it is typed. A consignor (委托方) is a member or a counterparty, one
 * field for both. Livestock also asks which herd (群别).
 */
export function slotsOf({ account, item, member }: Pick<SheetLine, 'account' | 'item' | 'member'>): Slot[] {
  const [first, second] = account?.dims ?? [];
  if (first === undefined) return [];
  if (first === 'member') return [{ stop: 'member', dim: first }];
  const slots: Slot[] = [{ stop: 'item', dim: first }];
  const next = item?.isLivestock ? 'herd' : second;
  if (next !== undefined && !(first === 'consignor' && member !== null))
    slots.push({ stop: 'item2', dim: next });
  return slots;
}

/** The kind of item that answers a slot: a consignor that is no member is a counterparty. */
export function itemDimOf(dim: Dim): Dim {
  return dim === 'consignor' ? 'counterparty' : dim;
}

/** Where typing stops in a line, in order. */
export function stopsOf(line: SheetLine): Stop[] {
  return [
    'summary',
    'account',
    ...slotsOf(line).map((slot) => slot.stop),
    ...(line.account?.withQuantity ? (['quantity'] as const) : []),
    'debit',
    'credit',
  ];
}

/**
 * Where Enter leads. An amount on the debit side ends the line, since a line has one side. 'new': a line is wanted after the
 * last; null: there are as many as there can be.
 */
export function placeAfter({ lines }: Sheet, { key, stop }: Place): Place | 'new' | null {
  const at = lines.findIndex((line) => line.key === key);
  const line = lines[at];
  if (!line) return null;
  const stops = stopsOf(line);
  const ends = stop === 'credit' || (stop === 'debit' && line.debit.trim() !== '');
  const next = ends ? undefined : stops[stops.indexOf(stop) + 1];
  if (next) return { key, stop: next };
  const below = lines[at + 1];
  if (below) return { key: below.key, stop: 'summary' };
  return lines.length < MOST_LINES ? 'new' : null;
}

/** Where Shift+Enter leads back to. */
export function placeBefore({ lines }: Sheet, { key, stop }: Place): Place | null {
  const at = lines.findIndex((line) => line.key === key);
  const line = lines[at];
  if (!line) return null;
  const stops = stopsOf(line);
  const before = stops[stops.indexOf(stop) - 1];
  if (before) return { key, stop: before };
  const above = lines[at - 1];
  return above ? { key: above.key, stop: above.debit.trim() === '' ? 'credit' : 'debit' } : null;
}

/** The same column in the line above or below; where that line doesn't ask for it, its account. */
export function placeBeside({ lines }: Sheet, { key, stop }: Place, step: 1 | -1): Place | null {
  const line = lines[lines.findIndex((one) => one.key === key) + step];
  if (!line) return null;
  return { key: line.key, stop: stopsOf(line).includes(stop) ? stop : 'account' };
}

// ---- What typing does ---------------------------------------------------------------------------------------------

export function withLine(sheet: Sheet, key: number, part: Partial<SheetLine>): Sheet {
  return { ...sheet, lines: sheet.lines.map((line) => (line.key === key ? { ...line, ...part } : line)) };
}

/**
 * Another account for a line. The analysis stays as far as the new account asks for the same; where there is but one item to choose
 * (a cooperative's only bank account), it stands there already.
 */
export function withAccount(
  sheet: Sheet,
  key: number,
  account: Account | null,
  items: readonly Item[],
): Sheet {
  return mapLine(sheet, key, (line) => {
    const same = (account?.dims ?? []).join() === (line.account?.dims ?? []).join();
    const next: SheetLine = {
      ...line,
      account,
      member: same ? line.member : null,
      item: same ? line.item : null,
      item2: same ? line.item2 : null,
      quantity: account?.withQuantity ? line.quantity : '',
    };
    const [slot] = slotsOf(next);
    if (slot?.stop !== 'item' || slot.dim === 'consignor' || next.item !== null) return next;
    const choices = items.filter((item) => item.dim === slot.dim && item.enabled);
    return choices.length === 1 && choices[0] ? { ...next, item: lineItem(choices[0]) } : next;
  });
}

/** The first item decides what else is asked (群别 of livestock), so another one drops the second. */
export function withItem(sheet: Sheet, key: number, item: LineItem | null): Sheet {
  return mapLine(sheet, key, (line) => ({
    ...line,
    member: null,
    item,
    item2: line.item?.isLivestock === item?.isLivestock ? line.item2 : null,
  }));
}

export function withMember(sheet: Sheet, key: number, member: LineMember | null): Sheet {
  return mapLine(sheet, key, (line) => ({ ...line, member, item: null, item2: null }));
}

/** An amount typed on one side empties the other. */
export function withAmount(sheet: Sheet, key: number, side: Side, text: string): Sheet {
  const other = side === 'debit' ? 'credit' : 'debit';
  return withLine(sheet, key, text.trim() === '' ? { [side]: text } : { [side]: text, [other]: '' });
}

/** The amount goes to the other side of its line. */
export function switchedSide(sheet: Sheet, key: number): Sheet {
  return mapLine(sheet, key, (line) => ({ ...line, debit: line.credit, credit: line.debit }));
}

/**
 * `=`: the line takes what the others lack, on the side where they lack it. In a voucher that is all red so far the counterpart
 * is red too. Null when another amount is unreadable; side null when the others balance by themselves, and the line is emptied.
 */
export function balancedLine(sheet: Sheet, key: number): { sheet: Sheet; side: Side | null } | null {
  let missing = 0;
  let red = false;
  let black = false;
  for (const line of sheet.lines) {
    if (line.key === key) continue;
    const debit = fenOf(line.debit);
    const credit = fenOf(line.credit);
    if (debit === null || credit === null) return null;
    missing += credit - debit;
    red ||= debit < 0 || credit < 0;
    black ||= debit > 0 || credit > 0;
  }
  if (missing === 0) return { sheet: withLine(sheet, key, { debit: '', credit: '' }), side: null };
  const side: Side = missing > 0 !== (red && !black) ? 'debit' : 'credit';
  const text = plainYuan(side === 'debit' ? missing : -missing);
  return { sheet: withAmount(sheet, key, side, text), side };
}

/** A line after the last, with its summary. */
export function withNewLine(sheet: Sheet): { sheet: Sheet; key: number } {
  const key = freshKey(sheet);
  const summary = sheet.lines.at(-1)?.summary ?? '';
  return { sheet: { ...sheet, lines: [...sheet.lines, blankLine(key, summary)] }, key };
}

/** Coming into a line that has no summary yet, it says what the line above says. */
export function withSummaryFromAbove(sheet: Sheet, key: number): Sheet {
  const at = sheet.lines.findIndex((line) => line.key === key);
  const above = sheet.lines[at - 1];
  return sheet.lines[at]?.summary === '' && above && above.summary !== ''
    ? withLine(sheet, key, { summary: above.summary })
    : sheet;
}

/** Ctrl+D: the same line once more, below it. */
export function copiedLine(sheet: Sheet, key: number): { sheet: Sheet; key: number } {
  const at = sheet.lines.findIndex((line) => line.key === key);
  const line = sheet.lines[at];
  if (!line || sheet.lines.length >= MOST_LINES) return { sheet, key };
  const copy = { ...line, key: freshKey(sheet) };
  return { sheet: { ...sheet, lines: sheet.lines.toSpliced(at + 1, 0, copy) }, key: copy.key };
}

/** Ctrl+Delete. Two lines always stand there; gives back the line to go to. */
export function removedLine(sheet: Sheet, key: number): { sheet: Sheet; key: number } {
  const at = sheet.lines.findIndex((line) => line.key === key);
  const lines = sheet.lines.filter((line) => line.key !== key);
  let next = freshKey(sheet);
  while (lines.length < 2) lines.push(blankLine(next++, ''));
  return { sheet: { ...sheet, lines }, key: (lines[at] ?? lines.at(-1))?.key ?? key };
}

function mapLine(sheet: Sheet, key: number, change: (line: SheetLine) => SheetLine): Sheet {
  return { ...sheet, lines: sheet.lines.map((line) => (line.key === key ? change(line) : line)) };
}

function freshKey({ lines }: Sheet): number {
  return lines.reduce((most, line) => Math.max(most, line.key), 0) + 1;
}

function lineItem({ id, dim, name, isPovertyAsset, isLivestock }: Item): LineItem {
  return { id, dim, name, isPovertyAsset, isLivestock };
}

/** Whether two sheets say the same; lines at the end that only repeat a summary say nothing. */
export function sameSheet(a: Sheet, b: Sheet): boolean {
  if (a.date !== b.date || a.word !== b.word || a.attachments !== b.attachments || a.note !== b.note)
    return false;
  const left = withoutTail(a.lines);
  const right = withoutTail(b.lines);
  return left.length === right.length && left.every((line, index) => sameLine(line, right[index]));
}

function withoutTail(lines: readonly SheetLine[]): readonly SheetLine[] {
  let count = lines.length;
  for (; count > 0; count--) {
    const line = lines[count - 1];
    const above = lines[count - 2]?.summary ?? '';
    if (!line || !isBlank(line) || (line.summary !== '' && line.summary !== above)) break;
  }
  return lines.slice(0, count);
}

function sameLine(a: SheetLine, b: SheetLine | undefined): boolean {
  if (a === b) return true;
  return (
    b !== undefined &&
    a.summary === b.summary &&
    a.account?.code === b.account?.code &&
    a.member?.id === b.member?.id &&
    a.item?.id === b.item?.id &&
    a.item2?.id === b.item2?.id &&
    a.quantity === b.quantity &&
    fenOf(a.debit) === fenOf(b.debit) &&
    fenOf(a.credit) === fenOf(b.credit)
  );
}

// ---- What it comes to ---------------------------------------------------------------------------------------------

export interface Totals {
  readonly debitFen: number;
  readonly creditFen: number;
  /** Debit less credit. */
  readonly differenceFen: number;
  /** Some amount can't be read, so the sums are of the others. */
  readonly unreadable: boolean;
}

export function totalsOf({ lines }: Pick<Sheet, 'lines'>): Totals {
  let debitFen = 0;
  let creditFen = 0;
  let unreadable = false;
  for (const line of lines) {
    const debit = fenOf(line.debit);
    const credit = fenOf(line.credit);
    unreadable ||= debit === null || credit === null;
    debitFen += debit ?? 0;
    creditFen += credit ?? 0;
  }
  return { debitFen, creditFen, differenceFen: debitFen - creditFen, unreadable };
}

/** 收: money comes in; 付: it goes out (also between one's own accounts); 转: neither. As the books choose it. */
export function wordByLines({ lines }: Pick<Sheet, 'lines'>): '收' | '付' | '转' {
  const money = lines.filter((line) => line.account && /^10[129]/u.test(line.account.code));
  if (money.length === 0) return '转';
  return money.some((line) => (fenOf(line.credit) ?? 0) !== 0) ? '付' : '收';
}

/** Sentences by `${key}.${stop}`, and of the voucher's head by 'date', 'attachments', 'word', 'lines'. */
export type Faults = Readonly<Record<string, string>>;

/** What can't even be sent; everything else the books judge. */
export function faultsOf(sheet: Sheet): Faults {
  const faults: Record<string, string> = {};
  if (!/^\d{0,4}$/u.test(plain(sheet.attachments))) faults['attachments'] = '张数是 0 到 9999 的整数。';
  for (const line of sheet.lines) {
    if (isBlank(line)) continue;
    if (line.account === null) faults[`${line.key}.account`] = '请选科目。';
    for (const side of ['debit', 'credit'] as const) {
      const { error } = readAmount(line[side], true);
      if (error !== undefined) faults[`${line.key}.${side}`] = error;
    }
    if (line.quantity.trim() !== '' && !/^-?\d{1,9}(\.\d{1,3})?$/u.test(plain(line.quantity))) {
      faults[`${line.key}.quantity`] = '数量最多三位小数。';
    }
  }
  return faults;
}

const plain = (text: string): string => toHalfWidth(text).replace(/[\s,]/gu, '');

/** The lines as they are sent, and which line each of them is. Blank ones stay behind. */
export function linesToSave(sheet: Sheet): { lines: SavedLine[]; keys: number[] } {
  const filled = sheet.lines.filter((line) => !isBlank(line));
  return { lines: filled.map(savedLine), keys: filled.map((line) => line.key) };
}

function savedLine(line: SheetLine): SavedLine {
  const quantity = plain(line.quantity);
  return {
    summary: line.summary.trim(),
    account: line.account?.code ?? '',
    debitFen: fenOf(line.debit) ?? 0,
    creditFen: fenOf(line.credit) ?? 0,
    memberId: line.member?.id ?? null,
    itemId: line.item?.id ?? null,
    item2Id: line.item2?.id ?? null,
    quantity: quantity === '' ? null : quantity,
  };
}

export function attachmentsOf(sheet: Sheet): number {
  return Number(plain(sheet.attachments) || '0');
}

/** A refusal names lines by their place among those sent (lines.3.account); here it finds its cell. */
export function faultsOfRefusal(
  fields: Readonly<Record<string, string>>,
  keys: readonly number[],
  sheet: Sheet,
): Faults {
  const faults: Record<string, string> = {};
  for (const [path, sentence] of Object.entries(fields)) {
    const [, index, field = 'account'] = /^lines\.(\d+)(?:\.(\w+))?$/u.exec(path) ?? [];
    const key = index === undefined ? undefined : keys[Number(index)];
    const line = sheet.lines.find((one) => one.key === key);
    if (line) faults[`${line.key}.${stopOfField(field, line)}`] = sentence;
    else faults[path] = sentence;
  }
  return faults;
}

/** The cell that stands for a field of the contract; one that the line doesn't show belongs to its account. */
function stopOfField(field: string, line: SheetLine): Stop {
  const stops = stopsOf(line);
  const named: Readonly<Record<string, Stop>> = {
    summary: 'summary',
    memberId: stops.includes('member') ? 'member' : 'item',
    itemId: 'item',
    item2Id: 'item2',
    quantity: 'quantity',
    debitFen: line.credit.trim() !== '' && line.debit.trim() === '' ? 'credit' : 'debit',
    creditFen: 'credit',
  };
  const stop = named[field] ?? 'account';
  return stops.includes(stop) ? stop : 'account';
}

/** What is still faulty of a sheet found so: a line, or a field of the head, that was typed in since is judged anew on saving. */
export function standingFaults(faults: Faults, found: Sheet, now: Sheet): Faults {
  const lineIn = (sheet: Sheet, key: number) => sheet.lines.find((line) => line.key === key);
  return Object.fromEntries(
    Object.entries(faults).filter(([path]) => {
      const key = /^(\d+)\./u.exec(path)?.[1];
      if (key !== undefined) return lineIn(found, Number(key)) === lineIn(now, Number(key));
      return !(path in now) || found[path as keyof Sheet] === now[path as keyof Sheet];
    }),
  );
}

/** The first faulty cell, reading line by line. */
export function firstFault(faults: Faults, { lines }: Sheet): Place | null {
  for (const line of lines) {
    const stop = stopsOf(line).find((one) => faults[`${line.key}.${one}`] !== undefined);
    if (stop) return { key: line.key, stop };
  }
  return null;
}

// ---- Where it comes from ------------------------------------------------------------------------------------------

/** What lines name by number is found here. */
export interface Known {
  readonly accounts: readonly Account[];
  readonly items: readonly Item[];
}

/** A voucher of the books, to be changed. */
export function sheetOfVoucher({ voucher, lines }: Output<'vouchers.get'>, known: Known): Sheet {
  return {
    date: voucher.date,
    word: voucher.word,
    attachments: String(voucher.attachments),
    note: voucher.note,
    lines: lines.map((line, index) => lineOfVoucher(line, index + 1, known)),
  };
}

/** Its lines in a new voucher: the date is the new one's, sheets and notes belong to the old. */
export function copyOfVoucher(given: Output<'vouchers.get'>, known: Known, date: string): Sheet {
  return { ...sheetOfVoucher(given, known), date, word: '', attachments: '', note: '' };
}

function lineOfVoucher(line: VoucherLine, key: number, known: Known): SheetLine {
  const member =
    line.memberId === null
      ? null
      : { id: line.memberId, no: line.memberNo ?? '', name: line.memberName ?? '' };
  return {
    key,
    summary: line.summary,
    account: known.accounts.find((account) => account.code === line.accountCode) ?? null,
    member,
    item: itemById(known, line.itemId),
    item2: itemById(known, line.item2Id),
    quantity: line.quantity ?? '',
    debit: line.debitFen === 0 ? '' : plainYuan(line.debitFen),
    credit: line.creditFen === 0 ? '' : plainYuan(line.creditFen),
  };
}

/** A template's lines (常用凭证) in place of the sheet's. What is no longer in the books is left open. */
export function withTemplate(
  sheet: Sheet,
  template: Output<'vouchers.templates'>[number],
  known: Known & { readonly members: readonly LineMember[] },
): Sheet {
  const lines = template.lines.map((line, index): SheetLine => {
    const member = known.members.find((one) => one.id === line.memberId);
    return {
      key: index + 1,
      summary: line.summary,
      account: known.accounts.find((account) => account.code === line.account) ?? null,
      member: member ? { id: member.id, no: member.no, name: member.name } : null,
      item: itemById(known, line.itemId ?? null),
      item2: itemById(known, line.item2Id ?? null),
      quantity: line.quantity ?? '',
      debit: line.debitFen === 0 ? '' : plainYuan(line.debitFen),
      credit: line.creditFen === 0 ? '' : plainYuan(line.creditFen),
    };
  });
  let key = lines.length + 1;
  while (lines.length < 2) lines.push(blankLine(key++, ''));
  return { ...sheet, lines };
}

/** The lines a template keeps; one without an account says nothing. */
export function templateLines(sheet: Sheet, withAmounts: boolean): SavedLine[] {
  return linesToSave(sheet)
    .lines.filter((line) => line.account !== '')
    .map((line) => (withAmounts ? line : { ...line, debitFen: 0, creditFen: 0, quantity: null }));
}

function itemById({ items }: Known, id: number | null): LineItem | null {
  const found = id === null ? undefined : items.find((item) => item.id === id);
  return found ? lineItem(found) : null;
}
