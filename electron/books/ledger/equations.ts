import { invariant } from '../../../shared/rules/result.ts';
import { shortName } from '../../../shared/rules/voucherName.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { accountByCode, type Control, controlsOf, openingOfControls, registerOn } from '../accounts/index.ts';
import { assetChecks } from './assetChecks.ts';
import {
  type BookCheck,
  type Books,
  booksUpTo,
  equation,
  hasOpening,
  memberNames,
  MOST_ROWS,
} from './equation.ts';
import { fundStatementEquations } from './fundStatements.ts';
import { fundRegisterChecks } from './fundChecks.ts';
import { leaseChecks } from './leaseChecks.ts';
import { batchCosts, bagsPlaced } from './productionChecks.ts';
import { reserveShares } from './reserveChecks.ts';
import { runsFromLedger } from './runChecks.ts';
import { storeChecks } from './storeChecks.ts';
import { statementChecks, statementInput } from './statements.ts';

/**
 * Every equation of an entity's books with both its sides: 1 within the vouchers, 2 the registers against their accounts,
 * 3 the statements. At the end of a period, or (left out) of the whole file, where what a running month leaves open only warns.
 */
export function bookChecks(db: ReadableDb, entityId: number, upTo?: string): BookCheck[] {
  const books = booksUpTo(db, entityId, upTo);
  const controls = controlsOf(books.kind).map((control) => registerAgainstAccount(books, control));
  const rest = books.kind === 'fund' ? fundChecks(books, upTo) : cooperativeChecks(books, upTo);
  return [
    vouchersBalance(books),
    numbersWithoutGaps(books),
    entriesFollowVouchers(books),
    linesOnLeaves(books),
    linesAnalysed(books),
    turnoverKept(books),
    debitEqualsCredit(books),
    ...controls,
    ...rest,
  ];
}

function cooperativeChecks(books: Books, upTo: string | undefined): BookCheck[] {
  const { db, entityId } = books;
  const statements = statementInput(db, entityId, upTo ?? latestPeriod(books), false);
  return [
    membersAgainstAccount(books),
    runsFromLedger(books),
    reserveShares(books),
    batchCosts(books),
    bagsPlaced(books),
    shareEventsBooked(books),
    businessBooked(books),
    deliveriesUsedOnce(books),
    ...assetChecks(books),
    pendingLossesNil(books),
    cashNotBelowZero(books, '101'),
    ...storeChecks(books),
    ...leaseChecks(books),
    // Pending losses have an equation of their own above.
    ...statementChecks(statements, books.isPeriodEnd).filter((one) => one.id !== '01-c'),
  ];
}

function fundChecks(books: Books, upTo: string | undefined): BookCheck[] {
  return [
    businessBooked(books),
    cashNotBelowZero(books, '@cash'),
    ...fundRegisterChecks(books),
    ...fundStatementEquations(books.db, books.entityId, upTo ?? latestPeriod(books)),
  ];
}

function latestPeriod({ db, entityId, firstPeriod }: Books): string {
  const row = db.get<{ period: string }>(
    `SELECT period FROM voucher WHERE entity_id = ? AND period >= ? AND state <> 'void' ORDER BY period DESC LIMIT 1`,
    entityId,
    firstPeriod,
  );
  return row?.period ?? firstPeriod;
}

interface VoucherRow {
  readonly voucherId: number;
  readonly date: string;
  readonly word: '记' | '收' | '付' | '转' | '初';
  readonly number: number;
}

const voucherText = (one: VoucherRow, rest: string): string => `${one.date} ${shortName(one)} ${rest}`;

/** Added up from the entries, void ones too: nothing that is written may be one-sided. */
function vouchersBalance({ db, entityId, upTo }: Books): BookCheck {
  const offenders = db.all<VoucherRow & { debitFen: number; creditFen: number }>(
    `SELECT v.id AS voucherId, v.date, v.word, v.number, COALESCE(s.debitFen, 0) AS debitFen, COALESCE(s.creditFen, 0) AS creditFen
     FROM voucher v LEFT JOIN (
       SELECT voucher_id, SUM(debit_fen) AS debitFen, SUM(credit_fen) AS creditFen FROM entry GROUP BY voucher_id
     ) s ON s.voucher_id = v.id
     WHERE v.entity_id = ? AND v.period <= ? AND (s.voucher_id IS NULL OR s.debitFen <> s.creditFen)
     ORDER BY v.period, v.word, v.number LIMIT ?`,
    entityId,
    upTo,
    MOST_ROWS,
  );
  const { count } = db.get<{ count: number }>(
    'SELECT COUNT(*) AS count FROM voucher WHERE entity_id = ? AND period <= ?',
    entityId,
    upTo,
  )!;
  return equation({
    id: 'voucher-balance',
    tier: 1,
    name: '每张凭证借贷相等',
    left: ['凭证', `${count} 张`],
    right: ['借贷相等的', `${count - offenders.length} 张`],
    rows: offenders.map((one) => ({
      text: voucherText(one, `借方 ${formatYuan(one.debitFen)}，贷方 ${formatYuan(one.creditFen)}`),
      voucherId: one.voucherId,
    })),
  });
}

