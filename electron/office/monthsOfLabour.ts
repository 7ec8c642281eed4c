import type { Answer, Input, Method, Output } from '../../shared/contract/index.ts';
import { addDays } from '../../shared/rules/calendar.ts';

/** For the property test of random months: what of the cooperative its paid work needs. */
interface Village {
  readonly today: string;
  readonly members: readonly number[];
  try<M extends Method>(method: M, input: Input<M>): Promise<Answer<Output<M>>>;
  must<M extends Method>(method: M, input: Input<M>): Promise<Output<M>>;
}

type Dice = readonly number[];

/** Two members who work and one who is none, two kinds of work: made the first time. */
async function crew(coop: Village): Promise<{ workers: number[]; bagging: number; day: number }> {
  const known = await coop.must('labour.workers', {});
  const kinds = await coop.must('labour.kinds', {});
  if (known.length > 0) {
    const [bagging, day] = kinds;
    return { workers: known.map((one) => one.id), bagging: bagging!.id, day: day!.id };
  }
  const workers: number[] = [];
  for (const memberId of coop.members.slice(0, 2)) {
    const { member } = await coop.must('members.get', { id: memberId });
    const [person] = await coop.must('persons.search', { search: member.name });
    workers.push(
      (await coop.must('labour.addWorker', { who: { kind: 'registered', personId: person!.id } })).id,
    );
  }
  const outsider = { name: '外来工', relation: '', idNumber: null, phone: '', card: null };
  workers.push((await coop.must('labour.addWorker', { who: { kind: 'new', person: outsider } })).id);
  const charge = { account: '401', item: '人工' };
  const save = async (name: string, paidBy: 'piece' | 'day', unit: string, price: string) => {
    const { id } = await coop.must('labour.saveKind', { name, paidBy, unit, charge, toBatch: true });
    await coop.must('labour.setRate', { kindId: id, from: '2018-01-01', price });
    return id;
  };
  return {
    workers,
    bagging: await save('装袋', 'piece', '袋', '0.35'),
    day: await save('日工', 'day', '工日', '100'),
  };
}

const pick = <T>(from: readonly T[], die: number): T | undefined => from[die % Math.max(from.length, 1)];
const dated = (coop: Village, die: number): string => {
  if (die % 11 === 0) return addDays(coop.today, 1);
  if (die % 7 === 0) return addDays(coop.today, -(die % 80));
  return coop.today;
};

async function sheetIn(coop: Village, state: 'draft' | 'approved', die: number) {
  return pick(
    (await coop.must('labour.sheets', {})).filter((one) => one.state === state),
    die,
  );
}

