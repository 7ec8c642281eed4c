import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { fiscalYearBounds } from '../../../shared/rules/calendar.ts';
import { contributed } from '../../../shared/rules/posting/fund.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { WritableDb } from '../../workspace/database.ts';
import { type Act, record } from './acts.ts';
import { activeMember, described } from './members.ts';
import { fundWith } from './settings.ts';

/** 互助金 of a member: what is paid in is owed to the member (2209); what was granted is a ticket, in no account and never refunded. */
export function planContribution(ctx: Reading, input: Parsed<'fund.contribute'>): Result<Act> {
  const { db } = ctx;
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const fund = found.value;
  const member = activeMember(db, fund, input.memberId, input.date);
  if (!member.ok) return member;
  if (member.value.state === 'leaving') {
    const sentence = `${described(member.value)} 已经申请退会。要继续缴纳，请先撤回退会申请。`;
    return refuse('member_leaving', sentence, { memberId: sentence });
  }
  const { kind, date, amountFen, paid, documentNo, attachments, note } = input;
  const isGranted = kind === 'granted';
  const warnings = isGranted
    ? ['赠股配股只是份额凭证：不入账，不能转让，退会时不退。']
    : kind === 'base' && amountFen % fund.settings.baseFen !== 0
      ? ['金额不是基准互助金的整数倍，请核对。']
      : [];
  return ok({
    fund,
    kind: isGranted ? 'fundGranted' : 'fundContributed',
    date,
    facts: input,
    amountFen,
    documentNo,
    attachments,
    party: described(member.value),
    note,
    posting: kind === 'granted' ? null : contributed(member.value, kind, amountFen, paid),
    warnings,
    write: (writing, eventId) => {
      insertContribution(writing, {
        entityId: fund.id,
        memberId: member.value.id,
        date,
        kind,
        isGranted,
        fen: amountFen,
        documentNo,
        note,
        eventId,
        reversesId: null,
      });
    },
  });
}

export function contribute(
  ctx: Writing,
  input: Parsed<'fund.contribute'>,
): Result<Output<'fund.contribute'>> {
  return record(ctx, planContribution(ctx, input));
}

interface NewContribution {
  readonly entityId: number;
  readonly memberId: number;
  readonly date: string;
  readonly kind: 'base' | 'additional' | 'granted' | 'refund' | 'reversal';
  readonly isGranted: boolean;
  readonly fen: number;
  readonly documentNo: string;
  readonly note: string;
  readonly eventId: number | null;
  readonly reversesId: number | null;
}

export function insertContribution(ctx: Writing, row: NewContribution): void {
  ctx.db.run(
    `INSERT INTO fund_contribution (entity_id, member_id, date, kind, is_granted, fen, document_no, note, event_id, reverses_id, operator,
       recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    row.entityId,
    row.memberId,
    row.date,
    row.kind,
    row.isGranted ? 1 : 0,
    row.fen,
    row.documentNo,
    row.note,
    row.eventId,
    row.reversesId,
    ctx.operator,
    ctx.now,
  );
}

/** The contributions of an event in red, when it is undone. */
export function reverseContributions(
  ctx: Writing,
  eventId: number,
  red: { readonly eventId: number; readonly date: string; readonly reason: string },
): void {
  const rows = ctx.db.all<
    Pick<NewContribution, 'entityId' | 'memberId' | 'fen'> & { id: number; isGranted: number }
  >(
    `SELECT id, entity_id AS entityId, member_id AS memberId, is_granted AS isGranted, fen FROM fund_contribution
     WHERE event_id = ? AND kind <> 'reversal'`,
    eventId,
  );
  for (const row of rows) {
    insertContribution(ctx, {
      entityId: row.entityId,
      memberId: row.memberId,
      isGranted: row.isGranted === 1,
      date: red.date,
      kind: 'reversal',
      fen: 0 - row.fen,
      documentNo: '',
      note: red.reason,
      eventId: red.eventId,
      reversesId: row.id,
    });
  }
}

const TITLES = {
  base: '基准互助金',
  additional: '追加互助金',
  granted: '赠股配股',
  refund: '退会退还',
  reversal: '冲销',
} as const;

type Row = Output<'fund.contributions'>[number];

/** 互助金收缴台账, with what is left after each row. */
export function listContributions({ db }: Reading, input: Parsed<'fund.contributions'>): Result<Row[]> {
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const bounds = input.year === undefined ? null : fiscalYearBounds(input.year);
  const rows = db.all<Omit<Row, 'title' | 'isUndone'> & { isUndone: number }>(
    `SELECT * FROM (
       SELECT c.id, c.member_id AS memberId, m.no AS memberNo, p.name AS memberName, c.date, c.kind, c.fen,
         SUM(CASE WHEN c.is_granted = 1 THEN 0 ELSE c.fen END) OVER (PARTITION BY c.member_id ORDER BY c.date, c.id) AS balanceFen,
         c.document_no AS documentNo, c.note, c.event_id AS eventId, c.reverses_id AS reversesId,
         EXISTS (SELECT 1 FROM fund_contribution r WHERE r.reverses_id = c.id) AS isUndone, c.operator
       FROM fund_contribution c JOIN member m ON m.id = c.member_id JOIN person p ON p.id = m.person_id
       WHERE c.entity_id = ? AND (? IS NULL OR c.member_id = ?))
     WHERE date BETWEEN ? AND ? ORDER BY date, id`,
    found.value.id,
    input.memberId ?? null,
    input.memberId ?? null,
    bounds?.firstDay ?? '0000-01-01',
    bounds?.lastDay ?? '9999-12-31',
  );
  return ok(rows.map((row) => ({ ...row, title: TITLES[row.kind], isUndone: row.isUndone === 1 })));
}

/** A capital row, or its red one. */
export function insertCapital(
  db: WritableDb,
  row: {
    readonly entityId: number;
    readonly date: string;
    readonly source: 'fiscal' | 'donation' | 'assistance';
    readonly party: string;
    readonly isRestricted: boolean;
    readonly fen: number;
    readonly eventId: number;
    readonly reversesId: number | null;
  },
): void {
  db.run(
    `INSERT INTO fund_capital (entity_id, date, source, party, is_restricted, fen, event_id, reverses_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    row.entityId,
    row.date,
    row.source,
    row.party,
    row.isRestricted ? 1 : 0,
    row.fen,
    row.eventId,
    row.reversesId,
  );
}
