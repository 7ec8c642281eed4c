import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { booksOf } from '../entities/index.ts';
import { firstOpenDay } from '../vouchers/index.ts';

type Statement = Output<'bank.statements'>[number];

const STATEMENT = /* sql */ `
  SELECT s.id, s.entity_id AS entityId, s.item_id AS bankId, i.name AS bankName, s.from_date AS "from", s.to_date AS "to",
    s.opening_fen AS openingFen, s.closing_fen AS closingFen, s.file_name AS fileName, s.operator, s.imported_at AS importedAt,
    (SELECT COUNT(*) FROM bank_line l WHERE l.statement_id = s.id) AS lines,
    (SELECT COUNT(*) FROM bank_line l JOIN bank_match_line m ON m.line_id = l.id WHERE l.statement_id = s.id) AS matched
  FROM bank_statement s JOIN analysis_item i ON i.id = s.item_id`;

type Row = Omit<Statement, 'kept'> & { entityId: number };

export function listStatements({ db }: Reading, input: Parsed<'bank.statements'>): Result<Statement[]> {
  const books = booksOf(db, input.entityId);
  if (!books.ok) return books;
  const rows = db.all<Row>(
    `${STATEMENT} WHERE s.entity_id = ? AND (? IS NULL OR s.item_id = ?) ORDER BY i.name, s.from_date DESC, s.id DESC`,
    books.value.id,
    input.bankId ?? null,
    input.bankId ?? null,
  );
  return ok(rows.map(({ entityId, ...row }) => ({ ...row, kept: whyKept(db, { entityId, ...row }) })));
}

export function removeStatement(
  { db }: Writing,
  { id }: Parsed<'bank.removeStatement'>,
): Result<Output<'bank.removeStatement'>> {
  const row = db.get<Row>(`${STATEMENT} WHERE s.id = ?`, id);
  if (!row) return refuse('statement_unknown', '没有这份对账单，可能已经删除。请刷新后再看。');
  const kept = whyKept(db, row);
  if (kept !== null) return refuse('statement_kept', kept);
  db.run(
    `DELETE FROM bank_match WHERE id IN (
       SELECT m.match_id FROM bank_match_line m JOIN bank_line l ON l.id = m.line_id WHERE l.statement_id = ?)`,
    id,
  );
  db.run('DELETE FROM bank_statement WHERE id = ?', id);
  return ok({ done: true });
}

/** A statement leaves from either end of the run, never from its middle, and not once its months are closed. */
function whyKept(db: ReadableDb, statement: Row): string | null {
  const name = `${statement.bankName} ${statement.from} 至 ${statement.to} 的对账单`;
  const own = db.get<{ first: string; last: string }>(
    'SELECT MIN(date) AS first, MAX(date) AS last FROM bank_line WHERE statement_id = ?',
    statement.id,
  )!;
  const open = firstOpenDay(db, statement.entityId);
  if (own.first < open) {
    return `${name}里有 ${own.first.slice(0, 7)} 的流水，那个月已经结账，不能删除。确实导错了，请先反结账。`;
  }
  const others = db.get<{ first: string | null; last: string | null }>(
    `SELECT MIN(l.date) AS first, MAX(l.date) AS last FROM bank_line l JOIN bank_statement s ON s.id = l.statement_id
     WHERE s.item_id = ? AND s.id <> ?`,
    statement.bankId,
    statement.id,
  )!;
  const inside =
    others.first !== null &&
    db.get(
      'SELECT 1 FROM bank_line WHERE statement_id = ? AND date > ? AND date < ?',
      statement.id,
      others.first,
      others.last,
    );
  if (inside) return `${name}前后都还有流水，删了中间会缺一段。请从最后一份开始删。`;
  const isFirst = others.first === null || own.first < others.first;
  if (isFirst && db.get('SELECT 1 FROM bank_opening_item WHERE item_id = ?', statement.bankId)) {
    return `${name}是第一份，期初未达账项是对着它登记的。请先删除期初未达账项。`;
  }
  return null;
}
