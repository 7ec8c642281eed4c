import { shortName } from '../../../shared/rules/voucherName.ts';
import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { quantityText } from '../../../shared/rules/measures.ts';
import { plainYuan } from '../../../shared/rules/money.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { accountTypes, chartName, journalNames, namesOf, onOneLine, type Place } from './names.ts';
import { dayBefore, inParts, type Line, linesOfMonth, type Range, rangeOf } from './range.ts';

/**
 * The books as a plain text journal for hledger (1.25 and later) and ledger-cli (3.3): one transaction a voucher, openings
 * included, void ones left out; `*` is posted, `!` not yet. Debit is positive, credit negative; what was red says 红字, because a
 * sign alone would not tell a red debit from a credit. A range begins with the balances it takes over.
 */
export function hledgerJournal(
  ctx: Reading,
  input: Parsed<'takeout.hledger'>,
): Result<Output<'takeout.hledger'>> {
  const asked = rangeOf(ctx, input);
  if (!asked.ok) return asked;
  const { db } = ctx;
  const range = asked.value;
  const names = namesOf(db, range.entityId);
  const nameOf = journalNames(names);
  const text: string[] = [];
  if (range.isStart) {
    text.push(
      ...headOf(range),
      ...accountTypes(names).map(({ name, type }) => `account ${name}\n    ; type:${type}\n`),
      // Each account posted to is declared, so that a strict check finds those that somebody adds by mistake.
      ...declared([...names.accounts.values()].map(chartName), placesOf(db, range).map(nameOf)),
      '\n',
      ...takenOver(db, range, nameOf),
    );
  }
  const next = inParts(range.months, input.mostLines, (period) =>
    writeMonth(linesOfMonth(db, range.entityId, period), nameOf, text),
  );
  return ok({ text: text.join(''), next });
}

function headOf({ title, from, to, months }: Range): string[] {
  const first = from ?? months[0] ?? '';
  const last = to === '9999-12' ? (months.at(-1) ?? '') : to;
  return [
    `; ${onOneLine(title)} ${first} — ${last}\n`,
    '; 借方为正，贷方为负；* 已记账，! 未记账；作废的凭证不在内。\n',
    'commodity CNY\n    format CNY 1000.00\n\n',
  ];
}

function declared(chart: readonly string[], places: readonly string[]): string[] {
  return [...new Set([...chart, ...places])].sort().map((name) => `account ${name}\n`);
}

function placesOf(db: ReadableDb, { entityId, to }: Range): Place[] {
  return db.all<Place>(
    `SELECT DISTINCT account_id AS accountId, member_id AS memberId, item_id AS itemId, item2_id AS item2Id FROM entry
     WHERE account_id IN (SELECT id FROM account WHERE entity_id = ?) AND period <= ? AND state > 0`,
    entityId,
    to,
  );
}

function takenOver(db: ReadableDb, { entityId, from }: Range, nameOf: (place: Place) => string): string[] {
  if (from === null) return [];
  const balances = db.all<Place & { fen: number }>(
    `SELECT account_id AS accountId, member_id AS memberId, item_id AS itemId, item2_id AS item2Id,
       SUM(debit_fen - credit_fen) AS fen
     FROM entry WHERE account_id IN (SELECT id FROM account WHERE entity_id = ?) AND period < ? AND state > 0
     GROUP BY account_id, member_id, item_id, item2_id HAVING fen <> 0 ORDER BY account_id, member_id, item_id, item2_id`,
    entityId,
    from,
  );
  if (balances.length === 0) return [];
  return [
    `${dayBefore(from)} (承前) ${from} 以前的余额\n`,
    ...balances.map((one) => `    ${nameOf(one)}  CNY ${plainYuan(one.fen)}\n`),
    '\n',
  ];
}

/** Appends a month's transactions; gives the number of their lines. */
function writeMonth(lines: Iterable<Line>, nameOf: (place: Place) => string, text: string[]): number {
  let count = 0;
  let voucherId = 0;
  let title = '';
  // Lines that follow one another mostly say the same.
  let said = { as: '', summary: '' };
  for (const line of lines) {
    if (line.state === 'void') continue;
    if (line.summary !== said.as) said = { as: line.summary, summary: onOneLine(line.summary) };
    const { summary } = said;
    if (line.voucherId !== voucherId) {
      if (voucherId !== 0) text.push('\n');
      voucherId = line.voucherId;
      title = summary;
      text.push(`${line.date} ${line.state === 'posted' ? '*' : '!'} (${shortName(line)}) ${summary}\n`);
    }
    const remark = remarkOf(line, summary === title ? '' : summary);
    text.push(`    ${nameOf(line)}  CNY ${plainYuan(line.debitFen - line.creditFen)}${remark}\n`);
    count += 1;
  }
  if (count > 0) text.push('\n');
  return count;
}

function remarkOf({ debitFen, creditFen, quantityMilli }: Line, summary: string): string {
  const remarks: string[] = [];
  if (debitFen < 0) remarks.push('借方红字');
  if (creditFen < 0) remarks.push('贷方红字');
  if (quantityMilli !== null) remarks.push(`数量 ${quantityText(quantityMilli)}`);
  if (summary !== '') remarks.push(summary);
  return remarks.length === 0 ? '' : `  ; ${remarks.join('，')}`;
}
