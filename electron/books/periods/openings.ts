import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { mapOldAccount } from '../../../shared/rules/chart/system2007.ts';
import { quantityText, signedQuantityMilli } from '../../../shared/rules/measures.ts';
import { formatYuan, MAX_BOOKS_FEN } from '../../../shared/rules/money.ts';
import { readTrialBalance } from '../../../shared/rules/sheet/kinds/trialBalance.ts';
import type { Sheet } from '../../../shared/rules/sheet/sheet.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { accountByCode, accountsOf, checkLine, controlOf } from '../accounts/index.ts';
import { openingFaults } from '../ledger/index.ts';
import { booksOf, firstPeriodOf } from '../entities/index.ts';
import { readWorkbook } from '../imports/index.ts';
import {
  computedOpening,
  dropOpening,
  isOpeningLocked,
  isProfit,
  materialiseOpening,
  openingDifference,
  type OpeningLine,
} from '../vouchers/index.ts';

/** The openings as typed and as the registers give them, and whether they balance. */
export function readOpenings(
  { db }: Reading,
  input: Parsed<'openings.read'>,
): Result<Output<'openings.read'>> {
  const books = booksOf(db, input.entityId);
  if (!books.ok) return books;
  const entityId = books.value.id;
  const firstPeriod = firstPeriodOf(db, entityId);
  const lines = computedOpening(db, entityId);
  const { balanceFen, yearFen } = openingDifference(lines);
  const shown = lines.map((line) =>
    isProfit(line) ? line.yearDebitFen - line.yearCreditFen : line.balanceFen,
  );
  return ok({
    firstPeriod,
    midYear: !firstPeriod.endsWith('-01'),
    state: isOpeningLocked(db, entityId)
      ? 'locked'
      : balanceFen === 0 && yearFen === 0
        ? 'balanced'
        : 'unbalanced',
    rows: named(db, entityId, lines),
    debitFen: shown.reduce((sum, fen) => sum + Math.max(fen, 0), 0),
    creditFen: shown.reduce((sum, fen) => sum + Math.max(-fen, 0), 0),
    problem: problemOf(balanceFen, yearFen),
  });
}

function problemOf(balanceFen: number, yearFen: number): string | null {
  const side = (fen: number): string => `借方比贷方${fen > 0 ? '多' : '少'} ${formatYuan(Math.abs(fen))} 元`;
  if (balanceFen !== 0) return `期初余额借贷不平：${side(balanceFen)}。平了以后才能记账。`;
  return yearFen === 0 ? null : `本年累计发生额借贷不平：${side(yearFen)}。平了以后才能记账。`;
}

function named(
  db: ReadableDb,
  entityId: number,
  lines: readonly OpeningLine[],
): Output<'openings.read'>['rows'] {
  const accounts = new Map(accountsOf(db, entityId).map((one) => [one.id, one.name]));
  const members = new Map(
    db
      .all<{ id: number; name: string }>(
        `SELECT m.id, m.no || ' ' || COALESCE(p.name, m.organisation_name) AS name
         FROM member m LEFT JOIN person p ON p.id = m.person_id WHERE m.entity_id = ?`,
        entityId,
      )
      .map((row) => [row.id, row.name]),
  );
  const items = new Map(
    db
      .all<{ id: number; name: string }>('SELECT id, name FROM analysis_item WHERE entity_id = ?', entityId)
      .map((row) => [row.id, row.name]),
  );
  return lines.map((line) => ({
    account: line.account,
    accountName: accounts.get(line.accountId) ?? '',
    memberId: line.memberId,
    memberName: line.memberId === null ? null : (members.get(line.memberId) ?? null),
    itemId: line.itemId,
    itemName: line.itemId === null ? null : (items.get(line.itemId) ?? null),
    item2Id: line.item2Id,
    item2Name: line.item2Id === null ? null : (items.get(line.item2Id) ?? null),
    balanceFen: line.balanceFen,
    yearDebitFen: line.yearDebitFen,
    yearCreditFen: line.yearCreditFen,
    quantity: line.quantityMilli === null ? null : quantityText(line.quantityMilli),
    computed: line.computed,
  }));
}

