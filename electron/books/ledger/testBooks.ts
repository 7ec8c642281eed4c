import type { Input, Output } from '../../../shared/contract/index.ts';
import type { ledger } from '../../../shared/contract/ledger.ts';
import {
  carryProfit,
  carryYear,
  clearDistribution,
  type OpenBalance,
} from '../../../shared/rules/posting/closing.ts';
import { distribution } from '../../../shared/rules/posting/dividends.ts';
import { type Posting, posting } from '../../../shared/rules/posting/posting.ts';
import { invariant, ok, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { MethodsOf } from '../../workspace/handlers.ts';
import { type TestWorkspace, testWorkspace } from '../../workspace/testing.ts';
import { ensureItem } from '../accounts/index.ts';
import { insertMove, type NewMove } from '../assets/index.ts';
import { createMember, recordContribution } from '../shares/index.ts';
import { createHousehold } from '../village/index.ts';
import { insertVoucher, materialiseOpening, resolve, vouchersHandlers } from '../vouchers/index.ts';
import { ledgerHandlers } from './index.ts';

type LedgerMethod = MethodsOf<typeof ledger>;
type SaveLine = Input<'vouchers.save'>['lines'][number];
type Dim = Parameters<typeof ensureItem>[2];

/** For tests: books to be written by hand and read by the ledger. */
export interface TestBooks extends TestWorkspace {
  call<M extends LedgerMethod>(method: M, input: Input<M>): Result<Output<M>>;
  /** The same, when it must succeed. */
  read<M extends LedgerMethod>(method: M, input: Input<M>): Output<M>;
  readonly item: (dim: Dim, name: string) => number;
  member(no: string, name: string, joinedOn?: string): number;
  /** A voucher of two sides by hand: '借' and '贷' lines as the regulation writes them. */
  readonly save: (date: string, summary: string, lines: readonly Line[]) => number;
  /** A voucher that no hand may write: closings, distributions. */
  put(
    date: string,
    kind: 'event' | 'close-profit' | 'close-year' | 'clear-distribution',
    posting: Posting,
    source?: NonNullable<Parameters<typeof insertVoucher>[1]['source']>,
  ): number;
  /** Openings as typed; those of shares come from the register. Fails when they don't balance. */
  open(rows: readonly OpeningRow[]): void;
  done<T>(work: (ctx: Writing) => Result<T>): T;
  /** A card of 固定资产 for an item of the books, and its first move; the voucher is the caller's. Gives what moves it further. */
  readonly card: (
    itemId: number,
    name: string,
    date: string,
    costFen: number,
  ) => (move: Omit<NewMove, 'eventId' | 'pieces'>) => void;
  /** A voucher that only a register's events write. */
  readonly event: (date: string, summary: string, lines: readonly Line[]) => number;
}

/** In fen, debit positive; `year` is the year's turnover so far. */
interface OpeningRow {
  readonly account: string;
  readonly fen: number;
  readonly item?: number;
  readonly year?: readonly [debitFen: number, creditFen: number];
  readonly milli?: number;
}

export type Line = readonly [
  side: '借' | '贷',
  account: string,
  fen: number,
  more?: Partial<Pick<SaveLine, 'memberId' | 'itemId' | 'item2Id' | 'quantity'>>,
];

export function testBooks(firstPeriod = '2018-01'): TestBooks {
  const workspace = testWorkspace(firstPeriod);
  const done: TestBooks['done'] = (work) => {
    const result = workspace.run(work);
    if (!result.ok) throw new Error(result.error.message);
    return result.value;
  };
  const call: TestBooks['call'] = (method, input) => {
    const handler = ledgerHandlers[method] as (ctx: Writing, input: unknown) => Result<never>;
    return handler(workspace.writing(), input);
  };
  return {
    ...workspace,
    done,
    call,
    read: (method, input) => {
      const result = call(method, input);
      if (!result.ok) throw new Error(`${method}: ${result.error.message}`);
      return result.value;
    },
    item: (dim, name) => done((ctx) => ok(ensureItem(ctx.db, 1, dim, name))),
    member: (no, name, joinedOn = '2017-03-01') =>
      done((ctx) => {
        const home = createHousehold(
          ctx,
          { code: no, groupNo: 1, category: '一般', phone: '', note: '' },
          { name, relation: '户主', idNumber: null, phone: '', card: null },
        );
        return home.ok
          ? createMember(ctx, { no, kind: 'person', personId: home.value.headId, joinedOn })
          : home;
      }).id,
    save: (date, summary, lines) =>
      done((ctx) => {
        const save = vouchersHandlers['vouchers.save'] as (
          ctx: Writing,
          input: unknown,
        ) => Result<{ id: number }>;
        return save(ctx, {
          date,
          attachments: 1,
          lines: lines.map(([side, account, fen, more]) => ({
            summary,
            account,
            debitFen: side === '借' ? fen : 0,
            creditFen: side === '贷' ? fen : 0,
            ...more,
          })),
        });
      }).id,
    put: (date, kind, posting, source) =>
      done((ctx) => {
        const lines = resolve(ctx, 1, posting, 'event');
        return lines.ok
          ? ok(insertVoucher(ctx, { entityId: 1, date, kind, source, lines: lines.value }))
          : lines;
      }).id,
    card: (itemId, name, date, costFen) => {
      const id = done((ctx) =>
        ok(
          ctx.db.run(
            `INSERT INTO asset_card (entity_id, no, name, item_id, category, acquisition, acquired_on, in_service_on, use, state, owner_kind,
               is_relief, operator, recorded_at) VALUES (1, ?, ?, ?, '机器设备', 'other', ?, ?, 'production', 'in-use', 'cooperative', 0, '', '')`,
            name,
            name,
            itemId,
            date,
            date,
          ).lastId,
        ),
      );
      const move = (one: Omit<NewMove, 'eventId' | 'pieces'>, pieces: number): void => {
        done((ctx) => ok(insertMove(ctx.db, { id, itemId }, { ...one, pieces, eventId: null })));
      };
      move({ kind: 'acquired', date, costFen, accumulatedFen: 0 }, 1);
      return (one) => {
        move(one, 0);
      };
    },
    event: (date, summary, lines) =>
      done((ctx) => {
        const written = resolve(
          ctx,
          1,
          posting(
            summary,
            lines.map(([side, account, fen, more]) => ({
              account,
              side: side === '借' ? 'debit' : 'credit',
              fen,
              ...(more?.itemId == null ? {} : { item: more.itemId }),
            })),
          ),
          'event',
        );
        if (!written.ok) return written;
        return ok(
          insertVoucher(ctx, { entityId: 1, date, kind: 'event', attachments: 1, lines: written.value }),
        );
      }).id,
    open: (rows) =>
      done((ctx) => {
        for (const row of rows) {
          ctx.db.run(
            `INSERT INTO opening_row (entity_id, account_id, item_id, balance_fen, year_debit_fen, year_credit_fen, quantity_milli)
             SELECT 1, id, ?, ?, ?, ?, ? FROM account WHERE entity_id = 1 AND code = ?`,
            row.item ?? null,
            row.fen,
            row.year?.[0] ?? 0,
            row.year?.[1] ?? 0,
            row.milli ?? null,
            row.account,
          );
        }
        const { balanceFen, yearFen } = materialiseOpening(ctx, 1);
        invariant(
          balanceFen === 0 && yearFen === 0,
          `the openings balance, not ${balanceFen} and ${yearFen}`,
        );
        return ok(null);
      }),
  };
}

/** Members of the small cooperative. */
export interface SmallYear {
  readonly books: TestBooks;
  readonly zhang: number;
  readonly li: number;
  readonly bank: number;
  readonly mushrooms: number;
}

/**
 * A small cooperative's 2018 with the entries of DOMAIN §1.4 and the amounts of §10a: surplus 186,437.29 on an opening loss of
 * 23,150.60, reserve 16,328.67, 盈余返还 88,174.82, 剩余盈余分配 58,783.20, everything closed on 12-31. Two members.
 */
export function smallYear(): SmallYear {
  const year = openYear();
  const { books } = year;
  for (const posting of carryProfit('2018-12', openProfit(books)))
    books.put('2018-12-31', 'close-profit', posting);
  books.put('2018-12-31', 'close-year', carryYear(2018, 18_643_729));
  for (const posting of distribution(2018, 1_632_867, distributedLines(year))) {
    books.put('2018-12-31', 'event', posting, { register: 'dividend-run', id: 1 });
  }
  const cleared = [
    ['提取盈余公积', 1_632_867],
    ['盈余返还', 8_817_482],
    ['剩余盈余分配', 5_878_320],
  ] as const;
  const balances = cleared.map(([purpose, debitFen]): OpenBalance => {
    return {
      account: '33201',
      memberId: null,
      itemId: books.item('purpose', purpose),
      item2Id: null,
      debitFen,
    };
  });
  books.put('2018-12-31', 'clear-distribution', clearDistribution(2018, balances));
  return year;
}

function distributedLines({ zhang, li }: SmallYear) {
  return [
    { memberId: zhang, patronageReturnFen: 5_000_000, surplusShareFen: 3_000_000, withheldFen: 0 },
    { memberId: li, patronageReturnFen: 3_817_482, surplusShareFen: 2_878_320, withheldFen: 0 },
  ];
}

/** The same year up to its last day, nothing carried. */
export function openYear(): SmallYear {
  const books = testBooks();
  const zhang = books.member('M001', '张守田');
  const li = books.member('M002', '李秀英');
  const bank = books.item('bank', '基本存款账户');
  const mushrooms = books.item('product', '香菇');
  const at = (id: number) => ({ itemId: id });
  const share = (memberId: number, date: string, amountFen: number, premiumFen = 0): void => {
    const plain = { form: 'cash', source: '自筹', fromRelief: false, document: '', note: '' } as const;
    books.done((ctx) => recordContribution(ctx, { ...plain, memberId, date, amountFen, premiumFen }));
  };
  share(zhang, '2017-03-01', 60_000_000);
  share(li, '2017-03-01', 32_000_000);
  books.open([
    { account: '102', fen: 89_684_940, item: bank },
    { account: '33202', fen: 2_315_060 },
  ]);
  share(zhang, '2018-03-05', 2_000_000, 100_000);

  const { item, save } = books;
  const grant = item('grantProject', '烘干设备补助');
  save('2018-03-10', '收到财政补助', [
    ['借', '102', 60_000_000, at(bank)],
    ['贷', '235', 60_000_000, at(grant)],
  ]);
  const dryer = item('asset', '烘干机');
  const moveDryer = books.card(dryer, '烘干机', '2018-04-02', 4_800_000);
  books.event('2018-04-02', '用补助买烘干机', [
    ['借', '151', 4_800_000, at(dryer)],
    ['借', '235', 4_800_000, at(grant)],
    ['贷', '102', 4_800_000, at(bank)],
    ['贷', '311', 4_800_000, at(item('fundSource', '国家财政直接补助'))],
  ]);
  const store = item('asset', '冷库');
  books.card(store, '冷库', '2018-05-01', 8_000_000);
  books.event('2018-05-01', '接受捐赠冷库', [
    ['借', '151', 8_000_000, at(store)],
    ['贷', '311', 8_000_000, at(item('fundSource', '他人捐赠'))],
  ]);
  save('2018-06-15', '收购鲜菇', [
    ['借', '121', 3_000_000, { itemId: mushrooms, quantity: '3000.5' }],
    ['贷', '114', 2_000_000, { memberId: zhang }],
    ['贷', '114', 1_000_000, { memberId: li }],
  ]);
  save('2018-06-20', '预付李秀英菌种款', [
    ['借', '114', 1_500_000, { memberId: li }],
    ['贷', '102', 1_500_000, at(bank)],
  ]);
  const sales = item('businessItem', '产品销售');
  save('2018-07-10', '销售香菇', [
    ['借', '102', 30_000_000, at(bank)],
    ['贷', '501', 30_000_000, at(sales)],
    ['借', '521', 2_500_000, at(sales)],
    ['贷', '121', 2_500_000, { itemId: mushrooms, quantity: '2500' }],
  ]);
  save('2018-08-01', '提取备用金', [
    ['借', '101', 500_000],
    ['贷', '102', 500_000, at(bank)],
  ]);
  const expense = (name: string) => at(item('expenseItem', name));
  save('2018-08-03', '付办公费', [
    ['借', '523', 600_000, expense('办公费')],
    ['贷', '101', 600_000],
  ]);
  save('2018-08-05', '提取备用金', [
    ['借', '101', 200_000],
    ['贷', '102', 200_000, at(bank)],
  ]);
  moveDryer({
    kind: 'depreciated',
    date: '2018-09-30',
    period: '2018-09',
    costFen: 0,
    accumulatedFen: 38_000,
  });
  books.event('2018-09-30', '计提折旧', [
    ['借', '523', 38_000, expense('折旧费')],
    ['贷', '152', 38_000, at(dryer)],
  ]);
  save('2018-10-20', '付利息', [
    ['借', '524', 1_218_271, expense('利息支出')],
    ['贷', '102', 1_218_271, at(bank)],
  ]);
  save('2018-11-05', '抢险支出', [
    ['借', '529', 4_100_000, expense('防灾抢险')],
    ['贷', '102', 4_100_000, at(bank)],
  ]);
  save('2018-11-06', '修理生产设备', [
    ['借', '521', 3_000_000, at(sales)],
    ['贷', '102', 3_000_000, at(bank)],
  ]);
  save('2018-12-10', '收赔款', [
    ['借', '102', 100_000, at(bank)],
    ['贷', '502', 100_000, at(item('incomeSource', '赔款收入'))],
  ]);
  return { books, zhang, li, bank, mushrooms };
}

/** What stands on the profit accounts, by item. */
function openProfit(books: TestBooks): OpenBalance[] {
  return books.connection.all<OpenBalance>(
    `SELECT a.code AS account, e.member_id AS memberId, e.item_id AS itemId, e.item2_id AS item2Id,
       SUM(e.debit_fen - e.credit_fen) AS debitFen
     FROM entry e JOIN account a ON a.id = e.account_id WHERE a.code LIKE '5%' AND e.state > 0
     GROUP BY a.code, e.item_id HAVING SUM(e.debit_fen - e.credit_fen) <> 0 ORDER BY a.code, e.item_id`,
  );
}
