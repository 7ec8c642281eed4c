import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Refusal, type Result } from '../../../shared/rules/result.ts';
import type { BankStatementRow } from '../../../shared/rules/sheet/kinds/bankStatement.ts';
import type { Finding } from '../../../shared/rules/sheet/sheet.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { bankAccount, runOf, type BankAccount, type Run } from './account.ts';
import type { StatementFile } from './file.ts';

type Input = Parsed<'bank.import'>;
type Outcome = Output<'bank.preview'>['rows'][number]['outcome'];

/** What an import is going to do; the dry run shows it, the import carries it out. */
interface Plan {
  readonly account: BankAccount;
  readonly rows: readonly { readonly row: BankStatementRow; readonly outcome: Outcome }[];
  readonly refusal: Refusal | null;
  readonly needsOpening: boolean;
  readonly warnings: readonly Finding[];
  /** The statement to be written; null when nothing is new or something is in the way. */
  readonly statement: { from: string; to: string; openingFen: number; closingFen: number } | null;
  /** Of the file, as far as it is taken. */
  readonly openingFen: number | null;
  readonly closingFen: number | null;
}

export function previewStatement(
  ctx: Reading,
  input: Input,
  file: StatementFile,
): Result<Output<'bank.preview'>> {
  const planned = planOf(ctx, input, file);
  if (!planned.ok) return planned;
  const { rows, refusal, needsOpening, warnings, openingFen, closingFen } = planned.value;
  const taken = rows.filter(({ outcome }) => outcome !== 'before').map(({ row }) => row);
  return ok({
    fatal: refusal?.message ?? null,
    sheets: [...file.sheets],
    sheet: file.parse.info?.sheet ?? input.sheet ?? '',
    from: taken[0]?.date ?? null,
    to: taken.at(-1)?.date ?? null,
    openingFen,
    closingFen,
    inFen: taken.reduce((sum, row) => sum + row.inFen, 0),
    outFen: taken.reduce((sum, row) => sum + row.outFen, 0),
    created: count(rows, 'created'),
    same: count(rows, 'same'),
    needsOpening,
    rows: rows.map(({ row: { sheet: _, ...row }, outcome }) => ({ ...row, outcome })),
    refused: file.parse.refused.map(placeOf),
    warnings: warnings.map(placeOf),
  });
}

export function importStatement(
  ctx: Writing,
  input: Input,
  file: StatementFile,
): Result<Output<'bank.import'>> {
  const { db } = ctx;
  const planned = planOf(ctx, input, file);
  if (!planned.ok) return planned;
  const { account, rows, refusal, needsOpening, warnings, statement, closingFen } = planned.value;
  if (refusal) return { ok: false, error: refusal };
  if (needsOpening) {
    const sentence = '文件里没有余额，这个账户也还没有对账单。请填第一笔之前的余额（期初余额）。';
    return refuse('bank_opening_needed', sentence, { openingFen: sentence });
  }
  const created = rows.filter(({ outcome }) => outcome === 'created').map(({ row }) => row);
  const done = {
    created: created.length,
    same: count(rows, 'same'),
    from: rows[0]?.row.date ?? null,
    to: rows.at(-1)?.row.date ?? null,
    closingFen,
    warnings: warnings.map(placeOf),
  };
  // A file that brings nothing new leaves no trace here; that somebody tried is in the audit log.
  if (statement === null) return ok({ ...done, statementId: null });
  const { lastId: statementId } = db.run(
    `INSERT INTO bank_statement (entity_id, item_id, from_date, to_date, opening_fen, closing_fen, file_name, sha256, operator, imported_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    account.entityId,
    account.id,
    statement.from,
    statement.to,
    statement.openingFen,
    statement.closingFen,
    input.fileName,
    file.sha256,
    ctx.operator,
    ctx.now,
  );
  created.forEach((row, index) =>
    db.run(
      `INSERT INTO bank_line (statement_id, no, date, summary, counterparty, in_fen, out_fen, balance_fen, reference)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      statementId,
      index + 1,
      row.date,
      row.summary,
      row.counterparty,
      row.inFen,
      row.outFen,
      row.balanceFen,
      row.reference,
    ),
  );
  return ok({ ...done, statementId });
}

