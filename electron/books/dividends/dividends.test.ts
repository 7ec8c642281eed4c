import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { villageRows } from '../../../shared/print/testVillage.ts';
import { recordContribution } from '../shares/index.ts';
import { freezeMember } from '../shares/member.ts';
import { INPUTS, MEETING, testCooperative, type TestCooperative } from './testCooperative.ts';

let coop: TestCooperative;
beforeEach(() => {
  coop = testCooperative();
});
afterEach(() => {
  coop.close();
});

const EXPECTED = villageRows.map((row) => [
  row.memberNo,
  row.name,
  row.capitalFen,
  row.patronageFen,
  row.grantShareFen,
  row.donationShareFen,
  row.patronageReturnFen,
  row.weightedShareFen,
  row.totalFen,
]);

function figures(lines: Awaited<ReturnType<typeof example>>['lines']): unknown[] {
  return lines.map((line) => [
    line.memberNo,
    line.name,
    line.capitalFen,
    line.patronageFen,
    line.grantShareFen,
    line.donationShareFen,
    line.patronageReturnFen,
    line.surplusShareFen,
    line.totalFen,
  ]);
}

const example = () => coop.done('dividends.preview', { inputs: INPUTS });

describe('a trial', () => {
  it('gives every one of the 47 members the fen of the worked example', async () => {
    const { totals, lines } = await example();
    expect(figures(lines)).toEqual(EXPECTED);
    expect(totals).toMatchObject({
      reserveFen: 1_632_867,
      distributableFen: 14_695_802,
      patronagePoolFen: 8_817_482,
      surplusPoolFen: 5_878_320,
      remainderFen: 0,
      totalFen: 14_695_802,
      capitalFen: 92_000_000,
      patronageFen: 69_673_935,
      weightFen: 160_000_000,
    });
    expect(lines.map((line) => line.reserveQuantifiedFen).reduce((sum, fen) => sum + fen)).toBe(1_632_867);
  });

  it('writes nothing', async () => {
    await example();
    expect(await coop.done('dividends.list', {})).toEqual([]);
  });

  it('refuses with the rule’s own fields', async () => {
    const refused = await coop.call('dividends.preview', { inputs: { ...INPUTS, patronagePercent: '59.9' } });
    expect(refused).toMatchObject({ ok: false, error: { code: 'dividend_below_floor' } });
    expect(!refused.ok && refused.error.fields?.['patronagePercent']).toContain('60%');
  });

  it('by shares alone, a rate a share leaves 6.42 yuan, said in a warning', async () => {
    const inputs = { ...INPUTS, shareOnlyResolution: '成决〔2019〕4号', method: 'B' as const };
    const { totals, warnings } = await coop.done('dividends.preview', { inputs });
    expect(totals).toMatchObject({
      patronagePoolFen: 0,
      shareRateFen: 15_973,
      remainderFen: 642,
      totalFen: 14_695_160,
    });
    expect(warnings.join('')).toContain('成决〔2019〕4号');
    expect(warnings.join('')).toContain('6.42');
  });

  it('starts from the settings and what last year left', async () => {
    expect(await coop.done('dividends.defaults', { fiscalYear: 2018 })).toMatchObject({
      fiscalYear: 2018,
      openingUndistributedFen: 0,
      reservePercent: '10',
      method: 'A',
    });
    await coop.approve({ shareOnlyResolution: '成决〔2019〕4号', method: 'B' });
    expect(await coop.done('dividends.defaults', { fiscalYear: 2019 })).toMatchObject({
      openingUndistributedFen: 642,
      grantFen: 60_000_000,
      donationFen: 8_000_000,
    });
  });
});