/** Replaces what was typed. Kept also while it does not balance; written into the books once it does. */
export function saveOpenings(ctx: Writing, input: Parsed<'openings.save'>): Result<Output<'openings.save'>> {
  const { db } = ctx;
  const books = booksOf(db, input.entityId);
  if (!books.ok) return books;
  const entityId = books.value.id;
  if (isOpeningLocked(db, entityId)) return LOCKED;
  const midYear = !firstPeriodOf(db, entityId).endsWith('-01');
  db.run('DELETE FROM opening_row WHERE entity_id = ?', entityId);
  const turnedOver = input.rows.reduce(
    (fen, row) => fen + Math.abs(row.balanceFen) + row.yearDebitFen + row.yearCreditFen,
    0,
  );
  if (turnedOver > MAX_BOOKS_FEN) {
    const sentence = `期初各行金额合计超过 ${formatYuan(MAX_BOOKS_FEN)} 元，请检查金额单位。`;
    return refuse('amount_invalid', sentence, { rows: sentence });
  }
  const seen = new Set<string>();
  for (const [index, row] of input.rows.entries()) {
    const placed = checkRow(db, entityId, row, index, midYear);
    if (!placed.ok) return placed;
    const key = [row.account, row.memberId, row.itemId, row.item2Id].join('|');
    if (seen.has(key)) {
      const sentence = `第 ${index + 1} 行和前面的一行是同一个科目和辅助核算，请合并成一行。`;
      return refuse('opening_twice', sentence, { [`rows.${index}.account`]: sentence });
    }
    seen.add(key);
    if (row.balanceFen === 0 && row.yearDebitFen === 0 && row.yearCreditFen === 0) continue;
    db.run(
      `INSERT INTO opening_row (entity_id, account_id, member_id, item_id, item2_id, balance_fen, year_debit_fen, year_credit_fen, quantity_milli)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      entityId,
      placed.value,
      row.memberId ?? null,
      row.itemId ?? null,
      row.item2Id ?? null,
      row.balanceFen,
      row.yearDebitFen,
      row.yearCreditFen,
      row.quantity ? signedQuantityMilli(row.quantity) : null,
    );
  }
  const { balanceFen, yearFen } = materialiseOpening(ctx, entityId);
  const problem = problemOf(balanceFen, yearFen);
  return ok({
    balanced: problem === null,
    differenceFen: balanceFen === 0 ? yearFen : balanceFen,
    warnings: problem === null ? openingFaults(db, entityId) : [problem],
  });
}

type OpeningInput = Parsed<'openings.save'>['rows'][number];

function checkRow(
  db: ReadableDb,
  entityId: number,
  row: OpeningInput,
  index: number,
  midYear: boolean,
): Result<number> {
  const name = `第 ${index + 1} 行`;
  const refused = (field: string, sentence: string): Result<never> =>
    refuse('opening_row', `${name}：${sentence}`, { [`rows.${index}.${field}`]: sentence });
  const account = accountByCode(db, entityId, row.account);
  const controlled = account && controlOf(account);
  if (controlled !== null)
    return refused('account', `${row.account} 的期初由登记簿自动算出，不用填写。${controlled}。`);
  const nothing = row.balanceFen === 0 && row.yearDebitFen === 0 && row.yearCreditFen === 0;
  if (nothing && account) return ok(account.id);
  // Any non-zero figure on one side: the line's analysis is what has to be proved.
  const probe = row.balanceFen || row.yearDebitFen - row.yearCreditFen || 1;
  const line = checkLine(
    db,
    entityId,
    {
      account: row.account,
      debitFen: probe > 0 ? probe : 0,
      creditFen: probe < 0 ? -probe : 0,
      memberId: row.memberId ?? null,
      itemId: row.itemId ?? null,
      item2Id: row.item2Id ?? null,
      quantityMilli: row.quantity ? signedQuantityMilli(row.quantity) : null,
    },
    { field: `rows.${index}`, name },
    'event',
  );
  if (!line.ok) return line;
  if (row.account === '331' && account?.books === 'cooperative')
    return refused('account', '本年盈余的期初由损益类科目的本年累计算出，不用填写。');
  if (account?.class === 'profit' && row.balanceFen !== 0) {
    return refused('balanceFen', '损益类科目没有期初余额；年中启用的，请填本年累计发生额。');
  }
  if (!midYear && (row.yearDebitFen !== 0 || row.yearCreditFen !== 0)) {
    return refused('yearDebitFen', '账套从 1 月启用，没有本年累计发生额。');
  }
  if (row.yearDebitFen < 0 || row.yearCreditFen < 0)
    return refused('yearDebitFen', '本年累计发生额不能是负数。');
  return ok(line.value.accountId);
}

/** 启用期间 may move as long as nothing stands in the books. */
export function setStart(ctx: Writing, input: Parsed<'openings.setStart'>): Result<{ firstPeriod: string }> {
  const { db } = ctx;
  const books = booksOf(db, input.entityId);
  if (!books.ok) return books;
  const entityId = books.value.id;
  if (isOpeningLocked(db, entityId)) return LOCKED;
  const booked = db.get(`SELECT 1 FROM voucher WHERE entity_id = ? AND kind <> 'opening' LIMIT 1`, entityId);
  if (booked) return refuse('books_used', '账里已经有凭证，启用期间不能再改。');
  if (input.firstPeriod > ctx.today.slice(0, 7)) {
    const sentence = `启用期间 ${input.firstPeriod} 在今天之后，请填本月或以前的月份。`;
    return refuse('period_future', sentence, { firstPeriod: sentence });
  }
  const events = db.get<{ date: string | null }>(
    `WITH ask(entity_id, start) AS (VALUES (?, ?))
     SELECT MAX(date) AS date FROM (
       SELECT t.date FROM ask JOIN share_transaction t ON t.entity_id = ask.entity_id
       UNION ALL SELECT r.posting_date FROM ask JOIN dividend_run r ON r.entity_id = ask.entity_id
       UNION ALL SELECT r.voided_on FROM ask JOIN dividend_run r ON r.entity_id = ask.entity_id
       UNION ALL SELECT p.date FROM ask JOIN dividend_run r ON r.entity_id = ask.entity_id JOIN dividend_payment p ON p.run_id = r.id
       UNION ALL SELECT m.date FROM ask JOIN reserve_move m ON m.entity_id = ask.entity_id
       UNION ALL SELECT l.date FROM ask JOIN labour_move l ON l.entity_id = ask.entity_id
       UNION ALL SELECT b.date FROM ask JOIN business_event b ON b.entity_id = ask.entity_id
         WHERE b.kind LIKE 'fund%' AND b.kind <> 'fundGranted' AND b.amount_fen <> 0
     ) WHERE date >= (SELECT start FROM ask)`,
    entityId,
    `${input.firstPeriod}-01`,
  );
  if (events?.date) {
    const what = books.value.kind === 'fund' ? '互助资金' : '股金、分红或务工';
    const sentence = `${events.date} 已经有没开凭证的${what}登记，启用期间要在它之后，请填更晚的月份。`;
    return refuse('events_before', sentence, { firstPeriod: sentence });
  }
  const current = firstPeriodOf(db, entityId);
  if (input.firstPeriod !== current) {
    const card = db.get<{ no: string; name: string }>(
      `SELECT c.no, c.name FROM asset_card c WHERE c.entity_id = ? AND c.item_id IS NOT NULL AND c.undone_on IS NULL ORDER BY c.id LIMIT 1`,
      entityId,
    );
    if (card) {
      const sentence = `固定资产 ${card.no} ${card.name} 等的累计折旧已经按 ${current} 启用算到期初。请先到“固定资产”冲销这些卡片，改好启用期间再登记。`;
      return refuse('assets_before', sentence, { firstPeriod: sentence });
    }
  }
  dropOpening(db, entityId);
  if (input.firstPeriod.endsWith('-01')) {
    // A turnover of the year so far only makes sense for a start after January.
    db.run('UPDATE opening_row SET year_debit_fen = 0, year_credit_fen = 0 WHERE entity_id = ?', entityId);
  }
  db.run('UPDATE entity SET first_period = ? WHERE id = ?', input.firstPeriod, entityId);
  return ok({ firstPeriod: input.firstPeriod });
}

const LOCKED = refuse(
  'opening_locked',
  '期初余额已经随第一张凭证记账锁定，不能再改。发现期初有错，请在当期用凭证更正（会计制度第五十九条，未来适用法）。',
);

export async function prepareSheet(input: Parsed<'openings.readSheet'>): Promise<Result<Sheet[]>> {
  return readWorkbook(input.fileName, Buffer.from(input.dataBase64, 'base64'));
}

/** A trial balance from a file, its codes translated where the books are of the 2007 system; what is not clear is asked. */
export function readOpeningSheet(
  { db }: Reading,
  input: Parsed<'openings.readSheet'>,
  sheets: Sheet[],
): Result<Output<'openings.readSheet'>> {
  const books = booksOf(db, input.entityId);
  if (!books.ok) return books;
  if (books.value.kind === 'fund' && input.system === '2007') {
    const sentence =
      '2007 年的科目对照只用于合作社的账。协会的科目余额表请选“现行科目”，编码按协会的科目表填。';
    return refuse('system_of_cooperative', sentence, { system: sentence });
  }
  const entityId = books.value.id;
  const sheet =
    input.sheet === undefined
      ? sheets.find((one) => readTrialBalance(one).problem === null)
      : sheets.find((one) => one.name === input.sheet);
  const read = readTrialBalance(sheet ?? sheets[0] ?? { name: '', hidden: false, rows: [], merges: [] });
  return ok({
    rows: read.rows.map((row) => {
      const mapped =
        input.system === '2007' ? mapOldAccount(row.code, row.name) : presentAccount(db, entityId, row.code);
      return {
        row: row.row,
        oldCode: row.code,
        oldName: row.name,
        choices: [...mapped.to],
        reason: mapped.reason,
        balanceFen: row.balanceFen,
        yearDebitFen: row.yearDebitFen,
        yearCreditFen: row.yearCreditFen,
      };
    }),
    problem: read.problem,
    balanceFrom: read.balanceFrom,
    warnings: read.refused.map(
      (one) => `第 ${one.row} 行${one.column ? ` ${one.column} 列` : ''}：${one.reason}，这一行没有读入。`,
    ),
  });
}

function presentAccount(
  db: ReadableDb,
  entityId: number,
  code: string,
): { to: readonly string[]; reason: string } {
  const account = accountByCode(db, entityId, code);
  if (account?.isLeaf) return { to: [code], reason: '' };
  const under = accountsOf(db, entityId).filter((one) => one.isLeaf && one.code.startsWith(code));
  if (account && under.length > 0) {
    return { to: under.map((one) => one.code), reason: `${code} ${account.name} 下面有明细科目，请选一个。` };
  }
  const parent = accountByCode(db, entityId, firstLevelOf(code));
  return parent?.isLeaf
    ? { to: [parent.code], reason: `明细 ${code} 并入 ${parent.code} ${parent.name}，请用辅助核算区分。` }
    : { to: [], reason: `科目表里没有 ${code}，请选对应的科目，或先增设明细科目。` };
}

/** Three digits and two for each level below; an association's begin with four. */
const firstLevelOf = (code: string): string => code.slice(0, code.length % 2 === 0 ? 4 : 3);
