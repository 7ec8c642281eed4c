import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type LabourDesk, labourDesk } from './deskForTests.ts';

let desk: LabourDesk;
beforeEach(() => {
  desk = labourDesk();
});
afterEach(() => desk.close());

const BANK = { kind: 'bank' } as const;

/** A day at 100 and a bag at 1. */
function kinds() {
  const make = (name: string, paidBy: 'day' | 'piece', price: string) => {
    const charge = { account: '401', item: '人工' };
    const { id } = desk.call('labour.saveKind', { name, paidBy, unit: '个', charge, toBatch: false });
    desk.call('labour.setRate', { kindId: id, from: '2017-01-01', price });
    return id;
  };
  return { day: make('日工', 'day', '100'), bag: make('装袋', 'piece', '1') };
}

/** An approved sheet of one month with one entry. */
function sheet(month: string, workerId: number, kindId: number, quantity: string, approved: string): number {
  const [from, to] = [`${month}-01`, `${month}-28`];
  const rows = [{ workerId, kindId, quantity, place: '' }];
  desk.call('labour.saveDay', { date: from, recorder: '', rows });
  const { id } = desk.call('labour.saveSheet', { from, to, terms: [] });
  desk.call('labour.approveSheet', { id, date: approved });
  return id;
}

const payment = (sheetId: number | null, date: string, workerId: number, amountFen?: number) => ({
  sheetId,
  date,
  money: BANK,
  workers: [amountFen === undefined ? { workerId } : { workerId, amountFen }],
  note: '',
});

/** An opening debt, and money in the bank against it. */
function debt(workerId: number, amountFen: number, bankFen = amountFen): number {
  const { id } = desk.call('labour.openingDebt', {
    date: '2017-12-31',
    workers: [{ workerId, amountFen }],
    note: '',
  });
  const bank = desk.call('items.list', { dim: 'bank' })[0]!.id;
  desk.call('openings.save', {
    rows: [{ account: '102', itemId: bank, balanceFen: bankFen, yearDebitFen: 0, yearCreditFen: 0 }],
  });
  return id;
}

describe('an opening debt is taken back', () => {
  const undo = (id: number) => ({ id, date: '2017-12-31', reason: '记错' });

  test('not once it was paid, whatever sheets still owe', () => {
    const { day } = kinds();
    const chen = desk.worker('陈大');
    const id = debt(chen, 500_00);
    const january = sheet('2018-01', chen, day, '8', '2018-01-31');
    const { paymentIds } = desk.call('labour.pay', payment(null, '2018-02-05', chen, 500_00));
    expect(desk.refusal('labour.reverseOpeningDebt', undo(id))).toBe(
      '1组 陈大的期初欠付已经发过，不能冲销。请先冲销发放。',
    );
    expect(desk.call('labour.pay', payment(january, '2018-02-06', chen)).amountFen).toBe(800_00);
    // What came back in March was still paid in February.
    desk.call('labour.reversePayment', { paymentId: paymentIds[0]!, date: '2018-03-05', reason: '退' });
    expect(desk.refusal('labour.reverseOpeningDebt', undo(id))).toMatch(/已经发过/u);
    expect(desk.failing()).toEqual([]);
  });

  test('while nothing was paid, sheets or not', () => {
    const { day } = kinds();
    const chen = desk.worker('陈大');
    const id = debt(chen, 500_00);
    sheet('2018-01', chen, day, '8', '2018-01-31');
    desk.call('labour.reverseOpeningDebt', undo(id));
    expect(desk.call('labour.balances', {}).balanceFen).toBe(800_00);
  });
});

