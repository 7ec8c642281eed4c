import { shortName } from '../../../shared/rules/voucherName.ts';
import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { DIM_NAMES } from '../../../shared/rules/chart/accounts.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { head, quantity, record, whole, words, yesNo, yuan } from './csv.ts';
import { className, dimNames, found, type NamedAccount, type Names, namesOf } from './names.ts';
import { inParts, type Line, linesOfMonth, type Range, rangeOf } from './range.ts';

/** The books as tables. Vouchers and entries hold everything in the range, void vouchers too; balances count what is not void. */
export function csvTables(ctx: Reading, input: Parsed<'takeout.csv'>): Result<Output<'takeout.csv'>> {
  const asked = rangeOf(ctx, input);
  if (!asked.ok) return asked;
  const { db } = ctx;
  const range = asked.value;
  const names = namesOf(db, range.entityId);
  const vouchers = range.isStart ? [VOUCHER_HEAD] : [];
  const entries = range.isStart ? [ENTRY_HEAD] : [];
  const next = inParts(range.months, input.mostLines, (period) => {
    writeVouchers(db, range.entityId, period, vouchers);
    return writeEntries(linesOfMonth(db, range.entityId, period), names, entries);
  });
  const monthly = [
    { name: 'vouchers.csv', text: vouchers.join('') },
    { name: 'entries.csv', text: entries.join('') },
  ];
  if (!range.isStart) return ok({ files: monthly, next });
  return ok({
    files: [
      { name: 'accounts.csv', text: accountTable(names) },
      { name: 'items.csv', text: itemTable(names) },
      { name: 'trial-balance.csv', text: trialBalances(db, range, names) },
      { name: 'member-balances.csv', text: memberBalances(db, range, names) },
      ...monthly,
    ],
    next,
  });
}

function accountTable({ accounts }: Names): string {
  const rows = [...accounts.values()].map((one) =>
    record([
      words(one.code),
      words(one.name),
      words(fullName(one)),
      words(className(one)),
      words(one.normal === 'debit' ? '借' : '贷'),
      words(dimNames(one.dims)),
      yesNo(one.isLeaf),
      yesNo(one.withQuantity),
      yesNo(one.enabled),
    ]),
  );
  return (
    head('科目编码', '科目名称', '全称', '类别', '余额方向', '辅助核算', '末级', '数量核算', '启用') +
    rows.join('')
  );
}

const fullName = (account: NamedAccount): string => account.path.map((one) => one.name).join('/');

function itemTable({ items }: Names): string {
  const rows = [...items.values()].map((one) =>
    record([
      whole(one.id),
      words(DIM_NAMES[one.dim]),
      words(one.name),
      words(one.note),
      yesNo(one.isPovertyAsset === 1),
      yesNo(one.isLivestock === 1),
      yesNo(one.enabled === 1),
    ]),
  );
  return head('编号', '辅助核算', '名称', '备注', '扶贫项目资产', '牲畜', '启用') + rows.join('');
}

/** 科目余额表 of each month, last-level accounts only, so that any column can be summed. */
function trialBalances(db: ReadableDb, { entityId, from, to, months }: Range, { accounts }: Names): string {
  const turnover = db.all<{ accountId: number; period: string; debitFen: number; creditFen: number }>(
    `SELECT account_id AS accountId, period, SUM(debit_fen) AS debitFen, SUM(credit_fen) AS creditFen FROM entry
     WHERE account_id IN (SELECT id FROM account WHERE entity_id = ?) AND period <= ? AND state > 0
     GROUP BY account_id, period`,
    entityId,
    to,
  );
  const byMonth = Map.groupBy(turnover, (row) => row.period);
  const balances = new Map<number, number>();
  const rows: string[] = [];
  const all = [...new Set([...byMonth.keys(), ...months])].sort();
  for (const period of all) {
    const ofMonth = new Map((byMonth.get(period) ?? []).map((row) => [row.accountId, row]));
    const touched = new Set([...balances.keys(), ...ofMonth.keys()]);
    for (const account of accounts.values()) {
      if (!touched.has(account.id)) continue;
      const { debitFen, creditFen } = ofMonth.get(account.id) ?? { debitFen: 0, creditFen: 0 };
      const openingFen = balances.get(account.id) ?? 0;
      const closingFen = openingFen + debitFen - creditFen;
      balances.set(account.id, closingFen);
      const nothing = openingFen === 0 && debitFen === 0 && creditFen === 0;
      if (nothing || (from !== null && period < from)) continue;
      rows.push(
        record([
          words(period),
          words(account.code),
          words(fullName(account)),
          ...balanceFields({ openingFen, debitFen, creditFen }),
        ]),
      );
    }
  }
  return head('期间', '科目编码', '科目名称', ...BALANCE_TITLES) + rows.join('');
}

/** What each member has with the cooperative, by account: before the range, in it, at its end. */
function memberBalances(db: ReadableDb, { entityId, from, to }: Range, names: Names): string {
  const rows = db.all<{
    memberId: number;
    accountId: number;
    openingFen: number;
    debitFen: number;
    creditFen: number;
  }>(
    `WITH ask(first) AS (VALUES (?))
     SELECT member_id AS memberId, account_id AS accountId,
       SUM(CASE WHEN period < ask.first THEN debit_fen - credit_fen ELSE 0 END) AS openingFen,
       SUM(CASE WHEN period >= ask.first THEN debit_fen ELSE 0 END) AS debitFen,
       SUM(CASE WHEN period >= ask.first THEN credit_fen ELSE 0 END) AS creditFen
     FROM entry, ask
     WHERE member_id IN (SELECT id FROM member WHERE entity_id = ?) AND period <= ? AND state > 0
     GROUP BY member_id, account_id`,
    from ?? '0000-00',
    entityId,
    to,
  );
  const lines = rows.map((row) => {
    const member = found(names.members, row.memberId);
    const account = found(names.accounts, row.accountId);
    return record([
      words(member.no),
      words(member.name),
      words(account.code),
      words(fullName(account)),
      ...balanceFields(row),
    ]);
  });
  return head('社员编号', '社员姓名', '科目编码', '科目名称', ...BALANCE_TITLES) + lines.join('');
}

