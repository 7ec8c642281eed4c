import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { plainYuan } from '../../../shared/rules/money.ts';
import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { BUSINESS_TITLES, type BusinessKind } from '../../../shared/rules/posting/business.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf } from '../entities/index.ts';
import { eventById, listEvents } from '../events/index.ts';
import { deliveriesOf, shown } from './using.ts';

type EventRow = Output<'business.list'>[number];
/** Events by date and then as recorded, red ones among them. */
export function listBusiness(
  { db }: Reading,
  input: Parsed<'business.list'>,
): Result<Output<'business.list'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const kinds = input.kind === undefined ? (Object.keys(BUSINESS_TITLES) as BusinessKind[]) : [input.kind];
  const rows = listEvents(db, cooperative.value.id, kinds, input.year);
  const words = toHalfWidth(input.search ?? '')
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  return ok(rows.filter((row) => words.every((word) => searched(row).includes(word))));
}

/** What a search looks in: the words of the row, its paper, its vouchers and its amount. */
function searched(row: EventRow): string {
  return [
    row.title,
    row.summary,
    row.party,
    row.documentNo,
    row.note,
    plainYuan(row.amountFen),
    ...row.vouchers.map((one) => one.name),
  ]
    .join('\n')
    .toLowerCase();
}

export function getBusiness({ db }: Reading, { id }: Parsed<'business.get'>): Result<Output<'business.get'>> {
  const row = eventById(db, id);
  if (!row || !Object.hasOwn(BUSINESS_TITLES, row.kind))
    return refuse('event_unknown', '没有这笔业务，请回到列表重新选择。');
  const more = db.get<{ facts: string; recordedAt: string; attachments: number }>(
    `SELECT e.facts, e.recorded_at AS recordedAt,
       (SELECT COALESCE(SUM(v.attachments), 0) FROM voucher v WHERE v.source = 'business' AND v.source_id = e.id) AS attachments
     FROM business_event e WHERE e.id = ?`,
    id,
  )!;
  return ok({
    event: row as EventRow,
    facts: JSON.parse(more.facts) as Output<'business.get'>['facts'],
    attachments: more.attachments,
    recordedAt: more.recordedAt,
    deliveries: deliveriesOf(db, row.reversesId ?? row.id).map(shown),
  });
}

type BalanceRow = Output<'business.balances'>[number];

/** What is open on an account by whom or what, on its usual side. */
export function listBalances(
  { db, today }: Reading,
  input: Parsed<'business.balances'>,
): Result<Output<'business.balances'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  return ok(balancesOn(db, cooperative.value.id, input.account, input.asOf ?? today));
}

/** 成员往来 is shown by what the cooperative owes: most of it is. */
function balancesOn(db: ReadableDb, entityId: number, account: string, asOf: string): BalanceRow[] {
  const side = account === '113' || account === '128' ? 1 : -1;
  return db.all<BalanceRow>(
    `SELECT e.member_id AS memberId, m.no AS memberNo, e.item_id AS itemId, i.dim,
       COALESCE(p.name, m.organisation_name, i.name, '') AS name, i2.name AS item2Name,
       ? * SUM(e.debit_fen - e.credit_fen) AS balanceFen
     FROM account a JOIN entry e ON e.account_id = a.id AND e.state > 0 JOIN voucher v ON v.id = e.voucher_id
       LEFT JOIN member m ON m.id = e.member_id LEFT JOIN person p ON p.id = m.person_id
       LEFT JOIN analysis_item i ON i.id = e.item_id LEFT JOIN analysis_item i2 ON i2.id = e.item2_id
     WHERE a.entity_id = ? AND a.code = ? AND v.date <= ?
     GROUP BY e.member_id, e.item_id, e.item2_id HAVING balanceFen <> 0 ORDER BY m.id, i.id, i2.id`,
    side,
    entityId,
    account,
    asOf,
  );
}
