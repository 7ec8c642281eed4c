import fc from 'fast-check';
import type { Dim } from '../../../shared/rules/chart/accounts.ts';
import { invariant, ok } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { PlainHandler } from '../../workspace/handlers.ts';
import type { TestWorkspace } from '../../workspace/testing.ts';
import { type Account, accountsHandlers, accountsOf, ensureItem } from '../accounts/index.ts';
import { insertVoucher, materialiseOpening } from '../vouchers/index.ts';

/** For tests: books of any shape, with names nobody should give and somebody will. */
export interface Books {
  readonly subAccounts: readonly { readonly parent: number; readonly name: string }[];
  readonly members: readonly string[];
  readonly items: readonly string[];
  readonly openings: readonly DrawnLine[];
  readonly vouchers: readonly {
    readonly date: string;
    readonly state: 'draft' | 'reviewed' | 'posted' | 'void';
    readonly summary: string;
    readonly lines: readonly DrawnLine[];
  }[];
}

/** Numbers choose among what the books have, in its order; an account also by its code. */
export interface DrawnLine {
  readonly account: number | string;
  readonly member: number;
  readonly item: number;
  readonly item2: number;
  readonly side: 'debit' | 'credit';
  /** Negative is red. */
  readonly fen: number;
  readonly summary: string;
}

const ODD = [
  ...['a;b', 'a；b', 'a:b', 'a：b', 'a  b', 'a b', '  a b', 'a\tb', 'a\nb', 'a\u3000\u3000b', 'a\u00a0 b'],
  ...[
    '(虚)',
    '[虚]',
    '*',
    '!',
    '= 5',
    '@ 3',
    '{3}',
    '"引"',
    "'",
    '#1',
    '%',
    '~',
    '|',
    '\\',
    ';',
    ':',
    '—',
    'CNY 5',
  ],
  ...[
    'date:foo',
    '[2018-99-99]',
    ':tag:',
    'type:X',
    'x:: 1/0',
    '101 库存现金',
    'M001 张守田',
    '🍄菌菇',
    '\u200b',
  ],
];
const name = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...ODD) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }) },
);
const line: fc.Arbitrary<DrawnLine> = fc.record({
  account: fc.nat(999),
  member: fc.nat(99),
  item: fc.nat(99),
  item2: fc.nat(99),
  side: fc.constantFrom('debit', 'credit'),
  fen: fc.oneof(
    fc.integer({ min: 1, max: 9_999_999_999 }),
    fc.integer({ min: -9_999_999_999, max: -1 }),
    fc.constantFrom(1, -1, 100_000_000_000),
  ),
  summary: name,
});

export const anyBooks: fc.Arbitrary<Books> = fc.record({
  subAccounts: fc.array(fc.record({ parent: fc.nat(999), name }), { maxLength: 6 }),
  members: fc.array(name, { minLength: 1, maxLength: 6 }),
  items: fc.array(name, { minLength: 1, maxLength: 6 }),
  openings: fc.array(line, { maxLength: 6 }),
  vouchers: fc.array(
    fc.record({
      date: fc
        .tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 28 }))
        .map(([month, day]) => dayOf(month, day)),
      state: fc.constantFrom('draft', 'reviewed', 'posted', 'posted', 'void'),
      summary: name,
      lines: fc.array(line, { minLength: 1, maxLength: 5 }),
    }),
    { maxLength: 25 },
  ),
});

const two = (value: number): string => String(value).padStart(2, '0');
const dayOf = (month: number, day: number): string =>
  month > 12 ? `2019-${two(month - 12)}-${two(day)}` : `2018-${two(month)}-${two(day)}`;