describe('drafts', () => {
  it('are numbered within the year and replaced in place', async () => {
    const first = await coop.done('dividends.saveDraft', { inputs: INPUTS });
    const second = await coop.done('dividends.saveDraft', { inputs: { ...INPUTS, reservePercent: '5' } });
    expect([first.draftNo, second.draftNo]).toEqual([1, 2]);
    const again = await coop.done('dividends.saveDraft', {
      id: first.id,
      inputs: { ...INPUTS, reservePercent: '8' },
    });
    expect(again).toEqual(first);
    const kept = await coop.done('dividends.get', { id: first.id });
    expect(kept.inputs.reservePercent).toBe('8');
    expect(kept.run).toMatchObject({ state: 'draft', draftNo: 1, meeting: null, payableFen: 0 });
    expect(kept.run.distributableFen).toBe(kept.totals.distributableFen);
    expect((await coop.done('dividends.list', {})).map((run) => run.draftNo)).toEqual([2, 1]);
  });

  it('that can’t be computed yet are kept, and say why', async () => {
    const { id } = await coop.done('dividends.saveDraft', { inputs: { ...INPUTS, surplusFen: 0 } });
    const { lines, warnings, run } = await coop.done('dividends.get', { id });
    expect(lines).toEqual([]);
    expect(warnings.join('')).toContain('可分配盈余');
    expect(run.distributableFen).toBe(0);
    expect(await coop.call('dividends.approve', { id, meeting: MEETING })).toMatchObject({ ok: false });
  });
});

describe('approval', () => {
  it('keeps the lines, whatever is recorded later', async () => {
    const id = await coop.approve();
    const { id: memberId } = coop.member('M001');
    const more = coop.run((context) =>
      recordContribution(context, {
        memberId,
        date: '2019-01-05',
        form: 'cash',
        source: '自筹',
        fromRelief: false,
        amountFen: 500_000,
        document: '',
        note: '',
      }),
    );
    expect(more.ok).toBe(true);
    coop.connection.run(`UPDATE person SET name = '张改名' WHERE id = ?`, coop.member('M001').personId);
    coop.connection.run(`UPDATE entity SET settings = json_set(settings, '$.parValueFen', 50000)`);

    const stored = await coop.done('dividends.get', { id });
    expect(figures(stored.lines)).toEqual(EXPECTED);
    expect(stored.run).toMatchObject({
      state: 'approved',
      meeting: MEETING,
      totalFen: 14_695_802,
      payableFen: 14_695_802,
    });
    expect(stored.totals.totalFen).toBe(14_695_802);
  });

  it.each([
    `UPDATE dividend_run SET totals = '{}'`,
    `UPDATE dividend_run SET resolution = 'x'`,
    `UPDATE dividend_run SET votes_for = 47`,
    `UPDATE dividend_run SET state = 'draft'`,
    `DELETE FROM dividend_run`,
    `UPDATE dividend_line SET net_fen = net_fen`,
    `DELETE FROM dividend_line`,
  ])('is final for SQL too: %s', async (sql) => {
    await coop.approve();
    expect(() => coop.connection.run(sql)).toThrow('final');
  });

  it('stands alone in its year, and names itself to the next', async () => {
    await coop.approve();
    const { id } = await coop.done('dividends.saveDraft', { inputs: INPUTS });
    const second = await coop.call('dividends.approve', { id, meeting: MEETING });
    expect(second).toMatchObject({ ok: false, error: { code: 'dividend.year-taken' } });
    expect(!second.ok && second.error.message).toContain('2018 年度盈余分配方案第 1 稿');
    expect(!second.ok && second.error.message).toContain('成决〔2019〕3号');
  });

  it('counts the members of the meeting’s day', async () => {
    const { id } = await coop.done('dividends.saveDraft', { inputs: INPUTS });
    const refused = await coop.call('dividends.approve', {
      id,
      meeting: { ...MEETING, present: 31, votesFor: 31 },
    });
    expect(refused).toMatchObject({ ok: false, error: { code: 'dividend.meeting' } });
    expect(!refused.ok && refused.error.fields?.['meeting.present']).toContain('应到 47 人');
  });

  it('can be made void before payment; the number stays taken and another may be approved', async () => {
    const id = await coop.approve();
    await coop.done('dividends.void', { id, reason: '漏了一户' });
    const voided = await coop.done('dividends.get', { id });
    expect(voided.run).toMatchObject({ state: 'void', voidReason: '漏了一户', draftNo: 1, payableFen: 0 });
    expect(voided.lines).toHaveLength(47);
    expect(voided.lines.every((line) => line.payableFen === 0)).toBe(true);
    expect(await coop.call('dividends.void', { id, reason: '再来' })).toMatchObject({ ok: false });
    expect(await coop.call('dividends.approve', { id, meeting: MEETING })).toMatchObject({ ok: false });
    const again = await coop.approve();
    expect((await coop.done('dividends.get', { id: again })).run).toMatchObject({
      draftNo: 2,
      state: 'approved',
    });
  });

  it('can’t be made void once money went out, until it came back', async () => {
    const id = await coop.approve();
    const members = [{ memberId: coop.member('M001').id }];
    await coop.done('dividends.pay', { runId: id, date: '2019-02-21', method: 'cash', members, note: '' });
    const refused = await coop.call('dividends.void', { id, reason: '错了' });
    expect(!refused.ok && refused.error.message).toContain('冲销');
    const [payment] = (await coop.done('dividends.get', { id })).payments;
    await coop.done('dividends.reversePayment', {
      paymentId: payment!.id,
      date: '2019-02-21',
      reason: '退回',
    });
    await coop.done('dividends.void', { id, reason: '错了' });
  });

  it('keeps what the next year was computed from', async () => {
    const id = await coop.approve();
    coop.connection.run(
      `INSERT INTO delivery (entity_id, member_id, date, product, amount_fen, ordinal, operator, recorded_at)
       VALUES (1, ?, '2019-09-01', '香菇', 100, 1, '李会计', '2019-09-01T09:00:00')`,
      coop.member('M001').id,
    );
    const at = { today: '2020-03-01' };
    const next = await coop.done(
      'dividends.saveDraft',
      { inputs: { ...INPUTS, fiscalYear: 2019, openingUndistributedFen: 0 } },
      at,
    );
    const meeting = { ...MEETING, date: '2020-02-16', postingDate: '2020-02-20' };
    await coop.done('dividends.approve', { id: next.id, meeting }, at);
    const second = await coop.done('dividends.get', { id: next.id });
    // The reserve of 2018 counts in the weights of 2019.
    expect(second.lines[0]?.reserveShareFen).toBe(35_497);
    const refused = await coop.call('dividends.void', { id, reason: '错了' }, at);
    expect(!refused.ok && refused.error.message).toContain('2019 年度');
  });
});

