import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Input, Output, Parsed } from '../../../shared/contract/index.ts';
import type { Result } from '../../../shared/rules/result.ts';
import { type TestWorkspace, testWorkspace } from '../../workspace/testing.ts';
import { accountsHandlers } from '../accounts/index.ts';
import { villageHandlers } from '../village/index.ts';
import { vouchersHandlers } from './index.ts';

let workspace: TestWorkspace;
beforeEach(() => (workspace = testWorkspace('2018-01')));
afterEach(() => workspace.close());

const handlers = { ...vouchersHandlers, ...accountsHandlers, ...villageHandlers };
type Called = keyof typeof handlers;

function call<M extends Called>(method: M, input: Input<M>, operator?: string): Result<Output<M>> {
  const handler = handlers[method] as unknown as (ctx: unknown, input: Parsed<M>) => Result<Output<M>>;
  return workspace.run((ctx) => handler(operator ? { ...ctx, operator } : ctx, input as Parsed<M>));
}

function done<M extends Called>(method: M, input: Input<M>, operator?: string): Output<M> {
  const result = call(method, input, operator);
  if (!result.ok) throw new Error(`${method}: ${result.error.message}`);
  return result.value;
}

function item(dim: Input<'items.add'>['dim'], name: string): number {
  const found = done('items.list', { dim }).find((one) => one.name === name);
  return found?.id ?? done('items.add', { dim, name }).id;
}

type Line = Input<'vouchers.save'>['lines'][number];
const line = (account: string, debitFen: number, creditFen: number, more: Partial<Line> = {}): Line => ({
  summary: '购办公用品',
  account,
  debitFen,
  creditFen,
  ...more,
});
const office = () => ({ itemId: item('expenseItem', '办公费') });

function save(more: Partial<Input<'vouchers.save'>> = {}): Result<Output<'vouchers.save'>> {
  return call('vouchers.save', {
    date: '2018-03-05',
    attachments: 1,
    lines: [line('523', 10_000, 0, office()), line('101', 0, 10_000)],
    ...more,
  });
}

