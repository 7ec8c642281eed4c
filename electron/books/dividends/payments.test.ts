import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordSurplusToShare } from '../shares/index.ts';
import { recordReversal } from '../shares/reversal.ts';
import { testCooperative, type TestCooperative } from './testCooperative.ts';

let coop: TestCooperative;
beforeEach(() => {
  coop = testCooperative();
});
afterEach(() => {
  coop.close();
});

const get = (id: number) => coop.done('dividends.get', { id });
const stateOf = async (id: number) => (await get(id)).run.state;

function cash(runId: number, no: string, amountFen?: number, date = '2019-02-21') {
  const members = [{ memberId: coop.member(no).id, ...(amountFen === undefined ? {} : { amountFen }) }];
  return { runId, date, method: 'cash' as const, members, note: '' };
}

describe('payment', () => {
  it('goes from approved through paying to settled, and back when one is reversed', async () => {
    const id = await coop.approve();
    expect(await coop.done('dividends.pay', cash(id, 'M001'))).toEqual({ count: 1, amountFen: 399_766 });
    expect(await stateOf(id)).toBe('paying');
    const others = coop.members.slice(1).map((member) => ({ memberId: member.id }));
    await coop.done('dividends.pay', {
      runId: id,
      date: '2019-02-22',
      method: 'transfer',
      members: others,
      note: '',
    });
    const settled = await get(id);
    expect(settled.run).toMatchObject({ state: 'settled', paidFen: 14_695_802, payableFen: 0 });
    expect(settled.payments).toHaveLength(47);

    const [first] = settled.payments;
    await coop.done('dividends.reversePayment', { paymentId: first!.id, date: '2019-02-25', reason: '退回' });
    const after = await get(id);
    expect(after.run).toMatchObject({ state: 'paying', payableFen: 399_766 });
    expect(after.payments.at(-1)).toMatchObject({ amountFen: -399_766, reversesId: first!.id, note: '退回' });
    expect(after.payments[0]?.reversedById).toBe(after.payments.at(-1)?.id);
    expect(after.lines[0]).toMatchObject({ memberNo: 'M001', paidFen: 0, payableFen: 399_766 });
  });

  it('in parts, and years later', async () => {
    const id = await coop.approve();
    await coop.done('dividends.pay', cash(id, 'M001', 100_000));
    const late = cash(id, 'M001', undefined, '2023-05-01');
    expect(await coop.done('dividends.pay', late, { today: '2023-05-01' })).toEqual({
      count: 1,
      amountFen: 299_766,
    });
  });

  it.each<[string, (id: number) => Promise<unknown>, string]>([
    [
      'more than is payable',
      (id) => coop.call('dividends.pay', cash(id, 'M001', 399_767)),
      '超过应付余额 3,997.66',
    ],
    [
      'before the posting date',
      (id) => coop.call('dividends.pay', cash(id, 'M001', 1, '2019-02-19')),
      '早于过账日期',
    ],
    ['in the future', (id) => coop.call('dividends.pay', cash(id, 'M001', 1, '2019-03-02')), '2019-03-02'],
    ['on no day', (id) => coop.call('dividends.pay', cash(id, 'M001', 1, '2019-02-29')), '2019-02-29'],
    [
      'twice in one list',
      (id) =>
        coop.call('dividends.pay', {
          ...cash(id, 'M001'),
          members: [
            { memberId: coop.member('M001').id, amountFen: 1 },
            { memberId: coop.member('M001').id, amountFen: 1 },
          ],
        }),
      '两次',
    ],
    [
      'to somebody else',
      (id) => coop.call('dividends.pay', { ...cash(id, 'M001'), members: [{ memberId: 9999 }] }),
      '9999',
    ],
    ['of an unknown run', () => coop.call('dividends.pay', cash(9999, 'M001')), '没有这个分配方案'],
  ])('is refused: %s', async (_, attempt, words) => {
    const id = await coop.approve();
    const result = (await attempt(id)) as { ok: boolean; error: { message: string } };
    expect(result.ok).toBe(false);
    expect(result.error.message).toContain(words);
    expect((await get(id)).payments).toEqual([]);
  });

  it('is all or nothing', async () => {
    const id = await coop.approve();
    const members = [
      { memberId: coop.member('M001').id },
      { memberId: coop.member('M002').id, amountFen: 99_999_999 },
    ];
    const refused = await coop.call('dividends.pay', { ...cash(id, 'M001'), members });
    expect(!refused.ok && refused.error.message).toContain('M002 李秀英');
    expect((await get(id)).run).toMatchObject({ state: 'approved', paidFen: 0 });
  });

  it('of a draft or a void run is refused', async () => {
    const { inputs } = await get(await coop.approve());
    const { id: draft } = await coop.done('dividends.saveDraft', { inputs });
    expect(await coop.call('dividends.pay', cash(draft, 'M001'))).toMatchObject({
      ok: false,
      error: { code: 'dividend.not-approved' },
    });
    await coop.done('dividends.void', { id: draft, reason: '不要了' });
    expect(await coop.call('dividends.pay', cash(draft, 'M001'))).toMatchObject({
      ok: false,
      error: { code: 'dividend.void' },
    });
  });

  it('is reversed once, not before it was made', async () => {
    const id = await coop.approve();
    await coop.done('dividends.pay', cash(id, 'M001'));
    const [payment] = (await get(id)).payments;
    const reverse = (date: string, paymentId = payment!.id) =>
      coop.call('dividends.reversePayment', { paymentId, date, reason: '退回' });
    expect(await reverse('2019-02-20')).toMatchObject({ ok: false });
    expect(await reverse('2019-03-02')).toMatchObject({ ok: false });
    expect(await reverse('2019-02-21')).toMatchObject({ ok: true });
    expect(await reverse('2019-02-21')).toMatchObject({ ok: false, error: { code: 'dividend.reversed' } });
    const reversal = (await get(id)).payments.at(-1)!.id;
    expect(await reverse('2019-02-21', reversal)).toMatchObject({
      ok: false,
      error: { code: 'dividend.is-reversal' },
    });
    expect(await reverse('2019-02-21', 9999)).toMatchObject({ ok: false });
    expect(await stateOf(id)).toBe('approved');
  });

  it.each([`UPDATE dividend_payment SET amount_fen = 1`, `DELETE FROM dividend_payment`])(
    'is final for SQL: %s',
    async (sql) => {
      await coop.done('dividends.pay', cash(await coop.approve(), 'M001'));
      expect(() => coop.connection.run(sql)).toThrow('final');
    },
  );
});

