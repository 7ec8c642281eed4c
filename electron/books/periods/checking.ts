import type { Output, Parsed } from '../../../shared/contract/index.ts';
import type { OpenBalance } from '../../../shared/rules/posting/closing.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { bankCode, reconciliationOf } from '../bank/index.ts';
import { waitingCards } from '../depreciation/index.ts';
import { type Books, booksOf, readFundBooks } from '../entities/index.ts';
import { unsettledWork } from '../labour/index.ts';
import { balancesOf, bookChecks, carriedSurplus, openIncome } from '../ledger/index.ts';

type Check = Output<'periods.check'>[number];

/** 期末检查: what has to be done in the month, then the equations of the books as they stand at its end. */
export function checkPeriod(ctx: Reading, input: Parsed<'periods.check'>): Result<Output<'periods.check'>> {
  const { db } = ctx;
  const books = booksOf(db, input.entityId);
  if (!books.ok) return books;
  const entityId = books.value.id;
  return ok(
    [
      ...toDo(db, books.value, input.period),
      ...(books.value.kind === 'fund' ? [] : cooperativeWork(ctx, entityId, input.period)),
      ...banksReconciled(ctx, entityId, input.period),
      ...bookChecks(db, entityId, input.period),
    ].sort((a, b) => a.tier - b.tier),
  );
}

function cooperativeWork(ctx: Reading, entityId: number, period: string): Check[] {
  return [...depreciationRun(ctx, entityId, period), ...labourSettled(ctx.db, entityId, period)];
}

/** Those that keep a period from closing. */
export function failingChecks(db: ReadableDb, books: Books, period: string): Check[] {
  return [...toDo(db, books, period), ...bookChecks(db, books.id, period)].filter(
    (check) => !check.ok && check.level === 'block',
  );
}

/** Whether the income and costs of an association are to be carried with this period. */
export function isCarriedIn(db: ReadableDb, { id }: Books, period: string): boolean {
  return period.endsWith('-12') || readFundBooks(db, id).carries === 'month';
}

function toDo(db: ReadableDb, books: Books, period: string): Check[] {
  const { id: entityId, kind } = books;
  if (kind === 'fund') {
    const carried = isCarriedIn(db, books, period) ? [incomeCarried(db, entityId, period)] : [];
    return [unposted(db, entityId, period), ...carried];
  }
  const checks = [unposted(db, entityId, period), profitCarried(db, entityId, period)];
  if (period.endsWith('-12'))
    checks.push(yearCarried(db, entityId, period), distributionCleared(db, entityId, period));
  return checks;
}

function unposted(db: ReadableDb, entityId: number, period: string): Check {
  const rows = db.all<{ id: number; text: string }>(
    `SELECT id, word || '-' || printf('%03d', number) || ' ' || CASE state WHEN 'draft' THEN '草稿' ELSE '已审核' END AS text
     FROM voucher WHERE entity_id = ? AND period = ? AND state IN ('draft', 'reviewed') AND kind <> 'opening' ORDER BY word, number`,
    entityId,
    period,
  );
  return check(
    'unposted',
    1,
    '本月凭证全部记账',
    ['未记账凭证', String(rows.length)],
    ['应为', '0'],
    rows.length === 0,
    rows.slice(0, 200).map((row) => ({ text: row.text, voucherId: row.id })),
  );
}

function profitCarried(db: ReadableDb, entityId: number, period: string): Check {
  return carriedCheck('损益类科目已结转', balancesOf(db, entityId, '5', period));
}

function incomeCarried(db: ReadableDb, entityId: number, period: string): Check {
  return carriedCheck('收入、费用已结转到净资产', openIncome(db, entityId, period));
}

function carriedCheck(name: string, open: readonly OpenBalance[]): Check {
  const fen = open.reduce((sum, one) => sum + Math.abs(one.debitFen), 0);
  return check(
    'profit-carried',
    1,
    name,
    ['未结转余额', formatYuan(fen)],
    ['应为', '0.00'],
    fen === 0,
    open
      .slice(0, 200)
      .map((one) => ({ text: `${one.account} ${formatYuan(one.debitFen)}`, account: one.account })),
  );
}

function yearCarried(db: ReadableDb, entityId: number, period: string): Check {
  const year = Number(period.slice(0, 4));
  const open = balancesOf(db, entityId, '331', period).reduce((sum, one) => sum - one.debitFen, 0);
  const done = open === 0;
  const carried = carriedSurplus(db, entityId, year);
  return check(
    'year-carried',
    1,
    '本年盈余已结转到盈余分配（①）',
    ['331 余额', formatYuan(open)],
    ['应为', '0.00'],
    done,
    carried === null ? [] : [{ text: `已结转 ${formatYuan(carried)} 元` }],
  );
}

