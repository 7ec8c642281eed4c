import { describe, expect, it } from 'vitest';
import {
  type AcquireDraft,
  acquiredOf,
  emptyDraft,
  reliefDraftOf,
  reliefOf,
  withChange,
} from './acquireDraft.ts';
import { fundingOf, monthsOf, yearsText } from './typed.ts';
import { matches } from './plan.ts';

const dryer = (change: Partial<AcquireDraft> = {}): AcquireDraft => ({
  ...emptyDraft('2019-01-15'),
  no: 'HG-05',
  name: '烘干机',
  category: '机器设备',
  party: '县农机公司',
  costFen: 1_200_000,
  years: '10',
  funding: [{ source: 'own', note: '', amountFen: 1_200_000 }],
  ...change,
});

describe('an asset as it is typed', () => {
  it('is what is sent once everything is there', () => {
    expect(acquiredOf(dryer())).toMatchObject({
      date: '2019-01-15',
      standing: 'booked',
      facts: { no: 'HG-05', supplier: '县农机公司' },
      costFen: 1_200_000,
      terms: { method: 'straight-line', lifeMonths: 120, residual: '5' },
      pieces: null,
      how: { kind: 'bought', party: '县农机公司', paid: { kind: 'bank' } },
      relief: null,
    });
  });

  it.each<[string, Partial<AcquireDraft>]>([
    ['no number', { no: ' ' }],
    ['no category', { category: '' }],
    ['no cost', { costFen: null }],
    ['a life of no whole months', { years: '2.3' }],
    ['a day that is none', { date: '去年' }],
    ['a source without its amount', { funding: [{ source: 'own', note: '自筹', amountFen: null }] }],
    ['no source', { funding: [{ source: 'own', note: '', amountFen: null }] }],
    ['owed to nobody', { pay: 'later', party: '' }],
    ['no piece', { count: '0' }],
    ['built from no project', { how: 'built' }],
    ['a grant of no amount', { how: 'granted', project: '2019年补助' }],
    ['work without its unit', { method: 'units', units: '1000' }],
    [
      'a project’s year of two digits',
      { isRelief: true, relief: { ...reliefDraftOf(null), projectYear: '18' } },
    ],
  ])('%s: not yet', (_what, change) => {
    expect(acquiredOf(dryer(change))).toBeNull();
  });

  it('full-width digits are digits; several are a batch', () => {
    const sent = acquiredOf(dryer({ count: '１２２', years: '１０', residual: '4.5' }));
    expect(sent).toMatchObject({ pieces: { count: 122 }, terms: { lifeMonths: 120, residual: '4.5' } });
  });

  it('at 1 yuan the gift is its own source', () => {
    const sent = acquiredOf(dryer({ how: 'donated', basis: 'nominal', costFen: null, funding: [] }));
    expect(sent).toMatchObject({ costFen: 100, funding: [{ source: 'donated', amountFen: 100 }] });
  });
});

describe('what follows from one choice', () => {
  it('what another owns is 备查 and only registered; by contract it may be booked; one’s own is booked', () => {
    const own = dryer();
    const others = { ...own, ...withChange(own, { ownerKind: 'village' }) };
    expect(others).toMatchObject({ standing: 'memo', how: 'register' });
    const controlled = { ...others, ...withChange(others, { standing: 'booked' }) };
    expect(controlled).toMatchObject({ ownerKind: 'village', standing: 'booked', how: 'bought' });
    const back = {
      ...others,
      controlContract: '租〔2018〕1号',
      ...withChange(others, { ownerKind: 'cooperative' }),
    };
    expect(back).toMatchObject({ standing: 'booked', how: 'bought', owner: '', controlContract: '' });
  });

  it('a grant begins with the state’s money, unless sources were typed', () => {
    const untouched = { ...dryer(), funding: [{ source: 'own' as const, note: '', amountFen: null }] };
    expect(withChange(untouched, { how: 'granted' })).toMatchObject({
      funding: [{ source: 'state' }],
      isRelief: true,
    });
    expect(withChange(dryer(), { how: 'granted' }).funding).toBeUndefined();
  });
});

it('lives in years are whole months, and come back as they were', () => {
  expect([
    monthsOf('10'),
    monthsOf('2.5'),
    monthsOf('0.5'),
    monthsOf('2.3'),
    monthsOf('0'),
    monthsOf('十'),
  ]).toEqual([...[120, 30, 6, null, null, null]]);
  expect([yearsText(120), yearsText(30), monthsOf(yearsText(7))]).toEqual(['10', '2.5', null]);
});

it('lines of sources: blank ones are left out, half ones stop it', () => {
  const line = { source: 'state' as const, note: '项目', amountFen: 5 };
  const blank = { source: 'own' as const, note: '', amountFen: null };
  expect(fundingOf([line, blank])).toEqual([line]);
  expect(fundingOf([line, { ...blank, note: '贷款' }])).toBeNull();
  expect(fundingOf([blank])).toBeNull();
});

it('relief: days and year empty are nothing, and come back', () => {
  expect(reliefOf(reliefDraftOf(null))).toMatchObject({
    projectYear: null,
    acceptedOn: null,
    certifiedOn: null,
  });
  expect(reliefOf({ ...reliefDraftOf(null), acceptedOn: '明天' })).toBeNull();
  const full = { ...reliefDraftOf(null), projectYear: '2018', acceptedOn: '2018-07-05' };
  expect(reliefDraftOf(reliefOf(full))).toEqual(full);
});

it.each([
  ['DP-017', '17', true],
  ['DP-017', 'dp-017', true],
  ['DP-017', '1', false],
  ['DP-117', '17', false],
  ['DP-022', '17，20-25', true],
  ['DP-026', '17，20-25', false],
  ['DP-022', 'DP-020-DP-025', true],
  ['DP-030', 'DP-020至025', false],
])('%s is found by %s: %s', (no, wanted, found) => {
  expect(matches(no, wanted)).toBe(found);
});
