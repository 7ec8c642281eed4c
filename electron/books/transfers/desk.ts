import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { digestOf } from '../../workspace/sealed.ts';
import { revealForBank } from '../village/index.ts';
import { type BatchLine, insertBatch, insertLine, linesOf, setResult, type TransferBook } from './batches.ts';
import type { Payee } from './making.ts';
import type { Returned, ReturnFile } from './returnFile.ts';

/** A transfer that the bank has made. */
export interface TransferPayment {
  readonly whoId: number;
  readonly amountFen: number;
  readonly note: string;
  readonly batchId: number;
}

interface Asked {
  readonly ownerId: number;
  /** The file answered; left out: the one most rows fit. */
  readonly batchId?: number | undefined;
  readonly date: string;
  readonly fileName: string;
}

/**
 * The bank's return: a success becomes a payment, a failure stays payable with the bank's reason. Rows are those of a batch made
 * here, or of people known by account, name and amount when the file was typed into the bank's own program; what was read is kept
 * either way, so that the same file again pays nobody. A row that fits nothing, or whose amount is not what is payable, is refused
 * with its number and changes nothing.
 */
export class ReturnDesk {
  readonly failed: { payee: Payee; amountFen: number; reason: string }[] = [];
  readonly refused: { row: number; reason: string }[] = [];
  /** What succeeded, to be recorded as one. */
  readonly payments: TransferPayment[] = [];
  already = 0;
  readonly #context: Writing;
  readonly #book: TransferBook;
  readonly #asked: Asked;
  readonly #payees: ReadonlyMap<number, Payee>;
  readonly #payableFen: Map<number, number>;
  readonly #answered: number | null;
  readonly #lines = new Map<string, BatchLine[]>();
  readonly #taken = new Set<BatchLine>();
  #accounts: Map<string, Holder[]> | null = null;
  #ownBatch: { id: number; rows: number } | null = null;

  /** Takes the rows of one file, in order. */
  static read(
    context: Writing,
    book: TransferBook,
    asked: Asked,
    payees: ReadonlyMap<number, Payee>,
    file: ReturnFile,
  ): Result<ReturnDesk> {
    const known = linesFor(context.db, book, asked, file.rows);
    if (!known.ok) return known;
    const desk = new ReturnDesk(context, book, asked, payees, known.value);
    for (const returned of file.rows) desk.#take(returned);
    desk.refused.push(...file.refused);
    desk.refused.sort((a, b) => a.row - b.row);
    return ok(desk);
  }

  private constructor(
    context: Writing,
    book: TransferBook,
    asked: Asked,
    payees: ReadonlyMap<number, Payee>,
    known: KnownLines,
  ) {
    this.#context = context;
    this.#book = book;
    this.#asked = asked;
    this.#answered = known.answered;
    for (const line of known.lines) this.#remember(line);
    this.#payees = payees;
    this.#payableFen = new Map([...payees].map(([id, payee]) => [id, payee.payableFen]));
  }

  get paidFen(): number {
    return this.payments.reduce((sum, one) => sum + one.amountFen, 0);
  }