function distributionCleared(db: ReadableDb, entityId: number, period: string): Check {
  const open = balancesOf(db, entityId, '33201', period);
  const fen = open.reduce((sum, one) => sum + one.debitFen, 0);
  return check(
    'distribution-cleared',
    1,
    '各项分配已结清（⑤，结账时自动办理）',
    ['332-各项分配 余额', formatYuan(fen)],
    ['应为', '0.00'],
    open.length === 0,
    open.map((one) => ({ text: `${one.account} ${formatYuan(one.debitFen)}`, account: one.account })),
  );
}

/** The month's depreciation of every card in the books; only to look at: what is missed is caught up with the next month. */
function depreciationRun(ctx: Reading, entityId: number, period: string): Check[] {
  const waiting = waitingCards(ctx, entityId, period);
  const hasCards = ctx.db.get(
    'SELECT 1 FROM asset_card WHERE entity_id = ? AND item_id IS NOT NULL LIMIT 1',
    entityId,
  );
  if (waiting.length === 0 && hasCards === undefined) return [];
  const cards = new Map(waiting.map((one) => [one.assetId, one]));
  const made = check(
    'depreciation-run',
    1,
    '本月折旧已经计提',
    ['还没有提折旧的卡片', `${cards.size} 张`],
    ['应为', '0 张'],
    cards.size === 0,
    [...cards.values()].slice(0, 200).map((one) => ({
      text: `${one.no} ${one.name}${one.state === 'charge' ? ` ${formatYuan(one.fen)}` : `：${one.why ?? ''}`}`,
      page: { word: 'assets', tab: 'depreciation' },
    })),
  );
  return [{ ...made, level: 'warn' }];
}

/** Each bank account that is reconciled at all: its 余额调节表 of the month comes out even. Only to look at: a statement may come late. */
function banksReconciled(ctx: Reading, entityId: number, period: string): Check[] {
  const banks = ctx.db.all<{ id: number }>(
    `SELECT i.id FROM analysis_item i WHERE i.entity_id = ? AND i.dim = 'bank'
       AND EXISTS (SELECT 1 FROM bank_statement s WHERE s.item_id = i.id) ORDER BY i.id`,
    entityId,
  );
  const sheets = banks.flatMap(({ id }) => {
    const sheet = reconciliationOf(ctx, { entityId, bankId: id, period });
    return sheet.ok && sheet.value.differenceFen !== null ? [sheet.value] : [];
  });
  if (sheets.length === 0) return [];
  const uneven = sheets.filter((sheet) => sheet.differenceFen !== 0);
  const made = check(
    'banks-reconciled',
    2,
    '银行存款余额调节表两边相等',
    ['导入了流水的账户', `${sheets.length} 个`],
    ['调节后相等的', `${sheets.length - uneven.length} 个`],
    uneven.length === 0,
    uneven.map((sheet) => ({
      text: `${sheet.bankName}：调节后账面 ${formatYuan(sheet.adjustedBookFen)}，银行 ${formatYuan(sheet.adjustedBankFen ?? 0)}`,
      account: bankCode(ctx.db, entityId),
    })),
  );
  return [{ ...made, level: 'warn' }];
}

/** Work of the month that no approved pay sheet has: its wages are not in the books yet. Only to look at: a sheet may go beyond the month. */
function labourSettled(db: ReadableDb, entityId: number, period: string): Check[] {
  const worked = db.get(
    'SELECT 1 FROM work_entry WHERE entity_id = ? AND date BETWEEN ? AND ? LIMIT 1',
    entityId,
    `${period}-01`,
    `${period}-31`,
  );
  if (!worked) return [];
  const open = unsettledWork(db, entityId, `${period}-01`, `${period}-31`);
  const made = check(
    'labour-settled',
    2,
    '本月的工都在批准的劳务费发放表里',
    ['还没结的工', `${open.count} 笔 ${formatYuan(open.fen)} 元`],
    ['应为', '0 笔'],
    open.count === 0,
    open.count === 0
      ? []
      : [
          {
            text: `${period} 有 ${open.count} 笔记工、${formatYuan(open.fen)} 元还没有计提。请在“务工”里做发放表并批准，成本才进本月的账。`,
            account: '213',
          },
        ],
  );
  return [{ ...made, level: 'warn' }];
}

function check(
  id: string,
  tier: number,
  name: string,
  left: [string, string],
  right: [string, string],
  isOk: boolean,
  rows: Check['rows'],
): Check {
  return {
    id,
    tier,
    name,
    level: 'block',
    ok: isOk,
    leftLabel: left[0],
    left: left[1],
    rightLabel: right[0],
    right: right[1],
    rows,
  };
}