const BALANCE_TITLES = [
  '期初借方余额',
  '期初贷方余额',
  '本期借方',
  '本期贷方',
  '期末借方余额',
  '期末贷方余额',
];

function balanceFields(of: { openingFen: number; debitFen: number; creditFen: number }) {
  const closingFen = of.openingFen + of.debitFen - of.creditFen;
  return [
    yuan(Math.max(of.openingFen, 0)),
    yuan(Math.max(-of.openingFen, 0)),
    yuan(of.debitFen),
    yuan(of.creditFen),
    yuan(Math.max(closingFen, 0)),
    yuan(Math.max(-closingFen, 0)),
  ];
}

const VOUCHER_HEAD = head(
  ...['日期', '凭证字号', '种类', '状态', '附单据张数', '备注', '来源', '冲销的凭证'],
  ...['制单', '制单时间', '审核', '审核时间', '记账', '记账时间', '作废原因'],
);

interface Voucher extends Pick<Line, 'date' | 'word' | 'number' | 'state' | 'note' | 'source' | 'sourceId'> {
  readonly kind: keyof typeof KINDS;
  readonly attachments: number;
  readonly reversed: string | null;
  readonly preparedBy: string;
  readonly preparedAt: string;
  readonly reviewedBy: string | null;
  readonly reviewedAt: string | null;
  readonly postedBy: string | null;
  readonly postedAt: string | null;
  readonly voidReason: string | null;
}

const KINDS = {
  entry: '手工',
  event: '业务',
  'close-profit': '结转损益',
  'close-year': '年末结转',
  'clear-distribution': '结清分配',
  opening: '期初',
} as const;

function writeVouchers(db: ReadableDb, entityId: number, period: string, text: string[]): void {
  const vouchers = db.iterate<Voucher>(
    `SELECT v.date, v.word, v.number, v.kind, v.state, v.attachments, v.note, v.source, v.source_id AS sourceId,
       r.period || ' ' || r.word || '-' || printf('%03d', r.number) AS reversed, v.prepared_by AS preparedBy,
       v.prepared_at AS preparedAt, v.reviewed_by AS reviewedBy, v.reviewed_at AS reviewedAt, v.posted_by AS postedBy,
       v.posted_at AS postedAt, v.void_reason AS voidReason
     FROM voucher v LEFT JOIN voucher r ON r.id = v.reverses_id
     WHERE v.entity_id = ? AND v.period = ? ORDER BY v.date, v.word, v.number`,
    entityId,
    period,
  );
  for (const one of vouchers) {
    text.push(
      record([
        words(one.date),
        words(shortName(one)),
        words(KINDS[one.kind]),
        words(STATES[one.state]),
        whole(one.attachments),
        words(one.note),
        words(sourceOf(one)),
        words(one.reversed),
        ...[one.preparedBy, one.preparedAt, one.reviewedBy, one.reviewedAt].map(words),
        ...[one.postedBy, one.postedAt, one.voidReason].map(words),
      ]),
    );
  }
}

const ENTRY_HEAD = head(
  ...['日期', '凭证字号', '行号', '状态', '摘要', '科目编码', '科目名称', '社员编号', '社员姓名'],
  ...['辅助核算一', '辅助核算二', '借方金额', '贷方金额', '数量', '来源'],
);

function writeEntries(lines: Iterable<Line>, names: Names, text: string[]): number {
  const accountFields = new Map(
    [...names.accounts.values()].map((one) => [one.id, [words(one.code), words(fullName(one))] as const]),
  );
  let count = 0;
  for (const line of lines) {
    const member = line.memberId === null ? null : found(names.members, line.memberId);
    const item = line.itemId === null ? null : found(names.items, line.itemId);
    const item2 = line.item2Id === null ? null : found(names.items, line.item2Id);
    text.push(
      record([
        words(line.date),
        words(shortName(line)),
        whole(line.no),
        words(STATES[line.state]),
        words(line.summary),
        ...found(accountFields, line.accountId),
        words(member?.no ?? null),
        words(member?.name ?? null),
        words(item?.name ?? null),
        words(item2?.name ?? null),
        yuan(line.debitFen),
        yuan(line.creditFen),
        quantity(line.quantityMilli),
        words(sourceOf(line)),
      ]),
    );
    count += 1;
  }
  return count;
}

const STATES = { draft: '草稿', reviewed: '已审核', posted: '已记账', void: '作废' } as const;

const SOURCES: Readonly<Record<string, string>> = {
  share: '股金登记',
  withdrawal: '退社',
  'dividend-run': '分红方案',
  'dividend-payment': '分红发放',
  business: '业务登记',
};

function sourceOf({ source, sourceId }: Pick<Line, 'source' | 'sourceId'>): string | null {
  return source === null ? null : `${SOURCES[source] ?? source} ${sourceId}`;
}
