import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answer, Input, Output } from '../../shared/contract/index.ts';
import { addMonths } from '../../shared/rules/calendar.ts';
import { type Act, Cooperative, dated, live, pick, type Step, yuan } from './monthsForTests.ts';

/**
 * Random days of a mutual-aid association: members, groups, loans from the application to the last instalment, guarantors, write-offs,
 * exits, the year's fee, closes and reversals. After every step every equation of both books holds, the position adds up, and a refused call
 * has changed nothing.
 */
const BANK = { kind: 'bank' } as const;
const CASH = { kind: 'cash' } as const;
const money = (die: number): typeof BANK | typeof CASH => (die % 3 === 0 ? CASH : BANK);
const PAPER = { documentNo: '', attachments: 0, note: '' };
const MEMBERS = 12;

type Loan = Output<'fund.loans'>[number];

const loans = (coop: Cooperative): Promise<Loan[]> => coop.must('fund.loans', {});
const out = async (coop: Cooperative): Promise<Loan[]> =>
  (await loans(coop)).filter((loan) => loan.state === 'running' || loan.state === 'overdue');

/** The next step of a loan's papers, whichever it is. */
async function advance(
  coop: Cooperative,
  [a = 0, b = 0, c = 0]: readonly number[],
): Promise<Answer<unknown> | null> {
  const coming = (await loans(coop)).filter(
    (loan) => !['running', 'overdue', 'settled', 'written-off'].includes(loan.state),
  );
  const loan = pick(coming, a);
  if (!loan) return null;
  const { next } = await coop.must('fund.loan', { id: loan.id });
  const at = { loanId: loan.id, date: dated(coop, b) };
  switch (next) {
    case 'guarantee': {
      const group = (await coop.must('fund.groups', {})).find((one) => one.id === loan.guaranteeGroupId);
      const mates = (group?.members ?? []).filter((one) => one.to === null && one.memberId !== loan.memberId);
      const memberIds = mates.map((one) => one.memberId).slice(c % 7 === 0 ? 1 : 0);
      return memberIds.length === 0 ? null : coop.try('fund.guarantee', { ...at, memberIds, note: '' });
    }
    case 'approve':
      return coop.try('fund.approve', {
        ...at,
        amountFen: c % 5 === 0 ? loan.askedFen + 1 : loan.askedFen,
        months: loan.months,
        approvedBy: '理事会',
        note: '',
      });
    case 'notice':
      return coop.try('fund.notice', { ...at, place: '', note: '' });
    case 'contract':
      return coop.try('fund.contract', { ...at, contractNo: '', note: '' });
    case 'pay-out':
      return coop.try('fund.payOut', { ...at, paid: money(c), ...PAPER });
    default:
      return null;
  }
}

