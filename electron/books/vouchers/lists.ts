import { shortName } from '../../../shared/rules/voucherName.ts';
import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { quantityText } from '../../../shared/rules/measures.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { booksOf, firstPeriodOf } from '../entities/index.ts';
import { checkBookDate } from './dates.ts';
import { sourceOf } from './source.ts';
import { nextNumber, wordFor } from './writing.ts';

type Head = Output<'vouchers.list'>[number];
export type VoucherHead = Head & { readonly entityId: number };
type Line = Output<'vouchers.get'>['lines'][number];

/** 2018-03-05 记-012号凭证: what a voucher is called in sentences. */
export function nameOfVoucher(head: Pick<Head, 'date' | 'word' | 'number'>): string {
  return `${head.date.slice(0, 7)} ${shortName(head)}号凭证`;
}

const HEAD = /* sql */ `
  SELECT v.id, v.entity_id AS entityId, v.date, v.period, v.word, v.number, v.kind, v.state,
    CASE WHEN EXISTS (SELECT 1 FROM voucher r WHERE r.reverses_id = v.id AND r.reverses_wholly = 1 AND r.state <> 'void') THEN 'wholly'
      WHEN EXISTS (SELECT 1 FROM voucher r WHERE r.reverses_id = v.id AND r.state <> 'void') THEN 'partly' ELSE 'no' END AS reversed,
    COALESCE((SELECT e.summary FROM entry e WHERE e.voucher_id = v.id AND e.no = 1), '') AS summary,
    COALESCE((SELECT SUM(e.debit_fen) FROM entry e WHERE e.voucher_id = v.id), 0) AS amountFen,
    v.attachments, (SELECT COUNT(*) FROM voucher_file f WHERE f.voucher_id = v.id) AS files, v.note, v.source,
    v.source_id AS sourceId, v.reverses_id AS reversesId, v.prepared_by AS preparedBy, v.reviewed_by AS reviewedBy,
    v.posted_by AS postedBy, v.void_reason AS voidReason
  FROM voucher v`;

export function headOf(db: ReadableDb, id: number): Result<VoucherHead> {
  const head = db.get<VoucherHead>(`${HEAD} WHERE v.id = ?`, id);
  return head ? ok(head) : refuse('voucher_unknown', '没有这张凭证，请回到列表重新选择。');
}

/** Openings have a page of their own and are no part of the list. */
export function listVouchers(
  { db }: Reading,
  input: Parsed<'vouchers.list'>,
): Result<Output<'vouchers.list'>> {
  const books = booksOf(db, input.entityId);
  if (!books.ok) return books;
  const search = input.search?.trim() ?? '';
  const rows = db.all<VoucherHead>(
    `WITH ask(entity_id, first, last, state, word, account, source, source_id, search)
       AS (VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?))
     ${HEAD}, ask
     WHERE v.entity_id = ask.entity_id AND v.kind <> 'opening' AND v.period >= ask.first AND v.period <= ask.last
       AND (ask.state IS NULL OR v.state = ask.state) AND (ask.word IS NULL OR v.word = ask.word)
       AND (ask.source IS NULL OR v.source = ask.source) AND (ask.source_id IS NULL OR v.source_id = ask.source_id)
       AND (ask.account IS NULL OR EXISTS (SELECT 1 FROM entry e JOIN account a ON a.id = e.account_id
         WHERE e.voucher_id = v.id AND a.code LIKE ask.account || '%'))
       AND (ask.search = '' OR v.word || '-' || v.number = ask.search OR v.word || v.number = ask.search
         OR CAST(v.number AS TEXT) = ask.search OR v.note LIKE '%' || ask.search || '%'
         OR EXISTS (SELECT 1 FROM entry e WHERE e.voucher_id = v.id AND e.summary LIKE '%' || ask.search || '%'))
     ORDER BY v.period, v.word, v.number`,
    books.value.id,
    input.from ?? '0000-00',
    input.to ?? '9999-99',
    input.state ?? null,
    input.word ?? null,
    input.account ?? null,
    input.source ?? null,
    input.sourceId ?? null,
    search,
  );
  return ok(rows.map(({ entityId: _, ...head }) => head));
}

