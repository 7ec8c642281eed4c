import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainYuan } from '../../../../shared/rules/money.ts';
import { cellText } from '../../../../shared/rules/sheet/sheet.ts';
import { readWorkbook } from '../../imports/index.ts';
import { freezeMember } from '../../shares/member.ts';
import { testCooperative, type TestCooperative } from '../testCooperative.ts';
import { encodeText, type TextEncoding } from '../../imports/index.ts';

let coop: TestCooperative;
let runId: number;
beforeEach(async () => {
  coop = testCooperative();
  runId = await coop.approve();
});
afterEach(() => {
  coop.close();
});

const DATE = '2019-02-21';
const get = () => coop.done('dividends.get', { id: runId });
const batchOf = (template = 'xinhe', memberIds?: number[]) => {
  const some = memberIds === undefined ? {} : { memberIds };
  return coop.done('dividends.bankBatch', { runId, template, date: DATE, ...some });
};
const bytesOf = (batch: { dataBase64: string }) => Buffer.from(batch.dataBase64, 'base64');
const setPerson = (no: string, column: 'card_sealed' | 'bank_alias', value: string | null) =>
  coop.connection.run(`UPDATE person SET ${column} = ? WHERE id = ?`, value, coop.member(no).personId);

interface Row {
  no: string;
  outcome?: string;
  reason?: string;
  account?: string;
  name?: string;
  amount?: string;
}

/** A return file as the bank writes it; rows default to the member's own data and 成功. */
async function returned(rows: readonly Row[], encoding: TextEncoding = 'GB18030') {
  const lines = (await get()).lines;
  const text = rows.map((row, index) => {
    const member = coop.member(row.no);
    const line = lines.find((one) => one.memberNo === row.no);
    const amount = row.amount ?? plainYuan(line?.netFen ?? 0);
    const outcome = row.outcome ?? (row.reason ? '失败' : '成功');
    return `${index + 1},${row.account ?? member.card},${row.name ?? member.name},${amount},2018年分红,${outcome},${row.reason ?? ''}\r\n`;
  });
  const { bytes } = encodeText(`序号,账号,户名,金额,附言,处理结果,失败原因\r\n${text.join('')}`, encoding);
  const dataBase64 = Buffer.from(bytes).toString('base64');
  return { runId, date: '2019-02-22', fileName: '银行回单.csv', dataBase64 };
}

const FAILURES: Record<string, string> = { M006: '户名不符', M018: '账号错误', M034: '账户冻结' };
const everybody = (): Row[] =>
  coop.members.map(({ no }) => (FAILURES[no] === undefined ? { no } : { no, reason: FAILURES[no] }));