/** Made by looking only, against the database as it is in the call's own transaction. */
function planOf(ctx: Reading, input: Input, file: StatementFile): Result<Plan> {
  const found = bankAccount(ctx.db, input.entityId, input.bankId);
  if (!found.ok) return found;
  const account = found.value;
  const { parse } = file;
  const nothing = {
    account,
    rows: [],
    needsOpening: false,
    statement: null,
    openingFen: null,
    closingFen: null,
  };
  if (parse.fatal !== null) {
    return ok({ ...nothing, refusal: { code: 'bank_file', message: parse.fatal }, warnings: parse.warnings });
  }
  const warnings = [...parse.warnings, ...importedBefore(ctx.db, account, file)];
  const early = parse.records.filter(({ date }) => date < account.booksBegin);
  const kept = parse.records.filter(({ date }) => date >= account.booksBegin);
  if (early[0]) {
    const reason = `${account.booksBegin.slice(0, 7)} 启用账套，更早的 ${early.length} 笔没有导入`;
    warnings.push({ sheet: early[0].sheet, row: early[0].row, column: null, reason });
  }
  const run = runOf(ctx.db, account.id);
  const outcomes = outcomesOf(ctx.db, account, kept);
  const created = kept.filter((row) => outcomes.get(row) === 'created');
  const rows = parse.records.map((row) => ({ row, outcome: outcomes.get(row) ?? ('before' as const) }));
  const fileOpeningFen = parse.openingFen === null ? null : parse.openingFen + moved(early);
  const typedFen = run === null ? (input.openingFen ?? null) : null;
  const openingFen = fileOpeningFen ?? typedFen;
  const of = {
    ...nothing,
    rows,
    warnings,
    openingFen,
    closingFen: openingFen === null ? null : openingFen + moved(kept),
  };
  const late = kept.find(({ date }) => date > ctx.today);
  if (late) {
    const message = `“${late.sheet}”第 ${late.row} 行的日期 ${late.date} 晚于今天 ${ctx.today}。请核对文件，或检查电脑的日期。`;
    return ok({ ...of, refusal: { code: 'bank_future', message } });
  }
  if (created.length === 0) return ok({ ...of, refusal: null });
  const days = daysCovered(account, run, created, parse, ctx.today);
  if (run === null) {
    if (openingFen === null) return ok({ ...of, refusal: null, needsOpening: true });
    return ok({
      ...of,
      refusal: null,
      statement: { ...days, openingFen, closingFen: openingFen + moved(kept) },
    });
  }
  const joined = join(ctx.db, account, run, created, of);
  if (!joined.ok) return ok({ ...of, refusal: joined.error });
  return ok({
    ...of,
    closingFen: of.closingFen ?? joined.value.closingFen,
    refusal: null,
    statement: { ...days, ...joined.value },
  });
}

/**
 * Joins new lines to the run of those that are there, before it, after it, or both. Where the file has balances they must meet:
 * a hole would make every later sheet unequal, and nobody would know why.
 */
function join(
  db: ReadableDb,
  account: BankAccount,
  run: Run,
  created: readonly BankStatementRow[],
  file: { openingFen: number | null; closingFen: number | null },
): Result<{ openingFen: number; closingFen: number }> {
  const before = created.filter(({ date }) => date < run.firstDate);
  const after = created.filter(({ date }) => date >= run.firstDate);
  if (before.length > 0 && db.get('SELECT 1 FROM bank_opening_item WHERE item_id = ?', account.id)) {
    const sentence = `${account.name}已经登记了期初未达账项，对账从 ${run.start} 开始，不能再导入更早的流水。确实要补，请先删除期初未达账项。`;
    return refuse('bank_opening_items', sentence);
  }
  const startFen = before.length === 0 ? run.openingFen : (file.openingFen ?? run.openingFen - moved(before));
  const endFen = after.length === 0 ? run.closingFen : (file.closingFen ?? run.closingFen + moved(after));
  const gapFen = endFen - (startFen + moved(created) + run.closingFen - run.openingFen);
  if (gapFen !== 0) {
    const apart = formatYuan(Math.abs(gapFen));
    const sentence =
      before.length === 0
        ? `接不上已有的流水：到 ${run.lastDate} 的余额是 ${formatYuan(run.closingFen)}，加上这份里新的 ${created.length} 笔应是 ${formatYuan(endFen - gapFen)}，这份的期末余额却是 ${formatYuan(endFen)}，相差 ${apart}。中间缺了一段，请从 ${run.lastDate} 起重新导出一份再导入。`
        : `接不上已有的流水：这份补的是 ${run.firstDate} 以前的 ${before.length} 笔，期初余额 ${formatYuan(startFen)} 加上各笔，和已有流水的余额相差 ${apart}。中间缺了一段，请导出到 ${run.firstDate} 为止的一份再导入。`;
    return refuse('bank_gap', sentence);
  }
  if (before.length > 0 && after.length > 0) return ok({ openingFen: startFen, closingFen: endFen });
  return before.length > 0
    ? ok({ openingFen: startFen, closingFen: run.openingFen })
    : ok({ openingFen: run.closingFen, closingFen: endFen });
}

