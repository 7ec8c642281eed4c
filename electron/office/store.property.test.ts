import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answer, Input, Method, Output } from '../../shared/contract/index.ts';
import { addDays } from '../../shared/rules/calendar.ts';
import { quantityMilli, quantityText } from '../../shared/rules/measures.ts';
import { Office } from './office.ts';

/**
 * Random months of a cold store and of leased land through the contract: goods of all owners in and out, losses, fees, rent paid and made
 * cost, everything undone in any order, months closed. After every step every equation of the file holds, nothing in store is less than
 * nothing, no year of rent is paid and no month charged twice; a refused call has changed nothing.
 */
interface Step {
  readonly act: keyof typeof ACTS;
  readonly dice: readonly number[];
}

class Village {
  today = '2018-01-05';
  readonly done = new Map<string, number>();
  rooms: number[] = [];
  people: { personId: number; memberId: number | null }[] = [];
  readonly #home = mkdtempSync(join(tmpdir(), 'coop-store-'));
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
      path,
      villageName: '张家坝村',
      cooperativeName: '合作社',
      from: '2018-01',
    });
    for (const [index, name] of ['张甲', '张乙', '张丙'].entries()) {
      const person = { name, relation: '户主', idNumber: null, phone: '', card: null };
      const { id: personId } = await this.must('persons.create', { householdId: null, person });
      const joined = { kind: 'person', personId, joinedOn: '2018-01-01' } as const;
      const memberId = index === 2 ? null : (await this.must('members.create', joined)).id;
      this.people.push({ personId, memberId });
    }
    for (const [name, capacity, whenFull] of [
      ['一号库', '60', 'warn'],
      ['二号库', '20', 'refuse'],
    ] as const) {
      const range = { temperatureMin: null, temperatureMax: null, humidityMin: null, humidityMax: null };
      const room = { name, capacity, whenFull, volumePerTon: '5', assetId: null, enabled: true, note: '' };
      this.rooms.push((await this.must('storage.saveRoom', { room: { ...room, ...range } })).id);
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
    return JSON.stringify(
      await Promise.all([
        this.must('vouchers.list', {}),
        this.must('storage.lots', { all: true }),
        this.must('storage.moves', {}),
        this.must('storage.events', {}),
        this.must('leases.list', { all: true }),
        this.must('leases.events', {}),
        this.must('items.list', {}),
      ]),
    );
  }
}

type Act = (village: Village, dice: readonly number[]) => Promise<Answer<unknown> | null>;

const pick = <T>(from: readonly T[], die: number): T | undefined => from[die % Math.max(from.length, 1)];
const dated = ({ today }: Village, die: number): string => {
  if (die % 13 === 0) return addDays(today, 1);
  return die % 4 === 0 ? addDays(today, -(die % 45)) : today;
};
const PAPER = { documentNo: '', attachments: 1 };

