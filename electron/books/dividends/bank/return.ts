import type { Output, Parsed } from '../../../../shared/contract/index.ts';
import { formatYuan } from '../../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../../shared/rules/result.ts';
import type { Writing } from '../../../workspace/context.ts';
import type { ReadableDb, WritableDb } from '../../../workspace/database.ts';
import { digestOf, seal } from '../../../workspace/sealed.ts';
import { readWorkbook } from '../../imports/index.ts';
import { refreshRunState } from '../../shares/index.ts';
import { revealForBank } from '../../village/index.ts';
import { frozenText, payeesOf, recordPayments, type RunPayee, runToPay } from '../payments.ts';
import { readReturn, type Returned, type ReturnFile } from './returnFile.ts';

type Outcome = Output<'dividends.bankReturn'>;

/** Reads the file's rows; the half that needs no database. */
export async function prepareReturn(input: Parsed<'dividends.bankReturn'>): Promise<Result<ReturnFile>> {
  const sheets = await readWorkbook(input.fileName, Buffer.from(input.dataBase64, 'base64'));
  return sheets.ok ? readReturn(sheets.value) : sheets;
}

/**
 * The bank's return: a success becomes a payment, a failure stays payable with the bank's reason. Rows are those of a batch made
 * here, or of members known by account, name and amount when the file was typed into the bank's own program; what was read is kept
 * either way, so that the same file again pays nobody. A row that fits nothing, or whose amount is not what is payable, is refused
 * with its number and changes nothing.
 */
export function bankReturn(
  context: Writing,
  input: Parsed<'dividends.bankReturn'>,
  file: ReturnFile,
): Result<Outcome> {
  const { db } = context;
  const payable = runToPay(db, input.runId, input.date, context.today);
  if (!payable.ok) return payable;
  const known = linesFor(db, input, file.rows);
  if (!known.ok) return known;
  const desk = new ReturnDesk(context, input, known.value);
  for (const returned of file.rows) desk.take(returned);
  const recorded = recordPayments(context, payable.value.run, {
    date: input.date,
    method: 'transfer',
    bankId: input.bankId,
    payments: desk.payments,
  });
  if (!recorded.ok) return recorded;
  refreshRunState(db, input.runId);
  const refused = [...file.refused, ...desk.outcome.refused].sort((a, b) => a.row - b.row);
  return ok({ ...desk.outcome, refused });
}

/** Takes the rows of one file, in order. */
class ReturnDesk {
  readonly outcome: Outcome = { paid: 0, paidFen: 0, failed: [], already: 0, refused: [] };
  /** What succeeded, to be recorded as one. */
  readonly payments: { memberId: number; amountFen: number; note: string; batchId: number }[] = [];
  readonly #context: Writing;
  readonly #input: Parsed<'dividends.bankReturn'>;
  readonly #payees: Map<number, RunPayee>;
  readonly #payableFen: Map<number, number>;
  readonly #answered: number | null;
  readonly #lines = new Map<string, BatchLine[]>();
  readonly #taken = new Set<BatchLine>();
  #accounts: Map<string, Holder[]> | null = null;
  #ownBatch: { id: number; rows: number } | null = null;

  constructor(context: Writing, input: Parsed<'dividends.bankReturn'>, known: KnownLines) {
    this.#context = context;
    this.#input = input;
    this.#answered = known.answered;
    for (const line of known.lines) this.#remember(line);
    this.#payees = payeesOf(context.db, input.runId);
    this.#payableFen = new Map([...this.#payees].map(([id, payee]) => [id, payee.payableFen]));
  }

