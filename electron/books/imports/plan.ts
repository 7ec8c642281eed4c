import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Finding } from '../../../shared/rules/sheet/sheet.ts';
import type { Writing } from '../../workspace/context.ts';

type Outcome = 'created' | 'changed' | 'same' | 'refused';

/** One row of the person's file and what becomes of it. */
export interface PlannedRow {
  readonly sheet: string;
  readonly row: number;
  readonly outcome: Outcome;
  /** Who or what the row is about. */
  readonly title: string;
  readonly detail: string;
  /** Of a refusal: the cell's column and the reason; else null and ''. */
  readonly column: string | null;
  readonly reason: string;
}

/** A write that the plan has decided on, with the row it comes from. */
interface Step {
  readonly sheet: string;
  readonly row: number;
  readonly write: (ctx: Writing, importId: number) => Result<unknown>;
}

export interface Summary {
  readonly total: number;
  readonly created: number;
  readonly changed: number;
  readonly same: number;
  readonly people?: number;
  readonly refused: Finding[];
  readonly warnings: Finding[];
}

/**
 * What an import is going to do. Made by looking only, so that the dry run and the import itself are the same
 * plan: the dry run shows it, the import carries out its steps through the books that own the data.
 */
export class Plan {
  readonly rows: PlannedRow[] = [];
  readonly warnings: Finding[] = [];
  readonly #steps: Step[] = [];
  readonly #sheets: Map<string, number>;

  /** `sheets`: the file's, in its order; `refused` and `warnings` are those of the file itself. */
  constructor(
    sheets: readonly { readonly name: string }[],
    refused: readonly Finding[],
    warnings: readonly Finding[],
  ) {
    this.#sheets = new Map(sheets.map(({ name }, index) => [name, index]));
    for (const finding of refused) this.refuse(finding, finding.column, finding.reason);
    this.warnings.push(...warnings);
  }

  refuse(at: Place, column: string | null, reason: string, title = ''): void {
    this.rows.push({ ...placeOf(at), outcome: 'refused', title, detail: '', column, reason });
  }

  settle(at: Place, outcome: Exclude<Outcome, 'refused'>, title: string, detail: string): void {
    this.rows.push({ ...placeOf(at), outcome, title, detail, column: null, reason: '' });
  }

  warn(at: Place, column: string | null, reason: string): void {
    this.warnings.push({ ...placeOf(at), column, reason });
  }

  /** In place of what the file's reader said about the cell. */
  warnInstead(at: Place, column: string | null, reason: string): void {
    const said = this.warnings.findIndex(
      (one) => one.row === at.row && one.sheet === at.sheet && one.column === column,
    );
    if (said >= 0) this.warnings.splice(said, 1);
    this.warn(at, column, reason);
  }

  step(at: Place, write: Step['write']): void {
    this.#steps.push({ ...placeOf(at), write });
  }

  get writes(): boolean {
    return this.#steps.length > 0;
  }

  /**
   * Each row counts once. Of households the count is of households, and a refused row of the persons' sheet counts
   * too, because it stands among the refused without refusing its household; `people` is passed on.
   */
  summary(people?: number): Summary {
    const count = (outcome: Outcome): number => this.rows.filter((row) => row.outcome === outcome).length;
    const refused = this.rows
      .filter((row) => row.outcome === 'refused')
      .map(({ sheet, row, column, reason }) => ({ sheet, row, column, reason }));
    const [created, changed, same] = [count('created'), count('changed'), count('same')];
    const total = created + changed + same + refused.length;
    invariant(total === this.rows.length, 'each row has one outcome');
    const warnings = this.#sorted(this.warnings);
    return {
      total,
      created,
      changed,
      same,
      ...(people === undefined ? {} : { people }),
      refused: this.#sorted(refused),
      warnings,
    };
  }

  /** The rows in the order of the file. */
  inOrder(): PlannedRow[] {
    return this.#sorted(this.rows);
  }

  /**
   * Carries the steps out. What a book refuses now although the plan was sure of it refuses the whole import, with
   * the row: nothing is half written.
   */
  carryOut(ctx: Writing, importId: number): Result<true> {
    for (const { sheet, row, write } of this.#steps) {
      const written = write(ctx, importId);
      if (!written.ok) {
        const { code, message } = written.error;
        return refuse(code, `“${sheet}”第 ${row} 行：${message}整个文件没有导入，请改正后再试。`);
      }
    }
    return ok(true);
  }

  #sorted<T extends Place>(places: readonly T[]): T[] {
    const sheet = (place: Place): number => this.#sheets.get(place.sheet) ?? this.#sheets.size;
    return [...places].sort((a, b) => sheet(a) - sheet(b) || a.row - b.row);
  }
}

type Place = { readonly sheet: string; readonly row: number };

function placeOf({ sheet, row }: Place): Place {
  return { sheet, row };
}