const ACTS = {
  buy: (village, [a = 0, b = 0]) =>
    village.try('business.record', {
      ...PAPER,
      date: dated(village, b),
      note: '',
      event: {
        kind: 'buyOutside',
        party: '兴隆商行',
        goods: [{ product: '干菇', quantity: String(100 + (a % 3000)), amountFen: 5000 + a * 37 }],
        paid: null,
      },
    }),
  /** Own goods as far as the books have them and the store has not. */
  takeOwn: async (village, [a = 0, b = 0, c = 0]) => {
    const booked = (await village.must('business.stock', {})).find((row) => row.product === '干菇');
    const own = await village.must('storage.lots', { ownership: 'own' });
    const stored = own.reduce((sum, lot) => sum + quantityMilli(lot.quantity), 0);
    const free = (booked ? quantityMilli(booked.quantity) : 0) - stored;
    if (free <= 0) return null;
    const known = pick(own, c);
    return village.try('storage.takeIn', {
      date: village.today,
      roomId: pick(village.rooms, b) ?? 0,
      lot:
        known && c % 2 === 0
          ? { kind: 'more', lotId: known.id }
          : {
              kind: 'new',
              product: '干菇',
              ownership: 'own',
              owner: { kind: 'own' },
              feeBasis: 'none',
              feeRate: '0',
              note: '',
            },
      quantity: quantityText(a % 3 === 0 ? free : Math.ceil(free / 2)),
      pieces: a % 5,
      volume: null,
      party: '',
    });
  },
  keep: (village, [a = 0, b = 0, c = 0, d = 0]) => {
    const memberId = pick(village.people, a)?.memberId ?? null;
    return village.try('storage.takeIn', {
      date: dated(village, b),
      roomId: pick(village.rooms, c) ?? 0,
      lot: {
        kind: 'new',
        product: '木耳',
        ownership: 'kept',
        owner: memberId === null ? { kind: 'party', party: '邻村农场' } : { kind: 'member', memberId },
        feeBasis: (['ton-day', 'ton-month', 'piece-day', 'piece'] as const)[d % 4] ?? 'none',
        feeRate: String(1 + (d % 40)),
        note: '',
      },
      quantity: String(100 + (a % 2000)),
      pieces: 1 + (d % 60),
      volume: d % 7 === 0 ? '30' : null,
      party: '',
    });
  },
  takeOut: async (village, dice) => {
    const part = await partOf(village, dice);
    return part && village.try('storage.takeOut', { ...part, party: '' });
  },
  move: async (village, dice) => {
    const part = await partOf(village, dice);
    if (!part) return null;
    const { roomId: fromRoomId, ...goods } = part;
    return village.try('storage.transfer', {
      ...goods,
      fromRoomId,
      toRoomId: pick(village.rooms, dice[3] ?? 0) ?? 0,
      party: '',
    });
  },
  lose: async (village, dice) => {
    const part = await partOf(village, dice);
    return part && village.try('storage.lose', { ...part, ...PAPER, reason: '受潮' });
  },
  settleLoss: async (village, [a = 0, b = 0, c = 0]) => {
    const loss = pick(
      (await village.must('storage.events', {})).filter((one) => one.isOpen),
      a,
    );
    if (!loss) return null;
    const memberId = pick(village.people, b)?.memberId ?? null;
    const payer = memberId === null ? null : ({ kind: 'member', memberId } as const);
    return village.try('storage.settleLoss', {
      ...PAPER,
      lossId: loss.id,
      date: dated(village, c),
      payer,
      paidFen: payer === null ? 0 : 1 + (c % loss.amountFen),
      approval: '决1',
    });
  },
  fee: async (village, [a = 0, b = 0, c = 0]) => {
    const to = addDays(village.today, -(b % 20));
    const line = pick(await village.must('storage.fees', { to }), a);
    if (!line) return null;
    const received = c % 3 === 0 ? ({ kind: 'cash' } as const) : null;
    return village.try('storage.settleFees', {
      ...PAPER,
      date: dated(village, c),
      to,
      lotIds: [line.lotId],
      received,
      note: '',
    });
  },
  undoMove: async (village, [a = 0, b = 0]) => {
    const move = pick(await village.must('storage.moves', {}), a);
    return move && move.kind !== 'out'
      ? village.try('storage.reverseMove', { id: move.id, date: dated(village, b), reason: '写错' })
      : null;
  },
  undoStore: async (village, [a = 0, b = 0]) => {
    const event = pick(await village.must('storage.events', {}), a);
    return event
      ? village.try('storage.reverse', { id: event.id, date: dated(village, b), reason: '算错' })
      : null;
  },
  lease: (village, [a = 0, b = 0, c = 0, d = 0]) => {
    const ahead = 1 + (d % 3);
    return village.try('leases.save', {
      terms: {
        no: `TD-${a % 40}`,
        lessor: { kind: 'person', personId: pick(village.people, b)?.personId ?? 0 },
        plot: `地${c % 9}`,
        area: `${1 + (c % 5)}.${d % 10}`,
        rentFen: 1 + ((a * 31) % 90_000),
        from: addDays('2018-01-01', c % 200),
        to: addDays('2018-01-01', 600 + (b % 1500)),
        timing: d % 4 === 0 ? 'arrears' : 'advance',
        dueDay: '03-15',
        yearsAtOnce: d % 4 === 0 ? 1 : ahead,
        amortise: d % 2 === 0 ? 'month' : 'year',
        note: '',
      },
    });
  },
  rent: async (village, [a = 0, b = 0, c = 0]) => {
    const leases = await village.must('leases.list', {});
    const chosen = leases.filter((_, index) => (a >> (index % 6)) % 2 === 0);
    return village.try('leases.pay', {
      ...PAPER,
      date: dated(village, b),
      leases: chosen.map((one) => ({ leaseId: one.id, years: c % 9 === 0 ? 9 : one.yearsAtOnce })),
      paid: c % 2 ? { kind: 'bank' } : null,
      note: '',
    });
  },
  charge: (village, [a = 0]) => {
    const date = dated(village, a);
    return village.try('leases.charge', { period: date.slice(0, 7), date });
  },
  undoRent: async (village, [a = 0, b = 0]) => {
    const event = pick(await village.must('leases.events', {}), a);
    return event
      ? village.try('leases.reverse', { id: event.id, date: dated(village, b), reason: '付错' })
      : null;
  },
  endLease: async (village, [a = 0, b = 0]) => {
    const lease = pick(await village.must('leases.list', {}), a);
    return lease
      ? village.try('leases.end', { id: lease.id, endedOn: addDays(lease.from, b % 900), reason: '改种' })
      : null;
  },
  wait: (village, [a = 0]) => {
    village.today = addDays(village.today, 5 + (a % 40));
    return Promise.resolve(null);
  },
} satisfies Record<string, Act>;