describe('the batch file', () => {
  it('GB18030: everybody, 何𬭎 included, in number order', async () => {
    const batch = await batchOf();
    expect(batch).toMatchObject({ count: 47, amountFen: 14_695_802, skipped: [], warnings: [] });
    expect(batch.fileName).toBe('分红代发-2018-信合-20190221-第1批.csv');
    const lines = new TextDecoder('gb18030').decode(bytesOf(batch)).split('\r\n');
    expect(lines[0]).toBe('序号,账号,户名,金额,附言');
    expect(lines[1]).toBe(`1,${coop.member('M001').card},张守田,3997.66,2018年分红`);
    expect(lines[47]).toBe(`47,${coop.member('M047').card},何𬭎,4420.66,2018年分红`);
    expect(bytesOf(batch).includes(Buffer.from('bace9933a932', 'hex'))).toBe(true);
    expect((await get()).batches).toMatchObject([{ count: 47, pending: 47, paid: 0, failed: 0 }]);
    expect((await get()).run.state).toBe('approved');
  });

  it('GBK: 何𬭎 is left out with the reason, and goes in under the bank’s spelling', async () => {
    const batch = await batchOf('abc');
    expect(batch.count).toBe(46);
    expect(batch.skipped).toMatchObject([{ memberNo: 'M047', name: '何𬭎' }]);
    expect(batch.skipped[0]?.reason).toContain('“𬭎”写不进 GBK');
    const lines = new TextDecoder('gbk').decode(bytesOf(batch)).split('\r\n');
    expect(lines[0]).toBe('序号,账号,户名,金额,附言,身份证号');
    expect(lines[1]).toContain(',2018年分红,61072718800101001');

    setPerson('M047', 'bank_alias', '何金丘');
    const second = await batchOf('abc');
    expect(second).toMatchObject({ count: 1, amountFen: 442_066 });
    expect(second.warnings.join('')).toContain('何金丘');
    expect(new TextDecoder('gbk').decode(bytesOf(second))).toContain(',何金丘,4420.66,');
  });

  it('xlsx: accounts stay text to the last digit', async () => {
    const batch = await batchOf('psbc');
    const sheets = await readWorkbook(batch.fileName, bytesOf(batch));
    const rows = sheets.ok ? (sheets.value[0]?.rows ?? []) : [];
    expect(rows).toHaveLength(48);
    expect(rows[47]?.cells.map((cell) => [cell.kind, cellText(cell)])).toEqual([
      ['text', '47'],
      ['text', coop.member('M047').card],
      ['text', '何𬭎'],
      ['number', '4420.66'],
      ['text', '2018年分红'],
    ]);
  });

  it('leaves out who has no card, who is frozen, who was paid, who waits for a return', async () => {
    setPerson('M002', 'card_sealed', null);
    coop.run((context) => freezeMember(context, { id: coop.member('M003').id, date: DATE, reason: '去世' }));
    const members = [{ memberId: coop.member('M004').id }];
    await coop.done('dividends.pay', { runId, date: DATE, method: 'cash', members, note: '' });
    await batchOf('xinhe', [coop.member('M005').id]);

    const some = ['M001', 'M002', 'M003', 'M004', 'M005'].map((no) => coop.member(no).id);
    const batch = await batchOf('xinhe', some);
    expect(batch.count).toBe(1);
    expect(batch.skipped.map(({ memberNo, reason }) => [memberNo, reason.slice(0, 9)])).toEqual([
      ['M002', '没有登记银行卡号。'],
      ['M003', '该社员的账户已冻结'],
      ['M004', '没有应付余额，已经'],
      ['M005', '已在代发文件“分红'],
    ]);
    const none = await coop.call('dividends.bankBatch', {
      runId,
      template: 'xinhe',
      date: DATE,
      memberIds: some,
    });
    expect(none).toMatchObject({ ok: false, error: { code: 'dividend.batch-empty' } });
  });

  it.each([
    ['an unknown template', { template: 'icbc' }],
    ['somebody else', { memberIds: [9999] }],
    ['a day before posting', { date: '2019-02-19' }],
  ])('is refused for %s', async (_, change) => {
    const refused = await coop.call('dividends.bankBatch', {
      runId,
      template: 'xinhe',
      date: DATE,
      ...change,
    });
    expect(refused.ok).toBe(false);
    expect((await get()).batches).toEqual([]);
  });
});

