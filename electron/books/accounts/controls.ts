import type { ReadableDb } from '../../workspace/database.ts';

/**
 * Control accounts: the figures of a register, member by member, must be those of the account (DESIGN §4.3). `register` is SQL
 * that gives, for the entity and day bound to ask(entity_id, as_of), each member's balance on the account's own (credit) side.
 */
export interface Control {
  readonly account: string;
  readonly name: string;
  readonly registerName: string;
  /** `never`: only the register's events post there. */
  readonly typed: 'never' | 'allowed';
  readonly instead: string;
  readonly register: string;
}

export const CONTROLS: readonly Control[] = [
  {
    account: '301',
    name: '股金',
    registerName: '股金登记簿',
    typed: 'never',
    instead: '股金由“社员与股金”里的入股、转让、退社等登记产生，不在凭证里直接填写',
    register: /* sql */ `
      SELECT member_id AS memberId, SUM(amount_fen) AS fen FROM share_transaction
      WHERE entity_id = (SELECT entity_id FROM ask) AND date <= (SELECT as_of FROM ask) GROUP BY member_id`,
  },
  {
    account: '221',
    name: '应付盈余返还',
    registerName: '分红应付未付',
    typed: 'never',
    instead: '应付盈余返还由“分红”里的批准、发放产生，不在凭证里直接填写',
    register: owed('return'),
  },
  {
    account: '222',
    name: '应付剩余盈余',
    registerName: '分红应付未付',
    typed: 'never',
    instead: '应付剩余盈余由“分红”里的批准、发放产生，不在凭证里直接填写',
    register: owed('surplus'),
  },
];

/**
 * What standing runs owe on a day: approved by the posting date, less payments and conversions dated by then, of one of the two
 * accounts. A run made void owes nobody, from its posting date on: its vouchers are reversed on that very date or in red later.
 */
function owed(part: 'return' | 'surplus'): string {
  const line = part === 'return' ? 'o.return_fen' : 'o.net_fen - o.return_fen';
  const moved = part === 'return' ? 'x.return_fen' : 'x.amount_fen - x.return_fen';
  return /* sql */ `
    SELECT memberId, SUM(fen) AS fen FROM (
      SELECT o.member_id AS memberId, ${line} AS fen FROM owed_by_run o JOIN dividend_run r ON r.id = o.run_id
      WHERE r.entity_id = (SELECT entity_id FROM ask) AND r.posting_date <= (SELECT as_of FROM ask)
        AND (r.state IN ('approved', 'paying', 'settled') OR (r.state = 'void' AND r.voided_on > (SELECT as_of FROM ask)))
      UNION ALL
      SELECT x.member_id, -(${moved}) FROM dividend_payment x JOIN dividend_run r ON r.id = x.run_id
      WHERE r.entity_id = (SELECT entity_id FROM ask) AND x.date <= (SELECT as_of FROM ask)
      UNION ALL
      SELECT x.member_id, -(${moved}) FROM share_transaction x
      WHERE x.entity_id = (SELECT entity_id FROM ask) AND x.run_id IS NOT NULL AND x.date <= (SELECT as_of FROM ask)
    ) GROUP BY memberId`;
}

/** Each member's balance on a control account at the end of a day, as its register says; credit positive. */
export function registerOn(
  db: ReadableDb,
  control: Control,
  entityId: number,
  asOf: string,
): Map<number, number> {
  const rows = db.all<{ memberId: number; fen: number }>(
    `WITH ask(entity_id, as_of) AS (VALUES (?, ?)) SELECT memberId, fen FROM (${control.register}) WHERE fen <> 0`,
    entityId,
    asOf,
  );
  return new Map(rows.map((row) => [row.memberId, row.fen]));
}

/** An opening line of a control account: the year's first balance, and what moved between then and the start of the books. */
export interface ControlOpening {
  readonly account: string;
  readonly memberId: number;
  /** Credit positive. */
  readonly yearStartFen: number;
  readonly startFen: number;
}

/** The openings of all control accounts as their registers say, for books that begin with `firstPeriod`. */
export function openingOfControls(db: ReadableDb, entityId: number, firstPeriod: string): ControlOpening[] {
  const yearStart = `${Number(firstPeriod.slice(0, 4)) - 1}-12-31`;
  return CONTROLS.flatMap((control) => {
    const before = registerOn(db, control, entityId, yearStart);
    // Text order: '2018-07-00' is after every day of June.
    const start = registerOn(db, control, entityId, `${firstPeriod}-00`);
    return [...new Set([...before.keys(), ...start.keys()])].map((memberId) => ({
      account: control.account,
      memberId,
      yearStartFen: before.get(memberId) ?? 0,
      startFen: start.get(memberId) ?? 0,
    }));
  });
}
