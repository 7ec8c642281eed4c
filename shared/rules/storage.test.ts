import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { addDays } from './calendar.ts';
import {
  type FeeBasis,
  fullestFrom,
  outOfRange,
  shortFrom,
  stayOf,
  storageFee,
  type StoreMove,
  storeOn,
  temperatureTenths,
  temperatureText,
  usedByDay,
  volumeLeaving,
  volumeOf,
} from './storage.ts';

const move = (date: string, kg: number, pieces = 0, m3 = 0): StoreMove => ({
  date,
  kgMilli: kg * 1000,
  pieces,
  volumeMilli: m3 * 1000,
  isIntake: kg > 0 || pieces > 0,
});

describe('fees by the day', () => {
  // In on 10-01, half out on 10-11, the rest on 10-21: 10 days of 2 t and 10 of 1 t. The day in counts, the day out does not.
  const moves = [
    move('2018-10-01', 2000, 100),
    move('2018-10-11', -1000, -50),
    move('2018-10-21', -1000, -50),
  ];
  test.each<[FeeBasis, string, string, number, number]>([
    // basis, from, to, rate in 1/10000 yuan, fee in fen
    ['ton-day', '2018-10-01', '2018-10-31', 2_0000, 60_00],
    ['ton-day', '2018-10-01', '2018-10-10', 2_0000, 40_00],
    ['ton-day', '2018-10-11', '2018-10-31', 2_0000, 20_00],
    ['ton-day', '2018-09-01', '2018-09-30', 2_0000, 0],
    ['ton-month', '2018-10-01', '2018-10-31', 60_0000, 60_00],
    ['piece-day', '2018-10-01', '2018-10-31', 500, 75_00],
    ['piece-month', '2018-10-01', '2018-10-31', 1_5000, 75_00],
    ['piece', '2018-10-01', '2018-10-31', 8000, 80_00],
    ['piece', '2018-10-02', '2018-10-31', 8000, 0],
    ['none', '2018-10-01', '2018-10-31', 0, 0],
  ])('%s %s–%s at %i: %i fen', (basis, from, to, rate, fee) => {
    expect(storageFee(basis, rate, stayOf(moves, from, to))).toBe(fee);
  });

  test.each([
    // 1.25 t × 1 day × 0.02 yuan = 0.025 yuan: half a fen goes up.
    [1_250_000, 200, 3],
    [1_249_999, 200, 2],
    [1, 1, 0],
  ])('%i g·days at %i is %i fen', (kgMilli, rate, fee) => {
    const stay = { days: 1, kgMilliDays: BigInt(kgMilli), pieceDays: 0n, piecesIn: 0 };
    expect(storageFee('ton-day', rate, stay)).toBe(fee);
  });

  it('counts days on which anything was there, a leap day too', () => {
    expect(stayOf([move('2020-02-27', 1), move('2020-03-02', -1)], '2020-02-01', '2020-12-31').days).toBe(4);
  });

  const someMoves = fc.array(
    fc.record({ at: fc.integer({ min: 0, max: 60 }), kg: fc.integer({ min: 1, max: 5000 }) }),
    { minLength: 1, maxLength: 8 },
  );
  it('two stretches of days make one: nothing is charged twice or left out', () => {
    fc.assert(
      fc.property(someMoves, fc.integer({ min: 0, max: 60 }), (given, cut) => {
        const all = given.map(({ at, kg }) => move(addDays('2018-09-01', at), kg, 1));
        const [from, middle, to] = ['2018-09-01', addDays('2018-09-01', cut), '2018-11-15'];
        const whole = stayOf(all, from, to);
        const first = stayOf(all, from, middle);
        const second = stayOf(all, addDays(middle, 1), to);
        expect(first.kgMilliDays + second.kgMilliDays).toBe(whole.kgMilliDays);
        expect(first.pieceDays + second.pieceDays).toBe(whole.pieceDays);
        expect(first.days + second.days).toBe(whole.days);
        expect(first.piecesIn + second.piecesIn).toBe(whole.piecesIn);
      }),
    );
  });
  it('is the sum over the days of what was there at each day’s end', () => {
    fc.assert(
      fc.property(someMoves, (given) => {
        const all = given.map(({ at, kg }) => move(addDays('2018-09-01', at), kg));
        let byDay = 0n;
        for (let day = 0; day <= 70; day++) byDay += BigInt(storeOn(all, addDays('2018-09-01', day)).kgMilli);
        expect(stayOf(all, '2018-09-01', addDays('2018-09-01', 70)).kgMilliDays).toBe(byDay);
      }),
    );
  });
});

