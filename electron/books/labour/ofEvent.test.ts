import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LabourDesk, labourDesk } from './deskForTests.ts';

let desk: LabourDesk;
beforeEach(() => {
  desk = labourDesk();
});
afterEach(() => desk.close());

test('each voucher of paid work leads to what it was about', () => {
  const { call } = desk;
  const kindId = call('labour.saveKind', {
    name: '日工',
    paidBy: 'day',
    unit: '工日',
    charge: { account: '401', item: '人工' },
    toBatch: false,
  }).id;
  call('labour.setRate', { kindId, from: '2018-01-01', price: '100' });
  const workers = [desk.worker('张三'), desk.worker('李四'), desk.worker('王五')];
  const rows = workers.map((workerId) => ({ workerId, kindId, place: '', quantity: '1' }));
  call('labour.saveDay', { date: '2018-09-03', recorder: '', rows });
  const sheetId = call('labour.saveSheet', { from: '2018-09-01', to: '2018-09-30', terms: [] }).id;
  const approved = call('labour.approveSheet', { id: sheetId, date: '2018-09-30' }).voucherIds;
  const pay = (...ids: number[]) =>
    call('labour.pay', {
      sheetId,
      date: '2018-10-08',
      money: { kind: 'bank' },
      workers: ids.map((workerId) => ({ workerId })),
      note: '',
    });
  const [first = 0, second = 0, third = 0] = workers;
  const alone = pay(first);
  const together = pay(second, third);
  const back = call('labour.reversePayment', {
    paymentId: alone.paymentIds[0] ?? 0,
    date: '2018-10-09',
    reason: '错',
  });

  const places = [approved, alone.voucherIds, together.voucherIds, back.voucherIds].map(([id = 0]) => {
    const { source } = call('vouchers.get', { id });
    expect(source?.subject).toBe('labour');
    return call('labour.ofEvent', { eventId: source?.id ?? 0 });
  });
  expect(places).toEqual([
    { sheetId, workerId: null },
    { sheetId, workerId: first },
    { sheetId, workerId: null },
    { sheetId, workerId: first },
  ]);
  expect(desk.refusal('labour.ofEvent', { eventId: 999 })).toContain('没有这笔业务');
});
