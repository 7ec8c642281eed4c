import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answer, Input, Method, Output } from '../../shared/contract/index.ts';
import { addDays, addMonths } from '../../shared/rules/calendar.ts';
import { Office } from './office.ts';

/**
 * Random years of the households' bank loans through the contract: drawn, repaid, extended, renewed, settled by the quarter, the bank's
 * figures written down, paid for by the fund, everything undone in any order. After every step each loan stands, on any day asked for, where
 * a list of what was recorded says; subsidy and own part make up the interest; nothing that looks for what is odd breaks; a refused call
 * has changed nothing.
 */
interface Step {
  readonly act: keyof typeof ACTS;
  readonly dice: readonly number[];
}

/** What stands of a loan, kept beside the program: draws above nothing, what takes from them below. */
interface Known {
  readonly noteNo: string;
  readonly amountFen: number;
  readonly events: Map<number, { date: string; fen: number }>;
  isVoid: boolean;
}

class Village {
  today = '2018-01-15';
  people: number[] = [];
  readonly known = new Map<number, Known>();
  readonly done = new Map<string, number>();
  readonly #home = mkdtempSync(join(tmpdir(), 'coop-loans-'));
  readonly office = new Office({
    door: 'test',
    home: this.#home,
    paths: 'anywhere',
    remember: false,
    operator: '李会计',
    clock: () => ({ today: this.today, now: `${this.today}T09:00:00`, nowMs: 0 }),
    randomHex: (bytes) => '7'.repeat(bytes * 2),
    onBug: (method, error) => {
      throw new Error(`${method} broke`, { cause: error });
    },
  });