/** Writes the books into a fresh workspace; every voucher is balanced by one line on 库存现金. */
export function writeBooks(workspace: TestWorkspace, books: Books): void {
  const written = workspace.run((ctx) => {
    const { db } = ctx;
    for (const { parent, name } of books.subAccounts) addSubAccount(ctx, parent, name);
    const members = books.members.map((member, index) => addMember(ctx, index, member));
    const leaves = accountsOf(db, 1).filter((one) => one.isLeaf);
    const place = (drawn: DrawnLine) => placeOf(ctx, leaves, members, books.items, drawn);
    const cash = leaves.find((one) => one.code === '101')!;
    writeOpenings(
      ctx,
      books.openings.map((drawn) => ({ ...place(drawn), ...sidesOf(drawn) })),
      cash,
    );
    for (const { date, state, summary, lines } of books.vouchers) {
      const stored = lines.map((drawn) => ({
        ...place(drawn),
        ...sidesOf(drawn),
        summary: drawn.summary,
        quantityMilli: null,
      }));
      const fen = stored.reduce((sum, one) => sum + one.debitFen - one.creditFen, 0);
      const balancing = { ...ON_CASH, accountId: cash.id, account: '101', summary, quantityMilli: null };
      const last =
        fen === 0
          ? [
              { ...balancing, debitFen: 1, creditFen: 0 },
              { ...balancing, debitFen: 0, creditFen: 1 },
            ]
          : [{ ...balancing, debitFen: -fen, creditFen: 0 }];
      const { id } = insertVoucher(ctx, { entityId: 1, date, kind: 'entry', lines: [...stored, ...last] });
      if (state === 'draft') continue;
      db.run(`UPDATE voucher SET state = ?, reviewed_by = '王', posted_by = '王' WHERE id = ?`, state, id);
    }
    return ok(null);
  });
  invariant(written.ok, 'the books are written');
}

const ON_CASH = { memberId: null, itemId: null, item2Id: null };

function sidesOf({ side, fen }: DrawnLine): { debitFen: number; creditFen: number } {
  return side === 'debit' ? { debitFen: fen, creditFen: 0 } : { debitFen: 0, creditFen: fen };
}

/** As the desk does it; where the books refuse (a controlled account, a name taken) nothing is added. */
function addSubAccount(ctx: Writing, parent: number, name: string): void {
  const chart = accountsOf(ctx.db, 1);
  const add = accountsHandlers['accounts.add'] as PlainHandler<'accounts.add'>;
  add(ctx, { parentCode: chart[parent % chart.length]!.code, name });
}

function addMember({ db }: Writing, index: number, name: string): number {
  return db.run(
    `INSERT INTO member (entity_id, no, kind, organisation_name, organisation_code, state, joined_on)
     VALUES (1, ?, 'organisation', ?, '', 'active', '2018-01-01')`,
    `M${String(index + 1).padStart(3, '0')}`,
    name,
  ).lastId;
}

function placeOf(
  { db }: Writing,
  leaves: readonly Account[],
  members: readonly number[],
  items: readonly string[],
  drawn: DrawnLine,
) {
  const account =
    typeof drawn.account === 'string'
      ? leaves.find((one) => one.code === drawn.account)!
      : leaves[drawn.account % leaves.length]!;
  const [first, second] = account.dims;
  const of = { account: account.code, accountId: account.id, memberId: null, itemId: null, item2Id: null };
  const item = (dim: Dim, choice: number): number => ensureItem(db, 1, dim, items[choice % items.length]!);
  if (first === undefined) return of;
  if (first === 'member' || (first === 'consignor' && drawn.item % 2 === 0)) {
    return { ...of, memberId: members[drawn.member % members.length]! };
  }
  const itemId = item(first === 'consignor' ? 'counterparty' : first, drawn.item);
  return { ...of, itemId, item2Id: second === undefined ? null : item(second, drawn.item2) };
}

function writeOpenings(
  ctx: Writing,
  lines: readonly (ReturnType<typeof placeOf> & { debitFen: number; creditFen: number })[],
  cash: Account,
): void {
  const open = lines.filter((one) => !/^(301|22[12]|5)/.test(one.account));
  const total = open.reduce((sum, one) => sum + one.debitFen - one.creditFen, 0);
  const rows = [...open, { ...ON_CASH, accountId: cash.id, debitFen: -total, creditFen: 0 }];
  for (const row of rows) {
    ctx.db.run(
      `INSERT INTO opening_row (entity_id, account_id, member_id, item_id, item2_id, balance_fen, year_debit_fen, year_credit_fen)
       VALUES (1, ?, ?, ?, ?, ?, 0, 0)`,
      row.accountId,
      row.memberId,
      row.itemId,
      row.item2Id,
      row.debitFen - row.creditFen,
    );
  }
  const { balanceFen } = materialiseOpening(ctx, 1);
  invariant(balanceFen === 0, 'the openings balance');
}
