import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok, type Result } from '../../../shared/rules/result.ts';
import { testWorkspace, type TestWorkspace } from '../../workspace/testing.ts';
import { accountByCode, ensureItem } from '../accounts/index.ts';
import { insertVoucher } from '../vouchers/index.ts';
import { words } from './csv.ts';
import { hledgerJournal } from './journal.ts';
import { csvTables } from './tables.ts';

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = testWorkspace();
});
afterEach(() => workspace.close());

interface Line {
  code: string;
  debit?: number;
  credit?: number;
  member?: number;
  item?: number;
  quantityMilli?: number;
  summary?: string;
}

/** A voucher straight into the books: what may stand there, not how it came there, is what is taken out. */
function write(date: string, state: string, ...lines: Line[]): void {
  must(
    workspace.run((ctx) => {
      const stored = lines.map((line) => ({
        accountId: accountByCode(ctx.db, 1, line.code)!.id,
        account: line.code,
        summary: line.summary ?? '收回借款',
        debitFen: line.debit ?? 0,
        creditFen: line.credit ?? 0,
        memberId: line.member ?? null,
        itemId: line.item ?? null,
        item2Id: null,
        quantityMilli: line.quantityMilli ?? null,
      }));
      const { id } = insertVoucher(ctx, { entityId: 1, date, kind: 'entry', lines: stored });
      if (state !== 'draft') {
        ctx.db.run(
          `UPDATE voucher SET state = ?, reviewed_by = '王', posted_by = '王', void_reason = '填错' WHERE id = ?`,
          state,
          id,
        );
      }
      return ok(null);
    }),
  );
}

function member(no: string, name: string): number {
  return workspace.connection.run(
    `INSERT INTO member (entity_id, no, kind, organisation_name, organisation_code, state, joined_on)
     VALUES (1, ?, 'organisation', ?, '', 'active', '2018-01-01')`,
    no,
    name,
  ).lastId;
}

const item = (dim: 'bank' | 'product', name: string): number =>
  ensureItem(workspace.connection, 1, dim, name);

function journal(input = {}): string {
  return must(hledgerJournal(workspace.writing(), input)).text;
}

function tables(input = {}): Record<string, string> {
  const { files } = must(csvTables(workspace.writing(), input));
  return Object.fromEntries(files.map(({ name, text }) => [name, text]));
}

function fill(): void {
  const zhang = member('M001', '张守田');
  const bank = item('bank', '基本存款账户');
  write(
    '2018-03-05',
    'posted',
    { code: '102', debit: 2_000_000, item: bank },
    { code: '114', credit: 2_000_000, member: zhang, summary: '张守田: [2018-99-99] 还款;' },
  );
  write('2018-03-06', 'void', { code: '101', debit: 5 }, { code: '501', credit: 5, item: 1 });
  write(
    '2018-04-01',
    'draft',
    {
      code: '121',
      debit: -1050,
      item: item('product', '香菇 "一级", 干'),
      quantityMilli: -12_500,
      summary: '=退货',
    },
    { code: '101', credit: -1050, summary: '=退货' },
  );
}

describe('the journal', () => {
  it('has a transaction a voucher, void ones left out, debit positive, red marked, words harmless', () => {
    fill();
    const body = journal().split('\n\n');
    expect(body.slice(2, -1)).toEqual([
      [
        '2018-03-05 * (记-001) 收回借款',
        '    资产:102 银行存款:基本存款账户  CNY 20000.00',
        '    资产:114 成员往来:M001 张守田  CNY -20000.00  ; 张守田： ［2018-99-99］ 还款；',
      ].join('\n'),
      [
        '2018-04-01 ! (记-001) =退货',
        '    资产:121 产品物资:香菇 "一级", 干  CNY -10.50  ; 借方红字，数量 -12.5',
        '    资产:101 库存现金  CNY 10.50  ; 贷方红字',
      ].join('\n'),
    ]);
    expect(body[1]).toContain('\naccount 资产:114 成员往来:M001 张守田\n');
    expect(body[1]).not.toContain('\n account');
  });

  it('of a range begins with the balances it takes over', () => {
    fill();
    const text = journal({ from: '2018-04', to: '2018-04' });
    expect(text).toContain(
      [
        '2018-03-31 (承前) 2018-04 以前的余额',
        '    资产:102 银行存款:基本存款账户  CNY 20000.00',
        '    资产:114 成员往来:M001 张守田  CNY -20000.00',
        '',
        '2018-04-01 !',
      ].join('\n'),
    );
    expect(journal({ from: '2018-01', to: '2018-02' })).not.toContain('\n2018');
  });
});

describe('parts', () => {
  it.each([1, 2, 3, 4, 100])('of at least %i lines make the same texts as the whole', (mostLines) => {
    fill();
    write('2018-12-31', 'posted', { code: '101', debit: 1 }, { code: '401', credit: 1, item: 1 });
    let journalText = '';
    const csv: Record<string, string> = {};
    const journalParts = inTurn((goOn) => {
      const part = must(hledgerJournal(workspace.writing(), { mostLines, ...goOn }));
      journalText += part.text;
      return part.next;
    });
    const csvParts = inTurn((goOn) => {
      const part = must(csvTables(workspace.writing(), { mostLines, ...goOn }));
      for (const { name, text } of part.files) csv[name] = (csv[name] ?? '') + text;
      return part.next;
    });
    expect(journalParts).toBe({ 1: 3, 2: 3, 3: 2, 4: 2, 100: 1 }[mostLines]);
    expect(csvParts).toBe({ 1: 3, 2: 3, 3: 2, 4: 2, 100: 1 }[mostLines]);
    expect(journalText).toBe(journal());
    expect(csv).toEqual(tables());
  });
});