function numbersWithoutGaps({ db, entityId, upTo }: Books): BookCheck {
  const months = db.all<{ period: string; word: string; count: number; last: number }>(
    `SELECT period, word, COUNT(*) AS count, MAX(number) AS last FROM voucher WHERE entity_id = ? AND period <= ?
     GROUP BY period, word`,
    entityId,
    upTo,
  );
  const sum = (pick: (one: (typeof months)[number]) => number): number =>
    months.reduce((total, one) => total + pick(one), 0);
  return equation({
    id: 'voucher-numbers',
    tier: 1,
    name: '凭证号逐月连续，没有断号',
    left: ['凭证', `${sum((one) => one.count)} 张`],
    right: ['各月各字最大号合计', `${sum((one) => one.last)} 号`],
    rows: months
      .filter((one) => one.count !== one.last)
      .map((one) => ({ text: `${one.period} ${one.word}字最大号 ${one.last}，只有 ${one.count} 张` })),
  });
}

/** Entries repeat their voucher's period and state, so that balances read one index. */
function entriesFollowVouchers({ db, entityId, upTo }: Books): BookCheck {
  const offenders = db.all<VoucherRow>(
    `SELECT DISTINCT v.id AS voucherId, v.date, v.word, v.number FROM voucher v JOIN entry e ON e.voucher_id = v.id
     WHERE v.entity_id = ? AND v.period <= ? AND (e.period <> v.period
       OR e.state <> CASE v.state WHEN 'void' THEN 0 WHEN 'posted' THEN 2 ELSE 1 END) LIMIT ?`,
    entityId,
    upTo,
    MOST_ROWS,
  );
  return equation({
    id: 'entry-state',
    tier: 1,
    name: '分录的期间和状态与凭证一致',
    left: ['不一致的凭证', `${offenders.length} 张`],
    right: ['应为', '0 张'],
    rows: offenders.map((one) => ({ text: voucherText(one, '分录与凭证不一致'), voucherId: one.voucherId })),
  });
}

interface LineRow extends VoucherRow {
  readonly no: number;
  readonly code: string;
  readonly name: string;
}

function linesOnLeaves({ db, entityId, upTo }: Books): BookCheck {
  const offenders = db.all<LineRow>(
    `SELECT v.id AS voucherId, v.date, v.word, v.number, e.no, a.code, a.name
     FROM account a CROSS JOIN entry e ON e.account_id = a.id JOIN voucher v ON v.id = e.voucher_id
     WHERE a.entity_id = ? AND e.period <= ? AND e.state > 0 AND EXISTS (SELECT 1 FROM account s WHERE s.parent_id = a.id) LIMIT ?`,
    entityId,
    upTo,
    MOST_ROWS,
  );
  return lineCheck(
    'entry-leaf',
    '分录都记在最末级科目上',
    offenders,
    (one) => `记在 ${one.code} ${one.name}，它有明细科目`,
  );
}

/**
 * As checkLine proves them on the way in: the analysis an account demands, each an item of its kind, and no other. Accounts are told
 * to the statement as JSON, because what they demand stands in a list of words.
 */
