import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contract, type Input, type Output } from '../../../shared/contract/index.ts';
import type { PreparedHandler } from '../../workspace/handlers.ts';
import { type LabourDesk, labourDesk } from './deskForTests.ts';
import { labourHandlers } from './index.ts';

let desk: LabourDesk;
beforeEach(() => {
  desk = labourDesk();
});
afterEach(() => desk.close());

const CHARGE = { account: '401', item: '人工' };
const SEPTEMBER = { from: '2018-09-01', to: '2018-09-30' };
const CASH = { kind: 'cash' } as const;
const BANK = { kind: 'bank' } as const;

function kinds() {
  const { call } = desk;
  const bagging = call('labour.saveKind', {
    name: '装袋',
    paidBy: 'piece',
    unit: '袋',
    charge: CHARGE,
    toBatch: true,
  }).id;
  const day = call('labour.saveKind', {
    name: '日工',
    paidBy: 'day',
    unit: '工日',
    charge: CHARGE,
    toBatch: true,
  }).id;
  call('labour.setRate', { kindId: bagging, from: '2018-01-01', price: '0.35' });
  call('labour.setRate', { kindId: day, from: '2018-01-01', price: '100' });
  return { bagging, day };
}

const row = (workerId: number, kindId: number, quantity: string, place = '') => ({
  workerId,
  kindId,
  quantity,
  place,
});

/** Money in hand, so that nothing is paid out of an empty till. */
function fillTill(fen = 10_000_00): void {
  const lines = [
    { summary: '备用金', account: '101', debitFen: fen, creditFen: 0 },
    {
      summary: '备用金',
      account: '102',
      debitFen: 0,
      creditFen: fen,
      itemId: desk.call('items.list', { dim: 'bank' })[0]!.id,
    },
  ];
  desk.call('vouchers.save', { date: '2018-08-01', attachments: 1, lines });
}

/** The worked example of DOMAIN §5: 6.5 days and 1,280 bags of one member who has borrowed 200. */
function example() {
  fillTill();
  const { bagging, day } = kinds();
  const chen = desk.worker('陈大', { no: 'M001' });
  const memberId = desk.call('labour.workers', {})[0]!.memberId!;
  desk.call('business.record', {
    date: '2018-09-02',
    documentNo: '',
    note: '借支',
    attachments: 1,
    event: { kind: 'payMember', members: [{ memberId, amountFen: 200_00 }], money: CASH },
  });
  for (const [date, rows] of [
    ['2018-09-03', [row(chen, bagging, '1280')]],
    ...Array.from({ length: 6 }, (_, n) => [`2018-09-${String(10 + n)}`, [row(chen, day, '1')]] as const),
    ['2018-09-20', [row(chen, day, '0.5')]],
  ] as const) {
    desk.call('labour.saveDay', { date, recorder: '李记工', rows: [...rows] });
  }
  return { chen, memberId, bagging, day };
}

const terms = (
  workerId: number,
  more: Partial<Record<'awardFen' | 'advanceFen' | 'taxFen', number>> = {},
) => ({
  workerId,
  awardFen: 0,
  advanceFen: 0,
  taxFen: 0,
  consent: '本人签字 2018-09-30',
  ...more,
});

