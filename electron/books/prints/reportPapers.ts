import { bookStatementDocument } from '../../../shared/print/bookStatements.ts';
import { chartDocument } from '../../../shared/print/chart.ts';
import { fundStatementDocument } from '../../../shared/print/fundStatements.ts';
import { openingsDocument } from '../../../shared/print/openings.ts';
import type { PrintDocument, PrintHeader } from '../../../shared/print/page.ts';
import { statementNotesDocument } from '../../../shared/print/statementNotes.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import { booksOf, cooperativeOf } from '../entities/index.ts';
import { ask } from './asking.ts';
import { headerOf, printedBefore, subjectOfBook } from './counting.ts';
import type { Paper } from './paper.ts';

interface StatementAsked {
  readonly entityId?: number | undefined;
  readonly statement: '01' | '02' | '03';
  readonly period: string;
  readonly postedOnly?: boolean | undefined;
}

/** 会农社01、02 or 03表. Handed in, so that a second copy says 补打. */
export function statementPaper(reading: Reading, asked: StatementAsked): Result<Paper> {
  const cooperative = cooperativeOf(reading.db, asked.entityId);
  if (!cooperative.ok) return cooperative;
  const { id } = cooperative.value;
  const statements = ask(reading, 'statements.get', {
    entityId: id,
    period: asked.period,
    postedOnly: asked.postedOnly,
  });
  if (!statements.ok) return statements;
  const printed = { document: 'statement', subject: subjectOfBook(id, [asked.statement, asked.period]) };
  const before = printedBefore(reading.db, printed);
  const document = bookStatementDocument(asked.statement, {
    header: headerOf(reading, cooperative.value, before),
    statements: statements.value,
    postedOnly: asked.postedOnly === true,
  });
  return ok({ document, printed: [printed], before });
}

/** 资产负债表 or 业务活动表 of the association. */
export function fundStatementPaper(
  reading: Reading,
  asked: Omit<StatementAsked, 'statement'> & { readonly statement: '01' | '02' },
): Result<Paper> {
  const books = booksOf(reading.db, asked.entityId);
  if (!books.ok) return books;
  const { id } = books.value;
  const statements = ask(reading, 'statements.fund', {
    entityId: id,
    period: asked.period,
    postedOnly: asked.postedOnly,
  });
  if (!statements.ok) return statements;
  const printed = { document: 'fund-statement', subject: subjectOfBook(id, [asked.statement, asked.period]) };
  const before = printedBefore(reading.db, printed);
  const document = fundStatementDocument(asked.statement, {
    header: headerOf(reading, books.value, before),
    statements: statements.value,
    postedOnly: asked.postedOnly === true,
  });
  return ok({ document, printed: [printed], before });
}

export function statementNotesPaper(
  reading: Reading,
  entityId: number | undefined,
  year: number,
): Result<Paper> {
  return workingPaper(reading, entityId, 'statement-notes', [year], (header, id) => {
    const notes = ask(reading, 'statements.notes', { entityId: id, year });
    return notes.ok ? ok(statementNotesDocument({ header, year, notes: notes.value })) : notes;
  });
}

export function chartPaper(reading: Reading, entityId: number | undefined): Result<Paper> {
  return workingPaper(reading, entityId, 'chart', [], (header, id) => {
    const accounts = ask(reading, 'accounts.list', { entityId: id });
    return accounts.ok ? ok(chartDocument(header, accounts.value)) : accounts;
  });
}

export function openingsPaper(reading: Reading, entityId: number | undefined): Result<Paper> {
  return workingPaper(reading, entityId, 'openings', [], (header, id) => {
    const openings = ask(reading, 'openings.read', { entityId: id });
    return openings.ok ? ok(openingsDocument(header, openings.value)) : openings;
  });
}

function workingPaper(
  reading: Reading,
  entityId: number | undefined,
  name: string,
  asked: readonly (string | number)[],
  make: (header: PrintHeader, entityId: number) => Result<PrintDocument>,
): Result<Paper> {
  const books = booksOf(reading.db, entityId);
  if (!books.ok) return books;
  const { id } = books.value;
  const document = make(headerOf(reading, books.value, 0), id);
  if (!document.ok) return document;
  const printed = { document: name, subject: subjectOfBook(id, asked) };
  const before = printedBefore(reading.db, printed);
  return ok({ document: document.value, printed: [printed], before, unmarked: true });
}