  take(returned: Returned): void {
    const digest = digestOf(this.#context.db, returned.account);
    const same = this.#lines.get(`${digest} ${returned.amountFen}`) ?? [];
    const free = same.filter((line) => !this.#taken.has(line));
    const answered = free.filter((line) => line.batchId === this.#answered);
    const line = answered.find((one) => one.seq === returned.seq) ?? answered[0] ?? free[0];
    const trouble = line
      ? this.#takeLine(line, returned)
      : this.#takeUnlisted(returned, digest, same.length > 0);
    if (trouble !== null) this.outcome.refused.push({ row: returned.row, reason: trouble });
  }

  /** A row of a batch that is known. */
  #takeLine(line: BatchLine, returned: Returned): string | null {
    const payee = this.#payees.get(line.memberId);
    if (!payee) return '这位社员不在本次方案里。';
    if (returned.accountName !== line.accountName && returned.accountName !== payee.name) {
      return `户名“${returned.accountName}”与代发文件里的“${line.accountName}”不符。`;
    }
    const read = { paid: true, failed: false, pending: null }[line.result];
    if (read === returned.paid) {
      this.#taken.add(line);
      this.outcome.already += 1;
      return null;
    }
    if (read === true) {
      return `${payee.memberNo} ${payee.name}已登记转账成功，回单却是失败（${returned.reason}）。款项确已退回的，请冲销那笔发放。`;
    }
    const trouble = returned.paid ? this.#whyNotPaid(payee, returned) : null;
    if (trouble !== null) return trouble;
    this.#taken.add(line);
    setResult(this.#context.db, line, returned);
    this.#settle(payee, returned, line.batchId);
    return null;
  }

  /** A row that is in no batch made here: known by account, name and the amount payable. */
  #takeUnlisted(returned: Returned, digest: string, repeated: boolean): string | null {
    if (repeated) return '这一行在文件里重复了。';
    if (this.#input.batchId !== undefined) return '这一行不在所选的代发文件里。';
    const holders = this.#holdersOf(digest);
    if (holders.length === 0) return '没有社员登记这个账号。请核对，或先在人员资料里更正银行卡号。';
    const holder = holders.find((one) => one.names.includes(returned.accountName));
    if (!holder) {
      const [first] = holders;
      return `户名“${returned.accountName}”与账号登记的“${first?.payee.name ?? ''}”不符。`;
    }
    const { payee } = holder;
    const trouble = this.#whyNotPaid(payee, returned);
    if (trouble !== null) return trouble;
    this.#settle(payee, returned, this.#keepLine(payee, returned));
    return null;
  }

  #whyNotPaid(payee: RunPayee, returned: Returned): string | null {
    const payableFen = this.#payableFen.get(payee.memberId) ?? 0;
    if (returned.amountFen !== payableFen) {
      const left = payableFen === 0 ? '没有应付余额' : `应付余额是 ${formatYuan(payableFen)} 元`;
      return `金额 ${formatYuan(returned.amountFen)} 元与应付不符：${payee.memberNo} ${payee.name}${left}。请先核对其他发放或转股。`;
    }
    if (!returned.paid || payee.frozenReason === null) return null;
    return `${payee.memberNo} ${payee.name}${frozenText(payee.frozenReason)}`;
  }

  #settle(payee: RunPayee, returned: Returned, batchId: number): void {
    if (!returned.paid) {
      const { memberNo, name } = payee;
      this.outcome.failed.push({ memberNo, name, amountFen: returned.amountFen, reason: returned.reason });
      return;
    }
    this.payments.push({
      memberId: payee.memberId,
      amountFen: returned.amountFen,
      note: `银行回单 ${this.#input.fileName} 第 ${returned.row} 行`,
      batchId,
    });
    this.#payableFen.set(payee.memberId, 0);
    this.outcome.paid += 1;
    this.outcome.paidFen += returned.amountFen;
  }

  /** Keeps what was read of a file that no batch here was made for; returns the batch made of it. */
  #keepLine(payee: RunPayee, returned: Returned): number {
    const { db, operator, now } = this.#context;
    this.#ownBatch ??= { id: keepReturnAsBatch(db, this.#input, operator, now), rows: 0 };
    const own = this.#ownBatch;
    own.rows += 1;
    const { sealed, digest } = seal(db, returned.account);
    const line: BatchLine = {
      batchId: own.id,
      seq: own.rows,
      memberId: payee.memberId,
      digest,
      accountName: returned.accountName,
      amountFen: returned.amountFen,
      result: returned.paid ? 'paid' : 'failed',
    };
    db.run(
      `INSERT INTO bank_batch_line (batch_id, seq, member_id, account_sealed, account_digest, account_name, amount_fen, result, reason)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      line.batchId,
      line.seq,
      line.memberId,
      sealed,
      digest,
      line.accountName,
      line.amountFen,
      line.result,
      returned.reason,
    );
    this.#remember(line);
    this.#taken.add(line);
    return own.id;
  }

  #remember(line: BatchLine): void {
    const key = `${line.digest} ${line.amountFen}`;
    const same = this.#lines.get(key);
    if (same) same.push(line);
    else this.#lines.set(key, [line]);
  }

  #holdersOf(digest: string): Holder[] {
    this.#accounts ??= holdersByAccount(this.#context.db, [...this.#payees.values()]);
    return this.#accounts.get(digest) ?? [];
  }
}

interface BatchLine {
  readonly batchId: number;
  readonly seq: number;
  readonly memberId: number;
  readonly digest: string;
  readonly accountName: string;
  readonly amountFen: number;
  readonly result: 'pending' | 'paid' | 'failed';
}

/** A member whose registered card has that account, under the names the bank may know. */
interface Holder {
  readonly payee: RunPayee;
  readonly names: readonly string[];
}

/** Rows of batches that a return may speak of, and the batch it answers. */
interface KnownLines {
  readonly lines: readonly BatchLine[];
  readonly answered: number | null;
}

/**
 * With a batch named, only its rows count. Otherwise the batch that most rows fit is taken to be the one answered, and the
 * others' rows come after it: so a file read before is recognised, whichever batch it was kept under.
 */
function linesFor(
  db: ReadableDb,
  input: Parsed<'dividends.bankReturn'>,
  rows: readonly Returned[],
): Result<KnownLines> {
  const lines = db.all<BatchLine>(
    `SELECT line.batch_id AS batchId, line.seq, line.member_id AS memberId, line.account_digest AS digest,
            line.account_name AS accountName, line.amount_fen AS amountFen, line.result
     FROM bank_batch_line line JOIN bank_batch batch ON batch.id = line.batch_id
     WHERE batch.run_id = ? ORDER BY line.batch_id DESC, line.seq`,
    input.runId,
  );
  const { batchId } = input;
  if (batchId === undefined) {
    const digests = rows.map((row) => ({ ...row, digest: digestOf(db, row.account) }));
    return ok({ lines, answered: bestFit(lines, digests) });
  }
  const named = lines.filter((line) => line.batchId === batchId);
  if (named.length > 0) return ok({ lines: named, answered: batchId });
  return refuse('dividend.batch-unknown', '这个方案里没有所选的代发文件。请刷新后重选。');
}

/** Rows in the very place they had in the batch count first, then rows in any place; of equals the latest batch. */
function bestFit(
  lines: readonly BatchLine[],
  rows: readonly { seq: number | null; digest: string; amountFen: number }[],
): number | null {
  const inPlace = new Set(rows.map((row) => `${row.seq} ${row.digest} ${row.amountFen}`));
  const anywhere = new Set(rows.map((row) => `${row.digest} ${row.amountFen}`));
  const fits = new Map<number, { inPlace: number; anywhere: number }>();
  for (const line of lines) {
    const fit = fits.get(line.batchId) ?? { inPlace: 0, anywhere: 0 };
    if (inPlace.has(`${line.seq} ${line.digest} ${line.amountFen}`)) fit.inPlace += 1;
    if (anywhere.has(`${line.digest} ${line.amountFen}`)) fit.anywhere += 1;
    fits.set(line.batchId, fit);
  }
  const [best] = [...fits]
    .filter(([, fit]) => fit.anywhere > 0)
    .sort(([a, x], [b, y]) => y.inPlace - x.inPlace || y.anywhere - x.anywhere || b - a);
  return best?.[0] ?? null;
}

function setResult(db: WritableDb, line: BatchLine, returned: Returned): void {
  db.run(
    `UPDATE bank_batch_line SET result = ?, reason = ? WHERE batch_id = ? AND seq = ?`,
    returned.paid ? 'paid' : 'failed',
    returned.reason,
    line.batchId,
    line.seq,
  );
}

function keepReturnAsBatch(
  db: WritableDb,
  input: Parsed<'dividends.bankReturn'>,
  operator: string,
  now: string,
): number {
  const { lastId } = db.run(
    `INSERT INTO bank_batch (run_id, template, file_name, date, operator, created_at) VALUES (?, '银行回单', ?, ?, ?, ?)`,
    input.runId,
    input.fileName,
    input.date,
    operator,
    now,
  );
  return lastId;
}

function holdersByAccount(db: ReadableDb, payees: readonly RunPayee[]): Map<string, Holder[]> {
  const holders = new Map<string, Holder[]>();
  for (const payee of payees) {
    if (payee.personId === null) continue;
    const { card, name, bankAlias } = revealForBank(db, payee.personId);
    if (card === null) continue;
    const digest = digestOf(db, card);
    const names = [payee.name, name, bankAlias].filter((one) => one !== '');
    holders.set(digest, [...(holders.get(digest) ?? []), { payee, names }]);
  }
  return holders;
}