describe('the return file', () => {
  it.each([true, false])(
    'three failures stay payable; read twice it pays nobody (batch made here: %s)',
    async (made) => {
      if (made) await batchOf();
      const file = await returned(everybody());
      const first = await coop.done('dividends.bankReturn', file);
      expect(first).toMatchObject({ paid: 44, already: 0, refused: [] });
      expect(first.failed.map((one) => [one.memberNo, one.amountFen, one.reason])).toEqual([
        ['M006', 126_634, '户名不符'],
        ['M018', 89_895, '账号错误'],
        ['M034', 330_444, '账户冻结'],
      ]);
      const before = await get();
      expect(before.run).toMatchObject({ state: 'paying', payableFen: 126_634 + 89_895 + 330_444 });
      expect(before.batches).toMatchObject([{ count: 47, paid: 44, failed: 3, pending: 0 }]);

      const again = await coop.done('dividends.bankReturn', file);
      expect(again).toEqual({ paid: 0, paidFen: 0, failed: [], already: 47, refused: [] });
      expect((await get()).payments).toEqual(before.payments);

      // A payment that came back is payable again, but not by reading the old file once more.
      await coop.done('dividends.reversePayment', {
        paymentId: before.payments[0]!.id,
        date: '2019-02-25',
        reason: '退汇',
      });
      expect(await coop.done('dividends.bankReturn', file)).toMatchObject({ paid: 0, already: 47 });

      const rest = await batchOf();
      expect(rest.count).toBe(4);
      const second = await returned(['M001', 'M006', 'M018', 'M034'].map((no) => ({ no })));
      expect(await coop.done('dividends.bankReturn', second)).toMatchObject({
        paid: 4,
        already: 0,
        refused: [],
      });
      expect((await get()).run.state).toBe('settled');
      expect(await coop.done('dividends.bankReturn', file)).toMatchObject({ paid: 0, failed: [] });
      expect((await get()).run.state).toBe('settled');
    },
  );

  it.each<TextEncoding>(['GB18030', 'UTF-8'])('%s', async (encoding) => {
    const file = await returned([{ no: 'M047' }], encoding);
    expect(await coop.done('dividends.bankReturn', file)).toMatchObject({ paid: 1, paidFen: 442_066 });
  });

  it('refuses row by row what fits nothing, and takes the others', async () => {
    const result = await coop.done(
      'dividends.bankReturn',
      await returned([
        { no: 'M001' },
        { no: 'M001' },
        { no: 'M002', account: '6230000000000000000' },
        { no: 'M003', name: '王得福' },
        { no: 'M004', amount: '4182.10' },
        { no: 'M005', outcome: '处理中' },
        { no: 'M006', amount: '1266.345' },
        { no: 'M007', account: '' },
        { no: 'M008' },
      ]),
    );
    expect(result).toMatchObject({ paid: 2, failed: [], already: 0 });
    expect(result.refused.map(({ row, reason }) => [row, reason.slice(0, 12)])).toEqual([
      [3, '这一行在文件里重复了。'],
      [4, '没有社员登记这个账号。请'],
      [5, '户名“王得福”与账号登记'],
      [6, '金额 4,182.10 '],
      [7, '处理结果“处理中”认不出'],
      [8, '金额“1266.345”'],
      [9, '没有账号，不知道是谁的。'],
    ]);
  });

  it('knows the member by the bank’s spelling', async () => {
    setPerson('M047', 'bank_alias', '何金丘');
    const file = await returned([{ no: 'M047', name: '何金丘' }]);
    expect(await coop.done('dividends.bankReturn', file)).toMatchObject({ paid: 1, refused: [] });
  });

  it('does not pay a frozen account, nor what was paid by hand meanwhile', async () => {
    await batchOf();
    coop.run((context) => freezeMember(context, { id: coop.member('M003').id, date: DATE, reason: '去世' }));
    const members = [{ memberId: coop.member('M004').id }];
    const paid = { runId, date: DATE, method: 'cash' as const, members };
    const refused = await coop.call('dividends.pay', { ...paid, note: '' });
    expect(!refused.ok && refused.error.message).toContain('还没有回单');
    await coop.done('dividends.pay', { ...paid, note: '银行说没有付' });
    const result = await coop.done('dividends.bankReturn', await returned(everybody()));
    expect(result.paid).toBe(42);
    expect(result.refused.map(({ row }) => row)).toEqual([4, 5]);
  });

  it('finds a transfer done that was entered by hand', async () => {
    await batchOf();
    const members = [{ memberId: coop.member('M004').id }];
    await coop.done('dividends.pay', {
      runId,
      date: DATE,
      method: 'transfer',
      members,
      note: '银行电话确认',
    });
    const result = await coop.done('dividends.bankReturn', await returned(everybody()));
    expect(result).toMatchObject({ paid: 43, already: 1, refused: [] });
  });

  it('read for one batch takes no other rows', async () => {
    const { batchId } = await batchOf('xinhe', [coop.member('M001').id]);
    const file = { ...(await returned([{ no: 'M001' }, { no: 'M002' }])), batchId };
    const result = await coop.done('dividends.bankReturn', file);
    expect(result).toMatchObject({ paid: 1, refused: [{ row: 3 }] });
    expect(await coop.call('dividends.bankReturn', { ...file, batchId: 9999 })).toMatchObject({ ok: false });
  });

  it('can be withdrawn before it goes to the bank; a return that comes all the same is read', async () => {
    const { batchId, count } = await batchOf();
    const cancelled = await coop.done('dividends.cancelBatch', { batchId, reason: '模板选错' });
    expect(cancelled).toEqual({ count });
    const again = await coop.call('dividends.cancelBatch', { batchId, reason: '再一次' });
    expect(!again.ok && again.error.message).toContain('不用撤销');
    expect((await batchOf()).count).toBe(count);
    const result = await coop.done('dividends.bankReturn', await returned(everybody()));
    expect(result.paid).toBe(44);
    expect((await coop.done('dividends.bankReturn', await returned(everybody()))).paid).toBe(0);
  });

  it('keeps a run with a file at the bank from being made void', async () => {
    await batchOf();
    const refused = await coop.call('dividends.void', { id: runId, reason: '错' });
    expect(!refused.ok && refused.error.message).toContain('银行代发文件');
  });

  it.each([
    ['no table at all', Buffer.from([0, 1, 2, 3])],
    ['another table', Buffer.from('姓名,电话\r\n张守田,1\r\n')],
    ['nothing', Buffer.from('')],
  ])('is refused whole when it is %s', async (_, bytes) => {
    const dataBase64 = bytes.toString('base64');
    const refused = await coop.call('dividends.bankReturn', {
      runId,
      date: DATE,
      fileName: '回单.csv',
      dataBase64,
    });
    expect(refused.ok).toBe(false);
  });
});