describe('the worked example', () => {
  test('应发 1,098.00, 扣借支 200.00, 实发 898.00, by the entries of the book', () => {
    const { chen, memberId } = example();
    const { id } = desk.call('labour.saveSheet', {
      ...SEPTEMBER,
      terms: [terms(chen, { advanceFen: 200_00 })],
    });
    const draft = desk.call('labour.getSheet', { id });
    expect(draft.lines).toMatchObject([
      { days: '6.5', timeFen: 650_00, pieces: '1280', pieceFen: 448_00, grossFen: 1_098_00, netFen: 898_00 },
    ]);
    const approved = desk.call('labour.approveSheet', { id, date: '2018-09-30' });
    expect(approved.voucherIds.map(desk.entries)).toEqual([
      ['借 401[人工] 1098.00', '贷 213[陈大/计时工资] 650.00', '贷 213[陈大/计件工资] 448.00'],
      ['借 213[陈大/计时工资] 200.00', '贷 114[M001] 200.00'],
    ]);
    expect(draft.preview.flatMap((one) => one.lines)).toHaveLength(5);
    const paid = desk.call('labour.pay', {
      sheetId: id,
      date: '2018-09-30',
      money: CASH,
      workers: [{ workerId: chen }],
      note: '',
    });
    expect(paid.voucherIds.map(desk.entries)).toEqual([
      ['借 213[陈大/计时工资] 450.00', '借 213[陈大/计件工资] 448.00', '贷 101 898.00'],
    ]);
    expect(desk.call('labour.balances', {})).toEqual({ rows: [], balanceFen: 0 });
    expect(desk.call('business.balances', { account: '114' })).toEqual([]);
    expect(desk.failing()).toEqual([]);
    expect(desk.call('labour.year', { year: 2018 })).toMatchObject({
      households: [
        {
          householdCode: 'H001',
          days: '6.5',
          pieces: '1280',
          grossFen: 1_098_00,
          paidFen: 898_00,
          unpaidFen: 0,
        },
      ],
      totals: { households: 1, workers: 1, advanceFen: 200_00 },
      openEntries: 0,
      patronageNote: '',
    });
    expect(memberId).toBeGreaterThan(0);
  });

  test('tax is recorded for the tax office; an award goes where the sheet says', () => {
    const { chen } = example();
    const { id } = desk.call('labour.saveSheet', {
      ...SEPTEMBER,
      awardCharge: { account: '523', item: '劳务费' },
      terms: [terms(chen, { awardFen: 50_00, taxFen: 30_00 })],
    });
    const { voucherIds } = desk.call('labour.approveSheet', { id, date: '2018-10-08' });
    expect(voucherIds.map(desk.entries)).toEqual([
      [
        '借 401[人工] 1098.00',
        '借 523[劳务费] 50.00',
        '贷 213[陈大/计时工资] 650.00',
        '贷 213[陈大/计件工资] 448.00',
        '贷 213[陈大/奖补] 50.00',
      ],
      ['借 213[陈大/计时工资] 30.00', '贷 21412 30.00'],
    ]);
    expect(desk.call('labour.balances', {}).rows).toMatchObject([
      { name: '陈大', balanceFen: 1_118_00, onSheetsFen: 1_118_00, since: '2018-01' },
    ]);
    expect(desk.failing()).toEqual([]);
  });
});