const ACTS = {
  wait: () => Promise.resolve(null),
  bring: (coop, [a = 0, b = 0, c = 0]) =>
    coop.try('fund.bring', {
      date: dated(coop, b),
      source: (['fiscal', 'donation', 'assistance'] as const)[a % 3] ?? 'fiscal',
      party: '县里',
      amountFen: 10 * yuan(c),
      isRestricted: a % 2 === 0,
      paid: money(b),
      ...PAPER,
    }),
  spend: (coop, [a = 0, b = 0, c = 0]) =>
    coop.try('fund.spend', {
      date: dated(coop, b),
      cost: a % 2 ? 'programme' : 'management',
      item: '办公费',
      party: '',
      amountFen: 1 + (yuan(c) % 20_000),
      paid: money(a),
      ...PAPER,
    }),
  contribute: async (coop, [a = 0, b = 0, c = 0]) => {
    const member = pick(await coop.must('fund.members', { all: true }), a);
    return member
      ? coop.try('fund.contribute', {
          memberId: member.id,
          date: dated(coop, b),
          kind: (['base', 'additional', 'granted'] as const)[c % 3] ?? 'base',
          amountFen: 500_00,
          paid: money(c),
          ...PAPER,
        })
      : null;
  },
  enterGroup: async (coop, [a = 0, b = 0]) => {
    const free = (await coop.must('fund.members', {})).filter((one) => one.guaranteeGroupId === null);
    const member = pick(free, a);
    const group = pick(await coop.must('fund.groups', {}), b);
    return member && group
      ? coop.try('fund.enterGroup', { groupId: group.id, memberId: member.id, date: coop.today })
      : null;
  },
  leaveGroup: async (coop, [a = 0, b = 0]) => {
    const member = pick(
      (await coop.must('fund.members', {})).filter((one) => one.guaranteeGroupId !== null),
      a,
    );
    return member?.guaranteeGroupId
      ? coop.try('fund.leaveGroup', {
          groupId: member.guaranteeGroupId,
          memberId: member.id,
          date: dated(coop, b),
          reason: '外出',
        })
      : null;
  },
  apply: async (coop, [a = 0, b = 0, c = 0]) => {
    const member = pick(await coop.must('fund.members', {}), a);
    return member
      ? coop.try('fund.apply', {
          memberId: member.id,
          date: dated(coop, b),
          amountFen: c % 9 === 0 ? 20_000_00 : 1_000_00 + (c % 9_000) * 100,
          months: 1 + (c % 12),
          method: c % 2 ? 'lump' : 'instalments',
          purpose: '香菇',
          note: '',
        })
      : null;
  },
  advance,
  advanceAgain: advance,
  advanceMore: advance,
  endApplication: async (coop, [a = 0, b = 0]) => {
    const loan = pick(await loans(coop), a);
    return loan && b % 3 === 0
      ? coop.try('fund.endApplication', { loanId: loan.id, date: dated(coop, b), reason: '不借了' })
      : null;
  },
  undoStep: async (coop, [a = 0, b = 0]) => {
    const loan = pick(await loans(coop), a);
    if (!loan) return null;
    const { steps } = await coop.must('fund.loan', { id: loan.id });
    const step = steps.findLast((one) => one.undoneOn === null && one.kind !== 'apply');
    return step
      ? coop.try('fund.undoStep', { loanId: loan.id, stepId: step.id, date: dated(coop, b), reason: '填错' })
      : null;
  },
  repay: async (coop, [a = 0, b = 0, c = 0]) => {
    const loan = pick(await out(coop), a);
    if (!loan) return null;
    const date = dated(coop, b);
    const quote = await coop.must('fund.quote', { loanId: loan.id, asOf: date });
    const amounts = [
      quote.owedFen,
      quote.feeFen,
      loan.nextDueFen + quote.feeFen,
      quote.owedFen + 1,
      1 + (c % 100_000),
    ];
    const waivedFen = c % 13 === 0 ? Math.min(quote.feeFen, 5_00) : 0;
    return coop.try('fund.repay', {
      loanId: loan.id,
      date,
      amountFen: Math.max((amounts[c % amounts.length] ?? 0) - waivedFen, 0),
      waivedFen,
      paid: money(c),
      ...PAPER,
      note: '理事会同意',
    });
  },
  extend: async (coop, [a = 0, b = 0]) => {
    const loan = pick(await out(coop), a);
    return loan?.dueOn
      ? coop.try('fund.extend', {
          loanId: loan.id,
          date: coop.today,
          dueOn: addMonths(loan.dueOn, 1 + (b % 7)),
          approvedBy: '理事会',
          note: '',
        })
      : null;
  },
  recover: async (coop, [a = 0, b = 0]) => {
    const overdue = (await out(coop)).filter((one) => one.state === 'overdue');
    const loan = pick(a % 5 === 0 ? await out(coop) : overdue, a);
    return loan
      ? coop.try('fund.recover', { loanId: loan.id, date: dated(coop, b), paid: money(b), ...PAPER })
      : null;
  },
  writeOff: async (coop, [a = 0]) => {
    const loan = pick(
      (await out(coop)).filter((one) => one.state === 'overdue'),
      a,
    );
    return loan
      ? coop.try('fund.writeOff', { loanId: loan.id, date: coop.today, approval: '决议', note: '' })
      : null;
  },
  applyExit: async (coop, [a = 0, b = 0]) => {
    const member = pick(await coop.must('fund.members', {}), a);
    return member && b % 3 === 0
      ? coop.try('fund.applyExit', { memberId: member.id, date: dated(coop, b), reason: '搬走' })
      : null;
  },
  leave: async (coop, [a = 0, b = 0]) => {
    const exit = pick(
      (await coop.must('fund.exits', {})).filter((one) => one.state === 'requested'),
      a,
    );
    if (!exit) return null;
    return b % 5 === 0
      ? coop.try('fund.cancelExit', { id: exit.id, date: coop.today, reason: '不退了' })
      : coop.try('fund.leave', { id: exit.id, date: coop.today, paid: money(b), ...PAPER });
  },
  distribute: async (coop, [a = 0]) => {
    const year = Number(coop.today.slice(0, 4)) - (a % 2);
    return coop.try('fund.distribute', { year, date: coop.today, resolution: '决议', note: '' });
  },
  reverse: async (coop, [a = 0, b = 0]) => {
    const events = await coop.must('fund.events', {});
    const one = a % 2 ? events.at(-1) : pick(events, b);
    return one ? coop.try('fund.reverse', { id: one.id, date: dated(coop, b), reason: '记错' }) : null;
  },
  closeMonth: async (coop) => {
    const entityId = await fundOf(coop);
    const { currentPeriod: period } = await coop.must('periods.list', { entityId });
    if (period >= coop.today.slice(0, 7)) return null;
    const ready = await coop.must('vouchers.list', { entityId, from: period, to: period });
    const ids = ready.filter((one) => one.state === 'reviewed').map((one) => one.id);
    if (ids.length > 0) await coop.must('vouchers.post', { ids });
    return coop.try('periods.close', { entityId, period });
  },
} satisfies Record<string, Act>;