function saved(more?: Partial<Input<'vouchers.save'>>): Output<'vouchers.save'> {
  const result = save(more);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const get = (id: number) => done('vouchers.get', { id });
const post = (id: number) => {
  done('vouchers.review', { ids: [id] }, '王复核');
  done('vouchers.post', { ids: [id] }, '王复核');
};

describe('a voucher written by hand', () => {
  it('is a draft under the next number of its month and word', () => {
    expect(saved()).toMatchObject({ word: '记', number: 1 });
    expect(saved()).toMatchObject({ word: '记', number: 2 });
    expect(saved({ date: '2018-04-01' })).toMatchObject({ number: 1 });
    expect(saved({ word: '付' })).toMatchObject({ word: '付', number: 1 });
    const first = done('vouchers.list', { from: '2018-03', to: '2018-03' })[0]!;
    expect(first).toMatchObject({
      state: 'draft',
      amountFen: 10_000,
      summary: '购办公用品',
      preparedBy: '李会计',
    });
  });

  it('uses 收付转 by what moves where the books do so', () => {
    workspace.connection.run(`UPDATE entity SET settings = json_set(settings, '$.voucherWords', '收付转')`);
    const bankId = item('bank', '基本存款账户');
    expect(saved().word).toBe('付');
    expect(saved({ lines: [line('101', 5, 0), line('102', 0, 5, { itemId: bankId })] }).word).toBe('付');
    expect(
      saved({
        lines: [
          line('102', 5, 0, { itemId: bankId }),
          line('501', 0, 5, { itemId: item('businessItem', '产品销售') }),
        ],
      }).word,
    ).toBe('收');
    expect(
      saved({
        lines: [
          line('523', 5, 0, office()),
          line('211', 0, 5, { itemId: item('counterparty', '县农资公司') }),
        ],
      }).word,
    ).toBe('转');
  });

  it('takes the summary above where a line has none', () => {
    const { id } = saved({ lines: [line('523', 1, 0, office()), line('101', 0, 1, { summary: '' })] });
    expect(get(id).lines.map((one) => one.summary)).toEqual(['购办公用品', '购办公用品']);
  });

  it('says whether an asset is 扶贫项目资产 because the asset does', () => {
    const shed = done('items.add', { dim: 'asset', name: '大棚 DP-001', isPovertyAsset: true }).id;
    const { id } = saved({ lines: [line('141', 5, 0, { itemId: shed }), line('101', 0, 5)] });
    expect(get(id).lines.map((one) => one.isPovertyAsset)).toEqual([true, null]);
  });

  it('asks livestock for its herd, and nothing else', () => {
    const pigs = done('items.add', { dim: 'asset', name: '育肥猪', isLivestock: true }).id;
    const herd = item('herd', '仔猪群');
    const without = save({ lines: [line('141', 5, 0, { itemId: pigs }), line('101', 0, 5)] });
    expect(without).toMatchObject({
      ok: false,
      error: { fields: { 'lines.0.item2Id': expect.stringContaining('群别') as string } },
    });
    expect(save({ lines: [line('141', 5, 0, { itemId: pigs, item2Id: herd }), line('101', 0, 5)] }).ok).toBe(
      true,
    );
    const bags = item('asset', '香菇菌袋');
    expect(save({ lines: [line('141', 5, 0, { itemId: bags, item2Id: herd }), line('101', 0, 5)] }).ok).toBe(
      false,
    );
  });

  it.each<[string, () => Partial<Input<'vouchers.save'>>, string, string]>([
    [
      'does not balance',
      () => ({ lines: [line('523', 10_000, 0, office()), line('101', 0, 9_900)] }),
      'voucher_unbalanced',
      'lines',
    ],
    [
      'names no account',
      () => ({ lines: [line('999', 1, 0), line('101', 0, 1)] }),
      'account_unknown',
      'lines.0.account',
    ],
    [
      'posts above its sub-accounts',
      () => ({ lines: [line('332', 1, 0), line('101', 0, 1)] }),
      'line_invalid',
      'lines.0.account',
    ],
    [
      'posts on 331',
      () => ({ lines: [line('331', 1, 0), line('101', 0, 1)] }),
      'line_invalid',
      'lines.0.account',
    ],
    [
      'types shares',
      () => ({ lines: [line('101', 1, 0), line('301', 0, 1, { memberId: 1 })] }),
      'line_invalid',
      'lines.1.account',
    ],
    [
      'types dividends owed',
      () => ({ lines: [line('222', 1, 0, { memberId: 1 }), line('101', 0, 1)] }),
      'line_invalid',
      'lines.0.account',
    ],
    [
      'says which bank on cash',
      () => ({
        lines: [line('523', 1, 0, office()), line('101', 0, 1, { itemId: item('bank', '基本存款账户') })],
      }),
      'line_invalid',
      'lines.1.itemId',
    ],
    [
      'does not say which bank',
      () => ({ lines: [line('523', 1, 0, office()), line('102', 0, 1)] }),
      'line_invalid',
      'lines.1.itemId',
    ],
    [
      'names an item of another kind',
      () => ({ lines: [line('523', 1, 0, { itemId: item('bank', '基本存款账户') }), line('101', 0, 1)] }),
      'line_invalid',
      'lines.0.itemId',
    ],
    [
      'has both sides in one line',
      () => ({ lines: [line('523', 1, 1, office()), line('101', 0, 1)] }),
      'line_invalid',
      'lines.0.debitFen',
    ],
    [
      'has no amount in a line',
      () => ({ lines: [line('523', 0, 0, office()), line('101', 0, 1)] }),
      'line_invalid',
      'lines.0.debitFen',
    ],
    [
      'counts cash in kilograms',
      () => ({ lines: [line('523', 1, 0, office()), line('101', 0, 1, { quantity: '3' })] }),
      'line_invalid',
      'lines.1.quantity',
    ],
    [
      'has no summary',
      () => ({ lines: [line('523', 1, 0, { ...office(), summary: '' }), line('101', 0, 1)] }),
      'line_summary',
      'lines.0.summary',
    ],
    ['is dated before the books', () => ({ date: '2017-12-31' }), 'before_books', 'date'],
    ['is dated tomorrow', () => ({ date: '2019-03-02' }), 'date_future', 'date'],
    ['is dated on no day', () => ({ date: '2018-02-30' }), 'date_unreal', 'date'],
  ])('is refused when it %s', (_name, more, code, field) => {
    const result = save(more());
    expect(result.ok ? 'saved' : result.error.code).toBe(code);
    expect(result.ok ? [] : Object.keys(result.error.fields ?? {})).toContain(field);
    expect(result.ok ? '' : result.error.message).toMatch(/。$/u);
    expect(done('vouchers.list', {})).toEqual([]);
  });

  it('is refused where a statement could not say which equity account moved to which', () => {
    const premium = { itemId: item('reserveSource', '股金溢价') };
    expect(
      save({
        lines: [
          line('321', 5, 0, premium),
          line('113', 5, 0, { itemId: item('counterparty', '供销社') }),
          line('33202', 0, 7),
          line('101', 0, 3),
        ],
      }),
    ).toMatchObject({ ok: false, error: { code: 'voucher_ambiguous' } });
  });

  it.each<[string, () => Line[], string]>([
    ['profit past 331', () => [line('33202', 5, 0), line('101', 0, 5)], '5 类科目'],
    ['income into 332', () => [line('101', 5, 0), line('33202', 0, 5)], '5 类科目'],
    [
      'a fund into a reserve',
      () => [
        line('311', 5, 0, { itemId: item('fundSource', '他人捐赠') }),
        line('321', 0, 5, { itemId: item('reserveSource', '股金溢价') }),
      ],
      '专项基金',
    ],
    [
      'a fund of a source the form does not know',
      () => [line('101', 5, 0), line('311', 0, 5, { itemId: item('fundSource', '其他来源') })],
      '来源选这两项之一',
    ],
    [
      'a fund written off with its asset',
      () => [line('311', 5, 0, { itemId: item('fundSource', '他人捐赠') }), line('101', 0, 5)],
      '不减专项基金',
    ],
  ])('is refused where no statement has a line for it: %s', (_name, lines, way) => {
    expect(save({ lines: lines() })).toMatchObject({
      ok: false,
      error: { code: 'voucher_no_line', message: expect.stringContaining(way) as string },
    });
  });

  it.each<[string, () => Line[]]>([
    [
      'a loss met from 资本公积',
      () => [line('321', 5, 0, { itemId: item('reserveSource', '股金溢价') }), line('33202', 0, 5)],
    ],
    [
      'a revaluation',
      () => [line('101', 5, 0), line('321', 0, 5, { itemId: item('reserveSource', '资产评估增值') })],
    ],
    [
      'a donation typed as a voucher',
      () => [line('101', 5, 0), line('311', 0, 5, { itemId: item('fundSource', '他人捐赠') })],
    ],
  ])('may touch equity where a statement shows it: %s', (_name, lines) => {
    expect(save({ lines: lines() }).ok).toBe(true);
  });

  it('warns of cash below zero by date, of missing slips, and is kept all the same', () => {
    expect(saved({ attachments: 0 }).warnings.join()).toMatch(/没有附单据.*2018-03-05.*-100\.00/u);
  });

  it('is replaced as a draft, and keeps its number', () => {
    const { id } = saved();
    done('vouchers.save', {
      id,
      date: '2018-03-09',
      attachments: 2,
      lines: [line('523', 7, 0, office()), line('101', 0, 7)],
    });
    expect(get(id).voucher).toMatchObject({ date: '2018-03-09', number: 1, amountFen: 7, attachments: 2 });
  });

  it('moves to another month only where that leaves no gap', () => {
    const { id: first } = saved();
    const { id: last } = saved();
    const moved = {
      date: '2018-04-02',
      attachments: 1,
      lines: [line('523', 7, 0, office()), line('101', 0, 7)],
    };
    expect(call('vouchers.save', { id: first, ...moved })).toMatchObject({
      ok: false,
      error: { code: 'voucher_number_gap' },
    });
    expect(done('vouchers.save', { id: last, ...moved })).toMatchObject({ number: 1 });
    expect(get(last).voucher.period).toBe('2018-04');
  });
});

describe('its way to the books', () => {
  it('goes 草稿 → 已审核 → 已记账, and one person doing both is told', () => {
    const { id } = saved();
    expect(call('vouchers.post', { ids: [id] })).toMatchObject({
      ok: false,
      error: { code: 'voucher_state' },
    });
    expect(done('vouchers.review', { ids: [id] }).warnings[0]).toMatch(/同一人（李会计）/u);
    expect(
      call('vouchers.save', {
        id,
        date: '2018-03-05',
        attachments: 1,
        lines: get(id).lines.map((one) =>
          line(one.accountCode, one.debitFen, one.creditFen, { itemId: one.itemId }),
        ),
      }),
    ).toMatchObject({ ok: false, error: { code: 'voucher_not_draft' } });
    done('vouchers.unreview', { ids: [id] });
    expect(done('vouchers.review', { ids: [id] }, '王复核').warnings).toEqual([]);
    done('vouchers.post', { ids: [id] }, '王复核');
    expect(get(id).voucher).toMatchObject({
      state: 'posted',
      preparedBy: '李会计',
      reviewedBy: '王复核',
      postedBy: '王复核',
    });
  });

  it('is final once posted, in SQL as well', () => {
    const { id } = saved();
    post(id);
    for (const sql of [
      `UPDATE voucher SET date = '2018-03-06' WHERE id = ${id}`,
      `UPDATE voucher SET state = 'draft' WHERE id = ${id}`,
      `DELETE FROM voucher WHERE id = ${id}`,
      `UPDATE entry SET summary = '别的' WHERE voucher_id = ${id}`,
      `UPDATE entry SET debit_fen = 1 WHERE voucher_id = ${id} AND no = 1`,
      `DELETE FROM entry WHERE voucher_id = ${id}`,
      `INSERT OR REPLACE INTO voucher SELECT * FROM voucher WHERE id = ${id}`,
      `INSERT OR REPLACE INTO voucher (entity_id, period, date, word, number, kind, state, attachments, note, prepared_by, prepared_at)
       SELECT entity_id, period, date, word, number, kind, 'draft', 0, '', '', '' FROM voucher WHERE id = ${id}`,
      `INSERT OR REPLACE INTO entry SELECT voucher_id, no, account_id, '别的', 5, 0, member_id, item_id, item2_id, quantity_milli, period, 1 FROM entry WHERE voucher_id = ${id} AND no = 1`,
      `INSERT INTO entry SELECT voucher_id, 9, account_id, summary, debit_fen, credit_fen, member_id, item_id, item2_id, quantity_milli, period, 1 FROM entry WHERE voucher_id = ${id} AND no = 1`,
    ]) {
      expect(() => workspace.connection.run(sql), sql).toThrow(/final|kept|open voucher/u);
    }
  });

  it('of a reversal keeps its figures while it waits, in SQL as well', () => {
    const { id } = saved();
    post(id);
    const red = done('vouchers.reverse', { id, date: '2018-03-20', reason: '记错' });
    for (const sql of [
      `UPDATE voucher SET date = '2018-03-21' WHERE id = ${red.id}`,
      `DELETE FROM entry WHERE voucher_id = ${red.id}`,
      `INSERT INTO entry SELECT voucher_id, no + 2, account_id, summary, debit_fen, credit_fen, member_id, item_id, item2_id, quantity_milli, period, 1 FROM entry WHERE voucher_id = ${red.id}`,
    ]) {
      expect(() => workspace.connection.run(sql), sql).toThrow(/final|event voucher|open voucher/u);
    }
  });

  it('cannot be committed unbalanced, whoever writes', () => {
    const { id } = saved();
    expect(() =>
      workspace.connection.transaction(
        () => workspace.connection.run('DELETE FROM entry WHERE voucher_id = ? AND no = 1', id),
        () => true,
      ),
    ).toThrow(/FOREIGN KEY/u);
    expect(get(id).lines).toHaveLength(2);
  });

  it('void keeps its number and counts for nothing', () => {
    const { id } = saved();
    done('vouchers.void', { id, reason: '填错' });
    expect(get(id).voucher).toMatchObject({ state: 'void', voidReason: '填错', number: 1 });
    expect(saved().number).toBe(2);
    const standing = workspace.connection.get<{ fen: number | null }>(
      'SELECT SUM(debit_fen) AS fen FROM entry WHERE state > 0',
    );
    expect(standing?.fen).toBe(10_000);
    expect(call('vouchers.void', { id, reason: '再来' })).toMatchObject({
      ok: false,
      error: { code: 'voucher_void' },
    });
  });

  it('is undone in red, once, with the words of the rule', () => {
    const { id } = saved();
    expect(call('vouchers.reverse', { id, date: '2018-03-20', reason: '记错' })).toMatchObject({
      ok: false,
      error: { code: 'voucher_not_posted' },
    });
    post(id);
    expect(call('vouchers.reverse', { id, date: '2018-03-04', reason: '记错' })).toMatchObject({
      ok: false,
      error: { code: 'reversal_too_early' },
    });
    const red = done('vouchers.reverse', { id, date: '2018-03-20', reason: '记错' });
    expect(get(red.id).lines.map((one) => [one.summary, one.debitFen, one.creditFen])).toEqual([
      ['注销3月5日记字1号凭证：记错', -10_000, 0],
      ['注销3月5日记字1号凭证：记错', 0, -10_000],
    ]);
    expect(get(id)).toMatchObject({ voucher: { reversed: 'wholly' }, reversedBy: [{ id: red.id }] });
    expect(get(red.id).reverses?.name).toBe('2018-03 记-001');
    expect(call('vouchers.reverse', { id, date: '2018-03-21', reason: '又' })).toMatchObject({
      ok: false,
      error: { code: 'voucher_reversed' },
    });
    post(red.id);
    expect(call('vouchers.reverse', { id: red.id, date: '2018-03-22', reason: '又' })).toMatchObject({
      ok: false,
      error: { code: 'voucher_is_reversal' },
    });
  });

  it('of an earlier year is corrected in blue in the current one', () => {
    const { id } = saved();
    post(id);
    const blue = done('vouchers.reverse', { id, date: '2019-02-03', reason: '记错年度' });
    expect(
      get(blue.id).lines.map((one) => [one.summary, one.accountCode, one.debitFen, one.creditFen]),
    ).toEqual([
      ['订正2018年3月5日记字1号凭证：记错年度', '523', 0, 10_000],
      ['订正2018年3月5日记字1号凭证：记错年度', '101', 10_000, 0],
    ]);
    expect(get(id).voucher.reversed).toBe('wholly');
  });

  it('lets words and slips be mended until it is posted', () => {
    const { id } = saved();
    done('vouchers.review', { ids: [id] });
    done('vouchers.annotate', { id, attachments: 3, summaries: [{ no: 1, summary: '购打印纸' }] });
    expect(get(id)).toMatchObject({ voucher: { attachments: 3 }, lines: [{ summary: '购打印纸' }, {}] });
    expect(call('vouchers.annotate', { id, summaries: [{ no: 9, summary: '？' }] }).ok).toBe(false);
    done('vouchers.post', { ids: [id] });
    expect(call('vouchers.annotate', { id, attachments: 4 })).toMatchObject({
      ok: false,
      error: { code: 'voucher_final' },
    });
  });
});

describe('Ctrl+K', () => {
  it.each([
    ['记1', ['2018-04 记-001', '2018-03 记-001']],
    ['记-001', ['2018-04 记-001', '2018-03 记-001']],
    ['2018-03 记 1', ['2018-03 记-001']],
    ['２', ['2018-03 记-002']],
    ['付1', []],
    ['记9', []],
  ])('%s leads to its vouchers', (text, titles) => {
    saved();
    saved();
    saved({ date: '2018-04-01' });
    const found = done('search.jump', { text }).filter((one) => one.kind === 'voucher');
    expect(found.map((one) => one.title)).toEqual(titles);
  });
});

describe('files and templates', () => {
  it('keeps slips inside the workspace, and those of posted vouchers for good', () => {
    const { id } = saved();
    const dataBase64 = Buffer.from('收据').toString('base64');
    const file = done('vouchers.addFile', { id, name: '收据.jpg', dataBase64 });
    expect(call('vouchers.addFile', { id, name: '又一份.jpg', dataBase64 })).toMatchObject({
      ok: false,
      error: { code: 'file_twice' },
    });
    expect(done('vouchers.file', { id: file.id })).toEqual({ name: '收据.jpg', dataBase64 });
    post(id);
    expect(call('vouchers.removeFile', { id: file.id })).toMatchObject({
      ok: false,
      error: { code: 'voucher_final' },
    });
    done('vouchers.addFile', { id, name: '补.jpg', dataBase64: Buffer.from('补').toString('base64') });
    expect(get(id).files.map((one) => one.name)).toEqual(['收据.jpg', '补.jpg']);
  });

  it('starts from a template, which is replaced by its name', () => {
    const lines = [line('523', 0, 0, office())];
    done('vouchers.saveTemplate', { name: '月租', lines });
    const { id } = done('vouchers.saveTemplate', { name: '月租', lines: [...lines, line('101', 0, 0)] });
    expect(done('vouchers.templates', {})).toMatchObject([{ name: '月租', lines: [{}, { account: '101' }] }]);
    done('vouchers.deleteTemplate', { id });
    expect(done('vouchers.templates', {})).toEqual([]);
  });
});

describe('the chart', () => {
  it('has the 48 statutory accounts, the two of choice switched off', () => {
    const first = done('accounts.list', {}).filter((one) => one.level === 1);
    expect(first.filter((one) => one.enabled)).toHaveLength(48);
    expect(first.filter((one) => !one.enabled).map((one) => one.code)).toEqual(['109', '122']);
    expect(first.every((one) => one.explanation.length > 10 && one.examples.length > 0)).toBe(true);
  });

  it('takes sub-accounts of its own, not under what carries something', () => {
    expect(done('accounts.add', { parentCode: '523', name: '会议费' })).toMatchObject({ code: '52301' });
    expect(done('accounts.add', { parentCode: '523', name: '差旅费' })).toMatchObject({ code: '52302' });
    expect(call('accounts.add', { parentCode: '523', name: '会议费' })).toMatchObject({
      ok: false,
      error: { code: 'account_name_taken' },
    });
    expect(save()).toMatchObject({
      ok: false,
      error: { fields: { 'lines.0.account': expect.stringContaining('明细') as string } },
    });
    saved({ lines: [line('52301', 5, 0, office()), line('101', 0, 5)] });
    expect(call('accounts.add', { parentCode: '52301', name: '更细' })).toMatchObject({
      ok: false,
      error: { code: 'account_no_sub' },
    });
    expect(call('accounts.add', { parentCode: '301', name: '优先股' })).toMatchObject({
      ok: false,
      error: { code: 'account_no_sub' },
    });
    expect(call('accounts.add', { parentCode: '524', code: '52', name: '短' }).ok).toBe(false);
  });

  it('goes down four levels, to codes of 11 digits, and not further', () => {
    let code = '523';
    for (const name of ['甲', '乙', '丙', '丁']) code = done('accounts.add', { parentCode: code, name }).code;
    expect(code).toBe('52301010101');
    expect(call('accounts.add', { parentCode: code, name: '戊' })).toMatchObject({
      ok: false,
      error: { code: 'account_no_sub', message: expect.stringContaining('11 位') as string },
    });
    expect(done('accounts.list', {}).at(-1)!.code).toBe('531');
  });

  it.each([
    ['523', ['expenseItem', 'expenseItem'], '不能相同'],
    ['523', ['project', 'expenseItem'], '排在前面'],
    ['523', ['expenseItem', 'member'], '再加另一项'],
    ['529', ['project'], '不能去掉'],
  ] as const)('takes no analysis under %s that a line cannot carry: %s', (parentCode, dims, why) => {
    expect(call('accounts.add', { parentCode, name: '细', dims: [...dims] })).toMatchObject({
      ok: false,
      error: { code: 'account_dims', message: expect.stringContaining(why) as string },
    });
  });

  it('keeps the regulation’s names, and says how to tell apart what is below', () => {
    const idOf = (code: string) => done('accounts.list', {}).find((one) => one.code === code)!.id;
    expect(call('accounts.rename', { id: idOf('523'), name: '杂费' })).toMatchObject({
      error: { message: expect.stringContaining('增设明细科目') as string },
    });
    expect(call('accounts.rename', { id: idOf('301'), name: '股本' })).toMatchObject({
      error: { message: expect.stringContaining('辅助核算') as string },
    });
  });

  it('is switched off, never deleted, and not while it carries something', () => {
    const id = done('accounts.list', {}).find((one) => one.code === '171')!.id;
    done('accounts.enable', { id, enabled: false });
    expect(
      save({ lines: [line('171', 1, 0, { itemId: item('spendItem', '大棚膜') }), line('101', 0, 1)] }),
    ).toMatchObject({
      ok: false,
      error: { fields: { 'lines.0.account': expect.stringContaining('停用') as string } },
    });
    saved();
    const used = done('accounts.list', {}).find((one) => one.code === '523')!.id;
    expect(call('accounts.enable', { id: used, enabled: false })).toMatchObject({
      ok: false,
      error: { code: 'account_in_use' },
    });
    expect(call('accounts.rename', { id: used, name: '办公开支' })).toMatchObject({
      ok: false,
      error: { code: 'account_statutory' },
    });
  });
});