describe('a payment takes what it is for', () => {
  const voided = (id: number, date: string) => ({ id, date, reason: '重做' });

  test('the kinds of its own sheet: another that was never paid can be made void', () => {
    const { day, bag } = kinds();
    const chen = desk.worker('陈大');
    const january = sheet('2018-01', chen, day, '3', '2018-01-31');
    const february = sheet('2018-02', chen, bag, '300', '2018-02-28');
    const { voucherIds, paymentIds } = desk.call('labour.pay', payment(february, '2018-03-05', chen));
    expect(voucherIds.map(desk.entries)).toEqual([
      ['借 213[陈大/计件工资] 300.00', '贷 102[基本存款账户] 300.00'],
    ]);
    desk.call('labour.voidSheet', voided(january, '2018-03-06'));
    expect(desk.call('labour.balances', {}).balanceFen).toBe(0);
    desk.call('labour.reversePayment', { paymentId: paymentIds[0]!, date: '2018-03-07', reason: '退' });
    desk.call('labour.voidSheet', voided(february, '2018-03-08'));
    expect(desk.failing()).toEqual([]);
  });

  test('in parts: time before pieces, and what came back is the sheet’s again', () => {
    const { day, bag } = kinds();
    const chen = desk.worker('陈大');
    sheet('2018-01', chen, day, '9', '2018-01-31');
    const rows = [
      { workerId: chen, kindId: day, quantity: '1', place: '' },
      { workerId: chen, kindId: bag, quantity: '50', place: '' },
    ];
    desk.call('labour.saveDay', { date: '2018-02-01', recorder: '', rows });
    const { id } = desk.call('labour.saveSheet', { from: '2018-02-01', to: '2018-02-28', terms: [] });
    desk.call('labour.approveSheet', { id, date: '2018-02-28' });
    const pay = (date: string, fen: number) => {
      const paid = desk.call('labour.pay', payment(id, date, chen, fen));
      return { id: paid.paymentIds[0]!, entries: desk.entries(paid.voucherIds[0]!).slice(0, -1) };
    };
    const first = pay('2018-03-01', 120_00);
    expect(first.entries).toEqual(['借 213[陈大/计时工资] 100.00', '借 213[陈大/计件工资] 20.00']);
    expect(pay('2018-03-02', 20_00).entries).toEqual(['借 213[陈大/计件工资] 20.00']);
    desk.call('labour.reversePayment', { paymentId: first.id, date: '2018-03-03', reason: '退' });
    expect(pay('2018-03-04', 130_00).entries).toEqual([
      '借 213[陈大/计时工资] 100.00',
      '借 213[陈大/计件工资] 30.00',
    ]);
    expect(desk.refusal('labour.pay', payment(id, '2018-03-05', chen, 1))).toMatch(/已经发清/u);
    expect(desk.failing()).toEqual([]);
  });

  test('an older debt its own kind: a sheet that was never paid can be made void', () => {
    const { day } = kinds();
    const chen = desk.worker('陈大');
    debt(chen, 500_00);
    const january = sheet('2018-01', chen, day, '8', '2018-01-31');
    const { voucherIds } = desk.call('labour.pay', payment(null, '2018-02-05', chen));
    expect(voucherIds.map(desk.entries)).toEqual([
      ['借 213[陈大/以前欠付] 500.00', '贷 102[基本存款账户] 500.00'],
    ]);
    desk.call('labour.voidSheet', voided(january, '2018-02-06'));
    expect(desk.call('labour.balances', {}).balanceFen).toBe(0);
    expect(desk.failing()).toEqual([]);
  });

  test('lump wages that used up the kind of a sheet: the older debt stands in', () => {
    const { day } = kinds();
    const chen = desk.worker('陈大');
    debt(chen, 500_00);
    const january = sheet('2018-01', chen, day, '8', '2018-01-31');
    desk.call('business.record', {
      date: '2018-02-05',
      documentNo: '',
      note: '',
      attachments: 1,
      event: {
        kind: 'wagesPaid',
        payroll: 'labour',
        people: [{ name: '陈大', payItem: '计时工资', amountFen: 500_00 }],
        money: BANK,
      },
    });
    const { voucherIds } = desk.call('labour.pay', payment(january, '2018-02-06', chen));
    expect(voucherIds.map(desk.entries)).toEqual([
      ['借 213[陈大/计时工资] 300.00', '借 213[陈大/以前欠付] 500.00', '贷 102[基本存款账户] 800.00'],
    ]);
    expect(desk.failing()).toEqual([]);
  });
});