function inTurn(take: (goOn: { goOnWith?: string }) => string | null): number {
  let parts = 1;
  for (let next = take({}); next !== null; next = take({ goOnWith: next })) parts += 1;
  return parts;
}

describe('the tables', () => {
  it('begin with a byte order mark and end each record with CR LF', () => {
    fill();
    const files = tables();
    expect(Object.keys(files)).toEqual([
      'accounts.csv',
      'items.csv',
      'trial-balance.csv',
      'member-balances.csv',
      'vouchers.csv',
      'entries.csv',
    ]);
    for (const [name, text] of Object.entries(files)) {
      expect(text.startsWith('\uFEFF'), name).toBe(true);
      expect(text.endsWith('\r\n'), name).toBe(true);
      expect(text.replaceAll('\r\n', ''), name).not.toMatch(/[\r\n]/);
    }
  });

  it('entries hold every line, void ones too; vouchers their story', () => {
    fill();
    expect(rows('entries.csv')).toEqual([
      '2018-03-05,记-001,1,已记账,收回借款,102,银行存款,,,基本存款账户,,20000.00,0.00,,',
      '2018-03-05,记-001,2,已记账,张守田: [2018-99-99] 还款;,114,成员往来,M001,张守田,,,0.00,20000.00,,',
      '2018-03-06,记-002,1,作废,收回借款,101,库存现金,,,,,0.05,0.00,,',
      '2018-03-06,记-002,2,作废,收回借款,501,经营收入,,,基本存款账户,,0.00,0.05,,',
      `2018-04-01,记-001,1,草稿,'=退货,121,产品物资,,,"香菇 ""一级"", 干",,-10.50,0.00,-12.5,`,
      `2018-04-01,记-001,2,草稿,'=退货,101,库存现金,,,,,0.00,-10.50,,`,
    ]);
    expect(rows('vouchers.csv').map((row) => row.split(',').slice(0, 4).join(','))).toEqual([
      '2018-03-05,记-001,手工,已记账',
      '2018-03-06,记-002,手工,作废',
      '2018-04-01,记-001,手工,草稿',
    ]);
    expect(rows('vouchers.csv')[1]!.endsWith(',填错')).toBe(true);
  });

  it('balances go from month to month and leave void lines out', () => {
    fill();
    expect(rows('trial-balance.csv')).toEqual([
      '2018-03,102,银行存款,0.00,0.00,20000.00,0.00,20000.00,0.00',
      '2018-03,114,成员往来,0.00,0.00,0.00,20000.00,0.00,20000.00',
      '2018-04,101,库存现金,0.00,0.00,0.00,-10.50,10.50,0.00',
      '2018-04,102,银行存款,20000.00,0.00,0.00,0.00,20000.00,0.00',
      '2018-04,114,成员往来,0.00,20000.00,0.00,0.00,0.00,20000.00',
      '2018-04,121,产品物资,0.00,0.00,-10.50,0.00,0.00,10.50',
    ]);
    expect(rows('trial-balance.csv', { from: '2018-04' })).toHaveLength(4);
    expect(rows('member-balances.csv')).toEqual([
      'M001,张守田,114,成员往来,0.00,0.00,0.00,20000.00,0.00,20000.00',
    ]);
    expect(rows('member-balances.csv', { from: '2018-04' })).toEqual([
      'M001,张守田,114,成员往来,0.00,20000.00,0.00,0.00,0.00,20000.00',
    ]);
  });

  const rows = (name: string, input = {}): string[] => tables(input)[name]!.split('\r\n').slice(1, -1);
});

it.each([
  ['香菇', '香菇'],
  ['', ''],
  [null, ''],
  ['=1+1', `'=1+1`],
  ['+86', `'+86`],
  ['-退货', `'-退货`],
  ['@sum', `'@sum`],
  [' =1', `' =1`],
  ['\t=1', `'\t=1`],
  ['＝1', `'＝1`],
  ['a=1', 'a=1'],
  ['=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`],
  ['甲,乙', '"甲,乙"'],
  ['两\n行', '"两\n行"'],
  ['\r丙', `"'\r丙"`],
])('text %j stands in a table as %j', (text, field) => expect(words(text)).toBe(field));

it('what can’t be taken out is said', () => {
  for (const take of [hledgerJournal, csvTables]) {
    expect(take(workspace.writing(), { from: '2019-01', to: '2018-12' })).toMatchObject({
      ok: false,
      error: {
        code: 'range_backwards',
        fields: { from: '起始期间 2019-01 晚于截止期间 2018-12，请对调或改正。' },
      },
    });
    expect(take(workspace.writing(), { entityId: 99 })).toMatchObject({
      ok: false,
      error: { code: 'entity_unknown' },
    });
  }
});

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