describe('room', () => {
  test.each([
    // kg, m³ a ton, m³
    [2000, '4', 8_000],
    [359.5, '4', 1_438],
    [0.125, '4', 1],
    [0.124, '4', 0],
  ])('%d kg at %s m³ a ton', (kg, perTon, volumeMilli) => {
    expect(volumeOf(kg * 1000, Number(perTon) * 1000)).toBe(volumeMilli);
  });

  const there = { kgMilli: 3000, pieces: 7, volumeMilli: 10_000 };
  test.each([
    ['a third', 1000, 2, there, 3_333],
    ['all of it', 3000, 7, there, 10_000],
    ['all weight but a basket', 3000, 6, there, 10_000],
    ['by the basket where nothing was weighed', 0, 1, { kgMilli: 0, pieces: 4, volumeMilli: 9 }, 2],
    ['weight only', 0, 3, there, 0],
  ])('%s frees its share', (_, kgMilli, pieces, from, volumeMilli) => {
    expect(volumeLeaving(from, kgMilli, pieces)).toBe(volumeMilli);
  });

  it('leaves nothing behind whatever the parts were', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 0, max: 100_000 }),
        fc.array(fc.integer({ min: 1, max: 3000 }), { maxLength: 10 }),
        (kgMilli, volumeMilli, parts) => {
          let left = { kgMilli, pieces: 0, volumeMilli };
          for (const part of [...parts, kgMilli]) {
            const out = Math.min(part, left.kgMilli);
            if (out === 0) break;
            const frees = volumeLeaving(left, out, 0);
            left = { kgMilli: left.kgMilli - out, pieces: 0, volumeMilli: left.volumeMilli - frees };
            expect(left.volumeMilli).toBeGreaterThanOrEqual(0);
          }
          expect(left).toEqual({ kgMilli: 0, pieces: 0, volumeMilli: 0 });
        },
      ),
    );
  });

  const moves = [
    move('2018-10-01', 100, 0, 4),
    move('2018-10-20', 200, 0, 8),
    move('2018-10-05', -100, 0, -4),
  ];
  it('is fullest on a day to come, which a slip for a day in the past must respect', () => {
    expect(fullestFrom(moves, '2018-10-02')).toEqual({ date: '2018-10-20', volumeMilli: 8_000 });
    expect(fullestFrom([], '2018-10-02').volumeMilli).toBe(0);
  });
  it('runs short on a later day when an earlier one takes too much', () => {
    expect(shortFrom(moves, '2018-10-01')).toBeNull();
    const early = [...moves, move('2018-10-03', -50)];
    expect(shortFrom(early, '2018-10-03')).toMatchObject({ date: '2018-10-05', store: { kgMilli: -50_000 } });
  });
  it('is told day by day', () => {
    expect(usedByDay(moves, '2018-10-04', '2018-10-06').map((day) => [day.date, day.volumeMilli])).toEqual([
      ['2018-10-04', 4_000],
      ['2018-10-05', 0],
      ['2018-10-06', 0],
    ]);
    expect(usedByDay(moves, '2018-10-06', '2018-10-04')).toEqual([]);
  });
});

describe('temperatures', () => {
  const range = { temperatureMin: 0, temperatureMax: 40, humidityMin: null, humidityMax: 75 };
  test.each([
    ['2.5', 70, ''],
    ['0', 75, ''],
    ['-0.1', null, '温度偏低'],
    ['4.1', 76, '温度偏高、湿度偏高'],
    ['4.0', 0, ''],
  ])('%s ℃, %s %%: %s', (text, humidity, fault) => {
    expect(outOfRange(range, { temperature: temperatureTenths(text), humidity })).toBe(fault);
  });
  test.each([
    ['-2.5', -25, '-2.5'],
    ['3', 30, '3.0'],
    ['-0.5', -5, '-0.5'],
    ['0', 0, '0.0'],
    ['-0', 0, '0.0'],
    ['12.3', 123, '12.3'],
  ])('%s is %i tenths', (typed, tenths, shown) => {
    expect(temperatureTenths(typed)).toBe(tenths);
    expect(temperatureText(tenths)).toBe(shown);
  });
  it('has no room for what is no temperature', () => {
    expect(() => temperatureTenths('3.25')).toThrow(/temperature/u);
  });
});
