import { shortName } from '../../../shared/rules/voucherName.ts';
import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { parseYuan } from '../../../shared/rules/money.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import { accountOf, rangeOf } from './range.ts';

type Shown = Output<'ledger.journal'>;
type Row = Shown['rows'][number];

/** More than anybody reads on a screen; who wants more narrows the months down. */
const MOST_LINES = 20_000;

/** Month by month in the order of the vouchers' own index, so that the first lines come without sorting all. */
export const JOURNAL = /* sql */ `
  WITH ask(entity_id, first, last, least_state, account, search, fen) AS (VALUES (?, ?, ?, ?, ?, ?, ?))
  SELECT v.date, v.id AS voucherId, v.word, v.number, v.state, e.no, e.summary, a.code,
    CASE WHEN p.id IS NULL THEN a.name ELSE p.name || '/' || a.name END AS name,
    TRIM(CASE WHEN m.id IS NULL THEN '' ELSE m.no || ' ' || COALESCE(person.name, m.organisation_name) END
      || COALESCE(i.name, '') || COALESCE(' ' || i2.name, '')) AS analysis,
    e.debit_fen AS debitFen, e.credit_fen AS creditFen
  FROM ask CROSS JOIN voucher v CROSS JOIN entry e ON e.voucher_id = v.id
    JOIN account a ON a.id = e.account_id LEFT JOIN account p ON p.id = a.parent_id
    LEFT JOIN member m ON m.id = e.member_id LEFT JOIN person ON person.id = m.person_id
    LEFT JOIN analysis_item i ON i.id = e.item_id LEFT JOIN analysis_item i2 ON i2.id = e.item2_id
  WHERE v.entity_id = ask.entity_id AND v.period >= ask.first AND v.period <= ask.last AND e.state >= ask.least_state
    AND (ask.account = '' OR (a.code >= ask.account AND a.code < ask.account || 'a'))
    AND (ask.search = '' OR instr(e.summary, ask.search) > 0 OR instr(a.name, ask.search) > 0 OR instr(a.code, ask.search) = 1
      OR instr(COALESCE(m.no || ' ' || person.name, m.no || ' ' || m.organisation_name, ''), ask.search) > 0
      OR instr(COALESCE(i.name, ''), ask.search) > 0 OR instr(COALESCE(i2.name, ''), ask.search) > 0
      OR v.word || v.number = ask.search OR v.word || '-' || printf('%03d', v.number) = ask.search
      OR e.debit_fen = ask.fen OR e.credit_fen = ask.fen)
  ORDER BY v.period, v.date, v.word, v.number, e.no
  LIMIT ?`;

type StoredRow = Omit<Row, 'voucherName'> & { word: '记' | '收' | '付' | '转' | '初'; number: number };

/** 序时账: the lines of the range by date and number, found by words, codes, names, numbers or an amount. */
export function journal({ db }: Reading, input: Parsed<'ledger.journal'>): Result<Shown> {
  const range = rangeOf(db, input);
  if (!range.ok) return range;
  const { entityId, from, to, leastState } = range.value;
  if (input.account !== undefined) {
    const account = accountOf(db, range.value, input.account);
    if (!account.ok) return account;
  }
  const search = input.search?.trim() ?? '';
  const amount = parseYuan(search);
  const rows = db.all<StoredRow>(
    JOURNAL,
    entityId,
    from,
    to,
    leastState,
    input.account ?? '',
    search,
    amount.ok && amount.value !== 0 ? amount.value : null,
    MOST_LINES + 1,
  );
  return ok({
    rows: rows
      .slice(0, MOST_LINES)
      .map(({ word, number, ...row }) => ({ ...row, voucherName: shortName({ word, number }) })),
    truncated: rows.length > MOST_LINES,
  });
}
