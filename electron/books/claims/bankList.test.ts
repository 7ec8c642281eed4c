import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Input, Output } from '../../../shared/contract/index.ts';
import { encodeText } from '../imports/index.ts';
import { ClaimDesk } from './deskForTests.ts';

let desk: ClaimDesk;
beforeEach(() => {
  desk = new ClaimDesk();
});
afterEach(() => desk.close());

/** A bank's list as it comes from the counter: csv in GB18030. */
function listOf(
  id: number,
  rows: readonly string[],
  head = '借据号,借款人,起息日,止息日,天数,利息',
): Input<'claims.importBankList'> {
  const { bytes } = encodeText(`两河口信用社利息清单\r\n${[head, ...rows].join('\r\n')}\r\n`, 'GB18030');
  return { id, fileName: '利息清单.csv', dataBase64: Buffer.from(bytes).toString('base64') };
}
const lineOf = async (id: number, noteNo: string): Promise<Output<'claims.get'>['lines'][number]> =>
  (await desk.call('claims.get', { id })).lines.find((line) => line.noteNo === noteNo)!;

/** DOMAIN §10b and two more loans. */
async function batch(): Promise<number> {
  const rates = [
    { from: '2018-04-12', percent: '4.75' },
    { from: '2020-04-12', percent: '4.65' },
  ];
  const loanId = await desk.loan('张守田', { noteNo: 'JJ-041', rates });
  await desk.repay(loanId, '2020-05-20', 20_000_00);
  await desk.loan('李秀英', { noteNo: 'JJ-042' });
  await desk.loan('王德福', { noteNo: 'JJ-043', amountFen: 80_000_00 });
  await desk.loan('何正贵', { noteNo: 'JJ-044', dueOn: '2020-06-01' });
  return desk.batch();
}