/** From the day the file says, else the first of its month, because nobody exports a month from its second transaction on. */
function daysCovered(
  account: BankAccount,
  run: Run | null,
  created: readonly BankStatementRow[],
  stated: { from: string | null; to: string | null },
  today: string,
): { from: string; to: string } {
  const dates = created.map(({ date }) => date).sort();
  const [first, last] = [dates[0]!, dates.at(-1)!];
  const earliest = run !== null && first >= run.firstDate ? run.start : account.booksBegin;
  const from = max(earliest, min(stated.from ?? `${first.slice(0, 7)}-01`, first));
  return { from, to: max(last, min(stated.to ?? last, today)) };
}

const min = (a: string, b: string): string => (a < b ? a : b);
const max = (a: string, b: string): string => (a > b ? a : b);

interface Stored {
  readonly date: string;
  readonly inFen: number;
  readonly outFen: number;
  readonly balanceFen: number | null;
  readonly reference: string;
}

/**
 * Which rows are there already. The same 流水号 of the same day and amount is the same line; without one on either side, the same day and
 * amount is. Balances that are known must agree. Each stored line answers for one row: two alike in the file are two.
 */
function outcomesOf(
  db: ReadableDb,
  account: BankAccount,
  rows: readonly BankStatementRow[],
): Map<BankStatementRow, 'created' | 'same'> {
  const stored = Map.groupBy(
    db.all<Stored>(
      `SELECT l.date, l.in_fen AS inFen, l.out_fen AS outFen, l.balance_fen AS balanceFen, l.reference
       FROM bank_line l JOIN bank_statement s ON s.id = l.statement_id WHERE s.item_id = ? ORDER BY l.date, s.id, l.no`,
      account.id,
    ),
    movement,
  );
  const used = new Set<Stored>();
  const outcomes = new Map<BankStatementRow, 'created' | 'same'>();
  const claim = (row: BankStatementRow, isSame: (one: Stored) => boolean): void => {
    if (outcomes.has(row)) return;
    const twin = (stored.get(movement(row)) ?? []).find((one) => !used.has(one) && isSame(one));
    if (!twin) return;
    used.add(twin);
    outcomes.set(row, 'same');
  };
  const fits = (row: BankStatementRow, one: Stored): boolean =>
    row.balanceFen === null || one.balanceFen === null || row.balanceFen === one.balanceFen;
  for (const row of rows)
    claim(row, (one) => row.reference !== '' && row.reference === one.reference && fits(row, one));
  for (const row of rows) claim(row, (one) => row.balanceFen !== null && row.balanceFen === one.balanceFen);
  for (const row of rows)
    claim(row, (one) => (row.reference === '' || one.reference === '') && fits(row, one));
  for (const row of rows) if (!outcomes.has(row)) outcomes.set(row, 'created');
  return outcomes;
}

const movement = ({ date, inFen, outFen }: Stored | BankStatementRow): string => `${date} ${inFen} ${outFen}`;

function moved(rows: readonly BankStatementRow[]): number {
  return rows.reduce((sum, row) => sum + row.inFen - row.outFen, 0);
}

function importedBefore(db: ReadableDb, account: BankAccount, file: StatementFile): Finding[] {
  const before = db.get<{ at: string; operator: string }>(
    'SELECT imported_at AS at, operator FROM bank_statement WHERE item_id = ? AND sha256 = ? ORDER BY id LIMIT 1',
    account.id,
    file.sha256,
  );
  if (!before) return [];
  const reason = `这个文件 ${before.at.slice(0, 10)} 由${before.operator}导入过，已有的流水不会重复`;
  return [
    { sheet: file.parse.info?.sheet ?? '', row: file.parse.info?.headerRows[0] ?? 1, column: null, reason },
  ];
}

function count(rows: Plan['rows'], wanted: Outcome): number {
  return rows.filter(({ outcome }) => outcome === wanted).length;
}

function placeOf({ row, column, reason }: Finding): { row: number; column: string | null; reason: string } {
  return { row, column, reason };
}