describe('a day of work', () => {
  test('amounts come from the rate of the day; a typed price is kept and said; limits warn', () => {
    const { bagging, day } = kinds();
    const chen = desk.worker('陈大');
    desk.call('labour.setRate', { kindId: bagging, from: '2018-09-16', price: '0.4' });
    const saved = desk.call('labour.saveDay', {
      date: '2018-09-15',
      recorder: '',
      rows: [
        row(chen, bagging, '100'),
        { ...row(chen, day, '0.5'), price: '120' },
        row(chen, day, '1', '库房'),
      ],
    });
    expect(saved.amountFen).toBe(35_00 + 60_00 + 100_00);
    expect(saved.warnings.map((one) => `${one.row} ${one.text}`)).toEqual([
      '1 单价 120 与定的工价 100 不同，按填的记。',
      '2 没有棚号“库房”，按这个地点记下。写错的请冲销后改正。',
      '2 1组 陈大2018-09-15 共记了 1.5 个工日，超过 1 个工日，请核对。',
    ]);
    const later = desk.call('labour.checkDay', {
      date: '2018-09-16',
      recorder: '',
      rows: [row(chen, bagging, '100')],
    });
    expect(later).toMatchObject({ rows: [{ price: '0.4', amountFen: 40_00, charge: CHARGE }], warnings: [] });
    expect(desk.call('labour.work', SEPTEMBER)).toMatchObject({
      amountFen: 195_00,
      byKind: [
        { label: '装袋', quantity: '100', unit: '袋' },
        { label: '日工', quantity: '1.5', amountFen: 160_00 },
      ],
    });
  });

  test('the same twice is refused unless it is meant; then it is the second', () => {
    const { bagging } = kinds();
    const chen = desk.worker('陈大');
    const day = { date: '2018-09-15', recorder: '', rows: [row(chen, bagging, '100', 'dp－001')] };
    desk.call('labour.saveDay', day);
    expect(desk.refusal('labour.saveDay', day)).toMatch(
      /第 1 行：1组 陈大 2018-09-15 装袋.*同样的一笔已经有了/u,
    );
    expect(desk.refusal('labour.saveDay', { ...day, rows: [day.rows[0]!, day.rows[0]!] })).toMatch(
      /第 1 行/u,
    );
    const again = desk.call('labour.saveDay', { ...day, again: true });
    expect(again.warnings.at(-1)?.text).toMatch(/同样的一笔已经有了/u);
    expect(desk.call('labour.work', SEPTEMBER).rows).toHaveLength(2);
  });

  test.each<[string, (ids: { chen: number; bagging: number }) => Parameters<typeof row>, RegExp]>([
    ['nobody', ({ bagging }) => [99, bagging, '1'], /没有这个务工人员/u],
    ['no such work', ({ chen }) => [chen, 99, '1'], /没有这个工种/u],
    ['less than a fen', ({ chen, bagging }) => [chen, bagging, '0.01'], /不到 1 分/u],
  ])('%s is refused', (_name, of, sentence) => {
    const { bagging } = kinds();
    const chen = desk.worker('陈大');
    const rows = [row(...of({ chen, bagging }))];
    expect(desk.refusal('labour.saveDay', { date: '2018-09-15', recorder: '', rows })).toMatch(sentence);
  });

  test('work to come, and work without a price, are refused; nothing of the sheet is written', () => {
    const { bagging } = kinds();
    const chen = desk.worker('陈大');
    const picking = desk.call('labour.saveKind', {
      name: '采菇',
      paidBy: 'piece',
      unit: '斤',
      charge: CHARGE,
      toBatch: true,
    }).id;
    const rows = [row(chen, bagging, '100'), row(chen, picking, '10')];
    expect(desk.refusal('labour.saveDay', { date: '2018-09-15', recorder: '', rows })).toMatch(
      /第 2 行：“采菇”在 2018-09-15 还没有定工价/u,
    );
    expect(desk.refusal('labour.saveDay', { date: '2019-09-15', recorder: '', rows })).toMatch(/在今天/u);
    expect(desk.call('labour.work', SEPTEMBER).rows).toEqual([]);
  });

  test('points count by grade', () => {
    const chen = desk.worker('陈大');
    const points = desk.call('labour.saveKind', {
      name: '工分',
      paidBy: 'points',
      unit: '分',
      charge: CHARGE,
      toBatch: false,
    }).id;
    desk.call('labour.setRate', { kindId: points, from: '2018-01-01', price: '10' });
    desk.call('labour.setGrade', { name: '一等', from: '2018-01-01', coefficient: '1.2' });
    desk.call('labour.updateWorker', { id: chen, grade: '一等', gradeFrom: '2018-09-10' });
    const on = (date: string) =>
      desk
        .call('labour.checkDay', { date, recorder: '', rows: [row(chen, points, '8')] })
        .rows.map((one) => [one.coefficient, one.amountFen])[0];
    expect([on('2018-09-09'), on('2018-09-10')]).toEqual([
      ['1', 80_00],
      ['1.2', 96_00],
    ]);
  });

  test('taken back in red; once in an approved sheet it stands', () => {
    const { bagging } = kinds();
    const chen = desk.worker('陈大');
    const { ids } = desk.call('labour.saveDay', {
      date: '2018-09-15',
      recorder: '',
      rows: [row(chen, bagging, '100'), row(chen, bagging, '200')],
    });
    desk.call('labour.reverseWork', { id: ids[0]!, reason: '记错' });
    expect(desk.refusal('labour.reverseWork', { id: ids[0]!, reason: '记错' })).toMatch(/已经冲销/u);
    const { id } = desk.call('labour.saveSheet', { ...SEPTEMBER, terms: [] });
    desk.call('labour.approveSheet', { id, date: '2018-09-30' });
    expect(desk.call('labour.getSheet', { id }).totals).toMatchObject({ entries: 3, grossFen: 70_00 });
    expect(desk.refusal('labour.reverseWork', { id: ids[1]!, reason: '记错' })).toMatch(
      /已经在批准的发放表 2018-01 里/u,
    );
    expect(
      desk.refusal('labour.saveDay', { date: '2018-09-20', recorder: '', rows: [row(chen, bagging, '1')] }),
    ).toMatch(/2018-09-20 的工已经在批准的发放表 2018-01/u);
  });
});