describe('a sheet is made void', () => {
  const voided = (id: number, date: string) => ({ id, date, reason: '重做' });

  /** Of November before the books, 720.00; 200.00 of it was paid on 5 December. */
  function november(back: string): number {
    const { bag } = kinds();
    const chen = desk.worker('陈大');
    const id = sheet('2017-11', chen, bag, '720', '2017-11-30');
    const { paymentIds } = desk.call('labour.pay', payment(id, '2017-12-05', chen, 200_00));
    desk.call('labour.reversePayment', { paymentId: paymentIds[0]!, date: back, reason: '退' });
    return id;
  }
  const openings = () => desk.call('openings.read', {}).rows.filter((one) => one.account === '213');

  test('not before what was paid on it came back, which the openings know', () => {
    const id = november('2018-02-05');
    expect(openings()).toMatchObject([{ balanceFen: -520_00 }]);
    expect(desk.refusal('labour.voidSheet', voided(id, '2017-12-31'))).toBe(
      '发放表 2017-01（2017-11-01 至 2017-11-28）发过 200.00 元，到 2018-02-05 才冲销。期初里已经扣掉这笔发放，不能作废。请在下一张表里多退少补。',
    );
    expect(desk.refusal('labour.voidSheet', voided(id, '2017-12-01'))).toMatch(/到 2018-02-05 才冲销/u);
    expect(desk.refusal('labour.voidSheet', voided(id, '2018-02-05'))).toMatch(/启用以前的日期作废/u);
  });

  test('from the day on which it came back', () => {
    const id = november('2017-12-20');
    expect(desk.refusal('labour.voidSheet', voided(id, '2017-12-19'))).toMatch(
      /发过 200\.00 元，到 2017-12-20 才冲销。不能用 2017-12-19 作废，请改为 2017-12-20 或以后的日期/u,
    );
    desk.call('labour.voidSheet', voided(id, '2017-12-20'));
    expect(openings()).toEqual([]);
  });

  test('in the books too, whatever other sheets owe', () => {
    const { day } = kinds();
    const chen = desk.worker('陈大');
    const january = sheet('2018-01', chen, day, '8', '2018-01-31');
    sheet('2018-02', chen, day, '9', '2018-02-28');
    const { paymentIds } = desk.call('labour.pay', payment(january, '2018-03-05', chen, 200_00));
    desk.call('labour.reversePayment', { paymentId: paymentIds[0]!, date: '2018-03-10', reason: '退' });
    expect(desk.refusal('labour.voidSheet', voided(january, '2018-03-09'))).toMatch(
      /请改为 2018-03-10 或以后/u,
    );
    desk.call('labour.voidSheet', voided(january, '2018-03-10'));
    expect(desk.failing()).toEqual([]);
  });
});

describe('openings that do not balance yet', () => {
  const FIRST = /请先把期初余额填齐、借贷平衡/u;

  test('the register has the debt, the books have not: they are filled in first', () => {
    const { bag } = kinds();
    const chen = desk.worker('陈大');
    desk.call('labour.openingDebt', {
      date: '2017-12-31',
      workers: [{ workerId: chen, amountFen: 500_00 }],
      note: '',
    });
    const november = sheet('2017-11', chen, bag, '720', '2017-11-30');
    const [older, ofSheet] = [payment(null, '2018-01-10', chen), payment(november, '2018-01-10', chen)];
    for (const wanted of [older, ofSheet]) {
      expect(desk.refusal('labour.pay', wanted)).toMatch(FIRST);
      expect(desk.refusal('labour.pay', wanted)).not.toMatch(/计提/u);
    }
    const bank = desk.call('items.list', { dim: 'bank' })[0]!.id;
    desk.call('openings.save', {
      rows: [{ account: '102', itemId: bank, balanceFen: 1_220_00, yearDebitFen: 0, yearCreditFen: 0 }],
    });
    desk.call('labour.pay', older);
    desk.call('labour.pay', ofSheet);
    expect(desk.call('labour.balances', {}).rows).toEqual([]);
    expect(desk.failing()).toEqual([]);
  });

  test('typed before the debt was recorded they balance now: they are written with the payment', () => {
    const chen = desk.worker('陈大');
    const bank = desk.call('items.list', { dim: 'bank' })[0]!.id;
    desk.call('openings.save', {
      rows: [{ account: '102', itemId: bank, balanceFen: 500_00, yearDebitFen: 0, yearCreditFen: 0 }],
    });
    const workers = [{ workerId: chen, amountFen: 500_00 }];
    desk.call('labour.openingDebt', { date: '2017-12-31', workers, note: '' });
    desk.call('labour.pay', payment(null, '2018-01-10', chen));
    expect(desk.call('labour.balances', {}).rows).toEqual([]);
    expect(desk.failing()).toEqual([]);
  });
});