function linesAnalysed({ db, entityId, upTo, accounts }: Books): BookCheck {
  const wanted = accounts
    .filter((one) => one.isLeaf)
    .map(({ id, dims: [first = '', second = ''] }) => [id, first, second]);
  const offenders = db.all<LineRow>(
    `WITH wanted AS MATERIALIZED (
       SELECT value ->> 0 AS account_id, value ->> 1 AS first_dim, value ->> 2 AS second_dim FROM json_each(?)
     )
     SELECT v.id AS voucherId, v.date, v.word, v.number, e.no, a.code, a.name
     FROM wanted w CROSS JOIN entry e ON e.account_id = w.account_id JOIN account a ON a.id = e.account_id
       LEFT JOIN analysis_item i ON i.id = e.item_id LEFT JOIN analysis_item i2 ON i2.id = e.item2_id
       JOIN voucher v ON v.id = e.voucher_id
     WHERE v.entity_id = ? AND e.period <= ? AND e.state > 0 AND NOT (
       CASE w.first_dim
         WHEN '' THEN e.member_id IS NULL AND e.item_id IS NULL
         WHEN 'member' THEN e.member_id IS NOT NULL AND e.item_id IS NULL
         WHEN 'consignor' THEN (e.member_id IS NULL) <> (e.item_id IS NULL) AND (i.id IS NULL OR i.dim = 'counterparty')
         ELSE e.member_id IS NULL AND i.dim IS w.first_dim END
       AND CASE
         WHEN e.item2_id IS NULL THEN w.second_dim = '' OR e.item_id IS NULL
         WHEN w.second_dim = '' THEN i2.dim = 'herd'
         ELSE i2.dim IN (w.second_dim, 'herd') END
     ) LIMIT ?`,
    JSON.stringify(wanted),
    entityId,
    upTo,
    MOST_ROWS,
  );
  return lineCheck(
    'entry-analysis',
    '分录都有科目要求的辅助核算',
    offenders,
    (one) => `${one.code} ${one.name} 的辅助核算不对`,
  );
}

function lineCheck(
  id: string,
  name: string,
  offenders: readonly LineRow[],
  what: (one: LineRow) => string,
): BookCheck {
  return equation({
    id,
    tier: 1,
    name,
    left: ['不符的分录', `${offenders.length} 行`],
    right: ['应为', '0 行'],
    rows: offenders.map((one) => ({
      text: voucherText(one, `第 ${one.no} 行${what(one)}`),
      voucherId: one.voucherId,
      account: one.code,
    })),
  });
}

/** The months of each account, kept by triggers, are what its entries add up to. */
function turnoverKept({ db, entityId, upTo }: Books): BookCheck {
  const rows = db.all<{ code: string; name: string; period: string; keptFen: number; fen: number }>(
    `SELECT a.code, a.name, s.period, SUM(s.kept) AS keptFen, SUM(s.fen) AS fen FROM (
       SELECT account_id, period, state, debit_fen + credit_fen AS kept, 0 AS fen, debit_fen AS debit, credit_fen AS credit FROM turnover
       UNION ALL
       SELECT account_id, period, state, 0, SUM(debit_fen + credit_fen), -SUM(debit_fen), -SUM(credit_fen) FROM entry
       WHERE state > 0 GROUP BY account_id, period, state
     ) s JOIN account a ON a.id = s.account_id WHERE a.entity_id = ? AND s.period <= ?
     GROUP BY s.account_id, s.period, s.state HAVING SUM(s.debit) <> 0 OR SUM(s.credit) <> 0 ORDER BY a.code, s.period LIMIT ?`,
    entityId,
    upTo,
    MOST_ROWS,
  );
  return equation({
    id: 'turnover',
    tier: 1,
    name: '各科目各月发生额与分录合计相符',
    left: ['不符的科目和月份', `${rows.length} 处`],
    right: ['应为', '0 处'],
    rows: rows.map((one) => ({
      text: `${one.period} ${one.code} ${one.name}：汇总 ${formatYuan(one.keptFen)}，分录 ${formatYuan(one.fen)}`,
      account: one.code,
    })),
  });
}

function debitEqualsCredit({ db, entityId, upTo }: Books): BookCheck {
  const sums = db.get<{ debitFen: number; creditFen: number }>(
    `SELECT COALESCE(SUM(e.debit_fen), 0) AS debitFen, COALESCE(SUM(e.credit_fen), 0) AS creditFen
     FROM account a CROSS JOIN entry e ON e.account_id = a.id WHERE a.entity_id = ? AND e.period <= ? AND e.state > 0`,
    entityId,
    upTo,
  )!;
  return equation({
    id: 'debit-credit',
    tier: 2,
    name: '全部科目借方合计等于贷方合计',
    left: ['借方合计', formatYuan(sums.debitFen)],
    right: ['贷方合计', formatYuan(sums.creditFen)],
    ok: sums.debitFen === sums.creditFen,
    rows: [],
  });
}