describe('a pay sheet', () => {
  test('an advance needs consent, a debt that big, and a member', () => {
    const { chen } = example();
    const save = (more: object) =>
      desk.refusal('labour.saveSheet', { ...SEPTEMBER, terms: [{ ...terms(chen), ...more }] });
    expect(save({ advanceFen: 200_00, consent: '' })).toMatch(/要本人同意/u);
    expect(save({ advanceFen: 200_01 })).toMatch(/多于他欠社里的 200\.00 元/u);
    expect(save({ taxFen: 1_098_01 })).toMatch(/多于应发 1,098\.00 元/u);
    const outsider = desk.worker('王二');
    expect(
      desk.refusal('labour.saveSheet', { ...SEPTEMBER, terms: [terms(outsider, { advanceFen: 1 })] }),
    ).toMatch(/不是社员/u);
  });

  test('made void its work waits again; what was paid comes back first', () => {
    const { chen } = example();
    const { id } = desk.call('labour.saveSheet', { ...SEPTEMBER, terms: [] });
    desk.call('labour.approveSheet', { id, date: '2018-09-30' });
    const { paymentIds } = desk.call('labour.pay', {
      sheetId: id,
      date: '2018-10-08',
      money: BANK,
      workers: [{ workerId: chen, amountFen: 100_00 }],
      note: '',
    });
    const undo = { id, date: '2018-10-09', reason: '重做' };
    expect(desk.refusal('labour.voidSheet', undo)).toMatch(/已经发了 100\.00 元/u);
    const back = { paymentId: paymentIds[0]!, date: '2018-10-09', reason: '卡号错' };
    const { voucherIds } = desk.call('labour.reversePayment', back);
    expect(voucherIds.map(desk.entries)).toEqual([
      ['借 213[陈大/计时工资] -100.00', '贷 102[基本存款账户] -100.00'],
    ]);
    expect(desk.refusal('labour.reversePayment', back)).toMatch(/已经冲销过了/u);
    expect(desk.failing()).toEqual([]);
    desk.call('labour.voidSheet', undo);
    expect(desk.failing()).toEqual([]);
    expect(desk.call('labour.balances', {}).balanceFen).toBe(0);
    expect(desk.call('labour.work', { ...SEPTEMBER, open: true }).amountFen).toBe(1_098_00);
    const next = desk.call('labour.saveSheet', { ...SEPTEMBER, terms: [] });
    expect(next.no).toBe('2018-02');
    desk.call('labour.approveSheet', { id: next.id, date: '2018-10-10' });
    expect(desk.failing()).toEqual([]);
  });

  test('of one worker who leaves early; the rest of the month comes later', () => {
    const { bagging, day } = kinds();
    const [chen, wang] = [desk.worker('陈大'), desk.worker('王二')];
    const save = (date: string, workerId: number) =>
      desk.call('labour.saveDay', { date, recorder: '', rows: [row(workerId, bagging, '100')] });
    save('2018-09-03', chen);
    save('2018-09-03', wang);
    const early = { from: '2018-09-01', to: '2018-09-12', workerIds: [chen], terms: [] };
    const { id } = desk.call('labour.saveSheet', early);
    desk.call('labour.approveSheet', { id, date: '2018-09-12' });
    expect(
      desk.refusal('labour.saveDay', { date: '2018-09-04', recorder: '', rows: [row(chen, day, '1')] }),
    ).toMatch(/已经在批准的发放表/u);
    save('2018-09-04', wang);
    const month = desk.call('labour.draftSheet', SEPTEMBER);
    expect(month.lines).toMatchObject([{ name: '王二', grossFen: 70_00 }]);
    expect(month.warnings[0]).toMatch(/发放表 2018-01.*已经批准/u);
  });

  test.each([
    ['2018-09-30', '2018-09-01', /对调/u],
    ['2018-12-01', '2019-01-31', /不能跨年/u],
    ['2018-09-31', '2018-09-31', /不存在/u],
  ])('%s to %s is refused', (from, to, sentence) => {
    expect(desk.refusal('labour.saveSheet', { from, to, terms: [] })).toMatch(sentence);
  });

  test('not before its last day, not without work', () => {
    const { chen } = example();
    const { id } = desk.call('labour.saveSheet', { ...SEPTEMBER, terms: [terms(chen)] });
    expect(desk.refusal('labour.approveSheet', { id, date: '2018-09-29' })).toMatch(/早于这张表的最后一天/u);
    const empty = desk.call('labour.saveSheet', { from: '2018-11-01', to: '2018-11-30', terms: [] });
    expect(empty.warnings).toHaveLength(1);
    expect(desk.refusal('labour.approveSheet', { id: empty.id, date: '2018-11-30' })).toMatch(
      /没有还没结的工/u,
    );
  });

  test('work in no approved sheet is said at the end of the month', () => {
    example();
    const of = () =>
      desk.call('periods.check', { period: '2018-09' }).find((one) => one.id === 'labour-settled');
    expect(of()).toMatchObject({ level: 'warn', ok: false });
    const { id } = desk.call('labour.saveSheet', { ...SEPTEMBER, terms: [] });
    desk.call('labour.approveSheet', { id, date: '2018-09-30' });
    expect(of()).toMatchObject({ ok: true });
  });
});

