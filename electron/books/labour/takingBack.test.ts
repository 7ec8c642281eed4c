import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type LabourDesk, labourDesk } from './deskForTests.ts';

let desk: LabourDesk;
beforeEach(() => {
  desk = labourDesk();
});
afterEach(() => desk.close());

const CASH = { kind: 'cash' } as const;
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
