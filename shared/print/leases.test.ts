import { describe, expect, it } from 'vitest';
import { leaseScheduleDocument, rentRosterDocument, type RentLine } from './leases.ts';
import { cellsOf, textOf } from './testReading.ts';
import { header } from './testVillage.ts';

const line = (index: number): RentLine => ({
  no: `TD-${index}`,
  lessorName: '张守田',
  groupNo: index === 0 ? null : 1,
  plot: '河边地',
  area: '2.35',
  rentFen: 600_00,
  span: '2018-03-01 至 2019-02-28',
  fen: 1_410_00,
});

describe('土地流转租金发放表', () => {
  it('has each lease with room to sign, the sum in figures and in words', () => {
    const { pages } = rentRosterDocument({
      header,
      date: '2018-03-15',
      isPaid: false,
      lines: Array.from({ length: 20 }, (_, index) => line(index)),
    });
    expect(pages).toHaveLength(2);
    const rows = pages.flatMap((page) => cellsOf(page).slice(1));
    expect(rows.filter((row) => row[1]?.startsWith('TD-'))).toHaveLength(20);
    expect(rows[0]?.slice(2)).toEqual([
      '',
      '张守田',
      '河边地',
      '2.35',
      '600.00',
      '2018-03-01 至 2019-02-28',
      '1,410.00',
      '',
      '',
    ]);
    expect(rows.at(-1)).toEqual(['合计', '47.00', '', '', '28,200.00', '', '']);
    const text = textOf(pages[1]!);
    expect(text).toContain('拟发日期：2018年3月15日');
    expect(text).toContain('贰万捌仟贰佰元整');
    expect(textOf(pages[0]!)).not.toContain('贰万捌仟贰佰元整');
  });
});

it('土地租金付款计划 tells the terms and what was paid', () => {
  const [page] = leaseScheduleDocument(header, {
    lease: {
      id: 1,
      no: 'TD-1',
      lessorName: '张守田',
      personId: 1,
      householdCode: '1-001',
      groupNo: 1,
      memberId: 1,
      memberNo: 'M001',
      plot: '河边地',
      area: '2.35',
      rentFen: 600_00,
      yearRentFen: 1_410_00,
      from: '2018-03-01',
      to: '2020-02-29',
      endedOn: null,
      timing: 'advance',
      dueDay: '03-15',
      yearsAtOnce: 2,
      amortise: 'month',
      note: '',
      dueFen: 0,
      paidFen: 0,
      owedFen: 0,
      nextDueOn: null,
      nextDueFen: 0,
      prepaidFen: 0,
      dueIn: null,
    },
    years: [
      {
        no: 1,
        from: '2018-03-01',
        to: '2019-02-28',
        dueOn: '2018-03-15',
        rentFen: 1_410_00,
        state: 'paid',
        paidOn: '2018-03-14',
        eventId: 1,
      },
      {
        no: 2,
        from: '2019-03-01',
        to: '2020-02-29',
        dueOn: '2018-03-15',
        rentFen: 1_410_00,
        state: 'overdue',
        paidOn: null,
        eventId: null,
      },
    ],
    charges: [],
  }).pages;
  expect(textOf(page!)).toContain('出租户：张守田（1组，社员 M001）');
  expect(textOf(page!)).toContain('先付，一次付 2 年，每年 03 月 15 日前后');
  expect(cellsOf(page!).slice(1)).toEqual([
    ['1', '2018-03-01 至 2019-02-28', '2018-03-15', '1,410.00', '已付', '2018-03-14'],
    ['2', '2019-03-01 至 2020-02-29', '2018-03-15', '1,410.00', '已过付款日', ''],
    ['合计', '2,820.00', '', ''],
  ]);
});
