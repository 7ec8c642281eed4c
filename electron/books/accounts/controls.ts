import type { ReadableDb } from '../../workspace/database.ts';
import type { EntityKind } from '../entities/index.ts';

/**
 * Control accounts: the figures of a register, one member or item (an asset, a worker) after the other, must be those of the account
 * (DESIGN §4.3). `register` is SQL that gives, for the entity bound to ask(entity_id), every movement as the account's two sides have it,
 * red where it undoes, dated: memberId, or itemId and item2Id; date, debitFen, creditFen.
 */
export interface Control {
  readonly books: EntityKind;
  /** By code, with its sub-accounts, in a cooperative's books; by role (@loans) in an association's. */
  readonly account: string;
  readonly by: 'member' | 'item';
  readonly name: string;
  readonly registerName: string;
  /** `never`: only the register's events post there. */
  readonly typed: 'never' | 'allowed';
  readonly instead: string;
  readonly register: string;
}

const COOPERATIVE: readonly Omit<Control, 'books'>[] = [
  {
    account: '301',
    by: 'member',
    name: '股金',
    registerName: '股金登记簿',
    typed: 'never',
    instead: '股金由“社员与股金”里的入股、转让、退社等登记产生，不在凭证里直接填写',
    // A reversal stands in red on the side of what it undoes.
    register: /* sql */ `
      SELECT member_id AS memberId, date,
        CASE WHEN (amount_fen > 0) = (kind <> 'reversal') THEN 0 ELSE -amount_fen END AS debitFen,
        CASE WHEN (amount_fen > 0) = (kind <> 'reversal') THEN amount_fen ELSE 0 END AS creditFen
      FROM share_transaction WHERE entity_id = (SELECT entity_id FROM ask)`,
  },
  {
    account: '221',
    by: 'member',
    name: '应付盈余返还',
    registerName: '分红应付未付',
    typed: 'never',
    instead: '应付盈余返还由“分红”里的批准、发放产生，不在凭证里直接填写',
    register: owed('return'),
  },
  {
    account: '222',
    by: 'member',
    name: '应付剩余盈余',
    registerName: '分红应付未付',
    typed: 'never',
    instead: '应付剩余盈余由“分红”里的批准、发放产生，不在凭证里直接填写',
    register: owed('surplus'),
  },
  ...assetControls(),
  {
    account: '213',
    by: 'item',
    name: '应付劳务费',
    registerName: '劳务费应付未付',
    typed: 'never',
    instead:
      '应付劳务费由“务工”里的记工、劳务费发放表和发放产生，启用前欠的在“务工”里登记期初欠付，不在凭证和期初里直接填写',
    // Vouchers typed before 213 had a register stand for themselves.
    register: /* sql */ `
      SELECT item_id AS itemId, item2_id AS item2Id, date, debit_fen AS debitFen, credit_fen AS creditFen
      FROM labour_move WHERE entity_id = (SELECT entity_id FROM ask)
      UNION ALL
      SELECT e.item_id, e.item2_id, v.date, e.debit_fen, e.credit_fen
      FROM account a CROSS JOIN entry e ON e.account_id = a.id JOIN voucher v ON v.id = e.voucher_id
      WHERE a.entity_id = (SELECT entity_id FROM ask) AND a.code = '213' AND e.state > 0 AND v.source IS NULL
        AND EXISTS (SELECT 1 FROM labour_kept k WHERE k.voucher_id IN (v.id, v.reverses_id))`,
  },
];