  async open(): Promise<void> {
    const path = join(this.#home, '村.coop');
    await this.must('workspace.create', {
      ...{ path, villageName: '张家坝村', cooperativeName: '合作社', from: '2018-01' },
    });
    for (const [index, name] of ['张甲', '李乙', '王丙'].entries()) {
      const head = { name, relation: '户主', idNumber: null, phone: '', card: null };
      const household = {
        code: `H00${index + 1}`,
        groupNo: index + 1,
        category: '脱贫',
        phone: '',
        note: '',
      } as const;
      const { id } = await this.must('households.create', { household, head });
      this.people.push((await this.must('households.get', { id })).household.headId ?? 0);
    }
  }

  close(): void {
    this.office.close();
    rmSync(this.#home, { recursive: true, force: true });
  }

  try<M extends Method>(method: M, input: Input<M>): Promise<Answer<Output<M>>> {
    return this.office.call(method, input);
  }

  async must<M extends Method>(method: M, input: Input<M>): Promise<Output<M>> {
    const answer = await this.try(method, input);
    if (!answer.ok) throw new Error(`${method}: ${answer.error.message}`);
    return answer.value;
  }

  async state(): Promise<string> {
    const parts: unknown[] = [await this.must('loans.list', {}), await this.must('loans.conflicts', {})];
    for (const id of this.standing()) parts.push(await this.must('loans.get', { id }));
    return JSON.stringify(parts);
  }

  standing(): number[] {
    return [...this.known].filter(([, loan]) => !loan.isVoid).map(([id]) => id);
  }

  balance(id: number, asOf: string): number {
    const events = [...(this.known.get(id)?.events.values() ?? [])];
    return events.reduce((total, event) => (event.date <= asOf ? total + event.fen : total), 0);
  }

  /** Takes what a command did into the list, as the loan's own events have it. */
  async learn(id: number): Promise<void> {
    const { loan, events } = await this.must('loans.get', { id });
    const known = this.known.get(id) ?? {
      ...{
        noteNo: loan.noteNo,
        amountFen: loan.amountFen,
        events: new Map<number, { date: string; fen: number }>(),
      },
      isVoid: false,
    };
    this.known.set(id, known);
    expect(events.at(-1)?.balanceFen ?? 0, 'the last line of the loan').toBe(this.balanceOfLines(events));
  }

  balanceOfLines(events: Output<'loans.get'>['events']): number {
    return events.reduce((total, { kind, principalFen }) => total + signOf(kind) * principalFen, 0);
  }
}

function signOf(kind: string): number {
  if (kind === 'draw') return 1;
  return ['repayment', 'renewal', 'write-off', 'compensation'].includes(kind) ? -1 : 0;
}

type Act = (village: Village, dice: readonly number[]) => Promise<Answer<unknown> | null>;

const pick = <T>(from: readonly T[], die: number): T | undefined => from[die % Math.max(from.length, 1)];
const dated = ({ today }: Village, die: number): string => {
  if (die % 17 === 0) return addDays(today, 1);
  return die % 3 === 0 ? addDays(today, -(die % 120)) : today;
};
let serial = 0;

/** An event on a loan by a call; where it is taken, the list has it too. */
async function event<M extends 'loans.draw' | 'loans.repay' | 'loans.writeOff' | 'loans.compensate'>(
  village: Village,
  method: M,
  input: Input<M> & { loanId: number; date: string; principalFen: number },
  sign: 1 | -1,
): Promise<Answer<unknown>> {
  const answer = await village.try(method, input);
  if (answer.ok) {
    const { id } = answer.value as { id: number };
    village.known.get(input.loanId)!.events.set(id, { date: input.date, fen: sign * input.principalFen });
  }
  return answer;
}

const ACTS = {
  record: async (village, [a = 0, b = 0, c = 0, d = 0]) => {
    const { bank, subsidyPercent, ...usual } = await village.must('loans.settings', {});
    const startsOn = dated(village, a);
    const amountFen = (1 + (b % 60)) * 100_000;
    const noteNo = `JJ${(serial += 1)}`;
    const principalFen = c % 4 === 0 ? Math.floor(amountFen / 2) : amountFen;
    const answer = await village.try('loans.record', {
      terms: {
        ...usual,
        ...{
          personId: pick(village.people, a) ?? 0,
          noteNo: d % 19 === 0 ? 'JJ1' : noteNo,
          amountFen,
          startsOn,
          bank,
        },
        basis: a % 2 === 0 ? 360 : 365,
        mode: pick(['actual-days', 'whole-periods', 'whole-periods-odd-days'] as const, b)!,
        settlement: pick(['quarterly', 'monthly', 'at-maturity'] as const, c)!,
        compounds: d % 3 === 0,
        interestWithPrincipal: d % 5 === 0,
        payee: d % 7 === 0 ? 'bank' : 'household',
        repaidFirst: pick(['excess', 'pro-rata', 'subsidised'] as const, d)!,
        capFen: d % 2 === 0 ? 2_000_000 : 5_000_000,
        dueOn: addMonths(startsOn, 1 + (c % 20)),
        rates: [{ from: startsOn, percent: '4.75' }],
        ratios: a % 6 === 0 ? [] : [{ from: startsOn, percent: a % 5 === 0 ? '70' : subsidyPercent }],
        ...{
          householdKind: '脱贫户',
          contractNo: '',
          purpose: '香菇',
          subsidyFrom: null,
          subsidyTo: null,
          note: '',
        },
      },
      draws: [{ date: startsOn, principalFen }],
    });
    if (answer.ok) {
      const { id } = answer.value;
      await village.learn(id);
      const draw = (await village.must('loans.get', { id })).events[0]!;
      village.known.get(id)!.events.set(draw.id, { date: startsOn, fen: principalFen });
    }
    return answer;
  },
  draw: async (village, [a = 0, b = 0, c = 0]) => {
    const loanId = pick(village.standing(), a);
    if (loanId === undefined) return null;
    const principalFen = (1 + (b % 50)) * 50_000;
    return event(village, 'loans.draw', { loanId, date: dated(village, c), principalFen }, 1);
  },
  repay: async (village, [a = 0, b = 0, c = 0]) => {
    const loanId = pick(village.standing(), a);
    if (loanId === undefined) return null;
    const owed = village.balance(loanId, village.today);
    const principalFen = b % 4 === 0 ? owed : Math.floor((owed * (b % 130)) / 100);
    const date = dated(village, c);
    return event(village, 'loans.repay', { loanId, date, principalFen, interestFen: c % 900 }, -1);
  },
  /** As the program proposes to set an amount off. */
  setOff: async (village, [a = 0, b = 0, c = 0]) => {
    const loanId = pick(village.standing(), a);
    if (loanId === undefined || village.balance(loanId, village.today) === 0) return null;
    const amountFen = 1 + (b % 3_000_000);
    const set = await village.must('loans.previewRepay', {
      loanId,
      date: village.today,
      amountFen,
      costFen: c % 3_000,
    });
    const { costFen, interestFen, penaltyFen, principalFen, leftFen } = set;
    expect(costFen + interestFen + penaltyFen + principalFen + leftFen).toBe(amountFen);
    expect(set.balanceFen).toBe(village.balance(loanId, village.today) - principalFen);
    if (costFen + interestFen + penaltyFen + principalFen === 0) return null;
    const parts = { costFen, interestFen, penaltyFen, principalFen };
    const answer = await event(village, 'loans.repay', { loanId, date: village.today, ...parts }, -1);
    if (!answer.ok) throw new Error(`what was proposed is refused: ${answer.error.message}`);
    return answer;
  },
  extend: async (village, [a = 0, b = 0, c = 0]) => {
    const loanId = pick(village.standing(), a);
    if (loanId === undefined) return null;
    const { loan } = await village.must('loans.get', { id: loanId });
    return village.try('loans.extend', {
      loanId,
      date: dated(village, c),
      dueOn: addMonths(loan.dueOn, b % 9),
    });
  },
  renew: async (village, [a = 0, b = 0]) => {
    const loanId = pick(village.standing(), a);
    if (loanId === undefined) return null;
    const fen = village.balance(loanId, village.today);
    const answer = await village.try('loans.renew', {
      ...{
        loanId,
        date: village.today,
        noteNo: `XD${(serial += 1)}`,
        dueOn: addMonths(village.today, 1 + (b % 12)),
      },
      ...{ ratePercent: '4.35', subsidyPercent: '50' },
    });
    if (answer.ok) {
      const { id } = answer.value;
      const renewal = (await village.must('loans.get', { id: loanId })).events.findLast(
        (one) => one.kind === 'renewal',
      )!;
      village.known.get(loanId)!.events.set(renewal.id, { date: village.today, fen: -fen });
      await village.learn(id);
      const draw = (await village.must('loans.get', { id })).events[0]!;
      village.known.get(id)!.events.set(draw.id, { date: village.today, fen });
    }
    return answer;
  },
  payOff: async (village, [a = 0, b = 0]) => {
    const loanId = pick(village.standing(), a);
    if (loanId === undefined || b % 3 > 0) return null;
    const principalFen = Math.max(village.balance(loanId, village.today), 1);
    const date = village.today;
    return b % 2 === 0
      ? event(village, 'loans.compensate', { loanId, date, principalFen, stillOwed: true }, -1)
      : event(village, 'loans.writeOff', { loanId, date, principalFen }, -1);
  },
  misuse: async (village, [a = 0, b = 0]) => {
    const loanId = pick(village.standing(), a);
    return loanId === undefined || b % 4 > 0
      ? null
      : village.try('loans.markMisused', { loanId, date: village.today });
  },
  payInterest: async (village, [a = 0, b = 0]) => {
    const loanId = pick(village.standing(), a);
    if (loanId === undefined) return null;
    const { settlements } = await village.must('loans.get', { id: loanId });
    const row = pick(settlements, b);
    if (!row) return null;
    const [paid, periodTo] = [{ interestFen: row.dueFen, slipNo: `息${b}` }, b % 2 === 0 ? row.to : null];
    return village.try('loans.payInterest', { loanId, date: village.today, periodTo, ...paid });
  },
  settle: async (village, [a = 0, b = 0]) => {
    const to = dated(village, a);
    const preview = await village.try('loans.previewSettle', { to });
    const bank = preview.ok
      ? preview.value.rows
          .filter((_, index) => (index + b) % 3 === 0)
          .map((row) => ({
            loanId: row.loanId,
            to: row.to,
            interestFen: Math.max(row.interestFen + (b % 3) - 1, 0),
          }))
      : [];
    const answer = await village.try('loans.settle', { to, bank });
    if (answer.ok && preview.ok) expect(answer.value.totals.rows).toBe(preview.value.totals.rows);
    return answer;
  },
  bankFigure: async (village, [a = 0, b = 0]) => {
    const row = await recorded(village, a);
    return row === null
      ? null
      : village.try('loans.setBankFigure', { settlementId: row, interestFen: b % 90_000 });
  },
  undoSettlement: async (village, [a = 0]) => {
    const row = await recorded(village, a);
    return row === null ? null : village.try('loans.undoSettlement', { settlementId: row, reason: '重算' });
  },
  undo: async (village, [a = 0, b = 0]) => {
    const loanId = pick(village.standing(), a);
    if (loanId === undefined) return null;
    const { events, loan } = await village.must('loans.get', { id: loanId });
    const chosen = pick(events, b);
    if (!chosen) return null;
    const answer = await village.try('loans.undo', { eventId: chosen.id, reason: '记错' });
    if (answer.ok) {
      village.known.get(loanId)!.events.delete(chosen.id);
      if (chosen.kind === 'renewal') {
        const renewed = [...village.known.values()].find(
          (one) => one.noteNo === loan.renewedByNoteNo && !one.isVoid,
        );
        if (renewed) renewed.isVoid = true;
      }
    }
    return answer;
  },
  void: async (village, [a = 0, b = 0]) => {
    const id = pick(village.standing(), a);
    if (id === undefined || b % 5 > 0) return null;
    const answer = await village.try('loans.void', { id, reason: '重复' });
    if (answer.ok) village.known.get(id)!.isVoid = true;
    return answer;
  },
  rates: (village, [a = 0, b = 0]) =>
    village.try('loans.changeRates', {
      ...{ what: b % 2 === 0 ? ('interest' as const) : ('subsidy' as const), from: dated(village, a) },
      percent: String(1 + (b % 99)),
    }),
  wait: (village, [a = 0]) => {
    village.today = addDays(village.today, 5 + (a % 80));
    return Promise.resolve(null);
  },
} satisfies Record<string, Act>;

async function recorded(village: Village, die: number): Promise<number | null> {
  const rows: number[] = [];
  for (const id of village.standing()) {
    const { settlements } = await village.must('loans.get', { id });
    rows.push(...settlements.flatMap((row) => row.settlementId ?? []));
  }
  return pick(rows, die) ?? null;
}

async function live(village: Village, steps: readonly Step[]): Promise<void> {
  for (const { act, dice } of steps) {
    const before = await village.state();
    const today = village.today;
    const answer = await ACTS[act](village, dice);
    if (answer?.ok) village.done.set(act, (village.done.get(act) ?? 0) + 1);
    else if (village.today === today) expect(await village.state(), `${act} was refused`).toBe(before);
    await check(village, dice);
  }
  const { checks } = await village.must('workspace.verify', {});
  expect(checks.filter((one) => !one.ok && one.level === 'block')).toEqual([]);
}

async function check(village: Village, [a = 0]: readonly number[]): Promise<void> {
  const asOf = addDays(village.today, -(a % 200));
  const { rows, totals } = await village.must('loans.list', { asOf });
  for (const row of rows)
    expect([row.noteNo, row.balanceFen]).toEqual([row.noteNo, village.balance(row.id, asOf)]);
  expect(totals.balanceFen).toBe(rows.reduce((total, row) => total + row.balanceFen, 0));
  expect(rows.every((row) => row.balanceFen >= 0 && row.drawnFen <= row.amountFen)).toBe(true);
  const owing = village.standing().filter((id) => village.balance(id, asOf) !== 0);
  expect(
    rows
      .filter((row) => row.balanceFen > 0)
      .map((row) => row.id)
      .sort(),
  ).toEqual(owing.sort());
  for (const id of village.standing().slice(0, 3)) {
    const settled = await village.must('loans.settlements', { loanId: id });
    for (const row of settled.rows) {
      expect(row.subsidyFen + row.ownFen).toBe(row.dueFen);
      expect(row.subsidyFen).toBeLessThanOrEqual(row.bankInterestFen ?? row.interestFen);
      expect(row.paidFen).toBeLessThanOrEqual(row.dueFen);
    }
  }
  const reminders = await village.must('loans.reminders', {});
  expect(reminders.overdue.every((one) => one.inDays < 0)).toBe(true);
  await village.must('loans.visits', {});
  await village.must('loans.calendar', { from: asOf, to: addDays(asOf, 400) });
}

const ACT_NAMES = Object.keys(ACTS) as (keyof typeof ACTS)[];
const OFTEN: (keyof typeof ACTS)[] = ['record', 'record', 'repay', 'wait', 'wait', 'settle'];
const step = fc.record({
  act: fc.constantFrom(...ACT_NAMES, ...OFTEN),
  dice: fc.array(fc.nat(100_000), { minLength: 4, maxLength: 4 }),
});

test('whatever happens to the loans, each stands where the list of what was recorded says, on every day', async () => {
  const done = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 60 }), async (steps) => {
      const village = new Village();
      try {
        await village.open();
        await live(village, steps);
        for (const [act, count] of village.done) done.set(act, (done.get(act) ?? 0) + count);
      } finally {
        village.close();
      }
    }),
    { numRuns: Number(process.env['COOP_MONTHS'] ?? 6), endOnFailure: true },
  );
  // What else comes about is chance.
  for (const act of ['record', 'repay'] as const) expect(done.get(act) ?? 0, act).toBeGreaterThan(0);
}, 300_000);