export const LABOUR_ACTS = {
  work: async (coop: Village, [a = 0, b = 0, c = 0]: Dice) => {
    const { workers, bagging, day } = await crew(coop);
    const rows = workers
      .filter((_, at) => (a >> at) % 2 === 0)
      .map((workerId, at) => ({
        workerId,
        kindId: (b + at) % 3 === 0 ? day : bagging,
        place: '',
        quantity: (b + at) % 3 === 0 ? '0.5' : String(1 + (b % 900)),
      }));
    if (rows.length === 0) return null;
    return coop.try('labour.saveDay', { date: dated(coop, c), recorder: '', rows, again: a % 2 === 0 });
  },
  reverseWork: async (coop: Village, [a = 0]: Dice) => {
    const { rows } = await coop.must('labour.work', { from: '2018-01-01', to: coop.today });
    const one = pick(rows, a);
    return one ? coop.try('labour.reverseWork', { id: one.id, reason: '记错' }) : null;
  },
  draftWages: async (coop: Village, [a = 0, b = 0, c = 0]: Dice) => {
    const { workers } = await crew(coop);
    const workerId = workers[a % workers.length]!;
    return coop.try('labour.saveSheet', {
      from: addDays(coop.today, -(5 + (b % 40))),
      to: addDays(coop.today, -(b % 5)),
      workerIds: c % 5 === 0 ? [workerId] : null,
      terms: [
        {
          workerId,
          awardFen: c % 3 === 0 ? 1000 : 0,
          advanceFen: c % 4 === 0 ? 100 : 0,
          consent: b % 2 ? '签字' : '',
          taxFen: c % 7 === 0 ? 50 : 0,
        },
      ],
    });
  },
  approveWages: async (coop: Village, [a = 0, b = 0]: Dice) => {
    const sheet = await sheetIn(coop, 'draft', a);
    return sheet ? coop.try('labour.approveSheet', { id: sheet.id, date: dated(coop, b) }) : null;
  },
  voidWages: async (coop: Village, [a = 0, b = 0]: Dice) => {
    const sheet = await sheetIn(coop, 'approved', a);
    return sheet
      ? coop.try('labour.voidSheet', { id: sheet.id, date: dated(coop, b), reason: '重做' })
      : null;
  },
  payWages: async (coop: Village, [a = 0, b = 0, c = 0]: Dice) => {
    const sheet = await sheetIn(coop, 'approved', a);
    if (!sheet) return null;
    const { lines } = await coop.must('labour.getSheet', { id: sheet.id });
    const line = pick(lines, b);
    if (!line) return null;
    const amountFen = c % 2 ? {} : { amountFen: Math.max(1, Math.floor(line.netFen / 2)) };
    return coop.try('labour.pay', {
      sheetId: sheet.id,
      date: dated(coop, c),
      money: c % 3 ? { kind: 'bank' } : { kind: 'cash' },
      workers: [{ workerId: line.workerId, ...amountFen }],
      note: '',
    });
  },
  returnWages: async (coop: Village, [a = 0, b = 0]: Dice) => {
    const paid = await coop.must('labour.payments', { from: '2018-01-01', to: '2099-12-31' });
    const one = pick(paid, a);
    return one
      ? coop.try('labour.reversePayment', { paymentId: one.id, date: dated(coop, b), reason: '退回' })
      : null;
  },
  wagesToShares: async (coop: Village, [a = 0, b = 0]: Dice) => {
    const sheet = await sheetIn(coop, 'approved', a);
    if (!sheet) return null;
    const line = pick((await coop.must('labour.getSheet', { id: sheet.id })).lines, b);
    if (!line) return null;
    return coop.try('labour.toShares', {
      workerId: line.workerId,
      sheetId: sheet.id,
      amountFen: Math.max(1, Math.floor(line.unpaidFen / 2)),
      date: coop.today,
      way: b % 5 === 0 ? 'set-off' : 'pay-then-contribute',
      money: { kind: 'cash' },
      document: '',
      note: '',
    });
  },
  /** 工资劳务费 by the lump, also for somebody who has a sheet. */
  lumpWages: (coop: Village, [a = 0, b = 0, c = 0]: Dice) => {
    const name = pick(['制袋一组', '外来工', '张甲'], a)!;
    const people = [{ name, payItem: '计时工资', amountFen: 100 + (b % 5000) }];
    return coop.try('business.record', {
      date: dated(coop, c),
      documentNo: '',
      note: '',
      attachments: 1,
      event:
        b % 3 === 0
          ? { kind: 'wagesPaid', payroll: 'labour', people, money: { kind: 'cash' } }
          : { kind: 'wagesAccrued', payroll: 'labour', people, charge: { account: '401', item: '人工' } },
    });
  },
};

/** What a refused call must leave as it was. */
export async function labourState(coop: Village): Promise<unknown> {
  return Promise.all([
    coop.must('labour.work', { from: '2018-01-01', to: '2099-12-31' }),
    coop.must('labour.sheets', {}),
    coop.must('labour.payments', { from: '2018-01-01', to: '2099-12-31' }),
    coop.must('labour.balances', { asOf: '2099-12-31' }),
  ]);
}
