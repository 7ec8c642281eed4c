import type { Input } from '../../../shared/contract/index.ts';
import { allocateByLargestRemainder } from '../../../shared/rules/allocation.ts';
import { invariant } from '../../../shared/rules/result.ts';
import type { DemoCall } from './build.ts';
import { Dice } from './dice.ts';

interface Kind {
  readonly name: string;
  readonly households: number;
  /** The scale of all of them, in lots that a household has a whole number of. */
  readonly lots: number;
  readonly lot: number;
  /** Yuan for one unit: put in, expected to come out; 1/100 units of output, nothing before the second year. */
  readonly input: number;
  readonly expected: number;
  readonly outputPercent: number | null;
  /** 奖补 for one unit. */
  readonly award: string;
}

/** The industries of 175 households as the village reported them for 2018, 312 in all. */
const KINDS: readonly Kind[] = [
  {
    name: '香菇',
    households: 90,
    lots: 6000,
    lot: 100,
    input: 3,
    expected: 5,
    outputPercent: 60,
    award: '0.5',
  },
  {
    name: '木耳',
    households: 20,
    lots: 2000,
    lot: 1,
    input: 28,
    expected: 52,
    outputPercent: 40,
    award: '50',
  },
  {
    name: '黄金木耳',
    households: 15,
    lots: 3000,
    lot: 1,
    input: 32,
    expected: 60,
    outputPercent: 35,
    award: '50',
  },
  {
    name: '猪苓',
    households: 35,
    lots: 1300,
    lot: 10,
    input: 22,
    expected: 48,
    outputPercent: null,
    award: '10',
  },
  {
    name: '天麻',
    households: 30,
    lots: 1000,
    lot: 10,
    input: 26,
    expected: 50,
    outputPercent: null,
    award: '10',
  },
  {
    name: '养蜂',
    households: 40,
    lots: 1500,
    lot: 1,
    input: 260,
    expected: 480,
    outputPercent: 800,
    award: '150',
  },
  {
    name: '乌鸡',
    households: 82,
    lots: 6000,
    lot: 1,
    input: 42,
    expected: 85,
    outputPercent: 90,
    award: '10',
  },
];
const HOUSEHOLDS = 175;
const MONTH_FEN = 400_00;
/** The awards by scale are 1,065,000.00, these months the rest of 1,439,800.00. */
const MONTHS = 937;
/** Whose card the bank did not know: still to be paid. */
const UNPAID = 3;

type Rows = Input<'industry.save'>['rows'];

/** 产业 of 2018 with its inspections, and the year's awards: by scale, and for months of work. */
export function keepDemoIndustries(call: DemoCall): void {
  const dice = new Dice(2018);
  const kinds = new Map(call('industry.kinds', {}).map((kind) => [kind.name, kind.id]));
  const poor = call('households.list', {}).filter((one) => ['一般', '低保', '五保'].includes(one.category));
  const households = dice
    .shuffled(poor)
    .slice(0, HOUSEHOLDS)
    .map((one) => one.id);
  const rows: Rows = whoHasWhat(dice, households).flatMap(({ kind, holders }) => {
    const parts = holders.map((_, index) => ({
      memberNo: String(index + 1),
      weight: BigInt(dice.between(25, 100)),
    }));
    return allocateByLargestRemainder(kind.lots, parts).map((lots, index) => {
      const scale = lots * kind.lot;
      const output = kind.outputPercent === null ? null : Math.round((scale * kind.outputPercent) / 100);
      return {
        householdId: holders[index]!,
        kindId: kinds.get(kind.name)!,
        scale: String(scale),
        inputFen: scale * kind.input * 100,
        expectedFen: scale * kind.expected * 100,
        output: output === null ? null : String(output),
        incomeFen: output === null ? null : scale * kind.expected * dice.between(86, 112),
        note: '',
      };
    });
  });
  call('industry.save', { year: 2018, rows, reason: '' });
  call('industry.inspect', {
    date: '2018-11-15',
    inspector: '村产业验收小组',
    rows: call('industry.list', { year: 2018 }).map(({ id, scale }) => ({ industryId: id, scale, note: '' })),
  });
  awardByScale(call, kinds);
  subsidiseWork(call, dice.shuffled(households));
}

/** Each household has one industry at least, nobody the same twice. */
function whoHasWhat(dice: Dice, households: readonly number[]): { kind: Kind; holders: number[] }[] {
  const slots = dice.shuffled(KINDS.flatMap((kind) => Array<Kind>(kind.households).fill(kind)));
  const held = new Map(KINDS.map((kind) => [kind, new Set<number>()]));
  slots.forEach((kind, index) => {
    const holders = held.get(kind)!;
    let household = households[index] ?? dice.pick(households);
    while (holders.has(household)) household = dice.pick(households);
    holders.add(household);
  });
  return [...held].map(([kind, holders]) => ({ kind, holders: [...holders] }));
}

function awardByScale(call: DemoCall, kinds: ReadonlyMap<string, number>): void {
  const { id } = call('awards.saveProgramme', {
    terms: {
      year: 2018,
      name: '产业奖补',
      basis: 'scale',
      document: '略财农〔2018〕86号',
      fund: '财政专项扶贫资金',
      monthFen: null,
      capFen: null,
      rates: KINDS.map(({ name, award }) => ({
        kindId: kinds.get(name)!,
        rate: award,
        fromScale: '0',
        capFen: null,
      })),
      note: '',
    },
  });
  const made = call('awards.compute', { id });
  invariant(
    made.leftOut.length === 0 && made.amountFen === 1_065_000_00,
    'the awards by scale are as reported',
  );
  approveAndPay(call, id, '2018-12-05', 0);
}

function subsidiseWork(call: DemoCall, households: readonly number[]): void {
  const { id } = call('awards.saveProgramme', {
    terms: {
      year: 2018,
      name: '务工补助',
      basis: 'work',
      document: '略人社发〔2018〕52号',
      fund: '苏陕协作资金',
      monthFen: MONTH_FEN,
      capFen: null,
      rates: [],
      note: '',
    },
  });
  const least = Math.floor(MONTHS / households.length);
  const more = MONTHS - least * households.length;
  call('awards.saveLines', {
    id,
    lines: households.map((householdId, index) => ({
      householdId,
      kindId: null,
      months: String(index < more ? least + 1 : least),
      amountFen: null,
      note: '',
    })),
  });
  approveAndPay(call, id, '2018-12-10', UNPAID);
}

function approveAndPay(call: DemoCall, id: number, date: string, unpaid: number): void {
  const day = (days: number): string => `2018-12-${String(Number(date.slice(8)) + days).padStart(2, '0')}`;
  call('awards.approve', { id, date, document: '村委会会议纪要 2018-19' });
  call('awards.notice', { id, from: day(1), to: day(7), note: '村务公开栏' });
  const { households } = call('awards.get', { id });
  call('awards.pay', {
    id,
    date: day(12),
    method: 'transfer',
    households: households.slice(0, households.length - unpaid).map(({ householdId }) => ({ householdId })),
    note: '',
  });
}