  #take(returned: Returned): void {
    const digest = digestOf(this.#context.db, returned.account);
    const same = this.#lines.get(`${digest} ${returned.amountFen}`) ?? [];
    const free = same.filter((line) => !this.#taken.has(line));
    const answered = free.filter((line) => line.batchId === this.#answered);
    const line = answered.find((one) => one.seq === returned.seq) ?? answered[0] ?? free[0];
    const trouble = line
      ? this.#takeLine(line, returned)
      : this.#takeUnlisted(returned, digest, same.length > 0);
    if (trouble !== null) this.refused.push({ row: returned.row, reason: trouble });
  }

  /** A row of a batch that is known. */
  #takeLine(line: BatchLine, returned: Returned): string | null {
    const { whoName, ownerName } = this.#book;
    const payee = this.#payees.get(line.whoId);
    if (!payee) return `这位${whoName}不在本次${ownerName}里。`;
    if (returned.accountName !== line.accountName && returned.accountName !== payee.name) {
      return `户名“${returned.accountName}”与代发文件里的“${line.accountName}”不符。`;
    }
    const read = { paid: true, failed: false, pending: null }[line.result];
    if (read === returned.paid) {
      this.#taken.add(line);
      this.already += 1;
      return null;
    }
    if (read === true) {
      return `${payee.label}已登记转账成功，回单却是失败（${returned.reason}）。款项确已退回的，请冲销那笔发放。`;
    }
    const trouble = returned.paid ? this.#whyNotPaid(payee, returned) : null;
    if (trouble !== null) return trouble;
    this.#taken.add(line);
    setResult(this.#context.db, this.#book, line, returned);
    this.#settle(payee, returned, line.batchId);
    return null;
  }

  /** A row that is in no batch made here: known by account, name and the amount payable. */
  #takeUnlisted(returned: Returned, digest: string, repeated: boolean): string | null {
    if (repeated) return '这一行在文件里重复了。';
    if (this.#asked.batchId !== undefined) return '这一行不在所选的代发文件里。';
    const holders = this.#holdersOf(digest);
    if (holders.length === 0) {
      return `没有${this.#book.whoName}登记这个账号。请核对，或先在人员资料里更正银行卡号。`;
    }
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

  #whyNotPaid(payee: Payee, returned: Returned): string | null {
    const payableFen = this.#payableFen.get(payee.id) ?? 0;
    if (returned.amountFen !== payableFen) {
      const left = payableFen === 0 ? '没有应付余额' : `应付余额是 ${formatYuan(payableFen)} 元`;
      return `金额 ${formatYuan(returned.amountFen)} 元与应付不符：${payee.label}${left}。请先核对其他发放或转股。`;
    }
    return returned.paid && payee.barred !== null ? `${payee.label}${payee.barred}` : null;
  }

  #settle(payee: Payee, returned: Returned, batchId: number): void {
    if (!returned.paid) {
      this.failed.push({ payee, amountFen: returned.amountFen, reason: returned.reason });
      return;
    }
    this.payments.push({
      whoId: payee.id,
      amountFen: returned.amountFen,
      note: `银行回单 ${this.#asked.fileName} 第 ${returned.row} 行`,
      batchId,
    });
    this.#payableFen.set(payee.id, 0);
  }

  /** Keeps what was read of a file that no batch here was made for; returns the batch made of it. */
  #keepLine(payee: Payee, returned: Returned): number {
    this.#ownBatch ??= {
      id: insertBatch(this.#context, this.#book, { ...this.#asked, template: '银行回单' }),
      rows: 0,
    };
    const own = this.#ownBatch;
    own.rows += 1;
    const line = {
      batchId: own.id,
      seq: own.rows,
      whoId: payee.id,
      accountName: returned.accountName,
      amountFen: returned.amountFen,
      result: returned.paid ? 'paid' : 'failed',
    } as const;
    const digest = insertLine(this.#context.db, this.#book, {
      ...line,
      account: returned.account,
      reason: returned.reason,
    });
    const kept = { ...line, digest };
    this.#remember(kept);
    this.#taken.add(kept);
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

/** Somebody whose registered card has that account, under the names the bank may know. */
interface Holder {
  readonly payee: Payee;
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
  book: TransferBook,
  { ownerId, batchId }: Asked,
  rows: readonly Returned[],
): Result<KnownLines> {
  const lines = linesOf(db, book, ownerId);
  if (batchId === undefined) {
    const digests = rows.map((row) => ({ ...row, digest: digestOf(db, row.account) }));
    return ok({ lines, answered: bestFit(lines, digests) });
  }
  const named = lines.filter((line) => line.batchId === batchId);
  if (named.length > 0) return ok({ lines: named, answered: batchId });
  return refuse('batch_unknown', `这个${book.ownerName}里没有所选的代发文件。请刷新后重选。`);
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

function holdersByAccount(db: ReadableDb, payees: readonly Payee[]): Map<string, Holder[]> {
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