/** The association's, by role. What was granted (赠股配股) is a ticket and in no account. */
const FUND: readonly Omit<Control, 'books'>[] = [
  {
    account: '@loans',
    by: 'member',
    name: '借款',
    registerName: '借款台账',
    typed: 'never',
    instead: '借款由“互助资金”里的放款、还款、核销产生，不在凭证里直接填写',
    // A reversal stands in red on the side of what it undoes.
    register: /* sql */ `
      SELECT member_id AS memberId, date,
        CASE WHEN (principal_fen > 0) = (kind <> 'reversal') THEN principal_fen ELSE 0 END AS debitFen,
        CASE WHEN (principal_fen > 0) = (kind <> 'reversal') THEN 0 ELSE -principal_fen END AS creditFen
      FROM fund_loan_move WHERE entity_id = (SELECT entity_id FROM ask) AND principal_fen <> 0`,
  },
  {
    account: '@memberFund',
    by: 'member',
    name: '互助金',
    registerName: '互助金收缴台账',
    typed: 'never',
    instead: '互助金由“互助资金”里的缴纳、退会产生，不在凭证里直接填写',
    register: /* sql */ `
      SELECT member_id AS memberId, date,
        CASE WHEN (fen > 0) = (kind <> 'reversal') THEN 0 ELSE -fen END AS debitFen,
        CASE WHEN (fen > 0) = (kind <> 'reversal') THEN fen ELSE 0 END AS creditFen
      FROM fund_contribution WHERE entity_id = (SELECT entity_id FROM ask) AND is_granted = 0`,
  },
];

export const CONTROLS: readonly Control[] = [
  ...COOPERATIVE.map((one) => ({ books: 'cooperative' as const, ...one })),
  ...FUND.map((one) => ({ books: 'fund' as const, ...one })),
];

/** The control accounts of a kind of books. */
export function controlsOf(kind: EntityKind): readonly Control[] {
  return CONTROLS.filter((one) => one.books === kind);
}

/** Whether a control is about this account. */
export function isControlled(
  control: Control,
  account: { readonly books: EntityKind; readonly code: string; readonly role: string },
): boolean {
  if (control.books !== account.books) return false;
  return control.books === 'fund'
    ? control.account === `@${account.role}`
    : account.code.startsWith(control.account);
}

/**
 * 原值 and 累计折旧 by card: the moves of cards in the books. Additions stand on the account's own side, what went on the other, a reversal in
 * red on the side of what it undoes.
 */
function assetControls(): Omit<Control, 'books'>[] {
  const onSide = (column: string, isDebit: boolean): string => {
    const own = `CASE WHEN (m.${column} > 0) = (m.kind <> 'reversal') THEN m.${column} ELSE 0 END`;
    const other = `CASE WHEN (m.${column} > 0) = (m.kind <> 'reversal') THEN 0 ELSE -m.${column} END`;
    return isDebit
      ? `${own} AS debitFen, ${other} AS creditFen`
      : `${other} AS debitFen, ${own} AS creditFen`;
  };
  const of = (account: string, name: string, column: string, on: string): Omit<Control, 'books'> => ({
    account,
    by: 'item',
    name,
    registerName: '固定资产登记簿',
    typed: 'never',
    instead: `${name}由“固定资产”里的登记、折旧、处置产生，不在凭证里直接填写`,
    register: /* sql */ `
      SELECT c.item_id AS itemId, NULL AS item2Id, m.date, ${onSide(column, column === 'cost_fen')}
      FROM asset_card c JOIN asset_move m ON m.asset_id = c.id
      WHERE c.entity_id = (SELECT entity_id FROM ask) AND c.account = '${on}' AND m.in_books = 1 AND m.${column} <> 0`,
  });
  return [
    of('151', '固定资产', 'cost_fen', '151'),
    of('152', '累计折旧', 'accumulated_fen', '151'),
    of('142', '生产性生物资产', 'cost_fen', '142'),
    of('143', '生产性生物资产累计折旧', 'accumulated_fen', '142'),
  ];
}

/**
 * What runs owe of one of the two accounts: approved by the posting date (and in red from the day they were made void), less payments
 * and conversions, those that came back in red.
 */
