import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { addEvent, repayLoan } from './events.ts';
import { ageFault, isPassedOn } from './conflicts.ts';
import { dueOn, type Loan, readLoans, standing } from './loan.ts';
import { makeLoan } from './recording.ts';
import { type LoanSettings, readLoanSettings } from './settings.ts';
import { sumsOf } from './state.ts';
import { checkLoan, type Terms } from './terms.ts';

const LAST_DAY = '9999-12-31';

/** A loan of the register as an import compares its row with it. */
export type KnownLoan = Pick<
  Loan,
  | 'id'
  | 'noteNo'
  | 'personId'
  | 'borrowerName'
  | 'amountFen'
  | 'startsOn'
  | 'contractDueOn'
  | 'rates'
  | 'ratios'
  | 'settlement'
  | 'payee'
  | 'purpose'
>;

/** What a row of a register says of a loan; what it leaves out is as the village's settings say. */
export interface ImportedLoan extends Pick<
  Terms,
  'householdKind' | 'bank' | 'contractNo' | 'noteNo' | 'amountFen' | 'purpose' | 'startsOn' | 'dueOn' | 'note'
> {
  readonly idNumber: string | null;
  readonly card: string | null;
  readonly ratePercent: string;
  readonly subsidyPercent: string | null;
  readonly settlement: Terms['settlement'] | null;
  readonly payee: Terms['payee'] | null;
  readonly extendedTo: string | null;
}

interface ImportedRepayment {
  readonly noteNo: string;
  readonly date: string;
  readonly principalFen: number;
  readonly interestFen: number;
  readonly slipNo: string;
  readonly note: string;
}

/** The register as one import of loans sees it: read once, looked into for every row. */
export class ImportedLoans {
  readonly #settings: LoanSettings;
  readonly #loans: ReadonlyMap<string, Loan>;
  /** Owed by household, loans of the file included as they come. */
  readonly #owed = new Map<string, { readonly noteNo: string; readonly fen: number }[]>();

  constructor(db: ReadableDb) {
    this.#settings = readLoanSettings(db);
    this.#loans = new Map(readLoans(db).map((loan) => [loan.noteNo, loan]));
    for (const loan of this.#loans.values()) {
      const { balanceFen } = sumsOf(loan, LAST_DAY);
      const household =
        loan.householdCode === '' ? `${loan.groupNo} ${loan.borrowerName}` : loan.householdCode;
      if (balanceFen > 0) this.#owe(household, loan.noteNo, balanceFen);
    }
  }

  byNoteNo(noteNo: string): KnownLoan | undefined {
    return this.#loans.get(noteNo);
  }

  /** How many repayments of that day and amount the register has of a loan. */
  standing(noteNo: string, { date, principalFen, interestFen }: ImportedRepayment): number {
    const loan = this.#loans.get(noteNo);
    return loan === undefined
      ? 0
      : standing(loan, date).filter(
          (one) =>
            one.kind === 'repayment' &&
            one.date === date &&
            one.principalFen === principalFen &&
            one.interestFen === interestFen,
        ).length;
  }

  /** What is owed of a loan with all that is registered, and the day it was extended to. */
  stateOf(noteNo: string): { readonly balanceFen: number; readonly extendedTo: string | null } {
    const loan = this.#loans.get(noteNo);
    if (loan === undefined) return { balanceFen: 0, extendedTo: null };
    const due = dueOn(loan, LAST_DAY);
    return {
      balanceFen: sumsOf(loan, LAST_DAY).balanceFen,
      extendedTo: due === loan.contractDueOn ? null : due,
    };
  }

  /** What is odd about a new row, by field: it is recorded all the same. */
  oddities(row: ImportedLoan, household: string): [string, string][] {
    const found: [string, string][] = [];
    const { householdLimitFen } = this.#settings;
    if (isPassedOn(row.purpose)) {
      found.push(['purpose', `用途“${row.purpose}”有“户贷企用、户贷社用”的风险，请核对实际用途`]);
    }
    const others = this.#owed.get(household) ?? [];
    if (others[0])
      found.push(['name', `同一户还有没有还清的借据 ${others.map((one) => one.noteNo).join('、')}，请核对`]);
    const totalFen = others.reduce((total, one) => total + one.fen, row.amountFen);
    if (totalFen > householdLimitFen) {
      found.push([
        'amount',
        `这一户贷款合计 ${formatYuan(totalFen)} 元，超过 ${formatYuan(householdLimitFen)} 元，请核对`,
      ]);
    }
    const age = ageFault(row.idNumber, row.startsOn, this.#settings);
    if (age !== null) found.push(['idNumber', `放款时 ${age} 岁，请核对借款人`]);
    this.#owe(household, row.noteNo, row.amountFen);
    return found;
  }

  #owe(household: string, noteNo: string, fen: number): void {
    this.#owed.set(household, [...(this.#owed.get(household) ?? []), { noteNo, fen }]);
  }

  make(ctx: Writing, row: ImportedLoan, personId: number, importId: number): Result<number> {
    const { bank, subsidyPercent, ...usual } = this.#settings;
    const percent = row.subsidyPercent ?? subsidyPercent;
    const terms: Terms = {
      ...usual,
      personId,
      householdKind: row.householdKind,
      bank: row.bank || bank,
      ...{ contractNo: row.contractNo, noteNo: row.noteNo, amountFen: row.amountFen, purpose: row.purpose },
      ...{ startsOn: row.startsOn, dueOn: row.dueOn, note: row.note },
      settlement: row.settlement ?? usual.settlement,
      payee: row.payee ?? usual.payee,
      rates: [{ from: row.startsOn, percent: row.ratePercent }],
      ratios: Number(percent) === 0 ? [] : [{ from: row.startsOn, percent }],
      subsidyFrom: null,
      subsidyTo: null,
    };
    const made = makeLoan(ctx, { terms }, importId);
    if (!made.ok || row.extendedTo === null) return made;
    return this.extend(ctx, made.value, { dueOn: row.dueOn, extendedTo: row.extendedTo }, importId);
  }

  /** The sheet does not say when it was agreed: on the due day, or today where that is yet to come. */
  extend(
    ctx: Writing,
    loanId: number,
    { dueOn: due, extendedTo }: { readonly dueOn: string; readonly extendedTo: string },
    importId: number,
  ): Result<number> {
    const date = due < ctx.today ? due : ctx.today;
    addEvent(ctx, loanId, {
      ...{ kind: 'extension' as const, date, dueOn: extendedTo, slipNo: '', note: '台账导入', importId },
    });
    const checked = checkLoan(ctx.db, loanId);
    return checked.ok ? ok(loanId) : checked;
  }

  /** By 借据号, which the import may just have made. */
  repay(ctx: Writing, { noteNo, ...paid }: ImportedRepayment, importId: number): Result<unknown> {
    const loan = ctx.db.get<{ id: number }>(
      'SELECT id FROM bank_loan WHERE note_no = ? AND voided_on IS NULL',
      noteNo,
    );
    if (!loan) return ok(null);
    const { date, principalFen, interestFen, slipNo, note } = paid;
    return repayLoan(
      ctx,
      { loanId: loan.id, date, principalFen, interestFen, penaltyFen: 0, costFen: 0, slipNo, note },
      importId,
    );
  }
}
