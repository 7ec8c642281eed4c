import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { signedQuantityMilli } from '../../../shared/rules/measures.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { flowsWithoutLine } from '../../../shared/rules/statements/evaluate.ts';
import { type Flow, pairFlows } from '../../../shared/rules/statements/flows.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { accountByCode, checkLine, itemById } from '../accounts/index.ts';
import { type Books, booksOf, firstPeriodOf } from '../entities/index.ts';
import { checkBookDate } from './dates.ts';
import { headOf, nameOfVoucher, type VoucherHead } from './lists.ts';
import { barFromUse } from './inUse.ts';
import { accountsIn, barFromSettled, barFromSettledVoucher } from './settled.ts';
import { checkRoom, insertLines, insertVoucher, nextNumber, type StoredLine, wordFor } from './writing.ts';

type Input = Parsed<'vouchers.save'>;

/** Keeps a voucher written by hand as a draft: proved line by line, balanced, in an open period. */
export function saveVoucher(ctx: Writing, input: Input): Result<Output<'vouchers.save'>> {
  const { db } = ctx;
  const books = booksOf(db, input.entityId);
  if (!books.ok) return books;
  const entityId = books.value.id;
  const date = checkVoucherDate(ctx, entityId, input.date);
  if (!date.ok) return date;
  const room = checkRoom(db, entityId, input.lines);
  if (!room.ok) return room;
  const lines = checkLines(db, books.value, input);
  if (!lines.ok) return lines;
  const settled = barFromSettled(db, entityId, input.date, accountsIn(lines.value));
  if (settled) return settled;
  if (input.word === '初')
    return refuse('voucher_word', '“初”字是期初余额用的，请选记、收、付或转。', { word: '请另选' });
  const word = input.word ?? wordFor(db, entityId, lines.value);
  const attachments = input.attachments;
  const warnings = warningsOf(db, books.value, input, lines.value);
  if (input.id !== undefined) {
    const replaced = replace(ctx, entityId, input.id, { ...input, word, lines: lines.value });
    return replaced.ok ? ok({ ...replaced.value, warnings: warnings() }) : replaced;
  }
  const made = insertVoucher(ctx, {
    entityId,
    date: input.date,
    word,
    kind: 'entry',
    attachments,
    note: input.note ?? '',
    lines: lines.value,
  });
  return ok({ ...made, warnings: warnings() });
}

function checkVoucherDate(ctx: Writing, entityId: number, date: string): Result<string> {
  const checked = checkBookDate(ctx.db, entityId, date, ctx.today);
  if (!checked.ok) return checked;
  const first = firstPeriodOf(ctx.db, entityId);
  if (date.slice(0, 7) >= first) return ok(date);
  const sentence = `账套从 ${first} 启用，更早的账记在期初余额里。请把日期改到 ${first}-01 以后。`;
  return refuse('before_books', sentence, { date: sentence });
}

function checkLines(db: ReadableDb, books: Books, input: Input): Result<StoredLine[]> {
  const lines: StoredLine[] = [];
  let balance = 0;
  for (const [index, line] of input.lines.entries()) {
    const checked = checkLine(
      db,
      books.id,
      {
        account: line.account,
        debitFen: line.debitFen,
        creditFen: line.creditFen,
        memberId: line.memberId ?? null,
        itemId: line.itemId ?? null,
        item2Id: line.item2Id ?? null,
        quantityMilli: line.quantity ? signedQuantityMilli(line.quantity) : null,
      },
      { field: `lines.${index}`, name: `第 ${index + 1} 行` },
      'hand',
    );
    if (!checked.ok) return checked;
    const summary = line.summary || (lines.at(-1)?.summary ?? '');
    if (summary === '') {
      const field = `lines.${index}.summary`;
      return refuse('line_summary', `第 ${index + 1} 行没有摘要，请写明是什么业务。`, {
        [field]: '请写摘要',
      });
    }
    lines.push({ ...checked.value, summary });
    balance += line.debitFen - line.creditFen;
  }
  if (balance !== 0) {
    const sentence = `借贷不平：借方比贷方${balance > 0 ? '多' : '少'} ${formatYuan(Math.abs(balance))} 元。请核对金额，在最后一行按“=”可以补平。`;
    return refuse('voucher_unbalanced', sentence, { lines: sentence });
  }
  // Only what touches equity (3xx) can be ambiguous; an association's statements ask no more than balances.
  if (books.kind === 'fund' || !lines.some((line) => line.account.startsWith('3'))) return ok(lines);
  const { flows, ambiguous } = pairFlows(
    lines.map((line) => ({
      code: line.account,
      item: line.itemId === null ? null : (itemById(db, line.itemId)?.name ?? null),
      debitFen: line.debitFen,
      creditFen: line.creditFen,
    })),
  );
  if (ambiguous) {
    const sentence =
      '这张凭证借贷两边都有几个科目，其中两边都有股金、公积金或盈余分配，报表看不出谁转到谁。请按一借多贷或一贷多借拆成几张。';
    return refuse('voucher_ambiguous', sentence, { lines: sentence });
  }
  const [stray] = flowsWithoutLine(flows);
  return stray ? noLineFor(stray) : ok(lines);
}

