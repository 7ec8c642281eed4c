import type { Output } from '../../../shared/contract/index.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { accountsOf, type Account } from '../accounts/index.ts';
import { booksOf, type EntityKind } from '../entities/index.ts';
import { invariant } from '../../../shared/rules/result.ts';

/** One equation as it came out: both sides, and the rows behind a difference. */
export type BookCheck = Output<'statements.get'>['checks'][number];

/** What an equation is asked of: the books of an entity up to the end of a period. */
export interface Books {
  readonly db: ReadableDb;
  readonly entityId: number;
  readonly kind: EntityKind;
  readonly upTo: string;
  readonly isPeriodEnd: boolean;
  readonly firstPeriod: string;
  readonly accounts: readonly Account[];
}

/** The books of an entity up to the end of a period, or (left out) all of them. */
export function booksUpTo(db: ReadableDb, entityId: number, upTo?: string): Books {
  const books = booksOf(db, entityId);
  invariant(books.ok, `entity ${entityId} exists`);
  const { kind, firstPeriod } = books.value;
  return {
    db,
    entityId,
    kind,
    upTo: upTo ?? '9999-12',
    isPeriodEnd: upTo !== undefined,
    firstPeriod,
    accounts: accountsOf(db, entityId),
  };
}

export type Rows = BookCheck['rows'];

/** A difference has its first offenders shown: who mends them asks again. */
export const MOST_ROWS = 200;

export interface Equation {
  readonly id: string;
  readonly tier: 1 | 2;
  readonly name: string;
  readonly level?: 'block' | 'warn';
  readonly left: readonly [label: string, side: string];
  readonly right: readonly [label: string, side: string];
  /** Empty when it holds. */
  readonly rows: Rows;
  /** Where sides that differ are wrong although no row can be named. */
  readonly ok?: boolean;
}

export function equation({ id, tier, name, level = 'block', left, right, rows, ok }: Equation): BookCheck {
  return {
    id,
    tier,
    name,
    level,
    ok: rows.length === 0 && (ok ?? true),
    leftLabel: left[0],
    left: left[1],
    rightLabel: right[0],
    right: right[1],
    rows: rows.slice(0, MOST_ROWS),
  };
}

/** Whether the openings balance, and so stand in the books. */
export function hasOpening({ db, entityId }: Books): boolean {
  return (
    db.get(
      `SELECT 1 FROM voucher WHERE entity_id = ? AND kind = 'opening' AND kind NOT IN ('entry', 'event') LIMIT 1`,
      entityId,
    ) !== undefined
  );
}

/** Openings typed that do not balance yet: they are no vouchers, and what compares with them waits. */
export function openingsWait(books: Books): boolean {
  const { db, entityId } = books;
  return (
    !hasOpening(books) &&
    db.get('SELECT 1 FROM opening_row WHERE entity_id = ? LIMIT 1', entityId) !== undefined
  );
}

export function memberNames({ db, entityId }: Books): Map<number, string> {
  return new Map(
    db
      .all<{ id: number; name: string }>(
        `SELECT m.id, m.no || ' ' || COALESCE(p.name, m.organisation_name) AS name
         FROM member m LEFT JOIN person p ON p.id = m.person_id WHERE m.entity_id = ?`,
        entityId,
      )
      .map((row) => [row.id, row.name]),
  );
}
