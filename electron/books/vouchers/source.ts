import type { Output } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import {
  EVENT_TITLES,
  type EventKind,
  subjectOf,
  SUBJECT_TITLES,
} from '../../../shared/rules/posting/eventKinds.ts';
import type { ReadableDb } from '../../workspace/database.ts';

type Head = Output<'vouchers.list'>[number];
type Source = NonNullable<Output<'vouchers.get'>['source']>;

/** The event behind a voucher, in words and as the page of its register; null for one written by hand or by a closing. */
export function sourceOf(db: ReadableDb, { source, sourceId }: Head): Source | null {
  if (source === null || sourceId === null) return null;
  switch (source) {
    case 'share':
      return ofShare(db, sourceId);
    case 'dividend-run':
      return ofRun(db, sourceId);
    case 'dividend-payment':
      return ofPayment(db, sourceId);
    case 'business':
      return ofBusiness(db, sourceId);
  }
}

function ofShare(db: ReadableDb, id: number): Source | null {
  const row = db.get<{ memberId: number; kind: string; no: string; name: string; fen: number; date: string }>(
    `SELECT m.id AS memberId, t.kind, m.no, COALESCE(p.name, m.organisation_name) AS name, t.amount_fen AS fen, t.date
     FROM share_transaction t JOIN member m ON m.id = t.member_id LEFT JOIN person p ON p.id = m.person_id WHERE t.id = ?`,
    id,
  );
  if (!row) return null;
  const what = `${SHARE_KINDS[row.kind] ?? row.kind} ${row.no} ${row.name} ${formatYuan(row.fen)} 元`;
  return { title: `股金登记 ${row.date} ${what}`, subject: 'members', id: row.memberId };
}

function ofRun(db: ReadableDb, id: number): Source | null {
  const row = db.get<{ year: number; draftNo: number }>(
    'SELECT fiscal_year AS year, draft_no AS draftNo FROM dividend_run WHERE id = ?',
    id,
  );
  return row ? { title: `${row.year} 年度盈余分配方案第 ${row.draftNo} 稿`, subject: 'dividends', id } : null;
}

function ofPayment(db: ReadableDb, id: number): Source | null {
  const row = db.get<{ runId: number; year: number; date: string }>(
    `SELECT r.id AS runId, r.fiscal_year AS year, p.date
     FROM dividend_payment p JOIN dividend_run r ON r.id = p.run_id WHERE p.id = ?`,
    id,
  );
  return row ? { title: `${row.year} 年度分红发放 ${row.date}`, subject: 'dividends', id: row.runId } : null;
}

function ofBusiness(db: ReadableDb, id: number): Source | null {
  const row = db.get<{ kind: EventKind; date: string; party: string; fen: number }>(
    'SELECT kind, date, party, amount_fen AS fen FROM business_event WHERE id = ?',
    id,
  );
  if (!row) return null;
  const what = `${row.fen < 0 ? '冲销' : ''}${EVENT_TITLES[row.kind]} ${row.party}`.trim();
  const subject = subjectOf(row.kind);
  return { title: `${SUBJECT_TITLES[subject]} ${row.date} ${what} ${formatYuan(row.fen)} 元`, subject, id };
}

const SHARE_KINDS: Readonly<Record<string, string>> = {
  contribution: '入股',
  'transfer-in': '受让',
  'transfer-out': '转让',
  'inheritance-in': '继承',
  'inheritance-out': '继承转出',
  'surplus-to-share': '盈余转股',
  'reserve-to-share': '公积金转增',
  withdrawal: '退社',
  reversal: '冲销',
};