/** What no statement has a line for can't be closed: said when it is typed, with the way it is done. */
function noLineFor(flow: Flow): Result<never> {
  const code = [flow.debit, flow.credit].find((one) => one.startsWith('3')) ?? '';
  const way = WAYS.find(([prefix]) => code.startsWith(prefix))?.[1] ?? '';
  const name = (side: string) => (side === 'other' ? '其他科目' : side);
  const sentence = `盈余分配表和成员权益变动表里没有“借 ${name(flow.debit)}、贷 ${name(flow.credit)}”这种变动的位置，记了月末就结不了账。${way}`;
  return refuse('voucher_no_line', sentence, { lines: sentence });
}

const WAYS: readonly (readonly [prefix: string, way: string])[] = [
  [
    '311',
    '专项基金只因接受财政补助、他人捐赠而增加（来源选这两项之一），请用“业务登记”里的补助、捐赠；资产报废、折旧不减专项基金。',
  ],
  ['321', '资本公积只有股金溢价、资产评估增值两种来源，可以转增股金、弥补亏损。请改选来源或对方科目。'],
  [
    '332',
    '盈余分配由年末结转、分红和公积金补亏产生。收入、费用请记 5 类科目；以前年度的差错按未来适用法记入当期收支（会计制度第五十九条）。',
  ],
];

/** Asked after writing, so that the balances include the voucher. */
function warningsOf(
  db: ReadableDb,
  books: Books,
  input: Input,
  lines: readonly StoredLine[],
): () => string[] {
  return () => {
    const warnings: string[] = [];
    if (input.attachments === 0)
      warnings.push('没有附单据。除结账和更正错账外，记账凭证应附原始凭证（基础工作规范第五十一条）。');
    const bare =
      books.kind === 'fund'
        ? -1
        : lines.findIndex((line) => line.account.startsWith('121') && line.quantityMilli === null);
    if (bare >= 0)
      warnings.push(`第 ${bare + 1} 行产品物资没有填数量，库存的数量和金额会对不上。只调整金额的可以不填。`);
    const cash = books.kind === 'fund' ? accountByCode(db, books.id, '@cash')!.code : '101';
    if (lines.some((line) => line.account.startsWith(cash))) {
      const day = firstDayBelowZero(db, books.id, cash, input.date.slice(0, 7));
      if (day)
        warnings.push(
          `${books.kind === 'fund' ? '现金' : '库存现金'}在 ${day.date} 会成为 ${formatYuan(day.fen)} 元，现金不能透支。请核对日期和金额。`,
        );
    }
    return warnings;
  };
}

/** The first day of a period or after on which cash in hand is below zero (DOMAIN §9 #48). */
function firstDayBelowZero(
  db: ReadableDb,
  entityId: number,
  cash: string,
  fromPeriod: string,
): { date: string; fen: number } | null {
  // +?: see nextNumber.
  return (
    db.get<{ date: string; fen: number }>(
      `WITH cash AS MATERIALIZED (SELECT id FROM account WHERE entity_id = +? AND code >= ? AND code < ? || 'a'),
       before AS (SELECT COALESCE(SUM(debit_fen - credit_fen), 0) AS fen FROM turnover
         WHERE account_id IN (SELECT id FROM cash) AND period < +?),
       days AS (SELECT v.date, SUM(e.debit_fen - e.credit_fen) AS fen FROM entry e JOIN voucher v ON v.id = e.voucher_id
         WHERE e.account_id IN (SELECT id FROM cash) AND e.period >= +? AND e.state > 0 GROUP BY v.date)
       SELECT date, fen FROM (
         SELECT date, (SELECT fen FROM before) + SUM(fen) OVER (ORDER BY date) AS fen FROM days)
       WHERE fen < 0 ORDER BY date LIMIT 1`,
      entityId,
      cash,
      cash,
      fromPeriod,
      fromPeriod,
    ) ?? null
  );
}