describe('where an amount comes from', () => {
  it('is told the same way of inputs being tried and of the stored run', async () => {
    const runId = await coop.approve();
    for (const field of [
      'patronageReturnFen',
      'weightedShareFen',
      'weightFen',
      'grantShareFen',
      'netFen',
    ] as const) {
      const stored = await coop.done('dividends.explain', { runId, memberNo: 'M001', field });
      const tried = await coop.done('dividends.explain', { inputs: INPUTS, memberNo: 'M001', field });
      expect(stored).toEqual(tried);
      expect(stored.steps.length).toBeGreaterThan(0);
    }
    const { steps, law } = await coop.done('dividends.explain', {
      runId,
      memberNo: 'M001',
      field: 'patronageReturnFen',
    });
    expect(steps.join('')).toContain('88,174.82');
    expect(law).toContain('第四十四条');
    const total = await coop.done('dividends.explain', { runId, field: 'patronagePoolFen' });
    expect(total.steps.join('')).toContain('146,958.02 × 60%');
  });

  it('asks what is meant', async () => {
    const runId = await coop.approve();
    expect(await coop.call('dividends.explain', { field: 'netFen' })).toMatchObject({ ok: false });
    expect(await coop.call('dividends.explain', { runId, field: 'weightFen' })).toMatchObject({ ok: false });
    expect(await coop.call('dividends.explain', { runId, memberNo: 'M999', field: 'netFen' })).toMatchObject({
      ok: false,
    });
    expect(
      await coop.call('dividends.explain', { runId, memberNo: 'M001', field: 'surplusFen' }),
    ).toMatchObject({ ok: false });
  });
});

describe('a death', () => {
  it('is computed and shown, not paid', async () => {
    const id = await coop.approve();
    const { id: memberId } = coop.member('M011');
    const frozen = coop.run((context) =>
      freezeMember(context, { id: memberId, date: '2019-02-22', reason: '2019年2月去世' }),
    );
    expect(frozen.ok).toBe(true);
    const { lines } = await coop.done('dividends.get', { id });
    expect(lines.find((line) => line.memberNo === 'M011')).toMatchObject({
      frozen: true,
      payableFen: 552_184,
    });
    const paid = await coop.call('dividends.pay', {
      runId: id,
      date: '2019-02-23',
      method: 'cash',
      members: [{ memberId }],
      note: '',
    });
    expect(!paid.ok && paid.error.message).toContain('2019年2月去世');
  });
});