describe('payment', () => {
  test('nobody gets more than is owed, and nobody twice', () => {
    const { chen } = example();
    const { id } = desk.call('labour.saveSheet', { ...SEPTEMBER, terms: [] });
    const pay = (more: object) =>
      desk.refusal('labour.pay', {
        sheetId: id,
        date: '2018-10-08',
        money: BANK,
        workers: [{ workerId: chen }],
        note: '',
        ...more,
      });
    expect(pay({})).toMatch(/还没有批准/u);
    desk.call('labour.approveSheet', { id, date: '2018-09-30' });
    expect(pay({ workers: [{ workerId: chen, amountFen: 1_098_01 }] })).toMatch(/超过应付余额 1,098\.00 元/u);
    expect(pay({ workers: [{ workerId: chen }, { workerId: chen }] })).toMatch(/出现了两次/u);
    expect(pay({ date: '2018-09-29' })).toMatch(/早于入账日期/u);
    expect(pay({ sheetId: null })).toMatch(/没有应付余额/u);
    expect(pay({})).toBe('');
    expect(pay({})).toMatch(/已经发清/u);
  });

  test('becomes shares only as pay, then contribute: two vouchers, two receipts', () => {
    const { chen, memberId } = example();
    const { id } = desk.call('labour.saveSheet', { ...SEPTEMBER, terms: [] });
    desk.call('labour.approveSheet', { id, date: '2018-09-30' });
    const wanted = {
      workerId: chen,
      sheetId: id,
      amountFen: 1_000_00,
      date: '2018-10-08',
      money: CASH,
      document: '入股申请',
      note: '',
    };
    const refused = desk.refusal('labour.toShares', { ...wanted, way: 'set-off' });
    expect(refused).toContain('农民专业合作社法第十三条');
    expect(refused).toContain('市场主体登记管理条例第十三条');
    const done = desk.call('labour.toShares', { ...wanted, way: 'pay-then-contribute' });
    expect(done).toMatchObject({ paymentReceiptNo: 'LW2018-0001', shareReceiptNo: 'SJ2018-0001' });
    expect([...done.paymentVoucherIds, ...done.shareVoucherIds].map(desk.entries)).toEqual([
      ['借 213[陈大/计时工资] 650.00', '借 213[陈大/计件工资] 350.00', '贷 101 1000.00'],
      ['借 101 1000.00', '贷 301[M001] 1000.00'],
    ]);
    expect(desk.call('labour.getSheet', { id }).payments).toMatchObject([
      { receiptNo: 'LW2018-0001', shareReceiptNo: 'SJ2018-0001', note: '领后入股' },
    ]);
    expect(desk.call('members.get', { id: memberId }).member.capitalFen).toBe(1_000_00);
    expect(
      desk.refusal('labour.reversePayment', {
        paymentId: done.paymentId,
        date: '2018-10-09',
        reason: '退',
      }),
    ).toMatch(/先在“社员与股金”里冲销那笔入股/u);
    expect(desk.failing()).toEqual([]);
    const outsider = desk.worker('王二');
    expect(
      desk.refusal('labour.toShares', { ...wanted, workerId: outsider, way: 'pay-then-contribute' }),
    ).toMatch(/不是社员/u);
  });

  test('what waits for the bank becomes no shares either, unless the person says why', () => {
    const { bagging } = kinds();
    const chen = desk.worker('陈大', { no: 'M001', card: '6217001234567890123' });
    const rows = [row(chen, bagging, '1000')];
    desk.call('labour.saveDay', { date: '2018-09-03', recorder: '', rows });
    const { id: sheetId } = desk.call('labour.saveSheet', { ...SEPTEMBER, terms: [] });
    desk.call('labour.approveSheet', { id: sheetId, date: '2018-09-30' });
    desk.call('labour.bankFile', { sheetId, template: 'xinhe', date: '2018-10-08' });
    const wanted = {
      way: 'pay-then-contribute',
      workerId: chen,
      sheetId,
      amountFen: 350_00,
      date: '2018-10-08',
      money: CASH,
      document: '入股申请',
      note: '',
    } as const;
    expect(desk.refusal('labour.toShares', wanted)).toMatch(/代发文件“.*还没有回单.*备注里写明原因/u);
    desk.call('labour.toShares', { ...wanted, note: '银行退回，本人要求入股' });
    const { payments, bankFiles } = desk.call('labour.getSheet', { id: sheetId });
    expect(payments).toMatchObject([{ note: '银行退回，本人要求入股', shareReceiptNo: 'SJ2018-0001' }]);
    expect(bankFiles).toMatchObject([{ pending: 0 }]);
  });

  test('by the bank: who has no card is left out; what waits is not paid twice', () => {
    const { bagging } = kinds();
    const chen = desk.worker('陈大', { card: '6217001234567890123' });
    const wang = desk.worker('王二');
    desk.call('labour.saveDay', {
      date: '2018-09-03',
      recorder: '',
      rows: [row(chen, bagging, '1000'), row(wang, bagging, '1000')],
    });
    const { id } = desk.call('labour.saveSheet', { ...SEPTEMBER, terms: [] });
    desk.call('labour.approveSheet', { id, date: '2018-09-30' });
    const ask = { sheetId: id, template: 'xinhe', date: '2018-10-08' };
    const file = desk.call('labour.bankFile', ask);
    expect(file).toMatchObject({ count: 1, amountFen: 350_00, skipped: [{ name: '王二' }] });
    expect(file.fileName).toBe('劳务费代发-2018-01-信合-20181008-第1批.csv');
    expect(desk.refusal('labour.bankFile', ask)).toMatch(/等银行回单/u);
    const pay = { sheetId: id, date: '2018-10-08', money: CASH, workers: [{ workerId: chen }], note: '' };
    expect(desk.refusal('labour.pay', pay)).toMatch(/还没有回单/u);
    desk.call('labour.cancelBankFile', { batchId: file.batchId, reason: '没有送银行' });
    desk.call('labour.pay', pay);
    expect(desk.call('labour.getSheet', { id }).bankFiles).toMatchObject([{ failed: 1, pending: 0 }]);
    expect(desk.call('labour.balances', {}).rows).toMatchObject([{ name: '王二', balanceFen: 350_00 }]);
  });
});