/** A part of a lot in one of its rooms: all of it, some of it, or more than there is. */
async function partOf(village: Village, [a = 0, b = 0, c = 0]: readonly number[]) {
  const lot = pick(await village.must('storage.lots', {}), a);
  const place = lot && pick(lot.places, b);
  if (!lot || !place) return null;
  const date = dated(village, c);
  const all = { quantity: place.quantity, pieces: place.pieces };
  const goods =
    b % 3 === 0
      ? all
      : b % 11 === 0
        ? { quantity: '99999', pieces: 0 }
        : { quantity: quantityText(Math.ceil(quantityMilli(place.quantity) / 3)), pieces: 0 };
  return { date, lotId: lot.id, roomId: place.roomId, ...goods };
}

async function live(village: Village, steps: readonly Step[]): Promise<void> {
  for (const { act, dice } of steps) {
    village.today = addDays(village.today, (dice[0] ?? 0) % 5);
    const before = await village.state();
    const answer = await ACTS[act](village, dice);
    if (answer && !answer.ok) {
      expect(answer.error.message, act).toMatch(/[。！]$/u);
      expect(await village.state(), `${act} was refused: ${answer.error.message}`).toBe(before);
    }
    if (answer?.ok) village.done.set(act, (village.done.get(act) ?? 0) + 1);
    const { checks } = await village.must('workspace.verify', {});
    const broken = checks.filter((check) => !check.ok && check.level === 'block');
    expect(broken, `after ${act} ${dice.join(' ')} on ${village.today}`).toEqual([]);
    await notLessThanNothing(village);
  }
}

async function notLessThanNothing(village: Village): Promise<void> {
  for (const lot of await village.must('storage.lots', { all: true })) {
    for (const figure of [lot.quantity, String(lot.pieces), lot.volume]) expect(figure).not.toMatch(/^-/u);
    if (lot.quantity === '0' && lot.pieces === 0) expect(lot.volume).toBe('0');
  }
  for (const lease of await village.must('leases.list', { all: true, asOf: '2099-12-31' })) {
    const { years, charges } = await village.must('leases.get', { id: lease.id });
    const paid = years.filter((year) => year.state === 'paid').reduce((sum, year) => sum + year.rentFen, 0);
    expect(lease.paidFen).toBe(paid);
    expect(lease.prepaidFen).toBeGreaterThanOrEqual(0);
    expect(charges.filter((charge) => !charge.isCharged).length > 0 || lease.prepaidFen === 0).toBe(true);
  }
}

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom(
    ...(Object.keys(ACTS) as (keyof typeof ACTS)[]),
    ...(['buy', 'takeOwn', 'keep', 'rent', 'wait', 'wait'] as const),
  ),
  dice: fc.array(fc.nat(9973), { minLength: 4, maxLength: 4 }),
});

test('whatever happens in the store and on the land, every equation holds after every step', async () => {
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
  for (const act of ['buy', 'keep', 'takeOut', 'lease', 'rent', 'fee'] as const) {
    expect(done.get(act) ?? 0, act).toBeGreaterThan(0);
  }
}, 300_000);