/** The balance of each member, or of each item, on an account, debit positive. */
function ledgerBy(
  { db, entityId, upTo }: Books,
  account: string,
  by: Control['by'] = 'member',
): Map<number | null, number> {
  const key = by === 'member' ? 'e.member_id' : 'e.item_id';
  const rows = db.all<{ key: number | null; fen: number }>(
    `SELECT ${key} AS key, SUM(e.debit_fen - e.credit_fen) AS fen
     FROM account a CROSS JOIN entry e ON e.account_id = a.id
     WHERE a.entity_id = ? AND a.code >= ? AND a.code < ? || 'a' AND e.period <= ? AND e.state > 0 GROUP BY ${key}`,
    entityId,
    account,
    account,
    upTo,
  );
  return new Map(rows.map((row) => [row.key, row.fen]));
}

/**
 * A control account, one member or item after the other, against its register; sides as the account usually stands. Openings that do not
 * balance yet are no vouchers: what the register says of the time before the books then stands in for them, so that a new file is not
 * called wrong.
 */
function registerAgainstAccount(books: Books, control: Control): BookCheck {
  const { db, entityId, upTo } = books;
  const code = accountByCode(db, entityId, control.account)?.code ?? control.account;
  const side = books.accounts.find((one) => one.code === code)?.normal === 'debit' ? -1 : 1;
  const register = registerOn(db, control, entityId, `${upTo}-31`);
  const ledger = new Map([...ledgerBy(books, code, control.by)].map(([key, fen]) => [key, 0 - fen]));
  if (!hasOpening(books)) {
    for (const one of openingOfControls(db, { ...books, id: entityId })) {
      if (one.account !== control.account) continue;
      const key = one.memberId ?? one.itemId;
      ledger.set(key, (ledger.get(key) ?? 0) + one.startFen);
    }
  }
  const shown = (fen: number): string => formatYuan(side * fen || 0);
  const sum = (sides: ReadonlyMap<number | null, number>): number =>
    [...sides.values()].reduce((a, b) => a + b, 0);
  const registered = (key: number | null): number => (key === null ? 0 : (register.get(key) ?? 0));
  const differing = [...new Set([...register.keys(), ...ledger.keys()])].filter(
    (key) => (ledger.get(key) ?? 0) !== registered(key),
  );
  const names = differing.length === 0 ? new Map<number, string>() : namesOf(books, control.by);
  const person = books.kind === 'fund' ? '会员' : '社员';
  const whom = control.by === 'member' ? person : '辅助核算项目';
  return equation({
    id: `control-${control.account.replace('@', '')}`,
    tier: 2,
    name: `${control.name}：总账与${control.registerName}${control.by === 'member' ? '按人' : '逐项'}相符`,
    left: [`${code} ${control.name}账面`, shown(sum(ledger))],
    right: [control.registerName, shown(sum(register))],
    rows: differing.map((key) => ({
      text: `${key === null ? `没有指明${whom}` : (names.get(key) ?? '')}：账面 ${shown(ledger.get(key) ?? 0)}，登记簿 ${shown(registered(key))}`,
      account: code,
      ...(key === null || control.by === 'item' ? {} : { memberId: key }),
    })),
  });
}