export function getVoucher({ db }: Reading, { id }: Parsed<'vouchers.get'>): Result<Output<'vouchers.get'>> {
  const found = headOf(db, id);
  if (!found.ok) return found;
  const { entityId, ...voucher } = found.value;
  const named = (where: string): { id: number; name: string }[] =>
    db
      .all<{ id: number; word: Head['word']; number: number; date: string }>(
        `SELECT id, word, number, date FROM voucher WHERE ${where} AND state <> 'void' ORDER BY id`,
        id,
      )
      .map((one) => ({ id: one.id, name: `${one.date.slice(0, 7)} ${shortName(one)}` }));
  return ok({
    entityId,
    voucher,
    lines: linesOfVoucher(db, id),
    files: db.all(
      `SELECT id, name, size, operator, added_at AS addedAt FROM voucher_file WHERE voucher_id = ? ORDER BY id`,
      id,
    ),
    source: sourceOf(db, voucher),
    reverses: named('id = (SELECT reverses_id FROM voucher WHERE id = ?)')[0] ?? null,
    reversedBy: named('reverses_id = ?'),
  });
}

/** A voucher's lines with the names of everything they point to. */
function linesOfVoucher(db: ReadableDb, voucherId: number): Line[] {
  type Row = Omit<Line, 'isPovertyAsset' | 'quantity'> & {
    povertyItem: number | null;
    quantityMilli: number | null;
  };
  return db
    .all<Row>(
      `SELECT e.no, e.summary, e.account_id AS accountId, a.code AS accountCode,
         COALESCE(g.name || '/', '') || COALESCE(p.name || '/', '') || a.name AS accountName,
         e.debit_fen AS debitFen, e.credit_fen AS creditFen, e.member_id AS memberId, m.no AS memberNo,
         COALESCE(person.name, m.organisation_name) AS memberName, e.item_id AS itemId, i.dim AS itemDim, i.name AS itemName,
         e.item2_id AS item2Id, i2.dim AS item2Dim, i2.name AS item2Name,
         CASE WHEN i.dim IN ('asset', 'project') THEN i.is_poverty_asset END AS povertyItem, e.quantity_milli AS quantityMilli
       FROM entry e JOIN account a ON a.id = e.account_id LEFT JOIN account p ON p.id = a.parent_id
         LEFT JOIN account g ON g.id = p.parent_id
       LEFT JOIN member m ON m.id = e.member_id LEFT JOIN person ON person.id = m.person_id
       LEFT JOIN analysis_item i ON i.id = e.item_id LEFT JOIN analysis_item i2 ON i2.id = e.item2_id
       WHERE e.voucher_id = ? ORDER BY e.no`,
      voucherId,
    )
    .map(({ povertyItem, quantityMilli, ...line }) => ({
      ...line,
      isPovertyAsset: povertyItem === null ? null : povertyItem === 1,
      quantity: quantityMilli === null ? null : quantityText(quantityMilli),
    }));
}

export function nextVoucher(
  { db, today }: Reading,
  input: Parsed<'vouchers.next'>,
): Result<Output<'vouchers.next'>> {
  const books = booksOf(db, input.entityId);
  if (!books.ok) return books;
  const entityId = books.value.id;
  const word = input.word ?? wordFor(db, entityId, []);
  const date = checkBookDate(db, entityId, input.date, today);
  const first = firstPeriodOf(db, entityId);
  const early = date.ok && input.date.slice(0, 7) < first ? `账套从 ${first} 启用，凭证日期不能更早。` : null;
  return ok({
    word,
    number: nextNumber(db, entityId, input.date.slice(0, 7), word),
    problem: date.ok ? early : date.error.message,
  });
}
