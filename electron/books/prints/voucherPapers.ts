import { shortName } from '../../../shared/rules/voucherName.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { rangeText } from '../../../shared/print/books.ts';
import { voucherDocument, type PrintedLine, type PrintedVoucher } from '../../../shared/print/voucher.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import { type Account, accountsOf } from '../accounts/index.ts';
import { type Books, booksOf, readSettings } from '../entities/index.ts';
import { ask } from './asking.ts';
import { headerOf, printedBefore, subjectOfVoucher } from './counting.ts';
import type { Paper } from './paper.ts';

type Voucher = Output<'vouchers.get'>;

/** 记账凭证 of a month, or of one word (字) of it. Void ones are among them, so that no number is missing from the binding. */
export function voucherMonthPaper(
  reading: Reading,
  entityId: number | undefined,
  period: string,
  word: Voucher['voucher']['word'] | undefined,
): Result<Paper> {
  const books = booksOf(reading.db, entityId);
  if (!books.ok) return books;
  const asked = { entityId: books.value.id, from: period, to: period };
  const heads = ask(reading, 'vouchers.list', word === undefined ? asked : { ...asked, word });
  if (!heads.ok) return heads;
  if (heads.value.length === 0) {
    const which = word === undefined ? '' : `“${word}”字`;
    return refuse(
      'print.no-vouchers',
      `${rangeText({ from: period, to: period })}没有${which}凭证，没有可打印的。请换一个月份。`,
    );
  }
  const which = word === undefined ? '' : `（${word}字）`;
  return paperOf(
    reading,
    books.value,
    heads.value.map((head) => head.id),
    `${books.value.name} ${rangeText({ from: period, to: period })} 记账凭证${which}`,
  );
}

/** Chosen vouchers, by month, word and number. */
export function vouchersPaper(reading: Reading, ids: readonly number[]): Result<Paper> {
  const entities = new Set<number>();
  for (const id of ids) {
    const row = reading.db.get<{ entityId: number }>(
      'SELECT entity_id AS entityId FROM voucher WHERE id = ?',
      id,
    );
    if (!row) return refuse('voucher_unknown', '所选的凭证里有一张已经不在账上，请回到列表刷新后重选。');
    entities.add(row.entityId);
  }
  const [entityId] = entities;
  if (entities.size > 1) {
    return refuse('print.several-books', '所选的凭证不属于同一个账套，请按账套分开打印。');
  }
  const books = booksOf(reading.db, entityId);
  if (!books.ok) return books;
  return paperOf(reading, books.value, [...new Set(ids)], null);
}

function paperOf(
  reading: Reading,
  books: Books,
  ids: readonly number[],
  title: string | null,
): Result<Paper> {
  const found: Voucher[] = [];
  for (const id of ids) {
    const voucher = ask(reading, 'vouchers.get', { id });
    if (!voucher.ok) return voucher;
    found.push(voucher.value);
  }
  found.sort((a, b) => compareHeads(a.voucher, b.voucher));
  const accounts = new Map(accountsOf(reading.db, books.id).map((account) => [account.id, account]));
  const printed = found.map(({ voucher }) => ({
    document: 'voucher',
    subject: subjectOfVoucher(voucher.id),
  }));
  const before = printed.map((one) => printedBefore(reading.db, one));
  const document = voucherDocument({
    header: headerOf(reading, books, 0),
    title: title ?? titleOf(books, found),
    chiefAccountant: readSettings(reading.db, books.id).chiefAccountant,
    vouchers: found.map((one, index) => printedVoucher(one, accounts, before[index] ?? 0)),
  });
  return ok({ document, printed, before: before.reduce((most, one) => Math.max(most, one), 0) });
}

function compareHeads(a: Voucher['voucher'], b: Voucher['voucher']): number {
  if (a.period !== b.period) return a.period < b.period ? -1 : 1;
  return a.word === b.word ? a.number - b.number : a.word < b.word ? -1 : 1;
}

function titleOf(books: Books, found: readonly Voucher[]): string {
  const [first] = found;
  invariant(first !== undefined, 'there is a voucher to print');
  const name = `${first.voucher.period} ${shortName(first.voucher)}`;
  const more = found.length > 1 ? ` 等 ${found.length} 张` : '';
  return `${books.name} 记账凭证 ${name}${more}`;
}

function printedVoucher(
  { voucher, lines }: Voucher,
  accounts: ReadonlyMap<number, Account>,
  before: number,
): PrintedVoucher {
  return {
    ...voucher,
    lines: lines.map((line) => printedLine(line, accounts)),
    reprint: before === 0 ? null : before,
  };
}

/** First-level account on the left, everything that says more about the line on the right. */
function printedLine(line: Voucher['lines'][number], accounts: ReadonlyMap<number, Account>): PrintedLine {
  const path: Account[] = [];
  for (let id: number | null = line.accountId; id !== null;) {
    const account: Account | undefined = accounts.get(id);
    invariant(account !== undefined, `line ${line.no} is on an account of its books`);
    path.unshift(account);
    id = account.parentId;
  }
  const [first, ...below] = path;
  invariant(first !== undefined, 'a line has an account');
  const detail = [
    below.map((account) => account.name).join('/'),
    line.memberName === null ? '' : `${line.memberNo ?? ''} ${line.memberName}`.trim(),
    line.itemName ?? '',
    line.item2Name ?? '',
    line.quantity === null ? '' : `数量 ${line.quantity.replace('-', '−')}`,
    line.isPovertyAsset === true ? '扶贫项目资产' : '',
  ];
  return {
    summary: line.summary,
    account: `${first.code} ${first.name}`,
    detail: detail.filter((part) => part !== '').join('，'),
    debitFen: line.debitFen,
    creditFen: line.creditFen,
  };
}
