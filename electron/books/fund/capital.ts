import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { fiscalYearBounds } from '../../../shared/rules/calendar.ts';
import { brought, CAPITAL_TITLES, spent } from '../../../shared/rules/posting/fund.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { WritableDb } from '../../workspace/database.ts';
import { type Act, record } from './acts.ts';
import { insertCapital } from './contributing.ts';
import { fundWith } from './settings.ts';

/** 资金来源 from outside: 财政扶持, 捐赠, 社会帮扶. */
export function planCapital(ctx: Reading, input: Parsed<'fund.bring'>): Result<Act> {
  const found = fundWith(ctx.db, input.entityId);
  if (!found.ok) return found;
  const fund = found.value;
  const { date, source, party, isRestricted, amountFen, paid, documentNo, attachments, note } = input;
  const capital = { source, party, isRestricted, fen: amountFen };
  return ok({
    fund,
    kind: 'fundBrought',
    date,
    facts: input,
    amountFen,
    documentNo,
    attachments,
    party,
    note,
    posting: brought(capital, paid),
    warnings:
      source === 'fiscal' && paid.kind === 'cash'
        ? ['财政扶持资金要进专户，现金收款请核对。']
        : source === 'fiscal' && !isRestricted
          ? [`${CAPITAL_TITLES.fiscal}一般指定用于借款周转（限定性），请核对文件。`]
          : [],
    write: (writing, eventId) =>
      insertCapital(writing.db, { entityId: fund.id, date, ...capital, eventId, reversesId: null }),
  });
}

export const bring = (ctx: Writing, input: Parsed<'fund.bring'>): Result<Output<'fund.bring'>> =>
  record(ctx, planCapital(ctx, input));

/** 业务活动成本, 管理费用: a voucher only. */
export function planSpending(ctx: Reading, input: Parsed<'fund.spend'>): Result<Act> {
  const found = fundWith(ctx.db, input.entityId);
  if (!found.ok) return found;
  const { date, cost, item, party, amountFen, paid, documentNo, attachments, note } = input;
  return ok({
    fund: found.value,
    kind: 'fundSpent',
    date,
    facts: input,
    amountFen,
    documentNo,
    attachments,
    party: party === '' ? item : party,
    note,
    posting: spent(cost, item, amountFen, paid),
    warnings: [],
    write: () => undefined,
  });
}

export const spend = (ctx: Writing, input: Parsed<'fund.spend'>): Result<Output<'fund.spend'>> =>
  record(ctx, planSpending(ctx, input));

type Row = Output<'fund.capital'>[number];

export function listCapital({ db }: Reading, input: Parsed<'fund.capital'>): Result<Row[]> {
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const bounds = input.year === undefined ? null : fiscalYearBounds(input.year);
  const rows = db.all<Omit<Row, 'isRestricted' | 'isUndone'> & { isRestricted: number; isUndone: number }>(
    `SELECT c.event_id AS eventId, c.date, c.source, c.party, c.fen, c.is_restricted AS isRestricted, e.document_no AS documentNo, e.note,
       EXISTS (SELECT 1 FROM fund_capital r WHERE r.reverses_id = c.id) AS isUndone
     FROM fund_capital c JOIN business_event e ON e.id = c.event_id
     WHERE c.entity_id = ? AND c.date BETWEEN ? AND ? ORDER BY c.date, c.id`,
    found.value.id,
    bounds?.firstDay ?? '0000-01-01',
    bounds?.lastDay ?? '9999-12-31',
  );
  return ok(
    rows.map((row) => ({ ...row, isRestricted: row.isRestricted === 1, isUndone: row.isUndone === 1 })),
  );
}

/** The capital of an event in red, when it is undone. */
export function reverseCapital(
  db: WritableDb,
  eventId: number,
  red: { readonly eventId: number; readonly date: string },
): void {
  db.run(
    `INSERT INTO fund_capital (entity_id, date, source, party, is_restricted, fen, event_id, reverses_id)
     SELECT entity_id, ?, source, party, is_restricted, -fen, ?, id FROM fund_capital WHERE event_id = ?`,
    red.date,
    red.eventId,
    eventId,
  );
}