describe('the bank’s list wins', () => {
  it('#42: the repaid part settled apart, 156.22 and 358.33: a fen less is claimed, and the difference is kept', async () => {
    const id = await batch();
    const list = listOf(id, [
      'JJ-041,张守田,2020-03-21,2020-05-19,60,156.22',
      'JJ-041,张守田,2020-03-21,2020-06-20,92,358.33',
      'JJ-042,李秀英,2020-03-21,2020-06-20,92,606.94',
    ]);
    const preview = await desk.call('claims.previewBankList', list);
    expect(preview.lines).toMatchObject([
      { noteNo: 'JJ-041', interestFen: 51_456, bankFen: 51_455, differenceFen: -1, claimedFen: 51_455 },
      { noteNo: 'JJ-042', interestFen: 60_694, bankFen: 60_694, differenceFen: 0, bankDays: 92 },
    ]);
    expect(preview.missing).toMatchObject([{ noteNo: 'JJ-043' }]);
    expect(preview.totals).toMatchObject({ differing: 1, differenceFen: -1, bankFen: 51_455 + 60_694 });
    // A dry run changes nothing.
    expect(await lineOf(id, 'JJ-041')).toMatchObject({ bankFen: null, claimedFen: 51_456 });

    const done = await desk.call('claims.importBankList', list);
    expect(done).toMatchObject({ lines: 2, differing: 1, differenceFen: -1 });
    expect(done.warnings).toEqual(['本批 1 笔清单里没有，按测算的利息申请。']);
    expect(await lineOf(id, 'JJ-041')).toMatchObject({
      ...{ interestFen: 51_456, bankFen: 51_455, bankSource: 'list', differenceFen: -1 },
      ...{ subsidyFen: 51_456, claimedFen: 51_455, ownFen: 0 },
    });
    const { batch: after, steps } = await desk.call('claims.get', { id });
    expect(after).toMatchObject({ bankList: '利息清单.csv', totals: { differenceFen: -1 } });
    expect(steps.at(-1)).toMatchObject({ title: '导入银行利息清单' });

    // Computed anew, the list stays; a figure typed from paper goes before it, and back.
    await desk.call('claims.recompute', { id });
    const line = await lineOf(id, 'JJ-041');
    expect(line.claimedFen).toBe(51_455);
    await desk.call('claims.setLine', { lineId: line.id, bankFen: 51_457, note: '柜台更正' });
    expect(await lineOf(id, 'JJ-041')).toMatchObject({
      id: line.id,
      bankSource: 'typed',
      claimedFen: 51_457,
      note: '柜台更正',
    });
    await desk.call('claims.setLine', { lineId: line.id, bankFen: null });
    expect(await lineOf(id, 'JJ-041')).toMatchObject({ bankSource: 'list', claimedFen: 51_455 });
    // A list in its place.
    await desk.call('claims.importBankList', listOf(id, ['JJ-041,张守田,,,,514.56']));
    expect(await lineOf(id, 'JJ-041')).toMatchObject({ bankFen: 51_456, claimedFen: 51_456 });
    expect(await lineOf(id, 'JJ-042')).toMatchObject({ bankFen: null, bankSource: '' });
  });

  it('over the cap the subsidised part of the bank’s figure is claimed', async () => {
    const id = await batch();
    expect(await lineOf(id, 'JJ-043')).toMatchObject({ interestFen: 97_111, claimedFen: 60_694 });
    await desk.call('claims.importBankList', listOf(id, ['JJ-043,王德福,2020-03-21,2020-06-21,92,971.13']));
    // 971.13 × 5/8 = 606.95625.
    expect(await lineOf(id, 'JJ-043')).toMatchObject({ bankFen: 97_113, claimedFen: 60_696, ownFen: 36_417 });
  });

  it('findings: unknown, doubled, left out, after the due day, other days, another name', async () => {
    const id = await batch();
    const preview = await desk.call(
      'claims.previewBankList',
      listOf(id, [
        'JJ-041,张守甜,2020-03-21,2020-06-20,92,514.56',
        'JJ-041,张守甜,2020-03-21,2020-06-20,92,514.56',
        'JJ-999,赵明清,2020-03-21,2020-06-20,92,100.00',
        'JJ-044,何正贵,2020-03-21,2020-05-31,72,475.00',
        'JJ-042,李秀英,2019-12-21,2020-03-20,91,600.35',
      ]),
    );
    expect(preview.rows.map(({ outcome, reason }) => [outcome, reason.slice(0, 10)])).toEqual([
      ['same', '借据号相同，清单写的'],
      ['double', '和第 3 行重复，没'],
      ['unknown', '借据号 JJ-999'],
      ['excluded', '本批没有申请这一笔：'],
      ['outside', '2019-12-21'],
    ]);
  });

  it.each<[string, string[], string | undefined, string]>([
    ['an amount of three decimals', ['JJ-041,张守田,,,,514.555'], undefined, '第 3 行 F 列'],
    ['another village’s list', ['XX-1,某某,,,,1.00'], undefined, '没有一行对得上'],
    ['another table', ['香菇,1'], '品名,数量', '找不到'],
  ])('refuses %s whole', async (_, rows, head, sentence) => {
    const id = await batch();
    expect(await desk.refusal('claims.importBankList', listOf(id, rows, head))).toContain(sentence);
    expect((await desk.call('claims.get', { id })).batch.bankList).toBe('');
  });

  it('a loan registered since joins when the batch is computed anew, not by the list', async () => {
    const id = await batch();
    await desk.loan('赵明清', { noteNo: 'JJ-099' });
    const list = listOf(id, ['JJ-099,赵明清,,,,606.94', 'JJ-042,李秀英,,,,606.94']);
    const preview = await desk.call('claims.previewBankList', list);
    expect(preview.rows.map((row) => row.outcome)).toEqual(['unknown', 'same']);
    await desk.call('claims.importBankList', list);
    expect(await lineOf(id, 'JJ-099')).toBeUndefined();
    await desk.call('claims.recompute', { id });
    expect(await lineOf(id, 'JJ-099')).toMatchObject({ bankFen: 60_694, bankSource: 'list' });
  });

  it('a batch on notice takes no list', async () => {
    const id = await batch();
    await desk.call('claims.notice', { id, from: '2021-05-10', to: '2021-05-16', telephone: '0916' });
    expect(await desk.refusal('claims.importBankList', listOf(id, ['JJ-041,张守田,,,,1.00']))).toContain(
      '正在公示',
    );
  });

  it('what the register recorded of the bank is taken where there is no list', async () => {
    const id = await batch();
    const { loanId } = await lineOf(id, 'JJ-042');
    await desk.call('loans.settle', {
      ...{ from: '2020-06-20', to: '2020-06-20', loanIds: [loanId] },
      bank: [{ loanId, to: '2020-06-21', interestFen: 60_690 }],
    });
    await desk.call('claims.recompute', { id });
    expect(await lineOf(id, 'JJ-042')).toMatchObject({
      bankSource: 'settlement',
      bankFen: 60_690,
      claimedFen: 60_690,
    });
  });
});