async function fundOf(coop: Cooperative): Promise<number> {
  const fund = await coop.must('fund.get', {});
  if (fund === null) throw new Error('the association is there');
  return fund.id;
}

/** An association of two groups of six, with money of the county. */
async function found(coop: Cooperative): Promise<void> {
  await coop.open();
  await coop.must('entities.create', { kind: 'fund', name: '张家坝村互助资金协会', firstPeriod: '2018-01' });
  const { settings } = (await coop.must('fund.get', {}))!;
  await coop.must('fund.saveSettings', {
    settings: { ...settings, noticeDays: 0, overdueMille: '2', exitWithShare: true, exitMonths: 1 },
  });
  await coop.must('fund.bring', {
    date: coop.today,
    source: 'fiscal',
    party: '县里',
    amountFen: 80_000_00,
    isRestricted: true,
    paid: BANK,
    ...PAPER,
  });
  const groups = await Promise.all(
    [1, 2].map((no) => coop.must('fund.saveGroup', { no, name: `第${no}组`, headMemberId: null, note: '' })),
  );
  for (let n = 0; n < MEMBERS; n++) {
    const person: Input<'persons.create'>['person'] = {
      name: `王${'甲乙丙丁戊己庚辛壬癸子丑'[n] ?? '寅'}`,
      relation: '户主',
      idNumber: null,
      phone: '',
      card: null,
    };
    const { id: personId } = await coop.must('persons.create', { householdId: null, person });
    await coop.must('fund.join', {
      personId,
      date: coop.today,
      isExempt: false,
      amountFen: 500_00,
      paid: CASH,
      groupId: groups[n % 2]!.id,
      ...PAPER,
    });
  }
}

/** What a refused call must leave as it was. */
async function registers(coop: Cooperative): Promise<string> {
  const entityId = await fundOf(coop);
  return JSON.stringify(
    await Promise.all([
      loans(coop),
      coop.must('fund.members', { all: true }),
      coop.must('fund.groups', {}),
      coop.must('fund.contributions', {}),
      coop.must('fund.repayments', {}),
      coop.must('fund.fees', {}),
      coop.must('fund.exits', {}),
      coop.must('fund.events', {}),
      coop.must('vouchers.list', { entityId }),
    ]),
  );
}

