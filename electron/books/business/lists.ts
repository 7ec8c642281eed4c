import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { fiscalYearBounds } from '../../../shared/rules/calendar.ts';
import { plainYuan } from '../../../shared/rules/money.ts';
import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { BUSINESS_TITLES } from '../../../shared/rules/posting/business.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf } from '../entities/index.ts';
import { deliveriesOf, shown } from './using.ts';

type EventRow = Output<'business.list'>[number];
type VoucherName = EventRow['vouchers'][number];
type Stored = Omit<EventRow, 'title' | 'vouchers'> & { readonly vouchers: string };

/** Vouchers are few to an event, so each event brings its own along as JSON. */
const EVENT = /* sql */ `
  SELECT e.id, e.kind, e.date, e.party, e.amount_fen AS amountFen, e.document_no AS documentNo, e.note,
    e.reverses_id AS reversesId, r.id AS reversedById, e.operator,
    COALESCE((SELECT n.summary FROM voucher v JOIN entry n ON n.voucher_id = v.id AND n.no = 1
      WHERE v.source = 'business' AND v.source_id = e.id ORDER BY v.id LIMIT 1), '') AS summary,
    (SELECT json_group_array(json_object('id', v.id, 'period', v.period, 'word', v.word, 'number', v.number, 'state', v.state))
      FROM voucher v WHERE v.source = 'business' AND v.source_id = e.id) AS vouchers
  FROM business_event e LEFT JOIN business_event r ON r.reverses_id = e.id`;

/** Events by date and then as recorded, red ones among them. */
export function listBusiness(
  { db }: Reading,
  input: Parsed<'business.list'>,
): Result<Output<'business.list'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const year = input.year === undefined ? null : fiscalYearBounds(input.year);
  const rows = db
    .all<Stored>(
      `${EVENT} WHERE e.entity_id = ? AND e.date BETWEEN ? AND ?
         AND e.kind IN (SELECT value FROM json_each(?)) ORDER BY e.date, e.seq`,
      cooperative.value.id,
      year?.firstDay ?? '0000-01-01',
      year?.lastDay ?? '9999-12-31',
      JSON.stringify(input.kind === undefined ? Object.keys(BUSINESS_TITLES) : [input.kind]),
    )
    .map(eventRow);
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
  const row = db.get<Stored>(`${EVENT} WHERE e.id = ?`, id);
  if (!row || !Object.hasOwn(BUSINESS_TITLES, row.kind))
    return refuse('event_unknown', '没有这笔业务，请回到列表重新选择。');
  const more = db.get<{ facts: string; recordedAt: string; attachments: number }>(
    `SELECT e.facts, e.recorded_at AS recordedAt,
       (SELECT COALESCE(SUM(v.attachments), 0) FROM voucher v WHERE v.source = 'business' AND v.source_id = e.id) AS attachments
     FROM business_event e WHERE e.id = ?`,
    id,
  )!;
  return ok({
    event: eventRow(row),
    facts: JSON.parse(more.facts) as Output<'business.get'>['facts'],
    attachments: more.attachments,
    recordedAt: more.recordedAt,
    deliveries: deliveriesOf(db, row.reversesId ?? row.id).map(shown),
  });
}

function eventRow(row: Stored): EventRow {
  const vouchers = JSON.parse(row.vouchers) as {
    id: number;
    period: string;
    word: string;
    number: number;
    state: VoucherName['state'];
  }[];
  const month = row.date.slice(0, 7);
  return {
    ...row,
    title: row.reversesId === null ? BUSINESS_TITLES[row.kind] : `冲销${BUSINESS_TITLES[row.kind]}`,
    vouchers: vouchers
      .sort((a, b) => a.id - b.id)
      .map(({ id, period, word, number, state }) => {
        const name = `${word}-${String(number).padStart(3, '0')}`;
        return { id, state, name: period === month ? name : `${period} ${name}` };
      }),
  };
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