describe('the bank file of the payment', () => {
  async function received(): Promise<number> {
    const id = await batch();
    const noCard = await desk.person('赵明清', null);
    desk.workspace.connection.run(`UPDATE bank_loan SET person_id = ? WHERE note_no = 'JJ-043'`, noCard);
    await desk.call('claims.recompute', { id });
    await desk.submit(id);
    const { totals } = (await desk.call('claims.get', { id })).batch;
    await desk.call('claims.receive', {
      id,
      date: '2021-05-20',
      amountFen: totals.claimedFen,
      documentNo: '',
      note: '',
    });
    return id;
  }

  it('names those with a card; the return pays them, a failure stays payable', async () => {
    const id = await received();
    const file = await desk.call('claims.bankFile', { id, date: '2021-05-21', template: 'xinhe' });
    expect(file).toMatchObject({ count: 2, amountFen: 51_456 + 60_694 });
    expect(file.skipped).toMatchObject([{ name: '赵明清' }]);
    expect(file.fileName).toBe('贴息代发-贴息-2020-001-信合-20210521-第1批.csv');
    const text = new TextDecoder('gb18030').decode(Buffer.from(file.dataBase64, 'base64'));
    expect(text).toContain('张守田,514.56,2020年贷款贴息');
    // In a file: not paid by the way.
    const paid = await desk.call('claims.pay', {
      id,
      date: '2021-05-21',
      method: 'cash',
      slipNo: '',
      note: '',
    });
    expect(paid).toMatchObject({ count: 1, amountFen: 60_694 });
    expect(paid.warnings.join('')).toContain('等回单');

    const rows = text.trim().split('\r\n');
    const answered = rows.map((row, index) =>
      index === 0
        ? `${row},处理结果,失败原因`
        : `${row},${index === 1 ? '成功' : '失败'},${index === 1 ? '' : '账户冻结'}`,
    );
    const { bytes } = encodeText(`${answered.join('\r\n')}\r\n`, 'GB18030');
    const returned = {
      id,
      date: '2021-05-22',
      fileName: '回单.csv',
      dataBase64: Buffer.from(bytes).toString('base64'),
    };
    expect(await desk.call('claims.bankReturn', returned)).toMatchObject({
      ...{ paid: 1, refused: [], already: 0 },
      failed: [{ reason: '账户冻结' }],
    });
    expect(await desk.call('claims.bankReturn', returned)).toMatchObject({ paid: 0, already: 2 });
    const claim = await desk.call('claims.get', { id });
    expect(claim.batch.state).toBe('received');
    expect(claim.bankFiles).toMatchObject([{ count: 2, paid: 1, failed: 1, pending: 0 }]);
    expect(claim.payments.map((one) => one.method)).toEqual(['cash', 'transfer']);
    await desk.call('claims.pay', { id, date: '2021-05-23', method: 'cash', slipNo: '领-2', note: '' });
    expect((await desk.call('claims.get', { id })).batch.state).toBe('paid');
  });

  it('withdrawn, its rows are payable again', async () => {
    const id = await received();
    const { batchId } = await desk.call('claims.bankFile', { id, date: '2021-05-21', template: 'xinhe' });
    expect(await desk.refusal('claims.bankFile', { id, date: '2021-05-21', template: 'xinhe' })).toContain(
      '没有一个人能写进',
    );
    expect(await desk.call('claims.cancelBankFile', { batchId, reason: '模板选错' })).toEqual({ count: 2 });
    expect(await desk.call('claims.bankFile', { id, date: '2021-05-21', template: 'xinhe' })).toMatchObject({
      count: 2,
    });
  });
});