/** The position is what the registers and the ledger say, each by itself. */
async function adds(coop: Cooperative): Promise<void> {
  const position = await coop.must('fund.position', {});
  const sum = (fens: readonly number[]): number => fens.reduce((total, fen) => total + fen, 0);
  const all = await coop.must('fund.loans', {});
  expect(position.lentFen).toBe(sum(all.map((loan) => loan.balanceFen)));
  expect(position.overdueFen).toBe(sum(all.map((loan) => loan.overdueFen)));
  const members = await coop.must('fund.members', { all: true });
  expect(position.ownFen).toBe(sum(members.map((member) => member.ownFen)));
  expect(members.every((member) => member.ownFen >= 0)).toBe(true);
  const entityId = await fundOf(coop);
  const period = coop.today.slice(0, 7);
  const { rows } = await coop.must('ledger.trialBalance', { entityId, from: period, to: period });
  const of = (code: string): number =>
    sum(rows.filter((row) => row.code === code).map((row) => row.closingDebitFen - row.closingCreditFen));
  expect([position.cashFen, position.bankFen, position.lentFen]).toEqual([
    of('1001'),
    of('1002'),
    of('1121'),
  ]);
  expect(position.ownFen).toBe(-of('2209'));
  expect(position.fundFen).toBe(position.cashFen + position.bankFen + position.lentFen);
  for (const loan of all) {
    expect(loan.balanceFen).toBeGreaterThanOrEqual(0);
    expect(loan.feeOwedFen).toBeGreaterThanOrEqual(0);
    if (loan.paidOutOn === null) continue;
    expect(loan.balanceFen).toBe(loan.principalFen - loan.repaidFen - loan.writtenOffFen);
    const { schedule } = await coop.must('fund.loan', { id: loan.id });
    expect(sum(schedule.map((row) => row.principalFen))).toBe(loan.principalFen);
  }
}

const die = fc.nat(9_999);
const step: fc.Arbitrary<Step<keyof typeof ACTS>> = fc.record({
  act: fc.constantFrom(...(Object.keys(ACTS) as (keyof typeof ACTS)[])),
  dice: fc.array(die, { minLength: 3, maxLength: 3 }),
  days: fc.nat(12),
});

test('whatever happens in the association, both books and its position agree after every step', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 60, maxLength: 90 }), async (steps) => {
      const coop = new Cooperative();
      try {
        await found(coop);
        await live(coop, ACTS, steps, registers, adds);
      } finally {
        coop.close();
      }
    }),
    { numRuns: Number(process.env['COOP_MONTHS'] ?? 3), endOnFailure: true },
  );
}, 400_000);

/** A year told once: what random days reach seldom is certain here. */
test('a year of the association, and its undoing', async () => {
  const coop = new Cooperative();
  try {
    await found(coop);
    const steps: Step<keyof typeof ACTS>[] = [];
    const add = (act: keyof typeof ACTS, dice: number[], days = 0): void =>
      void steps.push({ act, dice, days });
    const lend = (who: number, size: number): void => {
      add('apply', [who, 1, size], 1);
      for (let n = 0; n < 4; n++) add('advance', [0, 1, 1], 1);
    };
    add('wait', [], 3);
    // A lump of two months, twelve instalments, and one that nobody pays back.
    lend(0, 4_009);
    lend(3, 23);
    lend(4, 2_401);
    add('undoStep', [2, 1]);
    add('advance', [0, 1, 1], 1);
    add('repay', [1, 1, 2], 20);
    add('repay', [1, 1, 4], 20);
    add('reverse', [1, 1]);
    add('extend', [1, 1], 5);
    add('applyExit', [7, 3]);
    add('closeMonth', []);
    add('wait', [], 40);
    add('leave', [0, 1]);
    add('reverse', [1, 1]);
    add('leave', [0, 1]);
    add('recover', [1, 1], 30);
    add('writeOff', [0], 20);
    add('reverse', [1, 1]);
    for (let month = 1; month < 12; month++) {
      add('repay', [0, 1, 0], 18);
      add('closeMonth', []);
      add('wait', [], 10);
    }
    add('distribute', [1]);
    add('reverse', [1, 1]);
    add('distribute', [1]);
    await live(coop, ACTS, steps, registers, adds);
    for (const act of MUST) expect(coop.done.get(act) ?? 0, act).toBeGreaterThan(0);
  } finally {
    coop.close();
  }
}, 400_000);

const MUST = [
  ...(['apply', 'advance', 'undoStep', 'repay', 'reverse', 'extend', 'applyExit', 'leave'] as const),
  ...(['recover', 'distribute', 'closeMonth'] as const),
] as const;