function replace(
  ctx: Writing,
  entityId: number,
  id: number,
  next: Omit<Input, 'lines' | 'word'> & { word: '记' | '收' | '付' | '转'; lines: readonly StoredLine[] },
): Result<{ id: number; word: '记' | '收' | '付' | '转'; number: number }> {
  const { db } = ctx;
  const found = headOf(db, id);
  if (!found.ok) return found;
  const head = found.value;
  const bar = whyNotEdited(head, entityId);
  if (bar !== null) return refuse('voucher_not_draft', `${nameOfVoucher(head)}${bar}`);
  const settled = barFromSettledVoucher(db, id);
  if (settled) return settled;
  const used = isBroughtLess(db, id, next.lines) ? barFromUse(db, id, head.date) : null;
  if (used) return used;
  const period = next.date.slice(0, 7);
  let number = head.number;
  if (period !== head.period || next.word !== head.word) {
    if (nextNumber(db, entityId, head.period, head.word) !== head.number + 1) {
      const sentence = `${nameOfVoucher(head)}后面已经有凭证，改到别的月份或别的字会断号。请把它作废，另填一张。`;
      return refuse('voucher_number_gap', sentence, { date: sentence });
    }
    number = nextNumber(db, entityId, period, next.word);
  }
  db.run('DELETE FROM entry WHERE voucher_id = ?', id);
  db.run(
    `UPDATE voucher SET date = ?, period = ?, word = ?, number = ?, attachments = ?, note = ?, prepared_by = ?, prepared_at = ? WHERE id = ?`,
    next.date,
    period,
    next.word,
    number,
    next.attachments,
    next.note ?? '',
    ctx.operator,
    ctx.now,
    id,
  );
  insertLines(db, id, period, next.lines);
  return ok({ id, word: next.word, number });
}

/** Whether the new lines bring less goods or 资本公积 than the old: only then can something be missing that was used. */
function isBroughtLess(db: ReadableDb, id: number, next: readonly StoredLine[]): boolean {
  const key = (line: Pick<StoredLine, 'account' | 'itemId'>) => `${line.account} ${line.itemId}`;
  const old = db.all<Pick<StoredLine, 'account' | 'itemId' | 'debitFen' | 'creditFen' | 'quantityMilli'>>(
    `SELECT a.code AS account, e.item_id AS itemId, e.debit_fen AS debitFen, e.credit_fen AS creditFen, e.quantity_milli AS quantityMilli
     FROM entry e JOIN account a ON a.id = e.account_id WHERE e.voucher_id = ? AND substr(a.code, 1, 3) IN ('121', '321')`,
    id,
  );
  const same = (one: (typeof old)[number]) =>
    next.some(
      (line) =>
        key(line) === key(one) &&
        line.debitFen === one.debitFen &&
        line.creditFen === one.creditFen &&
        line.quantityMilli === one.quantityMilli,
    );
  return old.some((one) => !same(one));
}

function whyNotEdited(head: VoucherHead, entityId: number): string | null {
  if (head.entityId !== entityId) return '是另一个账套的。';
  if (head.kind === 'event' && head.source === null)
    return '是冲销凭证，日期、科目和金额跟着原凭证，不能改。不要这次冲销，还没记账的可以把它作废。';
  if (head.kind !== 'entry')
    return '随业务登记产生，日期、科目和金额不能改。请回到来源登记里冲销那笔业务再重新登记。';
  if (head.state === 'reviewed') return '已经审核，请先取消审核再改。';
  if (head.state === 'posted') return '已经记账，不能再改。请用红字冲销，再填正确的。';
  return head.state === 'void' ? '已经作废，不能再改。' : null;
}

/** Words and the count of sheets, of anything not posted yet. */
export function annotateVoucher(ctx: Writing, input: Parsed<'vouchers.annotate'>): Result<{ id: number }> {
  const found = headOf(ctx.db, input.id);
  if (!found.ok) return found;
  const head = found.value;
  if (head.state === 'posted' || head.state === 'void') {
    return refuse(
      'voucher_final',
      `${nameOfVoucher(head)}已经${head.state === 'posted' ? '记账' : '作废'}，不能再改。`,
    );
  }
  if (input.attachments !== undefined) {
    ctx.db.run('UPDATE voucher SET attachments = ? WHERE id = ?', input.attachments, head.id);
  }
  for (const { no, summary } of input.summaries ?? []) {
    const { changes } = ctx.db.run(
      'UPDATE entry SET summary = ? WHERE voucher_id = ? AND no = ?',
      summary,
      head.id,
      no,
    );
    if (changes === 0) return refuse('line_unknown', `${nameOfVoucher(head)}没有第 ${no} 行。`);
  }
  return ok({ id: head.id });
}
