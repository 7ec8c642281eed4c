import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import iconv from 'iconv-lite';
import type { Output, Parsed } from '../../../shared/contract/index.ts';
import type { Result } from '../../../shared/rules/result.ts';
import type { PreparedHandler } from '../../workspace/handlers.ts';
import { type TestWorkspace, testWorkspace } from '../../workspace/testing.ts';
import { ensureItem } from '../accounts/index.ts';
import { periodsHandlers } from '../periods/index.ts';
import { vouchersHandlers } from '../vouchers/index.ts';
import { bankHandlers } from './index.ts';

let workspace: TestWorkspace;
let bankId: number;
beforeEach(() => {
  workspace = testWorkspace();
  bankId = ensureItem(workspace.connection, 1, 'bank', '信用社基本户');
});
afterEach(() => workspace.close());

const TODAY = '2018-06-30';

type Plain<M extends keyof typeof bankHandlers> = Extract<
  (typeof bankHandlers)[M],
  (...given: never[]) => unknown
>;
type PlainMethod = Exclude<keyof typeof bankHandlers, 'bank.preview' | 'bank.import'>;

function run<M extends PlainMethod>(method: M, input: Parsed<M>): Result<Output<M>> {
  const handler = bankHandlers[method] as Plain<M> as (
    context: unknown,
    input: Parsed<M>,
  ) => Result<Output<M>>;
  return workspace.run((ctx) => handler(ctx, input), { today: TODAY });
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function refusal(result: Result<unknown>): string {
  if (result.ok) throw new Error('expected a refusal');
  return `${result.error.code} ${result.error.message}`;
}

/** What 期末检查 says of the banks; nothing while none is reconciled. */
const monthCheck = (period: string) =>
  value(workspace.run((ctx) => periodsCheck(ctx, { period }), { today: TODAY })).find(
    (one) => one.id === 'banks-reconciled',
  );
const periodsCheck = periodsHandlers['periods.check'] as (
  ctx: unknown,
  input: Parsed<'periods.check'>,
) => Result<Output<'periods.check'>>;

type Move = readonly [date: string, summary: string, yuan: number, reference?: string];

/** A statement as the bank would export it: 支出 and 收入 with the running balance. */
function csv(openingYuan: number | null, moves: readonly Move[], above: readonly string[] = []): Uint8Array {
  let fen = Math.round((openingYuan ?? 0) * 100);
  const head = `交易日期,摘要,支出,收入${openingYuan === null ? '' : ',余额'},对方户名,流水号`;
  const lines = moves.map(([date, summary, yuan, reference = '']) => {
    fen += Math.round(yuan * 100);
    const balance = openingYuan === null ? '' : `,${(fen / 100).toFixed(2)}`;
    return `${date},${summary},${yuan < 0 ? (-yuan).toFixed(2) : ''},${yuan > 0 ? yuan.toFixed(2) : ''}${balance},,${reference}`;
  });
  return Buffer.from([...above, head, ...lines].join('\r\n'));
}

type More = { bankId?: number; fileName?: string; openingFen?: number };

async function carry<M extends 'bank.preview' | 'bank.import'>(
  method: M,
  bytes: Uint8Array,
  more: More,
): Promise<Result<Output<M>>> {
  const handler = bankHandlers[method] as unknown as PreparedHandler<M>;
  const input = {
    bankId,
    fileName: '对账单.csv',
    dataBase64: Buffer.from(bytes).toString('base64'),
    ...more,
  };
  const ready = await handler.prepare(input as Parsed<M>);
  if (!ready.ok) return ready;
  return workspace.run((ctx) => handler.run(ctx, input as Parsed<M>, ready.value), { today: TODAY });
}

/** Preview and import; asserts that the one promised what the other did. */
async function bring(bytes: Uint8Array, more: More = {}): Promise<Result<Output<'bank.import'>>> {
  const preview = value(await carry('bank.preview', bytes, more));
  const before = lines();
  const done = await carry('bank.import', bytes, more);
  if (done.ok) {
    const { created, same, closingFen } = done.value;
    expect({ fatal: null, created, same, closingFen }).toEqual({
      fatal: preview.fatal,
      created: preview.created,
      same: preview.same,
      closingFen: preview.closingFen,
    });
    expect(lines()).toHaveLength(before.length + created);
  } else {
    expect(preview.fatal ?? (preview.needsOpening ? 'opening' : null)).not.toBeNull();
    expect(lines()).toEqual(before);
  }
  return done;
}

function lines(): string[] {
  return workspace.connection
    .all<{ date: string; fen: number }>(
      `SELECT l.date, l.in_fen - l.out_fen AS fen FROM bank_line l JOIN bank_statement s ON s.id = l.statement_id
       ORDER BY l.date, s.id, l.no`,
    )
    .map(({ date, fen }) => `${date} ${fen}`);
}

/** A voucher typed by hand: 银行存款 against 库存现金, one line of the bank for each amount. */
function voucher(date: string, summary: string, ...yuan: number[]): number {
  const fens = yuan.map((one) => Math.round(one * 100));
  const sum = fens.reduce((total, fen) => total + fen, 0);
  const side = (fen: number) => ({ debitFen: fen > 0 ? fen : 0, creditFen: fen < 0 ? -fen : 0 });
  const lines = [
    ...fens.map((fen) => ({ summary, account: '102', itemId: bankId, ...side(fen) })),
    { summary, account: '101', ...side(-sum) },
  ];
  const save = vouchersHandlers['vouchers.save'] as (
    context: unknown,
    input: Parsed<'vouchers.save'>,
  ) => Result<Output<'vouchers.save'>>;
  return value(workspace.run((ctx) => save(ctx, { date, attachments: 1, lines }), { today: TODAY })).id;
}

function post(...ids: number[]): void {
  for (const method of ['vouchers.review', 'vouchers.post'] as const) {
    const handler = vouchersHandlers[method] as (
      context: unknown,
      input: { ids: number[] },
    ) => Result<unknown>;
    value(workspace.run((ctx) => handler(ctx, { ids }), { today: TODAY }));
  }
}

function reverse(id: number, date: string): number {
  const handler = vouchersHandlers['vouchers.reverse'] as (
    context: unknown,
    input: Parsed<'vouchers.reverse'>,
  ) => Result<Output<'vouchers.reverse'>>;
  return value(workspace.run((ctx) => handler(ctx, { id, date, reason: '记错' }), { today: TODAY })).id;
}

const sheet = (period: string, id = bankId): Output<'bank.reconciliation'> =>
  value(run('bank.reconciliation', { bankId: id, period }));
const auto = (period: string): Output<'bank.autoMatch'> => value(run('bank.autoMatch', { bankId, period }));

/** The sheet as a person would read it aloud. */
function told(period: string): string[] {
  const one = sheet(period);
  const items = (list: { summary: string; inFen: number; outFen: number }[]): string =>
    list.map(({ summary, inFen, outFen }) => `${summary} ${inFen + outFen}`).join('、') || '无';
  return [
    `账面 ${one.bookFen} 银行 ${one.bankFen}`,
    `银收 ${items(one.bankReceived)}`,
    `银付 ${items(one.bankPaid)}`,
    `企收 ${items(one.bookReceived)}`,
    `企付 ${items(one.bookPaid)}`,
    `调节后 ${one.adjustedBookFen} ${one.adjustedBankFen}`,
  ];
}

const JANUARY: Move[] = [
  ['2018-01-03', '存现', 5000, 'A1'],
  ['2018-01-10', '付木屑款', -1200, 'A2'],
  ['2018-01-21', '利息', 3.25, 'A3'],
  ['2018-01-31', '手续费', -10, 'A4'],
];

describe('importing a statement', () => {
  test('comes in once, however often it is brought', async () => {
    const file = csv(0, JANUARY);
    expect(value(await bring(file))).toMatchObject({ created: 4, same: 0, closingFen: 379_325 });
    expect(value(await bring(file))).toMatchObject({ statementId: null, created: 0, same: 4 });
    const [again] = value(await carry('bank.preview', file, {})).warnings;
    expect(again?.reason).toContain('导入过');
    expect(value(run('bank.statements', {}))).toMatchObject([
      {
        from: '2018-01-01',
        to: '2018-01-31',
        openingFen: 0,
        closingFen: 379_325,
        lines: 4,
        matched: 0,
        kept: null,
      },
    ]);
  });

  test('GBK and UTF-8 are the same statement', async () => {
    const text = Buffer.from(csv(0, JANUARY)).toString();
    expect(value(await bring(iconv.encode(text, 'gbk')))).toMatchObject({ created: 4 });
    expect(value(await bring(Buffer.from(`\ufeff${text}`)))).toMatchObject({ created: 0, same: 4 });
  });

  test('an overlapping one brings only what is new', async () => {
    await bring(csv(0, JANUARY));
    const february: Move[] = [
      ...JANUARY.slice(2),
      ['2018-02-05', '货款', 800, 'B1'],
      ['2018-02-09', '提现', -300, 'B2'],
    ];
    expect(value(await bring(csv(3800, february)))).toMatchObject({
      created: 2,
      same: 2,
      closingFen: 429_325,
    });
    expect(lines()).toHaveLength(6);
  });

  test('the same payment twice a day is two, and stays two', async () => {
    const twice: Move[] = [
      ['2018-01-03', '存现', 5000],
      ['2018-01-05', '转账费', -5],
      ['2018-01-05', '转账费', -5],
    ];
    expect(value(await bring(csv(0, twice.slice(0, 2))))).toMatchObject({ created: 2 });
    expect(value(await bring(csv(0, twice)))).toMatchObject({ created: 1, same: 2 });
    expect(value(await bring(csv(0, twice)))).toMatchObject({ created: 0, same: 3 });
  });

  test('one 流水号 for two lines of a batch: the balances tell them apart', async () => {
    await bring(csv(100, [['2018-01-03', '工资', -5, 'W1']]));
    expect(value(await bring(csv(95, [['2018-01-03', '工资', -5, 'W1']])))).toMatchObject({
      created: 1,
      same: 0,
    });
  });

  test('a month left out is refused with the amount that is missing, then taken once the gap is closed', async () => {
    await bring(csv(0, JANUARY));
    const march = csv(4000, [['2018-03-05', '货款', 100, 'C1']]);
    const said = refusal(await bring(march));
    expect(said).toContain('bank_gap');
    expect(said).toContain('206.75');
    expect(said).toContain('2018-01-31');
    await bring(csv(3793.25, [['2018-02-05', '货款', 206.75, 'B1']]));
    expect(value(await bring(march))).toMatchObject({ created: 1 });
  });

  test('an earlier month may follow later, and both ends meet', async () => {
    await bring(csv(3793.25, [['2018-02-05', '货款', 206.75, 'B1']]));
    expect(sheet('2018-02').start).toBe('2018-02-01');
    expect(refusal(await bring(csv(1, JANUARY)))).toContain('bank_gap');
    expect(value(await bring(csv(0, JANUARY)))).toMatchObject({ created: 4 });
    expect(sheet('2018-02')).toMatchObject({ start: '2018-01-01', bankFen: 400_000 });
    expect(sheet('2018-01').bankFen).toBe(379_325);
  });

  test('without balances the opening is asked once, then follows', async () => {
    const bare = csv(null, JANUARY);
    expect(refusal(await bring(bare))).toContain('bank_opening_needed');
    expect(value(await bring(bare, { openingFen: 10_000 }))).toMatchObject({
      created: 4,
      closingFen: 389_325,
    });
    await bring(csv(null, [['2018-02-01', '货款', 1, 'B1']]));
    expect(sheet('2018-02').bankFen).toBe(389_425);
  });

  test('lines from before the books begin are left out, and the balance goes on from there', async () => {
    const file = csv(1000, [
      ['2017-12-30', '旧', -400],
      ['2018-01-02', '新', 50],
    ]);
    const preview = value(await carry('bank.preview', file, {}));
    expect(preview.rows.map(({ outcome }) => outcome)).toEqual(['before', 'created']);
    expect(preview.warnings.map(({ reason }) => reason).join()).toContain('更早的 1 笔');
    expect(value(await bring(file))).toMatchObject({ created: 1, closingFen: 65_000 });
    expect(value(run('bank.statements', { bankId }))[0]).toMatchObject({
      openingFen: 60_000,
      from: '2018-01-01',
    });
  });

  test.each([
    [
      'a broken balance',
      '交易日期,摘要,支出,收入,余额\n2018-01-03,甲,,5,105\n2018-01-04,乙,,5,111\n',
      '第 3 行',
    ],
    ['a day to come', '交易日期,摘要,支出,收入,余额\n2018-07-03,甲,,5,105\n', '晚于今天'],
    ['no statement at all', '姓名,年龄\n张三,40\n', '找不到表头'],
    ['an empty file', '', '空'],
  ])('refuses %s', async (_, text, says) => {
    expect(refusal(await bring(Buffer.from(text)))).toContain(says);
  });

  test('refuses what is no bank account of these books', async () => {
    const product = ensureItem(workspace.connection, 1, 'product', '干菇');
    expect(refusal(await carry('bank.preview', csv(0, JANUARY), { bankId: product }))).toContain(
      'bank_unknown',
    );
  });

  test('a line never changes', async () => {
    await bring(csv(0, JANUARY));
    expect(() => workspace.connection.run('UPDATE bank_line SET in_fen = 1 WHERE id = 1')).toThrow('final');
    expect(() => workspace.connection.run('UPDATE bank_statement SET opening_fen = 1')).toThrow('final');
  });
});

describe('removing a statement', () => {
  test('from the end, with its matches; not from the middle', async () => {
    await bring(csv(0, JANUARY));
    await bring(csv(3793.25, [['2018-02-05', '货款', 206.75, 'B1']]));
    await bring(csv(4000, [['2018-03-05', '货款', 100, 'C1']]));
    voucher('2018-03-05', '货款', 100);
    auto('2018-03');
    const [march, february] = value(run('bank.statements', { bankId }));
    expect(march).toMatchObject({ matched: 1, kept: null });
    expect(february?.kept).toContain('从最后一份开始删');
    expect(refusal(run('bank.removeStatement', { id: february!.id, reason: '导错' }))).toContain(
      'statement_kept',
    );
    value(run('bank.removeStatement', { id: march!.id, reason: '导错' }));
    expect(told('2018-03').slice(0, 4)).toEqual([
      '账面 10000 银行 400000',
      '银收 存现 500000、利息 325、货款 20675',
      '银付 付木屑款 120000、手续费 1000',
      '企收 货款 10000',
    ]);
    value(run('bank.removeStatement', { id: february!.id, reason: '导错' }));
    expect(lines()).toHaveLength(4);
    expect(refusal(run('bank.removeStatement', { id: 99, reason: '导错' }))).toContain('statement_unknown');
  });

  test('not once its month is closed', async () => {
    await bring(csv(0, JANUARY));
    workspace.connection.run(
      `INSERT INTO closed_period (entity_id, period, closed_by, closed_at) VALUES (1, '2018-01', '李会计', '2018-02-01T09:00:00')`,
    );
    const [january] = value(run('bank.statements', {}));
    expect(january?.kept).toContain('已经结账');
    expect(refusal(run('bank.removeStatement', { id: january!.id, reason: '导错' }))).toContain('反结账');
  });
});

describe('余额调节表', () => {
  test('says what each side lacks, month after month, until it is matched', async () => {
    voucher('2018-01-02', '存现', 5000);
    voucher('2018-01-12', '付木屑款', -1200);
    voucher('2018-01-30', '付运费', -350);
    await bring(csv(0, JANUARY));
    expect(auto('2018-01')).toEqual({ matches: 2, lines: 2, entries: 2, ambiguous: 0 });
    const january = [
      '账面 345000 银行 379325',
      '银收 利息 325',
      '银付 手续费 1000',
      '企收 无',
      '企付 付运费 35000',
      '调节后 344325 344325',
    ];
    expect(told('2018-01')).toEqual(january);
    expect(sheet('2018-01')).toMatchObject({ differenceFen: 0, startDifferenceFen: 0 });

    // February: the fee and the interest are booked, the freight goes out at the bank.
    voucher('2018-02-01', '手续费', -10);
    voucher('2018-02-01', '利息', 3.25);
    await bring(csv(3793.25, [['2018-02-03', '付运费', -350, 'B1']]));
    expect(told('2018-02')[4]).toBe('企付 付运费 35000、手续费 1000');
    // 利息 lies eleven days apart.
    expect(auto('2018-02')).toMatchObject({ matches: 2, ambiguous: 0 });
    expect(told('2018-02').slice(1)).toEqual([
      '银收 利息 325',
      '银付 无',
      '企收 利息 325',
      '企付 无',
      '调节后 344650 344650',
    ]);
    expect(
      sheet('2018-02')
        .matches.map(({ amountFen }) => amountFen)
        .sort(),
    ).toEqual([1000, 35000]);
    const [received] = sheet('2018-02').bankReceived;
    const [booked] = sheet('2018-02').bookReceived;
    expect(received?.ageDays).toBe(38);
    const { matchId } = value(
      run('bank.match', {
        lineId: received!.lineId!,
        entries: [{ voucherId: booked!.voucherId!, no: booked!.no! }],
      }),
    );
    expect(told('2018-02')).toEqual([
      '账面 344325 银行 344325',
      '银收 无',
      '银付 无',
      '企收 无',
      '企付 无',
      '调节后 344325 344325',
    ]);

    // January's sheet says what it said; what was matched then does not come again.
    expect(told('2018-01')).toEqual(january);
    expect(sheet('2018-01').matches).toHaveLength(2);
    expect(sheet('2018-02').matches).toHaveLength(3);
    expect(sheet('2018-03').matches).toEqual([]);
    value(run('bank.unmatch', { matchId }));
    expect(told('2018-02')[3]).toBe('企收 利息 325');
  });

  test('counts vouchers of this account and of its sub-accounts only, drafts too, void ones not', async () => {
    const other = ensureItem(workspace.connection, 1, 'bank', '农行专户');
    workspace.connection.run(
      `INSERT INTO account (entity_id, code, name, parent_id, class, normal, dims, is_statutory, with_quantity, enabled, pinyin_initials, pinyin_full)
       SELECT 1, '10201', '活期', id, 'asset', 'debit', 'bank', 0, 0, 1, '', '' FROM account WHERE entity_id = 1 AND code = '102'`,
    );
    workspace.run((ctx) => {
      const account = (code: string): number =>
        ctx.db.get<{ id: number }>('SELECT id FROM account WHERE entity_id = 1 AND code = ?', code)!.id;
      const { lastId } = ctx.db.run(
        `INSERT INTO voucher (entity_id, period, date, word, number, kind, state, attachments, note, prepared_by, prepared_at)
         VALUES (1, '2018-01', '2018-01-05', '记', 1, 'entry', 'draft', 1, '', '李会计', '2018-01-05T09:00:00')`,
      );
      const entry = (no: number, code: string, debit: number, credit: number, item: number | null): void => {
        ctx.db.run(
          `INSERT INTO entry (voucher_id, no, account_id, summary, debit_fen, credit_fen, item_id, period, state)
           VALUES (?, ?, ?, '存', ?, ?, ?, '2018-01', 1)`,
          ...[lastId, no, account(code), debit, credit, item],
        );
      };
      entry(1, '10201', 700, 0, bankId);
      entry(2, '10201', 300, 0, other);
      entry(3, '101', 0, 1000, null);
      return { ok: true, value: null };
    });
    await bring(csv(0, [['2018-01-05', '存', 7, 'A1']]));
    expect(auto('2018-01').matches).toBe(1);
    expect(told('2018-01')[0]).toBe('账面 700 银行 700');
    expect(sheet('2018-01', other)).toMatchObject({
      bookFen: 300,
      bankFen: null,
      differenceFen: null,
      start: null,
    });
    workspace.connection.run(`UPDATE voucher SET state = 'void', void_reason = '错' WHERE number = 1`);
    expect(told('2018-01').slice(0, 2)).toEqual(['账面 0 银行 700', '银收 存 700']);
  });

  test('one payment of the bank, several entries of a voucher', async () => {
    voucher('2018-01-05', '发工资', -300, -200, -100);
    await bring(csv(1000, [['2018-01-06', '代发', -600, 'A1']]));
    expect(auto('2018-01')).toEqual({ matches: 1, lines: 1, entries: 3, ambiguous: 0 });
  });

  test('a voucher reversed in red cancels against its original, month by month', async () => {
    const wrong = voucher('2018-01-20', '付款', -900);
    post(wrong);
    reverse(wrong, '2018-02-02');
    voucher('2018-02-02', '付款', -90);
    await bring(
      csv(0, [
        ['2018-01-01', '存', 1, 'A0'],
        ['2018-02-03', '付款', -90, 'A1'],
      ]),
    );
    voucher('2018-01-01', '存', 1);
    expect(auto('2018-02')).toMatchObject({ matches: 3, lines: 2 });
    expect(told('2018-02').slice(1, 5)).toEqual(['银收 无', '银付 无', '企收 无', '企付 无']);
    expect(told('2018-01')[4]).toBe('企付 付款 90000');
    const red = sheet('2018-02').matches.find(({ items }) => items.every(({ side }) => side === 'book'));
    expect(red).toMatchObject({ amountFen: 90_000, how: 'auto' });
    expect(red?.items.map(({ outFen }) => outFen)).toEqual([90_000, -90_000]);
  });

  test('what is not certain is left to the person', async () => {
    voucher('2018-01-05', '付甲', -500);
    await bring(
      csv(1000, [
        ['2018-01-05', '转账', -500, 'A1'],
        ['2018-01-05', '转账', -500, 'A2'],
      ]),
    );
    expect(auto('2018-01')).toEqual({ matches: 0, lines: 0, entries: 0, ambiguous: 2 });
  });

  test('a draft that is changed or made void frees what it was matched with', async () => {
    const id = voucher('2018-01-03', '存现', 5000);
    await bring(csv(0, JANUARY));
    auto('2018-01');
    expect(sheet('2018-01').matches).toHaveLength(1);
    const save = vouchersHandlers['vouchers.save'] as (context: unknown, input: unknown) => Result<unknown>;
    const changed = [
      { summary: '存现', account: '102', itemId: bankId, debitFen: 490_000, creditFen: 0 },
      { summary: '存现', account: '101', debitFen: 0, creditFen: 490_000 },
    ];
    value(
      workspace.run((ctx) => save(ctx, { id, date: '2018-01-03', attachments: 1, lines: changed }), {
        today: TODAY,
      }),
    );
    expect(sheet('2018-01').matches).toEqual([]);
    expect(told('2018-01')[1]).toContain('存现 500000');
    const again = voucher('2018-01-03', '存现', 5000);
    expect(auto('2018-01').matches).toBe(1);
    const make = vouchersHandlers['vouchers.void'] as (context: unknown, input: unknown) => Result<unknown>;
    value(workspace.run((ctx) => make(ctx, { id: again, reason: '重复' }), { today: TODAY }));
    expect(sheet('2018-01').matches).toEqual([]);
  });

  test('says what to look at', async () => {
    expect(sheet('2018-01')).toMatchObject({ bankFen: null, adjustedBankFen: null, start: null });
    expect(sheet('2018-01').notes.join()).toContain('还没有导入对账单');
    expect(refusal(run('bank.autoMatch', { bankId, period: '2018-01' }))).toContain('bank_no_statement');
    voucher('2018-02-03', '存现', 5000);
    await bring(csv(100, [['2018-02-03', '存现', 5000, 'A1']]));
    expect(sheet('2018-01').notes.join()).toContain('从 2018-02-01 开始');
    const notes = sheet('2018-02').notes.join('\n');
    expect(notes).toContain('银行流水到 2018-02-03 为止');
    expect(notes).toContain('账面比银行少 100.00');
    expect(notes).toContain('1 张还没有记账');
    // Lines above the header said the whole month.
    await bring(csv(5100, [['2018-03-03', '存', 1, 'B1']], ['查询日期：2018-03-01至2018-03-31']));
    expect(sheet('2018-03').notes.join()).not.toContain('为止');
  });
});

describe('期初未达账项', () => {
  test('explain the difference at the start, and are matched like any other', async () => {
    // The books begin with a cheque of 200 already paid, and without interest of 5 that the bank has.
    workspace.connection.run(
      `INSERT INTO opening_row (entity_id, account_id, item_id, balance_fen, year_debit_fen, year_credit_fen)
       SELECT 1, id, ?, 80000, 0, 0 FROM account WHERE entity_id = 1 AND code = '102'`,
      bankId,
    );
    workspace.connection.run(
      `INSERT INTO opening_row (entity_id, account_id, item_id, balance_fen, year_debit_fen, year_credit_fen)
       SELECT 1, id, NULL, -80000, 0, 0 FROM account WHERE entity_id = 1 AND code = '101'`,
    );
    expect(sheet('2018-01').bookFen).toBe(0);
    await bring(
      csv(1005, [
        ['2018-01-04', '支票', -200, 'A1'],
        ['2018-01-09', '存', 10, 'A2'],
      ]),
    );
    expect(sheet('2018-01').notes.join()).toContain('期初余额还没有试算平衡');
    const id = voucher('2018-01-05', '补记利息', 5);
    voucher('2018-01-09', '存', 10);
    post(id);
    expect(sheet('2018-01')).toMatchObject({
      bookFen: 81_500,
      startDifferenceFen: -20_500,
      differenceFen: -20_500,
    });
    expect(monthCheck('2018-01')).toMatchObject({ ok: false, level: 'warn', left: '1 个', right: '0 个' });

    const opening = { bankId, date: '2017-12-30', amountFen: 20_000 } as const;
    const cheque = value(
      run('bank.addOpening', { ...opening, side: 'book', direction: 'out', summary: '支票' }),
    );
    const interest = { ...opening, side: 'bank', direction: 'in', amountFen: 500, summary: '利息' } as const;
    value(run('bank.addOpening', interest));
    expect(sheet('2018-01')).toMatchObject({ startDifferenceFen: 0, differenceFen: 0 });
    expect(monthCheck('2018-01')).toMatchObject({ ok: true });
    expect(told('2018-01').slice(1, 5)).toEqual([
      '银收 存 1000、利息 500',
      '银付 支票 20000',
      '企收 补记利息 500、存 1000',
      '企付 支票 20000',
    ]);
    expect(auto('2018-01')).toMatchObject({ matches: 3 });
    expect(told('2018-01')).toEqual([
      '账面 81500 银行 81500',
      '银收 无',
      '银付 无',
      '企收 无',
      '企付 无',
      '调节后 81500 81500',
    ]);

    expect(refusal(run('bank.removeOpening', { id: cheque.id }))).toContain('bank_opening_matched');
    const [first] = value(run('bank.statements', { bankId }));
    expect(first?.kept).toContain('期初未达账项');
  });

  test('lie before the first day', async () => {
    const wanted = {
      bankId,
      side: 'book',
      direction: 'out',
      date: '2018-01-01',
      summary: '支票',
      amountFen: 1,
    } as const;
    expect(refusal(run('bank.addOpening', wanted))).toContain('bank_no_statement');
    await bring(csv(0, JANUARY));
    expect(refusal(run('bank.addOpening', wanted))).toContain('bank_opening_date');
    const { id } = value(run('bank.addOpening', { ...wanted, date: '2017-12-31' }));
    value(run('bank.removeOpening', { id }));
    expect(refusal(run('bank.removeOpening', { id }))).toContain('bank_opening_unknown');
  });

  test('and once they stand, no earlier statement may come', async () => {
    await bring(csv(3793.25, [['2018-02-05', '货款', 206.75, 'B1']]));
    value(
      run('bank.addOpening', {
        bankId,
        side: 'book',
        direction: 'out',
        date: '2018-01-31',
        summary: '支票',
        amountFen: 1,
      }),
    );
    expect(refusal(await bring(csv(0, JANUARY)))).toContain('bank_opening_items');
  });
});

describe('matching by hand', () => {
  async function three(): Promise<{ lineIds: number[]; entries: { voucherId: number; no: number }[] }> {
    const first = voucher('2018-01-05', '付甲', -300);
    const second = voucher('2018-01-15', '付乙', -200);
    await bring(
      csv(1000, [
        ['2018-01-25', '合并付款', -500, 'A1'],
        ['2018-01-26', '误扣', -7, 'A2'],
        ['2018-01-27', '退回', 7, 'A3'],
      ]),
    );
    const lineIds = [...sheet('2018-01').bankPaid, ...sheet('2018-01').bankReceived].map(
      ({ lineId }) => lineId!,
    );
    return {
      lineIds,
      entries: [
        { voucherId: first, no: 1 },
        { voucherId: second, no: 1 },
      ],
    };
  }

  test('a line with entries of two vouchers, and two lines that cancel each other', async () => {
    const { lineIds, entries } = await three();
    value(run('bank.match', { lineId: lineIds[0]!, entries }));
    value(run('bank.match', { lineId: lineIds[1]!, otherLineIds: [lineIds[2]!], entries: [] }));
    expect(sheet('2018-01')).toMatchObject({
      bankPaid: [],
      bankReceived: [],
      bookPaid: [],
      bookReceived: [],
    });
    expect(sheet('2018-01').matches.map(({ amountFen }) => amountFen)).toEqual([50_000, 700]);
  });

  test('both sides must be equal, and nothing is matched twice', async () => {
    const { lineIds, entries } = await three();
    const unequal = refusal(run('bank.match', { lineId: lineIds[0]!, entries: entries.slice(0, 1) }));
    expect(unequal).toContain('相差 200.00');
    value(run('bank.match', { lineId: lineIds[0]!, entries }));
    expect(refusal(run('bank.match', { lineId: lineIds[0]!, entries }))).toContain('已经勾对过');
    expect(refusal(run('bank.match', { lineId: lineIds[1]!, entries: [] }))).toContain('bank_match_alone');
    expect(refusal(run('bank.match', { lineId: 999, entries: [] }))).toContain('bank_item_unknown');
    expect(refusal(run('bank.match', { entries: [] }))).toContain('bank_item_unknown');
    expect(refusal(run('bank.unmatch', { matchId: 999 }))).toContain('bank_match_unknown');
  });

  test('entries of another account, of cash or of a void voucher are not this account’s', async () => {
    const { lineIds, entries } = await three();
    const cash = { voucherId: entries[0]!.voucherId, no: 2 };
    expect(refusal(run('bank.match', { lineId: lineIds[0]!, entries: [cash] }))).toContain(
      '1 笔不能和信用社基本户勾对',
    );
  });
});

test('whatever is matched, the difference is that of the start', async () => {
  const amounts = [100, -20, 35, -20, 100, -7, 60, -45, 12, -20];
  amounts.forEach((yuan, index) => {
    if (index % 3 !== 0) voucher(`2018-0${1 + Math.floor(index / 4)}-1${index}`, `账${index}`, yuan);
  });
  const moves = amounts.map((yuan, index): Move => [
    `2018-0${1 + Math.floor(index / 4)}-1${index}`,
    `流水${index}`,
    yuan,
    `R${index}`,
  ]);
  await bring(
    csv(
      500,
      moves.filter((_, index) => index % 4 !== 1),
    ),
  );
  for (const period of ['2018-01', '2018-02', '2018-03', '2018-04']) {
    auto(period);
    for (const asked of ['2018-01', '2018-02', '2018-03', '2018-04']) {
      expect(sheet(asked).differenceFen).toBe(-50_000);
      expect(sheet(asked).startDifferenceFen).toBe(-50_000);
    }
  }
});

test('the tables themselves keep a line and an entry in one match', async () => {
  const id = voucher('2018-01-03', '存现', 5000);
  await bring(csv(0, JANUARY));
  auto('2018-01');
  const { connection } = workspace;
  const { lastId } = connection.run(
    `INSERT INTO bank_match (item_id, how, operator, made_at) VALUES (?, 'manual', '李会计', '2018-06-30T09:00:00')`,
    bankId,
  );
  const line = 'INSERT INTO bank_match_line (line_id, match_id) SELECT MIN(line_id), ? FROM bank_match_line';
  expect(() => connection.run(line, lastId)).toThrow('UNIQUE');
  const entry = 'INSERT INTO bank_match_entry (voucher_id, no, match_id) VALUES (?, 1, ?)';
  expect(() => connection.run(entry, id, lastId)).toThrow('UNIQUE');
});