/** What may happen to a run after approval; `who` and `which` are taken modulo what there is. */
type Step =
  | { do: 'pay'; who: number; fen: number | null }
  | { do: 'convert'; who: number; fen: number }
  | { do: 'take-back'; which: number }
  | { do: 'unconvert'; which: number }
  | { do: 'void' };

const steps = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('pay' as const),
        who: fc.nat(5),
        fen: fc.option(fc.integer({ min: 1, max: 450_000 })),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('convert' as const),
        who: fc.nat(5),
        fen: fc.integer({ min: 1, max: 300_000 }),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('take-back' as const), which: fc.nat(20) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('unconvert' as const), which: fc.nat(20) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('void' as const) }) },
  ),
  { maxLength: 12 },
);

describe('whatever is paid, converted and taken back', () => {
  it('what was paid, converted and is payable makes up the net amounts, and the state says so', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const fresh = testCooperative();
        const outer = coop;
        coop = fresh;
        try {
          await follow(await fresh.approve(), sequence);
        } finally {
          coop = outer;
          fresh.close();
        }
      }),
      { numRuns: 20 },
    );
  });
});

/** Plays a sequence against a plain model of the amounts; only what the model allows may be accepted. */
async function follow(runId: number, sequence: readonly Step[]): Promise<void> {
  const netFen = new Map((await get(runId)).lines.map((line) => [line.memberId, line.netFen]));
  const goneFen = new Map<number, number>();
  const payments: { id: number; memberId: number; fen: number; back: boolean }[] = [];
  const conversions: { id: number; memberId: number; fen: number; back: boolean }[] = [];
  let voided = false;
  const payable = (memberId: number) =>
    voided ? 0 : (netFen.get(memberId) ?? 0) - (goneFen.get(memberId) ?? 0);
  const add = (memberId: number, fen: number) => goneFen.set(memberId, (goneFen.get(memberId) ?? 0) + fen);

  for (const step of sequence) {
    if (step.do === 'pay' || step.do === 'convert') {
      const memberId = coop.members[step.who]!.id;
      const fen = step.fen ?? payable(memberId);
      const allowed = fen > 0 && fen <= payable(memberId);
      if (step.do === 'pay') {
        const members = [step.fen === null ? { memberId } : { memberId, amountFen: fen }];
        const paid = await coop.call('dividends.pay', {
          runId,
          date: '2019-02-21',
          method: 'cash',
          members,
          note: '',
        });
        expect(paid.ok).toBe(allowed);
        if (!paid.ok) continue;
        payments.push({ id: (await get(runId)).payments.at(-1)!.id, memberId, fen, back: false });
      } else {
        const turned = coop.run((context) =>
          recordSurplusToShare(context, {
            runId,
            memberId,
            date: '2019-02-21',
            amountFen: fen,
            resolution: '成决〔2019〕5号',
          }),
        );
        expect(turned.ok).toBe(allowed);
        if (!turned.ok) continue;
        conversions.push({ id: turned.value.id, memberId, fen, back: false });
      }
      add(memberId, fen);
    } else if (step.do === 'void') {
      const { ok } = await coop.call('dividends.void', { id: runId, reason: '错' });
      expect(ok).toBe(!voided && [...goneFen.values()].every((fen) => fen === 0));
      voided ||= ok;
    } else {
      const done = step.do === 'take-back' ? payments : conversions;
      const one = done[step.which % Math.max(1, done.length)];
      if (!one) continue;
      const { ok } =
        step.do === 'take-back'
          ? await coop.call('dividends.reversePayment', {
              paymentId: one.id,
              date: '2019-02-22',
              reason: '退',
            })
          : coop.run((context) => recordReversal(context, { id: one.id, date: '2019-02-21', reason: '退' }));
      expect(ok).toBe(!one.back);
      if (ok) add(one.memberId, -one.fen);
      one.back = true;
    }
    await agree();
  }

  async function agree(): Promise<void> {
    const { run, lines } = await get(runId);
    for (const line of lines) {
      expect(line.payableFen).toBe(payable(line.memberId));
      if (!voided) expect(line.paidFen + line.convertedFen + line.payableFen).toBe(line.netFen);
    }
    const gone = [...goneFen.values()].some((fen) => fen !== 0);
    const left = lines.some((line) => line.payableFen > 0);
    expect(run.state).toBe(voided ? 'void' : !gone ? 'approved' : left ? 'paying' : 'settled');
    expect(run.payableFen).toBe(lines.reduce((sum, line) => sum + line.payableFen, 0));
  }
}