/** The bank's answer, read the way the office does. */
async function bankReturn(input: Input<'labour.bankReturn'>): Promise<Output<'labour.bankReturn'>> {
  const handler = labourHandlers['labour.bankReturn'] as PreparedHandler<'labour.bankReturn'>;
  const parsed = contract['labour.bankReturn'].input.parse(input);
  const file = await handler.prepare(parsed);
  if (!file.ok) throw new Error(file.error.message);
  const result = desk.workspace.run((ctx) => handler.run(ctx, parsed, file.value));
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

test('the bank’s return: who was paid is paid, who was not stays in 213 with the reason; read again it pays nobody', async () => {
  const { bagging } = kinds();
  const chen = desk.worker('陈大', { card: '6217001234567890123' });
  const wang = desk.worker('王二', { card: '6217001234567890131' });
  const rows = [row(chen, bagging, '1000'), row(wang, bagging, '2000')];
  desk.call('labour.saveDay', { date: '2018-09-03', recorder: '', rows });
  const { id: sheetId } = desk.call('labour.saveSheet', { ...SEPTEMBER, terms: [] });
  desk.call('labour.approveSheet', { id: sheetId, date: '2018-09-30' });
  const file = desk.call('labour.bankFile', { sheetId, template: 'xinhe', date: '2018-10-08' });
  expect(file).toMatchObject({ count: 2, amountFen: 1_050_00, skipped: [] });
  const answer = [
    '序号,账号,户名,金额,处理结果,失败原因',
    '1,6217001234567890123,陈大,350.00,成功,',
    '2,6217001234567890131,王二,700.00,失败,账户已销户',
    '3,6217001234567890999,张三,1.00,成功,',
  ].join('\r\n');
  const input = {
    sheetId,
    date: '2018-10-09',
    fileName: '回单.csv',
    dataBase64: Buffer.from(answer).toString('base64'),
  };
  const read = await bankReturn(input);
  expect(read).toMatchObject({
    paid: 1,
    paidFen: 350_00,
    failed: [{ name: '1组 王二', amountFen: 700_00, reason: '账户已销户' }],
    already: 0,
    refused: [{ row: 4 }],
  });
  expect(read.voucherIds.map(desk.entries)).toEqual([
    ['借 213[陈大/计件工资] 350.00', '贷 102[基本存款账户] 350.00'],
  ]);
  expect(desk.call('labour.balances', {}).rows).toMatchObject([{ name: '王二', balanceFen: 700_00 }]);
  expect(await bankReturn(input)).toMatchObject({ paid: 0, already: 2 });
  expect(desk.failing()).toEqual([]);
});

describe('213 is kept by its register', () => {
  test('no hand types on it; lump wages of a gang are in it', () => {
    const [worker, pay] = [
      desk.call('items.add', { dim: 'worker', name: '制袋一组' }).id,
      desk.call('items.add', { dim: 'payItem', name: '劳务费' }).id,
    ];
    const hand = {
      date: '2018-09-30',
      attachments: 1,
      lines: [
        {
          summary: '用工',
          account: '401',
          debitFen: 100,
          creditFen: 0,
          itemId: desk.call('items.list', { dim: 'costItem' }).find((one) => one.name === '人工')!.id,
        },
        { summary: '用工', account: '213', debitFen: 0, creditFen: 100, itemId: worker, item2Id: pay },
      ],
    };
    expect(desk.refusal('vouchers.save', hand)).toMatch(/“务工”/u);
    const people = [{ name: '制袋一组', payItem: '劳务费', amountFen: 500_00 }];
    const of = (event: Parameters<typeof desk.call<'business.record'>>[1]['event'], date = '2018-09-30') =>
      desk.call('business.record', { date, documentNo: '', note: '', attachments: 1, event });
    const accrued = of({ kind: 'wagesAccrued', payroll: 'labour', people, charge: CHARGE });
    expect(desk.call('labour.balances', {}).rows).toMatchObject([
      { workerId: null, name: '制袋一组', balanceFen: 500_00, onSheetsFen: 0 },
    ]);
    const paid = of({ kind: 'wagesPaid', payroll: 'labour', people, money: BANK }, '2018-10-08');
    expect(desk.failing()).toEqual([]);
    desk.call('business.reverse', { id: paid.id, date: '2018-10-09', reason: '退' });
    desk.call('business.reverse', { id: accrued.id, date: '2018-10-09', reason: '退' });
    expect(desk.call('labour.balances', {}).rows).toEqual([]);
    expect(desk.failing()).toEqual([]);
  });

  test('lump wages may not use up what pay sheets owe', () => {
    const { chen } = example();
    const { id } = desk.call('labour.saveSheet', { ...SEPTEMBER, terms: [terms(chen)] });
    desk.call('labour.approveSheet', { id, date: '2018-09-30' });
    const people = [{ name: '陈大', payItem: '计时工资', amountFen: 100_00 }];
    expect(
      desk.refusal('business.record', {
        date: '2018-10-08',
        documentNo: '',
        note: '',
        attachments: 1,
        event: { kind: 'wagesPaid', payroll: 'labour', people, money: BANK },
      }),
    ).toMatch(/发放表/u);
  });

  test('namesakes are told apart', () => {
    desk.worker('李秀英', { groupNo: 4 });
    desk.worker('李秀英', { groupNo: 8 });
    expect(desk.call('labour.workers', {}).map((one) => one.itemName)).toEqual(['李秀英', '李秀英（8组）']);
  });
});

describe('before the books', () => {
  test('debts go into the openings and are paid later; openings of 213 are not typed', () => {
    desk.close();
    desk = labourDesk('2018-07');
    const chen = desk.worker('陈大');
    const debt = { date: '2018-06-30', workers: [{ workerId: chen, amountFen: 300_00 }], note: '去年的工' };
    expect(desk.refusal('labour.openingDebt', { ...debt, date: '2018-07-02' })).toMatch(/不是期初欠付/u);
    const first = desk.call('labour.openingDebt', debt);
    desk.call('labour.reverseOpeningDebt', { id: first.id, date: '2018-06-30', reason: '记错' });
    desk.call('labour.openingDebt', debt);
    expect(desk.call('labour.openingDebts', {}).map((one) => one.reversed)).toEqual([true, false]);
    expect(desk.call('openings.read', {}).rows).toMatchObject([
      { account: '213', itemName: '陈大', item2Name: '以前欠付', balanceFen: -300_00, computed: true },
    ]);
    expect(
      desk.refusal('openings.save', {
        rows: [{ account: '213', balanceFen: -1, yearDebitFen: 0, yearCreditFen: 0 }],
      }),
    ).toMatch(/登记簿自动算出.*“务工”里登记期初欠付/u);
    const bank = desk.call('items.list', { dim: 'bank' })[0]!.id;
    desk.call('openings.save', {
      rows: [{ account: '102', itemId: bank, balanceFen: 300_00, yearDebitFen: 300_00, yearCreditFen: 0 }],
    });
    expect(desk.failing()).toEqual([]);
    desk.call('labour.pay', {
      sheetId: null,
      date: '2018-07-10',
      money: BANK,
      workers: [{ workerId: chen }],
      note: '',
    });
    expect(desk.call('labour.balances', {}).rows).toEqual([]);
    expect(desk.failing()).toEqual([]);
  });
});

describe('labour as patronage', () => {
  function twoMembers() {
    const { chen } = example();
    desk.worker('王二', { no: 'M002' });
    for (const member of desk.call('labour.workers', {})) {
      desk.call('shares.contribute', {
        memberId: member.memberId!,
        date: '2018-03-05',
        form: 'cash',
        source: '自筹',
        fromRelief: false,
        amountFen: 10_000_00,
        document: '',
        note: '',
      });
    }
    const { id } = desk.call('labour.saveSheet', { ...SEPTEMBER, terms: [terms(chen)] });
    desk.call('labour.approveSheet', { id, date: '2018-09-30' });
    return { id };
  }
  const inputs = () => ({
    ...desk.call('dividends.defaults', { fiscalYear: 2018 }),
    surplusFen: 100_000_00,
    shareOnlyResolution: '2019-1',
  });
  const count = (labourPatronage: 'none' | 'pay' | 'days') => {
    const settings = desk.call('settings.read', {});
    desk.call('settings.save', { settings: { ...settings, labourPatronage, labourDayValueFen: 80_00 } });
    const { lines, warnings } = desk.call('dividends.preview', { inputs: inputs() });
    return { patronage: lines.map((line) => line.patronageFen), warnings: warnings.join('') };
  };

  test('off unless the charter says so; then pay, or days at a value, of members only', () => {
    twoMembers();
    expect(desk.call('settings.read', {}).labourPatronage).toBe('none');
    expect(count('none')).toMatchObject({ patronage: [0, 0] });
    const pay = count('pay');
    expect(pay.patronage).toEqual([1_098_00, 0]);
    expect(pay.warnings).toContain('计入交易额。本年 1 户，计入 1,098.00 元。');
    expect(
      desk
        .call('dividends.explain', { inputs: inputs(), memberNo: 'M001', field: 'patronageFen' })
        .steps.join(),
    ).toContain('按章程投劳（务工）计入 1,098.00');
    expect(desk.call('labour.year', { year: 2018 })).toMatchObject({
      totals: { patronageFen: 1_098_00 },
      patronageNote: '按章程，社员本年的劳务费（应发）计入交易额。',
    });
    // 6.5 days at 80.00.
    expect(count('days').patronage).toEqual([520_00, 0]);
  });
});

describe('work on a batch of bags', () => {
  test('goes to the batch that stands in the greenhouse on the day, and is in its equation', () => {
    const { bagging, day } = kinds();
    const chen = desk.worker('陈大');
    const { id: batchId } = desk.call('production.saveBatch', {
      no: '2018-01',
      name: '菌袋一批',
      product: '鲜香菇',
      strain: '',
      bags: 1000,
      begunOn: '2018-09-02',
      costRule: 'percent',
      expectedKg: null,
      flushes: ['100'],
      note: '',
    });
    desk.call('production.place', {
      batchId,
      date: '2018-09-02',
      note: '',
      places: [{ from: null, to: 'DP-001', bags: 1000 }],
    });
    const save = (date: string, rows: ReturnType<typeof row>[]) =>
      desk.call('labour.saveDay', { date, recorder: '', rows });
    save('2018-09-01', [row(chen, bagging, '100', 'DP-001')]);
    save('2018-09-02', [row(chen, bagging, '1000', 'dp001')]);
    save('2018-09-03', [row(chen, bagging, '1000', 'dp-001'), { ...row(chen, day, '1'), ...{ batchId } }]);
    expect(desk.call('labour.work', { ...SEPTEMBER, batchId }).rows).toMatchObject([
      { place: 'DP-001', charge: { account: '141', item: '菌袋一批' }, amountFen: 350_00 },
      { place: '', batchNo: '2018-01', amountFen: 100_00 },
    ]);
    const { id } = desk.call('labour.saveSheet', { ...SEPTEMBER, terms: [] });
    const { voucherIds } = desk.call('labour.approveSheet', { id, date: '2018-09-30' });
    expect(desk.entries(voucherIds[0]!)).toEqual([
      '借 141[菌袋一批] 450.00',
      '借 401[人工] 385.00',
      '贷 213[陈大/计时工资] 100.00',
      '贷 213[陈大/计件工资] 735.00',
    ]);
    expect(desk.call('production.batch', { id: batchId }).costs.labourFen).toBe(450_00);
    expect(desk.failing()).toEqual([]);
    desk.call('labour.voidSheet', { id, date: '2018-10-01', reason: '重做' });
    expect(desk.failing()).toEqual([]);
    expect(
      desk.refusal('labour.saveSheet', {
        ...SEPTEMBER,
        awardCharge: { account: '141', item: '菌袋一批' },
        terms: [],
      }),
    ).toMatch(/不直接记在菌袋批次上/u);
  });
});