function namesOf(books: Books, by: Control['by']): Map<number, string> {
  if (by === 'member') return memberNames(books);
  const rows = books.db.all<{ id: number; name: string }>(
    'SELECT id, name FROM analysis_item WHERE entity_id = ?',
    books.entityId,
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}

function membersAgainstAccount(books: Books): BookCheck {
  const byMember = ledgerBy(books, '114');
  const nobodysFen = byMember.get(null) ?? 0;
  const totalFen = [...byMember.values()].reduce((a, b) => a + b, 0);
  return equation({
    id: 'members-114',
    tier: 2,
    name: '成员往来：按人合计等于总账',
    left: ['各成员余额合计', formatYuan(totalFen - nobodysFen)],
    right: ['114 成员往来余额', formatYuan(totalFen)],
    rows: byMember.has(null) ? [{ text: `没有指明社员的 ${formatYuan(nobodysFen)}`, account: '114' }] : [],
  });
}

/**
 * Every event of the share register since the books began has vouchers that move 301 by the same amounts, member by member; and
 * no voucher of the register is without its event. Rows of one event share the first one's id as their pair.
 */
function shareEventsBooked(books: Books): BookCheck {
  const { db, entityId, upTo, firstPeriod } = books;
  const rows = db.all<{
    event: number;
    memberId: number;
    date: string;
    registerFen: number;
    bookedFen: number;
  }>(
    `WITH ask(entity_id, first, last) AS (VALUES (?, ?, ?))
     SELECT event, memberId, MAX(date) AS date, SUM(register) AS registerFen, SUM(booked) AS bookedFen FROM (
       SELECT COALESCE(t.pair_id, t.id) AS event, t.member_id AS memberId, t.date, t.amount_fen AS register, 0 AS booked
       FROM ask CROSS JOIN share_transaction t
       WHERE t.entity_id = ask.entity_id AND t.date >= ask.first AND t.date <= ask.last || '-31'
       UNION ALL
       SELECT COALESCE(t.pair_id, t.id, -v.id), e.member_id, v.date, 0, e.credit_fen - e.debit_fen
       FROM ask CROSS JOIN account a CROSS JOIN entry e ON e.account_id = a.id JOIN voucher v ON v.id = e.voucher_id
         LEFT JOIN share_transaction t ON v.source = 'share' AND t.id = v.source_id
       WHERE a.entity_id = ask.entity_id AND a.code >= '301' AND a.code < '302' AND e.period <= ask.last AND e.state > 0
         AND v.kind <> 'opening'
     ) GROUP BY event, memberId`,
    entityId,
    firstPeriod,
    upTo,
  );
  const differing = rows.filter((one) => one.registerFen !== one.bookedFen);
  const names = differing.length === 0 ? new Map<number, string>() : memberNames(books);
  const sum = (pick: (one: (typeof rows)[number]) => number): string =>
    formatYuan(rows.reduce((fen, one) => fen + pick(one), 0));
  return equation({
    id: 'share-events',
    tier: 2,
    name: '每笔股金登记都有金额相同的凭证',
    left: ['启用以来凭证上的股金', sum((one) => one.bookedFen)],
    right: ['启用以来登记的股金', sum((one) => one.registerFen)],
    rows: differing.map((one) => ({
      text: `${one.date} ${names.get(one.memberId) ?? ''}：登记 ${formatYuan(one.registerFen)}，凭证 ${formatYuan(one.bookedFen)}`,
      memberId: one.memberId,
      account: '301',
      ...(one.event < 0 ? { voucherId: -one.event } : {}),
    })),
  });
}

/** Each business event since the books began has its voucher, and each voucher of one its event. */
function businessBooked({ db, entityId, upTo, firstPeriod }: Books): BookCheck {
  const events = db.all<{ date: string; party: string; fen: number; vouchers: number }>(
    `SELECT b.date, b.party, b.amount_fen AS fen,
       (SELECT COUNT(*) FROM voucher v WHERE v.source = 'business' AND v.source_id = b.id AND v.state <> 'void') AS vouchers
     FROM business_event b LEFT JOIN business_event o ON o.id = b.reverses_id
     WHERE b.entity_id = ? AND b.date >= ? AND b.date <= ? || '-31' AND COALESCE(o.date, b.date) >= ?
       -- Granted shares and fees let off move no money.
       AND b.kind <> 'fundGranted' AND NOT (b.kind LIKE 'fund%' AND b.amount_fen = 0)
     ORDER BY b.date, b.id`,
    entityId,
    firstPeriod,
    upTo,
    firstPeriod,
  );
  const strays = db.all<VoucherRow>(
    `SELECT v.id AS voucherId, v.date, v.word, v.number FROM voucher v
     WHERE v.entity_id = ? AND v.period <= ? AND v.source = 'business' AND v.state <> 'void'
       AND NOT EXISTS (SELECT 1 FROM business_event b WHERE b.id = v.source_id AND b.entity_id = v.entity_id)`,
    entityId,
    upTo,
  );
  const bare = events.filter((one) => one.vouchers === 0);
  return equation({
    id: 'business-events',
    tier: 2,
    name: '每笔业务登记都有凭证，每张业务凭证都有登记',
    left: ['业务登记', `${events.length} 笔`],
    right: ['有凭证的', `${events.length - bare.length} 笔`],
    rows: [
      ...bare.map((one) => ({ text: `${one.date} ${one.party} ${formatYuan(one.fen)} 元没有凭证` })),
      ...strays.map((one) => ({ text: voucherText(one, '找不到业务登记'), voucherId: one.voucherId })),
    ],
  });
}

/**
 * A delivery stands in one purchase or commission that stands; undoing that frees it. One taken back after it was booked stays
 * used: its red row is booked like any other.
 */
function deliveriesUsedOnce({ db, entityId }: Books): BookCheck {
  const { uses } = db.get<{ uses: number }>(
    `SELECT COUNT(*) AS uses FROM delivery_use u JOIN delivery d ON d.id = u.delivery_id
     WHERE d.entity_id = ? AND u.released_by IS NULL`,
    entityId,
  )!;
  const offenders = db.all<{
    date: string;
    fen: number;
    memberId: number;
    times: number;
    undone: number;
  }>(
    `SELECT d.date, d.amount_fen AS fen, d.member_id AS memberId, COUNT(*) AS times, MAX(r.id IS NOT NULL) AS undone
     FROM delivery_use u JOIN delivery d ON d.id = u.delivery_id LEFT JOIN business_event r ON r.reverses_id = u.event_id
     WHERE d.entity_id = ? AND u.released_by IS NULL GROUP BY d.id
     HAVING COUNT(*) > 1 OR MAX(r.id IS NOT NULL) = 1 ORDER BY d.date`,
    entityId,
  );
  return equation({
    id: 'deliveries-used',
    tier: 2,
    name: '每笔交售最多入账一次',
    left: ['已入账的交售', `${uses} 笔`],
    right: ['用法正确的', `${uses - offenders.length} 笔`],
    rows: offenders.map((one) => ({
      text: `${one.date} 交售 ${formatYuan(one.fen)} 元${whyWrong(one)}`,
      memberId: one.memberId,
    })),
  });
}

function whyWrong({ times }: { times: number }): string {
  return times > 1 ? `入账了 ${times} 次` : '所在的业务已经冲销，却没有放回';
}

function pendingLossesNil({ db, entityId, upTo, isPeriodEnd }: Books): BookCheck {
  const rows = db.all<{ code: string; name: string; fen: number }>(
    `SELECT a.code, a.name, SUM(t.debit_fen - t.credit_fen) AS fen FROM account a CROSS JOIN turnover t ON t.account_id = a.id
     WHERE a.entity_id = ? AND a.code >= '181' AND a.code < '182' AND t.period <= ? GROUP BY a.id HAVING fen <> 0 ORDER BY a.code`,
    entityId,
    upTo,
  );
  return equation({
    id: 'pending-losses',
    tier: 2,
    name: '待处理财产损溢已处理完',
    level: isPeriodEnd ? 'block' : 'warn',
    left: ['181 待处理财产损溢余额', formatYuan(rows.reduce((fen, one) => fen + one.fen, 0))],
    right: ['应为', '0.00'],
    rows: rows.map((one) => ({ text: `${one.code} ${one.name} ${formatYuan(one.fen)}`, account: one.code })),
  });
}

/** Cash in hand at each day's end (of the period, or of all); only to look at, because a date may simply be wrong. */
function cashNotBelowZero(books: Books, named: string): BookCheck {
  const { db, entityId, upTo, isPeriodEnd } = books;
  const cash = accountByCode(db, entityId, named);
  invariant(cash !== null, `the chart has ${named}`);
  const days = db.all<{ date: string; fen: number }>(
    `WITH ask(entity_id, cash, first, last) AS (VALUES (?, ?, ?, ?)),
     days AS (
       SELECT v.date, SUM(e.debit_fen - e.credit_fen) AS fen
       FROM ask CROSS JOIN account a CROSS JOIN entry e ON e.account_id = a.id JOIN voucher v ON v.id = e.voucher_id
       WHERE a.entity_id = ask.entity_id AND a.code >= ask.cash AND a.code < ask.cash || 'a' AND e.period >= ask.first AND e.period <= ask.last
         AND e.state > 0
       GROUP BY v.date
     ),
     before AS (
       SELECT COALESCE(SUM(t.debit_fen - t.credit_fen), 0) AS fen
       FROM ask CROSS JOIN account a CROSS JOIN turnover t ON t.account_id = a.id
       WHERE a.entity_id = ask.entity_id AND a.code >= ask.cash AND a.code < ask.cash || 'a' AND t.period < ask.first
     )
     SELECT date, (SELECT fen FROM before) + SUM(fen) OVER (ORDER BY date) AS fen FROM days ORDER BY date`,
    entityId,
    cash.code,
    isPeriodEnd ? upTo : '0000-00',
    upTo,
  );
  const lowest = days.reduce((fen, one) => Math.min(fen, one.fen), days[0]?.fen ?? 0);
  return equation({
    id: 'cash-below-zero',
    tier: 2,
    name: `${cash.name}每天都不是负数`,
    level: 'warn',
    left: ['最少的一天', formatYuan(lowest)],
    right: ['不能小于', '0.00'],
    rows: days
      .filter((one) => one.fen < 0)
      .map((one) => ({ text: `${one.date} 现金 ${formatYuan(one.fen)}`, account: cash.code })),
  });
}