function owed(part: 'return' | 'surplus'): string {
  const line = part === 'return' ? 'o.return_fen' : 'o.net_fen - o.return_fen';
  const moved = part === 'return' ? 'x.return_fen' : 'x.amount_fen - x.return_fen';
  return /* sql */ `
    SELECT o.member_id AS memberId, CASE sign WHEN 1 THEN r.posting_date ELSE COALESCE(r.voided_on, r.posting_date) END AS date,
      0 AS debitFen, sign * (${line}) AS creditFen
    FROM owed_by_run o JOIN dividend_run r ON r.id = o.run_id
      JOIN (SELECT 1 AS sign UNION ALL SELECT -1) ON sign = 1 OR r.state = 'void'
    WHERE r.entity_id = (SELECT entity_id FROM ask) AND r.posting_date IS NOT NULL
    UNION ALL
    SELECT x.member_id, x.date, ${moved}, 0 FROM dividend_payment x JOIN dividend_run r ON r.id = x.run_id
    WHERE r.entity_id = (SELECT entity_id FROM ask)
    UNION ALL
    SELECT x.member_id, x.date, ${moved}, 0 FROM share_transaction x
    WHERE x.entity_id = (SELECT entity_id FROM ask) AND x.run_id IS NOT NULL`;
}

/** What a register's rows are added up by, and what its SQL leaves out. */
const KEY = {
  member: { id: 'memberId', all: 'memberId, NULL AS itemId, NULL AS item2Id' },
  item: { id: 'itemId', all: 'NULL AS memberId, itemId, item2Id' },
} as const;

/** The balance of each member, or each item, on a control account at the end of a day, as its register says; credit positive. */
export function registerOn(
  db: ReadableDb,
  control: Control,
  entityId: number,
  asOf: string,
): Map<number, number> {
  const rows = db.all<{ key: number; fen: number }>(
    `WITH ask(entity_id) AS (VALUES (?))
     SELECT ${KEY[control.by].id} AS key, SUM(creditFen - debitFen) AS fen FROM (${control.register}) WHERE date <= ? GROUP BY key
     HAVING fen <> 0`,
    entityId,
    asOf,
  );
  return new Map(rows.map((row) => [row.key, row.fen]));
}

/** An opening line of a control account: the balance at the start of the books, and what moved in their year before it. */
export interface ControlOpening {
  /** As the control names it: a code, or a role. */
  readonly account: string;
  readonly memberId: number | null;
  readonly itemId: number | null;
  readonly item2Id: number | null;
  /** Credit positive. */
  readonly startFen: number;
  readonly yearDebitFen: number;
  readonly yearCreditFen: number;
}

/** The openings of all control accounts as their registers say, for books that begin with `firstPeriod`. */
export function openingOfControls(
  db: ReadableDb,
  entity: { readonly id: number; readonly kind: EntityKind; readonly firstPeriod: string },
): ControlOpening[] {
  const { id, kind, firstPeriod } = entity;
  return controlsOf(kind).flatMap(({ account, by, register }) =>
    db
      .all<Omit<ControlOpening, 'account'>>(
        `WITH ask(entity_id, year_start, start) AS (VALUES (?, ?, ?))
         SELECT ${KEY[by].all}, SUM(creditFen - debitFen) AS startFen,
           COALESCE(SUM(debitFen) FILTER (WHERE date >= (SELECT year_start FROM ask)), 0) AS yearDebitFen,
           COALESCE(SUM(creditFen) FILTER (WHERE date >= (SELECT year_start FROM ask)), 0) AS yearCreditFen
         FROM (${register}) WHERE date < (SELECT start FROM ask) GROUP BY ${by === 'member' ? 'memberId' : 'itemId, item2Id'}
         HAVING startFen <> 0 OR yearDebitFen <> 0 OR yearCreditFen <> 0 ORDER BY ${KEY[by].id}`,
        id,
        `${firstPeriod.slice(0, 4)}-01-01`,
        `${firstPeriod}-01`,
      )
      .map((row) => ({ account, ...row })),
  );
}
